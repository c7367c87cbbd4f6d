"""Who does what a verbal noun or a noun of an act names, where it does not say so itself."""

from __future__ import annotations

from kg.arabic.folding import fold
from kg.frames.clauses import Clause
from kg.frames.phrases import Phrase
from kg.frames.scene.apposition import Apposition
from kg.frames.scene.model import Scene
from kg.frames.scene.neighbours import offer_before, phrases_before
from kg.frames.words import Word
from kg.ontology import Ontology, StatusWord


class Control:
    """Find who acts: the holder of the plan, the subject of the verb that governs the act."""

    def __init__(self, ontology: Ontology, apposition: Apposition) -> None:
        self.apposition = apposition
        self.together = ontology.words.get("together", frozenset())
        self.means = ontology.words.get("means", frozenset())
        self.terms = ontology.words.get("terms", frozenset())
        self.befalling = ontology.words.get("befalling", frozenset())
        self.recording = ontology.words.get("recording", frozenset())
        self.changing = ontology.words.get("rising", frozenset()) | ontology.words.get("falling", frozenset())
        self.granting = ontology.words.get("granting", frozenset())
        self.allowing = ontology.words.get("allowing", frozenset())
        self.urging = ontology.words.get("urging", frozenset())
        self.helping = ontology.words.get("helping", frozenset())
        self.settling = ontology.words.get("settling", frozenset())
        self.deals = ontology.words.get("deal", frozenset())
        self.receiving = ontology.words.get("receiving", frozenset())
        self.offers = ontology.words.get("offer", frozenset())
        self.compounds = ontology.words.get("compound", frozenset())
        self.speech = ontology.words.get("speech", frozenset())
        self.revealing = ontology.words.get("dealing", frozenset())
        self.permissions = ontology.words.get("permission", frozenset())
        self.authorities = ontology.words.get("authority", frozenset())
        self.bodies = ontology.words.get("state-body", frozenset()) | {"دوله"}
        self.takeovers = frozenset(
            fold(lemma)
            for relation in ("acquires", "merges-with")
            for frame in ontology.relations[relation].frames
            if frame.kind == "verb"
            for lemma in frame.lemmas
        )
        self.seeking = ontology.words.get("seeking", frozenset())
        self.status = ontology.status_words_of

    def controller(self, scene: Scene, position: int, top: Phrase, phrase: Phrase, clause: Clause) -> Phrase | None:
        """Return who does what a verbal noun names: the holder of the plan, the subject of the verb that governs it."""
        outer = [host for host in top.nested() if host.genitive is phrase]
        for host in outer:
            if (
                (host.head.lemma, "noun") in self.status
                and host.genitive is not phrase
                and host.genitive
                and host.genitive.entities
            ):
                return host.genitive
        bound = (
            self._forced(scene, position, top)
            or self._agreed(scene, position, top)
            or self.allowed(scene, position, top, clause)
        )
        if bound is not None:
            return bound
        disposed = self._disposed(scene, position, top, clause)
        if disposed is not None:
            return disposed
        if clause.verb is not None and clause.verb.lemma in self.apposition.copula and top.preposition == "علي":
            # باتت X على وشك شراء Y
            planned = [w for host in outer for w in self.status.get((host.head.lemma, "noun"), ()) if w.control]
            if planned and clause.subject is not top:
                return clause.subject
        giver: Phrase | None = None
        for _, before in phrases_before(scene, position, 3):
            if before.preposition == "من" and before.entities:
                giver = before
            for inner in reversed(before.nested()):
                words = self.status.get((inner.head.lemma, "noun"), ())
                if giver is not None and inner.head.lemma in self.offers and not inner.names_something:
                    # تلقت سدير عرضا من رتاج لشراء …: who makes the offer is not who gets it.
                    return giver
                refused = clause.verb is not None and clause.verb.lemma in self.receiving
                if refused and inner.head.lemma in self.offers and not inner.names_something and before is not giver:
                    # رفضت سدير عرضا لشراء رتاج: of whom the offer is, nobody says.
                    return None
                if any(word.control and (not word.via or top.preposition in word.via) for word in words):
                    if inner.genitive is not None and self.is_authority(inner.genitive) and self.takes_over(phrase):
                        # قرار الهيئة بشأن استحواذها على X: who decides on a takeover takes nothing over.
                        return None
                    if inner.genitive is not None and inner.genitive.names_something:
                        # طلبت X موافقة هيئة المنافسة على شراء Y: who allows it doesn't do it.
                        asked = inner.head.lemma in self.permissions and clause.subject not in (None, before)
                        sought = clause.verb is not None and not self.seeking.isdisjoint(clause.verb.lemmas)
                        return (
                            clause.subject
                            if asked and (sought or self.is_authority(inner.genitive))
                            else inner.genitive
                        )
                    if inner.genitive is not None and inner.apposed and inner.entities:
                        # نية الشركة التايوانية «رتاج»: the name stands after the whole, and tells who the company is.
                        return inner
                    if inner.genitive is not None and self._is_body(inner.genitive):
                        # نية الدولة بيع X: a body that nothing names.
                        return inner.genitive
                    told = clause.verb is not None and clause.verb.lemma in self.speech - self.revealing
                    if told and self.apposition.completed(scene, clause, position):
                        # ذكرت الصحيفة أن هناك صفقة لشراء X: who tells of it is no party to it.
                        return None
                    return clause.subject if clause.verb is not None and clause.subject is not before else None
        verb = clause.verb
        if verb is None:
            return (
                clause.subject
                if clause.subject is not None and clause.subject is not top and clause.subject.entities
                else None
            )
        if (
            phrase.head.lemma in self.together
            and phrase.head.definite
            and self.apposition.completed(scene, clause, position)
        ):
            return self._spoken_for(scene, clause)
        if verb.lemma in self.befalling and clause.subject is top:
            # سبق لـX التوقيع على عقد: who does it stands after ل.
            return self._befallen(scene, clause)
        if clause.subject is top or verb.lemma == "تم":
            if verb.lemma == "تم":
                return None
            over = clause.parent if clause.opening == "complement" and top is phrase else None
            known = phrase.head.lemma in self.together and phrase.head.definite and phrase.genitive is None
            if over is not None and known:
                # أكدت X أن الشراكة مع Y ستفتح أسواقا
                return self._spoken_for(scene, over)
            return self._helped(clause, phrase) or self._party(clause) or self._announcer(clause, top, phrase)
        together = self.together & {phrase.head.lemma, *(adjective.lemma for adjective in phrase.adjectives)}
        if top.preposition in ("ب", "في", "ضمن", "عبر") and phrase.genitive is None and together:
            # بالتعاون مع، في شراكة مع، عبر مشروع مشترك مع: who acts does so together with somebody.
            return None if _of_thing(scene, position) else clause.subject
        if top.preposition == "ب" and phrase is top and phrase.head.lemma in self.means:
            # باستخدام X، بالاعتماد على X: who acts uses what he acts by.
            return clause.subject
        if {top.preposition, f"{top.preposition} {top.head.norm}"} & self.terms:
            # بموجب العقد مع X: who acts is held to it.
            return self._acting(scene, position, clause)
        urged = clause.object if clause.object is not top else None
        led = top.preposition in ("ل", "الي", "علي", "ب") or (not top.preposition and phrase.head.definite)
        if verb.lemma in self.urging and led and urged and urged.entities:
            # دعت الخلافات X للتعاون مع Y: who is urged does it.
            return urged
        if verb.lemma in self.receiving and (offer := offer_before(scene, position, clause, self.offers)):
            return offer[1]
        # تجري X محادثات: of a verb's readings it is the one with a doer that passes him on.
        controls = [word for lemma in verb.lemmas for word in self.status.get((lemma, "verb"), ())]
        if any(word.control and _via(word, top.preposition) for word in controls):
            return None if self.permits(clause, phrase) else clause.subject
        if verb.lemma in self.recording and phrase is top and {phrase.head.lemma, phrase.head.verb} & self.changing:
            # سجلت X نموا في الإيرادات
            return clause.subject
        # دفعت X … لشراء Y: who acts has the purpose, but for who only gives leave.
        purpose = top.preposition == "ل" and position > clause.position
        return clause.subject if purpose and verb.lemma not in self.granting else None

    def _disposed(self, scene: Scene, position: int, top: Phrase, clause: Clause) -> Phrase | None:
        """Return who an adjective says to be about to act: قالت X إن Y مهتمة بشراء Z."""
        place = position - 1
        said = scene.constituents[place] if place > 0 else None
        if not isinstance(said, Phrase) or said.head.definite or said.preposition:
            return None
        words = self.status.get((said.head.lemma, "adjective"), ())
        if not any(word.control and _via(word, top.preposition) for word in words):
            return None
        holder = scene.constituents[place - 1]
        named = isinstance(holder, Phrase) and not holder.preposition and holder.names_something
        return holder if named and isinstance(holder, Phrase) else clause.subject

    def _forced(self, scene: Scene, position: int, top: Phrase) -> Phrase | None:
        """Return who is made to do something by what a verbal noun names: إلزام شركة X ببيع Y."""
        if top.preposition not in ("ب", "علي", "الي", "ل"):
            return None
        for _, before in phrases_before(scene, position, 1):
            for inner in before.nested():
                forced = inner.genitive
                if inner.head.form == "verbal-noun" and inner.head.verb in self.urging and forced and forced.entities:
                    return forced
        return None

    def _agreed(self, scene: Scene, position: int, top: Phrase) -> Phrase | None:
        """Return who agree on what a verbal noun names: مشروع مشترك بين X وY لبناء مصفاة."""
        before = scene.constituents[position - 1] if position else None
        if top.preposition != "ل" or not isinstance(before, Phrase) or before.preposition != "بين":
            return None
        bought = self.takeovers & {inner.head.verb for inner in top.nested()}  # by which of the two, nobody knows
        return before if len(before.entities) > 1 and not bought and not self.is_authority(before) else None

    def _is_body(self, phrase: Phrase) -> bool:
        """Tell whether a definite noun is of a state or a body, and of none that acts for another."""
        return phrase.head.definite and phrase.head.kind == "noun" and phrase.head.lemma in self.bodies

    def _acting(self, scene: Scene, position: int, clause: Clause) -> Phrase | None:
        """Return who acts by some means: the holder of the act named last, else the subject: غرمت الهيئة X لانتهاكها القانون من خلال …."""
        for constituent in reversed(scene.constituents[clause.position + 1 : position]):
            for inner in constituent.nested() if isinstance(constituent, Phrase) else ():
                if inner.head.form == "verbal-noun" and inner.genitive is not None and inner.genitive.names_something:
                    return inner.genitive
        return clause.subject

    def allowed(self, scene: Scene, position: int, top: Phrase, clause: Clause) -> Phrase | None:
        """Return who is given leave to do what a verbal noun names: سمحت الهيئة لـX بشراء Y، منحت X موافقتها على شراء Y."""
        lemmas = clause.verb.lemmas if clause.verb is not None and position > clause.position else ()
        if self.granting.isdisjoint(lemmas):
            return None
        led = top.preposition in ("ل", "ب") or (not top.preposition and not self.allowing.isdisjoint(lemmas))
        before = phrases_before(scene, position, 3) if top.preposition == "علي" else ()
        permitted = any(inner.head.lemma in self.permissions for _, phrase in before for inner in phrase.nested())
        return _receiver(scene, position, clause) if led or permitted else None

    def permits(self, clause: Clause, phrase: Phrase) -> bool:
        """Tell whether a body of the state only allows what others do: وافقت الحكومة على بيع سدير، على شرائها X, but not على بيع حصتها."""
        if clause.verb is None or clause.verb.lemma not in self.settling or clause.subject is None:
            return False
        own = any(inner.head.attached for inner in phrase.nested())
        return self.is_authority(clause.subject) and (self.takes_over(phrase) or not own)

    def decided_on(self, clause: Clause, phrase: Phrase) -> bool:
        """Tell whether a body of the state decides on what a pronoun on a verbal noun takes over."""
        return self.takes_over(phrase) and self.permits(clause, phrase)

    def takes_over(self, phrase: Phrase) -> bool:
        """Tell whether a pronoun on a verbal noun is who takes something over: استحواذها على X, but not تغريمها."""
        own = phrase.genitive is not None and phrase.genitive.head.attached
        return own and phrase.head.verb in self.takeovers

    def is_authority(self, phrase: Phrase) -> bool:
        """Tell whether a phrase is of a body of the state: هيئة المنافسة، الحكومة."""
        return any(
            inner.head.lemma in self.authorities
            or fold(inner.head.text).split()[0].removeprefix("ال") in self.authorities
            for inner in phrase.nested()
            # مجلس إدارة X decides for X, and so does المجلس after it.
            if (inner.genitive is None or f"{inner.head.lemma} {inner.genitive.head.lemma}" not in self.compounds)
            and (inner.head.mention is None or inner.head.mention.finder != "board")
        )

    def _befallen(self, scene: Scene, clause: Clause) -> Phrase | None:
        """Return who does what an impersonal verb has for its subject: سبق لـX، يحق لـX."""
        reach = scene.constituents[clause.position + 1 : clause.end]
        return next((c for c in reach if isinstance(c, Phrase) and c.preposition == "ل" and c.entities), None)

    def _helped(self, clause: Clause, phrase: Phrase) -> Phrase | None:
        """Return whose alliance it is that helps somebody: التحالف مع X يساعد Y."""
        helps = clause.verb is not None and clause.verb.lemma in self.helping and phrase.head.definite
        return clause.object if helps and phrase.head.lemma in self.together else None

    def _spoken_for(self, scene: Scene, clause: Clause) -> Phrase | None:
        """Return whose relations a speaker tells of: قال متحدث باسم X إن الشراكة مع Y متينة."""
        speaker = clause.subject
        if speaker is None or speaker.entities:
            return speaker
        behalf = next(
            (
                c
                for c in scene.constituents[clause.position + 1 : clause.end]
                if isinstance(c, Phrase) and c.preposition == "باسم"
            ),
            None,
        )
        return behalf if behalf is not None and behalf.entities else None

    def _party(self, clause: Clause) -> Phrase | None:
        """Return who made the deal that a relative clause describes: وافقت X على صفقة تضمن تقاسم إيراداتها."""
        described = clause.antecedent
        if (
            clause.opening != "relative"
            or described is None
            or described.head.definite
            or described.head.lemma not in self.deals
            or clause.parent is None
        ):
            return None
        return clause.parent.subject

    def _announcer(self, clause: Clause, top: Phrase, phrase: Phrase) -> Phrase | None:
        """Return who announces something of his own deal: أعلنت سدير أن صفقة الاستحواذ على رتاج ستكتمل …."""
        parent = clause.parent
        dealt = any(host.head.lemma in self.deals for host in top.hosts_of(phrase))
        if clause.opening != "complement" or parent is None or parent.verb is None or not dealt:
            return None
        told = parent.verb.lemma in self.revealing and clause.governor is parent.verb
        return parent.subject if told else None

    def joined(self, scene: Scene, position: int) -> Phrase | None:
        """Return the agent of the verbal noun that و or ثم joins this one to: إقالة مجلس الإدارة له ثم إعادته."""
        before = scene.constituents[position - 1] if position else None
        if not isinstance(before, Word) or before.kind != "conjunction":
            return None
        for index in range(position - 2, -1, -1):
            earlier = scene.constituents[index]
            if isinstance(earlier, Word) and earlier.kind in ("verb", "relative"):
                return None
            if isinstance(earlier, Phrase) and earlier.head.form == "verbal-noun" and earlier.genitive is not None:
                here = scene.constituents[position]
                if isinstance(here, Phrase) and here.head.lemma == earlier.head.lemma:
                    # منح X عقدا ومنح Y عقدا: the two acts are alike, and what one is done to does not the other.
                    return None
                return earlier.genitive if earlier.genitive.names_something else None
        return None


def _of_thing(scene: Scene, position: int) -> bool:
    """Tell whether a participle set off before a phrase says of a thing how it came to be: زار فلان المصنع، المنفذ بالشراكة مع X."""
    comma, participle = scene.constituents[max(position - 2, 0) : position] if position > 1 else (None, None)
    set_off = isinstance(comma, Word) and comma.text in "،,"
    head = participle.head if isinstance(participle, Phrase) and not participle.preposition else None
    passive = head is not None and any(form == "passive-participle" for _, _, form in head.readings)
    return set_off and head is not None and passive and head.definite and not head.mention


def _via(word: StatusWord, preposition: str) -> bool:
    return not word.via or preposition in word.via or not preposition


def _receiver(scene: Scene, position: int, clause: Clause) -> Phrase | None:
    """Return who is given something to act with: منحت الهيئة رخصة لـX للعمل في …, منحت X رخصة."""
    given = (
        before
        for index, before in phrases_before(scene, position, 3)
        if index > clause.position and before is not clause.subject and before.preposition in ("", "ل")
    )
    return next((phrase for phrase in given if phrase.entities), None)
