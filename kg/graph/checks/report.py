"""What the editorial rules find: the rules themselves, what breaks them, and what could not be looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf
from typing import TypeAlias

Severity: TypeAlias = OneOf["violation", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """Hold one editorial rule."""

    name: str
    severity: Severity
    message_en: str
    message_ar: str


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """Hold one place where the graph breaks a rule."""

    rule: str
    focus: str
    """The node that breaks it, as `s:…` or `ev:…`."""
    message_en: str
    message_ar: str
    value: str = ""
    """What is wrong about it, where that is a single value."""
    severity: Severity = "violation"


@dataclass(frozen=True, slots=True, order=True)
class Unchecked:
    """Hold a rule that could not be held against all of the graph, and for how many of its nodes."""

    rule: str
    count: int
    reason: OneOf["no-text", "no-article-graphs"]


@dataclass(frozen=True, slots=True)
class Report:
    """Hold what came of a check: every rule, what breaks them, sorted by rule and node, and what could not be looked at."""

    rules: tuple[Rule, ...]
    found: tuple[Violation, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()

    @property
    def violations(self) -> tuple[Violation, ...]:
        """Return what a graph must not have."""
        return tuple(item for item in self.found if item.severity == "violation")

    @property
    def warnings(self) -> tuple[Violation, ...]:
        """Return what is worth a look and may well be right."""
        return tuple(item for item in self.found if item.severity == "warning")


def broken(rule: Rule, focus: str, value: str = "") -> Violation:
    """Return a place where a rule is broken; a value that is the focus itself says nothing more."""
    return Violation(rule.name, focus, rule.message_en, rule.message_ar, "" if value == focus else value, rule.severity)
