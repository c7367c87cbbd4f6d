"""Sentences of words -> tags and how sure they are: the network's way forwards, with all that a word is by itself kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from threadpoolctl import ThreadpoolController

from kg.mentions.tagger.corpora import KINDS, NAMES
from kg.mentions.tagger.forms import Forms, normal
from kg.mentions.tagger.gazetteer import CLASSES
from kg.mentions.tagger.layers import Floats, Integers, Parameters
from kg.mentions.tagger.model import Model
from kg.mentions.tagger.network import LISTED, READER, TAGGER, WORD, Words

_HEAD = "anercorp"
_KEPT = 10_000
"""Words whose vectors are kept; then they are made anew."""
_ROOM = _KEPT + 2_000
"""Words that there is room for: the article that makes them too many may bring some more."""
_LONGEST = 100
"""Words of a sentence that are read at once."""
_MOST_AT_ONCE = 20_000
"""Words that are read at once."""
_DIRECTIONS = ("onward", "backward")
_FREQUENT = 300
"""Stems so frequent that one place says nothing about another."""
_WEIGHT_ELSEWHERE = 0.5
_DOUBT = 0.1
_CLASSES = list(dict.fromkeys(name[2:] for name in NAMES))
_CLASS_OF_TAG = np.array([[float(name[2:] == kind) for kind in _CLASSES] for name in NAMES], np.float32)


@dataclass(frozen=True, slots=True)
class Name:
    """Hold a name of a sentence: its words from `first` up to `end`."""

    first: int
    end: int
    kind: str
    """PER, LOC, ORG or MISC."""
    score: float
    """Probability of its least sure word."""
    kinds: dict[str, float]
    """Finer class -> its probability, the mean over the words."""


class Reading:
    """Read sentences with a model."""

    def __init__(self, model: Model) -> None:
        self.model = model
        # Matrices so small are multiplied faster by one thread than by several that wait for one another.
        self._threads = ThreadpoolController()
        self._reader = _Pair.of(model.parameters, "reader", WORD, READER)
        self._tagger = _Pair.of(model.parameters, "tagger", WORD, TAGGER)
        self._read = np.zeros((2, _ROOM, 4 * READER), np.float32)
        self._tagged = np.zeros((2, _ROOM, 4 * TAGGER), np.float32)
        self._listed = np.zeros((_ROOM, LISTED), np.float32)
        self._forget()

    def _forget(self) -> None:
        self._forms = Forms(self.model.forms.numbers)
        self._learnt = 0

    def __call__(self, articles: Sequence[Sequence[Sequence[str]]]) -> list[list[list[Name]]]:
        """Return the names of each sentence of each article; an article has the same names whichever are read beside it."""
        with self._threads.limit(limits=1, user_api="blas"):
            return self._found(articles)

    def _found(self, articles: Sequence[Sequence[Sequence[str]]]) -> list[list[list[Name]]]:
        if len(self._forms) > _KEPT:
            self._forget()
        pieces = [
            _Piece(article, place, start, [self._forms(word) for word in sentence[start : start + _LONGEST]])
            for article, sentences in enumerate(articles)
            for place, sentence in enumerate(sentences)
            for start in range(0, len(sentence), _LONGEST)
        ]
        pieces.sort(key=lambda piece: -len(piece.words))
        found: list[list[list[Name]]] = [[[] for _ in sentences] for sentences in articles]
        if pieces:
            self._learn()
            for piece, names in zip(pieces, self._names(pieces), strict=True):
                found[piece.article][piece.place] += [
                    Name(n.first + piece.start, n.end + piece.start, n.kind, n.score, n.kinds) for n in names
                ]
        return [[sorted(names, key=lambda name: name.first) for names in sentences] for sentences in found]

    def clitics(self, word: str) -> int | None:
        """Return how many letters before a written word are clitics; None where its stem is not in the vocabulary."""
        forms = self.model.forms
        letters, stem = forms.stem(normal(word))
        return len(letters) if stem in forms.numbers else None

    def _learn(self) -> None:
        """Work out what the words that came by for the first time are by themselves."""
        start, end = self._learnt, len(self._forms)
        if start == end:
            return
        if end > len(self._listed):
            more = end - len(self._listed)
            self._read = np.pad(self._read, ((0, 0), (0, more), (0, 0)))
            self._tagged = np.pad(self._tagged, ((0, 0), (0, more), (0, 0)))
            self._listed = np.pad(self._listed, ((0, more), (0, 0)))
        parameters = self.model.parameters
        vectors = Words.of(parameters, self._forms, np.arange(start, end)).vectors()
        self._read[:, start:end] = product(vectors, self._reader.over) + self._reader.bias
        self._tagged[:, start:end] = product(vectors, self._tagger.over) + self._tagger.bias
        self._listed[start:end] = parameters["lists.bias"]
        for form in range(start, end):
            for title in self.model.gazetteer.lists_of(self._forms, form):
                self._listed[form] += parameters["lists.weight"][2 * len(CLASSES) + title]
        self._learnt = end

    def _names(self, pieces: Sequence[_Piece]) -> Iterator[list[Name]]:
        parameters = self.model.parameters
        moves, first = parameters[f"{_HEAD}.moves"], parameters[f"{_HEAD}.first"]
        read = [self._scored(batch) for batch in _batches(pieces)]
        sure = [_marginals(batch.scores, moves, first, batch.packed) for batch in read]
        articles, forms = (np.concatenate(rows) for rows in zip(*((b.articles, b.forms) for b in read), strict=True))
        further = self._elsewhere(articles, forms, np.concatenate(sure))
        start = 0
        for batch in read:
            scores = batch.scores + further[start : start + batch.packed.size]
            start += batch.packed.size
            tags = best_tags(scores, moves, first, batch.packed)
            probable = _marginals(scores, moves, first, batch.packed)
            for place, length in enumerate(batch.lengths):
                own = batch.packed.starts[:length] + place
                yield list(_spans(tags[own].tolist(), probable[own], batch.kinds[own]))

    def _scored(self, pieces: Sequence[_Piece]) -> _Batch:
        """Return what the network makes of some sentences by themselves."""
        numbers = [piece.words for piece in pieces]
        lengths = [len(words) for words in numbers]
        packed = Packed.of(lengths)
        forms = packed.flat(numbers)
        articles = packed.flat([[piece.article] * len(piece.words) for piece in pieces])
        outputs = self._outputs(packed, forms, numbers)
        parameters = self.model.parameters
        scores = product(outputs, parameters[f"{_HEAD}.weight"]) + parameters[f"{_HEAD}.bias"]
        kinds = np.exp(product(outputs, parameters["kinds.weight"]) + parameters["kinds.bias"])
        kinds /= kinds.sum(1, keepdims=True)
        return _Batch(lengths, packed, articles, forms, scores, kinds)

    def _elsewhere(self, articles: Integers, forms: Integers, sure: Floats) -> Floats:
        """Return what to add to the scores of a word that stands in its article more than once: بوش of جورج بوش.

        A class counts alike whether the word begins a name or goes on with one.
        """
        rows = np.array(self._forms.rows, np.int64)[forms]
        stems: dict[tuple[int, str], int] = {}
        own = (
            (article, self._forms.stems[form]) for article, form in zip(articles.tolist(), forms.tolist(), strict=True)
        )
        which = np.array([stems.setdefault(stem, len(stems)) for stem in own], np.int64)
        classes = product(sure, _CLASS_OF_TAG)
        sums = np.zeros((len(stems), classes.shape[1]), np.float32)
        np.add.at(sums, which, classes)
        times = np.bincount(which, minlength=len(stems))[which][:, None]
        others = (sums[which] - classes) / np.maximum(times - 1, 1)
        rare = (times[:, 0] > 1) & ((rows == 0) | (rows > _FREQUENT))
        more = _WEIGHT_ELSEWHERE * np.log(others + _DOUBT) * rare[:, None]
        added: Floats = product(more, _CLASS_OF_TAG.T).astype(np.float32)
        return added

    def _outputs(self, packed: Packed, forms: Integers, numbers: Sequence[Sequence[int]]) -> Floats:
        turned = forms[packed.turn]
        listed = self._listed[forms]
        weights = self.model.parameters["lists.weight"]
        for place, words in enumerate(numbers):
            for first, length, kind in self.model.gazetteer.names_in(self._forms, words):
                listed[packed.starts[first] + place] += weights[2 * kind]
                listed[packed.starts[first + 1 : first + length] + place] += weights[2 * kind + 1]
        np.maximum(listed, 0, out=listed)
        context = self._reader.run(np.stack([self._read[0][forms], self._read[1][turned]]), packed)
        around = np.concatenate([listed, context], axis=1)
        gates = product(np.stack([around, around[packed.turn]]), self._tagger.further)
        gates[0] += self._tagged[0][forms]
        gates[1] += self._tagged[1][turned]
        return self._tagger.run(gates, packed)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Hold the numbers of the words of a sentence, or of a part of a long one, and where it stands."""

    article: int
    place: int
    """Of the sentence in its article."""
    start: int
    """Of its first word in the sentence."""
    words: Sequence[int]


