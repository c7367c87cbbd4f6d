"""Attached pronouns that the clauses of a sentence settle: أعلنت X أنها … حصتها، المجموعة التي تتخذ من Y مقرا لها."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.arabic.folding import fold
from kg.frames.clauses import Clause
from kg.frames.clauses.agreement import PRONOUN_NUMBER
from kg.frames.clauses.neighbours import is_comma
from kg.frames.phrases import PRONOUNS, Phrase
from kg.frames.scene import Scene
from kg.frames.scene.control import Control
from kg.frames.words import Word
from kg.ontology import Frame, Ontology

_NEAR = 8
"""Constituents back from a relative clause in which the noun stands that it describes."""
_DONE_TO = ("", "علي", "مع", "من", "عن", "الي", "ضد")
"""Prepositions under which no pronoun takes up who acts; with ل one does: تتخذ من دبي مقرا لها."""
_SINCE = ("بعد", "عقب", "اثر", "قبل", "منذ")
"""What tells of another deed, and when it was."""


class Pronouns:
    """Let pronouns take up those whom their clauses are of."""

    def __init__(self, ontology: Ontology, frames: Mapping[tuple[str, str], Sequence[Frame]], control: Control) -> None:
        self.frames, self.control = frames, control
        self.copula = ontology.words.get("copula", frozenset())
        self.kin = ontology.words.get("kin", frozenset())
        self.relaying = ontology.words.get("relaying", frozenset())
        self.offers = ontology.words.get("offer", frozenset())
        self.accusing = ontology.words.get("accusing", frozenset())
        self.receiving = ontology.words.get("receiving", frozenset())

    def take_up(self, scene: Scene, types: Mapping[str, str]) -> None:
        """Let an attached pronoun after a verb take up the subject of its clause: أعلنت X أنها … حصتها."""
        for clause in scene.clauses:
            _of_speaker_unnamed(scene, clause)
            _foretell(scene, clause)
            self._of_accused(clause)
        nobody = {id(clause) for clause in scene.clauses if _describes_nobody(scene, clause)}
        for position, constituent in enumerate(scene.constituents):
            if not isinstance(constituent, Phrase) or not any(inner.head.attached for inner in constituent.nested()):
                continue
            clause = scene.clause_at(position)
            if id(clause) in nobody and clause.antecedent is not None:
                self._of_nobody(constituent, clause.antecedent)
            if self._done_to_another(scene, position, clause, types) or _of_the_name_before(scene, position, types):
                continue
            if _of_same_owner(scene, position):
                continue
            source = self._quoted_source(scene, clause)
            subject = source or clause.subject
            if (
                clause.verb is None
                or subject is None
                or constituent in (subject, clause.object_pronoun)
                or len(subject.entities) != 1
                or (position < clause.position and source is None)
                or _told_of_another(scene, clause.position, position)
                or self._of_its_fellow(scene, position, clause)
            ):
                continue
            # مع X ومنافستها Y: the pronoun of a fellow takes up the name that it is joined to.
            named = constituent.head.mention is not None and constituent.head.kind == "name"
            joined = [id(p) for fellow in constituent.coordinated for p in fellow.nested()] if named else []
            for inner in constituent.nested():
                if id(inner) in joined:
                    continue
                if inner.head.kind == "reference" and inner.head.attached and len(inner.entities) == 1:
                    same = (types.get(inner.entities[0]) == "Person") == (types.get(subject.entities[0]) == "Person")
                    doer = self._doer(scene, position) or self.control.allowed(scene, position, constituent, clause)
                    if doer is not None:
                        inner.entities = doer.entities
                    elif self._bought(clause, constituent, inner):
                        inner.entities = subject.entities
                        inner.entities = _other_than(scene, position, inner, types)
                    elif self._offered(scene, position, clause):
                        inner.entities = subject.entities
                    elif self._acted_on(scene, position, inner):
                        inner.entities = _other_than(scene, position, inner, types) or inner.entities
                    elif _follows_percentage(scene, position) and constituent.preposition == "من":
                        inner.entities = _shared_before(scene, position) or inner.entities
                    elif constituent.genitive is inner and self.control.decided_on(clause, constituent):
                        # قالت X إن الهيئة وافقت على استحواذها على Y
                        if inner.entities == subject.entities:
                            inner.entities = _other_than(scene, position, inner, types)
                    elif _disagrees(clause.verb, subject, inner):
                        continue
                    elif same and not (clause.opening == "relative" and clause.resumed):
                        inner.entities = subject.entities
        for clause in scene.clauses:
            _of_another(scene, clause, types)
            _of_a_share(scene, clause)

    def _of_accused(self, clause: Clause) -> None:
        """Let a pronoun stand for whom somebody accuses of what it does: اتهمت X شركة Y بأنها …."""
        over, subject = clause.parent, clause.subject
        accuses = over is not None and over.verb is not None and not self.accusing.isdisjoint(over.verb.lemmas)
        if clause.opening != "complement" or not accuses or subject is None or not subject.head.attached:
            return
        assert over is not None
        if over.verb is clause.governor and over.object is not None and over.object.entities:
            subject.entities = over.object.entities

    def _of_its_fellow(self, scene: Scene, position: int, clause: Clause) -> bool:
        """Tell whether a copula makes its subject somebody's fellow: in اشترت X شركة Y التي كانت منافستها nobody rivals herself."""
        joins = clause.verb is not None and any(lemma in self.copula for lemma in clause.verb.lemmas)
        phrase = scene.constituents[position]
        if isinstance(phrase, Phrase) and phrase.preposition == "ل":
            # كانت X منافسا لها
            phrase = scene.constituents[position - 1]
        if not joins or not isinstance(phrase, Phrase) or phrase.preposition:
            return False
        return any(inner.head.lemma in self.kin for inner in phrase.nested())

    def _of_nobody(self, phrase: Phrase, described: Phrase) -> None:
        """Let the pronouns of a relative clause stand for nobody where it describes what nobody names: في المجموعة التي مقرها X."""
        gender = "f" if described.head.number == "p" else described.head.gender
        # التي طورتها X ومحرك بحثها Y: the pronoun of a fellow takes up the name that it is joined to.
        joined = [id(inner) for fellow in phrase.coordinated for inner in fellow.nested()]
        for inner in phrase.nested():
            own = inner.head.attached and id(inner) not in joined and inner is not described
            if own and PRONOUN_NUMBER.get(inner.head.norm, ("", ""))[0] == gender:
                inner.entities = ()

    def _doer(self, scene: Scene, position: int) -> Phrase | None:
        """Return the agent of the verbal noun that a share is the object of: in وافقت الحكومة على رفع سدير حصتها it is hers."""
        before, share = scene.constituents[position - 1] if position else None, scene.constituents[position]
        if not isinstance(before, Phrase) or not isinstance(share, Phrase) or share.preposition:
            return None
        agent = before.genitive
        if before.head.form != "verbal-noun" or agent is None or agent.head.attached or not agent.entities:
            return None
        held = any(
            frame.relation == "owns" and share.head.lemma in map(fold, frame.through)
            for frame in self.frames.get(("verb", before.head.verb), ())
        )
        return agent if held else None

    def _done_to_another(self, scene: Scene, position: int, clause: Clause, types: Mapping[str, str]) -> bool:
        """Let a pronoun stand for whom an earlier deed was done to, be it another's or the subject's own.

        In ضخت X مالا في Y عقب استحواذ Z على 10% من أسهمها the shares are those of Y, and in تبيع X شركة Y بعد عامين من الاستحواذ عليها
        it is Y that was taken over.
        """
        attached = (inner for inner in scene.nested[position] if inner.head.attached)
        pronoun = next((p for p in attached if p.head.kind == "reference" and len(p.entities) == 1), None)
        if pronoun is None:
            return False
        for index in range(position - 1, max(position - 4, clause.position), -1):
            deed = scene.constituents[index]
            if isinstance(deed, Phrase) and _is_earlier(scene, index) and deed.head.form == "verbal-noun":
                own = deed.genitive is None and self._acted_on(scene, position, pronoun)
                doer = clause.subject if own else deed.genitive
                other = _named_before(scene, index, clause, doer, types)
                pronoun.entities = other or pronoun.entities
                return bool(other)
        return False

    def _acted_on(self, scene: Scene, position: int, pronoun: Phrase) -> bool:
        """Tell whether a pronoun is what the verbal noun before it is done to: in تقدمت سدير بعرض للاستحواذ عليها she takes over another."""
        before = scene.constituents[position - 1] if position else None
        here = scene.constituents[position]
        if not isinstance(before, Phrase) or here is not pronoun or not pronoun.preposition:
            return False
        act = next(
            (inner for inner in reversed(before.nested()) if inner.head.kind not in ("name", "reference")), before
        )
        if act.head.form != "verbal-noun" or (act.genitive is not None and act.genitive.names_something):
            return False
        return any(
            pronoun.preposition in frame.arguments["object"] for frame in self.frames.get(("verb", act.head.verb), ())
        )

    def _offered(self, scene: Scene, position: int, clause: Clause) -> bool:
        """Tell whether what another offers is done to who gets the offer: رفضت سدير عرضا من رتاج للاندماج معها."""
        if clause.verb is None or self.receiving.isdisjoint(clause.verb.lemmas):
            return False
        before = [c for c in scene.constituents[clause.position + 1 : position] if isinstance(c, Phrase)]
        offer = next((phrase for phrase in before if phrase.head.lemma in self.offers), None)
        if offer is None:
            return False
        given = offer.genitive is not None and bool(offer.genitive.entities) and not offer.genitive.head.attached
        return given or any(phrase.preposition == "من" and phrase.entities for phrase in before)

    def _bought(self, clause: Clause, phrase: Phrase, owner: Phrase) -> bool:
        """Tell whether a share is what a deed buys, so that its owner is another: in اشترت سدير من رتاج حصتها it is not hers."""
        chain = phrase.nested()
        share = next((inner for inner in chain if inner.genitive is owner), None)
        deed = next((inner for inner in chain if inner.genitive is share and share is not None), None)
        verb = clause.verb.lemma if deed is None and clause.verb is not None else deed.head.verb if deed else ""
        if share is None or (deed is not None and deed.head.form != "verbal-noun"):
            return False
        return any(
            frame.relation == "acquires"
            and "seller" in frame.arguments
            and frame.arguments["subject"] == ("agent",)
            and share.head.lemma in map(fold, frame.through)
            for frame in self.frames.get(("verb", verb), ())
        )

    def _quoted_source(self, scene: Scene, clause: Clause) -> Phrase | None:
        """Return whose words a verb passes on, which its pronouns take up: نقلت X عن Y قولها إن تطبيقها …."""
        over = clause.parent if clause.opening == "complement" and clause.parent is not None else clause
        if over.verb is None or over.verb.lemma not in self.relaying:
            return None
        own = over.own(scene.constituents, over.position + 1, over.end)
        return next((phrase for _, phrase in own if phrase.preposition == "عن" and phrase.entities), None)


