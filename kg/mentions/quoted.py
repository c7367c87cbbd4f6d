"""Names in quotes and names in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from kg.arabic.folding import fold_name
from kg.arabic.tokens import is_definite
from kg.mentions.cues import Cues
from kg.mentions.known import NameIndex
from kg.mentions.written import OPENING, QUOTES, mention, written_words
from kg.model import Article, Mention, Sentence, Token

_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_CURLED = frozenset("“”")
_OFFICE_LIMIT = 9
"""Words of an office and of what it is over."""
_QUOTE_LIMIT = 6
"""Quotes of more words are speech or slogans, not names."""


def quoted(article: Article, sentence: Sentence, cues: Cues, known: Sequence[Mention]) -> Iterator[Mention]:
    """Find short quotes that look like names: an unknown word in them, a head noun in front or a cue before them."""
    tokens = sentence.tokens
    named = {name.span.start: name for name in known if name.type != "Place"}
    index = 0
    while index < len(tokens):
        end = _closing(tokens, index)
        if end is None or end == index + 1:
            index += 1
            continue
        # "رتاج.": the stop of the sentence within the quotes
        last = end - 1 - (tokens[end - 1].text in (".", "،", ","))
        inner = tokens[index + 1 : last + 1]
        head = cues.head_before(tokens, index)
        cued = head is not None and tokens[index].text != "("
        if (
            inner
            and len(written_words(inner)) <= _QUOTE_LIMIT
            and not (_governed(tokens, index, cues) or _judged(tokens, index, end))
            and not _legal_form(inner, cues)
            and not _party(inner, cues)
            and not (_of_two(inner, named) or _people(inner, cues) or _of_known(inner, named))
            and not (last == index + 1 and _code(tokens, index + 1, index + 1, cues))
            and (_longer(inner, named) or _namelike(inner, cues, cued=cued))
        ):
            yield mention(article, tokens, index + 1, last, _quoted_type(cues, tokens, index + 1, last), "quote")
        elif tokens[index].text == "(":
            # رتاج (الشركة المالكة لموقع «درب»)
            end = index
        index = end + 1


def _national(words: Sequence[Token], cues: Cues) -> bool:
    """Tell whether a quote is a noun and the adjective of its country, as national companies are called: «الخطوط الكويتية»."""
    return len(words) == 2 and all(map(is_definite, words)) and cues.nationality(words[1]) is not None


def _for_field(words: Sequence[Token], cues: Cues) -> bool:
    """Tell whether a quote is a definite adjective and a field of business after ل: «العربية للتعدين»، «المتحدة للأغذية»."""
    if len(words) != 3 or words[1].text != "ل" or not is_definite(words[0]):
        return False
    rank = words[0].norm.removeprefix("ال") in cues.words("rank") or cues.nationality(words[0]) is not None
    return rank and is_definite(words[2]) and cues.industry(words[2])


def _party(inner: Sequence[Token], cues: Cues) -> bool:
    """Tell whether quotes only define what an agreement calls one of its parties: شركة سدير "البائع"."""
    return len(inner) == 1 and inner[0].norm.removeprefix("ال") in cues.words("contract-party")


def _of_two(inner: Sequence[Token], named: Mapping[int, Mention]) -> bool:
    """Tell whether a quote holds two known names and no third one: «أبل وكوالكوم»، «أندرويد من جوجل»."""
    first, end = named.get(inner[0].span.start), inner[-1].span.end
    between = [token for token in inner if first is not None and token.span.start >= first.span.end]
    joint, rest = between[:1], between[1:]
    if first is None or not rest or joint[0].norm not in ("و", "من"):
        return False
    second = named.get(rest[0].span.start)
    return second is not None and second.span.end == end and second.entities != first.entities


def _of_known(inner: Sequence[Token], named: Mapping[int, Mention]) -> bool:
    """Tell whether what is bracketed or quoted only says what somebody is to a known name: (الشركة الأم لفيسبوك وإنستجرام)."""
    led = (after for before, after in pairwise(inner[1:]) if before.kind == "proclitic" and before.text == "ل")
    return is_definite(inner[0]) and any(token.span.start in named for token in led)


def _people(inner: Sequence[Token], cues: Cues) -> bool:
    """Tell whether brackets list persons: مؤسسو الموقع (سامي خليل وإيفان هارت)."""
    names = [place + 1 for place, token in enumerate(inner[:-2]) if token.text == "و"]
    return bool(names) and all(cues.given_name(inner, place) for place in (0, *names))


def _longer(inner: Sequence[Token], named: Mapping[int, Mention]) -> bool:
    """Tell whether a quote holds a known name and words after it that no lexicon knows: «باي بال وورلد»."""
    known = named.get(inner[0].span.start)
    rest = [token for token in inner if known is not None and token.span.start >= known.span.end]
    return 0 < len(rest) < 3 and all(token.kind == "word" and not token.analyses for token in rest)


def _legal_form(inner: Sequence[Token], cues: Cues) -> bool:
    """Tell whether a bracket only says what kind of company stands before it: (ش.م.ك.ع)."""
    return " ".join(fold_name(token.text) for token in inner if token.kind != "mark") in cues.legal_forms


def _closing(tokens: Sequence[Token], index: int) -> int | None:
    opening = tokens[index].text
    if opening not in OPENING:
        return None
    closing = frozenset({OPENING[opening]})
    if opening in _CURLED and _leans_on(tokens, index):
        # ”سدير” و”رتاج“: careless hands open and close with the same mark.
        closing = _CURLED
    end = next((j for j in range(index + 1, min(len(tokens), index + 14)) if tokens[j].text in closing), None)
    # قال إن "شركتي "رتاج" و"سدير" تتعاونان": the second mark opens a name within what is said.
    if end is None or opening != '"' or end == index + 1 or end + 1 == len(tokens):
        return end
    apart = tokens[end - 1].span.end < tokens[end].span.start and tokens[end + 1].kind != "proclitic"
    return None if apart and _leans_on(tokens, end) else end


def _leans_on(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a mark belongs to the word after it: it touches that, and what is before it only where that is a proclitic."""
    if index + 1 >= len(tokens) or tokens[index].span.end != tokens[index + 1].span.start:
        return False
    before = tokens[index - 1] if index else None
    return before is None or before.kind == "proclitic" or before.span.end < tokens[index].span.start


