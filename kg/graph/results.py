"""The answer to a query: its rows as Python values, and the writers of the standard formats for rows and for triples."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal as OneOf
from typing import Protocol, TypeAlias

import pyoxigraph as ox

from kg.graph.files import trig_lines, turtle
from kg.graph.terms import DEFAULT_GRAPH, PREFIXES, Term, python_value
from kg.model import GraphError

Kind: TypeAlias = OneOf["select", "ask", "construct", "describe"]
Value: TypeAlias = str | int | float | bool | None

ROW_FORMATS = ("table", "csv", "tsv", "json", "xml")
TRIPLE_FORMATS = ("turtle", "trig", "jsonld", "nt", "rdfxml")

_RDF = {"jsonld": ox.RdfFormat.JSON_LD, "nt": ox.RdfFormat.N_TRIPLES, "rdfxml": ox.RdfFormat.RDF_XML}
# What a spreadsheet takes for a formula: =HYPERLINK("…"), +1+1, @SUM(…); a number is none.
_FORMULA = re.compile(r"[=+@\t\r]|-(?![\d.]+$)")
_RIGHT_TO_LEFT = ("R", "AL", "AN")
# Letters of this category take no room, these aside: the signs that stand before or around Arabic figures, and the soft hyphen.
_VISIBLE_SIGNS = frozenset("\u00ad\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")


class Printer(Protocol):
    """Stand for the printer of an interactive shell, which is no dependency."""

    def text(self, text: str) -> None:
        """Print a text as it is."""


@dataclass(frozen=True, slots=True)
class Result:
    """Hold the answer to a query.

    A SELECT has its variables as columns; an ASK has one row with True or False; CONSTRUCT has sorted triples, and DESCRIBE has
    them with the graph that each stands in, None for the default graph. A truncated answer was cut at the limit of rows.
    """

    kind: Kind
    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]
    truncated: bool = False

    @property
    def rows(self) -> tuple[tuple[Value, ...], ...]:
        """Return the rows as Python values: `e:openai` for IRIs under a known prefix, numbers, texts without language."""
        return tuple(tuple(python_value(term) for term in row) for row in self.terms)

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        """Iterate over the rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.terms)

    def __bool__(self) -> bool:
        """Return the answer of an ASK, else whether there is a row."""
        return self.rows[0][0] is True if self.kind == "ask" else bool(self.terms)

    def to_table(self) -> str:
        """Return the rows as a table for a terminal, one line a row, columns aligned by the width of their letters."""
        if self.kind == "ask":
            return "true" if self else "false"
        if not self.columns:
            return f"({len(self)} rows without columns)"
        rows = (self.columns, *self.rows)
        cells = [tuple(_isolated(_cell(value)) for value in row) for row in rows]
        widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
        numeric = [self._is_numeric(index) for index in range(len(self.columns))]
        header, *body = ("  ".join(map(_padded, row, widths, numeric)).rstrip() for row in cells)
        return "\n".join((header, "  ".join("─" * width for width in widths), *body))

    def to_csv(self, *, spreadsheet: bool = False) -> str:
        """Return the rows as SPARQL 1.1 CSV: values without their types.

        The standard has neither a byte order mark nor a guard against cells that a spreadsheet runs as formulas. With `spreadsheet`
        there is the mark, and an apostrophe before such cells.
        """
        if not spreadsheet:
            return self._standard(ox.QueryResultsFormat.CSV)
        written = io.StringIO()
        writer = csv.writer(written, lineterminator="\r\n")
        writer.writerow(map(_guarded, self.columns))
        writer.writerows([_guarded("" if term is None else term.value) for term in row] for row in self.terms)
        return "\ufeff" + written.getvalue()

    def to_tsv(self) -> str:
        """Return the rows as SPARQL 1.1 TSV: terms as Turtle writes them."""
        return self._standard(ox.QueryResultsFormat.TSV)

    def to_json(self) -> str:
        """Return the answer as SPARQL 1.1 JSON."""
        return self._standard(ox.QueryResultsFormat.JSON)

    def to_xml(self) -> str:
        """Return the answer as SPARQL 1.1 XML."""
        return self._standard(ox.QueryResultsFormat.XML)

    def to_turtle(self) -> str:
        """Return the triples of a CONSTRUCT or DESCRIBE as Turtle, which has no room for the graphs that they stand in."""
        return self.written("turtle")

    def to_trig(self) -> str:
        """Return the triples of a CONSTRUCT or DESCRIBE as TriG, each in its graph."""
        return self.written("trig")

    def to_jsonld(self) -> str:
        """Return the triples of a CONSTRUCT or DESCRIBE as JSON-LD, each in its graph."""
        return self.written("jsonld")

    def written(self, form: str = "") -> str:
        """Return the answer in one of ROW_FORMATS or TRIPLE_FORMATS, by default as a table or as Turtle.

        Raise GraphError for a format of rows where there are triples, and the other way round.
        """
        has_triples = self.kind in ("construct", "describe")
        form = form or ("turtle" if has_triples else "table")
        if not has_triples and form in TRIPLE_FORMATS:
            raise GraphError(f"only CONSTRUCT and DESCRIBE answer with triples, which {form} can hold")
        if has_triples and form not in TRIPLE_FORMATS:
            raise GraphError(f"the query answers with triples: {', '.join(TRIPLE_FORMATS)} can hold them, {form} can't")
        return self._written_triples(form) if has_triples else self._written_rows(form)

    def _written_rows(self, form: str) -> str:
        writers = {
            "table": self.to_table,
            "csv": self.to_csv,
            "tsv": self.to_tsv,
            "json": self.to_json,
            "xml": self.to_xml,
        }
        return writers[form]()

    def _written_triples(self, form: str) -> str:
        graphs = (row[3] if len(row) > 3 else None for row in self.terms)
        quads = [
            ox.Quad(row[0], row[1], row[2], graph or DEFAULT_GRAPH)  # type: ignore[arg-type]
            for row, graph in zip(self.terms, graphs, strict=True)
        ]
        if form == "trig":
            return "".join(trig_lines(quads))
        if form == "jsonld":
            return _serialized(quads, form)
        triples = list(dict.fromkeys(quad.triple for quad in quads))
        return turtle(triples) if form == "turtle" else _serialized(triples, form)

    def _standard(self, result_format: ox.QueryResultsFormat) -> str:
        """Write the answer by way of Oxigraph's own serializers."""
        if self.kind == "ask" and result_format in (ox.QueryResultsFormat.CSV, ox.QueryResultsFormat.TSV):
            return "true\n" if self else "false\n"
        answer = ox.parse_query_results(json.dumps(self._json()), format=ox.QueryResultsFormat.JSON)
        written = answer.serialize(format=result_format)
        return (written or b"").decode()

    def _json(self) -> dict[str, object]:
        if self.kind == "ask":
            return {"head": {}, "boolean": bool(self)}
        bindings = [
            {name: _json_term(term) for name, term in zip(self.columns, row, strict=True) if term is not None}
            for row in self.terms
        ]
        return {"head": {"vars": self.columns}, "results": {"bindings": bindings}}

    def _is_numeric(self, index: int) -> bool:
        values = [row[index] for row in self.rows if row[index] is not None]
        return bool(values) and all(isinstance(value, int | float) for value in values)

    def _repr_pretty_(self, printer: Printer, cycle: bool) -> None:
        """Show the answer in an interactive shell as a table, or as Turtle."""
        del cycle
        printer.text(self.written())

    def _repr_html_(self) -> str:
        """Return a table for a notebook, every cell with the direction of its own letters."""
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td><bdi>{html.escape(_cell(value))}</bdi></td>" for value in row) + "</tr>"
            for row in self
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}


def _serialized(found: Sequence[ox.Quad] | Sequence[ox.Triple], form: str) -> str:
    prefixes = None if form == "nt" else dict(sorted(PREFIXES.items()))
    return (ox.serialize(found, format=_RDF[form], prefixes=prefixes) or b"").decode()


def _guarded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    # A text of an article may hold what a terminal takes for a command: ESC and its like.
    return "".join(
        "\ufffd" if unicodedata.category(letter) == "Cc" else letter for letter in " ".join(str(value).split())
    )


def _isolated(text: str) -> str:
    """Return a text that is written from right to left between marks that keep it from changing places with its neighbours.

    Two Arabic cells of a line are one stretch of Arabic otherwise, and the second column stands before the first.
    """
    if any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in text):
        return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"
    return text


def _padded(text: str, width: int, right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space


def _width(text: str) -> int:
    """Return how many columns a terminal gives a text: none to vowel marks and direction marks, two to wide letters."""
    return sum(map(_letter_width, text))


def _letter_width(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf") and letter not in _VISIBLE_SIGNS:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
