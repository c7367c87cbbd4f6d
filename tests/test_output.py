"""The output folder of a build: changed as if it were built from scratch, and nothing read twice."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg import output as outputs
from kg.articles import find_sources, locate_articles
from kg.articles.stored import article_to_json
from kg.model import Article, ArticleError, GraphError, KgError, Reading
from kg.output import OUTPUTS, Options, Report
from kg.output.archive import Entry, entry_of, joined, settled, taken_back
from kg.output.commits import Workplace, at_work, commit, complete
from kg.output.journal import Noted, journaled, noting
from kg.output.keys import NOT_READING, article_key, reading_version
from kg.output.lines import Line, appending, fetching
from kg.output.manifest import MANIFEST
from kg.readings import read_readings, reading_from_json
from kg.run import Failure, apart, read_all

SENTENCES = {
    "2024/a.txt": "استحوذت شركة سدير القابضة على شركة مصنع الواحة مقابل 120 مليون ريال.",
    "2024/b.txt": "سجلت شركة رتاج خسائر بلغت 5 ملايين دولار.",
    "2025/a.txt": "تعتزم شركة سنابل شراء شركة بيادر.",
    "2025/c.txt": "عينت شركة رتاج ليلى حداد رئيسة تنفيذية.",
}
FEED = [
    {"id": "feed-1", "url": "https://news.example/1", "text": "تتفاوض شركة سدير القابضة مع شركة رتاج على صفقة."},
    {"id": "feed-2", "url": "https://news.example/2", "text": "استثمرت شركة بيادر 3 ملايين ريال في شركة سنابل."},
]


class Recorded:
    """Read with the reader that ships, and list what is read."""

    def __init__(self, reader: Callable[[Article], Reading]) -> None:
        self.reader, self.texts = reader, list[str]()

    def __call__(self, articles: Iterator[Article]) -> Iterator[Noted | Failure]:
        """Read as a build reads in one process."""
        return read_all(articles, lambda: noting(apart(self.one)))

    def one(self, article: Article) -> Reading:
        """Read one article."""
        self.texts.append(article.text)
        return self.reader(article)


@pytest.fixture
def reading(reader: Callable[[Article], Reading]) -> Recorded:
    return Recorded(reader)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Return a folder of articles, two of which share a name, and a feed."""
    for name, sentence in SENTENCES.items():
        file = tmp_path / "news" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"خبر\n\n2024-10-20\n\n{sentence}\n", encoding="utf-8")
    write_feed(tmp_path / "news" / "feed.jsonl", FEED)
    return tmp_path / "news"


def write_feed(file: Path, records: Iterable[object]) -> None:
    file.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


def build(folder: Path, paths: Iterable[Path], reading: Recorded, **options: object) -> Report:
    return outputs.build(folder, locate_articles(find_sources([*paths])), reading, Options(**options))  # type: ignore[arg-type]


def add(folder: Path, paths: Iterable[Path], reading: Recorded, **options: object) -> Report:
    return outputs.change(folder, locate_articles(find_sources([*paths])), (), reading, Options(**options))  # type: ignore[arg-type]


def remove(folder: Path, targets: Iterable[object], reading: Recorded) -> Report:
    return outputs.change(folder, (), [str(target) for target in targets], reading)


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def ids(folder: Path) -> list[str]:
    return [found.article.id for found in read_readings(folder / "readings.jsonl")]


# ------------------------------------------------------------------ the law


@pytest.mark.parametrize("seed", range(6))
def test_changes_give_what_building_from_scratch_gives(
    news: Path, tmp_path: Path, reading: Recorded, seed: int
) -> None:
    """After any row of additions and removals all files are, byte for byte, those of building what is left, and no article was read twice."""
    chance, files = random.Random(seed), find_sources([news])
    out, have = tmp_path / "out", set(chance.sample(files, 2))
    build(out, have, reading, title="أخبار", infer=bool(seed % 2))
    for _ in range(4):
        if len(have) > 1 and chance.random() < 0.5:
            going = set(chance.sample(sorted(have), chance.randint(1, len(have) - 1)))
            remove(out, going, reading)
            have -= going
        else:
            coming = set(chance.sample(files, chance.randint(1, 3)))
            add(out, coming, reading)
            have |= coming
    build(tmp_path / "scratch", have, reading, title="أخبار", infer=bool(seed % 2))
    assert files_in(out) == files_in(tmp_path / "scratch")
    assert len(ids(out)) == len(have) + (news / "feed.jsonl" in have)


