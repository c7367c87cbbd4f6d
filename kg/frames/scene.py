"""A sentence's constituents and clauses -> predicates: each verb, verbal noun, participle and noun that a frame may know, with what stands around it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.arabic.folding import fold
from kg.frames.clauses import Clause
from kg.frames.phrases import Constituent, Phrase
from kg.frames.words import Word
from kg.ontology import Frame, Ontology, StatusWord

# The pronouns of who speaks and who is spoken to: شراكتنا is nobody's that the sentence names.
_SPEAKERS = frozenset({"نا", "ي", "ك", "كم"})


@dataclass(frozen=True, slots=True)
class Governor:
    """Name a word that governs a claim, innermost first, for the decision on its status."""

    lemma: str
    kind: str
    via: str = ""


@dataclass(slots=True)
class Predicate:
    """Hold one place where a relation may be said."""

    word: Word
    kind: str
    """verb, verbal-noun, active-participle, passive-participle, noun or adjective."""
    clause: Clause
    position: int
    """Index among the constituents."""
    phrase: Phrase | None = None
    """The phrase that the word heads, or that a participle describes."""
    agent: Phrase | None = None
    understood: bool = False
    """Whether the agent is taken over from a governing word or an earlier clause."""
    patient: Phrase | None = None
    genitive: Phrase | None = None
    apposed: tuple[Phrase, ...] = ()
    after: tuple[tuple[int, Phrase], ...] = ()
    """Phrases within reach, with their positions, in order."""
    governors: tuple[Governor, ...] = ()
    attributive: bool = False
    """Whether it only describes what it stands beside: then what governs the clause says nothing about it."""


@dataclass(slots=True)
class Scene:
    """Hold a sentence as constituents and clauses."""

    constituents: Sequence[Constituent]
    clauses: Sequence[Clause]
    topic: Phrase | None
    words: Sequence[Word] = field(default_factory=list)
    employers: Mapping[str, str] = field(default_factory=dict)
    """Person -> the organisation of the office that the article has named for them."""
    beside: set[str] = field(default_factory=set)
    """Who acts with a subject (إلى جانب X): on its side, not opposite it."""

    def clause_at(self, position: int) -> Clause:
        """Return the clause that a constituent belongs to: the innermost one that covers it, else the nearest before."""
        covering = [clause for clause in self.clauses if clause.covers(position)]
        if covering:
            behind = [clause for clause in covering if clause.position < position]
            return behind[-1] if behind else covering[0]
        before = [clause for clause in self.clauses if clause.start <= position]
        return before[-1] if before else self.clauses[0]

    def position_at(self, place: int) -> int | None:
        """Return the last constituent whose head begins at an offset of the text or before it."""
        heads = (c.head if isinstance(c, Phrase) else c for c in self.constituents)
        return max((index for index, head in enumerate(heads) if head.span.start <= place), default=None)


def lemmas_of(phrase: Phrase) -> tuple[tuple[str, ...], ...]:
    """Return, for each word of a phrase in order, its lemmas and its form, names left out: مجلس إدارة، مشروع مشترك."""
    found: list[tuple[str, ...]] = []
    current: Phrase | None = phrase
    while current is not None and current.head.kind not in ("name", "figure", "date"):
        if not current.head.attached:
            found.append(_forms(current.head))
        inner = current.genitive
        if inner is None or inner.head.attached or inner.head.kind == "name":
            found += [_forms(adjective) for adjective in current.adjectives]
        current = inner
    return tuple(found)


def _forms(word: Word) -> tuple[str, ...]:
    return (*word.lemmas, word.norm.removeprefix("ال"))


class PredicateFinder:
    """Find the predicates of a scene that the ontology's frames know."""

    def __init__(self, ontology: Ontology, frames: Mapping[tuple[str, str], Sequence[Frame]]) -> None:
        self.frames = frames
        self.compounds = ontology.words.get("compound", frozenset())
        self.roles = ontology.role_words
        self.measuring = ontology.words.get("bounding", frozenset())
        self.together = ontology.words.get("together", frozenset())
        self.collectives = ontology.words.get("collective", frozenset())
        self.shares = ontology.words.get("part", frozenset())
        self.means = ontology.words.get("means", frozenset())
        self.terms = ontology.words.get("terms", frozenset())
        self.befalling = ontology.words.get("befalling", frozenset())
        self.granting = ontology.words.get("granting", frozenset())
        self.helping = ontology.words.get("helping", frozenset())
        self.offices = ontology.words.get("office", frozenset())
        self.settling = ontology.words.get("settling", frozenset())
        self.quantifiers = ontology.words.get("quantifier", frozenset())
        self.deals = ontology.words.get("deal", frozenset())
        self.offers = ontology.words.get("offer", frozenset())
        self.speech = ontology.words.get("speech", frozenset())
        self.revealing = ontology.words.get("dealing", frozenset())
        self.authorities = ontology.words.get("authority", frozenset())
        self.copula = ontology.words.get("copula", frozenset())
        self.status = ontology.status_words_of

    def predicates(self, scene: Scene) -> Iterator[Predicate]:
        """Yield the sentence's predicates in order."""
        for clause in scene.clauses:
            for verb in _readings(clause.verb) if clause.verb is not None else ():
                if ("verb", verb.lemma) in self.frames:
                    yield self._verb(scene, clause, verb)
        for position, constituent in enumerate(scene.constituents):
            if isinstance(constituent, Phrase):
                yield from self._nominals(scene, position, constituent)

    # -------------------------------------------------------------- verbs

    def _verb(self, scene: Scene, clause: Clause, verb: Word) -> Predicate:
        after = [
            (i, c)
            for i, c in clause.own(scene.constituents, clause.position + 1, clause.end)
            if c is not clause.subject
        ]
        before = [(i, c) for i, c in clause.own(scene.constituents, clause.start, clause.position) if c.preposition]
        after += self._left_over(scene, clause, verb, after)
        patient = clause.object or clause.object_pronoun
        agent = clause.subject
        if clause.passive and agent is not None:
            # عُين فلان مديرا: the second object stays.
            agent, patient = None, agent
        elif patient is None and verb.voice != "active":
            # أدرجت سدير في البورصة: the passive is mostly written as the active.
            patient = agent
        doer = _doer(after)
        if doer is not None and agent is not None and verb.voice != "active" and patient in (None, agent):
            # صمم النظام من قبل X: who does it stands apart, so that the verb is passive.
            agent, patient = doer, agent
        patient = _counted(patient, after, self.shares)
        agent = agent or doer
        return Predicate(
            verb, "verb", clause, clause.position, agent=agent, understood=clause.inherited, patient=patient, genitive=None,
            after=(*after, *before), governors=tuple(self._clause_governors(clause)),
        )  # fmt: skip

    def _left_over(
        self, scene: Scene, clause: Clause, verb: Word, after: Sequence[tuple[int, Phrase]]
    ) -> list[tuple[int, Phrase]]:
        """Return what stands after a relative clause whose verb has no use for it: استحوذت الشركة التي أسسها فلان على X."""
        described = next(
            (c for c in scene.clauses if c.opening == "relative" and c.parent is clause and c.start == clause.end + 1),
            None,
        )
        if described is None or described.verb is None:
            return []
        complete = described.object_pronoun is not None and described.subject is not None
        if not complete and ("verb", described.verb.lemma) not in self.frames:
            return []
        wanted = self._markers(verb) - self._markers(described.verb) - {phrase.preposition for _, phrase in after}
        return [
            (index, phrase)
            for index, phrase in described.own(scene.constituents, described.position + 1, described.end)
            if phrase.preposition in wanted and not phrase.head.attached
        ]

    def _markers(self, verb: Word) -> set[str]:
        """Return the prepositions that the frames of a verb know, of each of its readings."""
        return {
            marker
            for lemma in verb.lemmas
            for frame in self.frames.get(("verb", lemma), ())
            for role in ("subject", "object")
            for marker in frame.arguments.get(role, ())
        } - {"agent", "patient", "genitive", "topic", "apposed"}

    # -------------------------------------------------------------- nominals

    def _nominals(self, scene: Scene, position: int, top: Phrase) -> Iterator[Predicate]:
        clause = scene.clause_at(position)
        for phrase in top.nested():
            yield from self._headed(scene, position, top, phrase, clause)
            for adjective in phrase.adjectives:
                for word in _readings(adjective):
                    if word.form.endswith("participle") and ("verb", word.verb) in self.frames:
                        yield self._participle(scene, position, top, phrase, word, clause, headed=False)
                    if ("adjective", word.lemma) in self.frames:
                        yield self._adjective(scene, position, top, phrase, word, clause)

    def _headed(self, scene: Scene, position: int, top: Phrase, phrase: Phrase, clause: Clause) -> Iterator[Predicate]:
        """Yield what the head of a phrase says, in each of its readings."""
        nouns: set[str] = set()
        bare = phrase.head.norm.removeprefix("ال")
        host = next((outer for outer in top.nested() if outer.genitive is phrase), None)
        if host is not None and f"{host.head.lemma} {phrase.head.lemma}" in self.compounds:
            return
        for head in _readings(phrase.head):
            if head.kind in ("noun", "adjective", "reference", "unknown"):
                if head.form == "verbal-noun" and ("verb", head.verb) in self.frames:
                    yield self._verbal_noun(scene, position, top, phrase, head, clause)
                if (
                    head.form.endswith("participle")
                    and bare not in self.roles | self.offices
                    and ("verb", head.verb) in self.frames
                    and (phrase.genitive is not None or phrase is top)
                ):
                    yield self._participle(scene, position, top, phrase, head, clause, headed=True)
                # المالكة, المطورة: the feminine of a noun of who does it.
                for lemma in (head.lemma, bare, bare.removesuffix("ه")):
                    if ("noun", lemma) in self.frames and lemma not in nouns:
                        nouns.add(lemma)
                        yield self._noun(scene, position, top, phrase, replace(head, lemma=lemma), clause)
            if phrase is top and head.kind == "adjective" and ("adjective", head.lemma) in self.frames:
                yield self._adjective(scene, position, top, phrase, head, clause)

    def _reach(self, scene: Scene, position: int, clause: Clause) -> tuple[tuple[int, Phrase], ...]:
        """Return the phrases after a nominal up to the next verb, relative pronoun or conjunction of clauses; one comma is passed."""
        found: list[tuple[int, Phrase]] = []
        commas = 0
        for index in range(position + 1, len(scene.constituents)):
            current = scene.constituents[index]
            if isinstance(current, Phrase):
                found.append((index, current))
            elif current.kind in ("verb", "relative", "complementiser", "subordinator") or current.text in (
                ":",
                "؛",
                ".",
            ):
                break
            elif current.text in "،,":
                commas += 1
                if commas > 1:
                    break
        before = [
            (i, c)
            for i, c in enumerate(scene.constituents[clause.start : position], clause.start)
            if isinstance(c, Phrase) and c.preposition in ("لدي", "ل")
        ]
        return (*found, *before)

    def _verbal_noun(
        self, scene: Scene, position: int, top: Phrase, phrase: Phrase, head: Word, clause: Clause
    ) -> Predicate:
        after = self._reach(scene, position, clause)
        agent, patient = None, None
        understood = False
        genitive = phrase.genitive
        follows = next(
            (c for i, c in after[:2] if i > position and (not c.preposition or c.preposition == "ل") and c.entities),
            None,
        )
        markers = {
            marker
            for frame in self.frames["verb", head.verb]
            for role in ("subject", "object")
            for marker in frame.arguments[role]
        }
        nouns = {fold(noun) for frame in self.frames["verb", head.verb] for noun in frame.patient_nouns}
        direct = "patient" in markers
        if (
            follows is not None
            and follows.preposition == "ل"
            and any(
                frame.arguments[role][0] == "ل"
                for frame in self.frames["verb", head.verb]
                for role in ("subject", "object")
            )
        ):
            # بيع X لـY: ل marks the buyer, no patient.
            follows = None
        if genitive is None:
            pass
        elif (
            genitive.head.kind in ("figure", "date")
            or genitive.head.lemma in nouns
            or (not direct and self._shared(head.verb, genitive))
        ):
            patient = genitive
        elif not direct and not genitive.names_something and not genitive.head.attached:
            # توريد الإسمنت: what names nobody is no agent.
            patient = genitive
        elif direct and head.number == "p" and follows is None and genitive.names_something:
            # تجهيزات هواوي are what Huawei makes, and don't equip it.
            agent = genitive
        elif not direct or (
            follows is not None
            and (genitive.head.attached or follows.preposition == "ل" or not genitive.preposition)
            and genitive.names_something
            and after[0][1] is follows
        ):
            agent = genitive
            patient = follows if direct else None
        else:
            patient = genitive
        patient = _counted(patient, after, self.shares)
        agent = agent or _doer(after)
        if agent is None or (agent.head.attached and agent.head.norm not in _SPEAKERS):
            controller = self._controller(scene, position, top, phrase, clause) or self._joined(scene, position)
            if agent is None or (controller is not None and controller.entities):
                agent, understood = controller, agent is None and controller is not None
        return Predicate(
            head, "verbal-noun", clause, position, phrase, agent=agent, understood=understood, patient=patient, genitive=genitive,
            after=after, governors=tuple(self._nominal_governors(scene, position, top, phrase, clause)),
        )  # fmt: skip

    def _shared(self, verb: str, genitive: Phrase) -> bool:
        """Tell whether a frame of the verb knows the noun as what is acted on: تقاسم عائداتها مع X."""
        own = {form for forms in lemmas_of(genitive)[:1] for form in forms}
        return any(
            fold(noun).split()[0] in own
            for frame in self.frames["verb", verb]
            for noun in (*frame.patient_nouns, *frame.through)
        )

    def _participle(
        self, scene: Scene, position: int, top: Phrase, phrase: Phrase, word: Word, clause: Clause, *, headed: bool
    ) -> Predicate:
        after = self._reach(scene, position, clause)
        described = self._apposed(scene, position, top, phrase) if headed else (phrase,)
        beside = scene.constituents[position - 1] if position else None
        led = isinstance(beside, Phrase) and bool(beside.preposition)
        if (
            headed
            and (led or not described)
            and word.form == "active-participle"
            and self._accompanies(scene, position, clause)
        ):
            assert clause.subject is not None
            described = (clause.subject,)
        host = described[0] if described else None
        patient = phrase.genitive if headed else next((c for _, c in after[:1] if c.preposition in ("ل", "")), None)
        predicate = Predicate(
            word, word.form, clause, position, phrase, genitive=phrase.genitive, apposed=described, after=after,
            governors=tuple(self._nominal_governors(scene, position, top, phrase, clause)), attributive=not headed or not self._predicated(scene, position, clause),
        )  # fmt: skip
        if word.form == "active-participle":
            predicate.agent, predicate.patient = host, patient
        else:
            predicate.patient = host
            # شركات منافسة: what may as well be active is passive only beside who does it.
            either = any(form == "active-participle" for _, _, form in word.readings)
            near = after[:1] if either else after[:2]
            predicate.agent = next((c for _, c in near if c.preposition in ("من قبل", "ل")), None)
        return predicate

    def _accompanies(self, scene: Scene, position: int, clause: Clause) -> bool:
        """Tell whether an indefinite participle tells how the subject comes to do what it does: التحق بها فلان قادما من X."""
        phrase = scene.constituents[position]
        subject = clause.subject
        return (
            isinstance(phrase, Phrase)
            and not (phrase.preposition or phrase.head.definite or phrase.genitive)
            and subject is not None
            and bool(subject.entities)
            and position > clause.position
            and phrase.head.number == "s"
            and (not subject.head.gender or subject.head.gender == phrase.head.gender)
        )

    def _noun(self, scene: Scene, position: int, top: Phrase, phrase: Phrase, head: Word, clause: Clause) -> Predicate:
        agent, understood = phrase.genitive, False
        # رخصة استغلال علامة X: what the licence is for has no licence.
        aim = agent is not None and agent.head.form == "verbal-noun" and not agent.entities
        if agent is None or aim or not (agent.names_something or agent.head.norm in _SPEAKERS):
            agent = self._controller(scene, position, top, phrase, clause)
            understood = agent is not None
        return Predicate(
            head, "noun", clause, position, phrase, agent=agent, understood=understood, genitive=phrase.genitive,
            apposed=self._apposed(scene, position, top, phrase), after=self._reach(scene, position, clause),
            governors=tuple(self._nominal_governors(scene, position, top, phrase, clause)), attributive=not self._predicated(scene, position, clause),
        )  # fmt: skip

    def _adjective(
        self, scene: Scene, position: int, top: Phrase, phrase: Phrase, word: Word, clause: Clause
    ) -> Predicate:
        described = (
            (phrase,)
            if word.span != phrase.head.span and phrase.entities
            else self._apposed(scene, position, top, phrase)
        )
        return Predicate(
            word, "adjective", clause, position, phrase, agent=described[0] if described else None, genitive=phrase.genitive, apposed=described,
            after=self._reach(scene, position, clause), governors=tuple(self._nominal_governors(scene, position, top, phrase, clause)),
            attributive=not self._predicated(scene, position, clause),
        )  # fmt: skip

    def _completed(self, scene: Scene, clause: Clause, position: int) -> bool:
        """Tell whether a phrase stands in a clause without a verb after أن: نفت أنها تابعة لـX."""
        between = scene.constituents[clause.position : position]
        return any(isinstance(c, Word) and c.kind == "complementiser" for c in between)

    def _predicated(self, scene: Scene, position: int, clause: Clause) -> bool:
        """Tell whether a noun after a copula or أن is the clause's own statement: لم تعد سدير تابعة لـX."""
        if clause.verb is not None and self._completed(scene, clause, position):
            return True
        return position > clause.position and self._copular(clause)

    def _copular(self, clause: Clause) -> bool:
        """Tell whether the verb, in one of its readings, only joins a subject and what is said of it: تُعد، كانت، أصبحت."""
        verbs = [*clause.auxiliaries, *([clause.verb] if clause.verb is not None else [])]
        return any(lemma in self.copula for verb in verbs for lemma in verb.lemmas)

    def _apposed(self, scene: Scene, position: int, top: Phrase, phrase: Phrase) -> tuple[Phrase, ...]:
        """Return what a noun is said of: the name beside it, before it (after a comma or هو), or the subject of its copula."""
        if phrase.apposed or phrase.examples:
            return (*phrase.apposed, *(phrase.coordinated if phrase.head.number == "p" else ())) or tuple(
                phrase.examples
            )
        after = scene.constituents[position + 1] if position + 1 < len(scene.constituents) else None
        owned = phrase.genitive is not None and phrase.genitive.head.attached
        if owned and phrase.last == top.last and isinstance(after, Phrase) and not after.preposition and after.entities:
            # شريكتها شركة X: what follows a noun with a pronoun names it.
            return (after,)
        if (
            phrase.genitive is not None
            and phrase.genitive.head.kind == "name"
            and phrase.genitive.entities == phrase.entities
        ):
            return (phrase.genitive,)
        # أكبر منافس لـX، أحد الداعمين: the superlative and the quantifier stand before what is said.
        lifted = top.genitive is phrase and (
            top.head.kind == "adjective" or top.head.lemma in self.quantifiers or top.head.norm in self.quantifiers
        )
        if phrase is not top and phrase not in top.coordinated and not lifted:
            return ()
        clause = scene.clause_at(position)
        beside, marks = _phrase_beside(scene, position)
        if (
            beside is not None
            and not marks
            and beside.head.kind == "reference"
            and beside.entities
            and (phrase.head.gender, phrase.head.number) == (beside.head.gender, "s")
            and phrase.genitive is not None
            and phrase.genitive.names_something
        ):
            # أكبر المستثمرين في الشركة مطورة X: the nominal beside it, not the subject of the clause.
            return (beside,)
        if (
            self._copular(clause)
            and position > clause.position
            and clause.subject is not None
            and clause.subject.entities
            and clause.subject is not top
        ):
            return (clause.subject,)
        if top.preposition in ("من بين", "من", "من ضمن"):
            return self._fronted(scene, position) or self._one_of(scene, position, phrase)
        if top.preposition and top.preposition not in ("ك", "ب"):
            return ()
        before, marks = _phrase_beside(scene, position)
        if (
            marks == 0
            and clause.verb is not None
            and clause.object is top
            and before is clause.subject
            and not (phrase.head.definite and (clause.verb.lemma in self.speech or clause.verb.voice == "active"))
        ):
            # اشترت سدير الشركة الأم: an object; قالت سدير الشركة الأم لرتاج إن …، تتجه سدير الشركة الأم لرتاج: who speaks or goes.
            return ()
        if (
            marks == 1
            and not phrase.head.definite
            and before is not None
            and before.preposition
            and getattr(scene.constituents[position - 1], "text", "") == "و"
        ):
            # هي شركة لعائلة X ومساهم في Y: what و joins is said of what the first noun is said of.
            host = next(
                ((i, c) for i, c in _phrases_before(scene, position - 1, 4) if not c.preposition and not c.entities),
                None,
            )
            return self._apposed(scene, host[0], host[1], host[1]) if host is not None else ()
        if before is not None and before.entities and marks <= 2:
            return (before.coordinated[-1] if before.coordinated else before,)
        if (
            before is not None
            and marks
            and phrase.head.norm.removeprefix("ال") not in self.roles
            and (last := _last_named(before)) is not None
        ):
            # سهم شركة X، المورد الرئيسي لـY: what stands beside a genitive is said of its name.
            return (last,)
        following = scene.constituents[position + 1 : position + 3]
        if (
            len(following) == 2
            and isinstance(following[0], Word)
            and following[0].text in "،,"
            and isinstance(following[1], Phrase)
            and following[1].entities
        ):
            return (following[1],)
        return ()

    def said_of(self, scene: Scene, position: int, top: Phrase) -> tuple[Phrase, ...]:
        """Return what a nominal is said of: the name that it stands beside, or the subject of its copula."""
        return self._apposed(scene, position, top, top)

    def _fronted(self, scene: Scene, position: int) -> tuple[Phrase, ...]:
        """Return what a noun after من بين is said of where it opens its clause: من بين ملاك X شركات مثل Y."""
        before = scene.constituents[position - 1] if position else None
        if isinstance(before, Phrase) or (isinstance(before, Word) and before.kind not in ("conjunction", "mark")):
            return ()
        for current in scene.constituents[position + 1 : position + 5]:
            if not isinstance(current, Phrase):
                return ()
            if not current.preposition:
                return (current,) if current.entities else ()
        return ()

    def _one_of(self, scene: Scene, position: int, phrase: Phrase) -> tuple[Phrase, ...]:
        """Return the name right before من and what it is one of, or whose work it is: Y من منتجات X، Y من تطوير X."""
        before = scene.constituents[position - 1] if position else None
        works = phrase.head.number == "p" or phrase.head.form == "verbal-noun"
        return (before,) if works and isinstance(before, Phrase) and before.entities else ()

    # -------------------------------------------------------------- control and government

    def _controller(self, scene: Scene, position: int, top: Phrase, phrase: Phrase, clause: Clause) -> Phrase | None:
        """Return who does what a verbal noun names: the holder of the plan, the subject of the verb that governs it."""
        outer = [host for host in top.nested() if host.genitive is phrase]
        for host in outer:
            if (
                (host.head.lemma, "noun") in self.status
                and host.genitive is not phrase
                and host.genitive
                and host.genitive.entities
            ):
                return host.genitive
        giver: Phrase | None = None
        for _, before in _phrases_before(scene, position, 3):
            if before.preposition == "من" and before.entities:
                giver = before
            for inner in reversed(list(before.nested())):
                words = self.status.get((inner.head.lemma, "noun"), ())
                if giver is not None and inner.head.lemma in self.offers and not inner.names_something:
                    # تلقت سدير عرضا من رتاج لشراء …: who makes the offer is not who gets it.
                    return giver
                if any(word.control and (not word.via or top.preposition in word.via) for word in words):
                    if inner.genitive is not None and inner.genitive.names_something:
                        return inner.genitive
                    return clause.subject if clause.verb is not None and clause.subject is not before else None
        verb = clause.verb
        if verb is None:
            return (
                clause.subject
                if clause.subject is not None and clause.subject is not top and clause.subject.entities
                else None
            )
        if phrase.head.lemma in self.together and phrase.head.definite and self._completed(scene, clause, position):
            return self._spoken_for(scene, clause)
        if verb.lemma in self.befalling and clause.subject is top:
            # سبق لـX التوقيع على عقد: who does it stands after ل.
            return self._befallen(scene, clause)
        if clause.subject is top or verb.lemma == "تم":
            if verb.lemma == "تم":
                return None
            return self._helped(clause, phrase) or self._party(clause) or self._announcer(clause, top, phrase)
        if top.preposition in ("ب", "في") and phrase.genitive is None and phrase.head.lemma in self.together:
            # بالتعاون مع، في شراكة مع: who acts does so together with somebody.
            return clause.subject
        if top.preposition == "ب" and phrase is top and phrase.head.lemma in self.means:
            # باستخدام X، بالاعتماد على X: who acts uses what he acts by.
            return clause.subject
        if {top.preposition, f"{top.preposition} {top.head.norm}"} & self.terms:
            # بموجب العقد مع X: who acts is held to it.
            return self._acting(scene, position, clause)
        # تجري X محادثات: of a verb's readings it is the one with a doer that passes him on.
        controls = [word for lemma in verb.lemmas for word in self.status.get((lemma, "verb"), ())]
        if any(word.control and self._via(word, top.preposition) for word in controls):
            return None if self._permits(clause, phrase) else clause.subject
        if top.preposition == "ل" and verb.lemma in self.granting:
            return _receiver(scene, position, clause)
        # دفعت X … لشراء Y: who acts has the purpose.
        return clause.subject if top.preposition == "ل" and position > clause.position else None

    def _acting(self, scene: Scene, position: int, clause: Clause) -> Phrase | None:
        """Return who acts by some means: the holder of the act named last, else the subject: غرمت الهيئة X لانتهاكها القانون من خلال …."""
        for constituent in reversed(scene.constituents[clause.position + 1 : position]):
            for inner in constituent.nested() if isinstance(constituent, Phrase) else ():
                if inner.head.form == "verbal-noun" and inner.genitive is not None and inner.genitive.names_something:
                    return inner.genitive
        return clause.subject

    def _permits(self, clause: Clause, phrase: Phrase) -> bool:
        """Tell whether a body of the state only allows what others do: وافقت الحكومة على بيع سدير, but not على بيع حصتها."""
        if clause.verb is None or clause.verb.lemma not in self.settling or clause.subject is None:
            return False
        authority = any(
            inner.head.lemma in self.authorities
            or fold(inner.head.text).split()[0].removeprefix("ال") in self.authorities
            for inner in clause.subject.nested()
        )
        return authority and not any(inner.head.attached for inner in phrase.nested())

    def _befallen(self, scene: Scene, clause: Clause) -> Phrase | None:
        """Return who does what an impersonal verb has for its subject: سبق لـX، يحق لـX."""
        reach = scene.constituents[clause.position + 1 : clause.end]
        return next((c for c in reach if isinstance(c, Phrase) and c.preposition == "ل" and c.entities), None)

    def _helped(self, clause: Clause, phrase: Phrase) -> Phrase | None:
        """Return whose alliance it is that helps somebody: التحالف مع X يساعد Y."""
        helps = clause.verb is not None and clause.verb.lemma in self.helping and phrase.head.definite
        return clause.object if helps and phrase.head.lemma in self.together else None

    def _spoken_for(self, scene: Scene, clause: Clause) -> Phrase | None:
        """Return whose relations a speaker tells of: قال متحدث باسم X إن الشراكة مع Y متينة."""
        speaker = clause.subject
        if speaker is None or speaker.entities:
            return speaker
        behalf = next(
            (
                c
                for c in scene.constituents[clause.position + 1 : clause.end]
                if isinstance(c, Phrase) and c.preposition == "باسم"
            ),
            None,
        )
        return behalf if behalf is not None and behalf.entities else None

    def _party(self, clause: Clause) -> Phrase | None:
        """Return who made the deal that a relative clause describes: وافقت X على صفقة تضمن تقاسم إيراداتها."""
        described = clause.antecedent
        if (
            clause.opening != "relative"
            or described is None
            or described.head.definite
            or described.head.lemma not in self.deals
            or clause.parent is None
        ):
            return None
        return clause.parent.subject

    def _announcer(self, clause: Clause, top: Phrase, phrase: Phrase) -> Phrase | None:
        """Return who announces something of his own deal: أعلنت سدير أن صفقة الاستحواذ على رتاج ستكتمل …."""
        parent = clause.parent
        dealt = any(host.head.lemma in self.deals for host in top.hosts_of(phrase))
        if clause.opening != "complement" or parent is None or parent.verb is None or not dealt:
            return None
        told = parent.verb.lemma in self.revealing and clause.governor is parent.verb
        return parent.subject if told else None

    def _joined(self, scene: Scene, position: int) -> Phrase | None:
        """Return the agent of the verbal noun that و or ثم joins this one to: إقالة مجلس الإدارة له ثم إعادته."""
        before = scene.constituents[position - 1] if position else None
        if not isinstance(before, Word) or before.kind != "conjunction":
            return None
        for index in range(position - 2, -1, -1):
            earlier = scene.constituents[index]
            if isinstance(earlier, Word) and earlier.kind in ("verb", "relative"):
                return None
            if isinstance(earlier, Phrase) and earlier.head.form == "verbal-noun" and earlier.genitive is not None:
                return earlier.genitive if earlier.genitive.names_something else None
        return None

    def _known(self, verb: Word) -> str:
        """Return the lemma of the first reading of a verb that is a status word, else its likeliest lemma: أجرت is of أجرى."""
        return next((lemma for lemma in verb.lemmas if (lemma, "verb") in self.status), verb.lemma)

    def _via(self, word: StatusWord, preposition: str) -> bool:
        return not word.via or preposition in word.via or not preposition

    def _whole(self, clause: Clause) -> list[str]:
        """Return the particles and verbs of a clause that are one word of status together: لم تعد، لم تستبعد."""
        verbs = [word.norm for word in (*clause.auxiliaries, *([clause.verb] if clause.verb else []))]
        pairs = [f"{particle} {verb}" for particle in clause.particles for verb in verbs]
        return [pair for pair in pairs if (pair, "particle") in self.status]

    def _clause_governors(self, clause: Clause) -> Iterator[Governor]:
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
                and (not described.head.definite or described.head.lemma in self.offers)
                and self._ends(over)
            ):
                yield over
        if whole:
            # لم تعد and لا تزال are words of their own: the negation in them denies nothing.
            yield Governor(whole[0], "particle")
        # لا يتجاوز 640: what is denied is only the excess.
        measured = clause.verb is not None and clause.verb.lemma in self.measuring
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
        elif governor is not None:
            yield Governor(governor.lemma, "verb" if governor.kind == "verb" else governor.kind, "ان")
        if clause.opening == "complement" and clause.parent is not None and governor is clause.parent.verb:
            yield from self._clause_governors(clause.parent)
        elif (
            clause.opening == "coordinate"
            and clause.governor is not None
            and clause.parent is not None
            and clause.parent.parent is not None
        ):
            yield from self._clause_governors(clause.parent.parent)

    def _nominal_governors(
        self, scene: Scene, position: int, top: Phrase, phrase: Phrase, clause: Clause
    ) -> Iterator[Governor]:
        governors = self._all_governors(scene, position, top, phrase, clause)
        genitive = phrase.genitive
        many = phrase.head.number == "p" and phrase.head.lemma in self.deals
        # عقود شركة X مع Y: of many the owner makes them those that there are.
        owned = genitive is not None and (genitive.head.attached or (many and bool(genitive.entities)))
        counted = scene.words[phrase.first].norm in self.collectives and scene.words[phrase.first] is not phrase.head
        there = (
            phrase.head.form != "verbal-noun"
            and not counted
            and (phrase.head.definite or owned)
            and not self._predicated(scene, position, clause)
        )
        for governor in governors:
            # محادثات لبيع حصتها، قد تغير الشراكة: what is definite is there already, and can only be over.
            if not there or governor.kind == "adjective" or self._ends(governor):
                yield governor

    def _ends(self, governor: Governor) -> bool:
        words = self.status.get((governor.lemma, governor.kind.removesuffix("-of")), ())
        return governor.kind in ("verb", "verb-of", "noun") and any(
            word.status in ("ended", "denied") for word in words
        )

    def _all_governors(
        self, scene: Scene, position: int, top: Phrase, phrase: Phrase, clause: Clause
    ) -> Iterator[Governor]:
        for adjective in phrase.adjectives:
            yield Governor(adjective.lemma, "adjective")
        for host in top.hosts_of(phrase):
            yield Governor(host.head.lemma, "noun")
            for adjective in host.adjectives:
                yield Governor(adjective.lemma, "adjective")
        preposition = top.preposition
        for _, before in _phrases_before(scene, position, 5):
            # عرضها شراء X, عرض سدير شراء X: what follows a noun and its holder is what the noun is about.
            held = (
                before.genitive is not None
                and (before.genitive.head.attached or bool(before.genitive.entities))
                and not preposition
                and phrase.head.form == "verbal-noun"
            )
            # توقيع اتفاقية لشراء X: what a purpose completes may be the genitive.
            nouns = list(_chain(before)) if preposition == "ل" else [before.head]
            for noun in nouns:
                if any(
                    preposition in word.via or (held and not word.via)
                    for word in self.status.get((noun.lemma, "noun"), ())
                ):
                    yield Governor(noun.lemma, "noun", preposition)
                    preposition = before.preposition
                    break
        if clause.verb is not None and clause.subject is top:
            yield Governor(self._known(clause.verb), "verb-of")
        if clause.verb is not None and position > clause.position and clause.subject is not top:
            settled = phrase.head.form != "verbal-noun" and clause.verb.lemma in self.settling
            # لم تستبعد شراء X: the verb alone would say the contrary.
            spoken = any(pair.endswith(f" {clause.verb.norm}") for pair in self._whole(clause))
            if not settled and not spoken:
                yield Governor(
                    self._known(clause.verb), "verb", "ان" if self._completed(scene, clause, position) else preposition
                )
                if (preposition == "ل" or preposition in self.terms) and phrase.head.form == "verbal-noun":
                    # تعتزم طرح أسهمها لجمع 18 مليونا: the purpose is held as what serves it, and so is the means.
                    yield from (governor for governor in self._clause_governors(clause) if governor.kind == "verb")
                    yield Governor(self._known(clause.verb), "verb", "" if preposition == "ل" else "ان")
        if clause.opening == "relative" and position < clause.position:
            return
        yield from self._clause_governors(clause)


