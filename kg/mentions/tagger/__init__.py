"""Names that no rule finds: a small network, trained on annotated and plain text, that ships with the package.

`MODEL.md` says what it was trained on, how good it is and how to train it again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from kg.mentions.tagger.model import Model, load
from kg.mentions.tagger.reading import Name, Reading
from kg.mentions.written import WrittenWord, mention, written_words
from kg.model import Article, Mention, Sentence

MODEL = Path(__file__).with_name("model.npz")
_SURE = 0.6
"""Probability from which a name is taken: a wrong entity makes wrong statements."""
_SURE_OF_WORDS = 0.99
"""The same for a name of words that the lexicon knows: بنك الاستثمار، كريم."""
_PUBLIC = ("government", "education", "club", "organization")
_PUBLIC_SHARE = 0.6


class Tagger:
    """Find persons, places and organizations with a trained model, which is read when it is first needed."""

    def __init__(self, path: Path = MODEL) -> None:
        self._path = path

    @cached_property
    def _read(self) -> Reading:
        return Reading(load(self._path))

    def __call__(self, articles: Sequence[tuple[Article, Sequence[Sentence]]]) -> list[list[Mention]]:
        """Find the names of each article that the model is sure of; several articles take half the time that they take apart."""
        words = [[written_words(sentence.tokens) for sentence in sentences] for _, sentences in articles]
        written = [
            [
                [article.text[s.tokens[w.first].span.start : s.tokens[w.last].span.end] for w in own]
                for s, own in zip(sentences, several, strict=True)
            ]
            for (article, sentences), several in zip(articles, words, strict=True)
        ]
        return [
            [
                found
                for sentence, own, names in zip(sentences, several, read, strict=True)
                for name in names
                if name.score >= _SURE and (found := self._mention(article, sentence, own, name))
            ]
            for (article, sentences), several, read in zip(articles, words, self._read(written), strict=True)
        ]

    def _mention(
        self, article: Article, sentence: Sentence, words: Sequence[WrittenWord], name: Name
    ) -> Mention | None:
        first, last = self._start(article, sentence, words[name.first]), words[name.end - 1].last
        before = sentence.tokens[first - 1] if first else None
        # سيترك ديس منصبه: after the س of the future a verb stands before the name.
        first += before is not None and before.kind == "proclitic" and before.norm == "س"
        if first > last:
            return None
        ends = sentence.tokens[first].kind, sentence.tokens[last].kind
        # A name has no pronoun on it: باريسها is hardly one.
        if name.kind == "MISC" or "mark" in ends or "pronoun" in ends:
            return None
        ordinary = all(token.analyses for token in sentence.tokens[first : last + 1] if token.kind == "word")
        # إنه سعيد: one word that the lexicon knows is no person by itself.
        if ordinary and (name.score < _SURE_OF_WORDS or (name.kind == "PER" and first == last)):
            return None
        return mention(article, sentence.tokens, first, last, _type(name.kind, name.kinds), "tagger")

    def _start(self, article: Article, sentence: Sentence, word: WrittenWord) -> int:
        """Return the token that a name begins with; the model knows some names that no table has (لندن is not ل and ندن)."""
        start, end = sentence.tokens[word.first].span.start, sentence.tokens[word.last].span.end
        clitics = self._read.clitics(article.text[start:end])
        return word.stem if clitics is None else min(word.stem, word.first + clitics)


def _type(kind: str, kinds: Mapping[str, float]) -> str:
    """Return the class of a name; an organization that may be a company is left to what the text says of it."""
    if kind != "ORG":
        return {"PER": "Person", "LOC": "Place"}[kind]
    return "Organization" if sum(kinds[public] for public in _PUBLIC) >= _PUBLIC_SHARE else ""


__all__ = ["MODEL", "Model", "Tagger"]
