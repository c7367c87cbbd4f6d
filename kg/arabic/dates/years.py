"""Dates that need no other date: 9/7/2015, عام 2030, عامي 2014 و2015."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.arabic.dates.page import DASHES, Found, Page, date_value, is_glued, year_of_two_digits
from kg.arabic.scanning import forms


def numeric_date(page: Page, index: int, *, short_year: bool = False) -> Found | None:
    """Read 9/7/2015 (day first), 2015-07-21, 21.7.2015 and 7/2015."""
    words = page.words
    if words[index].kind != "digits" or (is_glued(words, index) and words[index - 1].norm in "/.:-"):
        return None
    parts, end = [words[index].norm], index + 1
    mark = words[end].norm if end < len(words) else ""
    while (
        mark in ("/", "-", ".", "\\")
        and len(parts) < 4
        and end + 1 < len(words)
        and words[end].norm == mark
        and words[end + 1].kind == "digits"
        and is_glued(words, end)
        and is_glued(words, end + 1)
    ):
        parts.append(words[end + 1].norm)
        end += 2
    value = _numeric_value(parts, mark, short_year=short_year)
    return Found(index, end, value) if value else None


def _numeric_value(parts: Sequence[str], mark: str, *, short_year: bool) -> str:
    sizes = [len(part) for part in parts]
    if sizes == [1, 4] or sizes == [2, 4]:
        return date_value(int(parts[1]), int(parts[0])) if mark == "/" and int(parts[0]) else ""
    if len(parts) != 3 or max(sizes) > 4:
        return ""
    if sizes[0] == 4:
        year, month, day = (int(part) for part in parts)
    elif sizes[2] == 4 or (short_year and sizes[2] == 2):
        day, month = int(parts[0]), int(parts[1])
        year = int(parts[2]) if sizes[2] == 4 else year_of_two_digits(parts[2])
        if month > 12 >= day:
            day, month = month, day
    else:
        return ""
    return date_value(year, month, day) if month and day and 1600 <= year <= 2100 else ""


def year_at(page: Page, index: int) -> tuple[int, int] | None:
    """Read a year of four digits, with م after it or not."""
    words, calendar = page.words, page.calendar
    if (
        index >= len(words)
        or words[index].kind != "digits"
        or len(words[index].norm) != 4
        or words[index].norm[0] == "0"
    ):
        return None
    year = int(words[index].norm)
    gregorian = calendar.find("gregorian", words, index + 1, whole=True)
    if not 1600 <= year <= 2100 or (calendar.find("hijri", words, index + 1, whole=True)):
        return None
    if is_glued(words, index + 1) and (words[index + 1].norm in "%٪:$€£" or words[index + 1].kind == "latin"):
        return None
    # 2015.5 and 2,015,000 are no years; neither is 2000 after a sign of money.
    if (
        is_glued(words, index + 1)
        and words[index + 1].norm in ".,٫٬"
        and is_glued(words, index + 2)
        and words[index + 2].kind == "digits"
    ):
        return None
    if is_glued(words, index) and words[index - 1].norm in ".,٫٬:$€£+":
        return None
    return year, gregorian[1] if gregorian else index + 1


def years_at(page: Page, index: int, before: Sequence[Found]) -> tuple[Found, ...]:
    """Read عام 2030, سنة 2013, عامي 2014 و2015, 2014-2015, في 2007, (2015)."""
    words, calendar = page.words, page.calendar
    start = index
    unit = calendar.find("unit", words, index) or definite_unit(page, index)
    if unit and unit[0] == "year":
        index = unit[1]
        fiscal = calendar.find("fiscal", words, index)
        index = fiscal[1] if fiscal else index
    elif several := calendar.find("years", words, index):
        index = several[1]
    elif not _is_bare_year(page, index, before):
        return ()
    year = year_at(page, index)
    if not year:
        return ()
    found = [Found(start, year[1], date_value(year[0]))]
    end = year[1]
    if (
        end < len(words)
        and words[end].norm in (*DASHES, "/")
        and (last := year_at(page, end + 1))
        and last[0] > year[0]
    ):
        found = [replace(found[0], role="from"), Found(end + 1, last[1], date_value(last[0]), "until")]
    return tuple(found)


def _is_bare_year(page: Page, index: int, before: Sequence[Found]) -> bool:
    words, calendar = page.words, page.calendar
    year = year_at(page, index)
    if not year:
        return False
    after = year[1]
    if calendar.find("gregorian", words, index + 1, whole=True):
        return True
    if calendar.find("sum", words, after) or (after < len(words) and words[after].norm in ("%", "٪", "$", "€", "£")):
        return False
    last = before[-1] if before else None
    if after < len(words) and words[after].norm in (*DASHES, "/") and year_at(page, after + 1):
        return is_glued(words, after) or index == 0 or words[index - 1].norm == "("
    if (
        last
        and last.end >= index - 2
        and len(last.value) == 4
        and words[index - 1].norm in ("و", "،", "الي", "حتي", "او")
    ):
        return True
    if index and words[index - 1].norm == "(" and after < len(words) and words[after].norm == ")":
        return True
    if any(calendar.ends(kind, words, index) is not None for kind in ("year-before", "edge", "season")):
        return True
    # التسعة أشهر الأولى من 2024; الفترة نفسها من 2024; من 2014 إلى 2016
    if index and words[index - 1].norm == "من":
        follows = (
            after + 1 < len(words) and words[after].norm in ("الي", "حتي") and year_at(page, after + 1) is not None
        )
        return follows or any(
            calendar.find(kind, words, index - 2) for kind in ("ordinal", "last", "month", "unit", "same")
        )
    return False


def definite_unit(page: Page, index: int) -> tuple[str, int] | None:
    """Read العام, الشهر, الأسبوع, الربع."""
    for _, form in forms(page.words[index].norm) if index < len(page.words) else ():
        if form.startswith("ال"):
            for name, value in page.calendar.names["unit"].get(form[2:], ()):
                if len(name) == 1:
                    return value, index + 1
    return None
