"""Statements as triples that can be compared: names of the gold, figures, relations that go both ways."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

Figure: TypeAlias = tuple[float, str | None]
Triple: TypeAlias = tuple[str, str, str | Figure | None]

SYMMETRIC = frozenset(
    ("competes-with", "contracts-with", "joint-venture-with", "merges-with", "negotiates-with", "partners-with")
)
_NEARNESS = 0.02


def figure_of(value: Any) -> Figure | None:
    """Return number and unit of a figure, whichever way its JSON names them."""
    if not isinstance(value, dict):
        return None
    number = value.get("amount", value.get("value", value.get("number")))
    if isinstance(number, dict):
        return figure_of(number)
    return None if number is None else (float(number), value.get("currency") or value.get("unit"))


def are_near(left: Figure | None, right: Figure | None) -> bool:
    """Return whether two figures agree within 2 %, in one unit or where one names none."""
    if left is None or right is None:
        return False
    units_agree = not left[1] or not right[1] or left[1] == right[1]
    return units_agree and abs(left[0] - right[0]) <= _NEARNESS * max(abs(left[0]), 1e-9)


def same_object(have: str | Figure | None, want: str | Figure | None) -> bool:
    """Return whether two objects are one entity, or figures that agree."""
    if isinstance(have, tuple) and isinstance(want, tuple):
        return are_near(have, want)
    return have == want


def triple_of(subject: str, relation: str, target: str | Figure | None) -> Triple:
    """Return the triple in its one form: owners before what they own, the ends of a symmetric relation sorted."""
    if relation == "subsidiary-of":
        # A figure can't own; a prediction that says so stays unmatched under its written form.
        return (target if isinstance(target, str) else written(target)), "owns", subject
    if relation in SYMMETRIC and not isinstance(target, tuple):
        subject, target = sorted((subject, str(target)))
    return subject, relation, target


def gold_triple(fact: Mapping[str, Any], relation: str) -> Triple:
    """Return the triple of a fact or trap of the gold, under its relation or another that it accepts."""
    value = fact["object"]
    return triple_of(fact["subject"], relation, figure_of(value) if isinstance(value, dict) else value)


def written(value: Any) -> str:
    """Return an object or qualifier as a person reads it."""
    if isinstance(value, dict):
        figure = figure_of(value)
        return written(figure) if figure else json.dumps(value, ensure_ascii=False, sort_keys=True)
    if isinstance(value, tuple):
        return f"{value[0]:,.10g} {value[1] or ''}".rstrip()
    return str(value)
