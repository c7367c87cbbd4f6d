"""Verbs of every form and weakness come out as the grammars conjugate them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.arabic.conjugation import DEFECTIVE, Conjugation, conjugate

STRONG = "بتثجحخدرزسشصضطعفقكلمنه"

# lemma, root, form, vowel | she did, I did, they did | he does, they do, let him not | was done, is done | participles, verbal noun
PARADIGMS = """
كتب كتب I u | كتبت كتبت كتبوا | يكتب يكتبون يكتب | كتب يكتب | كاتب مكتوب -
باع بيع I i | باعت بعت باعوا | يبيع يبيعون يبع | بيع يباع | بائع مبيع -
قال قول I u | قالت قلت قالوا | يقول يقولون يقل | قيل يقال | قائل مقول -
نال نيل I a | نالت نلت نالوا | ينال ينالون ينل | نيل ينال | نائل منيل -
جاء جيء I i | جاءت جئت جاؤوا | يجيء يجيئون يجئ | جيء يجاء | - مجيء -
دعا دعو I u | دعت دعوت دعوا | يدعو يدعون يدع | دعي يدعى | داعٍ مدعو -
رمى رمي I i | رمت رميت رموا | يرمي يرمون يرم | رمي يرمى | رامٍ مرمي -
بقي بقي I a | بقيت بقيت بقوا | يبقى يبقون يبق | بقي يبقى | باقٍ مبقي -
سعى سعي I a | سعت سعيت سعوا | يسعى يسعون يسع | سعي يسعى | ساعٍ مسعي -
نوى نوي I i | نوت نويت نووا | ينوي ينوون ينو | نوي ينوى | ناوٍ منوي -
وفى وفي I i | وفت وفيت وفوا | يفي يفون يف | وفي يوفى | وافٍ موفي -
رأى رءي I a | رأت رأيت رأوا | يرى يرون ير | رئي يرى | - مرئي -
أتى ءتي I i | أتت أتيت أتوا | يأتي يأتون يأت | أتي يؤتى | آتٍ مأتي -
ضخ ضخخ I u | ضخت ضخخت ضخوا | يضخ يضخون يضخخ | ضخ يضخ | ضاخ مضخوخ -
وصل وصل I i | وصلت وصلت وصلوا | يصل يصلون يصل | وصل يوصل | واصل موصول -
وقع وقع I a | وقعت وقعت وقعوا | يقع يقعون يقع | وقع يوقع | واقع موقوع -
أخذ ءخذ I u | أخذت أخذت أخذوا | يأخذ يأخذون يأخذ | أخذ يؤخذ | آخذ مأخوذ -
سأل سءل I a | سألت سألت سألوا | يسأل يسألون يسأل | سئل يسأل | سائل مسؤول -
بدأ بدء I a | بدأت بدأت بدؤوا | يبدأ يبدؤون يبدأ | بدئ يبدأ | بادئ مبدوء -
وظف وظف II - | وظفت وظفت وظفوا | يوظف يوظفون يوظف | وظف يوظف | موظف موظف توظيف
أسس ءسس II - | أسست أسست أسسوا | يؤسس يؤسسون يؤسس | أسس يؤسس | مؤسس مؤسس تأسيس
سمى سمي II - | سمت سميت سموا | يسمي يسمون يسم | سمي يسمى | مسمٍ مسمى تسمية
هنأ هنء II - | هنأت هنأت هنؤوا | يهنئ يهنئون يهنئ | هنئ يهنأ | مهنئ مهنأ تهنئة
مول مول II - | مولت مولت مولوا | يمول يمولون يمول | مول يمول | ممول ممول تمويل
شارك شرك III - | شاركت شاركت شاركوا | يشارك يشاركون يشارك | شورك يشارك | مشارك مشارك مشاركة
قاضى قضي III - | قاضت قاضيت قاضوا | يقاضي يقاضون يقاض | قوضي يقاضى | مقاضٍ مقاضى مقاضاة
فاجأ فجء III - | فاجأت فاجأت فاجؤوا | يفاجئ يفاجئون يفاجئ | فوجئ يفاجأ | مفاجئ مفاجأ مفاجأة
واصل وصل III - | واصلت واصلت واصلوا | يواصل يواصلون يواصل | ووصل يواصل | مواصل مواصل مواصلة
ساءل سءل III - | ساءلت ساءلت ساءلوا | يسائل يسائلون يسائل | سوئل يساءل | مسائل مساءل مساءلة
أعلن علن IV - | أعلنت أعلنت أعلنوا | يعلن يعلنون يعلن | أعلن يعلن | معلن معلن إعلان
أقال قيل IV - | أقالت أقلت أقالوا | يقيل يقيلون يقل | أقيل يقال | مقيل مقال إقالة
أنشأ نشء IV - | أنشأت أنشأت أنشؤوا | ينشئ ينشئون ينشئ | أنشئ ينشأ | منشئ منشأ إنشاء
أعطى عطو IV - | أعطت أعطيت أعطوا | يعطي يعطون يعط | أعطي يعطى | معطٍ معطى إعطاء
أعد عدد IV - | أعدت أعددت أعدوا | يعد يعدون يعدد | أعد يعد | معد معد إعداد
أوجد وجد IV - | أوجدت أوجدت أوجدوا | يوجد يوجدون يوجد | أوجد يوجد | موجد موجد إيجاد
أيقن يقن IV - | أيقنت أيقنت أيقنوا | يوقن يوقنون يوقن | أوقن يوقن | موقن موقن إيقان
أساء سوء IV - | أساءت أسأت أساؤوا | يسيء يسيئون يسئ | أسيء يساء | مسيء مساء إساءة
آمن ءمن IV - | آمنت آمنت آمنوا | يؤمن يؤمنون يؤمن | - يؤمن | مؤمن مؤمن إيمان
أحيا حيي IV - | أحيت أحييت أحيوا | يحيي يحيون يحي | أحيي يحيا | محيٍ محيا إحياء
توقع وقع V - | توقعت توقعت توقعوا | يتوقع يتوقعون يتوقع | توقع يتوقع | متوقع متوقع توقع
تولى ولي V - | تولت توليت تولوا | يتولى يتولون يتول | تولي يتولى | متولٍ متولى تولٍ
ترأس رءس V - | ترأست ترأست ترأسوا | يترأس يترأسون يترأس | ترئس يترأس | مترئس مترأس ترؤس
تنبأ نبء V - | تنبأت تنبأت تنبؤوا | يتنبأ يتنبؤون يتنبأ | تنبئ يتنبأ | متنبئ متنبأ تنبؤ
تعاون عون VI - | تعاونت تعاونت تعاونوا | يتعاون يتعاونون يتعاون | تعوون يتعاون | متعاون متعاون تعاون
تقاضى قضي VI - | تقاضت تقاضيت تقاضوا | يتقاضى يتقاضون يتقاض | تقوضي يتقاضى | متقاضٍ متقاضى تقاضٍ
تساءل سءل VI - | تساءلت تساءلت تساءلوا | يتساءل يتساءلون يتساءل | تسوئل يتساءل | متسائل متساءل تساؤل
تباطأ بطء VI - | تباطأت تباطأت تباطؤوا | يتباطأ يتباطؤون يتباطأ | تبوطئ يتباطأ | متباطئ متباطأ تباطؤ
اندمج دمج VII - | اندمجت اندمجت اندمجوا | يندمج يندمجون يندمج | - - | مندمج - اندماج
انحاز حيز VII - | انحازت انحزت انحازوا | ينحاز ينحازون ينحز | - - | منحاز - انحياز
انضم ضمم VII - | انضمت انضممت انضموا | ينضم ينضمون ينضمم | - - | منضم - انضمام
انقضى قضي VII - | انقضت انقضيت انقضوا | ينقضي ينقضون ينقض | - - | منقضٍ - انقضاء
اشترى شري VIII - | اشترت اشتريت اشتروا | يشتري يشترون يشتر | اشتري يشترى | مشترٍ مشترى اشتراء
اتفق وفق VIII - | اتفقت اتفقت اتفقوا | يتفق يتفقون يتفق | اتفق يتفق | متفق متفق اتفاق
اختار خير VIII - | اختارت اخترت اختاروا | يختار يختارون يختر | اختير يختار | مختار مختار اختيار
ازدهر زهر VIII - | ازدهرت ازدهرت ازدهروا | يزدهر يزدهرون يزدهر | - - | مزدهر - ازدهار
اضطر ضرر VIII - | اضطرت اضطررت اضطروا | يضطر يضطرون يضطرر | اضطر يضطر | مضطر مضطر اضطرار
ادعى دعو VIII - | ادعت ادعيت ادعوا | يدعي يدعون يدع | ادعي يدعى | مدعٍ مدعى ادعاء
اطلع طلع VIII - | اطلعت اطلعت اطلعوا | يطلع يطلعون يطلع | اطلع يطلع | مطلع مطلع اطلاع
ائتلف ءلف VIII - | ائتلفت ائتلفت ائتلفوا | يأتلف يأتلفون يأتلف | - يؤتلف | مؤتلف مؤتلف ائتلاف
ابتدأ بدء VIII - | ابتدأت ابتدأت ابتدؤوا | يبتدئ يبتدئون يبتدئ | ابتدئ يبتدأ | مبتدئ مبتدأ ابتداء
احمر حمر IX - | احمرت احمررت احمروا | يحمر يحمرون يحمرر | - - | محمر - احمرار
استثمر ثمر X - | استثمرت استثمرت استثمروا | يستثمر يستثمرون يستثمر | استثمر يستثمر | مستثمر مستثمر استثمار
استحوذ حوذ X - | استحوذت استحوذت استحوذوا | يستحوذ يستحوذون يستحوذ | استحوذ يستحوذ | مستحوذ مستحوذ استحواذ
استقال قيل X - | استقالت استقلت استقالوا | يستقيل يستقيلون يستقل | استقيل يستقال | مستقيل مستقال استقالة
استغنى غني X - | استغنت استغنيت استغنوا | يستغني يستغنون يستغن | استغني يستغنى | مستغنٍ مستغنى استغناء
استمر مرر X - | استمرت استمررت استمروا | يستمر يستمرون يستمرر | استمر يستمر | مستمر مستمر استمرار
استورد ورد X - | استوردت استوردت استوردوا | يستورد يستوردون يستورد | استورد يستورد | مستورد مستورد استيراد
استأجر ءجر X - | استأجرت استأجرت استأجروا | يستأجر يستأجرون يستأجر | استؤجر يستأجر | مستأجر مستأجر استئجار
سيطر سيطر QI - | سيطرت سيطرت سيطروا | يسيطر يسيطرون يسيطر | سوطر يسيطر | مسيطر مسيطر سيطرة
تدهور دهور QII - | تدهورت تدهورت تدهوروا | يتدهور يتدهورون يتدهور | - - | متدهور - تدهور
اطمأن طمءن QIV - | اطمأنت اطمأننت اطمأنوا | يطمئن يطمئنون يطمأنن | - - | مطمئن - اطمئنان
"""


def rows() -> list[tuple[list[str], list[str]]]:
    lines = [line.split(" | ") for line in PARADIGMS.strip().splitlines()]
    return [(line[0].split(), " ".join(line[1:]).split()) for line in lines]


def words(verb: Conjugation) -> list[str]:
    perfect, imperfect = verb.perfect, verb.imperfect
    return [
        perfect["t"][0] + "ت",
        perfect["c"][0] + "ت",
        perfect["w"][0] + "وا",
        "ي" + imperfect["0"][0],
        "ي" + imperfect["w"][0] + "ون",
        "ي" + imperfect["j"][0],
        verb.perfect_passive["0"][0],
        "ي" + verb.imperfect_passive["0"][0],
        verb.active_participle,
        verb.passive_participle,
        verb.verbal_noun,
    ]


@pytest.mark.parametrize(("verb", "expected"), rows(), ids=[" ".join(verb) for verb, _ in rows()])
def test_paradigm(verb: list[str], expected: list[str]) -> None:
    """A verb's persons, moods, voices, participles and verbal noun are spelt as in the grammars."""
    lemma, root, form, vowel = verb
    derived = words(conjugate(lemma, root, form, "" if vowel == "-" else vowel))
    told = [(word, right) for word, right in zip(derived, expected, strict=True) if right != "-"]
    assert [word for word, _ in told] == [right for _, right in told]