def _quoted_type(cues: Cues, tokens: Sequence[Token], first: int, last: int) -> str:
    """Return the class of a quoted name: by the words around, else by a body's own head («صندوق رواسي»).

    Other heads in front are fancy: «نهر زيمور» is no river.
    """
    if last > first and tokens[last].norm in cues.words("company-word"):
        return "Company"
    if last > first + 1 and tokens[last].kind == "number" and len(tokens[last].text) < 4:
        # «سامسونغ جالاكسي 7»: a model.
        return "Product"
    if last > first and _officer(tokens, first, cues):
        return "Person"
    own = cues.head(tokens[first]) if last > first and not is_definite(tokens[first]) else None
    around = cues.type_of(cues.head_before(tokens, first), tokens, first, last)
    if not around and _personal(tokens, first, last, cues):
        return "Person"
    return own.type if own and own.type in ("Company", "Organization") and around in ("", "Person") else around


def _personal(tokens: Sequence[Token], first: int, last: int, cues: Cues) -> bool:
    """Tell whether a quote is a given name and names alone, where no noun makes it a brand: كشف «ستيف هارت», but ملابس «كالفن كلاين»."""
    given = cues.given_name(tokens, first)
    rest = tokens[first + given : last + 1]
    before = tokens[first - 2] if first > 1 else None
    if not given or before is None or not 0 < len(rest) < 3:
        return False
    if any(is_definite(token) or not (cues.unknown(token) or cues.may_be_given(token)) for token in rest):
        # «نسيم الواحة»
        return False
    kind = before.analyses[0].kind if before.analyses else ""
    return kind in ("verb", "particle") or before.text == "و" or (is_definite(before) and not cues.head(before))


