"""Written words -> what the tagger knows of them by themselves: the stem, the clitics before it, its letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from zlib import crc32

from kg.arabic.folding import drop_marks, fold

BUCKETS = 20_000
"""Rows of the table of letter groups; a group's row is its checksum."""
CLITICS = (
    "", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك",
)  # fmt: skip
SHAPES = ("", "latin", "number", "mark", "definite", "word")
_GROUPS = (2, 3, 4, 5)
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,٫٬:/]\d+)*|\S")
_DIGIT = re.compile(r"\d")
_PROCLITICS = (
    "وال", "فال", "وبال", "بال", "كال", "ولل", "فلل", "لل", "وب", "ول", "وك", "فب", "فل", "و", "ف", "ب", "ل", "ك",
)  # fmt: skip


def normal(word: str) -> str:
    """Fold a word, and write all its digits as 0: the tagger knows years and amounts by their shape."""
    return _DIGIT.sub("0", fold(word))


def words_of(text: str) -> list[str]:
    """Cut raw text into words, numbers and marks."""
    return _WORD.findall(drop_marks(text))


def cuts(word: str) -> Iterator[tuple[str, str]]:
    """Return the ways to cut proclitics off a folded word; the article stays, and comes back after ل (للشركة)."""
    for letters in _PROCLITICS:
        rest = word[len(letters) :]
        if not word.startswith(letters) or len(rest) < 2:
            continue
        if letters.endswith("لل"):
            yield letters[:-1], "ال" + rest
        elif letters.endswith("ال"):
            yield letters[:-2], "ال" + rest
        else:
            yield letters, rest


def vocabulary(words: Mapping[str, int], size: int, fewest: int) -> list[str]:
    """Return the stems of a text by frequency; a word is no stem where it is a clitic before a more frequent one."""
    plain = {word for word, times in words.items() if times >= fewest and not _composed(word, times, words)}
    forms = Forms(dict.fromkeys(plain, 1))
    stems: Counter[str] = Counter()
    for word, times in words.items():
        stem = forms.stem(word)[1]
        if stem in plain:
            stems[stem] += times
    return [stem for stem, _ in sorted(stems.items(), key=lambda item: (-item[1], item[0]))[:size]]


def _composed(word: str, times: int, words: Mapping[str, int]) -> bool:
    for letters, rest in cuts(word):
        definite = rest.startswith("ال")
        needed = (1.0 if letters == "و" else 0.5 if definite else 2.0) * (0.5 if definite else 1.0)
        if len(rest) >= 3 and words.get(rest, 0) >= max(1, needed * times):
            return True
    return False


@dataclass(slots=True)
class Forms:
    """Number the written words that come by, each with its stem, clitics, shape and groups of letters."""

    numbers: Mapping[str, int]
    """Stem -> its row, from 1."""
    normals: list[str] = field(default_factory=list)
    stems: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    clitics: list[int] = field(default_factory=list)
    shapes: list[int] = field(default_factory=list)
    groups: list[Sequence[int]] = field(default_factory=list)
    _known: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, stems: Iterable[str]) -> Forms:
        """Return the forms over a vocabulary, the most frequent stem first."""
        return cls({stem: row for row, stem in enumerate(stems, 1)})

    def stem(self, word: str) -> tuple[str, str]:
        """Cut the clitics off a folded word, where the vocabulary has only what is left of it."""
        if word in self.numbers:
            return "", word
        return next(((letters, rest) for letters, rest in cuts(word) if rest in self.numbers), ("", word))

    def __call__(self, word: str) -> int:
        """Return the number of a written word."""
        number = self._known.get(word)
        if number is None:
            number = self._known[word] = self._add(normal(word) or word)
        return number

    def __len__(self) -> int:
        """Return how many words came by."""
        return len(self.normals)

    def _add(self, word: str) -> int:
        letters, stem = self.stem(word)
        self.normals.append(word)
        self.stems.append(stem)
        self.rows.append(self.numbers.get(stem, 0))
        self.clitics.append(CLITICS.index(letters) if letters in CLITICS else 0)
        self.shapes.append(SHAPES.index(_shape(word, stem)))
        self.groups.append(_letter_groups(stem))
        return len(self.normals) - 1


def _shape(word: str, stem: str) -> str:
    if word[0].isdigit():
        return "number"
    if not word[0].isalpha():
        return "mark"
    if word[0].isascii():
        return "latin"
    return "definite" if stem.startswith("ال") else "word"


def _letter_groups(stem: str) -> tuple[int, ...]:
    bounded = f"<{stem}>"
    return tuple(
        crc32(bounded[start : start + length].encode()) % BUCKETS
        for length in _GROUPS
        for start in range(len(bounded) - length + 1)
    )
