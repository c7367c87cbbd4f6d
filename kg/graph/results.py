"""SPARQL -> rows: one query over a store, its answer as Python values, and the writers of the standard result formats."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import Literal as OneOf
from typing import TypeAlias, cast

import pyoxigraph as ox

from kg.graph.files import turtle
from kg.graph.queries import bind
from kg.graph.terms import PREFIXES, Term, decimal, expand, plain, python_value, whole
from kg.model import GraphError

Kind: TypeAlias = OneOf["select", "ask", "construct"]
Value: TypeAlias = str | int | float | bool | None

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Result:
    """Hold the answer to a query.

    A SELECT has its variables as columns; an ASK has one row with True or False; CONSTRUCT and DESCRIBE have sorted triples.
    """

    kind: Kind
    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]

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
        cells = [self.columns, *(tuple(_cell(value) for value in row) for row in self.rows)]
        widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
        numeric = [self._is_numeric(index) for index in range(len(self.columns))]
        header, *body = ("  ".join(map(_padded, row, widths, numeric)).rstrip() for row in cells)
        return "\n".join((header, "  ".join("─" * width for width in widths), *body))

    def to_csv(self) -> str:
        """Return the rows as SPARQL 1.1 CSV: values without their types."""
        return self._standard(ox.QueryResultsFormat.CSV)

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
        """Return the triples of a CONSTRUCT or DESCRIBE."""
        if self.kind != "construct":
            raise GraphError("only CONSTRUCT and DESCRIBE answer with triples, which Turtle can hold")
        return turtle(ox.Triple(*row) for row in self.terms)  # type: ignore[arg-type]

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

    def _repr_html_(self) -> str:
        """Return a table for a notebook, every cell with the direction of its own letters."""
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td><bdi>{html.escape(_cell(value))}</bdi></td>" for value in row) + "</tr>"
            for row in self
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def ask(store: ox.Store, sparql: str, bindings: Mapping[str, object]) -> Result:
    """Answer one query; without GRAPH it reads the default graph alone.

    The prefixes of `terms.PREFIXES` are declared already. A binding gives a variable its value: a term, a number, a text, or
    `e:openai`. SERVICE is refused: nothing is fetched from elsewhere.
    """
    query = bind(sparql, {name: str(_term(value)) for name, value in bindings.items()})
    try:
        return _result(store.query(query, prefixes=PREFIXES))
    except SyntaxError as error:
        raise GraphError(_syntax_message(str(error))) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise GraphError(f"the query failed: {error}") from error


def _result(answer: object) -> Result:
    if isinstance(answer, ox.QueryBoolean):
        return Result("ask", ("answer",), ((ox.Literal(bool(answer)),),))
    if isinstance(answer, ox.QuerySolutions):
        columns = tuple(variable.value for variable in answer.variables)
        return Result("select", columns, tuple(tuple(solution) for solution in answer))
    triples = sorted(((triple.subject, triple.predicate, triple.object) for triple in answer), key=str)  # type: ignore[attr-defined]
    return Result("construct", ("subject", "predicate", "object"), tuple(dict.fromkeys(triples)))


def _term(value: object) -> Term:
    if isinstance(value, ox.NamedNode | ox.BlankNode | ox.Literal):
        return value
    if isinstance(value, bool):
        return ox.Literal(value)
    if isinstance(value, int):
        return whole(value)
    if isinstance(value, float):
        return decimal(value)
    text = str(value)
    # The terms of rdflib are texts too; its n3() tells an IRI from a literal.
    written = value.n3() if hasattr(value, "n3") else ""
    if written.startswith("<"):
        return ox.NamedNode(text)
    return expand(text) or plain(text) if not written else _parsed(written)


def _parsed(written: str) -> Term:
    statement = next(iter(ox.parse(f"<x:s> <x:p> {written} .", format=ox.RdfFormat.TURTLE)))
    return cast("Term", statement.object)


def _syntax_message(message: str) -> str:
    place = _PLACE.match(message)
    # What could stand there is told in full by Oxigraph, down to the ranges of letters that a name may hold.
    shown = shorten(place[3] if place else message, width=120, placeholder=" …")
    return f"query, line {place[1]}, column {place[2]}: {shown}" if place else f"query: {shown}"


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(str(value).split())


def _padded(text: str, width: int, right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space


def _width(text: str) -> int:
    """Return how many columns a terminal gives a text: none to vowel marks and direction marks, two to wide letters."""
    return sum(
        0
        if unicodedata.category(letter) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(letter) in "WF"
        else 1
        for letter in text
    )
