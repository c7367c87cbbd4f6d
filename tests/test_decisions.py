"""Decisions about who is the same as whom: files, joining, telling apart, undoing, and what the graph tells of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from kg.graph import Decisions, Graph, quads, read_decisions, remarks
from kg.graph.decisions import Decision, Term, Verdict, decided
from kg.graph.terms import DECIDED
from kg.graph.traces import traces
from kg.model import Article, Entity, Evidence, GraphError, Quantity, Reading, Span, Statement
from kg.ontology import KnownName, load_ontology

Kg = Callable[..., Result]

KNOWN = {"sadir": KnownName("sadir", "Company", "سدير", "Sadir")}
HEADER = "decision\tleft\tright\tby\twhy\n"


def row(verdict: Verdict, left: str, right: str, place: str = "same.tsv:2") -> Decision:
    terms = (Term(*term.split("@")) for term in (left, right))
    return Decision(verdict, *terms, by="رنا", why="الموقع نفسه", place=place)


def rows(*told: tuple[Verdict, str, str]) -> Decisions:
    return Decisions(tuple(row(*one, place=f"same.tsv:{line}") for line, one in enumerate(told, 2)))


def claim(article: str, subject: str, relation: str, target: str, speaker: str = "", **more: str) -> Statement:
    evidence = Evidence(article, Span(0, 1), ".", f"{relation}: frame", speaker=speaker)
    return Statement(subject, relation, target, tuple(sorted(more.items())), "asserted", (evidence,))


def reading(article: str, *statements: Statement, names: Iterable[str] = ()) -> Reading:
    ids = dict.fromkeys([*names, *(end for one in statements for end in (one.subject, str(one.object)))])
    return Reading(Article(article, ""), tuple(Entity(name, "Company", name, (name,)) for name in ids), statements)


def written(path: Path, *lines: str, header: str = HEADER) -> Path:
    path.write_text(header + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


# ------------------------------------------------------------------ files


def test_rows_are_read_with_their_places(tmp_path: Path) -> None:
    """A row holds two things, who decided and why; rows without a decision, empty lines and comments are passed over."""
    file = written(
        tmp_path / "same.tsv",
        "# عن الشركات",
        "same\te:a\tb@A1\tرنا\tاسم واحد",
        "\tc\td\t\t",
        "",
        "unsure\tc\td\tرنا\t؟",
    )
    assert read_decisions([file]).rows == (
        Decision("same", Term("a"), Term("b", "A1"), "رنا", "اسم واحد", f"{file}:3"),
        Decision("unsure", Term("c"), Term("d"), "رنا", "؟", f"{file}:6"),
    )


def test_a_file_that_a_spreadsheet_saved_is_read(tmp_path: Path) -> None:
    """A byte order mark, line ends of Windows, quoted cells and further columns in another order change nothing."""
    file = tmp_path / "same.tsv"
    text = '\ufeffwhy\tleft\tscore\tright\tby\tdecision\r\n"قالت ""نعم"""\ta\t0.9\tb\tرنا\tSame\r\n'
    file.write_bytes(text.encode())
    assert [(one.verdict, one.left.id, one.why) for one in read_decisions([file]).rows] == [("same", "a", 'قالت "نعم"')]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "same.tsv: the file is empty"),
        ("decision\tleft\tright\tby\n", "same.tsv:1: the header lacks the column «why»"),
        (HEADER + "equal\ta\tb\tr\tw\n", "same.tsv:2: «equal» is no decision; it is one of same, different, unsure"),
        (HEADER + "same\ta\t\tr\tw\n", "same.tsv:2: a row that says «same» has nothing under «right»"),
        (HEADER + "\nsame\ta\tb\t\tw\n", "same.tsv:3: a row that says «same» has nothing under «by»"),
        (HEADER + "same\ta\te:a\tr\tw\n", "same.tsv:2: «a» stands on both sides"),
        (HEADER + "same\ta\tb\tr\tw\tx\n", "same.tsv:2: 6 cells under 5 columns, at «x»"),
        (HEADER + 'same\ta\t"b\tr\tw\nsame\tc\td\tr\tw\n', "same.tsv:2: unexpected end of data"),
    ],
)
def test_a_wrong_file_is_named_with_its_line_and_term(tmp_path: Path, content: str, message: str) -> None:
    """One line says which file, which line and which term is wrong."""
    file = tmp_path / "same.tsv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(GraphError) as raised:
        read_decisions([file])
    assert message in str(raised.value)


