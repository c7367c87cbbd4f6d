"""Words of business news are analysed with lemma, inflection and clitics."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.arabic.database import database_text
from kg.arabic.folding import fold
from kg.arabic.inflection import Endings, inflect
from kg.arabic.lexicon import HEADERS, Lexicon, read_lexicon
from kg.arabic.morphology import Morphology, database_path, load_morphology
from kg.model import Analysis, OntologyError

LEXICON = Path(__file__).parents[1] / "ontology" / "lexicon"
GOLD = Path(__file__).parents[1].parent / "shared" / "gold"
SMALL = {
    "verbs": "استثمر\tثمر\tX\t\t\tdirect | في\tinvest\nطور\tطور\tII\t\t\tdirect\tdevelop",
    "nouns": "شركة\tf\t-ات\tno\tcompany\nشريك\tm\tشركاء\tyes\tpartner",
    "adjectives": "كبير\t\tكبار\tbig",
    "particles": "في\tفي\tpreposition\tفي\tin",
}


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def morphology(cache: Path) -> Morphology:
    return load_morphology(LEXICON, cache)


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return read_lexicon(LEXICON)


def small_lexicon(folder: Path, **tables: str) -> Path:
    folder.mkdir(exist_ok=True)
    for table, header in HEADERS.items():
        (folder / f"{table}.tsv").write_text(
            "\t".join(header) + "\n" + tables.get(table, SMALL[table]) + "\n", encoding="utf-8"
        )
    return folder


def described(analysis: Analysis) -> str:
    """Return an analysis in one line: clitics, kind, lemma (verb), inflection."""
    before = "".join(f"{letter}+" for letter in analysis.proclitics) + ("ال+" if analysis.definite else "")
    after = f" +{analysis.enclitic}" if analysis.enclitic else ""
    verb = f" ({analysis.verb})" if analysis.verb else ""
    inflection = [analysis.aspect, analysis.voice, analysis.person + analysis.gender + analysis.number]
    return " ".join(filter(None, [before, analysis.kind, analysis.lemma + verb + after, *inflection]))


VERBS = """
وستستحوذ | و+س+ verb استحوذ imperfect active 3fs
اشترت | verb اشترى perfect active 3fs
اشتروا | verb اشترى perfect either 3mp
ليشتري | ل+ verb اشترى imperfect active 3ms
لم_تشتر | verb اشترى imperfect either 3fs
اشتري | verb اشترى perfect passive 3ms
يباع | verb باع imperfect passive 3ms
بيعت | verb باع perfect passive 3fs
فأقالته | ف+ verb أقال +ه perfect active 3fs
أقيل | verb أقال perfect passive 3ms
ستوظف | س+ verb وظف imperfect either 3fs
سيعيدون | س+ verb أعاد imperfect active 3mp
وقعتا | verb وقع perfect either 3fd
يتفقان | verb اتفق imperfect active 3md
نعتزم | verb اعتزم imperfect either 1p
قالوا | verb قال perfect active 3mp
بدأوا | verb بدأ perfect active 3mp
بدؤوا | verb بدأ perfect active 3mp
يبدؤون | verb بدأ imperfect either 3mp
تنشئ | verb أنشأ imperfect active 3fs
يؤخذ | verb أخذ imperfect passive 3ms
آخذ | verb أخذ imperfect active 1s
توصلت | verb توصل perfect active 3fs
ضخت | verb ضخ perfect either 3fs
ضخخنا | verb ضخ perfect either 1p
أسسها | verb أسس +ها perfect either 3ms
تضمه | verb ضم +ه imperfect either 3fs
يسيطرون | verb سيطر imperfect active 3mp
أخبرني | verb أخبر +ني perfect either 3ms
اكتبوا | verb كتب imperative active 2mp
"""
NOMINALS = """
للشركة | ل+ال+ noun شركة fs
لشركة | ل+ noun شركة fs
وبالشركات | و+ب+ال+ noun شركة fp
شركتها | noun شركة +ها fs
شركتي | noun شركة fd
الشركتين | ال+ noun شركة fd
للجنة | ل+ال+ noun لجنة fs
باستثماراتها | ب+ verbal-noun استثمار (استثمر) +ها mp
والاستحواذ | و+ال+ verbal-noun استحواذ (استحوذ) ms
لتوظيف | ل+ verbal-noun توظيف (وظف) ms
شرائها | verbal-noun شراء (اشترى) +ها ms
بإقالته | ب+ verbal-noun إقالة (أقال) +ه fs
مطورة | active-participle مطور (طور) fs
مطورو | active-participle مطور (طور) mp
المشتري | ال+ active-participle مشتري (اشترى) ms
مشترين | active-participle مشتري (اشترى) mp
المسماة | ال+ passive-participle مسمى (سمى) fs
الموظفين | ال+ noun موظف mp
مسؤولو | noun مسؤول mp
مسئولون | noun مسؤول mp
شركاؤه | noun شريك +ه mp
بشركائهم | ب+ noun شريك +هم mp
رؤساؤها | noun رئيس +ها mp
محامون | noun محامي mp
المحامي | ال+ noun محامي ms
محام | noun محامي ms
تحديا | verbal-noun تحدي (تحدى) ms
تحديات | verbal-noun تحدي (تحدى) mp
مستويات | noun مستوى mp
مستواه | noun مستوى +ه ms
جزءا | noun جزء ms
منشآت | noun منشأة fp
مكافآتهم | noun مكافأة +هم fp
أراض | noun أرض fp
الأراضي | ال+ noun أرض fp
مليارا | noun مليار ms
مليوني | noun مليون md
الكبرى | ال+ adjective أكبر fs
السعوديون | ال+ adjective سعودي mp
الثانية | ال+ adjective ثاني fs
بطيئة | adjective بطيء fs
"""
PARTICLES = """
بأنها | ب+ particle أن +ها
وإليهم | و+ preposition إلى +هم
لديه | preposition لدى +ه
له | preposition ل +ه
للذي | ل+ particle الذي
والتي | و+ particle الذي
للثلاثة | ل+ال+ noun ثلاثة
"""
CARELESS = """
شركه | noun شركة fs
الاولى | ال+ adjective أول fs
فى | preposition في
اعلنت | verb أعلن perfect either 3fs
إستثمار | verbal-noun استثمار (استثمر) ms
اسـتـثـمـار | verbal-noun استثمار (استثمر) ms
شَرِكَةٌ | noun شركة fs
تحدّياً | verbal-noun تحدي (تحدى) ms
الذى | particle الذي
ناشىء | adjective ناشئ ms
شىء | noun شيء ms
التنفيذى | ال+ adjective تنفيذي ms
إستيراد | verbal-noun استيراد (استورد) ms
الإنترنيت | ال+ noun إنترنيت fs
"""


def cases(table: str) -> list[tuple[str, str]]:
    return [
        (word.split("_")[-1], reading) for word, reading in (line.split(" | ") for line in table.splitlines() if line)
    ]


@pytest.mark.parametrize(("word", "reading"), cases(VERBS + NOMINALS + PARTICLES))
def test_reading(morphology: Morphology, word: str, reading: str) -> None:
    """A word has the reading that a grammar gives it."""
    assert reading in [described(analysis) for analysis in morphology.analyse(word)]


@pytest.mark.parametrize(("word", "reading"), cases(CARELESS))
def test_careless_spelling(morphology: Morphology, word: str, reading: str) -> None:
    """Missing hamzas and dots, wrong hamzas, tatweel and vowel marks don't hide a word."""
    assert reading in [described(analysis) for analysis in morphology.analyse(word)]


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("أن", "أن"),
        ("إن", "إن"),
        ("على", "على"),
        ("علي", "على"),
        ("في", "في"),
        ("للشركة", "شركة"),
        ("وقال", "قال"),
        ("بين", "بين"),
        ("لها", "ل"),
    ],
)
def test_most_plausible_comes_first(morphology: Morphology, word: str, lemma: str) -> None:
    """The first reading is the one that is spelt so and has the fewest clitics."""
    assert morphology.analyse(word)[0].lemma == lemma


