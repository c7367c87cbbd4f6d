"""Annotated and plain text of published corpora -> sentences of words with tags.

A folder of data holds `ner/` with the corpora by their names, `text/` with plain text, a paragraph a line, and
`names/transliteration/`. Parts called test are never read here for training.
"""

from __future__ import annotations

import lzma
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from kg.arabic.folding import drop_marks
from kg.mentions.tagger.forms import normal, words_of
from kg.model import KgError

NAMES = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC")
KINDS = (
    "", "person", "business person", "politician", "company", "government", "media", "club", "education", "organization",
    "state or city", "region", "building", "people", "thing",
)  # fmt: skip
"""What NewsFANE's fifty classes are put together to."""
_KIND_OF = {
    "Nation": "state or city", "Population-Center": "state or city", "State-or-Province": "state or city",
    "County-or-District": "state or city", "GPE-Cluster": "state or city",
    "Continent": "region", "Water-Body": "region", "Land": "region", "Land-Region-Natural": "region",
    "Path": "building", "Airport": "building", "Building-Grounds": "building",
    "Politician": "politician", "Businessperson": "business person", "Athlete": "person", "Artist": "person",
    "Other_PER": "person", "Religious_PER": "person", "Scientist": "person", "Lawyer": "person", "Engineer": "person",
    "Police": "person", "Group": "people", "Non-Governmental": "organization", "Entertainment": "organization",
    "Religious_ORG": "organization", "Sports": "club", "Media": "media", "Government": "government",
    "Commercial": "company", "Educational": "education", "Medical-Science": "education",
}  # fmt: skip
_NAME_OF = {"PERS": "PER", "PER": "PER", "LOC": "LOC", "ORG": "ORG", "MISC": "MISC", "MIS": "MISC"}
_WOJOOD = {"ORG": "ORG", "PERS": "PER", "GPE": "LOC", "FAC": "LOC", "LOC": "LOC"}
_SHORTEST_MATCH = 6
_REACH = 400


@dataclass(frozen=True, slots=True)
class Tagged:
    """Hold a sentence of a corpus: its words and their tags."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    owners: tuple[int, ...]
    """Which word of the corpus each word comes from: marks that hang on it are words of their own here."""
    kinds: tuple[str, ...] = ()
    """Of ANERcorp's words, the finer classes that NewsFANE gives them."""


Column = Callable[[Sequence[str]], str]


def anercorp(folder: Path, part: str) -> list[Tagged]:
    """Return a part of ANERcorp."""
    return _sentences(folder / "anercorp" / f"{part}.txt", _plain)


def aqmar(folder: Path, part: str) -> list[Tagged]:
    """Return a part of AQMAR; its classes of things are no others than MISC."""
    return _sentences(folder / "aqmar" / f"{part}.txt", _plain)


def wojood(folder: Path, part: str) -> list[Tagged]:
    """Return a part of Wojood's sample, of nested names the one of an organization, else the person or place."""
    return _sentences(folder / "wojood" / f"{part}.txt", _outer)


def _plain(columns: Sequence[str]) -> str:
    name = _NAME_OF.get(columns[0][2:])
    return f"{columns[0][:2]}{name}" if name else "O"


def _outer(columns: Sequence[str]) -> str:
    order = list(_WOJOOD)
    tags = sorted((tag for tag in columns if tag[2:] in _WOJOOD), key=lambda tag: order.index(tag[2:]))
    return f"{tags[0][:2]}{_WOJOOD[tags[0][2:]]}" if tags else "O"


def _lines(path: Path) -> Iterator[list[tuple[str, Sequence[str]]]]:
    sentence: list[tuple[str, Sequence[str]]] = []
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        word, *columns = line.replace("\u200f", "").replace("\u200e", "").split() or [""]
        if not word:
            if sentence:
                yield sentence
            sentence = []
        elif word != "$#$":  # Wojood's mark of a sentence's end
            sentence.append((word, columns) if columns else ("-", ["O"]))
    if sentence:
        yield sentence


def _sentences(path: Path, column: Column) -> list[Tagged]:
    if not path.is_file():
        return []
    found: list[Tagged] = []
    for sentence in _lines(path):
        words: list[str] = []
        tags: list[str] = []
        owners: list[int] = []
        for owner, (word, columns) in enumerate(sentence):
            pieces = words_of(word) or [word]
            words += pieces
            tags += _spread(pieces, column(columns))
            owners += [owner] * len(pieces)
        found.append(Tagged(tuple(words), tuple(_mended(tags)), tuple(owners)))
    return found


