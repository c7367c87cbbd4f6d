"""Names after a head noun: شركة سدير القابضة، بنك الساحل، وزارة التجارة والصناعة."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from kg.arabic.folding import fold, fold_name
from kg.arabic.tokens import is_definite
from kg.mentions.cues import Cues, people
from kg.mentions.written import QUOTES, mention, with_number
from kg.model import Article, Mention, Sentence, Token
from kg.ontology import Head

_NOUNS = frozenset({"noun", "verbal-noun"})
_THINGS = _NOUNS | {"active-participle"}
_WARES = frozenset({"Product", "Platform"})
_BOARDS = frozenset(fold(word) for word in ("مجلس", "إدارة"))


def cued(
    article: Article, sentence: Sentence, cues: Cues, figures: Sequence[Mention], known: Sequence[Mention], paired: Collection[int]
) -> Iterator[Mention]:  # fmt: skip
    """Find the names after head nouns, and the bodies that are named by a noun and an adjective (البنك المركزي).

    After a noun for two the names stand at the `paired` offsets: there is not one name of two.
    """
    tokens = sentence.tokens
    named = {found.span.start: found for found in known}
    places = {found.span.start: found.span.end for found in known if found.type == "Place"}
    chain = _Chain(tokens, cues, {found.span.start for found in figures}, places)
    institutions = cues.words("institution")
    for index, token in enumerate(tokens[:-1]):
        two = f"{token.norm} {tokens[index + 1].norm}" if token.norm in cues.openers else ""
        if two in institutions and not _called(tokens, index + 2, named):
            # البنك المركزي البرتغالي
            beyond = tokens[index + 2] if index + 2 < len(tokens) else None
            national = beyond is not None and is_definite(beyond) and cues.nationality(beyond) is not None
            yield mention(article, tokens, index, index + 1 + national, "Organization", "cue")
        pair = cues.heads.get(two)
        own = pair or cues.heads.get(token.norm)
        head = own if pair is not None or (own is not None and cues.head(token)) else None
        if head is None:
            continue
        first = index + 2 if pair is not None else index + 1
        if first >= len(tokens) or (pair is not None and is_definite(tokens[first])):
            continue
        # Plurals describe (تقنيات الذكاء الاصطناعي), the singular and the dual name; a known name follows either.
        plural = bool(token.analyses) and all(a.number == "p" for a in token.analyses)
        if plural and (head.type != "Product" or tokens[first].span.start not in named):
            continue
        if tokens[first].span.start in paired:
            continue
        if is_definite(token) and cues.given_name(tokens, first):
            # مدير الغرفة خالد المؤيد: the person follows.
            continue
        standing = named.get(tokens[first].span.start)
        last = _named_end(chain, standing, head, first) if standing else chain.end(first, head, token)
        if last is not None and own is head and _known_beyond(chain, named.get(token.span.start), first, last):
            continue
        if last is not None and head.type == "Product" and _kind_before(tokens, first, last, known):
            continue
        after = named.get(tokens[last + 1].span.start) if last is not None and last + 1 < len(tokens) else None
        if after is not None and after.type == head.type and not standing and not chain.strange(first, last):
            # بنك الاستثمار شعاع كابيتال
            continue
        if last is not None and not standing and chain.leads_to(last + 1, named):
            # صندوق رأسمال المخاطر السويدي «سدير»
            continue
        if last == first and fold(head.lemma) in cues.words("part-of-body") and _definite_noun(tokens[first]):
            # فريق القيادة: a team by what it does.
            continue
        if last is not None and not cues.name_follows(tokens, last):
            # طيران برلين is no berlin.
            placed = standing is not None and standing.type == "Place" and not cues.beside(head)
            # جمعية رجال الأعمال: ordinary words alone name no body.
            common = cues.institution(head) and not chain.strange(first, last)
            keep = cues.kept(head) or placed or common
            yield mention(
                article, tokens, index if keep else first, with_number(tokens, last + 1) - 1, head.type, "cue"
            )


def _known_beyond(chain: _Chain, whole: Mention | None, first: int, last: int) -> bool:
    """Tell whether strange words after a known name are not a part of it: الرئيس التنفيذي لطيران الجزيرة فلان."""
    tokens = chain.tokens
    if whole is None or whole.span.end <= tokens[first].span.start:
        return False
    beyond = [token for token in tokens[first : last + 1] if token.span.start >= whole.span.end]
    return bool(beyond) and chain.cues.unknown(beyond[0]) and not is_definite(beyond[0])


def _called(tokens: Sequence[Token], index: int, named: Mapping[int, Mention]) -> bool:
    """Tell whether the known name of a body stands here in quotes: البنك المركزي «ساما»."""
    if index + 1 >= len(tokens) or tokens[index].text not in QUOTES:
        return False
    name = named.get(tokens[index + 1].span.start)
    return name is not None and name.type == "Organization"


def _kind_before(tokens: Sequence[Token], first: int, last: int, known: Sequence[Mention]) -> bool:
    """Tell whether a chain only says of what kind the known name at its end is: منصة التدوين تمبلر."""
    start, end = tokens[first].span.start, tokens[last].span.end
    return is_definite(tokens[first]) and any(start < name.span.start and name.span.end == end for name in known)


def _named_end(chain: _Chain, standing: Mention, head: Head, first: int) -> int | None:
    """Return where a name ends that begins with a known one: سنابل للتأمين، and شركة النيل, which is no river."""
    if head.type == "Product" and standing.type in ("Company", "Product"):
        # هاتف نوكيا 8: the number makes it a model.
        end = next(i for i in range(first, len(chain.tokens)) if chain.tokens[i].span.end >= standing.span.end)
        return end + 1 if _model_number(chain.tokens, end + 1) else None
    if head.type not in ("Company", "Organization"):
        return None
    one_word = " " not in standing.text and not standing.text.isascii()
    last = next(i for i in range(first, len(chain.tokens)) if chain.tokens[i].span.end >= standing.span.end)
    # شركة الخليج العالمية للحفر
    ranked = one_word and chain.ranked(first, last + 1, head)
    longer = chain.purpose(last + 1 + ranked, head) if one_word else 0
    if longer > last + 1:
        return longer - 1
    if partners := chain.partners(last + 1):
        return partners - 1
    if standing.type == "Place":
        return max(last, chain.end(first, head, chain.tokens[first - 1]) or 0)
    return None


def _definite_noun(token: Token) -> bool:
    """Tell whether a word is a noun of the lexicon with its article."""
    return is_definite(token) and any(a.kind in ("noun", "verbal-noun") for a in token.analyses[:1])


def _model_number(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a short number at a place counts nothing that follows: هاتف نوكيا 8 الجديد, but آيفون 50 مليون وحدة."""
    if index >= len(tokens) or tokens[index].kind != "number" or not tokens[index].text.isdigit():
        return False
    after = tokens[index + 1 : index + 3]
    percent = len(after) == 2 and fold_name(after[1].norm) in ("المييه", "المايه", "الميه")
    led = bool(after) and any(a.kind == "preposition" for a in after[0].analyses[:1])
    alone = (
        not after
        or led
        or (after[0].kind in ("mark", "proclitic") and after[0].text not in "%٪")
        or is_definite(after[0])
        # ميسترال 3 ذات الأوزان المفتوحة
        or after[0].norm in ("ذو", "ذا", "ذي", "ذات")
    )
    return len(tokens[index].text) <= 3 and alone and not percent


