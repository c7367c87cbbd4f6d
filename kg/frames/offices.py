"""Words -> offices: role phrases (رئيس مجلس إدارة، كبيرة مسؤولي التقنية، الـ CEO السابق) with what describes them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.arabic.folding import fold
from kg.frames.words import Word
from kg.ontology import Ontology

_ROLE_KINDS = frozenset({"noun", "adjective", "unknown", "reference", "name"})


@dataclass(frozen=True, slots=True)
class Role:
    """Hold a role phrase: its words first to last, its normalised name, and what is said of it."""

    name: str
    first: int
    last: int
    adjectives: tuple[str, ...] = ()
    """Lemmas of the adjectives after it: السابق، الحالي، الأردني."""
    owner: Word | None = None
    """The pronoun inside it: رئيسها التنفيذي."""
    several: bool = False
    """Whether more than one hold it together: مؤسسا X."""


@dataclass(frozen=True, slots=True)
class Office:
    """Hold roles that و joins: they share their holder, and mostly their organisation."""

    roles: tuple[Role, ...]
    first: int
    last: int
    """Index of the last word, adjectives and pronouns included."""
    likened: str = ""
    """Status by which it is the office of somebody else: نظيره holds one as well, سابقه held his."""


class OfficeFinder:
    """Find the role phrases of a sentence's words."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self.roles = _by_first(ontology.roles)
        self.abstract = _by_first((*ontology.roles, *ontology.offices))
        self.shared = words.get("shared-office", frozenset())
        self.counterpart = words.get("counterpart", frozenset())
        self.predecessor = words.get("predecessor", frozenset())
        self.describing = frozenset(fold(word.lemma) for word in ontology.status_words if word.kind == "adjective")
        self.titles = frozenset(part for form in ontology.honorifics for part in fold(form).split())
        self.deputising = words.get("deputising", frozenset())
        self.represented = words.get("represented", frozenset())

    def role_at(self, words: Sequence[Word], index: int, *, abstract: bool = False) -> Role | None:
        """Return the longest role phrase that begins at a word; nouns of offices (رئاسة) too if `abstract`.

        A pronoun may stand after its first word (رئيسها التنفيذي); a name may be read over its words (رئيسا لـ«مجلس الإدارة»).
        """
        first = words[index]
        table = self.abstract if abstract else self.roles
        if first.kind not in _ROLE_KINDS or first.attached or not _may_begin(first, table):
            return None
        # رؤساء، مدراء: a plural names nobody; مؤسسو X are the people beside it.
        many = (first.number in ("p", "d") and first.kind != "name") or self._dual(words, index)
        shared = first.lemma in self.shared and not first.norm.endswith("ات")  # مؤسسات are institutions
        if many and not shared:
            return None
        parts, ends, owner = _parts(words, index)
        best: tuple[int, str] | None = None
        for phrase, name in (option for form in sorted(parts[0]) for option in table.get(form, ())):
            size = len(phrase)
            longer = best is None or size > best[0]
            if (
                longer
                and size <= len(parts)
                and ends[size - 1] is not None
                and all(part in mine for part, mine in zip(phrase, parts, strict=False))
            ):
                best = size, name
        if best is None:
            return None
        last = ends[best[0] - 1]
        assert last is not None
        held = words[owner] if owner is not None and owner < last else None
        return Role(best[1], index, last, owner=held, several=many)

    def divided(self, words: Sequence[Word], role: Role, after: Collection[str]) -> Role:
        """Return the office whose adjective stands after what it is of, `after` being the adjectives there: رئيس X التنفيذي."""
        if role.first != role.last or role.adjectives:
            return role
        options = (
            option
            for form in sorted(_forms(words[role.first], words[role.first].norm))
            for option in self.roles.get(form, ())
        )
        name = next((name for phrase, name in options if len(phrase) == 2 and phrase[1] in after), role.name)
        return replace(role, name=name)

    def _dual(self, words: Sequence[Word], index: int) -> bool:
        """Tell whether a noun that looks like an accusative is a dual: مؤسسا شركة X, whose genitive tanwin would shut out."""
        following = words[index + 1] if index + 1 < len(words) else None
        spelt = words[index].lemma in self.shared and words[index].norm.endswith("ا") and not words[index].definite
        return spelt and following is not None and following.kind in ("noun", "name", "reference")

    def offices(self, words: Sequence[Word]) -> Iterator[Office]:
        """Yield the offices of a sentence in order."""
        index = 0
        while index < len(words):
            office = self._likened(words, index) or self._office(words, index)
            if office is not None:
                yield office
            index = index + 1 if office is None else office.last + 1

    def _likened(self, words: Sequence[Word], index: int) -> Office | None:
        """Read an office that only likens its holder to another one: نظيره، سابقته."""
        word = words[index]
        if word.attached or index + 1 == len(words) or not words[index + 1].attached:
            return None
        forms = {word.lemma, _bare(word)}
        for status, nouns in (("asserted", self.counterpart), ("ended", self.predecessor)):
            if forms & nouns:
                return Office((), index, index + 1, likened=status)
        return None

    def _office(self, words: Sequence[Word], index: int) -> Office | None:
        role = self.role_at(words, index)
        if role is None or self.adjectival(words, role) or self._stands_for_another(words, role):
            return None
        first, roles = index, []
        while role is not None:
            role, index = self._described(words, role)
            roles.append(role)
            # رئيس X والمهندس فلان: a title after و begins another man.
            joined = index + 1 < len(words) and words[index].norm in ("و", "/") and not self._is_title(words, index + 1)
            beside = not joined and index < len(words) and words[index].definite and words[role.last].definite
            beside = beside and not self._is_title(words, index)
            role = self.role_at(words, index + joined) if joined or beside else None
            # رئيس X والمدير السابق: the second one ends the first only where it is the same man's; a name between them parts them.
            index += joined and role is not None
        return Office(tuple(roles), self._deputised(words, first), self._of_whom(words, index) - 1)

    def _of_whom(self, words: Sequence[Word], index: int) -> int:
        """Return the index after the office that one serves: المستشارة السابقة للرئيس التنفيذي لـX holds no such office."""
        if index + 1 >= len(words) or words[index].norm != "ل":
            return index
        served = self.role_at(words, index + 1)
        # المستشار الاقتصادي لرئيس الحكومة: the office names its own body.
        named = served is None or any(word.mention is not None for word in words[served.first : served.last + 1])
        return index if served is None or named else self._described(words, served)[1]

    def _is_title(self, words: Sequence[Word], index: int) -> bool:
        """Tell whether a word is only the title of the name after it: الرئيس التنفيذي المهندس فلان."""
        following = words[index + 1] if index + 1 < len(words) else None
        return words[index].norm in self.titles and following is not None and following.kind == "name"

    def _stands_for_another(self, words: Sequence[Word], role: Role) -> bool:
        """Tell whether a participle says by whom somebody acts: شركة X ممثلة برئيسها فلان."""
        after = words[role.last + 1 : role.last + 3]
        led = len(after) == 2 and after[0].kind == "preposition" and after[0].lemma in ("ب", "في")
        represented = words[role.first].norm in self.represented
        return led and represented and self.role_at(words, role.last + 2) is not None

    def adjectival(self, words: Sequence[Word], role: Role) -> bool:
        """Tell whether an owner only describes the noun before: الشركة المالكة لـX."""
        word, before = words[role.first], words[role.first - 1] if role.first else None
        return (
            role.name in ("owner", "founder")
            and word.definite
            and before is not None
            and before.kind in ("noun", "reference")
            and before.definite
            and before.gender == word.gender
            and self.role_at(words, role.first - 1) is None
        )

    def _described(self, words: Sequence[Word], role: Role) -> tuple[Role, int]:
        """Add the pronoun and the adjectives after a role phrase, and return the index after them."""
        index = role.last + 1
        owner = role.owner
        adjectives: list[str] = []
        while index < len(words):
            word = words[index]
            if word.attached and owner is None:
                owner = word
            elif (
                (word.kind == "adjective" or word.lemma in self.describing)
                and not word.attached
                and self.role_at(words, index) is None
            ):
                adjectives += [word.lemma, _bare(word)]
            else:
                break
            index += 1
        return Role(role.name, role.first, role.last, tuple(adjectives), owner, role.several), index

    def _deputised(self, words: Sequence[Word], first: int) -> int:
        """Return where an office begins that somebody acts in: القائم بأعمال المدير العام."""
        if (
            first >= 3
            and words[first - 1].norm in self.deputising
            and words[first - 2].norm == "ب"
            and _bare(words[first - 3]).startswith("قا")
        ):
            return first - 3
        return first


