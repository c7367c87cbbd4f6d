"""Relative clauses: the noun that one describes, with a relative pronoun or without, and how the clause takes it up."""

from __future__ import annotations

from collections.abc import Sequence

from kg.frames.clauses.agreement import PRONOUN_NUMBER, agreeing, may_agree, relative_gender
from kg.frames.clauses.model import Clause
from kg.frames.clauses.neighbours import is_comma, norm_of, place_of
from kg.frames.phrases import PRONOUNS, Constituent, Phrase, hung_before
from kg.frames.words import Word
from kg.ontology import Ontology

_SHARES = frozenset({"سهم", "حصه", "راس"})
"""Nouns of what somebody owns of a company: أسهمها، حصصها، رأس مالها."""

_DUALS = frozenset({"اللذان", "اللذين", "اللتان", "اللتين"})


class Relatives:
    """Find what relative clauses describe."""

    def __init__(self, ontology: Ontology) -> None:
        self.auxiliary = ontology.words.get("auxiliary", frozenset())
        self.copula = ontology.words.get("copula", frozenset())
        self.heads = ontology.head_of
        self.moments = ontology.words.get("moment", frozenset())
        self.spans = ontology.words.get("time-span", frozenset())
        self.own_value = ontology.words.get("own-value", frozenset())
        self.superlatives = ontology.words.get("superlative", frozenset())
        self.quantifiers = ontology.words.get("quantifier", frozenset())

    def attach(self, clause: Clause, constituents: Sequence[Constituent], interruptions: Sequence[range]) -> None:
        """Give a clause that الذي or التي opens the noun that it describes."""
        if norm_of(constituents[clause.start - 1]) in _DUALS:
            clause.antecedent = _pair(constituents, clause.start - 1)
            return
        found = _antecedent(constituents, clause.start - 1, interruptions)
        clause.antecedent = self._one_of(constituents, clause.start - 1, found) or found
        clause.described = _idafa_of(constituents[: clause.start], clause.antecedent)

    def _one_of(self, constituents: Sequence[Constituent], index: int, found: Phrase | None) -> Phrase | None:
        """Return the name that is one of many, where a comma parts the clause from them: «رتاج»، إحدى كبرى شركات العالم، التي …."""
        if found is None or found.entities or found.head.number != "p" or not is_comma(constituents[index - 1]):
            return None
        place = next(
            (i for i in range(index - 2, max(index - 5, 1), -1) if isinstance(c := constituents[i], Phrase) and found in c.nested()),
            None,
        )  # fmt: skip
        host = constituents[place] if place is not None else None
        if place is None or not isinstance(host, Phrase) or not is_comma(constituents[place - 1]):
            return None
        before = constituents[place - 2]
        one = host is not found and (host.head.lemma in self.quantifiers or host.head.norm in self.quantifiers)
        named = [inner for inner in before.nested() if inner.entities] if isinstance(before, Phrase) else []
        return named[-1] if one and named and len(named[-1].entities) == 1 else None

    def attach_bare(
        self, clause: Clause, opener: str, constituents: Sequence[Constituent], previous: Clause | None
    ) -> None:
        """Give a clause without a relative pronoun the indefinite noun right before its verb: دعوى رفعها فلان."""
        # يُعد X أول جهاز يستخدم Y: what is said of the subject of a copula is described too.
        said = any(lemma in self.copula for auxiliary in clause.auxiliaries for lemma in auxiliary.lemmas)
        described = self._described(constituents, clause.position, "verb" if said else opener)
        if described is None:
            return
        place = next(
            i
            for i, c in enumerate(constituents)
            if c is described or (isinstance(c, Phrase) and (described in c.coordinated or c.genitive is described))
        )
        clause.start = max(clause.start, place + 1)
        clause.opening, clause.antecedent, clause.parent = "relative", described, previous
        if described.head.lemma in self.moments:
            # يوم أقال المجلس فلانا: the noun only says when.
            clause.opening, clause.antecedent = "subordinate", None

    def _described(self, constituents: Sequence[Constituent], position: int, opener: str) -> Phrase | None:
        """Return the indefinite noun right before a verb that describes it without a relative pronoun."""
        if position and norm_of(constituents[position - 1]) == "ل":
            # نمت 11% على أساس سنوي لتسجل …: a purpose describes nothing.
            return None
        before = self._right_before(constituents, position)
        if before is None:
            return None
        if before.preposition in ("بعد", "قبل", "خلال", "منذ") and before.head.lemma in self.spans:
            # وبعد عام اشترتها X: the time describes nothing.
            return None
        last = before.coordinated[-1] if before.coordinated else before
        if last.entities or last.head.definite or last.head.kind in ("figure", "date"):
            return None
        following = constituents[position + 1] if position + 1 < len(constituents) else None
        pronoun = following.head if isinstance(following, Phrase) and following.head.attached else None
        if last.genitive is None:
            return last if opener == "verb" or pronoun is not None else None
        common = last.genitive.head.kind == "noun" and not (last.genitive.head.definite or last.names_something)
        # أول جهازين يستخدمان X: what is first or biggest of an indefinite noun is indefinite.
        ranked = common and last.head.kind == "adjective" and opener == "verb"
        if ranked or pronoun is None:
            return last if ranked else None
        # جولة تمويل قادتها X: the pronoun agrees with the head of an idafa that is indefinite as a whole.
        gender, _ = PRONOUN_NUMBER.get(pronoun.norm, ("", ""))
        if common and last.head.kind == "adjective" and last.head.lemma in self.superlatives:
            # أكبر غرامة تفرضها X: of what is first or biggest it agrees with the noun.
            return last if gender == last.genitive.head.gender else None
        plain = (common or last.genitive.head.kind == "figure") and last.head.lemma not in self.quantifiers
        if last.head.form == "verbal-noun" and common and gender == last.genitive.head.gender != last.head.gender:
            # إغلاق جولة قادتها X
            return last.genitive
        return last if plain and gender == last.head.gender else None

    def _right_before(self, constituents: Sequence[Constituent], position: int) -> Phrase | None:
        """Return the phrase before a verb, but for what may stand between the verb and a noun that it describes."""
        index = position - 1
        # دعوى كانت قد رفعتها X: particles and auxiliaries may stand between.
        while index >= 0 and isinstance(word := constituents[index], Word) and self._is_light(word):
            index -= 1
        while index > 0 and (self._measures(constituents[index]) or _serves(constituents, index, position)):
            # عرضا بقيمة 6 مليارات تقدمت به X, شركة للشحن اشترتها X: its worth or its use may stand between.
            index -= 1
        before = constituents[index] if index >= 0 else None
        return before if isinstance(before, Phrase) else None

    def _is_light(self, word: Word) -> bool:
        """Tell whether a word is a particle or an auxiliary."""
        return word.kind == "particle" or (
            word.kind == "verb" and any(lemma in self.auxiliary for lemma in word.lemmas)
        )

    def _measures(self, constituent: Constituent) -> bool:
        """Tell whether a phrase only tells the worth of what stands before it: بقيمة 6 مليارات."""
        return (
            isinstance(constituent, Phrase)
            and constituent.preposition in ("ب", "ل")
            and constituent.head.lemma in self.own_value
            and constituent.genitive is not None
            and constituent.genitive.head.kind == "figure"
        )

    def name_described(self, constituents: Sequence[Constituent], described: Phrase | None) -> None:
        """Let a noun stand for the name that it is said of: «لمح» هو تطبيق طورته X، و«لمح»، وهو أول تطبيق تطوره X."""
        if described is None or described.names_something or described.preposition or described.head.definite:
            return
        place = place_of(described, constituents)
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


