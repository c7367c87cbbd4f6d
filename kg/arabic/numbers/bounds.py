"""The words around a figure that make it a bound: ما لا يقل عن, نحو, تصل قيمته إلى; على الأقل."""

from __future__ import annotations

import re

from kg.arabic.numbers.page import SENTENCE_ENDS, Figure, Page
from kg.model import Bound

# Between a bound and its figure: بقيمة تصل إلى مبلغ 5 ملايين.
_LIGHT = r"(?: (?:ب|ل)?(?:مبلغ|قيمه|قيمته|قيمتها|نسبه|نسبته|حدود|اجمالي|مجموع|ما|قدره|قدرها|الي|ال))*(?: [بل])?"
_EXCEED = r"(?:[يت]?تجاوز(?:ت|ا|ه)?|متجاوز[اه]?|[يت]?تخط[يت]|[يت]تعدي|تعدت|[يت]فوق|فاقت?|[يت]زيد (?:علي|عن)|زاد(?:ت)? (?:علي|عن))"
_LESS = r"(?:[يت]?قل(?:ت)? عن|اقل من|ادني من)"
_NOT = r"(?:لا|لم|لن|ليس|ليست|الا|بما لا|ما لا)"
_BEFORE: tuple[tuple[Bound, str], ...] = (
    ("at-least", rf"{_NOT}(?: [بل])? {_LESS}"),
    ("at-most", rf"{_NOT} (?:{_EXCEED}|[يت]زد (?:علي|عن)|[يت]تجاوز|[يت]تخط|[يت]تعد|اكثر من|ازيد من)"),
    ("at-most", rf"{_LESS}|دون|حتي|حد اقصي"),
    ("at-least", rf"اكثر من|ازيد من|ما فوق|{_EXCEED}|علي الاقل|حد ادني"),
    (
        "approx",
        r"حوالي|نحو|قرابه|زهاء|تقريبا|مشارف|حدود|ما يقرب|(?:ما )?(?:[يت]?قارب(?:ت)?|[يت]قرب من|[يت]?ناهز(?:ت)?)",
    ),
    ("approx", r"(?:[يت]قدر|(?:ال)?مقدره?|قدرت?)(?: [^ ]+){0,2}?(?= [بل]$)"),
)
_BOUNDS: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    *((bound, re.compile(rf"(?:^| )[وفبل]?(?:{words}){_LIGHT}$")) for bound, words in _BEFORE),
    # تصل إلى and قد يصل عددهم إلى set a limit; وصلت إلى, لتصل إلى and من المتوقع أن تصل إلى name the figure itself.
    (
        "at-most",
        re.compile(rf"(?<!متوقع ان)(?<!منتظر ان)(?<!مقرر ان)(?:^| )[وف]?[يت]صل(?: [^ ]+){{0,3}}? (?:الي|حتي){_LIGHT}$"),
    ),
)
_BEHIND: tuple[tuple[Bound, str], ...] = (
    ("approx", "تقريبا"),
    ("at-least", "(?:علي|في) الاقل|(?:كحد|بحد) ادني|او اكثر|[فو]اكثر|فما فوق"),
    ("at-most", "علي الاكثر|علي اقصي تقدير|(?:كحد|بحد) اقصي"),
)
_AFTER = tuple((bound, re.compile(rf"^(?:[^ ]+ )?(?:{words})(?: |$)")) for bound, words in _BEHIND)


def words_before(page: Page, figure: Figure) -> str:
    """Return the folded words before a figure in its sentence, at most twelve, and the proclitic on it."""
    before: list[str] = []
    first = page.words[figure.start]
    for word in reversed(page.words[max(figure.start - 12, 0) : figure.start]):
        if word.norm in SENTENCE_ENDS:
            break
        if word.kind in ("arabic", "latin") and word.norm:
            before.append(word.norm[:30])
    proclitic = first.norm[: figure.cut].lstrip("وف")
    return " ".join([*reversed(before), *([proclitic] if proclitic else [])])


def bound_of(page: Page, figure: Figure, end: int) -> Bound:
    """Read the words around a figure that make it a bound: ما لا يقل عن, نحو, تصل قيمته إلى; على الأقل."""
    after = " ".join(word.norm[:30] for word in page.words[end : end + 4])
    for bound, pattern in _AFTER:
        if pattern.search(after):
            return bound
    before = words_before(page, figure)
    for bound, pattern in _BOUNDS:
        if pattern.search(before):
            return bound
    return "exact"
