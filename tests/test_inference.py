"""Inference: what follows from asserted triples, with rule, axiom and premise; a reasoner that knows nothing of kg agrees."""

from __future__ import annotations

import shutil
from pathlib import Path

import owlrl
import pytest
import rdflib

from kg.graph import Graph
from kg.graph.terms import DEFAULT_GRAPH, INFERRED, PREFIXES
from kg.model import Article, Entity, Evidence, Quantity, Reading, Span, Statement, Status
from kg.ontology import OntologyError, load_ontology, ontology_folder

SAID = Evidence("A0", Span(0, 4), "قيل", "a frame")
ENTITIES = tuple(
    Entity(name, kind, name)
    for name, kind in (("سدير", "Company"), ("رتاج", "Company"), ("بيادر", "Facility"), ("ليلى", "Person"))
)


@pytest.fixture
def ontology_copy(tmp_path: Path) -> Path:
    """Return a copy of the ontology that may be spoilt."""
    return Path(shutil.copytree(ontology_folder(), tmp_path / "ontology"))


def built(*claims: tuple[str, str, str | Quantity, Status]) -> Graph:
    statements = tuple(
        Statement(subject, relation, target, status=status, evidence=(SAID,))
        for subject, relation, target, status in claims
    )
    return Graph.from_readings([Reading(Article("A0", "قيل"), ENTITIES, statements)])


def whole() -> Graph:
    """Return a graph that each rule has something to do with."""
    return built(
        ("سدير", "owns", "بيادر", "asserted"),
        ("رتاج", "subsidiary-of", "سدير", "asserted"),
        ("سدير", "joint-venture-with", "رتاج", "asserted"),
        ("ليلى", "holds-position", "سدير", "asserted"),
        ("سدير", "raises", Quantity(5e6, "SAR"), "asserted"),
        ("رتاج", "acquires", "بيادر", "planned"),
    )


def conclusions(graph: Graph) -> set[tuple[str, ...]]:
    return {
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for quad in graph.store.quads_for_pattern(None, None, None, INFERRED)
        if quad.subject.value.startswith((PREFIXES["e"], PREFIXES["fig"]))
    }


@pytest.mark.parametrize(
    ("claim", "rule", "conclusion"),
    [
        (("سدير", "owns", "بيادر"), "inverse", "e:بيادر kg:owned-by e:سدير"),
        (("رتاج", "subsidiary-of", "سدير"), "broader", "e:رتاج kg:owned-by e:سدير"),
        (("رتاج", "subsidiary-of", "سدير"), "inverse", "e:سدير kg:owns e:رتاج"),
        (("سدير", "joint-venture-with", "رتاج"), "broader", "e:رتاج kg:partners-with e:سدير"),
        (("سدير", "owns", "بيادر"), "class", "e:بيادر a kg:Location"),
    ],
)
def test_each_rule_draws_its_conclusion(claim: tuple[str, str, str], rule: str, conclusion: str) -> None:
    """Inverses, broader relations and broader classes follow, each with the rule that says so."""
    graph = built((*claim, "asserted"))
    graph.infer()
    assert graph.query(f"ASK {{ GRAPH kg:inferred {{ {conclusion} }} }}").rows == ((True,),)
    assert (rule,) in graph.query("SELECT DISTINCT ?r { GRAPH kg:inferred { ?i kg:rule ?r } }").rows


def test_a_relation_without_direction_is_turned() -> None:
    """Where a file gives a symmetric relation in one direction, the other follows."""
    graph = built(("سدير", "partners-with", "رتاج", "asserted"))
    graph.store.update("DELETE WHERE { e:رتاج kg:partners-with e:سدير }", prefixes=PREFIXES)
    graph.infer()
    turned = "?i kg:rule 'symmetric' ; kg:subject e:رتاج ; kg:relation kg:partners-with ; kg:object e:سدير"
    assert graph.query(f"ASK {{ GRAPH kg:inferred {{ {turned} }} }}").rows == ((True,),)


@pytest.mark.parametrize("status", ["planned", "negotiating", "denied", "ended", "possible"])
def test_nothing_follows_from_what_is_not_asserted(status: Status) -> None:
    """A plan to own isn't being owned, and a denial is nothing to conclude from."""
    graph = built(("سدير", "owns", "بيادر", status))
    graph.infer()
    assert not graph.query("ASK { GRAPH kg:inferred { ?any kg:owned-by ?other } }")