@dataclass(frozen=True, slots=True)
class Packed:
    """Say where the words of sentences of falling length stand: all first words, all second words, and so on."""

    counts: list[int]
    """Sentences that have a word at each step."""
    starts: Integers
    """Where the words of each step start."""
    turn: Integers
    """For each place, the place of the word that stands there when each sentence is read from its end."""
    size: int

    @classmethod
    def of(cls, lengths: Sequence[int]) -> Packed:
        """Return where the words of sentences stand; the longest sentence comes first."""
        long = np.array(lengths, np.int64)
        counts = (long > np.arange(lengths[0])[:, None]).sum(1)
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        turn = [starts[long[:count] - 1 - step] + np.arange(count) for step, count in enumerate(counts.tolist())]
        return cls(counts.tolist(), starts, np.concatenate(turn), int(long.sum()))

    def flat(self, numbers: Sequence[Sequence[int]]) -> Integers:
        """Return what each word has, in the order of the words."""
        found = np.empty(self.size, np.int64)
        for place, words in enumerate(numbers):
            found[self.starts[: len(words)] + place] = words
        return found

    def steps(self) -> Iterator[tuple[int, slice]]:
        """Return, for each step, how many sentences have a word there, and where these words stand."""
        for count, start in zip(self.counts, self.starts.tolist(), strict=True):
            yield count, slice(start, start + count)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Hold sentences that are read at once, and what the network makes of their words."""

    lengths: Sequence[int]
    packed: Packed
    articles: Integers
    """Of each word, the number of its article."""
    forms: Integers
    scores: Floats
    kinds: Floats


def _batches(pieces: Sequence[_Piece]) -> Iterator[Sequence[_Piece]]:
    """Cut the sentences of a long article into batches, so that the room that the network takes doesn't grow with it."""
    batch: list[_Piece] = []
    words = 0
    for piece in pieces:
        if batch and words + len(piece.words) > _MOST_AT_ONCE:
            yield batch
            batch, words = [], 0
        batch.append(piece)
        words += len(piece.words)
    if batch:
        yield batch


