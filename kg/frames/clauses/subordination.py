"""What governs a clause that depends on another: the verb or noun that أن completes, and the condition that it hangs on."""

from __future__ import annotations

from collections.abc import Sequence

from kg.arabic.folding import fold
from kg.frames.clauses.model import Clause
from kg.frames.clauses.neighbours import is_joined, norm_of
from kg.frames.phrases import Constituent, Phrase
from kg.frames.words import Word
from kg.ontology import Ontology


class Complements:
    """Find what the clauses after أن and إن complete."""

    def __init__(self, ontology: Ontology) -> None:
        self.befalling = ontology.words.get("befalling", frozenset())
        self.speech = ontology.words.get("speech", frozenset())
        self.hopes = frozenset(
            fold(word.lemma)
            for word in ontology.status_words
            if word.kind == "noun" and word.status not in ("negotiating", "ended")
        )
        self.impersonal = frozenset(fold(word.lemma) for word in ontology.status_words if word.kind == "particle")

    def attach(self, clause: Clause, constituents: Sequence[Constituent], found: Sequence[Clause]) -> None:
        """Give a clause that أن or إن opens the clause, and the word in it, that it completes."""
        twin = self._twin(clause, constituents, found)
        if twin is not None:
            clause.parent, clause.governor, clause.befalls = twin.parent, twin.governor, twin.befalls
            return
        clause.parent = self._introducing(found)
        # تراجع السهم بعد أن باعت X حصتها: what came before is held by itself.
        over = _after_event(constituents, clause) or _conceded(constituents, clause.start - 2)
        over = over or _ended_by(constituents, clause)
        # لم توقع X العقد، لكن بحسب الصحيفة فإن Y اشترت Z: after ف it completes nothing.
        plain = clause.parent is not None and clause.parent.opening != "subordinate" and not clause.parent.condition
        over = over or (plain and norm_of(constituents[clause.start - 2]) == "ف")
        clause.governor = None if over else self._governor(constituents, clause.start - 1, clause.parent)
        clause.befalls = self._befallen(constituents, clause.start, clause.parent)

    def _twin(self, clause: Clause, constituents: Sequence[Constituent], found: Sequence[Clause]) -> Clause | None:
        """Return the clause before that completes the same word, where و joins a second one: قالت إنها …، وأنها …."""
        if not is_joined(constituents, clause.start - 1):
            return None
        return next((other for other in reversed(found) if other.opening == "complement" and self._told(other)), None)

    def _told(self, clause: Clause) -> bool:
        """Tell whether a clause completes a verb of saying."""
        return clause.parent is not None and self._speaks(clause.parent) and clause.governor is clause.parent.verb

    def _introducing(self, found: Sequence[Clause]) -> Clause | None:
        """Return the clause that أن or إن completes: the last one, or the verb of saying that a description parts from it.

        ذكرت مصادر لم تسمها الصحيفة أن …، أكدت X، التي تدير متاجر، أنها …: both complete the first verb.
        """
        if not found:
            return None
        if self._speaks(found[-1]) or found[-1].opening not in ("relative", "subordinate"):
            return found[-1]
        over = found[-1].parent
        while over is not None and not self._speaks(over):
            over = over.parent if over.opening in ("relative", "subordinate") else None
        return over or found[-1]

    def _governor(
        self, constituents: Sequence[Constituent], index: int, previous: Clause | None
    ) -> Word | Phrase | None:
        """Return what أن completes: the noun or participle right before it (من المتوقع أن), else the verb before."""
        before = constituents[index - 1] if index else None
        held = constituents[index - 2] if index > 1 else None
        if isinstance(before, Word) and before.kind == "preposition" and isinstance(held, Phrase) and self._hopes(held):
            # تم الاتفاق على أن تبيع: the noun before the preposition governs.
            return held
        if previous is not None and self._speaks(previous) and isinstance(before, Phrase) and not self._hopes(before):
            # قالت مصادر مطلعة على المحادثات إن …: what the sources know of doesn't govern what they say.
            return previous.verb
        if isinstance(before, Phrase) and (before.preposition or previous is None) and not before.entities:
            return before
        timed = (
            isinstance(before, Word) and before.kind == "particle" and isinstance(held, Word) and held.kind == "verb"
        )
        if timed and previous is not None:
            # أعلنت مؤخرا أن، ترددت مؤخرا أن: when it was governs nothing.
            return previous.verb
        if isinstance(before, Word) and before.kind in ("adjective", "particle", "unknown"):
            return before
        return previous.verb if previous else None

    def _befallen(self, constituents: Sequence[Constituent], end: int, over: Clause | None) -> Phrase | None:
        """Return who stands after an impersonal verb and ل: سبق لـX أن …."""
        if over is None or over.verb is None or over.verb.lemma not in self.befalling:
            return None
        reach = constituents[over.position + 1 : end]
        return next((c for c in reach if isinstance(c, Phrase) and c.preposition == "ل" and c.entities), None)

    def _hopes(self, phrase: Phrase) -> bool:
        """Tell whether a phrase makes the clause that it takes uncertain: أعربت عن أملها في أن، قالت إن من المتوقع أن."""
        impersonal = f"{phrase.preposition} {phrase.head.norm}" in self.impersonal
        return impersonal or any(inner.head.lemma in self.hopes for inner in phrase.nested())

    def _speaks(self, clause: Clause) -> bool:
        return clause.verb is not None and any(lemma in self.speech for lemma in clause.verb.lemmas)


