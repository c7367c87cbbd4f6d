"""Text -> the figures in it: money, percentages, and numbers of counted things, each with its bound.

How digits are read:
- 14.25, 14,25, 14،25, 14٫25 are decimals; 1,200 and 1٬200 are thousands, and so are 1.200.000 and 10 000;
- a single point before three digits is a decimal point before مليون, مليار and a percent sign (1.325 مليار), else thousands (10.500 دولار);
- ر for a decimal point (4ر1) and a point with a stray blank after it (72. 4 في المائة) stand in text that was once stored in visual order:
  the part before them is the fraction, 1.4 and 4.72.
A range has its lower end as value, bound at-least, and its upper end beside it. Vague numbers (عشرات المليارات، بضعة ملايين) give nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from kg.arabic.dates import Word, find_dates, forms, scan, shipped_calendar, stem_start
from kg.arabic.folding import fold, fold_letters
from kg.model import Bound, OntologyError, Quantity, Span

_UNITS = {
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
_FRACTIONS = {"نصف": 0.5, "ربع": 0.25, "ثلث": 1 / 3, "ثلثي": 2 / 3, "ثلثا": 2 / 3}
_SCALES = {"الف": 1e3, "مليون": 1e6, "مليار": 1e9, "بليون": 1e9, "تريليون": 1e12, "ترليون": 1e12}
_PLURAL_SCALES = {
    "الاف": 1e3, "الوف": 1e3, "ملايين": 1e6, "مليونات": 1e6, "مليارات": 1e9, "بلايين": 1e9, "بليونات": 1e9,
    "تريليونات": 1e12, "ترليونات": 1e12,
}  # fmt: skip
_LATIN_SCALES = {
    "thousand": 1e3, "million": 1e6, "mn": 1e6, "mln": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12, "tn": 1e12,
    "k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12,
}  # fmt: skip

_SENTENCE_ENDS = frozenset(".!؟?؛;\n")
_DASHES = frozenset("-–—−")
_PERCENT = frozenset("%٪﹪％")
_BLANKS = frozenset(" \u00a0\u2009\u202f")
_DIGITS_LIMIT = 15

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
# ارتفع من 5 إلى 7 مليارات is a change, no range.
_CHANGE = re.compile(
    r"(?:^| )[وفبل]?(?:ال)?(?:[يت]?رتفع|ارتفع|ارتفاع|انخفض|انخفاض|[يت]نخفض|تراجع|[يت]تراجع|زاد|زياده|[يت]زيد|نما|نمو|قفز|[يت]قفز|هبط|[يت]هبط"
    r"|رفع|[يت]رفع|خفض|[يت]خفض|تخفيض|تقليص|[يت]قلص|انتقل|تحول|صعد|[يت]صعد|ازداد|زادت|نمت|تضاعف)(?:ت|ا|ها|ه)?(?= |$)"
)
_SPREAD = re.compile(r"(?:^| )[وف]?(?:[يت]?تراوح|متراوح)(?:ت|ه)?(?= |$)")
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


@dataclass(frozen=True, slots=True)
class Unit:
    """Hold one meaning of a currency's noun."""

    code: str
    countries: tuple[tuple[str, ...], ...]
    """Folded adjectives of the country, each as its words."""
    bare: str
    """yes, assumed, or nothing: whether the noun alone means this currency."""


@dataclass(frozen=True, slots=True)
class Currencies:
    """Hold the names of currencies: nouns in all their forms, signs and codes."""

    nouns: Mapping[str, tuple[Unit, ...]]
    latin: Mapping[str, tuple[str, bool]]
    """Folded code or Latin noun -> code, and whether it is only assumed."""
    signs: Mapping[str, str]
    pattern: re.Pattern[str]
    """Matches any sign or abbreviation in folded text."""


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """Hold a figure as it stands in a text."""

    span: Span
    """The number with its unit, without the words of its bound and the thing counted."""
    kind: Literal["money", "percent", "number"]
    quantity: Quantity
    range_high: float | None = None
    """The upper end of a range; the quantity holds the lower one."""
    counted_start: int | None = None
    """Where the counted noun begins (3400 موظف); None for money and percentages, and for a number whose noun stands before it (عددهم)."""
    assumed: bool = False
    """Whether the currency is only the likely one of its noun (مليار جنيه)."""


