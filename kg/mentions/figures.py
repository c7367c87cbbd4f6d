"""Money, percentages, counts and dates as mentions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.arabic.dates import find_dates
from kg.arabic.numbers import Currencies, find_quantities, likely_currency
from kg.model import Article, Mention, Sentence, Span

_KINDS = {"money": "Money", "percent": "Percent", "number": "Number"}


def figures(
    article: Article, sentence: Sentence, currencies: Currencies, countries: Mapping[str, int]
) -> Iterator[Mention]:
    """Find the figures and dates of a sentence; relative dates are resolved against the article's own.

    `countries` counts the adjectives of countries that the article is about: they decide the currency of a bare دينار or ريال.
    """
    start = sentence.span.start
    text = article.text[start : sentence.span.end]
    for found in find_quantities(text, currencies):
        span = Span(start + found.span.start, start + found.span.end)
        words = article.text[span.start : span.end]
        quantity = likely_currency(found, text, currencies, countries)
        yield Mention(span, words, _KINDS[found.kind], quantity=quantity, finder="figure")
    for date in find_dates(text, article.published):
        span = Span(start + date.span.start, start + date.span.end)
        kind = "Date" if date.role == "date" else date.role.capitalize()
        yield Mention(span, article.text[span.start : span.end], kind, date=date.value, finder="date")
