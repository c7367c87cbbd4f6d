"""Who holds which office where, in each of the shapes in which news names one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.examples import article_of
from kg.model import Article, Reading
from kg.ontology import load_ontology

Read = Callable[[Article], Reading]
Row = tuple[str, str, str, str]

HELD: dict[str, tuple[Row, ...]] = {
    # After the name, before it, and on both sides of a comma.
    "قال كريم منصور، الرئيس التنفيذي لشركة سنابل، إن الطلب قوي.": (("كريم منصور", "ceo", "سنابل", "asserted"),),
    "أكد الرئيس التنفيذي لشركة سنابل كريم منصور أن الطلب قوي.": (("كريم منصور", "ceo", "سنابل", "asserted"),),
    "قالت رئيسة مجلس إدارة بنك الساحل، سلمى الحداد، إن الأرباح ارتفعت.": (
        ("سلمى الحداد", "chairman", "بنك الساحل", "asserted"),
    ),
    "قال كريم منصور (45 عاما) الرئيس التنفيذي لشركة رتاج إن العمل مستمر.": (("كريم منصور", "ceo", "رتاج", "asserted"),),
    # What belongs to another is not his: the meeting is of سنابل.
    "عقدت شركة سنابل اجتماعا حضره كريم منصور المدير العام لشركة رتاج.": (
        ("كريم منصور", "general-manager", "رتاج", "asserted"),
    ),
    "قال كريم منصور، كبير المحللين في بنك الساحل، إن أسهم شركة رتاج تراجعت.": (
        ("كريم منصور", "analyst", "بنك الساحل", "asserted"),
    ),
    "الرئيس التنفيذي الجديد لشركة رتاج هو كريم منصور.": (("كريم منصور", "ceo", "رتاج", "asserted"),),
    # Who only serves who holds it.
    "قالت المستشارة السابقة للرئيس التنفيذي لشركة رتاج سلمى الحداد إن الأسهم تراجعت.": (
        ("سلمى الحداد", "other", "رتاج", "ended"),
    ),
    # Who goes on to do something holds it still.
    "وكان المدير التنفيذي لشركة رتاج، كريم منصور، أعلن ذلك أمس.": (("كريم منصور", "ceo", "رتاج", "asserted"),),
    # Who held it once.
    "قال كريم منصور رئيس مجموعة النخيل السابق إن السوق هادئة.": (
        ("كريم منصور", "president", "مجموعة النخيل", "ended"),
    ),
    "تحدث Adam Kleist، الـ CEO السابق لـ Qubrix، عن خططه.": (("Adam Kleist", "ceo", "Qubrix", "ended"),),
    "كان كريم منصور مديرا عاما لبنك الساحل.": (("كريم منصور", "general-manager", "بنك الساحل", "ended"),),
    # Pronouns, counterparts, deputies, units.
    "سافر كريم منصور، وهو اليوم المدير التنفيذي لشركة «مدار».": (("كريم منصور", "ceo", "مدار", "asserted"),),
    "أعلنت شركة سنابل أن رئيسها التنفيذي كريم منصور سيحضر.": (("كريم منصور", "ceo", "سنابل", "asserted"),),
    # The office of a counterpart stands in a sentence that is longer than his own.
    "قال في بيان طويل نشر أمس في الرياض على هامش المؤتمر السنوي كريم منصور، الرئيس التنفيذي لشركة رتاج، إن النتائج جيدة. "
    "والتقى نظيرته في بنك الساحل، سلمى الحداد.": (
        ("كريم منصور", "ceo", "رتاج", "asserted"),
        ("سلمى الحداد", "ceo", "بنك الساحل", "asserted"),
    ),
    "اتفق كريم منصور، الرئيس التنفيذي لشركة رتاج، ونظيرته في بنك الساحل، سلمى الحداد، على اللقاء.": (
        ("كريم منصور", "ceo", "رتاج", "asserted"),
        ("سلمى الحداد", "ceo", "بنك الساحل", "asserted"),
    ),
    "قال نائب رئيس مجلس إدارة شركة سنابل كريم منصور إن الخطة جاهزة.": (
        ("كريم منصور", "vice-chairman", "سنابل", "asserted"),
    ),
    "قال القائم بأعمال المدير العام لبنك الساحل، كريم منصور، إن الأرباح نمت.": (
        ("كريم منصور", "general-manager", "بنك الساحل", "asserted"),
    ),
    "قال كريم منصور، رئيس قسم الأبحاث في بنك الساحل، إن النمو بطيء.": (
        ("كريم منصور", "head-of-unit", "بنك الساحل", "asserted"),
    ),
    # Of whom a copula says an office, past what describes him, and how it is held there.
    "سيكون كريم منصور الرئيس التنفيذي الجديد لشركة سنابل.": (("كريم منصور", "ceo", "سنابل", "planned"),),
    "ستكون سلمى الحداد المديرة المالية لشركة سنابل.": (("سلمى الحداد", "cfo", "سنابل", "planned"),),
    "سيكون الرئيس التنفيذي الجديد لشركة سنابل كريم منصور.": (("كريم منصور", "ceo", "سنابل", "planned"),),
    "سيكون المدير العام لشركة سنابل كريم منصور ضيف الحفل.": (("كريم منصور", "general-manager", "سنابل", "asserted"),),
    "سيكون كريم منصور، البالغ من العمر 45 عاما، الرئيس التنفيذي لشركة سنابل.": (
        ("كريم منصور", "ceo", "سنابل", "planned"),
    ),
    "سيكون كريم منصور الذي عمل أربع سنوات في الخارج الرئيس التنفيذي لشركة سنابل.": (
        ("كريم منصور", "ceo", "سنابل", "planned"),
    ),
    "أصبحت سلمى الحداد التي سافرت في صغرها رئيسة مجلس إدارة بنك الساحل.": (
        ("سلمى الحداد", "chairman", "بنك الساحل", "asserted"),
    ),
    "كان كريم منصور، الذي ولد في الكويت، المدير العام لبنك الساحل.": (
        ("كريم منصور", "general-manager", "بنك الساحل", "ended"),
    ),
    "كان المدير العام لبنك الساحل، كريم منصور، أعلن ذلك.": (
        ("كريم منصور", "general-manager", "بنك الساحل", "asserted"),
    ),
    "كان المدير العام لبنك الساحل كريم منصور.": (("كريم منصور", "general-manager", "بنك الساحل", "ended"),),
    "كان كريم منصور مدير بنك الساحل قد أعلن ذلك.": (("كريم منصور", "director", "بنك الساحل", "asserted"),),
    "لن يكون كريم منصور الرئيس التنفيذي لشركة سنابل.": (("كريم منصور", "ceo", "سنابل", "denied"),),
    "سيكون كريم منصور، المدير العام لشركة سنابل، ضيف الحفل.": (("كريم منصور", "general-manager", "سنابل", "asserted"),),
    # Before a pronoun or a genitive, a plural in an office has lost its ن.
    "قال رئيس شركة سنابل وكبير إدارييها التنفيذيين، كريم منصور، إن الطلب قوي.": (
        ("كريم منصور", "president", "سنابل", "asserted"),
        ("كريم منصور", "ceo", "سنابل", "asserted"),
    ),
    "قال كبير اقتصاديي بنك الساحل كريم منصور إن الطلب قوي.": (("كريم منصور", "analyst", "بنك الساحل", "asserted"),),
    # The adjective of an office stands after what it is of, and is the company's no more than the name's.
    "قال رئيس «سنابل» التنفيذي كريم منصور إن الطلب قوي.": (("كريم منصور", "ceo", "سنابل", "asserted"),),
    "أكد كريم منصور مدير شركة رتاج التنفيذي أن الطلب قوي.": (("كريم منصور", "ceo", "رتاج", "asserted"),),
    "قالت سلمى الحداد، مديرة Qubrix المالية، إن الطلب قوي.": (("سلمى الحداد", "cfo", "Qubrix", "asserted"),),
    "قال رئيس Qubrix السابق كريم منصور إن الطلب قوي.": (("كريم منصور", "president", "Qubrix", "ended"),),
    # Offices of a state: its ministry where the text names it, else the country of the adjective.
    "استقبل العاهل الأردني الملك عبد الله الثاني الوفد.": (("عبد الله الثاني", "leader", "الأردن", "asserted"),),
    "زار ولي العهد السعودي الأمير محمد بن سلمان باريس.": (("محمد بن سلمان", "leader", "السعودية", "asserted"),),
    "قال أمير قطر الشيخ تميم بن حمد إن البلاد ستستثمر.": (("تميم بن حمد", "leader", "قطر", "asserted"),),
    "التقى وزير المالية السعودي محمد الجدعان المستثمرين.": (("محمد الجدعان", "minister", "السعودية", "asserted"),),
    "قالت وزارة الاستثمار إن كريم منصور، مساعد وزير الاستثمار، سيزور المصنع.": (
        ("كريم منصور", "other", "وزارة الاستثمار", "asserted"),
    ),
    # Appointments and what ends an office.
    "عُين كريم منصور مديرا عاما لبنك الساحل.": (("كريم منصور", "general-manager", "بنك الساحل", "asserted"),),
    "تم تعيين كريم منصور كرئيس تنفيذي لشركة «مدار».": (("كريم منصور", "ceo", "مدار", "asserted"),),
    "سيتولى كريم منصور منصب المدير المالي في شركة Qubrix.": (("كريم منصور", "cfo", "Qubrix", "planned"),),
    "أقالت شركة سنابل رئيسها التنفيذي كريم منصور.": (("كريم منصور", "ceo", "سنابل", "ended"),),
    "استقال كريم منصور من منصب المدير العام لبنك الساحل.": (("كريم منصور", "general-manager", "بنك الساحل", "ended"),),
    "سيستقيل كريم منصور من منصب المدير العام لبنك الساحل.": (
        ("كريم منصور", "general-manager", "بنك الساحل", "asserted"),
    ),
    # What names no organisation, or no person, says nothing.
    "قال المحلل كريم منصور إن شركة سنابل خسرت كثيرا.": (),
    "قال محلل لدى بنك الساحل إن السوق هادئة.": (),
    "قال رؤساء عدد من الشركات إن السوق هادئة.": (),
}


def rows(reading: Reading, relation: str) -> list[tuple[str, str, str, str]]:
    """Return (subject, role, object, status) of the statements of a relation."""
    names = {entity.id: entity.label for entity in reading.entities}
    return [
        (
            names[statement.subject],
            str(dict(statement.qualifiers).get("role", "")),
            names[str(statement.object)],
            statement.status,
        )
        for statement in reading.statements
        if statement.relation == relation
    ]


@pytest.mark.parametrize("text", HELD)
def test_offices(text: str, read: Read) -> None:
    """A sentence yields the offices that it names, and no others."""
    assert sorted(rows(read(article_of(text)), "holds-position")) == sorted(HELD[text])


def test_former_belongs_to_its_own_role(read: Read) -> None:
    """«السابقة» ends the office that it stands at, and what she founded stays founded."""
    reading = read(article_of("قالت سلمى الحداد، الرئيسة التنفيذية السابقة والشريكة المؤسسة لشركة Qubrix، إنها سعيدة."))
    assert rows(reading, "holds-position") == [("سلمى الحداد", "ceo", "Qubrix", "ended")]
    assert rows(reading, "founded") == [("سلمى الحداد", "", "Qubrix", "asserted")]
    assert len(reading.statements) == 2


def test_office_elsewhere(read: Read) -> None:
    """Who appoints a manager of another organisation does not thereby employ him."""
    reading = read(article_of("عينت مجموعة النخيل سلمى الحداد مديرة مالية لشركة «أفق»."))
    assert rows(reading, "holds-position") == [("سلمى الحداد", "cfo", "أفق", "asserted")]
    assert rows(reading, "appoints") == [("مجموعة النخيل", "cfo", "سلمى الحداد", "asserted")]


def test_office_without_organisation_is_a_guess(read: Read) -> None:
    """An office that names no organisation belongs to the one spoken of, with a lower score."""
    reading = read(article_of("قالت سلمى الحداد، الشريكة المؤسسة، إن شركة سنابل ستتوسع."))
    founded = [statement for statement in reading.statements if statement.relation == "founded"]
    assert [statement.object for statement in founded] == ["سنابل"]
    assert founded[0].evidence[0].score < 1


def test_persons_are_hired_not_acquired(read: Read) -> None:
    """«استحوذت على الرئيس التنفيذي لـX» hires the man and those joined to him, and buys no company."""
    reading = read(
        article_of("استحوذت شركة Qubrix على الرئيس التنفيذي لشركة «مدار»، كريم منصور، والمديرة المالية سلمى الحداد.")
    )
    assert sorted(rows(reading, "hires")) == [
        ("Qubrix", "", "سلمى الحداد", "asserted"),
        ("Qubrix", "", "كريم منصور", "asserted"),
    ]
    assert not rows(reading, "acquires")
    assert {status for *_, status in rows(reading, "holds-position")} == {"ended"}


def test_staff_is_that_of_the_company(read: Read) -> None:
    """Whoever moves with his team brings the staff of the organisation that he holds an office in."""
    reading = read(article_of("سينضم كريم منصور، الرئيس التنفيذي لشركة «مدار»، وفريق عمله إلى شركة Qubrix."))
    assert rows(reading, "hires-from") == [("Qubrix", "", "مدار", "planned")]


def test_who_comes_back_is_not_former(read: Read) -> None:
    """A dismissal ends no office of one who is reinstated."""
    text = "أقالت شركة سنابل الرئيس التنفيذي كريم منصور. ثم أعادت شركة سنابل كريم منصور إلى منصبه."
    assert rows(read(article_of(text)), "holds-position") == [("كريم منصور", "ceo", "سنابل", "asserted")]


def test_role_text_is_verbatim(read: Read) -> None:
    """The words of a role stand in the text as they are given."""
    for text in HELD:
        for statement in read(article_of(text)).statements:
            role_text = dict(statement.qualifiers).get("role_text")
            assert role_text is None or str(role_text) in text


def test_roles_are_normalised() -> None:
    """Every role of the tables is one of the normalised names."""
    known = {
        "ceo", "chairman", "vice-chairman", "president", "founder", "cto", "cfo", "coo", "spokesperson", "analyst", "director", "board-member",
        "minister", "governor", "leader", "owner", "general-manager", "head-of-unit", "other",
    }  # fmt: skip
    ontology = load_ontology()
    assert {role for _, role in (*ontology.roles, *ontology.offices)} <= known
