"""Agreement: which verbs and pronouns a phrase can go with, by gender and number."""

from __future__ import annotations

from kg.frames.phrases import Phrase
from kg.frames.words import Word

PRONOUN_NUMBER = {"ه": ("m", "s"), "ها": ("f", "s"), "هم": ("m", "p"), "هما": ("", "d")}
"""The gender and number of what an attached pronoun stands for."""

_THINGS = frozenset({"Product", "Platform"})


def agreeing(phrase: Phrase, gender: str, relative: Word) -> Phrase | None:
    """Return the innermost part of a phrase with the gender of a relative pronoun after it; a name without a known gender agrees with both."""
    phrase = phrase.until(relative)
    for inner in reversed(phrase.nested()):
        if inner.head.attached or inner.head.span > relative.span:
            # الشركات التي استثمرت في X، ومنها Y: the example stands behind the clause.
            continue
        mention = inner.head.mention
        if mention is not None and mention.type == "Person" and not inner.head.gender and gender == "f":
            # X التي يرأسها فلان والتي: a woman's name mostly tells that it is one.
            continue
        if mention is not None and mention.type in _THINGS and _called_otherwise(phrase, inner, gender):
            continue
        # الأنباء التي: plurals of things are feminine; of people الذين would tell.
        things = gender == "f" and inner.head.number == "p" and inner.head.kind == "noun"
        if (
            inner.head.gender == gender
            or things
            or (inner.head.kind == "name" and inner.entities and not inner.head.gender)
        ):
            return phrase if inner.entities and inner.entities == phrase.entities else inner
    return None


def _called_otherwise(phrase: Phrase, name: Phrase, gender: str) -> bool:
    """Tell whether the noun before a product's name is of another gender: X المطورة لتطبيق «أ»، التي …."""
    hosts = [host for host in phrase.nested() if host.genitive is name or name in host.apposed]
    nouns = [host.head for host in hosts if host.head.kind == "noun" and host.head.number == "s"]
    return bool(nouns) and bool(nouns[-1].gender) and nouns[-1].gender != gender


def relative_gender(relative: Word) -> str:
    """Return the gender of the noun that الذي or التي is of."""
    return "m" if relative.norm in ("الذي", "اللذي", "الذين") else "f"


def may_agree(phrase: Phrase, verb: Word, *, strict: bool) -> bool:
    """Tell whether a phrase can be the verb's subject by gender; names mostly agree with any."""
    head = phrase.head
    if head.kind in ("figure", "date"):
        return False
    if head.kind in ("name", "reference") and not head.gender:
        return True
    if not head.gender or not verb.gender:
        return not strict or head.kind == "name"
    if head.form == "verbal-noun" and phrase.entities:
        # طلبت طيران المدار: a company whose name starts with what it does is feminine.
        return True
    if head.number in ("p",) and head.form != "name":
        # Plurals of things take a feminine verb, plurals of people a masculine one.
        return True
    return head.gender == verb.gender


def accusative(head: Word) -> bool:
    """Tell whether a noun is written with the tanwin of what is no subject: ظل رئيسا لها."""
    plain = head.kind == "noun" and not head.definite and head.norm.endswith("ا") and not head.lemma.endswith("ا")
    # قضايا and هدايا are plurals of their own; أرباحا has its tanwin.
    return plain and (head.number == "s" or (head.number == "p" and not head.norm.endswith("يا")))
