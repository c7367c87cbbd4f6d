"""Readings -> Parquet, for data frames and warehouses: a row for each article, nested as readings.jsonl has it, with one type for each key.

    article, key, title, published, publisher, author, url, fingerprint: text
    entities: [{id, type, label, names: [text]}]
    statements: [{id, subject, relation, object: entity id, figure: {value, unit, bound}, status,
                  qualifiers: [{role, text, number, figure}],
                  evidence: [{quote, start, end, where, rule, score, speaker, subject_span: {start, end}, …}]}]

What isn't known is null. Of object and figure one is set, and of text, number and figure too.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from kg.articles.compressed import INSTALL
from kg.model import Evidence, KgError, Quantity, Reading, Span, Statement

_AT_A_TIME = 500
"""Articles in a group of rows."""


def check_parquet() -> None:
    """Raise KgError where Parquet can't be written."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        raise KgError(f"Parquet needs pyarrow: {INSTALL}") from None


def write_parquet(path: Path, readings: Iterable[tuple[str, Reading]]) -> None:
    """Write readings, each with its key, so many at a time."""
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    schema = _schema()
    waiting = iter(readings)
    with ParquetWriter(path, schema, compression="zstd") as file:
        while some := [_row(key, reading) for key, reading in islice(waiting, _AT_A_TIME)]:
            file.write_table(pyarrow.Table.from_pylist(some, schema=schema))


def _schema() -> Any:
    import pyarrow as pa

    text, number, whole = pa.string(), pa.float64(), pa.int64()

    def struct(**fields: Any) -> Any:
        return pa.struct(list(fields.items()))

    span = struct(start=whole, end=whole)
    figure = struct(value=number, unit=text, bound=text)
    spans = dict.fromkeys(("subject_span", "object_span", "trigger_span"), span)
    sentence = {"quote": text, "start": whole, "end": whole, "where": text, "rule": text, "score": number}
    evidence = struct(**sentence, speaker=text, **spans)
    qualifier = struct(role=text, text=text, number=number, figure=figure)
    claim = dict.fromkeys(("id", "subject", "relation", "object"), text)
    statement = struct(**claim, figure=figure, status=text, qualifiers=pa.list_(qualifier), evidence=pa.list_(evidence))
    entity = struct(id=text, type=text, label=text, names=pa.list_(text))
    names = ("article", "key", "title", "published", "publisher", "author", "url", "fingerprint")
    columns = [*((name, text) for name in names), ("entities", pa.list_(entity)), ("statements", pa.list_(statement))]
    return pa.schema(columns)


def _row(key: str, reading: Reading) -> dict[str, Any]:
    article = reading.article
    return {
        "article": article.id,
        "key": key,
        "title": article.title or None,
        "published": article.published,
        "publisher": article.publisher,
        "author": article.author,
        "url": article.url,
        "fingerprint": reading.fingerprint or None,
        "entities": [
            {"id": entity.id, "type": entity.type, "label": entity.label, "names": list(entity.names)}
            for entity in reading.entities
        ],
        "statements": [_statement(statement) for statement in reading.statements],
    }


def _statement(statement: Statement) -> dict[str, Any]:
    other = statement.object
    return {
        "id": statement.id,
        "subject": statement.subject,
        "relation": statement.relation,
        "object": other if isinstance(other, str) else None,
        "figure": _figure(other),
        "status": statement.status,
        "qualifiers": [_qualifier(role, value) for role, value in statement.qualifiers],
        "evidence": [_evidence(item) for item in statement.evidence],
    }


def _qualifier(role: str, value: str | float | Quantity) -> dict[str, Any]:
    number = None if isinstance(value, str | Quantity) else float(value)
    return {"role": role, "text": value if isinstance(value, str) else None, "number": number, "figure": _figure(value)}


def _figure(value: str | float | Quantity) -> dict[str, Any] | None:
    if not isinstance(value, Quantity):
        return None
    return {"value": value.value, "unit": value.unit or None, "bound": value.bound}


def _evidence(item: Evidence) -> dict[str, Any]:
    return {
        "quote": item.quote,
        "start": item.span.start,
        "end": item.span.end,
        "where": item.where,
        "rule": item.rule,
        "score": item.score,
        "speaker": item.speaker or None,
        "subject_span": _span(item.subject_span),
        "object_span": _span(item.object_span),
        "trigger_span": _span(item.trigger_span),
    }


def _span(span: Span | None) -> dict[str, int] | None:
    return None if span is None else {"start": span.start, "end": span.end}