_TAKING_PART = frozenset({"قام", "شارك", "ساهم", "اسهم", "تكفل"})
"""Verbs without an object, whose deed stands after ب or في."""


def is_resumed(clause: Clause, right: Sequence[Phrase], attached: Phrase | None, bare: Sequence[Phrase]) -> bool:
    """Tell whether a pronoun of the relative clause takes up the antecedent: الشركة التي أسسها فلان، التي استثمر فيها فلان."""
    assert clause.verb is not None
    assert clause.antecedent is not None
    if attached is not None:
        if _one_of(clause.antecedent) and len(bare) > 1 and bare[0].entities and bare[-1].entities:
            # من المنصات التي تملكها X منصة Y: one of them is named at the end.
            clause.antecedent.entities = bare[-1].entities
        attached.entities = clause.antecedent.entities
        return True
    share = _own_share(clause, bare)
    if share is not None:
        share.entities = clause.antecedent.entities
        return True
    owned = _owned_by_antecedent(clause, clause.antecedent, bare)
    if owned is not None:
        owned.entities = clause.antecedent.entities
        return True
    whose = _whose_deed(clause, right, bare)
    if whose is not None:
        whose.entities = clause.antecedent.entities
        return True
    led = next((phrase for phrase in right if phrase.preposition and _attached(phrase) is not None), None)
    taken = _attached(led) if led is not None else None
    if led is None or taken is None or not bare or _of_other_gender(taken, clause.antecedent):
        return False
    named = led.head.attached and may_agree(bare[0], clause.verb, strict=True)
    # التي تملك X 43% من أسهمها: the share may stand behind who has it.
    held = bare[1] if bare[0].entities and len(bare) > 1 and may_agree(bare[0], clause.verb, strict=False) else bare[0]
    # التي تستحوذ X على 40% من أسهمها
    counted = next((phrase for phrase in right if phrase.preposition and phrase.last + 1 == led.first), None)
    if not named and not _is_share(held, led) and not (counted is not None and counted.is_percentage):
        return False
    taken.entities = clause.antecedent.entities
    return True


