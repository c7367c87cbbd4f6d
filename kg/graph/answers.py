"""A question -> its answer: one query over a store, under a limit of rows, with errors at the place where their author sees them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from textwrap import shorten
from typing import Any, NoReturn, TypeVar, cast

import pyoxigraph as ox

from kg.graph.descriptions import describe
from kg.graph.queries import BoundQuery, bind, described, form
from kg.graph.results import Result
from kg.graph.syntax import fault
from kg.graph.terms import DEFAULT_GRAPH, PREFIXES, Term, decimal, expand, plain, whole
from kg.model import GraphError, QueryError

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Question:
    """Hold what is asked of a store: a query, values for its variables as Turtle writes them, and how many rows are wanted.

    Named graphs and the graphs that make up the default graph are IRIs; None for both leaves the choice to the query.
    """

    sparql: str
    values: Mapping[str, str] = field(default_factory=dict)
    limit: int | None = None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None


def question(sparql: str, bindings: Mapping[str, object], limit: int | None = None) -> Question:
    """Return a question whose variables have values: terms, numbers, texts, or `e:openai`."""
    if limit is not None and limit < 1:
        raise GraphError(f"a limit is a number of rows, from 1 on, not {limit}")
    return Question(sparql, {name: str(_term(value)) for name, value in bindings.items()}, limit)


def answer(store: ox.Store, asked: Question) -> Result:
    """Answer a question; without GRAPH it reads the default graph alone.

    The prefixes of `terms.PREFIXES` are declared already. SERVICE is refused: nothing is fetched from elsewhere. Of more rows than the
    limit allows the first are returned, and the result says that it is cut.
    """
    kind = form(asked.sparql)
    query = bind(asked.sparql, asked.values)
    try:
        found = store.query(query.text, **_options(asked))
        if kind == "describe":
            nodes = store.query(described(query.text), **_options(asked))
            return _description(store, cast("ox.QuerySolutions", nodes), asked.limit)
        return _result(found, asked.limit)
    except SyntaxError as error:
        _explain(str(error), query)
    except GraphError:
        raise
    except MemoryError:
        raise
    except (OSError, RuntimeError, ValueError) as error:
        raise GraphError(f"the query failed: {error}") from error


def _options(asked: Question) -> dict[str, Any]:
    options: dict[str, Any] = {"prefixes": PREFIXES}
    if asked.default_graphs is not None or asked.named_graphs is not None:
        # As the protocol has it: where one kind of graph is chosen and the other isn't, there is none of the other.
        options["default_graph"] = [ox.NamedNode(graph) for graph in asked.default_graphs or ()]
        options["named_graphs"] = [ox.NamedNode(graph) for graph in asked.named_graphs or ()]
    return options


def _result(found: object, limit: int | None) -> Result:
    if isinstance(found, ox.QueryBoolean):
        return Result("ask", ("answer",), ((ox.Literal(bool(found)),),))
    if isinstance(found, ox.QuerySolutions):
        columns = tuple(variable.value for variable in found.variables)
        rows, cut = _first((tuple(solution) for solution in found), limit)
        return Result("select", columns, tuple(rows), truncated=cut)
    triples = _distinct((triple.subject, triple.predicate, triple.object) for triple in cast("ox.QueryTriples", found))
    rows, cut = _first(triples, limit)
    return Result("construct", ("subject", "predicate", "object"), tuple(sorted(rows, key=str)), truncated=cut)


def _description(store: ox.Store, nodes: ox.QuerySolutions, limit: int | None) -> Result:
    wanted = (term for solution in nodes for term in solution if isinstance(term, ox.NamedNode | ox.BlankNode))
    quads = (
        (quad.subject, quad.predicate, quad.object, None if quad.graph_name == DEFAULT_GRAPH else quad.graph_name)
        for quad in describe(store, wanted)
    )
    rows, cut = _first(quads, limit)
    columns = ("subject", "predicate", "object", "graph")
    return Result("describe", columns, tuple(sorted(rows, key=str)), truncated=cut)  # type: ignore[arg-type]


def _first(items: Iterator[_Item], limit: int | None) -> tuple[list[_Item], bool]:
    """Return the first items, and whether there are more."""
    if limit is None:
        return list(items), False
    found = list(islice(items, limit))
    return found, next(items, None) is not None


def _distinct(items: Iterable[_Item]) -> Iterator[_Item]:
    seen: set[_Item] = set()
    for item in items:
        if item not in seen:
            seen.add(item)
            yield item


def _explain(message: str, query: BoundQuery) -> NoReturn:
    found = fault(query.text, message)
    raise QueryError(shorten(found.told, width=120, placeholder=" …"), *query.author_place(found.offset)) from None


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
