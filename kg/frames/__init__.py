"""Sentences with entities -> claims: the extraction engine over the ontology's frames.

words -> phrases -> clauses -> predicates -> arguments; offices and nationality adjectives are read beside the frames.
`standins` and `pronouns` say whom the words of a sentence stand for, `qualifying` what its predicates claim, `settling` which claims are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.frames.appositions import AppositionFinder
from kg.frames.arguments import Claim, FrameMatcher
from kg.frames.arguments.actors import named
from kg.frames.attribution import SpeakerReader
from kg.frames.background import Background, Holding, View
from kg.frames.clauses import ClauseReader
from kg.frames.copulas import CopulaReader
from kg.frames.deals import DealReader
from kg.frames.descriptions import Description, DescriptionReader, facts_of, said
from kg.frames.ellipsis import bracketed, further_holders, gapped, holders, shared
from kg.frames.makers import MakerReader
from kg.frames.nationalities import NationalityReader
from kg.frames.phrases import Phrase, PhraseReader
from kg.frames.positions import PositionReader
from kg.frames.pronouns import Pronouns
from kg.frames.qualifying import ClaimReader
from kg.frames.scene import Governor, Predicate, PredicateFinder, Scene
from kg.frames.scene.account import Account
from kg.frames.settling import Settlement, change, named_again, own_before, raiser_of, takeovers
from kg.frames.shortfalls import ShortfallReader
from kg.frames.standins import StandIns
from kg.frames.succession import SuccessionReader
from kg.frames.words import Chooser
from kg.model import Entity, Mention, Sentence
from kg.ontology import Ontology

__all__ = ["Claim", "FrameReader", "Governor", "Page"]


@dataclass(slots=True)
class Page:
    """Hold a sentence on the way to its claims."""

    sentence: Sentence
    scene: Scene
    holdings: Sequence[Holding]
    predicates: Sequence[Predicate]
    claims: list[Claim] = field(default_factory=list)
    changes: list[Claim] = field(default_factory=list)
    """Claims that only say how another one has changed."""
    descriptions: list[Description] = field(default_factory=list)
    """Nominals that wait for what the rest of the article says."""
    given_up: list[Claim] = field(default_factory=list)
    """Claims that yield to others of the same sentence or of the article."""

    def keep(self, claims: Sequence[Claim], *, of: Sequence[Claim]) -> None:
        """Keep some of the claims, and give up the others."""
        kept = {id(claim) for claim in claims}
        self.given_up += [claim for claim in of if id(claim) not in kept]
        self.claims = list(claims)


class FrameReader:
    """Read the claims of an article's sentences."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.chooser = Chooser(ontology)
        self.phrases = PhraseReader(ontology)
        self.clauses = ClauseReader(ontology)
        self.matcher = FrameMatcher(ontology)
        self.shortfalls = ShortfallReader(ontology, self.matcher)
        self.predicates = PredicateFinder(ontology, self.matcher.frames.known)
        self.descriptions = DescriptionReader(ontology, self.matcher)
        self.positions = PositionReader(ontology, CopulaReader(ontology, self.predicates.government))
        self.appositions = AppositionFinder(ontology, self.positions.seats)
        self.nationalities = NationalityReader(ontology, self.predicates)
        self.rest = ontology.words.get("remaining", frozenset())
        self.speakers = SpeakerReader(ontology)
        self.stand_ins = StandIns(ontology, self.phrases.heads)
        self.claims = ClaimReader(ontology, self.matcher, self.positions.appointments)
        self.settlement = Settlement(ontology)
        self.pronouns = Pronouns(ontology, self.matcher.frames.known, self.predicates.control)
        self.stakes = frozenset(
            name for name, relation in ontology.relations.items() if "percent" in relation.qualifiers
        )
        self.deals = DealReader(ontology, self.matcher.figures)
        self.successions = SuccessionReader(ontology)
        self.makers = MakerReader(ontology, self.predicates)

    def __call__(
        self, sentences: Sequence[Sentence], mentions: Sequence[Mention], entities: Sequence[Entity]
    ) -> tuple[Page, ...]:
        """Return each sentence with its claims, in the order of the text; the best one of those that say the same."""
        types = self.types(entities)
        background = self.positions.background(entities, mentions)
        topic: Phrase | None = None
        pages: list[Page] = []
        account = Account()
        raiser = ""
        for sentence, own in _by_sentence(sentences, mentions):
            scene = self._apart(self.scene(sentence, own, topic), background)
            scene.account = account
            scene.number = account.add(named(scene), title=sentence.kind == "title")
            scene.raiser = raiser
            pages.append(self._page(sentence, scene, types, background))
            raiser = raiser_of(pages[-1].claims, raiser)
            topic = self.clauses.topic(scene.clauses) or topic
        self._identify(pages, types)
        period = ""
        for page in pages:
            claims = self._said(page, types, background) if page.descriptions else page.claims
            period = self.settlement.periods(claims, period)
            page.keep(self.settlement.best(claims), of=claims)
            for claim in page.claims:
                claim.speaker = self.speakers.speaker(page.scene, claim)
        for claim in (claim for page in pages for claim in page.claims):
            self.settlement.speak_for(claim, background.employers((claim.subject, str(claim.object))))
        change([page.claims for page in pages], [page.changes for page in pages])
        self.deals([(page.scene, page.claims) for page in pages])
        taken = takeovers([claim for page in pages for claim in page.claims])
        for page in pages:
            page.keep([claim for claim in page.claims if not named_again(claim, taken)], of=page.claims)
        return tuple(pages)

    def types(self, entities: Sequence[Entity]) -> dict[str, str]:
        """Return the class of each entity, and of the countries that adjectives name."""
        countries = dict.fromkeys(self.ontology.nationalities.values(), "Place")
        return {**countries, **{entity.id: entity.type for entity in entities}}

    def _page(self, sentence: Sentence, scene: Scene, types: Mapping[str, str], background: Background) -> Page:
        """Read a sentence as far as it can be read by itself."""
        self.pronouns.take_up(scene, types)
        self.stand_ins.before_offices(scene, types)
        holdings = self.positions.holdings(scene, background)
        self.stand_ins.for_holders(scene, holdings)
        self.stand_ins.for_officers(scene)
        scene.employers = background.employers(_named_in(scene, holdings))
        self.stand_ins.for_companies(scene, scene.employers)
        offices = self.positions.spoken_for(scene.words, holdings)
        predicates = [
            p
            for p in self.predicates.predicates(scene)
            if not (p.kind == "noun" or p.kind.endswith("participle")) or p.word.span not in offices
        ]
        page = Page(sentence, scene, holdings, predicates)
        page.descriptions = list(self.descriptions.descriptions(scene, predicates))
        if not page.descriptions:
            page.claims = self._said(page, types, background)
        return page

    def _said(self, page: Page, types: Mapping[str, str], background: Background) -> list[Claim]:
        """Return all claims of a sentence, also those that say the same."""
        claims = [
            *self.positions.claims(page.scene.words, page.holdings),
            *self.positions.speakers(page.scene, background),
        ]
        for predicate in page.predicates:
            made = list(self.claims.of(page.scene, predicate, types, page.holdings, background))
            page.scene.raiser = raiser_of(made, page.scene.raiser)
            claims += made
        page.changes = [claim for claim in claims if claim.change]
        claims = [claim for claim in claims if not claim.change]
        claims += self.positions.appointments.further(page.scene, claims, background)
        claims = self.successions(page.scene, claims, background)
        own_before(claims)
        claims += gapped(page.scene, claims, self.stakes)
        claims += holders(page.scene, claims)
        claims += list(further_holders(page.scene, claims))
        bracketed(page.scene, claims)
        claims += shared(page.predicates, claims, self.matcher.frames.known, self.rest)
        return [
            *claims,
            *self.nationalities.claims(page.scene, types),
            *self.makers(page.scene, types),
        ]

    def _identify(self, pages: Sequence[Page], types: Mapping[str, str]) -> None:
        """Let described nominals stand for those of whom another sentence says what describes them."""
        facts = facts_of(said(claim) for page in pages for claim in page.claims)
        for page in pages:
            for description in page.descriptions:
                told = self.descriptions.says(page.scene, description, types)
                found = self.descriptions.resolve(told, facts, types, description.sort)
                subjects = [p.clause.subject for p in description.predicates if p.kind != "verb" and p.clause.subject]
                if found:
                    description.stand_for(tuple(found) if len(found) == 1 else ())
                elif any(s is not description.phrase and s.entities == description.phrase.entities for s in subjects):
                    # استثمرت X في الشركة المطورة لـY: whoever that is, it is not X.
                    description.stand_for(())

    def scene(self, sentence: Sentence, mentions: Mapping[int, Mention], topic: Phrase | None = None) -> Scene:
        """Return a sentence's words, constituents and clauses."""
        words = self.chooser.words(sentence, mentions)
        constituents = self.phrases.constituents(words)
        clauses = self.clauses.clauses(constituents, topic)
        return Scene(constituents, clauses, topic, words, tuple(self.positions.finder.offices(words)))

    def _apart(self, scene: Scene, background: Background) -> Scene:
        """Return a scene whose clauses go on after the offices in apposition."""
        apposed = self.appositions.asides(View(scene, background))
        if not apposed:
            return scene
        return replace(scene, clauses=self.clauses.clauses(scene.constituents, scene.topic, apposed))


def _named_in(scene: Scene, holdings: Sequence[Holding]) -> Iterator[str]:
    """Yield the entities that the words of a sentence, its topic and its offices stand for."""
    for word in scene.words:
        yield from word.mention.entities if word.mention is not None else ()
    for phrase in scene.topic.nested() if scene.topic is not None else ():
        yield from phrase.entities
    yield from (holding.person.entity for holding in holdings)


def _by_sentence(
    sentences: Sequence[Sentence], mentions: Sequence[Mention]
) -> Iterator[tuple[Sentence, dict[int, Mention]]]:
    """Yield each sentence with its mentions by their start."""
    ordered = sorted(mentions, key=lambda mention: mention.span.start)
    index = 0
    for sentence in sentences:
        own: dict[int, Mention] = {}
        while index < len(ordered) and ordered[index].span.start < sentence.span.end:
            if ordered[index].span.start >= sentence.span.start:
                own[ordered[index].span.start] = ordered[index]
            index += 1
        yield sentence, own
