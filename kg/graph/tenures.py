"""Statements about offices -> who held which one at an organization: current, former or planned, between which days, on which evidence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from typing import Literal as OneOf

from kg.graph.times import ANY_TIME, Period, Validity, period
from kg.model import GraphError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from kg.model import Statement

State: TypeAlias = OneOf["current", "former", "planned", "unknown"]

_STATES: tuple[State, ...] = ("current", "planned", "former", "unknown")
_AHEAD = frozenset({"planned", "negotiating", "expected", "possible", "conditional"})
_UNNAMED = "other"
"""The role of offices that have no name of their own: only their words tell them apart."""


class Telling(NamedTuple):
    """Hold what a relation tells of an office: which of its two ends is the person, and what becomes of the office."""

    person: str
    tells: str


@dataclass(frozen=True, slots=True)
class Tenure:
    """Hold one office of one person at one organization."""

    person: str
    organization: str
    role: str
    """As `ceo`; empty where no text names the office."""
    role_texts: tuple[str, ...]
    state: State
    """`current` is as of `told`, the last day that the articles tell of, and never as of today; `unknown` where they don't settle it."""
    validity: Validity
    told: str
    """The last day on which a dated article tells of it; empty where none is dated."""
    statements: tuple[Statement, ...]


@cache
def load_tellings(path: Path) -> Mapping[str, Telling]:
    """Return what relations tell of offices by their names."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    wrong = next((row for row in rows[1:] if len(row) != 3), None)
    if wrong is not None:
        raise GraphError(f"{path}: «{wrong[0]}» has no person, or nothing that it tells")
    return {relation: Telling(person, tells) for relation, person, tells in rows[1:]}


def tenures(
    statements: Iterable[Statement], tellings: Mapping[str, Telling], published: Mapping[str, str]
) -> tuple[Tenure, ...]:
    """Return the offices that statements tell of, by person, organization and role."""
    together: dict[tuple[str, str], list[_Event]] = defaultdict(list)
    for statement in statements:
        telling = tellings.get(statement.relation)
        if telling is not None and isinstance(statement.object, str) and statement.status != "negotiating":
            ends = (statement.subject, statement.object)
            person, organization = ends if telling.person == "subject" else ends[::-1]
            told = sorted(
                found for item in statement.evidence if (found := period(published.get(item.article, ""))) is not None
            )
            together[person, organization].append(_event(statement, telling.tells, told))
    held = [
        _tenure(person, organization, office, events)
        for (person, organization), all_events in together.items()
        for office, events in _offices(all_events).items()
    ]
    return tuple(
        sorted(held, key=lambda one: (one.organization, _STATES.index(one.state), one.person, one.role, one.role_texts))
    )


class _Event(NamedTuple):
    """Hold what one statement tells of an office."""

    statement: Statement
    turn: OneOf["in", "out", "ahead", ""]
    """Whether its holder is in office by it, out of it, or to come; nothing where it doesn't settle that."""
    again: bool
    begins: bool
    date: Period | None
    until: Period | None
    told: list[Period]

    @property
    def known(self) -> str:
        """Return the day up to which this is the news: its own, or else the last on which it was told."""
        if self.date is not None and self.begins:
            return self.date.last
        return max((day.first for day in self.told), default=self.date.last if self.date else "")


def _event(statement: Statement, tells: str, told: list[Period]) -> _Event:
    said = {role: str(value) for role, value in statement.qualifiers}
    turns: dict[tuple[bool, str], OneOf["in", "out", "ahead", ""]] = {
        (False, "asserted"): "in",
        (False, "ended"): "out",
        (True, "asserted"): "out",
        (True, "denied"): "in",
    }
    ends = tells == "ends"
    turn = turns.get((ends, statement.status), "ahead" if not ends and statement.status in _AHEAD else "")
    return _Event(
        statement,
        turn,
        again=tells == "begins-again" and turn == "in",
        begins=tells.startswith("begins"),
        date=period(said.get("date", "")),
        until=period(said.get("until", "")),
        told=told,
    )


