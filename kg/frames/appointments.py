"""The office that a predicate gives or takes: عينت X فلانا رئيسا، إلى منصب المدير العام، استقال من منصبه."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kg.frames.arguments import Claim
from kg.frames.background import INNER_ROLES, Background, Found, Holding, View, Where, text_of
from kg.frames.offices import Office, OfficeFinder, Role, tanwin
from kg.frames.phrases import Constituent, Phrase
from kg.frames.scene import Predicate, Scene
from kg.frames.words import Word
from kg.model import Quantity, Span
from kg.ontology import Ontology

_LEADING = frozenset({"president", "head-of-unit", "leader", "spokesperson"})
_LONGEST_ROLE = 5
_GIVING = frozenset({"appoints", "holds-position"})
_LEAVING = frozenset({"resigns-from", "dismisses"})
_GUESSED = 0.5
"""Score of a claim about an organisation that its sentence only seems to be about."""


class AppointmentReader:
    """Fill in the roles of claims."""

    def __init__(self, ontology: Ontology, finder: OfficeFinder, after: Callable[[View, Office], Where]) -> None:
        self.ontology = ontology
        self.role_at = finder.role_at
        self._after = after
        self.acts_for = ontology.words.get("acts-for", frozenset())
        self.filling = ontology.words.get("filling", frozenset())
        self.joining = ontology.words.get("joining", frozenset())
        self.copula = ontology.words.get("copula", frozenset())
        self.office_nouns = ontology.words.get("office", frozenset())

    def fill(
        self, scene: Scene, predicate: Predicate, claim: Claim, holdings: Sequence[Holding], background: Background
    ) -> None:
        """Fill the role that a predicate gives or takes (عين فلانا رئيسا، إلى منصب المدير العام), else the one that he is named with.

        An organisation after the role is where the office is held, whoever appoints: عينت X فلانا رئيسا لـY.
        """
        words = scene.words
        leaving = claim.relation in _LEAVING
        role = self._given(scene, predicate, leaving=leaving)
        ends = {claim.subject, claim.object}
        beside = [r for h in holdings if {h.person.entity, h.organisation.entity} == ends for r in reversed(h.roles)]
        if role is not None and not (leaving and any(held.first == role.first for held in beside)):
            # استقالة رئيسها وأحد مؤسسيها فلان: what he is named by is not what he is said to leave.
            name = "chairman" if role.name == "president" and self._of_board(words, role, predicate) else role.name
            claim.qualifiers |= {"role": name, "role_text": text_of(words, role)}
            after = self._after(View(scene, background), Office((role,), role.first, role.last))
            where = after.organisation
            elsewhere = where is not None and claim.object not in _fellows(scene, where.entity)
            if where is not None and claim.relation == "holds-position" and where.entity != claim.subject:
                if not elsewhere:
                    return
                claim.object, claim.object_span = where.entity, where.span
            elif claim.relation == "holds-position" and self._elsewhere(words, role):
                # أعلنت الوزارة تعيين فلان مديرا للمعهد: not of who appoints.
                claim.score = 0.0
            elif claim.score <= _GUESSED and (after.named or name not in INNER_ROLES | _LEADING):
                # عُين وزيرا للمالية: of no company that the text is about.
                claim.score = 0.0
            return
        unsaid = claim.relation == "holds-position" and (
            predicate.word.lemma in self.copula or (predicate.kind == "verbal-noun" and predicate.understood)
        )
        named = predicate.patient is not None and not predicate.patient.head.attached
        if predicate.kind == "verbal-noun" and not named and claim.relation in _GIVING:
            # منذ انتخابه: that he was chosen is known, and as what unsaid.
            unsaid = True
        if unsaid or (predicate.word.lemma in self.joining and claim.relation in _GIVING):
            # انضم المدير فلان إلى X، سيصبح أكبر مساهم في X، خطة الخلافة في X: as what, the text does not say.
            claim.score = 0.0
            return
        held = next((role for role in beside if role.name != "founder"), None)
        if held is not None and claim.relation != "appoints":
            claim.qualifiers |= {"role": held.name, "role_text": text_of(words, held)}
        elif held is None:
            self._known(words, predicate, claim, background)

    def further(self, scene: Scene, claims: Sequence[Claim], background: Background) -> Iterator[Claim]:
        """Yield the offices that و adds to one given before it: عينت X فلانا رئيسا وعلانا مديرا، يتولى منصب رئيس X ورئيس Y."""
        view, words = View(scene, background), scene.words
        given = [
            claim
            for claim in claims
            if claim.relation in _GIVING
            and claim.rule != f"{claim.relation}: office"
            and "role_text" in claim.qualifiers
        ]
        for trigger in sorted({claim.trigger for claim in given}):
            alike = [claim for claim in given if claim.trigger == trigger]
            for index in _reach(words, trigger):
                if words[index].norm != "و":
                    continue
                person = view.person(index + 1)
                role = self._added(words, index + 1 + (person is not None), beside=self._ends_role(words, index - 1))
                if role is None or (person is not None and _construct(words, role)):
                    continue
                where = self._after(view, Office((role,), role.first, role.last))
                named = person is not None or (where.organisation is not None and view.person(where.end) is None)
                for claim in alike if named else ():
                    if person is not None or claim.relation == "holds-position":
                        yield _another(words, claim, role, person, where.organisation)

    def _added(self, words: Sequence[Word], index: int, *, beside: bool) -> Role | None:
        """Return the role at a word: an indefinite one, or right `beside` another any (منصب رئيس المجلس والرئيس التنفيذي)."""
        role = self.role_at(words, index, abstract=True) if index < len(words) else None
        return role if role is not None and role.owner is None and (beside or not words[index].definite) else None

    def _ends_role(self, words: Sequence[Word], index: int) -> bool:
        """Tell whether a role ends at a word."""
        starts = range(max(0, index - _LONGEST_ROLE), index + 1)
        return any((role := self.role_at(words, start, abstract=True)) and role.last == index for start in starts)

    def _elsewhere(self, words: Sequence[Word], role: Role) -> bool:
        """Tell whether a role is held in a body that nothing known stands for: مديرا لمعهد التراث."""
        start = index = role.last + 1
        if index < len(words) and words[index].norm == "ل":
            index += 1
        # نائبا لرئيس الهيئة: past the office that he deputises.
        while index < len(words) and (inner := self.role_at(words, index)) and inner.name != "board-member":
            index = inner.last + 1
        if index == start or index >= len(words) or words[index].kind != "noun":
            return False
        body = words[index].norm.removeprefix("ال")
        head = self.ontology.head_of.get(body)
        return head is not None and self.ontology.is_a(head.type, ("Organization",)) and body not in self.acts_for

    def _known(self, words: Sequence[Word], predicate: Predicate, claim: Claim, background: Background) -> None:
        """Fill in the office that the article has named before: استقال من منصبه، تولى منصبه في يونيو."""
        known = next(
            (background.held[end] for end in (claim.subject, str(claim.object)) if end in background.held), None
        )
        same = known is not None and known.organisation.entity in (claim.subject, claim.object)
        meant = claim.relation not in ("holds-position", "appoints") or self._own_office(words, predicate)
        if known is not None and same and meant and not known.likened and known.roles[-1].name != "founder":
            claim.qualifiers["role"] = known.roles[-1].name
        elif claim.relation in ("holds-position", "appoints") and claim.score <= _GUESSED:
            # تولى المنصب: which one, the text does not say.
            claim.score = 0.0

    def _own_office(self, words: Sequence[Word], predicate: Predicate) -> bool:
        """Tell whether a predicate is of an office that was named before: منصبه، المنصب."""
        first = next(index for index, word in enumerate(words) if word.span == predicate.word.span)
        for index in range(first + 1, min(first + 6, len(words))):
            if words[index].lemma in self.office_nouns:
                attached = index + 1 < len(words) and words[index + 1].attached
                return attached or words[index].definite
        return False

    def _of_board(self, words: Sequence[Word], role: Role, predicate: Predicate) -> bool:
        """Tell whether a president is that of the board which elects him: انتخب مجلس الإدارة فلانا رئيسا له."""
        after = words[role.last + 1 : role.last + 3]
        body = predicate.agent.head.lemma if predicate.agent is not None else ""
        return len(after) == 2 and after[0].norm == "ل" and after[1].attached and body == "مجلس"

    def _given(self, scene: Scene, predicate: Predicate, *, leaving: bool) -> Role | None:
        """Return the role after a predicate that is not said of somebody already, as الرئيس التنفيذي فلان or مديرها المالي is."""
        words = scene.words
        apart = _interrupting(scene, predicate)
        first = next(index for index, word in enumerate(words) if word.span == predicate.word.span)
        agent = predicate.agent if predicate.agent is not None and not predicate.understood else None
        if agent is not None and agent.head.lemma in self.office_nouns:
            agent = None  # وشغل منصب المدير المالي: the office is no doer.
        within = range(agent.first, agent.last + 1) if agent is not None else range(0)
        known = predicate.patient
        own = known is not None and len(known.entities) == 1 and not (known.preposition or tanwin(known.head))
        if known is not None and any(inner.examples for inner in known.nested()):
            own = False  # تعيين رئيس جديد هو فلان: the office is the one that is given.
        given = range(known.first, known.last + 1) if known is not None and own else range(0)
        passed, said = -1, False
        for index in range(first, len(words)):
            if index <= passed or any(start <= words[index].span.start < end for start, end in apart):
                continue
            if index > first and self._filled(words, index):
                # ليتولى منصب المدير: what he is chosen for is the office.
                continue
            if (words[index].kind in ("verb", "relative", "complementiser", "subordinator") and index > first) or words[
                index
            ].text in (":", "؛"):
                return None
            if words[index].norm == "و" and index + 1 < len(words) and words[index + 1].form == "verbal-noun":
                # إقالة فلان وتعيين علان مديرا: the second office is the other's.
                return None
            said = said or (words[index].norm in ("هو", "هي") and words[index - 1].norm == "و")
            role = self.role_at(words, index, abstract=True) if index not in (*within, *given) else None
            if role is None or role.owner is not None or (said and not tanwin(words[index])):
                # عينت X فلانا وهو رئيس Y مديرا: what he is already is not given.
                continue
            body = role.name == "board-member" and words[index].lemma in self.acts_for
            if body and words[index - 1].norm not in (("من", "عن") if leaving else ("في", "الي")):
                # بقرار من مجلس الإدارة: only who comes into a board is of it, or who leaves it.
                passed = role.last
                continue
            if body and leaving:
                return role
            closed = words[index].definite or words[role.last].definite
            if not closed or self._office_noun(words, index, role):
                return role
        return None

    def _filled(self, words: Sequence[Word], index: int) -> bool:
        """Tell whether a verb after ل only leads to the office that is given: ليتولى منصب المدير، ليكون مديرا."""
        return words[index].kind == "verb" and words[index - 1].norm == "ل" and words[index].lemma in self.filling

    def _office_noun(self, words: Sequence[Word], index: int, role: Role) -> bool:
        """Tell whether a definite role is named as an office: منصب المدير العام، عضوية مجلس الإدارة، رئيسا لمجلس الإدارة."""
        before = {words[index - 1].lemma, words[index - 1].norm} if index else set()
        return bool(before & self.office_nouns) or (not words[index].definite and role.last > index)


def _fellows(scene: Scene, entity: str) -> tuple[str, ...]:
    """Return the organisations that stand together with one: رئيس لكل من X وY."""
    phrases = (phrase for nested in scene.nested for phrase in nested)
    return next((phrase.entities for phrase in phrases if entity in phrase.entities and phrase.coordinated), ())


def _interrupting(scene: Scene, predicate: Predicate) -> list[tuple[int, int]]:
    """Return where the asides begin and end that a predicate's clause goes on after: تولى فلان، مدير X، رئاسة Y."""
    own = [aside for aside in predicate.clause.asides if predicate.position not in aside]
    starts = [[_first(c, scene) for c in scene.constituents[aside.start : aside.stop + 1]] for aside in own]
    return [
        (places[0], places[-1] if len(places) > len(aside) else scene.words[-1].span.end)
        for places, aside in zip(starts, own, strict=True)
    ]


