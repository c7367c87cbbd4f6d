"""A graph file that is large -> Oxigraph's store on disk, made once beside the file and opened for as long as the file is what it was.

graph.trig has graph.trig.store/ beside it: a folder for the store, named by the digest of the file, and stamp.json, which tells of what
file it was made. A store never changes; another file gets another one. So what is read is what the file says, whoever else reads,
makes or takes away stores at the same time.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import tempfile
import time
import weakref
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import Store

from kg.graph.files import graph_file, load_in_parts
from kg.graph.name_index import write_index
from kg.model import GraphError
from kg.writing import replace_file

LARGE = 64 << 20
"""Bytes of a graph file from which on its graph is kept on disk; one of this size takes about 400 MB of memory, and seconds to read."""

_STAMP = "stamp.json"
_QUADS, _NAMES, _IN_USE = "quads", "names.sqlite", "in-use"
_MAKING = ".making-"
# Counted up when what is kept here changes its form.
_FORM = f"1 {version('pyoxigraph')}"
# A file that was written so shortly before it was looked at may be written again without its times telling.
_SETTLED = 2_000_000_000


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Kept:
    """Hold a store on disk, which is read only, and where it is; nobody takes it away as long as it is held."""

    store: Store
    quads: Path
    names: Path


@dataclass(frozen=True, slots=True)
class _Stamp:
    """Hold what a store was made of: the digest of a file, and how the file looked when it had it."""

    form: str
    digest: str
    look: tuple[int, int, int, int]
    seen: int


def open_kept(path: Path, on_disk: bool | None = None) -> Kept | None:
    """Open the store on disk of a graph file or an output folder; None where the file is to be read into memory.

    That is where `on_disk` says so, and by default where the file is not large and has no store yet, and where no store can be written.
    Raise GraphError where there is no such file, and where a store that is asked for can't be made.
    """
    file = graph_file(path)
    if on_disk is False:
        return None
    if on_disk:
        try:
            return keep(file)
        except OSError as error:
            raise GraphError(f"{_folder(file)}: {error.strerror or error}") from error
    kept = found(file)
    if kept is None and file.stat().st_size >= LARGE:
        # What is wrong with the file itself is said again when it is read into memory.
        with contextlib.suppress(OSError, GraphError):
            kept = _made(file)
    return kept


def folder_to_fill(path: Path) -> Path | None:
    """Return the folder that a large graph will be put into when it is opened; None for one that isn't large or lies there already."""
    try:
        file = graph_file(path)
    except GraphError:
        return None
    size, stamp = file.stat().st_size, _read_stamp(_folder(file) / _STAMP)
    is_there = stamp is not None and stamp.form == _FORM and stamp.look[0] == size
    return None if size < LARGE or is_there else _folder(file)


def keep(path: Path) -> Kept:
    """Open the store of a graph file or an output folder, which is made first where there is none that is up to date.

    Raise GraphError where the file is wrong, and OSError where no store can be written beside it.
    """
    file = graph_file(path)
    return found(file) or _made(file)


def found(path: Path) -> Kept | None:
    """Open the store of a graph file or an output folder, if there is one and it is up to date."""
    file = graph_file(path)
    folder = _folder(file)
    stamp = _read_stamp(folder / _STAMP)
    if stamp is None or stamp.form != _FORM:
        return None
    look = _look(file)
    if look != stamp.look or look[2] > stamp.seen - _SETTLED:
        fresh = _stamp(file)
        if fresh.digest != stamp.digest:
            return None
        with contextlib.suppress(OSError):
            _write_stamp(folder, fresh)
            # A build may have put it here, beside that of the graph before.
            _clear(folder, fresh.digest)
    return _opened(folder / stamp.digest)


def _made(file: Path) -> Kept:
    folder, stamp = _folder(file), _stamp(file)
    with _making(file) as making:
        _fill(making, file)
        if _look(file) != stamp.look:
            raise GraphError(f"{file}: was changed while it was read")
        # Whoever else made it at the same time made the same.
        with contextlib.suppress(OSError):
            making.rename(folder / stamp.digest)
        _write_stamp(folder, stamp)
    kept = _opened(folder / stamp.digest)
    if kept is None:
        raise OSError(f"{folder}: the store was taken away as it was made")
    _clear(folder, stamp.digest)
    return kept


@contextlib.contextmanager
def _making(file: Path) -> Iterator[Path]:
    folder = _folder(file)
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=_MAKING, ignore_cleanup_errors=True) as making:
        yield Path(making)


def _fill(folder: Path, file: Path) -> None:
    store = Store(str(folder / _QUADS))
    load_in_parts(store, file)
    store.flush()
    write_index(store, folder / _NAMES)
    (folder / _IN_USE).touch()
    folder.chmod(0o755)


def _opened(folder: Path) -> Kept | None:
    """Open a store and say that it is in use; None where it is no more."""
    try:
        in_use = (folder / _IN_USE).open("rb")
    except OSError:
        return None
    try:
        _lock(in_use, shared=True)
        kept = Kept(Store.read_only(str(folder / _QUADS)), folder / _QUADS, folder / _NAMES)
    except OSError:
        in_use.close()
        return None
    weakref.finalize(kept, in_use.close)
    return kept


def _clear(folder: Path, digest: str) -> None:
    """Take away the stores of what the file was before, those aside that somebody reads, and what killed processes left."""
    for other in folder.iterdir():
        if other.is_dir() and other.name != digest and (not other.name.startswith(_MAKING) or _is_left(other)):
            with contextlib.suppress(OSError), _unused(other):
                shutil.rmtree(other, ignore_errors=True)


def _is_left(folder: Path) -> bool:
    return time.time() - folder.stat().st_mtime > 24 * 60 * 60


@contextlib.contextmanager
def _unused(folder: Path) -> Iterator[None]:
    """Hold a store that nobody reads; raise OSError where somebody does."""
    if not (folder / _IN_USE).exists():
        yield
        return
    with (folder / _IN_USE).open("rb") as in_use:
        _lock(in_use, shared=False)
        yield


def _lock(file: BinaryIO, *, shared: bool) -> None:
    """Take a lock that ends with its process; where the system has none, it takes away no file that is open."""
    with contextlib.suppress(ImportError):
        import fcntl

        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            raise
        except OSError:
            # A file system without locks: stores are read there, and none is taken away.
            if not shared:
                raise


def _folder(file: Path) -> Path:
    return file.with_name(f"{file.name}.store")


def _look(file: Path) -> tuple[int, int, int, int]:
    seen = file.stat()
    return seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino


def _stamp(file: Path) -> _Stamp:
    look, seen = _look(file), time.time_ns()
    with file.open("rb") as content:
        # Another form of stores, another digest.
        digest = hashlib.file_digest(content, lambda: hashlib.sha256(_FORM.encode()))
        return _Stamp(_FORM, digest.hexdigest()[:32], look, seen)


def _read_stamp(path: Path) -> _Stamp | None:
    try:
        told = json.loads(path.read_bytes())
        size, changed, created, node = map(int, told["look"])
        return _Stamp(str(told["form"]), str(told["digest"]), (size, changed, created, node), int(told["seen"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write_stamp(folder: Path, stamp: _Stamp) -> None:
    replace_file(folder / _STAMP, [json.dumps(asdict(stamp)) + "\n"])
