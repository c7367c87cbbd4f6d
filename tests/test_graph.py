"""The graph: laws of merging and taking back, files, queries."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.graph import Graph, canonical, quads
from kg.model import Article, Bound, Entity, Evidence, GraphError, Quantity, Reading, Span, Statement, Status, Where
from kg.ontology import Class, KnownName, Ontology, Relation

CLASSES = (
    Class("Agent", "فاعل", "agent"),
    Class("Organization", "منظمة", "organization", ("Agent",)),
    Class("Company", "شركة", "company", ("Organization",)),
    Class("Figure", "رقم", "figure"),
    Class("Money", "مال", "money", ("Figure",)),
    Class("Number", "عدد", "number", ("Figure",)),
)
RELATIONS = (
    Relation("acquires", "يستحوذ على", "acquires", ("Agent",), ("Agent",), parents=("invests-in",)),
    Relation("invests-in", "يستثمر في", "invests in", ("Agent",), ("Agent",)),
    Relation("owns", "يملك", "owns", ("Agent",), ("Agent",), inverse="subsidiary-of"),
    Relation("subsidiary-of", "تابع لـ", "subsidiary of", ("Agent",), ("Agent",)),
    Relation("partners-with", "يشارك", "partners with", ("Agent",), ("Agent",), symmetric=True),
    Relation("raises", "يجمع", "raises", ("Agent",), ("Figure",)),
)
ONTOLOGY = Ontology(
    folder=Path(__file__).parents[1] / "ontology",
    classes={item.name: item for item in CLASSES},
    relations={item.name: item for item in RELATIONS},
    names=(KnownName("sadir", "Company", "سدير", "Sadir"),),
)
ENTITIES = ("sadir", "الواحة", "nakheel-1", "odd id/with#marks?", "x.y%20~z", "24h")


def stretches() -> st.SearchStrategy[Span]:
    return st.builds(lambda start, length: Span(start, start + length), st.integers(0, 40), st.integers(1, 9))


def quantities() -> st.SearchStrategy[Quantity]:
    bounds: list[Bound] = ["exact", "approx", "at-least", "at-most"]
    numbers = st.sampled_from((0.0, 5e9, 13.75e9, 1200.0, 0.25, 12345678901.0, -3.5))
    return st.builds(Quantity, numbers, st.sampled_from(("USD", "SAR", "", "percent")), st.sampled_from(bounds))


def evidences(article: str) -> st.SearchStrategy[Evidence]:
    places: list[Where] = ["title", "body", "both"]
    texts = st.sampled_from(("قالت «سدير»\nإنها", 'a "quote" \\ with marks', "س"))
    return st.builds(
        Evidence,
        article=st.just(article),
        span=stretches(),
        quote=texts,
        rule=st.sampled_from(("acquires: اشترى patient", "r2")),
        score=st.sampled_from((1.0, 0.5, 1 / 3)),
        speaker=st.sampled_from(("", "sadir", "مصادر مطلعة")),
        where=st.sampled_from(places),
        subject_span=st.none() | stretches(),
        object_span=st.none() | stretches(),
        trigger_span=st.none() | stretches(),
    )


def qualifier_pairs() -> st.SearchStrategy[tuple[str, str | float | Quantity]]:
    dates = st.sampled_from(("2023", "2023-11", "2023-11-30", "2024-Q3", "2023-02-30", "نهاية العام"))
    return st.one_of(
        st.tuples(st.just("amount"), quantities()),
        st.tuples(st.just("percent"), st.sampled_from((20.0, 12.5))),
        st.tuples(st.sampled_from(("date", "until")), dates),
        st.tuples(st.just("seller"), st.sampled_from(ENTITIES)),
        st.tuples(st.just("product"), st.sampled_from(("رقائق", "24h"))),
        st.tuples(st.just("role"), st.sampled_from(("ceo", "sadir"))),
    )


def statements(article: str) -> st.SearchStrategy[Statement]:
    statuses: list[Status] = ["asserted", "planned", "denied"]
    pairs = st.lists(qualifier_pairs(), max_size=3, unique_by=lambda pair: pair[0])
    return st.builds(
        Statement,
        subject=st.sampled_from(ENTITIES),
        relation=st.sampled_from(tuple(ONTOLOGY.relations)),
        object=st.sampled_from(ENTITIES) | quantities(),
        qualifiers=pairs.map(lambda found: tuple(sorted(found, key=str))),
        status=st.sampled_from(statuses),
        evidence=st.lists(evidences(article), min_size=1, max_size=2, unique=True).map(tuple),
    )


def entities() -> st.SearchStrategy[Entity]:
    return st.builds(
        Entity,
        id=st.sampled_from(ENTITIES),
        type=st.sampled_from(("Company", "Organization")),
        label=st.sampled_from(("سدير القابضة", "Sadir Holding")),
        names=st.lists(st.sampled_from(("سدير", "سدير القابضة", "Sadir")), max_size=3, unique=True).map(tuple),
    )


@st.composite
def readings(draw: st.DrawFn) -> tuple[Reading, ...]:
    ids = draw(st.lists(st.sampled_from(("A0", "A1", "dev/A2", "خبر 3")), min_size=1, max_size=4, unique=True))
    return tuple(
        Reading(
            Article(
                id=name,
                text="",
                title=draw(st.sampled_from(("", "سدير تستحوذ على الواحة", "News"))),
                published=draw(st.sampled_from((None, "2024", "2024-10", "2024-10-20"))),
                publisher=draw(st.sampled_from((None, "الجريدة"))),
                url=draw(st.sampled_from((None, "https://news.example/a b?<1>"))),
            ),
            tuple(draw(st.lists(entities(), max_size=3, unique_by=lambda entity: entity.id))),
            tuple(draw(st.lists(statements(name), max_size=3))),
        )
        for name in ids
    )


def one_reading(article: str = "A0", status: Status = "asserted", relation: str = "acquires") -> Reading:
    evidence = Evidence(article, Span(0, 23), "استحوذت سدير على الواحة", "acquires: استحوذ على", 0.9)
    return Reading(
        Article(article, "", title="سدير تستحوذ على الواحة", published="2024-10-20"),
        (
            Entity("sadir", "Company", "سدير", ("سدير", "شركة سدير")),
            Entity("waha", "Company", "الواحة", ("الواحة",)),
        ),
        (
            Statement(
                "sadir",
                relation,
                "waha",
                (("amount", Quantity(1.2e8, "SAR", "approx")), ("date", "2024-10")),
                status,
                (evidence,),
            ),
        ),
    )


def built(*found: Reading) -> Graph:
    return Graph.from_readings(found, ONTOLOGY)


laws = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class TestMerging:
    """Merging is set union, and can be undone."""

    @laws
    @given(readings(), readings())
    def test_merging_is_union(self, left: tuple[Reading, ...], right: tuple[Reading, ...]) -> None:
        """The quads of two lots of readings are the union of the quads of each, in whatever order and however often."""
        both = set(quads((*left, *right), ONTOLOGY))
        assert both == set(quads(left, ONTOLOGY)) | set(quads(right, ONTOLOGY))
        assert both == set(quads((*reversed(right), *left, *left), ONTOLOGY))

    @laws
    @given(readings(), readings(), readings())
    def test_merging_graphs_is_associative(
        self, first: tuple[Reading, ...], second: tuple[Reading, ...], third: tuple[Reading, ...]
    ) -> None:
        """Merging graphs gives the same graph however they are grouped, and a graph merged with itself stays what it is."""
        left, right, tail = built(*first), built(*first), built(*second)
        left.merge(built(*second))
        left.merge(built(*third))
        tail.merge(built(*third))
        right.merge(tail)
        assert left == right
        right.merge(left)
        assert left == right

    @laws
    @given(readings())
    def test_each_quad_comes_once(self, found: tuple[Reading, ...]) -> None:
        """No quad is yielded twice, and the store holds exactly what was yielded."""
        yielded = list(quads(found, ONTOLOGY))
        assert len(yielded) == len(set(yielded))
        assert set(yielded) == set(built(*found).store)

    @laws
    @given(readings(), st.data())
    def test_an_article_can_be_taken_back(self, found: tuple[Reading, ...], data: st.DataObject) -> None:
        """What remains after taking an article back is what the other articles give, quad for quad."""
        gone = data.draw(st.sampled_from(found))
        graph = built(*found)
        graph.retract(gone.article.id)
        assert graph == built(*(reading for reading in found if reading is not gone))

    def test_an_unknown_article_cannot_be_taken_back(self) -> None:
        """Taking back an article that isn't there names it."""
        with pytest.raises(GraphError, match="«B9»"):
            built(one_reading()).retract("B9")


