"""Nominals that a relative clause, a participle or a genitive defines -> the one entity of the article of which that is said.

الشركة المطورة لـX, الشركة التي يقودها فلان and مالكة X stand for whom the article, or the table of makers, says that of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.frames.arguments import Claim, FrameMatcher
from kg.frames.phrases import Phrase
from kg.frames.scene import Predicate, Scene
from kg.ontology import Ontology

_WHOEVER = "?"
"""The entity that stands for whoever is described while it is asked what the description says."""
_MAKING = frozenset({"develops", "launches", "owns"})
_DEFINING = _MAKING | {"acquires", "founded", "holds-position"}
"""What is said of one thing alone: many companies are at home in a country or use a service."""


@dataclass(slots=True)
class Description:
    """Hold a nominal that what is said in it defines."""

    phrase: Phrase
    pronouns: tuple[Phrase, ...]
    """The pronouns of its relative clause that take it up."""
    predicates: tuple[Predicate, ...]
    sort: str
    """The class that its noun names."""

    def stand_for(self, entities: tuple[str, ...]) -> None:
        """Let the nominal, and the pronouns that take it up, stand for entities."""
        for phrase in (self.phrase, *self.pronouns):
            phrase.entities = entities


Said = tuple[str, str, str]
Facts = Mapping[Said, Collection[str]]
"""Subject, relation, object."""


class DescriptionReader:
    """Find described nominals, and whom they stand for."""

    def __init__(self, ontology: Ontology, matcher: FrameMatcher) -> None:
        self.ontology, self.matcher = ontology, matcher
        self.heads = ontology.head_of
        self.makers: dict[str, set[str]] = {}
        for maker, products in ontology.products_of.items():
            for product in products:
                self.makers.setdefault(product.id, set()).add(maker)

    def descriptions(self, scene: Scene, predicates: Sequence[Predicate]) -> Iterator[Description]:
        """Yield the described nominals of a scene."""
        by_phrase: dict[int, list[Predicate]] = {}
        by_verb: dict[int, list[Predicate]] = {}
        for predicate in predicates:
            if predicate.kind == "verb":
                by_verb.setdefault(predicate.position, []).append(predicate)
            elif predicate.phrase is not None and (predicate.kind == "noun" or not predicate.phrase.apposed):
                by_phrase.setdefault(id(predicate.phrase), []).append(predicate)
        for clause in scene.clauses:
            described = clause.antecedent
            if clause.opening == "relative" and described is not None and (sort := self._sort(described)):
                pronouns = tuple(
                    phrase
                    for _, phrase in clause.own(scene.constituents, clause.position + 1, clause.end)
                    if clause.resumed and phrase.head.attached and phrase.entities == described.entities
                )
                yield Description(described, pronouns, tuple(by_verb.get(clause.position, ())), sort)
        for said in by_phrase.values():
            phrase = said[0].phrase
            restricting = [p for p in said if p.kind.endswith("participle") and p.word.span != p.phrase.head.span]  # type: ignore[union-attr]
            if phrase is not None and restricting and (sort := self._sort(phrase)):
                yield Description(phrase, (), tuple(restricting), sort)
            if phrase is not None and self._calls(phrase):
                nouns = tuple(replace(p, apposed=(phrase,)) for p in said if p.kind == "noun" and not p.apposed)
                if nouns:
                    yield Description(phrase, (), nouns, "Organization")

    def _calls(self, phrase: Phrase) -> bool:
        """Tell whether a noun can stand for a company by what it does to what its genitive names: مطورة X, مالكة X."""
        genitive = phrase.genitive
        single = phrase.head.kind == "noun" and phrase.head.gender == "f" and phrase.head.number == "s"
        if not single or phrase.entities or phrase.apposed or phrase.coordinated or genitive is None:
            return False
        return bool(genitive.entities) and not genitive.head.attached

    def _sort(self, phrase: Phrase) -> str:
        """Return the class of one definite thing that a nominal without a name can stand for, else nothing."""
        head = phrase.head
        known = self.heads.get(head.norm.removeprefix("ال")) or self.heads.get(head.lemma)
        open_to = head.kind in ("noun", "reference", "adjective") and head.definite and not head.attached
        if known is None or not open_to or head.number in ("d", "p") or phrase.coordinated or phrase.apposed:
            return ""
        return known.type if not phrase.entities or head.kind == "reference" else ""

    def says(self, scene: Scene, description: Description, types: Mapping[str, str]) -> frozenset[Said]:
        """Return what a description says of whoever it stands for."""
        before = description.phrase.entities
        description.stand_for((_WHOEVER,))
        known = {**types, _WHOEVER: description.sort}
        found = frozenset(
            said(claim)
            for predicate in description.predicates
            for claim in self.matcher.claims(scene, predicate, known)
            if _WHOEVER in (claim.subject, claim.object) and claim.relation in _DEFINING
        )
        description.stand_for(before)
        return found

    def resolve(self, told: frozenset[Said], facts: Facts, types: Mapping[str, str], sort: str) -> set[str]:
        """Return the entities of a class of which the article, else the table of makers, says what a description says."""
        for source in (facts, facts_of(self._made(told))):
            candidates = {
                entity
                for subject, relation, object_ in told
                for entity in source.get(
                    (_WHOEVER, relation, object_) if subject == _WHOEVER else (subject, relation, _WHOEVER), ()
                )
            }
            fitting = {entity for entity in candidates if entity in types and self._of_sort(types[entity], sort)}
            if fitting:
                return fitting
        return set()

    def _of_sort(self, own: str, sort: str) -> bool:
        organised = ("Organization",)
        return self.ontology.is_a(own, (sort,)) or (
            self.ontology.is_a(own, organised) and self.ontology.is_a(sort, organised)
        )

    def _made(self, told: frozenset[Said]) -> frozenset[Said]:
        """Return what the table of makers says of the products that a description names."""
        return frozenset(
            (maker, relation, product)
            for subject, relation, product in told
            if subject == _WHOEVER and relation in _MAKING
            for maker in self.makers.get(product, ())
        )


def said(claim: Claim) -> Said:
    """Return the triple of a claim."""
    return claim.subject, claim.relation, str(claim.object)


def facts_of(triples: Iterable[Said]) -> Facts:
    """Return, for each triple without its subject or without its object, what completes it."""
    found: dict[Said, set[str]] = {}
    for subject, relation, object_ in triples:
        found.setdefault((_WHOEVER, relation, object_), set()).add(subject)
        found.setdefault((subject, relation, _WHOEVER), set()).add(object_)
    return found
