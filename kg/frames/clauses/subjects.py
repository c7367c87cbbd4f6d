"""The subject and the objects of a clause's verb, or the subject that is understood from before."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeGuard

from kg.frames.clauses.agreement import PRONOUN_NUMBER, accusative, may_agree
from kg.frames.clauses.fronting import Fronting, brought_forward, of_affair
from kg.frames.clauses.model import Clause
from kg.frames.clauses.neighbours import is_comma, is_possessed, norm_of, place_of
from kg.frames.clauses.relatives import is_resumed
from kg.frames.clauses.valency import Valency
from kg.frames.phrases import Constituent, Phrase
from kg.frames.words import Word
from kg.ontology import Ontology


class Subjects:
    """Find who does what in each clause."""

    def __init__(self, ontology: Ontology) -> None:
        self.acts_for = ontology.words.get("acts-for", frozenset())
        self.holders = ontology.words.get("shareholder", frozenset())
        self.regulators = ontology.words.get("regulators", frozenset())
        self.settling = ontology.words.get("settling", frozenset())
        self.adverbial = ontology.words.get("adverbial", frozenset())
        self.copula = ontology.words.get("copula", frozenset())
        self.roles = ontology.role_words
        self.fronting = Fronting(ontology)
        self.valency = Valency(ontology)

    def topic(self, clauses: Sequence[Clause]) -> Phrase | None:
        """Return the first subject of a sentence that the next one may leave out."""
        for clause in clauses:
            if self._stands_for(clause.subject) and clause.opening != "relative":
                return clause.subject
        return None

    def find(
        self, clause: Clause, constituents: Sequence[Constituent], found: Sequence[Clause], topic: Phrase | None
    ) -> None:
        """Give a clause its subject and objects, which stand around its verb or, in a relative clause, before it."""
        own = clause.own(constituents, clause.position + 1, clause.end)
        right = [c for i, c in own if not _is_counted(constituents, i)]
        attached = next((c for c in right[:1] if c.head.attached), None)
        if attached is not None:
            clause.object_pronoun = attached
            right = right[1:]
        bare = self._person_first([c for c in right if self._is_bare(c, constituents)])
        told = _in_bracket(clause, constituents)
        if told is not None and clause.verb is not None and not any(phrase.entities for phrase in bare):
            clause.subject, clause.object = told, bare[0] if bare else None
            return
        left = [p for p in self._before_verb(clause, constituents) if not of_affair(clause, constituents, p, bare)]
        if found and "ل" in clause.particles and any(phrase is found[-1].subject for phrase in left):
            # غادر فلان X ليؤسس Y: who has a purpose is who acts; انسحب X لتستحوذ Y على أصوله: another does.
            grown = _grown(clause, found[-1])
            acting = grown if grown in left else found[-1].subject
            left = [phrase for phrase in left if phrase is acting and not self._another_acts(clause, bare)]
        if clause.opening == "relative" and clause.antecedent is None and clause.verb and clause.verb.number == "d":
            # Whom اللتان is of is named too far back: no single one does what two do.
            clause.object = bare[0] if bare else None
            return
        if clause.opening == "relative" and clause.antecedent is not None:
            clause.resumed = is_resumed(clause, right, attached, bare)
            if clause.resumed:
                self._after_verb(clause, constituents, bare, found, topic)
                _take_up(clause, clause.antecedent)
                return
            clause.subject = clause.antecedent
            opening = next((c for c in constituents if isinstance(c, Phrase)), None)
            led = not found and opening is not None and opening.preposition.startswith("من")
            if led and opening and clause.antecedent in opening.nested() and self._named_at_end(clause, bare):
                clause.antecedent.entities = bare[-1].entities
                bare = bare[:-1]
        elif brought_forward(clause, left, attached, bare):
            clause.subject, clause.object = bare[0], left[-1]
            return
        else:
            clause.subject = self.fronting.subject(clause, constituents, found, left, bare)
        if clause.subject is None:
            self._after_verb(clause, constituents, bare, found, topic)
        elif bare:
            clause.object = bare[0]
        if attached is not None and clause.object is None:
            clause.object = attached
        self._let_act_for(clause, constituents)
        speaker = clause.parent.subject if clause.opening == "complement" and clause.parent is not None else None
        if clause.subject is not None and clause.subject.head.norm == "هما" and speaker and len(speaker.entities) == 2:
            # قالت X وY إنهما اتفقتا: the two who speak.
            clause.subject.entities = speaker.entities

    def _named_at_end(self, clause: Clause, bare: Sequence[Phrase]) -> bool:
        """Tell whether those who are of the many that a sentence opens with stand at its end: من بين الشركات التي تعمل مع X شركتا Y وZ."""
        many = clause.antecedent
        if many is None or many.head.number != "p" or many.entities or clause.verb is None:
            return False
        if not bare or not bare[-1].entities:
            return False
        return len(bare) > 1 or not self.valency.acts(clause.verb)

    def _let_act_for(self, clause: Clause, constituents: Sequence[Constituent]) -> None:
        """Let a body stand for the organisation that it is of: وافقت الجمعية العمومية لشركة X على …."""
        body = clause.subject
        if body is not None and clause.verb is not None and body.head.lemma in self.holders:
            # أقر مساهمو سدير الاستحواذ: what they approve, their company does.
            owned = body.genitive.entities if body.genitive is not None and not body.genitive.head.attached else ()
            body.entities = body.entities or (owned if clause.verb.lemma in self.settling else ())
            return
        if body is None or body.entities or body.head.lemma in self.roles:
            return
        place = place_of(body, constituents)
        whose = constituents[place + 1] if place + 1 < len(constituents) else None
        if body.head.lemma in self.regulators and body.head.number == "p" and isinstance(whose, Phrase):
            # فرضت السلطات في فرنسا غرامة: those of a state act for it.
            body.entities = whose.entities if whose.preposition in ("في", "ب") else ()
            return
        if body.head.lemma not in self.acts_for:
            return
        if isinstance(whose, Phrase) and whose.preposition == "ل" and not whose.head.attached:
            body.entities = whose.entities

    def _another_acts(self, clause: Clause, bare: Sequence[Phrase]) -> bool:
        """Tell whether who acts stands after the verb, which acts on nothing or on what stands after them."""
        verb = clause.verb
        if verb is None or not bare or not bare[0].entities or not may_agree(bare[0], verb, strict=True):
            return False
        return len(bare) > 1 or not self.valency.is_transitive(verb)

    def share(self, clause: Clause, constituents: Sequence[Constituent], found: Sequence[Clause]) -> None:
        """Let a verb that و joins right to the next one share what stands after both: طورت وأطلقت X تطبيقا."""
        first = found[-1] if found else None
        if first is None or clause.parent is not first or clause.opening != "coordinate":
            return
        between = {id(phrase) for _, phrase in first.own(constituents, first.position + 1, first.end)}
        if between - {id(first.subject)} or clause.position != first.end + 1 or first.verb is None:
            return
        if between and not self.valency.acts(first.verb):
            return
        if first.subject is None or (first.inherited and not clause.inherited):
            first.subject, first.inherited = clause.subject, clause.inherited
        first.object = first.object or clause.object

    def _person_first(self, bare: list[Phrase]) -> list[Phrase]:
        """Put who is chosen before what for: عينت X رئيسا لها فلانا."""
        for index, (office, person) in enumerate(itertools.pairwise(bare)):
            named = person.head.mention is not None and person.head.mention.type == "Person"
            if named and not office.entities and office.head.lemma in self.roles and accusative(office.head):
                return [*bare[:index], person, office, *bare[index + 2 :]]
        return bare

    def _is_bare(self, phrase: Phrase, constituents: Sequence[Constituent]) -> bool:
        """Tell whether a phrase after a verb can be its subject or object."""
        return (
            not phrase.preposition
            and phrase.head.kind not in ("date",)
            and phrase.head.norm not in self.adverbial
            and not self._office_between_commas(phrase, constituents)
            and not self._describes_before(phrase, constituents)
            and not _joined_to_complement(phrase, constituents)
        )

    def _before_verb(self, clause: Clause, constituents: Sequence[Constituent]) -> list[Phrase]:
        """Return the phrases of a clause before its verb that can be its subject or object."""
        return [
            phrase
            for index, phrase in clause.own(constituents, clause.start, clause.position)
            if not phrase.preposition
            and phrase.head.kind not in ("figure", "date")
            and not is_possessed(constituents, index)
            and not _is_done_to(constituents, index)
            and not self._office_between_commas(phrase, constituents)
        ]

    def _office_between_commas(self, phrase: Phrase, constituents: Sequence[Constituent]) -> bool:
        """Tell whether an office only describes the name before it: in «قدم فلان، مدير X، استقالته» he hands in no manager."""
        if phrase.head.lemma not in self.roles or phrase.entities:
            return False
        place = place_of(phrase, constituents)
        if place < 2 or not is_comma(constituents[place - 1]):
            return False
        named = constituents[place - 2]
        after = constituents[place + 1 : place + 5]
        closing = next((index for index, c in enumerate(after) if is_comma(c)), len(after))
        following = after[closing + 1] if closing + 1 < len(after) else None
        own = isinstance(following, Phrase) and following.genitive is not None and following.genitive.head.attached
        return isinstance(named, Phrase) and named.head.kind == "name" and own

    def _describes_before(self, phrase: Phrase, constituents: Sequence[Constituent]) -> bool:
        """Tell whether a participle only describes the name right before it: أمدت شركة X المصنعة للرقائق شركة Y بـ …."""
        head = phrase.head
        participle = (
            any(form == "active-participle" for _, _, form in head.readings) or head.form == "active-participle"
        )
        if not (participle and head.definite and head.gender == "f") or phrase.entities or head.lemma in self.roles:
            return False
        place = place_of(phrase, constituents)
        before = constituents[place - 1] if place else None
        after = constituents[place + 1] if place + 1 < len(constituents) else None
        led = isinstance(after, Phrase) and after.preposition in ("ل", "ب", "في")
        return isinstance(before, Phrase) and bool(before.entities) and not before.preposition and led

    def _after_verb(
        self,
        clause: Clause,
        constituents: Sequence[Constituent],
        bare: Sequence[Phrase],
        found: Sequence[Clause],
        topic: Phrase | None,
    ) -> None:
        """Take the first bare phrase that agrees as the subject, the next as the object; else understand the last subject."""
        verb = clause.verb
        assert verb is not None
        if clause.befalls is not None and may_agree(clause.befalls, verb, strict=False):
            # سبق لـX أن فاوضت Y: who does it stands after ل.
            clause.subject = clause.befalls
            clause.object = bare[0] if bare else None
            return
        if self.valency.object_first(bare, verb):
            bare = [bare[1], bare[0], *bare[2:]]
        if (
            bare
            and bare[0].head.kind != "figure"
            and may_agree(bare[0], verb, strict=True)
            and not self._is_predicate(bare[0], verb)
            and not self._goes_on(clause, bare, found)
            and not self.valency.only_acted_on(clause, constituents, bare)
        ):
            clause.subject = bare[0]
            clause.object = bare[1] if len(bare) > 1 else None
            return
        if self._unread(bare, verb):
            clause.object = bare[2] if len(bare) > 2 else None
            return
        clause.object = bare[0] if bare else None
        clause.inherited = True
        if verb.person not in ("1", "2"):
            clause.subject = self._understood(clause, verb, found, topic)

    def _unread(self, bare: Sequence[Phrase], verb: Word) -> bool:
        """Tell whether a verb has a subject after it that stands for nobody known: تعمل في مصر 300 شركة، أطلقت كذا تطبيقا.

        Such a verb is not of whom the sentence before is about. What could be its object as well may be that.
        """
        if not bare or verb.voice == "passive" or accusative(bare[0].head):
            return False
        first, following = bare[0], bare[1] if len(bare) > 1 else None
        if first.head.kind == "unknown":
            return following is not None
        mention = first.head.mention
        if mention is None or mention.type != "Number" or following is None or following.first != first.last + 1:
            return False
        # بنت 3 مصانع counts what is built, أسست 3 شركات what is founded.
        bodies = self.valency.is_body(following) and not self.valency.acts(verb)
        return following.head.kind == "noun" and (len(bare) > 2 or bodies)

    def _understood(self, clause: Clause, verb: Word, found: Sequence[Clause], topic: Phrase | None) -> Phrase | None:
        """Return the subject that a verb leaves out: of the nearest clause that has one it agrees with, else the topic."""
        if verb.number == "d" and verb.aspect == "perfect":
            return _two(found, topic)
        described = _described_again(clause, verb, found)
        if described is not None:
            return described
        many = (verb.gender, verb.number) == ("m", "p")
        if many and topic is not None and _is_one(topic):
            # أعلنت X …. وحصلوا على تمويل: those are people whom nobody names.
            topic = None
        for earlier in reversed(found):
            if many and _is_one(earlier.subject):
                continue
            if _are_several(earlier.subject) and (verb.gender, verb.number, verb.aspect) == ("m", "s", "perfect"):
                # أعلنت X وY …، وعين فلان …: of two it would be وعينتا.
                continue
            if self._stands_for(earlier.subject) and may_agree(earlier.subject, verb, strict=False):
                return earlier.subject
            follows = clause.opening == "coordinate" or "ل" in clause.particles
            if follows and self._stands_for(earlier.subject) and self._takes_over(earlier, verb):
                return earlier.object
            owner = _owner(earlier.subject)
            if owner is None or earlier.subject is None or may_agree(earlier.subject, verb, strict=False):
                continue
            if may_agree(owner, verb, strict=False):
                # بلغ توزيع المجلة …، وأعلنت …: the verb agrees with the owner alone.
                return owner
        if clause.opening in ("complement", "subordinate") and _is_of_object(found, verb):
            # طورت X تطبيقا على أن يكون مجانيا: the verb is of what nobody names.
            return None
        return topic if topic is not None and may_agree(topic, verb, strict=False) else None

    def _goes_on(self, clause: Clause, bare: Sequence[Phrase], found: Sequence[Clause]) -> bool:
        """Tell whether a transitive verb after و or لـ goes on with the subject before: استثمرت X … وتمتلك حقوقا, اشترت X … لتنافس Y."""
        purpose = "ل" in clause.particles
        if (clause.opening != "coordinate" and not purpose) or clause.verb is None or len(bare) != 1:
            return False
        if bare[0].entities:
            # اشترت X ثم باعت Y: the verb has no other object, and what it does needs one.
            if not self.valency.acts(clause.verb) or clause.verb.voice == "passive" or clause.object_pronoun:
                return False
        elif not self.valency.is_transitive(clause.verb) or bare[0].head.definite:
            return False
        before = found[-1].subject if found else None
        if before is None or not before.entities:
            return False
        return may_agree(before, clause.verb, strict=False) or self._takes_over(found[-1], clause.verb)

    def _takes_over(self, earlier: Clause, verb: Word) -> bool:
        """Tell whether a verb is of the object before it, with which alone it agrees: أسس فلان شركة X، واشترت Y."""
        thing = earlier.object
        return self._stands_for(thing) and thing.head.kind == "noun" and may_agree(thing, verb, strict=True)

    def _is_predicate(self, phrase: Phrase, verb: Word) -> bool:
        """Tell whether an indefinite noun after a verb is no subject: ظل رئيسا لها، أصبحت رئيسة الشركة."""
        head = phrase.head
        if accusative(head):
            return True
        alone = phrase.genitive is None or head.norm in self.roles
        return verb.lemma in self.copula and head.kind == "noun" and not (head.definite or phrase.entities) and alone

    def _stands_for(self, phrase: Phrase | None) -> TypeGuard[Phrase]:
        """Tell whether a phrase stands for something, or for a body that acts for it: مجلس إدارة X."""
        if phrase is None:
            return False
        return bool(phrase.entities) or (phrase.head.lemma in self.acts_for and phrase.names_something)


def _is_counted(constituents: Sequence[Constituent], index: int) -> bool:
    """Tell whether a noun is what the number before it counts, under its preposition: تعمل في 13 دولة."""
    before, noun = constituents[index - 1] if index else None, constituents[index]
    return (
        isinstance(before, Phrase)
        and isinstance(noun, Phrase)
        and bool(before.preposition)
        and before.head.mention is not None
        and before.head.mention.type == "Number"
        and noun.first == before.last + 1
        and noun.head.kind == "noun"
        and not noun.preposition
        and not noun.head.definite
    )


def _in_bracket(clause: Clause, constituents: Sequence[Constituent]) -> Phrase | None:
    """Return the name right before the bracket that a clause fills: مع «أ» و«ب» (تتخذ من دبي مقرا)."""
    opener = constituents[clause.start - 1] if clause.start > 1 else None
    named = constituents[clause.start - 2] if clause.start > 1 else None
    if not isinstance(opener, Word) or opener.text != "(" or not isinstance(named, Phrase):
        return None
    if clause.position != clause.start:
        # X (Y ترفع دعوى على Z)
        return None
    last = named.coordinated[-1] if named.coordinated else named
    return last if len(last.entities) == 1 else None


def _is_done_to(constituents: Sequence[Constituent], index: int) -> bool:
    """Tell whether a phrase is what a deed and its pronoun before it are done to: بشرائها X تدخل Y السوق."""
    deed = constituents[index - 1] if index else None
    if not isinstance(deed, Phrase) or not deed.preposition or deed.head.form != "verbal-noun":
        return False
    return deed.genitive is not None and deed.genitive.head.attached and deed.genitive.head.norm in PRONOUN_NUMBER


def _grown(clause: Clause, earlier: Clause) -> Phrase | None:
    """Return what grows of somebody, where the verb of what it grows to agrees with it alone: وسعت X نشاطها ليشمل Y."""
    assert clause.verb is not None
    grown, subject = earlier.object, earlier.subject
    possessed = grown is not None and grown.genitive is not None and grown.genitive.head.attached
    if grown is None or subject is None or not possessed or may_agree(subject, clause.verb, strict=False):
        return None
    return grown if may_agree(grown, clause.verb, strict=True) else None


def _are_several(phrase: Phrase | None) -> bool:
    """Tell whether a phrase stands for more than one."""
    return phrase is not None and len(phrase.entities) > 1


def _is_one(phrase: Phrase | None) -> bool:
    """Tell whether a phrase stands for one thing or person."""
    return phrase is not None and len(phrase.entities) == 1 and phrase.head.number != "p"


def _described_again(clause: Clause, verb: Word, found: Sequence[Clause]) -> Phrase | None:
    """Return the noun that a second verb without a pronoun describes as well: ائتلاف تقوده X ويضم Y."""
    before = found[-1] if found else None
    if before is None or clause.opening != "coordinate" or before.opening != "relative" or not before.resumed:
        return None
    noun = before.antecedent
    again = noun is not None and clause.object_pronoun is None and may_agree(noun, verb, strict=True)
    return noun if again and before.subject is not None and before.subject.head.gender != verb.gender else None


def _two(found: Sequence[Clause], topic: Phrase | None) -> Phrase | None:
    """Return the two that a dual verb is of: a subject of two, or the two that relative clauses part: كان X الذي …، وY الذي …، قالا."""
    pair = next((c.subject for c in reversed(found) if c.subject is not None and len(c.subject.entities) == 2), None)
    if pair is not None:
        return pair
    described = [c.antecedent for c in found if c.opening == "relative" and c.antecedent and c.antecedent.entities]
    entities = tuple(dict.fromkeys(entity for phrase in described for entity in phrase.entities))
    if len(described) == 2 and len(entities) == 2:
        return replace(described[0], entities=entities)
    return topic if topic is not None and len(topic.entities) == 2 else None


def _take_up(clause: Clause, antecedent: Phrase) -> None:
    """Make what a relative clause describes its object, and leave out a subject that may be it as well."""
    assert clause.verb is not None
    if clause.object_pronoun is not None:
        clause.object = antecedent
    pronoun = clause.object_pronoun
    named = pronoun is not None and not pronoun.preposition and antecedent.head.kind == "name"
    if clause.inherited and named and may_agree(antecedent, clause.verb, strict=False):
        # تتبع X التي اشترتها عام 2011: either may have bought the other.
        clause.subject = None


def _is_of_object(found: Sequence[Clause], verb: Word) -> bool:
    """Tell whether the clause before has an object without a name that a verb can be of, and a subject that it can't."""
    before = found[-1] if found else None
    thing = before.object if before is not None else None
    if before is None or before.subject is None or thing is None or thing.head.kind != "noun":
        return False
    return not thing.entities and not thing.head.attached and may_agree(thing, verb, strict=True)


def _owner(phrase: Phrase | None) -> Phrase | None:
    """Return the part of a phrase that stands for something, if only one does and the phrase itself for nothing."""
    if phrase is None or phrase.entities:
        return None
    named = [inner for inner in phrase.nested() if inner.entities]
    return named[0] if len({tuple(inner.entities) for inner in named}) == 1 else None


def _joined_to_complement(phrase: Phrase, constituents: Sequence[Constituent]) -> bool:
    """Tell whether و joins a noun that names nobody to what على leads to: يحتوي على شرائح X وأنظمة عدسات."""
    place = place_of(phrase, constituents)
    if place < 2 or phrase.entities or phrase.head.definite or norm_of(constituents[place - 1]) != "و":
        return False
    before = constituents[place - 2]
    return isinstance(before, Phrase) and before.preposition == "علي"
