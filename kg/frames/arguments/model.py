"""What the arguments of frames come to: a claim in the making, and who or what fills a place in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.frames.figures import Figure
from kg.frames.phrases import Phrase
from kg.frames.scene import Governor, Predicate
from kg.model import Quantity, Span
from kg.records import record

# How sure an argument is that the clause leaves out, that a pronoun stands for, that only the sentence before names.
UNDERSTOOD, REFERRED, GUESSED = 0.8, 0.9, 0.5


@dataclass(slots=True)
class Claim:
    """Hold a statement in the making: its status is still to be decided from its governors."""

    subject: str
    relation: str
    object: str | Quantity
    rule: str
    trigger: Span
    subject_span: Span
    object_span: Span
    qualifiers: dict[str, str | float | Quantity] = field(default_factory=dict)
    governors: tuple[Governor, ...] = ()
    later: tuple[tuple[Governor, ...], ...] = ()
    """What holds it where it is named again: انهارت الصفقة."""
    status: str = ""
    """What the frame itself fixes, or nothing."""
    score: float = 1.0
    filled: int = 0
    tense: str = ""
    """Aspect of the verb of its clause."""
    attributive: bool = False
    speaker: str = ""
    nominal: bool = False
    """Whether a noun names it (صفقة استحواذ X على Y), which tells less of its status than a verb."""
    stage: str = ""
    """done or intended, where the claim holds only after the act or before it."""
    told: bool = False
    """Whether its subject only tells of it, confirms or denies it: then it may speak for its organisation."""
    reference: str = ""
    """Of a figure whose period is named before: same or before."""
    compared: bool = False
    """Whether it is the figure of an earlier period that the news compares with."""
    object_classes: tuple[str, ...] = ()
    """What its frame takes for an object, beside what the relation does: a newspaper is published as a product is made."""
    change: bool = False
    """Whether it only tells how far a figure that stands elsewhere rose or fell."""


@record(frozen=True, slots=True)
class Argument:
    """Hold who or what fills a place of a frame, where it stands, and how sure that is."""

    entity: str
    span: Span
    score: float = 1.0
    pronoun: bool = False


@record(frozen=True, slots=True)
class Parties:
    """Hold whom and what a predicate finds for the places of one frame."""

    predicate: Predicate
    """As the frame takes it."""
    carrier: tuple[int, Phrase] | None = None
    """The noun that carries the relation (حصة، اتفاقية), and its place."""
    subjects: Sequence[Argument] = ()
    objects: Sequence[Argument | Figure] = ()
