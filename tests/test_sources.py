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


@pytest.mark.parametrize("kept", [400, 390, 360, 300, 200, 80, 0])
@pytest.mark.parametrize("number", range(3))
def test_likeness_is_the_share_of_runs_in_common(kept: int, number: int) -> None:
    """Of two texts of which so many words out of 400 are the same, likeness tells about how many runs of four words they share."""
    text = [f"كلمة{number}{place}" for place in range(400)]
    other = [*text[:kept], *(f"غيرها{number}{place}" for place in range(400 - kept))]
    runs, shared = 400 - 3, max(kept - 3, 0)
    told = likeness(fingerprint(" ".join(text)), fingerprint(" ".join(other)))
    assert told == pytest.approx(shared / (2 * runs - shared), abs=0.16)


def test_articles_with_one_paragraph_in_common_are_sources_of_their_own() -> None:
    """What a newspaper says of itself under each of its articles makes no reprints of them."""
    footer = " ".join(f"تذييل{place}" for place in range(40))
    articles = {
        f"{number:02}": fingerprint(" ".join(f"خبر{number}كلمة{place}" for place in range(120)) + footer)
        for number in range(40)
    }
    assert sources(articles) == {article: article for article in articles}


def test_articles_without_a_fingerprint_stand_alone() -> None:
    """What nothing is known of is no reprint, not even of its like."""
    assert sources({"a": "", "b": ""}) == {"a": "a", "b": "b"}


@given(WORDS, WORDS)
def test_likeness_is_even_handed(one: list[str], other: list[str]) -> None:
    """A text is like itself, and likeness is the same from both sides."""
    left, right = fingerprint(" ".join(one)), fingerprint(" ".join(other))
    assert likeness(left, left) == 1
    assert likeness(left, right) == likeness(right, left)
