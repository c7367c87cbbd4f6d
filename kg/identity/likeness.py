"""Two names -> how likely they are of one thing, and why."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from kg.arabic.likeness import SOUNDED, SPELT, likeness
from kg.arabic.likeness import consonants as sounds_of
from kg.arabic.sounds import in_latin

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.identity.names import Name

AUTOMATIC = 0.94
"""Score from which two names are held to be one without a person's word."""
PROPOSED = 0.5
"""Score from which a person is asked."""

_LEGAL_FORM, _GROUP, _NOUN, _WORK, _SHORT, _PART = 0.98, 0.85, 0.7, 0.5, 0.55, 0.3
_ORDER = 0.45
_NO_PROPER = 0.9
_INITIALS = 0.75
_FEW_INITIALS = 0.55
_MANY_SOUNDS = 4
_TELLING = 3
"""Sounds that a short name must have to be short for another."""
_FEW_SOUNDS = {3: 0.85, 2: 0.7}
"""Most that a likeness of so few sounds tells of two names."""
_LONG, _MANY_WORDS = 6, 3
_FULL, _GIVEN = 0.85, 0.75


@dataclass(frozen=True, slots=True)
class Likeness:
    """Hold how likely two names are of one thing, from 0 to 1, and the reason by its name in the table of reasons."""

    score: float
    reason: str


NOTHING = Likeness(0.0, "nothing")


def names_alike(one: Name, other: Name, given: Mapping[str, str], *, person: bool) -> Likeness:
    """Return the likeness of two names; `given` has the first spelling of each given name, which tells حسن from حسين."""
    if one.key == other.key:
        return Likeness(1.0, "same-name") if one.text == other.text else Likeness(_LEGAL_FORM, "same-words")
    if one.numbers != other.numbers:
        return NOTHING
    if person:
        return _persons_alike(one, other, given)
    whole = likeness("".join(one.words), "".join(other.words))
    if whole >= SPELT and min(len(one.key), len(other.key)) > _LONG:
        # سوفت بنك is SoftBank.
        return Likeness(_weighed(whole, one.words, other.words), "torn" if one.latin == other.latin else "script")
    own = _without_group(one), _without_group(other)
    if one.latin != other.latin and (translated := _translated(one, other)):
        return translated
    if own[0] != own[1]:
        return _others_alike(one, other, *own)
    proper = _proper_alike(one.proper, other.proper)
    if not one.proper and not other.proper:
        proper = _generic_alike(one, other)
    if proper.score and one.meanings != other.meanings:
        return Likeness(min(_GROUP, proper.score), "group")
    return proper if proper.score else _initials_alike(one, other)


def _translated(one: Name, other: Name) -> Likeness | None:
    """Return the likeness of two names of which each word means or sounds as one of the other's, if it does: بنك الرياض, Riyad Bank."""
    left, right = ([part for part in name.parts if part[1] not in ("company", "group")] for name in (one, other))
    if len(left) != len(right) or not left:
        return None
    found = SPELT
    for phrase, meaning in left:
        fitting = ((1.0 if meaning and meaning == told else likeness(phrase, word)) for word, told in right)
        best, place = max((score, -place) for place, score in enumerate(fitting))
        if best < SOUNDED:
            return None
        found = min(found, best)
        right = [part for number, part in enumerate(right) if number != -place]
    weighed = _weighed(found, *([phrase for phrase, _ in name.parts] for name in (one, other)))
    if _group(one) != _group(other):
        return Likeness(min(weighed, _GROUP), "group")
    if not one.proper and not other.proper:
        if len(left) == 1 and left[0][1] not in one.places:
            return Likeness(_ORDER, "order")
        few = len(left) < _MANY_WORDS and any(kind != "quality" for kind, _ in one.meanings)
        return Likeness(_NO_PROPER if few else SPELT, "translation")
    return Likeness(weighed, "script" if not one.meanings else "translation")


def _group(name: Name) -> bool:
    return any(kind == "group" for kind, _ in name.meanings)


def _without_group(name: Name) -> frozenset[tuple[str, str]]:
    return frozenset(meaning for meaning in name.meanings if meaning[0] != "group")


def _others_alike(
    one: Name, other: Name, own: frozenset[tuple[str, str]], others: frozenset[tuple[str, str]]
) -> Likeness:
    """Return the likeness of names of which one says more than the other, or something else, of what bears it."""
    initials = _initials_alike(one, other)
    more, less = own - others, others - own
    kinds = {kind for kind, _ in more | less}
    if (more and less) or "part" in kinds or not one.proper or not other.proper:
        return initials
    proper = _proper_alike(one.proper, other.proper)
    if proper.reason in ("longer", "shorter"):
        return initials
    share, reason = (
        (_NOUN, "noun") if kinds == {"head"} else (_WORK, "work") if "quality" not in kinds else (0.35, "quality")
    )
    found = Likeness(round(share * proper.score, 3), reason)
    return max(found, initials, key=lambda likeness: likeness.score)


