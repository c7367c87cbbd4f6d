"""Figures -> the predicates whose object they are: a profit, a number of staff.

A figure belongs to the nearest word before it that it can measure. A sentence with figures of two periods (بلغت الأرباح 18 مليونا مقارنة بـ15 مليونا
في 2021) falls into one stretch for each: what stands in a stretch (its date, its change) says nothing of the other figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.arabic.folding import fold
from kg.frames.clauses import Clause
from kg.frames.phrases import Constituent, Phrase
from kg.frames.scene import Governor, Predicate, Scene
from kg.frames.words import Word
from kg.model import Bound, Quantity, Span
from kg.ontology import Frame, Ontology

_BREAKS = frozenset({"verb", "relative", "complementiser", "subordinator"})
_NEGATIONS = frozenset({"لا", "لم", "لن"})
_COMPARED, _TOPICAL = 0.9, 0.6
_OPENING = frozenset("(«")


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold a figure that is the object of a claim, and the constituents whose dates and changes go with it."""

    quantity: Quantity
    span: Span
    index: int
    stretch: range
    whole: range
    """The constituents up to where the sentence goes on to something else: the change may stand after the figure that is compared with."""
    compared: bool = False
    """Whether it is the figure of an earlier period, that the news only compares with."""


class FigureReader:
    """Find the figures and the dates of predicates."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        words = ontology.words
        self.measured = words.get("measured", frozenset())
        self.measuring = words.get("measuring", frozenset())
        self.exceeding = words.get("exceeding", frozenset())
        self.falling_short = words.get("falling-short", frozenset())
        self.rising = words.get("rising", frozenset())
        self.falling = words.get("falling", frozenset())
        self.comparing = words.get("comparing", frozenset())
        self.valuing = words.get("valuing", frozenset())
        self.before = words.get("after-event", frozenset())
        self.explaining = words.get("explaining", frozenset())
        self.parts = words.get("part-figure", frozenset())
        self.shares = words.get("share", frozenset())
        self.deductions = words.get("deduction", frozenset())
        self.takings = words.get("takings", frozenset())
        self.recording = words.get("recording", frozenset())
        self.earning = words.get("earning", frozenset())
        self.own_value = words.get("own-value", frozenset())
        self.deals = words.get("deal", frozenset()) | words.get("worth-having", frozenset())

    # -------------------------------------------------------------- figures as objects

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
        top = scene.constituents[anchor] if anchor < len(scene.constituents) else None
        if isinstance(top, Phrase) and any(self._is_part(inner) for inner in top.nested()):
            return []

        def fitting(figures: Iterator[tuple[int, Word]]) -> list[tuple[int, Word]]:
            return [
                (i, w)
                for i, w in figures
                if w.mention and w.mention.type == wanted and self._counts(scene, i, w, frame, predicate)
            ]

        found = fitting(self._right(scene, predicate, anchor, carrier, start))
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
        found = [(i, w) for i, w in found if not self._is_change(scene, predicate, carrier, i)]
        # من 21 مليونا إلى 26 مليونا: the level reached is the news, the one left is earlier.
        moved = len(found) > 1 and [preposition_of(scene, index) for index, _ in found[:2]] == ["من", "الي"]
        kept = (
            found[:2]
            if moved
            else [(i, w) for n, (i, w) in enumerate(found) if n == 0 or self._is_earlier(scene, i, found[0][0])]
        )
        reached = found[1][0] if moved else None
        kept = [(i, w) for n, (i, w) in enumerate(kept) if n == 0 or not self._of_another(scene, i, predicate)]
        figures = [self._figure(scene, predicate, kept, n, anchor, late=reached) for n in range(len(kept))]
        earlier = predicate.kind == "noun" and self._is_earlier_noun(scene, predicate.position)
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
        """Tell whether a noun makes what is measured another figure: متوسط أرباح البنك اليومية، إجمالي الربح، ربح السهم."""
        return phrase.head.lemma in self.parts or any(word.lemma in self.parts for word in phrase.adjectives)

    def _is_measured(self, constituent: Constituent) -> bool:
        return isinstance(constituent, Phrase) and constituent.head.lemma in self.measured

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
        start = predicate.clause.start if number == 0 else self._comparator(scene, index)
        after = found[number + 1][0] if number + 1 < len(found) else None
        end = (
            self._stretch_end(scene, anchor if anchor == index + 1 else index)
            if after is None
            else self._comparator(scene, after)
        )
        quantity = replace(word.mention.quantity, bound=self.bound(scene, index, word.mention.quantity.bound))
        compared = number > 0 if late is None else index != late
        return Figure(
            quantity,
            word.span,
            index,
            range(min(start, index), max(end, index + 1)),
            range(index, self._stretch_end(scene, index, comparing=True)),
            compared,
        )

    def _right(
        self, scene: Scene, predicate: Predicate, anchor: int, carrier: Phrase | None, start: int
    ) -> Iterator[tuple[int, Word]]:
        """Yield the figures after the offset `start` up to the next clause or the next thing that is measured."""
        index = anchor
        while index < len(scene.constituents):
            current = scene.constituents[index]
            if index > anchor and predicate.clause.interrupted(index) and not predicate.clause.interrupted(anchor):
                index += 1
                continue
            if (
                isinstance(current, Word)
                and current.kind == "relative"
                and index > anchor
                and (after := self.after_aside(scene, index) or self._level(scene, index, predicate))
            ):
                index = after
                continue
            breaks = (
                isinstance(current, Word)
                and current.kind in _BREAKS
                and index > anchor
                and not self.goes_on(scene, index, predicate, carrier)
                and not self._explains(scene, index)
            )
            if breaks or (isinstance(current, Word) and current.text in ":؛;"):
                return
            if index > anchor and self.of_other_event(scene, index, predicate, carrier):
                return
            if (
                isinstance(current, Phrase)
                and current.head.kind == "figure"
                and not any(True for _ in figures_in(scene.constituents, index))
            ):
                index += 1
                continue
            for inner in (
                sorted(current.nested(), key=lambda phrase: phrase.head.span) if isinstance(current, Phrase) else ()
            ):
                if inner.head.span.start <= start:
                    continue
                if inner.head.kind in ("figure", "date"):
                    yield index, inner.head
                elif self._measures_other(inner, predicate, carrier):
                    return
            if isinstance(current, Word) and current.kind in ("figure", "date"):
                yield index, current
            index += 1

    def after_aside(self, scene: Scene, index: int) -> int | None:
        """Return where a clause goes on after a relative clause between commas: تشغل سدير، التي يوجد مقرها بجدة، 1150 موظفا."""
        constituents = scene.constituents
        if not index or constituents[index - 1].__class__ is Phrase or constituents[index - 1].text not in "،,":  # type: ignore[union-attr]
            return None
        for position in range(index + 1, len(constituents) - 1):
            current = constituents[position]
            if isinstance(current, Word) and current.text in "،,":
                following = constituents[position + 1]
                return (
                    position + 1
                    if isinstance(following, Phrase) and following.head.kind in ("figure", "date", "noun")
                    else None
                )
        return None

    def _level(self, scene: Scene, index: int, predicate: Predicate) -> int | None:
        """Return where the level stands after a description without an end: ارتفعت أرباح سدير، التي تعمل في التعدين إلى 5 ملايين."""
        if predicate.kind != "verb" or predicate.word.lemma not in self.rising | self.falling:
            return None
        rest = range(index + 1, len(scene.constituents))
        level = next(
            (
                i
                for i in rest
                if preposition_of(scene, i) == "الي" and any(True for _ in figures_in(scene.constituents, i))
            ),
            None,
        )
        verbs = [c for c in scene.constituents[index + 1 : level] if isinstance(c, Word) and c.kind == "verb"]
        return level if level is not None and not any(v.lemma in self.measuring for v in verbs) else None

    def _measures_other(self, phrase: Phrase, predicate: Predicate, carrier: Phrase | None) -> bool:
        """Tell whether a figure after this noun would be the noun's own: أرباح قدرها 4 ملايين after a loss."""
        head = phrase.head
        if head.kind not in ("noun", "adjective") or not ({head.lemma, head.norm.removeprefix("ال")} & self.measured):
            return False
        own = {predicate.word.lemma, *_heads(carrier), *(_heads(predicate.phrase) if predicate.kind == "noun" else ())}
        # قيمة alone only leads to the figure (بقيمة 5 ملايين); قيمة أصولها is something else.
        leads = head.lemma in self.own_value and (
            phrase.genitive is None
            or phrase.genitive.head.kind in ("figure", "unknown")
            or phrase.genitive.head.attached
        )
        return head.lemma not in own and not leads

    def goes_on(self, scene: Scene, index: int, predicate: Predicate, carrier: Phrase | None) -> bool:
        """Tell whether a verb only says how much what stands before it is: إيرادات تزيد على …، غرامة تبلغ …، لتصل إلى …."""
        verb = scene.constituents[index]
        if not isinstance(verb, Word) or verb.kind != "verb":
            return False
        clause = next((c for c in scene.clauses if c.position == index), None)
        if clause is None or clause is predicate.clause:
            return clause is not None
        subject = clause.subject
        joined = any(
            isinstance(c, Word) and c.kind == "conjunction"
            for c in scene.constituents[max(clause.start - 1, 0) : index]
        )
        if verb.lemma in self.measuring or (verb.lemma in self.recording and "ل" in clause.particles):
            own = (
                subject is not None
                and not clause.inherited
                and subject not in (predicate.clause.subject, predicate.patient, carrier, predicate.phrase)
                and subject.head.lemma not in self.own_value
            )
            before = scene.constituents[index - 1]
            # بما يصل إلى 31 مليونا: ما is what the figure is.
            return (not joined or self._unowned(clause)) and (
                not own or (isinstance(before, Word) and before.norm in ("بما", "ما"))
            )
        # دعوى … تطالب فيها بتعويض قدره: a clause after an indefinite noun describes it.
        return (
            subject is not None
            and not joined
            and subject in (carrier, predicate.patient)
            and not subject.head.definite
            and not subject.entities
        )

    def _unowned(self, clause: Clause) -> bool:
        """Tell whether a clause has no subject but the one understood: ارتفعت أرباح سدير 12% وبلغت مليارا."""
        return clause.subject is None or clause.inherited

    def _explains(self, scene: Scene, index: int) -> bool:
        """Tell whether إذ or حيث only leads on to how much what is measured is: ارتفعت أرباح سدير 12%، إذ بلغت مليارا."""
        following = scene.constituents[index + 1] if index + 1 < len(scene.constituents) else None
        if not isinstance(following, Word) or following.kind != "verb" or following.lemma not in self.measuring:
            return False
        clause = next((c for c in scene.clauses if c.position == index + 1), None)
        opener = scene.constituents[index]
        return (
            isinstance(opener, Word) and opener.norm in self.explaining and clause is not None and self._unowned(clause)
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

    def _is_earlier(self, scene: Scene, index: int, first: int) -> bool:
        """Tell whether a figure is the one of an earlier period: مقابل 4 ملايين، مقارنة بـ15 مليونا، إلى 26 مليونا من 21 مليونا."""
        preposition = preposition_of(scene, index)
        if preposition == "من":
            # إلى 26 مليونا من 21 مليونا، 26 مليونا، ارتفاعا من 21 مليونا
            return preposition_of(scene, first) == "الي" or self._changed(scene, index - 1)
        return preposition in self.comparing or self.after_comparison(scene, index)

    def _is_change(self, scene: Scene, predicate: Predicate, carrier: Phrase | None, index: int) -> bool:
        """Tell whether a sum is by how much something rose or fell: زادت أرباحها 5 ملايين، انخفاض أرباحها بمقدار 5 ملايين."""
        deed = predicate.word.verb if carrier is not None else ""
        if predicate.kind == "noun":
            deed = predicate.governors[0].lemma if predicate.governors else ""
        if deed not in self.rising | self.falling:
            return False
        between = scene.constituents[predicate.position + 1 : index]
        measured = any(isinstance(c, Word) and c.kind in _BREAKS for c in between) or any(
            inner.head.verb in self.measuring or any(word.verb in self.measuring for word in inner.adjectives)
            for c in between
            if isinstance(c, Phrase)
            for inner in c.nested()
        )
        return preposition_of(scene, index) in ("", "ب") and not measured and not self.after_comparison(scene, index)

    def _changed(self, scene: Scene, index: int) -> bool:
        """Tell whether a word says that what stands before has risen or fallen: ارتفاعا، متراجعا."""
        word = scene.constituents[index] if index >= 0 else None
        head = word.head if isinstance(word, Phrase) and not word.preposition else None
        return (
            head is not None
            and bool({head.lemma, head.verb} & (self.rising | self.falling))
            and head.norm.endswith("ا")
        )

    def _is_earlier_noun(self, scene: Scene, position: int) -> bool:
        """Tell whether a noun is what the news compares with: مقابل أرباح قدرها …، مقارنة بأرباح …."""
        return preposition_of(scene, position) in self.comparing or self.after_comparison(scene, position)

    def after_comparison(self, scene: Scene, index: int) -> bool:
        """Tell whether مقارنة or قياسا stands right before a constituent that ب or مع leads to."""
        before = scene.constituents[index - 1] if index else None
        return (
            isinstance(before, Phrase)
            and before.head.lemma in self.comparing
            and preposition_of(scene, index) in ("ب", "مع")
        )

    def _comparator(self, scene: Scene, index: int) -> int:
        """Return where the stretch of a compared figure begins."""
        return index - 1 if self.after_comparison(scene, index) else index

    def _stretch_end(self, scene: Scene, index: int, *, comparing: bool = False) -> int:
        """Return where the stretch of a figure ends: at the next verb or thing that is measured, and at a comparison unless that is passed."""
        for position in range(index + 1, len(scene.constituents)):
            current = scene.constituents[position]
            if isinstance(current, Word):
                if (current.kind in _BREAKS and not self._made(scene, position)) or current.text in ":؛;":
                    return position
                continue
            money = any(w.mention and w.mention.type == "Money" for _, w in figures_in(scene.constituents, position))
            compares = current.preposition in self.comparing or current.head.lemma in self.comparing or money
            if (compares and not comparing) or any(
                inner.head.lemma in self.measured for inner in current.nested() if inner.head.kind == "noun"
            ):
                return position
        return len(scene.constituents)

    def _made(self, scene: Scene, position: int) -> bool:
        """Tell whether a clause only says when a figure was made: أرباح قدرها 4 ملايين حققتها في العام السابق، تم تحقيقها خلال ….."""
        verb, following = scene.constituents[position], scene.constituents[position + 1 : position + 2]
        if not isinstance(verb, Word) or verb.kind != "verb" or not following or not isinstance(following[0], Phrase):
            return False
        pronoun = following[0] if verb.lemma in self.earning else following[0].genitive
        return (
            pronoun is not None
            and pronoun.head.attached
            and bool({verb.lemma, following[0].head.lemma, following[0].head.verb} & self.earning)
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
        if clause.verb.lemma in self.exceeding and preposition in ("", "علي", "عن"):
            return "at-most" if negated else "at-least"
        if clause.verb.lemma in self.falling_short and preposition == "عن":
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
                return any(inner.head.lemma in self.shares for inner in following.nested())
        return False

    def owner(self, scene: Scene, predicate: Predicate) -> tuple[Phrase, float] | None:
        """Return whose figure a noun without an owner names: مقابل أرباح قدرها … goes on with who was spoken of, بلغ صافي الربح … with the topic."""
        phrase = predicate.phrase
        if phrase is None or (
            phrase.genitive is not None and phrase.genitive.head.kind not in ("figure", "noun", "adjective")
        ):
            return None
        top = scene.constituents[predicate.position]
        if self._is_earlier_noun(scene, predicate.position):
            holder = self._holder(scene, predicate.position)
            return (holder, _COMPARED) if holder is not None else None
        if (
            isinstance(top, Phrase)
            and top.preposition == "ب"
            and predicate.word.lemma in self.valuing
            and predicate.clause.subject is not None
        ):
            # جمعت 100 مليون دولار بتقييم بلغ مليار دولار
            return predicate.clause.subject, _COMPARED
        titled = self._titled(scene, predicate.position)
        determined = definite(phrase) or self._dated(scene, predicate.position)
        if titled is not None and determined:
            return titled, _COMPARED
        if self._beside(scene, predicate):
            holder = self._holder(scene, predicate.position)
            return (holder, _TOPICAL) if holder is not None else None
        stated = (
            top is predicate.clause.subject
            and predicate.clause.verb is not None
            and predicate.clause.verb.lemma in self.measuring | self.rising | self.falling | self.recording
        )
        if not stated or not determined:
            return None
        holder = self._holder(scene, predicate.position) or self._spoken_of(scene, predicate) or scene.topic
        return (holder, _TOPICAL) if holder is not None else None

    def _dated(self, scene: Scene, position: int) -> bool:
        """Tell whether the period that a noun is of makes it definite: بلغ صافي أرباح النصف الأول 3 ملايين."""
        following = scene.constituents[position + 1] if position + 1 < len(scene.constituents) else None
        return isinstance(following, Phrase) and following.head.kind == "date" and not following.preposition

    def _titled(self, scene: Scene, position: int) -> Phrase | None:
        """Return the name that opens a headline: «سدير»: صافي الأرباح 2.4 مليار ريال."""
        opened = scene.constituents[:position]
        if len(opened) != 2 or not isinstance(opened[0], Phrase) or not isinstance(opened[1], Word):
            return None
        return opened[0] if opened[1].text == ":" and opened[0].entities and not opened[0].preposition else None

    def _beside(self, scene: Scene, predicate: Predicate) -> bool:
        """Tell whether a figure without a verb of its own goes on with what is earned: وأرباح قدرها 3 ملايين، مع صافي ربح 3 ملايين، والإيرادات 98 مليونا."""
        position = predicate.position
        top, before = scene.constituents[position], scene.constituents[position - 1] if position else None
        if not isinstance(top, Phrase) or predicate.clause.position > position or top is predicate.clause.subject:
            return False
        joined = isinstance(before, Word) and before.kind == "conjunction" and not top.preposition
        if not joined and top.preposition not in ("مع", "من"):
            return False
        following = scene.constituents[position + 1] if position + 1 < len(scene.constituents) else None
        if any(inner.head.kind == "figure" for inner in top.nested()):
            return True
        return isinstance(following, Phrase) and (
            following.head.kind in ("figure", "date") or following.preposition == "ب"
        )

    def _spoken_of(self, scene: Scene, predicate: Predicate) -> Phrase | None:
        """Return whom the clauses before are about: أعلنت سدير نتائجها، وبلغ صافي الربح …."""
        return next(
            (
                clause.subject
                for clause in reversed(scene.clauses)
                if clause.position < predicate.clause.position
                and clause.opening != "relative"
                and clause.subject is not None
                and clause.subject.entities
            ),
            None,
        )

    def _holder(self, scene: Scene, position: int) -> Phrase | None:
        """Return the owner of the figure that another one is compared with."""
        for index in range(position - 1, -1, -1):
            current = scene.constituents[index]
            if isinstance(current, Phrase):
                for inner in current.nested():
                    if inner.head.lemma in self.measured and inner.head.kind == "noun":
                        owned = inner.genitive is not None and inner.genitive.entities
                        holder = inner.genitive if owned else scene.clause_at(index).subject
                        return holder if holder is not None and holder.names_something else None
        return None

    def of_something_else(self, scene: Scene, predicate: Predicate) -> bool:
        """Tell whether a pronoun stands for the noun that its clause describes: in اتفاقية بلغت قيمتها إلى … the worth is the deal's."""
        clause = predicate.clause
        if predicate.kind == "verb" and predicate.word.lemma not in self.measuring and clause.object is not None:
            subject = clause.subject
            if subject is not None and subject is clause.antecedent and clause.object is not subject:
                # تمويل رفع تقييمها إلى كذا: what raises it has no worth that is told.
                return False
        told = (clause.subject, clause.object)
        worth = any(phrase is not None and phrase.head.lemma in self.own_value for phrase in told)
        described = clause.antecedent if clause.opening == "relative" else None
        if worth and ((described is not None and not described.entities) or self._deal_before(scene, clause)):
            return True
        before = scene.constituents[clause.position - 1] if clause.verb is not None and clause.position else None
        if isinstance(before, Phrase) and before.head.kind == "noun" and not before.entities and not definite(before):
            return True
        earlier = next((c for c in reversed(scene.clauses) if c.position < clause.position), None)
        measured = earlier.subject if earlier is not None and "ل" in clause.particles else None
        if measured is not None and measured.head.lemma in self.takings and not measured.entities:
            # انخفضت المبيعات لتصل قيمتها إلى …: the worth is theirs.
            return True
        # في صفقة أسهم بالكامل تقدر قيمتها بمليار: nearer than any name stands a deal.
        for word in reversed([word for word in scene.words if word.span.start < predicate.word.span.start]):
            if word.kind == "name" or (word.kind == "reference" and not word.attached):
                return False
            if word.kind == "noun" and word.lemma in self.deals:
                return True
        return False

    def _deal_before(self, scene: Scene, clause: Clause) -> bool:
        """Tell whether a deal is named before a clause that tells a worth: عقدت سدير 8 صفقات، وتبلغ قيمتها كذا."""
        before = scene.constituents[: clause.position]
        return any(
            inner.head.lemma in self.deals
            for phrase in before
            if isinstance(phrase, Phrase)
            for inner in phrase.nested()
        )

    def governors(self, predicate: Predicate) -> tuple[Governor, ...]:
        """Return what governs a figure: in لا يتجاوز عددهم 640 the negation only bounds it."""
        verb = predicate.clause.verb
        if verb is None or verb.lemma not in self.exceeding | self.falling_short:
            return predicate.governors
        return tuple(governor for governor in predicate.governors if governor.lemma not in _NEGATIONS)

    def of_other_event(self, scene: Scene, index: int, predicate: Predicate, carrier: Phrase | None) -> bool:
        """Tell whether a phrase names another event whose date follows it: أعيد بعد شهرين على إعفائه في يوليو."""
        phrase = scene.constituents[index]
        if isinstance(phrase, Phrase) and phrase.head.kind == "date" and index + 1 < len(scene.constituents):
            # بعد أقل من شهرين على إعفائه
            return fold(phrase.head.text).split()[0] in self.before and preposition_of(scene, index + 1) in (
                "علي",
                "من",
            )
        if (
            not isinstance(phrase, Phrase)
            or phrase in (carrier, predicate.patient, predicate.genitive, predicate.phrase)
            or phrase.head.form != "verbal-noun"
            or phrase.head.lemma in self.deductions
        ):
            return False
        return phrase.preposition in self.before or (
            phrase.preposition == "علي" and phrase.genitive is not None and phrase.genitive.head.attached
        )


def figures_in(constituents: Sequence[Constituent], index: int) -> Iterator[tuple[int, Word]]:
    """Yield the figures and dates of a constituent; a sum in brackets after another is the same in another currency."""
    if not 0 <= index < len(constituents):
        return
    opened = constituents[index - 1] if index > 1 else None
    if isinstance(opened, Word) and opened.text in _OPENING and any(True for _ in figures_in(constituents, index - 2)):
        return
    constituent = constituents[index]
    if isinstance(constituent, Word):
        if constituent.kind in ("figure", "date"):
            yield index, constituent
        return
    for inner in constituent.nested():
        if inner.head.kind in ("figure", "date"):
            yield index, inner.head


def preposition_of(scene: Scene, index: int) -> str:
    """Return the preposition of a constituent, empty where it has none."""
    constituent = scene.constituents[index] if index < len(scene.constituents) else None
    return constituent.preposition if isinstance(constituent, Phrase) else ""


def _heads(phrase: Phrase | None) -> Iterator[str]:
    """Yield the lemmas of a noun and of its chain of genitives: جولة تمويل."""
    while phrase is not None:
        yield phrase.head.lemma
        phrase = phrase.genitive


def definite(phrase: Phrase) -> bool:
    """Tell whether a noun or one of its genitives is definite: الصفقة، صفقة الشراء."""
    inner: Phrase | None = phrase
    while inner is not None:
        if inner.head.definite:
            return True
        inner = inner.genitive
    return False


__all__ = ["Figure", "FigureReader", "definite", "figures_in", "preposition_of"]
