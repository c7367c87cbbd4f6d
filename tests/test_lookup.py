"""Single things of a store: each is the noun that reading the whole store gives, and all that names it is found."""

from __future__ import annotations

import pytest

import kg
from kg.model import Article, Entity, Evidence, Quantity, Reading, Span, Statement

QUOTE = "باعت رتاج حصتها في سدير إلى بيادر، وقال بيان إن الخسائر بلغت مليون دولار."


def said(article: str, speaker: str = "") -> tuple[Evidence, ...]:
    return (Evidence(article, Span(0, len(QUOTE)), QUOTE, "frame", 0.9, speaker, subject_span=Span(5, 9)),)


def readings() -> list[Reading]:
    """Return news in which sellers, products, speakers and figures are named, some in words that are ids, and one thing has two types."""
    sold = (
        Statement("beyader", "acquires", "sadeer", (("seller", "retaj"),), "asserted", said("a/1", "sadeer")),
        Statement("beyader", "acquires", "sadeer", (("seller", "retaj"),), "denied", said("a/1", "مصادر")),
        Statement("beyader", "supplies", "sadeer", (("product", "حليب"), ("date", "2024-03")), "planned", said("a/1")),
        Statement("beyader", "reports-loss", Quantity(1e6, "USD"), (("period", "2024"),), "asserted", said("a/1")),
        Statement("sadeer", "owns", "sadeer", (("percent", 5.0),), "asserted", said("a/1")),
    )
    again = (
        Statement("sadeer", "acquires", "beyader", (), "asserted", said("b 2%")),
        Statement("beyader", "reports-loss", Quantity(3e6, "USD"), (("period", "2024"),), "asserted", said("b 2%")),
        Statement("nobody", "owns", "nothing", (), "possible", said("b 2%", "beyader")),
    )
    first = (Entity("beyader", "Company", "بيادر", ("شركة بيادر", "Beyader")), Entity("sadeer", "Company", "سدير"))
    second = (Entity("beyader", "Organization", "Beyader Holding"), Entity("حليب", "Product", "حليب كامل الدسم"))
    return [
        Reading(Article("a/1", QUOTE, title="صفقة", published="2024-03-01"), first, sold, "0" * 512),
        Reading(Article("b 2%", QUOTE, url="https://news.example/2"), second, again, "0" * 512),
    ]


@pytest.fixture(scope="module", params=["memory", "disk", "turtle"])
def graph(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> kg.Graph:
    """Return the graph of that news, in memory, on disk, and without named graphs."""
    made = kg.Graph.from_readings(readings())
    made.infer()
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "memory":
        return made
    if request.param == "disk":
        made.save(folder)
        return kg.load(folder, on_disk=True)
    made.export(folder / "graph.ttl")
    return kg.load(folder / "graph.ttl")


def test_a_thing_alone_is_the_one_of_the_whole(graph: kg.Graph) -> None:
    """Entities with their labels, statements with their evidence, articles."""
    lookup = graph.lookup()
    assert len(graph.statements()) == 8
    assert [lookup.entity(item.id) for item in graph.entities()] == list(graph.entities())
    assert [lookup.labels(item.id) for item in graph.entities()] == [graph.labels(item.id) for item in graph.entities()]
    assert [lookup.article(item.id) for item in graph.articles()] == list(graph.articles())
    for statement in graph.statements():
        found, claim = lookup.statement(statement.id), lookup.claim(statement.id)
        assert found == claim == statement
        assert found is not None
        assert found.evidence == statement.evidence
        assert claim is not None
        assert claim.evidence == ()


def test_what_is_not_there_is_none(graph: kg.Graph) -> None:
    """An id of nothing, and one that no IRI could hold."""
    lookup = graph.lookup()
    for name in ("nobody", "", "a b>c", "زحل"):
        assert (lookup.entity(name), lookup.statement(name), lookup.claim(name), lookup.article(name)) == (None,) * 4
        assert lookup.labels(name) == ("", "")
        assert lookup.said_by(name) == set()


def test_all_that_names_an_entity_is_found(graph: kg.Graph) -> None:
    """As subject or object, as a seller, and as a product, even where it is told in words; once each."""
    lookup, counts = graph.lookup(), graph.lookup().counts()
    for name in (*(item.id for item in graph.entities()), "retaj", "nobody", "حليب"):
        sold = {
            item.id: [value for role, value in item.qualifiers if role in ("seller", "product")]
            for item in graph.statements()
        }
        named = {item.id for item in graph.statements() if name in (item.subject, item.object, *sold[item.id])}
        assert lookup.naming(name) == named
        assert counts[name] == len(named)


def test_all_that_an_article_says_is_found(graph: kg.Graph) -> None:
    """The statements whose evidence it is."""
    for article in graph.articles():
        said_there = {item.id for item in graph.statements() if article.id in {one.article for one in item.evidence}}
        assert graph.lookup().said_by(article.id) == said_there


def test_what_is_about_the_same_two_things_is_found(graph: kg.Graph) -> None:
    """In both directions; of a subject alone all that it has of the relation."""
    found = graph.lookup().about("acquires", "beyader", "sadeer")
    assert found == graph.lookup().about("acquires", "sadeer", "beyader")
    assert found == {item.id for item in graph.statements() if item.relation == "acquires"}
    assert graph.lookup().about("reports-loss", "", "beyader") == {
        item.id for item in graph.statements() if item.relation == "reports-loss"
    }


def test_names_are_those_of_all_entities(graph: kg.Graph) -> None:
    """Each with its id, its labels and the ways in which articles write it."""
    expected = {item.id: {item.id, *filter(None, graph.labels(item.id)), *item.names} for item in graph.entities()}
    assert {entity: set(names) for entity, names in graph.lookup().names().items()} == expected


def test_dates_and_fingerprints_are_those_of_the_articles(graph: kg.Graph) -> None:
    """Of those that have any."""
    assert graph.lookup().published() == {item.id: item.published for item in graph.articles() if item.published}
    assert graph.lookup().fingerprints() == {item.id: item.fingerprint for item in graph.articles()}
