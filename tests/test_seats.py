"""Where an office is held: what may stand between it and the name of its organisation, and after that name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.examples import article_of
from kg.model import Article, Reading

Read = Callable[[Article], Reading]

SEATS: dict[str, tuple[str, str]] = {
    # Units, regions and what و joins to them stand before the organisation.
    "أكد المدير العام للشؤون الإعلامية ومساندة التسويق في شركة رتاج كريم منصور أن السوق قوية.": ("رتاج", "asserted"),
    "قال كريم منصور، المدير الإقليمي لمنطقة الشرق الأوسط في شركة رتاج، إن السوق قوية.": ("رتاج", "asserted"),
    # Regions, purposes and titles stand after it.
    "قال مدير شركة رتاج في السعودية كريم منصور إن السوق قوية.": ("رتاج", "asserted"),
    "قال رئيس شركة رتاج معالي الدكتور كريم منصور إن السوق قوية.": ("رتاج", "asserted"),
    "قالت سلمى الحداد، نائبة رئيس شركة رتاج لشؤون البيئة والسياسة، إن السوق قوية.": ("رتاج", "asserted"),
    # سابقا after the organisation ends the office.
    "حضر كريم منصور، رئيس شركة رتاج سابقا، الاجتماع.": ("رتاج", "ended"),
}


@pytest.mark.parametrize("text", SEATS)
def test_seats(text: str, read: Read) -> None:
    """An office is held in the organisation that its words lead to."""
    found = [s for s in read(article_of(text)).statements if s.relation == "holds-position"]
    assert [(s.object, s.status) for s in found] == [SEATS[text]]


def test_an_office_that_is_sought_is_not_held(read: Read) -> None:
    """Who stands for an office does not hold it."""
    reading = read(article_of("تدعم شركة رتاج مرشحها لمنصب مدير شركة سنابل سامي الراوي."))
    assert "holds-position" not in [statement.relation for statement in reading.statements]
