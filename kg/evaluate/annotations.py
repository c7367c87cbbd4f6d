"""Judged readings -> annotations: what people have accepted of an article is a fact, what they have rejected is a trap.

An annotation that is made of judged statements alone is partial: what nobody has judged counts neither for nor against a reader.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from kg.evaluate.triples import gold_triple, written
from kg.model import ArticleError
from kg.writing import replace_file

Row: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """Hold a reading, as JSON, with its article's text and the ids of the statements that people have judged."""

    reading: Row
    text: str
    accepted: frozenset[str]
    rejected: Mapping[str, str]
    """Statement -> why."""


def write_annotations(judged: Iterable[Judged], folder: Path) -> tuple[int, int]:
    """Write or extend <id>.json and <id>.txt for each article, and return how many facts and traps were added.

    All are made before the first is written. Raise ArticleError where an annotation says the contrary, its text is another, or an id
    is no name for a file.
    """
    made: dict[Path, dict[str, Any]] = {}
    texts: dict[Path, str] = {}
    facts = traps = 0
    for one in judged:
        path, new = folder / f"{one.reading['article']}.json", annotation(one)
        if path.parent != folder or path.stem.startswith("."):
            raise ArticleError(f"{folder}: «{one.reading['article']}» is no name for a file")
        text, old = path.with_suffix(".txt"), None
        if path.exists():
            old = json.loads(path.read_text(encoding="utf-8"))
            if text.read_text(encoding="utf-8").split() != one.text.split():
                raise ArticleError(f"{text}: is another text than the one that was judged")
            new = merged(old, new)
        made[path] = new
        texts[text] = one.text
        facts += len(new["facts"]) - len(old["facts"] if old else ())
        traps += len(new["traps"]) - len(old.get("traps", ()) if old else ())
    folder.mkdir(parents=True, exist_ok=True)
    for path, new in made.items():
        replace_file(path, [json.dumps(new, ensure_ascii=False, indent=1) + "\n"])
    for path, told in texts.items():
        if not path.exists():
            replace_file(path, [told])
    return facts, traps


def annotation(judged: Judged) -> dict[str, Any]:
    """Return the partial annotation of an article that its judged statements make."""
    reading, accepted, rejected = judged.reading, judged.accepted, judged.rejected
    names = _names(reading["entities"])
    by_id = {statement["id"]: statement for statement in reading["statements"]}
    facts = [_fact(by_id[name], names) for name in sorted(accepted) if name in by_id]
    told = {gold_triple(fact, fact["relation"]) for fact in facts}
    traps = [_trap(by_id[name], names, why) for name, why in sorted(rejected.items()) if name in by_id]
    return {
        "id": reading["article"],
        "source": {"repo": "", "key": reading.get("url", "")},
        "partial": True,
        "entities": [
            {"name": names[entity["id"]], "type": entity["type"], "names": list(entity["names"])}
            for entity in reading["entities"]
        ],
        "facts": facts,
        # What is rejected for its status or its date alone is stated all the same.
        "traps": [trap for trap in traps if gold_triple(trap, trap["relation"]) not in told],
    }


def merged(gold: Row, judged: Row) -> dict[str, Any]:
    """Return an annotation with what was judged since; what stands there already stays as it is.

    Raise ArticleError where a fact of one is a trap of the other.
    """
    renamed = _aligned(gold["entities"], judged["entities"])
    result = {**gold, "entities": list(gold["entities"])}
    have = {entity["name"] for entity in gold["entities"]}
    result["entities"] += [entity for entity in judged["entities"] if renamed[entity["name"]] not in have]
    for kind, other in (("facts", "traps"), ("traps", "facts")):
        own = {gold_triple(row, row["relation"]) for row in gold.get(kind, ())}
        against = {gold_triple(row, row["relation"]) for row in gold.get(other, ())}
        added = []
        for row in (_renamed(row, renamed) for row in judged[kind]):
            triple = gold_triple(row, row["relation"])
            if triple in against:
                told = f"{row['subject']} {row['relation']} {written(row['object'])}"
                raise ArticleError(f"{gold['id']}: «{told}» is judged one way and annotated the other")
            added += [row] if triple not in own else []
            own.add(triple)
        result[kind] = [*gold.get(kind, ()), *added]
    return result


def _names(entities: Iterable[Row]) -> dict[str, str]:
    """Return for each id the name under which facts speak of it: its first in the article, and no two alike."""
    found: dict[str, str] = {}
    for entity in entities:
        forms = [*entity["names"], entity["label"], entity["id"]]
        found[entity["id"]] = next((form for form in forms if form not in found.values()), entity["id"])
    return found


def _fact(statement: Row, names: Mapping[str, str]) -> dict[str, Any]:
    pieces = statement.get("evidence") or [statement]
    places = {piece["where"] for piece in pieces}
    return {
        **_ends(statement, names),
        "qualifiers": dict(statement["qualifiers"]),
        "status": statement["status"],
        "where": "both" if len(places) > 1 else places.pop(),
        "quote": statement["quote"],
        "core": True,
        "accept": [],
    }


def _trap(statement: Row, names: Mapping[str, str], why: str) -> dict[str, Any]:
    return {**_ends(statement, names), "why": why}


def _ends(statement: Row, names: Mapping[str, str]) -> dict[str, Any]:
    target = statement["object"]
    return {
        "subject": names.get(statement["subject"], statement["subject"]),
        "relation": statement["relation"],
        "object": names.get(target, target) if isinstance(target, str) else target,
    }


def _aligned(gold: Iterable[Row], judged: Iterable[Row]) -> dict[str, str]:
    """Return for each judged entity the name that the annotation has for it: that of the first one with a surface form in common."""
    name_of: dict[str, str] = {}
    for entity in gold:
        for form in (entity["name"], *entity["names"]):
            name_of.setdefault(form, entity["name"])
    return {
        entity["name"]: next(
            (name_of[form] for form in (entity["name"], *entity["names"]) if form in name_of), entity["name"]
        )
        for entity in judged
    }


def _renamed(row: Row, names: Mapping[str, str]) -> dict[str, Any]:
    target = row["object"]
    return {
        **row,
        "subject": names.get(row["subject"], row["subject"]),
        "object": names.get(target, target) if isinstance(target, str) else target,
    }