def _readings(word: Word) -> Iterator[Word]:
    """Yield a noun or adjective in each of its readings."""
    if not word.readings:
        yield word
    for lemma, verb, form in word.readings:
        yield replace(word, lemma=lemma, verb=verb, form=form)


def _phrase_beside(scene: Scene, position: int) -> tuple[Phrase | None, int]:
    """Return the phrase before a position, and how many commas, dashes, brackets and conjunctions lie between."""
    marks = 0
    for index in range(position - 1, -1, -1):
        current = scene.constituents[index]
        if isinstance(current, Phrase):
            return current, marks
        if current.text not in ("،", ",", ")", "-", "–") and current.kind != "conjunction":
            return None, marks
        marks += 1
    return None, marks


def _receiver(scene: Scene, position: int, clause: Clause) -> Phrase | None:
    """Return who is given something to act with: منحت الهيئة رخصة لـX للعمل في …, منحت X رخصة."""
    given = (
        before
        for index, before in _phrases_before(scene, position, 3)
        if index > clause.position and before is not clause.subject and before.preposition in ("", "ل")
    )
    return next((phrase for phrase in given if phrase.entities), None)


def _phrases_before(scene: Scene, position: int, steps: int) -> Iterator[tuple[int, Phrase]]:
    """Yield the phrases right before a position, nearest first, up to a word that is no particle.

    محادثات مع مستثمرين، لبيع حصتها، اتفاقية بيع وشراء أسهم للاستحواذ: a comma before a purpose parts nothing, nor does و between two acts.
    """
    index = position - 1
    constituents = scene.constituents
    purpose = _is_purpose(constituents[position])
    while index >= 0 and steps:
        current = constituents[index]
        if isinstance(current, Phrase):
            yield index, current
        elif current.kind not in ("particle", "unknown") and not (
            (index == position - 1 and purpose and current.text in "،,") or _joins_acts(constituents, index)
        ):
            return
        index -= 1
        steps -= 1


