"""The explorer in a real browser: what a reader of the page clicks, types and presses, with the network switched off."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from kg.graph import Graph
from kg.model import Article, Entity, Evidence, Quantity, Reading, Span, Statement, Status
from kg.views import notebook_bundle, write_html

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u2028'\"&<!--"
BOUGHT = "استحوذت شركة سدير على مصنع الواحة مقابل ملياري دولار."
PLANNED = "تعتزم شركة سدير الاستحواذ على مصنع الواحة."
SUPPLIED = "يزود مصنع الواحة شركة أفق القابضة بالأغذية."
LOST = "خسرت أفق القابضة 5 مليارات ريال."
LOST_MORE = "وقال آخرون إن أفق القابضة خسرت 7 مليارات ريال."
LEADS = "رنا الهاشمي رئيسة أفق القابضة"
EVIL = f"قال {HOSTILE} إنه في سدير."
TEXTS = {"deal": "\n".join((BOUGHT, LOST_MORE, EVIL)), "later": "\n".join((LEADS, PLANNED, SUPPLIED, LOST))}


def says(article: str, quote: str, *parts: str, score: float = 0.9, title: bool = False) -> Evidence:
    start = TEXTS[article].index(quote)
    spans = [Span(start + quote.index(part), start + quote.index(part) + len(part)) for part in parts]
    return Evidence(
        article,
        Span(start, start + len(quote)),
        quote,
        rule="frame",
        score=score,
        where="title" if title else "body",
        **dict(zip(("subject_span", "object_span", "trigger_span"), spans, strict=False)),
    )


def claim(
    subject: str, relation: str, target: str | Quantity, said: Evidence, status: Status = "asserted", **more: Any
) -> Statement:
    return Statement(subject, relation, target, tuple(sorted(more.items())), status, (said,))


def readings() -> list[Reading]:
    sadeer = Entity("sadeer", "Company", "شركة سدير", ("شركة سدير", "=HYPERLINK"))
    ufuq = Entity("ufuq", "Company", "أفق القابضة")
    waha = Entity("waha", "Facility", "مصنع الواحة")
    deal = (
        claim(
            "sadeer",
            "acquires",
            "waha",
            says("deal", BOUGHT, "شركة سدير", "مصنع الواحة", "استحوذت"),
            amount=Quantity(2e9, "USD"),
        ),
        claim("ufuq", "reports-loss", Quantity(7e9, "SAR"), says("deal", LOST_MORE), period="2024"),
        claim("hostile", "holds-position", "sadeer", says("deal", EVIL), role_text=HOSTILE),
    )
    later = (
        claim("sadeer", "acquires", "waha", says("later", PLANNED), "planned"),
        claim("waha", "supplies", "ufuq", says("later", SUPPLIED, "مصنع الواحة", "أفق القابضة", "يزود", score=0.6)),
        claim("ufuq", "reports-loss", Quantity(5e9, "SAR"), says("later", LOST), period="2024"),
        claim("rana", "holds-position", "ufuq", says("later", LEADS, title=True), role="ceo"),
    )
    hostile, rana, alone = (
        Entity("hostile", "Person", HOSTILE),
        Entity("rana", "Person", "رنا الهاشمي"),
        Entity("alone", "Place", "الرياض"),
    )
    return [
        Reading(
            Article("deal", TEXTS["deal"], title=HOSTILE, published="2024-03-01", url="javascript:alert(3)"),
            (sadeer, ufuq, waha, hostile, alone),
            deal,
        ),
        Reading(
            Article("later", TEXTS["later"], title="أفق والواحة", published="2024-06-01", url="https://news.example/2"),
            (sadeer, ufuq, waha, rana),
            later,
        ),
    ]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of a small graph."""
    path = tmp_path_factory.mktemp("page") / "graph.html"
    write_html(Graph.from_readings(readings()), path)
    return path


Open = Callable[..., Any]


