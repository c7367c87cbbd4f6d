"""Say what an Arabic word can be: its lemma, kind and inflection, and the clitics around it.

camel-tools' analyser does the look-up, over a database generated from our own lexicon, or over the full CALIMA
database where the user has installed it (`camel_data -i morphology-db-msa-r13`).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from kg.arabic import conjugation, database, inflection, lexicon
from kg.arabic.lexicon import HEADERS, Lexicon, read_lexicon
from kg.model import Analysis, AnalysisKind, OntologyError

Features = Mapping[str, Any]

_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a\u0671]+")
_KINDS: tuple[AnalysisKind, ...] = (
    "preposition",
    "particle",
    "verb",
    "verbal-noun",
    "noun",
    "active-participle",
    "passive-participle",
    "adjective",
    "name",
)
_PROCLITICS = {"wa": "و", "fa": "ف", "bi": "ب", "ka": "ك", "li": "ل", "la": "ل", "sa": "س", "ta": "ت", ">a": "أ"}
_ENCLITICS = {person: letters for letters, person in database.PERSONS.items() if letters != "ني"} | {
    "2fs": "ك",
    "2fp": "كن",
    "2d": "كما",
}
_ASPECTS = {"p": "perfect", "i": "imperfect", "c": "imperative"}
_VOICES = {"a": "active", "p": "passive", "u": "either"}
_CARELESS = {("ا", "أ"), ("ا", "إ"), ("ا", "آ"), ("ا", "ٱ"), ("ي", "ى"), ("ى", "ي"), ("ه", "ة")}
_CATALOGUE = '{"version": "1.6.0", "packages": {}, "components": {}}'
_WRONG_SPELLING = 100
_LONGEST_WORD = 40
"""Letters of a word with its clitics, more than any has."""
_KEPT_WORDS = 300_000


class Morphology:
    """Analyse words by a lexicon; answers are kept, so that a word costs one look-up from its second time on."""

    def __init__(self, words: Lexicon, analyze: Callable[[str], list[dict[str, Any]]], *, full: bool = False) -> None:
        """Take the analyser of a database; a full one is CALIMA's, which doesn't name the verb of a verbal noun."""
        self.lexicon = words
        self._analyze = analyze
        self._derived = _derived(words) if full else {}
        self._known: dict[str, tuple[Analysis, ...]] = {}

    def analyse(self, word: str) -> tuple[Analysis, ...]:
        """Return what a word can be, the most plausible first; nothing for an unknown word.

        Vowel marks and tatweel don't count, and careless letters (ا for أ, ى for ي, ه for ة) are understood. The order
        is: spelling, clitics (the fewest first), third person before the others, kind, lemma.
        """
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _KEPT_WORDS:
                self._known.clear()
            bare = _MARKS.sub("", word)
            # ناشىء is ناشئ with its hamza beside its seat, شىء is شيء.
            known = self._looked_up(bare.replace("ىء", "ئ")) or self._looked_up(bare.replace("ىء", "يء"))
            self._known[word] = known
        return known

    def knows(self, word: str) -> bool:
        """Return whether the lexicon has a reading for this word."""
        return bool(self.analyse(word))

    def _looked_up(self, word: str) -> tuple[Analysis, ...]:
        if len(word) > _LONGEST_WORD or not _ARABIC.fullmatch(word):
            return ()
        found: dict[Analysis, int] = {}
        for features in self._analyze(word):
            distance = _distance(word, _MARKS.sub("", features["diac"]))
            for analysis in self._readings(word, features):
                found[analysis] = min(distance, found.get(analysis, distance))
        if any(distance < _WRONG_SPELLING for distance in found.values()):
            found = {analysis: distance for analysis, distance in found.items() if distance < _WRONG_SPELLING}
        distances = _merged_voices(found)
        return tuple(sorted(distances, key=lambda analysis: (distances[analysis], *_rank(analysis))))

    def _readings(self, word: str, features: Features) -> Iterator[Analysis]:
        lemma = _MARKS.sub("", features["lex"]).replace("ٱ", "ا")
        kind = features.get("kind") or _kind(features["pos"])
        if kind in ("noun", "adjective"):
            for derived, verb in self._derived.get(lemma, ()):
                yield _analysis(word, features, lemma, derived, verb)
        yield _analysis(word, features, lemma, kind, features.get("verb") or "")


def load_morphology(lexicon_folder: Path, cache_folder: Path | None = None) -> Morphology:
    """Return the morphology of the lexicon in a folder.

    Its database is generated once for each state of the tables and kept in the cache folder; without one given, in the
    user's (XDG_CACHE_HOME/kg, ~/.cache/kg), or the temporary folder where that can't be written. Raises OntologyError
    for a table that is wrong. Where camel_data has installed a full database, that one answers.
    """
    words = read_lexicon(lexicon_folder)
    full = bool(installed_database())
    with _catalogue():
        from camel_tools.morphology.analyzer import Analyzer
        from camel_tools.morphology.database import MorphologyDB
    path = None if full else database_path(lexicon_folder, cache_folder)
    opened = MorphologyDB.builtin_db() if full else MorphologyDB(str(path))
    return Morphology(words, Analyzer(opened, backoff="NONE").analyze, full=full)


def installed_database() -> str:
    """Return the name and the size of the full database that camel_data has installed, or nothing where it has none."""
    if not (_data_folder() / "catalogue.json").is_file():
        return ""
    from camel_tools.data import CATALOGUE

    component = CATALOGUE.components.get("MorphologyDB")
    if component is None:
        return ""
    found = component.datasets[component.default]
    file = Path(found.path) / "morphology.db"
    return f"{found.name} {file.stat().st_size}" if file.is_file() else ""


def database_path(lexicon_folder: Path, cache_folder: Path | None = None) -> Path:
    """Return the generated database of a lexicon, written now unless the cache holds it."""
    name = f"morphology-{_state(lexicon_folder)}.db"
    folders = _cache_folders() if cache_folder is None else (cache_folder,)
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    text = database.database_text(read_lexicon(lexicon_folder))
    for folder in folders:
        with contextlib.suppress(OSError):
            return _written(folder / name, text)
    raise OntologyError(
        f"{lexicon_folder}: no folder to write the morphological database to: {', '.join(map(str, folders))}"
    )


def _state(lexicon_folder: Path) -> str:
    """Return the hash of all that decides the database: the tables and the modules that generate it."""
    sources = [Path(cast(str, module.__file__)) for module in (conjugation, inflection, lexicon, database)]
    state = hashlib.sha256()
    for path in (*sources, *(lexicon_folder / f"{table}.tsv" for table in HEADERS)):
        state.update(path.read_bytes() + b"\0")
    return state.hexdigest()[:16]


def _cache_folders() -> tuple[Path, ...]:
    user = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    return Path(user) / "kg", Path(tempfile.gettempdir()) / f"kg-{os.getuid() if hasattr(os, 'getuid') else 'cache'}"


def _written(path: Path, text: str) -> Path:
    """Write a file under a temporary name and rename it, so that no other process sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path