def _offices(events: Sequence[_Event]) -> dict[tuple[str, str], list[_Event]]:
    """Return the events by office; one that names none is about every office of the person there."""
    found: dict[tuple[str, str], list[_Event]] = defaultdict(list)
    unnamed = []
    for event in events:
        said = dict(event.statement.qualifiers)
        role = str(said.get("role", ""))
        if role:
            found[role, str(said.get("role_text", "")) if role == _UNNAMED else ""].append(event)
        else:
            unnamed.append(event)
    for office in list(found) if found else [("", "")]:
        found[office] += unnamed
    return {office: members for office, members in found.items() if any(event.turn for event in members)}


def _tenure(person: str, organization: str, office: tuple[str, str], events: Sequence[_Event]) -> Tenure:
    state = _state(events)
    texts = {str(value) for event in events for role, value in event.statement.qualifiers if role == "role_text"}
    return Tenure(
        person,
        organization,
        office[0],
        tuple(sorted(texts)),
        state,
        Validity(_begins(events, state), _ends(events, state), ever=state in ("current", "former")),
        max((day.last for event in events for day in event.told), default=""),
        tuple(sorted((event.statement for event in events), key=lambda statement: statement.id)),
    )


def _state(events: Sequence[_Event]) -> State:
    inside = [event for event in events if event.turn == "in"]
    outside = [event for event in events if event.turn == "out"]
    if not (inside or outside):
        return "planned"
    if not (inside and outside):
        return "current" if inside else "former"
    latest, last_out = (max(event.known for event in chosen) for chosen in (inside, outside))
    if any(event.again and event.known >= last_out for event in inside):
        return "current"
    if not (latest and last_out) or latest == last_out:
        return "unknown"
    return "current" if latest > last_out else "former"


def _begins(events: Sequence[_Event], state: State) -> Period:
    if state == "planned":
        dated = [event.date for event in events if event.turn == "ahead" and event.date]
        since = max(
            (day.first for event in events if event.turn == "ahead" for day in event.told), default=ANY_TIME.first
        )
        return min(dated) if dated else Period(since, ANY_TIME.last)
    out = [event for event in events if event.turn == "out"]
    if state == "current" and out:
        return _begins_again(events, out)
    inside = [event for event in events if event.turn == "in"]
    dated = [event.date for event in inside if event.date and event.begins]
    dated = dated or [event.date for event in inside if event.date]
    if dated:
        return min(dated)
    told = [day.last for event in events if event.turn for day in event.told]
    left = [event.date.last for event in out if event.date]
    return Period(ANY_TIME.first, min([*told, *left], default=ANY_TIME.last))


def _begins_again(events: Sequence[_Event], out: Sequence[_Event]) -> Period:
    """Return when an office begins that its holder had left before: not before that."""
    left = max(event.known for event in out)
    back = [event for event in events if event.turn == "in" and (event.again or event.known > left)]
    dated = [event.date for event in back if event.begins and event.date]
    if dated:
        return min(dated)
    first = max((event.date.first for event in out if event.date), default=ANY_TIME.first)
    return Period(first, min((day.last for event in back for day in event.told), default=ANY_TIME.last))


def _ends(events: Sequence[_Event], state: State) -> Period:
    held = max((day.first for event in events if event.turn == "in" for day in event.told), default=ANY_TIME.first)
    if state == "former":
        out = [event for event in events if event.turn == "out"]
        dated = [event.date for event in out if event.date]
        if dated:
            return max(dated)
        return Period(held, min((day.last for event in out for day in event.told), default=ANY_TIME.last))
    limits = [event.until for event in events if event.until]
    if limits:
        return max(limits)
    return Period(held if state == "current" else ANY_TIME.first, ANY_TIME.last)
