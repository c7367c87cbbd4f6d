"""Claims of a sentence -> the same with who held an office before, who takes it over, and what is said of former times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.frames.arguments import Claim
from kg.frames.background import Background, Holding
from kg.frames.clauses import Clause
from kg.frames.phrases import Phrase
from kg.frames.scene import Governor, Scene
from kg.model import Quantity, Span
from kg.ontology import Ontology

_ROLES = ("role", "role_text")


class SuccessionReader:
    """Read successions: عُين فلان مديرا لـX خلفا لعلان، يخلفه فلان، شغل سابقا منصب المدير."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self.instead = frozenset(tuple(form.split()) for form in words.get("in-place-of", frozenset()))
        self.succeeding = words.get("succeeding", frozenset())
        self.replacing = words.get("replacing", frozenset())
        self.places = words.get("place-of", frozenset())
        self.formerly = words.get("formerly", frozenset())
        self.copula = words.get("copula", frozenset())

    def __call__(self, scene: Scene, claims: Sequence[Claim], background: Background) -> list[Claim]:
        """Return the claims of a sentence with those that its successions add."""
        settled = [self._formerly(scene, claim) for claim in claims]
        settled += list(self._successors(scene, settled, background))
        settled += list(self._predecessors(scene, settled, background))
        return [self._from_office(claim, settled) for claim in settled]

    def _from_office(self, claim: Claim, claims: Sequence[Claim]) -> Claim:
        """Let الشركة that dismisses somebody be the one where the sentence says that his office was."""
        if claim.relation == "hires-from" and claim.score < 1.0:
            return self._from_fellows(claim, claims)
        if claim.relation not in ("dismisses", "reinstates") or claim.score == 1.0:
            return claim
        held = {
            other.object for other in claims if other.relation == "holds-position" and other.subject == claim.object
        }
        if len(held) == 1 and claim.subject not in held:
            return replace(claim, subject=str(held.pop()))
        return claim

    def _from_fellows(self, claim: Claim, claims: Sequence[Claim]) -> Claim:
        """Let الشركة whose staff is taken be that of those who are taken with them."""
        people = {other.object for other in claims if other.relation == "hires" and other.subject == claim.subject}
        held = {other.object for other in claims if other.relation == "holds-position" and other.subject in people}
        held -= {claim.subject}
        return replace(claim, object=str(held.pop())) if len(held) == 1 and claim.object not in held else claim

    # -------------------------------------------------------------- former times

    def _formerly(self, scene: Scene, claim: Claim) -> Claim:
        """End an office that is told of former times: سبق أن عمل، شغل سابقا، تولى المنصب حتى 2015."""
        if claim.relation != "holds-position" or claim.status:
            return claim
        clause = self._clause(scene, claim) or self._clause_of(scene, claim)
        said = any(governor.lemma in self.formerly for governor in claim.governors)
        inside = scene.constituents[clause.position : clause.end] if clause is not None else ()
        told = any(not isinstance(c, Phrase) and c.norm in self.formerly for c in inside)
        perfect = clause is not None and clause.verb is not None and clause.verb.aspect == "perfect"
        ended = any(isinstance(c, Phrase) and c.preposition == "حتي" for c in inside)
        over = perfect and ("until" in claim.qualifiers or ended)
        return replace(claim, status="ended") if said or told or over else claim

    def _clause(self, scene: Scene, claim: Claim) -> Clause | None:
        """Return the clause of the verb that makes a claim."""
        return next((c for c in scene.clauses if c.verb is not None and c.verb.span == claim.trigger), None)

    def _clause_of(self, scene: Scene, claim: Claim) -> Clause | None:
        """Return the clause whose copula joins an office to its holder: ظلت رئيسة لها حتى وفاتها."""
        return next(
            (
                clause
                for clause in scene.clauses
                for constituent in scene.constituents[clause.position + 1 : clause.position + 3]
                if isinstance(constituent, Phrase)
                and constituent.head.span.start == claim.trigger.start
                and clause.verb is not None
                and clause.verb.lemma in self.copula
            ),
            None,
        )

    # -------------------------------------------------------------- who comes after

    def _successors(self, scene: Scene, claims: Sequence[Claim], background: Background) -> Iterator[Claim]:
        """Yield the office of who follows somebody whose office is known: يخلف فلان علانا."""
        for clause in scene.clauses:
            verb = clause.verb
            if verb is None or verb.lemma not in self.succeeding | self.replacing or clause.subject is None:
                continue
            replaced = self._place_of(scene, clause)
            placed = replaced is not None and clause.subject.genitive is replaced
            after = self._person(clause.object if placed else clause.subject, background)
            if replaced is None and verb.lemma in self.replacing:
                continue
            replaced = self._resumed(scene, clause, replaced, background)
            before = self._person(replaced or clause.object or clause.object_pronoun, background)
            told = {c.subject for c in claims if c.trigger == verb.span and c.score}
            if after is None or before is None or after == before or {after, before} <= told:
                continue
            held, left = background.held.get(before), _left(claims, before)
            particles = tuple(Governor(particle, "particle", verb.aspect) for particle in clause.particles)
            if held is not None and after not in told:
                yield _held(after, held, verb.span, particles)
            elif left is not None and held is None and after not in told:
                # استقال فلان من رئاسة X وحل محله علان
                yield replace(
                    left, subject=after, relation="holds-position", rule="holds-position: succession", trigger=verb.span,
                    subject_span=verb.span, qualifiers=_roles(left), governors=particles, status="", score=0.7,
                )  # fmt: skip
                continue
            coming = any(particle in ("س", "سوف") for particle in clause.particles)
            held = background.held.get(after) if held is None else None if coming else held
            if held is not None and before not in told:
                yield replace(_held(before, held, verb.span), status="ended")

    def _resumed(self, scene: Scene, clause: Clause, place: Phrase | None, background: Background) -> Phrase | None:
        """Return whom the pronoun of محله takes up: the person who acts in the clause before, سيترك فلان منصبه ليحل محله علان."""
        if place is None or not place.head.attached:
            return place
        before = [
            c.subject for c in scene.clauses if c.position < clause.position and self._person(c.subject, background)
        ]
        return before[-1] if before else place

    def _place_of(self, scene: Scene, clause: Clause) -> Phrase | None:
        """Return in whose place somebody comes: يحل محله، سيحل فلان محل علان."""
        reach = scene.constituents[clause.position + 1 : clause.end]
        places = (p for c in reach if isinstance(c, Phrase) for p in c.nested() if p.head.norm in self.places)
        return next((place.genitive for place in places), None)

    def _person(self, phrase: Phrase | None, background: Background) -> str | None:
        people = [entity for entity in (phrase.entities if phrase else ()) if background.types.get(entity) == "Person"]
        return people[0] if len(people) == 1 else None

    # -------------------------------------------------------------- who came before

    def _predecessors(self, scene: Scene, claims: Sequence[Claim], background: Background) -> Iterator[Claim]:
        """Yield the ended office of whom somebody follows: عينت X فلانا مديرا خلفا لعلان."""
        offices = [claim for claim in claims if claim.relation == "holds-position" and not claim.status and claim.score]
        for position, constituent in enumerate(scene.constituents):
            followed = self._followed(scene, position) if isinstance(constituent, Phrase) else None
            if followed is None:
                continue
            clause = scene.clause_at(position)
            said = [
                claim
                for claim in offices
                if self._within(scene, clause, claim, position) and not _is_under(scene, claim, followed)
            ]
            if not said:
                continue
            office = said[-1]
            before = self._other(followed, office.subject, background)
            if before is not None and not self._elsewhere(followed, before, office, background):
                roles = _roles(office)
                yield Claim(
                    before, "holds-position", office.object, "holds-position: predecessor", followed.head.span,
                    followed.head.span, office.object_span, qualifiers=roles, status="ended", score=office.score * 0.9, filled=len(roles),
                )  # fmt: skip

    def _elsewhere(self, followed: Phrase, person: str, office: Claim, background: Background) -> bool:
        """Tell whether whom a pronoun takes up held his office in another place than the one told last: وتعيين فلان رئيس Y خلفا له."""
        held = background.held.get(person) if followed.head.attached else None
        return held is not None and held.organisation.entity != office.object

    def _followed(self, scene: Scene, position: int) -> Phrase | None:
        """Return who held the office before: after خلفا لـ، بدلا من, or in the genitive of محل."""
        phrase = scene.constituents[position]
        before = scene.constituents[position - 1] if position else None
        assert isinstance(phrase, Phrase)
        word = before.head.norm if isinstance(before, Phrase) else before.norm if before is not None else ""
        if (word, phrase.preposition) in self.instead or (phrase.preposition,) in self.instead:
            return phrase
        coming = not {"س", "سوف"}.isdisjoint(scene.clause_at(position).particles)
        return phrase.genitive if phrase.head.norm in self.places and not coming else None

    def _within(self, scene: Scene, clause: Clause, claim: Claim, position: int) -> bool:
        """Tell whether a claim is made by the clause of a position, before it or after it."""
        place = scene.position_at(claim.trigger.start)
        return place is not None and scene.clause_at(place) is clause and abs(place - position) < 12

    def _other(self, phrase: Phrase, person: str, background: Background) -> str | None:
        """Return the person of a phrase; a pronoun stands for somebody else than who follows him: عُين فلان خلفا له."""
        own = self._person(phrase, background)
        if phrase.head.attached and own in (None, person):
            return next((entity for entity in reversed(background.held) if entity != person), None)
        return own if own != person else None


def _roles(claim: Claim) -> dict[str, str | float | Quantity]:
    return {name: claim.qualifiers[name] for name in _ROLES if name in claim.qualifiers}


def _left(claims: Sequence[Claim], person: str) -> Claim | None:
    """Return the claim that somebody leaves an office."""
    return next((claim for claim in claims if claim.relation == "resigns-from" and claim.subject == person), None)


def _is_under(scene: Scene, claim: Claim, followed: Phrase) -> bool:
    """Tell whether the office of a claim is that of whoever served somebody: حل محله نائبه فلان."""
    served = (
        phrase.genitive.entities
        for nested in scene.nested
        for phrase in nested
        if phrase.head.span == claim.trigger and phrase.genitive is not None and phrase.genitive.head.attached
    )
    return any(set(entities) & set(followed.entities) for entities in served)


def _held(person: str, like: Holding, trigger: Span, governors: tuple[Governor, ...] = ()) -> Claim:
    """Return the claim that a person holds the office of another."""
    return Claim(
        person, "holds-position", like.organisation.entity, "holds-position: succession", trigger, trigger, trigger,
        qualifiers={"role": like.roles[-1].name}, governors=governors, score=0.7, filled=1,
    )  # fmt: skip


__all__ = ["SuccessionReader"]
