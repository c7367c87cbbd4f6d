"""Articles: what is read from files, what each line is, and what is said about files that can't be read."""

from __future__ import annotations

import io
import json
import os
import random
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.articles import BoilerplateRules, Skipped, find_sources, load_boilerplate, read_article, read_articles
from kg.articles.boilerplate import Rule
from kg.articles.sources import slug
from kg.model import Article, ArticleError, OntologyError

LEXICON = Path(__file__).parents[1] / "ontology" / "lexicon" / "boilerplate.tsv"
SHARED = Path(__file__).parents[1].parent / "shared"
RULES = load_boilerplate(LEXICON)
MONTHS = {"يناير": 1, "يوليو": 7, "أكتوبر": 10}

TITLE = "سدير القابضة تستحوذ على مصنع الواحة للألبان"
LEAD = "أعلنت سدير القابضة شراء مصنع الواحة مقابل 120 مليون ريال، وقالت إن الصفقة تكتمل هذا العام."
MORE = "ويعمل في المصنع أربعمئة موظف، وتوزع ألبانه في ثلاث دول."


def date_of(line: str) -> str | None:
    """Parse the dates that these tests write."""
    if found := re.fullmatch(r"\d{4}-\d{2}-\d{2}", line):
        return found[0]
    found = re.fullmatch(r"(?:[\d:]+ [صم], )?(?:الأحد, )?(\d{1,2}) (\S+) (\d{2,4})", line)
    if found is None or found[2] not in MONTHS:
        return None
    return f"{int(found[3]) % 100 + 2000}-{MONTHS[found[2]]:02}-{int(found[1]):02}"


def read(source: Path | list[Path] | io.BytesIO | str, limit_bytes: int = 20_000_000) -> list[Article | Skipped]:
    return list(read_articles(source, rules=RULES, parse_date=date_of, limit_bytes=limit_bytes))


def article_of(text: str) -> Article:
    article = read(io.BytesIO(text.encode()))[0]
    assert isinstance(article, Article), article
    return article


def kinds(article: Article) -> list[str]:
    return [paragraph.kind for paragraph in article.paragraphs]


def lines(article: Article, kind: str) -> list[str]:
    return [article.text[p.span.start : p.span.end] for p in article.paragraphs if p.kind == kind]


def reason(result: Article | Skipped) -> str:
    assert isinstance(result, Skipped), result
    assert "\n" not in result.reason
    assert result.reason.startswith(result.source)
    return result.reason


# ------------------------------------------------------------------ the heading of a text


@pytest.mark.parametrize(
    ("above", "expected", "published", "author"),
    [
        ([TITLE, "", "2015-07-21", ""], ["title", "date"], "2015-07-21", None),
        ([TITLE, ""], ["title"], None, None),
        ([TITLE, TITLE, ""], ["title", "boilerplate"], None, None),
        (
            [TITLE, "هدى سالم", "11:02 ص, الأحد, 20 أكتوبر 24", ""],
            ["title", "byline", "date"],
            "2024-10-20",
            "هدى سالم",
        ),
        (
            [
                TITLE,
                "",
                "صفقة جديدة في سوق الألبان الخليجية",
                "",
                TITLE,
                "هدى سالم",
                "",
                "هدى سالم",
                "",
                "20 أكتوبر 2024",
                "",
            ],
            ["title", "title", "boilerplate", "byline", "byline", "date"],
            "2024-10-20",
            "هدى سالم",
        ),
        ([TITLE, "كتب بواسطة: هدى سالم |", ""], ["title", "byline"], None, "هدى سالم"),
        ([TITLE, "بقلم هدى سالم", ""], ["title", "byline"], None, "هدى سالم"),
        ([TITLE, "كتبت: هدى سالم | 20 أكتوبر 2024", ""], ["title", "byline"], "2024-10-20", "هدى سالم"),
        ([TITLE, "الرياض - وكالات", "2015-07-21"], ["title", "byline", "date"], "2015-07-21", None),
        ([TITLE, "نشر في: 21 يوليو 2015", ""], ["title", "date"], "2015-07-21", None),
        (["2015-07-21", TITLE, ""], ["date", "title"], "2015-07-21", None),
        (["اقتصاد", TITLE, ""], ["boilerplate", "title"], None, None),
        ([TITLE, "القاهرة - هدى سالم", "20 أكتوبر 2024", ""], ["title", "byline", "date"], "2024-10-20", None),
    ],
)
def test_the_heading_is_told_from_the_body(
    above: list[str], expected: list[str], published: str | None, author: str | None
) -> None:
    """Title, further headlines, bylines and date are known by where they stand; what follows is body."""
    article = article_of("\n".join([*above, LEAD, "", MORE]))

    assert kinds(article) == [*expected, "body", "body"]
    assert (article.title, article.published, article.author) == (TITLE, published, author)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"مصنع الواحة\n{TITLE}\nبقلم هدى سالم\n\n{LEAD}", TITLE),
        (f"مصنع الواحة\n{TITLE}\n\n{LEAD}", TITLE),
        (f"مصنع الواحة\n{TITLE}\n2015-07-21\n{LEAD}", TITLE),
        (f"مصنع الواحة\n\n{TITLE}\n\n{LEAD}", "مصنع الواحة"),
        (f"مصنع الواحة\n{LEAD}\n{MORE}", "مصنع الواحة"),
        (f"تقرير: الواحة تباع قبل نهاية العام\nبقلم هدى سالم\n\n{LEAD}", "تقرير: الواحة تباع قبل نهاية العام"),
        (f"بالصور.. الواحة تفتح مصنعا\n\n{LEAD}", "بالصور.. الواحة تفتح مصنعا"),
        (f"لمن الواحة؟\n{TITLE}\n\n{LEAD}", "لمن الواحة؟"),
        (f"مصنع الواحة يباع اليوم كله\n{TITLE}\n\n{LEAD}", "مصنع الواحة يباع اليوم كله"),
    ],
)
def test_a_topic_over_the_headline_is_no_title(text: str, title: str) -> None:
    """A bare name of at most four words with a longer headline directly under it is passed over, and nothing else is."""
    assert article_of(text).title == title


