"""Days, weekdays and months: 20 أكتوبر 2023, نوفمبر الماضي, أمس الجمعة, الأحد المقبل."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.arabic.dates.page import DASHES, Found, Page, date_value, is_day, is_future, is_glued, shifted
from kg.arabic.dates.periods import unit_date
from kg.arabic.dates.years import definite_unit, numeric_date, year_at, years_at


def month_name(page: Page, index: int) -> tuple[int, int] | None:
    """Read a month, also with its name in the other system: أكتوبر (تشرين الأول), تشرين الأول/أكتوبر."""
    words, calendar = page.words, page.calendar
    found = calendar.find("month", words, index)
    if not found:
        return None
    month, end = int(found[0]), found[1]
    if end < len(words) and words[end].norm in ("(", "/", "-", "["):
        other = calendar.find("month", words, end + 1, whole=True)
        if other and int(other[0]) == month:
            closing = other[1] < len(words) and words[other[1]].norm in ")]"
            end = other[1] + 1 if closing else other[1]
    else:
        # 30 يونيو حزيران 2008: agencies write both names side by side.
        other = calendar.find("month", words, end, whole=True)
        end = other[1] if other and int(other[0]) == month else end
    return month, end


def days_at(page: Page, index: int) -> tuple[Found, ...]:
    """Read 20 أكتوبر 2023, الثامن من مايو, and several days: 20-22 أكتوبر, يومي 20 و21 أكتوبر."""
    words, calendar = page.words, page.calendar
    first: int | None = None
    start, apart = index, False
    if is_day(words, index):
        if is_glued(words, index) and words[index - 1].norm in (*".,:/٫", *DASHES):
            return ()
        day, end = int(words[index].norm), index + 1
        if end + 1 < len(words) and words[end].norm in (*DASHES, "الي", "و") and is_day(words, end + 1):
            apart = words[end].norm == "و"
            first, day, end = day, int(words[end + 1].norm), end + 2
            index = end - 1
    elif ordinal := calendar.find("ordinal", words, index):
        day, end = int(ordinal[0]), ordinal[1]
        if end >= len(words) or words[end].norm not in ("من", "-"):
            return ()
    else:
        return ()
    while end < len(words) and words[end].norm in ("من", "شهر"):
        end += 1
    month = month_name(page, end)
    if not month:
        return ()
    value, last, relative = _with_year(page, start, month[1], month[0], day)
    if first is None or not value or (first >= day and not apart):
        return (Found(start, last, value, relative=relative),)
    if apart:
        return (
            Found(start, start + 1, f"{value[:8]}{first:02d}", relative=relative),
            Found(index, last, value, relative=relative),
        )
    begin = Found(start, start + 1, f"{value[:8]}{first:02d}", "from", relative)
    return (begin, Found(index, last, value, "until", relative))


def month_date(page: Page, index: int) -> tuple[Found, ...]:
    """Read نوفمبر 2023, نوفمبر الماضي, شهر مارس, and after a preposition في مارس."""
    words, calendar = page.words, page.calendar
    month = month_name(page, index)
    if not month:
        return ()
    value, end, relative = _with_year(page, index, month[1], month[0], 0)
    bare = end == month[1]
    if bare and calendar.find("month", words, index, whole=True) is None and words[index].norm[0] not in "لبوف":
        return ()
    if bare and not _is_introduced(page, index):
        return ()
    return (Found(index, end, value, relative=relative),)


def _is_introduced(page: Page, index: int) -> bool:
    """Return whether the words before a bare month show that it is one; مارس is a verb too, آب a father, نيسان a car."""
    words, calendar = page.words, page.calendar
    if words[index].kind == "latin" or index == 0:
        return False
    sure = any(calendar.ends(kind, words, index) is not None for kind in ("filler", "edge"))
    shy = calendar.find("shy-month", words, index) is not None
    return sure or (
        not shy
        and any(calendar.ends(kind, words, index) is not None for kind in ("year-before", "from", "period", "until"))
    )


def _joined_year(page: Page, index: int) -> int | None:
    """Return the year of the date that this one is joined with: بين يناير ومارس 2015, من 3 يناير إلى 5 مارس 2015."""
    words = page.words
    joined = index < len(words) and words[index].norm in ("و", "الي", "حتي", *DASHES)
    if not joined and not (index < len(words) and words[index].norm.startswith("و")):
        return None
    index += joined
    index += is_day(words, index)
    other = month_name(page, index)
    year = year_at(page, other[1]) if other else None
    return year[0] if year else None


def _with_year(page: Page, start: int, end: int, month: int, day: int) -> tuple[str, int, bool]:
    """Return the value of a month or a day by the year that its words or the article give, the index after it, and whether it is relative."""
    words, calendar = page.words, page.calendar
    after = end + 1 if end + 1 < len(words) and words[end].norm in "،," and year_at(page, end + 1) else end
    year = year_at(page, after)
    if year and not calendar.find("sum", words, year[1]):
        return date_value(year[0], month, day), year[1], False
    side = calendar.find("side", words, end, whole=True)
    if side:
        return _near_month(page, month, day, side[0]), side[1], True
    after = end + 1 if end < len(words) and words[end].norm in ("من", "في", "ل") else end
    # مايو من عام 2017, مايو العام 2017
    led = after > end or calendar.find("unit", words, end) or definite_unit(page, end)
    named = years_at(page, after, ()) if led else ()
    if len(named) == 1 and named[0].value:
        return date_value(int(named[0].value), month, day), named[0].end, False
    unit = unit_date(page, after)
    if unit and len(unit[0].value) == 4:
        return date_value(int(unit[0].value), month, day), unit[0].end, True
    joined = _joined_year(page, end)
    if joined:
        return date_value(joined, month, day), end, False
    side_of = "coming" if is_future(page, start) else "bare"
    return _near_month(page, month, day, side_of), end, True


def _near_month(page: Page, month: int, day: int, side: str) -> str:
    """Return the month, or the day of it, that is nearest to the article on this side: past, this, next, coming, bare."""
    today = page.published
    if today is None or page.precision < 7:
        return ""
    here = (month, day if page.precision == 10 else 0)
    now = (today.month, today.day if day and page.precision == 10 else 0)
    year = today.year
    if side == "past":
        year -= here >= now
    elif side == "next":
        year += here <= now
    elif side == "coming":
        year += month < today.month
        # من المقرر … in a clause far before says little of a month that is long past.
        year -= (month - today.month) % 12 > 6
    elif side == "bare":
        year -= month > today.month
    return date_value(year, month, day)


def _day_value(page: Page, days: int) -> str:
    if page.published is None or page.precision < 10:
        return ""
    return shifted(page.published, days).isoformat()


def near_day(page: Page, index: int) -> tuple[Found, ...]:
    """Read اليوم, أمس الجمعة, غدا, أول أمس; the weekday that is named wins over a reprint's date."""
    words, calendar = page.words, page.calendar
    found = calendar.find("day", words, index)
    if not found or (int(found[0]) == 0 and not _is_today(page, index, found[1])):
        return ()
    value, end = _day_value(page, int(found[0])), found[1]
    bracket = end < len(words) and words[end].norm in "(،,"
    weekday = calendar.find("weekday", words, end + 1 if bracket else end, whole=True)
    if weekday:
        end = weekday[1] + (bracket and weekday[1] < len(words) and words[weekday[1]].norm == ")")
        dated = days_at(page, end + (end < len(words) and words[end].norm in "،,"))
        if dated:
            return (replace(dated[0], start=index),)
        if value:
            value = _nearest_weekday(date.fromisoformat(value), int(weekday[0]))
    return (Found(index, end, value, relative=True),)


