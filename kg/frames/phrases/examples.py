"""Names that are examples of the noun before them: شركات مثل سدير ورتاج، ثلاث خدمات: «أ» و«ب» و«ج»."""

from __future__ import annotations

from collections.abc import Sequence

from kg.frames.phrases.kinds import Kinds
from kg.frames.phrases.model import PRONOUNS, Constituent, Phrase
from kg.frames.phrases.nominal import Nominals
from kg.frames.phrases.openings import Openings, longest_first, stands
from kg.frames.words import Word
from kg.ontology import Ontology


class Examples:
    """Hang examples on the nouns that they are of."""

    def __init__(self, ontology: Ontology, openings: Openings, kinds: Kinds, nominals: Nominals) -> None:
        words = ontology.words
        self._openings = openings
        self._kinds = kinds
        self._nominals = nominals
        self._such_as = words.get("such-as", frozenset())
        self._including = words.get("including", frozenset())
        self._lands = words.get("land", frozenset())
        self._fields = words.get("field", frozenset())
        self._consisting = words.get("consisting", frozenset())
        self._alliances = words.get("alliance", frozenset())
        self._comprising = words.get("comprising", frozenset())
        self._leading = words.get("alliance-leading", frozenset())
        self._among = longest_first(words.get("among", frozenset()))
        self._openers = frozenset(form[0] for form in self._among)

    def hang(self, words: Sequence[Word], index: int, found: list[Constituent]) -> Phrase | None:
        """Hang the names after مثل، منها، من بينها or a colon on the noun before that they are examples of, and return them."""
        if (members := self._more_members(words, index, found)) is not None:
            return members
        start = self._after_introducer(words, index)
        if start is None or start >= len(words) or not self._openings.starts(words, start):
            return None
        if (office := self._office_filled(words, start, found)) is not None:
            return self._fill(words, start, office, found)
        if (two := _two_before(words[start - 1], found)) is not None:
            return self._hang_far(words, index, start, two, found)
        host = self._gathered(words, index, found) or _host(
            found, people=words[start - 1].attached and words[start - 1].norm == "هم"
        )
        if host is None or (words[index].text == ":" and not _announced(words, start, host)):
            return None
        if (far := self._further(words, start, host, found)) is not None:
            return self._hang_far(words, index, start, far, found)
        top = _top_of(found, host)
        identified = _identifies(words, index)
        if identified and (found[-1] is not top or host.head.definite or host.entities):
            return None
        pair = words[index].text in "،,"
        if pair and (host.head.number != "d" or host.entities or words[start].kind != "name"):
            return None
        phrase = self._nominals.coordination(words, start, words[index].norm, listed=True)
        if (not phrase.entities and words[index].norm not in self._such_as) or (pair and len(phrase.entities) != 2):
            return None
        phrase.first = index
        _attach(phrase, host, top, found)
        return phrase

    def _further(self, words: Sequence[Word], start: int, near: Phrase, found: Sequence[Constituent]) -> Phrase | None:
        """Return the plural further back that names are examples of, where what is nearest has none: الشركات التي تقدمت لشراء «أ»، منها «ب»."""
        mention = words[start].mention if words[start].kind == "name" else None
        if mention is None or not self._unfit(near, words[start - 1], mention.type):
            return None
        for place in range(len(found) - 1, -1, -1):
            constituent = found[place]
            if isinstance(constituent, Word):
                if constituent.text in ":؛":
                    return None
                continue
            counted = place > 0 and isinstance(count := found[place - 1], Phrase) and count.head.kind == "figure"
            for inner in constituent.nested():
                many = (inner.head.number == "p" or (counted and inner is constituent)) and inner.head.kind == "noun"
                if (
                    many
                    and not inner.entities
                    and self._kinds.head_of(inner)
                    and self._kinds.is_of_class(inner, mention.type)
                ):
                    return inner
        return None

    def _unfit(self, near: Phrase, introducer: Word, type_name: str) -> bool:
        """Tell whether names can't be examples of the noun nearest to them: of a name, of one thing, of things of another kind."""
        if near.is_place and type_name == "Place":
            return False
        singular = near.head.number == "s"
        if near.head.kind == "name" or (bool(near.entities) and singular):
            return True
        if singular and near.head.kind == "noun" and near.head.definite and near.head.lemma not in self._alliances:
            # شركات دخلت السوق، مثل X
            return True
        if introducer.attached and introducer.norm == "ها" and singular and near.nested()[-1].head.gender == "m":
            return True
        field = near.preposition == "في" and near.head.lemma in self._fields
        return field or bool(type_name and self._kinds.head_of(near) and not self._kinds.is_of_class(near, type_name))

    def _hang_far(
        self, words: Sequence[Word], index: int, start: int, host: Phrase, found: list[Constituent]
    ) -> Phrase | None:
        """Hang examples on a noun that other phrases stand between."""
        phrase = self._nominals.coordination(words, start, words[index].norm, listed=True)
        if not phrase.entities:
            return None
        phrase.first = index
        while isinstance(found[-1], Word):
            found.pop()
        host.examples.append(phrase)
        host.entities = phrase.entities
        return phrase

    def _after_alliance(self, words: Sequence[Word], index: int, *, joined: bool = False) -> int | None:
        """Return where those are named who make an alliance or lead it: تحالف من X وY، ائتلاف يضم X وY، التحالف الذي تقوده X."""
        start = index + (words[index].kind == "relative")
        gathers = joined or (
            words[index - 1].lemma in self._alliances
            or (words[index - 1].kind == "noun" and words[index - 1].number == "p" and not words[index - 1].definite)
        )
        if index == 0 or not gathers or start + 2 >= len(words):
            return None
        word, following = words[start], words[start + 1]
        if word.norm == "من" and words[index - 1].lemma in self._alliances:
            return start + 1
        if joined and self._comprising.isdisjoint(word.lemmas):
            return None
        if word.norm == "ب" and words[index - 1].lemma in self._alliances and following.verb in self._leading:
            return start + 2
        if word.kind != "verb":
            return None
        if not self._comprising.isdisjoint(word.lemmas) and not following.attached:
            return start + 1 + (following.norm in ("من", "كلا", "كل"))
        return start + 2 if following.attached and not self._leading.isdisjoint(word.lemmas) else None

    def _gathered(self, words: Sequence[Word], index: int, found: Sequence[Constituent]) -> Phrase | None:
        """Return the alliance that ends right before its members: أشار إلى تأهل الائتلاف الذي تقوده X."""
        before = found[-1] if found else None
        if not isinstance(before, Phrase) or words[index - 1].lemma not in self._alliances:
            return None
        return next((inner for inner in before.nested() if inner.head is words[index - 1]), None)

    def _more_members(self, words: Sequence[Word], index: int, found: list[Constituent]) -> Phrase | None:
        """Give an alliance that has members already those that و adds, and return them: ائتلاف تقوده X في مصر، ويضم Y."""
        alliance = self._alliance_before(found) if words[index].norm == "و" else None
        start = self._after_alliance(words, index + 1, joined=True) if alliance is not None else None
        if alliance is None or start is None or start >= len(words) or not self._openings.starts(words, start):
            return None
        members = self._nominals.coordination(words, start, listed=True)
        while isinstance(found[-1], Word):
            found.pop()
        alliance.examples.append(members)
        alliance.entities = tuple(dict.fromkeys((*alliance.entities, *members.entities)))
        return members

    def _alliance_before(self, found: Sequence[Constituent]) -> Phrase | None:
        """Return the alliance named shortly before that has members already."""
        phrases = [constituent for constituent in found[-3:] if isinstance(constituent, Phrase)]
        alliances = (inner for phrase in reversed(phrases) for inner in phrase.nested() if inner.examples)
        return next((inner for inner in alliances if inner.head.lemma in self._alliances), None)

    def _office_filled(self, words: Sequence[Word], start: int, found: Sequence[Constituent]) -> Phrase | None:
        """Return the indefinite office before a person that هو or a comma names for it: رئيسا تنفيذيا جديدا لها، هو فلان."""
        mention = words[start].mention
        named = words[start].kind == "name" and mention is not None and mention.type == "Person"
        after = words[start + 1] if start + 1 < len(words) else None
        if not named or not (words[start - 1].norm in PRONOUNS or (words[start - 1].text in "،," and _closes(after))):
            return None
        several = words[start - 1].norm in _SEVERAL
        for constituent in reversed(found):
            if isinstance(constituent, Phrase):
                offices = [inner for inner in constituent.nested() if self._kinds.opens_office(inner)]
                if several:
                    # الباحثين الثلاثة، وهم فلان وعلان
                    offices = [inner for inner in offices if inner.head.number in ("p", "d") and not inner.entities]
                plain = [inner for inner in offices if several or not (inner.head.definite or inner.genitive_defines)]
                office = next(iter(plain), None)
                if office is not None or not constituent.preposition:
                    return office
            elif constituent.text not in "،,":
                return None
        return None

    def _fill(self, words: Sequence[Word], start: int, office: Phrase, found: list[Constituent]) -> Phrase:
        """Hang who is named for an office on it, over what it is of."""
        several = office.head.number in ("p", "d")
        name = (
            self._nominals.coordination(words, start, listed=True) if several else self._nominals.nominal(words, start)
        )
        while isinstance(found[-1], Word):
            found.pop()
        office.examples.append(name)
        office.entities = name.entities
        return name

    def _after_introducer(self, words: Sequence[Word], index: int) -> int | None:
        """Return where the examples start after مثل، بما في ذلك, منها or ومن بينها (a pronoun takes up what they are of), or a colon."""
        word = words[index]
        if _identifies(words, index):
            return index + 1
        if word.norm in self._such_as or word.text in ":،,":
            # عملاقا الطيران، X وY: a dual is told by its two names; رئيسا جديدا، هو فلان; ثلاثة باحثين، وهم فلان وعلان.
            joined = index + 2 < len(words) and words[index + 1].norm == "و" and words[index + 2].norm in _SEVERAL
            after = index + 1 + joined
            free = after < len(words) and words[after].norm in PRONOUNS and not words[after].attached
            return after + free if free else index + 1
        if index and word.lemma in self._including and words[index - 1].lemma in self._lands:
            # تعمل في 24 دولة تشمل X وY
            return index + 1
        if word.norm == "من" and index and words[index - 1].norm.removeprefix("ال") in self._consisting:
            # تحالف مكون من X وY
            return index + 1
        if (members := self._after_alliance(words, index)) is not None:
            return members
        first = index + (word.norm == "و")
        if first >= len(words) or words[first].norm not in self._openers:
            return None
        for form in self._among:
            end = first + len(form)
            if stands(words, first, form):
                attached = end < len(words) and words[end].attached
                if form[-1] == "ذلك" or attached:
                    return end + 1 if attached else end
        return None


