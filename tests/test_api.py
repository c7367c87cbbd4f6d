"""The Python interface: what `import kg` offers, from articles to a graph that can be asked, drawn and handed on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import networkx
import pytest

import kg
from kg.graph import Graph as PlainGraph
from kg.model import Article, ArticleError, GraphError, Paragraph, Reading, Span

BUYERS = "SELECT ?buyer ?bought { ?buyer kg:acquires ?bought }"


@pytest.fixture(scope="module")
def graph(articles: Path) -> kg.Graph:
    return kg.build(articles, processes=1)


def test_the_package_offers_its_interface_and_nothing_else() -> None:
    """`kg.build`, `kg.load`, `kg.read` and `kg.Graph` are there, and an unknown name is an AttributeError."""
    assert kg.__all__ == ["Graph", "build", "explain", "load", "read"]
    assert all(callable(getattr(kg, name)) for name in kg.__all__)
    assert set(kg.__all__) <= set(dir(kg))
    with pytest.raises(AttributeError, match="'kg' has no attribute 'bild'"):
        kg.bild  # noqa: B018


@pytest.mark.parametrize("given", [str, Path, lambda path: [path], lambda path: sorted(path.iterdir())])
def test_build_takes_a_path_or_several(graph: kg.Graph, articles: Path, given: Callable[[Path], object]) -> None:
    """A folder as text or as Path, a list, and the files in it one by one give the same graph."""
    assert kg.build(given(articles), processes=1) == graph  # type: ignore[arg-type]


def test_build_gives_what_the_command_line_writes(graph: kg.Graph, built: Path) -> None:
    """The graph of `kg.build` is the one that `kg build` saved, and saving it again gives the same bytes."""
    assert kg.load(built) == graph
    assert graph.save(built.parent / "again.trig").read_bytes() == (built / "graph.trig").read_bytes()


def test_build_warns_of_what_it_leaves_out(articles: Path, tmp_path: Path) -> None:
    """An article that can't be read is a warning that names it; the others are in the graph."""
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.warns(UserWarning, match=r"left out: .*empty\.txt"):
        graph = kg.build([articles, tmp_path], processes=1)
    assert len(graph.articles()) == 4


def test_build_without_an_article_is_an_error(tmp_path: Path) -> None:
    """A folder in which nothing can be read, and a path that isn't there, raise ArticleError with the reason."""
    with pytest.raises(ArticleError, match="no article could be read"):
        kg.build(tmp_path)
    with pytest.raises(ArticleError, match="nowhere: there is no such file"):
        kg.build([tmp_path / "nowhere"])


def test_load_returns_a_graph_that_can_be_drawn(built: Path, tmp_path: Path) -> None:
    """`kg.load` takes the output folder or its file, and says what is wrong with others."""
    assert isinstance(kg.load(built / "graph.trig"), kg.Graph)
    with pytest.raises(GraphError, match="nowhere"):
        kg.load(tmp_path / "nowhere")
    with pytest.raises(GraphError, match="the folder holds none of"):
        kg.load(str(tmp_path))


def test_read_takes_a_file_or_an_article(articles: Path) -> None:
    """`kg.read` reads a file, or an article that is made in Python, with equal results for equal text."""
    from_file = kg.read(articles / "deal.txt")
    assert isinstance(from_file, Reading)
    assert from_file.article.published == "2024-10-20"
    text = "استحوذت شركة سدير القابضة على شركة مصنع الواحة مقابل 120 مليون ريال."
    made = Article("made", text, (Paragraph(Span(0, len(text)), "body"),))
    assert {statement.id for statement in kg.read(made).statements} == {
        statement.id for statement in from_file.statements
    }


def test_read_says_why_a_file_cannot_be_read(tmp_path: Path) -> None:
    """A missing file, an empty one and a folder without articles raise ArticleError that names them."""
    (tmp_path / "empty.txt").write_bytes(b"")
    for name in ("nowhere", "empty.txt"):
        with pytest.raises(ArticleError, match=name):
            kg.read(tmp_path / name)


