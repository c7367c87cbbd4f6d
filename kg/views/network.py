"""Turn a graph into a networkx graph: entities and figures are nodes, statements are edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Quantity, Status
from kg.views.wording import Words, quantity_words

if TYPE_CHECKING:
    from collections.abc import Collection

    import networkx

    from kg.graph import Graph
    from kg.model import Entity, Statement

ASSERTED: tuple[Status, ...] = ("asserted",)
FIGURE = "Figure"
UNKNOWN = "Entity"


def to_networkx(graph: Graph, *, statuses: Collection[Status] | None = ASSERTED) -> networkx.MultiDiGraph:
    """Return the entities and the statements held in one of these ways; None takes all statements.

    Edges are keyed by statement id. A figure is a node of its own subject, so that equal figures join nobody.
    """
    import networkx

    network = networkx.MultiDiGraph()
    names = entity_words(graph)
    for entity in graph.entities():
        network.add_node(entity.id, **_node(names[entity.id], entity.type), names=entity.names)
    relations = relation_words(graph)
    for statement in graph.statements():
        if statuses is not None and statement.status not in statuses:
            continue
        target = object_node(statement)
        if isinstance(statement.object, Quantity):
            network.add_node(target, **_figure(statement.object))
        for node in (statement.subject, target):
            if node not in network:
                network.add_node(node, **_node(Words(node, node), UNKNOWN))
        label = relations.get(statement.relation) or words_of_name(statement.relation)
        network.add_edge(statement.subject, target, key=statement.id, **_edge(statement, label))
    return network


def entity_words(graph: Graph) -> dict[str, Words]:
    """Return the names of every entity; a name that is missing in one language is taken from the other."""
    labels = graph.facts.labels
    return {entity.id: name_words(entity, labels.get(entity.id, ("", ""))) for entity in graph.entities()}


def name_words(entity: Entity, labels: tuple[str, str]) -> Words:
    """Return the name of an entity with these labels, of which either may be empty."""
    ar, en = labels
    return Words(ar or entity.label or en or entity.id, en or entity.label or ar or entity.id)


def relation_words(graph: Graph) -> dict[str, Words]:
    """Return the labels of every relation; a label that is missing is made from the relation's name."""
    return {name: _complete(labels, name) for name, labels in graph.relation_labels().items()}


def type_words(graph: Graph) -> dict[str, Words]:
    """Return the labels of every class; a label that is missing is made from the class's name."""
    return {name: _complete(labels, name) for name, labels in graph.class_labels().items()}


def words_of_name(name: str) -> Words:
    """Return a term of the ontology as words: shares-revenue-with as "shares revenue with"."""
    return Words(name.replace("-", " "), name.replace("-", " "))


def object_node(statement: Statement) -> str:
    """Return the node that a statement points to: its object, or the node of its subject's figure."""
    from kg.graph.excerpts import figure_node

    target = statement.object
    return figure_node(statement.subject, target) if isinstance(target, Quantity) else target


def _complete(labels: tuple[str, str], name: str) -> Words:
    ar, en = labels
    made = words_of_name(name)
    return Words(ar or en or made.ar, en or made.en)


def _node(words: Words, kind: str) -> dict[str, str]:
    return {"label": words.ar, "label_ar": words.ar, "label_en": words.en, "type": kind}


def _figure(figure: Quantity) -> dict[str, str | float]:
    node = _node(quantity_words(figure), FIGURE)
    return {**node, "value": figure.value, "unit": figure.unit, "bound": figure.bound}


def _edge(statement: Statement, label: Words) -> dict[str, object]:
    evidence = statement.evidence
    return {
        # A qualifier of another program's graph may have the name of what every edge has, which then stands.
        **flat_qualifiers(statement),
        "relation": statement.relation,
        "label_ar": label.ar,
        "label_en": label.en,
        "status": statement.status,
        "quotes": tuple(dict.fromkeys(item.quote for item in evidence)),
        "articles": tuple(sorted({item.article for item in evidence})),
        "score": max((item.score for item in evidence), default=0.0),
    }


def flat_qualifiers(statement: Statement) -> dict[str, str | float]:
    """Return the qualifiers as plain values, a figure as three: amount_value, amount_currency, amount_bound."""
    flat: dict[str, str | float] = {}
    for role, value in statement.qualifiers:
        if isinstance(value, Quantity):
            flat |= {f"{role}_value": value.value, f"{role}_currency": value.unit, f"{role}_bound": value.bound}
        else:
            flat[role] = value
    return flat
