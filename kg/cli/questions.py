"""A graph -> answers: query."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import Load, published_options
from kg.cli.output import decoded
from kg.model import GraphError

if TYPE_CHECKING:
    from kg.graph import Result


FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "trig", "jsonld", "nt", "rdfxml")


def _named_value(_context: click.Context, _option: click.Parameter, pairs: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise click.BadParameter(f"«{pair}» is not NAME=VALUE")
        found[name] = value
    return found


@click.command()
@click.argument("graph", required=False)
@click.argument("sparql", required=False)
@click.option(
    "--templates", "listed", is_flag=True, help="List the questions that ship with kg, and what each asks for."
)
@click.option("-t", "--template", metavar="NAME", help="Ask a question that ships with kg.")
@click.option(
    "-p",
    "--param",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_named_value,
    help="Fill in a parameter of a template, or give a variable its value.",
)
@click.option(
    "-f",
    "--format",
    "written",
    type=click.Choice(FORMATS),
    help="table by default; turtle for CONSTRUCT and DESCRIBE, and those after it.",
)
@click.option(
    "--timeout", type=click.FloatRange(0, min_open=True), metavar="SECONDS", help="Stop the query after so long."
)
@click.option("--limit", type=click.IntRange(1), metavar="ROWS", help="Print so many rows or triples at most.")
@click.option(
    "--spreadsheet",
    is_flag=True,
    help="CSV for Excel and its like: a byte order mark, and an apostrophe before what would run as a formula.",
)
@published_options
def query(
    graph: str | None,
    sparql: str | None,
    listed: bool,
    template: str | None,
    parameters: dict[str, str],
    written: str | None,
    timeout: float | None,
    limit: int | None,
    spreadsheet: bool,
    load: Load,
) -> None:
    """Ask GRAPH (an output folder, a graph file, or the address of a SPARQL endpoint) a query, given as text, as @FILE, or as - for stdin.

    The prefixes kg:, e:, s:, a:, rdfs:, skos:, prov:, oa:, xsd: and others are declared already. Without GRAPH { … } a query
    reads the claims of all articles, each once, and no article's own graph. The parameters of a template take entities by any of
    their names, in either script. DESCRIBE tells what is said of a thing, with its evidence.

    \b
    Example:
      kg query out/ "SELECT ?who ?whom { ?who kg:competes-with ?whom }"
      kg query out/ @question.rq --format csv
      kg query out/ "SELECT ?what { ?who kg:develops ?what }" -p who=e:openai
      kg query out/ "DESCRIBE e:openai" --format trig
      kg query out/ @question.rq --timeout 10 --limit 1000
      kg query --templates
      kg query out/ --template money-between --param from=مايكروسوفت --param to=OpenAI
      kg query http://127.0.0.1:8000/sparql --template owners
    """
    if listed:
        click.echo(_template_list())
        return
    if graph is None:
        raise click.UsageError("Missing argument 'GRAPH'.")
    if (sparql is None) == (template is None):
        raise click.UsageError("ask one query: as SPARQL, or by --template")
    if spreadsheet and written != "csv":
        raise click.UsageError("--spreadsheet is for --format csv")
    from kg.graph import Endpoint, is_address, question

    if is_address(graph) and click.get_current_context().params.get("until"):
        raise click.UsageError("--until is for a graph at hand: an endpoint tells what it holds")
    loaded = Endpoint(graph) if is_address(graph) else load(Path(graph))
    asked = (
        question(_query_text(sparql or ""), parameters, limit)
        if template is None
        else loaded.template_question(template, parameters, limit)
    )
    result = loaded.answer(asked, timeout=timeout)
    click.echo(result.to_csv(spreadsheet=True).rstrip("\r\n") if spreadsheet else _written(result, written))
    if result.truncated:
        click.echo(f"there are more: the answer was cut at {len(result)}", err=True)


def _template_list() -> str:
    """Return the templates, a paragraph each: name, titles, what it tells, parameters."""
    from kg.graph.templates import load_templates
    from kg.ontology import ontology_folder

    paragraphs = []
    for template in load_templates(ontology_folder() / "queries").values():
        lines = [f"{template.name}: {template.title_en}", f"  {template.title_ar}", f"  {template.about}"]
        for parameter in template.parameters:
            needed = (
                " (required)"
                if parameter.required
                else f" ({parameter.default} by default)"
                if parameter.default
                else ""
            )
            lines.append(
                f"  --param {parameter.name}={parameter.kind.upper()}{needed}: {parameter.title_en} | {parameter.title_ar}"
            )
        paragraphs.append("\n".join(lines))
    return "\n\n".join(paragraphs)


def _written(result: Result, written: str | None) -> str:
    try:
        return result.written(written or "").rstrip("\r\n")
    except GraphError as error:
        raise click.UsageError(str(error)) from None


def _query_text(sparql: str) -> str:
    if sparql == "-":
        return decoded(sys.stdin.buffer.read(), "stdin")
    if sparql.startswith("@"):
        return decoded(Path(sparql[1:]).read_bytes(), sparql[1:])
    return sparql
