"""Words -> phrases: a noun with its genitive, adjectives, apposed names and coordinated fellows, under its preposition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.arabic.folding import fold
from kg.frames.words import NOMINAL, Word
from kg.ontology import Head, Ontology


@dataclass(slots=True)
class Phrase:
    """Hold a nominal: what heads it, what hangs on it, and the entities that it stands for."""

    head: Word
    first: int
    """Index of its first word in the sentence, the preposition included."""
    last: int
    preposition: str = ""
    genitive: Phrase | None = None
    adjectives: list[Word] = field(default_factory=list)
    apposed: list[Phrase] = field(default_factory=list)
    coordinated: list[Phrase] = field(default_factory=list)
    examples: list[Phrase] = field(default_factory=list)
    """Names after مثل: شركات مثل سدير ورتاج."""
    entities: tuple[str, ...] = ()

    def nested(self) -> Iterator[Phrase]:
        """Yield the phrase and the phrases inside it, outermost first."""
        yield self
        for inner in (*([self.genitive] if self.genitive else []), *self.apposed, *self.coordinated, *self.examples):
            yield from inner.nested()

    def hosts_of(self, inner: Phrase) -> tuple[Phrase, ...]:
        """Return the nouns in the phrase whose genitive a phrase inside it is, innermost first."""
        parents = {id(host.genitive): host for host in self.nested() if host.genitive is not None}
        found: list[Phrase] = []
        while (host := parents.get(id(inner))) is not None:
            found.append(host)
            inner = host
        return tuple(found)

    @property
    def names_something(self) -> bool:
        """Tell whether the phrase or a part of it stands for an entity."""
        return any(inner.entities for inner in self.nested())


Constituent = Phrase | Word
PRONOUNS = frozenset({"هو", "هي", "هما", "هم"})


class PhraseReader:
    """Read the phrases of a sentence."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self.heads = ontology.head_of
        self.is_a = ontology.is_a
        self.roles = ontology.role_words | frozenset(fold(form.split()[0]) for form in ontology.honorifics)
        self.quantifiers = words.get("quantifier", frozenset())
        self.collectives = words.get("collective", frozenset())
        self.remainders = _phrases(words.get("remainder", frozenset()))
        self.according = words.get("according", frozenset())
        self.preposition_nouns = words.get("preposition-noun", frozenset())
        self.such_as = words.get("such-as", frozenset())
        self.kin = words.get("kin", frozenset())
        self.ones = words.get("one-of", frozenset())
        self.namesakes = words.get("namesake", frozenset())
        self.having = words.get("having", frozenset())
        self.series = words.get("series", frozenset())
        self.lines = words.get("product-line", frozenset())
        self.companions = words.get("companion", frozenset())
        self.parents = words.get("parent", frozenset())
        self.owned = words.get("owned", frozenset())
        self.consisting = words.get("consisting", frozenset())
        self.besides = _phrases(words.get("beside", frozenset()))
        self.devices = words.get("device", frozenset())
        self.together = words.get("together", frozenset())
        self.components = words.get("component", frozenset())
        self.systems, self.machines = ontology.systems, ontology.machines
        self.products_of = {
            maker: frozenset(product.id for product in products) for maker, products in ontology.products_of.items()
        }
        self.naming = _phrases(words.get("naming", frozenset()))
        self.among = _phrases(words.get("among", frozenset()))

    def constituents(self, words: Sequence[Word]) -> list[Constituent]:
        """Return the sentence as phrases and the words between them."""
        found: list[Constituent] = []
        index = 0
        while index < len(words):
            examples = self._examples(words, index, found)
            if examples is not None:
                index = examples.last + 1
                continue
            word = words[index]
            if word.kind == "preposition" or word.norm in self.such_as:
                phrase = self._after_preposition(words, index)
            elif self._starts(words, index):
                phrase = self._coordination(words, index, "")
            else:
                phrase = None
            if phrase is not None:
                self._resume(phrase, found)
                self._hand_back(words, phrase, found)
                last = phrase.last
                if self._owned_by_name(phrase, found):
                    index = last + 1
                    continue
            found.append(word if phrase is None else phrase)
            index = index + 1 if phrase is None else phrase.last + 1
        return found

    def _owned_by_name(self, phrase: Phrase, found: Sequence[Constituent]) -> bool:
        """Tell whether a name is that of the product before whose it is: in منصتها الخاصة بها «أ» nothing is left of it."""
        owner, host = found[-1] if found else None, found[-2] if len(found) > 1 else None
        named = not phrase.preposition and phrase.head.kind == "name" and not phrase.coordinated
        if not (named and isinstance(owner, Phrase) and isinstance(host, Phrase) and owner.head.attached):
            return False
        things = [inner for inner in host.nested() if self._unnamed_product(inner)]
        owned = [(inner, word) for inner in host.nested() for word in inner.adjectives if word.lemma in self.owned]
        if not (things and owned) or owner.preposition not in ("ب", "ل"):
            return False
        inner, word = owned[-1]
        if inner is not things[0]:
            inner.adjectives.remove(word)
            things[0].adjectives.append(word)
        _take_name(things[0], [phrase])
        return True

    def _unnamed_product(self, phrase: Phrase) -> bool:
        """Tell whether a noun of a definite product waits for its name: هاتفها الجديد، نظام التشغيل."""
        head = self.heads.get(phrase.head.norm.removeprefix("ال")) or self.heads.get(phrase.head.lemma)
        thing = head is not None and (head.type == "Product" or phrase.head.lemma in self.devices)
        if not thing or phrase.entities or phrase.apposed or phrase.head.kind != "noun" or phrase.head.number == "p":
            return False
        return phrase.head.definite or (phrase.genitive is not None and _closes_definite(phrase.genitive))

    def _resume(self, phrase: Phrase, found: Sequence[Constituent]) -> None:
        """Let the pronoun of a noun after و take up the name before it: X ومقرها Y، and X، ومقرها Y."""
        if len(found) < 2 or not isinstance(found[-1], Word):
            return
        if found[-1].text in ("(", "،", ",") and _at(phrase) and isinstance(host := found[-2], Phrase):
            # X (مقرها Y): what is said in brackets is said of the name before them.
            self._take_up(host, phrase)
            return
        if found[-1].norm != "و":
            return
        if phrase.head.form == "verbal-noun" and phrase.genitive is not None and phrase.genitive.head.attached:
            self._same_patient(found, phrase)
            return
        index = len(found) - 2
        if isinstance(word := found[index], Word) and word.text in "،," and _at(phrase):
            index -= 1
            # شركة «أ» للتقنية، ومقرها ب: what the company is for comes between.
            while (
                index > 0
                and isinstance(between := found[index], Phrase)
                and between.preposition
                and not between.entities
            ):
                index -= 1
        if index >= 0 and isinstance(before := found[index], Phrase):
            self._take_up(before, phrase)

    def _same_patient(self, found: Sequence[Constituent], phrase: Phrase) -> None:
        """Let the pronoun of a second verbal noun be what is done to in the first: نسخ الميزات في X وإضافتها إلى Y."""
        earlier = next((c for c in found[-2:-5:-1] if isinstance(c, Phrase) and c.head.form == "verbal-noun"), None)
        patient = earlier.genitive if earlier is not None else None
        if patient is None or phrase.genitive is None or patient.head.kind != "noun" or patient.names_something:
            return
        feminine = patient.head.gender == "f" or patient.head.number == "p"
        if feminine == (phrase.genitive.head.norm == "ها"):
            phrase.genitive.entities = ()

    def _hand_back(self, words: Sequence[Word], phrase: Phrase, found: Sequence[Constituent]) -> None:
        """Give a name to the description that waits for it: in شركة توصيل المشتريات عبر الإنترنت «أ» it is the company's, and so in شركة التسويق، «أ»، …."""
        closing = words[phrase.last + 1] if phrase.last + 1 < len(words) else None
        inserted = (
            len(found) > 1
            and getattr(found[-1], "text", "") in ("،", ",")
            and closing is not None
            and closing.text in "،,"
        )
        if phrase.preposition:
            head = phrase.head
            plain = head.kind == "noun" and head.definite and (head.number == "p" or not self._head_of(phrase))
            named = phrase.apposed[-1:] if plain else []
            before = list(found)
        else:
            named = [phrase] if inserted and phrase.head.kind == "name" and not phrase.coordinated else []
            before = list(found[:-1])
        mention = named[0].head.mention if named else None
        if mention is None or mention.type in ("Place", "Person"):
            return
        while (
            phrase.preposition
            and before
            and isinstance(before[-1], Phrase)
            and before[-1].preposition
            and not (self._waits(before[-1]) or self._unnamed_product(before[-1]))
        ):
            before.pop()
        host = before[-1] if before else None
        waiting = isinstance(host, Phrase) and (
            self._waits(host) or (phrase.preposition and self._unnamed_product(host))
        )
        if not isinstance(host, Phrase) or not waiting:
            return
        host.entities = named[0].entities
        if phrase.preposition:
            host.apposed, phrase.apposed, phrase.entities = [*named], [], ()

    def _head_of(self, phrase: Phrase) -> Head | None:
        return self.heads.get(phrase.head.norm.removeprefix("ال")) or self.heads.get(phrase.head.lemma)

    def _waits(self, phrase: Phrase) -> bool:
        """Tell whether a phrase describes a company or a product that it does not name: شركة توصيل المشتريات، منصة تعليمية."""
        head = self._head_of(phrase)
        if (
            head is None
            or phrase.names_something
            or phrase.head.definite
            or phrase.head.number != "s"
            or phrase.coordinated
        ):
            return False
        told = phrase.adjectives or (phrase.genitive is not None and phrase.genitive.head.kind == "noun")
        return bool(told) and self.is_a(head.type, ("Company", "Product"))

    # -------------------------------------------------------------- examples

    def _examples(self, words: Sequence[Word], index: int, found: list[Constituent]) -> Phrase | None:
        """Hang the names after مثل، منها، من بينها or a colon on the noun before that they are examples of, and return them."""
        start = self._after_introducer(words, index)
        if start is None or start >= len(words) or not self._starts(words, start):
            return None
        host = self._example_host(found, people=words[start - 1].attached and words[start - 1].norm == "هم")
        if host is None or (words[index].text == ":" and not self._listed(words, start, host)):
            return None
        identified = self._identifies(words, index)
        if identified and (found[-1] is not _top_of(found, host) or host.head.definite or host.entities):
            return None
        pair = words[index].text in "،,"
        if pair and (host.head.number != "d" or host.entities or words[start].kind != "name"):
            return None
        phrase = self._coordination(words, start, words[index].norm, listed=True)
        if (not phrase.entities and words[index].norm not in self.such_as) or (pair and len(phrase.entities) != 2):
            return None
        after = found.index(_top_of(found, host)) + 1
        found[after:] = [constituent for constituent in found[after:] if isinstance(constituent, Phrase)]
        phrase.first = index
        host.examples.append(phrase)
        host.last = phrase.last
        top = _top_of(found, host)
        for outer in [inner for inner in top.nested() if inner is host or host in inner.nested()]:
            outer.last = phrase.last
            # في العالم العربي، بما في ذلك مصر: a country of a region is where the region is.
            if outer is host and (not outer.entities or (_is_place(outer) and _is_place(phrase))):
                outer.entities = tuple(dict.fromkeys((*outer.entities, *phrase.entities)))
        count = found[-2] if len(found) > 1 else None
        if isinstance(count, Phrase) and count.head.kind == "figure" and count.preposition and not top.preposition:
            # على ثلاث شركات هي: the preposition stands before the number.
            count.entities = phrase.entities
        return phrase

    def _after_introducer(self, words: Sequence[Word], index: int) -> int | None:
        """Return where the examples start after مثل، بما في ذلك, منها or ومن بينها (a pronoun takes up what they are of), or a colon."""
        if self._identifies(words, index):
            return index + 1
        if words[index].norm in self.such_as or words[index].text in ":،,":
            # عملاقا الطيران، X وY: a dual is told by its two names.
            return index + 1
        if words[index].norm == "من" and index and words[index - 1].norm.removeprefix("ال") in self.consisting:
            # تحالف مكون من X وY
            return index + 1
        first = index + 1 if words[index].norm == "و" else index
        for phrase in self.among:
            end = first + len(phrase)
            if _stands(words, first, phrase):
                attached = end < len(words) and words[end].attached
                if phrase[-1] in ("ذلك",) or attached:
                    return end + 1 if attached else end
        return None

    def _identifies(self, words: Sequence[Word], index: int) -> bool:
        """Tell whether a free pronoun tells who is meant by the indefinite noun before it: شركتين ناشئتين هما «أ» و«ب»."""
        free = words[index].norm in PRONOUNS and not words[index].attached
        return free and index > 0 and words[index - 1].kind not in ("mark", "conjunction", "verb", "complementiser")

    def _listed(self, words: Sequence[Word], start: int, host: Phrase) -> bool:
        """Tell whether a colon opens a list of names of what the plural before it announces, no speech: ثلاث خدمات: «أ» و«ب»."""
        if host.head.number not in ("p", "d") or host.entities or words[start].kind not in ("name", "noun"):
            return False
        return (
            not any(word.kind == "verb" for word in words[start:])
            and sum(word.kind == "name" for word in words[start:]) > 1
        )

    def _example_host(self, found: Sequence[Constituent], *, people: bool = False) -> Phrase | None:
        """Return the noun that examples are of: the plural nearest before them, perhaps before a comma.

        المساهمون في سدير، ومنهم X: people are not what they are of.
        """
        index = len(found) - 1
        while (
            index >= 0 and isinstance(word := found[index], Word) and (word.text in "،,-–" or word.kind == "particle")
        ):
            index -= 1
        before = found[index] if index >= 0 else None
        further = found[index - 1] if index > 0 else None
        if people and isinstance(before, Phrase) and before.preposition and before.head.number != "p":
            before = further if isinstance(further, Phrase) and further.head.number == "p" else before
        if not isinstance(before, Phrase) or before.head.attached:
            return None
        inner = before.genitive
        # وحدات شركات التقنية مثل X: the plural nearest to the names; a pronoun or a name has no examples.
        while (
            inner is not None
            and inner.head.number == "p"
            and not inner.entities
            and not inner.head.attached
            and before.head.number != "p"
        ):
            before, inner = inner, inner.genitive
        return before

    def _after_preposition(self, words: Sequence[Word], index: int) -> Phrase | None:
        start = index + 1
        preposition = words[index].lemma or words[index].norm
        if index and words[index - 1].kind == "preposition" and words[index - 1].norm in self.according:
            # وفقا لموقع X: nothing is said of what belongs to X.
            preposition = f"{words[index - 1].norm} {preposition}"
        if start < len(words) and words[start].norm in self.preposition_nouns and not words[start].definite:
            preposition = f"{preposition} {words[start].norm}"
            start += 1
        if start >= len(words) or not self._starts(words, start):
            return None
        phrase = self._coordination(words, start, preposition)
        phrase.first = index
        return phrase

    def _starts(self, words: Sequence[Word], index: int) -> bool:
        word = words[index]
        if word.kind == "demonstrative":
            return (
                index + 1 < len(words)
                and words[index + 1].kind in (*NOMINAL, "adjective")
                and not words[index + 1].attached
            )
        return word.kind in (*NOMINAL, "adjective") or self._partitive(words, index) is not None

    def _partitive(self, words: Sequence[Word], index: int) -> int | None:
        """Return where the noun starts that is counted or gathered: كل من X، عدد كبير من X، سلسلة من X، ما تبقى من X."""
        first = words[index].norm
        end = index + 1
        if first in self.collectives and not words[index].definite:
            while end < len(words) and words[end].kind == "adjective" and not words[end].definite:
                end += 1
        elif first not in self.quantifiers:
            end = next(
                (index + len(phrase) for phrase in self.remainders if _stands(words, index, phrase)),
                0,
            )
        if not end or end + 1 >= len(words) or words[end].norm != "من" or words[end + 1].attached:
            return None
        following = words[end + 1]
        if first in self.collectives and (following.kind == "name" or following.number == "s"):
            # مجموعة من X and عدد من X gather what is many; مجموعة من شركة X comes from it.
            return None
        return end + 1 if self._starts(words, end + 1) else None

    # -------------------------------------------------------------- one phrase and its fellows

    def _coordination(
        self, words: Sequence[Word], index: int, preposition: str, *, outer: bool = True, listed: bool = False
    ) -> Phrase:
        phrase = self._nominal(words, index, outer=outer)
        phrase.preposition = preposition
        position = phrase.last + 1
        while (start := self._fellow(words, position, phrase, listed=listed or bool(phrase.coordinated))) is not None:
            fellow = self._nominal(words, start)
            if not self._alike(phrase, fellow) or (_at(fellow) and not _at(phrase)):
                break
            fellow.preposition = preposition
            self._take_up(phrase, fellow)
            phrase.coordinated.append(fellow)
            phrase.last = fellow.last
            phrase.entities = tuple(dict.fromkeys((*phrase.entities, *fellow.entities)))
            position = fellow.last + 1
        if phrase.coordinated:
            _share_adjectives(phrase)
        return phrase

    def _fellow(self, words: Sequence[Word], position: int, phrase: Phrase, *, listed: bool) -> int | None:
        """Return where the next member of a list starts: after و, or after a comma in a list of names that goes on."""
        if position + 1 >= len(words):
            return None
        beside = next((form for form in self.besides if _stands(words, position, form)), None)
        if beside is not None and phrase.entities and (listed or phrase.preposition):
            start = position + len(beside)
            return start if start < len(words) and self._names(words, start) else None
        if (
            listed
            and words[position].norm == "ل"
            and words[position + 1].kind in ("noun", "unknown")
            and position + 4 < len(words)
            and words[position + 2].text in "،,"
            and words[position + 3].norm == "و"
        ):
            # مثل «أ» للنفط، و«ب»: what a member is for comes between.
            position += 2
        if (
            words[position].kind == "conjunction"
            and words[position].norm in ("و", "او")
            and words[position + 1].norm not in PRONOUNS
            and self._starts(words, position + 1)
        ):
            return position + 1
        if words[position].text not in "،,;؛" or not phrase.entities:
            return None
        following = words[position + 1]
        joined = following.norm == "و" and position + 2 < len(words) and self._names(words, position + 2)
        if joined and (listed or self._enclosed(words, position + 2)):
            return position + 2
        after = words[position + 2 : position + 3]
        goes_on = bool(after) and after[0].text in ("و", "،", ",") and after[0].kind in ("conjunction", "mark")
        return position + 1 if following.kind == "name" and (goes_on or (listed and not after)) else None

    def _enclosed(self, words: Sequence[Word], index: int) -> bool:
        """Tell whether a name after a comma and و ends at a comma too, as a member of a list does: أبرمت X، وY، وZ، مذكرة."""
        fellow = self._nominal(words, index)
        after = words[fellow.last + 1] if fellow.last + 1 < len(words) else None
        return bool(fellow.entities) and after is not None and after.text in ("،", ",")

    def _names(self, words: Sequence[Word], index: int) -> bool:
        """Tell whether a name or a noun that introduces one stands here."""
        return words[index].kind == "name" or (words[index].kind == "noun" and words[index].norm in self.heads)

    def _take_up(self, phrase: Phrase, fellow: Phrase) -> None:
        """Let the pronoun of a fellow take up the name that it is joined to: سنابل وشركتها الأم، X ومحرك بحثها Y."""
        genitive = fellow.genitive
        while genitive is not None and not genitive.head.attached:
            genitive = genitive.genitive
        if genitive is None:
            return
        single = genitive.head.norm in ("ه", "ها")
        first = phrase.coordinated[-1] if phrase.coordinated and single else phrase
        mention = first.head.mention
        if mention is not None and mention.type == "Person":
            return
        if len(first.entities) == 1 if single else len(first.entities) > 1 and genitive.head.norm in ("هما", "هم"):
            genitive.entities = first.entities if single or genitive.head.norm == "هم" else _two_of(first)
        elif single and not first.entities and (first.head.norm in self.heads or first.head.lemma in self.heads):
            # شركة لصناعة السيارات ومقرها ب: the pronoun is of a company that isn't named here.
            genitive.entities = ()

    def _alike(self, phrase: Phrase, fellow: Phrase) -> bool:
        kinds = {
            mention.type == "Person"
            for mention in (phrase.head.mention, fellow.head.mention)
            if mention is not None and mention.type not in ("", "Reference")
        }
        if len(kinds) > 1:
            return False
        if bool(phrase.entities) != bool(fellow.entities):
            return False
        if phrase.preposition == "من" and self._made(phrase) == "Company" and self._made(fellow) == "Product":
            # نظام X من «أ» وY من «ب»
            return False
        if self._is_office(fellow) and not self._is_office(phrase):
            # وزير الدولة لشؤون الطاقة والرئيس التنفيذي: an office is joined to an office.
            return False
        # A participle or a verbal noun after و mostly opens something new (وتعيين فلان).
        return bool(phrase.entities) or (phrase.head.kind == fellow.head.kind and fellow.head.form != "verbal-noun")

    def _made(self, phrase: Phrase) -> str:
        """Return the class of what a phrase names."""
        named = next((inner.head.mention for inner in phrase.nested() if inner.head.kind == "name"), None)
        return named.type if named is not None else ""

    def _is_office(self, phrase: Phrase) -> bool:
        return not phrase.entities and phrase.head.norm.removeprefix("ال") in self.roles

    def _nominal(self, words: Sequence[Word], index: int, *, outer: bool = True, named: bool = True) -> Phrase:
        """Read a noun with all that hangs on it; with `named` off its name is left to the noun before: منصة تطوير التطبيقات «أ»."""
        first = index
        while words[index].kind == "demonstrative" and index + 1 < len(words):
            index += 1
        if (start := self._partitive(words, index)) is not None:
            inner = self._coordination(words, start, "", listed=True)
            inner.first = first
            return inner
        index += self._leads_product(words, index)
        head = words[index]
        phrase = Phrase(head, first, index)
        if head.mention is not None and head.kind in ("name", "reference"):
            phrase.entities = head.mention.entities
        if head.kind in ("noun", "adjective", "reference") or (
            head.kind == "unknown" and head.attached is False and index + 1 < len(words) and words[index + 1].attached
        ):
            self._genitive(words, phrase)
        self._adjectives(words, phrase)
        if named:
            self._apposed(words, phrase, outer=outer)
        if phrase.head.kind == "name" or self._glossed(words, phrase):
            self._alias(words, phrase)
        self._stand_for(phrase)
        return phrase

    def _leads_product(self, words: Sequence[Word], index: int) -> bool:
        """Tell whether a company's name only stands before that of its product: في منافسة جوجل أندرويد."""
        if not 0 < index < len(words) - 1 or words[index - 1].kind not in ("noun", "preposition"):
            return False
        maker, product = words[index].mention, words[index + 1].mention
        named = words[index].kind == words[index + 1].kind == "name"
        if not named or maker is None or product is None or len(maker.entities) != 1:
            return False
        return bool(self.products_of.get(maker.entities[0], frozenset()).intersection(product.entities))

    def _genitive(self, words: Sequence[Word], phrase: Phrase) -> None:
        """Read the attached pronoun or the idafa complement of the head."""
        position = phrase.last + 1
        if position >= len(words):
            return
        following = words[position]
        if following.attached:
            phrase.genitive = Phrase(
                following, position, position, entities=following.mention.entities if following.mention else ()
            )
            phrase.last = position
            return
        head = phrase.head
        if (
            head.definite
            or head.kind == "reference"
            or not self._starts(words, position)
            or following.kind == "date"
            or following.norm in PRONOUNS
        ):
            return
        if following.kind == "demonstrative" and head.kind == "adjective":
            return
        # إحدى أكبر الشركات: the superlative leads on to what it is one of.
        leads = head.norm in self.ones and following.norm in self.quantifiers
        if head.kind == "noun" and following.kind == "adjective" and not (following.definite or leads):
            return
        # عقدا، رئيسا: tanwin closes a noun against a genitive.
        if head.norm.endswith("ا") and not head.lemma.endswith("ا") and head.kind in ("noun", "adjective"):
            return
        inner = self._nominal(
            words,
            position,
            outer=False,
            named=not (
                head.norm in self.heads
                and following.kind == "noun"
                and (following.form == "verbal-noun" or following.number == "p")
            ),
        )
        if head.number in ("d", "p") or inner.head.kind == "name" or head.lemma in self.together:
            inner = self._coordination_of(words, inner, head)
        phrase.genitive = inner
        phrase.last = inner.last
        self._joined_genitive(words, phrase, inner)

    def _joined_genitive(self, words: Sequence[Word], phrase: Phrase, inner: Phrase) -> None:
        """Let a description go on after و: شركة الأغذية والمشروبات الأميركية «كوبريكس»."""
        position = phrase.last + 1
        if (
            phrase.head.norm not in self.heads
            or inner.entities
            or not inner.head.definite
            or position + 1 >= len(words)
        ):
            return
        if words[position].norm == "و" and words[position + 1].kind == "noun" and words[position + 1].definite:
            fellow = self._nominal(words, position + 1, outer=False)
            inner.coordinated.append(fellow)
            phrase.last = inner.last = fellow.last

    def _coordination_of(self, words: Sequence[Word], inner: Phrase, head: Word) -> Phrase:
        """Let a dual, a plural or a verbal noun take a list as its genitive: شركتي سدير ورتاج، اندماج سدير ورتاج."""
        if head.number not in ("d", "p") and head.form != "verbal-noun" and head.lemma not in self.together:
            return inner
        again = self._coordination(words, inner.first, "", outer=False)
        return again if again.coordinated and again.entities else inner

    def _adjectives(self, words: Sequence[Word], phrase: Phrase) -> None:
        while phrase.last + 1 < len(words):
            following = words[phrase.last + 1]
            # الشركة الأم: the noun of a mother stands as an adjective.
            if (
                (following.kind != "adjective" and following.norm not in self.parents)
                or following.attached
                or phrase.head.attached
                or phrase.head.norm in PRONOUNS
            ):
                # هي المساهم الأكبر في X: a pronoun is described by nothing.
                return
            definite = (
                phrase.head.definite
                or (phrase.genitive is not None and _closes_definite(phrase.genitive))
                or phrase.head.kind == "name"
            )
            if following.definite != definite or self._introduces(words, phrase.last + 1, phrase):
                return
            if phrase.last + 2 < len(words) and words[phrase.last + 2].attached:
                # شركات أبرزها X: what has a pronoun of its own describes nothing.
                return
            if phrase.head.kind == "name" and not self._may_describe(phrase.head, following):
                return
            phrase.adjectives.append(following)
            phrase.last += 1

    def _may_describe(self, name: Word, following: Word) -> bool:
        """Tell whether a word can be the adjective of a name.

        تستورد «رتاج» المعدات: the plural of things is none; أرست «رتاج» المشروع: a company without a noun is feminine.
        """
        if following.number == "p" and following.norm.endswith("ات"):
            return False
        company = name.mention is not None and name.mention.type == "Company"
        headed = self.heads.get(name.norm.split()[0].removeprefix("ال")) is not None
        masculine = following.gender == "m" and following.number == "s" and following.form == "passive-participle"
        return not (company and masculine and not headed)

    def _introduces(self, words: Sequence[Word], index: int, phrase: Phrase) -> bool:
        """Tell whether a word after a name introduces a name of its own: قدمت شركة «أ» المساعد «ب»."""
        if index + 1 >= len(words) or words[index + 1].kind != "name":
            return False
        if phrase.head.kind != "name":
            return (
                phrase.genitive is not None
                and phrase.genitive.head.kind == "name"
                and _disagrees(phrase.head, words[index])
            )
        # A company is feminine: what is masculine after its name describes something else.
        company = (
            phrase.head.mention is not None and phrase.head.mention.type == "Company" and words[index].gender == "m"
        )
        return company or words[index].norm.removeprefix("ال") in self.heads

    def _apposed(self, words: Sequence[Word], phrase: Phrase, *, outer: bool) -> None:
        """Take the name that follows its description: شركة الطيران «رتاج»، الرئيس التنفيذي فلان."""
        position = phrase.last + 1
        if (named := self._called(words, phrase)) is not None:
            position = named
            outer = True
        if self._kin(words, phrase, position):
            name = self._nominal(words, position)
            phrase.apposed.append(name)
            phrase.last = name.last
            return
        if (
            position >= len(words)
            or words[position].kind != "name"
            or phrase.head.attached
            or phrase.head.kind in ("figure", "date")
        ):
            return
        if (
            phrase.head.kind == "name"
            or not (outer or self._describes(phrase.head))
            or not self._may_name(phrase, words[position])
            or self._called_otherwise(phrase, words[position])
        ):
            return
        mention = words[position].mention
        if phrase.entities and phrase.head.kind == "reference" and mention is not None and mention.type == "Place":
            return
        name = self._nominal(words, position)
        inner = phrase.genitive
        fellow = inner is not None and inner.genitive is not None and inner.genitive.head.attached
        if inner is not None and fellow and not self._head_of(phrase) and inner.head.lemma in self.kin:
            # شراء منافستها البريطانية «أ»: the name is the rival's, not of the purchase.
            inner.apposed.append(name)
            inner.last = phrase.last = name.last
            inner.entities = name.entities
            return
        if inner is not None and inner.head.definite and not inner.names_something and self._names_things(phrase):
            # صاحبة العلامة التجارية «درب»: the name is that of what stands right before it, not of who has it.
            inner.apposed.append(name)
            inner.last = phrase.last = name.last
            inner.entities = name.entities
            return
        phrase.apposed.append(name)
        phrase.last = name.last

    def _called_otherwise(self, phrase: Phrase, name: Word) -> bool:
        """Tell whether a name brings a noun of its own: in هواتف X نظام Y the system is no phone."""
        genitive = phrase.genitive
        if genitive is None or genitive.head.attached or not genitive.names_something:
            return False
        own, other = self.heads.get(name.norm.split()[0]), self.heads.get(phrase.head.lemma)
        things = own is not None and other is not None and own.type == other.type == "Product"
        return things and name.norm.split()[0] != phrase.head.lemma

    def _names_things(self, phrase: Phrase) -> bool:
        """Tell whether a noun is of who has or makes what its genitive calls by name: مالكة التطبيق X."""
        assert phrase.genitive is not None
        known = self.heads.get(phrase.genitive.head.norm.removeprefix("ال")) or self.heads.get(
            phrase.genitive.head.lemma
        )
        return phrase.head.lemma.removesuffix("ه") in self.having and known is not None

    def _kin(self, words: Sequence[Word], phrase: Phrase, position: int) -> bool:
        """Tell whether a noun for what stands in a relation is followed by who that is: ذراعها العقارية شركة X، شركتها الأم مجموعة Y."""
        if (
            phrase.genitive is not None
            and phrase.genitive.head.attached
            and position < len(words)
            and phrase.head.lemma in self.companions
        ):
            # صديقه فلان
            mention = words[position].mention
            return words[position].kind == "name" and mention is not None and mention.type == "Person"
        if (
            phrase.genitive is None
            or not phrase.genitive.head.attached
            or position + 1 >= len(words)
            or not {phrase.head.lemma, phrase.head.norm} & self.kin
        ):
            return False
        return (
            words[position].kind == "noun" and words[position].norm in self.heads and words[position + 1].kind == "name"
        )

    def _called(self, words: Sequence[Word], phrase: Phrase) -> int | None:
        """Return where the name stands that a noun without one is called by: خدمة جديدة باسم X، التي تحمل اسم X، المسماة X."""
        if phrase.entities or phrase.head.norm.removeprefix("ال") in self.roles or phrase.head.kind != "noun":
            return None
        start = phrase.last + 1
        if start < len(words) and (words[start].kind == "relative" or words[start].text in "،,"):
            start += 1
        if start < len(words) and words[start].norm == "و" and words[start - 1].text in "،,":
            start += 1
        for form in self.naming:
            end = start + len(form)
            if tuple(word.norm for word in words[start:end]) == form:
                return end if end < len(words) and words[end].kind == "name" else None
        return None

    def _may_name(self, phrase: Phrase, name: Word) -> bool:
        """Tell whether a name can be what a noun describes: a person an office or a title, a company no board."""
        head = self.heads.get(phrase.head.norm.removeprefix("ال")) or self.heads.get(phrase.head.lemma)
        kind = name.mention.type if name.mention else ""
        opening = name.norm.split()[0]
        if (
            phrase.head.definite
            and opening.startswith("ال")
            and opening.removeprefix("ال") in self.heads
            and kind != "Person"
        ):
            # طالب المستثمر الإدارة الجديدة: a name that is a definite noun itself is no name of another.
            return False
        if kind == "Person":
            roles = {phrase.head.norm.removeprefix("ال"), phrase.head.lemma} & self.roles
            return (
                bool(roles)
                or phrase.head.form.endswith("participle")
                or phrase.head.kind == "adjective"
                or (head is not None and head.type in ("Person", "Group"))
            )
        if kind == "Place" and head is not None and self.is_a(head.type, ("Product", "Company")):
            # تغطي شبكة «أفق» مصر: no network is called Egypt.
            return False
        if self._runs_on(phrase, name):
            return False
        # باعت شركة سدير مصنع الواحة: a description that has its name takes no second one.
        genitive = phrase.genitive
        described = self.heads.get(phrase.head.norm) or self.heads.get(phrase.head.lemma)
        return not (
            genitive is not None
            and genitive.head.kind == "name"
            and described is not None
            and self._same_kind(described, phrase, genitive)
        )

    def _describes(self, head: Word) -> bool:
        known = head.norm in self.heads or head.lemma in self.heads
        return (
            (known and not head.definite)
            or head.norm.removeprefix("ال") in self.roles
            or head.form.endswith("participle")
        )

    def _alias(self, words: Sequence[Word], phrase: Phrase) -> None:
        """Pass over the name in another script or in brackets: كوبريكس Qubrix، إنترناشيونال (إن.كيو.آر)."""
        position = phrase.last + 1
        while position < len(words):
            word = words[position]
            if word.kind == "name" and word.mention and set(word.mention.entities) & set(phrase.entities):
                phrase.last = position
            elif word.text == "(" and (
                end := next((i for i in range(position, min(position + 9, len(words))) if words[i].text == ")"), None)
            ):
                if any(inside.kind == "verb" or inside.attached for inside in words[position:end]):
                    # X (Y ترفع دعوى), X (مقرها Y): a sentence of its own.
                    return
                phrase.last = end
            else:
                return
            position = phrase.last + 1

    def _glossed(self, words: Sequence[Word], phrase: Phrase) -> bool:
        """Let a word that nobody knows stand for the name in brackets after it: اختارت رتاج (Ritaj)."""
        bracketed = words[phrase.last + 1 : phrase.last + 4]
        if phrase.head.kind != "unknown" or phrase.first != phrase.last or len(bracketed) < 3:
            return False
        opening, name, closing = bracketed
        if (opening.text, closing.text) != ("(", ")") or name.kind != "name" or name.mention is None:
            return False
        phrase.entities = name.mention.entities
        return True

    def _same_kind(self, head: Head, phrase: Phrase, inner: Phrase) -> bool:
        """Tell whether the head can describe the name in its genitive: شركة X is X, تقنيات X are not."""
        mention = inner.head.mention
        if mention is not None and phrase.head.lemma in self.series:
            # سلسلة Galaxy S26
            return self.is_a(mention.type, ("Product", "Company"))
        line = mention is not None and mention.type == "Product" and phrase.head.lemma in self.lines
        if mention is None or (phrase.head.number == "p" and not inner.coordinated and not line):
            return False
        if self._runs_on(phrase, inner.head):
            return False
        if mention.type == "Product" and phrase.head.lemma.removesuffix("ه") in self.having:
            # مطورة Y: who makes it isn't it.
            return False
        if mention.type == "Company" and phrase.head.lemma in self.namesakes and phrase.head.number == "s":
            # خدمة سبوتيفاي: a service is called as the company behind it.
            return True
        organisations = ("Organization", "Group")
        if mention.type == "Product" and any(form == "active-participle" for _, _, form in phrase.head.readings):
            # مطورة X is no X: she acts on what her genitive names.
            return self.is_a(head.type, ("Product",))
        if self.is_a(head.type, organisations) or self.is_a(mention.type, organisations):
            return self.is_a(head.type, organisations) and (
                self.is_a(mention.type, organisations) or mention.type in ("Product", "Facility", "")
            )
        return True

    def _runs_on(self, phrase: Phrase, name: Word) -> bool:
        """Tell whether a thing is only called by what it runs on or is a part of: هاتف أندرويد، معالج آيفون."""
        entities = name.mention.entities if name.mention else ()
        if not entities:
            return False
        if phrase.head.lemma in self.devices and self.systems.issuperset(entities):
            return True
        return phrase.head.lemma in self.components and self.machines.issuperset(entities)

    def _stand_for(self, phrase: Phrase) -> None:
        """Give a description the entities of the name that it describes: شركة X is X, روبوت الدردشة X is X."""
        if phrase.entities and phrase.head.kind == "name":
            return
        if phrase.apposed:
            phrase.entities = tuple(dict.fromkeys(entity for name in phrase.apposed for entity in name.entities))
            return
        inner = phrase.genitive
        head = self.heads.get(phrase.head.norm) or self.heads.get(phrase.head.lemma)
        if inner is not None and (whole := self.heads.get(f"{phrase.head.norm} {inner.head.norm}")) is not None:
            # نظام تشغيل X: a head of two words.
            head, inner = whole, inner.genitive
        if inner is None or head is None or phrase.head.kind not in ("noun", "unknown", "adjective"):
            return
        if phrase.head.lemma in self.series and inner.head.lemma in self.lines:
            # سلسلة هواتف «أ»
            phrase.entities = inner.entities
            return
        if (
            inner.head.kind == "name"
            and inner.entities
            and not inner.head.attached
            and self._same_kind(head, phrase, inner)
        ):
            phrase.entities = inner.entities


