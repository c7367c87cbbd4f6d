"""A sentence's tokens and mentions -> words, each with the one reading that fits where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kg.arabic.folding import fold
from kg.arabic.tokens import is_definite
from kg.model import Analysis, Mention, Sentence, Span, Token
from kg.ontology import Ontology

WordKind = Literal[
    "name", "figure", "date", "reference", "verb", "noun", "adjective", "unknown",
    "preposition", "conjunction", "relative", "complementiser", "subordinator", "demonstrative", "particle", "mark",
]  # fmt: skip

_FIGURES = frozenset({"Money", "Percent", "Number"})
_DATES = frozenset({"Date", "Until", "Period", "From"})
_DAMMA = "\u064f"
_QUOTES = frozenset("«»“”\"„‟‹›'")
_PREPOSITIONS = frozenset("بلك")
_DEVERBAL = {"verbal-noun": "noun", "active-participle": "adjective", "passive-participle": "adjective"}
NOMINAL = frozenset({"name", "figure", "date", "reference", "noun", "unknown"})


@dataclass(frozen=True, slots=True)
class Word:
    """Hold a word of a sentence as the engine sees it: a mention counts as one word, quotation marks as none."""

    kind: WordKind
    text: str
    norm: str
    span: Span
    lemma: str = ""
    verb: str = ""
    """Of a verbal noun or participle: the folded lemma of its verb; of a verb its own."""
    form: str = ""
    """Kind of the analysis: verb, verbal-noun, active-participle, …"""
    definite: bool = False
    gender: str = ""
    number: str = ""
    aspect: str = ""
    voice: str = ""
    person: str = ""
    attached: bool = False
    """Whether it is a pronoun written onto the word before it."""
    mention: Mention | None = None
    country: str = ""
    """Of a nationality adjective: the country's id."""
    readings: tuple[tuple[str, str, str], ...] = ()
    """(lemma, verb, form) of each further reading of its kind: منافسة is a competition and a competitor, توقع signs or expects."""


