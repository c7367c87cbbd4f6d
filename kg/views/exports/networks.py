"""Write a graph as a network, for Gephi, yEd, Cytoscape and networkx: GraphML and GEXF.

Both hold one value an attribute, so several quotes, names and articles stand a line each, and `evidence` and `qualifiers` hold all
that there is as JSON. A letter that XML can't hold is replaced by U+FFFD; within the JSON it is escaped, and survives.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from kg.views.exports.records import evidence_json, qualifiers_json
from kg.views.network import to_networkx
from kg.writing import replace_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path
    from typing import Any

    import networkx

    from kg.graph import Graph
    from kg.model import Status

Attributes = dict[str, str | float]

# XML 1.0 has no way to write these, not even as a character reference, and reads a carriage return as a line feed.
_NOT_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What GEXF keeps for itself, as networkx writes it: an attribute of such a name would change the picture.
_GEXF_WORDS = frozenset(
    ("end", "id", "key", "label", "parents", "pid", "slices", "spells", "start", "type", "viz", "weight")
)


def write_graphml(graph: Graph, path: Path, *, statuses: Collection[Status] | None = None) -> None:
    """Write GraphML with all statements, or those held in one of these ways."""
    import networkx

    written = io.BytesIO()
    networkx.write_graphml_xml(plain_network(graph, statuses=statuses), written)
    replace_file(path, written.getvalue())


def write_gexf(graph: Graph, path: Path, *, statuses: Collection[Status] | None = None) -> None:
    """Write GEXF 1.2 with all statements, or those held in one of these ways; the id of an edge is that of its statement."""
    from networkx.readwrite.gexf import GEXFWriter

    network = plain_network(graph, statuses=statuses)
    for _, _, key, data in network.edges(keys=True, data=True):
        own = {f"{name}_" if name in _GEXF_WORDS else name: value for name, value in data.items()}
        data.clear()
        data |= own | {"id": key, "label": own["label_ar"]}
    writer = GEXFWriter(network)
    # The day on which a file was written is no part of the graph: equal graphs are equal bytes.
    for meta in writer.xml.iter("meta"):
        meta.attrib.clear()
    ElementTree.indent(writer.xml)
    replace_file(path, ElementTree.tostring(writer.xml, encoding="utf-8", xml_declaration=True) + b"\n")


def plain_network(graph: Graph, *, statuses: Collection[Status] | None = None) -> networkx.MultiDiGraph:
    """Return the network with texts and numbers alone as attributes, each of one type throughout, sorted by id."""
    import networkx

    network = to_networkx(graph, statuses=statuses)
    articles = {article.id: article for article in graph.articles()}
    statements = {statement.id: statement for statement in graph.statements()}
    plain = networkx.MultiDiGraph()
    nodes = {node: _plain(network.nodes[node]) for node in sorted(network)}
    edges = {}
    for start, end, key, data in sorted(network.edges(keys=True, data=True), key=lambda edge: edge[2]):
        more = {
            "evidence": evidence_json(statements[key], articles),
            "qualifiers": qualifiers_json(statements[key]),
        }
        edges[start, end, key] = _plain(data | more)
    _settle_types(nodes.values())
    _settle_types(edges.values())
    for node, attributes in nodes.items():
        plain.add_node(_xml(node), **attributes)
    for (start, end, key), attributes in edges.items():
        plain.add_edge(_xml(start), _xml(end), key)
        plain.edges[_xml(start), _xml(end), key].update(attributes)
    return plain


def _plain(data: dict[str, Any]) -> Attributes:
    joined = {name: "\n".join(value) if isinstance(value, tuple) else value for name, value in data.items()}
    return {
        _xml(name): _xml(value) if isinstance(value, str) else float(value)
        for name, value in sorted(joined.items())
        if value != ""
    }


def _settle_types(rows: Iterable[Attributes]) -> None:
    """Write the numbers of an attribute as texts where others have texts in it: GEXF takes the type of the first for all."""
    all_rows = list(rows)
    texts = {name for row in all_rows for name, value in row.items() if isinstance(value, str)}
    for row in all_rows:
        for name in texts & row.keys():
            row[name] = value if isinstance(value := row[name], str) else f"{value:.15g}"


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
