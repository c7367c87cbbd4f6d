"""The pages of a served graph, in Arabic and in English: what each template is given to show."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kg.graph.descriptions import own_quads
from kg.graph.terms import iri
from kg.model import Status
from kg.ontology import ARTICLE, ENTITY, STATEMENT
from kg.serve.cells import cell, web
from kg.serve.negotiation import MEDIA_TYPES
from kg.serve.view import TEMPLATES, View, segment
from kg.views.assets import LOOK, asset, inline, policy
from kg.views.marking import marked
from kg.views.wording import qualifier_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyoxigraph import NamedNode

    from kg.graph import ArticleRecord, Result
    from kg.graph.templates import Template
    from kg.model import Entity, Evidence, Statement
    from kg.serve.holdings import Holdings
    from kg.views.wording import Words

_ROWS = (("csv", "CSV"), ("tsv", "TSV"), ("json", "JSON"), ("xml", "XML"))
_TRIPLES = (("turtle", "Turtle"), ("trig", "TriG"), ("jsonld", "JSON-LD"))
_ENDINGS = {
    "csv": "csv",
    "tsv": "tsv",
    "json": "json",
    "xml": "xml",
    "turtle": "ttl",
    "trig": "trig",
    "jsonld": "jsonld",
}
_ALTERNATES = ("turtle", "jsonld", "trig")
# Qualifiers whose value may be an entity with a page of its own.
_NAMING = ("seller", "product")


@dataclass(frozen=True, slots=True)
class Fault:
    """Hold why a question has no answer: in words of the site, or with what the query engine says of it."""

    title: str
    told: str = ""
    own: bool = False
    line: int = 0
    column: int = 0
    text: str = ""
    near: Sequence[str] = ()

    @property
    def before(self) -> str:
        """Return what stands before the place on its line."""
        return self._line[: self.column - 1]

    @property
    def at(self) -> str:
        """Return the word at the place, or a mark for the end."""
        rest = self._line[self.column - 1 :]
        return (rest.split() or [" "])[0] if rest[:1].strip() else "␣"

    @property
    def after(self) -> str:
        """Return what follows the word on its line."""
        rest = self._line[self.column - 1 :]
        return rest.removeprefix(self.at)

    @property
    def _line(self) -> str:
        return (self.text.split("\n") + [""] * self.line)[self.line - 1].rstrip("\r")


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Hold what the page of questions was asked and what came of it."""

    sparql: str = ""
    template: Template | None = None
    values: Mapping[str, str] | None = None
    result: Result | None = None
    fault: Fault | None = None


