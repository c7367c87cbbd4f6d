"""Builds on Spark: the same quads as those of a build on one machine, whatever the articles, the decisions and the number of workers."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from click.testing import Result

import kg as package
from kg import output as outputs
from kg.api import reading
from kg.articles import Found, find_sources, locate_articles
from kg.articles.stored import text_digest
from kg.graph.files import nquad_lines
from kg.model import ArticleError, GraphError, KgError
from kg.output import cluster
from kg.output.keys import reading_version
from kg.run import apart

HAS_JAVA = bool(os.environ.get("JAVA_HOME") or shutil.which("java"))
needs_spark = pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None or not HAS_JAVA, reason="PySpark or Java isn't installed"
)
PARTS = 3
SAME = "decision\tleft\tright\tby\twhy\n"
REVIEW = "decision\tstatement\tarticle\tby\twhy\n"
STORIES = {
    # A name that many people bear goes by its employer, or by its article.
    "a/deal.txt": "صفقة\n\nاستحوذت شركة سدير القابضة على شركة رتاج للنقل مقابل 120 مليون ريال.\n\nوقال محمد أحمد إن الصفقة تمت.\n",
    # A name that few bear is of two where it is in office in two countries at one time.
    "a/gulf.txt": "خبر\n\n2024-05-05\n\nقال بدر الغنيمان، الرئيس التنفيذي لشركة بيادر الكويتية، إن الأرباح ارتفعت.\n",
    "c/nile.txt": "خبر\n\n2024-05-07\n\nقال بدر الغنيمان، الرئيس التنفيذي لشركة تقنورا المصرية، إن المصنع جاهز.\n",
    # Two files of one name are two articles; the second has another text.
    "b/deal.txt": "صفقة أخرى\n\nعينت شركة سنابل للأغذية محمد أحمد رئيسا تنفيذيا لها.\n",
    # A copy of the first is left out.
    "c/deal.txt": "صفقة\n\nاستحوذت شركة سدير القابضة على شركة رتاج للنقل مقابل 120 مليون ريال.\n\nوقال محمد أحمد إن الصفقة تمت.\n",
    "c/empty.txt": "",
    "c/lines.txt": "2024-10-20\n\nجميع الحقوق محفوظة\n",
    "c/picture.png": "?",
}


@pytest.fixture(scope="module")
def news(archive: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of some hundred articles in several formats, with broken ones, copies, and different ones of one name."""
    folder = tmp_path_factory.mktemp("archive") / "news"
    for name, text in STORIES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    lines = [line for line, _, _ in archive.generated(200, broken_every=25)]
    (folder / "lines.jsonl").write_text("\n".join(lines), encoding="utf-8")
    write_table(folder / "table.parquet", archive)
    # What a build before has put a hash behind is the article that it was.
    (found,) = (one for one in locate_articles(folder / "b") if isinstance(one, Found))
    again = {"id": f"deal-{text_digest(found.article)[:8]}", "text": found.article.text, "title": found.article.title}
    copied = [*lines[3:9], json.dumps(again, ensure_ascii=False)]
    (folder / "z.jsonl").write_text("\n".join(copied), encoding="utf-8")
    return folder


def write_table(path: Path, archive: ModuleType) -> None:
    """Write articles of which half have ids of others, with other texts, as Parquet."""
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow isn't installed")
    from pyarrow import parquet

    rows = [json.loads(line) for line, article, _ in archive.generated(60, seed=2) if article]
    for row in rows[30:]:
        row["id"] = f"table-{row['id']}"
    rows[40]["published"] = "قريبا"
    parquet.write_table(pyarrow.Table.from_pylist(rows), path, row_group_size=7)


@pytest.fixture(scope="module")
def decided(news: Path) -> dict[str, tuple[Path, ...]]:
    """Return files of decisions that join two companies, tell a namesake apart, reject a statement, and name what no article names."""
    before = package.build(news / "a", output=news.parent / "before")
    statement = before.statements()[0]
    same, review = news.parent / "same.tsv", news.parent / "review.tsv"
    rows = (
        "same\tسدير-القابضه\tسنابل-للاغذيه\tهدى\tاندمجتا\n",
        "same\tsadeer\tnobody-at-all\tهدى\tلا أحد\n",
    )
    same.write_text(SAME + "".join(rows), encoding="utf-8")
    review.write_text(
        f"{REVIEW}reject\t{statement.id}\t\tهدى\tليس في النص\nreject\t{'0' * 24}\t\tهدى\tلا شيء\n", encoding="utf-8"
    )
    return {"same": (same,), "review": (review,)}


@pytest.fixture(scope="module")
def serial(news: Path, decided: dict[str, Any]) -> tuple[Path, outputs.Report]:
    """Return what a build on one machine makes of the articles."""
    folder = news.parent / "serial"
    report = outputs.build(folder, locate_articles(find_sources([news])), reading(2), outputs.Options(**decided))
    return folder, report


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    with cluster.session(cores=2, quiet=True) as session:
        yield session


