"""Whose a figure is that has no owner beside it."""

from __future__ import annotations

from kg.frames.clauses import Clause
from kg.frames.figures.comparisons import Comparisons
from kg.frames.figures.model import FigureWords, definite
from kg.frames.phrases import Phrase
from kg.frames.scene import Predicate, Scene
from kg.frames.words import Word

_COMPARED, _TOPICAL = 0.9, 0.6


class Owners:
    """Find whose figure a noun names: of whom the sentence is, of whom the clause before was."""

    def __init__(self, words: FigureWords, comparisons: Comparisons) -> None:
        self.words = words
        self.comparisons = comparisons

    def owner(self, scene: Scene, predicate: Predicate) -> tuple[Phrase, float] | None:
        """Return whose figure a noun without an owner names: مقابل أرباح قدرها … goes on with who was spoken of, بلغ صافي الربح … with the topic."""
        phrase = predicate.phrase
        if phrase is None or (
            phrase.genitive is not None and phrase.genitive.head.kind not in ("figure", "noun", "adjective")
        ):
            return None
        earned = phrase.genitive
        if earned is not None and earned.head.lemma in self.words.segments and not earned.names_something:
            # إيرادات قطاع التجزئة are not all that somebody earns.
            return None
        top = scene.constituents[predicate.position]
        if self.comparisons.is_earlier_noun(scene, predicate.position):
            holder = self._holder(scene, predicate.position)
            return (holder, _COMPARED) if holder is not None else None
        if (
            isinstance(top, Phrase)
            and top.preposition.split()[:1] not in ([], ["من"], ["عن"])
            and predicate.word.lemma in self.words.valuing
            and predicate.clause.subject is not None
            and self.values_doer(scene, predicate)
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
            and predicate.clause.verb.lemma
            in self.words.measuring | self.words.rising | self.words.falling | self.words.recording
        )
        if not stated or not determined:
            return None
        holder = self._holder(scene, predicate.position) or self._spoken_of(scene, predicate) or scene.topic
        return (holder, _TOPICAL) if holder is not None else None

    def values_doer(self, scene: Scene, predicate: Predicate) -> bool:
        """Tell whether a value is that of who acts: جمعت سدير مليونا بتقييم كذا, but not باعت سدير مصنعها، استثمرت سدير مليونا بتقييم كذا."""
        clause, position = predicate.clause, predicate.position
        verb, thing = clause.verb, clause.object
        if verb is not None and verb.lemma in self.words.paying:
            return False
        if thing is None or thing.head.kind == "figure":
            return True
        own = clause.subject.entities if clause.subject is not None else ()
        between = [phrase for _, phrase in clause.own(scene.constituents, clause.position + 1, position)]
        named = any(set(inner.entities) - set(own) for phrase in between for inner in phrase.nested())
        return thing.head.lemma in self.words.raised and not (named and thing.head.lemma in self.words.deals)

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
                    if inner.head.lemma in self.words.measured and inner.head.kind == "noun":
                        owned = inner.genitive is not None and inner.genitive.entities
                        holder = inner.genitive if owned else scene.clause_at(index).subject
                        return holder if holder is not None and holder.names_something else None
        return None

    def of_something_else(self, scene: Scene, predicate: Predicate) -> bool:
        """Tell whether a pronoun stands for the noun that its clause describes: in اتفاقية بلغت قيمتها إلى … the worth is the deal's."""
        clause = predicate.clause
        if predicate.kind == "verb" and predicate.word.lemma not in self.words.measuring and clause.object is not None:
            subject = clause.subject
            if subject is not None and subject is clause.antecedent and clause.object is not subject:
                # تمويل رفع تقييمها إلى كذا: what raises it has no worth that is told.
                return False
        told = (clause.subject, clause.object)
        if predicate.kind == "verb" and any(phrase is not None and self._of_company(phrase) for phrase in told):
            return False
        if clause.opening == "subordinate" and clause.subject is None and clause.object is not None:
            # أغلقت سدير جولة، ما رفع قيمتها إلى كذا: the round is what raises it.
            return False
        worth = any(phrase is not None and phrase.head.lemma in self.words.own_value for phrase in told)
        described = clause.antecedent if clause.opening == "relative" else None
        if worth and ((described is not None and not described.entities) or self._deal_before(scene, clause)):
            return True
        before = scene.constituents[clause.position - 1] if clause.verb is not None and clause.position else None
        if isinstance(before, Phrase) and before.head.kind == "noun" and not before.entities and not definite(before):
            return True
        earlier = next((c for c in reversed(scene.clauses) if c.position < clause.position), None)
        measured = earlier.subject if earlier is not None and "ل" in clause.particles else None
        if measured is not None and measured.head.lemma in self.words.takings and not measured.entities:
            # انخفضت المبيعات لتصل قيمتها إلى …: the worth is theirs.
            return True
        # في صفقة أسهم بالكامل تقدر قيمتها بمليار: nearer than any name stands a deal.
        for word in reversed([word for word in scene.words if word.span.start < predicate.word.span.start]):
            if word.kind == "name" or (word.kind == "reference" and not word.attached):
                return False
            if word.kind == "noun" and word.lemma in self.words.deals:
                return True
        return False

    def _of_company(self, phrase: Phrase) -> bool:
        """Tell whether a noun is for what only a company is worth: تقييمها، قيمتها السوقية."""
        market = any(word.norm.removeprefix("ال") == "سوقيه" for word in phrase.adjectives)
        return phrase.head.lemma in self.words.valuing or (market and phrase.head.lemma in self.words.own_value)

    def _deal_before(self, scene: Scene, clause: Clause) -> bool:
        """Tell whether a deal is named before a clause that tells a worth: عقدت سدير 8 صفقات، وتبلغ قيمتها كذا."""
        before = scene.constituents[: clause.position]
        return any(
            inner.head.lemma in self.words.deals
            for phrase in before
            if isinstance(phrase, Phrase)
            for inner in phrase.nested()
        )
