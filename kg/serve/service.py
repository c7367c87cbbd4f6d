"""The description of the endpoint: what it can do (SPARQL 1.1 Service Description) and what it holds (VoID)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.graph import Result
from kg.graph.terms import DCTERMS, TYPE, Term, whole
from kg.ontology import ENTITY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph import Graph
    from kg.graph.terms import Node

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_WRITTEN = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "TriG",
    "JSON-LD",
    "N-Triples",
    "RDF_XML",
)


def description(graph: Graph, endpoint: str, title: str) -> Result:
    """Return the triples that describe an endpoint at an address."""
    triples = sorted(dict.fromkeys(_triples(graph, NamedNode(endpoint), title)), key=str)
    return Result("construct", ("subject", "predicate", "object"), tuple(triples))


def _triples(graph: Graph, service: NamedNode, title: str) -> Iterator[tuple[Node, NamedNode, Term]]:
    dataset, default = BlankNode("dataset"), BlankNode("default")
    yield service, TYPE, _sd("Service")
    yield service, _sd("endpoint"), service
    yield service, _sd("supportedLanguage"), _sd("SPARQL11Query")
    for name in _WRITTEN:
        yield service, _sd("resultFormat"), NamedNode(_FORMATS + name)
    yield service, _sd("defaultDataset"), dataset
    yield dataset, TYPE, _sd("Dataset")
    yield dataset, TYPE, _void("Dataset")
    yield dataset, _void("sparqlEndpoint"), service
    yield dataset, _void("uriSpace"), Literal(ENTITY)
    whole_graph = graph.overview()
    yield dataset, _void("entities"), whole(whole_graph.entities)
    yield dataset, _void("documents"), whole(whole_graph.articles)
    if title:
        yield dataset, NamedNode(DCTERMS + "title"), Literal(title)
    yield dataset, _sd("defaultGraph"), default
    yield default, TYPE, _sd("Graph")
    ((triples,),) = graph.query("SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }").terms
    yield default, _void("triples"), cast("Term", triples)
    counts = graph.query("SELECT ?g (COUNT(*) AS ?triples) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g")
    for number, (graph_name, count) in enumerate(counts.terms):
        yield from _named_graph(dataset, cast("Node", graph_name), cast("Term", count), number)


def _named_graph(dataset: BlankNode, name: Node, triples: Term, number: int) -> Iterator[tuple[Node, NamedNode, Term]]:
    holder, node = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
    yield dataset, _sd("namedGraph"), holder
    yield holder, TYPE, _sd("NamedGraph")
    yield holder, _sd("name"), name
    yield holder, _sd("graph"), node
    yield node, TYPE, _sd("Graph")
    yield node, _void("triples"), triples


def _sd(name: str) -> NamedNode:
    return NamedNode(SD + name)


def _void(name: str) -> NamedNode:
    return NamedNode(VOID + name)
