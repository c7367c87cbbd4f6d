"""How fast `kg build --engine spark` reads an archive with one worker and with more, and what it costs.

    python tests/bench/cluster.py [ARTICLES [WORKERS ...]]

The archive is that of archive.py, in as many files as a cluster would find it. Each number of workers builds it from scratch, and its quads
are compared with those of the others. Seconds of cores are those of all processes of the build (Linux alone tells them), whatever else the
machine does meanwhile; wall seconds are worth as much as the machine is idle. A million articles cost what their seconds of cores cost at
PRICE dollars an hour of one core.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import archive
from building import children

PRICE = 0.04
_FILES = 16
_TICKS = os.sysconf("SC_CLK_TCK")
_MILLION = 1_000_000


def written(folder: Path, count: int) -> Path:
    """Write an archive as several files of JSON Lines."""
    folder.mkdir()
    lines = [line for line, _, _ in archive.generated(count)]
    for number in range(_FILES):
        (folder / f"news-{number:02}.jsonl").write_text("\n".join(lines[number::_FILES]), encoding="utf-8")
    return folder


def seconds_of_cores(process: int, spent: dict[int, float]) -> float:
    """Return what a process and all that it started have spent, those too that have ended, as far as they were seen."""
    for number in (process, *children(process)):
        try:
            fields = Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        spent[number] = (int(fields[11]) + int(fields[12])) / _TICKS
    return sum(spent.values())


def measured(news: Path, output: Path, workers: int) -> tuple[float, float]:
    """Build an archive and return the wall seconds and the seconds of cores that it took."""
    begin, cores, spent = time.monotonic(), 0.0, dict[int, float]()
    command = [sys.executable, "-m", "kg", "build", str(news), "-o", str(output), "--engine", "spark"]
    with subprocess.Popen([*command, "-j", str(workers), "-q"]) as build:
        while build.poll() is None:
            cores = seconds_of_cores(build.pid, spent)
            time.sleep(0.2)
    if build.returncode:
        sys.exit(build.returncode)
    return time.monotonic() - begin, cores


def digest(output: Path) -> str:
    """Return the hash of the parts of a graph."""
    found = hashlib.sha256()
    for part in sorted((output / "quads").iterdir()):
        found.update(part.read_bytes())
    return found.hexdigest()[:12]


def main(count: int, numbers: list[int]) -> None:
    """Build with each number of workers, and with none but one article, which tells what starting takes."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        start, idle = measured(written(place / "few", _FILES), place / "out-few", 1)
        print(f"{_FILES} articles, 1 worker: {start:.0f} s, {idle:.0f} s of cores: what starting takes", flush=True)
        news, first = written(place / "news", count), 0.0
        for workers in numbers:
            output = place / f"out-{workers}"
            seconds, cores = measured(news, output, workers)
            first = first or seconds
            each = (cores - idle) / count
            print(
                f"{count} articles, {workers} workers: {seconds:.0f} s, {count / seconds:.1f} articles/s, {first / seconds:.2f} times the first; "
                f"{cores:.0f} s of cores, {each * 1000:.1f} ms an article, ${each * _MILLION / 3600 * PRICE:.2f} a million articles "
                f"at ${PRICE} an hour of a core; quads {digest(output)}",
                flush=True,
            )


if __name__ == "__main__":
    asked = [int(argument) for argument in sys.argv[1:]]
    main(asked[0] if asked else 20_000, asked[1:] or [1, 2])