def test_what_is_unchanged_is_not_read_again(news: Path, tmp_path: Path, reading: Recorded) -> None:
    """Building a folder again reads what is new or edited alone, and gives what building it from scratch gives."""
    out = tmp_path / "out"
    build(out, [news / "2024"], reading)
    (news / "2024" / "b.txt").write_text("سجلت شركة رتاج أرباحا بلغت 9 ملايين دولار.", encoding="utf-8")
    reading.texts.clear()
    report = build(out, [news], reading)
    assert (report.articles, report.read, report.unchanged) == (6, 5, 1)
    assert len(reading.texts) == 5
    build(tmp_path / "scratch", [news], reading)
    assert files_in(out) == files_in(tmp_path / "scratch")


def test_what_was_read_before_under_another_name_is_not_read_again(
    news: Path, tmp_path: Path, reading: Recorded
) -> None:
    """A file that is renamed has another id and the same reading, whose evidence names the new id."""
    build(tmp_path / "out", [news / "2024" / "a.txt"], reading)
    (news / "2024" / "a.txt").rename(news / "renamed.txt")
    assert build(tmp_path / "out", [news / "renamed.txt"], reading).read == 0
    (found,) = read_readings(tmp_path / "out" / "readings.jsonl")
    assert {item.article for claim in found.statements for item in claim.evidence} == {"renamed"}


def test_equal_texts_are_read_once(news: Path, tmp_path: Path, reading: Recorded) -> None:
    """Two articles that differ in their names alone are both in the graph, and one of them is read."""
    (news / "copy.txt").write_bytes((news / "2024" / "a.txt").read_bytes())
    build(tmp_path / "out", [news / "copy.txt", news / "2024" / "a.txt"], reading)
    assert (ids(tmp_path / "out"), len(reading.texts)) == (["a", "copy"], 1)


# ------------------------------------------------------------------ which article is which


def test_an_edited_file_takes_its_old_place(news: Path, tmp_path: Path, reading: Recorded) -> None:
    """An article that is added from the same file with another text replaces the one that was read from it, and that is told."""
    out, file = tmp_path / "out", news / "2024" / "b.txt"
    build(out, [news], reading)
    file.write_text("سجلت شركة رتاج أرباحا بلغت 9 ملايين دولار.", encoding="utf-8")
    report = add(out, [news / "2024"], reading)
    assert (report.read, report.unchanged, report.replaced) == (1, 5, ("b",))
    build(tmp_path / "scratch", [news], reading)
    assert files_in(out) == files_in(tmp_path / "scratch")


def test_files_of_one_name_are_two_articles(news: Path, tmp_path: Path, reading: Recorded) -> None:
    """2024/a.txt and 2025/a.txt don't replace one another, whichever comes first."""
    out = tmp_path / "out"
    build(out, [news / "2025" / "a.txt"], reading)
    assert ids(out) == ["a"]
    assert add(out, [news / "2024" / "a.txt"], reading).replaced == ()
    assert len(ids(out)) == 2


def test_a_record_with_an_id_is_the_article_of_that_id(news: Path, tmp_path: Path, reading: Recorded) -> None:
    """What a feed corrects under the same id replaces what it said before, whatever file it comes in."""
    out, later = tmp_path / "out", tmp_path / "later.jsonl"
    build(out, [news / "feed.jsonl"], reading)
    write_feed(later, [{**FEED[0], "text": "ألغت شركة سدير القابضة صفقتها مع شركة رتاج."}])
    assert add(out, [later], reading).replaced == ("feed-1",)
    assert ids(out) == ["feed-1", "feed-2"]


def test_a_file_that_has_less_than_before_takes_the_rest_back(news: Path, tmp_path: Path, reading: Recorded) -> None:
    """A file that is added again stands for all that was read from it: what it has no more is taken back."""
    out = tmp_path / "out"
    build(out, [news], reading)
    write_feed(news / "feed.jsonl", FEED[1:])
    report = add(out, [news / "feed.jsonl"], reading)
    assert (report.read, report.replaced, report.taken_back) == (0, (), ("feed-1",))
    build(tmp_path / "scratch", [news], reading)
    assert files_in(out) == files_in(tmp_path / "scratch")


