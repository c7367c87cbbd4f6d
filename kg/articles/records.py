"""Make records of keys and values, and take JSON apart: one object, a list of objects, or an object a line.

A record has the keys text and, where known, id, title, published, publisher, url and author; others are not looked at.
"""

from __future__ import annotations

import codecs
import datetime
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from itertools import chain
from typing import BinaryIO

from kg.articles.decoding import check_characters, decode
from kg.articles.layout import ParseDate, Source, with_title
from kg.model import ArticleError

KEYS = ("id", "title", "text", "published", "publisher", "url", "author")
_ISO_DATE = re.compile(r"(\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)(?:[T ]\d{2}:\d{2}.*)?")


class _Pairs(tuple[tuple[str, object], ...]):
    """Hold the keys and values of an object as they stand, repeated keys and all."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Record:
    """Hold one article of a file; exactly one of source and problem is set."""

    where: str
    """What follows the file's name: ":3" for a line, ", article 3" in a list, nothing where a file is one article."""
    number: int
    """Which of several it is, by lines or in the list; 0 where a file is one article."""
    id: str = ""
    source: Source | None = None
    problem: str = ""
    stem: str = ""
    """The name of the file in an archive that it stands in, without the ending."""


def record_of(pairs: Iterable[tuple[str, object]], where: str, number: int, parse_date: ParseDate) -> Record:
    """Make a record of keys and values, with a problem in it where they make no article."""
    return _record(_Pairs(pairs), where, number, parse_date)


def read_records(
    stream: BinaryIO, head: bytes, limit_bytes: int, parse_date: ParseDate, *, lines: bool
) -> Iterator[Record]:
    """Read the records of a stream, of which `head`, up to the end of the first line that isn't blank, is read already.

    With `lines`, or where that line is an object on its own and more follows, every line is a record, and the limit holds
    for a line; else all is one document. Raises ArticleError where the document can't be read.
    """
    first = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if not first:
        raise ArticleError("is empty")
    line_number = 1 + head[: len(head) - len(first)].count(b"\n")
    ahead = [first]
    if not lines and first.startswith(b"{") and first.rstrip().endswith(b"}"):
        while not lines and (line := stream.readline(limit_bytes + 1)):
            ahead.append(line)
            lines = bool(line.strip())
    if lines:
        yield from _read_lines(stream, ahead, line_number, limit_bytes, parse_date)
        return
    data = head + stream.read(max(0, limit_bytes + 1 - len(head)))
    if len(data) > limit_bytes:
        raise ArticleError(f"is over the limit of {limit_bytes:,} bytes")
    value = _parse(decode(data))
    if isinstance(value, list):
        for index, item in enumerate(_items(value), 1):
            yield _record(item, f", article {index}", index, parse_date)
    else:
        yield _record(value, "", 0, parse_date)


def _read_lines(
    stream: BinaryIO, ahead: list[bytes], number: int, limit_bytes: int, parse_date: ParseDate
) -> Iterator[Record]:
    lines = chain(ahead, iter(lambda: stream.readline(limit_bytes + 1), b""))
    try:
        for line in lines:
            if len(line) > limit_bytes and not line.endswith(b"\n"):
                yield Record(f":{number}", number, problem=f"is over the limit of {limit_bytes:,} bytes")
                while line and not line.endswith(b"\n"):
                    line = stream.readline(limit_bytes + 1)
            elif line.strip():
                yield from _records_of_line(line, number, parse_date)
            number += 1
    except ArticleError as error:  # what is packed breaks off, or can't be unpacked
        yield Record(f":{number}", number, problem=str(error))


def _records_of_line(line: bytes, number: int, parse_date: ParseDate) -> Iterator[Record]:
    try:
        value = _parse(decode(line))
        items = _items(value) if isinstance(value, list) else [value]
    except ArticleError as error:
        yield Record(f":{number}", number, problem=str(error))
        return
    for item in items:
        yield _record(item, f":{number}", number, parse_date)


def _parse(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_Pairs)
    except json.JSONDecodeError as error:
        raise ArticleError(f"is not JSON: {error.msg} at line {error.lineno}, column {error.colno}") from error
    except RecursionError:
        raise ArticleError("is JSON nested too deeply") from None
    except ValueError as error:  # a number of thousands of digits
        raise ArticleError(f"is not JSON that can be read: {error}") from error


def _items(values: list[object]) -> list[object]:
    if not values:
        raise ArticleError("is a list without articles")
    return values


def _record(value: object, where: str, number: int, parse_date: ParseDate) -> Record:
    try:
        known = _known(value)
        source = Source(
            text=known["text"],
            title=known["title"],
            published=_published(known["published"], parse_date),
            publisher=known["publisher"] or None,
            author=known["author"] or None,
            url=known["url"] or None,
        )
    except ArticleError as error:
        return Record(where, number, problem=str(error))
    return Record(where, number, known["id"], with_title(source))


def _known(value: object) -> dict[str, str]:
    if not isinstance(value, _Pairs):
        raise ArticleError("is no JSON object")
    known = dict.fromkeys(KEYS, "")
    seen = set()
    for key, content in value:
        if key not in known:
            continue
        if key in seen:
            raise ArticleError(f"has the key {key!r} twice")
        seen.add(key)
        if key == "id" and isinstance(content, int) and not isinstance(content, bool):
            content = str(content)
        if content is not None and not isinstance(content, str):
            raise ArticleError(f"has a wrong value for the key {key!r}: expected text")
        content = check_characters(content or "")
        known[key] = content if key == "text" else content.strip()
    if not known["text"].strip():
        raise ArticleError("has no text under the key 'text'")
    return known


def _published(told: str, parse_date: ParseDate) -> str | None:
    if not told:
        return None
    if (found := _ISO_DATE.fullmatch(told)) and _is_in_calendar(found[1]):
        return found[1]
    if (date := parse_date(told)) is not None:
        return date
    try:
        return parsedate_to_datetime(told).date().isoformat()
    except (ValueError, TypeError, OverflowError):
        raise ArticleError(f"has no date under the key 'published': {told[:40]!r}") from None


def _is_in_calendar(date: str) -> bool:
    try:
        datetime.date.fromisoformat(date + "0000-01-01"[len(date) :])
    except ValueError:
        return False
    return True
