"""Quads -> nouns: the entities, statements, evidence and articles that a store holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, cast

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.graph.quads import NEWS_ARTICLE, STRUCTURE
from kg.graph.terms import (
    ALT_LABEL,
    BESIDE,
    DCTERMS,
    DEFAULT_GRAPH,
    FIGURE,
    LABEL,
    OA,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SPAN,
    TYPE,
    Node,
    Term,
    bound,
    iri,
    name_of,
    number,
)
from kg.model import Entity, Evidence, Quantity, Span, Statement
from kg.ontology import ARTICLE, ENTITY, KG, STATEMENT

if TYPE_CHECKING:
    from kg.model import Status, Where

_STRUCTURE = frozenset(KG + name for name in STRUCTURE)
_SUBJECT, _RELATION, _OBJECT, _STATUS, _EVIDENCED_BY = (
    KG + name for name in ("subject", "relation", "object", "status", "evidence")
)
_OF_SOURCES = tuple(
    NamedNode(namespace + name)
    for namespace, names in (
        (DCTERMS, ("title", "date", "publisher")),
        (SCHEMA, ("url",)),
        (
            KG,
            ("fingerprint", "article", "rule", "score", "speaker", "where", "subjectSpan", "objectSpan", "triggerSpan"),
        ),
        (PROV, ("value",)),
        (OA, ("hasSelector", "start", "end")),
    )
    for name in names
)

Properties: TypeAlias = dict[str, list[Term]]
"""Predicate -> its values."""
Told: TypeAlias = Callable[[Node], Properties]
"""What is told of a node, nothing where it isn't there."""

_NOTHING: Properties = {}


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


def read_facts(store: Store) -> Facts:
    """Read a whole store."""
    claims = _all_told(store.quads_for_pattern(None, None, None, DEFAULT_GRAPH))
    nodes = {kind: sorted(node for node in claims if node.startswith(kind)) for kind in (ENTITY, STATEMENT)}
    # Turtle knows no named graphs: what a file of it says of evidence and articles stands among the claims.
    sources = claims | _all_told(_of_articles(store))
    articles = sorted(node for node in sources if node.startswith(ARTICLE))

    def claimed(node: Node) -> Properties:
        return claims.get(node.value, _NOTHING)

    def sourced(node: Node) -> Properties:
        return sources.get(node.value, _NOTHING)

    return Facts(
        entities=tuple(entity_of(NamedNode(node), claimed) for node in nodes[ENTITY]),
        statements=tuple(statement_of(NamedNode(node), claimed, sourced) for node in nodes[STATEMENT]),
        articles=tuple(article_of(NamedNode(node), sources[node]) for node in articles),
        labels={name_of(NamedNode(node)): labels_of(claims[node]) for node in nodes[ENTITY]},
    )


def _all_told(quads: Iterable[Quad]) -> dict[str, Properties]:
    """Return what quads tell of each node."""
    nodes: dict[str, Properties] = {}
    for subject, predicate, value, _graph in quads:
        properties = nodes.setdefault(cast("Node", subject).value, {})
        properties.setdefault(predicate.value, []).append(cast("Term", value))
    return nodes


def _of_articles(store: Store) -> Iterator[Quad]:
    """Yield what nouns take up of the graphs of articles, which repeat all claims and much else that it would take long to look at."""
    others = (DEFAULT_GRAPH, *(graph for graph in BESIDE if store.contains_named_graph(graph)))
    for predicate, value in ((TYPE, NEWS_ARTICLE), *((predicate, None) for predicate in _OF_SOURCES)):
        for quad in store.quads_for_pattern(None, predicate, value, None):
            if quad.graph_name not in others:
                yield quad


def properties_of(quads: Iterable[Quad]) -> Properties:
    """Return what the quads of one node tell of it."""
    properties: Properties = {}
    for quad in quads:
        properties.setdefault(quad.predicate.value, []).append(cast("Term", quad.object))
    return properties


def entity_of(node: NamedNode, claimed: Told) -> Entity:
    """Return the entity that a node stands for."""
    properties = claimed(node)
    names = tuple(sorted(name_of(name) for name in properties.get(ALT_LABEL.value, ())))
    arabic, english = labels_of(properties)
    types = [name_of(kind) for kind in properties.get(RDF + "type", ())]
    # Of several types the narrowest says most: that which no other type stands below.
    above = {parent for kind in types for parent in _ancestors(kind, claimed)} if len(types) > 1 else set()
    narrowest = sorted(kind for kind in types if kind not in above)
    name = name_of(node)
    label = arabic or english or (names[0] if names else name)
    return Entity(name, narrowest[0] if narrowest else "", label, names)


