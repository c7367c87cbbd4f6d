"""Write the triples of a graph: all of them in one heap, or as a dataset with a graph for each article."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from kg.writing import replace_file

if TYPE_CHECKING:
    from pathlib import Path

    from kg.graph import Graph


def write_turtle(graph: Graph, path: Path) -> None:
    """Write the triples of all articles in one graph, each once, sorted; what is inferred is left out.

    Turtle knows no named graphs. Nothing is lost by it but which article it was that gave a name to an entity: evidence names
    its article.
    """
    from kg.graph.files import turtle_lines
    from kg.graph.terms import INFERRED

    replace_file(path, turtle_lines(quad for quad in graph.store if quad.graph_name != INFERRED))


def write_trig(graph: Graph, path: Path) -> None:
    """Write the whole dataset as TriG, sorted, the default graph first."""
    from kg.graph.files import trig_lines

    replace_file(path, trig_lines(graph.store))


def write_nquads(graph: Graph, path: Path) -> None:
    """Write the whole dataset as N-Quads, sorted."""
    from kg.graph.files import nquad_lines

    replace_file(path, nquad_lines(graph.store))


def write_jsonld(graph: Graph, path: Path) -> None:
    """Write the whole dataset as JSON-LD, sorted, so that equal graphs are equal bytes."""
    import pyoxigraph

    from kg.graph.terms import PREFIXES

    quads = sorted(graph.store, key=lambda quad: (str(quad.graph_name), str(quad)))
    written = io.BytesIO()
    pyoxigraph.serialize(quads, written, pyoxigraph.RdfFormat.JSON_LD, prefixes=dict(sorted(PREFIXES.items())))
    replace_file(path, written.getvalue())
