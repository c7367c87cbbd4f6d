"""A phrase -> who or what it stands for among the classes that a frame asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.frames.arguments.model import Argument
from kg.frames.phrases import Phrase
from kg.ontology import Ontology


class Fitting:
    """Find the entities of phrases that can fill a place."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.markets = ontology.words.get("market", frozenset())
        self.acts_for = ontology.words.get("acts-for", frozenset())
        self.standing_for = self.acts_for | ontology.words.get("alliance", frozenset())
        self.between = self.acts_for | ontology.role_words
        self.kin = ontology.words.get("kin", frozenset())
        # استثمر في أسهم X، حصة في رأسمال X: of shares it is the company that is meant.
        self.parts = ontology.words.get("part", frozenset())
        self.stocks = (ontology.words.get("share", frozenset()) & self.parts) | ontology.words.get(
            "capital", frozenset()
        )
        self.totals = ontology.words.get("total", frozenset())
        self.singles = ontology.words.get("single", frozenset())
        self.quantifiers = ontology.words.get("quantifier", frozenset())
        self.compounds = ontology.compounds
        self.heads = ontology.head_of

    def entities(
        self, phrase: Phrase, classes: Sequence[str], types: Mapping[str, str], *, acting: bool
    ) -> Iterator[tuple[str, Phrase]]:
        """Yield the entities of the right class that a phrase stands for; مجلس إدارة X acts for X, مدن X lie in X."""
        fitting = self.own(phrase, classes, types)
        if fitting:
            for entity in fitting:
                owner = next((inner for inner in reversed(phrase.nested()) if entity in inner.entities), phrase)
                yield entity, owner
            return
        if phrase.entities or phrase.genitive is None:
            return
        places = all(self.ontology.is_a(name, ("Location",)) for name in classes) if classes else False
        head = phrase.head.lemma or phrase.head.norm
        if (
            (acting and head in self.standing_for)
            or places
            or head in self.quantifiers
            or (head in self.singles and self._picks_one(phrase.genitive, types))
        ):
            yield from self.entities(phrase.genitive, classes, types, acting=acting)
        elif (stock := self._stock(phrase, acting=acting)) is not None and stock.genitive is not None:
            yield from self.entities(stock.genitive, classes, types, acting=acting)

    def own(self, phrase: Phrase, classes: Sequence[str], types: Mapping[str, str]) -> list[str]:
        """Return the entities of a phrase that can be of one of the classes, by themselves or by what the phrase calls them.

        خدمات مثل X: a company's name stands for its service where the noun says so, and not for the company.
        """
        if not phrase.entities:
            return []
        head = self.heads.get(phrase.head.norm.removeprefix("ال")) or self.heads.get(phrase.head.lemma)
        product = head is not None and head.type == "Product" and phrase.head.kind == "noun"
        if product and phrase.examples and not self.ontology.is_a("Product", classes):
            return []

        mention = phrase.head.mention
        # A hyphen in an identifier parts the words of a longer name, whose last one «أ» may be.
        alone = mention is not None and " " not in mention.text and not any("-" in entity for entity in phrase.entities)
        quoted = alone and mention is not None and mention.finder == "quote"

        def fits(kind: str) -> bool:
            if not kind and classes and all(self.ontology.is_a(name, ("Place",)) for name in classes):
                # في سوقها «أ»: what nothing tells to be a place is hardly one.
                return False
            if not kind and quoted and classes == ("Person",):
                # تعاقدت سدير مع «أ»: one word in quotes is nobody's name.
                return False
            return self.ontology.is_a(kind, classes) or (
                product and kind == "Company" and self.ontology.is_a("Product", classes)
            )

        # شركات منها «أ» و«ب»، نظام التشغيل التابع لها (أ): the noun tells what its examples and its names are.
        called = head.type if head is not None and (phrase.examples or phrase.apposed) else ""
        return [entity for entity in phrase.entities if fits(types.get(entity, "") or called)]

    def makers(self, phrase: Phrase, classes: Sequence[str]) -> Iterator[tuple[str, Phrase]]:
        """Yield the makers whose names the things bear that a phrase names: طائرة بوينغ 787 is one of Boeing's."""
        for inner in phrase.nested():
            mention = inner.head.mention
            known = self.ontology.name_of.get(inner.entities[0]) if len(inner.entities) == 1 else None
            for maker in known.makers if known is not None and mention is not None else ():
                kind = self.ontology.name_of[maker].type
                if (
                    mention is not None
                    and self.ontology.bears(mention.text, maker)
                    and self.ontology.is_a(kind, classes)
                ):
                    yield maker, inner

    def country(self, host: Phrase, classes: Sequence[str]) -> Iterator[Argument]:
        """Yield the country that an adjective names where a genitive could, of a market a region too: السوق المصرية، الأفريقية."""
        for adjective in host.adjectives:
            market = host.head.lemma in self.markets
            place = adjective.country or (market and self.ontology.country_of(adjective.norm)) or ""
            if place and self.ontology.is_a("Place", classes):
                yield Argument(place, adjective.span)

    def owner(self, carrier: Phrase) -> Phrase | None:
        """Return the genitive of a carrier, past the offices and bodies between them: منصب رئيس مجلس إدارة X."""
        outer, inner = carrier, carrier.genitive
        while inner is not None and not inner.entities and inner.genitive is not None:
            if inner.head.lemma in self.kin and inner.genitive.head.attached:
                # تقنيات شريكتها: whoever the partner is, it isn't she.
                return inner
            if (
                not {inner.head.lemma, inner.head.norm} & self.between
                and f"{outer.head.lemma} {inner.head.lemma}" not in self.compounds
            ):
                break
            outer, inner = inner, inner.genitive
        return inner

    def _stock(self, phrase: Phrase, *, acting: bool) -> Phrase | None:
        """Return the shares that stand for the company that they are of: استثمر في أسهم X, 30% من إجمالي أسهم X, من رأس مال X.

        Who issues أسهم X makes nothing of hers.
        """
        if not phrase.preposition or acting:
            return None
        inner: Phrase | None = phrase
        if phrase.head.lemma in self.totals:
            inner = phrase.genitive
            held = inner is not None and inner.head.lemma in self.stocks | self.parts
        else:
            held = phrase.head.lemma in self.stocks
        while held and inner is not None and inner.genitive is not None and inner.genitive.head.lemma in self.stocks:
            inner = inner.genitive  # رأس مال X
        owned = held and inner is not None and inner.genitive is not None and not inner.genitive.head.attached
        return inner if owned else None

    def _picks_one(self, many: Phrase, types: Mapping[str, str]) -> bool:
        """Tell whether a superlative picks what its genitive names: أحدث هواتفها «برق»، أحدث شرائح Kirin 990, but not أحدث هواتف X."""
        return bool(many.apposed) or all(types.get(entity) == "Product" for entity in many.entities)

    def unnamed(self, phrase: Phrase, marker: str) -> bool:
        """Tell whether a phrase is the thing dealt in, though nothing known names it: حصة في شركة الدواء … في سدير."""
        head = self.heads.get(phrase.head.norm.removeprefix("ال"))
        return phrase.preposition == marker and head is not None and self.ontology.is_a(head.type, ("Company",))
