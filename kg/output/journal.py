"""A journal of readings: each is written down when it is made, so that a build that was cut off goes on from there."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeAlias

from kg.model import Article, Reading
from kg.output.lines import Line, lines_of, written
from kg.readings import keyed


class Noted(NamedTuple):
    """Hold a reading as a line of the journal: few bytes, which one process hands to another."""

    key: str
    line: bytes


Note: TypeAlias = Callable[[Sequence[Article]], Sequence[Callable[[], Noted]]]


def noting(together: Callable[[Sequence[Article]], Sequence[Callable[[], Reading]]]) -> Note:
    """Return what reads articles, which go by their keys, into lines of the journal."""

    def note(article: Article, read: Callable[[], Reading]) -> Noted:
        return Noted(article.id, written(keyed(read(), article.id)))

    return lambda articles: [
        partial(note, article, read) for article, read in zip(articles, together(articles), strict=True)
    ]


def journaled(path: Path) -> dict[str, Line]:
    """Return where the readings of a journal stand by their keys, as far as they are whole; none where there is no journal."""
    found: dict[str, Line] = {}
    for line, content in lines_of(path):
        try:
            row = json.loads(content)
            if "article" in row:
                found[row["key"]] = line
        except (ValueError, KeyError, TypeError):
            continue  # torn by the end of its process, or by that of the machine
    return found
