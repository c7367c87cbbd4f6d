"""The trained tagger: what it finds, how it is trained, and that both are the same every time."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest
from click.testing import Result

from kg.arabic.tokens import sentences
from kg.examples import article_of
from kg.mentions import beside, typed
from kg.mentions.tagger import MODEL, Tagger
from kg.mentions.tagger.corpora import NAMES, Tagged, anercorp, with_kinds, words_as_published
from kg.mentions.tagger.forms import Forms, normal, vocabulary
from kg.mentions.tagger.gazetteer import Gazetteer
from kg.mentions.tagger.layers import chain, chain_loss
from kg.mentions.tagger.model import load
from kg.mentions.tagger.network import FEATURES, Pass, batch, fresh
from kg.mentions.tagger.reading import Packed, Reading, best_tags
from kg.model import KgError, Mention, Span
from kg.reader import Reader

SHARED = Path(__file__).parents[1].parent / "shared"
CORPUS = SHARED / "data" / "ner"
Tag = Callable[[str], list[Mention]]


@pytest.fixture(scope="module")
def network() -> Reading:
    """Return the network that ships with the package."""
    return Reading(load(MODEL))


@pytest.fixture(scope="module")
def tag(reader: Reader) -> Tag:
    """Return what the tagger alone finds in a text."""
    tagger = Tagger()

    def find(text: str) -> list[Mention]:
        article = article_of(text)
        return tagger([(article, sentences(article, reader.analyse, reader.find.vocabulary))])[0]

    return find


# ------------------------------------------------------------------ what it finds

SENTENCES = {
    "a person after an office": ("وقال وزير المالية كمال زهيراني إن العجز تراجع.", {"كمال زهيراني": "Person"}),
    "a town after في": ("عقد الاجتماع في بلدة زرقوشة قرب دمشق أمس.", {"دمشق": "Place"}),
    "places behind clitics": ("وصل الوفد إلى باريس قادما من روما.", {"باريس": "Place", "روما": "Place"}),
    "a person after the verb of what is to come": ("سينضم كوهين إلى مجلس إدارة شركة رتاج.", {"كوهين": "Person"}),
    "an agency": ("وذكرت وكالة رويترز أن الأسعار ارتفعت في لندن.", {"رويترز": "", "لندن": "Place"}),
}


@pytest.mark.parametrize(("text", "expected"), SENTENCES.values(), ids=SENTENCES.keys())
def test_names_are_found_in_invented_sentences(tag: Tag, text: str, expected: dict[str, str]) -> None:
    """The tagger finds plain names without any rule."""
    found = {mention.text: mention.type for mention in tag(text)}
    assert expected.keys() <= found.keys()
    assert all(found[name] == kind for name, kind in expected.items() if kind)


def test_offsets_are_those_of_the_text(tag: Tag) -> None:
    """A mention is its stretch of the text, without the clitics before it."""
    text = "وبباريس التقى جاك شيراك، و(توني بلير) وفدا من لبنان."
    for mention in tag(text):
        assert article_of(text).text[mention.span.start : mention.span.end] == mention.text
        assert mention.text[0] not in "(،"


def test_the_same_names_whatever_was_read_before(network: Reading) -> None:
    """What is kept of words that came by changes nothing, nor do the other sentences of an article."""
    first = ["قال", "جورج", "بوش", "في", "واشنطن", "إن", "شركة", "مايكروسوفت", "تعمل", "في", "العراق"]
    others = [["وصل", "الرئيس", "إلى", "القاهرة"], ["أعلن", "حزب", "الله", "في", "بيروت", "أمس"] * 30]
    alone = network([[first]])[0][0]
    again = network([[*others, first]])[0][2]
    assert [(n.first, n.end, n.kind) for n in alone] == [(n.first, n.end, n.kind) for n in again]
    assert np.allclose([n.score for n in alone], [n.score for n in again], atol=1e-4)


def test_articles_are_tagged_together_as_they_are_apart(network: Reading) -> None:
    """Whichever articles stand beside it, an article has the same names to the last digit; words of the others tell nothing of its own."""
    articles = [
        [["قال", "جورج", "بوش", "في", "واشنطن", "إن", "الأسعار", "ارتفعت"], ["وعاد", "بوش", "أمس"]],
        [["وعاد", "بوش", "أمس"]],
        [["وصل", "إلى", "باريس"]],
        [["أعلن", "حزب", "الله", "في", "بيروت", "أمس"] * 30, ["وصل"], ["باريس"]],
    ]
    assert network(articles) == [network([article])[0] for article in articles]


@pytest.mark.parametrize(
    "text", ["طلب كريم من الضيوف.", "كلفت بنك الاستثمار البريطاني بالبيع.", "قالت الشركة إن الطلب قوي."]
)
def test_ordinary_words_are_no_names(tag: Tag, text: str) -> None:
    """Words that the lexicon knows are a name only where the model is very sure."""
    assert tag(text) == []


def test_no_sentences_and_empty_ones_have_no_names(network: Reading) -> None:
    """Nothing is found in nothing."""
    assert network([]) == []
    assert network([[], [[]], [[], ["،"]]]) == [[], [[]], [[], []]]


def test_rules_win_over_the_tagger() -> None:
    """A tagged name counts only where no rule has found anything, and gives a class only to the same stretch; no person is quoted."""

    def named(start: int, end: int, kind: str = "", finder: str = "quote") -> Mention:
        return Mention(Span(start, end), "", kind, finder=finder)

    tagged = [named(0, 5, "Person", "tagger"), named(8, 12, "Place", "tagger")]
    assert beside(tagged, [named(3, 7)]) == [tagged[1]]
    found = [named(0, 5, finder="unknown"), named(8, 11), named(8, 12, "Company"), named(0, 5)]
    assert [m.type for m in typed(found, tagged)] == ["Person", "", "Company", ""]


def test_anercorp_test_figure_holds(network: Reading) -> None:
    """On the published test part of ANERcorp, entities are found as well as the model's card says."""
    published = anercorp(CORPUS, "test")
    if not published:
        pytest.skip("the corpora aren't beside this checkout")
    right = given = found = 0
    windows = [published[start : start + 25] for start in range(0, len(published), 25)]
    read = [names for window in windows for names in network([[sentence.words for sentence in window]])[0]]
    for sentence, names in zip(published, read, strict=True):
        tags = ["O"] * len(sentence.words)
        for name in names:
            for place in range(name.first, name.end):
                tags[place] = f"{'B' if place == name.first else 'I'}-{name.kind}"
        gold, own = (entities(words_as_published(sentence, t)) for t in (sentence.tags, tags))
        right, given, found = right + len(gold & own), given + len(gold), found + len(own)
    assert given == 2285
    assert 200 * right / (given + found) >= 75.0


