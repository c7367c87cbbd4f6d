"""Find statements of a graph that contradict one another, as far as they tell it themselves."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from kg.model import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import Statement

# What "about" leaves room for: نحو 5 مليارات beside 5.2 مليار.
ROUNDING = 0.1
# A denial contradicts whoever says that it is so or will be; what has ended was true.
_HELD = frozenset({"asserted", "planned", "negotiating", "expected", "possible", "conditional"})
_TIMES = frozenset({"date", "period", "until"})


def disputes(statements: Iterable[Statement], published: Mapping[str, str]) -> dict[str, list[str]]:
    """Return for each disputed statement those of the same subject and relation that contradict it.

    The dates of the articles tell whether figures without a period of their own are about the same thing.
    """
    alike: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        alike[statement.subject, statement.relation].append(statement)
    found: dict[str, list[str]] = defaultdict(list)
    for group in alike.values():
        for one, other in combinations(group, 2):
            if _contradict(one, other, published):
                found[one.id].append(other.id)
                found[other.id].append(one.id)
    return {statement: sorted(others) for statement, others in sorted(found.items())}


def _contradict(one: Statement, other: Statement, published: Mapping[str, str]) -> bool:
    if isinstance(one.object, Quantity) and isinstance(other.object, Quantity):
        return not agree(one.object, other.object) and _of_one_time(one, other, published)
    if one.object != other.object:
        return False
    if (one.status == "denied") != (other.status == "denied"):
        return bool(_HELD & {one.status, other.status})
    return not _figures_agree(one, other) and _of_one_time(one, other, published)


def _of_one_time(one: Statement, other: Statement, published: Mapping[str, str]) -> bool:
    """Return whether two figures are about the same: losses of two quarters are not, nor are a plan and its outcome.

    Where no period is stated, two articles of one month tell the same news; one article has its reasons to say two.
    """
    if one.status != other.status or _times(one) != _times(other):
        return False
    if _times(one):
        return True
    articles = [{item.article for item in statement.evidence} for statement in (one, other)]
    months = [{published.get(article, "")[:7] for article in found} - {""} for found in articles]
    return articles[0].isdisjoint(articles[1]) and not months[0].isdisjoint(months[1])


def _times(statement: Statement) -> list[tuple[str, object]]:
    return [(role, value) for role, value in statement.qualifiers if role in _TIMES]


def _figures_agree(one: Statement, other: Statement) -> bool:
    figures, others = _figures(one), _figures(other)
    return all(agree(figures[role], others[role]) for role in figures.keys() & others.keys())


def _figures(statement: Statement) -> dict[str, Quantity]:
    figures = {role: _figure(value) for role, value in statement.qualifiers}
    return {role: figure for role, figure in figures.items() if figure is not None}


def _figure(value: object) -> Quantity | None:
    if isinstance(value, Quantity):
        return value
    return Quantity(float(value), "percent") if isinstance(value, float | int) else None


def agree(one: Quantity, other: Quantity) -> bool:
    """Return whether two figures can both be true; figures of different units can."""
    if one.unit != other.unit:
        return True
    (low, high), (other_low, other_high) = _range(one), _range(other)
    return low <= other_high and other_low <= high


def _range(figure: Quantity) -> tuple[float, float]:
    value = figure.value
    if figure.bound == "at-least":
        return value, float("inf")
    if figure.bound == "at-most":
        return float("-inf"), value
    room = abs(value) * ROUNDING if figure.bound == "approx" else 0.0
    return value - room, value + room
