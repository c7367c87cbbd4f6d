"""The explorer: one page that asks no network for anything, holds all evidence, and runs nothing that an article says."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from kg.graph import Graph
from kg.model import Article, Entity, Evidence, Quantity, Reading, Span, Statement
from kg.views import notebook_bundle, to_html, write_html
from kg.views.assets import EXPLORER
from kg.views.page import SCRIPTS, marks, wrapped
from kg.views.wording import TEMPLATES

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u2028'\"&<!--"
QUOTE = "قالت شركة سدير 🏦 إنها استحوذت على «الواحة» أمس."
TEXT = f"مقدمة. {QUOTE} وقال {HOSTILE} شيئا."


def span(part: str) -> Span:
    start = TEXT.index(part)
    return Span(start, start + len(part))


def evidence(quote: str = QUOTE) -> Evidence:
    return Evidence(
        "deal",
        span(quote),
        quote,
        rule="frame",
        speaker="مصدر مطلع",
        subject_span=span("شركة سدير"),
        object_span=span("الواحة"),
        trigger_span=span("استحوذت على"),
    )


def reading() -> Reading:
    entities = (
        Entity("sadeer", "Company", "شركة سدير", ("شركة سدير", "Sadeer")),
        Entity("waha", "Facility", "الواحة"),
        Entity("hostile", "Person", HOSTILE, (HOSTILE,)),
        Entity("alone", "Place", "الرياض"),
    )
    hostile_evidence = Evidence("deal", span(HOSTILE), HOSTILE, rule="frame", speaker=HOSTILE)
    statements = (
        Statement("sadeer", "acquires", "waha", (("amount", Quantity(2e9, "USD", "approx")),), evidence=(evidence(),)),
        Statement("sadeer", "acquires", "waha", status="planned", evidence=(evidence(),)),
        Statement("waha", "supplies", "sadeer", evidence=(evidence(),)),
        Statement("sadeer", "reports-loss", Quantity(5e9, "SAR"), evidence=(evidence(),)),
        Statement("hostile", "holds-position", "sadeer", (("role_text", HOSTILE),), evidence=(hostile_evidence,)),
    )
    article = Article("deal", TEXT, title=HOSTILE, published="2024-03-01", url="javascript:alert(3)")
    return Reading(article, entities, statements)


@pytest.fixture(name="graph", scope="module")
def _graph() -> Graph:
    return Graph.from_readings([reading()])


@pytest.fixture(name="page", scope="module")
def _page(graph: Graph) -> str:
    return to_html(graph, title=HOSTILE)


class Elements(HTMLParser):
    """Collect the elements of a page with their attributes and the text of scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[int, str] = {}
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.found.append((tag, dict(attrs)))
        self.inside = True

    def handle_endtag(self, tag: str) -> None:
        """Note that the text which follows is no longer that of the last element."""
        self.inside = False

    def handle_data(self, data: str) -> None:
        """Note the text of the element that has just begun."""
        if self.inside:
            number = len(self.found) - 1
            self.texts[number] = self.texts.get(number, "") + data

    def all(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        """Return the attributes and texts of all elements of a name."""
        return [
            (attributes, self.texts.get(number, ""))
            for number, (name, attributes) in enumerate(self.found)
            if name == tag
        ]


PROGRAM = "\n".join((EXPLORER / name).read_text(encoding="utf-8") for name in SCRIPTS)


def data_of(page: str) -> dict[str, Any]:
    [text] = [text for attributes, text in Elements(page).all("script") if attributes.get("type") == "application/json"]
    data: dict[str, Any] = json.loads(text)
    return data


def test_page_is_right_to_left_arabic(page: str) -> None:
    """The page says its language, its direction and its encoding, as the canvas takes its direction from there."""
    elements = Elements(page)

    assert page.startswith("<!DOCTYPE html>")
    assert elements.all("html")[0][0] == {"lang": "ar", "dir": "rtl"}
    assert elements.all("meta")[0][0] == {"charset": "utf-8"}


def test_page_can_be_english(graph: Graph) -> None:
    """An English page runs from left to right and keeps the Arabic words for its switch."""
    page = to_html(graph, language="en")

    assert Elements(page).all("html")[0][0] == {"lang": "en", "dir": "ltr"}
    assert data_of(page)["page"]["words"]["view.table"] == ["الجدول", "Table"]


def test_page_requests_nothing(page: str) -> None:
    """No element loads a file, no style imports one, and our program has no way to ask for one."""
    elements = Elements(page)

    assert {tag for tag, _ in elements.found}.isdisjoint({"link", "img", "iframe", "object", "embed", "base", "form"})
    loading = {"src", "href", "srcset", "data", "action", "poster", "background"}
    assert [attributes for _, attributes in elements.found if loading & set(attributes)] == []
    for _, style in elements.all("style"):
        assert "@import" not in style
        assert re.findall(r"url\((?!\s*[\"']?data:)[^)]{0,40}", style) == []
    assert (
        re.findall(
            r"fetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|import\(|https?://(?!www\.w3\.org/2000/svg\")\w",
            PROGRAM,
        )
        == []
    )
    assert "sourceMappingURL" not in page


def test_program_writes_text_only() -> None:
    """Our program never makes elements or code out of text."""
    assert re.findall(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|new Function|srcdoc", PROGRAM) == []


def test_every_script_is_in_the_page() -> None:
    """The scripts of the folder are those that the page runs."""
    assert sorted(path.name for path in EXPLORER.glob("*.js")) == sorted(SCRIPTS)


def test_policy_lets_only_our_scripts_run(page: str) -> None:
    """The policy forbids all requests and allows exactly the scripts and styles that stand in the page."""
    elements = Elements(page)
    [policy] = [a["content"] or "" for a, _ in elements.all("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    allowed = dict(part.strip().split(" ", 1) for part in policy.split(";"))

    def hashes(tag: str) -> list[str]:
        texts = [text for attributes, text in elements.all(tag) if attributes.get("type") != "application/json"]
        return [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts]

    assert allowed["default-src"] == "'none'"
    assert allowed["script-src"].split() == hashes("script")
    assert allowed["style-src"].split() == hashes("style")
    assert allowed["img-src"] == "data:"


def test_page_has_no_inline_handler_or_style(page: str) -> None:
    """No attribute of an element carries code or style, which the policy would refuse."""
    attributes = {name for _, found in Elements(page).found for name in found}

    assert [name for name in attributes if name.startswith("on") or name == "style"] == []


def test_data_holds_every_statement_and_quote(page: str, graph: Graph) -> None:
    """Every statement is an edge, and each of its quotes can be found with its article."""
    data = data_of(page)
    edges = {edge["id"]: edge for edge in data["edges"]}
    for statement in graph.statements():
        shown = edges[statement.id]["kg"]["evidence"]
        assert [data["page"]["sentences"][item["sentence"]] for item in shown] == [e.quote for e in statement.evidence]
        assert all(item["article"] in data["page"]["articles"] for item in shown)

    assert len(edges) == len(graph.statements())


def test_data_is_written_in_letters(page: str) -> None:
    """Arabic stands in the page as it is, not as escapes of six bytes a letter."""
    assert QUOTE in page


def test_hostile_text_stays_text(page: str) -> None:
    """Names, quotes and titles made of HTML add no element to the page."""
    elements = Elements(page)

    assert [attributes.get("type") for attributes, _ in elements.all("script")] == ["application/json"] + [None] * (
        len(SCRIPTS) + 1
    )
    assert elements.all("img") == []
    assert any(node["label"] == HOSTILE for node in data_of(page)["nodes"])
    assert page.count("<!--") <= (EXPLORER / "explorer.html.j2").read_text().count("<!--")


def test_figures_and_amounts_stand_in_words(page: str) -> None:
    """A figure is a node, and an amount stands in words on its edge and among its qualifiers."""
    data = data_of(page)

    assert "5 مليارات ريال سعودي" in {node["label"] for node in data["nodes"] if node["kg"]["type"] == "Figure"}
    notes = [edge["kg"] for edge in data["edges"] if edge["kg"]["note"]]
    assert [kg["note"] for kg in notes] == [["نحو ملياري دولار", "about 2 billion US dollars"]]
    assert notes[0]["qualifiers"] == [["المبلغ", "Amount", "نحو ملياري دولار", "about 2 billion US dollars"]]


def test_parallel_edges_lie_apart(page: str) -> None:
    """Statements between the same two entities bend differently, also where they point the other way."""
    edges = [edge for edge in data_of(page)["edges"] if {edge["from"], edge["to"]} == {"sadeer", "waha"}]
    bends = {edge["kg"]["bend"] * (1 if edge["from"] == "sadeer" else -1) for edge in edges}

    assert len(edges) == 3
    assert len(bends) == 3


def test_page_has_equal_bytes_in_any_order(page: str) -> None:
    """The same statements in another order give the same page."""
    one = reading()
    other = Graph.from_readings([Reading(one.article, one.entities[::-1], one.statements[::-1])])

    assert to_html(other, title=HOSTILE) == page


def test_page_of_nothing(tmp_path: Path) -> None:
    """A graph without entities is a page that says so."""
    write_html(Graph.from_readings([]), tmp_path / "empty.html")
    data = data_of((tmp_path / "empty.html").read_text(encoding="utf-8"))

    assert (data["nodes"], data["edges"]) == ([], [])
    assert "empty.graph" in data["page"]["words"]
    assert list(tmp_path.iterdir()) == [tmp_path / "empty.html"]


def test_large_graphs_show_the_best_connected(graph: Graph) -> None:
    """A page with less room keeps the entities with most statements and says what it leaves out."""
    data = data_of(to_html(graph, top=2))

    assert [node["id"] for node in data["nodes"]] == ["sadeer", "waha"]
    assert data["page"]["cut"] == [2, 5]


def test_marks_are_counted_as_javascript_counts() -> None:
    """Marks are offsets into the quote in UTF-16 units, where a picture letter counts twice."""
    units = QUOTE.encode("utf-16-le")
    found = {role: units[2 * start : 2 * end].decode("utf-16-le") for start, end, role in marks(evidence())}

    assert found == {"subject": "شركة سدير", "trigger": "استحوذت على", "object": "الواحة"}


def test_marks_never_overlap() -> None:
    """Where spans overlap the subject is marked whole, and spans outside of the quote are left out."""
    quote = "قالت شركة سدير 🏦 إنها"
    whole = Evidence("deal", span(quote), quote, "frame", subject_span=span("سدير"), object_span=span("شركة سدير"))
    outside = Evidence("deal", span("مقدمة"), "مقدمة", "frame", subject_span=span("سدير"))

    assert marks(whole) == [(5, 10, "object"), (10, 14, "subject")]
    assert marks(outside) == []


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("سدير", ["سدير"]),
        ("صندوق آفاق للاستثمارات التقنية", ["صندوق آفاق", "للاستثمارات التقنية"]),
        ("رافد للتقنية (Rafid Tech)", ["رافد للتقنية", "(Rafid Tech)"]),
        ("", [""]),
    ],
)
def test_names_are_wrapped(name: str, lines: list[str]) -> None:
    """Long names are broken between words, and brackets stay on one line."""
    assert wrapped(name).split("\n") == lines


def test_long_names_are_cut() -> None:
    """A name of more than three lines or of one endless word ends in an ellipsis."""
    assert len(wrapped("كلمة طويلة جدا " * 20).split("\n")) == 3
    assert wrapped("س" * 99).endswith("…")


def test_notebook_shows_a_sandboxed_frame(graph: Graph) -> None:
    """A notebook gets the page in a frame without rights, and a caption where frames are dropped."""
    bundle = notebook_bundle(graph, height=400)
    [(frame, _)] = Elements(bundle["text/html"]).all("iframe")

    assert frame["sandbox"] == "allow-scripts allow-downloads"
    assert frame["height"] == "400"
    assert frame["srcdoc"] == to_html(graph)
    assert "الكيانات: 4" in html.unescape(bundle["text/html"].split("<iframe")[0])
    assert bundle["text/plain"] == "Entities: 4 · Statements: 5 · Articles: 1"


def test_notebook_stays_small() -> None:
    """Of a graph with thousands of statements a notebook gets its best connected nodes, in a few megabytes, and all the counts."""
    entities = tuple(Entity(f"e{number}", "Company", f"شركة {number}") for number in range(900))
    quote = Evidence("big", Span(0, 4), "TEXT", rule="frame")
    pairs = [(start, (start + step) % 900) for start in range(900) for step in (1, 7, 30, 200)]
    said = tuple(Statement(f"e{one}", "owns", f"e{other}", evidence=(quote,)) for one, other in pairs)
    large = Graph.from_readings([Reading(Article("big", "TEXT"), entities, said)])
    bundle = notebook_bundle(large)

    assert len(bundle["text/html"].encode()) < 3_000_000
    [shown] = re.findall(r'"cut": ?\[(\d+), ?900\]', html.unescape(bundle["text/html"]))
    assert 100 < int(shown) < 900
    assert bundle["text/plain"] == "Entities: 900 · Statements: 3600 · Articles: 1"


def test_program_finds_all_its_words() -> None:
    """Every word that the program or the template asks for is in the table, and every word of the table is used."""
    table = {line.split("\t")[0] for line in (TEMPLATES / "strings.tsv").read_text(encoding="utf-8").splitlines()[2:]}
    sources = [EXPLORER / "explorer.html.j2", *TEMPLATES.parent.glob("*.py")]
    text = "\n".join([PROGRAM, *(path.read_text(encoding="utf-8") for path in sources)])
    asked = set(re.findall(r"word(?:s_of)?\(\"([\w.-]+)\"|words\[\"([\w.-]+)\"\]", text))

    assert {one or other for one, other in asked} <= table
    unused = [key for key in table if key not in text and f"{key.rpartition('.')[0]}.$" not in text]
    families = (
        "bound.",
        "qualifier.",
        "quarter.",
        "month.",
        "role.",
        "type.",
        "column.",
        "evidence.where.",
        "verdict.",
    )
    assert [key for key in unused if not key.startswith(families)] == []


def test_every_shape_has_a_colour_of_its_own_in_both_themes() -> None:
    """What is told apart by its shape on the page is told apart by its colour too, in the light and in the dark."""
    shapes = (EXPLORER / "elements.js").read_text(encoding="utf-8").partition("const SHAPES = {")[2].partition("}")[0]
    types = {f"--type-{name.lower()}" for name in re.findall(r"(\w+):", shapes)}
    colours = re.findall(r"(--type-\w+): (#\w+);", (EXPLORER / "look.css").read_text(encoding="utf-8"))
    names = [name for name, _ in colours]
    assert "--type-platform" in types
    assert {name: names.count(name) for name in types} == dict.fromkeys(types, 2)
    assert len(set(colours)) == len({colour for _, colour in colours})
