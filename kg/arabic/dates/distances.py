"""Dates that are told by how far off they are: قبل ثلاثة أشهر, منذ أسبوعين, بعد ذلك بعامين."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.arabic.dates.page import Found, Page, Role, common_part, date_value, shifted, shifted_month
from kg.arabic.dates.years import year_at


def date_ago(page: Page, index: int) -> tuple[Found, ...]:
    """Read قبل عام, قبل ثلاثة أشهر, منذ أسبوعين, بعد مرور عام على."""
    words, calendar = page.words, page.calendar
    ago, after = calendar.find("ago", words, index), calendar.find("after", words, index)
    begin = ago or after
    if not begin:
        return ()
    about = calendar.find("about", words, begin[1])
    count = _count(page, about[1] if about else begin[1])
    if not count:
        return ()
    number, unit, end = count
    follows = words[end].norm if end < len(words) else ""
    if (after and not ago and follows not in ("علي", "من")) or (
        ago and follows == "من" and words[end + 1 : end + 2] and words[end + 1].norm != "الان"
    ):
        return ()
    if follows.isdigit() and year_at(page, end):
        return ()
    role: Role = "from" if ago and "منذ" in words[index].norm else "date"
    return (Found(index, end, _ago_value(page, number, unit), role, relative=True),)


def _count(page: Page, index: int) -> tuple[int, str, int] | None:
    """Read a number of units: عام (1), عامين (2), ثلاثة أشهر (3), 15 يوما; 0 for some (أيام)."""
    words, calendar = page.words, page.calendar
    for kind, number in (("two-units", 2), ("unit", 1), ("units", 0)):
        found = calendar.find(kind, words, index, whole=True)
        if found:
            return number, found[0], found[1]
    if index < len(words) and words[index].kind == "digits" and len(words[index].norm) <= 3:
        value, after = int(words[index].norm), index + 1
    elif spelt := calendar.find("count", words, index):
        value, after = int(spelt[0]), spelt[1]
    else:
        return None
    unit = calendar.find("units", words, after, whole=True) or calendar.find("unit", words, after, whole=True)
    return (value, unit[0], unit[1]) if unit else None


def _ago_value(page: Page, number: int, unit: str) -> str:
    """Return the date so long ago: a year for years, a month for months, a day for days, the month around it for weeks."""
    today = page.published
    if today is None:
        return ""
    if unit == "year":
        return date_value(today.year - number) if number and page.precision else ""
    if page.precision < 7:
        return ""
    if unit == "month":
        return date_value(*shifted_month(today, -number)) if number else ""
    if page.precision < 10:
        return ""
    if unit == "hour":
        return today.isoformat() if number < 12 else ""
    if unit == "day":
        return shifted(today, -number).isoformat() if number else common_part(shifted(today, -9), shifted(today, -3))
    if unit == "week":
        return common_part(shifted(today, -7 * (number or 4) - 3), shifted(today, -7 * (number or 2) + 3))
    return ""


def date_afterwards(page: Page, index: int, before: Sequence[Found]) -> Found | None:
    """Read بعد ذلك بعامين, counted from the year named last in the text."""
    words, calendar = page.words, page.calendar
    found = calendar.find("afterwards", words, index)
    if (
        not found
        or found[1] >= len(words)
        or not before
        or before[-1].relative
        or not before[-1].value
        or not words[found[1]].norm.startswith("ب")
    ):
        return None
    stripped = replace(words[found[1]], norm=words[found[1]].norm[1:])
    rest = words[: found[1]] + ((stripped,) if stripped.norm else ()) + words[found[1] + 1 :][:6]
    count = _count(replace(page, words=rest), found[1])
    if not count or not count[0] or count[1] != "year":
        return None
    return Found(index, count[2] + (not stripped.norm), date_value(int(before[-1].value[:4]) + count[0]))
