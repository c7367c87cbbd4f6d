"""Predicates -> claims: for each frame of a predicate, the arguments that its markers find, with types checked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.arabic.folding import fold
from kg.frames.details import DetailReader
from kg.frames.figures import Figure, FigureReader, definite
from kg.frames.phrases import Phrase
from kg.frames.scene import Governor, Predicate, Scene, lemmas_of
from kg.frames.words import Word
from kg.model import Quantity, Span
from kg.ontology import Frame, Ontology

_UNDERSTOOD, _REFERRED, _GUESSED, _COMPARED = 0.8, 0.9, 0.5, 0.95


@dataclass(slots=True)
class Claim:
    """Hold a statement in the making: its status is still to be decided from its governors."""

    subject: str
    relation: str
    object: str | Quantity
    rule: str
    trigger: Span
    subject_span: Span
    object_span: Span
    qualifiers: dict[str, str | float | Quantity] = field(default_factory=dict)
    governors: tuple[Governor, ...] = ()
    later: tuple[tuple[Governor, ...], ...] = ()
    """What holds it where it is named again: انهارت الصفقة."""
    status: str = ""
    """What the frame itself fixes, or nothing."""
    score: float = 1.0
    filled: int = 0
    tense: str = ""
    """Aspect of the verb of its clause."""
    attributive: bool = False
    speaker: str = ""
    nominal: bool = False
    """Whether a noun names it (صفقة استحواذ X على Y), which tells less of its status than a verb."""
    stage: str = ""
    """done or intended, where the claim holds only after the act or before it."""
    told: bool = False
    """Whether its subject only tells of it, confirms or denies it: then it may speak for its organisation."""
    reference: str = ""
    """Of a figure whose period is named before: same or before."""
    compared: bool = False
    """Whether it is the figure of an earlier period that the news compares with."""
    object_classes: tuple[str, ...] = ()
    """What its frame takes for an object, beside what the relation does: a newspaper is published as a product is made."""
    change: bool = False
    """Whether it only tells how far a figure that stands elsewhere rose or fell."""


@dataclass(frozen=True, slots=True)
class _Argument:
    entity: str
    span: Span
    score: float = 1.0
    pronoun: bool = False


class FrameMatcher:
    """Match predicates against the frames of the ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.figures = FigureReader(ontology)
        self.details = DetailReader(ontology, self.figures)
        self.acts_for = ontology.words.get("acts-for", frozenset())
        self.holding = frozenset(
            fold(word.lemma)
            for word in ontology.status_words
            if word.kind == "verb"
            and word.status in ("planned", "expected", "possible", "denied")
            and not word.via
            and word.scope != "clause"
        )
        self.governing = frozenset(key for key in ontology.status_words_of if key[1] == "noun")
        self.compounds = ontology.compounds
        self.between = self.acts_for | ontology.role_words
        self.ending = ontology.words.get("ending", frozenset())
        self.deciding = ontology.words.get("deciding", frozenset())
        self.accepting = ontology.words.get("accepting", frozenset())
        self.staff = ontology.words.get("staff", frozenset())
        self.speech = ontology.words.get("speech", frozenset())
        self.kin = ontology.words.get("kin", frozenset())
        self.owned = ontology.words.get("owned", frozenset())
        self.talks = ontology.words.get("talk", frozenset())
        self.seats = ontology.words.get("seat", frozenset())
        self.payouts = ontology.words.get("payout", frozenset())
        self.shares = ontology.words.get("part", frozenset())
        self.shared = ontology.words.get("shared", frozenset())
        # استثمر في أسهم X: of shares it is the company that is meant.
        self.stocks = ontology.words.get("share", frozenset()) & ontology.words.get("part", frozenset())
        self.markets = ontology.words.get("market", frozenset())
        self.quantifiers = ontology.words.get("quantifier", frozenset())
        self.heads = ontology.head_of
        self.terms: dict[str, frozenset[str]] = {}
        for words in (
            fold(lemma).split()
            for relation in ontology.relations.values()
            for frame in relation.frames
            for lemma in (*frame.lemmas, *frame.through)
        ):
            self.terms[words[0]] = self.terms.get(words[0], frozenset()) | frozenset(words[1:])
        self.frames: dict[tuple[str, str], list[Frame]] = {}
        for relation in ontology.relations.values():
            for frame in relation.frames:
                for lemma in frame.lemmas:
                    self.frames.setdefault((frame.kind, fold(lemma).split()[0]), []).append(frame)

    def claims(self, scene: Scene, predicate: Predicate, types: Mapping[str, str]) -> Iterator[Claim]:
        """Yield the claims that a predicate makes; `types` gives each entity's class."""
        kind = "verb" if predicate.kind not in ("noun", "adjective") else predicate.kind
        key = predicate.word.verb if kind == "verb" and predicate.word.verb else predicate.word.lemma
        frames = [frame for frame in self.frames.get((kind, key), ()) if self._applies(frame, predicate)]
        # مقرها الإقليمي is no مقر: a noun that frames know with its adjective is not meant without it.
        frames = [frame for frame in frames if self._described(frame, predicate)] or frames
        for frame in frames:
            yield from self._match(scene, predicate, frame, types)

    def _described(self, frame: Frame, predicate: Predicate) -> bool:
        """Tell whether a frame names a noun predicate with an adjective of its."""
        adjectives = {
            form
            for adjective in (predicate.phrase.adjectives if predicate.phrase else ())
            for form in (adjective.lemma, adjective.norm.removeprefix("ال"))
        }
        return frame.kind == "noun" and any(
            word in adjectives for lemma in frame.lemmas for word in fold(lemma).split()[1:]
        )

    def _applies(self, frame: Frame, predicate: Predicate) -> bool:
        if frame.aspect and predicate.word.aspect != frame.aspect:
            return False
        if frame.kind == "verb":
            return True
        own: tuple[tuple[str, ...], ...] = ((predicate.word.lemma, predicate.word.norm.removeprefix("ال")),)
        if predicate.phrase is not None and predicate.kind == "noun":
            own += lemmas_of(predicate.phrase)[1:]
        return any(_begins(own, fold(lemma).split()) for lemma in frame.lemmas)

    def _extended(self, frame: Frame, predicate: Predicate) -> Predicate:
        """Give a noun of several words (إحدى شركات X، عدد موظفي X) the genitive of its last word."""
        if predicate.kind != "noun" or predicate.phrase is None or predicate.genitive is None:
            return predicate
        own = lemmas_of(predicate.phrase)
        longest = max(
            (
                len(words)
                for lemma in frame.lemmas
                if _begins(
                    ((predicate.word.lemma, predicate.word.norm.removeprefix("ال")), *own[1:]),
                    words := fold(lemma).split(),
                )
            ),
            default=1,
        )
        genitive: Phrase | None = predicate.genitive
        for _ in range(longest - 1):
            if genitive is not None and genitive.genitive is not None:
                genitive = genitive.genitive
        if genitive is predicate.genitive:
            return predicate
        agent = genitive if not predicate.understood else predicate.agent
        return replace(predicate, genitive=genitive, agent=agent)

    def _match(self, scene: Scene, predicate: Predicate, frame: Frame, types: Mapping[str, str]) -> Iterator[Claim]:
        carrier = None
        predicate = self._extended(frame, predicate)
        if frame.through or frame.patient_nouns:
            carrier = self.carrier(predicate, frame.through or frame.patient_nouns, frame.arguments["subject"])
            if carrier is None:
                return
            predicate = self._undone(scene, predicate, carrier[1], office="role" in frame.arguments)
        relation = self.ontology.relations[frame.relation]
        thing = predicate.patient if predicate.patient not in (None, predicate.agent) else None
        if frame.intransitive and predicate.kind == "verb" and thing is not None and thing.head.kind != "adjective":
            return
        if (
            "patient" in frame.arguments.get("product", ())
            and predicate.patient is not None
            and self._fitting(predicate.patient, ("Agent",), types)
        ):
            # ورد الشركة للحكومة: what is supplied is a thing.
            return
        markers = frame.arguments["object"]
        measuring = bool(set(markers) & {"money", "number"})
        subjects = list(
            self._arguments(scene, predicate, frame, "subject", carrier, frame.subject_types or relation.domain, types)
        )
        objects: list[_Argument | Figure]
        if measuring:
            if frame.kind == "noun" and (predicate.understood or not subjects):
                subjects = list(self._owners(scene, predicate, relation.domain, types))
            elif frame.kind == "noun" and "money" in markers:
                # Whose it is stands after the noun: أرباح لسدير.
                subjects = [
                    subject
                    for subject in subjects
                    if subject.span.start > predicate.word.span.start or not predicate.after
                ]
            if any(subject.pronoun for subject in subjects) and self.figures.of_something_else(scene, predicate):
                return
            objects = (
                list(
                    self.figures.objects(
                        scene,
                        predicate,
                        frame,
                        carrier[0] if carrier else predicate.position,
                        carrier[1] if carrier else None,
                    )
                )
                if subjects
                else []
            )
        else:
            taken = frozenset(subject.entity for subject in subjects)
            objects = list(
                self._arguments(
                    scene, predicate, frame, "object", carrier, frame.object_types or relation.range, types, taken
                )
            )
        if measuring and subjects and not objects and carrier is not None and "change_percent" in frame.arguments:
            yield from self._changes(scene, predicate, frame, subjects, carrier[1])
        if frame.arguments["subject"] == frame.arguments["object"] == ("agent",):
            if carrier is not None and carrier[1].head.lemma in self.talks and self._for_another(predicate, types):
                return
            subjects = [subject for subject in subjects if subject.entity not in scene.beside]
            objects = [found for found in objects if isinstance(found, Figure) or found.entity not in scene.beside]
        if carrier is not None and "agent" in frame.arguments.get("seller", ()) and predicate.agent is not None:
            # باعت X حصتها في الشركة إلى Y: that company isn't the seller.
            sellers = predicate.agent.entities
            objects = [found for found in objects if isinstance(found, Figure) or found.entity not in sellers]
        doers = (
            frozenset(subject.entity for subject in subjects)
            if len(subjects) > 1 and not relation.symmetric
            else frozenset()
        )
        for subject in subjects:
            for found in objects:
                if isinstance(found, Figure) and frame.kind == "noun" and _beyond(subject, found, objects):
                    continue
                if isinstance(found, _Argument) and found.pronoun and found.entity in doers:
                    # أعلنت X وY دعمهما لها: what two do together they do to another.
                    continue
                if isinstance(found, _Argument) and found.entity == subject.entity:
                    subject, found = self._apart(scene, predicate, frame, subject, found, types)
                claim = self._claim(predicate, frame, subject, found)
                if claim is not None:
                    figure = found if isinstance(found, Figure) else None
                    claim.qualifiers.update(
                        self.details.qualifiers(scene, predicate, frame, figure, carrier[1] if carrier else None)
                    )
                    if figure is not None:
                        claim.compared, claim.reference = figure.compared, self.details.reference(scene, figure)
                    if "until" in claim.qualifiers:
                        # ينتهي العقد في 2028: until then it holds.
                        claim.governors = tuple(
                            governor for governor in claim.governors if governor.lemma not in self.ending
                        )
                    staff = carrier is not None and carrier[1].head.lemma in self.staff
                    if carrier is not None and frame.kind == "verb" and isinstance(found, _Argument) and not staff:
                        # غرامة محتملة، اتفاق مبدئي: what is said of the noun holds for the claim.
                        # But محادثات أولية: first talks are talks.
                        described = () if carrier[1].head.lemma in self.talks else carrier[1].adjectives
                        held = tuple(Governor(word.lemma, "adjective") for word in described)
                        claim.governors = (*held, *claim.governors)
                    claim.filled = len(claim.qualifiers) + 2 * bool(carrier)
                    yield claim

    def _changes(
        self, scene: Scene, predicate: Predicate, frame: Frame, subjects: Sequence[_Argument], carrier: Phrase
    ) -> Iterator[Claim]:
        """Yield how far a figure rose or fell that another clause or sentence gives: ارتفعت أرباحها 20%. وبلغت ….."""
        found = self.details.qualifiers(scene, predicate, frame, None, carrier)
        for subject in subjects if "change_percent" in found else ():
            yield Claim(
                subject.entity, frame.relation, Quantity(0, ""), frame.name, predicate.word.span, subject.span, predicate.word.span,
                qualifiers=found, governors=predicate.governors, change=True,
            )  # fmt: skip

    def _owners(
        self, scene: Scene, predicate: Predicate, classes: Sequence[str], types: Mapping[str, str]
    ) -> Iterator[_Argument]:
        """Yield whose figure a noun without an owner of its own names."""
        owner = self.figures.owner(scene, predicate)
        for entity, inner in self._entities(owner[0], classes, types, acting=True) if owner is not None else ():
            yield _Argument(entity, inner.head.span, owner[1] if owner else 0.0)

    def _undone(self, scene: Scene, predicate: Predicate, carrier: Phrase, *, office: bool) -> Predicate:
        """Take the noun that carries the figure or the office for no doer: in وحقق في 2020 رقم أعمال قدره … who achieves is whom the sentence is about."""
        agent = predicate.agent
        if (
            agent is None
            or predicate.kind != "verb"
            or carrier.head.definite
            or agent.entities
            or carrier not in list(agent.nested())
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

    def _apart(
        self, scene: Scene, predicate: Predicate, frame: Frame, subject: _Argument, found: _Argument, types: Mapping[str, str],
    ) -> tuple[_Argument, _Argument]:  # fmt: skip
        """Let a pronoun stand for somebody else than its fellow argument: تملك X حق استخدام تقنيتها is of another's.

        Where who acts is only understood, what is acted on was named in the same clause: اتفقت X مع مساهمي Y على شراء 20% من أسهمها.
        """
        pronoun = found if found.pronoun else subject
        dealt = "seller" in self.ontology.relations[frame.relation].qualifiers
        if not pronoun.pronoun or (predicate.understood and not (dealt and pronoun is found)):
            return subject, found
        start = -1
        if predicate.understood:
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
                    other = _Argument(entity, word.span, pronoun.score * 0.8)
                    return (subject, other) if pronoun is found else (other, found)
        return subject, found

    def _claim(self, predicate: Predicate, frame: Frame, subject: _Argument, found: _Argument | Figure) -> Claim | None:
        symmetric = frame.arguments["subject"] == frame.arguments["object"]
        if isinstance(found, _Argument):
            backwards = (found.span.start, found.entity) < (subject.span.start, subject.entity)
            if found.entity == subject.entity or (symmetric and backwards):
                return None
            object_: str | Quantity = found.entity
            span, score = found.span, subject.score * found.score
        else:
            object_, span, score = found.quantity, found.span, subject.score * (_COMPARED if found.compared else 1.0)
        claim = Claim(
            subject.entity, frame.relation, object_, frame.name, predicate.word.span, subject.span, span,
            governors=self.figures.governors(predicate) if isinstance(found, Figure) else predicate.governors, status=frame.status, score=score, tense=predicate.clause.verb.aspect if predicate.clause.verb else "",
        )  # fmt: skip
        claim.object_classes = frame.object_types
        claim.qualifiers.update(frame.fixed)
        own = self.terms.get(predicate.word.lemma, frozenset())
        if frame.kind == "noun" or own:
            # طرح عام أولي: what makes the term is no word about its status.
            own = own | {word for lemma in frame.lemmas for word in fold(lemma).split()}
            claim.governors = tuple(
                governor for governor in claim.governors if governor.kind != "adjective" or governor.lemma not in own
            )
        if self.ontology.relations[frame.relation].decided:
            # قرر مجلس الإدارة تعيين فلان: the decision is the deed.
            claim.governors = tuple(governor for governor in claim.governors if governor.lemma not in self.deciding)
        if self._another_deed(predicate, frame):
            claim.governors = tuple(governor for governor in claim.governors if governor.lemma not in self.accepting)
        claim.attributive, claim.stage = predicate.attributive, frame.stage
        claim.nominal = predicate.kind == "verbal-noun"
        if frame.patient_nouns and predicate.word.verb in self.holding:
            claim.governors = (Governor(predicate.word.verb, "verb"), *claim.governors)
        if (
            self._presupposed(predicate, frame)
            or (
                (predicate.attributive or _of_its_own(predicate))
                and "apposed" in (*frame.arguments["subject"], *frame.arguments["object"])
            )
            or (predicate.attributive and predicate.kind != "noun")
        ):
            claim.governors = tuple(g for g in claim.governors if g.kind in ("adjective",))
        return claim

    def _another_deed(self, predicate: Predicate, frame: Frame) -> bool:
        """Tell whether who accepts a deed is not who does it: وافق المجلس على استقالة فلان."""
        own = predicate.kind == "verbal-noun" and not predicate.understood and predicate.agent is predicate.genitive
        return own and self.ontology.relations[frame.relation].domain == ("Person",)

    def _presupposed(self, predicate: Predicate, frame: Frame) -> bool:
        """Tell whether a noun with its holder only names what is there already: لبيع حصتها في X, أغلقت مصنعها في Y."""
        if predicate.kind != "noun" or not predicate.attributive or "genitive" not in frame.arguments["subject"]:
            return False
        return predicate.genitive is not None and bool(predicate.genitive.entities)

    # -------------------------------------------------------------- arguments

    def carrier(
        self, predicate: Predicate, nouns: Sequence[str], led: Collection[str] = ()
    ) -> tuple[int, Phrase] | None:
        """Return the phrase near the predicate that holds one of the nouns (حصة، اتفاقية), and its place.

        What the prepositions `led` lead to is another argument: انضم فلان إلى فريق X tells of no staff that X takes over.
        """
        wanted = [fold(noun).split() for noun in nouns]
        beside = (predicate.patient, predicate.genitive, *predicate.apposed[:1])
        near = [(predicate.position, phrase) for phrase in beside if phrase is not None]
        near += _up_to_next_share(predicate.after[:5])
        if predicate.agent is not None and not predicate.understood:
            near.append((predicate.position, predicate.agent))
        if predicate.kind == "noun" and predicate.phrase is not None:
            near.insert(0, (predicate.position, predicate.phrase))
        if predicate.kind == "passive-participle":
            # المملوكة لX في مصر، عملها …: only what it describes is owned.
            near = [(predicate.position, predicate.patient)] if predicate.patient is not None else []
        described = _described_by(predicate)
        if described is not None:
            # جولة شاركت فيها X: the pronoun stands for the noun, and in عرض الاستحواذ الذي قدمته X for the whole of it.
            whole = predicate.clause.described
            near += [(predicate.position, phrase) for phrase in (described, whole) if phrase is not None]
        for index, phrase in near:
            if phrase.preposition and phrase.preposition in led:
                continue
            for inner in phrase.nested():
                if inner.head.kind in ("name", "figure", "date") or self._compounded(phrase, inner):
                    continue
                if self._paid_out(phrase, inner) or self._of_market(inner, predicate.after):
                    continue
                own = lemmas_of(inner)
                longest = max((len(words) for words in wanted if _begins(own, words)), default=0)
                bare = inner.genitive is None or inner.genitive.head.kind == "figure" or inner.names_something
                if phrase is described and longest < 2 and not bare:
                    # جولة محادثات قادتها X is no round of money.
                    continue
                if longest:
                    return index, _innermost(inner, longest)
        return None

    def _paid_out(self, outer: Phrase, inner: Phrase) -> bool:
        """Tell whether a profit is only what shareholders are paid: توزيع أرباح، صرف أرباح نقدية."""
        hosts = outer.hosts_of(inner)
        return bool(hosts) and inner.head.lemma in self.figures.measured and hosts[0].head.lemma in self.payouts

    def _of_market(self, inner: Phrase, after: Sequence[tuple[int, Phrase]]) -> bool:
        """Tell whether a share is one of a market, which nobody sells: الاستحواذ على حصة في السوق، حصة سوقية."""
        if inner.head.lemma not in self.shares:
            return False
        following = next((phrase for _, phrase in after if phrase.first == inner.last + 1), None)
        led = following is not None and following.preposition in ("في", "من", "ب")
        market = led and following is not None and following.head.lemma in self.shared
        return market or any(word.lemma in self.shared for word in inner.adjectives)

    def _compounded(self, outer: Phrase, inner: Phrase) -> bool:
        """Tell whether a noun only completes the one before it: إدارة in مجلس إدارة is no management."""
        host = next((phrase for phrase in outer.nested() if phrase.genitive is inner), None)
        return host is not None and f"{host.head.lemma} {inner.head.lemma}" in self.compounds

    def _arguments(
        self, scene: Scene, predicate: Predicate, frame: Frame, role: str, carrier: tuple[int, Phrase] | None, classes: Sequence[str], types: Mapping[str, str],
        taken: Collection[str] = (),
    ) -> Iterator[_Argument]:  # fmt: skip
        for marker in frame.arguments[role]:
            if marker == "topic" and role == "subject" and "role" in frame.arguments and not self._unsaid(predicate):
                return
            if marker == "employer":
                yield from self._employed(scene, predicate, taken)
                return
            if marker == "topic":
                relation = self.ontology.relations[frame.relation]
                personal = "Person" in (*relation.domain, *relation.range)
                again = bool(frame.through) and carrier is not None and definite(carrier[1])
                yield from self._topic(scene, predicate, classes, types, taken, personal=personal, again=again)
                return
            employers = self._employers(scene, predicate, classes, types) if marker == "agent" else []
            found = employers or list(
                self.marked(
                    predicate,
                    frame,
                    marker,
                    carrier,
                    acting=role == "subject" or marker == "agent" or "role" in frame.arguments,
                    classes=classes,
                    types=types,
                )
            )
            if found:
                yield from found
                return

    def _employers(
        self, scene: Scene, predicate: Predicate, classes: Sequence[str], types: Mapping[str, str]
    ) -> list[_Argument]:
        """Return the organisations of persons who act for them: أعلن فلان، رئيس X، تعيين علان."""
        agent = predicate.agent
        if agent is None or predicate.patient is None or predicate.patient is agent or "Organization" not in classes:
            return []
        acting = [entity for entity in agent.entities if types.get(entity) == "Person"]
        if any(entity in phrase.entities for phrase in predicate.patient.nested() for entity in acting):
            return []
        return [
            _Argument(scene.employers[entity], agent.head.span, _UNDERSTOOD)
            for entity in acting
            if entity in scene.employers and len(acting) == len(agent.entities) == 1
        ]

    def marked(
        self, predicate: Predicate, frame: Frame, marker: str, carrier: tuple[int, Phrase] | None, *, acting: bool, classes: Sequence[str], types: Mapping[str, str]
    ) -> Iterator[_Argument]:  # fmt: skip
        """Yield the entities of the right class that one marker of a frame leads to: its agent, its patient, what stands after a preposition."""
        through = carrier if frame.through else None
        phrases: list[tuple[Phrase, float]] = []
        if marker == "agent":
            if predicate.agent is not None:
                phrases = [(predicate.agent, _UNDERSTOOD if predicate.understood else 1.0)]
        elif marker == "patient":
            phrases = [(predicate.patient, 1.0)] if predicate.patient is not None else []
        elif marker == "genitive":
            host = through[1] if through is not None else predicate.phrase if predicate.kind == "noun" else None
            if host is not None and (host.genitive is None or not host.genitive.entities):
                yield from self._country(host, classes)
            held = through or (carrier if frame.kind == "verb" else None)
            inner = self._owner(held[1]) if held is not None else predicate.genitive
            if (
                held is None
                and "apposed" in (*frame.arguments["subject"], *frame.arguments["object"])
                and predicate.apposed == (inner,)
            ):
                # خدمات «أ» و«ب»: what the noun itself names owns nothing of it.
                inner = None
            phrases = [(inner, 1.0)] if inner is not None else []
        elif marker == "مثل":
            phrases = [(phrase, 1.0) for phrase in (predicate.phrase.examples if predicate.phrase else ())]
        elif marker == "apposed":
            phrases = [(phrase, 1.0) for phrase in predicate.apposed]
        else:
            after: Sequence[tuple[int, Phrase]] = predicate.after
            if not acting and predicate.kind == "verbal-noun":
                after = [(i, p) for i, p in after if p.head.span.start > predicate.word.span.start]
            after = after if carrier is None else [(i, p) for i, p in after if i > carrier[0] or p is not carrier[1]]
            if predicate.kind == "noun" and not acting:
                # تتخذ من الرياض مقرا لها للتوسع في مصر: where she expands is no seat.
                purpose = next(
                    (
                        i
                        for i, p in after
                        if i > predicate.position and p.preposition == "ل" and p.head.form == "verbal-noun"
                    ),
                    None,
                )
                after = [(i, p) for i, p in after if purpose is None or i <= purpose]
            seat = next((p for p in predicate.apposed if self._fitting(p, classes, types)), None)
            located = bool(classes) and all(self.ontology.is_a(name, ("Location",)) for name in classes)
            if predicate.kind == "noun" and seat is not None and located:
                # ومقرها فيرنمور بولاية أوريغون: of what follows the place only what stands right after it.
                after = [(i, p) for i, p in after if p.first == seat.last + 1]
            held_by = carrier[1] if carrier is not None else None
            befores = [held_by, *(phrase for _, phrase in after)]
            phrases = [
                (self._led(self._counted(phrase, after), marker), 1.0)
                for (_, phrase), before in zip(after, befores, strict=False)
                if self._under(phrase, marker, before)
                and not self._belongs(phrase, before, held_by)
                and not (carrier is None and _completes(predicate, before))
                and not (predicate.kind == "noun" and self._makes(phrase, before, types))
                and not ("seller" in frame.arguments and self._traded(phrase))
            ]
            if marker == "بين" and len(phrases) > 1:
                # المنافسة بينها وبين شركات مثل X وY: she competes with X and Y, not X with Y.
                phrases = phrases[:1] if acting else phrases[1:]
        # محادثات مع مجلس إدارة X: either party of a symmetric relation acts.
        both = self.ontology.relations[frame.relation].symmetric
        for phrase, score in phrases:
            found = list(self._entities(phrase, classes, types, acting=acting or both or marker == "agent"))
            heads = (phrase.head, phrase.genitive.head) if phrase.genitive is not None else ()
            if (
                not found
                and phrase.preposition == marker
                and any(head.form == "verbal-noun" or (head.lemma, "noun") in self.governing for head in heads)
            ):
                # أعلنت عن عدم تخليها عن X: the second عن belongs to the verbal noun after the first.
                return
            if not found and frame.through and self._unnamed(phrase, marker):
                return
            if found:
                for entity, inner in found:
                    weight = _REFERRED if inner.head.kind == "reference" else 1.0
                    yield _Argument(entity, inner.head.span, score * weight, inner.head.kind == "reference")
                return

    def _makes(self, phrase: Phrase, before: Phrase | None, types: Mapping[str, str]) -> bool:
        """Tell whether من only leads to who makes the product before it: in حصتها لأنظمة مثل «أ» من X no share is of X."""
        if phrase.preposition != "من" or before is None or not before.entities:
            return False
        return all(types.get(entity) == "Product" for entity in before.entities[-1:])

    def _for_another(self, predicate: Predicate, types: Mapping[str, str]) -> bool:
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

    def _belongs(self, phrase: Phrase, before: Phrase | None, carrier: Phrase | None) -> bool:
        """Tell whether a preposition only completes what stands before it: الأسهم المملوكة لها، مقرها في X."""
        described = before.adjectives[-1:] if before is not None else []
        seat = before is not None and before is not carrier and before.head.lemma in self.seats
        return (phrase.preposition == "ل" and any(word.lemma in self.owned for word in described)) or (
            seat and phrase.preposition in ("في", "ب")
        )

    def _traded(self, phrase: Phrase) -> bool:
        """Tell whether a phrase only says where something is bought: أسهم X في بورصة لندن."""
        return phrase.preposition == "في" and phrase.head.norm.split()[0].removeprefix("ال") in self.markets

    def _unnamed(self, phrase: Phrase, marker: str) -> bool:
        """Tell whether a phrase is the thing dealt in, though nothing known names it: حصة في شركة الدواء … في سدير."""
        head = self.heads.get(phrase.head.norm.removeprefix("ال"))
        return phrase.preposition == marker and head is not None and self.ontology.is_a(head.type, ("Company",))

    def _is_stock(self, phrase: Phrase, *, acting: bool) -> bool:
        """Tell whether shares stand for the company that they are of: استثمر في أسهم X."""
        genitive = phrase.genitive
        return not acting and phrase.head.lemma in self.stocks and genitive is not None and not genitive.head.attached

    def _country(self, host: Phrase, classes: Sequence[str]) -> Iterator[_Argument]:
        """Yield the country that an adjective names where a genitive could: السوق المصرية is the market of Egypt."""
        for adjective in host.adjectives:
            if adjective.country and self.ontology.is_a("Place", classes):
                yield _Argument(adjective.country, adjective.span)

    def _fitting(self, phrase: Phrase, classes: Sequence[str], types: Mapping[str, str]) -> list[str]:
        """Return the entities of a phrase that can be of one of the classes, by themselves or by what the phrase calls them.

        خدمات مثل X: a company's name stands for its service where the noun says so, and not for the company.
        """
        head = self.heads.get(phrase.head.norm.removeprefix("ال")) or self.heads.get(phrase.head.lemma)
        product = head is not None and head.type == "Product" and phrase.head.kind == "noun"
        if product and phrase.examples and not self.ontology.is_a("Product", classes):
            return []

        def fits(kind: str) -> bool:
            if not kind and classes and all(self.ontology.is_a(name, ("Place",)) for name in classes):
                # في سوقها «أ»: what nothing tells to be a place is hardly one.
                return False
            return self.ontology.is_a(kind, classes) or (
                product and kind == "Company" and self.ontology.is_a("Product", classes)
            )

        # شركات منها «أ» و«ب»، نظام التشغيل التابع لها (أ): the noun tells what its examples and its names are.
        called = head.type if head is not None and (phrase.examples or phrase.apposed) else ""
        return [entity for entity in phrase.entities if fits(types.get(entity, "") or called)]

    def _owner(self, carrier: Phrase) -> Phrase | None:
        """Return the genitive of a carrier, past the offices and bodies between them: منصب رئيس مجلس إدارة X."""
        outer, inner = carrier, carrier.genitive
        while inner is not None and not inner.entities and inner.genitive is not None:
            if inner.head.lemma in self.kin and inner.genitive.head.attached:
                # تقنيات شريكتها: whoever the partner is, it isn't she.
                return inner
            if (
                not {inner.head.lemma, inner.head.norm} & self.between
                and f"{outer.head.lemma} {inner.head.lemma}" not in self.compounds
            ):
                break
            outer, inner = inner, inner.genitive
        return inner

    def _counted(self, phrase: Phrase, after: Sequence[tuple[int, Phrase]]) -> Phrase:
        """Return what a percentage is of: استحوذت على 20% من X."""
        if phrase.head.kind != "figure":
            return phrase
        counted = next((other for _, other in after if other.first == phrase.last + 1), None)
        if counted is not None and not counted.preposition and counted.examples:
            # في 12 دولة، منها X: the examples are of what is counted.
            return counted
        return next(
            (other for _, other in after if other.first > phrase.last and other.preposition in ("من", "في")), phrase
        )

    def _topic(
        self,
        scene: Scene,
        predicate: Predicate,
        classes: Sequence[str],
        types: Mapping[str, str],
        taken: Collection[str],
        *,
        personal: bool,
        again: bool,
    ) -> Iterator[_Argument]:
        """Yield what the sentence is about before the predicate: the last organisation named, where there is only one."""
        employed = list(self._employed(scene, predicate, taken)) if personal else []
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
                ):
                    found.setdefault(entity, word)
        if not found and (personal or again) and scene.topic is not None:
            # استقال فلان من منصبه، قاد فلان الجولة: the organisation that the sentence before was about.
            for entity, _ in self._entities(scene.topic, classes, types, acting=True):
                if (
                    entity not in taken
                    and types.get(entity) != "Person"
                    and self.ontology.is_a(types.get(entity, ""), classes)
                ):
                    found[entity] = predicate.word
        if len(found) > 1 and _described_by(predicate) is not None:
            # جمعت X مالا في جولة قادتها Y وشاركت فيها Z: the round is of whom its own clause tells.
            first = next((clause.subject for clause in scene.clauses if clause.subject is not None), None)
            own = first.entities if first is not None else ()
            found = {entity: word for entity, word in found.items() if entity in own}
        if len(found) == 1:
            for entity, word in found.items():
                yield _Argument(entity, word.span, _GUESSED)

    def _employed(self, scene: Scene, predicate: Predicate, taken: Collection[str]) -> Iterator[_Argument]:
        """Yield the organisation that the article knows the person of a predicate of: تولى فلان منصبه في 2020."""
        beside = [phrase for phrase in (predicate.agent, predicate.patient) if phrase is not None]
        people = {*taken, *(entity for phrase in beside for entity in phrase.entities)}
        employers = {scene.employers[entity] for entity in people if entity in scene.employers}
        if len(employers) == 1:
            yield _Argument(employers.pop(), predicate.word.span, _GUESSED)

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

    def _unsaid(self, predicate: Predicate) -> bool:
        """Tell whether a predicate leaves its agent out: عُين فلان, but not عينت الحكومة فلانا."""
        return predicate.agent is None or predicate.understood or predicate.agent is predicate.patient

    def _led(self, phrase: Phrase, marker: str) -> Phrase:
        """Return what a preposition and its noun lead to: بقيادة X."""
        words = marker.split()
        led = len(words) == 2 and phrase.preposition in ("", words[0]) and phrase.head.norm == words[1]
        return phrase.genitive if led and phrase.genitive is not None else phrase

    def _under(self, phrase: Phrase, marker: str, before: Phrase | None = None) -> bool:
        if phrase.preposition == marker:
            return True
        words = marker.split()
        # خلفا لـX، بدلا من X: an adverb and its preposition.
        if len(words) == 2 and before is not None and before.head.norm == words[0] and phrase.preposition == words[1]:
            return True
        # بقيادة X ومشاركة Y: the preposition of the first noun holds for the one that و joins to it.
        shared = not phrase.preposition and before is not None and before.preposition == words[0]
        return (
            len(words) == 2
            and (phrase.preposition == words[0] or shared)
            and (phrase.head.norm == fold(words[1]) or phrase.head.lemma == fold(words[1]))
        )

    def _entities(
        self, phrase: Phrase, classes: Sequence[str], types: Mapping[str, str], *, acting: bool
    ) -> Iterator[tuple[str, Phrase]]:
        """Yield the entities of the right class that a phrase stands for; مجلس إدارة X acts for X, مدن X lie in X."""
        fitting = self._fitting(phrase, classes, types)
        if fitting:
            for entity in fitting:
                owner = next((inner for inner in reversed(list(phrase.nested())) if entity in inner.entities), phrase)
                yield entity, owner
            return
        if phrase.entities or phrase.genitive is None:
            return
        places = all(self.ontology.is_a(name, ("Location",)) for name in classes) if classes else False
        head = phrase.head.lemma or phrase.head.norm
        if (
            (acting and head in self.acts_for)
            or places
            or head in self.quantifiers
            or self._is_stock(phrase, acting=acting)
        ):
            yield from self._entities(phrase.genitive, classes, types, acting=acting)


