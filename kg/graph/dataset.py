"""The graph as its users hold it: made of readings or loaded, asked, checked, taken apart, saved."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pyoxigraph import NamedNode, Quad, Store

from kg.graph.answers import Question, answer, question
from kg.graph.belief import belief, load_precision
from kg.graph.changes import Change, changes
from kg.graph.confined import QueryProcess
from kg.graph.conflicts import Conflict, Context, conflicts, headline_claims, load_reasons
from kg.graph.decisions import Decisions
from kg.graph.descriptions import describe
from kg.graph.disk import Kept, open_kept
from kg.graph.doubts import Doubt, doubts
from kg.graph.excerpts import Overview, excerpt, overview, statements_among, statements_between
from kg.graph.facts import ArticleRecord, Facts, read_facts
from kg.graph.files import read_store, write_quads
from kg.graph.inference import INFERENCE, inferred_quads
from kg.graph.lookup import Lookup
from kg.graph.name_index import NameIndex
from kg.graph.names import IndexedNames, NameResolver, StoreNames
from kg.graph.parts import merged_quads
from kg.graph.publication import Publication, publication, store_of
from kg.graph.quads import RELATION, VOCABULARY_LINKS
from kg.graph.sources import sources
from kg.graph.templates import Template, filled, load_templates, template_named
from kg.graph.tenures import Tenure, load_tellings, tenures
from kg.graph.terms import DECIDED, DEFAULT_GRAPH, INFERRED, PREFIXES, TYPE, iri, name_of
from kg.graph.times import Answer, Validity, day_of, period, validity
from kg.graph.traces import APPLIED_TO, accepted
from kg.model import GraphError
from kg.ontology import ARTICLE, KG, load_ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from os import PathLike

    import rdflib

    from kg.graph.checks import Report
    from kg.graph.results import Result
    from kg.graph.terms import Node
    from kg.model import Article, Entity, Reading, Statement
    from kg.ontology import Ontology


UNDECIDED = Decisions()


class Graph:
    """Hold a knowledge graph over Oxigraph's store, in memory or on disk.

    A graph on disk is read only; it moves into memory when it is changed.
    """

    def __init__(
        self, store: Store | None = None, ontology: Ontology | None = None, *, kept: Kept | None = None
    ) -> None:
        self.store = kept.store if kept is not None else store if store is not None else Store()
        self._kept = kept
        self._ontology = ontology
        self._facts: tuple[int, Facts] | None = None
        self._sources: tuple[Mapping[str, str], Mapping[str, str]] | None = None
        self._process: QueryProcess | None = None

    @classmethod
    def from_readings(
        cls, readings: Iterable[Reading], ontology: Ontology | None = None, decisions: Decisions = UNDECIDED
    ) -> Self:
        """Build a graph of readings as people have decided on them, by default with the ontology that ships with the package."""
        graph = cls(ontology=ontology)
        graph.add(readings, decisions)
        return graph

    @classmethod
    def load(cls, path: str | PathLike[str], ontology: Ontology | None = None, *, on_disk: bool | None = None) -> Self:
        """Load a graph from an output folder, or from a .trig, .nq, .ttl, .nt, .jsonld or .rdf file.

        A large one is kept on disk, beside its file, and is opened there the next time; one for which no room is there is read into memory.
        `on_disk` keeps any graph there, and raises GraphError where that can't be done; False reads any into memory.
        """
        kept = open_kept(Path(path), on_disk)
        return cls(read_store(Path(path)), ontology) if kept is None else cls(ontology=ontology, kept=kept)

    def save(self, path: str | PathLike[str]) -> Path:
        """Write the graph to a .trig or .nq file, or as graph.trig into a folder, and return the file.

        Equal graphs are equal bytes; a write that fails leaves what was there before.
        """
        return write_quads(self.store, Path(path))

    @property
    def ontology(self) -> Ontology:
        """Return the ontology that the graph is read with."""
        if self._ontology is None:
            self._ontology = load_ontology()
        return self._ontology

    @property
    def dataset(self) -> rdflib.Dataset:
        """Return rdflib's view of the same store; what is written there is written here, unless the graph is on disk."""
        import rdflib
        from oxrdflib import OxigraphStore

        dataset = rdflib.Dataset(store=OxigraphStore(store=self.store))
        for prefix, namespace in PREFIXES.items():
            dataset.bind(prefix, namespace)
        return dataset

    def __len__(self) -> int:
        """Return the number of quads."""
        return len(self.store)

    def __eq__(self, other: object) -> bool:
        """Return whether two graphs hold the same quads."""
        if not isinstance(other, Graph) or len(self) != len(other):
            return False
        return all(quad in other.store for quad in self.store)

    __hash__ = None  # type: ignore[assignment]

    # -------------------------------------------------------------- change

    def add(self, readings: Iterable[Reading], decisions: Decisions = UNDECIDED) -> None:
        """Merge readings into the graph, as people have decided on them: the union of their quads with those already there.

        The graph kg:decided tells of the decisions. Raise GraphError where two of them contradict each other.
        """
        self._extend(merged_quads(readings, decisions, self.ontology))

    def merge(self, other: Graph) -> None:
        """Merge another graph into this one."""
        self._extend(list(other.store))

    def retract(self, article: str) -> None:
        """Take one article back: what remains is what the other articles give, quad for quad."""
        self._move_into_memory()
        name = iri(ARTICLE, article)
        own = list(self.store.quads_for_pattern(None, None, None, name))
        if not own:
            raise GraphError(f"the graph has no article «{article}»")
        self.store.remove_graph(name)
        for quad in own:
            merged = Quad(quad.subject, quad.predicate, quad.object, DEFAULT_GRAPH)
            if merged in self.store and not self._is_supported(quad):
                self.store.remove(merged)
        self._forget_unused_decisions(name)
        self._forget_unused_vocabulary()
        self._changed()

    def infer(self) -> int:
        """Fill the graph kg:inferred with what follows from the asserted triples; return the number of such triples.

        The rules are inverses, symmetry, and the hierarchies of relations and classes. A query sees the triples under
        `GRAPH kg:inferred`, each with its rule, its premise, the axiom of the ontology, and the statements that it goes back to.
        No other graph is changed, and what is inferred is kept in step with every later change.
        """
        self._move_into_memory()
        self.store.remove_graph(INFERRED)
        self.store.extend(inferred_quads(self.store))
        return sum(1 for _ in self.store.quads_for_pattern(None, TYPE, INFERENCE, INFERRED))

    def _extend(self, added: Iterable[Quad]) -> None:
        self._move_into_memory()
        # In one order always: the rows of a query without ORDER BY come as the store was filled.
        self.store.bulk_extend(sorted(added, key=str))
        self._changed()

    def _move_into_memory(self) -> None:
        if self._kept is not None:
            copy = Store()
            copy.bulk_extend(self.store)
            self.store, self._kept, self._process = copy, None, None

    def _changed(self) -> None:
        if self.store.contains_named_graph(INFERRED):
            self.infer()
        self._facts = None

    def _is_supported(self, quad: Quad) -> bool:
        holders = self.store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return any(holder.graph_name not in (DEFAULT_GRAPH, INFERRED, DECIDED) for holder in holders)

    def _forget_unused_decisions(self, article: NamedNode) -> None:
        """Drop the decisions that were about things of one article alone."""
        for quad in list(self.store.quads_for_pattern(None, APPLIED_TO, article, DECIDED)):
            self.store.remove(quad)
            if not any(self.store.quads_for_pattern(quad.subject, APPLIED_TO, None, DECIDED)):
                for told in list(self.store.quads_for_pattern(quad.subject, None, None, DECIDED)):
                    self.store.remove(told)

    def _forget_unused_vocabulary(self) -> None:
        """Drop the descriptions of classes and relations that no entity, figure or statement uses any more."""
        described = {
            quad.subject: name_of(quad.subject)
            for quad in self.store.quads_for_pattern(None, TYPE, None, DEFAULT_GRAPH)
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(KG)
        }
        waiting = [
            quad.object
            for predicate in (TYPE, RELATION)
            for quad in self.store.quads_for_pattern(None, predicate, None, DEFAULT_GRAPH)
            if quad.subject not in described
        ]
        used: set[object] = set()
        while waiting:
            node = waiting.pop()
            if node not in used:
                used.add(node)
                for link in VOCABULARY_LINKS:
                    linked = self.store.quads_for_pattern(node, link, None, DEFAULT_GRAPH)  # type: ignore[arg-type]
                    waiting += [quad.object for quad in linked]
        for node in described:
            if node not in used:
                for quad in self.store.quads_for_pattern(node, None, None, DEFAULT_GRAPH):
                    self.store.remove(quad)

    def publication(self, until: str) -> Publication:
        """Tell which articles were published until a day (2024, 2024-05, 2024-05-01), which later, and of which that isn't known."""
        return publication(self.store, until)

    def as_published(self, until: str, *, undated: bool = False) -> Self:
        """Return the graph of the articles that were published until a day: quad for quad what building from these alone gives, decided alike.

        Articles without a date, or with one that leaves it open, are left out, or taken in with `undated`. Raise GraphError where
        `until` is no day, month or year.
        """
        found = self.publication(until)
        graph = type(self)(store_of(self.store, (*found.until, *(found.unknown if undated else ()))), self._ontology)
        graph._forget_unused_vocabulary()
        if self.store.contains_named_graph(INFERRED):
            graph.infer()
        return graph

    # -------------------------------------------------------------- ask

    def query(
        self, sparql: str, /, *, timeout: float | None = None, limit: int | None = None, **bindings: object
    ) -> Result:
        """Answer a SPARQL query; without GRAPH it sees the merged claims alone, and no article's own graph.

        kg:, e:, s:, a:, prov:, oa:, rdfs:, skos:, xsd: and others are declared already. A keyword gives a variable its value:
        `graph.query("SELECT ?y { ?x kg:owns ?y }", x="e:openai")`. Of more rows than `limit` the result has the first and says that
        it is truncated. With a `timeout`, in seconds, the query runs in a process of its own, with a limit of memory too, and is
        stopped when its time is over. Raise QueryError where the query is wrong or asks for SERVICE, StoppedQueryError where it was stopped.
        """
        return self.answer(question(sparql, bindings, limit), timeout=timeout)

    def answer(self, asked: Question, *, timeout: float | None = None) -> Result:
        """Answer a question that is made already: `query` and `ask` make one of their arguments."""
        if timeout is None:
            return answer(self.store, asked)
        if self._process is None:
            self._process = QueryProcess(self.store, folder=self.folder)
        return self._process.answer(asked, timeout)

    def describe(self, *nodes: Node) -> Iterator[Quad]:
        """Yield what the graph holds of things: entities with what is said of them and its evidence, articles with what they say."""
        return describe(self.store, nodes)

    @property
    def folder(self) -> Path | None:
        """Return the folder of the store of a graph on disk, None for a graph in memory."""
        return None if self._kept is None else self._kept.quads

    @property
    def names(self) -> NameResolver:
        """Return what finds the entities of the graph, as it is now, by their names."""
        index = None if self._kept is None else NameIndex(self._kept.names)
        if index is None or not index.is_current():
            return NameResolver(StoreNames(self.store), self.ontology)
        return NameResolver(IndexedNames(self.store, index), self.ontology)

    @property
    def templates(self) -> Mapping[str, Template]:
        """Return the questions that ship with kg by their names."""
        return load_templates(self.ontology.folder / "queries")

    def ask(self, template: str, /, *, timeout: float | None = None, limit: int | None = None, **values: str) -> Result:
        """Answer a question that ships with kg: `graph.ask("positions", organization="OpenAI")`.

        Entities go by any of their names, in either script, or by id. Raise GraphError for a template or parameter that isn't there,
        and for a name that stands for no entity of the graph or for several. `timeout` and `limit` are those of `query`.
        """
        return self.answer(self.template_question(template, values, limit), timeout=timeout)

    def template_question(self, template: str, values: Mapping[str, str], limit: int | None = None) -> Question:
        """Return the question that a template asks with these values; raise GraphError as `ask` does."""
        chosen = template_named(self.templates, template)
        return question(chosen.sparql, filled(chosen, values, self.names.entity_named), limit)

    def check(self, articles: Iterable[Article] = ()) -> Report:
        """Hold the graph against the editorial rules of ontology/shapes.ttl.

        The quotes are held against the texts of the articles given here; the report counts those for which there is no text.
        """
        from kg.graph.checks.run import check

        return check(self.store, self.ontology, articles)

    # -------------------------------------------------------------- read

    def overview(self) -> Overview:
        """Return how much there is in the graph, and how much is said of each thing, without reading the rest of it."""
        return overview(self.store)

    def statements_among(self, whole: Overview, nodes: Iterable[str]) -> Iterator[int]:
        """Yield for each of some nodes of the overview how many statements join it and those before it."""
        return statements_among(self.store, whole, nodes)

    def excerpt(self, entities: AbstractSet[str], bearers: AbstractSet[str]) -> Graph:
        """Return a graph of the statements that join two of the entities, or tell a figure of one of the bearers, with all that they rest on."""
        chosen = statements_between(self.store, entities, bearers)
        found = Store()
        found.bulk_extend(excerpt(self.store, chosen, {*entities, *bearers}))
        return Graph(found, self.ontology)

    def lookup(self) -> Lookup:
        """Return what finds single things of the graph, as it is now, without reading the rest."""
        return Lookup(self.store)

    @property
    def facts(self) -> Facts:
        """Return the contents as nouns, read again after every change."""
        # On disk nothing changes, and counting takes long.
        size = len(self.store) if self._kept is None else 0
        if self._facts is None or self._facts[0] != size:
            self._facts = size, read_facts(self.store)
        return self._facts[1]

    def entities(self) -> tuple[Entity, ...]:
        """Return the entities sorted by id, the label Arabic where there is an Arabic one, with the surface forms of all articles."""
        return self.facts.entities

    def statements(self) -> tuple[Statement, ...]:
        """Return the statements sorted by id, each with the evidence of all articles."""
        return self.facts.statements

    def articles(self) -> tuple[ArticleRecord, ...]:
        """Return the articles sorted by id."""
        return self.facts.articles

    # -------------------------------------------------------------- judge

    def conflicts(self) -> tuple[Conflict, ...]:
        """Return the pairs of claims about the same two things and relation, each with a verdict and its reason.

        Verdicts are corroboration, update, contradiction and apparent; nothing is deleted or retired by one.
        """
        return conflicts(self.statements(), self.context())

    def context(self) -> Context:
        """Return what claims are judged by: when articles appeared, which are near-identical, which relations can't be turned."""
        return Context(
            published=self._published(),
            source_of=self._source_of(),
            asymmetric=frozenset(name for name, one in self.ontology.relations.items() if one.asymmetric),
            reasons=load_reasons(self.ontology.folder / "verdicts.tsv"),
        )

    def contradictions(self) -> dict[str, list[str]]:
        """Return for each statement that others contradict the ids of those, sorted."""
        found: dict[str, set[str]] = defaultdict(set)
        for conflict in self.conflicts():
            if conflict.verdict == "contradiction":
                found[conflict.one.id].add(conflict.other.id)
                found[conflict.other.id].add(conflict.one.id)
        return {statement: sorted(others) for statement, others in found.items()}

    def changes_since(self, before: Graph) -> tuple[Change, ...]:
        """Return the statements that this graph has gained, lost or tells in another way than an earlier one."""
        return changes(before.statements(), self.statements())

    def headline_claims(self) -> tuple[Statement, ...]:
        """Return the statements that headlines make and no body bears out."""
        return headline_claims(self.statements())

    def belief(self) -> dict[str, float]:
        """Return for each statement's id how likely it is, between 0 and 1, that a text states it.

        It rests on the precision of the relation's rules, on headlines, anonymous sources and hedges, which count less, and on how many
        sources say it independently: near-identical articles are one. What a person has accepted is 1.
        """
        entities = {entity.id for entity in self.entities()}
        source_of, precision = self._source_of(), load_precision(self.ontology.folder / "precision.tsv")
        vouched = accepted(self.store)
        return {
            statement.id: 1.0
            if statement.id in vouched
            else belief(statement, precision, source_of, entities.__contains__)
            for statement in self.statements()
        }

    def doubts(self) -> tuple[Doubt, ...]:
        """Return each statement of each article with what makes it uncertain, the least certain first."""
        entities = {entity.id for entity in self.entities()}
        precision = load_precision(self.ontology.folder / "precision.tsv")
        return doubts(self.statements(), self.belief(), self.contradictions(), precision, entities.__contains__)

    def valid_at(self, day: str) -> dict[str, Answer]:
        """Return for each statement's id whether it holds on a day (or all through a month or year): yes, no, or unknown.

        It rests on the days that the texts give, and where they give none on those of the articles; never on today. An event holds on its
        own day alone. Raise GraphError where `day` is none.
        """
        asked = day_of(day)
        return {name: found.holds(asked) for name, found in self.validity().items()}

    def validity(self) -> dict[str, Validity]:
        """Return for each statement's id between which days it begins to hold and between which it ends."""
        published = self._published()
        lasting = {name for name, relation in self.ontology.relations.items() if relation.lasting}
        return {
            statement.id: validity(
                statement,
                [found for item in statement.evidence if (found := period(published.get(item.article, "")))],
                lasting=statement.relation in lasting,
            )
            for statement in self.statements()
        }

    def holders(self, organization: str, role: str = "") -> tuple[Tenure, ...]:
        """Return who holds, held or is to hold office at an organization, by any of its names; with `role`, one office alone (`ceo`).

        What is current is so as of the last day that the articles tell of. Raise GraphError where the name stands for no entity or several.
        """
        node = self.names.entity_named(organization)
        tellings = load_tellings(self.ontology.folder / "tenures.tsv")
        found = tenures(self.statements(), tellings, self._published())
        return tuple(one for one in found if one.organization == name_of(node) and role in ("", one.role))

    def _published(self) -> dict[str, str]:
        return self.lookup().published()

    def _source_of(self) -> Mapping[str, str]:
        # Which articles are reprints takes long to tell, and is asked more than once of the same articles.
        fingerprints = self.lookup().fingerprints()
        if self._sources is None or self._sources[0] != fingerprints:
            self._sources = fingerprints, sources(fingerprints)
        return self._sources[1]

    def labels(self, entity: str) -> tuple[str, str]:
        """Return the Arabic and the English label of an entity, each possibly empty."""
        return self.facts.labels.get(entity, ("", ""))

    def relation_labels(self) -> dict[str, tuple[str, str]]:
        """Return the Arabic and English labels of the relations in use and those above them."""
        return self.lookup().relations()

    def class_labels(self) -> dict[str, tuple[str, str]]:
        """Return the Arabic and English labels of the classes in use and those above them."""
        return self.lookup().classes()
