"""Names across scripts: tell whether an Arabic and a Latin spelling sound alike."""

from __future__ import annotations

import re

from kg.arabic.folding import fold_name

_ALIKE = 60
"""Similarity of two skeletons, of 100, from which one may be the other's spelling."""
# What Arabic newspapers write for the consonants of other languages, in classes that they mix: ج غ ك ق for g, س ز for s and z.
_ARABIC = str.maketrans(
    {
        **dict.fromkeys("بپ", "b"), **dict.fromkeys("تطدضذ", "t"), "ث": "s", **dict.fromkeys("جغكقخگ", "k"), **dict.fromkeys("سصزظش", "s"),
        "ر": "r", "ف": "f", "ڤ": "f", "ل": "l", "م": "m", "ن": "n", **dict.fromkeys("اويهحعء ", ""),
    }
)  # fmt: skip
_LATIN_PAIRS = (
    ("tch", "s"), ("sch", "s"), ("sh", "s"), ("ph", "f"), ("th", "s"), ("kh", "k"), ("ght", "t"), ("gh", "k"), ("ck", "k"), ("x", "ks"),
)  # fmt: skip
_LATIN = str.maketrans(
    {
        "b": "b", "p": "b", **dict.fromkeys("td", "t"), **dict.fromkeys("gjkqc", "k"), **dict.fromkeys("sz", "s"), "f": "f", "v": "f",
        **dict.fromkeys("aeiouwyh ", ""),
    }
)  # fmt: skip
_SOFT_C = re.compile("c(?=[eiy])")
_DOUBLED = re.compile(r"(.)\1+")
_CONSONANTS = re.compile("[^a-z]")


def skeletons(name: str) -> tuple[str, ...]:
    """Return the classes of a name's consonants: brtstr for برايت ستار; two where Latin has ch, for Chorus and Cherry."""
    folded = fold_name(name)
    if not folded.isascii():
        return (_squeezed(folded.translate(_ARABIC)),)
    folded = _SOFT_C.sub("s", folded)
    for pair, sound in _LATIN_PAIRS:
        folded = folded.replace(pair, sound)
    readings = dict.fromkeys(folded.replace("ch", sound) for sound in ("s", "k"))
    return tuple(_squeezed(reading.translate(_LATIN)) for reading in readings)


def _squeezed(sounds: str) -> str:
    return _DOUBLED.sub(r"\1", _CONSONANTS.sub("", sounds))


def sound_alike(arabic: str, latin: str) -> bool:
    """Tell whether one name may be the other in another script."""
    from rapidfuzz.fuzz import ratio

    left = skeletons(arabic)[0]
    return any(left and right and ratio(left, right) >= _ALIKE for right in skeletons(latin))
