"""Who makes a product: نموذج Lisan من Qubrix، X هو متصفح من Y, and whose name it bears: رتاج كلاود."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.arabic.folding import fold
from kg.frames.arguments import Claim
from kg.frames.phrases import Phrase
from kg.frames.scene import PredicateFinder, Scene
from kg.ontology import Ontology

_BY_ITS_NAME = 0.7


class MakerReader:
    """Read who makes the products that a sentence names."""

    def __init__(self, ontology: Ontology, predicates: PredicateFinder) -> None:
        self.ontology, self.predicates = ontology, predicates
        self.heads = ontology.head_of
        self.leaving = ontology.words.get("leaving", frozenset()) | {
            fold(lemma)
            for relation in ontology.relations.values()
            for frame in relation.frames
            if frame.kind == "verb"
            and not frame.through
            and any("من" in frame.arguments.get(role, ()) for role in ("subject", "seller"))
            for lemma in frame.lemmas
        }

    def __call__(self, scene: Scene, types: Mapping[str, str]) -> Iterator[Claim]:
        """Yield the makers of a sentence's products."""
        yield from self._told(scene, types)
        yield from self._called(scene, types)

    def _called(self, scene: Scene, types: Mapping[str, str]) -> Iterator[Claim]:
        """Yield the maker, named in the article too, whose name the name of a known product begins with: بوينغ 787."""
        for word in scene.words:
            mention = word.mention
            known = self.ontology.name_of.get(mention.entities[0]) if mention and len(mention.entities) == 1 else None
            if mention is None or known is None or word.kind != "name":
                continue
            if not self.ontology.is_a(types.get(known.id, "?"), ("Product",)):
                continue
            for maker in known.makers:
                if maker in types and self.ontology.bears(mention.text, maker):
                    yield Claim(
                        maker, "develops", known.id, "develops: called after its maker", word.span, word.span, word.span,
                        score=_BY_ITS_NAME, attributive=True,
                    )  # fmt: skip

    def _told(self, scene: Scene, types: Mapping[str, str]) -> Iterator[Claim]:
        """Yield who makes a product by من right after its name: نموذج Lisan من Qubrix."""
        phrases = [c if isinstance(c, Phrase) else None for c in scene.constituents]
        for position, phrase in enumerate(phrases):
            follows = phrases[position + 1 : position + 3]
            if follows and follows[0] is not None and follows[0].preposition == "ل" and not _names(follows[0]):
                # منصة Y للدفع من X: what the product is for comes between.
                follows = follows[1:]
            maker = follows[0] if follows else None
            product = _last_named(phrase) if phrase is not None else None
            predicated = phrase is not None and product is None and self._of_products(phrase)
            if phrase is not None and predicated:
                # X هو متصفح من Y، X نظام من قبل Y
                described = self.predicates.said_of(scene, position, phrase)
                product = _last_named(described[0]) if described else None
            if (
                phrase is None
                or product is None
                or maker is None
                or not (maker.preposition == "من" or (predicated and maker.preposition in ("من قبل", "من طرف")))
                or not _of_one(maker, phrases[position + 2 : position + 4], types)
            ):
                continue
            clause = scene.clause_at(position)
            if any(word.form == "passive-participle" for word in phrase.adjectives):
                # «رتاج» المدعومة من X: by whom it is what it is, not who makes it.
                continue
            verbs = {inner.head.verb for inner in phrase.nested()}
            if clause.verb is not None and position > clause.position:
                verbs.add(clause.verb.lemma)
            if verbs & self.leaving or not self.ontology.is_a(types.get(maker.entities[0], ""), ("Organization",)):
                continue
            for entity in product.entities:
                if self.ontology.is_a(types.get(entity, "?"), ("Product",)):
                    yield Claim(
                        maker.entities[0], "develops", entity, "develops: maker", maker.head.span, maker.head.span, product.head.span, score=0.8
                    )  # fmt: skip

    def _of_products(self, phrase: Phrase) -> bool:
        """Tell whether an indefinite noun says of what stands before it that it is a product: X هو متصفح من Y."""
        head = self.heads.get(phrase.head.norm)
        plain = not (phrase.preposition or phrase.entities or phrase.head.definite or phrase.names_something)
        return plain and head is not None and head.type == "Product"


def _of_one(maker: Phrase, after: Sequence[Phrase | None], types: Mapping[str, str]) -> bool:
    """Tell whether one maker stands here, though the next product may be joined to it: Lumo من Qubrix وVexa من Nagham."""
    others = maker.entities[1:]
    made = any(phrase is not None and phrase is not maker and phrase.preposition == "من" for phrase in after[:2])
    return bool(maker.entities) and (not others or made) and all(types.get(o, "") in ("", "Product") for o in others)


def _names(phrase: Phrase) -> bool:
    """Tell whether a phrase names something: للدفع does not, but لمنافسة «أ» من X tells who makes «أ»."""
    return any(inner.entities for inner in phrase.nested())


def _last_named(phrase: Phrase) -> Phrase | None:
    """Return the name that a phrase ends with."""
    return next(
        (
            inner
            for inner in reversed(phrase.nested())
            if inner.entities and inner.head.kind == "name" and inner.last == phrase.last
        ),
        None,
    )
