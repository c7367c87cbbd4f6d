"""The editorial rules of ontology/shapes.ttl: a sound graph keeps them, each planted fault breaks its own, and any SHACL engine agrees."""

from __future__ import annotations

import re
from pathlib import Path

import pyshacl
import pytest
from pyoxigraph import DefaultGraph, RdfFormat, Store, parse

from kg.graph import Graph, Report, Unchecked, Violation
from kg.graph.checks.shapes import by_pyshacl, flat, load_shapes, violations
from kg.graph.terms import PREFIXES, python_value
from kg.model import Article, Entity, Evidence, OntologyError, Quantity, Reading, Span, Statement
from kg.ontology import STATUSES, Class, Ontology, Relation
from kg.views import export

FOLDER = Path(__file__).parents[1] / "ontology"
SHAPES = FOLDER / "shapes.ttl"
DEAL = ("amount", "date", "percent", "seller", "until")
ONTOLOGY = Ontology(
    folder=FOLDER,
    classes={
        item.name: item
        for item in (
            Class("Agent", "فاعل", "agent"),
            Class("Company", "شركة", "company", ("Agent",)),
            Class("Person", "شخص", "person", ("Agent",)),
            Class("Location", "موقع", "location"),
            Class("Place", "مكان", "place", ("Location",)),
            Class("Figure", "رقم", "figure"),
            Class("Money", "مال", "money", ("Figure",)),
            Class("Number", "عدد", "number", ("Figure",)),
        )
    },
    relations={
        item.name: item
        for item in (
            Relation("acquires", "يستحوذ على", "acquires", ("Agent",), ("Company",), qualifiers=DEAL),
            Relation(
                "partners-with", "يشارك", "partners with", ("Agent",), ("Agent",), symmetric=True, qualifiers=DEAL
            ),
            Relation("raises", "يجمع", "raises", ("Agent",), ("Money",)),
            Relation("holds-position", "يشغل", "holds a position in", ("Person",), ("Company",), qualifiers=("role",)),
        )
    },
    names=(),
)

BOUGHT, PLANNED, RAISED = "استحوذت سدير على الواحة", "تعتزم سدير شراء الواحة", "وجمعت الواحة 5 مليارات دولار على الأقل"
NAMED, SHARED = "وليلى منصور مديرة سدير", "وتشارك سدير الواحة"
TEXT = "\n".join((BOUGHT, PLANNED, RAISED, NAMED, SHARED))
ARTICLE = Article("A0", TEXT, title="سدير والواحة", published="2024-10-20")
ENTITIES = (
    Entity("sadir", "Company", "سدير", ("سدير",)),
    Entity("waha", "Company", "الواحة", ("الواحة",)),
    Entity("layla", "Person", "ليلى منصور"),
    Entity("rawabi", "Company", "روابي"),
    Entity("jeddah", "Place", "جدة", ("جدة",)),
)


def says(quote: str, word: str) -> tuple[Evidence, ...]:
    start = TEXT.index(quote)
    place = Span(start + quote.index(word), start + quote.index(word) + len(word))
    return (Evidence("A0", Span(start, start + len(quote)), quote, "a frame", 0.9, subject_span=place),)


STATEMENTS = (
    Statement(
        "sadir",
        "acquires",
        "waha",
        (("amount", Quantity(1.2e8, "SAR")), ("date", "2024-10"), ("percent", 70.0), ("seller", "layla")),
        evidence=says(BOUGHT, "سدير"),
    ),
    Statement("sadir", "acquires", "waha", (("date", "2025"), ("until", "2025-Q4")), "planned", says(PLANNED, "سدير")),
    Statement("waha", "raises", Quantity(5e9, "USD", "at-least"), (), evidence=says(RAISED, "الواحة")),
    Statement(
        "layla", "holds-position", "sadir", (("role", "ceo"), ("role_text", "مديرة")), evidence=says(NAMED, "ليلى")
    ),
    Statement("waha", "partners-with", "sadir", (("date", "2024-10-20"),), evidence=says(SHARED, "الواحة")),
)


def sound() -> Graph:
    """Return a fresh graph in which nothing is wrong."""
    return Graph.from_readings([Reading(ARTICLE, ENTITIES, STATEMENTS)], ONTOLOGY)


