"""A word and its neighbours -> the one of its readings that fits: وقع is a verb in «وقع الطرفان» and a noun after a preposition.

The rules are asked in order; the first that decides wins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kg.arabic.folding import fold
from kg.arabic.tokens import is_definite
from kg.model import Analysis, Token
from kg.ontology import Ontology
from kg.records import record

if TYPE_CHECKING:
    from kg.frames.words import Word

_QUOTES = ("«", "“", '"', "„")
PRONOUNS = frozenset({"هو", "هي", "هما", "هم"})
_TANWIN = "\u064b"
"""The mark of an accusative, which no verb has: تقدماً."""
_ADJECTIVES = ("adjective", "active-participle", "passive-participle")


class Grammar:
    """Hold the word classes that the rules ask for."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self.before_verb = words.get("before-verb", frozenset())
        self.before_noun = words.get("before-noun", frozenset())
        self.auxiliary = words.get("auxiliary", frozenset())
        self.succeeding = words.get("succeeding", frozenset())
        self.given = words.get("given-name", frozenset())
        self.amounts = words.get("own-value", frozenset())
        self.beginning = words.get("beginning", frozenset())
        self.changing = words.get("rising", frozenset()) | words.get("falling", frozenset())
        self.men = (words.get("given-name", frozenset()) & words.get("given-name-of-men", frozenset())) - words.get(
            "given-name-of-women", frozenset()
        )
        self.offices = ontology.role_words
        self.more = words.get("more-of", frozenset())
        self.superlatives = words.get("superlative", frozenset())
        self.bodies = frozenset(
            word for word, head in ontology.head_of.items() if ontology.is_a(head.type, ("Organization",))
        )
        self.intended = frozenset(
            fold(word.lemma) for word in ontology.status_words if word.kind == "noun" and word.control
        )


@record(frozen=True, slots=True)
class Place:
    """Hold a word with several readings and what stands around it."""

    token: Token
    verbs: Sequence[Analysis]
    """The verb forms that news would use."""
    others: Sequence[Analysis]
    words: Sequence[Word]
    following: Token | None
    beyond: Token | None
    """The word after the one that follows."""
    grammar: Grammar

    @property
    def before(self) -> Word | None:
        """Return the word before."""
        return self.words[-1] if self.words else None


Rule = Callable[[Place], Analysis | None]


def choose(token: Token, words: Sequence[Word], after: Sequence[Token], grammar: Grammar) -> Analysis | None:
    """Return the reading of a token between `words` and the tokens `after` it, or None for a word that the lexicon doesn't know."""
    if len(token.analyses) < 2:
        return token.analyses[0] if token.analyses else None
    verbs: Sequence[Analysis] = [a for a in token.analyses if a.kind == "verb" and _narrates(a, token)]
    # كان is the verb: كأن is written with its hamza.
    others = [
        a
        for a in token.analyses
        if a.kind != "verb" and not (verbs and a.kind == "particle" and "أ" in a.lemma and "أ" not in token.text)
    ]
    following, beyond = (*after[:2], None, None)[:2]
    if not words or words[-1].kind in ("mark", "conjunction", "complementiser", "subordinator"):
        verbs = _agreeing(verbs, following)
        if _of_a_man(words, following, grammar):
            verbs = _masculine(verbs)
    elif following is not None and not _may_be_acted_on(following):
        # صافي الإيرادات تراجع خلال الربع إلى …: what rises or falls does so by itself.
        verbs = sorted(verbs, key=lambda a: not (a.aspect == "perfect" and fold(a.lemma) in grammar.changing))
    place = Place(token, verbs, others, words, following, beyond, grammar)
    return next(found for rule in RULES if (found := rule(place)) is not None)


