"""An archive of generated articles with known facts, and a check of what a build made of it.

    python tests/bench/archive.py write FILE [ARTICLES [SEED]]
    python tests/bench/archive.py check FILE OUTPUT

Each article is put together from sentences of our own with names, sums and dates drawn by chance, between lines that are no news. FILE ends in
.jsonl or .jsonl.gz; beside it FILE.facts tells what each article states. One line in a thousand is broken, and stands there without an id.
The names are such as kg finds by the words around them: the archive measures builds, not how well kg reads.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Fact = tuple[str, str, str, str, tuple[tuple[str, str], ...]]
"""Subject, relation, object, status and qualifiers: entities by their names, figures as «120000000 SAR»."""

FIRST = (
    "سدير", "رتاج", "سنابل", "بيادر", "ميسان", "تلال", "غيث", "هضاب", "سهيل", "بارق", "نجود", "رواسي", "مرجانة",
    "سلسبيل", "أطياف", "ينابيع", "أرجوان", "زمردة", "شواهق", "خزامى", "كواكب", "نسائم", "قطوف", "أصداء", "جداول",
    "مناهل", "عرار", "أثيل", "دوحات", "سحائب", "ظلال", "فنارات", "أشرعة", "بواسق", "نوارس", "صقور", "سروج",
)  # fmt: skip
SECOND = (
    "القابضة", "للصناعات", "للتطوير", "للأغذية", "للتجارة", "للمقاولات", "للتعدين", "للنقل", "للاتصالات", "للزراعة",
    "للسياحة", "للتعليم", "للطباعة", "للنسيج", "للأسمدة", "للألبان", "للأثاث", "للتغليف", "للدهانات", "للورق",
    "للمعدات", "للشحن", "للتجزئة",
)  # fmt: skip
GIVEN = (
    "أحمد", "خالد", "سالم", "طارق", "ياسر", "فهد", "ماجد", "نادر", "وليد", "هشام", "سامي", "عادل", "رامي", "كريم",
    "منى", "هدى", "ليلى", "سلمى", "ريم", "نورة",
)  # fmt: skip
FAMILY = (
    "العتيبي", "القحطاني", "الزهراني", "الشمري", "الدوسري", "المطيري", "الغامدي", "البلوشي", "الكندري",
    "الهاشمي", "النعيمي", "الكعبي", "المهيري", "الخوري",
)  # fmt: skip
CURRENCIES = (("ريال سعودي", "SAR"), ("درهم إماراتي", "AED"), ("دولار", "USD"), ("جنيه مصري", "EGP"), ("يورو", "EUR"))
NO_NEWS = (
    "اقرأ أيضا: شركة {a} تستحوذ على شركة {b} مقابل 9 مليارات دولار",
    "تابعونا على تويتر وفيسبوك",
    "جميع الحقوق محفوظة",
)
FILLERS = (
    "وجاء ذلك في بيان نشر مساء أمس.",
    "ولم تذكر التقارير تفاصيل أخرى.",
    "وكانت الأسواق مغلقة في ذلك اليوم.",
    "وارتفعت درجات الحرارة في المنطقة خلال الأسبوع.",
)


KINDS = (
    "bought",
    "plans",
    "denies",
    "talks",
    "expected",
    "invested",
    "appointed",
    "lost",
    "earned",
    "partners",
    "employs",
    "sued",
    "owns",
)
BROKEN = (
    '{"text": "بلا نهاية',
    '{"id": "x"}',
    '{"text": ["قائمة"]}',
    '{"text": "خبر", "published": "قريبا"}',
    "لا شيء",
)
BROKEN_EVERY = 1000


@dataclass(frozen=True, slots=True)
class Drawn:
    """Hold what a sentence is filled with."""

    a: str
    b: str
    person: str
    number: int
    money: str
    """As it is written: 120 مليون ريال سعودي."""
    sum: str
    """As it is meant: 120000000 SAR."""


def sentence(kind: str, d: Drawn) -> tuple[str, list[Fact]]:
    """Return a sentence of a kind and what it states."""
    amount = (("amount", d.sum),)
    ceo = (("role", "ceo"), ("role_text", "رئيسا تنفيذيا"))
    return {
        "bought": (f"استحوذت شركة {d.a} على شركة {d.b} مقابل {d.money}.", [(d.a, "acquires", d.b, "asserted", amount)]),
        "plans": (f"تعتزم شركة {d.a} شراء شركة {d.b}.", [(d.a, "acquires", d.b, "planned", ())]),
        "denies": (f"نفت شركة {d.a} الاستحواذ على شركة {d.b}.", [(d.a, "acquires", d.b, "denied", ())]),
        "talks": (
            f"تتفاوض شركة {d.a} على شراء شركة {d.b} مقابل {d.money}.",
            [(d.a, "acquires", d.b, "negotiating", amount)],
        ),
        "expected": (f"من المتوقع أن تستحوذ شركة {d.a} على شركة {d.b}.", [(d.a, "acquires", d.b, "expected", ())]),
        "invested": (f"استثمرت شركة {d.a} {d.money} في شركة {d.b}.", [(d.a, "invests-in", d.b, "asserted", amount)]),
        "appointed": (
            f"عينت شركة {d.a} {d.person} رئيسا تنفيذيا لها.",
            [(d.a, "appoints", d.person, "asserted", ceo), (d.person, "holds-position", d.a, "asserted", ceo)],
        ),
        "lost": (f"سجلت شركة {d.a} خسائر بلغت {d.money}.", [(d.a, "reports-loss", d.sum, "asserted", ())]),
        "earned": (f"حققت شركة {d.a} أرباحا صافية بلغت {d.money}.", [(d.a, "reports-profit", d.sum, "asserted", ())]),
        "partners": (f"وقعت شركة {d.a} اتفاقية شراكة مع شركة {d.b}.", [(d.a, "partners-with", d.b, "asserted", ())]),
        "employs": (
            f"يعمل في شركة {d.a} {d.number % 80 + 11} موظفا.",
            [(d.a, "has-employees", f"{d.number % 80 + 11}", "asserted", ())],
        ),
        "sued": (f"رفعت شركة {d.a} دعوى قضائية ضد شركة {d.b}.", [(d.a, "sues", d.b, "asserted", ())]),
        "owns": (
            f"تمتلك شركة {d.a} حصة في شركة {d.b} تبلغ {d.number % 40 + 11}%.",
            [(d.a, "owns", d.b, "asserted", (("percent", f"{d.number % 40 + 11}"),))],
        ),
    }[kind]


def generated(count: int, seed: int = 1, broken_every: int = BROKEN_EVERY) -> Iterator[tuple[str, str, list[Fact]]]:
    """Yield so many lines of JSON, each with the id of its article and what it states; a broken line has no id."""
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        if number % broken_every == broken_every // 2:
            yield chance.choice(BROKEN), "", []
            continue
        text, facts = _body(chance)
        row = {
            "id": f"g{number:06}",
            "title": f"نشرة الأعمال رقم {number}",
            "text": text,
            "published": f"20{chance.randrange(10, 25)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}",
            "publisher": f"صحيفة {chance.choice(FIRST)}",
        }
        yield json.dumps(row, ensure_ascii=False), row["id"], facts


def write(path: Path, count: int, seed: int = 1, broken_every: int = BROKEN_EVERY) -> Path:
    """Write an archive and its facts; return the file of the facts."""
    told = path.with_name(f"{path.name}.facts")
    opening = gzip.open if path.suffix == ".gz" else open
    with opening(path, "wt", encoding="utf-8") as archive, told.open("w", encoding="utf-8") as known:
        for line, article, facts in generated(count, seed, broken_every):
            archive.write(f"{line}\n")
            known.write(json.dumps([article, sorted(facts)], ensure_ascii=False) + "\n")
    return told


def differences(told: Path, readings: Path) -> Iterator[str]:
    """Yield a line for each article that was read otherwise than its facts say, was not read, or isn't known."""
    with told.open(encoding="utf-8") as known, readings.open(encoding="utf-8") as rows:
        expected = (row for line in known if (row := json.loads(line))[0])
        found = (json.loads(line) for line in rows)
        for row in expected:
            reading = next(found, None)
            if reading is None or reading["article"] != row[0]:
                yield f"{row[0]}: expected, found {reading and reading['article']}"
                return
            if (read := sorted(_facts(reading))) != [_fact(fact) for fact in row[1]]:
                yield f"{row[0]}: expected {row[1]}, read {read}"
        yield from (f"{reading['article']}: not expected" for reading in found)


