"""Text -> runs of letters, digits and marks with their offsets: what dates and figures are read from."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.arabic.folding import fold, fold_letters
from kg.records import record

_WORD = re.compile(
    "(?P<digits>[0-9]+)"
    "|(?P<arabic>[\u0621-\u063f\u0641-\u064a\u0671-\u06d3\u0640][\u0610-\u061a\u0621-\u065f\u0670-\u06d3\u06d6-\u06ed]*)"
    "|(?P<latin>[A-Za-z\u00c0-\u024f]+)"
    "|(?P<mark>\n|[^\\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff])"
)


_PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")


@record(frozen=True, slots=True)
class Word:
    """Hold a run of letters of one script, a run of digits, or a mark; a line break is a mark."""

    start: int
    end: int
    norm: str
    """Folded text; of a mark the mark itself."""
    kind: str
    """digits, arabic, latin or mark."""


@lru_cache(maxsize=512)  # dates and figures are read from the same sentences
def scan(text: str) -> tuple[Word, ...]:
    """Cut a text into words, numbers and marks, with offsets into the text; blanks and direction marks are left out."""
    folded = fold_letters(text)
    words: list[Word] = []
    for match in _WORD.finditer(folded):
        kind = str(match.lastgroup)
        norm = match.group() if kind in ("digits", "mark") else fold(match.group())
        words.append(Word(match.start(), match.end(), norm, kind if norm else "mark"))
    return tuple(words)


@lru_cache(maxsize=100_000)
def forms(norm: str) -> tuple[tuple[int, str], ...]:
    """Return what a folded word can be without its proclitics, each with the number of letters cut: (1, العام) of للعام."""
    found = [(0, norm)]
    for clitic in _PROCLITICS[1:]:
        rest = norm[len(clitic) :]
        if norm.startswith(clitic) and len(rest) > 1:
            found.append((len(clitic), rest))
            if clitic.endswith("ل") and rest.startswith("ل"):
                found.append((len(clitic), "ا" + rest))
    return tuple(found)


def stem_start(text: str, word: Word, cut: int) -> int:
    """Return the offset at which a word goes on after so many letters of proclitics, their vowel marks and tatweel passed over."""
    start = word.start
    while start < word.end and (cut > 0 or not fold(text[start])):
        cut -= bool(fold(text[start]))
        start += 1
    return start
