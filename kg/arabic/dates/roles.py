"""What a date tells of: the day, an end, a beginning or a whole period, by the words around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.arabic.dates.page import DASHES, Found, Page, Role


def with_light_words(page: Page, found: Found, lowest: int) -> Found:
    """Take in the light words before a date: مطلع شهر, يوم, صيف, نهاية."""
    start = found.start
    while start > lowest:
        ends = [page.calendar.ends(kind, page.words, start) for kind in ("filler", "edge", "season")]
        begin = next((end for end in ends if end is not None), None)
        if begin is None or begin < lowest:
            break
        start = begin
    return replace(found, start=start)


def with_roles(page: Page, found: Sequence[Found]) -> Iterator[Found]:
    """Give two dates that are joined by إلى, حتى, a dash or بين … و the roles of a beginning and an end, and the others theirs."""
    roles: list[Role] = [one.role if one.role not in ("date", "period") else _role(page, one) for one in found]
    for index, (one, other) in enumerate(pairwise(found)):
        between = [word.norm for word in page.words[one.end : other.start]]
        before = {word.norm for word in page.words[max(one.start - 3, 0) : one.start]}
        joined = between in (["الي"], ["حتي"], ["و"], ["وحتي"], ["والي"]) or (
            len(between) == 1 and between[0] in DASHES
        )
        attached = not between and page.words[other.start].norm.startswith("و")
        if (joined and between != ["و"]) or ((attached or joined) and "بين" in before):
            roles[index : index + 2] = ["from", "until"]
    yield from (replace(one, role=role) for one, role in zip(found, roles, strict=True))


def _role(page: Page, found: Found) -> Role:
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


def _is_expiry(page: Page, index: int) -> bool:
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
