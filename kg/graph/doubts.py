"""Which statements a person should look at first, and what makes each of them uncertain."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from kg.graph.belief import HEDGED_STATUSES

if TYPE_CHECKING:
    from kg.model import Evidence, Statement

Reason = Literal["disputed", "headline", "anonymous", "hedged", "guessed", "misread"]

_SURE = 0.9
"""A score from here on is of an argument that the clause itself names."""

_OFTEN = 0.9
"""A relation whose statements are right less often than this share of what is right overall is misread often."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Hold a statement as one article gives it, with what speaks against taking it as read."""

    statement: Statement
    evidence: Evidence
    """The article's strongest piece."""
    belief: float
    """How likely it is that a text states it, between 0 and 1."""
    reasons: tuple[Reason, ...]
    """disputed: another statement contradicts it; headline: the article's body doesn't say it; anonymous: who says it has no name;
    hedged: it is only held possible or expected; guessed: an argument was not named in its clause; misread: its relation is often misread."""


def doubts(
    statements: Iterable[Statement],
    belief: Mapping[str, float],
    disputed: Collection[str],
    precision: Mapping[str, float],
    is_entity: Callable[[str], bool],
) -> tuple[Doubt, ...]:
    """Return each statement of each article with what makes it uncertain, the least certain first.

    `belief` is that of each statement's id; `disputed` holds the ids of statements that
    others contradict; `precision` is that of the relations, see `belief.load_precision`.
    """
    found = []
    for statement in statements:
        for own in _by_article(statement):
            best = max(own.evidence, key=lambda item: (item.score, item.where != "title", -item.span.start))
            reasons = tuple(_reasons(own, disputed, precision, is_entity))
            found.append(Doubt(statement, best, belief[statement.id], reasons))
    return tuple(sorted(found, key=lambda doubt: (doubt.belief, doubt.statement.id, doubt.evidence.article)))


def _by_article(statement: Statement) -> Iterator[Statement]:
    for article in dict.fromkeys(item.article for item in statement.evidence):
        yield replace(statement, evidence=tuple(item for item in statement.evidence if item.article == article))


def _reasons(
    statement: Statement,
    disputed: Collection[str],
    precision: Mapping[str, float],
    is_entity: Callable[[str], bool],
) -> Iterator[Reason]:
    evidence = statement.evidence
    if statement.id in disputed:
        yield "disputed"
    if all(item.where == "title" for item in evidence):
        yield "headline"
    if all(item.speaker and not is_entity(item.speaker) for item in evidence):
        yield "anonymous"
    if statement.status in HEDGED_STATUSES:
        yield "hedged"
    if all(item.score < _SURE for item in evidence):
        yield "guessed"
    if precision.get(statement.relation, precision[""]) < _OFTEN * precision[""]:
        yield "misread"
