"""Decisions of people: rows of TSV files that say who is the same as whom, and readings as they are once it is decided.

A row has the columns decision (same, different, unsure), left, right, by and why; others are for the eye. `left` and `right` are entity
ids; `id@article` is the entity of that id in one article alone. A row without a decision is one that nobody has made yet.
Readings keep what was read, so that a graph without a row is the graph that was before it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from kg.graph.identities import identities
from kg.identity import loops, renamed
from kg.model import GraphError

if TYPE_CHECKING:
    from kg.model import Entity, Reading
    from kg.ontology import KnownName

Verdict: TypeAlias = Literal["same", "different", "unsure"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
COLUMNS = ("decision", "left", "right", "by", "why")
"""What the header of a file of decisions must have."""


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """Name an entity: in all articles, or in one."""

    id: str
    article: str = ""

    def __str__(self) -> str:
        """Return the name as a row writes it."""
        return f"{self.id}@{self.article}" if self.article else self.id


@dataclass(frozen=True, slots=True)
class Decision:
    """Hold one row: what was decided of two things, by whom, and why."""

    verdict: Verdict
    left: Term
    right: Term
    by: str
    why: str
    place: str = ""
    """File and line."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """Hold all rows that people have decided, in the order of their files."""

    rows: tuple[Decision, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything is decided."""
        return bool(self.rows)


def read_decisions(paths: Iterable[Path]) -> Decisions:
    """Read files of decisions; raise GraphError naming file, line and term where one is wrong, or rows contradict each other."""
    rows = tuple(row for path in paths for row in _rows(path))
    identities(rows, ())
    return Decisions(rows)


# ------------------------------------------------------------------ files


def _rows(path: Path) -> Iterator[Decision]:
    for place, row in table_rows(path):
        word = row["decision"].casefold()
        if not word:
            continue
        if word not in VERDICTS:
            raise GraphError(f"{place}: «{row['decision']}» is no decision; it is one of {', '.join(VERDICTS)}")
        missing = [column for column in ("left", "right", "by", "why") if not row[column]]
        if missing:
            raise GraphError(f"{place}: a row that says «{word}» has nothing under «{missing[0]}»")
        left, right = _term(row["left"]), _term(row["right"])
        if left == right:
            raise GraphError(f"{place}: «{left}» stands on both sides")
        yield Decision(word, left, right, row["by"], row["why"], place)


def table_rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the rows of a TSV file of decisions, each with its place; raise GraphError where the file is no such table."""
    header: list[str] = []
    for place, cells in _cells(path):
        if not any(cell.strip() for cell in cells) or cells[0].startswith("#"):
            continue
        if not header:
            header = [cell.strip() for cell in cells]
            missing = [column for column in COLUMNS if column not in header]
            if missing:
                raise GraphError(f"{place}: the header lacks the column «{missing[0]}»")
            continue
        if len(cells) > len(header):
            raise GraphError(f"{place}: {len(cells)} cells under {len(header)} columns, at «{cells[len(header)]}»")
        yield place, {**dict.fromkeys(header, ""), **dict(zip(header, map(str.strip, cells), strict=False))}
    if not header:
        raise GraphError(f"{path}: the file is empty; its header is {' '.join(COLUMNS)}, with tabs in between")


def _cells(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the cells of each line with its place; a spreadsheet puts quotes around a cell that holds some."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise GraphError(f"{path}: is not UTF-8: byte 0x{error.object[error.start]:02x} at {error.start}") from error
    except OSError as error:
        raise GraphError(f"{path}: {error.strerror or error}") from error
    # Strict, or a quote that is never closed would swallow all rows after it.
    table = csv.reader(io.StringIO(text, newline=""), dialect="excel-tab", strict=True)
    while True:
        place = f"{path}:{table.line_num + 1}"
        try:
            yield place, next(table)
        except StopIteration:
            return
        except csv.Error as error:
            raise GraphError(f"{place}: {error}; a quote within a quoted cell is written twice") from error


def _term(cell: str) -> Term:
    name, _, article = cell.removeprefix("e:").partition("@")
    return Term(name.strip(), article.strip())


# ------------------------------------------------------------------ readings


def decided(readings: Iterable[Reading], decisions: Decisions, known: Mapping[str, KnownName]) -> Iterator[Reading]:
    """Yield the readings with the entities joined and split as it was decided; raise GraphError where two rows contradict each other.

    Of entities that are one, the id of a known name stays, else the first by letters. Each reading is rewritten by itself, so that
    merging what is decided is still the union of the parts.
    """
    found = identities(decisions.rows, known)
    for reading in readings:
        ids = found.of(reading)
        yield renamed(_curated(reading, ids, known), ids)


def _curated(reading: Reading, ids: Mapping[str, str], known: Mapping[str, KnownName]) -> Reading:
    """Give what is joined to a known name the class and the label of that name."""

    def curated(entity: Entity) -> Entity:
        name = known.get(ids.get(entity.id, ""))
        return replace(entity, type=name.type, label=name.ar or name.en) if name else entity

    return replace(reading, entities=tuple(map(curated, reading.entities)))


def remarks(readings: Iterable[Reading], decisions: Decisions, known: Mapping[str, KnownName]) -> Iterator[str]:
    """Yield what should be said of decisions: rows about things that nothing names, and statements that they make void."""
    found = identities(decisions.rows, known)
    named: set[Term] = set()
    lost: list[str] = []
    for reading in readings:
        for entity in reading.entities:
            named |= {Term(entity.id), Term(entity.id, reading.article.id)}
        lost += [
            f"{reading.article.id}: «{looped.subject} {looped.relation} {looped.object}» is left out: its two ends are one by decision"
            for looped in loops(reading, found.of(reading))
        ]
    for row in decisions.rows:
        for term in (row.left, row.right):
            if term not in named and (term.article or term.id not in known):
                yield f"{row.place}: no article names «{term}»"
    yield from lost
