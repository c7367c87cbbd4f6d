"""Take an HTML page apart: its main text, and what its head says about it. Nothing is fetched."""

from __future__ import annotations

import logging
import re
from html import unescape

from kg.articles.decoding import check_characters
from kg.articles.layout import Source, with_title
from kg.model import ArticleError

# No page is older than the web or younger than this; a fixed end keeps today's date out of the result.
_DATES = {"extensive_search": False, "original_date": True, "min_date": "1991-01-01", "max_date": "2099-12-31"}
# Without a handler of its own, what trafilatura logs about an odd page would be printed on stderr.
_SILENCE = logging.NullHandler()
_BLOCKS = re.compile(
    "address|article|aside|blockquote|br|d[dlt]|div|fig(caption|ure)|footer|h[1-6]|header|hr|li|main|nav|[ou]l|p|pre|section|t(able|[dhr])"
)
_NO_TEXT = frozenset(("script", "style", "noscript", "iframe", "template"))


def read_page(html: str) -> Source:
    """Read the title, the text and the details of a page; raise ArticleError where it has no text."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    logging.getLogger("trafilatura").addHandler(_SILENCE)
    try:
        page = bare_extraction(
            html, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=dict(_DATES)
        )
    except Exception as error:  # a parser's error on a broken page is the page's, whichever it is
        raise ArticleError(
            f"is a page that can't be read: {type(error).__name__}: {' '.join(str(error).split())}"
        ) from error
    if not isinstance(page, Document) or not (page.text or "").strip():
        raise ArticleError("is a page without text")
    return with_title(
        Source(
            text=check_characters(page.text or "").strip(),
            title=page.title or "",
            published=page.date or None,
            publisher=page.sitename or None,
            author=page.author or None,
            url=page.url or None,
        )
    )


def text_of_markup(markup: str) -> str:
    """Return the text of a piece of HTML that is an article and nothing else, a line for each of its paragraphs."""
    if "<" not in markup:
        return unescape(markup).strip()
    from lxml import etree, html

    try:
        root = html.fragment_fromstring(markup, create_parent="div")
    except (etree.LxmlError, ValueError) as error:
        raise ArticleError(f"is markup that can't be read: {' '.join(str(error).split())}") from error
    etree.strip_elements(root, *_NO_TEXT, etree.Comment, with_tail=False)
    lines: list[list[str]] = [[]]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if _BLOCKS.fullmatch(element.tag):
            lines.append([])
        lines[-1].append((element.text if event == "start" else element.tail) or "")
    return "\n".join(line for parts in lines if (line := " ".join("".join(parts).split())))
