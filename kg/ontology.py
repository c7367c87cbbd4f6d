"""ontology/ -> what the reader knows: classes, relations with their frames and examples, names, cue words, status words.

Every error in curated data is raised here and names the file and the term.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from kg.arabic.folding import fold, fold_name
from kg.model import Bound, OntologyError, Quantity, Status

if TYPE_CHECKING:
    import pyoxigraph

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
NAME_WORD_KINDS = ("company", "group", "head", "work", "quality", "part")
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
# The endings of a nationality adjective, folded: ياباني، يابانية، يابانيين، يابانيتان ….
_ENDINGS = ("", "ه", "ين", "ان", "تين", "تان", "ات", "ون")
_PREDICATES = {"verb": "verb", "noun": "noun", "adjective": "adjective"}
_FRAME_KEYS = {
    *_PREDICATES, "subject", "object", *QUALIFIERS, "through", "patientNoun", "status", "subjectType", "objectType", "fixed", "counted", "aspect", "intransitive", "stage",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Class:
    """Hold a class of things."""

    name: str
    label_ar: str
    label_en: str
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
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
    """perfect or imperfect, where the verb says this in one of them only."""
    subject_types: tuple[str, ...] = ()
    object_types: tuple[str, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()
    intransitive: bool = False
    """Whether a finite verb with an object says something else: قدم من X، but قدم استقالته."""

    @property
    def name(self) -> str:
        """Return a name made of the frame's content, for evidence."""
        nouns = "|".join(self.through or self.patient_nouns)
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

    @cached_property
    def name_of(self) -> Mapping[str, KnownName]:
        """Return the known names by entity id."""
        return {name.id: name for name in self.names}

    @cached_property
    def name_by_form(self) -> Mapping[str, KnownName]:
        """Return the known names by each of their folded forms."""
        return {fold_name(form): name for name in reversed(self.names) for form in (name.ar, name.en, *name.aliases)}

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
    def machines(self) -> frozenset[str]:
        """Return the ids of the known devices and vehicles, which none of their parts is called by: معالج آيفون."""
        return frozenset(name.id for name in self.names if name.genus in ("devices and games", "vehicles and aircraft"))

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
        # ألمانية begins as the article does once it is folded.
        return self._country_of.get(norm) or self._country_of.get(norm.removeprefix("ال"))

    @cached_property
    def _country_of(self) -> Mapping[str, str]:
        """Return the country of each form of an adjective; where two adjectives share a form, of the longer one."""
        found: dict[str, str] = {}
        for ending in _ENDINGS:
            for adjective, country in self.nationalities.items():
                if country:
                    found.setdefault(adjective + ending, country)
        return found

    def is_a(self, type_name: str, classes: Sequence[str]) -> bool:
        """Tell whether a class is, or stands below, one of the given classes; a thing of unknown class ("") may be."""
        return (
            not classes
            or not type_name
            or bool(self.ancestors.get(type_name, frozenset({type_name})).intersection(classes))
        )


def ontology_folder() -> Path:
    """Return the folder of the ontology: inside an installed package, or beside it in a source checkout."""
    here = Path(__file__).resolve().parent
    for folder in (here / "_ontology", here.parent / "ontology"):
        if folder.is_dir():
            return folder
    raise OntologyError(f"no ontology/ beside {here} and none inside it: the installation is broken")


def load_ontology(folder: Path | None = None) -> Ontology:
    """Load the ontology that ships with the package, once; or that of a folder, each time as it then stands."""
    return _shipped() if folder is None else _loaded(folder)


@cache
def _shipped() -> Ontology:
    return _loaded(ontology_folder())


