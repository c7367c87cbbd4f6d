"""Evidence held against the texts of its articles: quotes to the letter, and places that are inside the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Store

from kg.graph.checks.report import Rule, Unchecked, Violation, broken
from kg.graph.terms import OA, PROV, compact, iri
from kg.model import Span
from kg.ontology import ARTICLE, KG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model import Article

QUOTE_RULES = ("inside", "verbatim")

_ARTICLE = iri(KG, "article")
_QUOTE, _SELECTOR = NamedNode(PROV + "value"), NamedNode(OA + "hasSelector")
_START, _END = NamedNode(OA + "start"), NamedNode(OA + "end")
_PLACES = tuple(iri(KG, f"{role}Span") for role in ("subject", "object", "trigger"))


def unlike_the_text(
    store: Store, articles: Iterable[Article], rules: Mapping[str, Rule]
) -> Iterator[Violation | Unchecked]:
    """Yield the evidence whose quote or places aren't those of the text; last, how much of it has no text to be held against."""
    unseen = sum(1 for _ in store.quads_for_pattern(None, _ARTICLE, None, None))
    for article in articles:
        if not article.text:
            continue
        for quad in store.quads_for_pattern(None, _ARTICLE, iri(ARTICLE, article.id), None):
            unseen -= 1
            evidence = quad.subject
            if isinstance(evidence, NamedNode):
                yield from _wrong(store, evidence, article.text, rules)
    if unseen:
        yield from (Unchecked(rule, unseen, "no-text") for rule in QUOTE_RULES)


def _wrong(store: Store, evidence: NamedNode, text: str, rules: Mapping[str, Rule]) -> Iterator[Violation]:
    stretches = [found for place in _objects(store, evidence, _SELECTOR) if (found := _stretch(store, place))]
    for quote in _objects(store, evidence, _QUOTE):
        said = str(getattr(quote, "value", quote))
        # Offsets of another graph may be negative, and would count from the end.
        if not any(span.start >= 0 and text[span.start : span.end] == said for span in stretches):
            yield broken(rules["verbatim"], compact(evidence), said)
    for role in _PLACES:
        for place in _objects(store, evidence, role):
            span = _stretch(store, place)
            if span is None or not 0 <= span.start < span.end <= len(text):
                yield broken(rules["inside"], compact(evidence), compact(place) if isinstance(place, NamedNode) else "")


def _objects(store: Store, subject: NamedNode, predicate: NamedNode) -> Iterator[object]:
    return (quad.object for quad in store.quads_for_pattern(subject, predicate, None, None))


def _stretch(store: Store, place: object) -> Span | None:
    if not isinstance(place, NamedNode):
        return None
    found = [next(_objects(store, place, edge), None) for edge in (_START, _END)]
    numbers = [int(edge.value) for edge in found if isinstance(edge, Literal) and edge.value.lstrip("-").isdecimal()]
    return Span(*numbers) if len(numbers) == 2 else None
