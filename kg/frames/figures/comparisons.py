"""Figures of two periods in one sentence: which of them the news only compares with, and how far what is said of each reaches."""

from __future__ import annotations

from kg.frames.figures.model import BREAKS, FigureWords, figures_in, preposition_of
from kg.frames.phrases import Phrase
from kg.frames.scene import Predicate, Scene
from kg.frames.words import Word


class Comparisons:
    """Tell the figure of an earlier period from that of the news: مقارنة بـ15 مليونا في 2021."""

    def __init__(self, words: FigureWords) -> None:
        self.words = words

    def after_comparison(self, scene: Scene, index: int) -> bool:
        """Tell whether مقارنة or قياسا stands right before a constituent that ب or مع leads to."""
        before = scene.constituents[index - 1] if index else None
        return (
            isinstance(before, Phrase)
            and before.head.lemma in self.words.comparing
            and preposition_of(scene, index) in ("ب", "مع")
        )

    def comparator(self, scene: Scene, index: int) -> int:
        """Return where the stretch of a compared figure begins."""
        return index - 1 if self.after_comparison(scene, index) else index

    def stretch_end(self, scene: Scene, index: int, *, comparing: bool = False) -> int:
        """Return where the stretch of a figure ends: at the next verb or thing that is measured, and at a comparison unless that is passed."""
        for position in range(index + 1, len(scene.constituents)):
            current = scene.constituents[position]
            if isinstance(current, Word):
                if (current.kind in BREAKS and not self._made(scene, position)) or current.text in ":؛;":
                    return position
                continue
            money = any(w.mention and w.mention.type == "Money" for _, w in figures_in(scene.constituents, position))
            compares = (
                current.preposition in self.words.comparing or current.head.lemma in self.words.comparing or money
            )
            if (compares and not comparing) or any(
                inner.head.lemma in self.words.measured for inner in current.nested() if inner.head.kind == "noun"
            ):
                return position
        return len(scene.constituents)

    def _made(self, scene: Scene, position: int) -> bool:
        """Tell whether a clause only says when a figure was made: أرباح قدرها 4 ملايين حققتها في العام السابق، تم تحقيقها خلال ….."""
        verb, following = scene.constituents[position], scene.constituents[position + 1 : position + 2]
        if not isinstance(verb, Word) or verb.kind != "verb" or not following or not isinstance(following[0], Phrase):
            return False
        pronoun = following[0] if verb.lemma in self.words.earning else following[0].genitive
        return (
            pronoun is not None
            and pronoun.head.attached
            and bool({verb.lemma, following[0].head.lemma, following[0].head.verb} & self.words.earning)
        )

    def is_earlier(self, scene: Scene, index: int, first: int) -> bool:
        """Tell whether a figure is the one of an earlier period: مقابل 4 ملايين، مقارنة بـ15 مليونا، إلى 26 مليونا من 21 مليونا."""
        preposition = preposition_of(scene, index)
        if preposition == "من":
            # إلى 26 مليونا من 21 مليونا، 26 مليونا، ارتفاعا من 21 مليونا
            return preposition_of(scene, first) == "الي" or self._changed(scene, index - 1)
        return preposition in self.words.comparing or self.after_comparison(scene, index)

    def is_change(self, scene: Scene, predicate: Predicate, carrier: Phrase | None, index: int) -> bool:
        """Tell whether a sum is by how much something rose or fell: زادت أرباحها 5 ملايين، انخفاض أرباحها بمقدار 5 ملايين."""
        deed = predicate.word.verb if carrier is not None else ""
        if predicate.kind == "noun":
            deed = predicate.governors[0].lemma if predicate.governors else ""
        if deed not in self.words.rising | self.words.falling:
            return False
        between = scene.constituents[predicate.position + 1 : index]
        measured = any(isinstance(c, Word) and c.kind in BREAKS for c in between) or any(
            inner.head.verb in self.words.measuring
            or any(word.verb in self.words.measuring for word in inner.adjectives)
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
            and bool({head.lemma, head.verb} & (self.words.rising | self.words.falling))
            and head.norm.endswith("ا")
        )

    def is_earlier_noun(self, scene: Scene, position: int) -> bool:
        """Tell whether a noun is what the news compares with: مقابل أرباح قدرها …، مقارنة بأرباح …."""
        return preposition_of(scene, position) in self.words.comparing or self.after_comparison(scene, position)
