"""Words -> phrases: a noun with its genitive, adjectives, apposed names and coordinated fellows, under its preposition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.arabic.folding import fold
from kg.frames.words import NOMINAL, Word
from kg.ontology import Head, Ontology


@dataclass(slots=True)
class Phrase:
    """Hold a nominal: what heads it, what hangs on it, and the entities that it stands for."""

    head: Word
    first: int
    """Index of its first word in the sentence, the preposition included."""
    last: int
    preposition: str = ""
    genitive: Phrase | None = None
    adjectives: list[Word] = field(default_factory=list)
    apposed: list[Phrase] = field(default_factory=list)
    coordinated: list[Phrase] = field(default_factory=list)
    examples: list[Phrase] = field(default_factory=list)
    """Names after مثل: شركات مثل سدير ورتاج."""
    entities: tuple[str, ...] = ()

    def nested(self) -> Iterator[Phrase]:
        """Yield the phrase and the phrases inside it, outermost first."""
        yield self
        for inner in (*([self.genitive] if self.genitive else []), *self.apposed, *self.coordinated, *self.examples):
            yield from inner.nested()


Constituent = Phrase | Word


class PhraseReader:
    """Read the phrases of a sentence."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self.heads = {fold(form): head for head in ontology.heads for form in head.forms}
        self.is_a = ontology.is_a
        titles = [form.split()[0] for form in ontology.honorifics]
        self.roles = frozenset(fold(word) for word in (*(phrase.split()[0] for phrase, _ in ontology.roles), *titles))
        self.quantifiers = words.get("quantifier", frozenset())
        self.preposition_nouns = words.get("preposition-noun", frozenset())
        self.such_as = words.get("such-as", frozenset())

    def constituents(self, words: Sequence[Word]) -> list[Constituent]:
        """Return the sentence as phrases and the words between them."""
        found: list[Constituent] = []
        index = 0
        while index < len(words):
            word = words[index]
            if word.kind == "preposition" or word.norm in self.such_as:
                phrase = self._after_preposition(words, index)
            elif self._starts(words, index):
                phrase = self._coordination(words, index, "")
            else:
                phrase = None
            if phrase is None:
                found.append(word)
                index += 1
                continue
            if phrase.preposition in self.such_as and found and (host := self._example_host(found)):
                host.examples.append(phrase)
                host.last = phrase.last
                if not host.entities:
                    host.entities = phrase.entities
            else:
                found.append(phrase)
            index = phrase.last + 1
        return found

    def _example_host(self, found: list[Constituent]) -> Phrase | None:
        while found and isinstance(found[-1], Word) and found[-1].text in "،,":
            if len(found) < 2 or not isinstance(found[-2], Phrase):
                return None
            found.pop()
        return found[-1] if isinstance(found[-1], Phrase) else None

    def _after_preposition(self, words: Sequence[Word], index: int) -> Phrase | None:
        start = index + 1
        preposition = words[index].lemma or words[index].norm
        if start < len(words) and words[start].norm in self.preposition_nouns and not words[start].definite:
            preposition = f"{preposition} {words[start].norm}"
            start += 1
        if start >= len(words) or not self._starts(words, start):
            return None
        phrase = self._coordination(words, start, preposition)
        phrase.first = index
        return phrase

    def _starts(self, words: Sequence[Word], index: int) -> bool:
        word = words[index]
        if word.kind == "demonstrative":
            return index + 1 < len(words) and words[index + 1].kind in (*NOMINAL, "adjective") and not words[index + 1].attached
        return word.kind in (*NOMINAL, "adjective")

    # -------------------------------------------------------------- one phrase and its fellows

    def _coordination(self, words: Sequence[Word], index: int, preposition: str, *, outer: bool = True) -> Phrase:
        phrase = self._nominal(words, index, outer=outer)
        phrase.preposition = preposition
        position = phrase.last + 1
        while (start := self._fellow(words, position, phrase)) is not None:
            fellow = self._nominal(words, start)
            if not self._alike(phrase, fellow):
                break
            fellow.preposition = preposition
            phrase.coordinated.append(fellow)
            phrase.last = fellow.last
            phrase.entities = tuple(dict.fromkeys((*phrase.entities, *fellow.entities)))
            position = fellow.last + 1
        return phrase

    def _fellow(self, words: Sequence[Word], position: int, phrase: Phrase) -> int | None:
        """Return where the next member of a list starts: after و, or after a comma in a list of names that goes on."""
        if position + 1 >= len(words):
            return None
        if words[position].kind == "conjunction" and words[position].norm in ("و", "او") and self._starts(words, position + 1):
            return position + 1
        listed = words[position].text in "،," and words[position + 1].kind == "name" and words[position + 2 :][:1]
        if listed and phrase.entities and words[position + 2].text in ("و", "،", ",") and words[position + 2].kind in ("conjunction", "mark"):
            return position + 1
        return None

    def _alike(self, phrase: Phrase, fellow: Phrase) -> bool:
        kinds = {mention.type == "Person" for mention in (phrase.head.mention, fellow.head.mention) if mention is not None and mention.type not in ("", "Reference")}
        if len(kinds) > 1:
            return False
        if bool(phrase.entities) != bool(fellow.entities):
            return False
        # A participle or a verbal noun after و mostly opens something new (وتعيين فلان).
        return bool(phrase.entities) or (phrase.head.kind == fellow.head.kind and fellow.head.form != "verbal-noun")

    def _nominal(self, words: Sequence[Word], index: int, *, outer: bool = True) -> Phrase:
        first = index
        while words[index].kind == "demonstrative" and index + 1 < len(words):
            index += 1
        if words[index].norm in self.quantifiers and index + 2 < len(words) and words[index + 1].norm == "من" and self._starts(words, index + 2):
            inner = self._coordination(words, index + 2, "")
            inner.first = first
            return inner
        head = words[index]
        phrase = Phrase(head, first, index)
        if head.mention is not None and head.kind in ("name", "reference"):
            phrase.entities = head.mention.entities
        if head.kind in ("noun", "adjective", "reference") or (head.kind == "unknown" and head.attached is False and index + 1 < len(words) and words[index + 1].attached):
            self._genitive(words, phrase)
        self._adjectives(words, phrase)
        self._apposed(words, phrase, outer=outer)
        if phrase.head.kind == "name":
            self._alias(words, phrase)
        self._stand_for(phrase)
        return phrase

    def _genitive(self, words: Sequence[Word], phrase: Phrase) -> None:
        """Read the attached pronoun or the idafa complement of the head."""
        position = phrase.last + 1
        if position >= len(words):
            return
        following = words[position]
        if following.attached:
            phrase.genitive = Phrase(following, position, position, entities=following.mention.entities if following.mention else ())
            phrase.last = position
            return
        head = phrase.head
        if head.definite or head.kind == "reference" or not self._starts(words, position) or following.kind in ("date",):
            return
        if following.kind == "demonstrative" and head.kind == "adjective":
            return
        if head.kind == "noun" and following.kind == "adjective" and not following.definite:
            return
        # عقدا، رئيسا: tanwin closes a noun against a genitive.
        if head.norm.endswith("ا") and not head.lemma.endswith("ا") and head.kind in ("noun", "adjective"):
            return
        inner = self._nominal(words, position, outer=False)
        if head.number in ("d", "p") or inner.head.kind == "name":
            inner = self._coordination_of(words, inner, head)
        phrase.genitive = inner
        phrase.last = inner.last
        self._joined_genitive(words, phrase, inner)

    def _joined_genitive(self, words: Sequence[Word], phrase: Phrase, inner: Phrase) -> None:
        """Let a description go on after و: شركة البرمجيات والتكنولوجيا الأميركية «مايكروسوفت»."""
        position = phrase.last + 1
        if phrase.head.norm not in self.heads or inner.entities or not inner.head.definite or position + 1 >= len(words):
            return
        if words[position].norm == "و" and words[position + 1].kind == "noun" and words[position + 1].definite:
            fellow = self._nominal(words, position + 1, outer=False)
            inner.coordinated.append(fellow)
            phrase.last = inner.last = fellow.last

    def _coordination_of(self, words: Sequence[Word], inner: Phrase, head: Word) -> Phrase:
        """Let a dual, a plural or a verbal noun take a list as its genitive: شركتي سدير ورتاج، اندماج سدير ورتاج."""
        if head.number not in ("d", "p") and head.form != "verbal-noun":
            return inner
        again = self._coordination(words, inner.first, "", outer=False)
        return again if again.coordinated and again.entities else inner

    def _adjectives(self, words: Sequence[Word], phrase: Phrase) -> None:
        while phrase.last + 1 < len(words):
            following = words[phrase.last + 1]
            if following.kind != "adjective" or following.attached or phrase.head.attached:
                return
            definite = phrase.head.definite or (phrase.genitive is not None and _closes_definite(phrase.genitive)) or phrase.head.kind == "name"
            if following.definite != definite:
                return
            phrase.adjectives.append(following)
            phrase.last += 1

    def _apposed(self, words: Sequence[Word], phrase: Phrase, *, outer: bool) -> None:
        """Take the name that follows its description: شركة الطيران «أير لينجوس»، الرئيس التنفيذي فلان."""
        position = phrase.last + 1
        if position >= len(words) or words[position].kind != "name" or phrase.head.attached or phrase.head.kind in ("figure", "date"):
            return
        if phrase.head.kind == "name" or not (outer or self._describes(phrase.head)) or not self._may_name(phrase, words[position]):
            return
        if phrase.entities and phrase.head.kind == "reference" and words[position].mention and words[position].mention.type == "Place":  # type: ignore[union-attr]
            return
        name = self._nominal(words, position)
        phrase.apposed.append(name)
        phrase.last = name.last

    def _may_name(self, phrase: Phrase, name: Word) -> bool:
        """Tell whether a name can be what a noun describes: a person an office or a title, a company no board."""
        head = self.heads.get(phrase.head.norm.removeprefix("ال")) or self.heads.get(phrase.head.lemma)
        kind = name.mention.type if name.mention else ""
        if kind == "Person":
            roles = {phrase.head.norm.removeprefix("ال"), phrase.head.lemma} & self.roles
            return bool(roles) or phrase.head.form.endswith("participle") or phrase.head.kind == "adjective" or (head is not None and head.type in ("Person", "Group"))
        return not (phrase.genitive is not None and phrase.genitive.entities and (phrase.entities or phrase.genitive.head.kind == "name"))

    def _describes(self, head: Word) -> bool:
        known = head.norm in self.heads or head.lemma in self.heads
        return (known and not head.definite) or head.norm.removeprefix("ال") in self.roles or head.form.endswith("participle")

    def _alias(self, words: Sequence[Word], phrase: Phrase) -> None:
        """Pass over the name in another script or in brackets: بوليفور Polyvore، إنترناشيونال (آي.أيه.جي)."""
        position = phrase.last + 1
        while position < len(words):
            word = words[position]
            if word.kind == "name" and word.mention and set(word.mention.entities) & set(phrase.entities):
                phrase.last = position
            elif word.text == "(" and (end := next((i for i in range(position, min(position + 9, len(words))) if words[i].text == ")"), None)):
                phrase.last = end
            else:
                return
            position = phrase.last + 1

    def _same_kind(self, head: Head, phrase: Phrase, inner: Phrase) -> bool:
        """Tell whether the head can describe the name in its genitive: شركة X is X, تقنيات X are not."""
        mention = inner.head.mention
        if mention is None or (phrase.head.number == "p" and not inner.coordinated):
            return False
        organisations = ("Organization", "Group")
        if self.is_a(head.type, organisations) or self.is_a(mention.type, organisations):
            return self.is_a(head.type, organisations) and (self.is_a(mention.type, organisations) or mention.type in ("Product", "Facility", ""))
        return True

    def _stand_for(self, phrase: Phrase) -> None:
        """Give a description the entities of the name that it describes: شركة X is X, روبوت الدردشة X is X."""
        if phrase.entities and phrase.head.kind == "name":
            return
        if phrase.apposed:
            phrase.entities = tuple(dict.fromkeys(entity for name in phrase.apposed for entity in name.entities))
            return
        inner = phrase.genitive
        head = self.heads.get(phrase.head.norm) or self.heads.get(phrase.head.lemma)
        if inner is None or head is None or phrase.head.kind not in ("noun", "unknown", "adjective"):
            return
        if inner.head.kind == "name" and inner.entities and not inner.head.attached and self._same_kind(head, phrase, inner):
            phrase.entities = inner.entities


def _closes_definite(phrase: Phrase) -> bool:
    inner: Phrase | None = phrase
    while inner is not None:
        if inner.head.definite or inner.head.kind in ("name", "reference") or inner.head.attached:
            return True
        inner = inner.genitive
    return False
