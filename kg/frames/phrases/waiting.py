"""Descriptions that wait for their names over the words between: شركة توصيل المشتريات عبر الإنترنت «أ»."""

from __future__ import annotations

from collections.abc import Sequence

from kg.frames.phrases.kinds import Kinds
from kg.frames.phrases.model import Constituent, Phrase
from kg.frames.words import Word
from kg.ontology import Ontology

_INSERTED = {"،": "،,.", ",": "،,.", "(": ")"}
"""What closes a name that stands between marks, by what opens it."""


class WaitingDescriptions:
    """Give names to the descriptions before them that wait for one."""

    def __init__(self, ontology: Ontology, kinds: Kinds) -> None:
        self._kinds = kinds
        self._owned = ontology.words.get("owned", frozenset())

    def hand_back(self, words: Sequence[Word], phrase: Phrase, found: Sequence[Constituent]) -> None:
        """Give a name to the description that waits for it: in شركة توصيل المشتريات عبر الإنترنت «أ» it is the company's, and so in شركة التسويق، «أ»، …."""
        name = self._spare_name(words, phrase, found)
        named = (inner.head.mention for inner in name.nested() if inner.head.kind == "name") if name else iter(())
        mention = next(named, None)
        if name is None or mention is None or mention.type in ("Place", "Person"):
            return
        further = found[-1] if found else None
        inside = further.nested() if phrase.preposition == "ل" and isinstance(further, Phrase) else []
        if (related := next((inner for inner in inside if self._kinds.unnamed_relation(inner)), None)) is not None:
            # وحدتها للهواتف «أ»، بيع وحدتها للهواتف «أ»
            related.apposed, related.entities, phrase.apposed, phrase.entities = [name], name.entities, [], ()
            return
        before = found[:-1] if name is not phrase and not phrase.preposition else found
        host = self._waiting_at_mark(found) if name is phrase else self._waiting_further(before)
        if host is None:
            return
        host.entities = name.entities
        if name is phrase and not host.apposed:
            host.apposed = [name]
        if name is not phrase:
            host.apposed, phrase.apposed, phrase.entities = [name], [], ()

    def name_owned(self, phrase: Phrase, found: Sequence[Constituent]) -> bool:
        """Tell whether a name is given to the product before whose it is: in منصتها الخاصة بها «أ» nothing is left of it."""
        owner, host = found[-1] if found else None, found[-2] if len(found) > 1 else None
        named = not phrase.preposition and phrase.head.kind == "name" and not phrase.coordinated
        if not (named and isinstance(owner, Phrase) and isinstance(host, Phrase)):
            return False
        if owner.is_place and owner.preposition and self._kinds.unnamed_relation(host):
            # منافستها في مصر «أ»
            host.apposed.append(phrase)
            host.stand_for_names([phrase])
            return True
        if not owner.head.attached:
            return self._name_held(phrase, owner, host)
        things = [inner for inner in host.nested() if self._kinds.unnamed_product(inner)]
        owned = [(inner, word) for inner in host.nested() for word in inner.adjectives if word.lemma in self._owned]
        if not (things and owned) or owner.preposition not in ("ب", "ل"):
            return False
        inner, word = owned[-1]
        if inner is not things[0]:
            inner.adjectives.remove(word)
            things[0].adjectives.append(word)
        things[0].apposed.append(phrase)
        things[0].stand_for_names([phrase])
        return True

    def _name_held(self, name: Phrase, holder: Phrase, host: Phrase) -> bool:
        """Tell whether a name is given to the company before whom it is of: شركة الرقائق التابعة لـ«سدير» «أ»."""
        held = any(word.lemma in self._owned for inner in host.nested() for word in inner.adjectives)
        waiting = next((inner for inner in host.nested() if self._kinds.waits_for_name(inner)), None)
        if waiting is None or not (held and holder.preposition == "ل" and holder.entities):
            return False
        waiting.apposed.append(name)
        waiting.stand_for_names([name])
        return True

    def _spare_name(self, words: Sequence[Word], phrase: Phrase, found: Sequence[Constituent]) -> Phrase | None:
        """Return the name that a phrase can do without: what is apposed to a noun like الإنترنت, or itself between commas."""
        head = phrase.head
        opening = found[-1] if len(found) > 1 else None
        joined = isinstance(opening, Word) and opening.norm == "و"
        if phrase.preposition or (joined and phrase.apposed):
            definite = head.definite or phrase.genitive_defines
            nominal = head.kind == "noun" or (joined and head.kind == "adjective")
            plain = nominal and definite and (head.number == "p" or not self._kinds.head_of(phrase))
            return phrase.apposed[-1] if plain and phrase.apposed else None
        closing = words[phrase.last + 1] if phrase.last + 1 < len(words) else None
        closes = _INSERTED.get(opening.text, "") if isinstance(opening, Word) else ""
        inserted = bool(closes) and closing is not None and closing.text in closes
        product = head.kind == "noun" and bool(phrase.entities) and not phrase.head.definite
        return phrase if inserted and (head.kind == "name" or product) and not phrase.coordinated else None

    def _waiting_at_mark(self, found: Sequence[Constituent]) -> Phrase | None:
        """Return the description right before a comma or bracket that waits for its name: شركة المدفوعات الرقمية («أ»)، أحدث هواتفها، «أ»، …."""
        host = found[-2]
        if not isinstance(host, Phrase):
            return None
        related = found[-3] if host.is_place and host.preposition and len(found) > 2 else None
        if isinstance(related, Phrase) and self._kinds.unnamed_relation(related):
            # منافستها في مصر، شركة «أ»،
            return related
        return next((inner for inner in reversed(host.nested()) if self._kinds.unnamed(inner)), None)

    def _waiting_further(self, found: Sequence[Constituent]) -> Phrase | None:
        """Return the nearest description that waits for its name, with only phrases under prepositions after it."""
        for host in reversed(found):
            if not isinstance(host, Phrase):
                return None
            if self._kinds.waits_for_name(host):
                return host
            if not host.preposition:
                return None
        return None
