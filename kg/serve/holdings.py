"""What a graph holds of each thing that has a page: statements of an entity, of an article, and what contradicts them."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from kg.arabic.folding import fold_name
from kg.graph.descriptions import own_quads
from kg.graph.terms import bound, name_of, number
from kg.model import Quantity
from kg.views.network import entity_words, relation_words, type_words, words_of_name
from kg.views.wording import Words, date_words, quantity_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyoxigraph import NamedNode

    from kg.graph import ArticleRecord, Conflict, Graph
    from kg.model import Entity, Statement

_SUGGESTED = 12
_UNKNOWN_DAY = "9999"


class Holdings:
    """Look things of one graph up by their ids; the graph doesn't change while it is served."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.entities: Mapping[str, Entity] = {entity.id: entity for entity in graph.entities()}
        self.articles: Mapping[str, ArticleRecord] = {article.id: article for article in graph.articles()}
        self.statements: Mapping[str, Statement] = {statement.id: statement for statement in graph.statements()}
        self.names: Mapping[str, Words] = entity_words(graph)
        self.relations: Mapping[str, Words] = relation_words(graph)
        self.types: Mapping[str, Words] = type_words(graph)
        self.disputes = graph.contradictions()
        self.templates = graph.templates
        # Before the first reader asks: it takes seconds for a large graph.
        _ = (self._of_entity, self._of_article, self._searched, self._judged)

    @cached_property
    def _of_entity(self) -> Mapping[str, list[Statement]]:
        found: dict[str, list[Statement]] = defaultdict(list)
        for statement in sorted(self.statements.values(), key=self._order):
            sellers = (value for role, value in statement.qualifiers if role in ("seller", "product"))
            for name in dict.fromkeys((statement.subject, statement.object, *sellers)):
                if isinstance(name, str) and name in self.entities:
                    found[name].append(statement)
        return found

    @cached_property
    def _of_article(self) -> Mapping[str, list[Statement]]:
        found: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.statements.values():
            for article in dict.fromkeys(item.article for item in statement.evidence):
                found[article].append(statement)
        for article, statements in found.items():
            statements.sort(key=lambda statement: min(e.span for e in statement.evidence if e.article == article))
        return found

    def _order(self, statement: Statement) -> tuple[bool, str, str]:
        days = [self.articles[e.article].published for e in statement.evidence if e.article in self.articles]
        return statement.status != "asserted", min(filter(None, days), default=_UNKNOWN_DAY), statement.id

    def outgoing(self, entity: str) -> list[Statement]:
        """Return the statements whose subject an entity is, what is asserted before the rest, the oldest first."""
        return [statement for statement in self._of_entity.get(entity, ()) if statement.subject == entity]

    def incoming(self, entity: str) -> list[Statement]:
        """Return the statements that name an entity otherwise: as their object, a seller, a product."""
        return [statement for statement in self._of_entity.get(entity, ()) if statement.subject != entity]

    def said_by(self, article: str) -> Sequence[Statement]:
        """Return the statements of an article in the order of its text."""
        return self._of_article.get(article, ())

    @cached_property
    def _judged(self) -> Mapping[str, list[tuple[Conflict, Statement]]]:
        found: dict[str, list[tuple[Conflict, Statement]]] = defaultdict(list)
        for conflict in self.graph.conflicts():
            if conflict.one.id != conflict.other.id:
                found[conflict.one.id].append((conflict, conflict.other))
                found[conflict.other.id].append((conflict, conflict.one))
        return found

    def beside(self, statement: str) -> list[tuple[Conflict, Statement]]:
        """Return the other statements about the same two things and relation, each with what the two are to each other."""
        return sorted(self._judged.get(statement, ()), key=lambda pair: pair[0].verdict != "contradiction")

    def sources(self, statements: Sequence[Statement]) -> list[ArticleRecord]:
        """Return the articles that statements are read from, by day."""
        cited = {item.article for statement in statements for item in statement.evidence}
        found = [self.articles[article] for article in cited if article in self.articles]
        return sorted(found, key=lambda article: (article.published or _UNKNOWN_DAY, article.id))

    def name(self, entity: str) -> Words:
        """Return the name of an entity, or of what a statement names in words."""
        return self.names.get(entity) or Words(entity, entity)

    def target(self, statement: Statement) -> Words:
        """Return what stands at the other end of a statement: a name or a figure."""
        figure = statement.object
        return quantity_words(figure) if isinstance(figure, Quantity) else self.name(figure)

    def figure(self, node: NamedNode) -> Words | None:
        """Return a figure of the graph in words."""
        found = {name_of(quad.predicate): quad.object for quad in own_quads(self.graph.store, node)}
        if "value" not in found:
            return None
        unit = found.get("currency") or found.get("unit")
        return quantity_words(
            Quantity(number(found["value"]), name_of(unit) if unit else "", bound(found.get("bound")))
        )

    def relation(self, statement: Statement) -> Words:
        """Return the relation of a statement in words."""
        return self.relations.get(statement.relation) or words_of_name(statement.relation)

    def kind(self, entity: Entity) -> Words:
        """Return the class of an entity in words."""
        return self.types.get(entity.type) or words_of_name(entity.type)

    def day(self, article: ArticleRecord) -> Words:
        """Return the day of an article in words."""
        return date_words(article.published)

    @cached_property
    def _searched(self) -> list[tuple[str, str, int]]:
        """Hold each entity with its folded names and how much is said of it, the best known first."""
        found = []
        for key, entity in self.entities.items():
            words = [*self.name(key), *entity.names, key]
            found.append((key, "\n".join(dict.fromkeys(map(fold_name, words))), len(self._of_entity.get(key, ()))))
        return sorted(found, key=lambda row: (-row[2], row[0]))

    def suggestions(self, typed: str, count: int = _SUGGESTED) -> list[str]:
        """Return the entities whose names hold all words that were typed, those whose name begins so before the others."""
        folded = fold_name(typed)
        words = folded.split()
        found = [row for row in self._searched if words and all(word in row[1] for word in words)]
        found.sort(key=lambda row: not any(name.startswith(words[0]) for name in row[1].split("\n")))
        return [key for key, *_ in found[:count]]