def _disagrees(verb: Word, subject: Phrase, pronoun: Phrase) -> bool:
    """Tell whether a pronoun is masculine though its clause is of somebody feminine: اشترت شركة سدير التطبيق وتعتزم دمجه."""
    return pronoun.head.norm == "ه" and verb.gender == "f" and subject.entities != pronoun.entities


def _of_speaker_unnamed(scene: Scene, clause: Clause) -> None:
    """Let a pronoun that repeats a speaker whom nothing names stand for nobody: قالت شركة السيارات الألمانية إنها …."""
    over, subject = clause.parent, clause.subject
    if clause.opening != "complement" or over is None or over.subject is None or subject is None or over.inherited:
        return
    gender, number = PRONOUN_NUMBER.get(subject.head.norm, ("", ""))
    speaker = over.subject.head
    # أعلنت الشركة المختصة بكذا، X، أنها …: the name stands beside what describes it.
    beside = scene.constituents[over.position + 1 : clause.start]
    called = any(isinstance(c, Phrase) and not c.preposition and c.entities for c in beside if c is not over.subject)
    several = speaker.number == "p" and over.verb is not None and (over.verb.gender, over.verb.number) == ("f", "s")
    unnamed = not (called or (over.subject.entities and not several)) and speaker.kind == "noun"
    same = (gender, number) == (("f", "s") if several else (speaker.gender, speaker.number))
    if subject.head.attached and unnamed and over.verb is clause.governor and same:
        # قالت الشركات المساهمة في X، ومنها Y، إنها: many, of whom at most examples are named.
        subject.entities = over.subject.entities


