"""Text -> sentences of tokens: clitics, names and marks apart, offsets true."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.arabic.tokens import is_definite, sentences
from kg.examples import article_of
from kg.model import Article, Paragraph, Sentence, Span
from kg.reader import Reader


@pytest.fixture(scope="module", name="split")
def _split(reader: Reader):
    def split(text: str) -> tuple[Sentence, ...]:
        return sentences(article_of(text), reader.analyse, reader.find.vocabulary)

    return split


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("وستستحوذ عليها", "و س تستحوذ علي ها"),
        ("باستثماراتها", "ب استثمارات ها"),
        ("للشركة", "ل لشركة"),
        ("لـ OpenAI", "لـ OpenAI"),
        ("بـ«أوراكل»", "بـ « أوراكل »"),
        ("وOpenAI", "و OpenAI"),
        ("AT&T", "AT&T"),
        ("GPT-4", "GPT-4"),
        ("آي.أيه.جي", "آي.أيه.جي"),
        ("13.5%", "13.5 %"),
        ("وزارة", "وزارة"),
        ("وأوبر", "و أوبر"),
        ("المائةأي", "المائة أي"),
        ("والدولةالعربية", "و الدولة العربية"),
        ("البنكالمركزي", "البنك المركزي"),
        ("أومنح", "أو منح"),
        ("BMWقد", "BMW قد"),
        ("Zeltkarبمبلغ", "Zeltkar ب مبلغ"),
        ("إلى600", "إلى 600"),
        ("2.5مليون", "2.5 مليون"),
        ("جي5", "جي5"),
        ("ووصلت", "و وصلت"),
        ("ووصل", "و وصل"),
        ("لاتملك", "لا تملك"),
        ("ولاتنوي", "و لا تنوي"),
        ("مانسبته", "ما نسبت ه"),
        ("مابين", "ما بين"),
        ("لاتسيو", "لاتسيو"),
        ("ماتسوزاكا", "ماتسوزاكا"),
        ("ميتالورجيا", "ميتالورجيا"),
        ("ريانا", "ريانا"),
    ],
)
def test_clitics_stand_apart(split, text: str, tokens: str) -> None:
    """A word is split into its proclitics, its stem and its attached pronoun, torn words are two, and a name keeps its letters."""
    assert " ".join(token.text for sentence in split(text) for token in sentence.tokens) == tokens


@pytest.mark.parametrize(
    ("text", "word", "tokens"),
    [
        ("مدارس في الرياض وجدة", "وجدة", ["و", "جدة"]),
        ("تنافس أوبر وليفت", "وليفت", ["و", "ليفت"]),
        ("دايملر، المالكة لسدير، وبورشه", "وبورشه", ["و", "بورشه"]),
        ("عينت سامي حداد، ويوفراج زيمور", "ويوفراج", ["و", "يوفراج"]),
        ("اشترت سنابل، وفيز إير", "وفيز", ["و", "فيز"]),
        ("انضم هنري وايت", "وايت", ["وايت"]),
        ("نفى البنك وجود خلاف", "وجود", ["وجود"]),
        ("كريم منصور وسامي حداد", "وسامي", ["و", "سامي"]),
        ("قال ولي العهد", "ولي", ["ولي"]),
        ("سنابل وكل من رتاج وأفق", "وكل", ["و", "كل"]),
        ("قدمت لبنى التازي استقالتها", "لبنى", ["لبنى"]),
        ("قدمت سلمى حداد ولبنى التازي استقالتهما", "ولبنى", ["و", "لبنى"]),
        ("أعلن كريم وخالد فترازي", "فترازي", ["فترازي"]),
        ("قال محمد وليد", "وليد", ["وليد"]),
        ("قال نبيه التازي", "نبيه", ["نبيه"]),
        ("سجل كارل بينز براءة", "بينز", ["بينز"]),
        ("منشآت لتوسعة المصنع", "لتوسعة", ["ل", "توسعة"]),
        ("اشترت شركة «مهاراتي» مصنعا", "مهاراتي", ["مهاراتي"]),
        ("اختبرت مهاراتي أمس", "مهاراتي", ["مهارات", "ي"]),
        ("اجتمع مع فيات كرايسلر وفيات", "وفيات", ["و", "فيات"]),
    ],
)
def test_words_beside_decide(split, text: str, word: str, tokens: list[str]) -> None:
    """The same letters are a name or a clitic and a word, as the words beside them say."""
    start = text.index(word)
    found = [t.text for s in split(text) for t in s.tokens if start <= t.span.start < start + len(word)]
    assert found == tokens


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("وافقت الشركة. رفض البنك.", 2),
        ("قال د. علي إن م. سعد وافق.", 1),
        ("ارتفع السهم 3.5 في المئة.", 1),
        ("هل وافقت؟ نعم!", 2),
        ("«وافقنا.»", 1),
        ("اشترت Texts.com أمس", 1),
        ("اشترت شركة P.A. Qubrix أمس", 1),
        ("استقر في مقر فيس بوك.وعلق فلان", 2),
        ("اشترت شركة جي.واي. أسهما", 1),
    ],
)
def test_sentences_end_at_stops(split, text: str, count: int) -> None:
    """A stop ends a sentence unless it is a part of a title, a number or a name."""
    assert len(split(text)) == count


@pytest.mark.parametrize(
    ("word", "definite"), [("الشركة", True), ("شركة", False), ("للشركة", True), ("إلى", False), ("سطيف", False)]
)
def test_article_makes_definite(split, word: str, *, definite: bool) -> None:
    """A word is definite where it has the article, elided or not."""
    assert is_definite(split(word)[0].tokens[-1]) is definite


def test_a_text_without_stops_is_cut(split) -> None:
    """A sentence without an end is cut, so that its length bounds no stage of the reader."""
    assert max(len(sentence.tokens) for sentence in split("شركة " * 2000)) <= 250


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=60), st.text(alphabet="ابتلوكفيةها ـَOa1.،«»()-", max_size=40)))
def test_tokens_cover_their_sentence(reader: Reader, text: str) -> None:
    """Tokens of any text stand in order, without overlap, with their own letters; only spaces are between them."""
    article = Article("any", text, (Paragraph(Span(0, len(text)), "body"),))
    position = 0
    for sentence in sentences(article, reader.analyse, reader.find.vocabulary):
        assert sentence.tokens
        assert sentence.span == Span(sentence.tokens[0].span.start, sentence.tokens[-1].span.end)
        for token in sentence.tokens:
            assert token.span.start >= position
            assert not text[position : token.span.start].strip()
            assert text[token.span.start : token.span.end] == token.text != ""
            position = token.span.end
