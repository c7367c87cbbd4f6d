"""Where a clause begins and ends around its verb, and what opens it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.frames.clauses.neighbours import is_possessed, norm_of
from kg.frames.phrases import PRONOUNS, Constituent, Phrase
from kg.frames.words import Word


def interrupting(asides: Sequence[range], apposed: Sequence[range]) -> list[range]:
    """Return all asides in order; of two that meet, the first kind."""
    apart = [a for a in apposed if not any(a.start < b.stop and b.start < a.stop for b in asides)]
    return sorted((*asides, *apart), key=lambda aside: aside.start)


def in_one_clause(constituents: Sequence[Constituent], auxiliary: int, verb: int) -> bool:
    """Tell whether an auxiliary and the verb after it are near enough for one clause."""
    # كانت سدير ومقرها دبي قد رفعت …
    owned = {i for i in range(auxiliary + 2, verb) if is_possessed(constituents, i)}
    between = [c for i, c in enumerate(constituents[auxiliary + 1 : verb], auxiliary + 1) if i not in owned]
    if norm_of(constituents[verb - 1]) == "قد" and len(between) <= 7:
        # كانت الهيئة، وهي ذراع الوزارة، قد أعربت: قد tells that the verb is still to come.
        return True
    light = [c.kind == "particle" if isinstance(c, Word) else not c.preposition for c in between]
    return all(light) and len(between) <= 3 and not _describes(constituents, verb)


def _describes(constituents: Sequence[Constituent], verb: int) -> bool:
    """Tell whether a verb describes the indefinite noun right before it, which its pronoun takes up: كان X أول هاتف تنتجه Y."""
    noun, pronoun = constituents[verb - 1], constituents[verb + 1] if verb + 1 < len(constituents) else None
    if not isinstance(noun, Phrase) or not isinstance(pronoun, Phrase) or not pronoun.head.attached:
        return False
    inner = noun.nested()[-1]
    return inner.head.kind == "noun" and not (inner.entities or inner.head.definite)


def left_edge(
    constituents: Sequence[Constituent], position: int, pending: Sequence[Word], interruptions: Sequence[range]
) -> tuple[int, str, list[str]]:
    """Return where the clause starts, what opens it, and the particles before its verb."""
    particles: list[str] = []
    index = position - 1
    phrases = 0
    ends = {aside.stop - 1: aside.start for aside in interruptions}
    while index >= 0:
        if index in ends:
            index = ends[index] - 1
            continue
        current = constituents[index]
        if isinstance(current, Phrase):
            phrases += 1
            index -= 1
            continue
        if current.kind in ("particle", "unknown"):
            particles.insert(0, current.norm)
        elif current.kind in ("relative", "complementiser", "subordinator"):
            return index + 1, current.kind, particles
        elif current.kind == "conjunction":
            topical = _topical(constituents, index)
            if topical is not None:
                return topical, "mark", particles
            if phrases == 0 or index == 0:
                return index + 1, "conjunction", particles
        elif current.kind == "mark":
            return index + 1, "mark", particles
        elif current.kind == "verb" and current not in pending:
            return index + 1, "verb", particles
        index -= 1
    return 0, "bare", particles


def _topical(constituents: Sequence[Constituent], index: int) -> int | None:
    """Return where what stands between أما and ف begins, at its ف: أما سدير فسجلت أرباحا."""
    if index < 2 or not isinstance(constituents[index - 1], Phrase) or norm_of(constituents[index]) != "ف":
        return None
    return index - 1 if norm_of(constituents[index - 2]) == "اما" else None


def right_edge(constituents: Sequence[Constituent], position: int, interruptions: Sequence[range]) -> int:
    """Return where the clause ends: before the next clause's opener, past the asides, or with the aside that it stands in."""
    index = position + 1
    commas = 0
    stops = {aside.start: aside.stop for aside in interruptions if position not in aside}
    last = next((_last_of(aside, constituents) for aside in interruptions if position in aside), len(constituents))
    while index < last:
        if index in stops:
            index = stops[index]
            continue
        current = constituents[index]
        if isinstance(current, Word):
            if _opens_another(constituents, index, current):
                return index
            if current.text in "،,":
                commas += 1
                if commas > 2 or _verb_soon(constituents, index + 1):
                    return index
        index += 1
    return index


def _last_of(aside: range, constituents: Sequence[Constituent]) -> int:
    """Return where the clause in an aside ends: before the mark that closes it, if one does."""
    return aside.stop - isinstance(constituents[aside.stop - 1], Word)


def _opens_another(constituents: Sequence[Constituent], index: int, word: Word) -> bool:
    """Tell whether a word, other than a comma, ends the clause that it stands after."""
    if word.kind in ("relative", "complementiser", "subordinator", "verb") or word.text in (":", "؛", ";"):
        return True
    if word.kind != "conjunction" or index + 1 == len(constituents):
        return False
    following = constituents[index + 1]
    # وذلك لضمان …: a new thought of the whole sentence.
    thought = isinstance(following, Word) and following.kind == "demonstrative"
    return thought or _verb_soon(constituents, index + 1) or _tells_on(constituents, index + 1)


def _tells_on(constituents: Sequence[Constituent], index: int) -> bool:
    """Tell whether a free pronoun goes on about what was named last: اشترت X شركة Y وهي شركة عقارية."""
    current = constituents[index]
    head = current.head if isinstance(current, Phrase) else current
    following = constituents[index + 1] if index + 1 < len(constituents) else None
    # باعت حصتها في X، وهي 25 في المئة: a figure only tells how much it is.
    named = isinstance(following, Phrase) and following.head.kind != "figure"
    return not head.attached and head.norm in PRONOUNS and named


def _verb_soon(constituents: Sequence[Constituent], index: int) -> bool:
    """Tell whether the next verb comes before any phrase: و قد أعلنت."""
    while index < len(constituents):
        current = constituents[index]
        if isinstance(current, Phrase):
            return False
        if current.kind == "verb":
            return True
        if current.kind in ("mark", "relative"):
            return False
        index += 1
    return False
