"""Years, months, weeks and seasons that are named by their distance: هذا العام, الشهر الماضي, الصيف الماضي."""

from __future__ import annotations

from kg.arabic.dates.page import Found, Page, common_part, date_value, shifted, shifted_month
from kg.arabic.dates.years import definite_unit, year_at
from kg.arabic.scanning import forms


def unit_date(page: Page, index: int) -> tuple[Found, ...]:
    """Read هذا العام, الشهر الماضي, الأسبوع المقبل, الصيف الماضي, and after نهاية or مطلع the bare العام."""
    words, calendar = page.words, page.calendar
    this = calendar.find("this", words, index)
    start, index = index, this[1] if this else index
    season = _season(page, start, index, is_this=this is not None)
    if season:
        return season
    unit = definite_unit(page, index)
    if not unit or unit[0] in ("hour", "half", "day"):
        return ()
    if calendar.find("fiscal", words, unit[1]):
        side = calendar.find("side", words, unit[1] + 1, whole=True)
        return (Found(start, side[1], ""),) if side else ()
    side = calendar.find("side", words, unit[1], whole=True)
    if not this and not side and (unit[0] == "week" or calendar.ends("edge", words, index) is None):
        return ()
    end = side[1] if side else unit[1]
    year = year_at(page, end) if unit[0] == "year" else None
    if year:
        return (Found(start, year[1], date_value(year[0])),)
    value = _unit_value(page, unit[0], "this" if this or not side else side[0])
    return (Found(start, end, value, "period" if unit[0] == "quarter" else "date", relative=True),)


def _season(page: Page, start: int, index: int, *, is_this: bool) -> tuple[Found, ...]:
    words, calendar = page.words, page.calendar
    norm = words[index].norm if index < len(words) else ""
    form = next((form[2:] for _, form in forms(norm) if form.startswith("ال")), "")
    values = [value for name, value in calendar.names["season"].get(form, ()) if value]
    side = calendar.find("side", words, index + 1, whole=True)
    if not values or not (side or is_this) or page.published is None or page.precision < 7:
        return ()
    first, last = (int(month) for month in values[0].split("-"))
    year = page.published.year
    if side and side[0] == "past":
        year -= last >= page.published.month
    elif side and side[0] == "next":
        year += first <= page.published.month
    return (Found(start, side[1] if side else index + 1, date_value(year), relative=True),)


def _unit_value(page: Page, unit: str, side: str) -> str:
    today = page.published
    if today is None:
        return ""
    step = {"past": -1, "this": 0, "next": 1}[side]
    if unit == "year":
        return date_value(today.year + step)
    if page.precision < 7:
        return ""
    if unit == "month":
        return date_value(*shifted_month(today, step))
    if unit == "quarter":
        year, month = shifted_month(today, 3 * step)
        return f"{year:04d}-Q{(month + 2) // 3}"
    if page.precision < 10:
        return ""
    # Arab weeks begin on Saturday, Sunday or Monday: Sunday to Saturday is the middle of them.
    first = shifted(today, 7 * step - today.isoweekday() % 7)
    return common_part(first, shifted(first, 6))