class TestNouns:
    """What went in as readings comes out as nouns."""

    @laws
    @given(readings())
    def test_statements_come_back_as_they_went_in(self, found: tuple[Reading, ...]) -> None:
        """The statements of a graph are those of its readings, with the evidence of all of them."""
        expected: dict[str, Statement] = {}
        for statement in (canonical(item, ONTOLOGY) for reading in found for item in reading.statements):
            known = expected.setdefault(statement.id, replace(statement, evidence=()))
            expected[statement.id] = replace(known, evidence=(*known.evidence, *statement.evidence))
        given_back = built(*found).statements()
        assert [item.id for item in given_back] == sorted(expected)
        for item in given_back:
            assert item == expected[item.id]
            assert set(item.evidence) == set(expected[item.id].evidence)

    def test_two_articles_agree_on_a_symmetric_relation(self) -> None:
        """Who is named first doesn't matter in a symmetric relation: two articles give one statement with two pieces of evidence."""
        there = one_reading("A0", relation="partners-with")
        back = one_reading("A1", relation="partners-with")
        statement = back.statements[0]
        evidence = replace(statement.evidence[0], subject_span=Span(1, 2), object_span=Span(3, 4))
        turned = replace(statement, subject="waha", object="sadir", evidence=(evidence,))
        graph = built(there, replace(back, statements=(turned,)))
        (only,) = graph.statements()
        assert [item.article for item in only.evidence] == ["A0", "A1"]
        assert only.evidence[1].subject_span == Span(3, 4)
        assert graph.query("ASK { e:sadir kg:partners-with e:waha . e:waha kg:partners-with e:sadir }")

    def test_entities_have_labels_and_all_their_forms(self) -> None:
        """A known name has its own labels, another entity its written one, and both keep every surface form."""
        graph = built(one_reading())
        assert graph.labels("sadir") == ("سدير", "Sadir")
        assert graph.labels("waha") == ("الواحة", "")
        assert graph.labels("nobody") == ("", "")
        assert graph.entities() == (
            Entity("sadir", "Company", "سدير", ("سدير", "شركة سدير")),
            Entity("waha", "Company", "الواحة", ("الواحة",)),
        )

    def test_an_arabic_name_is_found_in_latin_letters(self) -> None:
        """A name that the tables don't know has its letters in Latin script beside it, and no second label."""
        graph = built(one_reading())
        assert graph.query('ASK { e:waha skos:hiddenLabel "AlwAHħ"@ar-latn }')
        assert not graph.query("ASK { e:sadir skos:hiddenLabel ?name }")

    def test_the_narrowest_class_is_told(self) -> None:
        """An entity that one article calls a company and another an organization is a company."""
        vague = Reading(Article("A1", ""), (Entity("waha", "Organization", "الواحة"),))
        kinds = {entity.id: entity.type for entity in built(one_reading(), vague).entities()}
        assert kinds["waha"] == "Company"

    def test_articles_keep_their_metadata(self) -> None:
        """The title and the date of an article come back."""
        (article,) = built(one_reading()).articles()
        assert (article.id, article.title, article.published) == ("A0", "سدير تستحوذ على الواحة", "2024-10-20")

    def test_the_graph_describes_the_words_it_uses(self) -> None:
        """Labels of the classes and relations in use, and of those above them, stand in the graph; others don't."""
        graph = built(one_reading())
        assert graph.relation_labels() == {
            "acquires": ("يستحوذ على", "acquires"),
            "invests-in": ("يستثمر في", "invests in"),
        }
        assert sorted(graph.class_labels()) == ["Agent", "Company", "Figure", "Money", "Organization"]

    def test_a_number_that_is_not_finite_is_refused(self) -> None:
        """A figure without a finite value doesn't enter the graph."""
        reading = one_reading()
        statement = replace(reading.statements[0], object=Quantity(float("nan"), "USD"))
        with pytest.raises(GraphError, match="finite"):
            built(replace(reading, statements=(statement,)))


