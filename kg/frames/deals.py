"""Deals named again -> the claims that they are: what a text says of الصفقة in a later clause or sentence, it says of the purchase told before.

A relation's kg:calledBy nouns name it again. Such a noun passes on what it is worth, when it is done, and what becomes of it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.arabic.folding import fold
from kg.frames.arguments import Claim
from kg.frames.clauses import Clause
from kg.frames.figures import FigureReader, definite, figures_in
from kg.frames.phrases import Phrase
from kg.frames.scene import Governor, Scene
from kg.frames.words import Word
from kg.model import Quantity
from kg.ontology import Ontology

_REACH = 3
"""How many sentences back a deal may stand where the article tells of several."""
_MOST_TOLD = 200
"""Claims back, beside those of the first sentence, among which the deal is looked for that a noun names again."""
_STOPS = frozenset(":؛;.!؟?")


@dataclass(frozen=True, slots=True)
class Naming:
    """Mark a place where a deal that was told before is named again."""

    scene: Scene
    position: int
    top: Phrase
    phrase: Phrase
    clause: Clause

    hosts: tuple[Phrase, ...] = ()
    """The nouns that it is the genitive of, innermost first: قيمة الصفقة، إتمام صفقة الاستحواذ."""
    adjectives: tuple[Word, ...] = ()
    """What describes it: الصفقة المقترحة، صفقة الاستحواذ المقترحة."""


@dataclass(frozen=True, slots=True)
class _Told:
    sentence: int
    claim: Claim
    aside: bool
    """Whether a relative clause or a state of the past tells it: what the sentence is about comes first."""


class DealReader:
    """Pass on what is said of a deal to the claim that it is."""

    def __init__(self, ontology: Ontology, figures: FigureReader) -> None:
        self.figures = figures
        self.relations: dict[str, set[str]] = {}
        for relation in ontology.relations.values():
            for noun in relation.called_by:
                self.relations.setdefault(fold(noun), set()).add(relation.name)
        self.qualifiers: Mapping[str, Sequence[str]] = {
            name: relation.qualifiers for name, relation in ontology.relations.items()
        }
        words = ontology.words
        self.completing = words.get("completing", frozenset())
        self.rounds = words.get("round", frozenset())
        self.dealing = words.get("dealing", frozenset())
        self.deals = words.get("deal", frozenset())
        self.other = words.get("other", frozenset())
        self.ending = words.get("ending", frozenset())
        self.settling = words.get("settling", frozenset())
        self.meeting = words.get("meeting", frozenset())
        self.paying = words.get("paying", frozenset())
        self.according = words.get("according", frozenset())
        self.copula = words.get("copula", frozenset())
        self.status = ontology.status_words_of

    def __call__(self, read: Sequence[tuple[Scene, Sequence[Claim]]]) -> None:
        """Fill in the claims of an article, sentence by sentence."""
        headline: list[_Told] = []
        told: deque[_Told] = deque(maxlen=_MOST_TOLD)
        for number, (scene, claims) in enumerate(read):
            triggers = {claim.trigger for claim in claims}
            own = [_Told(number, claim, _aside(scene, claim)) for claim in sorted(claims, key=lambda c: c.trigger)]
            for naming in self._namings(scene):
                start = naming.phrase.head.span.start
                if naming.phrase.head.span not in triggers:
                    before = [one for one in own if one.claim.trigger.start < start]
                    if not before and self._in_a_deal(naming.phrase):
                        before = self._told_after(naming, own)
                    elif not _introduced(naming):
                        before = [*headline, *told, *before]
                    for claim in self._meant(naming, number, before):
                        self._fill(naming, claim)
            if number:
                told.extend(own)
            else:
                headline = own

    def _namings(self, scene: Scene) -> Iterator[Naming]:
        for position, nested in enumerate(scene.nested):
            for phrase in nested:
                top = nested[0]
                if self._names_again(scene, position, phrase) or (phrase is top and self._in_a_deal(phrase)):
                    hosts = top.hosts_of(phrase)
                    same = [host for host in hosts if host.head.lemma in self.relations]
                    if any(host.head.number == "p" for host in same):
                        continue
                    adjectives = (*phrase.adjectives, *(word for host in same for word in host.adjectives))
                    yield Naming(scene, position, top, phrase, scene.clause_at(position), hosts, adjectives)

    def _names_again(self, scene: Scene, position: int, phrase: Phrase) -> bool:
        """Tell whether a noun means one deal told before, and no other one: not صفقات، صفقة الترخيص، صفقة مماثلة."""
        head, genitive = phrase.head, phrase.genitive
        if head.kind != "noun" or head.lemma not in self.relations or head.number == "p" or not definite(phrase):
            return False
        if any(word.lemma in self.other for word in phrase.adjectives):
            return False
        if genitive is None:
            return not self._complemented(scene, position, phrase)
        return bool(genitive.entities) and not genitive.head.attached

    def _in_a_deal(self, phrase: Phrase) -> bool:
        """Tell whether a phrase says what kind of deal the one before it is: اشترت سدير رتاج في صفقة تتجاوز قيمتها …."""
        genitive = phrase.genitive
        bare = genitive is None or (genitive.head.mention is not None and genitive.head.mention.type == "Money")
        return phrase.preposition in ("في", "ضمن", "ب") and phrase.head.lemma in self.deals and bare

    def _told_after(self, naming: Naming, own: Sequence[_Told]) -> list[_Told]:
        """Return the deal of the clause that a noun without a deal before it opens: في صفقة بلغت قيمتها مليارا، باعت سدير رتاج."""
        opened = next(
            (
                clause
                for clause in naming.scene.clauses
                if clause.verb is not None
                and clause.position > naming.position
                and clause.verb.lemma not in self.figures.words.measuring
            ),
            None,
        )
        verb = opened.verb if opened is not None else None
        return [one for one in own if verb is not None and one.claim.trigger == verb.span]

    def _complemented(self, scene: Scene, position: int, phrase: Phrase) -> bool:
        """Tell whether a verbal noun has a complement that is nothing known: الاستحواذ على السوق."""
        following = scene.constituents[position + 1] if position + 1 < len(scene.constituents) else None
        leads = ("علي", "ل", "مع") if phrase.head.form == "verbal-noun" else ("مع",)
        return isinstance(following, Phrase) and following.preposition in leads and not following.names_something

    # -------------------------------------------------------------- which deal

    def _meant(self, naming: Naming, number: int, told: Sequence[_Told]) -> list[Claim]:
        """Return the claims that a deal's name can mean.

        What stands in the same or the last sentence comes first, then what the headline tells, then the news before what is only mentioned beside it.
        """
        relations = self.relations.get(naming.phrase.head.lemma, set())
        parties = self._parties(naming)
        fitting = [
            one
            for one in told
            if one.claim.relation in relations and parties <= {one.claim.subject, str(one.claim.object)}
        ]
        news = [one for one in fitting if not one.aside]
        beside = self._beside(naming)
        if len({ends(one.claim) for one in fitting}) > 1 and (own := [one for one in news if ends(one.claim) & beside]):
            # ستغير الصفقة سدير: the deal of whom the sentence tells.
            fitting, news = [one for one in fitting if ends(one.claim) & beside], own
        chosen = next((one for one in reversed(news) if number - one.sentence <= 1), None)
        if chosen is None and fitting and fitting[0].sentence == 0:
            pair = ends(fitting[0].claim)
            chosen = next(one for one in reversed(fitting) if ends(one.claim) == pair)
        if chosen is None and len({ends(one.claim) for one in news}) == 1:
            chosen = news[-1]
        if chosen is None:
            near = [one for one in fitting if number - one.sentence <= _REACH]
            chosen = next((one for one in reversed(near) if not one.aside), near[-1] if near else None)
        if chosen is None:
            return []
        deals = {
            ends(one.claim)
            for one in fitting
            if one.sentence == chosen.sentence and one.claim.trigger == chosen.claim.trigger
        }
        return [one.claim for one in fitting if ends(one.claim) in deals]

    def _beside(self, naming: Naming) -> set[str]:
        """Return whom the clause tells of in which a deal is named: تتوقع سدير إتمام الصفقة."""
        clause = naming.clause
        phrases = [clause.subject, clause.object] if naming.top not in (clause.subject, clause.object) else []
        return {entity for phrase in phrases if phrase is not None for entity in phrase.entities}

    def _parties(self, naming: Naming) -> set[str]:
        """Return whom a deal's name itself names: صفقة سنابل، الاندماج بين رتاج وسنابل، استحواذ رتاج على سنابل."""
        found = {entity for phrase in _within(naming.phrase) for entity in phrase.entities}
        constituents = naming.scene.constituents
        for current in constituents[naming.position + 1 : naming.position + 3]:
            if not isinstance(current, Phrase) or current.preposition not in ("علي", "ل", "بين", "مع", "في"):
                break
            found |= {entity for phrase in current.nested() for entity in phrase.entities}
        return found

    # -------------------------------------------------------------- what is said of it

    def _fill(self, naming: Naming, claim: Claim) -> None:
        allowed = self.qualifiers[claim.relation]
        worth = self._worth(naming) if "amount" in allowed and "amount" not in claim.qualifiers else None
        if worth is not None:
            claim.qualifiers["amount"] = worth
        date = self._date(naming) if "date" in allowed and "date" not in claim.qualifiers else ""
        if date:
            claim.qualifiers["date"] = date
        governors = tuple(self._governors(naming))
        if governors:
            claim.later = (*claim.later, governors)

    def _worth(self, naming: Naming) -> Quantity | None:
        """Return what a deal is worth: بلغت قيمة الصفقة 3 مليارات، الصفقة التي تقدر بمليار، الصفقة البالغة قيمتها مليارا."""
        constituents, own = naming.scene.constituents, naming.phrase.genitive
        if (paid := self._paid(naming)) is not None:
            return paid
        if own is not None and own.head.mention is not None and own.head.mention.type == "Money":
            # في صفقة قيمتها 3 مليارات، باعت سدير رتاج
            return own.head.mention.quantity
        valued = any(host.head.lemma in self.figures.words.own_value for host in naming.hosts) or any(
            adjective.verb in self.figures.words.measuring for adjective in naming.adjectives
        )
        for index in range(naming.position + 1, len(constituents)):
            current = constituents[index]
            if isinstance(current, Phrase) and self._measured(current):
                return None
            money = next(
                (w.mention for _, w in figures_in(constituents, index) if w.mention and w.mention.type == "Money"), None
            )
            if money is not None and money.quantity is not None:
                led = isinstance(current, Phrase) and current.preposition in ("ب", "مقابل", "لقاء")
                if not (valued or led) or self._moved(naming) or self.figures.per_share(naming.scene, index):
                    return None
                return Quantity(
                    money.quantity.value,
                    money.quantity.unit,
                    self.figures.bound(naming.scene, index, money.quantity.bound),
                )
            if isinstance(current, Word):
                if current.kind == "verb" and current.lemma in self.figures.words.measuring:
                    valued = True
                elif current.kind in ("verb", "complementiser", "subordinator") or current.text in _STOPS:
                    return None
            elif current.head.kind in ("figure", "date") or self._quoted(current):
                continue
            elif current.head.lemma in self.figures.words.own_value:
                valued = True
            elif current.head.kind != "adjective":
                return None
        return None

    def _paid(self, naming: Naming) -> Quantity | None:
        """Return what is paid for a deal: ستدفع سدير 3 ملايين مقابل الصفقة."""
        verb, scene = naming.clause.verb, naming.scene
        if verb is None or verb.lemma not in self.paying or naming.top.preposition not in ("مقابل", "لقاء", "في", "ل"):
            return None
        for index in range(naming.clause.position + 1, naming.position):
            for _, word in figures_in(scene.constituents, index):
                if word.mention is not None and word.mention.type == "Money" and word.mention.quantity is not None:
                    quantity = word.mention.quantity
                    return Quantity(quantity.value, quantity.unit, self.figures.bound(scene, index, quantity.bound))
        return None

    def _measured(self, phrase: Phrase) -> bool:
        """Tell whether a phrase names what its own figure measures: بقرض قيمته 3 مليارات."""
        return any(
            inner.head.kind == "noun" and inner.head.lemma not in self.figures.words.own_value
            for inner in phrase.nested()
        ) and not self._quoted(phrase)

    def _moved(self, naming: Naming) -> bool:
        """Tell whether the figure is how far something else rose: ارتفع السهم بعد الصفقة بخمسة دولارات."""
        verb = naming.clause.verb
        return (
            verb is not None
            and verb.lemma in self.figures.words.rising | self.figures.words.falling - self.figures.words.measuring
        )

    def _quoted(self, phrase: Phrase) -> bool:
        """Tell whether a phrase only says who says so: بحسب مصادر مطلعة."""
        return phrase.head.norm in self.according or phrase.preposition in self.according

    def _date(self, naming: Naming) -> str:
        """Return when a deal is made or done: إتمام الصفقة في 2026، ستكتمل الصفقة في يونيو، أعلن عن الصفقة في مايو."""
        clause, verb = naming.clause, naming.clause.verb
        hosted = any(host.head.verb in self.completing for host in naming.hosts)
        told = verb is not None and verb.lemma in self.completing | self.dealing and self._argued(naming)
        if not (hosted or told) or clause.condition:
            return ""
        constituents = naming.scene.constituents
        for index in range(naming.position + 1, len(constituents)):
            current = constituents[index]
            if isinstance(current, Phrase) and current.head.kind == "date" and current.head.mention is not None:
                return current.head.mention.date
            if isinstance(current, Word) and (
                current.kind in ("verb", "relative", "complementiser", "subordinator", "conjunction")
                or current.text in _STOPS
            ):
                break
            if isinstance(current, Phrase) and current.head.form == "verbal-noun" and current.preposition != "ب":
                break
        before = (c for c in constituents[clause.start : naming.position] if isinstance(c, Phrase))
        dates = [c.head.mention.date for c in before if c.head.kind == "date" and c.head.mention is not None]
        return dates[-1] if dates else ""

    def _argued(self, naming: Naming) -> bool:
        """Tell whether a deal is what its verb is said of: subject, object, or after the preposition of the verb."""
        clause, top = naming.clause, naming.top
        return top in (clause.subject, clause.object) or (
            naming.position > clause.position and top.preposition in ("عن", "علي", "من")
        )

    def _governors(self, naming: Naming) -> Iterator[Governor]:
        """Yield what holds a deal, nearest first: الصفقة المقترحة، بطلان الصفقة، انهارت الصفقة، ألغت الصفقة، من المتوقع إتمام الصفقة."""
        clause, top = naming.clause, naming.top
        if naming.phrase.head.lemma not in self.rounds:
            # جولة أولية: the first round is no plan.
            yield from (Governor(adjective.lemma, "adjective") for adjective in naming.adjectives)
        if clause.condition or {"لم", "لن", "لا"} & set(clause.particles):
            return
        completed = any(host.head.verb in self.completing for host in naming.hosts)
        if completed and top.preposition == "قبل":
            # قبل إتمام الصفقة: it is still to come.
            yield Governor("وشيك", "adjective")
        yield from (Governor(host.head.lemma, "noun") for host in naming.hosts if host.head.lemma not in self.ending)
        before = naming.scene.constituents[naming.position - 1] if naming.position else None
        if isinstance(before, Phrase) and completed:
            yield Governor(f"{before.preposition} {before.head.norm}".strip(), "particle")
            yield Governor(before.head.lemma, "noun", top.preposition)
        if clause.verb is not None and self._argued(naming):
            yield from self._verbs(naming, clause.verb, completed=completed)

    def _verbs(self, naming: Naming, verb: Word, *, completed: bool) -> Iterator[Governor]:
        """Yield the verb that a deal is the subject or the object of, and what holds that verb; an approval alone leaves the deal as it was told."""
        clause, top = naming.clause, naming.top
        # اقترب من نهاية العقد: what is said of its end, its worth or its course is not said of the deal.
        itself = all(host.head.verb in self.completing or host.head.lemma in self.relations for host in naming.hosts)
        if verb.lemma in self.settling or verb.lemma in self.copula or not itself:
            # ستكون الصفقة الأكبر في تاريخها: what a deal is called ends none.
            return
        lemma = next((lemma for lemma in verb.lemmas if (lemma, "verb") in self.status), verb.lemma)
        if clause.subject is not top:
            yield Governor(lemma, "verb", top.preposition)
            return
        if verb.lemma in self.meeting:
            # قوبل العرض بالرفض
            after = clause.own(naming.scene.constituents, clause.position + 1, clause.end)
            met = [phrase for _, phrase in after if phrase is not top][:1]
            yield from (Governor(phrase.head.lemma, "noun") for phrase in met if phrase.preposition in ("", "ب"))
        passive = naming.position > clause.position and clause.object is None and verb.voice != "active"
        yield Governor(lemma, "verb" if passive else "verb-of")
        if completed or verb.lemma in self.completing:
            # ستكتمل الصفقة، من المتوقع أن تتم الصفقة
            yield from (
                Governor(particle, "particle", "imperfect") for particle in clause.particles if particle in ("س", "سوف")
            )
            governor = clause.governor
            if isinstance(governor, Phrase):
                yield Governor(f"{governor.preposition} {governor.head.norm}".strip(), "particle")
            elif governor is not None:
                yield Governor(governor.lemma, governor.kind, "ان")


