"""Keys of readings: equal where an article would be read alike, so that nothing is read twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from kg.arabic.morphology import installed_database
from kg.ontology import ontology_folder

NOT_READING = frozenset(
    (
        *(
            "__init__.py",
            "__main__.py",
            "_ontology",
            "api.py",
            "cli",
            "coverage.py",
            "evaluate",
            "examples.py",
            "graph",
        ),
        *("output", "py.typed", "run.py", "serve", "views", "writing.py"),
    )
)
"""What of the package has no say in what is read; all else has, with the data in it."""
_DIGITS = 32


@cache
def reading_version() -> str:
    """Return the hash of all that decides how an article is read: the modules that read, the trained network, the ontology, the database of words.

    It changes with a line of a module or a row of a table, whatever the version of the package says.
    """
    package, ontology = Path(__file__).parents[1], ontology_folder()
    modules = sorted(path.name for path in package.iterdir() if path.name not in NOT_READING)
    digest = hashlib.sha256(f"camel-tools {version('camel-tools')}, {installed_database()}".encode())
    for root, path in [*_files(package, *modules), *_files(ontology, ".")]:
        digest.update(hashlib.sha256(str(path.relative_to(root)).encode()).digest())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:_DIGITS]


def article_key(row: Mapping[str, Any], version: str) -> str:
    """Return the key of the reading of an article, as its row in articles.jsonl has it; its id makes no difference."""
    content = {name: value for name, value in row.items() if name not in ("id", "text")}
    told = json.dumps([version, content], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:_DIGITS]


def _files(root: Path, *names: str) -> Iterator[tuple[Path, Path]]:
    for name in names:
        top = root / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            hidden = any(part.startswith((".", "__pycache__")) for part in path.relative_to(root).parts)
            if path.is_file() and not hidden:
                yield root, path
