"""Lines of JSON by where they stand: of many articles a build holds the places of what it needs, and fetches it when it does."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from os import SEEK_END
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeAlias

_HEAD = re.compile(rb'\{"article": "(?:[^"\\]|\\.)*", (?:"key": "([^"\\]*)", )?')


class Line(NamedTuple):
    """Tell where a line begins."""

    file: Path
    start: int


Fetch: TypeAlias = Callable[[Line], bytes]
Append: TypeAlias = Callable[[bytes], Line]


def lines_of(path: Path) -> Iterator[tuple[Line, bytes]]:
    """Yield the lines of a file with their places; none where there is no file."""
    start = 0
    with suppress(FileNotFoundError), path.open("rb") as file:
        for content in file:
            yield Line(path, start), content
            start += len(content)


@contextmanager
def fetching() -> Iterator[Fetch]:
    """Give a function that returns a line; its files stay open meanwhile."""
    with ExitStack() as files:
        opened: dict[Path, BinaryIO] = {}

        def fetch(line: Line) -> bytes:
            if line.file not in opened:
                opened[line.file] = files.enter_context(line.file.open("rb"))
            stream = opened[line.file]
            stream.seek(line.start)
            return stream.readline()

        yield fetch


@contextmanager
def appending(path: Path) -> Iterator[Append]:
    """Give a function that writes a line, without its end, behind those that are there, at once, and returns its place."""
    stream = path.open("ab+")
    try:
        # What follows a line that was torn would be torn with it.
        if stream.tell() and stream.seek(-1, SEEK_END) and stream.read(1) != b"\n":
            stream.write(b"\n")
        end = stream.seek(0, SEEK_END)

        def append(content: bytes) -> Line:
            nonlocal end
            stream.write(content + b"\n")
            stream.flush()
            line = Line(path, end)
            end += len(content) + 1
            return line

        yield append
    finally:
        with suppress(OSError):  # of a full disk, which is told already
            stream.close()


def written(row: Mapping[str, Any]) -> bytes:
    """Return a row as a line without its end."""
    return json.dumps(row, ensure_ascii=False).encode()


def key_of(reading: bytes) -> str:
    """Return the key of a reading that a build has written as a line."""
    head = _HEAD.match(reading)
    return (head[1] or b"").decode() if head is not None else ""


def of_article(reading: bytes, article: str, key: str) -> bytes:
    """Return a reading that a build has written as a line as that of an article: what was read alike says the same of each."""
    head = _HEAD.match(reading)
    assert head is not None
    return written({"article": article, "key": key})[:-1] + b", " + reading[head.end() :]
