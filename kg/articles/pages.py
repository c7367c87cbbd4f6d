"""Take an HTML page apart: its main text, and what its head says about it. Nothing is fetched."""

from __future__ import annotations

import logging

from kg.articles.decoding import check_characters
from kg.articles.layout import Source, with_title
from kg.model import ArticleError

# No page is older than the web or younger than this; a fixed end keeps today's date out of the result.
_DATES = {"extensive_search": False, "original_date": True, "min_date": "1991-01-01", "max_date": "2099-12-31"}
# Without a handler of its own, what trafilatura logs about an odd page would be printed on stderr.
_SILENCE = logging.NullHandler()


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
