"""Judgements of people on what an article states: rows of TSV files, and readings without what was rejected.

A row has the columns decision (accept, reject, unsure), statement, article, by and why; others are for the eye. A row without an
article is about every article that gives the statement, and a row without a decision is one that nobody has judged yet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from kg.graph.rows import decided_rows
from kg.identity import renamed
from kg.model import GraphError

if TYPE_CHECKING:
    from kg.model import Reading, Statement

Judgement: TypeAlias = Literal["accept", "reject", "unsure"]
JUDGEMENTS: tuple[Judgement, ...] = get_args(Judgement)


@dataclass(frozen=True, slots=True)
class Review:
    """Hold one row: what was judged of a statement, by whom, and why."""

    judgement: Judgement
    statement: str
    article: str
    by: str
    why: str
    claim: str = ""
    """What the statement says, in the words of the file."""
    place: str = ""
    """File and line."""


def read_reviews(paths: Iterable[Path]) -> tuple[Review, ...]:
    """Read files of reviews; raise GraphError naming file, line and term where one is wrong or two contradict each other."""
    rows: dict[tuple[str, str], Review] = {}
    for path in paths:
        for place, word, row in decided_rows(path, JUDGEMENTS, ("statement", "by", "why"), ("article",)):
            statement, article = row["statement"].removeprefix("s:"), row["article"].removeprefix("a:")
            review = Review(word, statement, article, row["by"], row["why"], row.get("claim", ""), place)
            before = rows.setdefault((statement, article), review)
            if before.judgement != word:
                raise GraphError(f"{place}: «{statement}» is «{word}» here and «{before.judgement}» at {before.place}")
    return tuple(rows.values())


def decided_reviews(path: Path) -> list[dict[str, str]]:
    """Return the rows of a file of reviews that are decided, with all their cells; raise GraphError as `read_reviews` does."""
    read_reviews([path])
    return [row for _, _, row in decided_rows(path, JUDGEMENTS, ("statement", "by", "why"), ("article",))]


class Reviewed:
    """Hold what was judged, by article and statement."""

    def __init__(self, reviews: Iterable[Review]) -> None:
        self._of: dict[str, dict[str, Review]] = defaultdict(dict)
        for review in reviews:
            if review.judgement != "unsure":
                self._of[review.article][review.statement] = review

    def judged(self, reading: Reading, ids: Mapping[str, str]) -> Iterator[tuple[Review, Statement, Statement]]:
        """Yield what was judged of a reading: the row, the statement as it was read, and as it is where entities go by other ids.

        Rows may name either. A row about one article goes before one about all.
        """
        own, everywhere = self._of.get(reading.article.id, {}), self._of.get("", {})
        for statement in reading.statements if own or everywhere else ():
            told = next(iter(renamed(replace(reading, statements=(statement,)), ids).statements), statement)
            for rows in (own, everywhere):
                review = rows.get(statement.id) or rows.get(told.id)
                if review is not None:
                    yield review, statement, told
                    break

    def kept(self, reading: Reading, ids: Mapping[str, str]) -> Reading:
        """Return a reading without what was rejected of it."""
        rejected = {id(read) for review, read, _ in self.judged(reading, ids) if review.judgement == "reject"}
        statements = (statement for statement in reading.statements if id(statement) not in rejected)
        return replace(reading, statements=tuple(statements)) if rejected else reading


def unmatched(reviews: Iterable[Review], given: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield what should be said of rows about statements that are not given; `given` holds articles with ids of their statements."""
    known = {(article, statement) for own, statement in given for article in ("", own)}
    for review in reviews:
        if (review.article, review.statement) not in known:
            claim = f" («{review.claim}»)" if review.claim else ""
            where = f"«{review.article}» does not give" if review.article else "no article gives"
            yield f"{review.place}: {where} the statement «{review.statement}»{claim}"
