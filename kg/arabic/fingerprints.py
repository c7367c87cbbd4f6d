"""Fingerprints of texts: two that are near-identical, as agencies' texts and their reprints are, have most of theirs in common."""

from __future__ import annotations

import hashlib
import re

import numpy as np

from kg.arabic.folding import drop_marks, fold

DIGITS = 8
"""Hexadecimal digits of each number of a fingerprint."""
_WORD = re.compile(r"\w+")
_WORDS = 4
_HASHES = 64
_PRIME, _LOW = np.uint64((1 << 61) - 1), np.uint64((1 << 32) - 1)
# Runs that are hashed at a time, so that a book needs no more memory than a page.
_BLOCK = 4096


def _digest(text: str, size: int) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=size).digest())


# Products of a run's 32 bits with 28 bits, and 60 bits beside them, fit into 64.
_FACTORS = np.array([[_digest(f"factor {number}", 4) >> 4 | 1] for number in range(_HASHES)], dtype=np.uint64)
_SHIFTS = np.array([[_digest(f"shift {number}", 8) >> 4] for number in range(_HASHES)], dtype=np.uint64)


def fingerprint(text: str) -> str:
    """Return 64 numbers of 8 hexadecimal digits, of which as many are equal in two texts as they have runs of words in common.

    MinHash over the runs of four words (Broder, 1997).
    """
    words = [fold(word) for word in _WORD.findall(drop_marks(text))]
    runs = (" ".join(words[start : start + _WORDS]) for start in range(max(1, len(words) - _WORDS + 1)))
    hashed = np.array(sorted({_digest(run, 4) for run in runs}), dtype=np.uint64)
    least = np.full(_HASHES, _PRIME)
    for start in range(0, len(hashed), _BLOCK):
        least = np.minimum(least, ((_FACTORS * hashed[start : start + _BLOCK] + _SHIFTS) % _PRIME).min(axis=1))
    return "".join(f"{number:08x}" for number in (least & _LOW).tolist())


def likeness(one: str, other: str) -> float:
    """Return about which share of their runs of words two fingerprinted texts have in common."""
    if not one or len(one) != len(other):
        return 0.0
    pairs = zip(_numbers(one), _numbers(other), strict=True)
    return sum(left == right for left, right in pairs) / _HASHES


def _numbers(found: str) -> list[str]:
    return [found[start : start + DIGITS] for start in range(0, len(found), DIGITS)]
