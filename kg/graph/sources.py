"""Which articles are near-identical, as agencies' texts are, and count as one source."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Generic, TypeVar

from kg.arabic.fingerprints import DIGITS, likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Member = TypeVar("Member")

NEAR_IDENTICAL = 0.6
"""Share of their runs of words from which on two articles count as one source: a changed headline, byline or last paragraph."""

_BAND = 4


def sources(fingerprints: Mapping[str, str]) -> dict[str, str]:
    """Return for each article the least id among those that are near-identical to it, itself included.

    Only articles that share a band of four numbers are compared, so that the work grows with the articles and not with their pairs.
    """
    bands: dict[tuple[int, str], list[str]] = defaultdict(list)
    for article, found in sorted(fingerprints.items()):
        for number in range(0, len(found), DIGITS * _BAND):
            bands[number, found[number : number + DIGITS * _BAND]].append(article)
    joined = Joined(fingerprints)
    for members in bands.values():
        # A reprint is held against the first of its kind alone, not against every other.
        first, *others = members
        for other in others:
            if likeness(fingerprints[first], fingerprints[other]) >= NEAR_IDENTICAL:
                joined.join(first, other)
    return {article: joined.first(article) for article in fingerprints}


class Joined(Generic[Member]):
    """Hold sets that are joined two by two (union-find); each goes by the least of its members."""

    def __init__(self, members: Iterable[Member]) -> None:
        self._above = {member: member for member in members}

    def first(self, member: Member) -> Member:
        """Return the least member of the set that a member is in."""
        while self._above[member] != member:
            self._above[member] = self._above[self._above[member]]
            member = self._above[member]
        return member

    def join(self, one: Member, other: Member) -> None:
        """Make one set of two."""
        least, most = sorted((self.first(one), self.first(other)))  # type: ignore[type-var]
        self._above[most] = least
