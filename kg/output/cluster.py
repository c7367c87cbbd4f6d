"""Articles -> a graph on Spark: the quads of `kg build`, read by the workers of a cluster and merged by its shuffle.

    files -> copies of articles -> readings (kept) -> quads, each once (kept)

Three steps run on the workers, each a function from data frames to data frames: `_copies` takes files apart, `_readings` tells copies of
articles apart and reads them, `_quads` turns readings into quads. Between the first two all copies of an article come together, by its
name; behind the last, all that articles say of one thing, and all that is of one article. Files and folders are those of the file system:
every machine of the cluster must see them under the same path, and needs this version of kg.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from functools import partial
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from kg.articles import Found, Skipped, copies, once
from kg.articles.sources import default_dates, default_rules
from kg.articles.stored import article_from_json, article_to_json, text_digest
from kg.graph import Decisions, read_decisions, tell_apart
from kg.graph.decisions import Notice, noticed, remarks_from
from kg.graph.files import nquad
from kg.graph.namesakes import contexts_of
from kg.graph.parts import merged_quads
from kg.identity import Context, Namesake, namesakes
from kg.model import ArticleError, GraphError, KgError, Status
from kg.ontology import KG, load_ontology
from kg.output.archive import entry_of, place_of, settled
from kg.output.commits import at_work, clear, commit
from kg.output.journal import Note, Noted, noting
from kg.output.keys import article_key, reading_version
from kg.output.lines import Line, of_article
from kg.readings import reading_from_json
from kg.run import Failure, default_reader, read_all

if TYPE_CHECKING:
    from kg.model import Reading

    Frames: TypeAlias = Iterator[Any]
    """Of pandas."""

Format: TypeAlias = Literal["nq", "parquet"]
QUADS, READINGS = "quads", "readings"
"""Folders of an output."""
INSTALL = "pip install 'kg[spark]' brings it"

_FILES = "number long, path binary"
_COPIES = "together string, source long, position long, name string, named boolean, file binary, number long, place string, article string, reason string"
_READINGS = "article string, key string, reading string, boilerplate long, source long, position long, broken boolean, reason string"
_QUADS = "place string, graph string, subject string, predicate string, object string"
_CONTEXTS = "id string, context string"
_NAMESAKES = "namesake string"
_NOTICED = "kind string, name string, article string"
_BYTES_OF_A_PARTITION = 32 << 20
_FEWEST_PARTITIONS = 16
_ROWS_AT_A_TIME = 64
_READINGS_AT_A_TIME = 500
_QUADS_AT_A_TIME = 20_000
_OLDEST_JAVA = 17
_LOOPBACK = "127.0.0.1"
_OF_THIS_MACHINE = {"SPARK_LOCAL_IP": _LOOPBACK, "PYSPARK_PYTHON": sys.executable}
_SUBMITTED = "PYSPARK_GATEWAY_PORT"
"""What spark-submit sets for the programs that it starts, whose master is then its own."""
_NOWHERE = Line(Path(), 0)
"""Rows of articles are kept nowhere."""
_GLOBBED = re.compile(r"[\[\]{}*?\\]")
"""What stands for others where Spark reads a path."""
_ERROR = re.compile(r"(?:Caused by: )?[\w.$]+(?:Error|Exception)\b")
_PART = re.compile(r"part-(\d+)-.*?(\.\w+)$")


@dataclass(frozen=True, slots=True)
class Counted:
    """Hold what a build on a cluster made."""

    articles: int
    quads: int
    statuses: Mapping[str, int]
    """Status -> statements."""
    left_out: tuple[str, ...]
    """A reason for each."""
    remarks: tuple[str, ...]
    """What is to be said of decisions that were applied, or could not be."""
    boilerplate: int
    """Lines that were passed over."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Hold what is asked for."""

    format: Format = "nq"
    partitions: int = 0
    """How many parts the output has at most; by default one for each 32 MiB of articles, 16 at least."""
    same: tuple[Path, ...] = ()
    review: tuple[Path, ...] = ()