@pytest.mark.parametrize("word", ["", "OpenAI", "13.5", "لOpenAI", "،", "ضظغث", "شركة جديدة"])
def test_unknown(morphology: Morphology, word: str) -> None:
    """What is no Arabic word of the lexicon has no reading."""
    assert morphology.analyse(word) == ()
    assert not morphology.knows(word)


@pytest.mark.parametrize("word", ["الشركتها", "بالاستثماراتها", "سقال", "العلى", "سالشركة", "بمسؤولون"])
def test_clitics_that_do_not_go_together(morphology: Morphology, word: str) -> None:
    """An article bars a pronoun, the future particle needs an imperfect, a preposition bars the nominative."""
    assert not morphology.knows(word)


def test_homographs_are_all_given(morphology: Morphology) -> None:
    """An unmarked word has every reading: عرض is a verb, its verbal noun and a noun."""
    assert {"verb", "verbal-noun"} <= {analysis.kind for analysis in morphology.analyse("عرض")}


def test_intransitive_verbs_have_no_passive(morphology: Morphology) -> None:
    """A verb without a direct object is active even where a passive would be spelt the same."""
    assert {analysis.voice for analysis in morphology.analyse("انخفضت")} == {"active"}
    assert {analysis.voice for analysis in morphology.analyse("استحوذت")} == {"active"}


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآةى", min_size=1, max_size=9))
def test_any_word_is_answered_in_order(morphology: Morphology, word: str) -> None:
    """Any letters at all get distinct readings, the same ones each time, each with clitics that stand in the word."""
    analyses = morphology.analyse(word)
    assert analyses == Morphology.analyse(morphology, word)
    assert len(set(analyses)) == len(analyses)
    for analysis in analyses:
        assert word.startswith("".join(analysis.proclitics))
        assert fold(word).endswith(analysis.enclitic) or analysis.enclitic == "ي"


