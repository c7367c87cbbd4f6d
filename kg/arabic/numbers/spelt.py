"""Numbers in words and their multipliers: ثلاثمئة وخمسة وعشرون, نصف مليار, آلاف."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kg.arabic.numbers.page import Figure, Page, touches
from kg.arabic.scanning import Word, forms

UNITS = {
    **dict.fromkeys(("واحد", "واحده", "احد", "احدي", "حادي"), 1),
    **dict.fromkeys(("اثنان", "اثنين", "اثنتان", "اثنتين", "اثنا", "اثني", "اثنتا", "اثنتي"), 2),
    **{
        form: value
        for value, stem in ((3, "ثلاث"), (4, "اربع"), (5, "خمس"), (6, "ست"), (7, "سبع"), (9, "تسع"))
        for form in (stem, stem + "ه")
    },
    **dict.fromkeys(("ثمان", "ثماني", "ثمانيه"), 8),
}
_TENS = {
    stem + end: tens * 10
    for tens, stem in enumerate(("عشر", "ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع"), 2)
    for end in ("ون", "ين")
}
_HUNDRED = ("ميه", "مايه")
_HUNDREDS = {
    **dict.fromkeys(_HUNDRED, 100),
    **{stem + end: 200 for stem in ("ميت", "مايت") for end in ("ان", "ين", "ا", "ي")},
    **{
        stem + hundred: value * 100
        for value, stems in enumerate(
            (("ثلاث",), ("اربع",), ("خمس",), ("ست",), ("سبع",), ("ثمان", "ثماني"), ("تسع",)), 3
        )
        for stem in stems
        for hundred in _HUNDRED
    },
}
FRACTIONS = {"نصف": 0.5, "ربع": 0.25, "ثلث": 1 / 3, "ثلثي": 2 / 3, "ثلثا": 2 / 3}
SCALES = {"الف": 1e3, "مليون": 1e6, "مليار": 1e9, "بليون": 1e9, "تريليون": 1e12, "ترليون": 1e12}
_PLURAL_SCALES = {
    "الاف": 1e3, "الوف": 1e3, "ملايين": 1e6, "مليونات": 1e6, "مليارات": 1e9, "ملايير": 1e9, "بلايين": 1e9, "بليونات": 1e9,
    "تريليونات": 1e12, "ترليونات": 1e12,
}  # fmt: skip
_LATIN_SCALES = {
    "thousand": 1e3, "million": 1e6, "mn": 1e6, "mln": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12, "tn": 1e12,
    "k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12,
}  # fmt: skip


_OPENING = frozenset((*UNITS, *_TENS, *_HUNDREDS, *FRACTIONS, "عشر", "عشره"))


@lru_cache(maxsize=1 << 16)
def opens_number(norm: str) -> bool:
    """Tell whether a number in words can begin with a folded word, its proclitics and its article apart."""
    stems = [stem for _, form in forms(norm) for stem in (form, form.removeprefix("ال"))]
    return any(stem in _OPENING or implied_number(stem) for stem in stems)


def implied_number(stem: str) -> tuple[int, float] | None:
    """Return how many, and of what, a multiplier alone says: مليون (1), مليوني and مليونا (2)."""
    if stem in SCALES:
        return 1, SCALES[stem]
    for end in ("ين", "ان", "ي", "ا"):
        if stem.endswith(end) and stem[: -len(end)] in SCALES:
            return 2, SCALES[stem[: -len(end)]]
    return None


def is_vague(page: Page, index: int) -> bool:
    """Return whether a word of vague number stands before: عشرات الملايين, بضعة آلاف, مئات مليون."""
    before = page.words[index - 1].norm if index else ""
    return any(
        form in ("عشرات", "ميات", "مياتي", "بضعه", "بضع", "عده", "الاف", "ملايين", "مليارات", "ملايير")
        for _, form in forms(before)
    )


def scales_at(page: Page, index: int, *, spelt: bool) -> tuple[float, int]:
    """Return the product of the multipliers that begin here, and the index after them."""
    words, scale = page.words, 1.0
    while index < len(words) and scale <= 1e12:
        norm = words[index].norm
        stem = norm[2:] if norm.startswith("ال") and norm not in _PLURAL_SCALES and len(norm) > 4 else norm
        factor = SCALES.get(stem) or _PLURAL_SCALES.get(stem) or (SCALES.get(stem[:-1]) if stem.endswith("ا") else None)
        if not factor and not spelt and words[index].kind == "latin" and (len(norm) > 1 or touches(words, index)):
            factor = _LATIN_SCALES.get(norm)
        if not factor:
            break
        scale *= factor
        index += 1
    return scale, index


def spelt_group(page: Page, index: int) -> Figure | None:
    """Read a number below a thousand in words, or a fraction of a multiplier: ثلاثمئة وخمسة وعشرون, خمسة عشر, نصف مليار."""
    words = page.words
    if words[index].kind != "arabic":
        return None
    for cut, form in forms(words[index].norm):
        for stem, definite in ((form, False), (form[2:] if form.startswith("ال") else "", True)):
            read = _spelt(words, index, stem)
            if read:
                return Figure(index, read[1], read[0], 1.0, cut, definite)
    return None


def _spelt(words: Sequence[Word], index: int, stem: str) -> tuple[float, int] | None:
    def norm(at: int) -> str:
        return words[at].norm if at < len(words) else ""

    if stem in FRACTIONS:
        scaled = norm(index + 1).removeprefix("ال") in SCALES
        return (FRACTIONS[stem], index + 1) if scaled else None
    if stem in ("ثلاثه", "ثلاث") and norm(index + 1) == "ارباع":
        return 0.75, index + 2
    if stem in _HUNDREDS:
        value, end = float(_HUNDREDS[stem]), index + 1
    elif UNITS.get(stem, 0) > 2 and norm(index + 1) in _HUNDRED:
        value, end = UNITS[stem] * 100.0, index + 2
    else:
        return _below_hundred(words, index, stem)
    if norm(end).startswith("و"):
        rest = _below_hundred(words, end, norm(end)[1:])
        if rest:
            return value + rest[0], rest[1]
    return value, end


def _below_hundred(words: Sequence[Word], index: int, stem: str) -> tuple[float, int] | None:
    following = words[index + 1].norm if index + 1 < len(words) else ""
    if stem in _TENS:
        return _TENS[stem], index + 1
    if stem in ("عشر", "عشره"):
        return 10, index + 1
    value = UNITS.get(stem)
    if not value:
        return None
    if following in ("عشر", "عشره"):
        return 10 + value, index + 2
    if following.startswith("و") and following[1:].removeprefix("ال") in _TENS:
        return value + _TENS[following[1:].removeprefix("ال")], index + 2
    # واحد follows its noun, and أحد is "someone".
    return (value, index + 1) if value > 1 else None
