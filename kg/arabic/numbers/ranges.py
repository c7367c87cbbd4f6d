"""Ranges: بين 5 و7 مليارات, 8-10, خمسة أو ستة ملايين."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.arabic.numbers.bounds import words_before
from kg.arabic.numbers.figures import figure_at, joined_index
from kg.arabic.numbers.page import DASHES, Figure, FoundQuantity, Page
from kg.arabic.numbers.quantities import counted_number, measured
from kg.arabic.numbers.units import unit_after, unit_before

# ارتفع من 5 إلى 7 مليارات is a change, no range.
_CHANGE = re.compile(
    r"(?:^| )[وفبل]?(?:ال)?(?:[يت]?رتفع|ارتفع|ارتفاع|انخفض|انخفاض|[يت]نخفض|تراجع|[يت]تراجع|زاد|زياده|[يت]زيد|نما|نمو|قفز|[يت]قفز|هبط|[يت]هبط"
    r"|رفع|[يت]رفع|خفض|[يت]خفض|تخفيض|تقليص|[يت]قلص|انتقل|تحول|صعد|[يت]صعد|ازداد|زادت|نمت|تضاعف)(?:ت|ا|ها|ه)?(?= |$)"
)
_SPREAD = re.compile(r"(?:^| )[وف]?(?:[يت]?تراوح|متراوح)(?:ت|ه)?(?= |$)")


def range_at(page: Page, low: Figure, last: FoundQuantity | None) -> tuple[tuple[FoundQuantity, ...], int] | None:
    """Read بين 5 و7 مليارات, 8-10, من 3 إلى 5 ملايين, خمسة أو ستة ملايين."""
    words = page.words
    own = unit_after(page, low) or unit_before(page, low, last)
    end = max(own.end, low.end) if own else low.end
    if end >= len(words):
        return None
    before = words_before(page, low)
    between = re.search(r"(?:^| )[وفبل]?(?:بين|ما بين)(?: [^ ]+)?$", before) is not None
    start = _after_link(page, end, between=between)
    high = figure_at(page, _after_sign(page, start)) if start is not None else None
    if not high or start is None:
        return None
    unit = unit_after(page, high) or unit_before(page, high, None)
    linked = words[start - 1].norm if start > end else ""
    if not between and linked == "الي" and not _is_spread(before, has_unit=own is not None):
        return None
    if not between and own and linked not in ("الي", *DASHES):
        return None
    scaled = low.value
    if low.scale == 1 and high.scale > 1:
        scaled = low.value * high.scale
    if scaled >= high.value or (own and unit and own.code != unit.code):
        return None
    low = replace(low, value=scaled)
    both = unit or own
    if both:
        both = replace(both, end=max(both.end, high.end), start=own.start if own else None)
        return (measured(page, low, both, high.value),), both.end
    counted = counted_number(page, replace(high, start=low.start, value=low.value, cut=low.cut), high.value)
    return ((counted,), high.end) if counted else None


def _after_link(page: Page, index: int, *, between: bool) -> int | None:
    """Return where the upper end of a range begins."""
    words = page.words
    if words[index].norm in ("الي", "او", *DASHES):
        return index + 1
    return joined_index(page, index) if between else None


def _after_sign(page: Page, index: int) -> int:
    """Pass over the sign before a number."""
    sign = page.signs.get(page.words[index].start) if index < len(page.words) else None
    if sign:
        while index < len(page.words) and page.words[index].start < sign[0]:
            index += 1
    return index


def _is_spread(before: str, *, has_unit: bool) -> bool:
    """Return whether X إلى Y is a range and not a change from one figure to the other."""
    if _SPREAD.search(before):
        return True
    return not has_unit and not (before.endswith(" من") and _CHANGE.search(before))