@dataclass(frozen=True, slots=True)
class _Figure:
    """Hold a number by the indexes of its words."""

    start: int
    end: int
    value: float
    scale: float = 1.0
    """The last multiplier: 1e9 of 5 مليارات."""
    cut: int = 0
    """Letters of proclitics on the first word."""
    definite: bool = False
    digits: bool = False


@dataclass(frozen=True, slots=True)
class _Unit:
    end: int
    code: str
    assumed: bool = False
    start: int | None = None
    """Offset of a sign or code before the number."""


@dataclass(frozen=True, slots=True)
class _Page:
    text: str
    words: tuple[Word, ...]
    currencies: Currencies
    signs: Mapping[int, tuple[int, str]]
    """Offset of a sign -> its end and its currency."""
    sign_ends: Mapping[int, tuple[int, str]]
    dates: tuple[Span, ...]


def load_currencies(path: Path) -> Currencies:
    """Read the table of currencies.

    Raises OntologyError where a row lacks a column or a code is no ISO 4217 code.
    """
    nouns: dict[str, list[Unit]] = {}
    latin: dict[str, tuple[str, bool]] = {}
    signs: dict[str, str] = {}
    rows = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    for row in rows[1:]:
        cells = [_several(cell) for cell in row.split("\t")]
        if len(cells) != 8 or not re.fullmatch("[A-Z]{3}", row[:3]):
            raise OntologyError(f"{path}: the row of {row[:12]!r} needs 8 cells, the first an ISO 4217 code")
        code, bare = row[:3], row.split("\t")[7]
        unit = Unit(code, tuple(tuple(fold(country).split()) for country in cells[3]), bare)
        for form in sorted(
            {form for noun in cells[1] for form in _inflected(noun)} | {fold(noun) for noun in cells[2]}
        ):
            nouns.setdefault(form, []).append(unit)
        latin[code.casefold()] = (code, False)
        latin.update({word.casefold(): (code, bare == "assumed") for word in cells[6]})
        signs.update({fold_letters(sign): code for sign in (*cells[4], *cells[5])})
    longest = sorted(signs, key=lambda sign: (-len(sign), sign))
    # The letters of ر.س must not be the end of a word.
    pattern = re.compile(
        "|".join(rf"(?<![^\W\d]){re.escape(s)}(?![^\W\d])" if s[0].isalpha() else re.escape(s) for s in longest)
    )
    return Currencies({form: tuple(units) for form, units in nouns.items()}, latin, signs, pattern)


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(" | ") if part)


def _inflected(noun: str) -> Iterator[str]:
    """Yield the singular and the dual of a noun with and without tanwin, folded: دولار, دولارا, دولارين, دولاران, دولاري."""
    form = fold(noun)
    yield form
    stem = form[:-1] + "ت" if noun.endswith("ة") else form
    yield from (stem + end for end in ("ين", "ان", "ي"))
    yield stem + "ا"


def find_quantities(text: str, currencies: Currencies) -> tuple[FoundQuantity, ...]:
    """Find the figures in a text, sorted, without overlaps.

    Bare numbers are found only before the noun that they count or after عدد, and never where a date stands.
    """
    words = scan(text)
    signs = {
        match.start(): (match.end(), currencies.signs[match.group()])
        for match in currencies.pattern.finditer(fold_letters(text))
    }
    sign_ends = {end: (start, code) for start, (end, code) in signs.items()}
    # Any date of the article serves: only the spans of the dates are used.
    dates = tuple(found.span for found in find_dates(text, "2000-01-01"))
    page = _Page(text, words, currencies, signs, sign_ends, dates)
    found: list[FoundQuantity] = []
    index = 0
    while index < len(words):
        read, index = _read(page, index, found[-1] if found else None)
        found += read
    return tuple(found)


def _read(page: _Page, index: int, last: FoundQuantity | None) -> tuple[tuple[FoundQuantity, ...], int]:
    """Read the figures that begin at this word, and return the index to go on at."""
    figure = _figure(page, index)
    if not figure:
        return (), index + 1
    ranged = _range(page, figure, last)
    if ranged:
        return ranged
    unit = _unit_after(page, figure) or _unit_before(page, figure, last)
    if unit:
        return (_quantity(page, figure, unit),), unit.end
    shared = _shared_unit(page, figure)
    if shared:
        return (_quantity(page, replace(figure, value=figure.value * shared[0]), shared[1]),), figure.end
    borrowed = _borrowed_unit(page, figure, last)
    if borrowed:
        return (_quantity(page, figure, borrowed),), figure.end
    counted = _counted(page, figure)
    return ((counted,), figure.end) if counted else ((), figure.end)


