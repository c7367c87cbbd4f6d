"""Views: the graph as networkx, figures in words, and nodes placed on a plane."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import Graph
from kg.model import Article, Entity, Evidence, Quantity, Reading, Span, Statement, Status
from kg.views import to_networkx
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


def test_networkx_tells_what_a_figure_is(graph: Graph) -> None:
    """The node of a figure has its number, unit and bound; that of an entity all its names."""
    nodes = to_networkx(graph).nodes

    figure = nodes["figure:sadeer:1200::exact"]
    assert (figure["value"], figure["unit"], figure["bound"]) == (1200, "", "exact")
    assert nodes["sadeer"]["names"] == ("سدير", "سدير القابضة")


def test_qualifiers_hide_nothing() -> None:
    """A qualifier that is called as what every edge has does not stand in its place."""
    called = (("label_ar", "y"), ("quotes", "x"), ("score", 7.0))
    odd = Statement("sadeer", "acquires", "waha", called, "planned", (evidence(DEAL),))
    entities = (Entity("sadeer", "Company", "سدير"), Entity("waha", "Company", "الواحة"))
    made = Graph.from_readings([Reading(Article("deal", TEXT), entities, (odd,))])
    [(_, _, edge)] = to_networkx(made, statuses=None).edges(data=True)

    assert (edge["label_ar"], edge["quotes"], edge["score"]) == ("يستحوذ على", (DEAL,), 0.9)


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