def test_what_comes_through_a_pipe_replaces_nothing(tmp_path: Path, reading: Recorded) -> None:
    """Two texts from a stream have the same name and no file: they are two articles."""
    import io

    out = tmp_path / "out"
    for sentence in list(SENTENCES.values())[:2]:
        outputs.change(out, locate_articles(io.BytesIO(sentence.encode())), (), reading)
    assert len(ids(out)) == 2


@pytest.mark.parametrize(
    ("target", "gone"),
    [
        ("feed-1", ["feed-1"]),
        ("a:feed-1", ["feed-1"]),
        ("https://kg.example/article/feed-1", ["feed-1"]),
        ("https://news.example/2", ["feed-2"]),
        ("{news}/feed.jsonl", ["feed-1", "feed-2"]),
        ("{news}/../news/2024/b.txt", ["b"]),
        ("{news}/2025", ["a", "c"]),
    ],
)
def test_articles_are_taken_back(news: Path, tmp_path: Path, reading: Recorded, target: str, gone: list[str]) -> None:
    """An article goes by its id, as a query shows it too, by its URL, by its file or by the folder of that."""
    out = tmp_path / "out"
    build(out, [news / "2024" / "b.txt", news / "2025", news / "feed.jsonl"], reading)
    report = remove(out, [target.format(news=news)], reading)
    assert sorted(report.taken_back) == gone
    assert ids(out) == sorted({"a", "b", "c", "feed-1", "feed-2"} - set(gone))


def test_nothing_is_taken_back_where_one_is_unknown(news: Path, tmp_path: Path, reading: Recorded) -> None:
    """Names that stand for no article are told, all of them, and the folder is as it was."""
    build(tmp_path / "out", [news], reading)
    before = files_in(tmp_path / "out")
    with pytest.raises(ArticleError, match=r"holds no article .*«nobody», «nothing.txt»"):
        remove(tmp_path / "out", ["feed-1", "nobody", "nothing.txt"], reading)
    with pytest.raises(ArticleError, match="no article"):
        remove(tmp_path / "out", [news], reading)
    assert files_in(tmp_path / "out") == before


NOWHERE = Line(Path("articles.jsonl"), 0)
names = st.sampled_from(("x", "y"))
entries = st.lists(
    st.builds(
        lambda name, text, file, number: entry_of(
            article_to_json(Article(name, text)), NOWHERE, text, name, file, number
        ),
        names,
        st.sampled_from(("one", "two", "three")),
        st.sampled_from(("", "f", "g")),
        st.integers(0, 1),
    ),
    max_size=6,
)


@given(entries, st.randoms())
def test_ids_depend_on_the_set_alone(found: list[Entry], chance: random.Random) -> None:
    """Entries have the same ids in whichever order they come, each its own, and one of each name has the name."""
    final = settled(found)
    shuffled = chance.sample(found, len(found))
    assert settled(shuffled) == final
    assert settled(final) == final
    assert len({entry.id for entry in final}) == len(final)
    assert {entry.name for entry in final} <= {entry.id for entry in final}


def test_thousands_of_files_of_one_name_are_told_apart() -> None:
    """Twenty thousand pages that are all called index are joined and settled in time that grows with their number alone."""
    found = [
        Entry(str(number), str(number), "index", f"{number:064}", NOWHERE, f"{number}/index.html")
        for number in range(20_000)
    ]
    final = settled(found)
    again = joined(final, final[:10_000])
    assert (len(final), len(again.entries), again.replaced, again.gone) == (20_000, 20_000, [], [])
    assert len(taken_back(final, Path(), [entry.id for entry in final[:1_000]])) == 1_000


@given(entries)
def test_adding_what_is_there_changes_nothing(found: list[Entry]) -> None:
    """The entries of a folder, added to it again, replace none of each other."""
    final = settled(found)
    again = joined(final, final)
    assert (settled(again.entries), again.replaced, again.gone) == (final, [], [])


# ------------------------------------------------------------------ another version of kg


