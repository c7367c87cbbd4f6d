"""Quads <-> files: TriG and N-Quads, sorted, so that equal graphs are equal bytes; written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple

from kg.graph.terms import PREFIXES, TYPE, Term, compact
from kg.model import GraphError

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


def read_store(path: Path) -> Store:
    """Read a graph file, or the graph file of an output folder, into memory."""
    store = Store()
    load_file(store, graph_file(path))
    return store


def load_file(store: Store, file: Path) -> None:
    """Read a graph file into a store; raise GraphError with its line where it is wrong."""
    if file.suffix not in FORMATS:
        raise GraphError(f"{file}: «{file.suffix}» is no graph format; it is one of {', '.join(FORMATS)}")
    try:
        store.bulk_load(path=file, format=FORMATS[file.suffix])
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
        lines = iter(sorted(f"{quad} .\n" for quad in quads))
    else:
        raise GraphError(f"{file}: a graph with its evidence is written as .trig or .nq")
    replace_file(file, lines)
    return file


def trig_lines(quads: Iterable[Quad]) -> Iterator[str]:
    """Yield TriG, the default graph first, then the named graphs by name."""
    yield from _prefix_lines()
    by_graph: dict[str, list[Quad]] = {}
    for quad in quads:
        name = "" if isinstance(quad.graph_name, DefaultGraph) else write_term(quad.graph_name)
        by_graph.setdefault(name, []).append(quad)
    for name, members in sorted(by_graph.items()):
        yield f"\n{name} {{\n" if name else "\n"
        yield from _subject_lines(members, "    " if name else "")
        if name:
            yield "}\n"


def turtle(triples: Iterable[Triple]) -> str:
    """Return triples as Turtle, sorted."""
    return "".join((*_prefix_lines(), "\n", *_subject_lines(triples, "")))


def write_term(term: object) -> str:
    """Return a term as Turtle writes it, IRIs and datatypes shortened where a prefix allows it."""
    if isinstance(term, NamedNode):
        return compact(term)
    if isinstance(term, Literal) and "^^<" in (written := str(term)):
        head, _, _ = written.rpartition("^^")
        return f"{head}^^{compact(term.datatype)}" if not term.language else written
    return str(term)


def _prefix_lines() -> Iterator[str]:
    return (f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(PREFIXES.items()))


def _subject_lines(triples: Iterable[Quad | Triple], indent: str) -> Iterator[str]:
    rows = sorted(
        (write_term(triple.subject), *_predicate(triple.predicate), write_term(triple.object)) for triple in triples
    )
    for subject, own in groupby(rows, key=lambda row: row[0]):
        parts = []
        for predicate, values in groupby(own, key=lambda row: row[2]):
            parts.append(f"{predicate} {' , '.join(row[3] for row in values)}")
        yield f"{indent}{subject} {f' ;{chr(10)}{indent}    '.join(parts)} .\n"


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


def replace_file(file: Path, lines: Iterable[str]) -> None:
    """Write a file, whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(lines)
        temporary.chmod(0o644)
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
