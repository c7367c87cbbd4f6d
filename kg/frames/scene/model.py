"""A sentence as constituents and clauses, and the places in it where a relation may be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kg.frames.clauses import Clause
from kg.frames.offices import Office
from kg.frames.phrases import Constituent, Phrase
from kg.frames.scene.account import Account
from kg.frames.words import Word
from kg.records import record

_SHARED_IN = ("من", "في", "ب")


@record(frozen=True, slots=True)
class Governor:
    """Name a word that governs a claim, innermost first, for the decision on its status."""

    lemma: str
    kind: str
    via: str = ""


@dataclass(slots=True)
class Predicate:
    """Hold one place where a relation may be said."""

    word: Word
    kind: str
    """verb, verbal-noun, active-participle, passive-participle, noun or adjective."""
    clause: Clause
    position: int
    """Index among the constituents."""
    phrase: Phrase | None = None
    """The phrase that the word heads, or that a participle describes."""
    agent: Phrase | None = None
    understood: bool = False
    """Whether the agent is taken over from a governing word or an earlier clause."""
    patient: Phrase | None = None
    genitive: Phrase | None = None
    apposed: tuple[Phrase, ...] = ()
    after: tuple[tuple[int, Phrase], ...] = ()
    """Phrases within reach, with their positions, in order."""
    governors: tuple[Governor, ...] = ()
    attributive: bool = False
    """Whether it only describes what it stands beside: then what governs the clause says nothing about it."""


@dataclass
class Scene:
    """Hold a sentence as constituents and clauses."""

    constituents: Sequence[Constituent]
    clauses: Sequence[Clause]
    topic: Phrase | None
    words: Sequence[Word] = field(default_factory=list)
    offices: Sequence[Office] = ()
    """In the order of the words."""
    employers: Mapping[str, str] = field(default_factory=dict)
    """Person -> the organisation of the office that the article has named for them."""
    beside: set[str] = field(default_factory=set)
    """Who acts with a subject (إلى جانب X): on its side, not opposite it."""
    account: Account | None = None
    """Whom the article tells of."""
    number: int = 0
    """Which sentence of the account it is."""
    raiser: str = ""
    """Who raises the money that the sentences before tell of."""

    @cached_property
    def nested(self) -> Sequence[Sequence[Phrase]]:
        """Return, for each constituent, the phrase and the phrases inside it, outermost first; a word has none."""
        return [c.nested() if isinstance(c, Phrase) else () for c in self.constituents]

    @cached_property
    def gaps(self) -> frozenset[int]:
        """Return where و joins a share to one before it, without the verb: تملك سدير 44% من رتاج، و21% من مدار."""
        return frozenset(
            position
            for position, (joint, share, held) in enumerate(zip(self.constituents, self.constituents[1:], self.constituents[2:], strict=False))
            if isinstance(joint, Word) and joint.text == "و" and isinstance(share, Phrase) and share.is_percentage and isinstance(held, Phrase) and held.preposition in _SHARED_IN
        )  # fmt: skip

    def clause_at(self, position: int) -> Clause:
        """Return the clause that a constituent belongs to: the innermost one that covers it, else the nearest before."""
        return self._clause_of[position]

    @cached_property
    def _clause_of(self) -> Sequence[Clause]:
        return [self._clause_at(position) for position in range(len(self.constituents) + 1)]

    def _clause_at(self, position: int) -> Clause:
        covering = [clause for clause in self.clauses if clause.covers(position)]
        if covering:
            behind = [clause for clause in covering if clause.position < position]
            return behind[-1] if behind else covering[0]
        before = [clause for clause in self.clauses if clause.start <= position]
        return before[-1] if before else self.clauses[0]

    def position_at(self, place: int) -> int | None:
        """Return the last constituent whose head begins at an offset of the text or before it."""
        heads = (c.head if isinstance(c, Phrase) else c for c in self.constituents)
        return max((index for index, head in enumerate(heads) if head.span.start <= place), default=None)


def lemmas_of(phrase: Phrase) -> tuple[tuple[str, ...], ...]:
    """Return, for each word of a phrase in order, its lemmas and its form, names left out: مجلس إدارة، مشروع مشترك."""
    found: list[tuple[str, ...]] = []
    current: Phrase | None = phrase
    while current is not None and current.head.kind not in ("name", "figure", "date"):
        if not current.head.attached:
            found.append(_forms(current.head))
        inner = current.genitive
        if inner is None or inner.head.attached or inner.head.kind == "name":
            found += [_forms(adjective) for adjective in current.adjectives]
        current = inner
    return tuple(found)


def _forms(word: Word) -> tuple[str, ...]:
    return (*word.lemmas, word.norm.removeprefix("ال"))