def test_another_version_reads_the_stored_texts(
    news: Path, tmp_path: Path, reading: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a rule has changed, a change of the folder reads all of it anew, from articles.jsonl: the sources may be gone."""
    out = tmp_path / "out"
    build(out, [news], reading)
    build(tmp_path / "later", [news / "2025"], reading)
    monkeypatch.setattr("kg.output.builds.reading_version", lambda: "another")
    build(tmp_path / "scratch", [news / "2025"], reading)
    shutil.rmtree(news)
    report = remove(out, ["b", news / "2024", news / "feed.jsonl"], reading)
    assert (report.read, report.unchanged) == (2, 0)
    assert files_in(out) == files_in(tmp_path / "scratch")
    assert files_in(out) != files_in(tmp_path / "later")


def test_without_texts_another_version_asks_for_the_sources(
    news: Path, tmp_path: Path, reading: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder without texts can be changed as long as kg reads alike; then it has to be built anew, and says so."""
    out = tmp_path / "out"
    build(out, [news / "2024"], reading, texts=False)
    add(out, [news / "2025"], reading)
    build(tmp_path / "scratch", [news / "2024", news / "2025"], reading, texts=False)
    assert files_in(out) == files_in(tmp_path / "scratch")
    assert b'"text"' not in (out / "articles.jsonl").read_bytes()
    with pytest.raises(GraphError, match="without the texts"):
        add(out, [news], reading, texts=True)
    monkeypatch.setattr("kg.output.builds.reading_version", lambda: "another")
    with pytest.raises(GraphError, match=r"without the texts, by a version of kg .* build it anew"):
        remove(out, ["b"], reading)


def test_the_key_is_of_content_and_version(news: Path) -> None:
    """A key differs with text, date and version, and not with the id of an article."""
    article = Article("a", "نص", title="عنوان", published="2024")
    others = [replace(article, text="نص آخر"), replace(article, published="2025"), replace(article, title="")]
    keys = {article_key(article_to_json(one), "1") for one in (article, *others)}
    assert len(keys | {article_key(article_to_json(article), "2")}) == 5
    assert article_key(article_to_json(replace(article, id="b"), texts=False), "1") in keys
    assert reading_version() == reading_version()


def test_the_version_is_that_of_each_row_and_line(tmp_path: Path) -> None:
    """One more row in a table and one more line in a module that reads are another version; a change of the page isn't."""
    source = Path(kg.__file__).parents[1]
    copy = tmp_path / "copy"
    for name in ("kg", "ontology"):
        shutil.copytree(source / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))

    def version() -> str:
        code = "from kg.output.keys import reading_version; print(reading_version())"
        return subprocess.run([sys.executable, "-c", code], cwd=copy, capture_output=True, text=True, check=True).stdout

    seen = [version()]
    for name in ("ontology/lexicon/verbs.tsv", "kg/frames/choice.py", "kg/views/page.py"):
        with (copy / name).open("a", encoding="utf-8") as file:
            file.write("# \n")
        seen.append(version())
    assert seen[0] == reading_version() + "\n"
    assert len({*seen[:3]}) == 3
    assert seen[3] == seen[2]


def test_all_modules_that_read_are_in_the_version() -> None:
    """No module that is loaded to read an article is among those whose change makes no other version."""
    code = "import sys, kg.articles, kg.reader; kg.reader.Reader(); print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60).stdout
    loaded = {name.split(".")[1] for name in told.split() if name.startswith("kg.")}
    assert {"arabic", "articles", "reader"} <= loaded
    assert loaded.isdisjoint(name.removesuffix(".py") for name in NOT_READING)


# ------------------------------------------------------------------ decisions

SAME = "decision\tleft\tright\tby\twhy\nsame\tرتاج\tسنابل\tهدى\tاسم واحد\n"
OTHER = "decision\tleft\tright\tby\twhy\nsame\tرتاج\tبيادر\tهدى\tاسم واحد\n"


def test_decisions_stay_in_force(news: Path, tmp_path: Path, reading: Recorded) -> None:
    """What was decided holds for articles that are added later, without being named again, and until a build names none."""
    out, same = tmp_path / "out", tmp_path / "same.tsv"
    same.write_text(SAME, encoding="utf-8")
    build(out, [news / "2024"], reading, same=(same,))
    add(out, [news / "2025"], reading)
    build(tmp_path / "scratch", [news / "2024", news / "2025"], reading, same=(same,))
    assert files_in(out) == files_in(tmp_path / "scratch")
    assert (out / "decided-same.tsv").read_text(encoding="utf-8") == SAME
    assert "سنابل" not in {entity.id for entity in kg.load(out).entities()}
    build(out, [news / "2024", news / "2025"], reading)
    build(tmp_path / "plain", [news / "2024", news / "2025"], reading)
    assert files_in(out) == files_in(tmp_path / "plain")
    assert "سنابل" in {entity.id for entity in kg.load(out).entities()}