def _chain(phrase: Phrase) -> list[Word]:
    """Return the nouns of an idafa, the innermost first, up to what is named."""
    nouns = [phrase.head]
    while phrase.genitive is not None and phrase.genitive.head.kind == "noun" and not phrase.genitive.entities:
        phrase = phrase.genitive
        nouns.insert(0, phrase.head)
    return nouns


def _is_purpose(constituent: Constituent) -> bool:
    """Tell whether a constituent says what for: لبيع حصتها."""
    return isinstance(constituent, Phrase) and constituent.preposition == "ل" and constituent.head.form == "verbal-noun"


def _joins_acts(constituents: Sequence[Constituent], index: int) -> bool:
    """Tell whether و joins two verbal nouns that one agreement is of: اتفاقية بيع وشراء أسهم."""
    around = (
        constituents[index - 1] if index else None,
        constituents[index + 1] if index + 1 < len(constituents) else None,
    )
    before, after = around
    if getattr(constituents[index], "norm", "") != "و" or not (
        isinstance(before, Phrase) and isinstance(after, Phrase)
    ):
        return False
    last = before
    while last.genitive is not None:
        last = last.genitive
    acts = (last.head, after.head)
    return (
        last is not before
        and not after.preposition
        and all(word.form == "verbal-noun" and not word.definite for word in acts)
    )