def planted(delete: str, insert: str, where: str) -> Graph:
    """Return a fresh graph with one fault: the same change among the merged claims and in the article's graph."""
    graph = sound()
    prologue = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
    for around in ("{}", "GRAPH a:A0 {{ {} }}"):
        parts = (around.format(part) if part else "" for part in (delete, insert, where or "?any a ?kind"))
        graph.store.update(prologue + "DELETE {{ {} }} INSERT {{ {} }} WHERE {{ {} }}".format(*parts))
    return graph


def broken(report: Report) -> set[str]:
    return {found.rule for found in report.found}


BOUGHT_CLAIM = "?s kg:status kg:asserted ; kg:relation kg:acquires ."
PLAN = "?s kg:status kg:planned ."
NEW_PLAN = "s:new a kg:Statement ; kg:relation kg:acquires ; kg:status kg:planned ; kg:evidence ?e ; "
PLANS_EVIDENCE = f"{PLAN} ?s kg:evidence ?e ."
ANY_EVIDENCE = "?e a kg:Evidence ; prov:value ?quote ."
A_STRETCH = "?e kg:subjectSpan ?span ."

FAULTS: dict[str, tuple[str, str, str]] = {
    # What a fault breaks: what is deleted, what is inserted, and where.
    "evidence": ("", "s:new a kg:Statement ; kg:relation kg:acquires ; kg:status kg:planned ; kg:subject e:layla ; kg:object e:waha", ""),
    "subject": ("", "?s kg:subject e:layla", PLAN),
    "relation": ("?s kg:relation kg:acquires", "?s kg:relation kg:admires", PLAN),
    "object": ("", "?s kg:object e:rawabi", PLAN),
    "status": ("?s kg:status kg:planned", "?s kg:status kg:rumoured", PLAN),
    "date": ("?s kg:date ?date", '?s kg:date "2024-13"', f"{BOUGHT_CLAIM} ?s kg:date ?date"),
    "order": ("?s kg:until ?until", '?s kg:until "2024-11"^^xsd:gYearMonth', f"{PLAN} ?s kg:until ?until"),
    "percent": ("?s kg:percent ?share", "?s kg:percent 170.0", "?s kg:percent ?share"),
    "amount": ("?f a kg:Money ; kg:currency ?c", "?f a kg:Number", f"{BOUGHT_CLAIM} ?s kg:amount ?f . ?f kg:currency ?c"),
    "seller": ("?s kg:seller ?who", "?s kg:seller e:jeddah", "?s kg:seller ?who"),
    "itself": ("?s kg:object e:waha", "?s kg:object e:sadir", PLAN),
    "domain": ("?s kg:subject e:sadir", "?s kg:subject e:jeddah", PLAN),
    "range": ("?s kg:object e:waha", "?s kg:object e:jeddah", PLAN),
    "qualifier": ("", '?s kg:role "ceo"', PLAN),
    "type": ("", f"{NEW_PLAN} kg:subject e:layla ; kg:object e:waha ; kg:seller e:nobody", PLANS_EVIDENCE),
    "label": ("e:jeddah rdfs:label ?label", "", "e:jeddah rdfs:label ?label"),
    "quote": ("?e prov:value ?quote . ?x oa:exact ?exact", "", f"{ANY_EVIDENCE} ?e oa:hasSelector ?x . ?x oa:exact ?exact"),
    "offsets": ("?place oa:end ?end", "?place oa:end ?later", "?e oa:hasSelector ?place . ?place oa:end ?end BIND ( ?end + 1 AS ?later )"),
    "exact": ("?x oa:exact ?exact", '?x oa:exact "قيل غير ذلك"', "?x oa:exact ?exact"),
    "article": ("", "?e kg:article a:A9", "?e kg:article a:A0"),
    "frame": ("?e kg:rule ?rule", "", "?e kg:rule ?rule"),
    "score": ("?e kg:score ?score", "?e kg:score 1.5", "?e kg:score ?score"),
    "where": ("?e kg:where ?where", '?e kg:where "caption"', "?e kg:where ?where"),
    "used-evidence": ("?s kg:evidence ?e", "", f"{PLAN} ?s kg:evidence ?e"),
    "start": ("?span oa:start ?start", "?span oa:start 9999", f"{A_STRETCH} ?span oa:start ?start"),
    "end": ("", "?span oa:end ?later", f"{A_STRETCH} ?span oa:end ?end BIND ( ?end + 1 AS ?later )"),
    "used-stretch": ("?e kg:subjectSpan ?span", "", A_STRETCH),
    "published": ("a:A0 dcterms:date ?day", 'a:A0 dcterms:date "أمس"', "a:A0 dcterms:date ?day"),
    "dated": ("a:A0 dcterms:date ?day", "", "a:A0 dcterms:date ?day"),
    "title": ("a:A0 dcterms:title ?title", "", "a:A0 dcterms:title ?title"),
    "currency": ("?f kg:currency ?c", '?f kg:currency "ريال"', "?f kg:currency ?c"),
    "value": ("?f kg:value ?value", '?f kg:value "كثير"', "?f kg:value ?value"),
    "bound": ("?f kg:bound ?bound", '?f kg:bound "roughly"', "?f kg:bound ?bound"),
    "used-figure": ("", 'fig:7 a kg:Number ; kg:value 7 ; kg:bound "exact"', ""),
    "asserted": ("", "e:waha kg:acquires e:sadir", ""),
    "plain": ("e:sadir kg:acquires e:waha", "", ""),
    "subjects": ("kg:raises schema:domainIncludes ?class", "", "kg:raises schema:domainIncludes ?class"),
    "objects": ("kg:raises schema:rangeIncludes ?class", "", "kg:raises schema:rangeIncludes ?class"),
}  # fmt: skip
ALSO = {
    # What follows: a plan whose evidence is taken away has none, and a seller without a class is no agent.
    "used-evidence": {"evidence"},
    "article": {"filed"},
    "type": {"seller"},
}


