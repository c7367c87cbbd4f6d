"""Text -> sentences of tokens: words, their clitics apart, with offsets into the article's text."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from kg.arabic.folding import fold
from kg.model import Analysis, Article, Sentence, Span, Token
from kg.records import record

Analyse = Callable[[str], tuple[Analysis, ...]]

_ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3]")
# camel-tools leaves an Arabic mark on a Latin word: Qubrix، is one word for it.
_ARABIC_MARKS = re.compile("([،؛؟])")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_NUMBER = re.compile(r"^[0-9\u0660-\u0669\u06f0-\u06f9]+(?:[.,\u066b\u066c/:-][0-9\u0660-\u0669\u06f0-\u06f9]+)*$")
# A clitic before a word in another script: بـQubrix، وQubrix، لـ2030.
_BEFORE_FOREIGN = re.compile("^([وف]?[بلك]?)ـ?(?=[A-Za-z0-9\u0660-\u0669])")
# Nvidiaتتنافسان: a Latin name without the space after it.
_AFTER_FOREIGN = re.compile("[A-Za-z\u00c0-\u024f]{2,}(?=[\u0621-\u064a]{2})")
_LONE = {"وـ": "و", "فـ": "ف", "بـ": "ب", "لـ": "ل", "كـ": "ك", "و": "و", "ولـ": "ول", "وبـ": "وب"}
# Proclitics that may stand before a name, longest first.
_BEFORE_NAME = ("وال", "فال", "وب", "ول", "وك", "فب", "فل", "و", "ف", "ب", "ل", "ك")
_ENDS = frozenset(".!؟?")
# لتوسعة، باستزراع: a preposition before a verbal noun that the lexicon lacks; no name begins so.
_BEFORE_VERBAL_NOUN = re.compile(r"^([بلك])(?:ت\w{2,3}[ةه]|است\w{3,4})$")
_ADDRESSING = frozenset(("ك", "كم", "كما", "كن"))
"""Pronouns of the second person."""
_GLIDE = re.compile("وي[واأ]")
"""ويوفراج، ويانغ: the second letter begins a name."""
_LETTER = "(?:[إأا]يه|آيه|بي|سي|دي|إي|[إأا]ف|جي|[إأا]تش|آي|جيه|جاي|كيه|كاي|[إأا]ل|[إأا]م|كيو|[آأا]ر|[إأا]س|تي|يو|ڤي|دبليو|[إأا]كس|واي|زد|زي)"
_WRITTEN = re.compile(r"\S+")
_WORDLIKE_LETTER = "(?:[إأ]ن|أو|أي|في|كي)"
_STOPPED = rf"{_LETTER}(?:\. ?(?:{_LETTER}|{_WORDLIKE_LETTER}))+(?!\w)(?:\.(?= [^\Wوف]))?"
_SPELLED = rf"(?:{_STOPPED}|{_LETTER}(?: {_LETTER})+(?!\w))"
# تي. يو. آي، جي. بي. مورغان, إس آر تليكوم: the letters of a Latin abbreviation by their names, with stops that end no sentence.
_SPELLS = re.compile(rf"(?<!\w){_SPELLED}")
# لـ"إيه آر إم": the marks before the letters are a piece of their own.
_CHUNK = re.compile(rf"(?<!\w)([وفبلك]?)({_SPELLED})|[^\s«“\"(]*[«“\"(](?={_SPELLED})|\S+")
_MOST_WORDS = 250
"""Where a sentence is cut that has no end: a text without stops is read in time that grows with its length."""
_LONGEST_PIECE = 200
"""Letters in a row, from which they are noise and no word."""
_QUOTES = frozenset('«»“”"')
_SPEAKING = frozenset(("ي", "ني", "نا"))
"""Pronouns of the first person."""
_BEFORE_VERB = frozenset({"قد", "لم", "لن"})
_EACH = frozenset({"وكل", "وكلا"})
_AND_VERB = re.compile(r"و[^ا]\w\w")
"""وعلق after a full stop without a space; but جي.واي."""
_CLOSED = ("preposition", "particle")
_FOREIGN_LINKS = frozenset(("دي", "دو", "دا", "فان", "فون", "لا"))
"""Words inside foreign names, after which a name goes on: دي كاستريس."""
# Letters and digits without a space between: إلى600، 600مليون.
_BESIDE_DIGITS = re.compile(r"(?P<letters>[ء-غف-ي]{2,})(?=[0-9\u0660-\u0669])|[0-9\u0660-\u0669](?=[ء-غف-ي]{3,})")
_BEFORE_LATIN = re.compile("(?<=[ء-غف-ي]{3})(?=[A-Za-z]{2})")
# المائةأي: ة ends a word, wherever it stands.
_WITHIN_TA = re.compile(r"(?<=..ة)(?=[ء-غف-ي]{2,}$)")
_WITHIN_ARTICLE = re.compile(r"(?<=...)(?=ال[ء-غف-ي]{3,}$)")
_WITHIN_OR = re.compile(r"(?<=^أو)(?=[ء-غف-ي]{3,}$)")
# لاتنوي، مانسبته، مابين: a particle without the space after it.
_WITHIN_PARTICLE = re.compile(r"^[وف]?(?:لا(?=[يت][ء-ي]{2,}$)|ما(?=[ء-ي]{3,}$))")
_DENIED = re.compile("[وف]?لا[يت]")
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]")
_JOINERS = frozenset(".,٫٬/:&'’-")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Hold the folded words that begin names, given names apart; it contains both."""

    names: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    """Nouns that only a name completes: شركة."""

    def __contains__(self, word: object) -> bool:
        """Tell whether a folded word begins a name or is a given name."""
        return word in self.names or word in self.given


