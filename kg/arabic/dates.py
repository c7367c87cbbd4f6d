"""Text -> the dates in it, as precise as the text and the date of the article allow.

A date is a year, a quarter, a month or a day: YYYY, YYYY-QN, YYYY-MM, YYYY-MM-DD. Relative dates (أمس، نوفمبر الماضي) need the date of the
article and are left out without it. Left out always: Hijri dates (they begin a day apart in different countries), relative fiscal years and
quarters (every company's begin elsewhere), decades and centuries, durations (خلال عامين), and vague words (مؤخرا، حاليا، السنوات الماضية).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

from kg.arabic.folding import fold, fold_letters
from kg.model import OntologyError, Span

Role = Literal["date", "until", "period", "from"]

_WORD = re.compile(
    "(?P<digits>[0-9]+)"
    "|(?P<arabic>[\u0621-\u063f\u0641-\u064a\u0671-\u06d3\u0640][\u0610-\u061a\u0621-\u065f\u0670-\u06d3\u06d6-\u06ed]*)"
    "|(?P<latin>[A-Za-z\u00c0-\u024f]+)"
    "|(?P<mark>\n|[^\\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff])"
)
_PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")
_ENDS = frozenset(".!؟?؛;\n")
_DASHES = frozenset("-–—−")
_BEFORE = 16
"""How many words before a date are read for its role and its tense."""


@dataclass(frozen=True, slots=True)
class Word:
    """Hold a run of letters of one script, a run of digits, or a mark; a line break is a mark."""

    start: int
    end: int
    norm: str
    """Folded text; of a mark the mark itself."""
    kind: str
    """digits, arabic, latin or mark."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """Hold a date as it stands in a text."""

    span: Span
    value: str
    """YYYY, YYYY-QN, YYYY-MM or YYYY-MM-DD."""
    role: Role = "date"
    """date: when; until: the end (بحلول عام 2030); from: the beginning (منذ 2015); period: all of it (خلال 2024، الربع الثالث)."""
    relative: bool = False
    """Whether the date of the article was needed."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Hold the words of dates."""

    names: Mapping[str, Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]]
    """Kind -> first word -> the words of a name with its value, longest first."""
    firsts: frozenset[str]
    """The first words of all names."""

    def find(self, kind: str, words: Sequence[Word], index: int, *, whole: bool = False) -> tuple[str, int] | None:
        """Return the value of the longest name of this kind that begins at this word, and the index after it.

        Proclitics of the first word are passed over, unless it must be `whole`.
        """
        if index >= len(words) or index < 0:
            return None
        first = words[index].norm
        for _, form in ((0, first),) if whole else forms(first):
            for name, value in self.names.get(kind, {}).get(form, ()):
                if tuple(word.norm for word in words[index + 1 : index + len(name)]) == name[1:]:
                    return value, index + len(name)
        return None

    def ends(self, kind: str, words: Sequence[Word], index: int) -> int | None:
        """Return the index of the first word of the longest name of this kind that ends before this word."""
        for start in range(max(index - 3, 0), index):
            found = self.find(kind, words, start)
            if found and found[1] == index:
                return start
        return None


@dataclass(frozen=True, slots=True)
class _Page:
    """Hold what reading a date needs: the words, the calendar, and the article's date with its precision (4, 7 or 10 characters)."""

    text: str
    words: tuple[Word, ...]
    calendar: Calendar
    published: date | None
    precision: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    """Hold a date by the indexes of its words."""

    start: int
    end: int
    value: str
    """Empty for an expression that is passed over as a whole."""
    role: Role = "date"
    relative: bool = False


def load_calendar(path: Path) -> Calendar:
    """Read the words of dates.

    Raises OntologyError where a row lacks a column.
    """
    names: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}
    rows = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    for row in rows[1:]:
        cells = row.split("\t")
        if len(cells) != 5:
            raise OntologyError(f"{path}: the row of {cells[0]!r} has {len(cells)} cells, not 5")
        kind, value, arabic, latin, _ = cells
        for name in filter(None, (*arabic.split(" | "), *latin.split(" | "))):
            parts = tuple(fold(name).split())
            names.setdefault(kind, {}).setdefault(parts[0], []).append((parts, value))
    longest = {
        kind: {first: tuple(sorted(found, key=lambda pair: -len(pair[0]))) for first, found in by_first.items()}
        for kind, by_first in names.items()
    }
    return Calendar(longest, frozenset(first for by_first in names.values() for first in by_first))


