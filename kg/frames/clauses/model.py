"""A clause: a verb with its subject, its objects, and the clause that governs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from kg.frames.phrases import Constituent, Phrase
from kg.frames.words import Word

Opening = Literal["main", "relative", "complement", "subordinate", "coordinate"]


@dataclass(slots=True)
class Clause:
    """Hold a verb with what belongs to it. A sentence without a verb is one clause without a verb."""

    verb: Word | None
    position: int
    """Index of the verb among the constituents."""
    start: int
    end: int
    """The constituents start to end, end excluded, are the clause's own, but for those in its asides."""
    asides: tuple[range, ...] = ()
    opening: Opening = "main"
    parent: Clause | None = None
    antecedent: Phrase | None = None
    """What a relative clause describes."""
    described: Phrase | None = None
    """The idafa of one gender that it ends: عرض الاستحواذ الذي …."""
    resumed: bool = False
    """Whether a pronoun in the relative clause takes up the antecedent: then it is not the subject."""
    subject: Phrase | None = None
    inherited: bool = False
    """Whether the subject is understood from a clause before."""
    object: Phrase | None = None
    object_pronoun: Phrase | None = None
    particles: list[str] = field(default_factory=list)
    auxiliaries: list[Word] = field(default_factory=list)
    condition: str = ""
    """The word that makes the clause conditional: إذا opens the next clause, or في حال stands in this one."""
    befalls: Phrase | None = None
    """Of the complement of an impersonal verb: who does it, سبق لـX أن …."""
    governor: Word | Phrase | None = None
    """The verb or noun whose complement this clause is: أعلنت أن …, من المتوقع أن …."""

    def own(self, constituents: Sequence[Constituent], start: int, end: int) -> list[tuple[int, Phrase]]:
        """Return the phrases from start to end, with their positions, that stand in none of the clause's asides."""
        return [
            (index, constituent)
            for index, constituent in enumerate(constituents[start:end], start)
            if isinstance(constituent, Phrase) and not self.interrupted(index)
        ]

    def interrupted(self, position: int) -> bool:
        """Tell whether a constituent stands in an aside of the clause."""
        return bool(self.asides) and any(position in aside for aside in self.asides)

    def covers(self, position: int) -> bool:
        """Tell whether a constituent belongs to the clause or to a clause within it."""
        return self.start <= position < self.end and not self.interrupted(position)

    @property
    def passive(self) -> bool:
        """Tell whether the verb is passive by its form."""
        return self.verb is not None and self.verb.voice == "passive"
