"""Builds of many articles whose facts are known: each is read as it says, and the broken ones among them change nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import Result

Kg = Callable[..., Result]
COUNT, BROKEN_EVERY = 300, 50


@pytest.fixture(scope="module")
def written(archive: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return an archive in which one line in fifty is broken, and its facts."""
    path = tmp_path_factory.mktemp("archive") / "news.jsonl.gz"
    return path, archive.write(path, COUNT, broken_every=BROKEN_EVERY)


@pytest.fixture(scope="module")
def built(written: tuple[Path, Path], kg: Kg) -> tuple[Path, Result]:
    """Return the folder into which the archive was built, and what the command said."""
    output = written[0].parent / "out"
    return output, kg("build", written[0], "-o", output, "-j", 2)


def test_every_article_is_read_as_its_facts_say(
    archive: ModuleType, written: tuple[Path, Path], built: tuple[Path, Result]
) -> None:
    """No statement is missed, none is added, and each has its status, its sums and its roles."""
    assert list(archive.differences(written[1], built[0] / "readings.jsonl")) == []


def test_a_difference_is_noticed(
    archive: ModuleType, written: tuple[Path, Path], built: tuple[Path, Result], tmp_path: Path
) -> None:
    """An article that is missing, one that is not expected, and a sum that is wrong are told."""
    rows = (built[0] / "readings.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    changed = tmp_path / "readings.jsonl"
    for lines, told in (
        (rows[:5] + rows[6:], "expected, found"),
        ([*rows, rows[0]], "not expected"),
        ([rows[0].replace('"status": "', '"status": "un'), *rows[1:]], "read ["),
    ):
        changed.write_text("".join(lines), encoding="utf-8")
        (found,) = archive.differences(written[1], changed)
        assert told in found


def test_broken_lines_are_told_with_their_places(built: tuple[Path, Result], written: tuple[Path, Path]) -> None:
    """Each has a row of the report."""
    told = [line for line in built[1].stderr.splitlines() if "left out: " in line]

    assert built[1].exit_code == 0
    assert f"{COUNT - COUNT // BROKEN_EVERY} articles read, {COUNT // BROKEN_EVERY} left out" in built[1].stderr
    assert [line.split(": ")[1] for line in told] == [
        f"{written[0]}:{number + 1}" for number in range(BROKEN_EVERY // 2, COUNT, BROKEN_EVERY)
    ]


def test_broken_lines_change_nothing_else(
    archive: ModuleType, built: tuple[Path, Result], kg: Kg, tmp_path: Path
) -> None:
    """The graph is, byte for byte, that of the articles that aren't broken."""
    whole = [line for line, article, _ in archive.generated(COUNT, broken_every=BROKEN_EVERY) if article]
    (tmp_path / "whole.jsonl").write_text("\n".join(whole), encoding="utf-8")
    result = kg("build", tmp_path / "whole.jsonl", "-o", tmp_path / "out", "-j", 1)

    assert result.exit_code == 0, result.output
    assert "0 left out" in result.stderr
    for name in ("graph.trig", "readings.jsonl", "articles.jsonl"):
        assert (tmp_path / "out" / name).read_bytes() == (built[0] / name).read_bytes(), name
    assert (
        json.loads((tmp_path / "out" / "articles.jsonl").read_text(encoding="utf-8").splitlines()[0])["id"] == "g000000"
    )