def _loaded(folder: Path) -> Ontology:
    classes = _classes(folder)
    relations = _relations(folder, classes)
    inverses = _inverses(folder / "inverses.ttl", relations)
    relations |= {one.of: replace(relations[one.of], inverse=one.name) for one in inverses.values()}
    _parents_are_known(folder, relations, inverses)
    names = tuple(_names(folder, classes))
    _makers_are_known(folder, names)
    lexicon = folder / "lexicon"
    words: dict[str, set[str]] = defaultdict(set)
    for row in _rows(lexicon / "words.tsv", ("word", "class")):
        words[row["class"]].update(fold(word) for word in _values(row["word"]))
    for row in _rows(lexicon / "industries.tsv", ("word", "class")):
        words[row["class"]].update(fold(word) for word in _values(row["word"]))
    spellings: dict[str, str] = {}
    for row in _rows(lexicon / "given_names.tsv", ("name", "gender", "ambiguous")):
        names_of_row = {fold(name) for name in _values(row["name"])}
        for name in names_of_row:
            spellings.setdefault(name, fold(_values(row["name"])[0]))
        words["given-name" if row["ambiguous"] != "yes" else "given-name-or-word"].update(names_of_row)
        words["given-name-of-women" if row["gender"] == "f" else "given-name-of-men"].update(names_of_row)
    return Ontology(
        folder=folder,
        classes=classes,
        relations=relations,
        names=names,
        heads=tuple(_heads(lexicon / "heads.tsv", classes)),
        legal_forms=tuple(row["form"] for row in _rows(lexicon / "legal_forms.tsv", ("form",))),
        roles=tuple((row["phrase"], row["role"]) for row in _rows(lexicon / "roles.tsv", ("phrase", "role"))),
        offices=tuple((row["phrase"], row["role"]) for row in _rows(lexicon / "offices.tsv", ("phrase", "role"))),
        nationalities=_nationalities(lexicon / "nationalities.tsv", {name.id for name in names}),
        honorifics=tuple(form for row in _rows(lexicon / "honorifics.tsv", ("form",)) for form in _values(row["form"])),
        status_words=tuple(_status_words(folder / "status.tsv")),
        inverses=inverses,
        words={name: frozenset(members) for name, members in words.items()},
        name_words=tuple(_name_words(lexicon / "name_words.tsv")),
        given_name_spellings=spellings,
        family_names=frozenset(_family_names(lexicon / "family_names.tsv")),
        ambiguous_names=_ambiguous_names(lexicon / "ambiguous_names.tsv", names),
    )


