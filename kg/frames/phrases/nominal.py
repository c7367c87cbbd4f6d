"""A noun with all that hangs on it: its genitive or pronoun, its adjectives, its name, and the fellows of its list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from kg.frames.phrases.coordination import Coordination, share_adjectives
from kg.frames.phrases.kinds import Kinds
from kg.frames.phrases.model import PRONOUNS, Phrase
from kg.frames.phrases.naming import Naming
from kg.frames.phrases.openings import Openings
from kg.frames.words import Word
from kg.ontology import Ontology

_LONGEST_CHAIN = 10
"""Nouns of an idafa chain, انطلاق أشغال استكمال مشروع توسعة القطب: more in a row are no chain but a list of words."""
_MOST_ADJECTIVES = 10
_DEEPEST_LIST = 3
"""Chains of genitives within which lists are looked for: شركتي سدير ورتاج is one deep."""


class Nominals:
    """Read nouns with what hangs on them, alone and in lists."""

    def __init__(self, ontology: Ontology, openings: Openings, kinds: Kinds, coordination: Coordination) -> None:
        words = ontology.words
        self._openings = openings
        self._kinds = kinds
        self._coordination = coordination
        self._naming = Naming(ontology, kinds)
        self._heads = ontology.head_of
        self._quantifiers = words.get("quantifier", frozenset())
        self._ones = words.get("one-of", frozenset())
        self._together = words.get("together", frozenset())
        self._adjectival = words.get("adjectival", frozenset()) | words.get("parent", frozenset())
        self._sources = words.get("source", frozenset())
        self._speech = words.get("speech", frozenset())
        self._titles = words.get("title-of-two", frozenset())
        self._having = words.get("possessing", frozenset())
        self._owned = words.get("owned", frozenset())
        self._products_of = {
            maker: frozenset(product.id for product in products) for maker, products in ontology.products_of.items()
        }

    def coordination(
        self, words: Sequence[Word], index: int, preposition: str = "", *, listed: bool = False, above: int = 0
    ) -> Phrase:
        """Read a noun and the fellows that و and commas join to it."""
        phrase = self.nominal(words, index, above=above)
        phrase.preposition = preposition
        self._join_fellows(words, phrase, listed=listed, above=above)
        return phrase

    def nominal(self, words: Sequence[Word], index: int, *, outer: bool = True, above: int = 0) -> Phrase:
        """Read a noun with all that hangs on it; `above` counts the nouns that it is in the genitive of, one of the other."""
        first = index
        while words[index].kind == "demonstrative" and index + 1 < len(words):
            index += 1
        if (start := self._openings.partitive(words, index)) is not None:
            phrase = self.coordination(words, start, listed=True, above=above)
            phrase.first = first
            if phrase.head.kind == "name" and words[first].norm == "كل":
                # انتقل كل من سلمى وكريم: the verb agrees with كل.
                phrase.head = replace(phrase.head, gender="")
            return phrase
        phrase = self._unnamed(words, index, above)
        phrase.first = first
        closed = self._closed(words, phrase, self._naming.name_after(words, phrase, outer=outer))
        self._read_quality(words, closed, above)
        return closed

    def _join_fellows(
        self, words: Sequence[Word], phrase: Phrase, *, listed: bool, above: int, two: bool = False
    ) -> None:
        nominal = partial(self.nominal, above=above)
        while not (two and phrase.coordinated):
            start = self._coordination.fellow_after(
                words, phrase, listed=listed or bool(phrase.coordinated), nominal=nominal
            )
            if start is None:
                break
            fellow = nominal(words, start)
            if not self._coordination.joins(phrase, fellow) or self._faces(words, phrase, fellow):
                break
            if _holds(words, phrase, fellow):
                break
            self._coordination.add(phrase, fellow)
        if phrase.coordinated:
            after = words[phrase.last + 1 : phrase.last + 3]
            if len(after) == 2 and after[0].text in "،," and after[1].kind == "adjective" and after[1].number == "d":
                # شركتا «أ»، و«ب»، الأميركيتان
                phrase.coordinated[-1].adjectives.append(after[1])
                phrase.last += 2
            share_adjectives(phrase)

    def _read_quality(self, words: Sequence[Word], phrase: Phrase, above: int) -> None:
        """Pass over what a noun is said to have, which its own adjectives may stand behind: تطبيق «أ» ذو الشعبية الكبيرة المملوك لـ«ب»."""
        start = phrase.last + 1
        having = words[start : start + 2]
        if len(having) < 2 or having[0].norm not in self._having or having[1].kind != "noun" or above >= _LONGEST_CHAIN:
            return
        if phrase.head.kind not in ("noun", "name", "reference") or phrase.head.attached:
            return
        had = self._unnamed(words, start + 1, above + 1)
        gender = had.head.gender if had.head.number == "s" else ""
        own = [word.number == "s" and bool(gender) and word.gender != gender for word in had.adjectives]
        if own and had.adjectives[-1].lemma in self._owned and had.adjectives[-1].definite:
            # شركة «أ» ذات المسؤولية المحدودة التابعة لـ«ب»
            own[-1] = True
        phrase.last = had.last - (len(own) - own.index(True) if True in own else 0)
        self._read_adjectives(words, phrase)

    def _faces(self, words: Sequence[Word], phrase: Phrase, fellow: Phrase) -> bool:
        """Tell whether several that are named together are the other side: بين «أ» وكل من «ب» و«ج»، بين «أ» وشركتي «ب» و«ج»."""
        together = fellow.head.number == "d" or self._openings.partitive(words, fellow.first) is not None
        return phrase.preposition == "بين" and len(phrase.entities) == 1 and together and len(fellow.entities) > 1

    def _unnamed(self, words: Sequence[Word], index: int, above: int) -> Phrase:
        """Read a noun with its genitive and its adjectives, but not the name that may come after them."""
        index += self._leads_product(words, index)
        head = words[index]
        phrase = Phrase(head, index, index)
        if head.mention is not None and head.kind in ("name", "reference"):
            phrase.entities = head.mention.entities
        if head.kind in ("noun", "adjective", "reference") or (
            head.kind == "unknown" and head.attached is False and index + 1 < len(words) and words[index + 1].attached
        ):
            self._read_title(words, phrase)
            self._read_genitive(words, phrase, above)
        self._read_adjectives(words, phrase)
        return phrase

    def _closed(self, words: Sequence[Word], phrase: Phrase, name: int | None) -> Phrase:
        """Give a noun the name that starts at a place, and pass over its second writing."""
        if name is not None:
            self._naming.give_name(phrase, self.nominal(words, name))
            owned = phrase.genitive
            if owned is not None and owned.head.number in ("d", "p") and owned.apposed and owned.last == phrase.last:
                # مالكة العلامات التجارية «أ» و«ب»
                self._join_listed(words, owned, 1)
                phrase.last = owned.last
        if phrase.head.kind == "name" or self._naming.glossed(words, phrase):
            once = phrase.last
            self._naming.second_writing(words, phrase)
            if phrase.last > once and any(word.country for word in words[phrase.last + 1 : phrase.last + 2]):
                # «سدير» Sadeer الأميركية
                self._read_adjectives(words, phrase)
        self._kinds.stand_for(phrase)
        return phrase

    def _leads_product(self, words: Sequence[Word], index: int) -> bool:
        """Tell whether a company's name only stands before that of its product: في منافسة جوجل أندرويد."""
        if not 0 < index < len(words) - 1 or words[index - 1].kind not in ("noun", "preposition"):
            return False
        maker, product = words[index].mention, words[index + 1].mention
        named = words[index].kind == words[index + 1].kind == "name"
        if not named or maker is None or product is None or len(maker.entities) != 1:
            return False
        return bool(self._products_of.get(maker.entities[0], frozenset()).intersection(product.entities))

    # -------------------------------------------------------------- its genitive

    def _read_title(self, words: Sequence[Word], phrase: Phrase) -> None:
        """Take the adjective of an office that stands before its genitive: مدير عام شركة X."""
        adjective = words[phrase.last + 1] if phrase.last + 2 < len(words) else None
        if adjective is None or f"{phrase.head.norm} {adjective.norm}" not in self._titles:
            return
        following = words[phrase.last + 2]
        if following.kind in ("noun", "name") and not following.attached and not following.norm.endswith("ا"):
            phrase.adjectives.append(adjective)
            phrase.last += 1

    def _read_genitive(self, words: Sequence[Word], phrase: Phrase, above: int) -> None:
        """Read the attached pronoun or the idafa complement of the head."""
        position = phrase.last + 1
        if position >= len(words):
            return
        head, following = phrase.head, words[position]
        if following.attached:
            taken_up = following.mention.entities if following.mention else ()
            phrase.genitive = Phrase(following, position, position, entities=taken_up)
            phrase.last = position
            return
        if above == _LONGEST_CHAIN or not self._takes_genitive(head, following) or self._tells(words, phrase):
            return
        if self._several(words, position):
            return
        if not self._openings.starts(words, position):
            return
        inner = self._genitive(words, position, head, above + 1)
        phrase.genitive = inner
        phrase.last = inner.last
        self._go_on_with_genitive(words, phrase, inner, above + 1)

    def _several(self, words: Sequence[Word], position: int) -> bool:
        """Tell whether عدة only counts the plural before it: قدمت شركات عدة عروضا, but رواتب عدة أشهر."""
        head, following = words[position - 1], words[position + 1 : position + 2]
        if words[position].norm != "عده" or head.number != "p":
            return False
        counted = [word for word in following if word.kind == "noun" and not (word.definite or word.norm.endswith("ا"))]
        return not counted

    def _tells(self, words: Sequence[Word], phrase: Phrase) -> bool:
        """Tell whether who speaks stands before what is told: رجحت مصادر رحيل فلان."""
        before = words[phrase.first - 1] if phrase.first else None
        speaks = before is not None and before.kind == "verb" and before.lemma in self._speech
        return speaks and phrase.head.lemma in self._sources and words[phrase.last + 1].form == "verbal-noun"

    def _takes_genitive(self, head: Word, following: Word) -> bool:
        """Tell whether a head can be annexed to what starts right after it."""
        if head.definite or head.kind == "reference" or following.kind == "date" or following.norm in PRONOUNS:
            return False
        if following.kind == "demonstrative" and head.kind == "adjective":
            return False
        # إحدى أكبر الشركات: the superlative leads on to what it is one of.
        leads = head.norm in self._ones and following.norm in self._quantifiers
        if head.kind == "noun" and following.kind == "adjective" and not (following.definite or leads):
            return False
        # عقدا، رئيسا: tanwin closes a noun against a genitive.
        tanwin = head.norm.endswith("ا") and not head.lemma.endswith("ا")
        return not (tanwin and head.kind in ("noun", "adjective"))

    def _genitive(self, words: Sequence[Word], position: int, head: Word, above: int) -> Phrase:
        """Read the noun that a head is annexed to, and the list that it may open: شركتي سدير ورتاج، اندماج سدير ورتاج."""
        following = words[position]
        described = following.kind == "noun" and (following.form == "verbal-noun" or following.number == "p")
        several = head.number in ("d", "p") or head.lemma in self._together
        if head.norm not in self._heads or not described or self._openings.partitive(words, position) is not None:
            inner = self.nominal(words, position, outer=False, above=above)
            if several or head.form == "verbal-noun":
                self._join_listed(words, inner, above, two=head.number == "d")
            return inner
        inner = self._unnamed(words, position, above)
        name = self._naming.name_after(words, inner, outer=False) if several else None
        if name is not None:
            listed = self._closed(words, inner.copy(), name)
            self._join_listed(words, listed, above)
            if listed.coordinated:
                return listed
        # منصة تطوير التطبيقات «أ»: the name is left to the noun before.
        self._closed(words, inner, None)
        if several and name is None:
            self._join_listed(words, inner, above)
        return inner

    def _join_listed(self, words: Sequence[Word], inner: Phrase, above: int, *, two: bool = False) -> None:
        """Let a genitive that stands for something go on with its fellows."""
        if inner.entities and above <= _DEEPEST_LIST:
            # شركتي «أ»، و«ب»: of a dual both are named, whatever stands between.
            self._join_fellows(words, inner, listed=two, above=above, two=two)

    def _go_on_with_genitive(self, words: Sequence[Word], phrase: Phrase, inner: Phrase, above: int) -> None:
        """Let a description go on after و: شركة الأغذية والمشروبات الأميركية «كوبريكس»، شركة التكرير والمعالجة والتسويق «رتاج»."""
        described = phrase.head.norm in self._heads and not inner.entities and inner.head.definite
        while described and phrase.last + 2 < len(words):
            joint, following = words[phrase.last + 1 : phrase.last + 3]
            if joint.norm != "و" or following.kind != "noun" or not following.definite:
                return
            fellow = self.nominal(words, phrase.last + 2, outer=False, above=above)
            inner.coordinated.append(fellow)
            phrase.last = inner.last = fellow.last
            described = not fellow.entities

    # -------------------------------------------------------------- its adjectives

    def _read_adjectives(self, words: Sequence[Word], phrase: Phrase) -> None:
        """Take the adjectives that agree with the head."""
        if phrase.head.attached or phrase.head.norm in PRONOUNS:
            # هي المساهم الأكبر في X: a pronoun is described by nothing.
            return
        definite = phrase.head.definite or phrase.genitive_defines or phrase.head.kind == "name"
        while phrase.last + 1 < len(words) and len(phrase.adjectives) < _MOST_ADJECTIVES:
            joint = _joins_adjective(words, phrase)
            following = words[phrase.last + 1 + joint]
            # الشركة الأم، الشركات الثلاث: these nouns stand as adjectives.
            adjective = following.kind == "adjective" or following.norm.removeprefix("ال") in self._adjectival
            adjective = adjective or self._several(words, phrase.last + 1)
            if not adjective or following.attached or following.definite != definite:
                return
            if self._introduces(words, phrase.last + 1, phrase):
                return
            owner = phrase.genitive.head if phrase.genitive is not None else None
            if phrase.head.form == "verbal-noun" and owner and owner.attached and self._kinds.is_role(following):
                # قام بإنشائه الموظف السابق فلان: an office describes no deed.
                return
            if phrase.last + 2 < len(words) and words[phrase.last + 2].attached:
                # شركات أبرزها X: what has a pronoun of its own describes nothing.
                return
            if phrase.head.kind == "name" and not self._may_describe(phrase.head, following):
                return
            if phrase.head.norm.endswith("ات") and (following.gender, following.number) == ("m", "s"):
                # عملاق الإلكترونيات الياباني: he is Japanese, they aren't.
                return
            phrase.adjectives.append(following)
            phrase.last += 1 + joint

    def _may_describe(self, name: Word, following: Word) -> bool:
        """Tell whether a word can be the adjective of a name.

        تستورد «رتاج» المعدات: the plural of things is none; أرست «رتاج» المشروع: a company without a noun is feminine.
        """
        if following.number == "p" and following.norm.endswith("ات"):
            return False
        company = name.mention is not None and name.mention.type == "Company"
        headed = self._heads.get(name.norm.split()[0].removeprefix("ال")) is not None
        masculine = following.gender == "m" and following.number == "s" and following.form == "passive-participle"
        return not (company and masculine and not headed)

    def _introduces(self, words: Sequence[Word], index: int, phrase: Phrase) -> bool:
        """Tell whether a word after a name introduces a name of its own: قدمت شركة «أ» المساعد «ب»."""
        if index + 1 >= len(words) or words[index + 1].kind != "name":
            return False
        head = phrase.head
        if head.kind != "name":
            named = phrase.genitive is not None and phrase.genitive.head.kind == "name"
            return named and _disagrees(head, words[index])
        # A company is feminine: what is masculine after its name describes something else.
        company = head.mention is not None and head.mention.type == "Company" and words[index].gender == "m"
        return company or words[index].norm.removeprefix("ال") in self._heads


