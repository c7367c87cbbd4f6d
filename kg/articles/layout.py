"""Tell the title, the byline, the date and the body of an article from each other, by where its lines stand and what they look like.

Above the body a newspaper prints, in about this order, a topic, the headline, a second headline, the headline once more, the
author and the date. What stands there is told apart by these rules:

- the title is the first line that is no date, byline or boilerplate, unless it reads as a sentence (over 40 words, or a full stop);
- a topic line (a company's name over the headline) is passed over: at most four words without punctuation, with a longer headline
  directly under it, and under that a blank line, a byline, a date or the headline again;
- within the eight lines under the title a date line ends the heading: what stands above it is a byline where two to four bare words
  stand alone, and else a further headline; without a date line only credits with a cue ("بقلم") belong to the heading;
- a line that repeats the title is boilerplate wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kg.arabic.folding import fold_name
from kg.articles.boilerplate import (
    BoilerplateRules,
    as_rules_read,
    match_agency_line,
    match_line,
    split_line,
    word_count,
)
from kg.model import Article, Paragraph, ParagraphKind, Span

ParseDate = Callable[[str], str | None]

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
# Direction marks and zero-width signs at the edge of a line are as good as spaces.
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_EDGES = re.compile(rf"[\s{_INVISIBLE}]")
_LETTERS_ONLY = re.compile(r"[^\W\d_]+(?:[\u064b-\u0652'’.-][^\W\d_]*)*")
_SEPARATOR = re.compile(r"\s*[|•·]\s*|\s+[-–—]\s+")
_PUNCTUATED = re.compile(r"[.,:;!?،؛؟…«»“”\"()|/]")

_LONGEST_TITLE = 40
_LONGEST_TOPIC = 4
_LONGEST_HEADLINE = 25
_LONGEST_DATE = 16
_LONGEST_PLACE_AND_NAME = 6
_HEADING_LINES = 8


@dataclass(frozen=True, slots=True)
class Source:
    """Hold the text of an article and what its file says about it, before its lines are told apart."""

    text: str
    title: str = ""
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    text: str
    folded: str
    """The text as the rules are held against it."""
    words: int
    blank_above: bool
    kind: ParagraphKind = "body"
    reason: str = ""
    cue_end: int = 0
    opens: bool = False
    date: str | None = None


def lay_out(source: Source, article_id: str, rules: BoilerplateRules, parse_date: ParseDate) -> Article:
    """Make an article of a source: what its file says counts, and its lines fill in the rest."""
    lines = list(_lines(source.text, rules))
    title = _find_title(lines, source.title, parse_date)
    lines = _mark_heading(lines, title, parse_date)
    headline = source.title or (lines[title].text if title is not None else "")
    lines = _mark_repeats(lines, title, headline)
    lines = _mark_opened(lines)
    return Article(
        id=article_id,
        text=source.text,
        paragraphs=tuple(paragraph for line in lines for paragraph in _paragraphs(source.text, line, rules)),
        title=headline,
        published=source.published or next((line.date for line in lines if line.date), None),
        publisher=source.publisher,
        author=source.author or _author(lines, title),
        url=source.url,
        given=tuple(name for name in ("title", "published", "author") if getattr(source, name)),
    )


def with_title(source: Source) -> Source:
    """Set the title above the text as a line of its own, unless the text begins with it."""
    title = " ".join(source.title.split())
    first = _LINE.search(source.text.lstrip())
    if not title or (first is not None and _same(first[0], title)):
        return replace(source, title=title)
    return replace(source, title=title, text=f"{title}\n\n{source.text}")


def trimmed(text: str, start: int, end: int) -> Span:
    """Take white space and invisible marks off both ends of a stretch."""
    while start < end and _EDGES.match(text, start):
        start += 1
    while start < end and _EDGES.match(text, end - 1):
        end -= 1
    return Span(start, end)


def _lines(text: str, rules: BoilerplateRules) -> Iterator[_Line]:
    last, folded = 0, as_rules_read(text)
    for found in _LINE.finditer(text):
        span = trimmed(text, found.start(), found.end())
        if span.start == span.end:
            continue
        gap, line = text[last : span.start], text[span.start : span.end]
        blank_above = max(gap.count("\n"), gap.count("\r")) > 1
        yield _by_words(_Line(span, line, folded[span.start : span.end], word_count(line), blank_above), rules)
        last = span.end


def _by_words(line: _Line, rules: BoilerplateRules) -> _Line:
    """Say what a line is where its words alone tell."""
    piece = match_line(line.text, line.folded, line.span, line.words, rules)
    if piece is None:
        if not match_agency_line(line.folded, rules):
            return line
        signed = line.text.startswith("(")
        return replace(
            line, kind="boilerplate" if signed else "byline", reason="agency sign-off" if signed else "agency"
        )
    if piece.kind == "date":
        return replace(line, cue_end=piece.cue_end)
    if piece.kind == "byline" and _is_sentence(line):
        return line
    return replace(line, kind=piece.kind, reason=piece.reason, cue_end=piece.cue_end, opens=piece.opens)


def _find_title(lines: list[_Line], known: str, parse_date: ParseDate) -> int | None:
    heading = range(min(len(lines), _HEADING_LINES))
    if known:
        return next((index for index in heading if _same(lines[index].text, known)), None)
    for index in heading:
        line = lines[index]
        if line.kind != "body" or _date(line, parse_date)[0] is not None:
            continue
        if line.words > _LONGEST_TITLE or _is_sentence(line):
            return None
        return index + 1 if _is_topic(lines, index, parse_date) else index
    return None


def _is_topic(lines: list[_Line], index: int, parse_date: ParseDate) -> bool:
    if index + 2 >= len(lines):
        return False
    topic, headline, under = lines[index : index + 3]
    return (
        topic.words <= _LONGEST_TOPIC
        and not _PUNCTUATED.search(topic.text)
        and not headline.blank_above
        and headline.kind == "body"
        and topic.words < headline.words <= _LONGEST_HEADLINE
        and headline.words > _LONGEST_TOPIC
        and not _is_sentence(headline)
        and _date(headline, parse_date)[0] is None
        and (
            under.blank_above
            or under.kind != "body"
            or _date(under, parse_date)[0] is not None
            or _same(under.text, headline.text)
        )
    )


def _mark_heading(lines: list[_Line], title: int | None, parse_date: ParseDate) -> list[_Line]:
    if title is None:
        first, last = 0, min(len(lines), 1)
    else:
        first, last = title + 1, min(len(lines), title + 1 + _HEADING_LINES)
    marked = [_as_date(line, parse_date) for line in lines[:last]]
    dated = [index for index in range(last) if marked[index].date is not None]
    end = dated[-1] if dated and all(line.words <= _LONGEST_TITLE for line in marked[: dated[-1]]) else -1
    for index, line in enumerate(marked):
        if index == title or (title is not None and index < title and line.kind == "body"):
            marked[index] = replace(line, kind="title")
        elif index >= first and line.kind == "body" and index < end:
            marked[index] = _as_credit(line)
        elif index > end and line.date is not None:
            marked[index] = lines[index]
    return marked + lines[last:]


def _as_date(line: _Line, parse_date: ParseDate) -> _Line:
    if line.kind == "boilerplate":
        return line
    date, alone = _date(line, parse_date)
    if date is None:
        return line
    kind: ParagraphKind = "date" if alone and line.kind == "body" else "byline"
    return replace(line, kind=kind, date=date)


def _as_credit(line: _Line) -> _Line:
    if _is_name(line.text):
        return replace(line, kind="byline", reason="name above the date")
    # القاهرة - هدى سالم: which part is the place, and which the author, can't be told.
    parts = _SEPARATOR.split(line.text)
    if len(parts) > 1 and line.words <= _LONGEST_PLACE_AND_NAME and all(map(_has_only_letters, parts)):
        return replace(line, kind="byline", reason="place and name above the date")
    return line if _is_sentence(line) else replace(line, kind="title")


def _date(line: _Line, parse_date: ParseDate) -> tuple[str | None, bool]:
    """Return the date of a line, and whether it is all that the line says."""
    if line.words > _LONGEST_DATE or not any(map(str.isdigit, line.text)):
        return None, False
    told = line.text[line.cue_end - line.span.start :].strip(" :-–—|") if line.cue_end else line.text
    if (date := parse_date(told)) is not None:
        return date, line.kind == "body"
    parts = [part for part in _SEPARATOR.split(told) if part]
    dates = [date for part in parts if len(parts) > 1 and (date := parse_date(part)) is not None]
    return (dates[0], False) if dates else (None, False)


def _mark_repeats(lines: list[_Line], title: int | None, headline: str) -> list[_Line]:
    if not headline:
        return lines
    wanted, longest = fold_name(headline), 3 * len(headline) + 20
    return [
        replace(line, kind="boilerplate", reason="repeated title", date=None)
        if index != title
        and line.kind in ("body", "title")
        and len(line.text) <= longest
        and fold_name(line.text) == wanted
        else line
        for index, line in enumerate(lines)
    ]


def _mark_opened(lines: list[_Line]) -> list[_Line]:
    """Mark the headlines that a line such as "اقرأ أيضا:" alone on its line announces.

    A list of them ends at the end of the text or has bullets; where neither holds, only the next line belongs to it.
    """
    marked = list(lines)
    for index, line in enumerate(lines):
        if not line.opens:
            continue
        end = index + 1
        while end < len(lines) and _is_headline(lines[end]):
            end += 1
        bullets = index + 1
        while bullets < end and not lines[bullets].text[0].isalnum() and lines[bullets].text[0] not in '«“"(':
            bullets += 1
        if end < len(lines):
            end = max(bullets, min(end, index + 2))
        for follower in range(index + 1, end):
            if marked[follower].kind == "body":
                marked[follower] = replace(
                    marked[follower], kind="boilerplate", reason=f"after the line {line.text[:40]!r}"
                )
    return marked


def _paragraphs(text: str, line: _Line, rules: BoilerplateRules) -> Iterator[Paragraph]:
    if line.kind != "body":
        yield Paragraph(line.span, line.kind, line.reason if line.kind == "boilerplate" else "")
        return
    start = line.span.start
    for piece in split_line(line.folded, line.span, rules):
        if (before := trimmed(text, start, piece.span.start)).start < before.end:
            yield Paragraph(before, "body")
        kept = trimmed(text, piece.span.start, piece.span.end)
        yield Paragraph(kept, piece.kind, piece.reason if piece.kind == "boilerplate" else "")
        start = piece.span.end
    if (rest := trimmed(text, start, line.span.end)).start < rest.end:
        yield Paragraph(rest, "body")


def _author(lines: list[_Line], title: int | None) -> str | None:
    heading = lines[: (title or 0) + 1 + _HEADING_LINES]
    credited = [line for line in (*heading, *lines[-3:]) if line.kind == "byline" and line.cue_end]
    for line in credited:
        told = line.text[line.cue_end - line.span.start :]
        name = next((part for part in _SEPARATOR.split(told.strip(" :-–—|")) if part and _is_name(part)), None)
        if name is not None:
            return name
    names = [line.text for line in heading if line.reason == "name above the date"]
    return names[-1] if names else None


def _is_name(text: str) -> bool:
    return 2 <= len(text.split()) <= 4 and _has_only_letters(text)


def _has_only_letters(text: str) -> bool:
    return all(map(_LETTERS_ONLY.fullmatch, text.split()))


def _is_sentence(line: _Line) -> bool:
    return line.text.endswith(".") and not line.text.endswith("..")


def _is_headline(line: _Line) -> bool:
    return line.kind == "body" and 3 <= line.words <= 20 and not _is_sentence(line)


def _same(line: str, title: str) -> bool:
    return len(line) <= 3 * len(title) + 20 and fold_name(line) == fold_name(title)