# --- numbers


def _figure(page: _Page, index: int) -> _Figure | None:
    """Read a number in digits or words with its multipliers: 14,25 مليار, مليار ونصف المليار, مليار و200 مليون, خمسة عشر مليونا."""
    first = _term(page, index)
    if not first:
        return None
    figure = _with_fraction(page, first)
    # A smaller part joined by و belongs to it: مليار و200 مليون; what is equal or greater is another number.
    while (
        figure.scale > 1
        and page.words[figure.end - 1].kind == "arabic"
        and float(figure.value / figure.scale).is_integer()
    ):
        joined = _joined(page, figure.end)
        more = _term(page, joined) if joined is not None else None
        if not more or more.value >= figure.scale or more.definite:
            break
        figure = replace(figure, end=more.end, value=figure.value + more.value, scale=more.scale)
        figure = _with_fraction(page, figure)
    return figure


def _joined(page: _Page, index: int) -> int | None:
    """Return where the word after و begins: the next one after a lone و, or this one with و attached."""
    if index >= len(page.words):
        return None
    norm = page.words[index].norm
    if norm == "و":
        return index + 1
    return index if norm.startswith("و") and len(norm) > 2 and norm not in _UNITS else None


def _term(page: _Page, index: int) -> _Figure | None:
    """Read one number with one chain of multipliers: 5 مليارات, مئة ألف مليون, مليوني."""
    words = page.words
    if index >= len(words):
        return None
    group = _digits(page, index) or _group(page, index)
    if group:
        group = _in_brackets(page, group)
        scale, end = _scales(page, group.end, spelt=not group.digits)
        return replace(group, end=end, value=group.value * scale, scale=scale)
    for cut, form in forms(words[index].norm):
        stem, definite = (form[2:], True) if form.startswith("ال") and form[2:] in _SCALES else (form, False)
        implied = _implied(stem)
        if implied and words[index].kind == "arabic" and not _is_vague(page, index):
            more, end = _scales(page, index + 1, spelt=True)
            return _Figure(index, end, implied[0] * implied[1] * more, implied[1] * more, cut, definite)
    return None


def _implied(stem: str) -> tuple[int, float] | None:
    """Return how many, and of what, a multiplier alone says: مليون (1), مليوني and مليونا (2)."""
    if stem in _SCALES:
        return 1, _SCALES[stem]
    for end in ("ين", "ان", "ي", "ا"):
        if stem.endswith(end) and stem[: -len(end)] in _SCALES:
            return 2, _SCALES[stem[: -len(end)]]
    return None


def _is_vague(page: _Page, index: int) -> bool:
    """Return whether a word of vague number stands before: عشرات الملايين, بضعة آلاف, مئات مليون."""
    before = page.words[index - 1].norm if index else ""
    return any(
        form in ("عشرات", "ميات", "مياتي", "بضعه", "بضع", "عده", "الاف", "ملايين", "مليارات")
        for _, form in forms(before)
    )


def _scales(page: _Page, index: int, *, spelt: bool) -> tuple[float, int]:
    """Return the product of the multipliers that begin here, and the index after them."""
    words, scale = page.words, 1.0
    while index < len(words) and scale <= 1e12:
        norm = words[index].norm
        stem = norm[2:] if norm.startswith("ال") and norm not in _PLURAL_SCALES and len(norm) > 4 else norm
        factor = (
            _SCALES.get(stem) or _PLURAL_SCALES.get(stem) or (_SCALES.get(stem[:-1]) if stem.endswith("ا") else None)
        )
        if not factor and not spelt and words[index].kind == "latin" and (len(norm) > 1 or _touches(words, index)):
            factor = _LATIN_SCALES.get(norm)
        if not factor:
            break
        scale *= factor
        index += 1
    return scale, index


def _touches(words: Sequence[Word], index: int) -> bool:
    """Return whether no blank stands between this word and the one before it."""
    return 0 < index < len(words) and words[index - 1].end == words[index].start


