"""Sentences -> clauses: who does what, in each order that news writes it."""

from __future__ import annotations

import pytest

from kg.arabic.tokens import sentences
from kg.entities import link
from kg.examples import article_of
from kg.frames import FrameReader
from kg.frames.clauses import Clause
from kg.reader import Reader


@pytest.fixture(scope="module", name="clauses_of")
def _clauses_of(reader: Reader):
    frames = FrameReader(reader.ontology)

    def read(text: str) -> list[Clause]:
        article = article_of(text)
        parts = sentences(article, reader.analyse, reader.find.vocabulary)
        _, linked = link(article, parts, reader.find(article, parts), reader.ontology)
        return [clause for part in parts for clause in frames.scene(part, {m.span.start: m for m in linked}).clauses]

    return read


def _told(clause: Clause) -> tuple[str, str, str]:
    subject = (
        clause.subject.entities[0]
        if clause.subject and clause.subject.entities
        else clause.subject.head.text
        if clause.subject
        else ""
    )
    object_ = clause.object.head.text if clause.object else ""
    return (clause.verb.text if clause.verb else "", subject, object_)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("اشترت شركة «رتاج» مصنعا في جدة.", ("اشترت", "رتاج", "مصنعا")),
        ("شركة «رتاج» تشتري مصنعا في جدة", ("تشتري", "رتاج", "مصنعا")),
        ("كانت شركة «رتاج» قد اشترت مصنعا.", ("اشترت", "رتاج", "مصنعا")),
        ("لم توقع شركة «رتاج» أي عقد.", ("توقع", "رتاج", "عقد")),
        ("شركة «رتاج» اشترتها مجموعة «سدير»", ("اشترت", "سدير", "شركة")),
        ("لكنه في عام 2010 اشترت شركة «رتاج» مصنعا", ("اشترت", "رتاج", "مصنعا")),
        ("اتفاق مع شركة «رتاج» (تتخذ من دبي مقرا)", ("تتخذ", "رتاج", "مقرا")),
    ],
    ids=["verb first", "subject first", "auxiliary", "negation", "object first", "pronoun of nobody", "in brackets"],
)
def test_a_clause_has_its_subject_and_object_in_every_order(clauses_of, text, expected):
    """The first noun that agrees after the verb, or the one right before it, is the subject; the next is the object."""
    assert _told(clauses_of(text)[0]) == expected


@pytest.mark.parametrize(
    ("text", "opening", "subject"),
    [
        ("ارتفع سهم شركة «رتاج» التي اشترت مصنعا.", "relative", "رتاج"),
        ("ارتفع سهم شركة «رتاج» التي أسسها بنك الساحل.", "relative", "بنك-الساحل"),
        ("تراجعت الشركات التي تستثمر في «سدير»، ومنها «رتاج».", "relative", "رتاج"),
        ("من بين الشركات التي تستثمر في «سدير» شركة «رتاج».", "relative", "رتاج"),
        ("قالت شركة «رتاج» إنها اشترت مصنعا.", "complement", "رتاج"),
        ("باعت شركة «رتاج» مصنعا واشترت سفينة.", "coordinate", "رتاج"),
    ],
    ids=[
        "relative pronoun as subject",
        "relative pronoun resumed",
        "example behind it",
        "named at its end",
        "complement",
        "subject goes on",
    ],
)
def test_a_dependent_clause_finds_its_subject(clauses_of, text, opening, subject):
    """A relative clause describes its noun unless a pronoun takes it up; a verb after و goes on with the subject."""
    clause = clauses_of(text)[-1]
    assert (clause.opening, clause.subject and clause.subject.entities) == (opening, (subject,))


def test_a_verb_of_many_goes_on_with_nobody_single(clauses_of):
    """وحصلوا is of people whom nobody names, and not of the company that the sentence before is about."""
    assert clauses_of("باعت شركة «رتاج» مصنعا. وحصلوا على تمويل.")[-1].subject is None


