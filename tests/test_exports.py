"""Exports: each format is read back by the library that owns it, with nothing lost, and hostile texts do no harm."""

from __future__ import annotations

import builtins
import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph
import pytest
import rdflib

import kg
from kg.cli import showing
from kg.graph import Graph
from kg.model import Article, Entity, Evidence, GraphError, Quantity, Reading, Span, Statement, Status
from kg.views import exports, to_networkx
from kg.views.exports import FOLDERS, FORMATS, export, to_dataframes, to_tables, write_tables
from kg.views.exports.dataframes import first_day
from kg.views.exports.tables import COLUMNS, guarded, unguarded

SEEDS = Path(__file__).parents[1] / "seeds"
TEXT = "استحوذت سدير القابضة على مصنع الواحة مقابل نحو 120 مليون ريال، وتعتزم رفع حصتها.\nوسرحت 1200 موظف."
DEAL, CUTS = TEXT.split("\n")
HOSTILE = (
    '=HYPERLINK("http://example.org";"سدير")',
    "+966",
    "@سدير",
    "\u200f=1+1",
    "'=1+1",
    'سدير "القابضة"',
    "سدير, القابضة; وأولاده | شركاه",
    "سدير\nالقابضة\r\n",
    "سدير\x0b\x1f\x7f",
    "\u202eسدير\u2067",
    "</script><b>سدير",
    "سدير\\",
    " سدير ",
    "𐍈 سدير",
)


def evidence(quote: str, article: str = "deal", **more: Any) -> Evidence:
    start = TEXT.index(quote)
    return Evidence(article, Span(start, start + len(quote)), quote, **{"rule": "frame", "score": 0.9, **more})


def statement(
    relation: str, target: str | Quantity, *found: Evidence, status: Status = "asserted", **qualifiers: Any
) -> Statement:
    return Statement("sadeer", relation, target, tuple(sorted(qualifiers.items())), status, found)


ACQUIRES = statement(
    "acquires",
    "waha",
    evidence(DEAL, speaker="waha", subject_span=Span(8, 20), object_span=Span(25, 36), trigger_span=Span(0, 7)),
    evidence(CUTS, "later", score=0.4, where="title"),
    amount=Quantity(120e6, "SAR", "approx"),
    percent=51.0,
    date="2024-03",
)
PLANS = statement("acquires", "waha", evidence(DEAL), status="planned", until="2024-Q4")
LAYS_OFF = statement("lays-off", Quantity(1200, "", "at-least"), evidence(CUTS), date="2024-03-01")
STATEMENTS = (ACQUIRES, PLANS, LAYS_OFF)
ENTITIES = (
    Entity("sadeer", "Company", "سدير القابضة", ("سدير القابضة", "سدير")),
    Entity("waha", "Facility", "مصنع الواحة", ("مصنع الواحة",)),
    Entity("riyadh", "Place", "الرياض", ("الرياض",)),
)


def made_of(statements: Sequence[Statement], entities: Sequence[Entity] = ENTITIES) -> Graph:
    """Return the graph of two articles, the later of which has the evidence that names it."""
    readings = []
    for name, published in (("deal", "2024-03-01"), ("later", "2024-04")):
        own = [(item, tuple(found for found in item.evidence if found.article == name)) for item in statements]
        told = tuple(
            Statement(item.subject, item.relation, item.object, item.qualifiers, item.status, found)
            for item, found in own
            if found
        )
        article = Article(name, TEXT, title=f"صفقة {name}", published=published, url=f"https://example.org/{name}")
        readings.append(Reading(article, tuple(entities), told))
    return Graph.from_readings(readings)


@pytest.fixture(name="graph")
def _graph() -> Graph:
    return made_of(STATEMENTS)


