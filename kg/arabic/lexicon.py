"""Read the tables of lemmas in `ontology/lexicon/`: verbs, nouns, adjectives, particles.

Every mistake in a table is raised here, with its file and line; a verb whose root and form don't give its lemma is
found when it is conjugated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.arabic.conjugation import DEFECTIVE, FORMS, Conjugation, conjugate
from kg.model import OntologyError

HEADERS = {
    "verbs": ("lemma", "root", "form", "vowel", "verbal_noun", "object", "gloss"),
    "nouns": ("lemma", "gender", "plural", "human", "gloss"),
    "adjectives": ("lemma", "feminine", "plural", "gloss"),
    "particles": ("form", "lemma", "class", "before_pronoun", "gloss"),
}
SOUND_MASCULINE, SOUND_FEMININE = "-ون", "-ات"
PARTICLE_CLASSES = (
    "adverb",
    "complementiser",
    "conditional",
    "conjunction",
    "demonstrative",
    "future",
    "interrogative",
    "negation",
    "numeral",
    "preposition",
    "pronoun",
    "relative",
    "restriction",
    "verbal",
)
_WORD = re.compile(rf"[ء-غف-ي]+{DEFECTIVE}?")
_VERBAL_NOUN = re.compile(r"(?P<lemma>\S+)(?: \((?P<plural>\S+)\))?")


@dataclass(frozen=True, slots=True)
class VerbalNoun:
    """Hold a verbal noun as its table gives it."""

    lemma: str
    plural: str = ""


@dataclass(frozen=True, slots=True)
class Verb:
    """Hold one row of verbs.tsv."""

    lemma: str
    root: str
    form: str
    vowel: str
    verbal_nouns: tuple[VerbalNoun, ...]
    """Those that the table names; where none, its form's regular one."""
    objects: tuple[str, ...]
    """`direct` and the prepositions that lead its arguments; none for an intransitive verb."""
    gloss: str
    place: str
    """File and line."""

    def conjugated(self) -> Conjugation:
        """Return its stems; raises OntologyError, naming the row, where root and form don't give the lemma."""
        try:
            return conjugate(self.lemma, self.root, self.form, self.vowel)
        except ValueError as problem:
            raise OntologyError(f"{self.place}: {self.lemma!r}: {problem}") from problem


@dataclass(frozen=True, slots=True)
class Noun:
    """Hold one row of nouns.tsv."""

    lemma: str
    gender: str
    plurals: tuple[str, ...]
    """Broken plurals in full, sound ones as their ending after a hyphen."""
    human: bool
    gloss: str


@dataclass(frozen=True, slots=True)
class Adjective:
    """Hold one row of adjectives.tsv."""

    lemma: str
    feminine: str
    """Empty where it is the lemma with ة; a hyphen where there is none."""
    plurals: tuple[str, ...]
    gloss: str