def test_every_lemma_is_known(morphology: Morphology, lexicon: Lexicon) -> None:
    """Every lemma of every table is analysed as itself, and so are all plurals that the tables name."""
    lemmas = [verb.lemma for verb in lexicon.verbs] + [
        particle.form for particle in lexicon.particles if particle.form != "ك"
    ]
    lemmas += [noun.lemma.rstrip("ٍ") for noun in lexicon.nouns] + [
        adjective.lemma.rstrip("ٍ") for adjective in lexicon.adjectives
    ]
    plurals = [plural.rstrip("ٍ") for noun in lexicon.nouns for plural in noun.plurals if not plural.startswith("-")]
    assert [word for word in lemmas + plurals if not morphology.knows(word)] == []


def test_lexicon_is_broad(lexicon: Lexicon) -> None:
    """The tables hold the vocabulary of business news."""
    assert len(lexicon.verbs) >= 550
    assert len(lexicon.nouns) >= 900
    assert len(lexicon.adjectives) >= 350
    assert len(lexicon.particles) >= 200


def test_gold_articles_are_covered(morphology: Morphology) -> None:
    """At least 85% of the running Arabic words of the gold articles that are in no name are known."""
    if not GOLD.is_dir():
        pytest.skip("the gold articles are not here")
    letters, marks, seen = (
        re.compile("[\u0621-\u064a\u064b-\u0652\u0640]+"),
        re.compile("[\u064b-\u0652\u0640]"),
        Counter[bool](),
    )
    for path in sorted(GOLD.glob("*/*.txt")):
        entities = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["entities"]
        names = {
            word for entity in entities for name in (entity["name"], *entity["names"]) for word in letters.findall(name)
        }
        for word in map(str, letters.findall(path.read_text(encoding="utf-8"))):
            if not any(word.removeprefix(clitic) in names for clitic in ("", "و", "ب", "ل")):
                seen[morphology.knows(marks.sub("", word))] += 1
    assert seen[True] / seen.total() >= 0.85


