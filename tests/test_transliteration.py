"""Arabic names in Latin letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.arabic.transliteration import transliterate

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآؤئء"


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("سدير القابضة", "sdyr AlqAbDħ"),
        ("شركة", "šrkħ"),
        ("مُؤَسَّسة", "mŵssħ"),
        ("مؤســسة", "mŵssħ"),
        ("بنك Qubrix 3", "bnk Qubrix 3"),
    ],
)
def test_a_name_is_written_letter_by_letter(arabic: str, latin: str) -> None:
    """Marks and tatweel are dropped, Latin letters and digits stay."""
    assert transliterate(arabic) == latin


@given(st.text(LETTERS, max_size=12))
def test_two_names_stay_two_names(name: str) -> None:
    """Each letter has one sign of its own, so that nothing is lost."""
    assert len(transliterate(name)) == len(name)
    assert len({transliterate(letter) for letter in LETTERS}) == len(LETTERS)
