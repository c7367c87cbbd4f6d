"""The command line: what each command writes where, and what it says about input that is wrong."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import Result

import kg as package
from kg.cli import main
from kg.cli.questions import FORMATS
from kg.graph import Graph
from kg.graph.terms import INFERRED
from kg.model import Quantity, Reading
from kg.readings import read_readings

Kg = Callable[..., Result]

OUTPUTS = ("articles.jsonl", "build.json", "graph.html", "graph.trig", "readings.jsonl")
BUYERS = "SELECT ?buyer ?bought { ?buyer kg:acquires ?bought }"
HEAVY = ("camel_tools", "networkx", "numpy", "pyoxigraph", "pyshacl", "pyvis", "rdflib", "rich", "torch", "trafilatura")


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def run_kg(*arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=120, **options)  # type: ignore[call-overload, no-any-return]


# ------------------------------------------------------------------ help


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_help_with_an_example(kg: Kg, name: str) -> None:
    """Each command says in --help what it does and how it is called."""
    result = kg(name, "--help")
    assert result.exit_code == 0
    assert f"Example:\n    kg {name}" in result.stdout


def test_commands_are_those_of_the_design() -> None:
    """The command line has a verb for each thing that can be done."""
    assert sorted(main.commands) == [
        "build",
        "check",
        "conflicts",
        "diff",
        "eval",
        "export",
        "query",
        "read",
        "review",
        "same",
        "serve",
        "train",
        "view",
    ]


@pytest.mark.parametrize("arguments", [["-c", "import kg"], ["-m", "kg", "--help"], ["-m", "kg", "--version"]])
def test_nothing_heavy_is_imported_before_it_is_used(arguments: list[str]) -> None:
    """`import kg`, `kg --help` and `kg --version` load none of the libraries that take their time."""
    report = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); "
    code = (
        f"{report}import kg"
        if arguments[0] == "-c"
        else f"{report}import runpy; sys.argv = {arguments[1:]!r}; runpy.run_module('kg', run_name='__main__')"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    loaded = {name.partition(".")[0] for name in result.stderr.split()}
    assert "kg" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_version_is_that_of_the_package(kg: Kg) -> None:
    """`kg --version` prints the version that `kg.__version__` has."""
    assert kg("--version").stdout.split() == ["kg,", "version", package.__version__]


# ------------------------------------------------------------------ build


def test_build_writes_graph_page_readings_and_articles(built: Path) -> None:
    """A build leaves its files and nothing else."""
    assert sorted(files_in(built)) == list(OUTPUTS)
    assert {reading.article.id for reading in read_readings(built / "readings.jsonl")} == {
        "deal",
        "loss",
        "plan",
        "talks",
    }
    assert (built / "graph.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_build_reports_on_stderr(kg: Kg, articles: Path, tmp_path: Path) -> None:
    """The summary of a build goes to stderr, and stdout stays free for data."""
    result = kg("build", articles, "-o", tmp_path / "out")
    assert result.stdout == ""
    assert result.stderr.startswith("4 articles read, 0 left out")
    assert "1 negotiating" in result.stderr
    assert "1 planned" in result.stderr


def test_quiet_build_says_nothing(kg: Kg, articles: Path, tmp_path: Path) -> None:
    """With --quiet a build that goes well prints nothing."""
    result = kg("build", articles, "-o", tmp_path / "out", "--quiet")
    assert (result.exit_code, result.output) == (0, "")


def test_build_leaves_out_what_it_cannot_read_and_says_why(kg: Kg, articles: Path, tmp_path: Path) -> None:
    """Broken, empty, binary and oversized articles are each named with a reason, and the others are read."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "good.txt").write_bytes((articles / "deal.txt").read_bytes())
    (folder / "broken.txt").write_bytes("استحوذت الشركة".encode()[:-1] + b"\xff" + " على المصنع".encode() * 9)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)))
    (folder / "page.html").write_text("<html><body></body></html>", encoding="utf-8")
    (folder / "list.json").write_text('{"text": ', encoding="utf-8")
    with (folder / "large.txt").open("wb") as large:
        large.truncate(50_000_000)
    result = kg("build", folder, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert result.stderr.startswith("1 article read, 6 left out")
    reasons = [line for line in result.stderr.splitlines() if line.startswith("  left out: ")]
    named = {reason.partition(": ")[2].partition(":")[0].rpartition("/")[2] for reason in reasons}
    assert named == {"broken.txt", "empty.txt", "binary.txt", "page.html", "list.json", "large.txt"}


def test_annotations_are_no_articles(kg: Kg, articles: Path, tmp_path: Path) -> None:
    """A JSON file beside a text of its name, and a README, are passed over without a word."""
    (tmp_path / "README.md").write_text("# Articles", encoding="utf-8")
    (tmp_path / "a.txt").write_bytes((articles / "deal.txt").read_bytes())
    (tmp_path / "a.json").write_text('{"facts": []}', encoding="utf-8")
    result = kg("build", tmp_path, "-o", tmp_path / "out")
    assert result.stderr.startswith("1 article read, 0 left out")


def test_build_reads_a_pipe(kg: Kg, articles: Path, tmp_path: Path) -> None:
    """`kg build -` reads articles from stdin."""
    result = kg("build", "-", "-o", tmp_path / "out", stdin=(articles / "deal.txt").read_bytes())
    assert result.exit_code == 0
    assert sorted(files_in(tmp_path / "out")) == list(OUTPUTS)


def test_failed_build_leaves_what_was_there(
    kg: Kg, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the last of the files can't be written, those of the last build stay as they were, and what was read is kept for the next."""
    out = tmp_path / "out"
    kg("build", articles / "deal.txt", "-o", out)
    before = files_in(out)

    def full(folder: Path, *others: object) -> None:
        raise OSError(28, "No space left on device", str(folder))

    monkeypatch.setattr("kg.output.writing.write_manifest", full)
    result = kg("build", articles, "-o", out)
    assert result.exit_code == 1
    assert "No space left on device" in result.stderr
    journal = ".kg-build/journal.jsonl"
    assert {name: data for name, data in files_in(out).items() if name != journal} == before
    monkeypatch.undo()
    again = kg("build", articles, "-o", out)
    assert again.stderr.startswith("0 articles read, 1 unchanged, 3 read before the build was cut off, 0 left out")
    assert sorted(files_in(out)) == list(OUTPUTS)


def test_a_build_of_nothing_leaves_no_folder(kg: Kg, tmp_path: Path) -> None:
    """Where no article can be read, the output folder isn't made."""
    (tmp_path / "empty.txt").write_bytes(b"")
    assert kg("build", tmp_path / "empty.txt", "-o", tmp_path / "fresh").exit_code == 1
    assert not (tmp_path / "fresh").exists()


def test_articles_are_added_and_taken_back(kg: Kg, articles: Path, tmp_path: Path) -> None:
    """--add reads what comes, --remove takes back by id, URL or file, and both say what they did."""
    out, feed = tmp_path / "out", tmp_path / "feed.jsonl"
    feed.write_text('{"id": "f", "url": "https://news.example/f", "text": "سجلت شركة رتاج خسائر."}', encoding="utf-8")
    kg("build", articles / "deal.txt", "-o", out, "--title", "صفقات")
    added = kg("build", "--add", articles / "deal.txt", articles / "loss.txt", feed, "-o", out)
    assert added.stderr.startswith("2 articles read, 1 unchanged, 0 left out")
    gone = kg("build", "--remove", "https://news.example/f", "a:loss", "-o", out)
    assert gone.stderr.startswith("0 articles read, 1 unchanged, 2 taken back, 0 left out")
    kg("build", articles / "deal.txt", "-o", tmp_path / "scratch", "--title", "صفقات")
    assert files_in(out) == files_in(tmp_path / "scratch")
    unknown = kg("build", "--remove", "https://news.example/f", "-o", out)
    assert (unknown.exit_code, unknown.stderr.count("\n")) == (1, 1)
    assert "«https://news.example/f»" in unknown.stderr
    assert kg("build", "--add", "--remove", "deal", "-o", out).exit_code == 2


def test_build_makes_the_folders_above_its_output(kg: Kg, articles: Path, tmp_path: Path) -> None:
    """The output folder is made with all that is missing above it."""
    assert kg("build", articles / "plan.txt", "-o", tmp_path / "a" / "b", "-q").exit_code == 0
    assert sorted(files_in(tmp_path)) == [f"a/b/{name}" for name in OUTPUTS]


# ------------------------------------------------------------------ read


def test_read_prints_an_object_for_each_article(kg: Kg, articles: Path) -> None:
    """`kg read` prints JSON Lines in the order of the articles, with offsets that lead to the quote."""
    result = kg("read", articles)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["article"] for row in rows] == ["deal", "loss", "plan", "talks"]
    for row in rows:
        text = (articles / f"{row['article']}.txt").read_text(encoding="utf-8")
        assert all(text[item["start"] : item["end"]] == item["quote"] for item in row["statements"])
    bought = next(item for item in rows[0]["statements"] if item["relation"] == "acquires")
    assert bought["qualifiers"]["amount"] == {"value": 120_000_000, "currency": "SAR", "bound": "exact"}


def test_read_takes_json_lines_from_a_pipe(kg: Kg) -> None:
    """`kg read -` reads stdin, names the line that is wrong on stderr, and goes on."""
    lines = ['{"id": "x", "text": "سجلت شركة رتاج خسائر."}', '{"id": "y"}', '{"id": "z", "text": "نص آخر."}']
    result = kg("read", "-", stdin="\n".join(lines).encode())
    assert result.exit_code == 0
    assert [json.loads(line)["article"] for line in result.stdout.splitlines()] == ["x", "z"]
    assert "left out" in result.stderr
    assert ":2: has no text" in result.stderr


# ------------------------------------------------------------------ query


@pytest.mark.parametrize("written", FORMATS[:5])
def test_query_answers_in_every_format(kg: Kg, built: Path, written: str) -> None:
    """Every result format holds the answer's columns and the entity that was bought."""
    result = kg("query", built, BUYERS, "--format", written)
    assert result.exit_code == 0
    assert "buyer" in result.stdout
    assert "الواحه" in result.stdout or "%D8%A7%D9%84%D9%88%D8%A7%D8%AD%D9%87" in result.stdout
    if written == "json":
        assert json.loads(result.stdout)["head"]["vars"] == ["buyer", "bought"]
    if written == "xml":
        ElementTree.fromstring(result.stdout)


def test_query_is_text_or_file_or_pipe(kg: Kg, built: Path, tmp_path: Path) -> None:
    """A query means the same as an argument, as @FILE and on stdin."""
    (tmp_path / "buyers.rq").write_text(BUYERS, encoding="utf-8")
    answers = {
        kg("query", built, BUYERS).stdout,
        kg("query", built, f"@{tmp_path / 'buyers.rq'}").stdout,
        kg("query", built, "-", stdin=BUYERS.encode()).stdout,
        kg("query", built / "graph.trig", BUYERS).stdout,
    }
    assert len(answers) == 1
    assert "buyer" in answers.pop()


def test_plans_are_one_hop_further_than_what_is_asserted(kg: Kg, built: Path) -> None:
    """A plain triple stands for what is asserted alone; a plan is found by its statement."""
    plain = kg("query", built, "ASK { ?x kg:acquires ?y . ?x rdfs:label ?name FILTER REGEX(?name, 'سنابل') }")
    plan = "ASK { ?s kg:subject ?x ; kg:relation kg:acquires ; kg:status kg:planned . ?x rdfs:label ?name FILTER REGEX(?name, 'سنابل') }"
    assert plain.stdout == "false\n"
    assert kg("query", built, plan).stdout == "true\n"


def test_construct_answers_with_turtle(kg: Kg, built: Path) -> None:
    """The triples of a CONSTRUCT come as Turtle without being asked for, and as nothing else."""
    construct = "CONSTRUCT { ?y kg:bought-by ?x } { ?x kg:acquires ?y }"
    assert "kg:bought-by" in kg("query", built, construct).stdout
    refused = kg("query", built, construct, "--format", "csv")
    assert refused.exit_code == 2
    assert "csv can't" in refused.stderr


def test_parameters_give_variables_a_value(kg: Kg, built: Path) -> None:
    """-p NAME=VALUE takes the place of a variable, as an entity or as text."""
    query = "SELECT ?status (COUNT(?claim) AS ?claims) { ?claim kg:status ?status } GROUP BY ?status"
    result = kg("query", built, query, "-p", "status=kg:negotiating", "-f", "tsv")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines()[1].endswith("\t1")


def test_empty_answer_is_well(kg: Kg, built: Path) -> None:
    """A query without rows exits with 0 and still names its columns."""
    result = kg("query", built, "SELECT ?nobody { ?nobody kg:fines ?nobody }", "-f", "csv")
    assert (result.exit_code, result.stdout) == (0, "nobody\n")


def test_templates_are_listed(kg: Kg) -> None:
    """`kg query --templates` needs no graph, and tells the name, both titles and the parameters of each."""
    listed = kg("query", "--templates")
    assert listed.exit_code == 0
    assert "money-between: Money from one to another, over time" in listed.stdout
    assert "  --param from=ENTITY: who pays | من يدفع" in listed.stdout


def test_templates_take_names(kg: Kg, built: Path) -> None:
    """A name stands for its entity, with a head noun or without."""
    by_id = kg("query", built, "--template", "names", "--param", "entity=e:رتاج", "-f", "csv")
    assert by_id.exit_code == 0, by_id.stderr
    assert len(by_id.stdout.splitlines()) > 1
    for name in ("رتاج", "شركة رتاج", "رِتاج"):
        assert (
            kg("query", built, "--template", "names", "--param", f"entity={name}", "-f", "csv").stdout == by_id.stdout
        )


# ------------------------------------------------------------------ view and export


def test_view_draws_a_page(kg: Kg, built: Path, tmp_path: Path) -> None:
    """`kg view` writes the page to a file or to stdout, in the language that is asked for."""
    page = tmp_path / "page.html"
    assert kg("view", built, "-o", page, "--language", "en", "--title", "Deals & talks").exit_code == 0
    written = page.read_text(encoding="utf-8")
    assert '<html lang="en" dir="ltr">' in written
    assert "Deals &amp; talks" in written
    streamed = kg("view", built, "-o", "-", "--language", "en", "--title", "Deals & talks")
    assert streamed.stdout == written


@pytest.mark.parametrize("ending", ["ttl", "trig", "nq", "jsonld", "graphml", "gexf"])
def test_export_writes_each_format(kg: Kg, built: Path, tmp_path: Path, ending: str) -> None:
    """The format is guessed from the ending, and the same bytes go to stdout for -."""
    file = tmp_path / f"graph.{ending}"
    assert kg("export", built, "-o", file).exit_code == 0
    assert kg("export", built, "-o", "-", "-f", ending).stdout_bytes == file.read_bytes()
    assert len(file.read_bytes()) > 1000
    if ending in ("trig", "nq", "jsonld"):
        assert package.load(file) == package.load(built)


@pytest.mark.parametrize(
    ("written", "files"),
    [
        ("csv", ["articles.csv", "entities.csv", "evidence.csv", "names.csv", "statements.csv"]),
        ("neo4j", ["nodes.csv", "relationships.csv"]),
    ],
)
def test_export_writes_folders(kg: Kg, built: Path, tmp_path: Path, written: str, files: list[str]) -> None:
    """--format csv makes a folder of five tables, --format neo4j one of two."""
    assert kg("export", built, "-o", tmp_path / "tables", "-f", written).exit_code == 0
    assert sorted(files_in(tmp_path / "tables")) == files


def test_export_writes_tables_for_excel(kg: Kg, built: Path, tmp_path: Path) -> None:
    """--spreadsheet begins each table with a byte order mark."""
    assert kg("export", built, "-o", tmp_path / "tables", "-f", "csv", "--spreadsheet").exit_code == 0
    assert {path.read_bytes()[:3] for path in (tmp_path / "tables").iterdir()} == {b"\xef\xbb\xbf"}


# ------------------------------------------------------------------ check and eval


def test_check_passes_a_graph_that_kg_built(kg: Kg, built: Path) -> None:
    """What the reader writes breaks no editorial rule."""
    result = kg("check", built)
    assert result.exit_code == 0, result.stdout
    assert result.stderr.endswith(" rules, 0 violations, 1 warning\n")
    assert "a:talks" in result.stdout
    assert kg("check", built / "graph.trig").stdout == result.stdout


def test_check_names_what_breaks_a_rule(kg: Kg, built: Path, tmp_path: Path) -> None:
    """A statement whose status was cut out is reported, in the language that is asked for, with exit code 1."""
    text = (built / "graph.trig").read_text(encoding="utf-8").replace("kg:status kg:asserted ;", "")
    (tmp_path / "broken.trig").write_text(text, encoding="utf-8")
    result = kg("check", tmp_path / "broken.trig")
    assert result.exit_code == 1
    assert "violation status (2): A statement has one status" in result.stdout
    assert "there is no text to hold it against (pieces of evidence: 5)" in result.stdout
    assert (
        "مخالفة status (2): للقول درجة ثبوت واحدة معروفة."
        in kg("check", tmp_path / "broken.trig", "--language", "ar").stdout
    )


def test_check_holds_quotes_against_the_texts(kg: Kg, built: Path, tmp_path: Path) -> None:
    """A quote that isn't the text's is found beside articles.jsonl, and a build without texts is told as unchecked."""
    shutil.copytree(built, tmp_path / "out")
    file = tmp_path / "out" / "graph.trig"
    file.write_text(file.read_text(encoding="utf-8").replace("بلغت 5 ملايين", "بلغت 9 ملايين"), encoding="utf-8")
    assert "violation verbatim (1)" in kg("check", tmp_path / "out").stdout
    (tmp_path / "out" / "articles.jsonl").write_text("{", encoding="utf-8")
    assert "articles.jsonl:1" in kg("check", tmp_path / "out").stderr


def test_check_prints_as_many_places_as_it_is_asked_for(kg: Kg, built: Path, tmp_path: Path) -> None:
    """Three places a rule by default, all with --all, each as a record with --json."""
    text = (built / "graph.trig").read_text(encoding="utf-8").replace('kg:bound "exact"', 'kg:bound "roughly"')
    (tmp_path / "broken.trig").write_text(text.replace("kg:status ", "kg:state "), encoding="utf-8")
    lines = [line for line in kg("check", tmp_path / "broken.trig").stdout.splitlines() if "s:" in line.split()[-1]]
    assert len(lines) == 3
    everything = kg("check", tmp_path / "broken.trig", "--all").stdout
    assert len([line for line in everything.splitlines() if "s:" in line.split()[-1]]) == 4
    assert "--all" in kg("check", tmp_path / "broken.trig", "--examples", 1).stdout
    records = [json.loads(line) for line in kg("check", tmp_path / "broken.trig", "--json").stdout.splitlines()]
    deal = next(one for one in records if one["rule"] == "bound" and "120" in one["focus_en"])
    assert (deal["severity"], deal["value"], deal["articles"]) == ("violation", "roughly", ["deal"])
    assert deal["focus_ar"] == "120 مليون ريال سعودي"


def test_build_infers_where_it_is_asked_to(kg: Kg, articles: Path, built: Path, tmp_path: Path) -> None:
    """With --infer what follows stands in a graph of its own, and all else is as it is without."""
    assert kg("build", articles, "-o", tmp_path / "out", "-j", 1, "--infer").exit_code == 0
    asked = "ASK { GRAPH kg:inferred { ?bought kg:acquired-by ?buyer } }"
    assert (
        kg("query", tmp_path / "out", asked, "--format", "csv").stdout
        != kg("query", built, asked, "--format", "csv").stdout
    )
    lines = [
        {str(quad) for quad in Graph.load(folder).store if quad.graph_name != INFERRED}
        for folder in (built, tmp_path / "out")
    ]
    assert lines[0] == lines[1]
    assert kg("check", tmp_path / "out").stderr == kg("check", built).stderr
    assert kg("build", "--remove", "loss", "-o", tmp_path / "out", "-j", 1).exit_code == 0
    assert kg("query", tmp_path / "out", asked).stdout.endswith("true\n")


def test_check_runs_the_examples_of_the_ontology(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a graph, `kg check` prints each example that fails, and fails with it."""
    monkeypatch.setattr("kg.examples.failures", lambda ontology, read: iter(["acquires: «…»"]))
    failed = kg("check")
    assert (failed.exit_code, failed.stdout) == (1, "acquires: «…»\n")
    assert failed.stderr.endswith("1 of them fail\n")
    monkeypatch.setattr("kg.examples.failures", lambda ontology, read: iter([]))
    assert kg("check").exit_code == 0


@pytest.fixture
def gold(tmp_path: Path, articles: Path) -> Path:
    """Return a gold folder of one article with one fact."""
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "deal.txt").write_bytes((articles / "deal.txt").read_bytes())
    fact = {
        "subject": "سدير القابضة",
        "relation": "acquires",
        "object": "مصنع الواحة",
        "qualifiers": {"amount": {"value": 120_000_000, "currency": "SAR", "bound": "exact"}},
        "status": "asserted",
        "quote": "استحوذت شركة سدير القابضة",
        "core": True,
    }
    names = [{"name": fact[role], "type": "Company", "names": [fact[role]]} for role in ("subject", "object")]
    annotation = {"id": "deal", "entities": names, "facts": [fact], "traps": []}
    (folder / "deal.json").write_text(json.dumps(annotation, ensure_ascii=False), encoding="utf-8")
    return folder


def test_eval_scores_texts_and_readings_alike(kg: Kg, gold: Path, built: Path) -> None:
    """Reading the gold texts, readings in a file and readings on stdin give the same figures."""
    read_now = kg("eval", gold, "--json").stdout
    figures = json.loads(read_now)
    assert (figures["articles"], figures["gold"], figures["recall"]) == (1, 1, 100.0)
    assert kg("eval", gold, "--json", "-p", built / "readings.jsonl").stdout == read_now
    assert kg("eval", gold, "--json", "-p", "-", stdin=(built / "readings.jsonl").read_bytes()).stdout == read_now
    assert "f1" in kg("eval", gold, "--errors").stdout


# ------------------------------------------------------------------ input that is wrong


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ("", 2, "Usage"),
        ("fly", 2, "No such command"),
        ("build", 2, "Missing argument"),
        ("build {articles}", 2, "Missing option"),
        ("build nowhere -o {new}", 1, "nowhere: there is no such file"),
        ("build {empty} -o {new}", 1, "no article could be read"),
        ("build {binary}.txt -o {new}", 1, "is no text"),
        ("build {articles} -o {binary}", 2, "is a file"),
        ("build {articles} -o {binary}/out", 1, "is a file, where a folder is needed"),
        ("build {articles} -o {new} -j 0", 2, "-j"),
        ("build - {articles} -o {new}", 2, "stands alone"),
        ("read nowhere", 1, "nowhere: there is no such file"),
        ("read {binary}.txt", 1, "is no text"),
        ("query nowhere X", 1, "nowhere"),
        ("query {empty} X", 1, "graph.trig"),
        ("query {binary} X", 1, "no graph format"),
        ("query {garbage} X", 1, "garbage.trig:2"),
        ("query {built}", 2, "ask one query"),
        ("query {built} SELEKT", 1, "query, line 1, column "),
        ("query {built} @nowhere.rq", 1, "nowhere.rq"),
        ("query {built} @{binary}", 1, "is not UTF-8"),
        ("query {built} @{wrong}", 1, "query, line 2, column "),
        ("query {built} ASK{} -f turtle", 2, "triples"),
        ("query {built} ASK{} -f yaml", 2, "yaml"),
        ("query {built} ASK{} -p x=1", 1, "no variable ?x"),
        ("query {built} ASK{} -p x", 2, "NAME=VALUE"),
        ("query {built} -t nothing", 1, "there are: about,"),
        ("query {built} -t about", 1, "asks for entity"),
        ("query {built} -t about -p whom=x", 1, "it has: entity"),
        ("query {built} -t about -p entity=nobody", 1, "no entity called"),
        ("query", 2, "GRAPH"),
        ("query {built} ASK{} -t names", 2, "ask one query"),
        ("query {built} ASK{SERVICE<https://x.example>{}}", 1, "SERVICE"),
        ("view nowhere -o {new}", 1, "nowhere"),
        ("view {built} -o {empty}", 1, "is a folder"),
        ("view {built} -o {new}/page.html", 1, "no such folder"),
        ("view {built} -o {binary}/page.html", 1, "is a file"),
        ("view {built} -o {new} --top 0", 2, "--top"),
        ("export nowhere -o {new}.nq", 1, "nowhere"),
        ("export {built} -o {new}.xyz", 2, "--format is one of"),
        ("export {built} -o {new}/x.nq", 1, "no such folder"),
        ("export {built} -o - -f csv", 2, "several tables"),
        ("export {built} -o - -f neo4j", 2, "several tables"),
        ("export {built} -o {new}.ttl --spreadsheet", 2, "--spreadsheet is for the tables of csv"),
        ("export {built} -o {binary} -f csv", 1, "is a file"),
        ("check nowhere", 1, "nowhere"),
        ("check {garbage}", 1, "garbage.trig:2"),
        ("eval nowhere", 1, "nowhere: there is no such folder"),
        ("eval {empty}", 1, "no gold article"),
        ("eval {empty} -p nowhere", 1, "nowhere"),
        ("eval {empty} -p {garbage}", 1, "not JSON"),
        ("eval {empty} -p {binary}", 1, "is not UTF-8"),
        ("eval {misshapen}", 1, "expected shape"),
    ],
)
def test_wrong_input_is_answered_in_words(
    kg: Kg, articles: Path, built: Path, tmp_path: Path, arguments: str, code: int, said: str
) -> None:
    """Each command says on stderr what is wrong, exits with 1 or 2, prints no data and no traceback, and writes nothing."""
    places = {name: tmp_path / name for name in ("binary", "empty", "misshapen", "new")}
    places |= {
        "articles": articles,
        "built": built,
        "garbage": tmp_path / "garbage.trig",
        "wrong": tmp_path / "wrong.rq",
    }
    places["empty"].mkdir()
    places["misshapen"].mkdir()
    places["binary"].write_bytes(bytes(range(256)))
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)))
    places["garbage"].write_text("@prefix kg: <https://kg.example/ontology#> .\nkg:a kg:b ;;; ?\n", encoding="utf-8")
    places["wrong"].write_text("SELECT ?x {\n}}", encoding="utf-8")
    (places["misshapen"] / "a.txt").write_text("نص", encoding="utf-8")
    (places["misshapen"] / "a.json").write_text("{}", encoding="utf-8")
    before = files_in(tmp_path) | files_in(built)
    result = kg(
        *(part.format(**places) if "{}" not in part and "{S" not in part else part for part in arguments.split())
    )
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert isinstance(result.exception, SystemExit)
    assert files_in(tmp_path) | files_in(built) == before
    assert not places["new"].exists()


def test_own_mistakes_are_one_line_unless_asked_for(kg: Kg, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake of the program is one line too, and --debug shows where it was made."""

    def mistaken(path: Path) -> None:
        raise ZeroDivisionError("half of nothing")

    monkeypatch.setattr("kg.load", mistaken)
    result = kg("query", built, BUYERS)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: the program failed: ZeroDivisionError: half of nothing")
    assert isinstance(kg("--debug", "query", built, BUYERS).exception, ZeroDivisionError)


def test_interrupt_exits_with_130(kg: Kg, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends a command with the exit code that shells expect, and without a traceback."""

    def interrupted(path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.load", interrupted)
    result = kg("query", built, BUYERS)
    assert (result.exit_code, result.output) == (130, "interrupted\n")


def test_a_reader_that_stops_early_is_no_error(built: Path) -> None:
    """`kg query … | head -1` ends in silence."""
    command = [sys.executable, "-m", "kg", "query", str(built), "SELECT * { ?a ?b ?c . ?d ?e ?f }", "-f", "tsv"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) == 0
    process.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_one_line(built: Path) -> None:
    """A stdout that can't be written to is an error in one line."""
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "kg", "query", str(built), BUYERS]
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60)
    assert (result.returncode, result.stderr) == (1, "Error: writing: No space left on device\n")


def test_output_is_utf8_whatever_the_terminal_says(built: Path) -> None:
    """Arabic is written as UTF-8 where the locale knows no Arabic letter."""
    environment = os.environ | {"PYTHONIOENCODING": "cp1252", "LC_ALL": "C", "PYTHONUTF8": "0"}
    result = run_kg("query", built, "SELECT ?name { ?x kg:acquires ?y . ?y skos:altLabel ?name }", env=environment)
    assert "الواحة" in result.stdout.decode("utf-8")


def test_readings_of_the_command_line_are_those_of_the_api(kg: Kg, articles: Path) -> None:
    """`kg read` prints what `kg.read` returns."""
    printed = json.loads(kg("read", articles / "loss.txt").stdout)
    reading = package.read(articles / "loss.txt")
    assert isinstance(reading, Reading)
    assert printed["article"] == reading.article.id
    assert [row["id"] for row in printed["statements"]] == [statement.id for statement in reading.statements]
    assert [statement.object for statement in reading.statements] == [Quantity(5_000_000.0, "USD")]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no terminals of this kind")
def test_progress_is_shown_on_a_terminal(articles: Path, tmp_path: Path) -> None:
    """It tells how many articles were read, how fast, what share of the files that is, and how long the rest will take."""
    import pty

    screen, terminal = pty.openpty()
    command = [sys.executable, "-m", "kg", "build", str(articles), "-o", str(tmp_path / "out"), "-j", "1"]
    environment = os.environ | {"COLUMNS": "120", "TERM": "xterm", "NO_COLOR": "1"}
    with subprocess.Popen(command, stderr=terminal, env=environment) as build:
        os.close(terminal)
        shown = b""
        with contextlib.suppress(OSError):  # how Linux says that the other side is closed
            while piece := os.read(screen, 4096):
                shown += piece
    os.close(screen)
    told = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode())

    assert build.returncode == 0
    assert re.search(r"4 articles, \d+\.\d a second .* 100% 0:00:\d\d 0:00:00 left", told), told
    assert "4 articles read" in told
