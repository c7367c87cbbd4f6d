"""The names, signs and codes of currencies, as the table of the ontology lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.arabic.folding import fold, fold_letters
from kg.model import OntologyError


@dataclass(frozen=True, slots=True)
class Unit:
    """Hold one meaning of a currency's noun."""

    code: str
    countries: tuple[tuple[str, ...], ...]
    """Folded adjectives of the country, each as its words."""
    bare: str
    """yes, assumed, or nothing: whether the noun alone means this currency."""
    noun: str
    """The folded singular."""


@dataclass(frozen=True, slots=True)
class Currencies:
    """Hold the names of currencies: nouns in all their forms, signs and codes."""

    nouns: Mapping[str, tuple[Unit, ...]]
    latin: Mapping[str, tuple[str, bool]]
    """Folded code or Latin noun -> code, and whether it is only assumed."""
    signs: Mapping[str, str]
    pattern: re.Pattern[str]
    """Matches any sign or abbreviation in folded text."""


def load_currencies(path: Path) -> Currencies:
    """Read the table of currencies.

    Raises OntologyError where a row lacks a column or a code is no ISO 4217 code.
    """
    nouns: dict[str, list[Unit]] = {}
    latin: dict[str, tuple[str, bool]] = {}
    signs: dict[str, str] = {}
    rows = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    for row in rows[1:]:
        cells = [_several(cell) for cell in row.split("\t")]
        if len(cells) != 8 or not re.fullmatch("[A-Z]{3}", row[:3]):
            raise OntologyError(f"{path}: the row of {row[:12]!r} needs 8 cells, the first an ISO 4217 code")
        code, bare = row[:3], row.split("\t")[7]
        unit = Unit(
            code,
            tuple(tuple(fold(country).split()) for country in cells[3]),
            bare,
            fold(cells[1][0]) if cells[1] else "",
        )
        for form in sorted(
            {form for noun in cells[1] for form in _inflected(noun)} | {fold(noun) for noun in cells[2]}
        ):
            nouns.setdefault(form, []).append(unit)
        latin[code.casefold()] = (code, False)
        latin.update({word.casefold(): (code, bare == "assumed") for word in cells[6]})
        signs.update({fold_letters(sign): code for sign in (*cells[4], *cells[5])})
    longest = sorted(signs, key=lambda sign: (-len(sign), sign))
    # The letters of ر.س must not be the end of a word.
    either = "|".join(rf"(?<![^\W\d]){re.escape(s)}(?![^\W\d])" if s[0].isalpha() else re.escape(s) for s in longest)
    # A look at one letter, then at two, spares a try of each sign in turn: a د is common, and د. is not.
    first = "".join(sorted({re.escape(sign[0]) for sign in signs}))
    openings = "|".join(sorted({re.escape(sign[:2]) for sign in signs}))
    pattern = re.compile(f"(?=[{first}])(?={openings})(?:{either})")
    return Currencies({form: tuple(units) for form, units in nouns.items()}, latin, signs, pattern)


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(" | ") if part)


def _inflected(noun: str) -> Iterator[str]:
    """Yield the singular and the dual of a noun with and without tanwin, folded: دولار, دولارا, دولارين, دولاران, دولاري."""
    form = fold(noun)
    yield form
    stem = form[:-1] + "ت" if noun.endswith("ة") else form
    yield from (stem + end for end in ("ين", "ان", "ي"))
    yield stem + "ا"
