"""Who held an office before, who takes it over, and what is told of former times."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.examples import article_of
from kg.model import Article, Reading

Read = Callable[[Article], Reading]
Row = tuple[str, str, str]

CHIEF = "قال كريم منصور، الرئيس التنفيذي لشركة «مدار»، إن الطلب قوي. "
HELD: dict[str, set[Row]] = {
    # Who was replaced held the same office in the same place.
    "عُين كريم منصور مديرا لشركة «مدار» خلفا لسلمى الحداد.": {
        ("كريم منصور", "director", "asserted"),
        ("سلمى الحداد", "director", "ended"),
    },
    "عينت شركة «مدار» كريم منصور مديرا ماليا بدلا من سلمى الحداد.": {
        ("كريم منصور", "cfo", "asserted"),
        ("سلمى الحداد", "cfo", "ended"),
    },
    # A pronoun in that place is somebody else than who follows.
    CHIEF + "وعينت «مدار» سامي الراوي رئيسا تنفيذيا خلفا له.": {
        ("كريم منصور", "ceo", "asserted"),
        ("كريم منصور", "ceo", "ended"),
        ("سامي الراوي", "ceo", "asserted"),
    },
    # A successor takes over what is known of the predecessor, or the other way round.
    CHIEF + "وسيخلفه سامي الراوي.": {("كريم منصور", "ceo", "asserted"), ("سامي الراوي", "ceo", "planned")},
    CHIEF + "ويخلف منصور في هذا المنصب سلمى الحداد.": {
        ("كريم منصور", "ceo", "asserted"),
        ("سلمى الحداد", "ceo", "ended"),
    },
    "قالت شركة «مدار» إن كريم منصور سيخلف سلمى الحداد كرئيس تنفيذي.": {
        ("كريم منصور", "ceo", "planned"),
        ("سلمى الحداد", "ceo", "ended"),
    },
    CHIEF + "ويخلف النهار الليل.": {("كريم منصور", "ceo", "asserted")},
    # Former times.
    "سبق لكريم منصور أن شغل منصب المدير المالي لشركة «مدار».": {("كريم منصور", "cfo", "ended")},
    "تولى كريم منصور رئاسة شركة «مدار» حتى عام 2015.": {("كريم منصور", "president", "ended")},
    "سيتولى كريم منصور رئاسة شركة «مدار» حتى عام 2030.": {("كريم منصور", "president", "planned")},
    "ظل كريم منصور رئيسا لشركة «مدار» حتى وفاته.": {("كريم منصور", "president", "ended")},
}


@pytest.mark.parametrize("text", HELD)
def test_successions(text: str, read: Read) -> None:
    reading = read(article_of(text, None))
    label = {entity.id: entity.label for entity in reading.entities}
    held = {
        (label[s.subject], str(dict(s.qualifiers)["role"]), s.status)
        for s in reading.statements
        if s.relation == "holds-position" and label[str(s.object)] == "مدار"
    }
    assert held == HELD[text]


def test_the_office_of_a_sentence_before_is_meant(read: Read) -> None:
    reading = read(article_of(CHIEF + "وكان منصور قد استقال من منصبه.", None))
    left = next(s for s in reading.statements if s.relation == "resigns-from")
    assert dict(left.qualifiers)["role"] == "ceo"


def test_who_dismisses_is_where_the_office_was(read: Read) -> None:
    text = "عينت شركة سنابل كريم منصور مديرا لشركة «مدار»، خلفا لسامي الراوي الذي أقالته الشركة."
    reading = read(article_of(text, None))
    label = {entity.id: entity.label for entity in reading.entities}
    assert [label[s.subject] for s in reading.statements if s.relation == "dismisses"] == ["مدار"]


@pytest.mark.parametrize(
    "text",
    [
        "قال مؤسسا شركة «مدار» كريم منصور وسلمى الحداد إن التمويل كاف.",
        "كريم منصور وسلمى الحداد، مؤسسا شركة «مدار»، يبحثان عن تمويل.",
        "قال مؤسسو شركة «مدار»، كريم منصور وسلمى الحداد، إن التمويل كاف.",
    ],
)
def test_founders_share_their_office(text: str, read: Read) -> None:
    reading = read(article_of(text, None))
    label = {entity.id: entity.label for entity in reading.entities}
    assert {label[s.subject] for s in reading.statements if s.relation == "founded"} == {"كريم منصور", "سلمى الحداد"}


def test_an_office_left_open_takes_the_holder_of_the_next(read: Read) -> None:
    text = "قال رئيس مجلس إدارة شركة «مدار» ورئيسها التنفيذي كريم منصور إن الخطة جاهزة."
    reading = read(article_of(text, None))
    assert {dict(s.qualifiers)["role"] for s in reading.statements} == {"chairman", "ceo"}


def test_who_joins_a_team_takes_nobody_over(read: Read) -> None:
    reading = read(article_of("انضم كريم منصور، مؤسس شركة «مدار»، إلى فريق شركة Qubrix.", None))
    assert not [s for s in reading.statements if s.relation == "hires-from"]