def _foretell(scene: Scene, clause: Clause) -> None:
    """Let the pronoun of a deed that opens a clause stand for its subject, who comes after: بعد شرائها X، أصبحت Y …."""
    subject = clause.subject
    if subject is None or len(subject.entities) != 1 or clause.inherited or subject.head.attached:
        return
    start = 0 if clause is scene.clauses[0] else clause.start
    for deed in scene.constituents[start : clause.position]:
        if not isinstance(deed, Phrase) or not deed.preposition or deed.head.form != "verbal-noun":
            continue
        owner = deed.genitive
        if owner is None or owner.entities or not owner.head.attached:
            continue
        gender, number = PRONOUN_NUMBER.get(owner.head.norm, ("", ""))
        if number == "s" and subject.head.gender in ("", gender):
            owner.entities = subject.entities


def _of_a_share(scene: Scene, clause: Clause) -> None:
    """Let a pronoun that takes up the percentage right before its verb stand for nobody: من إجمالي 45% تملكها X."""
    before = scene.constituents[clause.position - 1] if clause.position else None
    share = before.nested()[-1].head.mention if isinstance(before, Phrase) else None
    if clause.object_pronoun is not None and share is not None and share.type == "Percent":
        clause.object_pronoun.entities = ()
        clause.object = clause.object_pronoun


