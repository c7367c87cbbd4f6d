"""What one graph says that another doesn't: statements gained, lost and changed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from kg.model import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Statement


_ORDER = ("lost", "gained", "changed", "evidence")


@dataclass(frozen=True, slots=True)
class Change:
    """Hold one difference: a statement before, after, or both where it is told in another way or by other articles."""

    kind: OneOf["gained", "lost", "changed", "evidence"]
    before: Statement | None
    after: Statement | None


def changes(before: Iterable[Statement], after: Iterable[Statement]) -> tuple[Change, ...]:
    """Return what is different, by subject, relation and object.

    A statement that is gone and one that has come are one change where both are about the same pair (of a figure: the same subject,
    relation and time), and differ in status, qualifiers or figure. A statement that stays, and has other evidence, is a change of evidence.
    """
    old, new = ({statement.id: statement for statement in statements} for statements in (before, after))
    found = [
        Change("evidence", old[name], new[name])
        for name in old.keys() & new.keys()
        if set(old[name].evidence) != set(new[name].evidence)
    ]
    gone = _by_matter(old[name] for name in old.keys() - new.keys())
    come = _by_matter(new[name] for name in new.keys() - old.keys())
    for matter in gone.keys() | come.keys():
        lost, gained = gone.get(matter, []), come.get(matter, [])
        paired = min(len(lost), len(gained))
        found += [Change("changed", one, other) for one, other in zip(lost[:paired], gained[:paired], strict=True)]
        found += [Change("lost", one, None) for one in lost[paired:]]
        found += [Change("gained", None, one) for one in gained[paired:]]
    return tuple(sorted(found, key=_order))


def _by_matter(statements: Iterable[Statement]) -> dict[tuple[str, ...], list[Statement]]:
    found: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for statement in sorted(statements, key=lambda statement: statement.id):
        said = dict(statement.qualifiers)
        target = str(said.get("period", "")) if isinstance(statement.object, Quantity) else statement.object
        found[statement.subject, statement.relation, target].append(statement)
    return found


def _order(change: Change) -> tuple[str, str, str, int, str]:
    told = next(statement for statement in (change.after, change.before) if statement is not None)
    target = "" if isinstance(told.object, Quantity) else told.object
    return told.subject, told.relation, target, _ORDER.index(change.kind), told.id
