"""Rows about who is the same as whom -> the id by which each thing goes; rows that contradict each other are named."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.graph.sources import Joined
from kg.graph.terms import digest
from kg.model import GraphError

if TYPE_CHECKING:
    from kg.graph.decisions import Decision, Term
    from kg.model import Reading


@dataclass(frozen=True, slots=True)
class Identities:
    """Hold by which id a thing goes that is named by a decision."""

    everywhere: Mapping[str, str]
    within: Mapping[str, Mapping[str, str]]
    """Article -> ids that stand for other things there than elsewhere."""

    def name(self, term: Term) -> str:
        """Return the id by which a thing goes that is named in a row."""
        return self.within.get(term.article, {}).get(term.id) or self.everywhere.get(term.id, term.id)

    def written(self, name: str) -> str:
        """Return how a row names the thing of an id: that of one article, where the id is made for it alone."""
        apart = ((article, old) for article, ids in self.within.items() for old, new in ids.items() if new == name)
        article, old = min(apart, default=("", name))
        own = name not in self.everywhere and name not in self.everywhere.values()
        return f"{old}@{article}" if article and own else name

    def of(self, reading: Reading) -> dict[str, str]:
        """Return the ids of a reading that are changed, each with its new one."""
        if reading.article.id not in self.within and not self.everywhere:
            return {}
        within = self.within.get(reading.article.id, {})
        new = {entity.id: within.get(entity.id) or self.everywhere.get(entity.id) for entity in reading.entities}
        return {old: name for old, name in new.items() if name and name != old}


def identities(rows: Iterable[Decision], known: Container[str]) -> Identities:
    """Return by which id each thing goes; raise GraphError where a row of «different» stands against rows of «same».

    Of a group the id of a known name stays, else the first by letters. What is told apart from its namesakes gets an id of its own,
    made of its article's; of two that are told apart, the one of the first article by letters keeps the old id.
    """
    rows = tuple(rows)
    same = [row for row in rows if row.verdict == "same"]
    different = [row for row in rows if row.verdict == "different"]
    named = {term for row in (*same, *different) for term in (row.left, row.right)}
    terms = sorted(named | {replace(term, article="") for term in named})
    joined = Joined(terms)
    for row in same:
        joined.join(row.left, row.right)
    for row in different:
        if joined.first(row.left) == joined.first(row.right):
            raise GraphError(_conflict(row, same))
    _join_namesakes(_groups(terms, joined), joined, different, known)
    everywhere: dict[str, str] = {}
    within: dict[str, dict[str, str]] = defaultdict(dict)
    for members in _groups(terms, joined):
        name = _name(members, known)
        for term in members:
            place = within[term.article] if term.article else everywhere
            place[term.id] = name
    return Identities(everywhere, dict(within))


def _groups(terms: Iterable[Term], joined: Joined[Term]) -> list[list[Term]]:
    groups: dict[Term, list[Term]] = defaultdict(list)
    for term in terms:
        groups[joined.first(term)].append(term)
    return list(groups.values())


def _join_namesakes(
    groups: Iterable[list[Term]], joined: Joined[Term], different: Iterable[Decision], known: Container[str]
) -> None:
    """Join what rows name in single articles alone to its namesakes everywhere, unless a row tells it apart from them."""
    apart: dict[Term, list[Term]] = defaultdict(list)
    for row in different:
        apart[row.left].append(row.right)
        apart[row.right].append(row.left)
    for group in groups:
        if not all(term.article for term in group):
            continue
        namesakes = {replace(term, article="") for term in group}
        for namesake in sorted(namesakes, key=lambda term: (term.id not in known, term)):
            others = {joined.first(other) for term in group for other in apart[term]}
            if joined.first(namesake) not in others:
                joined.join(group[0], namesake)
                break


def _name(members: Iterable[Term], known: Container[str]) -> str:
    """Return the id of a group: that of a known name, else the first by letters; a new one of what is told apart in single articles."""
    members = sorted(members)
    plain = [term.id for term in members if not term.article]
    if plain:
        return min(plain, key=lambda name: (name not in known, name))
    first = members[0]
    return f"{first.id}-{digest(first.id, first.article)[:8]}"


def _conflict(row: Decision, same: Iterable[Decision]) -> str:
    chain = ", ".join(f"{step.place} («{step.left}» is «{step.right}»)" for step in _chain(row, same))
    return f"{row.place}: «{row.left}» is different from «{row.right}», but rows say that they are the same: {chain}"


def _chain(row: Decision, same: Iterable[Decision]) -> Iterator[Decision]:
    """Yield the shortest chain of rows that joins what a row tells apart."""
    beside: dict[Term, list[tuple[Term, Decision]]] = defaultdict(list)
    for step in same:
        beside[step.left].append((step.right, step))
        beside[step.right].append((step.left, step))
    before: dict[Term, tuple[Term, Decision]] = {}
    waiting = deque([row.left])
    while row.right not in before:
        here = waiting.popleft()
        for there, step in beside[here]:
            if there not in before and there != row.left:
                before[there] = here, step
                waiting.append(there)
    steps, here = [], row.right
    while here != row.left:
        here, step = before[here]
        steps.append(step)
    yield from reversed(steps)
