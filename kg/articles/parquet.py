"""Read the rows of a Parquet file as records: its columns are named as the keys of JSON are."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.articles.compressed import INSTALL
from kg.articles.layout import ParseDate
from kg.articles.records import KEYS, Record, record_of
from kg.model import ArticleError

_ROWS_AT_A_TIME = 8
_BUFFER_BYTES = 1 << 20


def read_parquet(stream: BinaryIO, limit_bytes: int, parse_date: ParseDate) -> Iterator[Record]:
    """Read the rows a few at a time; a group of rows that can't be read is a problem, and the next is read.

    Raises ArticleError where the file can't be opened or has no column of texts.
    """
    try:
        import pyarrow
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise ArticleError(f"is Parquet, which needs pyarrow: {INSTALL}") from None
    try:
        file = ParquetFile(stream, buffer_size=_BUFFER_BYTES, pre_buffer=False)
    except (pyarrow.ArrowException, OSError) as error:
        raise ArticleError(f"is no Parquet that can be read: {_told(error)}") from error
    names = file.schema_arrow.names
    if "text" not in names:
        raise ArticleError(f"has no column 'text': its columns are {', '.join(names) or 'none'}")
    columns = [name for name in KEYS if name in names]
    first = 1
    for group in range(file.num_row_groups):
        about = file.metadata.row_group(group)
        number = first
        try:
            _check_size(about, limit_bytes)
            for row in _rows(file, group, columns):
                yield _record(row, number, limit_bytes, parse_date)
                number += 1
        except (pyarrow.ArrowException, OSError, ValueError) as error:
            last = first + about.num_rows - 1
            yield Record(f", row {number}", number, problem=f"rows {number} to {last} can't be read: {_told(error)}")
        first += about.num_rows


def _rows(file: Any, group: int, columns: list[str]) -> Iterator[dict[str, Any]]:
    for batch in file.iter_batches(_ROWS_AT_A_TIME, row_groups=[group], columns=columns, use_threads=False):
        yield from batch.to_pylist()


def _record(row: dict[str, Any], number: int, limit_bytes: int, parse_date: ParseDate) -> Record:
    where = f", row {number}"
    if sum(len(value) for value in row.values() if isinstance(value, str)) > limit_bytes:
        return Record(where, number, problem=f"is over the limit of {limit_bytes:,} characters")
    return record_of(((key, _plain(value)) for key, value in row.items()), where, number, parse_date)


def _plain(value: object) -> object:
    """Write a date as JSON would have it."""
    return value.isoformat() if isinstance(value, datetime.date) else value


def _check_size(about: Any, limit_bytes: int) -> None:
    """Refuse a group that says of itself that its rows are too large, before anything of it is unpacked."""
    if about.total_byte_size > limit_bytes * max(1, about.num_rows):
        raise ArticleError(f"they are over the limit of {limit_bytes:,} bytes each")


def _told(error: Exception) -> str:
    return " ".join(str(error).split())
