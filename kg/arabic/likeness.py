"""Two words -> how likely they are spellings of one name: the same letters, the same sounds, a slip of the pen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from kg.arabic.sounds import in_latin, respelled, skeletons, sound_of

SPELT, SOUNDED, DOUBTED = 0.95, 0.9, 0.5
"""Likeness of two spellings, of what sounds alike, and of what has other vowels: سلمان and Suleiman."""
_OTHER_VOWEL = 0.85
SLIP, _SLIP_LETTERS = 0.8, 7
_FOREIGN = 5
"""Consonants from which a long vowel more or less is a spelling: مايكروسوفت and ميكروسوفت, but not سلمان and سليمان."""
_LOOSER = {4: 0.8, 3: 0.6}
"""Likeness of foreign words of so few consonants of which one has a long vowel more: ترامب and ترمب."""
# Letters that newspapers choose between for sounds that Arabic has not; between others a word changes: قلب and كلب.
_CHOSEN = ("جغك", "غق", "تط", "سز", "ثتس", "دذز", "فڤ")
_VOICED = {"د": "t", "ض": "t", "ت": "d", "ط": "d"}
_FEW_SOUNDS = 3
_LETTERS_OF_INITIALS = 4
_VOWEL = re.compile("[aeiouy]")
_BREATH = re.compile("ح|ه(?!$)")
_HUSH = re.compile("sh|ch|x|ti|ssi|š|ş|j")
_SH = re.compile("sh")
_DIGRAPHS = re.compile("[sckgpt]h")
_VOWELS = {"ا": "a", "و": "u", "ي": "i", "a": "a", "e": "e", "i": "i", "y": "i", "o": "u", "u": "u", "w": "u"}
_NEAR = {"a": "a", "e": "aeiu", "i": "ie", "u": "u"}
_ARTICLE = re.compile("^ال(?=..)")

Heard = tuple[str, tuple[str, ...]]
"""Classes of the consonants, and the vowels before, between and after them."""


@lru_cache(maxsize=1 << 18)
def likeness(one: str, other: str, *, alone: bool = True) -> float:
    """Return how likely two folded words are spellings of one name, from 0 to 1; the article of an Arabic word doesn't count.

    Short words that stand `alone` must have all their sounds in common; beside other words that agree, less will do.
    """
    if one == other:
        return 1.0
    latin = in_latin(one), in_latin(other)
    if latin[0] != latin[1]:
        arabic, foreign = (other, one) if latin[0] else (one, other)
        # المراعي is Almarai, and الجدعان Jadaan.
        spellings = (arabic, _ARTICLE.sub("", arabic))
        return max(_across(spelling, foreign, alone=alone) for spelling in spellings)
    if latin[0]:
        return max(_within(one, other), _slipped(one, other))
    bare = _ARTICLE.sub("", one), _ARTICLE.sub("", other)
    if bare[0] == bare[1]:
        return SOUNDED
    # Words with the article are words of Arabic, whose vowels tell one from another: المراعي and المرعي.
    return _slipped(*bare) if bare[0] != one or bare[1] != other else max(_spelt(*bare), _slipped(*bare))


def _across(arabic: str, latin: str, *, alone: bool) -> float:
    """Return the likeness of a word in two scripts."""
    if len(latin) <= _LETTERS_OF_INITIALS and not _VOWEL.search(latin):
        return 0.0
    found = 0.0
    for one in _heard(arabic):
        for other in _heard(latin):
            if one[0] == other[0] and one[0]:
                few = alone and len(one[0]) <= _FEW_SOUNDS
                vowels = _vowels(one[1], other[1])
                found = max(
                    found, vowels if not few else SPELT * (vowels == SPELT and _all_heard(arabic, *one[1:], other[1]))
                )
    agree = _details_agree(arabic, latin)
    return found if agree else min(found, DOUBTED) * (not alone or len(_heard(arabic)[0][0]) > _FEW_SOUNDS)


def _all_heard(word: str, arabic: Sequence[str], latin: Sequence[str]) -> bool:
    """Tell whether short words have all their vowels in common, and begin and end alike: شل is Shell, and no الوسائل."""
    begins = bool(arabic[0]) == bool(latin[0]) or word[0] == "ع"
    closed = bool(arabic[-1]) or word[-1] in "هعح"
    pairs = zip(arabic[1:], latin[1:], strict=True)
    heard = all(set(_NEAR[vowel]) & set(told) for written, told in pairs for vowel in written)
    return begins and heard and (closed == bool(latin[-1]) or latin[-1] == "e")


def _details_agree(arabic: str, latin: str) -> bool:
    """Tell whether the sounds that a class of consonants mixes are those of the Latin word: ديزل is no Tesla, جاهدة no Kyodo."""
    written = [letter for letter in arabic if letter in _VOICED]
    heard = re.findall("t(?!h)|d", re.sub(r"(.)\1", r"\1", latin))
    voiced = len(written) != len(heard) or all(_VOICED[one] != two for one, two in zip(written, heard, strict=True))
    breathed = bool(_BREATH.search(arabic)) <= ("h" in latin or "x" in latin or "j" in latin)
    hushed = ("ش" in arabic) <= bool(_HUSH.search(latin)) and ("ش" in arabic or not _SH.search(latin))
    return voiced and breathed and hushed


def _within(one: str, other: str) -> float:
    """Return the likeness of two Latin spellings: Mohammed, Muhammad."""
    if _stops(one) != _stops(other):
        return 0.0
    same = any(
        left[0] == right[0] and len(left[0]) > 1 and _gaps_agree(left[1], right[1])
        for left in _heard(one)
        for right in _heard(other)
    )
    return SOUNDED if same else 0.0


def _stops(latin: str) -> str:
    """Return the consonants whose class mixes two that no spelling mixes, and the breath: googol and keyhole."""
    return "".join(letter for letter in re.sub(r"(.)\1", r"\1", _DIGRAPHS.sub("", latin)) if letter in "tdbph")


def _spelt(one: str, other: str) -> float:
    """Return the likeness of two Arabic spellings: غوغل and جوجل, مايكروسوفت and ميكروسوفت."""
    (left,), (right,) = _heard(one), _heard(other)
    if left[0] != right[0] or len(left[0]) < 2:
        return 0.0
    if left[1] == right[1]:
        return SPELT if _letters_chosen(one, other) else 0.0
    differing = sum(a != b for a, b in zip(left[1][1:-1], right[1][1:-1], strict=True))
    ends = (left[1][0], left[1][-1]) == (right[1][0], right[1][-1])
    if not _letters_chosen(one, other) or not ends:
        return 0.0
    return SOUNDED if len(left[0]) >= _FOREIGN and differing <= 2 else _LOOSER.get(len(left[0]), 0.0) * (differing == 1)


def _letters_chosen(one: str, other: str) -> bool:
    """Tell whether the consonants of two spellings differ only in letters that newspapers choose between."""
    pairs = [[letter for letter in word if letter not in "اوي"] for word in (one, other)]
    return len(pairs[0]) == len(pairs[1]) and all(
        left == right or any(left in letters and right in letters for letters in _CHOSEN)
        for left, right in zip(*pairs, strict=True)
    )


def _slipped(one: str, other: str) -> float:
    """Return the likeness of two long words of which one may be a slip."""
    if min(len(one), len(other)) < _SLIP_LETTERS or one[0] != other[0]:
        return 0.0
    return SLIP if DamerauLevenshtein.distance(one, other, score_cutoff=1) <= 1 else 0.0


def _vowels(arabic: Sequence[str], latin: Sequence[str]) -> float:
    """Return the likeness that the vowels leave: long ones that Arabic writes are heard in Latin, and those that Latin writes long are written."""
    found = SPELT
    for written, heard in zip(arabic[1:-1], latin[1:-1], strict=True):
        if bool(written) > bool(heard) or (not written and len(heard) > 1 and heard != "ea"):
            return DOUBTED
        if written and not any(set(_NEAR[vowel]) & set(heard) for vowel in written):
            if written == "i" and heard == "a":
                return DOUBTED
            found = _OTHER_VOWEL
    return found if bool(arabic[-1].strip("a")) <= bool(latin[-1]) else DOUBTED


def _gaps_agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two Latin spellings have like vowels in the same places, short ones at their ends too."""
    inner = zip(one[:-1], other[:-1], strict=True)
    ends = len(one) > _FEW_SOUNDS + 1 or one[-1].strip("e") == other[-1].strip("e")
    return ends and all(_vowels_near(left, right) for left, right in inner)


def _vowels_near(one: str, other: str) -> bool:
    if not one or not other:
        return one == other
    return any(right in _NEAR[left] or left in _NEAR[right] for left in one for right in other)


@lru_cache(maxsize=1 << 18)
def _heard(word: str) -> tuple[Heard, ...]:
    latin = in_latin(word)
    return tuple(dict.fromkeys(_split(spelling, latin=latin) for spelling in respelled(word)))


def _split(spelling: str, *, latin: bool) -> Heard:
    consonants: list[str] = []
    gaps = [""]
    for letter in spelling:
        for sound in sound_of(letter, latin=latin):
            if consonants and consonants[-1] == sound:
                gaps[-1] = ""
                continue
            consonants.append(sound)
            gaps.append("")
        vowel = _VOWELS.get(letter, "")
        if vowel and not gaps[-1].endswith(vowel):
            gaps[-1] += vowel
    return "".join(consonants), tuple(gaps)


def consonants(word: str) -> str:
    """Return the classes of a word's consonants, the article apart: what its spellings have in common."""
    return skeletons(_ARTICLE.sub("", word))[0]
