"""Show a graph: as a networkx graph, as tables and files of other formats, and as one HTML page."""

from kg.views.exports import to_tables, write_graphml, write_jsonld, write_tables
from kg.views.network import to_networkx
from kg.views.page import notebook_bundle, to_html, write_html

__all__ = [
    "notebook_bundle",
    "to_html",
    "to_networkx",
    "to_tables",
    "write_graphml",
    "write_html",
    "write_jsonld",
    "write_tables",
]
