"""A store, large or small -> single things of it as nouns, each from its own quads: to show a few, nobody reads the rest."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, TypeGuard, cast

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.facts import Properties, article_of, entity_of, labels_of, properties_of, statement_of
from kg.graph.name_index import labels
from kg.graph.quads import PUBLISHED, RELATION
from kg.graph.terms import BESIDE, DEFAULT_GRAPH, OWL, TYPE, iri, name_of, plain
from kg.model import Entity, Statement
from kg.ontology import ARTICLE, ENTITY, KG, STATEMENT

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions, Store

    from kg.graph.facts import ArticleRecord
    from kg.graph.terms import Node

_SUBJECT, _OBJECT, _SELLER, _PRODUCT = (iri(KG, name) for name in ("subject", "object", "seller", "product"))
_ENDS = (_SUBJECT, _OBJECT)
_EVIDENCED_BY, _ARTICLE, _FINGERPRINT = (iri(KG, name) for name in ("evidence", "article", "fingerprint"))
_CLASS, _RELATION_CLASS = NamedNode(OWL + "Class"), iri(KG, "Relation")
_NAMED_IN = f"""SELECT ?named (COUNT(*) AS ?statements) {{
  SELECT DISTINCT ?named ?statement {{ VALUES ?role {{ {_SUBJECT} {_OBJECT} {_SELLER} {_PRODUCT} }} ?statement ?role ?named }}
}} GROUP BY ?named"""
_TYPED = f'SELECT DISTINCT ?entity {{ ?entity a ?kind . FILTER(STRSTARTS(STR(?entity), "{ENTITY}")) }}'
# Sets of the statements of one entity; those of whoever a page is about are asked for again and again.
_REMEMBERED = 64


class Lookup:
    """Find things of a store, which doesn't change meanwhile, by their ids: None where it has none of an id."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._with_end = lru_cache(_REMEMBERED)(self._statements_with_end)

    def entity(self, name: str) -> Entity | None:
        """Return an entity."""
        node = iri(ENTITY, name)
        return entity_of(node, self._claimed) if self._is_there(node) else None

    def labels(self, entity: str) -> tuple[str, str]:
        """Return the Arabic and the English label of an entity, each possibly empty."""
        return labels_of(self._claimed(iri(ENTITY, entity)))

    def statement(self, name: str) -> Statement | None:
        """Return a statement with its evidence."""
        node = iri(STATEMENT, name)
        return statement_of(node, self._claimed, self._sourced) if self._is_there(node) else None

    def claim(self, name: str) -> Statement | None:
        """Return a statement without its evidence, of which there is more to read than of all else."""
        node = iri(STATEMENT, name)
        return statement_of(node, self._claimed, _nothing) if self._is_there(node) else None

    def article(self, name: str) -> ArticleRecord | None:
        """Return what is known of an article."""
        node = iri(ARTICLE, name)
        properties = self._sourced(node)
        return article_of(node, properties) if properties else None

    # -------------------------------------------------------------- what is said of what

    def naming(self, entity: str) -> set[str]:
        """Return the ids of the statements that name an entity: as one of their ends, as a seller or as a product."""
        node, word = iri(ENTITY, entity), plain(entity)
        places = [(role, node) for role in (_SUBJECT, _OBJECT, _SELLER, _PRODUCT)] + [(_SELLER, word), (_PRODUCT, word)]
        return {name_of(found) for role, named in places for found in self._with_end(role, named)}

    def said_by(self, article: str) -> set[str]:
        """Return the ids of the statements for which an article is evidence."""
        return {
            name_of(quad.subject)
            for evidence in self.store.quads_for_pattern(None, _ARTICLE, iri(ARTICLE, article), None)
            for quad in self.store.quads_for_pattern(None, _EVIDENCED_BY, evidence.subject, DEFAULT_GRAPH)
            if _is_statement(quad.subject)
        }

    def about(self, relation: str, one: str, other: str) -> set[str]:
        """Return the ids of the statements of a relation between two things, whichever is the subject; with one thing, of all its own."""
        if one and other:
            subjects, objects = ([self._with_end(role, iri(ENTITY, name)) for name in (one, other)] for role in _ENDS)
            found = subjects[0] & objects[1] | subjects[1] & objects[0]
        else:
            found = self._with_end(_SUBJECT, iri(ENTITY, one or other))
        told = iri(KG, relation)
        return {name_of(node) for node in found if Quad(node, RELATION, told, DEFAULT_GRAPH) in self.store}

    def _statements_with_end(self, role: NamedNode, named: NamedNode | Literal) -> frozenset[NamedNode]:
        quads = self.store.quads_for_pattern(None, role, named, DEFAULT_GRAPH)
        return frozenset(quad.subject for quad in quads if _is_statement(quad.subject))

    # -------------------------------------------------------------- what there is of each kind

    def names(self) -> dict[str, list[str]]:
        """Return each entity with its id and all its names."""
        found = {name_of(row["entity"]): [name_of(row["entity"])] for row in self._rows(_TYPED)}
        for entity, name in labels(self.store):
            found.setdefault(entity, [entity]).append(name)
        return found

    def counts(self) -> dict[str, int]:
        """Return for what statements name how many do."""
        return {name_of(row["named"]): int(row["statements"].value) for row in self._rows(_NAMED_IN)}

    def classes(self) -> dict[str, tuple[str, str]]:
        """Return the classes in use and those above them with their Arabic and English labels."""
        return self._described(_CLASS)

    def relations(self) -> dict[str, tuple[str, str]]:
        """Return the relations in use and those above them with their Arabic and English labels."""
        return self._described(_RELATION_CLASS)

    def published(self) -> dict[str, str]:
        """Return the articles that have a date with it."""
        return self._of_articles(PUBLISHED)

    def fingerprints(self) -> dict[str, str]:
        """Return the articles whose texts were fingerprinted, each with its fingerprint."""
        return self._of_articles(_FINGERPRINT)

    def _described(self, kind: NamedNode) -> dict[str, tuple[str, str]]:
        quads = self.store.quads_for_pattern(None, TYPE, kind, DEFAULT_GRAPH)
        terms = sorted({quad.subject for quad in quads if _begins(quad.subject, KG)}, key=str)
        return {name_of(term): labels_of(self._claimed(term)) for term in terms}

    def _of_articles(self, predicate: NamedNode) -> dict[str, str]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for quad in self.store.quads_for_pattern(None, predicate, None, None):
            if _begins(quad.subject, ARTICLE) and quad.graph_name not in BESIDE:
                found[name_of(quad.subject)].append(name_of(quad.object))
        return {article: min(values) for article, values in sorted(found.items())}

    def _rows(self, query: str) -> QuerySolutions:
        return cast("QuerySolutions", self.store.query(query))

    # -------------------------------------------------------------- what is told of a node

    def _is_there(self, node: NamedNode) -> bool:
        return any(self.store.quads_for_pattern(node, None, None, DEFAULT_GRAPH))

    def _claimed(self, node: Node) -> Properties:
        return properties_of(self.store.quads_for_pattern(node, None, None, DEFAULT_GRAPH))

    def _sourced(self, node: Node) -> Properties:
        quads = [quad for quad in self.store.quads_for_pattern(node, None, None, None) if quad.graph_name not in BESIDE]
        # Turtle knows no named graphs: what a file of it says of evidence and articles stands among the claims.
        return properties_of([quad for quad in quads if quad.graph_name != DEFAULT_GRAPH] or quads)


def _nothing(_node: Node) -> Properties:
    return {}


def _is_statement(node: object) -> TypeGuard[NamedNode]:
    return _begins(node, STATEMENT)


def _begins(node: object, namespace: str) -> TypeGuard[NamedNode]:
    return isinstance(node, NamedNode) and node.value.startswith(namespace)
