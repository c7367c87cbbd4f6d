"""Sentences -> mentions: known names, quoted and Latin names, names after a cue (شركة، الدكتور، وزير), figures and dates.

A finder proposes; `settle` keeps the longest of what overlaps. All spans are offsets into the article's text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.arabic.dates import find_dates
from kg.arabic.folding import fold, fold_name
from kg.arabic.numbers import Currencies, find_quantities, likely_currency
from kg.arabic.tokens import is_definite
from kg.model import Article, Mention, Quantity, Sentence, Span, Token
from kg.ontology import Head, KnownName, Ontology

Finder = Callable[[Article, Sequence[Sentence]], Iterable[Mention]]

_OPENING = {"«": "»", "“": "”", '"': '"', "”": "“", "„": "”", "‹": "›", "(": ")"}
_QUOTE_LIMIT = 6
"""Quotes of more words are speech or slogans, not names."""
_ORDER = ("known", "figure", "date", "quote", "cue", "latin", "person", "again", "unknown")


@dataclass(frozen=True, slots=True)
class _Word:
    """Hold a written word of a sentence: the tokens first to last, clitics included."""

    first: int
    last: int
    stem: int
    """Index of the token after the proclitics."""


def words_of(tokens: Sequence[Token]) -> list[_Word]:
    """Group a sentence's tokens into written words; a mark is a word of its own."""
    words: list[_Word] = []
    index = 0
    while index < len(tokens):
        last = index
        while last + 1 < len(tokens) and tokens[last + 1].span.start == tokens[last].span.end and "mark" not in (tokens[last].kind, tokens[last + 1].kind):
            last += 1
        stem = index
        while stem < last and tokens[stem].kind == "proclitic":
            stem += 1
        words.append(_Word(index, last, stem))
        index = last + 1
    return words


class NameIndex:
    """Find known names: a trie over folded words."""

    def __init__(self, names: Iterable[KnownName]) -> None:
        self._root: dict[str, dict] = {}  # type: ignore[type-arg]
        self.words: set[str] = set()
        for name in names:
            for form in (name.ar, name.en, *name.aliases):
                self._add(form, name)

    def _add(self, form: str, name: KnownName) -> None:
        words = fold_name(form).split()
        if not words:
            return
        node = self._root
        for word in words:
            node = node.setdefault(word, {})
        node.setdefault("", name)
        self.words.add(words[0])

    def longest(self, words: Sequence[Sequence[str]], start: int, first: Sequence[str]) -> tuple[int, KnownName] | None:
        """Return how many written words from `start` on are a name, and which; `first` replaces the first one's folded parts."""
        node: dict | None = self._root  # type: ignore[type-arg]
        best: tuple[int, KnownName] | None = None
        for index in range(start, len(words)):
            parts = first if index == start else words[index]
            if not parts:
                break
            for part in parts:
                node = node.get(part) if node else None
            if not node:
                break
            if "" in node:
                best = index - start + 1, node[""]
        return best


