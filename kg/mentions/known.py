"""Names of the tables, with clitics before them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.arabic.folding import fold_name
from kg.arabic.spellings import spellings
from kg.arabic.tokens import is_definite
from kg.mentions.written import QUOTES, WrittenWord, folded_parts, folded_words, mention, stem_parts, written_words
from kg.model import Article, Mention, Sentence, Token
from kg.ontology import KnownName

_SHORTEST_RUN = 5
"""Letters of a Latin name that may be torn by spaces: Wave Lab."""

_HYPHENS = frozenset("-‐‑–")
_HYPHEN = ("-",)
"""Stands for a hyphen among the folded parts of words: a name goes on behind it, and does not end with it."""

_LONG, _SHORT = 6, 4
"""Letters of a product's name from which it may have the article and be no other word, الإنستغرام, and from which it may where nobody knows the word: الجافا, but الكروم."""


@dataclass(slots=True)
class _Node:
    """Hold the names that go on after some folded words, and the name that ends there."""

    following: dict[str, _Node] = field(default_factory=dict)
    name: KnownName | None = None


class NameIndex:
    """Find known names: a trie over folded words."""

    def __init__(self, names: Iterable[KnownName]) -> None:
        self._root = _Node()
        self._closed: dict[str, KnownName] = {}
        self.words: set[str] = set()
        """First words of names."""
        self.first_names: set[str] = set()
        """Of them, those of persons."""
        self.articled: set[str] = set()
        """First words of names that have got the article and that other words have the letters of: الكروم."""
        names = tuple(names)
        for name in names:
            for form in (name.ar, name.en, *name.aliases):
                self._add(form, name)
        # What the tables say comes before what may be spelled so.
        begun = frozenset(self.words)
        for name in names:
            for form in () if name.type in ("Person", "Place") else (name.ar, *name.aliases):
                first = fold_name(f"ال{form}").partition(" ")[0]
                if form.isascii() or form.startswith("ال") or first in begun:
                    continue
                if " " in form or (name.type == "Product" and len(form) >= _SHORT):
                    self._add(f"ال{form}", name)  # الإكس بوكس، الوول ستريت جورنال
                    self.articled |= {first} if " " in form or len(form) < _LONG else set()
            for form in (name.ar, *name.aliases):
                for spelling in spellings(form, name.en):
                    self._add(spelling, name)
        lines = {name.ar: name for name in names if name.type == "Product" and name.aliases}
        for name in names:
            for form in _by_other_lines(name, lines):
                self._add(form, name)

    def _add(self, form: str, name: KnownName) -> None:
        words = fold_name(form).split()
        if not words:
            return
        node = self._root
        for word in words:
            node = node.following.setdefault(word, _Node())
        node.name = node.name or name
        person = name.type == "Person" and len(words) > 1
        (self.first_names if person else self.words).add(words[0])
        closed = "".join(words)
        if closed.isascii() and len(closed) >= _SHORTEST_RUN:
            self._closed.setdefault(closed, name)

    def begins_at(self, token: Token) -> bool:
        """Tell whether a name can begin with a token."""
        return any(part in self._root.following for part in folded_parts(token.norm)[:1])

    def longest(self, words: Sequence[Sequence[str]], start: int, first: Sequence[str]) -> tuple[int, KnownName] | None:
        """Return how many written words from `start` on are a name, and which; `first` replaces the first one's parts."""
        node: _Node | None = self._root
        best: tuple[int, KnownName] | None = None
        for index in range(start, len(words)):
            parts = first if index == start else words[index]
            if not parts:
                break
            if parts == _HYPHEN and index > start:
                continue
            for part in parts:
                node = node.following.get(part) if node else None
            if node is None:
                break
            if node.name is not None:
                best = index - start + 1, node.name
        return best

    def without_spaces(self, text: str) -> KnownName | None:
        """Return the known name whose letters, without spaces, are these: Wave Lab is WaveLab."""
        return self._closed.get(fold_name(text).replace(" ", ""))


