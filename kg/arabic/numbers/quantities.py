"""A number with its unit, or with the noun that it counts, as a quantity."""

from __future__ import annotations

import re
from typing import Literal

from kg.arabic.dates import shipped_calendar
from kg.arabic.numbers.bounds import bound_of, words_before
from kg.arabic.numbers.page import DASHES, Figure, FoundQuantity, Measure, Page, is_dated, touches
from kg.arabic.numbers.spelt import SCALES
from kg.arabic.scanning import stem_start
from kg.model import Quantity, Span

_COUNT_NOUN = re.compile(r"(?:^| )[وفبل]?(?:ال)?(?:تعداد|عدد)(?:هم|هن|ها|ه)?(?= |$)")
_ORDER = re.compile(
    r"(?:^| )[وفبلك]?(?:ال|ل)?(?:رقم|ماده|بند|فصل|صفحه|مرتبه|مركز|ساعه|طريق|هاتف|فاكس|جيل|اصدار|نسخه|قناه)$"
)
# Words after a bare number that it doesn't count; times and ages are durations.
_UNCOUNTED = frozenset({
    "هجري", "هجريه", "ميلادي", "ميلاديه",
    "في", "من", "علي", "الي", "عن", "مع", "منذ", "حتي", "بين", "خلال", "ضد", "لدي", "عند", "قبل", "بعد", "ضمن",
    "دون", "عبر", "حول", "نحو", "وفق", "بسبب", "و", "او", "ام", "ثم", "لكن", "بل", "ان", "انه", "انها", "التي",
    "الذي", "الذين", "كما", "ما", "لا", "لم", "لن", "قد", "هو", "هي", "هم", "ايضا", "فقط", "تقريبا", "ه", "م",
    "ص", "صباحا", "مساء", "سنويا", "شهريا", "يوميا", "اكثر", "اقل", "حوالي", "مقابل", "مقارنه", "كل", "هذا",
    "هذه", "ذلك", "تلك", "حيث", "اذ", "اذا", "بينما", "بالمقارنه", "بنسبه", "نسبه", "وذلك", "يوم", "يوما",
    "ايام", "يومين", "شهر", "شهرا", "اشهر", "شهور", "شهرين", "عام", "عاما", "اعوام", "عامين", "سنه", "سنوات",
    "سنين", "سنتين", "اسبوع", "اسبوعا", "اسابيع", "اسبوعين", "ساعه", "ساعات", "ساعتين", "دقيقه", "دقائق",
    "ثانيه", "ثوان", "نقطه", "نقاط", "مره", "مرات", "اضعاف", "ضعف", "متر", "كيلومتر", "كلم", "كم", "سم", "درجه",
    "سنتا", "سنت", "هلله", "فلس", "قرش", "قرشا",
})  # fmt: skip


def _rounded(value: float) -> float:
    """Return a product of decimals without the dust of binary fractions: 4.1 times a billion is 4,100,000,000."""
    return float(f"{value:.12g}")


def measured(page: Page, figure: Figure, unit: Measure, high: float | None = None) -> FoundQuantity:
    """Return the figure with its unit, whose end is the end of the whole."""
    start, sign = _start(page, figure, unit)
    end = page.words[unit.end - 1].end
    kind: Literal["money", "percent"] = "percent" if unit.code == "percent" else "money"
    bound = bound_of(page, figure, unit.end)
    if high is not None and bound != "approx":
        bound = "at-least"
    return FoundQuantity(
        Span(start, end),
        kind,
        Quantity(_rounded(sign * figure.value), unit.code, bound),
        high,
        None,
        unit.assumed,
        unit.noun,
    )


def _start(page: Page, figure: Figure, unit: Measure) -> tuple[int, int]:
    """Return where a figure begins, with the sign before it, and 1 or -1."""
    words, index = page.words, figure.start
    if unit.start is not None:
        return unit.start, 1
    negative = words[index].kind == "digits" and touches(words, index) and words[index - 1].norm in "-−"
    if negative and not touches(words, index - 1) and (index < 2 or words[index - 2].kind != "digits"):
        return words[index - 1].start, -1
    return stem_start(page.text, words[index], figure.cut), 1


def counted_number(page: Page, figure: Figure, high: float | None = None) -> FoundQuantity | None:
    """Return a bare number with the place of the noun that it counts, or after عدد without one."""
    words = page.words
    if figure.definite or is_dated(page, figure):
        return None
    noun = noun_after(page, figure)
    # فصل 25 is a chapter, فصل 25 عاملا dismisses 25.
    counts = noun is not None and page.words[figure.end].norm.endswith("ا")
    if not counts and _is_label(page, figure):
        return None
    before = words_before(page, figure)
    named = (
        noun is None
        and re.search(r"(?:الي| [بل]|بلغ|بالغ|يبلغ|تبلغ|بلغت|نحو|حوالي|من|عن|تتجاوز|يتجاوز|عدد(?:هم|هن|ها|ه))$", before)
        and _COUNT_NOUN.search(before)
    )
    if noun is None and not named:
        return None
    span = Span(stem_start(page.text, words[figure.start], figure.cut), words[figure.end - 1].end)
    bound = bound_of(page, figure, figure.end)
    if high is not None and bound != "approx":
        bound = "at-least"
    return FoundQuantity(span, "number", Quantity(_rounded(figure.value), "", bound), high, noun)


def noun_after(page: Page, figure: Figure) -> int | None:
    """Return the offset of the noun counted: 3400 وظيفة, 2500 من العاملين."""
    words, index = page.words, figure.end
    if index >= len(words) or words[index].kind != "arabic" or touches(words, index):
        return None
    norm = words[index].norm
    if norm == "من" and index + 1 < len(words):
        noun = words[index + 1]
        own = noun.norm.startswith("ال") or (len(noun.norm) > 5 and noun.norm.endswith(("ها", "هم", "نا", "ه")))
        return noun.start if own and noun.kind == "arabic" and not _is_month(page, index + 1) else None
    # أحد عشر ألفا: نون; ألّف كتابا, "wrote a book", has its object with tanwin.
    written = figure.value == 1000 and not figure.digits and figure.end == figure.start + 1 and norm.endswith("ا")
    if (
        written
        or norm.startswith("ال")
        or len(norm) < 2
        or norm in _UNCOUNTED
        or norm[1:] in _UNCOUNTED
        or _is_month(page, index)
    ):
        return None
    if norm.startswith("و") and (
        norm[1:].startswith("ال") or norm[1:] in SCALES or norm in ("وقال", "وقد", "وكان", "وكانت")
    ):
        return None
    return words[index].start


def _is_month(page: Page, index: int) -> bool:
    calendar = shipped_calendar()
    return any(calendar.find(kind, page.words, index, whole=True) for kind in ("month", "hijri-month"))


def _is_label(page: Page, figure: Figure) -> bool:
    """Return whether a number names something rather than counts: رقم 5, Windows 7, a telephone number."""
    words, index = page.words, figure.start
    digits = words[index].norm if words[index].kind == "digits" else ""
    if len(digits) > 9 or (len(digits) > 1 and digits[0] == "0"):
        return True
    if index and (words[index - 1].kind == "latin" or words[index - 1].norm in "+#"):
        return bool(digits)
    # The score 3-1.
    dashed = [
        at
        for at in (index, figure.end)
        if 0 < at < len(words) and touches(words, at) and {words[at - 1].norm, words[at].norm} & DASHES
    ]
    if digits and dashed:
        return True
    if figure.end < len(words) and words[figure.end].kind == "latin" and touches(words, figure.end):
        return True
    return bool(digits) and _ORDER.search(words_before(page, figure)) is not None
