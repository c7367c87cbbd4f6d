"""Which entity of a graph a name stands for, in either script and in any spelling that the names table or an article has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Store
from rapidfuzz import fuzz, process

from kg.arabic.folding import fold_name
from kg.graph.terms import ALT_LABEL, DEFAULT_GRAPH, LABEL, expand, iri, name_of
from kg.model import GraphError
from kg.ontology import ENTITY, Ontology

_NEAR = 75
"""Likeness, of 100, from which a name is offered where the one that was asked for isn't there."""
_OFFERED = 3


class NameResolver:
    """Find entities by name in one graph."""

    def __init__(self, store: Store, ontology: Ontology) -> None:
        self.store, self.ontology = store, ontology
        self._by_name: Mapping[str, tuple[str, ...]] | None = None

    def entity_named(self, name: str) -> NamedNode:
        """Return the entity that a name, an id or an IRI stands for.

        Raise GraphError where the graph has none of that name, with the nearest names, and where it has several, with their ids.
        """
        found = self.entities_named(name)
        if len(found) == 1:
            return found[0]
        if found:
            told = ", ".join(f"e:{name_of(entity)}" for entity in found)
            raise GraphError(f"«{name}» is the name of several entities: {told}; ask for one by its id")
        raise GraphError("; ".join([f"the graph has no entity called «{name}»", *self._offer(name)]))

    def entities_named(self, name: str) -> tuple[NamedNode, ...]:
        """Return the entities that a name, an id or an IRI may stand for."""
        node = expand(name)
        return (node,) if node is not None else tuple(iri(ENTITY, entity) for entity in self._found(fold_name(name)))

    def _found(self, folded: str) -> tuple[str, ...]:
        """Return the entities of a folded name: as it stands, else without the noun before it (شركة سدير is سدير)."""
        first, _, rest = folded.partition(" ")
        head = self.ontology.head_of.get(first.removeprefix("ال"))
        return self.by_name.get(folded) or (self.by_name.get(rest, ()) if head is not None else ())

    @property
    def by_name(self) -> Mapping[str, tuple[str, ...]]:
        """Return the ids of the graph's entities by their folded names, labels of the graph before those of the table."""
        if self._by_name is None:
            found: dict[str, dict[str, None]] = {}
            entities = dict.fromkeys(entity for entity, _ in self._labels())
            for entity, name in self._labels():
                found.setdefault(fold_name(name), {}).setdefault(entity)
            for entity in entities:
                for name in self._listed(entity):
                    found.setdefault(fold_name(name), {entity: None})
            self._by_name = {name: tuple(sorted(ids)) for name, ids in found.items() if name}
        return self._by_name

    def _labels(self) -> Iterator[tuple[str, str]]:
        for predicate in (LABEL, ALT_LABEL):
            for quad in self.store.quads_for_pattern(None, predicate, None, DEFAULT_GRAPH):
                named = isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(ENTITY)
                if named and isinstance(quad.object, Literal):
                    yield name_of(quad.subject), quad.object.value

    def _listed(self, entity: str) -> Iterable[str]:
        known = self.ontology.name_of.get(entity)
        return () if known is None else (known.ar, known.en, *known.aliases)

    def nearest(self, name: str) -> tuple[str, ...]:
        """Return the ids of the entities whose names are most like one that the graph hasn't."""
        return tuple(dict.fromkeys(entity for near in self._near(name) for entity in self.by_name[near]))

    def _offer(self, name: str) -> list[str]:
        near = self._near(name)
        return [f"the nearest are: {', '.join(near)}"] if near else []

    def _near(self, name: str) -> list[str]:
        near = process.extract(
            fold_name(name), sorted(self.by_name), scorer=fuzz.ratio, limit=_OFFERED, score_cutoff=_NEAR
        )
        return [match for match, _, _ in near]
