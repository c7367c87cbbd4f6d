"""Who holds which office where, by apposition: الرئيس التنفيذي لشركة X فلان، فلان رئيس مجلس إدارة X, ونظيره في Y."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.arabic.folding import fold
from kg.frames.arguments import Claim
from kg.frames.scene import Governor
from kg.frames.words import Word
from kg.model import Span
from kg.ontology import Ontology

_ORGANISATIONS = ("Organization", "Place", "Facility", "Product", "Group")
_OPENERS = frozenset({"ل", "في", "ب", "لدى", "باسم", "من"})


@dataclass(frozen=True, slots=True)
class Office:
    """Hold a role phrase in a sentence: words first to last, its normalised roles, and what it is modified by."""

    first: int
    last: int
    roles: tuple[tuple[str, Span], ...]
    ended: bool
    counterpart: bool = False


class PositionReader:
    """Read offices from a sentence's words."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.by_first = _by_first(ontology.roles)
        self.offices_by_first = _by_first((*ontology.roles, *ontology.offices))
        self.former = frozenset(fold(word.lemma) for word in ontology.status_words if word.kind == "adjective" and word.status == "ended")
        self.heads = {fold(form): head for head in ontology.heads for form in head.forms}

    def role_at(self, words: Sequence[Word], index: int, *, abstract: bool = False) -> tuple[int, str] | None:
        """Return the last word and the role of the longest role phrase that begins at a word, nouns of offices too if `abstract`."""
        table = self.offices_by_first if abstract else self.by_first
        first = words[index]
        if first.kind not in ("noun", "adjective", "unknown", "reference") or first.attached:
            return None
        for form in dict.fromkeys((_bare(first), first.lemma)):
            for phrase, role in table.get(form, ()):
                end = index + len(phrase)
                if end <= len(words) and all(part in (_bare(word), word.lemma) for part, word in zip(phrase[1:], words[index + 1 : end], strict=True)):
                    return end - 1, role
        return None

    def offices(self, words: Sequence[Word]) -> Iterator[Office]:
        """Yield the offices of a sentence; roles joined by و share their organisation and their holder."""
        index = 0
        while index < len(words):
            hit = self.role_at(words, index)
            if words[index].lemma == "نظير" or _bare(words[index]) == "نظير":
                yield Office(index, index, (), ended=False, counterpart=True)
                index += 1
                continue
            if hit is None:
                index += 1
                continue
            first, roles, ended = index, [], False
            while hit is not None:
                last, role = hit
                span = Span(words[index].span.start, words[last].span.end)
                index = last + 1
                former = False
                while index < len(words) and words[index].kind == "adjective" and words[index].lemma != "مؤسس" and self.role_at(words, index) is None:
                    former |= words[index].lemma in self.former or _bare(words[index]) in self.former
                    index += 1
                ended |= former
                roles.append((f"{role}{'-' if former else ''}", span))
                joined = index + 1 < len(words) and words[index].kind == "conjunction"
                hit = self.role_at(words, index + 1) if joined else None
                index += joined and hit is not None
            yield Office(first, index - 1, tuple(roles), ended)

    def claims(self, words: Sequence[Word], types: Mapping[str, str], fallback: str | None) -> Iterator[Claim]:
        """Yield who holds what; `fallback` is the organisation that an office without one belongs to."""
        before: tuple[tuple[str, Span], ...] = ()
        for office in self.offices(words):
            organisation, end = self._organisation(words, office, types)
            person = self._person(words, office, end, types)
            roles = office.roles or before
            if office.roles:
                before = office.roles
            if person is None:
                continue
            score = 1.0 if organisation else 0.6
            where = organisation[0] if organisation else fallback
            if where is None or where == person[0] or not self._held(where, types):
                continue
            for role, span in roles:
                yield from self._stated(words, office, role, span, person, (where, organisation[1] if organisation else span), score)

    def _stated(self, words: Sequence[Word], office: Office, role: str, span: Span, person: tuple[str, Span], organisation: tuple[str, Span], score: float) -> Iterator[Claim]:
        name = role.rstrip("-")
        text = words[office.first].text if office.counterpart else " ".join(word.text for word in words if span.start <= word.span.start < span.end)
        if name == "founder":
            yield Claim(person[0], "founded", organisation[0], "founded: office", span, person[1], organisation[1], score=score)
            return
        governors = (Governor("سابق", "adjective"),) if role.endswith("-") else ()
        yield Claim(
            person[0], "holds-position", organisation[0], "holds-position: office", span, person[1], organisation[1],
            qualifiers={"role": name, "role_text": text}, governors=governors, score=score * (0.8 if office.counterpart else 1.0), filled=1,
        )  # fmt: skip

    def _held(self, organisation: str, types: Mapping[str, str]) -> bool:
        return self.ontology.is_a(types.get(organisation, ""), _ORGANISATIONS)

    def _organisation(self, words: Sequence[Word], office: Office, types: Mapping[str, str]) -> tuple[tuple[str, Span] | None, int]:
        """Return the organisation right after the role words, by genitive or after ل or في, and the word after it."""
        index = office.last + 1
        steps = 0
        while index < len(words) and steps < 7:
            word = words[index]
            if office.counterpart and word.attached:
                # نظيره في X: the pronoun is the other holder of such an office.
                index += 1
                continue
            if word.kind in ("name", "reference") and word.mention is not None:
                entity = word.mention.entities[0] if word.mention.entities else ""
                if types.get(entity) == "Person":
                    return None, office.last + 1
                if self._held(entity, types):
                    return (entity, word.span), self._after_name(words, index, entity)
                return None, office.last + 1
            if word.attached or word.kind == "preposition" and word.lemma in _OPENERS or word.norm in _OPENERS:
                pass
            elif word.kind in ("noun", "adjective", "unknown") and (steps or word.norm in self.heads or _bare(word) in self.heads or not word.definite):
                pass
            elif word.kind in ("noun", "adjective", "unknown", "demonstrative"):
                pass
            else:
                return None, office.last + 1
            index += 1
            steps += 1
        return None, office.last + 1

    def _after_name(self, words: Sequence[Word], index: int, entity: str) -> int:
        """Pass over adjectives, brackets and further names of the same thing."""
        index += 1
        while index < len(words):
            word = words[index]
            if word.kind == "adjective" and word.definite or (word.mention is not None and entity in word.mention.entities):
                index += 1
            elif word.text == "(" and (end := next((i for i in range(index, min(index + 8, len(words))) if words[i].text == ")"), None)):
                index = end + 1
            elif word.kind == "preposition" and word.lemma == "ل" and index + 1 < len(words) and words[index + 1].kind == "noun" and words[index + 1].definite:
                index += 2
            else:
                return index
        return index

    def _person(self, words: Sequence[Word], office: Office, end: int, types: Mapping[str, str]) -> tuple[str, Span] | None:
        """Return the holder: the person named right after (perhaps after a comma), else the one right before."""
        index = end
        if index < len(words) and words[index].text in ("،", ",", "-", "–", ":"):
            index += 1
        while index < len(words) and words[index].kind in ("noun", "adjective", "unknown") and index < end + 3 and self._honorific(words[index]):
            index += 1
        after = self._as_person(words, index, types)
        back = office.first - 1
        commas = 0
        while back >= 0 and (words[back].text in ("،", ",", ")", "(") or words[back].norm in ("و", "هو", "هي", "بصفته", "بصفتها", "وهو")):
            commas += words[back].text in ("،", ",")
            back -= 1
            if back >= 0 and words[back].kind == "reference" and types.get((words[back].mention.entities or ("",))[0]) == "Person":  # type: ignore[union-attr]
                break
        before = self._as_person(words, back, types) if back >= 0 and not self._under_preposition(words, office) else None
        if office.counterpart:
            return after
        # X، الرئيس التنفيذي لشركة Y، said …: what stands right before wins where commas set the office off.
        if before is not None and (commas or after is None or index > end):
            return before
        return after or before

    def _under_preposition(self, words: Sequence[Word], office: Office) -> bool:
        return office.first > 0 and words[office.first - 1].kind == "preposition" and words[office.first - 1].lemma != "ك"

    def _honorific(self, word: Word) -> bool:
        return word.norm in self._honorifics or _bare(word) in self._honorifics or word.text == "."

    @property
    def _honorifics(self) -> frozenset[str]:
        return frozenset(fold(form) for form in self.ontology.honorifics)

    def _as_person(self, words: Sequence[Word], index: int, types: Mapping[str, str]) -> tuple[str, Span] | None:
        if not 0 <= index < len(words):
            return None
        mention = words[index].mention
        if mention is None or not mention.entities or types.get(mention.entities[0]) not in ("Person", ""):
            return None
        return mention.entities[0], mention.span


def _by_first(phrases: Sequence[tuple[str, str]]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, role in phrases:
        words = tuple(fold(phrase).split())
        table.setdefault(words[0], []).append((words, role))
    for options in table.values():
        options.sort(key=lambda option: -len(option[0]))
    return table


def _bare(word: Word) -> str:
    return word.norm.removeprefix("ال")
