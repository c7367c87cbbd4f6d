"""How long `kg check` takes over a large graph: copies of the graph of seeds/, each with entities and articles of its own.

    python tests/bench/checking.py [COPIES]

Prints the size, the seconds of processor time to build, to load and to check the graph, and how many times as long checking takes.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import kg
from kg.api import read_paths
from kg.graph import Graph
from kg.model import Article, Reading, Statement

SEEDS = Path(__file__).parents[2] / "seeds"
COPIES = 520
"""So many make more than 100,000 statements."""


def copy(reading: Reading, number: int) -> Reading:
    """Return a reading with other entities in another article."""
    name = f"{reading.article.id}-{number}"
    entities = tuple(replace(entity, id=f"{entity.id}-{number}") for entity in reading.entities)
    statements = tuple(_copy(statement, name, number) for statement in reading.statements)
    return replace(reading, article=replace(reading.article, id=name), entities=entities, statements=statements)


def _copy(statement: Statement, article: str, number: int) -> Statement:
    target = statement.object
    return replace(
        statement,
        subject=f"{statement.subject}-{number}",
        object=f"{target}-{number}" if isinstance(target, str) else target,
        qualifiers=tuple(
            (role, f"{value}-{number}" if role == "seller" else value) for role, value in statement.qualifiers
        ),
        evidence=tuple(replace(item, article=article) for item in statement.evidence),
    )


def main(copies: int) -> None:
    """Build, save, load and check."""
    readings = [row for row in read_paths(SEEDS) if isinstance(row, Reading)]

    def all_copies() -> Iterator[Reading]:
        return (copy(reading, number) for number in range(copies) for reading in readings)

    texts: dict[str, Article] = {reading.article.id: reading.article for reading in readings}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "graph.nq"
        start = time.process_time()
        Graph.from_readings(all_copies()).save(file)
        built = time.process_time()
        graph = kg.load(file)
        loaded = time.process_time()
        report = graph.check(
            replace(texts[one.rpartition("-")[0]], id=one) for one in (row.article.id for row in all_copies())
        )
        checked = time.process_time()
    statements = sum(1 for _ in graph.query("SELECT ?s { ?s a kg:Statement }").rows)
    print(f"{statements:,} statements, {len(graph):,} quads, {len(readings) * copies:,} articles")
    print(
        f"building and saving {built - start:.0f} s, loading {loaded - built:.0f} s, checking {checked - loaded:.0f} s"
    )
    print(f"checking takes {(checked - loaded) / (loaded - built):.1f} times as long as loading")
    print(f"{len(report.rules)} rules, {len(report.violations)} violations, {len(report.warnings)} warnings")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COPIES)
