"""Described nominals -> whom the rest of the article, or the table of makers, says that of."""

from __future__ import annotations

import pytest

from kg.examples import article_of


def _bought(reader, text: str) -> list[tuple[str, str]]:
    statements = reader(article_of(text)).statements
    return [(s.subject, s.object) for s in statements if s.relation == "acquires"]


@pytest.mark.parametrize(
    ("known", "described"),
    [
        ("أسس كريم منصور شركة «رتاج».", "الشركة التي أسسها كريم منصور"),
        ("طورت شركة «رتاج» تطبيق «درب».", "الشركة المطورة لتطبيق «درب»"),
        ("طورت شركة «رتاج» تطبيق «درب».", "مطورة تطبيق «درب»"),
    ],
    ids=["relative clause", "participle", "genitive"],
)
def test_a_description_stands_for_whom_the_article_says_it_of(reader, known, described):
    """The bank named last is nothing that the description fits."""
    text = f"{known} وأعلن بنك الساحل نتائجه. واشترى صندوق «أفق» حصة في {described}."
    assert _bought(reader, text) == [("افق", "رتاج")]


def test_the_table_of_makers_knows_whom_a_description_means(reader):
    """Of the companies that the article names, one makes the product."""
    text = "استثمر بنك الساحل في شركة OpenAI. واشترى صندوق «أفق» حصة في الشركة المطورة لروبوت الدردشة ChatGPT."
    assert _bought(reader, text) == [("افق", "openai")]


@pytest.mark.parametrize(
    "text",
    [
        "اشترى صندوق «أفق» حصة في الشركة المطورة لتطبيق «درب».",
        "طورت شركة «رتاج» وشركة «سدير» تطبيق «درب». واشترى صندوق «أفق» حصة في الشركة المطورة لتطبيق «درب».",
    ],
    ids=["nobody", "two"],
)
def test_a_description_of_nobody_or_of_two_stands_for_nothing(reader, text):
    """None is better than a guess."""
    assert _bought(reader, text) == []
