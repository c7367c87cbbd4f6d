"""SPARQL endpoints elsewhere: `kg serve` and Oxigraph's server answer as the graph itself does, and what goes wrong is told in one line."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from urllib.error import URLError
from urllib.request import urlopen

import pytest

import kg as package
from kg.arabic.folding import fold_name, spellings
from kg.graph import Endpoint
from kg.model import GraphError, QueryError, StoppedQueryError

if TYPE_CHECKING:
    from tests.conftest import Kg, Serving

OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
QUERIES = (
    "SELECT ?who ?whom { ?who kg:acquires ?whom } ORDER BY ?who",
    "SELECT ?claim ?status { ?claim a kg:Statement ; kg:status ?status } ORDER BY ?claim",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    "SELECT ?missing ?n { VALUES (?n ?missing) { (1.5 UNDEF) (true UNDEF) } }",
    "ASK { ?who kg:acquires ?whom }",
    "ASK { ?who kg:acquires ?who }",
    "CONSTRUCT { ?a kg:owns ?b } { ?a kg:acquires ?b }",
    "PREFIX e: <https://elsewhere.example/>\nSELECT ?x { ?x ?p ?o FILTER (?x = e:nobody) }",
)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        return int(bound.getsockname()[1])


@contextmanager
def _oxigraph(folder: Path, data: Path) -> Iterator[str]:
    """Give the address of Oxigraph's own server with the graph of a file."""
    assert OXIGRAPH is not None
    store, port = folder / "oxigraph", _free_port()
    subprocess.run([OXIGRAPH, "load", "--location", store, "--file", data], check=True, capture_output=True)
    command = [OXIGRAPH, "serve-read-only", "--location", str(store), "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(300):
                try:
                    urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
                    break
                except URLError:
                    time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/query"
        finally:
            server.terminate()


@pytest.fixture(scope="module", params=["kg serve", "oxigraph"])
def endpoint(
    request: pytest.FixtureRequest, built: Path, serving: Serving, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Return the address of an endpoint of the built graph, once of each kind of server."""
    if request.param == "kg serve":
        with serving(built) as site:
            yield f"{site}/sparql"
    elif OXIGRAPH is None:
        pytest.skip("Oxigraph's server isn't installed")
    else:
        with _oxigraph(tmp_path_factory.mktemp("server"), built / "graph.trig") as address:
            yield address


@pytest.mark.parametrize("sparql", QUERIES)
def test_an_endpoint_answers_as_the_graph(endpoint: str, built: Path, sparql: str) -> None:
    """Rows, truth values and triples come with their types and languages."""
    assert Endpoint(endpoint).query(sparql) == package.load(built).query(sparql)


def test_templates_are_asked_by_name(endpoint: str, built: Path) -> None:
    """Names in any spelling are looked up where the graph is, those with the noun before them too."""
    graph, there = package.load(built), Endpoint(endpoint)
    for name in ("سدير القابضة", "شَركة سـدير القابضه"):
        assert there.ask("about", entity=name) == graph.ask("about", entity=name)
        assert len(there.ask("about", entity=name)) > 0
    assert there.ask("open-deals") == graph.ask("open-deals")
    assert there.query("SELECT ?what { ?who kg:acquires ?what }", who="e:سدير-القابضه").kind == "select"


def test_a_name_that_is_not_there_is_told(endpoint: str) -> None:
    """Where the endpoint has no such entity, the message says so."""
    with pytest.raises(GraphError, match="no entity called «زحل»"):
        Endpoint(endpoint).ask("about", entity="زحل")


def test_more_rows_than_wanted_are_cut(endpoint: str) -> None:
    """The first rows are kept, and the result says that there are more."""
    result = Endpoint(endpoint).query("SELECT ?s { ?s ?p ?o } ORDER BY ?s", limit=3)
    assert (len(result), result.truncated) == (3, True)


def test_a_wrong_query_is_told_with_what_the_server_says(endpoint: str) -> None:
    """The address, the status and the server's words make one line."""
    with pytest.raises(GraphError, match=rf"^{re.escape(endpoint)}: 400 ") as caught:
        Endpoint(endpoint).query("SELECT ?s {")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("sparql", "said"),
    [
        ("INSERT DATA { e:a kg:owns e:b }", "would change the graph"),
        ("ASK { SERVICE <http://x/> { ?s ?p ?o } }", "SERVICE"),
    ],
)
def test_what_kg_never_asks_is_not_sent(sparql: str, said: str) -> None:
    """Updates, and questions that the server would hand on, are refused before anything is sent."""
    with pytest.raises(QueryError, match=said):
        Endpoint("http://127.0.0.1:1/sparql").query(sparql)


def test_the_command_line_asks_an_endpoint(endpoint: str, built: Path, kg: Kg) -> None:
    """`kg query ADDRESS` writes the same as `kg query FOLDER`, in all formats."""
    for options in (
        [QUERIES[1], "-f", "csv"],
        [QUERIES[1]],
        [QUERIES[6], "-f", "nt"],
        ["-t", "open-deals", "-f", "json"],
    ):
        there, here = (kg("query", graph, *options) for graph in (endpoint, built))
        assert (there.exit_code, there.stdout) == (here.exit_code, here.stdout) == (0, here.stdout)


# ------------------------------------------------------------------ servers that aren't what they should be


class _Odd(BaseHTTPRequestHandler):
    """Answer each path in another wrong way."""

    answers: ClassVar[dict[str, tuple[int, dict[str, str], bytes]]] = {
        "/page": (200, {"Content-Type": "text/html"}, b"<html></html>"),
        "/moved": (308, {"Location": "https://elsewhere.example/sparql"}, b""),
        "/broken": (200, {"Content-Type": "application/sparql-results+json"}, b'{"head": {"vars": ["x"]}, "results'),
        "/busy": (503, {"Content-Type": "text/plain"}, b"try again \x1b[31m later\n"),
        "/html-error": (500, {"Content-Type": "text/html"}, b"<h1>Oops</h1>"),
        "/short": (200, {"Content-Type": "application/sparql-results+json", "Content-Length": "1000"}, b"{"),
        "/cut": (
            200,
            {"Content-Type": "application/sparql-results+json; charset=utf-8", "X-Truncated": "1"},
            b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "uri", "value": "http://x/"}}]}}',
        ),
    }

    def do_POST(self) -> None:
        """Answer."""
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/slow":
            time.sleep(3)
            return
        status, headers, body = self.answers[self.path]
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def odd() -> Iterator[str]:
    """Return the address of a server that answers each path in another wrong way."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Odd) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/page", "answers as text/html: is it a SPARQL endpoint?"),
        ("/moved", "has moved: ask https://elsewhere.example/sparql"),
        ("/broken", "the answer can't be read: "),
        ("/busy", "503 Service Unavailable: try again [31m later"),
        ("/html-error", "500 Internal Server Error"),
        ("/short", "the answer broke off"),
    ],
)
def test_an_odd_server_is_told_in_one_line(odd: str, path: str, said: str) -> None:
    """Each error names the address and what is wrong there, and lets no control of a terminal through."""
    with pytest.raises(GraphError) as caught:
        Endpoint(odd + path).query("SELECT ?x { ?x ?y ?z }")
    assert str(caught.value).startswith(f"{odd}{path}: {said}")
    assert str(caught.value).isprintable()


def test_a_server_that_says_nothing_is_given_up(odd: str) -> None:
    """The time limit is that of the whole answer."""
    with pytest.raises(StoppedQueryError, match=r"gave no answer within 0\.5 s"):
        Endpoint(f"{odd}/slow").query("SELECT ?x { ?x ?y ?z }", timeout=0.5)


def test_nobody_at_the_address_is_told(kg: Kg) -> None:
    """A port at which nobody listens is one clear line and exit code 1."""
    address = f"http://127.0.0.1:{_free_port()}/sparql"
    result = kg("query", address, "SELECT ?x { ?x ?y ?z }")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {address}: can't be reached: ")
    assert result.stderr.count("\n") == 1


def test_a_server_that_cuts_is_believed(odd: str) -> None:
    """An answer that the server cut is truncated, though its user set no limit."""
    assert Endpoint(f"{odd}/cut").query("SELECT ?x { ?x ?y ?z }").truncated


@pytest.mark.parametrize(
    "name",
    ["شركة سدير", "أوبن أيه آي", "OpenAI", "Sadeer & Co.", "مجموعة 2030", "«رَافِد»", "الـواحة", "C++", "فودافون مصر"],
)
def test_a_name_matches_the_pattern_of_its_folded_form(name: str) -> None:
    """What folds to a name is found by its pattern."""
    assert re.search(spellings(fold_name(name)), name, re.IGNORECASE)


def test_a_pattern_matches_other_spellings_alone() -> None:
    """Letters that fold alike stand for one another, others don't."""
    pattern = re.compile(spellings(fold_name("إعمار الأهلية")), re.IGNORECASE)
    assert [
        name
        for name in ("اعمار الاهليه", "أعمار الأهلية", "إعمار", "إعمار الأهلي", "عمار الأهلية")
        if pattern.search(name)
    ] == [
        "اعمار الاهليه",
        "أعمار الأهلية",
    ]