@pytest.fixture(scope="module")
def spread(news: Path, decided: dict[str, Any], spark: Any) -> tuple[Path, cluster.Counted]:
    """Return what a build on Spark makes of the articles, as N-Quads."""
    folder = news.parent / "spread"
    return folder, cluster.build(folder, find_sources([news]), spark, cluster.Settings("nq", PARTS, **decided))


def lines_of(folder: Path) -> list[str]:
    return [line for part in sorted(folder.glob("part-*.nq")) for line in part.read_text(encoding="utf-8").splitlines()]


# ------------------------------------------------------------------ the law


@needs_spark
def test_spark_gives_the_quads_of_a_build_on_one_machine(
    serial: tuple[Path, outputs.Report], spread: tuple[Path, cluster.Counted]
) -> None:
    """Each quad once, and none besides, with articles, persons and companies told apart and joined alike."""
    lines = lines_of(spread[0] / cluster.QUADS)
    assert len(lines) == len(set(lines)) == spread[1].quads
    assert any("بدر-الغنيمان-person-" in line for line in lines)
    assert set(lines) == {line.rstrip("\n") for line in nquad_lines(package.load(serial[0]).store)}


@needs_spark
def test_spark_reports_what_a_build_on_one_machine_reports(
    serial: tuple[Path, outputs.Report], spread: tuple[Path, cluster.Counted]
) -> None:
    """The same articles are read, the same ones left out, in words and order alike, and the same is said of decisions."""
    there, here = serial[1], spread[1]
    assert len(there.left_out) > 10
    assert len(there.remarks) > 1
    assert here.left_out == there.left_out
    assert here.remarks == there.remarks
    assert (here.articles, here.boilerplate) == (there.articles, there.boilerplate)
    assert sum(here.statuses.values()) == len(package.load(serial[0]).statements())


@needs_spark
def test_spark_keeps_the_readings_of_a_build_on_one_machine(
    serial: tuple[Path, outputs.Report], spread: tuple[Path, cluster.Counted]
) -> None:
    """The table of readings has each line of readings.jsonl."""
    from pyarrow import parquet

    rows = parquet.read_table(spread[0] / cluster.READINGS).to_pylist()
    told = sorted((row["article"], row["reading"]) for row in rows if not row["reason"])
    lines = (serial[0] / "readings.jsonl").read_text(encoding="utf-8").splitlines()
    assert [line for _, line in told] == lines


# ------------------------------------------------------------------ the files


@needs_spark
def test_parts_are_sorted_and_hold_all_of_an_article(spread: tuple[Path, cluster.Counted]) -> None:
    """Each part is in order; the graph of an article, and all statements of one subject beside it, stand in one part."""
    parts = sorted((spread[0] / cluster.QUADS).iterdir())
    assert [part.name for part in parts] == [f"part-{number:05}.nq" for number in range(PARTS)]
    homes: dict[str, set[str]] = {}
    for part in parts:
        lines = part.read_text(encoding="utf-8").splitlines()
        assert lines == sorted(lines)
        for line in lines:
            graph = line.removesuffix(" .").rpartition(" ")[2]
            shared = not graph.startswith("<https://kg.example/article/")
            homes.setdefault(line.partition(" ")[0] if shared else graph, set()).add(part.name)
    assert len(homes) > PARTS


@needs_spark
def test_the_same_articles_give_the_same_bytes(
    news: Path, decided: dict[str, Any], spread: tuple[Path, cluster.Counted], spark: Any, tmp_path: Path
) -> None:
    """Built again in as many parts, every file is the same, byte for byte."""
    again = tmp_path / "again"
    cluster.build(again, find_sources([news]), spark, cluster.Settings("nq", PARTS, **decided))
    assert contents(again) == contents(spread[0])


@needs_spark
def test_parquet_holds_the_same_quads(
    news: Path, decided: dict[str, Any], spread: tuple[Path, cluster.Counted], spark: Any, tmp_path: Path
) -> None:
    """The columns are the terms as N-Quads writes them, and the number of parts makes no difference."""
    from pyarrow import parquet

    settings = cluster.Settings("parquet", 2, **decided)
    report = cluster.build(tmp_path / "out", find_sources([news]), spark, settings)
    assert report == spread[1]
    rows = parquet.read_table(tmp_path / "out" / cluster.QUADS).to_pylist()
    written = {
        " ".join(filter(None, (row["subject"], row["predicate"], row["object"], row["graph"], "."))) for row in rows
    }
    assert written == set(lines_of(spread[0] / cluster.QUADS))
    assert len(rows) == len(written)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ------------------------------------------------------------------ the command


