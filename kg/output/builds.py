"""Articles -> an output folder: from scratch, or on the articles that it has; nothing is read that was read alike before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias

from kg.articles import Found, Skipped
from kg.articles.sources import default_dates, default_rules, holds_news, no_news
from kg.articles.stored import article_from_json, article_to_json, laid_out_again
from kg.graph import Contents, read_decisions
from kg.model import Article, ArticleError, GraphError
from kg.output.archive import Entry, entry_of, joined, place_of, settled, taken_back
from kg.output.commits import Workplace, at_work, clear, commit
from kg.output.journal import Noted, journaled
from kg.output.keys import article_key, reading_version
from kg.output.lines import Append, Line, appending, fetching, written
from kg.output.manifest import (
    Manifest,
    Options,
    Settings,
    entries_in,
    files_asked_for,
    read_manifest,
    read_reusable,
    readings_in,
    settings_of,
)
from kg.output.parquet import check_parquet
from kg.output.writing import Decided, Progress, Settled, remarks_on, silent, told_apart, write_output
from kg.run import Failure

Rows: TypeAlias = Iterator[Noted | Failure]
ReadAll: TypeAlias = Callable[[Iterator[Article]], Rows]
ANYHOW = Options()


@dataclass(frozen=True, slots=True)
class Report:
    """Hold what a build made, and how."""

    contents: Contents
    """Of the graph."""
    articles: int
    read: int
    """Articles that were read now."""
    unchanged: int
    """Articles whose readings stood in the folder."""
    replaced: tuple[str, ...] = ()
    taken_back: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    """A reason for each."""
    remarks: tuple[str, ...] = ()
    """What is to be said of decisions that were applied, or could not be."""
    boilerplate: int = 0
    """Lines that were passed over."""

    @property
    def resumed(self) -> int:
        """Return how many articles a build had read before it was cut off."""
        return self.articles - self.read - self.unchanged


def build(
    folder: Path,
    found: Iterable[Found | Skipped],
    read_all: ReadAll,
    asked: Options = ANYHOW,
    *,
    processes: int = 1,
    tell: Progress = silent,
) -> Report:
    """Build the graph of articles into a folder, in place of what is there; raise ArticleError where none can be read.

    The articles are read as `read_all` does it, and so many processes write the graph; `tell` hears what is being written.
    """
    version, options = reading_version(), settings_of(asked)
    with at_work(folder) as place, _session(place, read_reusable(folder, version), read_all) as session:
        decided, options = _decided(options)
        entries = session.read(_found_entries(found, folder, version, options, session.keep))
        return _written(place, session, entries, options, decided, version, processes, tell)


def change(
    folder: Path,
    found: Iterable[Found | Skipped],
    targets: Iterable[str],
    read_all: ReadAll,
    asked: Options = ANYHOW,
    *,
    processes: int = 1,
    tell: Progress = silent,
) -> Report:
    """Add articles to those of a folder and take others back, by id, URL, file or folder: as if what is left were built from scratch.

    Raise ArticleError where there is no such article or none is left, GraphError where the folder holds no output that can be changed;
    then nothing is changed.
    """
    version = reading_version()
    with at_work(folder) as place:
        manifest = read_manifest(folder)
        decided, options = _decided(_options(folder, manifest, asked))
        old, known = ([], {}) if manifest is None else (entries_in(folder, manifest), readings_in(folder))
        gone = taken_back(old, folder, targets)
        ids = {entry.id for entry in gone}
        kept = [entry for entry in old if entry.id not in ids]
        with _session(place, known, read_all) as session:
            if manifest is not None and manifest.version != version:
                kept = session.read(_entries_again(kept, folder, version, session.keep, texts=manifest.options.texts))
            added = session.read(_found_entries(found, folder, version, options, session.keep))
            both = joined(kept, added)
            report = _written(place, session, both.entries, options, decided, version, processes, tell)
    return replace(
        report,
        replaced=tuple(entry.id for entry in both.replaced),
        taken_back=tuple(entry.id for entry in (*gone, *both.gone)),
    )


def unfinished(folder: Path) -> int:
    """Return how many readings a build of this folder that was cut off has left for the next."""
    return len(journaled(Workplace(folder).journal))


# ------------------------------------------------------------------ reading


@dataclass(slots=True)
class _Session:
    """Read articles once for each key, and write down each reading when it is made."""

    folder: Path
    read_all: ReadAll
    note: Append
    keep: Append
    """Writes down the row of an article."""
    known: Mapping[str, Line]
    """Readings of the build before."""
    readings: dict[str, Line]
    done: set[str] = field(default_factory=set)
    """Keys of what was read in this session."""
    left_out: list[str] = field(default_factory=list)

    def read(self, coming: Iterator[tuple[Entry, Article] | Skipped]) -> list[Entry]:
        """Return the entries of the articles that can be read."""
        entries: list[Entry] = []
        skipped: list[str] = []
        failed: dict[str, str] = {}
        for row in self.read_all(self._unread(coming, entries, skipped)):
            if isinstance(row, Failure):
                failed[row.article] = row.error
                continue
            with clear(self.folder):
                self.readings[row.key] = self.note(row.line)
            self.done.add(row.key)
        self.left_out += [Failure(entry.id, failed[entry.key]).reason for entry in entries if entry.key in failed]
        self.left_out += skipped
        return [entry for entry in entries if entry.key not in failed]

    def _unread(
        self, coming: Iterator[tuple[Entry, Article] | Skipped], entries: list[Entry], skipped: list[str]
    ) -> Iterator[Article]:
        """Yield what is to be read, each article under its key, and note all that comes by."""
        asked: set[str] = set()
        for row in coming:
            if isinstance(row, Skipped):
                skipped.append(row.reason)
                continue
            entry, article = row
            entries.append(entry)
            if entry.key not in self.readings and entry.key not in asked:
                asked.add(entry.key)
                yield replace(article, id=entry.key)


@contextmanager
def _session(place: Workplace, known: Mapping[str, Line], read_all: ReadAll) -> Iterator[_Session]:
    with ExitStack() as opened:
        with clear(place.folder):
            readings = {**journaled(place.journal), **known}
            note = opened.enter_context(appending(place.journal))
            keep = opened.enter_context(appending(place.scratch / "articles.jsonl"))
        yield _Session(place.folder, read_all, note, keep, known, readings)


def _found_entries(
    found: Iterable[Found | Skipped], folder: Path, version: str, options: Settings, keep: Append
) -> Iterator[tuple[Entry, Article] | Skipped]:
    for one in found:
        if isinstance(one, Skipped):
            yield one
            continue
        row = article_to_json(one.article, texts=options.texts)
        file = place_of(one.file, folder) if one.file is not None else ""
        line = _kept(folder, row, keep)
        yield entry_of(row, line, article_key(row, version), one.name, file, one.number, named=one.named), one.article


def _entries_again(
    entries: Iterable[Entry], folder: Path, version: str, keep: Append, *, texts: bool
) -> Iterator[tuple[Entry, Article] | Skipped]:
    """Yield entries as they are for this version of kg and its ontology."""
    if not texts:
        raise GraphError(
            f"{folder}: was built without the texts, by a version of kg or of its ontology that read otherwise: build it anew from the articles"
        )
    rules, dates = default_rules(), default_dates()
    with fetching() as fetch:
        for entry in entries:
            article = laid_out_again(article_from_json(json.loads(fetch(entry.row))), rules, dates)
            if not holds_news(article):
                yield Skipped(entry.id, no_news(entry.id))
                continue
            row = article_to_json(article)
            line = _kept(folder, row, keep)
            yield entry_of(row, line, article_key(row, version), entry.name, entry.file, entry.number), article


def _kept(folder: Path, row: Mapping[str, Any], keep: Append) -> Line:
    with clear(folder):
        return keep(written(row))


def _options(folder: Path, manifest: Manifest | None, asked: Options) -> Settings:
    if asked.texts and manifest is not None and not manifest.options.texts:
        raise GraphError(f"{folder}: was built without the texts: build it anew to have them")
    return settings_of(asked, manifest.options if manifest is not None else None)


def _decided(options: Settings) -> tuple[Decided, Settings]:
    """Return the decisions of files, and the options without files in which nothing is decided yet; raise KgError where one can't be met."""
    if options.parquet:
        check_parquet()
    decisions = read_decisions(options.same, options.review)
    options = replace(
        options, same=options.same if decisions.rows else (), review=options.review if decisions.reviews else ()
    )
    return Decided(decisions, {name: file.read_bytes() for name, file in options.decision_files().items()}), options


# ------------------------------------------------------------------ writing


def _written(
    place: Workplace,
    session: _Session,
    entries: list[Entry],
    options: Settings,
    decided: Decided,
    version: str,
    processes: int,
    tell: Progress,
) -> Report:
    """Write what is built of the articles, and put it into the folder."""
    final = Settled(settled(entries), session.readings)
    if not final.entries:
        raise ArticleError("\n".join(["no article could be read", *session.left_out]))
    with clear(place.folder):
        apart = told_apart(place, final, decided, processes, tell)
        contents = write_output(place, final, options, apart, version, processes, tell)
        said = remarks_on(final, apart.decisions) if decided.decisions else ()
    commit(place, absent=[name for name in files_asked_for(place.folder) if not (place.new / name).exists()])
    return Report(
        contents,
        articles=len(final.entries),
        read=sum(entry.key in session.done for entry in final.entries),
        unchanged=sum(entry.key in session.known for entry in final.entries),
        left_out=tuple(session.left_out),
        remarks=said,
        boilerplate=sum(entry.boilerplate for entry in final.entries),
    )
