"""Offices -> who holds which one where: الرئيس التنفيذي لشركة X فلان، فلان رئيس مجلس إدارة X، ونظيره في Y، العاهل الأردني."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.arabic.folding import fold, fold_name
from kg.frames.arguments import Claim
from kg.frames.clauses import Clause
from kg.frames.offices import Office, OfficeFinder, Role
from kg.frames.phrases import Phrase
from kg.frames.scene import Governor, Predicate, Scene
from kg.frames.words import Word
from kg.model import Entity, Span
from kg.ontology import Ontology

_OPENERS = frozenset({"ل", "في", "ب", "لدي", "باسم", "من"})
_COMMAS = frozenset({"،", ",", "-", "–"})
_REACH = 7
"""How many words may stand between an office and the name of its organisation."""
_STATE_ROLES = frozenset({"president", "leader", "minister", "other"})
_INNER_ROLES = frozenset(
    {"ceo", "chairman", "vice-chairman", "cfo", "coo", "cto", "general-manager", "founder", "board-member"}
)
"""Offices that a text names without their organisation only where it is the one spoken of; an analyst speaks of others."""
_DEEDS = {"founder": "founded", "owner": "owns"}
"""Nouns of who did or has something: مؤسس X founded it, مالكها owns it; شريك إداري of two words is an office."""
_UNNAMED = 0.6
_LIKENED = 0.8


@dataclass(frozen=True, slots=True)
class Found:
    """Hold an entity and the words for it."""

    entity: str
    span: Span


@dataclass(frozen=True, slots=True)
class Holding:
    """Say that a person holds an office somewhere."""

    office: Office
    person: Found
    roles: tuple[Role, ...]
    organisation: Found
    former: tuple[str, ...]
    """Adjectives that stand after the organisation: رئيس شركة X السابق."""
    score: float
    chained: bool = False
    """Whether و joins it to the holding before."""


@dataclass(slots=True)
class Background:
    """Hold what the article has said so far that offices are read by."""

    types: Mapping[str, str]
    bodies: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    """Words of a ministry's name after its head -> the ministry: وزير الاستثمار belongs to وزارة الاستثمار."""
    held: dict[str, Holding] = field(default_factory=dict)
    """Person -> the office named last with them."""

    def employers(self) -> dict[str, str]:
        """Return the organisation of each person whose office names it."""
        return {
            person: holding.organisation.entity for person, holding in self.held.items() if holding.score > _UNNAMED
        }


@dataclass(frozen=True, slots=True)
class _Where:
    """Hold what follows an office: its organisation, the index after it, adjectives after it, and whether anything is named there."""

    organisation: Found | None
    end: int
    former: tuple[str, ...] = ()
    named: bool = False


