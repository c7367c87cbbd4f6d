"""The command line: one thin command a verb. Data goes to stdout, messages to stderr; 0 is well, 1 wrong data, 2 wrong use."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import kg
from kg.model import KgError

if TYPE_CHECKING:
    from kg.api import Graph
    from kg.articles import Skipped
    from kg.model import Reading
    from kg.run import Failure

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle")
EXPORTS = ("trig", "nq", "graphml", "jsonld", "csv")


class _Main(click.Group):
    """Turn the program's own errors into one line on stderr, and a closed pipe into silence."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except KgError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return None
        except OSError as error:
            raise click.ClickException(f"{error.filename or 'a file'}: {error.strerror or error}") from error


@click.group(cls=_Main, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(kg.__version__, "-V", "--version", prog_name="kg")
def main() -> None:
    """Turn Arabic business news into a knowledge graph whose every edge shows the sentence that states it.

    \b
    Example:
      kg build articles/ -o out/
      kg query out/ "SELECT ?buyer ?bought { ?buyer kg:acquires ?bought }"
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")


@main.command()
@click.argument("articles", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder for graph.trig, graph.html and readings.jsonl.")
@click.option("-j", "--processes", default=1, show_default=True, type=click.IntRange(1, 256), help="Processes that read.")
@click.option("--title", default="", help="Title of the page.")
@click.option("-q", "--quiet", is_flag=True, help="Print no progress and no summary.")
def build(articles: tuple[Path, ...], output: Path, processes: int, title: str, quiet: bool) -> None:
    """Read ARTICLES (files and folders) into a graph.

    \b
    Example:
      kg build seeds/ -o out/
    """
    from kg.api import Graph, read_paths
    from kg.readings import write_readings

    rows = list(_progress(read_paths(_existing(articles), processes=processes), quiet=quiet))
    readings, left_out = _sorted_rows(rows)
    if not readings:
        raise click.ClickException("\n".join(["no article could be read", *left_out]))
    output.mkdir(parents=True, exist_ok=True)
    graph = Graph.from_readings(readings)
    graph.save(output)
    graph.to_html(output / "graph.html", title=title)
    write_readings(readings, output / "readings.jsonl")
    if not quiet:
        _summary(graph, readings, left_out, output)


@main.command()
@click.argument("source", type=click.Path(path_type=Path, allow_dash=True))
def read(source: Path) -> None:
    """Read SOURCE, a file or a folder or - for stdin, and print one JSON object for each article.

    \b
    Example:
      kg read article.txt
      curl -s https://… | kg read -
    """
    from kg.api import read_paths, read_stream
    from kg.articles import read_articles
    from kg.model import Reading
    from kg.readings import reading_to_json

    rows = read_stream(read_articles(sys.stdin.buffer)) if str(source) == "-" else read_paths(_existing((source,)))
    count, left_out = 0, []
    for row in rows:
        if isinstance(row, Reading):
            click.echo(json.dumps(reading_to_json(row), ensure_ascii=False))
            count += 1
        else:
            left_out.append(_reason(row))
    for reason in left_out:
        click.echo(reason, err=True)
    if not count:
        raise click.ClickException("no article could be read")


@main.command()
@click.argument("graph", type=click.Path(path_type=Path))
@click.argument("sparql")
@click.option("-f", "--format", "written", type=click.Choice(FORMATS), default=None, help="table by default; turtle for CONSTRUCT.")
def query(graph: Path, sparql: str, written: str | None) -> None:
    """Ask GRAPH (an output folder or a graph file) a SPARQL query, given as text, as @FILE, or as - for stdin.

    The prefixes kg:, e:, s:, a:, rdfs:, skos:, prov:, oa: and xsd: are declared already.

    \b
    Example:
      kg query out/ "SELECT ?who ?whom { ?who kg:competes-with ?whom }"
      kg query out/ @question.rq --format csv
    """
    result = kg.load(_existing((graph,))[0]).query(_query_text(sparql))
    written = written or ("turtle" if result.kind == "construct" else "table")
    writers: dict[str, Callable[[], str]] = {
        "table": result.to_table, "csv": result.to_csv, "tsv": result.to_tsv, "json": result.to_json, "xml": result.to_xml, "turtle": result.to_turtle,
    }  # fmt: skip
    if result.kind == "construct" and written != "turtle":
        raise click.UsageError(f"the query answers with triples: {written} can't hold them, turtle can")
    click.echo(writers[written]().rstrip("\n"))


@main.command()
@click.argument("graph", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The page to write.")
@click.option("--title", default="", help="Title of the page.")
@click.option("--language", type=click.Choice(("ar", "en")), default="ar", show_default=True, help="Language that the page opens in.")
@click.option("--top", default=480, show_default=True, type=click.IntRange(1, 480), help="Nodes to draw at most, the best connected first.")
def view(graph: Path, output: Path, title: str, language: str, top: int) -> None:
    """Draw GRAPH as one HTML page that needs no network.

    \b
    Example:
      kg view out/ -o graph.html
    """
    kg.load(_existing((graph,))[0]).to_html(output, title=title, language=language, top=top)


@main.command()
@click.argument("graph", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="File to write; a folder for csv.")
@click.option("-f", "--format", "written", type=click.Choice(EXPORTS), default=None, help="Guessed from the file's ending.")
def export(graph: Path, output: Path, written: str | None) -> None:
    """Write GRAPH in another format: TriG, N-Quads, GraphML, JSON-LD, or a folder of CSV tables.

    \b
    Example:
      kg export out/ -o graph.graphml
    """
    from kg import views

    written = written or output.suffix.lstrip(".") or "csv"
    if written not in EXPORTS:
        raise click.UsageError(f"the ending «{output.suffix}» names no format; --format is one of {', '.join(EXPORTS)}")
    loaded = kg.load(_existing((graph,))[0])
    if written in ("trig", "nq"):
        loaded.save(output)
    elif written == "graphml":
        views.write_graphml(loaded, output, statuses=None)
    elif written == "jsonld":
        views.write_jsonld(loaded, output)
    else:
        views.write_tables(loaded, output)


@main.command()
@click.argument("graph", required=False, type=click.Path(path_type=Path))
@click.option("--language", type=click.Choice(("ar", "en")), default="en", show_default=True, help="Language of the messages about a graph.")
def check(graph: Path | None, language: str) -> None:
    """Check the ontology (its tables, its examples), or GRAPH against the editorial rules.

    \b
    Example:
      kg check
      kg check out/
    """
    if graph is not None:
        violations = kg.load(_existing((graph,))[0]).check()
        for violation in violations:
            click.echo(f"{violation.rule}\t{violation.focus}\t{violation.message_ar if language == 'ar' else violation.message_en}")
        click.echo(f"{len(violations)} violations", err=True)
        raise SystemExit(1 if violations else 0)
    _check_ontology()


def _check_ontology() -> None:
    from kg.examples import failures
    from kg.reader import Reader

    reader = Reader()
    found = list(failures(reader.ontology, reader))
    for failure in found:
        click.echo(str(failure))
    relations = reader.ontology.relations.values()
    examples = sum(len(relation.examples) + len(relation.counter_examples) for relation in relations)
    click.echo(f"{len(relations)} relations, {len(reader.ontology.names)} names, {examples} examples, {len(found)} of them fail", err=True)
    if found:
        raise SystemExit(1)


@main.command("eval")
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("-p", "--predictions", type=click.Path(path_type=Path), help="Readings to score (readings.jsonl); else the texts of GOLD are read.")
@click.option("--errors", is_flag=True, help="List every miss, wrong statement, status and qualifier.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def evaluate(gold: Path, predictions: Path | None, errors: bool, as_json: bool) -> None:
    """Score readings against GOLD, a folder of articles with their annotations.

    \b
    Example:
      kg eval seeds/ --errors
    """
    from kg.evaluate import score

    (gold,) = _existing((gold,))
    report = score(gold, _predictions(gold, predictions))
    if as_json:
        click.echo(json.dumps(report.as_dict()))
        return
    if errors:
        click.echo(report.errors_list())
    click.echo(str(report))


def _predictions(gold: Path, predictions: Path | None) -> list[dict[str, Any]]:
    from kg.api import read_paths
    from kg.model import Reading
    from kg.readings import reading_to_json

    if predictions is not None:
        lines = _existing((predictions,))[0].read_text(encoding="utf-8").splitlines()
        try:
            return [json.loads(line) for line in lines if line.strip()]
        except json.JSONDecodeError as error:
            raise click.ClickException(f"{predictions}: {error}") from error
    texts = sorted(path for path in gold.rglob("*.txt") if path.with_suffix(".json").exists())
    return [reading_to_json(row) for row in read_paths(texts) if isinstance(row, Reading)]


# ------------------------------------------------------------------ shared


def _existing(paths: Sequence[Path]) -> list[Path]:
    for path in paths:
        if not path.exists():
            raise click.ClickException(f"{path}: there is no such file or folder")
    return list(paths)


def _query_text(sparql: str) -> str:
    if sparql == "-":
        return sys.stdin.read()
    return _existing((Path(sparql[1:]),))[0].read_text(encoding="utf-8") if sparql.startswith("@") else sparql


def _reason(row: Skipped | Failure) -> str:
    return row.reason if hasattr(row, "reason") else f"{row.article}: {row.error}"


def _sorted_rows(rows: Sequence[Reading | Skipped | Failure]) -> tuple[list[Reading], list[str]]:
    from kg.model import Reading

    readings = [row for row in rows if isinstance(row, Reading)]
    return readings, [_reason(row) for row in rows if not isinstance(row, Reading)]


def _progress(rows: Iterator[Any], *, quiet: bool) -> Iterator[Any]:
    """Pass rows on and show how many there were, where stderr is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield from rows
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    with Progress(SpinnerColumn(), TextColumn("{task.completed} articles"), TimeElapsedColumn(), console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("read", total=None)
        for row in rows:
            progress.advance(task)
            yield row


def _summary(graph: Graph, readings: Sequence[Reading], left_out: Sequence[str], output: Path) -> None:
    statuses = Counter(statement.status for statement in graph.statements())
    boilerplate = sum(paragraph.kind == "boilerplate" for reading in readings for paragraph in reading.article.paragraphs)
    click.echo(f"{len(readings)} articles read, {len(left_out)} left out, {boilerplate} lines of boilerplate passed over", err=True)
    for reason in left_out:
        click.echo(f"  left out: {reason}", err=True)
    told = ", ".join(f"{count} {status}" for status, count in sorted(statuses.items(), key=lambda item: (-item[1], item[0])))
    click.echo(f"{len(graph.entities())} entities, {sum(statuses.values())} statements ({told})", err=True)
    click.echo(f"{output / 'graph.trig'}, {output / 'graph.html'}, {output / 'readings.jsonl'}", err=True)


if __name__ == "__main__":
    main()
