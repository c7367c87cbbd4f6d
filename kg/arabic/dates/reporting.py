"""Periods that companies report on: quarters, halves, months from the beginning of a year, and what ends on a day.

الربع الثالث من 2024, النصف الأول, الأشهر التسعة الأولى, ثلاثة أشهر حتى 31 مارس, السنة المالية المنتهية في 30 يونيو 2025.
"""

from __future__ import annotations

from dataclasses import replace

from kg.arabic.dates.days import days_at, month_date
from kg.arabic.dates.page import ENDS, Found, Page, date_value, is_future, is_glued
from kg.arabic.dates.periods import unit_date
from kg.arabic.dates.years import definite_unit, numeric_date, year_at, years_at
from kg.arabic.scanning import forms

_NEAR = 10
"""How many words around a length of months are read for what is earned in them."""


def quarter_date(page: Page, index: int) -> tuple[Found, ...]:
    """Read الربع الثالث من 2024, الربع الأخير من العام الماضي, الفصل الأول من 2009, Q3 2024; a half gives its year."""
    words, calendar = page.words, page.calendar
    term = _term(page, index)
    if not term:
        return ()
    kind, number, end, fiscal = term
    if row := calendar.find("in-a-row", words, end, whole=True):
        # للربع الثالث على التوالي: how many they are, not which one it is.
        return (Found(index, row[1], ""),)
    ended = _ended(page, end)
    if ended:
        return (replace(ended, start=index, value=_by_end(ended.value, 3 if kind == "quarter" else 6), role="period"),)
    year, after, relative = _year_of(page, end)
    if kind == "quarter" and calendar.find("shy-quarter", words, index) and not year:
        return ()
    if number > 4 or (fiscal and relative) or (after > end and not year):
        return (Found(index, after, ""),)
    if not year:
        year = _latest_half(page, index, number) if kind == "half" else _latest_quarter(page, number)
    if not year:
        return (Found(index, after, ""),)
    return (Found(index, after, year if kind == "half" else f"{year}-Q{number}", "period", relative),)


def _term(page: Page, index: int) -> tuple[str, int, int, bool] | None:
    """Return the kind and the number of a quarter or half, the index after it, and whether it is one of a fiscal year."""
    words, calendar = page.words, page.calendar
    if words[index].norm == "q" and is_glued(words, index + 1) and words[index + 1].norm in "1234":
        return "quarter", int(words[index + 1].norm), index + 2, False
    unit = definite_unit(page, index)
    if not unit or unit[0] not in ("quarter", "half"):
        return None
    before = calendar.find("fiscal", words, unit[1], whole=True)
    start = before[1] if before else unit[1]
    ordinal = calendar.find("ordinal", words, start, whole=True)
    last = calendar.find("last", words, start, whole=True)
    if ordinal or last:
        end = ordinal[1] if ordinal else last[1] if last else 0
        after = calendar.find("fiscal", words, end, whole=True)
        return unit[0], int(ordinal[0]) if ordinal else 4, after[1] if after else end, bool(before or after)
    # الربع المنتهي في 30 سبتمبر: its end tells which one it is.
    return (unit[0], 0, start, False) if _ended(page, start) else None


def _ended(page: Page, index: int, kind: str = "ended") -> Found | None:
    """Read the day or month on which a period ends: المنتهي في 30 سبتمبر, المنتهية بنهاية يونيو الماضي; after months حتى 31 مارس."""
    words, calendar = page.words, page.calendar
    ended = calendar.find(kind, words, index)
    if not ended:
        return None
    start = ended[1]
    if start < len(words) and words[start].norm in ("في", "ب", "يوم"):
        start += 1
    edge = calendar.find("edge", words, start)
    start = edge[1] if edge else start
    if start >= len(words):
        return None
    numeric = numeric_date(page, start)
    found = (numeric,) if numeric else days_at(page, start) or month_date(page, start)
    found = found if len(found) == 1 and found[0].value else years_at(page, start, ())
    return found[0] if len(found) == 1 and found[0].value else None


def _by_end(value: str, months: int) -> str:
    """Return the quarter that ends in this month, or the year in which a longer period ends."""
    month = int(value[5:7]) if len(value) > 4 else 0
    return f"{value[:4]}-Q{month // 3}" if months == 3 and month and not month % 3 else value[:4]


def fiscal_date(page: Page, index: int) -> tuple[Found, ...]:
    """Read السنة المالية المنتهية في 30 يونيو 2025, العام المنتهي في ديسمبر: the year in which it ends."""
    words, calendar = page.words, page.calendar
    unit = definite_unit(page, index)
    if not unit or unit[0] != "year":
        return ()
    fiscal = calendar.find("fiscal", words, unit[1], whole=True)
    ended = _ended(page, fiscal[1] if fiscal else unit[1])
    return (replace(ended, start=index, value=ended.value[:4], role="period"),) if ended else ()


