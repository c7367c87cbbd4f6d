"""Pages from WARC files, as a crawler keeps them: which are read, how they are decoded, and what is broken."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.model import Article
from tests.found_articles import articles, ids, measured, read, reasons

# The writer of warcio leaves the temporary files of its records to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning", "ignore:unclosed file:ResourceWarning")

TITLE = "سدير القابضة تستحوذ على مصنع الواحة للألبان"
BODY = "أعلنت سدير القابضة شراء مصنع الواحة مقابل 120 مليون ريال، وقالت إن الصفقة تكتمل هذا العام."


def html_page(number: int, charset: str = "") -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    text = "".join(f"<p>{BODY} ({number})</p>" for _ in range(2))
    return f"<html><head>{meta}<title>{TITLE} {number}</title></head><body><article>{text}</article></body></html>"


def write_warc(path: Path, pages: Iterable[tuple[str, str, bytes]], gzip: bool = True) -> list[int]:
    """Write responses of (status, content type, body) beside records of other kinds; return where each response begins."""
    writer_module, headers = pytest.importorskip("warcio.warcwriter"), pytest.importorskip("warcio.statusandheaders")
    begins = []
    with path.open("wb") as stream:
        writer = writer_module.WARCWriter(stream, gzip=gzip)
        writer.write_record(writer.create_warcinfo_record("crawl", {"software": "test"}))
        for number, (status, kind, body) in enumerate(pages, 1):
            url = f"https://alwaha.example/{number}"
            begins.append(stream.tell())
            told = headers.StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(body),
                http_headers=told,
                warc_headers_dict={"WARC-Date": "2031-01-01T00:00:00Z"},
            )
            writer.write_record(record)
            asked = headers.StatusAndHeaders("GET / HTTP/1.1", [("Host", "alwaha.example")], is_http_request=True)
            writer.write_record(writer.create_warc_record(url, "request", http_headers=asked))
    return begins


def pages_of(count: int) -> list[tuple[str, str, bytes]]:
    return [("200 OK", "text/html; charset=utf-8", html_page(number).encode()) for number in range(1, count + 1)]


@pytest.mark.parametrize("gzip", [True, False])
def test_a_crawled_page_is_the_page_with_its_address(tmp_path: Path, gzip: bool) -> None:
    """Of a crawl the HTML that was found is read, as the same page would be from a file; the day of the crawl is not its date."""
    other = [("200 OK", "image/png", b"\x89PNG"), ("404 Not Found", "text/html", html_page(8).encode())]
    path = tmp_path / f"crawl.warc{'.gz' * gzip}"
    write_warc(path, [*pages_of(2), *other], gzip)
    (tmp_path / "page.html").write_text(html_page(1), encoding="utf-8")
    first, second = articles(path)
    (page,) = articles(tmp_path / "page.html")

    assert replace(first, id=page.id, url=None) == page
    assert (first.id, second.id) == ("crawl-2", "crawl-4")
    assert (first.url, first.published) == ("https://alwaha.example/1", None)


@pytest.mark.parametrize(
    ("kind", "meta"), [("text/html; charset=windows-1256", ""), ("text/html", "windows-1256"), ("text/html", "")]
)
def test_a_crawled_page_is_decoded_as_its_server_says(tmp_path: Path, kind: str, meta: str) -> None:
    """The charset comes from the header of the response, else from the page, else from the bytes."""
    write_warc(tmp_path / "a.warc.gz", [("200 OK", kind, html_page(1, meta).encode("cp1256"))])
    (article,) = articles(tmp_path / "a.warc.gz")

    assert article.title == f"{TITLE} 1"
    assert BODY in article.text


def test_letters_that_only_the_header_explains_are_decoded(tmp_path: Path) -> None:
    """Western letters in a page that names no charset itself."""
    page = (
        "<html><body><article><p>" + "Société Générale achète une usine à Médine. " * 5 + "</p></article></body></html>"
    )
    write_warc(tmp_path / "a.warc.gz", [("200 OK", "text/html; charset=iso-8859-1", page.encode("latin-1"))])

    assert "Société Générale" in articles(tmp_path / "a.warc.gz")[0].text


@pytest.mark.parametrize(
    ("gzip", "damage"),
    [
        (True, "changed"),
        (True, "removed"),
        (True, "added"),
        (False, "removed"),
        (False, "added"),
        (False, "without its length"),
    ],
)
def test_a_crawl_is_read_on_behind_a_broken_record(tmp_path: Path, gzip: bool, damage: str) -> None:
    """The record is named with its number and offset, and those behind it are read."""
    path = tmp_path / f"crawl.warc{'.gz' * gzip}"
    begins = write_warc(path, pages_of(5), gzip)
    data = bytearray(path.read_bytes())
    place = begins[2] + 300 if gzip else data.index(b"<p>", begins[2])
    if damage == "without its length":
        place = data.index(b"Content-Length", begins[2])
    put = {"changed": bytes(50), "added": b"x" * 50, "removed": b"", "without its length": b"Content-Height"}[damage]
    data[place : place + (0 if damage == "added" else max(len(put), 14))] = put
    path.write_bytes(data)
    found = read(path)

    assert [row.url.rsplit("/")[-1] for row in found if isinstance(row, Article) and row.url] == ["1", "2", "4", "5"]
    assert len(reasons(found)) == 1
    assert reasons(found)[0].startswith(f"{path}, record 6 at offset {begins[2]}: ")


@pytest.mark.parametrize("gzip", [True, False])
def test_a_crawl_that_breaks_off_is_named(tmp_path: Path, gzip: bool) -> None:
    """A cut record is no article."""
    path = tmp_path / f"crawl.warc{'.gz' * gzip}"
    begins = write_warc(path, pages_of(3), gzip)
    path.write_bytes(path.read_bytes()[: begins[2] + 350])
    found = read(path)

    assert len(ids(found)) == 2
    assert reasons(found)[0].startswith(f"{path}, record 6 at offset {begins[2]}: ")
    assert "breaks off" in reasons(found)[0]


def test_pages_that_are_too_large_or_empty_are_named(tmp_path: Path) -> None:
    """A page packed by its server is unpacked no further than the limit goes."""
    path = tmp_path / "crawl.warc.gz"
    bomb = zlib.compress(b"<p>" + b"a" * 500_000_000)
    write_warc(
        path,
        [("200 OK\r\nContent-Encoding: deflate", "text/html", bomb), ("200 OK", "text/html", b"<p></p>"), *pages_of(1)],
    )
    with measured() as peak:
        found = read(path, 1_000_000)

    assert peak() < 100_000_000
    assert len(ids(found)) == 1
    assert [reason.split(" at offset")[0].removeprefix(str(path)) for reason in reasons(found)] == [
        ", record 2: is over the limit of 1,000,000 bytes",
        ", record 4: is a page without text",
    ]


@pytest.mark.parametrize("data", [b"", b"\x1f\x8b\x08", b"WARC/1.0\r\n", b"hello", gzip.compress(b"hello")])
def test_what_is_no_crawl_is_named(tmp_path: Path, data: bytes) -> None:
    """A file that isn't what its name says is a reason."""
    path = tmp_path / "a.warc.gz"
    path.write_bytes(data)

    assert len(reasons(read(path))) <= 1
    assert not ids(read(path))