def test_quotes_are_where_they_say(articles: Path) -> None:
    """Every piece of evidence is the text between its offsets, and lies within its article."""
    for path in sorted(articles.iterdir()):
        reading = kg.read(path)
        for statement in reading.statements:
            for evidence in statement.evidence:
                assert reading.article.text[evidence.span.start : evidence.span.end] == evidence.quote


def test_query_returns_rows_of_python_values(graph: kg.Graph) -> None:
    """A result is a sequence of rows under named columns, and a keyword gives a variable its value."""
    result = graph.query(BUYERS)
    assert result.columns == ("buyer", "bought")
    ((buyer, bought),) = result
    assert list(graph.query(BUYERS, buyer=buyer)) == [(buyer, bought)]
    assert list(graph.query(BUYERS, buyer=bought)) == []
    with pytest.raises(GraphError, match="line 1"):
        graph.query("SELEKT")


def test_networkx_holds_what_is_asserted_unless_asked_for_more(graph: kg.Graph) -> None:
    """The network has an edge for each asserted statement, or for each statement of the given statuses."""
    asserted = graph.to_networkx()
    assert isinstance(asserted, networkx.MultiDiGraph)
    statements = graph.statements()
    assert {key for _, _, key in asserted.edges(keys=True)} == {
        item.id for item in statements if item.status == "asserted"
    }
    everything = graph.to_networkx(statuses=None)
    assert {key for _, _, key in everything.edges(keys=True)} == {item.id for item in statements}
    assert all(data["quotes"] for _, _, data in everything.edges(data=True))


def test_html_is_one_page_at_the_path(graph: kg.Graph, tmp_path: Path) -> None:
    """`to_html` writes the page that `kg view` writes and returns where it is."""
    path = graph.to_html(str(tmp_path / "graph.html"), title="صفقات", language="ar")
    assert path == tmp_path / "graph.html"
    page = path.read_text(encoding="utf-8")
    assert '<html lang="ar" dir="rtl">' in page
    assert "صفقات" in page


def test_tables_have_a_row_for_each_thing(graph: kg.Graph) -> None:
    """The tables have as many rows as there are articles, entities, names, statements and pieces of evidence."""
    tables = graph.to_tables()
    assert {name: len(rows) for name, rows in tables.items()} == {
        "articles": len(graph.articles()),
        "entities": len(graph.entities()),
        "evidence": sum(len(statement.evidence) for statement in graph.statements()),
        "names": sum(len(entity.names) for entity in graph.entities()),
        "statements": len(graph.statements()),
    }
    json.dumps(tables)


def test_export_writes_what_the_ending_says(graph: kg.Graph, tmp_path: Path) -> None:
    """`graph.export` writes a file by its ending or a folder by its format, and returns where it is."""
    assert graph.export(str(tmp_path / "graph.nq")) == tmp_path / "graph.nq"
    assert kg.load(tmp_path / "graph.nq") == graph
    graph.export(tmp_path / "import", "neo4j")
    assert sorted(path.name for path in (tmp_path / "import").iterdir()) == ["nodes.csv", "relationships.csv"]


def test_dataframes_are_those_of_the_tables(graph: kg.Graph) -> None:
    """`graph.to_dataframes` has a frame for each table."""
    pytest.importorskip("pandas", reason="pandas isn't installed")
    assert set(graph.to_dataframes()) == set(graph.to_tables())


def test_a_graph_draws_itself_in_a_notebook(graph: kg.Graph) -> None:
    """The bundle for a notebook holds the page in a frame that may run scripts alone, and words for where it can't be shown."""
    bundle = graph._repr_mimebundle_()
    assert 'sandbox="allow-scripts allow-downloads"' in bundle["text/html"]
    assert f"Statements: {len(graph.statements())}" in bundle["text/plain"]


def test_the_drawing_graph_is_a_graph(graph: kg.Graph) -> None:
    """`kg.Graph` does all that the graph of `kg.graph` does; taking every article back leaves nothing."""
    assert isinstance(graph, PlainGraph)
    copy = kg.Graph()
    copy.merge(graph)
    for article in graph.articles():
        copy.retract(article.id)
    assert len(copy) == 0
