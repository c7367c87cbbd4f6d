"""Article <-> JSON: the row that a build keeps of each article in articles.jsonl.

    {"id": …, "title": …, "published": …, "publisher": …, "author": …, "url": …, "given": ["title", …],
     "sha256": of the text in UTF-8, "paragraphs": [[start, end, kind], [start, end, "boilerplate", reason], …], "text": …}

Keys without a value are left out. The text is what all offsets count characters in (Unicode code points); an archive that may not
be kept is stored without it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.articles.boilerplate import BoilerplateRules
from kg.articles.layout import ParseDate, Source, lay_out
from kg.model import Article, ArticleError, Paragraph, Span

_OPTIONAL = ("published", "publisher", "author", "url")
_KINDS = frozenset(("title", "date", "byline", "body", "boilerplate"))


def article_to_json(article: Article, *, texts: bool = True) -> dict[str, Any]:
    """Return an article as a row of articles.jsonl, without its text where `texts` is false."""
    return {
        "id": article.id,
        **({"title": article.title} if article.title else {}),
        **{name: value for name in _OPTIONAL if (value := getattr(article, name)) is not None},
        **({"given": list(article.given)} if article.given else {}),
        "sha256": text_digest(article),
        "paragraphs": [
            [
                paragraph.span.start,
                paragraph.span.end,
                paragraph.kind,
                *([paragraph.reason] if paragraph.reason else []),
            ]
            for paragraph in article.paragraphs
        ],
        **({"text": article.text} if texts else {}),
    }


def article_from_json(row: Mapping[str, Any]) -> Article:
    """Return the article of a row; its text is empty where the row has none.

    Raise ArticleError where a key is missing, a value isn't what it should be, or the text isn't the one that was stored.
    """
    if not isinstance(row, Mapping):
        raise ArticleError(f"an article is an object, not {type(row).__name__}")
    try:
        article = Article(
            id=row["id"],
            text=row.get("text", ""),
            paragraphs=tuple(_paragraph(*paragraph) for paragraph in row.get("paragraphs", ())),
            title=row.get("title", ""),
            **{name: row[name] for name in _OPTIONAL if name in row},
            given=tuple(row.get("given", ())),
        )
        if "text" in row and row["sha256"] != text_digest(article):
            raise ArticleError(f"the text of «{row['id']}» isn't the one that was stored: its SHA-256 differs")
    except KeyError as error:
        raise ArticleError(f"the article «{row.get('id', '?')}» lacks {error}") from error
    except (TypeError, AttributeError) as error:
        raise ArticleError(f"the article «{row.get('id', '?')}» is malformed: {error}") from error
    return article


def read_stored(path: Path) -> Iterator[Article]:
    """Yield the articles of articles.jsonl; raise ArticleError naming file and line where one is broken."""
    for _, article in read_stored_rows(path):
        yield article


def read_stored_rows(path: Path) -> Iterator[tuple[dict[str, Any], Article]]:
    """Yield the rows of articles.jsonl with their articles, as `read_stored` does."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    row = json.loads(line)
                    yield row, article_from_json(row)
                except (json.JSONDecodeError, ArticleError) as error:
                    raise ArticleError(f"{path}:{number}: {error}") from error


def write_stored(rows: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write rows of articles as JSON Lines, sorted by id."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in sorted(rows, key=_id))


def laid_out_again(article: Article, rules: BoilerplateRules, parse_date: ParseDate) -> Article:
    """Tell the lines of a stored article apart anew, as its file would be today."""
    known = {name: getattr(article, name) for name in article.given}
    return lay_out(
        Source(article.text, publisher=article.publisher, url=article.url, **known), article.id, rules, parse_date
    )


def text_digest(article: Article) -> str:
    """Return the SHA-256 of an article's text."""
    return hashlib.sha256(article.text.encode()).hexdigest()


def _id(row: Mapping[str, Any]) -> str:
    return str(row["id"])


def _paragraph(start: int, end: int, kind: Any, reason: str = "") -> Paragraph:
    if kind not in _KINDS:
        raise TypeError(f"{kind!r} is no kind of paragraph")
    return Paragraph(Span(start, end), kind, reason)
