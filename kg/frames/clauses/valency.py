"""What a verb takes: whether it has an object, and of which classes its subject and its object can be."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.arabic.folding import fold
from kg.frames.clauses.agreement import may_agree
from kg.frames.clauses.model import Clause
from kg.frames.clauses.neighbours import norm_of
from kg.frames.phrases import Constituent, Phrase
from kg.frames.words import Word
from kg.ontology import Frame, Ontology


class Valency:
    """Tell from the ontology's frames what a verb can be said of, and what it acts on."""

    def __init__(self, ontology: Ontology) -> None:
        self.heads = ontology.head_of
        self.is_a = ontology.is_a
        self.offices = ontology.words.get("office", frozenset())
        self.transitive = frozenset(
            fold(lemma) for relation in ontology.relations.values() for frame in relation.frames
            if frame.kind == "verb" and (frame.patient_nouns or any("patient" in markers for markers in frame.arguments.values()))
            for lemma in frame.lemmas
        )  # fmt: skip
        # يرأس مجلس إدارة X فلان
        self.carried = {
            (fold(lemma), fold(noun).split()[0])
            for relation in ontology.relations.values() for frame in relation.frames
            if frame.kind == "verb" and "Person" in (frame.subject_types or relation.domain)
            for lemma in frame.lemmas for noun in frame.through
        }  # fmt: skip
        # قاد الجولة صندوق X
        self.led = {
            (fold(lemma), fold(noun).split()[0])
            for relation in ontology.relations.values() for frame in relation.frames
            if frame.kind == "verb" and frame.arguments["subject"][0] == "agent"
            for lemma in frame.lemmas for noun in frame.through
        }  # fmt: skip
        self.signatures: dict[str, list[tuple[Sequence[str], Sequence[str]]]] = {}
        for relation in ontology.relations.values():
            for frame in relation.frames:
                if frame.kind == "verb" and _is_direct(frame):
                    classes = (frame.subject_types or relation.domain, frame.object_types or relation.range)
                    for lemma in frame.lemmas:
                        self.signatures.setdefault(fold(lemma), []).append(classes)

    def is_transitive(self, verb: Word) -> bool:
        """Tell whether a verb takes an object: by its spelling it can be passive, or a frame gives it a patient."""
        return verb.voice == "either" or verb.lemma in self.transitive

    def acts(self, verb: Word) -> bool:
        """Tell whether a frame knows the verb as something done to an object."""
        return verb.lemma in self.signatures

    def is_body(self, phrase: Phrase) -> bool:
        """Tell whether a noun is of an organisation: شركة، مصارف."""
        head = self.heads.get(phrase.head.norm) or self.heads.get(phrase.head.lemma)
        return head is not None and self.is_a(head.type, ("Organization",))

    def object_first(self, bare: Sequence[Phrase], verb: Word) -> bool:
        """Tell whether the object stands before the subject, as only their classes tell: يرأس الشركة فلان."""
        if len(bare) < 2 or verb.voice == "passive":
            return False
        if bare[0].head.lemma in self.offices and not bare[0].entities and bare[1].entities:
            # يشغل منصب المدير العام في X فلان: an office holds nothing.
            return may_agree(bare[1], verb, strict=False)
        first, second = (self._class(phrase) for phrase in bare[:2])
        if second == "Person" and (verb.lemma, bare[0].head.lemma) in self.carried and not bare[0].entities:
            return may_agree(bare[1], verb, strict=False)
        if (
            bare[0].head.definite
            and bare[1].entities
            and (verb.lemma, bare[0].head.lemma) in self.led
            and not bare[0].entities
        ):
            return may_agree(bare[1], verb, strict=False)
        pairs = self.signatures.get(verb.lemma, ())
        if not (second and pairs and bare[0].entities) or not may_agree(bare[1], verb, strict=False):
            return False
        return not self._fits(first, second, pairs) and self._fits(second, first, pairs)

    def only_acted_on(self, clause: Clause, constituents: Sequence[Constituent], bare: Sequence[Phrase]) -> bool:
        """Tell whether a verb of another's subject acts on what follows it, which can't do so itself: عندما اشترت إنستغرام."""
        verb, phrase = clause.verb, bare[0]
        assert verb is not None
        kind, pairs = self._class(phrase), self.signatures.get(verb.lemma, ())
        if not kind or not pairs or not phrase.entities or verb.voice == "passive":
            return False
        if clause.opening == "main" or clause.object_pronoun is not None:
            return False
        joined = {id(c) for before, c in pairwise(constituents) if norm_of(before) == "و"}
        if any(id(other) not in joined for other in bare[1:]):
            return False
        return not self._fits(kind, "", pairs) and self._fits("", kind, pairs)

    def _fits(self, doer: str, thing: str, pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> bool:
        """Tell whether something of one class can act on something of the other; what is of unknown class can."""
        return any(
            (not doer or self.is_a(doer, doers)) and (not thing or self.is_a(thing, things)) for doers, things in pairs
        )

    def _class(self, phrase: Phrase) -> str:
        """Return the class of the one thing that a phrase names."""
        named = [
            inner.head.mention for inner in phrase.nested() if inner.head.mention and inner.entities == phrase.entities
        ]
        if not named or (len(phrase.entities) != 1 and not phrase.coordinated):
            return ""
        # أسس الشركة فلان: what stands for a name is of the class of its noun.
        head = self.heads.get(phrase.head.norm.removeprefix("ال")) if named[0].type == "Reference" else None
        return head.type if head is not None else named[0].type


def _is_direct(frame: Frame) -> bool:
    """Tell whether a verb's subject acts on its object: the agent of the frame on its patient."""
    return frame.arguments["subject"][0] == "agent" and frame.arguments["object"][0] == "patient"
