"""Compare predicted statements with a gold folder: what was found, missed, wrong, and held in the wrong way.

A gold folder keeps `<id>.json` and, beside it, `<id>.txt`. A statement is right when subject, relation (or one that the gold
accepts) and object agree. Entities agree when a folded surface form of one names the other; figures agree within 2 %; symmetric
relations have no direction, and `X subsidiary-of Y` is `Y owns X`. Every gold fact counts once, and so does every distinct
predicted triple. Optional facts cost nothing when missed and are right when found.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

from kg.model import ArticleError

ErrorKind = Literal["missed", "wrong", "status", "slot"]
Figure: TypeAlias = tuple[float, str | None]
Triple: TypeAlias = tuple[str, str, str | Figure | None]

ERROR_KINDS: tuple[ErrorKind, ...] = ("missed", "wrong", "status", "slot")
SYMMETRIC = frozenset(
    ("competes-with", "contracts-with", "joint-venture-with", "merges-with", "negotiates-with", "partners-with")
)
_NEARNESS = 0.02
_PERCENT_NEARNESS = 0.051

_LETTERS = dict(zip("أإآىةؤئگڤپچ", "ااايهويكفبج", strict=True))
_DROPPED = "ـ\u200e\u200f" + "".join(map(chr, (*range(0x64B, 0x653), *range(0x202A, 0x202F), *range(0x2066, 0x206A))))
_MARKS = "\"'“”«»‘’()[]{}.,،:؛!؟?…/\\|-"
_FOLD = str.maketrans({**_LETTERS, **dict.fromkeys(_DROPPED, None), **dict.fromkeys(_MARKS, " ")})
# What stands before a name without being part of it, as folded: شركة رتاج, The Company.
_HEAD_WORDS = """
    شركه شركتي شركتا مجموعه مؤسسه موسسه بنك مصرف منصه موقع تطبيق خدمه شبكه وكاله
    السيد الدكتور د المهندس م الاستاذ اللواء inc corp company the
"""
_HEADS = frozenset(_HEAD_WORDS.split())


@dataclass(frozen=True, slots=True)
class ErrorRow:
    """Hold one disagreement between gold and prediction."""

    kind: ErrorKind
    article: str
    subject: str
    relation: str
    object: str
    detail: str = ""
    """The quote of a missed or wrong statement, else what was expected and found."""
    core: bool = False

    def __str__(self) -> str:
        """Return the row as one line."""
        core = "core " if self.core else ""
        tail = f"   {self.detail}" if self.detail else ""
        return f"{self.article}  {self.kind:7} {core}{self.subject} {self.relation} {self.object}{tail}"


@dataclass(slots=True)
class RelationRow:
    """Count the facts of one relation."""

    gold: int = 0
    hit: int = 0
    found: int = 0
    wrong: int = 0


@dataclass(slots=True)
class Report:
    """Hold the counts over a gold folder, and every error behind them."""

    articles: int = 0
    relations: dict[str, RelationRow] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    errors: list[ErrorRow] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Return the headline figures; percentages have one digit, and None where nothing was there to count."""
        rows = self.relations.values()
        gold, hit = sum(row.gold for row in rows), sum(row.hit for row in rows)
        found, wrong = sum(row.found for row in rows), sum(row.wrong for row in rows)
        precision = (found - wrong) / found if found else 0.0
        recall = hit / gold if gold else 0.0
        f1 = 200 * precision * recall / (precision + recall) if precision + recall else 0.0
        counts = self.counts
        return {
            "articles": self.articles,
            "gold": gold,
            "found": found,
            "precision": round(100 * precision, 1),
            "recall": round(100 * recall, 1),
            "f1": round(f1, 1),
            "core_recall": _percent(counts["core_hit"], counts["core_gold"]),
            "status_accuracy": _percent(counts["status_ok"], counts["status_all"]),
            "slot_recall": _percent(counts["slots_ok"], counts["slots_all"]),
            "quotes_verbatim": _percent(counts["quotes_ok"], counts["quotes"]),
            "traps_sprung": f"{counts['traps_sprung']}/{counts['traps']}",
            "entity_recall": _percent(counts["entities_found"], counts["entities"]),
            "entities_split": counts["entities_split"],
            "entities_merged_wrongly": counts["entities_merged_wrongly"],
        }

    def errors_by_kind(self) -> dict[ErrorKind, tuple[ErrorRow, ...]]:
        """Return the errors under missed, wrong, status and slot, in this order."""
        return {kind: tuple(row for row in self.errors if row.kind == kind) for kind in ERROR_KINDS}

    def relations_table(self) -> str:
        """Return one line a relation, the most frequent in the gold first."""
        lines = [f"{'relation':22} gold  hit found wrong"]
        for name, row in sorted(self.relations.items(), key=lambda item: (-item[1].gold, item[0])):
            lines.append(f"{name:22} {row.gold:4} {row.hit:4} {row.found:5} {row.wrong:5}")
        return "\n".join(lines)

    def errors_list(self) -> str:
        """Return every error on a line of its own, under a heading for each kind."""
        blocks = [
            "\n".join([f"{kind} ({len(rows)})", *(f"  {row}" for row in rows)])
            for kind, rows in self.errors_by_kind().items()
            if rows
        ]
        return "\n\n".join(blocks)

    def __str__(self) -> str:
        """Return the table of relations and the headline figures."""
        width = max(map(len, self.as_dict()))
        figures = [f"{name:{width}}  {value}" for name, value in self.as_dict().items()]
        return "\n".join([self.relations_table(), "", *figures])


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


