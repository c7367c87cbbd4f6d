"""The ontology's own examples: each yields exactly its statements, each counter-example none, and every frame is of use."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.examples import check, rules_used
from kg.model import Article, Reading
from kg.ontology import Example, Frame, load_ontology, ontology_folder

Read = Callable[[Article], Reading]

ONTOLOGY = load_ontology()
EXAMPLES = [
    pytest.param(relation.name, example, id=f"{relation.name}-{number}")
    for relation in ONTOLOGY.relations.values()
    for number, example in enumerate(relation.examples, 1)
]
COUNTER_EXAMPLES = [
    pytest.param(relation.name, text, id=f"{relation.name}-{number}")
    for relation in ONTOLOGY.relations.values()
    for number, text in enumerate(relation.counter_examples, 1)
]
FRAMES = [
    pytest.param(frame, id=f"{relation.name}-{number}")
    for relation in ONTOLOGY.relations.values()
    for number, frame in enumerate(relation.frames, 1)
]
MOST_USED = (
    "acquires", "appoints", "competes-with", "contracts-with", "develops", "dismisses", "finances", "headquartered-in",
    "holds-position", "invests-in", "launches", "negotiates-with", "operates-in", "owns", "partners-with", "raises",
    "reports-profit", "reports-revenue", "subsidiary-of", "supplies",
)  # fmt: skip


@pytest.fixture(scope="module")
def used(read: Read) -> frozenset[str]:
    return rules_used(ONTOLOGY, read)


@pytest.mark.parametrize(("relation", "example"), EXAMPLES)
def test_example_yields_exactly_its_statements(relation: str, example: Example, read: Read) -> None:
    """An example yields each statement that it lists, with its qualifiers and its status, and no other."""
    failure = check(relation, example, read, ONTOLOGY)
    assert failure is None, str(failure)


@pytest.mark.parametrize(("relation", "text"), COUNTER_EXAMPLES)
def test_counter_example_yields_nothing(relation: str, text: str, read: Read) -> None:
    """A counter-example yields no statement of any relation."""
    failure = check(relation, Example(text, ()), read, ONTOLOGY)
    assert failure is None, str(failure)


@pytest.mark.parametrize("frame", FRAMES)
def test_every_frame_reads_an_example(frame: Frame, used: frozenset[str]) -> None:
    """A frame without an example that it reads is either wrong or of no use."""
    assert frame.name in used


def test_frames_have_names_of_their_own() -> None:
    """Evidence names the frame that read it, so no two frames of a relation bear one name."""
    names = Counter(frame.name for relation in ONTOLOGY.relations.values() for frame in relation.frames)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("name", MOST_USED)
def test_much_used_relations_are_well_proved(name: str) -> None:
    """The relations that news uses most have at least six examples and two counter-examples."""
    relation = ONTOLOGY.relations[name]
    assert len(relation.examples) >= 6
    assert len(relation.counter_examples) >= 2


def test_a_folder_is_read_as_it_stands(tmp_path: Path) -> None:
    """What is changed in a copy of the ontology is there when the copy is loaded again; the shipped one is loaded once."""
    folder = tmp_path / "ontology"
    shutil.copytree(ontology_folder(), folder)
    before = load_ontology(folder)
    row = "id\ttype\tar\ten\taliases\tnote\ngulf-gull\tCompany\tنورس الخليج\tGulf Gull\t\tinvented\n"
    (folder / "names" / "mine.tsv").write_text(row, encoding="utf-8")

    assert set(load_ontology(folder).name_of) - set(before.name_of) == {"gulf-gull"}
    assert load_ontology() is load_ontology()