def test_a_relative_pronoun_of_two_takes_two(clauses_of):
    """اللتان is of both names, and of none where only one stands before it."""
    assert clauses_of("تراجعت «رتاج» و«مدار» اللتان تملكان حصة.")[-1].subject.entities == ("رتاج", "مدار")
    assert clauses_of("تراجعت «رتاج» اللتان تملكان حصة.")[-1].subject is None


def test_a_copula_says_the_office_behind_a_relative_clause(clauses_of):
    """An office behind the relative clause of a copula's subject is what the copula says, and no part of that clause."""
    copula, relative = clauses_of("سيكون كريم منصور الذي عمل في الخارج المدير العام لشركة «رتاج».")
    assert (_told(copula), relative.object) == (("يكون", "كريم-منصور", "المدير"), None)


def test_a_verb_of_the_first_person_takes_no_subject_from_the_sentence(clauses_of):
    """«نواصل الاستثمار» is said by whoever speaks, not by the last name."""
    clause = clauses_of("قال بنك الساحل: نواصل الاستثمار في مصر.")[-1]
    assert clause.subject is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("باعت شركة «رتاج»، التي تعمل في جدة، مصنعا.", ("باعت", "رتاج", "مصنعا")),
        ("باعت شركة «رتاج»، وهي أكبر شركات البلاد، مصنعا.", ("باعت", "رتاج", "مصنعا")),
        ("باعت شركة «رتاج» - التي تعمل في جدة - مصنعا.", ("باعت", "رتاج", "مصنعا")),
        ("باعت شركة «رتاج» (مقرها جدة) مصنعا.", ("باعت", "رتاج", "مصنعا")),
        ("شركة «رتاج»، عملاق العقارات، قد باعت مصنعا.", ("باعت", "رتاج", "مصنعا")),
    ],
    ids=["relative clause", "sentence of its own", "dashes", "brackets", "apposition"],
)
def test_a_clause_goes_on_after_an_aside(clauses_of, text, expected):
    """What stands between two marks is no argument of the verb around it."""
    assert _told(clauses_of(text)[0]) == expected


def test_a_verb_after_an_aside_has_its_subject_before_it(clauses_of):
    """«رتاج»، التي …، باعت: the subject opens the sentence."""
    sold = clauses_of("شركة «رتاج»، التي تعمل في جدة، باعت مصنعا.")[-1]
    assert (_told(sold), sold.inherited) == (("باعت", "رتاج", "مصنعا"), False)


def test_a_noun_is_the_subject_of_the_verb_after_its_relative_clause(clauses_of):
    """المشروع الذي … يهدف إلى …: who did what is told of it does nothing more."""
    assert _told(clauses_of("المشروع الذي أطلقه كريم منصور يخدم المدن.")[-1]) == ("يخدم", "المشروع", "المدن")


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("يرأس شركة «رتاج» كريم منصور.", "كريم-منصور"),
        ("أسس شركة «رتاج» كريم منصور.", "كريم-منصور"),
        ("استضافت شركة «رتاج» بنك الساحل.", "رتاج"),
    ],
    ids=["person over company", "founder", "classes tell nothing"],
)
def test_classes_tell_an_object_before_its_subject(clauses_of, text, subject):
    """Nobody is founded or headed by what can't found or head; otherwise the first noun is the subject."""
    (clause,) = clauses_of(text)
    assert clause.subject.entities == (subject,)


def test_a_verb_goes_on_with_the_object_that_alone_agrees(clauses_of):
    """أسس فلان شركة «رتاج»، واشترت …: the company is feminine, its founder isn't."""
    assert clauses_of("أسس كريم منصور شركة «رتاج» واشترت سفينة.")[-1].subject.entities == ("رتاج",)


@pytest.mark.parametrize(
    "text",
    ["طورت وباعت شركة «رتاج» النظام.", "طورت شركة «رتاج» ثم باعت النظام."],
    ids=["subject and object shared", "object shared"],
)
def test_joined_verbs_share_subject_and_object(clauses_of, text):
    """What stands after the second verb belongs to both."""
    assert [_told(clause)[1:] for clause in clauses_of(text)] == [("رتاج", "النظام")] * 2
