"""Views: the graph as networkx, GraphML, JSON-LD and tables, figures in words, and nodes placed on a plane."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import Graph
from kg.model import Article, Entity, Evidence, Quantity, Reading, Span, Statement, Status
from kg.views import to_networkx, to_tables, write_graphml, write_jsonld, write_tables
from kg.views.layout import Box, Curve, bends, label_drops, place
from kg.views.wording import Words, date_words, interface_words, qualifier_words, quantity_words

TEXT = "استحوذت سدير القابضة على مصنع الواحة مقابل 120 مليون ريال، وتعتزم رفع حصتها.\nوسرحت 1200 موظف."
DEAL, CUTS = TEXT.split("\n")


def evidence(quote: str, article: str = "deal", score: float = 0.9) -> Evidence:
    start = TEXT.index(quote)
    return Evidence(article, Span(start, start + len(quote)), quote, rule="frame", score=score)


def statement(
    relation: str,
    target: str | Quantity,
    *found: Evidence,
    status: Status = "asserted",
    **qualifiers: str | float | Quantity,
) -> Statement:
    return Statement("sadeer", relation, target, tuple(sorted(qualifiers.items())), status, found)


ACQUIRES = statement(
    "acquires", "waha", evidence(DEAL), evidence(DEAL, score=0.4), amount=Quantity(120e6, "SAR", "approx"), percent=51.0
)
PLANS = statement("acquires", "waha", evidence(DEAL), status="planned")
LAYS_OFF = statement("lays-off", Quantity(1200, ""), evidence(CUTS))


@pytest.fixture(name="graph")
def _graph() -> Graph:
    entities = (
        Entity("sadeer", "Company", "سدير القابضة", ("سدير القابضة", "سدير")),
        Entity("waha", "Facility", "مصنع الواحة", ("مصنع الواحة",)),
        Entity("riyadh", "Place", "الرياض", ("الرياض",)),
    )
    article = Article("deal", TEXT, title="صفقة \x0bسدير", published="2024-03-01")
    return Graph.from_readings([Reading(article, entities, (ACQUIRES, PLANS, LAYS_OFF))])


def test_networkx_holds_what_is_asserted(graph: Graph) -> None:
    """Nodes are entities and figures, edges are asserted statements keyed by their id."""
    network = to_networkx(graph)

    assert {key for _, _, key in network.edges(keys=True)} == {ACQUIRES.id, LAYS_OFF.id}
    assert {data["type"] for _, data in network.nodes(data=True)} == {"Company", "Facility", "Place", "Figure"}
    assert network.nodes["waha"]["label_ar"] == "مصنع الواحة"


def test_networkx_takes_any_status(graph: Graph) -> None:
    """Other statuses come when they are asked for, and None takes all of them."""
    assert [key for _, _, key in to_networkx(graph, statuses=("planned",)).edges(keys=True)] == [PLANS.id]
    assert to_networkx(graph, statuses=None).number_of_edges("sadeer", "waha") == 2


def test_networkx_flattens_qualifiers(graph: Graph) -> None:
    """An edge carries its qualifiers as plain values, with every quote once and the best score."""
    edge = to_networkx(graph).edges["sadeer", "waha", ACQUIRES.id]

    flat = {name: edge[name] for name in ("amount_value", "amount_currency", "amount_bound", "percent")}
    assert flat == {"amount_value": 120e6, "amount_currency": "SAR", "amount_bound": "approx", "percent": 51.0}
    assert (edge["quotes"], edge["articles"], edge["score"]) == ((DEAL,), ("deal",), 0.9)


def test_figures_join_nobody() -> None:
    """Two companies with equal figures have a figure node each."""
    both = [statement("lays-off", Quantity(900, ""), evidence(CUTS))]
    both.append(Statement("waha", "lays-off", Quantity(900, ""), evidence=(evidence(CUTS),)))
    entities = (Entity("sadeer", "Company", "سدير"), Entity("waha", "Company", "الواحة"))

    network = to_networkx(Graph.from_readings([Reading(Article("deal", TEXT), entities, tuple(both))]))

    assert not nx.has_path(network.to_undirected(), "sadeer", "waha")


def test_graphml_is_read_back(graph: Graph, tmp_path: Path) -> None:
    """GraphML gives networkx back the nodes, the keys and the attributes that were written."""
    write_graphml(graph, tmp_path / "graph.graphml")
    network = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)

    assert {key for _, _, key in network.edges(keys=True)} == {ACQUIRES.id, PLANS.id, LAYS_OFF.id}
    assert network.edges["sadeer", "waha", ACQUIRES.id]["quotes"] == DEAL
    assert network.nodes["sadeer"]["label"] == "سدير القابضة"


def test_graphml_has_no_letter_that_xml_forbids(tmp_path: Path) -> None:
    """Control characters in a name are replaced, so that the file stays readable."""
    entities = (Entity("odd", "Company", "سدير\x0b\x1f"),)
    write_graphml(Graph.from_readings([Reading(Article("deal", TEXT), entities)]), tmp_path / "graph.graphml")

    assert nx.read_graphml(tmp_path / "graph.graphml").nodes["odd"]["label"] == "سدير\ufffd\ufffd"


def test_jsonld_is_read_back(graph: Graph, tmp_path: Path) -> None:
    """JSON-LD gives rdflib back every quad of the dataset."""
    write_jsonld(graph, tmp_path / "graph.jsonld")
    read = rdflib.Dataset()
    read.parse(tmp_path / "graph.jsonld", format="json-ld")

    def triples(dataset: rdflib.Dataset) -> set[tuple[object, ...]]:
        # Plain literals and those of xsd:string are the same since RDF 1.1.
        string = f"^^{rdflib.XSD.string.n3()}"
        quads = dataset.quads((None, None, None, None))
        return {(s, p, o.n3().removesuffix(string), g if g is None else str(g)) for s, p, o, g in quads}

    assert triples(read) == triples(graph.dataset)


@pytest.mark.parametrize("name", ["jsonld", "graphml"])
def test_exports_have_equal_bytes_in_any_order(graph: Graph, tmp_path: Path, name: str) -> None:
    """The same statements in another order give the same file."""
    write = write_jsonld if name == "jsonld" else write_graphml
    entities = graph.entities()[::-1]
    article = Article("deal", TEXT, title="صفقة \x0bسدير", published="2024-03-01")
    other = Graph.from_readings([Reading(article, entities, (LAYS_OFF, PLANS, ACQUIRES))])
    write(graph, tmp_path / "one")
    write(other, tmp_path / "other")

    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_tables_are_read_back(graph: Graph, tmp_path: Path) -> None:
    """Python's csv reads back the three tables with their rows."""
    write_tables(graph, tmp_path / "tables")
    tables = to_tables(graph)
    for name, rows in tables.items():
        with (tmp_path / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert list(csv.DictReader(file)) == [{key: str(value) for key, value in row.items()} for row in rows]

    assert {row["object_label"] for row in tables["statements"]} == {"مصنع الواحة", "1,200"}
    assert {row["quote"] for row in tables["evidence"]} == {DEAL, CUTS}
    acquired = next(row for row in tables["statements"] if row["id"] == ACQUIRES.id)
    assert json.loads(str(acquired["qualifiers"]))["percent"] == 51


@pytest.mark.parametrize(
    ("quantity", "ar", "en"),
    [
        (Quantity(1e9, "USD"), "مليار دولار", "1 billion US dollars"),
        (Quantity(2e9, "USD"), "مليارا دولار", "2 billion US dollars"),
        (Quantity(2e9, "USD", "approx"), "نحو ملياري دولار", "about 2 billion US dollars"),
        (Quantity(5e9, "USD", "at-least"), "ما لا يقل عن 5 مليارات دولار", "at least 5 billion US dollars"),
        (Quantity(13.75e9, "USD", "at-most"), "ما لا يزيد على 13.75 مليار دولار", "at most 13.75 billion US dollars"),
        (Quantity(103e6, "EUR"), "103 ملايين يورو", "103 million euros"),
        (Quantity(120e6, "SAR"), "120 مليون ريال سعودي", "120 million Saudi riyals"),
        (Quantity(950e3, "AED"), "950 ألف درهم إماراتي", "950 thousand UAE dirhams"),
        (Quantity(50, "USD"), "50 دولارا", "50 US dollars"),
        (Quantity(5, "EGP"), "5 جنيهات مصرية", "5 Egyptian pounds"),
        (Quantity(2.5, "USD"), "2.5 دولار", "2.5 US dollars"),
        (Quantity(1234567, "USD"), "1,234,567 دولارا", "1,234,567 US dollars"),
        (Quantity(3e9, "XYZ"), "3 مليارات XYZ", "3 billion XYZ"),
        (Quantity(1200, ""), "1,200", "1,200"),
        (Quantity(20, "percent", "approx"), "نحو 20%", "about 20%"),
    ],
)
def test_figures_in_words(quantity: Quantity, ar: str, en: str) -> None:
    """A figure is written in the form that its number asks for, and no digit is lost."""
    assert quantity_words(quantity) == Words(ar, en)


@pytest.mark.parametrize(
    ("date", "ar"),
    [
        ("2023", "2023"),
        ("2023-11", "نوفمبر 2023"),
        ("2023-01-05", "5 يناير 2023"),
        ("2023-Q3", "الربع الثالث من 2023"),
        ("2023-13", "2023-13"),
        ("قريبا", "قريبا"),
        ("", ""),
    ],
)
def test_dates_in_words(date: str, ar: str) -> None:
    """A date is written as precisely as it is known, and what is no date as it stands."""
    assert date_words(date).ar == ar


def test_qualifiers_in_words() -> None:
    """Sellers are named, offices are translated, and an unknown role keeps its own name."""
    said = statement("acquires", "waha", seller="horizon", role="ceo", tone="calm", change_percent=12.5)

    assert list(qualifier_words(said, {"horizon": Words("آفاق", "Horizon")})) == [
        (Words("نسبة التغير", "Change"), Words("12.5%", "12.5%")),
        (Words("المنصب", "Office"), Words("الرئيس التنفيذي", "chief executive")),
        (Words("البائع", "Seller"), Words("آفاق", "Horizon")),
        (Words("tone", "tone"), Words("calm", "calm")),
    ]


def test_interface_speaks_both_languages() -> None:
    """Every string of the interface has an Arabic and an English text with the same places to fill in."""
    for key, words in interface_words().items():
        assert words.ar, key
        assert words.en, key
        assert ("{0}" in words.ar, "{1}" in words.ar) == ("{0}" in words.en, "{1}" in words.en), key


def box(width: float) -> Box:
    return Box(width, 50, 15)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=14))
