"""When a claim holds: days as texts give them, as precise as they are known.

Three times are kept apart. Valid time is when a claim holds, as its text says: from `date` until `until`, or in `period`. The time of
publication is that of its articles. The time of building is nowhere in a graph. Where the text says nothing, what the articles' days
tell bounds the valid time: who is told to hold an office on a day has held it by then. Nothing is bounded by today.
"""

from __future__ import annotations

import calendar
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from typing import Literal as OneOf

from kg.model import GraphError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Statement

Answer: TypeAlias = OneOf["yes", "no", "unknown"]

_FIRST, _LAST = "0001-01-01", "9999-12-31"
_AHEAD = frozenset({"planned", "negotiating", "expected", "possible", "conditional"})


class Period(NamedTuple):
    """Hold the first and the last day of a time, as YYYY-MM-DD."""

    first: str
    last: str

    def meets(self, other: Period) -> bool:
        """Tell whether two times have a day in common."""
        return self.first <= other.last and other.first <= self.last


ANY_TIME = Period(_FIRST, _LAST)
"""What is known of a day of which nothing is known."""


class Validity(NamedTuple):
    """Hold between which days a claim begins to hold, and between which it ends; an open end is the year 1 or 9999."""

    begins: Period
    ends: Period
    ever: bool = True
    """Whether it holds at all: of a plan and a denial that isn't known."""

    def holds(self, time: Period) -> Answer:
        """Tell whether a claim holds all through a time, surely not in it, or whether that isn't known."""
        if time.last < self.begins.first or time.first > self.ends.last:
            return "no"
        sure = self.ever and self.begins.last <= time.first and time.last <= self.ends.first
        return "yes" if sure else "unknown"


def period(text: str) -> Period | None:
    """Return the days of YYYY, YYYY-MM, YYYY-MM-DD, YYYY-QN and YYYY-HN; None for what is no time."""
    year, _, rest = text.partition("-")
    if not (len(year) == 4 and year.isdecimal()):
        return None
    if not rest:
        return Period(f"{year}-01-01", f"{year}-12-31")
    if rest[0] in "QH" and rest[1:].isdecimal():
        months = 3 if rest[0] == "Q" else 6
        last = int(rest[1:]) * months
        return _months(year, last - months + 1, last) if 1 <= last <= 12 else None
    month, _, day = rest.partition("-")
    if not (month.isdecimal() and 1 <= int(month) <= 12):
        return None
    return Period(text, text) if day else _months(year, int(month), int(month))


def valid_time(statement: Statement) -> Period | None:
    """Return when a claim holds as its text says: its period, its day, or from its day until its end; None where it doesn't say."""
    said = {role: found for role, value in statement.qualifiers if isinstance(value, str) and (found := period(value))}
    if "period" in said:
        return said["period"]
    start, end = said.get("date"), said.get("until")
    if end is not None:
        return Period(start.first if start else _FIRST, end.last)
    return start


def validity(statement: Statement, told: Iterable[Period], *, lasting: bool) -> Validity:
    """Return when a claim holds: by its own words, and by the times at which its articles were published, where these are known.

    An event that doesn't last ends on the day on which it begins.
    """
    told = sorted(told)
    said = {role: found for role, value in statement.qualifiers if isinstance(value, str) and (found := period(value))}
    if "period" in said:
        first, last = said["period"]
        return Validity(Period(first, first), Period(last, last), statement.status == "asserted")
    if statement.status in _AHEAD or statement.status == "denied":
        return _not_yet(statement, said, told)
    known = min((day.last for day in told), default=_LAST)
    begins = said.get("date", Period(_FIRST, known))
    if statement.status == "ended":
        # A day beside what has ended is one on which it held, or that of its end.
        held = said.get("date", Period(_FIRST, known))
        return Validity(Period(_FIRST, held.last), said.get("until", Period(held.first, max(held.last, known))))
    if not lasting and "until" not in said:
        return Validity(begins, begins)
    still = max((day.first for day in told), default=_FIRST)
    return Validity(begins, said.get("until", Period(max(begins.first, still), _LAST)))


def _not_yet(statement: Statement, said: dict[str, Period], told: list[Period]) -> Validity:
    """Return the bounds of what is only planned, which doesn't hold while it is, or denied, of which only its own day is known."""
    ends = Period(_FIRST, said["until"].last if "until" in said else _LAST)
    if statement.status == "denied":
        return Validity(ANY_TIME, ends, ever=False)
    not_before = max((day.first for day in told), default=_FIRST)
    begins = said.get("date", Period(not_before, _LAST))
    return Validity(begins, ends, ever=False)


def day_of(text: str) -> Period:
    """Return the days that a user names; raise GraphError where they are none."""
    found = period(text)
    if found is None or not _in_the_calendar(found):
        raise GraphError(f"«{text}» is no day: write 2024, 2024-10 or 2024-10-20")
    return found


def _in_the_calendar(found: Period) -> bool:
    try:
        return all(date.fromisoformat(day) for day in found)
    except ValueError:
        return False


def _months(year: str, first: int, last: int) -> Period:
    return Period(f"{year}-{first:02}-01", f"{year}-{last:02}-{calendar.monthrange(int(year), last)[1]:02}")
