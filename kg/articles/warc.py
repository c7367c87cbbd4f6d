"""Read the pages that a crawler kept in WARC files: the responses that are HTML, as their servers sent them."""

from __future__ import annotations

import io
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from email.message import Message
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.articles.compressed import INSTALL, Member
from kg.articles.decoding import decode
from kg.articles.pages import read_page
from kg.articles.records import Record
from kg.model import ArticleError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_HTML = frozenset(("text/html", "application/xhtml+xml"))
_GZIP_MAGIC, _RECORD_MAGIC = b"\x1f\x8b\x08", b"WARC/1."
_STEP_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class _Held:
    """Hold a record until what follows it shows that it is whole."""

    number: int
    offset: int
    raw: Any
    page: Record | None
    """None where it is no page."""


@dataclass(slots=True)
class _Progress:
    records: int = 0
    lost: bool = False
    """Whether a record is looked for behind a broken one: what only looks like the beginning of one is no news then."""


def read_warc(stream: BinaryIO, limit_bytes: int) -> Iterator[Record]:
    """Read the pages of a file in which can be sought; behind a broken record it goes on with the next that is whole."""
    _check_installed()
    packed = stream.read(len(_GZIP_MAGIC)) == _GZIP_MAGIC
    end, offset, progress = stream.seek(0, io.SEEK_END), 0, _Progress()
    if not end:
        raise ArticleError("is empty")
    while 0 <= offset < end:
        part = Member(stream, offset) if packed else _Rest(stream, offset)
        broken = yield from _read_part(part, offset, progress, limit_bytes)
        if broken is None:
            offset = part.end
        else:
            progress.lost = True
            offset = _find(stream, _GZIP_MAGIC if packed else _RECORD_MAGIC, broken + 1)


class _Rest(io.RawIOBase):
    """Read a file from an offset on, as a `Member` is read of one that is packed."""

    def __init__(self, stream: BinaryIO, offset: int) -> None:
        self._stream, self._begin = stream, offset
        self.end = offset

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def tell(self) -> int:
        """Return how many bytes were given out."""
        return self.end - self._begin

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read into a buffer."""
        view = memoryview(buffer)
        self._stream.seek(self.end)
        data = self._stream.read(len(view))
        view[: len(data)] = data
        self.end += len(data)
        return len(data)


def _read_part(
    part: Member | _Rest, offset: int, progress: _Progress, limit_bytes: int
) -> Generator[Record, None, int | None]:
    """Yield the pages of a gzip member, or of a file from an offset on; return where it is broken, if it is."""
    from warcio.archiveiterator import ArchiveIterator

    records = ArchiveIterator(part)
    records.INC_RECORD = ""  # it would print a warning; err_count tells of it too
    held: _Held | None = None
    while True:
        record, failure, fault = _following(records, held)
        begin = offset if isinstance(part, Member) else offset + records.offset
        if held is not None and fault:
            yield Record(_where(held.number, held.offset), held.number, problem=fault)
            return held.offset
        if held is not None and held.page is not None:
            yield held.page
        if failure:
            if not progress.lost:
                progress.records += 1
                yield Record(_where(progress.records, begin), progress.records, problem=failure)
            return begin
        if record is None:
            _drain(part)
            return None
        progress.lost = False
        progress.records += 1
        held = _Held(progress.records, begin, record.raw_stream, _page(record, progress.records, limit_bytes))


def _drain(part: Member | _Rest) -> None:
    """Go to the end of a part, of which the library may have read less."""
    while part.read(_STEP_BYTES):
        pass


def _following(records: Any, held: _Held | None) -> tuple[Any, str, str]:
    """Return the next record, why it can't be read, and what is wrong with the one before, of which this shows first."""
    errors, failure = records.err_count, ""
    try:
        record = next(records, None)
        if record is None and (held is None or records.next_line):
            failure = "breaks off: its end is missing"
        elif record is not None and not (record.rec_headers.get_header("Content-Length") or "").isdigit():
            record, failure = None, "doesn't say how long it is"
    except Exception as error:  # whatever a library raises over a broken record is the record's
        record, failure = None, f"can't be read: {_told(error)}"
        if held is not None and records.member_info is None:  # it was still reading the one before
            return None, "", failure
    if held is not None and records.err_count > errors:
        return record, failure, "is not as long as it says"
    if held is not None and getattr(held.raw, "limit", 0) > 0:
        return record, failure, "breaks off: its end is missing"
    return record, failure, ""


def _page(record: Any, number: int, limit_bytes: int) -> Record | None:
    """Return the article of a record, or what is wrong with it; nothing for what is no page."""
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or not (headers.get_statuscode() or "").startswith("2"):
        return None
    told = Message()
    told["Content-Type"] = headers.get_header("Content-Type") or ""
    if told.get_content_type() not in _HTML:
        return None
    where = f", record {number}"
    try:
        data = _content(record.content_stream(), limit_bytes)
        source = read_page(decode(data, declared=True, charset=str(told.get_content_charset() or "")))
    except ArticleError as error:
        return Record(where, number, problem=str(error))
    except Exception as error:  # its transfer or content coding is broken
        return Record(where, number, problem=f"can't be read: {_told(error)}")
    return Record(where, number, source=replace(source, url=record.rec_headers.get_header("WARC-Target-URI")))


def _content(stream: Any, limit_bytes: int) -> bytes:
    data = bytearray()
    while piece := stream.read(_STEP_BYTES):
        data += piece
        if len(data) > limit_bytes:
            raise ArticleError(f"is over the limit of {limit_bytes:,} bytes")
    return bytes(data)


def _find(stream: BinaryIO, magic: bytes, offset: int) -> int:
    """Return the next offset at which a record may begin, or -1."""
    stream.seek(offset)
    before = b""
    while piece := stream.read(_STEP_BYTES):
        found = (before + piece).find(magic)
        if found >= 0:
            return offset - len(before) + found
        offset += len(piece)
        before = piece[1 - len(magic) :]
    return -1


def _where(number: int, offset: int) -> str:
    return f", record {number} at offset {offset}"


def _check_installed() -> None:
    try:
        import warcio  # noqa: F401
    except ImportError:
        raise ArticleError(f"is a WARC file, which needs warcio: {INSTALL}") from None


def _told(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
