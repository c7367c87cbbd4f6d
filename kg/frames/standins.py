"""Whom the nominals of a sentence stand for, as its clauses and offices settle it: شركته، فريق عمله، الرئيس التنفيذي، النتائج المالية لـX."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from kg.frames.attribution import telling
from kg.frames.background import Holding
from kg.frames.phrases import Phrase
from kg.frames.scene import Scene
from kg.frames.words import Word
from kg.ontology import Ontology


class StandIns:
    """Let nominals stand for those whom they are of, or for nobody; `heads` holds the nouns that companies are called by."""

    def __init__(self, ontology: Ontology, heads: Collection[str]) -> None:
        self.heads, self.roles = heads, ontology.role_words
        self.telling = telling(ontology)
        self.together = ontology.words.get("together", frozenset())
        self.staff = ontology.words.get("staff", frozenset())
        self.results = ontology.words.get("results", frozenset())

    def before_offices(self, scene: Scene, types: Mapping[str, str]) -> None:
        """Settle what needs no office: who is set apart, who reports, and who acts beside the subject."""
        _set_apart(scene)
        self._report(scene)
        _accompany(scene, types)

    def for_holders(self, scene: Scene, holdings: Sequence[Holding]) -> None:
        """Let an office stand for its holder, and for those joined to him: ضمت X الرئيس التنفيذي لـY، فلانا، والمدير علانا."""
        phrases = {nested[0].head.span.start: nested[0] for nested in scene.nested if nested}
        # إقالة الرئيس التنفيذي لـX فلان: the office in the genitive of a verbal noun too.
        phrases |= {
            inner.genitive.head.span.start: inner.genitive
            for nested in scene.nested
            for inner in nested
            if inner.genitive is not None and inner.head.form == "verbal-noun"
        }
        self._stand_beside(scene)
        first: Phrase | None = None
        for holding in holdings:
            phrase = phrases.get(scene.words[holding.office.first].span.start)
            if holding.chained and first is not None:
                first.entities = tuple(dict.fromkeys((*first.entities, holding.person.entity)))
            elif phrase is not None and not phrase.entities:
                first = phrase
                phrase.entities = (holding.person.entity,)
            else:
                first = None

    def for_officers(self, scene: Scene) -> None:
        """Let an officer whom nothing names, and who tells of a deed, stand for his organisation: أعلن المدير العام لـX الاستحواذ على Y."""
        for clause in scene.clauses:
            subject = clause.subject
            if clause.verb is None or clause.verb.lemma not in self.telling or subject is None:
                continue
            if subject.head.norm.removeprefix("ال") not in self.roles or any(p.entities for p in subject.nested()):
                continue
            led = next(
                (
                    phrase
                    for _, phrase in clause.own(scene.constituents, clause.position + 1, clause.end)
                    if phrase is not subject
                ),
                None,
            )
            if led is not None and led.preposition == "ل" and led.first == subject.last + 1:
                subject.entities = led.entities

    def for_companies(self, scene: Scene, employers: Mapping[str, str]) -> None:
        """Let شركته stand for the organisation that its person holds an office in."""
        for nested in scene.nested:
            for phrase in nested:
                owner = phrase.genitive
                if owner is not None and phrase.head.lemma in self.staff:
                    # فريق عمله: his staff is that of his company.
                    whose = owner.genitive or owner
                    whose.entities = (
                        *whose.entities,
                        *(employers[entity] for entity in whose.entities if entity in employers),
                    )
                if owner is not None and owner.head.norm == "ه" and not owner.entities:
                    headed = phrase.head.norm in self.heads or phrase.head.lemma in self.heads
                    phrase.entities = (
                        self._officer_s(scene, phrase) if headed and not phrase.entities else phrase.entities
                    )
                if owner is None or not owner.head.attached or len(owner.entities) != 1 or phrase.entities:
                    continue
                if phrase.head.lemma in self.together and owner.entities[0] in employers:
                    # شراكته مع X: the partner is his company.
                    owner.entities = (employers[owner.entities[0]],)
                if phrase.head.norm in self.heads or phrase.head.lemma in self.heads:
                    company = employers.get(owner.entities[0])
                    phrase.entities = (company,) if company else ()

    def _report(self, scene: Scene) -> None:
        """Let what tells of a company's results stand for the company: أظهرت النتائج المالية لسدير تحقيق أرباح."""
        for clause in scene.clauses:
            subject = clause.subject
            if clause.verb is None or clause.verb.lemma not in self.telling or subject is None or subject.entities:
                continue
            if subject.head.lemma not in self.results:
                continue
            position = next((n for n, c in enumerate(scene.constituents) if c is subject), len(scene.constituents))
            beside = scene.constituents[position + 1 : position + 2]
            after = [c for c in beside if isinstance(c, Phrase) and c.preposition == "ل"]
            owner = next((inner for phrase in (subject, *after) for inner in phrase.nested() if inner.entities), None)
            subject.entities = owner.entities if owner is not None else ()

    def _officer_s(self, scene: Scene, phrase: Phrase) -> tuple[str, ...]:
        """Return the organisation whose officer speaks, though nothing names him: صرح الرئيس التنفيذي لـX بأن شركته …."""
        for clause in scene.clauses:
            over = clause.parent
            speaker = over.subject if over is not None and clause.opening == "complement" else None
            if clause.subject is not phrase or speaker is None or speaker.entities or over is None:
                continue
            if speaker.head.norm.removeprefix("ال") not in self.roles:
                return ()
            led = next((c for _, c in over.own(scene.constituents, over.position + 1, over.end) if c.preposition), None)
            own = [inner.entities for inner in speaker.nested() if inner.entities]
            return own[0] if own else led.entities if led is not None and led.preposition in ("ل", "في", "ب") else ()
        return ()

    def _stand_beside(self, scene: Scene) -> None:
        """Let an office that is the object of its clause stand for the name right after it: عينت X رئيس قسم الذاكرة فلانا رئيسا."""
        for clause in scene.clauses:
            office = clause.object
            if clause.subject is None or office is None or office.entities or office.head.lemma not in self.roles:
                continue
            after = next((c for c in scene.constituents if isinstance(c, Phrase) and c.first == office.last + 1), None)
            named = (
                after is not None and not after.preposition and after.head.kind == "name" and not office.head.definite
            )
            if after is not None and named and office.genitive is not None and not clause.inherited:
                office.entities = after.entities


