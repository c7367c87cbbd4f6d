"""Answers to queries: places of errors, limits, descriptions, and the formats that they are written in."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from click.testing import Result

import kg as package
from kg.graph import Graph
from kg.model import GraphError, QueryError

Kg = Callable[..., Result]


@pytest.fixture(scope="module")
def graph(built: Path) -> package.Graph:
    return package.load(built)


@pytest.mark.parametrize(
    ("sparql", "values", "place"),
    [
        ("SELECT ?x { ?x a kg:Company . ?x }", {}, (1, 34)),
        ("SELECT ?x { ?x a kg:Company . ?x }", {"x": "e:a-name-that-is-much-longer-than-the-variable"}, (1, 34)),
        ("SELECT ?x {\n  ?x a ?y .\n  ?y }", {"y": "e:a-long-name", "x": "https://kg.example/entity/x"}, (3, 6)),
        ("SELECT ?x {\r\n ?x rdfs:label 'سُدير' FILTER }", {}, (2, 31)),
        ("SELECT ?x { ?x rdfs:label '😀' FILTER }", {}, (1, 38)),
        ("SELECT ?x { ?x ?y }", {"y": "e:waha"}, (1, 19)),
        ("SELECT ?x { ?x nobody:knows ?y }", {}, (1, 16)),
        ("SELECT ?x\n{ ?x p }", {}, (2, 6)),
        ("SELECT ?x {\n ?x ?y 'open }\n", {}, (2, 8)),
        ("SELECT ?x { ?x ?y ?z } LIMIT ten", {}, (1, 30)),
        ("SELECT ?x { ?x ?y ?z } # }\n }", {}, (2, 2)),
        ("SELECT ?x { ?x ?y ?z", {}, (1, 21)),
        ("SELECT", {}, (1, 7)),
        ("SELEKT", {}, (1, 1)),
        ("SELEKT ?x { ?x ?y ?z }", {}, (1, 1)),
        ("", {}, (1, 1)),
        ("PREFIX x: <http://x/>\nSELECT * { SERVICE x:y { ?a ?b ?c } }", {}, (2, 12)),
        ("# clear\nCLEAR ALL", {}, (2, 1)),
        ("PREFIX add: <http://x/> INSERT DATA { add:a add:b 1 }", {}, (1, 25)),
    ],
)
def test_errors_stand_where_their_author_sees_them(sparql: str, values: dict[str, str], place: tuple[int, int]) -> None:
    """Line and column are those of the text as it was written, in letters, whatever values were put into it."""
    with pytest.raises(QueryError) as raised:
        Graph().query(sparql, **values)

    assert (raised.value.line, raised.value.column) == place
    assert str(raised.value).startswith(f"query, line {place[0]}, column {place[1]}: ")


@pytest.mark.parametrize(("limit", "rows", "truncated"), [(1, 1, True), (3, 3, True), (4, 4, False), (None, 4, False)])
def test_a_limit_cuts_and_says_so(limit: int | None, rows: int, truncated: bool) -> None:
    """Rows beyond the limit are left out, and the result knows whether there were any."""
    result = Graph().query("SELECT ?x { VALUES ?x { 1 2 3 4 } }", limit=limit)
    assert (len(result), result.truncated) == (rows, truncated)


def test_a_limit_counts_triples(graph: package.Graph) -> None:
    """Of a CONSTRUCT and a DESCRIBE so many triples are returned."""
    built = graph.query("CONSTRUCT { ?s a ?t } WHERE { ?s a ?t }", limit=2)
    told = graph.query("DESCRIBE ?x { ?x kg:acquires ?y }", limit=2)
    assert [(len(result), result.truncated) for result in (built, told)] == [(2, True), (2, True)]


def test_a_limit_of_nothing_is_refused() -> None:
    """A limit begins with one row."""
    with pytest.raises(GraphError, match="from 1 on"):
        Graph().query("SELECT * { ?s ?p ?o }", limit=0)


def iri_of(graph: package.Graph) -> str:
    """Return the buyer's IRI as a query writes it."""
    ((buyer,),) = graph.query("SELECT DISTINCT ?x { ?x kg:acquires ?y }").terms
    return str(buyer)


