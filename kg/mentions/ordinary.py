"""Companies that are called by ordinary words: after شركة بصمة للبرمجيات the word alone is her name wherever only a company stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.arabic.folding import fold, fold_name
from kg.arabic.tokens import is_definite
from kg.mentions.cues import Cues
from kg.mentions.written import OPENING, mention
from kg.model import Article, Mention, Sentence, Token

_TEACHERS = frozenset({"quote", "cue", "latin", "known"})
_ORGANISED = frozenset({"Company", "Organization"})
_NOUNS = frozenset({"noun", "verbal-noun"})
_GOVERNS = frozenset({"preposition", "particle"})


@dataclass(frozen=True, slots=True)
class _Place:
    """Hold a word of a sentence."""

    sentence: Sentence
    index: int

    @property
    def token(self) -> Token:
        return self.sentence.tokens[self.index]

    def beside(self, offset: int) -> Token | None:
        """Return the token so many places further on, or before."""
        at = self.index + offset
        return self.sentence.tokens[at] if 0 <= at < len(self.sentence.tokens) else None


def ordinary(
    article: Article, sentences: Sequence[Sentence], found: Sequence[Mention], cues: Cues
) -> Iterator[Mention]:
    """Find ordinary words that the article makes names of companies, where they stand alone."""
    hinted = dict(_hinted(sentences, found, cues))
    told = _told(found, cues)
    told.update((word, "Company") for word, (_, sure) in hinted.items() if sure)
    starts = {named.span.start for named in found}
    standing: list[_Place] = []
    for sentence in sentences:
        for index, token in enumerate(sentence.tokens):
            if token.span.start not in starts and (token.norm in told or token.norm in hinted):
                place = _Place(sentence, index)
                # كوليجن of كوليجن كوميونيكيشنز: a word that nobody knows needs nothing beside it.
                if (token.norm in told and cues.unknown(token)) or stands(place, cues, sure=token.norm in told):
                    standing.append(place)
    for place in standing:
        kind = told.get(place.token.norm, "Company")
        yield mention(article, place.sentence.tokens, place.index, place.index, kind, "again")
    borne_out = {place.token.norm for place in standing}
    for word, (first, sure) in hinted.items():
        if (sure or word in borne_out) and first not in standing and first.token.span.start not in starts:
            yield mention(article, first.sentence.tokens, first.index, first.index, "Company", "cue")


def _told(found: Sequence[Mention], cues: Cues) -> dict[str, str]:
    """Return the words that names in full begin with and may be shortened to, with their classes."""
    told: dict[str, str] = {}
    for named in found:
        if named.finder in _TEACHERS and (word := _short(named, cues)):
            told.setdefault(word, named.type)
    return told


def _short(named: Mention, cues: Cues) -> str:
    """Return what a name in full is shortened to: بصمة of بصمة للبرمجيات, أفق of مجموعة أفق القابضة."""
    words, company = fold_name(named.text).split(), named.type == "Company"
    head = cues.heads.get(words[0])
    if len(words) > 1 and head is not None and head.type == "Company" and not cues.institution(head):
        words = words[1:]
        if len(words) == 1 and not words[0].startswith("ال"):
            return words[0]
    if len(words) < 2 or words[0].removeprefix("ال") in cues.heads or _ranks(words[0], cues):
        return ""
    # أفق الدولية للنقل
    field = next((place for place, word in enumerate(words) if place and word.startswith("لل")), len(words))
    closing = cues.legal_forms | cues.words("company-word")
    alone = all(word in closing or (company and _closes(words[0], word, cues)) for word in words[1:field])
    return words[0] if alone and (company or field == len(words)) else ""


def _ranks(word: str, cues: Cues) -> bool:
    """Tell whether a word says of what form, rank or country a company is: القابضة، الوطنية."""
    country = cues.ontology.country_of(word)
    return word in cues.legal_forms or word.removeprefix("ال") in cues.words("rank") or country is not None


def _closes(word: str, adjective: str, cues: Cues) -> bool:
    """Tell whether a definite adjective can't be of the word before it, and so is of the company: مساحات العقارية."""
    relational = adjective.startswith("ال") and adjective.endswith("يه") and len(adjective) > 5
    return relational and not word.startswith("ال") and not cues.ontology.country_of(adjective)


def _hinted(
    sentences: Sequence[Sentence], found: Sequence[Mention], cues: Cues
) -> Iterator[tuple[str, tuple[_Place, bool]]]:
    """Yield words that may be names where they stand, and whether they are: after شركة (ركاز), in brackets after a name in full (رعاية)."""
    ends = {named.span.end: fold_name(named.text) for named in found if named.type in _ORGANISED}
    starts = {named.span.start for named in found}
    nouns = cues.words("plain-head")
    seen: set[str] = set()
    for sentence in sentences:
        for index, (before, token) in enumerate(pairwise(sentence.tokens), 1):
            if (before.text != "(" and before.norm not in nouns) or token.norm in seen or token.span.start in starts:
                continue
            place = _Place(sentence, index)
            named = _glossed(place, ends, cues)
            if named or (before.text != "(" and _noun(token, cues) and not _goes_on(place)):
                seen.add(token.norm)
                # الشركة الوطنية للرعاية الطبية (رعاية)
                yield token.norm, (place, token.norm in named)