@pytest.fixture(name="visit")
def _visit(browser: Any, file: Path) -> Iterator[Open]:
    """Return what opens the page without a network; nothing that it opened may complain, ask for a file or run an article."""
    contexts: list[Any] = []
    faults: list[str] = []
    asked: list[str] = []

    def visit(
        address: str = "", *, page_file: Path = file, width: int = 1400, height: int = 900, theme: str = "light"
    ) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            offline=True,
            reduced_motion="reduce",
            locale="en-GB",
        )
        context.set_default_timeout(8000)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(page_file.as_uri() + address)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert faults == []
    assert [url for url in asked if not url.startswith(("file:", "blob:"))] == []
    assert len([url for url in asked if url.startswith("file:")]) == len(contexts)


def edge(page: Any, relation: str, status: str = "asserted") -> str:
    """Return the id of the only edge of a relation and a status."""
    [found] = page.evaluate(
        "([r, s]) => data.edges.filter((e) => e.kg.relation === r && e.kg.status === s).map((e) => e.id)",
        [relation, status],
    )
    return str(found)


def shown(page: Any) -> list[str]:
    """Return the relations of what is visible, sorted."""
    return sorted(page.evaluate("data.edges.filter((e) => current.edges.has(e.id)).map((e) => e.kg.relation)"))


def tick(page: Any, name: str) -> Any:
    return page.get_by_role("checkbox", name=re.compile(f"^{re.escape(name)}"))


def point(page: Any, position: str) -> tuple[float, float]:
    """Return where on the screen a place of the canvas is."""
    x, y = page.evaluate(
        f"(() => {{ const p = network.canvasToDOM({position}); const b = byId('network').getBoundingClientRect(); return [b.x + p.x, b.y + p.y]; }})()"
    )
    return float(x), float(y)


def test_page_opens_without_a_network(visit: Open) -> None:
    """The page opens from a file in Arabic, from right to left, and draws what is asserted."""
    page = visit()

    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    assert page.locator("#totals").inner_text() == "الكيانات: 6 · العلاقات: 7 · المقالات: 2"
    assert page.locator("#shown").inner_text() == "المعروض: الكيانات 5/6، والعلاقات 6/7"
    assert page.evaluate("visNodes.length") == 7
    assert page.locator("#network canvas").bounding_box()["width"] > 900


@pytest.mark.parametrize("scale", [0.2, 0.5, 1.0])
def test_labels_stay_legible_and_apart(visit: Open, scale: float) -> None:
    """However far away the network is, names and captions can be read, and none lies over another."""
    page = visit()

    labels = page.evaluate(
        f"(network.moveTo({{ scale: {scale} }}), labelsOnScreen(byId('network').querySelector('canvas').getContext('2d')))"
    )

    assert labels
    assert all(label["size"] >= 10 for label in labels)
    for number, one in enumerate(labels):
        for other in labels[number + 1 :]:
            beside = one["right"] <= other["left"] or other["right"] <= one["left"]
            assert beside or one["bottom"] <= other["top"] or other["bottom"] <= one["top"]


def test_figures_are_written_once_at_any_scale(visit: Open) -> None:
    """A figure stands in its box where that can be read, and over it where the box has become too small."""
    page = visit()

    near, far = page.evaluate(
        """() => [1, 0.4].map((scale) => {
          network.moveTo({ scale });
          const canvas = byId("network").querySelector("canvas");
          const figures = data.nodes.filter((node) => node.kg.type === "Figure").map((node) => isolated(pick(node.kg.lines).split("\\n")[0]));
          return labelsOnScreen(canvas.getContext("2d")).filter((label) => figures.includes(label.lines[0])).length;
        })"""
    )

    assert (near, far > 0) == (0, True)