def fold_name(text: str) -> str:
    """Return a name without what writers vary: hamzas, ta marbuta, vowel marks, case, punctuation, spacing."""
    return " ".join(text.translate(_FOLD).casefold().split())


def name_keys(name: str) -> tuple[str, ...]:
    """Return the distinct spellings under which a name is looked up: folded, without its head word, without spaces."""
    full = fold_name(name)
    words = full.split()
    while len(words) > 1 and (words[0] in _HEADS or words[0].removeprefix("ال") in _HEADS):
        del words[0]
    bare = " ".join(words)
    return tuple(dict.fromkeys(form for form in (full, full.replace(" ", ""), bare, bare.replace(" ", "")) if form))


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
    used = set(_score_facts(name, gold, text, found, report))
    for triple, statements in found.items():
        row = _row(report, triple[1])
        row.found += 1
        report.counts["quotes"] += len(statements)
        report.counts["quotes_ok"] += sum(_is_verbatim(statement.get("quote"), text) for statement in statements)
        if triple not in used:
            row.wrong += 1
            quote = _shown(statements[0].get("quote") or "")
            report.errors.append(ErrorRow("wrong", name, triple[0], triple[1], _written(triple[2]), quote))
    for trap in gold.get("traps", ()):
        triple = _gold_triple(trap, trap["relation"])
        asserted = any(statement.get("status") == "asserted" for statement in found.get(triple, ()))
        report.counts["traps"] += 1
        report.counts["traps_sprung"] += asserted and triple not in used


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
        target = _figure(value) if isinstance(value, dict) else aligned.get(value, f"?{value}")
        triple = _triple(aligned.get(subject, f"?{subject}"), statement["relation"], target)
        groups.setdefault(triple, []).append(statement)
    return groups


def _score_facts(
    name: str,
    gold: Mapping[str, Any],
    text: str,
    found: Mapping[Triple, list[Mapping[str, Any]]],
    report: Report,
) -> Iterator[Triple]:
    """Count the gold facts, those that must be found first, and yield the predicted triples that are right."""
    seen: set[tuple[str, str, str]] = set()
    for fact in sorted(gold["facts"], key=lambda fact: bool(fact.get("optional"))):
        have = _match(fact, found)
        if have is not None:
            yield have
        claim = (fact["subject"], fact["relation"], json.dumps(fact["object"], sort_keys=True))
        if fact.get("optional") or claim in seen:
            continue
        seen.add(claim)
        row = _row(report, _triple("", fact["relation"], "")[1])
        row.gold += 1
        report.counts["core_gold"] += fact["core"]
        if have is None:
            report.errors.append(_error("missed", name, fact, _gold_quote(fact, text)))
            continue
        row.hit += 1
        report.counts["core_hit"] += fact["core"]
        _score_status(name, fact, found[have], report)
        _score_qualifiers(name, fact, found[have], report)


def _match(fact: Mapping[str, Any], found: Iterable[Triple]) -> Triple | None:
    for relation in (fact["relation"], *fact.get("accept", ())):
        want = _gold_triple(fact, relation)
        for have in found:
            if have[:2] == want[:2] and _same_object(have[2], want[2]):
                return have
    return None


