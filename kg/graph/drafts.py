"""A graph that was just written in parts -> what a page shows of it: claims from a store, their evidence from the files of the parts.

The claims of all articles together are an eighth of a graph file, so a page needs neither the rest in a store nor the time to put it there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from pyoxigraph import NamedNode, RdfFormat, Store

from kg.graph.dataset import Graph
from kg.graph.disk import LARGE
from kg.graph.excerpts import Overview, excerpt, overview, statements_among, statements_between
from kg.graph.files import load_file, load_in_parts, prefix_lines
from kg.graph.parts import Part, beginnings
from kg.graph.terms import DEFAULT_GRAPH, EVIDENCE, SPAN, compact, iri, name_of
from kg.ontology import KG

_EVIDENCED_BY, _SPEAKER = iri(KG, "evidence"), iri(KG, "speaker")
# What `subject_lines` writes: a subject begins a line of its own, and no literal holds the end of a line.
_TELLING = re.compile(rb"\n    ((?:%s)\S+) " % "|".join(beginnings(EVIDENCE)).encode())
_BEGIN, _END, _END_OF_SUBJECT = b" {\n", b"\n}\n", b" .\n"
_SPANS = tuple(beginning.encode() for beginning in beginnings(SPAN))


@dataclass(frozen=True, slots=True)
class Draft:
    """Hold the claims of a graph, the files of its parts, and the number of its articles."""

    claims: Store
    parts: Sequence[Part]
    articles: int

    def overview(self) -> Overview:
        """Return how much there is in the graph, and how much is said of each thing."""
        return replace(overview(self.claims), articles=self.articles)

    def statements_among(self, whole: Overview, nodes: Iterable[str]) -> Iterator[int]:
        """Yield for each of some nodes of the overview how many statements join it and those before it."""
        return statements_among(self.claims, whole, nodes)

    def excerpt(self, entities: AbstractSet[str], bearers: AbstractSet[str]) -> Graph:
        """Return what `Graph.excerpt` returns of the graph that this one becomes."""
        chosen = list(statements_between(self.claims, entities, bearers))
        found = Store()
        found.bulk_load(b"".join(self._sources_of(chosen)), RdfFormat.TRIG)
        speakers = (quad.object for quad in found.quads_for_pattern(None, _SPEAKER, None, None))
        speaking = {name_of(speaker) for speaker in speakers if isinstance(speaker, NamedNode)}
        found.bulk_extend(excerpt(self.claims, chosen, {*entities, *bearers, *speaking}))
        return Graph(found)

    def _sources_of(self, statements: Iterable[NamedNode]) -> Iterator[bytes]:
        """Yield TriG of what the articles say of the evidence for statements."""
        evidence = {
            compact(cast("NamedNode", quad.object)).encode()
            for statement in statements
            for quad in self.claims.quads_for_pattern(statement, _EVIDENCED_BY, None, DEFAULT_GRAPH)
        }
        yield "".join(prefix_lines()).encode()
        for part in self.parts:
            yield from _graphs_telling(evidence, part.articles.read_bytes())


def read_claims(default: Path, folder: Path) -> Store:
    """Read the default graph of a graph in parts; a large one is kept on disk, in a folder that is made for it."""
    if default.stat().st_size < LARGE:
        store = Store()
        load_file(store, default)
    else:
        store = Store(str(folder))
        load_in_parts(store, default)
    return store


def _graphs_telling(evidence: AbstractSet[bytes], articles: bytes) -> Iterator[bytes]:
    """Yield of the graphs of articles those that tell of evidence: what they say of it, of where it stands, and of the article."""
    end = 0
    for found in _TELLING.finditer(articles):
        if found.start() >= end and found[1] in evidence:
            begin = articles.rindex(_BEGIN, 0, found.start() + 1)
            end = articles.index(_END, begin)
            name = articles[articles.rindex(b"\n", 0, begin) + 1 : begin]
            subjects = articles[begin + len(_BEGIN) : end + 1].split(_END_OF_SUBJECT)[:-1]
            said = {text.split(None, 1)[0]: text + _END_OF_SUBJECT for text in subjects}
            telling = [text for subject, text in said.items() if subject in evidence or subject == name]
            spans = {term for text in telling for term in text.split() if term.startswith(_SPANS)}
            stretches = [text for subject, text in said.items() if subject in spans]
            yield b"".join((name, _BEGIN, *telling, *stretches, b"}\n"))
