"""How right the labelled pairs of names are told, how long `kg same` takes by the number of things, and how many planted doubles it finds.

python tests/bench/same.py
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from kg.identity import AUTOMATIC, PROPOSED, Identifier, Profiles, proposals
from kg.model import Article, Entity, Reading
from kg.ontology import load_ontology

SIZES = (5_000, 50_000)
DOUBLES = 0.1
LETTERS = "بتجحدرزسشصطعفقكلمنه"
WORKS = ("للتأمين", "للاستثمار", "العقارية", "للأسمنت", "للاتصالات", "للأغذية", "المالية", "للنقل", "للتعدين", "")
GROUPS = ("", "", "", "القابضة", "جروب")


def word(chance: random.Random) -> str:
    """Return a word that may be a name: three to five consonants with long vowels between some of them."""
    letters = (chance.choice(LETTERS) + chance.choice(("", "", "ا", "و", "ي")) for _ in range(chance.randint(3, 5)))
    return "".join(letters)


def names(count: int, chance: random.Random, given: list[str]) -> list[tuple[str, str]]:
    """Return so many (class, name), companies and persons alike; common given names and families recur as they do in life."""
    families = [f"ال{word(chance)}" for _ in range(count // 8)]
    found: dict[tuple[str, str], None] = {}
    while len(found) < count:
        if chance.random() < 0.5:
            found["Company", " ".join(filter(None, (word(chance), chance.choice(WORKS), chance.choice(GROUPS))))] = None
        else:
            found["Person", f"{chance.choice(given)} {chance.choice(families)}"] = None
    return list(found)


def doubled(name: str, chance: random.Random) -> str:
    """Return another spelling of a name: a word for a group more, or two words written as one."""
    return f"مجموعة {name}" if chance.random() < 0.5 else name.replace(" ", "") if " " in name else f"{name} القابضة"


def measured(size: int) -> tuple[float, int, float]:
    """Return the seconds of processor time, the number of proposals, and the share of planted doubles among them."""
    chance, identifier = random.Random(size), Identifier(load_ontology())
    given = sorted(identifier.ontology.words["given-name-of-men"])
    planted: list[tuple[str, str]] = []
    readings = []
    for number, (kind, name) in enumerate(names(round(size * (1 - DOUBLES)), chance, given)):
        readings.append(named(f"{number}", kind, name, identifier))
        if kind == "Company" and chance.random() < 2 * DOUBLES:
            readings.append(named(f"{number}-again", kind, doubled(name, chance), identifier))
            planted.append((readings[-2].entities[0].id, readings[-1].entities[0].id))
    start = time.process_time()
    found = {frozenset((one.left, one.right)) for one in proposals(Profiles(readings, identifier), lambda *_: False)}
    seconds = time.process_time() - start
    return seconds, len(found), sum(one == two or frozenset((one, two)) in found for one, two in planted) / len(planted)


def named(article: str, kind: str, name: str, identifier: Identifier) -> Reading:
    """Return a reading of one thing with the id that the reader gives it."""
    reading = Reading(Article(article, ""), (Entity("x", kind, name, (name,)),))
    return Reading(reading.article, (Entity(identifier(reading)["x"], kind, name, (name,)),))


def print_labelled() -> None:
    """Print precision and recall over the labelled pairs, those that the rules were written with and those held out."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from test_likeness import PARTS
    from test_likeness import measured as measured_pairs

    for name, threshold in (("automatic", AUTOMATIC), ("proposed", PROPOSED)):
        for part in PARTS:
            precision, recall = measured_pairs(part, threshold)
            print(f"{name}, {part} pairs: precision {precision:.3f}, recall {recall:.3f}")


if __name__ == "__main__":
    print_labelled()
    taken = []
    for size in SIZES:
        seconds, count, share = measured(size)
        taken.append(seconds)
        print(
            f"{size:>7,} things: {seconds:6.1f} s, {count:,} proposals, {share:.0%} of the planted doubles among them"
        )
    print(f"{SIZES[1] // SIZES[0]} times the things take {taken[1] / taken[0]:.1f} times as long")
