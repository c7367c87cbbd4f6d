"""Unpack gzip and Zstandard while it is read, never more than is asked for, and say where a file breaks off."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from kg.model import ArticleError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

PACKINGS = frozenset((".gz", ".zst"))
INSTALL = "pip install 'kg[archives]'"
_MEGABYTE = 1 << 20
_GZIP = 16 + zlib.MAX_WBITS


def unpacked(stream: BinaryIO, packing: str) -> BinaryIO:
    """Return a stream of what is packed in another; reading raises ArticleError where it is corrupt or breaks off."""
    return io.BufferedReader(Unpacked(*_opened(stream, packing)), _MEGABYTE)


class Unpacked(io.RawIOBase):
    """Hand out as much as is asked for, and name the place where unpacking fails."""

    def __init__(self, packed: IO[bytes], damage: tuple[type[Exception], ...]) -> None:
        self._packed, self._damage = packed, damage
        self._given = 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Unpack into a buffer; raise ArticleError where the bytes are corrupt or break off."""
        view = memoryview(buffer)
        try:
            # What stands before the damage is given first: read() would lose it.
            data: bytes = self._packed.read1(len(view))  # type: ignore[attr-defined]
        except EOFError:
            raise ArticleError(f"breaks off: its end is missing after {self._given:,} bytes unpacked") from None
        except self._damage as error:
            told = " ".join(str(error).split())
            raise ArticleError(f"can't be unpacked further than {self._given:,} bytes: {told}") from error
        view[: len(data)] = data
        self._given += len(data)
        return len(data)


class Member(io.RawIOBase):
    """Unpack one gzip member of a file, so that the next can be read where this one is broken."""

    def __init__(self, stream: BinaryIO, offset: int) -> None:
        self._stream = stream
        self._position = offset
        self._unpacker = zlib.decompressobj(_GZIP)
        self._given = 0

    @property
    def end(self) -> int:
        """Return the offset in the file behind what has been unpacked so far."""
        unpacker = self._unpacker
        # At the end of the member zlib gives what is left as both.
        return self._position - len(unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail)

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def tell(self) -> int:
        """Return how many bytes were given out."""
        return self._given

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Unpack into a buffer; raise ArticleError where the member is corrupt or breaks off."""
        view = memoryview(buffer)
        data = b""
        while not data and not self._unpacker.eof:
            packed = self._unpacker.unconsumed_tail or self._more()
            try:
                data = self._unpacker.decompress(packed, len(view))
            except zlib.error as error:
                raise ArticleError(f"can't be unpacked: {error}") from error
        view[: len(data)] = data
        self._given += len(data)
        return len(data)

    def _more(self) -> bytes:
        self._stream.seek(self._position)
        packed = self._stream.read(1 << 14)
        if not packed:
            raise ArticleError("breaks off: the end of its gzip member is missing")
        self._position += len(packed)
        return packed


def _opened(stream: BinaryIO, packing: str) -> tuple[IO[bytes], tuple[type[Exception], ...]]:
    """Return what unpacks a stream, and what it raises over bytes that are wrong."""
    if packing == ".gz":
        return cast("IO[bytes]", gzip.GzipFile(fileobj=stream, mode="rb")), (gzip.BadGzipFile, zlib.error)
    try:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    except ImportError:
        raise ArticleError(f"is packed with Zstandard, which needs backports.zstd: {INSTALL}") from None
    return cast("IO[bytes]", zstd.ZstdFile(stream, "rb")), (zstd.ZstdError,)
