"""Reviews: what is uncertain, the table that a person fills in, what a judgement does, and what it adds to the annotations."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.evaluate import score
from kg.graph import Decisions, Graph, read_decisions, remarks
from kg.graph.decisions import Decision, Term
from kg.graph.reviews import Judgement, Review, Reviewed, read_reviews
from kg.graph.sources import sources
from kg.model import Article, Entity, Evidence, GraphError, Quantity, Reading, Span, Statement, Status, Where
from kg.ontology import load_ontology
from kg.views import review_table
from tests.conftest import Kg

ONTOLOGY = load_ontology()
HEADER = "decision\tstatement\tarticle\tby\twhy\n"


def claim(
    article: str = "A1", target: str | Quantity = "waha", status: Status = "asserted", relation: str = "acquires",
    score: float = 1.0, where: Where = "body", speaker: str = "",
) -> Statement:  # fmt: skip
    evidence = Evidence(article, Span(0, 4), "نص ما", "frame", score, speaker, where)
    return Statement("sadeer", relation, target, (), status, (evidence,))


def reading(article: str, *statements: Statement) -> Reading:
    entities = [Entity("sadeer", "Company", "سدير", ("سدير",)), Entity("waha", "Company", "الواحة", ("الواحة",))]
    return Reading(Article(article, "نص ما كتب"), (*entities, Entity("rtaj", "Company", "رتاج", ("رتاج",))), statements)


def judged(judgement: Judgement, statement: Statement, article: str = "") -> Review:
    return Review(judgement, statement.id, article, "رنا", "قرأت الجملة", place="review.tsv:2")


# ------------------------------------------------------------------ doubts


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        (claim(where="title"), "headline"),
        (claim(speaker="مصادر مطلعة"), "anonymous"),
        (claim(status="possible"), "hedged"),
        (claim(score=0.5), "guessed"),
    ],
)
def test_what_makes_a_statement_uncertain_is_named(statement: Statement, reason: str) -> None:
    """Each weakness of the evidence is a reason of its own, and sound evidence has none."""
    graph = Graph.from_readings([reading("A1", statement), reading("A2", claim("A2", "rtaj"))], ONTOLOGY)
    first, second = graph.doubts()
    assert (first.statement.id, first.reasons) == (statement.id, (reason,))
    assert second.reasons == ()
    assert first.belief < second.belief


def test_what_another_statement_contradicts_is_disputed() -> None:
    """Who reviews is shown both sides of a contradiction."""
    graph = Graph.from_readings([reading("A1", claim()), reading("A2", claim("A2", status="denied"))], ONTOLOGY)
    assert [doubt.reasons for doubt in graph.doubts()] == [("disputed",), ("disputed",)]


def test_each_article_that_gives_a_statement_has_a_row_of_its_own() -> None:
    """A person judges a sentence: one article may be misread where another one isn't."""
    graph = Graph.from_readings([reading("A1", claim()), reading("A2", claim("A2"))], ONTOLOGY)
    assert [doubt.evidence.article for doubt in graph.doubts()] == ["A1", "A2"]


def test_reprints_are_told_once_for_all_that_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    """What belief and contradictions rest on is found once, and anew when articles come."""
    asked: list[Mapping[str, str]] = []

    def told(fingerprints: Mapping[str, str]) -> dict[str, str]:
        asked.append(fingerprints)
        return sources(fingerprints)

    monkeypatch.setattr("kg.graph.dataset.sources", told)
    graph = Graph.from_readings([replace(reading("A1", claim()), fingerprint="0" * 512)], ONTOLOGY)
    graph.doubts()
    graph.add([replace(reading("A2", claim("A2")), fingerprint="1" * 512)])
    graph.doubts()
    assert [[*fingerprints] for fingerprints in asked] == [["A1"], ["A1", "A2"]]


# ------------------------------------------------------------------ judgements


def test_what_is_rejected_leaves_the_graph_and_the_row_stays_in_it() -> None:
    """No query sees a rejected claim, and kg:decided tells who rejected what, and why."""
    readings = [reading("A1", claim(), claim(target="rtaj"))]
    decisions = Decisions(reviews=(judged("reject", claim()),))
    graph = Graph.from_readings(readings, ONTOLOGY, decisions)
    assert [statement.object for statement in graph.statements()] == ["rtaj"]
    assert not graph.query("ASK { e:sadeer kg:acquires e:waha }")
    told = graph.query(
        "SELECT ?by ?why ?what ?article { GRAPH kg:decided { ?row a kg:Review ; kg:verdict 'reject' ; dcterms:creator ?by ; "
        "dcterms:description ?why ; kg:object ?what ; kg:appliedTo ?article } }"
    )
    assert [tuple(row) for row in told.rows] == [("رنا", "قرأت الجملة", "e:waha", "a:A1")]


