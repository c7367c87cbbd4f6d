"""What the words around a name, and the shape of a word, say about it: heads, titles, offices, given names, nationalities."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from kg.arabic.folding import fold, fold_name
from kg.arabic.tokens import is_definite
from kg.mentions.written import OPENING, QUOTES
from kg.model import Token
from kg.ontology import Head, Ontology

_NONE: frozenset[str] = frozenset()
# نادية، سامية: too short to tell a relational adjective from a name.
_SHORT = 6
# مختلطة، متخصصة، مستقلة: participles of the derived forms, which agree with the noun before them.
_FEMININE_PARTICIPLE = re.compile(r"م(?:ت\w{3,}|ست\w{3,}|\wت\w{2,})ه")


class Cues:
    """Answer what the finders ask about a token, from the tables of one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.heads = ontology.head_of
        self.legal_forms = ontology.folded_legal_forms
        self.honorifics = frozenset(
            folded for form in ontology.honorifics for folded in (fold_name(form), fold(form).rstrip("./"))
        )
        self.given_names = self.words("given-name")
        self.ambiguous_names = self.words("given-name-or-word")

    def words(self, name: str) -> frozenset[str]:
        """Return a class of words, folded."""
        return self.ontology.words.get(name, _NONE)

    @cached_property
    def openers(self) -> frozenset[str]:
        """Return the first words of the heads and bodies of two words: البنك of البنك المركزي."""
        return frozenset(form.split()[0] for form in (*self.heads, *self.words("institution")) if " " in form)

    @cached_property
    def latin_given_names(self) -> frozenset[str]:
        """Return the folded first names of the known persons in Latin letters."""
        english = (name.en.split() for name in self.ontology.names if name.type == "Person")
        return frozenset(fold_name(words[0]) for words in english if len(words) > 1)

    @cached_property
    def _long_given_names(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """Return the given names of several words (عبد الله، نور الدين) by their first word, the longest first."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for name in sorted(self.given_names | self.ambiguous_names):
            words = tuple(name.split())
            if len(words) > 1:
                found.setdefault(words[0], []).append(words)
        return {first: tuple(sorted(names, key=len, reverse=True)) for first, names in found.items()}

    @cached_property
    def role_phrases(self) -> frozenset[str]:
        """Return the offices, folded: CEO, رئيس تنفيذي."""
        return frozenset(fold_name(phrase) for phrase, _ in self.ontology.roles)

    @cached_property
    def describing(self) -> frozenset[str]:
        """Return the nouns that describe names and are never a part of them: شركة، تطبيق."""
        return self.words("head-beside-name") - self.words("head-within-name")

    @cached_property
    def _ordinary(self) -> frozenset[str]:
        return self.words("industry") | self.words("generic")

    # -------------------------------------------------------------- one word

    def head(self, token: Token) -> Head | None:
        """Return the head noun that a word is (شركة، الشركة); a verb with its letters is none (موّل is no mall)."""
        if token.kind != "word" or (token.analyses and token.analyses[0].kind == "verb"):
            return None
        return self.heads.get(token.norm) or self.heads.get(token.norm.removeprefix("ال"))

    def role(self, token: Token) -> bool:
        """Tell whether an office begins with the word."""
        return token.kind == "word" and token.norm.removeprefix("ال") in self.ontology.role_words

    def trades(self, token: Token) -> bool:
        """Tell whether a feminine verb says what companies do: قالت، تملك."""
        acting = self.words("announcing") | self.words("trading")
        first = token.analyses[0] if token.analyses else None
        feminine = first is not None and first.kind == "verb" and (first.gender, first.number) == ("f", "s")
        return first is not None and feminine and fold(first.lemma) in acting

    def unknown(self, token: Token) -> bool:
        """Tell whether no lexicon knows the word: in the news, mostly a name."""
        strange = token.kind == "word" and not token.analyses and len(token.norm) > 1
        # حرفائها: a noun that the lexicon lacks, with its pronoun; hardly a name ends so.
        possessed = len(token.norm) > 5 and token.norm.endswith(("ها", "هم", "هما"))
        return strange and not possessed and token.norm not in self.heads and token.norm not in self.honorifics

    def spelled(self, tokens: Sequence[Token], index: int) -> bool:
        """Tell whether a word that is a word too is a letter of an abbreviation, by the letters beside it: إم in إتش إم دي."""
        letters = self.words("letter")
        if tokens[index].norm not in letters:
            return False
        beside = [tokens[other].norm in letters for other in (index - 1, index + 1) if 0 <= other < len(tokens)]
        return len(beside) == 2 and all(beside)

    def ordinary(self, token: Token) -> bool:
        """Tell whether the word describes companies without naming one: طيران، الرائدة."""
        return token.norm in self._ordinary or token.norm.removeprefix("ال") in self._ordinary

    def industry(self, token: Token) -> bool:
        """Tell whether the word says what a company does: التدريب، النقل."""
        industries = self.words("industry")
        return token.norm in industries or token.norm.removeprefix("ال") in industries

    def nationality(self, token: Token) -> str | None:
        """Return the country of an adjective such as اليابانية."""
        return self.ontology.country_of(token.norm) if token.kind == "word" else None

    def may_be_name(self, token: Token) -> bool:
        """Tell whether a word with the letters of a name is one here: في and من are prepositions first."""
        # آدم is rather he than what I do, كيفن than what women do: the news speaks of neither.
        return not any(
            a.kind in ("preposition", "particle")
            or (a.kind == "verb" and a.person != "1" and (a.gender, a.number) != ("f", "p"))
            for a in token.analyses[:1]
        )

    def agrees(self, token: Token, head: Token) -> bool:
        """Tell whether an unknown word is the adjective of the indefinite noun before it: شركة مختلطة، شركة باريسية."""
        feminine = head.norm.endswith("ه") and not is_definite(head)
        relational = self.unknown(token) and token.norm.endswith("يه") and len(token.norm) > _SHORT
        return feminine and (relational or _FEMININE_PARTICIPLE.fullmatch(token.norm) is not None)

    def kept(self, head: Head) -> bool:
        """Tell whether the head is a part of the name: بنك الساحل, but شركة سدير."""
        return fold(head.lemma) in self.words("head-within-name")

    def institution(self, head: Head) -> bool:
        """Tell whether a common noun after the head is a name: وزارة النقل."""
        return fold(head.lemma) in self.words("institution-head")

    def beside(self, head: Head) -> bool:
        """Tell whether the head describes names without being a part of them: شركة، منصة."""
        return fold(head.lemma) in self.words("head-beside-name")

    def series(self, head: Head) -> bool:
        """Tell whether the head gathers products as well as shops: سلسلة."""
        return fold(head.lemma) in self.words("series")

    def _acts_for(self, head: Head) -> bool:
        """Tell whether the head is a part of what is named after it: مجلس إدارة «سنابل»."""
        return fold(head.lemma) in self.words("acts-for") and not self.kept(head)

    def _does(self, tokens: Sequence[Token], index: int) -> bool:
        """Tell whether a definite head is the subject of a verb, and what follows is something else: أطلقت الشركة «سند»."""
        before = tokens[index - 1] if index else None
        verb = before is not None and any(a.kind == "verb" for a in before.analyses[:1])
        return verb and is_definite(tokens[index])

    def may_be_given(self, token: Token) -> bool:
        """Tell whether a given name, an ordinary word or not, can begin with a word."""
        norm = token.norm
        return norm in self.given_names or norm in self.ambiguous_names or norm in self._long_given_names

    # -------------------------------------------------------------- several words

    def given_name(self, tokens: Sequence[Token], index: int, *, ambiguous: bool = False) -> int:
        """Return how many tokens from `index` on are a given name, 0 where none is; `ambiguous` allows ordinary words."""
        token = tokens[index]
        for words in self._long_given_names.get(token.norm, ()):
            following = tokens[index : index + len(words)]
            if tuple(t.norm for t in following) == words and all(t.kind == "word" for t in following):
                return len(words)
        if token.kind != "word":
            return 0
        named = token.norm in self.given_names or (ambiguous and token.norm in self.ambiguous_names)
        return int(named)

    def head_before(self, tokens: Sequence[Token], index: int) -> Head | None:
        """Return the head noun that describes the name at `index`: شركة «سنابل»، شركة الطيران الجزائرية «رتاج»."""
        wares: Head | None = None
        for position in range(index - 1, max(0, index - 7) - 1, -1):
            token = tokens[position]
            if token.kind == "word":
                head = self._over(tokens, position) or self.head(token) or self._possessed(token)
                if head := head or self._kin(tokens, position):
                    if wares is None and _wares(token, head):
                        # المصنع الفرنسي للسيارات «زيمور»: who makes them.
                        wares = head
                        continue
                    if wares is not None and head.type != "Company":
                        return None if head.type == "Facility" else wares
                    return wares if self._acts_for(head) or self._does(tokens, position) else head
                if token.analyses and token.analyses[0].kind in ("verb", "preposition", "particle"):
                    return wares
            elif token.text == "(" and position == index - 1 and self.opens_name(tokens, position):
                continue
            elif token.text not in QUOTES and token.text not in ("و", "ل") and token.kind != "pronoun":
                return wares
            elif token.text == "ل" and wares is None:
                return None
        return wares

    def opens_name(self, tokens: Sequence[Token], index: int) -> bool:
        """Tell whether a bracket stands for a quote, right after the noun that says what is named in it: شركة (سدير)."""
        head = tokens[index - 1] if index else None
        return head is not None and not is_definite(head) and self.head(head) is not None

    def _possessed(self, token: Token) -> Head | None:
        """Return the head noun that is written with ت before a pronoun: شركته."""
        feminine = token.norm.endswith("ت") and bool(token.analyses) and bool(token.analyses[0].enclitic)
        return self.heads.get(token.norm[:-1] + "ه") if feminine else None

    def _kin(self, tokens: Sequence[Token], position: int) -> Head | None:
        """Return the head of companies for a noun of what stands in a relation to one: منافستها، ذراعها, but not شريكته فلانة."""
        following = tokens[position + 1] if position + 1 < len(tokens) else None
        if following is None or following.kind != "pronoun":
            return None
        kin, companions = self.words("kin"), self.words("companion")
        lemmas = [fold(a.lemma) for a in tokens[position].analyses if a.kind != "verb"]
        known = any(lemma in kin and lemma not in companions for lemma in lemmas)
        return self.heads.get(fold("شركة")) if known else None

    def _over(self, tokens: Sequence[Token], position: int) -> Head | None:
        """Return the noun in construct state over a definite head: شركة صناعة الهواتف «سنابل» is a company."""
        head = self.head(tokens[position])
        before = tokens[position - 1] if position else None
        if head is not None and _many_wares(tokens[position], head) and before is not None and not is_definite(before):
            # شركة ألعاب الفيديو «سنابل»، شركة خدمات «سنابل»: who deals in them.
            dealer = self.head(before) if before.kind == "word" else None
            single = dealer is not None and all(a.number == "s" for a in before.analyses if a.kind == "noun")
            return dealer if dealer is not None and single and dealer.type == "Company" else None
        if head is None or not is_definite(tokens[position]) or self._of_country(tokens, position, head):
            return None
        for token in reversed(tokens[max(0, position - 3) : position]):
            kinds = {analysis.kind for analysis in token.analyses[:1]}
            if token.kind != "word" or is_definite(token) or not kinds & {"noun", "verbal-noun"}:
                return None
            if head := self.head(token):
                return head
        return None

    def _of_country(self, tokens: Sequence[Token], position: int, head: Head) -> bool:
        """Tell whether the adjective of a country makes a company of a head the one that is named: مقر الشركة السويدية «سدير»."""
        after = tokens[position + 1] if position + 1 < len(tokens) else None
        if after is None or head.type != "Company" or self.nationality(after) is None or not is_definite(after):
            return False
        # هاتف الشركة السويدي «برق»: the phone is Swedish.
        return after.norm.endswith("ه") == (head.gender == "f")

    def type_of(self, head: Head | None, tokens: Sequence[Token], first: int, last: int) -> str:
        """Return the class that the words around a name give it: a head noun or an office; "" where nothing does."""
        if head:
            return head.type
        return "Person" if self.beside_role(tokens, first, last) else ""

    def called_after(self, tokens: Sequence[Token], index: int) -> str:
        """Return the class of the noun that a clause after a name calls it by, "" where none does: ، وهي شركة …."""
        after = [token for token in tokens[index : index + 4] if token.text not in ("،", ",")]
        if len(after) < 3 or after[0].text != "و" or after[1].norm not in ("هي", "هو"):
            return ""
        head = self.head(after[2])
        return head.type if head is not None and not is_definite(after[2]) and self.beside(head) else ""

    def beside_role(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Tell whether an office stands right after a name (فلان، الرئيس التنفيذي) or right before it (المدير العام فلان)."""
        after = last + 1
        closing = (*QUOTES, ")") if last > first and first and tokens[first - 1].text in OPENING else ()
        beside = {"،", ",", *closing}
        while after < len(tokens) and tokens[after].text in beside:
            after += 1
        if closing and tokens[after:] and tokens[after].norm in self.words("one-of"):
            # «ستيف هارت» أحد مؤسسي الموقع
            after += 1
        if after < len(tokens) and self.role(tokens[after]) and last - first < 5:
            participle = any(a.kind.endswith("participle") for a in tokens[after].analyses)
            comma = bool(closing) and tokens[after - 1].text in ("،", ",")
            # «درب بلس»، المصمم للشركات: what is in quotes may be a thing, and what it is for.
            if not (comma and is_definite(tokens[after]) and participle):
                return True
        before = tokens[max(0, first - 3) : first]
        if any(token.norm.removeprefix("ال") in self.words("ally") and is_definite(token) for token in before):
            # الشريك الاستراتيجي «رتاج»: a partner may be a company as well.
            return False
        for token in reversed(before):
            if self.role(token) and is_definite(token):
                return True
            if not is_definite(token) and token.text != "،" and token.text not in QUOTES:
                return False
        return False

    def name_follows(self, tokens: Sequence[Token], last: int) -> bool:
        """Tell whether a chain only describes the name after it: روبوت الدردشة Nagham، منصة التدوين السريع «مدار»."""
        for index, token in enumerate(tokens[last + 1 : last + 4], start=last + 1):
            if token.kind == "latin" or token.text in ("«", "“", '"', "„"):
                # المدير العام لبنك الساحل «كريم منصور»: who is called so is no bank.
                return not (
                    index + 2 < len(tokens) and self.given_name(tokens, index + 1) and tokens[index + 2].kind == "word"
                )
            adjective = any(a.kind == "adjective" for a in token.analyses[:1])
            if not (is_definite(token) and (adjective or self.nationality(token) or self.ordinary(token))):
                return False
        return False


def people(token: Token) -> bool:
    """Tell whether a word is a plural of people: المستثمرين, but not التعدين."""
    singular = bool(token.analyses) and token.analyses[0].number == "s"
    return token.norm.endswith(("ين", "ون")) and not singular


def _wares(token: Token, head: Head) -> bool:
    """Tell whether a word is what a company deals in: السيارات، المشروبات."""
    return _many_wares(token, head) and is_definite(token)


def _many_wares(token: Token, head: Head) -> bool:
    """Tell whether a word is a plural of products, with the article or without it."""
    many = bool(token.analyses) and all(a.number == "p" for a in token.analyses)
    return many and head.type in ("Product", "Platform")
