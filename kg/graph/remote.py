"""A SPARQL endpoint elsewhere, asked by the SPARQL 1.1 Protocol: because its user named its address, and for nothing else."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse, IncompleteRead
from textwrap import shorten
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, cast
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pyoxigraph as ox

from kg.arabic.folding import fold_name, spellings
from kg.graph.answers import Question, question
from kg.graph.names import NameResolver
from kg.graph.queries import bind, form
from kg.graph.results import Kind, Result
from kg.graph.templates import filled, load_templates, template_named
from kg.graph.terms import DEFAULT_GRAPH, PREFIXES, iri, name_of
from kg.model import GraphError, StoppedQueryError
from kg.ontology import ENTITY, Ontology, load_ontology

if TYPE_CHECKING:
    pass

TIMEOUT = 60.0
"""Seconds that a server has for an answer where nobody says otherwise."""
LARGEST_ANSWER = 1 << 30
"""Bytes that an answer may have."""

_ROWS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/xml": ox.QueryResultsFormat.XML,
}
_TRIPLES = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/trig": ox.RdfFormat.TRIG,
}
_ACCEPTED_ROWS = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.8, text/tab-separated-values;q=0.5"
)
_ACCEPTED_TRIPLES = "application/trig, application/n-triples;q=0.9, text/turtle;q=0.8, application/rdf+xml;q=0.5"
_FORM = "application/x-www-form-urlencoded"
_MOVED = (301, 302, 303, 307, 308)
_LONGEST_COMPLAINT = 10_000
_Format = TypeVar("_Format")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def is_address(text: str) -> bool:
    """Return whether a text is the address of an endpoint, and no file."""
    return _ADDRESS.match(text) is not None


@dataclass(frozen=True)
class Endpoint:
    """Ask the graph behind an address; each answer is a request, and nothing is kept."""

    address: str
    ontology: Ontology = field(default_factory=load_ontology)

    def query(
        self, sparql: str, /, *, timeout: float | None = None, limit: int | None = None, **bindings: object
    ) -> Result:
        """Answer a SPARQL query as a graph does; raise GraphError where the server can't be reached or refuses the query."""
        return self.answer(question(sparql, bindings, limit), timeout=timeout)

    def ask(self, template: str, /, *, timeout: float | None = None, limit: int | None = None, **values: str) -> Result:
        """Answer a question that ships with kg; names are looked up at the endpoint, too."""
        return self.answer(self.template_question(template, values, limit), timeout=timeout)

    def template_question(self, template: str, values: Mapping[str, str], limit: int | None = None) -> Question:
        """Return the question that a template asks with these values."""
        chosen = template_named(load_templates(self.ontology.folder / "queries"), template)
        names = NameResolver(_EndpointNames(self), self.ontology)
        return question(chosen.sparql, filled(chosen, values, names.entity_named), limit)

    def answer(self, asked: Question, *, timeout: float | None = None) -> Result:
        """Answer a question that is made already.

        Raise QueryError where it asks for an update or for SERVICE, StoppedQueryError where its time is over, and GraphError with what the server said.
        """
        kind = cast("Kind", form(asked.sparql) or "select")
        query = bind(asked.sparql, asked.values).text
        has_rows = kind in ("select", "ask")
        # On one line, so that the lines of the server's complaints are those of the query.
        declared = " ".join(f"PREFIX {name}: <{space}>" for name, space in PREFIXES.items() if f"{name}:" in query)
        fields = [("query", f"{declared} {query}" if declared else query)]
        fields += [("default-graph-uri", graph) for graph in asked.default_graphs or ()]
        fields += [("named-graph-uri", graph) for graph in asked.named_graphs or ()]
        accept = _ACCEPTED_ROWS if has_rows else _ACCEPTED_TRIPLES
        reply = _posted(self.address, urlencode(fields).encode(), accept, TIMEOUT if timeout is None else timeout)
        return (_rows if has_rows else _quads)(self.address, kind, reply, asked.limit)


def _rows(address: str, kind: Kind, reply: _Reply, limit: int | None) -> Result:
    try:
        found = ox.parse_query_results(reply.body, format=_format(address, reply, _ROWS))
        if isinstance(found, ox.QueryBoolean):
            return Result("ask", ("answer",), ((ox.Literal(bool(found)),),))
        columns = tuple(variable.value for variable in found.variables)
        rows = [tuple(solution) for solution in found]
    except (SyntaxError, ValueError) as error:
        _is_unreadable(address, error)
    return Result(kind, columns, tuple(rows[:limit]), truncated=_is_cut(rows, reply, limit))


def _quads(address: str, kind: Kind, reply: _Reply, limit: int | None) -> Result:
    try:
        found = sorted(set(ox.parse(reply.body, format=_format(address, reply, _TRIPLES))), key=str)
    except (SyntaxError, ValueError) as error:
        _is_unreadable(address, error)
    wanted = 4 if kind == "describe" else 3
    rows = [(*quad.triple, None if quad.graph_name == DEFAULT_GRAPH else quad.graph_name)[:wanted] for quad in found]
    columns = ("subject", "predicate", "object", "graph")[:wanted]
    return Result(kind, columns, tuple(rows[:limit]), truncated=_is_cut(rows, reply, limit))