def _nearest_weekday(day: date, weekday: int) -> str:
    nearest = min(range(-3, 4), key=lambda days: (shifted(day, days).isoweekday() != weekday, abs(days)))
    return shifted(day, nearest if abs(nearest) <= 2 else 0).isoformat()


def _is_today(page: Page, index: int, end: int) -> bool:
    words, calendar = page.words, page.calendar
    if words[index].norm not in ("اليوم", "واليوم", "فاليوم", "لليوم"):
        return "يوم" not in words[index].norm or words[index].norm.startswith("هذا")
    before = calendar.find("not-today", words, index - 1)
    after = calendar.find("not-today", words, end, whole=True)
    return not (before and before[0] == "before") and not (after and after[0] == "after")


def weekday_date(page: Page, index: int) -> tuple[Found, ...]:
    """Read الأحد الماضي, يوم الجمعة, الثلاثاء المقبل, and a weekday before a date."""
    words, calendar = page.words, page.calendar
    found = calendar.find("weekday", words, index)
    if not found or words[index].kind == "latin" or calendar.find("habit", words, index - 1):
        return ()
    end = found[1]
    if calendar.find("not-weekday", words, end, whole=True):
        return ()
    bracket = end < len(words) and words[end].norm in "،,("
    after = end + 1 if bracket else end
    dated = days_at(page, after) or _numeric_days(page, after)
    if len(dated) == 1:
        closed = dated[0].end < len(words) and words[dated[0].end].norm == ")" and words[end].norm == "("
        return (replace(dated[0], start=index, end=dated[0].end + closed),)
    side = calendar.find("side", words, end, whole=True)
    if side:
        return (Found(index, side[1], _near_weekday(page, int(found[0]), side[0]), relative=True),)
    near = calendar.find("day", words, end, whole=True)
    if near and near[0] != "0":
        return (Found(index, near[1], _day_value(page, int(near[0])), relative=True),)
    side_of = "coming" if is_future(page, index) else "bare"
    return (Found(index, end, _near_weekday(page, int(found[0]), side_of), relative=True),)


def _numeric_days(page: Page, index: int) -> tuple[Found, ...]:
    numeric = numeric_date(page, index) if index < len(page.words) else None
    return (numeric,) if numeric and len(numeric.value) == 10 else ()


def _near_weekday(page: Page, weekday: int, side: str) -> str:
    today = page.published
    if today is None or page.precision < 10:
        return ""
    back, ahead = (today.isoweekday() - weekday) % 7, (weekday - today.isoweekday()) % 7
    days = {"past": -(back or 7), "next": ahead or 7, "coming": ahead, "bare": -back, "this": -back}[side]
    return shifted(today, days).isoformat()