def test_names_of_nodes_at_the_border_stay_on_the_canvas(visit: Open) -> None:
    """Where a name beside its node would run over the border of the canvas, it stands on another side."""
    page = visit()

    names, room = page.evaluate(
        """() => {
          const canvas = byId("network").querySelector("canvas");
          const outermost = data.nodes.filter((node) => current.nodes.has(node.id) && node.kg.type !== "Figure")
            .reduce((one, other) => (placeOf(one.id).x < placeOf(other.id).x ? one : other));
          const { x, y } = placeOf(outermost.id);
          network.moveTo({ scale: 0.2, position: { x: x + (canvas.clientWidth / 2 - 30) / 0.2, y } });
          return [labelsOnScreen(canvas.getContext("2d")), { width: canvas.clientWidth, height: canvas.clientHeight }];
        }"""
    )

    assert names
    assert all(name["left"] >= 0 and name["right"] <= room["width"] for name in names)
    assert all(name["top"] >= 0 and name["bottom"] <= room["height"] for name in names)


@pytest.mark.parametrize("typed", ["افق القابضه", "أُفُق", "القـابضة أفق"])
def test_search_folds_letters(visit: Open, typed: str) -> None:
    """An entity is found without its hamza, with vowel marks, and with its words in any order."""
    page = visit()
    page.keyboard.press("/")
    page.keyboard.type(typed)
    assert page.locator("#suggestions [role=option]").all_inner_texts() == ["أفق القابضة"]
    page.keyboard.press("Enter")

    assert page.locator("#details h2").inner_text() == "أفق القابضة"
    assert "node=ufuq" in page.url


def test_search_says_that_nothing_is_found(visit: Open) -> None:
    """A search without results says so, and Esc leaves it."""
    page = visit()
    page.fill("#search", "زحل")
    assert page.locator("#suggestions").inner_text() == "لا نتائج"
    page.keyboard.press("Escape")

    assert page.locator("#suggestions").is_hidden()
    assert page.input_value("#search") == ""


def test_filters_hide_and_count(visit: Open) -> None:
    """A filter hides edges with the nodes that only they held, and counts what is left with both ends visible."""
    page = visit()
    tick(page, "مخطط لها").check()
    assert shown(page).count("acquires") == 2
    tick(page, "شركة").uncheck()
    assert shown(page) == []
    page.locator("#empty").get_by_role("button", name="إظهار الكل").click()
    assert len(shown(page)) == 7
    page.get_by_role("button", name="الوضع الأول").click()
    tick(page, "يزود").uncheck()

    assert shown(page) == ["acquires", "holds-position", "holds-position", "reports-loss", "reports-loss"]
    assert page.locator("#shown").inner_text() == "المعروض: الكيانات 5/6، والعلاقات 5/7"
    tick(page, "يستحوذ على").uncheck()
    assert not page.evaluate("current.nodes.has('waha')")


@pytest.mark.parametrize(
    ("field", "value", "left"),
    [
        ("#filter-since", "2024-05-01", ["holds-position", "reports-loss", "supplies"]),
        ("#filter-until", "2024-05-01", ["acquires", "holds-position", "reports-loss"]),
        ("#filter-article", "later", ["holds-position", "reports-loss", "supplies"]),
        ("#filter-confidence", "70", ["acquires", "holds-position", "holds-position", "reports-loss", "reports-loss"]),
    ],
)
def test_evidence_filters(visit: Open, field: str, value: str, left: list[str]) -> None:
    """Dates, articles and confidence keep the statements that have such evidence."""
    page = visit()
    (page.select_option if "article" in field else page.fill)(field, value)

    assert shown(page) == left


def test_conflicts_and_headlines_are_told(visit: Open) -> None:
    """Two figures for one loss carry a badge and name one another; so does what only a headline says."""
    page = visit()
    tick(page, "العلاقات المتعارضة وحدها").check()
    assert shown(page) == ["reports-loss", "reports-loss"]
    page.evaluate("select('edge', data.edges.find((e) => e.kg.relation === 'reports-loss').id)")
    assert page.locator("#details .badge.disputed").count() == 2
    page.get_by_role("button", name="الوضع الأول").click()
    tick(page, "إخفاء ما ورد في العناوين وحدها").check()

    assert shown(page).count("holds-position") == 1


