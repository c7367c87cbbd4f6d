"""Notebooks: titled in both languages, stored with small outputs and without their pictures. `pytest --nbmake notebooks` runs them."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
UPDATE = "KG_UPDATE_NOTEBOOKS"
"""Set this variable to run the notebooks and store the outputs of today."""

FRAME = re.compile(r"<iframe.*?</iframe>", re.DOTALL)


def read(path: Path) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def run(path: Path) -> None:
    """Run a notebook and store it with its outputs, but for the drawn graph and what a program says on stderr."""
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    notebook = nbformat.read(path, as_version=4)
    place = {"metadata": {"path": str(FOLDER)}}
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources=place).execute()
    for cell in notebook.cells:
        cell.metadata = {}
        cell.outputs = [output for output in cell.get("outputs", ()) if output.get("name") != "stderr"]
        for output in cell.outputs:
            data = output.get("data", {})
            data.update({kind: FRAME.sub("", text) for kind, text in data.items() if kind == "text/html"})
        if cell.cell_type != "code":
            del cell["outputs"]
    notebook.metadata.language_info = {"name": "python"}
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


@pytest.fixture(scope="module", autouse=True)
def _stored_anew() -> None:
    if os.environ.get(UPDATE):
        for path in NOTEBOOKS:
            run(path)


def test_there_are_four() -> None:
    """They are numbered in the order in which they are read."""
    assert [path.name.partition("-")[0] for path in NOTEBOOKS] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_says_first_what_it_is(path: Path) -> None:
    """The first cell has a title in English and in Arabic, and says what is stored and what is needed."""
    cell = read(path)["cells"][0]
    text = "".join(cell["source"])

    assert cell["cell_type"] == "markdown"
    assert re.match(r"# [A-Z].* · [\u0600-\u06ff]", text)
    assert "saved" in text
    assert "needs" in text


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_heading_is_in_both_languages(path: Path) -> None:
    """Whoever reads Arabic alone finds the way through it by its headings."""
    cells = [cell for cell in read(path)["cells"] if cell["cell_type"] == "markdown"]
    headings = re.findall(r"^#+ .*$", "\n".join("".join(cell["source"]) for cell in cells), re.MULTILINE)

    assert len(headings) > 4
    assert [heading for heading in headings if not re.search(r" · [\u0600-\u06ff]", heading)] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_is_stored_is_small_and_whole(path: Path) -> None:
    """Every cell was run from the first to the last, none failed, and no page of a graph is stored."""
    cells = [cell for cell in read(path)["cells"] if cell["cell_type"] == "code"]
    outputs = [output for cell in cells for output in cell["outputs"]]

    assert path.stat().st_size < 200_000
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    assert {output["output_type"] for output in outputs} <= {"stream", "execute_result", "display_data"}
    assert "<iframe" not in path.read_text(encoding="utf-8")
