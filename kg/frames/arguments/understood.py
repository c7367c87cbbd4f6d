"""Who acts, or is acted on, where the clause itself does not say so."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.frames.arguments.carriers import described_by
from kg.frames.arguments.fitting import Fitting
from kg.frames.arguments.model import GUESSED, UNDERSTOOD, Argument
from kg.frames.phrases import Phrase
from kg.frames.scene import Predicate, Scene
from kg.frames.words import Word
from kg.ontology import Frame, Ontology

_INTO = frozenset({"في", "ل", "علي", "الي"})
"""Prepositions before what money is put in."""


class Understood:
    """Find the arguments that are understood from elsewhere in the sentence or the article."""

    def __init__(self, ontology: Ontology, fitting: Fitting) -> None:
        self.ontology = ontology
        self.fitting = fitting
        self.measured = ontology.words.get("measured", frozenset()) | ontology.words.get("quantifier", frozenset())
        self.speech = ontology.words.get("speech", frozenset())
        self.rounds = ontology.words.get("round", frozenset())
        self.media = ontology.words.get("news-source", frozenset())

    def topic(
        self,
        scene: Scene,
        predicate: Predicate,
        classes: Sequence[str],
        types: Mapping[str, str],
        taken: Collection[str],
        *,
        personal: bool,
        again: bool,
    ) -> Iterator[Argument]:
        """Yield what the sentence is about before the predicate: the last organisation named, where there is only one."""
        employed = list(self.employed(scene, predicate, taken)) if personal else []
        if employed:
            yield from employed
            return
        named = [
            word
            for word in scene.words
            if word.kind in ("name", "reference") and word.span.end <= predicate.word.span.start and word.mention
        ]
        if personal:
            told = self._told(scene)
            named = [word for word in named if word.span.start not in told]
        found: dict[str, Word] = {}
        for word in named:
            for entity in word.mention.entities if word.mention else ():
                if (
                    entity not in taken
                    and types.get(entity) != "Person"
                    and self.ontology.is_a(types.get(entity, ""), classes)
                    and not (personal and self._only_tells(entity))
                ):
                    found.setdefault(entity, word)
        if not found and (personal or again) and scene.topic is not None:
            # استقال فلان من منصبه، قاد فلان الجولة: the organisation that the sentence before was about.
            for entity, _ in self.fitting.entities(scene.topic, classes, types, acting=True):
                if (
                    entity not in taken
                    and types.get(entity) != "Person"
                    and self.ontology.is_a(types.get(entity, ""), classes)
                ):
                    found[entity] = predicate.word
        if len(found) > 1 and described_by(predicate) is not None:
            # جمعت X مالا في جولة قادتها Y وشاركت فيها Z: the round is of whom its own clause tells.
            first = next((clause.subject for clause in scene.clauses if clause.subject is not None), None)
            own = first.entities if first is not None else ()
            found = {entity: word for entity, word in found.items() if entity in own}
        elif len(found) > 1 and predicate.kind == "verbal-noun" and not personal:
            # أغلقت X جولة بقيادة Y، إلى جانب مشاركة Z: the round is of who acts in the clause.
            own = predicate.clause.subject.entities if predicate.clause.subject is not None else ()
            found = {entity: word for entity, word in found.items() if entity in own}
        if len(found) == 1:
            for entity, word in found.items():
                yield Argument(entity, word.span, GUESSED)

    def raiser(
        self, scene: Scene, predicate: Predicate, frame: Frame, classes: Sequence[str], types: Mapping[str, str], taken: Collection[str]
    ) -> Iterator[Argument]:  # fmt: skip
        """Yield who raises the money that the article tells of: ومن بين المستثمرين الآخرين X وY، كما ساهمت X بمليون دولار.

        مستثمرون في القطاع، ساهم في الحملة: what they put money in is said, though it be nobody.
        """
        if not scene.raiser or scene.raiser in taken or self._puts_elsewhere(predicate):
            return
        if frame.kind == "verb" and not frame.carriers and not _pays(predicate):
            return
        if self.ontology.is_a(types.get(scene.raiser, ""), classes):
            yield Argument(scene.raiser, predicate.word.span, GUESSED)

    def _puts_elsewhere(self, predicate: Predicate) -> bool:
        """Tell whether it is said what somebody puts money in, and that it is no round."""
        heads = [phrase.head for _, phrase in predicate.after if phrase.preposition in _INTO]
        return any(head.kind not in ("date", "figure") and head.lemma not in self.rounds for head in heads)

    def employed(self, scene: Scene, predicate: Predicate, taken: Collection[str]) -> Iterator[Argument]:
        """Yield the organisation that the article knows the person of a predicate of: تولى فلان منصبه في 2020."""
        beside = [phrase for phrase in (predicate.agent, predicate.patient) if phrase is not None]
        people = {*taken, *(entity for phrase in beside for entity in phrase.entities)}
        employers = {scene.employers[entity] for entity in people if entity in scene.employers}
        if len(employers) == 1:
            yield Argument(employers.pop(), predicate.word.span, GUESSED)

    def employers(
        self, scene: Scene, predicate: Predicate, classes: Sequence[str], types: Mapping[str, str]
    ) -> list[Argument]:
        """Return the organisations of persons who act for them: أعلن فلان، رئيس X، تعيين علان."""
        agent = predicate.agent
        # ينوي تسريح ألف عامل: what a deed is done to stands in its genitive.
        patient = predicate.patient or (predicate.genitive if predicate.kind == "verbal-noun" else None)
        if agent is None or patient is None or patient is agent or not self._of_organisations(classes):
            return []
        acting = [entity for entity in agent.entities if types.get(entity) == "Person"]
        if any(entity in phrase.entities for phrase in patient.nested() for entity in acting):
            return []
        return [
            Argument(scene.employers[entity], agent.head.span, UNDERSTOOD)
            for entity in acting
            if entity in scene.employers and len(acting) == len(agent.entities) == 1
        ]

    def _of_organisations(self, classes: Sequence[str]) -> bool:
        """Tell whether organisations do what is of these classes, whoever tells of it: تسريح ألف عامل."""
        alone = self.ontology.is_a("Organization", classes) and not self.ontology.is_a("Person", classes)
        return alone or "Organization" in classes

    def _only_tells(self, entity: str) -> bool:
        """Tell whether somebody only passes on news of others: وفقا لبيان على تداول السعودية، قدم فلان استقالته."""
        known = self.ontology.name_of.get(entity)
        return entity in self.media or (known is not None and known.genus == "stock exchange")

    def _told(self, scene: Scene) -> set[int]:
        """Return where those stand whom somebody only speaks to or comes from: قال مصدر لصحيفة X إن فلانا استقال، قادما من X."""
        return {
            inner.head.span.start
            for position, phrase in enumerate(scene.constituents)
            if isinstance(phrase, Phrase) and phrase.preposition in ("ل", "الي", "مع", "من")
            if (verb := scene.clause_at(position).verb) is not None
            and (phrase.preposition == "من" or any(lemma in self.speech for lemma in verb.lemmas))
            for inner in phrase.nested()
        }

    def undone(self, scene: Scene, predicate: Predicate, carrier: Phrase, *, office: bool) -> Predicate:
        """Take the noun that carries the figure or the office for no doer: in وحقق في 2020 رقم أعمال قدره … who achieves is whom the sentence is about."""
        agent = predicate.agent
        if (
            agent is None
            or predicate.kind != "verb"
            or carrier.head.definite
            or agent.entities
            or carrier not in agent.nested()
            # اشترت اتصالات حصة 45%: another noun before it is who acts, though nobody known.
            or not (carrier is agent or office or agent.head.lemma in self.measured)
        ):
            return predicate
        clause = predicate.clause
        earlier = [
            c.subject
            for c in scene.clauses
            if c.position < clause.position and c.subject is not None and c.subject.entities
        ]
        holder = earlier[-1] if earlier else scene.topic
        return (
            replace(predicate, agent=holder, understood=True, patient=agent)
            if holder is not None
            and (office or (carrier.genitive is not None and carrier.genitive.head.kind == "figure"))
            else predicate
        )

    def apart(
        self, scene: Scene, predicate: Predicate, frame: Frame, subject: Argument, found: Argument, types: Mapping[str, str],
    ) -> tuple[Argument, Argument]:  # fmt: skip
        """Let a pronoun stand for somebody else than its fellow argument: تملك X حق استخدام تقنيتها is of another's.

        Where who acts is only understood, what is acted on was named in the same clause: اتفقت X مع مساهمي Y على شراء 20% من أسهمها;
        who acts in the clause before acts on what is named there: تدير X شركة Y، وتملك 20% من أسهمها.
        """
        pronoun = found if found.pronoun else subject
        dealt = "seller" in self.ontology.relations[frame.relation].qualifiers
        stake = pronoun is found and "percent" in self.ontology.relations[frame.relation].qualifiers
        joined = stake and predicate.clause.inherited and predicate.clause.opening == "coordinate"
        if not pronoun.pronoun or (predicate.understood and not (dealt and pronoun is found) and not joined):
            return subject, found
        start = -1
        if predicate.understood and not joined:
            verb = predicate.clause.verb
            start = verb.span.start if verb is not None else 0
        for word in reversed(scene.words):
            if (
                word.kind == "name"
                and start < word.span.start
                and word.span.end <= pronoun.span.start
                and word.mention
                and len(word.mention.entities) == 1
            ):
                entity = word.mention.entities[0]
                if entity != pronoun.entity and types.get(entity) == types.get(pronoun.entity):
                    other = Argument(entity, word.span, pronoun.score * 0.8)
                    return (subject, other) if pronoun is found else (other, found)
        return subject, found

    def for_another(self, predicate: Predicate, types: Mapping[str, str]) -> bool:
        """Tell whether those who talk want somebody else: تجري X وY محادثات للاستثمار في Z."""
        start = next((i for i, p in predicate.after if p.preposition == "ل" and p.head.form == "verbal-noun"), None)
        own = predicate.agent.entities if predicate.agent is not None else ()
        wanted = [
            entity
            for index, phrase in predicate.after
            if start is not None and index >= start
            for inner in phrase.nested()
            for entity in inner.entities
        ]
        return any(
            entity not in own and self.ontology.is_a(types.get(entity, ""), ("Organization",)) for entity in wanted
        )


def _pays(predicate: Predicate) -> bool:
    """Tell whether a sum of money is what a verb is done with: ساهمت X بمليون دولار."""
    beside = [phrase for _, phrase in predicate.after if phrase.preposition in ("", "ب")]
    beside += [predicate.patient] if predicate.patient is not None else []
    heads = [inner.head for phrase in beside for inner in phrase.nested()]
    return any(head.mention is not None and head.mention.type == "Money" for head in heads)
