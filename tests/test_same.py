"""`kg same`: what is proposed, what context says for and against it, what is left to people, and the table that they fill in."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from kg.graph import Graph
from kg.identity import AUTOMATIC, Identifier, Profiles, Proposal, proposals
from kg.model import Article, Entity, Evidence, Reading, Span, Statement
from kg.ontology import load_ontology
from kg.readings import write_readings

Kg = Callable[..., Result]
Tie = tuple[str, str, str]

IDENTIFIER = Identifier(load_ontology())
TYPES = {"ص": "Person", "م": "Place", "ن": "Product"}
"""What a name stands for by its mark; a company without one."""


def entity(name: str) -> Entity:
    mark, _, rest = name.rpartition(":")
    kind = TYPES.get(mark, "Company")
    known = IDENTIFIER.ontology.name_by_form.get(rest.casefold())
    return Entity(known.id if known else name, known.type if known else kind, rest, (rest,))


def reading(article: str, *ties: Tie, names: tuple[str, ...] = ()) -> Reading:
    """Return what an article says: names with their marks, and relations between two of them."""
    named = dict.fromkeys((*names, *(end for one, _, other in ties for end in (one, other))))
    entities = {name: entity(name) for name in named}
    evidence = Evidence(article, Span(0, 1), "قالت «سدير» ذلك.", "frame")
    statements = (
        Statement(entities[one].id, relation, entities[other].id, (), "asserted", (evidence,))
        for one, relation, other in ties
    )
    return Reading(Article(article, ""), tuple(entities.values()), tuple(statements))


def proposed(*found: Reading) -> dict[tuple[str, str], Proposal]:
    return {(one.left, one.right): one for one in proposals(Profiles(found, IDENTIFIER), lambda *_: False)}


# ------------------------------------------------------------------ what is proposed

PROPOSED = {
    "another script": ("تقنورا", "Taqnora", "script"),
    "another spelling": ("بلومبيرج كابيتال", "بلومبرغ كابيتال", "spelling"),
    "a word for a group": ("مجموعة تقنورا", "تقنورا", "group"),
    "a slip": ("تيليكوم", "تيلكوم", "slip"),
    "a longer name": ("ص:خالد الغنيم", "ص:خالد بن فهد الغنيم", "full-name"),
    "initials": ("NBX", "National Bank of Xanadu", "initials"),
    "another kind": ("سدير", "ن:سدير", "other-kind"),
}


@pytest.mark.parametrize(("one", "other", "reason"), PROPOSED.values(), ids=PROPOSED.keys())
def test_names_that_may_be_one_are_proposed_with_a_reason(one: str, other: str, reason: str) -> None:
    """Two articles that name a thing in two ways give a row that says why it may be one thing."""
    ((_, proposal),) = proposed(reading("A1", names=(one,)), reading("A2", names=(other,))).items()
    assert (proposal.guess, proposal.reasons[0]) == ("same", reason)


LEFT_ALONE = {
    "a company and a city": ("سدير", "م:سدير"),
    "a person and a company": ("ص:خالد الغنيم", "خالد الغنيم"),
    "another work": ("سدير للتأمين", "سدير القابضة"),
    "its board": ("مجلس إدارة سدير", "سدير"),
    "another quality": ("بنك سدير الإسلامي", "بنك سدير"),
    "another given name": ("ص:حسن الغنيم", "ص:حسين الغنيم"),
    "another number": ("ن:سدير 4", "ن:سدير 5"),
    "a name that many bear": ("ص:محمد أحمد", "ص:احمد محمد"),
}


@pytest.mark.parametrize(("one", "other"), LEFT_ALONE.values(), ids=LEFT_ALONE.keys())
def test_names_of_different_things_are_left_alone(one: str, other: str) -> None:
    """What the words of two names or their kinds tell apart is no question for anybody."""
    assert not proposed(reading("A1", names=(one,)), reading("A2", names=(other,)))


def test_two_known_names_are_no_question() -> None:
    """What the names table has as two things is two."""
    found = [Reading(Article(name, ""), (Entity(name, "Company", ""),)) for name in ("zain", "zain-bahrain")]
    assert not proposed(*found)


# ------------------------------------------------------------------ context

RITAJ = ("رتاج", "Ritaj")


def score(*ties: Tie, elsewhere: tuple[Tie, ...] = ()) -> tuple[float, tuple[str, ...]]:
    """Return the score and the reasons of one name in two scripts, after what the articles say."""
    found = proposed(reading("A1", *ties, names=RITAJ[:1]), reading("A2", *elsewhere, names=RITAJ[1:]))
    proposal = found["Ritaj", "رتاج"]
    return proposal.score, proposal.reasons[1:]


def test_context_speaks_for_a_pair() -> None:
    """The same relation to the same thing says most, something to do with it says less; a country says nothing."""
    alone, _ = score()
    same = score(("رتاج", "acquires", "أفق"), elsewhere=(("Ritaj", "acquires", "أفق"),))
    shared = score(("رتاج", "acquires", "أفق"), elsewhere=(("Ritaj", "partners-with", "أفق"),))
    country = score(("رتاج", "operates-in", "م:مصر"), elsewhere=(("Ritaj", "operates-in", "م:مصر"),))
    assert same[1] == ("same-tie",)
    assert shared[1] == ("shared",)
    assert country == (alone, ())
    assert AUTOMATIC > same[0] > shared[0] > alone


def test_context_speaks_against_a_pair() -> None:
    """Two countries speak against a pair, and so does an article that names both."""
    alone, _ = score()
    seats = (("رتاج", "headquartered-in", "م:مصر"),), (("Ritaj", "headquartered-in", "م:الكويت"),)
    found = score(*seats[0], elsewhere=seats[1])
    assert found[1] == ("elsewhere",)
    assert found[0] < alone
    names = ("بلومبيرج كابيتال", "بلومبرغ كابيتال")
    apart = proposed(reading("A1", names=names[:1]), reading("A2", names=names[1:]))
    assert [one.reasons for one in apart.values()] == [("spelling",)]
    assert not proposed(reading("A1", names=names))


def test_namesakes_are_asked_about() -> None:
    """One name with two employers, or in two countries, may be two things; where an employer is the same it is one."""
    man = "ص:خالد الغنيم"
    found = proposed(
        reading("A1", (man, "holds-position", "أفق")),
        reading("A2", (man, "holds-position", "درب")),
        reading("A3", (man, "holds-position", "أفق")),
        reading("A4", names=(man,)),
    )
    ((_, proposal),) = found.items()
    assert (proposal.guess, proposal.articles) == ("different", ("A1", "A2"))
    assert proposal.reasons == ("same-name", "employers")


NAMES = st.lists(
    st.sampled_from(("تقنورا", "Taqnora", "مجموعة تقنورا", "سدير", "سدير للتأمين", "ص:خالد الغنيم")), max_size=3
)


@given(st.lists(NAMES, max_size=4))
def test_proposals_have_no_order_of_articles(articles: list[list[str]]) -> None:
    """The same articles in another order give the same proposals, each once."""
    found = [reading(f"A{number}", names=tuple(names)) for number, names in enumerate(articles)]
    rows = list(proposals(Profiles(found, IDENTIFIER), lambda *_: False))
    assert rows == list(proposals(Profiles(reversed(found), IDENTIFIER), lambda *_: False))
    assert len({(one.left, one.right, one.articles) for one in rows}) == len(rows)


# ------------------------------------------------------------------ the command line


def rows_of(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(table.splitlines(), dialect="excel-tab"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the output folder of a graph that has pairs to decide on, one of them sure."""
    found = [
        reading("A1", ("سدير للتقنية الحديثة", "acquires", "رتاج")),
        reading("A2", ("Sadeer Modern Technology", "acquires", "رتاج")),
        reading("A3", names=("تقنورا",)),
        reading("A4", names=("مجموعة تقنورا",)),
    ]
    (tmp_path / "out").mkdir()
    write_readings(found, tmp_path / "out" / "readings.jsonl")
    Graph.from_readings(found).save(tmp_path / "out")
    return tmp_path / "out"


