"""SHACL shapes -> SPARQL queries that find what breaks them, for the constructs that a query can say.

Every query gives back `?this`, the node that breaks a rule, and where there is one `?value`. It is written for the union of all graphs,
in which a triple stands once for each graph that holds it: nodes are told apart before they are counted or joined.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, SH, XSD

from kg.graph.checks.report import Rule, Severity
from kg.model import OntologyError

if TYPE_CHECKING:
    from rdflib.term import Node

RULES = "https://kg.example/shapes#"
_ASKS, _CLAIMS = rdflib.URIRef(RULES + "asks"), rdflib.URIRef(RULES + "claims")
_BEYOND = rdflib.URIRef(RULES + "Beyond")

SubclassesOf: TypeAlias = Callable[[str], tuple[str, ...]]
"""Class -> itself and the classes below it, as the data have them."""

_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_ABOUT = frozenset((RDF.type, SH.path, SH.name, SH.description, SH.message, SH.severity, SH.order, SH.group, *_TARGETS))
"""Properties of a shape that constrain nothing."""
_BODY = re.compile(r"(?is)^\s*SELECT\s+(?:DISTINCT\s+)?(?P<columns>[^{]*?)(?:\s+WHERE)?\s*\{(?P<body>.*)\}\s*$")
_BEYOND_SPARQL = re.compile(r"\$(?:shapesGraph|currentShape)\b")


@dataclass(frozen=True, slots=True)
class Query:
    """Hold the query that finds what breaks a rule."""

    rule: Rule
    sparql: str
    claims_only: bool = False
    """Whether all that it asks for stands among the merged claims."""


class _TooHardError(Exception):
    """Say that a construct is none of those that a query is made of."""


class Shapes:
    """Hold the shapes of a file, and make queries of those that are simple enough."""

    def __init__(self, graph: rdflib.Graph) -> None:
        self.graph = graph

    def rules(self) -> tuple[Rule, ...]:
        """Return every rule, sorted by name: property shapes, SPARQL constraints, and what is checked beyond SHACL."""
        found = {self.rule_of(node, shape) for shape in self.choosing for node in self._ruling(shape)}
        found |= {self.rule_of(node, node) for node in self.graph.subjects(RDF.type, _BEYOND)}
        return tuple(sorted(found))

    def queries(self, subclasses_of: SubclassesOf) -> tuple[tuple[Query, ...], Shapes]:
        """Return the queries of all shapes that are simple enough, and the same shapes with targets for the others alone."""
        made: list[Query] = []
        remaining = rdflib.Graph() + self.graph
        for shape in self.choosing:
            try:
                made += _Writer(self, subclasses_of).queries(shape)
            except _TooHardError:
                continue
            for target in _TARGETS:
                remaining.remove((shape, target, None))
        return tuple(made), Shapes(remaining)

    @property
    def choosing(self) -> list[Node]:
        """Return the shapes that choose nodes by themselves."""
        return sorted({shape for target in _TARGETS for shape in self.graph.subjects(target)}, key=str)

    def _ruling(self, shape: Node) -> Iterator[Node]:
        graph = self.graph
        yield from graph.objects(shape, SH.property)
        for inner in (shape, *graph.objects(shape, SH.property)):
            yield from graph.objects(inner, SH.sparql)
        if any(predicate not in {*_ABOUT, SH.property, SH.sparql} for predicate in graph.predicates(shape)):
            yield shape

    def rule_of(self, node: Node, shape: Node) -> Rule:
        """Return the rule of a constraint or property shape; what it doesn't say itself, its shape says."""
        graph = self.graph
        name = next((str(one) for one in (node, shape) if isinstance(one, rdflib.URIRef)), "")
        if not name:
            raise OntologyError("a shape of shapes.ttl has no name, by which the rule would go")
        told = list(graph.objects(node, SH.message)) or list(graph.objects(shape, SH.message))
        messages = {getattr(text, "language", None) or "en": str(text) for text in told}
        severities = (graph.value(one, SH.severity) for one in (node, shape))
        severity: Severity = "violation" if next(filter(None, severities), SH.Violation) == SH.Violation else "warning"
        return Rule(name.removeprefix(RULES), severity, messages.get("en", ""), messages.get("ar", ""))


