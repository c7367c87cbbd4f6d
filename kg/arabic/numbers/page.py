"""What reading a figure needs: the text in words, its currency signs and dates, and the figures found."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.arabic.numbers.currencies import Currencies
from kg.arabic.scanning import Word
from kg.model import Quantity, Span

SENTENCE_ENDS = frozenset(".!؟?؛;\n")
DASHES = frozenset("-–—−")


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """Hold a figure as it stands in a text."""

    span: Span
    """The number with its unit, without the words of its bound and the thing counted."""
    kind: Literal["money", "percent", "number"]
    quantity: Quantity
    range_high: float | None = None
    """The upper end of a range; the quantity holds the lower one."""
    counted_start: int | None = None
    """Where the counted noun begins (3400 موظف); None for money and percentages, and for a number whose noun stands before it (عددهم)."""
    assumed: bool = False
    """Whether the currency is only the likely one of its noun (مليار جنيه)."""
    noun: str = ""
    """The noun of the currency, folded and without its endings where the table has it so: ريال of ريالا."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold a number by the indexes of its words."""

    start: int
    end: int
    value: float
    scale: float = 1.0
    """The last multiplier: 1e9 of 5 مليارات."""
    cut: int = 0
    """Letters of proclitics on the first word."""
    definite: bool = False
    digits: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """Hold a unit by the index after it: a currency or percent."""

    end: int
    code: str
    assumed: bool = False
    noun: str = ""
    start: int | None = None
    """Offset of a sign or code before the number."""


@dataclass(frozen=True, slots=True)
class Page:
    """Hold what reading a figure needs: the words, the signs of currencies and the dates among them."""

    text: str
    words: tuple[Word, ...]
    currencies: Currencies
    signs: Mapping[int, tuple[int, str]]
    """Offset of a sign -> its end and its currency."""
    sign_ends: Mapping[int, tuple[int, str]]
    dates: tuple[Span, ...]


def touches(words: Sequence[Word], index: int) -> bool:
    """Return whether no blank stands between this word and the one before it."""
    return 0 < index < len(words) and words[index - 1].end == words[index].start


def is_dated(page: Page, figure: Figure) -> bool:
    """Return whether a date stands where the figure does."""
    start, end = page.words[figure.start].start, page.words[figure.end - 1].end
    # Dates are sorted and don't overlap: only the last one that begins before the figure's end can touch it.
    before = bisect_left(page.dates, Span(end, 0))
    return before > 0 and start < page.dates[before - 1].end