def test_tables_are_sorted() -> None:
    """The rows of a table stand in the order of their first cells, particles within their class."""
    for table, column in (("verbs", 0), ("nouns", 0), ("adjectives", 0), ("particles", 2)):
        rows = (LEXICON / f"{table}.tsv").read_text(encoding="utf-8").splitlines()[1:]
        keys = [row.split("\t")[column] for row in rows if not row.startswith("#")]
        assert keys == sorted(keys), table


@pytest.mark.parametrize(
    ("table", "row", "problem"),
    [
        ("verbs", "استند\tسند\tX\t\t\tإلى\tbe based", r"verbs.tsv:2: 'استند': root سند in form X gives استسند"),
        ("verbs", "كتب\tكتب\tI\t\tكتابة\tdirect\twrite", r"verbs.tsv:2: 'كتب' of form I needs the vowel"),
        ("verbs", "كتب\tكتب\tXX\t\t\tdirect\twrite", r"verbs.tsv:2: form 'XX' of 'كتب'"),
        ("verbs", "طور\tطور\tII\tu\t\tdirect\tdevelop", r"verbs.tsv:2: only form I has a vowel"),
        ("verbs", "طور\tطور\tII\t\tتطوير [s]\tdirect\tdevelop", r"verbs.tsv:2: verbal noun 'تطوير \[s\]'"),
        ("nouns", "شركة\tx\t-ات\tno\tcompany", r"nouns.tsv:2: gender of 'شركة' is m or f"),
        ("nouns", "شركة\tf\t-ات\tmaybe\tcompany", r"nouns.tsv:2: human of 'شركة'"),
        ("nouns", "شركة\tf\t-ين\tno\tcompany", r"nouns.tsv:2: plural '-ين' of 'شركة'"),
        ("nouns", "شركة\tf\t-ات", r"nouns.tsv:2: 3 cells, not 5, in the row of 'شركة'"),
        ("nouns", "شركة\tf\t-ات\tno\tcompany\nشركة\tf\t\tno\tcompany", r"nouns.tsv:3: 'شركة' stands in line 2 already"),
        ("adjectives", "big\t\t\tbig", r"adjectives.tsv:2: lemma 'big' is not one Arabic word"),
        ("particles", "في\tفي\tpostposition\t\tin", r"particles.tsv:2: class 'postposition' of 'في'"),
    ],
)
def test_wrong_row_is_named(tmp_path: Path, table: str, row: str, problem: str) -> None:
    """A wrong row stops the loading with its file, line and term."""
    folder = small_lexicon(tmp_path / "lexicon", **{table: row})
    with pytest.raises(OntologyError, match=problem):
        load_morphology(folder, tmp_path / "cache")


def test_wrong_header_and_missing_table_are_named(tmp_path: Path) -> None:
    """A table with other columns, or none at all, is named."""
    folder = small_lexicon(tmp_path / "lexicon")
    (folder / "nouns.tsv").write_text("lemma\tgloss\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"nouns.tsv:1: the columns must be lemma, gender"):
        load_morphology(folder, tmp_path / "cache")
    (folder / "nouns.tsv").unlink()
    with pytest.raises(OntologyError, match=r"nouns.tsv: can't be read"):
        load_morphology(folder, tmp_path / "cache")


def test_database_is_deterministic(lexicon: Lexicon) -> None:
    """Equal tables give an equal database, byte for byte."""
    assert database_text(lexicon) == database_text(read_lexicon(LEXICON))


def test_cache_follows_the_tables(tmp_path: Path) -> None:
    """A database is generated once, and anew as soon as a table changes."""
    folder, cache = small_lexicon(tmp_path / "lexicon"), tmp_path / "cache"
    first = database_path(folder, cache)
    written = first.stat().st_mtime_ns
    assert database_path(folder, cache) == first
    assert first.stat().st_mtime_ns == written
    assert not load_morphology(folder, cache).knows("صفقة")
    small_lexicon(folder, nouns="صفقة\tf\t-ات\tno\tdeal")
    assert database_path(folder, cache) != first
    assert load_morphology(folder, cache).knows("صفقة")
    assert [path.suffix for path in sorted(cache.iterdir())] == [".db", ".db"]


def test_cache_folder_is_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a folder given, XDG_CACHE_HOME holds the database; where that can't be written, the temporary folder does."""
    folder = small_lexicon(tmp_path / "lexicon")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "users"))
    assert database_path(folder).parent == tmp_path / "users" / "kg"
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    assert database_path(folder).is_relative_to(tmp_path / "temporary")


