"""A large store -> what stands in it around some things, as a small store: to show a part, nobody reads the whole into nouns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import TYPE_CHECKING, TypeGuard, cast

from pyoxigraph import NamedNode, Quad, QuerySolutions, Store

from kg.graph.facts import properties_of, quantity_of
from kg.graph.terms import (
    ALT_LABEL,
    DECIDED,
    DEFAULT_GRAPH,
    EVIDENCE,
    FIGURE,
    INFERRED,
    LABEL,
    OWL,
    SCHEMA,
    SPAN,
    TYPE,
    iri,
    name_of,
)
from kg.model import Quantity
from kg.ontology import ARTICLE, ENTITY, KG, STATEMENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_SUBJECT, _OBJECT, _STATEMENT, _RELATION = (iri(KG, name) for name in ("subject", "object", "Statement", "Relation"))
# Oxigraph joins the two sooner than they are looked up one by one.
_ENDS = f"SELECT ?statement ?subject ?object {{ ?statement {_SUBJECT} ?subject ; {_OBJECT} ?object }}"
_NEWS_ARTICLE, _CLASS = NamedNode(SCHEMA + "NewsArticle"), NamedNode(OWL + "Class")
_NAMING = (TYPE, LABEL, ALT_LABEL)
# A statement is told with its figures and its evidence, evidence with its article and the stretches of text that it marks.
_PARTS = (FIGURE, EVIDENCE, SPAN, ARTICLE)
# Says once more what the evidence itself says.
_QUOTE = "-quote"


@dataclass(frozen=True, slots=True)
class Overview:
    """Hold how much a store holds, and how much it says of each thing."""

    entities: int
    statements: int
    articles: int
    degrees: Mapping[str, int]
    """Entity id, or node of a figure -> statements of which it is an end; one that has it at both ends counts twice."""
    bearers: Mapping[str, str]
    """Node of a figure -> the entity of which it is said."""


def figure_node(subject: str, figure: Quantity) -> str:
    """Return the node of a figure, which is its subject's own, so that equal figures join nobody."""
    return f"figure:{subject}:{figure.value:.10g}:{figure.unit}:{figure.bound}"


def overview(store: Store) -> Overview:
    """Go through a store once, and tell what there is of it."""
    entities = _entities(store)
    degrees: Counter[str] = Counter(dict.fromkeys(entities, 0))
    bearers: dict[str, str] = {}
    statements = 0
    for subject, target in _ends(store):
        statements += 1
        other = target if isinstance(target, str) else figure_node(subject, target)
        if not isinstance(target, str):
            bearers[other] = subject
        degrees.update((subject, other))
    unnamed = (node for node in degrees.keys() - entities - bearers.keys() if _is_told_of(store, node))
    return Overview(
        entities=len(entities) + sum(1 for _ in unnamed),
        statements=statements,
        articles=len({quad.subject for quad in store.quads_for_pattern(None, TYPE, _NEWS_ARTICLE, None)}),
        degrees=degrees,
        bearers=bearers,
    )


def statements_among(store: Store, nodes: Sequence[str]) -> list[int]:
    """Return for each of some nodes how many statements join it and those before it."""
    place = {node: number for number, node in enumerate(nodes)}
    counts = [0] * len(nodes)
    for subject, target in _ends(store):
        ends = subject, target if isinstance(target, str) else figure_node(subject, target)
        if (last := max(place.get(end, len(nodes)) for end in ends)) < len(nodes):
            counts[last] += 1
    return list(accumulate(counts))


def statements_between(store: Store, entities: AbstractSet[str], bearers: AbstractSet[str]) -> Iterator[NamedNode]:
    """Yield the statements that join two of the entities, and those that tell a figure of one of the bearers."""
    for subject in sorted({*entities, *bearers}):
        for quad in store.quads_for_pattern(None, _SUBJECT, iri(ENTITY, subject), DEFAULT_GRAPH):
            for told in store.quads_for_pattern(quad.subject, _OBJECT, None, DEFAULT_GRAPH):
                is_figure = isinstance(told.object, NamedNode) and told.object.value.startswith(FIGURE)
                wanted = subject in bearers if is_figure else {subject, name_of(told.object)} <= entities
                if wanted and _is_statement(quad.subject):
                    yield quad.subject


def excerpt(store: Store, statements: Iterable[NamedNode], entities: Iterable[str]) -> Store:
    """Return all that a store says in statements and of entities: figures, evidence, articles, names, and the words of the ontology."""
    found = Store()
    found.bulk_extend(_excerpt(store, statements, {iri(ENTITY, name) for name in entities}))
    return found


def _excerpt(store: Store, statements: Iterable[NamedNode], entities: set[NamedNode]) -> Iterator[Quad]:
    waiting = list(dict.fromkeys(statements))
    seen = set(waiting)
    while waiting:
        node = waiting.pop()
        for quad in _quads(store, node):
            yield quad
            part = quad.object
            if isinstance(part, NamedNode) and part not in seen and not part.value.endswith(_QUOTE):
                if part.value.startswith(_PARTS):
                    seen.add(part)
                    waiting.append(part)
                elif part.value.startswith(ENTITY):
                    entities.add(part)
    for entity in entities:
        yield from _naming(store, entity)
    for kind in (_CLASS, _RELATION):
        for quad in store.quads_for_pattern(None, TYPE, kind, DEFAULT_GRAPH):
            yield from store.quads_for_pattern(quad.subject, None, None, DEFAULT_GRAPH)


def _quads(store: Store, node: NamedNode) -> Iterator[Quad]:
    graph = DEFAULT_GRAPH if node.value.startswith((STATEMENT, FIGURE)) else None
    for quad in store.quads_for_pattern(node, None, None, graph):
        if quad.graph_name not in (INFERRED, DECIDED):
            yield quad


def _naming(store: Store, entity: NamedNode) -> Iterator[Quad]:
    """Yield what an entity is and how it is called; of one that has neither, anything that shows that it is there."""
    naming = [quad for kind in _NAMING for quad in store.quads_for_pattern(entity, kind, None, DEFAULT_GRAPH)]
    yield from naming or islice(store.quads_for_pattern(entity, None, None, DEFAULT_GRAPH), 1)


def _ends(store: Store) -> Iterator[tuple[str, str | Quantity]]:
    """Yield the subject and the object of each statement."""
    figures: dict[NamedNode, Quantity] = {}
    for statement, subject, target in cast("QuerySolutions", store.query(_ENDS)):
        if not _is_statement(statement):
            continue
        if isinstance(target, NamedNode) and target.value.startswith(FIGURE):
            if target not in figures:
                figures[target] = quantity_of(properties_of(store.quads_for_pattern(target, None, None, DEFAULT_GRAPH)))
            yield name_of(subject), figures[target]
        else:
            yield name_of(subject), name_of(target)


def _entities(store: Store) -> set[str]:
    """Return the ids of the entities that are given a kind or a name."""
    return {
        name_of(quad.subject)
        for predicate in _NAMING
        for quad in store.quads_for_pattern(None, predicate, None, DEFAULT_GRAPH)
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(ENTITY)
    }


def _is_told_of(store: Store, entity: str) -> bool:
    return any(store.quads_for_pattern(iri(ENTITY, entity), None, None, DEFAULT_GRAPH))


def _is_statement(node: object) -> TypeGuard[NamedNode]:
    return isinstance(node, NamedNode) and node.value.startswith(STATEMENT)
