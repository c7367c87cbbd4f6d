"""Who acts where a frame finds nobody: whom the article has told of, weighed by how they stand and by what is left open.

The weights stand in actors.tsv of the ontology. Nobody is better than a guess: below a sum that has to be reached, or with a
rival close behind, the frame stays empty.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from kg.frames.arguments.model import GUESSED, Argument
from kg.frames.clauses import Clause
from kg.frames.figures import Figure
from kg.frames.phrases import Phrase
from kg.frames.scene import Predicate, Scene
from kg.frames.scene.account import Account, Named, Part
from kg.ontology import Frame, Ontology

_REACH = 4
"""Sentences back in which somebody who is not told of again can still act."""
_SURE = 1.3
_MARGIN = 0.3
_FIGURES = frozenset({"money", "number"})
_OPEN = {
    "verb": ("none", "definite", "indefinite", "pronoun"),
    "verbal-noun": ("none", "pronoun"),
    "noun": ("none", "pronoun"),
}
"""What may stand where who acts belongs, for nobody to be named there."""


class Actors:
    """Choose who acts where a frame finds nobody."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self.ontology, self.weights = ontology, ontology.actor_weights
        self.authorities = words.get("authority", frozenset())
        self.earning = words.get("earning", frozenset()) | words.get("recording", frozenset())
        self.media = words.get("news-source", frozenset())
        self.payouts = words.get("payout", frozenset())
        self.fractions = words.get("fraction", frozenset())

    def may_choose(self, scene: Scene, predicate: Predicate, frame: Frame) -> bool:
        """Tell whether a frame leaves open who acts, so that somebody told of before may."""
        if scene.account is None or _state(predicate.agent) not in _OPEN.get(predicate.kind, ()):
            return False
        if _followed_by_unknown(scene, predicate.clause) or _of_someone_unnamed(predicate.clause):
            return False
        acts = frame.arguments["subject"][0] == "agent"
        if predicate.kind == "verb":
            return acts and self._leaves_open(predicate)
        if predicate.kind == "verbal-noun":
            return (acts or _tells_figure(frame)) and not (
                # الاستثمارات في X are those of many.
                predicate.word.number == "p" or _acts_itself(predicate, frame) or self._only_names(scene, predicate)
            )
        # وشراكة مع X: whose a noun is that tells of no figure, its sentence says or nobody does.
        return acts and _tells_figure(frame) and not self._paid_out(scene, predicate)

    def _leaves_open(self, predicate: Predicate) -> bool:
        """Tell whether a verb leaves open who acts: not يملكونه of many, nor what describes nobody named."""
        if predicate.word.number == "p" or predicate.clause.opening == "relative":
            # من بين الشركات التي تعمل في مصر: what is described acts, or is acted on.
            return False
        # سيملك المجمع 51% من X: that one acts, whichever it is.
        return not (_state(predicate.agent) == "definite" and self._is_body(predicate.agent))

    def choose(
        self, scene: Scene, predicate: Predicate, frame: Frame, objects: Sequence[Argument | Figure], classes: Sequence[str],
        types: Mapping[str, str],
    ) -> list[Argument]:  # fmt: skip
        """Return who acts, if anybody is told of who fits far better than all others."""
        account = scene.account
        if account is None:
            return []
        taken = {found.entity for found in objects if isinstance(found, Argument)}
        told = [
            [one for one in sentence if self._fits(one.entity, classes, types, taken, account)]
            for sentence in account.around(scene.number, predicate.word.span.start, _REACH)
        ]
        open_place = sum(self._weigh(_left_open(scene, predicate, frame, objects, types)))
        weights: dict[str, float] = {}
        for entity in dict.fromkeys(named.entity for sentence in told for named in sentence):
            standing = _standing(entity, scene, predicate, told)
            weights[entity] = open_place + sum(self._weigh((*standing, self._kind(entity, types, told))))
        ranked = sorted(weights, key=lambda entity: (-weights[entity], entity))
        rival = weights[ranked[1]] if len(ranked) > 1 else float("-inf")
        if not ranked or weights[ranked[0]] < max(_SURE, rival + _MARGIN):
            return []
        places = [one.span for one in told[-1] if one.entity == ranked[0]]
        return [Argument(ranked[0], places[0] if places else predicate.word.span, GUESSED)]

    def _weigh(self, features: Iterator[str] | Sequence[str]) -> Iterator[float]:
        return (self.weights.get(feature, 0.0) for feature in features)

    def _is_body(self, phrase: Phrase | None) -> bool:
        """Tell whether a noun is of somebody: الشركة، المدير."""
        word = phrase.head.norm.removeprefix("ال") if phrase is not None else ""
        head = self.ontology.head_of.get(word)
        return word in self.ontology.role_words or (head is not None and self.ontology.is_a(head.type, ("Agent",)))

    def _only_names(self, scene: Scene, predicate: Predicate) -> bool:
        """Tell whether an act only tells what a body is for: جهاز الاستثمار، شركة التطوير."""
        top = scene.constituents[predicate.position]
        hosts = top.hosts_of(predicate.phrase) if isinstance(top, Phrase) and predicate.phrase is not None else ()
        return bool(hosts) and self._is_body(hosts[0])

    def _paid_out(self, scene: Scene, predicate: Predicate) -> bool:
        """Tell whether a verb or its noun does something else with a figure than to earn it: توزع X أرباحا، توزيع أرباح."""
        top, clause = scene.constituents[predicate.position], predicate.clause
        hosts = top.hosts_of(predicate.phrase) if isinstance(top, Phrase) and predicate.phrase is not None else ()
        # نصف إيرادات التجارة are those of many.
        paid = any(host.head.lemma in self.payouts | self.fractions for host in hosts)
        return paid or (clause.verb is not None and clause.object is top and clause.verb.lemma not in self.earning)

    def _kind(self, entity: str, types: Mapping[str, str], told: Sequence[Sequence[Named]]) -> str:
        """Return of what kind somebody is: وزارة المالية is an authority."""
        words = {one.begins for sentence in told for one in sentence if one.entity == entity}
        return "authority" if words & self.authorities else f"type {types.get(entity, '') or 'unknown'}"

    def _fits(
        self, entity: str, classes: Sequence[str], types: Mapping[str, str], taken: Collection[str], account: Account
    ) -> bool:
        """Tell whether an entity may act: of the right class, no medium that only reports, no place."""
        if entity in taken or (entity in self.media and entity not in account.headline):
            return False
        return types.get(entity, "") != "Place" and self.ontology.is_a(types.get(entity, ""), classes)