def build(folder: Path, files: Iterable[Path], spark: Any, settings: Settings) -> Counted:
    """Build the graph of the articles of files into a new folder; raise ArticleError where none can be read, GraphError where something is there."""
    files = list(files)
    partitions = settings.partitions or _partitions(files)
    decisions = read_decisions(settings.same, settings.review)
    check_free(folder)
    with at_work(folder) as place, clear(folder):
        place.new.mkdir()
        _read(spark, files, place.new / READINGS, partitions, folder)
        readings = spark.read.parquet(_GLOBBED.sub(r"\\\g<0>", _address(place.new / READINGS)))
        left_out = _left_out(readings)
        articles, boilerplate = readings.where("reason = ''").selectExpr("count(*)", "sum(boilerplate)").first()
        if not articles:
            raise ArticleError("\n".join(["no article could be read", *left_out]))
        apart = tell_apart(decisions, _namesakes(readings, partitions))
        quads, statuses = _merge(readings, apart, place.new / QUADS, partitions, settings.format)
        told = _remarks(readings, apart) if decisions else ()
        commit(place)
    return Counted(articles, quads, statuses, left_out, told, boilerplate)


def check_free(folder: Path) -> None:
    """Raise GraphError where a folder holds anything that parts would come beside."""
    if folder.is_dir() and any(path.name != ".kg-build" for path in folder.iterdir()):
        raise GraphError(f"{folder}: holds something already: name a new folder for what Spark builds")


@contextmanager
def session(master: str = "", cores: int = 0, *, quiet: bool = False) -> Iterator[Any]:
    """Give a session of Spark: of the cluster that `master` or spark-submit names, else on so many cores of this machine, by default all.

    Raise KgError where Spark or Java is missing, and where Spark fails.
    """
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise KgError(f"--engine spark needs PySpark: {INSTALL}") from error
    _check_java()
    if not master and _SUBMITTED not in os.environ:
        os.environ.update({name: value for name, value in _OF_THIS_MACHINE.items() if name not in os.environ})
        master = f"local[{cores or '*'}]"
    running = SparkSession.getActiveSession()
    try:
        spark = running or SparkSession.builder.config(map=_settings(master, quiet=quiet)).getOrCreate()
        spark.sparkContext.setLogLevel("OFF")
        try:
            yield spark
        finally:
            if running is None:
                spark.stop()
    except (PySparkException, Py4JError) as error:
        raise KgError(f"Spark: {_cause(str(error))}") from error


def _settings(master: str, *, quiet: bool) -> dict[str, Any]:
    shown = not quiet and sys.stderr.isatty()
    settings = {
        "spark.app.name": "kg build",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": str(shown).lower(),
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(_ROWS_AT_A_TIME),
    }
    if master:
        settings["spark.master"] = master
    if master.startswith("local"):
        settings |= {
            "spark.driver.host": _LOOPBACK,
            "spark.driver.bindAddress": _LOOPBACK,
            # Workers take the copy of kg that started them.
            "spark.executorEnv.PYTHONPATH": os.fspath(Path(__file__).parents[2]),
        }
    return settings


def _check_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if not (shutil.which("java") or (home and Path(home, "bin", "java").is_file())):
        raise KgError(
            f"--engine spark needs Java {_OLDEST_JAVA} or newer: apt-get install openjdk-{_OLDEST_JAVA}-jre-headless brings it on Debian"
        )


def _cause(told: str) -> str:
    """Return the last line that names an error in what Spark or one of its workers has told."""
    lines = [line.strip(" :") for line in told.splitlines() if line.strip()]
    return ([line for line in lines if _ERROR.match(line)] or lines or ["failed without a word"])[-1]


