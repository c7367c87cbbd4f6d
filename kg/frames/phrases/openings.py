"""Where a phrase opens: at a noun, a name or an adjective, after كل من, or where words stand together as fixed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.frames.words import NOMINAL, Word
from kg.ontology import Ontology


class Openings:
    """Tell where phrases open in a sentence."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self._heads = ontology.head_of
        self._quantifiers = words.get("quantifier", frozenset())
        self._numerals = words.get("few", frozenset())
        self._collectives = words.get("collective", frozenset())
        self._remainders = longest_first(words.get("remainder", frozenset()))
        self._left = frozenset(first for first, *_ in self._remainders)

    def starts(self, words: Sequence[Word], index: int) -> bool:
        """Tell whether a phrase starts here."""
        word = words[index]
        if word.kind == "demonstrative":
            return (
                index + 1 < len(words)
                and words[index + 1].kind in (*NOMINAL, "adjective")
                and not words[index + 1].attached
            )
        return word.kind in (*NOMINAL, "adjective") or self.partitive(words, index) is not None

    def partitive(self, words: Sequence[Word], index: int) -> int | None:
        """Return where the noun starts that is counted or gathered: كل من X، عدد كبير من X، سلسلة من X، ما تبقى من X."""
        first = words[index].norm
        end = index + 1
        if first in self._numerals:
            # ثلاثة من كبار الباحثين; but ثلاثة من سدير come from there.
            many = (
                end + 1 < len(words) and words[end + 1].number == "p" and words[end + 1].kind in ("noun", "adjective")
            )
            end = end if many else 0
        elif first in self._collectives and not words[index].definite:
            while end < len(words) and words[end].kind == "adjective" and not words[end].definite:
                end += 1
        elif first not in self._quantifiers:
            if first not in self._left:
                return None
            end = next((index + len(form) for form in self._remainders if stands(words, index, form)), 0)
        if not end or end + 1 >= len(words) or words[end].norm != "من" or words[end + 1].attached:
            return None
        following = words[end + 1]
        if first in self._collectives and (following.kind == "name" or following.number == "s"):
            # مجموعة من X and عدد من X gather what is many; مجموعة من شركة X comes from it.
            return None
        return end + 1 if self.starts(words, end + 1) else None

    def names(self, words: Sequence[Word], index: int) -> bool:
        """Tell whether a name or a noun that introduces one stands here."""
        return words[index].kind == "name" or (words[index].kind == "noun" and words[index].norm in self._heads)


def longest_first(forms: Iterable[str]) -> list[tuple[str, ...]]:
    """Return forms of several words as words, the longest first."""
    return sorted((tuple(form.split()) for form in forms), key=lambda words: (-len(words), words))


def stands(words: Sequence[Word], index: int, forms: Sequence[str]) -> bool:
    """Tell whether words of these forms stand from a place on."""
    if words[index].norm != forms[0] or index + len(forms) > len(words):
        return False
    return all(words[index + i].norm == form for i, form in enumerate(forms))