_SEVERAL = frozenset({"هم", "هما"})


def _closes(word: Word | None) -> bool:
    """Tell whether a word ends what a name stands in: a mark, a preposition, or what opens a clause."""
    return word is None or word.kind in ("mark", "preposition", "relative", "subordinator")


def _identifies(words: Sequence[Word], index: int) -> bool:
    """Tell whether a free pronoun tells who is meant by the indefinite noun before it: شركتين ناشئتين هما «أ» و«ب»."""
    free = words[index].norm in PRONOUNS and not words[index].attached
    return free and index > 0 and words[index - 1].kind not in ("mark", "conjunction", "verb", "complementiser")


def _announced(words: Sequence[Word], start: int, host: Phrase) -> bool:
    """Tell whether a colon opens a list of names of what the plural before it announces, no speech: ثلاث خدمات: «أ» و«ب»."""
    if host.head.number not in ("p", "d") or host.entities or words[start].kind not in ("name", "noun"):
        return False
    spoken = any(word.kind == "verb" for word in words[start:])
    return not spoken and sum(word.kind == "name" for word in words[start:]) > 1


def _host(found: Sequence[Constituent], *, people: bool) -> Phrase | None:
    """Return the noun that examples are of: the plural nearest before them, perhaps before a comma.

    المساهمون في سدير، ومنهم X: people are not what they are of.
    """
    index = len(found) - 1
    while index >= 0 and isinstance(word := found[index], Word) and (word.text in "،,-–" or word.kind == "particle"):
        index -= 1
    before = found[index] if index >= 0 else None
    further = found[index - 1] if index > 0 else None
    if people and isinstance(before, Phrase) and before.preposition and before.head.number != "p":
        before = further if isinstance(further, Phrase) and further.head.number == "p" else before
    if not isinstance(before, Phrase) or before.head.attached:
        return None
    inner = before.genitive
    # وحدات شركات التقنية مثل X: the plural nearest to the names; a pronoun or a name has no examples.
    while (
        inner is not None
        and inner.head.number == "p"
        and not inner.entities
        and not inner.head.attached
        and before.head.number != "p"
    ):
        before, inner = inner, inner.genitive
    return before


