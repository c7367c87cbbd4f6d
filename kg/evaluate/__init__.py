"""Compare predicted statements with a gold folder: what was found, missed, wrong, and held in the wrong way.

A gold folder keeps `<id>.json` and, beside it, `<id>.txt`. A statement is right when subject, relation (or one that the gold
accepts) and object agree. Entities agree when a folded surface form of one names the other; figures agree within 2 %; symmetric
relations have no direction, and `X subsidiary-of Y` is `Y owns X`. Every gold fact counts once, and so does every distinct
predicted triple. Optional facts cost nothing when missed and are right when found. Of a partial annotation only what it judges
counts: its facts, and its traps.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.evaluate.annotations import Judged, write_annotations
from kg.evaluate.causes import Compared, cause_of_miss, cause_of_wrong
from kg.evaluate.names import fold_name, name_keys
from kg.evaluate.report import ERROR_KINDS, ErrorKind, ErrorRow, RelationRow, Report
from kg.evaluate.triples import SYMMETRIC, Triple, are_near, figure_of, gold_triple, same_object, triple_of, written
from kg.model import ArticleError

_PERCENT_NEARNESS = 0.051


def score(gold_folder: Path, predictions: Iterable[Mapping[str, Any]], *, texts: Path | None = None) -> Report:
    """Score predictions, one object an article in the JSON of a reading, against every article of a gold folder.

    `texts` is the folder of the `<id>.txt` where they aren't beside the `<id>.json`.
    An article without predictions counts as read without result; of two predictions for one article the later counts.
    """
    predicted = {row["article"]: row for row in predictions}
    report = Report()
    for path in sorted(gold_folder.rglob("*.json")):
        gold, text = _read_gold(path, texts or path.parent)
        _score_article(path.stem, gold, text, predicted.get(path.stem, {}), report)
    if not report.articles:
        raise ArticleError(f"{gold_folder}: no gold article (<id>.json with <id>.txt) was found")
    return report


def _read_gold(path: Path, texts: Path) -> tuple[dict[str, Any], str]:
    try:
        gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        text = (texts / f"{path.stem}.txt").read_text(encoding="utf-8")
    except json.JSONDecodeError as error:
        raise ArticleError(f"{path}:{error.lineno}: not JSON: {error.msg}") from error
    except OSError as error:
        raise ArticleError(f"{error.filename}: {error.strerror}") from error
    return gold, " ".join(text.split())


def _score_article(
    name: str, gold: Mapping[str, Any], text: str, prediction: Mapping[str, Any], report: Report
) -> None:
    report.articles += 1
    aligned = _align_entities(gold["entities"], prediction.get("entities", ()), report.counts)
    found = _group_statements(prediction.get("statements", ()), aligned)
    matches = list(_match_facts(gold["facts"], found))
    if gold.get("partial"):
        judged = {have for _, have in matches} | {gold_triple(trap, trap["relation"]) for trap in gold.get("traps", ())}
        found = {triple: statements for triple, statements in found.items() if triple in judged}
    wrong = set(found) - {have for _, have in matches}
    article = Compared(name, gold["facts"], text, frozenset(aligned.values()), found, frozenset(wrong))
    _score_facts(article, matches, report)
    _score_statements(article, gold.get("traps", ()), report)


def _score_statements(article: Compared, traps: Iterable[Mapping[str, Any]], report: Report) -> None:
    sprung = {gold_triple(trap, trap["relation"]) for trap in traps}
    for triple, statements in article.found.items():
        row = _row(report, triple[1])
        row.found += 1
        report.counts["quotes"] += len(statements)
        report.counts["quotes_ok"] += sum(
            _is_verbatim(statement.get("quote"), article.text) for statement in statements
        )
        if triple in article.wrong:
            row.wrong += 1
            quote = _shown(statements[0].get("quote") or "")
            cause = cause_of_wrong(triple, article, sprung)
            report.errors.append(
                ErrorRow("wrong", article.name, triple[0], triple[1], written(triple[2]), quote, cause=cause)
            )
    for trap in traps:
        triple = gold_triple(trap, trap["relation"])
        asserted = any(statement.get("status") == "asserted" for statement in article.found.get(triple, ()))
        report.counts["traps"] += 1
        report.counts["traps_sprung"] += asserted and triple in article.wrong


def _align_entities(
    gold: Iterable[Mapping[str, Any]], predicted: Iterable[Mapping[str, Any]], counts: Counter[str]
) -> dict[str, str]:
    """Map predicted ids to gold names: each surface form votes for the gold entities that share a key with it."""
    names_by_key: dict[str, str] = {}
    for entity in gold:
        counts["entities"] += 1
        for name in (entity["name"], *entity["names"]):
            for key in name_keys(name):
                names_by_key.setdefault(key, entity["name"])
    aligned: dict[str, str] = {}
    ids_of: dict[str, set[str]] = {}
    for entity in predicted:
        forms = dict.fromkeys((entity.get("label", ""), *entity.get("names", ())))
        votes = Counter(
            hit
            for form in forms
            for hit in dict.fromkeys(names_by_key[key] for key in name_keys(form) if key in names_by_key)
        )
        if votes:
            best = votes.most_common(1)[0][0]
            aligned[entity["id"]] = best
            ids_of.setdefault(best, set()).add(entity["id"])
            counts["entities_merged_wrongly"] += len(votes) > 1
    counts["entities_found"] += len(ids_of)
    counts["entities_split"] += sum(len(ids) > 1 for ids in ids_of.values())
    return aligned


def _group_statements(
    statements: Iterable[Mapping[str, Any]], aligned: Mapping[str, str]
) -> dict[Triple, list[Mapping[str, Any]]]:
    groups: dict[Triple, list[Mapping[str, Any]]] = {}
    for statement in statements:
        subject, value = statement["subject"], statement["object"]
        target = figure_of(value) if isinstance(value, dict) else aligned.get(value, f"?{value}")
        triple = triple_of(aligned.get(subject, f"?{subject}"), statement["relation"], target)
        groups.setdefault(triple, []).append(statement)
    return groups


def _match_facts(
    facts: Iterable[Mapping[str, Any]], found: Iterable[Triple]
) -> Iterator[tuple[Mapping[str, Any], Triple | None]]:
    """Yield each fact with the triple that states it; facts that must be found come first."""
    for fact in sorted(facts, key=lambda fact: bool(fact.get("optional"))):
        yield fact, _match(fact, found)


def _score_facts(article: Compared, matches: Iterable[tuple[Mapping[str, Any], Triple | None]], report: Report) -> None:
    seen: set[tuple[str, str, str]] = set()
    for fact, have in matches:
        claim = (fact["subject"], fact["relation"], json.dumps(fact["object"], sort_keys=True))
        if fact.get("optional") or claim in seen:
            continue
        seen.add(claim)
        row = _row(report, triple_of("", fact["relation"], "")[1])
        row.gold += 1
        report.counts["core_gold"] += fact["core"]
        if have is None:
            quote = _gold_quote(fact, article.text)
            report.errors.append(
                _error("missed", article.name, fact, _shown(quote), cause_of_miss(fact, quote, article))
            )
            continue
        row.hit += 1
        report.counts["core_hit"] += fact["core"]
        _score_status(article.name, fact, article.found[have], report)
        _score_qualifiers(article.name, fact, article.found[have], report)


def _match(fact: Mapping[str, Any], found: Iterable[Triple]) -> Triple | None:
    for relation in (fact["relation"], *fact.get("accept", ())):
        want = gold_triple(fact, relation)
        for have in found:
            if have[:2] == want[:2] and same_object(have[2], want[2]):
                return have
    return None


def _score_status(name: str, fact: Mapping[str, Any], statements: Sequence[Mapping[str, Any]], report: Report) -> None:
    accepted = {fact["status"], *fact.get("status_accept", ())}
    statuses = [str(statement.get("status")) for statement in statements]
    right = not accepted.isdisjoint(statuses)
    report.counts["status_all"] += 1
    report.counts["status_ok"] += right
    if not right:
        cause = f"{fact['status']} read as {statuses[0]}"
        report.errors.append(_error("status", name, fact, f"found {', '.join(statuses)}", cause))


def _score_qualifiers(
    name: str, fact: Mapping[str, Any], statements: Sequence[Mapping[str, Any]], report: Report
) -> None:
    for role, value in fact.get("qualifiers", {}).items():
        if role == "role_text":
            continue
        have = [(statement.get("qualifiers") or {}).get(role) for statement in statements]
        right = any(_agree(role, value, found) for found in have)
        report.counts["slots_all"] += 1
        report.counts["slots_ok"] += right
        if not right:
            other = next((found for found in have if found is not None), None)
            cause = f"{role} not found" if other is None else f"another {role}"
            detail = f"{role} = {written(value)}" + ("" if other is None else f", found {written(other)}")
            report.errors.append(_error("slot", name, fact, detail, cause))


def _agree(role: str, gold: Any, found: Any) -> bool:
    """Return whether a qualifier says the same: figures and percentages nearly, dates as far as both go, else by name."""
    if found is None:
        return False
    if isinstance(gold, dict):
        return are_near(figure_of(gold), figure_of(found))
    if role in ("percent", "change_percent"):
        value: Any = found.get("value", found.get("number")) if isinstance(found, dict) else found
        try:
            return abs(float(gold) - float(value)) < _PERCENT_NEARNESS
        except (TypeError, ValueError):
            return False
    if role in ("date", "until", "period"):
        return str(found).startswith(str(gold)) or str(gold).startswith(str(found))
    return not set(name_keys(str(gold))).isdisjoint(name_keys(str(found)))


def _gold_quote(fact: Mapping[str, Any], text: str) -> str:
    start, end = fact.get("span", (0, 0))
    return str(fact.get("quote", text[start:end]))


def _shown(quote: str) -> str:
    return f"«{' '.join(quote.split())[:90]}»"


def _is_verbatim(quote: str | None, text: str) -> bool:
    return bool(quote) and " ".join(str(quote).split()) in text


def _row(report: Report, relation: str) -> RelationRow:
    return report.relations.setdefault(relation, RelationRow())


def _error(kind: ErrorKind, article: str, fact: Mapping[str, Any], detail: str, cause: str) -> ErrorRow:
    core = bool(fact["core"]) and kind == "missed"
    return ErrorRow(kind, article, fact["subject"], fact["relation"], written(fact["object"]), detail, core, cause)


__all__ = [
    "ERROR_KINDS",
    "SYMMETRIC",
    "ErrorRow",
    "Judged",
    "Report",
    "fold_name",
    "name_keys",
    "score",
    "write_annotations",
]
