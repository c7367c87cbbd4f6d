"""New files in the place of old ones: all of them or none, whenever the process or the machine stops.

While a build is at work its output folder has a hidden folder `.kg-build`: `lock` is held by the build that is at work, `journal.jsonl` is
what it has read so far, `scratch` what it needs until it is done, and `new` holds the files that it writes. When these are whole and on the disk, `new` becomes `ready`, in one
step: that is the moment of the change. Then they are moved into their places; if that is cut off, whoever opens the folder next goes on with it.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.model import KgError

if sys.platform != "win32":
    import fcntl

_ABSENT = ".absent"
"""What the name of an empty file ends with that stands for one to be taken away."""
_held: set[int] = set()


class Workplace:
    """Lead to what a build has in its output folder while it is at work."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / ".kg-build"
        self.journal, self.lock = self.root / "journal.jsonl", self.root / "lock"
        self.scratch, self.new, self.ready = self.root / "scratch", self.root / "new", self.root / "ready"


@contextmanager
def at_work(folder: Path) -> Iterator[Workplace]:
    """Hold a folder, made if need be, for one build; raise KgError where another build holds it or where it can't be written to.

    What a build that was cut off had finished is completed first. Of what fails, the journal alone is left, if anything stands in it.
    """
    made, place = not folder.exists(), Workplace(folder)
    with clear(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = _lock(place, wait=False)
    try:
        with clear(folder):
            if place.ready.is_dir():
                _move(place)
                place.journal.unlink(missing_ok=True)
            _remove(place.new)
            _remove(place.scratch)
            place.scratch.mkdir()
        yield place
    finally:
        if place.root.exists() and not place.ready.exists():
            with suppress(OSError):  # an error that is on its way says more
                _leave_journal(place)
                if made and not any(folder.iterdir()):
                    folder.rmdir()
        _unlock(lock)


def commit(place: Workplace, absent: Iterable[str] = ()) -> None:
    """Put the files of `new` into the folder, and take away what is there under the names of `absent`."""
    with clear(place.folder):
        for name in absent:
            (place.new / f"{name}{_ABSENT}").touch()
        _sync_all(place.new)
        place.new.rename(place.ready)
        _sync(place.root)
    with clear(place.folder, "the change is made, and the next command that opens the folder goes on with it"):
        _move(place)
        _remove(place.root)


def complete(folder: Path) -> None:
    """Move what a build had finished when it was cut off into its place; other folders are left as they are."""
    place = Workplace(folder)
    if not place.ready.is_dir():
        return
    with clear(folder, "a build was cut off when all but its last step was done"):
        lock = _lock(place, wait=True)
        try:
            if place.ready.is_dir():
                _move(place)
                _remove(place.root)
            else:
                _leave_journal(place)
        finally:
            _unlock(lock)


@contextmanager
def clear(folder: Path, state: str = "what was there is as it was") -> Iterator[None]:
    """Turn an error of the disk into a line that says what became of the folder."""
    try:
        yield
    except OSError as error:
        raise KgError(f"{folder}: can't be written: {error.strerror or error}; {state}") from error


def _move(place: Workplace) -> None:
    for file in sorted(place.ready.iterdir()):
        if file.suffix == _ABSENT:
            (place.folder / file.stem).unlink(missing_ok=True)
            file.unlink()
        else:
            file.replace(place.folder / file.name)
    _sync(place.folder)
    place.ready.rmdir()


def _leave_journal(place: Workplace) -> None:
    _remove(place.new)
    _remove(place.scratch)
    if place.journal.is_file() and place.journal.stat().st_size:
        place.lock.unlink()
    else:
        _remove(place.root)


def _remove(path: Path) -> None:
    if path.exists():
        shutil.rmtree(path)


def _sync_all(folder: Path) -> None:
    for path in folder.rglob("*"):
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    """Wait until a file or the names in a folder are on the disk."""
    if sys.platform == "win32":
        return  # can't be asked of what is open to be read alone
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# ------------------------------------------------------------------ the lock


def _lock(place: Workplace, *, wait: bool) -> int:
    while True:
        place.root.mkdir(exist_ok=True)
        handle = os.open(place.lock, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if sys.platform != "win32":
                fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            # Whoever held it before may have taken it away, with the folder that it is in.
            if _is_at(handle, place.lock):
                _held.add(handle)
                return handle
        except BlockingIOError:
            os.close(handle)
            raise KgError(f"{place.folder}: another build is at work in this folder; wait until it is done") from None
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _is_at(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _unlock(handle: int) -> None:
    _held.discard(handle)
    if sys.platform != "win32":
        fcntl.flock(handle, fcntl.LOCK_UN)
    os.close(handle)


def _forget() -> None:
    """Let go of locks in a process that was forked: they are its parent's, and end with it."""
    for handle in _held:
        os.close(handle)
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
