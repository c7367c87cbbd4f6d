"""Articles in the formats of archives: packed files, Parquet, WARC, feeds, zip and tar; what is broken in them, and bombs."""

from __future__ import annotations

import datetime
import gzip
import io
import json
import random
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.articles import Found, locate_articles
from kg.articles.formats import read_file
from tests.found_articles import articles, ids, measured, read, reasons

Row = dict[str, Any]

TITLE = "سدير القابضة تستحوذ على مصنع الواحة للألبان"
BODY = "أعلنت سدير القابضة شراء مصنع الواحة مقابل 120 مليون ريال، وقالت إن الصفقة تكتمل هذا العام."

ROWS: list[Row] = [
    {
        "id": f"n{number}",
        "title": f"سدير القابضة تشتري المصنع {number}",
        "text": f"اشترت سدير القابضة المصنع {number} مقابل {number} ملايين ريال.\nوقالت إن الصفقة تمت.",
        "published": f"2024-10-{number:02}",
        "publisher": "جريدة الواحة",
        "url": f"https://alwaha.example/{number}",
        "author": "هدى سالم",
    }
    for number in range(1, 21)
]


# ------------------------------------------------------------------ writers, each with the library that owns its format


def as_lines(rows: list[Row]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def write_lines(folder: Path, rows: list[Row]) -> Path:
    path = folder / "news.jsonl"
    path.write_bytes(as_lines(rows))
    return path


def write_list(folder: Path, rows: list[Row]) -> Path:
    path = folder / "news.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


def write_gzip(folder: Path, rows: list[Row]) -> Path:
    path = folder / "news.jsonl.gz"
    path.write_bytes(gzip.compress(as_lines(rows)))
    return path


def write_zstandard(folder: Path, rows: list[Row]) -> Path:
    path = folder / "news.jsonl.zst"
    path.write_bytes(zstandard().compress(as_lines(rows)))
    return path


def write_parquet(folder: Path, rows: list[Row], rows_in_group: int = 4) -> Path:
    pyarrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    path = folder / "news.parquet"
    parquet.write_table(pyarrow.Table.from_pylist(rows), path, row_group_size=rows_in_group)
    return path


def write_zip(folder: Path, rows: list[Row]) -> Path:
    path = folder / "all.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("2024/news.jsonl", as_lines(rows))
    return path


def write_tar(folder: Path, rows: list[Row], name: str = "all.tar", mode: str = "w") -> Path:
    path = folder / name
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        about = tarfile.TarInfo("2024/news.jsonl")
        about.size = len(as_lines(rows))
        archive.addfile(about, io.BytesIO(as_lines(rows)))
    return path


def write_packed_tar(folder: Path, rows: list[Row]) -> Path:
    return write_tar(folder, rows, "all.tar.gz", "w:gz")


def write_tgz(folder: Path, rows: list[Row]) -> Path:
    return write_tar(folder, rows, "all.tgz", "w:gz")


def write_rss(folder: Path, rows: list[Row]) -> Path:
    items = "".join(rss_item(row) for row in rows)
    path = folder / "news.rss"
    path.write_text(rss(items, rows[0]["publisher"] if rows else ""), encoding="utf-8")
    return path


def write_atom(folder: Path, rows: list[Row]) -> Path:
    entries = "".join(
        f"<entry><id>{escape(row['id'])}</id><title>{escape(row['title'])}</title><published>{row['published']}T09:00:00Z</published>"
        f"<updated>2025-01-01T00:00:00Z</updated><author><name>{escape(row['author'])}</name></author>"
        f'<link rel="self" href="https://alwaha.example/atom"/><link href="{row["url"]}"/>'
        f"<summary>ملخص</summary><content>{escape(row['text'])}</content></entry>\n"
        for row in rows
    )
    publisher = rows[0]["publisher"] if rows else ""
    path = folder / "news.atom"
    path.write_text(
        f'<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>{publisher}</title>{entries}</feed>',
        encoding="utf-8",
    )
    return path


def rss(items: str, publisher: str = "جريدة الواحة", doctype: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n{doctype}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{escape(publisher)}</title>'
        f"<link>https://alwaha.example</link><image><title>شعار</title></image>\n{items}</channel></rss>"
    )


def rss_item(row: Row) -> str:
    return (
        f"<item><title>{escape(row['title'])}</title><guid>{escape(row['id'])}</guid><link>{row['url']}</link>"
        f"<pubDate>{row['published']}</pubDate><dc:creator>{escape(row['author'])}</dc:creator>"
        f"<description>{escape(row['text'])}</description></item>\n"
    )


def pack(data: bytes, packing: str) -> bytes:
    if packing == ".zst":
        return zstandard().compress(data)  # type: ignore[no-any-return]
    return gzip.compress(data) if packing else data


def fill(path: Path, files: dict[str, bytes]) -> None:
    """Write an archive of files, of the kind that its ending names."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in files.items():
                archive.writestr(name, data)
        return
    with tarfile.open(path, "w:gz" if path.suffix == ".gz" else "w") as tar:
        for name, data in files.items():
            about = tarfile.TarInfo(name)
            about.size = len(data)
            tar.addfile(about, io.BytesIO(data))


def noise(seed: int) -> str:
    """Return a text that can't be packed well."""
    drawn = random.Random(seed)
    return " ".join("".join(drawn.choices("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", k=6)) for _ in range(100))


def zstandard() -> Any:
    return pytest.importorskip("backports.zstd")


WRITERS = [
    write_list,
    write_gzip,
    write_zstandard,
    write_parquet,
    write_zip,
    write_tar,
    write_packed_tar,
    write_tgz,
    write_rss,
    write_atom,
]
Writer = Callable[[Path, list[Row]], Path]


# ------------------------------------------------------------------ one article, whatever it is kept in


@pytest.mark.parametrize("write", WRITERS)
def test_an_article_is_the_same_from_every_format(tmp_path: Path, write: Writer) -> None:
    """Text, title, details, paragraphs and ids are those of the same articles as JSON Lines."""
    expected = articles(write_lines(tmp_path, ROWS))

    assert articles(write(tmp_path, ROWS)) == expected
    assert [article.id for article in expected] == [row["id"] for row in ROWS]


SIGNS = ["سدير", "الواحة", "5%", "<b>", "&", "«صفقة»", '"x"', "]]>", "'", "&amp;", "ريال"]
WORDS = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=8).map(" ".join)


