"""Constituents -> asides: what interrupts a clause between two commas, dashes or brackets, after which the clause goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.frames.phrases import Constituent, Phrase
from kg.frames.words import Word

_COMMAS, _DASHES = frozenset("،,"), frozenset("-–—")
_LONGEST = 16
"""Constituents that an aside may hold."""


@dataclass(frozen=True, slots=True)
class Reports:
    """Hold the words of reports whose figure an unclosed aside can part from its verb."""

    changing: frozenset[str] = frozenset()
    """Verbs that إلى and a figure complete."""
    earning: frozenset[str] = frozenset()
    """Verbs that a measured noun completes."""
    measured: frozenset[str] = frozenset()
    figureless: frozenset[str] = frozenset()
    """Verbs of descriptions that no figure belongs to."""
    as_said: frozenset[str] = frozenset()
    """Words before who tells it, or that it was told: كما ذكرنا."""
    carriers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Verb -> the nouns that carry what it tells: وقع عقدا."""


def asides(constituents: Sequence[Constituent], reports: Reports | None = None) -> list[range]:
    """Return the stretches, their marks included, that a clause goes on after: اشترت X، التي مقرها Y، Z and X - وهو كذا - Z."""
    found: list[range] = []
    index = 1
    while index < len(constituents) - 2:
        current = constituents[index]
        aside = _unclosed(constituents, index, reports) if reports else None
        if aside is None and isinstance(current, Word) and current.norm == "و":
            aside = _seat(constituents, index)
        if aside is None and isinstance(current, Word) and current.kind == "mark":
            aside = _aside(constituents, index) or (_said(constituents, index, reports.as_said) if reports else None)
        if aside is not None:
            found.append(aside)
        index = index + 1 if aside is None else aside.stop
    return found


def _aside(constituents: Sequence[Constituent], opening: int) -> range | None:
    mark = _text(constituents[opening])
    if mark == "(":
        closing = _closing(constituents, opening, frozenset(")"))
    elif mark in _DASHES:
        closing = _closing(constituents, opening, _DASHES) if _describes(constituents, opening + 1) else None
    elif mark in _COMMAS:
        closing = _last_comma(constituents, opening) if _describes(constituents, opening + 1) else None
        closing = closing or _apposition(constituents, opening) or _subject_apposition(constituents, opening)
    else:
        closing = None
    return range(opening, closing + 1) if closing is not None and closing + 1 < len(constituents) else None


def _seat(constituents: Sequence[Constituent], opening: int) -> range | None:
    """Return the seat of a name up to the comma that closes it, where none opens it: اشترت X ومقرها Y، شركة Z."""
    named, seat = constituents[opening - 1 : opening + 2 : 2]
    if not (isinstance(named, Phrase) and named.entities and isinstance(seat, Phrase) and seat.tells_place):
        return None
    within = range(opening + 2, min(opening + 5, len(constituents) - 1))
    closing = next((index for index in within if _text(constituents[index]) in _COMMAS), None)
    if closing is None or not isinstance(constituents[closing + 1], Phrase) or not _begun(constituents, opening):
        return None
    return range(opening, closing + 1)


def _said(constituents: Sequence[Constituent], opening: int, words: frozenset[str]) -> range | None:
    """Return what only tells that something was said before, or expected: شركة X - كما ذكرنا سابقا - اشترت Y."""
    opener, verb = constituents[opening + 1 : opening + 3]
    marks = next((kind for kind in (_COMMAS, _DASHES) if _text(constituents[opening]) in kind), frozenset[str]())
    told = isinstance(opener, Word) and opener.norm in words and isinstance(verb, Word) and verb.kind == "verb"
    if not told or not marks or not isinstance(constituents[opening - 1], Phrase):
        return None
    within = range(opening + 3, min(opening + 6, len(constituents) - 1))
    closing = next((index for index in within if _text(constituents[index]) in marks), None)
    inside = constituents[opening + 3 : closing] if closing is not None else ()
    if closing is None or any(isinstance(c, Phrase) and c.entities and not c.preposition for c in inside):
        return None
    following = constituents[closing + 1]
    verb_follows = isinstance(following, Word) and following.kind == "verb"
    goes_on = isinstance(following, Phrase) if _begun(constituents, opening) else verb_follows
    return range(opening, closing + 1) if goes_on else None