def _of_the_name_before(scene: Scene, position: int, types: Mapping[str, str]) -> bool:
    """Tell whether a noun and its pronoun describe a name right before: «رتاج» التي مقرها دبي، «رتاج» ومقرها دبي."""
    if position < 2:
        return False
    opener, before = scene.constituents[position - 1], scene.constituents[position - 2]
    noun = scene.constituents[position]
    if not isinstance(opener, Word) or not isinstance(noun, Phrase):
        return False
    if opener.kind != "relative" and (opener.norm, noun.head.norm) != ("و", "مقر"):
        return False
    if is_comma(before) and position > 2 and opener.kind == "relative":
        before = scene.constituents[position - 3]
    named = [entity for inner in before.nested() for entity in inner.entities] if isinstance(before, Phrase) else []
    return any(types.get(entity) != "Place" for entity in named)


def _of_same_owner(scene: Scene, position: int) -> bool:
    """Let a pronoun take up the owner whom the participle before was completed by: «رتاج»، التابعة لـ«سدير» والمملوكة لها بالكامل."""
    around = [c for c in scene.constituents[max(position - 5, 0) : position + 1] if not is_comma(c)]
    if len(around) < 5:
        return False
    first, owner, joint, second, pronoun = around[-5:]
    if not (isinstance(joint, Word) and joint.norm == "و"):
        return False
    if not (isinstance(owner, Phrase) and isinstance(pronoun, Phrase) and pronoun.head.attached):
        return False
    described = all(isinstance(p, Phrase) and p.head.kind == "adjective" and p.head.definite for p in (first, second))
    gender, number = PRONOUN_NUMBER.get(pronoun.head.norm, ("", ""))
    fits = number == "s" and owner.head.gender in ("", gender) and len(owner.entities) == 1
    if described and fits and pronoun.preposition and owner.preposition:
        pronoun.entities = owner.entities
        return True
    return False


def _is_earlier(scene: Scene, index: int) -> bool:
    """Tell whether a deed is one that another follows: بعد الاستحواذ، بعد عامين من الاستحواذ."""
    deed, before = scene.constituents[index], scene.constituents[index - 1] if index else None
    if not isinstance(deed, Phrase):
        return False
    since = deed.preposition
    if since == "من" and isinstance(before, Phrase) and before.head.kind == "date":
        since = before.preposition or before.head.norm.partition(" ")[0]
    return since in _SINCE


