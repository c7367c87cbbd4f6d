"""Numbers in digits with their separators, and the percent sign after them."""

from __future__ import annotations

from collections.abc import Sequence

from kg.arabic.numbers.page import DASHES, Figure, Page, touches
from kg.arabic.numbers.spelt import scales_at

PERCENT = frozenset("%٪﹪％")
_BLANKS = frozenset(" \u00a0\u2009\u202f")
_DIGITS_LIMIT = 15


def digits_at(page: Page, index: int) -> Figure | None:
    """Read a number in digits with its separators; no times, dates, versions, nor digits that hang on Latin letters."""
    words = page.words
    if words[index].kind != "digits" or _hangs(page, index):
        return None
    parts, marks, end = [words[index].norm], "", index + 1
    while (
        len(parts) < 7
        and end + 1 < len(words)
        and words[end].norm in (*".,،٫٬'’", "ر")
        and touches(words, end)
        and touches(words, end + 1)
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
    if end + 1 < len(words) and words[end].norm in ":/" and touches(words, end) and words[end + 1].kind == "digits":
        return None
    value = _value(parts, marks, scaled=_is_scaled(page, end), percent=_is_percent(page, end))
    return None if value is None else Figure(index, end, value, digits=True)


def _hangs(page: Page, index: int) -> bool:
    """Return whether the digits are part of something else: G4, بدر-7, 11:02, 9/7."""
    words = page.words
    if not touches(words, index) or words[index - 1].end in page.sign_ends:
        return False
    before = words[index - 1]
    if before.kind == "latin" or before.norm in ":/\\@#_":
        return before.norm not in page.currencies.latin
    if before.norm in (*DASHES, *".,٫٬،") and touches(words, index - 1):
        # 1.2.3.4, بدر-7; but 8-10 is a range.
        return words[index - 2].kind in ("latin", "arabic") or (
            words[index - 2].kind == "digits" and before.norm not in DASHES
        )
    return False


def _is_space_group(page: Page, index: int) -> bool:
    words = page.words
    return (
        words[index].kind == "digits"
        and len(words[index].norm) == 3
        and words[index].start - words[index - 1].end == 1
        and page.text[words[index - 1].end] in _BLANKS
    )


def _reversed(page: Page, index: int) -> Figure | None:
    """Read a number torn in two in visual order, before a multiplier or a percent sign and not at the head of a line: 72. 4 في المائة."""
    words = page.words
    if index + 2 >= len(words) or words[index + 1].norm != "." or words[index + 2].kind != "digits" or index == 0:
        return None
    fraction, whole = words[index].norm, words[index + 2].norm
    apart = words[index + 2].start - words[index + 1].end
    if (
        not touches(words, index + 1)
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
    return Figure(index, index + 3, float(f"{whole}.{fraction}"), digits=True)


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


def _is_scaled(page: Page, index: int) -> bool:
    return scales_at(page, index, spelt=False)[0] > 1


def _is_percent(page: Page, index: int) -> bool:
    return percent_end(page, index) is not None


def percent_end(page: Page, index: int) -> int | None:
    """Return the index after a percent sign or its words: في المائة, بالمئة, percent."""
    words = page.words
    if index >= len(words):
        return None
    norm = words[index].norm
    if norm in PERCENT or norm in ("بالمايه", "بالميه", "percent"):
        return index + 1
    following = words[index + 1].norm if index + 1 < len(words) else ""
    if (norm == "في" and following in ("المايه", "الميه", "مايه", "ميه")) or (norm == "per" and following == "cent"):
        return index + 2
    return None
