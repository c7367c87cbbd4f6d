"""How the words of a sentence are bracketed into phrases.

The notation, written from left to right in the order of the text: [ ] a phrase, a word before its head is its preposition (folded), +word an adjective,
of[ ] its genitive or attached pronoun, =[ ] the name that it introduces, &[ ] a fellow after و, ~[ ] an example after مثل. What stands between phrases is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from kg.arabic.morphology import load_morphology
from kg.arabic.numbers import load_currencies
from kg.arabic.tokens import sentences
from kg.entities import link
from kg.examples import article_of
from kg.frames.phrases import Phrase, PhraseReader
from kg.frames.words import Chooser
from kg.mentions import Mentions
from kg.ontology import load_ontology

Parse = Callable[[str], list[Phrase]]

BRACKETS = [
    # A description has one name: the second one is another argument of the verb.
    ("باعت شركة «مدار» مصنع الواحة.", "[شركة of[مدار]] [مصنع الواحة]"),
    ("قدمت شركة «مدار» المساعد «رفيق».", "[شركة of[مدار]] [المساعد =[رفيق]]"),
    # The name after a long description is the name of its first noun.
    ("أطلقت شركة صناعة السيارات الألمانية «مدار» خدمة.", "[شركة of[صناعة of[السيارات +الألمانية]] =[مدار]] [خدمة]"),
    ("منصة تطوير التطبيقات «حصاد»", "[منصة of[تطوير of[التطبيقات]] =[حصاد]]"),
    # A definite noun that opens a name of its own is no apposition.
    ("طالب المستثمر السعودي الحكومة المصرية بالمال.", "[المستثمر +السعودي] [الحكومة المصرية] [ب المال]"),
    # A country's name describes what stands before it.
    ("دخلت السوق السعودية.", "[السوق +السعودية]"),
    ("استثمرت مجموعة «نغم» السعودية.", "[مجموعة of[نغم +السعودية]]"),
    ("سافر إلى السعودية.", "[الي السعودية]"),
    # و adds an adjective of the same many.
    ("شارك مستثمرون حاليون وجدد في المؤتمر.", "[مستثمرون +حاليون +جدد] [في المؤتمر]"),
    ("شاركت شركات سعودية وأخرى أجنبية.", "[شركات +سعودية] [أخرى of[أجنبية]]"),
    # Nouns and numbers that gather, count or leave over stand for what follows من.
    ("غادر ثلاثة من المهندسين.", "[المهندسين]"),
    ("تدعم مجموعة واسعة من الخدمات.", "[الخدمات]"),
    ("وقعت مع عدد كبير من الشركات المحلية.", "[مع الشركات +المحلية]"),
    ("تعمل في كل من مصر والأردن.", "[في مصر &[الأردن]]"),
    ("اشترت ما تبقى من شركة «مدار».", "[شركة of[مدار]]"),
    # A group of one company is no gathering.
    ("اشترت مجموعة من شركة «مدار».", "[مجموعة] [من شركة of[مدار]]"),
    # Examples hang on the plural before them.
    ("نجحت خدمات مثل «نغم» و«رفيق».", "[خدمات ~[نغم &[رفيق]]]"),
    ("اختبرت برامجها، ومنها منصة «نغم».", "[برامج of[ها] ~[منصة of[نغم]]]"),
    ("تعاونت مع شركات كبرى، من بينها «مدار» و«أفق».", "[مع شركات +كبرى ~[مدار &[أفق]]]"),
    ("نجحت شركات مثل Qubrix، Vexa و Nextoria.", "[شركات ~[Qubrix &[Vexa] &[Nextoria]]]"),
    # Lists: a plural takes several names, a comma before و goes on with a list.
    ("شركتا «مدار» و«أفق»", "[شركتا =[مدار] &[أفق]]"),
    (
        "بإشراف كل من شركة «مدار»، وشركة «أفق»، وشركة «درب».",
        "[ب إشراف of[شركة of[مدار] &[شركة of[أفق]] &[شركة of[درب]]]]",
    ),
    # A possessed noun with a place is a sentence of its own.
    ("شركة «مدار» ومقرها الرياض", "[شركة of[مدار]] [مقر of[ها] =[الرياض]]"),
    # Kin: the noun for what stands in a relation takes a described name.
    ("كلفت ذراعها العقارية شركة «مدار».", "[ذراع of[ها] +العقارية =[شركة of[مدار]]]"),
    ("أعلنت شركتها الأم مجموعة «مدار».", "[شركت of[ها] +الأم =[مجموعة of[مدار]]]"),
    # What a thing is called by joins it to its name.
    ("أطلقت خدمة جديدة باسم «نغم».", "[خدمة +جديدة =[نغم]]"),
    ("أطلقت الخدمة التي تحمل اسم «نغم».", "[الخدمة =[نغم]]"),
]


@pytest.fixture(scope="module")
def parse() -> Parse:
    """Return a function that reads the phrases of one sentence."""
    ontology = load_ontology()
    analyse = load_morphology(ontology.folder / "lexicon").analyse
    find = Mentions(ontology, load_currencies(ontology.folder / "lexicon" / "currencies.tsv"))
    chooser, reader = Chooser(ontology), PhraseReader(ontology)

    def run(text: str) -> list[Phrase]:
        article = article_of(text)
        parts = sentences(article, analyse, find.vocabulary)
        _, mentions = link(article, parts, find(article, parts), ontology)
        words = chooser.words(parts[0], {mention.span.start: mention for mention in mentions})
        return [constituent for constituent in reader.constituents(words) if isinstance(constituent, Phrase)]

    return run


def brackets(phrase: Phrase) -> str:
    """Write a phrase in the notation of this module."""
    parts = [phrase.preposition] if phrase.preposition else []
    parts.append(phrase.head.text)
    if phrase.genitive is not None:
        parts.append("of" + brackets(phrase.genitive))
    parts += [f"+{adjective.text}" for adjective in phrase.adjectives]
    for sign, inner in (("=", phrase.apposed), ("~", phrase.examples), ("&", phrase.coordinated)):
        parts += [sign + _bare(one) for one in inner]
    return f"[{' '.join(parts)}]"


def _bare(phrase: Phrase) -> str:
    """Write a phrase without the preposition that it shares with the one before."""
    return brackets(phrase).replace(f"[{phrase.preposition} ", "[") if phrase.preposition else brackets(phrase)


@pytest.mark.parametrize(("text", "expected"), BRACKETS)
def test_phrases_are_bracketed_as_expected(text: str, expected: str, parse: Parse) -> None:
    """A sentence's phrases nest as its table row says."""
    assert " ".join(brackets(phrase) for phrase in parse(text)) == expected


@pytest.mark.parametrize("text", [text for text, _ in BRACKETS])
def test_phrases_cover_words_once(text: str, parse: Parse) -> None:
    """The phrases of a sentence follow one another without overlap."""
    phrases = parse(text)
    assert all(before.last < after.first for before, after in pairwise(phrases))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("تدعم مجموعة واسعة من الخدمات مثل «نغم» و«رفيق» و«سند».", {"نغم", "رفيق", "سند"}),
        ("شركتا «مدار» و«أفق»", {"مدار", "افق"}),
        ("منصة تطوير التطبيقات «حصاد»", {"حصاد"}),
        ("تراجع سهم شركة «مدار»", set()),
    ],
)
def test_description_stands_for_what_it_names(text: str, names: set[str], parse: Parse) -> None:
    """A description has the entities of the names that it introduces, and a share of a company is not the company."""
    assert set(parse(text)[0].entities) == names
