"""The noun near a predicate that carries what its frame tells of: حصة، اتفاقية، منصب."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from kg.arabic.folding import fold
from kg.frames.arguments.candidates import begins, folded_words
from kg.frames.phrases import Phrase
from kg.frames.scene import Predicate, lemmas_of
from kg.ontology import Ontology
from kg.records import record


@record(frozen=True, slots=True)
class Near:
    """Hold a noun that stands near a predicate: on what it hangs, and its words as `lemmas_of` gives them."""

    position: int
    outer: Phrase
    inner: Phrase
    words: tuple[tuple[str, ...], ...]
    described: bool
    """Whether the predicate's clause describes the noun."""


_SHARE = fold("نسبة")
"""The noun that a bare percentage stands for."""


class Carriers:
    """Find the nouns that carry relations."""

    def __init__(self, ontology: Ontology) -> None:
        self.compounds = ontology.compounds
        self.measured = ontology.words.get("measured", frozenset())
        self.rising = ontology.words.get("rising", frozenset())
        self.payouts = ontology.words.get("payout", frozenset())
        self.shares = ontology.words.get("part", frozenset())
        self.shared = ontology.words.get("shared", frozenset())
        self.grounds = ontology.words.get("ground", frozenset())
        self.participating = ontology.words.get("taking-part", frozenset())
        self.witnessing = ontology.words.get("witnessing", frozenset())
        self.officers = ontology.role_words

    def near(self, predicate: Predicate) -> list[Near]:
        """Return the nouns near a predicate that may carry a relation, in the order in which they are asked."""
        beside = (predicate.patient, predicate.genitive, *predicate.apposed[:1])
        found = [(predicate.position, phrase) for phrase in beside if phrase is not None]
        found += _up_to_next_share(predicate.after[:5])
        if predicate.agent is not None and not predicate.understood:
            found.append((predicate.position, predicate.agent))
        if predicate.kind == "noun" and predicate.phrase is not None:
            found.insert(0, (predicate.position, predicate.phrase))
        if predicate.kind == "passive-participle":
            # المملوكة لX في مصر، عملها …: only what it describes is owned.
            found = [(predicate.position, predicate.patient)] if predicate.patient is not None else []
        found += [(predicate.position, phrase) for phrase in self._joined(predicate)]
        described = described_by(predicate)
        if described is not None:
            # جولة شاركت فيها X: the pronoun stands for the noun, and in عرض الاستحواذ الذي قدمته X for the whole of it.
            whole = predicate.clause.described
            found += [(predicate.position, phrase) for phrase in (described, whole) if phrase is not None]
        near: list[Near] = []
        for index, phrase in found:
            if phrase.preposition in self.grounds:
                continue
            if self._percentage_held(phrase, predicate.after):
                near.append(Near(index, phrase, phrase, ((_SHARE,),), phrase is described))
            near += [
                Near(index, phrase, inner, own, phrase is described)
                for inner in phrase.nested()
                if inner.head.kind not in ("name", "figure", "date")
                and not _has_maker(inner)
                and (own := lemmas_of(inner))
            ]
        return near

    def _joined(self, predicate: Predicate) -> list[Phrase]:
        """Return what those named take part in, where it is the matter of the clause: شهدت الجولة مشاركة X، أغلقت جولة إلى جانب مشاركة X."""
        if predicate.kind != "verbal-noun" or predicate.word.verb not in self.participating:
            return []
        clause = predicate.clause
        seen = clause.verb is not None and clause.verb.lemma in self.witnessing
        matter = (clause.subject,) if seen else (clause.object,)
        return [phrase for phrase in matter if phrase is not None and phrase is not predicate.phrase]

    def find(
        self, predicate: Predicate, near: Sequence[Near], nouns: Sequence[str], led: Collection[str] = ()
    ) -> tuple[int, Phrase] | None:
        """Return the phrase among those near a predicate that holds one of the nouns (حصة، اتفاقية), and its place.

        What the prepositions `led` lead to is another argument: انضم فلان إلى فريق X tells of no staff that X takes over.
        """
        wanted, firsts = _wanted(tuple(nouns)), first_words(tuple(nouns))
        for noun in near:
            outer, inner = noun.outer, noun.inner
            if firsts.isdisjoint(noun.words[0]) or (outer.preposition and outer.preposition in led):
                continue
            if self._of_something_else(predicate, outer, inner):
                continue
            longest = max((len(words) for words in wanted if begins(noun.words, words)), default=0)
            bare = inner.genitive is None or inner.genitive.head.kind == "figure" or inner.names_something
            if noun.described and longest < 2 and not bare:
                # جولة محادثات قادتها X is no round of money.
                continue
            if longest:
                return noun.position, _innermost(inner, longest)
        return None

    def _of_something_else(self, predicate: Predicate, outer: Phrase, inner: Phrase) -> bool:
        """Tell whether a noun only tells of another one, by what stands around it."""
        return (
            self._compounded(outer, inner)
            or self._paid_out(outer, inner)
            or self._raised(outer, inner)
            or self._of_market(inner, predicate.after)
            or (predicate.kind == "verbal-noun" and not outer.preposition and self._of_office(outer, inner))
        )

    def _paid_out(self, outer: Phrase, inner: Phrase) -> bool:
        """Tell whether a profit is only what shareholders are paid: توزيع أرباح، صرف أرباح نقدية."""
        hosts = outer.hosts_of(inner)
        return bool(hosts) and inner.head.lemma in self.measured and hosts[0].head.lemma in self.payouts

    def _raised(self, outer: Phrase, inner: Phrase) -> bool:
        """Tell whether a capital is only made bigger, which buys nothing: الاستحواذ من خلال زيادة رأس مال X."""
        hosts = outer.hosts_of(inner)
        return (
            bool(hosts) and inner.head.lemma == "راس" and bool({hosts[0].head.lemma, hosts[0].head.verb} & self.rising)
        )

    def _of_office(self, outer: Phrase, inner: Phrase) -> bool:
        """Tell whether a board only tells the office of who acts: استقالة رئيس مجلس إدارة X."""
        hosts = outer.hosts_of(inner)
        return bool(hosts) and hosts[0].head.lemma in self.officers

    def _of_market(self, inner: Phrase, after: Sequence[tuple[int, Phrase]]) -> bool:
        """Tell whether a share is one of a market, which nobody sells: الاستحواذ على حصة في السوق، حصة سوقية."""
        if inner.head.lemma not in self.shares:
            return False
        following = next((phrase for _, phrase in after if phrase.first == inner.last + 1), None)
        led = following is not None and following.preposition in ("في", "من", "ب")
        market = led and following is not None and following.head.lemma in self.shared
        return market or any(word.lemma in self.shared for word in inner.adjectives)

    def _percentage_held(self, phrase: Phrase, after: Sequence[tuple[int, Phrase]]) -> bool:
        """Tell whether a bare percentage is a share in something named: حصلت على 20% من X, but not 20% من إيراداتها."""
        if not phrase.is_percentage:
            return False
        following = next((other for _, other in after if other.first == phrase.last + 1), None)
        led = following is not None and following.preposition in ("في", "من") and bool(following.entities)
        return led and following is not None and following.head.lemma not in self.measured

    def _compounded(self, outer: Phrase, inner: Phrase) -> bool:
        """Tell whether a noun only completes the one before it: إدارة in مجلس إدارة is no management."""
        host = next((phrase for phrase in outer.nested() if phrase.genitive is inner), None)
        return host is not None and f"{host.head.lemma} {inner.head.lemma}" in self.compounds