def _unclosed(constituents: Sequence[Constituent], opening: int, reports: Reports) -> range | None:
    """Return a relative clause up to what the verb before it still lacks: ارتفعت أرباح X التي تعمل في Y إلى 9 ملايين، وقعت X التي تملكها Y عقدا."""
    relative = opening + 1 if _text(constituents[opening]) in _COMMAS | {"و"} else opening
    relative += _text(constituents[relative]) == "و"
    if not _is_relative(constituents[relative]) or relative - opening > 2:
        return None
    verb = next((c for c in reversed(constituents[:opening]) if isinstance(c, Word) and c.kind not in ("mark",)), None)
    if verb is None or verb.kind != "verb" or not isinstance(constituents[opening - 1], Phrase):
        return None
    carriers = reports.carriers.get(verb.lemma, frozenset())
    if carriers and (full := _full(constituents, relative, carriers, reports)) is not None:
        return range(opening, full)
    beyond, bare = relative + 2, False
    for index in range(relative + 1, min(opening + _LONGEST, len(constituents))):
        current = constituents[index]
        if isinstance(current, Word):
            told = current.kind == "verb" and current.lemma in reports.changing | reports.earning
            if told or current.text in _COMMAS or current.kind in ("complementiser", "relative"):
                return None
            if current.kind == "verb":
                bare = not reports.figureless.isdisjoint(current.lemmas)
                carriers, beyond = carriers - reports.carriers.get(current.lemma, frozenset()), index + 2
            continue
        reached = current.preposition == "الي" and current.head.kind == "figure"
        earned = not current.preposition and current.head.lemma in reports.measured and current.head.norm.endswith("ا")
        carried = not (current.preposition or current.head.definite) and current.head.lemma in carriers
        # توظف X التي تأسست عام 1990 نحو 1,800 موظف
        counted = bare and current.head.kind == "figure" and not current.preposition
        if (
            (reached and verb.lemma in reports.changing)
            or (earned and verb.lemma in reports.earning)
            or ((carried or counted) and index >= beyond)
        ):
            return range(opening, index)
    return None


def _full(constituents: Sequence[Constituent], relative: int, awaited: frozenset[str], reports: Reports) -> int | None:
    """Return where a relative clause ends that has its subject and, as a pronoun, its object: تملك X التي يرأسها فلان 8 في المائة من Y.

    `awaited` are the nouns that carry what the verb before it tells.
    """
    parts = constituents[relative + 1 : relative + 5]
    if len(parts) < 4 or not isinstance(verb := parts[0], Word) or verb.kind != "verb":
        return None
    pronoun, subject, beyond = parts[1:]
    if not (isinstance(pronoun, Phrase) and isinstance(subject, Phrase) and isinstance(beyond, Phrase)):
        return None
    named = bool(subject.entities) and not (subject.preposition or pronoun.preposition or beyond.preposition)
    own = reports.carriers.get(verb.lemma, frozenset()) - awaited
    of_main = beyond.head.kind == "figure" or beyond.head.lemma not in own
    third = beyond.head.kind in ("figure", "noun", "name") and not beyond.head.attached
    return relative + 4 if named and pronoun.head.attached and third and of_main else None


def _apposition(constituents: Sequence[Constituent], opening: int) -> int | None:
    """Return the comma that closes a noun said of the name before, where the verb of that name follows: أن X، المالكة لـY، قد اشترت Z."""
    named, described = constituents[opening - 1], constituents[opening + 1]
    if not isinstance(named, Phrase) or named.preposition or not named.entities or not isinstance(described, Phrase):
        return None
    if described.preposition or described.entities or _begun(constituents, opening):
        return None
    for index in range(opening + 2, min(opening + _LONGEST, len(constituents) - 1)):
        current = constituents[index]
        if isinstance(current, Phrase) or current.kind in ("particle", "unknown", "adjective"):
            continue
        following = constituents[index + 1]
        verb = isinstance(following, Word) and (
            following.kind == "verb" or (following.kind == "particle" and _verb_follows(constituents, index + 2))
        )
        return index if current.text in _COMMAS and verb else None
    return None


