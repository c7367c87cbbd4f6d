"""Who held an office: current, former or planned, between which days, as the news of several days tell it."""

from __future__ import annotations

import pytest

from kg.graph import Graph
from kg.model import Article, Entity, Evidence, GraphError, Reading, Span, Statement, Status
from kg.ontology import load_ontology

OPEN = ("0001-01-01", "9999-12-31")
Told = tuple[str | None, str, Status, dict[str, str]]


def graph_of(*told: Told) -> Graph:
    """Return a graph of one article for each row: its day, what it tells of Layla at Sadir, its status and its qualifiers."""
    readings = []
    for number, (published, relation, status, qualifiers) in enumerate(told):
        name = f"A{number}"
        ends = ("layla", "سدير") if relation in ("holds-position", "resigns-from") else ("سدير", "layla")
        said = Evidence(name, Span(0, 4), "قيل.", "a frame")
        statement = Statement(ends[0], relation, ends[1], tuple(sorted(qualifiers.items())), status, (said,))
        entities = (Entity("layla", "Person", "ليلى منصور"), Entity("سدير", "Company", "سدير القابضة", ("سدير",)))
        readings.append(Reading(Article(name, "قيل.", published=published), entities, (statement,)))
    return Graph.from_readings(readings)


CEO = {"role": "ceo"}


@pytest.mark.parametrize(
    ("told", "state", "begins", "ends"),
    [
        # Named as holder on one day: since then at the latest, until then at least.
        ([("2024-04-10", "holds-position", "asserted", CEO)], "current", ("0001-01-01", "2024-04-10"), ("2024-04-10", "9999-12-31")),
        ([(None, "holds-position", "asserted", CEO)], "current", OPEN, OPEN),
        ([("2024-04-10", "appoints", "asserted", {**CEO, "date": "2024-04"})], "current", ("2024-04-01", "2024-04-30"), ("2024-04-10", "9999-12-31")),
        # Former, and until when.
        ([("2024-04-10", "holds-position", "ended", CEO)], "former", ("0001-01-01", "2024-04-10"), ("0001-01-01", "2024-04-10")),
        (
            [("2022-01-05", "holds-position", "asserted", CEO), ("2024-04-10", "resigns-from", "asserted", {**CEO, "date": "2024-03"})],
            "former", ("0001-01-01", "2022-01-05"), ("2024-03-01", "2024-03-31"),
        ),
        # A resignation that names no office ends the one that is known.
        (
            [("2022-01-05", "appoints", "asserted", {**CEO, "date": "2022-01-05"}), ("2024-04-10", "dismisses", "asserted", {})],
            "former", ("2022-01-05", "2022-01-05"), ("2022-01-05", "2024-04-10"),
        ),
        # Back in office, told in one article or in a later one.
        (
            [("2024-04-10", "dismisses", "asserted", {**CEO, "date": "2024-03"}), ("2024-04-10", "reinstates", "asserted", CEO)],
            "current", ("2024-03-01", "2024-04-10"), ("2024-04-10", "9999-12-31"),
        ),
        (
            [("2023-04-10", "resigns-from", "asserted", CEO), ("2024-04-10", "appoints", "asserted", {**CEO, "date": "2024-04-01"})],
            "current", ("2024-04-01", "2024-04-01"), ("2024-04-10", "9999-12-31"),
        ),
        # A denied dismissal leaves the holder in office.
        ([("2024-04-10", "dismisses", "denied", CEO)], "current", ("0001-01-01", "2024-04-10"), ("2024-04-10", "9999-12-31")),
        # To come, and what is to come may be dated.
        ([("2024-04-10", "appoints", "planned", {**CEO, "date": "2025"})], "planned", ("2025-01-01", "2025-12-31"), OPEN),
        ([("2024-04-10", "holds-position", "planned", CEO)], "planned", ("2024-04-10", "9999-12-31"), OPEN),
        # Without days the order of holding and leaving isn't known.
        ([(None, "holds-position", "asserted", CEO), (None, "resigns-from", "asserted", CEO)], "unknown", OPEN, ("0001-01-01", "9999-12-31")),
    ],
)  # fmt: skip
def test_an_office_has_a_state_and_bounds(
    told: list[Told], state: str, begins: tuple[str, str], ends: tuple[str, str]
) -> None:
    """What several articles tell of one office is one tenure; what they leave open stays open."""
    (found,) = graph_of(*told).holders("سدير")
    assert (found.person, found.role, found.state) == ("layla", "ceo", state)
    assert (tuple(found.validity.begins), tuple(found.validity.ends)) == (begins, ends)
    assert len(found.statements) == len(told)
    assert all(statement.evidence for statement in found.statements)
    assert found.told == max((row[0] for row in told if row[0]), default="")


def test_offices_are_told_apart() -> None:
    """Two offices of one person are two tenures, and those without a name of their own go by their words."""
    graph = graph_of(
        ("2024-04-10", "holds-position", "asserted", CEO),
        ("2024-04-10", "holds-position", "ended", {"role": "chairman"}),
        ("2024-04-10", "holds-position", "asserted", {"role": "other", "role_text": "مديرة المشتريات"}),
        ("2024-04-10", "holds-position", "asserted", {"role": "other", "role_text": "مستشارة"}),
    )
    found = [(one.role, one.state) for one in graph.holders("سدير القابضة")]
    assert sorted(found) == [("ceo", "current"), ("chairman", "former"), ("other", "current"), ("other", "current")]
    assert [one.role for one in graph.holders("سدير", "chairman")] == ["chairman"]
    assert graph.holders("سدير", "founder") == ()


def test_the_template_tells_the_same_with_sentences() -> None:
    """The question that ships with kg lists each telling with its days and its quote."""
    graph = graph_of(
        ("2022-01-05", "appoints", "asserted", {**CEO, "date": "2022-01-05"}),
        ("2024-04-10", "resigns-from", "asserted", {**CEO, "date": "2024-03"}),
    )
    assert graph.ask("holders", organization="سدير").rows == (
        ("e:layla", "ceo", "in office", "2022-01-05", None, "2022-01-05", "a:A0", "قيل."),
        ("e:layla", "ceo", "out of office", None, "2024-03", "2024-04-10", "a:A1", "قيل."),
    )


def test_an_organization_that_is_not_there_is_told() -> None:
    """A name that stands for nothing in the graph is an error."""
    with pytest.raises(GraphError, match="المجهول"):
        graph_of(("2024-04-10", "holds-position", "asserted", CEO)).holders("المجهول")


def test_what_tells_of_offices_joins_persons_and_organizations() -> None:
    """Each row of tenures.tsv is a relation of the ontology with a person on the side that it names."""
    ontology = load_ontology()
    from kg.graph.tenures import load_tellings

    for name, telling in load_tellings(ontology.folder / "tenures.tsv").items():
        relation = ontology.relations[name]
        assert "Person" in (relation.domain if telling.person == "subject" else relation.range)
        assert telling.tells in ("begins", "begins-again", "holds", "ends")
