"""Write a graph for other programs: GraphML, JSON-LD and tables."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

from kg.model import Quantity
from kg.views.files import replace_file
from kg.views.network import entity_words, to_networkx
from kg.views.wording import Words, quantity_words

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path
    from typing import Any

    from kg.graph import Graph
    from kg.model import Evidence, Statement, Status

Row = dict[str, str | float]

# XML 1.0 has no way to write these, not even as a character reference.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(graph: Graph, path: Path, *, statuses: Collection[Status] | None = None) -> None:
    """Write GraphML with all statements, or those held in one of these ways; several quotes stand a line each."""
    import networkx

    network = to_networkx(graph, statuses=statuses)
    plain = networkx.MultiDiGraph()
    for node in sorted(network):
        plain.add_node(_xml(node), **_xml_attributes(network.nodes[node]))
    for start, end, key, data in sorted(network.edges(keys=True, data=True), key=lambda edge: edge[2]):
        plain.add_edge(_xml(start), _xml(end), key, **_xml_attributes(data))
    written = io.BytesIO()
    networkx.write_graphml_xml(plain, written)
    replace_file(path, written.getvalue())


def write_jsonld(graph: Graph, path: Path) -> None:
    """Write the whole dataset as JSON-LD, sorted, so that equal graphs are equal bytes."""
    import pyoxigraph

    from kg.graph.terms import PREFIXES

    quads = sorted(graph.store, key=lambda quad: (str(quad.graph_name), str(quad)))
    written = io.BytesIO()
    pyoxigraph.serialize(quads, written, pyoxigraph.RdfFormat.JSON_LD, prefixes=dict(sorted(PREFIXES.items())))
    replace_file(path, written.getvalue())


def to_tables(graph: Graph) -> dict[str, list[Row]]:
    """Return the rows of three tables, entities, statements and evidence; all rows of a table have the same columns."""
    names = entity_words(graph)
    statements = graph.statements()
    return {
        "entities": [_entity_row(entity.id, entity.type, names, entity.names) for entity in graph.entities()],
        "statements": [_statement_row(statement, names) for statement in statements],
        "evidence": [_evidence_row(statement, item) for statement in statements for item in statement.evidence],
    }


def write_tables(graph: Graph, folder: Path) -> None:
    """Write entities.csv, statements.csv and evidence.csv into a folder, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in to_tables(graph).items():
        written = io.StringIO(newline="")
        if rows:
            writer = csv.DictWriter(written, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        replace_file(folder / f"{name}.csv", written.getvalue().encode())


def _entity_row(entity: str, kind: str, names: dict[str, Words], written: tuple[str, ...]) -> Row:
    return {
        "id": entity,
        "type": kind,
        "label_ar": names[entity].ar,
        "label_en": names[entity].en,
        "names": " | ".join(written),
    }


def _statement_row(statement: Statement, names: dict[str, Words]) -> Row:
    figure = isinstance(statement.object, Quantity)
    qualifiers = {role: _plain(value) for role, value in statement.qualifiers}
    subject = names.get(statement.subject)
    return {
        "id": statement.id,
        "subject": statement.subject,
        "subject_label": subject.ar if subject else statement.subject,
        "relation": statement.relation,
        "object": "" if figure else str(statement.object),
        "object_label": _object_label(statement, names),
        **(_quantity_columns(statement.object)),
        "status": statement.status,
        "qualifiers": json.dumps(qualifiers, ensure_ascii=False, sort_keys=True) if qualifiers else "",
        "articles": " | ".join(sorted({item.article for item in statement.evidence})),
        "score": max((item.score for item in statement.evidence), default=0.0),
    }


def _object_label(statement: Statement, names: dict[str, Words]) -> str:
    if isinstance(statement.object, Quantity):
        return quantity_words(statement.object).ar
    return names[statement.object].ar if statement.object in names else statement.object


def _quantity_columns(value: str | Quantity) -> Row:
    if isinstance(value, Quantity):
        return {"value": value.value, "unit": value.unit, "bound": value.bound}
    return {"value": "", "unit": "", "bound": ""}


def _evidence_row(statement: Statement, evidence: Evidence) -> Row:
    return {
        "statement": statement.id,
        "article": evidence.article,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "quote": evidence.quote,
        "where": evidence.where,
        "speaker": evidence.speaker,
        "rule": evidence.rule,
        "score": evidence.score,
    }


def _plain(value: str | float | Quantity) -> str | float | Row:
    if isinstance(value, Quantity):
        return {"value": value.value, "currency": value.unit, "bound": value.bound}
    return value


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _xml_attributes(data: dict[str, Any]) -> dict[str, str | float]:
    joined = {name: "\n".join(value) if isinstance(value, tuple) else value for name, value in data.items()}
    return {name: _xml(value) if isinstance(value, str) else float(value) for name, value in sorted(joined.items())}
