"""Readings -> quads, by content alone: equal input gives equal quads, so that merging readings is the union of their quads.

One named graph holds all that one article contributes: its metadata, its entities with their surface forms, its statements, and
the evidence of each. The default graph holds the claims of all articles, each triple once, and describes the classes and relations
in use. A claim's triple stands in the graph of every article that makes it, so an article can be taken back without asking anybody:
a triple of the default graph stays as long as one article's graph still holds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from kg.arabic.transliteration import transliterate
from kg.graph.terms import (
    ALT_LABEL,
    DCTERMS,
    DEFAULT_GRAPH,
    EVIDENCE,
    HIDDEN_LABEL,
    INVERSE_OF,
    LABEL,
    OA,
    OWL,
    PROV,
    SCHEMA,
    SUBCLASS_OF,
    SUBPROPERTY_OF,
    SYMMETRIC,
    TYPE,
    XSD,
    Term,
    day,
    decimal,
    digest,
    figure,
    iri,
    name_of,
    plain,
    span,
    tagged,
    whole,
)
from kg.model import Entity, Quantity, Statement
from kg.ontology import ARTICLE, ENTITY, KG, STATEMENT

if TYPE_CHECKING:
    from kg.model import Evidence, Reading, Span
    from kg.ontology import Ontology, Relation

Triple: TypeAlias = tuple[NamedNode, NamedNode, Term]

STRUCTURE = frozenset(("subject", "relation", "object", "status", "evidence"))
"""Properties of a statement that are no qualifiers."""
DATE_ROLES = frozenset(("date", "until", "period"))
VOCABULARY_LINKS = frozenset((SUBCLASS_OF, SUBPROPERTY_OF, INVERSE_OF))

_SUBJECT, RELATION, _OBJECT = iri(KG, "subject"), iri(KG, "relation"), iri(KG, "object")
_STATUS, _EVIDENCED_BY = iri(KG, "status"), iri(KG, "evidence")
_VALUE, _CURRENCY, _UNIT, _BOUND = iri(KG, "value"), iri(KG, "currency"), iri(KG, "unit"), iri(KG, "bound")
_FINGERPRINT = iri(KG, "fingerprint")
_RULE, _SCORE = iri(KG, "rule"), iri(KG, "score")
_SPEAKER, _WHERE, _ARTICLE = iri(KG, "speaker"), iri(KG, "where"), iri(KG, "article")
_STATEMENT_CLASS, _EVIDENCE_CLASS, _RELATION_CLASS = iri(KG, "Statement"), iri(KG, "Evidence"), iri(KG, "Relation")
_MONEY, _NUMBER = iri(KG, "Money"), iri(KG, "Number")
_PROV_ENTITY, _PROV_VALUE = NamedNode(PROV + "Entity"), NamedNode(PROV + "value")
_SOURCE, _SELECTOR = NamedNode(OA + "hasSource"), NamedNode(OA + "hasSelector")
_POSITION, _START, _END = (NamedNode(OA + name) for name in ("TextPositionSelector", "start", "end"))
_QUOTATION, _EXACT = NamedNode(OA + "TextQuoteSelector"), NamedNode(OA + "exact")
_ARGUMENT_SPANS = tuple(iri(KG, f"{role}Span") for role in ("subject", "object", "trigger"))
NEWS_ARTICLE, _URL, _ANY_URI = NamedNode(SCHEMA + "NewsArticle"), NamedNode(SCHEMA + "url"), NamedNode(XSD + "anyURI")
_TITLE, PUBLISHED, _PUBLISHER, _CREATOR = (
    NamedNode(DCTERMS + name) for name in ("title", "date", "publisher", "creator")
)
_CLASS, _PROPERTY = NamedNode(OWL + "Class"), NamedNode(OWL + "ObjectProperty")
_DOMAIN_INCLUDES, _RANGE_INCLUDES = NamedNode(SCHEMA + "domainIncludes"), NamedNode(SCHEMA + "rangeIncludes")
_QUALIFIER = iri(KG, "qualifier")


def quads(readings: Iterable[Reading], ontology: Ontology) -> Iterator[Quad]:
    """Yield the quads of the readings, each once; the set of them doesn't depend on the order of the readings."""
    seen: set[Quad] = set()
    described: set[str] = set()
    for reading in readings:
        graph = iri(ARTICLE, reading.article.id)
        claims = dict.fromkeys(_claims(reading, ontology))
        sources = dict.fromkeys((*_article(reading), *_evidence(reading, ontology)))
        here = [Quad(*triple, graph) for triple in (*claims, *sources)]
        merged = [Quad(*triple, DEFAULT_GRAPH) for triple in claims]
        for quad in (*here, *merged, *_vocabulary(claims, ontology, described)):
            if quad not in seen:
                seen.add(quad)
                yield quad


