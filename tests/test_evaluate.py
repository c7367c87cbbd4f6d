"""Evaluation: what is counted, and that the figures are those of the project's reference script."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.evaluate import fold_name, name_keys, score
from kg.model import ArticleError
from tests.conftest import Kg

SHARED = Path(__file__).parents[1].parent / "shared"
REFERENCE = SHARED / "score.py"
GOLD: dict[str, Any] = {
    "id": "A0",
    "entities": [
        {"name": "سدير القابضة", "type": "Company", "names": ["سدير", "شركة سدير القابضة"]},
        {"name": "الواحة", "type": "Company", "names": ["مصنع الواحة"]},
        {"name": "هند العلي", "type": "Person", "names": ["العلي"]},
    ],
    "facts": [
        {
            "subject": "سدير القابضة",
            "relation": "acquires",
            "object": "الواحة",
            "qualifiers": {"amount": {"value": 1.2e8, "currency": "SAR"}, "percent": 70, "date": "2024-10"},
            "status": "planned",
            "quote": "ستشتري سدير الواحة",
            "core": True,
            "accept": ["invests-in"],
            "status_accept": ["expected"],
        },
        {
            "subject": "سدير القابضة",
            "relation": "raises",
            "object": {"amount": 5e9, "currency": "USD"},
            "status": "asserted",
            "quote": "جمعت سدير",
            "core": False,
        },
        {
            "subject": "الواحة",
            "relation": "subsidiary-of",
            "object": "سدير القابضة",
            "status": "asserted",
            "core": False,
            "optional": True,
        },
        {
            "subject": "سدير القابضة",
            "relation": "partners-with",
            "object": "الواحة",
            "status": "asserted",
            "core": True,
        },
    ],
    "traps": [{"subject": "الواحة", "relation": "acquires", "object": "سدير القابضة", "why": "turned round"}],
}
TEXT = "ستشتري سدير الواحة من هند العلي.\n\nجمعت سدير خمسة مليارات دولار."
ENTITIES = [
    {"id": "sadir", "label": "سدير", "names": ["شركة سدير"]},
    {"id": "waha", "label": "الواحه", "names": []},
]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "A0.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (folder / "A0.txt").write_text(TEXT, encoding="utf-8")
    return folder


def acquires(**changes: Any) -> dict[str, Any]:
    return {
        "subject": "sadir",
        "relation": "acquires",
        "object": "waha",
        "qualifiers": {"amount": {"value": 1.21e8, "currency": "SAR"}, "percent": 70.0, "date": "2024-10-20"},
        "status": "planned",
        "quote": "ستشتري  سدير\nالواحة",
        **changes,
    }


def prediction(*statements: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"article": "A0", "entities": ENTITIES, "statements": list(statements)}]


def test_what_is_right_is_counted(gold: Path) -> None:
    """One of three facts is found, with its status, its three qualifiers and a verbatim quote."""
    report = score(gold, prediction(acquires()))
    assert report.as_dict() == {
        "articles": 1,
        "gold": 3,
        "found": 1,
        "precision": 100.0,
        "recall": 33.3,
        "f1": 50.0,
        "core_recall": 50.0,
        "status_accuracy": 100.0,
        "slot_recall": 100.0,
        "quotes_verbatim": 100.0,
        "traps_sprung": "0/1",
        "entity_recall": 66.7,
        "entities_split": 0,
        "entities_merged_wrongly": 0,
    }
    assert [(row.kind, row.relation, row.core) for row in report.errors] == [
        ("missed", "raises", False),
        ("missed", "partners-with", True),
    ]


@pytest.mark.parametrize(
    ("statement", "right"),
    [
        (acquires(relation="invests-in"), True),
        (acquires(relation="owns"), True),
        (acquires(relation="subsidiary-of", subject="waha", object="sadir"), True),
        (acquires(relation="subsidiary-of"), False),
        (acquires(relation="partners-with", subject="waha", object="sadir"), True),
        (acquires(subject="waha", object="sadir"), False),
        (acquires(relation="raises", object={"amount": 5.09e9, "currency": "USD"}), True),
        (acquires(relation="raises", object={"amount": 5.2e9, "currency": "USD"}), False),
        (acquires(relation="raises", object={"amount": 5e9, "currency": "SAR"}), False),
        (acquires(relation="raises", object={"number": 5e9}), True),
        (acquires(object="nobody"), False),
    ],
)
def test_a_triple_is_right_or_wrong(gold: Path, statement: dict[str, Any], right: bool) -> None:
    """Accepted relations, both names of ownership, either order of a symmetric relation and near figures are right."""
    report = score(gold, prediction(statement))
    assert report.as_dict()["precision"] == (100.0 if right else 0.0)
    assert len(report.errors_by_kind()["wrong"]) == (0 if right else 1)


@pytest.mark.parametrize(
    ("changes", "kind", "cause", "detail"),
    [
        ({"status": "asserted"}, "status", "planned read as asserted", "found asserted"),
        ({"qualifiers": {"percent": 70, "date": "2024"}}, "slot", "amount not found", "amount = 120,000,000 SAR"),
        (
            {"qualifiers": {"amount": {"value": 1.2e8}, "percent": 71, "date": "2024"}},
            "slot",
            "another percent",
            "percent = 70, found 71",
        ),
        (
            {"qualifiers": {"amount": {"value": 1.2e8}, "percent": 70, "date": "2025"}},
            "slot",
            "another date",
            "date = 2024-10, found 2025",
        ),
    ],
)
def test_status_and_qualifiers_have_errors_of_their_own(
    gold: Path, changes: dict[str, Any], kind: Any, cause: str, detail: str
) -> None:
    """A right triple with a wrong status or qualifier is told under its own kind and cause."""
    (error,) = score(gold, prediction(acquires(**changes))).errors_by_kind()[kind]
    assert (error.cause, error.detail) == (cause, detail)


@pytest.mark.parametrize(
    ("role", "told", "found", "right"),
    [
        ("percent", 70, 70.0, True),
        ("percent", 70, {"value": 70.04}, True),
        ("change_percent", 5, 5.0, True),
        ("change_percent", -5, 5.0, False),
        ("period", "2024", "2024-Q1", True),
        ("period", "2024", "2023", False),
    ],
)
def test_a_qualifier_is_right_or_wrong(gold: Path, role: str, told: object, found: object, right: bool) -> None:
    """Percentages agree as numbers, whichever way they are written, and dates as far as both go."""
    fact = {**GOLD["facts"][0], "qualifiers": {role: told}}
    (gold / "A0.json").write_text(json.dumps({**GOLD, "facts": [fact]}), encoding="utf-8")
    report = score(gold, prediction(acquires(qualifiers={role: found})))
    assert report.as_dict()["slot_recall"] == (100.0 if right else 0.0)


HIND = {"id": "hind", "label": "هند العلي", "names": []}


@pytest.mark.parametrize(
    ("statements", "cause"),
    [
        ([], "nothing was read in its sentence"),
        ([acquires(subject="hind")], "another subject"),
        ([acquires(object="hind")], "another object"),
        ([acquires(subject="waha", object="sadir")], "turned round"),
        ([acquires(relation="sues")], "another relation"),
        ([acquires(relation="partners-with")], "only another relation between the two was read in its sentence"),
        (
            [acquires(relation="raises", object={"amount": 5e9, "currency": "USD"})],
            "its sentence was read for other statements",
        ),
    ],
)
def test_a_miss_tells_its_cause(gold: Path, statements: list[dict[str, Any]], cause: str) -> None:
    """The purchase is missed: its entities are there, and what was read instead tells why."""
    report = score(gold, [{"article": "A0", "entities": [*ENTITIES, HIND], "statements": statements}])
    assert next(row.relation for row in report.errors_by_cause("missed")[cause]) == "acquires"


def test_a_miss_for_want_of_an_entity_names_the_end(gold: Path) -> None:
    """Without the buyer nothing can be said of what it buys."""
    report = score(gold, [{"article": "A0", "entities": ENTITIES[1:], "statements": []}])
    assert set(report.errors_by_cause("missed")) == {"subject not found as an entity"}


@pytest.mark.parametrize(
    ("statement", "cause"),
    [
        (acquires(subject="waha", object="sadir"), "a trap"),
        (acquires(object="nobody"), "an end is no entity of the gold"),
        (acquires(relation="sues"), "another relation"),
        (acquires(relation="sues", subject="hind"), "the gold doesn't relate the two"),
    ],
)
def test_a_wrong_statement_tells_its_cause(gold: Path, statement: dict[str, Any], cause: str) -> None:
    """What the gold says of the two ends tells what is wrong with a statement."""
    report = score(gold, [{"article": "A0", "entities": [*ENTITIES, HIND], "statements": [statement]}])
    assert set(report.errors_by_cause("wrong")) == {cause}


def test_a_trap_is_sprung_by_asserting_it(gold: Path) -> None:
    """The turned triple springs the trap where it is asserted, and doesn't where it is only possible."""
    turned = acquires(subject="waha", object="sadir", status="asserted")
    assert score(gold, prediction(turned)).as_dict()["traps_sprung"] == "1/1"
    assert score(gold, prediction({**turned, "status": "possible"})).as_dict()["traps_sprung"] == "0/1"


