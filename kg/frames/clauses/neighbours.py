"""What stands beside a place of a sentence: commas, و, and what و says of the name before."""

from __future__ import annotations

from collections.abc import Sequence

from kg.frames.phrases import Constituent, Phrase
from kg.frames.words import Word


def norm_of(constituent: Constituent) -> str:
    """Return the folded spelling of a word that stands in no phrase."""
    return constituent.norm if isinstance(constituent, Word) else ""


def is_comma(constituent: Constituent) -> bool:
    """Tell whether a constituent is a comma."""
    return isinstance(constituent, Word) and constituent.text in ("،", ",")


def is_joined(constituents: Sequence[Constituent], index: int) -> bool:
    """Tell whether و stands right before a word: وإذا leads on to what follows, not back."""
    before = constituents[index - 1] if index else None
    return isinstance(before, Word) and before.kind == "conjunction"


def place_of(phrase: Phrase, constituents: Sequence[Constituent]) -> int:
    """Return where a phrase stands; one that is no constituent of its own counts as the first."""
    return next((index for index, c in enumerate(constituents) if c is phrase), 0)


def is_possessed(constituents: Sequence[Constituent], index: int) -> bool:
    """Tell whether a constituent is و, or the noun after it, that says something of the name before: X ومقرها Y."""
    current = constituents[index]
    joined = index - 1 if isinstance(current, Phrase) else index
    noun = constituents[joined + 1] if joined + 1 < len(constituents) else None
    own = isinstance(noun, Phrase) and noun.genitive is not None and noun.genitive.head.attached
    return own and norm_of(constituents[joined]) == "و" and isinstance(constituents[joined - 1], Phrase)
