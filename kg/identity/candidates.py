"""Profiles -> pairs that are worth comparing: those whose names share a rare sound, an order of meanings or initials.

The pairs grow with the things and not with their square: where many share a key, only its finer keys and near neighbours count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from kg.arabic.likeness import consonants
from kg.identity.likeness import initials

if TYPE_CHECKING:
    from kg.identity.names import Name
    from kg.identity.profiles import Profiles

Key = tuple[str, ...]

_FEW = 24
"""Things that share a key and are compared each with each."""
_NEIGHBOURS = 6
_LETTERS = 4
_LONG = 7
_MOST_WORDS = 5


def candidates(profiles: Profiles) -> Iterator[tuple[str, str]]:
    """Yield pairs of ids, each once, in order."""
    coarse: dict[Key, set[str]] = defaultdict(set)
    fine: dict[Key, set[tuple[str, str]]] = defaultdict(set)
    for profile in profiles.of.values():
        for name in profiles.names(profile):
            for key in _coarse_keys(name):
                coarse[key].add(profile.id)
            for key in _fine_keys(name):
                fine[key].add((name.key, profile.id))
    found: set[tuple[str, str]] = set()
    for members in coarse.values():
        if len(members) <= _FEW:
            found.update(combinations(sorted(members), 2))
    for named in fine.values():
        found.update(_near(sorted(named)))
    yield from sorted(found)


def _near(named: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    reach = len(named) if len(named) <= _FEW else _NEIGHBOURS
    for start, (_, one) in enumerate(named):
        for _, other in named[start + 1 : start + 1 + reach]:
            if one != other:
                yield min(one, other), max(one, other)


def _coarse_keys(name: Name) -> Iterator[Key]:
    """Yield what a name has in common with many others: the sounds of a word, its first letters and its last."""
    for word in name.proper[:_MOST_WORDS]:
        sounds = consonants(word)
        yield ("sound", sounds if len(sounds) > 1 else word)
        if len(word) >= _LONG:
            yield ("first", word[:_LETTERS])
            yield ("last", word[-_LETTERS:])


def _fine_keys(name: Name) -> Iterator[Key]:
    """Yield what a name has in common with few: all its sounds, two of its words, its meanings, its initials."""
    sounds = [consonants(word) or word for word in name.proper[:_MOST_WORDS]]
    meanings = sorted({meaning for kind, meaning in name.meanings if kind != "group"})
    yield ("whole", _squeezed(sounds), *meanings)
    if len(sounds) > 1:
        yield from (("two", *sorted(pair)) for pair in combinations(sounds, 2))
    if meanings and len(sounds) == 1:
        yield ("whole", sounds[0])
    yield ("written", "".join(consonants(word) for word in name.words))
    letters = initials(name) if len(name.words) > 1 else name.key if name.latin and len(name.key) < _LONG else ""
    if len(letters) > 1:
        yield ("initials", letters)


def _squeezed(sounds: Iterable[str]) -> str:
    return "".join(sounds)
