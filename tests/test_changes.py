"""Changes: what one graph says that another doesn't."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kg.cli import main
from kg.graph import Graph
from kg.graph.changes import changes
from kg.model import Article, Entity, Evidence, Quantity, Reading, Span, Statement, Status

STATEMENTS = st.lists(
    st.builds(
        Statement,
        subject=st.sampled_from("ab"),
        relation=st.just("owns"),
        object=st.sampled_from("cd"),
        qualifiers=st.sampled_from([(), (("percent", 20.0),), (("percent", 30.0),)]),
        status=st.sampled_from(["asserted", "planned"]),
        evidence=st.sampled_from(["one", "two"]).map(lambda name: (Evidence(name, Span(0, 1), ".", rule="frame"),)),
    ),
    max_size=8,
    unique_by=lambda statement: statement.id,
)


def claim(
    status: Status = "asserted", relation: str = "owns", target: Any = "waha", article: str = "one", **more: Any
) -> Statement:
    evidence = Evidence(article, Span(0, 1), ".", rule="frame")
    return Statement("sadeer", relation, target, tuple(sorted(more.items())), status, (evidence,))


def test_a_plan_that_was_carried_out_is_one_change() -> None:
    """The same pair told in another way is a change, not a loss and a gain."""
    [change] = changes([claim("planned")], [claim()])
    assert (change.kind, change.before, change.after) == ("changed", claim("planned"), claim())


def test_what_is_new_and_what_is_gone_are_told_apart() -> None:
    """Other pairs are gains and losses."""
    found = changes([claim(target="ufuq")], [claim(target="waha")])
    assert [(change.kind, change.before is None, change.after is None) for change in found] == [
        ("lost", False, True),
        ("gained", True, False),
    ]


def test_a_corrected_figure_is_a_change_of_its_period() -> None:
    """Figures of one period are about one thing, those of two periods aren't."""
    before = claim(relation="reports-loss", target=Quantity(5e9, "USD"), period="2024")
    after = claim(relation="reports-loss", target=Quantity(6e9, "USD"), period="2024")
    other = claim(relation="reports-loss", target=Quantity(6e9, "USD"), period="2025")
    assert [change.kind for change in changes([before], [after])] == ["changed"]
    assert [change.kind for change in changes([before], [other])] == ["lost", "gained"]


def test_another_article_is_a_change_of_evidence() -> None:
    """A statement that stays, and is told by other articles, is said to be so."""
    assert [change.kind for change in changes([claim()], [claim(article="two")])] == ["evidence"]


def test_changes_are_told_in_words(tmp_path: Path) -> None:
    """`kg diff` tells a plan that was carried out with both of its statuses and the sentence that says so."""
    entities = (Entity("sadeer", "Company", "سدير"), Entity("waha", "Company", "الواحة"))
    for name, status in (("before.trig", "planned"), ("after.trig", "asserted")):
        reading = Reading(Article("one", "."), entities, (claim(status),))  # type: ignore[arg-type]
        Graph.from_readings([reading]).save(tmp_path / name)

    told = CliRunner().invoke(main, ["diff", str(tmp_path / "before.trig"), str(tmp_path / "after.trig")])

    assert told.stdout.splitlines() == ["~ سدير owns الواحة (Planned) → سدير owns الواحة", "    one: «.»"]
    assert told.stderr == "0 gained, 0 lost, 1 changed, 0 with other evidence\n"


@given(STATEMENTS, STATEMENTS)
def test_every_difference_is_told_once(before: list[Statement], after: list[Statement]) -> None:
    """What is told as gone and come makes the one graph into the other, and a graph has no difference from itself."""
    found = changes(before, after)
    gone = {change.before.id for change in found if change.kind in ("lost", "changed") and change.before}
    come = {change.after.id for change in found if change.kind in ("gained", "changed") and change.after}
    assert ({one.id for one in before} - gone) | come == {one.id for one in after}
    assert changes(before, before) == ()
    assert [change.kind for change in changes(after, before)].count("changed") == [c.kind for c in found].count(
        "changed"
    )