class _Writer:
    """Write the queries of one shape."""

    def __init__(self, shapes: Shapes, subclasses_of: SubclassesOf) -> None:
        self.shapes, self.graph, self.subclasses_of = shapes, shapes.graph, subclasses_of

    def queries(self, shape: Node) -> list[Query]:
        target = self._target(shape)
        found = list(self._constraints(shape, shape, target))
        for inner in self.graph.objects(shape, SH.property):
            found += self._constraints(inner, shape, target)
        return sorted(found, key=lambda query: (query.rule, query.sparql))

    # ------------------------------------------------------------------ targets and paths

    def _target(self, shape: Node) -> str:
        """Return a pattern that binds ?this to each node that the shape chooses, once."""
        blocks = []
        for node in self.graph.objects(shape, SH.targetClass):
            blocks += [f"{{ ?this a <{name}> }}" for name in self.subclasses_of(str(node))]
        blocks += [f"{{ BIND ( {node.n3()} AS ?this ) }}" for node in self.graph.objects(shape, SH.targetNode)]
        blocks += [f"{{ ?this {node.n3()} ?any }}" for node in self.graph.objects(shape, SH.targetSubjectsOf)]
        blocks += [f"{{ ?any {node.n3()} ?this }}" for node in self.graph.objects(shape, SH.targetObjectsOf)]
        return f"{{ SELECT DISTINCT ?this {{ {' UNION '.join(sorted(blocks))} }} }}"

    def _path(self, node: Node) -> str:
        graph = self.graph
        if isinstance(node, rdflib.URIRef):
            return node.n3()
        if graph.value(node, RDF.first) is not None:
            return f"({'/'.join(self._path(item) for item in Collection(graph, node))})"
        if (alternatives := graph.value(node, SH.alternativePath)) is not None:
            return f"({'|'.join(self._path(item) for item in Collection(graph, alternatives))})"
        marks = (
            (SH.inversePath, "^{}"),
            (SH.zeroOrMorePath, "{}*"),
            (SH.oneOrMorePath, "{}+"),
            (SH.zeroOrOnePath, "{}?"),
        )
        for predicate, mark in marks:
            if (inner := graph.value(node, predicate)) is not None:
                return f"({mark.format(self._path(inner))})"
        raise _TooHardError

    # ------------------------------------------------------------------ constraints

    def _constraints(self, node: Node, shape: Node, target: str) -> Iterator[Query]:
        """Yield queries for what a shape asks of the values of its path, or of the chosen node itself: as few as will do."""
        asked = [
            (predicate, wanted)
            for predicate, wanted in sorted(self.graph.predicate_objects(node))
            if predicate not in _ABOUT and not (predicate == SH.property and node == shape)
        ]
        path = self.graph.value(node, SH.path)
        along = None if path is None else self._path(path)
        rule = self.shapes.rule_of(node, shape)
        values = f"{target} BIND ( ?this AS ?value )" if along is None else f"{target} ?this {along} ?value"
        limits = {predicate: _whole(wanted) for predicate, wanted in asked if predicate in _LIMITS}
        if limits and along is not None:
            yield Query(rule, _miscounted(target, along, limits))
        expressions = []
        for predicate, wanted in asked:
            if predicate == SH.sparql:
                yield self._sparql(wanted, node, shape, target, along)
            elif predicate == SH["class"]:
                yield Query(rule, self._of_no_class(values, str(wanted)))
            elif along is not None and predicate in _PAIRS:
                pair = _PAIRS[predicate].format(wanted.n3())
                yield Query(rule, f"SELECT DISTINCT ?this ?value {{ {values} . {pair} }}")
            elif along is None or predicate not in _LIMITS:
                expressions.append(self._right(node, predicate, wanted))
        if expressions:
            right = " && ".join(expressions)
            yield Query(rule, f"SELECT DISTINCT ?this ?value {{ {values} FILTER ( !COALESCE({right}, false) ) }}")

    def _of_no_class(self, values: str, name: str) -> str:
        classes = " ".join(f"<{known}>" for known in self.subclasses_of(name))
        members = f"{{ SELECT DISTINCT ?value {{ VALUES ?class {{ {classes} }} ?value a ?class }} }}"
        return f"SELECT ?this ?value {{ {{ SELECT DISTINCT ?this ?value {{ {values} }} }} MINUS {members} }}"

    def _right(self, node: Node, predicate: Node, wanted: Node) -> str:
        """Return an expression that is true of a value that keeps a constraint; one that fails or is false breaks it."""
        graph = self.graph
        if predicate == SH["or"]:
            members = (self._all_right(item) for item in Collection(graph, wanted))
            return f"( {' || '.join(f'COALESCE({member}, false)' for member in members)} )"
        if predicate == SH["in"]:
            return f"( {' || '.join(f'sameTerm(?value, {item.n3()})' for item in Collection(graph, wanted))} )"
        if predicate == SH.datatype and wanted in _CASTS:
            return _of_datatype(wanted.n3())
        if predicate == SH.pattern:
            flags = graph.value(node, SH.flags)
            return f"REGEX(STR(?value), {wanted.n3()}{f', {flags.n3()}' if flags is not None else ''})"
        if predicate == SH.flags:
            return "true"
        if predicate in _RIGHT:
            return _RIGHT[predicate](wanted.n3())
        if predicate == SH.nodeKind and wanted in _KINDS:
            return _KINDS[wanted]
        raise _TooHardError

    def _all_right(self, node: Node) -> str:
        told = [
            (predicate, wanted) for predicate, wanted in self.graph.predicate_objects(node) if predicate not in _ABOUT
        ]
        if not told or self.graph.value(node, SH.path) is not None:
            raise _TooHardError
        return f"( {' && '.join(self._right(node, predicate, wanted) for predicate, wanted in sorted(told))} )"

    def _sparql(self, constraint: Node, node: Node, shape: Node, target: str, path: str | None) -> Query:
        select = str(self.graph.value(constraint, SH.select) or "").replace("$PATH", path or "$PATH")
        found = _BODY.match(select)
        if found is None or _BEYOND_SPARQL.search(select) or "$PATH" in select:
            raise _TooHardError
        named = " ?value" if re.search(r"[?$]value\b", found["columns"]) else ""
        rule = self.shapes.rule_of(constraint, shape if isinstance(constraint, rdflib.URIRef) else node)
        sparql = f"{self._prefixes(constraint)} SELECT DISTINCT ?this{named} {{ {target}\n{found['body']} }}"
        claims_only = self.graph.value(constraint, _ASKS) == _CLAIMS
        return Query(rule, re.sub(r"\$(\w)", r"?\1", sparql), claims_only)

    def _prefixes(self, constraint: Node) -> str:
        found = []
        for declaring in self.graph.objects(constraint, SH.prefixes):
            for ontology in self.graph.transitive_objects(declaring, OWL.imports):
                for declared in self.graph.objects(ontology, SH.declare):
                    prefix, namespace = (self.graph.value(declared, key) for key in (SH.prefix, SH.namespace))
                    found.append(f"PREFIX {prefix}: <{namespace}>")
        return " ".join(sorted(set(found)))


