"""Fingerprints of texts: two that are near-identical, as agencies' texts and their reprints are, have most of theirs in common."""

from __future__ import annotations

import hashlib
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kg.arabic.folding import drop_marks, fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DIGITS = 8
"""Hexadecimal digits of each number of a fingerprint."""
_WORD = re.compile(r"\w+")
_WORDS = 4
_HASHES = 64
# Runs that are hashed at a time, so that a book needs no more memory than a page.
_BLOCK = 4096


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())


@lru_cache(maxsize=1 << 16)
def _number_of(word: str) -> int:
    return _digest(fold(word))


@cache
def _drawn(name: str, count: int) -> NDArray[np.uint64]:
    """Return odd numbers of 64 bits, always the same."""
    import numpy as np

    return np.array([_digest(f"{name} {number}") | 1 for number in range(count)], dtype=np.uint64)


def fingerprint(text: str) -> str:
    """Return 64 numbers of 8 hexadecimal digits, of which as many are equal in two texts as they have runs of words in common.

    MinHash over the runs of four words (Broder, 1997), each run hashed by 64 products whose high bits are kept (Dietzfelbinger et al., 1997).
    """
    import numpy as np  # who only compares fingerprints needs no numpy

    words = np.array([_number_of(word) for word in _WORD.findall(drop_marks(text))], dtype=np.uint64)
    words = np.pad(words, (0, max(0, _WORDS - len(words))))
    # Products and sums overflow, and are meant to: what is left is their remainder by 2**64.
    following = np.lib.stride_tricks.sliding_window_view(words, _WORDS)
    runs = (following * _drawn("place", _WORDS)).sum(axis=1, dtype=np.uint64) >> np.uint64(32)
    factors, shifts = _drawn("factor", _HASHES)[:, None], _drawn("shift", _HASHES)[:, None]
    least = np.full(_HASHES, np.iinfo(np.uint64).max)
    for start in range(0, len(runs), _BLOCK):
        least = np.minimum(least, (factors * runs[start : start + _BLOCK] + shifts).min(axis=1))
    return "".join(f"{number:08x}" for number in (least >> np.uint64(32)).tolist())


def likeness(one: str, other: str) -> float:
    """Return about which share of their runs of words two fingerprinted texts have in common."""
    if not one or len(one) != len(other):
        return 0.0
    pairs = zip(_numbers(one), _numbers(other), strict=True)
    return sum(left == right for left, right in pairs) / _HASHES


def _numbers(found: str) -> list[str]:
    return [found[start : start + DIGITS] for start in range(0, len(found), DIGITS)]