def after_verb_particle(place: Place) -> Analysis | None:
    """Read a verb, in any form, after لم، قد، سـ, and after لـ where no noun can stand."""
    forms = place.verbs or [a for a in place.token.analyses if a.kind == "verb"]
    if any(word.norm in ("كان", "كانت") for word in place.words[-6:]) and place.before and place.before.norm == "قد":
        # كان البنك قد توقع: what had been done.
        forms = [a for a in forms if a.aspect == "perfect"] or forms
    before = place.before
    purpose = before is not None and before.kind == "particle" and before.norm == "ل"
    return forms[0] if forms and before is not None and (purpose or before.norm in place.grammar.before_verb) else None


def vowelled(place: Place) -> Analysis | None:
    """Read an imperfect where its prefix is written with ُ, which no verbal noun begins with: خطوة تُعدّ تحديا."""
    marked = place.token.text[1:2] == "\u064f" and place.token.text[0] in "يت"
    forms = [a for a in place.verbs if a.aspect == "imperfect"]
    return forms[0] if marked and forms and all(a.kind == "verbal-noun" for a in place.others) else None


def describing_definite(place: Place) -> Analysis | None:
    """Read an adjective after a definite noun or a name where the word has the article: الشراكة التقنية، «مدار» المطورة."""
    before, following = place.before, place.following
    strange = following is not None and following.kind == "word" and not following.analyses
    named = following is not None and (following.text in _QUOTES or following.kind == "latin" or strange)
    if before is not None and before.kind == "adjective" and named and place.others and not place.verbs:
        # شركة الذكاء الاصطناعي المنافسة «أ»: after another adjective too, right before the name.
        if before.definite and place.others[0].definite and place.others[0].kind not in _ADJECTIVES:
            return next((a for a in place.others if a.kind in _ADJECTIVES), None)
        return None
    if (
        before is None
        or before.kind not in ("noun", "reference", "name")
        or not before.definite
        or not place.others
        or not place.others[0].definite
    ):
        return None
    # تحتضن دبي المقر: what the verb agrees with is feminine, and no masculine adjective describes it.
    acted = place.words[-2] if len(place.words) > 1 and before.kind == "name" else None
    feminine = acted is not None and acted.kind == "verb" and acted.gender == "f"
    # نفت شركة سدير الشائعات: one is described by no plural.
    many = place.token.norm.endswith("ات") and before.number != "p"
    fitting = (a for a in place.others if a.kind in _ADJECTIVES and not (many or (feminine and a.gender == "m")))
    adjective = next(fitting, None)
    return adjective or (place.others[0] if before.kind != "name" else None)


def describing_indefinite(place: Place) -> Analysis | None:
    """Read an adjective that agrees after an indefinite noun: in شراكة استراتيجية it is no genitive, nor in شركات منافسة."""
    before = place.before
    if (
        before is None
        or before.kind != "noun"
        or before.definite
        or not place.others
        or place.others[0].definite
        or place.verbs
    ):
        return None
    if before.form == "verbal-noun" and not before.norm.endswith("ا") and place.others[0].kind == "noun":
        # تأسيس مشروع، تحقيق صافي ربح: what is founded, rather than how; after tanwin (طرحا عاما) there is no genitive.
        return None
    act = next((a for a in place.others if a.kind in ("verbal-noun", "noun")), None)
    if act is not None and before.lemma in place.grammar.amounts:
        # نسبة ملكية سدير: of what the share is, not how.
        return act
    following = place.following
    if (
        act is not None
        and place.token.norm in place.grammar.bodies
        and following is not None
        and is_definite(following)
    ):
        # مقر عملاق التكنولوجيا: a company of that field, and no giant seat.
        return act
    if act is not None and following is not None and is_definite(following) and _only_acts(place.others):
        # أجهزة مكافحة الاحتكار: of what they do, where no noun is of who does it (شركات منافسة).
        return act
    # شركة منافسة لسدير: of two words that are spelt alike the act would need no ل.
    led = following is not None and following.norm == "ل" and before.gender == "f" and place.token.norm.endswith("ه")
    agreeing = [
        a
        for a in place.others
        if (a.kind == "adjective" and (a.gender == before.gender or (before.number == "p" and a.gender == "f")))
        or (a.kind == "active-participle" and (before.number == "p" or led) and a.gender == "f" and a.number == "s")
    ]
    return agreeing[0] if agreeing else None


