"""What a nominal is said of: the name that it stands beside, or the subject of its copula."""

from __future__ import annotations

from kg.arabic.folding import fold
from kg.frames.clauses import Clause
from kg.frames.phrases import PRONOUNS, Phrase
from kg.frames.scene.model import Scene
from kg.frames.scene.neighbours import last_named, phrase_beside, phrases_before
from kg.frames.words import Word
from kg.ontology import Ontology


class Apposition:
    """Tell what a nominal is said of, and whether its clause says it."""

    def __init__(self, ontology: Ontology) -> None:
        self.quantifiers = ontology.words.get("quantifier", frozenset())
        self.speech = ontology.words.get("speech", frozenset())
        self.copula = ontology.words.get("copula", frozenset())
        self.roles = ontology.role_words
        self.heads, self.is_a = ontology.head_of, ontology.is_a
        self.acting_on_companies = frozenset(
            fold(lemma) for relation in ontology.relations.values() for frame in relation.frames
            if frame.kind == "verb" and "patient" in frame.arguments["object"]
            and (frame.patient_nouns or any(ontology.is_a("Company", (kind,)) for kind in frame.object_types or relation.range))
            for lemma in frame.lemmas
        )  # fmt: skip

    def apposed(self, scene: Scene, position: int, top: Phrase, phrase: Phrase) -> tuple[Phrase, ...]:
        """Return what a noun is said of: the name beside it, before it (after a comma or هو), or the subject of its copula."""
        if phrase.apposed or phrase.examples:
            return (*phrase.apposed, *(phrase.coordinated if phrase.head.number == "p" else ())) or tuple(
                phrase.examples
            )
        after = scene.constituents[position + 1] if position + 1 < len(scene.constituents) else None
        owned = phrase.genitive is not None and phrase.genitive.head.attached
        if owned and phrase.last == top.last and isinstance(after, Phrase) and not after.preposition and after.entities:
            # شريكتها شركة X: what follows a noun with a pronoun names it.
            return (after,)
        if (
            phrase.genitive is not None
            and phrase.genitive.head.kind == "name"
            and phrase.genitive.entities == phrase.entities
        ):
            return (phrase.genitive,)
        lifted = self._lifted(top, phrase)
        if lifted and top.apposed:
            # أقرب منافسيها «أ»
            return tuple(top.apposed)
        if phrase is not top and phrase not in top.coordinated and not lifted:
            return ()
        clause = scene.clause_at(position)
        beside, marks = phrase_beside(scene, position)
        if (
            beside is not None
            and not marks
            and beside.head.kind == "reference"
            and beside.entities
            and (phrase.head.gender, phrase.head.number) == (beside.head.gender, "s")
            and phrase.genitive is not None
            and phrase.genitive.names_something
        ):
            # أكبر المستثمرين في الشركة مطورة X: the nominal beside it, not the subject of the clause.
            return (beside,)
        if clause.opening == "relative" and clause.parent is not None and marks and _indefinite_accusative(phrase.head):
            # يشكل X، الذي طورته Y، منافسا لـZ: what the copula says comes after the relative clause.
            clause = clause.parent if self.copular(clause.parent) else clause
        if (
            self.copular(clause)
            # يمثل X تحديا لنماذج Y: it is none of them.
            and top.preposition != "ل"
            and position > clause.position
            and clause.subject is not None
            and clause.subject.entities
            and clause.subject is not top
        ):
            return (clause.subject,)
        if top.preposition in ("من بين", "من", "من ضمن"):
            return self._fronted(scene, position) or self._one_of(scene, position, phrase)
        deed = phrase.head.form == "verbal-noun" and phrase.head.number == "s"
        if top.preposition and top.preposition != "ك" and not (top.preposition == "ب" and deed):
            # بقيادة X says who led what stands before, بمعالجات X only what it has.
            return ()
        before, marks = phrase_beside(scene, position)
        if (
            marks == 0
            and clause.verb is not None
            and clause.object is top
            and before is clause.subject
            and not (phrase.head.definite and (clause.verb.lemma in self.speech or clause.verb.voice == "active"))
            and not self._makes_something(clause.verb, before, phrase)
        ):
            # اشترت سدير الشركة الأم: an object; قالت سدير الشركة الأم لرتاج إن …، تتجه سدير الشركة الأم لرتاج: who speaks or goes.
            return ()
        if (
            marks == 1
            and not phrase.head.definite
            and before is not None
            and before.preposition
            and getattr(scene.constituents[position - 1], "text", "") == "و"
        ):
            # هي شركة لعائلة X ومساهم في Y: what و joins is said of what the first noun is said of.
            host = next(
                ((i, c) for i, c in phrases_before(scene, position - 1, 4) if not c.preposition and not c.entities),
                None,
            )
            return self.apposed(scene, host[0], host[1], host[1]) if host is not None else ()
        if (fellow := _joined_participle(scene, position, phrase)) is not None:
            # X، التابعة لـY والمملوكة لها: both are said of the same.
            return (
                (fellow,) if fellow.entities else self.apposed(scene, scene.constituents.index(fellow), fellow, fellow)
            )
        field = before if marks and before is not None and not self._is_body(before) else None
        if field is not None and (named := _past_field(scene, position, field, phrase)) is not None:
            return (named,)
        if before is not None and before.head.attached and not before.preposition:
            # كما ذكره موقع X: the pronoun of a verb is called nothing.
            return ()
        if before is not None and before.entities and marks <= 2:
            # سدير ورتاج مملوكتان لـX: the dual is said of both.
            several = phrase.head.number == "d" or (phrase.head.number == "p" and top.preposition == "ك")
            return (before.coordinated[-1] if before.coordinated and not several else before,)
        if (
            before is not None
            and marks
            and phrase.head.norm.removeprefix("ال") not in self.roles
            and (last := last_named(before)) is not None
        ):
            # سهم شركة X، المورد الرئيسي لـY: what stands beside a genitive is said of its name.
            return (last,)
        if (identified := self._identified(scene, position, top)) is not None:
            return (identified,)
        following = scene.constituents[position + 1 : position + 3]
        if (
            len(following) == 2
            and isinstance(following[0], Word)
            and following[0].text in "،,"
            and isinstance(following[1], Phrase)
            and following[1].entities
        ):
            return (following[1],)
        if top.preposition == "ك" and position > clause.position:
            return self._held_as(clause)
        return ()

    def _held_as(self, clause: Clause) -> tuple[Phrase, ...]:
        """Return what كـ calls something: تأسست X عام 2014 كإحدى شركات Y، تطرح X نفسها كمنافس لـY، وصفت X شركة Y كمنافس لها."""
        thing = clause.object
        itself = thing is None or thing.head.lemma in ("نفس", "ذات")
        held = clause.subject if itself else thing
        return (held,) if held is not None and held.entities else ()

    def _is_body(self, phrase: Phrase) -> bool:
        """Tell whether a noun is of an organisation, and no field of business: للهيئة، المملوكة لـX."""
        head = self.heads.get(phrase.head.norm.removeprefix("ال"))
        return head is not None and self.is_a(head.type, ("Organization",))

    def _makes_something(self, verb: Word, before: Phrase | None, phrase: Phrase) -> bool:
        """Tell whether what agrees with a name says what that makes or owns: قالت شركة سدير صانعة هاتف Lumo, but اشترت سدير مطورة Lumo."""
        named = phrase.genitive is not None and phrase.genitive.names_something
        agrees = before is not None and (before.head.gender, "s") == (phrase.head.gender, phrase.head.number)
        return named and agrees and (verb.lemma in self.speech or verb.lemma not in self.acting_on_companies)

    def _lifted(self, top: Phrase, phrase: Phrase) -> bool:
        """Tell whether only superlatives, ordinals and quantifiers stand before what is said: ثاني أكبر منافس لـX، أحد الداعمين."""
        hosts = top.hosts_of(phrase)
        return bool(hosts) and all(
            host.head.kind == "adjective" or host.head.lemma in self.quantifiers or host.head.norm in self.quantifiers
            for host in hosts
        )

    def said_of(self, scene: Scene, position: int, top: Phrase) -> tuple[Phrase, ...]:
        """Return what a nominal is said of: the name that it stands beside, or the subject of its copula."""
        return self.apposed(scene, position, top, top)

    def predicated(self, scene: Scene, position: int, clause: Clause) -> bool:
        """Tell whether a noun after a copula or أن is the clause's own statement: لم تعد سدير تابعة لـX."""
        if clause.verb is not None and self.completed(scene, clause, position):
            return True
        return position > clause.position and self.copular(clause)

    def completed(self, scene: Scene, clause: Clause, position: int) -> bool:
        """Tell whether a phrase stands in a clause without a verb after أن: نفت أنها تابعة لـX."""
        own = {other.start - 1 for other in scene.clauses if other.opening == "complement"}
        return any(
            isinstance(c, Word) and c.kind == "complementiser" and index not in own
            for index, c in enumerate(scene.constituents[clause.position : position], clause.position)
        )

    def copular(self, clause: Clause) -> bool:
        """Tell whether the verb, in one of its readings, only joins a subject and what is said of it: تُعد، كانت، أصبحت."""
        # كان فلان قد شهد: what he did is no more said of him than by any other verb.
        auxiliaries = clause.auxiliaries if "قد" not in clause.particles else ()
        verbs = [*auxiliaries, *([clause.verb] if clause.verb is not None else [])]
        return any(lemma in self.copula for verb in verbs for lemma in verb.lemmas)

    def _fronted(self, scene: Scene, position: int) -> tuple[Phrase, ...]:
        """Return what a noun after من بين is said of where it opens its clause: من بين ملاك X شركات مثل Y."""
        before = scene.constituents[position - 1] if position else None
        if isinstance(before, Phrase) or (isinstance(before, Word) and before.kind not in ("conjunction", "mark")):
            return ()
        for current in scene.constituents[position + 1 : position + 5]:
            if isinstance(current, Word) and current.text == ":":
                continue
            if not isinstance(current, Phrase):
                return ()
            if current.head.norm in PRONOUNS and not current.head.attached:
                # من أكبر منافسي X هي Y
                continue
            if not current.preposition:
                return (current,) if current.entities else ()
        return ()

    def _identified(self, scene: Scene, position: int, top: Phrase) -> Phrase | None:
        """Return who a noun is said to be: أكبر مساهم في X حاليا هو Y."""
        if top.preposition or top.entities:
            return None
        said = False
        for current in scene.constituents[position + 1 : position + 6]:
            if isinstance(current, Phrase) and current.head.norm not in PRONOUNS:
                if said:
                    return current if current.entities and not current.preposition else None
                if not current.preposition and current.head.kind != "date":
                    return None
            elif (current.head if isinstance(current, Phrase) else current).norm in PRONOUNS:
                said = True
            elif isinstance(current, Word) and current.kind not in ("particle", "adjective"):
                return None
        return None

    def _one_of(self, scene: Scene, position: int, phrase: Phrase) -> tuple[Phrase, ...]:
        """Return the name right before من and what it is one of, or whose work it is: Y من منتجات X، Y من تطوير X."""
        before = scene.constituents[position - 1] if position else None
        works = phrase.head.number == "p" or phrase.head.form == "verbal-noun"
        return (before,) if works and isinstance(before, Phrase) and before.entities else ()


