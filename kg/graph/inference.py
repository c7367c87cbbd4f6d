"""Asserted triples -> what follows from them by the declared hierarchy and inverses, with rule and premise, in a graph of its own."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

from kg.graph.terms import (
    DEFAULT_GRAPH,
    INFERRED,
    INVERSE_OF,
    SUBPROPERTY_OF,
    TYPE,
    digest,
    iri,
    plain,
)
from kg.ontology import ENTITY, KG

INFERENCE = iri(KG, "Inference")
_INFERENCES = "https://kg.example/inference/"
_CONCLUSION = ("subject", "relation", "object")
_PREMISE = ("premiseSubject", "premiseRelation", "premiseObject")


def inferred_quads(store: Store) -> Iterator[Quad]:
    """Yield the triples that follow from the default graph and aren't in it, and for each the rule and the triple it follows from."""
    rules = _rules(store)
    asserted = [
        quad.triple
        for quad in store.quads_for_pattern(None, None, None, DEFAULT_GRAPH)
        if quad.predicate in rules and str(quad.subject.value).startswith(ENTITY)  # type: ignore[union-attr]
    ]
    found: set[Triple] = set()
    waiting = deque(sorted(asserted, key=str))
    while waiting:
        premise = waiting.popleft()
        for rule, relation in rules.get(premise.predicate, ()):
            fresh = _applied(rule, relation, premise)
            if fresh is None or fresh in found or _quad(fresh, DEFAULT_GRAPH) in store:
                continue
            found.add(fresh)
            waiting.append(fresh)
            yield _quad(fresh, INFERRED)
            yield from _explanation(fresh, rule, premise)


def _quad(triple: Triple, graph: NamedNode | DefaultGraph) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph)


def _rules(store: Store) -> dict[NamedNode, list[tuple[str, NamedNode]]]:
    """Return relation -> (rule, relation that follows), as the default graph describes them."""
    rules: dict[NamedNode, set[tuple[str, str]]] = {}
    for predicate, rule in ((SUBPROPERTY_OF, "broader"), (INVERSE_OF, "inverse")):
        for quad in store.quads_for_pattern(None, predicate, None, DEFAULT_GRAPH):
            lower, upper = quad.subject, quad.object
            if isinstance(lower, NamedNode) and isinstance(upper, NamedNode):
                rules.setdefault(lower, set()).add((rule, upper.value))
                if rule == "inverse":
                    rules.setdefault(upper, set()).add((rule, lower.value))
    return {relation: [(rule, NamedNode(name)) for rule, name in sorted(found)] for relation, found in rules.items()}


def _applied(rule: str, relation: NamedNode, premise: Triple) -> Triple | None:
    if rule == "broader":
        return Triple(premise.subject, relation, premise.object)
    target = premise.object
    is_entity = isinstance(target, NamedNode) and target.value.startswith(ENTITY)
    return Triple(target, relation, premise.subject) if is_entity else None  # type: ignore[arg-type]


def _explanation(fresh: Triple, rule: str, premise: Triple) -> Iterator[Quad]:
    node = iri(_INFERENCES, digest(str(fresh), rule, str(premise)))
    yield Quad(node, TYPE, INFERENCE, INFERRED)
    yield Quad(node, iri(KG, "rule"), plain(rule), INFERRED)
    for names, triple in ((_CONCLUSION, fresh), (_PREMISE, premise)):
        for name, term in zip(names, (triple.subject, triple.predicate, triple.object), strict=True):
            yield Quad(node, iri(KG, name), term, INFERRED)
