"""Who says a claim: the subject of the verb of saying over it, or whom the sentence names after بحسب and وفقا لـ."""

from __future__ import annotations

from kg.frames.clauses import Clause
from kg.frames.phrases import Phrase
from kg.frames.scene import Scene
from kg.frames.words import Word
from kg.model import Span
from kg.ontology import Ontology


class SpeakerReader:
    """Read the speakers of a sentence's claims."""

    def __init__(self, ontology: Ontology) -> None:
        self.speech = ontology.words.get("speech", frozenset())
        self.according = ontology.words.get("according", frozenset())

    def speaker(self, scene: Scene, trigger: Span) -> str:
        """Return the entity id of who says what stands at `trigger`, or the words for it (مصادر مطلعة), or "" for the article itself."""
        clause: Clause | None = scene.clause_at(self._position(scene, trigger))
        seen = 0
        while clause is not None and seen < len(scene.clauses):
            over = clause.parent
            if clause.opening == "complement" and over is not None and over.verb is not None and self._says(over.verb):
                return self._named(scene, over.subject)
            clause = over if clause.opening in ("complement", "coordinate", "relative") else None
            seen += 1
        return self._according(scene)

    def _position(self, scene: Scene, trigger: Span) -> int:
        position = 0
        for index, constituent in enumerate(scene.constituents):
            start = (
                scene.words[constituent.first].span.start if isinstance(constituent, Phrase) else constituent.span.start
            )
            if start <= trigger.start:
                position = index
        return position

    def _says(self, verb: Word) -> bool:
        return any(lemma in self.speech for lemma in verb.lemmas)

    def _according(self, scene: Scene) -> str:
        for index, constituent in enumerate(scene.constituents):
            if not isinstance(constituent, Phrase) or not constituent.preposition:
                continue
            before = scene.constituents[index - 1] if index else None
            word = before.head.norm if isinstance(before, Phrase) else before.norm if before is not None else ""
            # وفقا لـX is an adverb and its preposition, بحسب X a preposition.
            if constituent.preposition in self.according or (
                constituent.preposition in ("ل", "عن") and word in self.according
            ):
                return self._named(scene, constituent)
        return ""

    def _named(self, scene: Scene, phrase: Phrase | None) -> str:
        if phrase is None:
            return ""
        if len(phrase.entities) == 1:
            return phrase.entities[0]
        words = scene.words[phrase.first : phrase.last + 1]
        return " ".join(word.text for word in words if word.kind not in ("preposition", "mark"))
