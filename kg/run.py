"""A reader over many articles: one process or several, with progress, and a row for each article that can't be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from kg.model import Article, Reading

Read = Callable[[Article], Reading]

_reader: Read | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Say which article broke the reader, and how."""

    article: str
    error: str


def read_all(articles: Iterable[Article], make_reader: Callable[[], Read], *, processes: int = 1) -> Iterator[Reading | Failure]:
    """Yield the reading of each article, in the order of the articles.

    Each process makes its own reader once. An article that breaks the reader becomes a Failure, and the run goes on.
    """
    if processes <= 1:
        reader = make_reader()
        for article in articles:
            yield _safely(reader, article)
        return
    import multiprocessing

    with multiprocessing.get_context("fork").Pool(processes, initializer=_start, initargs=(make_reader,)) as pool:
        for batch in _batches(articles, 64 * processes):
            yield from pool.imap(_read_one, batch, chunksize=4)


def _start(make_reader: Callable[[], Read]) -> None:
    global _reader  # noqa: PLW0603 - one reader a process, made by the pool's initialiser
    _reader = make_reader()


def _read_one(article: Article) -> Reading | Failure:
    assert _reader is not None
    return _safely(_reader, article)


def _safely(reader: Read, article: Article) -> Reading | Failure:
    try:
        return reader(article)
    except Exception as error:  # noqa: BLE001 - an odd article must not stop the others
        return Failure(article.id, f"{type(error).__name__}: {error}")


def _batches(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    iterator = iter(articles)
    while batch := list(islice(iterator, size)):
        yield batch