@pytest.mark.parametrize("text", [f"{LEAD}\n\n{MORE}", LEAD, "كلمة " * 60])
def test_a_sentence_is_no_title(text: str) -> None:
    """A text that begins with a sentence has no title, and all of it is body."""
    article = article_of(text)

    assert article.title == ""
    assert set(kinds(article)) == {"body"}


def test_short_lines_of_the_body_stay_body() -> None:
    """A heading between paragraphs is no byline, and a date in the body is not the article's."""
    article = article_of(
        "\n\n".join([TITLE, LEAD, "مصنع قديم", MORE, MORE, MORE, MORE, MORE, MORE, "2015-07-21", LEAD])
    )

    assert article.published is None
    assert set(kinds(article)[1:]) == {"body"}


def test_an_article_without_a_date_has_none() -> None:
    """Neither today's date nor one out of a sentence is used."""
    assert article_of(f"{TITLE}\n\nفي 20 أكتوبر 2024 {LEAD}").published is None


# ------------------------------------------------------------------ boilerplate


def row_name(rule: Rule) -> str:
    return f"{rule.kind}-{rule.place}-{rule.reason}-{rule.words[0]}"


@pytest.mark.parametrize("rule", RULES.rules, ids=row_name)
def test_every_rule_marks_its_example(rule: Rule) -> None:
    """Each row of the file of boilerplate words marks the line that it gives as its example."""
    article = article_of(
        f"{TITLE}\n\n{LEAD}\n\n{MORE}\n\n{rule.example}" if rule.kind != "date" else f"{TITLE}\n{rule.example}\n{LEAD}"
    )
    marked = {
        (paragraph.kind, paragraph.reason)
        for paragraph in article.paragraphs
        if paragraph.kind not in ("title", "body")
    }

    if rule.kind == "boilerplate":
        assert marked == {("boilerplate", rule.reason)}
    elif rule.place == "agency":
        assert marked == {("boilerplate", "agency sign-off")}
    else:
        assert marked == {(rule.kind, "")}


