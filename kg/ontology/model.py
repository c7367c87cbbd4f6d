"""What the ontology holds: classes, relations with their frames and examples, known names, the words that are read by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kg.arabic.folding import fold, fold_name
from kg.model import Quantity, Status

KG = "https://kg.example/ontology#"
ENTITY = "https://kg.example/entity/"
STATEMENT = "https://kg.example/statement/"
ARTICLE = "https://kg.example/article/"

STATUSES: tuple[Status, ...] = (
    "asserted",
    "planned",
    "negotiating",
    "expected",
    "possible",
    "conditional",
    "denied",
    "ended",
)
QUALIFIERS = (
    "amount",
    "percent",
    "date",
    "until",
    "seller",
    "product",
    "role",
    "role_text",
    "period",
    "change_percent",
)
# The endings of a nationality adjective, folded: ياباني، يابانية، يابانيين، يابانيتان ….
_ENDINGS = ("", "ه", "ين", "ان", "تين", "تان", "ات", "ون")


@dataclass(frozen=True, slots=True)
class Class:
    """Hold a class of things."""

    name: str
    label_ar: str
    label_en: str
    parents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Frame:
    """Hold one way in which Arabic says a relation: a predicate and where its arguments stand."""

    relation: str
    kind: str
    """verb (with its verbal noun and participles), noun or adjective."""
    lemmas: tuple[str, ...]
    arguments: Mapping[str, tuple[str, ...]]
    """Role -> agent, patient, genitive, apposed, topic, money, number, or prepositions."""
    through: tuple[str, ...] = ()
    patient_nouns: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    status: str = ""
    stage: str = ""
    """done where the frame says what holds once the act is done, intended where it says what holds before."""
    aspect: str = ""
    """perfect, imperfect or nominal, where the verb says this in one of them only, or its verbal noun alone does."""
    subject_types: tuple[str, ...] = ()
    object_types: tuple[str, ...] = ()
    object_genus: str = ""
    """What the tables of names call its object: stock exchange."""
    fixed: tuple[tuple[str, str], ...] = ()
    intransitive: bool = False
    """Whether a finite verb with an object says something else: قدم من X، but قدم استقالته."""

    @cached_property
    def carriers(self) -> tuple[str, ...]:
        """Return the nouns one of which must stand near for the frame to tell anything: حصة، اتفاقية."""
        return self.through or self.patient_nouns

    @cached_property
    def name(self) -> str:
        """Return a name made of the frame's content, for evidence."""
        nouns = "|".join(self.carriers)
        subject = "" if self.arguments["subject"] == ("agent",) else "|".join(self.arguments["subject"]) + " →"
        kind = "" if self.kind == "verb" else f"({self.kind})"
        words = (self.lemmas[0], kind, self.aspect, self.stage, nouns, subject, "|".join(self.arguments["object"]))
        return f"{self.relation}: {' '.join(word for word in words if word)}"


@dataclass(frozen=True, slots=True)
class Expectation:
    """Hold one statement that an example must yield."""

    relation: str
    subject: str
    object: str | Quantity
    qualifiers: tuple[tuple[str, str | float | Quantity], ...] = ()
    status: str = "asserted"


@dataclass(frozen=True, slots=True)
class Example:
    """Hold a sentence and all that it states."""

    text: str
    expected: tuple[Expectation, ...]
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """Hold a relation: what it joins, how it is said, and the sentences that prove it."""

    name: str
    label_ar: str
    label_en: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    symmetric: bool = False
    asymmetric: bool = False
    """Whether it can't hold in both directions at once."""
    inverse: str = ""
    parents: tuple[str, ...] = ()
    yields_to: tuple[str, ...] = ()
    """Relations that say more: where one of them is read from the same words, this one is not."""
    called_by: tuple[str, ...] = ()
    """Nouns that name again what the relation tells of: الصفقة، الاستحواذ."""
    decided: bool = False
    """Whether the decision of the body that does it is the deed: قرر المجلس تعيين فلان."""
    lasting: bool = False
    """Whether it is a state that lasts, and no event of one day."""
    mappings: tuple[str, ...] = ()
    qualifiers: tuple[str, ...] = ()
    frames: tuple[Frame, ...] = ()
    examples: tuple[Example, ...] = ()
    counter_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inverse:
    """Hold what a relation is called from its other end."""

    name: str
    label_ar: str
    label_en: str
    of: str
    """The relation that texts state."""


