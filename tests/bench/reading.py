"""How many tokens a second of processor time each stage of the reader takes, and all of them: python tests/bench/reading.py [ROUNDS]."""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

from kg.arabic.tokens import sentences
from kg.articles import read_article
from kg.entities import link
from kg.run import default_reader

SEEDS = Path(__file__).parents[2] / "seeds"


def measured(rounds: int) -> tuple[int, Counter[str]]:
    """Read the seeds some times over and return the tokens read and the seconds that each stage took."""
    reader = default_reader()
    articles = [read_article(path) for path in sorted(SEEDS.glob("*.txt"))] * rounds
    seconds: Counter[str] = Counter()
    tokens = 0
    for article in articles:
        start = time.process_time()
        parts = sentences(article, reader.analyse, reader.find.vocabulary)
        split = time.process_time()
        mentions = reader.find(article, parts)
        found = time.process_time()
        entities, linked = link(article, parts, mentions, reader.ontology)
        joined = time.process_time()
        reader.frames(parts, linked, entities)
        framed = time.process_time()
        reader(article)
        seconds += Counter(
            tokens=split - start, mentions=found - split, entities=joined - found, frames=framed - joined,
            all=time.process_time() - framed,
        )  # fmt: skip
        tokens += sum(len(part.tokens) for part in parts)
    return tokens, seconds


if __name__ == "__main__":
    read, taken = measured(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
    for stage, spent in taken.items():
        print(f"{stage:<9}{read / spent:>10,.0f} tokens/s{spent:>8.2f} s")
