"""Feed hostile and odd articles to the reader and the graph, and tell every failure by the seed that makes it again.

    python tests/bench/fuzz.py --inputs 100000          # of two processes, a few minutes for ten thousand
    python tests/bench/fuzz.py --first 4711 --inputs 1  # one input again

A failure is a crash, a reading that takes longer than its length allows, a quote that is not the text, RDF that rdflib and
Oxigraph don't read alike, markup or a script in a page, a formula in a table.
"""

from __future__ import annotations

import argparse
import csv
import html.parser
import json
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

import pyoxigraph as ox
import rdflib

from kg.api import Graph
from kg.articles import Skipped, read_articles
from kg.model import Article, Reading
from kg.run import default_reader

SEEDS = Path(__file__).parents[2] / "seeds"
BATCH = 500
"""Inputs whose readings go into one graph."""
SECONDS, SECONDS_A_LETTER = 3.0, 0.002
"""What an input may take of processor time."""
STUCK = 180.0
"""Seconds after which a process that answers to no signal is ended."""

INJECTIONS = (
    "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg/onload=alert(1)>", "{{7*7}}", "${7*7}", "<!--", "]]>",
    "=1+1", "=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(A1)", "\t=1", "';DROP TABLE x;--", '" ; rm -rf /', "../../etc/passwd", "%00", "\\u0000",
    "> . <urn:x> <urn:y> <urn:z> .", "\\", "\"\"\"", "'''", "} INSERT DATA {", "SERVICE <http://127.0.0.1/>", "http://a b/<c>\"", "urn:x>",
    "javascript:alert(1)", "file:///etc/passwd", "http://[::1", "data:text/html,<script>", "&lt;script&gt;", "&#x202e;", "<?xml version='1.0'?>",
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>&x;', "NaN", "Infinity", "-0", "1e999", "10^400", "9" * 400, "٩" * 60, "1,2,3,4,5.6.7",
)  # fmt: skip
ODD = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200c\u200d\u200e\u200f\ufeff\u00a0\u2028\u2029\u0085\u0640\u064b\u0651\u0670\u0300\u20dd\ufffd\ufffe\x01\x07\x0b\x0c\x1b\x7f\x9f"
MARKS = "،؛؟.!«»“”\"'()[]{}:/\\-–—…%٪$€£#@&*+=<>|~^_`"


# ------------------------------------------------------------------ inputs


@dataclass(frozen=True, slots=True)
class Input:
    """Hold what a seed makes: the name of a file and its bytes."""

    name: str
    data: bytes


def made(seed: int) -> Input:
    """Return the input of a seed."""
    rng = random.Random(seed)
    text = _article(rng)
    kind = rng.choices(("txt", "jsonl", "json", "html"), (70, 12, 6, 12))[0]
    data = {"txt": _plain, "jsonl": _lines, "json": _document, "html": _page}[kind](rng, text)
    return Input(f"{seed}.{kind}", _broken(rng, data))


SENTENCES = [
    line
    for path in sorted(SEEDS.glob("*.txt"))
    for paragraph in path.read_text(encoding="utf-8").splitlines()
    for line in paragraph.split(". ")
    if line.strip()
]
WORDS = sorted({word for line in SENTENCES for word in line.split()})


def _article(rng: random.Random) -> str:
    makers = (_mutated, _mutated, _mutated, _mutated, _shuffled, _repeated, _scattered, _injected, _numeric, _endless)
    title = _short(rng) if rng.random() < 0.7 else _injected(rng)
    body = "\n".join(rng.choice(makers)(rng) for _ in range(rng.choice((1, 1, 1, 1, 2))))
    date = rng.choice(("2024-03-01", "2024-03", "31/2/2024", "0000-00-00", "9" * 30, "٢٠٢٤"))
    return f"{title}\n\n{date}\n\n{body}\n" if rng.random() < 0.5 else body


def _short(rng: random.Random) -> str:
    words = rng.choice(SENTENCES).split()
    start = rng.randrange(len(words))
    return " ".join(words[start : start + rng.choice((4, 8, 16))])


def _mutated(rng: random.Random) -> str:
    words = (rng.choice(SENTENCES) if rng.random() < 0.4 else _short(rng)).split()
    for _ in range(rng.randrange(1, 8)):
        at = rng.randrange(len(words) + 1)
        change = rng.randrange(8)
        if change == 0 and words:
            del words[at - 1]
        elif change == 1 and words:
            words.insert(at, rng.choice(words))
        elif change == 2:
            words.insert(at, rng.choice(WORDS))
        elif change == 3:
            words.insert(at, rng.choice(INJECTIONS))
        elif change == 4 and words:
            words[at - 1] = "".join(letter + rng.choice((*ODD, "", "")) for letter in words[at - 1])
        elif change == 5 and words:
            words[at - 1] = words[at - 1][: rng.randrange(1, 5)] + rng.choice(MARKS) + words[at - 1][2:]
        elif change == 6:
            words[at:at] = words[max(at - 3, 0) : at] * rng.randrange(1, 4)
        elif words:
            words[at - 1] = rng.choice(MARKS) * rng.randrange(1, 4)
    return " ".join(words)


