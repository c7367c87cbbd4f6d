"""How far the evidence of a statement bears it out: the precision of its rule, what weakens it, and who says it independently."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.graph.sources import Joined

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kg.model import Evidence, Statement

HEADLINE, ANONYMOUS, HEDGED = 0.75, 0.75, 0.9
"""What remains of a piece of evidence that only a headline gives, that nobody vouches for by name, that is only held possible."""

HEDGED_STATUSES = frozenset({"expected", "possible", "conditional"})
_DOUBT = 4.0
"""So many readings of a relation weigh its own precision and the precision of all relations alike."""


@cache
def load_precision(path: Path) -> Mapping[str, float]:
    """Return the share of a relation's statements that are right, as measured on annotated articles; "" is that of all relations.

    Of a relation with few readings the share leans towards that of all.
    """
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:] if not line.startswith("#")]
    counts = {relation: (int(right), int(read)) for relation, right, read in rows}
    overall = sum(right for right, _ in counts.values()) / sum(read for _, read in counts.values())
    found = {
        relation: (right + _DOUBT * overall) / (read + _DOUBT) for relation, (right, read) in sorted(counts.items())
    }
    return {**found, "": overall}


def belief(
    statement: Statement,
    precision: Mapping[str, float],
    source_of: Mapping[str, str],
    is_entity: Callable[[str], bool],
) -> float:
    """Return how likely it is, between 0 and 1, that a text states this: one minus the chance that each independent source is misread.

    Near-identical articles are one source, and so is all that one named speaker says. Of one source the strongest evidence counts.
    """
    prior = precision.get(statement.relation, precision[""])
    strongest: dict[str, float] = {}
    independent = _independent(statement, source_of, is_entity)
    for item in statement.evidence:
        source = independent[item]
        strongest[source] = max(strongest.get(source, 0.0), prior * _strength(statement, item, is_entity))
    unborne = 1.0
    for _, share in sorted(strongest.items()):
        unborne *= 1 - share
    return 1 - unborne


def independent_sources(statement: Statement, source_of: Mapping[str, str], is_entity: Callable[[str], bool]) -> int:
    """Return how many sources say a statement independently of one another."""
    return len(set(_independent(statement, source_of, is_entity).values()))


def _independent(
    statement: Statement, source_of: Mapping[str, str], is_entity: Callable[[str], bool]
) -> dict[Evidence, str]:
    article = {item: source_of.get(item.article, item.article) for item in statement.evidence}
    speaker = {item: f"\0{item.speaker}" for item in statement.evidence if is_entity(item.speaker)}
    joined = Joined({*article.values(), *speaker.values()})
    for item, name in speaker.items():
        joined.join(article[item], name)
    return {item: joined.first(source) for item, source in article.items()}


def _strength(statement: Statement, evidence: Evidence, is_entity: Callable[[str], bool]) -> float:
    strength = evidence.score
    if evidence.where == "title":
        strength *= HEADLINE
    if evidence.speaker and not is_entity(evidence.speaker):
        strength *= ANONYMOUS
    if statement.status in HEDGED_STATUSES:
        strength *= HEDGED
    return strength
