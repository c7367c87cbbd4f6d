"""SPARQL before it is asked: refuse what kg doesn't do, put values in the place of variables, and keep count of the places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kg.model import GraphError, QueryError

# What a word may hide in is cut out first: texts, IRIs, comments, variables. The rest is keywords and names.
_PIECES = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|(?P<iri><[^<>\"{}|^`\\\x00-\x20]*>)"
    r"|\#[^\n\r]*"
    r"|[?$](?P<variable>\w+)"
    r"|(?P<name>[\w.-]{0,200}:[\w.%:\\-]*)"
    r"|@[a-zA-Z-]+"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<bracket>[{}()])"
    r"|(?P<square>[\[\]])"
    r"|(?P<operator>[!+*/|&^=<>-])",
    re.DOTALL,
)
# Oxigraph takes keywords without space around them (trueSERVICE:x, x:a.b.SERVICE<…>), so the word is refused wherever it could be
# one: it may stand in the local part of a name alone, kg:uses-service.
_SERVICE = re.compile(r"service.*:|\..*service|^[^:]*service", re.IGNORECASE | re.DOTALL)
# Oxigraph reads queries by calling itself: some thousands of brackets, operators or clauses in one another end the whole process.
_DEEPEST = 100
_MOST_STEPS = 1000
_CLAUSE_OF = {
    "select": "projection",
    "where": "pattern",
    "from": "pattern",
    "group": "order",
    "order": "order",
    "limit": "pattern",
    "offset": "pattern",
    "values": "pattern",
}
_FORMS = frozenset(("select", "ask", "construct", "describe"))
_UPDATES = frozenset(("insert", "delete", "load", "clear", "create", "drop", "add", "move", "copy", "with"))
_MODIFIERS = frozenset(("group", "having", "order", "limit", "offset", "values"))


class Place(NamedTuple):
    """Hold a place in a text, both counted from 1; columns count letters, not bytes."""

    line: int
    column: int


class _Edit(NamedTuple):
    """Hold a stretch of the author's text and the end, in the text that is asked, of what stands there instead."""

    start: int
    end: int
    written_end: int


@dataclass(frozen=True, slots=True)
class BoundQuery:
    """Hold a query with values in the place of variables, and the text that its author wrote."""

    text: str
    original: str
    edits: tuple[_Edit, ...] = ()

    def author_place(self, offset: int) -> Place:
        """Return where an offset into the text stands in what the author wrote."""
        before = bisect_right(self.edits, offset, key=lambda edit: edit.written_end)
        moved = offset
        if before:
            last = self.edits[before - 1]
            moved = last.end + offset - last.written_end
        if before < len(self.edits):
            # Within what was put in, the place is that of the variable.
            moved = min(moved, self.edits[before].start)
        return _place(self.original, moved)


def bind(sparql: str, values: Mapping[str, str]) -> BoundQuery:
    """Return the query with values, as Turtle writes them, in the place of its variables.

    Oxigraph's own substitution reaches only the variables that a query projects. Raise QueryError for SERVICE and updates, and
    GraphError for a variable that the query doesn't have, and for one that it binds itself.
    """
    written: list[str] = []
    edits: list[_Edit] = []
    done, length, used = 0, 0, set()
    for piece, clause, depth in _pieces(sparql):
        name = piece["variable"]
        if name in values:
            used.add(name)
            written += (sparql[done : piece.start()], _in_place(name, values[name], clause, depth))
            done = piece.end()
            length += len(written[-2]) + len(written[-1])
            edits.append(_Edit(piece.start(), done, length))
    for name in values:
        if name not in used:
            raise GraphError(f"the query has no variable ?{name} to bind")
    return BoundQuery("".join((*written, sparql[done:])), sparql, tuple(edits))


def form(sparql: str) -> str:
    """Return "select", "ask", "construct" or "describe"; raise QueryError for an update: a graph is asked, not changed."""
    for piece, _, _ in _pieces(sparql):
        word = (piece["word"] or "").casefold()
        if word in _UPDATES:
            place = _place(sparql, piece.start())
            raise QueryError(f"{word.upper()} would change the graph, which is only read here", *place)
        if word in _FORMS:
            return word
    return ""


def described(sparql: str) -> str:
    """Return a SELECT for the things that a DESCRIBE asks about, whether it names them or finds them."""
    head, start, braces = [], -1, False
    end = rest = len(sparql)
    for piece, _, _ in _pieces(sparql):
        word = (piece["word"] or "").casefold()
        if start < 0:
            start = piece.start() if word == "describe" else start
        elif end < len(sparql) or word or piece["bracket"]:
            end = min(end, piece.start())
            braces = braces or piece["bracket"] == "{"
            rest = min(rest, piece.start()) if word in _MODIFIERS and not braces else rest
        elif piece["variable"]:
            head.append(piece[0])
        elif piece["iri"] or piece["name"]:
            head.append(f"({piece[0]} AS ?described_{len(head)})")
    rest = len(sparql) if braces else rest
    pattern = "" if braces else "\n{}\n"
    return f"{sparql[:start]}SELECT DISTINCT {' '.join(head) or '*'}\n{sparql[end:rest]}{pattern}{sparql[rest:]}"


def _pieces(query: str) -> Iterator[tuple[re.Match[str], str, int]]:
    """Yield the words, variables and brackets of a query with the clause they stand in and the depth of parentheses."""
    clause, depth, last = "pattern", 0, ""
    nested = steps = 0
    for piece in _PIECES.finditer(query):
        word, bracket = (piece["word"] or "").casefold(), piece["bracket"]
        mark = bracket or piece["square"] or ""
        nested += (mark in tuple("{([")) - (mark in tuple("})]"))
        steps += bool(word or piece["operator"])
        if max(nested, (piece["iri"] or "").count("(")) > _DEEPEST or steps > _MOST_STEPS:
            place = _place(query, piece.start())
            told = (
                f"nests brackets more than {_DEEPEST} deep"
                if steps <= _MOST_STEPS
                else f"has more than {_MOST_STEPS:,} keywords and operators"
            )
            raise QueryError(f"the query {told}", *place)
        if piece["square"] or piece["operator"]:
            continue
        if _SERVICE.search(piece["name"] or word):
            place = _place(query, piece.start())
            raise QueryError("SERVICE would ask another server, which kg doesn't", *place)
        if last == "as" and piece["variable"]:
            yield piece, "as", depth
        else:
            clause = "pattern" if bracket and bracket in "{}" else _CLAUSE_OF.get(word, clause)
            depth += {"(": 1, ")": -1}.get(bracket or "", 0)
            yield piece, clause, depth
        last = word


def _in_place(name: str, value: str, clause: str, depth: int) -> str:
    if clause == "as":
        raise GraphError(f"the query gives ?{name} a value of its own")
    if depth == 0 and clause == "projection":
        return f"({value} AS ?{name})"
    return f"({value})" if depth == 0 and clause == "order" else value


def _place(query: str, offset: int) -> Place:
    return Place(query.count("\n", 0, offset) + 1, offset - query.rfind("\n", 0, offset))
