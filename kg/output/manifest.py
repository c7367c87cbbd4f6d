"""build.json: how the files beside it were built, and the hashes that tell whether they are still what was built.

    {"version": what the articles were read with,
     "options": {"title": of the page, "texts": whether articles.jsonl has the texts, "same": [file, …], "review": [file, …]},
     "sha256": {file: hash}, "sources": {article id: {"file": …, "number": …, "name": …}}}

The files of decisions that were applied are copied beside it, so that a change of the output applies them again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.model import GraphError
from kg.output.archive import Entry, entry_of
from kg.output.lines import Line, key_of, lines_of

GRAPH, PAGE, READINGS, ARTICLES = "graph.trig", "graph.html", "readings.jsonl", "articles.jsonl"
TABLE = "readings.parquet"
"""Is written where it is asked for."""
MANIFEST = "build.json"
OUTPUTS = (GRAPH, PAGE, READINGS, ARTICLES)
_HASHED = (READINGS, ARTICLES)


@dataclass(frozen=True, slots=True)
class Options:
    """Hold what a build is asked for; what is None is as it was in the output that is changed, or as it is by default."""

    title: str | None = None
    """Of the page."""
    texts: bool | None = None
    """Whether articles.jsonl has the texts; it does by default."""
    same: tuple[Path, ...] | None = None
    """Files of decisions about who is the same as whom."""
    review: tuple[Path, ...] | None = None
    """Files of judgements on statements."""
    infer: bool | None = None
    """Whether the graph has what follows from its triples; it hasn't by default."""
    parquet: bool | None = None
    """Whether the readings are written as Parquet too; they aren't by default."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Hold what a build is asked for where nothing is left open."""

    title: str = ""
    texts: bool = True
    same: tuple[Path, ...] = ()
    review: tuple[Path, ...] = ()
    infer: bool = False
    parquet: bool = False

    def decision_files(self) -> dict[str, Path]:
        """Return the files of decisions by the names that they have in an output."""
        return {
            f"decided-{kind}{f'-{number}' if number > 1 else ''}.tsv": file
            for kind, files in (("same", self.same), ("review", self.review))
            for number, file in enumerate(files, 1)
        }


@dataclass(frozen=True, slots=True)
class Manifest:
    """Hold what build.json says."""

    version: str
    options: Settings
    sources: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def settings_of(asked: Options, before: Settings | None = None) -> Settings:
    """Return what is asked for, with what was before, if anything, where nothing is said."""
    known = before or Settings()
    return Settings(
        known.title if asked.title is None else asked.title,
        known.texts if asked.texts is None else asked.texts,
        known.same if asked.same is None else asked.same,
        known.review if asked.review is None else asked.review,
        known.infer if asked.infer is None else asked.infer,
        known.parquet if asked.parquet is None else asked.parquet,
    )


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of an output folder, None where there is no output; raise GraphError where the output can't be changed."""
    file = folder / MANIFEST
    if not file.is_file():
        if any((folder / name).exists() for name in OUTPUTS):
            raise GraphError(f"{folder}: was built by a version of kg that kept no {MANIFEST}: build it anew")
        return None
    try:
        told = json.loads(file.read_bytes())
        options = told["options"]
        same, review = (tuple(folder / name for name in options[kind]) for kind in ("same", "review"))
        manifest = Manifest(
            told["version"],
            Settings(
                options["title"],
                options["texts"],
                same,
                review,
                options.get("infer", False),
                options.get("parquet", False),
            ),
            dict(told["sources"]),
        )
        hashes = dict(told["sha256"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise GraphError(f"{file}: isn't what kg build wrote: build the graph anew") from error
    for name in _HASHED:
        path = folder / name
        if not path.is_file() or _hash(path) != hashes.get(name):
            raise GraphError(f"{path}: isn't what kg build wrote: build the graph anew")
    return manifest


def write_manifest(folder: Path, version: str, options: Settings, entries: Iterable[Entry]) -> None:
    """Write the manifest of the files that stand in a folder."""
    names = [*options.decision_files()]
    told = {
        "version": version,
        "options": {
            "title": options.title,
            "texts": options.texts,
            "infer": options.infer,
            **({"parquet": True} if options.parquet else {}),
            "same": names[: len(options.same)],
            "review": names[len(options.same) :],
        },
        "sha256": {name: _hash(folder / name) for name in (*_HASHED, *names, *((TABLE,) if options.parquet else ()))},
        "sources": {entry.id: _source(entry) for entry in entries},
    }
    (folder / MANIFEST).write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def files_asked_for(folder: Path) -> list[str]:
    """Return the names of the files that a build has put into a folder because it was asked to, and that nobody has edited since."""
    try:
        hashes = dict(json.loads((folder / MANIFEST).read_bytes())["sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        return []
    files = [folder / name for name in hashes if name not in _HASHED]
    return [file.name for file in files if file.is_file() and _hash(file) == hashes[file.name]]


def read_reusable(folder: Path, version: str) -> dict[str, Line]:
    """Return where the readings of an output folder stand by their keys, as far as they can be had and are of this version."""
    try:
        manifest = read_manifest(folder)
    except (GraphError, OSError):
        return {}
    return readings_in(folder) if manifest is not None and manifest.version == version else {}


def readings_in(folder: Path) -> dict[str, Line]:
    """Return where the readings of an output folder stand by their keys."""
    return {key_of(content): line for line, content in lines_of(folder / READINGS)}


def entries_in(folder: Path, manifest: Manifest) -> list[Entry]:
    """Return the articles of an output folder."""
    # Both files are sorted by article.
    keys = (key_of(content) for _, content in lines_of(folder / READINGS))
    found = []
    for (line, content), key in zip(lines_of(folder / ARTICLES), keys, strict=True):
        row = json.loads(content)
        source = manifest.sources.get(row["id"], {})
        name, file, number = source.get("name", row["id"]), source.get("file", ""), source.get("number", 0)
        found.append(entry_of(row, line, key, name, file, number))
    return found


def _source(entry: Entry) -> dict[str, Any]:
    return {
        **({"file": entry.file} if entry.file else {}),
        **({"number": entry.number} if entry.number else {}),
        **({"name": entry.name} if entry.name != entry.id else {}),
    }


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
