"""Lists of names as features: what a table calls a company, which words are parts of names, which announce one."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.mentions.tagger.forms import Forms, normal, words_of
from kg.ontology import Ontology

CLASSES = ("Company", "Organization", "Person", "Place", "Product", "other")
LISTS = (
    "given name", "given name or word", "rare name part", "name part", "frequent name part",
    "company head", "organization head", "place head", "other head", "honorific", "role", "nationality",
)  # fmt: skip
FEATURES = 2 * len(CLASSES) + len(LISTS)
"""First and further words of a listed name, by class; then the lists of words."""
_HEADS = {"Company": "company head", "Organization": "organization head", "Place": "place head"}
_NATIONAL_ENDINGS = ("", "ه", "ين", "ان", "ون")


@dataclass(slots=True)
class Gazetteer:
    """Hold listed names and words, all folded."""

    names: Mapping[tuple[str, ...], int]
    """Words of a name -> its class."""
    words: Mapping[str, tuple[int, ...]]
    """Word -> the lists that have it."""
    _longer: dict[tuple[str, ...], list[tuple[str, ...]]] = field(default_factory=dict)
    """First two words -> the names that begin with them, the longest first."""

    def __post_init__(self) -> None:
        """Sort the names by their first words."""
        for name in self.names:
            if len(name) > 1:
                self._longer.setdefault(name[:2], []).append(name)
        for listed in self._longer.values():
            listed.sort(key=lambda name: (-len(name), name))

    def names_in(self, forms: Forms, sentence: Sequence[int]) -> list[tuple[int, int, int]]:
        """Return the listed names of a sentence: first word, length, class."""
        words = [forms.normals[form] for form in sentence]
        found: list[tuple[int, int, int]] = []
        place = 0
        while place < len(words):
            stem = forms.stems[sentence[place]]
            name = self._longest(words, place, words[place]) or (
                self._longest(words, place, stem) if stem != words[place] else None
            )
            if name:
                found.append((place, len(name), self.names[name]))
            place += len(name) if name else 1
        return found

    def _longest(self, words: Sequence[str], place: int, first: str) -> tuple[str, ...] | None:
        for name in self._longer.get((first, *words[place + 1 : place + 2]), ()):
            if tuple(words[place + 2 : place + len(name)]) == name[2:]:
                return name
        return (first,) if (first,) in self.names else None

    def lists_of(self, forms: Forms, form: int) -> tuple[int, ...]:
        """Return the lists that have a written word or its stem."""
        word, stem = forms.normals[form], forms.stems[form]
        lists = self.words.get(word, ())
        return lists if stem == word else tuple(sorted({*lists, *self.words.get(stem, ())}))


def gather(ontology: Ontology, transliterations: Path | None) -> Gazetteer:
    """Make the lists of an ontology, and of a folder of names in Latin and Arabic letters."""
    names: dict[tuple[str, ...], int] = {}
    for name in ontology.names:
        kind = CLASSES.index(name.type) if name.type in CLASSES else len(CLASSES) - 1
        for form in (name.ar, *name.aliases):
            words = tuple(map(normal, words_of(form)))
            if words and (len(words) > 1 or len(words[0]) > 2):
                names.setdefault(words, kind)
    lists: dict[str, set[int]] = {}
    for title, word in (*_of_lexicon(ontology.folder / "lexicon"), *_of_pairs(transliterations)):
        lists.setdefault(word, set()).add(LISTS.index(title))
    return Gazetteer(names, {word: tuple(sorted(held)) for word, held in lists.items()})


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        lines = (line for line in file if not line.startswith("#"))
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")


def _of_lexicon(folder: Path) -> Iterator[tuple[str, str]]:
    for row in _rows(folder / "given_names.tsv"):
        title = "given name or word" if row["ambiguous"] == "yes" else "given name"
        yield from ((title, normal(words_of(form)[-1])) for form in row["name"].split("|") if form.strip())
    for row in _rows(folder / "heads.tsv"):
        for form in {row["lemma"], *row["forms"].replace("|", " ").split()}:
            title = _HEADS.get(row["type"], "other head")
            yield from ((title, word) for word in (normal(form), "ال" + normal(form)))
    for row in _rows(folder / "honorifics.tsv"):
        yield from (("honorific", normal(word)) for word in words_of(row["form"].replace("|", " ")))
    for row in _rows(folder / "roles.tsv"):
        first = normal(words_of(row["phrase"])[0])
        yield from (("role", word) for word in (first, "ال" + first))
    for row in _rows(folder / "nationalities.tsv"):
        for adjective in row["adjectives"].split("|"):
            for ending in _NATIONAL_ENDINGS:
                word = normal(adjective.strip()) + ending
                yield from (("nationality", form) for form in (word, "ال" + word))


def _of_pairs(folder: Path | None) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("wd_arabic_*")) if folder else ():
        for line in path.read_text(encoding="utf-8").splitlines():
            _, letters, times = line.split("\t")
            word = normal(letters.replace(" ", ""))
            title = "rare name part" if times == "1" else "name part" if int(times) < 6 else "frequent name part"
            if len(word) > 2:
                yield title, word