def _body(chance: random.Random) -> tuple[str, list[Fact]]:
    lines, facts = [], []
    firsts = iter(chance.sample(FIRST, 16))
    people = iter(chance.sample([f"{given} {family}" for given in GIVEN for family in FAMILY], 8))
    for kind in chance.sample(KINDS, chance.randrange(3, 8)):
        a, b = (f"{next(firsts)} {chance.choice(SECOND)}" for _ in range(2))
        number, (written, currency) = chance.randrange(11, 900), chance.choice(CURRENCIES)
        drawn = Drawn(a, b, next(people), number, f"{number} مليون {written}", f"{number}000000 {currency}")
        said, own = sentence(kind, drawn)
        lines += [said, *chance.sample(FILLERS, chance.randrange(2))]
        facts += own
        if not chance.randrange(6):
            lines.append(chance.choice(NO_NEWS).format(a=a, b=b))
    return "\n\n".join(lines), facts


def _facts(reading: dict[str, Any]) -> Iterable[Fact]:
    label = {entity["id"]: entity["label"] for entity in reading["entities"]}
    for statement in reading["statements"]:
        qualifiers = tuple((role, _written(value)) for role, value in sorted(statement["qualifiers"].items()))
        target = statement["object"]
        yield (
            label[statement["subject"]],
            statement["relation"],
            label[target] if isinstance(target, str) else _written(target),
            statement["status"],
            qualifiers,
        )


def _fact(row: list[Any]) -> Fact:
    return row[0], row[1], row[2], row[3], tuple((role, value) for role, value in row[4])


def _written(value: object) -> str:
    if not isinstance(value, dict):
        return str(value)
    number = next(value[key] for key in ("amount", "value", "number") if key in value)
    return f"{number} {value.get('currency', '')}".strip()


def main(arguments: list[str]) -> None:
    """Do what the command line says."""
    verb, archive, *more = arguments
    if verb == "write":
        write(Path(archive), *(int(number) for number in more))
        return
    wrong = list(differences(Path(f"{archive}.facts"), Path(more[0]) / "readings.jsonl"))
    print("\n".join([*wrong[:20], f"{len(wrong)} articles differ"]))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main(sys.argv[1:])