@cache
def shipped_calendar() -> Calendar:
    """Return the calendar that is shipped with kg."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "_ontology", package.parent / "ontology"):
        if folder.is_dir():
            return load_calendar(folder / "lexicon" / "calendar.tsv")
    raise OntologyError(f"no ontology/ beside {package} and none inside it: the installation is broken")


def scan(text: str) -> tuple[Word, ...]:
    """Cut a text into words, numbers and marks, with offsets into the text; blanks and direction marks are left out."""
    folded = fold_letters(text)
    words: list[Word] = []
    for match in _WORD.finditer(folded):
        kind = str(match.lastgroup)
        norm = match.group() if kind in ("digits", "mark") else fold(match.group())
        words.append(Word(match.start(), match.end(), norm, kind if norm else "mark"))
    return tuple(words)


@lru_cache(maxsize=100_000)
def forms(norm: str) -> tuple[tuple[int, str], ...]:
    """Return what a folded word can be without its proclitics, each with the number of letters cut: (1, العام) of للعام."""
    found = [(0, norm)]
    for clitic in _PROCLITICS[1:]:
        rest = norm[len(clitic) :]
        if norm.startswith(clitic) and len(rest) > 1:
            found.append((len(clitic), rest))
            if clitic.endswith("ل") and rest.startswith("ل"):
                found.append((len(clitic), "ا" + rest))
    return tuple(found)


def stem_start(text: str, word: Word, cut: int) -> int:
    """Return the offset at which a word goes on after so many letters of proclitics, their vowel marks and tatweel passed over."""
    start = word.start
    while start < word.end and (cut > 0 or not fold(text[start])):
        cut -= bool(fold(text[start]))
        start += 1
    return start


def find_dates(text: str, published: str | None, calendar: Calendar | None = None) -> tuple[FoundDate, ...]:
    """Find the dates in a text, sorted, without overlaps.

    `published` is the date of the article (YYYY-MM-DD, YYYY-MM or YYYY). A bare month is the latest one not after the article's month, or the
    coming one after a word of the future (من المقرر). A bare weekday is the latest one up to the day of the article itself: agencies name the
    day of the news. Expressions of a week, or of "some days ago", give the month or year that they lie in.
    """
    page = _page(text, published, calendar or shipped_calendar())
    found: list[_Found] = []
    index = 0
    while index < len(page.words):
        read = _read(page, index, found)
        if not read:
            index += 1
            continue
        index = max(read[-1].end, index + 1)
        found += [_extended(page, one, found[-1].end if found else 0) for one in read if one.value]
    return tuple(_placed(page, one) for one in _ranges(page, found))


def parse_date_line(text: str) -> str | None:
    """Return the date of a line that holds a date and nothing else but a weekday, a time and a label; else None.

    Two-digit years up to 68 are of this century. Hijri dates and bare years give None.
    """
    page = _page(text, None, shipped_calendar())
    words = tuple(word for word in page.words if word.norm not in "\n")
    if not words or len(words) > 40:
        return None
    page = replace(page, words=words)
    value: str | None = None
    index = 0
    while index < len(words):
        found = None if value else _whole_date(page, index)
        if found:
            value, index = found
            continue
        after = _beside_date(page, index)
        if after is None:
            return None
        index = after
    return value


def _whole_date(page: _Page, index: int) -> tuple[str, int] | None:
    numeric = _numeric(page, index, short_year=True)
    if numeric and numeric.value and len(numeric.value) == 10:
        return numeric.value, numeric.end
    words = page.words
    day, after = (int(words[index].norm), index + 1) if _is_day(words, index) else (0, index)
    month = _month_name(page, after)
    if not month:
        return None
    if not day and words[after].kind == "latin" and _is_day(words, month[1]):
        # October 20, 2024
        day, month = int(words[month[1]].norm), (month[0], month[1] + 1)
    end = month[1] + 1 if month[1] < len(words) and words[month[1]].norm in "،,." else month[1]
    year = _year(page, end)
    if not year and day and end < len(words) and words[end].kind == "digits" and len(words[end].norm) == 2:
        year = (_century(words[end].norm), end + 1)
    if not year:
        return None
    value = _written(year[0], month[0], day)
    return (value, year[1]) if value else None


def _beside_date(page: _Page, index: int) -> int | None:
    """Return the index after a word that may stand in a date line: a weekday, a time, a Hijri date, a label, a mark."""
    words, calendar = page.words, page.calendar
    hijri = _hijri(page, index)
    if hijri:
        return hijri
    for kind in ("weekday", "gregorian", "hijri", "label"):
        found = calendar.find(kind, words, index)
        if found:
            return found[1]
    word = words[index]
    if word.kind == "mark":
        return index + 1
    # A time: 11:02, 11:02:33Z
    beside = (words[index - 1 : index] + words[index + 1 : index + 2]) if index else words[1:2]
    if word.kind == "digits" and len(word.norm) <= 2 and any(one.norm in (":", "t") for one in beside):
        return index + 1
    return None


def _page(text: str, published: str | None, calendar: Calendar) -> _Page:
    words = scan(text)
    if not published or not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", published[:10]):
        return _Page(text, words, calendar, None)
    try:
        day = date.fromisoformat((published[:10] + "-01-01")[:10])
    except ValueError:
        return _Page(text, words, calendar, None)
    return _Page(text, words, calendar, day, len(published[:10]))


def _read(page: _Page, index: int, before: Sequence[_Found]) -> tuple[_Found, ...]:
    """Read the dates that begin at this word; a range of days gives two."""
    word = page.words[index]
    if word.kind == "mark":
        return ()
    if word.kind == "digits" and (hijri := _hijri(page, index)):
        return (_Found(index, hijri, ""),)
    numeric = _numeric(page, index) if word.kind == "digits" else None
    if numeric:
        return (numeric,)
    years = _years(page, index, before)
    if years:
        return years
    for reader in (_days, _quarter, _month, _near_day, _weekday, _unit, _ago):
        found = reader(page, index)
        if found:
            return found
    afterwards = _afterwards(page, index, before)
    return (afterwards,) if afterwards else ()


# --- absolute dates


def _is_day(words: Sequence[Word], index: int) -> bool:
    return (
        index < len(words)
        and words[index].kind == "digits"
        and len(words[index].norm) <= 2
        and 1 <= int(words[index].norm) <= 31
    )


def _glued(words: Sequence[Word], index: int) -> bool:
    """Return whether this word stands right after the one before it, without a blank."""
    return 0 < index < len(words) and words[index - 1].end == words[index].start


def _century(digits: str) -> int:
    return int(digits) + (2000 if int(digits) <= 68 else 1900)


def _written(year: int, month: int = 0, day: int = 0) -> str:
    """Return the value of a date, or nothing where there is no such day."""
    if not 1000 <= year <= 2999 or not 0 <= month <= 12:
        return ""
    if not month:
        return f"{year:04d}"
    if not day:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _numeric(page: _Page, index: int, *, short_year: bool = False) -> _Found | None:
    """Read 9/7/2015 (day first), 2015-07-21, 21.7.2015 and 7/2015."""
    words = page.words
    if words[index].kind != "digits" or (_glued(words, index) and words[index - 1].norm in "/.:-"):
        return None
    parts, end = [words[index].norm], index + 1
    mark = words[end].norm if end < len(words) else ""
    while (
        mark in ("/", "-", ".", "\\")
        and len(parts) < 4
        and end + 1 < len(words)
        and words[end].norm == mark
        and words[end + 1].kind == "digits"
        and _glued(words, end)
        and _glued(words, end + 1)
    ):
        parts.append(words[end + 1].norm)
        end += 2
    value = _numeric_value(parts, mark, short_year=short_year)
    return _Found(index, end, value) if value else None


def _numeric_value(parts: Sequence[str], mark: str, *, short_year: bool) -> str:
    sizes = [len(part) for part in parts]
    if sizes == [1, 4] or sizes == [2, 4]:
        return _written(int(parts[1]), int(parts[0])) if mark == "/" and int(parts[0]) else ""
    if len(parts) != 3 or max(sizes) > 4:
        return ""
    if sizes[0] == 4:
        year, month, day = (int(part) for part in parts)
    elif sizes[2] == 4 or (short_year and sizes[2] == 2):
        day, month = int(parts[0]), int(parts[1])
        year = int(parts[2]) if sizes[2] == 4 else _century(parts[2])
        if month > 12 >= day:
            day, month = month, day
    else:
        return ""
    return _written(year, month, day) if month and day and 1600 <= year <= 2100 else ""


def _hijri(page: _Page, index: int) -> int | None:
    """Return the index after a Hijri date or year: 5 شوال 1436 هـ، 1436هـ."""
    words, calendar = page.words, page.calendar
    after = index + 1 if _is_day(words, index) else index
    month = calendar.find("hijri-month", words, after)
    end = month[1] if month else index
    year = end < len(words) and words[end].kind == "digits" and 1200 <= int(words[end].norm[:9]) <= 1600
    marked = calendar.find("hijri", words, end + 1, whole=True) if year else None
    if marked:
        return marked[1]
    return (end + 1 if year else end) if month else None


def _year(page: _Page, index: int) -> tuple[int, int] | None:
    """Read a year of four digits, with م after it or not."""
    words, calendar = page.words, page.calendar
    if (
        index >= len(words)
        or words[index].kind != "digits"
        or len(words[index].norm) != 4
        or words[index].norm[0] == "0"
    ):
        return None
    year = int(words[index].norm)
    gregorian = calendar.find("gregorian", words, index + 1, whole=True)
    if not 1600 <= year <= 2100 or (calendar.find("hijri", words, index + 1, whole=True)):
        return None
    if _glued(words, index + 1) and (words[index + 1].norm in "%٪:$€£" or words[index + 1].kind == "latin"):
        return None
    # 2015.5 and 2,015,000 are no years; neither is 2000 after a sign of money.
    if (
        _glued(words, index + 1)
        and words[index + 1].norm in ".,٫٬"
        and _glued(words, index + 2)
        and words[index + 2].kind == "digits"
    ):
        return None
    if _glued(words, index) and words[index - 1].norm in ".,٫٬:$€£+":
        return None
    return year, gregorian[1] if gregorian else index + 1


def _years(page: _Page, index: int, before: Sequence[_Found]) -> tuple[_Found, ...]:
    """Read عام 2030, سنة 2013, عامي 2014 و2015, 2014-2015, في 2007, (2015)."""
    words, calendar = page.words, page.calendar
    start = index
    unit = calendar.find("unit", words, index) or _definite_unit(page, index)
    if unit and unit[0] == "year":
        index = unit[1]
        fiscal = calendar.find("fiscal", words, index)
        index = fiscal[1] if fiscal else index
    elif several := calendar.find("years", words, index):
        index = several[1]
    elif not _is_bare_year(page, index, before):
        return ()
    year = _year(page, index)
    if not year:
        return ()
    found = [_Found(start, year[1], _written(year[0]))]
    end = year[1]
    if end < len(words) and words[end].norm in (*_DASHES, "/") and (last := _year(page, end + 1)) and last[0] > year[0]:
        found = [replace(found[0], role="from"), _Found(end + 1, last[1], _written(last[0]), "until")]
    return tuple(found)


def _is_bare_year(page: _Page, index: int, before: Sequence[_Found]) -> bool:
    words, calendar = page.words, page.calendar
    year = _year(page, index)
    if not year:
        return False
    after = year[1]
    if calendar.find("gregorian", words, index + 1, whole=True):
        return True
    if calendar.find("sum", words, after) or (after < len(words) and words[after].norm in ("%", "٪", "$", "€", "£")):
        return False
    last = before[-1] if before else None
    if after < len(words) and words[after].norm in (*_DASHES, "/") and _year(page, after + 1):
        return _glued(words, after) or index == 0 or words[index - 1].norm == "("
    if (
        last
        and last.end >= index - 2
        and len(last.value) == 4
        and words[index - 1].norm in ("و", "،", "الي", "حتي", "او")
    ):
        return True
    if index and words[index - 1].norm == "(" and after < len(words) and words[after].norm == ")":
        return True
    if any(calendar.ends(kind, words, index) is not None for kind in ("year-before", "edge", "season")):
        return True
    # التسعة أشهر الأولى من 2024; من 2014 إلى 2016
    if index and words[index - 1].norm == "من":
        follows = after + 1 < len(words) and words[after].norm in ("الي", "حتي") and _year(page, after + 1) is not None
        return follows or any(calendar.find(kind, words, index - 2) for kind in ("ordinal", "last", "month", "unit"))
    return False


def _definite_unit(page: _Page, index: int) -> tuple[str, int] | None:
    """Read العام, الشهر, الأسبوع, الربع."""
    for _, form in forms(page.words[index].norm) if index < len(page.words) else ():
        if form.startswith("ال"):
            for name, value in page.calendar.names["unit"].get(form[2:], ()):
                if len(name) == 1:
                    return value, index + 1
    return None


def _month_name(page: _Page, index: int) -> tuple[int, int] | None:
    """Read a month, also with its name in the other system: أكتوبر (تشرين الأول), تشرين الأول/أكتوبر."""
    words, calendar = page.words, page.calendar
    found = calendar.find("month", words, index)
    if not found:
        return None
    month, end = int(found[0]), found[1]
    if end < len(words) and words[end].norm in ("(", "/", "-", "["):
        other = calendar.find("month", words, end + 1, whole=True)
        if other and int(other[0]) == month:
            closing = other[1] < len(words) and words[other[1]].norm in ")]"
            end = other[1] + 1 if closing else other[1]
    return month, end


def _days(page: _Page, index: int) -> tuple[_Found, ...]:
    """Read 20 أكتوبر 2023, الثامن من مايو, and several days: 20-22 أكتوبر, يومي 20 و21 أكتوبر."""
    words, calendar = page.words, page.calendar
    first: int | None = None
    start, apart = index, False
    if _is_day(words, index):
        if _glued(words, index) and words[index - 1].norm in (*".,:/٫", *_DASHES):
            return ()
        day, end = int(words[index].norm), index + 1
        if end + 1 < len(words) and words[end].norm in (*_DASHES, "الي", "و") and _is_day(words, end + 1):
            apart = words[end].norm == "و"
            first, day, end = day, int(words[end + 1].norm), end + 2
            index = end - 1
    elif ordinal := calendar.find("ordinal", words, index):
        day, end = int(ordinal[0]), ordinal[1]
        if end >= len(words) or words[end].norm not in ("من", "-"):
            return ()
    else:
        return ()
    while end < len(words) and words[end].norm in ("من", "شهر"):
        end += 1
    month = _month_name(page, end)
    if not month:
        return ()
    value, last, relative = _with_year(page, start, month[1], month[0], day)
    if first is None or not value or (first >= day and not apart):
        return (_Found(start, last, value, relative=relative),)
    if apart:
        return (
            _Found(start, start + 1, f"{value[:8]}{first:02d}", relative=relative),
            _Found(index, last, value, relative=relative),
        )
    begin = _Found(start, start + 1, f"{value[:8]}{first:02d}", "from", relative)
    return (begin, _Found(index, last, value, "until", relative))


def _month(page: _Page, index: int) -> tuple[_Found, ...]:
    """Read نوفمبر 2023, نوفمبر الماضي, شهر مارس, and after a preposition في مارس."""
    words, calendar = page.words, page.calendar
    month = _month_name(page, index)
    if not month:
        return ()
    value, end, relative = _with_year(page, index, month[1], month[0], 0)
    bare = end == month[1]
    if bare and calendar.find("month", words, index, whole=True) is None and words[index].norm[0] not in "لبوف":
        return ()
    if bare and not _is_introduced(page, index):
        return ()
    return (_Found(index, end, value, relative=relative),)


def _is_introduced(page: _Page, index: int) -> bool:
    """Return whether the words before a bare month show that it is one; مارس is a verb too, آب a father, نيسان a car."""
    words, calendar = page.words, page.calendar
    if words[index].kind == "latin" or index == 0:
        return False
    sure = any(calendar.ends(kind, words, index) is not None for kind in ("filler", "edge"))
    shy = calendar.find("shy-month", words, index) is not None
    return sure or (
        not shy
        and any(calendar.ends(kind, words, index) is not None for kind in ("year-before", "from", "period", "until"))
    )


def _joined_year(page: _Page, index: int) -> int | None:
    """Return the year of the date that this one is joined with: بين يناير ومارس 2015, من 3 يناير إلى 5 مارس 2015."""
    words = page.words
    joined = index < len(words) and words[index].norm in ("و", "الي", "حتي", *_DASHES)
    if not joined and not (index < len(words) and words[index].norm.startswith("و")):
        return None
    index += joined
    index += _is_day(words, index)
    other = _month_name(page, index)
    year = _year(page, other[1]) if other else None
    return year[0] if year else None


def _with_year(page: _Page, start: int, end: int, month: int, day: int) -> tuple[str, int, bool]:
    """Return the value of a month or a day by the year that its words or the article give, the index after it, and whether it is relative."""
    words, calendar = page.words, page.calendar
    after = end + 1 if end + 1 < len(words) and words[end].norm in "،," and _year(page, end + 1) else end
    year = _year(page, after)
    if year and not calendar.find("sum", words, year[1]):
        return _written(year[0], month, day), year[1], False
    side = calendar.find("side", words, end, whole=True)
    if side:
        return _near_month(page, month, day, side[0]), side[1], True
    after = end + 1 if end < len(words) and words[end].norm in ("من", "في", "ل") else end
    named = _years(page, after, ()) if after > end or calendar.find("unit", words, end) else ()
    if len(named) == 1 and named[0].value:
        return _written(int(named[0].value), month, day), named[0].end, False
    unit = _unit(page, after)
    if unit and len(unit[0].value) == 4:
        return _written(int(unit[0].value), month, day), unit[0].end, True
    joined = _joined_year(page, end)
    if joined:
        return _written(joined, month, day), end, False
    side_of = "coming" if _is_future(page, start) else "bare"
    return _near_month(page, month, day, side_of), end, True


# --- relative dates


def _near_month(page: _Page, month: int, day: int, side: str) -> str:
    """Return the month, or the day of it, that is nearest to the article on this side: past, this, next, coming, bare."""
    today = page.published
    if today is None or page.precision < 7:
        return ""
    here = (month, day if page.precision == 10 else 0)
    now = (today.month, today.day if day and page.precision == 10 else 0)
    year = today.year
    if side == "past":
        year -= here >= now
    elif side == "next":
        year += here <= now
    elif side == "coming":
        year += month < today.month
        # من المقرر … in a clause far before says little of a month that is long past.
        year -= (month - today.month) % 12 > 6
    elif side == "bare":
        year -= month > today.month
    return _written(year, month, day)


def _is_future(page: _Page, index: int) -> bool:
    """Return whether a word of the future stands before, in the same sentence: من المقرر، تستعد، سيتم."""
    for before in range(index - 1, max(index - _BEFORE, -1), -1):
        if page.words[before].norm in _ENDS:
            return False
        if page.calendar.find("future", page.words, before):
            return True
    return False


def _day_value(page: _Page, days: int) -> str:
    if page.published is None or page.precision < 10:
        return ""
    return _shifted(page.published, days).isoformat()


def _shifted(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def _within(first: date, last: date) -> str:
    """Return the month or the year that holds both days, or nothing."""
    if first.year != last.year:
        return ""
    return _written(first.year, first.month) if first.month == last.month else _written(first.year)


def _near_day(page: _Page, index: int) -> tuple[_Found, ...]:
    """Read اليوم, أمس الجمعة, غدا, أول أمس; the weekday that is named wins over a reprint's date."""
    words, calendar = page.words, page.calendar
    found = calendar.find("day", words, index)
    if not found or (int(found[0]) == 0 and not _is_today(page, index, found[1])):
        return ()
    value, end = _day_value(page, int(found[0])), found[1]
    bracket = end < len(words) and words[end].norm in "(،,"
    weekday = calendar.find("weekday", words, end + 1 if bracket else end, whole=True)
    if weekday:
        end = weekday[1] + (bracket and weekday[1] < len(words) and words[weekday[1]].norm == ")")
        dated = _days(page, end + (end < len(words) and words[end].norm in "،,"))
        if dated:
            return (replace(dated[0], start=index),)
        if value:
            value = _nearest_weekday(date.fromisoformat(value), int(weekday[0]))
    return (_Found(index, end, value, relative=True),)