class Chooser:
    """Choose the words of a sentence, with the closed classes of the lexicon's word list."""

    def __init__(self, ontology: Ontology) -> None:
        self._closed: Mapping[str, WordKind] = {
            word: kind
            for kind in ("relative", "complementiser", "subordinator", "demonstrative", "conjunction")
            for word in ontology.words.get(kind, frozenset())
        }
        self._verb_first = ontology.words.get("before-verb", frozenset())
        self._auxiliary = ontology.words.get("auxiliary", frozenset())
        bounds = ontology.words.get("before-figure", frozenset())
        self._bounds = sorted((tuple(phrase.split()) for phrase in bounds), key=lambda words: -len(words))
        self._intended = frozenset(fold(word.lemma) for word in ontology.status_words if word.kind == "noun" and word.control)
        self._amounting = ontology.words.get("amounting", frozenset())
        self._country_of = ontology.country_of
        self._regions = ontology.words.get("region", frozenset())

    def words(self, sentence: Sentence, mentions: Mapping[int, Mention]) -> list[Word]:
        """Return the sentence's words; `mentions` holds the linked mentions by their start."""
        words: list[Word] = []
        tokens = sentence.tokens
        index = 0
        while index < len(tokens):
            token = tokens[index]
            mention = mentions.get(token.span.start)
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            if mention is not None and mention.span.end >= token.span.end and not self._describing(mention, token, words, following):
                if mention.quantity is not None:
                    self._drop_bound(words)
                words.append(self._adjectival(mention, token, words) or _mention_word(mention, token))
                while index < len(tokens) and tokens[index].span.start < mention.span.end:
                    index += 1
                continue
            # الـ before a Latin name is an article that belongs to no word.
            if token.text not in _QUOTES and token.norm != "ال":
                words.append(self._word(tokens, index, words))
            index += 1
        return words

    def _drop_bound(self, words: list[Word]) -> None:
        """Drop the words that only bound the figure after them: ما لا يقل عن، بنحو, and تبلغ after what it measures."""
        changed = True
        while changed:
            changed = False
            for phrase in self._bounds:
                if len(words) > len(phrase) and tuple(word.norm for word in words[-len(phrase) :]) == phrase:
                    del words[-len(phrase) :]
                    changed = True
            if len(words) > 1 and words[-1].norm in self._amounting and words[-2].kind in ("noun", "adjective") and not words[-2].definite:
                words.pop()
                changed = True

    def _word(self, tokens: Sequence[Token], index: int, words: Sequence[Word]) -> Word:
        token = tokens[index]
        if token.kind == "mark":
            return Word("mark", token.text, token.text, token.span)
        if token.kind == "proclitic":
            if token.text[0] in _PREPOSITIONS and not self._subjunctive(tokens, index):
                return Word("preposition", token.text, token.norm, token.span, lemma=token.norm[0])
            kind: WordKind = "particle" if token.text in "سل" else "conjunction"
            return Word(kind, token.text, token.norm, token.span, lemma=token.norm[0])
        if token.kind == "pronoun":
            return Word("unknown", token.text, token.norm, token.span, attached=True)
        if token.kind in ("latin", "number"):
            return Word("unknown", token.text, token.norm, token.span)
        closed = self._closed.get(token.norm)
        if closed:
            return Word(closed, token.text, token.norm, token.span, lemma=token.norm)
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        word = _analysed(token, self._choose(token, words, following))
        country = self._country(token) if word.kind in ("adjective", "unknown") else ""
        if country and word.kind == "unknown" and word.definite:
            # التايلاندية: an adjective that the lexicon doesn't know.
            gender = "f" if word.norm.endswith("ه") else "m"
            return replace(word, kind="adjective", form="adjective", gender=gender, number="s", country=country)
        return replace(word, country=country) if country and word.kind == "adjective" else word

    def _country(self, token: Token) -> str:
        """Return the country of a nationality adjective: الإيرلندية; continents and regions are no country."""
        country = (self._country_of(token.norm) if token.kind == "word" else None) or ""
        return "" if country in self._regions else country

    def _adjectival(self, mention: Mention, token: Token, words: Sequence[Word]) -> Word | None:
        """Return the adjective that a country's name is after what it describes: السوق السعودية، شركة «نغم» السعودية."""
        before = words[-1] if words else None
        if mention.type != "Place" or token.text != mention.text or before is None or not token.norm.startswith("ال"):
            return None
        describes = before.definite and before.kind in ("noun", "name", "reference", "adjective") and not before.attached
        if not describes or (before.mention is not None and before.mention.type == "Place") or not (country := self._country(token)):
            return None
        return Word("adjective", token.text, token.norm, token.span, lemma=token.norm, form="adjective", definite=True, gender="f", number="s", country=country)

    def _subjunctive(self, tokens: Sequence[Token], index: int) -> bool:
        """Tell whether ل stands before a verb: ليصبح."""
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        return following is not None and bool(following.analyses) and all(a.kind == "verb" for a in following.analyses)

    def _describing(self, mention: Mention, token: Token, words: Sequence[Word], following: Token | None) -> bool:
        """Tell whether a nominal that could stand for something only describes: الشركة العملاقة، الشركة التي طورت X."""
        if mention.type != "Reference" or token.kind != "word":
            return False
        if following is not None and self._closed.get(following.norm) == "relative":
            return True
        before = words[-1] if words else None
        described = before is not None and not before.attached and before.kind in ("reference", "noun") and before.definite
        return described and any(a.kind == "adjective" for a in token.analyses)

    def _has_verb(self, words: Sequence[Word]) -> bool:
        """Tell whether the clause has its verb already: after ألغت سدير, عقدها is her contract."""
        for word in reversed(words):
            if word.kind in ("mark", "relative", "complementiser", "subordinator"):
                return False
            if word.kind == "verb" and not any(lemma in self._auxiliary for lemma, _, _ in word.readings):
                return True
        return False

    def _choose(self, token: Token, words: Sequence[Word], following: Token | None) -> Analysis | None:
        """Choose the analysis that the words before and the word after allow."""
        before = words[-1] if words else None
        if not token.analyses:
            return None
        verbs = [a for a in token.analyses if a.kind == "verb" and _narrates(a, token)]
        # كان is the verb: كأن is written with its hamza.
        others = [a for a in token.analyses if a.kind != "verb" and not (verbs and a.kind == "particle" and "أ" in a.lemma and "أ" not in token.text)]
        if before is not None and before.norm in self._verb_first and (forms := [a for a in token.analyses if a.kind == "verb"]):
            return (verbs or forms)[0]
        if before is not None and before.kind in ("noun", "reference") and before.definite and others and others[0].definite:
            # الشراكة التقنية: after a definite noun a definite word describes it where it can.
            return next((a for a in others if a.kind in ("adjective", "active-participle", "passive-participle")), others[0])
        if before is not None and before.kind == "noun" and not before.definite and others and not others[0].definite and not verbs:
            # شراكة استراتيجية: an adjective that agrees describes, it is no genitive.
            adjectives = [a for a in others if a.kind == "adjective" and (a.gender == before.gender or (before.number == "p" and a.gender == "f"))]
            if adjectives:
                return adjectives[0]
        if not verbs or not others:
            return _plainest(verbs or others or token.analyses)
        # اعتزامها شطب …: what is intended is a noun.
        if before is not None and before.attached and len(words) > 1 and words[-2].lemma in self._intended and others[0].kind == "verbal-noun":
            return others[0]
        # 4 آلاف عامل: after a number stands what it counts.
        if before is not None and before.kind == "figure" and before.mention is not None and before.mention.type == "Number" and not token.norm.endswith("ت"):
            return _plainest(others)
        if before is not None and (before.kind == "preposition" or before.norm in ("تم", "يتم", "كل", "اي", "كامل", "جميع")):
            return _plainest(others)
        if others[0].definite or others[0].kind in ("preposition", "particle"):
            return _plainest(others)
        if before is not None and (before.kind == "relative" or before.norm in self._verb_first):
            return verbs[0]
        # وقع عقدا: a construct noun before it makes it a noun (مذكرة تعاون); a clause's start makes it a verb (وقع الطرفان).
        starts = before is None or before.kind in ("mark", "conjunction", "subordinator", "complementiser")
        if before is not None and before.kind == "verb" and before.lemma not in self._auxiliary:
            return _plainest(others)
        described = before is not None and before.kind in ("noun", "adjective") and not before.definite
        if not described and not (before is not None and before.kind == "conjunction") and self._has_verb(words):
            return _plainest(others)
        after_noun = before is not None and before.kind == "noun" and not before.definite
        if after_noun:
            return _plainest(others)
        named = following is not None and (not following.analyses or following.norm.startswith("ال") or following.kind == "pronoun")
        if starts and (named or verbs[0].aspect == "imperfect" or verbs[0].gender == "f"):
            return verbs[0]
        if before is not None and before.kind in ("name", "reference"):
            return _plainest(others) if self._has_verb(words) else verbs[0]
        return _plainest(others) if token.analyses[0].kind != "verb" else verbs[0]


