"""Where in a sentence its subject, its object and the word that tells the relation stand."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import Evidence


def marked(evidence: Evidence) -> list[tuple[str, str]]:
    """Return a quote in pieces, each with its role: "subject", "object", "trigger", or none.

    Where two overlap the object wins over the trigger and the subject over both.
    """
    roles = [""] * len(evidence.quote)
    spans = {"trigger": evidence.trigger_span, "object": evidence.object_span, "subject": evidence.subject_span}
    for role, span in spans.items():
        if span is None or not evidence.span.start <= span.start <= span.end <= evidence.span.end:
            continue
        for position in range(span.start - evidence.span.start, min(span.end - evidence.span.start, len(roles))):
            roles[position] = role
    runs = groupby(zip(roles, evidence.quote, strict=True), key=lambda item: item[0])
    return [("".join(letter for _, letter in run), role) for role, run in runs]
