"""Write a graph for other programs: as RDF, as a network, as tables, and for the importer of Neo4j."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.model import GraphError
from kg.views.exports.dataframes import to_dataframes
from kg.views.exports.neo4j import write_neo4j
from kg.views.exports.networks import write_gexf, write_graphml
from kg.views.exports.rdf import write_jsonld, write_nquads, write_trig, write_turtle
from kg.views.exports.tables import to_tables, write_tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.graph import Graph

__all__ = [
    "FOLDERS",
    "FORMATS",
    "export",
    "to_dataframes",
    "to_tables",
    "write_gexf",
    "write_graphml",
    "write_jsonld",
    "write_neo4j",
    "write_nquads",
    "write_tables",
    "write_trig",
    "write_turtle",
]

FORMATS: dict[str, Callable[[Graph, Path], None]] = {
    "ttl": write_turtle,
    "trig": write_trig,
    "nq": write_nquads,
    "jsonld": write_jsonld,
    "graphml": write_graphml,
    "gexf": write_gexf,
    "csv": write_tables,
    "neo4j": write_neo4j,
}
FOLDERS = frozenset(("csv", "neo4j"))
"""Formats that are several files, and go into a folder."""


def export(graph: Graph, path: Path, written: str = "", *, spreadsheet: bool = False) -> None:
    """Write a graph in the format that is named, or else in the one that the path ends in.

    `spreadsheet` begins the tables of csv with a byte order mark, without which Excel shows no Arabic.
    """
    written = written or path.suffix.lstrip(".")
    if written not in FORMATS:
        raise GraphError(f"{path}: «{written}» names no format; it is one of {', '.join(FORMATS)}")
    if spreadsheet and written != "csv":
        raise GraphError(f"{path}: only the tables of csv begin with a byte order mark")
    if spreadsheet:
        write_tables(graph, path, spreadsheet=True)
    else:
        FORMATS[written](graph, path)
