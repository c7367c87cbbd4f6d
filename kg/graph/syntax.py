"""Where a query is wrong: the word that its parser stumbled over.

Oxigraph tells how far it looked, which is up to a keyword's length beyond the word that is wrong, and the end of the query where it
looked at all of it. So the query is tried up to each word that comes into question, with something after it that can't be part of any
query: as long as the parser gets there, it had nothing to say against the words before.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import pyoxigraph as ox

from kg.graph.terms import PREFIXES

_FOUND = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_WORDS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<[^<>\"{}|^`\\\x00-\x20]*>"
    r"|\#[^\n\r]*"
    r"|[?$]?[\w:%.\\-]*[\w:%]"
    r"|\S",
    re.DOTALL,
)
# No keyword is longer, so the parser doesn't look across it; it ends a comment and an open text.
_GAP = "\n" + " " * 40
_IMPOSSIBLE = "\x01"
_LONGEST_KEYWORD = 24
# What Oxigraph says in words stands in a list of the signs that it would have taken.
_SAID = re.compile(
    r"(?:^expected (?:one of )?|, )((?:The|BIND|[A-Z][a-z]+) [a-z][^,\[]*[^,\[\s]|The [A-Z][^,\[]*[^,\[\s])"
)


class Fault(NamedTuple):
    """Hold where a query is wrong, as an offset into its text, and what is wrong there."""

    offset: int
    told: str


def fault(query: str, message: str) -> Fault:
    """Return the first word of a query that can't stand where it stands, by the message that the parser gave for it."""
    found = _FOUND.match(message)
    if found is None:
        return Fault(0, message)
    said = _SAID.search(found[3])
    looked = _offset(query, int(found[1]), int(found[2]))
    word = next((word for word in _suspects(query, looked) if not _may_go_on(query[: word.end()])), None)
    if word is None:
        return Fault(len(query), said[1] if said else "the query ends before it is whole")
    return Fault(word.start(), said[1] if said else f"«{word[0][:40]}» can't stand here")


def _suspects(query: str, looked: int) -> list[re.Match[str]]:
    words = [word for word in _WORDS.finditer(query) if not word[0].startswith("#")]
    return [word for word in words if word.end() >= looked - _LONGEST_KEYWORD and word.start() <= looked]


def _may_go_on(beginning: str) -> bool:
    """Return whether the beginning of a query is well so far."""
    try:
        ox.Store().query(f"{beginning}{_GAP}{_IMPOSSIBLE}", prefixes=PREFIXES)
    except SyntaxError as error:
        found = _FOUND.match(str(error))
        text = beginning + _GAP
        return found is None or _offset(text + _IMPOSSIBLE, int(found[1]), int(found[2])) >= len(text)
    return True


def _offset(query: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = query.find("\n", start) + 1
    return min(start + column - 1, len(query))
