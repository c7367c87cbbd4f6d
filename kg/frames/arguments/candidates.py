"""A predicate -> the frames that know it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache

from kg.arabic.folding import fold
from kg.frames.phrases import Phrase
from kg.frames.scene import Predicate, lemmas_of
from kg.ontology import Frame, Ontology


class Frames:
    """Hold the frames of the ontology by the kind and the lemma of what they know."""

    def __init__(self, ontology: Ontology) -> None:
        self.known: dict[tuple[str, str], list[Frame]] = {}
        for relation in ontology.relations.values():
            for frame in relation.frames:
                for lemma in frame.lemmas:
                    self.known.setdefault((frame.kind, folded_words(lemma)[0]), []).append(frame)

    def of(self, predicate: Predicate) -> list[Frame]:
        """Return the frames that a predicate can be read by."""
        kind = "verb" if predicate.kind not in ("noun", "adjective") else predicate.kind
        key = predicate.word.verb if kind == "verb" and predicate.word.verb else predicate.word.lemma
        known = self.known.get((kind, key), ())
        own_aspect = "nominal" if predicate.kind == "verbal-noun" else predicate.word.aspect
        frames = [frame for frame in known if frame.aspect in ("", own_aspect)]
        if kind == "verb" or not frames:
            return frames
        own: tuple[tuple[str, ...], ...] = ((predicate.word.lemma, predicate.word.norm.removeprefix("ال")),)
        if predicate.phrase is not None and kind == "noun":
            own += lemmas_of(predicate.phrase)[1:]
        frames = [frame for frame in frames if any(begins(own, folded_words(lemma)) for lemma in frame.lemmas)]
        if kind != "noun":
            return frames
        adjectives = {
            form
            for adjective in (predicate.phrase.adjectives if predicate.phrase else ())
            for form in (adjective.lemma, adjective.norm.removeprefix("ال"))
        }
        # مقرها الإقليمي is no مقر: a noun that frames know with its adjective is not meant without it.
        return [frame for frame in frames if _describes(frame, adjectives)] or frames

    def extended(self, frame: Frame, predicate: Predicate) -> Predicate:
        """Give a noun of several words (إحدى شركات X، عدد موظفي X) the genitive of its last word."""
        inner = predicate.genitive.genitive if predicate.genitive is not None else None
        if predicate.kind != "noun" or predicate.phrase is None or inner is None:
            return predicate
        own = lemmas_of(predicate.phrase)
        longest = max(
            (
                len(words)
                for lemma in frame.lemmas
                if begins(
                    ((predicate.word.lemma, predicate.word.norm.removeprefix("ال")), *own[1:]),
                    words := folded_words(lemma),
                )
            ),
            default=1,
        )
        genitive: Phrase | None = predicate.genitive
        for _ in range(longest - 1):
            if genitive is not None and genitive.genitive is not None:
                genitive = genitive.genitive
        if genitive is predicate.genitive:
            return predicate
        agent = genitive if not predicate.understood else predicate.agent
        return replace(predicate, genitive=genitive, agent=agent)


def _describes(frame: Frame, adjectives: Collection[str]) -> bool:
    """Tell whether a frame names its noun with one of some adjectives."""
    return any(word in adjectives for lemma in frame.lemmas for word in folded_words(lemma)[1:])


@lru_cache(maxsize=1 << 14)
def folded_words(lemma: str) -> tuple[str, ...]:
    """Return the folded words of a lemma of the ontology."""
    return tuple(fold(lemma).split())


def begins(own: Sequence[Sequence[str]], words: Sequence[str]) -> bool:
    """Tell whether a phrase begins with the given words, each by its lemma or its form."""
    first = len(own) >= len(words) and words[0] in own[0]
    return first and all(word in mine for mine, word in zip(own, words, strict=False))
