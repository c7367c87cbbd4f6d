"""Rows in order, each once, in constant memory: what doesn't fit is sorted in runs, which lie in temporary files until they are merged."""

from __future__ import annotations

import heapq
import marshal
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import groupby, islice
from pathlib import Path
from typing import IO, Any, TypeVar

AT_ONCE = 500_000
"""Rows that are sorted in memory; so many quads take about 300 MB."""
_READ_AT_ONCE = 2_000
_OPEN_AT_ONCE = 200
"""Runs that are merged at a time: each is an open file."""

_Row = TypeVar("_Row", bound="str | tuple[Any, ...]")


def in_order(rows: Iterable[_Row], at_once: int = AT_ONCE) -> Iterator[_Row]:
    """Yield texts, or tuples of texts and truth values, in their order, each once."""
    with ExitStack() as files:
        runs: list[IO[bytes]] = []
        last: list[_Row] = []
        for run in _runs(rows, at_once):
            if last:
                runs.append(files.enter_context(tempfile.TemporaryFile()))
                _write(runs[-1], last, _READ_AT_ONCE)
            last = run
        earlier: list[Iterator[_Row]] = [_read(run) for run in runs]
        merged = heapq.merge(*earlier, last) if earlier else last
        for row, _ in groupby(merged):
            yield row


def write_run(path: Path, rows: Iterable[tuple[Any, ...]], read_at_once: int) -> None:
    """Write tuples that are in order already, of texts, truth values and further such tuples; so many will be read at a time."""
    with path.open("wb") as file:
        _write(file, rows, read_at_once)


def merged_runs(
    paths: Sequence[Path], read_at_once: int, open_at_once: int = _OPEN_AT_ONCE
) -> Iterator[tuple[Any, ...]]:
    """Yield the tuples of runs in their order; what stands in several comes several times."""
    with ExitStack() as files:
        if len(paths) > open_at_once:
            folder = Path(files.enter_context(tempfile.TemporaryDirectory(dir=paths[0].parent)))
            paths = _fewer(paths, folder, read_at_once, open_at_once)
        runs: list[Iterator[tuple[Any, ...]]] = [_read(files.enter_context(path.open("rb"))) for path in paths]
        yield from heapq.merge(*runs)


def _fewer(paths: Sequence[Path], folder: Path, read_at_once: int, open_at_once: int) -> list[Path]:
    """Merge every so many runs into one."""
    found = []
    for number, start in enumerate(range(0, len(paths), open_at_once)):
        found.append(folder / str(number))
        some = paths[start : start + open_at_once]
        write_run(found[-1], merged_runs(some, read_at_once, open_at_once), read_at_once)
    return found


def _runs(rows: Iterable[_Row], at_once: int) -> Iterator[list[_Row]]:
    waiting = iter(rows)
    while run := sorted(islice(waiting, at_once)):
        yield run


def _write(file: IO[bytes], rows: Iterable[Any], read_at_once: int) -> None:
    waiting = iter(rows)
    while part := list(islice(waiting, read_at_once)):
        marshal.dump(part, file)
    file.seek(0)


def _read(file: IO[bytes]) -> Iterator[Any]:
    while True:
        try:
            yield from marshal.load(file)
        except EOFError:
            return
