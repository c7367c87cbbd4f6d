"""What was published until a day: the articles up to it, and the store that they alone would have given."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode, Quad, Store

from kg.graph.quads import NEWS_ARTICLE, PUBLISHED
from kg.graph.terms import CLAIMS, DECIDED, DEFAULT_GRAPH, TYPE, iri, name_of
from kg.graph.times import Period, day_of, period
from kg.ontology import ARTICLE, KG

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_APPLIED_TO = iri(KG, "appliedTo")


class Publication(NamedTuple):
    """Hold the ids of articles by what a day makes of them."""

    until: tuple[str, ...]
    """Published on the day or before it."""
    later: tuple[str, ...]
    unknown: tuple[str, ...]
    """Without a date, or with one that leaves it open: of 2024 it isn't known whether it was before May."""


def publication(store: Store, until: str) -> Publication:
    """Tell which articles were published until the end of a day, month or year; raise GraphError where it is none."""
    end = day_of(until)
    found: dict[str, list[str]] = {"until": [], "later": [], "unknown": []}
    for quad in store.quads_for_pattern(None, TYPE, NEWS_ARTICLE, None):
        found[_place(_published(store, quad.subject), end)].append(name_of(quad.subject))
    return Publication(*(tuple(sorted(set(found[name]))) for name in Publication._fields))


def _published(store: Store, article: object) -> Period | None:
    dates = store.quads_for_pattern(article, PUBLISHED, None, None)  # type: ignore[arg-type]
    return period(min((name_of(quad.object) for quad in dates), default=""))


def _place(published: Period | None, end: Period) -> str:
    if published is not None and published.last <= end.last:
        return "until"
    return "later" if published is not None and published.first > end.last else "unknown"


def store_of(store: Store, articles: Collection[str]) -> Store:
    """Return the store that some of the articles alone would have given; it may describe more of the ontology than they use."""
    graphs = {iri(ARTICLE, article) for article in articles}
    found = Store()
    found.bulk_extend(sorted(_kept(store, graphs), key=str))
    return found


def _kept(store: Store, graphs: Collection[NamedNode]) -> Iterator[Quad]:
    deciding = {
        quad.subject for quad in store.quads_for_pattern(None, _APPLIED_TO, None, DECIDED) if quad.object in graphs
    }
    for quad in store:
        if quad.graph_name in graphs:
            yield quad
            if _subject(quad).startswith(CLAIMS):
                yield Quad(quad.subject, quad.predicate, quad.object, DEFAULT_GRAPH)
        elif quad.graph_name == DECIDED:
            if quad.subject in deciding and (quad.predicate != _APPLIED_TO or quad.object in graphs):
                yield quad
        elif quad.graph_name == DEFAULT_GRAPH and _subject(quad).startswith(KG):
            yield quad


def _subject(quad: Quad) -> str:
    return str(getattr(quad.subject, "value", ""))