@pytest.mark.parametrize("rule", RULES.rules, ids=row_name)
def test_every_rule_leaves_its_counter_example(rule: Rule) -> None:
    """The sentence that each row gives as its counter-example stays body."""
    article = article_of(f"{TITLE}\n\n{rule.counter_example}\n\n{LEAD}")

    assert kinds(article) == ["title", "body", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "اقرأ أيضا: أرباح مصنع الواحة تنمو",
        "إقرأ أيضاً: أرباح مصنع الواحة تنمو",
        "أقرأ كمان:  «أرباح مصنع الواحة» تنمو",
        "• اقرأ أيضًا.. أرباح مصنع الواحة تنمو",
        "«اقرأ أيضا»: أرباح مصنع الواحة تنمو",
        "شـاهد أيضـا أرباح مصنع الواحة تنمو",
        "READ ALSO: Wahah grows",
        "https://example.com/a/1?b=2",
        "#ألبان #أسهم_الواحة",
        "(رويترز)",
        "(أ ف ب)",
        "(أ.ف.ب)",
        "(Reuters)",
        "(إعداد هدى سالم للنشرة العربية - تحرير كريم فوزي)",
        TITLE,
        f"«{TITLE}»",
    ],
)
def test_lines_that_are_not_the_news(line: str) -> None:
    """Spellings, quotation marks and bullets don't hide a line that every reader would skip."""
    assert kinds(article_of(f"{TITLE}\n\n{LEAD}\n\n{line}\n\n{MORE}")) == ["title", "body", "boilerplate", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "اقرأ العقد جيدا قبل أن توقعه، هكذا نصحت الهيئة المستثمرين.",
        "وقال المدير: «اقرأ أيضا: قانون الشركات» ثم مضى.",
        "المصدر الذي تحدث إلى الصحيفة لم يذكر قيمة الصفقة.",
        "صورة الشركة لدى عملائها لم تتغير، كما يقول مديرها.",
        "وذكرت وكالة الأنباء (رويترز)",
        "كتب المدير إلى المساهمين أن الأرباح ستوزع في يوليو.",
        "الصفقة في 3.2 مليار دولار",
    ],
)
def test_sentences_with_the_same_words_stay_body(line: str) -> None:
    """A normal sentence is no boilerplate because one of the words stands in it."""
    assert kinds(article_of(f"{TITLE}\n\n{LEAD}\n\n{line}\n\n{MORE}")) == ["title", "body", "body", "body"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"{MORE} اقرأ أيضا: الواحة تتوسع", [("body", MORE), ("boilerplate", "اقرأ أيضا: الواحة تتوسع")]),
        (
            f"{MORE} (اقرأ أيضا: الواحة تتوسع) وباعت.",
            [("body", MORE), ("boilerplate", "(اقرأ أيضا: الواحة تتوسع)"), ("body", "وباعت.")],
        ),
        (f"{MORE} (رويترز)", [("body", MORE), ("boilerplate", "(رويترز)")]),
        (f"دبي (رويترز) - {MORE}", [("byline", "دبي (رويترز) -"), ("body", MORE)]),
        (f"لندن - «الشرق الأوسط»: {MORE}", [("byline", "لندن - «الشرق الأوسط»:"), ("body", MORE)]),
    ],
)
def test_a_paragraph_is_split_where_boilerplate_is_inside(line: str, expected: list[tuple[str, str]]) -> None:
    """A dateline, a link and a sign-off are parts of their own; the rest of the line stays body."""
    article = article_of(f"{TITLE}\n\n{line}")

    assert [(p.kind, article.text[p.span.start : p.span.end]) for p in article.paragraphs[1:]] == expected


def test_a_link_in_one_long_line_does_not_swallow_the_article() -> None:
    """Where the article goes on in the same line, a link ends with its sentence."""
    article = article_of(f"{TITLE}\n\n{LEAD} اقرأ أيضا: الواحة تتوسع. " + f"{MORE} " * 20)

    assert lines(article, "boilerplate") == ["اقرأ أيضا: الواحة تتوسع."]
    assert len(lines(article, "body")) == 2


@pytest.mark.parametrize(
    ("below", "marked"),
    [
        (["الواحة تفتح مصنعا ثانيا", "", LEAD], 2),
        (["- الواحة تفتح مصنعا ثانيا", "- أرباح سدير تنمو", LEAD], 3),
        (["الواحة تفتح مصنعا ثانيا", "", "أرباح سدير القابضة تنمو"], 3),
        ([LEAD], 1),
    ],
)
def test_headlines_under_a_link_line_belong_to_it(below: list[str], marked: int) -> None:
    """One headline, a list with bullets, or a list at the end follows "اقرأ أيضا:"; the body after it stays body."""
    article = article_of("\n".join([TITLE, "", LEAD, "", MORE, "", "اقرأ أيضا:", *below]))

    assert kinds(article).count("boilerplate") == marked


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ("boilerplate\tnowhere\tكلمة\t\t\t\tسبب\t\t", "place is 'nowhere'"),
        ("boilerplate\tstart\tكلمة\tmaybe\t\t\tسبب\t\t", "colon is 'maybe'"),
        ("boilerplate\tstart\tكلمة\t\tten\t\tسبب\t\t", "most_words is 'ten'"),
        ("boilerplate\tstart\t\t\t\t\tسبب\t\t", "words and reason"),
        ("boilerplate\tstart", "2 cells"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, row: str, named: str) -> None:
    """A wrong row of the file stops the run with file, line and term."""
    path = tmp_path / "boilerplate.tsv"
    path.write_text(LEXICON.read_text(encoding="utf-8").splitlines()[0] + "\n# note\n" + row + "\n", encoding="utf-8")

    with pytest.raises(OntologyError, match=re.escape(f"{path}:3: {named}")):
        load_boilerplate(path)


