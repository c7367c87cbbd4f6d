"""Sentences -> mentions: known names, quoted and Latin names, names after a cue (شركة، الدكتور، وزير), figures and dates.

A finder proposes; `settle` keeps the longest of what overlaps. All spans are offsets into the article's text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from kg.arabic.folding import fold, fold_name
from kg.arabic.numbers import Currencies
from kg.arabic.tokens import Vocabulary
from kg.mentions.ambiguous import certain
from kg.mentions.bodies import bodies
from kg.mentions.branches import branches
from kg.mentions.cued import cued
from kg.mentions.cues import Cues
from kg.mentions.figures import figures
from kg.mentions.glossed import glossed
from kg.mentions.holdings import holdings
from kg.mentions.known import NameIndex, known
from kg.mentions.ordinary import ordinary
from kg.mentions.pairs import pairs
from kg.mentions.persons import persons, speakers
from kg.mentions.quoted import latin, quoted
from kg.mentions.repeated import again, unknown
from kg.mentions.shared import shared
from kg.mentions.states import states
from kg.mentions.tagger import Tagger
from kg.model import Article, Mention, Sentence
from kg.ontology import Ontology

Finder = Callable[[Sequence[tuple[Article, Sequence[Sentence]]]], Sequence[Sequence[Mention]]]
"""What finds the names of several articles at once."""

_ORDER = ("known", "figure", "date", "quote", "cue", "latin", "person", "again", "unknown", "tagger")


class Mentions:
    """Find the mentions of an article with one ontology."""

    def __init__(self, ontology: Ontology, currencies: Currencies, *, tagger: Finder | None = None) -> None:
        self.ontology, self.currencies = ontology, currencies
        self.tagger = tagger or Tagger()
        self.index = NameIndex(ontology.names)
        self.cues = Cues(ontology)
        self._country = lru_cache(maxsize=1 << 14)(self._country_of)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the folded words of all known names, by which و and ب before a name are told from letters of it."""
        heads = frozenset(form for form, head in self.cues.heads.items() if form == fold(head.lemma))
        beside = heads & self.cues.words("head-beside-name")
        return Vocabulary(frozenset(self.index.words), self.cues.given_names | self.index.first_names, beside)

    def __call__(
        self, article: Article, sentences: Sequence[Sentence], names: Sequence[Mention] | None = None
    ) -> tuple[Mention, ...]:
        """Return the article's mentions, sorted, without overlaps; `names` are what the tagger found, where it was asked already."""
        found = self._by_rules(article, sentences)
        # إنه سعيد: a name that is an ordinary word too is no person by itself.
        words = self.cues.ambiguous_names
        tagged = [
            name
            for name in (self.tagger([(article, sentences)])[0] if names is None else names)
            if name.type != "Person" or fold_name(name.text) not in words
        ]
        settled = [*self._called(sentences, settle([*typed(found, tagged), *beside(tagged, found)]))]
        return tuple(name for name in settled if name.finder == "known" or not self._legal_form(name))

    def _called(self, sentences: Sequence[Sentence], names: Sequence[Mention]) -> Iterator[Mention]:
        """Give names that are only guessed the class of what they are called right after: مكديرموت، وهي شركة خدمات نفطية."""
        guessed = {name.span.end for name in names if name.finder in ("tagger", "unknown")}
        classes = {
            token.span.end: called
            for sentence in sentences
            for index, token in enumerate(sentence.tokens)
            if token.span.end in guessed and (called := self.cues.called_after(sentence.tokens, index + 1))
        }
        for name in names:
            known = name.finder not in ("tagger", "unknown") or name.span.end not in classes
            yield name if known else replace(name, type=classes[name.span.end])

    def _legal_form(self, name: Mention) -> bool:
        """Tell whether a name is only what says the legal form of the one before it: ش.م.ع."""
        return fold_name(name.text) in self.cues.legal_forms

    def _by_rules(self, article: Article, sentences: Sequence[Sentence]) -> list[Mention]:
        counted = figures(article, sentences, self.currencies, self._countries(sentences))
        named = certain(
            (
                (
                    sentence,
                    list(known(article, sentence, self.index, self.cues.describing, self.cues.words("name-tail"))),
                )
                for sentence in sentences
            ),
            self.cues,
        )
        found = settle(
            mention
            for sentence, names in named
            for mention in self._in_sentence(article, sentence, names, counted[sentence.span.start])
        )
        taught = settle([*found, *again(article, sentences, found, self.cues)])
        taught = settle([*taught, *ordinary(article, sentences, taught, self.cues)])
        taught = settle([*taught, *shared(article, sentences, taught, self.cues)])
        taught = settle([*taught, *states(article, sentences, taught, self.cues, self.index)])
        complete = settle([*taught, *unknown(article, sentences, taught, self.cues)])
        strangers = [mention for mention in complete if mention.finder == "unknown" and mention.type == "Person"]
        return settle([*complete, *again(article, sentences, strangers, self.cues)]) if strangers else complete

    def _countries(self, sentences: Sequence[Sentence]) -> Mapping[str, int]:
        """Count, for each adjective of a country, how often the article names the country, by its name or by its adjective."""
        named: Counter[str] = Counter()
        counted = Counter((token.norm, token.kind) for sentence in sentences for token in sentence.tokens)
        for (norm, kind), times in counted.items():
            if country := self._country(norm, kind):
                named[country] += times
        adjectives = self.ontology.nationalities.items() if named else ()
        return {adjective: named[country] for adjective, country in adjectives if country in named}

    def _country_of(self, norm: str, kind: str) -> str:
        """Return the country that a word names, or whatever else has its name."""
        own = self.index.longest([[norm]], 0, [norm])
        return (self.ontology.country_of(norm) if kind == "word" else None) or (own[1].id if own else "")

    def _in_sentence(
        self, article: Article, sentence: Sentence, names: Sequence[Mention], counted: Sequence[Mention]
    ) -> list[Mention]:
        two = [name for pair in pairs(article, sentence, self.cues, self.index, names) for name in pair]
        paired = {name.span.start for name in two}
        after_heads = [*two, *cued(article, sentence, self.cues, counted, names, paired)]
        organised = [
            *after_heads,
            *bodies(article, sentence, self.cues, names),
            *branches(article, sentence, self.cues, names, after_heads),
            *holdings(article, sentence, self.cues, names),
        ]
        # شركة النيل is no river: what a head makes a company is no place.
        companies = {mention.span for mention in after_heads}
        return [
            *counted,
            *(mention for mention in names if mention.type != "Place" or mention.span not in companies),
            *quoted(article, sentence, self.cues, names),
            *latin(article, sentence, self.cues, self.index, counted, names),
            *glossed(article, sentence, self.cues),
            *organised,
            *persons(article, sentence, self.cues, names, organised),
            *speakers(article, sentence, self.cues),
        ]


