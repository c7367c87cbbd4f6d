"""Figures and dates -> the predicates that they belong to: objects such as a profit, and amounts, percentages and dates beside a claim.

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
from kg.model import Bound, Mention, Quantity, Span
from kg.ontology import Frame, Ontology

_ROLES = {"Money": "amount", "Percent": "percent", "Date": "date", "Until": "until", "Period": "period", "From": "date"}
_BREAKS = frozenset({"verb", "relative", "complementiser", "subordinator"})
_NEGATIONS = frozenset({"لا", "لم", "لن"})
_COMPARED, _TOPICAL = 0.9, 0.6


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
        self.spans = words.get("time-span", frozenset())
        self.same = words.get("same-period", frozenset())
        self.before = words.get("after-event", frozenset())
        self.ending = words.get("ending", frozenset())
        self.purpose = words.get("purpose", frozenset())
        self.own_value = words.get("own-value", frozenset())

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

        def fitting(figures: Iterator[tuple[int, Word]]) -> list[tuple[int, Word]]:
            return [
                (i, w)
                for i, w in figures
                if w.mention and w.mention.type == wanted and self._counts(scene, i, w, frame, predicate)
            ]

        found = fitting(self._right(scene, predicate, anchor, carrier, start))
        if not found and (carrier is not None or not _preposition(scene, anchor)):
            # 50 مليون دولار من الإيرادات، 900 موظف
            found = fitting(_figures_in(scene.constituents, anchor - 1))
        if (
            carrier is None
            and found
            and _preposition(scene, found[0][0] + 1) == "من"
            and self._is_measured(scene.constituents[found[0][0] + 1])
        ):
            # خسرت 3 مليارات من قيمتها السوقية is no loss of a period.
            return []
        # من 21 مليونا إلى 26 مليونا: the level reached is the news, the one left is earlier.
        moved = len(found) > 1 and [_preposition(scene, index) for index, _ in found[:2]] == ["من", "الي"]
        kept = (
            found[:2]
            if moved
            else [(i, w) for n, (i, w) in enumerate(found) if n == 0 or self._is_earlier(scene, i, found[0][0])]
        )
        reached = found[1][0] if moved else None
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
        quantity = replace(word.mention.quantity, bound=self._bound(scene, index, word.mention.quantity.bound))
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
            if (
                isinstance(current, Word)
                and current.kind == "relative"
                and index > anchor
                and (after := self._after_aside(scene, index))
            ):
                index = after
                continue
            breaks = (
                isinstance(current, Word)
                and current.kind in _BREAKS
                and index > anchor
                and not self._goes_on(scene, index, predicate, carrier)
            )
            if breaks or (isinstance(current, Word) and current.text in ":؛;"):
                return
            if index > anchor and self._of_other_event(scene, index, predicate, carrier):
                return
            if (
                isinstance(current, Phrase)
                and current.head.kind == "figure"
                and not any(True for _ in _figures_in(scene.constituents, index))
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

    def _after_aside(self, scene: Scene, index: int) -> int | None:
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

    def _goes_on(self, scene: Scene, index: int, predicate: Predicate, carrier: Phrase | None) -> bool:
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
        if verb.lemma in self.measuring:
            own = (
                subject is not None
                and not clause.inherited
                and subject not in (predicate.clause.subject, predicate.patient, carrier, predicate.phrase)
                and subject.head.lemma not in self.own_value
            )
            before = scene.constituents[index - 1]
            # بما يصل إلى 31 مليونا: ما is what the figure is.
            return not joined and (not own or (isinstance(before, Word) and before.norm in ("بما", "ما")))
        # دعوى … تطالب فيها بتعويض قدره: a clause after an indefinite noun describes it.
        return (
            subject is not None
            and not joined
            and subject in (carrier, predicate.patient)
            and not subject.head.definite
            and not subject.entities
        )

    def _counts(self, scene: Scene, index: int, word: Word, frame: Frame, predicate: Predicate) -> bool:
        """Tell whether a number counts what the frame asks for: 150 عاملا."""
        if word.mention is None or word.mention.type != "Number":
            return True
        following = scene.constituents[index + 1] if index + 1 < len(scene.constituents) else None
        noun = following.head if isinstance(following, Phrase) and not following.preposition else None
        counted = [fold(lemma) for lemma in frame.counted]
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
        preposition = _preposition(scene, index)
        if preposition == "من":
            return _preposition(scene, first) == "الي"
        return preposition in self.comparing or self._after_comparison(scene, index)

    def _is_earlier_noun(self, scene: Scene, position: int) -> bool:
        """Tell whether a noun is what the news compares with: مقابل أرباح قدرها …، مقارنة بأرباح …."""
        return _preposition(scene, position) in self.comparing or self._after_comparison(scene, position)

    def _after_comparison(self, scene: Scene, index: int) -> bool:
        before = scene.constituents[index - 1] if index else None
        return (
            isinstance(before, Phrase)
            and before.head.lemma in self.comparing
            and _preposition(scene, index) in ("ب", "مع")
        )

    def _comparator(self, scene: Scene, index: int) -> int:
        """Return where the stretch of a compared figure begins."""
        return index - 1 if self._after_comparison(scene, index) else index

    def _stretch_end(self, scene: Scene, index: int, *, comparing: bool = False) -> int:
        """Return where the stretch of a figure ends: at the next verb or thing that is measured, and at a comparison unless that is passed."""
        for position in range(index + 1, len(scene.constituents)):
            current = scene.constituents[position]
            if isinstance(current, Word):
                if current.kind in _BREAKS or current.text in ":؛;":
                    return position
                continue
            money = any(w.mention and w.mention.type == "Money" for _, w in _figures_in(scene.constituents, position))
            compares = current.preposition in self.comparing or current.head.lemma in self.comparing or money
            if (compares and not comparing) or any(
                inner.head.lemma in self.measured for inner in current.nested() if inner.head.kind == "noun"
            ):
                return position
        return len(scene.constituents)

    def _bound(self, scene: Scene, index: int, bound: Bound) -> Bound:
        """Read a bound off the verb of the figure's clause, whose subject stands between them: تتجاوز إيرادات سدير مليار دولار."""
        clause = scene.clause_at(index)
        if bound != "exact" or clause.verb is None or not clause.position < index < clause.end:
            return bound
        if any(True for position in range(clause.position, index) for _ in _figures_in(scene.constituents, position)):
            return bound
        negated = bool(_NEGATIONS & set(clause.particles))
        preposition = _preposition(scene, index)
        if clause.verb.lemma in self.exceeding and preposition in ("", "علي", "عن"):
            return "at-most" if negated else "at-least"
        if clause.verb.lemma in self.falling_short and preposition == "عن":
            return "at-least" if negated else "at-most"
        return bound

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
        stated = (
            top is predicate.clause.subject
            and predicate.clause.verb is not None
            and predicate.clause.verb.lemma in self.measuring | self.rising | self.falling
        )
        if not stated or not _definite(phrase):
            return None
        holder = self._holder(scene, predicate.position) or scene.topic
        return (holder, _TOPICAL) if holder is not None else None

    def _holder(self, scene: Scene, position: int) -> Phrase | None:
        """Return the owner of the figure that another one is compared with."""
        for index in range(position - 1, -1, -1):
            current = scene.constituents[index]
            if isinstance(current, Phrase):
                for inner in current.nested():
                    if inner.head.lemma in self.measured and inner.head.kind == "noun":
                        owned = inner.genitive is not None and inner.genitive.entities
                        return inner.genitive if owned else scene.clause_at(index).subject
        return None

    def of_something_else(self, scene: Scene, predicate: Predicate) -> bool:
        """Tell whether a pronoun stands for the noun that its clause describes: in اتفاقية بلغت قيمتها إلى … the worth is the deal's."""
        clause = predicate.clause
        before = scene.constituents[clause.position - 1] if clause.verb is not None and clause.position else None
        return (
            isinstance(before, Phrase) and before.head.kind == "noun" and not before.entities and not _definite(before)
        )

    def governors(self, predicate: Predicate) -> tuple[Governor, ...]:
        """Return what governs a figure: in لا يتجاوز عددهم 640 the negation only bounds it."""
        verb = predicate.clause.verb
        if verb is None or verb.lemma not in self.exceeding | self.falling_short:
            return predicate.governors
        return tuple(governor for governor in predicate.governors if governor.lemma not in _NEGATIONS)

    # -------------------------------------------------------------- figures beside a claim

    def qualifiers(
        self, scene: Scene, predicate: Predicate, frame: Frame, figure: Figure | None, carrier: Phrase | None
    ) -> dict[str, str | float | Quantity]:
        """Return the figures and dates that qualify a claim, by role."""
        allowed = self.ontology.relations[frame.relation].qualifiers
        found: dict[str, str | float | Quantity] = {}
        for index, word in self._reach(scene, predicate, figure, carrier):
            mention = word.mention
            if mention is None or (figure is not None and mention.span == figure.span):
                continue
            role = self._role(scene, predicate, mention, index, allowed)
            if role == "percent" and "change_percent" in allowed:
                measured = carrier.head if carrier is not None else predicate.word
                follows = scene.constituents[index + 1] if index + 1 < len(scene.constituents) else None
                # سجلت أسهمها تراجعا بنسبة 4% بعد خسائر بلغت …: the change of something named before, unless تراجعا بنسبة 5% في إيراداتها.
                if word.span.start < measured.span.start and not (
                    isinstance(follows, Phrase)
                    and follows.preposition == "في"
                    and any(inner.head.span == measured.span for inner in follows.nested())
                ):
                    continue
                sign = self._sign(scene, predicate, frame, index)
                if sign and mention.quantity and not (figure is not None and figure.compared):
                    found.setdefault("change_percent", sign * mention.quantity.value)
                continue
            if role in allowed and role not in found and self._placed(scene, predicate, frame, role, index, mention):
                found[role] = _value(mention)
        return found

    def _role(self, scene: Scene, predicate: Predicate, mention: Mention, index: int, allowed: Sequence[str]) -> str:
        role = _ROLES.get(mention.type, "")
        if role == "until" and role not in allowed and _preposition(scene, index) != "حتي":
            # بحلول ديسمبر: no later than then; الربع المنتهي في يونيو.
            role = "date"
        if role == "date" and "until" in allowed and self._ends(scene, predicate, index):
            return "until"
        if role in ("date", "period") and role not in allowed:
            return "date" if role == "period" else "period"
        return role

    def _ends(self, scene: Scene, predicate: Predicate, index: int) -> bool:
        """Tell whether a date is the one on which something ends: ينتهي العقد في 2028، عقدا تنتهي مدته في 2028، بعد انتهاء العقد في 2028."""
        if any(governor.lemma in self.ending for governor in predicate.governors):
            return True
        clause = scene.clause_at(index)
        if clause.verb is None or clause.verb.lemma not in self.ending:
            return False
        return clause.position < index < clause.end

    def _placed(
        self, scene: Scene, predicate: Predicate, frame: Frame, role: str, index: int, mention: Mention
    ) -> bool:
        """Tell whether a figure stands where the frame asks for it (رفع حصته إلى 40%), and is no change of something else (تراجع سهمها 5%)."""
        markers = frame.arguments.get(role, ())
        if markers and not set(markers) & {"rise", "fall"}:
            return any(phrase.preposition in markers for _, phrase in predicate.after if phrase.head.mention is mention)
        if role == "percent":
            verb = predicate.clause.verb
            changes = (
                index < predicate.position
                and verb is not None
                and verb.lemma in self.rising | self.falling | self.measuring
            )
            return not changes and not self._sign_of_noun(scene, index, predicate.position)
        return not (role in ("date", "period") and self._compares(scene, index))

    def _compares(self, scene: Scene, index: int) -> bool:
        """Tell whether a date is only compared with: بزيادة 12% على عام 2021، مقارنة بعام 2021."""
        if self._after_comparison(scene, index):
            return True
        if _preposition(scene, index) not in ("علي", "عن") or not index:
            return False
        return any(
            word.mention and word.mention.type == "Percent" for _, word in _figures_in(scene.constituents, index - 1)
        )

    def _sign(self, scene: Scene, predicate: Predicate, frame: Frame, index: int) -> int:
        """Return 1 or -1 as the percentage is a rise or a fall, 0 where it is none: بزيادة 12%، بتراجع نسبته 9%."""
        near = self._sign_of_noun(scene, index, predicate.clause.start)
        if near:
            return near
        marker = frame.arguments.get("change_percent", ())
        verb = predicate.clause.verb
        if "rise" in marker or "fall" in marker:
            return -1 if "fall" in marker else 1
        if verb is None or not predicate.clause.position < index < predicate.clause.end:
            return 0
        return 1 if verb.lemma in self.rising else -1 if verb.lemma in self.falling else 0

    def _sign_of_noun(self, scene: Scene, index: int, start: int) -> int:
        """Return the sign of the nearest word for a change right before a percentage, at most two constituents away."""
        for position in range(index, max(index - 3, start - 1), -1):
            current = scene.constituents[position]
            for inner in reversed(list(current.nested())) if isinstance(current, Phrase) else ():
                lemmas = {inner.head.lemma, inner.head.verb}
                if inner.head.form == "verbal-noun" and lemmas & self.rising:
                    return 1
                if inner.head.form == "verbal-noun" and lemmas & self.falling:
                    return -1
        return 0

    def reference(self, scene: Scene, figure: Figure) -> str:
        """Return "same" where a figure's period is one named before (في الفترة نفسها), "before" where it is the one before that (في السنة التي سبقتها)."""
        constituents = scene.constituents
        for index in (i for i in figure.stretch if i >= figure.index):
            phrase = constituents[index]
            if (
                not isinstance(phrase, Phrase)
                or phrase.head.kind != "noun"
                or phrase.preposition not in ("في", "خلال", "عن", "ب")
            ):
                continue
            following = constituents[index + 1 : index + 3]
            beside = {word.lemma for word in phrase.adjectives} | {
                c.head.lemma for c in following[:1] if isinstance(c, Phrase)
            }
            if phrase.head.lemma in self.spans and beside & self.same:
                return "same"
            verb = (
                following[1]
                if len(following) == 2 and isinstance(following[0], Word) and following[0].kind == "relative"
                else None
            )
            if (
                phrase.head.lemma in self.spans
                and figure.compared
                and ("سابق" in beside or (isinstance(verb, Word) and verb.lemma == "سبق"))
            ):
                return "before"
        return ""

    def _reach(
        self, scene: Scene, predicate: Predicate, figure: Figure | None, carrier: Phrase | None
    ) -> Iterator[tuple[int, Word]]:
        """Yield the figures and dates that may qualify a claim, the likeliest first."""
        if figure is not None:
            nearest = sorted(figure.stretch, key=lambda index: (index < figure.index, abs(index - figure.index)))
            for index in nearest:
                yield from _figures_in(scene.constituents, index)
            if figure.compared:
                return
            for index in figure.whole:
                yield from (
                    (i, w)
                    for i, w in _figures_in(scene.constituents, index)
                    if w.mention and w.mention.type == "Percent"
                )
        else:
            yield from self._around(scene, predicate, carrier)
        yield from _opening_dates(scene, predicate)

    def _around(self, scene: Scene, predicate: Predicate, carrier: Phrase | None) -> Iterator[tuple[int, Word]]:
        """Yield the figures and dates of the predicate's clause after it, with the clauses that go on, nearest first, then those before it."""
        clause = predicate.clause
        elsewhere = False
        reach = self._extent(scene, predicate, carrier)
        for index in reach:
            elsewhere = elsewhere or (
                index > predicate.position and self._of_other_event(scene, index, predicate, carrier)
            )
            yield from (
                (i, w) for i, w in _figures_in(scene.constituents, index) if not (elsewhere and w.kind == "date")
            )
        yield from self._completion(scene, max(reach, default=0) + 1)
        for index in range(predicate.position - 1, clause.start - 1, -1):
            if clause.interrupted(index) and not clause.interrupted(predicate.position):
                continue
            yield from _figures_in(scene.constituents, index)
        opener = scene.constituents[clause.start - 1] if clause.start else None
        if clause.parent is not None and isinstance(opener, Word) and opener.norm in self.purpose:
            # دفعت 640 مليونا كي ينتقل إليها الموظفون: the money serves what follows.
            for index in range(clause.parent.position, clause.start - 1):
                yield from _figures_in(scene.constituents, index)

    def _extent(self, scene: Scene, predicate: Predicate, carrier: Phrase | None) -> list[int]:
        """Return the constituents from a predicate on that say more of it: its clause, the clauses that go on, what stands after an aside."""
        end = min(max([predicate.clause.end, *(index + 1 for index, _ in predicate.after)]), len(scene.constituents))
        found = [
            index
            for index in range(predicate.position, end)
            if not predicate.clause.interrupted(index) or predicate.clause.interrupted(predicate.position)
        ]
        while end < len(scene.constituents):
            current = scene.constituents[end]
            since = isinstance(current, Word) and current.norm == "منذ" and end + 1 < len(scene.constituents)
            aside = self._after_aside(scene, end) if isinstance(current, Word) and current.kind == "relative" else None
            following = next((c for c in scene.clauses if c.start <= end + 1 and c.position >= end), None)
            if since:
                start, end = end + 1, end + 2
            elif aside is not None:
                start, end = (
                    aside,
                    next(
                        (
                            i
                            for i in range(aside, len(scene.constituents))
                            if not isinstance(scene.constituents[i], Phrase)
                        ),
                        len(scene.constituents),
                    ),
                )
            elif following is not None and (
                self._goes_on(scene, following.position, predicate, carrier)
                or self._runs_on(following, predicate, carrier)
            ):
                start, end = end, max(following.end, end + 1)
            else:
                break
            found += range(start, end)
        return found

    def _of_other_event(self, scene: Scene, index: int, predicate: Predicate, carrier: Phrase | None) -> bool:
        """Tell whether a phrase names another event whose date follows it: أعيد بعد شهرين على إعفائه في يوليو."""
        phrase = scene.constituents[index]
        if isinstance(phrase, Phrase) and phrase.head.kind == "date" and index + 1 < len(scene.constituents):
            # بعد أقل من شهرين على إعفائه
            return fold(phrase.head.text).split()[0] in self.before and _preposition(scene, index + 1) in (
                "علي",
                "من",
            )
        if (
            not isinstance(phrase, Phrase)
            or phrase in (carrier, predicate.patient, predicate.genitive, predicate.phrase)
            or phrase.head.form != "verbal-noun"
        ):
            return False
        return phrase.preposition in self.before or (
            phrase.preposition == "علي" and phrase.genitive is not None and phrase.genitive.head.attached
        )

    def _completion(self, scene: Scene, end: int) -> Iterator[tuple[int, Word]]:
        """Yield the date of a clause that says when the deal is done: … على أن تستكمل الصفقة في الربع الأول."""
        completing, deals = (
            self.ontology.words.get("completing", frozenset()),
            self.ontology.words.get("deal", frozenset()),
        )
        for clause in scene.clauses:
            named = clause.subject is not None and clause.subject.head.lemma in deals
            if (
                clause.position < end
                or clause.opening != "complement"
                or clause.verb is None
                or clause.verb.lemma not in completing
                or not named
            ):
                continue
            opener = scene.constituents[clause.start - 2] if clause.start > 1 else None
            if isinstance(opener, Word) and opener.norm == "علي":
                for index in range(clause.position, clause.end):
                    yield from ((i, w) for i, w in _figures_in(scene.constituents, index) if w.kind == "date")

    def _runs_on(self, clause: Clause, predicate: Predicate, carrier: Phrase | None) -> bool:
        """Tell whether a clause says until when: عقدا … يمتد حتى 2025، شراكة … تنتهي في 2030."""
        verb = clause.verb
        lasting = self.ontology.words.get("lasting", frozenset())
        if verb is None or verb.lemma not in lasting | self.ending or clause.opening in ("complement", "subordinate"):
            return False
        return (
            clause.inherited
            or clause.subject in (carrier, predicate.patient, predicate.phrase, predicate.clause.subject)
            or clause.opening == "relative"
        )


