"""The command line: one thin command a verb. Data goes to stdout, messages to stderr; 0 is well, 1 wrong data, 2 wrong use."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

import kg
from kg.model import GraphError, KgError

if TYPE_CHECKING:
    from kg.api import Graph
    from kg.articles import Skipped
    from kg.graph import Result
    from kg.model import Reading
    from kg.run import Failure

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "trig", "jsonld", "nt", "rdfxml")
EXPORTS = ("ttl", "trig", "nq", "jsonld", "graphml", "gexf", "csv", "neo4j")
FOLDER_EXPORTS = ("csv", "neo4j")
STREAM = Path("-")

AnyFile = click.Path(path_type=Path)
AnyFileOrStream = click.Path(path_type=Path, allow_dash=True)


class _Main(click.Group):
    """Turn errors into one line on stderr, a closed pipe into silence, and write UTF-8 whatever the terminal says."""

    def main(self, *args: Any, **extra: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        # docopt, which camel-tools brings, is compiled with these on first use.
        warnings.filterwarnings("ignore", "invalid escape sequence", SyntaxWarning)
        return super().main(*args, **extra)

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            raise SystemExit(130) from None
        except BrokenPipeError:
            _forget_stdout()
            raise SystemExit(0) from None
        except Exception as error:
            if context.params["debug"]:
                raise
            if isinstance(error, OSError) and error.filename is None:
                _forget_stdout()
            _fail(_said(error))


def _said(error: Exception) -> str:
    if isinstance(error, KgError):
        return str(error)
    if isinstance(error, OSError):
        return f"{error.filename or 'writing'}: {error.strerror or error}"
    return f"the program failed: {type(error).__name__}: {error} (kg --debug … shows where; please report it)"


def _fail(message: str) -> NoReturn:
    raise click.ClickException(message)


def _forget_stdout() -> None:
    """Send what is left to be written nowhere, or the interpreter would complain at its end that it can't be written."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # no file stands behind stdout
        sys.stdout = None


@click.group(cls=_Main, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(kg.__version__, "-V", "--version", prog_name="kg")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def main(debug: bool) -> None:
    """Turn Arabic business news into a knowledge graph whose every edge shows the sentence that states it.

    \b
    Example:
      kg build articles/ -o out/
      kg query out/ "SELECT ?buyer ?bought { ?buyer kg:acquires ?bought }"
    """
    del debug
    # Sums on several cores differ in their last bits, and the processes of a build have a core each.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


# ------------------------------------------------------------------ articles


@main.command()
@click.argument("articles", nargs=-1, required=True, type=AnyFileOrStream)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for graph.trig, graph.html and readings.jsonl.",
)
@click.option(
    "-j", "--processes", type=click.IntRange(1, 256), help="Processes that read; one for each core, by default."
)
@click.option("--title", default="", help="Title of the page.")
@click.option("-q", "--quiet", is_flag=True, help="Print no progress and no summary.")
def build(articles: tuple[Path, ...], output: Path, processes: int | None, title: str, quiet: bool) -> None:
    """Read ARTICLES (files and folders, or - for stdin) into a graph.

    Articles are .txt, .html, .json and .jsonl files. One that can't be read is reported, and the others go on.

    \b
    Example:
      kg build seeds/ -o out/
    """
    from kg.api import Graph
    from kg.readings import write_readings

    _check_folder(output)
    readings, left_out = _sorted_rows(_progress(_read(articles, processes), quiet=quiet))
    if not readings:
        _fail("\n".join(["no article could be read", *left_out]))
    graph = Graph.from_readings(readings)
    with _all_or_nothing(output) as folder:
        graph.save(folder / "graph.trig")
        graph.to_html(folder / "graph.html", title=title)
        write_readings(readings, folder / "readings.jsonl")
    if not quiet:
        _print_summary(graph, readings, left_out, output)


@main.command()
@click.argument("articles", nargs=-1, required=True, type=AnyFileOrStream)
@click.option(
    "-j", "--processes", type=click.IntRange(1, 256), help="Processes that read; one for each core, by default."
)
def read(articles: tuple[Path, ...], processes: int | None) -> None:
    """Read ARTICLES (files and folders, or - for stdin) and print one JSON object for each, without building a graph.

    \b
    Example:
      kg read article.txt
      kg read - < article.html
    """
    from kg.model import Reading
    from kg.readings import reading_to_json

    count, left_out = 0, []
    for row in _read(articles, processes):
        if isinstance(row, Reading):
            click.echo(json.dumps(reading_to_json(row), ensure_ascii=False))
            count += 1
        else:
            left_out.append(row.reason)
    if not count:
        _fail("\n".join(["no article could be read", *left_out]))
    for reason in left_out:
        click.echo(f"left out: {reason}", err=True)