def test_a_file_of_rules_needs_its_header(tmp_path: Path) -> None:
    """A file without the columns, or no file, is named."""
    (tmp_path / "a.tsv").write_text("x\ty\n", encoding="utf-8")

    for name in ("a.tsv", "b.tsv"):
        with pytest.raises(OntologyError, match=name):
            load_boilerplate(tmp_path / name)


# ------------------------------------------------------------------ offsets


def check_offsets(article: Article) -> None:
    last = 0
    for paragraph in article.paragraphs:
        text = article.text[paragraph.span.start : paragraph.span.end]
        assert last <= paragraph.span.start < paragraph.span.end
        assert text == text.strip()
        assert "\n" not in text
        last = paragraph.span.end
    covered = "".join(article.text[p.span.start : p.span.end] for p in article.paragraphs)
    assert sum(map(str.isalnum, covered)) == sum(map(str.isalnum, article.text))


LINES = st.one_of(
    st.text(max_size=60).filter(lambda line: "\0" not in line),
    st.sampled_from(
        [
            TITLE,
            LEAD,
            MORE,
            "2015-07-21",
            "اقرأ أيضا:",
            f"{MORE} (رويترز)",
            f"{MORE} اقرأ أيضا: {TITLE}",
            " \u200f ",
            "هدى سالم",
        ]
    ),
)


@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\r\n", "\n\n", "\r"]))
@settings(deadline=None)
def test_paragraphs_are_stretches_of_the_text(parts: list[str], newline: str) -> None:
    """Whatever the text is, it is kept as it came, and its paragraphs are its lines without white space around them."""
    text = newline.join([LEAD, *parts])
    article = article_of(text)

    assert article.text == text
    check_offsets(article)


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_no_bytes_raise(data: bytes) -> None:
    """Any bytes are an article or a reason, as text, and as JSON Lines."""
    for result in [*read(io.BytesIO(data)), *read(io.BytesIO(b"{" + data))]:
        if isinstance(result, Skipped):
            reason(result)
        else:
            check_offsets(result)


def test_carriage_returns_are_kept() -> None:
    """A text with the line ends of Windows is not changed, and no paragraph has a part of them."""
    text = f"{TITLE}\r\n\r\n{LEAD}\r\n"

    assert article_of(text).text == text
    assert lines(article_of(text), "body") == [LEAD]


# ------------------------------------------------------------------ encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1256"])
@pytest.mark.parametrize("name", ["a.txt", None])
def test_encodings(tmp_path: Path, encoding: str, name: str | None) -> None:
    """UTF-8, UTF-16 and UTF-32 with their marks, and Windows-1256, give the same text from a file and from a stream."""
    data = f"{TITLE}\n\n{LEAD}".encode(encoding)
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    (article,) = read(path if name else io.BytesIO(data))

    assert isinstance(article, Article)
    assert article.text == f"{TITLE}\n\n{LEAD}"


