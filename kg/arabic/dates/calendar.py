"""The words of dates, as the calendar of the ontology lists them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from kg.arabic.folding import fold
from kg.arabic.scanning import Word, forms
from kg.model import OntologyError

_AROUND = frozenset(
    {
        "about",
        "expiry",
        "filler",
        "from",
        "future",
        "habit",
        "label",
        "not-today",
        "not-weekday",
        "period",
        "results",
        "side",
        "sum",
        "until",
        "year-before",
    }
)
"""Kinds of words that tell something of the date that they stand before or after, and are no part of it."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Hold the words of dates."""

    names: Mapping[str, Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]]
    """Kind -> first word -> the words of a name with its value, longest first."""
    firsts: frozenset[str]
    """The first words of all names."""
    openings: frozenset[str]
    """Of them, those that dates can begin with."""

    def find(self, kind: str, words: Sequence[Word], index: int, *, whole: bool = False) -> tuple[str, int] | None:
        """Return the value of the longest name of this kind that begins at this word, and the index after it.

        Proclitics of the first word are passed over, unless it must be `whole`.
        """
        if index >= len(words) or index < 0:
            return None
        first = words[index].norm
        named = self.names.get(kind, {})
        for _, form in ((0, first),) if whole else forms(first):
            for name, value in named.get(form, ()):
                if tuple(word.norm for word in words[index + 1 : index + len(name)]) == name[1:]:
                    return value, index + len(name)
        return None

    def opens(self, word: Word) -> bool:
        """Tell whether a date can begin at a word: at a number, at the article before one (ال3 أشهر), and at the first word of a name."""
        if word.kind == "digits" or word.norm == "ال":
            return True
        return _begins(word.norm, self.openings)

    def ends(self, kind: str, words: Sequence[Word], index: int) -> int | None:
        """Return the index of the first word of the longest name of this kind that ends before this word."""
        for start in range(max(index - 3, 0), index):
            found = self.find(kind, words, start)
            if found and found[1] == index:
                return start
        return None


@lru_cache(maxsize=1 << 16)
def _begins(norm: str, openings: frozenset[str]) -> bool:
    return any(form in openings or form.removeprefix("ال") in openings for _, form in forms(norm))


def load_calendar(path: Path) -> Calendar:
    """Read the words of dates.

    Raises OntologyError where a row lacks a column.
    """
    names: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}
    rows = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    for row in rows[1:]:
        cells = row.split("\t")
        if len(cells) != 5:
            raise OntologyError(f"{path}: the row of {cells[0]!r} has {len(cells)} cells, not 5")
        kind, value, arabic, latin, _ = cells
        for name in filter(None, (*arabic.split(" | "), *latin.split(" | "))):
            parts = tuple(fold(name).split())
            names.setdefault(kind, {}).setdefault(parts[0], []).append((parts, value))
    longest = {
        kind: {first: tuple(sorted(found, key=lambda pair: -len(pair[0]))) for first, found in by_first.items()}
        for kind, by_first in names.items()
    }
    firsts = frozenset(first for by_first in names.values() for first in by_first)
    openings = frozenset(first for kind, by_first in names.items() if kind not in _AROUND for first in by_first)
    return Calendar(longest, firsts, openings)


@cache
def shipped_calendar() -> Calendar:
    """Return the calendar that is shipped with kg."""
    package = Path(__file__).resolve().parents[2]
    for folder in (package / "_ontology", package.parent / "ontology"):
        if folder.is_dir():
            return load_calendar(folder / "lexicon" / "calendar.tsv")
    raise OntologyError(f"no ontology/ beside {package} and none inside it: the installation is broken")
