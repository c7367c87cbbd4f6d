"""The tables of names and of the words around names: well-formed, sorted, unambiguous, and at one with each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.arabic.folding import fold, fold_name

ONTOLOGY = Path(__file__).parents[1] / "ontology"
NAMES = sorted((ONTOLOGY / "names").glob("*.tsv"))
LEXICON = {
    name: ONTOLOGY / "lexicon" / f"{name}.tsv"
    for name in ("ambiguous_names", "heads", "honorifics", "legal_forms", "nationalities", "roles", "shared_names")
}

NAME_HEADER = ["id", "type", "ar", "en", "aliases", "note"]
HEADERS = {
    "products": ["id", "type", "ar", "en", "aliases", "maker", "note"],
    "ambiguous_names": ["name", "cue", "note"],
    "heads": ["lemma", "forms", "type", "gender", "refers"],
    "honorifics": ["form", "type"],
    "legal_forms": ["form", "note"],
    "nationalities": ["country", "adjectives"],
    "roles": ["phrase", "role"],
    "shared_names": ["name", "entity", "country", "note"],
}
TYPES = {"Company", "Organization", "Person", "Product", "Place", "Facility", "Event", "Group"}
ROLES = {
    "ceo", "chairman", "vice-chairman", "president", "founder", "cto", "cfo", "coo", "spokesperson", "analyst", "director",
    "board-member", "minister", "governor", "leader", "owner", "general-manager", "head-of-unit", "other",
}  # fmt: skip
ARABIC_LETTER = re.compile("[\u0621-\u064a]")


def read_table(path: Path) -> tuple[list[str], list[list[str]]]:
    """Return the header and the rows of a table, comments left out."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    header, *rows = (line.split("\t") for line in lines)
    return header, rows


def split_values(cell: str) -> list[str]:
    """Return the values of a cell that holds several."""
    return cell.split(" | ") if cell else []


def surface_forms(row: list[str]) -> list[str]:
    """Return all names of a row of names/: the Arabic one, the English one, the aliases."""
    return [form for form in (row[2], row[3], *split_values(row[4])) if form]


def name_key(form: str) -> str:
    """Return the form that two names must not share: folded, spaces between Latin letters dropped (Open AI, OpenAI)."""
    return re.sub(r"(?<=[a-z0-9&+]) (?=[a-z0-9&+])", "", fold_name(form))


def name_rows() -> Iterator[tuple[Path, list[str]]]:
    """Yield every row of names/ with its file."""
    for path in NAMES:
        for row in read_table(path)[1]:
            yield path, row


def test_tables_are_there() -> None:
    """The tables of companies, banks, organizations, people, products and places exist."""
    assert {"companies", "banks", "organizations", "people", "products", "places"} <= {path.stem for path in NAMES}
    assert all(path.is_file() for path in LEXICON.values())


@pytest.mark.parametrize("path", [*NAMES, *LEXICON.values()], ids=lambda path: path.stem)
def test_table_is_well_formed(path: Path) -> None:
    """Every table has its header, rows as wide as it, trimmed cells, no empty first cell, rows sorted by the first cell."""
    header, rows = read_table(path)

    assert header == HEADERS.get(path.stem, NAME_HEADER)
    assert [row for row in rows if len(row) != len(header)] == []
    assert [row for row in rows if not row[0] or any(cell != " ".join(cell.split()) for cell in row)] == []
    assert [row[0] for row in rows] == sorted({row[0] for row in rows})


def test_cells_hold_clean_values() -> None:
    """No name has quotes or brackets, no cell an empty value, and aliases are parted by space, bar, space."""
    unclean = [
        (path.name, row[0], form)
        for path, row in name_rows()
        for form in surface_forms(row)
        if not form.strip()
        or re.search(r"[«»\"“”()\[\]{}|]", form)
        or re.search("[\u064b-\u0652\u0640\u200b-\u200f]", form)
    ]

    assert unclean == []


