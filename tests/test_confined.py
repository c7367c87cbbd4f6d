"""Queries that would never end, take all memory or break the engine: they are stopped, and the next one is answered."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

import kg as package
from kg.graph import Graph, QueryProcess, question
from kg.model import GraphError, QueryError, StoppedQueryError

GROWING = " ".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(40))
REPLACING = " ".join(f'BIND(REPLACE(?v{i}, "1", "1111111111") AS ?v{i + 1})' for i in range(12))
NEVER_ENDING = [
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }",
    "SELECT ?a { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?i ?f ?c",
    "SELECT (COUNT(*) AS ?n) { " + " . ".join(f"?a{n} (!kg:x|^kg:y)* ?b{n}" for n in range(5)) + " }",
]
TOO_LARGE = [
    f'SELECT ?v40 {{ BIND("0123456789" AS ?v0) {GROWING} }}',
    f'SELECT ?v12 {{ BIND("1" AS ?v0) {REPLACING} }}',
]
TOO_DEEP = [
    "SELECT * { FILTER(" + "(" * 50_000 + "1" + ")" * 50_000 + ") }",
    "ASK { FILTER(" + "!" * 50_000 + "1) }",
    "SELECT * { ?x ?y " + "a-" * 100_000 + " }",
]


@pytest.fixture(scope="module")
def graph(built: Path) -> package.Graph:
    return package.load(built)


@pytest.mark.parametrize("sparql", NEVER_ENDING)
def test_a_query_is_stopped_when_its_time_is_over(graph: package.Graph, sparql: str) -> None:
    """What takes longer than it may is stopped, and the graph answers the next question."""
    with pytest.raises(StoppedQueryError, match=r"longer than 0\.5 s"):
        graph.query(sparql, timeout=0.5)
    assert graph.query("ASK { ?x kg:acquires ?y }", timeout=60)


@pytest.mark.parametrize("sparql", TOO_LARGE)
def test_a_query_is_stopped_when_it_takes_too_much_memory(graph: package.Graph, sparql: str) -> None:
    """Texts that double are stopped long before the machine has no memory left."""
    process = QueryProcess(graph.store, memory=256 << 20)
    with pytest.raises(StoppedQueryError, match="memory"):
        process.answer(question(sparql, {}), 300)
    assert process.answer(question("ASK {}", {}), 60)


@pytest.mark.parametrize("sparql", TOO_DEEP)
def test_a_query_that_would_break_the_engine_never_reaches_it(graph: package.Graph, sparql: str) -> None:
    """Brackets and signs that stand too deep for the parser are refused at their place, with a time limit and without."""
    for timeout in (60, None):
        with pytest.raises(QueryError, match=r"^query, line 1, column \d+: the query (nests|has more)"):
            graph.query(sparql, timeout=timeout)


def test_answers_are_the_same_in_the_process(graph: package.Graph) -> None:
    """Rows without ORDER BY come in the same order, triples with their graphs, and errors with their places."""
    for sparql in ("SELECT * { ?s ?p ?o }", "SELECT * { GRAPH ?g { ?s ?p ?o } }", "DESCRIBE a:deal", "ASK {}"):
        assert graph.query(sparql, timeout=60) == graph.query(sparql)
    with pytest.raises(QueryError) as raised:
        graph.query("SELECT ?x { ?x }", timeout=60)
    assert (raised.value.line, raised.value.column) == (1, 16)


def test_templates_take_limits(graph: package.Graph) -> None:
    """A question that ships with kg can be limited as any other."""
    found = graph.ask("names", timeout=60, limit=1, entity="سدير القابضة")
    assert (len(found), found.truncated) == (1, True)


def test_the_process_sees_what_was_added(built: Path) -> None:
    """After a change of the graph the next query is about the graph as it is now."""
    graph = package.load(built)
    query = "SELECT (COUNT(?a) AS ?n) { GRAPH ?a { ?a a schema:NewsArticle } }"
    before = graph.query(query, timeout=60).rows
    graph.retract("deal")
    assert (before, graph.query(query, timeout=60).rows) == (((4,),), ((3,),))


def test_an_answer_that_is_too_large_is_refused(graph: package.Graph) -> None:
    """A row or two may hold more than anybody wants to read."""
    growing = " ".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(23))
    with pytest.raises(StoppedQueryError, match="more than 64 MiB"):
        graph.query(f'SELECT ?v23 {{ BIND("0123456789" AS ?v0) {growing} }}', timeout=300)


def test_a_query_can_be_stopped_from_elsewhere(graph: package.Graph) -> None:
    """Whoever doesn't want the answer any more ends the process, and the question is answered with that."""
    process = QueryProcess(graph.store)
    process.start()
    stop = threading.Timer(0.5, process.stop)
    stop.start()
    with pytest.raises(StoppedQueryError, match="ended"):
        process.answer(question(NEVER_ENDING[0], {}), 300)


def test_a_process_that_was_closed_answers_no_more(graph: package.Graph) -> None:
    """After its end for good a process starts no other."""
    process = QueryProcess(graph.store)
    process.close()
    with pytest.raises(StoppedQueryError, match="ended"):
        process.answer(question("ASK {}", {}), 60)


@pytest.mark.parametrize("timeout", [0, -1])
def test_no_time_at_all_is_refused(timeout: float) -> None:
    """A time limit is more than nothing."""
    with pytest.raises(GraphError, match="more than none"):
        Graph().query("ASK {}", timeout=timeout)


def test_command_line_stops_a_query(kg: Callable[..., Result], built: Path) -> None:
    """A query that is stopped is told in one line, and the command fails."""
    result = kg("query", built, NEVER_ENDING[0], "--timeout", "0.5")
    assert result.exit_code == 1
    assert result.stderr == "Error: the query was stopped: it took longer than 0.5 s\n"
