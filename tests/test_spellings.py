"""Spellings of foreign names: one name, several newspapers."""

from __future__ import annotations

import pytest

from kg.arabic.spellings import spellings


@pytest.mark.parametrize(
    ("arabic", "latin", "others"),
    [
        ("جوجل كلاود", "Google Cloud", {"غوغل كلاود"}),
        ("بلومبرغ", "Bloomberg", {"بلومبرج"}),
        ("جولدمان ساكس", "Goldman Sachs", {"غولدمان ساكس"}),
        ("فولكس فاغن", "Volkswagen", {"فولكس فاجن"}),
        ("جنرال موتورز", "General Motors", set()),
        ("جي بي مورغان", "JP Morgan", {"جي بي مورجان"}),
        ("تويوتا", "Toyota", set()),
        ("المجر", "Hungary", set()),
        ("براغ", "Prague", set()),
        ("لايت هاوس", "Lighthouse", set()),
        ("Google", "Google", set()),
    ],
)
def test_hard_g_has_two_letters(arabic: str, latin: str, others: set[str]) -> None:
    """A hard g is ج or غ; a soft one, a j and a silent gh stay what they are."""
    assert set(spellings(arabic, latin)) == others