def _with_fraction(page: _Page, figure: _Figure) -> _Figure:
    """Add a fraction of the last multiplier: مليار ونصف, مليون ونصف المليون."""
    index = _joined(page, figure.end)
    if index is None:
        return figure
    norm = page.words[index].norm if index < len(page.words) else ""
    fraction = _FRACTIONS.get(norm.removeprefix("و")) if index == figure.end else _FRACTIONS.get(norm)
    if not fraction or (
        figure.scale == 1 and not (index + 1 < len(page.words) and _scales(page, index + 1, spelt=True)[0] > 1)
    ):
        return figure
    scale, end = _scales(page, index + 1, spelt=True)
    if figure.scale == 1:
        # خمسة ونصف مليار
        return replace(figure, end=end, value=(figure.value + fraction) * scale, scale=scale)
    part = fraction * (scale if scale > 1 else figure.scale)
    return replace(figure, end=end, value=figure.value + part)


def _rounded(value: float) -> float:
    """Return a product of decimals without the dust of binary fractions: 4.1 times a billion is 4,100,000,000."""
    return float(f"{value:.12g}")


def _in_brackets(page: _Page, figure: _Figure) -> _Figure:
    """Pass over the digits that repeat a number in words: أربعمائة (400) ألف."""
    words, end = page.words, figure.end
    if figure.digits or end + 2 >= len(words) or words[end].norm != "(":
        return figure
    digits = _digits(page, end + 1)
    if digits and digits.end < len(words) and words[digits.end].norm == ")" and digits.value == figure.value:
        return replace(figure, end=digits.end + 1)
    return figure


def _group(page: _Page, index: int) -> _Figure | None:
    """Read a number below a thousand in words, or a fraction of a multiplier: ثلاثمئة وخمسة وعشرون, خمسة عشر, نصف مليار."""
    words = page.words
    if words[index].kind != "arabic":
        return None
    for cut, form in forms(words[index].norm):
        for stem, definite in ((form, False), (form[2:] if form.startswith("ال") else "", True)):
            read = _spelt(words, index, stem)
            if read:
                return _Figure(index, read[1], read[0], 1.0, cut, definite)
    return None


def _spelt(words: Sequence[Word], index: int, stem: str) -> tuple[float, int] | None:
    def norm(at: int) -> str:
        return words[at].norm if at < len(words) else ""

    if stem in _FRACTIONS:
        scaled = norm(index + 1).removeprefix("ال") in _SCALES
        return (_FRACTIONS[stem], index + 1) if scaled else None
    if stem in ("ثلاثه", "ثلاث") and norm(index + 1) == "ارباع":
        return 0.75, index + 2
    if stem in _HUNDREDS:
        value, end = float(_HUNDREDS[stem]), index + 1
    elif _UNITS.get(stem, 0) > 2 and norm(index + 1) in _HUNDRED:
        value, end = _UNITS[stem] * 100.0, index + 2
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
    value = _UNITS.get(stem)
    if not value:
        return None
    if following in ("عشر", "عشره"):
        return 10 + value, index + 2
    if following.startswith("و") and following[1:].removeprefix("ال") in _TENS:
        return value + _TENS[following[1:].removeprefix("ال")], index + 2
    # واحد follows its noun, and أحد is "someone".
    return (value, index + 1) if value > 1 else None


def _digits(page: _Page, index: int) -> _Figure | None:
    """Read a number in digits with its separators; no times, dates, versions, nor digits that hang on Latin letters."""
    words = page.words
    if words[index].kind != "digits" or _hangs(page, index):
        return None
    parts, marks, end = [words[index].norm], "", index + 1
    while (
        len(parts) < 7
        and end + 1 < len(words)
        and words[end].norm in (*".,،٫٬'’", "ر")
        and _touches(words, end)
        and _touches(words, end + 1)
    ):
        if words[end + 1].kind != "digits":
            break
        parts.append(words[end + 1].norm)
        marks += words[end].norm
        end += 2
    if not marks:
        stray = _reversed(page, index)
        if stray:
            return stray
        while len(parts[0]) <= 3 and len(parts) < 6 and end < len(words) and _is_space_group(page, end):
            parts.append(words[end].norm)
            marks += " "
            end += 1
    if end + 1 < len(words) and words[end].norm in ":/" and _touches(words, end) and words[end + 1].kind == "digits":
        return None
    value = _value(parts, marks, scaled=_is_scaled(page, end), percent=_is_percent(page, end))
    return None if value is None else _Figure(index, end, value, digits=True)


