"""Times: the days that a claim's own words give."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.times import Period, day_of, period, valid_time, validity
from kg.model import Statement, Status


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02-03", "2024-02-03", "2024-02-03"),
        ("2024-Q3", "2024-07-01", "2024-09-30"),
        ("2024-H1", "2024-01-01", "2024-06-30"),
    ],
)
def test_a_time_has_a_first_and_a_last_day(text: str, first: str, last: str) -> None:
    """Years, halves, quarters, months and days are stretches of days."""
    assert period(text) == Period(first, last)


@pytest.mark.parametrize("text", ["", "ceo", "2024-13", "2024-Q5", "24", "الربع الأول"])
def test_what_is_no_time_has_no_days(text: str) -> None:
    """Other words are never taken for a time."""
    assert period(text) is None


@pytest.mark.parametrize(
    ("qualifiers", "expected"),
    [
        ({}, None),
        ({"date": "2023"}, Period("2023-01-01", "2023-12-31")),
        ({"date": "2023-05", "until": "2024"}, Period("2023-05-01", "2024-12-31")),
        ({"until": "2024"}, Period("0001-01-01", "2024-12-31")),
        ({"date": "2024-01", "period": "2023-Q4"}, Period("2023-10-01", "2023-12-31")),
        ({"role": "ceo", "percent": 20.0}, None),
    ],
)
def test_a_claim_holds_when_its_words_say(qualifiers: dict[str, Any], expected: Period | None) -> None:
    """A period comes before a date, an end leaves the beginning open, and without either nothing is known."""
    assert valid_time(Statement("a", "owns", "b", tuple(sorted(qualifiers.items())))) == expected


APRIL, JUNE = Period("2024-04-10", "2024-04-10"), Period("2024-06-20", "2024-06-20")


@pytest.mark.parametrize(
    ("status", "qualifiers", "told", "lasting", "answers"),
    [
        # A state that is told on two days held from the one to the other; before and after isn't known.
        ("asserted", {}, [APRIL, JUNE], True, {"2024-04-09": "unknown", "2024-04-10": "yes", "2024-05-15": "yes", "2024-06-21": "unknown"}),
        # It began when the text says so, and ends then.
        ("asserted", {"date": "2023"}, [APRIL], True, {"2022-12-31": "no", "2023-06-01": "unknown", "2024-01-01": "yes", "2024-04-11": "unknown"}),
        ("asserted", {"date": "2023", "until": "2025"}, [APRIL], True, {"2024-12-31": "yes", "2025-06-01": "unknown", "2026-01-01": "no"}),
        # Nothing but its own words bounds what no dated article tells.
        ("asserted", {}, [], True, {"0999-01-01": "unknown", "2024-05-15": "unknown", "2999-01-01": "unknown"}),
        # An event holds on its day; without one it was before it was told.
        ("asserted", {"date": "2024-03-01"}, [APRIL], False, {"2024-02-29": "no", "2024-03-01": "yes", "2024-03-02": "no"}),
        ("asserted", {"date": "2024-03"}, [APRIL], False, {"2024-02-29": "no", "2024-03-15": "unknown", "2024-04-01": "no"}),
        ("asserted", {}, [APRIL], False, {"2024-04-10": "unknown", "2024-04-11": "no"}),
        ("asserted", {"period": "2023-Q4"}, [APRIL], False, {"2023-09-30": "no", "2023-11-01": "yes", "2024-01-01": "no"}),
        # What is over was over when it was told.
        ("ended", {}, [APRIL], True, {"2024-04-09": "unknown", "2024-04-11": "no"}),
        ("ended", {"date": "2015"}, [APRIL], True, {"2014-06-01": "unknown", "2015-06-01": "unknown", "2024-04-11": "no"}),
        # A plan didn't hold while it was one, and what became of it isn't known.
        ("planned", {}, [APRIL], True, {"2024-04-09": "no", "2024-06-01": "unknown"}),
        ("planned", {"date": "2025", "until": "2026"}, [APRIL], True, {"2024-12-31": "no", "2025-06-01": "unknown", "2027-01-01": "no"}),
        ("denied", {}, [APRIL], True, {"2024-04-10": "unknown", "2024-04-11": "unknown"}),
        # A month is a stretch of days, all of which count.
        ("asserted", {}, [APRIL, JUNE], True, {"2024-05": "yes", "2024-04": "unknown", "2024": "unknown"}),
    ],
)  # fmt: skip
def test_a_claim_holds_for_sure_surely_not_or_perhaps(
    status: Status, qualifiers: dict[str, Any], told: list[Period], lasting: bool, answers: dict[str, str]
) -> None:
    """The words of a claim and the days of its articles bound when it holds; what they leave open is unknown."""
    statement = Statement("a", "owns", "b", tuple(sorted(qualifiers.items())), status)
    found = validity(statement, told, lasting=lasting)
    assert {day: found.holds(day_of(day)) for day in answers} == answers


@given(
    st.sampled_from(("asserted", "ended", "planned", "denied")),
    st.dictionaries(
        st.sampled_from(("date", "until", "period")), st.sampled_from(("2019", "2023-05", "2023-05-17", "2024-Q2"))
    ),
    st.lists(st.sampled_from((APRIL, JUNE, Period("2022-01-01", "2022-12-31"))), max_size=3),
    st.booleans(),
)
def test_bounds_are_in_order(status: Status, qualifiers: dict[str, str], told: list[Period], lasting: bool) -> None:
    """No bound is later than its counterpart, and no order of the articles makes a difference."""
    statement = Statement("a", "owns", "b", tuple(sorted(qualifiers.items())), status)
    found = validity(statement, told, lasting=lasting)
    assert found.begins.first <= found.begins.last
    assert found.ends.first <= found.ends.last
    assert found == validity(statement, told[::-1], lasting=lasting)