def _take_name(phrase: Phrase, names: Sequence[Phrase]) -> None:
    """Let a noun stand for what names behind it stand for."""
    phrase.apposed += names
    phrase.entities = tuple(dict.fromkeys(entity for name in names for entity in name.entities))


def _two_of(phrase: Phrase) -> tuple[str, ...]:
    """Return the two that هما takes up in a list: of شركة X وشركتا Y وZ those that the dual announces."""
    index = next((i for i, fellow in enumerate(phrase.coordinated) if fellow.head.number == "d"), None)
    members = [phrase] if index is None else phrase.coordinated[index:]
    return tuple(dict.fromkeys(entity for member in members for entity in member.entities))


def _closes_definite(phrase: Phrase) -> bool:
    inner: Phrase | None = phrase
    while inner is not None:
        if inner.head.definite or inner.head.kind in ("name", "reference") or inner.head.attached:
            return True
        inner = inner.genitive
    return False


def _disagrees(head: Word, adjective: Word) -> bool:
    """Tell whether an adjective can't describe a singular noun for its gender: شركة … المساعد."""
    known = head.kind == "noun" and head.number == adjective.number == "s" and adjective.kind == "adjective"
    return known and bool(head.gender and adjective.gender) and head.gender != adjective.gender


def _share_adjectives(phrase: Phrase) -> None:
    """Give a list the dual or plural adjective after its last member: X وY المبنيين على Z."""
    last = phrase.coordinated[-1]
    if last.head.kind == "name" and any(adjective.number in ("d", "p") for adjective in last.adjectives):
        phrase.adjectives += last.adjectives
        last.adjectives = []


def _top_of(found: Sequence[Constituent], phrase: Phrase) -> Phrase:
    return next(
        top for top in reversed(found) if isinstance(top, Phrase) and any(inner is phrase for inner in top.nested())
    )


def _phrases(forms: frozenset[str]) -> list[tuple[str, ...]]:
    """Return phrases as words, the longest first."""
    return sorted((tuple(form.split()) for form in forms), key=lambda words: (-len(words), words))


def _stands(words: Sequence[Word], index: int, forms: Sequence[str]) -> bool:
    """Tell whether words of these forms stand from a place on."""
    return (
        index + len(forms) <= len(words)
        and words[index].norm == forms[0]
        and all(words[index + i].norm == form for i, form in enumerate(forms))
    )


def _is_place(phrase: Phrase) -> bool:
    mention = phrase.head.mention
    return mention is not None and mention.type == "Place"


def _at(phrase: Phrase) -> bool:
    """Tell whether a phrase is a sentence of its own, its possessed noun and a place: مقرها دبي."""
    named = phrase.apposed[0].head.mention if phrase.apposed else None
    return phrase.genitive is not None and phrase.genitive.head.attached and named is not None and named.type == "Place"
