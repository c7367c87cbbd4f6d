"""Ids of things that no table knows: equal names of one kind are one thing, and names that many people bear need the same employer."""

from __future__ import annotations

import pytest

from kg.identity import Identifier
from kg.model import Article, Entity, Evidence, Reading, Span, Statement
from kg.ontology import load_ontology

IDENTIFIER = Identifier(load_ontology())


def identified(article: str, name: str, kind: str, employer: str = "") -> str:
    """Return the id of a thing of an article that says where it works, if anywhere."""
    entities = [Entity("x", kind, name, (name,))]
    statements = []
    if employer:
        entities.append(Entity("e", "Company", employer, (employer,)))
        evidence = (Evidence(article, Span(0, 1), "ق", "frame"),)
        statements.append(Statement("x", "holds-position", "e", (), "asserted", evidence))
    return IDENTIFIER(Reading(Article(article, ""), tuple(entities), tuple(statements)))["x"]


COMMON = (
    "محمد أحمد",
    "خالد بن سعد",
    "سالم",
    "عبد الله الغامدي",
    "أحمد حداد",
    "محمد آل سعود",
    "يوسف الخطيب",
    "جون سميث",
    "John Smith",
    "Mohammed Al-Otaibi",
    "Mohammed Alotaibi",
    "Min Kim",
)
UNCOMMON = ("خالد الغنيمان", "سامر طقطقجي", "محمد عبد الله العتيبي", "Nadia Tarkhanova", "جون بلاكستوك")


@pytest.mark.parametrize("name", COMMON)
def test_a_name_that_many_bear_is_one_person_at_one_employer(name: str) -> None:
    """Two articles speak of one person where they name one employer, and of two where they name two or none."""
    same = {identified(article, name, "Person", "تقنورا") for article in ("A1", "A2")}
    assert len(same) == 1
    others = {
        identified("A3", name, "Person", "سدير"),
        identified("A4", name, "Person"),
        identified("A5", name, "Person"),
    }
    assert len(same | others) == 4


@pytest.mark.parametrize("name", UNCOMMON)
def test_a_name_that_few_bear_is_one_person(name: str) -> None:
    """Who changes employers stays one person; `kg same` asks about it."""
    assert identified("A1", name, "Person", "تقنورا") == identified("A2", name, "Person", "سدير")


def test_kinds_stay_apart() -> None:
    """A person, a city, a product and a company of one name are four things; a company and an organization are one."""
    kinds = ("Person", "Place", "Product", "Company")
    assert len({identified("A1", "الغنيمان", kind) for kind in kinds}) == len(kinds)
    assert identified("A1", "تقنورا", "Organization") == identified("A2", "تقنورا", "Company")
