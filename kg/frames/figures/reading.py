"""Figures -> the predicates whose object they are: a profit, a number of staff.

A figure belongs to the nearest word before it that it can measure. A sentence with figures of two periods (بلغت الأرباح 18 مليونا مقارنة بـ15 مليونا
في 2021) falls into one stretch for each: what stands in a stretch (its date, its change) says nothing of the other figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.arabic.folding import fold
from kg.frames.figures.comparisons import Comparisons
from kg.frames.figures.model import Figure, FigureWords, figures_in, preposition_of
from kg.frames.figures.owners import Owners
from kg.frames.figures.reach import Reach
from kg.frames.phrases import Constituent, Phrase
from kg.frames.scene import Governor, Predicate, Scene
from kg.frames.words import Word
from kg.model import Bound
from kg.ontology import Frame, Ontology

_NEGATIONS = frozenset({"لا", "لم", "لن"})


class FigureReader:
    """Find the figures and the dates of predicates."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.words = FigureWords.of(ontology.words)
        self.comparisons = Comparisons(self.words)
        self.owners = Owners(self.words, self.comparisons)
        self.reach = Reach(self.words)

    def objects(
        self, scene: Scene, predicate: Predicate, frame: Frame, anchor: int, carrier: Phrase | None
    ) -> list[Figure]:
        """Return the money or the number that a predicate states, and those of earlier periods beside it; `carrier` is the noun that is measured."""
        wanted = "Money" if "money" in frame.arguments["object"] else "Number"
        if frame.counted:
            # سيفقد 120 عاملا وظائفهم: the number stands beside what it counts, not after the noun of the frame.
            anchor, carrier = predicate.position, None
        anchor = next(
            (
                i
                for i, c in enumerate(scene.constituents)
                if isinstance(c, Phrase) and any(inner is carrier for inner in c.nested())
            ),
            anchor,
        )
        start = (
            carrier.head.span.start
            if carrier is not None and carrier.head.kind == "noun"
            else predicate.word.span.start
        )

        if frame.kind == "noun" and wanted == "Number" and self._share_of(scene, anchor):
            return []
        if self.reach.of_cause(scene, predicate):
            return []
        top = scene.constituents[anchor] if anchor < len(scene.constituents) else None
        if isinstance(top, Phrase) and any(
            self._is_part(inner)
            for inner in top.nested()
            # قيمة أسهم X: a frame may ask for what is else a part.
            if not (inner is carrier and inner.head.lemma in self.words.parts)
        ):
            return []

        def fitting(figures: Iterator[tuple[int, Word]]) -> list[tuple[int, Word]]:
            return [
                (i, w)
                for i, w in figures
                if w.mention and w.mention.type == wanted and self._counts(scene, i, w, frame, predicate)
            ]

        found = fitting(self.reach.to_the_right(scene, predicate, anchor, carrier, start))
        if not found and (carrier is not None or not preposition_of(scene, anchor)):
            # 50 مليون دولار من الإيرادات، 900 موظف
            found = fitting(figures_in(scene.constituents, anchor - 1))
        if (
            carrier is None
            and found
            and preposition_of(scene, found[0][0] + 1) == "من"
            and self._is_measured(scene.constituents[found[0][0] + 1])
        ):
            # خسرت 3 مليارات من قيمتها السوقية is no loss of a period.
            return []
        found = [(i, w) for i, w in found if not self.comparisons.is_change(scene, predicate, carrier, i)]
        # من 21 مليونا إلى 26 مليونا: the level reached is the news, the one left is earlier.
        moved = len(found) > 1 and [preposition_of(scene, index) for index, _ in found[:2]] == ["من", "الي"]
        kept = (
            found[:2]
            if moved
            else [
                (i, w) for n, (i, w) in enumerate(found) if n == 0 or self.comparisons.is_earlier(scene, i, found[0][0])
            ]
        )
        reached = found[1][0] if moved else None
        kept = [(i, w) for n, (i, w) in enumerate(kept) if n == 0 or not self._of_another(scene, i, predicate)]
        figures = [self._figure(scene, predicate, kept, n, anchor, late=reached) for n in range(len(kept))]
        earlier = predicate.kind == "noun" and self.comparisons.is_earlier_noun(scene, predicate.position)
        return (
            [
                replace(figure, compared=True, stretch=range(max(predicate.position - 1, 0), figure.stretch.stop))
                for figure in figures
            ]
            if earlier
            else figures
        )

    def _of_another(self, scene: Scene, index: int, predicate: Predicate) -> bool:
        """Tell whether ل after a figure says that it is another's: 717 مليونا، مقابل 713 مليونا لـX."""
        after = scene.constituents[index + 1] if index + 1 < len(scene.constituents) else None
        own = predicate.agent.entities if predicate.agent is not None else ()
        named = isinstance(after, Phrase) and after.preposition == "ل" and bool(after.entities)
        return named and isinstance(after, Phrase) and predicate.kind == "verb" and after.entities != own

    def _share_of(self, scene: Scene, position: int) -> bool:
        """Tell whether only a share of what a noun counts is spoken of: 10% من موظفيها، أي نحو 500."""
        return preposition_of(scene, position) == "من" and any(
            True for _ in figures_in(scene.constituents, position - 1)
        )

    def _is_part(self, phrase: Phrase) -> bool:
        """Tell whether a noun makes what is measured another figure: متوسط أرباح البنك اليومية، إجمالي الربح، ربح السهم، مبيعات الأصول."""
        sold = phrase.genitive is not None and phrase.genitive.head.lemma in self.words.assets
        part = phrase.head.lemma in self.words.parts or any(
            word.lemma in self.words.parts for word in phrase.adjectives
        )
        return part or (sold and phrase.head.lemma in self.words.takings)

    def _is_measured(self, constituent: Constituent) -> bool:
        return isinstance(constituent, Phrase) and constituent.head.lemma in self.words.measured

    def _figure(
        self,
        scene: Scene,
        predicate: Predicate,
        found: Sequence[tuple[int, Word]],
        number: int,
        anchor: int,
        late: int | None,
    ) -> Figure:
        index, word = found[number]
        assert word.mention is not None
        assert word.mention.quantity is not None
        start = predicate.clause.start if number == 0 else self.comparisons.comparator(scene, index)
        after = found[number + 1][0] if number + 1 < len(found) else None
        end = (
            self.comparisons.stretch_end(scene, anchor if anchor == index + 1 else index)
            if after is None
            else self.comparisons.comparator(scene, after)
        )
        quantity = replace(word.mention.quantity, bound=self.bound(scene, index, word.mention.quantity.bound))
        compared = number > 0 if late is None else index != late
        return Figure(
            quantity,
            word.span,
            index,
            range(min(start, index), max(end, index + 1)),
            range(index, self.comparisons.stretch_end(scene, index, comparing=True)),
            compared,
        )

    def _counts(self, scene: Scene, index: int, word: Word, frame: Frame, predicate: Predicate) -> bool:
        """Tell whether a number counts what the frame asks for: 150 عاملا."""
        if word.mention is None or word.mention.type != "Number":
            return True
        following = scene.constituents[index + 1] if index + 1 < len(scene.constituents) else None
        noun = following.head if isinstance(following, Phrase) and not following.preposition else None
        counted = [fold(lemma) for lemma in frame.counted]
        if counted and isinstance(following, Phrase) and following.preposition == "من" and following.head.number == "p":
            # 300 من عمالها: what is counted may stand after من.
            noun = following.head
        if counted:
            return noun is not None and (noun.lemma in counted or noun.norm in counted)
        # يملك موظفو سدير 20 سيارة: what the number counts is its own noun.
        staff = fold(predicate.word.lemma)
        return (
            noun is None
            or noun.kind not in ("noun", "adjective", "unknown")
            or noun.lemma == staff
            or noun.lemma in self.ontology.words.get("workforce", frozenset())
        )

    def bound(self, scene: Scene, index: int, bound: Bound) -> Bound:
        """Read a bound off the verb of the figure's clause, whose subject stands between them: تتجاوز إيرادات سدير مليار دولار."""
        clause = scene.clause_at(index)
        if bound != "exact" or clause.verb is None or not clause.position < index < clause.end:
            return bound
        if any(True for position in range(clause.position, index) for _ in figures_in(scene.constituents, position)):
            return bound
        negated = bool(_NEGATIONS & set(clause.particles))
        preposition = preposition_of(scene, index)
        if clause.verb.lemma in self.words.exceeding and preposition in ("", "علي", "عن"):
            return "at-most" if negated else "at-least"
        if clause.verb.lemma in self.words.falling_short and preposition == "عن":
            return "at-least" if negated else "at-most"
        return bound

    def per_share(self, scene: Scene, index: int) -> bool:
        """Tell whether a sum is the price of one share: بسعر 12 دولارا للسهم، عند 58 دولارا."""
        if preposition_of(scene, index) == "عند":
            return True
        for following in scene.constituents[index + 1 : index + 3]:
            if not isinstance(following, Phrase):
                return False
            if following.preposition in ("ل", "عن") or following.head.norm == "كل":
                return any(inner.head.lemma in self.words.shares for inner in following.nested())
        return False

    def governors(self, predicate: Predicate) -> tuple[Governor, ...]:
        """Return what governs a figure: in لا يتجاوز عددهم 640 the negation only bounds it."""
        verb = predicate.clause.verb
        if verb is None or verb.lemma not in self.words.exceeding | self.words.falling_short:
            return predicate.governors
        return tuple(governor for governor in predicate.governors if governor.lemma not in _NEGATIONS)