def test_a_file_of_other_bytes_is_named(tmp_path: Path) -> None:
    """Bytes that are no UTF-8, and a file that isn't there, are one line too."""
    (tmp_path / "same.tsv").write_bytes(b"decision\xff")
    for name, message in (("same.tsv", "is not UTF-8: byte 0xff at 8"), ("none.tsv", "No such file")):
        with pytest.raises(GraphError, match=message):
            read_decisions([tmp_path / name])


# ------------------------------------------------------------------ joining

JOINED = {
    "the first by letters": ([("same", "b", "a")], {"a": "a", "b": "a"}),
    "a known name": ([("same", "sadir", "a")], {"a": "sadir", "sadir": "sadir"}),
    "a chain": ([("same", "c", "b"), ("same", "b", "a")], {"a": "a", "b": "a", "c": "a"}),
    "unsure": ([("unsure", "a", "b")], {"a": "a", "b": "b"}),
    "different": ([("different", "a", "b")], {"a": "a", "b": "b"}),
    "in one article": ([("same", "b@A1", "a")], {"a": "a", "b": "a"}),
    "in another article": ([("same", "b@A2", "a")], {"a": "a", "b": "b"}),
    "two of one article": ([("same", "b@A1", "a@A1")], {"a": "a", "b": "a"}),
}


@pytest.mark.parametrize(("told", "expected"), JOINED.values(), ids=JOINED.keys())
def test_joined_things_go_by_one_id(told: list[tuple[Verdict, str, str]], expected: dict[str, str]) -> None:
    """Of a group the id of a known name stays, else the first by letters; unsure does nothing."""
    before = reading("A1", names=expected)
    (after,) = decided([before], rows(*told), KNOWN)
    assert {name: entity.id for entity in after.entities for name in entity.names if name in expected} == expected


def test_an_id_is_renamed_wherever_it_stands() -> None:
    """Subjects, objects, sellers, products that are entities and speakers are renamed; words that are spelled alike are not."""
    sold = claim("A1", "b", "acquires", "c", seller="b", product="b", role="b", speaker="b")
    (after,) = decided([reading("A1", sold)], rows(("same", "b", "a")), KNOWN)
    (statement,) = after.statements
    assert (statement.subject, statement.object, statement.evidence[0].speaker) == ("a", "c", "a")
    assert dict(statement.qualifiers) == {"product": "a", "role": "b", "seller": "a"}
    worded = reading("A2", claim("A2", "x", "supplies", "y", product="b", speaker="b"))
    assert list(decided([worded], rows(("same", "b", "a")), KNOWN)) == [worded]


def test_joined_things_keep_names_types_and_labels() -> None:
    """Two things of one article are one node with all names; what joins a known name is of its class and goes by its label."""
    entities = (Entity("a", "Company", "أ", ("أ", "A")), Entity("b", "Organization", "ب", ("ب",)))
    before = Reading(Article("A1", ""), entities)
    (one,) = Graph.from_readings([before], decisions=rows(("same", "a", "b"))).entities()
    assert (one.id, one.type, one.names) == ("a", "Company", ("A", "أ", "ب"))
    (known,) = decided([before], rows(("same", "a", "b"), ("same", "a", "sadir")), KNOWN)
    assert known.entities == (Entity("sadir", "Company", "سدير", ("أ", "A", "ب")),)


def test_equal_claims_of_joined_things_are_one_with_all_evidence() -> None:
    """What was said of both is said once, with both sentences."""
    before = reading("A1", claim("A1", "a", "acquires", "c"), claim("A1", "b", "acquires", "c", speaker="c"))
    (after,) = decided([before], rows(("same", "a", "b")), KNOWN)
    assert [len(statement.evidence) for statement in after.statements] == [2]


def test_a_thing_has_no_relation_to_itself_and_the_loss_is_told() -> None:
    """A statement whose two ends are one by decision is left out, and a remark says which."""
    before = reading("A1", claim("A1", "a", "partners-with", "b"), claim("A1", "a", "acquires", "c"))
    told = rows(("same", "a", "b"))
    (after,) = decided([before], told, KNOWN)
    assert [statement.relation for statement in after.statements] == ["acquires"]
    assert list(remarks([before], told, KNOWN)) == [
        "A1: «a partners-with b» is left out: its two ends are one by decision"
    ]


