"""The Python interface: build a graph from articles, load one, read one article."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from kg import graph as graphs
from kg import output as outputs
from kg.articles import Skipped, existing, existing_sources, locate_articles, read_article, read_articles
from kg.model import Article, ArticleError, Reading
from kg.ontology import load_ontology
from kg.run import Failure, default_reader, read_all, read_stream, usable_processes

if TYPE_CHECKING:
    import networkx
    import pandas

    from kg.model import Coverage
    from kg.ontology import Ontology

AnyPath: TypeAlias = str | os.PathLike[str]
Paths: TypeAlias = AnyPath | Iterable[AnyPath]


class Graph(graphs.Graph):
    """Hold a knowledge graph that can also be drawn, tabled and handed to networkx."""

    @classmethod
    def load(cls, path: AnyPath, ontology: Ontology | None = None, *, on_disk: bool | None = None) -> Self:
        """Load a graph from an output folder, or from a .trig, .nq, .ttl, .nt, .jsonld or .rdf file.

        A build of the folder that was cut off at its last step is completed first. A large graph is kept in a store on disk beside
        its file; `on_disk` keeps any graph there, or, if False, none.
        """
        outputs.complete(Path(path))
        return super().load(path, ontology, on_disk=on_disk)

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
    articles: Paths = (),
    *,
    output: AnyPath | None = None,
    add: Paths = (),
    remove: Paths = (),
    title: str | None = None,
    texts: bool | None = None,
    same: Paths | None = None,
    review: Paths | None = None,
    infer: bool | None = None,
    parquet: bool | None = None,
    processes: int | None = None,
) -> Graph:
    """Read the articles of files and folders into one graph, by default with a process for each core.

    `same` are files of decisions about who is the same as whom, `review` files of judgements on statements. With `output` the graph is
    written to a folder as `kg build` does, in place of what is there, and what stands there is not read again; `title` is that of the page,
    and `texts=False` keeps the texts of the articles out. Instead of `articles`, `add` names those that come to the ones that the output
    has, and `remove` ids, URLs and files of those to take back. With `infer=True` the graph has what follows from its triples too,
    and with `parquet=True` the output has the readings as Parquet too.
    An article that can't be read is left out with a warning, and a row about what no article names is warned of. Raise ArticleError where
    no article can be read, GraphError where a file of decisions is wrong.
    """
    if (add or remove) and (articles or output is None):
        raise TypeError("add and remove change the articles of an output: name its folder, and no articles beside them")
    decided, judged = (None if paths is None else tuple(map(Path, _listed(paths))) for paths in (same, review))
    options = outputs.Options(title, texts, decided, judged, infer, parquet)
    if output is None:
        graph, told = _in_memory(articles, options, processes)
    else:
        report = _written(Path(output), articles, add, remove, options, processes or usable_processes())
        graph, told = load(output), [*map("left out: {}".format, report.left_out), *report.remarks]
    for line in told:
        warnings.warn(line, stacklevel=2)
    return graph


def load(path: AnyPath, *, on_disk: bool | None = None) -> Graph:
    """Load a graph from an output folder or a graph file; raise GraphError where there is none.

    A large graph is kept in a store on disk beside its file; `on_disk` keeps any graph there, or, if False, none.
    """
    return Graph.load(Path(path), on_disk=on_disk)


def read(source: AnyPath | Article) -> Reading:
    """Read one article, from a file or at hand, into its entities and statements; raise ArticleError where it can't be read."""
    article = source if isinstance(source, Article) else read_article(existing(source))
    return default_reader()(article)


def explain(source: AnyPath | Article) -> Coverage:
    """Read one article and account for each of its sentences: the statements that it gave, or why it gave none."""
    from kg.coverage import cover

    article = source if isinstance(source, Article) else read_article(existing(source))
    return cover(article, default_reader())


def read_paths(articles: Paths, *, processes: int | None = None) -> Iterator[Reading | Skipped | Failure]:
    """Yield a reading for each article of files and folders, and a reason for each one that can't be read."""
    yield from read_stream(read_articles(existing_sources(_listed(articles))), processes=processes)


def reading(processes: int) -> outputs.ReadAll:
    """Return what reads a stream of articles for a build, in so many processes."""
    return lambda articles: read_all(articles, _noting, processes=processes)


def _in_memory(articles: Paths, options: outputs.Options, processes: int | None) -> tuple[Graph, list[str]]:
    """Return the graph of articles, and what is to be said of it."""
    decisions = graphs.read_decisions(options.same or (), options.review or ())
    readings: list[Reading] = []
    reasons: list[str] = []
    for row in read_paths(articles, processes=processes):
        if isinstance(row, Reading):
            readings.append(row)
        else:
            reasons.append(row.reason)
    if not readings:
        raise ArticleError("; ".join(["no article could be read", *reasons]))
    ontology = load_ontology()
    decided = graphs.tell_apart(decisions, graphs.find_namesakes(readings, ontology))
    graph = Graph.from_readings(readings, ontology, decided)
    if options.infer:
        graph.infer()
    remarks = graphs.remarks(readings, decided, ontology.name_of)
    return graph, [*map("left out: {}".format, reasons), *remarks]


def _written(
    folder: Path, articles: Paths, add: Paths, remove: Paths, options: outputs.Options, processes: int
) -> outputs.Report:
    read_all = reading(processes)
    if add or remove:
        found = locate_articles(existing_sources(_listed(add))) if add else ()
        targets = [os.fspath(target) for target in _listed(remove)]
        return outputs.change(folder, found, targets, read_all, options, processes=processes)
    found = locate_articles(existing_sources(_listed(articles)))
    return outputs.build(folder, found, read_all, options, processes=processes)


def _noting() -> outputs.Note:
    return outputs.noting(default_reader().together)


def _listed(paths: Paths) -> list[AnyPath]:
    return [paths] if isinstance(paths, str | os.PathLike) else list(paths)