# ------------------------------------------------------------------ tables


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Yield the rows of a table with a header; "" for a cell that is left out; the line number is under `line`."""
    if not path.is_file():
        raise OntologyError(f"{path}: the table is missing")
    lines = path.read_text(encoding="utf-8").splitlines()
    header: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not header:
            header = cells
            missing = [column for column in columns if column not in header]
            if missing:
                raise OntologyError(f"{path}:{number}: the header lacks the column «{missing[0]}»")
            continue
        if len(cells) > len(header):
            raise OntologyError(f"{path}:{number}: {len(cells)} cells under {len(header)} columns, at «{cells[0]}»")
        yield {**dict.fromkeys(header, ""), **dict(zip(header, cells, strict=False)), "line": f"{path}:{number}"}


def _family_names(path: Path) -> Iterator[str]:
    for row in _rows(path, ("name", "latin")):
        yield from (*_values(row["name"]), *_values(row["latin"]))


def _values(cell: str) -> tuple[str, ...]:
    return tuple(value.strip() for value in cell.split("|") if value.strip())


def _names(folder: Path, classes: Mapping[str, Class]) -> Iterator[KnownName]:
    ids: dict[str, str] = {}
    for path in sorted((folder / "names").glob("*.tsv")):
        for row in _rows(path, ("id", "type", "ar", "en", "aliases")):
            if row["type"] not in classes:
                raise OntologyError(f"{row['line']}: «{row['type']}» is no class of classes.ttl")
            if row["id"] in ids:
                raise OntologyError(f"{row['line']}: the id «{row['id']}» stands in {ids[row['id']]} too")
            ids[row["id"]] = row["line"]
            makers = _values(row.get("maker", ""))
            yield KnownName(
                row["id"], row["type"], row["ar"], row["en"], _values(row["aliases"]), makers, row.get("note", "")
            )


def _makers_are_known(folder: Path, names: Sequence[KnownName]) -> None:
    ids = {name.id for name in names}
    for name in names:
        for maker in name.makers:
            if maker not in ids:
                raise OntologyError(f"{folder / 'names'}: «{maker}», the maker of {name.id}, is no id of names/")


def _ambiguous_names(path: Path, names: Sequence[KnownName]) -> dict[str, str]:
    forms = {fold_name(form) for name in names for form in (name.ar, name.en, *name.aliases)}
    ambiguous: dict[str, str] = {}
    for row in _rows(path, ("name", "cue")):
        if fold_name(row["name"]) not in forms:
            raise OntologyError(f"{row['line']}: «{row['name']}» is no name of names/")
        if row["cue"] not in ("article", "place"):
            raise OntologyError(f"{row['line']}: the cue of «{row['name']}» stands in the article or in each place")
        ambiguous[fold_name(row["name"])] = row["cue"]
    return ambiguous


def _name_words(path: Path) -> Iterator[NameWord]:
    meaning_of: dict[str, str] = {}
    for row in _rows(path, ("meaning", "kind", "ar", "en")):
        if row["kind"] not in NAME_WORD_KINDS:
            told = ", ".join(NAME_WORD_KINDS)
            raise OntologyError(f"{row['line']}: «{row['kind']}» is no kind of «{row['meaning']}»; it is one of {told}")
        words = tuple(fold_name(word) for word in (*_values(row["ar"]), *_values(row["en"])))
        for word in words:
            if meaning_of.setdefault(word, row["meaning"]) != row["meaning"]:
                raise OntologyError(f"{row['line']}: «{word}» of {row['meaning']} means {meaning_of[word]} too")
        yield NameWord(row["meaning"], row["kind"], words)


def _heads(path: Path, classes: Mapping[str, Class]) -> Iterator[Head]:
    for row in _rows(path, ("lemma", "forms", "type", "gender", "refers")):
        if row["type"] not in classes:
            raise OntologyError(f"{row['line']}: «{row['type']}» is no class of classes.ttl")
        yield Head(
            row["lemma"], _values(row["forms"]) or (row["lemma"],), row["type"], row["gender"], row["refers"] == "yes"
        )


def _nationalities(path: Path, ids: set[str]) -> dict[str, str]:
    adjectives: dict[str, str] = {}
    for row in _rows(path, ("country", "adjectives")):
        if row["country"] not in ids:
            raise OntologyError(f"{row['line']}: «{row['country']}» is no id of names/")
        adjectives.update({fold(adjective): row["country"] for adjective in _values(row["adjectives"])})
    return adjectives


def _status_words(path: Path) -> Iterator[StatusWord]:
    for row in _rows(path, ("word", "class", "status", "scope", "control", "via")):
        status = next((name for name in STATUSES if name == row["status"]), None)
        if status is None:
            raise OntologyError(f"{row['line']}: «{row['status']}» is no status; it is one of {', '.join(STATUSES)}")
        yield StatusWord(
            row["word"],
            row["class"],
            status,
            row["scope"],
            row["control"] == "yes",
            tuple(map(fold, _values(row["via"]))),
        )


# ------------------------------------------------------------------ Turtle


class _Block:
    """Read the properties of one node of a Turtle file."""

    def __init__(self, node: object, properties: Mapping[object, Mapping[str, list[object]]], path: Path) -> None:
        self.node, self.properties, self.path = node, properties, path
        self.own = properties.get(node, {})

    def __contains__(self, key: str) -> bool:
        return KG + key in self.own

    def texts(self, key: str, namespace: str = KG) -> tuple[str, ...]:
        """Return the local names of IRIs and the values of literals."""
        return tuple(_local(value) for value in self.own.get(namespace + key, []))

    def text(self, key: str, namespace: str = KG) -> str:
        """Return the first of `texts`, or nothing."""
        return (self.texts(key, namespace) or ("",))[0]

    def label(self, language: str) -> str:
        """Return the label in a language, or nothing."""
        labels = self.own.get(_RDFS + "label", [])
        return next((str(label.value) for label in labels if getattr(label, "language", None) == language), "")  # type: ignore[attr-defined]

    def blocks(self, key: str) -> list[_Block]:
        """Return the nodes that a property leads to."""
        return [_Block(node, self.properties, self.path) for node in self.own.get(KG + key, [])]

    def own_keys(self) -> tuple[str, ...]:
        """Return the local names of its properties in our own namespace."""
        return tuple(key.removeprefix(KG) for key in self.own if key.startswith(KG))


def _local(term: object) -> str:
    value = str(getattr(term, "value", term))
    return value.removeprefix(KG) if value.startswith(KG) else value


def _turtle(path: Path) -> dict[object, dict[str, list[object]]]:
    import pyoxigraph

    properties: dict[object, dict[str, list[object]]] = {}
    try:
        quads: list[pyoxigraph.Quad] = list(pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE))
    except (SyntaxError, ValueError) as error:
        raise OntologyError(f"{path}: {error}") from error
    for quad in quads:
        properties.setdefault(quad.subject, {}).setdefault(quad.predicate.value, []).append(quad.object)
    return properties


def _classes(folder: Path) -> dict[str, Class]:
    path = folder / "classes.ttl"
    found: dict[str, Class] = {}
    properties = _turtle(path)
    for node in properties:
        block = _Block(node, properties, path)
        name = _local(node)
        if f"{_OWL}Class" in block.texts("type", _RDF):
            parents = tuple(parent for parent in block.texts("subClassOf", _RDFS) if "://" not in parent)
            found[name] = Class(name, block.label("ar"), block.label("en"), parents)
    for known in found.values():
        for parent in known.parents:
            if parent not in found:
                raise OntologyError(f"{path}: {known.name} stands below «{parent}», which is no class")
    return found


def _relations(folder: Path, classes: Mapping[str, Class]) -> dict[str, Relation]:
    relations: dict[str, Relation] = {}
    for path in sorted((folder / "relations").glob("*.ttl")):
        properties = _turtle(path)
        for node in properties:
            block = _Block(node, properties, path)
            if "Relation" in block.texts("type", _RDF):
                relation = _relation(_local(node), block, classes)
                if relation.name in relations:
                    raise OntologyError(f"{path}: the relation «{relation.name}» is defined twice")
                relations[relation.name] = relation
    return dict(sorted(relations.items()))


def _inverses(path: Path, relations: Mapping[str, Relation]) -> dict[str, Inverse]:
    found: dict[str, Inverse] = {}
    properties = _turtle(path)
    for node in properties:
        block = _Block(node, properties, path)
        name, of = _local(node), block.text("inverseOf", _OWL)
        if of not in relations:
            raise OntologyError(f"{path}: {name} is the inverse of «{of}», which is no relation")
        if name in relations or any(one.of == of for one in found.values()):
            raise OntologyError(f"{path}: {name}, the inverse of «{of}», is defined twice")
        found[name] = Inverse(name, block.label("ar"), block.label("en"), of)
    return dict(sorted(found.items()))


def _parents_are_known(folder: Path, relations: Mapping[str, Relation], inverses: Mapping[str, Inverse]) -> None:
    for relation in relations.values():
        for parent in relation.parents:
            if parent not in relations and parent not in inverses:
                raise OntologyError(f"{folder}: {relation.name} stands below «{parent}», which is no relation")


def _relation(name: str, block: _Block, classes: Mapping[str, Class]) -> Relation:
    domain, range_ = block.texts("domain", _RDFS), block.texts("range", _RDFS)
    for class_name in (*domain, *range_):
        if class_name not in classes:
            raise OntologyError(f"{block.path}: {name}: «{class_name}» is no class of classes.ttl")
    qualifiers = block.texts("qualifier")
    return Relation(
        name=name,
        label_ar=block.label("ar"),
        label_en=block.label("en"),
        domain=domain,
        range=range_,
        symmetric=_OWL + "SymmetricProperty" in block.texts("type", _RDF),
        asymmetric=_OWL + "AsymmetricProperty" in block.texts("type", _RDF),
        inverse=block.text("inverseOf", _OWL),
        parents=tuple(parent for parent in block.texts("subPropertyOf", _RDFS) if "://" not in parent),
        yields_to=block.texts("yieldsTo"),
        called_by=block.texts("calledBy"),
        decided=block.text("decided") == "true",
        lasting=block.text("lasting") == "true",
        mappings=tuple(
            iri for key in ("closeMatch", "exactMatch", "broadMatch", "relatedMatch") for iri in block.texts(key, _SKOS)
        ),
        qualifiers=qualifiers,
        frames=tuple(_frame(name, frame) for frame in block.blocks("frame")),
        examples=tuple(_example(name, example) for example in block.blocks("example")),
        counter_examples=block.texts("counterExample"),
    )


def _frame(relation: str, block: _Block) -> Frame:
    place = f"{block.path}: {relation}"
    for key in block.own_keys():
        if key not in _FRAME_KEYS:
            raise OntologyError(f"{place}: a frame names «{key}», which is no part of a frame")
    kinds = [kind for kind in _PREDICATES if kind in block]
    if len(kinds) != 1:
        raise OntologyError(f"{place}: a frame has one of verb, noun and adjective, not {kinds or 'none'}")
    kind = kinds[0]
    status = block.text("status")
    if status and status not in STATUSES:
        raise OntologyError(f"{place}: «{status}» is no status")
    arguments = {
        role: tuple(map(fold, block.texts(role))) for role in ("subject", "object", *QUALIFIERS) if role in block
    }
    arguments.setdefault("subject", ("agent",))
    arguments.setdefault("object", ("patient",) if kind == "verb" else ("genitive",))
    fixed = tuple((key, inner.text(key)) for inner in block.blocks("fixed") for key in inner.own_keys())
    return Frame(
        relation, kind, block.texts(kind), arguments,
        through=block.texts("through"), patient_nouns=block.texts("patientNoun"), counted=block.texts("counted"), status=status, aspect=block.text("aspect"), stage=block.text("stage"),
        subject_types=block.texts("subjectType"), object_types=block.texts("objectType"), fixed=fixed, intransitive=block.text("intransitive") == "true",
    )  # fmt: skip


def _example(relation: str, block: _Block) -> Example:
    text = block.text("text")
    if not text:
        raise OntologyError(f"{block.path}: {relation}: an example without a text")
    expected = [*_expectations(relation, block, text)]
    for also in block.blocks("also"):
        expected += _expectations(also.text("relation") or relation, also, text)
    return Example(text, tuple(expected), block.text("published") or None)


def _expectations(relation: str, block: _Block, text: str) -> Iterator[Expectation]:
    place = f"{block.path}: {relation}: «{text}»"
    objects: list[str | Quantity] = [*block.texts("object")]
    objects += [_quantity(figure, place) for figure in block.texts("figure")]
    if not objects or "subject" not in block:
        raise OntologyError(f"{place}: an example needs a subject and an object or a figure")
    qualifiers: list[tuple[str, str | float | Quantity]] = []
    for role in QUALIFIERS:
        for value in block.texts(role):
            if role == "amount":
                qualifiers.append((role, _quantity(value, place)))
            else:
                qualifiers.append((role, float(value) if role in ("percent", "change_percent") else value))
    for subject, object_ in product(block.texts("subject"), objects):
        yield Expectation(relation, subject, object_, tuple(qualifiers), block.text("status") or "asserted")


_BOUNDS: Mapping[str, Bound] = {"approx": "approx", "at-least": "at-least", "at-most": "at-most", "exact": "exact"}


def _quantity(text: str, place: str) -> Quantity:
    """Read "approx 13750000000 USD" or "1200"."""
    words = text.split()
    bound = _BOUNDS[words.pop(0)] if words and words[0] in _BOUNDS else "exact"
    try:
        return Quantity(float(words[0]), words[1] if len(words) > 1 else "", bound)
    except (IndexError, ValueError) as error:
        raise OntologyError(f"{place}: «{text}» is no figure such as «approx 13750000000 USD»") from error
