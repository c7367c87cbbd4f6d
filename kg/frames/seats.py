"""Offices -> where they are held: رئيسها، مدير شركة X، المدير العام للتسويق في X، وزير الاستثمار السعودي."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kg.arabic.folding import fold
from kg.frames.background import Found, View, Where
from kg.frames.offices import Office, OfficeFinder, Role, closed
from kg.frames.words import Word
from kg.ontology import Ontology

_OPENERS = frozenset({"ل", "في", "ب", "لدي", "باسم", "من"})
_BEHALF = frozenset({"عن", "من جانب", "من قبل", "من طرف", "باسم"})
"""What leads to those for whom somebody signs."""
_REACH = 14
"""How many words may stand between an office and the name of its organisation."""
_STATE_ROLES = frozenset({"president", "leader", "minister", "governor", "other"})


class SeatFinder:
    """Find the organisation that the words around an office name."""

    def __init__(self, ontology: Ontology, finder: OfficeFinder) -> None:
        self.ontology = ontology
        self.finder, self.role_at = finder, finder.role_at
        self.honorifics = frozenset(part.strip("./") for form in ontology.honorifics for part in fold(form).split())
        self.state = ontology.words.get("state-office", frozenset())
        self.regions = ontology.words.get("region", frozenset())
        self.areas = ontology.words.get("area", frozenset())
        self.owned = ontology.words.get("owned", frozenset())
        self.parents = ontology.words.get("parent", frozenset())
        self.countries = frozenset(ontology.nationalities.values())
        self.signing = ontology.words.get("signing", frozenset())
        self.formerly = ontology.words.get("formerly", frozenset()) - {"سبق"}
        self.recruiting = frozenset(
            fold(lemma)
            for name in ("hires", "appoints")
            for frame in (ontology.relations[name].frames if name in ontology.relations else ())
            if frame.kind == "verb" and "patient" in frame.arguments["object"]
            for lemma in frame.lemmas
        )

    def where(self, view: View, office: Office) -> Where:
        """Return the organisation that the words after an office name: by a pronoun, a genitive, or after ل or في."""
        owner = next((role.owner for role in office.roles if role.owner is not None), None)
        if owner is not None and not office.likened:
            # رئيسها التنفيذي: a pronoun that the linker left open is of the organisation that the sentence is about.
            index = view.words.index(owner)
            resolved = bool(view.entities(index))
            if self._recruited(view, office, index):
                # ضمت X فريق Y وعينت مؤسسها: nobody takes on the own founder.
                return Where(self._another(view, office.first, view.entities(index)), office.last + 1, named=True)
            return Where(self._possessor(view, index) if resolved else None, office.last + 1, named=resolved)
        if office.roles and (state := self._state(view, office)) is not None:
            return state
        return self.after(view, office)

    def behalf(self, view: View, office: Office, where: Where) -> Found | None:
        """Return the organisation that somebody signs for, where his office names none: وقع عن X مديرها العام فلان، وعن Y الرئيس التنفيذي علان."""
        seat = where.organisation
        called = next((word for word in view.words if seat is not None and word.span == seat.span), None)
        if office.likened or (called is not None and called.kind == "name"):
            return None
        side: Found | None = None
        for index in range(office.first - 1, -1, -1):
            word = view.words[index]
            if word.kind in ("relative", "complementiser", "subordinator"):
                return None
            if word.kind == "verb":
                return side if any(lemma in self.signing for lemma in word.lemmas) else None
            if side is None and word.kind == "name":
                held = next((entity for entity in view.entities(index) if self._may_sign(view, entity)), None)
                before = view.words[max(index - 6, 0) : index]
                if held is not None and (_for_somebody(before) or _represented(before)):
                    side = Found(held, word.span)
                elif held is not None:
                    return None
        return None

    def _may_sign(self, view: View, entity: str) -> bool:
        """Tell whether somebody can sign for an entity: a body, or a name of which nothing is known."""
        return view.background.types.get(entity) == "" or self.organisation(view, entity)

    def _recruited(self, view: View, office: Office, index: int) -> bool:
        """Tell whether who takes a founder on would be the organisation of his office."""
        clause = view.clause(office.first)
        founder = any(role.name == "founder" for role in office.roles)
        taken = clause.verb is not None and clause.verb.lemma in self.recruiting
        return founder and taken and clause.subject is not None and view.entities(index) == clause.subject.entities

    def _another(self, view: View, index: int, entities: Collection[str]) -> Found | None:
        """Return the organisation named last before a word that is none of the given ones."""
        for back in range(index - 1, -1, -1):
            word = view.words[back]
            found = [entity for entity in view.entities(back) if self.organisation(view, entity)]
            if word.kind == "name" and len(found) == 1 and found[0] not in entities:
                return Found(found[0], word.span)
        return None

    def _possessor(self, view: View, index: int) -> Found | None:
        """Return the organisation that a pronoun stands for; where the linker found none, the one named last before."""
        word = view.words[index]
        entities = view.entities(index)
        held = next((entity for entity in entities if self.organisation(view, entity)), None)
        if held is not None:
            return Found(held, word.span)
        for back in range(index - 1, -1, -1):
            before = view.words[back]
            if before.kind in ("name", "reference") and not before.attached:
                named = [entity for entity in view.entities(back) if self.organisation(view, entity)]
                if len(named) == 1:
                    return Found(named[0], before.span)
        topic = view.scene.topic
        about = [entity for entity in (topic.entities if topic else ()) if self.organisation(view, entity)]
        return Found(about[0], word.span) if len(about) == 1 else None

    def after(self, view: View, office: Office) -> Where:
        """Return the organisation that follows an office, as its genitive or after ل or في."""
        words = view.words
        definite = not office.likened and closed(words, office.roles[-1])
        # المتحدث باسم X: the preposition is a part of the office.
        opened = words[office.last].norm if words[office.last].norm in _OPENERS else ""
        if not opened and office.last - 1 > office.first and words[office.last - 1].norm == "ل":
            # الرئيس التنفيذي للمشتريات والمرافق في X، المدير التنفيذي لقطاع التسويق في X
            opened = "ل"
        named = apart = False
        for index in range(office.last + 1, min(office.last + 1 + _REACH, len(words))):
            word = words[index]
            if word.attached and self._relative_follows(view, index):
                # رئيس مجلس الإدارة لشركتها الأم X
                continue
            if word.attached and opened in ("ل", "في", "ب"):
                # ظلت رئيسة لها: she is no organisation.
                found = self._possessor(view, index)
                return Where(found, index + 1, named=found is not None)
            if index > office.last + 1 and not opened and self._another_office(words, index):
                # محافظ الخرج رئيس الغرفة: another office begins.
                break
            if word.kind in ("name", "reference"):
                entity = next(iter(view.entities(index)), "")
                if self._names(view, entity, office, opened, definite=definite) and not (apart and opened in ("", "ل")):
                    end, former = self._past(view, index, entity, office)
                    if word.kind == "reference" and (nearer := self._named_after(view, end)) is not None:
                        return nearer
                    return Where(Found(entity, word.span), end, former, named=True)
                area = words[office.last].norm in self.areas or word.norm.partition(" ")[0] in self.areas
                over = index == office.last + 1 and area
                if not (over or opened in ("ل", "في", "ب")) or not self._place(view, index):
                    break
                # المدير العام لمنطقة الخليج في X, المدير في الخليج لـX: the organisation is still to come.
                opened, apart = "", opened == "ل"
            elif (word.kind == "preposition" and word.lemma in _OPENERS) or word.norm in _OPENERS:
                opened = word.lemma or word.norm
                named |= opened == "ل"
            elif words[index].norm == "و" and self._place(view, index - 1) and self._another_place(view, index + 1):
                # نائب الرئيس للمبيعات في الخليج ومصر بشركة X
                opened = "في"
            elif self._goes_on(view, index) and (opened or _of_ministers(office) or not definite):
                # المدير العام للإعلام ومساندة التسويق في X.
                opened, apart = "", True
            elif (
                word.kind in ("noun", "adjective", "unknown", "demonstrative")
                and (opened or apart or not definite)
                and not self.titles(words, index)
                # رئيس شركة الطيران المملوكة لـX: he isn't president of the owner.
                and word.lemma not in self.owned
            ):
                named |= not opened or opened == "ل"
            elif not self._bracketed(words, index):
                break
        return Where(None, office.last + 1, named=named)

    def _relative_follows(self, view: View, index: int) -> bool:
        """Tell whether a pronoun only says whose relative an organisation is that is named right after: شركتها الأم X."""
        words, name = view.words, index + 1
        if words[index - 1].kind != "noun":
            return False
        while name < len(words) and (words[name].kind == "adjective" or words[name].norm in self.parents):
            name += 1
        named = name < len(words) and words[name].kind == "name" and name > index + 1
        return named and any(self.organisation(view, entity) for entity in view.entities(name))

    def _bracketed(self, words: Sequence[Word], index: int) -> bool:
        """Tell whether a bracket opens the name of what the words before it describe: رئيس شركة المدفوعات الرقمية (رتاج)."""
        described, name, closing = words[index - 1], words[index + 1 : index + 2], words[index + 2 : index + 3]
        plain = described.kind in ("noun", "adjective", "unknown") and words[index].text == "("
        return plain and [word.kind for word in name] == ["name"] and [word.text for word in closing] == [")"]

    def _named_after(self, view: View, index: int) -> Where | None:
        """Return the organisation that a nominal leads to: نائب رئيس المجموعة لإدارة الأصول في X."""
        words = view.words
        for place in range(index, min(index + 8, len(words))):
            word = words[place]
            found = next((e for e in view.entities(place) if self.organisation(view, e)), None)
            if word.kind == "name":
                led = any(before.lemma in ("في", "لدي") for before in words[max(place - 3, index) : place])
                return Where(Found(found, word.span), place + 1, named=True) if found is not None and led else None
            inside = word.kind == "preposition" and word.lemma in ("ل", "في", "لدي")
            if not inside and word.kind not in ("noun", "adjective"):
                return None
        return None

    def _another_office(self, words: Sequence[Word], index: int) -> bool:
        role = self.role_at(words, index)
        return role is not None and not self.finder.adjectival(words, role)

    def _goes_on(self, view: View, index: int) -> bool:
        """Tell whether و joins a second noun to what an office is over."""
        words = view.words
        after = words[index + 1] if index + 1 < len(words) else None
        noun = (
            words[index].norm == "و"
            and after is not None
            and after.kind == "noun"
            and not self.titles(words, index + 1)
        )
        return noun and self.role_at(words, index + 1) is None

    def _place(self, view: View, index: int) -> bool:
        """Tell whether a word names a place."""
        kinds = [view.background.types.get(entity, "") for entity in view.entities(index)]
        return (
            view.words[index].kind == "name" and bool(kinds) and all(self.ontology.is_a(k, ("Place",)) for k in kinds)
        )

    def _another_place(self, view: View, index: int) -> bool:
        """Tell whether the words go on with a place."""
        return index < len(view.words) and self._place(view, index)

    def _names(self, view: View, entity: str, office: Office, opened: str, *, definite: bool) -> bool:
        """Tell whether an entity after an office can be its organisation."""
        kind = view.background.types.get(entity)
        if kind is None or kind == "Person":
            return False
        if not kind:
            return bool(opened) or not definite
        if self.ontology.is_a(kind, ("Place",)):
            # محللة في أوسلو works there; رئيس وزراء النرويج governs it.
            # وزير الاتصالات في السعودية: a minister holds his office in a country, and only there.
            there = opened == "في" and _of_ministers(office) and entity in self.countries
            governed = opened in ("", "ل") and not definite | bool(office.likened)
            # رئيسة منطقة الخليج في X is hers, no president.
            governed = governed and entity not in self.regions
            return (there or governed) and any(self.of_state(view, role) for role in office.roles)
        return self.organisation(view, entity) or self.ontology.is_a(kind, ("Facility", "Product", "Group"))

    def organisation(self, view: View, entity: str) -> bool:
        """Tell whether an entity is a body in which offices are held."""
        return self.ontology.is_a(view.background.types.get(entity, ""), ("Organization", "Facility"))

    def _past(self, view: View, index: int, entity: str, office: Office) -> tuple[int, tuple[str, ...]]:
        """Pass over adjectives, brackets and further names of the same thing; return the adjectives that are the office's."""
        words = view.words
        adjectives: list[str] = []
        gender = words[office.roles[-1].first].gender if office.roles else ""
        index += 1
        while index < len(words):
            word = words[index]
            if word.kind == "adjective" and word.definite and not word.attached:
                if not gender or not word.gender or word.gender == gender:
                    adjectives += [word.lemma, word.norm.removeprefix("ال")]
                index += 1
            elif word.kind == "name" and (entity in view.entities(index) or self._short(view, index)):
                index += 1
            elif word.norm in self.formerly:
                # رئيس شركة X سابقا
                adjectives.append("سابق")
                index += 1
            elif word.text == "(" and (
                closing := next((i for i in range(index, min(index + 8, len(words))) if words[i].text == ")"), None)
            ):
                index = closing + 1
            elif word.text == ")" and words[index - 1].kind == "name":
                index += 1
            elif word.kind == "preposition" and (end := self._purpose(view, index)) > index:
                index = end
            else:
                break
        return index, tuple(adjectives)

    def _short(self, view: View, index: int) -> bool:
        """Tell whether a name in quotes, or of capitals, right after an organisation's is its short one: شركة الخطوط الحديدية «سار»."""
        mention = view.words[index].mention
        found = [entity for entity in view.entities(index) if self.organisation(view, entity)]
        quoted = mention is not None and mention.finder == "quote"
        return bool(found) and (quoted or view.abbreviates(index))

    def _purpose(self, view: View, index: int) -> int:
        """Return the word after what a company is for, or where, at ل or في: X للنشر، X لشؤون البيئة والسياسة، X في الشرق الأوسط، X بالرياض.

        What stands there is passed over only where it is short, or where the holder of the office follows.
        """
        words, end = view.words, index + 1
        if words[index].lemma not in ("ل", "في", "ب") or end >= len(words):
            return index
        if words[index].lemma == "ب" and words[end].form == "verbal-noun" and not words[end].definite:
            # رئيس شركة X بحضور فلان
            return index
        short = self._place(view, end) or (
            words[index].lemma == "ل" and words[end].kind == "noun" and words[end].definite
        )
        while (
            end < len(words)
            and (
                (words[end].kind in ("noun", "adjective") and not self.titles(words, end))
                or self._place(view, end)
                or (words[end].lemma in ("ل", "في") and end > index + 1)
                or (
                    words[end].norm == "و"
                    and end + 1 < len(words)
                    and (self._goes_on(view, end) or self._place(view, end + 1))
                )
            )
            and self.role_at(words, end) is None
        ):
            end += 1
        title = end < len(words) and self.titles(words, end)
        if end > index + 1 and (title or view.person(end) is not None):
            return end
        return index + 2 if short else index

    # -------------------------------------------------------------- offices of a state

    def of_state(self, view: View, role: Role) -> bool:
        """Tell whether a role is an office of a state, whose country an adjective may name: العاهل الأردني."""
        word = view.words[role.first]
        return role.name in _STATE_ROLES and bool({word.lemma, word.norm.removeprefix("ال")} & self.state)

    def _state(self, view: View, office: Office) -> Where | None:
        """Return the ministry that a minister belongs to where the article names it, else the country of the adjective."""
        role = office.roles[0]
        if role.name == "governor" or not self.of_state(view, role):
            return None
        country: Found | None = None
        forms: list[str] = []
        index = role.first
        while index < len(view.words) and index < role.first + 9:
            word = view.words[index]
            if word.kind != "name" and (home := self.ontology.country_of(word.norm)) is not None:
                head = self.ontology.head_of.get(forms[-1]) if index > role.last + 1 else None
                if head is not None and head.type == "Company":
                    # رئيس الشركة السعودية
                    return None
                country = Found(home, word.span)
            elif not (
                word.kind in ("noun", "adjective", "unknown", "reference")
                or (word.norm == "و" and role.name == "minister")
            ) or (index > role.last and (self.titles(view.words, index) or self._another_office(view.words, index))):
                break
            forms.append(word.norm.removeprefix("ال"))
            index += 1
        after = next((forms[i + 1 :] for i, form in enumerate(forms) if form in ("وزير", "وزيره", "وزاره")), [])
        for size in range(len(after), 0, -1):
            body = view.background.bodies.get(tuple(after[:size]))
            if body is not None:
                return Where(Found(body, view.words[role.first].span), index, named=True)
        if country is None:
            return None
        return Where(country, self._charge(view, index), named=True)

    def _charge(self, view: View, index: int) -> int:
        """Pass over what a minister is in charge of: وزير الدولة القطري لشؤون الطاقة فلان."""
        end = index + 1
        if index >= len(view.words) or view.words[index].norm != "ل":
            return index
        while (
            end < len(view.words) and view.words[end].kind in ("noun", "adjective") and not self.titles(view.words, end)
        ):
            end += 1
        return end

    def titles(self, words: Sequence[Word], index: int) -> bool:
        """Tell whether a word is a title before a name, or its stop: الدكتور، م.; للشؤون الإعلامية names no journalist."""
        word = words[index]
        if word.text in (".", "/"):
            return True
        after = words[index + 1] if index + 1 < len(words) else None
        if word.norm not in self.honorifics or after is None:
            return False
        # معالي الدكتور: what is indefinite is a title before another one.
        named = after.kind in ("name", "reference") and (word.definite or len(word.text) == 1)
        return named or self.titles(words, index + 1)


def _of_ministers(office: Office) -> bool:
    """Tell whether an office is that of a minister."""
    return bool(office.roles) and all(role.name == "minister" for role in office.roles)


def _represented(before: Sequence[Word]) -> bool:
    """Tell whether a verb of representing stands before a name and its noun: مثل شركة X."""
    verb = next((word for word in reversed(before) if word.kind != "noun"), None)
    return verb is not None and verb.kind == "verb" and "مثل" in verb.lemmas


def _for_somebody(before: Sequence[Word]) -> bool:
    """Tell whether the words before a name lead to whom somebody acts for: عن شركة X، من جانب X."""
    opening = max((index for index, word in enumerate(before) if word.kind == "preposition"), default=None)
    led = " ".join(word.norm for word in before[opening:]) if opening is not None else ""
    return any(f"{led} ".startswith(f"{marker} ") for marker in _BEHALF)


__all__ = ["SeatFinder"]
