"""Builds that are killed: the old output or the new one, whole, and nothing that was read is read again.

The builds run in processes that are forked from one that has loaded all there is to load: `python tests/test_killed_builds.py FOLDER`
kills them and prints what it finds, one JSON object a kill.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import kg
from kg import output as outputs
from kg.articles import find_sources, locate_articles
from kg.output.commits import Workplace
from kg.run import apart, default_reader, read_all

KILLS = 24
"""At steps on the disk, where files are opened, renamed, moved and removed, and where an article is read."""
TIMED = 6
"""At moments between them."""
READING, CHANGE, OTHER = "r", "c", "."
"""What a step is: one before an article is read, one on the disk from the moment of the change on, or another."""
ARTICLES = [
    f"شركة {buyer} {does}\n\n2024-10-{day}\n\n{does} شركة {buyer} {rest}.\n"
    for day, (buyer, does, rest) in enumerate(
        (
            ("سدير القابضة", "استحوذت", "على شركة مصنع الواحة مقابل 120 مليون ريال"),
            ("رتاج", "سجلت", "خسائر بلغت 5 ملايين دولار"),
            ("سنابل", "تعتزم", "شراء شركة بيادر"),
            ("بيادر", "استثمرت", "3 ملايين ريال في شركة سنابل"),
            ("المرسى", "تتفاوض", "مع شركة رتاج على صفقة"),
        ),
        10,
    )
]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes can't be forked here")


@pytest.fixture(scope="module")
def kills(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Return what became of each build that was killed."""
    command = [sys.executable, __file__, str(tmp_path_factory.mktemp("killed"))]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1]), "OPENBLAS_NUM_THREADS": "1"}
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, env=environment)
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_builds_were_killed_everywhere(kills: list[dict[str, Any]]) -> None:
    """The kills fall before, among and after the readings, before the moment of the change and after it, and while files are moved."""
    assert len(kills) == KILLS + TIMED
    assert {kill["journaled"] for kill in kills} >= {0, 1, 2, 3}
    assert {kill["found"] for kill in kills} == {"old", "mixed", "new"}
    assert {kill["loaded"] for kill in kills} == {"old", "new"}


def test_a_killed_build_leaves_the_old_output_or_the_new_one(kills: list[dict[str, Any]]) -> None:
    """Whoever loads the folder finds either whole, never a mixture; before the moment of the change not a byte is touched."""
    assert [kill for kill in kills if kill["loaded"] not in ("old", "new")] == []
    assert [kill for kill in kills if kill["found"] == "mixed" and not kill["ready"]] == []
    assert [kill for kill in kills if kill["loaded"] == "old" and kill["found"] != "old"] == []


def test_a_killed_build_is_resumed(kills: list[dict[str, Any]]) -> None:
    """The next build gives the bytes of one that nobody disturbed, reads no article that was read, and leaves nothing behind."""
    assert [kill for kill in kills if not kill["resumed"]] == []
    fresh = [kill["fresh"] for kill in kills]
    assert [kill["read"] for kill in kills] == [
        0 if kill["loaded"] == "new" else new - kill["journaled"] for kill, new in zip(kills, fresh, strict=True)
    ]


# ------------------------------------------------------------------ the process that kills


