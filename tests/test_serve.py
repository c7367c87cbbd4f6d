"""The site by HTTP, as curl and SPARQL clients see it: the protocol, its refusals, hostile queries, and things at their IRIs' paths."""

from __future__ import annotations

import asyncio
import http.client
import json
import socket
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

import pytest
import rdflib

import kg as package
from kg.graph import question
from kg.model import StoppedQueryError

pytest.importorskip("starlette", reason="starlette isn't installed")

from kg.serve import Settings
from kg.serve.crew import BusyError, Crew, GoneError
from kg.serve.negotiation import ROW_TYPES, preferred, preferred_language

Serving = Callable[..., AbstractContextManager[str]]

NEVER_ENDING = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
BUYERS = "SELECT ?x { ?x kg:acquires ?y }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
LOST_QUOTE = "وقال آخرون إن"
PAGE = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


class Answer(NamedTuple):
    """Hold the answer to a request."""

    status: int
    headers: Mapping[str, str]
    text: str


def ask(site: str, path: str, method: str = "GET", body: Any = None, **headers: str) -> Answer:
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=120)
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        found = connection.getresponse()
        return Answer(found.status, {name.lower(): value for name, value in found.getheaders()}, found.read().decode())
    finally:
        connection.close()


def sparql(site: str, query: str, *more: tuple[str, str], **headers: str) -> Answer:
    return ask(site, f"/sparql?{urlencode([('query', query), *more])}", **headers)


# ------------------------------------------------------------------ the protocol


def test_a_query_is_asked_in_three_ways(site: str) -> None:
    """By GET, by POST as a form, and by POST as it is, a query has the same answer."""
    answers = {
        sparql(site, BUYERS).text,
        ask(site, "/sparql", "POST", urlencode({"query": BUYERS}), **FORM).text,
        ask(site, "/sparql", "POST", BUYERS.encode(), **DIRECT).text,
        ask(site, "/sparql", "POST", BUYERS.encode(), Content_Type="application/sparql-query; charset=utf-8").text,
    }
    assert [row["x"]["value"] for row in json.loads(answers.pop())["results"]["bindings"]] == [
        "https://kg.example/entity/sadeer"
    ]
    assert not answers


@pytest.mark.parametrize(
    ("accept", "sent"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/*;q=0.5, text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.2, application/sparql-results+json;q=0.1", "text/csv; charset=utf-8"),
        ("application/xml", "application/sparql-results+xml"),
        ("text/turtle, application/json;q=0.1", "application/sparql-results+json"),
    ],
)
def test_rows_come_in_the_format_that_is_wanted(site: str, accept: str, sent: str) -> None:
    """The Accept header is heeded with its values; types for triples count for nothing where there are rows."""
    found = sparql(site, BUYERS, Accept=accept)
    assert (found.status, found.headers["content-type"]) == (200, sent)
    assert "Accept" in found.headers["vary"]
    assert "sadeer" in found.text


@pytest.mark.parametrize(
    ("accept", "sent", "parser"),
    [
        ("*/*", "text/turtle; charset=utf-8", "turtle"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("application/rdf+xml, text/turtle;q=0.9", "application/rdf+xml", "xml"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/sparql-results+json, application/trig;q=0.1", "application/trig", "trig"),
    ],
)
def test_triples_come_in_the_format_that_is_wanted(site: str, accept: str, sent: str, parser: str) -> None:
    """CONSTRUCT answers in every RDF format, and rdflib reads it."""
    found = sparql(site, "CONSTRUCT { ?x a ?t } WHERE { ?x a ?t FILTER(ISIRI(?x)) }", Accept=accept)
    assert (found.status, found.headers["content-type"]) == (200, sent)
    assert len(list(rdflib.Dataset().parse(data=found.text, format=parser).quads())) == 5


@pytest.mark.parametrize("query", [BUYERS, "DESCRIBE e:sadeer"])
@pytest.mark.parametrize("accept", ["image/png", "*/*;q=0", "application/sparql-results+json;q=0, text/turtle;q=0"])
def test_what_nobody_can_write_is_not_acceptable(site: str, query: str, accept: str) -> None:
    """Where no format will do the answer names those that there are."""
    found = sparql(site, query, Accept=accept)
    assert found.status == 406
    assert "text/csv" in found.text