class Mentions:
    """Find the mentions of an article with one ontology."""

    def __init__(self, ontology: Ontology, currencies: Currencies) -> None:
        self.ontology, self.currencies = ontology, currencies
        self.index = NameIndex(ontology.names)
        self.heads: Mapping[str, Head] = {fold(form): head for head in ontology.heads for form in head.forms}
        self.legal_forms = frozenset(fold_name(form) for form in ontology.legal_forms)
        self.honorifics = frozenset(fold_name(form) for form in ontology.honorifics)

    @cached_property
    def given_names(self) -> frozenset[str]:
        """Return the folded given names that are no frequent word."""
        return self.ontology.words.get("given-name", frozenset())

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Return the folded words of all known names, by which و and ب before a name are told from letters of it."""
        return frozenset(self.index.words) | self.given_names

    def __call__(self, article: Article, sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
        """Return the article's mentions, sorted, without overlaps."""
        found: list[Mention] = []
        countries = self._countries(sentences)
        for sentence in sentences:
            figures = list(self.figures(article, sentence, countries))
            found += figures
            known = list(self.known(article, sentence))
            found += known
            found += self.quoted(article, sentence)
            found += self.latin(article, sentence)
            found += self.cued(article, sentence, figures, known)
            found += self.persons(article, sentence)
            found += self.speakers(article, sentence)
        found = settle(found)
        return tuple(settle([*found, *self.again(article, sentences, found), *self.unknown(article, sentences, found)]))

    # -------------------------------------------------------------- figures

    def _countries(self, sentences: Sequence[Sentence]) -> Mapping[str, int]:
        """Count, for each adjective of a country, how often the article names the country, by its name or by its adjective."""
        named: Counter[str] = Counter()
        for token in (token for sentence in sentences for token in sentence.tokens):
            own = self.index.longest([[token.norm]], 0, [token.norm])
            country = nationality(token, self.ontology.nationalities) or (own[1].id if own else None)
            named.update([country] if country else [])
        return {adjective: named[country] for adjective, country in self.ontology.nationalities.items()}

    def figures(self, article: Article, sentence: Sentence, countries: Mapping[str, int]) -> Iterator[Mention]:
        """Find money, percentages, counts and dates; `countries` decides the currency of a bare دينار or ريال."""
        start = sentence.span.start
        text = article.text[start : sentence.span.end]
        kinds = {"money": "Money", "percent": "Percent", "number": "Number"}
        for found in find_quantities(text, self.currencies):
            span = Span(start + found.span.start, start + found.span.end)
            yield Mention(span, article.text[span.start : span.end], kinds[found.kind], quantity=likely_currency(found, text, self.currencies, countries), finder="figure")
        for date in find_dates(text, article.published):
            span = Span(start + date.span.start, start + date.span.end)
            kind = "Date" if date.role == "date" else date.role.capitalize()
            yield Mention(span, article.text[span.start : span.end], kind, date=date.value, finder="date")

    # -------------------------------------------------------------- names

    def known(self, article: Article, sentence: Sentence) -> Iterator[Mention]:
        """Find the names of the tables, with clitics before them."""
        tokens = sentence.tokens
        words = words_of(tokens)
        parts = [fold_name(article.text[tokens[word.first].span.start : tokens[word.last].span.end]).split() for word in words]
        position = 0
        while position < len(words):
            word = words[position]
            best: tuple[int, KnownName] | None = None
            start = word.first
            for first in range(word.first, word.stem + 1):
                own = parts[position] if first == word.first else [part for token in tokens[first : word.last + 1] for part in fold_name(token.norm).split()]
                if not own or tokens[first].kind == "mark":
                    continue
                hit = self.index.longest(parts, position, own)
                if hit and (best is None or hit[0] > best[0]):
                    best, start = hit, first
            if best is None:
                position += 1
                continue
            last = words[position + best[0] - 1].last
            yield self._mention(article, tokens, start, last, best[1].type, "known", entity=best[1].id)
            position += best[0]

    def quoted(self, article: Article, sentence: Sentence) -> Iterator[Mention]:
        """Find short quotes that look like names: an unknown word in them, or a cue before them."""
        tokens = sentence.tokens
        index = 0
        while index < len(tokens):
            closing = _OPENING.get(tokens[index].text)
            end = next((j for j in range(index + 1, min(len(tokens), index + 14)) if tokens[j].text == closing), None) if closing else None
            if end is None or end == index + 1:
                index += 1
                continue
            inner = tokens[index + 1 : end]
            head = self._head_before(tokens, index)
            if len(words_of(inner)) <= _QUOTE_LIMIT and self._namelike(inner, cued=head is not None and tokens[index].text != "("):
                yield self._mention(article, tokens, index + 1, end - 1, self._type(head, tokens, index + 1, end - 1), "quote")
            index = end + 1

    def _namelike(self, inner: Sequence[Token], *, cued: bool) -> bool:
        if any(token.kind in ("mark", "number") and token.text not in "-–ـ&." for token in inner):
            return False
        words = [token for token in inner if token.kind in ("word", "latin")]
        if not words:
            return False
        # One word in quotes is a name even where it is a word: «أفق»، «مدار».
        if len(words) == len(inner) == 1 and not is_definite(words[0]) and not self._role(words[0]):
            return True
        if any(a.kind == "verb" for token in words[:1] for a in token.analyses[:1]) and not cued:
            return False
        foreign = sum(token.kind == "latin" or not token.analyses for token in words)
        if len(words) == len(inner) <= 2 and not is_definite(words[0]) and not any(self._role(word) for word in words):
            return True
        return foreign * 2 >= len(words) or (cued and len(words) <= 4)

    def latin(self, article: Article, sentence: Sentence) -> Iterator[Mention]:
        """Find runs of Latin words."""
        tokens = sentence.tokens
        index = 0
        while index < len(tokens):
            if tokens[index].kind != "latin":
                index += 1
                continue
            last = index
            while last + 1 < len(tokens) and (tokens[last + 1].kind in ("latin", "number") or (tokens[last + 1].text == "&" and last + 2 < len(tokens) and tokens[last + 2].kind == "latin")):
                last += 1
            while tokens[last].kind == "number" and tokens[last].text.isdigit() and len(tokens[last].text) == 4:
                last -= 1
            if tokens[index].text[0].isupper() or last > index:
                yield self._mention(article, tokens, index, last, self._type(self._head_before(tokens, index), tokens, index, last), "latin")
            index = last + 1

    def cued(self, article: Article, sentence: Sentence, figures: Sequence[Mention] = (), known: Sequence[Mention] = ()) -> Iterator[Mention]:
        """Find names after a head noun: شركة منافع القابضة، بنك الساحل، منصة سوقنا."""
        tokens = sentence.tokens
        closed = {mention.span.start for mention in figures}
        named = {mention.span.start for mention in known if mention.type != "Place"}
        institutions = self.ontology.words.get("institution", frozenset())
        for index, token in enumerate(tokens):
            if index + 1 < len(tokens) and f"{token.norm} {tokens[index + 1].norm}" in institutions:
                yield self._mention(article, tokens, index, index + 1, "Organization", "cue")
            head = self.heads.get(token.norm) if token.kind == "word" else None
            # Plurals describe (تقنيات الذكاء الاصطناعي), the singular and the dual name.
            if head is None or index + 1 >= len(tokens) or tokens[index + 1].kind == "pronoun" or self._plural(token):
                continue
            first = index + 1
            if tokens[first].span.start in named:
                continue
            last = self._name_end(tokens, first, closed, institution=fold(head.lemma) in self._institutions)
            if last is None or self._name_follows(tokens, last):
                continue
            # A bank or a ministry carries its head as a part of its name; a company's is dropped.
            keep = fold(head.lemma) in self._kept_heads
            yield self._mention(article, tokens, index if keep else first, last, head.type, "cue")

    def _plural(self, token: Token) -> bool:
        return bool(token.analyses) and all(a.number == "p" for a in token.analyses)

    def _name_follows(self, tokens: Sequence[Token], last: int) -> bool:
        """Tell whether the chain only describes the name after it: روبوت الدردشة ChatGPT."""
        following = tokens[last + 1] if last + 1 < len(tokens) else None
        return following is not None and (following.kind == "latin" or following.text in ("«", "“", "\"", "„"))

    @cached_property
    def _kept_heads(self) -> frozenset[str]:
        return self.ontology.words.get("head-within-name", frozenset())

    def _name_end(self, tokens: Sequence[Token], first: int, closed: Collection[int] = (), *, institution: bool = False) -> int | None:
        """Return the last token of the name that begins at `first`, or None where no name begins there.

        A name is a run of unknown words (فيستاس كابيتال), or a definite chain that is no mere description (الخليج للتدريب والتعليم).
        """
        last = first
        unknown = 0
        words = self.ontology.words
        ordinary = words.get("industry", frozenset()) | words.get("generic", frozenset())
        while last < len(tokens):
            token = tokens[last]
            if token.span.start in closed:
                break
            if token.kind == "word" and last > first and fold_name(token.norm) in self.legal_forms:
                # القابضة، المحدودة: a legal form closes a name.
                return last
            if token.kind == "word" and last > first and token.norm in self.given_names and self._may_be_name(token):
                break
            if token.kind == "word" and self._unknown(token):
                unknown += 1
            elif is_definite(token) and token.analyses and self._continues_name(tokens, first, last):
                bare = token.norm.removeprefix("ال")
                if (not institution and (bare in ordinary or token.norm in ordinary)) or self._nationality(token):
                    break
            elif token.kind == "proclitic" and token.text in "لو" and last > first and last + 1 < len(tokens) and is_definite(tokens[last + 1]) and (token.text == "ل" or unknown == 0) and self._continues(tokens, first, last):
                pass
            else:
                break
            last += 1
        while last > first and tokens[last - 1].kind == "proclitic":
            last -= 1
        if last == first:
            return None
        chain = tokens[first:last]
        # مؤسسة الموقع: what stands for something named before is no name.
        referring = self.heads.get(chain[0].norm.removeprefix("ال"))
        if len(chain) == 1 and is_definite(chain[0]) and referring is not None and referring.refers and fold(referring.lemma) in words.get("head-beside-name", frozenset()):
            return None
        if unknown == 0 and not institution and any(fold(token.norm).removeprefix("ال") in ordinary for token in chain):
            return None
        if last < len(tokens) and tokens[last].kind == "pronoun":
            return None
        return last - 1

    def _continues_name(self, tokens: Sequence[Token], first: int, index: int) -> bool:
        """Tell whether a definite word belongs to the name: the first one, one after ل or و, or an adjective (بنك الخليج الدولي)."""
        return index == first or tokens[index - 1].kind == "proclitic" or tokens[index].analyses[0].kind == "adjective"

    @cached_property
    def _institutions(self) -> frozenset[str]:
        return self.ontology.words.get("institution-head", frozenset())

    def _continues(self, tokens: Sequence[Token], first: int, index: int) -> bool:
        """Tell whether و or ل at `index` goes on within a name: و only after ل (للتدريب والتعليم)."""
        if tokens[index].text == "ل":
            return tokens[index - 1].kind == "word"
        return any(token.text == "ل" for token in tokens[first:index])

    def _nationality(self, token: Token) -> bool:
        return nationality(token, self.ontology.nationalities) is not None

    def _unknown(self, token: Token) -> bool:
        return not token.analyses and len(token.norm) > 1 and token.norm not in self.heads

    def persons(self, article: Article, sentence: Sentence) -> Iterator[Mention]:
        """Find persons: an honorific or a given name, and the words of the name after it."""
        tokens = sentence.tokens
        given = self.given_names
        index = 0
        while index < len(tokens):
            token = tokens[index]
            start = index
            titled = token.kind == "word" and token.norm in self.honorifics
            if titled:
                start += 1 + (index + 1 < len(tokens) and tokens[index + 1].text == ".")
            # في and من are names of somebody somewhere, and prepositions here.
            if token.kind != "word" or not (titled or (token.norm in given and self._may_be_name(token))) or start >= len(tokens) or tokens[start].kind != "word":
                index += 1
                continue
            last = self._person_end(tokens, start, given)
            if last is not None and (titled or last > start):
                yield self._mention(article, tokens, start, last, "Person", "person")
                index = last
            index += 1

    def speakers(self, article: Article, sentence: Sentence) -> Iterator[Mention]:
        """Find who speaks by one word that may be an ordinary one: قال سكوت، كبير مسؤولي …."""
        tokens = sentence.tokens
        speech = self.ontology.words.get("speech", frozenset())
        for index in range(1, len(tokens) - 2):
            token = tokens[index]
            said = any(a.kind == "verb" and fold(a.lemma) in speech for a in tokens[index - 1].analyses)
            if said and token.kind == "word" and not is_definite(token) and token.norm not in self.heads and tokens[index + 1].text in ("،", ",") and self._role(tokens[index + 2]):
                yield self._mention(article, tokens, index, index, "Person", "person")

    def _person_end(self, tokens: Sequence[Token], start: int, given: frozenset[str]) -> int | None:
        """Return the last word of a personal name: at most five of unknown words, given names and بن، أبو، آل، عبد."""
        links = self.ontology.words.get("name-link", frozenset())
        last = None
        index = start
        while index < len(tokens) and index < start + 6 and tokens[index].kind == "word":
            token = tokens[index]
            first = token.analyses[0] if token.analyses else None
            # الدريعان، الرشيد: a family name may be a definite adjective or noun that the lexicon knows.
            family = index > start and is_definite(token) and first is not None and first.kind in ("adjective", "noun", "name", "active-participle") and index == start + 1 and not self._nationality(token)
            if token.norm in links:
                index += 1
                continue
            if not (self._unknown(token) or (token.norm in given and self._may_be_name(token)) or (family and token.norm not in self.heads and not self._role(token))):
                break
            last = index
            index += 1
        return last

    def _may_be_name(self, token: Token) -> bool:
        return not any(a.kind in ("preposition", "particle", "verb") for a in token.analyses[:1])

    def _role(self, token: Token) -> bool:
        return token.norm.removeprefix("ال") in self._role_words

    @cached_property
    def _role_words(self) -> frozenset[str]:
        return frozenset(fold(phrase.split()[0]) for phrase, _ in self.ontology.roles)

    def again(self, article: Article, sentences: Sequence[Sentence], found: Sequence[Mention]) -> Iterator[Mention]:
        """Find the further places of names that stand somewhere in the article with a cue or in quotes; surnames of persons too."""
        index = NameIndex(_learnt(found))
        for sentence in sentences:
            tokens = sentence.tokens
            words = words_of(tokens)
            parts = [fold_name(article.text[tokens[word.first].span.start : tokens[word.last].span.end]).split() for word in words]
            for position, word in enumerate(words):
                own = [part for token in tokens[word.stem : word.last + 1] for part in fold_name(token.norm).split()]
                hit = index.longest(parts, position, own) if own and tokens[word.stem].kind != "mark" else None
                if hit:
                    yield self._mention(article, tokens, word.stem, words[position + hit[0] - 1].last, hit[1].type, "again")

    def unknown(self, article: Article, sentences: Sequence[Sentence], found: Sequence[Mention]) -> Iterator[Mention]:
        """Find runs of words that no lexicon knows and that the article repeats, or that stand beside a nationality or in a list of names."""
        taken = {position for mention in found for position in range(mention.span.start, mention.span.end)}
        runs: list[tuple[Sentence, int, int]] = []
        for sentence in sentences:
            index = 0
            tokens = sentence.tokens
            while index < len(tokens):
                last = index
                while last < len(tokens) and tokens[last].kind == "word" and self._unknown(tokens[last]) and tokens[last].span.start not in taken:
                    last += 1
                if last > index and last - index <= 4:
                    runs.append((sentence, index, last - 1))
                index = max(last, index + 1)
        counts = Counter(fold_name(article.text[s.tokens[a].span.start : s.tokens[b].span.end]) for s, a, b in runs)
        for sentence, first, last in runs:
            name = fold_name(article.text[sentence.tokens[first].span.start : sentence.tokens[last].span.end])
            beside = last + 1 < len(sentence.tokens) and self._nationality(sentence.tokens[last + 1])
            head = self._head_before(sentence.tokens, first)
            # An unknown word with the article is mostly an adjective or a noun that the lexicon lacks.
            if is_definite(sentence.tokens[first]) and not head:
                continue
            type_name = self._type(head, sentence.tokens, first, last)
            if len(name) >= 3 and (counts[name] > 1 or beside or type_name or last > first):
                mention = self._mention(article, sentence.tokens, first, last, type_name, "unknown")
                yield replace(mention, score=0.6)

    # -------------------------------------------------------------- shared

    def _head_before(self, tokens: Sequence[Token], index: int) -> Head | None:
        """Return the head noun that describes the name at `index`: شركة «أوراكل»، شركة الطيران الإيرلندية «أير لينجوس»."""
        position = index - 1
        steps = 0
        while position >= 0 and steps < 7:
            token = tokens[position]
            if token.kind == "word":
                head = self.heads.get(token.norm) or self.heads.get(token.norm.removeprefix("ال"))
                if head:
                    return head
                if token.analyses and token.analyses[0].kind in ("verb", "preposition", "particle"):
                    return None
            elif token.kind != "proclitic" and token.text not in ("«", "“", '"', "و"):
                return None
            elif token.kind == "proclitic" and token.text not in ("و", "ل"):
                return None
            position -= 1
            steps += 1
        return None

    def _type(self, head: Head | None, tokens: Sequence[Token], first: int, last: int) -> str:
        """Return the class that the words around a name give it: a head noun, an office or a title; "" where nothing does."""
        if head:
            return head.type
        given = self.given_names
        if tokens[first].norm in given and last > first:
            return "Person"
        if self._beside_role(tokens, first, last):
            return "Person"
        return ""

    def _beside_role(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Tell whether an office stands right after a name (فلان، الرئيس التنفيذي) or right before it (المدير العام فلان)."""
        after = last + 1
        while after < len(tokens) and tokens[after].text in ("،", ",", "»", "”", '"'):
            after += 1
        if after < len(tokens) and self._role(tokens[after]) and last - first < 5:
            return True
        before = first - 1
        steps = 0
        while before >= 0 and steps < 3 and (is_definite(tokens[before]) or tokens[before].text in ("،", "«", "“", '"')):
            if self._role(tokens[before]) and is_definite(tokens[before]):
                return True
            before -= 1
            steps += 1
        return False

    def _mention(self, article: Article, tokens: Sequence[Token], first: int, last: int, type_name: str, finder: str, entity: str = "") -> Mention:
        span = Span(tokens[first].span.start, tokens[last].span.end)
        return Mention(span, article.text[span.start : span.end], type_name, entities=(entity,) if entity else (), finder=finder)


def nationality(token: Token, nationalities: Mapping[str, str]) -> str | None:
    """Return the country of an adjective such as اليابانية, or None."""
    if token.kind != "word":
        return None
    bare = token.norm.removeprefix("ال")
    for ending in ("", "ه", "ين", "ان", "تين", "تان", "ات", "ون"):
        if bare.endswith(ending) and (country := nationalities.get(bare[: len(bare) - len(ending)] if ending else bare)):
            return country
    return None


def settle(found: Iterable[Mention]) -> list[Mention]:
    """Keep, of mentions that overlap, the one of the best finder, then the longest; sorted by place."""

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
    return sorted(kept, key=lambda mention: mention.span)


def _learnt(found: Sequence[Mention]) -> Iterator[KnownName]:
    for mention in found:
        if mention.finder not in ("quote", "cue", "latin", "person", "known") or mention.quantity or mention.date:
            continue
        surnames = ()
        words = mention.text.split()
        if mention.type == "Person" and len(words) > 1 and len(words[-1]) > 3:
            surnames = (words[-1],)
        yield KnownName(mention.entities[0] if mention.entities else mention.text, mention.type, mention.text, "", surnames)


__all__ = ["Finder", "Mentions", "NameIndex", "Quantity", "nationality", "settle", "words_of"]