class PositionReader:
    """Read who holds an office from a sentence's words."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.finder = OfficeFinder(ontology)
        self.role_at = self.finder.role_at
        self.honorifics = frozenset(part for form in ontology.honorifics for part in fold(form).split())
        self.state = ontology.words.get("state-office", frozenset())
        self.copula = ontology.words.get("copula", frozenset())
        self.between = ontology.words.get("beside-office", frozenset())
        self.acts_for = ontology.words.get("acts-for", frozenset())
        self.office_nouns = ontology.words.get("office", frozenset())
        self.speech = ontology.words.get("speech", frozenset())

    def background(self, entities: Sequence[Entity]) -> Background:
        """Return what is known before the first sentence of an article with these entities."""
        bodies: dict[tuple[str, ...], str] = {}
        for entity in entities:
            known = self.ontology.name_of.get(entity.id)
            for name in (*entity.names, *((known.ar,) if known else ())):
                head, *rest = fold_name(name).split() or [""]
                if head.removeprefix("ال") == "وزاره" and rest:
                    bodies.setdefault(tuple(word.removeprefix("ال") for word in rest), entity.id)
        return Background({entity.id: entity.type for entity in entities}, bodies)

    # -------------------------------------------------------------- holdings

    def holdings(self, scene: Scene, background: Background) -> list[Holding]:
        """Return the holdings of a sentence in order, and remember them in the background."""
        found: list[Holding] = []
        view = _View(scene, background)
        for office in self.finder.offices(scene.words):
            holding = self._holding(view, office, found)
            if holding is not None:
                found.append(holding)
                background.held.pop(holding.person.entity, None)
                background.held[holding.person.entity] = holding
        return found

    def _holding(self, view: _View, office: Office, found: Sequence[Holding]) -> Holding | None:
        where = self._where(view, office)
        if not office.likened and not self._apposed(view, office, where):
            return None
        chained = found[-1] if found and self._chained(view, found[-1], office) else None
        person = self._person(view, office, where, chained)
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
        elif organisation is None and not where.named:
            organisation, score = self._unnamed(view, office, chained), _UNNAMED
        if organisation is None or organisation.entity == person.entity:
            return None
        return Holding(office, person, roles, organisation, where.former, score, chained is not None)

    def _apposed(self, view: _View, office: Office, where: _Where) -> bool:
        """Tell whether an office can be said of a name beside it: an indefinite one (عينت X فلانا رئيسا) is what somebody is made.

        فلان، محلل لدى X; وكان فلان رئيسا لـX; بصفته رئيسا لـX stand in between.
        """
        role = office.roles[0]
        if where.organisation is None and not where.named:
            return view.words[role.last].definite or view.words[role.first].definite
        if _bound(view.words, role, where):
            return True
        before = view.words[office.first - 1] if office.first else None
        if before is None or where.organisation is None:
            return False
        tanwin = _tanwin(view.words[role.first])
        said = self._copular(before) or before.norm in self.between or before.attached or before.kind == "reference"
        people = office.first > 1 and before.kind == "name" and self._copular(view.words[office.first - 2])
        return said or people or (not tanwin and (before.text in _COMMAS or before.kind == "conjunction"))

    def _copular(self, word: Word) -> bool:
        return word.kind in ("verb", "particle") and word.lemma in self.copula

    def _chained(self, view: _View, before: Holding, office: Office) -> bool:
        """Tell whether و joins an office to the one read before: رئيس X فلان، والمؤسس المشارك علان; أحد مؤسسي X ورئيسها السابق."""
        words = view.words
        if office.first == 0 or words[office.first - 1].norm != "و":
            return False
        between = words[before.office.last + 1 : office.first - 1]
        return not any(
            word.kind in ("verb", "relative", "complementiser", "subordinator") or word.text in (":", "؛")
            for word in between
        )

    def _like(self, view: _View, office: Office) -> Holding | None:
        """Return the holding that نظيره likens to: the one of whom the pronoun stands for, else the one named last."""
        held = view.background.held
        for entity in view.entities(office.last):
            if entity in held:
                return held[entity]
        return next(reversed(held.values()), None)

    # -------------------------------------------------------------- organisation

    def _where(self, view: _View, office: Office) -> _Where:
        """Return the organisation that the words after an office name: by a pronoun, a genitive, or after ل or في."""
        owner = next((role.owner for role in office.roles if role.owner is not None), None)
        if owner is not None and not office.likened:
            # رئيسها التنفيذي: a pronoun that the linker left open is of the organisation that the sentence is about.
            owners = view.entities(view.words.index(owner))
            held = next((entity for entity in owners if self._organisation(view, entity)), None)
            return _Where(Found(held, owner.span) if held else None, office.last + 1, named=bool(owners))
        if office.roles and (state := self._state(view, office)) is not None:
            return state
        return self._after(view, office)

    def _after(self, view: _View, office: Office) -> _Where:
        definite = not office.likened and _closed(view.words, office.roles[-1])
        opened, named = "", False
        for index in range(office.last + 1, min(office.last + 1 + _REACH, len(view.words))):
            word = view.words[index]
            if word.kind in ("name", "reference"):
                entity = next(iter(view.entities(index)), "")
                if self._names(view, entity, office, opened, definite=definite):
                    end, former = self._past(view, index, entity, office)
                    return _Where(Found(entity, word.span), end, former, named=True)
                break
            if (word.kind == "preposition" and word.lemma in _OPENERS) or word.norm in _OPENERS:
                opened = word.lemma or word.norm
                named |= opened == "ل"
            elif (
                word.kind in ("noun", "adjective", "unknown", "demonstrative")
                and (opened or not definite)
                and not self._titles(word)
            ):
                named |= not opened or opened == "ل"
            else:
                break
        return _Where(None, office.last + 1, named=named)

    def _names(self, view: _View, entity: str, office: Office, opened: str, *, definite: bool) -> bool:
        """Tell whether an entity after an office can be its organisation."""
        kind = view.background.types.get(entity)
        if kind is None or kind == "Person":
            return False
        if not kind:
            return bool(opened) or not definite
        if self.ontology.is_a(kind, ("Place",)):
            # محللة في أوسلو works there; رئيس وزراء النرويج governs it.
            return (
                opened in ("", "ل")
                and not definite | bool(office.likened)
                and any(self._of_state(view, role) for role in office.roles)
            )
        return self._organisation(view, entity) or self.ontology.is_a(kind, ("Facility", "Product", "Group"))

    def _organisation(self, view: _View, entity: str) -> bool:
        return self.ontology.is_a(view.background.types.get(entity, ""), ("Organization", "Facility"))

    def _past(self, view: _View, index: int, entity: str, office: Office) -> tuple[int, tuple[str, ...]]:
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
            elif word.kind == "name" and entity in view.entities(index):
                index += 1
            elif word.text == "(" and (
                end := next((i for i in range(index, min(index + 8, len(words))) if words[i].text == ")"), None)
            ):
                index = end + 1
            elif (
                word.kind == "preposition"
                and word.lemma == "ل"
                and index + 1 < len(words)
                and words[index + 1].kind == "noun"
                and words[index + 1].definite
            ):
                # شركة X للنشر: what a company is for.
                index += 2
            else:
                break
        return index, tuple(adjectives)

    # -------------------------------------------------------------- offices of a state

    def _of_state(self, view: _View, role: Role) -> bool:
        word = view.words[role.first]
        return role.name in _STATE_ROLES and bool({word.lemma, word.norm.removeprefix("ال")} & self.state)

    def _state(self, view: _View, office: Office) -> _Where | None:
        """Return the ministry that a minister belongs to where the article names it, else the country of the adjective."""
        role = office.roles[0]
        if not self._of_state(view, role):
            return None
        country, forms = None, []
        index = role.first
        while index < len(view.words) and index < role.first + 9:
            word = view.words[index]
            if word.kind != "name" and (home := self.ontology.country_of(word.norm)) is not None:
                country = Found(home, word.span)
            elif not (
                word.kind in ("noun", "adjective", "unknown") or (word.norm == "و" and role.name == "minister")
            ) or (index > role.last and self._titles(word)):
                break
            forms.append(word.norm.removeprefix("ال"))
            index += 1
        after = next((forms[i + 1 :] for i, form in enumerate(forms) if form in ("وزير", "وزيره", "وزاره")), [])
        for size in range(len(after), 0, -1):
            body = view.background.bodies.get(tuple(after[:size]))
            if body is not None:
                return _Where(Found(body, view.words[role.first].span), index, named=True)
        if country is None:
            return None
        return _Where(country, index, named=True)

    def _titles(self, word: Word) -> bool:
        return (word.definite and word.norm in self.honorifics) or word.text == "."

    # -------------------------------------------------------------- holder

    def _person(self, view: _View, office: Office, where: _Where, chained: Holding | None) -> Found | None:
        """Return the holder: a name in apposition right after, else the one right before, else one after a comma."""
        words = view.words
        index = where.end
        comma = index < len(words) and words[index].text in _COMMAS
        index += comma
        while (
            index < min(where.end + 5, len(words))
            and words[index].kind in ("noun", "adjective", "unknown", "mark")
            and self._titles(words[index])
        ):
            index += 1
        after = view.person(index)
        if after is not None and not comma:
            return after
        joined = office.first > 0 and words[office.first - 1].norm == "و"
        if joined and chained is not None:
            return after or chained.person
        if office.first > 0 and words[office.first - 1].kind == "preposition" and words[office.first - 1].lemma != "ك":
            return after
        return self._before(view, office) or after

    def _before(self, view: _View, office: Office) -> Found | None:
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
            elif self._stands_between(words, back):
                back -= 1
            elif word.norm in ("هو", "هي"):
                return view.person(back) or view.nearest(back)
            else:
                break
        return view.person(back) or self._subject(view, office)

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

    def _subject(self, view: _View, office: Office) -> Found | None:
        """Return the subject of the copula right before an office: وظل رئيسا لها."""
        before = view.words[office.first - 1] if office.first else None
        if before is None or not self._copular(before):
            return None
        clause = next(
            (clause for clause in view.scene.clauses if clause.verb is not None and clause.verb.span == before.span),
            None,
        )
        if clause is None or clause.subject is None:
            return None
        person = next(
            (entity for entity in clause.subject.entities if view.background.types.get(entity) == "Person"), None
        )
        return Found(person, clause.subject.head.span) if person else None

    # -------------------------------------------------------------- an office alone

    def _unnamed(self, view: _View, office: Office, chained: Holding | None) -> Found | None:
        """Return the organisation of an office that names none: that of the office before, of who acts, or of who is spoken of."""
        if chained is not None:
            return chained.organisation
        if not all(role.name in _INNER_ROLES for role in office.roles):
            return None
        clause = view.clause(office.first)
        chain = [
            clause,
            *(c for c in view.scene.clauses if c.opening == "complement" and c.parent is clause and self._says(clause)),
        ]
        for current in chain:
            acting = self._acting(view, current)
            if acting is not None:
                return acting
        for index, word in enumerate(view.words):
            if word.kind == "reference" and not word.attached and not office.first <= index <= office.last:
                entities = [entity for entity in view.entities(index) if self._organisation(view, entity)]
                if len(entities) == 1:
                    return Found(entities[0], word.span)
        return None

    def _says(self, clause: Clause) -> bool:
        return clause.verb is not None and clause.verb.lemma in self.speech

    def _acting(self, view: _View, clause: Clause) -> Found | None:
        """Return the organisation that is the subject of a clause, مجلس إدارة X for X."""
        phrase: Phrase | None = clause.subject if not clause.inherited else None
        while phrase is not None:
            held = [entity for entity in phrase.entities if self._organisation(view, entity)]
            if len(held) == 1:
                return Found(held[0], phrase.head.span)
            if phrase.entities or phrase.head.lemma not in self.acts_for:
                return None
            phrase = phrase.genitive
        return None

    # -------------------------------------------------------------- the office of a predicate

    def fill(
        self, scene: Scene, predicate: Predicate, claim: Claim, holdings: Sequence[Holding], background: Background
    ) -> None:
        """Fill the role that a predicate gives or takes (عين فلانا رئيسا، إلى منصب المدير العام), else the one that he is named with.

        An organisation after the role is where the office is held, whoever appoints: عينت X فلانا رئيسا لـY.
        """
        words = scene.words
        role = self._given(words, predicate)
        if role is not None:
            name = "chairman" if role.name == "president" and self._of_board(words, role, predicate) else role.name
            claim.qualifiers |= {"role": name, "role_text": _text(words, role)}
            where = self._after(_View(scene, background), Office((role,), role.first, role.last)).organisation
            if where is not None and claim.relation == "holds-position" and where.entity != claim.subject:
                claim.object, claim.object_span = where.entity, where.span
            return
        ends = {claim.subject, claim.object}
        held = next(
            (
                h.roles[0]
                for h in holdings
                if {h.person.entity, h.organisation.entity} == ends and h.roles[0].name != "founder"
            ),
            None,
        )
        if held is not None and claim.relation != "appoints":
            claim.qualifiers |= {"role": held.name, "role_text": _text(words, held)}

    def _of_board(self, words: Sequence[Word], role: Role, predicate: Predicate) -> bool:
        """Tell whether a president is that of the board which elects him: انتخب مجلس الإدارة فلانا رئيسا له."""
        after = words[role.last + 1 : role.last + 3]
        body = predicate.agent.head.lemma if predicate.agent is not None else ""
        return len(after) == 2 and after[0].norm == "ل" and after[1].attached and body == "مجلس"

    def _given(self, words: Sequence[Word], predicate: Predicate) -> Role | None:
        """Return the role after a predicate that is not said of somebody already, as الرئيس التنفيذي فلان or مديرها المالي is."""
        first = next(index for index, word in enumerate(words) if word.span == predicate.word.span)
        agent = predicate.agent if predicate.agent is not None and not predicate.understood else None
        within = range(agent.first, agent.last + 1) if agent is not None else range(0)
        for index in range(first, len(words)):
            if (words[index].kind in ("verb", "relative", "complementiser", "subordinator") and index > first) or words[
                index
            ].text in (":", "؛"):
                return None
            role = self.role_at(words, index, abstract=True) if index not in within else None
            if role is None or role.owner is not None:
                continue
            closed = words[index].definite or words[role.last].definite
            if not closed or self._office_noun(words, index, role):
                return role
        return None

    def _office_noun(self, words: Sequence[Word], index: int, role: Role) -> bool:
        """Tell whether a definite role is named as an office: منصب المدير العام، عضوية مجلس الإدارة، رئيسا لمجلس الإدارة."""
        before = words[index - 1].lemma if index else ""
        return before in self.office_nouns or (not words[index].definite and role.last > index)

    # -------------------------------------------------------------- claims

    def spoken_for(self, words: Sequence[Word], holdings: Sequence[Holding]) -> frozenset[Span]:
        """Return the words of roles of several words: الشريك المؤسس of X is no partner of it."""
        return frozenset(
            words[index].span
            for holding in holdings
            for role in holding.roles
            if role.last > role.first
            for index in range(role.first, role.last + 1)
        )

    def claims(self, words: Sequence[Word], holdings: Sequence[Holding]) -> Iterator[Claim]:
        """Yield what the holdings say: a founder founded, an owner owns, anybody else holds a position."""
        for holding in holdings:
            for role in holding.roles:
                yield self._claim(words, holding, role)

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
        # كان رئيسا لـX، كان فلان رئيسا لـX.
        before = words[max(office.first - 2, 0) : office.first]
        past = any(word.norm in ("كان", "كانت") for word in before)
        return Claim(
            person.entity, "holds-position", organisation.entity, "holds-position: office", trigger, person.span, organisation.span,
            qualifiers={"role": role.name, "role_text": _written(own)}, governors=governors,
            status="ended" if past or office.likened == "ended" else "", score=holding.score, filled=1,
        )  # fmt: skip


class _View:
    """Look up what the words of a sentence stand for, as its phrases have settled it."""

    def __init__(self, scene: Scene, background: Background) -> None:
        self.scene, self.background = scene, background
        self.words = scene.words
        phrases = [
            phrase
            for constituent in scene.constituents
            if isinstance(constituent, Phrase)
            for phrase in constituent.nested()
        ]
        self._settled = {
            phrase.head.span.start: phrase.entities for phrase in phrases if phrase.head.kind == "reference"
        }

    def entities(self, index: int) -> tuple[str, ...]:
        """Return the entities of a word."""
        word = self.words[index]
        if word.span.start in self._settled:
            return self._settled[word.span.start]
        return word.mention.entities if word.mention is not None else ()

    def person(self, index: int) -> Found | None:
        """Return the person at a word: one known as such, or a name of which nothing is known."""
        if not 0 <= index < len(self.words) or self.words[index].kind not in ("name", "reference"):
            return None
        entity = next(iter(self.entities(index)), None)
        kind = self.background.types.get(entity) if entity else None
        if entity is None or not (kind == "Person" or (kind == "" and self.words[index].kind == "name")):
            return None
        return Found(entity, self.words[index].span)

    def nearest(self, index: int) -> Found | None:
        """Return the person named last before a word."""
        for back in range(index - 1, -1, -1):
            if self.words[back].kind == "name" and (found := self.person(back)) is not None:
                return found
        return None

    def clause(self, index: int) -> Clause:
        """Return the clause of a word."""
        start = self.words[index].span.start
        position = 0
        for place, constituent in enumerate(self.scene.constituents):
            first = (
                min(inner.head.span.start for inner in constituent.nested())
                if isinstance(constituent, Phrase)
                else constituent.span.start
            )
            if first <= start:
                position = place
        return self.scene.clause_at(position)


def _text(words: Sequence[Word], role: Role) -> str:
    return _written(words[role.first : role.last + 1])


def _written(words: Sequence[Word]) -> str:
    """Return words as they stand: رئيسها التنفيذي."""
    gaps = ["" if before.span.end == word.span.start else " " for before, word in pairwise(words)]
    return "".join(word.text + gap for word, gap in zip(words, [*gaps, ""], strict=True))


def _closed(words: Sequence[Word], role: Role) -> bool:
    """Tell whether a role can take no genitive: الرئيس التنفيذي, or رئيسا with tanwin."""
    first, last = words[role.first], words[role.last]
    return first.definite or last.definite or bool(role.adjectives) or _tanwin(first)


def _bound(words: Sequence[Word], role: Role, where: _Where) -> bool:
    """Tell whether a role is definite: by its article, its pronoun, or the name in its genitive."""
    first, last = words[role.first], words[role.last]
    # الـ CEO السابق: the article before a Latin word is no part of it.
    if first.definite or last.definite or first.norm.isascii() or role.owner is not None:
        return True
    following = words[role.last + 1] if role.last + 1 < len(words) else None
    return following is not None and following.kind not in ("preposition", "adjective", "mark", "verb") and where.named


def _tanwin(word: Word) -> bool:
    return word.norm.endswith("ا") and not word.lemma.endswith("ا") and not word.definite


__all__ = ["Background", "Holding", "PositionReader"]
