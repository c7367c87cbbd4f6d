"""Article -> reading: the stages in one callable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from kg.arabic.fingerprints import fingerprint
from kg.arabic.morphology import load_morphology
from kg.arabic.numbers import load_currencies
from kg.arabic.tokens import Analyse, sentences
from kg.entities import link
from kg.frames import Claim, FrameReader, Page
from kg.frames.tenure import with_tenures
from kg.identity import Identifier, renamed
from kg.mentions import Mentions
from kg.model import Article, Entity, Evidence, Mention, Reading, Sentence, ShortfallCause, Statement, Status
from kg.ontology import Ontology, load_ontology
from kg.status import StatusReader

_CLASSES = ("Company", "Person", "Product", "Place")
"""What a name of unknown class may turn out to be, likeliest first."""
_THRESHOLD = 0.4
"""Claims with a lower score are guesses and are dropped."""
_MOST_VERSIONS = 100
"""Versions of one claim, each with details of its own, among which an article's next one is looked for."""


@dataclass(frozen=True, slots=True)
class Stages:
    """Hold the reading of an article with what led to it."""

    reading: Reading
    mentions: Sequence[Mention]
    pages: Sequence[Page]
    types: Mapping[str, str]
    """The class of each entity."""


class Reader:
    """Read articles: sentences, mentions, entities, frames, status, in that order."""

    def __init__(
        self, ontology: Ontology | None = None, *, analyse: Analyse | None = None, find: Mentions | None = None
    ) -> None:
        self.ontology = ontology or load_ontology()
        lexicon: Path = self.ontology.folder / "lexicon"
        self.analyse = analyse or load_morphology(lexicon).analyse
        self.find = find or Mentions(self.ontology, load_currencies(lexicon / "currencies.tsv"))
        self.frames = FrameReader(self.ontology)
        self.status = StatusReader(self.ontology)
        self.identify = Identifier(self.ontology)

    def __call__(self, article: Article) -> Reading:
        """Return what the article states."""
        return self.stages(article).reading

    def together(self, articles: Sequence[Article]) -> list[Callable[[], Reading]]:
        """Return what reads each article, as it is read alone; their sentences are tagged at once, in half the time."""
        split = [self._sentences(article) for article in articles]
        tagged = self.find.tagger([*zip(articles, split, strict=True)])
        return [partial(self._read, *parts) for parts in zip(articles, split, tagged, strict=True)]

    def stages(self, article: Article) -> Stages:
        """Return what the article states, with what each stage made of it on the way."""
        parts = self._sentences(article)
        return self._stages(article, parts, self.find(article, parts))

    def _sentences(self, article: Article) -> tuple[Sentence, ...]:
        return sentences(article, self.analyse, self.find.vocabulary)

    def _read(self, article: Article, parts: Sequence[Sentence], tagged: Sequence[Mention]) -> Reading:
        return self._stages(article, parts, self.find(article, parts, tagged)).reading

    def _stages(self, article: Article, parts: Sequence[Sentence], mentions: Sequence[Mention]) -> Stages:
        entities, linked = link(article, parts, mentions, self.ontology)
        pages = self.frames(parts, linked, entities)
        claims = [(page.sentence, claim) for page in pages for claim in page.claims]
        entities = self._typed(entities, [claim for _, claim in claims])
        types = {entity.id: entity.type for entity in entities}
        statements = self._statements(
            article, [(sentence, claim) for sentence, claim in claims if not self.refusal(claim, types)]
        )
        merged = self._settle(with_tenures(statements))
        read = Reading(article, self._with_countries(entities, merged), merged, fingerprint(article.text))
        return Stages(renamed(read, self.identify(read)), tuple(linked), pages, types)

    def refusal(self, claim: Claim, types: Mapping[str, str]) -> ShortfallCause | None:
        """Return why a claim becomes no statement, if it does not; `types` gives the class of each entity of its article."""
        if not self._fits(claim, types):
            return "other-kind"
        if not self._at_its_stage(claim):
            return "not-yet"
        return "guess" if claim.score < _THRESHOLD else None

    def _typed(self, entities: Sequence[Entity], claims: Sequence[Claim]) -> tuple[Entity, ...]:
        """Give entities of unknown class the class that most of their claims allow; a company where none does."""
        votes: dict[str, Counter[str]] = {}
        for claim in claims:
            relation = self.ontology.relations[claim.relation]
            for argument, classes in ((claim.subject, relation.domain), (claim.object, relation.range)):
                if isinstance(argument, str):
                    fitting = [name for name in _CLASSES if self.ontology.is_a(name, classes)]
                    votes.setdefault(argument, Counter()).update(fitting)
        found: list[Entity] = []
        for entity in entities:
            if entity.type:
                found.append(entity)
                continue
            told = votes.get(entity.id, Counter())
            chosen = max(_CLASSES, key=lambda name: (told[name], -_CLASSES.index(name)))
            found.append(replace(entity, type=chosen))
        return tuple(found)

    def _fits(self, claim: Claim, types: Mapping[str, str]) -> bool:
        relation = self.ontology.relations[claim.relation]
        known = self.ontology.name_of
        subject = types.get(claim.subject) or known[claim.subject].type
        if not self.ontology.is_a(subject, relation.domain):
            return False
        if not isinstance(claim.object, str):
            return True
        object_ = types.get(claim.object) or known[claim.object].type
        return self.ontology.is_a(object_, (*relation.range, *claim.object_classes))

    def _at_its_stage(self, claim: Claim) -> bool:
        """Tell whether a claim holds at the stage that its act has reached: who only plans to raise a stake has not got the new one yet."""
        status = self.status.status(claim.governors, "", claim.tense)
        return not claim.stage or (claim.stage == "done") == (status == "asserted")

    def _statements(self, article: Article, claims: Sequence[tuple[Sentence, Claim]]) -> list[Statement]:
        """Return the statements of an article; what a noun only names is held as the article's verbs hold it.

        «صفقة الاستحواذ على Y» after «وافقت X على شراء Y» is of a purchase that is still planned.
        """
        statements = [self._statement(article, sentence, claim) for sentence, claim in claims]
        told: dict[tuple[str, str, str], Status] = {}
        of_deal: dict[frozenset[str], dict[str, Status]] = {}
        for statement, (_, claim) in zip(statements, claims, strict=True):
            if statement.status != "asserted" and not (claim.nominal and statement.evidence[0].where == "title"):
                told.setdefault(_ends(statement), statement.status)
                if statement.status == "ended" and any(governor.kind == "auxiliary" for governor in claim.governors):
                    # كانت سدير ورتاج تتعاونان: how things stood before tells nothing of the purchase.
                    continue
                deal = of_deal.setdefault(frozenset((statement.subject, str(statement.object))), {})
                deal.setdefault(statement.relation, statement.status)
        return [
            replace(
                statement, status=told.get(_ends(statement)) or self._of_same_deal(statement, of_deal) or "asserted"
            )
            if claim.nominal and statement.status == "asserted"
            else statement
            for statement, (_, claim) in zip(statements, claims, strict=True)
        ]

    def _of_same_deal(self, statement: Statement, told: Mapping[frozenset[str], Mapping[str, Status]]) -> Status | None:
        """Return how another relation holds the deal of a statement: the merger of X and Y is what became of X's offer for Y."""
        relations = self.ontology.relations
        names = set(relations[statement.relation].called_by)
        deal = told.get(frozenset((statement.subject, str(statement.object))), {})
        return next((status for relation, status in deal.items() if names & set(relations[relation].called_by)), None)

    def _statement(self, article: Article, sentence: Sentence, claim: Claim) -> Statement:
        status = self.status.status(claim.governors, claim.status, claim.tense)
        if claim.stage == "intended" and status == "denied":
            # عدم بيع حصتها، لن تبيع حصتها: who doesn't sell still owns.
            status = "asserted"
        status = self.status.revised(status, claim.later, named=claim.nominal)
        evidence = Evidence(
            article=article.id, span=sentence.span, quote=article.text[sentence.span.start : sentence.span.end], rule=claim.rule, score=round(claim.score, 3), speaker=claim.speaker,
            where="title" if sentence.kind == "title" else "body", subject_span=claim.subject_span, object_span=claim.object_span, trigger_span=claim.trigger,
        )  # fmt: skip
        qualifiers = tuple(sorted(claim.qualifiers.items(), key=lambda item: item[0]))
        return Statement(claim.subject, claim.relation, claim.object, qualifiers, status, (evidence,))

    def _settle(self, statements: Sequence[Statement]) -> tuple[Statement, ...]:
        """Join what is said twice, let a body that says less than the headline win, and sort."""
        kept: dict[tuple[str, ...], list[Statement]] = {}
        for statement in (s for s in statements if s.evidence[0].where == "body"):
            _join(kept.setdefault(self._triple(statement), []), statement)
        told = set(kept)
        for statement in (s for s in statements if s.evidence[0].where == "title"):
            same = kept.setdefault(self._triple(statement), [])
            if self._triple(statement) in told:
                # «رتاج تشتري سنابل بمليار ريال»: what only the headline tells of it is of the deal that the body tells.
                first = same[:_MOST_VERSIONS]
                same[: len(first)] = [
                    _together(other, statement) if _agree(other, statement) else other for other in first
                ]
            else:
                _join(same, statement)
        return tuple(
            sorted(
                (statement for same in kept.values() for statement in same),
                key=lambda s: (s.evidence[0].span, s.evidence[0].trigger_span or s.evidence[0].span, s.id),
            )
        )

    def _triple(self, statement: Statement) -> tuple[str, ...]:
        """Return what a statement joins, whichever way round a symmetric relation is told."""
        ends = [statement.subject, str(statement.object)]
        symmetric = self.ontology.relations[statement.relation].symmetric
        return (statement.relation, *(sorted(ends) if symmetric else ends))

    def _with_countries(self, entities: Sequence[Entity], statements: Sequence[Statement]) -> tuple[Entity, ...]:
        """Add the countries that only a nationality adjective names."""
        have = {entity.id for entity in entities}
        added: dict[str, Entity] = {}
        for statement in statements:
            for entity in (statement.subject, statement.object):
                if isinstance(entity, str) and entity not in have and entity in self.ontology.name_of:
                    known = self.ontology.name_of[entity]
                    surface = statement.evidence[0].object_span or statement.evidence[0].span
                    start = surface.start - statement.evidence[0].span.start
                    added.setdefault(
                        entity,
                        Entity(
                            entity,
                            known.type,
                            known.ar,
                            (statement.evidence[0].quote[start : start + surface.end - surface.start],),
                        ),
                    )
        return (*entities, *added.values())


def _ends(statement: Statement) -> tuple[str, str, str]:
    return statement.subject, statement.relation, str(statement.object)


def _join(kept: list[Statement], statement: Statement) -> None:
    """Add a statement to those of its triple, or its details and evidence to the one that holds it in the same way."""
    for place, other in enumerate(kept[:_MOST_VERSIONS]):
        if other.status == statement.status and _agree(other, statement):
            kept[place] = _together(other, statement)
            return
    kept.append(statement)


def _agree(left: Statement, right: Statement) -> bool:
    """Tell whether no detail of one statement contradicts the other's."""
    own = dict(left.qualifiers)
    return all(own.get(role, value) == value for role, value in right.qualifiers)


def _together(first: Statement, second: Statement) -> Statement:
    qualifiers = dict(second.qualifiers) | dict(first.qualifiers)
    evidence = (*first.evidence, *second.evidence) if first.status == second.status else first.evidence
    return replace(first, qualifiers=tuple(sorted(qualifiers.items())), evidence=evidence)
