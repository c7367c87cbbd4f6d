"""Offices -> who holds which one where: الرئيس التنفيذي لشركة X فلان، فلان رئيس مجلس إدارة X، ونظيره في Y، العاهل الأردني."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.arabic.folding import fold, fold_name
from kg.frames.appointments import AppointmentReader
from kg.frames.arguments import Claim
from kg.frames.background import INNER_ROLES, UNNAMED, Background, Found, Holding, View, Where, written
from kg.frames.clauses import Clause
from kg.frames.copulas import CopulaReader
from kg.frames.offices import Office, OfficeFinder, Role, tanwin
from kg.frames.phrases import Phrase
from kg.frames.scene import Governor, Scene
from kg.frames.seats import SeatFinder
from kg.frames.words import Word
from kg.model import Entity, Mention, Span
from kg.ontology import Ontology

_DESCRIBING = ("noun", "adjective", "unknown", "preposition", "conjunction", "name", "reference")
_LONGEST_DESCRIPTION = 12
"""Words between the name of an organisation and that of who holds an office there, the marks around them counted."""
_COMMAS = frozenset({"،", ",", "-", "–"})
_OPENING = _COMMAS | {"("}
_DEEDS = {"founder": "founded", "owner": "owns"}
"""Nouns of who did or has something: مؤسس X founded it, مالكها owns it; شريك إداري of two words is an office."""
_LIKENED = 0.8
_UNITS = ("Product", "Event", "Group")
"""What is no body but has offices too: رئيس منصة X، مدير معرض Y."""


class PositionReader:
    """Read who holds an office from a sentence's words."""

    def __init__(self, ontology: Ontology, copulas: CopulaReader) -> None:
        self.ontology, self.copulas = ontology, copulas
        self.finder = OfficeFinder(ontology)
        self.seats = SeatFinder(ontology, self.finder)
        self.appointments = AppointmentReader(ontology, self.finder, self.seats.after)
        self.offices = ontology.words.get("office", frozenset())
        self.copula = ontology.words.get("copula", frozenset())
        self.between = ontology.words.get("beside-office", frozenset())
        self.acts_for = ontology.words.get("acts-for", frozenset())
        self.speech = ontology.words.get("speech", frozenset())
        self.allies = ontology.words.get("ally", frozenset())
        self.telling = self.speech - ontology.words.get("relaying", frozenset())
        self.media = ontology.words.get("news-source", frozenset())
        self.deputies = ontology.words.get("deputy", frozenset())
        self.comprising = ontology.words.get("comprising", frozenset())
        self.former = frozenset(
            fold(word.lemma) for word in ontology.status_words if word.kind == "adjective" and word.status == "ended"
        )

    def background(self, entities: Sequence[Entity], mentions: Sequence[Mention] = ()) -> Background:
        """Return what is known before the first sentence of an article with these entities and mentions."""
        bodies: dict[tuple[str, ...], str] = {}
        for entity in entities:
            known = self.ontology.name_of.get(entity.id)
            for name in (*entity.names, *((known.ar,) if known else ())):
                head, *rest = fold_name(name).split() or [""]
                if head.removeprefix("ال") == "وزاره" and rest:
                    bodies.setdefault(tuple(word.removeprefix("ال") for word in rest), entity.id)
        types = {entity.id: entity.type for entity in entities}
        return Background(types, bodies, main=self._main(types, mentions))

    def _main(self, types: Mapping[str, str], mentions: Sequence[Mention]) -> str:
        """Return the organisation that is named at least twice as often as any other, or ""."""
        counts = Counter(
            entity
            for mention in mentions
            for entity in mention.entities
            if len(mention.entities) == 1 and self.ontology.is_a(types.get(entity, ""), ("Organization",))
        )
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:2]
        clear = bool(ranked) and ranked[0][1] > 1 and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1])
        return ranked[0][0] if clear else ""

    # -------------------------------------------------------------- holdings

    def holdings(self, scene: Scene, background: Background) -> list[Holding]:
        """Return the holdings of a sentence in order, and remember them in the background."""
        found: list[Holding] = []
        view = View(scene, background)
        open_: tuple[Office, Where] | None = None
        for office in scene.offices:
            several = any(role.several for role in office.roles)
            holding = None if several else self._holding(view, office, found)
            held = self._together(view, office) if several else [holding] if holding is not None else []
            if holding is not None and open_ is not None and self._joins(view, open_[1], office):
                # رئيس مجلس إدارة X ورئيسها التنفيذي فلان: he is both.
                organisation = open_[1].organisation or holding.organisation
                first = replace(holding, office=open_[0], roles=open_[0].roles, organisation=organisation, former=open_[1].former)  # fmt: skip
                held.insert(0, first)
            found += held
            for one in held:
                background.held.pop(one.person.entity, None)
                background.held[one.person.entity] = one
            open_ = None if held else self._left_open(view, office)
        return found

    def _left_open(self, view: View, office: Office) -> tuple[Office, Where] | None:
        """Return an office of a known organisation beside which nobody stands."""
        where = self.seats.where(view, office) if not office.likened else None
        named = where is not None and where.organisation is not None and self._apposed(view, office, where)
        return (office, where) if where is not None and named else None

    def _joins(self, view: View, where: Where, office: Office) -> bool:
        """Tell whether the next office stands right after what an office is of, or after و where it takes that up by a pronoun."""
        owned = any(role.owner is not None for role in office.roles)
        if where.end == office.first:
            # التقى رئيس X رئيس Y: these are two.
            return self._says(view.clause(office.first))
        return owned and where.end == office.first - 1 and view.words[where.end].norm == "و"

    def _together(self, view: View, office: Office) -> list[Holding]:
        """Return the holdings of those who hold an office together: مؤسسا X فلان وعلان; فلان وعلان، مؤسسا X."""
        where = self.seats.where(view, office)
        if where.organisation is None:
            return []
        words = view.words
        after = where.end + (where.end < len(words) and words[where.end].text in _COMMAS)
        if words[where.end - 1].text == ")":
            # مؤسسو X (فلان وعلان)
            after = next((i for i in range(where.end - 1, office.last, -1) if words[i].text == "("), after) + 1
        before = office.first - 1 - (office.first > 0 and words[office.first - 1].text in _COMMAS)
        people = self._listed(view, after, 1) or self._listed(view, before, -1)
        return [Holding(office, person, office.roles, where.organisation, where.former, 1.0) for person in people]

    def _listed(self, view: View, index: int, step: int) -> list[Found]:
        """Return the persons of a list that begins or ends at a word, two of them at least."""
        found: list[Found] = []
        while (person := view.person(index)) is not None:
            found.append(person)
            index += step
            while 0 <= index < len(view.words) and (view.words[index].norm == "و" or view.words[index].text in _COMMAS):
                index += step
        return found if len(found) > 1 else []

    def _holding(self, view: View, office: Office, found: Sequence[Holding]) -> Holding | None:
        where = self.seats.where(view, office)
        side = self.seats.behalf(view, office, where)
        if not office.likened and (
            self._sought(view, office) or not (side is not None or self._apposed(view, office, where))
        ):
            return None
        chained = found[-1] if found and self._chained(view, found[-1], office) else None
        person = (self._signer(view, office) if side else None) or self._person(view, office, where, chained)
        if person is None:
            return None
        roles = office.roles
        organisation, score = where.organisation, 1.0
        if chained is not None and any(role.owner is not None for role in roles):
            # أحد مؤسسي X ورئيسها السابق: the pronoun takes up the office before.
            organisation = chained.organisation
        if office.likened:
            like = self._like(view, office)
            if like is None:
                return None
            roles, score = like.roles, _LIKENED
            organisation = organisation or (like.organisation if office.likened == "ended" else None)
        elif side is not None:
            organisation = side
        elif organisation is None and not where.named:
            organisation, score = self._unnamed(view, office, chained), UNNAMED
        if organisation is None or organisation.entity == person.entity:
            return None
        if view.background.types.get(organisation.entity) == "Company":
            # وزير الطاقة ورئيس مجلس إدارة X: a company has no ministers.
            roles = tuple(role for role in roles if role.name != "minister")
        if roles and not office.likened and view.background.types.get(organisation.entity) in ("Company", ""):
            roles = (*roles[:-1], self.finder.divided(view.words, roles[-1], where.former))
        if not roles and not office.likened:
            return None
        if self._member(view, office):
            roles = tuple(replace(role, name=self._of_board(view.words[role.first], role)) for role in roles)
        over = any(lemma in self.former for role in roles for lemma in (*role.adjectives, *where.former))
        said = self._predicated(view, office)
        named = [e for part in (said.subject, said.object) if part is not None for e in part.entities] if said else []
        copula = said if person.entity in named else None
        return Holding(office, person, roles, organisation, where.former, score, chained is not None, over, copula)

    def _apposed(self, view: View, office: Office, where: Where) -> bool:
        """Tell whether an office can be said of a name beside it: an indefinite one (عينت X فلانا رئيسا) is what somebody is made.

        فلان، محلل لدى X; وكان فلان رئيسا لـX; بصفته رئيسا لـX stand in between.
        """
        role = office.roles[0]
        if where.organisation is None and not where.named:
            # على لسان رئيسها فلان: a pronoun makes it definite too.
            definite = view.words[role.last].definite or view.words[role.first].definite or role.owner is not None
            return definite or self._member(view, office)
        if _bound(view.words, role, where):
            return True
        before = view.words[office.first - 1] if office.first else None
        if before is None or where.organisation is None:
            return False
        said = self._copular(before) or before.norm in self.between or before.attached or before.kind == "reference"
        said = said or self._predicated(view, office) is not None
        people = office.first > 1 and before.kind == "name" and self._copular(view.words[office.first - 2])
        headline = before.kind == "name" and view.scene.clauses[0].verb is None
        return (
            said
            or people
            or headline
            or (not tanwin(view.words[role.first]) and (before.text in _OPENING or before.kind == "conjunction"))
        )

    def _member(self, view: View, office: Office) -> bool:
        """Tell whether an office is that of one of those whom a board is made up of: يضم المجلس فلانا رئيسا وعلانا عضوا."""
        clause, words = view.clause(office.first), view.words
        board = clause.subject is not None and clause.subject.head.lemma in self.acts_for
        made = clause.verb is not None and not self.comprising.isdisjoint(clause.verb.lemmas)
        return board and made and view.person(office.first - 1) is not None and tanwin(words[office.first])

    def _of_board(self, word: Word, role: Role) -> str:
        """Return what the office of a member of a board is: its chairman, his deputy, or a member."""
        if word.lemma in self.deputies:
            return "vice-chairman"
        return {"president": "chairman", "other": "board-member"}.get(role.name, role.name)

    def _sought(self, view: View, office: Office) -> bool:
        """Tell whether an office is only a title (المهندس فلان), or one that somebody is to come to: مرشح لمنصب مدير X، فلان."""
        words, role = view.words, office.roles[0]
        titled = role.name in ("other", "leader") and role.first == role.last == office.last
        if titled and self.seats.titles(words, role.first):
            return True
        return (
            office.first > 1
            and words[office.first - 1].lemma in self.offices
            and words[office.first - 2].norm
            in (
                "ل",
                "الي",
            )
        )

    def _copular(self, word: Word) -> bool:
        return word.kind in ("verb", "particle") and word.lemma in self.copula

    def _chained(self, view: View, before: Holding, office: Office) -> bool:
        """Tell whether و joins an office to the one read before, or nothing parts them: رئيس X فلان، والمؤسس المشارك علان; فلان رئيس X رئيس Y."""
        words = view.words
        if office.first == 0 or words[office.first - 1].norm != "و":
            return self._adjoins(view, before.office, office)
        between = words[before.office.last + 1 : office.first - 1]
        return not any(
            word.kind in ("verb", "relative", "complementiser", "subordinator") or word.text in (":", "؛")
            for word in between
        )

    def _adjoins(self, view: View, before: Office, office: Office) -> bool:
        """Tell whether nothing but a comma stands between what an office is of and the next one: رئيس X، عضو مجلس إدارة Y."""
        where = self.seats.where(view, before)
        comma = where.end < len(view.words) and view.words[where.end].text in _COMMAS
        return where.organisation is not None and where.end + comma == office.first

    def _like(self, view: View, office: Office) -> Holding | None:
        """Return the holding that نظيره likens to: the one of whom the pronoun stands for, else the one named last."""
        held = view.background.held
        for entity in view.entities(office.last):
            if entity in held:
                return held[entity]
        return next(reversed(held.values()), None)

    # -------------------------------------------------------------- holder

    def _person(self, view: View, office: Office, where: Where, chained: Holding | None) -> Found | None:
        """Return the holder: a name in apposition right after, else the one right before, else one after a comma."""
        words = view.words
        described = self._described(view, office, where)
        if described is not None:
            return described
        index = where.end
        comma = index < len(words) and words[index].text in _COMMAS
        index += comma
        # الرئيس التنفيذي الجديد لـX هو فلان
        identified = index < len(words) and words[index].norm in ("هو", "هي") and view.person(index + 1) is not None
        index += identified
        while (
            index < min(where.end + 5, len(words))
            and words[index].kind in ("noun", "adjective", "unknown", "mark")
            and (self.seats.titles(words, index) or (comma and words[index].text == "("))
        ):
            index += 1
        after = view.person(index)
        if after is not None and not comma:
            return after
        joined = office.first > 0 and words[office.first - 1].norm == "و"
        if chained is not None:
            return (after if joined else None) or chained.person
        if office.first > 0 and words[office.first - 1].kind == "preposition" and words[office.first - 1].lemma != "ك":
            return after
        verb = words[office.first - 1] if office.first else None
        if after is not None and verb is not None and verb.kind == "verb" and self._copular(verb):
            # ويعد محافظ X، فلان، من …: the verb has its subject after it.
            return after
        return self._before(view, office) or after

    def _described(self, view: View, office: Office, where: Where) -> Found | None:
        """Return the speaker after what two marks part from his organisation: قال الرئيس التنفيذي لـX - الناقل الوطني - فلان إن …."""
        words, opening = view.words, where.end
        parted = opening < len(words) and words[opening].text in _COMMAS and where.organisation is not None
        if not parted or not self._says(view.clause(office.first)):
            return None
        for place in range(opening + 1, min(opening + _LONGEST_DESCRIPTION, len(words))):
            word = words[place]
            if word.text in _COMMAS:
                return view.person(place + 1) if place > opening + 1 else None
            if word.kind not in _DESCRIBING or view.person(place) or self.finder.role_at(words, place):
                return None
        return None

    def _signer(self, view: View, office: Office) -> Found | None:
        """Return the person after an office and what it is over: الرئيس التنفيذي للعمليات الدكتور فلان."""
        for index in range(office.last + 1, min(office.last + 8, len(view.words))):
            word = view.words[index]
            if (person := view.person(index)) is not None:
                return person
            if word.kind not in ("noun", "adjective", "unknown") and word.norm not in ("ل", "و", "."):
                return None
        return None

    def _before(self, view: View, office: Office) -> Found | None:
        """Return the person right before an office: فلان، رئيس X؛ فلان (45 عاما) رئيس X؛ وهو اليوم رئيس X؛ فلان الذي كان رئيسا لـX."""
        words = view.words
        back = office.first - 1
        while back >= 0:
            word = words[back]
            if (
                word.text == ")"
                and (start := next((i for i in range(back, max(back - 8, -1), -1) if words[i].text == "("), None))
                is not None
            ):
                back = start - 1
            elif self._stands_between(words, back) or (word.text == "(" and back == office.first - 1):
                back -= 1
            elif word.norm in ("هو", "هي"):
                return view.person(back) or view.nearest(back)
            else:
                break
        # بمكتبه رئيس X: whose the office room is holds no office there.
        own = back > 0 and words[back].attached and words[back - 1].kind == "noun"
        possessor = own and words[back - 1].form != "verbal-noun"
        beside = None if possessor else view.person(back)
        return beside or self._subject(view, office) or self._sharing(view, office.first - 1)

    def _sharing(self, view: View, index: int) -> Found | None:
        """Return the person whose first office و joins the next one to: فلان وزير الدولة لشؤون النقل ورئيس X."""
        words = view.words
        if not 0 < index < len(words) or words[index].norm != "و":
            return None
        for back in range(index - 1, max(index - 9, 0), -1):
            if (
                words[back].kind not in ("noun", "adjective", "preposition", "unknown", "reference")
                and words[back].norm != "و"
            ):
                return None
            if self.finder.role_at(words, back) is not None and (found := view.person(back - 1)) is not None:
                return found
        return None

    def _stands_between(self, words: Sequence[Word], index: int) -> bool:
        """Tell whether a word may stand between a person and his office: a comma, الذي كان، وحاليا، بصفته."""
        word = words[index]
        if (
            word.text in _COMMAS
            or word.kind in ("date", "relative")
            or word.norm in self.between
            or self._copular(word)
        ):
            return True
        if word.attached:
            return words[index - 1].norm in self.between
        return word.norm == "ب" and words[index + 1].norm in self.between

    def _predicated(self, view: View, office: Office) -> Clause | None:
        """Return the clause whose predicate an office is: وظل رئيسا لها، سيكون فلان، الذي …، المدير العام لـX."""
        before, first = view.words[office.first - 1] if office.first else None, view.words[office.first]
        if before is not None and self._copular(before):
            clause = next((c for c in view.scene.clauses if c.verb is not None and c.verb.span == before.span), None)
            if clause is None or clause.subject is None or clause.subject.head.span != first.span:
                return clause
        return self.copulas.clause(view.scene, first)

    def _subject(self, view: View, office: Office) -> Found | None:
        """Return the subject of the copula that says an office."""
        clause = self._predicated(view, office)
        if clause is None or clause.subject is None:
            return None
        person = next(
            (entity for entity in clause.subject.entities if view.background.types.get(entity) == "Person"), None
        )
        return Found(person, clause.subject.head.span) if person else None

    # -------------------------------------------------------------- an office alone

    def _unnamed(self, view: View, office: Office, chained: Holding | None) -> Found | None:
        """Return the organisation of an office that names none: that of the office before, of who acts, or of who is spoken of."""
        inside = all(role.name in INNER_ROLES or role.owner is not None for role in office.roles)
        if not (inside or self._member(view, office)):
            inner = chained is not None and not any(self.seats.of_state(view, role) for role in office.roles)
            return chained.organisation if chained is not None and inner else None
        if chained is not None:
            return chained.organisation
        clause = view.clause(office.first)
        founder = any(role.name == "founder" for role in office.roles)
        chain = [
            clause,
            *(c for c in view.scene.clauses if c.opening == "complement" and c.parent is clause and self._says(clause)),
            # أطلقت سدير هاتفا ينافس رتاج، وقال المدير العام: of whom the sentence tells first.
            *(c for c in view.scene.clauses if c.opening == "main" and c.position < clause.position and not founder),
        ]
        for current in chain:
            acting = self._acting(view, current)
            if acting is not None:
                return acting
        for index, word in enumerate(view.words):
            if word.kind == "reference" and not word.attached and not office.first <= index <= office.last:
                entities = [entity for entity in view.entities(index) if self.seats.organisation(view, entity)]
                if len(entities) == 1:
                    return Found(entities[0], word.span)
        return self._spoken_of(view, office)

    def _spoken_of(self, view: View, office: Office) -> Found | None:
        """Return the organisation that the article is about, else the one that the sentence names before an office, else the one told of before."""
        if main := view.background.main:
            return Found(main, view.words[office.first].span)
        named = {
            entity: Found(entity, word.span)
            for index, word in enumerate(view.words[: office.first])
            if word.kind == "name"
            for entity in view.entities(index)
            if self._may_speak(view, entity)
        }
        if named:
            return next(iter(named.values())) if len(named) == 1 else None
        topic = view.scene.topic
        told = [entity for entity in (topic.entities if topic is not None else ()) if self._may_speak(view, entity)]
        founder = any(role.name == "founder" for role in office.roles)
        return Found(told[0], view.words[office.first].span) if len(told) == 1 and not founder else None

    def _may_speak(self, view: View, entity: str) -> bool:
        """Tell whether an entity is an organisation that does not only report."""
        return self.seats.organisation(view, entity) and entity not in self.media

    def _says(self, clause: Clause) -> bool:
        return clause.verb is not None and clause.verb.lemma in self.speech

    def _acting(self, view: View, clause: Clause) -> Found | None:
        """Return the organisation that is the subject of a clause, مجلس إدارة X for X."""
        phrase: Phrase | None = clause.subject if not clause.inherited else None
        while phrase is not None and not phrase.head.attached:
            held = [entity for entity in phrase.entities if self._may_speak(view, entity)]
            if len(held) == 1:
                return Found(held[0], phrase.head.span)
            if phrase.entities or phrase.head.lemma not in self.acts_for:
                return None
            phrase = phrase.genitive
        return None

    # -------------------------------------------------------------- claims

    def spoken_for(self, words: Sequence[Word], holdings: Sequence[Holding]) -> frozenset[Span]:
        """Return the words of roles of several words: الشريك المؤسس of X is no partner of it, المدير التنفيذي manages nothing.

        The role of a نظير stands where that of his counterpart does, which may be another sentence.
        """
        return frozenset(
            words[index].span
            for holding in holdings
            if not holding.office.likened
            for role in holding.roles
            if role.last > role.first
            for index in range(role.first, role.last + 1)
        )

    def claims(self, words: Sequence[Word], holdings: Sequence[Holding]) -> Iterator[Claim]:
        """Yield what the holdings say: a founder founded, an owner owns, anybody else holds a position."""
        for holding in holdings:
            for role in holding.roles:
                # شريكتها رتاج is no owner of hers.
                owned = role.owner is not None and role.owner.attached and not holding.office.likened
                fellow = owned and words[role.first].lemma in self.allies
                if not fellow:
                    yield self._claim(words, holding, role)

    def speakers(self, scene: Scene, background: Background) -> Iterator[Claim]:
        """Yield where somebody is who speaks: قالت فلانة من X إن …; what office she holds there is unsaid."""
        parts = [c for c in scene.constituents if isinstance(c, Phrase) or c.text not in _COMMAS]
        for verb, person, home, end in zip(parts, parts[1:], parts[2:], parts[3:], strict=False):
            if not (isinstance(verb, Word) and verb.kind == "verb" and verb.lemma in self.telling):
                continue
            if not (isinstance(end, Word) and (end.kind == "complementiser" or end.text == ":")):
                continue
            if not (isinstance(person, Phrase) and isinstance(home, Phrase) and home.preposition == "من"):
                continue
            who = [entity for entity in person.entities if background.types.get(entity) == "Person"]
            where = [e for e in home.entities if self.ontology.is_a(background.types.get(e, ""), ("Organization",))]
            if person.head.kind == "name" and len(who) == 1 and len(where) == 1 and not person.preposition:
                yield Claim(
                    who[0], "holds-position", where[0], "holds-position: speaker", home.head.span, person.head.span, home.head.span, score=0.9,
                )  # fmt: skip

    def _claim(self, words: Sequence[Word], holding: Holding, role: Role) -> Claim:
        office, person, organisation = holding.office, holding.person, holding.organisation
        own = words[office.first : office.last + 1] if office.likened else words[role.first : role.last + 1]
        trigger = Span(own[0].span.start, own[-1].span.end)
        done = _DEEDS.get(role.name) if not office.likened else None
        if done is not None and (role.name != "owner" or role.first == role.last):
            return Claim(
                person.entity,
                done,
                organisation.entity,
                f"{done}: office",
                trigger,
                person.span,
                organisation.span,
                score=holding.score,
            )
        adjectives = (
            () if office.likened else (*role.adjectives, *(holding.former if role is holding.roles[-1] else ()))
        )
        governors = tuple(Governor(lemma, "adjective") for lemma in dict.fromkeys(adjectives))
        if holding.copula is not None:
            governors += self.copulas.governors(holding.copula)
        # كان رئيسا لـX، كان فلان رئيسا لـX; وكان فلان مدير X قد أعلن: who goes on to do something still holds it.
        said = holding.copula.verb if holding.copula is not None else None
        past = said is not None and said.norm in ("كان", "كانت")
        return Claim(
            person.entity, "holds-position", organisation.entity, "holds-position: office", trigger, person.span, organisation.span,
            qualifiers={"role": role.name, "role_text": written(own)}, governors=governors,
            status="ended" if past or office.likened == "ended" else "", score=holding.score, filled=1, object_classes=_UNITS,
        )  # fmt: skip


def _bound(words: Sequence[Word], role: Role, where: Where) -> bool:
    """Tell whether a role is definite: by its article, its pronoun, or the name in its genitive."""
    first, last = words[role.first], words[role.last]
    # الـ CEO السابق: the article before a Latin word is no part of it.
    if first.definite or last.definite or first.norm.isascii() or role.owner is not None:
        return True
    following = words[role.last + 1] if role.last + 1 < len(words) else None
    return following is not None and following.kind not in ("preposition", "adjective", "mark", "verb") and where.named


__all__ = ["Background", "Holding", "PositionReader"]