@pytest.fixture(name="hostile")
def _hostile() -> Graph:
    entities = tuple(Entity(f"odd-{number}", "Company", name, (name,)) for number, name in enumerate(HOSTILE))
    quoted = [
        Evidence("deal", Span(0, len(name)), name, rule=f"rule {name}", speaker=name) for name in reversed(HOSTILE)
    ]
    said = Statement("odd-0", "acquires", "odd-1", (("role_text", HOSTILE[0]),), evidence=tuple(quoted))
    article = Article("deal", "".join(HOSTILE), title=HOSTILE[0], published="2024")
    return Graph.from_readings([Reading(article, entities, (said,))])


@pytest.fixture(name="seeds", scope="module")
def _seeds() -> kg.Graph:
    return kg.build(SEEDS, processes=1)


def told(graph: Graph) -> list[tuple[object, ...]]:
    """Return all that is claimed, with its evidence, in an order."""
    return [(item.id, item, item.evidence) for item in graph.statements()]


# ------------------------------------------------------------------ every format


def test_command_line_offers_every_format() -> None:
    """`kg export` knows the formats without loading what writes them."""
    assert tuple(FORMATS) == showing.EXPORTS
    assert set(showing.FOLDER_EXPORTS) == FOLDERS


@pytest.mark.parametrize("name", FORMATS)
def test_equal_graphs_are_equal_bytes(tmp_path: Path, name: str) -> None:
    """The same statements in another order give the same files, and nothing else is left beside them."""
    one, other = made_of(STATEMENTS), made_of(STATEMENTS[::-1], ENTITIES[::-1])
    for place, graph in (("one", one), ("other", other)):
        (tmp_path / place).mkdir()
        export(graph, tmp_path / place / ("" if name in FOLDERS else "graph.out"), name)
    written = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}

    assert written == {path.name: path.read_bytes() for path in (tmp_path / "other").iterdir()}
    assert len(written) == {"csv": 5, "neo4j": 2}.get(name, 1)