class Conditions:
    """Find the word that makes a clause conditional."""

    def __init__(self, ontology: Ontology) -> None:
        self.conditional = frozenset(
            fold(word.lemma)
            for word in ontology.status_words
            if word.kind == "particle" and word.status == "conditional"
        )

    def open(self, clause: Clause, constituents: Sequence[Constituent], found: Sequence[Clause]) -> None:
        """Make a clause that إذا opens conditional, and the one before that hangs on it: سيستثمر X إذا نجحت المحادثات."""
        opener = constituents[clause.start - 1]
        if not isinstance(opener, Word) or opener.norm not in self.conditional:
            return
        clause.condition = opener.norm
        main = next((other for other in reversed(found) if other.opening != "relative"), None)
        if main is not None and not is_joined(constituents, clause.start - 1):
            main.condition = opener.norm

    def within(self, clause: Clause, stretch: Sequence[Constituent]) -> None:
        """Make a clause conditional that has its condition in a phrase: وفي حال إتمام الصفقة، سيعمل X."""
        for phrase in stretch:
            if isinstance(phrase, Phrase) and f"{phrase.preposition} {phrase.head.norm}" in self.conditional:
                clause.condition = f"{phrase.preposition} {phrase.head.norm}"

    def follow(self, clause: Clause, constituents: Sequence[Constituent], found: Sequence[Clause]) -> None:
        """Make a clause conditional where the one before it is its condition: إذا نجحت المحادثات فسيستثمر X."""
        previous = found[-1] if found else None
        if (
            previous is None
            or not previous.condition
            or previous.opening != "subordinate"
            or clause.opening not in ("main", "coordinate")
        ):
            return
        opener = previous.start - 1
        if opener == 0 or is_joined(constituents, opener):
            clause.condition = previous.condition

    def add(self, constituents: Sequence[Constituent], found: Sequence[Clause]) -> None:
        """Make a clause conditional that a condition is added to: تعتزم سدير شراء رتاج، وذلك في حال نجاح المحادثات."""
        for index in range(2, len(constituents)):
            before, current = constituents[index - 1], constituents[index]
            if not isinstance(before, Word) or before.kind != "demonstrative" or not is_joined(constituents, index - 1):
                continue
            word = f"{current.preposition} {current.head.norm}".strip() if isinstance(current, Phrase) else current.norm
            last = next((clause for clause in reversed(found) if clause.position < index), None)
            if word in self.conditional and last is not None:
                last.condition = last.condition or word


def _conceded(constituents: Sequence[Constituent], index: int) -> bool:
    """Tell whether what أن opens is only set against something else, as known: رغم أنها ربحت، على الرغم من أنها ربحت، مع أنها ربحت، إلا أنها ربحت."""
    before = constituents[index] if index >= 0 else None
    if isinstance(before, Word) and before.norm == "من" and index:
        noun = constituents[index - 1]
        return isinstance(noun, Phrase) and noun.head.norm == "الرغم"
    return isinstance(before, Word) and (before.norm == "مع" or before.kind == "subordinator")


def _ended_by(constituents: Sequence[Constituent], clause: Clause) -> bool:
    """Tell whether a deed is what a former state lasted until: كانت X تملك Y قبل أن تشتريها Z."""
    before = constituents[clause.start - 2] if clause.start > 1 else None
    parent = clause.parent
    if not isinstance(before, Word) or before.norm != "قبل" or parent is None or parent.verb is None:
        return False
    return any(verb.lemma == "كان" and verb.aspect == "perfect" for verb in (*parent.auxiliaries, parent.verb))


def _after_event(constituents: Sequence[Constituent], clause: Clause) -> bool:
    """Tell whether a clause tells of what was done before: بعد أن باعت."""
    before = constituents[clause.start - 2] if clause.start > 1 else None
    head = before.head if isinstance(before, Phrase) else before
    return (
        head is not None and head.norm in ("بعد", "منذ") and clause.verb is not None and clause.verb.aspect == "perfect"
    )