def _followed_by_unknown(scene: Scene, clause: Clause) -> bool:
    """Tell whether a word that nobody knows stands right behind a verb, as the name of who acts does: أن تسجل درين خسائر."""
    after = scene.constituents[clause.position + 1 : clause.position + 2] if clause.verb is not None else ()
    return any(
        isinstance(c, Phrase) and not c.preposition and c.head.kind == "unknown" and not c.head.attached for c in after
    )


def _of_someone_unnamed(clause: Clause) -> bool:
    """Tell whether a pronoun repeats an indefinite noun that nobody is named for: أعلنت شركة هندية أنها جمعت كذا."""
    subject, parent = clause.subject, clause.parent
    speaker = parent.subject if parent is not None and clause.opening == "complement" else None
    repeats = subject is not None and subject.head.attached and not subject.entities
    return repeats and speaker is not None and _state(speaker) == "indefinite" and not speaker.entities


def _tells_figure(frame: Frame) -> bool:
    return not _FIGURES.isdisjoint(frame.arguments["object"])


def _acts_itself(predicate: Predicate, frame: Frame) -> bool:
    """Tell whether what a verbal noun is of does it, though nothing names it: توسع محلات كثيرة في مصر."""
    genitive = predicate.phrase.genitive if predicate.phrase is not None else None
    direct = {"patient", "genitive"} & {marker for markers in frame.arguments.values() for marker in markers}
    taken = direct or frame.patient_nouns or frame.through
    return not taken and _state(genitive) in ("definite", "indefinite")


