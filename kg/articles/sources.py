"""Find articles in files, folders and streams, and hand them out one by one; what can't be read is handed out as a reason."""

from __future__ import annotations

import hashlib
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from kg.articles.boilerplate import BoilerplateRules, load_boilerplate
from kg.articles.formats import DOCUMENTS, check_name, parts_of, read_file, read_unnamed
from kg.articles.layout import ParseDate, Source, lay_out
from kg.articles.records import Record
from kg.articles.stored import text_digest
from kg.model import Article, ArticleError

Input = Path | str | BinaryIO

_LIMIT_BYTES = 20_000_000
_LONGEST_ID = 80


@dataclass(frozen=True, slots=True)
class Skipped:
    """Say which file or record was left out, and why."""

    source: str
    """The path, with the line of a record after it."""
    reason: str
    """One line in plain words that names the source."""


@dataclass(frozen=True, slots=True)
class Found:
    """Hold an article with where it was found."""

    article: Article
    name: str
    """Its id, unless another article of the same call has the name too."""
    file: Path | None
    """None where it came from a stream."""
    number: int
    """Which of the articles of its file it is."""
    named: bool
    """Whether the name is an id that its record gives; else it is that of the file."""
    place: str
    """The path, with the line of a record after it."""
    share: float = 0.0
    """How much of all files had been read when it was found, from 0 to 1; of a stream nobody knows."""


@dataclass(frozen=True, slots=True)
class _Raw:
    place: str
    id: str
    source: Source
    file: Path | None = None
    number: int = 0
    named: bool = False
    share: float = 0.0


def find_sources(paths: Sequence[Path]) -> list[Path]:
    """List the files of all paths, sorted, each once.

    Folders are walked without hidden files, without links to folders, without a README.md, and without a JSON file beside a
    text of its name, which is the text's annotation. Files with unknown endings, empty folders and folders that can't be opened
    are listed too, so that `read_articles` can say why each of them is skipped.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for file in _walk(path) if _is_folder(path) else [path]:
            found.setdefault(Path(os.path.realpath(file)), file)
    return sorted(found.values(), key=os.fsencode)


def existing_sources(paths: Iterable[str | os.PathLike[str]]) -> list[Path]:
    """List the files of paths as `find_sources` does; raise ArticleError for a path that isn't there."""
    return find_sources([existing(path) for path in paths])


def existing(path: str | os.PathLike[str]) -> Path:
    """Return the path; raise ArticleError where nothing is there."""
    if not Path(path).exists():
        raise ArticleError(f"{os.fspath(path)}: there is no such file or folder")
    return Path(path)


def read_articles(
    source: Input | Sequence[Path],
    *,
    rules: BoilerplateRules | None = None,
    parse_date: ParseDate | None = None,
    limit_bytes: int = _LIMIT_BYTES,
) -> Iterator[Article | Skipped]:
    """Read a file, a folder, several of them, an open binary stream, or standard input ("-").

    Nothing is raised for an article that can't be read: a Skipped stands in its place. The limit holds for one article: a line
    of JSON Lines, a row or a record, else a file. Ids are unique over one call: of two articles with the same id, the later gets a hash of its
    content behind it, and is skipped where the content is the same.
    """
    for found in locate_articles(source, rules=rules, parse_date=parse_date, limit_bytes=limit_bytes):
        yield found if isinstance(found, Skipped) else found.article


def locate_articles(
    source: Input | Sequence[Path],
    *,
    rules: BoilerplateRules | None = None,
    parse_date: ParseDate | None = None,
    limit_bytes: int = _LIMIT_BYTES,
) -> Iterator[Found | Skipped]:
    """Read articles as `read_articles` does, and tell of each where it was found."""
    return once(copies(source, rules=rules, parse_date=parse_date, limit_bytes=limit_bytes))


def copies(
    source: Input | Sequence[Path],
    *,
    rules: BoilerplateRules | None = None,
    parse_date: ParseDate | None = None,
    limit_bytes: int = _LIMIT_BYTES,
) -> Iterator[Found | Skipped]:
    """Read articles as `read_articles` does, those too that came before, and each under its name: `once` tells them apart."""
    rules, parse_date = rules or default_rules(), parse_date or default_dates()
    for raw in _inputs(source, limit_bytes, parse_date):
        if isinstance(raw, Skipped):
            yield raw
        else:
            name = slug(raw.id)
            article = lay_out(raw.source, name, rules, parse_date)
            yield Found(article, name, raw.file, raw.number, raw.named, raw.place, raw.share)


def once(found: Iterable[Found | Skipped]) -> Iterator[Found | Skipped]:
    """Yield the first of each article, under an id of its own, and a reason for each of the others and of those that hold no news."""
    taken: dict[str, tuple[str, str]] = {}
    for one in found:
        if isinstance(one, Skipped):
            yield one
            continue
        digest = text_digest(one.article)
        article_id = one.name
        if one.name in taken and taken[one.name][0] != digest:
            article_id = f"{one.name}-{digest[:8]}"
        if article_id in taken:
            yield Skipped(one.place, f"{one.place}: is the same article as {taken[article_id][1]}")
            continue
        taken[article_id] = (digest, one.place)
        if holds_news(one.article):
            yield replace(one, article=replace(one.article, id=article_id))
        else:
            yield Skipped(one.place, no_news(one.place))


