"""Reading -> what it tells of each thing that no table knows, as far as that may tell two of one name apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kg.identity.ids import Identifier
    from kg.model import Article, Entity, Reading, Statement

_PERSON, _ORGANIZATION, _COMPANY, _PLACE = "Person", "Organization", "Company", "Place"
_RARE = (_PERSON, "Product")
_SEATED, _EMPLOYED, _ROLE = "headquartered-in", "holds-position", "role"
_LIST = 200
"""Things from which on an article is a list, which tells nothing of each."""
_COUNTRY, _CAPITAL = "country", "capital of "
"""What the table of places notes on one."""


class Context(NamedTuple):
    """Hold what one article tells of one thing; texts alone, so that the contexts of an archive can be sorted on disk."""

    id: str
    article: str
    published: str
    kind: str
    """Person, Company, or Organization for every other organization."""
    others: tuple[str, ...]
    """What it has a relation to, places apart."""
    beside: tuple[str, ...]
    """Persons and products of no table that the article names too: few articles name them."""
    homes: tuple[str, ...]
    """Countries in which it sits, or those sit for whom it works."""
    offices: tuple[str, ...]
    """Countries of those homes in which it holds an office that leaves no room for a second one."""
    nations: tuple[str, ...]
    """Countries that it holds an office of."""
    named: tuple[str, ...]
    """All that the article names, and the countries of the places among it."""


@dataclass(frozen=True, slots=True)
class _Page:
    """Hold what a reading tells, by the things that it is told of."""

    article: Article
    types: Mapping[str, str]
    told: Mapping[str, Sequence[Statement]]
    homes: Mapping[str, set[str]]
    """Thing -> countries in which it sits."""
    named: Sequence[str]
    rare: Sequence[str]


class ContextReader:
    """Read contexts as an ontology knows places, names and offices."""

    def __init__(self, identifier: Identifier) -> None:
        self.identifier, self.ontology = identifier, identifier.ontology

    def __call__(self, reading: Reading) -> Iterator[Context]:
        """Yield the context of each person and each organization of a reading that has no row in a table."""
        if len(reading.entities) > _LIST:
            return
        page = self._page(reading)
        for name in page.types:
            if self._kind(page, name) in (_PERSON, _ORGANIZATION) and name not in self.ontology.name_of:
                yield self._context(page, name)

    def _page(self, reading: Reading) -> _Page:
        types = {entity.id: entity.type for entity in reading.entities}
        told: dict[str, list[Statement]] = defaultdict(list)
        for statement in reading.statements:
            if isinstance(statement.object, str):
                for end in {statement.subject, statement.object}:
                    told[end].append(statement)
        return _Page(
            reading.article,
            types,
            told,
            self._homes(reading),
            sorted({*types, *(country for name in types for country in self._places(name))}),
            sorted(name for name, kind in types.items() if kind in _RARE and name not in self.ontology.name_of),
        )

    def _kind(self, page: _Page, name: str) -> str:
        return self.identifier.kind(page.types.get(name, _PLACE))

    def _context(self, page: _Page, name: str) -> Context:
        own = page.told.get(name, ())
        others = sorted({_other(statement, name) for statement in own})
        is_person = self._kind(page, name) == _PERSON
        kind = _COMPANY if self.ontology.is_a(page.types[name], (_COMPANY,)) else self._kind(page, name)
        worked_for = {home for other in others for home in page.homes.get(other, ())}
        return Context(
            id=name,
            article=page.article.id,
            published=page.article.published or "",
            kind=kind,
            others=tuple(other for other in others if self._kind(page, other) != _PLACE),
            beside=tuple(other for other in page.rare if other != name),
            homes=tuple(sorted(worked_for if is_person else page.homes.get(name, ()))),
            offices=tuple(self._offices(page, name, ("sole", "national"))),
            nations=tuple(self._offices(page, name, ("national",))),
            named=tuple(other for other in page.named if other != name),
        )

    def _offices(self, page: _Page, name: str, kinds: Collection[str]) -> list[str]:
        """Return the countries in which somebody holds an office of one of these kinds."""
        found: set[str] = set()
        for statement in page.told.get(name, ()):
            tells = self.ontology.telling_offices.get(str(dict(statement.qualifiers).get(_ROLE, "")))
            if statement.relation == _EMPLOYED and statement.status == "asserted" and tells in kinds:
                found |= page.homes.get(_other(statement, name), set())
        return sorted(found)

    def _homes(self, reading: Reading) -> dict[str, set[str]]:
        """Return the countries of the things of a reading: those of places, and where the rest sits by its name, its table or the reading."""
        found = {entity.id: self._places(entity.id) | self._of_name(entity) for entity in reading.entities}
        for statement in reading.statements:
            if statement.relation == _SEATED and statement.status == "asserted":
                found.setdefault(statement.subject, set()).update(self._places(str(statement.object)))
        return found

    def _of_name(self, entity: Entity) -> set[str]:
        known = self.ontology.name_of.get(entity.id)
        if entity.type in (_PERSON, _PLACE):
            return set()
        name = self.identifier.names(known.ar or known.en if known else entity.label)
        return {country for kind, place in name.meanings if kind == "quality" for country in self._places(place)}

    def _places(self, name: str) -> set[str]:
        """Return the country of what a table knows: of a city, a bank, a ministry; nothing of what it notes no country on."""
        known = self.ontology.name_of.get(name)
        if known is None:
            return set()
        if known.genus == _COUNTRY:
            return {name}
        notes = (note.removeprefix(_CAPITAL) for note in known.genus.split(", "))
        return {self._countries[note] for note in notes if note in self._countries}

    @cached_property
    def _countries(self) -> Mapping[str, str]:
        return {name.en: name.id for name in self.ontology.names if name.genus == _COUNTRY}


def _other(statement: Statement, name: str) -> str:
    return str(statement.object) if statement.subject == name else statement.subject