def test_decisions_are_replaced_by_those_that_are_named(news: Path, tmp_path: Path, reading: Recorded) -> None:
    """Files that a change names take the place of those that were in force, and the copies of two files are two."""
    out, same, other = tmp_path / "out", tmp_path / "same.tsv", tmp_path / "other.tsv"
    same.write_text(SAME, encoding="utf-8")
    other.write_text(OTHER, encoding="utf-8")
    build(out, [news], reading, same=(same, other))
    assert {path.name for path in out.glob("decided*")} == {"decided-same.tsv", "decided-same-2.tsv"}
    add(out, [news], reading, same=(other,))
    build(tmp_path / "scratch", [news], reading, same=(other,))
    assert files_in(out) == files_in(tmp_path / "scratch")


def test_reviews_stay_in_force(news: Path, tmp_path: Path, reading: Recorded) -> None:
    """A statement that was rejected doesn't come back with the next article."""
    out, review = tmp_path / "out", tmp_path / "review.tsv"
    build(out, [news / "2024"], reading)
    rejected = next(claim.id for claim in kg.load(out).statements() if claim.relation == "acquires")
    rows = f"decision\tstatement\tarticle\tby\twhy\nreject\t{rejected}\t\tهدى\tليس في النص\n"
    review.write_text(rows, encoding="utf-8")
    build(out, [news / "2024"], reading, review=(review,))
    report = add(out, [news / "2025"], reading)
    assert report.unchanged == 2
    assert report.remarks == ()
    assert rejected not in {claim.id for claim in kg.load(out).statements()}
    assert (out / "decided-review.tsv").read_text(encoding="utf-8") == rows


def test_copies_of_decisions_that_were_edited_are_left_alone(news: Path, tmp_path: Path, reading: Recorded) -> None:
    """A copy that somebody has edited is applied as it is by a change, and isn't deleted by a build without decisions."""
    out, same = tmp_path / "out", tmp_path / "same.tsv"
    same.write_text(SAME, encoding="utf-8")
    build(out, [news], reading, same=(same,))
    (out / "decided-same.tsv").write_text(OTHER, encoding="utf-8")
    add(out, [news], reading)
    same.write_text(OTHER, encoding="utf-8")
    build(tmp_path / "scratch", [news], reading, same=(same,))
    assert files_in(out) == files_in(tmp_path / "scratch")
    (out / "decided-same.tsv").write_text(SAME, encoding="utf-8")
    build(out, [news], reading)
    assert (out / "decided-same.tsv").read_text(encoding="utf-8") == SAME


def test_wrong_decisions_change_nothing(news: Path, tmp_path: Path, reading: Recorded) -> None:
    """A file of decisions that isn't one is told before anything is read, and the folder is as it was."""
    out, same = tmp_path / "out", tmp_path / "same.tsv"
    build(out, [news / "2024"], reading)
    before = files_in(out)
    same.write_text("left\tright\n", encoding="utf-8")
    reading.texts.clear()
    with pytest.raises(GraphError, match=r"same\.tsv:1: the header lacks"):
        build(out, [news], reading, same=(same,))
    with pytest.raises(GraphError, match=r"none\.tsv: No such file"):
        add(out, [news], reading, same=(tmp_path / "none.tsv",))
    assert (files_in(out), reading.texts) == (before, [])


# ------------------------------------------------------------------ what isn't as it was


def test_edited_outputs_are_not_built_upon(news: Path, tmp_path: Path, reading: Recorded) -> None:
    """Where someone has edited the readings, none is taken from there: a build reads all anew, and a change refuses."""
    out = tmp_path / "out"
    build(out, [news], reading)
    file = out / "readings.jsonl"
    before = files_in(out)
    file.write_text(file.read_text(encoding="utf-8").replace("acquires", "sells"), encoding="utf-8")
    with pytest.raises(GraphError, match=r"readings\.jsonl: isn't what kg build wrote"):
        add(out, [news], reading)
    assert build(out, [news], reading).unchanged == 0
    assert files_in(out) == before