def _of_datatype(name: str) -> str:
    """Return what is true of a literal of a datatype that is written as the datatype asks: of "2024-02-30" as a date it isn't."""
    return f"( DATATYPE(?value) = {name} && DATATYPE({name}(STR(?value))) = {name} )"


def _miscounted(target: str, path: str, limits: Mapping[Node, int]) -> str:
    least, most = limits.get(SH.minCount, 0), limits.get(SH.maxCount)
    if most is None and least == 1:
        return f"SELECT ?this {{ {target} MINUS {{ ?this {path} ?some }} }}"
    counted = f"SELECT ?this (COUNT(DISTINCT ?some) AS ?count) {{ {target} OPTIONAL {{ ?this {path} ?some }} }} GROUP BY ?this"
    wrong = f"?count < {least}" if most is None else f"?count < {least} || ?count > {most}"
    return f"SELECT ?this {{ {{ {counted} }} FILTER ( {wrong} ) }}"


def _whole(literal: Node) -> int:
    return int(str(literal))


_CASTS = frozenset(
    XSD[name]
    for name in (
        "string",
        "boolean",
        "integer",
        "decimal",
        "double",
        "float",
        "date",
        "dateTime",
        "gYear",
        "gYearMonth",
    )
)
"""Datatypes that a query can read a text as, and so tell whether it is written as it should be."""
_LIMITS = frozenset((SH.minCount, SH.maxCount))
_PAIRS: Mapping[Node, str] = {
    SH.disjoint: "?this {} ?value",
    SH.lessThan: "?this {} ?other FILTER ( !COALESCE(?value < ?other, false) )",
    SH.lessThanOrEquals: "?this {} ?other FILTER ( !COALESCE(?value <= ?other, false) )",
}
_RIGHT: Mapping[Node, Callable[[str], str]] = {
    SH.minInclusive: "?value >= {}".format,
    SH.maxInclusive: "?value <= {}".format,
    SH.minExclusive: "?value > {}".format,
    SH.maxExclusive: "?value < {}".format,
    SH.minLength: "STRLEN(STR(?value)) >= {}".format,
    SH.maxLength: "STRLEN(STR(?value)) <= {}".format,
}
_KINDS: Mapping[Node, str] = {
    SH.IRI: "isIRI(?value)",
    SH.Literal: "isLiteral(?value)",
    SH.BlankNode: "isBlank(?value)",
    SH.BlankNodeOrIRI: "( isIRI(?value) || isBlank(?value) )",
    SH.IRIOrLiteral: "( isIRI(?value) || isLiteral(?value) )",
    SH.BlankNodeOrLiteral: "( isBlank(?value) || isLiteral(?value) )",
}
