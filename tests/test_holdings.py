"""What the pages of a site are made of: looked up for each page, it is what reading the whole graph gives, to the byte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import kg
from kg.arabic.folding import fold_name
from kg.graph.conflicts import matter
from kg.graph.lookup import Lookup
from kg.model import Entity

pytest.importorskip("starlette", reason="starlette isn't installed")

from kg.serve.holdings import Holdings
from kg.serve.pages import Inquiry, Pages
from kg.serve.view import Language, View

SEEDS = Path(__file__).parents[1] / "seeds"


class Whole:
    """Find things among the nouns of the whole graph, all of which are read."""

    def __init__(self, graph: kg.Graph) -> None:
        self.graph = graph
        entities, statements, articles = (
            {item.id: item for item in items} for items in (graph.entities(), graph.statements(), graph.articles())
        )
        self.entity, self.statement, self.article = entities.get, statements.get, articles.get
        self.claim, self.labels = statements.get, graph.labels

    def naming(self, entity: str) -> list[str]:
        """Return the statements that name an entity."""
        sold = ("seller", "product")
        return [
            item.id
            for item in self.graph.statements()
            if entity in (item.subject, item.object, *(value for role, value in item.qualifiers if role in sold))
        ]

    def said_by(self, article: str) -> list[str]:
        """Return the statements of an article."""
        return [item.id for item in self.graph.statements() if article in {one.article for one in item.evidence}]

    def about(self, *asked: str) -> list[str]:
        """Return the statements of one relation between two things."""
        return [item.id for item in self.graph.statements() if matter(item) == asked]

    def __getattr__(self, name: str) -> Any:
        """Return what isn't about single things."""
        return getattr(Lookup(self.graph.store), name)


@pytest.fixture(scope="module", params=["seeds", "served", "invented"])
def graph(request: pytest.FixtureRequest, large: ModuleType) -> kg.Graph:
    """Return the graph of the seeds, that of a site whose names are hostile, on disk, and one in which much is contradicted."""
    if request.param == "seeds":
        return kg.build(SEEDS)
    if request.param == "served":
        return kg.load(request.getfixturevalue("served"), on_disk=True)
    return kg.Graph.from_readings(large.readings(120))


@pytest.fixture(scope="module")
def holdings(graph: kg.Graph) -> Holdings:
    """Return what the graph holds."""
    return Holdings(graph)


def pages(graph: kg.Graph, holdings: Holdings) -> Iterator[tuple[str, str]]:
    """Yield every page of a graph with the id of its thing."""
    writer = Pages(holdings)
    languages: tuple[Language, ...] = ("ar", "en")
    for view in map(View, languages):
        yield from ((item.id, writer.entity(view, item)) for item in graph.entities())
        yield from ((item.id, writer.statement(view, item)) for item in graph.statements())
        yield from ((item.id, writer.article(view, item)) for item in graph.articles())
        everything = graph.query("SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }", limit=2000)
        yield "query", writer.query(view, Inquiry(result=everything))


def test_pages_are_those_of_the_whole_graph(
    graph: kg.Graph, holdings: Holdings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything that has a page, and the rows of an answer: to the byte what reading all nouns gives."""
    found = list(pages(graph, holdings))
    monkeypatch.setattr(kg.Graph, "lookup", lambda graph: Whole(graph))
    assert found == list(pages(graph, Holdings(graph)))


def test_contradictions_are_those_of_the_whole_graph(graph: kg.Graph, holdings: Holdings) -> None:
    """The marks on statements, and what stands beside each, are what judging all statements comes to."""
    disputed = graph.contradictions()
    judged = [pair for pair in graph.conflicts() if pair.one.id != pair.other.id]
    assert judged
    for statement in graph.statements():
        assert holdings.is_disputed(statement) == (statement.id in disputed)
        beside = [(pair, other) for pair, other in holdings.beside(statement)]
        assert all(statement.id in (pair.one.id, pair.other.id) and other.id != statement.id for pair, other in beside)
        mine = [pair for pair in judged if statement.id in (pair.one.id, pair.other.id)]
        assert [pair for pair, _ in beside] == sorted(mine, key=lambda pair: pair.verdict != "contradiction")


def test_searches_find_who_is_named_so_the_best_known_first(graph: kg.Graph, holdings: Holdings) -> None:
    """Among all entities, in the order of how much is said of them; a name that begins so comes before the others."""
    whole = Whole(graph)

    def rank(entity: Entity, typed: str) -> tuple[bool, int, str]:
        begins = any(name.startswith(typed) for name in names[entity.id])
        return not begins, -len(whole.naming(entity.id)), entity.id

    names = {
        item.id: {fold_name(name) for name in (item.id, *graph.labels(item.id), item.label, *item.names)}
        for item in graph.entities()
    }
    for typed in {name[:length] for all_names in names.values() for name in all_names for length in (1, 3)} - {""}:
        if " " not in typed:
            found = [item for item in graph.entities() if any(typed in name for name in names[item.id])]
            expected = [item.id for item in sorted(found, key=lambda item: rank(item, typed))]
            assert holdings.suggestions(typed, len(names)) == expected
            assert holdings.suggestions(typed) == expected[:12]


def test_what_the_graph_has_not_is_not_held(holdings: Holdings) -> None:
    """An id of nothing has no noun, and is shown as it is."""
    assert (holdings.entity("nobody"), holdings.statement("nobody"), holdings.article("nobody")) == (None, None, None)
    assert holdings.name("nobody") == ("nobody", "nobody")
    assert holdings.suggestions("لا أحد بهذا الاسم") == []
    assert holdings.suggestions(" ") == []


def test_a_graph_is_served_without_reading_it_all(graph: kg.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    """No page of a thing, no search and no answer makes nouns of the whole graph."""
    entities, statements, articles = graph.entities(), graph.statements(), graph.articles()

    def refuse(graph: kg.Graph) -> None:
        raise AssertionError("the whole graph was read")

    monkeypatch.setattr(kg.Graph, "facts", property(refuse))
    holdings = Holdings(graph)
    holdings.prepare()
    writer, view = Pages(holdings), View("ar")
    assert writer.entity(view, entities[0])
    assert writer.statement(view, statements[0])
    assert writer.article(view, articles[0])
    assert writer.search(view, "س", holdings.suggestions("س"))
    assert writer.query(view, Inquiry(result=graph.query("SELECT * { ?s ?p ?o } LIMIT 20")))
