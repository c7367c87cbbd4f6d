"""A large store -> what stands in it around some things, as a small store: to show a part, nobody reads the whole into nouns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeGuard, cast

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from kg.graph.facts import properties_of, quantity_of
from kg.graph.terms import (
    ALT_LABEL,
    BESIDE,
    DEFAULT_GRAPH,
    EVIDENCE,
    FIGURE,
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
    from collections.abc import Iterable, Mapping

_SUBJECT, _OBJECT, _STATEMENT, _RELATION = (iri(KG, name) for name in ("subject", "object", "Statement", "Relation"))
# What goes by another name is no statement of ours, whatever a graph says of it.
_NAMED = f'FILTER(STRSTARTS(STR(?statement), "{STATEMENT}"))'
_AT_ONCE = 1000
"""Nodes that one query asks for."""
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
    """Tell what there is of a store: what its statements join is counted where it is indexed, since they are too many to be looked at."""
    entities = _entities(store)
    degrees: Counter[str] = Counter(dict.fromkeys(entities, 0))
    bearers: dict[str, str] = {}
    statements = 0
    for end, times in _counted(store, f"?statement {_SUBJECT} ?end"):
        degrees[name_of(end)] += times
        statements += times
    targets = list(_counted(store, f"?statement {_OBJECT} ?end"))
    for target, times in targets:
        if not _is_figure(target):
            degrees[name_of(target)] += times
    for subject, figure, times in _told_figures(store, [target for target, _ in targets if _is_figure(target)]):
        node = figure_node(subject, figure)
        degrees[node] += times
        bearers[node] = subject
    unnamed = (node for node in degrees.keys() - entities - bearers.keys() if _is_told_of(store, node))
    return Overview(
        entities=len(entities) + sum(1 for _ in unnamed),
        statements=statements,
        articles=_articles(store),
        degrees=degrees,
        bearers=bearers,
    )


def statements_among(store: Store, whole: Overview, nodes: Iterable[str]) -> Iterator[int]:
    """Yield for each of some nodes how many statements join it and those before it; none is looked up before it is asked for."""
    before: set[str] = set()
    waiting: Counter[str] = Counter()
    total = 0
    for node in nodes:
        bearer = whole.bearers.get(node)
        before.add(node)
        if bearer is None:
            total += waiting[node] + sum(times for other, times in _joined(store, node) if other in before)
        elif bearer in before:
            total += whole.degrees[node]
        else:
            waiting[bearer] += whole.degrees[node]
        yield total


def statements_between(store: Store, entities: AbstractSet[str], bearers: AbstractSet[str]) -> Iterator[NamedNode]:
    """Yield the statements that join two of the entities, and those that tell a figure of one of the bearers."""
    for subject in sorted({*entities, *bearers}):
        for quad in store.quads_for_pattern(None, _SUBJECT, iri(ENTITY, subject), DEFAULT_GRAPH):
            for told in store.quads_for_pattern(quad.subject, _OBJECT, None, DEFAULT_GRAPH):
                is_figure = isinstance(told.object, NamedNode) and told.object.value.startswith(FIGURE)
                wanted = subject in bearers if is_figure else {subject, name_of(told.object)} <= entities
                if wanted and _is_statement(quad.subject):
                    yield quad.subject


def excerpt(store: Store, statements: Iterable[NamedNode], entities: Iterable[str]) -> Iterator[Quad]:
    """Yield all that a store says in statements and of entities: figures, evidence, articles, names, and the words of the ontology."""
    named = {iri(ENTITY, name) for name in entities}
    waiting = list(dict.fromkeys(statements))
    seen = set(waiting)
    beside = [graph for graph in BESIDE if store.contains_named_graph(graph)]
    while waiting:
        node = waiting.pop()
        is_claim = node.value.startswith((STATEMENT, FIGURE))
        for quad in store.quads_for_pattern(node, None, None, DEFAULT_GRAPH if is_claim else None):
            if not is_claim and quad.graph_name in beside:
                continue
            yield quad
            part = quad.object
            if not isinstance(part, NamedNode):
                continue
            name = part.value
            if name.startswith(_PARTS):
                if part not in seen and not name.endswith(_QUOTE):
                    seen.add(part)
                    waiting.append(part)
            elif name.startswith(ENTITY):
                named.add(part)
    for entity in named:
        yield from _naming(store, entity)
    for kind in (_CLASS, _RELATION):
        for quad in store.quads_for_pattern(None, TYPE, kind, DEFAULT_GRAPH):
            yield from store.quads_for_pattern(quad.subject, None, None, DEFAULT_GRAPH)


def _naming(store: Store, entity: NamedNode) -> Iterator[Quad]:
    """Yield what an entity is and how it is called; of one that has neither, anything that shows that it is there."""
    naming = [quad for kind in _NAMING for quad in store.quads_for_pattern(entity, kind, None, DEFAULT_GRAPH)]
    yield from naming or islice(store.quads_for_pattern(entity, None, None, DEFAULT_GRAPH), 1)


def _counted(store: Store, pattern: str) -> Iterator[tuple[NamedNode | Literal, int]]:
    """Yield each ?end of a pattern with how often it is one."""
    rows = store.query(f"SELECT ?end (COUNT(*) AS ?times) {{ {pattern} {_NAMED} }} GROUP BY ?end")
    for end, times in cast("QuerySolutions", rows):
        if isinstance(end, NamedNode | Literal):
            yield end, int(cast("Literal", times).value)


def _told_figures(store: Store, figures: Iterable[NamedNode]) -> Iterator[tuple[str, Quantity, int]]:
    """Yield of whom each figure is told, and how often; equal figures of several subjects are one node."""
    coming = iter(figures)
    while some := list(islice(coming, _AT_ONCE)):
        told = f"VALUES ?figure {{ {' '.join(map(str, some))} }} ?statement {_OBJECT} ?figure . ?statement {_SUBJECT} ?subject"
        rows = store.query(
            f"SELECT ?figure ?subject (COUNT(*) AS ?times) {{ {told} {_NAMED} }} GROUP BY ?figure ?subject"
        )
        known = {
            node: quantity_of(properties_of(store.quads_for_pattern(node, None, None, DEFAULT_GRAPH))) for node in some
        }
        for figure, subject, times in cast("QuerySolutions", rows):
            yield name_of(subject), known[figure], int(cast("Literal", times).value)


def _joined(store: Store, entity: str) -> Iterator[tuple[str, int]]:
    """Yield what statements join to an entity, and how many; those that join it to itself once."""
    own = iri(ENTITY, entity)
    for one, other in ((_SUBJECT, _OBJECT), (_OBJECT, _SUBJECT)):
        for end, times in _counted(store, f"?statement {one} {own} . ?statement {other} ?end"):
            if not _is_figure(end) and (end != own or one == _SUBJECT):
                yield name_of(end), times


def _entities(store: Store) -> set[str]:
    """Return the ids of the entities that are given a kind or a name."""
    kinds = cast("QuerySolutions", store.query(f"SELECT DISTINCT ?kind {{ ?thing {TYPE} ?kind }}"))
    patterns = [(TYPE, kind) for (kind,) in kinds if kind != _STATEMENT]
    return {
        name_of(quad.subject)
        for predicate, value in (*patterns, (LABEL, None), (ALT_LABEL, None))
        for quad in store.quads_for_pattern(None, predicate, value, DEFAULT_GRAPH)
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(ENTITY)
    }


def _articles(store: Store) -> int:
    told = f"{{ ?article a {_NEWS_ARTICLE} }} UNION {{ GRAPH ?graph {{ ?article a {_NEWS_ARTICLE} }} }}"
    ((count,),) = cast("QuerySolutions", store.query(f"SELECT (COUNT(DISTINCT ?article) AS ?count) {{ {told} }}"))
    return int(cast("Literal", count).value)


def _is_figure(term: object) -> TypeGuard[NamedNode]:
    return isinstance(term, NamedNode) and term.value.startswith(FIGURE)


def _is_told_of(store: Store, entity: str) -> bool:
    return any(store.quads_for_pattern(iri(ENTITY, entity), None, None, DEFAULT_GRAPH))


def _is_statement(node: object) -> TypeGuard[NamedNode]:
    return isinstance(node, NamedNode) and node.value.startswith(STATEMENT)