def months_date(page: Page, index: int) -> tuple[Found, ...]:
    """Read الأشهر التسعة الأولى من 2014, التسعة أشهر الأولى, ثلاثة أشهر حتى 31 مارس, and beside a profit خلال تسعة أشهر."""
    words, calendar = page.words, page.calendar
    length = _months(page, index)
    if not length:
        return ()
    months, end, definite = length
    ended = _ended(page, end, "ended") or _ended(page, end, "until")
    ordinal = calendar.find("ordinal", words, end, whole=True)
    first = ordinal is not None and ordinal[0] == "1"
    if ordinal and first:
        ended = _ended(page, ordinal[1], "ended") or _ended(page, ordinal[1], "until")
        end = ordinal[1]
    if ended:
        return (replace(ended, start=index, value=_by_end(ended.value, months), role="period"),)
    side = calendar.find("side", words, end, whole=True)
    if side:
        return (Found(index, side[1], ""),)
    year, after, relative = _year_of(page, end)
    if not year and (first or months > 3) and (first or _of_results(page, index, end)) and definite >= (not first):
        year, after = _latest_year(page, months), end
    if not year or months not in (3, 6, 9, 12) or (months == 3 and not first):
        return ()
    return (Found(index, after, f"{year}-Q1" if months == 3 else year, "period", relative),)


def _months(page: Page, index: int) -> tuple[int, int, bool] | None:
    """Return how many months are named here, the index after them, and whether they lead on from the beginning of a year."""
    words, calendar = page.words, page.calendar

    def named(kind: str, at: int) -> str:
        norms = [form.removeprefix("ال") for _, form in forms(words[at].norm)] if at < len(words) else []
        values = [value for norm in norms for name, value in calendar.names[kind].get(norm, ()) if len(name) == 1]
        return values[0] if values else ""

    at = index + 1 if words[index].norm == "ال" else index
    digits = words[at].norm if at < len(words) and words[at].kind == "digits" else ""
    if named("units", at) == "month" and words[at].norm.removeprefix("و").startswith("ال"):
        count = named("count", at + 1)
    elif named("units", at + 1) == "month":
        count = digits if digits in ("3", "6", "9", "12") else named("count", at)
    else:
        return None
    return (int(count), at + 2, True) if count in ("3", "6", "9", "12") else None


def _of_results(page: Page, start: int, end: int) -> bool:
    """Return whether the sentence speaks of what is earned: a length of months is then one from the beginning of a year."""
    for step in (-1, 1):
        for at in range(start - 1, start - _NEAR, -1) if step < 0 else range(end, end + _NEAR):
            if not 0 <= at < len(page.words) or (page.words[at].norm in ENDS and not is_glued(page.words, at + 1)):
                break
            if page.calendar.find("results", page.words, at):
                return True
    return False


def _latest_year(page: Page, months: int) -> str:
    """Return the year whose first months are reported on."""
    if page.published is None or page.precision < 7:
        return ""
    return date_value(page.published.year - (page.published.month < months))


def _latest_half(page: Page, index: int, number: int) -> str:
    """Return the year of the half that was reported last, or of the one that is planned for."""
    if is_future(page, index):
        return date_value(page.published.year) if page.published else ""
    return _latest_year(page, 6 * number)


def _year_of(page: Page, index: int) -> tuple[str, int, bool]:
    """Return the year that a quarter is of, the index after it, and whether it is relative; no year for a fiscal one."""
    words, calendar = page.words, page.calendar
    after = index + 1 if index < len(words) and words[index].norm in ("من", "ل", "في", "/", "،") else index
    bare = year_at(page, after)
    if bare and not calendar.find("sum", words, bare[1]):
        return date_value(bare[0]), bare[1], False
    unit = definite_unit(page, after) or (calendar.find("unit", words, after) if after < len(words) else None)
    if unit and unit[0] == "year" and calendar.find("fiscal", words, unit[1]):
        year = year_at(page, unit[1] + 1)
        if year:
            return date_value(year[0]), year[1], False
        side = calendar.find("side", words, unit[1] + 1, whole=True)
        return ("", side[1] if side else unit[1] + 1, True)
    named = years_at(page, after, ()) if unit else ()
    if named:
        return named[0].value, named[0].end, False
    found = unit_date(page, after) if after < len(words) else ()
    if found and len(found[0].value) == 4:
        return found[0].value, found[0].end, True
    if unit and unit[0] == "year" and page.published and words[unit[1] - 1].norm.startswith(("ال", "لل")):
        return date_value(page.published.year), unit[1], True
    return "", index, True


def _latest_quarter(page: Page, number: int) -> str:
    if page.published is None or page.precision < 7:
        return ""
    return date_value(page.published.year - (3 * number - 2 > page.published.month))