@pytest.mark.parametrize("name", FORMATS)
def test_a_write_that_fails_leaves_what_was_there(
    graph: Graph, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file is written beside its target and moved there when it is whole."""
    target = tmp_path if name in FOLDERS else tmp_path / "graph.out"
    export(graph, target, name)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        export(made_of(()), target, name)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_graph_is_written_too(tmp_path: Path, name: str) -> None:
    """A graph without statements has files with nothing but their heads."""
    export(Graph(), tmp_path if name in FOLDERS else tmp_path / "graph.out", name)
    assert all(path.stat().st_size or name == "nq" for path in tmp_path.iterdir())


def test_the_format_is_guessed_from_the_ending(graph: Graph, tmp_path: Path) -> None:
    """What a path ends in names the format, and what names none is refused."""
    export(graph, tmp_path / "graph.gexf")
    assert (tmp_path / "graph.gexf").read_bytes().startswith(b"<?xml")
    with pytest.raises(GraphError, match="names no format"):
        export(graph, tmp_path / "graph.xlsx")
    with pytest.raises(GraphError, match="byte order mark"):
        export(graph, tmp_path / "graph.ttl", spreadsheet=True)


# ------------------------------------------------------------------ RDF

MEDIA = {"trig": "trig", "nq": "nquads", "jsonld": "json-ld"}


def rdflib_quads(dataset: rdflib.Dataset) -> set[tuple[object, ...]]:
    # Plain literals and those of xsd:string are the same since RDF 1.1.
    string = f"^^{rdflib.XSD.string.n3()}"
    quads = dataset.quads((None, None, None, None))
    return {(s, p, o.n3().removesuffix(string), g if g is None else str(g)) for s, p, o, g in quads}


@pytest.mark.parametrize("name", MEDIA)
@pytest.mark.parametrize("which", ["graph", "hostile"])
def test_datasets_are_read_back(request: pytest.FixtureRequest, tmp_path: Path, name: str, which: str) -> None:
    """rdflib, Oxigraph and kg itself read back every quad."""
    graph: Graph = request.getfixturevalue(which)
    file = tmp_path / f"graph.{name}"
    export(graph, file)
    by_rdflib = rdflib.Dataset()
    by_rdflib.parse(file, format=MEDIA[name])
    by_oxigraph = set(pyoxigraph.parse(path=file))

    assert rdflib_quads(by_rdflib) == rdflib_quads(graph.dataset)
    assert by_oxigraph == set(graph.store)
    assert Graph.load(file) == graph


@pytest.mark.parametrize("which", ["graph", "hostile", "seeds"])
def test_turtle_is_read_back(request: pytest.FixtureRequest, tmp_path: Path, which: str) -> None:
    """Turtle holds each triple of the dataset once, and gives kg back every statement with its evidence."""
    graph: Graph = request.getfixturevalue(which)
    file = tmp_path / "graph.ttl"
    export(graph, file)
    triples = {(quad.subject, quad.predicate, quad.object) for quad in graph.store}
    by_oxigraph = [(quad.subject, quad.predicate, quad.object) for quad in pyoxigraph.parse(path=file)]

    assert Counter(by_oxigraph) == Counter(triples)
    assert len(rdflib.Graph().parse(file, format="turtle")) == len(triples)
    loaded = Graph.load(file)
    assert told(loaded) == told(graph)
    assert (loaded.entities(), loaded.articles()) == (graph.entities(), graph.articles())


def test_turtle_leaves_out_what_is_inferred(seeds: kg.Graph, tmp_path: Path) -> None:
    """What nobody said has a graph of its own, which Turtle has not."""
    graph = Graph()
    graph.merge(seeds)
    export(graph, tmp_path / "before.ttl")
    assert graph.infer() > 0
    export(graph, tmp_path / "after.ttl")

    assert (tmp_path / "before.ttl").read_bytes() == (tmp_path / "after.ttl").read_bytes()


# ------------------------------------------------------------------ networks


def network_of(path: Path) -> nx.MultiDiGraph:
    if path.suffix == ".gexf":
        return nx.MultiDiGraph(nx.read_gexf(path))
    return nx.read_graphml(path, force_multigraph=True)


@pytest.mark.parametrize("ending", ["graphml", "gexf"])
@pytest.mark.parametrize("which", ["graph", "seeds"])
def test_networks_are_read_back(request: pytest.FixtureRequest, tmp_path: Path, ending: str, which: str) -> None:
    """Python's networkx reads back every node, every edge under the id of its statement, and every attribute with its type."""
    graph: Graph = request.getfixturevalue(which)
    file = tmp_path / f"graph.{ending}"
    export(graph, file)
    found, expected = network_of(file), to_networkx(graph, statuses=None)

    assert dict(found.nodes(data="label_ar")) == dict(expected.nodes(data="label_ar"))
    assert set(found.edges(keys=True)) == set(expected.edges(keys=True))
    for node, data in expected.nodes(data=True):
        assert (found.nodes[node]["type"], found.nodes[node]["label"]) == (data["type"], data["label"])
        assert tuple(found.nodes[node].get("names", "").split("\n")) == (data.get("names") or ("",))
        assert found.nodes[node].get("value") == data.get("value")
    for *edge, data in expected.edges(keys=True, data=True):
        read = found.edges[tuple(edge)]
        assert tuple(read["quotes"].split("\n")) == data["quotes"]
        assert tuple(read["articles"].split("\n")) == data["articles"]
        plain = {name: value for name, value in data.items() if isinstance(value, str | float) and value != ""}
        assert {name: read[name] for name in plain} == plain


@pytest.mark.parametrize("ending", ["graphml", "gexf"])
def test_parallel_edges_stay_apart(graph: Graph, tmp_path: Path, ending: str) -> None:
    """What is asserted and what is planned between the same two companies are two edges, with the ids of their statements."""
    export(graph, tmp_path / f"graph.{ending}")
    edges = network_of(tmp_path / f"graph.{ending}").get_edge_data("sadeer", "waha")

    assert {key: data["status"] for key, data in edges.items()} == {ACQUIRES.id: "asserted", PLANS.id: "planned"}
    assert (edges[ACQUIRES.id]["amount_value"], edges[ACQUIRES.id]["percent"]) == (120e6, 51.0)
    assert (edges[ACQUIRES.id]["amount_currency"], edges[ACQUIRES.id]["amount_bound"]) == ("SAR", "approx")
    assert edges[PLANS.id]["until"] == "2024-Q4"


@pytest.mark.parametrize("ending", ["graphml", "gexf"])
def test_edges_hold_their_evidence_in_full(graph: Graph, tmp_path: Path, ending: str) -> None:
    """The evidence of an edge is JSON with every sentence, its offsets, its speaker and its article."""
    export(graph, tmp_path / f"graph.{ending}")
    edge = network_of(tmp_path / f"graph.{ending}").edges["sadeer", "waha", ACQUIRES.id]

    assert json.loads(edge["qualifiers"]) == {
        "amount": {"value": 120e6, "currency": "SAR", "bound": "approx"},
        "date": "2024-03",
        "percent": 51,
    }
    first, second = json.loads(edge["evidence"])
    assert first == {
        "article": "deal",
        "title": "صفقة deal",
        "published": "2024-03-01",
        "url": "https://example.org/deal",
        "quote": DEAL,
        "start": 0,
        "end": len(DEAL),
        "subject": {"start": 8, "end": 20},
        "object": {"start": 25, "end": 36},
        "trigger": {"start": 0, "end": 7},
        "where": "body",
        "speaker": "waha",
        "rule": "frame",
        "score": 0.9,
    }
    assert (second["article"], second["published"], second["where"]) == ("later", "2024-04", "title")


@pytest.mark.parametrize("ending", ["graphml", "gexf"])
def test_networks_survive_hostile_texts(hostile: Graph, tmp_path: Path, ending: str) -> None:
    """What XML can't hold is replaced in names, survives within the JSON, and all else comes back as it is."""
    export(hostile, tmp_path / f"graph.{ending}")
    network = network_of(tmp_path / f"graph.{ending}")
    names = [network.nodes[f"odd-{number}"]["names"] for number in range(len(HOSTILE))]
    (edge,) = network.get_edge_data("odd-0", "odd-1").values()

    assert names == [re.sub("[\r\x0b\x1f]", "\ufffd", name) for name in HOSTILE]
    assert sorted(item["quote"] for item in json.loads(edge["evidence"])) == sorted(HOSTILE)
    assert edge["role_text"] == HOSTILE[0]


@pytest.mark.parametrize("ending", ["graphml", "gexf"])
def test_attributes_have_one_type_and_a_name_of_their_own(tmp_path: Path, ending: str) -> None:
    """A qualifier that is a number here and a text there is a text, and none takes the place of what a format keeps for itself."""
    odd = statement("acquires", "waha", evidence(DEAL), percent="half", start="2024", type="bold", weight=3.0)
    export(made_of((ACQUIRES, odd)), tmp_path / f"graph.{ending}")
    edges = network_of(tmp_path / f"graph.{ending}").get_edge_data("sadeer", "waha")

    assert {data["percent"] for data in edges.values()} == {"51", "half"}
    kept = "_" if ending == "gexf" else ""
    assert [edges[odd.id][f"{name}{kept}"] for name in ("start", "type", "weight")] == ["2024", "bold", 3]


# ------------------------------------------------------------------ tables


def rows_of(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, strict=True))