@pytest.mark.parametrize(
    ("word", "slots"),
    [
        ("بناء", {"بناء": "0e", "بنائ": "e", "بناؤ": "e"}),
        ("شيء", {"شيء": "0e", "شيئ": "ex"}),
        ("مستوى", {"مستوى": "0", "مستوا": "e"}),
        ("محامٍ", {"محامي": "0ex", "محام": "i"}),
        ("شركة", {"شرك": "t"}),
        ("سهم", {"سهم": "0xe"}),
    ],
)
def test_stems_of_a_noun(word: str, slots: dict[str, str]) -> None:
    """A noun's stem changes with the endings after it."""
    assert dict(inflect(word, Endings())) == slots


def in_new_process(code: str, **variables: str) -> str:
    environment = {**os.environ, **variables}
    root = str(Path(__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_loading_leaves_the_environment_alone(tmp_path: Path) -> None:
    """Loading sets no variable, makes no folder in the user's home, and needs no network."""
    folder = small_lexicon(tmp_path / "lexicon")
    (tmp_path / "home").mkdir()
    code = f"""
import os
from pathlib import Path
before = dict(os.environ)
from kg.arabic.morphology import load_morphology
assert load_morphology(Path({str(folder)!r}), Path({str(tmp_path / "cache")!r})).knows("للشركات")
assert dict(os.environ) == before
print(sorted(os.listdir({str(tmp_path / "home")!r})))
"""
    assert in_new_process(code, HOME=str(tmp_path / "home"), CAMELTOOLS_DATA=str(tmp_path / "none")) == "[]\n"


def test_full_database_is_used(tmp_path: Path) -> None:
    """Where camel_data has a database, it answers, and verbal nouns and participles find their verbs in our lexicon."""
    folder = small_lexicon(tmp_path / "lexicon")
    bigger = small_lexicon(
        tmp_path / "bigger",
        nouns="صفقة\tf\t-ات\tno\tdeal\nاستثمار\tm\t-ات\tno\tinvestment\nمطور\tm\t-ون\tyes\tdeveloper",
    )
    calima = re.sub(r" kind:\S+ verb:\S*(?= prc2)", "", database_text(read_lexicon(bigger))).replace(
        "lex:استثمار ", "lex:ٱِسْتِثْمار_1 "
    )
    data = tmp_path / "camel"
    (data / "data" / "morphology_db" / "full").mkdir(parents=True)
    (data / "data" / "morphology_db" / "full" / "morphology.db").write_text(calima, encoding="utf-8")
    datasets = {"calima-msa-r13": {"path": "morphology_db/full"}}
    catalogue = {
        "version": "1.6.0",
        "packages": {},
        "components": {"MorphologyDB": {"default": "calima-msa-r13", "datasets": datasets}},
    }
    (data / "catalogue.json").write_text(json.dumps(catalogue), encoding="utf-8")
    code = f"""
from pathlib import Path
from kg.arabic.morphology import load_morphology
morphology = load_morphology(Path({str(folder)!r}), Path({str(tmp_path / "cache")!r}))
for word in ("والصفقات", "باستثماراتها", "المطورين", "وستستثمر"):
    for one in morphology.analyse(word):
        print(word, one.kind, one.lemma, one.verb, one.definite, one.enclitic, one.number, one.voice)
assert not Path({str(tmp_path / "cache")!r}).exists()
"""
    lines = in_new_process(code, CAMELTOOLS_DATA=str(data)).splitlines()
    assert "والصفقات noun صفقة  True  p " in lines
    assert "باستثماراتها verbal-noun استثمار استثمر False ها p " in lines
    assert {"المطورين active-participle مطور طور True  p ", "المطورين noun مطور  True  p "} <= set(lines)
    assert "وستستثمر verb استثمر  False  s either" in lines