def _parts(words: Sequence[Word], index: int) -> tuple[list[frozenset[str]], list[int | None], int | None]:
    """Return the forms of the words from `index` on, which word each part ends, and the index of a pronoun between them."""
    parts: list[frozenset[str]] = []
    ends: list[int | None] = []
    owner: int | None = None
    for position in range(index, min(index + 8, len(words))):
        word = words[position]
        if word.attached:
            if parts and owner is None:
                owner = position
                continue
            break
        pieces = word.norm.split() or [word.norm]
        for number, piece in enumerate(pieces):
            parts.append(_forms(word, piece))
            ends.append(position if number == len(pieces) - 1 else None)
    return parts, ends, owner


def _may_begin(word: Word, table: Mapping[str, object]) -> bool:
    """Tell whether one of the forms of a word is in a table of first words."""
    piece = word.norm.partition(" ")[0]
    return piece in table or piece.removeprefix("ال") in table or (piece == word.norm and word.lemma in table)


def _forms(word: Word, piece: str) -> frozenset[str]:
    """Return what a piece of a word can stand for: itself, with and without the article, and the lemma of a word of one piece.

    كبير اقتصاديي X، كبير مسؤوليها: before a genitive or a pronoun, a plural has lost its ن.
    """
    return _stands_for(
        piece, word.lemma if piece == word.norm else "", construct=word.number == "p" and piece[-1:] == "ي"
    )


