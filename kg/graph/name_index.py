"""The names of a store on disk by their folded forms, in a file of their own, so that nobody need read them all to find one."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg.arabic.folding import fold_name
from kg.graph.terms import ALT_LABEL, DEFAULT_GRAPH, LABEL, name_of
from kg.ontology import ENTITY

if TYPE_CHECKING:
    from pyoxigraph import Store


def labels(store: Store) -> Iterator[tuple[str, str]]:
    """Yield each entity of a store with each of its names: first the labels, then the other ways in which articles write them."""
    for predicate in (LABEL, ALT_LABEL):
        for quad in store.quads_for_pattern(None, predicate, None, DEFAULT_GRAPH):
            named = isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(ENTITY)
            if named and isinstance(quad.object, Literal):
                yield name_of(quad.subject), quad.object.value


def write_index(store: Store, path: Path) -> None:
    """Write the names of a store into a file that isn't there yet."""
    with closing(sqlite3.connect(path)) as index, index:
        index.execute("PRAGMA journal_mode = OFF")
        index.execute("CREATE TABLE names (folded TEXT, entity TEXT, PRIMARY KEY (folded, entity)) WITHOUT ROWID")
        index.execute("CREATE TABLE folding (rules TEXT)")
        index.execute("INSERT INTO folding VALUES (?)", (_folding_rules(),))
        rows = ((fold_name(name), entity) for entity, name in labels(store))
        index.executemany("INSERT OR IGNORE INTO names VALUES (?, ?)", rows)


class NameIndex:
    """Look up names in such a file, which never changes."""

    def __init__(self, path: Path) -> None:
        self._address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"

    def is_current(self) -> bool:
        """Return whether the index can be read, and names are folded today as they were when it was written."""
        try:
            return self._column("SELECT rules FROM folding") == [_folding_rules()]
        except sqlite3.Error:
            return False

    def labelled(self, folded: str) -> tuple[str, ...]:
        """Return the ids of the entities that are called so, sorted."""
        return tuple(self._column("SELECT entity FROM names WHERE folded = ? ORDER BY entity", folded))

    def names(self) -> list[str]:
        """Return all folded names, sorted."""
        return self._column("SELECT DISTINCT folded FROM names WHERE folded <> '' ORDER BY folded")

    def _column(self, query: str, *values: str) -> list[str]:
        with closing(sqlite3.connect(self._address, uri=True)) as index:
            return [cell for (cell,) in index.execute(query, values)]


@cache
def _folding_rules() -> str:
    """Return what changes when a letter is folded otherwise."""
    letters = map(chr, (*range(0x20, 0x250), *range(0x600, 0x780), *range(0xFB50, 0xFF00)))
    return hashlib.sha256("|".join(map(fold_name, letters)).encode()).hexdigest()[:16]
