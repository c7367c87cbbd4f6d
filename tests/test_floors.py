"""What a change may not make worse: the figures on annotated articles. A figure that rises may lift its floor."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main

ROOT = Path(__file__).parents[1]
GOLD = ROOT.parent / "shared" / "gold"


@dataclass(frozen=True, slots=True)
class Floor:
    """Hold the lowest figures, in percent, and the highest numbers of mistakes."""

    f1: float
    precision: float
    core_recall: float
    status: float
    slots: float
    entities: float
    traps: int = 0
    split: int = 0


@pytest.mark.parametrize(
    ("folder", "floor"),
    [
        (ROOT / "seeds", Floor(f1=82, precision=96, core_recall=70, status=96, slots=86, entities=94)),
        (GOLD / "seeds", Floor(f1=96, precision=98, core_recall=96, status=94, slots=94, entities=83)),
        (GOLD / "dev", Floor(f1=77, precision=96, core_recall=70, status=91, slots=80, entities=94, traps=2, split=2)),
    ],
    ids=["retold and invented", "first", "published"],
)
def test_figures_hold(folder: Path, floor: Floor) -> None:
    """No figure falls below its floor, quotes are verbatim, and no two entities become one."""
    if not folder.is_dir():
        pytest.skip("these articles aren't beside this checkout")
    result = CliRunner().invoke(main, ["eval", str(folder), "--json"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["f1"] >= floor.f1
    assert found["precision"] >= floor.precision
    assert found["core_recall"] >= floor.core_recall
    assert found["status_accuracy"] >= floor.status
    assert found["slot_recall"] >= floor.slots
    assert found["entity_recall"] >= floor.entities
    assert int(found["traps_sprung"].split("/")[0]) <= floor.traps
    assert found["entities_split"] <= floor.split
    assert found["entities_merged_wrongly"] == 0
    assert found["quotes_verbatim"] == 100
