"""Choice: which reading of an ambiguous word its neighbours leave."""

from __future__ import annotations

import pytest

from kg.arabic.tokens import sentences
from kg.examples import article_of
from kg.reader import Reader


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("أعلنت الشركة تأسيس مشروع مشترك.", "مشروع", "noun"),
        ("أعلنت الشركة تحقيق صافي ربح كبير.", "صافي", "noun"),
        ("حققت الشركة صافي ربح بلغ مليونا.", "ربح", "noun"),
        ("أجرت الشركة طرحا عاما أوليا.", "عاما", "adjective"),
        ("جمعت الشركة مليونا في جولة تمويل قادتها «سنابل».", "قادت", "verb"),
        ("تتيح الشركة لمستخدمي خدمتها «نغم» تحميل الأغاني.", "خدمت", "noun"),
        ("ربح البنك مليونا.", "ربح", "verb"),
        ("وقع الطرفان الاتفاق.", "وقع", "verb"),
        ("قالت سنابل إن وحدتها «أفق» ستتوسع.", "وحدت", "noun"),
        ("فرضت أجهزة مكافحة الاحتكار غرامة.", "مكافحة", "noun"),
        ("فرضت شركات منافسة الأسعار.", "منافسة", "adjective"),
        ("هذا أول عقد توقعه سنابل مع مدار.", "عقد", "noun"),
        ("طورت الشركة نماذج أكثر تقدما.", "تقدما", "noun"),
        ("اختار المجلس كريم منصور عضوا.", "عضوا", "noun"),
        ("شارك مستثمرون حاليون وجدد.", "جدد", "adjective"),
        ("أسس شركة التجارة الإلكترونية المنافسة «سنابل».", "المنافسة", "adjective"),
        ("تشهد السوق السعودية المنافسة بين البنوك.", "المنافسة", "noun"),
        ("وقعت سنابل العقد وجدد البنك اتفاقه.", "جدد", "verb"),
    ],
)
def test_a_word_is_read_by_its_neighbours(reader: Reader, text: str, word: str, kind: str) -> None:
    """What governs a word, what follows it and how it ends tell a noun from a verb or an adjective."""
    article = article_of(text)
    (sentence,) = sentences(article, reader.analyse, reader.find.vocabulary)
    words = reader.frames.scene(sentence, {}).words
    (found,) = (item for item in words if item.text == word)
    assert found.kind == kind