def _score_status(name: str, fact: Mapping[str, Any], statements: list[Mapping[str, Any]], report: Report) -> None:
    accepted = {fact["status"], *fact.get("status_accept", ())}
    statuses = [statement.get("status") for statement in statements]
    right = any(status in accepted for status in statuses)
    report.counts["status_all"] += 1
    report.counts["status_ok"] += right
    if not right:
        detail = f"{fact['status']}, found {', '.join(map(str, statuses))}"
        report.errors.append(_error("status", name, fact, detail))


def _score_qualifiers(name: str, fact: Mapping[str, Any], statements: list[Mapping[str, Any]], report: Report) -> None:
    for role, value in fact.get("qualifiers", {}).items():
        if role == "role_text":
            continue
        right = any(_agree(role, value, (statement.get("qualifiers") or {}).get(role)) for statement in statements)
        report.counts["slots_all"] += 1
        report.counts["slots_ok"] += right
        if not right:
            report.errors.append(_error("slot", name, fact, f"{role} = {_written(value)}"))


def _agree(role: str, gold: Any, found: Any) -> bool:
    """Return whether a qualifier says the same: figures and percentages nearly, dates as far as both go, else by name."""
    if found is None:
        return False
    if isinstance(gold, dict):
        return _near(_figure(gold), _figure(found))
    if role in ("percent", "change_percent"):
        value: Any = found.get("value", found.get("number")) if isinstance(found, dict) else found
        try:
            return abs(float(gold) - float(value)) < _PERCENT_NEARNESS
        except (TypeError, ValueError):
            return False
    if role in ("date", "until", "period"):
        return str(found).startswith(str(gold)) or str(gold).startswith(str(found))
    return not set(name_keys(str(gold))).isdisjoint(name_keys(str(found)))


def _figure(value: Any) -> Figure | None:
    """Return number and unit of a figure, whichever way its JSON names them."""
    if not isinstance(value, dict):
        return None
    number = value.get("amount", value.get("value", value.get("number")))
    if isinstance(number, dict):
        return _figure(number)
    return None if number is None else (float(number), value.get("currency") or value.get("unit"))


def _near(left: Figure | None, right: Figure | None) -> bool:
    if left is None or right is None:
        return False
    units_agree = not left[1] or not right[1] or left[1] == right[1]
    return units_agree and abs(left[0] - right[0]) <= _NEARNESS * max(abs(left[0]), 1e-9)


def _same_object(have: str | Figure | None, want: str | Figure | None) -> bool:
    if isinstance(have, tuple) and isinstance(want, tuple):
        return _near(have, want)
    return have == want


def _triple(subject: str, relation: str, target: str | Figure | None) -> Triple:
    if relation == "subsidiary-of":
        # A figure can't own; a prediction that says so stays unmatched under its written form.
        return (target if isinstance(target, str) else _written(target)), "owns", subject
    if relation in SYMMETRIC and not isinstance(target, tuple):
        subject, target = sorted((subject, str(target)))
    return subject, relation, target


def _gold_triple(fact: Mapping[str, Any], relation: str) -> Triple:
    value = fact["object"]
    return _triple(fact["subject"], relation, _figure(value) if isinstance(value, dict) else value)


def _gold_quote(fact: Mapping[str, Any], text: str) -> str:
    start, end = fact.get("span", (0, 0))
    return _shown(str(fact.get("quote", text[start:end])))


def _shown(quote: str) -> str:
    return f"«{' '.join(quote.split())[:90]}»"


def _is_verbatim(quote: str | None, text: str) -> bool:
    return bool(quote) and " ".join(str(quote).split()) in text


def _row(report: Report, relation: str) -> RelationRow:
    return report.relations.setdefault(relation, RelationRow())


def _error(kind: ErrorKind, article: str, fact: Mapping[str, Any], detail: str) -> ErrorRow:
    core = bool(fact["core"]) and kind == "missed"
    return ErrorRow(kind, article, fact["subject"], fact["relation"], _written(fact["object"]), detail, core)


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def _written(value: Any) -> str:
    if isinstance(value, dict):
        figure = _figure(value)
        return _written(figure) if figure else json.dumps(value, ensure_ascii=False, sort_keys=True)
    if isinstance(value, tuple):
        return f"{value[0]:,.10g} {value[1] or ''}".rstrip()
    return str(value)
