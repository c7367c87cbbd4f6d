"""Two names after a noun for two: بنكي الأهلي والرياض، شركتا الخليج والساحل."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.arabic.folding import fold
from kg.arabic.tokens import is_definite
from kg.mentions.cues import Cues
from kg.mentions.known import NameIndex
from kg.mentions.written import mention
from kg.model import Article, Mention, Sentence, Token
from kg.ontology import Head

_LONGEST = 3
"""Words of the first name."""


def pairs(
    article: Article, sentence: Sentence, cues: Cues, index: NameIndex, known: Sequence[Mention]
) -> Iterator[tuple[Mention, ...]]:
    """Yield the two names after each noun for two organisations; those that stand there already under their own names."""
    tokens = sentence.tokens
    named = {found.span.start: found for found in known if found.type != "Place"}
    for position, token in enumerate(tokens[:-3]):
        head = _for_two(token, cues)
        if head is None or head.type not in ("Company", "Organization"):
            continue
        joint = _joint(tokens, position + 1)
        last = _last(tokens, joint + 1, named) if joint is not None else None
        if joint is None or last is None or not _name(tokens, position + 1, joint - 1, cues):
            continue
        if not _name(tokens, joint + 1, last, cues) or all(cues.industry(tokens[i]) for i in (position + 1, joint + 1)):
            # شركتي النفط والغاز: what they trade in, and no name.
            continue
        yield tuple(
            named.get(tokens[first].span.start) or _of(article, tokens, first, end, head, index)
            for first, end in ((position + 1, joint - 1), (joint + 1, last))
        )


def _for_two(token: Token, cues: Cues) -> Head | None:
    """Return the head whose construct dual a word is: بنكي, شركتا."""
    if token.kind != "word" or not token.norm.endswith(("ا", "ي")):
        return None
    stem = token.norm[:-1]
    return cues.heads.get(f"{stem[:-1]}ه" if stem.endswith("ت") else stem)


def _joint(tokens: Sequence[Token], first: int) -> int | None:
    """Return where و joins the second name to the first one."""
    for place in range(first + 1, min(first + _LONGEST + 1, len(tokens) - 1)):
        if tokens[place].norm == "و":
            return place
        if tokens[place].kind != "word":
            return None
    return None


def _last(tokens: Sequence[Token], first: int, named: Mapping[int, Mention]) -> int | None:
    """Return where the second name ends: with a known name, else with its adjectives."""
    standing = named.get(tokens[first].span.start)
    if standing is not None:
        return max(i for i in range(first, len(tokens)) if tokens[i].span.end <= standing.span.end)
    last = first
    while last + 1 < len(tokens) and is_definite(tokens[last + 1]) and _is_adjective(tokens[last + 1]):
        last += 1
    return last


def _is_adjective(token: Token) -> bool:
    return bool(token.analyses) and token.analyses[0].kind == "adjective"


def _name(tokens: Sequence[Token], first: int, last: int, cues: Cues) -> bool:
    """Tell whether words may be the name of an organisation: the definite ones after a noun for two, no countries."""
    words = tokens[first : last + 1]
    plain = all(word.kind == "word" and cues.nationality(word) is None for word in words)
    head = cues.head(words[0])
    # شركتي رتاج والواحة
    named = is_definite(words[0]) or cues.unknown(words[0])
    return plain and named and (head is None or head.type not in ("Company", "Organization"))


def _of(article: Article, tokens: Sequence[Token], first: int, last: int, head: Head, index: NameIndex) -> Mention:
    """Return the mention of a name that the noun for two leaves without its own: الرياض of بنك الرياض."""
    words = [[fold(head.lemma)], *([token.norm] for token in tokens[first : last + 1])]
    full = index.longest(words, 0, words[0])
    whole = full is not None and full[0] == len(words)
    return mention(
        article, tokens, first, last, head.type, "cue", entity=full[1].id if full is not None and whole else ""
    )