def _past_field(scene: Scene, position: int, field: Phrase, phrase: Phrase) -> Phrase | None:
    """Return the name that its field stands behind, where a definite adjective is said of it: شركة «سدير» للتأمين، التابعة لـX."""
    if not field.preposition or field.entities or field.head.attached or field.head.kind == "date":
        return None
    if phrase.head.kind != "adjective" or not phrase.head.definite:
        return None
    place = next((i for i in range(position - 1, 0, -1) if scene.constituents[i] is field), 0)
    host = scene.constituents[place - 1] if place else None
    if not isinstance(host, Phrase) or not host.entities or host.head.attached:
        return None
    agrees = (host.head.gender or phrase.head.gender) == phrase.head.gender
    return host if agrees and phrase.head.number == "s" else None


def _joined_participle(scene: Scene, position: int, phrase: Phrase) -> Phrase | None:
    """Return the definite adjective that و joins another to, or the name that has it, past what completes it."""
    if not (phrase.head.kind == "adjective" and phrase.head.definite):
        return None
    before = [
        c for c in scene.constituents[max(position - 4, 0) : position] if getattr(c, "text", "") not in ("،", ",")
    ]
    if len(before) < 3:
        return None
    first, completed, joint = before[-3:]
    if not isinstance(first, Phrase) or not isinstance(completed, Phrase) or not completed.preposition:
        return None
    own = [word for inner in first.nested() for word in inner.adjectives] if first.entities else []
    adjective = own[-1] if own else first.head
    alike = adjective.kind == "adjective" and adjective.definite
    agrees = (adjective.gender, adjective.number) == (phrase.head.gender, phrase.head.number)
    joined = isinstance(joint, Word) and joint.norm == "و"
    return first if alike and agrees and joined else None


def _indefinite_accusative(head: Word) -> bool:
    """Tell whether a noun has the tanwin of what is said of something: منافسا."""
    return head.norm.endswith("ا") and not head.definite and not head.lemma.endswith("ا")