def test_click_on_an_edge_shows_its_sentence(visit: Open) -> None:
    """A click on an edge opens its sentence with subject, trigger and object marked, and its article."""
    page = visit()
    middle = (
        "(({ x, y }, { x: a, y: b }) => ({ x: (x + a) / 2, y: (y + b) / 2 }))(nodes.get('waha'), nodes.get('ufuq'))"
    )
    page.mouse.click(*point(page, middle))

    assert page.locator("#details blockquote").inner_text() == SUPPLIED
    marked = page.locator("#details blockquote mark")
    assert marked.all_inner_texts() == ["يزود", "مصنع الواحة", "أفق القابضة"]
    assert [mark.get_attribute("class") for mark in marked.all()] == ["trigger", "subject", "object"]
    assert page.locator("#details .evidence a").get_attribute("href") == "https://news.example/2"
    assert f"edge={edge(page, 'supplies')}" in page.url


def test_click_on_a_node_shows_both_directions(visit: Open) -> None:
    """A click on a node opens its statements in both directions, also those that the filters hide."""
    page = visit()
    page.mouse.click(*point(page, "nodes.get('waha')"))

    assert page.locator("#details h2").inner_text() == "مصنع الواحة"
    assert len(page.locator("#details .row").all()) == 3
    assert page.locator("#details .source bdi").all_inner_texts()[2:] == ["أفق والواحة", "1 يونيو 2024"]
    assert "علاقات تخفيها التصفية: 1." in page.locator("#details .hint").inner_text()
    page.mouse.click(*point(page, "network.DOMtoCanvas({ x: 5, y: 5 })"))
    assert page.locator("#details h2").count() == 0


def test_table_sorts_by_its_headers(visit: Open) -> None:
    """A header's button sorts the table by its column, and once more the other way round."""
    page = visit("#lang=en")
    page.get_by_role("button", name="Table").click()
    column = lambda: [int(text.rstrip("%")) for text in page.locator("#table td:nth-child(7)").all_inner_texts()]  # noqa: E731
    assert page.locator("#table th[aria-sort]").inner_text().startswith("Subject")
    page.get_by_role("button", name="Confidence").click()
    assert column() == sorted(column())
    page.get_by_role("button", name="Confidence").click()

    assert column() == sorted(column(), reverse=True)
    assert page.locator("#table th[aria-sort=descending]").inner_text().startswith("Confidence")
    assert page.evaluate("document.activeElement.dataset.column") == "confidence"
    assert len(page.locator("#table tbody tr").all()) == 6


def test_focus_goes_deeper_and_back(visit: Open) -> None:
    """The neighbourhood of an entity is shown alone, one, two or three steps deep, and left again."""
    page = visit("#node=sadeer")
    page.get_by_role("button", name="عرض الجوار وحده").click()
    near = lambda: sorted(page.evaluate("[...current.nodes].filter((id) => nodes.get(id).kg.type !== 'Figure')"))  # noqa: E731
    assert near() == ["hostile", "sadeer", "waha"]
    page.get_by_role("button", name="العمق 2").click()
    assert near() == ["hostile", "sadeer", "ufuq", "waha"]
    page.get_by_role("button", name="العمق 3").click()
    assert near() == ["hostile", "rana", "sadeer", "ufuq", "waha"]
    assert page.evaluate("network.getPosition('sadeer')") == {"x": 0, "y": 0}
    page.get_by_role("button", name="رجوع").click()

    assert page.locator("#focus").is_hidden()
    assert len(shown(page)) == 6


def test_path_is_drawn_and_listed(visit: Open) -> None:
    """The shortest visible path between two entities is listed step by step with its sentences."""
    page = visit("#node=sadeer")
    page.get_by_role("button", name="المسار إلى كيان آخر").click()
    page.fill("#path-search", "رنا")
    page.keyboard.press("Enter")

    assert page.locator(".steps > li").count() == 3
    assert page.locator(".steps blockquote").all_inner_texts() == [BOUGHT, SUPPLIED, LEADS]
    assert page.evaluate("[...spotlight.nodes].sort()") == ["rana", "sadeer", "ufuq", "waha"]
    tick(page, "يزود").uncheck()
    assert "لا مسار بينهما" in page.locator("#details").inner_text()
    page.keyboard.press("Escape")
    assert page.evaluate("state.path") is None


