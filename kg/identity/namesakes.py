"""Contexts of one name -> those that are of somebody else: what they tell contradicts what the others tell, and nothing joins the two.

Articles that have anything in common are of one thing: a relation to the same thing, the same country, a person or product that no table
knows, or that one of them names what the other relates the thing to. Only what is left apart by that can contradict, and only if it is plain: the countries of a company's seats, of
offices that nobody holds twice at the same time, of two governments. Neither side may even name the country of the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.identity.contexts import Context

_PERSON, _COMPANY = "Person", "Company"
_SAME_TIME = timedelta(days=60)
"""Who is told to be in office twice within so many days, in two countries, has hardly moved from one to the other."""


@dataclass(frozen=True, slots=True)
class Namesake:
    """Hold in which articles a name is of somebody else than it is elsewhere."""

    id: str
    articles: tuple[str, ...]
    reasons: tuple[str, ...]
    """Names in the table of reasons."""
    here: str
    """The first of the articles that contradict."""
    there: str
    """The first of those that they contradict."""
    why: str
    """The countries that contradict."""


@dataclass(slots=True)
class _Side:
    """Gather the contexts of one name that have something in common."""

    contexts: list[Context]

    def told(self, field: str) -> set[str]:
        """Return all that the contexts tell of one kind."""
        return {value for context in self.contexts for value in getattr(context, field)}

    def days(self) -> tuple[date, date] | None:
        """Return the first and the last day on which an article tells of an office that leaves no room for a second."""
        told = (_day(one.published) for one in self.contexts if one.offices)
        days = [day for day in told if day is not None]
        return (min(days), max(days)) if days else None


def namesakes(contexts: Iterable[Context]) -> Iterator[Namesake]:
    """Yield who is to be told apart among contexts that come in the order of their ids; what most articles tell of keeps the name."""
    for _, same in groupby(contexts, key=attrgetter("id")):
        of_one = sorted(set(same))
        if len(of_one) > 1:
            yield from _told_apart(of_one)


def _told_apart(contexts: Sequence[Context]) -> Iterator[Namesake]:
    sides = _sides([context for context in contexts if context.others or context.homes])
    groups: list[list[_Side]] = []
    for side in sides:
        fitting = (group for group in groups if not any(_contradiction(side, other) for other in group))
        group = next(fitting, None)
        if group is None:
            groups.append([side])
        else:
            group.append(side)
    if len(groups) > 1:
        silent = [context for context in contexts if not (context.others or context.homes)]
        yield from (_namesake(group, groups, silent) for group in groups[1:])


def _namesake(group: Sequence[_Side], groups: Sequence[Sequence[_Side]], silent: Iterable[Context]) -> Namesake:
    """Return a group of sides as a namesake, with the articles that tell nothing but name what has to do with that group alone."""
    own = {context.article for side in group for context in side.contexts}
    about = [{other for side in group for other in side.told("others")} for group in groups]
    place = next(number for number, one in enumerate(groups) if one is group)
    own |= {
        context.article
        for context in silent
        if [number for number, others in enumerate(about) if others & {*context.named}] == [place]
    }
    pairs = ((one, other, _contradiction(one, other)) for one in group for other in groups[0])
    here, there, reason = next(pair for pair in pairs if pair[2])
    why = " ≠ ".join(", ".join(sorted(side.told("homes"))) for side in (here, there))
    articles = tuple(sorted(own))
    return Namesake(here.contexts[0].id, articles, (reason, "nothing-shared"), _telling(here), _telling(there), why)


def _telling(side: _Side) -> str:
    return next(context.article for context in side.contexts if context.homes)


def _sides(telling: Sequence[Context]) -> list[_Side]:
    """Return contexts with those with which they have something in common, the largest side first."""
    first: dict[str, int] = {}
    above = list(range(len(telling)))

    def top(number: int) -> int:
        while above[number] != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    def join(number: int, other: int) -> None:
        low, high = sorted((top(number), top(other)))
        above[high] = low

    for number, context in enumerate(telling):
        for key in (*context.others, *context.beside, *context.homes):
            join(number, first.setdefault(key, number))
    related = {other for context in telling for other in context.others}
    for number, context in enumerate(telling):
        for name in related.intersection(context.named):
            join(number, first[name])
    found: dict[int, list[Context]] = defaultdict(list)
    for number, context in enumerate(telling):
        found[top(number)].append(context)
    return [_Side(members) for members in sorted(found.values(), key=lambda side: (-len(side), side[0].article))]


def _contradiction(one: _Side, other: _Side) -> str:
    """Return the reason why two sides can't be one, if they can't: its name in the table of reasons."""
    homes = one.told("homes"), other.told("homes")
    if not all(homes) or homes[0] & other.told("named") or homes[1] & one.told("named"):
        return ""
    if one.contexts[0].kind != _PERSON:
        # A company may sit in several countries, a ministry doesn't: what is told in passing is not enough.
        told = one.told("others") and other.told("others")
        companies = all(context.kind == _COMPANY for side in (one, other) for context in side.contexts)
        return "elsewhere" if told or not companies else ""
    if one.told("nations") and other.told("nations"):
        return "nations"
    return "offices" if _at_one_time(one.days(), other.days()) else ""


def _at_one_time(one: tuple[date, date] | None, other: tuple[date, date] | None) -> bool:
    return one is not None and other is not None and max(one[0], other[0]) - min(one[1], other[1]) <= _SAME_TIME


def _day(published: str) -> date | None:
    """Return the day of an article, unless it is known by its month or year alone, or not at all."""
    try:
        return date.fromisoformat(published)
    except ValueError:
        return None
