"""The relations of the ontology are well-formed: what the loader can't see, and what the gold standard asks for."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

rdflib = pytest.importorskip("rdflib")

from rdflib import RDF, RDFS, Graph, Literal, Namespace, Node, URIRef  # noqa: E402

ONTOLOGY = Path(__file__).parents[1] / "ontology"
FILES = sorted((ONTOLOGY / "relations").glob("*.ttl"))
KG = Namespace("https://kg.example/ontology#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")

# fmt: off
GOLD_RELATIONS = (
    "invests-in", "finances", "acquires", "sells", "merges-with", "owns", "subsidiary-of", "partners-with",
    "joint-venture-with", "contracts-with", "negotiates-with", "supplies", "licenses-to", "shares-revenue-with",
    "competes-with", "sues", "fines", "investigates", "hires", "hires-from", "appoints", "dismisses", "reinstates",
    "resigns-from", "holds-position", "founded", "develops", "launches", "uses", "listed-on", "headquartered-in",
    "operates-in", "valued-at", "raises", "reports-revenue", "reports-profit", "reports-loss", "lays-off", "has-employees",
)
SYMMETRIC = (
    "merges-with", "partners-with", "joint-venture-with", "contracts-with", "negotiates-with", "competes-with",
)
COMMON = (
    "acquires", "sells", "merges-with", "owns", "subsidiary-of", "invests-in", "finances", "reports-revenue",
    "reports-profit", "reports-loss", "lays-off", "headquartered-in", "operates-in",
)
# fmt: on

PREDICATES = {KG.verb, KG.noun, KG.adjective}
CONDITIONS = {
    KG.through,
    KG.patientNoun,
    KG.counted,
    KG.aspect,
    KG.intransitive,
    KG.stage,
    KG.status,
    KG.subjectType,
    KG.objectType,
    KG.objectGenus,
    KG.fixed,
}
MENTIONED = {KG.subject, KG.object, KG.seller}
FIGURE = re.compile(r"((approx|at-least|at-most) )?\d+(\.\d+)?( [A-Z]{3})?")
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?|-Q[1-4])?")


@cache
def vocabulary() -> Graph:
    """Return core.ttl and classes.ttl as one graph."""
    graph = Graph().parse(ONTOLOGY / "core.ttl")
    return graph.parse(ONTOLOGY / "classes.ttl")


@cache
def relations() -> Graph:
    """Return all relation files as one graph."""
    graph = Graph()
    for file in FILES:
        graph.parse(file)
    return graph


def names_of(kind: URIRef) -> set[Node]:
    """Return what the vocabulary declares to be of a kind."""
    return set(vocabulary().subjects(RDF.type, kind))


def languages(term: Node, key: URIRef, graph: Graph) -> list[str]:
    """Return the languages in which a term has a text, sorted."""
    return sorted(str(text.language) for text in graph.objects(term, key) if isinstance(text, Literal))


def said(node: Node) -> str:
    """Return a frame or an example in words, for messages."""
    return " | ".join(sorted(str(value) for value in relations().objects(node) if isinstance(value, Literal)))


def test_files_agree_on_prefixes() -> None:
    """Every file is valid Turtle and means the same by a prefix as the others do."""
    meanings: dict[str, str] = {}
    for file in [ONTOLOGY / "classes.ttl", ONTOLOGY / "core.ttl", *FILES]:
        assert len(Graph().parse(file)) > 0
        for prefix, iri in re.findall(
            r"^@prefix ([\w-]+): <(.+)>", file.read_text(encoding="utf-8"), flags=re.MULTILINE
        ):
            assert meanings.setdefault(prefix, iri) == iri, file.name


def test_vocabulary_is_labelled_in_both_languages() -> None:
    """Everything that core.ttl and classes.ttl define has one Arabic and one English label."""
    for term in sorted(set(vocabulary().subjects(RDF.type))):
        if str(term).startswith(KG):
            assert languages(term, RDFS.label, vocabulary()) == ["ar", "en"], term


def test_classes_stand_below_classes() -> None:
    """Each superclass in classes.ttl is a class itself, and no class stands below itself."""
    classes = names_of(OWL.Class)
    for name in sorted(classes):
        above = set(vocabulary().transitive_objects(name, RDFS.subClassOf)) - {name}
        assert above <= classes
        assert not any(name in vocabulary().transitive_objects(parent, RDFS.subClassOf) for parent in above)


def test_each_relation_is_defined_in_one_place() -> None:
    """No relation is defined twice, and none lies outside the gold standard."""
    defined = [name for file in FILES for name in Graph().parse(file).subjects(RDF.type, KG.Relation)]
    assert sorted(defined) == sorted(set(defined))
    assert {str(name).removeprefix(KG) for name in defined} <= set(GOLD_RELATIONS)


@pytest.mark.parametrize("name", GOLD_RELATIONS)
def test_relation_is_complete(name: str) -> None:
    """A relation has both labels and comments, domain and range among the classes, frames, examples and a counter-example."""
    relation, graph, classes = KG[name], relations(), names_of(OWL.Class)
    if (relation, RDF.type, KG.Relation) not in graph:
        pytest.skip(f"no file defines {name} yet")
    for key in (RDFS.label, RDFS.comment):
        assert languages(relation, key, graph) == ["ar", "en"]
    for key in (RDFS.domain, RDFS.range):
        assert set(graph.objects(relation, key)) <= classes
        assert (relation, key, None) in graph
    assert ((relation, RDF.type, OWL.SymmetricProperty) in graph) == (name in SYMMETRIC)
    assert set(graph.objects(relation, KG.qualifier)) <= names_of(KG.Qualifier)
    enough = (8, 3) if name in COMMON else (4, 1)
    found = [len(list(graph.objects(relation, key))) for key in (KG.example, KG.counterExample)]
    assert found[0] >= enough[0]
    assert found[1] >= enough[1]
    assert (relation, KG.frame, None) in graph


@pytest.mark.parametrize("name", GOLD_RELATIONS)
def test_frames_have_one_predicate_and_known_keys(name: str) -> None:
    """A frame has one kind of predicate, keys of the vocabulary, and its arguments at roles or prepositions."""
    graph, qualifiers = relations(), names_of(KG.Qualifier)
    arguments = {KG.subject, KG.object} | qualifiers
    for frame in graph.objects(KG[name], KG.frame):
        keys = set(graph.predicates(frame))
        assert len(keys & PREDICATES) == 1, said(frame)
        assert keys <= PREDICATES | CONDITIONS | arguments, said(frame)
        assert keys & qualifiers <= set(graph.objects(KG[name], KG.qualifier)), said(frame)
        for key in keys & arguments:
            for value in graph.objects(frame, key):
                assert isinstance(value, Literal) or value in names_of(KG.Role), said(frame)
        assert set(graph.objects(frame, KG.status)) <= names_of(KG.Status), said(frame)
        for key in (KG.subjectType, KG.objectType):
            assert set(graph.objects(frame, key)) <= names_of(OWL.Class), said(frame)


@pytest.mark.parametrize("name", GOLD_RELATIONS)
def test_examples_name_what_stands_in_their_texts(name: str) -> None:
    """An example's names occur in its text, its figures and dates are well-formed, its qualifiers are the relation's."""
    graph = relations()
    for example in graph.objects(KG[name], KG.example):
        (text,) = graph.objects(example, KG.text)
        for node in (example, *graph.objects(example, KG.also)):
            check_statement(graph.value(node, KG.relation) or KG[name], node, str(text))


def check_statement(relation: Node, node: Node, text: str) -> None:
    """Assert that one expected statement of an example is well-formed and about its text."""
    graph = relations()
    keys = set(graph.predicates(node))
    assert KG.subject in keys, text
    assert KG.object in keys or KG.figure in keys, text
    assert keys & names_of(KG.Qualifier) <= set(graph.objects(relation, KG.qualifier)), text
    assert set(graph.objects(node, KG.status)) <= names_of(KG.Status), text
    for key in keys & MENTIONED:
        for value in graph.objects(node, key):
            assert is_named(str(value), text), (text, value)
    for value in (*graph.objects(node, KG.figure), *graph.objects(node, KG.amount)):
        assert FIGURE.fullmatch(str(value)), (text, value)
    for value in (*graph.objects(node, KG.date), *graph.objects(node, KG.until), *graph.objects(node, KG.period)):
        assert DATE.fullmatch(str(value)), (text, value)


def is_named(name: str, text: str) -> bool:
    """Tell whether a text holds a name, or the nationality adjective of a country whose name it lacks."""
    return name in text or any(adjective in text for adjective in nationalities(name))


@cache
def nationalities(country: str) -> tuple[str, ...]:
    """Return the adjectives of a country, read from the tables of names and nationalities."""
    table = ONTOLOGY / "lexicon" / "nationalities.tsv"
    ids = {
        cells[0]
        for path in sorted((ONTOLOGY / "names").glob("*.tsv"))
        for cells in (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
        if country in cells
    }
    lines = table.read_text(encoding="utf-8").splitlines() if table.is_file() else []
    rows = [line.split("\t") for line in lines if line.split("\t")[0] in ids]
    return tuple(word.strip() for row in rows for word in row[1].split("|"))


def test_texts_are_told_apart() -> None:
    """No text is both an example and a counter-example, and none stands twice among the examples."""
    graph = relations()
    examples = sorted(str(text) for text in graph.objects(None, KG.text))
    assert examples == sorted(set(examples))
    assert not {str(text) for text in graph.objects(None, KG.counterExample)} & set(examples)


def test_frames_of_a_relation_differ() -> None:
    """No relation says the same frame twice."""
    graph = relations()
    frames = [
        (relation, tuple(sorted((key, value) for key, value in graph.predicate_objects(frame))))
        for relation, frame in graph.subject_objects(KG.frame)
    ]
    assert len(frames) == len(set(frames))
