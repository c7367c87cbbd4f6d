"""What stands right before a place of a sentence, and the name that a phrase ends with."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kg.frames.clauses import Clause
from kg.frames.phrases import Constituent, Phrase, hung_before
from kg.frames.scene.model import Scene


def phrase_beside(scene: Scene, position: int) -> tuple[Phrase | None, int]:
    """Return the phrase before a position, and how many commas, dashes, brackets and conjunctions lie between."""
    marks = 0
    here = scene.constituents[position]
    for index in range(position - 1, -1, -1):
        current = scene.constituents[index]
        if isinstance(current, Phrase):
            word = here.head if isinstance(here, Phrase) else here
            return hung_before(scene.constituents[: index + 1], word) or current.until(word), marks
        if current.text not in ("،", ",", ")", "(", "-", "–") and current.kind != "conjunction":
            return None, marks
        marks += 1
    return None, marks


def phrases_before(scene: Scene, position: int, steps: int) -> Iterator[tuple[int, Phrase]]:
    """Yield the phrases right before a position, nearest first, up to a word that is no particle.

    محادثات مع مستثمرين، لبيع حصتها، اتفاقية بيع وشراء أسهم للاستحواذ: a comma before a purpose parts nothing, nor does و between two acts.
    """
    index = position - 1
    constituents = scene.constituents
    purpose = _is_purpose(constituents[position])
    while index >= 0 and steps:
        current = constituents[index]
        if isinstance(current, Phrase):
            yield index, current
        elif current.kind not in ("particle", "unknown") and not (
            (index == position - 1 and purpose and current.text in "،,") or _joins_acts(constituents, index)
        ):
            return
        index -= 1
        steps -= 1


def last_named(phrase: Phrase) -> Phrase | None:
    """Return the innermost genitive of a phrase that stands for something."""
    found = phrase if phrase.entities else None
    while phrase.genitive is not None and not phrase.genitive.head.attached and found is None:
        phrase = phrase.genitive
        found = phrase if phrase.entities else None
    return found


def offer_before(
    scene: Scene, position: int, clause: Clause, offers: Collection[str]
) -> tuple[Phrase, Phrase | None] | None:
    """Return the offer that a clause tells of before a purpose, and who makes it: تلقت سدير عرضا من رتاج، في مايو، لشراء …."""
    offer: Phrase | None = None
    giver: Phrase | None = None
    if not _is_purpose(scene.constituents[position]):
        return None
    for constituent in scene.constituents[clause.position + 1 : position]:
        if isinstance(constituent, Phrase):
            if offer is None and not constituent.names_something and _offers(constituent, offers):
                offer = constituent
            elif offer is not None and constituent.preposition == "من" and constituent.entities:
                giver = giver or constituent
    return (offer, giver) if offer is not None else None


def _offers(phrase: Phrase, offers: Collection[str]) -> bool:
    """Tell whether a phrase is of offers: عرض، جميع العروض."""
    return any(inner.head.lemma in offers for inner in phrase.nested())


def _is_purpose(constituent: Constituent) -> bool:
    """Tell whether a constituent says what for: لبيع حصتها."""
    return isinstance(constituent, Phrase) and constituent.preposition == "ل" and constituent.head.form == "verbal-noun"


def _joins_acts(constituents: Sequence[Constituent], index: int) -> bool:
    """Tell whether و joins two verbal nouns that one agreement is of: اتفاقية بيع وشراء أسهم."""
    around = (
        constituents[index - 1] if index else None,
        constituents[index + 1] if index + 1 < len(constituents) else None,
    )
    before, after = around
    if getattr(constituents[index], "norm", "") != "و" or not (
        isinstance(before, Phrase) and isinstance(after, Phrase)
    ):
        return False
    last = before
    while last.genitive is not None:
        last = last.genitive
    acts = (last.head, after.head)
    return (
        last is not before
        and not after.preposition
        and all(word.form == "verbal-noun" and not word.definite for word in acts)
    )
