"""Graph files of many parts: byte for byte what one graph of all readings saves, however they are divided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import Decisions, Graph, Part, add_inferred, join_files, merge_shared, place_in_file, write_part
from kg.graph.decisions import Decision, Term
from kg.graph.files import read_store
from kg.graph.order import merged_runs, write_run
from kg.graph.parts import Contents
from kg.graph.reviews import Review
from kg.model import Article, Entity, Evidence, Quantity, Reading, Span, Statement
from kg.ontology import load_ontology

ONTOLOGY = load_ontology()
NAMES = ("sadeer", "ritaj", "واحة", "a.b", "microsoft")
ARTICLES = ("news", "news-1", "news.1", "2024", "News", "x_1", "~")
QUOTE = "تملك سدير رتاج."


def claims(article: str) -> st.SearchStrategy[tuple[Statement, ...]]:
    """Return claims of one article about some of the names."""
    evidence = Evidence(article, Span(0, len(QUOTE)), QUOTE, "frame", speaker="ritaj", object_span=Span(5, 9))
    others = st.one_of(st.sampled_from(NAMES), st.just(Quantity(5e6, "USD")))
    claim = st.builds(
        lambda subject, relation, other, status: Statement(subject, relation, other, (), status, (evidence,)),
        st.sampled_from(NAMES),
        st.sampled_from(("owns", "partners-with", "reports-loss")),
        others,
        st.sampled_from(("asserted", "planned", "denied")),
    )
    return st.lists(claim, max_size=4, unique=True).map(tuple)


def reading(article: str) -> st.SearchStrategy[Reading]:
    """Return what may be read from an article."""
    entities = tuple(Entity(name, "Company", f"شركة {name}", (name,)) for name in NAMES)
    return st.builds(
        lambda said: Reading(Article(article, QUOTE, title=article, published="2024"), entities, said), claims(article)
    )


readings = st.lists(st.sampled_from(ARTICLES), min_size=1, unique=True).flatmap(
    lambda names: st.tuples(*map(reading, names))
)
DECIDED = Decisions(
    (Decision("same", Term("sadeer"), Term("ritaj", "news"), "هدى", "واحدة"),),
    (Review("reject", Statement("ritaj", "owns", "sadeer").id, "", "هدى", "ليس في النص"),),
)


def joined(folder: Path, found: Sequence[Reading], decisions: Decisions, size: int) -> tuple[Path, Contents]:
    """Write readings in parts of a size, and join these."""
    ordered = sorted(found, key=lambda one: place_in_file(one.article.id))
    parts = []
    for start in range(0, len(ordered), size):
        parts.append(Part(folder / f"articles-{start}.trig", folder / f"shared-{start}"))
        write_part(parts[-1], ordered[start : start + size], decisions, ONTOLOGY)
    default, further = folder / "default.trig", folder / "further.trig"
    contents = merge_shared(parts, default, further)
    pieces = (default, *(part.articles for part in parts), further)
    join_files(pieces, folder / "graph.trig")
    assert {quad for piece in pieces for quad in read_store(piece)} == set(read_store(folder / "graph.trig"))
    return folder / "graph.trig", contents


@settings(max_examples=40)
@given(readings, st.sampled_from((Decisions(), DECIDED)), st.integers(1, 4), st.booleans())
def test_parts_make_the_file_of_the_whole(
    found: tuple[Reading, ...], decisions: Decisions, size: int, infer: bool
) -> None:
    """Parts of any size, with decisions and with what follows, make the bytes that a graph of all readings saves."""
    graph = Graph.from_readings(found, ONTOLOGY, decisions)
    with TemporaryDirectory() as folder:
        file, contents = joined(Path(folder), found, decisions, size)
        if infer:
            add_inferred(file, read_store(file.with_name("default.trig")))
            graph.infer()
        written = file.read_bytes()
        assert written == graph.save(Path(folder) / "whole.trig").read_bytes()
    statuses = Counter(statement.status for statement in graph.statements())
    assert contents == Contents(len(graph.entities()), dict(statuses))


@given(st.lists(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()))), st.integers(2, 4), st.integers(1, 3))
def test_more_runs_than_can_be_open_are_merged_in_turns(
    rows: Iterable[list[tuple[str, bool]]], open_at_once: int, read_at_once: int
) -> None:
    """Whatever may be open or read at a time, all rows come in order."""
    with TemporaryDirectory() as folder:
        paths = []
        for number, run in enumerate(rows):
            paths.append(Path(folder) / str(number))
            write_run(paths[-1], sorted(run), read_at_once)
        expected = sorted(row for run in rows for row in run)
        assert list(merged_runs(paths, read_at_once, open_at_once)) == expected
