"""Bodies named by what they are: المركز الوطني للتنمية الصناعية، المجلس الأعلى للاتصالات وتقنية المعلومات."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.arabic.folding import fold
from kg.arabic.tokens import is_definite
from kg.mentions.cues import Cues, people
from kg.mentions.written import mention
from kg.model import Article, Mention, Sentence, Token

_NOUNS = ("noun", "verbal-noun")


def bodies(article: Article, sentence: Sentence, cues: Cues, known: Sequence[Mention] = ()) -> Iterator[Mention]:
    """Find a definite head noun with an adjective of rank or nationality, and ل before the field that it is for.

    A chamber or commission is named by its adjectives and the place after ب or في: الغرفة التجارية الصناعية بجدة.
    """
    tokens = sentence.tokens
    field = _Field(tokens, cues)
    places = {found.span.start: found.span.end for found in known if found.type == "Place"}
    for index, token in enumerate(tokens[:-2]):
        head = cues.head(token)
        programme = head is not None and fold(head.lemma) in cues.words("programme")
        if head is None or not (programme or head.type in ("Organization", "Company")) or not is_definite(token):
            continue
        if fold(head.lemma) in cues.words("adjectival"):
            # العملاق الفرنسي للاتصالات: somebody named before.
            continue
        if fold(head.lemma) in cues.words("carrier") and (flown := _carrier(tokens, index, cues)) > index:
            yield mention(article, tokens, index, flown, head.type, "cue")
            continue
        if token.analyses and all(analysis.number == "p" for analysis in token.analyses):
            continue
        seat = _seat(tokens, index, cues, places) if fold(head.lemma) in cues.words("local-body") else None
        if seat is not None:
            yield mention(article, tokens, index, seat, head.type, "cue")
            continue
        # البنك العربي الأردني: of a known name the country is told besides.
        new = cues.institution(head) and not any(found.span.start == token.span.start for found in known)
        national = _of_country(tokens, index, cues) if new else None
        if national is not None:
            yield mention(article, tokens, index, national, head.type, "cue")
            continue
        after = index + 1
        while after < len(tokens) and _ranks(tokens[after], cues):
            after += 1
        if after == index + 1 or after >= len(tokens) or tokens[after].text != "ل":
            continue
        end = field.end(after + 1)
        of_people = after + 1 < len(tokens) and people(tokens[after + 1])
        # منح البنك المركزي للمستثمرين: only associations are named for people.
        if end > after + 1 and (not of_people or fold(head.lemma) in cues.words("association")):
            # البرنامج الوطني لتنمية الصادرات acts as an authority does.
            yield mention(article, tokens, index, end - 1, "Organization" if programme else head.type, "cue")


def _seat(tokens: Sequence[Token], index: int, cues: Cues, places: Mapping[int, int]) -> int | None:
    """Return the last word of the place after the adjectives of a body: الغرفة التجارية والصناعية بالرياض."""
    after = index + 1
    while after < len(tokens) and (
        _relational(tokens[after]) or (tokens[after].text == "و" and _relational(tokens[after + 1]))
    ):
        after += 1
    if after == index + 1 or after + 1 >= len(tokens) or tokens[after].norm not in ("ب", "في"):
        return None
    # بمحافظة جدة، بمدينة الرياض
    first = after + 1 + (tokens[after + 1].norm in cues.words("locality"))
    end = places.get(tokens[first].span.start) if first < len(tokens) else None
    return next((i for i in range(first, len(tokens)) if tokens[i].span.end >= end), None) if end is not None else None


def _carrier(tokens: Sequence[Token], index: int, cues: Cues) -> int:
    """Return the last of the adjectives that name an airline, up to the one of its country: الخطوط الجوية الملكية الأردنية."""
    last = index
    while last + 1 < len(tokens) and is_definite(tokens[last + 1]):
        if cues.nationality(tokens[last + 1]) is not None:
            return last + 1
        if not _relational(tokens[last + 1]) and tokens[last + 1].norm.removeprefix("ال") not in cues.words("rank"):
            return index
        last += 1
    return index


def _of_country(tokens: Sequence[Token], index: int, cues: Cues) -> int | None:
    """Return the adjective of a country that closes the name of a body after what it does: البنك الإسلامي الفلسطيني."""
    trade, country = tokens[index + 1 : index + 3]
    stem = trade.norm.removeprefix("ال").removesuffix("ه")
    named = (
        _relational(trade) and stem.endswith("ي") and stem not in cues.words("passing") and not cues.nationality(trade)
    )
    national = named and is_definite(country) and cues.nationality(country) is not None
    follows = tokens[index + 3] if index + 3 < len(tokens) else None
    described = follows is not None and is_definite(follows) and cues.nationality(follows) is not None
    return index + 2 if national and not described else None


def _relational(token: Token) -> bool:
    return is_definite(token) and any(analysis.kind == "adjective" for analysis in token.analyses[:1])


def _ranks(token: Token, cues: Cues) -> bool:
    """Tell whether an adjective gives a body its rank or its country: الوطني، الأعلى، الأمريكية."""
    if not is_definite(token):
        return False
    return token.norm.removeprefix("ال") in cues.words("rank") or cues.nationality(token) is not None


class _Field:
    """Follow what a body is for: nouns with their adjectives and genitives, joined by و."""

    def __init__(self, tokens: Sequence[Token], cues: Cues) -> None:
        self.tokens, self.cues = tokens, cues

    def end(self, index: int) -> int:
        """Return the token after the field that begins at `index`, or `index` where none does."""
        end = self._noun(index)
        while end > index and end + 1 < len(self.tokens) and self.tokens[end].text == "و":
            further = self._noun(end + 1)
            if further == end + 1:
                break
            end = further
        return end

    def _noun(self, index: int) -> int:
        """Return the token after one definite noun: الاستثمارات الأجنبية، تقنية المعلومات."""
        if index >= len(self.tokens) or not self._is_noun(index):
            return index
        end = index + 1
        if not is_definite(self.tokens[index]):
            if end >= len(self.tokens) or not is_definite(self.tokens[end]) or not self._is_noun(end):
                return index
            end += 1
        while end < len(self.tokens) and self._describes(self.tokens[end]):
            end += 1
        return index if self._is_deed(end) else end

    def _is_deed(self, end: int) -> bool:
        """Tell whether a noun governs what comes after it: اللجنة العليا للنظر في الطلبات is for a deed, and names nobody."""
        after = self.tokens[end] if end < len(self.tokens) else None
        if after is None or after.kind == "pronoun":
            return after is not None
        verbal = any(analysis.kind == "verbal-noun" for analysis in self.tokens[end - 1].analyses[:1])
        leads = any(analysis.kind == "preposition" for analysis in after.analyses[:1])
        governed = self.tokens[end + 1 : end + 2]
        return verbal and leads and bool(governed) and governed[0].kind == "word" and bool(governed[0].analyses)

    def _is_noun(self, index: int) -> bool:
        token = self.tokens[index]
        if token.kind != "word" or self.cues.role(token) or self.cues.nationality(token):
            return False
        head = self.cues.head(token)
        many = any(analysis.number == "p" for analysis in token.analyses)
        if head is not None and head.refers and is_definite(token) and not many:
            # المجلس الأعلى للشركة: of a company, not for companies.
            return False
        # الكيماويات looks like an adjective.
        known = any(analysis.kind in _NOUNS for analysis in token.analyses) or self.cues.industry(token)
        return not token.analyses or known

    def _describes(self, token: Token) -> bool:
        adjective = any(analysis.kind == "adjective" for analysis in token.analyses[:1])
        return is_definite(token) and adjective and not self.cues.nationality(token)