def _set_apart(scene: Scene) -> None:
    """Let a nominal that a relative clause defines stand for nothing named as the subject of its own clause: ضخت X مالا في الشركة التي طورت Y."""
    for clause in scene.clauses:
        antecedent, parent = clause.antecedent, clause.parent
        if (
            clause.opening != "relative"
            or antecedent is None
            or antecedent.head.kind != "reference"
            or parent is None
            or parent.subject is None
        ):
            continue
        if (
            parent.subject.head.span != antecedent.head.span
            and parent.subject.entities == antecedent.entities
            and not antecedent.adjectives
        ):
            antecedent.entities = ()


def _accompany(scene: Scene, types: Mapping[str, str]) -> None:
    """Let who acts beside a subject act too: بدأت سدير، إلى جانب رتاج، مفاوضات …."""
    for clause in scene.clauses:
        subject = clause.subject
        if subject is None or not subject.entities or clause.inherited:
            continue
        index = next((n for n, c in enumerate(scene.constituents) if c is subject), len(scene.constituents))
        after = scene.constituents[index + 1 : index + 3]
        beside = [c for c in after if not (isinstance(c, Word) and c.text in "،,")]
        fellow = beside[0] if beside else None
        if isinstance(fellow, Phrase) and fellow.preposition == "الي جانب" and fellow.entities:
            others = {types.get(entity, "") for entity in (*subject.entities, *fellow.entities)}
            if not others & {"Person", "Product", "Place"}:
                subject.entities = tuple(dict.fromkeys((*subject.entities, *fellow.entities)))
                scene.beside.update(fellow.entities)
