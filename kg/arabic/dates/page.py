"""What reading a date needs: the text in words, the calendar, the date of the article, and the arithmetic of days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kg.arabic.dates.calendar import Calendar
from kg.arabic.scanning import Word, scan
from kg.model import Span

Role = Literal["date", "until", "period", "from"]
ENDS = frozenset(".!؟?؛;\n")
DASHES = frozenset("-–—−")
_BEFORE = 16
"""How many words before a date are read for its role and its tense."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """Hold a date as it stands in a text."""

    span: Span
    value: str
    """YYYY, YYYY-QN, YYYY-MM or YYYY-MM-DD."""
    role: Role = "date"
    """date: when; until: the end (بحلول عام 2030); from: the beginning (منذ 2015); period: all of it (خلال 2024، الربع الثالث)."""
    relative: bool = False
    """Whether the date of the article was needed."""


@dataclass(frozen=True, slots=True)
class Page:
    """Hold what reading a date needs: the words, the calendar, and the article's date with its precision (4, 7 or 10 characters)."""

    text: str
    words: tuple[Word, ...]
    calendar: Calendar
    published: date | None
    precision: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """Hold a date by the indexes of its words."""

    start: int
    end: int
    value: str
    """Empty for an expression that is passed over as a whole."""
    role: Role = "date"
    relative: bool = False


def open_page(text: str, published: str | None, calendar: Calendar) -> Page:
    """Cut a text into words, beside the date of its article and its precision."""
    words = scan(text)
    if not published or not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", published[:10]):
        return Page(text, words, calendar, None)
    try:
        day = date.fromisoformat((published[:10] + "-01-01")[:10])
    except ValueError:
        return Page(text, words, calendar, None)
    return Page(text, words, calendar, day, len(published[:10]))


def is_day(words: Sequence[Word], index: int) -> bool:
    """Return whether this word is the number of a day of a month."""
    return (
        index < len(words)
        and words[index].kind == "digits"
        and len(words[index].norm) <= 2
        and 1 <= int(words[index].norm) <= 31
    )


def is_glued(words: Sequence[Word], index: int) -> bool:
    """Return whether this word stands right after the one before it, without a blank."""
    return 0 < index < len(words) and words[index - 1].end == words[index].start


def year_of_two_digits(digits: str) -> int:
    """Return the year that two digits stand for: those up to 68 are of this century."""
    return int(digits) + (2000 if int(digits) <= 68 else 1900)


def date_value(year: int, month: int = 0, day: int = 0) -> str:
    """Return the value of a date, or nothing where there is no such day."""
    if not 1000 <= year <= 2999 or not 0 <= month <= 12:
        return ""
    if not month:
        return f"{year:04d}"
    if not day:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def is_future(page: Page, index: int) -> bool:
    """Return whether a word of the future stands before, in the same sentence: من المقرر، تستعد، سيتم."""
    for before in range(index - 1, max(index - _BEFORE, -1), -1):
        if page.words[before].norm in ENDS:
            return False
        if page.calendar.find("future", page.words, before):
            return True
    return False


def shifted(day: date, days: int) -> date:
    """Return the day so many days later, or the day itself at the ends of time."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def common_part(first: date, last: date) -> str:
    """Return the month or the year that holds both days, or nothing."""
    if first.year != last.year:
        return ""
    return date_value(first.year, first.month) if first.month == last.month else date_value(first.year)


def shifted_month(day: date, months: int) -> tuple[int, int]:
    """Return the year and the month so many months after this day."""
    total = day.year * 12 + day.month - 1 + months
    return total // 12, total % 12 + 1