def _first(constituent: Constituent, scene: Scene) -> int:
    """Return where the first word of a constituent stands."""
    return scene.words[constituent.first].span.start if isinstance(constituent, Phrase) else constituent.span.start


def _reach(words: Sequence[Word], trigger: Span) -> Iterator[int]:
    """Yield the indices of the words after a trigger, as far as its clause goes."""
    for index, word in enumerate(words):
        if word.span <= trigger:
            continue
        if word.kind in ("verb", "relative", "complementiser", "subordinator") or word.text in (":", "؛"):
            return
        yield index


def _construct(words: Sequence[Word], role: Role) -> bool:
    """Tell whether a genitive follows a role: سلمى رئيسة سنابل is what she is, and no office given to her."""
    following = words[role.last + 1 : role.last + 2]
    return any(word.kind in ("noun", "name", "reference", "unknown") for word in following)


def _another(
    words: Sequence[Word], claim: Claim, role: Role, person: Found | None, organisation: Found | None
) -> Claim:
    """Return the claim that another office is given, to another person or the same one, there or elsewhere."""
    roles: dict[str, str | float | Quantity] = {"role": role.name, "role_text": text_of(words, role)}
    changed = replace(claim, qualifiers=claim.qualifiers | roles)
    holds = claim.relation == "holds-position"
    if person is not None:
        if holds:
            changed.subject, changed.subject_span = person.entity, person.span
        else:
            changed.object, changed.object_span = person.entity, person.span
    if organisation is not None and holds:
        changed.object, changed.object_span = organisation.entity, organisation.span
    elif organisation is not None and claim.object_span < claim.subject_span:
        # عُين فلان رئيسا لـX وعلان مديرا لـY: who appoints is unsaid.
        changed.subject, changed.subject_span = organisation.entity, organisation.span
    return changed


__all__ = ["AppointmentReader"]