def _two_before(pronoun: Word, found: Sequence[Constituent]) -> Phrase | None:
    """Return the two that هما tells past where they are: شركتين في هذا المجال، هما «أ» و«ب»."""
    if pronoun.norm != "هما" or pronoun.attached:
        return None
    passed = False
    for constituent in reversed(found[-4:]):
        if isinstance(constituent, Word):
            if constituent.text not in "،,":
                return None
            continue
        two = next((inner for inner in constituent.nested() if inner.head.number == "d" and not inner.entities), None)
        if two is not None:
            return two if passed else None
        if constituent.preposition != "في":
            return None
        passed = True
    return None


def _top_of(found: Sequence[Constituent], phrase: Phrase) -> Phrase:
    """Return the constituent that a phrase stands in."""
    return next(
        top for top in reversed(found) if isinstance(top, Phrase) and any(inner is phrase for inner in top.nested())
    )


def _attach(examples: Phrase, host: Phrase, top: Phrase, found: list[Constituent]) -> None:
    """Hang examples on a noun inside one of the phrases found, and let that phrase and the number before it go on with them."""
    after = found.index(top) + 1
    found[after:] = [constituent for constituent in found[after:] if isinstance(constituent, Phrase)]
    host.examples.append(examples)
    host.last = examples.last
    for outer in [inner for inner in top.nested() if inner is host or host in inner.nested()]:
        outer.last = examples.last
    # في العالم العربي، بما في ذلك مصر: a country of a region is where the region is.
    if not host.entities or (host.is_place and examples.is_place):
        host.entities = tuple(dict.fromkeys((*host.entities, *examples.entities)))
    count = found[-2] if len(found) > 1 else None
    if isinstance(count, Phrase) and count.head.kind == "figure" and count.preposition and not top.preposition:
        # على ثلاث شركات هي: the preposition stands before the number.
        count.entities = examples.entities
