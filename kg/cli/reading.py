"""How well the reader reads: eval, train."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from kg.cli.options import STREAM, AnyFile, AnyFileOrStream
from kg.cli.output import decoded, fail, output_file


@click.command("eval")
@click.argument("gold", type=AnyFile)
@click.option(
    "-p",
    "--predictions",
    type=AnyFileOrStream,
    help="Readings to score (readings.jsonl, - for stdin); else the texts of GOLD are read.",
)
@click.option(
    "--errors", is_flag=True, help="List every miss, wrong statement, status and qualifier, grouped by cause."
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def evaluate(gold: Path, predictions: Path | None, errors: bool, as_json: bool) -> None:
    """Score readings against GOLD, a folder of articles with their annotations.

    \b
    Example:
      kg eval seeds/ --errors
      kg read seeds/ | kg eval seeds/ -p -
    """
    from kg.evaluate import score

    if not gold.is_dir():
        fail(f"{gold}: there is no such folder")
    rows = _read_gold_texts(gold) if predictions is None else _predictions(predictions)
    try:
        report = score(gold, rows)
    except (AttributeError, KeyError, TypeError) as error:
        fail(f"{gold}: an annotation or a prediction isn't of the expected shape: {type(error).__name__}: {error}")
    if as_json:
        click.echo(json.dumps(report.as_dict()))
        return
    click.echo("\n\n".join(filter(None, (report.errors_list() if errors else "", str(report)))))


def _read_gold_texts(gold: Path) -> list[dict[str, Any]]:
    from kg.api import read_paths
    from kg.model import Reading
    from kg.readings import reading_to_json

    texts = sorted(path for path in gold.rglob("*.txt") if path.with_suffix(".json").exists())
    return [reading_to_json(row) for row in read_paths(texts) if isinstance(row, Reading)]


def _predictions(path: Path) -> list[dict[str, Any]]:
    name = "stdin" if path == STREAM else str(path)
    data = sys.stdin.buffer.read() if path == STREAM else path.read_bytes()
    rows = []
    for number, line in enumerate(decoded(data, name).split("\n"), 1):
        if line.strip():
            try:
                rows.append(json.loads(line))
            except json.JSONDecodeError as error:
                fail(f"{name}:{number}: not JSON: {error.msg} at column {error.colno}")
    return rows


@click.command()
@click.argument("data", type=AnyFile)
@click.option("-o", "--output", required=True, type=AnyFile, help="File for the model.")
@click.option("-q", "--quiet", is_flag=True, help="Print no progress.")
def train(data: Path, output: Path, quiet: bool) -> None:
    """Train the tagger of names on the corpora and the plain text of DATA.

    DATA holds ner/ (anercorp, newsfane, aqmar, wojood), text/ and names/transliteration/, as the model's card tells. The same
    data give the same bytes on the same machine.

    \b
    Example:
      kg train data/ -o model.npz
    """
    from kg.mentions.tagger.recipe import train as train_tagger
    from kg.ontology import load_ontology

    with output_file(output) as file:
        train_tagger(
            data, file, load_ontology(), (lambda _: None) if quiet else lambda line: click.echo(line, err=True)
        )
