"""Graphs that are kept on disk beside their files: opened as long as the file is what it was, made anew when it isn't, never wrong."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kg as package
from kg.graph import disk
from kg.graph.files import read_store
from kg.model import Article, Entity, Evidence, GraphError, Reading, Span, Statement

if TYPE_CHECKING:
    from tests.conftest import Kg


def graph_of(*others: str) -> package.Graph:
    """Return a graph in which Sadeer competes with others."""
    quote = "تنافس سدير غيرها."
    evidence = Evidence("news", Span(0, len(quote)), quote, "frame")
    entities = [Entity(name, "Company", f"شركة {name}") for name in ("sadeer", *others)]
    statements = [Statement("sadeer", "owns", name, (), "asserted", (evidence,)) for name in others]
    return package.Graph.from_readings([Reading(Article("news", quote), tuple(entities), tuple(statements))])


def owned(graph: package.Graph) -> list[object]:
    """Return what Sadeer owns."""
    return [name for (name,) in graph.query("SELECT ?what { e:sadeer kg:owns ?what } ORDER BY ?what")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an output folder with a graph."""
    graph_of("rafid", "bayan").save(tmp_path)
    return tmp_path


def stores(folder: Path) -> list[str]:
    """Return the names of the stores that lie beside the graph of a folder."""
    return sorted(path.name for path in (folder / "graph.trig.store").iterdir() if path.is_dir())


def test_a_graph_on_disk_is_the_graph_of_its_file(folder: Path) -> None:
    """The store holds the quads of the file, and the second time it is opened and not made."""
    first = package.load(folder, on_disk=True)
    made = (folder / "graph.trig.store" / stores(folder)[0]).stat().st_ctime_ns
    again = package.load(folder)
    assert again.folder == first.folder
    assert again.folder is not None
    assert again.folder.parent.stat().st_ctime_ns == made
    assert again == first == package.load(folder, on_disk=False)


def test_a_small_graph_is_read_into_memory(folder: Path) -> None:
    """Nothing is written beside a small graph unless its user asks for it."""
    assert package.load(folder).folder is None
    assert [path.name for path in folder.iterdir()] == ["graph.trig"]


def test_a_large_graph_is_kept_on_disk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From some size of the file on, loading makes a store."""
    monkeypatch.setattr(disk, "LARGE", 1000)
    assert package.load(folder).folder is not None
    assert package.load(folder, on_disk=False).folder is None


def test_another_graph_gets_another_store(folder: Path) -> None:
    """A graph file that was replaced is read anew, and the store of the old one is taken away."""
    package.load(folder, on_disk=True)
    (before,) = stores(folder)
    graph_of("rafid", "nukhba").save(folder)
    assert owned(package.load(folder)) == ["e:nukhba", "e:rafid"], (
        "a small graph is read from its file, not from the old store"
    )
    assert owned(package.load(folder, on_disk=True)) == ["e:nukhba", "e:rafid"]
    (after,) = stores(folder)
    assert after != before


def test_a_change_that_size_and_time_hide_is_seen(folder: Path) -> None:
    """A file of the same size, the same time and the same place that says something else is not taken for the old one."""
    file = folder / "graph.trig"
    package.load(folder, on_disk=True)
    before = file.stat()
    with file.open("r+b") as content:
        changed = content.read().replace(b"bayan", b"nakhl")
        content.seek(0)
        content.write(changed)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    assert owned(package.load(folder)) == ["e:nakhl", "e:rafid"]


def test_a_copy_of_an_output_folder_brings_its_store(folder: Path, tmp_path: Path) -> None:
    """A file that was copied looks different and says the same: its store is used, and the look is noted."""
    package.load(folder, on_disk=True)
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    loaded = package.load(copy)
    assert loaded.folder is not None
    assert loaded.folder.is_relative_to(copy)
    assert (
        json.loads((copy / "graph.trig.store" / "stamp.json").read_text())["look"][3]
        == (copy / "graph.trig").stat().st_ino
    )


@pytest.mark.parametrize(
    "stamp", ["", "[]", "{}", '{"form": "0", "digest": "x", "look": [1, 2, 3, 4], "seen": 1}', "\x00"]
)
def test_a_stamp_that_says_nothing_is_no_store(folder: Path, stamp: str) -> None:
    """Whatever stands in the way of a store, the graph is read from its file."""
    package.load(folder, on_disk=True)
    (folder / "graph.trig.store" / "stamp.json").write_text(stamp)
    assert package.load(folder).folder is None
    assert owned(package.load(folder)) == ["e:bayan", "e:rafid"]
    assert owned(package.load(folder, on_disk=True)) == ["e:bayan", "e:rafid"]


def test_a_store_that_lost_its_files_is_none(folder: Path) -> None:
    """A stamp without its store leads to the file."""
    package.load(folder, on_disk=True)
    shutil.rmtree(folder / "graph.trig.store" / stores(folder)[0])
    assert package.load(folder).folder is None
    assert package.load(folder, on_disk=True).folder is not None


def test_a_store_that_is_read_is_not_taken_away(folder: Path) -> None:
    """Who holds the graph as it was goes on reading it when the file is replaced and has a new store."""
    old = package.load(folder, on_disk=True)
    graph_of("rafid", "nukhba").save(folder)
    new = package.load(folder, on_disk=True)
    assert len(stores(folder)) == 2
    assert owned(old) == ["e:bayan", "e:rafid"]
    assert owned(new) == ["e:nukhba", "e:rafid"]
    assert old.query("ASK { e:sadeer kg:owns e:bayan }", timeout=30).rows == ((True,),)


def test_a_wrong_file_is_told_with_its_line_and_leaves_nothing(folder: Path) -> None:
    """The message is that of a graph in memory, and no half of a store stays."""
    (folder / "graph.trig").write_text(
        "@prefix e: <https://kg.example/entity/> .\ne:sadeer e:owns .\n", encoding="utf-8"
    )
    with pytest.raises(GraphError, match=r"graph\.trig:2: "):
        package.load(folder, on_disk=True)
    assert list((folder / "graph.trig.store").iterdir()) == []


def test_where_no_store_can_be_written_the_graph_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large graph without room for a store is read into memory; one that is asked for on disk is an error."""
    monkeypatch.setattr(disk, "LARGE", 1000)
    (folder / "graph.trig.store").write_text("in the way")
    assert owned(package.load(folder)) == ["e:bayan", "e:rafid"]
    with pytest.raises(GraphError, match=r"graph\.trig\.store: "):
        package.load(folder, on_disk=True)


