"""Governing words -> how the text holds a claim: asserted, planned, negotiating, expected, possible, conditional, denied or ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from kg.model import Status
from kg.ontology import Ontology

_FUTURE = frozenset({"س", "سوف"})
# Verbs and nouns whose نفي or رفض concerns the saying, not what is said.
_WINS: Sequence[Status] = ("denied", "ended", "conditional")

_WEIGHED = frozenset({"negotiating", "possible"})


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
        self.settling = ontology.words.get("settling", frozenset())
        self.going_on = ontology.words.get("going-on", frozenset())

    def status(self, governors: Iterable[Governing], fixed: str = "", tense: str = "") -> Status:
        """Return the status that the governors, innermost first, give a claim.

        Denied, ended and conditional win from wherever they stand; then what the frame fixes; then the innermost word that decides.
        """
        found: list[Status] = []
        governors = tuple(governors)
        settled = any(governor.lemma in self.settling for governor in governors)
        lasting = any(governor.kind == "verb" and governor.lemma in self.going_on for governor in governors)
        weighed = any(governor.kind == "particle" and governor.lemma == "اذا" for governor in governors)
        for governor in governors:
            if weighed and governor.kind == "auxiliary":
                # سئل عما إذا كانت ستبرم اتفاقا: what is only asked for is not over.
                continue
            decided = self._decide(governor, tense)
            if lasting and governor.kind == "particle" and governor.lemma in _FUTURE:
                # ستواصل تشغيل فنادقها: what will go on holds now.
                continue
            if governor.kind == "auxiliary" and not _WEIGHED.isdisjoint(found):
                # كانت تدرس شراء X, كانت تجري محادثات لشرائها: what was weighed then need not be over.
                continue
            if decided is not None:
                found.append(decided)
        if "ended" in found and "denied" in found[found.index("ended") :]:
            # لن توقف عملها, نفت إنهاء الشراكة: what is denied to have stopped goes on.
            return "asserted"
        for strong in _WINS:
            if strong in found:
                return strong
        if fixed == "negotiating" and any(
            g.kind != "adjective" and self._decide(g, tense) == "planned" for g in governors
        ):
            # تعتزم بدء محادثات; but محادثات أولية are held already.
            return "planned"
        if fixed:
            return fixed  # type: ignore[return-value]
        if found[:1] == ["negotiating"] and settled:
            # وافقت على عرض X شراء Y: an offer that is accepted is a deal to come.
            return "planned"
        if found[:1] == ["planned"] and "expected" in found and governors[0].kind == "particle":
            # توقع أن ستحقق X أرباحا: what others say that will be.
            return "expected"
        held: Status = next((status for status in found if status != "asserted"), "asserted")
        if held in ("planned", "expected") and "possible" in found:
            # أنباء عن عزمها شراء X, ربما تستعد لطرحه: a plan that one only hears of may be none.
            return "possible"
        return held

    def revised(self, status: Status, later: Iterable[Iterable[Governing]], *, named: bool) -> Status:
        """Return the status of a claim after what the text says of it where it names it again.

        A deal that is still to be done is planned, however it was told; one that came to nothing is over. `named` tells whether only a noun named the claim.
        """
        for governors in later:
            held = self.status(governors)
            if held == "ended" and status != "denied":
                status = "ended"
            elif held == "denied" and status in ("planned", "negotiating", "possible"):
                status = "denied"
            elif held in ("planned", "expected", "conditional") and status == "asserted":
                status = "planned"
            elif held in ("negotiating", "possible") and status == "asserted" and named:
                status = held
        return status

    def _decide(self, governor: Governing, tense: str) -> Status | None:
        if governor.kind == "auxiliary":
            # كانت تملك: a state of the past.
            return "ended" if governor.lemma == "كان" and governor.via == "perfect" and tense == "imperfect" else None
        if governor.kind == "verb-of" and governor.lemma == "كان" and governor.via == "imperfect":
            # سيكون مقرها في دبي
            return None
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
