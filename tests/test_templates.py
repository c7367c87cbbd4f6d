"""Templates: headers, parameters, names that stand for entities, and what each question answers on seeds/."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.graph.templates import Parameter, Template, filled, load_templates
from kg.model import Article, Entity, Evidence, GraphError, Paragraph, Reading, Span, Statement
from kg.ontology import ontology_folder

SEEDS = Path(__file__).parents[1] / "seeds"
ASK = "SELECT ?who ?day { ?who ?does ?what }"
HEAD = "# title: Who | من\n# about: Who does.\n"


def write(folder: Path, text: str) -> Path:
    (folder / "who.rq").write_text(text, encoding="utf-8")
    return folder


def test_a_header_tells_titles_and_parameters(tmp_path: Path) -> None:
    """The comments before a query are its titles, what it tells, and its parameters with kind, need and default."""
    text = f"{HEAD}# param who entity required: who does | من يفعل\n# param day date = 2024: until | حتى\n{ASK}"
    assert load_templates(write(tmp_path, text)) == {
        "who": Template(
            "who",
            "Who",
            "من",
            "Who does.",
            text,
            (
                Parameter("who", "entity", "who does", "من يفعل", required=True),
                Parameter("day", "date", "until", "حتى", default="2024"),
            ),
        )
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ASK, "who.rq:1: a template begins with"),
        (f"# title: Who\n# about: Who does.\n{ASK}", "who.rq:1: a template begins with"),
        (f"{HEAD}# param who\n{ASK}", "who.rq:3: a parameter is"),
        (f"{HEAD}# param who thing: who does | من يفعل\n{ASK}", "who.rq:3: «thing» is no kind"),
        (f"{HEAD}# param whom entity: whom | من\n{ASK}", "who.rq:3: the query has no variable ?whom"),
    ],
)
def test_a_wrong_header_is_named(tmp_path: Path, text: str, said: str) -> None:
    """What is wrong in a header is told with its file and line."""
    with pytest.raises(GraphError, match=said.replace("?", "[?]")):
        load_templates(write(tmp_path, text))


KINDS = Template(
    "all",
    "",
    "",
    "",
    "",
    (
        Parameter("who", "entity", "who", "من"),
        Parameter("day", "date", "day", "يوم"),
        Parameter("held", "status", "held", "صيغة"),
        Parameter("least", "number", "least", "أقل", default="2"),
    ),
)


def test_values_are_read_by_their_kinds() -> None:
    """Entities go through the resolver, statuses become terms, numbers numbers; a default stands in for what isn't given."""
    values = {"who": "سدير", "day": "2024-10", "held": "planned"}
    assert filled(KINDS, values, str.upper) == {"who": "سدير", "day": "2024-10", "held": "kg:planned", "least": 2}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"day": "yesterday"}, "day: «yesterday» is no day"),
        ({"held": "sure"}, "held: «sure» is no status: asserted"),
        ({"least": "two"}, "least: «two» is no number"),
        ({"where": "x"}, "no parameter «where»; it has: who, day, held, least"),
    ],
)
def test_a_wrong_value_is_named(values: dict[str, str], said: str) -> None:
    """What can't be read is told with its parameter."""
    with pytest.raises(GraphError, match=said):
        filled(KINDS, values, str)


# ------------------------------------------------------------------ on seeds/


@pytest.fixture(scope="module")
def graph() -> kg.Graph:
    """Return the graph of all articles of seeds/."""
    return kg.build(SEEDS, processes=1)


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("OpenAI", "openai"),
        ("open ai", "openai"),
        ("أوبن أيه آي", "openai"),
        ("اوبن ايه اي", "openai"),
        ("شركة مايكروسوفت", "microsoft"),
        ("ميكروسوفت", "microsoft"),
        ("e:openai", "openai"),
    ],
)
def test_a_name_stands_for_its_entity(graph: kg.Graph, name: str, entity: str) -> None:
    """Spellings of the articles and of the names table, in either script, with a head noun or without."""
    found = graph.names.entity_named(name)
    assert found.value.endswith(f"/{entity}")


def test_an_unknown_name_is_told_with_the_nearest(graph: kg.Graph) -> None:
    """A slip of the pen is told with the names that are like it."""
    with pytest.raises(GraphError, match=r"no entity called «ساتيا ناضيلا»; the nearest are: ساتيا ناديلا"):
        graph.ask("about", entity="ساتيا ناضيلا")


