"""Annotated corpora -> the tagger's parameters: all corpora through one network, each with its own tags at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kg.mentions.tagger import corpora
from kg.mentions.tagger.corpora import KINDS, NAMES, Tagged
from kg.mentions.tagger.forms import Forms
from kg.mentions.tagger.gazetteer import Gazetteer
from kg.mentions.tagger.layers import Adam, Floats, Integers, Parameters, chain_loss
from kg.mentions.tagger.network import Pass, batch, lists_in

_RATES = {"": 0.003, "reader": 0.001, "stems": 0.001, "groups": 0.001, "clitics": 0.001, "shapes": 0.001}
"""Learning rates; what has read plain text learns slower."""
_DROPPED = 0.4
_WITHOUT_NAMES = 0.25
"""Share of sentences that are read as if no list had their names: news names what no list has."""
_OTHERS = 0.5
"""What an error in another corpus, or in a finer class, weighs."""
_SENTENCES = 32
_SHUFFLED = 640
_LONGEST = 70
_AVERAGED = 0.4
"""Share of the steps, at the end, whose parameters are averaged."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """Hold a sentence to learn from."""

    head: str
    words: tuple[int, ...]
    listed: Floats
    unlisted: Floats
    """The lists of words without those of names."""
    tags: tuple[int, ...]
    kinds: tuple[int, ...]


def lessons(folder: Path, forms: Forms, gazetteer: Gazetteer) -> list[Lesson]:
    """Return what the corpora of a folder teach: all but their test parts."""
    parts: list[tuple[str, list[Tagged]]] = [
        ("anercorp", corpora.with_kinds(corpora.anercorp(folder, "train"), folder)),
        *(("aqmar", corpora.aqmar(folder, part)) for part in ("train", "dev")),
        *(("wojood", corpora.wojood(folder, part)) for part in ("train", "val")),
    ]
    return [lesson for head, sentences in parts for lesson in lessons_of(head, sentences, forms, gazetteer)]


def lessons_of(head: str, sentences: Sequence[Tagged], forms: Forms, gazetteer: Gazetteer) -> Iterator[Lesson]:
    """Cut sentences to a length that the network learns from."""
    for sentence in sentences:
        words = tuple(forms(word) for word in sentence.words)
        tags = tuple(NAMES.index(tag) for tag in sentence.tags)
        kinds = tuple(KINDS.index(kind) for kind in sentence.kinds)
        listed = lists_in(gazetteer, forms, words)
        unlisted = lists_in(gazetteer, forms, words, names=False)
        for start in range(0, len(words), _LONGEST):
            cut = slice(start, start + _LONGEST)
            yield Lesson(head, words[cut], listed[cut], unlisted[cut], tags[cut], kinds[cut])


def _batches(given: Sequence[Lesson], random: np.random.Generator) -> list[list[Lesson]]:
    """Group lessons of one corpus and of about one length, in an order of chance."""
    groups: list[list[Lesson]] = []
    for head in dict.fromkeys(lesson.head for lesson in given):
        own = [lesson for lesson in given if lesson.head == head]
        order = random.permutation(len(own))
        for start in range(0, len(own), _SHUFFLED):
            near = sorted(
                (own[place] for place in order[start : start + _SHUFFLED]), key=lambda lesson: len(lesson.words)
            )
            groups += [near[place : place + _SENTENCES] for place in range(0, len(near), _SENTENCES)]
    return [groups[place] for place in random.permutation(len(groups))]


def fit(
    parameters: Parameters, forms: Forms, given: Sequence[Lesson], rounds: int, seed: int,
    after: Callable[[int, float, Parameters], None] = lambda *_: None,
) -> Parameters:  # fmt: skip
    """Teach the network the tags of the lessons; return the mean of its parameters over the last steps."""
    random = np.random.default_rng(seed)
    adam = Adam(_RATES)
    total = rounds * len(_batches(given, np.random.default_rng(seed)))
    mean: Parameters = {}
    averaged = step = 0
    for number in range(rounds):
        error = 0.0
        for group in _batches(given, random):
            warm, left = min(1.0, (step + 1) / 100), 1 - step / total
            error += _step(parameters, forms, group, adam, random, warm * max(0.05, left))
            step += 1
            if step > total * (1 - _AVERAGED) and step % 10 == 0:
                averaged += 1
                for name, value in parameters.items():
                    mean[name] = (
                        value.copy() if averaged == 1 else mean[name] + (value - mean[name]) / np.float32(averaged)
                    )
        after(number, error, mean or parameters)
    return mean or parameters


def _step(
    parameters: Parameters, forms: Forms, group: Sequence[Lesson], adam: Adam, random: np.random.Generator, scale: float
) -> float:
    hidden = random.random(len(group)) < _WITHOUT_NAMES
    listed = [lesson.unlisted if hide else lesson.listed for lesson, hide in zip(group, hidden, strict=True)]
    given = batch([lesson.words for lesson in group], listed)
    run = Pass(parameters, forms, given, random, _DROPPED)
    gradients: Parameters = {}
    head = group[0].head
    weight = 1.0 if head == "anercorp" else _OTHERS
    loss, back = _tag_loss(
        parameters, head, run.outputs, given.lengths, _padded([x.tags for x in group]), gradients, weight
    )
    if head == "anercorp":
        kinds = _padded([x.kinds or (-1,) * len(x.words) for x in group], -1)
        back += _kind_loss(parameters, run.outputs, kinds, gradients)
    for name in gradients:
        gradients[name] /= len(group)
    rows: dict[str, tuple[Integers, Floats]] = {}
    run.backward(back / np.float32(len(group)), gradients, rows)
    adam.step(parameters, gradients, rows, scale, 5.0)
    return loss


def _padded(rows: Sequence[Sequence[int]], value: int = 0) -> Integers:
    padded = np.full((max(map(len, rows)), len(rows)), value, np.int64)
    for place, row in enumerate(rows):
        padded[: len(row), place] = row
    return padded


def _tag_loss(
    parameters: Parameters,
    head: str,
    outputs: Floats,
    lengths: Integers,
    gold: Integers,
    gradients: Parameters,
    weight: float,
) -> tuple[float, Floats]:
    scores = outputs @ parameters[f"{head}.weight"] + parameters[f"{head}.bias"]
    moves, first = parameters[f"{head}.moves"], parameters[f"{head}.first"]
    loss, by_score, by_move, by_first = chain_loss(scores, moves, first, lengths, gold)
    by_score *= np.float32(weight)
    flat = by_score.reshape(-1, by_score.shape[2])
    gradients[f"{head}.weight"] = outputs.reshape(len(flat), -1).T @ flat
    gradients[f"{head}.bias"] = flat.sum(0)
    gradients[f"{head}.moves"] = by_move * np.float32(weight)
    gradients[f"{head}.first"] = by_first * np.float32(weight)
    return loss, flat.reshape(by_score.shape) @ parameters[f"{head}.weight"].T


def _kind_loss(parameters: Parameters, outputs: Floats, gold: Integers, gradients: Parameters) -> Floats:
    scores = outputs @ parameters["kinds.weight"] + parameters["kinds.bias"]
    scores -= scores.max(2, keepdims=True)
    chances = np.exp(scores)
    chances /= chances.sum(2, keepdims=True)
    chosen = np.eye(len(KINDS), dtype=np.float32)[gold.clip(0)]
    by_score = (chances - chosen) * (gold >= 0)[..., None] * np.float32(_OTHERS)
    flat = by_score.reshape(-1, len(KINDS))
    gradients["kinds.weight"] = outputs.reshape(len(flat), -1).T @ flat
    gradients["kinds.bias"] = flat.sum(0)
    back: Floats = by_score @ parameters["kinds.weight"].T
    return back
