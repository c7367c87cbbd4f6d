"""The tagger's network: what a word is by itself, what stands around it, and which name goes on or begins there.

Each word is a vector of its stem, letters, clitics and shape. One LSTM reads it in both directions (it has learnt on plain
text to guess the next stem); another one reads what the first says together with the lists of names; its outputs are scored
as tags of a conditional random field, and as finer classes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kg.mentions.tagger.corpora import KINDS, NAMES
from kg.mentions.tagger.forms import BUCKETS, CLITICS, SHAPES, Forms
from kg.mentions.tagger.gazetteer import CLASSES, FEATURES, Gazetteer
from kg.mentions.tagger.layers import Floats, Integers, Parameters, both_ways, summed_rows

STEM = 96
LETTERS = 48
CLITIC = 8
SHAPE = 6
WORD = STEM + LETTERS + CLITIC + SHAPE
READER = 128
LISTED = 32
TAGGER = 72
HEADS = ("anercorp", "aqmar", "wojood")
"""Each corpus has its own idea of what a name is, and its own tags at the end of the same network."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Hold sentences of word numbers, padded and along time first, with the lists that have their words."""

    words: Integers
    lengths: Integers
    listed: Floats


def batch(sentences: Sequence[Sequence[int]], listed: Sequence[Floats]) -> Batch:
    """Pad sentences to the longest one."""
    lengths = np.array([len(sentence) for sentence in sentences], np.int64)
    words = np.zeros((int(lengths.max()), len(sentences)), np.int64)
    features = np.zeros((*words.shape, FEATURES), np.float32)
    for place, (sentence, lists) in enumerate(zip(sentences, listed, strict=True)):
        words[: len(sentence), place] = sentence
        features[: len(sentence), place] = lists
    return Batch(words, lengths, features)


def lists_in(gazetteer: Gazetteer, forms: Forms, sentence: Sequence[int], *, names: bool = True) -> Floats:
    """Return, for each word, which lists have it."""
    features = np.zeros((len(sentence), FEATURES), np.float32)
    for place, form in enumerate(sentence):
        for title in gazetteer.lists_of(forms, form):
            features[place, 2 * len(CLASSES) + title] = 1
    for first, length, kind in gazetteer.names_in(forms, sentence) if names else ():
        features[first, 2 * kind] = 1
        features[first + 1 : first + length, 2 * kind + 1] = 1
    return features


def fresh(vectors: Floats, seed: int) -> Parameters:
    """Return parameters that have learnt nothing but the vectors of stems."""
    random = np.random.default_rng(seed)

    def spread(*shape: int, width: float) -> Floats:
        return (random.standard_normal(shape, dtype=np.float32) * np.float32(width)).astype(np.float32)

    parameters: Parameters = {
        "stems": np.concatenate([np.zeros((1, STEM), np.float32), vectors]),
        "groups": spread(BUCKETS, LETTERS, width=0.3),
        "clitics": spread(len(CLITICS), CLITIC, width=0.5),
        "shapes": spread(len(SHAPES), SHAPE, width=0.5),
        "lists.weight": spread(FEATURES, LISTED, width=0.3),
        "lists.bias": np.zeros(LISTED, np.float32),
    }
    for name, inside, size in (("reader", WORD, READER), ("tagger", WORD + LISTED + 2 * READER, TAGGER)):
        for direction in ("onward", "backward"):
            parameters[f"{name}.{direction}.over"] = spread(inside, 4 * size, width=(1 / inside) ** 0.5)
            parameters[f"{name}.{direction}.along"] = spread(size, 4 * size, width=(1 / size) ** 0.5)
            bias = np.zeros(4 * size, np.float32)
            bias[size : 2 * size] = 1
            parameters[f"{name}.{direction}.bias"] = bias
    tags = len(NAMES)
    for head, size in (*((name, tags) for name in HEADS), ("kinds", len(KINDS))):
        parameters[f"{head}.weight"] = spread(2 * TAGGER, size, width=(1 / (2 * TAGGER)) ** 0.5)
        parameters[f"{head}.bias"] = np.zeros(size, np.float32)
    for head in HEADS:
        parameters[f"{head}.moves"] = np.zeros((tags, tags), np.float32)
        parameters[f"{head}.first"] = np.zeros(tags, np.float32)
    return parameters


