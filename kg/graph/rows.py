"""Files of decisions -> rows: tables with tabs in between, which people fill in by hand or in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from kg.model import GraphError

DECISION = "decision"
_Word = TypeVar("_Word", bound=str)


def decided_rows(
    path: Path, words: Sequence[_Word], needed: Sequence[str], others: Sequence[str] = ()
) -> Iterator[tuple[str, _Word, dict[str, str]]]:
    """Yield the rows of a file that somebody has decided, each with its place and its decision, which is one of the words.

    Raise GraphError naming file, line and term where the header lacks a column, or a decided row another decision or a `needed` cell.
    """
    for place, row in table_rows(path, (DECISION, *needed, *others)):
        if not row[DECISION]:
            continue
        word = next((word for word in words if word == row[DECISION].casefold()), None)
        if word is None:
            raise GraphError(f"{place}: «{row[DECISION]}» is no decision; it is one of {', '.join(words)}")
        missing = [column for column in needed if not row[column]]
        if missing:
            raise GraphError(f"{place}: a row that says «{word}» has nothing under «{missing[0]}»")
        yield place, word, row


def table_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the rows of a TSV file of decisions, each with its place; raise GraphError where the file is no such table."""
    header: list[str] = []
    for place, cells in _cells(path):
        if not any(cell.strip() for cell in cells) or cells[0].startswith("#"):
            continue
        if not header:
            header = [cell.strip() for cell in cells]
            missing = [column for column in columns if column not in header]
            if missing:
                raise GraphError(f"{place}: the header lacks the column «{missing[0]}»")
            continue
        if len(cells) > len(header):
            raise GraphError(f"{place}: {len(cells)} cells under {len(header)} columns, at «{cells[len(header)]}»")
        yield place, {**dict.fromkeys(header, ""), **dict(zip(header, map(_text, cells), strict=False))}
    if not header:
        raise GraphError(f"{path}: the file is empty; its header is {' '.join(columns)}, with tabs in between")


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


def _text(cell: str) -> str:
    """Return what a cell says: an apostrophe keeps a spreadsheet from running what follows it."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@") else cell
