"""The site in a real browser: what a reader types, chooses and follows, with no request to anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="starlette isn't installed")
EVERYTHING = "/query?query=SELECT * { ?s ?p ?o } LIMIT 60"
WRONG = '/query?query=SELECT ?x {%0A  ?x rdfs:label "😀 سدير" FILTER }'
PAGES = [
    "/entity/sadeer",
    "/entity/hostile",
    "/article/deal",
    "/ontology",
    "/search?q=s",
    "/nowhere",
    "/query",
    "/query?template=about",
    "/query?template=about&p.entity=سدير",
    "/query?template=about&p.entity=زحل",
    "/query?template=open-deals",
    EVERYTHING,
    WRONG,
    "/query?query=ASK{}",
]

Open = Callable[..., Any]


@pytest.fixture(name="visit")
def _visit(browser: Any, site: str) -> Iterator[Open]:
    """Return what opens a page of the site; nothing that it opens may complain, run an article or ask another site."""
    contexts: list[Any] = []
    faults: list[str] = []
    asked: list[str] = []

    def complain(message: Any) -> None:
        # A page that isn't found, or a query that is wrong, is told to the console by Chromium itself.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            faults.append(message.text)

    def visit(path: str, *, width: int = 1400, height: int = 900, theme: str = "light", locale: str = "ar") -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, locale=locale, reduced_motion="reduce"
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", complain)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(site + path)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert faults == []
    assert [url for url in asked if not url.startswith((f"{site}/", "data:", "blob:"))] == []


@pytest.mark.parametrize(
    ("locale", "expected"), [("ar", ["ar", "rtl"]), ("en-GB", ["en", "ltr"]), ("fr", ["ar", "rtl"])]
)
def test_pages_speak_the_language_of_the_browser(visit: Open, locale: str, expected: list[str]) -> None:
    """Arabic from right to left, English from left to right, and Arabic for everybody else."""
    page = visit("/entity/sadeer", locale=locale)
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == expected


def test_an_entity_shows_its_sentences(visit: Open) -> None:
    """Both directions, qualifiers, status, speaker, and the sentence with subject, trigger and object marked."""
    page = visit("/entity/sadeer")
    first = page.locator(".claim-card").first
    assert first.locator("h3").inner_text() == "شركة سدير يستحوذ على مصنع الواحة"
    assert first.locator("mark").all_inner_texts() == ["استحوذت", "شركة سدير", "مصنع الواحة"]
    assert first.locator("dd").inner_text() == "مليارا دولار"
    assert "أفق القابضة" in first.locator(".evidence .quiet").first.inner_text()
    assert page.locator("h2").all_inner_texts()[1:3] == ["علاقات صادرة 2", "علاقات واردة 1"]
    first.get_by_role("link", name="مصنع الواحة").first.click()
    assert page.locator("h1").inner_text() == "مصنع الواحة"


def test_the_other_language_stays_chosen(visit: Open) -> None:
    """A reader who chooses English reads on in English."""
    page = visit("/entity/sadeer")
    page.get_by_role("link", name="English").click()
    assert page.locator("h2").all_inner_texts()[1] == "Outgoing statements 2"
    page.get_by_role("link", name="Questions").click()
    assert page.locator("h1").inner_text() == "Ask the graph"


def test_the_theme_stays_chosen(visit: Open) -> None:
    """The theme follows the system until its button is pressed, and stays as it is on the next page."""
    page = visit("/entity/sadeer", theme="dark")
    theme = "document.documentElement.dataset.theme"
    assert page.evaluate(theme) == "dark"
    page.locator("#theme").click()
    page.get_by_role("link", name="الأسئلة").click()
    page.wait_for_url("**/query**")
    assert page.evaluate(theme) == "light"


def test_a_search_goes_to_its_entity(visit: Open) -> None:
    """The slash leads to the search; what is typed without hamzas is offered with arrows, and Enter goes there."""
    page = visit("/query")
    page.locator("h1").click()
    page.keyboard.press("/")
    page.keyboard.insert_text("افق القابضه")
    offered = page.locator("#search-names [role=option]")
    offered.nth(1).wait_for()
    assert offered.count() == 2
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entity/ufuq")
    assert page.locator("h1").inner_text() == "أفق القابضة"


def test_a_ready_question_is_asked_by_name(visit: Open) -> None:
    """A question is chosen, its name completed with the mouse, and answered with links to the things."""
    page = visit("/query")
    page.get_by_role("link", name="كل ما قيل عن كيان").click()
    field = page.get_by_role("combobox", name="الكيان")
    field.press_sequentially("الواحه")
    # What the first letters alone found may still stand there.
    page.locator("#p-entity-names [role=option]", has_text="مصنع الواحة").first.click()
    assert field.input_value() == "مصنع الواحة"
    page.get_by_role("button", name="اطرح السؤال").click()
    assert "عدد الصفوف: 2" in page.locator("main").inner_text()
    assert page.locator(".answer tbody tr").count() == 2
    page.locator(".answer tbody").get_by_role("link", name="شركة سدير").first.click()
    assert page.locator("h1").inner_text() == "شركة سدير"


def test_a_name_of_two_is_filled_in_by_its_id(visit: Open) -> None:
    """Where two entities share a name the form takes the id, and says so of the name itself."""
    page = visit("/query?template=about&p.entity=أفق القابضة")
    assert "هذا الاسم لأكثر من كيان" in page.locator(".fault").inner_text()
    assert page.locator(".fault a").count() == 2
    field = page.get_by_role("combobox", name="الكيان")
    field.fill("")
    field.press_sequentially("افق")
    page.locator("#p-entity-names [role=option]").first.click()
    assert field.input_value() == "e:ufuq"


def test_a_missing_name_offers_the_nearest(visit: Open) -> None:
    """A name that the graph hasn't is told, with names like it."""
    page = visit("/query?template=about&p.entity=مصنع الواحات")
    assert "لا كيان في الشبكة بهذا الاسم" in page.locator(".fault").inner_text()
    assert page.locator(".fault a").inner_text() == "مصنع الواحة"