def test_names_never_cover_one_another(pairs: list[tuple[int, int]]) -> None:
    """Whatever is linked, every node has a place, and no node's box covers another node's symbol."""
    network = nx.MultiDiGraph()
    network.add_nodes_from(str(number) for number in range(10))
    network.add_edges_from((str(start), str(end)) for start, end in pairs)
    placed = place(network, {node: box(80) for node in network}, {})

    assert set(placed) == set(network)
    centres = sorted(placed.values())
    for (x, y), (other_x, other_y) in combinations(centres, 2):
        assert abs(x - other_x) >= 40 or abs(y - other_y) >= 25


def test_layout_is_the_same_every_time() -> None:
    """The same network is placed alike whatever order its nodes came in."""
    edges = [("a", "b"), ("b", "c"), ("c", "a"), ("d", "e"), ("a", "f")]
    one, other = nx.MultiDiGraph(edges), nx.MultiDiGraph(edges[::-1])
    boxes = {node: box(90) for node in "abcdef"}

    assert place(one, boxes, {}) == place(other, boxes, {})


def test_labels_of_parallel_edges_stack() -> None:
    """Labels that would lie on one another are moved apart by their heights, and keep their middle."""
    assert label_drops([Curve((0, 0), (100, 0), 0.0)] * 3, [20, 20, 20]) == [-20, 0, 20]
    assert label_drops([Curve((0, 0), (100, 0), 0.0)], [20]) == [0]


def test_large_components_are_placed_from_a_tree() -> None:
    """A component too large for springs is placed as well: every node has a place of its own, the same each time."""
    network = nx.MultiDiGraph((str(number), str(number // 3)) for number in range(1, 400))
    boxes = {node: box(60) for node in network}
    placed = place(network, boxes, {})

    assert len(set(placed.values())) == 400
    assert place(network, boxes, {}) == placed


@pytest.mark.parametrize("count", [1, 2, 5, 30])
def test_parallel_edges_bend_evenly(count: int) -> None:
    """Parallel edges lie on both sides alike, each on its own curve, and never bend out of shape."""
    found = bends((0, 0), (200, 0), count)

    assert found == pytest.approx([-bend for bend in reversed(found)])
    assert len({round(bend, 3) for bend in found}) == count
    assert max(found) <= 0.7


def test_import_is_light() -> None:
    """Importing the views loads neither networkx nor pyvis, rdflib, numpy or jinja2."""
    heavy = "{'networkx', 'pyvis', 'rdflib', 'numpy', 'jinja2'}"
    code = f"import sys, kg.views; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
