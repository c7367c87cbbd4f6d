"""Names that are one: spellings, scripts, short forms, surnames."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kg.arabic.folding import fold, fold_name
from kg.arabic.likeness import SLIP, SOUNDED, likeness
from kg.arabic.sounds import in_latin, similarity, skeletons, sound_alike
from kg.arabic.tokens import is_definite
from kg.entities.clues import SKELETON, NameClues, consonants
from kg.model import Article, Mention, Sentence
from kg.ontology import Head, KnownName, Ontology

_SLUG = re.compile(r"[^\w]+")
_QUOTES = ("«", "»", "“", '"', "”")
_BRACKETED = re.compile(r"[\s»”\"']*\([\s«“\"]*")
_ADJACENT = re.compile(r"[»”\"'\s]*[\s]+[«“\"']*")
_OPENED = re.compile(r"\s+[«“\"]")
_LONG = 5
"""Letters from which a name is the same with and without a space."""
_EQUAL = 100
_ABBREVIATION = 6
"""Letters of an abbreviation in a bracket."""


@dataclass(slots=True)
class Cluster:
    """Gather the mentions of one thing."""

    id: str
    type: str
    label: str
    names: dict[str, None] = field(default_factory=dict)
    heads: set[str] = field(default_factory=set)
    """Lemmas of the head nouns that it was called with."""
    countries: set[str] = field(default_factory=set)
    """Countries of the nationality adjectives that it was called with."""
    gender: str = ""
    known: bool = False
    first: int = 0
    """Where its full name stands first."""
    into: Cluster | None = None
    """The cluster that it was made one with."""

    def current(self) -> Cluster:
        """Return the cluster that it is a part of by now."""
        last = self
        while last.into is not None:
            last = last.into
        here = self
        while here.into is not None:
            here.into, here = last, here.into
        return last


class Variants:
    """Cluster the names of one article."""

    def __init__(self, article: Article, sentences: Sequence[Sentence], ontology: Ontology) -> None:
        self.article, self.ontology = article, ontology
        self.clusters: list[Cluster] = []
        self.by_key: dict[str, Cluster] = {}
        self.fellows = NameClues()
        self.persons: frozenset[str] = frozenset()
        self.heads = ontology.head_of
        self.legal_forms = ontology.folded_legal_forms
        self._tails = self.legal_forms | ontology.words.get("name-tail", frozenset())
        self._title_end = max((s.span.end for s in sentences if s.kind == "title"), default=0)
        self.tokens = [token for sentence in sentences for token in sentence.tokens]
        self.token_at = {token.span.start: index for index, token in enumerate(self.tokens)}

    def link(self, names: Sequence[Mention]) -> list[Mention]:
        """Return the mentions with the ids and types of their clusters, which `clusters` holds in order of appearance."""
        written = names
        names = [self._with_article(name) for name in names]
        self.persons = frozenset(fold_name(name.text) for name in names if name.type == "Person" and " " in name.text)
        names = self._of_family(self._branded(names))
        aliases = dict(self._aliases(names))
        # Full names first, so that a short form finds the name that it shortens.
        order = sorted(range(len(names)), key=lambda i: (not names[i].entities, -len(names[i].text.split()), i))
        found: dict[int, Cluster] = {}
        for index in order:
            if index not in aliases:
                found[index] = self._cluster(names[index])
        for index, target in aliases.items():
            cluster = found[target].current() if target in found else self._cluster(names[target])
            # شركة جيت هب (GitHub): the Latin name is known, فيلترون (ناسداك) is no exchange.
            known = bool(names[index].entities) and _one_in_two_scripts(names[target], names[index])
            own = self._known(names[index]) if known else self._called(fold_name(names[index].text))
            if own is not None and own is not cluster:
                cluster = _merged(own, cluster)
            self._name(cluster, names[index])
            found[index] = cluster
        self._across_scripts([cluster.current() for cluster in found.values()])
        self._otherwise_spelled(names, found)
        found = {index: cluster.current() for index, cluster in found.items()}
        self._settle(names, found)
        return [
            replace(
                written[i],
                entities=(found[i].id,),
                type=found[i].type,
                gender=found[i].gender if found[i].type == "Person" else "",
            )
            for i, name in enumerate(names)
        ]

    def _with_article(self, mention: Mention) -> Mention:
        """Return a mention with the article that ل has taken the alef of: للمركز الوطني is of المركز الوطني."""
        token = self.tokens[self.token_at[mention.span.start]] if mention.span.start in self.token_at else None
        elided = token is not None and token.text.startswith("ل") and token.norm == f"ا{fold(token.text)}"
        return replace(mention, text=f"ا{mention.text}") if elided else mention

    def _branded(self, names: Sequence[Mention]) -> Sequence[Mention]:
        """Let what a company is called right after its name stand for it, whatever else is called so.

        The brand of its group in quotes, الاتصالات المتنقلة السعودية «زين», and its letters in a bracket, هيئة السوق (CMA).
        """
        stands_for: dict[tuple[str, ...], tuple[str, ...]] = {}
        for before, own in pairwise(names):
            gap = self.article.text[before.span.end : own.span.start]
            both = before.entities and own.entities and before.entities != own.entities
            brand = both and _OPENED.fullmatch(gap) and before.entities[0].startswith(f"{own.entities[0]}-")
            letters = own.text.isascii() and own.text.isupper() and len(own.text) <= _ABBREVIATION
            if both and (brand or (letters and _BRACKETED.fullmatch(gap) and _compatible(before.type, own.type))):
                stands_for.setdefault(own.entities, before.entities)
        return [
            replace(name, entities=stands_for[name.entities]) if name.entities in stands_for else name for name in names
        ]

    def _of_family(self, names: Sequence[Mention]) -> Sequence[Mention]:
        """Let a family name be the person's whom the article names in full, not the company's that is called so: مايكل بلومبرغ … بلومبرغ."""
        persons = {
            fold_name(name.text).split()[-1]: name for name in names if name.type == "Person" and " " in name.text
        }
        shared = {
            name.entities
            for name in names
            if name.entities and self._organised(name.type) and fold_name(name.text) in persons
        }
        shared -= {name.entities for name in names if name.entities in shared and self._told_as_body(name)}
        return [
            replace(name, type="Person", entities=persons[fold_name(name.text)].entities)
            if name.entities in shared and fold_name(name.text) in persons
            else name
            for name in names
        ]

    def _told_as_body(self, name: Mention) -> bool:
        """Tell whether the word before a name makes it an organisation's: شركة ديل، مؤسس ديل، قالت ديل."""
        index = self.token_at.get(name.span.start, 0)
        before = self.tokens[index - 1] if index else None
        if before is None:
            return False
        first = next(iter(before.analyses), None)
        offices = self.ontology.role_words
        verb = first is not None and first.kind == "verb" and first.gender == "f"
        office = first is not None and fold(first.lemma) in offices
        return verb or office or before.norm in self.heads or " " in name.text

    def _settle(self, names: Sequence[Mention], found: Mapping[int, Cluster]) -> None:
        seen: dict[int, Cluster] = {}
        for index, name in enumerate(names):
            cluster = found[index]
            seen.setdefault(id(cluster), cluster)
            cluster.names.setdefault(name.text)
            self._describe(cluster, name)
        self.clusters = list(seen.values())
        self._settle_ids()

    def tell_platforms(self) -> None:
        """Tell the services that go by the name of who runs them from other products."""
        heads = self.ontology.words.get("platform", frozenset())
        for cluster in self.clusters:
            called = not cluster.known and any(fold(head) in heads for head in cluster.heads)
            if cluster.type == "Product" and (called or cluster.id in self.ontology.platforms):
                cluster.type = "Platform"

    def _called(self, key: str) -> Cluster | None:
        """Return the cluster that has a folded name."""
        cluster = self.by_key.get(key)
        return cluster.current() if cluster is not None else None

    def _aliases(self, names: Sequence[Mention]) -> Iterator[tuple[int, int]]:
        """Yield (mention, mention that it renames): X (Y), and the same name in the other script right after it."""
        for index in range(1, len(names)):
            before, own = names[index - 1], names[index]
            gap = self.article.text[before.span.end : own.span.start]
            both = before.entities and own.entities and before.entities != own.entities
            if both or {"Place", "Facility"} & {before.type, own.type}:
                continue
            gloss = in_latin(own.text) and not in_latin(before.text) and not own.entities
            bracketed = _BRACKETED.fullmatch(self._without_country(gap)) is not None
            renamed = bracketed and (gloss or _compatible(before.type, own.type))
            beside = bracketed or _ADJACENT.fullmatch(gap) is not None
            shortened = (
                _OPENED.fullmatch(gap) is not None and self._in_full(before) and _compatible(before.type, own.type)
            )
            if renamed or shortened or (beside and _one_in_two_scripts(before, own)):
                yield index, index - 1

    def _in_full(self, name: Mention) -> bool:
        """Tell whether a name tells what a company does, so that what follows in quotes is its short one: الشركة السعودية للألبان «سدير»."""
        words = fold(name.text).split()
        head = self.ontology.head_of.get(words[0].removeprefix("ال")) if words[0].startswith("ال") else None
        return head is not None and len(words) > 2 and self._organised(head.type)

    def _without_country(self, gap: str) -> str:
        """Return what stands between two names without an adjective of a country: هيئة التجارة البريطانية (TA)."""
        words = gap.split()
        country = len(words) > 1 and self.ontology.country_of(fold(words[0])) is not None
        return gap.replace(words[0], "", 1) if country else gap

    def _across_scripts(self, found: Sequence[Cluster]) -> None:
        """Join an Arabic and a Latin name that have all their consonants in common, wherever they stand."""
        arabic: dict[str, Cluster] = {}
        for cluster in _distinct(found):
            sounds = skeletons(cluster.label)[0]
            if not in_latin(cluster.label) and len(sounds) >= SKELETON:
                arabic.setdefault(sounds, cluster)
        for cluster in _distinct(found):
            if not in_latin(cluster.label):
                continue
            other = next((arabic[sounds] for sounds in skeletons(cluster.label) if sounds in arabic), None)
            same = other is not None and _compatible(cluster.type, other.type)
            if other is not None and same and similarity(other.label, cluster.label) == _EQUAL:
                _merged(cluster.current(), other.current())

    def _otherwise_spelled(self, names: Sequence[Mention], found: Mapping[int, Cluster]) -> None:
        """Join an unknown name to the one that it spells otherwise word by word: لوم to Loom, ديلفيري هيرو to ديليفري هيرو."""
        clusters = {id(cluster.current()): cluster.current() for cluster in found.values()}
        unknown = [
            cluster
            for cluster in clusters.values()
            if not cluster.known and cluster.type != "Place" and not in_latin(cluster.label)
        ]
        if not unknown:
            return
        sounding: dict[str, dict[tuple[int, str], Cluster]] = {}
        for index, cluster in found.items():
            known = self.ontology.name_of.get(cluster.current().id)
            for name in filter(None, (names[index].text, *((known.ar, known.en) if known is not None else ()))):
                for sounds in skeletons(name):
                    sounding.setdefault(sounds, {})[id(cluster.current()), fold_name(name)] = cluster.current()
        for cluster in unknown:
            name = fold_name(cluster.label)
            alike = _distinct(
                other
                for (_, spelling), other in sounding.get(skeletons(cluster.label)[0], {}).items()
                if other is not cluster
                and other.type != "Place"
                and _compatible(cluster.type, other.type)
                and _spells(name, spelling)
            )
            if len(alike) == 1 and alike[0].current() is not cluster.current():
                _merged(alike[0].current(), cluster.current())

    # -------------------------------------------------------------- one name

    def _cluster(self, mention: Mention) -> Cluster:
        if mention.entities:
            return self._known(mention)
        bare = self._bare(mention.text)
        known = self._without_form(mention, bare) or self._after_maker(mention) or self._in_its_trade(mention)
        if known is not None:
            return self._known(replace(mention, type=known.type, entities=(known.id,)))
        cluster = self._called(bare) or self._called(fold_name(mention.text)) or self._longer(mention, bare)
        if cluster is None:
            spelled = self._spelled(mention, bare)
            cluster = spelled or Cluster("", mention.type, mention.text, first=mention.span.start)
        # A company is called an institution too, but no institution a company.
        if not cluster.type or (cluster.type == "Organization" and mention.type == "Company" and not cluster.known):
            cluster.type = mention.type
        self._name(cluster, mention)
        return cluster

    def _without_form(self, mention: Mention, bare: str) -> KnownName | None:
        """Return the known organisation that a name is with a legal form: Nokia Oyj."""
        words = fold_name(mention.text).split()
        if words[-1] not in self.legal_forms or bare in self.ontology.ambiguous_names:
            return None
        known = self.ontology.name_by_form.get(bare)
        return known if known is not None and _compatible(mention.type, known.type) else None

    def _in_its_trade(self, mention: Mention) -> KnownName | None:
        """Return the known company that a name tells with its trade: أوبر لخدمات النقل, but سامسونج للتأمين is another."""
        words = fold_name(mention.text).split()
        for end in range(len(words) - 1, 0, -1):
            known = self.ontology.name_by_form.get(" ".join(words[:end]))
            if known is not None and end == len(words) - 1:
                home = self.ontology.country_of(words[end])
                if home and home in self.ontology.homes_of.get(known.id, ()):
                    # موبايلي السعودية: of the country that it is from.
                    return known if _compatible(mention.type, known.type) else None
            if known is None or not words[end].startswith("ل"):
                continue
            trades = self.ontology.trades(known)
            told = any(word.removeprefix("لل").removeprefix("ال") in trades for word in words[end:])
            return known if told and _compatible(mention.type, known.type) else None
        return None

    def _after_maker(self, mention: Mention) -> KnownName | None:
        """Return the known product that a name tells after that of its maker: موزيلا فايرفوكس."""
        words, named = fold_name(mention.text).split(), self.ontology.name_by_form
        for end in range(1, len(words)):
            maker, product = named.get(" ".join(words[:end])), named.get(" ".join(words[end:]))
            if maker is not None and product is not None and maker.id in product.makers:
                return product if _compatible(mention.type, product.type) else None
        return None

    def _known(self, mention: Mention) -> Cluster:
        key = "=" + mention.entities[0]
        if key not in self.by_key:
            known = self.ontology.name_of.get(mention.entities[0])
            label = known.ar or known.en if known else mention.text
            self.by_key[key] = Cluster(
                mention.entities[0], mention.type, label, known=known is not None, first=mention.span.start
            )
            # ديليفري of ديليفري هيرو, however the article spells that.
            self._name(self.by_key[key], replace(mention, text=label))
        cluster = self.by_key[key].current()
        self._name(cluster, mention)
        return cluster

    def _name(self, cluster: Cluster, mention: Mention) -> None:
        for key in (fold_name(mention.text), self._bare(mention.text)):
            if key not in self.by_key:
                self.by_key[key] = cluster
                self.fellows.add(key)

    def _bare(self, text: str) -> str:
        """Return the folded name without head nouns and legal form: مجموعة رتاج and رتاج are one, مجموعة فلان is no فلان."""
        # عبد العزيز and عبدالعزيز are one.
        words = fold_name(text).replace("عبد ال", "عبدال").split()
        while len(words) > 1 and self._droppable(words[0]) and " ".join(words[1:]) not in self.persons:
            words.pop(0)
        while len(words) > 1 and words[-1] in self.legal_forms:
            words.pop()
        return " ".join(words)

    def _droppable(self, word: str) -> bool:
        head = self.heads.get(word) or self.heads.get(word.removeprefix("ال"))
        return head is not None and fold(head.lemma) in self.ontology.words.get("head-beside-name", frozenset())

    def _longer(self, mention: Mention, bare: str) -> Cluster | None:
        """Return the one longer name that this one shortens, or None where there is none or more than one."""
        words = bare.split()
        longer = [(key.split(), self.by_key[key].current()) for key in self.fellows.longer(words)]
        hits = [(len(others), cluster) for others, cluster in longer if self._shortens(mention, words, cluster, others)]
        nearest = min((length for length, _ in hits), default=0)
        distinct = _distinct(cluster for length, cluster in hits if length == nearest)
        return distinct[0] if len(distinct) == 1 else None

    def _spelled(self, mention: Mention, bare: str) -> Cluster | None:
        """Return the one foreign name that this one spells otherwise: لاري سمرز of لاري سامرز, ديبسيك of ديب سيك."""
        words, closed = bare.split(), bare.replace(" ", "")
        if in_latin(bare) or bare[-1].isdigit():
            return None
        hits: list[Cluster] = []
        for key in self.fellows.spelled(words):
            others, cluster = key.split(), self.by_key[key].current()
            torn = len(closed) >= _LONG and key.replace(" ", "") == closed
            fits = not cluster.known and _compatible(mention.type, cluster.type)
            person = cluster.type == "Person" and len(words) > 1 and others[:-1] == words[:-1]
            if fits and (torn or (person and consonants(words[-1]) == consonants(others[-1]))):
                hits.append(cluster)
        distinct = _distinct(hits)
        return distinct[0] if len(distinct) == 1 else None

    def _shortens(self, mention: Mention, words: list[str], cluster: Cluster, others: list[str]) -> bool:
        if len(others) <= len(words):
            return False
        first, last = others[: len(words)] == words, others[-len(words) :] == words
        latin = mention.text.isascii()
        if cluster.type == "Person":
            if self._headed(mention):
                # مجموعة العتيبي of سليمان العتيبي: what bears a person's family name is not he.
                return False
            if len(words) > 1 and mention.type == "Person":
                return first or last or self._same_person(words, others)
            surname = len(words) == 1 and others[-1].removeprefix("ال") == words[0].removeprefix("ال")
            # برنامج روبن of أندي روبن: a thing is told by whose it is.
            fits = mention.type in ("Person", "Company", "Product", "") and (first or last or surname)
            return fits and len(words[0]) > (2 if mention.type == "Person" else 3)
        if last and len(others) == len(words) + 1 and self._organised(cluster.type) and others[0] in self.heads:
            # «عودة» of بنك عودة: the name without the noun before it, where it is no place.
            return _compatible(mention.type, cluster.type)
        fielded = others[len(words)].startswith("لل") or (len(words) > 1 and words[-1].startswith("لل"))
        if first and fielded and cluster.type in ("Company", "Organization"):
            # رتاج of رتاج للتأمين, رتاج للتأمين of رتاج للتأمين التعاوني: without its field a company has no other name.
            return _compatible(mention.type, cluster.type)
        if cluster.type == "Place" or not _compatible(mention.type, cluster.type) or mention.finder == "unknown":
            # هارتمان of فيليب هارتمان: a company that has the name of its founder has his surname too.
            return cluster.type == "Company" and last and self._given(others[0]) and len(words) == 1
        if latin:
            # Qubrix is Qubrix Music Group, but Nagham is not Nagham Plus.
            general = first and all(word in self._tails for word in others[len(words) :])
            return general or (last and len(words) == 1 and not cluster.known)
        # رتاج, named before رتاج كابيتال, is another company; in a headline it is the short form.
        # البنك الأهلي, before البنك الأهلي التجاري that the tables know, is that bank.
        institution = cluster.known and len(words) > 1 and self._introducing(words[0])
        introduced = (
            institution
            or self._in_title(mention)
            or mention.span.start > cluster.first
            or others[len(words)] in self._tails
        )
        # لسان is not لسان 2.
        return (first and introduced and not others[-1].isdigit()) or (
            last and len(words) == 1 and self._given(others[0])
        )

    def _headed(self, mention: Mention) -> bool:
        """Tell whether a name begins with the noun for what it names: مجموعة الحربي."""
        first, *rest = fold_name(mention.text).split()
        return bool(rest) and first in self.heads and mention.type == "Company"

    def _introducing(self, word: str) -> bool:
        head = self.heads.get(word.removeprefix("ال"))
        return word.startswith("ال") and head is not None and head.type == "Company"

    def _in_title(self, mention: Mention) -> bool:
        return mention.span.start < self._title_end

    def _same_person(self, words: list[str], others: list[str]) -> bool:
        """Tell whether a longer name has the same given name and family name: خالد الغنيم of خالد بن عبد العزيز الغنيم."""
        return words[0] == others[0] and words[-1] == others[-1] and _in_order(words, others)

    def _gender(self, label: str) -> str:
        """Return the gender of a person by the given name, "" where it is anybody's or unknown."""
        word, words = fold_name(label).split()[0], self.ontology.words
        women, men = (word in words.get(name, frozenset()) for name in ("given-name-of-women", "given-name-of-men"))
        return "" if women == men else "f" if women else "m"

    def _given(self, word: str) -> bool:
        return word in self.ontology.words.get("given-name", frozenset())

    # -------------------------------------------------------------- what a cluster is called

    def _describe(self, cluster: Cluster, mention: Mention) -> None:
        """Note the head noun in or before a mention and the nationality beside it."""
        first = fold(mention.text.split()[0])
        if first not in self.heads and " " in mention.text:
            # البنك التجاري القطري is called a bank.
            first = first.removeprefix("ال")
        if first in self.heads:
            cluster.heads.add(self.heads[first].lemma)
        start = self.token_at.get(mention.span.start)
        if start is None:
            return
        before = self._beyond_quotes(start - 1, -1)
        head = self._head_at(before)
        if (
            head is not None
            and is_definite(self.tokens[before])
            and before
            and not is_definite(self.tokens[before - 1])
        ):
            # شركة الطيران «سدير» is called a company, and no aviation.
            head = self._head_at(before - 1) or head
        if head and self._organised(head.type) == self._organised(cluster.type):
            cluster.heads.add(head.lemma)
        called = self.heads.get(first) or (head if before >= 0 and not is_definite(self.tokens[before]) else None)
        beside = self.ontology.words.get("head-beside-name", frozenset())
        company = called is not None and called.type == "Company" and fold(called.lemma) in beside
        if cluster.type == "Product" and company:
            # شركة Quora: who makes a product may be called as it is.
            cluster.type = "Company"
        end = start
        while end < len(self.tokens) and self.tokens[end].span.end <= mention.span.end:
            end += 1
        for index in (before, self._beyond_quotes(end, 1)):
            if 0 <= index < len(self.tokens) and is_definite(self.tokens[index]):
                cluster.countries |= {self.ontology.country_of(self.tokens[index].norm) or ""} - {""}

    def _head_at(self, index: int) -> Head | None:
        norm = self.tokens[index].norm if index >= 0 else ""
        return self.heads.get(norm) or self.heads.get(norm.removeprefix("ال"))

    def _beyond_quotes(self, index: int, step: int) -> int:
        while 0 <= index < len(self.tokens) and self.tokens[index].text in _QUOTES:
            index += step
        return index

    def _organised(self, type_name: str) -> bool:
        return self.ontology.is_a(type_name, ("Organization",))

    def _settle_ids(self) -> None:
        used: Counter[str] = Counter(cluster.id for cluster in self.clusters if cluster.id)
        for cluster in self.clusters:
            genders = {self.heads[fold(head)].gender for head in cluster.heads if fold(head) in self.heads}
            default = {"Place": "f", "Company": "f"}.get(cluster.type, "")
            cluster.gender = genders.pop() if len(genders) == 1 else default
            if cluster.type == "Person":
                cluster.gender = self._gender(cluster.label)
            if cluster.id:
                continue
            slug = _SLUG.sub("-", fold_name(cluster.label)).strip("-") or "x"
            # A name of the tables has its slug for itself: a person called as a city is somebody else.
            free = not used[slug] and slug not in self.ontology.name_of
            cluster.id = slug if free else f"{slug}-{cluster.type.lower()}"
            used[cluster.id] += 1