def _hangs(page: _Page, index: int) -> bool:
    """Return whether the digits are part of something else: G4, بدر-7, 11:02, 9/7."""
    words = page.words
    if not _touches(words, index) or words[index - 1].end in page.sign_ends:
        return False
    before = words[index - 1]
    if before.kind == "latin" or before.norm in ":/\\@#_":
        return before.norm not in page.currencies.latin
    if before.norm in (*_DASHES, *".,٫٬،") and _touches(words, index - 1):
        # 1.2.3.4, بدر-7; but 8-10 is a range.
        return words[index - 2].kind in ("latin", "arabic") or (
            words[index - 2].kind == "digits" and before.norm not in _DASHES
        )
    return False


def _is_space_group(page: _Page, index: int) -> bool:
    words = page.words
    return (
        words[index].kind == "digits"
        and len(words[index].norm) == 3
        and words[index].start - words[index - 1].end == 1
        and page.text[words[index - 1].end] in _BLANKS
    )


def _reversed(page: _Page, index: int) -> _Figure | None:
    """Read a number torn in two in visual order, before a multiplier or a percent sign and not at the head of a line: 72. 4 في المائة."""
    words = page.words
    if index + 2 >= len(words) or words[index + 1].norm != "." or words[index + 2].kind != "digits" or index == 0:
        return None
    fraction, whole = words[index].norm, words[index + 2].norm
    apart = words[index + 2].start - words[index + 1].end
    if (
        not _touches(words, index + 1)
        or apart != 1
        or len(fraction) > 3
        or len(whole) > 3
        or words[index - 1].norm in ("\n", ".")
    ):
        return None
    if page.text[words[index + 1].end] not in _BLANKS or not (
        _is_scaled(page, index + 3) or _is_percent(page, index + 3)
    ):
        return None
    return _Figure(index, index + 3, float(f"{whole}.{fraction}"), digits=True)


def _value(parts: Sequence[str], marks: str, *, scaled: bool, percent: bool) -> float | None:
    """Return the value of digits with these separators, or None where they are no number (1.2.3)."""
    if sum(map(len, parts)) > _DIGITS_LIMIT:
        return None
    if not marks:
        return float(parts[0])
    if marks == "ر":
        return float(f"{parts[1]}.{parts[0]}")
    marks = marks.replace("،", ",").replace("’", "'")
    grouped = all(len(part) == 3 for part in parts[1:]) and 1 <= len(parts[0]) <= 3 and parts[0][0] != "0"
    if len(set(marks)) == 1:
        mark = marks[0]
        if len(marks) > 1 or mark in "٬' ":
            return float("".join(parts)) if grouped and mark not in "٫ر" else None
        thousands = grouped and mark != "٫" and not percent and (mark == "," or not scaled)
        return float("".join(parts)) if thousands else float(".".join(parts))
    # 1,200.5 and 1.200,5: the last of two kinds is the decimal mark.
    if (
        "ر" in marks
        or marks.count(marks[-1]) > 1
        or len(set(marks[:-1])) > 1
        or not all(len(part) == 3 for part in parts[1:-1])
    ):
        return None
    return float("".join(parts[:-1]) + "." + parts[-1])


def _is_scaled(page: _Page, index: int) -> bool:
    return _scales(page, index, spelt=False)[0] > 1


def _is_percent(page: _Page, index: int) -> bool:
    return _percent(page, index) is not None


# --- units


def _percent(page: _Page, index: int) -> int | None:
    """Return the index after a percent sign or its words: في المائة, بالمئة, percent."""
    words = page.words
    if index >= len(words):
        return None
    norm = words[index].norm
    if norm in _PERCENT or norm in ("بالمايه", "بالميه", "percent"):
        return index + 1
    following = words[index + 1].norm if index + 1 < len(words) else ""
    if (norm == "في" and following in ("المايه", "الميه", "مايه", "ميه")) or (norm == "per" and following == "cent"):
        return index + 2
    return None