def test_paradigms_cover_all_forms() -> None:
    """The table of paradigms holds more than 150 pairs and every form."""
    assert sum(len(expected) - expected.count("-") for _, expected in rows()) > 150
    assert {verb[2] for verb, _ in rows()} == {
        "I",
        "II",
        "III",
        "IV",
        "V",
        "VI",
        "VII",
        "VIII",
        "IX",
        "X",
        "QI",
        "QII",
        "QIV",
    }


@pytest.mark.parametrize(
    ("lemma", "root", "form", "imperative"),
    [
        ("كتب", "كتب", "I", "اكتب"),
        ("قال", "قول", "I", "قل"),
        ("أخذ", "ءخذ", "I", "خذ"),
        ("أعلن", "علن", "IV", "أعلن"),
        ("اشترى", "شري", "VIII", "اشتر"),
    ],
)
def test_imperative(lemma: str, root: str, form: str, imperative: str) -> None:
    """An imperative begins with an alef only before two consonants, and loses a weak letter."""
    assert conjugate(lemma, root, form, "u" if form == "I" else "").imperative["0"] == (imperative,)


@pytest.mark.parametrize(
    ("lemma", "root", "form", "slot", "stems"),
    [
        ("بدأ", "بدء", "I", "w", ("بدؤ", "بدأ")),
        ("جاء", "جيء", "I", "w", ("جاؤ", "جاء")),
        ("بدأ", "بدء", "I", "m", ("بدآ",)),
        ("رأى", "رءي", "I", "e", ("رآ",)),
        ("اشترى", "شري", "VIII", "e", ("اشترا",)),
        ("أعلن", "علن", "IV", "n", ("أعل",)),
    ],
)
def test_stem_before_endings(lemma: str, root: str, form: str, slot: str, stems: tuple[str, ...]) -> None:
    """A stem changes before و, the dual's ا and pronouns, and gives its last ن to the ن after it."""
    assert conjugate(lemma, root, form, "a" if form == "I" else "").perfect[slot] == stems


