"""Articles -> readings: what the stages give together."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.articles import read_article
from kg.evaluate import score
from kg.examples import article_of
from kg.model import Article, Paragraph, Span
from kg.reader import Reader
from kg.readings import reading_to_json

SHARED = Path(__file__).parents[1].parent / "shared"
WORDS = st.sampled_from(
    ["شركة", "«رتاج»", "بنك", "الساحل", "اشترت", "من", "على", "20%", "5", "مليار", "دولار", "،", ".", "التي", "أن", "و", "OpenAI", "ها", "(", ")", "في", "2023", "أعلنت", "استحواذها", "بـ", "لـ", "رئيس"],
)  # fmt: skip


def test_a_headline_yields_to_what_the_body_says(reader):
    """Of a headline that says done and a body that says planned, the body's status stands."""
    title, body = "شركة «رتاج» تستحوذ على بنك الساحل", "تعتزم شركة «رتاج» الاستحواذ على بنك الساحل."
    text = f"{title}\n\n{body}"
    start = len(title) + 2
    article = Article(
        "a", text, (Paragraph(Span(0, len(title)), "title"), Paragraph(Span(start, len(text)), "body")), title=title
    )
    assert [(s.relation, s.status) for s in reader(article).statements] == [("acquires", "planned")]


def test_boilerplate_is_read_by_nobody(reader):
    """A line marked as boilerplate yields nothing."""
    line = "استحوذت شركة «رتاج» على بنك الساحل."
    article = Article("a", line, (Paragraph(Span(0, len(line)), "boilerplate", "read also"),))
    assert reader(article).statements == ()


def test_a_country_that_only_an_adjective_names_is_an_entity(reader):
    """«اليابانية» brings Japan into the reading, under its own name."""
    reading = reader(article_of("اشترت شركة «رتاج» اليابانية مصنعا."))
    assert {entity.id: entity.label for entity in reading.entities}["japan"] == "اليابان"


def test_a_plural_of_a_verbal_noun_is_no_act_on_its_owner(reader):
    """What is تجهيزات of a company isn't the equipping of that company."""
    text = "ستطلق شركة سدير خدمة «فايبر» بالرباط، اعتمادا على تجهيزات «رتاج»."
    found = {(s.relation, s.object) for s in reader(article_of(text)).statements}
    assert {relation for relation, target in found if target == "رتاج"} <= {"uses"}


def test_a_name_is_of_the_class_that_all_its_claims_allow(reader):
    """What is launched and competes is a product, though a company may compete as well."""
    reading = reader(article_of("كشفت شركة «سدير» النقاب عن «لمح» الذي ينافس ChatGPT."))
    assert {entity.label: entity.type for entity in reading.entities}["لمح"] == "Product"


def test_the_speaker_of_a_claim_is_told(reader):
    """A claim under قال is attributed to its subject."""
    reading = reader(article_of("قال بنك الساحل إن شركة «رتاج» اشترت شركة «سنابل»."))
    (statement,) = [s for s in reading.statements if s.relation == "acquires"]
    assert statement.evidence[0].speaker == "بنك-الساحل"


@given(words=st.lists(WORDS, max_size=40))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
def test_every_quote_stands_in_the_text_where_its_offsets_say(reader, words):
    """Whatever words stand in whatever order, evidence quotes the text verbatim and every span lies in it."""
    article = article_of(" ".join(words))
    for statement in reader(article).statements:
        for evidence in statement.evidence:
            assert article.text[evidence.span.start : evidence.span.end] == evidence.quote
            for span in (evidence.subject_span, evidence.object_span, evidence.trigger_span):
                assert span is None or 0 <= span.start < span.end <= len(article.text)


@given(text=st.text(max_size=200))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
def test_any_text_can_be_read(reader, text):
    """No Unicode text breaks the reader."""
    reader(article_of(text))


@pytest.mark.parametrize(("folder", "f1"), [("seeds", 85.0), ("dev", 40.0)])
def test_real_articles_are_read_well_enough(reader, folder, f1):
    """The figures that the project promises hold on the annotated articles, with every quote verbatim."""
    gold = SHARED / "gold" / folder
    if not gold.is_dir():
        pytest.skip("the annotated articles are not beside this checkout")
    report = score(gold, [reading_to_json(reader(read_article(path))) for path in sorted(gold.glob("*.txt"))]).as_dict()
    assert report["f1"] >= f1
    assert report["quotes_verbatim"] == 100.0
    if folder == "seeds":
        traps = report["traps_sprung"].partition("/")[0], report["entities_split"], report["entities_merged_wrongly"]
        assert traps == ("0", 0, 0)


def test_reading_is_the_same_in_every_reader(reader):
    """Two readers give the same statements for the same article."""
    article = article_of("أعلن بنك الساحل استحواذه على شركة «رتاج» و«سنابل» مقابل 3 ملايين دولار.")
    assert Reader()(article) == reader(article)
