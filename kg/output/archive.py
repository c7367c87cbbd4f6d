"""The articles of an output folder: where each came from, which of them another one replaces, and under which ids they stand.

Ids depend on the set of articles alone, not on the order in which they came: of several articles that have the same name, the
one whose file comes first has it for its id, and the others have a hash of their text behind it.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.model import ArticleError
from kg.ontology import ARTICLE
from kg.output.lines import Line


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold what decides on the place of one article in an output folder; all else stands in its row."""

    id: str
    key: str
    """Of its reading."""
    name: str
    """Its id, where no other article has the same name."""
    digest: str
    """Of its text."""
    row: Line
    """Where its row of articles.jsonl stands."""
    file: str = ""
    """Relative to the folder; empty where the article came from a stream."""
    number: int = 0
    """Which of the articles of its file it is."""
    named: bool = False
    """Whether its source gives it the name as an id of its own, which files do not: it is that article wherever it comes from."""
    url: str = ""
    boilerplate: int = 0
    """Lines of it that are passed over."""


def entry_of(
    row: Mapping[str, Any], line: Line, key: str, name: str, file: str = "", number: int = 0, *, named: bool = False
) -> Entry:
    """Return the entry of an article whose row of articles.jsonl stands somewhere."""
    boilerplate = sum(kind == "boilerplate" for _, _, kind, *_ in row["paragraphs"])
    own = row["id"] if name == row["id"] else name  # one text for both
    return Entry(
        row["id"], key, own, row["sha256"], line, sys.intern(file), number, named, row.get("url") or "", boilerplate
    )


@dataclass(frozen=True, slots=True)
class Joined:
    """Hold what comes of adding articles to others."""

    entries: list[Entry]
    replaced: list[Entry]
    """Those of before for which another text came, or other details."""
    gone: list[Entry]
    """Those of before that their file has no more."""


def joined(kept: Sequence[Entry], added: Sequence[Entry]) -> Joined:
    """Return the entries of both: what comes from a file stands for all that came from it before, and an article with an id of its own for that of this id."""
    files = {entry.file for entry in added if entry.file}
    identified = {entry.name for entry in added if entry.named}
    names = {entry.name for entry in added}
    same = {(entry.name, entry.key) for entry in added}
    old = [entry for entry in kept if entry.file in files or entry.name in identified]
    changed = [entry for entry in old if (entry.name, entry.key) not in same]
    stay = [entry for entry in kept if entry.file not in files and entry.name not in identified]
    return Joined(
        [*stay, *added],
        [entry for entry in changed if entry.name in names],
        [entry for entry in changed if entry.name not in names],
    )


def settled(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries, each once, under ids that tell them apart."""
    by_name: dict[str, dict[str, Entry]] = defaultdict(dict)
    for entry in sorted(entries, key=lambda entry: (os.fsencode(entry.file), entry.number, entry.digest)):
        by_name[entry.name].setdefault(entry.digest, entry)
    taken = set(by_name)
    found = []
    for name, same in by_name.items():
        for place, (digest, entry) in enumerate(same.items()):
            told = (f"{name}-{digest[:digits]}" for digits in range(8, len(digest) + 1, 8))
            article_id = name if not place else next(one for one in told if one not in taken)
            taken.add(article_id)
            found.append(replace(entry, id=article_id))
    return sorted(found, key=lambda entry: entry.id)


def taken_back(entries: Sequence[Entry], folder: Path, targets: Iterable[str]) -> list[Entry]:
    """Return the entries that ids, URLs, files and folders stand for; raise ArticleError naming each that stands for none."""
    known: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for name in {entry.id, f"a:{entry.id}", f"{ARTICLE}{entry.id}", entry.url or entry.id}:
            known[name].append(entry)
    placed: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        place = entry.file
        while place:
            placed[place].append(entry)
            place = place.rpartition("/")[0]
    found: dict[str, Entry] = {}
    unknown = []
    for target in targets:
        own = [*known.get(target, ()), *placed.get(place_of(Path(target), folder), ())]
        found |= {entry.id: entry for entry in own}
        if not own:
            unknown.append(target)
    if unknown:
        told = ", ".join(f"«{target}»" for target in unknown)
        raise ArticleError(f"{folder}: holds no article with the id, from the file or at the address {told}")
    return list(found.values())


def place_of(file: Path, folder: Path) -> str:
    """Return where a file is as seen from a folder, links resolved."""
    try:
        return Path(os.path.relpath(os.path.realpath(file), os.path.realpath(folder))).as_posix()
    except ValueError:  # on another drive
        return Path(os.path.realpath(file)).as_posix()
