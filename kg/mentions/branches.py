"""Companies of a country: سيمنس مصر is the name of a company and of the country that it is for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.arabic.folding import fold
from kg.mentions.cues import Cues
from kg.mentions.written import QUOTES, mention
from kg.model import Article, Mention, Sentence, Token


def branches(
    article: Article, sentence: Sentence, cues: Cues, known: Sequence[Mention], headed: Sequence[Mention]
) -> Iterator[Mention]:
    """Find known companies with the name of a country right after them, where no verb may have both.

    دخلت أوبر مصر is of two; أعلنت سيمنس مصر, الرئيس التنفيذي لسيمنس مصر, شركة سيمنس مصر are of one.
    """
    tokens = sentence.tokens
    countries = frozenset(cues.ontology.nationalities.values())
    states = {name.span.start: name for name in known if name.entities and name.entities[0] in countries}
    if not states:
        return
    places = {token.span.start: position for position, token in enumerate(tokens)}
    ends = {token.span.end: position for position, token in enumerate(tokens)}
    for name in (*known, *headed):
        first, last = places.get(name.span.start), ends.get(name.span.end)
        if name.type != "Company" or first is None or last is None or last + 1 >= len(tokens):
            continue
        state = states.get(tokens[last + 1].span.start)
        if state is not None and " " not in state.text and _one(tokens, first, cues):
            start = first - 1 if first and (head := cues.head(tokens[first - 1])) and cues.kept(head) else first
            yield mention(article, tokens, start, last + 1, "Company", "cue")


def _one(tokens: Sequence[Token], first: int, cues: Cues) -> bool:
    """Tell whether a name can only be one with the country after it, by what stands before it."""
    before = tokens[first - 1] if first else None
    if before is None or before.text in QUOTES:
        return False
    if before.text == "ل" or cues.head(before) is not None or cues.role(before):
        return True
    kinds = {analysis.kind for analysis in before.analyses[:1]}
    announcing = cues.words("announcing") | cues.words("speech") | cues.words("trading")
    return "preposition" in kinds or any(a.kind == "verb" and fold(a.lemma) in announcing for a in before.analyses[:1])