def _joins_adjective(words: Sequence[Word], phrase: Phrase) -> bool:
    """Tell whether و adds an adjective of the many that one describes already: مستثمرين حاليين وجدد، شركات محلية ودولية."""
    joint, further = (*words[phrase.last + 1 : phrase.last + 3], None, None)[:2]
    if not phrase.adjectives or phrase.head.number != "p" or phrase.head.definite or phrase.genitive is not None:
        return False
    if joint is None or joint.norm != "و" or further is None or further.kind != "adjective":
        return False
    last = phrase.adjectives[-1]
    alike = (last.number, last.gender) == (further.number, further.gender) or last.number == further.number == "p"
    return alike and not (last.country or further.country or further.norm.startswith("اخر"))


def _holds(words: Sequence[Word], phrase: Phrase, fellow: Phrase) -> bool:
    """Tell whether a percentage after a name says how much it holds of what one before is of: 51% من «أ» و«ب» 49%."""
    before = words[max(phrase.first - 2, 0) : phrase.first]
    after = words[fellow.last + 1 : fellow.last + 3]
    shares = [
        any(word.mention is not None and word.mention.type == "Percent" for word in near) for near in (before, after)
    ]
    return all(shares) and bool(after) and (after[0].kind == "figure" or after[0].norm in ("علي", "ب"))


def _disagrees(head: Word, adjective: Word) -> bool:
    """Tell whether an adjective can't describe a singular noun for its gender: شركة … المساعد."""
    known = head.kind == "noun" and head.number == adjective.number == "s" and adjective.kind == "adjective"
    return known and bool(head.gender and adjective.gender) and head.gender != adjective.gender
