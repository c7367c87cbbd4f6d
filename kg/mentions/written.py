"""Written words: a word with its clitics, as it stands between spaces, and the mention that a run of tokens makes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest

from kg.arabic.folding import fold_name
from kg.model import Article, Mention, Sentence, Span, Token
from kg.records import record

OPENING = {"«": "»", "“": "”", '"': '"', "”": "“", "„": "”", "‹": "›", "(": ")"}
"""Marks that open a quote or a bracket, and what closes it; ” opens where a text has its quotes the wrong way round."""
QUOTES = frozenset("«»“”„‹›\"'")


@record(frozen=True, slots=True)
class WrittenWord:
    """Hold a written word of a sentence: the tokens first to last, clitics included."""

    first: int
    last: int
    stem: int
    """Index of the token after the proclitics."""


def written_words(tokens: Sequence[Token]) -> list[WrittenWord]:
    """Group a sentence's tokens into written words; a mark is a word of its own."""
    words: list[WrittenWord] = []
    first = 0
    for last, (token, following) in enumerate(zip_longest(tokens, tokens[1:])):
        if following is not None and following.span.start == token.span.end and _joined(token, following):
            continue
        stem = first
        while stem < last and tokens[stem].kind == "proclitic":
            stem += 1
        words.append(WrittenWord(first, last, stem))
        first = last + 1
    return words


def _joined(left: Token, right: Token) -> bool:
    """Tell whether two tokens without a blank between them are of one word."""
    if left.kind == "mark" or right.kind == "mark":
        return False
    # الدولةالعربية، BMWقد: two words without a space; to a stem only a pronoun is joined.
    return left.kind not in ("word", "latin") or right.kind not in ("word", "proclitic")


def folded_words(article: Article, sentence: Sentence, words: Sequence[WrittenWord]) -> list[tuple[str, ...]]:
    """Return the folded parts of each written word; a mark has none, H&B and Nagham.com may have several."""
    tokens = sentence.tokens
    return [folded_parts(article.text[tokens[word.first].span.start : tokens[word.last].span.end]) for word in words]


def stem_parts(tokens: Sequence[Token], first: int, last: int) -> tuple[str, ...]:
    """Return the folded parts of a written word from the token `first` on, an elided article restored."""
    if first == last:
        return folded_parts(tokens[first].norm)
    return tuple(part for token in tokens[first : last + 1] for part in folded_parts(token.norm))


@lru_cache(maxsize=1 << 16)
def folded_parts(text: str) -> tuple[str, ...]:
    """Return the words of a text as names are compared."""
    return tuple(fold_name(text).split())


def mention(
    article: Article, tokens: Sequence[Token], first: int, last: int, type_name: str, finder: str, entity: str = ""
) -> Mention:
    """Return the mention that the tokens first to last make."""
    span = Span(tokens[first].span.start, tokens[last].span.end)
    entities = (entity,) if entity else ()
    return Mention(span, article.text[span.start : span.end], type_name, entities=entities, finder=finder)


def with_number(tokens: Sequence[Token], end: int) -> int:
    """Return the end of a run with the number of a model that a hyphen joins to it: بدر-7."""
    if end + 1 >= len(tokens) or tokens[end].text not in ("-", "–") or tokens[end + 1].kind != "number":
        return end
    joined = tokens[end - 1].span.end == tokens[end].span.start and tokens[end].span.end == tokens[end + 1].span.start
    return end + 2 if joined else end
