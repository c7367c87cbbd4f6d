"""Walk through zip and tar archives, one file at a time, without writing any of it to disk."""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, BinaryIO

from kg.articles.compressed import Unpacked
from kg.model import ArticleError

ARCHIVES = frozenset((".zip", ".tar"))
_DAMAGE = (zipfile.BadZipFile, tarfile.TarError, zlib.error, NotImplementedError, RuntimeError)
"""What the two libraries raise over archives that are broken, locked, or packed in a way that they don't know."""


@dataclass(frozen=True, slots=True)
class Packed:
    """Hold a file of an archive, to be read before the next is asked for; exactly one of stream and problem is set."""

    name: str
    stream: BinaryIO | None = None
    problem: str = ""


def files_in(stream: BinaryIO, ending: str) -> Iterator[Packed]:
    """Yield the files of an archive in its order, without hidden ones, links and a README.md; raise ArticleError where it is broken."""
    try:
        for packed in _of_zip(stream) if ending == ".zip" else _of_tar(stream):
            path = PurePosixPath(packed.name)
            if path.name != "README.md" and not any(part.startswith((".", "__MACOSX")) for part in path.parts):
                yield packed
    except _DAMAGE as error:
        raise ArticleError(f"is an archive that can't be read further: {_told(error)}") from error


def _of_zip(stream: BinaryIO) -> Iterator[Packed]:
    with zipfile.ZipFile(stream) as archive:
        for about in archive.infolist():
            if about.is_dir():
                continue
            try:
                with archive.open(about) as opened:
                    yield Packed(about.filename, _stream(opened))
            except _DAMAGE as error:  # it can't even be opened
                yield Packed(about.filename, problem=f"can't be unpacked: {_told(error)}")


def _of_tar(stream: BinaryIO) -> Iterator[Packed]:
    damaged: list[str] = []

    class Header(tarfile.TarInfo):
        """Note what is no header though one should stand there: the library passes over it in silence."""

        @classmethod
        def fromtarfile(cls, archive: tarfile.TarFile) -> Header:
            try:
                return super().fromtarfile(archive)
            except (tarfile.InvalidHeaderError, tarfile.TruncatedHeaderError) as error:  # type: ignore[attr-defined]
                damaged.append(str(error))
                raise

    with tarfile.open(fileobj=stream, mode="r|", tarinfo=Header, ignore_zeros=True) as archive:
        for about in archive:
            archive.members = []  # type: ignore[attr-defined]  # it would keep what it knows of every file until its end
            if damaged:
                yield Packed("", problem=f"is broken in front of {about.name}: {damaged[0]}")
                damaged.clear()
            opened = archive.extractfile(about) if about.isfile() else None
            if opened is not None:
                yield Packed(about.name, _stream(opened))
    if damaged:
        yield Packed("", problem=f"is broken at its end: {damaged[0]}")


def _stream(opened: IO[bytes]) -> BinaryIO:
    return io.BufferedReader(Unpacked(opened, _DAMAGE))


def _told(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