@record(frozen=True, slots=True)
class _Context:
    """Hold what the split of a word is decided by: the lexicon, the names, the article, the words beside it."""

    analyse: Analyse
    vocabulary: Vocabulary
    seen: Collection[str] = ()
    """Folded words of the article."""
    families: Collection[str] = ()
    """Folded words that stand after a given name somewhere in it."""
    before: str = ""
    """Folded word before it."""
    after: str = ""
    """The word after it as it is written."""

    def after_given_name(self) -> bool:
        return self.before in self.vocabulary.given or self.before.removeprefix("و") in self.vocabulary.given

    def family(self, whole: str, rest: str) -> bool:
        """Tell whether a word in و is a family name, and no و before what it goes on with."""
        return whole in self.families and rest not in self.vocabulary.given and rest not in self.seen

    def quoted(self) -> bool:
        """Tell whether the word stands between quotation marks alone, as a name does: «بهاراتي»."""
        return self.before in _QUOTES and self.after in _QUOTES

    def before_name(self) -> bool:
        return bool(_ARABIC.search(self.after)) and (
            fold(self.after) in self.vocabulary.given or not self.analyse(self.after)
        )


@lru_cache(maxsize=200_000)
def _pieces(chunk: str) -> tuple[str, ...]:
    """Split a stretch without spaces as camel-tools does, and join again what it tears: 13.5, H&B, إن.كيو.آر, GPT-4."""
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
    if mark == "." and len(left) == 1 and len(right) > 2:
        # د.ماهر: a title.
        return False
    # إن.كيو.آر: the letters of a Latin abbreviation by their names are short; but «على فيس بوك.وعلق فلان».
    return (
        mark == "."
        and not _AND_VERB.match(right)
        and all(_ARABIC.match(part) and len(part) <= 4 for part in (left.rsplit(".", 1)[-1], right))
    )


