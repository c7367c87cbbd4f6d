"""Articles as JSON, and back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.arabic.dates import parse_date_line
from kg.articles import load_boilerplate, read_articles, read_stored, write_stored
from kg.articles.layout import Source, lay_out, with_title
from kg.articles.stored import article_from_json, article_to_json, laid_out_again
from kg.model import Article, ArticleError, Paragraph, ParagraphKind, Span

SEEDS = Path(__file__).parents[1] / "seeds"
RULES = load_boilerplate(Path(__file__).parents[1] / "ontology" / "lexicon" / "boilerplate.tsv")

texts = st.text(st.characters(exclude_categories=["Cs"]))
lines = st.lists(
    st.sampled_from(
        (
            "سدير القابضة تستحوذ على مصنع الواحة للألبان",
            "سدير",
            "اقرأ أيضا:",
            "كتبت: هدى سالم",
            "2024-10-20",
            "أعلنت سدير القابضة شراء مصنع الواحة مقابل 120 مليون ريال، وقالت إن الصفقة تكتمل هذا العام.",
            "ارتفاع أسعار الألبان في المنطقة",
            "",
        )
    ),
    max_size=8,
)
paragraphs = st.builds(
    Paragraph,
    st.builds(Span, st.integers(0), st.integers(0)),
    st.sampled_from(get_args(ParagraphKind)),
    texts,
)
articles = st.builds(
    Article,
    texts,
    texts,
    st.lists(paragraphs, max_size=4).map(tuple),
    texts,
    *[st.none() | texts] * 4,
    st.lists(st.sampled_from(("title", "published", "author")), unique=True).map(tuple),
)


@given(articles)
def test_an_article_survives_json(article: Article) -> None:
    """What is written as JSON is read back as the same article, whatever characters it has."""
    assert article_from_json(json.loads(json.dumps(article_to_json(article), ensure_ascii=False))) == article


@given(lines, st.sampled_from(("", "عنوان من المصدر")), st.none() | st.just("2024"), st.none() | st.just("ليلى حداد"))
def test_a_stored_article_is_laid_out_as_its_source_was(
    found: list[str], title: str, published: str | None, author: str | None
) -> None:
    """Telling the lines of a stored article apart anew gives what telling those of its source apart gave."""
    source = with_title(Source("\n".join(found), title, published, "الجريدة", author, "https://news.example/1"))
    article = lay_out(source, "a", RULES, parse_date_line)
    stored = article_from_json(article_to_json(article))
    assert laid_out_again(stored, RULES, parse_date_line) == article


def test_articles_are_written_and_read_back(tmp_path: Path) -> None:
    """A file of articles is sorted by id whatever the order, one line an article, and gives them back."""
    file, found = tmp_path / "articles.jsonl", [row for row in read_articles(SEEDS) if isinstance(row, Article)]
    write_stored(map(article_to_json, reversed(found)), file)
    assert list(read_stored(file)) == sorted(found, key=lambda article: article.id)
    assert len(file.read_bytes().splitlines()) == len(found)


def test_line_breaks_of_unicode_break_no_line(tmp_path: Path) -> None:
    """A text with every line break that Unicode knows is one line of the file."""
    file, article = tmp_path / "articles.jsonl", Article("a", "نص\u2028نص\x85نص\rنص\x0cنص")
    write_stored([article_to_json(article), article_to_json(Article("b", "نص"))], file)
    assert next(read_stored(file)) == article


def test_texts_can_be_left_out(tmp_path: Path) -> None:
    """Without its text an article keeps all else, and the SHA-256 of the text."""
    file = tmp_path / "articles.jsonl"
    article = Article("a", "نص سري", (Paragraph(Span(0, 6), "body"),), "عنوان")
    write_stored([article_to_json(article, texts=False)], file)
    assert "سري" not in file.read_text(encoding="utf-8")
    assert list(read_stored(file)) == [replace(article, text="")]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", r"articles.jsonl:2"),
        ("[]", r"articles.jsonl:2: an article is an object"),
        ('{"text": ""}', "lacks 'id'"),
        ('{"id": "a", "text": "نص"}', "«a» lacks 'sha256'"),
        ('{"id": "a", "text": "نص", "sha256": "0"}', "«a» isn't the one that was stored"),
        ('{"id": "a", "paragraphs": [[0, 1, "footnote"]]}', "'footnote' is no kind"),
        ('{"id": "a", "paragraphs": [3]}', "malformed"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    """A line that holds no article, or another text than was stored, is told with file, line and what is wrong."""
    file = tmp_path / "articles.jsonl"
    file.write_text(f'{{"id": "z"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(ArticleError, match=message):
        list(read_stored(file))
