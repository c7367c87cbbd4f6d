"""The cells of a table of results: things by their names and with their pages, figures as figures, texts in their language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg.graph.terms import FIGURE, compact, name_of, python_value
from kg.ontology import ARTICLE, ENTITY, KG, STATEMENT
from kg.serve.view import segment, site_words

if TYPE_CHECKING:
    from kg.graph.terms import Term
    from kg.serve.holdings import Holdings
    from kg.serve.view import View

_WEB = re.compile(r"https?://", re.IGNORECASE)
_GROUPED = 10_000
_SITE = re.compile(r"https://kg\.example/(entity|statement|article|evidence|decision|figure|span)/")


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold what a cell shows, and what it leads to."""

    text: str
    href: str = ""
    hint: str = ""
    language: str = ""
    code: bool = False
    number: bool = False
    outside: bool = False


def cell(term: Term | None, holdings: Holdings, view: View) -> Cell | None:
    """Return the cell of a term, none for what is unbound."""
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return _linked(term, holdings, view)
    if not isinstance(term, Literal):
        return Cell(f"_:{term.value}", code=True)
    value = python_value(term)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Cell(term.value, language=term.language or "")
    # Years and small counts are read as they are; 13750000000 isn't read at all.
    return Cell(f"{value:,}" if abs(value) >= _GROUPED else term.value, number=True)


def web(address: str) -> bool:
    """Return whether an address is one that a page may link to: javascript: and its like run in the page that links to them."""
    return _WEB.match(address) is not None


def _linked(term: NamedNode, holdings: Holdings, view: View) -> Cell:
    told, short = name_of(term), compact(term).strip("<>")
    named = _name(term, told, holdings, view)
    own = _SITE.match(term.value)
    if own:
        address = view.at(f"/{own[1]}/{segment(told)}")
    elif term.value.startswith(KG):
        address = f"{view.at('/ontology')}#{segment(told)}"
    elif web(term.value):
        return Cell(short, term.value, code=True, outside=True)
    else:
        return Cell(short, code=True)
    return Cell(named or short, address, hint=short if named else "", code=not named)


def _name(term: NamedNode, told: str, holdings: Holdings, view: View) -> str:
    """Return the name of a thing in the language of the page; nothing where it has none but its identifier."""
    if term.value.startswith(ENTITY):
        name = holdings.known_name(told)
        return view.say(name) if name else ""
    if term.value.startswith(ARTICLE):
        article = holdings.article(told)
        return article.title if article else ""
    if term.value.startswith(STATEMENT):
        statement = holdings.claim(told)
        if statement is None:
            return ""
        ends = (holdings.name(statement.subject), holdings.relation(statement), holdings.target(statement))
        return " ".join(map(view.say, ends))
    if term.value.startswith(FIGURE):
        words = holdings.figure(term)
        return view.say(words) if words else ""
    if term.value.startswith(KG):
        words = holdings.relations.get(told) or holdings.types.get(told) or site_words().get(f"status.{told}")
        return view.say(words) if words else ""
    return ""
