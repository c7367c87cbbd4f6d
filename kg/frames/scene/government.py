"""The words that govern a claim, innermost first: particles, auxiliaries, verbs and nouns over it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.frames.clauses import Clause
from kg.frames.phrases import Phrase
from kg.frames.scene.apposition import Apposition
from kg.frames.scene.model import Governor, Scene
from kg.frames.scene.neighbours import offer_before, phrases_before
from kg.frames.words import Word
from kg.ontology import Ontology

_ABOUT = frozenset({"ل", "عن", "بشان", "حول"})
"""Prepositions that lead on from the genitive of a noun as well: بدء المناقشات بشأن …."""

_NEAR = "قرب"
_AHEAD = frozenset({"قبل"})
_SINCE = frozenset({"بعد", "عقب", "اثر", "منذ"})


class Government:
    """Name the governors of a clause, and those of a nominal in it."""

    def __init__(self, ontology: Ontology, apposition: Apposition) -> None:
        self.apposition = apposition
        self.presupposing = ontology.words.get("presupposing", frozenset())
        self.undenied = ontology.words.get("bounding", frozenset()) | ontology.words.get("commenting", frozenset())
        self.collectives = ontology.words.get("collective", frozenset())
        self.deals = ontology.words.get("deal", frozenset())
        self.standing = ontology.words.get("standing", frozenset())
        self.receiving = ontology.words.get("receiving", frozenset())
        self.offers = ontology.words.get("offer", frozenset())
        self.news = ontology.words.get("news", frozenset())
        self.settling = ontology.words.get("settling", frozenset())
        self.speech = ontology.words.get("speech", frozenset()) | ontology.words.get("dealing", frozenset())
        self.gone = ontology.words.get("gone", frozenset())
        self.terms = ontology.words.get("terms", frozenset())
        self.status = ontology.status_words_of

    def of_clause(self, clause: Clause) -> Iterator[Governor]:
        """Yield the words over a clause, nearest first: its particles, its auxiliaries, and what its أن completes."""
        if clause.condition:
            yield Governor(clause.condition, "particle")
        whole = self._whole(clause)
        if clause.opening == "relative" and clause.parent is not None and clause.parent.verb is not None:
            # سحبت X دعوى رفعتها على Y: what is withdrawn is over.
            over = Governor(self._known(clause.parent.verb), "verb")
            described = clause.described or clause.antecedent
            if (
                described is not None
                and described is clause.parent.object
                and (
                    not described.head.definite
                    or described.head.lemma in self.offers
                    or described.head.lemma in self.news
                )
                and self._ends(over)
                # كان X أول هاتف تنتجه Y: she makes it still.
                and over.lemma not in self.apposition.copula
            ):
                yield over
        if whole:
            # لم تعد and لا تزال are words of their own: the negation in them denies nothing.
            yield Governor(whole[0], "particle")
        # لا يتجاوز 640: what is denied is only the excess. لا تعلق على أنباء شرائها X: nothing is denied.
        measured = clause.verb is not None and clause.verb.lemma in self.undenied
        for index, particle in enumerate(() if whole or measured else clause.particles):
            yield Governor(particle, "particle", clause.verb.aspect if clause.verb else "")
            if index + 1 < len(clause.particles):
                yield Governor(f"{particle} {clause.particles[index + 1]}", "particle")
        if (
            clause.opening == "coordinate"
            and clause.parent is not None
            and clause.verb is not None
            and clause.verb.aspect == "imperfect"
        ):
            # ستغلق مصنعها وتسرح عمالها: the future of the first verb holds for the second.
            yield from (
                Governor(particle, "particle", "imperfect")
                for particle in clause.parent.particles
                if particle in ("س", "سوف")
            )
        for auxiliary in clause.auxiliaries:
            yield Governor(auxiliary.lemma, "auxiliary", auxiliary.aspect)
        governor = clause.governor
        if isinstance(governor, Phrase):
            yield Governor(f"{governor.preposition} {governor.head.norm}".strip(), "particle")
            yield Governor(governor.head.lemma, "noun" if governor.head.kind == "noun" else "adjective", "ان")
        elif governor is not None and governor.lemma == "كان" and governor.aspect == "imperfect":
            # سيكون لديه عملاق، علما بأنه يملك X: what is known besides hangs on nothing.
            return
        elif governor is not None:
            verb = governor.kind == "verb"
            yield Governor(self._known(governor) if verb else governor.lemma, governor.kind, "ان")
        if clause.opening == "complement" and clause.parent is not None and governor is clause.parent.verb:
            # كان قد توقع أن تسجل X خسائر: what was before is the telling.
            told = isinstance(governor, Word) and governor.aspect == "perfect"
            above = self.of_clause(clause.parent)
            yield from (word for word in above if not (told and word.kind == "auxiliary"))
        elif (
            clause.opening == "coordinate"
            and clause.governor is not None
            and clause.parent is not None
            and clause.parent.parent is not None
        ):
            # قالت إنها تعمل، ويملك فلان حصة: what كانت puts into the past is not what another does.
            apart = not clause.inherited and clause.subject is not clause.parent.subject
            yield from (
                governor
                for governor in self.of_clause(clause.parent.parent)
                if not (apart and governor.kind == "auxiliary")
            )

    def of_nominal(
        self, scene: Scene, position: int, top: Phrase, phrase: Phrase, clause: Clause
    ) -> Iterator[Governor]:
        """Yield the words over a nominal, nearest first; what is there already can only be over."""
        governors = self._all(scene, position, top, phrase, clause)
        genitive = phrase.genitive
        many = phrase.head.number == "p" and phrase.head.lemma in self.deals
        # عقود شركة X مع Y: of many the owner makes them those that there are.
        # شراء أعمال X في الصين: what a company is made up of is there before anybody buys it.
        many = many or phrase.head.lemma in self.standing
        owned = genitive is not None and (genitive.head.attached or (many and bool(genitive.entities)))
        counted = scene.words[phrase.first].norm in self.collectives and scene.words[phrase.first] is not phrase.head
        # توقعت X أن تبلغ أرباحها مليونا: what is measured is held as the measuring is.
        figure = clause.object is not None and clause.object.head.kind == "figure"
        measured = top is clause.subject and figure and clause.opening == "complement"
        business = phrase.head.number == "p" and phrase.head.lemma in self.standing
        there = (
            (phrase.head.form != "verbal-noun" or business)
            and not (counted or measured)
            and (phrase.head.definite or owned)
            and not self.apposition.predicated(scene, position, clause)
        )
        supposed = any(host.head.lemma in self.presupposing for host in top.hosts_of(phrase)) or _source(clause, top)
        for governor in governors:
            if supposed and self._denies(governor):
                # لم يذكر سبب استقالة فلان: the cause is not told, the deed is.
                continue
            # محادثات لبيع حصتها، قد تغير الشراكة: what is definite is there already, and can only be over.
            if not there or governor.kind == "adjective" or self._ends(governor):
                yield governor

    def _all(self, scene: Scene, position: int, top: Phrase, phrase: Phrase, clause: Clause) -> Iterator[Governor]:
        for adjective in phrase.adjectives:
            yield Governor(adjective.lemma, "adjective")
        for host in top.hosts_of(phrase):
            yield Governor(host.head.lemma, "noun")
            for adjective in host.adjectives:
                yield Governor(adjective.lemma, "adjective")
        preposition = top.preposition
        if preposition in _AHEAD and clause.verb is not None and clause.verb.aspect == "imperfect":
            # تختبر سدير هاتفها قبل طرحه: what is still to be done first comes before it.
            yield Governor(preposition, "particle")
        if preposition == _NEAR and phrase.head.form == "verbal-noun":
            # أعلنت سدير قرب إتمام الصفقة
            yield Governor(preposition, "particle")
        yield from self._lack(scene, position)
        for place, before in phrases_before(scene, position, 5):
            # عرضها شراء X, عرض سدير شراء X: what follows a noun and its holder is what the noun is about.
            held = (
                before.genitive is not None
                and (before.genitive.head.attached or bool(before.genitive.entities) or bool(before.apposed))
                and not preposition
                and phrase.head.form == "verbal-noun"
            )
            # توقيع اتفاقية لشراء X، صحة الأنباء عن شرائها: what is completed may be the genitive.
            nouns = _chain(before) if preposition in _ABOUT else [before.head]
            if preposition in _ABOUT and before.head.lemma in self.news:
                # الأخبار المتداولة حول شراء X: news is as sure as it is called.
                yield from (Governor(word.lemma, "adjective") for word in before.adjectives)
            for told in (before.head, *before.adjectives[-1:]):
                # مهتمة بشراء X, الشركة المهتمة بشراء X
                if any(preposition in word.via for word in self.status.get((told.lemma, "adjective"), ())):
                    yield Governor(told.lemma, "adjective", preposition)
            for noun in nouns:
                if any(
                    preposition in word.via or (held and not word.via)
                    for word in self.status.get((noun.lemma, "noun"), ())
                ):
                    yield Governor(noun.lemma, "noun", preposition)
                    yield from self._lack(scene, place)
                    preposition = before.preposition
                    break
        if clause.opening == "relative" and position > clause.position:
            yield from self._described(clause, preposition)
        if clause.verb is not None and clause.verb.lemma in self.receiving and preposition == "ل":
            offer = offer_before(scene, position, clause, self.offers)
            if offer is not None:
                # تلقت سدير عرضا من رتاج، في مايو، لشراء …: an offer governs its purpose past what stands between.
                yield Governor(offer[0].head.lemma, "noun", preposition)
        if preposition in _SINCE and self._gone(scene, position):
            # ستطلق سدير خدمة بعد استحواذها على X العام الماضي: what has been is no plan.
            return
        if clause.verb is not None and clause.subject is top:
            yield Governor(self._known(clause.verb), "verb-of", clause.verb.aspect)
        if clause.verb is not None and position > clause.position and clause.subject is not top:
            settled = phrase.head.form != "verbal-noun" and clause.verb.lemma in self.settling
            # لم تستبعد شراء X: the verb alone would say the contrary.
            spoken = any(pair.endswith(f" {clause.verb.norm}") for pair in self._whole(clause))
            # قد تكون منافسا: of كان only the perfect tells of what is over.
            lasting = clause.verb.lemma == "كان" and clause.verb.aspect == "imperfect"
            if not settled and not spoken and not lasting:
                yield Governor(
                    self._known(clause.verb),
                    "verb",
                    "ان" if self.apposition.completed(scene, clause, position) else preposition,
                )
                spent = preposition == "علي" and _after_deed(clause, top)
                if (preposition == "ل" or preposition in self.terms or spent) and phrase.head.form == "verbal-noun":
                    # تعتزم طرح أسهمها لجمع 18 مليونا: the purpose is held as what serves it, and so is the means.
                    yield from (governor for governor in self.of_clause(clause) if governor.kind == "verb")
                    yield Governor(self._known(clause.verb), "verb", "" if preposition == "ل" else "ان")
        if clause.opening == "relative" and position < clause.position:
            return
        yield from self.of_clause(clause)

    def _gone(self, scene: Scene, position: int) -> bool:
        """Tell whether a date after a deed says that it is past: العام الماضي."""
        for current in scene.constituents[position + 1 :]:
            if isinstance(current, Word) or current.head.kind == "date":
                return isinstance(current, Phrase) and not self.gone.isdisjoint(current.head.norm.split())
        return False

    def _described(self, clause: Clause, preposition: str) -> Iterator[Governor]:
        """Yield the noun that a relative clause describes, where it leads on to an act: المحادثات التي تجريها سدير لشراء X."""
        described = clause.described or clause.antecedent
        lemma = described.head.lemma if described is not None else ""
        if any(preposition and preposition in word.via for word in self.status.get((lemma, "noun"), ())):
            yield Governor(lemma, "noun", preposition)
        host = clause.parent
        subject = host.subject if host is not None else None
        dealt = subject is not None and subject.head.lemma in self.deals and described in subject.nested()
        if preposition == "ل" and dealt and host is not None and host.verb is not None:
            # فشلت صفقة X التي بلغت قيمتها مليارا للاستحواذ على Y
            yield Governor(self._known(host.verb), "verb-of", host.verb.aspect)

    def _lack(self, scene: Scene, position: int) -> Iterator[Governor]:
        """Yield the noun without a head of its own that denies the act after it: عدم التقدم بعرض."""
        before, act = scene.constituents[position - 1] if position else None, scene.constituents[position]
        if isinstance(before, Word) and isinstance(act, Phrase) and act.head.form == "verbal-noun":
            if act.head.verb in self.speech:
                # عدم الإفصاح عن خسارة: what is not told may be so.
                return
            denies = any(
                word.status == "denied" and not word.via for word in self.status.get((before.norm, "noun"), ())
            )
            if denies:
                yield Governor(before.norm, "noun")

    def _denies(self, governor: Governor) -> bool:
        words = self.status.get((governor.lemma, "particle"), ()) if governor.kind == "particle" else ()
        return any(word.status == "denied" for word in words)

    def _ends(self, governor: Governor) -> bool:
        words = self.status.get((governor.lemma, governor.kind.removesuffix("-of")), ())
        return governor.kind in ("verb", "verb-of", "noun") and any(
            word.status in ("ended", "denied") for word in words
        )

    def _known(self, verb: Word) -> str:
        """Return the lemma of the first reading of a verb that is a status word, else its likeliest lemma: أجرت is of أجرى.

        تعد X، بقيادة فلان، من أكبر …: what counts as something promises nothing.
        """
        if verb.lemma in self.apposition.copula:
            return verb.lemma
        return next((lemma for lemma in verb.lemmas if (lemma, "verb") in self.status), verb.lemma)

    def _whole(self, clause: Clause) -> list[str]:
        """Return the particles and verbs of a clause that are one word of status together: لم تعد، لم تستبعد."""
        verbs = [word.norm for word in (*clause.auxiliaries, *([clause.verb] if clause.verb else []))]
        pairs = [f"{particle} {verb}" for particle in clause.particles for verb in verbs]
        return [pair for pair in pairs if (pair, "particle") in self.status]


def _after_deed(clause: Clause, top: Phrase) -> bool:
    """Tell whether a phrase completes the verbal noun that its verb governs: تعتزم إنفاق مليار على بناء مصنع."""
    deed = clause.object
    return deed is not None and deed is not top and deed.head.form == "verbal-noun" and deed.head.span < top.head.span


def _source(clause: Clause, top: Phrase) -> bool:
    """Tell whether a phrase only says what the object of its clause comes from: لم تتوقع X ضررا من شراكة مع Y."""
    thing = clause.object
    apart = thing is not None and thing is not top and not thing.entities and thing.head.span < top.head.span
    return apart and top.preposition == "من" and top.head.kind == "noun"


def _chain(phrase: Phrase) -> list[Word]:
    """Return the nouns of an idafa, the innermost first, up to what is named."""
    nouns = [phrase.head]
    while phrase.genitive is not None and phrase.genitive.head.kind == "noun" and not phrase.genitive.entities:
        phrase = phrase.genitive
        nouns.insert(0, phrase.head)
    return nouns
