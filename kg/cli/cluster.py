"""Builds on a cluster: kg build --engine spark."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.output import check_folder, counted

if TYPE_CHECKING:
    from kg.output.cluster import Counted

_FORMATS = click.Choice(("nq", "parquet"))
_OF_BOTH = frozenset(("articles", "output", "processes", "same", "review", "quiet"))
"""Parameters of builds wherever they are made; all others are for builds on one machine."""


def engine_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --engine, --format and --partitions to the command that builds, which is called for builds on this machine alone."""

    @click.option(
        "--engine",
        type=click.Choice(("local", "spark")),
        default="local",
        show_default=True,
        help="Read on this machine, or on Spark (the extra kg[spark] and Java 17), which writes the graph in parts.",
    )
    @click.option("--format", "format_", type=_FORMATS, help="With --engine spark: N-Quads (as by default) or Parquet.")
    @click.option("--master", help="With --engine spark: the address of the cluster; this machine alone, by default.")
    @click.option("--partitions", type=click.IntRange(1), help="With --engine spark: in how many parts to work.")
    @wraps(command)
    def choosing(
        *arguments: Any, engine: str, format_: str | None, master: str | None, partitions: int | None, **others: Any
    ) -> Any:
        if engine == "local":
            _refuse({"format": format_, "master": master, "partitions": partitions}, "is for --engine spark")
            return command(*arguments, **others)
        own = {name: others.pop(name) for name in others.keys() - _OF_BOTH}
        _refuse(own, "is for builds on one machine, not for --engine spark")
        return _build(format_ or "nq", master or "", partitions or 0, *arguments, **others)

    return choosing


def _refuse(given: Mapping[str, object], why: str) -> None:
    for name, value in given.items():
        if value:
            raise click.UsageError(f"--{name} {why}")


def _build(
    format_: Any,
    master: str,
    partitions: int,
    articles: tuple[str, ...],
    output: Path,
    processes: int | None,
    same: tuple[Path, ...],
    review: tuple[Path, ...],
    *,
    quiet: bool,
) -> None:
    from kg.articles import existing_sources
    from kg.output import cluster

    if "-" in articles:
        raise click.UsageError("- is for builds on one machine: the workers of --engine spark read files")
    check_folder(output)
    cluster.check_free(output)
    files = existing_sources(articles)
    with cluster.session(master, processes or 0, quiet=quiet) as spark:
        settings = cluster.Settings(format_, partitions, same, review)
        report = cluster.build(output, files, spark, settings)
    for remark in report.remarks:
        click.echo(remark, err=True)
    if not quiet:
        _print_summary(report, output)


def _print_summary(report: Counted, output: Path) -> None:
    from kg.output import cluster

    statuses = sorted(report.statuses.items(), key=lambda item: (-item[1], item[0]))
    told = ", ".join(f"{count} {status}" for status, count in statuses)
    lines = [
        ", ".join(
            (
                f"{counted(report.articles, 'article')} read",
                f"{len(report.left_out)} left out",
                f"{counted(report.boilerplate, 'line')} of boilerplate passed over",
            )
        ),
        *(f"  left out: {reason}" for reason in report.left_out),
        f"{counted(report.quads, 'quad')}, {counted(sum(report.statuses.values()), 'statement')} ({told or 'none'})",
        f"{output / cluster.QUADS} {output / cluster.READINGS}",
    ]
    click.echo("\n".join(lines), err=True)