def _counted(
    patient: Phrase | None, after: Sequence[tuple[int, Phrase]], shares: Collection[str] = ()
) -> Phrase | None:
    """Return what a percentage is of: اشترت 20% من X buys of X."""
    if patient is None or patient.head.kind != "figure":
        return patient
    counted = after[1][1] if len(after) > 1 and after[0][1] is patient else None
    mention = patient.head.mention
    if (
        mention is not None
        and mention.type == "Number"
        and counted is not None
        and not counted.preposition
        and counted.head.lemma not in shares
    ):
        # اشترت 12 طائرة من X: what is counted is bought, and not X.
        return counted
    return next(
        (
            phrase
            for _, phrase in after[:3]
            if phrase.preposition in ("من", "في") and phrase.head.kind not in ("figure", "date")
        ),
        patient,
    )


def _doer(after: Sequence[tuple[int, Phrase]]) -> Phrase | None:
    """Return who does it where the text says so apart: من قبل X، على يد X."""
    return next(
        (phrase for _, phrase in after if phrase.preposition in ("من قبل", "من جانب", "علي يد", "من طرف")), None
    )


def _last_named(phrase: Phrase) -> Phrase | None:
    """Return the innermost genitive of a phrase that stands for something."""
    found = phrase if phrase.entities else None
    while phrase.genitive is not None and not phrase.genitive.head.attached and found is None:
        phrase = phrase.genitive
        found = phrase if phrase.entities else None
    return found