@pytest.mark.parametrize("write", WRITERS)
@given(texts=st.lists(st.tuples(WORDS, st.lists(WORDS, min_size=1, max_size=3).map("\n".join)), min_size=1, max_size=4))
def test_any_text_is_the_same_from_every_format(
    tmp_path_factory: pytest.TempPathFactory, write: Writer, texts: list[tuple[str, str]]
) -> None:
    """Marks that mean something to a format are kept as they were written."""
    folder = tmp_path_factory.mktemp("formats")
    rows = [ROWS[0] | {"id": f"n{number}", "title": title, "text": text} for number, (title, text) in enumerate(texts)]
    markup = [row | {"title": escape(row["title"]), "text": escape(row["text"])} for row in rows]
    # What RSS calls a description is HTML.
    written = write(folder, markup if write is write_rss else rows)

    assert articles(written) == articles(write_lines(folder, rows))


@pytest.mark.parametrize("packing", ["", ".gz", ".zst"])
@pytest.mark.parametrize("archive", ["", "zip", "tar"])
def test_files_of_one_article_are_read_packed_too(tmp_path: Path, packing: str, archive: str) -> None:
    """A text and a page are what they are without packing, and go by the names of their files."""
    page = f"<html><head><title>{TITLE}</title></head><body><article><p>{BODY}</p><p>{BODY}</p></article></body></html>"
    files = {"a.txt": f"{TITLE}\n\n2024-10-20\n\n{BODY}", "b.html": page, "c.json": json.dumps({"text": BODY})}
    plain, packed = tmp_path / "plain", tmp_path / "packed"
    for folder in (plain, packed):
        folder.mkdir()
    for name, text in files.items():
        (plain / name).write_text(text, encoding="utf-8")
        (packed / f"{name}{packing}").write_bytes(pack(text.encode(), packing))
    found = packed
    if archive:
        found = tmp_path / f"all.{archive}"
        fill(found, {file.name: file.read_bytes() for file in sorted(packed.iterdir())})

    assert articles(found) == articles(plain)
    assert ids(read(found)) == ["a", "b", "c"]


