"""Reading -> the ids of its things that no table knows, made of what their article says alone, so that equal ids are one thing.

An id is the name without its legal form, and the kind of thing where that is no organization: a company, a city and a person of one name
are three things. Names that many people bear (محمد أحمد، محمد العتيبي) tell nobody apart: their ids name the employer too, or else the
article. Whom articles of one id contradict each other about, `namesakes` tells apart.
"""

from __future__ import annotations

import hashlib
import re
from functools import cached_property
from typing import TYPE_CHECKING

from kg.arabic.sounds import in_latin
from kg.identity.names import NameReader
from kg.model import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Entity
    from kg.ontology import Ontology

_SLUG = re.compile(r"[^\w]+")
_ORGANIZATION, _PERSON = "Organization", "Person"
_FEW_WORDS = 2
_EMPLOYED = "holds-position"


class Identifier:
    """Give things ids, as an ontology knows their names."""

    def __init__(self, ontology: Ontology, names: NameReader | None = None) -> None:
        self.ontology = ontology
        self.names = names or NameReader(ontology)

    def __call__(self, reading: Reading) -> dict[str, str]:
        """Return the ids of a reading's things that no table knows, each with the one that it is to go by."""
        unknown = [entity for entity in reading.entities if entity.id not in self.ontology.name_of]
        ids = {entity.id: self._id(entity) for entity in unknown if entity.type != _PERSON}
        for entity in unknown:
            if entity.type == _PERSON:
                ids[entity.id] = self._person_id(entity, reading, ids)
        return ids

    def kind(self, type_name: str) -> str:
        """Return the kind of a class within which two things may be one: a company is an organization, a bank, a ministry too."""
        return _ORGANIZATION if self.ontology.is_a(type_name, (_ORGANIZATION,)) else type_name

    def _id(self, entity: Entity) -> str:
        slug = _slug(self.names(entity.label).key)
        kind = self.kind(entity.type)
        # A name of the tables has its slug for itself: what is called as a city is something else.
        free = kind == _ORGANIZATION and slug not in self.ontology.name_of
        return slug if free else f"{slug}-{entity.type.lower()}"

    def _person_id(self, person: Entity, reading: Reading, ids: dict[str, str]) -> str:
        name = self.names(person.label, person=True)
        slug = f"{_slug(name.key)}-person"
        if not self.is_common(name.proper):
            return slug
        employer = min(self._employers(person.id, reading), default=None)
        if employer is not None:
            return f"{slug}-{ids.get(employer[1], employer[1])}"
        return f"{slug}-{hashlib.sha256(reading.article.id.encode()).hexdigest()[:8]}"

    def is_common(self, words: tuple[str, ...]) -> bool:
        """Tell whether many people bear a name: one word, or a given name and that of a father or of a large family."""
        if len(words) != _FEW_WORDS:
            return len(words) < _FEW_WORDS
        first, last = words
        given = self.ontology.given_name_spellings
        # Given names are listed in Arabic letters alone.
        family = last in self._families or last.removeprefix("al") in self._families
        return (first in given or in_latin(first)) and (last in given or family)

    @cached_property
    def _families(self) -> frozenset[str]:
        return frozenset(" ".join(self.names(name, person=True).proper) for name in self.ontology.family_names)

    def _employers(self, person: str, reading: Reading) -> Iterator[tuple[bool, str]]:
        """Yield the organizations that a reading says a person works for, those of an office first."""
        types = {entity.id: entity.type for entity in reading.entities}
        for statement in reading.statements:
            ends = statement.subject, statement.object
            if person in ends and all(isinstance(end, str) for end in ends):
                other = str(ends[0] if ends[1] == person else ends[1])
                if self.kind(types.get(other, "")) == _ORGANIZATION and types.get(other):
                    yield statement.relation != _EMPLOYED, other


def _slug(key: str) -> str:
    return _SLUG.sub("-", key).strip("-") or "x"
