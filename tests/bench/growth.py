"""Print what a letter costs at growing lengths, each as a multiple of the first: python tests/bench/growth.py [LETTERS]."""

from __future__ import annotations

import sys
import time
from itertools import cycle
from pathlib import Path

from kg.model import Article, Paragraph, Span
from kg.run import default_reader

SEEDS = Path(__file__).parents[2] / "seeds"
TEXTS = {
    "news": " ".join(" ".join(path.read_text(encoding="utf-8").split()) for path in sorted(SEEDS.glob("*.txt"))),
    "one noun": "شركة ",
    "plurals": "شركات ",
    "names": "«سدير» و",
    "deals": "استحوذت شركة سدير على شركة رتاج مقابل 5 ملايين دولار. ",
    "no spaces": "كتاب",
}


def seconds_a_letter(text: str, letters: int) -> float:
    """Read so many letters of a text in one line, over and over, and return the processor time of each."""
    whole = "".join(letter for letter, _ in zip(cycle(text), range(letters), strict=False))
    start = time.process_time()
    default_reader()(Article("growth", whole, (Paragraph(Span(0, letters), "body"),)))
    return (time.process_time() - start) / letters


if __name__ == "__main__":
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 160_000
    seconds_a_letter(TEXTS["news"], 10_000)
    for name, text in TEXTS.items():
        costs = [seconds_a_letter(text, letters) for letters in (most // 16, most // 4, most)]
        print(f"{name:<10}{costs[0] * 1e6:>8.1f} µs a letter" + "".join(f"{cost / costs[0]:>7.2f}" for cost in costs))
