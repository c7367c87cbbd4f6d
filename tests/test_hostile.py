"""Hostile and odd input: whatever stands in an article, its offsets are true, its graph is RDF, and nothing of it runs or is fetched."""

from __future__ import annotations

import csv
import io
import json
import socket
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.api import Graph
from kg.arabic.tokens import sentences
from kg.articles import Skipped, read_articles
from kg.entities.clues import NameClues
from kg.frames.phrases.nominal import Nominals
from kg.model import Article, Entity, Evidence, GraphError, Paragraph, QueryError, Reading, Span, Statement
from kg.reader import Reader

INJECTIONS = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=1+1",
    "@SUM(A1)",
    "-1+1",
    "\t=1",
    "> . <urn:x> <urn:y> <urn:z> .",
    'http://a b/<c>"\\',
    '"""',
    "\u202eسدير\u2066",
    "⒑",
    "²",
    "\x0b\x01",
    "javascript:alert(1)",
    "ـ",
)
WORDS = (
    "استحوذت", "شركة", "شركات", "«سدير»", "على", "رتاج", "مقابل", "5", "ملايين", "دولار", "و", "،", ".", "«", "»", "(", ")", "بعد", "ذلك", "بعامين", "عام",
    "2020", "قال", "محمد", "العلي", "إن", "الشركة", "ها", "الشركتان", "مثل", "تطبيق", "X", "٪", "9" * 400, "ـ", "\u202e", "\ufeff", "\u2028", *INJECTIONS,
)  # fmt: skip
ARTICLES = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), max_size=40).map(" ".join)


def article(text: str) -> Article:
    """Return an article of one paragraph."""
    return Article("hostile", text, (Paragraph(Span(0, len(text)), "body"),), published="2024-03-01")


@pytest.mark.parametrize(
    "text", ["أعلنت شركة سدير أن الشركة ل", "قال محمد العلي إن الشركة الناشئة لـ", "الشركة ال", "وقعت الشركة و"]
)
def test_a_sentence_may_be_cut_off_anywhere(reader: Reader, text: str) -> None:
    """After a clitic that belongs to nothing, too."""
    assert reader(article(text)).article.text == text


@given(text=ARTICLES)
@settings(max_examples=80)
def test_offsets_and_quotes_are_true_whatever_the_text(reader: Reader, text: str) -> None:
    """Tokens, entities and evidence stand in the text as they say."""
    parts = sentences(article(text), reader.analyse, reader.find.vocabulary)
    tokens = [token for part in parts for token in part.tokens]
    reading = reader(article(text))

    assert [text[token.span.start : token.span.end] for token in tokens] == [token.text for token in tokens]
    assert all(name in text for entity in reading.entities for name in entity.names)
    pieces = [piece for statement in reading.statements for piece in statement.evidence]
    assert [text[piece.span.start : piece.span.end] for piece in pieces] == [piece.quote for piece in pieces]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("قالت شركة «ـ» إنها تنمو.", id="a name without letters"),
        pytest.param("في نهاية عام وبعد ذلك بعامين باعت سدير حصتها.", id="years after no year"),
        pytest.param(
            "بلغت أرباح سدير 10^400 مليون دولار، أي " + "9" * 5000 + " ريالا.", id="numbers beyond all bounds"
        ),
        pytest.param("و" * 3000 + " " + "الكتاب" * 3000, id="endless words"),
    ],
)
def test_odd_texts_are_read(reader: Reader, text: str) -> None:
    """What no newspaper prints yields a reading, and no error."""
    assert reader(article(text)).article.text == text


# ------------------------------------------------------------------ work that grows with the text


