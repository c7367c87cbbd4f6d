"""Belief: how far the evidence of a statement bears it out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.belief import belief, load_precision
from kg.model import Evidence, Span, Statement, Status

PRECISION = {"owns": 0.9, "": 0.8}
SOURCES = {"one": "one", "reprint": "one"}
ENTITIES = frozenset({"reuters", "sadeer", "waha"})
EVIDENCE = st.builds(
    Evidence,
    article=st.sampled_from(["one", "two", "three", "reprint"]),
    span=st.builds(Span, st.integers(0, 5), st.integers(6, 9)),
    quote=st.just("."),
    rule=st.just("frame"),
    score=st.floats(0.4, 1),
    speaker=st.sampled_from(["", "reuters", "مصادر مطلعة"]),
    where=st.sampled_from(["title", "body"]),
)


def says(article: str = "one", **more: Any) -> Evidence:
    return Evidence(article, Span(0, 1), ".", rule="frame", **more)


def believed(*evidence: Evidence, status: Status = "asserted", relation: str = "owns") -> float:
    statement = Statement("sadeer", relation, "waha", (), status, evidence)
    return belief(statement, PRECISION, SOURCES, ENTITIES.__contains__)


def test_one_sentence_is_believed_as_far_as_its_rule_is_right() -> None:
    """A single plain sentence has the precision of its relation, of a relation never measured that of all."""
    assert believed(says()) == pytest.approx(0.9)
    assert believed(says(), relation="hires") == pytest.approx(0.8)
    assert believed() == 0


@pytest.mark.parametrize(
    ("weaker", "status"),
    [
        (says(where="title"), "asserted"),
        (says(speaker="مصادر مطلعة"), "asserted"),
        (says(score=0.6), "asserted"),
        (says(), "possible"),
    ],
    ids=["headline", "anonymous", "doubtful reading", "hedged"],
)
def test_weak_evidence_is_believed_less(weaker: Evidence, status: Status) -> None:
    """Headlines, anonymous sources, hedges and uncertain readings count less than a plain sentence."""
    assert believed(weaker, status=status) < believed(says())


def test_independent_sources_add_up() -> None:
    """Two articles bear a claim out better than one; a reprint, or one speaker quoted twice, adds nothing."""
    assert believed(says(), says("two")) == pytest.approx(1 - 0.1 * 0.1)
    assert believed(says(), says("reprint")) == pytest.approx(0.9)
    assert believed(says(speaker="reuters"), says("two", speaker="reuters")) == pytest.approx(0.9)


@given(st.lists(EVIDENCE, max_size=6), EVIDENCE)
def test_more_evidence_never_lowers_belief(evidence: list[Evidence], further: Evidence) -> None:
    """Belief lies between 0 and 1, doesn't depend on order, and no further sentence lowers it, unless it shows two sources to be one."""
    before = believed(*evidence)
    assert 0 <= before <= 1
    assert believed(*reversed(evidence)) == pytest.approx(before)
    alone = Evidence("four", further.span, ".", rule="frame", score=further.score, where=further.where)
    assert believed(*evidence, alone) >= before - 1e-12


def test_relations_with_few_readings_lean_towards_the_rest() -> None:
    """The table that ships gives every relation a share between its own and that of all."""
    path = Path(__file__).parents[1] / "ontology" / "precision.tsv"
    precision = load_precision(path)
    assert all(0.5 < share < 1 for share in precision.values())
