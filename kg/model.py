"""The nouns: what is read, what is found in it, and what is claimed by it.

All offsets are half-open character offsets into `Article.text`, in Python's code points. No noun computes anything but its own identity.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

from kg.records import record

ParagraphKind = Literal["title", "date", "byline", "body", "boilerplate"]
Status = Literal["asserted", "planned", "negotiating", "expected", "possible", "conditional", "denied", "ended"]
Bound = Literal["exact", "approx", "at-least", "at-most"]
Where = Literal["title", "body", "both"]


class KgError(ValueError):
    """Say what is wrong, where, and which term was expected."""


class OntologyError(KgError):
    """Report curated data that is wrong: it stops the run."""


class ArticleError(KgError):
    """Report an article that can't be read: it becomes a row in the report."""


class GraphError(KgError):
    """Report a graph file or a query that can't be used."""


class QueryError(GraphError):
    """Report a query that is wrong, with its place in the text as its author wrote it; 0 where that isn't known."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(f"query, line {line}, column {column}: {message}" if line else message)
        self.line, self.column = line, column

    def __reduce__(self) -> tuple[object, ...]:
        """Return what makes the same error in another process."""
        return _restored, (type(self), str(self), self.line, self.column)


class StoppedQueryError(GraphError):
    """Report a query that was stopped: it took more time, memory or room than it was given."""


def _restored(kind: type[QueryError], message: str, line: int, column: int) -> QueryError:
    error = kind(message)
    error.line, error.column = line, column
    return error


@record(frozen=True, slots=True, order=True)
class Span:
    """Mark a stretch of an article's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Mark one line of an article and say what it is."""

    span: Span
    kind: ParagraphKind
    reason: str = ""
    """Why it is boilerplate, in words; else empty."""


@dataclass(frozen=True, slots=True)
class Article:
    """Hold one article as it came."""

    id: str
    text: str
    paragraphs: tuple[Paragraph, ...] = ()
    title: str = ""
    published: str | None = None
    """YYYY-MM-DD, YYYY-MM or YYYY; None where the source gives no date."""
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    given: tuple[str, ...] = ()
    """Which of title, published and author stand in the source as such; the others were found among the lines of the text."""


AnalysisKind = Literal[
    "verb",
    "verbal-noun",
    "active-participle",
    "passive-participle",
    "noun",
    "adjective",
    "name",
    "preposition",
    "particle",
]


@dataclass(frozen=True, slots=True)
class Analysis:
    """Say what one word can be: a reading of its stem with the clitics around it."""

    lemma: str
    """Dictionary form without vowel marks: verbs in the 3rd person masculine perfect, nouns and adjectives in the masculine singular indefinite."""
    kind: AnalysisKind
    verb: str = ""
    """Of a verbal noun or a participle: the lemma of its verb."""
    proclitics: tuple[str, ...] = ()
    """The pieces before the stem as they stand in the word, in order, the article apart: و ف ب ل ك س."""
    definite: bool = False
    """Whether the article is on it (الشركة، للشركة)."""
    enclitic: str = ""
    """The attached pronoun as it stands in the word (ها), or nothing."""
    aspect: Literal["", "perfect", "imperfect", "imperative"] = ""
    voice: Literal["", "active", "passive", "either"] = ""
    person: Literal["", "1", "2", "3"] = ""
    gender: Literal["", "m", "f"] = ""
    number: Literal["", "s", "d", "p"] = ""