@dataclass(frozen=True, slots=True)
class KnownName:
    """Hold one entity of the names tables with its surface forms."""

    id: str
    type: str
    ar: str
    en: str
    aliases: tuple[str, ...] = ()
    makers: tuple[str, ...] = ()
    """Ids of who makes or runs a product, or did so last."""
    genus: str = ""
    """What the table notes on it: operating systems and software."""


@dataclass(frozen=True, slots=True)
class Head:
    """Hold a noun that introduces or stands for an entity: شركة، بنك، منصة."""

    lemma: str
    forms: tuple[str, ...]
    type: str
    gender: str
    refers: bool


@dataclass(frozen=True, slots=True)
class SharedName:
    """Hold a place's name that vowel signs alone tell from another's: عمّان, عُمان."""

    written: str
    entity: str
    country: str


@dataclass(frozen=True, slots=True)
class NameWord:
    """Hold a meaning that names are made of besides proper names, with its words in both languages: بنك, bank."""

    meaning: str
    kind: str
    """company, group, head, work, quality or part."""
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatusWord:
    """Hold a word that decides how the text holds what it governs."""

    lemma: str
    kind: str
    status: Status
    scope: str
    control: bool
    via: tuple[str, ...]


@dataclass(frozen=True)
class Ontology:
    """Hold all that is known before the first article is read."""

    folder: Path
    classes: Mapping[str, Class]
    relations: Mapping[str, Relation]
    names: tuple[KnownName, ...]
    heads: tuple[Head, ...] = ()
    legal_forms: tuple[str, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
    """(phrase without article, normalised role)."""
    offices: tuple[tuple[str, str], ...] = ()
    """(noun of an office, normalised role): رئاسة، عضوية مجلس إدارة."""
    nationalities: Mapping[str, str] = field(default_factory=dict)
    """Folded masculine adjective -> entity id of the country."""
    honorifics: tuple[str, ...] = ()
    status_words: tuple[StatusWord, ...] = ()
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Word class (industry, generic, given-name …) -> its words, of lexicon/words.tsv."""
    inverses: Mapping[str, Inverse] = field(default_factory=dict)
    name_words: tuple[NameWord, ...] = ()
    given_name_spellings: Mapping[str, str] = field(default_factory=dict)
    """Given name, folded -> the first of its spellings: آرن and آرون are one name, حسن and حسين two."""
    family_names: frozenset[str] = frozenset()
    """Family names that many families bear, in both scripts."""
    ambiguous_names: Mapping[str, str] = field(default_factory=dict)
    """Names, folded, that are ordinary words too (زين، Signal) -> where a cue must stand: in the article, in each place."""
    shared_names: Mapping[str, tuple[SharedName, ...]] = field(default_factory=dict)
    """Names, folded, that several places share -> whose they are."""
    actor_weights: Mapping[str, float] = field(default_factory=dict)
    """What speaks for somebody being who acts where a clause doesn't say so -> how much."""
    telling_offices: Mapping[str, str] = field(default_factory=dict)
    """Normalised role -> how it tells its holder from a namesake: sole, national."""

    @cached_property
    def name_of(self) -> Mapping[str, KnownName]:
        """Return the known names by entity id."""
        return {name.id: name for name in self.names}

    @cached_property
    def name_by_form(self) -> Mapping[str, KnownName]:
        """Return the known names by each of their folded forms."""
        return {fold_name(form): name for name in reversed(self.names) for form in (name.ar, name.en, *name.aliases)}

    def bears(self, name: str, maker: str) -> bool:
        """Tell whether a name begins with that of a known maker, and goes on: بوينغ 787."""
        known, own = self.name_of.get(maker), fold_name(name)
        forms = (known.ar, known.en, *known.aliases) if known is not None else ()
        return any(own.startswith(f"{fold_name(form)} ") for form in forms if form)

    @cached_property
    def products_of(self) -> Mapping[str, tuple[KnownName, ...]]:
        """Return the known products by the id of each of their makers."""
        found: dict[str, list[KnownName]] = {}
        for name in self.names:
            for maker in name.makers:
                found.setdefault(maker, []).append(name)
        return {maker: tuple(products) for maker, products in found.items()}

    @cached_property
    def systems(self) -> frozenset[str]:
        """Return the ids of the known operating systems and programs, which no device is called by: هواتف أندرويد."""
        return frozenset(name.id for name in self.names if name.genus == "operating systems and software")

    @cached_property
    def platforms(self) -> frozenset[str]:
        """Return the ids of the known services that go by the name of the company behind them: يوتيوب."""
        return frozenset(name.id for name in self.names if name.genus == "networks, media and marketplaces")

    @cached_property
    def machines(self) -> frozenset[str]:
        """Return the ids of the known devices and vehicles, which none of their parts is called by: معالج آيفون."""
        return frozenset(name.id for name in self.names if name.genus in ("devices and games", "vehicles and aircraft"))

    @cached_property
    def homes_of(self) -> Mapping[str, frozenset[str]]:
        """Return the countries that known names are from, as far as the tables say, or a name itself: أورانج الفرنسية."""
        places = {name.en: name.id for name in self.names if name.genus == "country"}
        found: dict[str, frozenset[str]] = {}
        for name in self.names:
            if not self.is_a(name.type, ("Organization",)):
                continue
            words = (word for form in (name.ar, *name.aliases) for word in fold(form).split()[1:])
            called = {self.country_of(word) for word in words if word.startswith("ال")}
            noted = places.get(name.genus.split(",")[0])
            found[name.id] = frozenset(country for country in (*called, noted) if country)
        return found

    def trades(self, name: KnownName) -> frozenset[str]:
        """Return the words that say again what a known company does: سيارات of بيجو. Of a country alone nothing follows."""
        noted = (part.strip() for part in name.genus.split(","))
        return frozenset[str]().union(*(self.words.get(f"trade in {part}", frozenset()) for part in noted))

    @cached_property
    def compounds(self) -> frozenset[str]:
        """Return the pairs of lemmas whose second noun says nothing of its own: مجلس إدارة، نظام تشغيل."""
        pairs = (fold(head.lemma) for head in self.heads if len(head.lemma.split()) == 2)
        return self.words.get("compound", frozenset()) | frozenset(pairs)

    @cached_property
    def head_of(self) -> Mapping[str, Head]:
        """Return the head nouns by each of their folded forms."""
        return {fold(form): head for head in self.heads for form in head.forms}

    @cached_property
    def role_words(self) -> frozenset[str]:
        """Return the folded first words of the offices: رئيس of رئيس تنفيذي."""
        return frozenset(fold(phrase.split()[0]) for phrase, _ in self.roles)

    @cached_property
    def folded_legal_forms(self) -> frozenset[str]:
        """Return the legal forms as they stand in folded names: القابضة, PLC."""
        return frozenset(fold_name(form) for form in self.legal_forms)

    @cached_property
    def status_words_of(self) -> Mapping[tuple[str, str], Sequence[StatusWord]]:
        """Return the status words by folded lemma and class."""
        found: dict[tuple[str, str], list[StatusWord]] = {}
        for word in self.status_words:
            found.setdefault((fold(word.lemma), word.kind), []).append(word)
        return found

    @cached_property
    def ancestors(self) -> Mapping[str, frozenset[str]]:
        """Return each class with itself and all classes above it."""

        def above(name: str) -> frozenset[str]:
            own = self.classes.get(name)
            return frozenset({name}).union(*(above(parent) for parent in own.parents)) if own else frozenset({name})

        return {name: above(name) for name in self.classes}

    def country_of(self, norm: str) -> str | None:
        """Return the country that a folded adjective names in any gender and number: اليابانية، الألمانيتين."""
        return self._country_of.get(norm)

    @cached_property
    def _country_of(self) -> Mapping[str, str]:
        """Return the country of each form of an adjective; where two adjectives share a form, of the longer one."""
        found: dict[str, str] = {}
        for ending in _ENDINGS:
            for adjective, country in self.nationalities.items():
                if country:
                    found.setdefault(adjective + ending, country)
        # ألمانية begins as the article does once it is folded: what has no article comes first.
        for form, country in list(found.items()):
            found.setdefault(f"ال{form}", country)
        return found

    def is_a(self, type_name: str, classes: Sequence[str]) -> bool:
        """Tell whether a class is, or stands below, one of the given classes; a thing of unknown class ("") may be."""
        return not classes or not type_name or not self.ancestors.get(type_name, {type_name}).isdisjoint(classes)