def _only_acts(readings: Sequence[Analysis]) -> bool:
    """Tell whether a word is a verbal noun or else a participle of the same letters: مكافحة."""
    return readings[0].kind == "verbal-noun" and all(a.kind.endswith("participle") for a in readings[1:])


def annexed_dual(place: Place) -> Analysis | None:
    """Read a dual before the name that it is annexed to: نظامي أندرويد وiOS، بنكا الأهلي والرياض, but نظام بنكي جديد, بنكا جديدا."""
    following, before = place.following, place.before
    if following is None or place.verbs or not place.token.text.endswith(("ي", "ا")):
        return None
    duals = [a for a in place.others if a.number == "d" and a.kind in ("noun", "verbal-noun")]
    if place.token.text.endswith("ا"):
        # The accusative of one has no article after it.
        return duals[0] if duals and is_definite(following) and place.others[0].kind == "noun" else None
    adjectives = [a for a in place.others if a.number == "s" and a.kind == "adjective" and not a.definite]
    named = following.text in _QUOTES or (following.kind in ("word", "latin") and not following.analyses)
    if not duals or not adjectives or not (named or is_definite(following)):
        return None
    described = before is not None and before.kind == "noun" and not before.definite and before.gender == "m"
    return None if described else duals[0]


def without_choice(place: Place) -> Analysis | None:
    """Read the word as what it can only be."""
    if place.verbs and place.others:
        return None
    return plainest(place.verbs or place.others or place.token.analyses)


def intended(place: Place) -> Analysis | None:
    """Read a verbal noun after a possessed noun of intention: اعتزامها شطب وظائف."""
    before = place.before
    if (
        before is None
        or not before.attached
        or len(place.words) < 2
        or place.words[-2].lemma not in place.grammar.intended
    ):
        return None
    return place.others[0] if place.others[0].kind == "verbal-noun" else None


def before_verb(place: Place) -> Analysis | None:
    """Read a noun right before what can only be a verb: صافي ربح بلغ 3 ملايين."""
    following = place.following
    verbal = following is not None and following.analyses and all(a.kind == "verb" for a in following.analyses)
    auxiliary = any(fold(a.lemma) in place.grammar.auxiliary for a in place.verbs)
    return plainest(place.others) if verbal and not auxiliary else None


def made_office(place: Place) -> Analysis | None:
    """Read an office beside somebody's name: اختار المجلس فلانا عضوا, where the verb would be of several; فلان، حاكم دبي."""
    named = place.words[-1:] if place.before is not None and place.before.text not in "،," else place.words[-2:-1]
    mention = named[0].mention if named else None
    if mention is None or mention.type != "Person" or not place.verbs:
        return None
    if place.verbs[0].number == "p" and place.before is named[0]:
        return next((a for a in place.others if a.kind == "noun"), None)
    # فلان ملك 20% من X may well be a verb, but who tries somebody is rarer than who rules.
    office = place.token.norm in place.grammar.offices and place.verbs[0].aspect == "perfect"
    return next((a for a in place.others if office and a.kind == "active-participle"), None)


def after_inna(place: Place) -> Analysis | None:
    """Read a possessed noun after إن, which no verb follows: قالت الشركة إن وحدتها توسعت."""
    before = place.before
    if before is None or before.kind != "complementiser" or before.text != "إن":
        return None
    return next((a for a in place.others if a.enclitic and a.kind in ("noun", "verbal-noun")), None)


def counted(place: Place) -> Analysis | None:
    """Read a noun after a number: 4 آلاف عامل."""
    before = place.before
    if before is None or before.mention is None or before.mention.type != "Number" or place.token.norm.endswith("ت"):
        return None
    return plainest(place.others)


def representing(place: Place) -> Analysis | None:
    """Read the verb of مثل at the start of a clause, before who is represented: فيما مثل شركة سدير مديرها."""
    before, following = place.before, place.following
    opens = before is not None and before.kind == "subordinator" and place.others[0].kind == "preposition"
    return place.verbs[0] if opens and following is not None and following.norm in place.grammar.bodies else None


