"""Readings -> what they say of each thing: its names, its kind, and whom and what it has to do with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.identity.ids import Identifier
    from kg.identity.names import Name
    from kg.model import Entity, Reading, Statement

_MANY_NAMES = 6
_SEATED = "headquartered-in"


@dataclass(slots=True)
class Profile:
    """Gather what articles say of one thing."""

    id: str
    kind: str
    known: bool
    types: set[str] = field(default_factory=set)
    names: dict[str, int] = field(default_factory=dict)
    """Surface forms with the number of articles that have them."""
    articles: set[str] = field(default_factory=set)
    ties: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    """(relation, other end) -> articles."""
    quotes: dict[str, str] = field(default_factory=dict)
    """Article -> the first sentence that says something of it there."""

    def others(self) -> set[str]:
        """Return what it has to do with."""
        return {other for _, other in self.ties}


class Profiles:
    """Hold the profiles of all things that readings name."""

    def __init__(self, readings: Iterable[Reading], identifier: Identifier) -> None:
        self.identifier = identifier
        self.ontology = identifier.ontology
        self.countries = frozenset(self.ontology.nationalities.values())
        self.of: dict[str, Profile] = {}
        self._names: dict[str, list[Name]] = {}
        for reading in readings:
            for entity in reading.entities:
                self._meet(entity, reading.article.id)
            for statement in reading.statements:
                self._tie(statement, reading.article.id)

    def _meet(self, entity: Entity, article: str) -> None:
        known = entity.id in self.ontology.name_of
        profile = self.of.get(entity.id)
        if profile is None:
            profile = self.of[entity.id] = Profile(entity.id, self.identifier.kind(entity.type), known)
        profile.types.add(entity.type)
        profile.articles.add(article)
        for name in dict.fromkeys((entity.label, *entity.names)):
            profile.names[name] = profile.names.get(name, 0) + 1

    def _tie(self, statement: Statement, article: str) -> None:
        if not isinstance(statement.object, str):
            return
        quote = statement.evidence[0].quote if statement.evidence else ""
        for one, other in ((statement.subject, statement.object), (statement.object, statement.subject)):
            profile = self.of.get(one)
            if profile is not None:
                profile.ties[statement.relation, other].add(article)
                profile.quotes.setdefault(article, quote)

    def names(self, profile: Profile) -> list[Name]:
        """Return the names of a thing in their parts, the commonest first; those of the table where it stands there."""
        if profile.id not in self._names:
            self._names[profile.id] = list({name.key: name for name in self._read(profile)}.values())
        return self._names[profile.id]

    def _read(self, profile: Profile) -> Iterator[Name]:
        known = self.ontology.name_of.get(profile.id)
        # Of a known thing an article has the names of the table, or short forms that are for that article alone.
        found = _commonest(profile) if known is None else (known.ar, known.en, *known.aliases)
        for name in found:
            if name:
                yield self.identifier.names(name, person=profile.kind == "Person")

    def short_names(self, profile: Profile) -> set[str]:
        """Return the keys of the names that only shorten another of the same thing: سدير of سدير للتأمين."""
        if profile.known:
            return set()
        words = [set(name.words) for name in self.names(profile)]
        return {name.key for name in self.names(profile) if any(set(name.words) < other for other in words)}

    def seats(self, profile: Profile, article: str = "") -> set[str]:
        """Return the countries in which a thing sits, by all articles or by one."""
        return {
            other
            for (relation, other), articles in profile.ties.items()
            if relation == _SEATED and other in self.countries and (not article or article in articles)
        }

    def employers(self, profile: Profile, article: str = "") -> set[str]:
        """Return the organizations that a person has to do with, by all articles or by one."""
        return (
            {
                other
                for (_, other), articles in profile.ties.items()
                if (not article or article in articles) and other in self.of and self.of[other].kind == "Organization"
            }
            if profile.kind == "Person"
            else set()
        )


def _commonest(profile: Profile) -> list[str]:
    return sorted(profile.names, key=lambda name: (-profile.names[name], name))[:_MANY_NAMES]
