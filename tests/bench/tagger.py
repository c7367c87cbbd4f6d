"""How fast the tagger reads on one core: `python tests/bench/tagger.py FOLDER` (plain text, or .txt.xz, a paragraph a line)."""

from __future__ import annotations

import itertools
import sys
import time
from pathlib import Path

from kg.mentions.tagger import MODEL
from kg.mentions.tagger.corpora import paragraphs
from kg.mentions.tagger.forms import words_of
from kg.mentions.tagger.model import load
from kg.mentions.tagger.reading import Reading

PARAGRAPHS = 8
"""Paragraphs of an article."""
ARTICLES = 150


def main() -> None:
    """Print seconds to load the model, and words a second, of the first articles and of further ones."""
    started = time.perf_counter()
    read = Reading(load(MODEL))
    sys.stdout.write(f"model read in {time.perf_counter() - started:.2f} s\n")
    texts = (words_of(paragraph) for paragraph in paragraphs(Path(sys.argv[1])))
    lines = list(itertools.islice((words for words in texts if words), 2 * ARTICLES * PARAGRAPHS))
    articles = [lines[start : start + PARAGRAPHS] for start in range(0, len(lines), PARAGRAPHS)]
    for title, part in (("first", articles[:ARTICLES]), ("further", articles[ARTICLES:])):
        started = time.process_time()
        for article in part:
            read([article])
        seconds = time.process_time() - started
        sys.stdout.write(
            f"{title} articles: {sum(len(line) for article in part for line in article) / seconds:,.0f} words a second\n"
        )


if __name__ == "__main__":
    main()
