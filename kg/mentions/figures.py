"""Money, percentages, counts and dates as mentions."""

from __future__ import annotations

from collections.abc import Iterator

from kg.arabic.dates import find_dates
from kg.arabic.numbers import Currencies, find_quantities
from kg.model import Article, Mention, Sentence, Span

_KINDS = {"money": "Money", "percent": "Percent", "number": "Number"}


def figures(article: Article, sentence: Sentence, currencies: Currencies) -> Iterator[Mention]:
    """Find the figures and dates of a sentence; relative dates are resolved against the article's own."""
    start = sentence.span.start
    text = article.text[start : sentence.span.end]
    for found in find_quantities(text, currencies):
        span = Span(start + found.span.start, start + found.span.end)
        words = article.text[span.start : span.end]
        yield Mention(span, words, _KINDS[found.kind], quantity=found.quantity, finder="figure")
    for date in find_dates(text, article.published):
        span = Span(start + date.span.start, start + date.span.end)
        kind = "Date" if date.role == "date" else date.role.capitalize()
        yield Mention(span, article.text[span.start : span.end], kind, date=date.value, finder="date")
