"""What became of each sentence: its statements, or why it gave none."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest

import kg as package
from kg import views
from kg.api import Graph, explain
from kg.articles import read_article
from kg.model import Coverage, ParagraphKind, PassageOutcome, ShortfallCause
from kg.ontology import ontology_folder
from kg.views.wording import TEMPLATES, rows_of
from tests.conftest import Kg

SEEDS = Path(__file__).parents[1] / "seeds"
DATE_AND_LINK = "2024-05-03\n\nاقرأ أيضا: نتائج المباريات\n"


def covered(folder: Path, *sentences: str) -> Coverage:
    """Return what became of an article of these sentences, below a title that names nobody."""
    file = folder / "a.txt"
    file.write_text("\n\n".join(("عنوان قصير", *sentences)), encoding="utf-8")
    return explain(file)


@pytest.mark.parametrize(
    ("sentence", "outcome", "causes"),
    [
        ("استحوذت شركة سدير على شركة رتاج.", "read", []),
        ("ولم يتضح موعد الإغلاق بعد.", "nothing-named", []),
        ("ومرض العمال في شركة سدير يومها.", "no-predicate", []),
        ("استحوذت شركة سدير على مصنع قديم.", "fell-short", ["unnamed"]),
        ("استحوذت الشركة على «رتاج».", "fell-short", ["unresolved"]),
        ("تنافس شركة سدير بقوة.", "fell-short", ["itself"]),
        ("استحوذت شركة سدير أخيرا.", "fell-short", ["missing"]),
        ("استحوذ فلان الفلاني على هاتف «أيفون».", "fell-short", ["other-kind"]),
    ],
)
def test_a_sentence_gives_statements_or_says_why_not(
    tmp_path: Path, sentence: str, outcome: str, causes: list[str]
) -> None:
    """Each sentence has one outcome, and what fell short in it names the cause."""
    passage = covered(tmp_path, sentence).passages[-1]
    assert passage.outcome == outcome
    assert [shortfall.cause for shortfall in passage.shortfalls][: len(causes)] == causes
    assert bool(passage.statements) == (outcome == "read")


def test_the_shortfall_names_the_word_the_relation_and_what_stands_in_the_place(tmp_path: Path) -> None:
    """Who looks for a missing fact is told where it was lost."""
    coverage = covered(tmp_path, "استحوذت شركة سدير على مصنع قديم.")
    text, shortfall = coverage.reading.article.text, coverage.passages[-1].shortfalls[0]
    assert shortfall.span is not None
    assert (shortfall.relation, shortfall.role) == ("acquires", "object")
    assert text[shortfall.trigger.start : shortfall.trigger.end] == "استحوذت"
    assert text[shortfall.span.start : shortfall.span.end] == "مصنع"


def test_lines_that_are_none_of_the_news_are_accounted_for(tmp_path: Path) -> None:
    """Dates and links to other articles are set aside with their reasons."""
    passages = covered(tmp_path, DATE_AND_LINK).passages
    assert [(passage.outcome, passage.note) for passage in passages[1:]] == [
        ("set-aside", "date"),
        ("set-aside", "link to another article"),
    ]


def test_a_headline_that_its_body_tells_in_another_way_is_told_elsewhere(tmp_path: Path) -> None:
    """A body that says less than its headline wins, and the headline's sentence says that it was passed over."""
    file = tmp_path / "a.txt"
    file.write_text("سدير تستحوذ على رتاج\n\nتعتزم شركة سدير الاستحواذ على شركة رتاج.\n", encoding="utf-8")
    assert [passage.outcome for passage in explain(file).passages] == ["told-elsewhere", "read"]


@pytest.mark.parametrize("file", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_no_sentence_and_no_statement_is_left_out(file: Path) -> None:
    """The passages cover every line of the article once, in order, and every piece of evidence stands at its own passage."""
    coverage = explain(file)
    article, reading = coverage.reading.article, coverage.reading
    assert reading == package.read(file)
    spans = [passage.span for passage in coverage.passages]
    assert spans == sorted(spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    for paragraph in article.paragraphs:
        inside = "".join(
            article.text[max(s.start, paragraph.span.start) : min(s.end, paragraph.span.end)]
            for s in spans
            if s.start < paragraph.span.end and paragraph.span.start < s.end
        )
        whole = article.text[paragraph.span.start : paragraph.span.end]
        assert re.sub(r"\s", "", inside) == re.sub(r"\s", "", whole)
    given = {(s.id, e.span) for s in reading.statements for e in s.evidence}
    assert given == {(s.id, passage.span) for passage in coverage.passages for s in passage.statements}


def test_every_outcome_has_words_in_both_languages() -> None:
    """Nothing that can be told lacks its words; so do the reasons why lines are set aside."""
    rows = {row["key"]: row for row in rows_of(TEMPLATES / "coverage.tsv")}
    reasons = {row["reason"] for row in rows_of(ontology_folder() / "lexicon" / "boilerplate.tsv")}
    wanted = {
        *(f"outcome.{outcome}" for outcome in get_args(PassageOutcome)),
        *(f"count.{outcome}" for outcome in get_args(PassageOutcome)),
        *(f"cause.{cause}" for cause in get_args(ShortfallCause)),
        *(f"note.{reason}" for reason in reasons),
    }
    assert wanted <= set(rows)
    for row in rows.values():
        assert row["ar"]
        assert row["en"]
        assert set(re.findall(r"\{\d\}", row["ar"])) == set(re.findall(r"\{\d\}", row["en"]))


def test_every_sentence_of_an_article_is_a_record(tmp_path: Path) -> None:
    """Records say the same as the lines, with offsets that are true."""
    coverage = covered(tmp_path, "استحوذت شركة سدير على شركة رتاج.", "استحوذت شركة سدير على مصنع قديم.", DATE_AND_LINK)
    graph = Graph.from_readings([coverage.reading])
    records = list(views.coverage_records(graph, coverage))
    text = coverage.reading.article.text
    assert [record["text"] for record in records] == [text[r["start"] : r["end"]] for r in records]  # type: ignore[index, misc]
    assert {record["kind"] for record in records} <= set(get_args(ParagraphKind))
    lines = "\n".join(views.coverage_lines(graph, coverage, language="ar"))
    assert "سدير يستحوذ على رتاج" in lines
    assert "لكن طرفها الثاني بلا اسم: «مصنع»" in lines


def test_kg_read_explains(kg: Kg, tmp_path: Path) -> None:
    """The command tells it in words, or as JSON, and keeps to its exit codes."""
    file = tmp_path / "a.txt"
    file.write_text("شركة سدير تستحوذ على شركة رتاج\n", encoding="utf-8")
    told = kg("read", "--explain", file)
    assert told.exit_code == 0
    assert "+ سدير acquires رتاج" in told.stdout
    records = [json.loads(line) for line in kg("read", "--explain", "--json", file).stdout.splitlines()]
    assert [record["outcome"] for record in records] == ["read"]
    assert records[0]["statements"] == [statement.id for statement in package.read(file).statements]
    assert kg("read", "--json", file).exit_code == 2
    assert kg("read", "--explain", tmp_path / "absent.txt").exit_code == 1


def test_an_article_at_hand_is_explained_too() -> None:
    """In Python the article may come from anywhere."""
    article = read_article(next(iter(sorted(SEEDS.glob("*.txt")))))
    assert package.explain(article) == explain(article)