def test_records_without_an_id_have_their_place_as_one(tmp_path: Path) -> None:
    """The id is the file's name and the number of the line, row or item, whatever the file is packed in."""
    rows = [{"text": row["text"]} for row in ROWS[:3]]
    for write in (write_lines, write_gzip, write_zstandard, write_parquet, write_zip, write_packed_tar):
        assert ids(read(write(tmp_path, rows))) == ["news-1", "news-2", "news-3"], write
    items = "".join(f"<item><description>{row['text']}</description></item>" for row in rows)
    (tmp_path / "news.xml").write_text(rss(items), encoding="utf-8")

    assert ids(read(tmp_path / "news.xml")) == ["news-1", "news-2", "news-3"]


def test_the_same_article_in_two_files_is_read_once(tmp_path: Path) -> None:
    """Of the same id and text the second is skipped and says where the first is; of the same id and another text it gets an id of its own."""
    write_gzip(tmp_path, ROWS[:2])
    write_parquet(tmp_path, [ROWS[0], ROWS[1] | {"text": "نص آخر"}])
    found = read(tmp_path)

    assert ids(found)[:2] == ["n1", "n2"]
    assert ids(found)[2].startswith("n2-")
    assert reasons(found) == [
        f"{tmp_path / 'news.parquet'}, row 1: is the same article as {tmp_path / 'news.jsonl.gz'}:1"
    ]


# ------------------------------------------------------------------ what is packed, and broken