def test_every_conclusion_names_its_rule_and_its_premises() -> None:
    """Rule, axiom and premise stand with each conclusion; the premise and the axiom are in the graph or inferred themselves."""
    graph = whole()
    graph.infer()
    explained = graph.query(
        """SELECT ?s ?r ?o ?ps ?pr ?po ?xs ?xr ?xo { GRAPH kg:inferred {
            ?i a kg:Inference ; kg:rule ?rule ; kg:subject ?s ; kg:relation ?r ; kg:object ?o ;
               kg:premiseSubject ?ps ; kg:premiseRelation ?pr ; kg:premiseObject ?po ;
               kg:axiomSubject ?xs ; kg:axiomRelation ?xr ; kg:axiomObject ?xo } }"""
    ).terms
    assert {tuple(term.value for term in row[:3]) for row in explained} == conclusions(graph)  # type: ignore[union-attr]
    for row in explained:
        for triple in (row[3:6], row[6:9]):
            held = graph.store.quads_for_pattern(*triple, None)  # type: ignore[arg-type]
            assert any(quad.graph_name in (DEFAULT_GRAPH, INFERRED) for quad in held)


def test_a_conclusion_leads_back_to_its_statements() -> None:
    """From what is inferred one comes, by way of the inferences between, to the statement and so to its evidence."""
    graph = built(("رتاج", "subsidiary-of", "سدير", "asserted"))
    graph.infer()
    (found,) = graph.query(
        """SELECT ?quote { GRAPH kg:inferred { ?i kg:subject e:سدير ; kg:relation kg:owns ; kg:object e:رتاج ;
            prov:wasDerivedFrom+ ?claim } ?claim kg:evidence ?e . GRAPH ?article { ?e prov:value ?quote } }"""
    ).rows
    assert found == ("قيل",)


def test_inference_changes_no_other_graph() -> None:
    """With inferences or without them, all other graphs are the same, and inferring again adds nothing."""
    graph, without = whole(), whole()
    number = graph.infer()
    assert number == graph.infer() > 0
    assert {quad for quad in graph.store if quad.graph_name != INFERRED} == set(without.store)
    assert graph.statements() == without.statements()
    assert graph.entities() == without.entities()


def test_a_reasoner_draws_the_same_conclusions() -> None:
    """owlrl, which knows OWL 2 RL and nothing of kg, concludes the same about entities and figures."""
    graph = whole()
    given = rdflib.Graph()
    given.parse(data=n_triples(graph), format="nt")
    before = set(given)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(given)
    ours = PREFIXES["kg"]
    told = {
        (str(subject), str(predicate), str(target))
        for subject, predicate, target in set(given) - before
        if str(subject).startswith((PREFIXES["e"], PREFIXES["fig"]))
        and (str(predicate).startswith(ours) or (predicate == rdflib.RDF.type and str(target).startswith(ours)))
    }
    graph.infer()
    assert conclusions(graph) == told


def n_triples(graph: Graph) -> str:
    """Return what is merged as N-Triples."""
    merged = graph.store.quads_for_pattern(None, None, None, DEFAULT_GRAPH)
    return "".join(f"{quad.triple} .\n" for quad in merged)


def test_every_relation_between_entities_has_a_name_from_its_other_end() -> None:
    """What joins two entities is symmetric or has an inverse, with labels in both languages."""
    ontology = load_ontology()
    for relation in ontology.relations.values():
        joins_figures = {"Money", "Number"} >= set(relation.range)
        assert joins_figures or relation.symmetric or relation.inverse, relation.name
    for inverse in ontology.inverses.values():
        assert inverse.label_ar, inverse
        assert inverse.label_en, inverse
        assert ontology.relations[inverse.of].inverse == inverse.name


@pytest.mark.parametrize(
    ("block", "told"),
    [
        ("kg:x owl:inverseOf kg:admires .", "admires"),
        ("kg:x owl:inverseOf kg:owns .", "defined twice"),
        ("kg:owns owl:inverseOf kg:sells .", "defined twice"),
    ],
)
def test_a_wrong_inverse_is_named(block: str, told: str, ontology_copy: Path) -> None:
    """An inverse of no relation, or a second one, is told with its file."""
    file = ontology_copy / "inverses.ttl"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{block}\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=told):
        load_ontology(ontology_copy)


def test_a_relation_below_nothing_known_is_named(ontology_copy: Path) -> None:
    """A broader relation that doesn't exist is told."""
    file = ontology_copy / "relations" / "ownership.ttl"
    text = file.read_text(encoding="utf-8").replace(
        "rdfs:subPropertyOf kg:owned-by", "rdfs:subPropertyOf kg:admired-by"
    )
    file.write_text(text, encoding="utf-8")
    with pytest.raises(OntologyError, match="subsidiary-of stands below «admired-by»"):
        load_ontology(ontology_copy)