@dataclass(frozen=True, slots=True)
class Particle:
    """Hold one row of particles.tsv."""

    form: str
    lemma: str
    category: str
    before_pronoun: str
    """Its spelling before an attached pronoun (على: علي); empty where none attaches."""
    gloss: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Hold all lemmas, in the order of their tables."""

    verbs: tuple[Verb, ...]
    nouns: tuple[Noun, ...]
    adjectives: tuple[Adjective, ...]
    particles: tuple[Particle, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    place: str
    cells: dict[str, str]

    def error(self, problem: str) -> OntologyError:
        return OntologyError(f"{self.place}: {problem}")

    def word(self, column: str) -> str:
        value = self.cells[column]
        if not _WORD.fullmatch(value):
            raise self.error(f"{column} {value!r} is not one Arabic word without vowel marks")
        return value

    def several(self, column: str) -> tuple[str, ...]:
        return tuple(value for value in self.cells[column].split(" | ") if value)


def read_lexicon(folder: Path) -> Lexicon:
    """Read the four tables of a folder.

    Raises OntologyError, naming file, line and term, at the first row that is wrong.
    """
    return Lexicon(
        verbs=tuple(_verb(row) for row in _rows(folder, "verbs", ("lemma", "root", "form"))),
        nouns=tuple(_noun(row) for row in _rows(folder, "nouns", ("lemma", "gloss"))),
        adjectives=tuple(_adjective(row) for row in _rows(folder, "adjectives", ("lemma", "gloss"))),
        particles=tuple(_particle(row) for row in _rows(folder, "particles", ("form", "lemma", "class"))),
    )


def _rows(folder: Path, table: str, key: tuple[str, ...]) -> Iterator[_Row]:
    path = folder / f"{table}.tsv"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as problem:
        raise OntologyError(f"{path}: can't be read: {problem.strerror}") from problem
    header, seen = HEADERS[table], dict[tuple[str, ...], int]()
    if not lines or tuple(lines[0].split("\t")) != header:
        raise OntologyError(f"{path}:1: the columns must be {', '.join(header)}")
    for number, line in enumerate(lines[1:], start=2):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(header):
            raise OntologyError(f"{path}:{number}: {len(cells)} cells, not {len(header)}, in the row of {cells[0]!r}")
        row = _Row(f"{path}:{number}", dict(zip(header, cells, strict=True)))
        first = seen.setdefault(tuple(row.cells[column] for column in key), number)
        if first != number:
            raise row.error(f"{cells[0]!r} stands in line {first} already")
        yield row


def _verb(row: _Row) -> Verb:
    lemma, form = row.word("lemma"), row.cells["form"]
    if form not in FORMS:
        raise row.error(f"form {form!r} of {lemma!r} is none of {', '.join(FORMS)}")
    if form != "I" and row.cells["vowel"]:
        raise row.error(f"only form I has a vowel of its own, not {lemma!r}")
    if form == "I" and row.cells["vowel"] not in ("a", "i", "u"):
        raise row.error(f"{lemma!r} of form I needs the vowel of its imperfect: a, i or u")
    return Verb(
        lemma=lemma,
        root=row.word("root"),
        form=form,
        vowel=row.cells["vowel"],
        verbal_nouns=tuple(_verbal_noun(row, cell) for cell in row.several("verbal_noun")),
        objects=row.several("object"),
        gloss=row.cells["gloss"],
        place=row.place,
    )


def _verbal_noun(row: _Row, cell: str) -> VerbalNoun:
    found = _VERBAL_NOUN.fullmatch(cell)
    plural = found["plural"] or "" if found else ""
    if (
        not found
        or not _WORD.fullmatch(found["lemma"])
        or not (plural in ("", SOUND_FEMININE) or _WORD.fullmatch(plural))
    ):
        raise row.error(f"verbal noun {cell!r} is neither a word nor a word with its plural in brackets")
    return VerbalNoun(found["lemma"], plural)


def _noun(row: _Row) -> Noun:
    lemma, gender, human = row.word("lemma"), row.cells["gender"], row.cells["human"]
    if gender not in ("m", "f"):
        raise row.error(f"gender of {lemma!r} is m or f, not {gender!r}")
    if human not in ("yes", "no"):
        raise row.error(f"human of {lemma!r} is yes or no, not {human!r}")
    return Noun(lemma, gender, _plurals(row), human == "yes", row.cells["gloss"])


def _adjective(row: _Row) -> Adjective:
    feminine = row.cells["feminine"]
    if feminine not in ("", "-"):
        row.word("feminine")
    return Adjective(row.word("lemma"), feminine, _plurals(row), row.cells["gloss"])


def _plurals(row: _Row) -> tuple[str, ...]:
    plurals = row.several("plural")
    for plural in plurals:
        if plural not in (SOUND_MASCULINE, SOUND_FEMININE) and not _WORD.fullmatch(plural):
            raise row.error(f"plural {plural!r} of {row.cells['lemma']!r} is neither a word nor -ون nor -ات")
    return plurals


def _particle(row: _Row) -> Particle:
    form, category = row.word("form"), row.cells["class"]
    if category not in PARTICLE_CLASSES:
        raise row.error(f"class {category!r} of {form!r} is none of {', '.join(PARTICLE_CLASSES)}")
    before = row.word("before_pronoun") if row.cells["before_pronoun"] else ""
    return Particle(form, row.word("lemma"), category, before, row.cells["gloss"])