def test_a_row_about_what_nothing_names_is_told() -> None:
    """An id that neither an article nor the names table has is named with its line; a known name needs no article."""
    told = rows(("same", "x", "sadir"), ("different", "a@A2", "a@A1"))
    assert list(remarks([reading("A1", names="a")], told, KNOWN)) == [
        "same.tsv:2: no article names «x»",
        "same.tsv:3: no article names «a@A2»",
    ]


# ------------------------------------------------------------------ telling apart


def ids_of(name: str, told: Decisions, *articles: str) -> list[str]:
    """Return by which ids a name goes in articles; those made of an article's id are shown as «apart»."""
    found = [
        one.entities[0].id for one in decided([reading(article, names=[name]) for article in articles], told, KNOWN)
    ]
    return [one if one == name or "-" not in one else "apart" for one in found]


def test_namesakes_are_told_apart() -> None:
    """The one of the first article keeps the id, with all that no row names; the other has an id of its own."""
    told = rows(("different", "m@A2", "m@A1"))
    assert ids_of("m", told, "A1", "A2", "A3") == ["m", "apart", "m"]
    assert ids_of("m", rows(("different", "m@A1", "m")), "A1", "A2") == ["apart", "m"]


def test_those_told_apart_can_be_one_with_others() -> None:
    """What two articles say of the one is joined, apart from the namesake of a third."""
    told = rows(("different", "m@A1", "m@A2"), ("same", "m@A2", "m@A3"))
    assert ids_of("m", told, "A1", "A2", "A3", "A4") == ["m", "apart", "apart", "m"]
    apart = {one.entities[0].id for one in decided([reading(a, names="m") for a in ("A2", "A3")], told, KNOWN)}
    assert len(apart) == 1


def test_what_is_told_apart_can_be_another_known_name() -> None:
    """A namesake of a known name is joined to whom it is, in its article alone."""
    assert [
        one.entities[0].id
        for one in decided([reading(a, names=["m"]) for a in ("A1", "A2")], rows(("same", "m@A2", "sadir")), KNOWN)
    ] == ["m", "sadir"]


def test_rows_that_contradict_each_other_are_named_with_their_lines() -> None:
    """A row of «different» against a chain of «same» is an error that names all of them."""
    told = rows(("same", "a", "b"), ("same", "b", "x"), ("same", "b", "c"), ("different", "c", "a"))
    with pytest.raises(GraphError) as raised:
        list(decided([], told, KNOWN))
    assert str(raised.value) == (
        "same.tsv:5: «c» is different from «a», but rows say that they are the same: "
        "same.tsv:4 («b» is «c»), same.tsv:2 («a» is «b»)"
    )


# ------------------------------------------------------------------ the graph

ONTOLOGY = load_ontology()
NAMES = ("a", "b", "c", "openai")
TERMS = st.sampled_from((*NAMES, "a@A1", "a@A2", "b@A2"))
DECISIONS = st.lists(st.tuples(st.sampled_from(("same", "different", "unsure")), TERMS, TERMS), max_size=4)
CLAIMS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=3)


def readings_of(claims: dict[str, list[tuple[str, str]]]) -> list[Reading]:
    return [
        reading(article, *(claim(article, one, "acquires", other) for one, other in pairs if one != other))
        for article, pairs in claims.items()
    ]


@settings(max_examples=60)
@given(DECISIONS, st.dictionaries(st.sampled_from(("A1", "A2", "A3")), CLAIMS))
def test_merging_what_is_decided_is_union(
    told: list[tuple[Verdict, str, str]], claims: dict[str, list[tuple[str, str]]]
) -> None:
    """The graph of decided readings is the union of those of its parts, and taking an article back leaves the others'."""
    decisions = rows(*(one for one in told if one[1] != one[2]))
    found = readings_of(claims)
    try:
        whole = Graph.from_readings(found, ONTOLOGY, decisions)
    except GraphError:
        reject()
    parts = Graph(ontology=ONTOLOGY)
    for part in reversed(found):
        parts.merge(Graph.from_readings([part], ONTOLOGY, decisions))
    assert parts == whole
    for part in found:
        rest = [other for other in found if other is not part]
        if part.entities:
            whole_again = Graph.from_readings(found, ONTOLOGY, decisions)
            whole_again.retract(part.article.id)
            assert whole_again == Graph.from_readings(rest, ONTOLOGY, decisions)


