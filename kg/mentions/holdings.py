"""Companies named as holdings without a noun: الوطنية القابضة، استثمار القابضة."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.arabic.tokens import is_definite
from kg.mentions.cues import Cues
from kg.mentions.written import QUOTES, mention
from kg.model import Article, Mention, Sentence, Token

_LONGEST = 3
_NOMINAL = ("noun", "verbal-noun", "adjective", "active-participle", "passive-participle", "name")


def holdings(article: Article, sentence: Sentence, cues: Cues, known: Sequence[Mention]) -> Iterator[Mention]:
    """Find what القابضة closes where no noun says that it is a company; الشركة الأم القابضة names nobody."""
    tokens = sentence.tokens
    ends = {name.span.end for name in known}
    forms = cues.words("holding-form")
    for index, token in enumerate(tokens):
        if token.kind != "word" or token.norm not in forms:
            continue
        first = _first(tokens, index, cues)
        beside = tokens[first - 1] if first else None
        # زيمور الإيطالية القابضة، «زيمور» الإيطالية القابضة: what describes a name is none.
        headed = beside is not None and (
            beside.kind == "pronoun"
            or (beside.text in QUOTES and beside.span.end < tokens[first].span.start)
            or beside.span.end in ends
            or cues.head(beside) is not None
            or cues.unknown(beside)
        )
        if first < index and not headed:
            yield mention(article, tokens, first, index, "Company", "cue")


def _first(tokens: Sequence[Token], index: int, cues: Cues) -> int:
    """Return where the name begins: one word, or several of which all are definite or all unknown."""
    first = index
    while first and index - first < _LONGEST and _may_name(tokens[first - 1], cues):
        word = tokens[first - 1]
        if first < index and is_definite(word) != is_definite(tokens[first]):
            break
        if first < index and not (is_definite(word) or (cues.unknown(word) and cues.unknown(tokens[first]))):
            break
        first -= 1
    return first


def _may_name(token: Token, cues: Cues) -> bool:
    plain = cues.unknown(token) or any(a.kind in _NOMINAL for a in token.analyses[:1])
    return token.kind == "word" and plain and not (cues.head(token) or cues.role(token))
