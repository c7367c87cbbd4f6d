"""Put figures, dates and qualifiers into words, in Arabic and in English."""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg.model import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model import Statement

TEMPLATES = Path(__file__).parent / "templates"


class Words(NamedTuple):
    """Hold the same words in both languages."""

    ar: str
    en: str

    def told(self, language: str) -> str:
        """Return the words in one language: Arabic for ar, else English."""
        return self.ar if language == "ar" else self.en


class Scale(NamedTuple):
    """Name a power of ten: "مليار", "5 مليارات", "مليارا دولار", "نحو ملياري دولار"."""

    value: int
    ar: str
    ar_plural: str
    ar_dual: str
    ar_dual_oblique: str
    en: str


SCALES = (
    Scale(10**12, "تريليون", "تريليونات", "تريليونا", "تريليوني", "trillion"),
    Scale(10**9, "مليار", "مليارات", "مليارا", "ملياري", "billion"),
    Scale(10**6, "مليون", "ملايين", "مليونا", "مليوني", "million"),
    Scale(10**3, "ألف", "آلاف", "ألفا", "ألفي", "thousand"),
)


def interface_words() -> Mapping[str, Words]:
    """Return the words of the interface by their key."""
    return words_in(TEMPLATES / "strings.tsv")


@cache
def words_in(table: Path) -> Mapping[str, Words]:
    """Return the words of a table with the columns key, ar and en by their key."""
    return {row["key"]: Words(row["ar"], row["en"]) for row in rows_of(table)}


def words_of(key: str, *values: str | Words) -> Words:
    """Return words of the interface with the values filled in; an unknown key returns its last part."""
    known = interface_words().get(key) or _same(key.partition(".")[2])
    filled = [value if isinstance(value, Words) else _same(value) for value in values]
    return Words(known.ar.format(*(value.ar for value in filled)), known.en.format(*(value.en for value in filled)))


def quantity_words(quantity: Quantity) -> Words:
    """Return a figure with its unit and its bound, exact to the last digit."""
    figure = _same(f"{_digits(quantity.value)}%") if quantity.unit == "percent" else _figure_words(quantity)
    return figure if quantity.bound == "exact" else words_of(f"bound.{quantity.bound}", figure)


def date_words(date: str) -> Words:
    """Return YYYY, YYYY-MM, YYYY-MM-DD or YYYY-QN in words, and anything else as it is."""
    year, _, rest = date.partition("-")
    if rest[:1] == "Q" and f"quarter.{rest[1:]}" in interface_words():
        return words_of(f"quarter.{rest[1:]}", year)
    month = interface_words().get(f"month.{rest[:2]}")
    if month is None or len(rest) not in (2, 5):
        return _same(date)
    day = f"{int(rest[3:])} " if rest[3:].isdecimal() else ""
    return Words(f"{day}{month.ar} {year}", f"{day}{month.en} {year}")


def qualifier_words(statement: Statement, names: Mapping[str, Words]) -> Iterator[tuple[Words, Words]]:
    """Yield each qualifier of a statement as its name and its value."""
    for role, value in statement.qualifiers:
        if isinstance(value, Quantity):
            said = quantity_words(value)
        elif isinstance(value, str):
            said = _text_words(role, value, names)
        elif role.endswith("percent"):
            said = quantity_words(Quantity(value, "percent"))
        else:
            said = _same(_digits(value))
        yield words_of(f"qualifier.{role}"), said


def _text_words(role: str, value: str, names: Mapping[str, Words]) -> Words:
    if role == "role":
        return words_of(f"role.{value}")
    return names[value] if value in names else date_words(value)


def _figure_words(quantity: Quantity) -> Words:
    currency = _currencies().get(quantity.unit)
    counted = Words(currency["ar"], currency["en"]) if currency else _same(quantity.unit)
    scale = _scale_of(quantity)
    if scale is not None:
        figure = quantity.value / scale.value
        number = _digits(figure)
        ar = _scaled(figure, number, scale, oblique=quantity.bound != "exact")
        return Words(f"{ar} {counted.ar}".strip(), f"{number} {scale.en} {counted.en}".strip())
    number = _digits(quantity.value)
    if currency and _takes_plural(quantity.value):
        counted = Words(currency["ar_plural"], counted.en)
    elif currency and quantity.value == int(quantity.value) and 11 <= quantity.value % 100 <= 99:
        counted = Words(currency["ar_accusative"], counted.en)
    return Words(f"{number} {counted.ar}".strip(), f"{number} {counted.en}".strip())


def _scale_of(quantity: Quantity) -> Scale | None:
    # People are counted out (1,200), money is scaled (950 ألف دولار); no digit may be lost to rounding.
    scales = SCALES if quantity.unit else SCALES[:-1]
    fitting = (scale for scale in scales if abs(quantity.value) >= scale.value)
    scale = next(fitting, None)
    if scale is None or abs(round(quantity.value / scale.value, 3) * scale.value - quantity.value) > 1e-3:
        return None
    return scale


def _scaled(figure: float, number: str, scale: Scale, *, oblique: bool) -> str:
    if figure == 1:
        return scale.ar
    if figure == 2:
        return scale.ar_dual_oblique if oblique else scale.ar_dual
    return f"{number} {scale.ar_plural if _takes_plural(figure) else scale.ar}"


def _takes_plural(value: float) -> bool:
    return value == int(value) and 3 <= value % 100 <= 10


def _same(text: str) -> Words:
    return Words(text, text)


def _digits(value: float) -> str:
    return f"{value:,.4f}".rstrip("0").rstrip(".")


@cache
def _currencies() -> Mapping[str, Mapping[str, str]]:
    return {row["code"]: row for row in rows_of(TEMPLATES / "currencies.tsv")}


def rows_of(table: Path) -> Iterator[dict[str, str]]:
    """Return the rows of a table of words; a line that begins with # is a comment."""
    text = table.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return csv.DictReader(io.StringIO("\n".join(lines)), delimiter="\t", quoting=csv.QUOTE_NONE)
