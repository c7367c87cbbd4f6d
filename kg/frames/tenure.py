"""Statements of an article -> the same with offices ended by who left, and with those that a resignation or a dismissal names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.model import Statement, Status

_LEAVING = frozenset({"resigns-from", "dismisses"})
_MOST_MOVES = 100
"""Hirings and departures of one person that an article tells of."""


def with_tenures(statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements with each office that its holder has left as ended, and the offices that leaving and coming back name.

    «أقالت X الرئيس التنفيذي فلانا» says who was its chief, «استقال من منصب المدير العام لـX» what he was; who is brought back holds it again.
    """
    back = {
        _pair(statement)
        for statement in statements
        if statement.relation == "reinstates" and statement.status == "asserted"
    }
    moves: dict[str, list[Statement]] = {}
    for statement in statements:
        if statement.status == "asserted" and statement.relation in (*_LEAVING, "hires"):
            moves.setdefault(_pair(statement)[0], []).append(statement)
    settled = [
        statement if _pair(statement) in back else _ended(statement, moves.get(statement.subject, ()))
        for statement in statements
    ]
    held = {_pair(statement) for statement in settled if statement.relation == "holds-position"}
    for statement in _named(statements, back):
        if _pair(statement) not in held:
            held.add(_pair(statement))
            settled.append(statement)
    return settled


def _pair(statement: Statement) -> tuple[str, str]:
    """Return person and organisation."""
    if statement.relation in ("dismisses", "reinstates", "hires", "appoints"):
        return str(statement.object), statement.subject
    return statement.subject, str(statement.object)


def _ended(office: Statement, moves: Sequence[Statement]) -> Statement:
    """End an office that the same sentence takes from its holder: by a dismissal, a resignation, or another employer."""
    if office.relation != "holds-position" or office.status != "asserted":
        return office
    organisation = _pair(office)[1]
    for other in moves[-_MOST_MOVES:]:
        if other.evidence[0].span != office.evidence[0].span and not _resigned(office, other):
            continue
        left = other.relation in _LEAVING and _pair(other)[1] == organisation
        taken = other.relation == "hires" and _pair(other)[1] != organisation
        if left or taken:
            return replace(office, status="ended")
    return office


def _resigned(office: Statement, other: Statement) -> bool:
    """Tell whether a resignation told elsewhere ends an office: it is from there, and from no other office."""
    if other.relation != "resigns-from" or _pair(other) != _pair(office):
        return False
    roles = {dict(statement.qualifiers).get("role") for statement in (office, other)} - {None}
    return len(roles) < 2


def _named(statements: Sequence[Statement], back: set[tuple[str, str]]) -> Iterator[Statement]:
    """Yield the office that a resignation, a dismissal or a return names."""
    for statement in statements:
        qualifiers = dict(statement.qualifiers)
        returned = statement.relation == "reinstates"
        if (
            not (returned or statement.relation in _LEAVING)
            or "role" not in qualifiers
            or (returned and statement.status == "denied")
        ):
            continue
        person, organisation = _pair(statement)
        status: Status = (
            "ended" if statement.status == "asserted" and (person, organisation) not in back else "asserted"
        )
        roles = tuple((name, value) for name, value in statement.qualifiers if name in ("role", "role_text"))
        evidence = replace(statement.evidence[0], rule="holds-position: tenure", subject_span=None, object_span=None)
        yield Statement(
            person, "holds-position", organisation, roles, statement.status if returned else status, (evidence,)
        )


__all__ = ["with_tenures"]
