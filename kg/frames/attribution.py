"""Who says a claim: the subject of the verb of saying over it, or whom the sentence names as its source."""

from __future__ import annotations

from collections.abc import Iterator

from kg.arabic.folding import fold
from kg.frames.arguments import Claim
from kg.frames.clauses import Clause
from kg.frames.phrases import Phrase
from kg.frames.scene import Scene
from kg.frames.words import Word
from kg.ontology import Ontology

_UNSAID = ("preposition", "mark", "complementiser")


def telling(ontology: Ontology) -> frozenset[str]:
    """Return the verbs by which somebody tells of deeds, his own or another's: they say or deny."""
    denying = (word.lemma for word in ontology.status_words if word.kind == "verb" and word.status == "denied")
    return ontology.words.get("speech", frozenset()) | frozenset(map(fold, denying))


class SpeakerReader:
    """Read the speakers of a sentence's claims."""

    def __init__(self, ontology: Ontology) -> None:
        self.speech = ontology.words.get("speech", frozenset())
        self.according = ontology.words.get("according", frozenset())
        self.said = ontology.words.get("said", frozenset())
        self.as_said = ontology.words.get("as-said", frozenset())
        self.relayed = ontology.words.get("relaying", frozenset())

    def speaker(self, scene: Scene, claim: Claim) -> str:
        """Return the entity id of who says a claim, or the words for it (مصادر مطلعة), or "" for the article itself."""
        position = scene.position_at(claim.trigger.start) or 0
        clause = scene.clause_at(position)
        over = self._said_by(scene, claim, clause) or self._quoted_by(scene, clause, position)
        return self._source(scene, over) if over is not None else self._according(scene)

    def _said_by(self, scene: Scene, claim: Claim, clause: Clause | None) -> Clause | None:
        """Return the clause of saying that a claim completes: أكدت X أنها استحوذت، أعلنت X عن استحواذها."""
        if clause is not None and clause.verb is not None and clause.verb.span != claim.trigger:
            spoken = self._says(clause.verb) and claim.nominal
            if spoken and any(governor.lemma in clause.verb.lemmas for governor in claim.governors):
                return clause
        seen = 0
        while clause is not None and seen < len(scene.clauses):
            over = clause.parent
            if clause.opening == "complement" and over is not None and over.verb is not None and self._says(over.verb):
                return over
            clause = over if clause.opening in ("complement", "coordinate", "relative", "subordinate") else None
            seen += 1
        return None

    def _quoted_by(self, scene: Scene, clause: Clause | None, position: int) -> Clause | None:
        """Return the clause of saying beside a direct quote: قال فلان: «…»، «…»، يقول فلان."""
        for said in scene.clauses:
            if said is clause or said.verb is None or not self._says(said.verb) or said.opening != "main":
                continue
            if any(other.opening == "complement" and other.parent is said for other in scene.clauses):
                continue
            if said.position < position:
                between = scene.constituents[said.position : position]
                if any(isinstance(constituent, Word) and constituent.text == ":" for constituent in between):
                    return said
            elif self._follows_quote(scene, said):
                return said
        return None

    def _follows_quote(self, scene: Scene, said: Clause) -> bool:
        """Tell whether a verb of saying stands right after a comma: what it says came before it."""
        before = scene.constituents[said.position - 1] if said.position else None
        after = scene.constituents[said.position + 1] if said.position + 1 < len(scene.constituents) else None
        return (
            isinstance(before, Word)
            and before.kind == "mark"
            and isinstance(after, Phrase)
            and after is said.subject
            and not (said.end < len(scene.constituents) and self._opens(scene.constituents[said.end]))
        )

    def _opens(self, constituent: object) -> bool:
        return isinstance(constituent, Word) and (constituent.kind == "complementiser" or constituent.text == ":")

    def _says(self, verb: Word) -> bool:
        return any(lemma in self.speech for lemma in verb.lemmas)

    def _source(self, scene: Scene, said: Clause) -> str:
        """Return who says it: the subject, or whom the subject quotes (نقلت X عن مصادر)."""
        assert said.verb is not None
        quoted = next(
            (
                phrase
                for phrase in self._phrases(scene, said.position + 1, said.end)
                if phrase.preposition in ("عن", "من") and any(lemma in self.relayed for lemma in said.verb.lemmas)
            ),
            None,
        )
        if quoted is None and said.subject is None:
            counted = [phrase for phrase in self._phrases(scene, said.position + 1, said.end) if not phrase.preposition]
            # قالت ثلاثة مصادر مطلعة: the number stands before what it counts.
            return " ".join(self._words(scene, phrase) for phrase in counted[:2]) if counted else ""
        return self._named(scene, quoted or said.subject)

    def _phrases(self, scene: Scene, start: int, end: int) -> Iterator[Phrase]:
        for constituent in scene.constituents[start:end]:
            if isinstance(constituent, Phrase):
                yield constituent

    def _according(self, scene: Scene) -> str:
        """Return whom a sentence names as its source: بحسب X، وفقا لـX، حسبما أعلنت X، على حد قول X."""
        for clause in scene.clauses:
            opener = scene.constituents[clause.start - 1] if clause.start else None
            as_said = isinstance(opener, Word) and opener.norm in self.as_said and clause.opening == "subordinate"
            if as_said and clause.verb is not None and self._says(clause.verb):
                return self._source(scene, clause)
        for index, constituent in enumerate(scene.constituents):
            if not isinstance(constituent, Phrase) or not constituent.preposition:
                continue
            before = scene.constituents[index - 1] if index else None
            word = before.head.norm if isinstance(before, Phrase) else before.norm if before is not None else ""
            # وفقا لـX is an adverb and its preposition, بحسب X a preposition.
            if constituent.preposition.split()[0] in self.according or (
                constituent.preposition in ("ل", "عن") and word in self.according
            ):
                return self._named(scene, constituent)
            if constituent.preposition == "علي" and constituent.head.lemma in self.said and constituent.names_something:
                return self._named(scene, constituent)
        return ""

    def _named(self, scene: Scene, phrase: Phrase | None) -> str:
        if phrase is None:
            return ""
        if not phrase.entities and {phrase.head.lemma, phrase.head.norm} & self.said:
            phrase = self._author(scene, phrase)
        return phrase.entities[0] if len(phrase.entities) == 1 else self._words(scene, phrase)

    def _author(self, scene: Scene, phrase: Phrase) -> Phrase:
        """Return whose words a noun stands for: بيان للهيئة، بيان صادر عن البنك، تقرير وكالة X; itself where nobody is named."""
        authors = [inner for inner in phrase.nested() if inner.entities]
        index = next((i for i, c in enumerate(scene.constituents) if c is phrase), len(scene.constituents))
        following = scene.constituents[index + 1] if index + 1 < len(scene.constituents) else None
        if isinstance(following, Phrase) and following.preposition in ("ل", "عن", "من") and following.entities:
            authors = authors or [following]
        return authors[-1] if authors else phrase

    def _words(self, scene: Scene, phrase: Phrase) -> str:
        words = [word for word in scene.words[phrase.first : phrase.last + 1] if word.kind not in _UNSAID]
        return "".join(word.text if word.attached or not index else f" {word.text}" for index, word in enumerate(words))
