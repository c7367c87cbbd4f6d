"""Sources: reprints of one text are told from articles of their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.arabic.fingerprints import fingerprint, likeness
from kg.graph.sources import sources

WORDS = st.lists(
    st.sampled_from(
        ["شركة", "بنك", "استحوذت", "على", "من", "مليار", "دولار", "في", "الرياض", "اليوم", "قال", "محللون", "إن"]
    ),
    max_size=60,
)
NEWS = (
    "أعلنت شركة سدير القابضة استكمال شراء مصنع الواحة للأغذية في مدينة الدمام مقابل ملياري ريال بعد موافقة الجهات المختصة. "
    "وقالت الشركة في بيان إنها سددت قيمة الصفقة نقدا من مواردها الذاتية وإن المصنع سيواصل الإنتاج بطاقته الكاملة وبالعاملين فيه أنفسهم. "
    "ويبلغ عدد العاملين في المصنع نحو ألفين وتصل صادراته إلى عشر دول عربية وآسيوية وتتوقع الشركة أن ترتفع أرباحها بعد الصفقة في العام المقبل."
)
REPRINT = f"سدير تشتري الواحة\n\nالدمام - وكالات: {NEWS}\n\nتابعوا آخر الأخبار"
OTHER = (
    "قال بنك الساحل إن أرباحه في الربع الثالث تراجعت بسبب ارتفاع المخصصات، وإن إدارته تدرس إغلاق بعض الفروع في المدن الصغيرة. "
    "ولم يذكر البنك عدد الفروع ولا موعد القرار، غير أن محللين يتوقعون الإعلان عنه قبل نهاية السنة المالية."
)


@pytest.mark.parametrize(
    "changed",
    [
        REPRINT,
        NEWS.replace("الصفقة", "الصّفقة").replace("أ", "ا"),
        NEWS.replace("نحو ألفين", "ألفين"),
    ],
    ids=["headline, byline and footer", "vowel marks and hamzas", "a word less"],
)
def test_a_reprint_is_the_same_source(changed: str) -> None:
    """A changed headline, byline, spelling or word leaves an article what it was."""
    found = sources({"b": fingerprint(changed), "a": fingerprint(NEWS), "c": fingerprint(OTHER)})
    assert found == {"a": "a", "b": "a", "c": "c"}


def test_articles_without_a_fingerprint_stand_alone() -> None:
    """What nothing is known of is no reprint, not even of its like."""
    assert sources({"a": "", "b": ""}) == {"a": "a", "b": "b"}


@given(WORDS, WORDS)
def test_likeness_is_even_handed(one: list[str], other: list[str]) -> None:
    """A text is like itself, and likeness is the same from both sides."""
    left, right = fingerprint(" ".join(one)), fingerprint(" ".join(other))
    assert likeness(left, left) == 1
    assert likeness(left, right) == likeness(right, left)
