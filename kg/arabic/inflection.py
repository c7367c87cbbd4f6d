"""Give the stems of a noun or adjective with the endings that each can take."""

from __future__ import annotations

from dataclasses import dataclass

from kg.arabic.conjugation import DEFECTIVE


@dataclass(frozen=True, slots=True)
class Endings:
    """Say which endings a nominal takes beside those of its singular."""

    dual: bool = False
    sound_masculine: bool = False
    feminine: bool = False
    """A feminine in ة of its own, with dual and plural (مدير، مديرة)."""
    sound_feminine: bool = False
    """A plural in ات that leaves the gender alone (استثمار، استثمارات)."""

    @property
    def slots(self) -> str:
        """Return the letters of these endings."""
        return (
            ("D" if self.dual else "")
            + ("M" if self.sound_masculine else "")
            + ("FGB" if self.feminine else "")
            + ("a" if self.sound_feminine else "")
        )


def inflect(word: str, endings: Endings) -> tuple[tuple[str, str], ...]:
    """Return the stems of a singular, or of a broken plural, each with its slots.

    Slots: 0 bare, i bare and indefinite only, x the ا of the accusative, e pronouns, D dual, M plural in ون, t ة and T
    its dual (of a word that has ة itself), a plural in ات, A the ت of that plural after آ; F, G, B singular, dual and
    plural of a feminine in ة.
    """
    if word.endswith(DEFECTIVE):
        base = word[:-1]
        return (base + "ي", "0ex" + endings.slots.replace("M", "")), (
            base,
            "i" + ("M" if endings.sound_masculine else ""),
        )
    if word.endswith("ة"):
        return _in_ta(word[:-1], endings)
    if word.endswith("ى"):
        return _in_maqsura(word[:-1], endings)
    if word.endswith("ا"):
        return ((word, "0eA" if endings.sound_feminine else "0e"),)  # كاميرا، كاميرات
    if word.endswith(("ء", "أ")):
        return _in_hamza(word, endings)
    return ((word, "0xe" + endings.slots),)


def _in_ta(base: str, endings: Endings) -> tuple[tuple[str, str], ...]:
    slots = "tT" if endings.dual else "t"
    if not endings.sound_feminine:
        return ((base, slots),)
    if base.endswith("أ"):
        return (base, slots), (base[:-1] + "آ", "A")  # منشأة، منشآت
    return ((base, slots + "a"),)


def _in_maqsura(base: str, endings: Endings) -> tuple[tuple[str, str], ...]:
    """Return the stems of a word in ى: مستوى، مستواه، مستويان، مستويات; مسمى، مسماة، مسمون."""
    masculine, feminine = endings.sound_masculine, endings.feminine
    others = ("D" if endings.dual else "") + ("a" if endings.sound_feminine else "") + ("B" if feminine else "")
    stems = [(base + "ى", "0"), (base + "ا", "e" + ("FG" if feminine else ""))]
    stems += [(base + "ي", others)] if others else []
    return (*stems, (base, "M")) if masculine else tuple(stems)


def _in_hamza(word: str, endings: Endings) -> tuple[tuple[str, str], ...]:
    """Return the stems of a word in hamza, whose seat follows the case before a pronoun: بناءه، بنائه، بناؤه."""
    base, before = word[:-1], word[-2:-1]
    slots = endings.slots
    if before == "ي":
        return (word, "0e"), (base + "ئ", "ex" + slots)  # شيء، شيئا، شيئان; بطيء، بطيئة
    accusative = "" if before == "ا" or word.endswith("أ") else "x"  # جزءا، but بناء and خطأ
    masculine = "M" if endings.sound_masculine else ""
    stems = [
        (word, "0e" + accusative + slots),
        (base + "ئ", "e" + ("D" if endings.dual else "") + masculine),
        (base + "ؤ", "e" + masculine),
    ]
    return (*stems, (base + "آ", "A")) if word.endswith("أ") and endings.sound_feminine else tuple(stems)