def test_a_format_can_be_named_in_the_address(site: str) -> None:
    """A link can't set headers, so it names the format; one that doesn't fit the kind of answer is refused."""
    assert (
        sparql(site, BUYERS, ("format", "csv"), Accept="text/html").text == "x\r\nhttps://kg.example/entity/sadeer\r\n"
    )
    assert sparql(site, BUYERS, ("format", "turtle")).status == 406
    assert sparql(site, BUYERS, ("format", "doc")).status == 400


def test_graphs_are_chosen_by_the_request(site: str) -> None:
    """default-graph-uri makes up the default graph, named-graph-uri those of GRAPH; where one is chosen there is none of the other."""
    deal = ("https://kg.example/article/deal", "https://kg.example/article/later%2050%25")
    count = "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?g) AS ?g2) { { ?x kg:evidence ?y } UNION { GRAPH ?g { ?e a kg:Evidence } } }"
    rows = [
        sparql(site, count, *more, Accept="text/csv").text.split()[1]
        for more in (
            (),
            (("default-graph-uri", deal[0]),),
            (("default-graph-uri", deal[0]), ("default-graph-uri", deal[1])),
            (("named-graph-uri", deal[1]),),
            (("named-graph-uri", deal[1]), ("default-graph-uri", deal[0])),
        )
    ]
    assert rows == ["10,2", "3,0", "5,0", "2,1", "5,1"]
    assert (
        sparql(site, f"SELECT * FROM <{deal[0]}> {{ ?x a schema:NewsArticle }}", Accept="text/csv").text.count("\n")
        == 2
    )


def test_an_answer_that_is_cut_says_so(site: str) -> None:
    """Of more rows than the limit the first are sent, with a header."""
    found = sparql(site, "SELECT * { ?s ?p ?o }", Accept="text/csv")
    assert found.headers["x-truncated"] == "5"
    assert found.text.count("\n") == 6
    assert "x-truncated" not in sparql(site, BUYERS).headers


@pytest.mark.parametrize(
    ("path", "method", "body", "headers", "status", "told"),
    [
        ("/sparql?query=ASK{}&query=ASK{}", "GET", None, {}, 400, "one query"),
        ("/sparql?default-graph-uri=x", "GET", None, {}, 400, "«query» is missing"),
        ("/sparql", "POST", "", FORM, 200, "Service"),
        ("/sparql?query=ASK{}&default-graph-uri=no+iri", "GET", None, {}, 400, "no IRI"),
        ("/sparql?query=%FF", "GET", None, {}, 400, "can't be read"),
        ("/sparql", "POST", b"ASK {} # \xff", DIRECT, 400, "isn't UTF-8: byte 0xff at offset 9"),
        ("/sparql", "POST", "ASK {}", {"Content-Type": "text/plain"}, 415, "application/sparql-query"),
        ("/sparql", "POST", "x" * 300_000, DIRECT, 413, "262,144 bytes"),
        ("/sparql", "POST", iter([b"x" * 200_000] * 2), DIRECT, 413, "262,144 bytes"),
        ("/sparql", "PUT", "ASK {}", DIRECT, 405, "Method Not Allowed"),
        ("/sparql", "POST", "CLEAR ALL", {"Content-Type": "application/sparql-update"}, 403, "read only"),
        ("/sparql", "POST", "update=CLEAR+ALL", FORM, 403, "read only"),
        ("/sparql?query=CLEAR+ALL", "GET", None, {}, 400, "query, line 1, column 1: CLEAR would change"),
        ("/sparql?query=SELECT+*+%0A{+%3Fx+}", "GET", None, {}, 400, "query, line 2, column 6: "),
        ("/sparql?query=ASK{+SERVICE+<http://127.0.0.1/>+{}+}", "GET", None, {}, 400, "line 1, column 6: SERVICE"),
    ],
)
def test_what_is_wrong_is_refused_with_its_reason(
    site: str, path: str, method: str, body: object, headers: dict[str, str], status: int, told: str
) -> None:
    """Each mistake has its status, and a line of plain text that says what it is and where."""
    found = ask(site, quote(path, safe="/?&=%+<>:*{}"), method, body, **headers)
    assert (found.status, told in found.text) == (status, True), found.text
    if status != 200:
        assert found.headers["content-type"] == "text/plain; charset=utf-8"