def test_ids_are_unique_slugs() -> None:
    """An id is an ASCII kebab-case slug and stands in one row only."""
    ids = [row[0] for _, row in name_rows()]

    assert [name for name in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []
    assert sorted({name for name in ids if ids.count(name) > 1}) == []


def test_types_are_known() -> None:
    """Every name and every head noun has one of the entity types."""
    heads = read_table(LEXICON["heads"])[1]

    assert {row[1] for _, row in name_rows()} <= TYPES
    assert {row[2] for row in heads} | {row[1] for row in read_table(LEXICON["honorifics"])[1]} <= TYPES


def test_scripts_keep_to_their_columns() -> None:
    """The Arabic name has Arabic letters and the English name Latin ones and no Arabic."""
    for path, row in name_rows():
        assert ARABIC_LETTER.search(row[2]), (path.name, row[0])
        assert re.search("[A-Za-z0-9]", row[3]), (path.name, row[0])
        assert not ARABIC_LETTER.search(row[3]), (path.name, row[0])


def test_no_name_is_ambiguous() -> None:
    """No two entities share a name, whatever the spelling of its hamzas and the spaces in its Latin letters."""
    owners: dict[str, set[str]] = defaultdict(set)
    for _, row in name_rows():
        for form in surface_forms(row):
            owners[name_key(form)].add(row[0])

    assert {key: sorted(ids) for key, ids in sorted(owners.items()) if len(ids) > 1} == {}


def test_no_name_is_only_a_head_noun_or_a_title() -> None:
    """A name is never just a head noun, a legal form, an honorific or a role, which would be read as a name everywhere."""
    words = {fold(form) for row in read_table(LEXICON["heads"])[1] for form in split_values(row[1])}
    words |= {fold_name(form) for row in read_table(LEXICON["honorifics"])[1] for form in split_values(row[0])}
    words |= {fold_name(row[0]) for row in read_table(LEXICON["roles"])[1]}
    words |= {fold_name(row[0]) for row in read_table(LEXICON["legal_forms"])[1] if ARABIC_LETTER.search(row[0])}

    found = [(row[0], form) for _, row in name_rows() for form in surface_forms(row) if fold_name(form) in words]

    assert found == []


def test_head_forms_belong_to_one_lemma() -> None:
    """Each form of a head noun leads to one lemma, the lemma is among its forms, and no form has the article before it."""
    owners: dict[str, set[str]] = defaultdict(set)
    for lemma, forms, _, gender, refers in read_table(LEXICON["heads"])[1]:
        assert lemma in split_values(forms), lemma
        assert gender in {"m", "f"}, lemma
        assert refers in {"yes", "no"}, lemma
        for form in split_values(forms):
            owners[fold(form)].add(lemma)

    assert {form: sorted(lemmas) for form, lemmas in owners.items() if len(lemmas) > 1} == {}


def test_nationalities_lead_to_known_places() -> None:
    """Every nationality belongs to a place of places.tsv, and each adjective to one place only."""
    places = {row[0] for row in read_table(ONTOLOGY / "names" / "places.tsv")[1] if row[1] == "Place"}
    owners: dict[str, set[str]] = defaultdict(set)
    for country, adjectives in read_table(LEXICON["nationalities"])[1]:
        assert country in places
        assert split_values(adjectives), country
        for adjective in split_values(adjectives):
            owners[fold(adjective)].add(country)

    assert {adjective: sorted(ids) for adjective, ids in owners.items() if len(ids) > 1} == {}


def test_roles_are_of_the_list() -> None:
    """Every role is one of the normalised roles, each of them has a phrase, and no phrase begins with the article."""
    rows = read_table(LEXICON["roles"])[1]

    assert {role for _, role in rows} == ROLES
    assert [phrase for phrase, _ in rows if phrase.startswith("ال")] == []


@pytest.mark.parametrize(
    ("form", "entity"),
    [
        ("غوغل", "google"),
        ("جوجل", "google"),
        ("OpenAI", "openai"),
        ("Open AI", "openai"),
        ("أوبن أيه آي", "openai"),
        ("مارك زوكربيرغ", "mark-zuckerberg"),
        ("زوكربيرج", "mark-zuckerberg"),
        ("سابك", "sabic"),
        ("أرامكو", "saudi-aramco"),
        ("ساما", "saudi-central-bank"),
        ("أميركا", "united-states"),
        ("شات جي بي تي", "chatgpt"),
        ("سوفتبنك", "softbank"),
    ],
)
def test_spellings_lead_to_their_entity(form: str, entity: str) -> None:
    """The spellings of the Gulf, Egypt and the Levant lead to one entity."""
    assert {row[0] for _, row in name_rows() if name_key(form) in map(name_key, surface_forms(row))} == {entity}


def test_the_tables_are_large_enough_for_business_news() -> None:
    """There are at least 2,500 names, 150 head nouns and 120 role phrases."""
    assert sum(1 for _ in name_rows()) >= 2500
    assert len(read_table(LEXICON["heads"])[1]) >= 150
    assert len(read_table(LEXICON["roles"])[1]) >= 120
