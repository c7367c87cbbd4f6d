"""A graph -> a page, a server, a file: view, serve, export."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import STREAM, AnyFile, AnyFileOrStream, Load, language_option, published_options
from kg.cli.output import all_or_nothing, check_folder, output_file

EXPORTS = ("ttl", "trig", "nq", "jsonld", "graphml", "gexf", "csv", "neo4j")


FOLDER_EXPORTS = ("csv", "neo4j")


@click.command()
@click.argument("graph", type=AnyFile)
@click.option("-o", "--output", required=True, type=AnyFileOrStream, help="The page to write; - for stdout.")
@click.option("--title", default="", help="Title of the page.")
@language_option("ar", "Language that the page opens in.")
@click.option(
    "--top",
    default=1000,
    show_default=True,
    type=click.IntRange(1, 1000),
    help="Nodes to draw at most, the best connected first.",
)
@published_options
def view(graph: Path, output: Path, title: str, language: str, top: int, load: Load) -> None:
    """Draw GRAPH as one HTML page that needs no network.

    \b
    Example:
      kg view out/ -o graph.html
    """
    loaded = load(graph)
    with output_file(output) as file:
        loaded.to_html(file, title=title, language=language, top=top)


@click.command()
@click.argument("graph", type=AnyFile)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; 0.0.0.0 lets others in.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen at; 0 for a free one.",
)
@click.option(
    "--timeout",
    default=20.0,
    show_default=True,
    type=click.FloatRange(0, min_open=True),
    metavar="SECONDS",
    help="Stop a query after so long.",
)
@click.option(
    "--limit",
    default=10_000,
    show_default=True,
    type=click.IntRange(1),
    metavar="ROWS",
    help="Rows of an answer at most.",
)
@click.option(
    "--processes",
    default=2,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Queries that run at once; each has a copy of the graph in memory.",
)
@click.option("--title", default="", help="Title of the explorer.")
@language_option("ar", "Language for browsers that ask for neither.")
@click.option(
    "--allow-origin",
    "origin",
    default="*",
    show_default=True,
    metavar="ORIGIN",
    help="Whose web pages may ask the endpoint; empty for none.",
)
@published_options
def serve(
    graph: Path,
    host: str,
    port: int,
    timeout: float,
    limit: int,
    processes: int,
    title: str,
    language: str,
    origin: str,
    load: Load,
) -> None:
    """Serve GRAPH over HTTP: the explorer at /, questions at /query, SPARQL at /sparql, and a page for each entity.

    The graph is read only. Queries run in processes that are ended when their time is over.

    \b
    Example:
      kg serve out/
      curl http://127.0.0.1:8000/sparql -H "Accept: text/csv" --data-urlencode "query=SELECT ?x { ?x a kg:Company }"
    """
    from kg.serve import Settings
    from kg.serve import serve as serve_graph

    settings = Settings(
        timeout=timeout,
        limit=limit,
        processes=processes,
        title=title,
        language="en" if language == "en" else "ar",
        allowed_origin=origin,
    )
    serve_graph(load(graph), host, port, settings, lambda address: click.echo(f"{address} (Ctrl-C stops it)", err=True))


@click.command()
@click.argument("graph", type=AnyFile)
@click.option(
    "-o",
    "--output",
    required=True,
    type=AnyFileOrStream,
    help="File to write, - for stdout; a folder for csv and neo4j.",
)
@click.option("-f", "--format", "written", type=click.Choice(EXPORTS), help="Guessed from the file's ending.")
@click.option(
    "--spreadsheet", is_flag=True, help="Begin the tables of csv with a byte order mark: Excel shows no Arabic without."
)
@published_options
def export(graph: Path, output: Path, written: str | None, spreadsheet: bool, load: Load) -> None:
    """Write GRAPH in another format.

    \b
    ttl       Turtle: all triples in one graph, each once
    trig, nq  TriG and N-Quads: the whole dataset, a graph for each article
    jsonld    JSON-LD of the same
    graphml   for networkx, yEd and Cytoscape: entities and figures are nodes,
    gexf      for Gephi: statements of every status are edges
    csv       five tables: entities, names, statements, evidence, articles
    neo4j     nodes.csv and relationships.csv for neo4j-admin database import

    In the tables of csv an apostrophe stands before a text that a spreadsheet would run as a formula. Numbers, dates, quotes with
    their offsets, qualifiers and statuses are in every format.

    \b
    Example:
      kg export out/ -o graph.gexf
      kg export out/ -o tables/ --format csv --spreadsheet
      kg export out/ -o import/ --format neo4j
    """
    from kg import views

    written = written or output.suffix.lstrip(".")
    if written not in EXPORTS:
        raise click.UsageError(f"«{output}» names no format by its ending; --format is one of {', '.join(EXPORTS)}")
    if spreadsheet and written != "csv":
        raise click.UsageError(f"--spreadsheet is for the tables of csv, not for {written}")
    loaded = load(graph)
    if written in FOLDER_EXPORTS:
        if output == STREAM:
            raise click.UsageError(f"{written} is several tables: name a folder for them")
        check_folder(output)
        with all_or_nothing(output) as folder:
            views.export(loaded, folder, written, spreadsheet=spreadsheet)
        return
    with output_file(output, f".{written}") as file:
        views.export(loaded, file, written)