@pytest.mark.parametrize("which", ["graph", "hostile", "seeds"])
@pytest.mark.parametrize("spreadsheet", [False, True])
def test_tables_are_read_back(request: pytest.FixtureRequest, tmp_path: Path, which: str, spreadsheet: bool) -> None:
    """Python's csv reads back the five tables with their rows, and what guards against formulas can be taken off again."""
    graph: Graph = request.getfixturevalue(which)
    write_tables(graph, tmp_path, spreadsheet=spreadsheet)
    for name, rows in to_tables(graph).items():
        read = rows_of(tmp_path / f"{name}.csv", "utf-8-sig" if spreadsheet else "utf-8")
        assert [{key: unguarded(cell) for key, cell in row.items()} for row in read] == [
            {key: str(value) for key, value in row.items()} for row in rows
        ]
        assert (tmp_path / f"{name}.csv").read_bytes().startswith(b"\xef\xbb\xbf") is spreadsheet


def test_tables_hold_all_that_is_claimed(graph: Graph) -> None:
    """Every entity, name, statement, sentence and article has its row."""
    tables = to_tables(graph)
    by_id = {row["id"]: row for row in tables["statements"]}

    assert {name: len(rows) for name, rows in tables.items()} == {
        "articles": 2,
        "entities": 3,
        "evidence": 4,
        "names": 4,
        "statements": 3,
    }
    assert by_id[LAYS_OFF.id]["object_label"] == "ما لا يقل عن 1,200"
    assert [by_id[LAYS_OFF.id][name] for name in ("object", "value", "unit", "bound")] == ["", 1200, "", "at-least"]
    assert json.loads(str(by_id[ACQUIRES.id]["qualifiers"]))["amount"]["currency"] == "SAR"
    assert [by_id[item.id]["status"] for item in STATEMENTS] == ["asserted", "planned", "asserted"]
    for row in tables["evidence"]:
        assert TEXT[int(row["start"]) : int(row["end"])] == row["quote"]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("سدير", "سدير"),
        ("=1+1", "'=1+1"),
        ("+966", "'+966"),
        ("-1", "'-1"),
        ("@سدير", "'@سدير"),
        ("\t=1", "'\t=1"),
        ("\n=1", "'\n=1"),
        ("  =1", "'  =1"),
        ("\u200f=1", "'\u200f=1"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("'سدير", "'سدير"),
        ("سدير = 1", "سدير = 1"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(text: str, cell: str) -> None:
    """An apostrophe stands before what a spreadsheet would run, and can be taken off again."""
    assert (guarded(text), unguarded(cell)) == (cell, text)


def test_no_table_holds_a_formula(hostile: Graph, tmp_path: Path) -> None:
    """Whatever a name, a title, a quote or a rule is made of, no cell of a text begins as a formula does."""
    write_tables(hostile, tmp_path)
    cells = [cell for path in tmp_path.iterdir() for row in rows_of(path) for cell in row.values()]

    assert [cell for cell in cells if re.match(r"[\s\u200e\u200f\u2066-\u2069]*[=+@\-]", cell)] == []
    assert f"'{HOSTILE[0]}" in cells


# ------------------------------------------------------------------ Neo4j

NODE_HEADER = "id:ID,:LABEL,type,label_ar,label_en,names:string[],value:double,unit,bound"
EDGE_HEADER = (
    ":START_ID,:END_ID,:TYPE,statement,relation,label_ar,label_en,status,score:double,quotes:string[],articles:string[],"
    "qualifiers,evidence,amount_bound,amount_currency,amount_value:double,date,percent:double,until"
)
TYPES = {"": str, "string": str, "double": float, "ID": str, "START_ID": str, "END_ID": str, "TYPE": str}


def imported(path: Path) -> Iterator[dict[str, Any]]:
    """Read a file as neo4j-admin does by default: a line a row, `;` between elements, nothing for a property that isn't there."""
    header, *lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    fields = [name.rpartition(":")[::2] if ":" in name else (name, "") for name in header.split(",")]
    for line in lines:
        (cells,) = csv.reader(io.StringIO(line), strict=True)
        row: dict[str, Any] = {}
        for (name, kind), cell in zip(fields, cells, strict=True):
            if cell and (kind.endswith("[]") or kind == "LABEL"):
                row[name or kind] = [
                    TYPES[kind.removesuffix("[]").replace("LABEL", "")](part) for part in cell.split(";")
                ]
            elif cell:
                row[name or kind] = TYPES[kind](cell)
        yield row


def test_neo4j_files_have_its_headers(graph: Graph, tmp_path: Path) -> None:
    """The header names each field with the type that the importer gives it."""
    export(graph, tmp_path, "neo4j")

    assert (tmp_path / "nodes.csv").read_text(encoding="utf-8").split("\n")[0] == NODE_HEADER
    assert (tmp_path / "relationships.csv").read_text(encoding="utf-8").split("\n")[0] == EDGE_HEADER


@pytest.mark.parametrize("which", ["graph", "seeds"])
def test_neo4j_files_are_read_back(request: pytest.FixtureRequest, tmp_path: Path, which: str) -> None:
    """Every node stands once, every relationship joins two of them, and figures, names, quotes and statuses come back."""
    graph: Graph = request.getfixturevalue(which)
    export(graph, tmp_path, "neo4j")
    nodes = {row["id"]: row for row in imported(tmp_path / "nodes.csv")}
    edges = {row["statement"]: row for row in imported(tmp_path / "relationships.csv")}
    expected = to_networkx(graph, statuses=None)

    assert set(nodes) == set(expected)
    assert len(edges) == len(graph.statements()) == len(list(imported(tmp_path / "relationships.csv")))
    for node, data in expected.nodes(data=True):
        assert nodes[node]["LABEL"][-1] == nodes[node]["type"] == data["type"]
        assert nodes[node]["label_ar"] == data["label_ar"]
        assert tuple(nodes[node].get("names", ())) == data.get("names", ())
        assert nodes[node].get("value") == data.get("value")
    for start, end, key, data in expected.edges(keys=True, data=True):
        edge = edges[key]
        assert (edge["START_ID"], edge["END_ID"], edge["status"]) == (start, end, data["status"])
        assert edge["TYPE"] == data["relation"].replace("-", "_").upper()
        assert tuple(edge["articles"]) == data["articles"]
        assert tuple(edge["quotes"]) == tuple(quote.replace(";", "；") for quote in data["quotes"])
        assert edge.get("amount_value") == data.get("amount_value")
    for item in graph.statements():
        offsets = [(found["start"], found["end"]) for found in json.loads(edges[item.id]["evidence"])]
        assert offsets == [(found.span.start, found.span.end) for found in item.evidence]


def test_neo4j_files_survive_hostile_texts(hostile: Graph, tmp_path: Path) -> None:
    """A row is a line whatever is in it, elements of arrays stay apart, and the JSON holds the texts as they are."""
    export(hostile, tmp_path, "neo4j")
    nodes = {row["id"]: row for row in imported(tmp_path / "nodes.csv")}
    (edge,) = imported(tmp_path / "relationships.csv")

    replaced = [re.sub("[\n\r\x0b\x1c-\x1e\x85\u2028]+", " ", name).replace(";", "；") for name in HOSTILE]
    assert [nodes[f"odd-{number}"]["names"] for number in range(len(HOSTILE))] == [[name] for name in replaced]
    assert sorted(item["quote"] for item in json.loads(edge["evidence"])) == sorted(HOSTILE)
    assert len(edge["quotes"]) == len(HOSTILE)


def test_neo4j_headers_hold_any_qualifier(tmp_path: Path) -> None:
    """A colon or a comma in the name of a qualifier makes no other column, and a column of mixed values is text."""
    odd = statement("acquires", "waha", evidence(DEAL), **{"percent": "half", "a:b,c": "x"})
    export(made_of((ACQUIRES, odd)), tmp_path, "neo4j")
    edges = {row["statement"]: row for row in imported(tmp_path / "relationships.csv")}

    assert (edges[odd.id]["percent"], edges[odd.id]["a_b_c"]) == ("half", "x")
    assert edges[ACQUIRES.id]["percent"] == "51.0"


# ------------------------------------------------------------------ pandas


def test_dataframes_are_typed(graph: Graph) -> None:
    """Dates are dates, figures numbers, offsets whole numbers, and what repeats a category; what isn't there is missing."""
    pandas = pytest.importorskip("pandas", reason="pandas isn't installed")
    frames = to_dataframes(graph)
    statements = frames["statements"].set_index("id")

    assert {name: len(frame) for name, frame in frames.items()} == {
        name: len(rows) for name, rows in to_tables(graph).items()
    }
    deal, plan, cuts = (statements.loc[item.id] for item in STATEMENTS)
    assert (deal["amount_value"], deal["amount_currency"], deal["amount_bound"]) == (120e6, "SAR", "approx")
    assert (deal["date"], deal["date_text"], deal["percent"]) == (pandas.Timestamp("2024-03-01"), "2024-03", 51)
    assert (plan["until"], plan["until_text"], plan["status"]) == (pandas.Timestamp("2024-10-01"), "2024-Q4", "planned")
    assert (cuts["value"], cuts["bound"]) == (1200, "at-least")
    assert pandas.isna(cuts["object"])
    assert pandas.isna(cuts["amount_value"])
    assert pandas.isna(deal["value"])
    assert deal["articles"] == ("deal", "later")
    assert (str(statements["status"].dtype), str(statements["relation"].dtype)) == ("category", "category")
    assert statements["date"].dtype.kind == "M"
    assert str(frames["evidence"]["start"].dtype) == "Int64"
    assert frames["articles"]["published"].tolist() == [pandas.Timestamp("2024-03-01"), pandas.Timestamp("2024-04-01")]
    assert frames["entities"].set_index("id").loc["sadeer", "names"] == ("سدير", "سدير القابضة")


def test_dataframes_hold_what_the_graph_holds(seeds: kg.Graph) -> None:
    """Of the articles that ship with kg, every sum, date, quote and status is in the frames."""
    pytest.importorskip("pandas", reason="pandas isn't installed")
    frames = seeds.to_dataframes()
    statements = frames["statements"]
    amounts = [dict(item.qualifiers).get("amount") for item in seeds.statements()]

    assert statements["status"].tolist() == [item.status for item in seeds.statements()]
    assert statements["amount_value"].dropna().tolist() == [amount.value for amount in amounts if amount]
    dates = [dict(item.qualifiers).get("date") for item in seeds.statements()]
    assert statements["date_text"].dropna().tolist() == [date for date in dates if date]
    assert statements["date"].notna().sum() == sum(date is not None for date in dates)
    joined = frames["evidence"].merge(statements, left_on="statement", right_on="id")
    assert len(joined) == sum(len(item.evidence) for item in seeds.statements())


def test_dataframes_of_an_empty_graph_have_their_columns() -> None:
    """A graph without statements gives frames without rows."""
    pytest.importorskip("pandas", reason="pandas isn't installed")
    frames = to_dataframes(Graph())

    assert {name: len(frame) for name, frame in frames.items()} == dict.fromkeys(COLUMNS, 0)
    assert all(set(COLUMNS[name]) <= set(frame.columns) for name, frame in frames.items())


def test_without_pandas_it_says_what_to_install(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    """No dependency brings pandas, and where it is absent the message names it."""
    imports = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "pandas":
            raise ImportError(name)
        return imports(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ImportError, match=r"kg\[pandas\]"):
        exports.to_dataframes(graph)


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("2024", "2024-01-01"),
        ("2024-Q3", "2024-07-01"),
        ("2024-11", "2024-11-01"),
        ("2024-11-05", "2024-11-05"),
        ("قريبا", None),
        ("", None),
    ],
)
def test_dates_begin_on_their_first_day(date: str, day: str | None) -> None:
    """A year, a quarter and a month stand on their first day."""
    assert first_day(date) == day
