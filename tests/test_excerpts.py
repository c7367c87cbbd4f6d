"""Parts of graphs: what is shown of a graph that is cut is what reading the whole of it would show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

import kg
from kg.graph.excerpts import figure_node
from kg.model import Article, Entity, Evidence, Quantity, Reading, Span, Statement
from kg.ontology import KG
from kg.views import page, to_html, to_networkx

if TYPE_CHECKING:
    from kg.graph.excerpts import Overview


@pytest.fixture(scope="module")
def graph(large: ModuleType) -> kg.Graph:
    """Return a graph of 400 invented statements."""
    return kg.Graph.from_readings(large.readings(400))


def test_an_overview_counts_what_the_nouns_count(graph: kg.Graph) -> None:
    """Entities, statements, articles and the degree of each node are those of the whole graph."""
    whole, network = graph.overview(), to_networkx(graph, statuses=None)
    assert (whole.entities, whole.statements, whole.articles) == tuple(
        map(len, (graph.entities(), graph.statements(), graph.articles()))
    )
    assert dict(whole.degrees) == dict(network.degree())
    assert set(whole.bearers) == {node for node in network if node.startswith("figure:")}


def test_an_overview_knows_what_is_named_in_statements_alone() -> None:
    """What only a statement names is a node; it is an entity where the graph says something of it."""
    quote = "تملك سدير رتاج."
    evidence = (Evidence("news", Span(0, len(quote)), quote, "frame"),)
    statements = (
        Statement("sadeer", "owns", "ritaj", (), "asserted", evidence),
        Statement("sadeer", "owns", "ritaj", (), "planned", evidence),
        Statement("nobody", "owns", "nothing", (), "planned", evidence),
        Statement("sadeer", "reports-loss", Quantity(5e6, "USD"), (), "asserted", evidence),
    )
    graph = kg.Graph.from_readings([Reading(Article("news", quote), (Entity("ritaj", "Company", "رتاج"),), statements)])
    whole = graph.overview()
    assert whole.entities == len(graph.entities())
    assert Counter(whole.degrees) == Counter(dict(to_networkx(graph, statuses=None).degree()))
    assert whole.bearers == {figure_node("sadeer", Quantity(5e6, "USD")): "sadeer"}


def test_an_overview_passes_over_statements_of_others(tmp_path: Path) -> None:
    """What is told of a subject and an object under another name is no statement for it, as it is none for the nouns."""
    file = tmp_path / "graph.ttl"
    file.write_text(f"@prefix k: <{KG}> . <urn:s> k:subject <urn:a> ; k:object <urn:b> .", encoding="utf-8")
    graph = kg.load(file)
    assert graph.statements() == ()
    assert (graph.overview().statements, dict(graph.overview().degrees)) == (0, {})


@pytest.fixture
def read_whole(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what makes the page read the whole graph, whatever it shows of it."""

    def whole_graph(graph: kg.Graph, whole: Overview, nodes: frozenset[str]) -> kg.Graph:
        return graph

    return lambda: monkeypatch.setattr(page, "_part", whole_graph)


@pytest.mark.parametrize("top", [1, 3, 20, 60, 110])
def test_a_page_of_a_part_is_the_page_of_the_whole_cut(
    graph: kg.Graph, read_whole: Callable[[], None], top: int
) -> None:
    """To the byte: nodes, edges, sentences, names, disputes and counts."""
    shown = to_html(graph, top=top)
    read_whole()
    assert shown == to_html(graph, top=top)


def test_a_part_has_what_contradicts_it(graph: kg.Graph) -> None:
    """Pairs of claims that are judged in the whole are judged alike in the part that holds their subjects and objects."""
    best = frozenset(sorted(graph.overview().degrees, key=graph.overview().degrees.__getitem__)[-60:])
    part = graph.excerpt(best, best)
    inside = {statement.id for statement in part.statements()}
    told = [(pair.one.id, pair.other.id, pair.verdict) for pair in graph.conflicts() if pair.verdict == "contradiction"]
    assert told
    assert [row for row in told if row[0] in inside] == [
        (pair.one.id, pair.other.id, pair.verdict) for pair in part.conflicts() if pair.verdict == "contradiction"
    ]


def test_a_page_shows_no_more_statements_than_an_eye_takes_in(graph: kg.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a graph with more, as many of the best connected nodes are shown as few enough statements join; so does a notebook."""
    network = to_networkx(graph, statuses=None)

    def edges(top: int) -> int:
        best = sorted(network, key=lambda node: (-network.degree(node), node))[:top]
        return network.subgraph(best).number_of_edges()

    expected = max(top for top in range(len(network)) if edges(top) <= 50)
    monkeypatch.setattr(page, "NOTEBOOK_STATEMENTS", 50)
    monkeypatch.setattr(page, "MOST_STATEMENTS", 50)
    assert page._top_for_notebook(graph, page.MOST_NODES) == expected
    assert to_html(graph) == to_html(graph, top=expected)
    monkeypatch.setattr(page, "MOST_STATEMENTS", 0)
    assert to_html(graph) == to_html(graph, top=1)


def test_the_maker_of_large_graphs_makes_the_same_always(large: ModuleType, tmp_path: Path) -> None:
    """Its file is the same byte for byte, and holds the graph of its readings."""
    files = [large.write_graph(60, tmp_path / name) for name in ("one", "other")]
    assert files[0].read_bytes() == files[1].read_bytes()
    assert kg.load(files[0]) == kg.Graph.from_readings(large.readings(60))
    assert all(
        statement.evidence[0].quote in reading.article.text
        for reading in large.readings(60)
        for statement in reading.statements
    )


ABOUT = ("conditions", "conflicts", "corroborated", "ending-by", "headline-only", "open-deals", "timeline", "who-says")


@pytest.mark.parametrize("template", ABOUT)
def test_a_question_about_an_entity_is_a_part_of_the_whole(graph: kg.Graph, template: str) -> None:
    """Its rows are those of the question about everything that have the entity at one of their ends."""
    everything = graph.ask(template)
    ends = [everything.columns.index(name) for name in ("subject", "object")]
    assert [row for row in everything if "e:x3" in (row[ends[0]], row[ends[1]])] == list(
        graph.ask(template, entity="e:x3")
    )


def test_a_question_of_two_steps_counts_the_nearest(graph: kg.Graph) -> None:
    """Who is tied to an entity directly is one step away, whoever else leads there too."""
    ends = [(item.subject, item.object) for item in graph.statements() if item.status == "asserted"]
    pairs = [pair for pair in ends if isinstance(pair[1], str)]
    direct = {other for pair in pairs if "x3" in pair for other in pair} - {"x3"}
    further = {other for pair in pairs if direct.intersection(pair) for other in pair} - direct - {"x3"}
    kinds = {entity.id: entity.type for entity in graph.entities()}
    steps = {**dict.fromkeys(direct, 1), **dict.fromkeys(further, 2)}
    expected = {f"e:{name}": count for name, count in steps.items() if kinds[name] != "Person"}
    assert dict(graph.ask("exposure", entity="e:x3")) == expected
