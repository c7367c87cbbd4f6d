"""The Python interface: build a graph from articles, load one, read one article."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from kg import graph as graphs
from kg.articles import Skipped, find_sources, read_article, read_articles
from kg.model import Article, ArticleError, Reading
from kg.run import Failure, read_all, usable_processes

if TYPE_CHECKING:
    import networkx
    import pandas

    from kg.model import Coverage
    from kg.reader import Reader

AnyPath: TypeAlias = str | os.PathLike[str]


class Graph(graphs.Graph):
    """Hold a knowledge graph that can also be drawn, tabled and handed to networkx."""

    def to_networkx(self, **options: Any) -> networkx.MultiDiGraph:
        """Return the asserted statements as a networkx graph, or those of the given `statuses` (None: all)."""
        from kg import views

        return views.to_networkx(self, **options)

    def to_html(self, path: AnyPath, **options: Any) -> Path:
        """Write the explorer as one HTML page, which makes no request to anywhere, and return its path.

        Options are `title`, `language` ("ar" or "en") and `top`, the number of nodes to draw at most.
        """
        from kg import views

        views.write_html(self, Path(path), **options)
        return Path(path)

    def to_tables(self) -> dict[str, list[dict[str, str | float]]]:
        """Return the articles, entities, evidence, names and statements as lists of rows."""
        from kg import views

        return views.to_tables(self)

    def to_dataframes(self) -> dict[str, pandas.DataFrame]:
        """Return the tables as pandas DataFrames, with dates, numbers and categories as such; pandas must be installed."""
        from kg import views

        return views.to_dataframes(self)

    def export(self, path: AnyPath, format: str = "", *, spreadsheet: bool = False) -> Path:  # noqa: A002
        """Write the graph as ttl, trig, nq, jsonld, graphml or gexf, as the path ends, and return its path.

        The formats csv and neo4j are several files, and go into a folder; `spreadsheet` begins those of csv with a byte order mark, for Excel.
        """
        from kg import views

        views.export(self, Path(path), format, spreadsheet=spreadsheet)
        return Path(path)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """Draw the graph in a notebook."""
        del include, exclude
        from kg import views

        return views.notebook_bundle(self)


def build(
    articles: AnyPath | Iterable[AnyPath],
    *,
    processes: int | None = None,
    same: Iterable[AnyPath] = (),
    review: Iterable[AnyPath] = (),
) -> Graph:
    """Read the articles of files and folders into one graph, by default with a process for each core.

    `same` are files of decisions about who is the same as whom, `review` files of judgements on statements. An article that can't be read is left out with a warning, and a row about
    what no article names is warned of. Raise ArticleError where no article can be read, GraphError where a file of decisions is wrong.
    """
    decisions = graphs.read_decisions(map(Path, same), map(Path, review))
    readings: list[Reading] = []
    reasons: list[str] = []
    for row in read_paths(articles, processes=processes):
        if isinstance(row, Reading):
            readings.append(row)
        else:
            reasons.append(row.reason)
    if not readings:
        raise ArticleError("; ".join(["no article could be read", *reasons]))
    for reason in reasons:
        warnings.warn(f"left out: {reason}", stacklevel=2)
    graph = Graph.from_readings(readings, decisions=decisions)
    for remark in graphs.remarks(readings, decisions, graph.ontology.name_of):
        warnings.warn(remark, stacklevel=2)
    return graph


def load(path: AnyPath) -> Graph:
    """Load a graph from an output folder or a graph file; raise GraphError where there is none."""
    return Graph.load(Path(path))


def read(source: AnyPath | Article) -> Reading:
    """Read one article, from a file or at hand, into its entities and statements; raise ArticleError where it can't be read."""
    article = source if isinstance(source, Article) else read_article(_existing(source))
    return _default_reader()(article)


def explain(source: AnyPath | Article) -> Coverage:
    """Read one article and account for each of its sentences: the statements that it gave, or why it gave none."""
    from kg.coverage import cover

    article = source if isinstance(source, Article) else read_article(_existing(source))
    return cover(article, _default_reader())


def read_paths(
    articles: AnyPath | Iterable[AnyPath], *, processes: int | None = None
) -> Iterator[Reading | Skipped | Failure]:
    """Yield a reading for each article of files and folders, and a reason for each one that can't be read."""
    paths = [articles] if isinstance(articles, str | os.PathLike) else articles
    yield from read_stream(find_articles(paths), processes=processes)


def find_articles(paths: Iterable[AnyPath]) -> Iterator[Article | Skipped]:
    """Return the articles of files and folders, and a reason for each file that holds none; raise ArticleError where a path doesn't exist."""
    return iter(read_articles(find_sources([_existing(path) for path in paths])))


def read_stream(
    found: Iterable[Article | Skipped], *, processes: int | None = None
) -> Iterator[Reading | Skipped | Failure]:
    """Yield the readings of articles, in their order, then the reasons of those that could not be read."""
    skipped: list[Skipped] = []

    def readable() -> Iterator[Article]:
        for row in found:
            if isinstance(row, Skipped):
                skipped.append(row)
            else:
                yield row

    yield from read_all(readable(), _default_reader, processes=processes or usable_processes())
    yield from skipped


@cache
def _default_reader() -> Reader:
    from kg.reader import Reader

    return Reader()


def _existing(path: AnyPath) -> Path:
    if not Path(path).exists():
        raise ArticleError(f"{os.fspath(path)}: there is no such file or folder")
    return Path(path)