def _nearest_weekday(day: date, weekday: int) -> str:
    nearest = min(range(-3, 4), key=lambda days: (_shifted(day, days).isoweekday() != weekday, abs(days)))
    return _shifted(day, nearest if abs(nearest) <= 2 else 0).isoformat()


def _is_today(page: _Page, index: int, end: int) -> bool:
    words, calendar = page.words, page.calendar
    if words[index].norm not in ("اليوم", "واليوم", "فاليوم", "لليوم"):
        return "يوم" not in words[index].norm or words[index].norm.startswith("هذا")
    before = calendar.find("not-today", words, index - 1)
    after = calendar.find("not-today", words, end, whole=True)
    return not (before and before[0] == "before") and not (after and after[0] == "after")


def _weekday(page: _Page, index: int) -> tuple[_Found, ...]:
    """Read الأحد الماضي, يوم الجمعة, الثلاثاء المقبل, and a weekday before a date."""
    words, calendar = page.words, page.calendar
    found = calendar.find("weekday", words, index)
    if not found or words[index].kind == "latin" or calendar.find("habit", words, index - 1):
        return ()
    end = found[1]
    if calendar.find("not-weekday", words, end, whole=True):
        return ()
    bracket = end < len(words) and words[end].norm in "،,("
    after = end + 1 if bracket else end
    dated = _days(page, after) or _numeric_days(page, after)
    if len(dated) == 1:
        closed = dated[0].end < len(words) and words[dated[0].end].norm == ")" and words[end].norm == "("
        return (replace(dated[0], start=index, end=dated[0].end + closed),)
    side = calendar.find("side", words, end, whole=True)
    if side:
        return (_Found(index, side[1], _near_weekday(page, int(found[0]), side[0]), relative=True),)
    near = calendar.find("day", words, end, whole=True)
    if near and near[0] != "0":
        return (_Found(index, near[1], _day_value(page, int(near[0])), relative=True),)
    side_of = "coming" if _is_future(page, index) else "bare"
    return (_Found(index, end, _near_weekday(page, int(found[0]), side_of), relative=True),)


