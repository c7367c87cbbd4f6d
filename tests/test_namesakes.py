"""Namesakes: a name is two things where articles contradict each other plainly and nothing joins them, and people have the last word."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

import kg as package
from kg.graph import Decisions, Graph, find_namesakes, namesakes_in, tell_apart, write_contexts
from kg.graph.decisions import Decision, Term, decided
from kg.identity import Identifier
from kg.model import Article, Entity, Evidence, OntologyError, Reading, Span, Statement
from kg.ontology import load_ontology
from kg.ontology.tables import telling_offices

Kg = Callable[..., Result]
ONTOLOGY = load_ontology()
MAN, FIRM, MINISTRY = "بدر الغنيمان", "تقنورا", "وزارة الملاحة"
KINDS = {MAN: "Person", MINISTRY: "Organization", "ليان الطرقجي": "Person"}


def reading(article: str, *told: str, day: str = "2024-05-05") -> Reading:
    """Return what an article tells: «who relation whom role?» each; countries by their ids, companies but for those of KINDS."""
    entities: dict[str, Entity] = {}
    statements = []
    for claim in told:
        one, relation, other, role = (*claim.split(" | "), "", "", "")[:4]
        ends = [entity(name) for name in (one, other) if name]
        entities |= {end.id: end for end in ends}
        if relation:
            evidence = (Evidence(article, Span(0, 1), "ق", "frame"),)
            qualifiers = (("role", role),) if role else ()
            statements.append(Statement(ends[0].id, relation, ends[1].id, qualifiers, "asserted", evidence))
    return Reading(Article(article, "", published=day), tuple(entities.values()), tuple(statements))


def entity(name: str) -> Entity:
    known = ONTOLOGY.name_of.get(name)
    if known is not None:
        return Entity(known.id, known.type, known.ar)
    read = Entity(name, KINDS.get(name, "Company"), name, (name,))
    ids = Identifier(ONTOLOGY)(Reading(Article("x", ""), (read,), ()))
    return Entity(ids[name], read.type, name, (name,))


def apart(*readings: Reading) -> list[tuple[str, ...]]:
    """Return the articles of each namesake that is told apart from what keeps the name."""
    return [found.articles for found in find_namesakes(readings, ONTOLOGY)]


def chief(article: str, firm: str, country: str, *more: str, day: str = "2024-05-05", role: str = "ceo") -> Reading:
    seat = f"{firm} | headquartered-in | {country}"
    return reading(article, f"{MAN} | holds-position | {firm} | {role}", seat, *more, day=day)


# ------------------------------------------------------------------ who is told apart


TOLD_APART = {
    "chief executives of two countries at one time": (
        chief("A1", "سنابل", "kuwait"),
        chief("A2", "رتاج", "egypt", day="2024-06-20"),
    ),
    "a chief executive and a minister": (
        chief("A1", "سنابل", "kuwait"),
        reading("A2", f"{MAN} | holds-position | egypt | minister"),
    ),
    "ministers of two countries, whenever": (
        reading("A1", f"{MAN} | holds-position | kuwait | minister", day=""),
        reading("A2", f"{MAN} | holds-position | egypt | minister", day="2011-01-01"),
    ),
    "companies of two countries": (
        reading("A1", f"{FIRM} | headquartered-in | kuwait", f"{FIRM} | acquires | سنابل"),
        reading("A2", f"{FIRM} | headquartered-in | cairo", f"{FIRM} | contracts-with | رتاج", day="2011-01-01"),
    ),
    "ministries of two countries, of which nothing else is told": (
        reading("A1", f"{MINISTRY} | headquartered-in | kuwait"),
        reading("A2", f"{MINISTRY} | headquartered-in | egypt"),
    ),
}


@pytest.mark.parametrize("readings", TOLD_APART.values(), ids=TOLD_APART.keys())
def test_what_contradicts_itself_plainly_is_two(readings: tuple[Reading, ...]) -> None:
    """Of two articles the first by its id keeps the name."""
    assert apart(*readings) == [("A2",)]


SELLS = f"{FIRM} | sells | بيادر"
LEFT_ALONE = {
    "who may have moved": (chief("A1", "سنابل", "kuwait"), chief("A2", "رتاج", "egypt", day="2024-09-01")),
    "when is not known": (chief("A1", "سنابل", "kuwait"), chief("A2", "رتاج", "egypt", day="")),
    "the day is not known": (chief("A1", "سنابل", "kuwait"), chief("A2", "رتاج", "egypt", day="2024-05")),
    "one country": (chief("A1", "سنابل", "kuwait"), chief("A2", "رتاج", "kuwait")),
    "a city and its country": (
        reading("A1", f"{FIRM} | headquartered-in | egypt", f"{FIRM} | acquires | سنابل"),
        reading("A2", f"{FIRM} | headquartered-in | cairo", f"{FIRM} | contracts-with | رتاج"),
    ),
    "offices of which one has several": (
        chief("A1", "سنابل", "kuwait", role="board-member"),
        chief("A2", "رتاج", "egypt", role="board-member"),
    ),
    "the other employer is named": (chief("A1", "سنابل", "kuwait"), chief("A2", "رتاج", "egypt", "سنابل")),
    "the other country is named": (chief("A1", "سنابل", "kuwait"), chief("A2", "رتاج", "egypt", "kuwait")),
    "a third article joins them": (
        chief("A1", "سنابل", "kuwait"),
        chief("A2", "رتاج", "egypt"),
        reading("A3", f"{MAN} | holds-position | سنابل", f"{MAN} | resigns-from | رتاج"),
    ),
    "no relation but that to a country": (
        reading("A1", f"{FIRM} | headquartered-in | kuwait", SELLS),
        reading("A2", f"{FIRM} | headquartered-in | egypt"),
    ),
    "a relation to the same thing": (
        reading("A1", f"{FIRM} | headquartered-in | kuwait", SELLS),
        reading("A2", f"{FIRM} | headquartered-in | egypt", SELLS),
    ),
    "somebody whom few articles name": (
        reading("A1", f"{MINISTRY} | headquartered-in | kuwait", "ليان الطرقجي"),
        reading("A2", f"{MINISTRY} | headquartered-in | egypt", "ليان الطرقجي"),
    ),
    "a country of its branch": (
        reading("A1", f"{FIRM} | headquartered-in | kuwait", f"{FIRM} | operates-in | egypt", SELLS),
        reading("A2", f"{FIRM} | headquartered-in | egypt", f"{FIRM} | acquires | رتاج"),
    ),
    "a list of names": (
        chief("A1", "سنابل", "kuwait"),
        chief("A2", "رتاج", "egypt", *(f"شركة {number}" for number in range(200))),
    ),
    "a name of the tables": (
        reading("A1", "zain | headquartered-in | kuwait", "zain | acquires | سنابل"),
        reading("A2", "zain | headquartered-in | egypt", "zain | acquires | رتاج"),
    ),
}


@pytest.mark.parametrize("readings", LEFT_ALONE.values(), ids=LEFT_ALONE.keys())
def test_what_may_be_one_is_one(readings: tuple[Reading, ...]) -> None:
    """People change jobs and hold several offices, companies have branches: nothing is told apart for that."""
    assert apart(*readings) == []


GULF = [chief("G1", "سنابل", "kuwait"), chief("G2", "سنابل", "kuwait", day="2023-01-01"), reading("G3", MAN, "سنابل")]
NILE = [chief("N1", "رتاج", "egypt"), reading("N2", MAN, "رتاج")]
SILENT = reading("S1", MAN)


def test_articles_go_with_those_that_they_have_something_in_common_with() -> None:
    """An article that tells nothing of whom it names is about him whose employer it names; one that names none stays with the name."""
    assert apart(*GULF, *NILE, SILENT) == [("N1", "N2")]


def test_three_of_one_name_are_three() -> None:
    """Each contradicts the others, and what most articles are about keeps the name."""
    third = chief("T1", "بيادر", "oman")
    assert apart(*GULF, *NILE, third) == [("N1", "N2"), ("T1",)]


@given(st.permutations([*GULF, *NILE, SILENT]))
def test_who_is_told_apart_has_no_order(readings: list[Reading]) -> None:
    """The same articles in any order, at once or in runs, give the same namesakes."""
    assert apart(*readings) == [("N1", "N2")]


def test_runs_give_what_memory_gives(tmp_path: Path) -> None:
    """Contexts that are written in runs and merged tell the same apart."""
    readings = [*GULF, *NILE, SILENT]
    runs = [tmp_path / str(number) for number in range(3)]
    for run, start in zip(runs, range(0, 6, 2), strict=True):
        write_contexts(run, readings[start : start + 2], ONTOLOGY)
    assert namesakes_in(runs) == find_namesakes(readings, ONTOLOGY)
    assert not any(run.exists() for run in runs)


def test_a_wrong_table_of_offices_is_named(tmp_path: Path) -> None:
    """An office that tells something else is an error with its line."""
    table = tmp_path / "namesakes.tsv"
    table.write_text("role\ttells\nceo\tnothing\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"namesakes.tsv:2: «nothing»"):
        telling_offices(table)


# ------------------------------------------------------------------ people have the last word

NAME = entity(MAN).id
ALL = [*GULF, *NILE, chief("N3", "رتاج", "egypt"), SILENT]


def ids(*rows: tuple[str, str, str]) -> dict[str, str]:
    """Return by which number the man of each article goes once people have decided so: the same number is the same man."""
    told = tuple(Decision(verdict, term(left), term(right), "هدى", "أعرفه") for verdict, left, right in rows)  # type: ignore[arg-type]
    decisions = tell_apart(Decisions(told), find_namesakes(ALL, ONTOLOGY))
    found: dict[str, str] = {}
    for read in decided(ALL, decisions, ONTOLOGY.name_of):
        (found[read.article.id],) = (one.id for one in read.entities if one.type == "Person")
    return found


def term(written: str) -> Term:
    name, _, article = written.partition("@")
    return Term(NAME if name == "x" else name, article)


def groups(found: dict[str, str]) -> list[list[str]]:
    return sorted(sorted(article for article in found if found[article] == name) for name in set(found.values()))


GULF_MAN, NILE_MAN = ["G1", "G2", "G3", "S1"], ["N1", "N2", "N3"]
EVERYBODY = sorted((*GULF_MAN, *NILE_MAN))
ROWS: dict[str, tuple[list[tuple[str, str, str]], list[list[str]]]] = {
    "none": ([], [GULF_MAN, NILE_MAN]),
    "what kg says is confirmed": ([("different", "x@G1", "x@N1")], [GULF_MAN, NILE_MAN]),
    "one of the articles is joined": ([("same", "x@G1", "x@N2")], [EVERYBODY]),
    "all are joined by the name": ([("same", "x", "x@N1")], [EVERYBODY]),
    "joined by way of another name": ([("same", "y", "x@N1"), ("same", "x", "y")], [EVERYBODY]),
    "told apart within what kg holds for one": (
        [("different", "x@N1", "x@N2")],
        [GULF_MAN, ["N1"], ["N2"], ["N3"]],
    ),
    "told apart within what keeps the name": (
        [("different", "x@G1", "x@G2")],
        [["G1", "G3", "S1"], ["G2"], NILE_MAN],
    ),
    "nobody knows": ([("unsure", "x@G1", "x@N1")], [GULF_MAN, NILE_MAN]),
}


@pytest.mark.parametrize(("rows", "expected"), ROWS.values(), ids=ROWS.keys())
def test_people_have_the_last_word(rows: list[tuple[str, str, str]], expected: list[list[str]]) -> None:
    """What a row joins is one, what it tells apart is two, and kg holds to the rest of what it found."""
    assert groups(ids(*rows)) == expected


def test_what_keeps_the_name_keeps_its_id() -> None:
    """Only those whom few articles are about get another id, made of the first of their articles."""
    found = ids()
    assert found["G1"] == NAME
    assert found["N1"].startswith(f"{NAME}-")


def test_those_told_apart_can_be_one_with_others() -> None:
    """A row that joins one of them with another name joins all of his articles."""
    found = ids(("same", "somebody", "x@N1"))
    assert {found[article] for article in NILE_MAN} == {"somebody"}
    assert {found[article] for article in GULF_MAN} == {NAME}


# ------------------------------------------------------------------ builds

STORIES = {
    "g1": ("2024-05-05", "قال بدر الغنيمان، الرئيس التنفيذي لشركة سنابل الكويتية، إن الأرباح ارتفعت."),
    "g2": ("2024-05-20", "قال بدر الغنيمان، الرئيس التنفيذي لشركة سنابل الكويتية، إن الطلب يرتفع."),
    "n1": ("2024-05-07", "قال بدر الغنيمان، الرئيس التنفيذي لشركة رتاج المصرية، إن المصنع جاهز."),
    "f1": ("2024-05-08", "استحوذت شركة تقنورا الكويتية على شركة بيادر."),
    "f2": ("2024-05-09", "وقعت شركة تقنورا المصرية عقدا مع شركة الواحة."),
    "s1": ("2024-05-10", "قال بدر الغنيمان إن السوق تنمو."),
}


def write(folder: Path, names: Iterable[str] = STORIES) -> list[Path]:
    folder.mkdir(exist_ok=True)
    for name in names:
        day, text = STORIES[name]
        (folder / f"{name}.txt").write_text(f"خبر\n\n{day}\n\n{text}\n", encoding="utf-8")
    return [folder / f"{name}.txt" for name in names]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def told_apart_in(graph: Graph) -> list[str]:
    """Return the names that stand for two things in a graph."""
    labels = [one.label for one in graph.entities()]
    return sorted({label for label in labels if labels.count(label) > 1})


def test_a_build_in_memory_gives_what_a_build_on_disk_gives(tmp_path: Path) -> None:
    """Both tell the man and the company apart, and all rows of kg stand in kg:decided."""
    files = write(tmp_path / "news")
    memory, disk = package.build(files, processes=1), package.build(files, output=tmp_path / "out", processes=1)
    assert memory == disk
    assert told_apart_in(disk) == sorted((MAN, FIRM))
    rows = disk.query("SELECT ?by ?why { GRAPH kg:decided { ?row dcterms:creator ?by ; dcterms:description ?why } }")
    assert sorted(tuple(map(str, row)) for row in rows.rows) == [("kg", "egypt ≠ kuwait")] * 2


@pytest.mark.parametrize("seed", range(3))
def test_changes_give_what_building_from_scratch_gives(tmp_path: Path, seed: int) -> None:
    """Whatever comes and goes, each file is that of a build of what is left, with the namesakes that are there then."""
    chance = random.Random(seed)
    files, out = write(tmp_path / "news"), tmp_path / "out"
    have = set(chance.sample(files, 3))
    package.build(sorted(have), output=out, processes=1)
    for _ in range(4):
        coming = {file for file in files if file not in have and chance.random() < 0.6}
        going = set(islice((file for file in sorted(have) if chance.random() < 0.4), len(have) - 1))
        if coming:
            package.build(output=out, add=sorted(coming), processes=1)
        have |= coming
        if going:
            package.build(output=out, remove=sorted(going), processes=1)
        have -= going
    package.build(sorted(have), output=tmp_path / "scratch", processes=2)
    assert bytes_of(out) == bytes_of(tmp_path / "scratch")


def test_a_row_joins_again_and_its_deletion_restores_every_byte(kg: Kg, tmp_path: Path) -> None:
    """`kg same` asks whether the two are one and says why; a filled-in row makes them one, and without it they are two as before."""
    news, out, table = tmp_path / "news", tmp_path / "out", tmp_path / "same.tsv"
    write(news)
    assert kg("build", news, "-o", out, "-j", 1).exit_code == 0
    before = bytes_of(out)
    told = kg("same", out, "--propose", "-o", table)
    assert told.stderr.startswith("2 pairs that may be one, 0 that may be two")
    header, *rows = table.read_text(encoding="utf-8").splitlines()
    row = next(row for row in rows if "person" in row).split("\t")
    cells = dict(zip(header.split("\t"), row, strict=True))
    assert (cells["guess"], cells["left"], cells["right"]) == ("same?", f"{NAME}@g1", f"{NAME}@n1")
    assert "two offices that nobody holds at once, in different countries" in cells["reason"]
    assert "منصبان لا يجتمعان" in cells["reason_ar"]
    assert "سنابل" in cells["left_quote"]
    assert "رتاج" in cells["right_quote"]
    cells |= {"decision": "same", "by": "هدى", "why": "هو نفسه"}
    table.write_text(f"{header}\n" + "\t".join(cells.values()) + "\n", encoding="utf-8")
    assert kg("build", news, "-o", out, "-j", 1, "--same", table).exit_code == 0
    assert told_apart_in(package.load(out)) == [FIRM]
    assert kg("same", out, "--propose", "-o", table).stderr.startswith("1 pair that may be one, 0 that may be two")
    table.write_text(f"{header}\n", encoding="utf-8")
    assert kg("build", news, "-o", out, "-j", 1, "--same", table).exit_code == 0
    assert bytes_of(out) == before