def test_a_row_of_nouns_is_read_once(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plural in the genitive of a plural, 200 deep, takes so many steps as there are words, not two to the power of them."""
    steps: list[int] = []
    whole = Nominals.nominal
    monkeypatch.setattr(Nominals, "nominal", lambda *given, **more: steps.append(1) or whole(*given, **more))  # type: ignore[func-returns-value]
    reader(article("شركات " * 200))
    assert len(steps) < 600


def test_a_name_is_compared_with_those_that_it_may_shorten_alone() -> None:
    """Of a thousand names those are looked at that begin or end alike."""
    clues = NameClues()
    for number in range(1000):
        clues.add(f"شركه {number}")
    clues.add("سدير القابضه")
    assert list(clues.longer(["سدير"])) == ["سدير القابضه"]
    assert len(list(clues.longer(["شركه"]))) <= 100


# ------------------------------------------------------------------ what is made of it


def hostile_graph(*fields: str) -> Graph:
    """Return the graph of one statement whose names, title, publisher, link, speaker and office are these texts."""
    first, second, third = fields
    text = f"قال {first} إن {second} في {third}."
    evidence = Evidence("hostile", Span(0, len(text)), text, "rule", speaker=third)
    statement = Statement("one", "holds-position", "two", (("role_text", third),), "asserted", (evidence,))
    source = Article("hostile", text, title=first, publisher=second, author=third, url=second, published="2024-03-01")
    entities = (Entity("one", "Person", first, (first,)), Entity("two", "Company", second, (second, third)))
    return Graph.from_readings([Reading(source, entities, (statement,))])


FIELDS = st.tuples(
    *[
        st.one_of(
            st.sampled_from(INJECTIONS), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
        )
    ]
    * 3
)


@given(fields=FIELDS)
@settings(max_examples=40)
def test_graphs_are_read_alike_by_two_libraries(fields: tuple[str, str, str], tmp_path_factory: Any) -> None:
    """Whatever stands in the fields, rdflib and Oxigraph read as many quads as the graph has."""
    graph = hostile_graph(*fields)
    folder = tmp_path_factory.mktemp("rdf")
    for ending, kind, name in (("trig", ox.RdfFormat.TRIG, "trig"), ("nq", ox.RdfFormat.N_QUADS, "nquads")):
        data = Path(graph.export(folder / f"graph.{ending}")).read_bytes()
        theirs = rdflib.Dataset().parse(data=data, format=name)
        assert len(list(ox.parse(data, format=kind))) == len(list(theirs.quads())) == len(graph.store)  # type: ignore[attr-defined]


class Markup(HTMLParser):
    """Gather the scripts of a page and the attributes that would run something."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.scripts, self.running = 0, set[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one tag."""
        self.scripts += tag == "script"
        self.running |= {
            f"{tag} {key}" for key, value in attrs if key.startswith("on") or (value or "").startswith("javascript:")
        }


def test_a_page_runs_nothing_of_its_articles(tmp_path: Path) -> None:
    """The page of hostile articles has the scripts of the page of none."""
    hostile = Markup(hostile_graph(*INJECTIONS[:3]).to_html(tmp_path / "a.html", title=INJECTIONS[0]).read_text())
    harmless = Markup(Graph().to_html(tmp_path / "b.html").read_text())
    assert (hostile.scripts, hostile.running) == (harmless.scripts, harmless.running)


@given(fields=FIELDS)
@settings(max_examples=20)
def test_tables_hold_no_formulas(fields: tuple[str, str, str], tmp_path_factory: Any) -> None:
    """No cell begins as a formula does."""
    folder = tmp_path_factory.mktemp("tables") / "tables"
    cells = (
        cell
        for table in Path(hostile_graph(*fields).export(folder, "csv")).glob("*.csv")
        for row in csv.reader(io.StringIO(table.read_text(encoding="utf-8"), newline=""))
        for cell in row
    )
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


# ------------------------------------------------------------------ nothing is fetched


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let whatever asks for an address or a connection fail the test."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked for something")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def read(data: bytes, name: str, folder: Path) -> Iterator[Article | Skipped]:
    path = folder / name
    path.write_bytes(data)
    return read_articles(path)