class TestTwoLevels:
    """Plain triples say what is asserted; statements say everything; evidence stays with its article."""

    def test_only_asserted_claims_are_plain_triples(self) -> None:
        """A plan is a statement, but no plain triple."""
        assert built(one_reading()).query("ASK { e:sadir kg:acquires e:waha }")
        planned = built(one_reading(status="planned"))
        assert not planned.query("ASK { e:sadir kg:acquires e:waha }")
        assert planned.query("SELECT ?status { ?s a kg:Statement ; kg:status ?status }").rows == (("kg:planned",),)

    def test_a_claim_of_two_articles_counts_once(self) -> None:
        """A query without GRAPH counts a merged claim once, and its evidence twice."""
        graph = built(one_reading("A0"), one_reading("A1"))
        assert graph.query("SELECT (COUNT(*) AS ?n) { ?x kg:acquires ?y }").rows == ((1,),)
        assert graph.query("SELECT (COUNT(?v) AS ?n) { ?s kg:evidence ?v }").rows == ((2,),)

    def test_evidence_stands_in_the_graph_of_its_article(self) -> None:
        """Quote, offsets and rule are found under the article's own graph."""
        query = """SELECT ?g ?quote ?start ?end ?rule { ?s kg:evidence ?v .
            GRAPH ?g { ?v prov:value ?quote ; kg:rule ?rule ; oa:hasSelector ?p . ?p oa:start ?start ; oa:end ?end } }"""
        assert built(one_reading()).query(query).rows == (
            ("a:A0", "استحوذت سدير على الواحة", 0, 23, "acquires: استحوذ على"),
        )

    @pytest.mark.parametrize(
        ("date", "datatype"),
        [
            ("2023", "xsd:gYear"),
            ("2023-11", "xsd:gYearMonth"),
            ("2023-11-30", "xsd:date"),
            ("2023-Q4", "xsd:string"),
            ("2023-11-31", "xsd:string"),
        ],
    )
    def test_dates_are_as_precise_as_they_are_known(self, date: str, datatype: str) -> None:
        """A date carries the type of its precision, and what is no date stays text."""
        reading = one_reading()
        statement = replace(reading.statements[0], qualifiers=(("date", date),))
        graph = built(replace(reading, statements=(statement,)))
        assert graph.query("SELECT (DATATYPE(?d) AS ?t) { ?s kg:date ?d }").rows == ((datatype,),)

    def test_what_follows_has_a_graph_of_its_own(self) -> None:
        """Inference adds the broader relation and the inverse with their rules, outside of what a plain query sees."""
        graph = built(one_reading("A0"), one_reading("A1", relation="owns"))
        assert graph.infer() == 7
        assert not graph.query("ASK { e:sadir kg:invests-in e:waha }")
        assert graph.query(
            "ASK { GRAPH kg:inferred { e:sadir kg:invests-in e:waha . e:waha kg:subsidiary-of e:sadir } }"
        )
        rules = graph.query("SELECT ?r { GRAPH kg:inferred { ?i a kg:Inference ; kg:rule ?r } } ORDER BY ?r").rows
        assert rules == (("broader",), *[("class",)] * 5, ("inverse",))

    def test_what_is_asserted_is_not_inferred(self) -> None:
        """A triple that an article asserts isn't repeated among the inferred ones."""
        graph = built(one_reading("A0"), one_reading("A1", relation="invests-in"))
        graph.infer()
        assert not graph.query("ASK { GRAPH kg:inferred { ?i kg:relation kg:invests-in } }")

    def test_inference_follows_a_retraction(self) -> None:
        """Taking an article back takes back what followed from it."""
        graph = built(one_reading("A0"), one_reading("A1", relation="owns"))
        graph.infer()
        graph.retract("A1")
        alone = built(one_reading("A0"))
        alone.infer()
        assert graph == alone


