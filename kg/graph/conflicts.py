"""What claims about the same pair and relation are to each other: corroboration, update, contradiction, or apparent only.

Nothing is deleted or retired by a verdict: both claims stay in the graph with their evidence. The reasons and what they amount to
stand in ontology/verdicts.tsv.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias, cast
from typing import Literal as OneOf

from kg.graph.times import valid_time
from kg.model import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.model import Evidence, Statement

Verdict: TypeAlias = OneOf["corroboration", "update", "contradiction", "apparent"]

ROUNDING = 0.1
"""What "about" leaves room for: نحو 5 مليارات beside 5.2 مليار."""

_AHEAD = frozenset({"planned", "negotiating", "expected", "possible", "conditional"})


@dataclass(frozen=True, slots=True)
class Reason:
    """Hold one reason with what it amounts to, in both languages."""

    name: str
    verdict: Verdict
    en: str
    ar: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Hold two claims about one pair and relation, the earlier published first, with a piece of evidence of each.

    Where two sources make the very same claim, both are one statement with two pieces of evidence.
    """

    one: Statement
    other: Statement
    one_evidence: Evidence
    other_evidence: Evidence
    reason: Reason

    @property
    def verdict(self) -> Verdict:
        """Return what the two are to each other."""
        return self.reason.verdict


@dataclass(frozen=True, slots=True)
class Context:
    """Hold what is known around statements: when articles appeared, which are near-identical, which relations can't be turned."""

    published: Mapping[str, str]
    source_of: Mapping[str, str]
    asymmetric: frozenset[str]
    reasons: Mapping[str, Reason]

    def source(self, evidence: Evidence) -> str:
        """Return the article that stands for all that are near-identical to the one that a piece of evidence is from."""
        return self.source_of.get(evidence.article, evidence.article)


@cache
def load_reasons(path: Path) -> Mapping[str, Reason]:
    """Return the reasons of verdicts by their names."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:] if not line.startswith("#")]
    return {name: Reason(name, cast("Verdict", verdict), en, ar) for name, verdict, en, ar in rows}


def conflicts(statements: Iterable[Statement], context: Context) -> tuple[Conflict, ...]:
    """Return every pair of claims about the same two things and relation that says something of one another."""
    alike: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    found: list[Conflict] = []
    for statement in statements:
        alike[matter(statement)].append(statement)
        found += _told_again(statement, context)
    for group in alike.values():
        found += (pair for one, other in combinations(group, 2) if (pair := between(one, other, context)))
    return tuple(sorted(found, key=lambda conflict: (conflict.one.id, conflict.other.id, str(conflict.other_evidence))))


def matter(statement: Statement) -> tuple[str, str, str]:
    """Return what a statement is about: its relation and the two things, sorted, of which a figure is "" whatever it is."""
    target = "" if isinstance(statement.object, Quantity) else statement.object
    one, other = sorted((statement.subject, target))
    return statement.relation, one, other


def between(one: Statement, other: Statement, context: Context) -> Conflict | None:
    """Return what two claims about one matter are to each other, None where neither says anything of the other."""
    earlier, later = sorted((one, other), key=lambda statement: (_first_day(statement, context), statement.id))
    reason = _reason(earlier, later, context)
    return (
        Conflict(earlier, later, _shown(earlier, context), _shown(later, context), context.reasons[reason])
        if reason
        else None
    )


def headline_claims(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the statements that headlines make and no body bears out."""
    return tuple(s for s in statements if s.evidence and all(item.where == "title" for item in s.evidence))


def _told_again(statement: Statement, context: Context) -> Iterator[Conflict]:
    """Yield the evidence of further articles for one statement, each beside the first."""
    first, *others = sorted(statement.evidence, key=lambda item: (context.published.get(item.article, "9"), str(item)))
    seen = {first.article}
    for item in others:
        if item.article not in seen:
            seen.add(item.article)
            same = context.source(item) == context.source(first)
            reason = context.reasons["same-text" if same else "same-claim"]
            yield Conflict(statement, statement, first, item, reason)


def _shown(statement: Statement, context: Context) -> Evidence:
    """Return the first evidence by time, that of a body before that of a headline."""
    return min(
        statement.evidence,
        key=lambda item: (item.where == "title", context.published.get(item.article, "9"), str(item)),
    )


# ------------------------------------------------------------------ reasons