@pytest.mark.parametrize("packing", [".gz", ".zst"])
def test_what_stands_before_the_end_of_a_cut_file_is_read(tmp_path: Path, packing: str) -> None:
    """A file that breaks off is named with the line at which it does."""
    rows = [{"text": noise(number)} for number in range(400)]
    packed = pack(as_lines(rows), packing)
    path = tmp_path / f"news.jsonl{packing}"
    path.write_bytes(packed[: len(packed) * 2 // 3])
    found = read(path)
    whole = ids(found)

    assert len(whole) > 50
    assert whole == [f"news-{number}" for number in range(1, len(whole) + 1)]
    assert len(reasons(found)) == 1
    assert reasons(found)[0].startswith(f"{path}:{len(whole) + 1}: breaks off: its end is missing after ")


@pytest.mark.parametrize("packing", [".gz", ".zst"])
def test_damage_in_a_packed_file_is_named(tmp_path: Path, packing: str) -> None:
    """Bytes that were changed are noticed, and what came before them is read."""
    packed = bytearray(pack(as_lines([{"text": noise(number)} for number in range(400)]), packing))
    middle = len(packed) // 2
    packed[middle : middle + 40] = bytes(40)
    path = tmp_path / f"news.jsonl{packing}"
    path.write_bytes(packed)
    (reason,) = [reason for reason in reasons(read(path)) if "unpacked" in reason]

    assert reason.startswith(f"{path}:")
    assert "can't be unpacked further than" in reason


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.xml", "a.html", "a.tar"])
@pytest.mark.parametrize("packing", [".gz", ".zst"])
def test_what_is_not_packed_at_all_is_named(tmp_path: Path, name: str, packing: str) -> None:
    """An ending that isn't true is a reason, not a crash."""
    pack(b"", packing)  # skips without the library
    path = tmp_path / f"{name}{packing}"
    path.write_text(f"{TITLE}\n\n{BODY}", encoding="utf-8")
    (reason,) = reasons(read(path))

    assert "can't be unpacked further than 0 bytes" in reason or "can't be read further" in reason


@pytest.mark.parametrize("packing", [".gz", ".zst"])
def test_a_bomb_is_no_more_than_a_row_of_the_report(tmp_path: Path, packing: str) -> None:
    """What unpacks to a thousand times its size is unpacked as far as the limit goes, and the articles beside it are read."""
    limit = 1_000_000
    (tmp_path / f"a.txt{packing}").write_bytes(pack(bytes(200_000_000), packing))
    lines = as_lines([{"text": BODY}]) + b'{"text": "' + b"a" * 100_000_000 + b'"}\n' + as_lines([{"text": TITLE}])
    (tmp_path / f"b.jsonl{packing}").write_bytes(pack(lines, packing))
    del lines
    with measured() as peak:
        found = read(tmp_path, limit)

    assert peak() < 30_000_000
    assert ids(found) == ["b-1", "b-3"]
    assert reasons(found) == [
        f"{tmp_path / 'a.txt'}{packing}: is over the limit of 1,000,000 bytes",
        f"{tmp_path / 'b.jsonl'}{packing}:2: is over the limit of 1,000,000 bytes",
    ]


# ------------------------------------------------------------------ archives


def test_files_that_are_no_articles_are_passed_over_in_archives(tmp_path: Path) -> None:
    """Hidden files, a README.md and what a Mac adds are no articles; another ending is reported, an archive in an archive too."""
    files = {
        "a.txt": BODY.encode(),
        ".hidden.txt": b"x",
        "__MACOSX/a.txt": b"x",
        "README.md": b"x",
        "b.pdf": b"x",
        "c.zip": b"x",
    }
    for name in ("all.zip", "all.tar"):
        fill(tmp_path / name, files)
        found = read(tmp_path / name)

        assert ids(found) == ["a"]
        assert [reason.split(" is none of")[0] for reason in reasons(found)] == [
            f"{tmp_path / name}/b.pdf: the ending .pdf",
            f"{tmp_path / name}/c.zip: the ending .zip",
        ]


def test_a_broken_file_in_an_archive_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    """A file whose checksum is wrong, one that is locked and one with a broken line are reasons with their places."""
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("a.txt", "b.txt", "c.txt"):
            archive.writestr(name, f"{name} {BODY}")
        archive.writestr("d.jsonl", as_lines(ROWS[:1]) + b"{\n" + as_lines(ROWS[1:2]))
    data = bytearray(path.read_bytes())
    data[data.index(b"b.txt", data.index(b"b.txt") + 5)] = ord("x")  # the text of b.txt
    path.write_bytes(data)
    found = read(path)

    assert ids(found) == ["a", "c", "n1", "n2"]
    assert [reason.removeprefix(str(path)).split(" at line")[0].split(": Bad")[0] for reason in reasons(found)] == [
        "/b.txt: can't be unpacked further than 0 bytes",
        "/d.jsonl:2: is not JSON: Expecting property name enclosed in double quotes",
    ]


def test_a_tar_is_read_on_behind_a_broken_header(tmp_path: Path) -> None:
    """What the library would take for the end is reported, and the files behind it are read."""
    path = tmp_path / "all.tar"
    fill(path, {f"{letter}.txt": f"{letter} {BODY}".encode() for letter in "abc"})
    data = bytearray(path.read_bytes())
    data[data.index(b"b.txt")] = ord("x")  # its checksum is wrong now
    path.write_bytes(data)
    found = read(path)

    assert ids(found) == ["a", "c"]
    assert reasons(found) == [f"{path}: is broken in front of c.txt: bad checksum"]


@pytest.mark.parametrize("ending", ["zip", "tar", "tar.gz"])
def test_an_archive_that_breaks_off_is_named(tmp_path: Path, ending: str) -> None:
    """The files before the end of a cut tar are read; a zip has its list of files at the end."""
    path = tmp_path / f"all.{ending}"
    fill(path, {f"{number}.txt": noise(number).encode() for number in range(60)})
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    found = read(path)

    assert reasons(found)
    assert all(reason.startswith(str(path)) for reason in reasons(found))
    assert (len(ids(found)) > 10) == (ending != "zip")


# ------------------------------------------------------------------ Parquet


def test_columns_that_are_no_keys_are_not_read(tmp_path: Path) -> None:
    """Dates may be dates, ids numbers, and other columns are passed over."""
    day = datetime.datetime(2024, 10, 20, 22, 30, tzinfo=datetime.UTC)
    for published in ("2024-10-20", day.date(), day, day.replace(tzinfo=None)):
        path = write_parquet(
            tmp_path, [{"id": 7, "text": BODY, "published": published, "vector": [1.0, 2.0], "title": None}]
        )
        (article,) = articles(path)

        assert (article.id, article.published, article.title) == ("7", "2024-10-20", "")


def test_a_bad_row_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    """A row is counted over the whole file."""
    rows = [{"text": row["text"], "published": row["published"]} for row in ROWS]
    rows[5]["text"] = None
    rows[9]["published"] = "قريبا"
    rows[13]["text"] = "نص " * 2000
    path = write_parquet(tmp_path, rows)
    found = read(path, 5000)

    assert len(ids(found)) == 17
    assert reasons(found) == [
        f"{path}, row 6: has no text under the key 'text'",
        f"{path}, row 10: has no date under the key 'published': 'قريبا'",
        f"{path}, row 14: is over the limit of 5,000 characters",
    ]


def test_a_group_of_rows_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """Damage in one group of rows leaves the others."""
    path = write_parquet(tmp_path, [{"text": noise(number)} for number in range(12)])
    data = bytearray(path.read_bytes())
    begin = (
        pytest.importorskip("pyarrow.parquet").ParquetFile(path).metadata.row_group(1).column(0).dictionary_page_offset
    )
    data[begin : begin + 60] = b"\xff" * 60
    path.write_bytes(data)
    found = read(path)

    assert ids(found) == [f"news-{number}" for number in (1, 2, 3, 4, 9, 10, 11, 12)]
    assert [reason.split(" can't be read")[0] for reason in reasons(found)] == [f"{path}, row 5: rows 5 to 8"]


@pytest.mark.parametrize(
    ("rows", "named"), [([{"body": "نص"}], "no column 'text': its columns are body"), (None, "is no Parquet")]
)
def test_a_file_that_is_no_table_of_articles_is_named(tmp_path: Path, rows: list[Row] | None, named: str) -> None:
    """A table without texts tells which columns it has."""
    path = write_parquet(tmp_path, rows or ROWS)
    if rows is None:
        path.write_bytes(path.read_bytes()[:-20])

    assert named in reasons(read(path))[0]


# ------------------------------------------------------------------ without the libraries


@pytest.mark.parametrize(
    ("name", "module"),
    [("a.jsonl.zst", "backports"), ("a.parquet", "pyarrow"), ("a.warc.gz", "warcio"), ("a.warc", "warcio")],
)
def test_a_missing_library_is_named_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str
) -> None:
    """Articles of other formats are read all the same."""
    (tmp_path / name).write_bytes(b"x")
    (tmp_path / "b.txt").write_text(BODY, encoding="utf-8")
    monkeypatch.setitem(sys.modules, module, None)
    found = read(tmp_path)

    assert ids(found) == ["b"]
    assert reasons(found)[0].endswith("pip install 'kg[archives]'")


# ------------------------------------------------------------------ constant memory


@pytest.mark.parametrize(
    "write", [write_lines, write_gzip, write_zstandard, write_parquet, write_zip, write_packed_tar, write_rss]
)
def test_articles_are_handed_out_one_at_a_time(tmp_path: Path, write: Writer) -> None:
    """The memory that reading takes doesn't grow with the number of articles."""
    rows = [ROWS[0] | {"id": f"n{number}", "text": noise(number) * 20} for number in range(800)]
    path = write(tmp_path, rows)
    size = sum(len(row["text"].encode()) for row in rows)
    with path.open("rb") as stream, measured() as peak:
        count = sum(1 for _ in read_file(stream, path.name, size, 20_000_000, lambda _: None))

    assert count == 800
    assert size > 20_000_000
    assert peak() < 9_000_000


@pytest.mark.parametrize(
    "write", [write_lines, write_gzip, write_zstandard, write_parquet, write_zip, write_packed_tar, write_rss]
)
def test_each_article_tells_how_much_was_read_for_it(tmp_path: Path, write: Writer) -> None:
    """The share of all files grows from article to article, and ends with all of them."""
    write(tmp_path, ROWS)
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "z.txt").write_text(BODY + TITLE, encoding="utf-8")
    shares = [found.share for found in locate_articles(tmp_path) if isinstance(found, Found)]

    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.3
    assert shares[-1] == 1
