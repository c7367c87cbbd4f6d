"""Who acts where a clause doesn't say so is one whom the article has told of, or nobody."""

from __future__ import annotations

import pytest

from kg.model import Article, OntologyError, Paragraph, Span
from kg.ontology.tables import actor_weights
from kg.reader import Reader

ACTING = (
    (
        "سدير تخسر في الربع الثالث",
        "قالت شركة «سدير» إن ارتفاع التكاليف أدى إلى وقوع خسائر قيمتها 80 مليون ريال.",
        ("reports-loss", "سدير"),
    ),
    (
        "سدير تواصل صفقاتها",
        "يأتي الإعلان ضمن سلسلة من استثمارات شركة «سدير»، حيث ضخت مؤخرا 5 ملايين دولار في شركة «رتاج».",
        ("invests-in", "سدير"),
    ),
    (
        "سدير توقع عقودا",
        "قالت شركة «سدير» من مقرها إن العقود أبرمت مع شركة «رتاج».",
        ("contracts-with", "سدير"),
    ),
)
OPEN = (
    ("وزارة التجارة ترحب بصفقة", "قالت وزارة التجارة إن صفقة الاستحواذ على شركة «رتاج» ستكتمل قريبا.", "acquires"),
    ("سدير تنافس", "تنافس شركة «سدير» الشركات التي تعمل في مصر.", "operates-in"),
    ("سدير تشارك في مؤتمر", "شاركت شركة «سدير» في مؤتمر عن تأثير الاستثمارات في شركة «رتاج».", "invests-in"),
    ("سدير تتوسع", "تعمل شركة «سدير» في الرياض. وسيملك المجمع 51% من شركة «رتاج».", "owns"),
    ("سدير تندمج", "يحصل مساهمو شركة «سدير» على سهم مقابل كل سهم يملكونه في شركة «رتاج».", "owns"),
)


def _article(title: str, body: str) -> Article:
    end = len(title)
    return Article(
        "news",
        f"{title}\n\n{body}",
        (Paragraph(Span(0, end), "title"), Paragraph(Span(end + 2, end + 2 + len(body)), "body")),
    )


@pytest.mark.parametrize(("title", "body", "told"), ACTING)
def test_who_is_told_of_acts_where_the_clause_names_nobody(
    reader: Reader, title: str, body: str, told: tuple[str, str]
) -> None:
    """The headline, the clause that governs and those who stand before speak for somebody."""
    reading = reader(_article(title, body))
    labels = {entity.id: entity.label for entity in reading.entities}
    assert told in {(statement.relation, labels.get(statement.subject, "")) for statement in reading.statements}


@pytest.mark.parametrize(("title", "body", "relation"), OPEN)
def test_nobody_acts_where_several_may_or_others_do(reader: Reader, title: str, body: str, relation: str) -> None:
    """Authorities, rivals and nouns that nothing names keep a place empty."""
    assert relation not in {statement.relation for statement in reader(_article(title, body)).statements}


def test_a_weight_that_is_no_number_is_named(tmp_path_factory: pytest.TempPathFactory) -> None:
    """An error in the table names its line and the weight."""
    table = tmp_path_factory.mktemp("ontology") / "actors.tsv"
    table.write_text("feature\tweight\nin headline\tmuch\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"actors\.tsv:2: «much» is no number"):
        actor_weights(table)


def test_relations_in_the_table_are_relations_of_the_ontology(reader: Reader) -> None:
    """A weight for a relation that is misspelt would weigh nothing."""
    ontology = reader.ontology
    named = {feature.removeprefix("relation ") for feature in ontology.actor_weights if feature.startswith("relation ")}
    assert named <= set(ontology.relations)