class Pages:
    """Write the pages of one graph."""

    def __init__(self, holdings: Holdings) -> None:
        self.holdings = holdings
        self.scripts = [asset(TEMPLATES / name) for name in ("theme.js", "site.js")]
        self.styles = [asset(LOOK), asset(TEMPLATES / "site.css")]
        self.policy = policy(
            self.scripts, self.styles, "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'"
        )
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._environment.globals.update(
            holdings=holdings,
            holdings_qualifiers=self._qualifiers,
            only_headlines=lambda claim: all(item.where == "title" for item in claim.evidence),
            pieces=_pieces,
            scripts=[inline(script) for script in self.scripts],
            segment=segment,
            styles=[inline(style) for style in self.styles],
            web=web,
        )

    def entity(self, view: View, thing: Entity) -> str:
        """Return the page of an entity: its names, its statements in both directions, its sources."""
        holdings = self.holdings
        title = view.say(holdings.name(thing.id))
        outgoing, incoming = holdings.outgoing(thing.id), holdings.incoming(thing.id)
        others = [other for other in dict.fromkeys((*holdings.name(thing.id), *thing.names)) if other != title]
        return self._page(
            "entity",
            _titled(view, title),
            thing=thing,
            iri=iri(ENTITY, thing.id).value,
            names=others,
            outgoing=outgoing,
            incoming=incoming,
            sources=holdings.sources([*outgoing, *incoming]),
        )

    def statement(self, view: View, thing: Statement) -> str:
        """Return the page of a statement: its qualifiers, all its evidence, and what contradicts it."""
        ends = (self.holdings.name(thing.subject), self.holdings.relation(thing), self.holdings.target(thing))
        return self._page(
            "statement",
            _titled(view, " ".join(map(view.say, ends))),
            thing=thing,
            iri=iri(STATEMENT, thing.id).value,
            beside=self.holdings.beside(thing),
        )

    def article(self, view: View, thing: ArticleRecord) -> str:
        """Return the page of an article: what is known of it, and what it says."""
        return self._page(
            "article",
            _titled(view, thing.title or view.word("article.untitled")),
            thing=thing,
            iri=iri(ARTICLE, thing.id).value,
            claims=self.holdings.said_by(thing.id),
        )

    def node(self, view: View, node: NamedNode, title: str) -> str:
        """Return the page of whatever else has an IRI: a piece of evidence, a figure, a stretch of text."""
        quads = sorted(own_quads(self.holdings.graph.store, node), key=str)
        cells = [(cell(q.predicate, self.holdings, view), cell(q.object, self.holdings, view)) for q in quads]  # type: ignore[arg-type]
        return self._page("node", _titled(view, title), iri=node.value, rows=cells)

    def vocabulary(self, view: View, address: str) -> str:
        """Return the page of the relations and the types of entities."""
        return self._page("vocabulary", _titled(view, view.word("vocabulary.title")), iri=address)

    def search(self, view: View, typed: str, found: Sequence[str]) -> str:
        """Return the page of the entities that a search has found."""
        title = view.word("search.found", typed) if typed else view.word("search.label")
        return self._page("search", replace(view, title=title), found=found)

    def problem(self, view: View, title: str, told: str = "", *, foreign: bool = False) -> str:
        """Return a page that says why there is no other."""
        return self._page("problem", replace(view, title=title), told=told, foreign=foreign)

    def query(self, view: View, inquiry: Inquiry) -> str:
        """Return the page of questions with the answer to one, if one was asked."""
        result = inquiry.result
        rows = [[cell(term, self.holdings, view) for term in row] for row in result.terms] if result else []
        has_triples = result is not None and result.kind in ("construct", "describe")
        return self._page(
            "query",
            replace(view, title=view.word("query.title")),
            chosen=inquiry.template,
            values=inquiry.values or {},
            sparql=inquiry.sparql,
            fault=inquiry.fault,
            result=result,
            rows=rows,
            downloads=_TRIPLES if has_triples else _ROWS,
            endings=_ENDINGS,
            endpoint=lambda form: f"/sparql?{urlencode({'query': inquiry.sparql, 'format': form})}",
            statuses=get_args(Status),
            templates=self.holdings.templates,
            title_of=lambda titled: titled.title_ar if view.language == "ar" else titled.title_en,
        )

    def _page(self, template: str, view: View, **shown: Any) -> str:
        given = {"page": view, "word": view.word, "say": view.say, **shown}
        return self._environment.get_template(f"{template}.html.j2").render(given)

    def _qualifiers(self, claim: Statement) -> list[tuple[Words, Words, str]]:
        """Return the qualifiers of a statement in words, each with the entity that it names."""
        values = {value for _, value in claim.qualifiers if isinstance(value, str)}
        names = {value: name for value in values if (name := self.holdings.known_name(value))}
        named = [str(value) if role in _NAMING and value in names else "" for role, value in claim.qualifiers]
        words = qualifier_words(claim, names)
        return [(role, value, name) for (role, value), name in zip(words, named, strict=True)]


def _titled(view: View, title: str) -> View:
    """Return a view of a thing, which has its data in other formats at the same address."""
    alternates = [(MEDIA_TYPES[form], f"?format={form}") for form in _ALTERNATES]
    return replace(view, title=title, alternates=alternates)


def _pieces(evidence: Evidence) -> list[tuple[str, str, bool]]:
    """Return a sentence in pieces with their roles, and whether letters join across the edge of a piece: «استقالت» and «ها»."""
    pieces = marked(evidence)
    edges = [_joins(before[0][-1], after[0][0]) for before, after in pairwise(pieces)]
    within = [before or after for before, after in zip([False, *edges], [*edges, False], strict=True)]
    return [(text, role, joined) for (text, role), joined in zip(pieces, within[: len(pieces)], strict=True)]


def _joins(before: str, after: str) -> bool:
    return all(unicodedata.category(letter)[0] in "LM" for letter in (before, after))