@dataclass(slots=True)
class Words:
    """Hold the vectors of the words of a batch, and how to take their gradient back to what they are made of."""

    parameters: Parameters
    forms: Forms
    used: Integers
    inverse: Integers
    flat: Integers
    counts: Integers

    @classmethod
    def of(cls, parameters: Parameters, forms: Forms, words: Integers) -> Words:
        """Look each different word up once."""
        used, inverse = np.unique(words, return_inverse=True)
        groups = [forms.groups[form] for form in used.tolist()]
        counts = np.array([len(group) for group in groups], np.int64)
        flat = np.array([row for group in groups for row in group], np.int64)
        return cls(parameters, forms, used, inverse.reshape(words.shape), flat, counts)

    def _rows(self, column: Sequence[int]) -> Integers:
        return np.array([column[form] for form in self.used.tolist()], np.int64)

    def vectors(self) -> Floats:
        """Return one vector for each different word."""
        starts = np.concatenate([[0], np.cumsum(self.counts)[:-1]])
        letters = np.add.reduceat(self.parameters["groups"][self.flat], starts, axis=0)
        letters /= self.counts[:, None].astype(np.float32)
        stems, clitics, shapes = self.forms.rows, self.forms.clitics, self.forms.shapes
        return np.concatenate(
            [
                self.parameters["stems"][self._rows(stems)],
                letters,
                self.parameters["clitics"][self._rows(clitics)],
                self.parameters["shapes"][self._rows(shapes)],
            ],
            axis=1,
        )

    def backward(self, gradient: Floats, rows: dict[str, tuple[Integers, Floats]]) -> None:
        """Take the gradient of the words of a batch back."""
        flat = self.inverse.reshape(-1)
        _, own = summed_rows(flat, gradient.reshape(len(flat), -1))
        stems = self._rows(self.forms.rows)
        rows["stems"] = summed_rows(stems, own[:, :STEM] * (stems > 0)[:, None])
        letters = own[:, STEM : STEM + LETTERS] / self.counts[:, None].astype(np.float32)
        rows["groups"] = summed_rows(self.flat, np.repeat(letters, self.counts, axis=0))
        for name, column, start, end in (
            ("clitics", self.forms.clitics, STEM + LETTERS, WORD - SHAPE),
            ("shapes", self.forms.shapes, WORD - SHAPE, WORD),
        ):
            rows[name] = summed_rows(self._rows(column), own[:, start:end])


class Pass:
    """Run the network over a batch, as training does: with words and values dropped by chance."""

    def __init__(
        self, parameters: Parameters, forms: Forms, given: Batch, random: np.random.Generator | None, dropped: float
    ) -> None:
        self.parameters, self.given, self.random, self.dropped = parameters, given, random, dropped
        self.words = Words.of(parameters, forms, given.words)
        vectors = self.words.vectors()[self.words.inverse]
        self.unknown = np.ones((*given.words.shape, 1), np.float32)
        if random is not None:
            self.unknown = (random.random((*given.words.shape, 1)) > 0.05).astype(np.float32)
            vectors[..., :STEM] *= self.unknown
        self.masks: dict[str, Floats] = {}
        self.read, self._read_back = both_ways(
            parameters, "reader", self._drop("read", vectors, dropped / 2), given.lengths
        )
        self.listed = np.maximum(given.listed @ parameters["lists.weight"] + parameters["lists.bias"], 0)
        inputs = np.concatenate(
            [self._drop("words", vectors, dropped), self.listed, self._drop("context", self.read, dropped)], axis=2
        )
        tagged, self._tag_back = both_ways(parameters, "tagger", inputs, given.lengths)
        self.outputs = self._drop("outputs", tagged, dropped)

    def _drop(self, name: str, values: Floats, share: float) -> Floats:
        if self.random is None or not share:
            return values
        kept = self.random.random(values.shape, dtype=np.float32) >= share
        self.masks[name] = kept.astype(np.float32) / np.float32(1 - share)
        return values * self.masks[name]

    def _undrop(self, name: str, gradient: Floats) -> Floats:
        return gradient * self.masks[name] if name in self.masks else gradient

    def backward(self, gradient: Floats, gradients: Parameters, rows: dict[str, tuple[Integers, Floats]]) -> None:
        """Take the gradient of the outputs back to all parameters."""
        inputs = self._tag_back(self._undrop("outputs", gradient), gradients)
        listed = inputs[..., WORD : WORD + LISTED] * (self.listed > 0)
        flat = listed.reshape(-1, LISTED)
        gradients["lists.weight"] = self.given.listed.reshape(len(flat), -1).T @ flat
        gradients["lists.bias"] = flat.sum(0)
        context = self._read_back(self._undrop("context", inputs[..., WORD + LISTED :]), gradients)
        words = self._undrop("words", inputs[..., :WORD]) + self._undrop("read", context)
        words[..., :STEM] *= self.unknown
        self.words.backward(words, rows)
