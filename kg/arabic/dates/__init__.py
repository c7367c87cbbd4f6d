"""Text -> the dates in it, as precise as the text and the date of the article allow.

A date is a year, a quarter, a month or a day: YYYY, YYYY-QN, YYYY-MM, YYYY-MM-DD. Relative dates (أمس، نوفمبر الماضي) need the date of the
article and are left out without it. Left out always: Hijri years (they lie in two of ours), relative fiscal years and
quarters (every company's begin elsewhere), decades and centuries, durations (خلال عامين), and vague words (مؤخرا، حاليا، السنوات الماضية).
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.arabic.dates.calendar import Calendar, load_calendar, shipped_calendar
from kg.arabic.dates.days import days_at, month_date, near_day, weekday_date
from kg.arabic.dates.distances import date_afterwards, date_ago
from kg.arabic.dates.hijri import hijri_date
from kg.arabic.dates.lines import parse_date_line
from kg.arabic.dates.page import Found, FoundDate, Page, open_page
from kg.arabic.dates.periods import unit_date
from kg.arabic.dates.reporting import fiscal_date, months_date, quarter_date
from kg.arabic.dates.roles import with_light_words, with_roles
from kg.arabic.dates.years import numeric_date, years_at
from kg.arabic.scanning import forms, stem_start
from kg.model import Span

__all__ = ["Calendar", "FoundDate", "find_dates", "load_calendar", "parse_date_line", "shipped_calendar"]


def find_dates(
    text: str, published: str | None, calendar: Calendar | None = None, *, undated: bool = False
) -> tuple[FoundDate, ...]:
    """Find the dates in a text, sorted, without overlaps.

    `published` is the date of the article (YYYY-MM-DD, YYYY-MM or YYYY). A bare month is the latest one not after the article's month, or the
    coming one after a word of the future (من المقرر). A bare weekday is the latest one up to the day of the article itself: agencies name the
    day of the news. Expressions of a week, or of "some days ago", give the month or year that they lie in. With `undated` those are found too
    that no date can be told of (العام المالي الماضي, and أمس where the article has no date), with an empty value.
    """
    page = open_page(text, published, calendar or shipped_calendar())
    found: list[Found] = []
    index = 0
    while index < len(page.words):
        word = page.words[index]
        opens = word.kind != "mark" and page.calendar.opens(word)
        read = _read(page, index, found) if opens else ()
        if not read:
            index += 1
            continue
        index = max(read[-1].end, index + 1)
        found += [with_light_words(page, one, found[-1].end if found else 0) for one in read if one.value or undated]
    return tuple(_placed(page, one) for one in with_roles(page, found))


def _read(page: Page, index: int, before: Sequence[Found]) -> tuple[Found, ...]:
    """Read the dates that begin at this word; a range of days gives two."""
    if hijri := hijri_date(page, index):
        return hijri
    numeric = numeric_date(page, index) if page.words[index].kind == "digits" else None
    if numeric:
        return (numeric,)
    if months := months_date(page, index):
        return months
    if fiscal := fiscal_date(page, index):
        return fiscal
    years = years_at(page, index, before)
    if years:
        return years
    for reader in (days_at, quarter_date, month_date, near_day, weekday_date, unit_date, date_ago):
        found = reader(page, index)
        if found:
            return found
    afterwards = date_afterwards(page, index, before)
    return (afterwards,) if afterwards else ()


def _placed(page: Page, found: Found) -> FoundDate:
    """Turn indexes of words into offsets; a proclitic of the first word stays outside."""
    first = page.words[found.start]
    cuts = (
        cut
        for cut, form in forms(first.norm)
        if form in page.calendar.firsts or form.removeprefix("ال") in page.calendar.firsts
    )
    start = stem_start(page.text, first, next(cuts, 0)) if first.kind == "arabic" else first.start
    return FoundDate(Span(start, page.words[found.end - 1].end), found.value, found.role, found.relative)
