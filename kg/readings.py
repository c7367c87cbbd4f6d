"""Reading <-> JSON: the object that `kg read` writes for each article, without the article's text; a build adds the key "key" to each.

    {"article": id, "title": …, "published": …, "publisher": …, "author": …, "url": …,
     "entities": [{"id": …, "type": …, "label": …, "names": […]}],
     "statements": [{"id": …, "subject": …, "relation": …, "object": "<entity id>" | {"amount": 5e9, "currency": "USD", "bound": "exact"} | {"number": 1200, "bound": "exact"},
       "qualifiers": {"amount": {"value": …, "currency": …, "bound": …}, "percent": 20, "date": "2023-11", "seller": name, …},
       "seller": "<entity id>", "status": …,
       "quote": …, "start": …, "end": …, "where": …, "rule": …, "score": …, "speaker": …, "subject_span": [start, end], …,
       "evidence": [the same keys for each piece, where there is more than one]}]}

Keys without a value are left out, quote apart.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from kg.model import (
    Article,
    ArticleError,
    Bound,
    Entity,
    Evidence,
    Quantity,
    Reading,
    Span,
    Statement,
    Status,
    Where,
)
from kg.writing import replace_file

_METADATA = ("title", "published", "publisher", "author", "url")
_SELLER = "seller"
"""The one qualifier that is an entity."""
_SPANS = ("subject_span", "object_span", "trigger_span")


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """Return a reading as the object that `kg read` writes."""
    article = reading.article
    metadata = {name: getattr(article, name) for name in _METADATA if getattr(article, name)}
    # A qualifier names its entity as the article does; the id stands beside it.
    names = {entity.id: entity.names[0] if entity.names else entity.label for entity in reading.entities}
    return {
        "article": article.id,
        **metadata,
        **({"fingerprint": reading.fingerprint} if reading.fingerprint else {}),
        "entities": [
            {"id": entity.id, "type": entity.type, "label": entity.label, "names": list(entity.names)}
            for entity in reading.entities
        ],
        "statements": [_statement_to_json(statement, names) for statement in reading.statements],
    }


def reading_from_json(row: Mapping[str, Any]) -> Reading:
    """Return the reading that an object of `kg read` holds; its article has no text.

    Raise ArticleError where a key is missing or a value isn't what it should be.
    """
    if not isinstance(row, Mapping):
        raise ArticleError(f"a reading is an object, not {type(row).__name__}")
    try:
        name = row["article"]
        article = Article(id=name, text="", **{key: row[key] for key in _METADATA if row.get(key)})
        entities = (
            Entity(entity["id"], entity["type"], entity["label"], tuple(entity.get("names", ())))
            for entity in row.get("entities", ())
        )
        statements = (_statement_from_json(statement, name) for statement in row.get("statements", ()))
        return Reading(article, tuple(entities), tuple(statements), str(row.get("fingerprint", "")))
    except KeyError as error:
        raise ArticleError(f"the reading of «{row.get('article', '?')}» lacks {error}") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise ArticleError(f"the reading of «{row.get('article', '?')}» is malformed: {error}") from error


def read_readings(path: Path) -> Iterator[Reading]:
    """Yield the readings of a JSON Lines file; raise ArticleError naming file and line where one is broken."""
    for _, reading in read_keyed(path):
        yield reading


def read_keyed(path: Path) -> Iterator[tuple[str, Reading]]:
    """Yield the readings of a JSON Lines file, each with the key of what it was read from, as `read_readings` does."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    row = json.loads(line)
                    yield str(row.get("key", "")) if isinstance(row, Mapping) else "", reading_from_json(row)
                except (json.JSONDecodeError, ArticleError) as error:
                    raise ArticleError(f"{path}:{number}: {error}") from error


