"""Sentences with entities -> claims: the extraction engine over the ontology's frames.

words -> phrases -> clauses -> predicates -> arguments; offices and nationality adjectives are read beside the frames.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.arabic.folding import fold
from kg.frames.appositions import AppositionFinder
from kg.frames.arguments import Claim, FrameMatcher
from kg.frames.arguments.actors import named
from kg.frames.attribution import SpeakerReader
from kg.frames.background import Background, Holding, View
from kg.frames.clauses import ClauseReader
from kg.frames.deals import DealReader, ends
from kg.frames.descriptions import Description, DescriptionReader, facts_of, said
from kg.frames.details import resolved_period
from kg.frames.ellipsis import gapped, shared
from kg.frames.makers import MakerReader
from kg.frames.nationalities import NationalityReader
from kg.frames.phrases import Phrase, PhraseReader
from kg.frames.positions import PositionReader
from kg.frames.pronouns import Pronouns
from kg.frames.scene import Governor, Predicate, PredicateFinder, Scene
from kg.frames.scene.account import Account
from kg.frames.shortfalls import ShortfallReader
from kg.frames.succession import SuccessionReader
from kg.frames.words import Chooser, Word
from kg.model import Entity, Mention, Sentence
from kg.ontology import Frame, Ontology

__all__ = ["Claim", "FrameReader", "Governor", "Page"]

_ACQUIRES, _SELLS = "acquires", "sells"
_TAKEOVERS = frozenset({_ACQUIRES, "merges-with"})
_GUESSED = 0.5
"""Score of a claim of whom the sentence only seems to be about."""


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
        self.positions = PositionReader(ontology)
        self.appositions = AppositionFinder(ontology, self.positions.seats)
        self.nationalities = NationalityReader(ontology, self.predicates)
        self.together = ontology.words.get("together", frozenset())
        self.staff = ontology.words.get("staff", frozenset())
        self.rest = ontology.words.get("remaining", frozenset())
        self.results = ontology.words.get("results", frozenset())
        self.speakers = SpeakerReader(ontology)
        self.pronouns = Pronouns(ontology, self.matcher.frames.known, self.predicates.control)
        self.telling = ontology.words.get("speech", frozenset()) | frozenset(
            fold(word.lemma) for word in ontology.status_words if word.kind == "verb" and word.status == "denied"
        )
        self.media = ontology.words.get("news-source", frozenset())
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
        for sentence, own in _by_sentence(sentences, mentions):
            scene = self._apart(self.scene(sentence, own, topic), background)
            scene.account = account
            scene.number = account.add(named(scene), title=sentence.kind == "title")
            pages.append(self._page(sentence, scene, types, background))
            topic = self.clauses.topic(scene.clauses) or topic
        self._identify(pages, types)
        period = ""
        for page in pages:
            claims = self._said(page, types, background) if page.descriptions else page.claims
            period = self._periods(claims, period)
            page.keep(self._best(claims), of=claims)
            for claim in page.claims:
                claim.speaker = self.speakers.speaker(page.scene, claim)
        for claim in (claim for page in pages for claim in page.claims):
            self._speak_for(claim, background.employers((claim.subject, str(claim.object))))
        self._change([page.claims for page in pages], [page.changes for page in pages])
        self.deals([(page.scene, page.claims) for page in pages])
        taken = {ends(claim) for page in pages for claim in page.claims if claim.relation in _TAKEOVERS}
        for page in pages:
            page.keep([claim for claim in page.claims if not _named_again(claim, taken)], of=page.claims)
        return tuple(pages)

    def types(self, entities: Sequence[Entity]) -> dict[str, str]:
        """Return the class of each entity, and of the countries that adjectives name."""
        countries = dict.fromkeys(self.ontology.nationalities.values(), "Place")
        return {**countries, **{entity.id: entity.type for entity in entities}}

    def _page(self, sentence: Sentence, scene: Scene, types: Mapping[str, str], background: Background) -> Page:
        """Read a sentence as far as it can be read by itself."""
        self.pronouns.take_up(scene, types)
        self._set_apart(scene)
        self._report(scene)
        self._accompany(scene, types)
        holdings = self.positions.holdings(scene, background)
        self._stand_for_holders(scene, holdings)
        scene.employers = background.employers(_named_in(scene, holdings))
        self._own_companies(scene, scene.employers)
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
            *(
                claim
                for predicate in page.predicates
                for claim in self._claims(page.scene, predicate, types, page.holdings, background)
            ),
        ]
        page.changes = [claim for claim in claims if claim.change]
        claims = [claim for claim in claims if not claim.change]
        claims += self.positions.appointments.further(page.scene, claims, background)
        claims = self.successions(page.scene, claims, background)
        self._owners_before(claims)
        claims += gapped(page.scene, claims, self.stakes)
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

    def _set_apart(self, scene: Scene) -> None:
        """Let a nominal that a relative clause defines stand for nothing named as the subject of its own clause: ضخت X مالا في الشركة التي طورت Y."""
        for clause in scene.clauses:
            antecedent, parent = clause.antecedent, clause.parent
            if (
                clause.opening != "relative"
                or antecedent is None
                or antecedent.head.kind != "reference"
                or parent is None
                or parent.subject is None
            ):
                continue
            if (
                parent.subject is not antecedent
                and parent.subject.entities == antecedent.entities
                and not antecedent.adjectives
            ):
                antecedent.entities = ()

    def _report(self, scene: Scene) -> None:
        """Let what tells of a company's results stand for the company: أظهرت النتائج المالية لسدير تحقيق أرباح."""
        for clause in scene.clauses:
            subject = clause.subject
            if clause.verb is None or clause.verb.lemma not in self.telling or subject is None or subject.entities:
                continue
            if subject.head.lemma not in self.results:
                continue
            position = next((n for n, c in enumerate(scene.constituents) if c is subject), len(scene.constituents))
            beside = scene.constituents[position + 1 : position + 2]
            after = [c for c in beside if isinstance(c, Phrase) and c.preposition == "ل"]
            owner = next((inner for phrase in (subject, *after) for inner in phrase.nested() if inner.entities), None)
            subject.entities = owner.entities if owner is not None else ()

    def _accompany(self, scene: Scene, types: Mapping[str, str]) -> None:
        """Let who acts beside a subject act too: بدأت سدير، إلى جانب رتاج، مفاوضات …."""
        for clause in scene.clauses:
            subject = clause.subject
            if subject is None or not subject.entities or clause.inherited:
                continue
            index = next((n for n, c in enumerate(scene.constituents) if c is subject), len(scene.constituents))
            after = scene.constituents[index + 1 : index + 3]
            beside = [c for c in after if not (isinstance(c, Word) and c.text in "،,")]
            fellow = beside[0] if beside else None
            if isinstance(fellow, Phrase) and fellow.preposition == "الي جانب" and fellow.entities:
                others = {types.get(entity, "") for entity in (*subject.entities, *fellow.entities)}
                if not others & {"Person", "Product", "Place"}:
                    subject.entities = tuple(dict.fromkeys((*subject.entities, *fellow.entities)))
                    scene.beside.update(fellow.entities)

    def _own_companies(self, scene: Scene, employers: Mapping[str, str]) -> None:
        """Let شركته stand for the organisation that its person holds an office in."""
        for constituent in scene.constituents:
            for phrase in constituent.nested() if isinstance(constituent, Phrase) else ():
                owner = phrase.genitive
                if owner is not None and phrase.head.lemma in self.staff:
                    # فريق عمله: his staff is that of his company.
                    whose = owner.genitive or owner
                    whose.entities = (
                        *whose.entities,
                        *(employers[entity] for entity in whose.entities if entity in employers),
                    )
                if owner is not None and owner.head.norm == "ه" and not owner.entities:
                    headed = phrase.head.norm in self.phrases.heads or phrase.head.lemma in self.phrases.heads
                    phrase.entities = (
                        self._officer_s(scene, phrase) if headed and not phrase.entities else phrase.entities
                    )
                if owner is None or not owner.head.attached or len(owner.entities) != 1 or phrase.entities:
                    continue
                if phrase.head.lemma in self.together and owner.entities[0] in employers:
                    # شراكته مع X: the partner is his company.
                    owner.entities = (employers[owner.entities[0]],)
                if phrase.head.norm in self.phrases.heads or phrase.head.lemma in self.phrases.heads:
                    company = employers.get(owner.entities[0])
                    phrase.entities = (company,) if company else ()

    def _officer_s(self, scene: Scene, phrase: Phrase) -> tuple[str, ...]:
        """Return the organisation whose officer speaks, though nothing names him: صرح الرئيس التنفيذي لـX بأن شركته …."""
        for clause in scene.clauses:
            over = clause.parent
            speaker = over.subject if over is not None and clause.opening == "complement" else None
            if clause.subject is not phrase or speaker is None or speaker.entities or over is None:
                continue
            if speaker.head.norm.removeprefix("ال") not in self.ontology.role_words:
                return ()
            led = next((c for _, c in over.own(scene.constituents, over.position + 1, over.end) if c.preposition), None)
            own = [inner.entities for inner in speaker.nested() if inner.entities]
            return own[0] if own else led.entities if led is not None and led.preposition in ("ل", "في", "ب") else ()
        return ()

    def _change(self, read: Sequence[Sequence[Claim]], changes: Sequence[Sequence[Claim]]) -> None:
        """Give a figure the change that its sentence or the one beside it tells apart from it."""
        for number, told in enumerate(changes):
            for change in told:
                near = [claim for claims in read[max(number - 1, 0) : number + 2] for claim in claims]
                fitting = [
                    claim
                    for claim in near
                    if (claim.subject, claim.relation) == (change.subject, change.relation)
                    and not (claim.compared or "change_percent" in claim.qualifiers)
                    and (
                        not claim.qualifiers.get("period")
                        or change.qualifiers.get("period", "") in ("", claim.qualifiers["period"])
                    )
                ]
                if len(fitting) == 1:
                    fitting[0].qualifiers |= {
                        r: v for r, v in change.qualifiers.items() if r in ("change_percent", "period")
                    }

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

    def _claims(
        self,
        scene: Scene,
        predicate: Predicate,
        types: Mapping[str, str],
        holdings: Sequence[Holding],
        background: Background,
    ) -> Iterator[Claim]:
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
        person = types.get(claim.subject) == "Person" and not background.employers((claim.subject,))
        told = any(g.kind == "verb" and g.via == "ان" and g.lemma in self.telling for g in predicate.governors)
        return person and told and claim.relation != "holds-position"

    def _speak_for(self, claim: Claim, employers: Mapping[str, str]) -> None:
        """Let a deal that an officer tells of be his organisation's: نفى الرئيس التنفيذي لسدير أي مفاوضات مع رتاج."""
        company = employers.get(claim.subject, "")
        if claim.told and company and company != claim.object and self.ontology.relations[claim.relation].called_by:
            claim.subject = company
        relation = self.ontology.relations[claim.relation]
        if relation.symmetric and relation.called_by and isinstance(claim.object, str):
            # وقع الرئيس التنفيذي لسدير اتفاقية مع المدير العام لرتاج: their companies agree.
            parties = tuple(employers.get(party, party) for party in (claim.subject, claim.object))
            if parties[0] != parties[1]:
                claim.subject, claim.object = parties

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
            self.positions.appointments.fill(scene, predicate, claim, holdings, background)
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

    def _owners_before(self, claims: Sequence[Claim]) -> None:
        """Let the owner from whom something is bought be its owner, not the buyer's: اشترت سدير رتاج من مالكها فلان."""
        sales = [claim for claim in claims if "seller" in claim.qualifiers and isinstance(claim.object, str)]
        for sale in sales:
            for claim in claims:
                if claim.relation == "owns" and (claim.subject, claim.object) == (
                    sale.qualifiers["seller"],
                    sale.subject,
                ):
                    claim.object, claim.object_span = sale.object, sale.object_span

    # -------------------------------------------------------------- beside the frames

    def _stand_for_holders(self, scene: Scene, holdings: Sequence[Holding]) -> None:
        """Let an office stand for its holder, and for those joined to him: ضمت X الرئيس التنفيذي لـY، فلانا، والمدير علانا."""
        phrases = {c.head.span.start: c for c in scene.constituents if isinstance(c, Phrase)}
        # إقالة الرئيس التنفيذي لـX فلان: the office in the genitive of a verbal noun too.
        phrases |= {
            inner.genitive.head.span.start: inner.genitive
            for phrase in list(phrases.values())
            for inner in phrase.nested()
            if inner.genitive is not None and inner.head.form == "verbal-noun"
        }
        self._stand_beside(scene)
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

    def _stand_beside(self, scene: Scene) -> None:
        """Let an office that is the object of its clause stand for the name right after it: عينت X رئيس قسم الذاكرة فلانا رئيسا."""
        for clause in scene.clauses:
            office = clause.object
            if (
                clause.subject is None
                or office is None
                or office.entities
                or office.head.lemma not in self.ontology.role_words
            ):
                continue
            after = next((c for c in scene.constituents if isinstance(c, Phrase) and c.first == office.last + 1), None)
            named = (
                after is not None and not after.preposition and after.head.kind == "name" and not office.head.definite
            )
            if after is not None and named and office.genitive is not None and not clause.inherited:
                office.entities = after.entities

    def _best(self, claims: Sequence[Claim]) -> list[Claim]:
        """Keep, of claims of the same triple, the one with the most filled slots, and drop those that yield to a richer relation."""
        best: dict[tuple[str, ...], Claim] = {}
        for claim in claims:
            subject, object_ = claim.subject, str(claim.object)
            if self.ontology.relations[claim.relation].symmetric:
                subject, object_ = sorted((subject, object_))
            # فلان، مديرها المالي، رئيسا تنفيذيا: somebody may hold two offices.
            office = str(claim.qualifiers.get("role", "")) if "role_text" in claim.qualifiers else ""
            key = (subject, claim.relation, object_, office if claim.relation == "holds-position" else claim.stage)
            if key not in best or _rank(claim) > _rank(best[key]):
                best[key] = claim
        # What an act makes of a state (رفعت حصتها, باعت حصتها) tells more than the noun that it is done to.
        told = {key[:3] for key in best if key[3]}
        kept = [claim for key, claim in best.items() if key[3] or key[:3] not in told]
        return [claim for claim in kept if not self._yields(claim, kept)]

    def _yields(self, claim: Claim, others: Sequence[Claim]) -> bool:
        if any(
            (other.relation, other.subject, other.object) == (claim.relation, claim.object, claim.subject)
            and other.score > claim.score
            and abs(other.trigger.start - claim.trigger.start) < 40
            for other in others
        ):
            # What is said one way round is not said the other way round by the same words.
            return True
        if (
            claim.score <= _GUESSED
            and isinstance(claim.object, str)
            and any(
                (other.relation, other.trigger) == (claim.relation, claim.trigger) and other.score > claim.score
                for other in others
            )
        ):
            # تطبيق Y المنافس لتطبيق Z: the word that names both needs nobody else.
            return True
        richer = self.ontology.relations[claim.relation].yields_to
        return any(
            other.score > 0 and other.relation in richer and _near(claim, other) and not self._inner(claim, other)
            and (isinstance(claim.object, str) or claim.object == other.object)
            # باعت X شركة Y بعد الاستحواذ عليها: who sells what he bought has done both.
            and (claim.relation, other.relation, claim.subject) != (_SELLS, _ACQUIRES, other.subject)
            for other in others
        )  # fmt: skip

    def _inner(self, claim: Claim, other: Claim) -> bool:
        """Tell whether two claims join different pairs to each other: وقعت X عقدا مع تحالف من Y وZ."""
        mutual = [self.ontology.relations[one.relation].symmetric for one in (claim, other)]
        return all(mutual) and ends(claim) != ends(other)


def _near(claim: Claim, other: Claim) -> bool:
    """Tell whether two claims share an end and the words that tell them; of the same two ends they may stand further apart."""
    shared = {claim.subject, str(claim.object)} & {other.subject, str(other.object)}
    apart = abs(other.trigger.start - claim.trigger.start)
    return apart < (80 if len(shared) == 2 else 40) and bool(shared)


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


def _named_again(claim: Claim, taken: Collection[frozenset[str]]) -> bool:
    """Tell whether a noun for a contract only names a takeover again: الصفقة بين سدير ورتاج is their merger."""
    return claim.relation == "contracts-with" and "(noun)" in claim.rule and ends(claim) in taken


def _rank(claim: Claim) -> tuple[int, bool, float]:
    """Rank claims of one triple: most slots filled, then what is stated before what is mentioned, then the score."""
    return claim.filled, not claim.attributive, claim.score


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
