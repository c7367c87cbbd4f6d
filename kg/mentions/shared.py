"""Names that several places share and only vowel signs tell apart: عمّان of Jordan, the sultanate of عُمان."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.mentions.cues import Cues
from kg.mentions.written import mention
from kg.model import Article, Mention, Sentence, Token
from kg.ontology import SharedName


def shared(article: Article, sentences: Sequence[Sentence], found: Sequence[Mention], cues: Cues) -> Iterator[Mention]:
    """Find these names where nothing else is found; one without its signs is of the place whose country alone the article names."""
    names = cues.ontology.shared_names
    tokens = [(s.tokens, n) for s in sentences for n, t in enumerate(s.tokens) if t.kind == "word" and t.norm in names]
    if not tokens:
        return
    taken = {position for m in found for position in range(m.span.start, m.span.end)}
    called = {cues.nationality(token) for sentence in sentences for token in sentence.tokens}
    countries = called | {entity for m in found for entity in m.entities}
    for several, index in tokens:
        token = several[index]
        if token.span.start not in taken:
            entity = _meant(token, names[token.norm], countries)
            yield mention(article, several, index, index, "Place", "known" if entity else "cue", entity)


def _meant(token: Token, names: Sequence[SharedName], countries: set[str | None]) -> str:
    """Return whose name it is; "" where neither its signs nor the countries of the article tell."""
    signed = [name.entity for name in names if name.written == token.text]
    near = [name.entity for name in names if name.country in countries]
    return next((options[0] for options in (signed, near) if len(options) == 1), "")