def _ancestors(kind: str, claimed: Told) -> set[str]:
    found: set[str] = set()
    waiting = [kind]
    while waiting:
        parents = claimed(iri(KG, waiting.pop())).get(RDFS + "subClassOf", ())
        fresh = {name_of(parent) for parent in parents} - found
        found |= fresh
        waiting += fresh
    return found


def statement_of(node: NamedNode, claimed: Told, sourced: Told) -> Statement:
    """Return the statement that a node stands for, with as much of its evidence as there is a source of."""
    properties = claimed(node)
    qualifiers = sorted(
        (
            (name_of(NamedNode(predicate)), _value(term, claimed))
            for predicate, terms in properties.items()
            if predicate.startswith(KG) and predicate not in _STRUCTURE
            for term in terms
        ),
        key=str,
    )
    parts = (sourced(part) for part in properties.get(_EVIDENCED_BY, ()) if not isinstance(part, Literal))
    evidence = (_evidence(part, sourced) for part in parts if part)
    target = _value(_first(properties, _OBJECT), claimed)
    return Statement(
        subject=_text(properties, _SUBJECT),
        relation=_text(properties, _RELATION),
        object=target if isinstance(target, str | Quantity) else str(target),
        qualifiers=tuple(qualifiers),
        status=cast("Status", _text(properties, _STATUS) or "asserted"),
        evidence=tuple(sorted(evidence, key=lambda item: (item.article, item.span, item.rule, repr(item)))),
    )


def _value(term: Term | None, claimed: Told) -> str | float | Quantity:
    if isinstance(term, NamedNode) and term.value.startswith(FIGURE):
        return quantity_of(claimed(term))
    if isinstance(term, Literal) and term.datatype.value.endswith(("#decimal", "#integer", "#double")):
        return number(term)
    return "" if term is None else name_of(term)


def quantity_of(figure: Properties) -> Quantity:
    """Return the figure of which this is told."""
    unit = _text(figure, KG + "currency") or _text(figure, KG + "unit")
    return Quantity(number(_first(figure, KG + "value")), unit, bound(_first(figure, KG + "bound")))


def _evidence(properties: Properties, sourced: Told) -> Evidence:
    selectors = properties.get(OA + "hasSelector", ())
    positions = (item for item in selectors if isinstance(item, NamedNode) and item.value.startswith(SPAN))
    score = _first(properties, KG + "score")
    return Evidence(
        article=_text(properties, KG + "article"),
        span=_span(next(positions, None), sourced) or Span(0, 0),
        quote=_text(properties, PROV + "value"),
        rule=_text(properties, KG + "rule"),
        score=1.0 if score is None else number(score),
        speaker=_text(properties, KG + "speaker"),
        where=cast("Where", _text(properties, KG + "where") or "body"),
        subject_span=_span(_first(properties, KG + "subjectSpan"), sourced),
        object_span=_span(_first(properties, KG + "objectSpan"), sourced),
        trigger_span=_span(_first(properties, KG + "triggerSpan"), sourced),
    )


def _span(node: Term | None, sourced: Told) -> Span | None:
    properties = _NOTHING if node is None or isinstance(node, Literal) else sourced(node)
    return Span(int(_text(properties, OA + "start")), int(_text(properties, OA + "end"))) if properties else None


def article_of(node: NamedNode, properties: Properties) -> ArticleRecord:
    """Return what is known of the article that a node stands for."""
    return ArticleRecord(
        id=name_of(node),
        title=_text(properties, DCTERMS + "title"),
        published=_text(properties, DCTERMS + "date"),
        publisher=_text(properties, DCTERMS + "publisher"),
        url=_text(properties, SCHEMA + "url"),
        fingerprint=_text(properties, KG + "fingerprint"),
    )


def labels_of(properties: Properties) -> tuple[str, str]:
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
    terms = properties.get(predicate, ())
    return terms[0] if len(terms) == 1 else min(terms, key=str, default=None)


def _text(properties: Properties, predicate: str) -> str:
    term = _first(properties, predicate)
    return "" if term is None else name_of(term)
