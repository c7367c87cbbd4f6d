"""What several test modules share: small articles, the reader, and a folder that `kg build` wrote."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from kg.cli import main
from kg.graph import Graph
from kg.model import Article, Entity, Evidence, Quantity, Reading, Span, Statement, Status

if TYPE_CHECKING:
    from kg.reader import Reader

settings.register_profile("same-every-time", derandomize=True, deadline=None)
settings.load_profile("same-every-time")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

ARTICLES = {
    "deal.txt": (
        "سدير القابضة تستحوذ على مصنع الواحة\n\n2024-10-20\n\n"
        "استحوذت شركة سدير القابضة على شركة مصنع الواحة مقابل 120 مليون ريال.\n"
    ),
    "talks.txt": "محادثات في قطاع الأغذية\n\nتتفاوض شركة سدير القابضة مع شركة رتاج على صفقة.\n",
    "loss.txt": "نتائج الربع الثالث\n\n2023-11-02\n\nسجلت شركة رتاج خسائر بلغت 5 ملايين دولار.\n",
    "plan.txt": "خطط جديدة\n\n2022-05-01\n\nتعتزم شركة سنابل شراء شركة بيادر.\n",
}

Kg = Callable[..., Result]
Serving = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of four small articles."""
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def kg() -> Kg:
    """Return a function that runs the command line in this process."""

    def run(*arguments: object, stdin: bytes | str | None = None) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)

    return run


def _of_bench(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parent / "bench" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def archive() -> ModuleType:
    """Return the module that generates articles with their facts."""
    return _of_bench("archive")


@pytest.fixture(scope="session")
def large() -> ModuleType:
    """Return the module that makes large graphs of invented news."""
    return _of_bench("large")


@pytest.fixture(scope="session")
def built(articles: Path, kg: Kg, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the output folder of `kg build` over the small articles."""
    folder = tmp_path_factory.mktemp("built") / "out"
    result = kg("build", articles, "-o", folder, "-j", 1)
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="session")
def reader() -> Reader:
    """Return the reader that ships with the package."""
    from kg.reader import Reader

    return Reader()


@pytest.fixture(scope="session")
def read(reader: Reader) -> Callable[[Article], Reading]:
    """Return the reader as a plain callable."""
    return reader


# ------------------------------------------------------------------ a site

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>'\"&<!--"
BOUGHT = "استحوذت شركة سدير على مصنع الواحة مقابل ملياري دولار."
PLANNED = "تعتزم شركة سدير الاستحواذ على مصنع الواحة."
LOST = "خسرت أفق القابضة 5 مليارات ريال."
LOST_MORE = "وقال آخرون إن أفق القابضة خسرت 7 مليارات ريال."
EVIL = f"قال {HOSTILE} إنه في سدير."
TEXTS = {"deal": "\n".join((BOUGHT, LOST_MORE, EVIL)), "later 50%": "\n".join((PLANNED, LOST))}


def says(article: str, quote: str, *parts: str, speaker: str = "") -> Evidence:
    start = TEXTS[article].index(quote)
    spans = [Span(start + quote.index(part), start + quote.index(part) + len(part)) for part in parts]
    named = dict(zip(("subject_span", "object_span", "trigger_span"), spans, strict=False))
    return Evidence(article, Span(start, start + len(quote)), quote, rule="frame", score=0.9, speaker=speaker, **named)


def claim(
    subject: str, relation: str, target: str | Quantity, said: Evidence, status: Status = "asserted", **more: object
) -> Statement:
    return Statement(subject, relation, target, tuple(sorted(more.items())), status, (said,))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small graph in which names, titles and links are hostile, figures differ and two companies share a name."""
    sadeer = Entity("sadeer", "Company", "شركة سدير", ("شركة سدير", "Sadeer"))
    ufuq, waha = Entity("ufuq", "Company", "أفق القابضة"), Entity("الواحه", "Facility", "مصنع الواحة")
    hostile = Entity("hostile", "Person", HOSTILE)
    twin = Entity("ufuq-2", "Company", "أفق القابضة")
    deal = (
        claim(
            "sadeer",
            "acquires",
            "الواحه",
            says("deal", BOUGHT, "شركة سدير", "مصنع الواحة", "استحوذت", speaker="ufuq"),
            amount=Quantity(2e9, "USD"),
        ),
        claim("ufuq", "reports-loss", Quantity(7e9, "SAR"), says("deal", LOST_MORE), period="2024"),
        claim("hostile", "holds-position", "sadeer", says("deal", EVIL), role_text=HOSTILE),
    )
    later = (
        claim("sadeer", "acquires", "الواحه", says("later 50%", PLANNED), "planned"),
        claim("ufuq", "reports-loss", Quantity(5e9, "SAR"), says("later 50%", LOST), period="2024"),
    )
    articles = (
        Article("deal", TEXTS["deal"], title=HOSTILE, published="2024-03-01", url="javascript:alert(3)"),
        Article(
            "later 50%", TEXTS["later 50%"], title="أفق والواحة", published="2024-06-01", url="https://news.example/2"
        ),
    )
    graph = Graph.from_readings(
        [
            Reading(articles[0], (sadeer, ufuq, waha, hostile, twin), deal),
            Reading(articles[1], (sadeer, ufuq, waha), later),
        ]
    )
    folder = tmp_path_factory.mktemp("served")
    graph.save(folder)
    return folder


@pytest.fixture(scope="session")
def hostile() -> str:
    """Return the name, title and quote of the served graph that would run a script where it is written as it is."""
    return HOSTILE


@contextmanager
def _serving(folder: Path, *options: object) -> Iterator[str]:
    """Give the address of a server for the graph of a folder, on a port that is free."""
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0", *map(str, options)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8") as process:
        try:
            assert process.stderr is not None
            told = process.stderr.readline()
            found = re.match(r"(http://127\.0\.0\.1:\d+)/ ", told)
            assert found, told + process.stderr.read()
            yield found[1]
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def serving() -> Serving:
    """Return a function that gives the address of a server for a folder, as `kg serve` starts it."""
    return _serving


@pytest.fixture(scope="module")
def site(served: Path, serving: Serving) -> Iterator[str]:
    """Return the address of a server for the small graph."""
    with serving(served, "--timeout", 30, "--limit", 5) as address:
        yield address


# Playwright keeps a loop of asyncio running, beside which other modules could run none of theirs.
@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return a headless Chromium; tests that ask for it are skipped where there is none."""
    playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright isn't installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    with playwright_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()