def _numeric_days(page: _Page, index: int) -> tuple[_Found, ...]:
    numeric = _numeric(page, index) if index < len(page.words) else None
    return (numeric,) if numeric and len(numeric.value) == 10 else ()


def _near_weekday(page: _Page, weekday: int, side: str) -> str:
    today = page.published
    if today is None or page.precision < 10:
        return ""
    back, ahead = (today.isoweekday() - weekday) % 7, (weekday - today.isoweekday()) % 7
    days = {"past": -(back or 7), "next": ahead or 7, "coming": ahead, "bare": -back, "this": -back}[side]
    return _shifted(today, days).isoformat()


def _unit(page: _Page, index: int) -> tuple[_Found, ...]:
    """Read هذا العام, الشهر الماضي, الأسبوع المقبل, الصيف الماضي, and after نهاية or مطلع the bare العام."""
    words, calendar = page.words, page.calendar
    this = calendar.find("this", words, index)
    start, index = index, this[1] if this else index
    season = _season(page, start, index, is_this=this is not None)
    if season:
        return season
    unit = _definite_unit(page, index)
    if not unit or unit[0] in ("hour", "half", "day"):
        return ()
    if calendar.find("fiscal", words, unit[1]):
        side = calendar.find("side", words, unit[1] + 1, whole=True)
        return (_Found(start, side[1], ""),) if side else ()
    side = calendar.find("side", words, unit[1], whole=True)
    if not this and not side and (unit[0] == "week" or calendar.ends("edge", words, index) is None):
        return ()
    end = side[1] if side else unit[1]
    year = _year(page, end) if unit[0] == "year" else None
    if year:
        return (_Found(start, year[1], _written(year[0])),)
    value = _unit_value(page, unit[0], "this" if this or not side else side[0])
    return (_Found(start, end, value, "period" if unit[0] == "quarter" else "date", relative=True),)