def test_big_endian_and_json_in_utf_16(tmp_path: Path) -> None:
    """UTF-16 of either byte order is read, as text and as JSON Lines."""
    (tmp_path / "a.txt").write_bytes(b"\xfe\xff" + LEAD.encode("utf-16-be"))
    (tmp_path / "b.jsonl").write_text(
        "\n".join([json.dumps({"text": LEAD}), json.dumps({"text": MORE})]), encoding="utf-16"
    )

    assert [article.text for article in read(tmp_path) if isinstance(article, Article)] == [LEAD, LEAD, MORE]


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (LEAD[:7].encode() + b"\xff" + LEAD[7:].encode(), "is not UTF-8: byte 0xff at offset 13"),
        (LEAD.encode()[:-1] + b"\xd9", "is not UTF-8: byte 0xd9 at offset"),
        ("caf\xe9 au lait, d\xe9j\xe0 vu".encode("latin-1"), "is not UTF-8: byte 0xe9 at offset 3"),
        (b"PK\x03\x04\x00\x00", "is no text: a NUL byte at offset 4"),
        (b"\xff\xfeA", "is not UTF-16-LE as its byte order mark says"),
        (
            b"\xff\xfe" + bytes(range(3, 123)),
            "is no text: read as UTF-16-LE, as its byte order mark says, 48 of its 48 letters are neither Arabic nor Latin",
        ),
        (b"\xfe\xff" + LEAD.encode("utf-16-le"), "is no text: read as UTF-16-BE, as its byte order mark says"),
        (
            b"\xff\xfe" + "\ue000\ue001\U0003ffff\x01".encode("utf-16-le"),
            "is no text: 4 of its 4 characters are controls",
        ),
        (b"abc\x01\x02\x03\x04\n", "is no text: 4 of its 7 characters are controls or stand for nothing"),
        ("\ufffd\ufffd\ufffd\ufffd \ufffd\ufffd سدير".encode(), "is no text: 6 of its 10 characters"),
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n\t", "is empty"),
        (b"-----\n***\n", "holds no words"),
    ],
)
def test_what_is_no_text_is_named(tmp_path: Path, data: bytes, named: str) -> None:
    """Broken UTF-8, other encodings, binary and empty files are skipped with the file and the byte."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    (result,) = read(path)

    assert reason(result).startswith(f"{path}: {named}")


@pytest.mark.parametrize(
    "text",
    [
        LEAD + "\x0c\x1f" + "\ue000",
        LEAD + " 株式会社の買収が発表された",
        "Sadeer acquires Al Waha",
        "20.5%\t–\t«2024»",
        "شِرْكَةٌ",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_odd_characters_make_no_text_unreadable(tmp_path: Path, text: str, encoding: str) -> None:
    """A few controls, a name in another script, a line of figures and vowel marks stand in many an article."""
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    (article,) = read(tmp_path / "a.txt")

    assert isinstance(article, Article)


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_garbage_behind_a_byte_order_mark_is_no_article(tmp_path: Path, mark: bytes) -> None:
    """Whatever bytes stand behind a mark by chance, hardly any of them is taken for an article."""
    chance = random.Random(7)
    for number in range(200):
        (tmp_path / f"{number}.txt").write_bytes(mark + chance.randbytes(2 * chance.randrange(8, 60)))

    assert [row for row in read(tmp_path) if isinstance(row, Article)] == []


# ------------------------------------------------------------------ HTML


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang=ar><head><meta charset=utf-8>{head}</head><body><nav><a href=/>الرئيسية</a></nav>{body}</body></html>"


HEAD = (
    f"<title>{TITLE} - صحيفة المثال</title><meta property='og:site_name' content='صحيفة المثال'>"
    "<meta property='og:url' content='https://example.com/a/1'><meta name=author content='هدى سالم'>"
    "<meta property='article:published_time' content='2024-10-20T11:02:00+03:00'>"
)
BODY = f"<article><h1>{TITLE}</h1><p>{LEAD}</p><p>{MORE}</p><p>اقرأ أيضا: <a href=x>الواحة تتوسع</a></p></article><footer>جميع الحقوق محفوظة 2019</footer>"


def test_a_page_gives_its_text_and_details(tmp_path: Path) -> None:
    """Title, date, publisher, author and address come from the page's head; the text is its title and its main text."""
    (tmp_path / "a.html").write_text(page(BODY, HEAD), encoding="utf-8")
    article = read_article(tmp_path / "a.html", rules=RULES, parse_date=date_of)

    assert (article.id, article.title, article.published) == ("a", TITLE, "2024-10-20")
    assert (article.publisher, article.author, article.url) == ("صحيفة المثال", "هدى سالم", "https://example.com/a/1")
    assert kinds(article) == ["title", "body", "body", "boilerplate"]
    assert lines(article, "body") == [LEAD, MORE]
    check_offsets(article)


def test_a_page_without_a_date_has_none() -> None:
    """The year of a copyright line is no date of an article."""
    (article,) = read(io.BytesIO(page(BODY).encode()))

    assert isinstance(article, Article)
    assert article.published is None


def test_a_page_in_its_declared_charset(tmp_path: Path) -> None:
    """A page that says windows-1256 is read as that."""
    (tmp_path / "a.htm").write_bytes(page(BODY, HEAD).replace("utf-8", "windows-1256").encode("cp1256"))

    assert read_article(tmp_path / "a.htm", rules=RULES, parse_date=date_of).title == TITLE


@pytest.mark.parametrize(
    "html", [page(""), "<p>", "<" * 5000, page("<div>" * 20_000), "<?xml version='1.0' encoding='utf-8'?><a/>"]
)
def test_a_page_without_text_is_skipped(tmp_path: Path, html: str) -> None:
    """A page without text, a broken one and one nested without end are skipped, without an error."""
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    (result,) = read(tmp_path)

    assert re.search(r"page|no words|no text but", reason(result))


# ------------------------------------------------------------------ JSON

RECORD = {
    "id": "w-1",
    "title": TITLE,
    "text": LEAD,
    "published": "2024-10-20",
    "publisher": "المثال",
    "url": "https://example.com/1",
    "author": "هدى سالم",
}


