"""The lists of given names and of describing words are well-formed, and no spelling stands in them twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kg.arabic.folding import fold

LEXICON = Path(__file__).parents[1] / "ontology" / "lexicon"
HEADERS = {
    "family_names.tsv": ["name", "latin", "origin"],
    "given_names.tsv": ["name", "gender", "origin", "ambiguous"],
    "industries.tsv": ["word", "class"],
}
LISTS = sorted(HEADERS)


def rows(name: str) -> list[list[str]]:
    """Return the cells of a list, its header first."""
    lines = (LEXICON / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


@pytest.mark.parametrize("name", LISTS)
def test_header_and_width(name: str) -> None:
    """A list begins with its header, and each row has as many cells."""
    header, *body = rows(name)
    assert header == HEADERS[name]
    assert [row for row in body if len(row) != len(header)] == []


@pytest.mark.parametrize("name", LISTS)
def test_sorted(name: str) -> None:
    """The rows are sorted by their first cell."""
    firsts = [row[0] for row in rows(name)[1:]]
    assert firsts == sorted(firsts)


@pytest.mark.parametrize("name", LISTS)
def test_no_spelling_twice(name: str) -> None:
    """No two spellings of a list, in one row or in two, are the same after folding."""
    counts = Counter(fold(word) for row in rows(name)[1:] for word in row[0].split(" | "))
    assert [word for word, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("name", LISTS)
def test_arabic_letters_only(name: str) -> None:
    """Words are of Arabic letters and single spaces, without vowel marks or invisible ones."""
    words = [word for row in rows(name)[1:] for word in row[0].split(" | ")]
    bad = [
        word
        for word in words
        if word != " ".join(word.split())
        or not all("\u0621" <= letter <= "\u064a" or letter in " پژچڤگ" for letter in word)
    ]
    assert bad == []


def test_values_of_given_names() -> None:
    """Gender, origin and ambiguity have the values that the comments name."""
    body = rows("given_names.tsv")[1:]
    assert {row[1] for row in body} == {"m", "f", "both"}
    assert {row[2] for row in body} == {"arabic", "western", "asian", "other"}
    assert {row[3] for row in body} == {"yes", ""}


def test_names_that_fold_to_function_words_are_ambiguous() -> None:
    """A name that folds to a word such as على (علي), منه (منة), لما or دون is marked."""
    function_words = {
        fold(word) for word in ("على", "منه", "لما", "دون", "هنا", "أن", "أنا", "لو", "بعد", "أي", "أمام")
    }
    unmarked = [
        row[0]
        for row in rows("given_names.tsv")[1:]
        if not row[3] and function_words.intersection(fold(word) for word in row[0].split(" | "))
    ]
    assert unmarked == []


@pytest.mark.parametrize("word", ["في", "إلى", "من", "عن", "هو", "كان", "شركة", "بنك", "أول"])
def test_no_frequent_word_is_a_given_name(word: str) -> None:
    """The most frequent words of news prose are no given names, not even ambiguous ones."""
    assert fold(word) not in {fold(name) for row in rows("given_names.tsv")[1:] for name in row[0].split(" | ")}


@pytest.mark.parametrize(("origins", "least"), [({"arabic"}, 900), ({"western", "asian", "other"}, 700)])
def test_enough_given_names(origins: set[str], least: int) -> None:
    """The list holds the given names of the Arab world and of the people whom its newspapers write about."""
    assert sum(row[2] in origins for row in rows("given_names.tsv")[1:]) >= least


def test_abd_compounds_have_both_spellings() -> None:
    """A compound with عبد is listed as two words and as one (عبد الله، عبدالله)."""
    cells = [row[0].split(" | ") for row in rows("given_names.tsv")[1:]]
    single = [cell for cell in cells if cell[0].startswith("عبد ال") and cell[0].replace(" ", "") not in cell]
    assert single == []


@pytest.mark.parametrize(("kind", "least"), [("industry", 250), ("generic", 150)])
def test_enough_describing_words(kind: str, least: int) -> None:
    """The list of describing words has both classes, and no third one."""
    body = rows("industries.tsv")[1:]
    assert {row[1] for row in body} == {"industry", "generic"}
    assert sum(row[1] == kind for row in body) >= least


def test_describing_words_are_bare() -> None:
    """Describing words stand without the article."""
    # These begin with ال of their own: الومنيوم is written ألومنيوم, إلكتروني and آلات with hamza or madda.
    assert [row[0] for row in rows("industries.tsv")[1:] if row[0].startswith("ال")] == []
