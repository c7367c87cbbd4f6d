"""A graph that a verb is given: loaded, with a word about what takes long."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.api import Graph


def open_graph(path: Path) -> Graph:
    """Load the graph of an output folder or a file; say so on stderr where a large one is put into a store first."""
    import kg
    from kg.graph.disk import folder_to_fill

    folder = folder_to_fill(path)
    if folder is not None:
        click.echo(f"{path}: is large; it is put into {folder.name}, once", err=True)
    return kg.load(path)
