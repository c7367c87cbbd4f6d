"""What claims are to each other, and what one graph says that another doesn't, told to a reader with the sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Quantity
from kg.views.network import entity_words, relation_words
from kg.views.wording import Words, qualifier_words, quantity_words, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.graph import Change, Conflict, Graph
    from kg.model import Evidence, Statement

Record = dict[str, object]

_MARKS = {"gained": "+", "lost": "-", "changed": "~"}


def conflict_records(
    graph: Graph, conflicts: Iterable[Conflict], headlines: Iterable[Statement] = ()
) -> Iterator[Record]:
    """Yield each pair as one record: its verdict and reason, and both claims with their sentences; then the claims of headlines alone."""
    told = Teller(graph)
    for conflict in conflicts:
        sides = ((conflict.one, conflict.one_evidence), (conflict.other, conflict.other_evidence))
        yield {
            "verdict": conflict.verdict,
            "reason": conflict.reason.name,
            "reason_en": conflict.reason.en,
            "reason_ar": conflict.reason.ar,
            "claims": [told.record(statement, evidence) for statement, evidence in sides],
        }
    for statement in headlines:
        yield {"verdict": "headline", "claims": [told.record(statement, statement.evidence[0])]}


def conflict_lines(
    graph: Graph, conflicts: Iterable[Conflict], headlines: Sequence[Statement] = (), *, language: str = "en"
) -> Iterator[str]:
    """Yield the same as lines of text."""
    told = Teller(graph)
    for conflict in conflicts:
        reason = conflict.reason.ar if language == "ar" else conflict.reason.en
        yield f"{words_of(f'verdict.{conflict.verdict}').told(language)}: {reason}"
        for statement, evidence in ((conflict.one, conflict.one_evidence), (conflict.other, conflict.other_evidence)):
            yield from told.lines(statement, evidence, language)
        yield ""
    if headlines:
        yield words_of("verdict.headline").told(language)
    for statement in headlines:
        yield from told.lines(statement, statement.evidence[0], language)


def change_records(before: Graph, after: Graph, changes: Iterable[Change]) -> Iterator[Record]:
    """Yield each difference between two graphs as one record: its kind, and the statement before and after, as far as there is one."""
    told = Teller(before, after)
    for change in changes:
        sides = {"before": change.before, "after": change.after}
        yield {
            "change": change.kind,
            **{side: told.record(one, one.evidence[0]) for side, one in sides.items() if one and one.evidence},
        }


def change_lines(before: Graph, after: Graph, changes: Iterable[Change], *, language: str = "en") -> Iterator[str]:
    """Yield the differences as lines: + gained, - lost, ~ changed, = with other evidence."""
    told = Teller(before, after)
    for change in changes:
        sides = [one for one in (change.before, change.after) if one is not None]
        words = [told.words(one).told(language) for one in sides]
        if change.kind == "evidence":
            old, new = ({item.article for item in one.evidence} for one in sides)
            articles = [*(f"+{name}" for name in sorted(new - old)), *(f"-{name}" for name in sorted(old - new))]
            yield " ".join((f"= {words[0]}", *articles))
        else:
            yield f"{_MARKS[change.kind]} {' → '.join(words)}"
            yield from (told.sentence(item) for item in sides[-1].evidence[:1])


class Teller:
    """Tell statements in words."""

    def __init__(self, *graphs: Graph) -> None:
        self.names: dict[str, Words] = {}
        self.relations: dict[str, Words] = {}
        self.published: dict[str, str] = {}
        for graph in graphs:
            self.names |= entity_words(graph)
            self.relations |= relation_words(graph)
            self.published |= {article.id: article.published for article in graph.articles()}

    def words(self, statement: Statement) -> Words:
        """Return a statement as words: who does what to whom, its qualifiers in brackets, and its status unless it is asserted."""
        target = (
            quantity_words(statement.object) if isinstance(statement.object, Quantity) else self._name(statement.object)
        )
        relation = self.relations.get(statement.relation, Words(statement.relation, statement.relation))
        notes = [value for _, value in qualifier_words(statement, self.names)]
        if statement.status != "asserted":
            notes.insert(0, words_of(f"status.{statement.status}"))
        subject = self._name(statement.subject)
        return Words(
            _noted(f"{subject.ar} {relation.ar} {target.ar}", "، ".join(dict.fromkeys(note.ar for note in notes))),
            _noted(f"{subject.en} {relation.en} {target.en}", ", ".join(dict.fromkeys(note.en for note in notes))),
        )

    def lines(self, statement: Statement, evidence: Evidence, language: str) -> Iterator[str]:
        """Yield the words of a statement and, under them, one of its sentences with its article and that article's day."""
        yield f"  {self.words(statement).told(language)}"
        yield self.sentence(evidence)

    def sentence(self, evidence: Evidence) -> str:
        """Return a sentence with its article and that article's day."""
        place = " ".join(filter(None, (evidence.article, self.published.get(evidence.article, ""))))
        return f"    {place}: «{' '.join(evidence.quote.split())}»"

    def record(self, statement: Statement, evidence: Evidence) -> Record:
        """Return a statement with one of its sentences as plain values."""
        words = self.words(statement)
        return {
            "statement": statement.id,
            "status": statement.status,
            "en": words.en,
            "ar": words.ar,
            "article": evidence.article,
            "published": self.published.get(evidence.article, ""),
            "quote": evidence.quote,
            "start": evidence.span.start,
            "end": evidence.span.end,
        }

    def _name(self, entity: str) -> Words:
        return self.names.get(entity, Words(entity, entity))


def _noted(claim: str, notes: str) -> str:
    return f"{claim} ({notes})" if notes else claim