def test_a_table_is_written_for_a_person_to_fill_in(folder: Path, kg: Kg) -> None:
    """The likeliest pair comes first, with names, kinds, reasons in both languages, a sentence of each side, and cells to fill in."""
    result = kg("same", folder, "--propose")
    first, second = rows_of(result.stdout)
    assert result.stderr == "2 pairs that may be one, 0 that may be two, 0 decided before\n"
    assert float(first["score"]) > float(second["score"])
    assert (first["left"], first["right"]) == ("Sadeer Modern Technology", "سدير للتقنية الحديثة")
    assert (first["decision"], first["by"], first["why"]) == ("", "", "")
    assert (first["guess"], first["kinds"]) == ("same?", "Company")
    assert first["reason"].startswith("one name is the other's translation; both have the same relation")
    assert first["reason_ar"].startswith("أحد الاسمين ترجمة للآخر؛ للاثنين العلاقة نفسها")
    assert first["left_quote"] == "قالت «سدير» ذلك."
    assert (first["left_articles"], first["right_articles"]) == ("A2", "A1")


def test_what_is_decided_stays_and_is_not_asked_again(folder: Path, kg: Kg, tmp_path: Path) -> None:
    """Rows that a person has filled in stay as they are, in their order, with their own columns; their pairs are not proposed anew."""
    file = tmp_path / "same.tsv"
    assert kg("same", folder, "--propose", "-o", file).exit_code == 0
    rows = rows_of(file.read_text(encoding="utf-8"))
    rows[1] |= {"decision": "unsure", "by": "رنا", "why": "لا أعرف", "note": "أسأل سلمى"}
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [*rows[0], "note"], restval="", dialect="excel-tab")
        writer.writeheader()
        writer.writerows(rows)
    result = kg("same", folder, "--propose", "-o", file)
    again = rows_of(file.read_text(encoding="utf-8"))
    assert result.stderr == "1 pair that may be one, 0 that may be two, 1 decided before\n"
    assert again[0] == rows[1]
    assert [row["decision"] for row in again] == ["unsure", ""]
    other = kg("same", folder, "--propose", "--decided", file)
    assert [row["left"] for row in rows_of(other.stdout)] == ["Sadeer Modern Technology"]


