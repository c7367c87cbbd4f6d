"""Decisions of people: rows of TSV files that say who is the same as whom, and readings as they are once it is decided and reviewed.

A row has the columns decision (same, different, unsure), left, right, by and why; others are for the eye. `left` and `right` are entity
ids; `id@article` is the entity of that id in one article alone. A row without a decision is one that nobody has made yet.
Readings keep what was read, so that a graph without a row is the graph that was before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, get_args

from kg.graph.identities import identities
from kg.graph.reviews import Review, Reviewed, read_reviews, unmatched
from kg.graph.rows import decided_rows
from kg.identity import loops, renamed
from kg.model import GraphError

if TYPE_CHECKING:
    from kg.model import Entity, Reading, Statement
    from kg.ontology import KnownName

Verdict: TypeAlias = Literal["same", "different", "unsure"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """Name an entity: in all articles, or in one."""

    id: str
    article: str = ""

    def __str__(self) -> str:
        """Return the name as a row writes it."""
        return f"{self.id}@{self.article}" if self.article else self.id


@dataclass(frozen=True, slots=True)
class Decision:
    """Hold one row: what was decided of two things, by whom, and why."""

    verdict: Verdict
    left: Term
    right: Term
    by: str
    why: str
    place: str = ""
    """File and line."""


class Notice(NamedTuple):
    """Hold one thing of an article that remarks on decisions go by."""

    kind: str
    """named: a thing that a row names; given: a statement that a row judges; lost: one that a row makes void."""
    name: str
    article: str
    """Empty where a row is about all articles."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """Hold all rows that are decided, in the order of their files; what kg tells apart by itself comes last."""

    rows: tuple[Decision, ...] = ()
    reviews: tuple[Review, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything is decided."""
        return bool(self.rows or self.reviews)


def read_decisions(same: Iterable[Path] = (), review: Iterable[Path] = ()) -> Decisions:
    """Read files of decisions and of reviews; raise GraphError naming file, line and term where one is wrong, or rows contradict each other."""
    rows = tuple(row for path in same for row in _rows(path))
    identities(rows, ())
    return Decisions(rows, read_reviews(review))


# ------------------------------------------------------------------ files


def _rows(path: Path) -> Iterator[Decision]:
    for place, word, row in decided_rows(path, VERDICTS, ("left", "right", "by", "why")):
        left, right = _term(row["left"]), _term(row["right"])
        if left == right:
            raise GraphError(f"{place}: «{left}» stands on both sides")
        yield Decision(word, left, right, row["by"], row["why"], place)


def _term(cell: str) -> Term:
    name, _, article = cell.removeprefix("e:").partition("@")
    return Term(name.strip(), article.strip())


def decided_pairs(path: Path) -> list[dict[str, str]]:
    """Return the rows of a file of decisions that are decided, with all their cells; raise GraphError as `read_decisions` does."""
    read_decisions([path])
    return [row for _, _, row in decided_rows(path, VERDICTS, ("left", "right", "by", "why"))]


# ------------------------------------------------------------------ readings


def decided(readings: Iterable[Reading], decisions: Decisions, known: Mapping[str, KnownName]) -> Iterator[Reading]:
    """Yield the readings with the entities joined and split as it was decided, without what was rejected; raise GraphError where two rows contradict each other.

    Of entities that are one, the id of a known name stays, else the first by letters. Each reading is rewritten by itself, so that
    merging what is decided is still the union of the parts.
    """
    found, reviewed = identities(decisions.rows, known), Reviewed(decisions.reviews)
    for reading in readings:
        ids = found.of(reading)
        yield renamed(_curated(reviewed.kept(reading, ids), ids, known), ids)


def judged(
    readings: Iterable[Reading], decisions: Decisions, known: Mapping[str, KnownName]
) -> Iterator[tuple[Reading, tuple[tuple[Review, Statement], ...]]]:
    """Yield each reading of which statements were judged, with the rows and the statements as they were read."""
    found, reviewed = identities(decisions.rows, known), Reviewed(decisions.reviews)
    for reading in readings:
        own = tuple((review, read) for review, read, _ in reviewed.judged(reading, found.of(reading)))
        if own:
            yield reading, own


def _curated(reading: Reading, ids: Mapping[str, str], known: Mapping[str, KnownName]) -> Reading:
    """Give what is joined to a known name the class and the label of that name."""

    def curated(entity: Entity) -> Entity:
        name = known.get(ids.get(entity.id, ""))
        return replace(entity, type=name.type, label=name.ar or name.en) if name else entity

    return replace(reading, entities=tuple(map(curated, reading.entities)))


def remarks(readings: Iterable[Reading], decisions: Decisions, known: Mapping[str, KnownName]) -> Iterator[str]:
    """Yield what should be said of decisions: rows about what no article names or states, and statements that they make void."""
    return remarks_from(noticed(readings, decisions, known), decisions, known)


def noticed(readings: Iterable[Reading], decisions: Decisions, known: Mapping[str, KnownName]) -> Iterator[Notice]:
    """Yield what of readings remarks go by: things and statements that decisions name, and statements that they make void."""
    found = identities(decisions.rows, known)
    terms = {term for row in decisions.rows for term in (row.left, row.right)}
    reviewed = {(review.article, review.statement) for review in decisions.reviews}
    for reading in readings:
        article, ids = reading.article.id, found.of(reading)
        named = {term for entity in reading.entities for term in (Term(entity.id), Term(entity.id, article))}
        yield from (Notice("named", term.id, term.article) for term in sorted(named & terms))
        for lost in loops(reading, ids):
            yield Notice("lost", f"{lost.subject} {lost.relation} {lost.object}", article)
        told = (*reading.statements, *renamed(reading, ids).statements) if reviewed else ()
        given = {(own, statement.id) for statement in told for own in (article, "")}
        yield from (Notice("given", statement, own) for own, statement in sorted(given & reviewed))


def remarks_from(notices: Iterable[Notice], decisions: Decisions, known: Mapping[str, KnownName]) -> Iterator[str]:
    """Yield what should be said of decisions, in an order that doesn't depend on that of the notices."""
    by_kind: dict[str, set[Notice]] = defaultdict(set)
    for notice in notices:
        by_kind[notice.kind].add(notice)
    named = {Term(notice.name, notice.article) for notice in by_kind["named"]}
    for row in decisions.rows:
        for term in (row.left, row.right):
            if term not in named and (term.article or term.id not in known):
                yield f"{row.place}: no article names «{term}»"
    yield from unmatched(decisions.reviews, {(notice.article, notice.name) for notice in by_kind["given"]})
    for notice in sorted(by_kind["lost"], key=lambda notice: (notice.article, notice.name)):
        yield f"{notice.article}: «{notice.name}» is left out: its two ends are one by decision"
