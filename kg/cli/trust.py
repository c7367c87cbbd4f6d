"""What a graph is worth: conflicts, diff, check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import AnyFile, Load, language_option, published_options
from kg.cli.output import counted, tell

if TYPE_CHECKING:
    from kg.model import Article

VERDICTS = ("contradiction", "update", "corroboration", "apparent", "headline")


@click.command()
@click.argument("graph", type=AnyFile)
@click.option(
    "--verdict",
    "verdicts",
    multiple=True,
    type=click.Choice(VERDICTS),
    help="Only these; by default contradictions, updates, and headlines that their bodies don't bear out.",
)
@language_option("en", "Language of what is told.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a pair.")
@published_options
def conflicts(graph: Path, verdicts: tuple[str, ...], language: str, as_json: bool, load: Load) -> None:
    """List the claims of GRAPH that are about the same two things, pair by pair, each with its sentence and a verdict.

    \b
    Example:
      kg conflicts out/
      kg conflicts out/ --verdict corroboration --json
    """
    from kg import views

    loaded, wanted = load(graph), verdicts or ("contradiction", "update", "headline")
    found = sorted(loaded.conflicts(), key=lambda conflict: VERDICTS.index(conflict.verdict))
    chosen = [conflict for conflict in found if conflict.verdict in wanted]
    headlines = loaded.headline_claims() if "headline" in wanted else ()
    records = views.conflict_records(loaded, chosen, headlines)
    lines = views.conflict_lines(loaded, chosen, headlines, language=language)
    tell(records, lines, as_json=as_json)
    click.echo(f"{counted(len(chosen), 'pair')}, {counted(len(headlines), 'claim')} of headlines alone", err=True)


@click.command()
@click.argument("before", type=AnyFile)
@click.argument("after", type=AnyFile)
@language_option("en", "Language of what is told.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a difference.")
@published_options
def diff(before: Path, after: Path, language: str, as_json: bool, load: Load) -> None:
    """List the statements that the graph AFTER has gained (+), lost (-), tells in another way (~) or with other evidence (=) than BEFORE.

    \b
    Example:
      kg diff monday/ tuesday/
    """
    from kg import views

    old, new = load(before), load(after)
    changes = new.changes_since(old)
    records = views.change_records(old, new, changes)
    lines = views.change_lines(old, new, changes, language=language)
    tell(records, lines, as_json=as_json)
    counts = Counter(change.kind for change in changes)
    told = (
        f"{counts['gained']} gained",
        f"{counts['lost']} lost",
        f"{counts['changed']} changed",
        f"{counts['evidence']} with other evidence",
    )
    click.echo(", ".join(told), err=True)


@click.command()
@click.argument("graph", required=False, type=AnyFile)
@language_option("en", "Language of the messages about a graph.")
@click.option(
    "--examples", default=3, show_default=True, type=click.IntRange(0), help="Places to print for each rule at most."
)
@click.option("--all", "everything", is_flag=True, help="Print every place.")
@click.option("--json", "as_json", is_flag=True, help="Print every place as one JSON object.")
@published_options
def check(graph: Path | None, language: str, examples: int, everything: bool, as_json: bool, load: Load) -> None:
    """Hold GRAPH against the editorial rules; without it, check the ontology: its tables, its rules and its examples.

    Violations end with exit code 1, warnings alone with 0. Quotes are held against the texts that `kg build` keeps in articles.jsonl.

    \b
    Example:
      kg check out/
      kg check out/ --all --language ar
      kg check out/ --json
      kg check
    """
    if graph is None:
        _check_ontology()
        return
    from kg import views

    loaded = load(graph)
    report = loaded.check(_stored_articles(graph))
    records = views.finding_records(loaded, report)
    lines = views.finding_lines(loaded, report, examples=None if everything else examples, language=language)
    tell(records, lines, as_json=as_json)
    told = (
        counted(len(report.rules), "rule"),
        counted(len(report.violations), "violation"),
        counted(len(report.warnings), "warning"),
        *((f"{len(report.unchecked)} unchecked",) if report.unchecked else ()),
    )
    click.echo(", ".join(told), err=True)
    raise SystemExit(1 if report.violations else 0)


def _stored_articles(graph: Path) -> Iterable[Article]:
    """Return the articles that a build kept beside its graph, if there are any."""
    from kg.articles import read_stored

    file = (graph if graph.is_dir() else graph.parent) / "articles.jsonl"
    return read_stored(file) if file.is_file() else ()


def _check_ontology() -> None:
    from kg.api import Graph
    from kg.examples import failures
    from kg.reader import Reader

    reader = Reader()
    Graph(ontology=reader.ontology).check()
    found = list(failures(reader.ontology, reader))
    for failure in found:
        click.echo(str(failure))
    relations = reader.ontology.relations.values()
    examples = sum(len(relation.examples) + len(relation.counter_examples) for relation in relations)
    counts = f"{len(relations)} relations, {len(reader.ontology.names)} names, {examples} examples"
    click.echo(f"{counts}, {len(found)} of them fail", err=True)
    raise SystemExit(1 if found else 0)
