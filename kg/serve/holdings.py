"""What a graph holds of each thing that has a page: statements of an entity, of an article, and what contradicts them."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

from kg.arabic.folding import fold_name
from kg.graph.conflicts import between, matter
from kg.graph.descriptions import own_quads
from kg.graph.terms import bound, name_of, number
from kg.model import Quantity
from kg.views.network import name_words, relation_words, type_words, words_of_name
from kg.views.wording import Words, date_words, quantity_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pyoxigraph import NamedNode

    from kg.graph import ArticleRecord, Conflict, Graph
    from kg.model import Statement

_Thing = TypeVar("_Thing")

_SUGGESTED = 12
_UNKNOWN_DAY = "9999"
# Things of each kind that are kept in memory: those of a few pages, not of a large graph.
_REMEMBERED = 2048
_PAGES = 32


class Holdings:
    """Look up by their ids what a page needs of one graph, which doesn't change while it is served."""

    def __init__(self, graph: Graph) -> None:
        self.graph, self._lookup = graph, graph.lookup()
        self.entity = lru_cache(_REMEMBERED)(self._lookup.entity)
        self.article = lru_cache(_REMEMBERED)(self._lookup.article)
        self.statement = lru_cache(_REMEMBERED)(self._lookup.statement)
        self.claim = lru_cache(_REMEMBERED)(self._lookup.claim)
        self.known_name = lru_cache(_REMEMBERED)(self._name_of)
        self._naming = lru_cache(_PAGES)(self._statements_naming)
        self.is_disputed = lru_cache(_REMEMBERED)(self._is_contradicted)
        self._alike = lru_cache(_REMEMBERED)(self._statements_about)
        self.relations: Mapping[str, Words] = relation_words(graph)
        self.types: Mapping[str, Words] = type_words(graph)
        self.templates = graph.templates
        self._context = _Once(graph.context)
        self._searched = _Once(self._names_to_search)

    def prepare(self) -> None:
        """Look over the whole graph for what verdicts and searches rest on: of a large one it takes seconds."""
        self._context.thing()
        self._searched.thing()

    # -------------------------------------------------------------- statements

    def outgoing(self, entity: str) -> list[Statement]:
        """Return the statements whose subject an entity is, what is asserted before the rest, the oldest first."""
        return [statement for statement in self._naming(entity) if statement.subject == entity]

    def incoming(self, entity: str) -> list[Statement]:
        """Return the statements that name an entity otherwise: as their object, a seller, a product."""
        return [statement for statement in self._naming(entity) if statement.subject != entity]

    def _statements_naming(self, entity: str) -> list[Statement]:
        return sorted(self._statements(self._lookup.naming(entity)), key=self._order)

    def _order(self, statement: Statement) -> tuple[bool, str, str]:
        days = [article.published for e in statement.evidence if (article := self.article(e.article))]
        return statement.status != "asserted", min(filter(None, days), default=_UNKNOWN_DAY), statement.id

    def said_by(self, article: str) -> Sequence[Statement]:
        """Return the statements of an article in the order of its text."""
        said = self._statements(self._lookup.said_by(article))
        return sorted(said, key=lambda statement: min(e.span for e in statement.evidence if e.article == article))

    def _statements(self, ids: Iterable[str]) -> list[Statement]:
        return [statement for name in sorted(ids) if (statement := self.statement(name))]

    # -------------------------------------------------------------- verdicts

    def beside(self, statement: Statement) -> list[tuple[Conflict, Statement]]:
        """Return the other statements about the same two things and relation, each with what the two are to each other."""
        found = [
            (conflict, other) for other in self._others(statement) if (conflict := self._between(statement, other))
        ]
        return sorted(found, key=lambda pair: (pair[0].verdict != "contradiction", pair[0].one.id, pair[0].other.id))

    def _is_contradicted(self, statement: Statement) -> bool:
        conflicts = (self._between(statement, other) for other in self._others(statement))
        return any(conflict is not None and conflict.verdict == "contradiction" for conflict in conflicts)

    def _between(self, statement: Statement, other: Statement) -> Conflict | None:
        return between(statement, other, self._context.thing())

    def _others(self, statement: Statement) -> list[Statement]:
        return [other for other in self._alike(matter(statement)) if other != statement]

    def _statements_about(self, asked: tuple[str, str, str]) -> list[Statement]:
        return [statement for statement in self._statements(self._lookup.about(*asked)) if matter(statement) == asked]

    # -------------------------------------------------------------- articles and names

    def sources(self, statements: Sequence[Statement]) -> list[ArticleRecord]:
        """Return the articles that statements are read from, by day."""
        cited = {item.article for statement in statements for item in statement.evidence}
        found = [record for article in cited if (record := self.article(article))]
        return sorted(found, key=lambda article: (article.published or _UNKNOWN_DAY, article.id))

    def _name_of(self, entity: str) -> Words | None:
        found = self.entity(entity)
        return name_words(found, self._lookup.labels(entity)) if found else None

    def name(self, entity: str) -> Words:
        """Return the name of an entity, or of what a statement names in words."""
        return self.known_name(entity) or Words(entity, entity)

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

    def kind(self, entity: str) -> Words:
        """Return the class of an entity in words."""
        found = self.entity(entity)
        kind = found.type if found else ""
        return self.types.get(kind) or words_of_name(kind)

    def day(self, article: ArticleRecord) -> Words:
        """Return the day of an article in words."""
        return date_words(article.published)

    # -------------------------------------------------------------- searching

    def _names_to_search(self) -> list[tuple[str, str, int]]:
        """Return each entity with its folded names and how much is said of it, the best known first."""
        counts = self._lookup.counts()
        found = [
            (entity, "\n".join(dict.fromkeys(map(fold_name, names))), counts.get(entity, 0))
            for entity, names in self._lookup.names().items()
        ]
        return sorted(found, key=lambda row: (-row[2], row[0]))

    def suggestions(self, typed: str, count: int = _SUGGESTED) -> list[str]:
        """Return the entities whose names hold all words that were typed, those whose name begins so before the others."""
        folded = fold_name(typed)
        words = folded.split()
        found = [row for row in self._searched.thing() if words and all(word in row[1] for word in words)]
        found.sort(key=lambda row: not any(name.startswith(words[0]) for name in row[1].split("\n")))
        return [key for key, *_ in found[:count]]


class _Once(Generic[_Thing]):
    """Make a thing when it is first asked for; whoever asks meanwhile waits for it instead of making it too."""

    def __init__(self, make: Callable[[], _Thing]) -> None:
        self._make, self._made, self._making = make, list[_Thing](), Lock()

    def thing(self) -> _Thing:
        """Return the thing."""
        with self._making:
            if not self._made:
                self._made.append(self._make())
            return self._made[0]
