"""A predicate, its frame and two arguments -> a claim, with what governs it."""

from __future__ import annotations

from kg.arabic.folding import fold
from kg.frames.arguments.model import Argument, Claim
from kg.frames.figures import Figure, FigureReader
from kg.frames.scene import Governor, Predicate
from kg.model import Quantity
from kg.ontology import Frame, Ontology

_COMPARED = 0.95


class Claiming:
    """Make claims of the arguments of a predicate."""

    def __init__(self, ontology: Ontology, figures: FigureReader) -> None:
        self.ontology = ontology
        self.figures = figures
        self.holding = frozenset(
            fold(word.lemma)
            for word in ontology.status_words
            if word.kind == "verb"
            and word.status in ("planned", "expected", "possible", "denied")
            and not word.via
            and word.scope != "clause"
        )
        self.deciding = ontology.words.get("deciding", frozenset())
        self.accepting = ontology.words.get("accepting", frozenset())
        self.terms: dict[str, frozenset[str]] = {}
        for words in (
            fold(lemma).split()
            for relation in ontology.relations.values()
            for frame in relation.frames
            for lemma in (*frame.lemmas, *frame.through)
        ):
            self.terms[words[0]] = self.terms.get(words[0], frozenset()) | frozenset(words[1:])

    def claim(self, predicate: Predicate, frame: Frame, subject: Argument, found: Argument | Figure) -> Claim | None:
        """Return what a frame claims of its two arguments, or None where they are one, or would say it the other way round again."""
        symmetric = frame.arguments["subject"] == frame.arguments["object"]
        if isinstance(found, Argument):
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


def _of_its_own(predicate: Predicate) -> bool:
    """Tell whether a noun and what is said of it are a clause of their own inside another: كانت سدير، ومقرها دبي، قد …, but not كانت منافستها."""
    owner = predicate.phrase.genitive if predicate.phrase is not None else None
    apart = bool(predicate.apposed) and predicate.apposed != (predicate.clause.subject,)
    return predicate.kind == "noun" and owner is not None and owner.head.attached and apart
