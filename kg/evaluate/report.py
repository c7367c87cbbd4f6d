"""The figures of a comparison, and every error behind them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Literal

ErrorKind = Literal["missed", "wrong", "status", "slot"]
ERROR_KINDS: tuple[ErrorKind, ...] = ("missed", "wrong", "status", "slot")


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
    cause: str = ""
    """What went wrong, in words by which errors of one cause gather."""

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
            "core_recall": percent_of(counts["core_hit"], counts["core_gold"]),
            "status_accuracy": percent_of(counts["status_ok"], counts["status_all"]),
            "slot_recall": percent_of(counts["slots_ok"], counts["slots_all"]),
            "quotes_verbatim": percent_of(counts["quotes_ok"], counts["quotes"]),
            "traps_sprung": f"{counts['traps_sprung']}/{counts['traps']}",
            "entity_recall": percent_of(counts["entities_found"], counts["entities"]),
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

    def errors_by_cause(self, kind: ErrorKind) -> dict[str, tuple[ErrorRow, ...]]:
        """Return the errors of a kind under their causes, the most frequent cause first."""
        rows: dict[str, list[ErrorRow]] = {}
        for row in self.errors:
            if row.kind == kind:
                rows.setdefault(row.cause, []).append(row)
        return {cause: tuple(rows[cause]) for cause in sorted(rows, key=lambda cause: (-len(rows[cause]), cause))}

    def errors_list(self) -> str:
        """Return every error on a line of its own, under its kind and its cause."""
        blocks = []
        for kind, rows in self.errors_by_kind().items():
            lines = [f"{kind} ({len(rows)})"] if rows else []
            for cause, members in self.errors_by_cause(kind).items():
                lines += [f"  {cause} ({len(members)})", *(f"    {row}" for row in members)]
            blocks += ["\n".join(lines)] if lines else []
        return "\n\n".join(blocks)

    def __str__(self) -> str:
        """Return the table of relations and the headline figures."""
        width = max(map(len, self.as_dict()))
        figures = [f"{name:{width}}  {value}" for name, value in self.as_dict().items()]
        return "\n".join([self.relations_table(), "", *figures])


def percent_of(part: int, whole: int) -> float | None:
    """Return a share as a percentage with one digit, None of nothing."""
    return round(100 * part / whole, 1) if whole else None
