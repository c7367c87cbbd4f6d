"""Readings as JSON, and back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.articles import read_articles
from kg.graph.quads import quads
from kg.model import Article, ArticleError, Bound, Entity, Evidence, Quantity, Reading, Span, Statement, Status, Where
from kg.ontology import load_ontology
from kg.readings import read_keyed, read_readings, reading_from_json, reading_to_json, write_readings

SEEDS = Path(__file__).parents[1] / "seeds"


def evidence(start: int, **more: object) -> Evidence:
    return Evidence("A0", Span(start, start + 4), "نص ما", "invests-in: ضخ في", 0.8, **more)  # type: ignore[arg-type]


READING = Reading(
    Article("A0", "", title="عنوان", published="2024-10-20", publisher="الجريدة", url="https://news.example/1"),
    (Entity("sadir", "Company", "سدير", ("سدير", "شركة سدير")), Entity("waha", "Company", "الواحة")),
    (
        Statement(
            "sadir",
            "invests-in",
            "waha",
            (("amount", Quantity(5e9, "USD", "at-least")), ("date", "2023-11"), ("percent", 12.5)),
            "planned",
            (evidence(3, subject_span=Span(0, 2), speaker="مصادر مطلعة"), evidence(9, where="title")),
        ),
        Statement("sadir", "lays-off", Quantity(1200.0, ""), (), "asserted", (evidence(5, trigger_span=Span(1, 2)),)),
        Statement("sadir", "raises", Quantity(2.5e6, "SAR", "approx"), (), "denied", (evidence(7),)),
    ),
)


def test_a_reading_survives_json() -> None:
    """What is written as JSON is read back as the same reading, evidence and its spans included."""
    back = reading_from_json(json.loads(json.dumps(reading_to_json(READING))))
    assert back == READING
    assert [item.evidence for item in back.statements] == [item.evidence for item in READING.statements]


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
spans = st.builds(Span, st.integers(0, 99), st.integers(0, 99))
figures = st.builds(
    Quantity,
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(("USD", "percent", "")),
    st.sampled_from(get_args(Bound)),
)
qualifiers = st.fixed_dictionaries(
    {},
    optional={
        "amount": figures,
        "percent": st.floats(allow_nan=False, allow_infinity=False),
        "date": words,
        "seller": words,
        "role_text": words,
    },
).map(lambda told: tuple(sorted(told.items(), key=str)))
pieces = st.builds(
    Evidence,
    st.just("a"),
    spans,
    words,
    words,
    st.floats(0, 1),
    st.just("") | words,
    st.sampled_from(get_args(Where)),
    *[st.none() | spans] * 3,
)
statements = st.builds(
    Statement,
    words,
    words,
    words | figures,
    qualifiers,
    st.sampled_from(get_args(Status)),
    st.lists(pieces, max_size=3).map(tuple),
)
entities = st.builds(Entity, words, words, words, st.lists(words, max_size=3).map(tuple))
readings = st.builds(
    Reading,
    st.builds(lambda *told: Article("a", "", (), *told), st.just("") | words, *[st.none() | words] * 4),
    st.lists(entities, max_size=3).map(tuple),
    st.lists(statements, max_size=3).map(tuple),
    st.just("") | words,
)


@given(readings)
def test_any_reading_survives_json(reading: Reading) -> None:
    """No figure, span, speaker or seller is lost or rounded on the way, whatever there is and whatever is missing."""
    back = reading_from_json(json.loads(json.dumps(reading_to_json(reading), ensure_ascii=False)))
    assert back == reading
    assert [item.evidence for item in back.statements] == [item.evidence for item in reading.statements]


def test_what_is_read_gives_the_same_quads_from_json(read: Callable[[Article], Reading]) -> None:
    """The readings of real articles come back whole, with all that they hold beside the text, and give the same quads."""
    for article in read_articles(SEEDS):
        assert isinstance(article, Article)
        found = read(article)
        back = replace(reading_from_json(json.loads(json.dumps(reading_to_json(found)))), article=article)
        assert (back, repr(back)) == (found, repr(found))
        assert set(quads([back], load_ontology())) == set(quads([found], load_ontology()))


def test_readings_are_written_with_their_keys(tmp_path: Path) -> None:
    """The key of what a reading was read from stands in its row, and is empty where it isn't known."""
    file, other = tmp_path / "readings.jsonl", Reading(Article("A1", ""))
    write_readings([READING, other], file, {"A0": "key"})
    assert list(read_keyed(file)) == [("key", READING), ("", other)]


def test_the_json_has_the_shape_that_scoring_reads() -> None:
    """Figures name their kind: amounts with currency, bare numbers without; one piece of evidence stands in the statement itself."""
    row = reading_to_json(READING)
    invests, lays_off, raises = row["statements"]
    assert invests["qualifiers"] == {
        "amount": {"value": 5000000000, "currency": "USD", "bound": "at-least"},
        "date": "2023-11",
        "percent": 12.5,
    }
    assert lays_off["object"] == {"number": 1200, "bound": "exact"}
    assert raises["object"] == {"amount": 2500000, "currency": "SAR", "bound": "approx"}
    assert len(invests["evidence"]) == 2
    assert "evidence" not in raises
    assert (raises["quote"], raises["start"], raises["end"]) == ("نص ما", 7, 11)


def test_a_seller_has_its_name_and_its_id() -> None:
    """Among the qualifiers the seller goes by its name in the article; its id stands beside them, and is what is read back."""
    sale = Statement("waha", "acquires", "rtaj", (("seller", "sadir"),), evidence=(evidence(3),))
    reading = Reading(READING.article, READING.entities, (sale,))
    (row,) = reading_to_json(reading)["statements"]
    assert (row["qualifiers"]["seller"], row["seller"]) == ("سدير", "sadir")
    assert reading_from_json(reading_to_json(reading)) == reading


def test_readings_are_written_and_read_back(tmp_path: Path) -> None:
    """A file of readings is sorted by article whatever the order, and gives them back; empty lines are passed over."""
    file, other = tmp_path / "readings.jsonl", Reading(Article("A1", ""))
    write_readings([other, READING], file)
    written = file.read_bytes()
    write_readings([READING, other], file)
    assert file.read_bytes() == written
    file.write_bytes(b"\n" + written)
    assert list(read_readings(file)) == [READING, other]
    assert [path.name for path in tmp_path.iterdir()] == ["readings.jsonl"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "readings.jsonl:2"),
        ("[]", "readings.jsonl:2"),
        ('{"entities": []}', "lacks 'article'"),
        ('{"article": "A0", "statements": [{"subject": "x", "relation": "owns"}]}', "«A0» lacks 'object'"),
        ('{"article": "A0", "statements": [{"subject": "x", "relation": "owns", "object": {"sum": 3}}]}', "no figure"),
        ('{"article": "A0", "entities": [3]}', "malformed"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    """A line that holds no reading is told with file, line and what is missing."""
    file = tmp_path / "readings.jsonl"
    file.write_text(f'{{"article": "A9"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(ArticleError, match=message):
        list(read_readings(file))