def test_split_and_merged_entities_are_counted(gold: Path) -> None:
    """Two ids for one gold entity are a split, one id for two is a wrong merge."""
    entities = [
        {"id": "a", "label": "سدير", "names": []},
        {"id": "b", "label": "سدير القابضة", "names": []},
        {"id": "c", "label": "الواحة", "names": ["العلي", "مصنع الواحة"]},
    ]
    figures = score(gold, [{"article": "A0", "entities": entities, "statements": []}]).as_dict()
    assert (figures["entities_split"], figures["entities_merged_wrongly"]) == (1, 1)


def test_an_article_without_prediction_is_all_missed(gold: Path) -> None:
    """Nothing predicted is nothing found, and percentages of nothing are None."""
    figures = score(gold, []).as_dict()
    assert (figures["found"], figures["precision"], figures["recall"], figures["quotes_verbatim"]) == (
        0,
        0.0,
        0.0,
        None,
    )


def test_the_report_can_be_read(gold: Path) -> None:
    """Printed, a report has a row for each relation and a line for each error under its kind and cause."""
    report = score(gold, prediction(acquires(status="asserted"), acquires(object="nobody")))
    rows = [line.split() for line in report.relations_table().splitlines()]
    assert rows[1] == ["acquires", "1", "1", "2", "1"]
    assert "precision" in str(report)
    headings = [line for line in report.errors_list().splitlines() if line and not line.startswith(" ")]
    assert headings == ["missed (2)", "wrong (1)", "status (1)"]
    assert "  planned read as asserted (1)" in report.errors_list().splitlines()


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("شركة «سدير» القابضة", ("شركه سدير القابضه", "شركهسديرالقابضه", "سدير القابضه", "سديرالقابضه")),
        ("The Sadir Co.", ("the sadir co", "thesadirco", "sadir co", "sadirco")),
        ("الشركة", ("الشركه",)),
        ("…", ()),
    ],
)
def test_names_are_looked_up_by_their_keys(name: str, keys: tuple[str, ...]) -> None:
    """A name is known folded and without its head word, each with and without spaces; a head word alone stays."""
    assert name_keys(name) == keys


