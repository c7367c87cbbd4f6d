"""Measure how fast the explorer is written, loads and reacts: python tests/bench/explorer.py [NODES ...]."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

from kg.graph import Graph
from kg.model import Article, Entity, Evidence, Quantity, Reading, Span, Statement
from kg.views import write_html

TYPES = ("Company", "Person", "Place", "Organization", "Product")
RELATIONS = (
    "acquires",
    "partners-with",
    "invests-in",
    "holds-position",
    "headquartered-in",
    "supplies",
    "competes-with",
)
STATUSES = ("asserted", "asserted", "asserted", "planned", "denied")
# What a reader does: JavaScript, and what it stands for.
REACTIONS = {
    "choose a node": "select('node', hub)",
    "choose an edge": "select('edge', data.edges[0].id)",
    "choose nothing": "select(null)",
    "hide a type": "flip(state.hiddenTypes, 'Person', true); refresh()",
    "show it again": "flip(state.hiddenTypes, 'Person', false); refresh()",
    "all statuses": "showAll()",
    "confidence": "state.confidence = 85; refresh()",
    "as at first": "reset()",
    "neighbourhood": "focusOn(hub, 2)",
    "whole network": "endFocus()",
    "path": "startPath(hub); finishPath(far)",
    "end of path": "endPath()",
    "table": "show('table'); refresh()",
    "sorted table": "sortBy('object')",
    "network": "show('network'); refresh()",
    "search": "search.value = 'شركة 7'; search.dispatchEvent(new Event('input'))",
    "other language": "state.language = 'en'; redraw()",
    "other theme": "state.theme = 'dark'; redraw()",
}


def large_graph(count: int, seed: int = 7) -> Graph:
    """Return a graph of so many entities, some of them hubs, with half as many statements again."""
    chance = random.Random(seed)
    quotes = [f"قالت شركة {number} إنها وقعت اتفاقا مع شركة أخرى في القطاع نفسه." for number in range(count)]
    text = "\n".join(quotes)
    starts = [text.index(quote) for quote in quotes]
    entities = [Entity(f"e{number:05}", TYPES[number % 5], f"شركة {number} القابضة") for number in range(count)]
    ends = [0]
    statements = []
    for number in range(1, count + count // 2):
        subject = number if number < count else chance.randrange(count)
        target = chance.choice(ends)
        ends += [subject, target]
        at = starts[subject]
        evidence = Evidence(
            "news", Span(at, at + len(quotes[subject])), quotes[subject], "frame", chance.choice((0.7, 0.8, 0.9))
        )
        amount = (("amount", Quantity(number * 1e6, "USD")),) if number % 4 == 0 else ()
        relation, status = chance.choice(RELATIONS), chance.choice(STATUSES)
        statements.append(Statement(f"e{subject:05}", relation, f"e{target:05}", amount, status, (evidence,)))
    article = Article("news", text, title="أخبار", published="2024-03-01")
    return Graph.from_readings([Reading(article, tuple(entities), tuple(statements))])


def measure(count: int) -> None:
    """Print the times of one size."""
    from playwright.sync_api import sync_playwright

    graph = large_graph(count)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_path = Path(folder) / "graph.html"
        started = time.perf_counter()
        write_html(graph, page_path)
        written = time.perf_counter() - started
        print(f"{count} nodes: written in {written:.1f} s, {page_path.stat().st_size / 1e6:.1f} MB")
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        started = time.perf_counter()
        page.goto(page_path.as_uri())
        page.evaluate(FRAME)
        print(f"  loaded in {time.perf_counter() - started:.2f} s")
        page.evaluate(
            "window.hub = data.nodes.reduce((a, b) => (a.size > b.size ? a : b)).id; window.far = data.nodes[data.nodes.length - 1].id"
        )
        # Processor time, so that a busy machine measures alike.
        client = page.context.new_cdp_session(page)
        client.send("Performance.enable", {"timeDomain": "threadTicks"})

        def busy() -> float:
            metrics = {one["name"]: one["value"] for one in client.send("Performance.getMetrics")["metrics"]}
            return float(metrics["TaskDuration"])

        for name, action in REACTIONS.items():
            before = busy()
            waited = page.evaluate(
                f"async () => {{ const start = performance.now(); {action}; await {FRAME}; return performance.now() - start }}"
            )
            print(f"  {name}: drawn after {waited:.0f} ms, {1000 * (busy() - before):.0f} ms of them at work")
        browser.close()


FRAME = "new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"

if __name__ == "__main__":
    for size in sys.argv[1:] or ["100", "1000"]:
        measure(int(size))