def _season(page: _Page, start: int, index: int, *, is_this: bool) -> tuple[_Found, ...]:
    words, calendar = page.words, page.calendar
    norm = words[index].norm if index < len(words) else ""
    form = next((form[2:] for _, form in forms(norm) if form.startswith("ال")), "")
    values = [value for name, value in calendar.names["season"].get(form, ()) if value]
    side = calendar.find("side", words, index + 1, whole=True)
    if not values or not (side or is_this) or page.published is None or page.precision < 7:
        return ()
    first, last = (int(month) for month in values[0].split("-"))
    year = page.published.year
    if side and side[0] == "past":
        year -= last >= page.published.month
    elif side and side[0] == "next":
        year += first <= page.published.month
    return (_Found(start, side[1] if side else index + 1, _written(year), relative=True),)


def _unit_value(page: _Page, unit: str, side: str) -> str:
    today = page.published
    if today is None:
        return ""
    step = {"past": -1, "this": 0, "next": 1}[side]
    if unit == "year":
        return _written(today.year + step)
    if page.precision < 7:
        return ""
    if unit == "month":
        return _written(*_shifted_month(today, step))
    if unit == "quarter":
        year, month = _shifted_month(today, 3 * step)
        return f"{year:04d}-Q{(month + 2) // 3}"
    if page.precision < 10:
        return ""
    # Arab weeks begin on Saturday, Sunday or Monday: Sunday to Saturday is the middle of them.
    first = _shifted(today, 7 * step - today.isoweekday() % 7)
    return _within(first, _shifted(first, 6))