@pytest.mark.parametrize(
    ("lemma", "root", "form", "vowel", "problem"),
    [
        ("استند", "سند", "X", "", "استسند"),
        ("كتب", "كتب", "I", "", "needs the vowel"),
        ("كتب", "كتب", "XI", "", "no form XI"),
        ("ترجم", "ترجم", "II", "", "no form II"),
    ],
)
def test_contradiction_is_refused(lemma: str, root: str, form: str, vowel: str, problem: str) -> None:
    """A root and form that don't give the lemma are an error that says what they give."""
    with pytest.raises(ValueError, match=problem):
        conjugate(lemma, root, form, vowel)


@given(st.permutations(STRONG).map(lambda letters: "".join(letters[:3])))
def test_sound_roots_keep_their_radicals(root: str) -> None:
    """A sound root of form X stands unchanged in every stem, with the same spelling in both voices."""
    verb = conjugate("است" + root, root, "X")
    assert {stem for stems in verb.perfect.values() for stem in stems} <= {"است" + root, "است" + root[:2]}
    assert verb.perfect == verb.perfect_passive
    assert verb.imperfect == verb.imperfect_passive
    assert verb.verbal_noun == f"است{root[:2]}ا{root[2]}"


@given(st.permutations(STRONG).map(lambda letters: "".join(letters[:2])), st.sampled_from("وي"))
def test_defective_roots_lose_their_last_letter(pair: str, weak: str) -> None:
    """A weak last radical of form X falls before the و of the plural and in the jussive, and marks the participle."""
    verb = conjugate(f"است{pair}ى", pair + weak, "X")
    assert verb.perfect["w"] == ("است" + pair,)
    assert verb.imperfect["j"] == ("ست" + pair,)
    assert verb.active_participle == f"مست{pair}{DEFECTIVE}"