def succeeding(place: Place) -> Analysis | None:
    """Read the verb of خلف at the start of a clause, before a person: خلف فلان فلانا في رئاسة X."""
    before, following = place.before, place.following
    opens = before is None or before.kind in ("mark", "conjunction")
    named = following is not None and (following.norm in place.grammar.given or not following.analyses)
    return next((a for a in place.verbs if opens and named and fold(a.lemma) in place.grammar.succeeding), None)


def governed(place: Place) -> Analysis | None:
    """Read a noun after a preposition, after تم and كل, and where the word has the article."""
    before = place.before
    asked = before is not None and (before.kind == "preposition" or before.norm in place.grammar.before_noun)
    closed = place.others[0].definite or place.others[0].kind in ("preposition", "particle")
    return plainest(place.others) if asked or closed else None


def after_relative(place: Place) -> Analysis | None:
    """Read a verb after الذي and التي."""
    return place.verbs[0] if place.before is not None and place.before.kind == "relative" else None


def after_verb(place: Place) -> Analysis | None:
    """Read a noun where the clause has its verb: in «ألغت سدير عقدها» it is her contract; a noun before may be described by a verb."""
    before = place.before
    if before is not None and before.kind == "verb" and not _auxiliary(before, place.grammar):
        return plainest(place.others)
    open_to_verbs = before is not None and (
        before.kind == "conjunction"
        or (before.kind in ("noun", "adjective") and not before.definite)
        or _is_share(before)
        or (_is_sum(before) and any(a.enclitic for a in place.verbs))
    )
    return None if open_to_verbs or not has_verb(place) else plainest(place.others)


def after_aside(place: Place) -> Analysis | None:
    """Read a possessed noun after the aside that parts it from its verb: قدم فلان، مدير سدير، استقالته."""
    before, noun = place.before, place.others[0]
    if before is None or before.text not in "،," or noun.kind != "verbal-noun" or not noun.enclitic:
        return None
    commas = 0
    for word in reversed(place.words):
        commas += word.text in "،,"
        if commas > 2 or word.kind in ("relative", "complementiser", "subordinator"):
            return None
        if word.kind == "verb":
            return noun if commas == 2 else None
    return None


def begun(place: Place) -> Analysis | None:
    """Read a noun after the verb of beginning, which no perfect verb follows: in «بدأت سدير بيع الهاتف» it is the sale."""
    if place.verbs[0].aspect != "perfect":
        return None
    for word in reversed(place.words):
        if word.kind in ("mark", "relative", "complementiser", "subordinator", "conjunction") or word.norm == "قد":
            return None
        if word.kind == "verb":
            return plainest(place.others) if word.lemma in place.grammar.beginning else None
    return None


def resuming(place: Place) -> Analysis | None:
    """Read a verb whose pronoun takes up the indefinite noun before, ahead of a name: جولة تمويل قادتها «سنابل»، براءات تملكها شركة سنابل."""
    before, beyond = place.before, place.beyond
    if before is None or beyond is None:
        return None
    if _is_sum(before) and is_definite(beyond):
        # غرامة قدرها مليون يورو فرضها الاتحاد: the act of a pronoun has no place after a sum.
        return next((a for a in place.verbs if a.enclitic and a.aspect == "perfect"), None)
    if not (_is_share(before) or (before.kind == "noun" and not before.definite)):
        return None
    lasting = next((a for a in place.verbs if a.enclitic and a.aspect == "imperfect"), None)
    if lasting is not None and beyond.norm in place.grammar.bodies:
        # براءات تملكها شركة سدير: of a verbal noun and its pronoun, a company could not be the object.
        return lasting
    named = beyond.text in _QUOTES or (beyond.kind in ("word", "latin") and not beyond.analyses)
    named = named or beyond.norm in place.grammar.bodies
    # خدمتها «نغم» is her service; قادتها could else be her leaders.
    named = named and all(a.number == "p" for a in place.others)
    return next((a for a in place.verbs if a.enclitic and a.aspect == "perfect"), None) if named else None


