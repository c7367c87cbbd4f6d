"""Disputes: which statements of a graph contradict one another, and which only stand side by side."""

from __future__ import annotations

import pytest

from kg.model import Quantity, Statement, Status
from kg.views.disputes import agree, disputes


def usd(value: float, bound: str = "exact") -> Quantity:
    return Quantity(value, "USD", bound)  # type: ignore[arg-type]


def bought(status: Status = "asserted", **qualifiers: str | float | Quantity) -> Statement:
    return Statement("sadeer", "acquires", "waha", tuple(sorted(qualifiers.items())), status)


def lost(figure: Quantity, status: Status = "asserted", **qualifiers: str | float | Quantity) -> Statement:
    return Statement("sadeer", "reports-loss", figure, tuple(sorted(qualifiers.items())), status)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (lost(usd(5e9)), lost(usd(7e9))),
        (lost(usd(5e9), period="2024"), lost(usd(7e9), period="2024")),
        (bought(amount=usd(2e9)), bought(amount=usd(3e9))),
        (bought(percent=51.0), bought(percent=60.0)),
        (bought(), bought("denied")),
        (bought("planned"), bought("denied")),
    ],
    ids=["figures", "figures of one period", "amounts", "shares", "denied", "plan denied"],
)
def test_contradictions_are_found(one: Statement, other: Statement) -> None:
    """Each of two statements that can't both be true names the other."""
    assert disputes([one, other]) == {one.id: [other.id], other.id: [one.id]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (lost(usd(5e9), period="2023"), lost(usd(7e9), period="2024")),
        (lost(usd(5e9)), lost(usd(7e9), "expected")),
        (lost(usd(5e9)), lost(Quantity(7e9, "SAR"))),
        (bought(amount=usd(2e9)), bought(percent=51.0)),
        (bought("planned"), bought()),
        (bought("ended"), bought("denied")),
        (bought(), Statement("waha", "acquires", "sadeer", status="denied")),
    ],
    ids=["periods", "forecast", "units", "roles", "plan fulfilled", "ended", "direction"],
)
def test_different_things_are_no_dispute(one: Statement, other: Statement) -> None:
    """Other periods, units, qualifiers, stages and subjects are said of other things."""
    assert disputes([one, other]) == {}


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
