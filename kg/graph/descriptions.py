"""What a graph holds of a thing: the quads that a reader of it wants to see, each from the graph that it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, Quad

from kg.graph.terms import DEFAULT_GRAPH, EVIDENCE, FIGURE, INFERRED, LABEL, SPAN, iri
from kg.ontology import ARTICLE, KG, STATEMENT

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.graph.terms import Node

# A statement is told with its figures and its evidence, evidence with the stretches of text that it marks.
_PARTS = (FIGURE, EVIDENCE, SPAN)
_EVIDENCED_BY, _ARTICLE = iri(KG, "evidence"), iri(KG, "article")


def describe(store: Store, nodes: Iterable[Node]) -> Iterator[Quad]:
    """Yield what the graph holds of things, each quad once.

    An entity comes with what is said of it in both directions: its triples and its statements, with their figures, evidence and the
    articles' titles; an article with the statements that it makes. Whatever else is named comes with its labels. Claims are those of
    the default graph, evidence stands in the graph of its article.
    """
    waiting: list[Node] = list(dict.fromkeys(nodes))
    asked = frozenset(waiting)
    told: set[object] = set(waiting)
    seen: set[Quad] = set()
    while waiting:
        node = waiting.pop(0)
        found = [*own_quads(store, node), *(_incoming(store, node) if node in asked else ())]
        for quad in found:
            if quad not in seen:
                seen.add(quad)
                yield quad
            for part in (quad.subject, quad.object):
                if isinstance(part, NamedNode | BlankNode) and part not in told:
                    told.add(part)
                    if _is_part(part) or (node in asked and _is_statement(part)):
                        waiting.append(part)
                    else:
                        yield from _named(store, part, seen)


def own_quads(store: Store, node: Node) -> list[Quad]:
    """Return what stands of a node as subject: in the default graph, else in those of articles."""
    merged = list(store.quads_for_pattern(node, None, None, DEFAULT_GRAPH))
    if merged:
        return merged
    return [quad for quad in store.quads_for_pattern(node, None, None, None) if quad.graph_name != INFERRED]


def _incoming(store: Store, node: Node) -> Iterator[Quad]:
    """Yield what says something of a node as its object, and the statements whose evidence an article holds."""
    for quad in store.quads_for_pattern(None, None, node, DEFAULT_GRAPH):
        yield from _statement_quads(store, quad.subject) or (quad,)
    if isinstance(node, NamedNode) and node.value.startswith(ARTICLE):
        for quad in store.quads_for_pattern(None, _ARTICLE, node, node):
            for holder in store.quads_for_pattern(None, _EVIDENCED_BY, quad.subject, DEFAULT_GRAPH):
                yield from _statement_quads(store, holder.subject)


def _statement_quads(store: Store, node: object) -> list[Quad]:
    """Return the quads of a statement; none of whatever else it is."""
    return own_quads(store, node) if isinstance(node, NamedNode) and _is_statement(node) else []


def _named(store: Store, node: Node, seen: set[Quad]) -> Iterator[Quad]:
    """Yield the labels of an entity or a term, and what is known of an article."""
    is_article = isinstance(node, NamedNode) and node.value.startswith(ARTICLE)
    quads = own_quads(store, node) if is_article else store.quads_for_pattern(node, LABEL, None, DEFAULT_GRAPH)
    for quad in quads:
        if quad not in seen:
            seen.add(quad)
            yield quad


def _is_part(node: Node) -> bool:
    return isinstance(node, BlankNode) or node.value.startswith(_PARTS)


def _is_statement(node: object) -> bool:
    return isinstance(node, NamedNode) and node.value.startswith(STATEMENT)