def test_a_row_about_one_article_leaves_the_others_alone() -> None:
    """What another article states stays stated."""
    readings = [reading("A1", claim()), reading("A2", claim("A2"))]
    graph = Graph.from_readings(readings, ONTOLOGY, Decisions(reviews=(judged("reject", claim(), "A1"),)))
    assert [[item.article for item in statement.evidence] for statement in graph.statements()] == [["A2"]]
    both = (judged("reject", claim()), judged("accept", claim(), "A2"))
    assert graph.statements() == Graph.from_readings(readings, ONTOLOGY, Decisions(reviews=both)).statements()


def test_what_is_accepted_is_believed() -> None:
    """A person's word is worth more than any count of articles."""
    readings = [reading("A1", claim(score=0.5))]
    graph = Graph.from_readings(readings, ONTOLOGY, Decisions(reviews=(judged("accept", claim()),)))
    assert graph.belief() == {claim().id: 1.0}
    assert Graph.from_readings(readings, ONTOLOGY).belief()[claim().id] < 0.6


def test_unsure_does_nothing() -> None:
    """A row that was looked at without a result changes nothing."""
    readings = [reading("A1", claim())]
    assert Graph.from_readings(
        readings, ONTOLOGY, Decisions(reviews=(judged("unsure", claim()),))
    ) == Graph.from_readings(readings, ONTOLOGY)


def test_a_judgement_holds_whichever_id_its_statement_goes_by() -> None:
    """Who is the same as whom may be decided before or after a statement is judged."""
    same = Decision("same", Term("rtaj"), Term("waha"), "رنا", "اسم واحد")
    readings = [reading("A1", claim(target="waha"))]
    merged = Graph.from_readings(readings, ONTOLOGY, Decisions((same,)))
    (after,) = merged.statements()
    assert after.id != claim().id
    for named in (after, claim()):
        decisions = Decisions((same,), (judged("reject", named),))
        assert Graph.from_readings(readings, ONTOLOGY, decisions).statements() == ()
        assert list(remarks(readings, decisions, ONTOLOGY.name_of)) == []


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("accept", "reject")), st.sampled_from(("waha", "rtaj")), st.sampled_from(("", "A1", "A2"))
        )
    ),
    st.lists(st.tuples(st.sampled_from(("A1", "A2")), st.sampled_from(("waha", "rtaj"))), unique=True),
)
def test_merging_what_is_judged_is_union(rows: list[tuple[Judgement, str, str]], claims: list[tuple[str, str]]) -> None:
    """The graph of judged readings is the union of its parts, and taking an article back leaves the others'."""
    decisions = Decisions(reviews=tuple(judged(word, claim(target=target), article) for word, target, article in rows))
    readings = [
        reading(article, *(claim(article, target) for own, target in claims if own == article))
        for article in ("A1", "A2")
    ]
    whole = Graph.from_readings(readings, ONTOLOGY, decisions)
    parts = Graph(ontology=ONTOLOGY)
    for part in reversed(readings):
        parts.merge(Graph.from_readings([part], ONTOLOGY, decisions))
    assert parts == whole
    whole.retract("A1")
    assert whole == Graph.from_readings(readings[1:], ONTOLOGY, decisions)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("decision\tstatement\tby\twhy\n", "review.tsv:1: the header lacks the column «article»"),
        (HEADER + "yes\ts1\t\tr\tw\n", "review.tsv:2: «yes» is no decision; it is one of accept, reject, unsure"),
        (HEADER + "accept\ts1\tA1\t\tw\n", "review.tsv:2: a row that says «accept» has nothing under «by»"),
        (
            HEADER + "accept\ts1\tA1\tr\tw\nreject\ts:s1\ta:A1\tr\tw\n",
            "review.tsv:3: «s1» is «reject» here and «accept» at",
        ),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, text: str, message: str) -> None:
    """Errors in a table name file, line and term."""
    (tmp_path / "review.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(GraphError) as caught:
        read_reviews([tmp_path / "review.tsv"])
    assert message in str(caught.value)


def test_a_row_about_what_no_article_says_is_told() -> None:
    """Where the reader has changed its mind, a row doesn't fall silent."""
    decisions = Decisions(reviews=(judged("reject", claim(target="rtaj")), judged("accept", claim(), "A2")))
    found = list(remarks([reading("A1", claim())], decisions, ONTOLOGY.name_of))
    assert found == [
        f"review.tsv:2: no article gives the statement «{claim(target='rtaj').id}»",
        f"review.tsv:2: «A2» does not give the statement «{claim().id}»",
    ]


# ------------------------------------------------------------------ the table


def test_the_table_keeps_what_was_decided_and_asks_for_the_rest(tmp_path: Path) -> None:
    """Rows that are decided stay as they are, with columns of the user's own, and none is asked for again."""
    graph = Graph.from_readings([reading("A1", claim(), claim(target="rtaj"))], ONTOLOGY)
    done = {"decision": "accept", "statement": claim().id, "article": "A1", "by": "رنا", "why": "=ok", "mine": "x"}
    text = review_table(graph, graph.doubts(), [done], language="ar")
    first, second = csv.DictReader(text.splitlines(), dialect="excel-tab")
    assert (first["decision"], first["why"], first["mine"]) == ("accept", "'=ok", "x")
    assert (second["decision"], second["claim"]) == ("", "سدير يستحوذ على رتاج")
    (tmp_path / "review.tsv").write_text(text, encoding="utf-8")
    (row,) = read_reviews([tmp_path / "review.tsv"])
    assert (row.judgement, row.article, row.why) == ("accept", "A1", "=ok")


def test_reviewing_from_the_command_line(kg: Kg, articles: Path, tmp_path: Path) -> None:
    """List, fill in, build again; without the row the former graph comes back, byte for byte."""
    out, table = tmp_path / "out", tmp_path / "review.tsv"
    assert kg("build", articles, "-o", out, "-j", 1).exit_code == 0
    before = (out / "graph.trig").read_bytes()
    assert kg("review", out, "-o", table, "--limit", 2).exit_code == 0
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines(), dialect="excel-tab"))
    assert len(rows) == 2
    filled = f"{HEADER}reject\t{rows[0]['statement']}\t{rows[0]['article']}\tرنا\tليس في النص\n"
    table.write_text(filled, encoding="utf-8")
    assert kg("build", articles, "-o", out, "-j", 1, "--review", table).exit_code == 0
    assert f"s:{rows[0]['statement']} a kg:Statement" not in (out / "graph.trig").read_text(encoding="utf-8")
    listed = kg("review", out, "-o", table)
    assert "1 judged before" in listed.stderr
    table.write_text(HEADER, encoding="utf-8")
    assert kg("build", articles, "-o", out, "-j", 1, "--review", table).exit_code == 0
    assert (out / "graph.trig").read_bytes() == before
    assert kg("review", out).exit_code == 2
    assert kg("review", out, "--gold", tmp_path / "gold").exit_code == 2