class TestFiles:
    """Files hold the whole graph and nothing else."""

    @laws
    @given(readings(), st.randoms(use_true_random=False))
    def test_files_are_equal_to_the_byte(
        self, tmp_path_factory: pytest.TempPathFactory, found: tuple[Reading, ...], random: object
    ) -> None:
        """Files don't depend on the order of the readings, and loading gives the graph back."""
        shuffled = list(found)
        random.shuffle(shuffled)  # type: ignore[attr-defined]
        folder = tmp_path_factory.mktemp("graph")
        for name in ("graph.trig", "graph.nq"):
            first = built(*found).save(folder / name)
            content = first.read_bytes()
            assert built(*shuffled).save(folder / name).read_bytes() == content
            assert Graph.load(first, ONTOLOGY) == built(*found)

    @pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
    @laws
    @given(readings())
    def test_rdflib_reads_what_is_written(
        self, tmp_path_factory: pytest.TempPathFactory, found: tuple[Reading, ...]
    ) -> None:
        """The parsers of rdflib itself read TriG and N-Quads and find every quad."""
        import rdflib

        graph = built(*found)
        for name, parser in (("graph.trig", "trig"), ("graph.nq", "nquads")):
            file = graph.save(tmp_path_factory.mktemp("graph") / name)
            dataset = rdflib.Dataset()
            dataset.parse(file, format=parser)
            assert sum(1 for _ in dataset.quads()) == len(graph)

    @pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
    def test_rdflib_sees_the_same_store(self) -> None:
        """The dataset is a view of the graph, not a copy."""
        import rdflib

        graph = built(one_reading())
        label = rdflib.URIRef("https://kg.example/entity/waha"), rdflib.RDFS.label, rdflib.Literal("Waha", lang="en")
        graph.dataset.add(label)
        assert graph.labels("waha") == ("الواحة", "Waha")

    def test_a_folder_is_saved_and_loaded_by_its_graph(self, tmp_path: Path) -> None:
        """A folder holds graph.trig, and nothing is left over from writing it."""
        graph = built(one_reading())
        assert graph.save(tmp_path / "out") == tmp_path / "out" / "graph.trig"
        assert [path.name for path in (tmp_path / "out").iterdir()] == ["graph.trig"]
        assert Graph.load(tmp_path / "out", ONTOLOGY) == graph

    def test_a_failed_write_leaves_the_old_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """When writing fails half-way the file that was there stays, and no other does."""
        file = built(one_reading()).save(tmp_path / "graph.nq")
        before = file.read_bytes()

        def failing(*_: object) -> None:
            raise OSError("the disk is full")

        monkeypatch.setattr(Path, "replace", failing)
        with pytest.raises(OSError, match="full"):
            built(one_reading("A1")).save(file)
        assert file.read_bytes() == before
        assert [path.name for path in tmp_path.iterdir()] == ["graph.nq"]

    @pytest.mark.parametrize(
        ("name", "text", "message"),
        [
            ("graph.trig", "@prefix x: <http://x/> .\nx:a x:b .\n", "graph.trig:2"),
            ("graph.nq", "<http://x/a> <http://x/b> <http://x/c> .\n<http://x/a> .\n", "graph.nq:2"),
            ("graph.txt", "", "is no graph format"),
        ],
    )
    def test_a_broken_file_is_named_with_its_line(self, tmp_path: Path, name: str, text: str, message: str) -> None:
        """A file that can't be read is named, with the line where reading stopped."""
        (tmp_path / name).write_text(text)
        with pytest.raises(GraphError, match=message):
            Graph.load(tmp_path / name)

    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        """A path without a file, and a folder without a graph, are named."""
        with pytest.raises(GraphError, match="no such file"):
            Graph.load(tmp_path / "none.trig")
        with pytest.raises(GraphError, match="holds none of"):
            Graph.load(tmp_path)

    def test_a_format_without_graphs_is_refused(self, tmp_path: Path) -> None:
        """Turtle can't hold the articles' graphs, so a graph isn't saved as Turtle."""
        with pytest.raises(GraphError, match="written as"):
            built(one_reading()).save(tmp_path / "graph.ttl")