def test_an_answer_has_no_body_where_only_its_head_is_wanted(site: str) -> None:
    """HEAD is answered as GET is, without the body."""
    found = ask(site, "/entity/sadeer", "HEAD")
    assert (found.status, found.text) == (200, "")


def test_other_sites_may_ask(site: str, served: Path, serving: Serving) -> None:
    """Browsers let pages of any origin ask, or of the one that is allowed; the header of a cut answer can be read."""
    found = sparql(site, "SELECT * { ?s ?p ?o }", Origin="https://elsewhere.example")
    assert found.headers["access-control-allow-origin"] == "*"
    assert "X-Truncated" in found.headers["access-control-expose-headers"]
    wanted = {"Access_Control_Request_Method": "POST", "Access_Control_Request_Headers": "content-type"}
    before = ask(site, "/sparql", "OPTIONS", Origin="https://elsewhere.example", **wanted)
    assert (before.status, before.headers["access-control-allow-headers"]) == (200, "content-type")
    assert "POST" in before.headers["access-control-allow-methods"]
    with serving(served, "--allow-origin", "https://friend.example") as narrow:
        assert ask(narrow, "/sparql", "OPTIONS", Origin="https://elsewhere.example", **wanted).status == 400
        found = sparql(narrow, BUYERS, Origin="https://friend.example")
        assert found.headers["access-control-allow-origin"] == "https://friend.example"


@pytest.mark.parametrize(("accept", "parser"), [("text/turtle", "turtle"), ("application/ld+json", "json-ld")])
def test_the_endpoint_describes_itself(site: str, accept: str, parser: str) -> None:
    """Without a query the endpoint says what it can do and what it holds."""
    sd, void = (
        rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#"),
        rdflib.Namespace("http://rdfs.org/ns/void#"),
    )
    found = rdflib.Graph().parse(data=ask(site, "/sparql", Accept=accept).text, format=parser)
    endpoint = rdflib.URIRef(f"{site}/sparql")
    assert found.value(endpoint, sd.endpoint) == endpoint
    dataset = found.value(endpoint, sd.defaultDataset)
    assert found.value(dataset, void.entities) == rdflib.Literal(5)
    names = {str(found.value(graph, sd.name)) for graph in found.objects(dataset, sd.namedGraph)}
    assert names == {"https://kg.example/article/deal", "https://kg.example/article/later%2050%25"}


def test_sparqlwrapper_gets_what_it_asks_for(site: str) -> None:
    """The usual client of SPARQL for Python works as it is, by GET and by POST."""
    wrapper = pytest.importorskip("SPARQLWrapper", reason="SPARQLWrapper isn't installed")
    client = wrapper.SPARQLWrapper(f"{site}/sparql")
    client.setQuery("PREFIX kg: <https://kg.example/ontology#>\n" + BUYERS)
    client.setReturnFormat(wrapper.JSON)
    assert [row["x"]["value"] for row in client.queryAndConvert()["results"]["bindings"]] == [
        "https://kg.example/entity/sadeer"
    ]
    client.setMethod(wrapper.POST)
    assert len(client.queryAndConvert()["results"]["bindings"]) == 1
    client.setReturnFormat(wrapper.CSV)
    assert client.queryAndConvert().decode().startswith("x\r\n")
    client.setQuery("ASK {}")
    client.setReturnFormat("xml")
    assert "true" in client.queryAndConvert().toxml()
    client.setQuery("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3")
    client.setReturnFormat(wrapper.TURTLE)
    assert len(rdflib.Graph().parse(data=client.queryAndConvert(), format="turtle")) == 3
    client.setReturnFormat("rdf+xml")
    assert len(client.queryAndConvert()) == 3


# ------------------------------------------------------------------ choosing


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, "json"),
        ("", "json"),
        ("text/*", "xml"),
        ("text/csv;q=1, */*;q=1", "csv"),
        ("application/*;q=0.1, text/tab-separated-values;q=0.2", "tsv"),
        ("text/csv;q=0, text/*;q=0.4", "xml"),
        ("*/*;q=0.001", "json"),
        ("TEXT/CSV ; Q=0.3", "csv"),
        ("text/csv;q=never, text/tab-separated-values;q=0.1", "tsv"),
        ("text/csv;q=nan", None),
        ("image/png", None),
    ],
)
def test_a_format_is_preferred(accept: str | None, form: str | None) -> None:
    """The highest value wins, the more specific range speaks, and of equals the one that is named."""
    assert preferred(accept, ROW_TYPES) == form


