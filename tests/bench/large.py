"""Make large graphs of invented news, the same ones every time: python tests/bench/large.py STATEMENTS FOLDER writes graph.nq."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from kg.graph import quads
from kg.model import Article, Entity, Evidence, Quantity, Reading, Span, Statement
from kg.ontology import Ontology, load_ontology

PER_ARTICLE = 10
STATEMENTS_PER_ENTITY = 6
TOLD_AGAIN = 0.1
"""So large a share of the statements of an article stood in an earlier one."""
TYPES = ("Company", "Company", "Company", "Person", "Organization")
FORMS = {"Company": "شركة", "Organization": "مؤسسة", "Person": "السيد"}
SYLLABLES = ("با", "تو", "جي", "دا", "رو", "زي", "سا", "فو", "كي", "لا", "مو", "ني")
VERBS = {
    "acquires": "تستحوذ على",
    "competes-with": "تنافس",
    "holds-position": "مدير في",
    "invests-in": "تستثمر في",
    "owns": "تملك حصة في",
    "partners-with": "تتشارك مع",
    "reports-revenue": "حققت إيرادات قدرها",
    "shares-revenue-with": "تقاسم الإيرادات مع",
    "supplies": "تزود",
}
STATUSES = ("asserted", "asserted", "asserted", "planned", "negotiating", "denied")
UNITS = ("SAR", "USD", "EUR")


def readings(statements: int) -> Iterator[Reading]:
    """Yield so many statements in articles of ten; some name an entity far oftener than others, and some were told before."""
    for number in range(0, statements, PER_ARTICLE):
        yield _reading(number, min(PER_ARTICLE, statements - number), max(statements // STATEMENTS_PER_ENTITY, 2))


def write_graph(statements: int, folder: Path, ontology: Ontology | None = None) -> Path:
    """Write such a graph as graph.nq, in constant memory; what several articles share stands there several times."""
    ontology = ontology or load_ontology()
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "graph.nq"
    with file.open("w", encoding="utf-8") as written:
        for reading in readings(statements):
            written.writelines(f"{quad} .\n" for quad in quads([reading], ontology))
    return file


def entity(number: int) -> Entity:
    """Return one of the invented entities; the smaller its number, the more is said of it."""
    kind = TYPES[number % len(TYPES)]
    name = name_of(number)
    return Entity(f"x{number}", kind, f"{FORMS[kind]} {name}", (name, f"Entity {number}"))


def name_of(number: int) -> str:
    """Return the name of an entity, which is its alone."""
    letters = ""
    while True:
        number, digit = divmod(number, len(SYLLABLES))
        letters += SYLLABLES[digit]
        if not number:
            return letters


def _reading(first: int, count: int, entities: int) -> Reading:
    article, lines, statements, named = f"news-{first // PER_ARTICLE:07}", [], [], {}
    at = 0
    for number in range(first, first + count):
        chance = random.Random(number)
        if chance.random() < TOLD_AGAIN and number:
            number = chance.randrange(number)
        statement, line, spans = _statement(number, entities)
        own = [Span(at + start, at + end) for start, end in spans]
        speaker = f"x{number % entities}" if number % 5 == 0 else "مصادر مطلعة" if number % 7 == 0 else ""
        evidence = Evidence(
            article,
            Span(at, at + len(line)),
            line,
            rule=statement.relation,
            score=(0.7, 0.85, 0.95)[number % 3],
            speaker=speaker,
            where="title" if at == 0 and number % 2 else "body",
            subject_span=own[0],
            object_span=own[1],
            trigger_span=own[2],
        )
        statements.append(
            Statement(
                statement.subject,
                statement.relation,
                statement.object,
                statement.qualifiers,
                statement.status,
                (evidence,),
            )
        )
        for name in (statement.subject, statement.object, speaker):
            if isinstance(name, str) and name.startswith("x"):
                named[name] = entity(int(name[1:]))
        lines.append(line)
        at += len(line) + 1
    told = Article(
        article,
        "\n".join(lines),
        title=lines[0],
        published=f"20{10 + first % 15}-{first % 12 + 1:02}-{first % 28 + 1:02}",
        publisher=f"صحيفة {first % 50}",
        url=f"https://news.example/{article}",
    )
    return Reading(told, tuple(named.values()), tuple(dict.fromkeys(statements)))


def _statement(number: int, entities: int) -> tuple[Statement, str, list[tuple[int, int]]]:
    chance = random.Random(-number - 1)
    # The product of two even chances: of few entities much is said.
    subject, other = (int(entities * chance.random() * chance.random()) for _ in range(2))
    other = (subject + 1) % entities if other == subject else other
    relation = chance.choice(tuple(VERBS))
    qualifiers: dict[str, str | float | Quantity] = {}
    target: str | Quantity = f"x{other}"
    if relation == "reports-revenue":
        target = Quantity(chance.randrange(1, 9999) * 1e5, UNITS[number % 3], "approx" if number % 4 == 0 else "exact")
        qualifiers["period"] = f"20{number % 15 + 10}"
    elif relation in ("acquires", "invests-in"):
        qualifiers["amount"] = Quantity(chance.randrange(1, 9999) * 1e6, UNITS[number % 3])
    elif relation in ("owns", "shares-revenue-with"):
        qualifiers["percent"] = chance.randrange(1, 100)
        if number % 2:
            qualifiers["until"] = f"20{25 + number % 20}"
    elif relation == "holds-position":
        qualifiers["role"] = "مدير تنفيذي" if number % 2 else "رئيس مجلس الإدارة"
    if number % 3 == 0:
        qualifiers["date"] = f"20{number % 25:02}-{number % 12 + 1:02}"
    statement = Statement(f"x{subject}", relation, target, tuple(sorted(qualifiers.items())), chance.choice(STATUSES))
    shown = name_of(other) if isinstance(target, str) else f"{target.value:.0f} {target.unit}"
    parts = (name_of(subject), VERBS[relation], shown)
    line = f"قال التقرير رقم {number} إن {' '.join(parts)} هذا العام."
    spans = []
    start = line.index(" إن ") + 4
    for part in parts:
        spans.append((start, start + len(part)))
        start += len(part) + 1
    return statement, line, [spans[0], spans[2], spans[1]]


if __name__ == "__main__":
    print(write_graph(int(sys.argv[1]), Path(sys.argv[2])))
