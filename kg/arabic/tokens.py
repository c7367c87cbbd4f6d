"""Text -> sentences of tokens: words, their clitics apart, with offsets into the article's text."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache

from kg.arabic.folding import fold
from kg.model import Analysis, Article, Paragraph, Sentence, Span, Token

Analyse = Callable[[str], tuple[Analysis, ...]]

_ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3]")
# camel-tools leaves an Arabic mark on a Latin word: OpenAI، is one word for it.
_ARABIC_MARKS = re.compile("([،؛؟])")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_NUMBER = re.compile(r"^[0-9\u0660-\u0669\u06f0-\u06f9]+(?:[.,\u066b\u066c/:-][0-9\u0660-\u0669\u06f0-\u06f9]+)*$")
# A clitic before a word in another script: بـOpenAI، وOpenAI، لـ2030.
_BEFORE_FOREIGN = re.compile("^([وف]?[بلك]?)ـ?(?=[A-Za-z0-9\u0660-\u0669])")
_LONE = {"وـ": "و", "فـ": "ف", "بـ": "ب", "لـ": "ل", "كـ": "ك", "و": "و", "ولـ": "ول", "وبـ": "وب"}
# Proclitics that may stand before a name, longest first.
_BEFORE_NAME = ("وال", "فال", "وب", "ول", "وك", "فب", "فل", "و", "ف", "ب", "ل", "ك")
_ENDS = frozenset(".!؟?")
_JOINERS = frozenset(".,٫٬/:&'’-")


@lru_cache(maxsize=200_000)
def _pieces(chunk: str) -> tuple[str, ...]:
    """Split a stretch without spaces as camel-tools does, and join again what it tears: 13.5, AT&T, آي.أيه.جي, GPT-4."""
    from camel_tools.tokenizers.word import simple_word_tokenize

    pieces: list[str] = []
    for piece in (part for word in simple_word_tokenize(chunk) for part in _ARABIC_MARKS.split(word) if part):
        if len(pieces) >= 2 and pieces[-1] in _JOINERS and _joined(pieces[-2], pieces[-1], piece):
            pieces[-2:] = [pieces[-2] + pieces[-1] + piece]
        else:
            pieces.append(piece)
    return tuple(pieces)


def _joined(left: str, mark: str, right: str) -> bool:
    if left[-1].isdigit() and right[0].isdigit():
        return mark in ".,٫٬/:-"
    if _LATIN.match(left[-1]) and (_LATIN.match(right[0]) or right[0].isdigit()):
        return mark in ".&'’-"
    # آي.أيه.جي: the letters of a Latin abbreviation by their names are short.
    return mark == "." and all(_ARABIC.match(part) and len(part) <= 4 for part in (left.rsplit(".", 1)[-1], right))


def _words(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    for chunk in re.finditer(r"\S+", text[start:end]):
        offset = start + chunk.start()
        for piece in _pieces(chunk.group()):
            offset = text.index(piece, offset)
            yield offset, piece
            offset += len(piece)


def sentences(article: Article, analyse: Analyse, vocabulary: Collection[str]) -> tuple[Sentence, ...]:
    """Split the article's title and body into sentences of tokens.

    `vocabulary` holds the folded words of known names: و is a conjunction before them even where the whole could be a word.
    """
    read = [paragraph for paragraph in article.paragraphs if paragraph.kind in ("title", "body")]
    seen = {fold(word) for paragraph in read for _, word in _words(article.text, paragraph.span.start, paragraph.span.end)}
    found: list[Sentence] = []
    for paragraph in read:
        tokens: list[Token] = []
        for word in _split_ends(article, paragraph):
            for offset, piece in word:
                tokens.extend(segment(piece, offset, analyse, vocabulary, seen))
            if tokens:
                found.append(Sentence(Span(tokens[0].span.start, tokens[-1].span.end), tuple(tokens), paragraph.kind))
                tokens = []
    return tuple(found)


def _split_ends(article: Article, paragraph: Paragraph) -> Iterator[list[tuple[int, str]]]:
    words = list(_words(article.text, paragraph.span.start, paragraph.span.end))
    current: list[tuple[int, str]] = []
    for index, (offset, piece) in enumerate(words):
        current.append((offset, piece))
        if piece in _ENDS and _is_end(article.text, words, index):
            yield current
            current = []
    if current:
        yield current


def _is_end(text: str, words: Sequence[tuple[int, str]], index: int) -> bool:
    offset, piece = words[index]
    following = words[index + 1] if index + 1 < len(words) else None
    if following is None:
        return True
    if following[1] in _ENDS or following[1] in "»”\"')]،" or (piece == "." and index and words[index - 1][1] in _ENDS):
        return False
    # د. and م. stand before names, and 72. 4 is a number torn apart.
    before = words[index - 1][1] if index else ""
    if piece == "." and ((len(before) == 1 and _ARABIC.match(before)) or (before.isdigit() and following[1].isdigit())):
        return False
    return piece != "." or following[0] > offset + 1 or (len(before) > 4 and len(following[1]) > 3)


def segment(piece: str, offset: int, analyse: Analyse, vocabulary: Collection[str], seen: Collection[str] = ()) -> tuple[Token, ...]:
    """Split one word into proclitics, stem and attached pronoun, each with its own span.

    The split with the fewest clitics that the lexicon or the vocabulary knows wins; `seen` holds the folded words of the article.
    """
    if _NUMBER.match(piece):
        return (Token(Span(offset, offset + len(piece)), piece, fold(piece), "number"),)
    if not _ARABIC.search(piece):
        span = Span(offset, offset + len(piece))
        if _LATIN.search(piece):
            return (Token(span, piece, fold(piece), "latin"),)
        return (Token(span, piece, fold(piece), "number" if piece[0].isdigit() else "mark"),)
    if piece in _LONE:
        return _proclitics(piece.rstrip("ـ"), piece, offset)
    foreign = _BEFORE_FOREIGN.match(piece)
    if foreign and foreign.group(1):
        head = _proclitics(foreign.group(1), piece[: foreign.end()], offset)
        return head + segment(piece[foreign.end() :], offset + foreign.end(), analyse, vocabulary, seen)
    return _segment_word(piece, offset, analyse, vocabulary, seen)


def _proclitics(letters: str, text: str, offset: int) -> tuple[Token, ...]:
    """Return one token for each letter; the last one takes a tatweel after it."""
    tokens = []
    for index, letter in enumerate(letters):
        end = offset + (len(text) if index == len(letters) - 1 else index + 1)
        tokens.append(Token(Span(offset + index, end), text[index : end - offset], letter, "proclitic"))
    return tuple(tokens)


def _segment_word(piece: str, offset: int, analyse: Analyse, vocabulary: Collection[str], seen: Collection[str]) -> tuple[Token, ...]:
    analyses = analyse(piece)
    whole = fold(piece)
    # A careless ة is no pronoun: لمسة is not لمس + ه.
    analyses = tuple(a for a in analyses if not a.enclitic or piece.endswith(a.enclitic) or not piece.endswith("ة"))
    if analyses and not (analyses[0].proclitics and whole in vocabulary and not piece.startswith(("و", "ل"))):
        best = analyses[0]
        same = tuple(a for a in analyses if a.proclitics == best.proclitics and a.enclitic == best.enclitic)
        return _cut(piece, offset, best.proclitics, best.enclitic, same)
    if whole in vocabulary:
        return _cut(piece, offset, (), "", ())
    return _cut(piece, offset, _unknown_proclitics(piece, analyse, vocabulary, seen), "", ())


def _unknown_proclitics(piece: str, analyse: Analyse, vocabulary: Collection[str], seen: Collection[str]) -> tuple[str, ...]:
    """Guess the clitics of a word that neither the lexicon nor the vocabulary knows, mostly a name."""
    plain = piece.replace("ـ", "")
    for clitic in _BEFORE_NAME:
        if not plain.startswith(clitic) or len(plain) - len(clitic) < 2 or clitic.endswith("ال"):
            continue
        rest = plain[len(clitic) :]
        if fold(rest) in vocabulary or (rest.startswith("ل") and "ل" in clitic and fold("ا" + rest) in vocabulary):
            return tuple(clitic)
    for clitic in ("ولل", "فلل", "لل", "وبال", "بال", "وال", "كال", "فال"):
        if plain.startswith(clitic) and len(plain) - len(clitic) >= 3:
            return tuple(clitic.removesuffix("ال") if clitic.endswith("ال") else clitic[:-1])
    for clitic in ("وب", "ول", "و", "ب", "ل", "ف", "ك"):
        if plain.startswith(clitic) and len(plain) - len(clitic) >= 3 and fold(plain[len(clitic) :]) in seen:
            return tuple(clitic)
    # Foreign names in و are spelt وي، وا، وو (ويليامز، واتس، وول); else an unknown word in و is و and a name.
    if plain.startswith("و") and len(plain) >= 5 and plain[1] not in "ياو":
        return ("و",)
    return ()


def _cut(piece: str, offset: int, proclitics: tuple[str, ...], enclitic: str, analyses: tuple[Analysis, ...]) -> tuple[Token, ...]:
    letters = _letter_offsets(piece)
    count = sum(map(len, proclitics))
    heads: list[Token] = []
    for index, letter in enumerate("".join(proclitics)):
        start, end = letters[index], letters[index + 1]
        heads.append(Token(Span(offset + start, offset + end), piece[start:end], letter, "proclitic"))
    start = letters[count]
    end = letters[len(letters) - 1 - len(enclitic)] if enclitic else len(piece)
    stem = piece[start:end]
    norm = fold(stem)
    # للشركة is ل and الشركة: the alef of the article is not written after ل.
    if norm.startswith("ل") and proclitics[-1:] == ("ل",) and (analyses[0].definite if analyses else piece[start:].startswith("ل")):
        norm = "ا" + norm if norm.startswith("ل") and not norm.startswith("ال") else norm
    word = Token(Span(offset + start, offset + end), stem, norm, "word", analyses)
    if not enclitic or end <= start:
        return (*heads, word)
    return (*heads, word, Token(Span(offset + end, offset + len(piece)), piece[end:], fold(piece[end:]), "pronoun"))


def _letter_offsets(piece: str) -> list[int]:
    """Return where each bare letter starts in the written word, whose marks and tatweels belong to the letter before; and its end."""
    starts = [index for index, letter in enumerate(piece) if fold(letter)]
    return [*starts, len(piece)]


def is_definite(token: Token) -> bool:
    """Tell whether a word has the article; إلى has not, though its letters fold to الي."""
    if token.kind != "word":
        return False
    if token.analyses:
        return token.analyses[0].definite
    return token.text.replace("\u0640", "").startswith("ال") or (token.norm.startswith("ال") and token.text.startswith("ل"))
