"""Nominals and pronouns: which entity الشركة، الأخيرة، الشركتان and ها stand for. None is better than a guess."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from kg.arabic.folding import fold
from kg.arabic.tokens import is_definite
from kg.entities.variants import Cluster
from kg.model import Mention, Sentence, Token
from kg.ontology import Head, Ontology

# The gender and number of attached and free pronouns. ها stands for things in the plural too.
_PRONOUNS: Mapping[str, tuple[str, str]] = {
    "ه": ("m", "s"), "ها": ("f", "s"), "هما": ("", "d"), "هم": ("m", "p"), "هن": ("f", "p"), "هو": ("m", "s"), "هي": ("f", "s"),
}  # fmt: skip
_OPENING = ("«", "“", '"', "„")
_QUOTES = (*_OPENING, "»", "”", "،", ",")
_THIS = ("هذه", "هذا")
_RELATIVES = ("الذي", "التي", "اللذي", "اللتي")
_FREE = ("هو", "هي", "هما")
_REFERRING = ("word", "pronoun")
_NONE: frozenset[str] = frozenset()
_REACH_OF_NOMINAL = 6
"""Sentences back, the one of the reference among them."""
_REACH_OF_PAIR = 4
_REACH_OF_PRONOUN = 2
_MOST_PAIRS = 100
_BOARD = "مجلس"
_NEAR_COPULA = 9
"""Tokens before a predicate among which its copula stands."""
_LONGEST_IDAFA = 5
"""Tokens from its first noun to the pronoun after what describes it."""
# What speaks for an entity that a nominal may stand for: called by that noun, from that country, first in its sentence,
# in the headline; and what each sentence in between speaks against it.
_CALLED, _FROM_THERE, _TOPIC, _HEADLINE, _SENTENCE = 2.0, 3.0, 1.0, 1.0, 0.5
# الشركة is anybody's noun: that one was called so and another only named says little.
_CALLED_PLAINLY = 1.0


_SAID = ("noun", "adjective", "active-participle")
"""What a pronoun after و says of the name before it: وهي شركة، وهي ناشر ألعاب."""
_LONGEST_SHARE = 10
"""Tokens from a verb of having to the noun that it has shares of."""


class References:
    """Resolve the references of one article to its clusters."""

    def __init__(self, sentences: Sequence[Sentence], clusters: Sequence[Cluster], ontology: Ontology) -> None:
        self.sentences, self.ontology = sentences, ontology
        self.by_id = {cluster.id: cluster for cluster in clusters}
        self.heads = ontology.head_of
        self._titles = frozenset(fold(form) for form in ontology.honorifics)
        self.ends: frozenset[int] = frozenset()
        """Where names end, but for places."""

    def resolve(self, linked: Sequence[Mention]) -> Iterator[Mention]:
        """Resolve definite nominals (الشركة، البنك، الشركتان، الأخيرة) and pronouns to entities named before them."""
        end = max((s.span.end for s in self.sentences if s.kind == "title"), default=-1)
        headline = frozenset(mention.entities[0] for mention in linked if mention.span.start < end)
        focus = _Focus(self.by_id, self.ontology, self._words("news-source") - headline, headline)
        covered = {position for mention in linked for position in range(mention.span.start, mention.span.end)}
        starts = {mention.span.start: mention for mention in linked}
        self.ends = frozenset(mention.span.end for mention in linked if mention.type != "Place")
        for sentence in self.sentences:
            focus.begin()
            last: Mention | None = None
            for index, token in enumerate(sentence.tokens):
                if token.span.start in starts:
                    mention = starts[token.span.start]
                    titles = self._titles if mention.type == "Person" else _NONE
                    acts = _follows_verb(sentence.tokens, index, titles) and not _described(sentence.tokens, index)
                    aside = index > 0 and sentence.tokens[index - 1].text == "("
                    led = self._led(sentence.tokens, index)
                    focus.see(mention.entities[0], subject=acts, aside=aside, led=led)
                    self._note_board(sentence.tokens, index, mention.entities, focus)
                    if last is not None and self._joins(sentence.tokens, last, index):
                        focus.pairs.append((last.entities[0], mention.entities[0]))
                    self._note_two(sentence.tokens, index, mention.entities[0], focus)
                    last = mention
                elif token.kind in _REFERRING and token.span.start not in covered:
                    yield from self._refer(sentence.tokens, index, starts, focus)

    def _words(self, name: str) -> frozenset[str]:
        return self.ontology.words.get(name, _NONE)

    def _refer(
        self, tokens: Sequence[Token], index: int, starts: Mapping[int, Mention], focus: _Focus
    ) -> Iterator[Mention]:
        token = tokens[index]
        chosen: tuple[str, ...] = ()
        score, finder = 0.8, "nominal"
        if token.kind == "pronoun" and (_of_something_unnamed(tokens, index) or _of_what(tokens, index)):
            return
        if token.norm in _FREE and (_identifies(tokens, index, starts) or _takes_up_possessed(tokens, index)):
            return
        if token.kind == "pronoun" or token.norm in _FREE:
            gender, number = _PRONOUNS.get(token.norm, ("", ""))
            added = focus.nearest(gender) if self._adds(tokens, index) else ()
            # وهي شركة مقرها دبي: what is added goes on to be told of.
            focus.subjects.extend(added)
            told_of = _describes(tokens, index, self.ends) or _takes_up(tokens, index)
            described = focus.nearest(gender) if told_of else ()
            fellow = self._predicated(tokens, index) and bool(focus.told)
            chosen = added or described or focus.pronoun(gender, number, but=focus.told[-1] if fellow else "")
            score, finder = 0.7, "pronoun"
        elif (
            is_definite(token)
            and not self._names_next(tokens, index, starts)
            and not _apposed(tokens, index, self.ends)
        ):
            chosen = self._nominal(tokens, index, focus)
            if len(chosen) == 1:
                # قالت الشركة …، وأضافت الشركة: what goes on to be told of stays the topic.
                focus.told.append(chosen[0])
                focus.past[-1].append(chosen[0])
                focus.free[-1].add(chosen[0])
            if len(chosen) == 1 and _follows_verb(tokens, index):
                focus.subjects.append(chosen[0])
            if chosen == (focus.board,) and token.norm.endswith(_BOARD):
                finder = "board"
        if chosen:
            self._note_board(tokens, index, chosen, focus)
            yield Mention(token.span, token.text, "Reference", entities=chosen, finder=finder, score=score)

    def _adds(self, tokens: Sequence[Token], index: int) -> bool:
        """Tell whether a pronoun opens what و adds about the name before: «رتاج»، وهي شركة عقارية; فلان وهو في الوقت ذاته رئيس X."""
        if index < 2 or tokens[index].norm not in ("هو", "هي") or tokens[index - 1].norm != "و":
            return False
        after = index + 1
        while after < len(tokens) and tokens[after].norm in self._words("meanwhile"):
            after += 1
        said = after < len(tokens) and any(a.kind in _SAID for a in tokens[after].analyses[:1])
        before = tokens[index - 2]
        # على «رتاج» وهي شركة عقارية: without a comma, right after a name.
        named = before.span.end in self.ends or not before.analyses
        return said and (named or before.text in ("،", ",", "-", "–", "»", '"', "”", ")"))

    def _predicated(self, tokens: Sequence[Token], index: int) -> bool:
        """Tell whether a copula makes somebody the fellow of who a pronoun stands for, who is another: تعد «رتاج» أكبر منافسيها."""
        kin, copulas = self._words("kin"), self._words("copula")
        place = index - 1
        if tokens[place].text == "ل":
            # منافسا رئيسيا لها
            place -= 1 + _is_adjective(tokens[index - 2])
        near = (index - 1,) if place == index - 1 else (place, index - 2)
        if not any(fold(a.lemma) in kin for i in near for a in tokens[i].analyses[:1] if a.kind != "verb"):
            return False
        for token in reversed(tokens[max(0, place - _NEAR_COPULA) : place]):
            if token.norm in ("هو", "هي"):
                return True
            if any(a.kind == "verb" for a in token.analyses[:1]):
                return any(fold(a.lemma) in copulas for a in token.analyses[:1])
        return False

    def _note_board(self, tokens: Sequence[Token], index: int, entities: Sequence[str], focus: _Focus) -> None:
        """Note whose the board is that is named before a name or a pronoun: مجلس إدارة شركة «رتاج»، مجلس إدارتها."""
        before = tokens[max(0, index - _LONGEST_IDAFA) : index]
        boards = (
            place
            for place, token in enumerate(before[:-1])
            if token.norm == _BOARD and before[place + 1].norm.removeprefix("ال").startswith("ادار")
        )
        place = next(boards, None)
        linked = place is not None and all(
            token.norm in self.heads or token.text in (*_OPENING, "ل") for token in before[place + 2 :]
        )
        if linked and len(entities) == 1 and focus.acts(entities[0]):
            focus.board = entities[0]

    def _led(self, tokens: Sequence[Token], index: int) -> bool:
        """Tell whether a preposition leads to a name: استحوذت على شركة «رتاج»."""
        place = index - 1
        while place >= 0 and (tokens[place].text in _OPENING or tokens[place].norm in self.heads):
            place -= 1
        return place >= 0 and _is_preposition(tokens[place])

    def _joins(self, tokens: Sequence[Token], last: Mention, index: int) -> bool:
        """Tell whether و or مع joins a name to the one before it: شركة «أ» وشركة «ب»، بين «أ» و«ب»، اتفقت «أ» مع «ب»."""
        between = [token for token in tokens[max(index - 8, 0) : index] if token.span.start >= last.span.end]
        plain = [token for token in between if token.text not in _QUOTES]
        heads = plain[1:] if plain and plain[0].norm in ("و", "مع") else None
        return heads is not None and all(token.norm in self.heads or token.norm == "بين" for token in heads)

    def _note_two(self, tokens: Sequence[Token], index: int, entity: str, focus: _Focus) -> None:
        """Note the two that a noun for two names, whatever is told between them: شركتا «أ»، المالكة لـ«ج»، و«ب»."""
        place = index - 1
        while place >= 0 and tokens[place].text in _OPENING:
            place -= 1
        before = tokens[place].norm if place >= 0 else ""
        if f"{before}ن" in self._words("dual"):
            focus.first_of_two = entity
        elif focus.first_of_two and before == "و":
            focus.two = (focus.first_of_two, entity)
            focus.first_of_two = ""

    def _names_next(self, tokens: Sequence[Token], index: int, starts: Mapping[int, Mention]) -> bool:
        """Tell whether a name follows that the noun only describes: الشركة الأميركية «كوبريكس»، المصنع الفرنسي للسيارات «كوبريكس»."""
        if index + 1 < len(tokens) and tokens[index + 1].norm in self._words("parent"):
            return True
        for place, token in enumerate(tokens[index + 1 : index + 6], index + 1):
            if token.span.start in starts:
                named = starts[token.span.start].type
                head = self.heads.get(tokens[index].norm.removeprefix("ال"))
                # أسس الشركة فلان: a person is no company.
                return named != "Place" and (named != "Person" or head is None or head.type == "Person")
            led = tokens[place + 1].norm if token.text == "ل" and place + 1 < len(tokens) else ""
            field = led in self._words("industry")
            if not (field or (is_definite(token) and token.analyses)) and token.text not in ("«", "“", '"', "”"):
                return False
        return False

    def _nominal(self, tokens: Sequence[Token], index: int, focus: _Focus) -> tuple[str, ...]:
        token = tokens[index]
        bare = token.norm.removeprefix("ال")
        if bare in self._words("dual"):
            return focus.pair()
        if bare in self._words("last-named"):
            # السنوات الأخيرة: after a definite noun it is an adjective.
            adjective = index > 0 and is_definite(tokens[index - 1])
            return () if adjective else focus.last("f" if bare.endswith("ه") else "m")
        if bare in self._words("of-two"):
            return focus.of_two(first=bare in self._words("first-of-two")) if _alone(tokens, index) else ()
        head = self.heads.get(bare)
        if head is None or not head.refers or bare != fold(head.lemma):
            return ()
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if bare == _BOARD and focus.board and (following is None or not is_definite(following)):
            return (focus.board,)
        if following is not None and following.norm in ("نفس", "ذات") and len(tokens) > index + 2:
            # من الشركة نفسها: the one just named, whatever the text is about.
            return focus.same(head) if tokens[index + 2].kind == "pronoun" else ()
        called = following is not None and is_definite(following)
        dealt_in = called and following is not None and following.norm.removeprefix("ال") in self._words("dealt-in")
        if ((index and tokens[index - 1].norm in _THIS) or dealt_in) and (other := focus.other(head)):
            # هذه الشركة, الشركة المستهدفة: who acts is another one.
            return other
        if following is not None and f"{bare} {following.norm.removeprefix('ال')}" in self._words("kind"):
            # الهاتف المحمول: of no one phone.
            return ()
        country = self.ontology.country_of(following.norm) if following is not None and called else None
        described = (
            f"{bare} {following.norm}"
            if following is not None and called and following.analyses and not country
            else bare
        )
        chosen = focus.nominal(head, country or "", described)
        if chosen and chosen[0] in focus.subjects and self._had(tokens, index) and (other := focus.other(head)):
            # اشترت «أ» حصة في «ب»، فباتت تملك 53% من رأس مال الشركة: nobody has shares of herself.
            return other
        return chosen

    def _had(self, tokens: Sequence[Token], index: int) -> bool:
        """Tell whether a noun is what a verb without a name beside it has shares of."""
        if tokens[index - 1].norm not in self._words("had-of"):
            return False
        for place in range(index - 1, max(0, index - _LONGEST_SHARE), -1):
            token = tokens[place]
            if token.span.end in self.ends or token.text in ("،", ","):
                return False
            if any(a.kind == "verb" and fold(a.lemma) in self._words("getting-shares") for a in token.analyses[:1]):
                return tokens[place - 1].text not in _QUOTES and tokens[place - 1].span.end not in self.ends
        return False


def _follows_verb(tokens: Sequence[Token], index: int, titles: Collection[str] = _NONE) -> bool:
    """Tell whether a name stands where the subject of a verb does: أكدت عائلة فلان، قالت شركة «فلان»، شكا الملياردير فلان."""
    for token in reversed(tokens[max(0, index - 4) : index]):
        first = token.analyses[0] if token.analyses else None
        if first is not None and first.kind == "verb":
            # من أسهم «فلان»: what may be a noun too is no verb here.
            return not any(a.kind == "noun" for a in token.analyses)
        if token.norm in titles:
            continue
        if token.text not in _OPENING and (first is None or first.kind != "noun" or is_definite(token)):
            return False
    return False


def _described(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether the clause of a name only describes whom the text is of: الشركة التي تملك «فلان» حصة فيها."""
    return any(
        token.norm in _RELATIVES and any(a.kind == "verb" for a in after.analyses[:1])
        for token, after in pairwise(tokens[max(0, index - 5) : index])
    )


