"""Profiles -> what a person should decide on: pairs that may be one thing, and namesakes that may be two, with reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kg.identity.candidates import candidates
from kg.identity.likeness import AUTOMATIC, NOTHING, PROPOSED, Likeness, names_alike

if TYPE_CHECKING:
    from kg.identity.names import Name
    from kg.identity.profiles import Profile, Profiles

# What context leaves of a score. What speaks for a pair never makes names alone sure enough to join them.
_SHARED, _SAME_TIE, _SUREST = 0.25, 0.4, AUTOMATIC - 0.01
_TIED, _TOGETHER, _ELSEWHERE, _EMPLOYED_ELSEWHERE = 0.3, 0.5, 0.6, 0.85
_OTHER_KIND, _SHORT, _GROUPED, _HUB = 0.6, 0.55, 0.85, 50
_COMMON = PROPOSED - 0.05
"""Likeness of names that many people bear: without anything in common, nobody is asked."""
_PERSON = "Person"
_NAMESAKES, _NAMESAKES_ABROAD = 0.4, 0.2
_MOST_NAMESAKES = 3
_ALONE = frozenset({"Person", "Place"})
"""Kinds of which none is ever another: a person, a city and a company of one name are three."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Hold a pair to decide on: how likely it is one thing, why, and what each article that tells them apart says."""

    guess: Literal["same", "different"]
    score: float
    left: str
    right: str
    reasons: tuple[str, ...]
    """Names in the table of reasons."""
    articles: tuple[str, str] = ("", "")
    """The articles in which two of one id may be two things."""


def proposals(
    profiles: Profiles, is_settled: Callable[[str, str], bool], apart: Iterable[Proposal] = ()
) -> Iterator[Proposal]:
    """Yield pairs that may be one thing, the likeliest first, then namesakes that may be two, the likeliest to be two first.

    What `is_settled` tells of two ids, or of one id in two articles (id@article), is left out. `apart` are pairs of one name that kg has
    told apart by itself.
    """
    told = {frozenset((pair.left, pair.right)): pair for pair in apart}
    pairs = (pair for pair in candidates(profiles) if frozenset(pair) not in told)
    found = (_compared(profiles, *pair) for pair in pairs)
    open_ones = (pair for pair in (*told.values(), *found) if pair and not is_settled(pair.left, pair.right))
    yield from sorted(open_ones, key=lambda p: (-p.score, p.left, p.right))
    told_apart = (namesakes for profile in profiles.of.values() for namesakes in _namesakes(profiles, profile))
    told_apart = (pair for pair in told_apart if not is_settled(*(f"{pair.left}@{at}" for at in pair.articles)))
    yield from sorted(told_apart, key=lambda p: (p.score, p.left, p.articles))


def _compared(profiles: Profiles, one: str, other: str) -> Proposal | None:
    left, right = profiles.of[one], profiles.of[other]
    if left.known and right.known:
        return None
    likeness = _names_of_both(profiles, left, right)
    if likeness.score < PROPOSED * _ELSEWHERE:
        return None
    score, reasons = _in_context(profiles, left, right, likeness)
    return Proposal("same", round(score, 3), one, other, reasons) if score >= PROPOSED else None


def _names_of_both(profiles: Profiles, left: Profile, right: Profile) -> Likeness:
    if left.kind != right.kind and _ALONE & {left.kind, right.kind}:
        return NOTHING
    short = profiles.short_names(left), profiles.short_names(right)
    best = NOTHING
    for one in profiles.names(left):
        for other in profiles.names(right):
            found = _one_name_of_each(profiles, left.kind, one, other)
            if one.key in short[0] or other.key in short[1]:
                # وزارة الاتصالات may be the short name of many.
                found = Likeness(_SHORT, "shorter") if found.score >= _GROUPED else NOTHING
            best = max(best, found, key=lambda likeness: likeness.score)
    if left.kind != right.kind:
        sure = best.reason in ("same-name", "same-words") or best.score >= AUTOMATIC
        return Likeness(_OTHER_KIND, "other-kind") if sure else NOTHING
    return best


def _one_name_of_each(profiles: Profiles, kind: str, one: Name, other: Name) -> Likeness:
    person = kind == _PERSON
    found = names_alike(one, other, profiles.ontology.given_name_spellings, person=person)
    if person and found.score > _COMMON and any(profiles.identifier.is_common(name.proper) for name in (one, other)):
        return Likeness(_COMMON, "common")
    return found


def _in_context(profiles: Profiles, left: Profile, right: Profile, likeness: Likeness) -> tuple[float, tuple[str, ...]]:
    score, reasons = likeness.score, [likeness.reason]
    for share, reason in _against(profiles, left, right):
        score *= share
        reasons.append(reason)
    bonus = _for(profiles, left, right)
    if bonus and len(reasons) == 1:
        share, reason = bonus
        score = max(score, min(_SUREST, score + (1 - score) * share))
        reasons.append(reason)
    return score, tuple(reasons)


def _for(profiles: Profiles, left: Profile, right: Profile) -> tuple[float, str] | None:
    """Return what speaks for a pair: the same relation to one thing, or something to do with it."""
    shared = {other for other in left.others() & right.others() if _tells(profiles, other)}
    if any(tie in right.ties for tie in left.ties if tie[1] in shared):
        return _SAME_TIE, "same-tie"
    return (_SHARED, "shared") if shared else None


def _tells(profiles: Profiles, other: str) -> bool:
    """Tell whether to have to do with something sets a thing apart: many have to do with a country."""
    profile = profiles.of.get(other)
    return profile is not None and profile.kind != "Place" and len(profile.ties) <= _HUB


def _against(profiles: Profiles, left: Profile, right: Profile) -> Iterator[tuple[float, str]]:
    if right.id in left.others():
        yield _TIED, "tied"
    elif left.articles & right.articles:
        yield _TOGETHER, "together"
    seats = profiles.seats(left), profiles.seats(right)
    if all(seats) and not seats[0] & seats[1]:
        yield _ELSEWHERE, "elsewhere"
    employers = profiles.employers(left), profiles.employers(right)
    if all(employers) and not employers[0] & employers[1]:
        yield _EMPLOYED_ELSEWHERE, "employers"


def _namesakes(profiles: Profiles, profile: Profile) -> Iterator[Proposal]:
    """Yield pairs of articles whose accounts of one name contradict each other: other employers, or another country."""
    if profile.known or len(profile.articles) < 2:
        return
    first, *others = sorted(profile.articles)
    found = 0
    for other in others:
        reasons = _apart(profiles, profile, first, other)
        if reasons and found < _MOST_NAMESAKES:
            found += 1
            score = _NAMESAKES_ABROAD if "elsewhere" in reasons else _NAMESAKES
            yield Proposal("different", score, profile.id, profile.id, ("same-name", *reasons), (first, other))


def _apart(profiles: Profiles, profile: Profile, one: str, other: str) -> tuple[str, ...]:
    facts = (("elsewhere", profiles.seats), ("employers", profiles.employers))
    told = [(reason, facts_of(profile, one), facts_of(profile, other)) for reason, facts_of in facts]
    if any(left & right for _, left, right in told):
        return ()
    return tuple(reason for reason, left, right in told if left and right)