class _Chain:
    """Follow a name word by word: unknown words (ميزان كابيتال), or a definite chain (السهول للتدريب والتعليم)."""

    def __init__(self, tokens: Sequence[Token], cues: Cues, closed: Collection[int], places: Mapping[int, int]) -> None:
        self.tokens, self.cues, self.closed, self.places = tokens, cues, closed, places

    def end(self, first: int, head: Head, head_token: Token) -> int | None:
        """Return the last token of the name that begins at `first`, or None where no name begins there."""
        if self.cues.agrees(self.tokens[first], head_token):
            return None
        last = first
        while last < len(self.tokens) and self.tokens[last].span.start not in self.closed:
            token = self.tokens[last]
            if last > first and token.kind == "word" and fold_name(token.norm) in self.cues.legal_forms:
                # القابضة، المحدودة: a legal form closes a name, القابضة للصناعة goes on.
                last = max(last + 1, self.purpose(last + 1, head))
                break
            after = self._step(first, last, head)
            if after == last:
                break
            last = after
        names = last > first and not (last < len(self.tokens) and self.tokens[last].kind == "pronoun")
        if not names or self._describes(first, last, head, head_token):
            return None
        return last - 1

    def leads_to(self, index: int, named: Mapping[int, Mention]) -> bool:
        """Tell whether an adjective of a country and the name of a company stand here, which the words before describe."""
        if index + 1 >= len(self.tokens) or not self.cues.nationality(self.tokens[index]):
            return False
        name = named.get(self.tokens[index + 1].span.start)
        return self.cues.unknown(self.tokens[index + 1]) if name is None else name.type in ("Company", "Organization")

    def strange(self, first: int, last: int | None) -> bool:
        """Tell whether no lexicon knows some word of a name."""
        return last is None or any(self.cues.unknown(token) for token in self.tokens[first : last + 1])

    def _step(self, first: int, index: int, head: Head) -> int:
        """Return the token after the one at `index` if that goes on with the name, else `index` itself."""
        token, cues = self.tokens[index], self.cues
        if self._local(first, head):
            return self._local_step(first, index)
        # وكالة بلومبرغ الاقتصادية: what follows a name of its own describes it.
        institution = cues.institution(head) and (cues.kept(head) or not cues.unknown(self.tokens[first]))
        if token.kind == "word":
            beside = index + 1 < len(self.tokens) and cues.unknown(self.tokens[index + 1])
            # ميناء الملك فهد: a body may bear the name of a king.
            royal = (
                index > first and is_definite(self.tokens[index - 1]) and self.tokens[index - 1].norm in cues.honorifics
            )
            given = index > first and not royal and cues.given_name(self.tokens, index, ambiguous=beside)
            if given and self._person_at(index):
                return index
            if cues.unknown(token) or cues.spelled(self.tokens, index):
                return index if index > first and is_definite(token) and cues.nationality(token) else index + 1
            if index == first and (self._called(index, head) or (institution and self._construct(index))):
                return index + 1
            if index == first and token.norm == "ابن" and head.type == "Facility":
                # مول ابن بطوطة
                return index + 2
            if index == first and (end := self._of_nouns(index, head)) > index:
                return end
            if not is_definite(token) or not token.analyses or not self._belongs(first, index, head):
                return index
            if index > first > 1 and self._of_another(first, index, head):
                return index
            common = not institution and cues.ordinary(token) and not self.ranked(first, index, head)
            common = common and not (index == first + 1 and self._of_company(self.tokens[first], token, head))
            return index if common or cues.nationality(token) else index + 1
        if token.text == "ل" and index > first:
            return self.purpose(index, head)
        if token.text == "ب" and index == first + 1 and institution and self._field(index, "ب", head):
            # وكالة النهوض بالاستثمار الخارجي
            return self._adjectives(index + 2)
        if token.text == "و" and index > first:
            return self.partners(index) or (self._joined(index) if institution else index)
        return index

    def ranked(self, first: int, index: int, head: Head) -> bool:
        """Tell whether an adjective of rank stands between a name and what the company is for: شركة سدير الدولية للحفر."""
        rank = first < index < len(self.tokens) and self.tokens[index].norm.removeprefix("ال") in self.cues.words(
            "rank"
        )
        return rank and self.purpose(index + 1, head) > index + 1

    def _of_nouns(self, index: int, head: Head) -> int:
        """Return the token after two ordinary nouns before a field of business: شركة أبراج الواحة للتطوير; else `index`."""
        after = index + 2
        if after + 1 >= len(self.tokens) or head.type != "Company" or not self.cues.beside(head):
            return index
        noun, genitive = self.tokens[index:after]
        nouns = all(any(a.kind in ("noun", "verbal-noun") for a in token.analyses[:1]) for token in (noun, genitive))
        # شركة مزارع الدواجن للإنتاج: of two words that tell a trade none is a name.
        trade = self.cues.ordinary(noun) and self.cues.ordinary(genitive)
        described = trade or self.cues.role(noun) or self.cues.nationality(genitive)
        if not nouns or described or is_definite(noun) or not is_definite(genitive):
            return index
        field = self.cues.industry(self.tokens[after + 1])
        return after if field and self.purpose(after, head) > after else index

    def partners(self, index: int) -> int:
        """Return the token after و and the partners or kin of who a company is named for, 0 where none are: فلان وشركاه."""
        after = self.tokens[index + 1 : index + 3]
        joined = index < len(self.tokens) and self.tokens[index].text == "و"
        if not joined or not after or after[0].norm not in self.cues.words("partners-of-founder"):
            return 0
        return index + 2 + (len(after) > 1 and after[1].kind == "pronoun")

    def _local(self, first: int, head: Head) -> bool:
        """Tell whether a company is called by its trade and its place: شركة معارض الظهران الدولية."""
        trade = self.tokens[first]
        first_kind = trade.analyses[0].kind if trade.analyses else ""
        nouns = any(a.kind in _NOUNS for a in trade.analyses) and first_kind not in ("verb", "preposition", "particle")
        nouns = nouns and not is_definite(trade)
        headed = self.cues.head(trade)
        many = bool(trade.analyses) and all(a.number == "p" for a in trade.analyses)
        # شركة أسواق الظهران
        body = headed is not None and headed.type in ("Company", "Organization") and not many
        if not nouns or body or self.cues.role(trade) or head.type != "Company" or not self.cues.beside(head):
            return False
        return first + 1 < len(self.tokens) and self.tokens[first + 1].span.start in self.places

    def _local_step(self, first: int, index: int) -> int:
        """Return the token after the one at `index` in a name of a trade and a place: the place, then its adjectives."""
        token = self.tokens[index]
        if index == first:
            return index + 1
        end = self.places.get(token.span.start)
        if end is not None:
            beyond = (i for i in range(index, len(self.tokens)) if self.tokens[i].span.start >= end)
            return next(beyond, len(self.tokens)) if index == first + 1 else index
        adjective = token.kind == "word" and bool(token.analyses) and token.analyses[0].kind == "adjective"
        return index + 1 if adjective and is_definite(token) and not self.cues.nationality(token) else index

    def _called(self, index: int, head: Head) -> bool:
        """Tell whether an ordinary word is a company's name by what stands after it: شركة منافذ القابضة، شركة جسور للنقل."""
        token, after, cues = self.tokens[index], index + 1, self.cues
        noun = any(a.kind in ("noun", "verbal-noun") for a in token.analyses[:1]) and not is_definite(token)
        described = cues.ordinary(token) or cues.head(token) or cues.role(token)
        if not noun or described or head.type != "Company" or not cues.beside(head):
            return False
        if fold(head.lemma) in cues.words("plain-head") and self._alone(index):
            return True
        if after + 1 >= len(self.tokens):
            return False
        closing = self.tokens[after]
        if is_definite(closing) and (fold_name(closing.norm) in cues.legal_forms or self._disagrees(closing, head)):
            return True
        return cues.industry(self.tokens[after + 1]) and self.purpose(after, head) > after

    def _alone(self, index: int) -> bool:
        """Tell whether nothing completes a noun in the singular, which is what a company is called then: باع شركة أفق إلى رتاج."""
        token, after = self.tokens[index], self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        kinds = {analysis.kind for analysis in token.analyses}
        single = token.analyses[0].kind == "noun" and token.analyses[0].number == "s" and "adjective" not in kinds
        if (
            not single
            or len(token.norm) < 3
            or token.norm.endswith("ا")
            or (after is not None and after.kind == "pronoun")
        ):
            return False
        ends = after is None or after.kind in ("mark", "number") or after.text in ("و", "ل", "ب", "ف", "س")
        return ends or (
            after is not None and any(a.kind in ("verb", "preposition", "particle") for a in after.analyses[:1])
        )

    def _of_company(self, noun: Token, adjective: Token, head: Head) -> bool:
        """Tell whether an adjective after a definite noun is of the company all the same: شركة السلام الصحية, but شركة التقنية الطبية."""
        masculine = not noun.norm.endswith(("ه", "ات", "اء")) and all(a.number == "s" for a in noun.analyses)
        company = head.type == "Company" and is_definite(noun) and masculine and not self.cues.ordinary(noun)
        return company and self._disagrees(adjective, head)

    def _disagrees(self, adjective: Token, head: Head) -> bool:
        """Tell whether a definite adjective is of the company, as the word before it has no article: شركة مساحات العقارية."""
        relational = any(a.kind == "adjective" for a in adjective.analyses[:1]) and adjective.norm.endswith("يه")
        figure = adjective.norm.removeprefix("ال") in self.cues.words("figure-adjective")
        return relational and head.gender == "f" and not figure

    def _person_at(self, index: int) -> bool:
        """Tell whether a given name begins a person after the company: عينت شركة رتاج كريم منصور, but صحيفة نورث كوست جورنال."""
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        follows = after is not None and (
            self.cues.unknown(after)
            or is_definite(after)
            or bool(self.cues.given_name(self.tokens, index + 1, ambiguous=True))
        )
        return self.cues.may_be_name(self.tokens[index]) and (follows or not self.cues.unknown(self.tokens[index]))

    def _belongs(self, first: int, index: int, head: Head) -> bool:
        """Tell whether a definite word belongs to the name: the first one, what that is annexed to, or an adjective (بنك الخليج الدولي)."""
        second = index == first + 1
        annexed = second and self.cues.institution(head) and self._construct(first)
        if (
            second
            and head.type == "Company"
            and self.cues.kept(head)
            and self.tokens[first].norm in self.cues.given_names
        ):
            # مجموعة محمد المعجل: a family name is hardly a noun.
            return self.tokens[index].analyses[0].kind not in _NOUNS
        return index == first or annexed or self.tokens[index].analyses[0].kind == "adjective"

    def _of_another(self, first: int, index: int, head: Head) -> bool:
        """Tell whether an adjective is of the noun before the head, as it agrees with none in the name: ذراع بنك سدير الاستثمارية."""
        described = self.tokens[index - 1]
        rank = self.tokens[index].norm.removeprefix("ال") in self.cues.words("office-rank")
        if rank and head.type == "Company" and self.cues.role(self.tokens[first - 2]):
            # مدير شركة سدير التنفيذي
            return True
        agrees = described.norm.endswith(("ه", "ات", "اء")) or any(a.number == "p" for a in described.analyses)
        if self.tokens[index].norm.removeprefix("ال") in self.cues.words("figure-adjective"):
            # أرباح شركة سدير الصافية
            return True
        feminine = self.tokens[index].norm.endswith("ه") and head.gender == "m"
        return feminine and not agrees and self.tokens[first - 2].norm in self.cues.words("arm")

    def _construct(self, index: int) -> bool:
        """Tell whether a noun and the definite one that it is annexed to name a body: وكالة تنمية الصادرات، جمعية رجال الأعمال."""
        noun, genitive = self.tokens[index], self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        if genitive is None or genitive.kind != "word" or genitive.span.start in self.closed or is_definite(noun):
            return False
        # الصادرات: what goes out.
        nouns = [bool(t.analyses) and t.analyses[0].kind in kinds for t, kinds in ((noun, _NOUNS), (genitive, _THINGS))]
        other = any(self.cues.role(t) or self.cues.head(t) for t in (noun, genitive))
        return all(nouns) and is_definite(genitive) and not other

    def purpose(self, index: int, head: Head) -> int:
        """Return the token after what a company is for, للتدريب والتعليم, at ل; `index` itself where it is no such.

        ذراع فلان للنقل is an arm, not a name: only heads that names stand after do it.
        """
        if not (self.cues.kept(head) or self.cues.beside(head)):
            return index
        pair = self._deed(index)
        if not pair and not self._field(index, "ل", head):
            return index
        after = self._adjectives(index + 2 + pair)
        while self._field(after, "و", head):
            after = self._adjectives(after + 2)
        # شركة فلان للتجارة المحدودة
        closes = after < len(self.tokens) and fold_name(self.tokens[after].norm) in self.cues.legal_forms
        return after + 1 if closes else after

    def _deed(self, index: int) -> bool:
        """Tell whether ل leads a field of business of two nouns: شركة سدير لخدمات النفط, but تسعى شركة سدير لصناعة الأدوية."""
        if index + 1 >= len(self.tokens) or self.tokens[index].text != "ل" or not self._pair(index + 1):
            return False
        if self.tokens[index + 1].norm not in self.cues.words("trade-of"):
            # مع شركة سدير لتصنيع الألواح: what they do together.
            return False
        aims = self.cues.words("aiming")
        before = self.tokens[max(0, index - 5) : index]
        return not any(
            t.norm == "مع" or any(a.kind == "verb" and fold(a.lemma) in aims for a in t.analyses) for t in before
        )

    def _field(self, index: int, particle: str, head: Head) -> bool:
        """Tell whether ل, ب or و leads a field of business: للنقل، but للوصول إلى is a purpose of what is told."""
        if index + 1 >= len(self.tokens) or self.tokens[index].text != particle:
            return False
        word = self.tokens[index + 1]
        if not is_definite(word) or word.span.start in self.closed or self._stands(word) or self.cues.role(word):
            return False
        if word.norm.removeprefix("ال") in self.cues.words("occasion"):
            # قاضت شركة رتاج للمرة الأولى
            return False
        governs = index + 2 < len(self.tokens) and _complement(self.tokens[index + 2])
        if self.cues.industry(word):
            # تخطط شركة X للإعلان عن سيارة, but أعلنت شركة X للتأمين عن خطتها
            telling = word.norm.removeprefix("ال") in self.cues.words("telling-of")
            return not (telling and governs and self.tokens[index + 2].norm == "عن")
        if word.norm.removeprefix("ال") in self.cues.words("served") or people(word):
            return False
        kind = word.analyses[0].kind if word.analyses else ""
        common = kind == "noun" or (kind == "verbal-noun" and self.cues.kept(head))
        return particle == "ل" and (self.cues.unknown(word) or common) and not governs

    def _stands(self, word: Token) -> bool:
        """Tell whether a head noun is somebody or something of its own: للبنك، للشركات, but not للطيران nor للسفن."""
        head = self.cues.head(word)
        if head is None or self.cues.industry(word):
            return False
        many = any(analysis.number == "p" for analysis in word.analyses)
        return not many or head.type in ("Company", "Organization", "Group", "Person")

    def _adjectives(self, index: int) -> int:
        """Skip the definite adjectives of a field: للأوراق المالية."""
        while index < len(self.tokens):
            token = self.tokens[index]
            adjective = bool(token.analyses) and token.analyses[0].kind == "adjective" and is_definite(token)
            legal = fold_name(token.norm) in self.cues.legal_forms
            if not adjective or legal or self.cues.nationality(token):
                break
            index += 1
        return index

    def _joined(self, index: int) -> int:
        """Return the token after و and a second field of a body: وزارة التجارة والصناعة."""
        if index + 1 >= len(self.tokens):
            return index
        word = self.tokens[index + 1]
        many = any(a.number == "p" for a in word.analyses)
        other = (self.cues.head(word) and not many) or self.cues.role(word) or self.cues.nationality(word)
        noun = is_definite(word) and bool(word.analyses) and word.analyses[0].kind in ("noun", "verbal-noun")
        if not noun and self._pair(index + 1):
            # وزارة الاتصالات وتقنية المعلومات
            return index + 3
        return index + 2 if noun and not other and is_definite(self.tokens[index - 1]) else index

    def _pair(self, index: int) -> bool:
        """Tell whether a noun and its definite genitive stand here: تقنية المعلومات."""
        if index + 1 >= len(self.tokens):
            return False
        noun, genitive = self.tokens[index : index + 2]
        nouns = [bool(t.analyses) and t.analyses[0].kind in ("noun", "verbal-noun") for t in (noun, genitive)]
        return all(nouns) and not is_definite(noun) and is_definite(genitive) and self.cues.industry(noun)

    def _describes(self, first: int, last: int, head: Head, head_token: Token) -> bool:
        """Tell whether the chain first to last - 1 describes without naming."""
        cues, chain = self.cues, self.tokens[first:last]
        unknown = any(cues.unknown(token) for token in chain)
        institution = cues.institution(head)
        if self._of_nouns(first, head) > first:
            return False  # شركة أبراج الواحة للتطوير
        if f"{head_token.norm} {chain[0].norm.removeprefix('ال')}" in cues.words("compound"):
            return True  # مجلس الإدارة
        if not unknown and fold(head.lemma) in cues.words("feature"):
            return True  # ميزة الرسائل الصوتية
        # مجلس الغرفة، إدارة الهيئة: of a body named before.
        acts = fold(head.lemma) in _BOARDS and cues.head(chain[0]) is not None
        if (acts and is_definite(chain[0])) or (len(chain) == 1 and self._refers(chain[0])):
            return True
        if len(chain) == 1 and is_definite(head_token) and head.refers and self._adjectival(chain[0]):
            return True
        if head.type == "Product" and self._refers(chain[0]) and all(self._qualifies(token) for token in chain[1:]):
            return True  # خدمة الشركة الرائجة
        if len(chain) == 2 and head.type == "Product" and _superlative(chain[1]):
            return True  # منصة التدوين الأكبر
        if head.type in _WARES and not unknown and self._of_noun(chain):
            return True  # نظارة الواقع المعزز، ساعة اليد، نموذج اللغة الكبير
        if unknown or institution or self._called(first, head) or self._local(first, head):
            return False
        # شركة النخيل للتطوير: what a company is for tells nothing of its own name.
        own = next((i for i, token in enumerate(chain) if token.text == "ل"), len(chain))
        said = own > 1 and self._of_company(chain[0], chain[1], head)
        if any(cues.ordinary(token) for index, token in enumerate(chain[:own]) if index != 1 or not said):
            return True
        analyses = chain[0].analyses
        # سباق السيطرة، حفل الافتتاح، تطبيق التراسل الفوري: of a deed.
        deed = bool(analyses) and analyses[0].kind == "verbal-noun" and head.type not in ("Company", "Organization")
        if len(chain) > 1 or not analyses:
            return deed and head.type == "Product"
        # إدارة العملاء: a board has a field, or is of a body.
        many = fold(head.lemma) in _BOARDS and analyses[0].number == "p"
        # مجموعة العائلات، فريق اللغات: of many.
        return deed or many or (analyses[0].number == "p" and chain[0].norm.endswith(("ات", "ين", "ون")))

    def _of_noun(self, chain: Sequence[Token]) -> bool:
        """Tell whether a chain is a common noun and its adjectives."""
        noun = bool(chain[0].analyses) and chain[0].analyses[0].kind in _NOUNS and is_definite(chain[0])
        return noun and all(self._qualifies(token) for token in chain[1:])

    def _adjectival(self, token: Token) -> bool:
        """Tell whether an unknown definite word in ة may be the adjective of a definite noun: الشركة الجبارة."""
        return is_definite(token) and self.cues.unknown(token) and token.norm.endswith("ه")

    def _qualifies(self, token: Token) -> bool:
        """Tell whether a word is an adjective."""
        return any(a.kind in ("adjective", "active-participle", "passive-participle") for a in token.analyses[:1])

    def _refers(self, token: Token) -> bool:
        """Tell whether a definite word stands for something named before: مؤسسة الموقع."""
        other = self.cues.heads.get(token.norm.removeprefix("ال"))
        return is_definite(token) and other is not None and other.refers and self.cues.beside(other)


def _superlative(token: Token) -> bool:
    """Tell whether a definite word compares a thing with all others: الأكبر، الأشهر."""
    return is_definite(token) and any(a.kind == "adjective" and a.lemma.startswith("أ") for a in token.analyses)


def _complement(token: Token) -> bool:
    """Tell whether the word is what a verbal noun before it governs: إلى، على, a pronoun."""
    return token.kind == "pronoun" or any(a.kind == "preposition" for a in token.analyses[:1])
