"""The line of a page that holds the date of an article."""

from __future__ import annotations

from dataclasses import replace

from kg.arabic.dates.calendar import shipped_calendar
from kg.arabic.dates.days import month_name
from kg.arabic.dates.hijri import hijri_end
from kg.arabic.dates.page import Page, date_value, is_day, open_page, year_of_two_digits
from kg.arabic.dates.years import numeric_date, year_at


def parse_date_line(text: str) -> str | None:
    """Return the date of a line that holds a date and nothing else but a weekday, a time and a label; else None.

    Two-digit years up to 68 are of this century. Hijri dates and bare years give None.
    """
    page = open_page(text, None, shipped_calendar())
    words = tuple(word for word in page.words if word.norm not in "\n")
    if not words or len(words) > 40:
        return None
    page = replace(page, words=words)
    value: str | None = None
    index = 0
    while index < len(words):
        found = None if value else _whole_date(page, index)
        if found:
            value, index = found
            continue
        after = _beside_date(page, index)
        if after is None:
            return None
        index = after
    return value


def _whole_date(page: Page, index: int) -> tuple[str, int] | None:
    numeric = numeric_date(page, index, short_year=True)
    if numeric and numeric.value and len(numeric.value) == 10:
        return numeric.value, numeric.end
    words = page.words
    day, after = (int(words[index].norm), index + 1) if is_day(words, index) else (0, index)
    month = month_name(page, after)
    if not month:
        return None
    if not day and words[after].kind == "latin" and is_day(words, month[1]):
        # October 20, 2024
        day, month = int(words[month[1]].norm), (month[0], month[1] + 1)
    end = month[1] + 1 if month[1] < len(words) and words[month[1]].norm in "،,." else month[1]
    year = year_at(page, end)
    if not year and day and end < len(words) and words[end].kind == "digits" and len(words[end].norm) == 2:
        year = (year_of_two_digits(words[end].norm), end + 1)
    if not year:
        return None
    value = date_value(year[0], month[0], day)
    return (value, year[1]) if value else None


def _beside_date(page: Page, index: int) -> int | None:
    """Return the index after a word that may stand in a date line: a weekday, a time, a Hijri date, a label, a mark."""
    words, calendar = page.words, page.calendar
    hijri = hijri_end(page, index)
    if hijri:
        return hijri
    for kind in ("weekday", "gregorian", "hijri", "label"):
        found = calendar.find(kind, words, index)
        if found:
            return found[1]
    word = words[index]
    if word.kind == "mark":
        return index + 1
    # A time: 11:02, 11:02:33Z
    beside = (words[index - 1 : index] + words[index + 1 : index + 2]) if index else words[1:2]
    if word.kind == "digits" and len(word.norm) <= 2 and any(one.norm in (":", "t") for one in beside):
        return index + 1
    return None
