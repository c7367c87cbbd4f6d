"""Constituents -> clauses: each verb with its subject, its objects, and the clause that governs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, TypeGuard

from kg.arabic.folding import fold
from kg.frames.asides import Reports, asides
from kg.frames.phrases import PRONOUNS, Constituent, Phrase
from kg.frames.words import Word
from kg.ontology import Frame, Ontology

Opening = Literal["main", "relative", "complement", "subordinate", "coordinate"]
_PRONOUN_NUMBER = {"ه": ("m", "s"), "ها": ("f", "s"), "هم": ("m", "p"), "هما": ("", "d")}


@dataclass(slots=True)
class Clause:
    """Hold a verb with what belongs to it. A sentence without a verb is one clause without a verb."""

    verb: Word | None
    position: int
    """Index of the verb among the constituents."""
    start: int
    end: int
    """The constituents start to end, end excluded, are the clause's own, but for those in its asides."""
    asides: tuple[range, ...] = ()
    opening: Opening = "main"
    parent: Clause | None = None
    antecedent: Phrase | None = None
    """What a relative clause describes."""
    described: Phrase | None = None
    """The idafa of one gender that it ends: عرض الاستحواذ الذي …."""
    resumed: bool = False
    """Whether a pronoun in the relative clause takes up the antecedent: then it is not the subject."""
    subject: Phrase | None = None
    inherited: bool = False
    """Whether the subject is understood from a clause before."""
    object: Phrase | None = None
    object_pronoun: Phrase | None = None
    particles: list[str] = field(default_factory=list)
    auxiliaries: list[Word] = field(default_factory=list)
    condition: str = ""
    """The word that makes the clause conditional: إذا opens the next clause, or في حال stands in this one."""
    befalls: Phrase | None = None
    """Of the complement of an impersonal verb: who does it, سبق لـX أن …."""
    governor: Word | Phrase | None = None
    """The verb or noun whose complement this clause is: أعلنت أن …, من المتوقع أن …."""

    def own(self, constituents: Sequence[Constituent], start: int, end: int) -> list[tuple[int, Phrase]]:
        """Return the phrases from start to end, with their positions, that stand in none of the clause's asides."""
        return [
            (index, constituent)
            for index, constituent in enumerate(constituents[start:end], start)
            if isinstance(constituent, Phrase) and not self.interrupted(index)
        ]

    def interrupted(self, position: int) -> bool:
        """Tell whether a constituent stands in an aside of the clause."""
        return any(position in aside for aside in self.asides)

    def covers(self, position: int) -> bool:
        """Tell whether a constituent belongs to the clause or to a clause within it."""
        return self.start <= position < self.end and not self.interrupted(position)

    @property
    def passive(self) -> bool:
        """Tell whether the verb is passive by its form."""
        return self.verb is not None and self.verb.voice == "passive"