def canonical(statement: Statement, ontology: Ontology) -> Statement:
    """Return a statement of a symmetric relation with its two entities in the order of their ids, others as they are."""
    relation = ontology.relations.get(statement.relation)
    other = statement.object
    if relation is None or not relation.symmetric or not isinstance(other, str) or statement.subject <= other:
        return statement
    evidence = tuple(
        replace(item, subject_span=item.object_span, object_span=item.subject_span) for item in statement.evidence
    )
    return replace(statement, subject=other, object=statement.subject, evidence=evidence)


# ------------------------------------------------------------------ claims: in the article's graph and in the default graph


def _claims(reading: Reading, ontology: Ontology) -> Iterator[Triple]:
    ids = frozenset(entity.id for entity in reading.entities)
    for entity in (*reading.entities, *_known_but_unlisted(reading, ids, ontology)):
        yield from _entity(entity, ontology)
    for statement in reading.statements:
        yield from _statement(canonical(statement, ontology), ids, ontology)


def _known_but_unlisted(reading: Reading, ids: frozenset[str], ontology: Ontology) -> Iterator[Entity]:
    """Yield the known names that a statement uses though the reading doesn't list them as entities."""
    for statement in reading.statements:
        sellers = (value for role, value in statement.qualifiers if role == "seller")
        for name in (statement.subject, statement.object, *sellers):
            known = ontology.name_of.get(name) if isinstance(name, str) and name not in ids else None
            if known is not None:
                yield Entity(known.id, known.type, known.ar or known.en)


def _entity(entity: Entity, ontology: Ontology) -> Iterator[Triple]:
    node = iri(ENTITY, entity.id)
    yield node, TYPE, iri(KG, entity.type)
    known = ontology.name_of.get(entity.id)
    if known is None:
        if entity.label:
            written = tagged(entity.label)
            yield node, LABEL, written
            if written.language == "ar":
                # Found by a search in Latin letters, and shown nowhere as the entity's name.
                yield node, HIDDEN_LABEL, Literal(transliterate(entity.label), language="ar-Latn")
    else:
        for label, language in ((known.ar, "ar"), (known.en, "en")):
            if label:
                yield node, LABEL, Literal(label, language=language)
    for name in entity.names:
        yield node, ALT_LABEL, tagged(name)


def _statement(statement: Statement, ids: frozenset[str], ontology: Ontology) -> Iterator[Triple]:
    node, relation = iri(STATEMENT, statement.id), iri(KG, statement.relation)
    subject = iri(ENTITY, statement.subject)
    yield node, TYPE, _STATEMENT_CLASS
    yield node, _SUBJECT, subject
    yield node, RELATION, relation
    yield node, _STATUS, iri(KG, statement.status)
    target: NamedNode
    if isinstance(statement.object, Quantity):
        target = figure(statement.object)
        yield from _figure(statement.object)
    else:
        target = iri(ENTITY, statement.object)
    yield node, _OBJECT, target
    for role, value in statement.qualifiers:
        yield node, iri(KG, role), _qualifier(role, value, ids)
        if isinstance(value, Quantity):
            yield from _figure(value)
    for evidence in statement.evidence:
        yield node, _EVIDENCED_BY, _evidence_iri(statement, evidence)
    if statement.status == "asserted":
        yield subject, relation, target
        definition = ontology.relations.get(statement.relation)
        if definition is not None and definition.symmetric and isinstance(statement.object, str):
            yield target, relation, subject


def _figure(quantity: Quantity) -> Iterator[Triple]:
    node = figure(quantity)
    is_money = bool(quantity.unit) and quantity.unit != "percent"
    yield node, TYPE, _MONEY if is_money else _NUMBER
    yield node, _VALUE, decimal(quantity.value)
    yield node, _BOUND, plain(quantity.bound)
    if quantity.unit:
        yield node, _CURRENCY if is_money else _UNIT, plain(quantity.unit)


def _qualifier(role: str, value: str | float | Quantity, ids: frozenset[str]) -> Term:
    if isinstance(value, Quantity):
        return figure(value)
    if not isinstance(value, str):
        return decimal(value)
    if role in DATE_ROLES:
        return day(value)
    # What is sold is an entity, or only words: "رقائق".
    return iri(ENTITY, value) if role == "seller" or (role == "product" and value in ids) else plain(value)


# ------------------------------------------------------------------ sources: in the article's graph alone


def _article(reading: Reading) -> Iterator[Triple]:
    article = reading.article
    node = iri(ARTICLE, article.id)
    yield node, TYPE, NEWS_ARTICLE
    if article.title:
        yield node, _TITLE, tagged(article.title)
    if article.published:
        yield node, PUBLISHED, day(article.published)
    if article.publisher:
        yield node, _PUBLISHER, tagged(article.publisher)
    if article.author:
        yield node, _CREATOR, tagged(article.author)
    if article.url:
        yield node, _URL, Literal(article.url, datatype=_ANY_URI)
    if reading.fingerprint:
        yield node, _FINGERPRINT, plain(reading.fingerprint)