def test_a_sound_graph_breaks_no_rule() -> None:
    """Plans, figures, symmetric relations and every precision of a date are sound, and all quotes are those of the text."""
    report = sound().check([ARTICLE])
    assert (report.found, report.unchecked) == ((), ())


@pytest.mark.parametrize("statements", [(), STATEMENTS[3:]], ids=["nothing is said", "no figure is told"])
def test_a_graph_without_what_a_rule_is_about_breaks_no_rule(statements: tuple[Statement, ...]) -> None:
    """A rule about figures chooses nothing where there are none."""
    graph = Graph.from_readings([Reading(ARTICLE, ENTITIES, statements)], ONTOLOGY)
    assert broken(graph.check([ARTICLE])) == set()


@pytest.mark.parametrize("rule", FAULTS)
def test_each_planted_fault_is_found_by_its_rule(rule: str) -> None:
    """One thing wrong in a sound graph breaks the rule about that thing, and no other but what follows from it."""
    assert broken(planted(*FAULTS[rule]).check()) == {rule} | ALSO.get(rule, set())


@pytest.mark.parametrize("rule", FAULTS)
def test_a_shacl_engine_finds_the_same(rule: str) -> None:
    """The queries that the shapes become find what pySHACL finds in the shapes themselves, place by place."""
    graph, shapes = planted(*FAULTS[rule]), load_shapes(SHAPES)
    found = {(one.rule, one.focus) for one in by_pyshacl(graph.store, shapes)}
    assert {(one.rule, one.focus) for one in violations(graph.store, shapes)} == found
    assert rule in {name for name, _ in found}


def test_an_exported_graph_conforms_for_a_shacl_engine(tmp_path: Path) -> None:
    """The Turtle that kg exports keeps the rules when pySHACL reads both files by itself."""
    export(sound(), tmp_path / "graph.ttl")
    conforms, _, told = pyshacl.validate(str(tmp_path / "graph.ttl"), shacl_graph=str(SHAPES), allow_warnings=True)
    assert conforms, told


def test_every_shape_becomes_a_query() -> None:
    """No shape that ships with kg is left to the slower engine."""
    _, remaining = load_shapes(SHAPES).queries(lambda name: (name,))
    assert remaining.choosing == []


def test_a_day_that_no_calendar_has_is_found() -> None:
    """A literal that calls itself a month and isn't one is no date."""
    where = f"{BOUGHT_CLAIM} ?s kg:date ?date"
    graph = planted("?s kg:date ?date", '?s kg:date "2024-13"^^xsd:gYearMonth', where)
    assert broken(graph.check()) == {"date"}


