"""Bodies of a state that are named without it: الحكومة، البرلمان, where the article is clear about the country."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.arabic.folding import fold_name
from kg.arabic.tokens import is_definite
from kg.mentions.cues import Cues
from kg.mentions.known import NameIndex
from kg.mentions.written import mention
from kg.model import Article, Mention, Sentence, Token

_NEAR = 5
"""Tokens after the body within which في and a country say whose it is."""


def states(
    article: Article, sentences: Sequence[Sentence], found: Sequence[Mention], cues: Cues, index: NameIndex
) -> Iterator[Mention]:
    """Find الحكومة and البرلمان as the bodies of the only country that the article names, or of the one after في."""
    countries = frozenset(cues.ontology.nationalities.values())
    places = {m.span.start: m.entities[0] for m in found if m.entities and m.entities[0] in countries}
    called = (cues.nationality(token) for sentence in sentences for token in sentence.tokens)
    named = set(places.values()) | {country for country in called if country}
    taken = {position for m in found for position in range(m.span.start, m.span.end)}
    bodies = {token.removeprefix("ال") for token in cues.words("state-body")}
    if any(m.text.split()[0].removeprefix("ال") in bodies for m in found if m.finder == "known"):
        return  # الحكومة stands for the one that the article names in full
    told: dict[str, str] = {}
    for sentence in sentences:
        tokens = sentence.tokens
        for position, token in enumerate(tokens):
            body = token.norm.removeprefix("ال") in bodies and is_definite(token)
            if not body or token.span.start in taken or _qualified(tokens, position, cues):
                continue
            only = next(iter(named)) if len(named) == 1 else None
            country = _country_after(tokens, position, places) or told.get(token.norm) or only
            if country is not None:
                told[token.norm] = country
                entity = _body_of(token, country, cues, index)
                yield mention(article, tokens, position, position, "Organization", "known" if entity else "cue", entity)


def _qualified(tokens: Sequence[Token], position: int, cues: Cues) -> bool:
    """Tell whether a word after the body says that it is another one: الحكومة المحلية."""
    after = tokens[position + 1] if position + 1 < len(tokens) else None
    return after is not None and (is_definite(after) or cues.nationality(after) is not None)


def _country_after(tokens: Sequence[Token], position: int, places: dict[int, str]) -> str | None:
    following = tokens[position + 1 : position + 1 + _NEAR]
    for preposition, place in pairwise(following):
        if preposition.norm == "في" and place.span.start in places:
            return places[place.span.start]
    return None


def _body_of(token: Token, country: str, cues: Cues, index: NameIndex) -> str:
    """Return the id of the known body of the country: الحكومة اليونانية; "" where the tables have none."""
    feminine = "ه" if token.norm.endswith("ه") else ""
    for adjective, of in sorted(cues.ontology.nationalities.items()):
        words = [[word] for word in fold_name(f"{token.norm} ال{adjective}{feminine}").split()]
        hit = index.longest(words, 0, words[0]) if of == country else None
        if hit is not None and hit[0] == len(words):
            return hit[1].id
    return ""