def _partitions(files: Iterable[Path]) -> int:
    """Return a number of partitions that depends on nothing but the articles, so that the same articles give the same files anywhere."""
    size = sum(file.stat().st_size for file in files if file.is_file())
    return max(_FEWEST_PARTITIONS, -(-size // _BYTES_OF_A_PARTITION))


# ------------------------------------------------------------------ the plan


def _read(spark: Any, files: list[Path], readings: Path, partitions: int, folder: Path) -> None:
    """Write a row for each reading, and one for each article that was left out."""
    rows = [(number, os.fsencode(file)) for number, file in enumerate(files)]
    (
        spark.createDataFrame(rows, _FILES)
        .repartition(max(1, min(len(rows), partitions)))
        .mapInPandas(partial(_copies, folder=folder.absolute(), start=Path.cwd()), _COPIES)
        .repartition(partitions, "together")
        .sortWithinPartitions("together", "source", "position")
        .mapInPandas(partial(_readings, version=reading_version()), _READINGS)
        .write.parquet(_address(readings), compression="zstd")
    )
    _name_parts(readings, ".parquet")


def _merge(
    readings: Any,
    decisions: Decisions,
    folder: Path,
    partitions: int,
    format: Format,  # noqa: A002
) -> tuple[int, dict[str, int]]:
    """Write the quads of readings, each once; return how many there are, and how many statements of each status."""
    from pyspark.sql import Observation
    from pyspark.sql import functions as f

    quads = (
        readings.where("reason = ''")
        .select("reading")
        .mapInPandas(partial(_quads, decisions=decisions), _QUADS)
        # All of one article, and all that articles say of one thing, comes into one part, where its copies are dropped.
        .repartition(partitions, "place")
        .dropDuplicates()
    )
    told = Observation()
    is_status = (f.col("graph") == "") & (f.col("predicate") == f"<{KG}status>")
    counts = [
        f.count_if(is_status & (f.col("object") == f"<{KG}{status}>")).alias(status) for status in get_args(Status)
    ]
    quads = quads.observe(told, f.count(f.lit(1)).alias("quads"), *counts)
    if format == "parquet":
        parts = quads.drop("place").sortWithinPartitions("graph", "subject", "predicate", "object")
        parts.write.parquet(_address(folder), compression="zstd")
    else:
        line = f.concat_ws(" ", "subject", "predicate", "object", f.nullif("graph", f.lit("")), f.lit("."))
        quads.select(line.alias("line")).sortWithinPartitions("line").write.text(_address(folder))
    _name_parts(folder, f".{format}")
    found = dict(told.get)
    return found.pop("quads"), {status: count for status, count in found.items() if count}


def _namesakes(readings: Any, partitions: int) -> tuple[Namesake, ...]:
    """Return who is to be told apart: all that articles tell of one thing comes into one part, in order."""
    rows = (
        readings.where("reason = ''")
        .select("reading")
        .mapInPandas(_contexts, _CONTEXTS)
        .repartition(partitions, "id")
        .sortWithinPartitions("id")
        .mapInPandas(_told_by_contexts, _NAMESAKES)
    )
    return tuple(Namesake(*_with_tuples(row.namesake)) for row in rows.toLocalIterator())


def _left_out(readings: Any) -> tuple[str, ...]:
    """Return the reasons in the order of the serial build: those of the reader, then those of the files."""
    rows = readings.where("reason != ''").orderBy("broken", "source", "position", ascending=[False, True, True])
    return tuple(row.reason for row in rows.select("reason").toLocalIterator())


def _remarks(readings: Any, decisions: Decisions) -> tuple[str, ...]:
    rows = readings.where("reason = ''").select("reading").mapInPandas(partial(_noticed, decisions=decisions), _NOTICED)
    told = (Notice(*row) for row in rows.distinct().toLocalIterator())
    return tuple(remarks_from(told, decisions, load_ontology().name_of))


def _address(path: Path) -> str:
    """Return a path as Spark takes it for one of the file system, whatever the cluster keeps its files in."""
    return f"file://{path.absolute()}"


def _name_parts(folder: Path, ending: str) -> None:
    """Give part files names that depend on their numbers alone."""
    for file in list(folder.iterdir()):
        found = _PART.match(file.name)
        if found is None:
            file.unlink()
        else:
            file.rename(folder / f"part-{found[1]}{ending}")


# ------------------------------------------------------------------ what workers do


def _copies(frames: Frames, folder: Path, start: Path) -> Frames:
    """Take files apart into the copies of articles that they hold; paths lead on from `start`."""
    rules, dates = default_rules(), default_dates()
    files = [(row.number, Path(os.fsdecode(row.path))) for frame in frames for row in frame.itertuples(index=False)]
    if not all(file.is_absolute() for _, file in files):
        os.chdir(start)  # articles are told with their paths as they were given
    rows = (
        _copy(found, number, position, folder)
        for number, file in files
        for position, found in enumerate(copies([file], rules=rules, parse_date=dates))
    )
    yield from _framed(rows, _COPIES, _ROWS_AT_A_TIME)


def _copy(found: Found | Skipped, source: int, position: int, folder: Path) -> tuple[Any, ...]:
    if isinstance(found, Skipped):
        return "", source, position, found.source, False, b"", 0, found.source, "", found.reason
    row = article_to_json(found.article)
    assert found.file is not None
    file = os.fsencode(place_of(found.file, folder))
    told = json.dumps(row, ensure_ascii=False)
    return (
        *(_together(found), source, position, found.name, found.named),
        *(file, found.number, found.place, told, ""),
    )


def _together(found: Found) -> str:
    """Return what the copies of an article share: its name, without the hash of its text that a build before has put behind it."""
    return found.name.removesuffix(f"-{text_digest(found.article)[:8]}")


def _readings(frames: Frames, version: str) -> Frames:
    """Read each article once, and tell of those that are left out."""
    if reading_version() != version:
        raise KgError("a worker has another version of kg, or of its ontology, than the program that started it")
    copied = (row for frame in frames for row in frame.itertuples(index=False))
    rows = (
        row
        for name, same in groupby(copied, attrgetter("together"))
        for row in (_told_apart(same, version) if name else (_gone(row, row.reason) for row in same))
    )
    yield from _framed(rows, _READINGS, _ROWS_AT_A_TIME)


def _told_apart(same: Iterable[Any], version: str) -> Iterator[tuple[Any, ...]]:
    """Yield a row for each article among the copies of one, or of several that share a name, and one for each copy that is left out."""
    rows, entries = list(same), []
    read: dict[str, Noted | Failure] = {}
    lines: dict[str, bytes] = {}
    for row, found in zip(rows, once(map(_found, rows)), strict=True):
        if isinstance(found, Skipped):
            yield _gone(row, found.reason)
            continue
        told = article_to_json(found.article)
        key = article_key(told, version)
        if key not in read:
            (read[key],) = read_all([replace(found.article, id=key)], _noting)
        result = read[key]
        if isinstance(result, Failure):
            yield _gone(row, Failure(found.article.id, result.error).reason, broken=True)
        else:
            lines[key] = result.line
            file = os.fsdecode(row.file)
            entries.append(entry_of(told, _NOWHERE, key, row.name, file, row.number, named=row.named))
    for entry in settled(entries):
        line = of_article(lines[entry.key], entry.id, entry.key).decode()
        yield entry.id, entry.key, line, entry.boilerplate, 0, 0, False, ""


def _noting() -> Note:
    return noting(default_reader().together)


def _found(row: Any) -> Found:
    article = article_from_json(json.loads(row.article))
    return Found(article, row.name, Path(os.fsdecode(row.file)), row.number, row.named, row.place)


def _gone(row: Any, reason: str, *, broken: bool = False) -> tuple[Any, ...]:
    return "", "", "", 0, row.source, row.position, broken, reason


def _quads(frames: Frames, decisions: Decisions) -> Frames:
    """Turn readings into quads as people have decided on them."""
    ontology = load_ontology()
    rows = (
        (graph or subject, graph, subject, predicate, target)
        for readings in _batches(_stored(frames))
        for subject, predicate, target, graph in map(nquad, merged_quads(readings, decisions, ontology))
    )
    yield from _framed(rows, _QUADS, _QUADS_AT_A_TIME)


def _contexts(frames: Frames) -> Frames:
    """Tell what readings say of each thing that may be of somebody else of that name."""
    contexts = contexts_of(_stored(frames), load_ontology())
    yield from _framed(((context.id, json.dumps(context)) for context in contexts), _CONTEXTS, _QUADS_AT_A_TIME)


def _told_by_contexts(frames: Frames) -> Frames:
    """Tell namesakes apart whose contexts come together."""
    found = namesakes(Context._make(_with_tuples(told)) for frame in frames for told in frame["context"])
    yield from _framed(((json.dumps(astuple(one)),) for one in found), _NAMESAKES, _QUADS_AT_A_TIME)


def _with_tuples(row: str) -> Iterator[Any]:
    """Yield the parts of a row of JSON, lists as the tuples that they were."""
    return (tuple(part) if isinstance(part, list) else part for part in json.loads(row))


def _noticed(frames: Frames, decisions: Decisions) -> Frames:
    """Tell what of readings the decisions of people are about."""
    yield from _framed(noticed(_stored(frames), decisions, load_ontology().name_of), _NOTICED, _QUADS_AT_A_TIME)


def _stored(frames: Frames) -> Iterator[Reading]:
    return (reading_from_json(json.loads(told)) for frame in frames for told in frame["reading"])


def _batches(readings: Iterator[Reading]) -> Iterator[list[Reading]]:
    while batch := list(islice(readings, _READINGS_AT_A_TIME)):
        yield batch


def _framed(rows: Iterable[tuple[Any, ...]], schema: str, at_a_time: int) -> Frames:
    """Yield rows as data frames of so many rows, with the columns of a schema."""
    import pandas

    columns, waiting = [column.split()[0] for column in schema.split(", ")], iter(rows)
    while some := list(islice(waiting, at_a_time)):
        yield pandas.DataFrame(some, columns=columns)
