"""Sentences with entities -> claims: the extraction engine over the ontology's frames.

words -> phrases -> clauses -> predicates -> arguments; offices and nationality adjectives are read beside the frames.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from kg.frames.arguments import Claim, FrameMatcher, figures_near
from kg.frames.attribution import SpeakerReader
from kg.frames.clauses import ClauseReader
from kg.frames.phrases import Phrase, PhraseReader
from kg.frames.positions import Background, Holding, PositionReader
from kg.frames.scene import Governor, Predicate, PredicateFinder, Scene
from kg.frames.words import Chooser, Word
from kg.model import Entity, Mention, Quantity, Sentence
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
        self.staff = ontology.words.get("staff", frozenset())
        self.speakers = SpeakerReader(ontology)
        self.ending = ontology.words.get("ending", frozenset())

    def __call__(self, sentences: Sequence[Sentence], mentions: Sequence[Mention], entities: Sequence[Entity]) -> Iterator[tuple[Sentence, Claim]]:
        """Yield each claim with its sentence, in the order of the text; the best one of those that say the same."""
        types = {entity.id: entity.type for entity in entities}
        background = self.positions.background(entities)
        topic: Phrase | None = None
        for sentence in sentences:
            own = {m.span.start: m for m in mentions if sentence.span.start <= m.span.start < sentence.span.end}
            scene = self.scene(sentence, own, topic)
            self._take_up(scene, types)
            holdings = self.positions.holdings(scene, background)
            self._stand_for_holders(scene, holdings)
            self._own_companies(scene, background.employers())
            claims = list(self.positions.claims(scene.words, holdings))
            offices = self.positions.spoken_for(scene.words, holdings)
            predicates = [p for p in self.predicates.predicates(scene) if p.kind != "noun" or p.word.span not in offices]
            claims += [claim for predicate in predicates for claim in self._claims(scene, predicate, types, holdings, background)]
            claims += self._nationalities(scene, types)
            for claim in self._best(claims):
                claim.speaker = self.speakers.speaker(scene, claim.trigger)
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

    def _own_companies(self, scene: Scene, employers: Mapping[str, str]) -> None:
        """Let شركته stand for the organisation that its person holds an office in."""
        for constituent in scene.constituents:
            for phrase in constituent.nested() if isinstance(constituent, Phrase) else ():
                owner = phrase.genitive
                if owner is not None and phrase.head.lemma in self.staff:
                    # فريق عمله: his staff is that of his company.
                    whose = owner.genitive or owner
                    whose.entities = (*whose.entities, *(employers[entity] for entity in whose.entities if entity in employers))
                if owner is None or not owner.head.attached or len(owner.entities) != 1 or phrase.entities:
                    continue
                if phrase.head.norm in self.phrases.heads or phrase.head.lemma in self.phrases.heads:
                    company = employers.get(owner.entities[0])
                    phrase.entities = (company,) if company else ()

    # -------------------------------------------------------------- qualifiers

    def _claims(self, scene: Scene, predicate: Predicate, types: Mapping[str, str], holdings: Sequence[Holding], background: Background) -> Iterator[Claim]:
        for claim in self.matcher.claims(scene, predicate, types):
            frame = next(f for f in self.ontology.relations[claim.relation].frames if f.name == claim.rule)
            self._qualify(scene, predicate, frame, claim, types, holdings, background)
            yield claim

    def _qualify(self, scene: Scene, predicate: Predicate, frame: Frame, claim: Claim, types: Mapping[str, str], holdings: Sequence[Holding], background: Background) -> None:
        """Add the figures, dates, roles and further entities that stand in the predicate's reach."""
        allowed = self.ontology.relations[claim.relation].qualifiers
        for _, word in (*figures_near(scene, predicate), *self._opening_dates(scene, predicate)):
            mention = word.mention
            if mention is None or mention.span == claim.object_span:
                continue
            role = {"Money": "amount", "Percent": "percent", "Date": "date", "Until": "until", "Period": "period"}.get(mention.type, "")
            if role == "percent" and "change_percent" in frame.arguments and mention.quantity:
                sign = -1 if "fall" in frame.arguments["change_percent"] else 1
                claim.qualifiers.setdefault("change_percent", sign * mention.quantity.value)
            if role == "date" and "until" in allowed and any(governor.lemma in self.ending for governor in predicate.governors):
                role = "until"
            if role == "date" and "period" in allowed and "date" not in allowed:
                role = "period"
            if role not in allowed or role in claim.qualifiers or not self._placed(predicate, frame, role, mention):
                continue
            claim.qualifiers[role] = _value(mention)
        if "role" in allowed and "role" not in claim.qualifiers and "role" in frame.arguments:
            self.positions.fill(scene, predicate, claim, holdings, background)
        for role in ("seller", "product"):
            if role in frame.arguments and role in allowed:
                self._named(predicate, frame, role, claim, types)
        claim.filled += len(claim.qualifiers)

    def _opening_dates(self, scene: Scene, predicate: Predicate) -> Iterator[tuple[int, Word]]:
        """Yield the dates that open the sentence: في مارس، قامت X …."""
        for index, constituent in enumerate(scene.constituents[: predicate.clause.start]):
            if isinstance(constituent, Word) and constituent.kind == "verb":
                return
            if isinstance(constituent, Phrase) and constituent.head.kind == "date":
                yield index, constituent.head

    def _placed(self, predicate: Predicate, frame: Frame, role: str, mention: Mention) -> bool:
        """Tell whether a figure stands after the preposition that the frame asks for: رفع حصته إلى 40%."""
        markers = frame.arguments.get(role, ())
        if not markers or markers[0] in ("rise", "fall"):
            return True
        return any(phrase.preposition in markers for _, phrase in predicate.after if phrase.head.mention is mention)

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

    def _stand_for_holders(self, scene: Scene, holdings: Sequence[Holding]) -> None:
        """Let an office stand for its holder, and for those joined to him: ضمت X الرئيس التنفيذي لـY، فلانا، والمدير علانا."""
        phrases = {c.head.span.start: c for c in scene.constituents if isinstance(c, Phrase)}
        first: Phrase | None = None
        for holding in holdings:
            phrase = phrases.get(scene.words[holding.office.first].span.start)
            if holding.chained and first is not None:
                first.entities = tuple(dict.fromkeys((*first.entities, holding.person.entity)))
            elif phrase is not None and not phrase.entities:
                first = phrase
                phrase.entities = (holding.person.entity,)
            else:
                first = None

    def _nationalities(self, scene: Scene, types: Mapping[str, str]) -> Iterator[Claim]:
        """Yield where an organisation is at home by its adjective: مجموعة «سوفت بنك» اليابانية."""
        for constituent in scene.constituents:
            hosts = list(constituent.nested()) if isinstance(constituent, Phrase) else []
            for phrase in hosts:
                for adjective in phrase.adjectives:
                    country = self.ontology.country_of(adjective.norm)
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
            if key not in best or _rank(claim) > _rank(best[key]):
                best[key] = claim
        kept = list(best.values())
        return [claim for claim in kept if not self._yields(claim, kept)]

    def _yields(self, claim: Claim, others: Sequence[Claim]) -> bool:
        richer = self.ontology.relations[claim.relation].yields_to
        return any(other.relation in richer and abs(other.trigger.start - claim.trigger.start) < 40 for other in others)


def _rank(claim: Claim) -> tuple[int, bool, float]:
    """Rank claims of one triple: most slots filled, then what is stated before what is mentioned, then the score."""
    return claim.filled, not claim.attributive, claim.score


def _value(mention: Mention) -> str | float | Quantity:
    if mention.quantity is None:
        return mention.date
    return mention.quantity.value if mention.quantity.unit == "percent" else mention.quantity


def _words_of(phrase: Phrase) -> list[Word]:
    words = [phrase.head, *phrase.adjectives]
    if phrase.genitive is not None and not phrase.genitive.head.attached:
        words = [phrase.head, *_words_of(phrase.genitive), *phrase.adjectives]
    return sorted(words, key=lambda word: word.span)

