"""Write a graph as the two CSV files that `neo4j-admin database import full` takes, with its header of types.

    neo4j-admin database import full --nodes=nodes.csv --relationships=relationships.csv

imports them as they are. By default the importer reads a line a row and `;` between the elements of an array, so a line break in
a value is written as a space, and `;` within an element as the full-width `；`; `evidence` and `qualifiers` are JSON, and lose nothing.
Values are written verbatim: these files are for the importer, and not for a spreadsheet.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.views.exports.records import evidence_json, qualifiers_json
from kg.views.network import FIGURE, to_networkx
from kg.writing import replace_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kg.graph import Graph

Columns = dict[str, str]
"""Column -> what its header says after the name."""

ENTITY_LABEL = "Entity"
NODE_COLUMNS: Columns = {
    "id": ":ID",
    "labels": ":LABEL",
    "type": "",
    "label_ar": "",
    "label_en": "",
    "names": ":string[]",
    "value": ":double",
    "unit": "",
    "bound": "",
}
EDGE_COLUMNS: Columns = {
    "start": ":START_ID",
    "end": ":END_ID",
    "kind": ":TYPE",
    "statement": "",
    "relation": "",
    "label_ar": "",
    "label_en": "",
    "status": "",
    "score": ":double",
    "quotes": ":string[]",
    "articles": ":string[]",
    "qualifiers": "",
    "evidence": "",
}
# The importer's own fields have no name before their colon; that of the nodes has one, so that the id stays a property.
_NAMELESS = frozenset((":LABEL", ":START_ID", ":END_ID", ":TYPE"))
_BREAKS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def write_neo4j(graph: Graph, folder: Path) -> None:
    """Write nodes.csv and relationships.csv into a folder, which is made if need be."""
    network = to_networkx(graph, statuses=None)
    articles = {article.id: article for article in graph.articles()}
    statements = {statement.id: statement for statement in graph.statements()}
    nodes = [
        {**data, "id": node, "labels": _labels(str(data["type"]))} for node, data in sorted(network.nodes(data=True))
    ]
    edges = [
        {
            **{_property(name): value for name, value in data.items()},
            "start": start,
            "end": end,
            "kind": _kind(data["relation"]),
            "statement": key,
            "qualifiers": qualifiers_json(statements[key]),
            "evidence": evidence_json(statements[key], articles),
        }
        for start, end, key, data in sorted(network.edges(keys=True, data=True), key=lambda edge: edge[2])
    ]
    folder.mkdir(parents=True, exist_ok=True)
    replace_file(folder / "nodes.csv", _csv(nodes, NODE_COLUMNS))
    replace_file(folder / "relationships.csv", _csv(edges, EDGE_COLUMNS | _qualifier_columns(edges)))


def _labels(kind: str) -> tuple[str, ...]:
    return (FIGURE,) if kind == FIGURE else tuple(dict.fromkeys((ENTITY_LABEL, _property(kind) or ENTITY_LABEL)))


def _kind(relation: str) -> str:
    """Return the type of a relationship as Neo4j's users write it: HIRES_FROM."""
    return _property(relation).upper() or "RELATED_TO"


def _property(name: str) -> str:
    """Return a name that a header can hold: a colon would begin its type."""
    return re.sub(r"\W+", "_", name)


def _qualifier_columns(edges: Sequence[Mapping[str, Any]]) -> Columns:
    """Return a column for each qualifier in use: numbers where all its values are, else texts."""
    values: dict[str, list[object]] = {}
    for edge in edges:
        for name in edge.keys() - EDGE_COLUMNS.keys():
            values.setdefault(name, []).append(edge[name])
    return {name: "" if any(isinstance(value, str) for value in values[name]) else ":double" for name in sorted(values)}


def _csv(rows: Sequence[Mapping[str, Any]], columns: Columns) -> bytes:
    header = ",".join(kind if kind in _NAMELESS else f"{name}{kind}" for name, kind in columns.items())
    lines = (",".join(_cell(row.get(name, "")) for name in columns) for row in rows)
    return "".join(f"{line}\n" for line in (header, *lines)).encode()


def _cell(value: object) -> str:
    """Return a value in quotation marks, within which spaces count; nothing at all stands for a property that isn't there."""
    if isinstance(value, tuple):
        value = ";".join(element.replace(";", "；") for element in value)
    if isinstance(value, int | float):
        return repr(float(value))
    text = _BREAKS.sub(" ", str(value)).replace('"', '""')
    return f'"{text}"' if text else ""
