"""A reader over many articles: in one process or several, in the order of the articles, with a row for each that can't be read."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from multiprocessing import connection, get_all_start_methods, get_context, parent_process
from typing import TYPE_CHECKING

from kg.model import Article, KgError, Reading

if TYPE_CHECKING:
    from kg.reader import Reader

Read = Callable[[Article], Reading]

_FEW = 3
"""So many articles are read sooner than processes are started."""
_CHUNK = 4
_AHEAD = 16
"""So many chunks are on their way to each process and back, so that none waits for another."""
_MOST_PROCESSES = 8

_reader: Read | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Say which article broke the reader, and how."""

    article: str
    error: str

    @property
    def reason(self) -> str:
        """Return the failure in one line."""
        return f"{self.article}: the reader failed: {self.error}"


@cache
def default_reader() -> Reader:
    """Return the reader that ships with the package, made once a process."""
    from kg.reader import Reader

    return Reader()


def usable_processes() -> int:
    """Return how many processes are worth starting: one for each core that this one may run on, eight at most."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, _MOST_PROCESSES)


def read_all(
    articles: Iterable[Article], make_reader: Callable[[], Read], *, processes: int = 1
) -> Iterator[Reading | Failure]:
    """Yield the reading of each article, in the order of the articles, whatever the number of processes.

    An article that breaks the reader becomes a Failure, and the run goes on. Raises KgError where a process was killed.
    """
    coming = iter(articles)
    first = list(islice(coming, _FEW))
    if not first:
        return
    reader = make_reader()
    if processes <= 1 or len(first) < _FEW:
        for article in chain(first, coming):
            yield _safely(reader, article)
        return
    # A forked process has the parent's reader already, sharing its memory; others make their own.
    forks = "fork" in get_all_start_methods()
    make = (lambda: reader) if forks else make_reader
    with ProcessPoolExecutor(
        processes, mp_context=get_context("fork" if forks else None), initializer=_start, initargs=(make,)
    ) as pool:
        try:
            yield from _read_ahead(pool, _batches(chain(first, coming), _CHUNK), _AHEAD * processes)
        except BrokenProcessPool as error:
            raise KgError(
                "a process that read articles was killed, for want of memory perhaps: try one process"
            ) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _start(make_reader: Callable[[], Read]) -> None:
    global _reader  # one reader a process
    _reader = make_reader()
    # Ctrl-C reaches every process of a terminal; the parent alone answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when the one that started it is gone: killed, it can't tell its processes to stop waiting for articles."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _read_ahead(pool: ProcessPoolExecutor, batches: Iterable[list[Article]], ahead: int) -> Iterator[Reading | Failure]:
    """Yield the readings of batches in their order while those that follow are read."""
    coming: deque[Future[list[Reading | Failure]]] = deque()
    for batch in batches:
        coming.append(pool.submit(_read_batch, batch))
        if len(coming) >= ahead:
            yield from coming.popleft().result()
    while coming:
        yield from coming.popleft().result()


def _read_batch(articles: list[Article]) -> list[Reading | Failure]:
    assert _reader is not None
    return [_safely(_reader, article) for article in articles]


def _safely(reader: Read, article: Article) -> Reading | Failure:
    try:
        return reader(article)
    except Exception as error:
        return Failure(article.id, f"{type(error).__name__}: {' '.join(str(error).split())}")


def _batches(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    iterator = iter(articles)
    while batch := list(islice(iterator, size)):
        yield batch
