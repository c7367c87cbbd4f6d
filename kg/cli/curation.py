"""What people decide: same, review."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path

import click

from kg.cli.loading import open_graph
from kg.cli.options import STREAM, AnyFile, AnyFileOrStream, language_option
from kg.cli.output import check_folder, counted, fail


@click.command()
@click.argument("graph", type=AnyFile)
@click.option("-o", "--output", type=AnyFile, help="Table (TSV) to write; rows of it that are decided already stay.")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1), help="Statements to list at most.")
@language_option("en", "Language of what is told.")
@click.option("--decided", multiple=True, type=AnyFile, help="A table that was filled in, for --gold.")
@click.option(
    "--gold",
    type=AnyFile,
    help="Folder of annotated articles to add what was decided to: accepted facts, rejected traps.",
)
def review(
    graph: Path, output: Path | None, limit: int, language: str, decided: tuple[Path, ...], gold: Path | None
) -> None:
    """List the least certain statements of GRAPH in a table, for a person to accept or reject.

    Write accept, reject or unsure under «decision», your name under «by» and your reason under «why», and build again with --review:
    what is rejected leaves the graph, what is accepted is believed, and the graph kg:decided tells who said so. Deleting a row undoes it.

    \b
    Example:
      kg review out/ -o review.tsv
      kg build articles/ -o out/ --review review.tsv
      kg review out/ --decided review.tsv --gold gold/
    """
    if (output is None) == (gold is None):
        raise click.UsageError("name a table to write with -o, or a folder of annotations with --gold")
    if gold is not None:
        if not decided:
            raise click.UsageError("--gold needs --decided: the table that was filled in")
        _annotate(graph, decided, gold)
    elif output is not None:
        _list(graph, output, limit, language)


@click.command()
@click.argument("graph", type=AnyFile)
@click.option("--propose", is_flag=True, help="List pairs that may be one thing, and namesakes that may be two.")
@click.option(
    "-o",
    "--output",
    type=AnyFileOrStream,
    default=STREAM,
    help="Table (TSV) to write, or - for stdout; rows of it that are decided already stay.",
)
@click.option(
    "--decided", multiple=True, type=AnyFile, help="Further tables of decisions, whose pairs are not proposed anew."
)
@click.option(
    "--automatic", is_flag=True, help="Fill in «same», by kg, where names are as sure as those that need nobody's word."
)
def same(graph: Path, propose: bool, output: Path, decided: tuple[Path, ...], automatic: bool) -> None:
    """List who may be the same as whom in GRAPH, in a table for a person to decide; or what was decided, without --propose.

    Write same, different or unsure under «decision», your name under «by» and your reason under «why», and build again with --same.
    Nothing is joined before somebody says so, and deleting a row undoes it. A row may name a thing in one article alone: id@article.

    \b
    Example:
      kg same out/ --propose -o same.tsv
      kg build articles/ -o out/ --same same.tsv
      kg same out/
    """
    if not propose:
        _tell_decisions(graph)
        return
    from kg import views
    from kg.graph.decisions import decided_pairs
    from kg.graph.proposed import proposed
    from kg.readings import read_readings
    from kg.writing import replace_file

    readings = graph / "readings.jsonl"
    if not readings.is_file():
        fail(f"{graph}: the folder holds no readings.jsonl, which kg build leaves there")
    own = [output] if output != STREAM and output.exists() else []
    rows = [row for path in own for row in decided_pairs(path)]
    profiles, found, identities = proposed(lambda: read_readings(readings), [*own, *decided])
    table = views.same_table(profiles, found, rows, automatic=automatic, written_as=identities.written)
    if output == STREAM:
        click.echo(table, nl=False)
    else:
        check_folder(output.parent)
        replace_file(output, table.encode())
    told = Counter(proposal.guess for proposal in found)
    joined = f"{counted(told['same'], 'pair')} that may be one, {told['different']} that may be two"
    click.echo(f"{joined}, {len(rows)} decided before", err=True)


def _tell_decisions(graph: Path) -> None:
    asked = """SELECT ?verdict ?left ?right ?by ?why { GRAPH kg:decided { ?row kg:verdict ?verdict ; kg:left ?left ;
        kg:right ?right ; dcterms:creator ?by ; dcterms:description ?why } } ORDER BY ?verdict ?left ?right ?by ?why"""
    rows = open_graph(graph).query(asked).rows
    for row in rows:
        click.echo("\t".join(map(str, row)))
    click.echo(f"{counted(len(rows), 'decision')}", err=True)


def _list(graph: Path, output: Path, limit: int, language: str) -> None:
    from kg import views
    from kg.graph.reviews import decided_reviews
    from kg.writing import replace_file

    check_folder(output.parent)
    loaded = open_graph(graph)
    rows = decided_reviews(output) if output.exists() else []
    settled = {(row["statement"], row["article"]) for row in rows}
    open_ones = (doubt for doubt in loaded.doubts() if (doubt.statement.id, doubt.evidence.article) not in settled)
    doubts = list(islice(open_ones, limit))
    replace_file(output, views.review_table(loaded, doubts, rows, language=language).encode())
    click.echo(f"{output}: {counted(len(doubts), 'statement')} to judge, {len(rows)} judged before", err=True)


def _annotate(graph: Path, decided: tuple[Path, ...], gold: Path) -> None:
    from kg.articles import read_stored
    from kg.evaluate import Judged, write_annotations
    from kg.graph import find_namesakes, tell_apart
    from kg.graph.decisions import judged as judged_readings
    from kg.graph.decisions import read_decisions
    from kg.ontology import load_ontology
    from kg.readings import read_readings, reading_to_json

    # A row may name a statement as it is where the folder's decisions have joined things.
    readings, ontology = graph / "readings.jsonl", load_ontology()
    people = read_decisions(sorted(graph.glob("decided-same*.tsv")), decided)
    decisions = tell_apart(people, find_namesakes(read_readings(readings), ontology))
    texts = {article.id: article.text for article in read_stored(graph / "articles.jsonl")}
    if not all(texts.values()):
        fail(f"{graph}: was built without the texts of its articles, which annotations need")
    judged = []
    for reading, rows in judged_readings(read_readings(readings), decisions, ontology.name_of):
        accepted = frozenset(statement.id for review, statement in rows if review.judgement == "accept")
        rejected = {statement.id: review.why for review, statement in rows if review.judgement == "reject"}
        judged.append(Judged(reading_to_json(reading), texts[reading.article.id], accepted, rejected))
    check_folder(gold)
    facts, traps = write_annotations(judged, gold)
    click.echo(
        f"{gold}: {counted(len(judged), 'article')}, {counted(facts, 'fact')} and {counted(traps, 'trap')} added",
        err=True,
    )