def _unit_after(page: _Page, figure: _Figure) -> _Unit | None:
    words, index = page.words, figure.end
    percent = _percent(page, index) if figure.scale == 1 else None
    if percent:
        return _Unit(percent, "percent")
    if index >= len(words):
        return None
    if sign := page.signs.get(words[index].start):
        # "5 ملايين $10" : a sign that touches other digits is theirs.
        after = next((at for at in range(index, min(index + 8, len(words))) if words[at].start >= sign[0]), len(words))
        theirs = (
            after < len(words)
            and words[after].kind == "digits"
            and words[after].start == sign[0]
            and not _touches(words, index)
        )
        if not theirs:
            return _Unit(after, sign[1])
    if words[index].kind == "latin" and words[index].norm in page.currencies.latin:
        code, assumed = page.currencies.latin[words[index].norm]
        return _Unit(index + 1, code, assumed)
    partitive = words[index].norm == "من" and index + 1 < len(words) and words[index + 1].norm.startswith("ال")
    return _currency(page, index + 1 if partitive else index)


def _currency(page: _Page, index: int) -> _Unit | None:
    """Read a currency's noun with its country: دولارا أميركيا, الجنيه المصري, ريال."""
    words = page.words
    if index >= len(words) or words[index].kind != "arabic":
        return None
    norm = words[index].norm
    stem = next((norm.removeprefix(head) for head in ("بال", "ال") if norm.startswith(head)), norm)
    units = page.currencies.nouns.get(norm) or page.currencies.nouns.get(stem)
    if not units:
        return None
    best: _Unit | None = None
    for unit in units:
        for country in unit.countries:
            size = len(country)
            if _is_country(words[index + 1 : index + 1 + size], country) and (
                best is None or index + 1 + size > best.end
            ):
                best = _Unit(index + 1 + size, unit.code)
    if best:
        return best
    bare = next((unit for unit in units if unit.bare), None)
    return _Unit(index + 1, bare.code, bare.bare == "assumed") if bare else None


def _is_country(words: Sequence[Word], country: tuple[str, ...]) -> bool:
    """Return whether these words are the adjective in any gender, case and definiteness: أميركي, أميركية, أميركيا, الأميركي."""
    if len(words) != len(country):
        return False
    pairs = zip(words, country, strict=True)
    return all(word.norm.removeprefix("ال") in (part, part + "ه", part + "ا", part + "ين") for word, part in pairs)


def _unit_before(page: _Page, figure: _Figure, last: FoundQuantity | None) -> _Unit | None:
    """Read a sign, a code or a percent sign before the number: $5, US$ 5, USD 5, ٪20."""
    words, index = page.words, figure.start
    if index == 0 or words[index].kind != "digits":
        return None
    before, taken = words[index - 1], last.span.end if last else 0
    if (
        before.start < taken
        or words[index].start - before.end > 1
        or "\n" in page.text[before.end : words[index].start]
    ):
        return None
    if before.norm in _PERCENT and figure.scale == 1:
        return _Unit(figure.end, "percent", start=before.start)
    if before.end in page.sign_ends:
        start, code = page.sign_ends[before.end]
        return _Unit(figure.end, code, start=start) if start >= taken else None
    if before.kind == "latin" and len(before.norm) == 3 and before.norm in page.currencies.latin:
        return _Unit(figure.end, page.currencies.latin[before.norm][0], start=before.start)
    return None


def _shared_unit(page: _Page, figure: _Figure) -> tuple[float, _Unit] | None:
    """Return the multiplier and the unit that stand after the last of several numbers: 20 و30 مليون دولار, 5 مليارات إلى 7 مليارات دولار."""
    words = page.words
    if _is_dated(page, figure):
        return None
    end, scale = figure.end, figure.scale
    for _ in range(5):
        if end >= len(words):
            return None
        joined = _joined(page, end)
        start = joined if joined is not None else end + 1 if words[end].norm in ("او", "الي", "،", "مقابل") else None
        other = _figure(page, start) if start is not None else None
        if not other or (figure.digits != other.digits and scale == 1) or _is_dated(page, other):
            return None
        unit = _unit_after(page, other)
        if unit:
            shares = scale == 1 and other.scale > 1 and figure.value <= 1000
            if scale == 1 and other.scale > 1 and not shares:
                return None
            return (other.scale if shares else 1.0), replace(unit, end=figure.end)
        end = other.end
    return None