@dataclass(frozen=True, slots=True)
class _Pair:
    """Hold two LSTMs, one a direction, that run side by side."""

    size: int
    over: Floats
    """Weights of a word's own vector, for each direction."""
    further: Floats
    """Weights of what is read around it."""
    bias: Floats
    along: Floats

    @classmethod
    def of(cls, parameters: Parameters, name: str, own: int, size: int) -> _Pair:
        over = np.stack([_halved(parameters[f"{name}.{d}.over"], size) for d in _DIRECTIONS])
        bias = np.stack([_halved(parameters[f"{name}.{d}.bias"], size) for d in _DIRECTIONS])
        along = np.stack([_halved(parameters[f"{name}.{d}.along"], size) for d in _DIRECTIONS])
        return cls(size, over[:, :own], over[:, own:], bias[:, None], along)

    def run(self, gates: Floats, packed: Packed) -> Floats:
        """Return the outputs of both directions; `gates` has them apart, the second one turned."""
        size = self.size
        outputs = np.empty((2, packed.size, size), np.float32)
        hidden = np.zeros((2, packed.counts[0], size), np.float32)
        cell = np.zeros((2, packed.counts[0], size), np.float32)
        for count, here in packed.steps():
            gate = product(hidden[:, :count], self.along)
            gate += gates[:, here]
            np.tanh(gate, out=gate)
            logistic = gate[..., : 3 * size]
            logistic *= 0.5
            logistic += 0.5
            cell = gate[..., size : 2 * size] * cell[:, :count]
            cell += gate[..., :size] * gate[..., 3 * size :]
            hidden = np.tanh(cell)
            hidden *= gate[..., 2 * size : 3 * size]
            outputs[:, here] = hidden
        both = np.empty((packed.size, 2 * size), np.float32)
        both[:, :size] = outputs[0]
        both[packed.turn, size:] = outputs[1]
        return both