def _shuffled(rng: random.Random) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(rng.randrange(1, 40)))


def _repeated(rng: random.Random) -> str:
    unit = [rng.choice((*WORDS, *MARKS)) for _ in range(rng.choice((1, 1, 2, 3, 5)))]
    return rng.choice((" ", " ", "", "\u00a0")).join(unit * rng.choice((3, 6, 12, 60)))


def _scattered(rng: random.Random) -> str:
    ranges = ((0x20, 0x7F), (0x600, 0x700), (0x600, 0x700), (0xFB50, 0xFE00), (0x10000, 0x1FFFF), (0x80, 0x3000))
    letters = (chr(rng.randrange(*rng.choice(ranges))) for _ in range(rng.randrange(1, 200)))
    return "".join(letter if rng.random() < 0.85 else rng.choice(f" {ODD}{MARKS}") for letter in letters)


def _injected(rng: random.Random) -> str:
    frame = rng.choice(
        (
            "استحوذت شركة «{}» على شركة «{}» مقابل 5 ملايين دولار.",
            "قال {} الرئيس التنفيذي لشركة {} إن الشركة تنمو.",
            "أطلقت شركة {} تطبيق «{}».",
            "سجلت شركة «{}» خسائر بلغت {} مليون دولار.",
        )
    )
    return frame.format(rng.choice(INJECTIONS), rng.choice(INJECTIONS))


def _numeric(rng: random.Random) -> str:
    digits = rng.choice(("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "0123456789.,/:-٫٬"))
    number = "".join(rng.choice(digits) for _ in range(rng.choice((1, 3, 9, 30, 400, 5000))))
    unit = rng.choice(
        ("مليون دولار", "%", "مليار", "ألف مليون مليار تريليون ريال", "عاما", "/2024", "في المئة", "موظف")
    )
    return f"بلغت أرباح شركة سدير {number} {unit} في عام {number[:5]} بعد {number[:3]} عاما."


def _endless(rng: random.Random) -> str:
    unit = rng.choice((*WORDS, "a", "ا", "و", "ال", "1", ".", "«", "(", "-", "تي.", *ODD))
    return unit * rng.choice((20, 50, 200, 1000))


def _plain(rng: random.Random, text: str) -> bytes:
    encoding = rng.choices(("utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1256"), (90, 4, 2, 1, 3))[0]
    return text.encode(encoding, "replace")


def _record(rng: random.Random, text: str) -> dict[str, object]:
    odd: tuple[object, ...] = (
        *INJECTIONS,
        *ODD,
        "",
        None,
        0,
        -1,
        10**30,
        1.5,
        True,
        [],
        {},
        "\ud800",
        text[:30],
        "2024-03-01",
        "سدير",
    )
    keys = ("id", "title", "url", "publisher", "published", "author", "extra")
    record: dict[str, object] = {key: rng.choice(odd) for key in keys if rng.random() < 0.5}
    return {"text": text if rng.random() < 0.95 else rng.choice(odd), **record}


def _lines(rng: random.Random, text: str) -> bytes:
    records = [_record(rng, text) for _ in range(rng.choice((1, 1, 2)))]
    lines = [json.dumps(record, ensure_ascii=rng.random() < 0.5) for record in records]
    lines += rng.choice(((), ('{"text": NaN}',), ("[" * 3000,), ("{",), ('{"text": "a", "text": "b"}',)))
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _document(rng: random.Random, text: str) -> bytes:
    value: object = _record(rng, text)
    if rng.random() < 0.4:
        value = [value, _record(rng, text[::-1])]
    data = json.dumps(value, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")
    return rng.choice((data, data, data, b"[" * 20000, data[:-1], b"-" * 9, b"1" * 9000))


def _page(rng: random.Random, text: str) -> bytes:
    tag = rng.choice(("p", "div", "b", "table", "li", "x-y", "blockquote", "script", "style", "svg", "form", "a"))
    depth = rng.choice((1, 1, 1, 2, 5, 50)) if rng.random() < 0.98 else 3000
    head = f"<html><head><title>{rng.choice(SENTENCES)}</title><meta property='og:site_name' content='{rng.choice(INJECTIONS)}'>"
    remote = "<link rel=import href='http://127.0.0.1:9/x'><script src='http://127.0.0.1:9/y'></script>"
    close = f"</{tag}>" * (depth if rng.random() < 0.7 else 0)
    paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines())
    return f"{head}{remote}</head><body>{f'<{tag}>' * depth}{paragraphs}{close}<img src=http://127.0.0.1:9/z></body></html>".encode()


def _broken(rng: random.Random, data: bytes) -> bytes:
    if rng.random() > 0.06 or not data:
        return data
    at = rng.randrange(len(data))
    return rng.choice(
        (
            data[:at],
            data[:at] + b"\0" + data[at:],
            data[:at] + bytes((rng.randrange(256),)) + data[at + 1 :],
            data + data[:at],
        )
    )


# ------------------------------------------------------------------ what must hold


class TooSlowError(Exception):
    """Say that an input has used up its time."""


def readings_of(given: Input) -> list[Reading]:
    """Read an input and check what is read of it; raise where something is wrong."""
    found: list[Reading] = []
    with _time_for(len(given.data)):
        for article in _articles(given):
            reading = default_reader()(article)
            _check(reading)
            found.append(reading)
    return found


def _articles(given: Input) -> Iterator[Article]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, given.name)
        path.write_bytes(given.data)
        for article in read_articles(path):
            if isinstance(article, Skipped):
                assert len(article.reason.splitlines()) == 1, f"a reason of several lines: {article.reason!r}"
            else:
                yield article


class _time_for:  # noqa: N801
    """Stop what takes more processor time than a length allows."""

    def __init__(self, length: int) -> None:
        self.seconds = SECONDS + SECONDS_A_LETTER * length

    def __enter__(self) -> None:
        signal.signal(signal.SIGPROF, self._stop)
        signal.setitimer(signal.ITIMER_PROF, self.seconds)

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)

    def _stop(self, *_: object) -> None:
        raise TooSlowError(f"more than {self.seconds:.1f} s")


