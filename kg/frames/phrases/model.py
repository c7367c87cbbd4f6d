"""A phrase: what heads it, what hangs on it, and what it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.frames.choice import PRONOUNS
from kg.frames.words import Word


@dataclass(slots=True, eq=False)
class Phrase:
    """Hold a nominal: what heads it, what hangs on it, and the entities that it stands for. It equals itself alone."""

    head: Word
    first: int
    """Index of its first word in the sentence, the preposition included."""
    last: int
    preposition: str = ""
    genitive: Phrase | None = None
    adjectives: list[Word] = field(default_factory=list)
    apposed: list[Phrase] = field(default_factory=list)
    coordinated: list[Phrase] = field(default_factory=list)
    examples: list[Phrase] = field(default_factory=list)
    """Names after مثل: شركات مثل سدير ورتاج."""
    entities: tuple[str, ...] = ()

    def copy(self) -> Phrase:
        """Return the same phrase of the same words, which what is hung on this one leaves as it is."""
        return replace(
            self,
            genitive=self.genitive.copy() if self.genitive is not None else None,
            adjectives=list(self.adjectives),
            apposed=[inner.copy() for inner in self.apposed],
            coordinated=[inner.copy() for inner in self.coordinated],
            examples=[inner.copy() for inner in self.examples],
        )

    def nested(self) -> list[Phrase]:
        """Return the phrase and the phrases inside it, outermost first."""
        found = [self]
        if self.genitive is not None:
            found += self.genitive.nested()
        if self.apposed or self.coordinated or self.examples:
            for inner in (*self.apposed, *self.coordinated, *self.examples):
                found += inner.nested()
        return found

    def hosts_of(self, inner: Phrase) -> tuple[Phrase, ...]:
        """Return the nouns in the phrase whose genitive a phrase inside it is, innermost first."""
        if inner is self:
            return ()
        parents = {id(host.genitive): host for host in self.nested() if host.genitive is not None}
        found: list[Phrase] = []
        while (host := parents.get(id(inner))) is not None:
            found.append(host)
            inner = host
        return tuple(found)

    def until(self, word: Word) -> Phrase:
        """Return the phrase without the fellows that stand behind a word: of «أ»، التابعة لـ«ب»، و«ج» what the aside is of."""
        far = [fellow for fellow in self.coordinated if fellow.head.span > word.span]
        if not far:
            return self
        behind = {entity for fellow in far for entity in fellow.entities}
        near = [fellow for fellow in self.coordinated if fellow not in far]
        return replace(self, coordinated=near, entities=tuple(e for e in self.entities if e not in behind))

    @property
    def names_something(self) -> bool:
        """Tell whether the phrase or a part of it stands for an entity."""
        return any(inner.entities for inner in self.nested())

    @property
    def genitive_defines(self) -> bool:
        """Tell whether the phrase is definite by what its genitives end in: a definite noun, a name or a pronoun."""
        inner = self.genitive
        while inner is not None:
            if inner.head.definite or inner.head.kind in ("name", "reference") or inner.head.attached:
                return True
            inner = inner.genitive
        return False

    @property
    def is_percentage(self) -> bool:
        """Tell whether the phrase is headed by a percentage."""
        mention = self.head.mention
        return mention is not None and mention.type == "Percent"

    @property
    def is_place(self) -> bool:
        """Tell whether the phrase is headed by the name of a place."""
        mention = self.head.mention
        return mention is not None and mention.type == "Place"

    @property
    def tells_place(self) -> bool:
        """Tell whether the phrase is a sentence of its own, its possessed noun and a place: مقرها دبي."""
        possessed = self.genitive is not None and self.genitive.head.attached
        return possessed and bool(self.apposed) and self.apposed[0].is_place

    def stand_for_names(self, names: Sequence[Phrase]) -> None:
        """Let the phrase stand for what all of these names stand for."""
        self.entities = tuple(dict.fromkeys(entity for name in names for entity in name.entities))


Constituent = Phrase | Word


def hung_before(constituents: Sequence[Constituent], word: Word) -> Phrase | None:
    """Return what hangs on a phrase further back and yet stands right before a word: «أ»، التابعة لـ«ب»، و«ج» التي …."""
    phrases = [c for c in constituents if isinstance(c, Phrase)]
    if not phrases:
        return None
    nearest = max(inner.head.span for inner in phrases[-1].nested() if inner.head.span < word.span)
    for phrase in reversed(phrases[:-1]):
        for fellow in (*phrase.coordinated, *phrase.examples):
            if nearest < fellow.head.span < word.span:
                return fellow
    return None


__all__ = ["PRONOUNS", "Constituent", "Phrase", "hung_before"]
