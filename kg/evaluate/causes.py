"""Why a fact was missed or a statement is wrong, as far as gold and prediction alone can tell."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.evaluate.triples import SYMMETRIC, Triple, gold_triple, same_object, triple_of


@dataclass(frozen=True, slots=True)
class Compared:
    """Hold one article of the gold and what was predicted for it, under the gold's names."""

    name: str
    facts: Sequence[Mapping[str, Any]]
    text: str
    """White space is one space between words, as in quotes that are compared with it."""
    entities: frozenset[str]
    """The gold's entities that were found."""
    found: Mapping[Triple, Sequence[Mapping[str, Any]]]
    wrong: frozenset[Triple]


def cause_of_miss(fact: Mapping[str, Any], quote: str, article: Compared) -> str:
    """Return why a fact was not found: an entity is missing, the pair is related otherwise, or its sentence was passed over."""
    ends = [end for end in (fact["subject"], fact["object"]) if isinstance(end, str)]
    if missing := [end for end in ends if end not in article.entities]:
        return f"{' and '.join(('subject', 'object')[ends.index(end)] for end in missing)} not found as an entity"
    wants = [gold_triple(fact, relation) for relation in (fact["relation"], *fact.get("accept", ()))]
    for want in wants:
        if near := _nearest(want, article.wrong):
            return near
    quote = " ".join(quote.split())
    told = [have for have, rows in article.found.items() if any(quote in _quote(row) for row in rows)]
    if any({want[0], want[2]} == {have[0], have[2]} for want in wants for have in told):
        return "only another relation between the two was read in its sentence"
    return "its sentence was read for other statements" if told else "nothing was read in its sentence"


def cause_of_wrong(triple: Triple, article: Compared, traps: Collection[Triple]) -> str:
    """Return what is wrong with a statement: an end that is no entity, a trap, or how it differs from the nearest fact."""
    if triple in traps:
        return "a trap"
    if any(isinstance(end, str) and end.startswith("?") for end in (triple[0], triple[2])):
        return "an end is no entity of the gold"
    near = _nearest(triple, [gold_triple(fact, fact["relation"]) for fact in article.facts])
    return near or "the gold doesn't relate the two"


def _nearest(want: Triple, others: Collection[Triple]) -> str:
    """Return how the nearest of other triples differs from one; nothing where all are far."""
    turned = _turned(want)
    if turned in others:
        return "turned round"
    if any({have[0], have[2]} == {want[0], want[2]} for have in others):
        return "another relation"
    if any(have[:2] == want[:2] and not same_object(have[2], want[2]) for have in others):
        return "another object"
    if any(have[1] == want[1] and same_object(have[2], want[2]) for have in others):
        return "another subject"
    return ""


def _turned(triple: Triple) -> Triple | None:
    subject, relation, target = triple
    return triple_of(target, relation, subject) if isinstance(target, str) and relation not in SYMMETRIC else None


def _quote(statement: Mapping[str, Any]) -> str:
    return " ".join(str(statement.get("quote") or "").split())