# ------------------------------------------------------------------ what SHACL doesn't see


def test_a_quote_that_the_text_does_not_have_is_found() -> None:
    """A quote with one letter changed isn't the text's, though it is as long and stands at the same place."""
    change = "?e prov:value ?quote . ?x oa:exact ?quote", "?e prov:value ?other . ?x oa:exact ?other"
    graph = planted(
        *change, '?x oa:exact ?quote . ?e oa:hasSelector ?x BIND ( REPLACE(?quote, "سدير", "غدير") AS ?other )'
    )
    found = graph.check([ARTICLE]).found
    assert [one.rule for one in found] == ["verbatim"] * 4
    assert graph.check().found == ()


def test_a_word_outside_the_text_is_found() -> None:
    """The words for subject, object and predicate stand inside the article."""
    change = "?span oa:start ?start ; oa:end ?end", "?span oa:start 9000 ; oa:end 9004"
    graph = planted(*change, f"{A_STRETCH} ?span oa:start ?start ; oa:end ?end")
    assert broken(graph.check([ARTICLE])) == {"inside"}


def test_quotes_without_a_text_are_told_as_unchecked() -> None:
    """Where no text of an article is at hand its evidence is counted, and nothing is held against it."""
    report = sound().check([Article("A0", ""), Article("A7", TEXT)])
    assert report.found == ()
    assert report.unchecked == (Unchecked("inside", 5, "no-text"), Unchecked("verbatim", 5, "no-text"))


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("supported", "DELETE WHERE { GRAPH a:A0 { e:sadir kg:acquires e:waha } }"),
        ("merged", "DELETE WHERE { e:jeddah rdfs:label ?label }"),
        ("filed", "INSERT { GRAPH a:A1 { ?e kg:article a:A0 } } WHERE { GRAPH a:A0 { ?e kg:score 0.9 } }"),
    ],
)
def test_claims_stand_with_their_article_and_merged(rule: str, change: str) -> None:
    """A claim in one of both places alone is found, and so is evidence in the graph of another article."""
    graph = sound()
    graph.store.update(change, prefixes=PREFIXES)
    assert broken(graph.check([ARTICLE])) == {rule}


def test_every_rule_has_a_fault() -> None:
    """There is no rule in shapes.ttl that no test breaks."""
    tested = {*FAULTS, "inside", "verbatim", "filed", "merged", "supported"}
    assert {rule.name for rule in sound().check().rules} == tested


def test_turtle_is_checked_without_its_articles(tmp_path: Path) -> None:
    """A file that holds one graph alone breaks no rule, and the rules about the articles' graphs are told as unchecked."""
    store = flat(sound().store)
    (tmp_path / "graph.nt").write_bytes(store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph()) or b"")
    report = Graph.load(tmp_path / "graph.nt", ONTOLOGY).check([ARTICLE])
    assert report.found == ()
    assert {one.rule for one in report.unchecked} == {"filed", "merged", "supported"}


def test_what_is_inferred_changes_no_report() -> None:
    """The same is found with inferences and without them."""
    graph = planted(*FAULTS["asserted"])
    before = graph.check()
    assert graph.infer() > 0
    assert graph.check() == before


def test_what_people_decided_changes_no_report() -> None:
    """A rejected statement names entities that stand nowhere else, and breaks no rule."""
    graph = sound()
    graph.store.update(
        "INSERT DATA { GRAPH kg:decided { kg:r kg:subject e:nobody ; kg:article a:A7 } }", prefixes=PREFIXES
    )
    assert graph.check([ARTICLE]).found == ()


# ------------------------------------------------------------------ shapes of one's own

