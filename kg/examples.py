"""The ontology's examples -> what is wrong with them: each must yield exactly its statements, each counter-example nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kg.arabic.folding import fold, fold_name
from kg.model import Article, Paragraph, Quantity, Reading, Span, Statement
from kg.ontology import Example, Expectation, Ontology

Read = Callable[[Article], Reading]


@dataclass(frozen=True, slots=True)
class ExampleFailure:
    """Say which example of which relation yields something else than it says."""

    relation: str
    text: str
    missing: tuple[str, ...]
    unexpected: tuple[str, ...]

    def __str__(self) -> str:
        """Return the failure in one line for each difference."""
        rows = [
            f"{self.relation}: «{self.text}»",
            *(f"    missing    {row}" for row in self.missing),
            *(f"    unexpected {row}" for row in self.unexpected),
        ]
        return "\n".join(rows)


def article_of(text: str, published: str | None = None) -> Article:
    """Wrap one sentence as the body of an article."""
    return Article("example", text, (Paragraph(Span(0, len(text)), "body"),), published=published)


def failures(ontology: Ontology, read: Read) -> Iterator[ExampleFailure]:
    """Read every example and counter-example and yield those that fail."""
    for relation in ontology.relations.values():
        for example in relation.examples:
            failure = check(relation.name, example, read, ontology)
            if failure is not None:
                yield failure
        for text in relation.counter_examples:
            failure = check(relation.name, Example(text, ()), read, ontology)
            if failure is not None:
                yield failure


def check(relation: str, example: Example, read: Read, ontology: Ontology) -> ExampleFailure | None:
    """Read one example and compare what it yields with what it says."""
    reading = read(article_of(example.text, example.published))
    names = {entity.id: (entity.label, *entity.names) for entity in reading.entities}
    left = list(reading.statements)
    missing: list[str] = []
    for expected in example.expected:
        match = next((statement for statement in left if _agrees(expected, statement, names, ontology)), None)
        if match is None:
            missing.append(_expected(expected))
        else:
            left.remove(match)
    if not missing and not left:
        return None
    return ExampleFailure(
        relation, example.text, tuple(missing), tuple(_stated(statement, names) for statement in left)
    )


def rules_used(ontology: Ontology, read: Read) -> frozenset[str]:
    """Return the names of the frames that read at least one statement of an example."""
    used: set[str] = set()
    for relation in ontology.relations.values():
        for example in relation.examples:
            reading = read(article_of(example.text, example.published))
            used.update(evidence.rule for statement in reading.statements for evidence in statement.evidence)
    return frozenset(used)


def _agrees(
    expected: Expectation, statement: Statement, names: Mapping[str, tuple[str, ...]], ontology: Ontology
) -> bool:
    if expected.relation != statement.relation or expected.status != statement.status:
        return False
    if not _ends_agree(expected, statement, names, ontology):
        return False
    found = dict(statement.qualifiers)
    found.pop("role_text", None)
    wanted = dict(expected.qualifiers)
    return set(found) == set(wanted) and all(_value_agrees(wanted[role], found[role], names) for role in wanted)


def _ends_agree(
    expected: Expectation, statement: Statement, names: Mapping[str, tuple[str, ...]], ontology: Ontology
) -> bool:
    if isinstance(expected.object, Quantity) or isinstance(statement.object, Quantity):
        return expected.object == statement.object and _named(expected.subject, names.get(statement.subject, ()))
    pairs = [(statement.subject, statement.object)]
    if ontology.relations[statement.relation].symmetric:
        pairs.append((statement.object, statement.subject))
    return any(
        _named(expected.subject, names.get(s, ())) and _named(expected.object, names.get(o, ())) for s, o in pairs
    )


def _named(name: str, forms: tuple[str, ...]) -> bool:
    """Compare names without the head nouns that one of them may carry: شركة رتاج and رتاج."""
    own = fold_name(name).split()
    for form in forms:
        other = fold_name(form).split()
        if own == other or own[1:] == other or own == other[1:]:
            return True
    return False


def _value_agrees(wanted: object, found: object, names: Mapping[str, tuple[str, ...]]) -> bool:
    if isinstance(wanted, str) and isinstance(found, str):
        return wanted == found or fold(wanted) == fold(found) or _named(wanted, names.get(found, ()))
    return wanted == found


def _expected(expected: Expectation) -> str:
    return _row(expected.subject, expected.relation, expected.object, dict(expected.qualifiers), expected.status)


def _stated(statement: Statement, names: Mapping[str, tuple[str, ...]]) -> str:
    def label(entity: str) -> str:
        return names.get(entity, (entity,))[0]

    object_ = statement.object if isinstance(statement.object, Quantity) else label(statement.object)
    return (
        _row(label(statement.subject), statement.relation, object_, dict(statement.qualifiers), statement.status)
        + f"   [{statement.evidence[0].rule}]"
    )


def _row(subject: str, relation: str, object_: str | Quantity, qualifiers: Mapping[str, object], status: str) -> str:
    parts = [f"{role}={_figure(value)}" for role, value in sorted(qualifiers.items()) if role != "role_text"]
    return f"{subject} {relation} {_figure(object_)} {' '.join(parts)} {status}"


def _figure(value: object) -> str:
    return f"{value.bound} {value.value:.10g} {value.unit}".strip() if isinstance(value, Quantity) else str(value)
