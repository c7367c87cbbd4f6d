"""What several test modules share: small articles, the reader, and a folder that `kg build` wrote."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from kg.cli import main
from kg.model import Article, Reading

if TYPE_CHECKING:
    from kg.reader import Reader

settings.register_profile("same-every-time", derandomize=True, deadline=None)
settings.load_profile("same-every-time")

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
