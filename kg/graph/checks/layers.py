"""Which graph a triple stands in, which no shape can see: merged claims come from articles, and evidence stands with its article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Store, Triple

from kg.graph.checks.report import Rule, Unchecked, Violation, broken
from kg.graph.files import write_term
from kg.graph.terms import BESIDE, CLAIMS, DEFAULT_GRAPH, iri
from kg.ontology import KG

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LAYER_RULES = ("filed", "merged", "supported")

_ARTICLE = iri(KG, "article")


def misplaced(store: Store, rules: Mapping[str, Rule]) -> Iterator[Violation]:
    """Yield the claims that only one of article and merged graph holds, and the evidence in another article's graph."""
    supported = {
        quad.triple: False for quad in store.quads_for_pattern(None, None, None, DEFAULT_GRAPH) if _claims(quad)
    }
    for quad in store:
        if quad.graph_name in (DEFAULT_GRAPH, *BESIDE):
            continue
        if quad.predicate == _ARTICLE and quad.object != quad.graph_name:
            yield broken(rules["filed"], write_term(quad.subject), write_term(quad.graph_name))
        if _claims(quad):
            if quad.triple in supported:
                supported[quad.triple] = True
            else:
                yield broken(rules["merged"], write_term(quad.subject), _said(quad))
    for triple, is_supported in supported.items():
        if not is_supported:
            yield broken(rules["supported"], write_term(triple.subject), _said(triple))


def has_articles(store: Store) -> bool:
    """Return whether the articles have graphs of their own, which Turtle and its like can't hold."""
    return any(name not in BESIDE for name in store.named_graphs())


def layers_unchecked(store: Store) -> tuple[Unchecked, ...]:
    """Return the rules about layers as unchecked, where a graph has only one."""
    return (
        () if has_articles(store) else tuple(Unchecked(rule, len(store), "no-article-graphs") for rule in LAYER_RULES)
    )


def _claims(quad: Quad) -> bool:
    return isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(CLAIMS)


def _said(triple: Triple | Quad) -> str:
    return f"{write_term(triple.predicate)} {write_term(triple.object)}"
