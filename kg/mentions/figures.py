"""Money, percentages, counts and dates as mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.arabic.dates import FoundDate, find_dates
from kg.arabic.numbers import Currencies, FoundQuantity, find_quantities, likely_currency
from kg.model import Article, Mention, Sentence, Span

_KINDS = {"money": "Money", "percent": "Percent", "number": "Number"}


def figures(
    article: Article, sentences: Sequence[Sentence], currencies: Currencies, countries: Mapping[str, int]
) -> Mapping[int, Sequence[Mention]]:
    """Find the figures and dates of each sentence, by its start; relative dates are resolved against the article's own.

    `countries` counts the adjectives of countries that the article is about: they decide the currency of a bare دينار or ريال, unless the
    article gives its full name before, or after and only there (12 مليون ريال, then 57 مليون ريال عماني).
    """
    texts = {sentence.span.start: article.text[sentence.span.start : sentence.span.end] for sentence in sentences}
    dates = {start: find_dates(text, article.published, undated=True) for start, text in texts.items()}
    quantities = {
        start: find_quantities(text, currencies, [date.span for date in dates[start]]) for start, text in texts.items()
    }
    named = _later(found for several in quantities.values() for found in several)
    mentions: dict[int, Sequence[Mention]] = {}
    for start, text in texts.items():
        own: list[Mention] = []
        for found in quantities[start]:
            quantity = likely_currency(found, text, currencies, countries, named)
            if found.noun and not found.assumed:
                named[found.noun] = found.quantity.unit
            span = Span(start + found.span.start, start + found.span.end)
            own.append(
                Mention(
                    span, article.text[span.start : span.end], _KINDS[found.kind], quantity=quantity, finder="figure"
                )
            )
        mentions[start] = [*own, *_dates(article, start, dates[start])]
    return mentions


def _later(found: Iterable[FoundQuantity]) -> dict[str, str]:
    """Return the currency of each noun that an article gives in full, where it is always the same."""
    full: dict[str, set[str]] = {}
    for one in found:
        if one.noun and not one.assumed:
            full.setdefault(one.noun, set()).add(one.quantity.unit)
    return {noun: next(iter(codes)) for noun, codes in full.items() if len(codes) == 1}


def _dates(article: Article, start: int, dates: Iterable[FoundDate]) -> Iterator[Mention]:
    for date in dates:
        span = Span(start + date.span.start, start + date.span.end)
        kind = "Date" if date.role == "date" else date.role.capitalize()
        yield Mention(span, article.text[span.start : span.end], kind, date=date.value, finder="date")
