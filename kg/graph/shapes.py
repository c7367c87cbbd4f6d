"""The editorial rules of ontology/shapes.ttl (SHACL), run over a graph with pySHACL and reported in Arabic and English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Store

from kg.graph.quads import describe
from kg.graph.terms import DEFAULT_GRAPH, INFERRED, SCHEMA, compact, iri
from kg.model import GraphError, OntologyError
from kg.ontology import KG

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import rdflib

    from kg.ontology import Ontology

_SHAPES = "https://kg.example/shapes#"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """Hold one place where the graph breaks a rule."""

    rule: str
    """Name of the shape."""
    focus: str
    """The node that breaks it, as `s:…` or `ev:…`."""
    message_en: str
    message_ar: str
    value: str = ""
    """What is wrong about it, where that is a single value."""


def violations(store: Store, ontology: Ontology) -> tuple[Violation, ...]:
    """Return what breaks the rules, sorted by rule and node."""
    import pyshacl
    import rdflib

    data = _as_rdflib(_one_graph(store, ontology))
    _, report, _ = pyshacl.validate(data, shacl_graph=_shapes(ontology.folder / "shapes.ttl"), inplace=True)
    if not isinstance(report, rdflib.Graph):
        raise GraphError(f"the rules of shapes.ttl could not be run: {report}")
    return tuple(sorted(set(_violations(report))))


def _one_graph(store: Store, ontology: Ontology) -> Store:
    """Return claims and sources side by side, with the whole vocabulary: what SHACL is to see."""
    flat = Store()
    flat.bulk_extend(
        Quad(quad.subject, quad.predicate, quad.object, DEFAULT_GRAPH) for quad in store if quad.graph_name != INFERRED
    )
    flat.bulk_extend(_vocabulary(ontology))
    return flat


def _as_rdflib(flat: Store) -> rdflib.Graph:
    import rdflib
    from oxrdflib import OxigraphStore

    size = len(flat)

    class Unchanging(OxigraphStore):
        """Know the number of triples: pySHACL asks for it at every step, and Oxigraph would count them all each time."""

        def __len__(self, context: object = None) -> int:
            del context
            return size

    return rdflib.Graph(store=Unchanging(store=flat), identifier=rdflib.graph.DATASET_DEFAULT_GRAPH_ID)


def _vocabulary(ontology: Ontology) -> Iterator[Quad]:
    for name in (*ontology.classes, *ontology.relations):
        for triple in describe(name, ontology):
            yield Quad(*triple, DEFAULT_GRAPH)
    # Several classes mean any of them; in RDFS several domains would mean all of them at once.
    for relation in ontology.relations.values():
        for predicate, classes in (("domainIncludes", relation.domain), ("rangeIncludes", relation.range)):
            for name in classes:
                yield Quad(iri(KG, relation.name), NamedNode(SCHEMA + predicate), iri(KG, name), DEFAULT_GRAPH)


def _shapes(path: Path) -> rdflib.Graph:
    import rdflib

    try:
        return rdflib.Graph().parse(path, format="turtle")
    except FileNotFoundError as error:
        raise OntologyError(f"{path}: the rules are missing") from error
    except SyntaxError as error:
        raise OntologyError(f"{path}: {error}") from error


def _violations(report: rdflib.Graph) -> Iterator[Violation]:
    from rdflib.namespace import RDF, SH

    for result in report.subjects(RDF.type, SH.ValidationResult):
        messages = {
            getattr(text, "language", None) or "en": str(text) for text in report.objects(result, SH.resultMessage)
        }
        value = report.value(result, SH.value)
        yield Violation(
            rule=_rule(report.value(result, SH.sourceConstraint), report.value(result, SH.sourceShape)),
            focus=_written(report.value(result, SH.focusNode)),
            message_en=messages.get("en", ""),
            message_ar=messages.get("ar", ""),
            value="" if value is None else _written(value),
        )


def _rule(constraint: object, shape: object) -> str:
    """Return the name of the constraint where it has one, else of the shape that it belongs to."""
    named = constraint if str(constraint).startswith(_SHAPES) else shape
    return str(named).removeprefix(_SHAPES)


def _written(node: object) -> str:
    import rdflib

    return compact(NamedNode(str(node))) if isinstance(node, rdflib.URIRef) else str(node)
