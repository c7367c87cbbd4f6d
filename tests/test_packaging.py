"""The wheel: what is in it, and that it works where there is no source checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

import kg
from kg.ontology import ontology_folder

ROOT = Path(__file__).parents[1]
ARTICLE = "استحواذ جديد\n\n2024-10-20\n\nاستحوذت شركة سدير القابضة على شركة مصنع الواحة مقابل 120 مليون ريال.\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a wheel of the checkout, built with the build back end itself: nothing is fetched."""
    pytest.importorskip("hatchling", reason="the build back end isn't installed")
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        timeout=120,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the scripts of a fresh environment with the wheel in it, which borrows the dependencies of this one."""
    folder = tmp_path_factory.mktemp("environment")
    try:
        venv.create(folder, with_pip=True)
    except subprocess.CalledProcessError:
        pytest.skip("this Python makes no environments with pip")
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    install = [scripts / "python", "-m", "pip", "install", "--no-deps", "--no-index", "--quiet", wheel]
    subprocess.run(list(map(str, install)), check=True, timeout=120)
    site = next(folder.glob("[Ll]ib/**/site-packages"))
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return scripts


def run(scripts: Path, folder: Path, program: str, *arguments: str) -> str:
    """Run a program of the environment in a folder far from the checkout."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = [str(scripts / program), *arguments]
    result = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_wheel_holds_the_ontology_and_what_the_page_is_made_of(wheel: Path) -> None:
    """Every file of ontology/ and every file of kg/ that isn't compiled is in the wheel, and nothing else of the checkout."""
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    ontology = {
        f"kg/_ontology/{path.relative_to(ROOT / 'ontology')}"
        for path in (ROOT / "ontology").rglob("*")
        if path.is_file()
    }
    package = {
        str(path.relative_to(ROOT)) for path in (ROOT / "kg").rglob("*") if path.is_file() and path.suffix != ".pyc"
    }
    assert names == ontology | package
    assert "kg/py.typed" in names
    assert any(name.endswith(".html.j2") for name in names)


def test_metadata_are_those_of_the_package(wheel: Path) -> None:
    """Name, version, licence and extras of the wheel are what the package says, and no address of an index is in them."""
    files = zipfile.ZipFile(wheel)
    metadata = message_from_bytes(files.read(next(name for name in files.namelist() if name.endswith("/METADATA"))))
    assert (metadata["Name"], metadata["Version"]) == ("kg", kg.__version__)
    assert metadata["License-Expression"] == "MIT AND CC-BY-SA-4.0"
    assert metadata.get_all("Provides-Extra") == ["archives", "neural", "notebooks", "pandas", "spark"]
    required = [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert any(line.startswith("camel-tools") for line in required)
    assert not any(
        line.startswith(("torch", "transformers", "pandas", "matplotlib", "pyarrow", "pyspark", "warcio", "backports"))
        or "@" in line
        for line in required
    )
    assert any(name.endswith("licenses/LICENSE") for name in files.namelist())


def test_checkout_finds_its_own_ontology() -> None:
    """In a source checkout the ontology is the folder that is edited there."""
    assert ontology_folder() == ROOT / "ontology"


def test_installed_wheel_finds_the_ontology_inside_it(scripts: Path, tmp_path: Path) -> None:
    """Where the wheel is installed, the ontology is the one that it brought."""
    found = run(scripts, tmp_path, "python", "-c", "from kg.ontology import *; print(ontology_folder())").strip()
    assert Path(found).parts[-3:] == ("site-packages", "kg", "_ontology")
    assert Path(found).is_relative_to(scripts.parent)


def test_installed_wheel_builds_and_answers(scripts: Path, tmp_path: Path) -> None:
    """The installed command has the version of the package, builds a graph of an article and answers a query."""
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    assert run(scripts, tmp_path, "kg", "--version") == f"kg, version {kg.__version__}\n"
    run(scripts, tmp_path, "kg", "build", "article.txt", "-o", "out")
    assert run(scripts, tmp_path, "kg", "query", "out", "ASK { ?buyer kg:acquires ?bought }") == "true\n"
    assert "money-between" in run(scripts, tmp_path, "python", "-c", LIST_TEMPLATES)


LIST_TEMPLATES = "from kg.ontology import *; print(*(path.stem for path in ontology_folder().glob('queries/*.rq')))"
