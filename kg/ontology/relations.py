"""Turtle files -> classes, relations with their frames and examples, inverses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from kg.arabic.folding import fold
from kg.model import Bound, OntologyError, Quantity
from kg.ontology.model import KG, QUALIFIERS, STATUSES, Class, Example, Expectation, Frame, Inverse, Relation

if TYPE_CHECKING:
    import pyoxigraph

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_PREDICATES = {"verb": "verb", "noun": "noun", "adjective": "adjective"}
_FRAME_KEYS = {
    *_PREDICATES, "subject", "object", *QUALIFIERS, "through", "patientNoun", "status", "subjectType", "objectType", "objectGenus", "fixed", "counted", "aspect", "intransitive", "stage",
}  # fmt: skip


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


def classes(path: Path) -> dict[str, Class]:
    """Return the classes of a file by name, parents that are none raise an error."""
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


def relations(folder: Path, classes: Mapping[str, Class]) -> dict[str, Relation]:
    """Return the relations of all files of a folder by name, with their frames and examples."""
    found: dict[str, Relation] = {}
    for path in sorted(folder.glob("*.ttl")):
        properties = _turtle(path)
        for node in properties:
            block = _Block(node, properties, path)
            if "Relation" in block.texts("type", _RDF):
                relation = _relation(_local(node), block, classes)
                if relation.name in found:
                    raise OntologyError(f"{path}: the relation «{relation.name}» is defined twice")
                found[relation.name] = relation
    return dict(sorted(found.items()))


def inverses(path: Path, relations: Mapping[str, Relation]) -> dict[str, Inverse]:
    """Return the inverses of a file by name, each of a relation that is known and has no other."""
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


def check_parents(folder: Path, relations: Mapping[str, Relation], inverses: Mapping[str, Inverse]) -> None:
    """Raise an error for a relation that stands below one that is not known."""
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
        subject_types=block.texts("subjectType"), object_types=block.texts("objectType"), object_genus=block.text("objectGenus"), fixed=fixed, intransitive=block.text("intransitive") == "true",
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
