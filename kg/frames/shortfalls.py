"""Predicates that give nothing -> why: the places of their frames that stay empty, and what stands there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from kg.frames.arguments import FrameMatcher
from kg.frames.arguments.model import Parties
from kg.frames.phrases import PRONOUNS, Phrase
from kg.frames.scene import Predicate, Scene
from kg.model import Shortfall, Span
from kg.ontology import Frame, Ontology

_Role = Literal["subject", "object"]
_AGENT, _PATIENT, _GENITIVE, _APPOSED = "agent", "patient", "genitive", "apposed"
_FIGURES = frozenset({"money", "number"})


class ShortfallReader:
    """Say why the predicates of a sentence gave no claim."""

    def __init__(self, ontology: Ontology, matcher: FrameMatcher) -> None:
        self.ontology, self.matcher = ontology, matcher

    def __call__(
        self, scene: Scene, predicates: Iterable[Predicate], types: Mapping[str, str], told: frozenset[tuple[Span, str]]
    ) -> Iterator[Shortfall]:
        """Yield the nearest misses of each predicate, those that are `told` (their trigger and relation) left out."""
        for predicate in predicates:
            found: list[Shortfall] = []
            for frame, parties in self.matcher.attempts(scene, predicate, types):
                if (predicate.word.span, frame.relation) not in told:
                    found += self._of(frame, parties, types)
            nearest = min(map(_distance, found), default=0)
            yield from dict.fromkeys(shortfall for shortfall in found if _distance(shortfall) == nearest)

    def _of(self, frame: Frame, parties: Parties, types: Mapping[str, str]) -> Iterator[Shortfall]:
        predicate, trigger = parties.predicate, parties.predicate.word.span
        if parties.subjects and parties.objects:
            yield Shortfall("itself", frame.relation, trigger)
            return
        alone = not parties.subjects and not parties.objects
        if (alone and predicate.kind != "verb") or (predicate.kind.endswith("participle") and not parties.subjects):
            # العقد، الشركة الناشئة: a noun that is alone and a participle that only describes tell of nothing.
            return
        role: _Role = "object" if parties.subjects else "subject"
        phrase = self._standing(frame, role, parties)
        if phrase is None or _FIGURES.issuperset(frame.arguments[role]):
            yield Shortfall("missing", frame.relation, trigger, role)
            return
        own = Span(phrase.head.span.start, max(inner.head.span.end for inner in phrase.nested()))
        relation = self.ontology.relations[frame.relation]
        classes = (
            (frame.subject_types or relation.domain) if role == "subject" else (frame.object_types or relation.range)
        )
        named = [entity for inner in phrase.nested() for entity in inner.entities]
        if any(self.ontology.is_a(types.get(entity, ""), classes) for entity in named):
            yield Shortfall("missing", frame.relation, trigger, role)
        elif named:
            yield Shortfall("other-kind", frame.relation, trigger, role, own)
        else:
            yield Shortfall("unresolved" if self._refers(phrase) else "unnamed", frame.relation, trigger, role, own)

    def _standing(self, frame: Frame, role: _Role, parties: Parties) -> Phrase | None:
        """Return what stands where an argument belongs, by the first marker of the frame that leads to anything."""
        predicate, carrier = parties.predicate, parties.carrier[1] if parties.carrier else None
        for marker in frame.arguments[role]:
            if marker == _AGENT:
                found = predicate.agent
            elif marker == _PATIENT:
                found = predicate.patient
            elif marker == _GENITIVE:
                found = carrier.genitive if carrier is not None else predicate.genitive
            elif marker == _APPOSED:
                found = next(iter(predicate.apposed), None)
            else:
                found = next((phrase for _, phrase in predicate.after if phrase.preposition == marker.split()[0]), None)
            if found is not None and found is not carrier:
                return found
        return None

    def _refers(self, phrase: Phrase) -> bool:
        """Tell whether a phrase points back at something named: الشركة, ها, but not شركة ناشئة."""
        head = phrase.head
        if head.attached or head.kind == "reference" or head.norm in PRONOUNS:
            return True
        known = self.ontology.head_of.get(head.norm.removeprefix("ال"))
        return known is not None and known.refers and head.definite


def _distance(shortfall: Shortfall) -> int:
    """Rank a shortfall: the nearer to a statement, the lower."""
    return ("itself", "unresolved", "other-kind", "unnamed", "missing").index(shortfall.cause)