@pytest.mark.parametrize(
    ("name", "content", "ids"),
    [
        ("a.jsonl", "\n".join([json.dumps(RECORD), "", json.dumps({"text": MORE})]), ["w-1", "a-3"]),
        ("a.ndjson", json.dumps({"text": MORE}), ["a-1"]),
        ("a.json", json.dumps(RECORD, indent=2), ["w-1"]),
        ("a.json", json.dumps({"text": MORE}), ["a"]),
        ("a.json", json.dumps([RECORD, {"text": MORE}], indent=1), ["w-1", "a-2"]),
        ("a.json", json.dumps([RECORD, {"text": MORE}]), ["w-1", "a-2"]),
        ("a.json", "\n".join([json.dumps(RECORD), "", json.dumps({"text": MORE})]), ["w-1", "a-3"]),
        ("a.json", "\ufeff" + json.dumps({"text": MORE, "id": 7}), ["7"]),
    ],
)
def test_json_in_all_its_shapes(tmp_path: Path, name: str, content: str, ids: list[str]) -> None:
    """One object, a list and an object a line give the same articles, from a file and from standard input."""
    (tmp_path / name).write_text(content, encoding="utf-8")
    from_file = read(tmp_path / name)
    from_stream = read(io.BytesIO(content.encode()))

    assert [result.id for result in from_file if isinstance(result, Article)] == ids
    assert [result.text for result in from_stream] == [result.text for result in from_file]


def test_a_record_gives_its_details() -> None:
    """What a record says about the article counts, and its title is the first line of the text."""
    (article,) = read(io.BytesIO(json.dumps(RECORD).encode()))

    assert isinstance(article, Article)
    assert article.text == f"{TITLE}\n\n{LEAD}"
    assert (article.id, article.title, article.published) == ("w-1", TITLE, "2024-10-20")
    assert (article.publisher, article.author, article.url) == ("المثال", "هدى سالم", "https://example.com/1")
    assert kinds(article) == ["title", "body"]


def test_a_title_that_begins_the_text_is_not_set_again() -> None:
    """The text is unchanged where it begins with the record's title."""
    (article,) = read(io.BytesIO(json.dumps({"title": TITLE, "text": f"«{TITLE}»\n{LEAD}"}).encode()))

    assert isinstance(article, Article)
    assert article.text == f"«{TITLE}»\n{LEAD}"
    assert kinds(article) == ["title", "body"]


@pytest.mark.parametrize(
    ("told", "published"),
    [
        ("2024", "2024"),
        ("2024-10", "2024-10"),
        ("2024-10-20T11:02:00Z", "2024-10-20"),
        ("20 أكتوبر 2024", "2024-10-20"),
        ("Sun, 20 Oct 2024 11:02:00 +0300", "2024-10-20"),
        ("", None),
        (None, None),
    ],
)
def test_dates_of_records(told: str | None, published: str | None) -> None:
    """ISO dates of any precision, dates in words and those of feeds are read; an empty one is none."""
    (article,) = read(io.BytesIO(json.dumps({"text": LEAD, "published": told}).encode()))

    assert isinstance(article, Article)
    assert article.published == published


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('{"text": 5}', "wrong value for the key 'text'"),
        ('{"text": "نص", "title": ["x"]}', "wrong value for the key 'title'"),
        ('{"text": "نص", "id": true}', "wrong value for the key 'id'"),
        ('{"text": "نص", "published": "قريبا"}', "no date under the key 'published'"),
        ('{"text": "نص", "published": "2024-02-31T10:00"}', "no date under the key 'published'"),
        ('{"text": "نص", "text": "نص آخر"}', "the key 'text' twice"),
        ('{"text": "  "}', "no text under the key 'text'"),
        ('{"text": "\\ud800"}', "half of a surrogate pair"),
        ('{"text": "a\\u0000"}', "a NUL character"),
        ('{"title": "بلا نص"}', "no text under the key 'text'"),
        ('{"text": "نص"', "is not JSON"),
        ('{"text": ' + "9" * 5000 + "}", "is not JSON that can be read"),
        ('{"text": ' + "[" * 100_000, "nested too deeply"),
        ("[]", "list without articles"),
        ("5", "no JSON object"),
    ],
)
def test_a_bad_record_is_named_and_the_rest_is_read(tmp_path: Path, line: str, named: str) -> None:
    """A line that can't be read is skipped with its number and its key; those around it are read."""
    path = tmp_path / "a.jsonl"
    path.write_text(
        "\n".join([json.dumps({"text": LEAD}), line, json.dumps({"text": MORE, "other": {"text": 1}})]),
        encoding="utf-8",
    )
    first, bad, last = read(path)

    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert reason(bad).startswith(f"{path}:2: ")
    assert named in reason(bad)


