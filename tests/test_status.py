"""What the words over a claim make of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.examples import article_of
from kg.frames.scene import Governor
from kg.model import Article, Reading
from kg.ontology import STATUSES, load_ontology
from kg.status import StatusReader

Read = Callable[[Article], Reading]

NOTHING: tuple[Governor, ...] = ()
PLANS = Governor("اعتزم", "verb")
TALKS = Governor("محادثه", "noun", "ل")
DENIES = Governor("نفي", "verb")
NOT = Governor("لم", "particle", "imperfect")
MAY = Governor("قد", "particle", "imperfect")
FORMER = Governor("سابق", "adjective")
NEW = Governor("جديد", "adjective")
WAS = Governor("كان", "auxiliary", "perfect")

GOVERNED: tuple[tuple[tuple[Governor, ...], str, str, str], ...] = (
    # governors innermost first, what the frame fixes, aspect of the verb, status
    (NOTHING, "", "", "asserted"),
    (NOTHING, "planned", "", "planned"),
    ((Governor("عرض", "noun"), Governor("وافق", "verb", "علي")), "", "", "planned"),
    ((PLANS,), "", "", "planned"),
    ((TALKS,), "", "", "negotiating"),
    ((MAY,), "", "imperfect", "possible"),
    ((Governor("قد", "particle", "perfect"),), "", "perfect", "asserted"),
    ((NOT,), "", "imperfect", "denied"),
    ((DENIES,), "", "", "denied"),
    ((TALKS, WAS), "", "imperfect", "negotiating"),
    ((PLANS, WAS), "", "imperfect", "ended"),
    ((FORMER,), "", "", "ended"),
    ((NEW,), "", "", "asserted"),
    ((WAS,), "", "imperfect", "ended"),
    ((WAS,), "", "perfect", "asserted"),
    ((Governor("واصل", "verb"), Governor("س", "particle", "imperfect")), "", "imperfect", "asserted"),
    # The innermost word that decides wins, but for denial, end and condition.
    ((TALKS, PLANS), "", "", "negotiating"),
    ((PLANS, DENIES), "", "", "denied"),
    ((NEW, FORMER), "", "", "ended"),
    ((PLANS,), "negotiating", "", "planned"),
    ((DENIES,), "planned", "", "denied"),
)

SENTENCES = {
    "اشترت شركة سنابل مصنع الواحة.": "asserted",
    "قد اشترت شركة سنابل مصنع الواحة.": "asserted",
    "ستشتري شركة سنابل مصنع الواحة.": "planned",
    "تعتزم شركة سنابل شراء مصنع الواحة.": "planned",
    "قررت شركة سنابل شراء مصنع الواحة.": "planned",
    "من المتوقع أن تشتري شركة سنابل مصنع الواحة.": "expected",
    "قد تشتري شركة سنابل مصنع الواحة.": "possible",
    "تدرس شركة سنابل شراء مصنع الواحة.": "possible",
    "لم تشتر شركة سنابل مصنع الواحة.": "denied",
    "لن تشتري شركة سنابل مصنع الواحة.": "denied",
    "نفت شركة سنابل شراء مصنع الواحة.": "denied",
    "نفت شركة سنابل أنها اشترت مصنع الواحة.": "denied",
}


@pytest.fixture(scope="module")
def statuses() -> StatusReader:
    """Return the reader of the ontology's status words."""
    return StatusReader(load_ontology())


@pytest.mark.parametrize(("governors", "fixed", "tense", "status"), GOVERNED)
def test_governors(
    governors: tuple[Governor, ...], fixed: str, tense: str, status: str, statuses: StatusReader
) -> None:
    """A list of governing words gives a claim its status."""
    assert statuses.status(governors, fixed, tense) == status


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences(text: str, read: Read) -> None:
    """A purchase is held as the sentence holds it."""
    found = [statement.status for statement in read(article_of(text)).statements if statement.relation == "acquires"]
    assert found == [SENTENCES[text]]


@given(st.lists(st.sampled_from([PLANS, TALKS, MAY, NEW]), max_size=4), st.sampled_from(["", "planned", "possible"]))
def test_denial_wins(governors: list[Governor], fixed: str) -> None:
    """Whatever doubts or plans stand under a denial, it denies the claim."""
    statuses = StatusReader(load_ontology())
    assert statuses.status([*governors, DENIES], fixed) == "denied"


@given(
    st.lists(
        st.builds(
            Governor,
            st.text(max_size=4),
            st.sampled_from(["verb", "noun", "particle", "adjective"]),
            st.text(max_size=3),
        ),
        max_size=4,
    )
)
def test_unknown_words_change_nothing(governors: list[Governor]) -> None:
    """Words that the table lacks leave a claim asserted, and every status is one of the known ones."""
    statuses = StatusReader(load_ontology())
    known = any(
        (governor.lemma, kind) in statuses.words for governor in governors for kind in (governor.kind, "adverb")
    )
    status = statuses.status(governors)
    assert status in STATUSES
    assert known or status == "asserted"