def _officer(tokens: Sequence[Token], first: int, cues: Cues) -> bool:
    """Tell whether a quote begins with a given name and stands after an office and what that is over: رئيس شركة سدير «كريم منصور»."""
    end = first - 1
    end -= end > 0 and tokens[end - 1].text in ("،", ",")
    if (
        end < 1
        or not cues.given_name(tokens, first)
        or (cues.head(tokens[end - 1]) and not is_definite(tokens[end - 1]))
    ):
        return False
    if tokens[end - 1].norm == "الشركه":
        # أكبر مستثمر في الشركة «هاينز هيرمان»
        return True
    for token in reversed(tokens[max(0, end - _OFFICE_LIMIT) : end]):
        if cues.role(token):
            return True
        if (token.kind == "mark" and token.text not in QUOTES) or _clausal(token):
            return False
    return False


def _governed(tokens: Sequence[Token], opening: int, cues: Cues) -> bool:
    """Tell whether a word before the quote asks for a verb in it, or for what somebody is: لن «تقتل»، قبل أن «تجهز»، إنها «سفينة تغرق»."""
    before = [token.norm for token in tokens[max(0, opening - 2) : opening]]
    infinitive = before[-1:] == ["ان"] and before[0] in cues.words("before-infinitive")
    described = before[:1] == ["ان"] and tokens[opening - 1].kind == "pronoun"
    return infinitive or described or bool(cues.words("before-verb").intersection(before[-1:]))


def _judged(tokens: Sequence[Token], opening: int, end: int) -> bool:
    """Tell whether quoted words that the lexicon knows are what somebody calls a thing: وصف القرار بأنه «خدعة»."""
    before = tokens[max(0, opening - 2) : opening]
    called = len(before) == 2 and before[0].norm == "ان" and before[1].kind == "pronoun"
    return called and all(token.analyses for token in tokens[opening + 1 : end] if token.kind == "word")


def _namelike(inner: Sequence[Token], cues: Cues, *, cued: bool) -> bool:
    words = [token for token in inner if token.kind in ("word", "latin")]
    if inner[0].kind == "word" and cues.role(inner[0]) and inner[0].norm.endswith("ا") and not cued:
        return False  # «مستشارا تقنيا»
    numbered = len(inner) > 1 and inner[-1].kind == "number" and inner[0].kind in ("word", "latin")
    body = inner[:-1] if numbered else inner
    if not words or any(token.kind in ("mark", "number") and token.text not in "-–ـ&." for token in body):
        return False
    foreign = sum(token.kind == "latin" or not token.analyses for token in words)
    # شركة «اوجيه ميدل ايست»: among words that nobody knows, what looks like a pronoun is a letter.
    possessed = any(token.kind == "pronoun" for token in body) and not (cued and foreign * 2 >= len(words))
    # «إن بي سي آي إنترناشونال»: before words that nobody knows what looks like a particle is a letter.
    strange = len(words) > 2 and all(token.kind == "word" and not token.analyses for token in words[1:])
    if possessed or (_clausal(words[0]) and not (cued or strange)):
        return False
    plain = len(words) == len(body)
    if plain and len(words) == 1:
        return _one_word(words[0], cues, cued=cued)
    if _titled(body, words, cues) or (plain and _national(words, cues)) or _for_field(body, cues):
        return True
    if plain and len(words) <= 2 and not is_definite(words[0]) and not any(cues.role(word) for word in words):
        return cued or not _abstract(words[0])
    return foreign * 2 >= len(words) or (cued and len(words) <= 4)


def _one_word(word: Token, cues: Cues, *, cued: bool) -> bool:
    """Tell whether one quoted word is a name even where it is a word too: «أفق»، «مدار», but not «مجاني» or «تخلي»."""
    if cued or not word.analyses:
        return True
    described = word.analyses[0].kind == "adjective" or any(a.kind == "verbal-noun" for a in word.analyses[:2])
    return not (is_definite(word) or cues.role(word) or described)


def _abstract(word: Token) -> bool:
    return word.kind == "word" and bool(word.analyses) and word.analyses[0].kind == "verbal-noun"


def _clausal(word: Token) -> bool:
    """Tell whether a clause begins with the word: a preposition, a particle, an imperfect; درب may be a perfect and is a noun."""
    first = word.analyses[0] if word.analyses else None
    return first is not None and (first.kind in ("preposition", "particle") or _imperfect(word))


