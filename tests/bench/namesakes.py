"""How many namesakes are told apart, and how much that is one is torn: generated careers and companies, read as news is.

python tests/bench/namesakes.py
"""

from __future__ import annotations

import io
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta

from same import word

from kg.articles import read_articles
from kg.graph import find_namesakes
from kg.model import Article
from kg.ontology import load_ontology
from kg.run import default_reader

EACH = 100
"""Names of each case."""
ARTICLES = 3
"""Of each office or company."""
COUNTRIES = ("الكويتية", "المصرية", "السعودية", "المغربية", "الأردنية", "القطرية", "التونسية", "العمانية")
GIVEN = ("ثامر", "ضرغام", "غيث", "نزار", "جاسر", "لؤي")
SAID = ("إن الأرباح ارتفعت", "إن المصنع جاهز", "إن الطلب يرتفع", "إن الشركة تخطط للتوسع")
DEALS = ("وقعت شركة {} عقدا مع شركة {}.", "استحوذت شركة {} على شركة {}.", "اشترت شركة {} حصة في شركة {}.")

Story = tuple[date, str]


class Namer:
    """Make names that nobody has had yet."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.taken = chance, set[str]()

    def __call__(self) -> str:
        """Return a name of one word."""
        while (name := f"{word(self.chance)}ار") in self.taken:
            pass
        self.taken.add(name)
        return name


def office(man: str, firm: str, since: date, chance: random.Random, role: str = "الرئيس التنفيذي") -> Iterator[Story]:
    """Yield what is told of a man within a year of office; one article in three names his firm without its country."""
    for _ in range(ARTICLES):
        told = firm if chance.random() < 0.7 else firm.split()[0]
        yield since + timedelta(chance.randrange(365)), f"قال {man}، {role} لشركة {told}، {chance.choice(SAID)}."


def deals(firm: str, since: date, chance: random.Random, name: Namer) -> Iterator[Story]:
    """Yield what is told of a company within a year."""
    for _ in range(ARTICLES):
        yield since + timedelta(chance.randrange(365)), chance.choice(DEALS).format(firm, name())


def cases(chance: random.Random, name: Namer) -> dict[str, list[Story]]:
    """Return what is told of one name in each case; the number before a case is of those who bear it."""
    one, other = chance.sample(COUNTRIES, 2)
    man, start = f"{chance.choice(GIVEN)} ال{name()}", date(2023, 1, 1)
    later = start + timedelta(365 + chance.randrange(365))
    firms = [f"{name()} {country}" for country in (one, other)]
    company = name()
    moved = f"عينت شركة {firms[1]} {man} رئيسا تنفيذيا، وكان الرئيس التنفيذي لشركة {firms[0]}."
    return {
        "2 chief executives": [*office(man, firms[0], start, chance), *office(man, firms[1], start, chance)],
        "2 companies": [
            *deals(f"{company} {one}", start, chance, name),
            *deals(f"{company} {other}", start, chance, name),
        ],
        "1 chief executive who moves, which is told": [
            *office(man, firms[0], start, chance),
            (later, moved),
            *office(man, firms[1], later, chance),
        ],
        "1 chief executive who moves, which nobody tells": [
            *office(man, firms[0], start, chance),
            *office(man, firms[1], later, chance),
        ],
        "1 chief executive who sits on a board abroad": [
            *office(man, firms[0], start, chance),
            *office(man, firms[1], start, chance, role="عضو مجلس الإدارة"),
        ],
        "1 company that works abroad": [
            *deals(f"{company} {one}", start, chance, name),
            (start, f"تعمل شركة {company} {one} في السوق {other.removesuffix('ة')}."),
            *deals(company, start, chance, name),
        ],
    }


def told_apart(stories: list[Story]) -> bool:
    """Return whether what is told of one name is held to be of two."""
    records = (
        {"id": f"a{number}", "title": "خبر", "published": day.isoformat(), "text": text}
        for number, (day, text) in enumerate(stories)
    )
    stream = io.BytesIO("\n".join(map(json.dumps, records)).encode())
    found = [article for article in read_articles(stream) if isinstance(article, Article)]
    assert len(found) == len(stories)
    return bool(find_namesakes(map(default_reader(), found), load_ontology()))


def main() -> None:
    """Print for each case the share of names that are told apart."""
    chance = random.Random(7)
    name, found = Namer(chance), dict[str, int]()
    for _ in range(EACH):
        for case, stories in cases(chance, name).items():
            found[case] = found.get(case, 0) + told_apart(stories)
    for case, count in found.items():
        print(f"{case}: {count / EACH:.0%} told apart")


if __name__ == "__main__":
    main()
