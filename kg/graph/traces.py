"""Decisions -> quads: the graph kg:decided tells which rows have a say in the graph, who decided and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from kg.graph.decisions import Term
from kg.graph.identities import identities
from kg.graph.terms import DCTERMS, DECIDED, DECISION, TYPE, digest, iri, plain
from kg.ontology import ARTICLE, ENTITY, KG

if TYPE_CHECKING:
    from kg.graph.decisions import Decision, Decisions
    from kg.model import Reading
    from kg.ontology import KnownName

APPLIED_TO = iri(KG, "appliedTo")
_CREATOR, _DESCRIPTION = NamedNode(DCTERMS + "creator"), NamedNode(DCTERMS + "description")


def traces(readings: Iterable[Reading], decisions: Decisions, known: Mapping[str, KnownName]) -> Iterator[Quad]:
    """Yield what the graph tells of the decisions about things of these readings, as they were before it was decided."""
    rows_of: dict[Term, list[Decision]] = {}
    for row in (row for row in decisions.rows if row.verdict != "unsure"):
        for term in (row.left, row.right):
            rows_of.setdefault(term, []).append(row)
    found = identities(decisions.rows, known)
    told: set[NamedNode] = set()
    for reading in readings:
        for entity in reading.entities:
            for term in (Term(entity.id), Term(entity.id, reading.article.id)):
                for row in rows_of.get(term, ()):
                    node = _node(row)
                    if node not in told:
                        told.add(node)
                        yield from _row(node, row, found.name)
                    yield Quad(node, APPLIED_TO, iri(ARTICLE, reading.article.id), DECIDED)


def _row(node: NamedNode, row: Decision, name: Callable[[Term], str]) -> Iterator[Quad]:
    yield Quad(node, TYPE, iri(KG, "Decision"), DECIDED)
    yield Quad(node, iri(KG, "verdict"), plain(row.verdict), DECIDED)
    yield Quad(node, _CREATOR, plain(row.by), DECIDED)
    yield Quad(node, _DESCRIPTION, plain(row.why), DECIDED)
    for side, term in (("left", row.left), ("right", row.right)):
        yield Quad(node, iri(KG, side), plain(str(term)), DECIDED)
        yield Quad(node, iri(KG, f"{side}Entity"), iri(ENTITY, name(term)), DECIDED)


def _node(row: Decision) -> NamedNode:
    return iri(DECISION, digest(row.verdict, str(row.left), str(row.right), row.by, row.why))
