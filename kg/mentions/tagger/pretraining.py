"""Plain text -> forms, vectors, and a reader that has learnt to guess the next word and the one before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from kg.mentions.tagger.forms import Forms, normal, vocabulary, words_of
from kg.mentions.tagger.layers import Adam, Floats, Integers, Parameters, both_ways, summed_rows
from kg.mentions.tagger.network import READER, STEM, Words

_STEMS = 50_000
_FEWEST = 4
"""Times that a stem must be read before it gets a vector."""
_LONGEST = 50
_SHORTEST = 8
_WRONG = 1200
"""Words by chance that the right next word is told from."""
_TOKENS = 3000
"""Words of a batch."""
_SHUFFLED = 4000
_RATE = 0.003


def read_text(paragraphs: Iterable[str]) -> tuple[Forms, list[Integers]]:
    """Return the forms of a text and its sentences as numbers of forms."""
    normals: dict[str, str] = {}
    sentences: list[list[str]] = []
    for paragraph in paragraphs:
        words = [normals.setdefault(word, normal(word) or word) for word in words_of(paragraph)]
        if len(words) > 3:
            sentences += _sentences(words)
    times = Counter(word for sentence in sentences for word in sentence)
    forms = Forms.of(vocabulary(times, _STEMS, _FEWEST))
    return forms, [np.array([forms(word) for word in sentence], np.int64) for sentence in sentences]


def _sentences(words: Sequence[str]) -> Iterator[list[str]]:
    sentence: list[str] = []
    for word in words:
        sentence.append(word)
        if (word == "." and len(sentence) > _SHORTEST) or len(sentence) >= _LONGEST:
            yield sentence
            sentence = []
    if len(sentence) > 3:
        yield sentence


def batches(sentences: Sequence[Integers], random: np.random.Generator) -> Iterator[list[Integers]]:
    """Group sentences of one length, in an order of chance."""
    order = random.permutation(len(sentences))
    for start in range(0, len(order), _SHUFFLED):
        near = sorted((sentences[place] for place in order[start : start + _SHUFFLED]), key=len)
        groups: list[list[Integers]] = [[]]
        for sentence in near:
            if groups[-1] and (len(groups[-1]) + 1) * len(sentence) > _TOKENS:
                groups.append([])
            groups[-1].append(sentence)
        for place in random.permutation(len(groups)):
            yield groups[place]


class Guesser:
    """Guess the stem after each word from what stands before it, and the one before from what stands after."""

    def __init__(self, parameters: Parameters, forms: Forms, sentences: Sequence[Integers], seed: int) -> None:
        self.parameters, self.forms = parameters, forms
        self.random = np.random.default_rng(seed)
        self.rows = np.array(forms.rows, np.int64)
        times = np.zeros(len(parameters["stems"]))
        for sentence in sentences:
            np.add.at(times, self.rows[sentence], 1)
        times[0] = 0
        chance = times**0.75 / (times**0.75).sum()
        self.cumulative = np.cumsum(chance)
        self.rarity = np.log(chance + 1e-9).astype(np.float32)
        self.guess: Parameters = {
            "outputs": parameters["stems"].copy(),
            "outputs.bias": np.zeros(len(times), np.float32),
        }
        for side in ("onward", "backward"):
            self.guess[f"guess.{side}"] = (self.random.standard_normal((READER, STEM)) / READER**0.5).astype(np.float32)

    def step(self, sentences: Sequence[Integers], adam: Adam, scale: float) -> float:
        """Learn from one batch; return how wrong the guesses were."""
        lengths = np.array([len(sentence) for sentence in sentences], np.int64)
        words = np.zeros((int(lengths.max()), len(sentences)), np.int64)
        inside = np.arange(len(words))[:, None] < lengths
        for place, sentence in enumerate(sentences):
            words[: len(sentence), place] = sentence
        looked = Words.of(self.parameters, self.forms, words)
        vectors = looked.vectors()[looked.inverse]
        kept = (self.random.random(vectors.shape, dtype=np.float32) >= 0.1).astype(np.float32) / np.float32(0.9)
        outputs, back = both_ways(self.parameters, "reader", vectors * kept, lengths)
        right = np.where(inside, self.rows[words], 0)
        wrong = np.searchsorted(self.cumulative, self.random.random(_WRONG)).clip(1, len(self.cumulative) - 1)
        gradient = np.zeros_like(outputs)
        gradients: Parameters = {}
        rows: dict[str, tuple[Integers, Floats]] = {}
        touched: list[tuple[Integers, Floats, Floats]] = []
        loss = self._side(
            "onward", outputs[:-1, :, :READER], right[1:], wrong, gradient[:-1, :, :READER], gradients, touched
        )
        loss += self._side(
            "backward", outputs[1:, :, READER:], right[:-1], wrong, gradient[1:, :, READER:], gradients, touched
        )
        looked.backward(back(gradient, gradients) * kept, rows)
        places = np.concatenate([place for place, _, _ in touched])
        rows["outputs"] = summed_rows(places, np.concatenate([vector for _, vector, _ in touched]))
        rows["outputs.bias"] = summed_rows(places, np.concatenate([bias for _, _, bias in touched]))
        adam.step(self.parameters | self.guess, gradients, rows, scale, 1.0)
        return loss / 2

    def _side(
        self, side: str, hidden: Floats, right: Integers, wrong: Integers, gradient: Floats, gradients: Parameters,
        touched: list[tuple[Integers, Floats, Floats]],
    ) -> float:  # fmt: skip
        known = right > 0
        goal, state = right[known], hidden[known]
        if not len(goal):
            gradients[f"guess.{side}"] = np.zeros_like(self.guess[f"guess.{side}"])
            return 0.0
        weight, outputs, bias = self.guess[f"guess.{side}"], self.guess["outputs"], self.guess["outputs.bias"]
        guess = state @ weight
        hit = (guess * outputs[goal]).sum(1) + bias[goal] - self.rarity[goal]
        misses = guess @ outputs[wrong].T + (bias[wrong] - self.rarity[wrong])
        misses[goal[:, None] == wrong] = -1e4
        top = np.maximum(hit, misses.max(1))
        np.exp(misses - top[:, None], out=misses)
        total = np.exp(hit - top) + misses.sum(1)
        loss = float((np.log(total) + top - hit).mean())
        misses /= (total * len(goal))[:, None]
        own = (np.exp(hit - top) / total - 1) / len(goal)
        by_guess = own[:, None] * outputs[goal] + misses @ outputs[wrong]
        touched.append((goal, own[:, None] * guess, own))
        touched.append((wrong, misses.T @ guess, misses.sum(0)))
        gradients[f"guess.{side}"] = state.T @ by_guess
        gradient[known] = by_guess @ weight.T
        return loss


def pretrain(
    parameters: Parameters, forms: Forms, sentences: Sequence[Integers], rounds: int, seed: int
) -> Iterator[tuple[int, int, float]]:
    """Teach the reader to guess words of plain text; yield how many words are read, of how many, and the mean error."""
    guesser = Guesser(parameters, forms, sentences, seed)
    adam = Adam({"": _RATE, "stems": _RATE / 3, "outputs": _RATE / 3})
    total = rounds * sum(map(len, sentences))
    done, error = 0, 0.0
    for _ in range(rounds):
        for number, group in enumerate(batches(sentences, guesser.random)):
            loss = guesser.step(group, adam, max(0.02, 1 - done / total))
            done += sum(map(len, group))
            error = loss if not error else 0.99 * error + 0.01 * loss
            if number % 100 == 0:
                yield done, total, error
    yield done, total, error
