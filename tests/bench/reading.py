"""How many tokens a second of processor time each stage of the reader takes, and all of them: python tests/bench/reading.py [ROUNDS].

Eight articles are read together, as `kg read` and `kg build` do.
"""

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
TOGETHER = 8


def measured(rounds: int) -> tuple[int, Counter[str]]:
    """Read the seeds some times over and return the tokens read and the seconds that each stage took."""
    reader = default_reader()
    articles = [read_article(path) for path in sorted(SEEDS.glob("*.txt"))] * rounds
    seconds: Counter[str] = Counter()
    tokens = 0
    for first in range(0, len(articles), TOGETHER):
        several = articles[first : first + TOGETHER]
        start = time.process_time()
        parts = [sentences(article, reader.analyse, reader.find.vocabulary) for article in several]
        split = time.process_time()
        names = reader.find.tagger([*zip(several, parts, strict=True)])
        tagged = time.process_time()
        mentions = [reader.find(*each) for each in zip(several, parts, names, strict=True)]
        found = time.process_time()
        joined = [link(*each, reader.ontology) for each in zip(several, parts, mentions, strict=True)]
        linked = time.process_time()
        for part, (entities, links) in zip(parts, joined, strict=True):
            reader.frames(part, links, entities)
        framed = time.process_time()
        for read in reader.together(several):
            read()
        seconds += Counter(
            tokens=split - start, tagger=tagged - split, mentions=found - tagged, entities=linked - found, frames=framed - linked,
            all=time.process_time() - framed,
        )  # fmt: skip
        tokens += sum(len(sentence.tokens) for part in parts for sentence in part)
    return tokens, seconds


if __name__ == "__main__":
    read, taken = measured(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
    for stage, spent in taken.items():
        print(f"{stage:<9}{read / spent:>10,.0f} tokens/s{spent:>8.2f} s")
