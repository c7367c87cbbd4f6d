"""A sentence's tokens and mentions -> words, each with the one reading that fits where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from kg.arabic.folding import fold
from kg.arabic.tokens import is_definite
from kg.frames.choice import Grammar, choose
from kg.model import Analysis, Mention, Sentence, Span, Token
from kg.ontology import Ontology
from kg.records import record

WordKind = Literal[
    "name", "figure", "date", "reference", "verb", "noun", "adjective", "unknown",
    "preposition", "conjunction", "relative", "complementiser", "subordinator", "demonstrative", "particle", "mark",
]  # fmt: skip

_FIGURES = frozenset({"Money", "Percent", "Number"})
_DATES = frozenset({"Date", "Until", "Period", "From"})
_DAMMA = "\u064f"
_QUOTES = frozenset("«»“”\"„‟‹›'")
_ASKING = frozenset({"preposition", "conjunction", "verb", "complementiser"})
_PREPOSITIONS = frozenset("بلك")
_DEVERBAL = {"verbal-noun": "noun", "active-participle": "adjective", "passive-participle": "adjective"}
NOMINAL = frozenset({"name", "figure", "date", "reference", "noun", "unknown"})


@record(frozen=True, slots=True)
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

    @property
    def lemmas(self) -> tuple[str, ...]:
        """Return the lemma of each reading, the likeliest first."""
        return (self.lemma, *[lemma for lemma, _, _ in self.readings])


class Chooser:
    """Choose the words of a sentence, with the closed classes of the lexicon's word list."""

    def __init__(self, ontology: Ontology) -> None:
        self._closed: Mapping[str, WordKind] = {
            word: kind
            for kind in ("relative", "complementiser", "subordinator", "demonstrative", "conjunction")
            for word in ontology.words.get(kind, frozenset())
        }
        self._grammar = Grammar(ontology)
        self._heads = ontology.head_of
        bounds = ontology.words.get("before-figure", frozenset())
        self._bounds: dict[str, list[tuple[str, ...]]] = {}
        """By their last words, the longest first."""
        for phrase in sorted((tuple(phrase.split()) for phrase in bounds), key=lambda words: -len(words)):
            self._bounds.setdefault(phrase[-1], []).append(phrase)
        self._speech = ontology.words.get("speech", frozenset())
        self._amounting = ontology.words.get("amounting", frozenset())
        self._pieces = ontology.words.get("share", frozenset())
        self._ranging = ontology.words.get("ranging", frozenset())
        self._values = ontology.words.get("own-value", frozenset())
        self._priced = frozenset().union(*(ontology.words.get(c, ()) for c in ("deal", "priced", "worth-having")))
        self._country_of = ontology.country_of
        self._leading = ontology.words.get("leading", frozenset())
        self._described = frozenset(fold(phrase) for phrase, _ in ontology.roles if len(phrase.split()) == 2)
        self._kin = ontology.words.get("kin", frozenset())
        self._offices = ontology.role_words
        self._regions = ontology.words.get("region", frozenset())
        self._fillers = sorted(
            (tuple(phrase.split()) for phrase in ontology.words.get("filler", frozenset())),
            key=lambda words: -len(words),
        )
        self._manners = ontology.words.get("manner", frozenset())
        self._filling = frozenset(phrase[0] for phrase in self._fillers) | {"من"}
        self._wholes = frozenset(
            fold(word.lemma) for word in ontology.status_words if word.kind == "particle" and " " in word.lemma
        )
        self._titles = frozenset(fold(form) for form in ontology.honorifics)
        self._lettered = ontology.words.get("lettered", frozenset())
        self._acting = frozenset(
            fold(lemma)
            for relation in ontology.relations.values()
            for frame in relation.frames
            if frame.kind == "verb" and "patient" in frame.arguments["object"]
            for lemma in frame.lemmas
        )

    def words(self, sentence: Sentence, mentions: Mapping[int, Mention]) -> list[Word]:
        """Return the sentence's words; `mentions` holds the linked mentions by their start."""
        words: list[Word] = []
        tokens = sentence.tokens
        index = 0
        while index < len(tokens):
            token = tokens[index]
            mention = mentions.get(token.span.start)
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            if (
                mention is not None
                and mention.span.end >= token.span.end
                and not self._describing(mention, token, words, following)
            ):
                if (end := self._per_share(tokens, index, mention, words)) > index:
                    words.pop()
                    index = end
                    continue
                if mention.quantity is not None:
                    self._drop_range(words, mention)
                    self._drop_bound(words)
                words.append(self._adjectival(mention, token, words) or _mention_word(mention, token))
                while index < len(tokens) and tokens[index].span.start < mention.span.end:
                    index += 1
                continue
            if token.norm in self._filling and (length := self._filler(tokens, index) or self._letter(tokens, index)):
                index += length
                continue
            # الـ before a Latin name is an article that belongs to no word.
            if (
                token.text not in _QUOTES
                and token.norm != "ال"
                and not self._tells_how(token, words)
                and not self._origin(tokens, index, mentions, words)
            ):
                words.append(self._word(tokens, index, words))
            index += 1
        return self._unbracketed(words)

    def _origin(
        self, tokens: Sequence[Token], index: int, mentions: Mapping[int, Mention], words: Sequence[Word]
    ) -> bool:
        """Tell whether a word only says where the person after it is from, or is a title: تعيين السعودي فلان، الرئيس التنفيذي الدكتور فلان.

        In الوزير السعودي فلان the minister is Saudi, and والمهندس فلان tells that another man is named.
        """
        after = index + 1
        while after < len(tokens) and tokens[after].norm in self._titles:
            after += 1
        following = mentions.get(tokens[after].span.start) if after < len(tokens) else None
        if following is None or following.type != "Person":
            return False
        before = words[-1] if words else None
        if tokens[index].norm in self._titles:
            return before is not None and before.norm != "و"
        described = before is not None and (before.definite or before.kind in ("name", "reference", "adjective"))
        return not described and tokens[index].norm.startswith("ال") and bool(self._country(tokens, index))

    def _tells_how(self, token: Token, words: Sequence[Word]) -> bool:
        """Tell whether a word only says how somebody acts: تنافس سدير مباشرة تطبيق «أ», but خدمات مباشرة."""
        before = words[-1] if words else None
        return (
            token.norm in self._manners and before is not None and (before.kind in ("verb", "name") or before.attached)
        )

    def _filler(self, tokens: Sequence[Token], index: int) -> int:
        """Return how many tokens from here on say nothing by themselves: X عبارة عن تطبيق، نظام X مفتوح المصدر من Y."""
        for phrase in self._fillers:
            if tuple(token.norm for token in tokens[index : index + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def _letter(self, tokens: Sequence[Token], index: int) -> int:
        """Return how many tokens only tell a thing from others of its kind by a letter: جولة من الفئة «ب»."""
        if tokens[index].norm != "من" or index + 2 >= len(tokens) or tokens[index + 1].norm not in self._lettered:
            return 0
        quoted = tokens[index + 2].text in _QUOTES
        place = index + 2 + quoted
        if place >= len(tokens) or len(tokens[place].text.rstrip("ـ")) > 1:
            return 0
        return place + 1 + quoted - index

    def _unbracketed(self, words: list[Word]) -> list[Word]:
        """Drop asides of persons, and the brackets around a name that stands where a noun or a particle asks for one: شركة (رتاج)، بين (رتاج) و(سدير)."""
        kept: list[Word] = []
        dropped: set[int] = set()
        for index, word in enumerate(words):
            bracketed = words[index : index + 3]
            if word.text == "(" and index and (end := _aside(words, index)):
                dropped |= set(range(index, end + 1))
            if word.text == "(" and len(bracketed) == 3 and bracketed[1].kind == "name" and bracketed[2].text == ")":
                nominal = [other for other in kept[-3:] if other.kind != "adjective" and not other.attached]
                before = nominal[-1] if nominal else None
                if (
                    before is None
                    or before.kind in _ASKING
                    or before.norm.removeprefix("ال") in self._heads
                    or before.lemma in self._kin
                    or (not before.definite and before.norm in self._offices)
                ):
                    dropped |= {index, index + 2}
            if index not in dropped:
                kept.append(word)
        return kept

    def _per_share(self, tokens: Sequence[Token], index: int, mention: Mention, words: Sequence[Word]) -> int:
        """Return where a figure of a single share ends that أو adds to one of the whole: 133 مليون يورو، أو 0.2 يورو للسهم الواحد."""
        added = bool(words) and words[-1].norm in ("او", "اي") and mention.type == "Money"
        end = next((i for i in range(index, len(tokens)) if tokens[i].span.start >= mention.span.end), len(tokens))
        if not added or end + 1 >= len(tokens) or tokens[end].norm != "ل":
            return index
        if tokens[end + 1].norm.removeprefix("ال") not in self._pieces:
            return index
        single = tokens[end + 2 : end + 3] and tokens[end + 2].norm.removeprefix("ال") == "واحد"
        return end + 2 + bool(single)

    def _drop_range(self, words: list[Word], mention: Mention) -> None:
        """Drop the preposition of a range: بقيمة تتراوح بين 8 و10 ملايين، استثمر ما بين 8 و10 ملايين, but شراكة بين 3 شركات."""
        if len(words) < 2 or (mention.type == "Number" and " " not in mention.text):
            return
        ranging = words[-1].norm == "من" and words[-2].lemma in self._ranging
        if words[-1].norm == "بين" or ranging:
            del words[-2 if words[-2].norm == "ما" else -1 :]

    def _drop_bound(self, words: list[Word]) -> None:
        """Drop the words that only bound the figure after them: ما لا يقل عن، بنحو, and تبلغ after what it measures."""
        changed = True
        while changed:
            changed = False
            for phrase in self._bounds.get(words[-1].norm, ()) if words else ():
                ends = len(words) > len(phrase) and tuple(word.norm for word in words[-len(phrase) :]) == phrase
                if ends and not self._of_own_worth(words):
                    del words[-len(phrase) :]
                    changed = True
                    break
            if (
                len(words) > 1
                and words[-1].norm in self._amounting
                and words[-2].kind in ("noun", "adjective")
                and not words[-2].definite
            ):
                words.pop()
                changed = True
            if self._reaches(words):
                del words[-2:]
                changed = True
            if self._tells_worth(words):
                del words[-4:]
                changed = True

    def _of_own_worth(self, words: Sequence[Word]) -> bool:
        """Tell whether a relative clause says what who is named before it is worth: سدير التي تبلغ قيمتها مليارا, but عقد تبلغ قيمته مليارا."""
        if len(words) < 5 or not words[-1].attached or words[-2].lemma not in self._values:
            return False
        before = len(words) - 5 - (words[-5].text in "،,")
        told = words[-3].kind == "verb" and words[-4].kind == "relative" and words[before].kind in ("name", "adjective")
        if not told:
            return False
        for word in reversed(words[:before]):
            if word.kind in ("mark", "verb"):
                return True
            if word.lemma in self._priced:
                # صفقة سدير التي تبلغ قيمتها مليارا
                return False
        return True

    def _tells_worth(self, words: Sequence[Word]) -> bool:
        """Tell whether a clause before a figure only says what a deal is worth: عقد تصل قيمته إلى 5 ملايين."""
        if len(words) < 5 or words[-1].norm != "الي" or not words[-2].attached or words[-3].lemma not in self._values:
            return False
        deal = next((word for word in reversed(words[:-4]) if word.kind != "adjective" or word.definite), None)
        priced = deal is not None and deal.kind == "noun" and not deal.definite and deal.lemma in self._priced
        return priced and words[-4].kind == "verb" and words[-4].lemma == "وصل"

    def _reaches(self, words: Sequence[Word]) -> bool:
        """Tell whether a verb before a figure only says how far the noun before it goes: جمع تمويل جديد يصل إلى مليون."""
        if len(words) < 4 or words[-1].norm != "الي" or words[-2].lemma != "وصل" or words[-2].aspect != "imperfect":
            return False
        noun = next((word for word in reversed(words[:-2]) if word.kind != "adjective" or word.definite), None)
        if noun is None or noun.kind != "noun" or noun.definite or words[-3].definite:
            return False
        return noun.lemma in self._priced and noun.gender == words[-2].gender

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
        if closed and index + 1 < len(tokens) and f"{token.norm} {tokens[index + 1].norm}" in self._wholes:
            # ما زال: no ما that opens a clause.
            closed = None if any(a.kind == "particle" for a in token.analyses) else closed
        if closed and not self._leads_noun(token, tokens[index + 1 : index + 2]):
            return Word(closed, token.text, token.norm, token.span, lemma=token.norm)
        word = _analysed(token, choose(token, words, tokens[index + 1 : index + 3], self._grammar))
        country = self._country(tokens, index) if word.kind in ("adjective", "unknown") else ""
        if country and word.kind == "unknown" and word.definite:
            # التايلاندية: an adjective that the lexicon doesn't know.
            gender = "f" if word.norm.endswith("ه") else "m"
            return replace(word, kind="adjective", form="adjective", gender=gender, number="s", country=country)
        before = words[-1] if words else None
        named = before is not None and before.mention is not None and before.mention.type == "Company"
        if (
            word.kind == "unknown"
            and word.definite
            and named
            and len(word.norm) > 5
            and word.norm.endswith(("يه", "ي"))
        ):
            # شركة «أفق» الفلانية: what a company from nowhere known is called.
            gender = "f" if word.norm.endswith("ه") else "m"
            return replace(word, kind="adjective", form="adjective", gender=gender, number="s")
        return replace(word, country=country) if country and word.kind == "adjective" else word

    def _leads_noun(self, token: Token, following: Sequence[Token]) -> bool:
        """Tell whether a word that opens clauses stands before a noun: منذ العام الماضي, but منذ أن and منذ بدأت."""
        if token.norm not in self._leading or not following:
            return False
        after = following[0]
        return after.norm not in self._closed and not any(a.kind == "verb" for a in after.analyses[:1])

    def _country(self, tokens: Sequence[Token], index: int) -> str:
        """Return the country of a nationality adjective: الإيرلندية، الكورية الشمالية; continents and regions are no country."""
        token = tokens[index]
        if token.kind != "word":
            return ""
        before, after = tokens[max(index - 1, 0) : index], tokens[index + 1 : index + 2]
        pairs = [" ".join(_stem(part) for part in pair) for pair in ((token, *after), (*before, token))]
        country = next((found for pair in pairs if " " in pair and (found := self._country_of(pair))), None)
        country = country or self._country_of(token.norm) or ""
        return "" if country in self._regions else country

    def _adjectival(self, mention: Mention, token: Token, words: Sequence[Word]) -> Word | None:
        """Return the adjective that a country's name is after what it describes: السوق السعودية، شركة «نغم» السعودية."""
        before = words[-1] if words else None
        if mention.type != "Place" or token.text != mention.text or before is None or not token.norm.startswith("ال"):
            return None
        describes = (
            before.definite
            and before.kind in ("noun", "name", "reference", "adjective", "unknown")
            and not before.attached
        )
        if (
            not describes
            or (before.mention is not None and before.mention.type == "Place")
            or not (country := self._country((token,), 0))
        ):
            return None
        return Word(
            "adjective",
            token.text,
            token.norm,
            token.span,
            lemma=token.norm,
            form="adjective",
            definite=True,
            gender="f",
            number="s",
            country=country,
        )

    def _subjunctive(self, tokens: Sequence[Token], index: int) -> bool:
        """Tell whether ل stands before a verb: ليصبح، لتنافس شركة X."""
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if following is None or not following.analyses:
            return False
        if all(a.kind == "verb" for a in following.analyses):
            return True
        # لتنافس شركة X: the noun of those who do it with each other (تنافس) would have no object.
        beyond = tokens[index + 2] if index + 2 < len(tokens) else None
        acted_on = beyond is not None and (
            beyond.text in _QUOTES or beyond.norm.removeprefix("ال") in self._heads or not beyond.analyses
        )
        acts = {f"ت{fold(a.lemma)}" for a in following.analyses if a.kind == "verb" and fold(a.lemma) in self._acting}
        return acted_on and all(a.kind == "verb" or fold(a.lemma) in acts for a in following.analyses)

    def _describing(self, mention: Mention, token: Token, words: Sequence[Word], following: Token | None) -> bool:
        """Tell whether a nominal that could stand for something only describes: الشركة العملاقة، الشركة التي طورت X."""
        if mention.type != "Reference" or token.kind != "word":
            return False
        before = words[-1] if words else None
        # وقالت الشركة التي مقرها دبي، كانت الشركة التي يرأسها فلان قد …: who speaks is whom the text is of, whatever is added about her.
        told = before is not None and before.kind == "verb"
        speaks = told and before is not None and not (self._speech | {"كان"}).isdisjoint(before.lemmas)
        if following is not None and self._closed.get(following.norm) == "relative" and not speaks:
            return True
        described = (
            before is not None and not before.attached and before.kind in ("reference", "noun") and before.definite
        )
        # الشريكة المؤسسة is no institution.
        partner = before is not None and f"{before.norm} {token.norm}".replace("ال", "") in self._described
        return described and (partner or any(a.kind == "adjective" for a in token.analyses))


def _aside(words: Sequence[Word], opening: int) -> int:
    """Return where a bracket closes that only tells a person's age or Latin name: فلان (50 عاما)، فلان (Karim); 0 for any other."""
    person = words[opening - 1].mention
    end = next((i for i in range(opening, min(opening + 5, len(words))) if words[i].text == ")"), 0)
    inside = words[opening + 1 : end]
    if person is None or person.type != "Person" or words[opening - 1].attached or not inside:
        return 0
    aged = inside[0].text[:1].isdigit()
    return end if aged or all(word.text.isascii() for word in inside) else 0


def _stem(token: Token) -> str:
    """Return an adjective without its article and its feminine ending, as a part of two words: كوري شمالي."""
    return token.norm.removeprefix("ال").removesuffix("ه")


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
    gender = token.analyses[0].gender if token.analyses and kind == "reference" else mention.gender
    return Word(
        kind,
        mention.text,
        fold(mention.text),
        mention.span,
        lemma=fold(lemma),
        definite=True,
        gender=gender,
        attached=attached,
        mention=mention,
    )


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
        nominal = [
            a
            for a in token.analyses
            if a.kind == "verb"
            and a.aspect != "imperative"
            and (a.gender, a.number) == (analysis.gender, analysis.number)
        ]
    readings = (
        tuple(dict.fromkeys([_reading(a.lemma, a.verb or a.lemma, a.kind) for a in nominal]))
        if kind in ("noun", "adjective", "verb")
        else ()
    )
    verb = analysis.verb or (analysis.lemma if analysis.kind == "verb" else "")
    return Word(
        kind, token.text, token.norm, token.span, lemma=fold(analysis.lemma), verb=fold(verb), form=analysis.kind, definite=analysis.definite,
        gender=analysis.gender, number=analysis.number, aspect=analysis.aspect, voice=_voice(token, analysis), person=analysis.person, readings=readings,
    )  # fmt: skip


@lru_cache(maxsize=1 << 16)
def _reading(lemma: str, verb: str, form: str) -> tuple[str, str, str]:
    return fold(lemma), fold(verb), form


def _voice(token: Token, analysis: Analysis) -> str:
    """Return the voice of a verb; a damma after the first letter of a perfect one is written to mark the passive: عُين، أُعيد."""
    if analysis.voice == "either" and analysis.aspect == "perfect" and token.text[1:2] == _DAMMA:
        return "passive"
    if analysis.voice == "passive" and analysis.aspect == "imperfect" and token.text.endswith("ى"):
        # تشترى of Cairo, where ى stands for ي as well.
        return "either"
    return analysis.voice
