"""How fast `kg build` reads an archive, with how much memory, and whether it reads it right: python tests/bench/building.py [ARTICLES [PROCESSES ...]].

The archive is that of archive.py. Memory is what all processes of the build take together, each shared page once (Linux alone tells it).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import archive

_MEBIBYTE = 1024


def memory(process: int) -> int:
    """Return the memory of a process and its children, in KiB."""
    total = 0
    for number in (process, *children(process)):
        try:
            lines = Path(f"/proc/{number}/smaps_rollup").read_text(encoding="ascii").splitlines()
        except OSError:  # it has just ended
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total


def children(process: int) -> list[int]:
    """Return the processes that a process has started, and those that they have."""
    found = []
    with suppress(OSError):  # it has just ended
        for tasks in Path(f"/proc/{process}/task").glob("*/children"):
            own = [int(number) for number in tasks.read_text(encoding="ascii").split()]
            found += [*own, *(below for number in own for below in children(number))]
    return found


def measured(file: Path, output: Path, processes: int) -> tuple[float, int]:
    """Build an archive and return the seconds and the most memory that it took."""
    begin, most = time.monotonic(), 0
    command = [sys.executable, "-m", "kg", "build", str(file), "-o", str(output), "-j", str(processes), "-q"]
    with subprocess.Popen(command) as build:
        while build.poll() is None:
            most = max(most, memory(build.pid))
            time.sleep(0.5)
    if build.returncode:
        sys.exit(build.returncode)
    return time.monotonic() - begin, most


def main(count: int, numbers: list[int]) -> None:
    """Build with each number of processes, and tell what it took."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "articles.jsonl.gz"
        told = archive.write(file, count)
        first = 0.0
        for processes in numbers:
            output = Path(folder) / f"out-{processes}"
            seconds, most = measured(file, output, processes)
            first = first or seconds
            wrong = sum(1 for _ in archive.differences(told, output / "readings.jsonl"))
            print(
                f"{processes} processes: {seconds:.0f} s, {count / seconds:.0f} articles/s, {first / seconds:.2f} times the first, "
                f"{most / _MEBIBYTE:.0f} MiB, {wrong} articles differ",
                flush=True,
            )


if __name__ == "__main__":
    asked = [int(argument) for argument in sys.argv[1:]]
    main(asked[0] if asked else 2000, asked[1:] or [1, 2])