def read_article(path: Path, *, rules: BoilerplateRules | None = None, parse_date: ParseDate | None = None) -> Article:
    """Read the one article of a file; raise ArticleError where it can't be read or holds several."""
    articles = list(read_articles(path, rules=rules, parse_date=parse_date))
    if len(articles) > 1:
        raise ArticleError(f"{_shown(path)}: holds {len(articles)} articles where one is expected")
    if isinstance(articles[0], Skipped):
        raise ArticleError(articles[0].reason)
    return articles[0]


def holds_news(article: Article) -> bool:
    """Return whether an article has a title or a body."""
    return any(paragraph.kind in ("title", "body") for paragraph in article.paragraphs)


def no_news(place: str) -> str:
    """Return why an article that holds no news is skipped."""
    return f"{place}: holds no text but dates, bylines and boilerplate"


def default_rules() -> BoilerplateRules:
    """Return the rules for boilerplate that ship with the ontology."""
    from kg.ontology import ontology_folder

    return load_boilerplate(ontology_folder() / "lexicon" / "boilerplate.tsv")


def default_dates() -> ParseDate:
    """Return what reads the date lines of Arabic newspapers."""
    from kg.arabic.dates import parse_date_line

    return parse_date_line


def slug(name: str) -> str:
    """Write a name as an id of A-Z a-z 0-9 . _ - alone; a hash of the name stands for letters that are lost."""
    name = unicodedata.normalize("NFC", name)
    written = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.")[:_LONGEST_ID]
    lost = any(character.isalnum() and not character.isascii() for character in name) or len(name) > _LONGEST_ID
    if written and not lost:
        return written
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{written or 'article'}-{digest}"


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a folder above it is closed: reading it says so
        return False


def _walk(folder: Path) -> Iterator[Path]:
    closed: list[OSError] = []
    empty = True
    for parent, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        here = frozenset(files)
        for name in sorted(files):
            if not name.startswith("."):
                empty = False
                if not _is_about_others(name, here):
                    yield Path(parent, name)
    yield from (Path(error.filename) for error in closed)
    if empty and not closed:
        yield folder


def _is_about_others(name: str, beside: frozenset[str]) -> bool:
    path = Path(name)
    return name == "README.md" or (path.suffix in DOCUMENTS and f"{path.stem}.txt" in beside)


def _inputs(source: Input | Sequence[Path], limit_bytes: int, parse_date: ParseDate) -> Iterator[_Raw | Skipped]:
    if source == "-":
        yield from _safely(
            "standard input", _raw(read_unnamed(sys.stdin.buffer, limit_bytes, parse_date), "standard input", "stdin")
        )
    elif isinstance(source, (str, Path, Sequence)):
        paths = find_sources([Path(source)] if isinstance(source, (str, Path)) else source)
        sizes = [_size(path) for path in paths]
        total, before = max(1, sum(sizes)), 0
        for path, size in zip(paths, sizes, strict=True):
            share = partial(_share, before, total)
            yield from _safely(_shown(path), _file(path, limit_bytes, parse_date, share))
            before += size
    else:
        name = getattr(source, "name", None)
        named = Path(name) if isinstance(name, str) and not name.startswith("<") else None
        place, stem = (_shown(named), named.stem) if named is not None else ("stream", "stream")
        yield from _safely(place, _raw(read_unnamed(source, limit_bytes, parse_date), place, stem))


def _safely(place: str, found: Iterator[_Raw | Skipped]) -> Iterator[_Raw | Skipped]:
    try:
        yield from found
    except ArticleError as error:
        yield Skipped(place, f"{place}: {error}")
    except OSError as error:
        yield Skipped(place, f"{place}: can't be read: {error.strerror or error}")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # reading it says why
        return 0


def _share(before: int, total: int, stream: BinaryIO) -> float:
    return min(1.0, (before + stream.tell()) / total)


def _file(
    path: Path, limit_bytes: int, parse_date: ParseDate, share: Callable[[BinaryIO], float]
) -> Iterator[_Raw | Skipped]:
    if path.is_dir():
        with os.scandir(path):  # raises where the folder can't be opened
            raise ArticleError("is a folder without files")
    size = path.stat().st_size
    check_name(path.name)
    if not path.is_file():
        raise ArticleError("is no regular file")
    with path.open("rb") as stream:
        records = read_file(stream, path.name, size, limit_bytes, parse_date)
        for found in _raw(records, _shown(path), parts_of(path.name)[0], path):
            yield replace(found, share=share(stream)) if isinstance(found, _Raw) else found


def _raw(records: Iterable[Record], place: str, stem: str, file: Path | None = None) -> Iterator[_Raw | Skipped]:
    for number, record in enumerate(records):
        where = place + record.where
        if record.source is None:
            yield Skipped(where, f"{where}: {record.problem}")
        else:
            own = record.stem or stem
            name = record.id or (f"{own}-{record.number}" if record.number else own)
            yield _Raw(where, name, record.source, file, number, named=bool(record.id))


def _shown(path: Path) -> str:
    """Write a path on one line, whatever bytes its name has."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in text)
