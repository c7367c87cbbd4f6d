"""Tables of a graph: rows for Python, and CSV that is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from kg.model import Quantity
from kg.views.exports.records import qualifiers_json
from kg.views.network import entity_words
from kg.views.wording import Words, quantity_words
from kg.writing import replace_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.graph import Graph
    from kg.model import Evidence, Span, Statement

Cell = str | float
Row = dict[str, Cell]

COLUMNS = {
    "articles": ("id", "title", "published", "publisher", "url"),
    "entities": ("id", "type", "label_ar", "label_en", "names"),
    "evidence": (
        *("statement", "article", "start", "end", "quote", "where", "speaker", "rule", "score"),
        *("subject_start", "subject_end", "object_start", "object_end", "trigger_start", "trigger_end"),
    ),
    "names": ("entity", "name"),
    "statements": (
        *("id", "subject", "subject_label", "relation", "object", "object_label", "value", "unit", "bound"),
        *("status", "qualifiers", "articles", "score", "belief"),
    ),
}
"""The columns of each table; `names` and `articles` in a cell are for the eye, and have rows of their own elsewhere."""

# A spreadsheet runs a cell that begins so, after spaces and marks of direction too; with an apostrophe before it, it is text.
_FORMULA = re.compile("'*[\\s\u200e\u200f\u061c\u2066-\u2069\ufeff]*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def to_tables(graph: Graph) -> dict[str, list[Row]]:
    """Return the rows of five tables by their names; all rows of a table have the same columns."""
    return {
        name: [dict(zip(columns, cells, strict=True)) for cells in _cells(graph, name)]
        for name, columns in COLUMNS.items()
    }


def write_tables(graph: Graph, folder: Path, *, spreadsheet: bool = False) -> None:
    """Write each table as CSV into a folder, which is made if need be; `spreadsheet` begins each with a byte order mark, for Excel.

    A text that a spreadsheet would run as a formula has an apostrophe put before it; `unguarded` takes it off again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns in COLUMNS.items():
        written = io.StringIO()
        for cells in (columns, *_cells(graph, name)):
            written.write(",".join(map(_csv, cells)) + "\n")
        replace_file(folder / f"{name}.csv", written.getvalue().encode("utf-8-sig" if spreadsheet else "utf-8"))


def table_to_fill_in(columns: Iterable[str], rows: Sequence[Mapping[str, str]]) -> str:
    """Return rows as TSV for a person to edit, in a spreadsheet too; columns of the person's own stand behind the others."""
    written = io.StringIO()
    header = tuple(dict.fromkeys((*columns, *(column for row in rows for column in row))))
    writer = csv.DictWriter(written, header, restval="", dialect="excel-tab", lineterminator="\n")
    writer.writeheader()
    writer.writerows({column: guarded(cell) for column, cell in row.items()} for row in rows)
    return written.getvalue()


def guarded(text: str) -> str:
    """Return a text as it stands in a CSV cell: with an apostrophe before what a spreadsheet would run."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text behind a CSV cell."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _csv(cell: Cell) -> str:
    text = guarded(cell) if isinstance(cell, str) else str(cell)
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if re.search("[\",\\s']", text) else text


def _cells(graph: Graph, table: str) -> Iterator[tuple[Cell, ...]]:
    if table == "articles":
        for article in graph.articles():
            yield article.id, article.title, article.published, article.publisher, article.url
    elif table == "names":
        yield from ((entity.id, name) for entity in graph.entities() for name in entity.names)
    elif table == "evidence":
        yield from (_evidence(statement, item) for statement in graph.statements() for item in statement.evidence)
    else:
        words = entity_words(graph)
        if table == "entities":
            for entity in graph.entities():
                label = words[entity.id]
                yield entity.id, entity.type, label.ar, label.en, _listed(entity.names)
        else:
            belief = graph.belief()
            yield from (_statement(statement, words, belief[statement.id]) for statement in graph.statements())


def _statement(statement: Statement, words: dict[str, Words], belief: float) -> tuple[Cell, ...]:
    said, subject = statement.object, words.get(statement.subject)
    if isinstance(said, Quantity):
        target: tuple[Cell, ...] = ("", quantity_words(said).ar, said.value, said.unit, said.bound)
    else:
        target = (said, words[said].ar if said in words else said, "", "", "")
    return (
        *(statement.id, statement.subject, subject.ar if subject else statement.subject, statement.relation),
        *target,
        *(statement.status, qualifiers_json(statement)),
        _listed(sorted({item.article for item in statement.evidence})),
        max((item.score for item in statement.evidence), default=0.0),
        round(belief, 4),
    )


def _evidence(statement: Statement, evidence: Evidence) -> tuple[Cell, ...]:
    return (
        *(statement.id, evidence.article, evidence.span.start, evidence.span.end, evidence.quote),
        *(evidence.where, evidence.speaker, evidence.rule, evidence.score),
        *_offsets(evidence.subject_span),
        *_offsets(evidence.object_span),
        *_offsets(evidence.trigger_span),
    )


def _offsets(span: Span | None) -> tuple[Cell, Cell]:
    return (span.start, span.end) if span is not None else ("", "")


def _listed(texts: Iterable[str]) -> str:
    return " | ".join(texts)
