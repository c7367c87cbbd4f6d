"""Sentences with entities -> claims: the extraction engine over the ontology's frames.

words -> phrases -> clauses -> predicates -> arguments; offices and nationality adjectives are read beside the frames.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.arabic.folding import fold
from kg.frames.arguments import Claim, FrameMatcher
from kg.frames.clauses import ClauseReader
from kg.frames.figures import resolved_period
from kg.frames.phrases import Phrase, PhraseReader
from kg.frames.positions import PositionReader
from kg.frames.scene import Governor, Predicate, PredicateFinder, Scene
from kg.frames.words import Chooser, Word
from kg.mentions import nationality
from kg.model import Entity, Mention, Sentence, Token
from kg.ontology import Frame, Ontology

__all__ = ["Claim", "FrameReader", "Governor"]


class FrameReader:
    """Read the claims of an article's sentences."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.chooser = Chooser(ontology)
        self.phrases = PhraseReader(ontology)
        self.clauses = ClauseReader(ontology)
        self.matcher = FrameMatcher(ontology)
        self.predicates = PredicateFinder(ontology, self.matcher.frames)
        self.positions = PositionReader(ontology)
        self.office_nouns = ontology.words.get("office", frozenset())

    def __call__(self, sentences: Sequence[Sentence], mentions: Sequence[Mention], entities: Sequence[Entity]) -> Iterator[tuple[Sentence, Claim]]:
        """Yield each claim with its sentence, in the order of the text; the best one of those that say the same."""
        types = {entity.id: entity.type for entity in entities}
        topic: Phrase | None = None
        period = ""
        for sentence in sentences:
            own = {m.span.start: m for m in mentions if sentence.span.start <= m.span.start < sentence.span.end}
            scene = self.scene(sentence, own, topic)
            self._take_up(scene, types)
            claims = [claim for predicate in self.predicates.predicates(scene) for claim in self._claims(scene, predicate, types)]
            period = self._periods(claims, period)
            claims += self.positions.claims(scene.words, types, self._fallback(scene, types))
            claims += self._nationalities(sentence, scene, types)
            for claim in self._best(claims):
                yield sentence, claim
            topic = self.clauses.topic(scene.clauses) or topic

    def scene(self, sentence: Sentence, mentions: Mapping[int, Mention], topic: Phrase | None = None) -> Scene:
        """Return a sentence's words, constituents and clauses."""
        words = self.chooser.words(sentence, mentions)
        constituents = self.phrases.constituents(words)
        return Scene(constituents, self.clauses.clauses(constituents, topic), topic, words)

    def _take_up(self, scene: Scene, types: Mapping[str, str]) -> None:
        """Let an attached pronoun after a verb take up the subject of its clause: أعلنت X أنها … حصتها."""
        for position, constituent in enumerate(scene.constituents):
            if not isinstance(constituent, Phrase):
                continue
            clause = scene.clause_at(position)
            subject = clause.subject
            if clause.verb is None or subject is None or subject is constituent or len(subject.entities) != 1 or position < clause.position:
                continue
            for inner in constituent.nested():
                if inner.head.kind == "reference" and inner.head.attached and len(inner.entities) == 1:
                    same = (types.get(inner.entities[0]) == "Person") == (types.get(subject.entities[0]) == "Person")
                    if same and not (clause.opening == "relative" and clause.resumed):
                        inner.entities = subject.entities

    def _periods(self, claims: Sequence[Claim], period: str) -> str:
        """Fill in the periods that figures take from one named before, and return the one named last."""
        for claim in sorted(claims, key=lambda claim: claim.object_span):
            if isinstance(claim.object, str) or "period" not in self.ontology.relations[claim.relation].qualifiers:
                continue
            own = str(claim.qualifiers.get("period", ""))
            if claim.reference and (found := resolved_period(claim.reference, own, period, compared=claim.compared)):
                claim.qualifiers["period"] = own = found
            period = own if own and not claim.compared else period
        return period

    # -------------------------------------------------------------- qualifiers

    def _claims(self, scene: Scene, predicate: Predicate, types: Mapping[str, str]) -> Iterator[Claim]:
        for claim in self.matcher.claims(scene, predicate, types):
            frame = next(f for f in self.ontology.relations[claim.relation].frames if f.name == claim.rule)
            self._qualify(scene, predicate, frame, claim, types)
            yield claim

    def _qualify(self, scene: Scene, predicate: Predicate, frame: Frame, claim: Claim, types: Mapping[str, str]) -> None:
        """Add the roles and further entities that stand in the predicate's reach."""
        allowed = self.ontology.relations[claim.relation].qualifiers
        if "role" in allowed and "role" not in claim.qualifiers and "role" in frame.arguments:
            self._role(predicate, claim, scene)
        for role in ("seller", "product"):
            if role in frame.arguments and role in allowed:
                self._named(predicate, frame, role, claim, types)
        claim.filled += len(claim.qualifiers)

    def _role(self, predicate: Predicate, claim: Claim, scene: Scene) -> None:
        start = max(predicate.clause.start, 0)
        end = max([predicate.clause.end, *(i + 1 for i, _ in predicate.after)])
        spans = [c.head.span.start for c in scene.constituents[start:end] if isinstance(c, Phrase)]
        if not spans:
            return
        for index, word in enumerate(scene.words):
            after_office = index and scene.words[index - 1].lemma in self.office_nouns
            if not min(spans) <= word.span.start <= max(spans) or (word.definite and not after_office) or word.span.start < predicate.word.span.start:
                continue
            hit = self.positions.role_at(scene.words, index, abstract=True)
            if hit is not None:
                claim.qualifiers["role"] = hit[1]
                claim.qualifiers["role_text"] = " ".join(w.text for w in scene.words[index : hit[0] + 1])
                return

    def _named(self, predicate: Predicate, frame: Frame, role: str, claim: Claim, types: Mapping[str, str]) -> None:
        for marker in frame.arguments[role]:
            if role == "seller":
                for found in self.matcher._marked(predicate, frame, marker, None, acting=True, classes=("Agent",), types=types):
                    if found.entity not in (claim.subject, claim.object):
                        claim.qualifiers[role] = found.entity
                        return
            else:
                phrase = predicate.patient if marker == "patient" else next((p for _, p in predicate.after if p.preposition == marker), None)
                if phrase is not None:
                    claim.qualifiers[role] = " ".join(w.text for w in _words_of(phrase))
                    return

    # -------------------------------------------------------------- beside the frames

    def _fallback(self, scene: Scene, types: Mapping[str, str]) -> str | None:
        """Return the organisation that an office without one belongs to: what الشركة stands for, else the sentence's subject."""
        for word in scene.words:
            if word.kind == "reference" and not word.attached and word.mention and len(word.mention.entities) == 1 and self.ontology.is_a(types[word.mention.entities[0]], ("Organization",)):
                return word.mention.entities[0]
        for clause in scene.clauses:
            for entity in clause.subject.entities if clause.subject else ():
                if self.ontology.is_a(types.get(entity, ""), ("Organization",)):
                    return entity
        return None

    def _nationalities(self, sentence: Sentence, scene: Scene, types: Mapping[str, str]) -> Iterator[Claim]:
        """Yield where an organisation is at home by its adjective: مجموعة «سوفت بنك» اليابانية."""
        tokens: dict[int, Token] = {token.span.start: token for token in sentence.tokens}
        for constituent in scene.constituents:
            hosts = list(constituent.nested()) if isinstance(constituent, Phrase) else []
            for phrase in hosts:
                for adjective in phrase.adjectives:
                    country = nationality(tokens[adjective.span.start], self.ontology.nationalities) if adjective.span.start in tokens else None
                    # شركة صناعة الهواتف الفنلندية X: the adjective stands inside the description of X.
                    owner = next((host for host in reversed(hosts) if host.entities and phrase in list(host.nested())), None) if country else None
                    if country is None or owner is None or owner.head.kind == "reference":
                        continue
                    for entity in owner.entities:
                        if self.ontology.is_a(types.get(entity, ""), ("Organization",)) and country != entity:
                            yield Claim(entity, "headquartered-in", country, "headquartered-in: nationality", adjective.span, owner.head.span, adjective.span, score=0.9)

    def _best(self, claims: Sequence[Claim]) -> list[Claim]:
        """Keep, of claims of the same triple, the one with the most filled slots, and drop those that yield to a richer relation."""
        best: dict[tuple[str, str, str], Claim] = {}
        for claim in claims:
            subject, object_ = claim.subject, str(claim.object)
            if self.ontology.relations[claim.relation].symmetric:
                subject, object_ = sorted((subject, object_))
            key = (subject, claim.relation, object_)
            if key not in best or (claim.filled, claim.score) > (best[key].filled, best[key].score):
                best[key] = claim
        kept = list(best.values())
        return [claim for claim in kept if not self._yields(claim, kept)]

    def _yields(self, claim: Claim, others: Sequence[Claim]) -> bool:
        richer = self.ontology.relations[claim.relation].yields_to
        return any(other.relation in richer and abs(other.trigger.start - claim.trigger.start) < 40 for other in others)


def _words_of(phrase: Phrase) -> list[Word]:
    words = [phrase.head, *phrase.adjectives]
    if phrase.genitive is not None and not phrase.genitive.head.attached:
        words = [phrase.head, *_words_of(phrase.genitive), *phrase.adjectives]
    return sorted(words, key=lambda word: word.span)


__all__ += ["fold", "replace"]
