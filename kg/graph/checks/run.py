"""All rules of ontology/shapes.ttl over a graph -> a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.checks.layers import has_articles, layers_unchecked, misplaced
from kg.graph.checks.quotes import unlike_the_text
from kg.graph.checks.report import Report, Unchecked
from kg.graph.checks.shapes import load_shapes, violations

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Store

    from kg.model import Article
    from kg.ontology import Ontology


def check(store: Store, ontology: Ontology, articles: Iterable[Article] = ()) -> Report:
    """Hold a store against the rules, and its quotes against the texts of articles, as far as these have a text."""
    shapes = load_shapes(ontology.folder / "shapes.ttl")
    rules = shapes.rules()
    named = {rule.name: rule for rule in rules}
    found = set(violations(store, shapes))
    unchecked = set(layers_unchecked(store))
    if has_articles(store):
        found |= set(misplaced(store, named))
    for item in unlike_the_text(store, articles, named):
        if isinstance(item, Unchecked):
            unchecked.add(item)
        else:
            found.add(item)
    return Report(rules, tuple(sorted(found)), tuple(sorted(unchecked)))
