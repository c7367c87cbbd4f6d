"""What tests of archives ask of a file: which articles stand in it, and what is said of those that can't be read."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.articles import Skipped, read_articles
from kg.model import Article


def read(path: Path, limit_bytes: int = 20_000_000) -> list[Article | Skipped]:
    return list(read_articles(path, limit_bytes=limit_bytes))


def articles(path: Path, limit_bytes: int = 20_000_000) -> list[Article]:
    found = read(path, limit_bytes)
    assert all(isinstance(row, Article) for row in found), found
    return [row for row in found if isinstance(row, Article)]


def ids(found: list[Article | Skipped]) -> list[str]:
    return [row.id for row in found if isinstance(row, Article)]


def reasons(found: list[Article | Skipped]) -> list[str]:
    for row in found:
        assert isinstance(row, Article) or ("\n" not in row.reason and row.reason.startswith(row.source)), row
    return [row.reason for row in found if isinstance(row, Skipped)]


@contextmanager
def measured() -> Iterator[Callable[[], int]]:
    """Give a function that tells the most memory that Python took since here, in bytes."""
    tracemalloc.start()
    taken: list[int] = []
    try:
        yield lambda: taken[0]
        taken.append(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()
