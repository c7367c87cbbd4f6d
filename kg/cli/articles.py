"""Articles -> readings and graphs: build, read."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import STREAM, AnyFile, AnyFileOrStream, language_option, processes_option
from kg.cli.output import all_or_nothing, check_folder, counted, fail

if TYPE_CHECKING:
    from kg.api import Graph
    from kg.articles import Skipped
    from kg.model import Article, Reading
    from kg.run import Failure


@click.command()
@click.argument("articles", nargs=-1, required=True, type=AnyFileOrStream)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for graph.trig, graph.html, readings.jsonl and articles.jsonl.",
)
@processes_option
@click.option("--title", default="", help="Title of the page.")
@click.option(
    "--texts/--no-texts", default=True, help="Keep the texts in articles.jsonl, or not: the archive may not be yours."
)
@click.option(
    "--same",
    multiple=True,
    type=AnyFile,
    help="File of decisions (TSV) about who is the same as whom; kg same writes one to be filled in.",
)
@click.option(
    "--review",
    multiple=True,
    type=AnyFile,
    help="File of judgements (TSV) on statements; kg review writes one to be filled in.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print no progress and no summary.")
def build(
    articles: tuple[Path, ...],
    output: Path,
    processes: int | None,
    title: str,
    texts: bool,
    same: tuple[Path, ...],
    review: tuple[Path, ...],
    quiet: bool,
) -> None:
    """Read ARTICLES (files and folders, or - for stdin) into a graph.

    Articles are .txt, .html, .json and .jsonl files. One that can't be read is reported, and the others go on.

    \b
    Example:
      kg build seeds/ -o out/
    """
    from kg.api import Graph
    from kg.articles import write_stored
    from kg.graph import read_decisions, remarks
    from kg.readings import write_readings

    check_folder(output)
    decisions = read_decisions(same, review)
    readings, left_out = _sorted_rows(_progress(_read(articles, processes), quiet=quiet))
    if not readings:
        fail("\n".join(["no article could be read", *left_out]))
    graph = Graph.from_readings(readings, decisions=decisions)
    with all_or_nothing(output) as folder:
        graph.save(folder / "graph.trig")
        graph.to_html(folder / "graph.html", title=title)
        write_readings(readings, folder / "readings.jsonl")
        write_stored((reading.article for reading in readings), folder / "articles.jsonl", texts=texts)
    for remark in remarks(readings, decisions, graph.ontology.name_of):
        click.echo(remark, err=True)
    if not quiet:
        _print_summary(graph, readings, left_out, output)


@click.command()
@click.argument("articles", nargs=-1, required=True, type=AnyFileOrStream)
@processes_option
@click.option("--explain", is_flag=True, help="Tell for each sentence which statements it gave, or why it gave none.")
@language_option("en", "Language of the explanation.")
@click.option("--json", "as_json", is_flag=True, help="Print the explanation as one JSON object a sentence.")
def read(articles: tuple[Path, ...], processes: int | None, explain: bool, language: str, as_json: bool) -> None:
    """Read ARTICLES (files and folders, or - for stdin) and print one JSON object for each, without building a graph.

    \b
    Example:
      kg read article.txt
      kg read - < article.html
      kg read article.txt --explain --language ar
    """
    if explain:
        _explain(articles, language, as_json=as_json)
        return
    if as_json:
        raise click.UsageError("--json is for --explain: readings are JSON always")
    from kg.model import Reading
    from kg.readings import reading_to_json

    count, left_out = 0, []
    for row in _read(articles, processes):
        if isinstance(row, Reading):
            click.echo(json.dumps(reading_to_json(row), ensure_ascii=False))
            count += 1
        else:
            left_out.append(row.reason)
    _report_left_out(count, left_out)


def _report_left_out(count: int, left_out: Sequence[str]) -> None:
    if not count:
        fail("\n".join(["no article could be read", *left_out]))
    for reason in left_out:
        click.echo(f"left out: {reason}", err=True)


def _explain(articles: Sequence[Path], language: str, *, as_json: bool) -> None:
    from kg import views
    from kg.api import Graph, explain
    from kg.model import Article

    count, left_out = 0, []
    for row in _found(articles):
        if not isinstance(row, Article):
            left_out.append(row.reason)
            continue
        coverage = explain(row)
        graph = Graph.from_readings([coverage.reading])
        if as_json:
            for record in views.coverage_records(graph, coverage):
                click.echo(json.dumps(record, ensure_ascii=False))
        else:
            click.echo("\n\n" * bool(count) + "\n".join(views.coverage_lines(graph, coverage, language=language)))
        count += 1
    _report_left_out(count, left_out)


def _read(articles: Sequence[Path], processes: int | None) -> Iterator[Reading | Skipped | Failure]:
    from kg.api import read_stream

    return read_stream(_found(articles), processes=processes)


def _found(articles: Sequence[Path]) -> Iterator[Article | Skipped]:
    from kg.api import find_articles
    from kg.articles import read_articles

    if STREAM not in articles:
        return find_articles(articles)
    if len(articles) > 1:
        raise click.UsageError("- stands alone: stdin and files can't be read in one go")
    return read_articles(sys.stdin.buffer)


def _sorted_rows(rows: Iterable[Reading | Skipped | Failure]) -> tuple[list[Reading], list[str]]:
    from kg.model import Reading

    readings: list[Reading] = []
    reasons: list[str] = []
    for row in rows:
        if isinstance(row, Reading):
            readings.append(row)
        else:
            reasons.append(row.reason)
    return readings, reasons


def _progress(rows: Iterator[Any], *, quiet: bool) -> Iterator[Any]:
    """Pass rows on and show how many there were, where stderr is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield from rows
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn("{task.completed} articles"), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("read", total=None)
        for row in rows:
            progress.advance(task)
            yield row


def _print_summary(graph: Graph, readings: Sequence[Reading], left_out: Sequence[str], output: Path) -> None:
    statuses = Counter(statement.status for statement in graph.statements())
    boilerplate = sum(
        paragraph.kind == "boilerplate" for reading in readings for paragraph in reading.article.paragraphs
    )
    told = ", ".join(
        f"{count} {status}" for status, count in sorted(statuses.items(), key=lambda item: (-item[1], item[0]))
    )
    lines = [
        f"{counted(len(readings), 'article')} read, {len(left_out)} left out, {counted(boilerplate, 'line')} of boilerplate passed over",
        *(f"  left out: {reason}" for reason in left_out),
        f"{counted(len(graph.entities()), 'entity', 'entities')}, {counted(sum(statuses.values()), 'statement')} ({told or 'none'})",
        " ".join(str(output / name) for name in ("graph.trig", "graph.html", "readings.jsonl", "articles.jsonl")),
    ]
    click.echo("\n".join(lines), err=True)