OWN = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix kg: <https://kg.example/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rule: <https://kg.example/shapes#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
rule:target a sh:NodeShape ; sh:targetClass kg:Company ; sh:property rule:own .
rule:own a sh:PropertyShape ; sh:message "own"@en , "خاص"@ar ; sh:severity sh:Warning ; {} .
"""


@pytest.mark.parametrize(
    ("constraint", "focuses"),
    [
        ("sh:path kg:acquires ; sh:minCount 1", {"e:rawabi", "e:waha"}),
        ("sh:path kg:acquires ; sh:maxCount 0", {"e:sadir"}),
        ("sh:path ( [ sh:inversePath kg:object ] kg:percent ) ; sh:maxExclusive 70", {"e:waha"}),
        ("sh:path [ sh:zeroOrMorePath kg:acquires ] ; sh:class kg:Person", {"e:rawabi", "e:sadir", "e:waha"}),
        ("sh:path [ sh:oneOrMorePath kg:acquires ] ; sh:nodeKind sh:Literal", {"e:sadir"}),
        ("sh:path [ sh:zeroOrOnePath kg:raises ] ; sh:nodeKind sh:BlankNodeOrIRI", set()),
        ("sh:path rdfs:label ; sh:maxLength 4 ; sh:minLength 1", {"e:rawabi", "e:waha"}),
        ('sh:path rdfs:label ; sh:pattern "^س" ; sh:flags "i"', {"e:rawabi", "e:waha"}),
        # Constructs that no query is made of go to pySHACL, beside those that one is made of.
        ('sh:path rdfs:label ; sh:languageIn ( "en" )', {"e:rawabi", "e:sadir", "e:waha"}),
        ("sh:path kg:acquires ; sh:qualifiedValueShape [ sh:class kg:Person ] ; sh:qualifiedMinCount 1", {"e:rawabi", "e:sadir", "e:waha"}),
        ("sh:path kg:acquires ; sh:minCount 1 ; sh:deactivated true", set()),
    ],
)  # fmt: skip
def test_shapes_of_ones_own_are_run(constraint: str, focuses: set[str], tmp_path: Path) -> None:
    """Whatever SHACL has is found, whether a query can say it or not, and as pySHACL finds it."""
    (tmp_path / "shapes.ttl").write_text(OWN.replace("{}", constraint), encoding="utf-8")
    graph, shapes = sound(), load_shapes(tmp_path / "shapes.ttl")
    found = set(violations(graph.store, shapes))
    assert {(one.rule, one.severity, one.focus) for one in found} == {("own", "warning", focus) for focus in focuses}
    assert {(one.rule, one.focus) for one in by_pyshacl(graph.store, shapes)} == {
        (one.rule, one.focus) for one in found
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [(None, "missing"), ("rule:x a", "shapes.ttl"), ("[] <http://www.w3.org/ns/shacl#targetClass> <x:y> ; <http://www.w3.org/ns/shacl#class> <x:z> .", "name")],
)  # fmt: skip
def test_rules_that_cannot_be_read_are_named(text: str | None, told: str, tmp_path: Path) -> None:
    """A file of rules that is missing, broken or has a rule without a name is told as such."""
    if text is not None:
        (tmp_path / "shapes.ttl").write_text(text, encoding="utf-8")
    with pytest.raises(OntologyError, match=told):
        load_shapes(tmp_path / "shapes.ttl").rules()


# ------------------------------------------------------------------ messages


def test_violations_speak_arabic_and_english() -> None:
    """A violation names the rule and the node, and says what is wrong in both languages."""
    assert planted(*FAULTS["evidence"]).check().violations == (
        Violation(
            "evidence", "s:new", "Every statement has evidence: a quote from an article.", "لكل قول شاهد: اقتباس من مقالة."
        ),
    )  # fmt: skip


def test_warnings_are_no_violations() -> None:
    """An article without a date is worth a look, and breaks nothing."""
    report = planted(*FAULTS["dated"]).check()
    assert (report.violations, [one.rule for one in report.warnings]) == ((), ["dated"])


def test_every_rule_has_both_messages() -> None:
    """Each rule has a message in Arabic and one in English."""
    arabic = re.compile("[ء-ي]")
    for rule in sound().check().rules:
        assert arabic.search(rule.message_ar), rule
        assert rule.message_en, rule
        assert not arabic.search(rule.message_en), rule


def test_the_rule_about_status_knows_all_of_them() -> None:
    """The statuses of shapes.ttl are those of the model."""
    store = Store()
    store.extend(parse(path=str(SHAPES), format=RdfFormat.TURTLE))
    listed = store.query(
        "SELECT ?s { <https://kg.example/shapes#status> sh:in/rdf:rest*/rdf:first ?s }",
        prefixes={**PREFIXES, "sh": "http://www.w3.org/ns/shacl#"},
    )
    assert {python_value(row["s"]) for row in listed} == {f"kg:{status}" for status in STATUSES}  # type: ignore[union-attr]
