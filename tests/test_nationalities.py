"""Nationalities: the countries that adjectives name for organisations, inside a name and beside it."""

from __future__ import annotations

import pytest

from kg.examples import article_of
from kg.reader import Reader


@pytest.mark.parametrize(
    ("text", "seats"),
    [
        ("قالت شركة سدير الكويتية إن الطلب تحسن.", {("سدير", "kuwait")}),
        ("قالت شركة صناعة الهواتف الفنلندية «سدير» إن الطلب تحسن.", {("سدير", "finland")}),
        ("قالت شركة «سدير»، ثاني أكبر شركة طيران ألمانية، إن الطلب تحسن.", {("سدير", "germany")}),
        ("تراجع سهم شركة «سدير»، وهي شركة كويتية، أمس.", {("سدير", "kuwait")}),
        ("قالت وزارة الاتصالات اللبنانية إن المزاد تأجل.", {("وزارة الاتصالات", "lebanon")}),
        ("أعلنت ديدي الصينية خططها.", {("ديدي الصينية", "china")}),
        ("شركة «سدير» (الكويت) تدرس السوق.", {("سدير", "kuwait")}),
        ("قالت «سدير»، إحدى أكبر الشركات الكويتية، إن الطلب تحسن.", {("سدير", "kuwait")}),
        ("أعلنت «الكويتي للتمويل» خططها.", {("الكويتي للتمويل", "kuwait")}),
        ("اشترت شركة «الهندي إخوان» مصنعا.", set()),
        ("قالت «السويدي للكابلات» إن الطلب تحسن.", set()),
        ("رفضت شركة «سدير» عرض شركة ألمانية.", set()),
        ("زار الوفد الألماني مصنع شركة «سدير».", set()),
        ("قالت الحكومة المصرية إن المزاد تأجل.", set()),
        ("طرحت شركة «سدير» سندات أميركية.", set()),
    ],
)
def test_where_organisations_are_at_home(reader: Reader, text: str, seats: set[tuple[str, str]]) -> None:
    """Each pair is an organisation by the name that the text gives it, and the id of its country."""
    reading = reader(article_of(text, None))
    names = {entity.id: entity.names[0] for entity in reading.entities if entity.names}
    found = {
        (names[statement.subject], statement.object)
        for statement in reading.statements
        if statement.relation == "headquartered-in"
    }
    assert found == seats