def test_folding_ignores_how_letters_are_written() -> None:
    """Hamzas, vowel marks, tatweel, direction marks, case and punctuation don't tell names apart."""
    assert fold_name("\u200fأوبــن إيه‌آي، Open-AI") == fold_name("اوبن ايه\u200cاي open ai")


def test_a_missing_text_is_named(gold: Path) -> None:
    """A gold article without its text, and a folder without gold, are told."""
    (gold / "A0.txt").unlink()
    with pytest.raises(ArticleError, match=r"A0\.txt"):
        score(gold, [])
    with pytest.raises(ArticleError, match="no gold article"):
        score(gold / "none", [])


# ------------------------------------------------------------------ against the reference script

Damage = Callable[[dict[str, Any], random.Random], None]


def perfect(folder: Path) -> list[dict[str, Any]]:
    """Return what a reader without fault would predict.

    Names that belong to two entities are left out: which of them is meant is chance in the reference script.
    """
    rows = []
    for path in sorted(folder.rglob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        ids = {entity["name"]: f"e{number}" for number, entity in enumerate(gold["entities"])}
        owners: dict[str, set[str]] = {}
        for entity in gold["entities"]:
            for name in (entity["name"], *entity["names"]):
                for key in name_keys(name):
                    owners.setdefault(key, set()).add(entity["name"])
        entities = [
            {
                "id": ids[entity["name"]],
                "type": entity["type"],
                "label": entity["name"],
                "names": [name for name in entity["names"] if all(len(owners[key]) == 1 for key in name_keys(name))],
            }
            for entity in gold["entities"]
            if all(len(owners[key]) == 1 for key in name_keys(entity["name"]))
        ]
        statements = [
            {
                **{key: fact.get(key) for key in ("relation", "status", "qualifiers", "quote")},
                "subject": ids.get(fact["subject"], fact["subject"]),
                "object": fact["object"]
                if isinstance(fact["object"], dict)
                else ids.get(fact["object"], fact["object"]),
            }
            for fact in gold["facts"]
        ]
        rows.append({"article": path.stem, "entities": entities, "statements": statements})
    return rows


def drop_statement(row: dict[str, Any], chance: random.Random) -> None:
    if row["statements"]:
        del row["statements"][chance.randrange(len(row["statements"]))]


def drop_entity(row: dict[str, Any], chance: random.Random) -> None:
    if row["entities"]:
        del row["entities"][chance.randrange(len(row["entities"]))]


def turn_round(row: dict[str, Any], chance: random.Random) -> None:
    for statement in row["statements"]:
        if isinstance(statement["object"], str) and chance.random() < 0.5:
            statement["subject"], statement["object"] = statement["object"], statement["subject"]


def change_relation(row: dict[str, Any], chance: random.Random) -> None:
    for statement in row["statements"]:
        if chance.random() < 0.5:
            statement["relation"] = chance.choice(["owns", "subsidiary-of", "acquires", "partners-with", "raises"])


def change_figures(row: dict[str, Any], chance: random.Random) -> None:
    for statement in row["statements"]:
        if isinstance(statement["object"], dict):
            figure = next(value for value in statement["object"].values() if isinstance(value, int | float))
            statement["object"] = {
                chance.choice(["amount", "value", "number"]): figure * chance.choice([1, 1.015, 1.03])
            }
        amount = (statement["qualifiers"] or {}).get("amount")
        if isinstance(amount, dict):
            statement["qualifiers"] = {**statement["qualifiers"], "amount": {**amount, "currency": "AED"}}


def change_status(row: dict[str, Any], chance: random.Random) -> None:
    for statement in row["statements"]:
        statement["status"] = chance.choice(["asserted", "planned", "denied", None])


def change_qualifiers(row: dict[str, Any], chance: random.Random) -> None:
    for statement in row["statements"]:
        statement["qualifiers"] = {
            role: chance.choice([value, "2024", "ceo", 20, {"value": 20}, None])
            for role, value in (statement["qualifiers"] or {}).items()
        }


def repeat(row: dict[str, Any], chance: random.Random) -> None:
    row["statements"] += [
        {**statement, "quote": "ليس في النص"} for statement in row["statements"] if chance.random() < 0.5
    ]


def split_entity(row: dict[str, Any], chance: random.Random) -> None:
    if row["entities"]:
        row["entities"].append({**chance.choice(row["entities"]), "id": "second"})


DAMAGES: list[Damage] = [
    drop_statement,
    drop_entity,
    turn_round,
    change_relation,
    change_figures,
    change_status,
    change_qualifiers,
    repeat,
    split_entity,
]


@pytest.mark.skipif(not REFERENCE.is_file(), reason="the reference script isn't beside this checkout")
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    folder=st.sampled_from(("seeds", "dev")),
    damages=st.lists(st.sampled_from(DAMAGES), max_size=4),
    chance=st.randoms(use_true_random=False),
)
def test_figures_are_those_of_the_reference(
    tmp_path_factory: pytest.TempPathFactory, folder: str, damages: list[Damage], chance: random.Random
) -> None:
    """Whatever is predicted, perfect or damaged, the figures are those of the reference script."""
    rows = perfect(SHARED / "gold" / folder)
    for damage in damages:
        for row in rows:
            damage(row, chance)
    file = tmp_path_factory.mktemp("predictions") / "predictions.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    command = [sys.executable, str(REFERENCE), str(SHARED / "gold" / folder), str(file), "--json"]
    expected = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    assert score(SHARED / "gold" / folder, rows).as_dict() == expected


def test_a_quote_may_hold_a_separator_of_lines(kg: Kg, tmp_path: Path) -> None:
    """Rows of predictions end at line feeds alone: U+2028 within a quote ends none."""
    (tmp_path / "a.txt").write_text("نص\u2028آخر", encoding="utf-8")
    gold: dict[str, object] = {"entities": [], "facts": [], "traps": []}
    (tmp_path / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"article": "a", "title": "نص\u2028آخر"}\n', encoding="utf-8")
    assert kg("eval", tmp_path, "-p", rows).exit_code == 0
