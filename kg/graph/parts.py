"""Readings -> a graph file, in memory that doesn't grow with their number: parts are written apart, by several processes if need be, then joined.

The graph of an article is the article's alone, so a part tells it as it will stand in the file. What stands in a graph that articles share (the
default graph, kg:decided) is written in the order of its subjects, and merged when all parts are there. What is joined are TriG files, each of which can
be read by itself.
"""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kg.graph.decisions import Decisions, decided
from kg.graph.files import Row, graph_lines, graph_name, graphs_lines, prefix_lines, row_of, subject_lines
from kg.graph.inference import inferred_quads
from kg.graph.order import merged_runs, write_run
from kg.graph.quads import quads
from kg.graph.terms import BESIDE, compact, iri
from kg.graph.traces import traces
from kg.ontology import ARTICLE, ENTITY, KG, STATEMENT

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store

    from kg.model import Reading
    from kg.ontology import Ontology

_SHARED = frozenset(("", *map(compact, BESIDE)))
_STATUS = compact(iri(KG, "status"))
_READ_AT_ONCE = 100
"""Subjects of a run that are read at a time: of a hundred thousand articles some hundred runs are merged."""


@dataclass(frozen=True, slots=True)
class Part:
    """Name the two files of a part of a graph."""

    articles: Path
    """The graphs of its articles, a TriG file of its own."""
    shared: Path
    """What it adds to graphs that articles share."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Count what a graph holds."""

    entities: int
    statuses: Mapping[str, int]
    """Status -> statements."""

    @property
    def statements(self) -> int:
        """Return the number of statements."""
        return sum(self.statuses.values())


def merged_quads(readings: Iterable[Reading], decisions: Decisions, ontology: Ontology) -> Iterator[Quad]:
    """Yield the quads of readings as people have decided on them, and what tells of the decisions; some come more than once."""
    readings, known = tuple(readings), ontology.name_of
    merged = decided(readings, decisions, known) if decisions else readings
    return chain(quads(merged, ontology), traces(readings, decisions, known))


def place_in_file(article: str) -> str:
    """Return what the graphs of articles are ordered by in a file: parts are made of articles in this order."""
    return compact(iri(ARTICLE, article))


def write_part(part: Part, readings: Iterable[Reading], decisions: Decisions, ontology: Ontology) -> None:
    """Write the files of a part; its readings come in the order of `place_in_file`."""
    graphs: dict[str, set[Row]] = defaultdict(set)
    for quad in merged_quads(readings, decisions, ontology):
        graphs[graph_name(quad)].add(row_of(quad))
    shared = ((name, graphs.pop(name)) for name in sorted(_SHARED & graphs.keys()))
    write_run(part.shared, (group for name, rows in shared for group in _grouped(name, rows)), _READ_AT_ONCE)
    with part.articles.open("wb") as file:
        _write(file, prefix_lines())
        for name, rows in sorted(graphs.items()):
            _write(file, graph_lines(name, subject_lines(sorted(rows), name)))


def merge_shared(parts: Sequence[Part], default: Path, further: Path) -> Contents:
    """Write two TriG files of what the articles of parts share: the default graph, and the graphs that stand behind the articles' own."""
    counts: Counter[str] = Counter()
    with default.open("wb") as first, further.open("wb") as last:
        _write(first, prefix_lines())
        _write(last, prefix_lines())
        for name, groups in groupby(merged_runs([part.shared for part in parts], _READ_AT_ONCE), key=itemgetter(0)):
            _write(last if name else first, graph_lines(name, _united(name, groups, counts)))
    entities = counts.pop(ENTITY, 0)
    return Contents(entities, dict(counts))


def join_files(paths: Iterable[Path], path: Path) -> None:
    """Write TriG files that this module made as one, in their order."""
    prefixes = "".join(prefix_lines()).encode()
    with path.open("wb") as file:
        file.write(prefixes)
        for own in paths:
            with own.open("rb") as stream:
                stream.seek(len(prefixes))
                shutil.copyfileobj(stream, file, 1 << 20)


def add_inferred(path: Path, claims: Store) -> None:
    """Add to a graph file what follows from its default graph, as the graph kg:inferred."""
    with path.open("ab") as file:
        _write(file, graphs_lines(inferred_quads(claims)))


def _grouped(name: str, rows: Iterable[Row]) -> Iterator[tuple[str, str, tuple[Row, ...]]]:
    for subject, own in groupby(sorted(rows), key=itemgetter(0)):
        yield name, str(subject), tuple(own)


def _united(name: str, groups: Iterable[tuple[str, str, tuple[Row, ...]]], counts: Counter[str]) -> Iterator[str]:
    """Yield what all parts say of each subject, and count entities and, by their statuses, statements."""
    for subject, same in groupby(groups, key=itemgetter(1)):
        first, *more = (rows for _, _, rows in same)
        rows = sorted({*first, *chain(*more)}) if more else first
        if not name:
            counts.update(_counted(subject, rows))
        yield from subject_lines(rows, name)


def _counted(subject: str, rows: Iterable[Row]) -> Iterator[str]:
    if subject.startswith(_ENTITIES):
        yield ENTITY
    elif subject.startswith(_STATEMENTS):
        yield from (str(status).removeprefix("kg:") for _, _, predicate, status in rows if predicate == _STATUS)


def beginnings(namespace: str) -> tuple[str, str]:
    """Return how the names of things of a namespace begin in TriG, whether they are shortened or not."""
    return compact(iri(namespace, "x")).removesuffix("x"), f"<{namespace}"


_ENTITIES, _STATEMENTS = beginnings(ENTITY), beginnings(STATEMENT)


def _write(file: IO[bytes], lines: Iterable[str]) -> None:
    file.writelines(line.encode() for line in lines)