def _imperfect(word: Token) -> bool:
    return bool(word.analyses) and all(a.kind == "verb" and a.aspect == "imperfect" for a in word.analyses)


def _titled(body: Sequence[Token], words: Sequence[Token], cues: Cues) -> bool:
    """Tell whether a quote is a name by its build: an indefinite noun and nouns after it, without verb or preposition.

    «صندوق رواسي العارض»، «بيت الكرك للأوراق المالية», but not «إعادة هيكلة أساسية».
    """
    first = words[0]
    if not 2 <= len(words) <= 5 or body[0] is not first or is_definite(first) or first.kind == "latin":
        return False
    linked = all(token.kind in ("word", "latin") or token.text in ("ل", "و") for token in body)
    if not linked or cues.role(first) or _abstract(first) or any(_clausal(word) for word in words):
        return False
    head = cues.head(first)
    if head is not None and any(a.number != "p" for a in first.analyses):
        return True
    # «ظلال المعادي كابيتال»: a word that no lexicon knows makes a noun phrase a name.
    common = first.analyses[0].kind == "adjective" if first.analyses else False
    return not common and any(cues.unknown(word) or word.kind == "latin" for word in words)


def latin(
    article: Article,
    sentence: Sentence,
    cues: Cues,
    index: NameIndex,
    figures: Sequence[Mention] = (),
    names: Sequence[Mention] = (),
) -> Iterator[Mention]:
    """Find runs of Latin words that are no office (CEO) and no abbreviation of a common noun, (AGI); a sum ends a run."""
    tokens = sentence.tokens
    products = {name.span.end: name.span.start for name in names if name.type == "Product"}
    sums = {mention.span.start for mention in figures if mention.quantity is not None and mention.quantity.unit}
    position = 0
    while position < len(tokens):
        if tokens[position].kind != "latin":
            position += 1
            continue
        last = _latin_end(tokens, position, sums)
        if modelled := _model_of(tokens, position, last, cues, products):
            yield mention(article, tokens, modelled, last, "Product", "latin")
            position = last + 1
            continue
        position = _with_digit(tokens, position)
        text = article.text[tokens[position].span.start : tokens[last].span.end]
        if (
            (text[0].isupper() or last > position or _branded(text, cues, tokens, position))
            and fold_name(text) not in cues.role_phrases
            and fold_name(text) not in cues.words("round-name")
            and not _code(tokens, position, last, cues)
        ):
            name = index.without_spaces(text) if last > position else None
            type_name = name.type if name else _latin_type(cues, tokens, position, last)
            yield mention(article, tokens, position, last, type_name, "latin", entity=name.id if name else "")
        position = last + 1


def _branded(text: str, cues: Cues, tokens: Sequence[Token], first: int) -> bool:
    """Tell whether a small letter opens a name: iPlay, or what a noun right before it calls by name, محرك webkit."""
    if len(text) < 3 or text[0] not in _LETTERS:
        return False
    before = tokens[first - 1] if first else None
    head = cues.head(before) if before is not None else None
    called = head is not None and before is not None and not any(a.number == "p" for a in before.analyses[:1])
    return not text.islower() or (called and head is not None and head.type in ("Product", "Company"))


def _model_of(tokens: Sequence[Token], first: int, last: int, cues: Cues, products: Mapping[int, int]) -> int:
    """Return where a product's name begins whose model Latin letters tell, else 0: أندرويد One، جالاكسي S8، Lumo3-Mini."""
    if first > 1 and tokens[first - 1].text == "-" and tokens[first - 1].span.end == tokens[first].span.start:
        begins = products.get(tokens[first - 1].span.start, -1)
        return next((i for i in range(first) if tokens[i].span.start == begins), 0)
    if not first or last > first + 1 or tokens[first - 1].span.end not in products:
        return 0
    text = tokens[first].text
    model = fold_name(text) in cues.words("model") or (len(text) <= 4 and any(letter.isdigit() for letter in text))
    begins = products[tokens[first - 1].span.end]
    return next((i for i in range(first) if tokens[i].span.start == begins), 0) if model else 0


