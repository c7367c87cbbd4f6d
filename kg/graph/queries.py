"""SPARQL before it is asked: refuse SERVICE, and put values in the place of variables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.model import GraphError

# What a word may hide in is cut out first: texts, IRIs, comments, variables. The rest is keywords and names.
_PIECES = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<[^<>\"{}|^`\\\x00-\x20]*>"
    r"|\#[^\n\r]*"
    r"|[?$](?P<variable>\w+)"
    r"|(?P<name>[\w.-]*:[\w.%:\\-]*)"
    r"|@[a-zA-Z-]+"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<bracket>[{}()])",
    re.DOTALL,
)
# Oxigraph takes keywords without space around them (trueSERVICE:x, x:a.b.SERVICE<…>), so the word is refused wherever it could be
# one: it may stand in the local part of a name alone, kg:uses-service.
_SERVICE = re.compile(r"service.*:|\..*service|^[^:]*service", re.IGNORECASE | re.DOTALL)
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


def bind(sparql: str, values: Mapping[str, str]) -> str:
    """Return the query with values, as Turtle writes them, in the place of its variables.

    Oxigraph's own substitution reaches only the variables that a query projects. Raise GraphError for SERVICE, for a variable that
    the query doesn't have, and for one that it binds itself.
    """
    written: list[str] = []
    done, used = 0, set()
    for piece, clause, depth in _pieces(sparql):
        name = piece["variable"]
        if name in values:
            used.add(name)
            written += (sparql[done : piece.start()], _in_place(name, values[name], clause, depth))
            done = piece.end()
    for name in values:
        if name not in used:
            raise GraphError(f"the query has no variable ?{name} to bind")
    return "".join((*written, sparql[done:]))


def _pieces(query: str) -> Iterator[tuple[re.Match[str], str, int]]:
    """Yield the words, variables and brackets of a query with the clause they stand in and the depth of parentheses."""
    clause, depth, last = "pattern", 0, ""
    for piece in _PIECES.finditer(query):
        word, bracket = (piece["word"] or "").casefold(), piece["bracket"]
        if _SERVICE.search(piece["name"] or word):
            raise GraphError(f"{_place(query, piece)}: SERVICE would ask another server, which kg doesn't")
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


def _place(query: str, piece: re.Match[str]) -> str:
    line, column = query.count("\n", 0, piece.start()) + 1, piece.start() - query.rfind("\n", 0, piece.start())
    return f"query, line {line}, column {column}"
