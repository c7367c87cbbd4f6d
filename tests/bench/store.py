"""Measure graphs of many statements: python tests/bench/store.py [--statements N] [--rdflib N] [--folder KEPT].

Of the first size it tells how long the graph takes to be kept on disk and opened again, with how much memory, how long ready questions, a
query of two hops and a page take, and how soon `kg serve` is ready and answers. At the second size rdflib does the same as kg does, and the two are compared.
Each part runs in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import large

import kg
from kg.graph import Endpoint
from kg.model import StoppedQueryError

TWO_HOPS = """SELECT DISTINCT ?other {
  ?one kg:subject e:x7 ; kg:object ?middle .
  ?two kg:subject ?middle ; kg:object ?other .
  FILTER (?other != e:x7)
}"""
WHOLE = {"as-of": {"day": "2015"}}
PREFIXES = "PREFIX kg: <https://kg.example/ontology#> PREFIX e: <https://kg.example/entity/> "
ENTITY = "Entity 77"
PATIENCE = 60.0


def main() -> None:
    """Print a table of all parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=18_000)
    parser.add_argument("--rdflib", type=int, default=2_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--part", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.part:
        print(json.dumps(PARTS[asked.part](asked.folder)))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.folder or Path(temporary)
        big, small = (_made(folder / str(count), count) for count in (asked.statements, asked.rdflib))
        print(f"\n{asked.statements:,} statements, {big.joinpath('graph.nq').stat().st_size / 1e9:.2f} GB of N-Quads")
        for part in ("keep", "open", "two-hops", "questions", "page"):
            _show(part, _run(part, big))
        print(f"\n{asked.rdflib:,} statements, in rdflib and in kg")
        _compare(_run("rdflib", small), _run("memory", small))
        print(f"\n{asked.statements:,} statements over HTTP")
        _show("serve", _run("serve", big))


def _made(folder: Path, statements: int) -> Path:
    if not (folder / "graph.nq").exists():
        started = time.perf_counter()
        large.write_graph(statements, folder)
        print(f"made {statements:,} statements in {time.perf_counter() - started:.0f} s", flush=True)
    return folder


def _run(part: str, folder: Path) -> dict[str, object]:
    """Run one part in a process of its own and add the memory that it took at most, in megabytes."""
    command = [sys.executable, __file__, "--part", part, "--folder", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return {**json.loads(told), "MB": used.ru_maxrss // 1024}


def _show(part: str, told: dict[str, object]) -> None:
    for name, value in told.items():
        print(
            f"  {part:10} {name:46} {value:>12,.3f}"
            if isinstance(value, float)
            else f"  {part:10} {name:46} {value!s:>12}"
        )
    sys.stdout.flush()


def _compare(theirs: dict[str, object], ours: dict[str, object]) -> None:
    for name, value in theirs.items():
        own = ours[name]
        ratio = f"{float(str(value)) / max(float(str(own)), 1e-6):,.0f} times" if isinstance(value, int | float) else ""
        print(f"  {name:12} rdflib {float(str(value)):>10,.3f}   kg {float(str(own)):>10,.4f}   {ratio}", flush=True)


# ------------------------------------------------------------------ parts


def keep(folder: Path) -> dict[str, object]:
    """Make the store on disk anew."""
    for old in folder.glob("graph.nq.store/*"):
        subprocess.run(["rm", "-rf", str(old)], check=True)
    return {"kept on disk, s": _timed(lambda: kg.load(folder, on_disk=True))}


def reopen(folder: Path) -> dict[str, object]:
    """Open the store that there is, and count what it holds."""
    took = _timed(lambda: kg.load(folder))
    size = sum(file.stat().st_size for file in folder.glob("graph.nq.store/**/*") if file.is_file())
    return {"opened, s": took, "quads": f"{len(kg.load(folder)):,}", "on disk, GB": size / 1e9}


def two_hops(folder: Path) -> dict[str, object]:
    """Ask the query of two hops."""
    graph = kg.load(folder)
    return {"rows": len(graph.query(TWO_HOPS)), "two hops, s": _best(lambda: graph.query(TWO_HOPS))}


def questions(folder: Path) -> dict[str, object]:
    """Ask the ready questions: about one entity where they can be, and those that can't about the whole graph."""
    graph, told = kg.load(folder), dict[str, object]()
    graph.query("ASK {}", timeout=PATIENCE)
    for name, template in graph.templates.items():
        values = {
            **WHOLE.get(name, {}),
            **{p.name: "2015" for p in template.parameters if p.required and p.kind == "date"},
        }
        named = [parameter.name for parameter in template.parameters if parameter.kind == "entity"]
        about = {**values, **dict.fromkeys(named[:1], ENTITY)}
        scope = "one entity" if named else "whole graph"
        try:
            rows = len(graph.ask(name, timeout=PATIENCE, **about))
            told[f"{name}, {scope}, {rows} rows, s"] = _best(lambda: graph.ask(name, timeout=PATIENCE, **about))  # noqa: B023
        except StoppedQueryError:
            told[f"{name}, {scope}"] = f"over {PATIENCE:.0f} s"
    return told


def page(folder: Path) -> dict[str, object]:
    """Choose what a page shows, read it, and write the page."""
    graph = kg.load(folder)
    return {
        "looked over, s": _timed(graph.overview),
        "chosen, read and written as a page, s": _timed(lambda: graph.to_html(folder / "graph.html")),
    }


def serve(folder: Path) -> dict[str, object]:
    """Ask `kg serve` over HTTP."""
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0"]
    started = time.perf_counter()
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            found = re.match(r"(http://\S+/) ", process.stderr.readline())
            assert found
            endpoint = Endpoint(f"{found[1]}sparql")
            endpoint.query("ASK {}", timeout=600)
            ready = time.perf_counter() - started
            return {
                "ready, s": ready,
                "two hops, s": _best(lambda: endpoint.query(TWO_HOPS)),
                "a question by name, s": _best(lambda: endpoint.ask("about", entity="e:x77")),
                "the page of whom most is said of, s": _timed(lambda: _visit(f"{found[1]}entity/x0")),
                "a search, s": _timed(lambda: _visit(f"{found[1]}search?q=Entity")),
                "an ASK, s": _best(lambda: endpoint.query("ASK {}")),
            }
        finally:
            process.terminate()


def _visit(address: str) -> None:
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept": "text/html"}), timeout=600) as page:
        page.read()


def in_rdflib(folder: Path) -> dict[str, object]:
    """Load the graph into rdflib's own store and ask it."""
    import rdflib

    dataset = rdflib.Dataset()
    took = _timed(lambda: dataset.parse(folder / "graph.nq", format="nquads"))
    return {"loaded, s": took, "two hops, s": _timed(lambda: list(dataset.query(PREFIXES + TWO_HOPS)))}


def in_memory(folder: Path) -> dict[str, object]:
    """Load the same graph into memory and ask it."""
    started = time.perf_counter()
    graph = kg.load(folder / "graph.nq", on_disk=False)
    took = time.perf_counter() - started
    return {"loaded, s": took, "two hops, s": _best(lambda: graph.query(TWO_HOPS))}


PARTS: dict[str, Callable[[Path], dict[str, object]]] = {
    "keep": keep,
    "open": reopen,
    "two-hops": two_hops,
    "questions": questions,
    "page": page,
    "serve": serve,
    "rdflib": in_rdflib,
    "memory": in_memory,
}


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _best(work: Callable[[], object]) -> float:
    """Return the shortest of three times."""
    return min(_tries(work))


def _tries(work: Callable[[], object]) -> Iterator[float]:
    for _ in range(3):
        yield _timed(work)


if __name__ == "__main__":
    main()
