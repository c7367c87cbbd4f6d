"""Persons: a given name or a title and the words of the name after it; who is named with بن; who speaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.arabic.folding import fold
from kg.arabic.tokens import is_definite
from kg.mentions.cues import Cues
from kg.mentions.written import QUOTES, mention
from kg.model import Article, Mention, Sentence, Token

_LONGEST = 6
"""Words of a personal name, without بن and the fathers after it."""
_FAMILY_OFFICES = frozenset({"القاضي", "المستشار"})
"""Offices that are family names as well."""
_FAMILY = ("adjective", "noun", "name", "active-participle", "passive-participle")


def persons(
    article: Article, sentence: Sentence, cues: Cues, known: Sequence[Mention], headed: Sequence[Mention] = ()
) -> Iterator[Mention]:
    """Find persons by an honorific, a given name, بن after any noun, or an office before a strange word.

    A known company or product is no part of a person's name. `headed` holds the names found after head nouns.
    """
    person = _PersonalName(sentence.tokens, cues, known, headed)
    tokens = sentence.tokens
    index = 0
    while index < len(tokens):
        start = person.after_titles(index)
        titled = start > index
        given = person.given(start, titled=titled) or person.officer(start) if start < len(tokens) else 0
        last = person.end(start, given, titled=titled) if given or titled else None
        if last is not None and (titled or last >= start + max(given, 1)):
            yield mention(article, tokens, start, last, "Person", "person")
            index = last
        index += 1


class _PersonalName:
    """Follow a personal name word by word."""

    def __init__(
        self, tokens: Sequence[Token], cues: Cues, known: Sequence[Mention], headed: Sequence[Mention]
    ) -> None:
        self.tokens, self.cues = tokens, cues
        starts = {token.span.start: index for index, token in enumerate(tokens)}
        self.things = {
            position
            for found in known
            if found.type not in ("Person", "Place") and not self._family_too(starts.get(found.span.start, 0), found)
            for position in range(found.span.start, found.span.end)
        }

        self.places = {found.span.start for found in known if found.type == "Place"}
        people = [found for found in known if found.type == "Person" and " " in found.text]
        self.known_starts = {found.span.start for found in people}
        self.known_ends = {found.span.end for found in people}
        self.ends = {found.span.end for found in (*known, *headed) if found.type in ("Company", "Organization")}

    def _family_too(self, index: int, found: Mention) -> bool:
        """Tell whether a company's name of one word is the family name of whom it follows: لوكاس باير, but not ترك ستيف أبل."""
        if index < 2 or found.type != "Company" or found.span.end != self.tokens[index].span.end:
            return False
        given, before = self.tokens[index - 1], self.tokens[index - 2]
        if given.kind != "word" or given.analyses or given.norm not in self.cues.given_names:
            return False
        acts = any(a.kind in ("verb", "verbal-noun") for a in before.analyses[:1])
        return not acts or self._spoken(index - 1)

    def _at(self, index: int) -> Token | None:
        return self.tokens[index] if index < len(self.tokens) else None

    def _strange(self, token: Token | None) -> bool:
        """Tell whether a word can only be a name, and of a person."""
        return token is not None and self.cues.unknown(token) and token.span.start not in self.things

    def _plainly_given(self, token: Token | None) -> bool:
        return token is not None and token.norm in self.cues.given_names and self.cues.may_be_name(token)

    def after_titles(self, index: int) -> int:
        """Return the token after the titles at `index`: السيد الدكتور، م. and د. with their stops."""
        tokens = self.tokens
        while index < len(tokens) and tokens[index].kind == "word" and tokens[index].norm in self.cues.honorifics:
            index += 1 + (index + 1 < len(tokens) and tokens[index + 1].text == ".")
        return index

    def given(self, index: int, *, titled: bool) -> int:
        """Return how many tokens of a given name stand at `index`.

        An ordinary word (رضا، خليفة) is one only after a title or an office, or before a word that can only be a name.
        """
        token = self.tokens[index]
        if token.kind != "word":
            return 0
        following = self._at(index + 1)
        strange = self._strange(following)
        fathered = following is not None and following.norm in ("بن", "ابن", "بنت")
        if not (strange or fathered or self.cues.may_be_given(token)):
            return 0
        if token.span.start in self.things or (not titled and self._company(index)):
            return 0
        had = token.norm in self.cues.words("stake") or token.norm in self.cues.words("companion")
        if had and not (titled or fathered or (following is not None and is_definite(following))):
            # حصة ماسك، صديق ماسك: what is his, where حصة المزروعي is a woman.
            return 0
        nameish = strange or self._plainly_given(following)
        length = self.cues.given_name(self.tokens, index, ambiguous=fathered)
        if not length and strange and (self._introduced(index) or self._says(index)):
            return 1
        # هيا الغصن: before a family name alone, a given name that other words have the letters of is one.
        family = strange and following is not None and is_definite(following)
        if length > 1 or (length and (titled or fathered or family or self.cues.may_be_name(token))):
            return length
        if token.text == "علي" and self._plainly_family(index + 1):
            # علي مبارك الصوري: no preposition stands before a given name and a family name.
            return 1
        if length and strange and self._after_verb(index):
            # يبقى آدم ديفاني: no verb follows a verb.
            return length
        if following is not None and following.norm in ("بن", "ابن") and self._possible(token):
            return 1
        if length and (self._presented(index) or self._set_off(index)):
            return length
        held = self._after_body(index) and self._in_office(index)
        office = held or (index > 0 and self.cues.role(self.tokens[index - 1]))
        licensed = titled or office or (nameish and self.cues.may_be_name(token)) or self._presented(index)
        # قال محلل إن الصفقة …: the name that folds like إن is written آن.
        # المدير على علم، القائم بين الجانبين: nor is a preposition a name, but for علي.
        leads = token.text != "علي" and not nameish and any(a.kind == "preposition" for a in token.analyses[:1])
        if not licensed or leads or is_definite(token) or (token.norm == "ان" and not token.text.startswith("آ")):
            return 0
        return self.cues.given_name(self.tokens, index, ambiguous=True)

    def _plainly_family(self, index: int) -> bool:
        """Tell whether a given name and a family name after it stand at a place: مبارك الصوري."""
        given, family = self._at(index), self._at(index + 1)
        if given is None or family is None or not is_definite(family) or not self.cues.may_be_given(given):
            return False
        return self._strange(family) or self._family(family, titled=False, presented=True)

    def _presented(self, index: int) -> bool:
        """Tell whether an office follows two words that may be a name: أشرف القاضي، الرئيس التنفيذي."""
        family, after, beyond = self._at(index + 1), self._at(index + 2), self._at(index + 3)
        if family is None or after is None or not is_definite(family):
            return False
        comma = after.text in ("،", ",")
        office = beyond if comma else after
        if self.cues.nationality(family):
            # عاكف المغربي، نائب رئيس البنك؛ قال ماجد السويدي إن
            speaks = self._spoken(index) and (comma or after.norm in ("ان", ":"))
            return speaks or (comma and office is not None and self.cues.role(office))
        nominal = any(a.kind in (*_FAMILY, "verbal-noun") for a in family.analyses[:1]) and not self.cues.head(family)
        return nominal and office is not None and self.cues.role(office)

    def _set_off(self, index: int) -> bool:
        """Tell whether commas hold two words behind an office, for who has it: قال رئيس شركة رتاج، فاروق عدو، إن."""
        first, closing = index - 1, self._at(index + 2)
        if first < 1 or self.tokens[first].text not in "،," or closing is None or closing.text not in "،,":
            return False
        family = self.tokens[index + 1]
        plain = family.kind == "word" and not (self.cues.head(family) or self.cues.role(family))
        return plain and self.tokens[first - 1].span.end in self.ends and self._in_office(first)

    def _says(self, index: int) -> bool:
        """Tell whether a strange word after a man's verb of speech opens the name that a given name goes on with: قال تشانج جيان."""
        return (
            self._spoken(index)
            and any(a.kind == "verb" and a.gender != "f" for a in self.tokens[index - 1].analyses[:1])
            and self._strange(self.tokens[index])
            and self._plainly_given(self._at(index + 1))
        )

    def _introduced(self, index: int) -> bool:
        """Tell whether an odd word between a verb of speech and a strange one is a name, by the office after both: أوضح آريا زيموري الرئيس."""
        token, after, beyond = self.tokens[index], self._at(index + 2), self._at(index + 3)
        office = beyond if after is not None and after.text in ("،", ",") else after
        odd = not (is_definite(token) or self.cues.head(token) or self.cues.role(token) or self.cues.nationality(token))
        return odd and self._spoken(index) and office is not None and is_definite(office) and self.cues.role(office)

    def _spoken(self, index: int) -> bool:
        """Tell whether a verb of speech stands right before a word."""
        before = self.tokens[index - 1] if index else None
        speech = self.cues.words("speech")
        return before is not None and any(a.kind == "verb" and fold(a.lemma) in speech for a in before.analyses)

    def officer(self, index: int) -> int:
        """Return 1 where a word can only be the given name of whoever holds the office named before: مدير شركة رتاج بات زولتان."""
        token = self.tokens[index]
        if token.kind != "word" or not self._after_body(index) or is_definite(token):
            return 0
        leads = any(a.kind in ("preposition", "particle") for a in token.analyses[:1])
        if leads or self.cues.role(token) or self.cues.head(token) or self.cues.nationality(token):
            return 0
        after, beyond = self._at(index + 1), self._at(index + 2)
        possessed = beyond is not None and beyond.kind == "pronoun"
        return int(self._strange(after) and not possessed and self._in_office(index))

    def _after_body(self, index: int) -> bool:
        """Tell whether a company stands right before a word, by a name that is known, cued or quoted: شركة «رتاج» كريم."""
        before = self.tokens[max(index - 2, 0) : index]
        if before and before[-1].span.end in self.ends:
            return True
        return len(before) > 1 and before[-1].text in QUOTES and before[-1].span.start == before[-2].span.end

    def _in_office(self, index: int) -> bool:
        """Tell whether an office stands shortly before, with nothing between but what it is over."""
        for token in reversed(self.tokens[max(0, index - 9) : index]):
            if self.cues.role(token):
                return True
            mark = token.kind == "mark" and token.text not in QUOTES
            if mark or any(a.kind in ("verb", "particle") for a in token.analyses[:1]):
                return False
        return False

    def _after_verb(self, index: int) -> bool:
        before = self.tokens[index - 1] if index else None
        return before is not None and any(analysis.kind == "verb" for analysis in before.analyses[:1])

    def _company(self, index: int) -> bool:
        """Tell whether a head noun makes what follows a company: شركة رتاج المدرجة names nobody called رتاج."""
        head = self.cues.head(self.tokens[index - 1]) if index else None
        return head is not None and head.type == "Company" and not is_definite(self.tokens[index - 1])

    def _possible(self, token: Token) -> bool:
        """Tell whether a word before بن can be a given name that no list has: رابح بن زعموم."""
        clause = any(a.kind in ("verb", "preposition", "particle") for a in token.analyses[:1])
        return not (clause or is_definite(token) or self.cues.head(token) or self.cues.role(token))

    def end(self, start: int, given: int, *, titled: bool) -> int | None:
        """Return the last word of a personal name: unknown words, given names, a family name, and بن، أبو، آل، عبد."""
        tokens, links = self.tokens, self.cues.words("name-link")
        last = start + given - 1 if given else None
        index = start + given
        limit = start + _LONGEST
        while index < min(len(tokens), limit) and tokens[index].kind == "word":
            if tokens[index].span.start in self.known_starts and tokens[index - 1].span.end in self.known_ends:
                # يخلف تيم كوك ستيف جوبز: two who are known are not one.
                break
            if self._beyond(start, index):
                break
            length = self.cues.given_name(tokens, index)
            if tokens[index].text == "آل" and tokens[index + 1 : index + 2]:
                # آل ثاني، آل نهيان: the family after آل has whatever name.
                last, index = index + 1, index + 2
                continue
            if tokens[index].norm in links and length < 2:
                index, limit = index + 1, limit + 2
                if tokens[index - 1].norm == "بن" and self._may_follow_link(index):
                    # بن زيد: any word is the name of a father.
                    last, index = index, index + 1
                continue
            given_alone = self._after_given_alone(start, index)
            closes = given > 0 and index > start and (given_alone or self._closes(start, index))
            family = index == start + max(given, 1) or closes
            linked = index > start and tokens[index - 1].norm in links and self._possible(tokens[index])
            if length < 2 and not (
                linked
                or self._goes_on(index, start)
                or (index == start + 1 and (self._set_off(start) or self._closes_office(start, index)))
                or (
                    family
                    and self._family(
                        tokens[index],
                        titled=titled or self._descended(start, index),
                        presented=self._presented(start) or given_alone,
                    )
                )
            ):
                break
            index += max(length, 1)
            last = index - 1
        return last

    def _beyond(self, start: int, index: int) -> bool:
        """Tell whether a word is no more a name's: زار كريم منصور باريس، أعلن كريم منصور نيته, but جاك لندن."""
        after = self._at(index + 1)
        possessed = after is not None and after.kind == "pronoun"
        # ولي عهد أبوظبي، أمير قطر: the second of two names may be that of a place, after none that is a word too.
        word = self.tokens[start].norm in self.cues.ambiguous_names
        return possessed or (index > start + (not word) and self.tokens[index].span.start in self.places)

    def _after_given_alone(self, start: int, index: int) -> bool:
        """Tell whether a country's adjective is the family after given names that are no other words: سالم الكندي، سالم محمد الكندي."""
        if self.tokens[index].norm.endswith("ه") or not self.cues.nationality(self.tokens[index]):
            return False
        if index == start + 2:
            # محمد صلاح المصري الجنسية: what tells of the nation is no name.
            after = self._at(index + 1)
            nation = after is not None and is_definite(after) and not self.cues.role(after)
            given = all(self.cues.may_be_given(token) for token in self.tokens[start:index])
            return given and not nation and self.tokens[index - 1].span.end not in self.known_ends
        return index == start + 1 and self._plainly_given(self.tokens[start])

    def _closes(self, start: int, index: int) -> bool:
        """Tell whether a definite word after several given names is the family: محمود يوسف الجراح أمين الاتحاد، كريم بن سالم الفوزان."""
        if self._descended(start, index):
            return True
        after = self._at(index + 1)
        said = after is not None and (
            after.text in ("،", ",", ")", "(", ":") or self.cues.role(after) or after.norm == "ان"
        )
        doing = start > 0 and any(a.kind == "verb" for a in self.tokens[start - 1].analyses[:1])
        return said and (not doing or (after is not None and after.text not in "،,"))

    def _descended(self, start: int, index: int) -> bool:
        """Tell whether a name goes by the father: كريم بن سالم."""
        return any(token.norm in ("بن", "بنت") for token in self.tokens[start:index])

    def _closes_office(self, start: int, index: int) -> bool:
        """Tell whether an ordinary word is the family of who holds the office before: قال مدير شركة «رتاج» رشيد حشيشي إن."""
        token, after = self.tokens[index], self._at(index + 1)
        ends = after is None or after.kind in ("mark", "proclitic") or after.norm == "ان"
        if not (
            ends and self._plainly_given(self.tokens[start]) and self._after_body(start) and self._in_office(start)
        ):
            return False
        # حشيشي looks like two of them, whose genitive would follow.
        many = all(a.number in ("d", "p") for a in token.analyses) and not token.norm.endswith("ي")
        noun = all(a.kind in _FAMILY for a in token.analyses[:1]) and not (many or token.norm.endswith("ا"))
        other = self.cues.role(token) or self.cues.head(token) or self.cues.nationality(token)
        return noun and not other and not is_definite(token) and token.span.start not in self.things

    def _may_follow_link(self, index: int) -> bool:
        token = self._at(index)
        return (
            token is not None
            and token.kind == "word"
            and token.norm not in self.cues.words("name-link")
            and self.cues.given_name(self.tokens, index) < 2
        )

    def _goes_on(self, index: int, start: int) -> bool:
        token, cues = self.tokens[index], self.cues
        if token.norm in cues.words("no-family") or self._of_another(start, index):
            return False
        if self._strange(token):
            after = self._at(index + 1)
            if after is not None and after.kind == "pronoun":
                return False
            # The lexicon may lack a verb: after two names, a word that begins as an imperfect is no third.
            return index < start + 2 or not token.norm.startswith(("ي", "ت")) or token.norm in cues.given_names
        if cues.role(token) or cues.head(token) or cues.nationality(token) or token.span.start in self.things:
            return False
        if self._plainly_given(token):
            return True
        after = self._at(index + 1)
        given = token.norm in cues.given_names or token.norm in cues.ambiguous_names
        family = (
            after is not None
            and is_definite(after)
            and (self._strange(after) or self._family(after, titled=False, presented=False))
        )
        if given and family and index == start + 1 and not is_definite(token):
            # أمين حسن الناصر: between a given name and a family name, what may be a verb too is a name.
            return True
        beyond = self._at(index + 2)
        comma = after is not None and beyond is not None and after.text in ("،", ",") and self.cues.role(beyond)
        said = after is not None and after.norm == "ان"
        if comma or said or (after is not None and is_definite(after) and self.cues.role(after)):
            # إسماعيل حسن، رئيس البنك؛ إسماعيل حسن المدير؛ قال إسماعيل حسن إن: the last of a name by what stands beside it.
            given_name = token.norm in cues.ambiguous_names or token.norm in cues.given_names
            return given_name and not is_definite(token)
        definite = after is not None and is_definite(after) and self._strange(after)
        return token.norm in cues.ambiguous_names and not is_definite(token) and cues.may_be_name(token) and definite

    def _of_another(self, start: int, index: int) -> bool:
        """Tell whether a woman's name before a family begins somebody else's after a man's: يخلف كريم منصور سلمى الحداد."""
        women, men = self.cues.words("given-name-of-women"), self.cues.words("given-name-of-men")
        before, here = self.tokens[start].norm, self.tokens[index].norm
        if here not in women or here in men or before not in men or before in women:
            return False
        after = self._at(index + 1)
        return after is not None and (
            self._strange(after) or (is_definite(after) and self._family(after, titled=False, presented=False))
        )

    def _family(self, token: Token, *, titled: bool, presented: bool) -> bool:
        """Tell whether a word that the lexicon knows is a family name: الدريعان، الرشيد; after a title also العدل."""
        kinds = (*_FAMILY, "verbal-noun") if titled else _FAMILY
        if token.norm in self.cues.words("no-family"):
            return False
        # الفوزان: a family name in ان looks like a dual.
        fits = is_definite(token) and any(a.kind in kinds or a.number == "d" for a in token.analyses[:1])
        described = self.cues.head(token) or (self.cues.nationality(token) and not presented)
        return fits and not (described or (self.cues.role(token) and token.norm not in _FAMILY_OFFICES))


def speakers(article: Article, sentence: Sentence, cues: Cues) -> Iterator[Mention]:
    """Find who speaks by one word that may be an ordinary one: قال سامر، كبير مسؤولي …."""
    tokens = sentence.tokens
    speech = cues.words("speech")
    for index in range(1, len(tokens) - 2):
        token = tokens[index]
        if tokens[index + 1].text not in ("،", ","):
            continue
        said = any(a.kind == "verb" and fold(a.lemma) in speech for a in tokens[index - 1].analyses)
        plain = token.kind == "word" and not is_definite(token) and token.norm not in cues.heads
        if said and plain and cues.role(tokens[index + 2]):
            yield mention(article, tokens, index, index, "Person", "person")
