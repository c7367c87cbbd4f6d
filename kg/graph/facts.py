"""Quads -> nouns: the entities, statements, evidence and articles that a store holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg.graph.quads import STRUCTURE
from kg.graph.terms import (
    ALT_LABEL,
    DCTERMS,
    DECIDED,
    FIGURE,
    INFERRED,
    LABEL,
    OA,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SPAN,
    Term,
    bound,
    name_of,
    number,
)
from kg.model import Entity, Evidence, Quantity, Span, Statement
from kg.ontology import ARTICLE, ENTITY, KG, STATEMENT

if TYPE_CHECKING:
    from kg.model import Status, Where

Properties: TypeAlias = dict[str, list[Term]]


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """Hold what the graph knows of an article; empty where it isn't known."""

    id: str
    title: str = ""
    published: str = ""
    publisher: str = ""
    url: str = ""
    fingerprint: str = ""
    """Which runs of words its text has, see `kg.arabic.fingerprints`."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Hold the contents of a store as nouns, each kind sorted by id."""

    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    articles: tuple[ArticleRecord, ...]
    labels: Mapping[str, tuple[str, str]]
    """Entity id -> Arabic and English label."""
    classes: Mapping[str, tuple[str, str]]
    relations: Mapping[str, tuple[str, str]]


def read_facts(store: Store) -> Facts:
    """Read a whole store in one pass."""
    merged: dict[str, Properties] = {}
    sources: dict[str, Properties] = {}
    for quad in store:
        if quad.graph_name in (INFERRED, DECIDED):
            continue
        nodes = merged if isinstance(quad.graph_name, DefaultGraph) else sources
        properties = nodes.setdefault(quad.subject.value, {})
        properties.setdefault(quad.predicate.value, []).append(cast("Term", quad.object))
    # Turtle knows no named graphs: what a file of it says of evidence and articles stands among the claims.
    sources = merged | sources
    entities = sorted(node for node in merged if node.startswith(ENTITY))
    labels = {_name(node): _labels(merged[node]) for node in entities}
    return Facts(
        entities=tuple(_entity(node, merged) for node in entities),
        statements=tuple(_statement(node, merged, sources) for node in sorted(merged) if node.startswith(STATEMENT)),
        articles=tuple(_article(node, sources[node]) for node in sorted(sources) if node.startswith(ARTICLE)),
        labels=labels,
        classes=_described(merged, "Class"),
        relations=_described(merged, "Relation"),
    )


def _entity(node: str, merged: Mapping[str, Properties]) -> Entity:
    properties = merged[node]
    names = tuple(sorted(name_of(name) for name in properties.get(ALT_LABEL.value, ())))
    arabic, english = _labels(properties)
    types = [name_of(kind) for kind in properties.get(RDF + "type", ())]
    # Of several types the narrowest says most: that which no other type stands below.
    above = {parent for kind in types for parent in _ancestors(kind, merged)}
    narrowest = sorted(kind for kind in types if kind not in above)
    label = arabic or english or (names[0] if names else _name(node))
    return Entity(_name(node), narrowest[0] if narrowest else "", label, names)


def _ancestors(kind: str, merged: Mapping[str, Properties]) -> set[str]:
    found: set[str] = set()
    waiting = [kind]
    while waiting:
        parents = merged.get(KG + waiting.pop(), {}).get(RDFS + "subClassOf", ())
        fresh = {name_of(parent) for parent in parents} - found
        found |= fresh
        waiting += fresh
    return found


def _statement(node: str, merged: Mapping[str, Properties], sources: Mapping[str, Properties]) -> Statement:
    properties = merged[node]
    structure = {KG + name for name in STRUCTURE}
    qualifiers = sorted(
        (
            (name_of(NamedNode(predicate)), _value(term, merged))
            for predicate, terms in properties.items()
            if predicate.startswith(KG) and predicate not in structure
            for term in terms
        ),
        key=str,
    )
    evidence = (_evidence(item.value, sources) for item in properties.get(KG + "evidence", ()) if item.value in sources)
    target = _value(_first(properties, KG + "object"), merged)
    return Statement(
        subject=_text(properties, KG + "subject"),
        relation=_text(properties, KG + "relation"),
        object=target if isinstance(target, str | Quantity) else str(target),
        qualifiers=tuple(qualifiers),
        status=cast("Status", _text(properties, KG + "status") or "asserted"),
        evidence=tuple(sorted(evidence, key=lambda item: (item.article, item.span, item.rule, repr(item)))),
    )


