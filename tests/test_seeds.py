"""The seed articles and their gold annotation agree with each other and with the ontology."""

from __future__ import annotations

import csv
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
IDS = sorted(path.stem for path in SEEDS.glob("*.txt"))

TYPES = {"Company", "Organization", "Person", "Product", "Place", "Facility", "Event", "Group"}
STATUSES = {"asserted", "planned", "negotiating", "expected", "possible", "conditional", "denied", "ended"}
MONEY = {"valued-at", "raises", "reports-revenue", "reports-profit", "reports-loss"}
PEOPLE = {"lays-off", "has-employees"}
BOUNDS = {"exact", "approx", "at-least", "at-most"}
# fmt: off
QUALIFIERS = {
    "amount", "percent", "change_percent", "date", "until", "period", "seller", "product", "role", "role_text",
}
ROLES = {
    "ceo", "chairman", "vice-chairman", "president", "founder", "cto", "cfo", "coo", "spokesperson", "analyst",
    "director", "board-member", "minister", "governor", "leader", "owner", "general-manager", "head-of-unit", "other",
}
# fmt: on
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?|-Q[1-4])?")
FOLD = str.maketrans("أإآىة", "اااية", '«»"“”ـ\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652')


def folded(text: str) -> str:
    """Return text with single spaces, without vowel marks, quotation marks and the forms of hamza."""
    return " ".join(text.translate(FOLD).split())


@cache
def text_of(article: str) -> str:
    return (SEEDS / f"{article}.txt").read_text(encoding="utf-8")


@cache
def gold_of(article: str) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((SEEDS / f"{article}.json").read_text(encoding="utf-8"))
    return gold


@cache
def relations() -> frozenset[str]:
    """Return the names of the relations that the ontology declares."""
    files = sorted((ROOT / "ontology" / "relations").glob("*.ttl"))
    return frozenset(name for path in files for name in re.findall(r"(?m)^kg:([a-z-]+) a kg:", path.read_text("utf-8")))


@cache
def adjectives() -> dict[str, list[str]]:
    """Return the nationality adjectives of each country, by its folded Arabic name."""

    def rows(path: Path) -> list[dict[str, str]]:
        lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))

    arabic = {row["id"]: row["ar"] for row in rows(ROOT / "ontology" / "names" / "places.tsv")}
    nationalities = rows(ROOT / "ontology" / "lexicon" / "nationalities.tsv")
    return {
        folded(arabic[row["country"]]): row["adjectives"].split(" | ")
        for row in nationalities
        if row["country"] in arabic
    }


