"""Conflicts: what two claims about the same are to each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.graph import Graph
from kg.graph.conflicts import Context, agree, conflicts, headline_claims, load_reasons
from kg.model import Article, Entity, Evidence, Quantity, Reading, Span, Statement, Status

REASONS = load_reasons(Path(__file__).parents[1] / "ontology" / "verdicts.tsv")
PUBLISHED = {"one": "2024-03-01", "other": "2024-03-20", "later": "2024-06-01", "reprint": "2024-03-01"}
SOURCES = {
    "one": "one",
    "reprint": "one",
    "other": "other",
    "later": "later",
    "undated": "undated",
    "unknown": "unknown",
}
CONTEXT = Context(PUBLISHED, SOURCES, frozenset({"acquires", "owns"}), REASONS)


def usd(value: float, bound: str = "exact") -> Quantity:
    return Quantity(value, "USD", bound)  # type: ignore[arg-type]


def says(article: str, where: Any = "body") -> Evidence:
    return Evidence(article, Span(0, 1), ".", rule="frame", where=where)


def claim(
    relation: str,
    target: str | Quantity,
    status: Status = "asserted",
    article: str = "one",
    subject: str = "sadeer",
    **qualifiers: Any,
) -> Statement:
    return Statement(subject, relation, target, tuple(sorted(qualifiers.items())), status, (says(article),))


def bought(status: Status = "asserted", article: str = "one", **more: Any) -> Statement:
    return claim("acquires", "waha", status, article, **more)


def owned(status: Status = "asserted", article: str = "one", **more: Any) -> Statement:
    return claim("owns", "waha", status, article, **more)


def lost(figure: Quantity, status: Status = "asserted", article: str = "one", **more: Any) -> Statement:
    return claim("reports-loss", figure, status, article, **more)


def leads(article: str = "one", **more: Any) -> Statement:
    return claim("holds-position", "waha", "asserted", article, **more)


JUDGED = [
    ("contradiction", "figures-differ", lost(usd(5e9), period="2024"), lost(usd(7e9), period="2024", article="later")),
    ("contradiction", "figures-differ", lost(usd(5e9)), lost(usd(7e9), article="other")),
    ("contradiction", "figures-differ", bought(amount=usd(2e9)), bought(article="other", amount=usd(3e9))),
    ("contradiction", "figures-differ", bought(percent=51.0), bought(article="other", percent=60.0)),
    ("contradiction", "denied", bought(), bought("denied")),
    ("contradiction", "denied", bought("planned"), bought("denied", "later")),
    ("contradiction", "standing-or-ended", owned(article="one"), owned("ended", "reprint")),
    ("contradiction", "reversed", bought(), claim("acquires", "sadeer", article="other", subject="waha")),
    ("update", "carried-out", bought("planned"), bought(article="later")),
    ("update", "carried-out", bought("negotiating"), bought(article="reprint")),
    ("update", "ended-since", owned(), owned("ended", "later")),
    ("update", "taken-up-again", owned("ended"), owned(article="later")),
    ("update", "confirmed-since", bought("denied"), bought(article="later")),
    ("update", "later-figure", lost(usd(5e9)), lost(usd(7e9), article="later")),
    ("update", "stage", bought("negotiating"), bought("planned", "later")),
    ("corroboration", "figures-agree", lost(usd(5e9, "approx")), lost(usd(5.2e9), article="other")),
    ("corroboration", "same-claim", bought(amount=usd(2e9)), bought(article="other", percent=51.0)),
    ("apparent", "other-time", lost(usd(5e9), period="2023"), lost(usd(7e9), period="2024", article="other")),
    ("apparent", "other-time", owned("ended", until="2019"), owned(date="2023", article="later")),
    ("apparent", "other-role", leads(role="ceo"), leads("other", role="chairman")),
    ("apparent", "other-unit", lost(usd(5e9)), lost(Quantity(7e9, "SAR"), article="other")),
    ("apparent", "other-stage", bought(), bought("planned")),
    ("apparent", "another-one", bought(), bought("planned", "later")),
    ("apparent", "both-in-one", lost(usd(5e9)), lost(usd(7e9))),
    ("apparent", "undated", lost(usd(5e9), article="undated"), lost(usd(7e9), article="unknown")),
    ("apparent", "undated", owned(article="undated"), owned("ended", "one")),
    ("apparent", "same-text", bought(amount=usd(2e9)), bought(article="reprint", percent=51.0)),
]  # fmt: skip


@pytest.mark.parametrize(("verdict", "reason", "one", "other"), JUDGED)
def test_two_claims_are_judged_with_a_reason(verdict: str, reason: str, one: Statement, other: Statement) -> None:
    """Time, bounds, status, direction and role decide, whichever claim comes first."""
    for pair in ([one, other], [other, one]):
        [found] = conflicts(pair, CONTEXT)
        assert (found.verdict, found.reason.name) == (verdict, reason)


def test_every_reason_is_used() -> None:
    """The table of verdicts holds no reason that no pair of claims has."""
    assert {reason for _, reason, _, _ in JUDGED} == set(REASONS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (bought("ended"), bought("denied")),
        (bought(), claim("sells", "waha", article="other")),
        (bought(), claim("acquires", "ufuq", article="other")),
        (claim("supplies", "waha"), claim("supplies", "sadeer", subject="waha", article="other")),
    ],
    ids=["denial of what has ended", "other relation", "other object", "supplies go both ways"],
)
def test_other_claims_have_nothing_to_do_with_each_other(one: Statement, other: Statement) -> None:
    """Only claims about the same pair and relation are compared."""
    assert conflicts([one, other], CONTEXT) == ()


def test_one_statement_of_two_articles_is_corroborated() -> None:
    """Further articles bear a statement out, a reprint only in appearance."""
    told = Statement("sadeer", "owns", "waha", evidence=(says("one"), says("other"), says("reprint")))
    found = conflicts([told], CONTEXT)
    assert [(one.verdict, one.one_evidence.article, one.other_evidence.article) for one in found] == [
        ("corroboration", "one", "other"),
        ("apparent", "one", "reprint"),
    ]


def test_headlines_without_a_body_are_told() -> None:
    """A claim of which every sentence is a headline is one that no body bears out."""
    alone = Statement("sadeer", "owns", "waha", evidence=(says("one", "title"), says("other", "title")))
    borne_out = Statement("sadeer", "owns", "ufuq", evidence=(says("one", "title"), says("one")))
    assert headline_claims([alone, borne_out]) == (alone,)


def test_a_verdict_removes_nothing() -> None:
    """Both claims stay in the graph with their evidence."""
    text = "استحوذت سدير على الواحة. لم تستحوذ سدير على الواحة."
    entities = (Entity("sadeer", "Company", "سدير"), Entity("waha", "Company", "الواحة"))
    reading = Reading(Article("one", text), entities, (bought(), bought("denied")))
    graph = Graph.from_readings([reading])
    before = len(graph)
    assert [conflict.verdict for conflict in graph.conflicts()] == ["contradiction"]
    assert len(graph) == before
    assert {statement.status for statement in graph.statements()} == {"asserted", "denied"}


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (usd(5e9, "approx"), usd(5.2e9), True),
        (usd(5e9, "approx"), usd(6e9), False),
        (usd(5e9, "at-least"), usd(9e9), True),
        (usd(5e9, "at-least"), usd(4e9), False),
        (usd(5e9, "at-most"), usd(4e9), True),
        (usd(5e9, "at-most"), usd(5e9, "at-least"), True),
    ],
)
def test_bounds_leave_room(one: Quantity, other: Quantity, both: bool) -> None:
    """About, at least and at most leave room for other figures, whichever comes first."""
    assert agree(one, other) is both
    assert agree(other, one) is both
