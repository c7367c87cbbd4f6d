"""Work on many things, in one process or several, in their order: above all a reader over articles, with a row for each that can't be read."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, islice
from multiprocessing import connection, get_all_start_methods, get_context, parent_process
from typing import TYPE_CHECKING, Any, TypeVar

from kg.articles import Skipped
from kg.model import Article, KgError, Reading

if TYPE_CHECKING:
    from kg.reader import Reader

Thing = TypeVar("Thing")
Made = TypeVar("Made")

_FEW = 3
"""So many things are done sooner than processes are started."""
_CHUNK = 4
_AHEAD = 16
"""So many chunks are on their way to each process and back, so that none waits for another."""
_MOST_PROCESSES = 8
_BETWEEN_COLLECTIONS = 10_000
"""Objects that are made before the collector of garbage looks for any; an article makes as many, and none that it is needed for."""

_work: Callable[[Any], Any] | None = None


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
    with _kept_for_good():
        from kg.reader import Reader

        return Reader()


@contextmanager
def _kept_for_good() -> Iterator[None]:
    """Keep what is loaded out of the sight of the collector of garbage, which looked through tables that stay for an eighth of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
        objects, *further = gc.get_threshold()
        if objects:
            gc.set_threshold(max(objects, _BETWEEN_COLLECTIONS), *further)
    finally:
        if collects:
            gc.enable()


def usable_processes() -> int:
    """Return how many processes are worth starting: one for each core that this one may run on, eight at most."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, _MOST_PROCESSES)


def read_all(
    articles: Iterable[Article], make_reader: Callable[[], Callable[[Article], Made]], *, processes: int = 1
) -> Iterator[Made | Failure]:
    """Yield what a reader makes of each article, in the order of the articles, whatever the number of processes.

    An article that breaks the reader becomes a Failure, and the run goes on. Raises KgError where a process was killed.
    """
    return spread(articles, partial(_safe, make_reader), processes=processes, batch=_CHUNK)


def read_stream(
    found: Iterable[Article | Skipped], *, processes: int | None = None
) -> Iterator[Reading | Skipped | Failure]:
    """Yield the readings of articles, in their order, then the reasons of those that could not be read."""
    skipped: list[Skipped] = []

    def readable() -> Iterator[Article]:
        for row in found:
            if isinstance(row, Skipped):
                skipped.append(row)
            else:
                yield row

    yield from read_all(readable(), default_reader, processes=processes or usable_processes())
    yield from skipped


def spread(
    things: Iterable[Thing], make_work: Callable[[], Callable[[Thing], Made]], *, processes: int, batch: int
) -> Iterator[Made]:
    """Yield what is made of each thing, in their order; the work is made once a process, which is handed so many things at a time.

    Raises KgError where a process was killed.
    """
    coming = iter(things)
    first = list(islice(coming, _FEW))
    if not first:
        return
    work = make_work()
    if processes <= 1 or len(first) < _FEW:
        yield from map(work, chain(first, coming))
        return
    # A forked process has what the parent made already, sharing its memory; others make their own.
    forks = "fork" in get_all_start_methods()
    make = (lambda: work) if forks else make_work
    pool = ProcessPoolExecutor(
        processes, mp_context=get_context("fork" if forks else None), initializer=_start, initargs=(make,)
    )
    try:
        yield from _ahead_of(pool, _batches(chain(first, coming), batch), _AHEAD * processes)
    except BrokenProcessPool as error:
        raise KgError("a process that read articles was killed, for want of memory perhaps: try one process") from error
    finally:
        # Once: of two calls, as a `with` around this would make, the second takes back that what waits is cancelled.
        pool.shutdown(cancel_futures=True)


def _start(make_work: Callable[[], Callable[[Any], Any]]) -> None:
    global _work  # one a process
    _work = make_work()
    # Ctrl-C reaches every process of a terminal; the parent alone answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when the one that started it is gone: killed, it can't tell its processes to stop waiting for work."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _ahead_of(pool: ProcessPoolExecutor, batches: Iterable[list[Thing]], ahead: int) -> Iterator[Any]:
    """Yield what is made of batches in their order while those that follow are worked on."""
    coming: deque[Future[list[Any]]] = deque()
    for batch in batches:
        coming.append(pool.submit(_made_of, batch))
        if len(coming) >= ahead:
            yield from coming.popleft().result()
    while coming:
        yield from coming.popleft().result()


def _made_of(batch: list[Any]) -> list[Any]:
    assert _work is not None
    return [_work(thing) for thing in batch]


def _safe(make_reader: Callable[[], Callable[[Article], Made]]) -> Callable[[Article], Made | Failure]:
    return partial(_safely, make_reader())


def _safely(reader: Callable[[Article], Made], article: Article) -> Made | Failure:
    try:
        return reader(article)
    except Exception as error:
        return Failure(article.id, f"{type(error).__name__}: {' '.join(str(error).split())}")


def _batches(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    iterator = iter(things)
    while batch := list(islice(iterator, size)):
        yield batch