def _read(articles: Sequence[Path], processes: int | None) -> Iterator[Reading | Skipped | Failure]:
    from kg.api import read_paths, read_stream
    from kg.articles import read_articles

    if STREAM not in articles:
        return read_paths(articles, processes=processes)
    if len(articles) > 1:
        raise click.UsageError("- stands alone: stdin and files can't be read in one go")
    return read_stream(read_articles(sys.stdin.buffer), processes=processes)


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
        f"{_counted(len(readings), 'article')} read, {len(left_out)} left out, {_counted(boilerplate, 'line')} of boilerplate passed over",
        *(f"  left out: {reason}" for reason in left_out),
        f"{_counted(len(graph.entities()), 'entity', 'entities')}, {_counted(sum(statuses.values()), 'statement')} ({told or 'none'})",
        " ".join(str(output / name) for name in ("graph.trig", "graph.html", "readings.jsonl")),
    ]
    click.echo("\n".join(lines), err=True)


def _counted(number: int, noun: str, plural: str = "") -> str:
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


# ------------------------------------------------------------------ graphs


def _named_value(_context: click.Context, _option: click.Parameter, pairs: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise click.BadParameter(f"«{pair}» is not NAME=VALUE")
        found[name] = value
    return found


@main.command()
@click.argument("graph", type=AnyFile, required=False)
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
def query(
    graph: Path | None,
    sparql: str | None,
    listed: bool,
    template: str | None,
    parameters: dict[str, str],
    written: str | None,
    timeout: float | None,
    limit: int | None,
    spreadsheet: bool,
) -> None:
    """Ask GRAPH (an output folder or a graph file) a SPARQL query, given as text, as @FILE, or as - for stdin.

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
    from kg.graph import question

    loaded = _load(graph)
    asked = (
        question(_query_text(sparql or ""), parameters, limit)
        if template is None
        else loaded.template_question(template, parameters, limit)
    )
    result = loaded.answer(asked, timeout=timeout)
    click.echo(result.to_csv(spreadsheet=True).rstrip("\r\n") if spreadsheet else _written(result, written))
    if result.truncated:
        click.echo(f"there are more: the answer was cut at {limit}", err=True)


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
        return _decoded(sys.stdin.buffer.read(), "stdin")
    if sparql.startswith("@"):
        return _decoded(Path(sparql[1:]).read_bytes(), sparql[1:])
    return sparql


@main.command()
@click.argument("graph", type=AnyFile)
@click.option("-o", "--output", required=True, type=AnyFileOrStream, help="The page to write; - for stdout.")
@click.option("--title", default="", help="Title of the page.")
@click.option(
    "--language",
    type=click.Choice(("ar", "en")),
    default="ar",
    show_default=True,
    help="Language that the page opens in.",
)
@click.option(
    "--top",
    default=1000,
    show_default=True,
    type=click.IntRange(1, 1000),
    help="Nodes to draw at most, the best connected first.",
)
def view(graph: Path, output: Path, title: str, language: str, top: int) -> None:
    """Draw GRAPH as one HTML page that needs no network.

    \b
    Example:
      kg view out/ -o graph.html
    """
    loaded = _load(graph)
    with _output(output) as file:
        loaded.to_html(file, title=title, language=language, top=top)


@main.command()
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
@click.option(
    "--language",
    type=click.Choice(("ar", "en")),
    default="ar",
    show_default=True,
    help="Language for browsers that ask for neither.",
)
@click.option(
    "--allow-origin",
    "origin",
    default="*",
    show_default=True,
    metavar="ORIGIN",
    help="Whose web pages may ask the endpoint; empty for none.",
)
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
    serve_graph(
        _load(graph), host, port, settings, lambda address: click.echo(f"{address} (Ctrl-C stops it)", err=True)
    )


@main.command()
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
def export(graph: Path, output: Path, written: str | None, spreadsheet: bool) -> None:
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
    loaded = _load(graph)
    if written in FOLDER_EXPORTS:
        if output == STREAM:
            raise click.UsageError(f"{written} is several tables: name a folder for them")
        _check_folder(output)
        with _all_or_nothing(output) as folder:
            views.export(loaded, folder, written, spreadsheet=spreadsheet)
        return
    with _output(output, f".{written}") as file:
        views.export(loaded, file, written)


VERDICTS = ("contradiction", "update", "corroboration", "apparent", "headline")


@main.command()
@click.argument("graph", type=AnyFile)
@click.option(
    "--verdict",
    "verdicts",
    multiple=True,
    type=click.Choice(VERDICTS),
    help="Only these; by default contradictions, updates, and headlines that their bodies don't bear out.",
)
@click.option("--language", type=click.Choice(("ar", "en")), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a pair.")
def conflicts(graph: Path, verdicts: tuple[str, ...], language: str, as_json: bool) -> None:
    """List the claims of GRAPH that are about the same two things, pair by pair, each with its sentence and a verdict.

    \b
    Example:
      kg conflicts out/
      kg conflicts out/ --verdict corroboration --json
    """
    from kg import views

    loaded, wanted = _load(graph), verdicts or ("contradiction", "update", "headline")
    found = sorted(loaded.conflicts(), key=lambda conflict: VERDICTS.index(conflict.verdict))
    chosen = [conflict for conflict in found if conflict.verdict in wanted]
    headlines = loaded.headline_claims() if "headline" in wanted else ()
    if as_json:
        for record in views.conflict_records(loaded, chosen, headlines):
            click.echo(json.dumps(record, ensure_ascii=False))
    else:
        for line in views.conflict_lines(loaded, chosen, headlines, language=language):
            click.echo(line)
    click.echo(f"{_counted(len(chosen), 'pair')}, {_counted(len(headlines), 'claim')} of headlines alone", err=True)


@main.command()
@click.argument("before", type=AnyFile)
@click.argument("after", type=AnyFile)
@click.option("--language", type=click.Choice(("ar", "en")), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a difference.")
def diff(before: Path, after: Path, language: str, as_json: bool) -> None:
    """List the statements that the graph AFTER has gained (+), lost (-), tells in another way (~) or with other evidence (=) than BEFORE.

    \b
    Example:
      kg diff monday/ tuesday/
    """
    from kg import views

    old, new = _load(before), _load(after)
    changes = new.changes_since(old)
    if as_json:
        for record in views.change_records(old, new, changes):
            click.echo(json.dumps(record, ensure_ascii=False))
    else:
        for line in views.change_lines(old, new, changes, language=language):
            click.echo(line)
    counts = Counter(change.kind for change in changes)
    told = (
        f"{counts['gained']} gained",
        f"{counts['lost']} lost",
        f"{counts['changed']} changed",
        f"{counts['evidence']} with other evidence",
    )
    click.echo(", ".join(told), err=True)


@main.command()
@click.argument("graph", required=False, type=AnyFile)
@click.option(
    "--language",
    type=click.Choice(("ar", "en")),
    default="en",
    show_default=True,
    help="Language of the messages about a graph.",
)
def check(graph: Path | None, language: str) -> None:
    """Check GRAPH against the editorial rules; without it, check the ontology: its tables, its rules and its examples.

    \b
    Example:
      kg check out/
      kg check
    """
    if graph is None:
        _check_ontology()
        return
    violations = _load(graph).check()
    for violation in violations:
        message = violation.message_ar if language == "ar" else violation.message_en
        click.echo(f"{violation.rule}\t{violation.focus}\t{message}")
    click.echo(_counted(len(violations), "violation"), err=True)
    raise SystemExit(1 if violations else 0)


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


# ------------------------------------------------------------------ evaluation


@main.command("eval")
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
        _fail(f"{gold}: there is no such folder")
    rows = _read_gold_texts(gold) if predictions is None else _predictions(predictions)
    try:
        report = score(gold, rows)
    except (AttributeError, KeyError, TypeError) as error:
        _fail(f"{gold}: an annotation or a prediction isn't of the expected shape: {type(error).__name__}: {error}")
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
    for number, line in enumerate(_decoded(data, name).splitlines(), 1):
        if line.strip():
            try:
                rows.append(json.loads(line))
            except json.JSONDecodeError as error:
                _fail(f"{name}:{number}: not JSON: {error.msg} at column {error.colno}")
    return rows


# ------------------------------------------------------------------ training


@main.command()
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

    with _output(output) as file:
        train_tagger(
            data, file, load_ontology(), (lambda _: None) if quiet else lambda line: click.echo(line, err=True)
        )


# ------------------------------------------------------------------ files


def _load(path: Path) -> Graph:
    return kg.load(path)


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _fail(f"{name}: is not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}")


def _check_folder(folder: Path) -> None:
    """Fail before the work is done where a folder can't be written to."""
    above = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not above.is_dir():
        _fail(f"{above}: is a file, where a folder is needed")
    if not os.access(above, os.W_OK | os.X_OK):
        _fail(f"{above}: can't be written to")


@contextmanager
def _all_or_nothing(folder: Path) -> Iterator[Path]:
    """Give a folder to write to, and move its files to where they belong once all are whole."""
    made = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".kg-") as temporary:
            yield Path(temporary)
            for file in sorted(Path(temporary).iterdir()):
                file.replace(folder / file.name)
    except BaseException:
        if made and not any(folder.iterdir()):
            folder.rmdir()
        raise


@contextmanager
def _output(path: Path, suffix: str = "") -> Iterator[Path]:
    """Give a file to write to: the one that is asked for, or one that is copied to stdout."""
    if path != STREAM:
        if path.is_dir():
            _fail(f"{path}: is a folder, where a file is needed")
        _check_folder(path.parent)
        if not path.parent.is_dir():
            _fail(f"{path.parent}: there is no such folder")
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="kg-") as temporary:
        file = Path(temporary) / f"output{suffix}"
        yield file
        sys.stdout.buffer.write(file.read_bytes())
        sys.stdout.flush()


if __name__ == "__main__":
    main()
