"""What was published until a day: the graph of these articles alone, quad for quad; and no day of the machine in any of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

import kg as package
from kg.graph import Decisions, Graph
from kg.graph.decisions import Decision, Term
from kg.model import Article, Entity, Evidence, GraphError, Quantity, Reading, Span, Statement

Kg = Callable[..., Result]

DAYS = (None, "2022", "2023-11", "2024", "2024-04", "2024-05-01", "2024-05-02", "2025-01-01")
RELATIONS = ("acquires", "owns", "partners-with", "raises")


def reading(article: str, published: str | None, relation: str, number: int) -> Reading:
    said = Evidence(article, Span(0, 4), "قيل.", "a frame")
    target: str | Quantity = Quantity(5e6 * number, "SAR") if relation == "raises" else f"شركة {number}"
    statement = Statement("سدير", relation, target, (("date", str(2020 + number)),), evidence=(said,))
    entities = tuple(Entity(name, "Company", name, (name,)) for name in ("سدير", f"شركة {number}"))
    return Reading(Article(article, "قيل.", title=article, published=published), entities, (statement,))


def readings() -> st.SearchStrategy[list[Reading]]:
    told = st.tuples(st.sampled_from(DAYS), st.sampled_from(RELATIONS), st.integers(1, 2))
    return st.lists(told, max_size=5).map(
        lambda rows: [reading(f"A{index}", *row) for index, row in enumerate(rows)]  # type: ignore[arg-type]
    )


@given(readings(), st.sampled_from([day for day in DAYS if day]), st.booleans(), st.booleans())
def test_what_was_published_is_what_its_articles_alone_give(
    found: list[Reading], until: str, undated: bool, inferred: bool
) -> None:
    """The graph as published until a day is that of the articles until then, with all that was decided about them."""
    same = Decision("same", Term("شركة 1"), Term("شركة 2"), by="رنا", why="اسم واحد")
    decisions = Decisions((same,))
    graph = Graph.from_readings(found, decisions=decisions)
    if inferred:
        graph.infer()
    cut = graph.publication(until)
    chosen = {*cut.until, *(cut.unknown if undated else ())}
    alone = Graph.from_readings([one for one in found if one.article.id in chosen], decisions=decisions)
    if inferred:
        alone.infer()
    assert graph.as_published(until, undated=undated) == alone
    assert sorted((*cut.until, *cut.later, *cut.unknown)) == sorted(one.article.id for one in found)


@pytest.mark.parametrize(
    ("until", "kept", "unknown"),
    [
        ("2024-05-01", {"2022", "2023-11", "2024-04", "2024-05-01"}, {None, "2024"}),
        ("2024-05", {"2022", "2023-11", "2024-04", "2024-05-01", "2024-05-02"}, {None, "2024"}),
        ("2024", {"2022", "2023-11", "2024", "2024-04", "2024-05-01", "2024-05-02"}, {None}),
        ("2023-11-15", {"2022"}, {None, "2023-11"}),
    ],
)
def test_a_date_counts_as_far_as_it_is_known(until: str, kept: set[str], unknown: set[str | None]) -> None:
    """An article of a year isn't known to have been published before a day in it, and an undated one before no day."""
    graph = Graph.from_readings([reading(f"at {day}", day, "owns", 1) for day in DAYS])
    found = graph.publication(until)
    assert set(found.until) == {f"at {day}" for day in kept}
    assert set(found.unknown) == {f"at {day}" for day in unknown}


@pytest.mark.parametrize("until", ["", "yesterday", "2024-13", "2024-02-30", "أمس"])
def test_what_is_no_day_is_told(until: str) -> None:
    """A day that no calendar has is told as such."""
    with pytest.raises(GraphError, match="is no day"):
        Graph().publication(until)


@pytest.mark.parametrize(
    "command",
    [
        ("query", "{out}", "ASK { ?x kg:acquires ?y }"),
        ("view", "{out}", "-o", "{new}/page.html"),
        ("export", "{out}", "-o", "{new}/graph.trig"),
        ("conflicts", "{out}"),
        ("check", "{out}"),
        ("diff", "{out}", "{out}"),
    ],
)
def test_every_verb_takes_the_day(kg: Kg, built: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    """With --until a verb sees what was published until then, and says how much that is."""
    arguments = [part.replace("{out}", str(built)).replace("{new}", str(tmp_path)) for part in command]
    result = kg(*arguments, "--until", "2023")
    assert result.exit_code == 0, result.output
    assert "2 of 4 articles until 2023: 1 later, 1 not dated well enough, left out\n" in result.stderr
    taken_in = kg(*arguments, "--until", "2023", "--undated")
    assert "3 of 4 articles until 2023: 1 later, 1 not dated well enough, taken in\n" in taken_in.stderr
    assert kg(*arguments, "--undated").exit_code == 2
    assert kg(*arguments, "--until", "soon").exit_code == 1


def test_a_verb_with_a_day_is_that_verb_over_a_build_until_then(
    kg: Kg, articles: Path, built: Path, tmp_path: Path
) -> None:
    """Exporting with --until gives byte for byte what building the articles until that day and exporting gives."""
    early = [articles / name for name in ("loss.txt", "plan.txt")]
    assert kg("build", *early, "-o", tmp_path / "early", "-j", 1).exit_code == 0
    for name in ("graph.trig", "graph.jsonld", "graph.gexf"):
        assert kg("export", built, "-o", tmp_path / f"cut-{name}", "--until", "2023-12").exit_code == 0
        assert kg("export", tmp_path / "early", "-o", tmp_path / name).exit_code == 0
        assert (tmp_path / f"cut-{name}").read_bytes() == (tmp_path / name).read_bytes()


# ------------------------------------------------------------------ the clock

IN_ANOTHER_YEAR = """
import datetime, sys, time
class Day(datetime.date):
    today = classmethod(lambda cls: cls(1999, 12, 31))
class Moment(datetime.datetime):
    now = classmethod(lambda cls, tz=None: cls(1999, 12, 31, 23, 59, tzinfo=tz))
    utcnow = today = classmethod(lambda cls: cls(1999, 12, 31, 23, 59))
datetime.date, datetime.datetime = Day, Moment
time.time = lambda: 946684740.0
import kg
graph = kg.build(sys.argv[1], processes=1)
graph.save(sys.argv[2])
print(sorted(graph.valid_at("2024-01-01").items()))
"""


def test_no_time_is_that_of_the_machine(tmp_path: Path) -> None:
    """Undated articles give the same bytes whatever day it is, and no day of the machine stands in them."""
    news = tmp_path / "news"
    news.mkdir()
    text = "خبر بلا تاريخ\n\nأعلنت شركة سدير القابضة أمس تعيين ليلى منصور رئيسة تنفيذية، واستحوذت الشهر الماضي على شركة رتاج.\n"
    (news / "undated.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, "-W", "ignore", "-c", IN_ANOTHER_YEAR, str(news), str(tmp_path / "then.trig")]
    then = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    graph = package.build(news, processes=1)
    graph.save(tmp_path / "now.trig")
    assert graph.statements()
    assert (tmp_path / "then.trig").read_bytes() == (tmp_path / "now.trig").read_bytes()
    assert then.stdout == f"{sorted(graph.valid_at('2024-01-01').items())}\n"
    assert not graph.query("ASK { ?claim kg:date|kg:until|kg:period ?day }")
    assert set(graph.valid_at("2024-01-01").values()) == {"unknown"}
