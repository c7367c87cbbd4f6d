"""Whole numbers of several parts: 14,25 مليار, مليار ونصف المليار, مليار و200 مليون."""

from __future__ import annotations

from dataclasses import replace

from kg.arabic.numbers.digits import digits_at
from kg.arabic.numbers.page import Figure, Page
from kg.arabic.numbers.spelt import (
    FRACTIONS,
    SCALES,
    UNITS,
    implied_number,
    is_vague,
    opens_number,
    scales_at,
    spelt_group,
)
from kg.arabic.scanning import Word, forms


def figure_at(page: Page, index: int) -> Figure | None:
    """Read a number in digits or words with its multipliers: 14,25 مليار, مليار ونصف المليار, مليار و200 مليون, خمسة عشر مليونا."""
    if index >= len(page.words) or not opens_figure(page.words[index]):
        return None
    first = _term(page, index)
    if not first:
        return None
    figure = _with_fraction(page, first)
    # A smaller part joined by و belongs to it: مليار و200 مليون; what is equal or greater is another number.
    while (
        figure.scale > 1
        and page.words[figure.end - 1].kind == "arabic"
        and float(figure.value / figure.scale).is_integer()
    ):
        joined = joined_index(page, figure.end)
        more = _term(page, joined) if joined is not None else None
        if not more or more.value >= figure.scale or more.definite:
            break
        figure = replace(figure, end=more.end, value=figure.value + more.value, scale=more.scale)
        figure = _with_fraction(page, figure)
    return figure


def opens_figure(word: Word) -> bool:
    """Tell whether a number can begin at a word."""
    return word.kind == "digits" or (word.kind == "arabic" and opens_number(word.norm))


def joined_index(page: Page, index: int) -> int | None:
    """Return where the word after و begins: the next one after a lone و, or this one with و attached."""
    if index >= len(page.words):
        return None
    norm = page.words[index].norm
    if norm == "و":
        return index + 1
    return index if norm.startswith("و") and len(norm) > 2 and norm not in UNITS else None


def _term(page: Page, index: int) -> Figure | None:
    """Read one number with one chain of multipliers: 5 مليارات, مئة ألف مليون, مليوني."""
    words = page.words
    if index >= len(words):
        return None
    group = digits_at(page, index) or spelt_group(page, index)
    if group:
        group = _in_brackets(page, group)
        scale, end = scales_at(page, group.end, spelt=not group.digits)
        return replace(group, end=end, value=group.value * scale, scale=scale)
    for cut, form in forms(words[index].norm):
        stem, definite = (form[2:], True) if form.startswith("ال") and form[2:] in SCALES else (form, False)
        implied = implied_number(stem)
        if implied and words[index].kind == "arabic" and not is_vague(page, index):
            more, end = scales_at(page, index + 1, spelt=True)
            return Figure(index, end, implied[0] * implied[1] * more, implied[1] * more, cut, definite)
    return None


def _with_fraction(page: Page, figure: Figure) -> Figure:
    """Add a fraction of the last multiplier: مليار ونصف, مليون ونصف المليون."""
    index = joined_index(page, figure.end)
    if index is None:
        return figure
    norm = page.words[index].norm if index < len(page.words) else ""
    fraction = FRACTIONS.get(norm.removeprefix("و")) if index == figure.end else FRACTIONS.get(norm)
    if not fraction or (
        figure.scale == 1 and not (index + 1 < len(page.words) and scales_at(page, index + 1, spelt=True)[0] > 1)
    ):
        return figure
    scale, end = scales_at(page, index + 1, spelt=True)
    if figure.scale == 1:
        # خمسة ونصف مليار
        return replace(figure, end=end, value=(figure.value + fraction) * scale, scale=scale)
    part = fraction * (scale if scale > 1 else figure.scale)
    return replace(figure, end=end, value=figure.value + part)


def _in_brackets(page: Page, figure: Figure) -> Figure:
    """Pass over the digits that repeat a number in words (أربعمائة (400) ألف), and the brackets around digits before a multiplier ((35) مليار)."""
    words, end = page.words, figure.end
    closed = (
        figure.digits
        and figure.start
        and words[figure.start - 1].norm == "("
        and [w.norm for w in words[end : end + 1]] == [")"]
    )
    if closed and scales_at(page, end + 1, spelt=True)[0] > 1:
        return replace(figure, end=end + 1)
    if figure.digits or end + 2 >= len(words) or words[end].norm != "(":
        return figure
    digits = digits_at(page, end + 1)
    if digits and digits.end < len(words) and words[digits.end].norm == ")" and digits.value == figure.value:
        return replace(figure, end=digits.end + 1)
    return figure
