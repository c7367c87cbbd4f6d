"""Nationality adjectives -> where organisations are at home: مجموعة «رتاج» العمانية، وهي شركة عمانية، وزارة الاتصالات اللبنانية."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.arabic.folding import fold
from kg.frames.arguments import Claim
from kg.frames.phrases import Phrase
from kg.frames.scene import PredicateFinder, Scene
from kg.frames.words import Word
from kg.model import Span
from kg.ontology import Ontology

_RELATION = "headquartered-in"


class NationalityReader:
    """Read the countries that the adjectives of a sentence name for its organisations."""

    def __init__(self, ontology: Ontology, predicates: PredicateFinder) -> None:
        self.ontology = ontology
        self.predicates = predicates
        self.heads = ontology.head_of
        self.introducing = ontology.words.get("kin", frozenset()) | frozenset(ontology.head_of)
        self.regions = ontology.words.get("region", frozenset())
        self.countries = frozenset(ontology.nationalities.values()) - self.regions
        self.publishers = ontology.words.get("publisher", frozenset())
        self.ones = ontology.words.get("one-of", frozenset())
        self.superlatives = ontology.words.get("superlative", frozenset())
        self.national = ontology.words.get("national-body", frozenset())

    def claims(self, scene: Scene, types: Mapping[str, str]) -> Iterator[Claim]:
        """Yield where the organisations of a sentence are at home."""
        yield from self._bracketed(scene.words, types)
        for position, hosts in enumerate(scene.nested):
            for place, phrase in enumerate(hosts):
                yield from self._named(phrase, types)
                if phrase is hosts[0]:
                    yield from self._placed(scene, position, phrase, types)
                for adjective in phrase.adjectives:
                    if not adjective.country:
                        continue
                    owner = (
                        (_owner(phrase, hosts, adjective) if self._sure(scene, position, phrase, types) else None)
                        or self._introduced(scene, position, hosts[0], phrase)
                        or self._between_commas(scene, position, hosts[0], phrase)
                        or self._described(scene, position, hosts[0], phrase, adjective)
                        or self._construct(scene, position, hosts[0])
                    )
                    if owner is None and (not adjective.definite or self._one_of(hosts[0])):
                        owner = self._said(scene, position, hosts[0], phrase)
                    several = adjective.number in ("d", "p") or (phrase.head.kind, phrase.head.number) == ("noun", "p")
                    for entity in _own(owner, several=several) if owner is not None else ():
                        if (
                            owner is not None
                            and self._may_be_at_home(types.get(entity, ""), hosts[: place + 1])
                            and adjective.country != entity
                        ):
                            yield _claim(entity, adjective.country, adjective.span, owner.head.span)

    def _may_be_at_home(self, kind: str, described: Sequence[Phrase]) -> bool:
        """Tell whether what an adjective of a country describes is an organisation; القنب الهندي «أ» is none."""
        known = bool(kind) or any(phrase.head.kind == "name" or self._heads_one(phrase) for phrase in described)
        return known and self.ontology.is_a(kind, ("Organization",))

    def _heads_one(self, phrase: Phrase) -> bool:
        """Tell whether a noun introduces names: شركة، العملاق، شريكتها."""
        head = phrase.head
        return head.norm.removeprefix("ال") in self.heads or not {head.lemma, head.norm}.isdisjoint(self.introducing)

    def _sure(self, scene: Scene, position: int, phrase: Phrase, types: Mapping[str, str]) -> bool:
        """Tell whether what a nominal stands for is clear enough to take its adjective for it: «سدير» … . وقالت الشركة الأميركية …."""
        if phrase.head.kind != "reference":
            return True
        if len(phrase.entities) != 1:
            return False
        if phrase.apposed:
            # الشركة الأميركية (Lumora)
            return True
        subject = scene.clause_at(position).subject
        if subject is not None and phrase not in subject.nested() and set(subject.entities) & set(phrase.entities):
            # لم تعلن سدير من اشترى حصتها في الشركة السعودية: she has a share in another.
            return False
        spoken_of = scene.topic.entities if scene.topic is not None else ()
        return phrase.entities[0] in spoken_of or [*types.values()].count("Company") == 1

    def _placed(self, scene: Scene, position: int, top: Phrase, types: Mapping[str, str]) -> Iterator[Claim]:
        """Read the country in what a company is said to be: X، ثاني أكبر مزود للهواتف في كندا، وهي شركة ناشئة في البرازيل."""
        described = self._organisation(top, top) or self._greatest(top) or top.head.lemma in self.publishers
        if top.head.definite or top.preposition or not described:
            return
        for index in range(position + 1, min(position + 4, len(scene.constituents))):
            current = scene.constituents[index]
            if not isinstance(current, Phrase) or current.preposition not in ("ل", "في", "ب", "من"):
                return
            places = [entity for entity in current.entities if types.get(entity) == "Place" or entity in self.countries]
            if current.preposition not in ("في", "ب") or len(places) != 1 or current.coordinated:
                continue
            # أكبر شركة عقارية في جدة: the greatest of a city may be at home elsewhere.
            if places[0] in self.regions or (self._greatest(top) and places[0] not in self.countries):
                return
            owner = self._said(scene, position, top, None)
            for entity in owner.entities if owner is not None else ():
                if self.ontology.is_a(types.get(entity, ""), ("Organization",)):
                    yield _claim(entity, places[0], current.head.span, owner.head.span if owner else top.head.span)
            return

    def _greatest(self, top: Phrase) -> bool:
        """Tell whether a superlative makes one out of many: ثاني أكبر مزود، أكبر مشغل."""
        named = (inner.head.lemma for inner in top.nested())
        return bool({"اكبر", "ابرز", "اقدم", "اهم"} & set(named)) and not top.names_something

    def _bracketed(self, words: Sequence[Word], types: Mapping[str, str]) -> Iterator[Claim]:
        """Read the place in brackets after a company: «رتاج» (تونس) و«سنابل» (المغرب)."""
        for name, opening, place, closing in zip(words, words[1:], words[2:], words[3:], strict=False):
            if name.kind != "name" or place.kind != "name" or (opening.text, closing.text) != ("(", ")"):
                continue
            companies = name.mention.entities if name.mention is not None else ()
            places = place.mention.entities if place.mention is not None else ()
            if (
                len(companies) == len(places) == 1
                and types.get(places[0]) == "Place"
                and self.ontology.is_a(types.get(companies[0], ""), ("Organization",))
            ):
                yield _claim(companies[0], places[0], place.span, name.span)

    def _named(self, phrase: Phrase, types: Mapping[str, str]) -> Iterator[Claim]:
        """Read the first adjective inside the name of a company or of a body of a country: ديدي الصينية، الهيئة المصرية للبترول."""
        mention = phrase.head.mention
        if phrase.head.kind != "name" or mention is None or len(phrase.entities) != 1:
            return
        entity, named = phrase.entities[0], mention.text.split()
        if types.get(entity) == "Organization":
            fits = fold(named[0]).removeprefix("ال") in self.national
        else:
            fits = self.ontology.is_a(types.get(entity, ""), ("Organization",))
        start = 0
        for place, word in enumerate(named) if fits and len(named) > 1 else ():
            start = mention.text.index(word, start)
            adjective = word.startswith("ال") and not (place == 0 and self._is_family(*named[:2]))
            country = self.ontology.country_of(fold(word)) if adjective else None
            if country in self.countries:
                begin = mention.span.start + start
                yield _claim(entity, country, Span(begin, begin + len(word)), mention.span)
                return

    def _is_family(self, first: str, second: str) -> bool:
        """Tell whether a company begins with the family that it is of: السويدي إليكتريك, but المصرية للاتصالات."""
        masculine = not fold(first).endswith("ه")
        return masculine and (first in self.ontology.family_names or not second.startswith(("ال", "لل")))

    def _organisation(self, top: Phrase, phrase: Phrase) -> bool:
        """Tell whether a nominal without a name describes one organisation: ثاني أكبر شركة طيران ألمانية، المصنع الفرنسي."""
        current: Phrase | None = top
        while current is not None:
            head = self.heads.get(current.head.norm.removeprefix("ال")) or self.heads.get(current.head.lemma)
            kinds = ("Organization", "Facility")
            one = current.head.number != "p" or self._one_of(top)
            if head is not None and self.ontology.is_a(head.type, kinds) and one:
                return not top.names_something
            current = current.genitive if current is not phrase else None
        return False

    def _one_of(self, top: Phrase) -> bool:
        """Tell whether what begins so is one of many: إحدى الشركات، رابع أكبر البنوك."""
        return top.head.norm in self.ones or top.head.norm in self.superlatives

    def _said(self, scene: Scene, position: int, top: Phrase, phrase: Phrase | None) -> Phrase | None:
        """Return whom an indefinite description is said of: X، ثاني أكبر شركة ألمانية، or وهي شركة ألمانية."""
        if phrase is not None and (
            top.preposition
            or not self._organisation(top, phrase)
            or sum(bool(adjective.country) for adjective in phrase.adjectives) != 1
        ):
            return None
        before = scene.constituents[position - 1] if position else None
        if isinstance(before, Phrase):
            pronoun = before.head.kind == "reference" and before.head.norm in ("هو", "هي")
            # يعد بنك X رابع أكبر البنوك السعودية
            counted = scene.clause_at(position).subject is before and self.predicates.said_of(scene, position, top) == (
                before,
            )
            return before if (pronoun or counted) and len(before.entities) == 1 else None
        if before is None or before.text not in "،,(-–":
            return None
        described = self.predicates.said_of(scene, position, top)
        if len(described) == 1 and len(described[0].entities) == 1:
            return described[0]
        return _last_name(scene.constituents[position - 2]) if position > 1 and self._one_of(top) else None

    def _between_commas(self, scene: Scene, position: int, top: Phrase, phrase: Phrase) -> Phrase | None:
        """Return the name that commas set apart after what it is: قالت الشركة اليابانية، «سدير»، إن …."""
        after = scene.constituents[position + 1 : position + 4]
        if phrase is not top or top.names_something or not top.head.definite or not self._organisation(top, phrase):
            return None
        if len(after) < 3 or any(not isinstance(mark, Word) or mark.text not in "،," for mark in (after[0], after[2])):
            return None
        named = after[1]
        alone = isinstance(named, Phrase) and not (named.preposition or named.coordinated)
        return named if isinstance(named, Phrase) and alone and len(named.entities) == 1 else None

    def _described(self, scene: Scene, position: int, top: Phrase, phrase: Phrase, adjective: Word) -> Phrase | None:
        """Return the name before what its company is for: شركة «أفق» للاتصالات المصرية."""
        before = scene.constituents[position - 1] if position else None
        if phrase is not top or top.preposition != "ل" or top.names_something or not adjective.definite:
            return None
        named = isinstance(before, Phrase) and not before.coordinated and before.head.norm in self.heads
        return before if named and isinstance(before, Phrase) and len(before.entities) == 1 else None

    def _construct(self, scene: Scene, position: int, top: Phrase) -> Phrase | None:
        """Return the name beside a company of a trade: «سدير»، عملاق التكنولوجيا الصيني، and قالت «سدير» عملاق التكنولوجيا الصيني."""
        head = self.heads.get(top.head.norm)
        one = head is not None and head.type == "Company" and top.head.number == "s"
        if not one or top.preposition or top.names_something or top.genitive is None or not top.genitive.head.definite:
            return None
        described = self.predicates.said_of(scene, position, top)
        return described[0] if len(described) == 1 and len(described[0].entities) == 1 else None

    def _introduced(self, scene: Scene, position: int, top: Phrase, phrase: Phrase) -> Phrase | None:
        """Return the name after what the described organisation is for: المصنع الفرنسي للسيارات «X»."""
        following = scene.constituents[position + 1] if position + 1 < len(scene.constituents) else None
        if (
            phrase is not top
            or top.names_something
            or not self._organisation(top, phrase)
            or not isinstance(following, Phrase)
            or following.preposition != "ل"
            or following.head.kind != "noun"
        ):
            return None
        head = self.heads.get(following.head.norm.removeprefix("ال"))
        if head is not None and self.ontology.is_a(head.type, ("Organization",)):
            return None
        return next((name for inner in following.nested() for name in inner.apposed if len(name.entities) == 1), None)


def _last_name(constituent: Phrase | Word) -> Phrase | None:
    """Return the name of one thing that a phrase ends in: عرضها لشراء صحيفة X، إحدى أكبر الصحف البريطانية."""
    last = constituent.nested()[-1] if isinstance(constituent, Phrase) and not constituent.coordinated else None
    ends = isinstance(constituent, Phrase) and last is not None and last.last == constituent.last
    return last if last is not None and ends and last.head.kind == "name" and len(last.entities) == 1 else None


def _own(phrase: Phrase, *, several: bool) -> tuple[str, ...]:
    """Return what an adjective tells of in a list: أوبر الأميركية وكريم are not both American, الشركات الأميركية X وY are."""
    if not phrase.coordinated or several:
        return phrase.entities
    if phrase.head.mention is not None:
        return phrase.head.mention.entities
    fellows = {entity for fellow in phrase.coordinated for entity in fellow.entities}
    return tuple(entity for entity in phrase.entities if entity not in fellows)


def _claim(entity: str, country: str, adjective: Span, subject: Span) -> Claim:
    return Claim(entity, _RELATION, country, f"{_RELATION}: nationality", adjective, subject, adjective, score=0.9)


def _owner(phrase: Phrase, hosts: Sequence[Phrase], adjective: Word) -> Phrase | None:
    """Return what a nationality adjective tells of: what it describes, or what the description that it stands in names."""
    if phrase.entities:
        # الشركة الأميركية: what was named before is American, whatever the company that it stands for is called.
        return phrase if phrase.head.kind != "reference" or adjective.definite else None
    if not adjective.definite:
        # مباريات كرة أميركية «إن كيو إل»: an indefinite adjective tells of its own noun alone.
        return None
    # شركة صناعة الهواتف الفنلندية X: the adjective stands inside the description of X.
    return next(
        (
            host
            for host in reversed(hosts)
            if host.entities and host.head.kind != "reference" and phrase in host.nested()
        ),
        None,
    )