def _describes(tokens: Sequence[Token], index: int, ends: Collection[int]) -> bool:
    """Tell whether a pronoun tells whose the noun is that stands right after a name: «رتاج» التي مقرها دبي، «رتاج» ومقرها دبي."""
    seat = index > 2 and tokens[index - 2].norm == "و" and tokens[index - 1].norm == "مقر"
    if index < 3 or not (seat or tokens[index - 2].norm in _RELATIVES):
        return False
    last = index - 3
    # «رتاج» التابعة لـ«سدير»، ومقرها دبي: behind a comma it is told of whom the clause is of.
    passed = [mark for mark in _QUOTES if not (seat and mark in "،,")]
    while last > 0 and tokens[last].text in passed:
        last -= 1
    return tokens[last].span.end in ends


def _takes_up(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a free pronoun takes up what the relative right before it describes: «رتاج» التي هي المالك لـ«سدير»."""
    return tokens[index].norm in ("هو", "هي") and index > 0 and tokens[index - 1].norm in _RELATIVES


def _takes_up_possessed(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether what the relative describes is a possessed noun that names nobody: أشد منافسيها، والتي هي المالك لـ«سدير»."""
    if not _takes_up(tokens, index):
        return False
    last = index - 2
    while last > 0 and tokens[last].text in ("،", ",", "و"):
        last -= 1
    return last >= 0 and tokens[last].kind == "pronoun"


def _identifies(tokens: Sequence[Token], index: int, starts: Mapping[int, Mention]) -> bool:
    """Tell whether a free pronoun tells by the name after it who is meant before: مديرا جديدا هو فلان."""
    joined = index > 0 and tokens[index - 1].norm == "و"
    named = starts.get(tokens[index + 1].span.start) if index + 1 < len(tokens) else None
    return not joined and named is not None and named.type == "Person"


def _of_something_unnamed(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a pronoun tells whose the noun is that describes what a preposition leads to: مع تاجر تجزئة مقره دبي."""
    place = index - 2
    while place > 0 and index - place < _LONGEST_IDAFA and _is_common(tokens[place]):
        place -= 1
    led = place >= 0 and place < index - 2 and [a.kind for a in tokens[place].analyses[:1]] == ["preposition"]
    return led and _is_common(tokens[index - 1])


def _of_what(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a pronoun takes up what a clause is of: ما أعلنته «رتاج»، ما ستقوم «رتاج» بإنتاجه."""
    if tokens[index].norm != "ه":
        return False
    for token in reversed(tokens[max(0, index - 6) : index]):
        if token.norm == "ما":
            return True
        kind = token.analyses[0].kind if token.analyses else "name"
        if token.kind in ("pronoun", "mark") and token.text not in _OPENING and token.text not in ("»", "”"):
            return False
        if kind in ("noun", "adjective"):
            return False
    return False


def _alone(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether an ordinal stands for one of two by itself: باستحواذ الثانية على الأولى, but not المرة الأولى nor الأولى من نوعها."""
    before = tokens[index - 1] if index else None
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    described = before is not None and is_definite(before) and any(a.kind in _SAID for a in before.analyses[:1])
    ranked = following is not None and (following.norm in ("من", "في") or is_definite(following))
    return before is not None and before.kind != "mark" and before.norm != "و" and not described and not ranked


def _is_preposition(token: Token) -> bool:
    """Tell whether a word leads to a noun: على، لـ."""
    return token.norm in ("ل", "ب", "ك") or [a.kind for a in token.analyses[:1]] == ["preposition"]


def _is_adjective(token: Token) -> bool:
    return any(a.kind in ("adjective", "active-participle") for a in token.analyses[:1])


def _is_common(token: Token) -> bool:
    """Tell whether a word is a noun that names nobody and has no article."""
    return [a.kind for a in token.analyses[:1]] == ["noun"] and not is_definite(token)


def _apposed(tokens: Sequence[Token], index: int, ends: Collection[int]) -> bool:
    """Tell whether the noun describes the name right before it: «رتاج»، الشركة الأكبر في المنطقة."""
    if index < 2 or tokens[index - 1].text not in ("،", ","):
        return False
    last = index - 2
    while last > 0 and tokens[last].text in ("»", "”", '"'):
        last -= 1
    return tokens[last].span.end in ends


@dataclass
class _Focus:
    """Follow which entities the text is about, from the headline on."""

    clusters: Mapping[str, Cluster]
    ontology: Ontology
    media: frozenset[str]
    """Media that only report what they are named for."""
    headline: frozenset[str]
    """Entity ids that the headline names."""
    past: list[list[str]] = field(default_factory=list)
    """Entity ids in order of mention, a list for each sentence, the current one last."""

    free: list[set[str]] = field(default_factory=list)
    """Those of each sentence to which not only prepositions lead: who is bought (استحوذت على «رتاج») is not its topic."""

    subjects: list[str] = field(default_factory=list)
    """Those of the current sentence that stand right after a verb."""

    told: list[str] = field(default_factory=list)
    """Those that the current sentence has told of, by a name or a noun, in order."""

    pairs: deque[tuple[str, str]] = field(default_factory=lambda: deque(maxlen=_MOST_PAIRS))
    """Those that و joins, in order."""

    two: tuple[str, ...] = ()
    """The two that a noun for two has named last: شركتا «أ» و«ب»."""

    first_of_two: str = ""
    """The first one of them, until the sentence names the second."""

    nominals: dict[str, str] = field(default_factory=dict)
    """What each nominal of the current sentence stands for."""

    board: str = ""
    """Whose board was named last: المجلس acts for it."""

    @cached_property
    def _acting_in_headline(self) -> tuple[str, ...]:
        return tuple(sorted(entity for entity in self.headline if self.acts(entity)))

    def begin(self) -> None:
        """Begin a sentence."""
        self.past.append([])
        self.free.append(set())
        self.subjects.clear()
        self.told.clear()
        self.nominals.clear()
        self.first_of_two = ""

    def see(self, entity: str, *, subject: bool, aside: bool = False, led: bool = False) -> None:
        """Note a name; one `aside`, in brackets, is nothing that a sentence has told of: بايدو (ناسداك: BIDU)."""
        self.past[-1].append(entity)
        if not led:
            self.free[-1].add(entity)
        if not aside:
            self.told.append(entity)
        if subject:
            self.subjects.append(entity)

    def _recent(self, sentences: int) -> Iterator[list[str]]:
        """Yield the entities of each sentence, the nearest first, each entity once, without media."""
        for ids in reversed(self.past[-sentences:]):
            yield [entity for entity in dict.fromkeys(ids) if entity not in self.media]

    def _organised(self, entity: str) -> bool:
        return self.ontology.is_a(self.clusters[entity].type, ("Organization",)) and not self._platform(entity)

    def _platform(self, entity: str) -> bool:
        """Tell whether a service goes by the name of who runs it: الشركة stands for a company rather."""
        return self.clusters[entity].type == "Platform"

    def pronoun(self, gender: str, number: str, but: str = "") -> tuple[str, ...]:
        """Return the last subject of a verb that a pronoun agrees with, else the topic of the nearest sentence, `but` for one."""
        if number == "d":
            return self.pair()
        if number != "s":
            return ()
        for entity in reversed(self.subjects):
            if entity not in self.media and entity != but and self._agrees(entity, gender):
                return (entity,)
        for ids in self._recent(_REACH_OF_PRONOUN):
            fitting = [entity for entity in ids if entity != but and self._agrees(entity, gender)]
            if fitting:
                return (fitting[0],)
        return ()

    def nearest(self, gender: str) -> tuple[str, ...]:
        """Return what this sentence has told of last that a pronoun agrees with."""
        return next(((entity,) for entity in reversed(self.told) if self._agrees(entity, gender)), ())

    def _agrees(self, entity: str, gender: str) -> bool:
        cluster = self.clusters[entity]
        if cluster.type == "Place":
            return False
        if cluster.type == "Person":
            return cluster.gender == gender or (not cluster.gender and gender == "m")
        return not cluster.gender or cluster.gender == gender

    def nominal(self, head: Head, country: str, described: str) -> tuple[str, ...]:
        """Return the most salient entity that the noun can stand for.

        الشركة stands for any company; البنك only for what was called a bank. Two nominals of a sentence stand for two
        entities: تدفع الشركة الناشئة إلى العملاق التقني.
        """
        taken = {entity for other, entity in self.nominals.items() if other.split()[0] != described.split()[0]}
        general = fold(head.lemma) in self.ontology.words.get("head-beside-name", _NONE)
        plain = described == fold(head.lemma) and described in self.ontology.words.get("plain-head", _NONE)
        salience: dict[str, float] = {}
        for distance, ids in enumerate(self._recent(_REACH_OF_NOMINAL)):
            first = True
            free = self.free[-1 - distance] if distance else frozenset(ids)
            for entity in ids:
                cluster = self.clusters[entity]
                called = self._called(head, cluster)
                fits = called or (general and self._loose(head, cluster))
                if not fits or entity in taken or not self._from(cluster, country):
                    continue
                weight = (
                    (_CALLED_PLAINLY if plain else _CALLED) * called
                    + _TOPIC * (first and entity in free)
                    + _HEADLINE * (entity in self.headline)
                    - _SENTENCE * distance
                )
                weight += _FROM_THERE * (country in self._homes(cluster))
                salience[entity] = max(salience.get(entity, weight), weight)
                first = first and entity not in free
        companies = {entity: weight for entity, weight in salience.items() if not self._platform(entity)}
        if head.type == "Company" and companies:
            salience = companies
        if plain and any(self._called(head, self.clusters[entity]) for entity in salience):
            # بنك «أ» and شركة «ب»: الشركة is no bank.
            salience = {entity: weight for entity, weight in salience.items() if not self._otherwise(head, entity)}
        if not salience:
            return ()
        self.nominals[described] = max(salience, key=salience.__getitem__)
        return (self.nominals[described],)

    def same(self, head: Head) -> tuple[str, ...]:
        """Return the entity named last that a noun can stand for."""
        for ids in reversed(self.past[-_REACH_OF_PRONOUN:]):
            for entity in reversed(ids):
                if self._called(head, self.clusters[entity]) or self._loose(head, self.clusters[entity]):
                    return (entity,)
        return ()

    def other(self, head: Head) -> tuple[str, ...]:
        """Return the entity named last that a noun can stand for, where it is beside who acts: لم تكشف X سعر هذه الشركة."""
        if not self.subjects:
            return ()
        for ids in self._recent(_REACH_OF_PRONOUN):
            for entity in reversed(ids):
                fits = self._called(head, self.clusters[entity]) or self._loose(head, self.clusters[entity])
                if fits and entity not in self.subjects:
                    return (entity,)
        return ()

    def _called(self, head: Head, cluster: Cluster) -> bool:
        return head.lemma in cluster.heads

    def _otherwise(self, head: Head, entity: str) -> bool:
        """Tell whether an entity is only called by nouns that are a part of a name: بنك، صندوق."""
        heads = {fold(lemma) for lemma in self.clusters[entity].heads}
        within = self.ontology.words.get("head-within-name", _NONE) - self.ontology.words.get("head-beside-name", _NONE)
        return bool(heads) and fold(head.lemma) not in heads and heads <= within

    def _loose(self, head: Head, cluster: Cluster) -> bool:
        """Tell whether the noun fits an entity that was never called so: الشركة fits any company."""
        devices = self.ontology.words.get("device", _NONE)
        otherwise = cluster.heads and not any(fold(lemma) in devices for lemma in cluster.heads)
        if fold(head.lemma) in devices and (cluster.id in self.ontology.systems or otherwise):
            # هذا الهاتف is no أندرويد.
            return False
        services = self.ontology.words.get("namesake", _NONE)
        if fold(head.lemma) in services and (
            cluster.id in self.ontology.machines | self.ontology.systems
            or any(fold(lemma) in devices for lemma in cluster.heads)
        ):
            # هذه الخدمة is no آيفون and no أندرويد.
            return False
        fits = self.ontology.is_a(cluster.type, (head.type,)) or (head.type == "Company" and cluster.type == "Platform")
        return fits and (head.type in ("Company", "Person") or cluster.type in (head.type, "Platform"))

    def _from(self, cluster: Cluster, country: str) -> bool:
        """Tell whether nothing is known against الشركة الأميركية being this one."""
        homes = self._homes(cluster)
        return not country or not homes or country in homes

    def _homes(self, cluster: Cluster) -> Collection[str]:
        """Return the countries that somebody is told to be from, or else known to be."""
        return cluster.countries or self.ontology.homes_of.get(cluster.id, _NONE)

    def pair(self) -> tuple[str, ...]:
        """Return the two organisations that the sentence or the headline names, else those named last: الشركتان، الطرفان."""
        here = {entity for entity in self.past[-1] if self.acts(entity)}
        titled = self._acting_in_headline
        if len(here) != 2 and len(titled) == 2:
            return titled
        agents = [entity for ids in self.past[-_REACH_OF_PAIR:] for entity in ids if self.acts(entity)]
        distinct = list(dict.fromkeys(reversed(agents)))[:2]
        joined = next((pair for pair in reversed(self.pairs) if set(pair) <= set(agents)), ())
        if len(titled) == 2 and set(titled) <= set(agents):
            # The two that the headline tells of.
            return titled
        if len(here) != 2 and len(set(self.two)) == 2:
            return tuple(sorted(self.two))
        if len(here) != 2 and len(set(joined)) == 2:
            # «أ» و«ب»، التابعة لـ«ج»: the two that و joins.
            return tuple(sorted(joined))
        return tuple(sorted(distinct)) if len(distinct) == 2 else ()

    def last(self, gender: str) -> tuple[str, ...]:
        """Return the organisation named last, الأخيرة; of الأخير the person, where none is named after that."""
        agents = [entity for ids in self.past[-2:] for entity in ids if self.acts(entity) or self._is_person(entity)]
        if gender == "f":
            agents = [entity for entity in agents if self.acts(entity)]
        return (agents[-1],) if agents and self._agrees(agents[-1], gender) else ()

    def of_two(self, *, first: bool) -> tuple[str, ...]:
        """Return the first or the second of the two organisations that the sentence has named: اتفاق باستحواذ الثانية على الأولى."""
        named = list(dict.fromkeys(entity for entity in self.past[-1] if self.acts(entity)))
        return (named[0 if first else 1],) if len(named) == 2 else ()

    def _is_person(self, entity: str) -> bool:
        return self.clusters[entity].type == "Person"

    def acts(self, entity: str) -> bool:
        """Tell whether an entity is an organisation that does not only report."""
        return entity not in self.media and self._organised(entity)
