"""A marker of a frame -> what it leads to: the agent, the patient, what stands after a preposition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.arabic.folding import fold
from kg.frames.arguments.fitting import Fitting
from kg.frames.arguments.model import REFERRED, UNDERSTOOD, Argument
from kg.frames.phrases import Phrase
from kg.frames.scene import Predicate
from kg.ontology import Frame, Ontology

_OF_MAKE = frozenset({"genitive", "من طراز"})
"""What leads from a thing to its make: طائرة بوينغ 787، طائرة من طراز بوينغ 787."""


class Marked:
    """Find the arguments that the markers of frames name."""

    def __init__(self, ontology: Ontology, fitting: Fitting) -> None:
        self.ontology = ontology
        self.fitting = fitting
        self.governing = frozenset(key for key in ontology.status_words_of if key[1] == "noun")
        self.owned = ontology.words.get("owned", frozenset())
        self.seats = ontology.words.get("seat", frozenset())
        self.issued = ontology.words.get("issued", frozenset())
        self.gaps = ontology.words.get("gap", frozenset())
        self.markets = ontology.words.get("market", frozenset())

    def find(
        self, predicate: Predicate, frame: Frame, marker: str, carrier: tuple[int, Phrase] | None, *, acting: bool, classes: Sequence[str], types: Mapping[str, str]
    ) -> Iterator[Argument]:  # fmt: skip
        """Yield the entities of the right class that one marker of a frame leads to: its agent, its patient, what stands after a preposition."""
        through = carrier if frame.through else None
        phrases: list[tuple[Phrase, float]] = []
        if marker == "agent":
            if predicate.agent is not None:
                phrases = [(predicate.agent, UNDERSTOOD if predicate.understood else 1.0)]
        elif marker == "patient":
            phrases = [(predicate.patient, 1.0)] if predicate.patient is not None else []
        elif marker == "genitive":
            host = through[1] if through is not None else predicate.phrase if predicate.kind == "noun" else None
            if host is not None and (host.genitive is None or not host.genitive.entities):
                yield from self.fitting.country(host, classes)
            held = through or (carrier if frame.kind == "verb" else None)
            inner = self.fitting.owner(held[1]) if held is not None else predicate.genitive
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
        elif predicate.after:
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
            apposed = predicate.apposed if predicate.kind == "noun" else ()
            seat = next((p for p in apposed if self.fitting.own(p, classes, types)), None)
            if seat is not None and classes and all(self.ontology.is_a(name, ("Location",)) for name in classes):
                # ومقرها فيرنمور بولاية أوريغون: of what follows the place only what stands right after it.
                after = [(i, p) for i, p in after if p.first == seat.last + 1]
            held_by = carrier[1] if carrier is not None else None
            if held_by is not None and held_by.head.kind == "figure" and not acting:
                # 18% من X المدرج في Y: a percentage is of what stands right after it.
                after = [(i, p) for i, p in after if p.first == held_by.last + 1]
            sold = "seller" in self.ontology.relations[frame.relation].qualifiers
            befores = [held_by, *(phrase for _, phrase in after)]
            phrases = [
                (self._led(self._counted(phrase, after), marker), 1.0)
                for (_, phrase), before in zip(after, befores, strict=False)
                if self._under(phrase, marker, before)
                and not self._belongs(phrase, before, held_by)
                and not (carrier is None and _completes(predicate, before))
                and not (predicate.kind == "noun" and self._makes(phrase, before, types))
                and not ("seller" in frame.arguments and self._traded(phrase))
                and not (sold and self._given(phrase, before))
            ]
            if marker == "بين" and len(phrases) > 1:
                # المنافسة بينها وبين شركات مثل X وY: she competes with X and Y, not X with Y.
                phrases = phrases[:1] if acting else phrases[1:]
        # محادثات مع مجلس إدارة X: either party of a symmetric relation acts.
        both = self.ontology.relations[frame.relation].symmetric
        for phrase, score in phrases:
            found = list(self.fitting.entities(phrase, classes, types, acting=acting or both or marker == "agent"))
            if not found and through is not None and marker in _OF_MAKE:
                found = list(self.fitting.makers(phrase, classes))[:1]
            heads = (phrase.head, phrase.genitive.head) if phrase.genitive is not None else ()
            if (
                not found
                and phrase.preposition == marker
                and any(head.form == "verbal-noun" or (head.lemma, "noun") in self.governing for head in heads)
            ):
                # أعلنت عن عدم تخليها عن X: the second عن belongs to the verbal noun after the first.
                return
            if not found and frame.through and self.fitting.unnamed(phrase, marker):
                return
            if found:
                for entity, inner in found:
                    weight = REFERRED if inner.head.kind == "reference" else 1.0
                    yield Argument(entity, inner.head.span, score * weight, inner.head.kind == "reference")
                if marker not in ("apposed", "مثل"):
                    return

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

    def _led(self, phrase: Phrase, marker: str) -> Phrase:
        """Return what a preposition and its noun lead to: بقيادة X."""
        words = marker.split()
        led = len(words) == 2 and phrase.preposition in ("", words[0]) and phrase.head.norm == words[1]
        return phrase.genitive if led and phrase.genitive is not None else phrase

    def _makes(self, phrase: Phrase, before: Phrase | None, types: Mapping[str, str]) -> bool:
        """Tell whether من only leads to who makes the product before it: in حصتها لأنظمة مثل «أ» من X no share is of X."""
        if phrase.preposition != "من" or before is None or not before.entities:
            return False
        return all(types.get(entity) in ("Product", "Platform") for entity in before.entities[-1:])

    def _belongs(self, phrase: Phrase, before: Phrase | None, carrier: Phrase | None) -> bool:
        """Tell whether a preposition only completes what stands before it: الأسهم المملوكة لها، مقرها في X."""
        described = before.adjectives[-1:] if before is not None else []
        seat = before is not None and before is not carrier and before.head.lemma in self.seats
        if phrase.preposition in ("مع", "بين") and before is not None and before is not carrier:
            # تعمل على التوسع لسد الفجوة مع X: she works with nobody.
            return any(inner.head.lemma in self.gaps for inner in before.nested())
        return (phrase.preposition == "ل" and any(word.lemma in self.owned for word in described)) or (
            seat and phrase.preposition in ("في", "ب")
        )

    def _given(self, phrase: Phrase, before: Phrase | None) -> bool:
        """Tell whether من only leads to who gives what stands before it: اشترت X حصة بعد موافقة من Y."""
        return (
            phrase.preposition == "من"
            and before is not None
            and any(p.head.lemma in self.issued for p in before.nested())
        )

    def _traded(self, phrase: Phrase) -> bool:
        """Tell whether a phrase only says where something is bought: أسهم X في بورصة لندن."""
        return phrase.preposition == "في" and phrase.head.norm.split()[0].removeprefix("ال") in self.markets


def _completes(predicate: Predicate, before: Phrase | None) -> bool:
    """Tell whether a preposition stands after an act that a verb is done to, which it completes: أعلنت X التخلي عن Y."""
    if predicate.kind != "verb" or before is None or before is not predicate.patient:
        return False
    return before.head.form == "verbal-noun" and before.head.definite