@pytest.mark.parametrize(
    ("manifest", "message"),
    [(None, r"kept no build\.json"), ("{", r"build\.json: isn't what"), ('{"version": 3}', r"build\.json: isn't what")],
)
def test_a_folder_without_its_manifest_is_built_anew(
    news: Path, tmp_path: Path, reading: Recorded, manifest: str | None, message: str
) -> None:
    """The folder of an older kg can't be changed, and says what to do; building into it works."""
    out = tmp_path / "out"
    build(out, [news], reading)
    before = files_in(out)
    (out / MANIFEST).unlink()
    if manifest:
        (out / MANIFEST).write_text(manifest, encoding="utf-8")
    with pytest.raises(GraphError, match=message):
        remove(out, ["b"], reading)
    build(out, [news], reading)
    assert files_in(out) == before


def test_an_article_that_breaks_the_reader_is_left_out(news: Path, tmp_path: Path, reading: Recorded) -> None:
    """The reader's error is told with the id of the article, and the next build tries it again."""
    works = reading.reader

    def fails(article: Article) -> Reading:
        if "سنابل" in article.text and "بيادر" in article.text:
            raise RuntimeError("too long")
        return works(article)

    reading.reader = fails
    report = build(tmp_path / "out", [news / "2025"], reading)
    assert report.left_out == ("a: the reader failed: RuntimeError: too long",)
    reading.reader = works
    report = build(tmp_path / "out", [news / "2025"], reading)
    assert (report.read, report.unchanged, report.left_out) == (1, 1, ())


# ------------------------------------------------------------------ the journal


def test_a_journal_gives_back_what_is_whole(tmp_path: Path) -> None:
    """Lines that are torn, empty or no readings are passed over, and what is written behind a torn line is whole."""
    file = tmp_path / "journal.jsonl"
    file.write_bytes(b'{"article": "a", "key": "1"}\n\n[]\n{"key": "3"}\n{"article": "b", "key": "2", "enti')
    assert set(journaled(file)) == {"1"}
    (note,) = noting(apart(Reading))([Article("4", "", title="عنوان")])
    noted = note()
    with appending(file) as append, fetching() as fetch:
        line = append(noted.line)
        assert journaled(file) == {"1": Line(file, 0), "4": line}
        assert reading_from_json(json.loads(fetch(line))).article.title == "عنوان"
    assert journaled(tmp_path / "none") == {}


def test_an_interrupted_build_goes_on(news: Path, tmp_path: Path, reading: Recorded) -> None:
    """What was read before Ctrl-C is not read again, and the result is the same."""
    out, works = tmp_path / "out", reading.reader
    build(out, [news / "2024" / "b.txt"], reading)
    before = files_in(out)

    def interrupted(article: Article) -> Reading:
        if len(reading.texts) == 4:
            raise KeyboardInterrupt
        return works(article)

    reading.reader = interrupted
    with pytest.raises(KeyboardInterrupt):
        build(out, [news], reading)
    assert {name: data for name, data in files_in(out).items() if not name.startswith(".kg-build/")} == before
    assert outputs.unfinished(out) == 2
    reading.reader = works
    report = build(out, [news], reading)
    assert (report.read, report.unchanged, report.resumed) == (3, 1, 2)
    build(tmp_path / "scratch", [news], reading)
    assert files_in(out) == files_in(tmp_path / "scratch")


# ------------------------------------------------------------------ one build at a time, all or nothing


def test_two_builds_of_one_folder_are_told_apart(tmp_path: Path) -> None:
    """While one build is at work on a folder another is refused, and not any more when it is done."""
    out = tmp_path / "out"
    with at_work(out) as place:
        with pytest.raises(KgError, match="out: another build is at work in this folder"), at_work(out):
            pass
        place.new.mkdir()
        (place.new / "file").write_text("new", encoding="utf-8")
        commit(place)
    with at_work(out):
        pass
    assert files_in(out) == {"file": b"new"}


