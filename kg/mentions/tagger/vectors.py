"""Unlabelled text -> a vector for each word: which words stand before it and after it, weighed and compressed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_CONTEXTS = 4000
"""Frequent words that are counted as neighbours, before a word and after it apart."""
_WINDOW = 4
_SMOOTHING = 0.75
_ROWS = 4000
_CHUNK = 2_000_000


def word_vectors(sentences: Sequence[NDArray[np.int32]], words: int, size: int, seed: int) -> Floats:
    """Return one vector a word, whose number is its rank by frequency from 1; 0 stands for a word outside the vocabulary."""
    associations = _associations(sentences, words)
    random = np.random.default_rng(seed)
    basis = associations @ random.standard_normal((associations.shape[1], size + 10), dtype=np.float32)
    for _ in range(4):
        basis, _ = np.linalg.qr(basis)
        basis = associations @ (associations.T @ basis)
    basis, _ = np.linalg.qr(basis)
    left, values, _ = np.linalg.svd(basis.T @ associations, full_matrices=False)
    found = (basis @ left[:, :size]) * np.sqrt(values[:size])
    vectors = np.zeros((words, size), np.float32)
    vectors[:, : found.shape[1]] = found
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    scaled: Floats = (vectors / vectors.std() * np.float32(0.3)).astype(np.float32)
    return scaled


def _associations(sentences: Sequence[NDArray[np.int32]], words: int) -> Floats:
    """Return the positive pointwise mutual information of each word with each neighbour before it and after it."""
    contexts = min(_CONTEXTS, words)
    text = np.concatenate([piece for sentence in sentences for piece in (sentence, np.zeros(_WINDOW, np.int32))])
    counts = np.zeros((words + 1, 2 * contexts), np.float32)
    flat = counts.reshape(-1)
    for start in range(0, len(text), _CHUNK):
        here = text[start : start + _CHUNK + _WINDOW]
        for distance in range(1, _WINDOW + 1):
            left, right = here[:-distance], here[distance:]
            _add(flat, left, right, contexts, contexts, 1 / distance)
            _add(flat, right, left, contexts, 0, 1 / distance)
    counts[0] = 0
    of_word = counts.sum(1, keepdims=True)
    of_context = counts.sum(0, keepdims=True) ** _SMOOTHING
    of_context /= of_context.sum()
    for start in range(0, len(counts), _ROWS):
        rows = counts[start : start + _ROWS]
        expected = np.maximum(of_word[start : start + _ROWS] * of_context, 1e-9)
        counts[start : start + _ROWS] = np.log(np.maximum(rows / expected, 1))
    return counts[1:]


def _add(
    flat: Floats, word: NDArray[np.int32], context: NDArray[np.int32], contexts: int, offset: int, weight: float
) -> None:
    counted = (word > 0) & (context > 0) & (context <= contexts)
    places = word[counted].astype(np.int64) * (2 * contexts) + (context[counted] - 1 + offset)
    places, times = np.unique(places, return_counts=True)
    flat[places] += (times * weight).astype(np.float32)