def _whose_deed(clause: Clause, right: Sequence[Phrase], bare: Sequence[Phrase]) -> Phrase | None:
    """Return the pronoun of the deed that somebody takes part in, where the antecedent is none who could: الشركة التي شارك في تأسيسها فلان."""
    antecedent = clause.antecedent
    if clause.verb is None or antecedent is None or not bare or not bare[0].entities:
        return None
    # التطبيق الذي قام بتطويره فلان: what takes no object leaves the name after it to do it.
    left = clause.verb.lemma in _TAKING_PART
    if not left and may_agree(antecedent, clause.verb, strict=False) and antecedent.head.gender:
        return None
    deeds = (phrase for phrase in right if phrase.preposition and phrase.head.form == "verbal-noun")
    owners = (phrase.genitive for phrase in deeds if phrase.genitive is not None and phrase.genitive.head.attached)
    return next((owner for owner in owners if not _of_other_gender(owner, antecedent)), None)


def _of_other_gender(pronoun: Phrase, antecedent: Phrase) -> bool:
    """Tell whether a pronoun can't take up the antecedent: التطبيق الذي طوره الموظف السابق لديها."""
    gender, number = PRONOUN_NUMBER.get(pronoun.head.norm, ("", ""))
    noun = antecedent.head
    return number == "s" and noun.kind == "noun" and noun.number == "s" and bool(noun.gender) and noun.gender != gender


def _owned_by_antecedent(clause: Clause, antecedent: Phrase, bare: Sequence[Phrase]) -> Phrase | None:
    """Return the pronoun on what a person does something to, where the verb agrees with him alone: الشركة التي يرأس فلان مجلس إدارتها."""
    if clause.verb is None or len(bare) < 2 or may_agree(antecedent, clause.verb, strict=False):
        return None
    doer = next((phrase for phrase in bare[:2] if phrase.entities), None)
    thing = bare[1] if doer is bare[0] else bare[0]
    if doer is None or not may_agree(doer, clause.verb, strict=True):
        return None
    return next((inner for inner in thing.nested() if inner.head.attached), None)


def _one_of(antecedent: Phrase) -> bool:
    """Tell whether a noun is a plural, without names, that something is one of."""
    return antecedent.head.number == "p" and not antecedent.entities


def _attached(phrase: Phrase) -> Phrase | None:
    """Return the pronoun that a phrase is, or that its shares have: منها، من أسهمها."""
    owner = phrase.genitive if phrase.head.lemma in _SHARES else phrase
    return owner if owner is not None and owner.head.attached else None


def _is_share(phrase: Phrase, whole: Phrase) -> bool:
    """Tell whether a phrase is how much somebody has in what a pronoun stands for: التي تملك 20 في المائة منها، التي له حصة فيها."""
    return whole.preposition in ("من", "في") and (phrase.is_percentage or phrase.head.lemma in _SHARES)


def _own_share(clause: Clause, bare: Sequence[Phrase]) -> Phrase | None:
    """Return the pronoun after shares that somebody named has in the antecedent: الشركة التي تملك «سدير» معظم أسهمها."""
    if (
        clause.verb is None
        or len(bare) < 2
        or not bare[0].entities
        or not may_agree(bare[0], clause.verb, strict=False)
    ):
        return None
    shares = [inner for inner in bare[1].nested() if inner.head.lemma in _SHARES and inner.genitive is not None]
    return shares[0].genitive if shares and shares[0].genitive and shares[0].genitive.head.attached else None


def _serves(constituents: Sequence[Constituent], index: int, position: int) -> bool:
    """Tell whether a phrase says what an indefinite noun is for that a verb and a pronoun take up: شركة لنقل الركاب استحوذت عليها X."""
    use, noun = constituents[index], constituents[index - 1]
    if not isinstance(use, Phrase) or use.preposition != "ل" or use.head.kind != "noun" or use.entities:
        return False
    after = constituents[position + 1] if position + 1 < len(constituents) else None
    taken_up = isinstance(after, Phrase) and after.head.attached and PRONOUN_NUMBER.get(after.head.norm, ("",))[0]
    return isinstance(noun, Phrase) and not noun.head.definite and bool(taken_up) and taken_up == noun.head.gender