def test_describe_tells_what_is_said_and_who_says_it(graph: package.Graph) -> None:
    """An entity is described by its statements in both directions, with figures, evidence, labels and articles."""
    ((bought,),) = graph.query("SELECT DISTINCT ?y { ?x kg:acquires ?y }").terms
    told = graph.query(f"DESCRIBE {bought}")
    kinds = {row[2] for row in told.rows if row[1] == "rdf:type"}
    assert {"kg:Statement", "kg:Money", "kg:Evidence", "oa:TextPositionSelector"} <= kinds
    graphs = {row[3] for row in told.rows if row[2] == "kg:Evidence"}
    assert graphs == {row[0] for row in told.rows if row[1] == "dcterms:title"}
    assert graphs == {"a:deal"}
    assert any(row[:2] == ("kg:acquires", "rdfs:label") for row in told.rows)
    assert told.columns == ("subject", "predicate", "object", "graph")


@pytest.mark.parametrize(
    "sparql",
    [
        "DESCRIBE {iri}",
        "DESCRIBE {iri} LIMIT 1 # {{",
        "describe ?x where {{ ?x kg:acquires ?y }}",
        "DESCRIBE ?x {{ ?x kg:acquires ?y }} ORDER BY ?x LIMIT 1",
        "PREFIX x: <https://kg.example/> DESCRIBE {iri} ?none {{ ?none kg:nothing ?y }} VALUES ?z {{ 1 }}",
        "DESCRIBE {iri} ?z WHERE {{ BIND (1 AS ?z) }}",
    ],
)
def test_describe_takes_names_and_variables(graph: package.Graph, sparql: str) -> None:
    """However the thing is asked for, its description is the same; numbers have none."""
    iri = iri_of(graph)
    whole = graph.query(f"DESCRIBE {iri}").terms
    found = graph.query(sparql.format(iri=iri)).terms
    if "?none" in sparql:
        assert found == ()
    else:
        assert found == whole
    assert len(whole) > 20


def test_describe_an_article(graph: package.Graph) -> None:
    """An article is described by its own data and the statements that it makes."""
    told = graph.query("DESCRIBE a:deal").rows
    assert ("a:deal", "dcterms:date", "2024-10-20", "a:deal") in told
    assert any(row[1:3] == ("rdf:type", "kg:Statement") for row in told)


@pytest.mark.parametrize(
    ("form", "parser", "graphs"),
    [("turtle", "turtle", 0), ("trig", "trig", 1), ("jsonld", "json-ld", 1), ("nt", "nt", 0), ("rdfxml", "xml", 0)],
)
def test_triples_are_written_for_whoever_reads_them(graph: package.Graph, form: str, parser: str, graphs: int) -> None:
    """Rdflib reads back what is written, and finds the articles' graphs where the format has room for them."""
    result = graph.query("DESCRIBE a:deal")
    data = rdflib.Dataset()
    data.parse(data=result.written(form), format=parser)
    named = [name for *_, name in data.quads() if name not in (None, data.default_graph.identifier)]
    assert len({*map(str, named)} & {"https://kg.example/article/deal"}) == graphs
    assert len({quad[:3] for quad in data.quads()}) == len({row[:3] for row in result.terms})


def test_formats_fit_the_kind_of_answer(graph: package.Graph) -> None:
    """Rows aren't written as Turtle, and triples not as CSV."""
    with pytest.raises(GraphError, match="only CONSTRUCT"):
        graph.query("ASK {}").written("trig")
    with pytest.raises(GraphError, match="can hold them, csv can't"):
        graph.query("DESCRIBE a:deal").written("csv")