def described(place: Place) -> Analysis | None:
    """Read a verb after an indefinite noun and its adjective, where no verbal noun has a place: تمويل ضخم رفع تقييمها."""
    before = place.before
    if before is None or before.kind != "adjective" or before.definite or len(place.words) < 2:
        return None
    noun, following = place.words[-2], place.following
    if noun.kind != "noun" or noun.definite or noun.norm.endswith("ا") or place.others[0].kind != "verbal-noun":
        return None
    object_ = following is not None and any(a.enclitic for a in following.analyses[:1])
    return next((a for a in place.verbs if a.aspect == "perfect"), None) if object_ else None


def repeated(place: Place) -> Analysis | None:
    """Read a verbal noun after و where the sentence has named the act so before: تم منح X عقدا ومنح Y مشروعا."""
    before = place.before
    if before is None or before.kind != "conjunction" or not any(a.kind == "verbal-noun" for a in place.others):
        return None
    named = any(word.norm == place.token.norm and word.form == "verbal-noun" for word in place.words[:-1])
    return next(a for a in place.others if a.kind == "verbal-noun") if named else None


def joined_adjective(place: Place) -> Analysis | None:
    """Read an adjective after another one and و: مستثمرون حاليون وجدد, who renew nothing."""
    before = place.before
    joined = place.words[-2] if before is not None and before.norm == "و" and len(place.words) > 1 else None
    if joined is None or joined.kind != "adjective" or joined.definite or joined.number != "p":
        return None
    return next((a for a in place.others if a.kind == "adjective" and a.number == "p" and not a.enclitic), None)


def in_construct(place: Place) -> Analysis | None:
    """Read a noun after a noun without article, after what picks one of many or compares: مذكرة تعاون، أول عقد، أكثر تقدما."""
    before = place.before
    if before is None or before.definite:
        return None
    picking = before.lemma in place.grammar.superlatives | place.grammar.more
    annexed = before.kind == "noun" or (before.kind == "adjective" and picking)
    return plainest(place.others) if annexed else None


def opening(place: Place) -> Analysis | None:
    """Read a verb at a clause's start, before what can be its subject: وقع الطرفان، تعتزم سدير."""
    before, following = place.before, place.following
    starts = before is None or before.kind in ("mark", "conjunction", "subordinator", "complementiser")
    subject = following is not None and (
        not following.analyses or is_definite(following) or following.kind == "pronoun"
    )
    return (
        place.verbs[0]
        if starts and (subject or place.verbs[0].aspect == "imperfect" or place.verbs[0].gender == "f")
        else None
    )


def belonging(place: Place) -> Analysis | None:
    """Read a participle after a name and before ل: in «بنك الساحل تابع لسدير» the verb (تابع الأخبار) would need an object."""
    before, following = place.before, place.following
    led = following is not None and following.kind == "proclitic" and following.norm == "ل"
    if not led or before is None or before.kind not in ("name", "reference") or place.verbs[0].enclitic:
        return None
    return next((a for a in place.others if a.kind == "active-participle"), None)


def after_subject(place: Place) -> Analysis | None:
    """Read a verb after a name: «سدير» تعرض …; after a pronoun what can say the same of it is an adjective: هي أبرز منافسي رتاج."""
    before = place.before
    if before is None or before.kind not in ("name", "reference"):
        return None
    adjective = next((a for a in place.others if a.kind == "adjective"), None)
    return adjective if adjective is not None and before.norm in PRONOUNS else place.verbs[0]


def likeliest(place: Place) -> Analysis | None:
    """Read what the lexicon puts first."""
    return plainest(place.others) if place.token.analyses[0].kind != "verb" else place.verbs[0]


RULES: tuple[Rule, ...] = (
    after_verb_particle, vowelled, describing_definite, describing_indefinite, annexed_dual, without_choice, intended, before_verb, counted, made_office, after_inna, representing, succeeding, governed, after_relative,
    after_verb, after_aside, begun, resuming, described, repeated, joined_adjective, in_construct, opening, belonging, after_subject, likeliest,
)  # fmt: skip