def _data_folder() -> Path:
    return Path(os.environ.get("CAMELTOOLS_DATA", "~/.camel_tools")).expanduser()


@contextlib.contextmanager
def _catalogue() -> Iterator[None]:
    """Give camel_tools.data a catalogue during its import, which else fetches one; a user's own is left in place."""
    variable, home = "CAMELTOOLS_DATA", os.environ.get("HOME")
    own = os.environ.get(variable)
    folder = _data_folder()
    with tempfile.TemporaryDirectory() as stub:
        (Path(stub) / "catalogue.json").write_text(_CATALOGUE, encoding="utf-8")
        if not (folder / "catalogue.json").is_file():
            os.environ[variable] = stub
            os.environ["HOME"] = stub  # the import makes ~/.camel_tools, which nobody asked for
        try:
            yield
        finally:
            _restore(variable, own)
            _restore("HOME", home)


def _restore(variable: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(variable, None)
    else:
        os.environ[variable] = value


def _distance(word: str, spelling: str) -> int:
    """Return how far a word is from the spelling of a reading: careless letters count 1, wrong ones many."""
    if len(word) != len(spelling):
        return _WRONG_SPELLING
    pairs = [(written, right) for written, right in zip(word, spelling, strict=True) if written != right]
    return sum(1 if pair in _CARELESS else _WRONG_SPELLING for pair in pairs)


def _kind(pos: str) -> AnalysisKind:
    """Return the kind of a CALIMA part of speech."""
    if pos in ("verb", "noun_prop", "prep", "abbrev"):
        return cast(AnalysisKind, {"verb": "verb", "prep": "preposition"}.get(pos, "name"))
    return "noun" if pos.startswith("noun") else "adjective" if pos.startswith("adj") else "particle"


def _analysis(word: str, features: Features, lemma: str, kind: str, verb: str) -> Analysis:
    proclitics = [str(features.get(name) or "").split("_")[0] for name in ("prc3", "prc2", "prc1")]
    enclitic = _ENCLITICS.get(str(features.get("enc0") or "").split("_")[0], "")
    if enclitic == "ي" and word.endswith("ني") and kind != "noun" and features.get("pos") == "verb":
        enclitic = "ني"
    return Analysis(
        lemma=lemma,
        kind=cast(AnalysisKind, kind),
        verb="" if kind == "verb" else verb,
        proclitics=tuple(_PROCLITICS[name] for name in proclitics if name in _PROCLITICS),
        definite=str(features.get("prc0") or "").startswith("Al"),
        enclitic=enclitic,
        aspect=cast(Any, _ASPECTS.get(features.get("asp") or "", "")),
        voice=cast(Any, _VOICES.get(features.get("vox") or "", "")),
        person=cast(Any, _one_of("123", features.get("per"))),
        gender=cast(Any, _one_of("mf", features.get("gen"))),
        number=cast(Any, _one_of("sdp", features.get("num"))),
    )


def _one_of(values: str, value: str | None) -> str:
    return value if value and len(value) == 1 and value in values else ""


def _merged_voices(found: Mapping[Analysis, int]) -> dict[Analysis, int]:
    """Return the analyses, an active and a passive one that differ in nothing else made one of either voice."""
    merged = dict[Analysis, int]()
    for analysis, distance in found.items():
        if analysis.voice in ("active", "passive"):
            other = replace(analysis, voice="passive" if analysis.voice == "active" else "active")
            merged[replace(analysis, voice="either") if found.get(other) == distance else analysis] = distance
        else:
            merged[analysis] = distance
    return merged


def _rank(analysis: Analysis) -> tuple[object, ...]:
    # أنه and منه are particles with a pronoun long before they are verbs: a closed class carries its pronoun for nothing.
    closed = analysis.kind in ("preposition", "particle")
    clitics = len(analysis.proclitics) + (bool(analysis.enclitic) and not closed)
    person = analysis.person in ("1", "2") or analysis.aspect == "imperative"
    kind, number = _KINDS.index(analysis.kind), "spd".find(analysis.number)
    return (
        clitics,
        person,
        analysis.voice == "passive",
        kind,
        len(analysis.lemma),
        analysis.lemma,
        analysis.verb,
        number,
        repr(analysis),
    )


def _derived(words: Lexicon) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return, for each verbal noun and participle, which kinds of which verbs it can be."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    for verb in words.verbs:
        stems = verb.conjugated()
        nouns = [noun.lemma for noun in verb.verbal_nouns] or [stems.verbal_noun]
        forms = [*(("verbal-noun", noun) for noun in nouns), ("active-participle", stems.active_participle)]
        forms += [("passive-participle", stems.passive_participle)] if verb.objects else []
        for kind, form in forms:
            found.setdefault(form.replace(conjugation.DEFECTIVE, "ي"), {})[kind, verb.lemma] = None
    return {form: tuple(kinds) for form, kinds in found.items()}