def _subject_apposition(constituents: Sequence[Constituent], opening: int) -> int | None:
    """Return the comma that closes a noun said of the subject before it: عينت X، الشركة الأم لـY، فلانا مديرا; وقعت X، أكبر منتج للورق، عقدا."""
    if opening < 2 or not isinstance(verb := constituents[opening - 2], Word) or verb.kind != "verb":
        return None
    named, described = constituents[opening - 1], constituents[opening + 1]
    if not isinstance(named, Phrase) or named.preposition or not named.entities or not isinstance(described, Phrase):
        return None
    head = described.head
    defined = head.definite or (head.kind == "adjective" and described.genitive is not None)
    if not defined or head.kind not in ("noun", "adjective") or described.preposition or described.entities:
        return None
    for index in range(opening + 2, min(opening + _LONGEST, len(constituents) - 1)):
        current = constituents[index]
        if isinstance(current, Phrase) and current.preposition:
            continue
        following = constituents[index + 1]
        return index if _text(current) in _COMMAS and isinstance(following, Phrase) else None
    return None


def _closing(constituents: Sequence[Constituent], opening: int, marks: frozenset[str]) -> int | None:
    within = range(opening + 2, min(opening + _LONGEST, len(constituents)))
    return next((i for i in within if _text(constituents[i]) in marks), None)


def _describes(constituents: Sequence[Constituent], index: int) -> bool:
    """Tell whether what starts here describes the noun before: التي …، وهي …، ومقرها …، المولود في …."""
    current = constituents[index]
    joined = isinstance(current, Word) and current.norm == "و"
    if joined:
        current = constituents[index + 1]
    if isinstance(current, Phrase) and current.head.form.endswith("participle") and current.head.definite:
        return not (current.preposition or current.entities or current.genitive)
    seat = joined and isinstance(current, Phrase) and current.tells_place  # X، ومقرها Y، …
    return _is_relative(current) or seat or (joined and _is_pronoun(current))


def _is_relative(constituent: Constituent) -> bool:
    return isinstance(constituent, Word) and constituent.kind == "relative"


def _is_pronoun(constituent: Constituent) -> bool:
    """Tell whether a constituent begins with هو or هي."""
    head = constituent.head if isinstance(constituent, Phrase) else constituent
    return not head.attached and head.norm in ("هو", "هي", "هما", "هم")


def _last_comma(constituents: Sequence[Constituent], opening: int) -> int | None:
    """Return the comma after which the interrupted clause goes on: with a phrase or إن where its verb came before, else with its verb."""
    begun = _begun(constituents, opening)
    for index in range(opening + 2, min(opening + _LONGEST, len(constituents) - 1)):
        current = constituents[index]
        if not isinstance(current, Word) or current.kind != "mark":
            continue
        if current.text not in _COMMAS:
            return None
        following = constituents[index + 1]
        if isinstance(following, Phrase) or following.kind == "complementiser":
            return index if begun else None
        if following.kind == "verb" or (following.kind == "particle" and _verb_follows(constituents, index + 2)):
            return None if begun else index
        if following.kind == "conjunction" and not _noun_follows(constituents, index + 2):
            return None
    return None


def _begun(constituents: Sequence[Constituent], opening: int) -> bool:
    """Tell whether the clause that is interrupted has its verb."""
    for current in reversed(constituents[:opening]):
        if isinstance(current, Word):
            if current.kind == "verb":
                return True
            if current.kind == "complementiser" or current.text in (":", "؛", ";"):
                return False
    return False


def _verb_follows(constituents: Sequence[Constituent], index: int) -> bool:
    current = constituents[index] if index < len(constituents) else None
    return isinstance(current, Word) and current.kind == "verb"


def _noun_follows(constituents: Sequence[Constituent], index: int) -> bool:
    return index < len(constituents) and isinstance(constituents[index], Phrase)


def _text(constituent: Constituent) -> str:
    return constituent.text if isinstance(constituent, Word) else ""