def _words(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    written = text[start:end]
    for chunk in (_CHUNK if _SPELLS.search(written) else _WRITTEN).finditer(written):
        offset = start + chunk.start()
        if chunk.re is _CHUNK and chunk.group(2):
            if chunk.group(1):
                yield offset, chunk.group(1)
            yield start + chunk.start(2), chunk.group(2)
            continue
        for piece in _pieces(chunk.group()):
            offset = text.index(piece, offset)
            yield offset, piece
            offset += len(piece)


def sentences(article: Article, analyse: Analyse, vocabulary: Vocabulary) -> tuple[Sentence, ...]:
    """Split the article's title and body into sentences of tokens.

    `vocabulary` holds the folded words of known names: و is a conjunction before them even where the whole could be a word.
    """
    read = [paragraph for paragraph in article.paragraphs if paragraph.kind in ("title", "body")]
    pieces = [list(_words(article.text, paragraph.span.start, paragraph.span.end)) for paragraph in read]
    seen = {fold(word) for several in pieces for _, word in several}
    families = _families(pieces, vocabulary)
    found: list[Sentence] = []
    for paragraph, several in zip(read, pieces, strict=True):
        for words in _split_ends(several):
            tokens: list[Token] = []
            for index, (offset, piece) in enumerate(words):
                bare = _bare(piece, analyse)
                if bare is not None:
                    tokens.append(Token(Span(offset, offset + len(piece)), piece, bare[0], "word", bare[1]))
                    continue
                before = fold(words[index - 1][1]) if index else ""
                after = words[index + 1][1] if index + 1 < len(words) else ""
                tokens.extend(_segment(piece, offset, _Context(analyse, vocabulary, seen, families, before, after)))
            if tokens:
                found.append(Sentence(Span(tokens[0].span.start, tokens[-1].span.end), tuple(tokens), paragraph.kind))
    return tuple(found)


def _families(paragraphs: Sequence[Sequence[tuple[int, str]]], vocabulary: Vocabulary) -> frozenset[str]:
    """Return the folded words right after given names: وايت after آنا is her family, by which «تعيين وايت» is no و and ايت."""
    found: set[str] = set()
    for words in paragraphs:
        before = ""
        for _, word in words:
            if before in vocabulary.given:
                found.add(fold(word))
            before = fold(word)
    return frozenset(found)


def _split_ends(words: Sequence[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    current: list[tuple[int, str]] = []
    for index, (offset, piece) in enumerate(words):
        current.append((offset, piece))
        if len(current) == _MOST_WORDS or (piece in _ENDS and _is_end(words, index)):
            yield current
            current = []
    if current:
        yield current


def _is_end(words: Sequence[tuple[int, str]], index: int) -> bool:
    offset, piece = words[index]
    following = words[index + 1] if index + 1 < len(words) else None
    if following is None:
        return True
    if following[1] in _ENDS or following[1] in "»”\"')]،" or (piece == "." and index and words[index - 1][1] in _ENDS):
        return False
    # د. and أ.د. stand before names, and 72. 4 is a number torn apart.
    before = words[index - 1][1] if index else ""
    if piece == "." and _INITIALS.fullmatch(before) and _LATIN.match(following[1]):
        return False  # P.A. Semi، J. Crew
    title = bool(before) and all(len(letter) == 1 and _ARABIC.match(letter) for letter in before.split("."))
    if piece == "." and (title or (before.isdigit() and following[1].isdigit())):
        return False
    goes_on = (len(before) > 4 and len(following[1]) > 3) or (len(before) > 2 and _AND_VERB.match(following[1]))
    return piece != "." or following[0] > offset + 1 or bool(goes_on)


def segment(
    piece: str, offset: int, analyse: Analyse, vocabulary: Vocabulary, seen: Collection[str] = ()
) -> tuple[Token, ...]:
    """Split one word into proclitics, stem and attached pronoun, each with its own span.

    The split with the fewest clitics that the lexicon or the vocabulary knows wins; `seen` holds the folded words of the article.
    """
    return _segment(piece, offset, _Context(analyse, vocabulary, seen))


@lru_cache(maxsize=1 << 16)
def _bare(piece: str, analyse: Analyse) -> tuple[str, tuple[Analysis, ...]] | None:
    """Return the folded text and the analyses of a word that is one token whatever stands around it; else None.

    So is a word of the lexicon that no analysis gives a clitic, and that no و joins.
    """
    if _whole(piece) is not None or piece in _LONE or piece.startswith("و"):
        return None
    if _BEFORE_FOREIGN.match(piece) or _AFTER_FOREIGN.match(piece):
        return None
    analyses = analyse(piece)
    if not analyses or any(a.proclitics or a.enclitic for a in analyses):
        return None
    return fold(piece), analyses


def _segment(piece: str, offset: int, context: _Context) -> tuple[Token, ...]:
    whole = _whole(piece)
    if whole is not None:
        kind, norm = whole
        return (Token(Span(offset, offset + len(piece)), piece, norm, kind),)
    if piece in _LONE:
        return _proclitics(piece.rstrip("ـ"), piece, offset)
    foreign = _BEFORE_FOREIGN.match(piece)
    if foreign and foreign.group(1):
        head = _proclitics(foreign.group(1), piece[: foreign.end()], offset)
        return head + _segment(piece[foreign.end() :], offset + foreign.end(), context)
    if joined := _AFTER_FOREIGN.match(piece):
        name, rest = piece[: joined.end()], piece[joined.end() :]
        return _segment(name, offset, context) + _segment(
            rest, offset + joined.end(), replace(context, before=fold(name))
        )
    return _segment_word(piece, offset, context)


@lru_cache(maxsize=1 << 16)
def _whole(piece: str) -> tuple[Literal["number", "latin", "mark"], str] | None:
    """Return the kind and the folded text of a piece that is one token; None where it is Arabic."""
    if len(piece) > _LONGEST_PIECE:
        return "mark", ""
    if _NUMBER.match(piece):
        return "number", fold(piece)
    if _ARABIC.search(piece):
        return None if fold(piece) else ("mark", "")  # a tatweel or vowel marks alone
    if _LATIN.search(piece):
        return "latin", fold(piece)
    return "number" if piece[0].isdigit() else "mark", fold(piece)


def _proclitics(letters: str, text: str, offset: int) -> tuple[Token, ...]:
    """Return one token for each letter; the last one takes a tatweel after it."""
    tokens = []
    for index, letter in enumerate(letters):
        end = offset + (len(text) if index == len(letters) - 1 else index + 1)
        tokens.append(Token(Span(offset + index, end), text[index : end - offset], letter, "proclitic"))
    return tuple(tokens)


def _segment_word(piece: str, offset: int, context: _Context) -> tuple[Token, ...]:
    whole = fold(piece)
    analyses = context.analyse(piece)
    if attached := {a.enclitic for a in analyses if a.enclitic}:
        # A careless ة is no pronoun: لمسة is not لمس + ه. News addresses nobody: موردوك is no موردو + ك.
        dropped = {e for e in attached if e in _ADDRESSING or (piece.endswith("ة") and not piece.endswith(e))}
        analyses = tuple(a for a in analyses if a.enclitic not in dropped)
    if context.before.lstrip("وفبلك") in context.vocabulary.heads:
        # شركة وامدا: no verb of two follows a noun and و.
        analyses = tuple(a for a in analyses if a.kind != "verb" or a.number != "d" or a.proclitics[:1] != ("و",))
    if _DENIED.match(piece):
        # لاتملك: the news says no لأتملك.
        analyses = tuple(a for a in analyses if a.kind != "verb" or a.person != "1")
    if piece.startswith("وو") and analyses[:1] and analyses[0].voice == "passive" and not analyses[0].proclitics:
        # ووصلت الأرباح: و and a verb in و, not the rare passive of واصل.
        analyses = tuple(a for a in analyses if a.proclitics)
        if not analyses and context.analyse(piece[1:]):
            rest = replace(context, before="و")
            return (*_proclitics("و", "و", offset), *_segment(piece[1:], offset + 1, rest))
    led = tuple(a for a in analyses if a.lemma in _BEFORE_VERB and a.proclitics)
    if led and any(a.kind == "verb" for a in context.analyse(context.after)[:1]):
        # فقد يجبر: before a verb it is ف and قد, no loss.
        analyses = led
    if whole in _EACH and fold(context.after) == "من":
        # وكل من سدير ورتاج: each of them, and nobody who was charged.
        analyses = tuple(a for a in analyses if a.proclitics == ("و",)) or analyses
    # نظام داخلي: an adjective, not "within me".
    if attached and any(a.kind == "adjective" and not a.enclitic for a in analyses):
        analyses = tuple(a for a in analyses if a.enclitic != "ي")
    # نورا and ريانا are names, not "our lights"; مني is no name.
    if whole in context.vocabulary and all(a.enclitic in _SPEAKING and a.kind not in _CLOSED for a in analyses):
        analyses = ()
    if _joins_given_name(piece, whole, analyses, context):
        return _cut(piece, offset, ("و",), "", ())
    # منى before a family, دروسي after a given name: the news says neither مني nor "my lessons".
    own = any(a.enclitic in _SPEAKING for a in analyses[:1])
    led_name = piece[:1] in ("ب", "ل") and len(whole) > 3 and whole[1:] in context.vocabulary.names
    if own and (
        context.quoted()
        or (piece[-1] == "ى" and context.before_name())
        or (led_name and analyses[0].kind not in _CLOSED)
    ):
        # لباي بال: a preposition before a name, and nobody's hearts.
        analyses = ()
    elif (
        own and analyses[0].kind not in (*_CLOSED, "verb") and context.after_given_name() and not context.before_name()
    ):
        return _cut(piece, offset, (), "", ())
    if len(whole) > 3 and _listed(piece, whole, analyses, context):
        split = tuple(a for a in analyses if a.proclitics == ("و",) and not a.enclitic)
        return _cut(piece, offset, ("و",), "", split)
    if analyses and not _name_first(piece, whole, analyses[0], context):
        best = analyses[0]
        same = tuple(a for a in analyses if a.proclitics == best.proclitics and a.enclitic == best.enclitic)
        return _cut(piece, offset, best.proclitics, best.enclitic, same)
    if whole in context.vocabulary:
        return _cut(piece, offset, (), "", ())
    if place := _torn(piece, context):
        right = replace(context, before=fold(piece[:place]))
        return (
            *_segment(piece[:place], offset, replace(context, after=piece[place:])),
            *_segment(piece[place:], offset + place, right),
        )
    return _cut(piece, offset, () if context.quoted() else _unknown_proclitics(piece, context), "", ())


def _joins_given_name(piece: str, whole: str, analyses: Sequence[Analysis], context: _Context) -> bool:
    """Tell whether و joins a given name in ي: كريم منصور وسامي حداد, rather than two medals or my medal."""
    # ولي العهد: and hardly one of two letters.
    joined = len(whole) > 3 and piece[0] == "و" and piece[-1] == "ي" and whole[1:] in context.vocabulary.given
    return joined and whole not in context.vocabulary and bool(analyses) and analyses[0].kind == "noun"


def _torn(piece: str, context: _Context) -> int:
    """Return where a word that nobody knows is two words without a space, or 0.

    الدولةالعربية، الدارالبيضاء، أومنح، إلى600: both must be words, since أوفيد and هالكان are names.
    """
    if beside := _BESIDE_DIGITS.search(piece):
        word = beside["letters"] or piece[beside.end() :]
        return beside.end() if context.analyse(word) else 0
    if (ta := _WITHIN_TA.search(piece)) and context.analyse(piece[: ta.start()]):
        return ta.start()
    for place in (found.start() for found in _WITHIN_ARTICLE.finditer(piece)):
        right = context.analyse(piece[place:])
        if context.analyse(piece[:place]) and right and right[0].definite:
            return place
    if (foreign := _BEFORE_LATIN.search(piece)) and context.analyse(piece[: foreign.start()]):
        # شركةQubrix
        return foreign.start()
    if (particle := _WITHIN_PARTICLE.match(piece)) and _governed(piece[particle.end() :], context):
        return particle.end()
    joined = _WITHIN_OR.search(piece)
    if joined and any(a.kind == "verb" and not a.proclitics and not a.enclitic for a in context.analyse(piece[2:])):
        return 2
    return 0


def _governed(rest: str, context: _Context) -> bool:
    """Tell whether a word is what لا or ما stands before: an imperfect, بين, or what a pronoun owns: مانسبته."""
    analyses = [a for a in context.analyse(rest) if not a.proclitics]
    imperfect = rest[0] in "يت" and any(a.kind == "verb" and a.aspect == "imperfect" for a in analyses)
    owned = any(a.enclitic in ("ه", "ها") and a.kind in ("noun", "verb") for a in analyses)
    return imperfect or owned or any(a.kind == "preposition" and not a.enclitic for a in analyses)


def _listed(piece: str, whole: str, analyses: Sequence[Analysis], context: _Context) -> bool:
    """Tell whether و joins names, الرياض وجدة، سنابل ورتاج, and is no letter of a word (وجود).

    وفرات is و and فرات where the article has that name by itself too.
    """
    rest = whole[1:]
    if not piece.startswith("و") or rest not in context.vocabulary or context.family(whole, rest):
        return False
    if analyses and analyses[0].kind == "preposition" and not piece.endswith("ي"):
        # بين كريم وبين سلمى، سأل كريم وعلى أثره: Ben and Ali are given names, but not here.
        return False
    split = [a.proclitics[:1] == ("و",) for a in analyses]
    # المهندس وائل شاهين: a given name that begins with و.
    listed = all(split) and whole not in context.vocabulary.given
    if context.before in context.vocabulary and listed:
        return True
    if rest in context.vocabulary.names and listed and context.before_name():
        # وسناب دراجون: before another word that nobody knows, no future of a verb.
        return True
    if rest in context.vocabulary.names and listed and analyses and analyses[0].enclitic and len(rest) > 4:
        # وبورشه: no workshops of somebody's.
        return len(analyses[0].proclitics) > 1
    if rest in context.vocabulary.given and analyses and len(analyses[0].proclitics) > 1:
        # وسلمى حداد ولبنى التازي: before a word that can only be a name, no و and ل.
        return context.before_name()
    return len(rest) > 3 and not any(split) and rest in context.vocabulary.names and rest in context.seen


def _name_first(piece: str, whole: str, best: Analysis, context: _Context) -> bool:
    """Tell whether the word is a name, though the lexicon reads it as clitics and a word."""
    bare = not best.proclitics and not best.enclitic
    if bare or best.kind in _CLOSED or whole not in context.vocabulary:
        return False
    # لبنى التازي، محمد وليد، نبيه بري: before a word that can only be a name, or after another given name.
    if whole in context.vocabulary.given and (context.before_name() or context.after_given_name()):
        return True
    return bool(best.proclitics) and not piece.startswith(("و", "ل"))


def _unknown_proclitics(piece: str, context: _Context) -> tuple[str, ...]:
    """Guess the clitics of a word that neither the lexicon nor the vocabulary knows, mostly a name."""
    plain = piece.replace("ـ", "")
    whole = fold(plain)
    if plain.startswith("و") and context.before.lstrip("وفبلك") in context.vocabulary.heads:
        # شركة وامدا: what completes a noun begins with no conjunction.
        return ()
    for clitic in _BEFORE_NAME:
        rest = fold(plain[len(clitic) :])
        if not plain.startswith(clitic) or len(rest) < 2 or clitic.endswith("ال"):
            continue
        if (
            clitic == "و"
            and whole in context.families
            and not (rest in context.vocabulary.given or rest in context.seen)
        ):
            continue
        # هانس بيمر: after a given name, ب is rather a letter than a preposition before another short one.
        if clitic in "بلكف" and len(rest) <= 3 and rest not in context.vocabulary.names and context.after_given_name():
            continue
        if clitic in "بكف" and rest not in context.seen and context.after_given_name():
            # خالد بترجي، غريغ فيور: a family name, whatever else is called so.
            continue
        if clitic == "ك" and len(rest) <= 3 and rest not in context.seen:
            # كروب، كلير: before so short a name, ك is rather a letter of it.
            continue
        if len(clitic) == 2 and whole[1:] in context.vocabulary.names and rest in context.vocabulary:
            # وكاندي كراش: of two ways to cut a name off, the one that leaves more of it.
            return (clitic[0],)
        if rest in context.vocabulary or (rest.startswith("ل") and "ل" in clitic and "ا" + rest in context.vocabulary):
            return tuple(clitic)
    for clitic in ("ولل", "فلل", "لل", "وبال", "بال", "وال", "كال", "فال"):
        if plain.startswith(clitic) and len(plain) - len(clitic) >= 3:
            return tuple(clitic.removesuffix("ال") if clitic.endswith("ال") else clitic[:-1])
    if (lacking := _BEFORE_VERBAL_NOUN.match(plain)) and context.before not in _FOREIGN_LINKS:
        return (lacking.group(1),)
    for clitic in ("وب", "ول", "و", "ب", "ل", "ف", "ك"):
        if plain.startswith(clitic) and len(plain) - len(clitic) >= 3 and fold(plain[len(clitic) :]) in context.seen:
            return tuple(clitic)
    # Foreign names in و are spelt وي، وا، وو (ويليامز، واتس، وول); else an unknown word in و is و and a name.
    if plain.startswith("و") and len(plain) >= 5 and (plain[1] not in "ياو" or _GLIDE.match(plain)):
        return ("و",)
    # وفيز إير: a short one is, before another word that nobody knows.
    foreign = bool(_ARABIC.search(context.after)) and not context.analyse(context.after)
    if (
        plain.startswith("و")
        and len(plain) == 4
        and plain[1] not in "ياول"
        and foreign
        and not context.after_given_name()
    ):
        return ("و",)
    return ()


def _cut(
    piece: str, offset: int, proclitics: tuple[str, ...], enclitic: str, analyses: tuple[Analysis, ...]
) -> tuple[Token, ...]:
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
    if (
        norm.startswith("ل")
        and proclitics[-1:] == ("ل",)
        and (analyses[0].definite if analyses else piece[start:].startswith("ل"))
    ):
        norm = "ا" + norm if norm.startswith("ل") and not norm.startswith("ال") else norm
    word = Token(Span(offset + start, offset + end), stem, norm, "word", analyses)
    if not enclitic or end <= start:
        return (*heads, word)
    return (*heads, word, Token(Span(offset + end, offset + len(piece)), piece[end:], fold(piece[end:]), "pronoun"))


def _letter_offsets(piece: str) -> list[int]:
    """Return where each bare letter starts in the written word, whose marks and tatweels belong to the letter before; and its end."""
    if len(fold(piece)) == len(piece):
        return [*range(len(piece) + 1)]
    starts = [index for index, letter in enumerate(piece) if fold(letter)]
    return [0, *starts[1:], len(piece)]


def is_definite(token: Token) -> bool:
    """Tell whether a word has the article; إلى has not, though its letters fold to الي."""
    if token.kind != "word":
        return False
    if token.analyses:
        return token.analyses[0].definite
    return token.text.replace("\u0640", "").startswith("ال") or (
        token.norm.startswith("ال") and token.text.startswith("ل")
    )
