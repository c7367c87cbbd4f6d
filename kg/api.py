"""The Python interface: build a graph from articles, load one, read one article."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import graph as graphs
from kg.articles import Skipped, find_sources, read_article, read_articles
from kg.model import Article, ArticleError, Reading
from kg.run import Failure, read_all

if TYPE_CHECKING:
    import networkx

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


class Graph(graphs.Graph):
    """Hold a knowledge graph that can also be drawn and handed to networkx."""

    def to_networkx(self, **options: Any) -> networkx.MultiDiGraph:
        """Return the asserted statements as a networkx graph, or those of the given `statuses` (None: all)."""
        from kg import views

        return views.to_networkx(self, **options)

    def to_html(self, path: str | os.PathLike[str], **options: Any) -> Path:
        """Write the explorer as one HTML page, which makes no request to anywhere, and return its path."""
        from kg import views

        views.write_html(self, Path(path), **options)
        return Path(path)

    def to_tables(self) -> dict[str, list[dict[str, str | float]]]:
        """Return the entities, statements and evidence as lists of rows, ready for pandas.DataFrame."""
        from kg import views

        return views.to_tables(self)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """Draw the graph in a notebook."""
        del include, exclude
        from kg import views

        return views.notebook_bundle(self)


def build(articles: Paths, *, processes: int = 1) -> Graph:
    """Read articles from files and folders into one graph; what can't be read is left out (see `read_paths`)."""
    return Graph.from_readings(row for row in read_paths(articles, processes=processes) if isinstance(row, Reading))


def load(path: str | os.PathLike[str]) -> Graph:
    """Load a graph from an output folder or a graph file."""
    graph = Graph.load(Path(path))
    assert isinstance(graph, Graph)
    return graph


def read(source: str | os.PathLike[str] | Article) -> Reading:
    """Read one article from a file, or an article at hand, into its entities and statements."""
    from kg.reader import Reader

    article = source if isinstance(source, Article) else read_article(Path(source))
    return Reader()(article)


def read_paths(articles: Paths, *, processes: int = 1) -> Iterator[Reading | Skipped | Failure]:
    """Yield a reading for each article in files and folders, and a reason for each one that can't be read."""
    paths = [Path(articles)] if isinstance(articles, str | os.PathLike) else [Path(path) for path in articles]
    for path in paths:
        if not path.exists():
            raise ArticleError(f"{path}: there is no such file or folder")
    yield from read_stream(read_articles(find_sources(paths)), processes=processes)


def read_stream(found: Iterable[Article | Skipped], *, processes: int = 1) -> Iterator[Reading | Skipped | Failure]:
    """Yield the readings of articles, then the reasons of those that could not be read."""
    from kg.reader import Reader

    skipped: list[Skipped] = []

    def readable() -> Iterator[Article]:
        for row in found:
            if isinstance(row, Skipped):
                skipped.append(row)
            else:
                yield row

    yield from read_all(readable(), Reader, processes=processes)
    yield from skipped