def _spread(pieces: Sequence[str], tag: str) -> list[str]:
    """Give a word's tag to its pieces, but not to the marks that hang on it."""
    named = [place for place, piece in enumerate(pieces) if piece[0].isalnum()] or [0, len(pieces) - 1]
    inside = range(named[0], named[-1] + 1)
    return [
        "O" if tag == "O" or place not in inside else tag if place == named[0] else f"I-{tag[2:]}"
        for place in range(len(pieces))
    ]


def _mended(tags: Sequence[str]) -> Iterator[str]:
    """Begin a name where a corpus goes on with one that hasn't begun."""
    before = "O"
    for tag in tags:
        begins = tag[0] == "I" and before[2:] != tag[2:]
        before = f"B-{tag[2:]}" if begins else tag
        yield before


def words_as_published(sentence: Tagged, tags: Sequence[str]) -> list[str]:
    """Return one tag for each word as the corpus has it: that of its first piece that is no mark."""
    found: dict[int, str] = {}
    chosen: set[int] = set()
    for word, owner, tag in zip(sentence.words, sentence.owners, tags, strict=True):
        if owner not in found or (owner not in chosen and word[0].isalnum()):
            found[owner] = tag
        if word[0].isalnum():
            chosen.add(owner)
    return [found[owner] for owner in sorted(found)]


def with_kinds(sentences: Sequence[Tagged], folder: Path) -> list[Tagged]:
    """Add to sentences of ANERcorp the finer classes of NewsFANE, which has the same text cut in another way."""
    path = folder / "newsfane" / "train.tsv"
    if not path.is_file():
        return list(sentences)
    letters: list[str] = []
    kinds: list[str] = []
    for word, columns in (pair for sentence in _lines(path) for pair in sentence):
        kind = "" if columns[0] == "O" else _KIND_OF.get(columns[0][2:], "thing")
        bare = normal(drop_marks(word))
        letters.append(bare)
        kinds += [kind] * len(bare)
    return list(_aligned(sentences, "".join(letters), kinds))


def _aligned(sentences: Sequence[Tagged], text: str, kinds: Sequence[str]) -> Iterator[Tagged]:
    place = 0
    for sentence in sentences:
        bare = [normal(word) for word in sentence.words]
        where = _where("".join(bare), text, place)
        if not where:
            yield sentence
            continue
        place = max(where.values()) + 1
        start = 0
        found: list[str] = []
        for word in bare:
            own = [kinds[where[letter]] for letter in range(start, start + len(word)) if letter in where]
            found.append(next((kind for kind in own if kind), ""))
            start += len(word)
        yield Tagged(sentence.words, sentence.tags, sentence.owners, tuple(found))


def _where(key: str, text: str, place: int) -> dict[int, int]:
    """Return where the letters of a sentence stand in the other text: word for word, or nearly so close by."""
    at = text.find(key, place) if len(key) >= _SHORTEST_MATCH else -1
    if at < 0 and len(key) >= _SHORTEST_MATCH:
        at = text.find(key)
    if at >= 0:
        return {letter: at + letter for letter in range(len(key))}
    near = text[place : place + 2 * len(key) + _REACH]
    blocks = SequenceMatcher(None, key, near, autojunk=False).get_matching_blocks()
    long = [block for block in blocks if block.size >= _SHORTEST_MATCH]
    if not long or sum(block.size for block in long) < 0.7 * len(key):
        return {}
    return {block.a + step: place + block.b + step for block in long for step in range(block.size)}


def paragraphs(folder: Path) -> Iterator[str]:
    """Return the paragraphs of all plain text of a folder, its files in the order of their names."""
    files = sorted((*folder.glob("*.txt"), *folder.glob("*.txt.xz"))) if folder.is_dir() else []
    for path in files:
        with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
            yield from file


def checked(folder: Path) -> Path:
    """Return the folder of the annotated corpora, or say that there is none."""
    if not (folder / "ner" / "anercorp" / "train.txt").is_file():
        raise KgError(f"{folder}: no ner/anercorp/train.txt, which the tagger learns its classes from")
    return folder / "ner"