HOLDS = """
import os, sys, time
from pathlib import Path
from kg.output.commits import at_work
with at_work(Path(sys.argv[1])):
    if not os.fork():
        print(os.getpid(), flush=True)
        time.sleep(60)
    os.wait()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes can't be forked here")
def test_a_build_that_was_killed_holds_no_lock(tmp_path: Path) -> None:
    """A folder is held as long as its build lives; the processes that it started don't hold it."""
    command = [sys.executable, "-c", HOLDS, str(tmp_path / "out")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        try:
            with pytest.raises(KgError, match="another build"), at_work(tmp_path / "out"):
                pass
            process.kill()
            process.wait()
            with at_work(tmp_path / "out"):
                os.kill(child, 0)  # it lives
        finally:
            os.kill(child, 9)


def test_who_opens_a_folder_while_it_is_changed_waits(tmp_path: Path) -> None:
    """Between the moment of a change and its end a folder can't be opened; then it is as it should be, and nothing hidden is left."""
    with at_work(tmp_path / "out") as place:
        place.new.mkdir()
        (place.new / "file").write_text("new", encoding="utf-8")
        place.new.rename(place.ready)
        opener = Thread(target=complete, args=(tmp_path / "out",))
        opener.start()
        opener.join(0.2)
        assert opener.is_alive()
        place.ready.rename(place.new)
        commit(place)
    opener.join(10)
    assert not opener.is_alive()
    assert files_in(tmp_path / "out") == {"file": b"new"}
    assert not place.root.exists()


@pytest.mark.parametrize("step", range(4))
def test_a_change_that_was_made_is_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Cut off at any step of moving files, a change is completed by who opens the folder next, removals with it."""
    out, moved = tmp_path / "out", Path.replace
    out.mkdir()
    for name in ("a", "b", "gone"):
        (out / name).write_text("old", encoding="utf-8")
    left = step

    def cut_off(path: Path, target: Path) -> Path:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        return moved(path, target)

    monkeypatch.setattr(Path, "replace", cut_off)
    with suppress(KeyboardInterrupt), at_work(out) as place:
        place.new.mkdir()
        for name in ("a", "b", "c"):
            (place.new / name).write_text("new", encoding="utf-8")
        commit(place, absent=["gone", "never there"])
    assert Workplace(out).ready.exists() == (step < 3)
    monkeypatch.undo()
    complete(out)
    assert files_in(out) == dict.fromkeys("abc", b"new")
    assert [path.name for path in out.iterdir() if path.is_dir()] == []


def test_the_next_build_completes_the_last(news: Path, tmp_path: Path, reading: Recorded) -> None:
    """A build begins with what the one before had finished, and `kg.load` does so too."""
    out, place = tmp_path / "out", Workplace(tmp_path / "out")
    build(out, [news / "2024"], reading)
    build(tmp_path / "new", [news], reading)
    place.root.mkdir()
    place.journal.write_text("what was read", encoding="utf-8")
    shutil.copytree(tmp_path / "new", place.ready)
    assert kg.load(out) == kg.load(tmp_path / "new")
    assert files_in(out) == files_in(tmp_path / "new")
    shutil.copytree(tmp_path / "new", place.ready)
    assert remove(out, ["feed-1"], reading).unchanged == 5


LIMITED = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
runpy.run_module("kg", run_name="__main__")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="limits are those of POSIX")
def test_a_full_disk_is_told_in_one_line(news: Path, tmp_path: Path, reading: Recorded) -> None:
    """Where the files of a build don't fit, one line says so and the old ones stay."""
    out = tmp_path / "out"
    build(out, [news / "2024"], reading)
    before = files_in(out)
    command = [sys.executable, "-c", LIMITED, "build", str(news), "-o", str(out), "-j", "1"]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert result.returncode == 1
    assert result.stderr == f"Error: {out}: can't be written: {os.strerror(errno.EFBIG)}; what was there is as it was\n"
    assert {name: data for name, data in files_in(out).items() if not name.startswith(".kg-build/")} == before


# ------------------------------------------------------------------ Parquet


def test_readings_are_written_as_parquet_where_it_is_asked_for(news: Path, tmp_path: Path, reading: Recorded) -> None:
    """The table has a row for each reading, is as deterministic as all files, stays in force, and goes when it is not asked for."""
    parquet = pytest.importorskip("pyarrow.parquet")
    out = tmp_path / "out"
    build(out, [news / "2024"], reading, parquet=True)
    add(out, [news / "2025", news / "feed.jsonl"], reading)
    build(tmp_path / "scratch", [news], reading, parquet=True)
    assert files_in(out) == files_in(tmp_path / "scratch")
    rows = parquet.read_table(out / "readings.parquet").to_pylist()
    readings = list(read_readings(out / "readings.jsonl"))
    assert [row["article"] for row in rows] == ids(out)
    for row, read in zip(rows, readings, strict=True):
        assert [entity["names"] for entity in row["entities"]] == [list(entity.names) for entity in read.entities]
        assert [claim["id"] for claim in row["statements"]] == [claim.id for claim in read.statements]
    (deal,) = (
        claim for row in rows for claim in row["statements"] if claim["relation"] == "acquires" and claim["qualifiers"]
    )
    assert deal["object"] in {entity.id for read in readings for entity in read.entities}
    assert deal["figure"] is None
    assert deal["qualifiers"] == [
        {"role": "amount", "text": None, "number": None, "figure": {"value": 120e6, "unit": "SAR", "bound": "exact"}}
    ]
    (loss,) = (claim for row in rows for claim in row["statements"] if claim["relation"] == "reports-loss")
    assert (loss["object"], loss["figure"]) == (None, {"value": 5e6, "unit": "USD", "bound": "exact"})
    assert loss["evidence"][0]["quote"] in SENTENCES["2024/b.txt"]
    remove(out, ["feed-1"], reading)
    assert parquet.read_table(out / "readings.parquet").num_rows == len(rows) - 1
    build(out, [news], reading, parquet=False)
    build(tmp_path / "plain", [news], reading)
    assert files_in(out) == files_in(tmp_path / "plain")


def test_parquet_without_its_library_is_refused_before_anything_is_read(
    news: Path, tmp_path: Path, reading: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the command that installs it, and no folder is made."""
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(KgError, match=r"pip install 'kg\[archives\]'"):
        build(tmp_path / "out", [news], reading, parquet=True)
    assert (reading.texts, (tmp_path / "out").exists()) == ([], False)


# ------------------------------------------------------------------ large graphs


def stores(folder: Path) -> list[str]:
    """Return the names of the stores of an output."""
    return sorted(path.name for path in (folder / "graph.trig.store").iterdir() if path.is_dir())


def test_a_large_graph_is_built_beside_the_store_of_the_one_before(
    news: Path, tmp_path: Path, reading: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files are those of any graph; a build makes no store and leaves alone the one that somebody reads, which goes when its graph is read anew."""
    out, scratch = tmp_path / "out", tmp_path / "scratch"
    build(scratch, [news], reading)
    monkeypatch.setattr("kg.graph.disk.LARGE", 1000)
    monkeypatch.setattr("kg.graph.drafts.LARGE", 1000)
    build(out, [news / "2024"], reading)
    assert "graph.trig.store" not in files_in(out)
    reader = kg.load(out)
    (first,) = stores(out)
    assert reader.folder == out / "graph.trig.store" / first / "quads"
    add(out, [news], reading)
    assert {name: data for name, data in files_in(out).items() if ".store" not in name} == files_in(scratch)
    assert stores(out) == [first]
    assert kg.load(out) == kg.load(scratch, on_disk=False)
    assert len(stores(out)) == 2
    assert len(reader) == sum(1 for _ in reader.store)
    del reader
    add(out, [news / "2024"], reading)
    kg.load(out)
    assert len(stores(out)) == 1


# ------------------------------------------------------------------ in Python


def test_kg_build_changes_an_output(news: Path, tmp_path: Path) -> None:
    """`kg.build` writes an output, adds to it and takes articles back, and gives the graph that is there then."""
    out = tmp_path / "out"
    assert kg.build(news / "2024", output=out, processes=1) == kg.load(out)
    changed = kg.build(output=out, add=[news / "2025"], remove=["b"], processes=1)
    assert isinstance(changed, kg.Graph)
    assert changed == kg.load(out)
    assert changed == kg.build([news / "2024" / "a.txt", news / "2025"], processes=1)
    with pytest.raises(TypeError, match="name its folder"):
        kg.build(add=[news])


def test_outputs_are_what_the_command_names(news: Path, tmp_path: Path, reading: Recorded) -> None:
    """A build leaves the files that it names and build.json, and nothing hidden."""
    build(tmp_path / "out", [news], reading)
    assert set(files_in(tmp_path / "out")) == {*OUTPUTS, MANIFEST}
