"""Reading -> the same reading with other entity ids, wherever an id stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg.model import Entity, Evidence, Quantity, Reading, Statement

_SELLER, _PRODUCT = "seller", "product"


def renamed(reading: Reading, ids: Mapping[str, str]) -> Reading:
    """Return a reading whose entities go by other ids; those that `ids` doesn't name keep theirs.

    Entities that get one id are one, with the names of both, and keep both types and labels where these differ. A statement that would
    then join a thing with itself is left out; `loops` tells which.
    """
    own = {entity.id for entity in reading.entities}
    ids = {old: new for old, new in ids.items() if old != new}
    if not ids:
        return reading
    looped = set(map(id, loops(reading, ids)))
    statements = (
        _renamed_statement(statement, ids, own) for statement in reading.statements if id(statement) not in looped
    )
    return replace(
        reading,
        entities=tuple(_united(replace(entity, id=ids.get(entity.id, entity.id)) for entity in reading.entities)),
        statements=tuple(_merged(statements)),
    )


def loops(reading: Reading, ids: Mapping[str, str]) -> Iterator[Statement]:
    """Yield the statements that join two things of a reading which are one under `ids`."""
    for statement in reading.statements:
        if isinstance(statement.object, str) and statement.subject != statement.object:
            ends = [ids.get(end, end) for end in (statement.subject, statement.object)]
            if ends[0] == ends[1]:
                yield statement


def _united(entities: Iterable[Entity]) -> Iterator[Entity]:
    found: dict[tuple[str, str, str], Entity] = {}
    for entity in entities:
        key = entity.id, entity.type, entity.label
        before = found.get(key)
        found[key] = replace(entity, names=tuple(dict.fromkeys((*before.names, *entity.names)))) if before else entity
    yield from found.values()


def _merged(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield each claim once, with all its evidence."""
    found: dict[Statement, Statement] = {}
    for statement in statements:
        before = found.get(statement)
        evidence = (*before.evidence, *statement.evidence) if before else statement.evidence
        found[statement] = replace(statement, evidence=tuple(dict.fromkeys(evidence)))
    yield from found.values()


def _renamed_statement(statement: Statement, ids: Mapping[str, str], own: set[str]) -> Statement:
    target = statement.object
    qualifiers = ((role, _renamed_value(role, value, ids, own)) for role, value in statement.qualifiers)
    return replace(
        statement,
        subject=ids.get(statement.subject, statement.subject),
        object=ids.get(target, target) if isinstance(target, str) else target,
        qualifiers=tuple(sorted(qualifiers, key=str)),
        evidence=tuple(_renamed_evidence(item, ids, own) for item in statement.evidence),
    )


def _renamed_value(
    role: str, value: str | float | Quantity, ids: Mapping[str, str], own: set[str]
) -> str | float | Quantity:
    # What is sold may be words: رقائق is no entity for being spelled as one's id.
    is_id = isinstance(value, str) and (role == _SELLER or (role == _PRODUCT and value in own))
    return ids.get(value, value) if is_id and isinstance(value, str) else value


def _renamed_evidence(evidence: Evidence, ids: Mapping[str, str], own: set[str]) -> Evidence:
    speaker = evidence.speaker
    return replace(evidence, speaker=ids[speaker]) if speaker in own and speaker in ids else evidence
