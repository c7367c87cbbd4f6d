"""Mentions -> the entities of an article: names that are one, and the nominals and pronouns that stand for them."""

from __future__ import annotations

from collections.abc import Sequence

from kg.arabic.folding import fold_name
from kg.entities.references import References
from kg.entities.variants import Variants
from kg.model import Article, Entity, Mention, Sentence
from kg.ontology import Ontology

_NAMED = frozenset({"known", "quote", "cue", "latin", "person", "again", "tagger", "unknown"})


def link(
    article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention], ontology: Ontology
) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Return the article's entities, and its mentions with entity ids, nominals and pronouns among them, sorted by place."""
    variants = Variants(article, sentences, ontology)
    # A tatweel in quotes names nothing.
    linked = variants.link([mention for mention in mentions if mention.finder in _NAMED and fold_name(mention.text)])
    variants.tell_platforms()
    figures = [mention for mention in mentions if mention.finder not in _NAMED]
    references = References(sentences, variants.clusters, ontology).resolve(linked)
    entities = tuple(Entity(c.id, c.type, c.label, tuple(c.names)) for c in variants.clusters)
    return entities, tuple(sorted([*linked, *figures, *references], key=lambda mention: mention.span))


__all__ = ["link"]
