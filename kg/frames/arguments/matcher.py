"""Predicates -> claims: for each frame of a predicate, the arguments that its markers find, with types checked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from kg.arabic.folding import fold
from kg.frames.arguments.actors import Actors
from kg.frames.arguments.candidates import Frames
from kg.frames.arguments.carriers import Carriers, Near, first_words
from kg.frames.arguments.claiming import Claiming
from kg.frames.arguments.fitting import Fitting
from kg.frames.arguments.marked import Marked
from kg.frames.arguments.model import Argument, Claim, Parties
from kg.frames.arguments.understood import Understood
from kg.frames.details import DetailReader
from kg.frames.figures import Figure, FigureReader, definite
from kg.frames.phrases import Phrase
from kg.frames.scene import Governor, Predicate, Scene
from kg.model import Quantity
from kg.ontology import Frame, Ontology

_DEALS = frozenset({"acquires", "sells"})
"""Relations whose object is a business or a share in one."""


class FrameMatcher:
    """Match predicates against the frames of the ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.frames = Frames(ontology)
        self.figures = FigureReader(ontology)
        self.details = DetailReader(ontology, self.figures)
        self.carriers = Carriers(ontology)
        self.fitting = Fitting(ontology)
        self.marked = Marked(ontology, self.fitting)
        self.actors = Actors(ontology)
        self.understood = Understood(ontology, self.fitting)
        self.claiming = Claiming(ontology, self.figures)
        self.ending = ontology.words.get("ending", frozenset())
        self.staff = ontology.words.get("staff", frozenset())
        self.buying = ontology.words.get("buying", frozenset())
        self.talks = ontology.words.get("talk", frozenset())
        self.rounds = ontology.words.get("round", frozenset())
        self.dealing = ontology.words.get("dealing", frozenset())
        self.messages = ontology.words.get("message", frozenset())

    def claims(self, scene: Scene, predicate: Predicate, types: Mapping[str, str]) -> Iterator[Claim]:
        """Yield the claims that a predicate makes; `types` gives each entity's class."""
        said: set[str] = set()
        for frame, parties in self.attempts(scene, predicate, types):
            mutual = self.ontology.relations[frame.relation].symmetric
            if (frame.kind == "noun" or mutual) and frame.through and frame.relation in said:
                # محادثات مع X للاستحواذ على Y, تتفاوض مع X على شراء Y: the talks are with whom the word itself names.
                continue
            for claim in self._claims(scene, frame, parties, types):
                said.add(claim.relation)
                yield claim

    def attempts(self, scene: Scene, predicate: Predicate, types: Mapping[str, str]) -> Iterator[tuple[Frame, Parties]]:
        """Yield each frame that a predicate is used by with whom and what it finds for its places; it may be nobody and nothing."""
        frames = self.frames.of(predicate)
        near = self.carriers.near(predicate) if any(frame.carriers for frame in frames) else ()
        words = frozenset(word for noun in near for word in noun.words[0])
        for frame in frames:
            extended = self.frames.extended(frame, predicate)
            if extended is predicate and frame.carriers and words.isdisjoint(first_words(frame.carriers)):
                continue
            own = near if extended is predicate or not frame.carriers else self.carriers.near(extended)
            parties = self._parties(scene, extended, frame, own, types)
            if parties is not None:
                yield frame, parties

    def _parties(
        self, scene: Scene, predicate: Predicate, frame: Frame, near: Sequence[Near], types: Mapping[str, str]
    ) -> Parties | None:
        """Return whom and what a predicate finds for a frame; None where it is not used as the frame wants it."""
        carrier = None
        if frame.carriers:
            carrier = self.carriers.find(predicate, near, frame.carriers, frame.arguments["subject"])
            if carrier is None:
                return None
            predicate = self.understood.undone(scene, predicate, carrier[1], office="role" in frame.arguments)
        if self._of_another_use(predicate, frame, carrier, types) or self._leads_round(scene, predicate, frame):
            return None
        relation = self.ontology.relations[frame.relation]
        if carrier is not None and self._names_itself(frame, carrier[1], types):
            return None
        domain = frame.subject_types or relation.domain
        subjects = list(self._arguments(scene, predicate, frame, "subject", carrier, domain, types))
        if _measures(frame):
            if frame.kind == "noun":
                subjects = self._measured(scene, predicate, frame, subjects, types)
            if any(
                subject.pronoun and _attached(scene, subject) for subject in subjects
            ) and self.figures.owners.of_something_else(scene, predicate):
                return None
            if carrier is not None and (
                self._of_others(carrier[1], subjects) or self._joined_round(predicate, carrier, subjects)
            ):
                return None
            open_ = not subjects and self.actors.may_choose(scene, predicate, frame)
            place, held = carrier or (predicate.position, None)
            figures = list(self.figures.objects(scene, predicate, frame, place, held)) if subjects or open_ else []
            if open_ and figures:
                subjects = self.actors.choose(scene, predicate, frame, figures, domain, types)
            return Parties(predicate, carrier, subjects, figures)
        taken = frozenset(subject.entity for subject in subjects)
        classes = frame.object_types or relation.range
        objects = [
            found
            for found in self._arguments(scene, predicate, frame, "object", carrier, classes, types, taken)
            if not frame.object_genus or self._is_of(found.entity, frame.object_genus)
        ]
        if objects and not subjects and self.actors.may_choose(scene, predicate, frame):
            subjects = self.actors.choose(scene, predicate, frame, objects, domain, types)
        return self._apart(scene, frame, Parties(predicate, carrier, subjects, objects))

    def _names_itself(self, frame: Frame, carrier: Phrase, types: Mapping[str, str]) -> bool:
        """Tell whether what carries a frame has a name, which then is the object: تعتمد X على نموذج «أ» التابع لـY."""
        taken, range_ = frame.object_types, self.ontology.relations[frame.relation].range
        named = [types[entity] for entity in carrier.entities if types.get(entity)]
        if not taken or not frame.through:
            return False
        return any(self.ontology.is_a(n, range_) for n in named) and not any(
            self.ontology.is_a(n, taken) for n in named
        )

    def _of_others(self, carrier: Phrase, subjects: Sequence[Argument]) -> bool:
        """Tell whether what a subject tells of is somebody else's: أعلنت سدير انخفاض أرباح رتاج."""
        owner = self.fitting.owner(carrier)
        named = owner is not None and bool(owner.entities) and not owner.head.attached
        return named and owner is not None and not {subject.entity for subject in subjects} & set(owner.entities)

    def _leads_round(self, scene: Scene, predicate: Predicate, frame: Frame) -> bool:
        """Tell whether what a noun says is led is a round of investments: الجولة بقيادة X، مع Y."""
        before = scene.constituents[predicate.position - 1] if predicate.position else None
        office = frame.kind == "noun" and frame.relation == "holds-position" and isinstance(before, Phrase)
        return office and isinstance(before, Phrase) and any(p.head.lemma in self.rounds for p in before.nested())

    def _joined_round(self, predicate: Predicate, carrier: tuple[int, Phrase], subjects: Sequence[Argument]) -> bool:
        """Tell whether the round that somebody announces is another's: أعلنت X عن مشاركتها في جولة، عن جولة لشركة Y."""
        held, start = carrier[1], carrier[1].head.span.start
        if held.head.lemma not in self.rounds or predicate.word.lemma not in self.dealing:
            return False
        before = [phrase for _, phrase in predicate.after if phrase.head.span.start < start]
        if any(phrase.preposition == "عن" and held not in phrase.nested() for phrase in before):
            return True
        own = {subject.entity for subject in subjects}
        given = [p for _, p in predicate.after if p.preposition in ("ل", "لصالح") and p.head.span.start > start]
        return held.preposition not in ("عن", "") or any(p.entities and own.isdisjoint(p.entities) for p in given)

    def _is_of(self, entity: str, genus: str) -> bool:
        """Tell whether the tables of names know an entity to be of a genus: a stock exchange."""
        known = self.ontology.name_of.get(entity)
        return known is not None and known.genus == genus

    def _of_another_use(
        self, predicate: Predicate, frame: Frame, carrier: tuple[int, Phrase] | None, types: Mapping[str, str]
    ) -> bool:
        """Tell whether a predicate has what its use in a frame has not."""
        thing = predicate.patient if predicate.patient not in (None, predicate.agent) else None
        if frame.intransitive and predicate.kind == "verb" and thing is not None and thing.head.kind != "adjective":
            return True
        joins = "raiser" in frame.arguments["object"] and not frame.carriers
        if joins and predicate.clause.object_pronoun is not None:
            # الرقم الذي شاركه فلان: what is told has no part in a round.
            return True
        if frame.relation in _DEALS and _in_units(predicate):
            # باعت 40 مليون جهاز «أ»، شراء 50 طائرة «ب»: what is counted is goods, and no business.
            return True
        if "patient" in frame.arguments.get("product", ()) and predicate.patient is not None:
            # ورد الشركة للحكومة، تسلم البنك طلبا: what is supplied is a thing.
            told = predicate.patient.head.lemma in self.messages
            return told or bool(self.fitting.own(predicate.patient, ("Agent",), types))
        between = frame.arguments["subject"] == frame.arguments["object"] == ("agent",)
        agent, clause = predicate.agent, predicate.clause
        if between and agent is not None and agent is clause.antecedent and agent.head.number == "p":
            # الشركات التي تتفاوض لشراء X، ومنها Y وZ: they do so with others.
            return True
        talks = between and carrier is not None and carrier[1].head.lemma in self.talks
        return talks and self.understood.for_another(predicate, types)

    def _measured(
        self, scene: Scene, predicate: Predicate, frame: Frame, subjects: list[Argument], types: Mapping[str, str]
    ) -> list[Argument]:
        """Return whose figure a noun names."""
        valuing = predicate.word.lemma in self.figures.words.valuing
        if (
            valuing
            and predicate.agent is predicate.clause.subject
            and not self.figures.owners.values_doer(scene, predicate)
        ):
            return []
        if predicate.understood or not subjects:
            return list(self._owners(scene, predicate, self.ontology.relations[frame.relation].domain, types))
        if "money" not in frame.arguments["object"]:
            return subjects
        # Whose it is stands after the noun: أرباح لسدير.
        return [s for s in subjects if s.span.start > predicate.word.span.start or not predicate.after]

    def _apart(self, scene: Scene, frame: Frame, parties: Parties) -> Parties:
        """Take out who stands beside the others, and not opposite them."""
        subjects, objects = parties.subjects, parties.objects
        if frame.arguments["subject"] == frame.arguments["object"] == ("agent",):
            subjects = [subject for subject in subjects if subject.entity not in scene.beside]
            objects = [found for found in objects if isinstance(found, Figure) or found.entity not in scene.beside]
        agent = parties.predicate.agent
        if frame.arguments["subject"] == ("genitive",) and not self.buying.isdisjoint(map(fold, frame.lemmas)):
            # اشترت X حصة Y في Z: nobody buys his own share; حصتها is that of who buys.
            buyers = agent.entities if agent is not None else ()
            subjects = [subject for subject in subjects if not subject.pronoun and subject.entity not in buyers]
        if parties.carrier is not None and "agent" in frame.arguments.get("seller", ()) and agent is not None:
            # باعت X حصتها في الشركة إلى Y: that company isn't the seller.
            objects = [found for found in objects if isinstance(found, Figure) or found.entity not in agent.entities]
        return Parties(parties.predicate, parties.carrier, subjects, objects)

    def _claims(self, scene: Scene, frame: Frame, parties: Parties, types: Mapping[str, str]) -> Iterator[Claim]:
        predicate, subjects, objects = parties.predicate, parties.subjects, parties.objects
        carrier = parties.carrier[1] if parties.carrier else None
        if _measures(frame) and subjects and not objects and carrier is not None:
            yield from self._changes(scene, predicate, frame, subjects, carrier)
        several = len(subjects) > 1 and not self.ontology.relations[frame.relation].symmetric
        doers = frozenset(subject.entity for subject in subjects) if several else frozenset()
        alike = frame.arguments["subject"] == frame.arguments["object"]
        if several and not alike and doers == {found.entity for found in objects if isinstance(found, Argument)}:
            # تضم قائمة عملائها X وY: those of one list do nothing to one another.
            return
        for subject in subjects:
            for found in objects:
                if isinstance(found, Figure) and frame.kind == "noun" and _beyond(subject, found, objects):
                    continue
                if isinstance(found, Argument) and found.pronoun and found.entity in doers:
                    # أعلنت X وY دعمهما لها: what two do together they do to another.
                    continue
                if isinstance(found, Argument) and found.entity == subject.entity:
                    subject, found = self.understood.apart(scene, predicate, frame, subject, found, types)
                claim = self.claiming.claim(predicate, frame, subject, found)
                if claim is not None:
                    self._describe(scene, predicate, frame, carrier, found, claim)
                    yield claim

    def _describe(
        self,
        scene: Scene,
        predicate: Predicate,
        frame: Frame,
        carrier: Phrase | None,
        found: Argument | Figure,
        claim: Claim,
    ) -> None:
        """Give a claim its qualifiers, and what the noun that carries it says of its status."""
        figure = found if isinstance(found, Figure) else None
        of = claim.object if isinstance(claim.object, str) else ""
        claim.qualifiers.update(self.details.qualifiers(scene, predicate, frame, figure, carrier, of))
        if figure is not None:
            claim.compared, claim.reference = figure.compared, self.details.reference(scene, figure)
            # انهارت قيمتها إلى 9 ملايين: a figure that falls is no deal that comes to nothing.
            fallen = [g for g in claim.governors if g.kind == "verb-of" and g.lemma in self.figures.words.falling]
            claim.governors = tuple(governor for governor in claim.governors if governor not in fallen)
        if "until" in claim.qualifiers:
            # ينتهي العقد في 2028: until then it holds.
            claim.governors = tuple(governor for governor in claim.governors if governor.lemma not in self.ending)
        told = predicate.kind == "verbal-noun" or (predicate.kind == "verb" and claim.tense == "imperfect")
        if told and "date" in claim.qualifiers and "until" not in claim.qualifiers:
            ahead = self.details.ahead(scene, predicate, str(claim.qualifiers["date"]))
            claim.governors = (*claim.governors, ahead) if ahead is not None else claim.governors
        staff = carrier is not None and carrier.head.lemma in self.staff
        if carrier is not None and frame.kind == "verb" and figure is None and not staff:
            # غرامة محتملة، اتفاق مبدئي: what is said of the noun holds for the claim.
            # But محادثات أولية، جولة تمويل أولية: the first is one of them.
            first = carrier.head.lemma in self.talks or carrier.head.lemma in self.rounds
            described = () if first else carrier.adjectives
            claim.governors = (*(Governor(word.lemma, "adjective") for word in described), *claim.governors)
        claim.filled = len(claim.qualifiers) + 2 * (carrier is not None)

    def _changes(
        self, scene: Scene, predicate: Predicate, frame: Frame, subjects: Sequence[Argument], carrier: Phrase
    ) -> Iterator[Claim]:
        """Yield how far a figure rose or fell that another clause or sentence gives: ارتفعت أرباحها 20%. وبلغت ….."""
        if "change_percent" not in frame.arguments:
            return
        found = self.details.qualifiers(scene, predicate, frame, None, carrier)
        for subject in subjects if "change_percent" in found else ():
            yield Claim(
                subject.entity, frame.relation, Quantity(0, ""), frame.name, predicate.word.span, subject.span, predicate.word.span,
                qualifiers=found, governors=predicate.governors, change=True,
            )  # fmt: skip

    def _owners(
        self, scene: Scene, predicate: Predicate, classes: Sequence[str], types: Mapping[str, str]
    ) -> Iterator[Argument]:
        """Yield whose figure a noun without an owner of its own names."""
        owner = self.figures.owners.owner(scene, predicate)
        for entity, inner in self.fitting.entities(owner[0], classes, types, acting=True) if owner is not None else ():
            yield Argument(entity, inner.head.span, owner[1] if owner else 0.0)

    def _arguments(
        self, scene: Scene, predicate: Predicate, frame: Frame, role: str, carrier: tuple[int, Phrase] | None, classes: Sequence[str], types: Mapping[str, str],
        taken: Collection[str] = (),
    ) -> Iterator[Argument]:  # fmt: skip
        for marker in frame.arguments[role]:
            if marker == "topic" and role == "subject" and "role" in frame.arguments and not self._unsaid(predicate):
                return
            if marker == "employer":
                yield from self.understood.employed(scene, predicate, taken)
                return
            if marker == "raiser":
                yield from self.understood.raiser(scene, predicate, frame, classes, types, taken)
                return
            if marker == "topic":
                relation = self.ontology.relations[frame.relation]
                personal = "Person" in (*relation.domain, *relation.range)
                again = bool(frame.through) and carrier is not None and definite(carrier[1])
                known = again and "raiser" in frame.arguments[role]
                # قادت X الجولة إلى جانب مشاركة Y: the round that is known is of whom the article tells to raise money.
                about = list(self.understood.raiser(scene, predicate, frame, classes, types, taken)) if known else []
                about = about or list(
                    self.understood.topic(scene, predicate, classes, types, taken, personal=personal, again=again)
                )
                yield from about
                if about or marker is frame.arguments[role][-1]:
                    return
                continue
            employers = self.understood.employers(scene, predicate, classes, types) if marker == "agent" else []
            found = employers or list(
                self.marked.find(
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

    def _unsaid(self, predicate: Predicate) -> bool:
        """Tell whether a predicate leaves its agent out: عُين فلان, عين مجلس الإدارة فلانا, but not عينت الحكومة فلانا."""
        agent = predicate.agent
        board = agent is not None and agent.head.lemma in self.fitting.acts_for and not agent.names_something
        return agent is None or predicate.understood or agent is predicate.patient or board


def _attached(scene: Scene, argument: Argument) -> bool:
    """Tell whether a pronoun written onto another word stands for somebody: قيمتها, but not قيمة الشركة."""
    return any(word.attached and word.span == argument.span for word in scene.words)


def _beyond(subject: Argument, figure: Figure, objects: Sequence[Argument | Figure]) -> bool:
    """Tell whether another figure stands between a figure and whose it is: مبيعات X 717 مليونا، مقابل 713 مليونا لـY."""
    return any(
        isinstance(other, Figure) and figure.span.start < other.span.start < subject.span.start for other in objects
    )


def _measures(frame: Frame) -> bool:
    """Tell whether a frame's object is a figure."""
    return not {"money", "number"}.isdisjoint(frame.arguments["object"])


def _in_units(predicate: Predicate) -> bool:
    """Tell whether a number counts things of a kind that a predicate is done to."""
    thing = predicate.patient
    number = predicate.clause.object if predicate.kind == "verb" else predicate.genitive
    if number is None or thing is None or thing is number or number.head.mention is None:
        return False
    singular = thing.head.kind == "noun" and thing.head.number == "s" and not thing.preposition
    return singular and number.head.mention.type == "Number" and thing.first == number.last + 1
