"""Articles -> an output folder: from scratch, or on the articles that it has; nothing is read that was read alike before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias

from kg.articles import Found, Skipped, write_stored
from kg.articles.sources import default_dates, default_rules, holds_news, no_news
from kg.articles.stored import article_from_json, article_to_json, laid_out_again
from kg.graph import Decisions, Graph, read_decisions, remarks
from kg.model import Article, ArticleError, GraphError, Reading
from kg.output.archive import Entry, joined, place_of, settled, taken_back
from kg.output.commits import Workplace, at_work, clear, commit
from kg.output.journal import Note, journal, journaled
from kg.output.keys import article_key, reading_version
from kg.output.manifest import (
    ARTICLES,
    GRAPH,
    PAGE,
    READINGS,
    Manifest,
    Options,
    Settings,
    decisions_of,
    read_entries,
    read_manifest,
    read_reusable,
    settings_of,
    write_manifest,
)
from kg.readings import write_readings
from kg.run import Failure

Rows: TypeAlias = Iterator[Reading | Failure]
ReadAll: TypeAlias = Callable[[Iterator[Article]], Rows]
ANYHOW = Options()


@dataclass(frozen=True, slots=True)
class Report:
    """Hold what a build made, and how."""

    graph: Graph
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


def build(folder: Path, found: Iterable[Found | Skipped], read_all: ReadAll, asked: Options = ANYHOW) -> Report:
    """Build the graph of articles into a folder, in place of what is there; raise ArticleError where none can be read."""
    version, options = reading_version(), settings_of(asked)
    with at_work(folder) as place, _session(place, read_reusable(folder, version), read_all) as session:
        decided, options = _decided(options)
        entries = session.read(_found_entries(found, folder, version, options))
        return _written(place, session, entries, options, decided, version)


def change(
    folder: Path,
    found: Iterable[Found | Skipped],
    targets: Iterable[str],
    read_all: ReadAll,
    asked: Options = ANYHOW,
) -> Report:
    """Add articles to those of a folder and take others back, by id, URL, file or folder: as if what is left were built from scratch.

    Raise ArticleError where there is no such article or none is left, GraphError where the folder holds no output that can be changed;
    then nothing is changed.
    """
    version = reading_version()
    with at_work(folder) as place:
        manifest = read_manifest(folder)
        decided, options = _decided(_options(folder, manifest, asked))
        old, known = ([], {}) if manifest is None else read_entries(folder, manifest)
        gone = taken_back(old, folder, targets)
        ids = {entry.id for entry in gone}
        kept = [entry for entry in old if entry.id not in ids]
        with _session(place, known, read_all) as session:
            if manifest is not None and manifest.version != version:
                kept = session.read(_entries_again(kept, folder, version, texts=manifest.options.texts))
            added = session.read(_found_entries(found, folder, version, options))
            both = joined(kept, added)
            report = _written(place, session, both.entries, options, decided, version)
    return replace(
        report,
        replaced=tuple(entry.id for entry in both.replaced),
        taken_back=tuple(entry.id for entry in (*gone, *both.gone)),
    )


def unfinished(folder: Path) -> int:
    """Return how many readings a build of this folder that was cut off has left for the next."""
    return len(journaled(Workplace(folder).journal))


# ------------------------------------------------------------------ reading


@dataclass(frozen=True, slots=True)
class _Decided:
    """Hold the decisions that a build applies, and the files that they stand in by the names of their copies."""

    decisions: Decisions
    files: Mapping[str, bytes]


@dataclass(slots=True)
class _Session:
    """Read articles once for each key, and write down each reading when it is made."""

    folder: Path
    read_all: ReadAll
    note: Note
    known: Mapping[str, Reading]
    """Of the build before."""
    readings: dict[str, Reading]
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
            key = row.article.id
            with clear(self.folder):
                self.note(key, row)
            self.readings[key] = row
            self.done.add(key)
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
def _session(place: Workplace, known: Mapping[str, Reading], read_all: ReadAll) -> Iterator[_Session]:
    with ExitStack() as opened:
        with clear(place.folder):
            readings = {**journaled(place.journal), **known}
            note = opened.enter_context(journal(place.journal))
        yield _Session(place.folder, read_all, note, known, readings)


def _found_entries(
    found: Iterable[Found | Skipped], folder: Path, version: str, options: Settings
) -> Iterator[tuple[Entry, Article] | Skipped]:
    for one in found:
        if isinstance(one, Skipped):
            yield one
            continue
        row = article_to_json(one.article, texts=options.texts)
        file = place_of(one.file, folder) if one.file is not None else ""
        yield Entry(row, article_key(row, version), one.name, file, one.number, one.named), one.article


def _entries_again(
    entries: Iterable[Entry], folder: Path, version: str, *, texts: bool
) -> Iterator[tuple[Entry, Article] | Skipped]:
    """Yield entries as they are for this version of kg and its ontology."""
    if not texts:
        raise GraphError(
            f"{folder}: was built without the texts, by a version of kg or of its ontology that read otherwise: build it anew from the articles"
        )
    rules, dates = default_rules(), default_dates()
    for entry in entries:
        article = laid_out_again(article_from_json(entry.row), rules, dates)
        if not holds_news(article):
            yield Skipped(entry.id, no_news(entry.id))
            continue
        row = article_to_json(article)
        yield replace(entry, row=row, key=article_key(row, version)), article


def _options(folder: Path, manifest: Manifest | None, asked: Options) -> Settings:
    if asked.texts and manifest is not None and not manifest.options.texts:
        raise GraphError(f"{folder}: was built without the texts: build it anew to have them")
    return settings_of(asked, manifest.options if manifest is not None else None)


def _decided(options: Settings) -> tuple[_Decided, Settings]:
    """Return the decisions of files, and the options without files in which nothing is decided yet."""
    decisions = read_decisions(options.same, options.review)
    options = replace(
        options, same=options.same if decisions.rows else (), review=options.review if decisions.reviews else ()
    )
    return _Decided(decisions, {name: file.read_bytes() for name, file in options.decision_files().items()}), options


# ------------------------------------------------------------------ writing


def _written(
    place: Workplace, session: _Session, entries: list[Entry], options: Settings, decided: _Decided, version: str
) -> Report:
    """Write what is built of the articles, and put it into the folder."""
    from kg import views

    final = settled(entries)
    if not final:
        raise ArticleError("\n".join(["no article could be read", *session.left_out]))
    rows = [_without_text(entry.row) for entry in final] if not options.texts else [entry.row for entry in final]
    articles = [article_from_json(_without_text(entry.row)) for entry in final]
    readings = [_of(session.readings[entry.key], article) for entry, article in zip(final, articles, strict=True)]
    graph = Graph.from_readings(readings, decisions=decided.decisions)
    if options.infer:
        graph.infer()
    with clear(place.folder):
        place.new.mkdir()
        for name, data in decided.files.items():
            (place.new / name).write_bytes(data)
        graph.save(place.new / GRAPH)
        views.write_html(graph, place.new / PAGE, title=options.title)
        write_readings(readings, place.new / READINGS, {entry.id: entry.key for entry in final})
        write_stored(rows, place.new / ARTICLES)
        write_manifest(place.new, version, options, final)
    commit(place, absent=[name for name in decisions_of(place.folder) if name not in decided.files])
    return Report(
        graph,
        articles=len(final),
        read=sum(entry.key in session.done for entry in final),
        unchanged=sum(entry.key in session.known for entry in final),
        left_out=tuple(session.left_out),
        remarks=tuple(remarks(readings, decided.decisions, graph.ontology.name_of)),
        boilerplate=sum(paragraph.kind == "boilerplate" for article in articles for paragraph in article.paragraphs),
    )


def _of(reading: Reading, article: Article) -> Reading:
    """Return a reading as that of an article: what was read alike says the same of each."""
    statements = tuple(
        replace(statement, evidence=tuple(replace(item, article=article.id) for item in statement.evidence))
        for statement in reading.statements
    )
    return replace(reading, article=article, statements=statements)


def _without_text(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "text"}
