"""A journal of readings: each is written down when it is made, so that a build that was cut off goes on from there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from os import SEEK_END
from pathlib import Path

from kg.model import ArticleError, Reading
from kg.readings import keyed, reading_from_json

Note = Callable[[str, Reading], None]


def journaled(path: Path) -> dict[str, Reading]:
    """Return the readings of a journal by their keys, as far as they are whole; none where there is no journal."""
    found: dict[str, Reading] = {}
    if path.is_file():
        with path.open("rb") as lines:
            for line in lines:
                try:
                    row = json.loads(line)
                    found[row["key"]] = reading_from_json(row)
                except (ValueError, KeyError, TypeError, ArticleError):
                    continue  # torn by the end of its process, or by that of the machine
    return found


@contextmanager
def journal(path: Path) -> Iterator[Note]:
    """Give a function that writes a reading down under its key, behind those that are there."""
    stream = path.open("ab+")
    try:
        # What follows a line that was torn would be torn with it.
        if stream.tell() and stream.seek(-1, SEEK_END) and stream.read(1) != b"\n":
            stream.write(b"\n")

        def note(key: str, reading: Reading) -> None:
            stream.write(json.dumps(keyed(reading, key), ensure_ascii=False).encode() + b"\n")
            stream.flush()

        yield note
    finally:
        with suppress(OSError):  # of a full disk, which is told already
            stream.close()
