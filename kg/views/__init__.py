"""Show a graph: as a networkx graph, as tables and files of other formats, and as one HTML page."""

from kg.views.coverage import coverage_lines, coverage_records
from kg.views.exports import (
    export,
    to_dataframes,
    to_tables,
    write_gexf,
    write_graphml,
    write_jsonld,
    write_neo4j,
    write_tables,
    write_turtle,
)
from kg.views.findings import finding_lines, finding_records
from kg.views.identity import same_table
from kg.views.judgements import change_lines, change_records, conflict_lines, conflict_records
from kg.views.network import to_networkx
from kg.views.page import notebook_bundle, to_html, write_html
from kg.views.reviews import review_table

__all__ = [
    "change_lines",
    "change_records",
    "conflict_lines",
    "conflict_records",
    "coverage_lines",
    "coverage_records",
    "export",
    "finding_lines",
    "finding_records",
    "notebook_bundle",
    "review_table",
    "same_table",
    "to_dataframes",
    "to_html",
    "to_networkx",
    "to_tables",
    "write_gexf",
    "write_graphml",
    "write_html",
    "write_jsonld",
    "write_neo4j",
    "write_tables",
    "write_turtle",
]
