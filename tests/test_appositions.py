"""Offices in apposition: the clause goes on after them as if they were not there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.examples import article_of
from kg.model import Article, Reading

Read = Callable[[Article], Reading]
Triple = tuple[str, str, str]

GOES_ON: dict[str, Triple] = {
    # The object stands after the office, with commas or without.
    "غادر كريم الشهابي الشريك المؤسس لشركة رتاج الشركة.": ("كريم-الشهابي-person", "resigns-from", "رتاج"),
    "أعلنت شركة رتاج استقالة كريم الشهابي، رئيس شركة سنابل، من مجلس إدارتها.": (
        "كريم-الشهابي-person",
        "resigns-from",
        "رتاج",
    ),
    # So does the verb, and an office that is really given.
    "قالت شركة رتاج إن كريم الشهابي، مدير شركة سنابل، سيتولى رئاسة شركة «مدار».": (
        "كريم-الشهابي-person",
        "holds-position",
        "مدار",
    ),
    "أعلن مجلس إدارة شركة رتاج انتخاب كريم الشهابي الرئيس التنفيذي لشركة سنابل رئيسا لمجلس الإدارة.": (
        "رتاج",
        "appoints",
        "كريم-الشهابي-person",
    ),
}


@pytest.mark.parametrize("text", GOES_ON)
def test_a_clause_goes_on_after_an_office(text: str, read: Read) -> None:
    """What stands around an office in apposition belongs together."""
    found = {(s.subject, s.relation, s.object) for s in read(article_of(text)).statements}
    assert GOES_ON[text] in found


def test_what_somebody_becomes_is_no_apposition(read: Read) -> None:
    """After أصبح the office is what is said of him."""
    reading = read(article_of("أصبح كريم الشهابي الرئيس التنفيذي لشركة رتاج في عام 2022."))
    assert [(s.relation, s.object) for s in reading.statements] == [("holds-position", "رتاج")]
