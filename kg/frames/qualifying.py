"""Predicates -> claims with their qualifiers: office, seller, product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.frames.appointments import AppointmentReader
from kg.frames.arguments import Claim, FrameMatcher
from kg.frames.attribution import telling
from kg.frames.background import Background, Holding
from kg.frames.phrases import Phrase
from kg.frames.scene import Predicate, Scene
from kg.frames.words import Word
from kg.ontology import Frame, Ontology


class ClaimReader:
    """Read the claims that predicates make."""

    def __init__(self, ontology: Ontology, matcher: FrameMatcher, appointments: AppointmentReader) -> None:
        self.ontology, self.matcher, self.appointments = ontology, matcher, appointments
        self.telling = telling(ontology)
        self.media = ontology.words.get("news-source", frozenset())

    def of(
        self,
        scene: Scene,
        predicate: Predicate,
        types: Mapping[str, str],
        holdings: Sequence[Holding],
        background: Background,
    ) -> Iterator[Claim]:
        """Yield what a predicate says; `types` gives the class of each entity, `holdings` the offices of its sentence."""
        for claim in self.matcher.claims(scene, predicate, types):
            frame = next(f for f in self.ontology.relations[claim.relation].frames if f.name == claim.rule)
            self._qualify(scene, predicate, frame, claim, types, holdings, background)
            parent = predicate.clause.parent
            verbs = [
                clause.verb for clause in (predicate.clause, parent) if clause is not None and clause.verb is not None
            ]
            claim.told = (
                predicate.understood and predicate.kind != "verb" and any(verb.lemma in self.telling for verb in verbs)
            )
            if not (claim.told and self._only_tells(scene, predicate, claim, types, background)):
                yield claim

    def _only_tells(
        self, scene: Scene, predicate: Predicate, claim: Claim, types: Mapping[str, str], background: Background
    ) -> bool:
        """Tell whether somebody speaks of a deed of others: أكد فلان أن الشائعات حول إطلاق X صحيحة، نقلت صحيفة X رفض عرض لشراء Y."""
        headline = scene.account.headline if scene.account is not None else ()
        if claim.subject in self.media and claim.subject not in headline:
            return True
        if any(governor.kind == "adjective" and governor.via for governor in predicate.governors[:1]):
            # قال فلان إنه مهتم بشراء X: who is about to act is told to be.
            return False
        person = types.get(claim.subject) == "Person" and not background.employers((claim.subject,))
        told = any(g.kind == "verb" and g.via == "ان" and g.lemma in self.telling for g in predicate.governors)
        # قال محلل إن الشراكة مع X ستنجح: nor is he a party to what he takes for known.
        told = told or (predicate.clause.opening == "complement" and predicate.patient is None)
        return person and told and claim.relation != "holds-position"

    def _qualify(
        self,
        scene: Scene,
        predicate: Predicate,
        frame: Frame,
        claim: Claim,
        types: Mapping[str, str],
        holdings: Sequence[Holding],
        background: Background,
    ) -> None:
        """Add the roles and further entities that stand in the predicate's reach."""
        allowed = self.ontology.relations[claim.relation].qualifiers
        if "role" in allowed and "role" not in claim.qualifiers and "role" in frame.arguments:
            self.appointments.fill(scene, predicate, claim, holdings, background)
        for role in ("seller", "product"):
            if role in frame.arguments and role in allowed:
                self._named(scene, predicate, frame, role, claim, types)
        claim.filled += len(claim.qualifiers)

    def _named(
        self, scene: Scene, predicate: Predicate, frame: Frame, role: str, claim: Claim, types: Mapping[str, str]
    ) -> None:
        carriers = self.matcher.carriers
        carrier = carriers.find(predicate, carriers.near(predicate), frame.through) if frame.through else None
        for marker in frame.arguments[role]:
            if role == "seller":
                held = carrier if marker == "genitive" else None
                for found in self.matcher.marked.find(
                    predicate, frame, marker, held, acting=True, classes=("Agent",), types=types
                ):
                    if found.entity not in (claim.subject, claim.object):
                        claim.qualifiers[role] = found.entity
                        return
                further = self._seller(predicate, marker, claim, types)
                if further:
                    claim.qualifiers[role] = further
                    return
            else:
                phrase = (
                    predicate.patient
                    if marker == "patient"
                    else next(
                        (
                            p
                            for i, p in predicate.after
                            if p.preposition == marker and not _parted(scene, predicate.position, i)
                        ),
                        None,
                    )
                )
                if phrase is not None and not phrase.head.attached:
                    claim.qualifiers[role] = " ".join(w.text for w in _words_of(phrase))
                    return

    def _seller(self, predicate: Predicate, marker: str, claim: Claim, types: Mapping[str, str]) -> str:
        """Return whom a thing is bought from where another من stands before: اشترت 60% من سدير من صندوق الأمان."""
        for _, phrase in predicate.after:
            if phrase.head.span.start <= claim.object_span.start or claim.object in phrase.entities:
                continue
            if phrase.preposition == marker and phrase.entities:
                fitting = [e for e in phrase.entities if self.ontology.is_a(types.get(e, ""), ("Agent",))]
                return fitting[0] if fitting and fitting[0] != claim.subject else ""
            if phrase.names_something or phrase.head.form == "verbal-noun":
                return ""
        return ""


def _parted(scene: Scene, start: int, end: int) -> bool:
    """Tell whether a mark stands between two constituents."""
    return any(
        isinstance(constituent, Word) and constituent.kind == "mark" for constituent in scene.constituents[start:end]
    )


def _words_of(phrase: Phrase) -> list[Word]:
    words = [phrase.head, *phrase.adjectives]
    if phrase.genitive is not None and not phrase.genitive.head.attached:
        words = [phrase.head, *_words_of(phrase.genitive), *phrase.adjectives]
    return sorted(words, key=lambda word: word.span)
