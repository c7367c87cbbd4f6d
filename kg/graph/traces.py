"""Decisions and reviews -> quads: the graph kg:decided tells which rows have a say in the graph, who decided and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Store

from kg.graph.decisions import Term
from kg.graph.identities import identities
from kg.graph.reviews import Review, Reviewed
from kg.graph.terms import DCTERMS, DECIDED, DECISION, TYPE, digest, iri, name_of, plain
from kg.graph.terms import Term as RdfTerm
from kg.ontology import ARTICLE, ENTITY, KG, STATEMENT

if TYPE_CHECKING:
    from kg.graph.decisions import Decision, Decisions
    from kg.model import Reading, Statement
    from kg.ontology import KnownName

APPLIED_TO, REVIEWED, VERDICT = iri(KG, "appliedTo"), iri(KG, "reviewed"), iri(KG, "verdict")
_CREATOR, _DESCRIPTION = NamedNode(DCTERMS + "creator"), NamedNode(DCTERMS + "description")


def traces(readings: Iterable[Reading], decisions: Decisions, known: Mapping[str, KnownName]) -> Iterator[Quad]:
    """Yield what the graph tells of the decisions about things of these readings, as they were before it was decided."""
    rows_of: dict[Term, list[Decision]] = {}
    for row in (row for row in decisions.rows if row.verdict != "unsure"):
        for term in (row.left, row.right):
            rows_of.setdefault(term, []).append(row)
    found = identities(decisions.rows, known)
    reviewed = Reviewed(decisions.reviews)
    told: set[NamedNode] = set()
    for reading in readings:
        yield from _reviews(reading, reviewed.judged(reading, found.of(reading)))
        for entity in reading.entities:
            for term in (Term(entity.id), Term(entity.id, reading.article.id)):
                for row in rows_of.get(term, ()):
                    node = _node(row)
                    if node not in told:
                        told.add(node)
                        yield from _row(node, row, found.name)
                    yield Quad(node, APPLIED_TO, iri(ARTICLE, reading.article.id), DECIDED)


def _reviews(reading: Reading, judged: Iterable[tuple[Review, Statement, Statement]]) -> Iterator[Quad]:
    """Yield the judgements on the statements of one article; what was rejected stands nowhere else in the graph."""
    for review, _, told in judged:
        parts = (review.judgement, told.id, review.article, review.by, review.why)
        node = iri(DECISION, digest(*parts))
        yield Quad(node, TYPE, iri(KG, "Review"), DECIDED)
        yield Quad(node, VERDICT, plain(review.judgement), DECIDED)
        yield Quad(node, _CREATOR, plain(review.by), DECIDED)
        yield Quad(node, _DESCRIPTION, plain(review.why), DECIDED)
        yield Quad(node, REVIEWED, iri(STATEMENT, told.id), DECIDED)
        yield Quad(node, iri(KG, "subject"), iri(ENTITY, told.subject), DECIDED)
        yield Quad(node, iri(KG, "relation"), iri(KG, told.relation), DECIDED)
        yield Quad(node, iri(KG, "object"), _object(told), DECIDED)
        yield Quad(node, APPLIED_TO, iri(ARTICLE, reading.article.id), DECIDED)


def _object(statement: Statement) -> RdfTerm:
    target = statement.object
    if isinstance(target, str):
        return iri(ENTITY, target)
    return plain(f"{target.value:.10g} {target.unit}".rstrip())


def accepted(store: Store) -> frozenset[str]:
    """Return the ids of the statements that people have accepted."""
    rows = (quad.subject for quad in store.quads_for_pattern(None, VERDICT, plain("accept"), DECIDED))
    told = (quad.object for row in rows for quad in store.quads_for_pattern(row, REVIEWED, None, DECIDED))
    return frozenset(name_of(statement) for statement in told)


def _row(node: NamedNode, row: Decision, name: Callable[[Term], str]) -> Iterator[Quad]:
    yield Quad(node, TYPE, iri(KG, "Decision"), DECIDED)
    yield Quad(node, VERDICT, plain(row.verdict), DECIDED)
    yield Quad(node, _CREATOR, plain(row.by), DECIDED)
    yield Quad(node, _DESCRIPTION, plain(row.why), DECIDED)
    for side, term in (("left", row.left), ("right", row.right)):
        yield Quad(node, iri(KG, side), plain(str(term)), DECIDED)
        yield Quad(node, iri(KG, f"{side}Entity"), iri(ENTITY, name(term)), DECIDED)


def _node(row: Decision) -> NamedNode:
    return iri(DECISION, digest(row.verdict, str(row.left), str(row.right), row.by, row.why))