def test_a_graph_on_disk_moves_into_memory_when_it_changes(folder: Path) -> None:
    """Changes go the same way as ever, and neither the file nor its store knows of them."""
    graph = package.load(folder, on_disk=True)
    graph.retract("news")
    assert graph.folder is None
    assert owned(graph) == []
    assert owned(package.load(folder)) == ["e:bayan", "e:rafid"]


@pytest.mark.parametrize("change", ["infer", "merge"])
def test_every_change_moves_it(folder: Path, change: str) -> None:
    """What is changed on disk is what would be changed in memory."""
    ondisk, inmemory = package.load(folder, on_disk=True), package.load(folder, on_disk=False)
    for graph in (ondisk, inmemory):
        graph.merge(graph_of("nukhba")) if change == "merge" else graph.infer()
    assert ondisk == inmemory
    assert ondisk.folder is None


def test_a_graph_on_disk_is_asked_and_read_as_one_in_memory(folder: Path) -> None:
    """Queries with and without a limit of time, templates, names, nouns, the judgements and the file that is saved are the same."""
    ondisk, inmemory = package.load(folder, on_disk=True), package.load(folder, on_disk=False)
    assert owned(ondisk) == owned(inmemory)
    assert ondisk.query("SELECT ?s { ?s a kg:Statement } ORDER BY ?s", timeout=30) == inmemory.query(
        "SELECT ?s { ?s a kg:Statement } ORDER BY ?s"
    )
    assert ondisk.ask("about", entity="شركة bayan") == inmemory.ask("about", entity="شركة bayan")
    assert ondisk.statements() == inmemory.statements()
    assert ondisk.entities() == inmemory.entities()
    assert ondisk.belief() == inmemory.belief()
    saved = [graph.save(folder / f"{number}.trig").read_bytes() for number, graph in enumerate((ondisk, inmemory))]
    assert saved[0] == saved[1] == (folder / "graph.trig").read_bytes()


def test_names_are_found_on_disk_as_in_memory(folder: Path) -> None:
    """The index gives the names in any spelling, the noun before them left out, and the nearest of what isn't there."""
    ondisk, inmemory = package.load(folder, on_disk=True), package.load(folder, on_disk=False)
    for name in ("شَرِكة Bayan", "BAYAN", "الشركة bayan", "", "e:bayan", "سابك"):
        assert ondisk.names.entities_named(name) == inmemory.names.entities_named(name)
    assert ondisk.names.nearest("شركة bayann") == inmemory.names.nearest("شركة bayann") == ("bayan",)


def test_an_index_of_other_folding_is_not_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names are read from the store itself where they are folded otherwise than the index has them."""
    graph = package.load(folder, on_disk=True)
    monkeypatch.setattr("kg.graph.name_index._folding_rules", lambda: "others")
    assert [node.value for node in graph.names.entities_named("شركة bayan")] == ["https://kg.example/entity/bayan"]


@pytest.mark.parametrize("content", [None, b"", b"no index"])
def test_an_index_that_cannot_be_read_is_not_used(folder: Path, content: bytes | None) -> None:
    """Names are found without it."""
    graph = package.load(folder, on_disk=True)
    (index,) = folder.glob("graph.trig.store/*/names.sqlite")
    index.unlink() if content is None else index.write_bytes(content)
    assert [node.value for node in graph.names.entities_named("شركة bayan")] == ["https://kg.example/entity/bayan"]


def test_the_command_line_says_that_a_store_is_made(folder: Path, monkeypatch: pytest.MonkeyPatch, kg: Kg) -> None:
    """The first command on a large graph says on stderr why it takes long, and the next doesn't."""
    monkeypatch.setattr(disk, "LARGE", 1000)
    query = "SELECT ?what { e:sadeer kg:owns ?what } ORDER BY ?what"
    first, second = (kg("query", folder, query, "--format", "csv") for _ in range(2))
    assert first.stdout == second.stdout
    assert first.stderr == f"{folder}: is large; it is put into graph.trig.store, once\n"
    assert second.stderr == ""


def _opened_at_once(folder: str, barrier: object) -> int:
    barrier.wait()  # type: ignore[attr-defined]
    return len(package.load(folder, on_disk=True))


def test_several_processes_make_and_read_one_store(folder: Path) -> None:
    """Whoever comes first makes it; all read the same, and one store is left."""
    expected = len(read_store(folder))
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager, context.Pool(3) as pool:
        barrier = manager.Barrier(3)
        found = pool.starmap(_opened_at_once, [(str(folder), barrier)] * 3, chunksize=1)
    assert found == [expected] * 3
    assert len(stores(folder)) == 1
