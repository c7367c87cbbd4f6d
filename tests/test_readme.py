"""README: its commands give the answers that stand there, its Python runs, and the added relation proves itself."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from kg.examples import Example, check
from kg.ontology import load_ontology, ontology_folder
from kg.reader import Reader

Kg = Callable[..., Result]

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
ARABIC_README = ROOT / "README.ar.md"
UPDATE = "KG_UPDATE_README"
"""Set this variable to write the answers of today into the README instead of comparing them."""


def blocks(language: str, file: Path = README) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", file.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def parted(block: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a console block, which may go on over several lines, with the output below it."""
    lines = block.splitlines(keepends=True)
    while lines:
        command = lines.pop(0)
        assert command.startswith("$ kg ")
        while command.count("'") % 2:
            command += lines.pop(0)
        output = ""
        while lines and not lines[0].startswith("$ "):
            output += lines.pop(0)
        yield command, output


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    return folder


def test_commands_give_the_answers_that_stand_there(kg: Kg, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command of the README prints, from the first to the last, what is written below it."""
    monkeypatch.chdir(place)
    text = README.read_text(encoding="utf-8")
    told = ""
    for block in blocks("console"):
        for command, output in parted(block):
            result = kg(*shlex.split(command.removeprefix("$ kg ")))
            assert result.exit_code == 0, result.output
            told += command + output
            text = text.replace(command + output, command + result.output)
    if os.environ.get(UPDATE):
        README.write_text(text, encoding="utf-8")
    assert text == README.read_text(encoding="utf-8"), f"the answers have changed: set {UPDATE}=1 to write them anew"
    assert told.count("$ kg query") >= 5


def test_arabic_commands_run_one_after_another(
    kg: Kg, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command of the Arabic README does its work, and it is installed by the same line."""
    shutil.copytree(place / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    commands = "".join(blocks("sh", ARABIC_README)).splitlines()
    results = {command: kg(*shlex.split(command.removeprefix("kg "))) for command in commands}
    assert len(results) > 10
    assert {command: result.output for command, result in results.items() if result.exit_code} == {}
    installs = [
        [line for line in file.read_text(encoding="utf-8").splitlines() if "uv run" in line]
        for file in (README, ARABIC_README)
    ]
    assert installs[1] == installs[0][:1]


def test_python_runs_as_it_stands(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python of the README prints what it says."""
    monkeypatch.chdir(place)
    (block,) = blocks("pycon")
    runner = doctest.DocTestRunner()
    runner.run(doctest.DocTestParser().get_doctest(block, {}, "README", str(README), 0))
    assert (runner.tries > 5, runner.failures) == (True, 0)


def test_the_added_relation_proves_itself(tmp_path: Path) -> None:
    """The block that the README adds to the ontology is read without any other change, and yields its own examples."""
    (block,) = blocks("turtle")
    folder = tmp_path / "ontology"
    shutil.copytree(ontology_folder(), folder)
    (folder / "relations" / "sponsorship.ttl").write_text(block, encoding="utf-8")
    ontology = load_ontology(folder)
    read = Reader(ontology)
    relation = ontology.relations["sponsors"]
    counter_examples = [Example(text, ()) for text in relation.counter_examples]
    for example in (*relation.examples, *counter_examples):
        assert check("sponsors", example, read, ontology) is None


@pytest.mark.parametrize("file", [README, ARABIC_README], ids=lambda file: file.name)
def test_files_that_it_names_are_there(file: Path) -> None:
    """Every file that the README links to is in the checkout."""
    linked = re.findall(r"\]\((?!https://)([^)#]+)", file.read_text(encoding="utf-8"))
    assert linked
    assert [path for path in linked if not (ROOT / path).exists()] == []
