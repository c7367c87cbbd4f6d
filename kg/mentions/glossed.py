"""Arabic words that the Latin name right after them spells: شركة هب سبارك (HubSpark)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.arabic.sounds import similarity, skeletons, sound_alike
from kg.mentions.cues import Cues
from kg.mentions.written import OPENING, QUOTES, mention
from kg.model import Article, Mention, Sentence, Token

_MARKS = frozenset(OPENING) | QUOTES | {"-", "–", "—"}
"""What may stand between the two spellings."""
_FEWEST_SOUNDS = 3
"""Consonants of the shortest name that is told by its sound."""
_MOST_WORDS = 5


def glossed(article: Article, sentence: Sentence, cues: Cues) -> Iterator[Mention]:
    """Find the Arabic spelling before each Latin name: as many words as sound most like it, ordinary ones (هب، سن) as well."""
    tokens = sentence.tokens
    for index, token in enumerate(tokens):
        if token.kind != "latin" or (index and tokens[index - 1].kind == "latin"):
            continue
        latin = article.text[token.span.start : tokens[_end_of_run(tokens, index)].span.end]
        end = _before_marks(tokens, index)
        first = _spelling(tokens, end, latin, cues)
        if first is not None:
            head = cues.head(tokens[first - 1]) if first else None
            yield mention(article, tokens, first, end, head.type if head else "", "cue" if head else "latin")


def _end_of_run(tokens: Sequence[Token], index: int) -> int:
    while index + 1 < len(tokens) and tokens[index + 1].kind == "latin":
        index += 1
    return index


def _before_marks(tokens: Sequence[Token], index: int) -> int:
    """Return the last token before a name and the marks that open it."""
    end = index - 1
    while end > index - 4 and end >= 0 and tokens[end].text in _MARKS:
        end -= 1
    return end


def _spelling(tokens: Sequence[Token], end: int, latin: str, cues: Cues) -> int | None:
    """Return the first of the words up to `end` that sound like a Latin name, or None where they don't."""
    if all(len(sounds) < _FEWEST_SOUNDS for sounds in skeletons(latin)):
        return None
    best, likeness = None, 0.0
    for first in range(end, max(-1, end - _MOST_WORDS), -1):
        if tokens[first].kind != "word" or cues.head(tokens[first]) is not None:
            break
        words = " ".join(token.text for token in tokens[first : end + 1])
        if sound_alike(words, latin) and similarity(words, latin) > likeness:
            best, likeness = first, similarity(words, latin)
    return best