def test_the_graph_tells_who_decided_and_why() -> None:
    """A graph of its own holds each decision that has a say, with its two sides, what became of them and the articles concerned."""
    before = [reading("A1", names="b"), reading("A2", names="a"), reading("A3", names="c")]
    graph = Graph.from_readings(before, decisions=rows(("same", "b", "a"), ("same", "x", "y"), ("unsure", "a", "c")))
    found = graph.query(
        """SELECT ?verdict ?left ?right ?entity ?by ?why (GROUP_CONCAT(STR(?article); separator=" ") AS ?articles) {
             GRAPH kg:decided { ?row kg:verdict ?verdict ; kg:left ?left ; kg:right ?right ; kg:rightEntity ?entity ;
               dcterms:creator ?by ; dcterms:description ?why ; kg:appliedTo ?article } }
           GROUP BY ?verdict ?left ?right ?entity ?by ?why"""
    ).rows
    assert [one[:6] for one in found] == [("same", "b", "a", "e:a", "رنا", "الموقع نفسه")]
    assert sorted(found[0][6].split()) == [f"https://kg.example/article/{name}" for name in ("A1", "A2")]


def test_decisions_say_nothing_in_the_graphs_of_articles() -> None:
    """What people decided stands apart from what was read: a graph without rows has no graph of decisions."""
    before = [reading("A1", claim("A1", "a", "raises", "b"))]
    assert not list(traces(before, Decisions(), KNOWN))
    assert not Graph.from_readings(before).store.contains_named_graph(DECIDED)
    assert set(quads(decided(before, rows(("same", "y", "x")), KNOWN), ONTOLOGY)) == set(quads(before, ONTOLOGY))


def test_figures_are_left_as_they_are() -> None:
    """A statement whose object is a figure keeps it."""
    lost = Statement("b", "reports-loss", Quantity(5e9, "USD"), (), "asserted", claim("A1", "b", "x", "y").evidence)
    before = Reading(Article("A1", ""), (Entity("b", "Company", "ب"),), (lost,))
    (after,) = decided([before], rows(("same", "b", "a")), KNOWN)
    assert (after.statements[0].subject, after.statements[0].object) == ("a", Quantity(5e9, "USD"))


# ------------------------------------------------------------------ the command line


def test_a_row_joins_and_its_deletion_restores_every_byte(articles: Path, kg: Kg, tmp_path: Path) -> None:
    """`kg build --same` applies a file; without the row the graph is again what it was, and the readings never change."""

    def build(name: str, *options: object) -> dict[str, bytes]:
        result = kg("build", articles, "-o", tmp_path / name, "-j", 1, *options)
        assert result.exit_code == 0, result.output
        return {file.name: file.read_bytes() for file in (tmp_path / name).iterdir()}

    file = written(tmp_path / "same.tsv", "same\tرتاج\tسنابل\tرنا\tغيرت اسمها")
    before, joined = build("before"), build("joined", "--same", file)
    assert {name for name in joined if joined[name] != before.get(name)} == {
        "graph.trig",
        "graph.html",
        "build.json",
        "decided-same.tsv",
    }
    ids = {entity.id for entity in Graph.load(tmp_path / "joined").entities()}
    assert "رتاج" in ids
    assert "سنابل" not in ids
    written(file)
    assert build("after", "--same", file) == before


def test_what_a_row_does_is_said(articles: Path, kg: Kg, tmp_path: Path) -> None:
    """A row about nothing is a line on stderr and stops nothing; rows that contradict each other stop the build and leave no folder."""
    file = written(tmp_path / "same.tsv", "same\tرتاج\tريتاج\tرنا\tاسم واحد")
    result = kg("build", articles, "-o", tmp_path / "out", "-j", 1, "--same", file)
    assert (result.exit_code, result.stderr.splitlines()[0]) == (0, f"{file}:2: no article names «ريتاج»")
    written(file, "same\tرتاج\tسنابل\tرنا\tاسم واحد", "different\tرتاج\tسنابل\tرنا\tاسمان")
    result = kg("build", articles, "-o", tmp_path / "none", "-j", 1, "--same", file)
    assert result.exit_code == 1
    assert f"{file}:3: «رتاج» is different from «سنابل»" in result.stderr
    assert not (tmp_path / "none").exists()
