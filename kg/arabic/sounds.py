"""Names across scripts: tell whether an Arabic and a Latin spelling sound alike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product

from kg.arabic.folding import fold_name

_ALIKE = 86
"""Similarity of two skeletons, of 100, from which one may be the other's spelling: a wrong merge is worse than a split."""
# What Arabic newspapers write for the consonants of other languages, in classes that they mix: ج غ ك ق for g, س ز for s and z.
_ARABIC = str.maketrans(
    {
        **dict.fromkeys("بپ", "b"), **dict.fromkeys("تطدضذ", "t"), "ث": "s", **dict.fromkeys("جغكقخگ", "k"), **dict.fromkeys("سصزظش", "s"),
        "ر": "r", "ف": "f", "ڤ": "f", "ل": "l", "م": "m", "ن": "n", **dict.fromkeys("اويهحعء ", ""),
    }
)  # fmt: skip
# تش is one sound, as in Czech and in ch.
_ARABIC_PAIRS = (("تش", "ش"), ("دج", "ج"))
_LATIN_PAIRS = (
    ("tth", "th"), ("cci", "chi"), ("pf", "f"), ("tch", "s"), ("sch", "s"), ("sh", "s"), ("ph", "f"), ("kh", "k"), ("ght", "t"), ("gh", "k"), ("ck", "k"), ("dj", "j"), ("x", "ks"),
)  # fmt: skip
# What may be read in two ways: ch of Chorus and Cherry, th of Smith and Thomas, ti of Motion and Bastion.
_LATIN_CHOICES = (("ch", ("s", "k")), ("th", ("s", "t")), ("tion", ("sn", "tn")))
_LATIN = str.maketrans(
    {
        "b": "b", "p": "b", **dict.fromkeys("td", "t"), **dict.fromkeys("gjkqc", "k"), **dict.fromkeys("sz", "s"), "f": "f", "v": "f",
        **dict.fromkeys("aeiouwyh ", ""),
    }
)  # fmt: skip
# Letters with marks that are other sounds than without; the others lose their marks.
_MARKED = str.maketrans(
    {
        "š": "sh",
        "ş": "sh",
        "č": "ch",
        "ć": "ch",
        "ç": "s",
        "ž": "z",
        "ø": "o",
        "ł": "l",
        "ß": "ss",
        "đ": "d",
        "ı": "i",
        "ğ": "",
    }
)
_FIRST_X = re.compile("^x")
_SOFT_C = re.compile("c(?=[eiy])")
_ARTICLE = re.compile("^ال")
_DOUBLED = re.compile(r"(.)\1+")
_CONSONANTS = re.compile("[^a-z]")
_DIGITS = re.compile(r"\d+")
_ARABIC_LETTER = re.compile("[\u0621-\u064a\u066e-\u06d3]")


def in_latin(name: str) -> bool:
    """Tell whether a name has no Arabic letter: Técnicas, 3M."""
    return not _ARABIC_LETTER.search(name)


@lru_cache(maxsize=1 << 16)
def skeletons(name: str) -> tuple[str, ...]:
    """Return the classes of a name's consonants: brtstr for برايت ستار; several where Latin has ch or th."""
    table = _LATIN if in_latin(fold_name(name)) else _ARABIC
    return tuple(dict.fromkeys(_squeezed(spelling.translate(table)) for spelling in respelled(name)))


def respelled(name: str) -> tuple[str, ...]:
    """Return a name with one letter for each sound that is written with two; several where Latin has ch or th."""
    folded = fold_name(name)
    if not in_latin(folded):
        for pair, sound in _ARABIC_PAIRS:
            folded = folded.replace(pair, sound)
        return (folded,)
    folded = unicodedata.normalize("NFKD", folded.translate(_MARKED))
    folded = _SOFT_C.sub("s", "".join(letter for letter in folded if not unicodedata.combining(letter)))
    folded = _FIRST_X.sub("s", folded)
    for pair, sound in _LATIN_PAIRS:
        folded = folded.replace(pair, sound)
    readings = [folded]
    for pair, sounds in _LATIN_CHOICES:
        readings = [reading.replace(pair, sound) for reading, sound in product(readings, sounds)]
    return tuple(dict.fromkeys(readings))


def sound_of(letter: str, *, latin: bool) -> str:
    """Return the class of a consonant, "" of a vowel and of what is left unheard."""
    return _CONSONANTS.sub("", letter.translate(_LATIN if latin else _ARABIC))


def _squeezed(sounds: str) -> str:
    return _DOUBLED.sub(r"\1", _CONSONANTS.sub("", sounds))


def sound_alike(arabic: str, latin: str) -> bool:
    """Tell whether one name may be the other in another script."""
    return similarity(arabic, latin) >= _ALIKE


def similarity(arabic: str, latin: str) -> float:
    """Return how alike two spellings sound, from 0 to 100; the article of an Arabic name doesn't count, numbers must agree."""
    from rapidfuzz.fuzz import ratio

    if _DIGITS.findall(fold_name(arabic)) != _DIGITS.findall(fold_name(latin)):
        return 0.0
    lefts = {skeletons(spelling)[0] for spelling in (arabic, _ARTICLE.sub("", arabic))}
    return max((ratio(left, right) for left in lefts for right in skeletons(latin) if left and right), default=0.0)