def test_path_leads_out_of_a_neighbourhood(visit: Open) -> None:
    """A path to what the shown neighbourhood doesn't hold is sought in the whole network."""
    page = visit("#around=sadeer")
    page.evaluate("startPath('sadeer'); finishPath('rana')")

    assert page.locator(".steps > li").count() == 3
    assert page.locator("#focus").is_hidden()


def test_address_holds_the_state(visit: Open) -> None:
    """Language, theme, filters, selection, focus, view and order stand in the address, and open again from there."""
    page = visit()
    tick(page, "مخطط لها").check()
    tick(page, "أرقام ومبالغ").uncheck()
    tick(page, "يشغل منصبا في").uncheck()
    page.fill("#filter-since", "2024-02-01")
    page.evaluate("focusOn('waha', 2); select('edge', data.edges.find((e) => e.kg.relation === 'supplies').id)")
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Dark theme").click()
    page.get_by_role("button", name="Table").click()
    page.get_by_role("button", name="Object").click()
    again = visit("#" + page.url.partition("#")[2])

    assert again.url == page.url
    assert shown(again) == shown(page) == ["acquires", "acquires", "supplies"]
    assert again.locator("#details blockquote").inner_text() == SUPPLIED
    assert again.evaluate("[state.language, state.view, document.documentElement.dataset.theme]") == [
        "en",
        "table",
        "dark",
    ]


def test_unknown_addresses_are_passed_over(visit: Open) -> None:
    """An address that names what isn't there opens the page as it is."""
    page = visit(
        "#lang=xx&node=nobody&around=__proto__&depth=99&no=constructor&status=&sort=toString&article=toString&confidence=-7"
    )

    assert page.evaluate(
        "[state.language, state.selected, state.focus, state.hiddenRelations.size, state.article]"
    ) == ["ar", None, None, 0, ""]
    assert page.evaluate("[state.sort.column, state.confidence, state.statuses.size]") == ["subject", 0, 0]


def test_browser_goes_back(visit: Open) -> None:
    """The browser's own way back undoes a selection."""
    page = visit()
    page.evaluate("select('node', 'waha')")
    page.evaluate("select('node', 'ufuq')")
    page.go_back()
    assert page.locator("#details h2").inner_text() == "مصنع الواحة"
    page.go_back()

    assert page.locator("#details h2").count() == 0


def test_keys_go_round_the_neighbours(visit: Open) -> None:
    """Arrows name the neighbours of the chosen entity one after the other, Enter opens one, Esc closes."""
    page = visit("#node=waha")
    said = []
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        said.append(page.locator("#said").inner_text().partition(" (")[0])
    assert sorted(said[:2]) == ["يزود: أفق القابضة", "يستحوذ على: شركة سدير"]
    assert said[2] == said[0]
    reached = page.evaluate("pointed.node")
    page.keyboard.press("Enter")
    assert f"node={reached}" in page.url
    page.keyboard.press("Escape")

    assert page.evaluate("state.selected") is None


def test_exports(visit: Open) -> None:
    """What is visible is saved as a table, a drawing and a picture."""
    page = visit()
    saved = {}
    for kind in ("csv", "svg", "png"):
        page.locator("#export summary").click()
        with page.expect_download() as download:
            page.locator(f"#export-{kind}").click()
        saved[kind] = Path(download.value.path()).read_bytes()
        page.keyboard.press("Escape")

    text = saved["csv"].decode("utf-8")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert text.startswith("\ufeff")
    assert rows[0][:3] == ["الطرف الأول", "العلاقة", "الطرف الثاني"]
    assert len(rows) == 7
    assert [row[8] for row in rows[1:] if row[0] == "مصنع الواحة"] == [SUPPLIED]
    drawing = ElementTree.fromstring(saved["svg"])
    words = {text.text for text in drawing.iter("{http://www.w3.org/2000/svg}text")}
    assert {"شركة سدير", "مصنع الواحة", "يزود", "5 مليارات ريال سعودي", "مليارا دولار"} <= words
    assert saved["png"].startswith(b"\x89PNG")
    assert len(saved["png"]) > 5000


