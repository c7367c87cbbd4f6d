"""Know the lines that are no part of the news: links to other articles, credits, captions, sign-offs.

The words are data, `ontology/lexicon/boilerplate.tsv`; its header explains the columns. Every row carries a line that it must
mark and a line that it must leave alone, and the tests read both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Literal, cast, get_args

from kg.model import OntologyError, Span

Place = Literal["start", "whole", "inside", "brackets", "agency"]
RuleKind = Literal["boilerplate", "byline", "date"]

_COLUMNS = ("kind", "place", "words", "colon", "most_words", "opens", "reason", "example", "counter_example")

# Short vowels, tatweel and direction marks may stand after any letter: أيضاً, أيضًا and أيـضا are one word. Patterns meet them as one
# sign, and careless spellings as one letter: a set of signs behind each letter would make them slow to compile.
_MARK = "\u064b"
_FOLDED = str.maketrans(
    dict.fromkeys(map(chr, (0x640, *range(0x64B, 0x660), 0x670, *range(0x200C, 0x2010))), _MARK)
    | dict.fromkeys("أإآٱ", "ا")
    | {"ى": "ي", "ة": "ه"}
)
_PLACE = rf"[\w.'’{_MARK}]{{1,25}}"
_COLON = r"\s{0,3}(?:[:：|←]|\.\.|…|[-–—])"
_LEAD_IN = r"[\W_]{0,8}"
_SENTENCE_END = frozenset(".!?؟…»”\"'")
_OPENING = frozenset(":«“\"'‹")
_CLOSING_BRACKET = {"(": ")", "[": "]", "{": "}"}
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w-]{1,60}(?:\.[\w-]{1,60}){1,6}/\S*", re.IGNORECASE)
_HASHTAG = re.compile(r"[#@][\w\u200c.-]+")

# A link that stands inside a paragraph may be this long; where more follows, the article goes on in the same line.
_LONGEST_LINK = 30
_LONGEST_LINK_CHARACTERS = 300
_SENTENCE_STOP = re.compile(r"[.!؟?](?=\s)")


@dataclass(frozen=True, slots=True)
class Rule:
    """Hold one row of the file of boilerplate words."""

    kind: RuleKind
    place: Place
    words: tuple[str, ...]
    colon: bool
    most_words: int
    """Longest line, in words, that the rule may mark; 0 for any."""
    opens: bool
    """Whether the words, alone on their line, make the headlines that follow boilerplate too."""
    reason: str
    example: str
    counter_example: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class BoilerplateRules:
    """Hold all rules, sorted by the place in which they look."""

    rules: tuple[Rule, ...]
    starts: tuple[Rule, ...]
    start: re.Pattern[str]
    """What one of these matches, and no other line: most lines are none of theirs."""
    brackets: tuple[Rule, ...]
    inside: re.Pattern[str]
    inside_reason: str
    dateline: re.Pattern[str]
    agency_line: re.Pattern[str]
    agency: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Piece:
    """Mark a part of a line that a rule knows."""

    span: Span
    kind: RuleKind
    reason: str
    cue_end: int
    """Where the rule's own words end: the author or the date comes after it."""
    opens: bool = False