def _check(reading: Reading) -> None:
    text = reading.article.text
    assert all(0 <= p.span.start <= p.span.end <= len(text) for p in reading.article.paragraphs), (
        "a paragraph beyond the text"
    )
    for statement in reading.statements:
        assert statement.evidence, "a statement without evidence"
        for evidence in statement.evidence:
            assert text[evidence.span.start : evidence.span.end] == evidence.quote, "a quote that is not the text"
            for span in (evidence.subject_span, evidence.object_span, evidence.trigger_span):
                assert span is None or 0 <= span.start < span.end <= len(text), "a part beyond the text"
    for entity in reading.entities:
        assert entity.id, "an entity without id"
        assert entity.label, "an entity without label"


def check_graph(readings: list[Reading]) -> None:
    """Check the graph of some readings, its page and its tables."""
    graph = Graph.from_readings(readings)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ending = ("trig", "nq", "ttl")[len(readings) % 3]
        _check_rdf(Path(graph.export(folder / f"graph.{ending}")), ending)
        _check_page(Path(graph.to_html(folder / "graph.html", title="=1+1</title><script>alert(1)</script>", top=100)))
        for table in Path(graph.export(folder / "tables", "csv")).glob("*.csv"):
            with table.open(encoding="utf-8", newline="") as rows:
                cells = (cell for row in csv.reader(rows) for cell in row)
                assert not any(_formula(cell) for cell in cells), f"a formula in {table.name}"
        loaded = Graph.load(Path(graph.export(folder / "whole.trig")))
        assert len(loaded.store) == len(graph.store), "not all is read again"


def _check_rdf(path: Path, ending: str) -> None:
    data = path.read_bytes()
    kinds = {"trig": ox.RdfFormat.TRIG, "nq": ox.RdfFormat.N_QUADS, "ttl": ox.RdfFormat.TURTLE}
    mine = sum(1 for _ in ox.parse(data, format=kinds[ending]))
    other = rdflib.Dataset().parse(data=data, format={"nq": "nquads", "ttl": "turtle"}.get(ending, ending))
    theirs = sum(1 for _ in other.quads()) if hasattr(other, "quads") else len(other)
    assert mine == theirs, f"{ending}: Oxigraph reads {mine} quads, rdflib {theirs}"


class _Markup(html.parser.HTMLParser):
    """Gather what a page could run."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts = 0
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count scripts, and note attributes that run or fetch something."""
        self.scripts += tag == "script"
        for key, value in attrs:
            if key.startswith("on") or (value or "").strip().lower().startswith(("javascript:", "data:text")):
                self.handlers.append(f"{tag} {key}")


