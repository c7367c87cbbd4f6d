"""Coverage -> words and records: what each sentence of an article gave, or why it gave nothing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, get_args

from kg.model import PassageOutcome
from kg.views.judgements import Teller
from kg.views.wording import TEMPLATES, Words, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.graph import Graph
    from kg.model import Coverage, Mention, Passage, Shortfall, Span

_MARKS: Mapping[str, str] = {"read": "✓", "set-aside": "–"}


def coverage_lines(graph: Graph, coverage: Coverage, *, language: str = "en") -> Iterator[str]:
    """Yield what became of each sentence, with its span; `graph` holds the reading that the coverage is of."""
    told = _Account(graph, coverage, language)
    title = coverage.reading.article.title
    yield f"{coverage.reading.article.id}{f': {title}' if title else ''}"
    for passage in coverage.passages:
        yield from told.passage(passage)
    counts = Counter(passage.outcome for passage in coverage.passages)
    yield ""
    yield from (
        f"  {told.say(f'count.{name}', str(counts[name]))}" for name in get_args(PassageOutcome) if counts[name]
    )


def coverage_records(graph: Graph, coverage: Coverage) -> Iterator[dict[str, object]]:
    """Yield each sentence as one record: its span and text, its outcome, what it names, the statements that it gave, and what fell short."""
    arabic, english = (_Account(graph, coverage, language) for language in ("ar", "en"))
    for passage in coverage.passages:
        yield {
            "article": coverage.reading.article.id,
            "start": passage.span.start,
            "end": passage.span.end,
            "kind": passage.kind,
            "text": english.text(passage.span),
            "outcome": passage.outcome,
            "ar": arabic.outcome(passage),
            "en": english.outcome(passage),
            "mentions": [_mention(mention) for mention in passage.mentions],
            "statements": [statement.id for statement in passage.statements],
            "shortfalls": [
                {
                    "cause": shortfall.cause,
                    "relation": shortfall.relation,
                    "role": shortfall.role,
                    "trigger": _ends(shortfall.trigger),
                    "span": _ends(shortfall.span) if shortfall.span else None,
                    "ar": arabic.shortfall(shortfall),
                    "en": english.shortfall(shortfall),
                }
                for shortfall in passage.shortfalls
            ],
        }


class _Account:
    """Tell in one language what became of the sentences of an article."""

    def __init__(self, graph: Graph, coverage: Coverage, language: str) -> None:
        self.article, self.language = coverage.reading.article, language
        self.teller = Teller(graph)
        self.relations = graph.ontology.relations

    def say(self, key: str, *values: str) -> str:
        words = words_in(TEMPLATES / "coverage.tsv").get(key) or Words(*(key.partition(".")[2],) * 2)
        return words.told(self.language).format(*values)

    def text(self, span: Span) -> str:
        return " ".join(self.article.text[span.start : span.end].split())

    def passage(self, passage: Passage) -> Iterator[str]:
        yield ""
        yield f"{_MARKS.get(passage.outcome, '✗')} {passage.span.start}-{passage.span.end} {self.text(passage.span)}"
        for statement in passage.statements:
            words = self.teller.words(statement)
            trigger = next((e.trigger_span for e in statement.evidence if e.span == passage.span), None)
            place = f"  [{trigger.start}-{trigger.end} «{self.text(trigger)}»]" if trigger else ""
            yield f"    + {words.ar if self.language == 'ar' else words.en}{place}"
        if passage.statements:
            return
        if not passage.shortfalls:
            yield f"    {self.outcome(passage)}"
        for shortfall in passage.shortfalls:
            yield f"    - {self.shortfall(shortfall)}  [{shortfall.trigger.start}-{shortfall.trigger.end}]"

    def outcome(self, passage: Passage) -> str:
        if passage.outcome == "set-aside":
            return self.say("outcome.set-aside", self.say(f"note.{passage.note}"))
        named = dict.fromkeys(
            mention.text for mention in passage.mentions if mention.finder not in ("nominal", "board", "pronoun")
        )
        if passage.outcome == "no-predicate" and named:
            return self.say("outcome.no-predicate-named", ("، " if self.language == "ar" else ", ").join(named))
        return self.say(f"outcome.{passage.outcome}")

    def shortfall(self, shortfall: Shortfall) -> str:
        relation = self.relations[shortfall.relation]
        label = relation.label_ar if self.language == "ar" else relation.label_en
        standing = self.text(shortfall.span) if shortfall.span else ""
        side = self.say(f"side.{shortfall.role}") if shortfall.role else ""
        return self.say(f"cause.{shortfall.cause}", self.text(shortfall.trigger), label, side, standing)


def _mention(mention: Mention) -> dict[str, object]:
    return {**_ends(mention.span), "text": mention.text, "type": mention.type, "entities": list(mention.entities)}


def _ends(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}