def _generic_alike(one: Name, other: Name) -> Likeness:
    """Return the likeness of names of like meanings that have no proper word: المصرية للاتصالات is Telecom Egypt, and not اتصالات مصر."""
    if not one.meanings:
        return NOTHING
    if one.latin != other.latin:
        return Likeness(_ORDER, "order")
    pairs = list(zip_longest(one.words, other.words, fillvalue=""))
    alike = [likeness(_bare(left), _bare(right)) for left, right in pairs if _bare(left) != _bare(right)]
    if all(score >= SOUNDED for score in alike):
        return Likeness(SPELT, "spelling")
    if len(alike) == 1 and one.words[1:] == other.words[1:]:
        return Likeness(_NO_PROPER, "noun")
    return Likeness(_ORDER, "order")


def _bare(word: str) -> str:
    return word.removeprefix("ال")


def _proper_alike(one: Sequence[str], other: Sequence[str]) -> Likeness:
    """Return the likeness of the proper words of two names that say the same otherwise."""
    if not one or not other:
        return NOTHING
    if len(one) == len(other):
        alone = len(one) == 1
        found = min(likeness(left, right, alone=alone) for left, right in zip(one, other, strict=True))
        if found:
            return Likeness(_weighed(found, one, other), _reason(one, other, found))
    joined = likeness("".join(one), "".join(other))
    if len(one) != len(other) and joined >= SOUNDED and min(len("".join(one)), len("".join(other))) > 4:
        return Likeness(min(joined, _weighed(SPELT, one, other)), "torn")
    short, long = sorted((one, other), key=len)
    first = min(likeness(left, right) for left, right in zip(short, long, strict=False))
    if len(short) < len(long) and first >= SOUNDED and sum(len(sounds_of(word)) for word in short) >= _TELLING:
        return Likeness(_SHORT, "shorter")
    last = min(likeness(left, right) for left, right in zip(short[::-1], long[::-1], strict=False))
    return Likeness(_PART, "longer") if len(short) < len(long) and last >= SOUNDED else NOTHING


def _weighed(found: float, one: Sequence[str], other: Sequence[str]) -> float:
    """Return what a likeness of words tells of names: the more sounds agree, the more; equal words tell all."""
    if tuple(one) == tuple(other):
        return SPELT
    sounds = min(sum(len(sounds_of(word)) for word in words) for words in (one, other))
    return min(found, SPELT) if sounds >= _MANY_SOUNDS else min(found, _FEW_SOUNDS.get(sounds, 0.0))


def _reason(one: Sequence[str], other: Sequence[str], found: float) -> str:
    if in_latin(one[0]) != in_latin(other[0]):
        return "script"
    return "spelling" if found >= SOUNDED else "slip"


def _initials_alike(one: Name, other: Name) -> Likeness:
    """Return the likeness of a name and its initials: NBK and National Bank of Kuwait."""
    for short, long in ((one, other), (other, one)):
        letters = short.key.replace(" ", "")
        if len(short.words) <= 1 < len(long.words) and 1 < len(letters) < 7 and letters == initials(long):
            return Likeness(_INITIALS if len(letters) > 2 else _FEW_INITIALS, "initials")
    return NOTHING


def initials(name: Name) -> str:
    """Return the first letters of a Latin name's words, of, and, the and for left out."""
    small = ("of", "the", "for", "and", "in", "s")
    return "".join(word[0] for word in name.words if word not in small) if name.latin else ""


# ------------------------------------------------------------------ persons


def _persons_alike(one: Name, other: Name, given: Mapping[str, str]) -> Likeness:
    short, long = sorted((one.proper, other.proper), key=len)
    if len(short) == len(long):
        found = min(_person_words_alike(left, right, given) for left, right in zip(short, long, strict=True))
        if found:
            return Likeness(_weighed(found, short, long), _reason(short, long, found))
        return _torn(short, long)
    if len(short) == 1:
        last = _person_words_alike(short[0], long[-1], given) >= SOUNDED
        return Likeness(_ORDER, "surname") if last else _torn(short, long)
    ends = (short[0], long[0]), (short[-1], long[-1])
    if min(_person_words_alike(left, right, given) for left, right in ends) >= SOUNDED and _in_order(
        short, long, given
    ):
        return Likeness(_FULL, "full-name")
    first = min(_person_words_alike(left, right, given) for left, right in zip(short, long, strict=False))
    return Likeness(_GIVEN, "longer-name") if first >= SOUNDED else _torn(short, long)


def _torn(short: Sequence[str], long: Sequence[str]) -> Likeness:
    """Return the likeness of names whose words are written apart and together: عبد الله، Abdul Aziz."""
    joined = "".join(short), "".join(long)
    found = likeness(*joined) if len(short) != len(long) and min(map(len, joined)) > 5 else 0.0
    return Likeness(_weighed(found, short, long), "torn") if found >= SOUNDED else NOTHING


def _in_order(short: Sequence[str], long: Sequence[str], given: Mapping[str, str]) -> bool:
    rest = iter(long)
    return all(any(_person_words_alike(word, other, given) >= SOUNDED for other in rest) for word in short)


def _person_words_alike(one: str, other: str, given: Mapping[str, str]) -> float:
    """Return the likeness of two words of personal names; two given names of Arabic are one only as spellings of one."""
    bare = one.removeprefix("ال"), other.removeprefix("ال")
    if bare[0] in given and bare[1] in given:
        return 1.0 if bare[0] == bare[1] else SPELT if given[bare[0]] == given[bare[1]] else 0.0
    if len(one) == 1 or len(other) == 1:
        return SOUNDED if one[0] == other[0] else 0.0
    return likeness(one, other, alone=False)
