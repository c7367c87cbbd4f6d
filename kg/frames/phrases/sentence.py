"""A sentence's words -> its phrases and the words between them."""

from __future__ import annotations

from collections.abc import Sequence

from kg.frames.phrases.coordination import Coordination
from kg.frames.phrases.examples import Examples
from kg.frames.phrases.kinds import Kinds
from kg.frames.phrases.model import Constituent, Phrase
from kg.frames.phrases.nominal import Nominals
from kg.frames.phrases.openings import Openings
from kg.frames.phrases.waiting import WaitingDescriptions
from kg.frames.words import Word
from kg.ontology import Ontology


class PhraseReader:
    """Read the phrases of a sentence."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self.heads = ontology.head_of
        self._such_as = words.get("such-as", frozenset())
        self._according = words.get("according", frozenset())
        self._preposition_nouns = words.get("preposition-noun", frozenset())
        kinds = Kinds(ontology)
        self._openings = Openings(ontology)
        self._coordination = Coordination(ontology, self._openings, kinds)
        self._nominals = Nominals(ontology, self._openings, kinds, self._coordination)
        self._examples = Examples(ontology, self._openings, kinds, self._nominals)
        self._waiting = WaitingDescriptions(ontology, kinds)

    def constituents(self, words: Sequence[Word]) -> list[Constituent]:
        """Return the sentence as phrases and the words between them."""
        found: list[Constituent] = []
        index = 0
        while index < len(words):
            examples = self._examples.hang(words, index, found)
            if examples is not None:
                index = examples.last + 1
                continue
            phrase = self._phrase(words, index)
            if phrase is None:
                found.append(words[index])
                index += 1
                continue
            self._coordination.resume(phrase, found)
            self._waiting.hand_back(words, phrase, found)
            following = words[phrase.last + 1] if phrase.last + 1 < len(words) else None
            joined = self._waiting.name_owned(phrase, found) or self._coordination.rejoin(phrase, found, following)
            if not joined and self._coordination.goes_on(phrase, found, following):
                found.pop()
                joined = True
            if not joined:
                found.append(phrase)
            index = phrase.last + 1
        return found

    def _phrase(self, words: Sequence[Word], index: int) -> Phrase | None:
        """Read the phrase that starts at a word, with the preposition that the word may be."""
        word = words[index]
        if word.kind == "preposition" or word.norm in self._such_as:
            return self._after_preposition(words, index)
        return self._nominals.coordination(words, index) if self._openings.starts(words, index) else None

    def _after_preposition(self, words: Sequence[Word], index: int) -> Phrase | None:
        """Read the phrase under a preposition, with the noun that makes one with it."""
        start = index + 1
        preposition = words[index].lemma or words[index].norm
        if index and words[index - 1].kind == "preposition" and words[index - 1].norm in self._according:
            # وفقا لموقع X: nothing is said of what belongs to X.
            preposition = f"{words[index - 1].norm} {preposition}"
        if start < len(words) and words[start].norm in self._preposition_nouns and not words[start].definite:
            preposition = f"{preposition} {words[start].norm}"
            start += 1
        if start >= len(words) or not self._openings.starts(words, start):
            return None
        phrase = self._nominals.coordination(words, start, preposition)
        phrase.first = index
        return phrase