def _evidence(reading: Reading, ontology: Ontology) -> Iterator[Triple]:
    ids = frozenset(entity.id for entity in reading.entities)
    for statement in reading.statements:
        ordered = canonical(statement, ontology)
        for evidence in ordered.evidence:
            yield from _one_evidence(_evidence_iri(ordered, evidence), evidence, ids, ontology)


def _one_evidence(node: NamedNode, evidence: Evidence, ids: frozenset[str], ontology: Ontology) -> Iterator[Triple]:
    yield node, TYPE, _EVIDENCE_CLASS
    yield node, TYPE, _PROV_ENTITY
    yield node, _ARTICLE, iri(ARTICLE, evidence.article)
    yield node, _SOURCE, iri(ARTICLE, evidence.article)
    yield node, _PROV_VALUE, plain(evidence.quote)
    yield node, _RULE, plain(evidence.rule)
    yield node, _SCORE, decimal(evidence.score)
    yield node, _WHERE, plain(evidence.where)
    if evidence.speaker:
        is_entity = evidence.speaker in ids or evidence.speaker in ontology.name_of
        yield node, _SPEAKER, iri(ENTITY, evidence.speaker) if is_entity else plain(evidence.speaker)
    quotation = NamedNode(f"{node.value}-quote")
    yield node, _SELECTOR, quotation
    yield quotation, TYPE, _QUOTATION
    yield quotation, _EXACT, plain(evidence.quote)
    yield node, _SELECTOR, span(evidence.article, evidence.span)
    yield from _position(evidence.article, evidence.span)
    for predicate, stretch in zip(_ARGUMENT_SPANS, _argument_spans(evidence), strict=True):
        if stretch is not None:
            yield node, predicate, span(evidence.article, stretch)
            yield from _position(evidence.article, stretch)


def _position(article: str, stretch: Span) -> Iterator[Triple]:
    node = span(article, stretch)
    yield node, TYPE, _POSITION
    yield node, _START, whole(stretch.start)
    yield node, _END, whole(stretch.end)


def _argument_spans(evidence: Evidence) -> tuple[Span | None, Span | None, Span | None]:
    return evidence.subject_span, evidence.object_span, evidence.trigger_span


def _evidence_iri(statement: Statement, evidence: Evidence) -> NamedNode:
    spans = (evidence.span, *_argument_spans(evidence))
    places = (f"{stretch.start}-{stretch.end}" if stretch else "" for stretch in spans)
    parts = (evidence.article, evidence.quote, evidence.rule, repr(evidence.score), evidence.speaker, evidence.where)
    return iri(EVIDENCE, digest(statement.id, *parts, *places))


# ------------------------------------------------------------------ vocabulary: in the default graph alone


def _vocabulary(claims: Iterable[Triple], ontology: Ontology, described: set[str]) -> Iterator[Quad]:
    """Yield labels and places in the hierarchy of the classes and relations in use, and of those that they lead to."""
    waiting = [name_of(target) for _, predicate, target in claims if predicate in (TYPE, RELATION)]
    while waiting:
        name = waiting.pop()
        if name not in described:
            described.add(name)
            for triple in describe(name, ontology):
                yield Quad(*triple, DEFAULT_GRAPH)
                if triple[1] in VOCABULARY_LINKS:
                    waiting.append(name_of(triple[2]))


def describe(name: str, ontology: Ontology) -> Iterator[Triple]:
    """Yield the triples that describe a class or a relation of the ontology; none for a name that it doesn't know."""
    node = iri(KG, name)
    relation, own, inverse = ontology.relations.get(name), ontology.classes.get(name), ontology.inverses.get(name)
    if own is not None:
        yield node, TYPE, _CLASS
        for parent in own.parents:
            yield node, SUBCLASS_OF, iri(KG, parent)
    if relation is not None:
        yield node, TYPE, _RELATION_CLASS
        for parent in relation.parents:
            yield node, SUBPROPERTY_OF, iri(KG, parent)
        if relation.inverse:
            yield node, INVERSE_OF, iri(KG, relation.inverse)
        if relation.symmetric:
            yield node, TYPE, SYMMETRIC
        yield from _roles(node, relation)
    if inverse is not None:
        yield node, TYPE, _PROPERTY
        yield node, INVERSE_OF, iri(KG, inverse.of)
    definition = relation or own or inverse
    if definition is not None:
        for label, language in ((definition.label_ar, "ar"), (definition.label_en, "en")):
            if label:
                yield node, LABEL, Literal(label, language=language)


def _roles(node: NamedNode, relation: Relation) -> Iterator[Triple]:
    """Yield what a relation joins and how its statements are made more precise."""
    # Several classes mean any of them; in RDFS several domains would mean all of them at once.
    for predicate, classes in ((_DOMAIN_INCLUDES, relation.domain), (_RANGE_INCLUDES, relation.range)):
        for name in classes:
            yield node, predicate, iri(KG, name)
    for name in relation.qualifiers:
        yield node, _QUALIFIER, iri(KG, name)
