"""A reader over many articles: order, failures, and that the number of processes makes no difference."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article, Entity, KgError, Reading
from kg.run import Failure, ReadTogether, apart, read_all, spread, usable_processes


def shout(article: Article) -> Reading:
    """Stand in for a reader: name the words of an article, break on a question, die on a shriek."""
    if article.text.endswith("?"):
        raise ValueError("no  answer\nto that")
    if article.text.endswith("!!!"):
        os.kill(os.getpid(), signal.SIGKILL)
    return Reading(article, tuple(Entity(word, "Company", word.upper()) for word in article.text.split()))


def articles(texts: list[str]) -> list[Article]:
    return [Article(f"a{number}", text) for number, text in enumerate(texts)]


@given(st.lists(st.text(alphabet="ab ?", max_size=5), max_size=30))
def test_each_article_gives_one_row_in_its_place(texts: list[str]) -> None:
    """Rows come in the order of the articles: a reading, or a failure where the reader broke."""
    rows = list(read_all(articles(texts), lambda: apart(shout)))
    assert [row.article.id if isinstance(row, Reading) else row.article for row in rows] == [
        f"a{n}" for n in range(len(texts))
    ]
    assert [isinstance(row, Failure) for row in rows] == [text.endswith("?") for text in texts]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 200])
@pytest.mark.parametrize("processes", [2, 3])
def test_several_processes_give_the_same_rows(count: int, processes: int) -> None:
    """Whatever the number of processes and of articles, the rows are those of one process."""
    found = articles([f"x{n}" if n % 7 else f"x{n}?" for n in range(count)])
    assert list(read_all(found, lambda: apart(shout), processes=processes)) == list(
        read_all(found, lambda: apart(shout))
    )


def test_a_failure_is_told_in_one_line() -> None:
    """A failure names the article and what broke the reader, without line breaks."""
    (failure,) = read_all(articles(["why?"]), lambda: apart(shout))
    assert isinstance(failure, Failure)
    assert failure.reason == "a0: the reader failed: ValueError: no answer to that"


@pytest.mark.parametrize("bad", [0, 3, 6])
def test_what_breaks_the_work_for_several_articles_is_told_of_one(bad: int) -> None:
    """Where the part that is done for some articles at once breaks, the others of them are read all the same."""

    def together(several: Sequence[Article]) -> list[Callable[[], Reading]]:
        if any(article.id == f"a{bad}" for article in several):
            raise ValueError("no answer")
        return [partial(shout, article) for article in several]

    rows = list(read_all(articles(["x"] * 7), lambda: together))
    assert [n for n, row in enumerate(rows) if isinstance(row, Failure)] == [bad]
    assert len(rows) == 7


def test_articles_are_taken_as_they_are_needed() -> None:
    """Of a stream without end, no more is read ahead than the first few articles."""
    taken: list[int] = []

    def endless() -> object:
        for number in range(10**9):
            taken.append(number)
            yield Article(f"a{number}", "x")

    rows = read_all(endless(), lambda: apart(shout))  # type: ignore[arg-type]
    assert [next(rows) for _ in range(5)] == [shout(Article(f"a{n}", "x")) for n in range(5)]
    assert len(taken) <= 8


def test_several_processes_read_no_further_ahead_than_they_need() -> None:
    """Of a stream without end, what is on its way doesn't grow with what was read."""
    taken: list[int] = []

    def endless() -> Iterator[Article]:
        for number in itertools.count():
            taken.append(number)
            yield Article(f"a{number}", "x")

    rows = read_all(endless(), lambda: apart(shout), processes=2)
    found = [next(rows) for _ in range(500)]
    rows.close()  # type: ignore[attr-defined]

    assert found == [shout(Article(f"a{n}", "x")) for n in range(500)]
    assert len(taken) <= 700


def test_the_reader_is_made_once_in_one_process() -> None:
    """One process makes one reader, however many articles it reads."""
    made: list[Callable[[Article], Reading]] = []

    def make() -> ReadTogether[Reading]:
        made.append(shout)
        return apart(shout)

    assert len(list(read_all(articles(["x"] * 9), make))) == 9
    assert len(made) == 1


def test_a_killed_process_ends_the_run_in_words() -> None:
    """Where the system kills a process that reads, the run stops with a KgError instead of waiting for ever."""
    with pytest.raises(KgError, match="was killed"):
        list(read_all(articles(["x", "y", "z!!!", "x"]), partial(lambda: apart(shout)), processes=2))


def test_what_waits_is_not_begun_when_nobody_wants_it(tmp_path: Path) -> None:
    """Whoever stops in the middle waits for what is at work, and for nothing that stands behind it."""

    def work(number: int) -> int:
        (tmp_path / str(number)).touch()
        time.sleep(0.05)
        return number

    made = spread(range(30), lambda: work, processes=2)
    assert next(made) == 0
    made.close()
    begun = len(list(tmp_path.iterdir()))
    assert begun < 20
    assert multiprocessing.active_children() == []


def test_a_reader_that_cannot_be_made_stops_the_run() -> None:
    """What goes wrong while a reader is made (an ontology that is wrong) is raised, for one process and for several."""

    def broken() -> ReadTogether[Reading]:
        raise KgError("acquires: «Compny» is no class")

    for processes in (1, 2):
        with pytest.raises(KgError, match="Compny"):
            list(read_all(articles(["x"] * 9), broken, processes=processes))


def test_usable_processes_are_between_one_and_eight() -> None:
    """The default number of processes is that of the cores, but never more than eight."""
    assert 1 <= usable_processes() <= min(8, os.cpu_count() or 1)