@pytest.mark.parametrize(
    ("accept", "language"),
    [(None, "ar"), ("en", "en"), ("ar-EG,en;q=0.9", "ar"), ("fr, en-GB;q=0.3", "en"), ("fr", "ar"), ("en;q=0", "ar")],
)
def test_a_language_is_preferred(accept: str | None, language: str) -> None:
    """Arabic and English are told apart by their values; whoever wants neither gets the first."""
    assert preferred_language(accept, ("ar", "en")) == language


# ------------------------------------------------------------------ hostile queries


def test_many_hostile_queries_leave_the_site_alive(served: Path, serving: Serving) -> None:
    """Queries that never end are stopped or turned away, all of them, and other requests are answered meanwhile and after."""
    with serving(served, "--timeout", 2, "--processes", 2) as site, ThreadPoolExecutor(12) as clients:
        hostile = [clients.submit(sparql, site, NEVER_ENDING) for _ in range(12)]
        assert ask(site, "/entity/sadeer").status == 200
        found = [client.result() for client in hostile]
        assert {answer.status for answer in found} == {503, 504}
        assert all(answer.headers["retry-after"] == "2" for answer in found if answer.status == 503)
        assert all("longer than 2 s" in answer.text for answer in found if answer.status == 504)
        assert sparql(site, BUYERS, Accept="text/csv").status == 200


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        (
            "SELECT * { FILTER(" + "(" * 12_000 + "1" + ")" * 12_000 + ") }",
            400,
            "query, line 1, column 117: the query nests",
        ),
        (
            "SELECT ?v40 { BIND('0123456789' AS ?v0) "
            + " ".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(40))
            + " }",
            504,
            "the query was stopped: ",
        ),
    ],
)
def test_a_query_that_would_break_its_process_leaves_the_site_alive(
    site: str, query: str, status: int, told: str
) -> None:
    """Too deep for the parser or too large for the memory: the query is told so, and the next one is answered."""
    found = ask(site, "/sparql", "POST", query, **DIRECT)
    assert (found.status, found.text[: len(told)]) == (status, told)
    assert sparql(site, BUYERS).status == 200