def kill_builds(folder: Path) -> Iterator[dict[str, Any]]:
    """Build on an old output, kill it at each of some moments, and tell what is found, what is loaded and what is read after that."""
    news, old, new = folder / "articles", folder / "before", folder / "after"
    news.mkdir()
    for number, text in enumerate(ARTICLES):
        (news / f"{number}.txt").write_text(text, encoding="utf-8")
    kg.build(news, output=folder / "warm", processes=1)  # what it loads, the others have
    in_child(lambda: build(old, [news / "0.txt"], lambda: None))
    in_child(lambda: build(new, [news / "0.txt"], lambda: None))
    steps = folder / "steps"
    began = time.monotonic()
    in_child(lambda: build(new, [news], lambda: None, steps))
    took = time.monotonic() - began
    expected = {"old": files_in(old), "new": files_in(new)}
    fresh = len(ARTICLES) - 1
    for number, kill in enumerate(moments(steps.read_text(), took)):
        out = folder / f"out-{number}"
        shutil.copytree(old, out)
        pid = forked(lambda out=out, kill=kill: build(out, [news], kill))  # type: ignore[misc]
        if isinstance(kill, float):
            time.sleep(kill)
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        assert os.waitstatus_to_exitcode(status) in (-signal.SIGKILL, 0), status
        place = Workplace(out)
        told = {
            "found": named(files_in(out), expected),
            "ready": place.ready.exists(),
            "journaled": whole_lines(place.journal),
            "fresh": fresh,
        }
        in_child(lambda out=out: load(out))  # type: ignore[misc]
        told["loaded"] = named(files_in(out), expected)
        read = folder / f"read-{number}"
        in_child(lambda out=out, read=read: build(out, [news], lambda: None, read=read))  # type: ignore[misc]
        told["read"] = read.stat().st_size if read.exists() else 0
        told["resumed"] = files_in(out) == expected["new"] and not place.root.exists()
        yield told


def moments(steps: str, took: float) -> list[Callable[[], None] | float]:
    """Return what kills a build: before each article, at each step of the change, at others, and at times."""
    chance = random.Random(7)
    places = {place for place, step in enumerate(steps) if step != OTHER}
    others = [place for place, step in enumerate(steps) if step == OTHER]
    places.update(chance.sample(others, KILLS - len(places)))
    return [*map(killer, sorted(places)), *(took * chance.random() for _ in range(TIMED))]


def killer(step: int) -> Callable[[], None]:
    """Return what kills its process when it is called for the time that is given."""
    left = step

    def kill() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return kill


def build(
    out: Path, paths: list[Path], kill: Callable[[], None] | float, steps: Path | None = None, read: Path | None = None
) -> None:
    """Build, calling `kill` at each step on the disk under the output folder and before each article."""
    reader, place, changed = default_reader(), str(out), False

    def step(kind: str) -> None:
        if steps is not None:
            with steps.open("a") as file:
                file.write(kind)
        if not isinstance(kill, float):
            kill()

    def one(article: Any) -> Any:
        step(READING)
        if read is not None:
            with read.open("a") as file:
                file.write(READING)
        return reader(article)

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal changed
        if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir") and str(arguments[0]).startswith(place):
            changed = changed or (event == "os.rename" and str(arguments[0]).endswith("/new"))
            step(CHANGE if changed and event != "open" else OTHER)

    sys.addaudithook(heard)
    outputs.build(
        out,
        locate_articles(find_sources(paths)),
        lambda articles: read_all(articles, lambda: outputs.noting(apart(one))),
        outputs.Options(),
    )


def load(out: Path) -> None:
    """Load the graph of a folder, as a query would."""
    assert len(kg.load(out)) > 0


def forked(work: Callable[[], None]) -> int:
    """Do some work in a process of its own, and return its number."""
    pid = os.fork()
    if not pid:
        code = 1
        try:
            work()
            code = 0
        except BaseException:  # a test's process must not go on as the test
            import traceback

            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)
    return pid


def in_child(work: Callable[[], None]) -> None:
    """Do some work in a process of its own, and wait until it is done."""
    _, status = os.waitpid(forked(work), 0)
    assert status == 0


def files_in(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, those of the build that is at work apart."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def named(files: dict[str, bytes], expected: dict[str, dict[str, bytes]]) -> str:
    """Return which of the known outputs these files are."""
    return next((name for name, known in expected.items() if known == files), "mixed")


def whole_lines(file: Path) -> int:
    """Return how many lines of a journal are whole."""
    return file.read_bytes().count(b"\n") if file.exists() else 0


if __name__ == "__main__":
    for found in kill_builds(Path(sys.argv[1])):
        print(json.dumps(found), flush=True)  # noqa: T201