def _shifted_month(day: date, months: int) -> tuple[int, int]:
    """Return the year and the month so many months after this day."""
    total = day.year * 12 + day.month - 1 + months
    return total // 12, total % 12 + 1


def _quarter(page: _Page, index: int) -> tuple[_Found, ...]:
    """Read الربع الثالث من 2024, الربع الأخير من العام الماضي, النصف الأول من 2024 (its year), Q3 2024."""
    words, calendar = page.words, page.calendar
    unit = _definite_unit(page, index)
    if words[index].norm == "q" and _glued(words, index + 1) and words[index + 1].norm in "1234":
        number, end = int(words[index + 1].norm), index + 2
    elif unit and unit[0] in ("quarter", "half"):
        ordinal = calendar.find("ordinal", words, unit[1], whole=True)
        last = calendar.find("last", words, unit[1], whole=True)
        if not ordinal and not last:
            return ()
        number = int(ordinal[0]) if ordinal else 4
        end = ordinal[1] if ordinal else last[1] if last else 0
    else:
        return ()
    half = unit is not None and unit[0] == "half"
    fiscal = calendar.find("fiscal", words, end, whole=True)
    end = fiscal[1] if fiscal else end
    year, after, relative = _year_of(page, end)
    if number > 4 or (fiscal and relative) or (after > end and not year):
        return (_Found(index, after, ""),)
    if not year and not half:
        year = _latest_quarter(page, number)
    if not year:
        return ()
    return (_Found(index, after, year if half else f"{year}-Q{number}", "period", relative),)


