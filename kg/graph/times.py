"""When a claim holds: days as texts give them, as precise as they are known."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kg.model import Statement

_FIRST = "0001-01-01"


class Period(NamedTuple):
    """Hold the first and the last day of a time, as YYYY-MM-DD."""

    first: str
    last: str

    def meets(self, other: Period) -> bool:
        """Tell whether two times have a day in common."""
        return self.first <= other.last and other.first <= self.last


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


def _months(year: str, first: int, last: int) -> Period:
    return Period(f"{year}-{first:02}-01", f"{year}-{last:02}-{calendar.monthrange(int(year), last)[1]:02}")
