"""Doubts -> a table that a person fills in: the statements that are least certain, with their sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.views.exports.tables import table_to_fill_in
from kg.views.judgements import Teller
from kg.views.wording import TEMPLATES, words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.graph import Doubt, Graph

COLUMNS = ("decision", "statement", "article", "belief", "status", "claim", "reasons", "quote", "by", "why")
"""decision, by and why are for the person who judges."""


def review_table(
    graph: Graph, doubts: Iterable[Doubt], decided: Sequence[Mapping[str, str]] = (), *, language: str = "en"
) -> str:
    """Return the table of doubts as TSV; the rows that were decided before come first, as they are, and no doubt repeats one."""
    known = {(row["statement"].removeprefix("s:"), row["article"].removeprefix("a:")) for row in decided}
    told = Teller(graph)
    rows = [*decided]
    for doubt in doubts:
        key = doubt.statement.id, doubt.evidence.article
        if key not in known and (key[0], "") not in known:
            rows.append(_row(doubt, told, language))
    return table_to_fill_in(COLUMNS, rows)


def _row(doubt: Doubt, told: Teller, language: str) -> dict[str, str]:
    words = words_in(TEMPLATES / "reviews.tsv")
    claim, reasons = told.words(doubt.statement), [words[f"reason.{reason}"] for reason in doubt.reasons]
    arabic = language == "ar"
    return {
        "statement": doubt.statement.id,
        "article": doubt.evidence.article,
        "belief": f"{doubt.belief:.3f}",
        "status": doubt.statement.status,
        "claim": claim.told(language),
        "reasons": "؛ ".join(reason.ar for reason in reasons) if arabic else "; ".join(reason.en for reason in reasons),
        "quote": " ".join(doubt.evidence.quote.split()),
    }