def _named_before(
    scene: Scene, index: int, clause: Clause, agent: Phrase | None, types: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the one that a clause names last before the deed of somebody else of its kind."""
    if agent is None or agent.head.attached or not agent.entities:
        return ()
    kinds = {types.get(entity) for entity in agent.entities} | {"Company", "Platform"}
    for constituent in reversed(scene.constituents[clause.position + 1 : index]):
        for named in reversed(constituent.nested()) if isinstance(constituent, Phrase) else ():
            entities = named.entities
            if len(entities) == 1 and entities[0] not in agent.entities and types.get(entities[0]) in kinds:
                return entities
    return ()


def _other_than(scene: Scene, position: int, pronoun: Phrase, types: Mapping[str, str]) -> tuple[str, ...]:
    """Return whom a sentence names last before a doer who would else act on itself: تأسست X، ثم قامت Y بالاستحواذ عليها."""
    doer = scene.clause_at(position).subject
    if doer is None or doer.entities != pronoun.entities:
        return ()
    gender, _ = PRONOUN_NUMBER.get(pronoun.head.norm, ("", ""))
    for constituent in reversed(scene.constituents[:position]):
        for named in reversed(constituent.nested()) if isinstance(constituent, Phrase) else ():
            kinds = {types.get(entity) for entity in named.entities}
            fits = named.head.gender in ("", gender) and not kinds & {"Place", "Person"}
            if len(named.entities) == 1 and named.entities != doer.entities and fits:
                return named.entities
    return ()


def _of_another(scene: Scene, clause: Clause, types: Mapping[str, str]) -> None:
    """Let the pronoun right after a verb stand for another than who acts: هاجمت سدير رتاج ورفعت عليها دعوى، اشترت رتاج ثم باعتها.

    It is what the clause before is done to, else the only other that the sentence has named.
    """
    pronoun, doer, before = clause.object_pronoun, clause.subject, clause.parent
    # لجأت X إلى منافستها كي تزودها: who acts for a purpose, or in what describes another, may be either.
    goes_on = clause.opening == "coordinate" and (before is None or before.opening == "main")
    if not (goes_on or clause.opening == "main") or pronoun is None or doer is None or pronoun is doer:
        return
    if pronoun.preposition not in _DONE_TO or not pronoun.entities or pronoun.entities != doer.entities:
        return
    told = before.object.entities if before is not None and before.object is not None and clause.inherited else ()
    if len(told) == 1:
        pronoun.entities = told
        return
    other = _other_than(scene, clause.position + 1, pronoun, types)
    named = {entity for c in scene.constituents[: clause.position] if isinstance(c, Phrase) for entity in _named(c)}
    pronoun.entities = other if named - {*doer.entities} == {*other} else ()


def _named(phrase: Phrase) -> Iterator[str]:
    """Yield what a phrase names, but for places and dates."""
    for inner in phrase.nested():
        mention = inner.head.mention
        if mention is not None and inner.head.kind == "name" and mention.type not in ("Place", "Person"):
            yield from inner.entities


def _shared_before(scene: Scene, position: int) -> tuple[str, ...]:
    """Return whose shares a sentence told last before a percentage of somebody unnamed: تملك X 40% من Y، ويملك Z 25% منها."""
    for index in range(position - 2, 0, -1):
        whole = scene.constituents[index]
        if isinstance(whole, Phrase) and len(whole.entities) == 1 and _follows_percentage(scene, index):
            return whole.entities
    return ()


def _follows_percentage(scene: Scene, position: int) -> bool:
    before = scene.constituents[position - 1]
    return isinstance(before, Phrase) and before.is_percentage


def _describes_nobody(scene: Scene, clause: Clause) -> bool:
    """Tell whether a relative clause has for its subject a noun that stands for nothing known: في المجموعة التي …."""
    described = clause.antecedent
    if clause.opening != "relative" or clause.resumed or described is None:
        return False
    if described.names_something or described.head.attached:
        return False
    near = range(max(clause.start - _NEAR, 0), clause.start)
    for place in near:
        host = scene.constituents[place]
        if isinstance(host, Phrase) and any(inner is described for inner in host.nested()):
            # X، أكبر شركة في البلاد والتي …: the noun describes the name before it.
            beside = scene.constituents[place - 2] if place > 1 and is_comma(scene.constituents[place - 1]) else None
            return not (isinstance(beside, Phrase) and beside.entities)
    return True


def _told_of_another(scene: Scene, start: int, end: int) -> bool:
    """Tell whether a free pronoun goes on with something else than the subject: اشترت X شركة Y، وهي شركة مقرها دبي."""
    between = (c for c in scene.constituents[start:end] if isinstance(c, Phrase))
    return any(phrase.head.kind == "reference" and phrase.head.norm in PRONOUNS for phrase in between)
