"""Fold away what Arabic writers leave out or spell in several ways: hamza seats, taa marbuta, alef maqsura, marks, tatweel, digits."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

# Short vowels and Quranic marks, tatweel, and the invisible marks of direction and joining.
_MARKS = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_PUNCTUATION = re.compile(r"[^\w\s&+]|_")
# Letters that newspapers use for sounds that Arabic has not (گ of گوگل), and the seats of hamza (مسئول، مسؤول).
_NEIGHBOURS = {"گ": "ك", "ک": "ك", "ڤ": "ف", "پ": "ب", "چ": "ج", "ژ": "ز", "ی": "ي", "ؤ": "و", "ئ": "ي"}


_PRESENTATION_FORMS = 0xFB50


@cache
def _letters() -> dict[int, str]:
    """Return the map from each letter to its folded one, as camel-tools' normalisers define it."""
    from camel_tools.utils.normalize import (
        normalize_alef_ar,
        normalize_alef_maksura_ar,
        normalize_teh_marbuta_ar,
        normalize_unicode,
    )

    table: dict[int, str] = {}
    for code in (*range(0x0600, 0x0700), *range(0x0750, 0x0780), *range(0xFB50, 0xFE00), *range(0xFE70, 0xFF00)):
        letter = chr(code)
        folded = normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(normalize_unicode(letter))))
        folded = _NEIGHBOURS.get(folded, folded)
        if folded.isdigit():
            folded = str(unicodedata.digit(folded))
        if folded != letter and len(folded) == 1 and not folded.isspace():
            table[code] = folded
    return table


def fold_letters(text: str) -> str:
    """Fold letters and digits one for one, so that offsets stay true; marks and tatweel are kept."""
    return text.translate(_letters())


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Fold letters and digits, drop marks and tatweel, and lower the case."""
    return drop_marks(text).translate(_letters()).casefold()


def drop_marks(text: str) -> str:
    """Return a text without short vowels, tatweel and invisible marks, its letters as they are."""
    return _MARKS.sub("", text)


@lru_cache(maxsize=1 << 16)
def fold_name(text: str) -> str:
    """Fold a name for comparison: as `fold` does, without punctuation, single spaces between words."""
    return " ".join(_PUNCTUATION.sub(" ", fold(text)).split())


def spellings(folded: str) -> str:
    """Return a pattern, for any engine of regular expressions, that all names match which `fold_name` folds to this one, and few others.

    It is meant to be matched without regard to case.
    """
    written: dict[str, str] = {}
    for code, letter in _letters().items():
        if code < _PRESENTATION_FORMS:
            written[letter] = written.get(letter, "") + chr(code)
    marks = "[\u064b-\u0652\u0670\u0640\u200c-\u200f]*"
    words = (
        marks.join(f"[{letter}{written.get(letter, '')}]" if letter.isalnum() else "." for letter in word)
        for word in folded.split()
    )
    return f"^.{{0,3}}{'.{1,5}'.join(words)}.{{0,5}}$"
