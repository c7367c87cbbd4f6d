"""Where in a sentence its subject, its object and the word that tells the relation stand."""

from __future__ import annotations

from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import Evidence


def marked(evidence: Evidence) -> list[tuple[str, str]]:
    """Return a quote in pieces, each with its role: "subject", "object", "trigger", or none.

    Where two overlap the object wins over the trigger and the subject over both.
    """
    begin, length = evidence.span.start, len(evidence.quote)
    spans = {"subject": evidence.subject_span, "object": evidence.object_span, "trigger": evidence.trigger_span}
    marks = [
        (role, span.start - begin, min(span.end - begin, length))
        for role, span in spans.items()
        if span is not None and begin <= span.start <= span.end <= evidence.span.end
    ]
    cuts = sorted({0, length, *(min(cut, length) for _, start, end in marks for cut in (start, end))})
    pieces = (
        (next((role for role, start, end in marks if start <= first and last <= end), ""), evidence.quote[first:last])
        for first, last in pairwise(cuts)
    )
    return [("".join(text for _, text in run), role) for role, run in groupby(pieces, key=itemgetter(0))]