def _antecedent(constituents: Sequence[Constituent], index: int, interruptions: Sequence[range]) -> Phrase | None:
    """Return the noun that الذي or التي agrees with: the nearest one, outer before inner only where the inner disagrees."""
    relative = constituents[index]
    if not isinstance(relative, Word):
        return None
    gender = relative_gender(relative)
    if (hung := hung_before(constituents[:index], relative)) is not None:
        return hung if agreeing(hung, gender, relative) is not None else None
    # استثمارات X في شركته، والتي …: و leads back past what only hangs on the noun meant.
    hanging = index > 0 and norm_of(constituents[index - 1]) == "و"
    nearest: Phrase | None = None
    fitting: list[Phrase] = []
    for position in range(index - 1, max(index - 6, -1), -1):
        host = constituents[position]
        if hanging and any(position in aside for aside in interruptions):
            # فلان رئيس بنك X والذي شغل …: he, and not his bank.
            continue
        if hanging and isinstance(host, Phrase) and host.genitive is not None and host.genitive.head.kind == "figure":
            # تمويل بقيمة مليون من X والتي …: nothing is said of the worth.
            continue
        if isinstance(host, Phrase):
            nearest = nearest or host
            if len(host.entities) > 1 and _of_all(constituents, index):
                return host
            if (found := agreeing(host, gender, relative)) is not None:
                if (named := _described_name(constituents, position, found)) is not None:
                    return named
                fitting.append(found)
                owned = host.genitive is not None and host.genitive.head.attached
                # حصتها في البنك، والتي تقدر بـ20%: a name alone doesn't tell its gender; لحكومة X، والتي: the owner only completes.
                telling = bool(found.entities) and found.head.gender == gender and host.preposition != "ل"
                if (
                    hanging
                    and not found.head.gender
                    and (shared := _shared(constituents, position, gender)) is not None
                ):
                    return shared
                if not (hanging and host.preposition and len(fitting) == 1 and (owned or not telling)):
                    return found
        elif host.text not in ("،", ",", "و", ")", "(", "-", "–"):
            break
    return fitting[0] if fitting else nearest


def _pair(constituents: Sequence[Constituent], index: int) -> Phrase | None:
    """Return the two that اللذان or اللتين is of: a dual, or two names."""
    for host in reversed(constituents[max(index - 4, 0) : index]):
        if not isinstance(host, Phrase):
            continue
        for inner in host.nested():
            if len(inner.entities) == 2 or (inner.head.number == "d" and not inner.names_something):
                return inner
    return None


def _shared(constituents: Sequence[Constituent], position: int, gender: str) -> Phrase | None:
    """Return what an earlier relative pronoun of the gender is of, for one that و adds: الائتلاف الذي تقوده «سدير» والذي يضم …."""
    for index in range(position - 1, max(position - 6, 0), -1):
        current = constituents[index]
        if not isinstance(current, Word):
            continue
        if current.kind == "relative":
            before = constituents[index - 1]
            same = relative_gender(current) == gender and isinstance(before, Phrase)
            return agreeing(before, gender, current) if same and isinstance(before, Phrase) else None
        if current.kind != "verb":
            return None
    return None


def _of_all(constituents: Sequence[Constituent], index: int) -> bool:
    """Tell whether a relative clause says that it is of all that are named: التي يملك X أسهما فيها جميعا."""
    for current in constituents[index + 1 : index + 8]:
        if isinstance(current, Word) and (current.kind == "mark" or current.norm == "جميعا"):
            return current.norm == "جميعا"
    return False


def _described_name(constituents: Sequence[Constituent], position: int, found: Phrase) -> Phrase | None:
    """Return the name that the noun before describes, where the nearest noun only completes its participle: «أ»، الشركة المتخصصة في خدمات كذا، التي …."""
    host = constituents[position]
    described = constituents[position - 1] if position else None
    if found.entities or not (isinstance(host, Phrase) and host.preposition and isinstance(described, Phrase)):
        return None
    participle = any(word.form.endswith("participle") for word in described.adjectives)
    relative = constituents[position + 1]
    gender = relative_gender(relative) if isinstance(relative, Word) else "f"
    if not participle or not described.head.definite or described.head.gender != gender:
        return None
    if described.entities:
        return described
    before = constituents[max(position - 3, 0) : position - 1]
    if len(before) == 2 and isinstance(before[0], Phrase) and is_comma(before[1]):
        named = [inner for inner in before[0].nested() if inner.entities]
        return named[-1] if named else None
    return None


def _idafa_of(constituents: Sequence[Constituent], inner: Phrase | None) -> Phrase | None:
    """Return the idafa whose genitive a phrase is, where its head is of the same gender."""
    hosts = (c for c in reversed(constituents) if isinstance(c, Phrase) and c.genitive is inner is not None)
    return next((host for host in hosts if inner is not None and host.head.gender == inner.head.gender), None)