def beside(tagged: Iterable[Mention], found: Sequence[Mention]) -> list[Mention]:
    """Return the tagged names where no rule has found anything."""
    taken = {place for named in found for place in range(named.span.start, named.span.end)}
    return [named for named in tagged if taken.isdisjoint(range(named.span.start, named.span.end))]


def typed(found: Iterable[Mention], tagged: Iterable[Mention]) -> list[Mention]:
    """Give names of unknown class the class that the tagger gives them; a name in quotes («رتاج») is hardly a person's."""
    types = {named.span: named.type for named in tagged}

    def kind(named: Mention) -> str:
        found = types.get(named.span, "")
        return "" if found == "Person" and named.finder == "quote" else found

    return [named if named.type else replace(named, type=kind(named)) for named in found]


def settle(found: Iterable[Mention]) -> list[Mention]:
    """Keep, of mentions that overlap, the longest, then the one of the best finder; sorted by place."""

    def rank(mention: Mention) -> tuple[int, int, int]:
        length = mention.span.end - mention.span.start
        return (-length, _ORDER.index(mention.finder), mention.span.start)

    kept: list[Mention] = []
    taken: set[int] = set()
    for mention in sorted(found, key=rank):
        places = range(mention.span.start, mention.span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.span.start)


__all__ = ["Finder", "Mentions", "NameIndex", "settle"]