def stands_in(name: str, text: str) -> bool:
    """Tell whether a name stands in a folded text as whole words, proclitics before it allowed."""
    name = folded(name)
    forms = [rf"[وفبكل]{{0,2}}{re.escape(name)}"]
    if name.startswith("ال"):
        forms.append(rf"[وف]?لل{re.escape(name[2:])}")
    return re.search(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", text) is not None


def facts(article: str) -> list[dict[str, Any]]:
    return list(gold_of(article)["facts"])


def test_every_article_has_its_annotation() -> None:
    """Each text has an annotation and each annotation a text, and there are at least fourteen."""
    assert sorted(path.stem for path in SEEDS.glob("*.json")) == IDS
    assert len(IDS) >= 14


@pytest.mark.parametrize("article", IDS)
def test_text_has_title_and_body(article: str) -> None:
    """An article is a title line, a blank line and paragraphs of 90 to 320 words in all, without carriage returns."""
    text = text_of(article)
    title, *paragraphs = text.rstrip("\n").split("\n\n")
    assert "\r" not in text
    assert text.endswith("\n")
    assert paragraphs
    assert all("\n" not in paragraph and paragraph == paragraph.strip() for paragraph in [title, *paragraphs])
    assert 90 <= len(text.split()) <= 320


@pytest.mark.parametrize("article", IDS)
def test_annotation_names_its_source(article: str) -> None:
    """An annotation carries the id of its file and the place of its text."""
    gold = gold_of(article)
    assert list(gold) == ["id", "source", "entities", "facts", "traps"]
    assert gold["id"] == article
    assert gold["source"] == {"repo": "kg", "key": f"seeds/{article}.txt"}
    assert 2 <= len(gold["traps"]) <= 4


@pytest.mark.parametrize("article", IDS)
def test_names_stand_in_the_text(article: str) -> None:
    """Each name of an entity stands in the text, or is a country that its nationality adjective names in a quote."""
    text = folded(text_of(article))
    for entity in gold_of(article)["entities"]:
        assert entity["type"] in TYPES
        assert entity["name"] in entity["names"]
        missing = [name for name in entity["names"] if not stands_in(name, text)]
        if not missing:
            continue
        assert entity["type"] == "Place", missing
        quotes = [folded(fact["quote"]) for fact in facts(article) if fact["object"] == entity["name"]]
        stems = [folded(adjective) for adjective in adjectives()[folded(entity["name"])]]
        assert quotes, missing
        assert all(any(stem in quote for stem in stems) for quote in quotes), missing


@pytest.mark.parametrize("article", IDS)
def test_entities_are_distinct(article: str) -> None:
    """No surface form belongs to two entities of one article."""
    forms = [form for entity in gold_of(article)["entities"] for form in {folded(name) for name in entity["names"]}]
    assert len(forms) == len(set(forms))


@pytest.mark.parametrize("article", IDS)
def test_quotes_are_verbatim(article: str) -> None:
    """Each quote stands in the text, and the words for a role too."""
    text = " ".join(text_of(article).split())
    for fact in facts(article):
        assert " ".join(fact["quote"].split()) in text
        assert fact["qualifiers"].get("role_text", "") in text


@pytest.mark.parametrize("article", IDS)
def test_facts_join_declared_entities(article: str) -> None:
    """The ends of a fact and of a trap are entities of the article, or a figure where the relation takes one."""
    names = {entity["name"] for entity in gold_of(article)["entities"]}
    for fact in [*facts(article), *gold_of(article)["traps"]]:
        assert fact["subject"] in names
        if fact["relation"] in MONEY:
            assert fact["object"]["amount"] > 0
            assert re.fullmatch(r"[A-Z]{3}", fact["object"]["currency"])
        elif fact["relation"] in PEOPLE:
            assert fact["object"]["number"] > 0
        else:
            assert fact["object"] in names
            assert fact["object"] != fact["subject"]


@pytest.mark.parametrize("article", IDS)
def test_terms_are_known(article: str) -> None:
    """Relations are those of the ontology, and statuses, roles and qualifiers those of the gold format."""
    for fact in facts(article):
        assert {fact["relation"], *fact["accept"]} <= relations()
        assert {fact["status"], *fact.get("status_accept", [])} <= STATUSES
        assert fact["where"] in {"title", "body", "both"}
        assert set(fact["qualifiers"]) <= QUALIFIERS
        assert fact["qualifiers"].get("role", "other") in ROLES
    assert {trap["relation"] for trap in gold_of(article)["traps"]} <= relations()
    assert all(trap["why"] for trap in gold_of(article)["traps"])


@pytest.mark.parametrize("article", IDS)
def test_qualifiers_are_well_formed(article: str) -> None:
    """Amounts have a currency and a bound, dates are dates, and a seller is an entity of the article."""
    names = {entity["name"] for entity in gold_of(article)["entities"]}
    for fact in facts(article):
        qualifiers = fact["qualifiers"]
        for role in {"date", "until", "period"} & set(qualifiers):
            assert DATE.fullmatch(qualifiers[role])
        if "amount" in qualifiers:
            assert qualifiers["amount"]["value"] > 0
            assert re.fullmatch(r"[A-Z]{3}", qualifiers["amount"]["currency"])
            assert qualifiers["amount"]["bound"] in BOUNDS
        if isinstance(fact["object"], dict):
            assert fact["object"].get("bound", "exact") in BOUNDS
        assert qualifiers.get("seller", fact["subject"]) in names


@pytest.mark.parametrize("article", IDS)
def test_facts_are_stated_once(article: str) -> None:
    """A triple is annotated once: only an optional fact may repeat one with another figure or status."""
    triples = [
        (fact["subject"], fact["relation"], json.dumps(fact["object"], sort_keys=True))
        for fact in facts(article)
        if not fact.get("optional")
    ]
    assert len(triples) == len(set(triples))


@pytest.mark.parametrize("article", IDS)
def test_traps_are_no_facts(article: str) -> None:
    """No trap is a fact of its article, in the direction in which it is written."""

    def triple(claim: dict[str, Any]) -> tuple[str, str, str]:
        return claim["subject"], claim["relation"], json.dumps(claim["object"], sort_keys=True)

    assert {triple(trap) for trap in gold_of(article)["traps"]}.isdisjoint(map(triple, facts(article)))


def test_seeds_cover_the_gold_format() -> None:
    """Together the seeds use every relation of the ontology, every status and every bound."""
    every = [fact for article in IDS for fact in facts(article)]
    amounts = [fact["qualifiers"]["amount"] for fact in every if "amount" in fact["qualifiers"]]
    assert {fact["relation"] for fact in every} == relations()
    assert {fact["status"] for fact in every} == STATUSES
    assert {amount["bound"] for amount in amounts} == BOUNDS