@needs_spark
def test_the_command_builds_and_counts(
    kg: Callable[..., Result], articles: Path, built: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """`kg build --engine spark` writes parts that, put together, `kg query` takes, into a folder of any name."""
    out = tmp_path / "نتائج [1] {a,b}*"
    monkeypatch.chdir(articles.parent)
    result = kg("build", articles.name, "-o", out, "--engine", "spark", "--partitions", 2, "-j", 1)
    assert result.exit_code == 0, result.output
    assert "4 articles read, 0 left out" in result.stderr
    whole = tmp_path / "graph.nq"
    whole.write_text("\n".join(lines_of(out / cluster.QUADS)), encoding="utf-8")
    assert package.load(whole) == package.load(built)
    again = kg("build", articles, "-o", out, "--engine", "spark")
    assert again.exit_code == 1
    assert "holds something already" in again.stderr


@needs_spark
def test_nothing_is_left_where_no_article_can_be_read(spark: Any, tmp_path: Path) -> None:
    """The reasons are told, and the folder is not made."""
    (tmp_path / "x.txt").write_text("", encoding="utf-8")
    with pytest.raises(ArticleError, match=r"no article could be read\n.*x\.txt: is empty"):
        cluster.build(tmp_path / "out", [tmp_path / "x.txt"], spark, cluster.Settings(partitions=1))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--engine", "spark", "--add"), "--add is for builds on one machine"),
        (("--engine", "spark", "--infer"), "--infer is for builds on one machine"),
        (("--engine", "spark", "--parquet"), "--parquet is for builds on one machine"),
        (("--format", "nq"), "--format is for --engine spark"),
        (("--master", "local[1]"), "--master is for --engine spark"),
        (("--partitions", "3"), "--partitions is for --engine spark"),
    ],
)
def test_options_of_one_engine_are_refused_for_the_other(
    kg: Callable[..., Result], articles: Path, tmp_path: Path, options: tuple[str, ...], told: str
) -> None:
    """What has no meaning is an error of use."""
    result = kg("build", articles, "-o", tmp_path / "out", *options)
    assert result.exit_code == 2
    assert told in result.stderr


def test_java_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says how to come by it."""
    pytest.importorskip("pyspark", reason="PySpark isn't installed")
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with (
        pytest.raises(KgError, match="needs Java 17 or newer: apt-get install openjdk-17-jre-headless"),
        cluster.session(),
    ):
        pass


def test_pyspark_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line names the extra."""
    for module in ("py4j.protocol", "pyspark"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(KgError, match=r"needs PySpark: pip install 'kg\[spark\]'"), cluster.session():
        pass


@pytest.mark.parametrize(
    ("told", "cause"),
    [
        (
            "An exception was thrown from the Python worker:\nTraceback (most recent call last):\n  File …\nkg.model.KgError: another\n",
            "kg.model.KgError: another",
        ),
        (
            "An error occurred while calling None.\n: java.lang.IllegalStateException: it is stopped.\n\tat org.apache.X\n(none)\n",
            "java.lang.IllegalStateException: it is stopped.",
        ),
        ("[JAVA_GATEWAY_EXITED] Java gateway process exited.", "[JAVA_GATEWAY_EXITED] Java gateway process exited."),
        ("", "failed without a word"),
    ],
)
def test_what_failed_is_told_in_one_line(told: str, cause: str) -> None:
    """Of all that Spark tells, the line that names the error is left."""
    assert cluster._cause(told) == cause


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    """What stands there is never replaced by parts."""
    (tmp_path / "graph.trig").write_text("", encoding="utf-8")
    with pytest.raises(GraphError, match="holds something already"):
        cluster.build(tmp_path, [], None, cluster.Settings())


# ------------------------------------------------------------------ what workers do


def test_an_article_that_breaks_the_reader_is_left_out_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is reported as on one machine, and the others are read."""
    pytest.importorskip("pandas", reason="pandas isn't installed")
    for name in ("bad", "good"):
        (tmp_path / f"{name}.txt").write_text(f"{name} خبر عن الشركة", encoding="utf-8")
    reader = cluster.default_reader()

    def fragile() -> Any:
        def read(article: Any) -> Any:
            if "bad" in article.text:
                raise RuntimeError("too much")
            return reader(article)

        return SimpleNamespace(together=apart(read))

    monkeypatch.setattr(cluster, "default_reader", fragile)
    rows = read_rows(find_sources([tmp_path]), tmp_path)
    assert [(row.article, row.broken, row.reason) for row in rows] == [
        ("", True, "bad: the reader failed: RuntimeError: too much"),
        ("good", False, ""),
    ]


def test_a_worker_with_another_version_of_kg_stops(tmp_path: Path) -> None:
    """What it would read is not what the others read."""
    pytest.importorskip("pandas", reason="pandas isn't installed")
    with pytest.raises(KgError, match="another version of kg"):
        list(cluster._readings(iter(()), "another"))


def read_rows(files: list[Path], folder: Path) -> list[Any]:
    """Take files apart and read them as workers do, in this process."""
    import pandas

    named = pandas.DataFrame(
        [(number, os.fsencode(file)) for number, file in enumerate(files)], columns=["number", "path"]
    )
    copied = pandas.concat(cluster._copies(iter([named]), folder, folder)).sort_values(
        ["together", "source", "position"]
    )
    return [
        row for frame in cluster._readings(iter([copied]), reading_version()) for row in frame.itertuples(index=False)
    ]
