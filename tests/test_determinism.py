"""The same articles give the same bytes, whatever the order, the hash seed and the number of processes."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from kg.api import Graph
from kg.readings import read_readings

SEEDS = Path(__file__).parents[1] / "seeds"
OUTPUTS = ("graph.trig", "graph.html", "readings.jsonl", "articles.jsonl")


def build(paths: list[Path], output: Path, *, hash_seed: int, processes: int) -> dict[str, bytes]:
    """Build in a process of its own and return what it wrote."""
    command = [
        sys.executable,
        "-m",
        "kg",
        "build",
        *map(str, paths),
        "-o",
        str(output),
        "-j",
        str(processes),
        "--quiet",
    ]
    subprocess.run(command, check=True, timeout=300, env=os.environ | {"PYTHONHASHSEED": str(hash_seed)})
    return {name: (output / name).read_bytes() for name in OUTPUTS}


@pytest.fixture(scope="module")
def paths() -> list[Path]:
    return sorted(SEEDS.glob("*.txt"))


@pytest.fixture(scope="module")
def first(paths: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return build(paths, tmp_path_factory.mktemp("first"), hash_seed=0, processes=1)


@pytest.mark.parametrize(("hash_seed", "processes"), [(1, 1), (424242, 2)])
def test_builds_are_equal_to_the_byte(
    paths: list[Path], first: dict[str, bytes], tmp_path: Path, hash_seed: int, processes: int
) -> None:
    """Shuffled input, another hash seed and a second process change no byte of graph, page and readings."""
    shuffled = random.Random(hash_seed).sample(paths, len(paths))
    assert shuffled != paths
    assert build(shuffled, tmp_path / "out", hash_seed=hash_seed, processes=processes) == first


def test_a_folder_is_its_files(paths: list[Path], first: dict[str, bytes], tmp_path: Path) -> None:
    """Building the folder, with the annotations that stand in it, is building its texts."""
    assert build([SEEDS], tmp_path / "out", hash_seed=7, processes=2) == first


def test_the_graph_is_made_of_the_readings(first: dict[str, bytes], tmp_path: Path) -> None:
    """The readings in readings.jsonl, which hold no text, give the graph of the build, quad for quad."""
    (tmp_path / "readings.jsonl").write_bytes(first["readings.jsonl"])
    (tmp_path / "graph.trig").write_bytes(first["graph.trig"])
    readings = list(read_readings(tmp_path / "readings.jsonl"))
    assert Graph.from_readings(reversed(readings)) == Graph.load(tmp_path / "graph.trig")


def test_graphs_of_parts_merge_into_the_graph_of_the_whole(first: dict[str, bytes], tmp_path: Path) -> None:
    """Merging the graphs of two halves, in either order and with one of them twice, gives the graph of all articles."""
    (tmp_path / "readings.jsonl").write_bytes(first["readings.jsonl"])
    (tmp_path / "graph.trig").write_bytes(first["graph.trig"])
    readings = list(read_readings(tmp_path / "readings.jsonl"))
    halves = [Graph.from_readings(readings[start::2]) for start in (0, 1)]
    for order in ((0, 1), (1, 0, 1)):
        merged = Graph()
        for half in order:
            merged.merge(halves[half])
        assert merged == Graph.load(tmp_path / "graph.trig")