def named(scene: Scene) -> list[Named]:
    """Return whom the words of a sentence name, and how they stand in it."""
    parts: dict[int, Part] = {}
    for clause in scene.clauses:
        for part, phrase in (("subject", clause.subject), ("object", clause.object)):
            for inner in phrase.nested() if phrase is not None and phrase.entities else ():
                if inner.entities and set(inner.entities) <= set(phrase.entities if phrase is not None else ()):
                    parts.setdefault(inner.head.span.start, "subject" if part == "subject" else "object")
    for nested in scene.nested:
        for phrase in nested:
            if phrase.genitive is not None and phrase.entities != phrase.genitive.entities:
                parts.setdefault(phrase.genitive.head.span.start, "possessor")
    return [
        Named(entity, word.span, parts.get(word.span.start, "other"), word.norm.split()[0].removeprefix("ال"))
        for word in scene.words
        if word.kind in ("name", "reference") and word.mention is not None
        for entity in word.mention.entities
    ]


def _standing(entity: str, scene: Scene, predicate: Predicate, told: Sequence[Sequence[Named]]) -> Iterator[str]:
    """Yield how somebody stands to what is left open; `told` are those of each sentence who may act, the last one its own."""
    here, account = told[-1], scene.account
    before = [one for one in here if one.span.end <= predicate.word.span.start]
    own = [one for one in here if one.entity == entity]
    if predicate.clause.subject is not None and entity in predicate.clause.subject.entities:
        yield "subject of clause"
    parent = predicate.clause.parent
    if parent is not None and parent.subject is not None and entity in parent.subject.entities:
        yield (
            "subject of governing clause" if predicate.clause.opening == "complement" else "subject of clause joined to"
        )
    for part in sorted({one.part for one in before if one.entity == entity}):
        yield f"{part} before"
    if before and {one.entity for one in before} == {entity}:
        yield "only one before"
    if here and {one.entity for one in here} == {entity}:
        yield "only one here"
    if not own:
        yield f"sentences back {next(back for back, sentence in enumerate(reversed(told)) if any(one.entity == entity for one in sentence))}"
        if here:
            yield "others here"
    headline = account.headline if account is not None else ()
    fitting = [one for one in headline if any(one == other.entity for sentence in told for other in sentence)]
    if entity in headline:
        yield "in headline"
        if fitting[0] == entity:
            yield "first in headline"
        if len(fitting) == 1:
            yield "alone in headline"


def _left_open(
    scene: Scene, predicate: Predicate, frame: Frame, objects: Sequence[Argument | Figure], types: Mapping[str, str]
) -> Iterator[str]:
    """Yield what is left open: what kind of word tells of it, and what stands around that."""
    kind, phrase = predicate.kind, predicate.phrase
    yield from (
        "always",
        f"relation {frame.relation}",
        kind,
        f"{kind} {_state(predicate.agent)}",
        f"clause {predicate.clause.opening}",
    )
    if _tells_figure(frame):
        yield "figure"
    if any(isinstance(found, Argument) and not types.get(found.entity) for found in objects[:1]):
        yield "object unknown"
    if predicate.attributive:
        yield "attributive"
    if phrase is None:
        return
    subject, top = predicate.clause.subject, scene.constituents[predicate.position]
    yield f"{kind} {'definite' if phrase.head.definite else 'indefinite'}"
    yield f"{kind} of {_state(phrase.genitive)}"
    yield "clause without subject" if subject is None else "subject named" if subject.entities else "subject unnamed"
    yield "before verb" if predicate.position < predicate.clause.position else "after verb"
    if isinstance(top, Phrase):
        yield f"after {top.preposition or 'nothing'}"
        if top is not phrase:
            yield "within a phrase"


def _state(phrase: Phrase | None) -> str:
    """Return what stands in a place: none, a pronoun, a name, a figure, something that names another, or a noun."""
    if phrase is None:
        return "none"
    head = phrase.head
    if head.attached:
        return "pronoun"
    if head.kind in ("name", "unknown", "figure", "date"):
        return head.kind
    if phrase.names_something:
        return "names"
    return "definite" if head.definite or phrase.genitive_defines else "indefinite"