def load_boilerplate(path: Path) -> BoilerplateRules:
    """Load the rules; raise OntologyError that names file, line and term where a row is wrong."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"{path}: can't be read: {error}") from error
    rows = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not rows or tuple(rows[0][1].split("\t")) != _COLUMNS:
        raise OntologyError(f"{path}: the first line must name the columns {', '.join(_COLUMNS)}")
    return _rules(tuple(_rule(line.split("\t"), f"{path}:{number}") for number, line in rows[1:]), path)


def word_count(text: str) -> int:
    """Count the words of a line, up to 100."""
    return sum(any(map(str.isalnum, word)) for word in text.split(maxsplit=100)[:100])


def as_rules_read(text: str) -> str:
    """Return a text as the rules are held against it; all letters stay in their places."""
    return text.translate(_FOLDED)


def match_line(line: str, folded: str, span: Span, words: int, rules: BoilerplateRules) -> Piece | None:
    """Find the rule that knows a whole line, of so many words, by its beginning or by all its words."""
    if words < 20 and _is_address(line):
        return Piece(span, "boilerplate", "only web addresses or hashtags", span.end)
    for rule in rules.starts if rules.start.match(folded) else ():
        found = rule.pattern.match(folded)
        if found is not None and (words <= rule.most_words or not rule.most_words):
            alone = not any(map(str.isalnum, folded[found.end() :]))
            return Piece(span, rule.kind, rule.reason, span.start + found.end(), rule.opens and alone)
    return None


def match_agency_line(folded: str, rules: BoilerplateRules) -> bool:
    """Tell whether a line only says from where and by which agency a report comes (لندن - رويترز)."""
    return rules.agency_line.match(folded) is not None


def split_line(folded: str, span: Span, rules: BoilerplateRules) -> list[Piece]:
    """Find the parts of a paragraph that are not its text: a dateline before it, links in it, a sign-off after it."""
    found = _pieces(folded, rules)
    return [
        replace(
            piece,
            span=Span(span.start + piece.span.start, span.start + piece.span.end),
            cue_end=span.start + piece.cue_end,
        )
        for piece in found
    ]


def _pieces(text: str, rules: BoilerplateRules) -> list[Piece]:
    """Find the parts of a paragraph as they stand in its folded text."""
    pieces = []
    start, end = 0, len(text)
    if (dateline := rules.dateline.match(text, start, end)) is not None:
        pieces.append(Piece(Span(start, dateline.end()), "byline", "dateline", dateline.end()))
        start = dateline.end()
    sign_off = _sign_off(text, Span(start, end), rules)
    if sign_off is not None:
        end = sign_off.span.start
    for found in rules.inside.finditer(text, start, end):
        if found.start() >= start and (link := _link(text, found, Span(start, end))) is not None:
            pieces.append(Piece(link, "boilerplate", rules.inside_reason, found.end()))
            start = link.end
    return [*pieces, sign_off] if sign_off is not None else pieces


def _is_address(line: str) -> bool:
    words = line.split()
    return bool(words) and all(_ADDRESS.fullmatch(word) or _HASHTAG.fullmatch(word) for word in words)


def _sign_off(text: str, span: Span, rules: BoilerplateRules) -> Piece | None:
    if span.start == span.end or text[span.end - 1] != ")":
        return None
    opening = text.rfind("(", max(span.start, span.end - 300), span.end)
    if opening < 0:
        return None
    before = text[max(span.start, opening - 5) : opening].rstrip()
    # Without a sentence's end before it, "(رويترز)" is a word of the sentence: قال لوكالة الأنباء (رويترز)
    if before and before[-1] not in _SENTENCE_END:
        return None
    inner = Span(opening + 1, span.end - 1)
    reason = "agency sign-off" if rules.agency.fullmatch(text, inner.start, inner.end) else ""
    reason = reason or next(
        (rule.reason for rule in rules.brackets if rule.pattern.match(text, inner.start, inner.end)), ""
    )
    return Piece(Span(opening, span.end), "boilerplate", reason, span.end) if reason else None


def _link(text: str, found: re.Match[str], span: Span) -> Span | None:
    start = found.start()
    before = text[max(span.start, start - 5) : start]
    bracket = _CLOSING_BRACKET.get(before[-1:])
    if bracket is not None:
        end = text.find(bracket, found.end(), span.end)
        return Span(start - 1, end + 1 if end >= 0 else span.end)
    # قال له: «اقرأ أيضا: …» is speech, and a word that merely ends like the marker is another word.
    if before and (not before[-1].isspace() or before.rstrip()[-1:] in _OPENING):
        return None
    reach = min(span.end, found.end() + _LONGEST_LINK_CHARACTERS)
    if reach == span.end and word_count(text[found.end() : reach]) <= _LONGEST_LINK:
        return Span(start, span.end)
    stop = _SENTENCE_STOP.search(text, found.end(), reach)
    return Span(start, stop.end() if stop else span.end)


def _rule(cells: list[str], place_in_file: str) -> Rule:
    cells = [cell.strip() for cell in cells]
    if len(cells) != len(_COLUMNS):
        raise OntologyError(f"{place_in_file}: {len(cells)} cells where {len(_COLUMNS)} are expected")
    row = dict(zip(_COLUMNS, cells, strict=True))
    for column, allowed in (
        ("kind", get_args(RuleKind)),
        ("place", get_args(Place)),
        ("colon", ("yes", "")),
        ("opens", ("yes", "")),
    ):
        if row[column] not in allowed:
            raise OntologyError(
                f"{place_in_file}: {column} is {row[column]!r}, expected one of {', '.join(allowed) or 'nothing'}"
            )
    if row["most_words"] and not row["most_words"].isdecimal():
        raise OntologyError(f"{place_in_file}: most_words is {row['most_words']!r}, expected a number")
    words = tuple(part.strip() for part in row["words"].split(" | "))
    if not all(words) or not row["reason"]:
        raise OntologyError(f"{place_in_file}: words and reason must not be empty")
    place = cast("Place", row["place"])
    pattern = re.compile(_placed(_any_of(words), place, colon=row["colon"] == "yes"), re.IGNORECASE)
    return Rule(
        kind=cast("RuleKind", row["kind"]),
        place=place,
        words=words,
        colon=row["colon"] == "yes",
        most_words=int(row["most_words"] or 0),
        opens=row["opens"] == "yes",
        reason=row["reason"],
        example=row["example"],
        counter_example=row["counter_example"],
        pattern=pattern,
    )


def _rules(rules: tuple[Rule, ...], path: Path) -> BoilerplateRules:
    agencies = tuple(words for rule in rules if rule.place == "agency" for words in rule.words)
    links = [rule for rule in rules if rule.place == "inside"]
    if not agencies or not links:
        raise OntologyError(f"{path}: no row with the place {'agency' if not agencies else 'inside'}")
    agency = rf"[(«\"“]?\s?{_any_of(agencies)}\s?[)»\"”]?"
    from_where = rf"(?:{_PLACE}[ ،,]{{1,3}}){{0,4}}{_PLACE}"
    # Three words before a bracket are the beginning of a sentence already: وذكرت وكالة الأنباء (رويترز)
    from_whom = rf"(?:{_PLACE}[ ،,]{{1,3}}){{0,3}}{_PLACE}\s{{0,2}}[-–—/،:|]\s{{0,2}}|(?:{_PLACE} )?{_PLACE} (?=\()"
    flags = re.IGNORECASE
    starts = tuple(rule for rule in rules if rule.place in ("start", "whole"))
    return BoilerplateRules(
        rules=rules,
        starts=starts,
        start=re.compile("|".join(f"(?:{rule.pattern.pattern})" for rule in starts), flags),
        brackets=tuple(rule for rule in rules if rule.place == "brackets"),
        inside=re.compile("|".join(rule.pattern.pattern for rule in links), flags),
        inside_reason=links[0].reason,
        dateline=re.compile(
            rf"{from_where}\s{{0,2}}(?:[-–—/،:]\s{{0,2}}{agency}|\(\s?{agency}\))\s{{0,2}}[-–—:]{{1,2}}\s{{0,2}}", flags
        ),
        agency_line=re.compile(rf"{_LEAD_IN}(?:{from_whom})?{agency}[\W_]{{0,8}}\Z", flags),
        agency=re.compile(_any_of(agencies), flags),
    )


def _placed(words: str, place: Place, *, colon: bool) -> str:
    if place == "whole":
        return rf"{_LEAD_IN}{words}[\W_]*\Z"
    after = _COLON if colon else ""
    return f"{words}{after}" if place in ("inside", "agency") else f"{_LEAD_IN}{words}{after}"


def _any_of(phrases: tuple[str, ...]) -> str:
    # Longest first, so that "أ ف ب" is not taken for "أ ف".
    return "(?:" + "|".join(map(_phrase, sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))) + r")(?!\w)"


def _phrase(phrase: str) -> str:
    words = phrase.split()
    pattern = _word(words[0])
    for before, word in pairwise(words):
        if word == "…":
            pattern += r"(?!\w).{1,80}?"
        elif before == "…":
            pattern += rf"(?<!\w){_word(word)}"
        elif len(before) == len(word) == 1:
            # Agencies are written أ ف ب, أ.ف.ب and أ ف ب.
            pattern += rf"[\s.]{{1,3}}{_word(word)}"
        else:
            pattern += rf"\s{{1,5}}{_word(word)}"
    return pattern


def _word(word: str) -> str:
    return "".join(re.escape(letter) + f"{_MARK}*" for letter in word.translate(_FOLDED))
