"""The name after its description (شركة الطيران «رتاج»، خدمة باسم X), and the second writing of a name after the first."""

from __future__ import annotations

from collections.abc import Sequence

from kg.arabic.folding import fold_name
from kg.frames.phrases.kinds import Kinds
from kg.frames.phrases.model import Phrase
from kg.frames.phrases.openings import longest_first
from kg.frames.words import Word
from kg.ontology import Ontology


class Naming:
    """Find the names of what phrases describe."""

    def __init__(self, ontology: Ontology, kinds: Kinds) -> None:
        words = ontology.words
        self._kinds = kinds
        self._heads = ontology.head_of
        self._kin = words.get("kin", frozenset())
        self._companions = words.get("companion", frozenset())
        self._callings = longest_first(words.get("naming", frozenset()))
        self._openers = frozenset(form[0] for form in self._callings)
        self._legal_forms = ontology.folded_legal_forms
        self._collectives = words.get("collective", frozenset())

    def name_after(self, words: Sequence[Word], phrase: Phrase, *, outer: bool) -> int | None:
        """Return where the name starts that follows its description: شركة الطيران «رتاج»، الرئيس التنفيذي فلان."""
        called = self._called(words, phrase)
        position = phrase.last + 1 if called is None else called
        if position >= len(words):
            return None
        if self._companion(words, phrase, position) or self._relation(words, phrase, position):
            return position
        name, head = words[position], phrase.head
        if name.kind != "name" or head.attached or head.kind in ("figure", "date", "name"):
            return None
        if not (outer or called is not None or self._kinds.introduces_name(phrase)):
            return None
        if not self._kinds.may_name(phrase, name) or self._kinds.called_otherwise(phrase, name):
            return None
        place = name.mention is not None and name.mention.type == "Place"
        return None if phrase.entities and head.kind == "reference" and place else position

    def give_name(self, phrase: Phrase, name: Phrase) -> None:
        """Hang a name on the noun that it is of: the phrase's own, or that of a genitive in it."""
        inner = self._named_within(phrase, name)
        (phrase if inner is None else inner).apposed.append(name)
        if inner is not None:
            inner.entities = name.entities
            for between in phrase.nested():
                between.last = name.last
                if between is inner:
                    break
        phrase.last = name.last

    def _named_within(self, phrase: Phrase, name: Phrase) -> Phrase | None:
        """Return the genitive that a name is of, be it the last one of several: مواكبة نمو منافستها «سدير»."""
        last = phrase.genitive
        while last is not None and last.genitive is not None and not last.genitive.head.attached:
            last = last.genitive
        own = (inner for inner in (last, phrase.genitive) if inner is not None and self._names_genitive(phrase, inner))
        return next(own, None) or self._of_whom(phrase, name)

    def _of_whom(self, phrase: Phrase, name: Phrase) -> Phrase | None:
        """Return the company that a phrase is of whose own noun is no company's: أرباح المجموعة السويدية «سدير»، مقر الشركة «سدير»."""
        mention = name.head.mention
        kind = (mention.type or "Company") if mention is not None else ""
        if kind not in ("Company", "Organization"):
            return None
        inner: Phrase | None = phrase
        while inner is not None and not self._kinds.is_of_class(inner, kind):
            # المطورة «سدير», but قائمة عملاء الشركة «سدير»
            named = self._kinds.is_role(inner.head) or inner.head.form.endswith("participle")
            named = named and inner.head.norm not in self._collectives
            inner = None if named else inner.genitive
        if inner is None or inner is phrase or inner.names_something:
            return None
        return inner if inner.head.definite and inner.head.number == "s" else None

    def second_writing(self, words: Sequence[Word], phrase: Phrase) -> None:
        """Pass over the name in another script or in brackets: كوبريكس Qubrix، إنترناشيونال (إن.كيو.آر)."""
        position = phrase.last + 1
        while position < len(words):
            word = words[position]
            if word.kind == "name" and word.mention and set(word.mention.entities) & set(phrase.entities):
                phrase.last = position
            elif word.kind == "unknown" and phrase.head.kind == "name" and fold_name(word.text) in self._legal_forms:
                # «سدير» ش.م.ع
                phrase.last = position
            elif word.text == "(" and (
                end := next((i for i in range(position, min(position + 9, len(words))) if words[i].text == ")"), None)
            ):
                if any(inside.kind == "verb" or inside.attached for inside in words[position:end]):
                    # X (Y ترفع دعوى), X (مقرها Y): a sentence of its own.
                    return
                if _tells_of_another(words[position + 1 : end], phrase):
                    return
                phrase.last = end
            else:
                return
            position = phrase.last + 1

    def glossed(self, words: Sequence[Word], phrase: Phrase) -> bool:
        """Let a word that nobody knows stand for the name in brackets after it: اختارت رتاج (Ritaj)."""
        bracketed = words[phrase.last + 1 : phrase.last + 4]
        if phrase.head.kind != "unknown" or phrase.first != phrase.last or len(bracketed) < 3:
            return False
        opening, name, closing = bracketed
        if (opening.text, closing.text) != ("(", ")") or name.kind != "name" or name.mention is None:
            return False
        phrase.entities = name.mention.entities
        return True

    def _names_genitive(self, phrase: Phrase, inner: Phrase) -> bool:
        """Tell whether a name is that of the genitive right before it, not of what the phrase is headed by."""
        possessed = inner.genitive is not None and inner.genitive.head.attached
        if possessed and not self._kinds.head_of(phrase) and inner.head.lemma in self._kin:
            # شراء منافستها البريطانية «أ»: the name is the rival's, not of the purchase.
            return True
        # صاحبة العلامة التجارية «درب»: the name is that of what stands right before it, not of who has it.
        return inner.head.definite and not inner.names_something and self._kinds.has_what_is_named(phrase, inner)

    def _companion(self, words: Sequence[Word], phrase: Phrase, position: int) -> bool:
        """Tell whether a noun for somebody's companion is followed by who that is: صديقه فلان."""
        if not _possessed(phrase) or phrase.head.lemma not in self._companions:
            return False
        mention = words[position].mention
        return words[position].kind == "name" and mention is not None and mention.type == "Person"

    def _relation(self, words: Sequence[Word], phrase: Phrase, position: int) -> bool:
        """Tell whether a noun for what stands in a relation is followed by what that is: ذراعها العقارية شركة X، شركتها الأم مجموعة Y."""
        if not _possessed(phrase) or phrase.head.lemma in self._companions:
            return False
        if position + 1 >= len(words) or not {phrase.head.lemma, phrase.head.norm} & self._kin:
            return False
        introduced = words[position].kind == "noun" and words[position].norm in self._heads
        return introduced and words[position + 1].kind == "name"

    def _called(self, words: Sequence[Word], phrase: Phrase) -> int | None:
        """Return where the name stands that a noun without one is called by: خدمة جديدة باسم X، التي تحمل اسم X، المسماة X."""
        start, count = phrase.last + 1, len(words)
        if phrase.head.kind != "noun" or phrase.entities or start >= count or self._kinds.is_role(phrase.head):
            return None
        if words[start].kind == "preposition" and start + 1 < count and words[start + 1].attached:
            start += 2  # نظام خاص بها يحمل اسم X
        if start < count and (words[start].kind == "relative" or words[start].text in "،,"):
            start += 1
            start += start < count and words[start].norm == "و" and words[start - 1].text in "،,"
        if start >= count or words[start].norm not in self._openers:
            return None
        for form in self._callings:
            end = start + len(form)
            if tuple(word.norm for word in words[start:end]) == form:
                return end if end < len(words) and words[end].kind == "name" else None
        return None


def _possessed(phrase: Phrase) -> bool:
    return phrase.genitive is not None and phrase.genitive.head.attached


def _tells_of_another(inside: Sequence[Word], phrase: Phrase) -> bool:
    """Tell whether a bracket says what a name has to do with another: «أ» (التابعة لـ«ب»)، «أ» (ذراع «ب»)."""
    named = [word.mention.entities for word in inside[1:] if word.kind == "name" and word.mention is not None]
    describes = bool(inside) and (
        inside[0].kind in ("noun", "reference") or (inside[0].kind == "adjective" and inside[0].definite)
    )
    return describes and any(not set(entities) & set(phrase.entities) for entities in named)