def _is_share(word: Word) -> bool:
    """Tell whether a word is a percentage, which a verb and its pronoun may take up: 45% تملكها سدير."""
    return word.mention is not None and word.mention.type == "Percent"


def _is_sum(word: Word) -> bool:
    """Tell whether a word is a sum of money."""
    return word.mention is not None and word.mention.type == "Money"


def has_verb(place: Place) -> bool:
    """Tell whether the clause has a verb before this word, auxiliaries apart."""
    bracketed = False
    for word in reversed(place.words):
        if word.text == ")" or bracketed:
            # أبدت سدير (مالكة رتاج) رغبتها: the clause goes on behind the brackets.
            bracketed = word.text != "("
            continue
        if word.kind in ("mark", "relative", "complementiser", "subordinator"):
            return False
        if word.kind == "verb" and not _auxiliary(word, place.grammar):
            return True
    return False


def _agreeing(verbs: Sequence[Analysis], following: Token | None) -> Sequence[Analysis]:
    """Put the forms first that agree with the noun that follows: «تراجع صافي …» has fallen, «تراجع الشركة …» goes over something."""
    noun = following.analyses[0] if following is not None and following.analyses else None
    # توقع محللون: of men in the plural as of one.
    men = noun is not None and following is not None and noun.number == "p" and following.norm.endswith("ون")
    single = noun is not None and noun.kind in ("noun", "verbal-noun") and (noun.number, noun.gender) == ("s", "m")
    if not (men or single):
        return verbs
    return _masculine(verbs)


def _masculine(verbs: Sequence[Analysis]) -> Sequence[Analysis]:
    """Put the masculine forms first where the perfect of one verb has the letters of the feminine imperfect of another: تقدم."""
    mixed = {(a.aspect, a.gender) for a in verbs} >= {("perfect", "m"), ("imperfect", "f")}
    return sorted(verbs, key=lambda a: a.gender != "m") if mixed else verbs


def _of_a_man(words: Sequence[Word], following: Token | None, grammar: Grammar) -> bool:
    """Tell whether a verb is of a man named right after it or before a comma: تقدم كريم باستقالته، أن المدير، كريم منصور، تقدم بـ …."""
    if following is not None and following.norm in grammar.men:
        return True
    before = words[-2] if len(words) > 1 and words[-1].text in "،," else None
    man = before is not None and before.mention is not None and before.mention.type == "Person" and before.gender == "m"
    return man and following is not None and following.kind == "proclitic"


def _may_be_acted_on(token: Token) -> bool:
    """Tell whether a word can be the object of a verb before it, as a name or a noun can."""
    first = token.analyses[0] if token.analyses else None
    return (
        token.kind in ("word", "latin", "pronoun") if first is None else first.kind not in ("preposition", "particle")
    )


def _auxiliary(word: Word, grammar: Grammar) -> bool:
    return any(lemma in grammar.auxiliary for lemma in word.lemmas)


def _narrates(analysis: Analysis, token: Token) -> bool:
    """Tell whether news would use this verb form: the third person, and of the dual and plural only what is written so (وقعا، توقعان)."""
    if analysis.aspect == "imperative" or analysis.person in ("1", "2") or _TANWIN in token.text:
        return False
    if analysis.number == "d":
        # عقدا is one contract far more often than two who contracted, but قالا are two who spoke.
        return analysis.aspect == "imperfect" or all(a.kind in ("verb", *_ADJECTIVES) for a in token.analyses)
    return not (analysis.number == "p" and analysis.gender == "f")


def plainest(analyses: Sequence[Analysis]) -> Analysis:
    """Return the first analysis, of a dual and a singular the singular: عقدا is one contract with tanwin before it is two."""
    singular = [a for a in analyses if a.number != "d"]
    return singular[0] if singular and analyses[0].number == "d" else analyses[0]
