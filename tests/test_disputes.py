"""Disputes: which statements of a graph contradict one another, and which only stand side by side."""

from __future__ import annotations

from typing import Any

import pytest

from kg.model import Evidence, Quantity, Span, Statement, Status
from kg.views.disputes import agree, disputes


def usd(value: float, bound: str = "exact") -> Quantity:
    return Quantity(value, "USD", bound)  # type: ignore[arg-type]


def statement(relation: str, target: str | Quantity, status: Status, article: str, **qualifiers: Any) -> Statement:
    evidence = Evidence(article, Span(0, 1), ".", rule="frame")
    return Statement("sadeer", relation, target, tuple(sorted(qualifiers.items())), status, (evidence,))


def bought(status: Status = "asserted", article: str = "one", **qualifiers: Any) -> Statement:
    return statement("acquires", "waha", status, article, **qualifiers)


def lost(figure: Quantity, status: Status = "asserted", article: str = "one", **qualifiers: Any) -> Statement:
    return statement("reports-loss", figure, status, article, **qualifiers)


PUBLISHED = {"one": "2024-03-01", "other": "2024-03-20", "later": "2024-06-01", "undated": ""}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (lost(usd(5e9), period="2024"), lost(usd(7e9), period="2024")),
        (lost(usd(5e9), period="2024"), lost(usd(7e9), period="2024", article="later")),
        (lost(usd(5e9)), lost(usd(7e9), article="other")),
        (bought(amount=usd(2e9)), bought(amount=usd(3e9), article="other")),
        (bought(percent=51.0), bought(percent=60.0, article="other")),
        (bought(), bought("denied")),
        (bought("planned"), bought("denied", article="later")),
    ],
    ids=["period", "period told later", "month", "amounts", "shares", "denied", "plan denied"],
)
def test_contradictions_are_found(one: Statement, other: Statement) -> None:
    """Each of two statements that can't both be true names the other."""
    assert disputes([one, other], PUBLISHED) == {one.id: [other.id], other.id: [one.id]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (lost(usd(5e9), period="2023"), lost(usd(7e9), period="2024", article="other")),
        (lost(usd(5e9)), lost(usd(7e9))),
        (lost(usd(5e9)), lost(usd(7e9), article="later")),
        (lost(usd(5e9), article="undated"), lost(usd(7e9), article="unknown")),
        (lost(usd(5e9)), lost(usd(7e9), "expected", article="other")),
        (lost(usd(5e9)), lost(Quantity(7e9, "SAR"), article="other")),
        (bought(amount=usd(2e9)), bought(percent=51.0, article="other")),
        (bought("planned"), bought()),
        (bought("ended"), bought("denied")),
    ],
    ids=["periods", "one article", "months", "undated", "forecast", "units", "roles", "plan fulfilled", "ended"],
)
def test_different_things_are_no_dispute(one: Statement, other: Statement) -> None:
    """Other periods, articles of other months, units, qualifiers and stages are said of other things."""
    assert disputes([one, other], PUBLISHED) == {}


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
