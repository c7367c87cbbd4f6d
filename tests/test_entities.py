"""Mentions -> entities: which names are one, and what nominals and pronouns stand for."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.arabic.sounds import skeletons, sound_alike
from kg.arabic.tokens import sentences
from kg.entities import link
from kg.examples import article_of
from kg.model import Article, Entity, Mention, Paragraph, Span
from kg.reader import Reader


@pytest.fixture(scope="module", name="linked")
def _linked(reader: Reader):
    def linked(text: str) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
        article = article_of(text)
        parts = sentences(article, reader.analyse, reader.find.vocabulary)
        return link(article, parts, reader.find(article, parts), reader.ontology)

    return linked


ONE = {
    "with and without head": ("اشترت مجموعة «زيكار» أرضا. وقالت «زيكار» إنها ستبني.", {"زيكار"}),
    "with and without legal form": ("وقعت شركة «زيكار القابضة» عقدا مع «رتاج». وقالت «زيكار» إنها ستبني.", {"زيكار القابضة", "زيكار"}),
    "with and without field": ("وقعت شركة «صوامع زيكار للغلال» عقدا. وربحت «صوامع زيكار» كثيرا.", {"صوامع زيكار للغلال", "صوامع زيكار"}),
    "without its field": ("وقعت شركة فيلترون للتأمين عقدا. وربحت فيلترون كثيرا.", {"فيلترون للتأمين", "فيلترون"}),
    "a part of its field": (
        "نمت «فيلترون للتأمين» أمس. وقعت شركة فيلترون للتأمين التعاوني عقدا.",
        {"فيلترون للتأمين", "فيلترون للتأمين التعاوني"},
    ),
    "a bracket": ("جمعت شركة «نورس زيكار» (NawrasZ) المال.", {"نورس زيكار", "NawrasZ"}),
    "two scripts": ("اشترت الشركة منصة «فلوزي» Floozy أمس.", {"فلوزي", "Floozy"}),
    "two scripts apart": ("ارتفع سهم شركة «زلتكار» أمس. وقالت Zeltkar إنها رابحة.", {"زلتكار", "Zeltkar"}),
    "a legal form in brackets": ("وقعت شركة «زيكار» (ش.م.ك.ع) عقدا.", {"زيكار"}),
    "a known company with a legal form": ("باعت نوكيا الأرض. وقالت Nokia Oyj إنها ربحت.", {"نوكيا", "Nokia Oyj"}),
    "a bank without its head": ("نمت أرباح بنك عودة. وقالت «عودة» إن الطلب قوي.", {"بنك عودة"}),
    "the brand of its group": ("أعلنت شركة الاتصالات المتنقلة السعودية «زين» النتائج. وقالت زين إنها ربحت.", {"الاتصالات المتنقلة السعودية", "زين"}),
    "a middle name": (
        "قال كريم بن عبدالعزيز الحداد إن الطلب قوي. وأضاف كريم بن عبد العزيز الحداد أن العرض ضعيف. وسافر كريم الحداد أمس.",
        {"كريم بن عبدالعزيز الحداد", "كريم بن عبد العزيز الحداد", "كريم الحداد"},
    ),
    "a surname spelled otherwise": ("قال لاري سامرز إن الطلب قوي. ورحب لاري سمرز بذلك.", {"لاري سامرز", "لاري سمرز"}),
    "a name torn by a space": ("وقعت شركة «ديب زيكار» عقدا. وقالت «ديبزيكار» إنها ستبني.", {"ديب زيكار", "ديبزيكار"}),
    "letters in a bracket": (
        "قالت هيئة التجارة البحرية البريطانية (UKMTO) إن العدد ارتفع. وأضافت UKMTO أنه كبير.",
        {"هيئة التجارة البحرية", "UKMTO"},
    ),
    "an article without its alef": (
        "عين كريم رئيسا للمركز الوطني لتنمية الفسائل. وقال المركز الوطني لتنمية الفسائل إن الطلب قوي.",
        {"المركز الوطني لتنمية الفسائل"},
    ),
    "a hyphen": ("اشترت رولز-رويس أرضا. وقالت رولز رويس إنها ستبني.", {"رولز-رويس", "رولز رويس"}),
    "a known company with its trade": (
        "ربحت شركة أوبر لخدمات النقل كثيرا. وقالت أوبر إنها ستبني.",
        {"أوبر لخدمات النقل", "أوبر"},
    ),
    "a known company with its own country": (
        "ربحت شركة موبايلي السعودية كثيرا. وقالت موبايلي إنها ستبني.",
        {"موبايلي السعودية", "موبايلي"},
    ),
    "words that a known Latin name spells": ("اشترت «زيكار» شركة جيت هب (GitHub) أمس.", {"جيت هب", "GitHub"}),
    "a family that is a company's name too": (
        "قال مايكل بلومبرغ إن الطلب قوي. وأضاف بلومبرغ أن العرض ضعيف.",
        {"مايكل بلومبرغ", "بلومبرغ"},
    ),
    "a surname": ("قال كريم منصور إن الطلب قوي. وأضاف منصور أن العرض ضعيف.", {"كريم منصور", "منصور"}),
    "a Latin surname": ("انضم Scott Freeling إلى المجلس. ورحب Freeling بالخطوة.", {"Scott Freeling", "Freeling"}),
    "a Latin given name": ("انضم Mark Freeling إلى المجلس. ورحب Mark بالخطوة.", {"Mark Freeling", "Mark"}),
    "a company of a founder's name": ("اتفقت دايملر مع شركة روبرت بوش أمس. وستطور بوش النظام.", {"روبرت بوش", "بوش"}),
    "two scripts of few sounds": ("اشترت شركة «روم» أرضا. وقالت شركة Room إنها ستبني.", {"روم", "Room"}),
    "a known company spelled otherwise": ("باعت شركة غووغل الأرض. وقالت Google إنها ربحت.", {"غووغل", "Google"}),
    "a slip in a known name": (
        "أعلنت أسترازينيكا النتائج. وكانت شركة «استرازينكا» باعت أرضا.",
        {"أسترازينيكا", "استرازينكا"},
    ),
    "a product after its maker": ("أطلقت موزيلا متصفح فايرفوكس. ونال «موزيلا فايرفوكس» جائزة.", {"فايرفوكس", "موزيلا فايرفوكس"}),
    "a bank before its full name": (
        "كشف البنك الأهلي في بيان عن نتائجه. وقال البنك الأهلي التجاري إنها جيدة.",
        {"البنك الأهلي", "البنك الأهلي التجاري"},
    ),
    "a surname on what is his": ("قال كريم روبن إن الطلب قوي. ونال برنامج روبن الجديد جائزة.", {"كريم روبن", "روبن"}),
    "a Latin tail": ("اتفقت Zeltkar Music Group مع الفنان. وقالت Zeltkar إنها سعيدة.", {"Zeltkar Music Group", "Zeltkar"}),
}  # fmt: skip


@pytest.mark.parametrize(("text", "names"), ONE.values(), ids=ONE.keys())
def test_names_of_one_thing_are_one(linked, text: str, names: set[str]) -> None:
    """Variants of a name are names of one entity."""
    entities, _ = linked(text)
    assert names in [set(entity.names) for entity in entities]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("أطلقت Zeltkar خدمة Zeltkar Plus أمس.", ["Zeltkar", "Zeltkar Plus"]),
        ("أطلقت الشركة «زيكار 2» بعد «زيكار».", ["زيكار 2", "زيكار"]),
        ("اتفقت شركة «أفق» وشركة «مدار».", ["أفق", "مدار"]),
        ("قال إعلان «رقم» MySpace إن العدد ارتفع.", ["رقم", "MySpace"]),
        ("اتفق كريم منصور وسالم منصور. وقال منصور إنه سعيد.", ["كريم منصور", "سالم منصور", "منصور"]),
        ("اتفق بنك أبوظبي الأول ومصرف أبوظبي الإسلامي.", ["بنك أبوظبي الأول", "مصرف أبوظبي الإسلامي"]),
        ("وقعت شركة «رتاج» وشركة «رتاج كابيتال» العقد.", ["رتاج", "رتاج كابيتال"]),
        ("باع هاتف «زيكار 15» وهاتف Zikar 16 أمس.", ["زيكار 15", "Zikar 16"]),
        ("اتفقت شركة «مدار» وشركة «مدير».", ["مدار", "مدير"]),
        ("اتفقت شركة «روم» وشركة Rama.", ["روم", "Rama"]),
        ("قال خالد الحداد، رئيس مجموعة خالد الحداد، إنه سعيد.", ["خالد الحداد", "مجموعة خالد الحداد"]),
        ("اتفق كريم بن سالم الحداد وكريم بن زيد الحداد.", ["كريم بن سالم الحداد", "كريم بن زيد الحداد"]),
    ],
)
def test_names_of_two_things_stay_apart(linked, text: str, names: list[str]) -> None:
    """A product named after its company, another model, a word beside a Latin name and a surname of two are not merged."""
    entities, _ = linked(text)
    assert [list(entity.names) for entity in entities] == [[name] for name in names]


REFERENCES = {
    "a company": ("وقعت شركة «أفق» عقدا. وقالت الشركة إن الطلب قوي.", {"الشركة": ["أفق"]}),
    "of that country": ("اتفقت «أفق» المصرية مع «مدار» الأميركية. وقالت الشركة الأميركية إن الطلب قوي.", {"الشركة": ["مدار"]}),
    "a pronoun of the last subject": ("باعت شركة «أفق» أرضا، وأكدت شركة «مدار» أنها ستبني.", {"ها": ["مدار"]}),
    "a woman": ("قدمت سلمى الحداد استقالتها أمس.", {"ها": ["سلمى الحداد"]}),
    "a man": ("غادر كريم منصور منصبه أمس.", {"ه": ["كريم منصور"]}),
    "two": ("اتفقت «أفق» و«مدار». وقالت الشركتان إن الطلب قوي.", {"الشركتان": ["أفق", "مدار"]}),
    "what و adds after a comma": ("اشترت شركة «أفق» مصنع «درب»، وهو مصنع مقره جدة.", {"هو": ["درب"], "ه": ["درب"]}),
    "what و adds after a name": ("باعت «أفق» أرضا لشركة «مدار» وهي شركة عقارية.", {"هي": ["مدار"]}),
    "whose seat a name is followed by": ("باعت «أفق» أرضا لشركة «مدار» ومقرها جدة.", {"ها": ["مدار"]}),
    "what a relative pronoun describes": ("باعت «أفق» أرضا لشركة «مدار» التي مقرها جدة.", {"ها": ["مدار"]}),
    "another one than who acts": ("ربحت شركة «أفق». وتريد شركة «مدار» شراء هذه الشركة.", {"الشركة": ["أفق"]}),
    "two with مع between them": ("اتفقت «أفق» مع «مدار» التابعة لشركة «رتاج» على أن يبني الطرفان.", {"الطرفان": ["أفق", "مدار"]}),
    "from there, as the tables know": ("انتظرت شركة «أفق» شركة أورانج. وقالت الشركة الفرنسية إن الطلب قوي.", {"الشركة": ["أورانج"]}),
    "who acted rather than who was bought": (
        "ربحت شركة «أفق» كثيرا. ثم استحوذت على شركة «رتاج». وقالت الشركة إن الطلب قوي.",
        {"الشركة": ["أفق"]},
    ),
    "two after a noun for two, whatever stands between": (
        "اتفقت شركتا «أفق»، المالكة لشركة «رتاج»، و«مدار». وتنافسان «سنابل» و«سحاب». وقالت الشركتان إن الطلب قوي.",
        {"الشركتان": ["أفق", "مدار"]},
    ),
    "the first and the second": (
        "اتفقت «أفق» مع «مدار» على أن تبيع الأولى أرضا تملكها الثانية.",
        {"الأولى": ["أفق"], "الثانية": ["مدار"]},
    ),
    "the last man": ("التقى كريم منصور مع سامي حداد. وقال الأخير إن الطلب قوي.", {"الأخير": ["سامي حداد"]}),
    "the last": ("باعت «أفق» أرضا لشركة «مدار». وقالت الأخيرة إن الطلب قوي.", {"الأخيرة": ["مدار"]}),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), REFERENCES.values(), ids=REFERENCES.keys())
def test_references_resolve(linked, text: str, expected: dict[str, list[str]]) -> None:
    """Nominals and pronouns stand for the entity that they agree with."""
    entities, mentions = linked(text)
    labels = {entity.id: entity.label for entity in entities}
    references = {m.text: sorted(labels[e] for e in m.entities) for m in mentions if m.type == "Reference"}
    assert references.items() >= expected.items()


def test_what_stands_in_brackets_is_not_told_of(linked) -> None:
    text = "تعاونت شركة سدير مع شركة فيلترون (ناسداك)، وهي شركة ناشئة."
    _, mentions = linked(text)
    assert [mention.entities for mention in mentions if mention.text == "هي"] == [("فيلترون",)]


def test_who_only_owns_the_topic_is_no_antecedent(linked) -> None:
    text = "قالت شركة سدير التي تملك شركة فيلترون حصة فيها إنها نمت."
    _, mentions = linked(text)
    assert [mention.entities for mention in mentions if mention.text == "ها"] == [("سدير",), ("سدير",)]


@pytest.mark.parametrize(
    "text",
    [
        "قالت الشركة إن الطلب قوي.",
        "اشترت الشركة الأميركية «مدار» أرضا.",
        "ربحت «مدار»، الشركة الأكبر في السوق.",
        "ربحت «مدار» في السنوات الأخيرة.",
        "باعت «مدار» و«أفق» الأرض للمرة الأولى.",
        "ربحت «مدار» و«أفق» في الخطوة الثانية.",
        "ذكرت رويترز أن الطلب قوي، وأن أسعارها ارتفعت.",
        "وافق البنك في لندن على عرض «مدار».",
        "اشترت «مدار» أرضا من تاجر مقره جدة.",
        "باعت «مدار» هاتف آيفون، والخدمة الجديدة مجانية.",
    ],
)
def test_unclear_references_stay_open(linked, text: str) -> None:
    """A reference without antecedent, one that only describes a name, and one to a medium stand for nothing."""
    _, mentions = linked(text)
    assert [mention.text for mention in mentions if mention.type == "Reference"] == []


@pytest.mark.parametrize(
    ("arabic", "latin", "alike"),
    [
        ("برايت رول", "BrightRoll", True),
        ("كروم", "Chrome", True),
        ("شيري", "Cherry", True),
        ("فلوري", "Flurry", True),
        ("تمبلر", "Tumblr", True),
        ("موقع", "MySpace", False),
        ("تخلي", "Nokia", False),
        ("شبكة", "Instagram", False),
    ],
)
def test_sounds_tell_spellings_of_one_name(arabic: str, latin: str, *, alike: bool) -> None:
    """An Arabic spelling sounds like its Latin one, and a word does not sound like the name after it."""
    assert sound_alike(arabic, latin) is alike


@given(st.text())
def test_skeletons_are_letters(name: str) -> None:
    """Any name has a skeleton of Latin letters, none of them doubled."""
    for skeleton in skeletons(name):
        assert skeleton == "" or skeleton.isascii()
        assert all(left != right for left, right in pairwise(skeleton))


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet='شركةبنالومه «»()"،.-5Aa', max_size=60))
def test_every_mention_has_its_entity(reader: Reader, text: str) -> None:
    """Each name and each reference of any text stands for entities that the article has, and has its words."""
    article = Article("any", text, (Paragraph(Span(0, len(text)), "body"),))
    parts = sentences(article, reader.analyse, reader.find.vocabulary)
    entities, mentions = link(article, parts, reader.find(article, parts), reader.ontology)
    ids = [entity.id for entity in entities]
    assert len(ids) == len(set(ids))
    for mention in mentions:
        assert text[mention.span.start : mention.span.end] == mention.text
        assert set(mention.entities) <= set(ids)


def test_a_service_called_as_who_runs_it_is_a_platform(reader: Reader) -> None:
    classes = {entity.label: entity.type for entity in reader(article_of("أطلقت منصة «زيمور» خدمة «سند».")).entities}
    assert classes == {"زيمور": "Platform", "سند": "Product"}


def test_a_company_called_as_its_product_is_a_company(reader: Reader) -> None:
    """شركة before the name of a product makes it the company; without it the name stays a platform."""
    types = [
        next(entity.type for entity in reader(article_of(text)).entities if entity.id == "quora")
        for text in (
            "عينت شركة Quora مديرا جديدا.",
            "انتقد المستخدمون موقع Quora أمس.",
            "رفضت سدير، مطورة Quora، العرض.",
        )
    ]
    assert types == ["Company", "Platform", "Platform"]


@pytest.mark.parametrize("described", ["شركة الطيران", "الشركة السويدية", "شركة صناعة السيارات"])
def test_a_pronoun_takes_up_a_company_whatever_describes_it(linked, described: str) -> None:
    """What a company works in gives it no gender of its own: شركة الطيران «مدار» is a company, and طيران is masculine."""
    text = f"قدمت {described} «مدار» تحديثا لتطبيقها."
    (pronoun,) = (mention for mention in linked(text)[1] if mention.type == "Reference")
    assert [text[pronoun.span.start : pronoun.span.end], len(pronoun.entities)] == ["ها", 1]