@pytest.mark.parametrize(
    ("text", "cell"),
    [("سدير", '"سدير"'), ('"x"', '"""x"""'), ("=1+1", '"\'=1+1"'), ("@x", '"\'@x"'), ("\u200f-2", '"\'\u200f-2"')],
)
def test_cells_run_no_formula(visit: Open, text: str, cell: str) -> None:
    """A cell that a table program would run is quoted, also behind invisible marks."""
    assert visit().evaluate("csvCell", text) == cell


def test_hostile_text_runs_nothing(visit: Open) -> None:
    """Names, titles and quotes of HTML are shown as they are; a link that is code isn't a link."""
    page = visit("#node=hostile")
    assert page.locator("#details h2").text_content() == HOSTILE
    page.locator("#details .row").click()
    page.get_by_role("button", name="الجدول").click()
    page.fill("#search", "script")

    assert page.locator("#details .evidence a").count() == 0
    assert page.evaluate("document.images.length") == 0
    assert page.evaluate("document.scripts.length") == 1 + 12
    assert page.evaluate("new XMLSerializer().serializeToString(svgDrawing())").count("<script") == 0


def test_large_graph_opens_on_its_strongest_part(visit: Open, tmp_path: Path) -> None:
    """A graph that is too large opens on its best connected nodes, and says so."""
    write_html(Graph.from_readings(readings()), tmp_path / "top.html", top=3)
    page = visit(page_file=tmp_path / "top.html")

    assert page.locator("#cut").inner_text() == "تُعرض العقد الأكثر ارتباطا: 3 من أصل 8."


def test_empty_graph_says_so(visit: Open, tmp_path: Path) -> None:
    """A graph of nothing opens and says so."""
    write_html(Graph.from_readings([]), tmp_path / "empty.html")
    page = visit(page_file=tmp_path / "empty.html")

    assert page.locator("#empty").inner_text() == "لم يُعثر على أي كيان في هذه المقالات."


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everyone_can_use_it(visit: Open, language: str, theme: str) -> None:
    """Nobody is left out by what axe can tell: it finds nothing amiss in either language and theme."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python isn't installed"
    ).Axe()
    page = visit(f"#lang={language}", theme=theme)
    problems = []
    for state in (
        "showAll()",
        "goToEdge(data.edges.find((e) => e.kg.disputes.length).id)",
        "select(null); startPath('sadeer')",
        "finishPath('rana')",
        "endPath(); focusOn('ufuq', 1); show('table'); refresh()",
    ):
        page.evaluate(state)
        found = axe.run(page, options={"resultTypes": ["violations"]})
        problems += [
            (state, item["id"], node["html"][:90]) for item in found.response["violations"] for node in item["nodes"]
        ]

    assert problems == []


def test_notebook_frame_works(visit: Open, tmp_path: Path) -> None:
    """In the sandboxed frame of a notebook the page works as well, though it has no address of its own there."""
    bundle = notebook_bundle(Graph.from_readings(readings()))
    (tmp_path / "notebook.html").write_text(
        f"<!DOCTYPE html><meta charset=utf-8>{bundle['text/html']}", encoding="utf-8"
    )
    frame = visit(page_file=tmp_path / "notebook.html").frame_locator("iframe")
    frame.locator("#search").fill("الواحة")
    frame.locator("#suggestions [role=option]").click()

    assert frame.locator("#details h2").inner_text() == "مصنع الواحة"


def test_phone(visit: Open) -> None:
    """On a phone nothing is wider than the screen, and what is chosen lies over the lower half."""
    page = visit("#node=waha", width=400, height=860)

    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    box = page.locator("#details").bounding_box()
    assert box["y"] > 300
    assert box["y"] + box["height"] <= 861
    page.get_by_role("button", name="الجدول").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