def _markup(path: Path) -> _Markup:
    found = _Markup()
    found.feed(path.read_text(encoding="utf-8"))
    return found


@cache
def _clean() -> _Markup:
    with tempfile.TemporaryDirectory() as folder:
        return _markup(Path(Graph().to_html(Path(folder, "empty.html"))))


def _check_page(path: Path) -> None:
    found = _markup(path)
    clean = _clean()
    assert found.scripts == clean.scripts, f"{found.scripts} scripts in the page, not {clean.scripts}"
    assert found.handlers == clean.handlers, f"attributes that run in the page: {found.handlers}"


def _formula(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
    return False


# ------------------------------------------------------------------ the run

Tell = Callable[[int, str], None]


def tried(seeds: range, current: Synchronized[int], tell: Tell) -> None:
    """Try the inputs of some seeds, and tell what fails."""
    batch: list[Reading] = []
    for number, seed in enumerate(seeds, 1):
        current.value = seed
        try:
            batch += (_renamed(reading, f"{seed}-{n}") for n, reading in enumerate(readings_of(made(seed))))
        except Exception:
            tell(seed, traceback.format_exc())
        if number % BATCH == 0 or number == len(seeds):
            try:
                check_graph(batch)
            except Exception:
                tell(seed, f"the graph of the {min(BATCH, number)} inputs up to here: {traceback.format_exc()}")
            batch = []


def _renamed(reading: Reading, name: str) -> Reading:
    """Give a reading's article an id of its own, as inputs of equal names are articles of their own here."""
    evidence_of = {s.id: tuple(replace(e, article=name) for e in s.evidence) for s in reading.statements}
    statements = tuple(replace(s, evidence=evidence_of[s.id]) for s in reading.statements)
    return replace(reading, article=replace(reading.article, id=name), statements=statements)


def _work(seeds: range, current: Synchronized[int], ends: Connection) -> None:
    tried(seeds, current, lambda seed, told: ends.send((seed, told)))


def run(first: int, inputs: int, processes: int) -> int:
    """Try inputs in processes of their own, print what fails, and return how many did."""
    share = -(-inputs // processes)
    waiting = [range(start, min(start + share, first + inputs)) for start in range(first, first + inputs, share)]
    failed = 0
    running = [_Worker(seeds) for seeds in waiting]
    start = time.monotonic()
    told = 0
    while running:
        time.sleep(0.5)
        for worker in list(running):
            for seed, problem in worker.problems():
                failed += 1
                print(f"seed {seed}: {problem}", flush=True)
            if worker.process.is_alive() and not worker.stuck():
                continue
            running.remove(worker)
            if rest := worker.ended():
                failed += 1
                print(f"seed {rest.start - 1}: the process ended ({worker.process.exitcode})", flush=True)
                running.append(_Worker(rest))
        if time.monotonic() - start > 60 * (told + 1):
            told += 1
            done = inputs - sum(worker.left() for worker in running)
            print(f"{done:,} of {inputs:,} after {time.monotonic() - start:.0f} s, {failed} failed", flush=True)
    print(f"{inputs:,} inputs in {time.monotonic() - start:.0f} s: {failed} failed")
    return failed


class _Worker:
    """Hold a process that tries the inputs of some seeds, and where it is."""

    def __init__(self, seeds: range) -> None:
        self.seeds = seeds
        self.current: Synchronized[int] = multiprocessing.Value("q", seeds.start)
        self.told, ends = multiprocessing.Pipe(duplex=False)
        self.process = multiprocessing.Process(target=_work, args=(seeds, self.current, ends), daemon=True)
        self.process.start()
        ends.close()
        self._seen = (seeds.start, time.monotonic())

    def left(self) -> int:
        return self.seeds.stop - self.current.value

    def problems(self) -> Iterator[tuple[int, str]]:
        try:
            while self.told.poll():
                yield self.told.recv()
        except EOFError:
            return

    def stuck(self) -> bool:
        if self._seen[0] != self.current.value:
            self._seen = (self.current.value, time.monotonic())
        if time.monotonic() - self._seen[1] < STUCK:
            return False
        self.process.kill()
        return True

    def ended(self) -> range:
        """Return the seeds that are left after one that ended the process; none where it came to its end."""
        self.process.join()
        return range(self.current.value + 1, self.seeds.stop) if self.process.exitcode else range(0)


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0, metavar="SEED")
    parser.add_argument("--processes", type=int, default=min(2, os.cpu_count() or 1))
    given = parser.parse_args()
    default_reader()
    sys.exit(run(given.first, given.inputs, given.processes) > 0)


if __name__ == "__main__":
    main()
