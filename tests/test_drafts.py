"""A graph that was just written in parts is drawn as the same graph that was read again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.graph import Decisions, Draft, Graph, Part, join_files, merge_shared, place_in_file, read_claims, write_part
from kg.model import Article, Entity, Evidence, Quantity, Reading, Span, Statement
from kg.ontology import load_ontology
from kg.views import to_html

ONTOLOGY = load_ontology()
QUOTE = 'تملك سدير رتاج .\n    ev:1 a "سطر" ;\n} .'
# What their names need an IRI in full for, and what looks like a neighbour's name.
ARTICLES = ("news", "news-1", "خبر 1", "a/b", "x_1 .")
NAMES = ("sadeer", "ritaj", "واحة", "a.b")


def statement(
    article: str, subject: str, other: str | Quantity, speaker: str = "", status: str = "asserted"
) -> Statement:
    """Return a claim that an article makes."""
    evidence = Evidence(
        article, Span(0, len(QUOTE)), QUOTE, "frame", speaker=speaker, subject_span=Span(5, 9), trigger_span=Span(0, 4)
    )
    relation = "owns" if isinstance(other, str) else "reports-loss"
    return Statement(subject, relation, other, (("seller", "a.b"),), status, (evidence,))  # type: ignore[arg-type]


def reading(article: str, *statements: Statement) -> Reading:
    """Return what was read from an article that names everybody."""
    entities = tuple(Entity(name, "Company", f"شركة {name}", (name,)) for name in NAMES)
    return Reading(Article(article, QUOTE, title=f"عنوان {article}", published="2024-05-01"), entities, statements)


READINGS = (
    reading("news", statement("news", "sadeer", "ritaj"), statement("news", "sadeer", Quantity(5e6, "USD"))),
    reading("news-1", statement("news-1", "sadeer", "ritaj", speaker="واحة"), statement("news-1", "ritaj", "واحة")),
    reading("خبر 1", statement("خبر 1", "sadeer", "ritaj", speaker="مصادر"), statement("خبر 1", "a.b", "ritaj")),
    reading("a/b", statement("a/b", "sadeer", "ritaj", status="denied")),
    reading("x_1 .", statement("x_1 .", "ritaj", Quantity(7.0, "percent"))),
    reading("silent"),
)


def drafted(folder: Path, readings: Sequence[Reading], size: int) -> tuple[Draft, Graph]:
    """Write readings in parts of a size; return the draft, and the graph that the joined file holds."""
    ordered = sorted(readings, key=lambda one: place_in_file(one.article.id))
    parts = []
    for start in range(0, len(ordered), size):
        parts.append(Part(folder / f"articles-{start}.trig", folder / f"shared-{start}"))
        write_part(parts[-1], ordered[start : start + size], Decisions(), ONTOLOGY)
    default, further = folder / "default.trig", folder / "further.trig"
    merge_shared(parts, default, further)
    join_files((default, *(part.articles for part in parts), further), folder / "graph.trig")
    return Draft(read_claims(default, folder / "claims"), parts, len(readings)), Graph.load(folder / "graph.trig")


@pytest.mark.parametrize("size", [1, 4, 100])
@pytest.mark.parametrize("top", [1, 2, 3, 100])
def test_a_draft_is_drawn_as_its_graph_is(tmp_path: Path, size: int, top: int) -> None:
    """The page is the same, byte for byte, whatever is shown and however the graph was divided."""
    draft, graph = drafted(tmp_path, READINGS, size)
    assert to_html(draft, top=top) == to_html(graph, top=top)


def test_a_draft_knows_how_much_there_is(tmp_path: Path) -> None:
    """Articles that say nothing count."""
    draft, graph = drafted(tmp_path, READINGS, 2)
    assert draft.overview() == graph.overview()
    assert draft.overview().articles == len(READINGS)


def test_the_claims_of_a_large_draft_are_kept_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are looked up there as they are in memory."""
    monkeypatch.setattr("kg.graph.drafts.LARGE", 1000)
    draft, graph = drafted(tmp_path, READINGS, 2)
    assert any((tmp_path / "claims").iterdir())
    assert to_html(draft) == to_html(graph)


def test_an_excerpt_of_a_draft_holds_what_that_of_its_graph_holds(tmp_path: Path) -> None:
    """Statements come with their figures, their evidence, the articles, and whoever is quoted."""
    draft, graph = drafted(tmp_path, READINGS, 2)
    ends = frozenset({"sadeer", "ritaj"})
    ours, theirs = draft.excerpt(ends, ends), graph.excerpt(ends, ends)
    assert (ours.statements(), ours.entities(), ours.articles()) == (
        theirs.statements(),
        theirs.entities(),
        theirs.articles(),
    )
    assert [item.speaker for item in ours.statements()[0].evidence]