def product(rows: Floats, weights: Floats) -> Floats:
    """Multiply rows so that what comes of one of them doesn't depend on how many there are.

    One row alone is multiplied by another routine, which adds up in another order: it is given a fellow.
    """
    if rows.shape[-2] > 1:
        return rows @ weights
    alone: Floats = (np.repeat(rows, 2, axis=-2) @ weights)[..., :1, :]
    return alone


def _halved(weights: Floats, size: int) -> Floats:
    """Halve what the three logistic gates get: a logistic is a tanh of the half."""
    halved = weights.copy()
    halved[..., : 3 * size] *= 0.5
    return halved


def best_tags(scores: Floats, moves: Floats, first: Floats, packed: Packed) -> Integers:
    """Return the likeliest tag of each word, in the order of the packed words."""
    came = np.zeros(scores.shape, np.int64)
    value = scores[: packed.counts[0]] + first
    steps = list(packed.steps())
    for count, here in steps[1:]:
        ways = value[:count, :, None] + moves
        came[here] = ways.argmax(1)
        value[:count] = np.maximum.reduce(ways, 1) + scores[here]
    found = np.empty(len(scores), np.int64)
    tag = value.argmax(1)
    for count, here in reversed(steps):
        found[here] = tag[:count]
        tag[:count] = came[here][np.arange(count), tag[:count]]
    return found


def _marginals(scores: Floats, moves: Floats, first: Floats, packed: Packed) -> Floats:
    """Return the probability of each tag at each word: what leads up to it from both ends, all sums scaled to one."""
    local = np.exp(scores - scores.max(1, keepdims=True))
    both, onto = np.stack([local, local[packed.turn]]), np.exp(np.stack([moves, moves.T]))
    led = np.empty_like(both)
    now = np.ones((2, packed.counts[0], scores.shape[1]), np.float32)
    now[0] = np.exp(first - first.max())
    for count, here in packed.steps():
        led[:, here] = now[:, :count]
        now = product(now[:, :count] * both[:, here], onto)
        now /= np.add.reduce(now, 2, keepdims=True)
    marginals: Floats = local * led[0]
    marginals[packed.turn] *= led[1]
    marginals /= marginals.sum(1, keepdims=True)
    return marginals


def _spans(tags: Sequence[int], sure: Floats, kinds: Floats) -> Iterator[Name]:
    start = 0
    while start < len(tags):
        tag = NAMES[tags[start]]
        end = start + 1
        if tag == "O":
            start = end
            continue
        while end < len(tags) and NAMES[tags[end]] == f"I-{tag[2:]}":
            end += 1
        score = min(float(sure[place, tags[place]]) for place in range(start, end))
        finer = kinds[start:end].mean(0).tolist()
        yield Name(start, end, tag[2:], score, dict(zip(KINDS, finer, strict=True)))
        start = end