@lru_cache(maxsize=1 << 12)
def first_words(nouns: tuple[str, ...]) -> frozenset[str]:
    """Return the folded first words of nouns."""
    return frozenset(words[0] for words in _wanted(nouns))


@lru_cache(maxsize=1 << 12)
def _wanted(nouns: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(map(folded_words, nouns))


def _has_maker(phrase: Phrase) -> bool:
    """Tell whether a noun has a name beside whose it is: منصة مايكروسوفت السحابية Azure carries nothing of مايكروسوفت."""
    owner = phrase.genitive
    return owner is not None and owner.head.kind == "name" and bool(phrase.apposed)


def described_by(predicate: Predicate) -> Phrase | None:
    """Return the noun without a name that a verb's clause, or the one that و joins it to, describes: جولة قادتها X وشاركت فيها Y."""
    if predicate.kind != "verb":
        return None
    clause = predicate.clause
    joined = clause.opening == "coordinate" and clause.parent is not None and clause.parent.resumed
    if joined and any(phrase.head.attached for _, phrase in predicate.after[:2]):
        clause = clause.parent or clause
    return clause.antecedent if clause.resumed and not (clause.antecedent and clause.antecedent.entities) else None


def _up_to_next_share(after: Sequence[tuple[int, Phrase]]) -> list[tuple[int, Phrase]]:
    """Return what stands before a second percentage: in تملك 6% من سدير و15% من أسهم رتاج the shares are not those of the first."""
    found: list[tuple[int, Phrase]] = []
    percentages = 0
    for index, phrase in after:
        percentages += any(inner.is_percentage for inner in phrase.nested())
        if percentages > 1:
            break
        found.append((index, phrase))
    return found


def _innermost(phrase: Phrase, words: int) -> Phrase:
    """Return the noun that a head of several words ends in, whose genitive is the argument: صافي ربح X، عدد موظفي X."""
    for _ in range(words - 1):
        if (
            phrase.genitive is None
            or phrase.genitive.entities
            or phrase.genitive.head.attached
            or phrase.genitive.head.kind not in ("noun", "adjective")
        ):
            break
        phrase = phrase.genitive
    return phrase
