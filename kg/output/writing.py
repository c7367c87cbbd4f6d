"""Settled articles -> the files of an output folder, in memory that doesn't grow with what the articles say."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

from kg.graph import (
    Contents,
    Decisions,
    Draft,
    Part,
    add_inferred,
    join_files,
    merge_shared,
    namesakes_in,
    place_in_file,
    read_claims,
    remarks,
    tell_apart,
    write_contexts,
    write_part,
)
from kg.model import Reading
from kg.ontology import load_ontology
from kg.output.archive import Entry
from kg.output.commits import Workplace
from kg.output.lines import Fetch, Line, fetching, of_article, written
from kg.output.manifest import ARTICLES, GRAPH, PAGE, READINGS, TABLE, Settings, write_manifest
from kg.output.parquet import write_parquet
from kg.readings import reading_from_json
from kg.run import spread

Progress: TypeAlias = Callable[[str, float], None]
"""Is told what is written, and how much of it is, from 0 to 1."""

_IN_A_PART = 250
"""Articles whose quads are in memory at a time."""


@dataclass(frozen=True, slots=True)
class Decided:
    """Hold the decisions that a build applies, and the files that they stand in by the names of their copies."""

    decisions: Decisions
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Settled:
    """Hold the articles of an output, sorted by id, and where the readings stand by their keys."""

    entries: Sequence[Entry]
    readings: Mapping[str, Line]


@dataclass(frozen=True, slots=True)
class _Some:
    """Hold some articles with their readings, and the number of the part of the graph that is theirs."""

    number: int
    readings: Sequence[tuple[str, Line]]


def write_output(
    place: Workplace,
    settled: Settled,
    options: Settings,
    decided: Decided,
    version: str,
    processes: int,
    tell: Progress,
) -> Contents:
    """Write all files of an output, to be put into its folder, and return what its graph holds."""
    from kg import views

    place.new.mkdir()
    for name, data in decided.files.items():
        (place.new / name).write_bytes(data)
    contents, draft = _write_graph(place, settled, decided.decisions, processes, tell)
    if options.infer:
        tell("what follows", 0)
        add_inferred(place.new / GRAPH, draft.claims)
    tell("readings", 0)
    with fetching() as fetch:
        _write_lines(place.new / READINGS, (_reading_line(entry, settled, fetch) for entry in settled.entries))
        _write_lines(place.new / ARTICLES, (_row_line(entry, fetch, options) for entry in settled.entries))
        if options.parquet:
            write_parquet(place.new / TABLE, _keyed(settled, fetch))
    write_manifest(place.new, version, options, settled.entries)
    tell("page", 0)
    views.write_html(draft, place.new / PAGE, title=options.title)
    return contents


def remarks_on(settled: Settled, decisions: Decisions) -> tuple[str, ...]:
    """Return what is to be said of decisions."""
    with fetching() as fetch:
        readings = (reading for _, reading in _keyed(settled, fetch))
        return tuple(remarks(readings, decisions, load_ontology().name_of))


def told_apart(place: Workplace, settled: Settled, decided: Decided, processes: int, tell: Progress) -> Decided:
    """Return decisions with what tells namesakes apart among the articles of an output."""
    runs: list[Path] = []
    for run in spread(_portions(settled), partial(_context_writer, place.scratch), processes=processes):
        runs.append(run)
        tell("namesakes", len(runs) * _IN_A_PART / len(settled.entries))
    return replace(decided, decisions=tell_apart(decided.decisions, namesakes_in(runs)))


def _context_writer(folder: Path) -> Callable[[_Some], Path]:
    """Return what writes the contexts of the things of some articles into a folder."""
    ontology = load_ontology()

    def write(some: _Some) -> Path:
        run = folder / f"contexts-{some.number}"
        with fetching() as fetch:
            write_contexts(run, _readings(some.readings, fetch), ontology)
        return run

    return write


def _write_graph(
    place: Workplace, settled: Settled, decisions: Decisions, processes: int, tell: Progress
) -> tuple[Contents, Draft]:
    """Write the graph, and return what it holds with what the page shows of it."""
    default, further = place.scratch / "default.trig", place.scratch / "further.trig"
    work = partial(_part_writer, place.scratch, decisions)
    parts: list[Part] = []
    for part in spread(_portions(settled), work, processes=processes):
        parts.append(part)
        tell("graph", min(len(parts) * _IN_A_PART / len(settled.entries), 1))
    contents = merge_shared(parts, default, further)
    join_files((default, *(part.articles for part in parts), further), place.new / GRAPH)
    return contents, Draft(read_claims(default, place.scratch / "claims"), parts, len(settled.entries))


def _portions(settled: Settled) -> Iterator[_Some]:
    ordered = sorted(settled.entries, key=lambda entry: place_in_file(entry.id))
    for start in range(0, len(ordered), _IN_A_PART):
        some = ordered[start : start + _IN_A_PART]
        yield _Some(start, [(entry.id, settled.readings[entry.key]) for entry in some])


def _part_writer(folder: Path, decisions: Decisions) -> Callable[[_Some], Part]:
    """Return what writes parts of the graph into a folder."""
    ontology = load_ontology()

    def write(some: _Some) -> Part:
        part = Part(folder / f"articles-{some.number}.trig", folder / f"shared-{some.number}")
        with fetching() as fetch:
            write_part(part, _readings(some.readings, fetch), decisions, ontology)
        return part

    return write


def _keyed(settled: Settled, fetch: Fetch) -> Iterator[tuple[str, Reading]]:
    pairs = ((entry.id, settled.readings[entry.key]) for entry in settled.entries)
    keys = (entry.key for entry in settled.entries)
    return zip(keys, _readings(pairs, fetch), strict=True)


def _readings(pairs: Iterable[tuple[str, Line]], fetch: Fetch) -> Iterator[Reading]:
    for article, line in pairs:
        yield reading_from_json({**json.loads(fetch(line)), "article": article})


def _reading_line(entry: Entry, settled: Settled, fetch: Fetch) -> bytes:
    return of_article(fetch(settled.readings[entry.key]), entry.id, entry.key)


def _row_line(entry: Entry, fetch: Fetch, options: Settings) -> bytes:
    row = {**json.loads(fetch(entry.row)), "id": entry.id}
    if not options.texts:
        row.pop("text", None)
    return written(row) + b"\n"


def _write_lines(path: Path, lines: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(lines)


def silent(what: str, share: float) -> None:
    """Tell nobody what is written."""
