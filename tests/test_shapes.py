"""The editorial rules of ontology/shapes.ttl: a sound graph keeps them, and each damage breaks its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg.graph import Graph, Violation
from kg.graph.terms import PREFIXES, python_value
from kg.model import Article, Entity, Evidence, Quantity, Reading, Span, Statement
from kg.ontology import STATUSES, Class, Ontology, Relation

ONTOLOGY = Ontology(
    folder=Path(__file__).parents[1] / "ontology",
    classes={
        item.name: item
        for item in (
            Class("Agent", "فاعل", "agent"),
            Class("Company", "شركة", "company", ("Agent",)),
            Class("Person", "شخص", "person", ("Agent",)),
            Class("Place", "مكان", "place"),
            Class("Figure", "رقم", "figure"),
            Class("Money", "مال", "money", ("Figure",)),
            Class("Number", "عدد", "number", ("Figure",)),
        )
    },
    relations={
        item.name: item
        for item in (
            Relation("acquires", "يستحوذ على", "acquires", ("Agent",), ("Company",)),
            Relation("partners-with", "يشارك", "partners with", ("Agent",), ("Agent",), symmetric=True),
            Relation("raises", "يجمع", "raises", ("Agent",), ("Money",)),
        )
    },
    names=(),
)
QUOTE = "استحوذت سدير على الواحة"
EVIDENCE = Evidence("A0", Span(10, 10 + len(QUOTE)), QUOTE, "acquires: استحوذ على", 0.9)
ENTITIES = (
    Entity("sadir", "Company", "سدير", ("سدير",)),
    Entity("waha", "Company", "الواحة", ("الواحة",)),
    Entity("jeddah", "Place", "جدة", ("جدة",)),
)


def graph_of(*statements: Statement) -> Graph:
    return Graph.from_readings([Reading(Article("A0", ""), ENTITIES, statements)], ONTOLOGY)


def acquires(**changes: object) -> Statement:
    parts: dict[str, object] = {
        "subject": "sadir",
        "relation": "acquires",
        "object": "waha",
        "qualifiers": (("amount", Quantity(1.2e8, "SAR")), ("date", "2024-10"), ("percent", 70.0)),
        "evidence": (EVIDENCE,),
    }
    return Statement(**{**parts, **changes})  # type: ignore[arg-type]


def rules(graph: Graph) -> list[str]:
    return sorted({violation.rule for violation in graph.check()})


def test_a_sound_graph_breaks_no_rule() -> None:
    """Plans, figures, symmetric relations and every precision of a date are sound."""
    graph = graph_of(
        acquires(),
        acquires(status="planned", qualifiers=(("date", "2025"), ("until", "2025-Q4"))),
        acquires(relation="partners-with", subject="waha", object="sadir", qualifiers=(("date", "2024-10-20"),)),
        acquires(relation="raises", object=Quantity(5e9, "USD", "at-least"), qualifiers=()),
    )
    assert graph.check() == ()


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        (acquires(evidence=()), "evidence"),
        (acquires(relation="admires"), "relation"),
        (acquires(status="rumoured"), "status"),
        (acquires(object="jeddah"), "range"),
        (acquires(subject="jeddah"), "domain"),
        (acquires(relation="raises", object="waha"), "range"),
        (acquires(relation="raises", object=Quantity(1200.0, "")), "range"),
        (acquires(qualifiers=(("amount", Quantity(1200.0, "")),)), "amount"),
        (acquires(qualifiers=(("amount", Quantity(1200.0, "دينار")),)), "currency"),
        (acquires(qualifiers=(("amount", Quantity(1200.0, "SAR", "roughly")),)), "bound"),  # type: ignore[arg-type]
        (acquires(qualifiers=(("date", "2024-13"),)), "date"),
        (acquires(qualifiers=(("until", "نهاية العام"),)), "date"),
        (acquires(qualifiers=(("percent", -3.0),)), "percent"),
        (acquires(evidence=(Evidence("A0", Span(0, 5), QUOTE, "r"),)), "offsets"),
        (acquires(evidence=(Evidence("A0", Span(0, 0), "", "r"),)), "quote"),
        (acquires(evidence=(Evidence("A0", EVIDENCE.span, QUOTE, "r", score=1.5),)), "score"),
        (acquires(evidence=(Evidence("A0", EVIDENCE.span, QUOTE, "r", where="caption"),)), "where"),  # type: ignore[arg-type]
    ],
)
def test_each_damage_breaks_its_own_rule(statement: Statement, rule: str) -> None:
    """A statement with one thing wrong breaks the rule about that thing, and no other."""
    assert rules(graph_of(statement)) == [rule]


def test_a_plain_triple_needs_its_statement() -> None:
    """A plain triple that no statement asserts is found, also where a plan says the same."""
    graph = graph_of(acquires(status="planned"))
    node = {name: NamedNode(PREFIXES["e"] + name) for name in ("sadir", "waha")}
    graph.store.add(Quad(node["sadir"], NamedNode(PREFIXES["kg"] + "acquires"), node["waha"]))
    (violation,) = graph.check()
    assert (violation.rule, violation.focus, violation.value) == ("asserted", "kg:acquires", "e:sadir")


def test_an_entity_needs_class_and_label() -> None:
    """An entity that a statement names but nothing describes is found."""
    assert rules(graph_of(acquires(subject="nobody"))) == ["domain", "label", "type"]


def test_two_quotes_for_one_piece_of_evidence_are_found() -> None:
    """Evidence with a second quote breaks the rule about quotes."""
    graph = graph_of(acquires())
    (row,) = graph.query("SELECT ?v { ?s kg:evidence ?v }").terms
    node, article = row[0], NamedNode(PREFIXES["a"] + "A0")
    assert isinstance(node, NamedNode)
    graph.store.add(Quad(node, NamedNode(PREFIXES["prov"] + "value"), Literal(QUOTE[::-1]), article))
    assert rules(graph) == ["quote"]


def test_violations_speak_arabic_and_english() -> None:
    """A violation names the rule, the node, and says what is wrong in both languages."""
    statement = acquires(evidence=())
    assert graph_of(statement).check() == (
        Violation(
            "evidence",
            f"s:{statement.id}",
            "Every statement has evidence: a quote from an article.",
            "لكل قول شاهد: اقتباس من مقالة.",
        ),
    )


def test_every_rule_has_both_messages() -> None:
    """Each rule that can be broken has a message in Arabic and one in English, and knows all statuses of the model."""
    store = Store()
    store.extend(parse(path=str(ONTOLOGY.folder / "shapes.ttl"), format=RdfFormat.TURTLE))
    prefixes = {**PREFIXES, "sh": "http://www.w3.org/ns/shacl#"}
    spoken = store.query(
        """SELECT ?node (GROUP_CONCAT(LANG(?m); separator=" ") AS ?languages) {
            { ?node sh:path ?p } UNION { ?node sh:select ?q } OPTIONAL { ?node sh:message ?m } } GROUP BY ?node""",
        prefixes=prefixes,
    )
    assert {" ".join(sorted(row["languages"].value.split())) for row in spoken} == {"ar en"}  # type: ignore[union-attr]
    listed = store.query(
        "SELECT ?s { <https://kg.example/shapes#status> sh:in/rdf:rest*/rdf:first ?s }", prefixes=prefixes
    )
    assert {python_value(row["s"]) for row in listed} == {f"kg:{status}" for status in STATUSES}  # type: ignore[union-attr]