# ------------------------------------------------------------------ files, folders, streams


def write(folder: Path, names: Iterable[str]) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{TITLE}\n\n{name} {LEAD}", encoding="utf-8")


def test_folders_are_walked_in_order(tmp_path: Path) -> None:
    """All files but hidden ones are found, sorted, each once, also where a file is named besides its folder."""
    write(tmp_path, ["b.txt", "a/z.txt", "a/.hidden.txt", ".git/x.txt", "notes.pdf"])
    found = find_sources([tmp_path / "b.txt", tmp_path, tmp_path / "a"])

    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["a/z.txt", "b.txt", "notes.pdf"]


def test_annotations_and_a_readme_are_about_articles(tmp_path: Path) -> None:
    """A README.md, and JSON beside a text of its name, are no articles of a folder; JSON of another name is one, and so is JSON that is asked for."""
    write(tmp_path, ["a.txt", "a.json", "b.json", "README.md"])

    assert [path.name for path in find_sources([tmp_path])] == ["a.txt", "b.json"]
    assert [path.name for path in find_sources([tmp_path / "a.json"])] == ["a.json"]


def test_unknown_endings_and_empty_folders_are_reported(tmp_path: Path) -> None:
    """What is passed over is said, never left out silently."""
    write(tmp_path, ["a.pdf", "README", "b.txt"])
    (tmp_path / "empty").mkdir()
    results = read(tmp_path)

    assert [isinstance(result, Article) for result in results] == [False, False, True]
    assert "a name without ending" in reason(results[0])
    assert "the ending .pdf is none of" in reason(results[1])
    assert "is a folder without files" in reason(read(tmp_path / "empty")[0])
    assert "No such file" in reason(read(tmp_path / "missing.txt")[0])


def test_ids_are_unique_over_a_run(tmp_path: Path) -> None:
    """Of two files with one stem, the second gets a hash of its content; the same content again is skipped."""
    write(tmp_path, ["a/x.txt", "b/x.txt"])
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "x.txt").write_bytes((tmp_path / "a" / "x.txt").read_bytes())
    first, second, third = read([tmp_path / "b", tmp_path / "c", tmp_path / "a"])

    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert first.id == "x"
    assert re.fullmatch(r"x-[0-9a-f]{8}", second.id)
    assert reason(third).endswith(f"is the same article as {tmp_path / 'a' / 'x.txt'}")
    assert [first, second, third] == read([tmp_path])


@given(st.text(max_size=200), st.text(max_size=200))
def test_ids_are_safe(one: str, other: str) -> None:
    """Any name gives an id of safe characters, and names that differ in letters of any script give different ids."""
    assert re.fullmatch(r"[A-Za-z0-9._-]{1,100}", slug(one))
    assert slug(one) == slug(one)
    if slug(one) == slug(other):
        assert "".join(filter(str.isalnum, one)) == "".join(filter(str.isalnum, other))


@pytest.mark.parametrize(("name", "written"), [("A03", "A03"), ("my file (1)", "my-file-1"), ("../../etc", "etc")])
def test_ids_stay_readable(name: str, written: str) -> None:
    """A plain name is its own id."""
    assert slug(name) == written


def test_an_arabic_name_keeps_an_id_of_its_own() -> None:
    """Names in Arabic letters give ids that differ, with what is ASCII in them."""
    assert slug("خبر") != slug("قصة")
    assert slug("خبر 12").startswith("12-")


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    """A large file is skipped with its size, and what is at the limit is read."""
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    (tmp_path / "b.txt").write_text(LEAD, encoding="utf-8")
    size = (tmp_path / "b.txt").stat().st_size

    assert reason(read(path)[0]) == f"{path}: has 50,000,000 bytes, over the limit of 20,000,000"
    assert isinstance(read(tmp_path / "b.txt", size)[0], Article)
    assert "over the limit" in reason(read(tmp_path / "b.txt", size - 1)[0])
    assert "over the limit" in reason(read(io.BytesIO(LEAD.encode()), size - 1)[0])


def test_the_limit_of_json_lines_is_a_lines_limit(tmp_path: Path) -> None:
    """A large file of small records is read; a large record in it is skipped alone, and lines are counted on."""
    path = tmp_path / "a.jsonl"
    path.write_text(
        "\n".join(json.dumps({"text": text}) for text in ("one", "long " * 300, "two", "bad\0"[:3])), encoding="utf-8"
    )
    results = read(path, 100)

    assert [result.id for result in results if isinstance(result, Article)] == ["a-1", "a-3", "a-4"]
    assert reason(results[1]) == f"{path}:2: is over the limit of 100 bytes"


