"""Rows in order, each once, in constant memory: what doesn't fit is sorted in runs, which lie in temporary files until they are merged."""

from __future__ import annotations

import heapq
import marshal
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby, islice
from typing import IO, TypeVar

AT_ONCE = 500_000
"""Rows that are sorted in memory; so many quads take about 300 MB."""
_READ_AT_ONCE = 2_000

_Row = TypeVar("_Row", str, tuple[str | bool, ...])


def in_order(rows: Iterable[_Row], at_once: int = AT_ONCE) -> Iterator[_Row]:
    """Yield texts, or tuples of texts and truth values, in their order, each once."""
    with ExitStack() as files:
        runs: list[IO[bytes]] = []
        last: list[_Row] = []
        for run in _runs(rows, at_once):
            if last:
                runs.append(files.enter_context(tempfile.TemporaryFile()))
                _write(runs[-1], last)
            last = run
        earlier: list[Iterator[_Row]] = [_read(run) for run in runs]
        merged = heapq.merge(*earlier, last) if earlier else last
        for row, _ in groupby(merged):
            yield row


def _runs(rows: Iterable[_Row], at_once: int) -> Iterator[list[_Row]]:
    waiting = iter(rows)
    while run := sorted(islice(waiting, at_once)):
        yield run


def _write(file: IO[bytes], rows: list[_Row]) -> None:
    for start in range(0, len(rows), _READ_AT_ONCE):
        marshal.dump(rows[start : start + _READ_AT_ONCE], file)
    file.seek(0)


def _read(file: IO[bytes]) -> Iterator[_Row]:
    while True:
        try:
            yield from marshal.load(file)
        except EOFError:
            return