def write_readings(readings: Iterable[Reading], path: Path, keys: Mapping[str, str] | None = None) -> None:
    """Write readings as JSON Lines, sorted by article, whole or not at all, with the keys that are known of articles by their ids."""
    known = keys or {}
    rows = sorted((keyed(reading, known.get(reading.article.id, "")) for reading in readings), key=_article_of)
    replace_file(path, (json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def keyed(reading: Reading, key: str) -> dict[str, Any]:
    """Return a reading as JSON with the key of what it was read from."""
    row = reading_to_json(reading)
    return {"article": row.pop("article"), **({"key": key} if key else {}), **row}


def _article_of(row: Mapping[str, Any]) -> str:
    return str(row["article"])


def _statement_to_json(statement: Statement, names: Mapping[str, str]) -> dict[str, Any]:
    evidence = [_evidence_to_json(item) for item in statement.evidence]
    qualifiers = {role: _value_to_json(value) for role, value in statement.qualifiers}
    seller = qualifiers.get(_SELLER)
    if isinstance(seller, str):
        qualifiers[_SELLER] = names.get(seller, seller)
    return {
        "id": statement.id,
        "subject": statement.subject,
        "relation": statement.relation,
        "object": _object_to_json(statement.object),
        "qualifiers": qualifiers,
        **({_SELLER: seller} if seller is not None else {}),
        "status": statement.status,
        **(evidence[0] if evidence else {}),
        **({"evidence": evidence} if len(evidence) > 1 else {}),
    }


def _statement_from_json(row: Mapping[str, Any], article: str) -> Statement:
    pieces = row.get("evidence") or ([row] if "quote" in row else [])
    told = {**(row.get("qualifiers") or {}), **({_SELLER: row[_SELLER]} if _SELLER in row else {})}
    qualifiers = ((role, _value_from_json(value)) for role, value in told.items())
    value = row["object"]
    return Statement(
        subject=row["subject"],
        relation=row["relation"],
        object=_quantity(value) if isinstance(value, Mapping) else value,
        qualifiers=tuple(sorted(qualifiers, key=str)),
        status=cast("Status", row.get("status", "asserted")),
        evidence=tuple(_evidence_from_json(piece, article) for piece in pieces),
    )


def _object_to_json(value: str | Quantity) -> str | dict[str, Any]:
    if isinstance(value, str):
        return value
    if value.unit and value.unit != "percent":
        return {"amount": _number(value.value), "currency": value.unit, "bound": value.bound}
    unit = {"unit": value.unit} if value.unit else {}
    return {"number": _number(value.value), **unit, "bound": value.bound}


def _value_to_json(value: str | float | Quantity) -> str | float | dict[str, Any]:
    if not isinstance(value, Quantity):
        return value if isinstance(value, str) else _number(value)
    unit = {"currency" if value.unit != "percent" else "unit": value.unit} if value.unit else {}
    return {"value": _number(value.value), **unit, "bound": value.bound}


def _value_from_json(value: Any) -> str | float | Quantity:
    if isinstance(value, Mapping):
        return _quantity(value)
    return value if isinstance(value, str) else float(value)


def _quantity(row: Mapping[str, Any]) -> Quantity:
    number = next((row[key] for key in ("amount", "value", "number") if key in row), None)
    if number is None:
        raise ArticleError(f"{dict(row)} is no figure: it has none of amount, value and number")
    unit = row.get("currency") or row.get("unit") or ""
    return Quantity(float(number), unit, cast("Bound", row.get("bound", "exact")))


def _evidence_to_json(evidence: Evidence) -> dict[str, Any]:
    spans = ((name, getattr(evidence, name)) for name in _SPANS)
    return {
        "quote": evidence.quote,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "where": evidence.where,
        "rule": evidence.rule,
        "score": evidence.score,
        **({"speaker": evidence.speaker} if evidence.speaker else {}),
        **{name: [span.start, span.end] for name, span in spans if span is not None},
    }


def _evidence_from_json(row: Mapping[str, Any], article: str) -> Evidence:
    evidence = Evidence(
        article=article,
        span=Span(row["start"], row["end"]),
        quote=row["quote"],
        rule=row.get("rule", ""),
        score=row.get("score", 1.0),
        speaker=row.get("speaker", ""),
        where=cast("Where", row.get("where", "body")),
    )
    subject, target, trigger = (Span(*row[name]) if row.get(name) else None for name in _SPANS)
    return replace(evidence, subject_span=subject, object_span=target, trigger_span=trigger)


def _number(value: float) -> int | float:
    """Return a whole number without its point, as a reader of JSON expects of 1200 people."""
    return int(value) if float(value).is_integer() else value