def _of_its_own(predicate: Predicate) -> bool:
    """Tell whether a noun and what is said of it are a clause of their own inside another: كانت سدير، ومقرها دبي، قد …."""
    owner = predicate.phrase.genitive if predicate.phrase is not None else None
    return predicate.kind == "noun" and owner is not None and owner.head.attached and bool(predicate.apposed)


def _beyond(subject: _Argument, figure: Figure, objects: Sequence[_Argument | Figure]) -> bool:
    """Tell whether another figure stands between a figure and whose it is: مبيعات X 717 مليونا، مقابل 713 مليونا لـY."""
    return any(
        isinstance(other, Figure) and figure.span.start < other.span.start < subject.span.start for other in objects
    )


def _completes(predicate: Predicate, before: Phrase | None) -> bool:
    """Tell whether a preposition stands after an act that a verb is done to, which it completes: أعلنت X التخلي عن Y."""
    if predicate.kind != "verb" or before is None or before is not predicate.patient:
        return False
    return before.head.form == "verbal-noun" and before.head.definite


def _described_by(predicate: Predicate) -> Phrase | None:
    """Return the noun without a name that a verb's clause, or the one that و joins it to, describes: جولة قادتها X وشاركت فيها Y."""
    if predicate.kind != "verb":
        return None
    clause = predicate.clause
    joined = clause.opening == "coordinate" and clause.parent is not None and clause.parent.resumed
    if joined and any(phrase.head.attached for _, phrase in predicate.after[:2]):
        clause = clause.parent or clause
    return clause.antecedent if clause.resumed and not (clause.antecedent and clause.antecedent.entities) else None


def _up_to_next_share(after: Sequence[tuple[int, Phrase]]) -> list[tuple[int, Phrase]]:
    """Return what stands before a second percentage: in تملك 6% من سدير و15% من أسهم رتاج the shares are not those of the first."""
    found: list[tuple[int, Phrase]] = []
    percentages = 0
    for index, phrase in after:
        percentages += any(
            inner.head.mention is not None and inner.head.mention.type == "Percent" for inner in phrase.nested()
        )
        if percentages > 1:
            break
        found.append((index, phrase))
    return found


def _innermost(phrase: Phrase, words: int) -> Phrase:
    """Return the noun that a head of several words ends in, whose genitive is the argument: صافي ربح X، عدد موظفي X."""
    for _ in range(words - 1):
        if (
            phrase.genitive is None
            or phrase.genitive.entities
            or phrase.genitive.head.attached
            or phrase.genitive.head.kind not in ("noun", "adjective")
        ):
            break
        phrase = phrase.genitive
    return phrase


def _begins(own: Sequence[Sequence[str]], words: Sequence[str]) -> bool:
    """Tell whether a phrase begins with the given words, each by its lemma or its form."""
    return len(own) >= len(words) and all(word in mine for mine, word in zip(own, words, strict=False))
