"""Write the lexicon as a morphological database in the layout that camel-tools reads.

A database lists prefixes, stems and suffixes by category, and three tables of which categories go together. Here the
category of a stem names its slots (see `conjugation` and `inflection`), so that a sound verb is two stems and the
whole lexicon a few thousand. Values of features are those of the CALIMA databases; `kind` and `verb` are added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.arabic.conjugation import Conjugation, Slots
from kg.arabic.inflection import Endings, inflect
from kg.arabic.lexicon import SOUND_FEMININE, SOUND_MASCULINE, Adjective, Lexicon, Noun, Particle, Verb, VerbalNoun

Entry = tuple[str, str, str]
"""Spelling, category, features."""

PERSONS = {
    "ه": "3ms",
    "ها": "3fs",
    "هم": "3mp",
    "هن": "3fp",
    "هما": "3d",
    "ك": "2ms",
    "كم": "2mp",
    "نا": "1p",
    "ي": "1s",
    "ني": "1s",
}
POINTED = str.maketrans({"إ": "ا", "أ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه"})
"""The letters that camel-tools takes as equal when it looks a word up."""

_CONJUNCTIONS = {"": "", "و": "prc2:wa_conj", "ف": "prc2:fa_conj"}
_PREPOSITIONS = {"": "", "ب": "prc1:bi_prep", "ل": "prc1:li_prep", "ك": "prc1:ka_prep"}
_FEATURES = ("lex", "pos", "kind", "verb", "prc2", "prc1", "prc0", "enc0", "asp", "vox", "per", "gen", "num")
_PARTS_OF_SPEECH = ("verb", "noun", "adj", "prep", "conj", "part", "noun_prop", "digit", "punc", "latin", "foreign")
_PARTICLE_POS = {"preposition": "prep", "conjunction": "conj", "complementiser": "conj"}
_AFTER_PREPOSITION = (
    "demonstrative",
    "relative",
    "interrogative",
    "complementiser",
    "preposition",
    "negation",
    "pronoun",
)

# Slot, ending, who may stand before it (n nothing, p a preposition, d the article), whether pronouns may follow, features.
_NOMINAL_SUFFIXES = (
    ("0", "", "npd", False, ""),
    ("i", "", "np", False, ""),
    ("x", "ا", "n", False, ""),
    ("e", "", "np", True, ""),
    ("D", "ان", "nd", False, "num:d"),
    ("D", "ين", "npd", False, "num:d"),
    ("D", "ا", "n", True, "num:d"),
    ("D", "ا", "n", False, "num:d"),
    ("D", "ي", "np", True, "num:d"),
    ("D", "ي", "np", False, "num:d"),
    ("M", "ون", "nd", False, "num:p"),
    ("M", "ين", "npd", False, "num:p"),
    ("M", "و", "n", True, "num:p"),
    ("M", "و", "n", False, "num:p"),
    ("M", "ي", "np", True, "num:p"),
    ("M", "ي", "np", False, "num:p"),
    *((slot, "ة", "npd", False, features) for slot, features in (("t", ""), ("F", "gen:f"))),
    *((slot, "ت", "np", True, features) for slot, features in (("t", ""), ("F", "gen:f"))),
    *((slot, "تان", "nd", False, features) for slot, features in (("T", "num:d"), ("G", "gen:f num:d"))),
    *((slot, "تين", "npd", False, features) for slot, features in (("T", "num:d"), ("G", "gen:f num:d"))),
    *((slot, "تا", "n", own, features) for slot, features in (("T", "num:d"), ("G", "gen:f num:d")) for own in (True, False)),
    *((slot, "تي", "np", own, features) for slot, features in (("T", "num:d"), ("G", "gen:f num:d")) for own in (True, False)),
    *((slot, "ات", "npd", False, features) for slot, features in (("a", "num:p"), ("B", "gen:f num:p"))),
    *((slot, "ات", "np", True, features) for slot, features in (("a", "num:p"), ("B", "gen:f num:p"))),
    ("A", "ت", "npd", False, "num:p"),
    ("A", "ت", "np", True, "num:p"),
)  # fmt: skip

_PERFECT_SUFFIXES = (
    ("0", "", False, "per:3 gen:m num:s"),
    ("e", "", True, "per:3 gen:m num:s"),
    ("t", "ت", None, "per:3 gen:f num:s"),
    ("t", "تا", None, "per:3 gen:f num:d"),
    ("d", "ا", None, "per:3 gen:m num:d"),
    ("m", "", None, "per:3 gen:m num:d"),
    ("w", "وا", False, "per:3 gen:m num:p"),
    ("w", "و", True, "per:3 gen:m num:p"),
    ("c", "ت", None, "per:1 num:s"),
    ("c", "ت", None, "per:2 num:s"),
    ("c", "تم", None, "per:2 gen:m num:p"),
    ("n", "نا", None, "per:1 num:p"),
    ("n", "ن", None, "per:3 gen:f num:p"),
)
_IMPERFECT_SUFFIXES = (
    ("0", "", False, ""),
    ("e", "", True, ""),
    ("j", "", None, ""),
    ("w", "ون", None, "gen:m num:p"),
    ("w", "وا", False, "gen:m num:p"),
    ("w", "و", True, "gen:m num:p"),
    ("d", "ان", None, "num:d"),
    ("d", "ا", None, "num:d"),
    ("m", "ن", None, "num:d"),
    ("m", "", None, "num:d"),
    ("n", "ن", None, "gen:f num:p"),
    ("y", "ين", None, "gen:f num:s"),
    ("y", "ي", None, "gen:f num:s"),
)
_IMPERATIVE_SUFFIXES = (("0", "", False, "per:2 gen:m num:s"), ("w", "وا", False, "per:2 gen:m num:p"))

# Prefix, its category, the slots that may follow, features: ي with ون is "they", ت with it "you".
_IMPERFECT_PREFIXES = (
    ("ي", "y", "0ej", "per:3 gen:m num:s"),
    ("ت", "t", "0ej", "per:3 gen:f num:s"),
    ("ت", "t", "0ej", "per:2 gen:m num:s"),
    ("ن", "n", "0ej", "per:1 num:p"),
    ("أ", "a", "0ej", "per:1 num:s"),
    ("ي", "yy", "wn", "per:3"),
    ("ي", "yd", "dm", "per:3 gen:m"),
    ("ت", "tt", "wny", "per:2"),
    ("ت", "td", "dm", "per:3 gen:f"),
)


def database_text(lexicon: Lexicon) -> str:
    """Return the database of a lexicon; equal lexicons give equal text."""
    stems = list(dict.fromkeys(_stems(lexicon)))
    categories = sorted({category for _, category, _ in stems})
    suffixes = list(dict.fromkeys(_suffixes()))
    # camel-tools fails on a prefix that goes with no stem at all.
    prefixes = [
        entry for entry in dict.fromkeys(_prefixes()) if any(_stands_before(entry[1], stem) for stem in categories)
    ]
    prefix_categories = sorted({category for _, category, _ in prefixes})
    suffix_categories = sorted({category for _, category, _ in suffixes})
    lines = list(_head())
    for title, entries in (("PREFIXES", prefixes), ("SUFFIXES", suffixes), ("STEMS", stems)):
        lines.append(f"###{title}###")
        lines += [
            "\t".join((spelling.translate(POINTED), category, features)) for spelling, category, features in entries
        ]
    lines.append("###TABLE AB###")
    lines += [f"{prefix} {stem}" for prefix in prefix_categories for stem in categories if _stands_before(prefix, stem)]
    lines.append("###TABLE BC###")
    lines += [f"{stem} {suffix}" for stem in categories for suffix in suffix_categories if _stands_after(stem, suffix)]
    lines.append("###TABLE AC###")
    lines += [
        f"{prefix} {suffix}" for prefix in prefix_categories for suffix in suffix_categories if _frames(prefix, suffix)
    ]
    return "\n".join(lines) + "\n"


def _head() -> Iterator[str]:
    yield "###DEFINES###"
    for feature in ("diac", *_FEATURES):
        yield f"DEFINE {feature} {feature}:*open*"
    yield "###DEFAULTS###"
    for part in _PARTS_OF_SPEECH:
        rest = " ".join(f"{feature}:0" for feature in _FEATURES if feature not in ("lex", "pos"))
        yield f"DEFAULT pos:{part} {rest}"
    yield "###ORDER###"
    yield f"ORDER diac {' '.join(_FEATURES)}"
    yield "###TOKENIZATIONS###"
    yield "###STEMBACKOFF###"


# Categories: nominal stems N:slots (those that begin with ل and lose it after لل: L:slots), verbs P: I: C:, particles X:.
# A prefix category is its host's letter and what it is; a suffix category its host's letter, slot and what may precede.


def _stands_before(prefix: str, stem: str) -> bool:
    host, kind = prefix[0], prefix[1:]
    if host == "I":
        return stem[0] == ("J" if kind == "A" else "I") and any(slot in _slots_after(kind) for slot in stem[2:])
    if host == "X":
        return kind == "ل" if stem[0] == "Y" else stem[0] == "X" and (kind == "" or kind in stem[2:])
    return stem[0] in {"P": "PC"}.get(host, host)


def _slots_after(kind: str) -> str:
    """Return the slots of the imperfect that a prefix of this kind can have after the stem."""
    return next((slots for _, category, slots, _ in _IMPERFECT_PREFIXES if category == kind), "0ej")


def _stands_after(stem: str, suffix: str) -> bool:
    host = {"L": "N", "J": "I", "Y": "X"}.get(stem[0], stem[0])
    return host == suffix[0] and suffix[1] in stem[2:]


def _frames(prefix: str, suffix: str) -> bool:
    host, kind = prefix[0], prefix[1:]
    if suffix[0] == "N":
        return (host == "N" and kind in suffix[2:]) or (host == "L" and "d" in suffix[2:])
    if suffix[0] == "I":
        return host == "I" and suffix[1] in _slots_after(kind)
    return host == {"C": "P"}.get(suffix[0], suffix[0])


def _features(spelling: str, *features: str) -> str:
    return " ".join((f"diac:{spelling}", *(feature for feature in features if feature)))


def _prefixes() -> Iterator[Entry]:
    for conjunction, first in _CONJUNCTIONS.items():
        for preposition, second in _PREPOSITIONS.items():
            bare = conjunction + preposition
            yield bare, "Np" if preposition else "Nn", _features(bare, first, second)
            article = bare + ("ل" if preposition == "ل" else "ال")
            yield article, "Nd", _features(article, first, second, "prc0:Al_det")
            yield bare, f"X{preposition}", _features(bare, first, second)
        yield conjunction + "لل", "L", _features(conjunction + "لل", first, "prc1:li_prep", "prc0:Al_det")
        yield conjunction, "P", _features(conjunction, first)
        for particle, second in (("", ""), ("س", "prc1:sa_fut"), ("ل", "prc1:li_jus")):
            bare = conjunction + particle
            for letter, category, _, person in _IMPERFECT_PREFIXES:
                yield bare + letter, f"I{category}", _features(bare + letter, first, second, person)
            yield bare + "آ", "IA", _features(bare + "آ", first, second, "per:1 num:s")


def _suffixes() -> Iterator[Entry]:
    for slot, ending, before, own, features in _NOMINAL_SUFFIXES:
        yield from _with_pronouns(f"N{slot}{before}", ending, own, features, "ني", "poss")
    for host, table in (("P", _PERFECT_SUFFIXES), ("I", _IMPERFECT_SUFFIXES), ("C", _IMPERATIVE_SUFFIXES)):
        for slot, ending, attached, features in table:
            for own in (False, True) if attached is None else (attached,):
                yield from _with_pronouns(f"{host}{slot}", ending, own, features, "ي", "dobj")
    yield "", "X0", _features("")
    yield from _with_pronouns("Xe", "", True, "", "", "pron")


def _with_pronouns(category: str, ending: str, own: bool, features: str, barred: str, role: str) -> Iterator[Entry]:
    """Yield an ending: with each attached pronoun where it has its own, else bare."""
    if not own:
        yield ending, category, _features(ending, features)
        return
    for pronoun, person in PERSONS.items():
        if pronoun != barred:
            yield ending + pronoun, category, _features(ending + pronoun, features, f"enc0:{person}_{role}")


def _stems(lexicon: Lexicon) -> Iterator[Entry]:
    for particle in lexicon.particles:
        yield from _particle_stems(particle)
    for verb in lexicon.verbs:
        yield from _verb_stems(verb)
    for noun in lexicon.nouns:
        yield from _noun_stems(noun)
    for adjective in lexicon.adjectives:
        yield from _adjective_stems(adjective)


def _stem(spelling: str, category: str, **values: str) -> Entry:
    filled = {"prc2": "0", "prc1": "0", "prc0": "0", "enc0": "0", **values}
    return spelling, category, _features(spelling, *(f"{name}:{filled.get(name, '')}" for name in _FEATURES))


def _particle_stems(particle: Particle) -> Iterator[Entry]:
    if particle.category == "numeral":  # inflected as nouns are: للثلاثة، بالعشرين
        for stem, slots in inflect(particle.form, Endings()):
            yield from _nominal(stem, slots, "noun", "", particle.lemma, "", "")
        return
    pos = _PARTICLE_POS.get(particle.category, "part")
    values = {"lex": particle.lemma, "pos": pos, "kind": "preposition" if pos == "prep" else "particle"}
    prepositions = "بلك" if particle.category in _AFTER_PREPOSITION and len(particle.form) > 1 else ""
    yield _stem(particle.form, f"X:0{prepositions}", **values)
    if prepositions and particle.form.startswith("ال"):
        yield _stem(particle.form[1:], "Y:0", **values)  # للذي
    if particle.before_pronoun:
        yield _stem(particle.before_pronoun, f"X:e{prepositions}", **values)


def _verb_stems(verb: Verb) -> Iterator[Entry]:
    conjugation = verb.conjugated()
    values = {"lex": verb.lemma, "pos": "verb", "kind": "verb", "verb": verb.lemma}
    passive = "direct" in verb.objects
    for aspect, active_slots, passive_slots in (
        ("p", conjugation.perfect, conjugation.perfect_passive),
        ("i", conjugation.imperfect, conjugation.imperfect_passive),
    ):
        for (stem, voice), slots in _grouped(active_slots, passive_slots if passive else {}).items():
            yield _stem(stem, f"{aspect.upper()}:{slots}", **values, asp=aspect, vox=voice)
            if aspect == "i" and stem.startswith("أ") and len(stem) > 1:
                yield _stem(stem[1:], f"J:{slots}", **values, asp=aspect, vox=voice)  # آخذ
    yield from _imperative_stems(conjugation, values)
    yield from _participle_stems(verb, conjugation)
    for noun in verb.verbal_nouns or (VerbalNoun(conjugation.verbal_noun),):
        if noun.lemma:
            yield from _verbal_noun_stems(verb, noun, conjugation.verbal_noun)


def _grouped(active: Slots, passive: Slots) -> dict[tuple[str, str], str]:
    """Return the slots of each spelling and voice: a, p, or u where active and passive are spelt the same."""
    grouped: dict[tuple[str, str], str] = {}
    for slot in "0etdmwcnjy":
        actives, passives = active.get(slot, ()), passive.get(slot, ())
        for stem in dict.fromkeys((*actives, *passives)):
            voice = "u" if stem in actives and stem in passives else "a" if stem in actives else "p"
            grouped[stem, voice] = grouped.get((stem, voice), "") + slot
    return grouped


def _imperative_stems(conjugation: Conjugation, values: dict[str, str]) -> Iterator[Entry]:
    """Yield the imperatives that are not spelt like the perfect, which news mean by such a word."""
    for slot, stems in conjugation.imperative.items():
        for stem in stems:
            if stem not in conjugation.perfect[slot]:
                yield _stem(stem, f"C:{slot}", **values, asp="c", vox="a")


def _participle_stems(verb: Verb, conjugation: Conjugation) -> Iterator[Entry]:
    endings = Endings(dual=True, sound_masculine=True, feminine=True)
    yield from _nominal_stems(conjugation.active_participle, endings, "active-participle", verb.lemma)
    if verb.objects:
        yield from _nominal_stems(conjugation.passive_participle, endings, "passive-participle", verb.lemma)


def _verbal_noun_stems(verb: Verb, noun: VerbalNoun, regular_noun: str) -> Iterator[Entry]:
    gender = "f" if noun.lemma.endswith("ة") else "m"
    regular = noun.lemma == regular_noun and not noun.plural
    endings = Endings(dual=True, sound_feminine=regular or noun.plural == SOUND_FEMININE)
    yield from _nominal_stems(noun.lemma, endings, "verbal-noun", verb.lemma, gender)
    if noun.plural not in ("", SOUND_FEMININE):
        yield from _plural_stems(noun.plural, _bare(noun.lemma), "verbal-noun", verb.lemma, gender)


def _noun_stems(noun: Noun) -> Iterator[Entry]:
    own_feminine = noun.human and noun.gender == "m"
    endings = Endings(
        dual=True,
        sound_masculine=SOUND_MASCULINE in noun.plurals,
        feminine=own_feminine,
        sound_feminine=SOUND_FEMININE in noun.plurals and not own_feminine,
    )
    yield from _nominal_stems(noun.lemma, endings, "noun", "", noun.gender)
    for plural in noun.plurals:
        if not plural.startswith("-"):
            yield from _plural_stems(plural, _bare(noun.lemma), "noun", "", noun.gender)


def _adjective_stems(adjective: Adjective) -> Iterator[Entry]:
    endings = Endings(dual=True, sound_masculine=SOUND_MASCULINE in adjective.plurals, feminine=not adjective.feminine)
    yield from _nominal_stems(adjective.lemma, endings, "adjective", "")
    lemma = _bare(adjective.lemma)
    if adjective.feminine not in ("", "-"):
        for stem, slots in inflect(adjective.feminine, Endings(dual=True)):
            yield from _nominal(stem, slots, "adjective", "", lemma, "f", "s")
    for plural in adjective.plurals:
        if not plural.startswith("-"):
            yield from _plural_stems(plural, lemma, "adjective", "", "m")


def _bare(word: str) -> str:
    """Return the lemma of a cell: محامي of محامٍ."""
    return inflect(word, Endings())[0][0] if word.endswith("ٍ") else word


def _nominal_stems(word: str, endings: Endings, kind: str, verb: str, gender: str = "m") -> Iterator[Entry]:
    for stem, slots in inflect(word, endings):
        yield from _nominal(stem, slots, kind, verb, _bare(word), gender, "s")


def _plural_stems(word: str, lemma: str, kind: str, verb: str, gender: str) -> Iterator[Entry]:
    for stem, slots in inflect(word, Endings()):
        yield from _nominal(stem, slots, kind, verb, lemma, gender, "p")


def _nominal(stem: str, slots: str, kind: str, verb: str, lemma: str, gender: str, number: str) -> Iterator[Entry]:
    values = {
        "lex": lemma,
        "pos": "adj" if kind == "adjective" else "noun",
        "kind": kind,
        "verb": verb,
        "gen": gender,
        "num": number,
    }
    for spelling in _spellings(stem):
        yield _stem(spelling, f"N:{slots}", **values)
        if spelling.startswith("ل") and len(spelling) > 1:
            yield _stem(spelling[1:], f"L:{slots}", **values)  # للجنة: ل, the article's ل, and لجنة without its own


def _spellings(stem: str) -> Iterable[str]:
    """Return the stem, and a hamza on و before و as it is written in Egypt: مسؤول, مسئول."""
    return (stem, stem.replace("ؤو", "ئو")) if "ؤو" in stem else (stem,)