class ClauseReader:
    """Split a sentence's constituents into clauses."""

    def __init__(self, ontology: Ontology) -> None:
        self.adverbial = ontology.words.get("adverbial", frozenset())
        self.acts_for = ontology.words.get("acts-for", frozenset())
        self.moments = ontology.words.get("moment", frozenset())
        self.quantifiers = ontology.words.get("quantifier", frozenset())
        self.copula = ontology.words.get("copula", frozenset())
        self.own_value = ontology.words.get("own-value", frozenset())
        self.roles = ontology.role_words
        self.offices = ontology.words.get("office", frozenset())
        self.heads = ontology.head_of
        self.auxiliary = ontology.words.get("auxiliary", frozenset())
        self.befalling = ontology.words.get("befalling", frozenset())
        self.speech = ontology.words.get("speech", frozenset())
        self.hopes = frozenset(
            fold(word.lemma)
            for word in ontology.status_words
            if word.kind == "noun" and word.status not in ("negotiating", "ended")
        )
        self.transitive = frozenset(
            fold(lemma) for relation in ontology.relations.values() for frame in relation.frames
            if frame.kind == "verb" and (frame.patient_nouns or any("patient" in markers for markers in frame.arguments.values()))
            for lemma in frame.lemmas
        )  # fmt: skip
        changing = ontology.words.get("rising", frozenset()) | ontology.words.get("falling", frozenset())
        earning, measured = (ontology.words.get(kind, frozenset()) for kind in ("earning", "measured"))
        self.reports = Reports(changing, earning, measured)
        self.is_a = ontology.is_a
        self.signatures: dict[str, list[tuple[Sequence[str], Sequence[str]]]] = {}
        for relation in ontology.relations.values():
            for frame in relation.frames:
                if frame.kind == "verb" and self._direct(frame):
                    classes = (frame.subject_types or relation.domain, frame.object_types or relation.range)
                    for lemma in frame.lemmas:
                        self.signatures.setdefault(fold(lemma), []).append(classes)
        self.conditional = frozenset(
            fold(word.lemma)
            for word in ontology.status_words
            if word.kind == "particle" and word.status == "conditional"
        )

    def _direct(self, frame: Frame) -> bool:
        """Tell whether a verb's subject acts on its object: the agent of the frame on its patient."""
        return frame.arguments["subject"][0] == "agent" and frame.arguments["object"][0] == "patient"

    def clauses(
        self, constituents: Sequence[Constituent], topic: Phrase | None, apposed: Sequence[range] = ()
    ) -> list[Clause]:
        """Return the clauses in order; `topic` is the subject that the sentence before leaves, `apposed` what stands beside names."""
        found: list[Clause] = []
        interruptions = _together(asides(constituents, self.reports), apposed)
        verbs = [i for i, c in enumerate(constituents) if isinstance(c, Word) and c.kind == "verb"]
        pending: list[Word] = []
        for number, position in enumerate(verbs):
            verb = constituents[position]
            assert isinstance(verb, Word)
            following = verbs[number + 1] if number + 1 < len(verbs) else None
            if self._is_auxiliary(verb, constituents, position, following):
                pending.append(verb)
                continue
            aside = next((aside for aside in interruptions if position in aside), None)
            open_before = [
                clause
                for clause in found
                if not any(clause.position in other for other in interruptions if other != aside)
            ]
            clause = self._clause(constituents, position, pending, open_before, interruptions)
            self._find_subject(clause, constituents, open_before, topic)
            self._share(clause, constituents, open_before)
            self._consequence(clause, constituents, open_before)
            pending = []
            found.append(clause)
        if not found:
            found.append(Clause(None, 0, 0, len(constituents), subject=_first_bare(constituents)))
        self._conditions(constituents, found)
        return found

    def _is_auxiliary(
        self, verb: Word, constituents: Sequence[Constituent], position: int, following: int | None
    ) -> bool:
        """Tell whether a verb such as كان stands before another verb of the same clause."""
        if following is None or not any(lemma in self.auxiliary for lemma in verb.lemmas):
            return False
        # كانت سدير ومقرها دبي قد رفعت …
        owned = {i for i in range(position + 2, following) if _possessed(constituents, i)}
        between = [c for i, c in enumerate(constituents[position + 1 : following], position + 1) if i not in owned]
        before = constituents[following - 1]
        if isinstance(before, Word) and before.norm == "قد" and len(between) <= 7:
            # كانت الهيئة، وهي ذراع الوزارة، قد أعربت: قد tells that the verb is still to come.
            return True
        light = [c.kind == "particle" if isinstance(c, Word) else not c.preposition for c in between]
        return all(light) and len(between) <= 3

    def _clause(
        self,
        constituents: Sequence[Constituent],
        position: int,
        pending: Sequence[Word],
        found: Sequence[Clause],
        interruptions: Sequence[range],
    ) -> Clause:
        verb = constituents[position]
        assert isinstance(verb, Word)
        start, opener, particles = self._left(constituents, position, pending, interruptions)
        end = self._right(constituents, position, interruptions)
        within = tuple(aside for aside in interruptions if start <= aside.start < end and position not in aside)
        clause = Clause(verb, position, start, end, within, particles=particles, auxiliaries=list(pending))
        previous = found[-1] if found else None
        before = constituents[start - 1] if start else None
        if opener == "relative":
            clause.opening = "relative"
            clause.antecedent = self._antecedent(constituents, start - 1, interruptions)
            clause.described = _idafa_of(constituents[:start], clause.antecedent)
            clause.parent = previous
        elif opener == "complementiser":
            clause.opening, clause.parent = "complement", self._introducing(before, found)
            clause.governor = self._complement_governor(constituents, start - 1, clause.parent)
            clause.befalls = self._befallen(constituents, start, clause.parent)
        elif opener == "subordinator":
            clause.opening, clause.parent = "subordinate", previous
            if isinstance(before, Word) and before.norm in self.conditional:
                clause.condition = before.norm
                main = next((clause for clause in reversed(found) if clause.opening != "relative"), None)
                if main is not None and not self._joined(constituents, start - 1):
                    main.condition = before.norm
        elif opener == "conjunction" and previous is not None:
            clause.opening = "coordinate"
            clause.parent = previous
            if previous.opening == "complement":
                clause.governor = previous.governor
        elif opener == "bare" and isinstance(before, Phrase) and previous is None:
            clause.opening = "main"
        # وفي حال إتمام الصفقة، سيعمل X: the condition may stand before the clause and its comma.
        opening = previous.end if previous else 0
        for phrase in constituents[opening if opener == "mark" else start : end]:
            if isinstance(phrase, Phrase) and f"{phrase.preposition} {phrase.head.norm}" in self.conditional:
                clause.condition = f"{phrase.preposition} {phrase.head.norm}"
        # An indefinite noun right before a verb is described by it: دعوى رفعها فلان.
        # يُعد X أول جهاز يستخدم Y: what is said of the subject of a copula is described too.
        said = any(lemma in self.copula for auxiliary in pending for lemma in auxiliary.lemmas)
        described = self._described(constituents, position, "verb" if said else opener)
        if described is not None:
            clause.start = max(
                clause.start,
                next(
                    i
                    for i, c in enumerate(constituents)
                    if c is described or (isinstance(c, Phrase) and described in c.coordinated)
                )
                + 1,
            )
            clause.opening, clause.antecedent, clause.parent = "relative", described, previous
            if described.head.lemma in self.moments:
                # يوم أقال المجلس فلانا: the noun only says when.
                clause.opening, clause.antecedent = "subordinate", None
        self._said_of(constituents, clause.antecedent)
        return clause

    def _said_of(self, constituents: Sequence[Constituent], described: Phrase | None) -> None:
        """Let a noun stand for the name that it is said of: «لمح» هو تطبيق طورته X، و«لمح»، وهو أول تطبيق تطوره X."""
        if described is None or described.names_something or described.preposition or described.head.definite:
            return
        place = next((i for i, c in enumerate(constituents) if c is described), 0)
        before = constituents[place - 1] if place else None
        noun = described.genitive if described.head.kind == "adjective" and described.genitive else described
        head = self.heads.get(noun.head.norm) or self.heads.get(noun.head.lemma)
        if head is None or not isinstance(before, Phrase) or before.preposition:
            return
        if (len(before.entities) == 1) != (noun.head.number == "s"):
            return
        over = constituents[place - 2] if place > 1 else None
        copular = isinstance(over, Word) and any(lemma in self.copula for lemma in over.lemmas)
        if before.entities and (before.head.norm in PRONOUNS or place == 1 or copular):
            described.entities = before.entities

    def _consequence(self, clause: Clause, constituents: Sequence[Constituent], found: Sequence[Clause]) -> None:
        """Make a clause conditional where the one before it is its condition: إذا نجحت المحادثات فسيستثمر X."""
        previous = found[-1] if found else None
        if (
            previous is None
            or not previous.condition
            or previous.opening != "subordinate"
            or clause.opening not in ("main", "coordinate")
        ):
            return
        opener = previous.start - 1
        if opener == 0 or self._joined(constituents, opener):
            clause.condition = previous.condition

    def _conditions(self, constituents: Sequence[Constituent], found: Sequence[Clause]) -> None:
        """Make a clause conditional that a condition is added to: تعتزم سدير شراء رتاج، وذلك في حال نجاح المحادثات."""
        for index in range(2, len(constituents)):
            before, current = constituents[index - 1], constituents[index]
            if (
                not isinstance(before, Word)
                or before.kind != "demonstrative"
                or not self._joined(constituents, index - 1)
            ):
                continue
            word = f"{current.preposition} {current.head.norm}".strip() if isinstance(current, Phrase) else current.norm
            last = next((clause for clause in reversed(found) if clause.position < index), None)
            if word in self.conditional and last is not None:
                last.condition = last.condition or word

    def _joined(self, constituents: Sequence[Constituent], index: int) -> bool:
        """Tell whether و stands right before a word: وإذا leads on to what follows, not back."""
        before = constituents[index - 1] if index else None
        return isinstance(before, Word) and before.kind == "conjunction"

    def _described(self, constituents: Sequence[Constituent], position: int, opener: str) -> Phrase | None:
        """Return the indefinite noun right before a verb that describes it without a relative pronoun: دعوى رفعها فلان."""
        index = position - 1
        if _norm(constituents[index]) == "ل" and index >= 0:
            # نمت 11% على أساس سنوي لتسجل …: a purpose describes nothing.
            return None
        # دعوى كانت قد رفعتها X: particles and auxiliaries may stand between.
        while (
            index >= 0
            and isinstance(word := constituents[index], Word)
            and (
                word.kind == "particle"
                or (word.kind == "verb" and any(lemma in self.auxiliary for lemma in word.lemmas))
            )
        ):
            index -= 1
        while index > 0 and self._measures(constituents[index]):
            # عرضا بقيمة 6 مليارات تقدمت به X: its worth may stand between.
            index -= 1
        before = constituents[index] if index >= 0 else None
        if not isinstance(before, Phrase):
            return None
        last = before.coordinated[-1] if before.coordinated else before
        if last.entities or last.head.definite or last.head.kind in ("figure", "date"):
            return None
        following = constituents[position + 1] if position + 1 < len(constituents) else None
        resumed = isinstance(following, Phrase) and following.head.attached
        if last.genitive is not None:
            # جولة تمويل قادتها X: the pronoun agrees with the head of an idafa that is indefinite as a whole.
            common = last.genitive.head.kind == "noun" and not (last.genitive.head.definite or last.names_something)
            plain = common and last.head.lemma not in self.quantifiers
            plain = plain or (last.genitive.head.kind == "figure" and last.head.lemma not in self.quantifiers)
            gender = _PRONOUN_NUMBER.get(following.head.norm, ("", ""))[0] if isinstance(following, Phrase) else ""
            # أول جهازين يستخدمان X: so does what is first or biggest of an indefinite noun.
            ranked = common and last.head.kind == "adjective" and opener == "verb"
            return last if ranked or (plain and resumed and gender == last.head.gender) else None
        return last if opener == "verb" or resumed else None

    def _measures(self, constituent: Constituent) -> bool:
        """Tell whether a phrase only tells the worth of what stands before it: بقيمة 6 مليارات."""
        return (
            isinstance(constituent, Phrase)
            and constituent.preposition in ("ب", "ل")
            and constituent.head.lemma in self.own_value
            and constituent.genitive is not None
            and constituent.genitive.head.kind == "figure"
        )

    def _left(
        self,
        constituents: Sequence[Constituent],
        position: int,
        pending: Sequence[Word],
        interruptions: Sequence[range],
    ) -> tuple[int, str, list[str]]:
        """Return where the clause starts, what opens it, and the particles before its verb."""
        particles: list[str] = []
        index = position - 1
        phrases = 0
        ends = {aside.stop - 1: aside.start for aside in interruptions}
        while index >= 0:
            if index in ends:
                index = ends[index] - 1
                continue
            current = constituents[index]
            if isinstance(current, Phrase):
                phrases += 1
                index -= 1
                continue
            if current.kind in ("particle", "unknown"):
                particles.insert(0, current.norm)
            elif current.kind in ("relative", "complementiser", "subordinator"):
                return index + 1, current.kind, particles
            elif current.kind == "conjunction":
                topical = self._topical(constituents, index)
                if topical is not None:
                    return topical, "mark", particles
                if phrases == 0 or index == 0:
                    return index + 1, "conjunction", particles
            elif current.kind == "mark":
                return index + 1, "mark", particles
            elif current.kind == "verb" and current not in pending:
                return index + 1, "verb", particles
            index -= 1
        return 0, "bare", particles

    def _topical(self, constituents: Sequence[Constituent], index: int) -> int | None:
        """Return where what stands between أما and ف begins, at its ف: أما سدير فسجلت أرباحا."""
        if index < 2 or not isinstance(constituents[index - 1], Phrase) or _norm(constituents[index]) != "ف":
            return None
        return index - 1 if _norm(constituents[index - 2]) == "اما" else None

    def _right(self, constituents: Sequence[Constituent], position: int, interruptions: Sequence[range]) -> int:
        """Return where the clause ends: before the next clause's opener, past the asides, or with the aside that it stands in."""
        index = position + 1
        commas = 0
        stops = {aside.start: aside.stop for aside in interruptions if position not in aside}
        last = next((aside.stop - 1 for aside in interruptions if position in aside), len(constituents))
        while index < last:
            if index in stops:
                index = stops[index]
                continue
            current = constituents[index]
            if isinstance(current, Word):
                if current.kind in ("relative", "complementiser", "subordinator", "verb"):
                    return index
                if (
                    current.kind == "conjunction"
                    and index + 1 < len(constituents)
                    and (self._verb_soon(constituents, index + 1) or self._tells_on(constituents, index + 1))
                ):
                    return index
                if current.text in (":", "؛", ";"):
                    return index
                # وذلك لضمان …: a new thought of the whole sentence.
                following_word = constituents[index + 1] if index + 1 < len(constituents) else None
                if (
                    current.kind == "conjunction"
                    and isinstance(following_word, Word)
                    and following_word.kind == "demonstrative"
                ):
                    return index
                if current.text in "،,":
                    commas += 1
                    if commas > 2 or self._verb_soon(constituents, index + 1):
                        return index
            index += 1
        return index

    def _tells_on(self, constituents: Sequence[Constituent], index: int) -> bool:
        """Tell whether a free pronoun goes on about what was named last: اشترت X شركة Y وهي شركة عقارية."""
        current = constituents[index]
        head = current.head if isinstance(current, Phrase) else current
        following = constituents[index + 1] if index + 1 < len(constituents) else None
        # باعت حصتها في X، وهي 25 في المئة: a figure only tells how much it is.
        named = isinstance(following, Phrase) and following.head.kind != "figure"
        return not head.attached and head.norm in PRONOUNS and named

    def _verb_soon(self, constituents: Sequence[Constituent], index: int) -> bool:
        """Tell whether the next verb comes before any phrase: و قد أعلنت."""
        while index < len(constituents):
            current = constituents[index]
            if isinstance(current, Phrase):
                return False
            if current.kind == "verb":
                return True
            if current.kind in ("mark", "relative"):
                return False
            index += 1
        return False

    def _antecedent(
        self, constituents: Sequence[Constituent], index: int, interruptions: Sequence[range]
    ) -> Phrase | None:
        """Return the noun that الذي or التي agrees with: the nearest one, outer before inner only where the inner disagrees."""
        relative = constituents[index]
        if not isinstance(relative, Word):
            return None
        gender = "m" if relative.norm in ("الذي", "الذين") else "f"
        # استثمارات X في شركته، والتي …: و leads back past what only hangs on the noun meant.
        before = constituents[index - 1] if index else None
        hanging = isinstance(before, Word) and before.norm == "و"
        nearest: Phrase | None = None
        fitting: list[Phrase] = []
        for position in range(index - 1, max(index - 6, -1), -1):
            host = constituents[position]
            if hanging and any(position in aside for aside in interruptions):
                # فلان رئيس بنك X والذي شغل …: he, and not his bank.
                continue
            if isinstance(host, Phrase):
                nearest = nearest or host
                if len(host.entities) > 1 and self._together(constituents, index):
                    return host
                if (found := agreeing(host, gender)) is not None:
                    if (named := self._described_name(constituents, position, found)) is not None:
                        return named
                    fitting.append(found)
                    if not (hanging and host.preposition and len(fitting) == 1):
                        return found
            elif host.text not in ("،", ",", "و", ")", "(", "-", "–"):
                break
        return fitting[0] if fitting else nearest

    def _together(self, constituents: Sequence[Constituent], index: int) -> bool:
        """Tell whether a relative clause says that it is of all that are named: التي يملك X أسهما فيها جميعا."""
        for current in constituents[index + 1 : index + 8]:
            if isinstance(current, Word) and (current.kind == "mark" or current.norm == "جميعا"):
                return current.norm == "جميعا"
        return False

    def _described_name(self, constituents: Sequence[Constituent], position: int, found: Phrase) -> Phrase | None:
        """Return the name that the noun before describes, where the nearest noun only completes its participle: «أ»، الشركة المتخصصة في خدمات كذا، التي …."""
        host = constituents[position]
        described = constituents[position - 1] if position else None
        if found.entities or not (isinstance(host, Phrase) and host.preposition and isinstance(described, Phrase)):
            return None
        participle = any(word.form.endswith("participle") for word in described.adjectives)
        relative = constituents[position + 1]
        gender = "m" if isinstance(relative, Word) and relative.norm in ("الذي", "الذين") else "f"
        if not participle or not described.head.definite or described.head.gender != gender:
            return None
        if described.entities:
            return described
        before = constituents[max(position - 3, 0) : position - 1]
        if len(before) == 2 and isinstance(before[0], Phrase) and _is_comma(before[1]):
            named = [inner for inner in before[0].nested() if inner.entities]
            return named[-1] if named else None
        return None

    def _introducing(self, opener: Constituent | None, found: Sequence[Clause]) -> Clause | None:
        """Return the clause that أن or إن completes: the last one, or the verb of saying that a description parts from it.

        ذكرت مصادر لم تسمها الصحيفة أن …، أكدت X، التي تدير متاجر، أنها …: both complete the first verb.
        """
        if not found or not isinstance(opener, Word) or opener.kind != "complementiser":
            return found[-1] if found else None
        if self._speaks(found[-1]) or found[-1].opening not in ("relative", "subordinate"):
            return found[-1]
        over = found[-1].parent
        while over is not None and not self._speaks(over):
            over = over.parent if over.opening in ("relative", "subordinate") else None
        return over or found[-1]

    def _hopes(self, phrase: Phrase) -> bool:
        """Tell whether a noun takes a clause that it makes uncertain: أعربت عن أملها في أن، أشارت إلى احتمال أن."""
        return any(inner.head.lemma in self.hopes for inner in phrase.nested())

    def _speaks(self, clause: Clause) -> bool:
        return clause.verb is not None and any(lemma in self.speech for lemma in clause.verb.lemmas)

    def _befallen(self, constituents: Sequence[Constituent], end: int, over: Clause | None) -> Phrase | None:
        """Return who stands after an impersonal verb and ل: سبق لـX أن …."""
        if over is None or over.verb is None or over.verb.lemma not in self.befalling:
            return None
        reach = constituents[over.position + 1 : end]
        return next((c for c in reach if isinstance(c, Phrase) and c.preposition == "ل" and c.entities), None)

    def _complement_governor(
        self, constituents: Sequence[Constituent], index: int, previous: Clause | None
    ) -> Word | Phrase | None:
        """Return what أن completes: the noun or participle right before it (من المتوقع أن), else the verb before."""
        before = constituents[index - 1] if index else None
        held = constituents[index - 2] if index > 1 else None
        if isinstance(before, Word) and before.kind == "preposition" and isinstance(held, Phrase) and self._hopes(held):
            # تم الاتفاق على أن تبيع: the noun before the preposition governs.
            return held
        if previous is not None and self._speaks(previous) and isinstance(before, Phrase) and not self._hopes(before):
            # قالت مصادر مطلعة على المحادثات إن …: what the sources know of doesn't govern what they say.
            return previous.verb
        if isinstance(before, Phrase) and (before.preposition or previous is None) and not before.entities:
            return before
        if isinstance(before, Word) and before.kind in ("adjective", "particle", "unknown"):
            return before
        return previous.verb if previous else None

    # -------------------------------------------------------------- subject and object

    def _find_subject(
        self, clause: Clause, constituents: Sequence[Constituent], found: Sequence[Clause], topic: Phrase | None
    ) -> None:
        verb = clause.verb
        assert verb is not None
        right = [c for _, c in clause.own(constituents, clause.position + 1, clause.end)]
        attached = next((c for c in right[:1] if c.head.attached), None)
        if attached is not None:
            clause.object_pronoun = attached
            right = right[1:]
        bare = [
            c
            for c in right
            if not c.preposition
            and c.head.kind not in ("date",)
            and c.head.norm not in self.adverbial
            and not self._office_between_commas(c, constituents)
            and not self._describes_before(c, constituents)
        ]
        left = [
            c
            for index, c in clause.own(constituents, clause.start, clause.position)
            if not c.preposition
            and c.head.kind not in ("figure", "date")
            and not _possessed(constituents, index)
            and not self._office_between_commas(c, constituents)
        ]
        if clause.opening == "relative" and clause.antecedent is not None:
            clause.resumed = self._resumed(clause, right, attached, bare)
            if not clause.resumed:
                clause.subject = clause.antecedent
            else:
                self._after_verb(clause, constituents, bare, found, topic)
                if attached is not None:
                    clause.object = clause.antecedent
                if (
                    clause.inherited
                    and clause.antecedent.head.kind == "name"
                    and _may_agree(clause.antecedent, verb, strict=False)
                ):
                    # تتبع X التي اشترتها عام 2011: either may have bought the other.
                    clause.subject = None
                return
        elif self._brought_forward(clause, left, attached, bare):
            clause.subject, clause.object = bare[0], left[-1]
            return
        elif (described := self._resumed_subject(clause, constituents, found, left)) is not None:
            clause.subject = described
        elif (
            left and _may_agree(left[-1], verb, strict=False) and not self._apart(clause, constituents, left[-1], bare)
        ):
            clause.subject = left[-1]
        elif not left and (parted := self._parted(clause, constituents)) is not None:
            clause.subject = parted
        elif not left and not found and (described := self._described_before(clause, constituents)) is not None:
            clause.subject = described
        if clause.subject is None:
            self._after_verb(clause, constituents, bare, found, topic)
        elif bare:
            clause.object = bare[0]
        if attached is not None and clause.object is None:
            clause.object = attached

    def _office_between_commas(self, phrase: Phrase, constituents: Sequence[Constituent]) -> bool:
        """Tell whether an office only describes the name before it: in «قدم فلان، مدير X، استقالته» he hands in no manager."""
        if phrase.head.lemma not in self.roles or phrase.entities:
            return False
        place = next((index for index, c in enumerate(constituents) if c is phrase), 0)
        if place < 2 or not _is_comma(constituents[place - 1]):
            return False
        named = constituents[place - 2]
        after = constituents[place + 1 : place + 5]
        closing = next((index for index, c in enumerate(after) if _is_comma(c)), len(after))
        following = after[closing + 1] if closing + 1 < len(after) else None
        own = isinstance(following, Phrase) and following.genitive is not None and following.genitive.head.attached
        return isinstance(named, Phrase) and named.head.kind == "name" and own

    def _brought_forward(
        self, clause: Clause, left: Sequence[Phrase], attached: Phrase | None, bare: Sequence[Phrase]
    ) -> bool:
        """Tell whether what stands before a verb is its object, which a pronoun takes up: «رتاج» اشترتها مجموعة سدير."""
        if attached is None or attached.preposition or not left or not bare:
            return False
        if not left[-1].entities or not bare[0].entities:
            return False
        assert clause.verb is not None
        gender, number = _PRONOUN_NUMBER.get(attached.head.norm, ("", ""))
        agrees = number == "s" and (not left[-1].head.gender or left[-1].head.gender == gender)
        if agrees and _may_agree(bare[0], clause.verb, strict=True):
            attached.entities = left[-1].entities
            return True
        return False

    def _describes_before(self, phrase: Phrase, constituents: Sequence[Constituent]) -> bool:
        """Tell whether a participle only describes the name right before it: أمدت شركة X المصنعة للرقائق شركة Y بـ …."""
        head = phrase.head
        participle = (
            any(form == "active-participle" for _, _, form in head.readings) or head.form == "active-participle"
        )
        if not (participle and head.definite and head.gender == "f") or phrase.entities or head.lemma in self.roles:
            return False
        place = next((index for index, c in enumerate(constituents) if c is phrase), 0)
        before = constituents[place - 1] if place else None
        after = constituents[place + 1] if place + 1 < len(constituents) else None
        led = isinstance(after, Phrase) and after.preposition in ("ل", "ب", "في")
        return isinstance(before, Phrase) and bool(before.entities) and not before.preposition and led

    def _resumed_subject(
        self, clause: Clause, constituents: Sequence[Constituent], found: Sequence[Clause], left: Sequence[Phrase]
    ) -> Phrase | None:
        """Return the noun whose relative clause stands between it and its verb: المشروع الذي تبلغ قيمته مليارا يهدف إلى …."""
        between = found[-1] if found else None
        before = constituents[clause.start - 1] if clause.start else None
        if (
            between is None
            or between.opening != "relative"
            or between.antecedent is None
            or not (isinstance(before, Word) and before.kind == "verb")
            or any(phrase not in (between.subject, between.object, between.object_pronoun) for phrase in left)
        ):
            return None
        host = next((c for c in constituents if isinstance(c, Phrase) and between.antecedent in c.nested()), None)
        # كان البنك الذي … قد بدأ: what the auxiliary opens with is still to have its verb.
        others = [other for other in found if other is not between and not self._only_auxiliary(other)]
        taken = any(host in (other.subject, other.object) for other in others)
        assert clause.verb is not None
        return (
            host
            if host and not host.preposition and not taken and _may_agree(host, clause.verb, strict=False)
            else None
        )

    def _only_auxiliary(self, clause: Clause) -> bool:
        return clause.verb is not None and any(lemma in self.auxiliary for lemma in clause.verb.lemmas)

    def _parted(self, clause: Clause, constituents: Sequence[Constituent]) -> Phrase | None:
        """Return the name after أن that a comma parts from its verb: أوضحت أن سدير، حققت أرباحا."""
        assert clause.verb is not None
        if clause.start < 2 or not _is_comma(constituents[clause.start - 1]):
            return None
        index = clause.start - 2
        while index > 0 and isinstance(constituents[index], Phrase):
            index -= 1
        opener, first = constituents[index], constituents[index + 1]
        if not isinstance(opener, Word) or not isinstance(first, Phrase):
            return None
        if opener.kind != "complementiser" and opener not in clause.auxiliaries:
            # كانت سدير، قد قامت ب….
            return None
        fits = not first.preposition and first.entities and _may_agree(first, clause.verb, strict=False)
        return first if fits else None

    def _described_before(self, clause: Clause, constituents: Sequence[Constituent]) -> Phrase | None:
        """Return the name that opens a sentence where an apposition stands between it and its verb: فلان، مدير X، ينضم إلى Y."""
        assert clause.verb is not None
        opening = constituents[: clause.position]
        first = next((c for c in opening if isinstance(c, Phrase) or c.kind != "conjunction"), None)
        comma = opening[-1] if opening else None
        closed = isinstance(comma, Word) and comma.text in "،,-–"
        if not closed or not isinstance(first, Phrase) or first.preposition or not first.entities:
            return None
        parted = sum(isinstance(c, Word) and c.text in "،,-–" for c in opening)
        return first if parted > 1 and _may_agree(first, clause.verb, strict=False) else None

    def _apart(self, clause: Clause, constituents: Sequence[Constituent], left: Phrase, bare: Sequence[Phrase]) -> bool:
        """Tell whether what stands before a verb belongs to the verb before it: كانت X شركة وطنية تمتلك الحكومة 25% منها."""
        assert clause.verb is not None
        before = constituents[clause.start - 1] if clause.start else None
        after_verb = isinstance(before, Word) and before.kind == "verb"
        follows = bool(bare) and bool(bare[0].entities) and _may_agree(bare[0], clause.verb, strict=True)
        return after_verb and not left.entities and follows

    def _after_verb(
        self,
        clause: Clause,
        constituents: Sequence[Constituent],
        bare: Sequence[Phrase],
        found: Sequence[Clause],
        topic: Phrase | None,
    ) -> None:
        """Take the first bare phrase that agrees as the subject, the next as the object; else understand the last subject."""
        verb = clause.verb
        assert verb is not None
        if clause.befalls is not None and _may_agree(clause.befalls, verb, strict=False):
            # سبق لـX أن فاوضت Y: who does it stands after ل.
            clause.subject = clause.befalls
            clause.object = bare[0] if bare else None
            return
        if self._object_first(bare, verb):
            bare = [bare[1], bare[0], *bare[2:]]
        if (
            bare
            and bare[0].head.kind != "figure"
            and _may_agree(bare[0], verb, strict=True)
            and not self._predicated(verb, bare[0])
            and not self._goes_on(clause, bare, found)
            and not self._only_acted_on(clause, constituents, bare)
        ):
            clause.subject = bare[0]
            clause.object = bare[1] if len(bare) > 1 else None
            return
        clause.object = bare[0] if bare else None
        clause.inherited = True
        if verb.person in ("1", "2"):
            return
        for earlier in reversed(found):
            if self._named(earlier.subject) and _may_agree(earlier.subject, verb, strict=False):
                clause.subject = earlier.subject
                return
            if clause.opening == "coordinate" and self._named(earlier.subject) and self._takes_over(earlier, verb):
                clause.subject = earlier.object
                return
            owner = _owner(earlier.subject)
            if owner is None or earlier.subject is None or _may_agree(earlier.subject, verb, strict=False):
                continue
            if _may_agree(owner, verb, strict=False):
                # بلغ توزيع المجلة …، وأعلنت …: the verb agrees with the owner alone.
                clause.subject = owner
                return
        if clause.opening in ("complement", "subordinate") and self._described_object(found, verb):
            # طورت X تطبيقا على أن يكون مجانيا: the verb is of what nobody names.
            return
        clause.subject = topic if topic is not None and _may_agree(topic, verb, strict=False) else None

    def _described_object(self, found: Sequence[Clause], verb: Word) -> bool:
        """Tell whether the clause before has an object without a name that a verb can be of, and a subject that it can't."""
        before = found[-1] if found else None
        thing = before.object if before is not None else None
        if before is None or before.subject is None or thing is None or thing.head.kind != "noun":
            return False
        return not thing.entities and not thing.head.attached and _may_agree(thing, verb, strict=True)

    def _object_first(self, bare: Sequence[Phrase], verb: Word) -> bool:
        """Tell whether the object stands before the subject, as only their classes tell: يرأس الشركة فلان."""
        if len(bare) < 2 or verb.voice == "passive":
            return False
        if bare[0].head.lemma in self.offices and not bare[0].entities and bare[1].entities:
            # يشغل منصب المدير العام في X فلان: an office holds nothing.
            return _may_agree(bare[1], verb, strict=False)
        first, second = (self._class(phrase) for phrase in bare[:2])
        pairs = self.signatures.get(verb.lemma, ())
        if not (second and pairs and bare[0].entities) or not _may_agree(bare[1], verb, strict=False):
            return False
        return not self._fits(first, second, pairs) and self._fits(second, first, pairs)

    def _only_acted_on(self, clause: Clause, constituents: Sequence[Constituent], bare: Sequence[Phrase]) -> bool:
        """Tell whether a verb of another's subject acts on what follows it, which can't do so itself: عندما اشترت إنستغرام."""
        verb, phrase = clause.verb, bare[0]
        assert verb is not None
        kind, pairs = self._class(phrase), self.signatures.get(verb.lemma, ())
        if not kind or not pairs or not phrase.entities or verb.voice == "passive":
            return False
        if clause.opening == "main" or clause.object_pronoun is not None:
            return False
        joined = {id(c) for before, c in pairwise(constituents) if _norm(before) == "و"}
        if any(id(other) not in joined for other in bare[1:]):
            return False
        return not self._fits(kind, "", pairs) and self._fits("", kind, pairs)

    def _fits(self, doer: str, thing: str, pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> bool:
        """Tell whether something of one class can act on something of the other; what is of unknown class can."""
        return any(
            (not doer or self.is_a(doer, doers)) and (not thing or self.is_a(thing, things)) for doers, things in pairs
        )

    def _class(self, phrase: Phrase) -> str:
        """Return the class of the one thing that a phrase names."""
        named = [
            inner.head.mention for inner in phrase.nested() if inner.head.mention and inner.entities == phrase.entities
        ]
        if not named or (len(phrase.entities) != 1 and not phrase.coordinated):
            return ""
        # أسس الشركة فلان: what stands for a name is of the class of its noun.
        head = self.heads.get(phrase.head.norm.removeprefix("ال")) if named[0].type == "Reference" else None
        return head.type if head is not None else named[0].type

    def _takes_over(self, earlier: Clause, verb: Word) -> bool:
        """Tell whether a verb is of the object before it, with which alone it agrees: أسس فلان شركة X، واشترت Y."""
        found = earlier.object
        return self._named(found) and found.head.kind == "noun" and _may_agree(found, verb, strict=True)

    def _predicated(self, verb: Word, phrase: Phrase) -> bool:
        """Tell whether an indefinite noun after a verb is no subject: ظل رئيسا لها، أصبحت رئيسة الشركة."""
        if _accusative(phrase.head):
            return True
        head = phrase.head
        alone = phrase.genitive is None or head.norm in self.roles
        return verb.lemma in self.copula and head.kind == "noun" and not (head.definite or phrase.entities) and alone

    def _named(self, subject: Phrase | None) -> TypeGuard[Phrase]:
        """Tell whether a subject stands for something, or for a body that acts for it: مجلس إدارة X."""
        if subject is None:
            return False
        return bool(subject.entities) or (subject.head.lemma in self.acts_for and subject.names_something)

    def _share(self, clause: Clause, constituents: Sequence[Constituent], found: Sequence[Clause]) -> None:
        """Let a verb that و joins right to the next one share what stands after both: طورت وأطلقت X تطبيقا."""
        first = found[-1] if found else None
        if first is None or clause.parent is not first or clause.opening != "coordinate":
            return
        between = {id(phrase) for _, phrase in first.own(constituents, first.position + 1, first.end)}
        if between - {id(first.subject)} or clause.position != first.end + 1 or first.verb is None:
            return
        if between and first.verb.lemma not in self.signatures:
            return
        if first.subject is None or (first.inherited and not clause.inherited):
            first.subject, first.inherited = clause.subject, clause.inherited
        first.object = first.object or clause.object

    def _goes_on(self, clause: Clause, bare: Sequence[Phrase], found: Sequence[Clause]) -> bool:
        """Tell whether a transitive verb after و goes on with the subject before: استثمرت X … وتمتلك حقوقا is of X."""
        if clause.opening != "coordinate" or clause.verb is None or len(bare) != 1:
            return False
        if bare[0].entities:
            # اشترت X ثم باعت Y: the verb has no other object, and what it does needs one.
            if clause.verb.lemma not in self.signatures or clause.verb.voice == "passive" or clause.object_pronoun:
                return False
        elif not self._transitive(clause.verb) or bare[0].head.definite:
            return False
        before = found[-1].subject if found else None
        if before is None or not before.entities:
            return False
        return _may_agree(before, clause.verb, strict=False) or self._takes_over(found[-1], clause.verb)

    def _transitive(self, verb: Word) -> bool:
        """Tell whether a verb takes an object: by its spelling it can be passive, or a frame gives it a patient."""
        return verb.voice == "either" or verb.lemma in self.transitive

    def _resumed(
        self, clause: Clause, right: Sequence[Phrase], attached: Phrase | None, bare: Sequence[Phrase]
    ) -> bool:
        """Tell whether a pronoun of the relative clause takes up the antecedent: الشركة التي أسسها فلان، التي استثمر فيها فلان."""
        assert clause.verb is not None
        assert clause.antecedent is not None
        if attached is not None:
            attached.entities = clause.antecedent.entities
            return True
        taken = next((phrase for phrase in right if phrase.preposition and phrase.head.attached), None)
        if taken is None or not bare or not _may_agree(bare[0], clause.verb, strict=True):
            return False
        taken.entities = clause.antecedent.entities
        return True

    def topic(self, clauses: Sequence[Clause]) -> Phrase | None:
        """Return the subject that the next sentence may leave out."""
        for clause in clauses:
            if self._named(clause.subject) and clause.opening != "relative":
                return clause.subject
        return None


def agreeing(phrase: Phrase, gender: str) -> Phrase | None:
    """Return the innermost part of a phrase with the given gender; a name without a known gender agrees with both."""
    for inner in reversed(list(phrase.nested())):
        if inner.head.attached:
            continue
        mention = inner.head.mention
        if mention is not None and mention.type == "Person" and not inner.head.gender and gender == "f":
            # X التي يرأسها فلان والتي: a woman's name mostly tells that it is one.
            continue
        if inner.head.gender == gender or (inner.head.kind == "name" and inner.entities and not inner.head.gender):
            return phrase if inner.entities and inner.entities == phrase.entities else inner
    return None


def _idafa_of(constituents: Sequence[Constituent], inner: Phrase | None) -> Phrase | None:
    """Return the idafa whose genitive a phrase is, where its head is of the same gender."""
    hosts = (c for c in reversed(constituents) if isinstance(c, Phrase) and c.genitive is inner is not None)
    return next((host for host in hosts if inner is not None and host.head.gender == inner.head.gender), None)


def _together(asides: Sequence[range], apposed: Sequence[range]) -> list[range]:
    """Return all asides in order; of two that meet, the first kind."""
    apart = [a for a in apposed if not any(a.start < b.stop and b.start < a.stop for b in asides)]
    return sorted((*asides, *apart), key=lambda aside: aside.start)


def _is_comma(constituent: Constituent) -> bool:
    return isinstance(constituent, Word) and constituent.text in ("،", ",")


def _first_bare(constituents: Sequence[Constituent]) -> Phrase | None:
    return next((c for c in constituents if isinstance(c, Phrase) and not c.preposition), None)


def _may_agree(phrase: Phrase, verb: Word, *, strict: bool) -> bool:
    """Tell whether a phrase can be the verb's subject by gender; names mostly agree with any."""
    head = phrase.head
    if head.kind in ("figure", "date"):
        return False
    if head.kind in ("name", "reference") and not head.gender:
        return True
    if not head.gender or not verb.gender:
        return not strict or head.kind == "name"
    if head.number in ("p",) and head.form != "name":
        # Plurals of things take a feminine verb, plurals of people a masculine one.
        return True
    return head.gender == verb.gender


__all__ = ["Clause", "ClauseReader", "agreeing"]


def _possessed(constituents: Sequence[Constituent], index: int) -> bool:
    """Tell whether a constituent is و, or the noun after it, that says something of the name before: X ومقرها Y."""
    current = constituents[index]
    joined = index - 1 if isinstance(current, Phrase) else index
    noun = constituents[joined + 1] if joined + 1 < len(constituents) else None
    own = isinstance(noun, Phrase) and noun.genitive is not None and noun.genitive.head.attached
    return own and _norm(constituents[joined]) == "و" and isinstance(constituents[joined - 1], Phrase)


def _norm(constituent: Constituent) -> str:
    return constituent.norm if isinstance(constituent, Word) else ""


def _accusative(head: Word) -> bool:
    """Tell whether a noun is written with the tanwin of what is no subject: ظل رئيسا لها."""
    plain = head.kind == "noun" and not head.definite and head.norm.endswith("ا") and not head.lemma.endswith("ا")
    # قضايا and هدايا are plurals of their own; أرباحا has its tanwin.
    return plain and (head.number == "s" or (head.number == "p" and not head.norm.endswith("يا")))


def _owner(phrase: Phrase | None) -> Phrase | None:
    """Return the part of a phrase that stands for something, if only one does and the phrase itself for nothing."""
    if phrase is None or phrase.entities:
        return None
    named = [inner for inner in phrase.nested() if inner.entities]
    return named[0] if len({tuple(inner.entities) for inner in named}) == 1 else None
