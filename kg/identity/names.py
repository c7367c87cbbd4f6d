"""Names taken apart: proper words, words that say what bears the name, its legal form, numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg.arabic.folding import fold_name
from kg.arabic.sounds import in_latin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.ontology import Ontology

_LONGEST = 3
"""Words of the longest phrase that has a meaning of its own: real estate."""
_JOINED = ("عبد", "ابو", "ال", "al", "el")
"""What is written as one with the word after it, and apart from it: عبدالله، أبوظبي، آل سعود."""
_UNHEARD = frozenset({"of", "the", "for", "and", "in", "&", "+", "في", "و", "s"})
_OF_PERSONS = frozenset({"بن", "ابن", "بنت", "bin", "ibn", "ben", "bint", "al", "el", "ال"})
_COMPANY = "شركه"
_CODE = re.compile(r"\d+|^[a-z]$")
"""What tells one thing of a series from another: 22 of S22, A of Galaxy A."""
_PREFIXES = ("ال", "لل", "وال", "ل", "و", "")


@dataclass(frozen=True, slots=True)
class Name:
    """Hold a name in its parts, all of them folded."""

    text: str
    words: tuple[str, ...]
    """Its words without legal form and without شركة: equal words are one name."""
    parts: tuple[tuple[str, str], ...]
    """Each word or phrase with what it means; nothing of a proper word."""
    proper: tuple[str, ...]
    meanings: frozenset[tuple[str, str]]
    """(kind, meaning) of the words that aren't proper: (head, bank), (work, insurance), (quality, egypt)."""
    numbers: tuple[str, ...]
    """Numbers and single letters, which tell one of a series from another."""
    latin: bool
    places: frozenset[str] = frozenset()
    """Ids of the known places among the meanings."""

    @property
    def key(self) -> str:
        """Return what two names must have in common to be one without anybody's word for it."""
        return " ".join(self.words)


class NameReader:
    """Take names apart as an ontology knows their words."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self._read: dict[tuple[str, bool], Name] = {}

    @cached_property
    def meaning_of(self) -> Mapping[str, tuple[str, str]]:
        """Return the (kind, meaning) of each folded word or phrase."""
        words = self.ontology.name_words
        return {spelling: (word.kind, word.meaning) for word in words for spelling in word.words}

    @cached_property
    def legal_forms(self) -> frozenset[str]:
        """Return the legal forms that say nothing of what bears the name; of القابضة and Group that is not so sure."""
        return frozenset(
            form
            for form in self.ontology.folded_legal_forms
            if self.meaning_of.get(form, ("company", ""))[0] == "company"
        )

    def __call__(self, text: str, *, person: bool = False) -> Name:
        """Return a name in its parts; of a person's all words are proper."""
        if (text, person) not in self._read:
            self._read[text, person] = self._person(text) if person else self._other(text)
        return self._read[text, person]

    def _person(self, text: str) -> Name:
        words = tuple(_joined(word for word in fold_name(text).split() if word not in ("al", "el")))
        proper = tuple(word for word in words if word not in _OF_PERSONS) or words
        return Name(text, words, (), proper, frozenset(), (), in_latin(text))

    def _other(self, text: str) -> Name:
        words = self._without_form(tuple(_joined(fold_name(text).split())))
        parts = [(phrase, meaning) for phrase, meaning in self._parts(words) if phrase not in _UNHEARD]
        told = frozenset(meaning for _, meaning in parts if meaning is not None and meaning[0] != "company")
        proper = tuple(phrase for phrase, meaning in parts if meaning is None and not _CODE.fullmatch(phrase))
        numbers = tuple(sorted(code for word in words for code in _CODE.findall(word)))
        heard = tuple((phrase, meaning[1] if meaning else "") for phrase, meaning in parts)
        places = frozenset(name for _, name in told if name in self.ontology.name_of)
        return Name(text, tuple(words), heard, proper, told, numbers, in_latin(text), places)

    def _without_form(self, words: Sequence[str]) -> list[str]:
        """Return the words of a name without شركة before it and legal forms after it, one at least."""
        words = list(words)
        if len(words) > 1 and words[0] == _COMPANY:
            words = words[1:]
        elif len(words) > 2 and words[0] == f"ال{_COMPANY}":
            # الشركة السعودية للكهرباء
            words = words[1:]
        shorter = True
        while shorter:
            shorter = False
            for length in range(min(5, len(words) - 1), 0, -1):
                if " ".join(words[-length:]) in self.legal_forms:
                    words, shorter = words[:-length], True
                    break
        return words

    def _parts(self, words: Sequence[str]) -> Iterator[tuple[str, tuple[str, str] | None]]:
        start = 0
        while start < len(words):
            for length in range(min(_LONGEST, len(words) - start), 0, -1):
                phrase = words[start : start + length]
                meaning = self._meaning(phrase)
                if meaning is not None or length == 1:
                    yield " ".join(phrase), meaning
                    start += length
                    break

    def _meaning(self, phrase: Sequence[str]) -> tuple[str, str] | None:
        for prefix in _PREFIXES:
            if phrase[0].startswith(prefix):
                bare = [phrase[0].removeprefix(prefix), *(word.removeprefix("ال") for word in phrase[1:])]
                found = self.meaning_of.get(" ".join(bare))
                if found is not None:
                    return found
        place = self.ontology.name_by_form.get(" ".join(phrase))
        if place is not None and place.type == "Place":
            return "quality", place.id
        country = self.ontology.country_of(phrase[0]) if len(phrase) == 1 else None
        return ("quality", country) if country else None


def _joined(words: Iterable[str]) -> Iterator[str]:
    waiting = ""
    for word in words:
        if word in _JOINED and not waiting:
            waiting = word
        else:
            yield waiting + word
            waiting = ""
    if waiting:
        yield waiting