def _by_other_lines(name: KnownName, lines: Mapping[str, KnownName]) -> Iterator[str]:
    """Yield a model's name with the other names of its line: غلاكسي إس 8 is جالاكسي إس 8."""
    words = name.ar.split() if name.type == "Product" else ()
    for count in range(1, len(words)):
        line = lines.get(" ".join(words[:count]))
        if line is not None and set(line.makers) & set(name.makers):
            yield from (" ".join((alias, *words[count:])) for alias in line.aliases if not alias.isascii())


def known(
    article: Article,
    sentence: Sentence,
    index: NameIndex,
    heads: Collection[str] = frozenset(),
    tails: Collection[str] = frozenset(),
) -> Iterator[Mention]:
    """Find the names of an index in a sentence, the longest at each place.

    Nouns of `heads` yield to a longer name after them; words of `tails` that no lexicon knows belong to the company before them.
    """
    tokens = sentence.tokens
    words = written_words(tokens)
    parts = folded_words(article, sentence, words)
    parts = [_HYPHEN if _hyphen(tokens, word) else own for word, own in zip(words, parts, strict=True)]
    position = 0
    while position < len(words):
        best, start = _best(tokens, words, parts, position, index)
        if best is None:
            position += 1
            continue
        length, name = best
        if tokens[start].analyses and tokens[start].norm in index.articled:
            # زراعة الكروم: a word of the lexicon has its article of itself.
            position += 1
            continue
        headed = length > 1 and tokens[start].norm in heads and position + 1 < len(words)
        following = _best(tokens, words, parts, position + 1, index)[0] if headed else None
        if following and following[0] >= length and following[1] is not name:
            # شركة سناب شات: the longer name stands after the noun.
            position += 1
            continue
        last = words[position + length - 1].last
        tail = tokens[last + 1] if last + 1 < len(tokens) and name.type == "Company" else None
        if tail is not None and not tail.analyses and tail.norm in tails:
            # سامسونغ إليكترونيكس
            last, length = last + 1, length + 1
        describes = name.type in ("Company", "Organization") and _after_quote(tokens, start)
        if not describes and (length > 1 or not _adjective(tokens, start, name)):
            yield mention(article, tokens, start, last, name.type, "known", entity=name.id)
        position += length


def _best(
    tokens: Sequence[Token],
    words: Sequence[WrittenWord],
    parts: Sequence[tuple[str, ...]],
    position: int,
    index: NameIndex,
) -> tuple[tuple[int, KnownName] | None, int]:
    """Return the longest name at a written word, with or without its clitics, and the token where it starts."""
    word = words[position]
    best: tuple[int, KnownName] | None = None
    start = word.first
    for first in range(word.first, word.stem + 1):
        own = parts[position] if first == word.first else stem_parts(tokens, first, word.last)
        if not own or tokens[first].kind == "mark":
            continue
        hit = index.longest(parts, position, own)
        if hit and (best is None or hit[0] > best[0]):
            best, start = hit, first
    return best, start


def _hyphen(tokens: Sequence[Token], word: WrittenWord) -> bool:
    """Tell whether a mark joins the words around it: كوكا-كولا, but سدير - رتاج."""
    place = word.first
    if tokens[place].text not in _HYPHENS or not 0 < place < len(tokens) - 1:
        return False
    before, here, after = (tokens[index].span for index in (place - 1, place, place + 1))
    return before.end == here.start and here.end == after.start


def _after_quote(tokens: Sequence[Token], start: int) -> bool:
    """Tell whether a definite word goes on with a name in quotes: مجموعة «فيراغون» العالمية القابضة."""
    if start < 2 or tokens[start - 1].text not in QUOTES or not is_definite(tokens[start]):
        return False
    name, mark = tokens[start - 2].span, tokens[start - 1].span
    return name.end == mark.start and mark.end < tokens[start].span.start


def _adjective(tokens: Sequence[Token], start: int, name: KnownName) -> bool:
    """Tell whether the word only has the letters of a place: وثائق مالية is no capital of the Maldives."""
    token = tokens[start]
    before = tokens[start - 1] if start else None
    return (
        name.type == "Place"
        and before is not None
        and any(a.kind in ("noun", "verbal-noun") for a in before.analyses[:1])
        and any(a.kind == "adjective" for a in token.analyses[:1])
        and not is_definite(token)
    )
