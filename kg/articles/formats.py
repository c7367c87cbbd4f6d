"""Read a file, a member of an archive or a stream as the ending of its name tells: text, HTML, JSON, feeds, tables, crawls, archives.

What ends in .gz or .zst is unpacked while it is read.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import BinaryIO

from kg.articles.archives import ARCHIVES, files_in
from kg.articles.compressed import PACKINGS, unpacked
from kg.articles.decoding import decode
from kg.articles.layout import ParseDate, Source
from kg.articles.pages import read_page
from kg.articles.records import Record, read_records
from kg.model import ArticleError

_TEXT = frozenset((".txt",))
_PAGES = frozenset((".html", ".htm", ".xhtml"))
_LINES = frozenset((".jsonl", ".ndjson"))
DOCUMENTS = frozenset((".json",))
_FEEDS = frozenset((".rss", ".atom", ".xml"))
_TABLES = frozenset((".parquet",))
_CRAWLS = frozenset((".warc",))
_WHOLE = _TEXT | _PAGES
_STREAMED = _WHOLE | _LINES | DOCUMENTS | _FEEDS
"""What can be read from its beginning to its end, and so in an archive too."""
_ALL = _STREAMED | _TABLES | _CRAWLS | ARCHIVES
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)


def parts_of(name: str) -> tuple[str, str, str]:
    """Return the stem of a file's name, the ending that tells what is in it, and that of how it is packed: news, .jsonl, .gz."""
    path = PurePath(name.removesuffix(".tgz") + ".tar.gz" if name.endswith(".tgz") else name)
    packing = path.suffix.lower() if path.suffix.lower() in PACKINGS else ""
    inner = PurePath(path.stem) if packing else path
    return inner.stem, inner.suffix.lower(), packing


def check_name(name: str) -> None:
    """Raise ArticleError for a name whose ending doesn't tell of anything that can be read."""
    _, ending, packing = parts_of(name)
    _check_ending(ending, packing, _ALL)


def read_file(stream: BinaryIO, name: str, size: int, limit_bytes: int, parse_date: ParseDate) -> Iterator[Record]:
    """Read the articles of an open file; raise ArticleError where it can't be read, or not further."""
    _, ending, packing = parts_of(name)
    if ending in _WHOLE and not packing and size > limit_bytes:
        raise ArticleError(f"has {size:,} bytes, over the limit of {limit_bytes:,}")
    if ending in _CRAWLS and packing != ".zst":
        from kg.articles.warc import read_warc

        yield from read_warc(stream, limit_bytes)
        return
    if packing and ending in _TABLES | _CRAWLS | {".zip"}:
        raise ArticleError(f"is a {ending} file packed once more: unpack it first")
    if packing:
        stream = unpacked(stream, packing)
    if ending in _TABLES:
        from kg.articles.parquet import read_parquet

        yield from read_parquet(stream, limit_bytes, parse_date)
    elif ending in ARCHIVES:
        yield from _read_archive(stream, ending, limit_bytes, parse_date)
    else:
        yield from _read_streamed(stream, ending, limit_bytes, parse_date)


def read_unnamed(stream: BinaryIO, limit_bytes: int, parse_date: ParseDate) -> Iterator[Record]:
    """Read the articles of a stream, which its first character tells to be JSON, a page or text."""
    stream, head = _begin(stream, limit_bytes)
    begins = head.removeprefix(codecs.BOM_UTF8).lstrip()[:1]
    if begins in (b"{", b"["):
        yield from read_records(stream, head, limit_bytes, parse_date, lines=False)
    else:
        yield Record("", 0, source=_read_whole(stream, head, limit_bytes, page=begins == b"<"))


def _read_streamed(stream: BinaryIO, ending: str, limit_bytes: int, parse_date: ParseDate) -> Iterator[Record]:
    if ending in _FEEDS:
        from kg.articles.feeds import read_feed

        yield from read_feed(stream, limit_bytes, parse_date)
    elif ending in _LINES | DOCUMENTS:
        rest, head = _begin(stream, limit_bytes)
        yield from read_records(rest, head, limit_bytes, parse_date, lines=ending in _LINES)
    else:
        yield Record("", 0, source=_read_whole(stream, b"", limit_bytes, page=ending in _PAGES))


def _read_archive(stream: BinaryIO, archive: str, limit_bytes: int, parse_date: ParseDate) -> Iterator[Record]:
    for file in files_in(stream, archive):
        where = f"/{file.name}" if file.name else ""
        if file.stream is None:
            yield Record(where, 0, problem=file.problem)
            continue
        try:
            stem, ending, packing = parts_of(file.name)
            _check_ending(ending, packing, _STREAMED)
            inner = unpacked(file.stream, packing) if packing else file.stream
            for record in _read_streamed(inner, ending, limit_bytes, parse_date):
                yield replace(record, where=where + record.where, stem=stem)
        except ArticleError as error:
            yield Record(where, 0, problem=str(error))


def _check_ending(ending: str, packing: str, known: frozenset[str]) -> None:
    if ending not in known:
        told = f"the ending {ending}{packing}" if ending or packing else "a name without ending"
        raise ArticleError(
            f"{told} is none of {' '.join(sorted(known))}, alone or with {' or '.join(sorted(PACKINGS))} behind it"
        )


def _begin(stream: BinaryIO, limit_bytes: int) -> tuple[BinaryIO, bytes]:
    """Read as far as the first line that is not blank, and return it with a stream of what follows."""
    head = _first_lines(stream, limit_bytes)
    if head.startswith(_WIDE_MARKS):
        # The lines of UTF-16 can only be told apart after decoding; as UTF-8 it goes the way of all others.
        data = head + stream.read(max(0, limit_bytes + 1 - len(head)))
        if len(data) > limit_bytes:
            raise ArticleError(f"is over the limit of {limit_bytes:,} bytes")
        stream = io.BytesIO(decode(data).encode())
        head = _first_lines(stream, limit_bytes)
    return stream, head


def _first_lines(stream: BinaryIO, limit_bytes: int) -> bytes:
    head = b""
    while not head.strip() and len(head) <= limit_bytes and (line := stream.readline(limit_bytes + 1)):
        head += line
    return head


def _read_whole(stream: BinaryIO, head: bytes, limit_bytes: int, *, page: bool) -> Source:
    data = head + stream.read(max(0, limit_bytes + 1 - len(head)))
    if len(data) > limit_bytes:
        raise ArticleError(f"is over the limit of {limit_bytes:,} bytes")
    text = decode(data, declared=page)
    if not any(map(str.isalnum, text)):
        raise ArticleError("is empty" if not text.strip() else "holds no words")
    return read_page(text) if page else Source(text)
