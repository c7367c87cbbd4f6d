"""Whom an article has told of, sentence by sentence, and how they stood there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from kg.model import Span

_MOST = 24
"""Names of a headline that are looked at, and those of a sentence before a place and after it."""

Part = Literal["subject", "object", "possessor", "other"]


@dataclass(frozen=True, slots=True)
class Named:
    """Hold a place where an article names somebody, or where a word stands for them."""

    entity: str
    span: Span
    part: Part
    begins: str = ""
    """The first word there, folded."""


@dataclass(slots=True)
class Account:
    """Hold whom an article has told of so far."""

    headline: tuple[str, ...] = ()
    sentences: list[Sequence[Named]] = field(default_factory=list)

    def add(self, named: Sequence[Named], *, title: bool) -> int:
        """Add whom a sentence names, and return the number of the sentence."""
        if title:
            self.headline = tuple(dict.fromkeys(one.entity for one in named[:_MOST]))
        self.sentences.append(named)
        return len(self.sentences) - 1

    def around(self, number: int, place: int, reach: int) -> list[Sequence[Named]]:
        """Return whom the sentences before name, and last whom a sentence names around an offset of the text."""
        before = [sentence[-_MOST:] for sentence in self.sentences[max(number - reach, 0) : number]]
        own = self.sentences[number]
        here = bisect_left(own, place, key=lambda one: one.span.start)
        return [*before, own[max(here - _MOST, 0) : here + _MOST]]
