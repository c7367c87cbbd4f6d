"""What stands before a verb: its subject, or the object that is brought forward."""

from __future__ import annotations

from collections.abc import Sequence

from kg.frames.clauses.agreement import PRONOUN_NUMBER, may_agree
from kg.frames.clauses.model import Clause
from kg.frames.clauses.neighbours import is_comma, place_of
from kg.frames.phrases import Constituent, Phrase
from kg.frames.words import Word
from kg.ontology import Ontology


class Fronting:
    """Find the subject that stands before its verb."""

    def __init__(self, ontology: Ontology) -> None:
        self.auxiliary = ontology.words.get("auxiliary", frozenset())

    def subject(
        self,
        clause: Clause,
        constituents: Sequence[Constituent],
        found: Sequence[Clause],
        left: Sequence[Phrase],
        bare: Sequence[Phrase],
    ) -> Phrase | None:
        """Return the subject before a verb: right there, or parted from it by a relative clause, comma or apposition.

        `left` are the phrases before the verb that can be its subject, `bare` those after it.
        """
        assert clause.verb is not None
        described = self._described(clause, constituents, found, left)
        if described is not None:
            return described
        if left:
            near = left[-1]
            # توسع نشاط X ليشمل Y: who has a purpose has the verb after it.
            apart = "ل" not in clause.particles and _is_apart(clause, constituents, near, bare)
            own = may_agree(near, clause.verb, strict=False) and not apart
            return near if own else None
        parted = _parted(clause, constituents)
        return parted if parted is not None or found else _opening(clause, constituents)

    def _described(
        self, clause: Clause, constituents: Sequence[Constituent], found: Sequence[Clause], left: Sequence[Phrase]
    ) -> Phrase | None:
        """Return the noun whose relative clause stands between it and its verb: المشروع الذي تبلغ قيمته مليارا يهدف إلى …."""
        assert clause.verb is not None
        between = found[-1] if found else None
        before = constituents[clause.start - 1] if clause.start else None
        if (
            between is None
            or between.opening != "relative"
            or between.antecedent is None
            or not (isinstance(before, Word) and before.kind == "verb")
            or any(phrase not in (between.subject, between.object, between.object_pronoun) for phrase in left)
        ):
            return None
        host = next((c for c in constituents if isinstance(c, Phrase) and between.antecedent in c.nested()), None)
        if host is None or host.preposition or not may_agree(host, clause.verb, strict=False):
            return None
        # كان البنك الذي … قد بدأ: what the auxiliary opens with is still to have its verb.
        others = [other for other in found if other is not between and not self._only_auxiliary(other)]
        taken = any(host in (other.subject, other.object) for other in others)
        return None if taken else host

    def _only_auxiliary(self, clause: Clause) -> bool:
        return clause.verb is not None and any(lemma in self.auxiliary for lemma in clause.verb.lemmas)


def of_affair(clause: Clause, constituents: Sequence[Constituent], phrase: Phrase, bare: Sequence[Phrase]) -> bool:
    """Tell whether a pronoun after أن stands for nobody, since who acts stands behind the verb: يذكر أنه في 2010 اشترت سدير X."""
    place = place_of(phrase, constituents)
    opener = constituents[place - 1] if place > 0 else None
    opens = isinstance(opener, Word) and opener.kind in ("complementiser", "subordinator")
    if not opens or not phrase.head.attached or phrase.head.norm != "ه" or clause.verb is None:
        return False
    if clause.verb.gender == "f":
        return clause.verb.number != "p"
    named = [other for other in bare[:2] if other.entities]
    return len(named) > 1 and clause.position > place + 1


def brought_forward(clause: Clause, left: Sequence[Phrase], attached: Phrase | None, bare: Sequence[Phrase]) -> bool:
    """Tell whether what stands before a verb is its object, which a pronoun takes up: «رتاج» اشترتها مجموعة سدير."""
    if attached is None or attached.preposition or not left or not bare:
        return False
    if not left[-1].entities or not bare[0].entities:
        return False
    assert clause.verb is not None
    gender, number = PRONOUN_NUMBER.get(attached.head.norm, ("", ""))
    agrees = number == "s" and (not left[-1].head.gender or left[-1].head.gender == gender)
    if agrees and may_agree(bare[0], clause.verb, strict=True):
        attached.entities = left[-1].entities
        return True
    return False


def _is_apart(clause: Clause, constituents: Sequence[Constituent], left: Phrase, bare: Sequence[Phrase]) -> bool:
    """Tell whether what stands before a verb belongs to the verb before it: كانت X شركة وطنية تمتلك الحكومة 25% منها."""
    assert clause.verb is not None
    before = constituents[clause.start - 1] if clause.start else None
    after_verb = isinstance(before, Word) and before.kind == "verb"
    follows = bool(bare) and bool(bare[0].entities) and may_agree(bare[0], clause.verb, strict=True)
    return after_verb and not left.entities and follows


def _parted(clause: Clause, constituents: Sequence[Constituent]) -> Phrase | None:
    """Return the name after أن that a comma parts from its verb: أوضحت أن سدير، حققت أرباحا."""
    assert clause.verb is not None
    if clause.start < 2 or not is_comma(constituents[clause.start - 1]):
        return None
    index = clause.start - 2
    while index > 0 and isinstance(constituents[index], Phrase):
        index -= 1
    opener, first = constituents[index], constituents[index + 1]
    if not isinstance(opener, Word) or not isinstance(first, Phrase):
        return None
    if is_comma(opener):
        opener = _before_office(constituents[:index], first) or opener
    if opener.kind != "complementiser" and opener not in clause.auxiliaries:
        # كانت سدير، قد قامت ب….
        return None
    fits = not first.preposition and first.entities and may_agree(first, clause.verb, strict=False)
    return first if fits and not of_affair(clause, constituents, first, ()) else None


def _before_office(before: Sequence[Constituent], named: Phrase) -> Word | None:
    """Return the أن before the office of a person who stands between commas: أن رئيس البنك، فلان، تقدم باستقالته."""
    if named.head.mention is None or named.head.mention.type != "Person":
        return None
    index = len(before) - 1
    while index > 0 and (isinstance(before[index], Phrase) or _joins(before[index])):
        index -= 1
    opener, office = (before[index], before[index + 1]) if 0 <= index < len(before) - 1 else (None, None)
    opens = isinstance(opener, Word) and opener.kind == "complementiser"
    unnamed = isinstance(office, Phrase) and not office.preposition and not office.entities
    return opener if opens and unnamed and isinstance(opener, Word) else None


def _joins(constituent: Constituent) -> bool:
    return isinstance(constituent, Word) and constituent.kind == "conjunction"


def _opening(clause: Clause, constituents: Sequence[Constituent]) -> Phrase | None:
    """Return the name that opens a sentence where an apposition stands between it and its verb: فلان، مدير X، ينضم إلى Y."""
    assert clause.verb is not None
    opening = constituents[: clause.position]
    first = next((c for c in opening if isinstance(c, Phrase) or c.kind != "conjunction"), None)
    comma = opening[-1] if opening else None
    closed = isinstance(comma, Word) and comma.text in "،,-–"
    if not closed or not isinstance(first, Phrase) or first.preposition or not first.entities:
        return None
    parted = sum(isinstance(c, Word) and c.text in "،,-–" for c in opening)
    return first if parted > 1 and may_agree(first, clause.verb, strict=False) else None
