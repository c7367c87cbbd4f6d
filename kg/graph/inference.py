"""Asserted triples -> what follows from them by the ontology, each with its rule and its premises, in a graph of its own.

The rules are four of OWL 2 RL: `inverse` (prp-inv1 and prp-inv2), `symmetric` (prp-symp), `broader` for relations (prp-spo1) and
`class` for classes (cax-sco). Each conclusion has one premise, a triple about entities or figures, and one axiom of the ontology.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

from kg.graph.terms import (
    DEFAULT_GRAPH,
    FIGURE,
    INFERRED,
    INVERSE_OF,
    PROV,
    SUBCLASS_OF,
    SUBPROPERTY_OF,
    SYMMETRIC,
    TYPE,
    digest,
    iri,
    plain,
)
from kg.ontology import ENTITY, KG

INFERENCE = iri(KG, "Inference")
_INFERENCES = "https://kg.example/inference/"
_CONCLUSION, _PREMISE, _AXIOM = (
    tuple(iri(KG, name) for name in names)
    for names in (
        ("subject", "relation", "object"),
        ("premiseSubject", "premiseRelation", "premiseObject"),
        ("axiomSubject", "axiomRelation", "axiomObject"),
    )
)
_RULE, _STATUS, _ASSERTED = iri(KG, "rule"), iri(KG, "status"), iri(KG, "asserted")
_DERIVED_FROM = NamedNode(PROV + "wasDerivedFrom")


class _Step(NamedTuple):
    """Hold one thing that follows: by which rule and axiom, and the relation or class that it leads to."""

    rule: str
    axiom: Triple
    leads_to: NamedNode


def inferred_quads(store: Store) -> Iterator[Quad]:
    """Yield the triples that follow from the default graph and aren't in it, and for each its rule, its axiom and its premise."""
    steps = _steps(store)
    asserted = (quad.triple for quad in store.quads_for_pattern(None, None, None, DEFAULT_GRAPH))
    waiting = deque(sorted((triple for triple in asserted if _key(triple) in steps), key=str))
    explained: dict[Triple, NamedNode] = {}
    stating = _statements(store)
    while waiting:
        premise = waiting.popleft()
        for step in steps.get(_key(premise), ()):
            fresh = _applied(step, premise)
            if fresh is None or fresh in explained or _quad(fresh, DEFAULT_GRAPH) in store:
                continue
            node = iri(_INFERENCES, digest(str(fresh), step.rule, str(step.axiom), str(premise)))
            explained[fresh] = node
            waiting.append(fresh)
            yield _quad(fresh, INFERRED)
            yield from _explanation(node, fresh, step, premise)
            above = explained.get(premise)
            sources = stating.get(premise, []) if above is None else [above]
            yield from (Quad(node, _DERIVED_FROM, source, INFERRED) for source in sources)


def _quad(triple: Triple, graph: NamedNode | DefaultGraph) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph)


def _key(triple: Triple) -> object:
    """Return what the steps from a triple go by: its class where it tells one, else its relation; None for what is no claim."""
    if not (isinstance(triple.subject, NamedNode) and triple.subject.value.startswith((ENTITY, FIGURE))):
        return None
    return triple.object if triple.predicate == TYPE else triple.predicate


def _steps(store: Store) -> dict[object, list[_Step]]:
    """Return relation or class -> what follows from it, as the default graph describes the ontology."""
    found: dict[object, set[_Step]] = {}
    for predicate, rule in ((SUBPROPERTY_OF, "broader"), (SUBCLASS_OF, "class"), (INVERSE_OF, "inverse")):
        for quad in store.quads_for_pattern(None, predicate, None, DEFAULT_GRAPH):
            lower, upper = quad.subject, quad.object
            if isinstance(lower, NamedNode) and isinstance(upper, NamedNode):
                found.setdefault(lower, set()).add(_Step(rule, quad.triple, upper))
                if rule == "inverse":
                    found.setdefault(upper, set()).add(_Step(rule, quad.triple, lower))
    for quad in store.quads_for_pattern(None, TYPE, SYMMETRIC, DEFAULT_GRAPH):
        if isinstance(quad.subject, NamedNode):
            found.setdefault(quad.subject, set()).add(_Step("symmetric", quad.triple, quad.subject))
    return {name: sorted(steps, key=str) for name, steps in found.items()}


def _applied(step: _Step, premise: Triple) -> Triple | None:
    if step.rule == "class":
        return Triple(premise.subject, TYPE, step.leads_to)
    if step.rule == "broader":
        return Triple(premise.subject, step.leads_to, premise.object)
    # A figure is the subject of nothing.
    target = premise.object
    is_entity = isinstance(target, NamedNode) and target.value.startswith(ENTITY)
    return Triple(target, step.leads_to, premise.subject) if is_entity else None  # type: ignore[arg-type]


def _explanation(node: NamedNode, fresh: Triple, step: _Step, premise: Triple) -> Iterator[Quad]:
    yield Quad(node, TYPE, INFERENCE, INFERRED)
    yield Quad(node, _RULE, plain(step.rule), INFERRED)
    for roles, triple in ((_CONCLUSION, fresh), (_AXIOM, step.axiom), (_PREMISE, premise)):
        for role, term in zip(roles, (triple.subject, triple.predicate, triple.object), strict=True):
            yield Quad(node, role, term, INFERRED)


def _statements(store: Store) -> dict[Triple, list[NamedNode]]:
    """Return for each triple the statements that assert it, in either direction where the relation has none."""
    found: dict[Triple, list[NamedNode]] = {}
    for quad in store.quads_for_pattern(None, _STATUS, _ASSERTED, DEFAULT_GRAPH):
        if not isinstance(quad.subject, NamedNode):
            continue
        subject, relation, target = (_first(store, quad.subject, role) for role in _CONCLUSION)
        if isinstance(subject, NamedNode) and isinstance(relation, NamedNode) and isinstance(target, NamedNode):
            found.setdefault(Triple(subject, relation, target), []).append(quad.subject)
            if Quad(relation, TYPE, SYMMETRIC, DEFAULT_GRAPH) in store:
                found.setdefault(Triple(target, relation, subject), []).append(quad.subject)
    return found


def _first(store: Store, node: NamedNode, role: NamedNode) -> object:
    return min(
        (quad.object for quad in store.quads_for_pattern(node, role, None, DEFAULT_GRAPH)), key=str, default=None
    )
