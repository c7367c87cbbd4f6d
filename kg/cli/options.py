"""Options and arguments that several verbs take."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from kg.cli.loading import open_graph

if TYPE_CHECKING:
    from kg import Graph

STREAM = Path("-")

Load: TypeAlias = "Callable[[Path], Graph]"

AnyFile = click.Path(path_type=Path)
AnyFileOrStream = click.Path(path_type=Path, allow_dash=True)


def language_option(default: str, about: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the option --language, Arabic or English."""
    languages = click.Choice(("ar", "en"))
    return click.option("--language", type=languages, default=default, show_default=True, help=about)


def published_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --until and --undated, and hand the command `load`, which loads a graph as it was then published."""

    @click.option("--until", metavar="DAY", help="Only what was published until this day, month or year.")
    @click.option("--undated", is_flag=True, help="With --until: take in articles whose date isn't known well enough.")
    @wraps(command)
    def loading(*arguments: Any, until: str | None, undated: bool, **others: Any) -> Any:
        if undated and until is None:
            raise click.UsageError("--undated is for --until")
        return command(*arguments, load=partial(_load, until=until, undated=undated), **others)

    return loading


def _load(path: Path, *, until: str | None, undated: bool) -> Graph:
    graph = open_graph(path)
    if until is None:
        return graph
    found = graph.publication(until)
    kept = len(found.until) + len(found.unknown) * undated
    told = "taken in" if undated else "left out"
    click.echo(
        f"{kept} of {sum(map(len, found))} articles until {until}: "
        f"{len(found.later)} later, {len(found.unknown)} not dated well enough, {told}",
        err=True,
    )
    return graph.as_published(until, undated=undated)


processes_option = click.option(
    "-j", "--processes", type=click.IntRange(1, 256), help="Processes that read; one for each core, by default."
)