def test_nothing_is_decided_unless_it_is_asked_for(folder: Path, kg: Kg, tmp_path: Path) -> None:
    """--automatic fills in what is as sure as equal names, by kg, and leaves the rest to people; the build takes the table as it is."""
    file = tmp_path / "same.tsv"
    assert kg("same", folder, "--propose", "--automatic", "-o", file).exit_code == 0
    rows = rows_of(file.read_text(encoding="utf-8"))
    assert [(row["decision"], row["by"]) for row in rows] == [("same", "kg"), ("", "")]
    assert rows[0]["why"] == rows[0]["reason"]
    assert kg("same", folder, "--propose", "--decided", file).stderr.startswith("1 pair that may be one")


def test_what_is_joined_by_a_row_is_one_thing_from_then_on(folder: Path, kg: Kg, tmp_path: Path) -> None:
    """A joined thing has the names of both, and is proposed with what either of them resembles."""
    file = tmp_path / "same.tsv"
    file.write_text(
        "decision\tleft\tright\tby\twhy\nsame\tتقنورا\tSadeer Modern Technology\tرنا\tاشترتها\n", encoding="utf-8"
    )
    rows = rows_of(kg("same", folder, "--propose", "--decided", file).stdout)
    assert {(row["left"], row["right"]) for row in rows} == {
        ("Sadeer Modern Technology", "سدير للتقنية الحديثة"),
        ("Sadeer Modern Technology", "مجموعة تقنورا"),
    }


def test_decisions_of_a_graph_are_listed(folder: Path, kg: Kg, tmp_path: Path) -> None:
    """Without --propose the command tells what the graph was built with, and who decided it."""
    assert kg("same", folder).stderr == "0 decisions\n"
    file = tmp_path / "same.tsv"
    file.write_text("decision\tleft\tright\tby\twhy\nsame\tتقنورا\tمجموعة تقنورا\tرنا\tالموقع نفسه\n", encoding="utf-8")
    from kg.graph import read_decisions
    from kg.readings import read_readings

    found = read_readings(folder / "readings.jsonl")
    Graph.from_readings(found, decisions=read_decisions([file])).save(folder)
    assert kg("same", folder).stdout == "same\tتقنورا\tمجموعة تقنورا\tرنا\tالموقع نفسه\n"


def test_a_folder_without_readings_is_an_error(kg: Kg, tmp_path: Path) -> None:
    """What is proposed is made of readings, and a folder that has none is named; so is a table that is wrong."""
    result = kg("same", tmp_path, "--propose")
    assert (result.exit_code, "holds no readings.jsonl" in result.stderr) == (1, True)


def test_a_name_that_a_spreadsheet_would_run_is_text(kg: Kg, tmp_path: Path) -> None:
    """A name that begins as a formula has an apostrophe before it, and is read back without."""
    found = [reading("A1", names=("=تقنورا",)), reading("A2", names=("مجموعة تقنورا",))]
    write_readings(found, tmp_path / "readings.jsonl")
    (row,) = rows_of(kg("same", tmp_path, "--propose").stdout)
    assert row["left"] == "'=تقنورا"
    assert json.loads((tmp_path / "readings.jsonl").read_text(encoding="utf-8").splitlines()[0])["article"] == "A1"