def _borrowed_unit(page: _Page, figure: _Figure, last: FoundQuantity | None) -> _Unit | None:
    """Return the currency of the money just before, for a number of millions that counts nothing itself: 5 مليارات دولار إلى 7 مليارات."""
    if not last or last.kind != "money" or figure.scale < 1e6 or _noun_after(page, figure) is not None:
        return None
    words = page.words
    between = [word for word in words[max(figure.start - 12, 0) : figure.start] if word.start >= last.span.end]
    if len(between) == 8 or any(word.norm in _SENTENCE_ENDS for word in between):
        return None
    return _Unit(figure.end, last.quantity.unit, last.assumed)


# --- ranges


def _range(page: _Page, low: _Figure, last: FoundQuantity | None) -> tuple[tuple[FoundQuantity, ...], int] | None:
    """Read بين 5 و7 مليارات, 8-10, من 3 إلى 5 ملايين, خمسة أو ستة ملايين."""
    words = page.words
    own = _unit_after(page, low) or _unit_before(page, low, last)
    end = max(own.end, low.end) if own else low.end
    if end >= len(words):
        return None
    before = _context(page, low)
    between = re.search(r"(?:^| )[وفبل]?(?:بين|ما بين)(?: [^ ]+)?$", before) is not None
    start = _after_link(page, end, between=between)
    high = _figure(page, _after_sign(page, start)) if start is not None else None
    if not high or start is None:
        return None
    unit = _unit_after(page, high) or _unit_before(page, high, None)
    linked = words[start - 1].norm if start > end else ""
    if not between and linked == "الي" and not _is_spread(before, has_unit=own is not None):
        return None
    if not between and own and linked not in ("الي", *_DASHES):
        return None
    scaled = low.value
    if low.scale == 1 and high.scale > 1:
        scaled = low.value * high.scale
    if scaled >= high.value or (own and unit and own.code != unit.code):
        return None
    low = replace(low, value=scaled)
    both = unit or own
    if both:
        both = replace(both, end=max(both.end, high.end), start=own.start if own else None)
        return (_quantity(page, low, both, high.value),), both.end
    counted = _counted(page, replace(high, start=low.start, value=low.value, cut=low.cut), high.value)
    return ((counted,), high.end) if counted else None


def _after_link(page: _Page, index: int, *, between: bool) -> int | None:
    """Return where the upper end of a range begins."""
    words = page.words
    if words[index].norm in ("الي", "او", *_DASHES):
        return index + 1
    return _joined(page, index) if between else None


def _after_sign(page: _Page, index: int) -> int:
    """Pass over the sign before a number."""
    sign = page.signs.get(page.words[index].start) if index < len(page.words) else None
    if sign:
        while index < len(page.words) and page.words[index].start < sign[0]:
            index += 1
    return index


def _is_spread(before: str, *, has_unit: bool) -> bool:
    """Return whether X إلى Y is a range and not a change from one figure to the other."""
    if _SPREAD.search(before):
        return True
    return not has_unit and not (before.endswith(" من") and _CHANGE.search(before))


# --- quantities


def _quantity(page: _Page, figure: _Figure, unit: _Unit, high: float | None = None) -> FoundQuantity:
    """Return the figure with its unit, whose end is the end of the whole."""
    start, sign = _start(page, figure, unit)
    end = page.words[unit.end - 1].end
    kind: Literal["money", "percent"] = "percent" if unit.code == "percent" else "money"
    bound = _bound(page, figure, unit.end)
    if high is not None and bound != "approx":
        bound = "at-least"
    return FoundQuantity(
        Span(start, end), kind, Quantity(_rounded(sign * figure.value), unit.code, bound), high, None, unit.assumed
    )


def _start(page: _Page, figure: _Figure, unit: _Unit) -> tuple[int, int]:
    """Return where a figure begins, with the sign before it, and 1 or -1."""
    words, index = page.words, figure.start
    if unit.start is not None:
        return unit.start, 1
    negative = words[index].kind == "digits" and _touches(words, index) and words[index - 1].norm in "-−"
    if negative and not _touches(words, index - 1) and (index < 2 or words[index - 2].kind != "digits"):
        return words[index - 1].start, -1
    return stem_start(page.text, words[index], figure.cut), 1


