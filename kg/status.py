"""Governing words -> how the text holds a claim: asserted, planned, negotiating, expected, possible, conditional, denied or ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from kg.model import Status
from kg.ontology import Ontology

# Verbs and nouns whose نفي or رفض concerns the saying, not what is said.
_WINS: Sequence[Status] = ("denied", "ended", "conditional")


class Governing(Protocol):
    """Name a word over a claim: lemma, class and the preposition that leads to what it governs."""

    @property
    def lemma(self) -> str:
        """Return the folded lemma, or the form of a particle."""

    @property
    def kind(self) -> str:
        """Return verb, noun, adjective, particle, auxiliary, or verb-of for the verb whose subject the claim is."""

    @property
    def via(self) -> str:
        """Return the preposition that leads to the claim, ان for a clause, or of a particle the aspect after it."""


class StatusReader:
    """Decide the status of claims with the ontology's status words."""

    def __init__(self, ontology: Ontology) -> None:
        self.words = ontology.status_words_of

    def status(self, governors: Iterable[Governing], fixed: str = "", tense: str = "") -> Status:
        """Return the status that the governors, innermost first, give a claim.

        Denied, ended and conditional win from wherever they stand; then what the frame fixes; then the innermost word that decides.
        """
        found: list[Status] = []
        for governor in governors:
            decided = self._decide(governor, tense)
            if decided is not None:
                found.append(decided)
        if "ended" in found and "denied" in found[found.index("ended") :]:
            # لن توقف عملها, نفت إنهاء الشراكة: what is denied to have stopped goes on.
            return "asserted"
        for strong in _WINS:
            if strong in found:
                return strong
        if "planned" in found and fixed == "negotiating":
            return "planned"
        if fixed:
            return fixed  # type: ignore[return-value]
        return next((status for status in found if status != "asserted"), "asserted")

    def _decide(self, governor: Governing, tense: str) -> Status | None:
        if governor.kind == "auxiliary":
            # كانت تملك: a state of the past.
            return "ended" if governor.lemma == "كان" and governor.via == "perfect" and tense == "imperfect" else None
        if governor.kind == "verb-of":
            # انهارت المفاوضات: the verb says of its subject that it is over.
            return next(
                (word.status for word in self.words.get((governor.lemma, "verb"), ()) if word.scope == "clause"), None
            )
        for kind in (governor.kind, "adverb") if governor.kind == "particle" else (governor.kind,):
            for word in self.words.get((governor.lemma, kind), ()):
                if kind in ("verb", "noun") and word.via and governor.via not in word.via and governor.via != "ان":
                    continue
                if kind in ("verb", "noun") and not word.via and governor.via not in ("", "ان"):
                    continue
                if governor.lemma == "قد" and governor.via == "perfect":
                    # قد before a perfect verb affirms, before an imperfect one it doubts.
                    return None
                if governor.lemma == "قد" and governor.via != "imperfect" and tense == "perfect":
                    return None
                return word.status
        return None
