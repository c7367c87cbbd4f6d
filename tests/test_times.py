"""Times: the days that a claim's own words give."""

from __future__ import annotations

from typing import Any

import pytest

from kg.graph.times import Period, period, valid_time
from kg.model import Statement


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