@lru_cache(maxsize=1 << 14)
def _stands_for(piece: str, lemma: str, *, construct: bool) -> frozenset[str]:
    forms = (piece, piece.removeprefix("ال"), *((f"{piece}ن",) if construct else ()))
    return frozenset((*forms, lemma) if lemma else forms)


def _by_first(phrases: Sequence[tuple[str, str]]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    firsts = {fold(phrase).split()[0] for phrase, _ in phrases}
    for phrase, role in phrases:
        words = tuple(part for word in fold(phrase).split() for part in _led(word.removeprefix("ال"), firsts))
        table.setdefault(words[0], []).append((words, role))
    for options in table.values():
        options.sort(key=lambda option: -len(option[0]))
    return table


def _led(word: str, offices: Collection[str]) -> tuple[str, ...]:
    """Part ل from the definite noun, or the office, after it: للعمليات، نائب لرئيس مجلس الإدارة."""
    if word.startswith("ل") and word[1:] in offices:
        return ("ل", word[1:])
    return ("ل", word.removeprefix("لل")) if word.startswith("لل") else (word,)


def _bare(word: Word) -> str:
    return word.norm.removeprefix("ال")


def closed(words: Sequence[Word], role: Role) -> bool:
    """Tell whether a role can take no genitive: الرئيس التنفيذي, or رئيسا with tanwin."""
    first, last = words[role.first], words[role.last]
    return first.definite or last.definite or bool(role.adjectives) or (tanwin(first) and not role.several)


def tanwin(word: Word) -> bool:
    """Tell whether a word is written with the tanwin of the accusative: رئيسا."""
    return word.norm.endswith("ا") and not word.lemma.endswith("ا") and not word.definite


__all__ = ["Office", "OfficeFinder", "Role", "closed", "tanwin"]