def _latin_end(tokens: Sequence[Token], first: int, sums: Collection[int]) -> int:
    last = first
    while last + 1 < len(tokens):
        after = tokens[last + 1]
        # H & B، P.A. Semi
        links = after.text == "&" or (after.text == "." and _INITIALS.fullmatch(tokens[last].text) is not None)
        linked = links and last + 2 < len(tokens) and tokens[last + 2].kind == "latin"
        if (after.kind not in ("latin", "number") and not linked) or after.span.start in sums:
            break
        last += 1
    while tokens[last].kind == "number" and tokens[last].text.isdigit() and len(tokens[last].text) == 4:
        last -= 1
    plus = last + 1 < len(tokens) and tokens[last + 1].text == "+"
    # Disney+
    return last + 1 if plus and tokens[last + 1].span.start == tokens[last].span.end else last


def _with_digit(tokens: Sequence[Token], first: int) -> int:
    """Return the token of a number that a hyphen joins to the name after it: 7-Eleven."""
    if first < 2 or tokens[first - 1].text != "-" or tokens[first - 2].kind != "number":
        return first
    before, hyphen = tokens[first - 2], tokens[first - 1]
    joined = before.span.end == hyphen.span.start and hyphen.span.end == tokens[first].span.start
    return first - 2 if joined else first


def _latin_type(cues: Cues, tokens: Sequence[Token], first: int, last: int) -> str:
    if first and tokens[first - 1].norm in cues.honorifics:
        # وزير المالية في البلاد السيد Antti Rinne
        return "Person"
    head = cues.head_before(tokens, first)
    type_name = cues.type_of(head, tokens, first, last)
    if last > first and _model(tokens[last]) and (not type_name or (head is not None and cues.series(head))):
        return "Product"
    if last > first and not type_name and fold_name(tokens[last].text) in cues.words("company-word-in-latin"):
        return "Company"
    if last == first and fold_name(tokens[first].text) in cues.words("technology"):
        return "Product"
    if head is not None and last > first and _of_the_company(tokens, first, cues):
        return "Person"
    named = last > first and fold_name(tokens[first].text) in cues.latin_given_names
    return type_name or ("Person" if named else "")


def _of_the_company(tokens: Sequence[Token], first: int, cues: Cues) -> bool:
    """Tell whether an office of the company meant stands right before a name: مؤسس الشركة Scott Belmont، المدير العام للشركة Scott Belmont."""
    company = tokens[first - 1]
    named = is_definite(company) and (head := cues.head(company)) is not None and head.refers
    before = tokens[max(0, first - 4) : first - 1]
    led = before[:-1] if before and before[-1].text in ("ل", "في") else before[-1:]
    return named and any(cues.role(token) for token in led)


def _model(token: Token) -> bool:
    """Tell whether the last word of a name is that of a model: Galaxy S26, Snapdragon 835."""
    return any(letter.isdigit() for letter in token.text) and token.text[0].isupper()


def _code(tokens: Sequence[Token], first: int, last: int, cues: Cues) -> bool:
    """Tell whether capitals only shorten the common noun before them, الذكاء الاصطناعي العام (AGI), or are a share's sign."""
    text = tokens[first].text
    if last > first or not first:
        return False
    if _tells_apart(tokens, first, cues):
        return True
    if not text.isupper() or len(text) > 5:
        return False
    before = tokens[first - 1]
    if before.text == "(" and first > 1:
        noun = tokens[first - 2]
        headed = any((head := cues.head(token)) and cues.kept(head) for token in tokens[max(0, first - 6) : first - 2])
        return is_definite(noun) and bool(noun.analyses) and not headed
    return before.norm in ("الرمز", "رمز")


def _tells_apart(tokens: Sequence[Token], place: int, cues: Cues) -> bool:
    """Tell whether a letter, in quotes or without, only tells one of a kind from the others: الفئة E، السلسلة «ب»."""
    noun = place - 2 if tokens[place - 1].text in OPENING else place - 1
    return noun >= 0 and len(tokens[place].text.rstrip("ـ")) == 1 and tokens[noun].norm in cues.words("lettered")