def _is_cut(rows: Sequence[object], reply: _Reply, limit: int | None) -> bool:
    return reply.is_cut or (limit is not None and len(rows) > limit)


def _format(address: str, reply: _Reply, formats: Mapping[str, _Format]) -> _Format:
    found = formats.get(reply.kind)
    if found is None:
        raise GraphError(f"{address}: answers as {reply.kind or 'nothing that it names'}: is it a SPARQL endpoint?")
    return found


def _is_unreadable(address: str, error: Exception) -> NoReturn:
    if isinstance(error, GraphError):
        raise error
    raise GraphError(f"{address}: the answer can't be read: {error}") from error


# ------------------------------------------------------------------ names


class _EndpointNames:
    """Tell the names of a graph elsewhere: its server looks for whatever may be folded to a name, and here it is folded."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint

    def labelled(self, folded: str) -> tuple[str, ...]:
        """Return the ids, sorted, of the entities of this name."""
        if not folded:
            return ()
        found = self.endpoint.query(_LABELLED, pattern=ox.Literal(spellings(folded)))
        called = (row for row in found.terms if row[0] is not None and row[1] is not None)
        return tuple(sorted({name_of(entity) for entity, name in called if fold_name(name_of(name)) == folded}))

    def holds(self, entity: str) -> bool:
        """Return whether the graph says anything of an entity."""
        return bool(self.endpoint.query("ASK { ?entity ?says ?what }", entity=iri(ENTITY, entity)))

    def names(self) -> Iterable[str]:
        """Return none: a graph elsewhere may have millions."""
        return ()


_LABELLED = f"""SELECT DISTINCT ?entity ?name {{
  {{ ?entity rdfs:label ?name }} UNION {{ ?entity skos:altLabel ?name }}
  FILTER (STRSTARTS(STR(?entity), "{ENTITY}") && REGEX(STR(?name), ?pattern, "i"))
}}"""


# ------------------------------------------------------------------ HTTP


@dataclass(frozen=True, slots=True)
class _Reply:
    kind: str
    body: bytes
    is_cut: bool = False
    """The server says that there is more."""


class _Unmoved(HTTPRedirectHandler):
    """Follow no redirect: what moves a POST makes a GET of it, and may lead anywhere."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Follow none."""


def _posted(address: str, body: bytes, accept: str, timeout: float) -> _Reply:
    if timeout <= 0:
        raise GraphError(f"a time limit is a number of seconds, more than none, not {timeout:g}")
    request = Request(address, body, {"Accept": accept, "Content-Type": _FORM, "User-Agent": "kg"})
    until = time.monotonic() + timeout
    try:
        with build_opener(_Unmoved).open(request, timeout=timeout) as reply:
            kind = reply.headers.get_content_type()
            return _Reply(kind, _read(address, reply, until, timeout), "X-Truncated" in reply.headers)
    except HTTPError as error:
        with error:
            _is_refused(address, error)
    except TimeoutError:
        _is_late(address, timeout)
    except URLError as error:
        if isinstance(error.reason, TimeoutError):
            _is_late(address, timeout)
        raise GraphError(f"{address}: can't be reached: {error.reason}") from None
    except (OSError, HTTPException, ValueError) as error:
        if isinstance(error, GraphError):
            raise
        raise GraphError(f"{address}: the answer broke off: {error or type(error).__name__}") from None


def _read(address: str, reply: HTTPResponse, until: float, timeout: float) -> bytes:
    parts, size = [], 0
    while part := reply.read1(1 << 20):
        parts.append(part)
        size += len(part)
        if size > LARGEST_ANSWER:
            raise GraphError(f"{address}: the answer has more than {LARGEST_ANSWER >> 20} MiB: ask for less")
        if time.monotonic() > until:
            _is_late(address, timeout)
    if reply.length:
        raise IncompleteRead(b"", reply.length)
    return b"".join(parts)


def _is_late(address: str, timeout: float) -> NoReturn:
    raise StoppedQueryError(f"{address}: gave no answer within {timeout:g} s") from None


def _is_refused(address: str, error: HTTPError) -> NoReturn:
    moved = error.headers.get("Location", "") if error.code in _MOVED else ""
    if moved:
        raise GraphError(f"{address}: has moved: ask {urljoin(address, moved)}") from None
    told = "".join(map(_printable, error.read(_LONGEST_COMPLAINT).decode("utf-8", "replace")))
    is_text = error.headers.get_content_type() in ("text/plain", "application/json", "application/problem+json")
    said = shorten(told, width=300, placeholder=" …") if is_text else ""
    raise GraphError(f"{address}: {error.code} {error.reason}{': ' if said else ''}{said}") from None


def _printable(letter: str) -> str:
    return letter if letter.isprintable() else " "