def _value(term: Term | None, merged: Mapping[str, Properties]) -> str | float | Quantity:
    if isinstance(term, NamedNode) and term.value.startswith(FIGURE):
        return _quantity(merged.get(term.value, {}))
    if isinstance(term, Literal) and term.datatype.value.endswith(("#decimal", "#integer", "#double")):
        return number(term)
    return "" if term is None else name_of(term)


def quantity(quads: Iterable[Quad]) -> Quantity:
    """Return the figure that its own quads tell of."""
    properties: Properties = {}
    for quad in quads:
        properties.setdefault(quad.predicate.value, []).append(cast("Term", quad.object))
    return _quantity(properties)


def _quantity(figure: Properties) -> Quantity:
    unit = _text(figure, KG + "currency") or _text(figure, KG + "unit")
    return Quantity(number(_first(figure, KG + "value")), unit, bound(_first(figure, KG + "bound")))


def _evidence(node: str, sources: Mapping[str, Properties]) -> Evidence:
    properties = sources[node]
    positions = (item.value for item in properties.get(OA + "hasSelector", ()) if item.value.startswith(SPAN))
    score = _first(properties, KG + "score")
    return Evidence(
        article=_text(properties, KG + "article"),
        span=_span(next(positions, ""), sources) or Span(0, 0),
        quote=_text(properties, PROV + "value"),
        rule=_text(properties, KG + "rule"),
        score=1.0 if score is None else number(score),
        speaker=_text(properties, KG + "speaker"),
        where=cast("Where", _text(properties, KG + "where") or "body"),
        subject_span=_span(_iri(properties, "subjectSpan"), sources),
        object_span=_span(_iri(properties, "objectSpan"), sources),
        trigger_span=_span(_iri(properties, "triggerSpan"), sources),
    )


def _span(node: str, sources: Mapping[str, Properties]) -> Span | None:
    properties = sources.get(node)
    if properties is None:
        return None
    return Span(int(_text(properties, OA + "start")), int(_text(properties, OA + "end")))


def _article(node: str, properties: Properties) -> ArticleRecord:
    return ArticleRecord(
        id=_name(node),
        title=_text(properties, DCTERMS + "title"),
        published=_text(properties, DCTERMS + "date"),
        publisher=_text(properties, DCTERMS + "publisher"),
        url=_text(properties, SCHEMA + "url"),
        fingerprint=_text(properties, KG + "fingerprint"),
    )


def _described(merged: Mapping[str, Properties], kind: str) -> dict[str, tuple[str, str]]:
    return {
        _name(node): _labels(properties)
        for node, properties in sorted(merged.items())
        if node.startswith(KG) and any(item.value.endswith(f"#{kind}") for item in properties.get(RDF + "type", ()))
    }


def _labels(properties: Properties) -> tuple[str, str]:
    """Return the Arabic and the English label; of several in a language, the shortest and then the first by letters."""
    by_language: dict[str, list[str]] = {"ar": [], "en": []}
    for label in properties.get(LABEL.value, ()):
        if isinstance(label, Literal):
            by_language.setdefault(label.language or "en", []).append(label.value)
    arabic, english = (
        min(by_language[language], key=lambda text: (len(text), text), default="") for language in ("ar", "en")
    )
    return arabic, english


def _first(properties: Properties, predicate: str) -> Term | None:
    """Return the first value by its written form, so that a graph with two where one belongs is read alike every time."""
    return min(properties.get(predicate, ()), key=str, default=None)


def _text(properties: Properties, predicate: str) -> str:
    term = _first(properties, predicate)
    return "" if term is None else name_of(term)


def _iri(properties: Properties, name: str) -> str:
    term = _first(properties, KG + name)
    return "" if term is None else str(term.value)


def _name(node: str) -> str:
    return name_of(NamedNode(node))
