"""Text -> the figures in it: money, percentages, and numbers of counted things, each with its bound.

How digits are read:
- 14.25, 14,25, 14،25, 14٫25 are decimals; 1,200 and 1٬200 are thousands, and so are 1.200.000 and 10 000;
- a single point before three digits is a decimal point before مليون, مليار and a percent sign (1.325 مليار), else thousands (10.500 دولار);
- ر for a decimal point (4ر1) and a point with a stray blank after it (72. 4 في المائة) stand in text that was once stored in visual order:
  the part before them is the fraction, 1.4 and 4.72.
A range has its lower end as value, bound at-least, and its upper end beside it. Vague numbers (عشرات المليارات، بضعة ملايين) give nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.arabic.dates import find_dates
from kg.arabic.folding import fold_letters
from kg.arabic.numbers.currencies import Currencies, load_currencies
from kg.arabic.numbers.figures import figure_at, opens_figure
from kg.arabic.numbers.page import FoundQuantity, Page
from kg.arabic.numbers.quantities import counted_number, measured
from kg.arabic.numbers.ranges import range_at
from kg.arabic.numbers.units import (
    borrowed_unit,
    likely_currency,
    scaled_after_sign,
    shared_unit,
    unit_after,
    unit_before,
)
from kg.arabic.scanning import scan
from kg.model import Span

__all__ = ["Currencies", "FoundQuantity", "find_quantities", "likely_currency", "load_currencies"]


def find_quantities(
    text: str, currencies: Currencies, dates: Sequence[Span] | None = None
) -> tuple[FoundQuantity, ...]:
    """Find the figures in a text, sorted, without overlaps.

    Bare numbers are found only before the noun that they count or after عدد, and never where a date stands; `dates` are the spans of the
    dates in the text, where they are known.
    """
    words = scan(text)
    opening = [opens_figure(word) for word in words]
    if not any(opening):
        return ()
    signs = {
        match.start(): (match.end(), currencies.signs[match.group()])
        for match in currencies.pattern.finditer(fold_letters(text))
    }
    sign_ends = {end: (start, code) for start, (end, code) in signs.items()}
    if dates is None:
        # Any date of the article serves: only the spans of the dates are used.
        dates = [found.span for found in find_dates(text, "2000-01-01", undated=True)]
    page = Page(text, words, currencies, signs, sign_ends, tuple(dates))
    found: list[FoundQuantity] = []
    lender: FoundQuantity | None = None
    index = 0
    while index < len(words):
        if not opening[index]:
            index += 1
            continue
        read, index = _read(page, index, found[-1] if found else None, lender)
        for money in (one for one in read if one.kind == "money"):
            # 137 مليون جنيه (15 مليون دولار) مقابل 136 مليون: the sum in brackets is only a translation.
            lender = lender if lender and text[: money.span.start].endswith("(") else money
        found += read
    return tuple(found)


def _read(
    page: Page, index: int, last: FoundQuantity | None, lender: FoundQuantity | None
) -> tuple[tuple[FoundQuantity, ...], int]:
    """Read the figures that begin at this word, and return the index to go on at; `lender` is the money whose currency goes on."""
    figure = figure_at(page, index)
    if not figure:
        return (), index + 1
    ranged = range_at(page, figure, last)
    if ranged:
        return ranged
    unit = unit_after(page, figure) or unit_before(page, figure, last)
    if unit:
        figure, unit = scaled_after_sign(page, figure, unit)
        return (measured(page, figure, unit),), unit.end
    shared = shared_unit(page, figure)
    if shared:
        return (measured(page, replace(figure, value=figure.value * shared[0]), shared[1]),), figure.end
    borrowed = borrowed_unit(page, figure, lender)
    if borrowed:
        return (measured(page, figure, borrowed),), figure.end
    counted = counted_number(page, figure)
    return ((counted,), figure.end) if counted else ((), figure.end)
