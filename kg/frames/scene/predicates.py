"""The predicates of a scene: verbs, verbal nouns, participles and nouns that a frame may know, with what stands around them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.arabic.folding import fold
from kg.frames.clauses import Clause
from kg.frames.phrases import PRONOUNS, Phrase
from kg.frames.scene.apposition import Apposition
from kg.frames.scene.control import Control
from kg.frames.scene.government import Government
from kg.frames.scene.model import Predicate, Scene, lemmas_of
from kg.frames.words import Word
from kg.ontology import Frame, Ontology

_DOING = frozenset(("من قبل", "من جانب", "علي يد", "من طرف", "بواسطه"))
"""Prepositions of who does it, apart from the verb: تم شراؤها بواسطة X."""
# The pronouns of who speaks and who is spoken to: شراكتنا is nobody's that the sentence names.
_SPEAKERS = frozenset({"نا", "ي", "ك", "كم"})


class PredicateFinder:
    """Find the predicates of a scene that the ontology's frames know."""

    def __init__(self, ontology: Ontology, frames: Mapping[tuple[str, str], Sequence[Frame]]) -> None:
        self.frames = frames
        self.framed = frozenset(lemma for _, lemma in frames)
        self.compounds = ontology.compounds
        self.parents = ontology.words.get("parent", frozenset())
        self.owned = ontology.words.get("owned", frozenset())
        self.roles = ontology.role_words
        self.offices = ontology.words.get("office", frozenset())
        self.shares = ontology.words.get("part", frozenset())
        self.measured = ontology.words.get("measured", frozenset())
        self.fields = ontology.words.get("field", frozenset())
        self.companies = frozenset(norm for norm, head in ontology.head_of.items() if head.type == "Company")
        self.bodies = frozenset(norm for norm, head in ontology.head_of.items() if head.type == "Organization")
        self.superlatives = ontology.words.get("superlative", frozenset())
        self.apposition = Apposition(ontology)
        self.control = Control(ontology, self.apposition)
        self.government = Government(ontology, self.apposition)

    def predicates(self, scene: Scene) -> Iterator[Predicate]:
        """Yield the sentence's predicates in order."""
        for clause in scene.clauses:
            for verb in self._readings(clause.verb) if clause.verb is not None else ():
                if ("verb", verb.lemma) in self.frames:
                    predicate = self._verb(scene, clause, verb)
                    yield predicate
                    second = _joined_object(scene, clause, predicate.patient)
                    for other in (second, *_counted_again(scene, clause, predicate.patient)):
                        if other is not None:
                            yield replace(predicate, patient=other)
        for position, constituent in enumerate(scene.constituents):
            if isinstance(constituent, Phrase):
                yield from self._nominals(scene, position, constituent)

    def said_of(self, scene: Scene, position: int, top: Phrase) -> tuple[Phrase, ...]:
        """Return what a nominal is said of: the name that it stands beside, or the subject of its copula."""
        return self.apposition.said_of(scene, position, top)

    def _verb(self, scene: Scene, clause: Clause, verb: Word) -> Predicate:
        gap = min((index for index in scene.gaps if index > clause.position), default=clause.end)
        after = [
            (i, c)
            for i, c in clause.own(scene.constituents, clause.position + 1, min(clause.end, gap))
            if c is not clause.subject
        ]
        before = [(i, c) for i, c in clause.own(scene.constituents, clause.start, clause.position) if c.preposition]
        after += self._left_over(scene, clause, verb, after)
        patient = clause.object or clause.object_pronoun or self._left_object(scene, clause, verb)
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
            after=(*after, *before), governors=tuple(self.government.of_clause(clause)),
        )  # fmt: skip

    def _left_over(
        self, scene: Scene, clause: Clause, verb: Word, after: Sequence[tuple[int, Phrase]]
    ) -> list[tuple[int, Phrase]]:
        """Return what stands after a relative clause whose verb has no use for it: استحوذت الشركة التي أسسها فلان على X."""
        described = _described_next(scene, clause)
        if described is None or described.verb is None:
            return []
        complete = described.object_pronoun is not None and described.subject is not None
        if not complete and ("verb", described.verb.lemma) not in self.frames:
            return []
        own = self._markers(verb) - {phrase.preposition for _, phrase in after}
        wanted = own - self._markers(described.verb)
        # استثمر X الذي يملكه فلان، مليونا في Y: the comma gives back to the verb what follows it.
        comma = next(
            (i for i in range(described.position, described.end) if getattr(scene.constituents[i], "text", "") in "،,"),
            described.end,
        )
        return [
            (index, phrase)
            for index, phrase in described.own(scene.constituents, described.position + 1, described.end)
            if phrase.preposition in (own if complete and index > comma else wanted) and not phrase.head.attached
        ]

    def _left_object(self, scene: Scene, clause: Clause, verb: Word) -> Phrase | None:
        """Return what stands after a relative clause whose verb takes no object: اشترت X التي تعمل في التأمين شركة Y."""
        described = _described_next(scene, clause)
        if described is None or described.verb is None or described.verb.voice != "active" or described.resumed:
            return None
        acts = any("patient" in frame.arguments["object"] for frame in self.frames.get(("verb", verb.lemma), ()))
        left = described.object
        return left if acts and left is not None and left.entities and not left.head.attached else None

    def _markers(self, verb: Word) -> set[str]:
        """Return the prepositions that the frames of a verb know, of each of its readings."""
        return {
            marker
            for lemma in verb.lemmas
            for frame in self.frames.get(("verb", lemma), ())
            for role in ("subject", "object")
            for marker in frame.arguments.get(role, ())
        } - {"agent", "patient", "genitive", "topic", "raiser", "apposed"}

    def _nominals(self, scene: Scene, position: int, top: Phrase) -> Iterator[Predicate]:
        clause = scene.clause_at(position)
        for phrase in scene.nested[position]:
            yield from self._headed(scene, position, top, phrase, clause)
            for adjective in phrase.adjectives:
                for word in self._readings(adjective):
                    known = word.form.endswith("participle") and ("verb", word.verb) in self.frames
                    if known and not _impersonal(scene, position, phrase, word):
                        yield self._participle(scene, position, top, phrase, word, clause, headed=False)
                    if ("adjective", word.lemma) in self.frames:
                        yield self._adjective(scene, position, top, phrase, word, clause)
                    if (
                        word.form == "noun"
                        and ("noun", word.lemma) in self.frames
                        and self._company_set_off(scene, position, phrase)
                    ):
                        # «رتاج»، الشركة المالكة لموقع X; وهي الشركة المطورة لتطبيق Y
                        yield self._noun(scene, position, top, phrase, word, clause)

    def _company_set_off(self, scene: Scene, position: int, phrase: Phrase) -> bool:
        """Tell whether a phrase is only the noun of the company named before a comma, a bracket, هي or تعد."""
        if phrase is not scene.constituents[position] or phrase.preposition or phrase.genitive is not None:
            return False
        if phrase.head.lemma not in self.companies or not phrase.head.definite or not position:
            return False
        before = scene.constituents[position - 1]
        if isinstance(before, Phrase):
            return before.head.norm in PRONOUNS or self.apposition.copular(scene.clause_at(position))
        return before.text in "،,(-–"

    def _headed(self, scene: Scene, position: int, top: Phrase, phrase: Phrase, clause: Clause) -> Iterator[Predicate]:
        """Yield what the head of a phrase says, in each of its readings."""
        heads = list(self._readings(phrase.head))
        if not heads:
            return
        nouns: set[str] = set()
        bare = phrase.head.norm.removeprefix("ال")
        host = next((outer for outer in scene.nested[position] if outer.genitive is phrase), None)
        if host is not None and f"{host.head.lemma} {phrase.head.lemma}" in self.compounds:
            return
        for head in heads:
            if head.kind in ("noun", "adjective", "reference", "unknown"):
                if (
                    head.form == "verbal-noun"
                    and ("verb", head.verb) in self.frames
                    and not self._thing(phrase, head, host)
                    and not self._ranks(scene, position, top)
                ):
                    yield self._verbal_noun(scene, position, top, phrase, head, clause)
                if (
                    head.form.endswith("participle")
                    and bare not in self.roles
                    and self.offices.isdisjoint((bare, head.lemma))
                    and not (head.number == "p" and bare in self.measured)
                    and ("verb", head.verb) in self.frames
                    and (phrase.genitive is not None or phrase is top)
                ):
                    yield self._participle(scene, position, top, phrase, head, clause, headed=True)
                # المالكة, المطورة: the feminine of a noun of who does it.
                for lemma in (head.lemma, bare, bare.removesuffix("ه")):
                    if ("noun", lemma) in self.frames and lemma not in nouns:
                        nouns.add(lemma)
                        named = head if lemma == head.lemma else replace(head, lemma=lemma)
                        yield self._noun(scene, position, top, phrase, named, clause)
            if phrase is top and head.kind == "adjective" and ("adjective", head.lemma) in self.frames:
                yield self._adjective(scene, position, top, phrase, head, clause)

    def _readings(self, word: Word) -> Iterator[Word]:
        """Yield a noun or adjective in each of its readings that a frame may know."""
        if not word.readings:
            yield word
        bare = word.norm.removeprefix("ال")
        for lemma, verb, form in word.readings:
            if not self.framed.isdisjoint((lemma, verb, bare, bare.removesuffix("ه"))):
                own = (lemma, verb, form) == (word.lemma, word.verb, word.form)
                yield word if own else replace(word, lemma=lemma, verb=verb, form=form)

    def _thing(self, phrase: Phrase, head: Word, host: Phrase | None) -> bool:
        """Tell whether a verbal noun means a thing and no act: خدمة «أ» which is «أ», قطاع سياسات الاستثمار, شركة تطوير عقاري."""
        named = phrase.genitive is not None and bool(phrase.entities) and phrase.entities == phrase.genitive.entities
        if named or host is None or phrase.genitive is not None:
            return named
        # شركة تطوير عقاري: what she is for.
        business = not head.definite and bool(phrase.adjectives) and host.head.norm in self.companies
        return business or (head.definite and host.head.lemma in self.fields)

    def _reach(self, scene: Scene, position: int, clause: Clause) -> tuple[tuple[int, Phrase], ...]:
        """Return the phrases after a nominal up to the next verb, relative pronoun or conjunction of clauses; one comma is passed."""
        found: list[tuple[int, Phrase]] = []
        commas = 0
        for index in range(position + 1, len(scene.constituents)):
            current = scene.constituents[index]
            if clause.interrupted(index) and not clause.interrupted(position):
                continue
            if index in scene.gaps:
                break
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
            if isinstance(c, Phrase)
            and (
                c.preposition == "لدي"
                # الجهاز التابع للحكومة: what stands after a noun is of that noun.
                or (c.preposition == "ل" and not (i and isinstance(scene.constituents[i - 1], Phrase)))
            )
        ]
        return (*found, *before)

    def _unowned(self, top: Phrase, after: tuple[tuple[int, Phrase], ...]) -> tuple[tuple[int, Phrase], ...]:
        """Leave out whom an adjective leads to: in منافسة «برايم» التابعة لـ«أمازون» nobody competes with the owner."""
        led = any(adjective.lemma in self.owned for phrase in top.nested() for adjective in phrase.adjectives)
        return after[1:] if led and after and after[0][1].preposition == "ل" else after

    def _verbal_noun(
        self, scene: Scene, position: int, top: Phrase, phrase: Phrase, head: Word, clause: Clause
    ) -> Predicate:
        after = self._unowned(top, self._reach(scene, position, clause))
        agent, patient = None, None
        understood = False
        genitive = phrase.genitive
        carriers = self._carriers(head.verb)
        follows = next(
            (
                c
                for i, c in after[:2]
                if i > position
                and c.head.norm not in PRONOUNS
                # قام بتطويره فلان: who does it.
                and c is not clause.subject
                and (
                    (c.entities and c.preposition in ("", "ل"))
                    # إصدار X النسخة الجديدة من Y: what leads to a thing stands for it.
                    or (not c.preposition and (c.head.lemma in self.shares or c.head.lemma in carriers))
                )
            ),
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
        if follows is not None and follows is clause.object and clause.subject is top and head.norm in self.bodies:
            # منعت إدارة ترامب شركة X: what may be a body acts, and runs nothing.
            follows = None
        filled = genitive is not None and (genitive.head.definite or bool(genitive.examples))
        held = filled and genitive is not None and genitive.head.norm.removeprefix("ال") in self.roles
        if held and follows is not None and follows.preposition == "ل":
            # إقالة الرئيس التنفيذي لـX فلان، تعيين مدير جديد لـX هو فلان: ل leads to where he is the chief.
            follows = None
        same = set(follows.entities) if follows is not None else set()
        if genitive is not None and same and same <= set(genitive.entities):
            # عزل محافظ X، فلان،; إقالة رئيسها وأحد مؤسسيها فلان: whose office it is stands in the genitive already.
            follows = None
        if genitive is None:
            # الإطلاق الرسمي لهاتف X
            beside = after[0][1] if after and after[0][0] == position + 1 else None
            led = beside is not None and beside.preposition == "ل" and bool(beside.entities)
            patient = beside if direct and led and head.definite and phrase.adjectives else None
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
        elif direct and genitive.names_something and after and self._led_on(head.verb, after[0][1]):
            # اعتماد X على Y: what the verb is done to stands after its preposition.
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
            controller = self.control.controller(scene, position, top, phrase, clause) or self.control.joined(
                scene, position
            )
            if agent is None or (controller is not None and controller.entities):
                agent, understood = controller, agent is None and controller is not None
        return Predicate(
            head, "verbal-noun", clause, position, phrase, agent=agent, understood=understood, patient=patient, genitive=genitive,
            after=after, governors=tuple(self.government.of_nominal(scene, position, top, phrase, clause)),
        )  # fmt: skip

    def _carriers(self, verb: str) -> set[str]:
        """Return the nouns that lead to what a verb is done to: إصدار in أطلقت الإصدار الجديد من Y."""
        return {fold(noun) for frame in self.frames["verb", verb] for noun in frame.through if " " not in noun}

    def _led_on(self, verb: str, after: Phrase) -> bool:
        """Tell whether a preposition may lead to what a verb is done to as well as nothing may: اعتمد نظاما, اعتمد على نظام."""
        return bool(after.entities) and any(
            "patient" in frame.arguments["object"] and after.preposition in frame.arguments["object"]
            for frame in self.frames["verb", verb]
            if not frame.patient_nouns
        )

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
        described = (
            self.apposition.apposed(scene, position, top, phrase) if headed else (self._told_of(top, phrase, word),)
        )
        bare = phrase is top and not (phrase.entities or phrase.head.definite or phrase.preposition)
        if not headed and (bare or self._company_set_off(scene, position, phrase)):
            # سدير، وهي شركة مملوكة لـX; سدير، الشركة المصنعة لهاتف Y
            described = self.apposition.said_of(scene, position, top) or described
        if not headed and self._told_apart(phrase, word):
            described = ()
        beside = scene.constituents[position - 1] if position else None
        led = isinstance(beside, Phrase) and bool(beside.preposition)
        if headed and clause.subject is not None and not clause.subject.entities and _set_off(scene, position, word):
            described = ()
        if (
            headed
            and (led or not described or _set_off(scene, position, word))
            and word.form == "active-participle"
            and self._accompanies(scene, position, clause)
        ):
            assert clause.subject is not None
            described = (clause.subject,)
        host = described[0] if described else None
        patient = phrase.genitive if headed else next((c for _, c in after[:1] if c.preposition in ("ل", "")), None)
        predicate = Predicate(
            word, word.form, clause, position, phrase, genitive=phrase.genitive, apposed=described, after=after,
            governors=tuple(self.government.of_nominal(scene, position, top, phrase, clause)), attributive=not headed or not self.apposition.predicated(scene, position, clause),
        )  # fmt: skip
        if word.form == "active-participle":
            predicate.agent, predicate.patient = host, patient
        else:
            predicate.patient = host
            # شركات منافسة: what may as well be active is passive only beside who does it.
            either = any(form == "active-participle" for _, _, form in word.readings)
            near = after[:1] if either else after[:2]
            # المزودة لـX: what may as well be active is owned by no one, unless it tells of owners.
            doers = (
                ("من قبل", "ل", "الي")
                if word.lemma in self.owned
                else ("من قبل", "بواسطه")
                if either
                else ("من قبل", "ل", "بواسطه")
            )
            predicate.agent = next((c for _, c in near if c.preposition in doers), None)
        return predicate

    def _ranks(self, scene: Scene, position: int, top: Phrase) -> bool:
        """Tell whether a deed only says among whom a company is the greatest: أكبر شركة مدرجة لصناعة الكابلات في العالم العربي."""
        index = position - 1
        while index > 0 and isinstance(field := scene.constituents[index], Phrase) and field.preposition:
            index -= 1
        host = scene.constituents[index] if index >= 0 and top.preposition == "ل" else None
        if not isinstance(host, Phrase) or host.preposition or host.entities or host.genitive is None:
            return False
        return host.head.lemma in self.superlatives and host.genitive.head.lemma in self.companies

    def _told_of(self, top: Phrase, phrase: Phrase, word: Word) -> Phrase:
        """Return what a participle behind a genitive describes: of قيمة شركة X البالغة كذا the worth, where a frame asks for that noun."""
        carriers = self._carriers(word.verb)
        hosts = (
            host for host in top.hosts_of(phrase) if host.head.lemma in carriers and host.head.gender == word.gender
        )
        return next(hosts, phrase)

    def _told_apart(self, phrase: Phrase, word: Word) -> bool:
        """Tell whether a reference is narrowed by more than its owner, and so is another: الشركة الاستثمارية التابعة لـX."""
        narrowing = [other for other in phrase.adjectives if other is not word and not other.country]
        kinds = [other for other in narrowing if other.form == "adjective"]
        return phrase.head.kind == "reference" and word.lemma in self.owned and bool(kinds)

    def _accompanies(self, scene: Scene, position: int, clause: Clause) -> bool:
        """Tell whether an indefinite participle tells how the subject comes to do what it does: التحق بها فلان قادما من X."""
        phrase = scene.constituents[position]
        subject = clause.subject
        return (
            isinstance(phrase, Phrase)
            and not (phrase.preposition or phrase.head.definite)
            and (phrase.genitive is None or not (phrase.genitive.head.definite or phrase.genitive.names_something))
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
            agent = self.control.controller(scene, position, top, phrase, clause)
            understood = agent is not None
        return Predicate(
            head, "noun", clause, position, phrase, agent=agent, understood=understood, genitive=phrase.genitive,
            apposed=self.apposition.apposed(scene, position, top, phrase), after=self._reach(scene, position, clause),
            governors=tuple(self.government.of_nominal(scene, position, top, phrase, clause)), attributive=not self.apposition.predicated(scene, position, clause),
        )  # fmt: skip

    def _adjective(
        self, scene: Scene, position: int, top: Phrase, phrase: Phrase, word: Word, clause: Clause
    ) -> Predicate:
        if phrase.head.kind == "reference" and word.lemma in self.owned:
            # الموقع التابع لـX: what is told apart by its owner need not be what was named before.
            return Predicate(word, "adjective", clause, position, phrase)
        described = (
            (phrase,)
            if word.span != phrase.head.span and phrase.entities
            else self.apposition.apposed(scene, position, top, phrase)
        )
        after = self._reach(scene, position, clause)
        if word.lemma in self.parents:
            # شركة «أ» الأم لـ«ب»: nothing else than what follows her at once is hers.
            after = tuple((index, beside) for index, beside in after if index == position + 1)
        return Predicate(
            word, "adjective", clause, position, phrase, agent=described[0] if described else None, genitive=phrase.genitive, apposed=described,
            after=after, governors=tuple(self.government.of_nominal(scene, position, top, phrase, clause)),
            attributive=not self.apposition.predicated(scene, position, clause),
        )  # fmt: skip


def _described_next(scene: Scene, clause: Clause) -> Clause | None:
    """Return the relative clause that a clause ends before."""
    return next(
        (c for c in scene.clauses if c.opening == "relative" and c.parent is clause and c.start == clause.end + 1), None
    )


def _counted_again(scene: Scene, clause: Clause, first: Phrase | None) -> Iterator[Phrase]:
    """Yield more of what is counted for the same verb: طلبت X 10 طائرات «أ» و5 طائرات «ب»، إضافة إلى 3 طائرات «ج»."""
    if first is None or first.head.kind != "noun" or not first.names_something:
        return
    for index in range(clause.position + 2, clause.end):
        number, phrase = scene.constituents[index - 1 : index + 1]
        counts = isinstance(number, Phrase) and number.head.mention is not None and number.head.mention.type == "Number"
        if counts and isinstance(phrase, Phrase) and phrase is not first and phrase.head.lemma == first.head.lemma:
            yield phrase


def _joined_object(scene: Scene, clause: Clause, first: Phrase | None) -> Phrase | None:
    """Return the name that و joins to an object without one: يدعم Lumo الشبكات ونظام أندرويد; no verb may begin with it."""
    if first is None or first is not clause.object or first.names_something or first.head.attached:
        return None
    place = next((i for i in range(clause.position, clause.end) if scene.constituents[i] is first), clause.end)
    joint, second, *rest = (*scene.constituents[place + 1 : place + 4], None, None)[:3]
    if not isinstance(joint, Word) or joint.norm != "و" or not isinstance(second, Phrase) or place + 2 >= clause.end:
        return None
    ends = rest[0] is None or (isinstance(rest[0], Word) and rest[0].kind == "mark")
    described = second.head.kind == "noun" and second.entities and not (second.preposition or second.head.attached)
    return second if ends and described else None


def _set_off(scene: Scene, position: int, word: Word) -> bool:
    """Tell whether a comma and the tanwin part a participle from the name before: سيكبر البنك، بعد سنابل، متفوقا على رتاج."""
    before = scene.constituents[position - 1] if position else None
    return isinstance(before, Word) and before.text in "،," and word.norm.endswith("ا") and not word.definite


def _impersonal(scene: Scene, position: int, phrase: Phrase, word: Word) -> bool:
    """Tell whether a participle leaves out who acts, its preposition leading back to the noun: الشركة المستحوذ عليها."""
    following = scene.constituents[position + 1] if position + 1 < len(scene.constituents) else None
    if not isinstance(following, Phrase) or not following.head.attached or following.preposition in ("", "ل"):
        return False
    feminine = phrase.head.gender == "f" or phrase.head.number == "p"
    return feminine and following.head.norm == "ها" and (word.gender, word.number) == ("m", "s")


def _counted(
    patient: Phrase | None, after: Sequence[tuple[int, Phrase]], shares: Collection[str] = ()
) -> Phrase | None:
    """Return what a percentage is of: اشترت 20% من X buys of X."""
    if patient is None or patient.head.kind != "figure":
        return patient
    # لشراء 12 طائرة من X: a verbal noun has the number for its genitive.
    counted = next((phrase for _, phrase in after[:2] if phrase.first == patient.last + 1), None)
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
    return next((phrase for _, phrase in after if phrase.preposition in _DOING), None)
