"""A figure that is the object of a claim, and where figures stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.frames.phrases import Constituent, Phrase
from kg.frames.scene import Scene
from kg.frames.words import Word
from kg.model import Quantity, Span

_OPENING = frozenset("(«")


BREAKS = frozenset({"verb", "relative", "complementiser", "subordinator"})
"""Words that begin another clause, or end what a figure may be told by."""


@dataclass(frozen=True, slots=True)
class FigureWords:
    """Hold the lemmas by which figures are read, each kind as `ontology/lexicon/words.tsv` explains it."""

    measured: frozenset[str]
    measuring: frozenset[str]
    exceeding: frozenset[str]
    falling_short: frozenset[str]
    rising: frozenset[str]
    falling: frozenset[str]
    comparing: frozenset[str]
    valuing: frozenset[str]
    before: frozenset[str]
    explaining: frozenset[str]
    parts: frozenset[str]
    shares: frozenset[str]
    deductions: frozenset[str]
    takings: frozenset[str]
    assets: frozenset[str]
    causes: frozenset[str]
    recording: frozenset[str]
    earning: frozenset[str]
    own_value: frozenset[str]
    deals: frozenset[str]
    segments: frozenset[str]
    raised: frozenset[str]
    paying: frozenset[str]

    @classmethod
    def of(cls, words: Mapping[str, frozenset[str]]) -> FigureWords:
        """Return those of the word lists of an ontology."""
        return cls(
            measured=words.get("measured", frozenset()),
            measuring=words.get("measuring", frozenset()),
            exceeding=words.get("exceeding", frozenset()),
            falling_short=words.get("falling-short", frozenset()),
            rising=words.get("rising", frozenset()),
            falling=words.get("falling", frozenset()),
            comparing=words.get("comparing", frozenset()),
            valuing=words.get("valuing", frozenset()),
            before=words.get("after-event", frozenset()),
            explaining=words.get("explaining", frozenset()),
            parts=words.get("part-figure", frozenset()),
            shares=words.get("share", frozenset()),
            deductions=words.get("deduction", frozenset()),
            takings=words.get("takings", frozenset()),
            assets=words.get("asset", frozenset()),
            causes=words.get("cause", frozenset()),
            recording=words.get("recording", frozenset()),
            earning=words.get("earning", frozenset()),
            own_value=words.get("own-value", frozenset()),
            segments=words.get("segment", frozenset()),
            paying=frozenset().union(*(words.get(c, ()) for c in ("paying", "investing", "buying"))),
            raised=words.get("round", frozenset()) | words.get("deal", frozenset()),
            deals=words.get("deal", frozenset()) | words.get("worth-having", frozenset()),
        )


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold a figure that is the object of a claim, and the constituents whose dates and changes go with it."""

    quantity: Quantity
    span: Span
    index: int
    stretch: range
    whole: range
    """The constituents up to where the sentence goes on to something else: the change may stand after the figure that is compared with."""
    compared: bool = False
    """Whether it is the figure of an earlier period, that the news only compares with."""


def figures_in(constituents: Sequence[Constituent], index: int) -> Iterator[tuple[int, Word]]:
    """Yield the figures and dates of a constituent; a sum in brackets after another is the same in another currency."""
    if not 0 <= index < len(constituents):
        return
    opened = constituents[index - 1] if index > 1 else None
    if isinstance(opened, Word) and opened.text in _OPENING and any(True for _ in figures_in(constituents, index - 2)):
        return
    constituent = constituents[index]
    if isinstance(constituent, Word):
        if constituent.kind in ("figure", "date"):
            yield index, constituent
        return
    for inner in constituent.nested():
        if inner.head.kind in ("figure", "date"):
            yield index, inner.head


def preposition_of(scene: Scene, index: int) -> str:
    """Return the preposition of a constituent, empty where it has none."""
    constituent = scene.constituents[index] if index < len(scene.constituents) else None
    return constituent.preposition if isinstance(constituent, Phrase) else ""


def heads(phrase: Phrase | None) -> Iterator[str]:
    """Yield the lemmas of a noun and of its chain of genitives: جولة تمويل."""
    while phrase is not None:
        yield phrase.head.lemma
        phrase = phrase.genitive


def definite(phrase: Phrase) -> bool:
    """Tell whether a noun or one of its genitives is definite: الصفقة، صفقة الشراء."""
    inner: Phrase | None = phrase
    while inner is not None:
        if inner.head.definite:
            return True
        inner = inner.genitive
    return False