def _narrates(analysis: Analysis, token: Token) -> bool:
    """Tell whether news would use this verb form: the third person, and of the dual and plural only what is written so (وقعا، أعلنوا)."""
    if analysis.aspect == "imperative" or analysis.person in ("1", "2"):
        return False
    if analysis.number == "d":
        return all(a.kind == "verb" for a in token.analyses)
    return not (analysis.number == "p" and analysis.gender == "f")


def _plainest(analyses: Sequence[Analysis]) -> Analysis:
    """Return the first analysis; عقدا is one contract with tanwin before it is two."""
    singular = [a for a in analyses if a.number != "d"]
    return singular[0] if singular and analyses[0].number == "d" else analyses[0]


def _mention_word(mention: Mention, token: Token) -> Word:
    kind: WordKind
    if mention.type in _FIGURES:
        kind = "figure"
    elif mention.type in _DATES:
        kind = "date"
    elif mention.type == "Reference":
        kind = "reference"
    else:
        kind = "name"
    lemma = token.analyses[0].lemma if token.analyses and kind == "reference" else ""
    attached = token.kind == "pronoun"
    gender = token.analyses[0].gender if token.analyses and kind == "reference" else ""
    return Word(kind, mention.text, fold(mention.text), mention.span, lemma=fold(lemma), definite=True, gender=gender, attached=attached, mention=mention)


def _analysed(token: Token, analysis: Analysis | None) -> Word:
    if analysis is None:
        return Word("unknown", token.text, token.norm, token.span, lemma=token.norm, definite=is_definite(token))
    kind: WordKind
    if analysis.kind in ("preposition", "particle", "verb"):
        kind = analysis.kind
    elif analysis.kind in ("noun", "name", "verbal-noun"):
        kind = "noun"
    else:
        kind = "adjective"
    nominal = [a for a in token.analyses if a.kind not in ("verb", "preposition", "particle")]
    if kind == "verb":
        nominal = [a for a in token.analyses if a.kind == "verb" and a.aspect != "imperative" and (a.gender, a.number) == (analysis.gender, analysis.number)]
    readings = tuple(dict.fromkeys((fold(a.lemma), fold(a.verb or a.lemma), a.kind) for a in nominal)) if kind in ("noun", "adjective", "verb") else ()
    verb = analysis.verb or (analysis.lemma if analysis.kind == "verb" else "")
    return Word(
        kind, token.text, token.norm, token.span, lemma=fold(analysis.lemma), verb=fold(verb), form=analysis.kind, definite=analysis.definite,
        gender=analysis.gender, number=analysis.number, aspect=analysis.aspect, voice=_voice(token, analysis), person=analysis.person, readings=readings,
    )  # fmt: skip


def _voice(token: Token, analysis: Analysis) -> str:
    """Return the voice of a verb; a damma after the first letter of a perfect one is written to mark the passive: عُين، أُعيد."""
    if analysis.voice == "either" and analysis.aspect == "perfect" and token.text[1:2] == _DAMMA:
        return "passive"
    return analysis.voice
