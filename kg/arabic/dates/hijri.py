"""Hijri dates: 12 رجب 1437هـ, 15/7/1433هـ, رجب 1437.

A Hijri month begins a day apart in different countries: a day gives its Gregorian month, a month the year, where these are sure. A Gregorian date
beside it (15/7/1433هـ الموافق 5/6/2012) counts instead.
"""

from __future__ import annotations

from datetime import date

from kg.arabic.dates.days import days_at
from kg.arabic.dates.page import Found, Page, common_part, is_day, shifted
from kg.arabic.dates.years import numeric_date

_DOUBT = 2
"""By how many days the calendars of countries differ at most from the tables."""
_EPOCH = 227013
"""The ordinal of the day before 1 محرم of the year 1."""


def hijri_date(page: Page, index: int) -> tuple[Found, ...]:
    """Read a Hijri date with the Gregorian one beside it; its own value where that is sure."""
    read = _read(page, index)
    if not read:
        return ()
    value, end = read
    beside = end
    while beside < len(page.words) and (
        page.words[beside].norm in ("الموافق", "الموافقه", "ل", "(", "-", "،", ",", "/")
        or page.calendar.find("weekday", page.words, beside)
    ):
        beside += 1
    if beside < len(page.words):
        numeric = numeric_date(page, beside)
        dated = (numeric,) if numeric else days_at(page, beside)
        if len(dated) == 1 and beside > end:
            return (Found(index, dated[0].end, dated[0].value),)
    return (Found(index, end, value),)


def hijri_end(page: Page, index: int) -> int | None:
    """Return the index after a Hijri date or year: 5 شوال 1436 هـ، 1436هـ."""
    read = _read(page, index)
    return read[1] if read else None


def _read(page: Page, index: int) -> tuple[str, int] | None:
    """Return the value of a Hijri date and the index after it."""
    words, calendar = page.words, page.calendar
    after = index + 1 if is_day(words, index) else index
    day, month, end = 0, 0, index
    named = calendar.find("hijri-month", words, after)
    if named:
        day, month, end = int(words[index].norm) if after > index else 0, int(named[0]), named[1]
    elif (
        after > index
        and [word.norm for word in words[after : after + 3 : 2]] == ["/", "/"]
        and is_day(words, after + 1)
    ):
        day, month, end = int(words[index].norm), int(words[after + 1].norm), after + 3
    year = _hijri_year(page, end)
    marked = calendar.find("hijri", words, end + 1, whole=True) if year else None
    if not marked and not named:
        return None
    if not year:
        return "", end
    return (_value(year, month, day) if month else "", marked[1] if marked else end + 1)


def _hijri_year(page: Page, index: int) -> int:
    word = page.words[index] if index < len(page.words) else None
    year = int(word.norm[:9]) if word and word.kind == "digits" else 0
    return year if 1200 <= year <= 1600 else 0


def _value(year: int, month: int, day: int) -> str:
    """Return the Gregorian month of a Hijri day, or the year of a Hijri month, where no calendar would say otherwise."""
    if not 1 <= month <= 12 or day > 30:
        return ""
    first = date.fromordinal(
        _EPOCH + (year - 1) * 354 + (3 + 11 * year) // 30 + (59 * (month - 1) + 1) // 2 + max(day, 1)
    )
    last = first if day else shifted(first, 29)
    return common_part(shifted(first, -_DOUBT), shifted(last, _DOUBT))
