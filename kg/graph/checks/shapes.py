"""The SHACL shapes of a folder, held against a store: by queries where they are simple, and the rest by pySHACL."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox
import rdflib
from pyoxigraph import NamedNode, Quad, Store
from rdflib.namespace import RDF, SH

from kg.graph.checks.constraints import RULES, Shapes
from kg.graph.checks.report import Violation, broken
from kg.graph.terms import BESIDE, DEFAULT_GRAPH, compact
from kg.model import GraphError, OntologyError

if TYPE_CHECKING:
    from pathlib import Path

_BELOW = "SELECT DISTINCT ?class {{ ?class <http://www.w3.org/2000/01/rdf-schema#subClassOf>* <{}> }}"


def load_shapes(path: Path) -> Shapes:
    """Read a file of shapes; raise OntologyError where it is missing or can't be read."""
    try:
        return Shapes(rdflib.Graph().parse(path, format="turtle"))
    except FileNotFoundError as error:
        raise OntologyError(f"{path}: the rules are missing") from error
    except SyntaxError as error:
        raise OntologyError(f"{path}: {error}") from error


def violations(store: Store, shapes: Shapes) -> Iterator[Violation]:
    """Yield what breaks the shapes; what is inferred and what people have decided is left out of sight."""
    # A query sees one graph or the union of all: Oxigraph has no quick way to leave one out.
    seen = flat(store) if any(store.contains_named_graph(graph) for graph in BESIDE) else store

    @cache
    def subclasses_of(name: str) -> tuple[str, ...]:
        # Of a class that nothing belongs to, the graph knows none: without the class itself a rule would choose everything.
        return tuple(sorted({name, *(str(row["class"].value) for row in _rows(seen, _BELOW.format(name)))}))

    queries, remaining = shapes.queries(subclasses_of)
    for query in queries:
        rows = _rows(seen, query.sparql, claims_only=query.claims_only)
        has_value = len(rows.variables) > 1
        for row in rows:
            yield broken(query.rule, _written(row["this"]), _written(row["value"]) if has_value else "")
    if remaining.choosing:
        yield from by_pyshacl(store, remaining)


def by_pyshacl(store: Store, shapes: Shapes) -> Iterator[Violation]:
    """Yield what breaks the shapes, as pySHACL finds it: all of SHACL, a thousand times slower than the queries."""
    import pyshacl

    _, report, text = pyshacl.validate(_as_rdflib(flat(store)), shacl_graph=shapes.graph, inplace=True)
    if not isinstance(report, rdflib.Graph):
        raise GraphError(f"the rules of shapes.ttl could not be run: {text}")
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape = report.value(result, SH.sourceShape) or result
        rule = shapes.rule_of(report.value(result, SH.sourceConstraint) or shape, shape)
        focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
        yield broken(rule, _written(focus), _written(value))


def flat(store: Store) -> Store:
    """Return claims and sources side by side in one graph, without what no article states: the data as SHACL has them."""
    merged = Store()
    merged.bulk_extend(
        Quad(quad.subject, quad.predicate, quad.object, DEFAULT_GRAPH)
        for quad in store
        if quad.graph_name not in BESIDE
    )
    return merged


def _as_rdflib(merged: Store) -> rdflib.Graph:
    from oxrdflib import OxigraphStore

    size = len(merged)

    class Unchanging(OxigraphStore):
        """Know the number of triples: pySHACL asks for it at every step, and Oxigraph would count them all each time."""

        def __len__(self, context: object = None) -> int:
            del context
            return size

    return rdflib.Graph(store=Unchanging(store=merged), identifier=rdflib.graph.DATASET_DEFAULT_GRAPH_ID)


def _rows(store: Store, sparql: str, *, claims_only: bool = False) -> ox.QuerySolutions:
    found = store.query(sparql, prefixes={"rule": RULES}, use_default_graph_as_union=not claims_only)
    return cast("ox.QuerySolutions", found)


def _written(term: object) -> str:
    """Return `s:…` for an IRI of either library, the text of a literal, nothing for None."""
    if isinstance(term, NamedNode | rdflib.URIRef):
        return compact(NamedNode(str(getattr(term, "value", term))))
    return "" if term is None else str(getattr(term, "value", term))