def ends(claim: Claim) -> frozenset[str]:
    """Return the two that a claim joins."""
    return frozenset((claim.subject, str(claim.object)))


def _within(phrase: Phrase) -> Iterator[Phrase]:
    """Yield what a deal's name itself holds, without what it is joined to."""
    genitive = phrase.genitive
    if genitive is not None and not genitive.head.attached:
        yield from genitive.nested()


def _introduced(naming: Naming) -> bool:
    """Tell whether the sentence itself brings up the deal before it names it: وقعت X عقدا مع شركة أجنبية ثم فسخت ذلك العقد."""
    head = naming.phrase.head
    return any(
        phrase.head.lemma == head.lemma and not definite(phrase) and phrase.head.number != "p"
        for current in naming.scene.constituents[: naming.position]
        if isinstance(current, Phrase)
        for phrase in current.nested()
    )


def _aside(scene: Scene, claim: Claim) -> bool:
    """Tell whether a claim is told beside the news: in a relative clause, with كان قد, as a description."""
    position = next(
        (
            index
            for index, current in enumerate(scene.constituents)
            if (current.span if isinstance(current, Word) else current.head.span).start <= claim.trigger.start
            <= (current.span.end if isinstance(current, Word) else scene.words[current.last].span.end)
        ),
        None,
    )  # fmt: skip
    if claim.attributive or position is None:
        return claim.attributive
    clause = scene.clause_at(position)
    return clause.opening == "relative" or any(auxiliary.lemma == "كان" for auxiliary in clause.auxiliaries)


__all__ = ["DealReader", "Naming", "ends"]
