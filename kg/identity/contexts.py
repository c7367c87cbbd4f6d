"""Reading -> what it tells of each thing that no table knows, as far as that may tell two of one name apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kg.identity.ids import Identifier
    from kg.model import Entity, Reading, Statement

_PERSON, _ORGANIZATION, _PLACE = "Person", "Organization", "Place"
_SEATED, _EMPLOYED, _ROLE = "headquartered-in", "holds-position", "role"
_COUNTRY, _CAPITAL = "country", "capital of "
"""What the table of places notes on one."""


class Context(NamedTuple):
    """Hold what one article tells of one thing; texts alone, so that the contexts of an archive can be sorted on disk."""

    id: str
    article: str
    published: str
    person: bool
    others: tuple[str, ...]
    """What it has a relation to, places apart."""
    homes: tuple[str, ...]
    """Countries in which it sits, or those sit for whom it works."""
    offices: tuple[str, ...]
    """Countries of those homes in which it holds an office that leaves no room for a second one."""
    nations: tuple[str, ...]
    """Countries that it holds an office of."""
    named: tuple[str, ...]
    """All that the article names, and the countries of the places among it."""


class ContextReader:
    """Read contexts as an ontology knows places, names and offices."""

    def __init__(self, identifier: Identifier) -> None:
        self.identifier, self.ontology = identifier, identifier.ontology

    def __call__(self, reading: Reading) -> Iterator[Context]:
        """Yield the context of each person and each organization of a reading that has no row in a table."""
        entities = {entity.id: entity for entity in reading.entities}
        kinds = {name: self.identifier.kind(entity.type) for name, entity in entities.items()}
        told = [statement for statement in reading.statements if isinstance(statement.object, str)]
        named = sorted({*entities, *(country for name in entities for country in self._places(name))})
        homes = self._homes(entities, told)
        for name, kind in kinds.items():
            if kind in (_PERSON, _ORGANIZATION) and name not in self.ontology.name_of:
                own = [statement for statement in told if name in (statement.subject, statement.object)]
                yield self._context(reading, name, kind == _PERSON, own, homes, kinds, named)

    def _context(
        self,
        reading: Reading,
        name: str,
        person: bool,
        own: Iterable[Statement],
        homes: Mapping[str, set[str]],
        kinds: Mapping[str, str],
        named: Iterable[str],
    ) -> Context:
        others = {_other(statement, name): statement for statement in own}
        offices: dict[str, set[str]] = {"sole": set(), "national": set()}
        for statement in own:
            tells = self.ontology.telling_offices.get(str(dict(statement.qualifiers).get(_ROLE, "")))
            if statement.relation == _EMPLOYED and statement.status == "asserted" and tells:
                offices[tells] |= homes.get(_other(statement, name), set())
        worked_for = {home for other in others for home in homes.get(other, ())}
        return Context(
            name,
            reading.article.id,
            reading.article.published or "",
            person,
            tuple(sorted(other for other in others if kinds.get(other, _PLACE) != _PLACE)),
            tuple(sorted(worked_for if person else homes.get(name, set()))),
            tuple(sorted(offices["sole"] | offices["national"])),
            tuple(sorted(offices["national"])),
            tuple(thing for thing in named if thing != name),
        )

    def _homes(self, entities: Mapping[str, Entity], told: Iterable[Statement]) -> dict[str, set[str]]:
        """Return the countries of the things of a reading: those of places, and where the rest sits by its name, its table or the reading."""
        found = {name: self._places(name) | self._of_name(entity) for name, entity in entities.items()}
        for statement in told:
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
