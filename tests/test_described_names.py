"""What describes a name changes nothing of what is said of it: the examples of all relations, with their names described otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from kg.examples import article_of
from kg.model import Reading
from kg.ontology import load_ontology
from kg.reader import Reader

COMPANY = re.compile(r"(?<!\w)([لوبفك]?)شركة «(\w+)»")
PERSON = re.compile(r"(?<!\w)([لوبفك]?)(كريم منصور|سامر الخطيب)")
MOST_LOST = 0.02
"""Share of the statements that may be lost: some examples say otherwise with another description."""


def ends(reading: Reading) -> set[tuple[str, str, str]]:
    """Return who is related to what, each by the last word of its shortest name, which a description leaves as it is."""
    names = {
        entity.id: min(entity.names or (entity.label,), key=lambda name: (name.isascii(), len(name))).split()[-1]
        for entity in reading.entities
    }
    return {
        (
            names.get(s.subject, s.subject),
            s.relation,
            names.get(s.object, s.object) if isinstance(s.object, str) else "",
        )
        for s in reading.statements
    }


def described(names: re.Pattern[str], description: str) -> Iterator[tuple[str, str, str | None, str]]:
    """Yield each example that has such a name, as it is and with one of its names described, with its date and the name."""
    for relation in load_ontology().relations.values():
        for number, example in enumerate(relation.examples):
            if found := list(names.finditer(example.text)):
                one = found[number % len(found)]
                if example.text[: one.start()].rpartition(" ")[0].rpartition(" ")[2].startswith("ال"):
                    continue  # الدكتور كريم منصور is described already
                clitic, name = one.groups()
                text = description.format(name)
                led = f"لل{text[2:]}" if clitic == "ل" and text.startswith("ال") else clitic + text
                yield (
                    example.text,
                    example.text[: one.start()] + led + example.text[one.end() :],
                    example.published,
                    name,
                )


@pytest.mark.parametrize(
    ("names", "description"),
    [
        (COMPANY, "الشركة الناشئة «{}»"),
        (COMPANY, "المجموعة السويدية «{}»"),
        (COMPANY, "شركة الطيران «{}»"),
        (COMPANY, "شركة الشحن الألمانية «{}»"),
        (PERSON, "الدكتور {}"),
        (PERSON, "السعودي {}"),
        (PERSON, "{} (50 عاما)"),
        (PERSON, "{} (Karim)"),
    ],
)
def test_a_description_changes_nothing(reader: Reader, names: re.Pattern[str], description: str) -> None:
    """What is said of a company or a person is said of them however they are described."""
    told = lost = 0
    for plain, other, published, name in described(names, description):
        mine = {row for row in ends(reader(article_of(plain, published))) if name.split()[-1] in row}
        told += len(mine)
        lost += len(mine - ends(reader(article_of(other, published))))
    assert told > 200
    assert lost <= MOST_LOST * told