def test_a_client_that_goes_away_stops_its_query(served: Path, serving: Serving) -> None:
    """A query whose client hangs up makes room for the next one at once."""
    with serving(served, "--timeout", 600, "--processes", 1) as site:
        host, port = urlsplit(site).netloc.split(":")
        for _ in range(3):
            with socket.create_connection((host, int(port)), timeout=60) as client:
                client.sendall(f"GET /sparql?query={quote(NEVER_ENDING)} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
                client.settimeout(0.3)
                with pytest.raises(TimeoutError):
                    client.recv(1)
        found = [sparql(site, BUYERS).status for _ in range(5)]
        assert 200 in found, found


def test_a_crew_turns_away_and_gives_up(served: Path) -> None:
    """Whoever finds no free process in time is turned away; a question that nobody waits for any more frees its process."""
    crew = Crew(package.load(served), Settings(processes=1, patience=0.2))
    leave = asyncio.Event()

    async def gone() -> None:
        await leave.wait()

    async def never() -> None:
        await asyncio.Event().wait()

    async def scene() -> None:
        await crew.start()
        endless, quick = question(NEVER_ENDING, {}), question("ASK {}", {})
        first = asyncio.ensure_future(crew.ask(lambda process: process.answer(endless, 600), gone))
        await asyncio.sleep(0.3)
        with pytest.raises(BusyError):
            await crew.ask(lambda process: process.answer(quick, 60), never)
        leave.set()
        with pytest.raises(GoneError):
            await first
        crew.settings = Settings(patience=60)
        assert await crew.ask(lambda process: process.answer(quick, 60), never)
        with pytest.raises(StoppedQueryError):
            await crew.ask(lambda process: process.answer(endless, 0.3), never)
        crew.stop()

    asyncio.run(scene())


# ------------------------------------------------------------------ things


class Page(HTMLParser):
    """Collect the text of a page, its links, and the elements that could run something."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.started: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: D102
        self.started.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:  # noqa: D102
        self.words.append(data)

    @property
    def text(self) -> str:
        """Return what a reader sees, in one line."""
        return " ".join(" ".join(self.words).split())


@pytest.mark.parametrize(
    ("path", "holds"),
    [
        ("/entity/sadeer", ("شركة سدير", "يستحوذ على", "مصنع الواحة", "مليارا دولار", "مخطط لها", "1 مارس 2024")),
        ("/entity/%D8%A7%D9%84%D9%88%D8%A7%D8%AD%D9%87", ("مصنع الواحة", "علاقات واردة")),
        ("/entity/ufuq", ("متعارضة", "7 مليارات ريال")),
        ("/article/later%2050%25", ("أفق والواحة", "تعتزم", "5 مليارات ريال")),
        ("/ontology", ("kg:acquires", "يستحوذ على")),
        ("/search?q=%D8%A7%D9%81%D9%82", ("أفق القابضة", "نتائج البحث عن")),
        ("/query?template=positions", ("أسئلة جاهزة",)),
    ],
)
def test_things_have_pages(site: str, path: str, holds: tuple[str, ...]) -> None:
    """What an IRI names has a page at its path, with what is said of it, by whom and in which words."""
    found = ask(site, path, **PAGE)
    text = Page(found.text).text
    assert found.status == 200
    assert [part for part in holds if part not in text] == []
    assert found.headers["content-security-policy"].startswith("default-src 'none'; script-src 'sha256-")


def test_a_statement_stands_beside_those_that_differ(site: str) -> None:
    """The page of a statement shows what else is said of the matter, and what the two are to each other."""
    query = "SELECT ?s { ?s kg:relation kg:reports-loss } ORDER BY ?s LIMIT 1"
    (found,) = sparql(site, query, Accept="text/csv").text.split()[1:]
    text = Page(ask(site, urlsplit(found).path, **PAGE).text).text
    assert all(part in text for part in ("تناقض", "5 مليارات ريال", "7 مليارات ريال", LOST_QUOTE))


def test_every_link_of_a_page_leads_somewhere(site: str) -> None:
    """Statements, articles, entities, data and the other language: each link of a page is answered."""
    start = "/entity/sadeer?lang=en"
    links = {link for link in Page(ask(site, start, **PAGE).text).links if link.startswith(("/", "?"))}
    assert {link.split("/")[1].split("?")[0] for link in links if link[0] == "/"} >= {"entity", "statement", "article"}
    for link in sorted(links):
        address = link if link.startswith("/") else f"/entity/sadeer{link}"
        assert ask(site, address.partition("#")[0], **PAGE).status == 200, link


@pytest.mark.parametrize("path", ["entity/sadeer", "article/deal", "article/later%2050%25"])
@pytest.mark.parametrize(
    ("accept", "parser"),
    [
        ("text/turtle", "turtle"),
        ("application/ld+json", "json-ld"),
        ("application/trig;q=0.4, text/html;q=0.3", "trig"),
    ],
)
def test_things_have_data(site: str, path: str, accept: str, parser: str) -> None:
    """The same address gives what the graph says of the thing as data, for those who ask for it."""
    found = ask(site, f"/{path}", Accept=accept)
    assert "Accept" in found.headers["vary"]
    data = rdflib.Dataset().parse(data=found.text, format=parser)
    thing = rdflib.URIRef(f"https://kg.example/{path}")
    assert any(quad[0] == thing for quad in data.quads())
    assert any(str(quad[2]) == "https://kg.example/ontology#Evidence" for quad in data.quads())
    named = ask(site, f"/{path}?format={ {'json-ld': 'jsonld'}.get(parser, parser) }", Accept="text/html")
    assert named.text == found.text


def test_statements_and_their_evidence_resolve(site: str) -> None:
    """The IRIs of statements, evidence, figures and stretches of text have pages and data too."""
    query = """SELECT DISTINCT ?x { ?s kg:amount ?f ; kg:evidence ?e . GRAPH ?g { ?e kg:subjectSpan ?p }
        VALUES ?n { 0 1 2 3 } BIND(IF(?n = 0, ?s, IF(?n = 1, ?f, IF(?n = 2, ?e, ?p))) AS ?x) }"""
    rows = sparql(site, query, Accept="text/csv").text.split()[1:]
    kinds = {urlsplit(row).path.split("/")[1] for row in rows}
    assert kinds == {"statement", "figure", "evidence", "span"}
    for row in rows:
        assert ask(site, urlsplit(row).path, **PAGE).status == 200
        data = rdflib.Graph().parse(data=ask(site, urlsplit(row).path, Accept="text/turtle").text)
        assert rdflib.URIRef(row) in set(data.subjects())


@pytest.mark.parametrize("path", ["/entity/nobody", "/entity/", "/nothing/sadeer", "/entity/../etc/passwd", "/x"])
def test_what_is_not_there_is_said_in_both_languages(site: str, path: str) -> None:
    """A path without a thing is not found, in the language of the reader, and in both for programs."""
    for language, told in (("ar", "الصفحة غير موجودة"), ("en", "Page not found")):
        found = ask(site, path, Accept_Language=language, **PAGE)
        assert (found.status, found.headers["content-language"], told in found.text) == (404, language, True)
    plain = ask(site, path, Accept="text/turtle")
    assert (plain.status, plain.headers["content-type"]) == (404, "text/plain; charset=utf-8")
    assert all(told in plain.text for told in ("لا شيء في الشبكة", "holds nothing"))


def test_a_thing_in_no_format_is_not_acceptable(site: str) -> None:
    """Where a thing has no such format, those that it has are named."""
    assert ask(site, "/entity/sadeer", Accept="image/png").status == 406
    assert "text/turtle" in ask(site, "/entity/sadeer?format=pdf").text


def test_languages_are_chosen_by_header_and_by_address(site: str) -> None:
    """The browser's language holds until a link chooses another, which the links of that page keep."""
    assert ask(site, "/entity/sadeer", Accept_Language="en", **PAGE).headers["content-language"] == "en"
    found = ask(site, "/entity/sadeer?lang=ar", Accept_Language="en", **PAGE)
    assert found.headers["content-language"] == "ar"
    assert 'dir="rtl"' in found.text
    links = [link for link in Page(found.text).links if link.startswith("/entity/")]
    assert links
    assert all("lang=" in link for link in links)


@pytest.mark.parametrize(
    "path",
    ["/entity/hostile", "/article/deal", "/entity/sadeer", "/query?query=SELECT+*+{?s+?p+?o}", "/search?q=s"],
)
def test_hostile_names_are_text(site: str, hostile: str, path: str) -> None:
    """Names, titles and quotes that look like markup stay text, and links run nothing."""
    page = Page(ask(site, path, **PAGE).text)
    assert page.started.count("script") == 2
    assert "img" not in page.started
    assert [link for link in page.links if link.lower().startswith("javascript")] == []
    if path.startswith(("/entity/hostile", "/article")):
        assert " ".join(hostile.split()) in page.text


@pytest.mark.parametrize(
    ("typed", "found"),
    [("افق", ["ufuq", "ufuq-2"]), ("الواحه", ["الواحه"]), ("sadeer", ["sadeer"]), ("زحل", []), ("", [])],
)
def test_names_are_completed(site: str, typed: str, found: list[str]) -> None:
    """What is typed finds entities in either script, without hamzas; a name that two share can't be filled in as it is."""
    rows = json.loads(ask(site, f"/names?q={quote(typed)}&lang=ar").text)
    assert [row["id"] for row in rows] == found
    assert all(row["plain"] == (len(found) == 1) for row in rows)


def test_a_browser_that_asks_the_endpoint_is_led_to_the_page(site: str) -> None:
    """A query in the address bar leads to the page of questions, and so does the endpoint itself."""
    found = sparql(site, BUYERS, **PAGE)
    assert (found.status, found.headers["location"]) == (
        303,
        "/query?query=SELECT+%3Fx+%7B+%3Fx+kg%3Aacquires+%3Fy+%7D",
    )
    assert ask(site, "/sparql", **PAGE).headers["location"] == "/query"


def test_a_port_that_is_taken_is_told_in_one_line(kg: Callable[..., Any], served: Path, site: str) -> None:
    """Two servers can't have one port, and the second says so."""
    result = kg("serve", served, "--port", urlsplit(site).port)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: 127.0.0.1:")
    assert result.stderr.count("\n") == 1