def test_an_error_is_selected_where_it_stands(visit: Open) -> None:
    """The word that is wrong is selected in the editor and marked below it, behind wide letters too."""
    page = visit(WRONG)
    assert "السطر 2، العمود 33" in page.locator(".fault").inner_text()
    selected = "(() => { const e = document.getElementById('query'); return e.value.slice(e.selectionStart, e.selectionEnd); })()"
    assert page.evaluate(selected) == "}"
    assert page.locator(".fault mark").inner_text() == "}"


def test_a_query_runs_from_the_keyboard_and_is_downloaded(visit: Open, tmp_path: Path) -> None:
    """Ctrl+Enter runs what is written; the answer is saved in each format."""
    page = visit("/query")
    page.locator("#query").fill("SELECT ?x { ?x kg:acquires ?y }")
    page.locator("#query").press("Control+Enter")
    page.locator(".answer table").wait_for()
    for name, begins in (("CSV", "x\r\n"), ("TSV", "?x\n"), ("JSON", '{"head"'), ("XML", "<?xml")):
        with page.expect_download() as saved:
            page.get_by_role("link", name=name, exact=True).click()
        saved.value.save_as(tmp_path / name)
        assert (tmp_path / name).read_bytes().decode().startswith(begins)
        assert saved.value.suggested_filename == f"answer.{name.lower()}"


def test_a_query_without_end_says_that_it_was_stopped(served: Path, serving: Callable[..., Any], browser: Any) -> None:
    """A reader whose query takes too long is told so."""
    endless = "/query?query=SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
    with serving(served, "--timeout", 0.5) as address:
        page = browser.new_page(locale="ar")
        page.goto(address + endless)
        assert "أُوقف الاستعلام" in page.locator(".fault").inner_text()
        page.close()


def test_the_explorer_leads_to_the_pages_and_back(visit: Open) -> None:
    """What is chosen in the network has a page, which leads back to it in the network."""
    page = visit("/#node=sadeer")
    page.locator("#details").get_by_role("link", name="صفحته المستقلة").click()
    assert page.locator("h1").inner_text() == "شركة سدير"
    page.get_by_role("link", name="عرضه في الشبكة").click()
    assert page.locator("#details h2").inner_text() == "شركة سدير"
    page.locator("#questions").click()
    assert page.locator("h1").inner_text() == "اسأل الشبكة"


@pytest.mark.parametrize(("locale", "theme"), [("ar", "light"), ("en", "dark")])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(visit: Open, path: str, locale: str, theme: str) -> None:
    """Nobody is left out by what axe can tell, and nothing is wider than a phone."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python isn't installed"
    ).Axe()
    page = visit(path, locale=locale, theme=theme, width=400, height=860)
    found = axe.run(page, options={"resultTypes": ["violations"]})
    assert [(item["id"], node["html"][:90]) for item in found.response["violations"] for node in item["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_suggestions_are_accessible(visit: Open) -> None:
    """An open list of suggestions keeps axe content as well."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python isn't installed"
    ).Axe()
    page = visit("/query?template=about")
    page.get_by_role("combobox", name="الكيان").press_sequentially("افق")
    page.locator("#p-entity-names [role=option]").first.wait_for()
    assert axe.run(page, options={"resultTypes": ["violations"]}).response["violations"] == []


def test_a_query_is_coloured_as_it_is_typed(visit: Open) -> None:
    """Under the box stands the same text with its keywords, variables, names, texts and comments told apart."""
    page = visit("/query")
    typed = 'SELECT ?x { ?x rdfs:label "# سدير"@ar }  # all'

    page.fill("#query", typed)

    assert page.locator(".query pre").text_content() == f"{typed}\n"
    kinds = page.evaluate("[...document.querySelectorAll('.query pre span')].map((s) => [s.className, s.textContent])")
    assert ["keyword", "SELECT"] in kinds
    assert ["variable", "?x"] in kinds
    assert ["name", "rdfs:label"] in kinds
    assert ["text", '"# سدير"'] in kinds
    assert ["comment", "# all"] in kinds
