"""Say what went wrong and write what was asked for: whole, or not at all."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click

from kg.cli.options import STREAM


def fail(message: str) -> NoReturn:
    """End the command with one line on stderr and exit code 1."""
    raise click.ClickException(message)


def forget_stdout() -> None:
    """Send what is left to be written nowhere, or the interpreter would complain at its end that it can't be written."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # no file stands behind stdout
        sys.stdout = None


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number and its noun: 1 article, 2 articles."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def tell(records: Iterable[Mapping[str, object]], lines: Iterable[str], *, as_json: bool) -> None:
    """Print what is told as one JSON object a record, or else as lines; the other of the two is not made."""
    for line in (json.dumps(record, ensure_ascii=False) for record in records) if as_json else lines:
        click.echo(line)


def decoded(data: bytes, name: str) -> str:
    """Return UTF-8 as text; end the command with the name and the offset where it isn't."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fail(f"{name}: is not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}")


def check_folder(folder: Path) -> None:
    """Fail before the work is done where a folder can't be written to."""
    above = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not above.is_dir():
        fail(f"{above}: is a file, where a folder is needed")
    if not os.access(above, os.W_OK | os.X_OK):
        fail(f"{above}: can't be written to")


@contextmanager
def all_or_nothing(folder: Path) -> Iterator[Path]:
    """Give a folder to write to, and move its files to where they belong once all are whole."""
    made = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".kg-") as temporary:
            yield Path(temporary)
            for file in sorted(Path(temporary).iterdir()):
                file.replace(folder / file.name)
    except BaseException:
        if made and not any(folder.iterdir()):
            folder.rmdir()
        raise


@contextmanager
def output_file(path: Path, suffix: str = "") -> Iterator[Path]:
    """Give a file to write to: the one that is asked for, or one that is copied to stdout."""
    if path != STREAM:
        if path.is_dir():
            fail(f"{path}: is a folder, where a file is needed")
        check_folder(path.parent)
        if not path.parent.is_dir():
            fail(f"{path.parent}: there is no such folder")
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="kg-") as temporary:
        file = Path(temporary) / f"output{suffix}"
        yield file
        sys.stdout.buffer.write(file.read_bytes())
        sys.stdout.flush()
