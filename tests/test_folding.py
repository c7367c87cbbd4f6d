"""Folding: what Arabic writers leave out or spell in several ways is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.arabic.folding import fold, fold_letters, fold_name


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("أحمد", "احمد"),
        ("إيران", "ايران"),
        ("مدرسة", "مدرسه"),
        ("مستشفى", "مستشفي"),
        ("مسؤول", "مسوول"),
        ("رئيس", "رييس"),
        ("گوگل", "كوكل"),
        ("ڤودافون", "فودافون"),
        ("مُحَمَّد", "محمد"),
        ("العـــربية", "العربية"),
        ("٢٠٢٤", "2024"),
        ("OpenAI", "OPENAI"),
        ("سابك\u200f", "سابك"),
    ],
)
def test_spellings_of_one_word_fold_together(left: str, right: str) -> None:
    """Two spellings of one word have the same folded form."""
    assert fold(left) == fold(right)


@pytest.mark.parametrize(("left", "right"), [("سابك", "ساب"), ("علي", "عليا"), ("نور", "نار")])
def test_other_words_stay_apart(left: str, right: str) -> None:
    """Words of other letters keep other folded forms."""
    assert fold(left) != fold(right)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("«سابك»", "سابك"),
        ("آي.أيه.جي", "اي ايه جي"),
        ("AT&T", "at&t"),
        ("Ku-band", "ku band"),
        ("  سوفت   بنك ", "سوفت بنك"),
    ],
)
def test_names_fold_without_punctuation(name: str, folded: str) -> None:
    """A folded name has single spaces and no punctuation but & and +."""
    assert fold_name(name) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    """Folding is idempotent for names of any text."""
    assert fold_name(fold_name(text)) == fold_name(text)


@given(st.text())
def test_letters_fold_one_for_one(text: str) -> None:
    """Folding letters keeps the length, so that offsets stay true."""
    assert len(fold_letters(text)) == len(text)