REMOTE = (
    '<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY e SYSTEM "http://127.0.0.1:9/e">]><html><head>'
    '<base href="http://127.0.0.1:9/"><link rel="stylesheet" href="s.css"><script src="s.js"></script>'
    '<script type="application/ld+json">{"@context": "http://127.0.0.1:9/c", "@type": "NewsArticle"}</script></head>'
    '<body><iframe src="f"></iframe><img src="i.png"><p>استحوذت شركة سدير على شركة رتاج في صفقة كبيرة هذا العام. &e;</p></body></html>'
)


@pytest.mark.usefixtures("no_network")
def test_pages_fetch_nothing(tmp_path: Path, reader: Reader) -> None:
    """External entities, contexts, frames and scripts of a page stay where they are."""
    (page,) = read(REMOTE.encode(), "page.html", tmp_path)
    assert isinstance(page, Article)
    assert "سدير" in reader(page).article.text


@pytest.mark.usefixtures("no_network")
def test_graphs_fetch_nothing(tmp_path: Path) -> None:
    """owl:imports in a graph are no order to fetch them, and queries and updates that would fetch are refused."""
    path = tmp_path / "graph.trig"
    path.write_text("<urn:x> <http://www.w3.org/2002/07/owl#imports> <http://127.0.0.1:9/o> .\n")
    graph = Graph.load(path)
    for sparql in ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "LOAD <http://127.0.0.1:9/o>"):
        with pytest.raises(QueryError):
            graph.query(sparql)


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
@given(
    fields=st.dictionaries(
        st.sampled_from(("id", "title", "url", "publisher", "published", "author")),
        st.one_of(st.sampled_from(INJECTIONS), st.none(), st.floats(), st.text(max_size=9)),
        min_size=3,
    )
)
@settings(max_examples=30)
def test_records_are_articles_or_reasons(name: str, fields: dict[str, object], tmp_path_factory: Any) -> None:
    """Whatever stands in the fields of a record, it is an article or one line that says why it is none."""
    record = json.dumps({"text": "استحوذت شركة سدير على رتاج.", **fields}).encode()
    for found in read(record, name, tmp_path_factory.mktemp("records")):
        assert isinstance(found, Article) or len(found.reason.splitlines()) == 1


DEEP: list[Callable[[int], bytes]] = [
    lambda n: b'{"text": ' + b"[" * n + b"]" * n + b"}",
    lambda n: b"[" * n,
    lambda n: b'{"text": ' + b"1" * n + b"}",
]


@pytest.mark.parametrize("make", DEEP)
def test_deep_and_long_json_is_left_out_with_a_reason(make: Callable[[int], bytes], tmp_path: Path) -> None:
    """Brackets and digits by the hundred thousand are refused in one line."""
    (found,) = read(make(100_000), "deep.json", tmp_path)
    assert isinstance(found, Skipped)


def test_deep_pages_are_read_or_left_out_with_a_reason(tmp_path: Path) -> None:
    """Elements 20,000 deep in one another end no process."""
    (found,) = read(b"<div>" * 20_000 + "استحوذت شركة سدير على رتاج.".encode(), "deep.html", tmp_path)
    assert isinstance(found, Article | Skipped)


@pytest.mark.parametrize(
    "sparql",
    [
        pytest.param("SELECT * { FILTER(" + "(" * 9999 + "1" + ")" * 9999 + ") }", id="brackets"),
        pytest.param("SELECT * { FILTER(1<" + "(" * 9999 + "1>2) }", id="brackets that look like an IRI"),
        pytest.param("SELECT * { ?s ?p " + "[ ?p " * 9999 + "1" + " ]" * 9999 + " }", id="blank nodes"),
        pytest.param("SELECT * { FILTER(1" + "+1" * 9999 + ") }", id="sums"),
        pytest.param("SELECT * { {}" + " UNION {}" * 9999 + " }", id="unions"),
        pytest.param("SELECT * { " + "".join(f"BIND(1 AS ?v{n}) " for n in range(9999)) + "}", id="bindings"),
    ],
)
def test_queries_too_deep_for_the_engine_are_refused(sparql: str) -> None:
    """The engine would end the process; the error names the place."""
    with pytest.raises(GraphError, match=r"line 1, column \d+: the query (nests|has more)"):
        Graph().query(sparql)