@record(frozen=True, slots=True)
class Token:
    """Hold one word, proclitic, attached pronoun, number or mark of a sentence."""

    span: Span
    text: str
    norm: str
    """Folded text; an elided article is restored (لشركة of للشركة has the norm الشركه)."""
    kind: Literal["word", "latin", "number", "mark", "proclitic", "pronoun"]
    analyses: tuple[Analysis, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """Hold a stretch of one paragraph with its tokens."""

    span: Span
    tokens: tuple[Token, ...]
    kind: ParagraphKind = "body"


@dataclass(frozen=True, slots=True)
class Quantity:
    """Hold a figure: an amount of money, a percentage, a number of people."""

    value: float
    unit: str
    """ISO 4217 code, "percent", or "" for a bare number."""
    bound: Bound = "exact"


@record(frozen=True, slots=True)
class Mention:
    """Mark a place in the text that names an entity or gives a figure or a date."""

    span: Span
    text: str
    type: str
    """Class of the ontology (Company, Person, …), or Money, Percent, Number, Date."""
    entities: tuple[str, ...] = ()
    """Entity ids once it is linked: one of a name, two of الشركتان."""
    quantity: Quantity | None = None
    date: str = ""
    finder: str = ""
    score: float = 1.0
    gender: str = ""
    """m or f, of a person whose given name tells."""


@dataclass(frozen=True, slots=True)
class Entity:
    """Hold one thing that an article names."""

    id: str
    type: str
    label: str
    names: tuple[str, ...] = ()
    """Distinct surface forms in the article, in order of appearance."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Hold the sentence that states a claim, where it stands, and how it was read."""

    article: str
    span: Span
    quote: str
    rule: str
    """The frame that read it, named by its content."""
    score: float = 1.0
    speaker: str = ""
    """Who says it: an entity id, or the words that name an anonymous source; empty for the article itself."""
    where: Where = "body"
    subject_span: Span | None = None
    object_span: Span | None = None
    trigger_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Hold one claim: what is said, with which qualifiers, held in which way, on which evidence."""

    subject: str
    relation: str
    object: str | Quantity
    """An entity id, or a figure for relations such as reports-loss and lays-off."""
    qualifiers: tuple[tuple[str, str | float | Quantity], ...] = ()
    """Sorted (role, value) pairs: amount is a Quantity, percent a float, seller an entity id, others text."""
    status: Status = "asserted"
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)

    @property
    def id(self) -> str:
        """Return the hash of the claim without its evidence, so that equal claims of two articles are one."""
        parts = [self.subject, self.relation, _written(self.object), self.status]
        parts += [f"{role}={_written(value)}" for role, value in sorted(self.qualifiers, key=str)]
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold what one article states: its entities and its statements."""

    article: Article
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    fingerprint: str = ""
    """What tells reprints of the text, see `kg.arabic.fingerprints`."""


ShortfallCause = Literal["unresolved", "other-kind", "unnamed", "missing", "itself", "guess", "not-yet", "outdone"]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Say why a word by which a relation can be told gave no statement of it.

    unresolved: a nominal or a pronoun stands where an argument belongs, and could not be told to be one named thing;
    other-kind: what stands there is of a class that the relation doesn't take; unnamed: a noun stands there that names nobody;
    missing: nothing stands there; itself: one thing is found for both places; guess: its score was too low;
    not-yet: it holds only after the act, or before it; outdone: the same words say something else better.
    """

    cause: ShortfallCause
    relation: str
    trigger: Span
    role: Literal["", "subject", "object"] = ""
    """Which argument is at fault, if one is."""
    span: Span | None = None
    """What stands in its place."""


PassageOutcome = Literal["read", "set-aside", "nothing-named", "no-predicate", "fell-short", "told-elsewhere"]


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold a sentence, or a line that is none of the news, with what it gave or why it gave nothing.

    read: it gave statements; set-aside: its line is no part of the news; nothing-named: it names nobody and gives no figure;
    no-predicate: no word in it is known to tell a relation; fell-short: see the shortfalls; told-elsewhere: what it says is told
    by another sentence, and better.
    """

    span: Span
    kind: ParagraphKind
    outcome: PassageOutcome
    note: str = ""
    """Why its line was set aside, in words."""
    statements: tuple[Statement, ...] = ()
    mentions: tuple[Mention, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    """Those that tell most first; a sentence that was read may have some too."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Hold what became of each sentence of an article, in the order of the text."""

    reading: Reading
    passages: tuple[Passage, ...] = ()


def _written(value: str | float | Quantity) -> str:
    if isinstance(value, Quantity):
        return f"{value.value:.10g} {value.unit} {value.bound}"
    return value if isinstance(value, str) else f"{value:.10g}"
