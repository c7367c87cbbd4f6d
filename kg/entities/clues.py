"""By what a name finds the longer names that it may shorten, and those that may be other spellings of it.

An article of thousands of names is read in time that grows with its length: no name is compared with all the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.arabic.sounds import in_latin

SKELETON = 3
"""Consonants from which two names of equal skeletons are one, where they don't stand side by side."""
_VOWELS = re.compile("(?<!^)[اوي]")
_MOST_WORDS = 12
"""Words of a name that another one may shorten."""
_MOST_NAMESAKES = 100
"""Names that begin or end alike: a short form of one of so many stands for none of them."""

_Clue = tuple[str, ...]


class NameClues:
    """Keep folded names by what others may have in common with them."""

    def __init__(self) -> None:
        self._names: dict[_Clue, list[str]] = {}

    def add(self, name: str) -> None:
        """Keep a name."""
        words = name.split()
        for clue in (*_of_longer(words), *_of_spellings(words)):
            alike = self._names.setdefault(clue, [])
            if len(alike) < _MOST_NAMESAKES:
                alike.append(name)

    def longer(self, words: Sequence[str]) -> Iterator[str]:
        """Yield the names that may be longer forms of this one."""
        if not words:
            return
        bare = " ".join(words)
        clues: list[_Clue] = [("begins", bare), ("ends", bare)]
        clues.append(("around", words[0], words[-1]) if len(words) > 1 else ("family", _family(words[0])))
        yield from dict.fromkeys(name for clue in clues for name in self._names.get(clue, ()))

    def spelled(self, words: Sequence[str]) -> Iterator[str]:
        """Yield the names in Arabic letters that may be this one, torn or spelled otherwise."""
        yield from dict.fromkeys(name for clue in _of_spellings(words) for name in self._names.get(clue, ()))


def consonants(word: str) -> str:
    """Return what a foreign name keeps in all its spellings, سامرز and سمرز; the word itself where that is too short to tell."""
    bare = _VOWELS.sub("", word)
    return bare if len(bare) >= SKELETON else f"={word}"


def _of_longer(words: Sequence[str]) -> Iterator[_Clue]:
    if 1 < len(words) <= _MOST_WORDS:
        for place in range(1, len(words)):
            yield "begins", " ".join(words[:place])
            yield "ends", " ".join(words[place:])
        yield "family", _family(words[-1])
        yield "around", words[0], words[-1]


def _of_spellings(words: Sequence[str]) -> Iterator[_Clue]:
    if words and not in_latin(" ".join(words)):
        yield "closed", "".join(words)
        yield "sounds", *words[:-1], consonants(words[-1])


def _family(word: str) -> str:
    return word.removeprefix("ال")
