"""Fingerprints of texts: two that are near-identical, as agencies' texts and their reprints are, have most of theirs in common."""

from __future__ import annotations

import hashlib
import re
from functools import cache
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
_PRIME, _LOW = (1 << 61) - 1, (1 << 32) - 1
# Runs that are hashed at a time, so that a book needs no more memory than a page.
_BLOCK = 4096


def _digest(text: str, size: int) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=size).digest())


@cache
def _factors_and_shifts() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    import numpy as np

    # Products of a run's 32 bits with 28 bits, and 60 bits beside them, fit into 64.
    factors = [[_digest(f"factor {number}", 4) >> 4 | 1] for number in range(_HASHES)]
    shifts = [[_digest(f"shift {number}", 8) >> 4] for number in range(_HASHES)]
    return np.array(factors, dtype=np.uint64), np.array(shifts, dtype=np.uint64)


def fingerprint(text: str) -> str:
    """Return 64 numbers of 8 hexadecimal digits, of which as many are equal in two texts as they have runs of words in common.

    MinHash over the runs of four words (Broder, 1997).
    """
    import numpy as np  # who only compares fingerprints needs no numpy

    factors, shifts = _factors_and_shifts()
    prime, low = np.uint64(_PRIME), np.uint64(_LOW)
    words = [fold(word) for word in _WORD.findall(drop_marks(text))]
    runs = (" ".join(words[start : start + _WORDS]) for start in range(max(1, len(words) - _WORDS + 1)))
    hashed = np.array(sorted({_digest(run, 4) for run in runs}), dtype=np.uint64)
    least = np.full(_HASHES, prime)
    for start in range(0, len(hashed), _BLOCK):
        least = np.minimum(least, ((factors * hashed[start : start + _BLOCK] + shifts) % prime).min(axis=1))
    return "".join(f"{number:08x}" for number in (least & low).tolist())


def likeness(one: str, other: str) -> float:
    """Return about which share of their runs of words two fingerprinted texts have in common."""
    if not one or len(one) != len(other):
        return 0.0
    pairs = zip(_numbers(one), _numbers(other), strict=True)
    return sum(left == right for left, right in pairs) / _HASHES


def _numbers(found: str) -> list[str]:
    return [found[start : start + DIGITS] for start in range(0, len(found), DIGITS)]