def test_a_file_that_cannot_be_opened_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file without permission, a link to itself and a pipe are named, and the next file is read."""
    write(tmp_path, ["a.txt", "d.txt"])
    (tmp_path / "b.txt").symlink_to("b.txt")
    os.mkfifo(tmp_path / "c.txt")
    opened = Path.open

    def refuse(path: Path, *arguments: str) -> object:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments)

    monkeypatch.setattr(Path, "open", refuse)
    closed, loop, pipe, last = read(tmp_path)

    assert reason(closed) == f"{tmp_path / 'a.txt'}: can't be read: Permission denied"
    assert "can't be read" in reason(loop)
    assert "is no regular file" in reason(pipe)
    assert isinstance(last, Article)


def test_odd_file_names_are_written_on_one_line(tmp_path: Path) -> None:
    """A name with a line break or bytes that are no UTF-8 neither breaks the message nor the id."""
    for name in (b"a\nb.txt", b"\xff\xfe.txt"):
        Path(os.fsdecode(bytes(tmp_path) + b"/" + name)).write_bytes(b"")
    results = read(tmp_path)

    assert len(results) == 2
    for result in results:
        reason(result).encode()


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes from standard input is told apart by its first character."""
    for content, id_, title in (
        (f"\n{TITLE}\n\n{LEAD}", "stdin", TITLE),
        (page(BODY, HEAD), "stdin", TITLE),
        (json.dumps({"title": TITLE, "text": LEAD}) + "\n" + json.dumps({"text": MORE}), "stdin-1", TITLE),
        (json.dumps([{"title": TITLE, "text": LEAD}]), "stdin-1", TITLE),
    ):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
        article = read("-")[0]

        assert isinstance(article, Article)
        assert (article.id, article.title) == (id_, title)


def test_a_named_stream_gives_its_name(tmp_path: Path) -> None:
    """An open file is called as its file is."""
    write(tmp_path, ["a.txt"])
    with (tmp_path / "a.txt").open("rb") as stream:
        (article,) = read_articles(stream, rules=RULES, parse_date=date_of)

    assert isinstance(article, Article)
    assert article.id == "a"


def test_one_article_is_returned_or_an_error_raised(tmp_path: Path) -> None:
    """read_article raises where a file can't be read or holds several articles."""
    write(tmp_path, ["a.txt"])
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.jsonl").write_text(json.dumps({"text": LEAD}) + "\n" + json.dumps({"text": MORE}), encoding="utf-8")

    assert read_article(tmp_path / "a.txt", rules=RULES, parse_date=date_of).id == "a"
    with pytest.raises(ArticleError, match=r"b\.txt: is empty"):
        read_article(tmp_path / "b.txt", rules=RULES, parse_date=date_of)
    with pytest.raises(ArticleError, match="holds 2 articles"):
        read_article(tmp_path / "c.jsonl", rules=RULES, parse_date=date_of)


@pytest.mark.parametrize(
    "line", ["كلمة " * 200_000, "ك" * 1_000_000, "(" * 300_000, "اقرأ أيضا: " * 50_000, "\u200f" * 500_000 + "نص"]
)
def test_a_very_long_line_is_read(line: str) -> None:
    """A line of a million characters is an article like another."""
    check_offsets(article_of(f"{TITLE}\n\n{line}"))


def test_rules_hold_over_the_seeds_and_the_gold_texts() -> None:
    """In the articles at hand the title is the gold's first line, its date is found, and no paragraph of it is lost."""
    folder = SHARED / "gold" / "dev"
    if not folder.is_dir():
        pytest.skip("the gold texts are not beside this checkout")
    for path in sorted(folder.glob("*.txt")):
        article = read_article(path, rules=RULES, parse_date=date_of)
        head = path.read_text(encoding="utf-8").split("\n", 3)

        assert article.title == head[0].strip()
        assert article.published == head[2].strip()
        check_offsets(article)


def test_the_default_rules_and_dates_are_those_of_the_package(tmp_path: Path) -> None:
    """Without arguments, the rules that ship with kg and its own reading of dates are used."""
    pytest.importorskip("kg.arabic.dates")
    (tmp_path / "a.txt").write_text(f"{TITLE}\n20 أكتوبر 2024\n\n{LEAD}\n\nاقرأ أيضا: خبر", encoding="utf-8")
    article = read_article(tmp_path / "a.txt")

    assert article.published == "2024-10-20"
    assert kinds(article) == ["title", "date", "body", "boilerplate"]
    assert isinstance(RULES, BoilerplateRules)