def test_a_name_of_several_entities_is_told_with_their_ids() -> None:
    """Two entities of one name are both told."""
    article = Article("a", "سدير", (Paragraph(Span(0, 4), "body"),))
    reading = Reading(article, (Entity("one", "Company", "سدير"), Entity("two", "Place", "سدير")))
    with pytest.raises(GraphError, match="several entities: e:one, e:two"):
        kg.Graph.from_readings([reading]).ask("about", entity="سدير")


ANSWERS: dict[str, tuple[dict[str, str], dict[str, object]]] = {
    "about": ({"entity": "ساتيا ناديلا"}, {"relation": "kg:holds-position", "object": "e:microsoft"}),
    "as-of": ({"day": "2016-12-31"}, {"relation": "kg:lays-off", "status": "kg:planned", "first": "2016-08-26"}),
    "conditions": ({}, {"article": "a:06-bank-merger", "status": "kg:conditional"}),
    "corroborated": ({}, {"subject": "e:openai", "relation": "kg:dismisses", "object": "e:sam-altman", "articles": 2}),
    "ending-by": ({}, {"relation": "kg:shares-revenue-with", "until": "2030"}),
    "exposure": ({"entity": "OpenAI"}, {"organization": "e:microsoft", "nearest": 1}),
    "holders": ({"organization": "OpenAI"}, {"person": "e:sam-altman", "state": "out of office", "until": "2023-11"}),
    "headline-only": ({}, {"article": "a:08-fintech-round", "object": "e:united-arab-emirates"}),
    "money-between": ({"from": "Microsoft"}, {"to": "e:inflection-ai", "amount": 650_000_000, "bound": "at-least"}),
    "names": ({"entity": "أوبن إيه آي"}, {"name": "Open AI", "article": "a:01-strained-partnership"}),
    "open-deals": ({}, {"article": "a:06-bank-merger", "relation": "kg:merges-with", "status": "kg:planned"}),
    "owners": ({}, {"article": "a:12-hotel-for-sale", "percent": 25}),
    "partners-and-rivals": ({"entity": "OpenAI"}, {"one": "e:microsoft", "other": "e:openai"}),
    "places-in-text": ({"entity": "OpenAI"}, {"article": "a:01-strained-partnership"}),
    "positions": ({"person": "سام ألتمان"}, {"organization": "e:openai", "role": "ceo"}),
    "results": ({"company": "OpenAI"}, {"relation": "kg:reports-loss", "amount": 5_000_000_000, "period": "2024"}),
    "revenue-shares": ({"payer": "OpenAI"}, {"receiver": "e:microsoft", "percent": 20, "until": "2030"}),
    "sources": ({}, {"article": "a:01-strained-partnership", "nameless": 3}),
    "timeline": ({}, {"date": "1958", "relation": "kg:founded", "article": "a:06-bank-merger"}),
    "who-says": ({}, {"article": "a:16-completed-takeover", "named": True}),
}


def test_every_template_has_its_answer() -> None:
    """No question ships without an answer that is known."""
    assert {*ANSWERS, "conflicts"} == set(load_templates(ontology_folder() / "queries"))


def test_claims_that_differ_are_told_with_both_sentences() -> None:
    """Two articles on one stake: the shares and the statuses differ, and each row has both sentences."""
    said = (("a", "تملك سدير 20% من الواحة.", 20.0), ("b", "تملك سدير 30% من الواحة.", 30.0))
    readings = []
    for name, text, percent in said:
        span = Span(0, len(text))
        evidence = Evidence(name, span, text, "owns")
        statement = Statement("sadir", "owns", "waha", (("percent", percent),), evidence=(evidence,))
        entities = (Entity("sadir", "Company", "سدير"), Entity("waha", "Company", "الواحة"))
        readings.append(Reading(Article(name, text, (Paragraph(span, "body"),)), entities, (statement,)))
    rows = kg.Graph.from_readings(readings).ask("conflicts", entity="الواحة").rows
    (row,) = rows
    assert {row[4], row[5]} == {20, 30}
    assert {row[6], row[7]} == {said[0][1], said[1][1]}


@pytest.mark.parametrize("template", ANSWERS)
def test_a_template_answers_on_seeds(graph: kg.Graph, template: str) -> None:
    """Each question finds, among its rows, what is known to stand in seeds/."""
    values, expected = ANSWERS[template]
    result = graph.ask(template, **values)
    rows = [dict(zip(result.columns, row, strict=True)) for row in result]
    assert [row for row in rows if all(row[column] == value for column, value in expected.items())]
