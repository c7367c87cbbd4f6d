"""Work on many things, in one process or several, in their order: above all a reader over articles, with a row for each that can't be read."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, islice
from multiprocessing import connection, get_all_start_methods, get_context, parent_process
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from kg.articles import Skipped
from kg.model import Article, KgError, Reading

if TYPE_CHECKING:
    from kg.reader import Reader

Thing = TypeVar("Thing")
Made = TypeVar("Made")

_FEW = 3
"""So many things are done sooner than processes are started."""
_MOST_TOGETHER = 8
_MOST_LETTERS = 100_000
"""Articles, and letters of them, that are read together."""
_AHEAD = 8
"""So many things are on their way to each process and back, so that none waits for another."""
_MOST_PROCESSES = 8
_BETWEEN_COLLECTIONS = 10_000
"""Objects that are made before the collector of garbage looks for any; an article makes as many, and none that it is needed for."""

ReadTogether: TypeAlias = Callable[[Sequence[Article]], Sequence[Callable[[], Made]]]
"""What returns, for each of some articles, what reads it: a part of the work may be done for all of them at once."""

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
    articles: Iterable[Article], make_reader: Callable[[], ReadTogether[Made]], *, processes: int = 1
) -> Iterator[Made | Failure]:
    """Yield what a reader makes of each article, in the order of the articles, whatever the number of processes.

    The reader is handed some articles at a time. One that breaks it becomes a Failure, and the run goes on. Raises KgError where a process
    was killed.
    """
    for made in spread(_groups(articles), partial(_safe, make_reader), processes=processes):
        yield from made


def apart(read: Callable[[Article], Made]) -> ReadTogether[Made]:
    """Return what reads several articles, each by itself."""
    return lambda articles: [partial(read, article) for article in articles]


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

    yield from read_all(readable(), _reading, processes=processes or usable_processes())
    yield from skipped


def _reading() -> ReadTogether[Reading]:
    return default_reader().together


def spread(
    things: Iterable[Thing], make_work: Callable[[], Callable[[Thing], Made]], *, processes: int
) -> Iterator[Made]:
    """Yield what is made of each thing, in their order; the work is made once a process.

    Raises KgError where a process was killed.
    """
    coming = iter(things)
    first = list(islice(coming, _FEW if processes > 1 else 1))
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
        yield from _ahead_of(pool, chain(first, coming), _AHEAD * processes)
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


def _ahead_of(pool: ProcessPoolExecutor, things: Iterable[Thing], ahead: int) -> Iterator[Any]:
    """Yield what is made of things in their order while those that follow are worked on."""
    coming: deque[Future[Any]] = deque()
    for thing in things:
        coming.append(pool.submit(_made_of, thing))
        if len(coming) >= ahead:
            yield coming.popleft().result()
    while coming:
        yield coming.popleft().result()


def _made_of(thing: Any) -> Any:
    assert _work is not None
    made = _work(thing)
    # What is made piece by piece goes to another process as a whole.
    return list(made) if isinstance(made, Iterator) else made


def _safe(make_reader: Callable[[], ReadTogether[Made]]) -> Callable[[Sequence[Article]], Iterator[Made | Failure]]:
    return partial(_safely, make_reader())


def _safely(reader: ReadTogether[Made], articles: Sequence[Article]) -> Iterator[Made | Failure]:
    try:
        reads = reader(articles)
    except Exception:
        # One of them breaks what is done for all of them: each tells by itself.
        reads = [partial(_alone, reader, article) for article in articles]
    for article, read in zip(articles, reads, strict=True):
        yield _done(article, read)


def _alone(reader: ReadTogether[Made], article: Article) -> Made:
    (read,) = reader([article])
    return read()


def _done(article: Article, read: Callable[[], Made]) -> Made | Failure:
    try:
        return read()
    except Exception as error:
        return Failure(article.id, f"{type(error).__name__}: {' '.join(str(error).split())}")


def _groups(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Yield articles in groups of a size at which a reader is fast; the first ones are smaller, so that something is there soon."""
    group: list[Article] = []
    size, letters = 1, 0
    for article in articles:
        group.append(article)
        letters += len(article.text)
        if len(group) >= size or letters >= _MOST_LETTERS:
            yield group
            group, size, letters = [], min(2 * size, _MOST_TOGETHER), 0
    if group:
        yield group
