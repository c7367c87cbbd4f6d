"""What an article has said of its people so far, and the words of a sentence as its phrases have settled them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.frames.clauses import Clause
from kg.frames.offices import Office, Role
from kg.frames.phrases import Phrase
from kg.frames.scene import Scene
from kg.frames.words import Word
from kg.model import Span

UNNAMED = 0.6
"""Score of an office whose organisation its sentence does not name."""
INNER_ROLES = frozenset(
    {"ceo", "chairman", "vice-chairman", "cfo", "coo", "cto", "general-manager", "founder", "board-member"}
)
"""Offices that a text names without their organisation only where it is the one spoken of; an analyst speaks of others."""


@dataclass(frozen=True, slots=True)
class Found:
    """Hold an entity and the words for it."""

    entity: str
    span: Span


@dataclass(frozen=True, slots=True)
class Holding:
    """Say that a person holds an office somewhere."""

    office: Office
    person: Found
    roles: tuple[Role, ...]
    organisation: Found
    former: tuple[str, ...]
    """Adjectives that stand after the organisation: رئيس شركة X السابق."""
    score: float
    chained: bool = False
    """Whether و joins it to the holding before."""

    over: bool = False
    """Whether it is of former times: الرئيس التنفيذي السابق."""
    copula: Clause | None = None
    """The clause whose predicate it is: سيكون فلان المدير العام لـX."""

    @property
    def likened(self) -> bool:
        """Tell whether it is only likened to another one: نظيره."""
        return bool(self.office.likened)


@dataclass(frozen=True, slots=True)
class Where:
    """Hold what follows an office: its organisation, the index after it, adjectives after it, and whether anything is named there."""

    organisation: Found | None
    end: int
    former: tuple[str, ...] = ()
    named: bool = False


@dataclass(slots=True)
class Background:
    """Hold what the article has said so far that offices are read by."""

    types: Mapping[str, str]
    bodies: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    """Words of a ministry's name after its head -> the ministry: وزير الاستثمار belongs to وزارة الاستثمار."""
    held: dict[str, Holding] = field(default_factory=dict)
    """Person -> the office named last with them."""
    main: str = ""
    """The organisation that the article is about, where it names one far more often than the others."""

    def employers(self, people: Iterable[str]) -> dict[str, str]:
        """Return the organisation of each of these people whose office names it."""
        held = {person: self.held[person] for person in people if person in self.held}
        return {
            person: holding.organisation.entity
            for person, holding in held.items()
            if holding.score > UNNAMED and not holding.over and self._works(person, holding)
        }

    def _works(self, person: str, holding: Holding) -> bool:
        """Tell whether who holds an office is a person: X، المالكة لصحيفة Y، is no employee of Y."""
        known = self.types.get(person, "")
        return known == "Person" or (not known and all(role.name != "owner" for role in holding.roles))


class View:
    """Look up what the words of a sentence stand for, as its phrases have settled it."""

    def __init__(self, scene: Scene, background: Background) -> None:
        self.scene, self.background = scene, background
        self.words = scene.words
        self._settled = {
            phrase.head.span.start: phrase.entities
            for nested in scene.nested
            for phrase in nested
            if phrase.head.kind == "reference"
        }

    def entities(self, index: int) -> tuple[str, ...]:
        """Return the entities of a word."""
        word = self.words[index]
        if word.span.start in self._settled:
            return self._settled[word.span.start]
        return word.mention.entities if word.mention is not None else ()

    def person(self, index: int) -> Found | None:
        """Return the person at a word: one known as such, or a name of which nothing is known."""
        if not 0 <= index < len(self.words) or self.words[index].kind not in ("name", "reference"):
            return None
        entity = next(iter(self.entities(index)), None)
        kind = self.background.types.get(entity) if entity else None
        unknown = kind == "" and self.words[index].kind == "name" and not self.abbreviates(index)
        if entity is None or not (kind == "Person" or unknown):
            return None
        return Found(entity, self.words[index].span)

    def abbreviates(self, index: int) -> bool:
        """Tell whether a word is an abbreviation in Latin letters, which is nobody's name: ATB."""
        text = self.words[index].text
        return text.isascii() and text.isupper() and len(text) < 6

    def nearest(self, index: int) -> Found | None:
        """Return the person named last before a word."""
        for back in range(index - 1, -1, -1):
            if self.words[back].kind == "name" and (found := self.person(back)) is not None:
                return found
        return None

    def clause(self, index: int) -> Clause:
        """Return the clause of a word."""
        start = self.words[index].span.start
        position = 0
        for place, constituent in enumerate(self.scene.constituents):
            first = (
                min(inner.head.span.start for inner in constituent.nested())
                if isinstance(constituent, Phrase)
                else constituent.span.start
            )
            if first <= start:
                position = place
        return self.scene.clause_at(position)


def text_of(words: Sequence[Word], role: Role) -> str:
    """Return the words of a role as they stand."""
    return written(words[role.first : role.last + 1])


def written(words: Sequence[Word]) -> str:
    """Return words as they stand: رئيسها التنفيذي."""
    gaps = ["" if before.span.end == word.span.start else " " for before, word in pairwise(words)]
    return "".join(word.text + gap for word, gap in zip(words, [*gaps, ""], strict=True))


__all__ = ["INNER_ROLES", "UNNAMED", "Background", "Found", "Holding", "View", "Where", "text_of", "written"]
