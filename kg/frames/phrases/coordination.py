"""What و joins: the fellows of a list, and the pronoun of a fellow that takes up what stands before it (X ومقرها Y)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.frames.phrases.kinds import Kinds
from kg.frames.phrases.model import PRONOUNS, Constituent, Phrase
from kg.frames.phrases.openings import Openings, longest_first, stands
from kg.frames.words import Word
from kg.ontology import Ontology

Nominal = Callable[[Sequence[Word], int], Phrase]
"""Read the noun at a place with all that hangs on it."""


class Coordination:
    """Find the fellows of phrases, and tell what their pronouns take up."""

    def __init__(self, ontology: Ontology, openings: Openings, kinds: Kinds) -> None:
        self._openings = openings
        self._kinds = kinds
        self._besides = longest_first(ontology.words.get("beside", frozenset()))
        self._aside = frozenset(form[0] for form in self._besides)

    # -------------------------------------------------------------- fellows

    def fellow_after(self, words: Sequence[Word], phrase: Phrase, *, listed: bool, nominal: Nominal) -> int | None:
        """Return where the next member of a list starts: after و, or after a comma in a list of names that goes on."""
        position = phrase.last + 1
        if position + 1 >= len(words):
            return None
        apart = position + (listed and words[position].text in "،,")
        besides = self._besides if words[apart].norm in self._aside else ()
        beside = next((form for form in besides if stands(words, apart, form)), None)
        if beside is not None and phrase.entities and (listed or phrase.preposition):
            start = apart + len(beside)
            return start if start < len(words) and self._openings.names(words, start) else None
        if listed and _purpose(words, position):
            position += 2
        if (
            words[position].kind == "conjunction"
            and words[position].norm in ("و", "او")
            and words[position + 1].norm not in PRONOUNS
            and self._openings.starts(words, position + 1)
        ):
            return position + 1
        if words[position].text not in "،,;؛" or not phrase.entities or (not listed and _in_aside(words, phrase)):
            return None
        if phrase.head.kind == "reference" and _person(words[position + 1]):
            # العضو المنتدب للشركة، فلان: he holds the office, he is no fellow of the company.
            return None
        return self._after_comma(words, position + 1, listed=listed, nominal=nominal)

    def _after_comma(self, words: Sequence[Word], index: int, *, listed: bool, nominal: Nominal) -> int | None:
        """Return where a member starts after a comma: a name after و, or a name that the list goes on after."""
        following = words[index]
        joined = following.norm == "و" and index + 1 < len(words) and self._openings.names(words, index + 1)
        if joined and (listed or _enclosed(words, nominal(words, index + 1))):
            return index + 1
        after = words[index + 1 : index + 2]
        goes_on = bool(after) and after[0].text in ("و", "،", ",") and after[0].kind in ("conjunction", "mark")
        return index if following.kind == "name" and (goes_on or (listed and not after)) else None

    def joins(self, phrase: Phrase, fellow: Phrase) -> bool:
        """Tell whether a phrase goes on with what stands after و or a comma: names with names, people with people."""
        kinds = {
            mention.type == "Person"
            for mention in (phrase.head.mention, fellow.head.mention)
            if mention is not None and mention.type not in ("", "Reference")
        }
        if len(kinds) > 1:
            return False
        if bool(phrase.entities) != bool(fellow.entities):
            return False
        if _named_type(phrase) == "Place" and _named_type(fellow) in ("Company", "Organization", "Person"):
            # مع «أ» في مصر و«ب»: nothing happens in a company.
            return False
        if phrase.preposition == "من" and _named_type(phrase) == "Company" and _named_type(fellow) == "Product":
            # نظام X من «أ» وY من «ب»
            return False
        if self._kinds.is_office(fellow) and not self._kinds.is_office(phrase):
            # وزير الدولة لشؤون الطاقة والرئيس التنفيذي: an office is joined to an office.
            return False
        if fellow.tells_place and not phrase.tells_place:
            return False
        # A participle or a verbal noun after و mostly opens something new (وتعيين فلان).
        return bool(phrase.entities) or (phrase.head.kind == fellow.head.kind and fellow.head.form != "verbal-noun")

    def rejoin(self, phrase: Phrase, found: list[Constituent], following: Word | None) -> bool:
        """Let a name after و go on with the one before it that a place, a date or an aside parts it from: مع «أ» في مصر، و«ب»."""
        if following is not None and (following.kind == "verb" or self._predicate(following)):
            return False
        if (far := self._past_aside(phrase, found)) is not None:
            if phrase.preposition != "مع":
                found.pop()
            if phrase.preposition == "مع" or (far.preposition == "بين" and phrase.head.number == "d"):
                phrase.preposition = "بين"  # the other side
                return False
            self.add(far, phrase)
            return True
        if _other_side(phrase, found):
            found.pop()
            phrase.preposition = "بين"
            return False
        if phrase.preposition:
            return False
        before = [c for c in found[-6:] if not (isinstance(c, Word) and c.text in "،,")]
        if len(before) < 3 or not isinstance(joint := before[-1], Word) or joint.norm != "و":
            return False
        place, host = before[-2], before[-3]
        if not (isinstance(place, Phrase) and isinstance(host, Phrase)):
            return False
        verb = before[-4] if len(before) > 3 else None
        acts = isinstance(verb, Word) and verb.kind == "verb" and not host.preposition
        # وقعت «أ» اليوم و«ب» عقدا
        dated = place.head.kind == "date" and acts and following is not None and following.kind != "mark"
        placed = place.preposition in ("في", "ب") and _named_type(place) == "Place"
        named = {_named_type(phrase), _named_type(host)} <= {"", "Company", "Organization"} and bool(phrase.entities)
        if not (dated or placed) or not named or not self.joins(host, phrase):
            return False
        self.add(host, phrase)
        return True

    def _predicate(self, word: Word) -> bool:
        """Tell whether a noun says what the name before it is: و«أ» شركة تابعة لها."""
        return word.kind == "noun" and not word.definite and self._kinds.describes(word)

    def _past_aside(self, phrase: Phrase, found: Sequence[Constituent]) -> Phrase | None:
        """Return the name that one after و goes on with past what describes it between commas: بين «أ»، التابعة لـ«ب»، و«ج»; بين «أ» مع «ج»."""
        if phrase.preposition == "مع":
            before = found[-1] if found else None
            host = self._before_aside(found) or (before if isinstance(before, Phrase) else None)
            alone = host is not None and host.preposition == "بين" and len(host.entities) == 1
        else:
            joined = bool(found) and isinstance(joint := found[-1], Word) and joint.norm == "و"
            host = self._before_aside(found[:-1]) if joined else None
            alone = host is not None and phrase.preposition in ("", host.preposition)
        if host is None or not (alone and phrase.entities and host.entities) or not self.joins(host, phrase):
            return None
        kinds = [_named_type(phrase), _named_type(host)]
        return host if "Place" not in kinds and (kinds[0] == "Person") == (kinds[1] == "Person") else None

    def _before_aside(self, found: Sequence[Constituent]) -> Phrase | None:
        """Return the phrase before an aside that ends with a comma here."""
        if len(found) < 4 or not _is_comma(found[-1]):
            return None
        for index in range(len(found) - 2, max(len(found) - 14, 0), -1):
            current = found[index]
            if _is_comma(current):
                host, opening = found[index - 1], found[index + 1]
                if isinstance(opening, Word) and opening.norm == "و" and self._describes(found[index + 2]):
                    # «أ»، التابعة لـ«ب»، والمملوكة لها، و«ج»
                    continue
                return host if isinstance(host, Phrase) and self._describes(opening) else None
            if isinstance(current, Word) and current.kind in ("mark", "complementiser", "subordinator"):
                return None
        return None

    def _describes(self, opening: Constituent) -> bool:
        """Tell whether an aside that opens so describes the name before it: التي …، التابعة لـX، أكبر شركة، ذراع X."""
        if isinstance(opening, Word):
            return opening.kind == "relative"
        if opening.preposition or opening.head.kind in ("name", "figure", "date", "reference"):
            return False
        plain = not opening.entities and self._kinds.written_head_of(opening) is not None
        return opening.head.kind == "adjective" or plain or self._kinds.is_role(opening.head)

    def goes_on(self, phrase: Phrase, found: Sequence[Constituent], following: Word | None) -> bool:
        """Let a name under a repeated preposition go on with the one before و: مع «أ» ومع «ب»، في مصر وفي المغرب."""
        if len(found) < 2 or not phrase.preposition or not phrase.entities:
            return False
        joint, host = found[-1], found[-2]
        if not (isinstance(joint, Word) and joint.norm == "و" and isinstance(host, Phrase)):
            return False
        if host.preposition != phrase.preposition or (following is not None and following.kind == "verb"):
            return False
        places = (_named_type(host) == "Place") == (_named_type(phrase) == "Place")
        if not host.entities or not places or not self.joins(host, phrase):
            return False
        self.add(host, phrase)
        return True

    def add(self, phrase: Phrase, fellow: Phrase) -> None:
        """Let a phrase go on with a fellow under its preposition."""
        fellow.preposition = phrase.preposition
        self.take_up(phrase, fellow)
        phrase.coordinated.append(fellow)
        phrase.last = fellow.last
        phrase.entities = tuple(dict.fromkeys((*phrase.entities, *fellow.entities)))

    # -------------------------------------------------------------- their pronouns

    def take_up(self, phrase: Phrase, fellow: Phrase) -> None:
        """Let the pronoun of a fellow take up the name that it is joined to: سنابل وشركتها الأم، X ومحرك بحثها Y."""
        genitive = fellow.genitive
        while genitive is not None and not genitive.head.attached:
            genitive = genitive.genitive
        if genitive is None:
            return
        single = genitive.head.norm in ("ه", "ها")
        first = phrase.coordinated[-1] if phrase.coordinated and single else phrase
        mention = first.head.mention
        if mention is not None and mention.type == "Person":
            return
        if len(first.entities) == 1 if single else len(first.entities) > 1 and genitive.head.norm in ("هما", "هم"):
            genitive.entities = first.entities if single or genitive.head.norm == "هم" else _two_of(first)
        elif single and not first.entities and self._kinds.written_head_of(first) is not None:
            # شركة لصناعة السيارات ومقرها ب: the pronoun is of a company that isn't named here.
            genitive.entities = ()

    def resume(self, phrase: Phrase, found: Sequence[Constituent]) -> None:
        """Let the pronoun of a noun after و take up the name before it: X ومقرها Y, and X، ومقرها Y."""
        if len(found) < 2 or not isinstance(found[-1], Word):
            return
        if found[-1].text in ("(", "،", ",") and phrase.tells_place and isinstance(host := found[-2], Phrase):
            # X (مقرها Y): what is said in brackets is said of the name before them.
            self.take_up(host, phrase)
            return
        if found[-1].norm != "و":
            return
        if phrase.head.form == "verbal-noun" and phrase.genitive is not None and phrase.genitive.head.attached:
            _same_patient(found, phrase)
            return
        before = _joined_before(found, far=phrase.tells_place)
        if before is not None:
            self.take_up(before, phrase)


def _other_side(phrase: Phrase, found: Sequence[Constituent]) -> bool:
    """Tell whether several stand after و opposite the one after بين: بين «أ» وكل من «ب» و«ج»."""
    joint, host = found[-2:][::-1] if len(found) > 1 else (None, None)
    joined = isinstance(joint, Word) and joint.norm == "و" and not phrase.preposition and len(phrase.entities) > 1
    return joined and isinstance(host, Phrase) and host.preposition == "بين" and len(host.entities) == 1


def _in_aside(words: Sequence[Word], phrase: Phrase) -> bool:
    """Tell whether a phrase completes what a comma opened beside a name: «أ»، التابعة لـ«ب»، و«ج»."""
    start = phrase.first - (phrase.first > 0 and words[phrase.first - 1].kind == "preposition")
    opening = words[start - 2 : start] if phrase.preposition and start > 1 else ()
    return len(opening) == 2 and opening[0].text in "،," and opening[1].kind == "adjective" and opening[1].definite


def _is_comma(constituent: Constituent) -> bool:
    return isinstance(constituent, Word) and constituent.text in "،,"


def share_adjectives(phrase: Phrase) -> None:
    """Give a list the dual or plural adjective after its last member: X وY المبنيين على Z."""
    last = phrase.coordinated[-1]
    if last.head.kind == "name" and any(adjective.number in ("d", "p") for adjective in last.adjectives):
        phrase.adjectives += last.adjectives
        last.adjectives = []


def _person(word: Word) -> bool:
    """Tell whether a word names a person."""
    return word.mention is not None and word.mention.type == "Person" and word.kind == "name"


def _purpose(words: Sequence[Word], position: int) -> bool:
    """Tell whether what a member of a list is for comes before the next: مثل «أ» للنفط، و«ب»."""
    return (
        words[position].norm == "ل"
        and words[position + 1].kind in ("noun", "unknown")
        and position + 4 < len(words)
        and words[position + 2].text in "،,"
        and words[position + 3].norm == "و"
    )


def _enclosed(words: Sequence[Word], fellow: Phrase) -> bool:
    """Tell whether a name after a comma and و ends at a comma too, as a member of a list does: أبرمت X، وY، وZ، مذكرة."""
    after = words[fellow.last + 1] if fellow.last + 1 < len(words) else None
    return bool(fellow.entities) and after is not None and after.text in ("،", ",")


def _named_type(phrase: Phrase) -> str:
    """Return the class of what a phrase names."""
    named = next((inner.head.mention for inner in phrase.nested() if inner.head.kind == "name"), None)
    return named.type if named is not None else ""


def _two_of(phrase: Phrase) -> tuple[str, ...]:
    """Return the two that هما takes up in a list: of شركة X وشركتا Y وZ those that the dual announces."""
    index = next((i for i, fellow in enumerate(phrase.coordinated) if fellow.head.number == "d"), None)
    members = [phrase] if index is None else phrase.coordinated[index:]
    return tuple(dict.fromkeys(entity for member in members for entity in member.entities))


def _joined_before(found: Sequence[Constituent], *, far: bool) -> Phrase | None:
    """Return the phrase that a final و joins to, from afar also over a comma: شركة «أ» للتقنية، ومقرها ب."""
    index = len(found) - 2
    if far and isinstance(word := found[index], Word) and word.text in "،,":
        index -= 1
        # What the company is for comes between.
        while (
            index > 0 and isinstance(between := found[index], Phrase) and between.preposition and not between.entities
        ):
            index -= 1
    before = found[index] if index >= 0 else None
    return before if isinstance(before, Phrase) else None


def _same_patient(found: Sequence[Constituent], phrase: Phrase) -> None:
    """Let the pronoun of a second verbal noun be what is done to in the first: نسخ الميزات في X وإضافتها إلى Y."""
    earlier = next((c for c in found[-2:-5:-1] if isinstance(c, Phrase) and c.head.form == "verbal-noun"), None)
    patient = earlier.genitive if earlier is not None else None
    if patient is None or phrase.genitive is None or patient.head.kind != "noun" or patient.names_something:
        return
    feminine = patient.head.gender == "f" or patient.head.number == "p"
    if feminine == (phrase.genitive.head.norm == "ها"):
        phrase.genitive.entities = ()
