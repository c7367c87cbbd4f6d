"""Quads <-> files: TriG and N-Quads, sorted, so that equal graphs are equal bytes; written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg.graph.order import in_order
from kg.graph.terms import PREFIXES, TYPE, Term, compact
from kg.model import GraphError
from kg.writing import replace_file

Row: TypeAlias = tuple[str | bool, ...]
"""A triple as it is written and ordered: subject, whether its predicate is another than the type, predicate, object."""

FORMATS = {
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
}
GRAPH_FILES = ("graph.trig", "graph.nq")
"""What a build leaves in its output folder."""
_LOADED_AT_ONCE = 200_000
"""Quads; they take about 300 MB, where Oxigraph's own loading takes up to 2 GB."""


def read_store(path: Path) -> Store:
    """Read a graph file, or the graph file of an output folder, into memory."""
    store = Store()
    load_file(store, graph_file(path))
    return store


def load_file(store: Store, file: Path) -> None:
    """Read a graph file into a store; raise GraphError with its line where it is wrong."""
    with _told_of(file) as form:
        store.bulk_load(path=file, format=form)


def load_in_parts(store: Store, file: Path) -> None:
    """Read a graph file into a store on disk, with memory for so many quads as are loaded at a time; raise GraphError as `load_file` does."""
    with _told_of(file) as form:
        waiting = parse(path=file, format=form)
        for first in waiting:
            store.bulk_extend(chain((first,), islice(waiting, _LOADED_AT_ONCE)))


@contextmanager
def _told_of(file: Path) -> Iterator[RdfFormat]:
    """Give the format of a file, and turn what goes wrong with it into a line that names it."""
    if file.suffix not in FORMATS:
        raise GraphError(f"{file}: «{file.suffix}» is no graph format; it is one of {', '.join(FORMATS)}")
    try:
        yield FORMATS[file.suffix]
    except SyntaxError as error:
        line = f":{error.lineno}" if error.lineno else ""
        raise GraphError(f"{file}{line}: {error.msg or error}") from error
    except (OSError, ValueError) as error:
        raise GraphError(f"{file}: {error}") from error


def write_quads(quads: Iterable[Quad], path: Path) -> Path:
    """Write quads to a .trig or .nq file, or as graph.trig into a folder; return the file."""
    file = path / GRAPH_FILES[0] if path.is_dir() or not path.suffix else path
    if file.suffix == ".trig":
        lines = trig_lines(quads)
    elif file.suffix == ".nq":
        lines = nquad_lines(quads)
    else:
        raise GraphError(f"{file}: a graph with its evidence is written as .trig or .nq")
    replace_file(file, lines)
    return file


def trig_lines(quads: Iterable[Quad]) -> Iterator[str]:
    """Yield TriG, the default graph first, then the named graphs by name, in constant memory."""
    yield from chain(prefix_lines(), graphs_lines(quads))


def graphs_lines(quads: Iterable[Quad]) -> Iterator[str]:
    """Yield TriG as `trig_lines` does, without the prefixes that stand before all graphs."""
    rows = in_order((graph_name(quad), *row_of(quad)) for quad in quads)
    for name, members in groupby(rows, key=itemgetter(0)):
        yield from graph_lines(name, subject_lines((row[1:] for row in members), name))


def graph_lines(name: str, subjects: Iterable[str]) -> Iterator[str]:
    """Yield a graph of TriG; the default graph has no name."""
    yield f"\n{name} {{\n" if name else "\n"
    yield from subjects
    if name:
        yield "}\n"


def nquad_lines(quads: Iterable[Quad]) -> Iterator[str]:
    """Yield N-Quads, sorted, in constant memory."""
    return in_order(f"{quad} .\n" for quad in quads)


def nquad(quad: Quad) -> tuple[str, str, str, str]:
    """Return subject, predicate, object and graph as N-Quads writes them; the default graph is not written."""
    graph = "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)
    return str(quad.subject), str(quad.predicate), str(quad.object), graph


def turtle_lines(triples: Iterable[Quad | Triple]) -> Iterator[str]:
    """Yield Turtle, sorted, each triple once, in constant memory; of quads the graphs are left out."""
    yield from (*prefix_lines(), "\n")
    yield from subject_lines(in_order(map(row_of, triples)))


def turtle(triples: Iterable[Triple]) -> str:
    """Return triples as Turtle, sorted."""
    return "".join(turtle_lines(triples))


def write_term(term: object) -> str:
    """Return a term as Turtle writes it, IRIs and datatypes shortened where a prefix allows it."""
    if isinstance(term, NamedNode):
        return compact(term)
    if isinstance(term, Literal) and "^^<" in (written := str(term)):
        head, _, _ = written.rpartition("^^")
        return f"{head}^^{compact(term.datatype)}" if not term.language else written
    return str(term)


def prefix_lines() -> Iterator[str]:
    """Return the lines that declare all prefixes."""
    return (f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(PREFIXES.items()))


def subject_lines(rows: Iterable[Row], graph: str = "") -> Iterator[str]:
    """Yield what is said of each subject, a text for each, from rows in order; those of a named graph are indented."""
    indent = "    " if graph else ""
    for subject, own in groupby(rows, key=itemgetter(0)):
        parts = []
        for predicate, values in groupby(own, key=itemgetter(2)):
            parts.append(f"{predicate} {' , '.join(str(row[3]) for row in values)}")
        yield f"{indent}{subject} {f' ;{chr(10)}{indent}    '.join(parts)} .\n"


def graph_name(quad: Quad) -> str:
    """Return the name of a quad's graph as TriG writes it, by which graphs are ordered; none of the default graph."""
    return "" if isinstance(quad.graph_name, DefaultGraph) else write_term(quad.graph_name)


def row_of(triple: Quad | Triple) -> Row:
    """Return a triple as it is written and ordered."""
    return write_term(triple.subject), *_predicate(triple.predicate), write_term(triple.object)


def _predicate(predicate: Term) -> tuple[bool, str]:
    """Return the predicate after a key that puts the type of a thing before all else."""
    return predicate != TYPE, "a" if predicate == TYPE else write_term(predicate)


def graph_file(path: Path) -> Path:
    """Return the graph file that a path names: itself, or that of an output folder."""
    if not path.is_dir():
        if path.exists():
            return path
        raise GraphError(f"{path}: no such file or folder")
    for name in GRAPH_FILES:
        if (path / name).is_file():
            return path / name
    raise GraphError(f"{path}: the folder holds none of {', '.join(GRAPH_FILES)}")