class TestQueries:
    """Queries are answered, bounded and written out."""

    @pytest.mark.parametrize(
        "query",
        [
            "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
            "SELECT * { ?s ?p ?o . service silent ?s { ?s ?p ?o } }",
            "SELECT * { SERVICE<http://127.0.0.1/> { ?s ?p ?o } }",
            "PREFIX : <http://127.0.0.1/> SELECT * { SERVICE:a { ?s ?p ?o } }",
            "SELECT * { SERVICESILENT<http://127.0.0.1/> { ?s ?p ?o } }",
            "SELECT * { ?s ?p trueSERVICE<http://127.0.0.1/> { ?s ?p ?o } }",
            "SELECT * { ?s ?p 1SERVICE<http://127.0.0.1/> { ?s ?p ?o } }",
            "SELECT * { ?s ?p kg:a.b.SERVICE<http://127.0.0.1/> { ?s ?p ?o } }",
            "SELECT * { ?s ?p kg:a~SERVICE<http://127.0.0.1/> { ?s ?p ?o } }",
            "SELECT * { ?s ?p ?o FILTER(?s<?p)SERVICE<http://127.0.0.1/> { ?s ?p ?o } }",
            "SELECT * { ?s ?p 'a' SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
            "SELECT * { ?s ?p ?o # 'a\n SERVICE <http://127.0.0.1/> { ?s ?p 'b' } }",
        ],
    )
    def test_no_other_server_is_asked(self, query: str) -> None:
        """SERVICE is refused however it is written."""
        with pytest.raises(GraphError, match="SERVICE would ask"):
            Graph().query(query)

    @pytest.mark.parametrize(
        "query",
        [
            "SELECT * { ?service kg:uses-service 'SERVICE' } # SERVICE",
            'SELECT * { ?s <http://x/SERVICE> "SERVICE \\" SERVICE"@en }',
            "SELECT * { ?s ?p '''SERVICE ' SERVICE''' }",
        ],
    )
    def test_the_word_service_alone_is_no_offence(self, query: str) -> None:
        """A text, a variable, a name or a comment may hold the word."""
        assert len(Graph().query(query)) == 0

    def test_a_syntax_error_has_a_place(self) -> None:
        """A query that can't be parsed is answered with line and column."""
        with pytest.raises(GraphError, match="line 2, column 6"):
            Graph().query("SELECT ?x\n{ ?x p }")
        with pytest.raises(GraphError) as raised:
            Graph().query("SELECT ?x {")
        assert "\n" not in str(raised.value)

    def test_an_undeclared_prefix_is_an_error(self) -> None:
        """A prefix that nobody declared is told as an error of the query."""
        with pytest.raises(GraphError, match="query"):
            Graph().query("SELECT ?x { ?x nobody:knows ?y }")

    @pytest.mark.parametrize(
        ("value", "count"), [("e:sadir", 1), ("e:waha", 0), ("https://kg.example/entity/sadir", 1)]
    )
    def test_variables_can_be_bound(self, value: str, count: int) -> None:
        """A keyword gives a variable its value."""
        assert len(built(one_reading()).query("SELECT ?y { ?x kg:acquires ?y }", x=value)) == count

    @pytest.mark.parametrize(
        ("query", "rows"),
        [
            ("SELECT ?x ?y { ?x kg:acquires ?y }", (("e:sadir", "e:waha"),)),
            ("SELECT ?x (COUNT(?y) AS ?n) { ?x kg:acquires ?y } GROUP BY ?x ORDER BY DESC(?x) ?x", (("e:sadir", 1),)),
            (
                "SELECT ?y { ?a kg:acquires ?y . { FILTER(?x = e:sadir) } UNION { FILTER(?x = e:waha) } }",
                (("e:waha",),),
            ),
            ("SELECT ?y { ?x kg:acquires ?y FILTER('?x' != \"?x#\"@en) } LIMIT 3 # ?x", (("e:waha",),)),
            ("SELECT ?y { { SELECT ?x ?y { ?x kg:acquires ?y } ORDER BY ?y } $x a kg:Company }", (("e:waha",),)),
            ("ASK { ?x kg:acquires ?y }", ((True,),)),
        ],
    )
    def test_a_bound_variable_has_its_value_everywhere(self, query: str, rows: object) -> None:
        """A binding reaches projection, grouping, order, filters and subqueries, and no text or comment."""
        assert built(one_reading()).query(query, x="e:sadir").rows == rows

    def test_a_variable_that_the_query_binds_cannot_be_bound(self) -> None:
        """A variable with a value of the query's own can't be given another."""
        with pytest.raises(GraphError, match="of its own"):
            Graph().query("SELECT (COUNT(?y) AS ?x) { ?z kg:acquires ?y }", x=3)

    def test_a_binding_without_variable_is_an_error(self) -> None:
        """Binding a variable that the query doesn't have is a slip, and named."""
        with pytest.raises(GraphError, match=r"\?who"):
            Graph().query("SELECT ?y { ?x kg:acquires ?y }", who="e:sadir")

    def test_rows_are_python_values(self) -> None:
        """Numbers are numbers, IRIs are short, and what is unbound is None."""
        query = "SELECT ?x ?v ?b ?none { ?x kg:acquires ?y . ?s kg:amount/kg:value ?v ; kg:amount/kg:bound ?b }"
        assert built(one_reading()).query(query).rows == (("e:sadir", 120000000, "approx", None),)

    def test_a_table_is_aligned_by_the_width_of_letters(self) -> None:
        """Vowel marks take no room, wide letters two columns, and numbers stand to the right."""
        query = 'SELECT ?a ?n { VALUES (?a ?n) { ("سُدَير" 5) ("漢字" 10) ("e:x" UNDEF) } }'
        assert Graph().query(query).to_table().splitlines() == [
            "a      n",
            "────  ──",
            "\u2068سُدَير\u2069   5",
            "漢字  10",
            "e:x",
        ]

    def test_results_are_written_in_the_standard_formats(self) -> None:
        """CSV, TSV, JSON and XML are those of SPARQL 1.1."""
        result = built(one_reading()).query("SELECT ?y ?l ?n { e:sadir kg:acquires ?y . ?y rdfs:label ?l }")
        assert result.to_csv() == "y,l,n\r\nhttps://kg.example/entity/waha,الواحة,\r\n"
        assert result.to_tsv() == '?y\t?l\t?n\n<https://kg.example/entity/waha>\t"الواحة"@ar\t\n'
        binding = json.loads(result.to_json())["results"]["bindings"][0]
        assert binding["l"] == {"type": "literal", "value": "الواحة", "xml:lang": "ar"}
        assert "n" not in binding
        assert '<literal xml:lang="ar">الواحة</literal>' in result.to_xml()

    def test_an_ask_can_be_written_in_every_format(self) -> None:
        """True and false are written too."""
        yes = built(one_reading()).query("ASK { ?x kg:acquires ?y }")
        assert (bool(yes), yes.rows, yes.kind) == (True, ((True,),), "ask")
        assert json.loads(yes.to_json())["boolean"] is True
        assert "<boolean>true</boolean>" in yes.to_xml()
        assert (yes.to_csv(), yes.to_tsv(), yes.to_table()) == ("true\n", "true\n", "true")

    def test_constructed_triples_are_turtle(self) -> None:
        """CONSTRUCT gives Turtle that can be read again; SELECT gives none."""
        graph = built(one_reading())
        result = graph.query("CONSTRUCT { ?y kg:acquired-by ?x } WHERE { ?x kg:acquires ?y }")
        assert result.to_turtle().endswith("\ne:waha kg:acquired-by e:sadir .\n")
        assert result.rows == (("e:waha", "kg:acquired-by", "e:sadir"),)
        with pytest.raises(GraphError, match="CONSTRUCT"):
            graph.query("SELECT ?x { ?x ?y ?z }").to_turtle()

    def test_a_shell_shows_a_table(self) -> None:
        """An answer at a prompt is the table of its rows, or the Turtle of its triples."""
        shown: list[str] = []
        printer = SimpleNamespace(text=shown.append)
        for sparql in ("SELECT ?x { VALUES ?x { 7 } }", "CONSTRUCT { <x:a> <x:b> 7 } {}", "ASK {}"):
            Graph().query(sparql)._repr_pretty_(printer, cycle=False)
        assert [text.split()[-1] for text in shown] == ["7", ".", "true"]

    def test_html_escapes_what_articles_say(self) -> None:
        """A cell of a notebook's table is text, whatever it holds."""
        shown = Graph().query("SELECT ?x { VALUES ?x { '<script>' } }")._repr_html_()
        assert "&lt;script&gt;" in shown
        assert "<script>" not in shown

    @laws
    @given(readings(), st.randoms(use_true_random=False))
    def test_rows_come_in_one_order(self, found: tuple[Reading, ...], random: object) -> None:
        """The rows of a query without ORDER BY don't depend on the order of the readings."""
        shuffled = list(found)
        random.shuffle(shuffled)  # type: ignore[attr-defined]
        query = "SELECT ?s ?p ?o { ?s ?p ?o }"
        assert built(*found).query(query).rows == built(*shuffled).query(query).rows