# ------------------------------------------------------------------ annotations


def test_judgements_become_annotations_that_score_readings(kg: Kg, articles: Path, tmp_path: Path) -> None:
    """What is accepted is a fact, what is rejected is a trap, and what nobody has judged counts for nothing."""
    out, table, gold = tmp_path / "out", tmp_path / "review.tsv", tmp_path / "gold"
    assert kg("build", articles, "-o", out, "-j", 1).exit_code == 0
    read = [json.loads(line) for line in (out / "readings.jsonl").read_text(encoding="utf-8").splitlines()]
    (deal,) = (row for row in read if row["article"] == "deal")
    (loss,) = (row for row in read if row["article"] == "loss")
    accepted, rejected = deal["statements"][0]["id"], loss["statements"][0]["id"]
    table.write_text(f"{HEADER}accept\t{accepted}\t\tr\tw\nreject\t{rejected}\tloss\tr\tليس خبرا\n", encoding="utf-8")
    told = kg("review", out, "--decided", table, "--gold", gold)
    assert "2 articles, 1 fact and 1 trap added" in told.stderr
    assert "0 facts and 0 traps added" in kg("review", out, "--decided", table, "--gold", gold).stderr
    assert json.loads((gold / "loss.json").read_text(encoding="utf-8"))["traps"][0]["why"] == "ليس خبرا"
    report = score(gold, read).as_dict()
    assert (report["recall"], report["precision"], report["traps_sprung"]) == (100.0, 50.0, "1/1")
    table.write_text(f"{HEADER}reject\t{accepted}\t\tr\tw\n", encoding="utf-8")
    contrary = kg("review", out, "--decided", table, "--gold", gold)
    assert contrary.exit_code == 1
    assert "deal: " in contrary.output
    assert "is judged one way and annotated the other" in contrary.output
    assert kg("build", articles, "-o", out, "-j", 1, "--no-texts").exit_code == 0
    assert "was built without the texts" in kg("review", out, "--decided", table, "--gold", gold).output


def test_reviews_are_read_with_the_other_decisions(tmp_path: Path) -> None:
    """One noun holds all that people have decided."""
    table = tmp_path / "review.tsv"
    table.write_text(f"{HEADER}unsure\ts1\t\tr\tw\n", encoding="utf-8")
    decisions = read_decisions(review=[table])
    assert bool(decisions)
    assert list(Reviewed(decisions.reviews).judged(reading("A1", claim()), {})) == []