def test_formats_of_sparql_1_1() -> None:
    """CSV has plain values, TSV terms as Turtle writes them, JSON and XML types and languages; what is unbound is left out."""
    result = Graph().query("""SELECT * { VALUES (?a ?b) { ("x,\\"y\\"\\n"@ar <http://x/>) (1.5 UNDEF) } }""")
    assert result.to_csv() == 'a,b\r\n"x,""y""\n",http://x/\r\n1.5,\r\n'
    assert result.to_tsv() == '?a\t?b\n"x,\\"y\\"\\n"@ar\t<http://x/>\n1.5\t\n'
    first, second = json.loads(result.to_json())["results"]["bindings"]
    assert first["a"] == {"type": "literal", "value": 'x,"y"\n', "xml:lang": "ar"}
    assert list(second) == ["a"]
    assert 'xml:lang="ar"' in result.to_xml()


def test_csv_for_spreadsheets_runs_nothing() -> None:
    """With the mark that Excel asks for, and an apostrophe before formulas; numbers stay numbers. The standard has neither."""
    query = """SELECT ?x { VALUES ?x { "=1+1" "+7" "@SUM(A1)" "-2+3" "\\tx" "سدير" -5 "-5.5" } }"""
    result = Graph().query(query)
    written = result.to_csv(spreadsheet=True)
    assert written.startswith("\ufeffx\r\n")
    cells = [row[0] for row in csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline=""))][1:]
    assert cells == ["'=1+1", "'+7", "'@SUM(A1)", "'-2+3", "'\tx", "سدير", "-5", "-5.5"]
    assert result.to_csv().startswith("x\r\n=1+1\r\n")


@pytest.mark.parametrize(
    ("text", "cell", "space"),
    [
        ("Rafid", "Rafid", 3),
        ("سدير", "\u2068سدير\u2069", 4),
        ("سُدَيْر", "\u2068سُدَيْر\u2069", 4),
        ("رافد (Rafid)", "\u2068رافد (Rafid)\u2069", -4),
        ("漢字", "漢字", 4),
        ("١٢٣", "\u2068١٢٣\u2069", 5),
        ("a\u200fb", "\u2068a\u200fb\u2069", 6),
        ("\u0600", "\u2068\u0600\u2069", 7),
        ("a\n b", "a b", 5),
        ("\x1b[31m", "\ufffd[31m", 3),
    ],
)
def test_cells_of_a_table_keep_their_columns(text: str, cell: str, space: int) -> None:
    """Arabic cells are kept from changing places with their neighbours, and what a terminal gives no room to counts for none."""
    width = max(8, 8 - space)
    filler = "x" * width
    data = json.dumps(text, ensure_ascii=False)
    table = Graph().query(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ ({data} 1) ('{filler}' 2) }} }}").to_table()
    row = table.splitlines()[2]
    assert row.startswith(cell)
    assert row.removeprefix(cell) == " " * (width - (8 - space)) + "  1"


def test_command_line_says_that_an_answer_is_cut(kg: Kg, built: Path) -> None:
    """The rows go to stdout, and a note to stderr, as many as asked for."""
    result = kg("query", built, "SELECT ?x { ?x a kg:Company } ORDER BY ?x", "--limit", 2, "-f", "csv")
    assert result.stdout.count("\n") == 3
    assert result.stderr == "there are more: the answer was cut at 2\n"
    assert kg("query", built, "ASK {}", "--limit", 2).stderr == ""


def test_command_line_binds_variables_of_any_name(kg: Kg, built: Path) -> None:
    """Variables that are called as options are can be bound as well."""
    result = kg("query", built, "SELECT (?limit + ?timeout AS ?sum) {}", "-p", "limit=1", "-p", "timeout=2")
    assert result.exit_code == 0
    assert result.output.split()[0] == "sum"


def test_command_line_writes_csv_for_spreadsheets(kg: Kg, built: Path) -> None:
    """Only CSV is written for spreadsheets."""
    asked = ("query", built, "SELECT ?x { VALUES ?x { '=1' } }", "--spreadsheet")
    assert kg(*asked, "--format", "csv").stdout_bytes.decode() == "\ufeffx\r\n'=1\n"
    assert kg(*asked).exit_code == 2
