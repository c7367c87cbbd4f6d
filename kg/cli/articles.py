"""Articles -> readings and graphs: build, read."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.cluster import engine_options
from kg.cli.options import STREAM, AnyFile, AnyFileOrStream, language_option, processes_option
from kg.cli.output import check_folder, counted, fail
from kg.cli.progress import Seen, shown_reading, shown_writing

if TYPE_CHECKING:
    from kg.articles import Found, Skipped
    from kg.model import Article, Reading
    from kg.output import Noted, Report
    from kg.run import Failure


@click.command()
@click.argument("articles", nargs=-1, required=True)  # not paths yet: a URL would lose a slash
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for graph.trig, graph.html, readings.jsonl and articles.jsonl.",
)
@click.option(
    "--add", is_flag=True, help="Add ARTICLES to those of the folder; one that has changed takes its old place."
)
@click.option("--remove", is_flag=True, help="Take back ARTICLES, here ids, URLs, files or folders.")
@processes_option
@click.option("--title", help="Title of the page.")
@click.option(
    "--texts/--no-texts",
    default=None,
    help="Keep the texts in articles.jsonl (they are, by default), or not: the archive may not be yours.",
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
@click.option(
    "--infer/--no-infer",
    default=None,
    help="Add what follows from the asserted triples, in the graph kg:inferred, which a plain query doesn't see; not by default.",
)
@engine_options
@click.option(
    "--parquet/--no-parquet",
    default=None,
    help="Write the readings as readings.parquet too, for data frames (the extra kg[archives]); not by default.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print no progress and no summary.")
def build(
    articles: tuple[str, ...],
    output: Path,
    add: bool,
    remove: bool,
    processes: int | None,
    title: str | None,
    texts: bool | None,
    same: tuple[Path, ...],
    review: tuple[Path, ...],
    infer: bool | None,
    parquet: bool | None,
    quiet: bool,
) -> None:
    """Read ARTICLES (files and folders, or - for stdin) into a graph.

    Articles are .txt, .html, .json, .jsonl, .parquet, .warc, .rss, .atom and .xml files, packed with .gz or .zst or not, and .zip and .tar
    archives of them. One that can't be read is reported, and the others go on. What the folder holds of them already isn't read again. A build
    that was cut off leaves the folder as it was, and the next goes on from there.

    With --add and --remove the folder is as if what it then has were built from scratch; title, texts and decisions stay as they were.

    \b
    Example:
      kg build seeds/ -o out/
      kg build --add more/ -o out/
      kg build --remove 01-strained-partnership more/late.txt -o out/
      kg build archive/ -o out/ --engine spark --format parquet
    """
    from kg import output as outputs
    from kg.api import reading
    from kg.run import usable_processes

    if add and remove:
        raise click.UsageError("--add and --remove are two commands: each says what ARTICLES are")
    check_folder(output)

    seen, number = Seen(), processes or usable_processes()

    def read_all(coming: Iterator[Article]) -> Iterator[Noted | Failure]:
        return shown_reading(reading(number)(seen.to_be_read(coming)), seen, quiet=quiet)

    options = outputs.Options(title, texts, same or None, review or None, infer, parquet)
    try:
        with shown_writing(quiet=quiet) as tell:
            found = () if remove else seen.found(_located([*map(Path, articles)]))
            if add or remove:
                targets = articles if remove else ()
                report = outputs.change(output, found, targets, read_all, options, processes=number, tell=tell)
            else:
                report = outputs.build(output, found, read_all, options, processes=number, tell=tell)
    except KeyboardInterrupt:
        if done := outputs.unfinished(output):
            click.echo(f"{counted(done, 'article')} read so far: the same command goes on from there", err=True)
        raise
    for remark in report.remarks:
        click.echo(remark, err=True)
    if not quiet:
        _print_summary(report, output)


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
    from kg.run import read_stream

    return read_stream(_found(articles), processes=processes)


def _found(articles: Sequence[Path]) -> Iterator[Article | Skipped]:
    from kg.articles import existing_sources, read_articles

    if _is_stream(articles):
        return read_articles(sys.stdin.buffer)
    return read_articles(existing_sources(articles))


def _located(articles: Sequence[Path]) -> Iterator[Found | Skipped]:
    from kg.articles import existing_sources, locate_articles

    return locate_articles(sys.stdin.buffer if _is_stream(articles) else existing_sources(articles))


def _is_stream(articles: Sequence[Path]) -> bool:
    if STREAM in articles and len(articles) > 1:
        raise click.UsageError("- stands alone: stdin and files can't be read in one go")
    return STREAM in articles


def _print_summary(report: Report, output: Path) -> None:
    from kg.output import OUTPUTS

    holds = report.contents
    told = ", ".join(
        f"{count} {status}" for status, count in sorted(holds.statuses.items(), key=lambda item: (-item[1], item[0]))
    )
    counts = (
        (report.unchanged, "unchanged"),
        (report.resumed, "read before the build was cut off"),
        (len(report.replaced), "replaced"),
        (len(report.taken_back), "taken back"),
    )
    lines = [
        ", ".join(
            (
                f"{counted(report.read, 'article')} read",
                *(f"{number} {what}" for number, what in counts if number),
                f"{len(report.left_out)} left out",
                f"{counted(report.boilerplate, 'line')} of boilerplate passed over",
            )
        ),
        *(f"  replaced: {name}" for name in report.replaced),
        *(f"  left out: {reason}" for reason in report.left_out),
        f"{counted(holds.entities, 'entity', 'entities')}, {counted(holds.statements, 'statement')} ({told or 'none'})",
        " ".join(str(output / name) for name in OUTPUTS),
    ]
    click.echo("\n".join(lines), err=True)
