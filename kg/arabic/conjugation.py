"""Derive the stems of a verb from its root and form.

A form is a template of sounds (form X `|ista12a3`: wasla, vowels, letters, the radicals by number). Weak radicals and
doubled ones contract by rules of sound, and only the outcome is spelt: so hamza seats follow from the vowels around
them (بدأ، يبدؤون، ينشئ، مسؤول), and one table serves verbs, participles and verbal nouns.
Letters of a template: a i u short vowels, A I U long ones, Y a final long a spelt ى, | the wasla alef, p the feminine
ending ة, ' the hamza, others as in Buckwalter's transliteration.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

WEAK = "وي"
FORMS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "QI", "QII", "QIV")
DEFECTIVE = "ٍ"
"""Ends the cell of a nominal whose final ي falls in the indefinite: محامٍ is المحامي, محام, محامون."""

Slots = Mapping[str, tuple[str, ...]]
"""From a slot (which endings follow) to the spellings of the stem there, the usual one first."""


class Template(NamedTuple):
    """Give the sounds of one form; the imperfect begins with the vowel of its prefix."""

    perfect: str
    perfect_passive: str
    imperfect: str
    imperfect_passive: str
    active_participle: str
    passive_participle: str
    verbal_noun: str


TEMPLATES = {
    "I": Template("1a2@3", "1u2i3", "a12*3", "u12a3", "1A2i3", "ma12U3", ""),
    "II": Template("1a22a3", "1u22i3", "u1a22i3", "u1a22a3", "mu1a22i3", "mu1a22a3", "ta12I3"),
    "III": Template("1A2a3", "1U2i3", "u1A2i3", "u1A2a3", "mu1A2i3", "mu1A2a3", "mu1A2a3ap"),
    "IV": Template("'a12a3", "'u12i3", "u12i3", "u12a3", "mu12i3", "mu12a3", "'i12A3"),
    "V": Template("ta1a22a3", "tu1u22i3", "ata1a22a3", "uta1a22a3", "muta1a22i3", "muta1a22a3", "ta1a22u3"),
    "VI": Template("ta1A2a3", "tu1U2i3", "ata1A2a3", "uta1A2a3", "muta1A2i3", "muta1A2a3", "ta1A2u3"),
    "VII": Template("|in1a2a3", "|un1u2i3", "an1a2i3", "un1a2a3", "mun1a2i3", "mun1a2a3", "|in1i2A3"),
    "VIII": Template("|i1ta2a3", "|u1tu2i3", "a1ta2i3", "u1ta2a3", "mu1ta2i3", "mu1ta2a3", "|i1ti2A3"),
    "IX": Template("|i12a3a3", "|u12u3i3", "a12a3i3", "u12a3a3", "mu12a3i3", "mu12a3a3", "|i12i3A3"),
    "X": Template("|ista12a3", "|ustu12i3", "asta12i3", "usta12a3", "musta12i3", "musta12a3", "|isti12A3"),
    "QI": Template("1a23a4", "1u23i4", "u1a23i4", "u1a23a4", "mu1a23i4", "mu1a23a4", "1a23a4ap"),
    "QII": Template("ta1a23a4", "tu1u23i4", "ata1a23a4", "uta1a23a4", "muta1a23i4", "muta1a23a4", "ta1a23u4"),
    "QIV": Template("|i12a34a4", "|u12u34i4", "a12a34i4", "u12a34a4", "mu12a34i4", "mu12a34a4", "|i12i34A4"),
}

_PERFECT_ENDINGS = {
    "0": ("a", ""),
    "e": ("ah", "ه"),
    "t": ("at", "ت"),
    "d": ("A", "ا"),
    "w": ("U", "و"),
    "c": ("tu", "ت"),
    "n": ("nA", "نا"),
}
_IMPERFECT_ENDINGS = {
    "0": ("u", ""),
    "e": ("uh", "ه"),
    "j": ("", ""),
    "w": ("U", "و"),
    "d": ("A", "ا"),
    "n": ("na", "ن"),
    "y": ("I", "ي"),
}
_TEMPLATE_LETTERS = str.maketrans(
    {"m": "م", "t": "ت", "n": "ن", "s": "س", "'": "ء", "|": "ٱ", "p": "ة", "h": "ه", "y": "ي"}
)
_VOWELS = "aiuAIU"


@dataclass(frozen=True, slots=True)
class Conjugation:
    """Hold the stems of one verb, without affixes.

    Slots of the perfect: 0 bare, e before pronouns, t before ت of "she", d before the dual's ا, m with that ا in it
    (بدآ), w before و, c before the ت of "I" and "you", n before ن. Of the imperfect, after its prefix: 0, e, d, m, w, n
    the same, j jussive, y before ي of the feminine "you". Of the imperative: 0 and w.
    """

    lemma: str
    perfect: Slots
    imperfect: Slots
    perfect_passive: Slots
    imperfect_passive: Slots
    imperative: Slots
    active_participle: str
    passive_participle: str
    verbal_noun: str
    """Empty for form I, whose verbal nouns are not predictable."""


def conjugate(lemma: str, root: str, form: str, vowel: str = "") -> Conjugation:
    """Return the stems of a verb.

    The root spells a hamza ء; the vowel is the imperfect's (a, i, u), for form I alone. Raises ValueError where root
    and form don't give the lemma.
    """
    verb = _Verb.of(lemma, root, form, vowel)
    perfect = _slots(verb, verb.template.perfect, "", _PERFECT_ENDINGS)
    if lemma not in perfect["0"]:
        raise ValueError(f"root {root} in form {form} gives {perfect['0'][0]}, not {lemma}")
    template = verb.template
    return Conjugation(
        lemma=lemma,
        perfect=perfect,
        imperfect=_slots(verb, template.imperfect, "y", _IMPERFECT_ENDINGS),
        perfect_passive=_slots(verb, template.perfect_passive, "", _PERFECT_ENDINGS),
        imperfect_passive=_slots(verb, template.imperfect_passive, "y", _IMPERFECT_ENDINGS),
        imperative=_imperative(verb),
        active_participle=_nominal(verb, template.active_participle),
        passive_participle=_nominal(verb, template.passive_participle),
        verbal_noun=_nominal(verb, template.verbal_noun) if template.verbal_noun else "",
    )


@dataclass(frozen=True, slots=True)
class _Verb:
    """Hold a root in its form, with what of it is weak."""

    root: str
    form: str
    vowel: str
    template: Template
    hollow: bool
    defective: bool
    doubled: bool

    @classmethod
    def of(cls, lemma: str, root: str, form: str, vowel: str) -> _Verb:
        """Return the verb, its weakness judged by the lemma: a middle و that stands in it is sound (استحوذ)."""
        if form not in TEMPLATES or len(root) != (4 if form.startswith("Q") else 3):
            raise ValueError(f"no form {form} of the root {root}")
        if form == "I" and vowel not in ("a", "i", "u"):
            raise ValueError(f"form I needs the vowel of the imperfect (a, i or u), not {vowel!r}")
        triliteral = len(root) == 3
        defective = root[-1] in WEAK
        hollow = triliteral and root[1] in WEAK and not defective and form in ("I", "IV", "VII", "VIII", "X")
        hollow = hollow and lemma[-2:-1] != root[1]
        doubled = form in ("IX", "QIV") or (
            triliteral and root[1] == root[2] and not defective and form not in ("II", "V")
        )
        template = TEMPLATES[form]
        if form == "I":
            past = "i" if lemma[-1] in "يئ" or lemma[1:2] == "ئ" else "u" if "ؤ" in lemma else "a"
            template = template._replace(
                perfect=template.perfect.replace("@", past), imperfect=template.imperfect.replace("*", vowel)
            )
        return cls(root, form, vowel, _adapted(template, root, form, defective), hollow, defective, doubled)


def _adapted(template: Template, root: str, form: str, defective: bool) -> Template:
    """Return the template as it is for this root before any sound contracts."""
    if form == "I" and root[0] == "و":
        template = template._replace(imperfect=template.imperfect.replace("12", "2"))  # يصل, not يوصل
    if form == "VIII":
        template = Template(*(part.replace("1t", _infixed(root[0])) for part in template))
    if root == "رءي" and form in ("I", "IV"):  # its hamza falls: يرى، أرى
        template = template._replace(
            imperfect=template.imperfect.replace("12", "1"),
            imperfect_passive=template.imperfect_passive.replace("12", "1"),
        )
        if form == "IV":
            template = Template(*(part.replace("12", "1") for part in template))
    if form == "II" and root[-1] in "ءوي":
        template = template._replace(verbal_noun="ta12i3ap")  # تسمية، تهنئة
    if form in ("V", "VI") and defective:
        template = template._replace(verbal_noun=template.verbal_noun.replace("u3", "i3"))  # التولي
    return template


def _infixed(first: str) -> str:
    """Return the first radical with the ت of form VIII as they sound together."""
    assimilated = {
        "و": "tt",
        "ي": "tt",
        "ت": "tt",
        "ط": "طط",
        "د": "دد",
        "ذ": "دد",
        "ز": "زد",
        "ص": "صط",
        "ض": "ضط",
        "ظ": "ظظ",
    }
    return assimilated.get(first, "1t")


def _slots(
    verb: _Verb, template: str, prefix: str, endings: Mapping[str, tuple[str, str]]
) -> dict[str, tuple[str, ...]]:
    slots: dict[str, tuple[str, ...]] = {}
    for slot, (ending, written) in endings.items():
        word = _spelt(_sounds(verb, prefix + template, ending))[len(prefix) :]
        if slot == "d" and word.endswith("آ"):
            slots["m"] = (word,)
        else:
            slots[slot] = _with_variants(word.removesuffix(written), slot)
    if "j" in slots and slots["e"][0].endswith("ؤ"):
        slots["e"] = (*slots["e"], slots["0"][0])  # يبدؤها and, subjunctive, يبدأها
    return slots


def _with_variants(stem: str, slot: str) -> tuple[str, ...]:
    """Return the stem and, before a و, its other accepted hamza: بدؤوا and بدأوا, جاؤوا and جاءوا."""
    if slot != "w" or not stem.endswith("ؤ"):
        return (stem,)
    return (stem, stem[:-1] + ("ء" if stem[-2] in "او" else "أ"))


def _imperative(verb: _Verb) -> dict[str, tuple[str, ...]]:
    slots: dict[str, tuple[str, ...]] = {}
    for slot, ending in (("0", ""), ("w", "U")):
        bare = _sounds(verb, "y" + verb.template.imperfect, ending)[2:]
        if verb.form == "IV":
            bare = re.sub("^ءaء(?=[^aiuAIU])", "ءA", "ءa" + bare)
        elif verb.form == "I" and bare[0] == "ء" and verb.vowel == "u":
            bare = bare[1:]  # خذ
        elif len(bare) > 1 and bare[0] not in _VOWELS and bare[1] not in _VOWELS:
            bare = "ٱi" + bare
        slots[slot] = (_spelt(bare).removesuffix("و" if slot == "w" else ""),)
    return slots


def _nominal(verb: _Verb, template: str) -> str:
    if verb.hollow and verb.form in ("IV", "X") and template.endswith("2A3"):
        template += "ap"  # إقالة، استقالة
    if verb.hollow and verb.form == "I" and verb.root[2] == "ء" and template == verb.template.active_participle:
        return verb.root[0] + "ائ" + DEFECTIVE  # جاءٍ، الجائي
    if verb.defective and template.endswith(("i3", "i4")):
        return _spelt(_sounds(verb, template, "u"))[:-1] + DEFECTIVE
    return _spelt(_sounds(verb, template, "u"))


def _sounds(verb: _Verb, template: str, ending: str) -> str:
    """Return the sounds of a word: the radicals in place, weak and doubled ones contracted."""
    word = (template + ending).translate(_TEMPLATE_LETTERS)
    if verb.hollow:
        word = _contract_hollow(word, verb)
    last = str(len(verb.root))
    if verb.doubled and verb.form not in ("IX", "QIV"):
        word = _contract_doubled(word, "2", "3")
    elif verb.doubled:
        word = _contract_doubled(word, last, last)
    if verb.defective:
        word = _contract_defective(word, last, _final_glide(verb, template))
    for number, radical in enumerate(verb.root, start=1):
        word = word.replace(str(number), radical)
    word = re.sub(r"ءaء(?=[^aiuAIU])", "ءA", word)  # آمن
    word = re.sub(r"ءiء(?=[^aiuAIU])", "ءI", word)  # إيمان
    word = re.sub(r"iو(?=[^aiuAIUو])", "I", word)  # إيجاد
    return re.sub(r"uي(?=[^aiuAIUي])", "U", word)  # يوقن


def _final_glide(verb: _Verb, template: str) -> str:
    keeps_waw = (
        verb.form == "I"
        and verb.root[-1] == "و"
        and template in (verb.template.perfect, verb.template.passive_participle)
    )
    return "و" if keeps_waw else "ي"


def _contract_hollow(word: str, verb: _Verb) -> str:
    """Contract a weak middle radical with the vowels beside it: قول to قال، قيل، يقول; before two consonants to قل."""
    long_u = "U" if verb.root[1] == "و" else "I"
    for sounds, contracted in (
        ("u2i", "I"),
        ("a2[aiu]", "A"),
        ("A2i", "Aءi"),
        ("i2A", "iيA"),
        ("2U", long_u),
        ("2A", "A"),
        ("2a", "A"),
        ("2i", "I"),
        ("2u", "U"),
    ):
        word = re.sub(sounds, contracted, word)
    closed = {
        "A": ("u" if verb.vowel == "u" else "i") if verb.form == "I" and not word.startswith("ي") else "a",
        "I": "i",
        "U": "u",
    }
    return re.sub(r"([AIU])3(?=[^aiuAIU]|$)", lambda found: closed[found[1]] + "3", word)


def _contract_doubled(word: str, second: str, third: str) -> str:
    """Contract two equal radicals before a vowel: مدد to مد, يمدد to يمد."""
    word = re.sub(rf"([aiuAIU]){second}[aiu]{third}(?=[aiuAIU])", rf"\g<1>{second}{third}", word)
    return re.sub(rf"([^aiuAIU]){second}([aiu]){third}(?=[aiuAIU])", rf"\g<1>\g<2>{second}{third}", word)


def _contract_defective(word: str, last: str, glide: str) -> str:
    """Contract a weak last radical with what stands beside it: اشترى، اشترت، اشتروا، يشتري، يشتر، داعٍ، إعطاء."""
    final_a = "A" if glide == "و" else "Y"
    for sounds, contracted in (
        ("A#(?=u?$)", "Aء"),
        ("U#", "U" if glide == "و" else "I"),
        ("a#a?ة", "Aة"),
        ("a#a$", final_a),
        ("a#u$", "Y"),
        ("a#[au]ه$", "Aه"),
        ("a#at", "at"),
        ("a#aت", "aت"),
        ("a#U", "aو"),
        ("a#I", "aي"),
        ("i#U", "U"),
        ("u#U", "U"),
        ("i#I|u#I", "I"),
        ("i#u", "I"),
        ("u#u", "U"),
        ("i#(?=[aA])", "iي"),
        ("u#(?=[aA])", "uو"),
        ("i#(?=.)", "I"),
        ("u#(?=.)", "U"),
        ("[aiu]#$", ""),
    ):
        word = re.sub(sounds.replace("#", last), contracted, word)
    return word.replace(last, glide)


def _spelt(sounds: str) -> str:
    """Spell sounds without vowel marks, a doubled letter once."""
    sounds = re.sub(r"([^aiuAIU])\1", r"\1", sounds)
    letters = []
    for place, sound in enumerate(sounds):
        if sound == "ء":
            letters.append(_hamza(sounds, place))
        elif sound == "A":
            letters.append("" if letters and letters[-1] == "آ" else "ا")
        elif sound not in "aiu":
            letters.append({"I": "ي", "U": "و", "Y": "ى", "ٱ": "ا"}.get(sound, sound))
    word = "".join(letters)
    return word[:-1] + "ا" if word.endswith("يى") else word  # أحيا


def _hamza(sounds: str, place: int) -> str:
    """Return the hamza with the seat that the vowels around it ask for."""
    before, after = sounds[place - 1] if place else "", sounds[place + 1] if place + 1 < len(sounds) else ""
    if not before:
        return {"A": "آ", "i": "إ", "I": "إ"}.get(after, "أ")
    final = place + 2 >= len(sounds) and after in ("", "a", "i", "u")
    if final:
        return {"a": "أ", "i": "ئ", "u": "ؤ"}.get(before, "ء")
    if before in ("i", "I", "ي") or after in ("i", "I"):
        return "ئ"
    if before == "u" or after in ("u", "U"):
        return "ؤ"
    if before in ("A", "U", "و"):
        return "ء"
    return "آ" if after == "A" else "أ"
