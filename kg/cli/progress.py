"""How far a build is, on a terminal: what was read, how fast, what is written, and how long the rest will take."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.articles import Found, Skipped
    from kg.model import Article


@dataclass(slots=True)
class Seen:
    """Count the articles of a build as they come by."""

    articles: int = 0
    share: float = 0.0
    """How much of all files was read for them."""
    unread: int = 0
    """Those that are handed to the reader, and not come back yet."""

    def found(self, rows: Iterator[Found | Skipped]) -> Iterator[Found | Skipped]:
        """Pass on what is found."""
        for row in rows:
            self.articles += 1
            self.share = getattr(row, "share", self.share)
            yield row

    def to_be_read(self, articles: Iterator[Article]) -> Iterator[Article]:
        """Pass on what no build has read before."""
        for article in articles:
            self.unread += 1
            yield article

    @property
    def done(self) -> float:
        """Return how much of the work is done, from 0 to 1."""
        return self.share * max(0.0, 1 - self.unread / self.articles) if self.articles else 0.0


def shown_reading(rows: Iterator[Any], seen: Seen, *, quiet: bool) -> Iterator[Any]:
    """Pass rows on and show how many there were, how fast they come and how long the rest will take, where stderr is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield from rows
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.fields[count]} articles, {task.fields[rate]:.1f} a second"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[left]}"),
    )
    begin = time.monotonic()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("read", total=None, count=0, rate=0.0, left="")
        for count, row in enumerate(rows, 1):
            seen.unread -= 1
            taken, share = time.monotonic() - begin, seen.done
            progress.update(
                task,
                total=1.0 if share else None,
                completed=share,
                count=count,
                rate=count / max(taken, 0.001),
                left=_left(taken, share),
            )
            yield row


def _left(taken: float, share: float) -> str:
    """Tell how long the rest will take, when a share of the work has taken so many seconds."""
    if not share:
        return ""
    left = round(taken * (1 - share) / share)
    return f"{left // 3600}:{left // 60 % 60:02}:{left % 60:02} left"


@contextmanager
def shown_writing(*, quiet: bool) -> Iterator[Callable[[str, float], None]]:
    """Give what shows, where stderr is a terminal, which of its files a build is writing, and how long the rest of that will take."""
    from kg.output import silent

    if quiet or not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("writing {task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[left]}"),
    )
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    begin: dict[str, float] = {}

    def tell(what: str, share: float) -> None:
        progress.start()
        taken = time.monotonic() - begin.setdefault(what, time.monotonic())
        for task in progress.task_ids[:1] if progress.tasks and progress.tasks[0].description != what else ():
            progress.remove_task(task)
        if not progress.tasks:
            progress.add_task(what, left="")
        progress.update(progress.task_ids[0], total=1.0 if share else None, completed=share, left=_left(taken, share))

    try:
        yield tell
    finally:
        progress.stop()
