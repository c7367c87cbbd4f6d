"""Articles from RSS and Atom files: their dialects, what is broken in them, and entities that do harm."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from kg.model import Article
from tests.found_articles import articles, ids, measured, read, reasons

TITLE = "سدير القابضة تستحوذ على مصنع الواحة للألبان"
BODY = "أعلنت سدير القابضة شراء مصنع الواحة مقابل 120 مليون ريال، وقالت إن الصفقة تكتمل هذا العام."


def rss(items: str, publisher: str = "جريدة الواحة", doctype: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n{doctype}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{escape(publisher)}</title>'
        f"<link>https://alwaha.example</link><image><title>شعار</title></image>\n{items}</channel></rss>"
    )


def feed_of(tmp_path: Path, items: str, doctype: str = "") -> Path:
    path = tmp_path / "feed.xml"
    path.write_text(rss(items, doctype=doctype), encoding="utf-8")
    return path


def test_a_feed_gives_the_content_before_the_summary(tmp_path: Path) -> None:
    """The content is markup, whose paragraphs are lines; publisher, author and date are told by the feed."""
    item = (
        "<item><title>سدير &amp;amp; الواحة</title><link>https://alwaha.example/1</link><pubDate>Sun, 20 Oct 2024 09:00:00 +0300</pubDate>"
        "<author>desk@alwaha.example (هدى سالم)</author><description>ملخص</description>"
        f"<content:encoded><![CDATA[<p>{BODY}</p><script>alert(1)</script><p>وقالت:&nbsp;<b>تمت</b> الصفقة </item> اليوم.</p>]]></content:encoded></item>"
    )
    (article,) = articles(feed_of(tmp_path, item))

    assert article.text == f"سدير & الواحة\n\n{BODY}\nوقالت: تمت الصفقة اليوم."
    assert (article.publisher, article.author) == ("جريدة الواحة", "هدى سالم")
    assert (article.published, article.url) == ("2024-10-20", "https://alwaha.example/1")


def test_other_dialects_of_feeds(tmp_path: Path) -> None:
    """RSS 1.0 has its items beside the channel, Atom may hold XHTML, and a feed may be in Windows-1256."""
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>الواحة</title><items/></channel><item><title>{TITLE}</title><description>{BODY}</description><dc:date>2024-10-20T09:00Z</dc:date></item></rdf:RDF>"
    )
    atom = (
        '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>الواحة</a:title><a:entry><a:title type="html">'
        f'{TITLE}</a:title><a:updated>2024-10-20T09:00:00Z</a:updated><a:content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{BODY}</p></div></a:content></a:entry></a:feed>'
    )
    (tmp_path / "a.rss").write_text(rdf, encoding="utf-8")
    (tmp_path / "b.atom").write_text(atom, encoding="utf-8")
    (tmp_path / "c.xml").write_bytes(f'<?xml version="1.0" encoding="windows-1256"?>{atom}'.encode("cp1256"))
    found = articles(tmp_path)

    assert [article.id for article in found] == ["a-1", "b-1", "c-1"]
    assert {(article.text, article.published, article.publisher) for article in found} == {
        (f"{TITLE}\n\n{BODY}", "2024-10-20", "الواحة")
    }


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        ("<item><title>أ <b> </title><description>x</description></item>", "tag mismatch"),
        ("<item><description>x \x01</description></item>", "no well-formed XML"),
        ("<item><description>x</descr</item>", "no well-formed XML"),
        ("<item><title>بلا نص</title></item>", "neither content nor a summary"),
        ("<item><description>x</description><pubDate>قريبا</pubDate></item>", "no date"),
    ],
)
def test_a_bad_item_is_named_with_its_line_and_the_others_are_read(tmp_path: Path, broken: str, named: str) -> None:
    """Names of characters that HTML knows and XML doesn't are read in the items behind it as well."""
    good = "<item><title>أ&nbsp;ب &lt; ج & د</title><description>%s</description></item>\n"
    path = feed_of(tmp_path, f"{good % 'واحد'}{broken}\n{good % 'اثنان'}{good % 'ثلاثة'}")
    found = read(path)

    assert [row.text for row in found if isinstance(row, Article)] == [
        f"أ ب < ج & د\n\n{word}" for word in ("واحد", "اثنان", "ثلاثة")
    ]
    (reason,) = reasons(found)
    assert reason.startswith(f"{path}, article 2 in line 4: ")
    assert named in reason


def test_a_feed_that_breaks_off_is_named(tmp_path: Path) -> None:
    """The item in which it does is not read."""
    path = feed_of(
        tmp_path, "".join(f"<item><description>{number} {BODY}</description></item>\n" for number in range(20))
    )
    path.write_bytes(path.read_bytes()[:3000])
    found = read(path)

    assert ids(found) == [f"feed-{number}" for number in range(1, len(found))]
    assert reasons(found)[0].startswith(f"{path}, article {len(found)} in line ")
    assert "breaks off" in reasons(found)[0]


def test_entities_of_a_feed_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    """A bomb of entities and a reference to a file are left as they are written."""
    secret = tmp_path / "secret"
    secret.write_text("سر", encoding="utf-8")
    layers = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{layers}<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY w SYSTEM "http://127.0.0.1:9/">]>'
    for entity in ("l11", "x", "w"):
        path = feed_of(tmp_path, f"<item><description>قبل &{entity}; بعد</description></item>", doctype)
        with measured() as peak:
            found = read(path)

        assert peak() < 5_000_000
        assert all(row.text == f"قبل &{entity}; بعد" for row in found if isinstance(row, Article))
        assert len(found) == 1


def test_an_item_over_the_limit_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    """So is one whose text libxml2 would refuse."""
    items = f"<item><description>{'أ ' * 500_000}</description></item><item><description>{BODY}</description></item>"
    found = read(feed_of(tmp_path, items), 100_000)

    assert [row.text for row in found if isinstance(row, Article)] == [BODY]
    assert [reason.split(": ", 1)[1] for reason in reasons(found)] == ["is over the limit of 100,000 bytes"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "is empty"),
        ("خبر", "is no XML"),
        ("<urlset><url/></urlset>", "outermost element is «urlset»"),
        ("<rss><channel>", "no well-formed XML at its end"),
    ],
)
def test_what_is_no_feed_is_named(tmp_path: Path, text: str, named: str) -> None:
    """Other XML says what it is."""
    (tmp_path / "a.xml").write_text(text, encoding="utf-8")

    assert named in reasons(read(tmp_path))[0]