def _counted(page: _Page, figure: _Figure, high: float | None = None) -> FoundQuantity | None:
    """Return a bare number with the place of the noun that it counts, or after عدد without one."""
    words = page.words
    if figure.definite or _is_dated(page, figure):
        return None
    noun = _noun_after(page, figure)
    # فصل 25 is a chapter, فصل 25 عاملا dismisses 25.
    counts = noun is not None and page.words[figure.end].norm.endswith("ا")
    if not counts and _is_label(page, figure):
        return None
    before = _context(page, figure)
    named = (
        noun is None
        and re.search(r"(?:الي| [بل]|بلغ|بالغ|يبلغ|تبلغ|بلغت|نحو|حوالي|من|عن|تتجاوز|يتجاوز|عدد(?:هم|هن|ها|ه))$", before)
        and _COUNT_NOUN.search(before)
    )
    if noun is None and not named:
        return None
    span = Span(stem_start(page.text, words[figure.start], figure.cut), words[figure.end - 1].end)
    bound = _bound(page, figure, figure.end)
    if high is not None and bound != "approx":
        bound = "at-least"
    return FoundQuantity(span, "number", Quantity(_rounded(figure.value), "", bound), high, noun)


def _noun_after(page: _Page, figure: _Figure) -> int | None:
    """Return the offset of the noun counted: 3400 وظيفة, 2500 من العاملين."""
    words, index = page.words, figure.end
    if index >= len(words) or words[index].kind != "arabic" or _touches(words, index):
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
        norm[1:].startswith("ال") or norm[1:] in _SCALES or norm in ("وقال", "وقد", "وكان", "وكانت")
    ):
        return None
    return words[index].start


def _is_month(page: _Page, index: int) -> bool:
    calendar = shipped_calendar()
    return any(calendar.find(kind, page.words, index, whole=True) for kind in ("month", "hijri-month"))


def _is_dated(page: _Page, figure: _Figure) -> bool:
    start, end = page.words[figure.start].start, page.words[figure.end - 1].end
    # Dates are sorted and don't overlap: only the last one that begins before the figure's end can touch it.
    before = bisect_left(page.dates, Span(end, 0))
    return before > 0 and start < page.dates[before - 1].end


def _is_label(page: _Page, figure: _Figure) -> bool:
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
        if 0 < at < len(words) and _touches(words, at) and {words[at - 1].norm, words[at].norm} & _DASHES
    ]
    if digits and dashed:
        return True
    if figure.end < len(words) and words[figure.end].kind == "latin" and _touches(words, figure.end):
        return True
    return bool(digits) and _ORDER.search(_context(page, figure)) is not None


# --- currencies


def likely_currency(found: FoundQuantity, text: str, currencies: Currencies, countries: Mapping[str, int]) -> Quantity:
    """Return a figure in the currency of the country that the article speaks of, where its noun alone leaves it open (دينار، ريال).

    `countries` counts the folded adjectives of countries in the article (تونسي: 3); of two that are named as often neither wins.
    """
    if not found.assumed:
        return found.quantity
    counts: dict[str, int] = {}
    for word in scan(text[found.span.start : found.span.end]):
        for unit in currencies.nouns.get(word.norm, ()):
            named = max((countries.get(" ".join(country), 0) for country in unit.countries), default=0)
            counts[unit.code] = max(counts.get(unit.code, 0), named)
    most = max(counts.values(), default=0)
    likely = [code for code, count in counts.items() if count == most]
    return replace(found.quantity, unit=likely[0]) if most and len(likely) == 1 else found.quantity


# --- bounds


def _context(page: _Page, figure: _Figure) -> str:
    """Return the folded words before a figure in its sentence, at most twelve, and the proclitic on it."""
    before: list[str] = []
    first = page.words[figure.start]
    for word in reversed(page.words[max(figure.start - 12, 0) : figure.start]):
        if word.norm in _SENTENCE_ENDS:
            break
        if word.kind in ("arabic", "latin") and word.norm:
            before.append(word.norm[:30])
    proclitic = first.norm[: figure.cut].lstrip("وف")
    return " ".join([*reversed(before), *([proclitic] if proclitic else [])])


def _bound(page: _Page, figure: _Figure, end: int) -> Bound:
    """Read the words around a figure that make it a bound: ما لا يقل عن, نحو, تصل قيمته إلى; على الأقل."""
    after = " ".join(word.norm[:30] for word in page.words[end : end + 4])
    for bound, pattern in _AFTER:
        if pattern.search(after):
            return bound
    before = _context(page, figure)
    for bound, pattern in _BOUNDS:
        if pattern.search(before):
            return bound
    return "exact"