def _reason(one: Statement, other: Statement, context: Context) -> str:
    """Return why the later of two claims is what it is to the earlier, "" where they have nothing to do with each other."""
    if not (one.evidence and other.evidence):
        return ""
    if isinstance(one.object, str) and one.subject != other.subject:
        return _turned(one, other, context)
    if _role(one) != _role(other) and _role(one) and _role(other):
        return "other-role"
    if _stage(one) != _stage(other):
        return _status_reason(one, other, context)
    when, then = valid_time(one), valid_time(other)
    if when and then and not when.meets(then):
        return "other-time"
    return _figure_reason(one, other, context) or _same_reason(one, other, context)


def _turned(one: Statement, other: Statement, context: Context) -> str:
    if one.relation not in context.asymmetric or {_stage(one), _stage(other)} != {"so"}:
        return ""
    when, then = valid_time(one), valid_time(other)
    return "other-time" if when and then and not when.meets(then) else "reversed"


def _stage(statement: Statement) -> str:
    if statement.status in _AHEAD:
        return "ahead"
    return {"denied": "denied", "ended": "ended"}.get(statement.status, "so")


def _status_reason(one: Statement, other: Statement, context: Context) -> str:
    stages = _stage(one), _stage(other)
    later = _is_later(one, other, context)
    if "denied" in stages:
        if "ended" in stages:
            return ""
        return "confirmed-since" if stages == ("denied", "so") and later else "denied"
    if "ahead" in stages and _articles(one) & _articles(other):
        return "other-stage"
    when, then = valid_time(one), valid_time(other)
    if "ended" in stages and when and then and not when.meets(then):
        return "other-time"
    if not (_first_day(one, context) and _first_day(other, context)):
        return "undated"
    return _since(stages, later=later)


def _since(stages: tuple[str, str], *, later: bool) -> str:
    """Tell what the second of two dated claims makes of the first; `later` where it appeared on a later day."""
    if stages == ("ahead", "so") or (set(stages) == {"ahead", "so"} and not later):
        return "carried-out"
    if set(stages) == {"so", "ended"}:
        return ("ended-since" if stages[1] == "ended" else "taken-up-again") if later else "standing-or-ended"
    return "another-one"


def _figure_reason(one: Statement, other: Statement, context: Context) -> str:
    figures, others = _figures(one), _figures(other)
    shared = sorted(figures.keys() & others.keys())
    if not shared:
        return ""
    if any(figures[role].unit != others[role].unit for role in shared):
        return "other-unit"
    if all(agree(figures[role], others[role]) for role in shared):
        return "" if _articles(one) & _articles(other) else "figures-agree"
    when, then = valid_time(one), valid_time(other)
    if one.status != other.status:
        return "stage" if _is_later(one, other, context) else "another-one"
    if when and then:
        return "figures-differ"
    if _articles(one) & _articles(other):
        return "both-in-one"
    if when or then:
        return "undated"
    return _by_publication(one, other, context)


def _by_publication(one: Statement, other: Statement, context: Context) -> str:
    """Judge two figures without times of their own: what two articles of one month tell is the same news."""
    day, other_day = _first_day(one, context), _first_day(other, context)
    if not (day and other_day):
        return "undated"
    return "figures-differ" if day[:7] == other_day[:7] else "later-figure"


def _same_reason(one: Statement, other: Statement, context: Context) -> str:
    if _articles(one) & _articles(other):
        return ""
    sources = [{context.source(item) for item in statement.evidence} for statement in (one, other)]
    if sources[0] == sources[1]:
        return "same-text"
    if one.status != other.status:
        return "stage" if _is_later(one, other, context) else "same-claim"
    return "same-claim"


# ------------------------------------------------------------------ what the reasons rest on


def _role(statement: Statement) -> str:
    return str(dict(statement.qualifiers).get("role", ""))


def _articles(statement: Statement) -> set[str]:
    return {item.article for item in statement.evidence}


def _first_day(statement: Statement, context: Context) -> str:
    """Return the day on which a claim was first published, "" where no article of it is dated."""
    return min((day for article in _articles(statement) if (day := context.published.get(article))), default="")


def _is_later(one: Statement, other: Statement, context: Context) -> bool:
    day, other_day = _first_day(one, context), _first_day(other, context)
    return bool(day and other_day and day < other_day)


def _figures(statement: Statement) -> dict[str, Quantity]:
    said = {role: _figure(value) for role, value in statement.qualifiers}
    own = {"": statement.object} if isinstance(statement.object, Quantity) else {}
    return own | {role: figure for role, figure in said.items() if figure is not None}


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
