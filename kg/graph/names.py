"""Which entity of a graph a name stands for, in either script and in any spelling that the names table or an article has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import islice
from typing import Protocol

from pyoxigraph import NamedNode, Store
from rapidfuzz import fuzz, process

from kg.arabic.folding import fold_name
from kg.graph.name_index import NameIndex, labels
from kg.graph.terms import ALT_LABEL, DEFAULT_GRAPH, LABEL, expand, iri, name_of
from kg.model import GraphError
from kg.ontology import ENTITY, Ontology

_NEAR = 75
"""Likeness, of 100, from which a name is offered where the one that was asked for isn't there."""
_OFFERED = 3


class Names(Protocol):
    """Stand for what tells how the entities of a graph are called, wherever the graph is."""

    def labelled(self, folded: str) -> tuple[str, ...]:
        """Return the ids, sorted, of the entities that the graph itself gives this name, folded."""

    def holds(self, entity: str) -> bool:
        """Return whether the graph names an entity."""

    def names(self) -> Iterable[str]:
        """Return the folded names that the graph gives, sorted; where there are too many to look at, none."""


class StoreNames:
    """Tell the names of a store, all of which are read for the first one."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def labelled(self, folded: str) -> tuple[str, ...]:
        """Return the ids, sorted, of the entities of this name."""
        return self._by_name.get(folded, ())

    def holds(self, entity: str) -> bool:
        """Return whether the store names an entity."""
        return _holds(self.store, entity)

    def names(self) -> Iterable[str]:
        """Return the folded names, sorted."""
        return sorted(self._by_name)

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, set[str]] = {}
        for entity, name in labels(self.store):
            found.setdefault(fold_name(name), set()).add(entity)
        return {name: tuple(sorted(ids)) for name, ids in found.items() if name}


class IndexedNames:
    """Tell the names of a store on disk by the index that was written with it."""

    def __init__(self, store: Store, index: NameIndex) -> None:
        self.store, self.index = store, index

    def labelled(self, folded: str) -> tuple[str, ...]:
        """Return the ids, sorted, of the entities of this name."""
        return self.index.labelled(folded) if folded else ()

    def holds(self, entity: str) -> bool:
        """Return whether the store names an entity."""
        return _holds(self.store, entity)

    def names(self) -> Iterable[str]:
        """Return the folded names, sorted."""
        return self.index.names()


def _holds(store: Store, entity: str) -> bool:
    node = iri(ENTITY, entity)
    return any(any(store.quads_for_pattern(node, name, None, DEFAULT_GRAPH)) for name in (LABEL, ALT_LABEL))


class NameResolver:
    """Find entities by name in one graph: by the names that the graph gives them, else by those that the table lists."""

    def __init__(self, names: Names, ontology: Ontology) -> None:
        self.names, self.ontology = names, ontology

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
        return self._called(folded) or (self._called(rest) if head is not None else ())

    def _called(self, folded: str) -> tuple[str, ...]:
        return self.names.labelled(folded) or self._listed(folded)

    def _listed(self, folded: str) -> tuple[str, ...]:
        """Return the entity of the graph that the table of names lists under a folded name."""
        known = self.ontology.name_by_form.get(folded) if folded else None
        return (known.id,) if known is not None and self.names.holds(known.id) else ()

    def nearest(self, name: str) -> tuple[str, ...]:
        """Return the ids of the entities whose names are most like one that the graph hasn't."""
        return tuple(dict.fromkeys(entity for near in self._near(name) for entity in self._called(near)))

    def _offer(self, name: str) -> list[str]:
        near = self._near(name)
        return [f"the nearest are: {', '.join(near)}"] if near else []

    def _near(self, name: str) -> list[str]:
        """Return the names most like this one: the graph's own, and those of the table that its entities have."""
        likeness: dict[str, float] = {}
        for choices in (self.names.names(), list(self.ontology.name_by_form)):
            near = process.extract(fold_name(name), choices, scorer=fuzz.ratio, limit=None, score_cutoff=_NEAR)
            likeness |= {match: score for match, score, _ in near}
        ordered = sorted(likeness, key=lambda match: (-likeness[match], match))
        return list(islice(filter(self._called, ordered), _OFFERED))