def _merged(own: Cluster, other: Cluster) -> Cluster:
    """Make one cluster of two, unless both are known; return the one that stays, or `other`."""
    if own is other or (own.known and other.known):
        return other
    keep, gone = (own, other) if own.known else (other, own)
    keep.type = keep.type or gone.type
    gone.into = keep
    return keep


def _spells(one: str, other: str) -> bool:
    """Tell whether two folded names are spellings of one, each of their words of its fellow."""
    words, others = one.split(), other.split()
    if len(words) != len(others):
        return False
    found = [likeness(left, right, alone=len(words) == 1) for left, right in zip(words, others, strict=True)]
    return min(found) >= SOUNDED or (min(found) >= SLIP and max(found) == 1)


def _in_order(words: Sequence[str], others: Sequence[str]) -> bool:
    rest = iter(others)
    return all(word in rest for word in words)


def _distinct(clusters: Iterable[Cluster]) -> list[Cluster]:
    return list({id(cluster): cluster for cluster in clusters}.values())


def _compatible(left: str, right: str) -> bool:
    """Tell whether two mentions of these classes may be one thing; a class that is not known yet fits all."""
    organised = ("Company", "Organization")
    return not left or not right or left == right or (left in organised and right in organised)


def _one_in_two_scripts(before: Mention, own: Mention) -> bool:
    if in_latin(before.text) == in_latin(own.text):
        return False
    arabic, latin = (own, before) if in_latin(before.text) else (before, own)
    return sound_alike(arabic.text, latin.text)