def _opening_dates(scene: Scene, predicate: Predicate) -> Iterator[tuple[int, Word]]:
    """Yield the dates that open the sentence: في مارس، قامت سدير …."""
    for index, constituent in enumerate(scene.constituents[: predicate.clause.start]):
        if isinstance(constituent, Word) and constituent.kind == "verb":
            return
        if isinstance(constituent, Phrase) and constituent.head.kind == "date":
            yield index, constituent.head


def resolved_period(reference: str, own: str, prior: str, *, compared: bool) -> str:
    """Return the period that a figure refers to by one named before: الفترة نفسها من 2021 after 2022-Q2 is 2021-Q2."""
    if not prior:
        return own
    if reference == "before" or (compared and not own):
        return f"{int(prior[:4]) - 1}{prior[4:]}"
    return own + prior[4:] if len(own) == 4 else own or prior


def _figures_in(constituents: Sequence[Constituent], index: int) -> Iterator[tuple[int, Word]]:
    """Yield the figures and dates of a constituent; a sum in brackets after another is the same in another currency."""
    if not 0 <= index < len(constituents):
        return
    opened = constituents[index - 1] if index > 1 else None
    if isinstance(opened, Word) and opened.text == "(" and any(True for _ in _figures_in(constituents, index - 2)):
        return
    constituent = constituents[index]
    if isinstance(constituent, Word):
        if constituent.kind in ("figure", "date"):
            yield index, constituent
        return
    for inner in constituent.nested():
        if inner.head.kind in ("figure", "date"):
            yield index, inner.head


def _preposition(scene: Scene, index: int) -> str:
    constituent = scene.constituents[index] if index < len(scene.constituents) else None
    return constituent.preposition if isinstance(constituent, Phrase) else ""


def _heads(phrase: Phrase | None) -> Iterator[str]:
    """Yield the lemmas of a noun and of its chain of genitives: جولة تمويل."""
    while phrase is not None:
        yield phrase.head.lemma
        phrase = phrase.genitive


def _definite(phrase: Phrase) -> bool:
    inner: Phrase | None = phrase
    while inner is not None:
        if inner.head.definite:
            return True
        inner = inner.genitive
    return False


def _value(mention: Mention) -> str | float | Quantity:
    if mention.quantity is None:
        return mention.date
    return mention.quantity.value if mention.quantity.unit == "percent" else mention.quantity


__all__ = ["Figure", "FigureReader", "resolved_period"]
