"""The unit of a number: after it, before it, shared with the next one, or carried over from the last one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.arabic.numbers.currencies import Currencies
from kg.arabic.numbers.digits import PERCENT, percent_end
from kg.arabic.numbers.figures import figure_at, joined_index
from kg.arabic.numbers.page import SENTENCE_ENDS, Figure, FoundQuantity, Measure, Page, is_dated, touches
from kg.arabic.numbers.quantities import noun_after
from kg.arabic.numbers.spelt import scales_at
from kg.arabic.scanning import Word, scan
from kg.model import Quantity

_REACH = 40
"""How many words before a number the money may stand whose currency it takes over."""


def unit_after(page: Page, figure: Figure) -> Measure | None:
    """Read the unit that follows a number: a percent sign, a sign or code of a currency, or its noun."""
    words, index = page.words, figure.end
    percent = percent_end(page, index) if figure.scale == 1 else None
    if percent:
        return Measure(percent, "percent")
    if index >= len(words):
        return None
    if sign := page.signs.get(words[index].start):
        # "5 ملايين $10" : a sign that touches other digits is theirs.
        after = next((at for at in range(index, min(index + 8, len(words))) if words[at].start >= sign[0]), len(words))
        theirs = (
            after < len(words)
            and words[after].kind == "digits"
            and words[after].start == sign[0]
            and not touches(words, index)
        )
        if not theirs:
            return Measure(after, sign[1])
    if words[index].kind == "latin" and words[index].norm in page.currencies.latin:
        code, assumed = page.currencies.latin[words[index].norm]
        return Measure(index + 1, code, assumed)
    partitive = words[index].norm == "من" and index + 1 < len(words) and words[index + 1].norm.startswith("ال")
    return _currency(page, index + 1 if partitive else index)


def scaled_after_sign(page: Page, figure: Figure, unit: Measure) -> tuple[Figure, Measure]:
    """Return a figure and its unit with the multiplier that careless hands write after the sign: 100$ مليون."""
    signed = figure.end < len(page.words) and page.words[figure.end].start in page.signs
    scale, end = scales_at(page, unit.end, spelt=True) if signed and unit.end > figure.end else (1.0, unit.end)
    if scale == 1 or figure.scale > 1:
        return figure, unit
    return replace(figure, value=figure.value * scale, scale=scale), replace(unit, end=end)


def _currency(page: Page, index: int) -> Measure | None:
    """Read a currency's noun with its country: دولارا أميركيا, الجنيه المصري, ريال."""
    words = page.words
    if index >= len(words) or words[index].kind != "arabic":
        return None
    norm = words[index].norm
    stem = next((norm.removeprefix(head) for head in ("بال", "ال") if norm.startswith(head)), norm)
    units = page.currencies.nouns.get(norm) or page.currencies.nouns.get(stem)
    if not units:
        return None
    best: Measure | None = None
    for unit in units:
        for country in unit.countries:
            size = len(country)
            if _is_country(words[index + 1 : index + 1 + size], country) and (
                best is None or index + 1 + size > best.end
            ):
                best = Measure(index + 1 + size, unit.code, noun=unit.noun)
    if best:
        return best
    bare = next((unit for unit in units if unit.bare), None)
    return Measure(index + 1, bare.code, bare.bare == "assumed", bare.noun) if bare else None


def _is_country(words: Sequence[Word], country: tuple[str, ...]) -> bool:
    """Return whether these words are the adjective in any gender, case and definiteness: أميركي, أميركية, أميركيا, الأميركي."""
    if len(words) != len(country):
        return False
    pairs = zip(words, country, strict=True)
    return all(word.norm.removeprefix("ال") in (part, part + "ه", part + "ا", part + "ين") for word, part in pairs)


def unit_before(page: Page, figure: Figure, last: FoundQuantity | None) -> Measure | None:
    """Read a sign, a code or a percent sign before the number: $5, US$ 5, USD 5, ٪20."""
    words, index = page.words, figure.start
    if index == 0 or words[index].kind != "digits":
        return None
    before, taken = words[index - 1], last.span.end if last else 0
    if (
        before.start < taken
        or words[index].start - before.end > 1
        or "\n" in page.text[before.end : words[index].start]
    ):
        return None
    if before.norm in PERCENT and figure.scale == 1:
        return Measure(figure.end, "percent", start=before.start)
    if before.end in page.sign_ends:
        start, code = page.sign_ends[before.end]
        return Measure(figure.end, code, start=start) if start >= taken else None
    if before.kind == "latin" and len(before.norm) == 3 and before.norm in page.currencies.latin:
        return Measure(figure.end, page.currencies.latin[before.norm][0], start=before.start)
    return None


def shared_unit(page: Page, figure: Figure) -> tuple[float, Measure] | None:
    """Return the multiplier and the unit that stand after the last of several numbers: 20 و30 مليون دولار, 5 مليارات إلى 7 مليارات دولار."""
    words = page.words
    if is_dated(page, figure):
        return None
    end, scale = figure.end, figure.scale
    for _ in range(5):
        if end >= len(words):
            return None
        joined = joined_index(page, end)
        start = joined if joined is not None else end + 1 if words[end].norm in ("او", "الي", "،", "مقابل") else None
        other = figure_at(page, start) if start is not None else None
        if not other or (figure.digits != other.digits and scale == 1) or is_dated(page, other):
            return None
        unit = unit_after(page, other)
        if unit:
            shares = scale == 1 and other.scale > 1 and figure.value <= 1000
            if scale == 1 and other.scale > 1 and not shares:
                return None
            return (other.scale if shares else 1.0), replace(unit, end=figure.end)
        end = other.end
    return None


def borrowed_unit(page: Page, figure: Figure, last: FoundQuantity | None) -> Measure | None:
    """Return the currency of the money just before, for a number of millions that counts nothing itself: 5 مليارات دولار إلى 7 مليارات."""
    if not last or last.kind != "money" or figure.scale < 1e6 or noun_after(page, figure) is not None:
        return None
    for index in range(figure.start - 1, max(figure.start - _REACH, 0) - 1, -1):
        word = page.words[index]
        if word.start < last.span.end:
            return Measure(figure.end, last.quantity.unit, last.assumed, last.noun)
        if word.norm in SENTENCE_ENDS and (word.norm != "." or not touches(page.words, index + 1)):
            return None
    return None


def likely_currency(
    found: FoundQuantity, text: str, currencies: Currencies, countries: Mapping[str, int], named: Mapping[str, str]
) -> Quantity:
    """Return a figure in the currency that its noun was given in full with (ريال عماني, and then ريال), or in that of the article's country.

    `countries` counts the folded adjectives of countries in the article (تونسي: 3); of two that are named as often neither wins. `named` holds
    the currency of each noun that was last given in full.
    """
    if not found.assumed:
        return found.quantity
    if found.noun in named:
        return replace(found.quantity, unit=named[found.noun])
    counts: dict[str, int] = {}
    for word in scan(text[found.span.start : found.span.end]):
        for unit in currencies.nouns.get(word.norm, ()):
            times = max((countries.get(" ".join(country), 0) for country in unit.countries), default=0)
            counts[unit.code] = max(counts.get(unit.code, 0), times)
    most = max(counts.values(), default=0)
    likely = [code for code, count in counts.items() if count == most]
    return replace(found.quantity, unit=likely[0]) if most and len(likely) == 1 else found.quantity
