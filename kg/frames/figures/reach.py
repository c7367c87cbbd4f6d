"""How far from a predicate its figure may stand: past asides, into the clause that goes on about it, up to another event."""

from __future__ import annotations

from collections.abc import Iterator

from kg.arabic.folding import fold
from kg.frames.clauses import Clause
from kg.frames.figures.model import BREAKS, FigureWords, figures_in, heads, preposition_of
from kg.frames.phrases import Phrase
from kg.frames.scene import Predicate, Scene
from kg.frames.words import Word


class Reach:
    """Look to the right of a predicate for its figure."""

    def __init__(self, words: FigureWords) -> None:
        self.words = words

    def to_the_right(
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
            if index > anchor and self.is_cause(scene, index) and (after := self._level(scene, index, predicate)):
                index = after
                continue
            breaks = (
                isinstance(current, Word)
                and current.kind in BREAKS
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
        if predicate.kind != "verb" or predicate.word.lemma not in self.words.rising | self.words.falling:
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
        return level if level is not None and not any(v.lemma in self.words.measuring for v in verbs) else None

    def is_cause(self, scene: Scene, index: int) -> bool:
        """Tell whether a phrase leads on to why a figure moves: متأثرة بارتفاع المصروفات; نمو مبيعاتها has a figure of its own."""
        phrase = scene.constituents[index]
        if not isinstance(phrase, Phrase):
            return False
        led = phrase.preposition in self.words.causes
        if not led and not (phrase.head.lemma in self.words.causes and phrase.preposition in ("", "ب")):
            return False
        told = (inner for c in scene.constituents[index : index + 2] if isinstance(c, Phrase) for inner in c.nested())
        return not any(
            inner.head.lemma in self.words.measured and inner.genitive is not None and inner.genitive.head.attached
            for inner in told
        )

    def of_cause(self, scene: Scene, predicate: Predicate) -> bool:
        """Tell whether a noun only tells why something else reaches its figure: ارتفعت الأرباح بفضل نمو المبيعات إلى مليار."""
        verb = predicate.clause.verb
        if predicate.kind == "verb" or verb is None or verb.lemma not in self.words.rising | self.words.falling:
            return False
        first = max(predicate.clause.position + 1, predicate.position - 1)
        return any(self.is_cause(scene, index) for index in range(first, predicate.position + 1))

    def _measures_other(self, phrase: Phrase, predicate: Predicate, carrier: Phrase | None) -> bool:
        """Tell whether a figure after this noun would be the noun's own: أرباح قدرها 4 ملايين after a loss."""
        head = phrase.head
        if head.kind not in ("noun", "adjective") or not (
            {head.lemma, head.norm.removeprefix("ال")} & self.words.measured
        ):
            return False
        own = {predicate.word.lemma, *heads(carrier), *(heads(predicate.phrase) if predicate.kind == "noun" else ())}
        # قيمة alone only leads to the figure (بقيمة 5 ملايين); قيمة أصولها is something else.
        leads = head.lemma in self.words.own_value and (
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
        if verb.lemma in self.words.measuring or (verb.lemma in self.words.recording and "ل" in clause.particles):
            own = (
                subject is not None
                and not clause.inherited
                and subject not in (predicate.clause.subject, predicate.patient, carrier, predicate.phrase)
                and subject.head.lemma not in self.words.own_value
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
        if not isinstance(following, Word) or following.kind != "verb" or following.lemma not in self.words.measuring:
            return False
        clause = next((c for c in scene.clauses if c.position == index + 1), None)
        opener = scene.constituents[index]
        return (
            isinstance(opener, Word)
            and opener.norm in self.words.explaining
            and clause is not None
            and self._unowned(clause)
        )

    def of_other_event(self, scene: Scene, index: int, predicate: Predicate, carrier: Phrase | None) -> bool:
        """Tell whether a phrase names another event whose date follows it: أعيد بعد شهرين على إعفائه في يوليو."""
        phrase = scene.constituents[index]
        if isinstance(phrase, Phrase) and phrase.head.kind == "date" and index + 1 < len(scene.constituents):
            # بعد أقل من شهرين على إعفائه
            return fold(phrase.head.text).split()[0] in self.words.before and preposition_of(scene, index + 1) in (
                "علي",
                "من",
            )
        if (
            not isinstance(phrase, Phrase)
            or phrase in (carrier, predicate.patient, predicate.genitive, predicate.phrase)
            or phrase.head.form != "verbal-noun"
            or phrase.head.lemma in self.words.deductions
        ):
            return False
        return phrase.preposition in self.words.before or (
            phrase.preposition == "علي" and phrase.genitive is not None and phrase.genitive.head.attached
        )