def entities(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """Return the entities of a sentence as seqeval counts them."""
    found: set[tuple[int, int, str]] = set()
    start = 0
    for place, tag in enumerate([*tags, "O"]):
        if place > start and (tag != f"I-{tags[start][2:]}" or tags[start] == "O"):
            if tags[start] != "O":
                found.add((start, place, tags[start][2:]))
            start = place
    return found


# ------------------------------------------------------------------ words

STEMS = Forms.of(["قال", "في", "الشركه", "شركه", "باريس", "وزير"])


@pytest.mark.parametrize(
    ("word", "clitics", "stem"),
    [
        ("وقال", "و", "قال"),
        ("بباريس", "ب", "باريس"),
        ("للشركة", "ل", "الشركه"),
        ("وزير", "", "وزير"),
        ("وفلان", "", "وفلان"),
        ("2,5", "", "0,0"),
    ],
)
def test_clitics_are_cut_before_a_known_stem(word: str, clitics: str, stem: str) -> None:
    """A word is cut where the vocabulary has what is left, and stays whole where it has the word."""
    assert STEMS.stem(normal(word)) == (clitics, stem)


def test_a_clitic_before_a_frequent_word_is_no_stem() -> None:
    """The vocabulary holds stems by how often they stand, with or without clitics."""
    assert vocabulary({"باريس": 9, "بباريس": 3, "وصل": 5, "صل": 1, "نادر": 1}, 10, 2) == ["باريس", "وصل"]


def test_listed_names_are_found_behind_clitics() -> None:
    """The longest listed name counts."""
    forms = Forms.of(["باريس", "سان"])
    gazetteer = Gazetteer({("باريس",): 3, ("باريس", "سان", "جرمان"): 1}, {"باريس": (2,)})
    words = [forms(word) for word in ("بباريس", "سان", "جرمان", "باريس")]
    assert gazetteer.names_in(forms, words) == [(0, 3, 1), (3, 1, 3)]
    assert gazetteer.lists_of(forms, words[0]) == (2,)


# ------------------------------------------------------------------ corpora


def test_marks_that_hang_on_a_word_are_words_of_their_own(tmp_path: Path) -> None:
    """(فلان is a bracket and a name, and has one tag again when it is compared with what is published."""
    folder = corpus(tmp_path)
    (sentence, *_) = anercorp(folder / "ner", "train")
    assert sentence.words[:4] == ("قال", "(", "سامر", "زولتي")
    assert sentence.tags[:4] == ("O", "O", "B-PER", "I-PER")
    assert words_as_published(sentence, sentence.tags)[:3] == ["O", "B-PER", "I-PER"]


def test_finer_classes_are_those_of_the_same_letters(tmp_path: Path) -> None:
    """NewsFANE cuts the same text in another way: و and باريس are two words there."""
    folder = corpus(tmp_path) / "ner"
    (sentence, *_) = with_kinds(anercorp(folder, "train"), folder)
    assert sentence.kinds == ("", "", "politician", "politician", "", "state or city", "")
    assert with_kinds([Tagged(("x",), ("O",), (0,))], folder)[0].kinds == ()


# ------------------------------------------------------------------ the network


def ways(steps: int) -> Iterable[tuple[int, ...]]:
    """Return all taggings of a sentence with three tags."""
    return np.ndindex(*(3,) * steps)


def test_chain_sums_over_all_taggings() -> None:
    """The sum, the marginals and the best tagging are those that counting all taggings gives."""
    random = np.random.default_rng(1)
    scores, moves, first = random.normal(size=(4, 1, 3)), random.normal(size=(3, 3)), random.normal(size=3)

    def score(way: tuple[int, ...]) -> float:
        own = first[way[0]] + sum(scores[step, 0, tag] for step, tag in enumerate(way))
        return float(own + sum(moves[left, right] for left, right in itertools.pairwise(way)))

    every = {way: score(way) for way in ways(4)}
    found = chain(scores, moves, first, np.array([4]))
    assert found.total[0] == pytest.approx(np.log(sum(np.exp(list(every.values())))))
    assert best_tags(scores[:, 0], moves, first, Packed.of([4])).tolist() == list(max(every, key=every.__getitem__))
    assert found.marginals.sum(2) == pytest.approx(np.ones((4, 1)))


def test_gradients_are_those_of_small_steps() -> None:
    """What training follows is the slope of its loss, for every parameter that it moves."""
    random = np.random.default_rng(2)
    forms = Forms.of(["قال", "في", "شركه"])
    given = [[forms(word) for word in line.split()] for line in ("وقال في الشركة زولتار", "شركة 12")]
    listed = [(random.random((len(words), FEATURES)) > 0.7).astype(np.float64) for words in given]
    parameters = {
        name: value.astype(np.float64) for name, value in fresh(random.normal(size=(3, 96)).astype("f"), 3).items()
    }
    gold = random.integers(0, len(NAMES), (4, 2))
    sample = batch(given, listed)

    def loss() -> tuple[float, dict[str, np.ndarray]]:
        run = Pass(parameters, forms, sample, None, 0)
        scores = run.outputs @ parameters["anercorp.weight"]
        found, by_score, by_move, _ = chain_loss(
            scores, parameters["anercorp.moves"], parameters["anercorp.first"], sample.lengths, gold
        )
        gradients, rows = {"anercorp.moves": by_move}, {}
        run.backward(by_score @ parameters["anercorp.weight"].T, gradients, rows)
        for name, (places, values) in rows.items():
            gradients[name] = np.zeros_like(parameters[name])
            gradients[name][places] = values
        return found, gradients

    for name, gradient in loss()[1].items():
        place = np.unravel_index(np.abs(gradient).argmax(), gradient.shape)
        kept = parameters[name][place]
        parameters[name][place] = kept + 1e-3
        above = loss()[0]
        parameters[name][place] = kept - 1e-3
        below = loss()[0]
        parameters[name][place] = kept
        assert (above - below) / 2e-3 == pytest.approx(gradient[place], abs=1e-3), name


# ------------------------------------------------------------------ training

TRAIN = """قال O
(سامر B-PERS
زولتي I-PERS
في O
باريس B-LOC
. O

وصلت O
سلمى B-PERS
إلى O
روما B-LOC

"""
FINE = "قال\tO\n(\tO\nسامر\tB-Politician\nزولتي\tI-Politician\nفي\tO\nباريس\tB-Nation\n.\tO\n"


def corpus(folder: Path) -> Path:
    """Write a small folder of data."""
    for name, text in {
        "ner/anercorp/train.txt": TRAIN * 4,
        "ner/newsfane/train.tsv": FINE,
        "ner/aqmar/train.txt": "زار O\nعمر B-PER\nروما B-LOC\n\n",
        "ner/wojood/train.txt": "مجلس B-ORG\nالأمن I-ORG B-MISC\n$#$ O\n\n",
        "text/news.txt": "قال سامر في باريس إن سلمى وصلت إلى روما اليوم .\n" * 12,
        "names/transliteration/wd_arabic_80": "samer\tس ا م ر\t7\n",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_training_twice_gives_the_same_bytes(kg: Callable[..., Result], tmp_path: Path) -> None:
    """The same folder of data gives the same model, and the model can be read and used."""
    data = corpus(tmp_path / "data")
    for name in ("first.npz", "second.npz"):
        result = kg("train", data, "-o", tmp_path / name)
        assert result.exit_code == 0, result.output
    assert (tmp_path / "first.npz").read_bytes() == (tmp_path / "second.npz").read_bytes()
    assert len(Reading(load(tmp_path / "first.npz"))([[["قال", "سامر", "زولتي", "في", "باريس", "."]]])) == 1


def test_training_says_what_is_missing(kg: Callable[..., Result], tmp_path: Path) -> None:
    """A folder without ANERcorp, and a file that is no model, are named."""
    result = kg("train", tmp_path, "-o", tmp_path / "model.npz")
    assert result.exit_code == 1
    assert "ner/anercorp/train.txt" in result.output
    wrong = tmp_path / "wrong.npz"
    wrong.write_bytes(b"no model")
    with pytest.raises(KgError, match=r"wrong\.npz"):
        load(wrong)


def test_model_is_small_and_has_a_card() -> None:
    """The file that ships is at most 10 MB, and its card names the licence and every source."""
    assert MODEL.stat().st_size <= 10_000_000
    card = MODEL.with_name("MODEL.md").read_text(encoding="utf-8")
    for source in ("CC BY-SA 4.0", "ANERcorp", "NewsFANE", "AQMAR", "Wojood", "Wikipedia", "ANT", "Apache", "CC0"):
        assert source in card