def _year_of(page: _Page, index: int) -> tuple[str, int, bool]:
    """Return the year that a quarter is of, the index after it, and whether it is relative; no year for a fiscal one."""
    words, calendar = page.words, page.calendar
    after = index + 1 if index < len(words) and words[index].norm in ("من", "ل", "في", "/", "،") else index
    bare = _year(page, after)
    if bare and not calendar.find("sum", words, bare[1]):
        return _written(bare[0]), bare[1], False
    unit = _definite_unit(page, after) or (calendar.find("unit", words, after) if after < len(words) else None)
    if unit and unit[0] == "year" and calendar.find("fiscal", words, unit[1]):
        year = _year(page, unit[1] + 1)
        side = calendar.find("side", words, unit[1] + 1, whole=True)
        return ("", year[1] if year else side[1] if side else unit[1] + 1, True)
    named = _years(page, after, ()) if unit else ()
    if named:
        return named[0].value, named[0].end, False
    found = _unit(page, after) if after < len(words) else ()
    if found and len(found[0].value) == 4:
        return found[0].value, found[0].end, True
    if unit and unit[0] == "year" and page.published and words[unit[1] - 1].norm.startswith(("ال", "لل")):
        return _written(page.published.year), unit[1], True
    return "", index, True


def _latest_quarter(page: _Page, number: int) -> str:
    if page.published is None or page.precision < 7:
        return ""
    return _written(page.published.year - (3 * number - 2 > page.published.month))


def _ago(page: _Page, index: int) -> tuple[_Found, ...]:
    """Read قبل عام, قبل ثلاثة أشهر, منذ أسبوعين, بعد مرور عام على."""
    words, calendar = page.words, page.calendar
    ago, after = calendar.find("ago", words, index), calendar.find("after", words, index)
    begin = ago or after
    if not begin:
        return ()
    about = calendar.find("about", words, begin[1])
    count = _count(page, about[1] if about else begin[1])
    if not count:
        return ()
    number, unit, end = count
    follows = words[end].norm if end < len(words) else ""
    if (after and not ago and follows not in ("علي", "من")) or (
        ago and follows == "من" and words[end + 1 : end + 2] and words[end + 1].norm != "الان"
    ):
        return ()
    if follows.isdigit() and _year(page, end):
        return ()
    role: Role = "from" if ago and "منذ" in words[index].norm else "date"
    return (_Found(index, end, _ago_value(page, number, unit), role, relative=True),)


def _count(page: _Page, index: int) -> tuple[int, str, int] | None:
    """Read a number of units: عام (1), عامين (2), ثلاثة أشهر (3), 15 يوما; 0 for some (أيام)."""
    words, calendar = page.words, page.calendar
    for kind, number in (("two-units", 2), ("unit", 1), ("units", 0)):
        found = calendar.find(kind, words, index, whole=True)
        if found:
            return number, found[0], found[1]
    if index < len(words) and words[index].kind == "digits" and len(words[index].norm) <= 3:
        value, after = int(words[index].norm), index + 1
    elif spelt := calendar.find("count", words, index):
        value, after = int(spelt[0]), spelt[1]
    else:
        return None
    unit = calendar.find("units", words, after, whole=True) or calendar.find("unit", words, after, whole=True)
    return (value, unit[0], unit[1]) if unit else None