def _glossed(place: _Place, ends: Mapping[int, str], cues: Cues) -> str:
    """Return the name right before the brackets that a noun stands in alone."""
    opening, closing, name = place.beside(-1), place.beside(1), place.beside(-2)
    if opening is None or closing is None or name is None or opening.text != "(" or closing.text != OPENING["("]:
        return ""
    # البنك (البائع), الشركة (خاصة): what brackets say is no name by itself.
    noun = any(a.kind in _NOUNS for a in place.token.analyses[:1])
    told = cues.nationality(place.token) or cues.role(place.token) or cues.head(place.token)
    return ends.get(name.span.end, "") if noun and not told else ""


def _noun(token: Token, cues: Cues) -> bool:
    """Tell whether a word is an indefinite noun that says nothing of what a company is or does."""
    noun = any(a.kind in _NOUNS for a in token.analyses[:1]) and len(token.norm) > 2
    told = cues.ordinary(token) or cues.head(token) or cues.role(token) or cues.nationality(token)
    return noun and not is_definite(token) and not told and not token.norm.endswith("ا")


# ------------------------------------------------------------- where companies stand


def stands(place: _Place, cues: Cues, *, sure: bool) -> bool:
    """Tell whether a word stands where only a company does: اشترت أفق، أرباح أفق، إن أفق ستبيع، الرئيس التنفيذي لأفق.

    Of a word that is `sure` to be a name of the article some places tell less.
    """
    before = place.beside(-1)
    if before is None or (before.kind == "proclitic" and before.text in ("و", "ف")):
        after = place.beside(1)
        return _acts(after, place, cues) or (sure and after is not None and cues.trades(after))
    if before.kind in ("mark", "number") or is_definite(before):
        return False
    if is_definite(place.token):
        return _acts(before, place, cues) or _takings(before, cues)
    # إن أفق ستبيع: no indefinite noun begins a clause.
    if before.norm in cues.words("complementiser"):
        return _acts(place.beside(1), place, cues) or _verb(place.beside(1))
    if _acts(before, place, cues):
        return True
    if _goes_on(place):
        return False
    if not sure:
        return _takings(before, cues) or _led_to(place, before, cues)
    return cues.trades(before) or _possessed(before, cues) or _led_to(place, before, cues)


def _acts(verb: Token | None, place: _Place, cues: Cues) -> bool:
    """Tell whether a verb is feminine where the word is masculine, so that it agrees with a company: قالت النخيل، نخيل تبيع."""
    word = place.token
    feminine = word.norm.endswith(("ه", "اء", "ا")) or any(a.gender == "f" or a.number == "p" for a in word.analyses)
    return verb is not None and not feminine and cues.trades(verb)


def _verb(token: Token | None) -> bool:
    return token is not None and (token.text == "س" or any(a.kind == "verb" for a in token.analyses[:1]))


def _takings(token: Token, cues: Cues) -> bool:
    """Tell whether a word is said of companies alone: أرباح، أسهم."""
    return _one_of(token, cues, "takings", "stake")


def _one_of(token: Token, cues: Cues, *classes: str) -> bool:
    return any(fold(a.lemma) in cues.words(name) for a in token.analyses[:1] for name in classes)


def _possessed(before: Token, cues: Cues) -> bool:
    """Tell whether a noun before a word is of a company: أرباح أفق، رئيس أفق، شركة أفق."""
    return _takings(before, cues) or cues.role(before) or cues.head(before) is not None


def _led_to(place: _Place, preposition: Token, cues: Cues) -> bool:
    """Tell whether a preposition leads from what companies have to the word: الرئيس التنفيذي لأفق، حصة في أفق، اتفاق مع أفق."""
    noun, further = place.beside(-2), place.beside(-3)
    if noun is None or preposition.norm not in ("ل", "في", "مع"):
        return False
    if noun.kind == "pronoun" and further is not None:
        noun = further  # حصته في أفق
    if preposition.norm == "في":
        return _one_of(noun, cues, "stake")
    if preposition.norm == "مع":
        return _one_of(noun, cues, "agreement")
    led = further is not None and cues.role(further)
    return cues.role(noun) or led or _one_of(noun, cues, "owned", "arm")


def _goes_on(place: _Place) -> bool:
    """Tell whether what follows a noun belongs to it, so that it is no name: رعاية المؤتمر، رعاية طبية، رعايتها."""
    after = place.beside(1)
    if after is None or after.kind in ("mark", "number", "proclitic"):
        return False
    if after.kind == "pronoun" or (is_definite(after) and any(a.kind not in _GOVERNS for a in after.analyses[:1])):
        return True
    return any(a.kind in ("adjective", "active-participle", "passive-participle") for a in after.analyses[:1])


__all__ = ["ordinary"]