def _ago_value(page: _Page, number: int, unit: str) -> str:
    """Return the date so long ago: a year for years, a month for months, a day for days, the month around it for weeks."""
    today = page.published
    if today is None:
        return ""
    if unit == "year":
        return _written(today.year - number) if number and page.precision else ""
    if page.precision < 7:
        return ""
    if unit == "month":
        return _written(*_shifted_month(today, -number)) if number else ""
    if page.precision < 10:
        return ""
    if unit == "hour":
        return today.isoformat() if number < 12 else ""
    if unit == "day":
        return _shifted(today, -number).isoformat() if number else _within(_shifted(today, -9), _shifted(today, -3))
    if unit == "week":
        return _within(_shifted(today, -7 * (number or 4) - 3), _shifted(today, -7 * (number or 2) + 3))
    return ""


def _afterwards(page: _Page, index: int, before: Sequence[_Found]) -> _Found | None:
    """Read بعد ذلك بعامين, counted from the year named last in the text."""
    words, calendar = page.words, page.calendar
    found = calendar.find("afterwards", words, index)
    if (
        not found
        or found[1] >= len(words)
        or not before
        or before[-1].relative
        or not words[found[1]].norm.startswith("ب")
    ):
        return None
    stripped = replace(words[found[1]], norm=words[found[1]].norm[1:])
    rest = words[: found[1]] + ((stripped,) if stripped.norm else ()) + words[found[1] + 1 :][:6]
    count = _count(replace(page, words=rest), found[1])
    if not count or not count[0] or count[1] != "year":
        return None
    return _Found(index, count[2] + (not stripped.norm), _written(int(before[-1].value[:4]) + count[0]))


# --- spans and roles


def _extended(page: _Page, found: _Found, lowest: int) -> _Found:
    """Take in the light words before a date: مطلع شهر, يوم, صيف, نهاية."""
    start = found.start
    while start > lowest:
        ends = [page.calendar.ends(kind, page.words, start) for kind in ("filler", "edge", "season")]
        begin = next((end for end in ends if end is not None), None)
        if begin is None or begin < lowest:
            break
        start = begin
    return replace(found, start=start)


def _ranges(page: _Page, found: Sequence[_Found]) -> Iterator[_Found]:
    """Give two dates that are joined by إلى, حتى, a dash or بين … و the roles of a beginning and an end, and the others theirs."""
    roles: list[Role] = [one.role if one.role not in ("date", "period") else _role(page, one) for one in found]
    for index, (one, other) in enumerate(pairwise(found)):
        between = [word.norm for word in page.words[one.end : other.start]]
        before = {word.norm for word in page.words[max(one.start - 3, 0) : one.start]}
        joined = between in (["الي"], ["حتي"], ["و"], ["وحتي"], ["والي"]) or (
            len(between) == 1 and between[0] in _DASHES
        )
        attached = not between and page.words[other.start].norm.startswith("و")
        if (joined and between != ["و"]) or ((attached or joined) and "بين" in before):
            roles[index : index + 2] = ["from", "until"]
    yield from (replace(one, role=role) for one, role in zip(found, roles, strict=True))


def _role(page: _Page, found: _Found) -> Role:
    words, calendar, start = page.words, page.calendar, found.start
    cut = words[start].norm[:1]
    if cut in "بل" and calendar.find("edge", words, start) and not calendar.find("edge", words, start, whole=True):
        return "until"
    if start and calendar.ends("until", words, start) is not None:
        return "until"
    if start and _is_expiry(page, start - (words[start - 1].norm == "في")):
        return "until"
    if calendar.ends("period", words, start) is not None or found.role == "period":
        return "period" if len(found.value) < 10 else "date"
    begins = calendar.ends("from", words, start)
    # "من" alone also follows a part: في وقت سابق من هذا العام, الجزء الأول من 2015.
    if begins is not None and not (words[start - 1].norm == "من" and begins == start - 1):
        return "from"
    return "date"


def _is_expiry(page: _Page, index: int) -> bool:
    """Return whether something ends then: بعد انقضاء المهلة في عام 2027, المقرر لها عام 2027."""
    if page.calendar.ends("expiry", page.words, index) is not None:
        return True
    if page.words[index].norm != "في":
        return False
    for before in range(index - 1, max(index - 6, -1), -1):
        if page.words[before].kind == "mark":
            return False
        if page.calendar.find("expiry", page.words, before):
            return True
    return False


def _placed(page: _Page, found: _Found) -> FoundDate:
    """Turn indexes of words into offsets; a proclitic of the first word stays outside."""
    first = page.words[found.start]
    cuts = (
        cut
        for cut, form in forms(first.norm)
        if form in page.calendar.firsts or form.removeprefix("ال") in page.calendar.firsts
    )
    start = stem_start(page.text, first, next(cuts, 0)) if first.kind == "arabic" else first.start
    return FoundDate(Span(start, page.words[found.end - 1].end), found.value, found.role, found.relative)
