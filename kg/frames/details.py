"""Figures and dates beside a claim: its amount, percentage and dates, the change and the period of a figure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kg.arabic.folding import fold
from kg.frames.clauses import Clause
from kg.frames.figures import Figure, FigureReader, figures_in, preposition_of
from kg.frames.phrases import Constituent, Phrase
from kg.frames.scene import Governor, Predicate, Scene
from kg.frames.words import Word
from kg.model import Mention, Quantity
from kg.ontology import Frame, Ontology

_SINCE = frozenset({"بعد", "عقب", "اثر"})
_ROLES = {"Money": "amount", "Percent": "percent", "Date": "date", "Until": "until", "Period": "period", "From": "date"}
_A_YEAR_BEFORE = frozenset({"قبل عام", "قبل سنه"})


class DetailReader:
    """Find what qualifies a claim."""

    def __init__(self, ontology: Ontology, figures: FigureReader) -> None:
        self.ontology = ontology
        self.figures = figures
        words = ontology.words
        self.trading_days = ontology.words.get("trading-day", frozenset())
        self.spans = words.get("time-span", frozenset())
        self.same = words.get("same-period", frozenset())
        self.coming, self.current = words.get("coming", frozenset()), words.get("current", frozenset())
        self.late = words.get("late", frozenset())
        self.ending = words.get("ending", frozenset())
        self.purpose = words.get("purpose", frozenset())
        self.speaking = words.get("speech", frozenset()) | words.get("dealing", frozenset())

    def qualifiers(
        self, scene: Scene, predicate: Predicate, frame: Frame, figure: Figure | None, carrier: Phrase | None, of: str = ""
    ) -> dict[str, str | float | Quantity]:  # fmt: skip
        """Return the figures and dates that qualify a claim, by role; a share is none where it is one `of` another than its object."""
        allowed = self.ontology.relations[frame.relation].qualifiers
        found: dict[str, str | float | Quantity] = {}
        for index, word in self._reach(scene, predicate, figure, carrier):
            mention = word.mention
            if mention is None or (figure is not None and mention.span == figure.span):
                continue
            role = self._role(scene, predicate, mention, index, allowed)
            describing = predicate.kind.endswith("participle") or "apposed" in frame.arguments["subject"]
            if role == "date" and self._of_trading(scene, index):
                continue
            if role == "percent" and of and _share_of_another(scene, index, of, self.figures.words.shares):
                continue
            if role in ("percent", "date") and describing and not self._described(scene, predicate, index):
                # أعلنت سدير، المدرجة في دبي، افتتاح فرع في يونيو: the date is not that of the listing.
                continue
            if role == "amount" and self.figures.per_share(scene, index):
                continue
            if role == "percent" and "change_percent" in allowed:
                measured = carrier.head if carrier is not None else predicate.word
                follows = scene.constituents[index + 1] if index + 1 < len(scene.constituents) else None
                # سجلت أسهمها تراجعا بنسبة 4% بعد خسائر بلغت …: the change of something named before, unless تراجعا بنسبة 5% في إيراداتها.
                if word.span.start < measured.span.start and not (
                    isinstance(follows, Phrase)
                    and follows.preposition == "في"
                    and any(inner.head.span == measured.span for inner in follows.nested())
                ):
                    continue
                if any(self.figures.reach.is_cause(scene, place) for place in range(max(index - 2, 0), index)):
                    # هبطت أرباحها بسبب ارتفاع المصروفات 40%
                    continue
                sign = self._sign(scene, predicate, frame, index)
                if sign and mention.quantity and not (figure is not None and figure.compared):
                    found.setdefault("change_percent", sign * mention.quantity.value)
                continue
            value = _value(mention)
            if (
                value != ""
                and role in allowed
                and role not in found
                and self._placed(scene, predicate, frame, role, index, mention)
            ):
                found[role] = value
        return found

    def ahead(self, scene: Scene, predicate: Predicate, date: str) -> Governor | None:
        """Return the word of a date that tells that it is still to come: في مطلع العام المقبل، نهاية العام الجاري."""
        for constituent in scene.constituents[predicate.position :]:
            mention = constituent.head.mention if isinstance(constituent, Phrase) else None
            if mention is None or mention.type == "From" or mention.date != date:
                continue
            words = [fold(word).removeprefix("ال") for word in mention.text.split()]
            late = next((word for word in words if word in self.late), "")
            if late and not self.current.isdisjoint(words):
                return Governor(late, "adverb")
            return next((Governor(word, "adverb") for word in words if word in self.coming), None)
        return None

    def _described(self, scene: Scene, predicate: Predicate, index: int) -> bool:
        """Tell whether a share is what a description says of its noun: سدير المملوكة بنسبة 60% لرتاج, but not سدير المملوكة لرتاج تشتري 40%."""
        if not predicate.attributive:
            return True
        between = scene.constituents[predicate.position : index]
        # تملك سدير، التابعة لرتاج، 40% من أفق: the comma ends the description.
        closed = (
            index < len(scene.constituents)
            and preposition_of(scene, index) != "ب"
            and any(isinstance(c, Word) and c.text in "،," for c in between)
        )
        return (
            index >= predicate.position
            and not closed
            and not any(
                isinstance(c, Word) and c.kind == "verb" and c.lemma not in self.figures.words.measuring
                for c in between
            )
        )

    def _role(self, scene: Scene, predicate: Predicate, mention: Mention, index: int, allowed: Sequence[str]) -> str:
        role = _ROLES.get(mention.type, "")
        if role == "until" and role not in allowed and preposition_of(scene, index) != "حتي":
            # بحلول ديسمبر: no later than then; الربع المنتهي في يونيو.
            role = "date"
        if role == "date" and "until" in allowed and self._ends(scene, predicate, index):
            return "until"
        if role in ("date", "period") and role not in allowed:
            return "date" if role == "period" else "period"
        return role

    def _ends(self, scene: Scene, predicate: Predicate, index: int) -> bool:
        """Tell whether a date is the one on which something ends: ينتهي العقد في 2028، عقدا تنتهي مدته في 2028، بعد انتهاء العقد في 2028."""
        if any(governor.lemma in self.ending for governor in predicate.governors):
            return True
        clause = scene.clause_at(index)
        if clause.verb is None or clause.verb.lemma not in self.ending:
            return False
        return clause.position < index < clause.end

    def _placed(
        self, scene: Scene, predicate: Predicate, frame: Frame, role: str, index: int, mention: Mention
    ) -> bool:
        """Tell whether a figure stands where the frame asks for it (رفع حصته إلى 40%), and is no change of something else (تراجع سهمها 5%)."""
        if role == "amount" and "raiser" in frame.arguments["object"] and index < predicate.position:
            # ضخت X مليونا، إلى جانب مستثمرين آخرين مثل Y: what another puts in.
            return False
        markers = frame.arguments.get(role, ())
        if markers and not set(markers) & {"rise", "fall"}:
            return any(phrase.preposition in markers for _, phrase in predicate.after if phrase.head.mention is mention)
        if role == "percent" and (self._risen_from(scene, index) or _of_another(scene, predicate, index)):
            return False
        if role == "percent":
            verb = predicate.clause.verb
            held = scene.constituents[predicate.position] is not predicate.clause.subject
            wanted = frame.stage == "intended" or (predicate.kind == "noun" and held)
            if wanted and preposition_of(scene, index) == "الي":
                # تعتزم رفع حصتها إلى 30%: what she has is not yet what she wants.
                return False
            changes = (
                index < predicate.position
                and verb is not None
                and verb.lemma in self.figures.words.rising | self.figures.words.falling | self.figures.words.measuring
            )
            amounting = self._amounts(scene, index)
            return not changes and (amounting or not self._sign_of_noun(scene, index, predicate.position))
        if role == "period" and len(mention.date) == 10 and preposition_of(scene, index) != "حتي":
            # أعلنت أمس أن أرباحها بلغت …: nobody reports on a day.
            return False
        return not (role in ("date", "period") and self._compares(scene, index))

    def _risen_from(self, scene: Scene, index: int) -> bool:
        """Tell whether a percentage is what a share was before: من 57% إلى 99%."""
        after = scene.constituents[index + 1] if index + 1 < len(scene.constituents) else None
        reached = isinstance(after, Phrase) and after.preposition == "الي" and after.head.kind == "figure"
        return reached and preposition_of(scene, index) == "من"

    def _amounts(self, scene: Scene, index: int) -> bool:
        """Tell whether a percentage is what something amounts to, though a rise is spoken of: زيادة حصتها البالغة 20%."""
        before = scene.constituents[index - 1] if index else None
        words = [before.head, *before.adjectives] if isinstance(before, Phrase) else []
        nested = [word for inner in before.nested() for word in inner.adjectives] if isinstance(before, Phrase) else []
        return any(
            word.verb in self.figures.words.measuring and word.form.endswith("participle") for word in (*words, *nested)
        )

    def _compares(self, scene: Scene, index: int) -> bool:
        """Tell whether a date is only compared with: بزيادة 12% على عام 2021، مقارنة بعام 2021."""
        if self.figures.comparisons.after_comparison(scene, index):
            return True
        for position in range(index - 1, max(index - 4, -1), -1):
            # مقارنة بالفترة نفسها من العام الماضي
            current = scene.constituents[position]
            if not isinstance(current, Phrase) or current.head.kind == "figure":
                break
            if current.head.lemma in self.figures.words.comparing:
                return True
        if any(self._changed_since(scene, before) for before in (index - 1, index - 2)):
            return True
        if preposition_of(scene, index) not in ("علي", "عن") or not index:
            return False
        return any(
            word.mention and word.mention.type == "Percent" for _, word in figures_in(scene.constituents, index - 1)
        )

    def _changed_since(self, scene: Scene, index: int) -> bool:
        """Tell whether a phrase names the earlier period of a change: انخفضت 28% في الربع الأول عن الفترة نفسها."""
        phrase = scene.constituents[index] if index > 0 else None
        if not isinstance(phrase, Phrase) or phrase.preposition != "عن" or phrase.head.lemma not in self.spans:
            return False
        again = {word.lemma for word in phrase.adjectives} | {
            c.head.lemma for c in scene.constituents[index + 1 : index + 2] if isinstance(c, Phrase)
        }
        percentages = (
            word.mention is not None and word.mention.type == "Percent"
            for position in range(max(index - 4, 0), index)
            for _, word in figures_in(scene.constituents, position)
        )
        return bool(again & self.same) and any(percentages)

    def _sign(self, scene: Scene, predicate: Predicate, frame: Frame, index: int) -> int:
        """Return 1 or -1 as the percentage is a rise or a fall, 0 where it is none: بزيادة 12%، بتراجع نسبته 9%."""
        near = self._sign_of_noun(scene, index, predicate.clause.start)
        if near:
            return near
        marker = frame.arguments.get("change_percent", ())
        verb = predicate.clause.verb
        if "rise" in marker or "fall" in marker:
            return -1 if "fall" in marker else 1
        if verb is None or not predicate.clause.position < index < predicate.clause.end:
            return 0
        return 1 if verb.lemma in self.figures.words.rising else -1 if verb.lemma in self.figures.words.falling else 0

    def _sign_of_noun(self, scene: Scene, index: int, start: int) -> int:
        """Return the sign of the nearest word for a change right before a percentage, at most two constituents away."""
        for position in range(index, max(index - 3, start - 1), -1):
            current = scene.constituents[position]
            for inner in reversed(current.nested()) if isinstance(current, Phrase) else ():
                lemmas = {inner.head.lemma, inner.head.verb}
                if inner.head.form == "verbal-noun" and lemmas & self.figures.words.rising:
                    return 1
                if inner.head.form == "verbal-noun" and lemmas & self.figures.words.falling:
                    return -1
        return 0

    def reference(self, scene: Scene, figure: Figure) -> str:
        """Return "same" where a figure's period is one named before (في الفترة نفسها), "before" where it is the one before that (في السنة التي سبقتها)."""
        constituents = scene.constituents
        for index in (i for i in figure.stretch if i >= figure.index):
            phrase = constituents[index]
            if figure.compared and isinstance(phrase, Phrase) and phrase.head.norm in _A_YEAR_BEFORE:
                return "before"
            if (
                not isinstance(phrase, Phrase)
                or phrase.head.kind != "noun"
                or phrase.preposition not in ("في", "خلال", "عن", "ب", "ل")
            ):
                continue
            following = constituents[index + 1 : index + 3]
            beside = {word.lemma for word in phrase.adjectives} | {
                c.head.lemma for c in following[:1] if isinstance(c, Phrase)
            }
            if self._changed_since(scene, index):
                continue
            if phrase.head.lemma in self.spans and beside & self.same:
                return "same"
            if phrase.head.lemma in self.same and phrase.genitive and phrase.genitive.head.lemma in self.spans:
                # خلال نفس الفترة من عام 2013
                return "same"
            if phrase.head.lemma == "ربع" and figure.compared and "سابق" in beside:
                return "quarter-before"
            verb = (
                following[1]
                if len(following) == 2 and isinstance(following[0], Word) and following[0].kind == "relative"
                else None
            )
            if (
                phrase.head.lemma in self.spans
                and figure.compared
                and ("سابق" in beside or (isinstance(verb, Word) and verb.lemma == "سبق"))
            ):
                return "before"
        return ""

    def _reach(
        self, scene: Scene, predicate: Predicate, figure: Figure | None, carrier: Phrase | None
    ) -> Iterator[tuple[int, Word]]:
        """Yield the figures and dates that may qualify a claim, the likeliest first."""
        if figure is not None:
            nearest = sorted(figure.stretch, key=lambda index: (index < figure.index, abs(index - figure.index)))
            for index in nearest:
                if predicate.clause.interrupted(figure.index) or not self._of_aside(scene, predicate.clause, index):
                    yield from figures_in(scene.constituents, index)
            if figure.compared:
                return
            for index in figure.whole:
                yield from (
                    (i, w)
                    for i, w in figures_in(scene.constituents, index)
                    if w.mention and w.mention.type == "Percent"
                )
        else:
            yield from self._around(scene, predicate, carrier)
            yield from _price(scene, predicate)
        yield from _opening_dates(scene, predicate)
        yield from self._announced(scene, predicate)

    def _of_trading(self, scene: Scene, index: int) -> bool:
        """Tell whether a date is only the day of a price: بحسب إغلاق 5 مايو."""
        before = scene.constituents[index - 1] if index and not preposition_of(scene, index) else None
        beside = (constituent for constituent in (before, scene.constituents[index]) if isinstance(constituent, Phrase))
        return any(inner.head.lemma in self.trading_days for phrase in beside for inner in phrase.nested())

    def _of_aside(self, scene: Scene, clause: Clause, index: int) -> bool:
        """Tell whether a date is that of an aside: إيرادات سدير، التي تأسست عام 1990، but not السنة التي انتهت في مارس."""
        aside = next((aside for aside in clause.asides if index in aside), None)
        if aside is None:
            return False
        before = next((c for c in reversed(scene.constituents[: aside.start]) if isinstance(c, Phrase)), None)
        timed = before is not None and (before.head.kind == "date" or before.head.lemma in self.spans)
        return not timed

    def _announced(self, scene: Scene, predicate: Predicate) -> Iterator[tuple[int, Word]]:
        """Yield the date on which one of the parties made it known: قالت سدير يوم الجمعة إنها وافقت على شراء الواحة."""
        clause, agent = predicate.clause, predicate.agent
        parent = clause.parent
        if (
            clause.opening != "complement"
            or parent is None
            or parent.verb is None
            or clause.governor is not parent.verb
        ):
            return
        own = agent is not None and parent.subject is not None and set(agent.entities) & set(parent.subject.entities)
        if clause.auxiliaries or not own or parent.verb.lemma not in self.speaking or parent.verb.aspect != "perfect":
            return
        for index in range(parent.start, clause.start):
            current = scene.constituents[index]
            if isinstance(current, Phrase) and current.head.kind == "date" and current.preposition in ("", "في"):
                yield index, current.head

    def _around(self, scene: Scene, predicate: Predicate, carrier: Phrase | None) -> Iterator[tuple[int, Word]]:
        """Yield the figures and dates of the predicate's clause after it, with the clauses that go on, nearest first, then those before it."""
        clause = predicate.clause
        elsewhere = False
        reach = self._extent(scene, predicate, carrier)
        for index in reach:
            if index > predicate.position and _of_another_deed(scene.constituents[index], predicate):
                # ضخت X مليارا في Y عقب استحواذ Z على 10% منها: the share is of that deed.
                break
            elsewhere = elsewhere or (
                index > predicate.position and self.figures.reach.of_other_event(scene, index, predicate, carrier)
            )
            yield from (
                (i, w) for i, w in figures_in(scene.constituents, index) if not (elsewhere and w.kind == "date")
            )
        yield from self._completion(scene, max(reach, default=0) + 1)
        # أغلق السهم يوم الخميس عند 20 ريالا بعد استحواذها على X: what stands before is of the later event.
        own = scene.constituents[predicate.position]
        since = isinstance(own, Phrase) and own.preposition in _SINCE
        apart = predicate.kind == "verbal-noun" and since
        joined = _deed_before(scene, predicate)
        for index in range(predicate.position - 1, clause.start - 1, -1) if not apart else ():
            if joined is not None and index >= joined:
                continue
            if clause.interrupted(index) and not clause.interrupted(predicate.position):
                continue
            if not _in_relative(scene, index, predicate):
                yield from figures_in(scene.constituents, index)
        described = clause.antecedent if clause.resumed else None
        priced = described is not None and described.head.lemma in self.ontology.words.get("priced", frozenset())
        if priced and carrier is not None and described is not None and carrier in described.nested():
            # غرامة قدرها 5 ملايين فرضتها X: what stands beside the noun is said of it.
            place = next((i for i, c in enumerate(scene.constituents) if c is described), clause.start)
            for index in range(place, clause.start):
                yield from figures_in(scene.constituents, index)
        opener = scene.constituents[clause.start - 1] if clause.start else None
        if clause.parent is not None and isinstance(opener, Word) and opener.norm in self.purpose:
            # دفعت 640 مليونا كي ينتقل إليها الموظفون: the money serves what follows.
            for index in range(clause.parent.position, clause.start - 1):
                yield from figures_in(scene.constituents, index)

    def _extent(self, scene: Scene, predicate: Predicate, carrier: Phrase | None) -> list[int]:
        """Return the constituents from a predicate on that say more of it: its clause, the clauses that go on, what stands after an aside."""
        end = min(max([predicate.clause.end, *(index + 1 for index, _ in predicate.after)]), len(scene.constituents))
        found = [
            index
            for index in range(predicate.position, end)
            if not predicate.clause.interrupted(index) or predicate.clause.interrupted(predicate.position)
        ]
        while end < len(scene.constituents):
            current = scene.constituents[end]
            since = isinstance(current, Word) and current.norm == "منذ" and end + 1 < len(scene.constituents)
            aside = (
                self.figures.reach.after_aside(scene, end)
                if isinstance(current, Word) and current.kind == "relative"
                else None
            )
            following = next((c for c in scene.clauses if c.start <= end + 1 and c.position >= end), None)
            if since:
                start, end = end + 1, end + 2
            elif aside is not None:
                start, end = (
                    aside,
                    next(
                        (
                            i
                            for i in range(aside, len(scene.constituents))
                            if not isinstance(scene.constituents[i], Phrase)
                        ),
                        len(scene.constituents),
                    ),
                )
            elif following is not None and (
                self.figures.reach.goes_on(scene, following.position, predicate, carrier)
                or self._runs_on(following, predicate, carrier)
            ):
                start, end = end, max(following.end, end + 1)
            else:
                break
            found += range(start, end)
        return found

    def _completion(self, scene: Scene, end: int) -> Iterator[tuple[int, Word]]:
        """Yield the date of a clause that says when the deal is done: … على أن تستكمل الصفقة في الربع الأول."""
        completing, deals = (
            self.ontology.words.get("completing", frozenset()),
            self.ontology.words.get("deal", frozenset()),
        )
        for clause in scene.clauses:
            named = clause.subject is not None and clause.subject.head.lemma in deals
            if (
                clause.position < end
                or clause.opening != "complement"
                or clause.verb is None
                or clause.verb.lemma not in completing
                or not named
            ):
                continue
            opener = scene.constituents[clause.start - 2] if clause.start > 1 else None
            if isinstance(opener, Word) and opener.norm == "علي":
                for index in range(clause.position, clause.end):
                    yield from ((i, w) for i, w in figures_in(scene.constituents, index) if w.kind == "date")

    def _runs_on(self, clause: Clause, predicate: Predicate, carrier: Phrase | None) -> bool:
        """Tell whether a clause says until when: عقدا … يمتد حتى 2025، شراكة … تنتهي في 2030."""
        verb = clause.verb
        lasting = self.ontology.words.get("lasting", frozenset())
        if verb is None or verb.lemma not in lasting | self.ending or clause.opening in ("complement", "subordinate"):
            return False
        return (
            clause.inherited
            or clause.subject in (carrier, predicate.patient, predicate.phrase, predicate.clause.subject)
            or clause.opening == "relative"
        )


def _price(scene: Scene, predicate: Predicate) -> Iterator[tuple[int, Word]]:
    """Yield the sum after مقابل that ends the sentence's list of what is bought: الاستحواذ على سدير وضم مصانعها مقابل مليار ريال."""
    for index in range(predicate.position + 1, len(scene.constituents)):
        for place, word in figures_in(scene.constituents, index):
            if word.mention is not None and word.mention.type == "Money":
                if preposition_of(scene, index) == "مقابل":
                    yield place, word
                return


def _in_relative(scene: Scene, index: int, predicate: Predicate) -> bool:
    """Tell whether a figure or date is of a relative clause that ends before a predicate: شركة X التي تأسست عام 2008 اشترت Y."""
    return any(
        clause.opening == "relative"
        and clause is not predicate.clause
        and clause.position < index < clause.end <= predicate.position
        for clause in scene.clauses
    )


def _opening_dates(scene: Scene, predicate: Predicate) -> Iterator[tuple[int, Word]]:
    """Yield the dates that open the sentence: في مارس، قامت سدير …."""
    opener = scene.constituents[predicate.clause.start - 1] if predicate.clause.start else None
    if isinstance(opener, Word) and opener.norm == "ثم":
        return
    for index, constituent in enumerate(scene.constituents[: predicate.clause.start]):
        if isinstance(constituent, Word) and constituent.kind == "verb":
            return
        if isinstance(constituent, Phrase) and constituent.head.kind == "date":
            yield index, constituent.head


def resolved_period(reference: str, own: str, prior: str, *, compared: bool) -> str:
    """Return the period that a figure refers to by one named before: الفترة نفسها من 2021 after 2022-Q2 is 2021-Q2."""
    if not prior:
        return own
    if reference == "quarter-before" and prior[4:6] == "-Q":
        year, quarter = int(prior[:4]), int(prior[6])
        return f"{year}-Q{quarter - 1}" if quarter > 1 else f"{year - 1}-Q4"
    if reference == "before" or (compared and not own):
        return f"{int(prior[:4]) - 1}{prior[4:]}"
    return own + prior[4:] if len(own) == 4 else own or prior


def _of_another(scene: Scene, predicate: Predicate, index: int) -> bool:
    """Tell whether a percentage follows a name that و adds, whose it is: من حصته في X، وبنك Y بواقع 23%."""
    if index - 2 <= predicate.position:
        return False
    joint, named = scene.constituents[index - 2 : index]
    bare = isinstance(named, Phrase) and bool(named.entities) and not named.preposition
    bare = bare and isinstance(named, Phrase) and named.head.kind not in ("figure", "reference")
    return bare and isinstance(joint, Word) and joint.norm == "و"


def _share_of_another(scene: Scene, index: int, of: str, stocks: Collection[str]) -> bool:
    """Tell whether what stands after a percentage is another than whose share is asked for: استحوذت على X وعلى 40% من Y."""
    whole = scene.constituents[index + 1] if index + 1 < len(scene.constituents) else None
    if not isinstance(whole, Phrase) or whole.preposition not in ("من", "في") or whole.is_place:
        return False
    held = whole.genitive if whole.head.lemma in stocks and whole.genitive is not None else whole
    return held.head.kind != "reference" and bool(held.entities) and of not in held.entities


def _is_since(constituent: Constituent) -> bool:
    """Tell whether a phrase tells of another deed with a doer of its own: بعد استحواذ X على Y."""
    if not isinstance(constituent, Phrase) or constituent.preposition not in _SINCE:
        return False
    return _has_doer(constituent)


def _deed_before(scene: Scene, predicate: Predicate) -> int | None:
    """Return where the deed of another doer stands that و joins a verbal noun to: شراء X حصة في Y بقيمة كذا، واستحواذ Z على W."""
    joint = scene.constituents[predicate.position - 1] if predicate.position else None
    own = scene.constituents[predicate.position]
    if not (isinstance(joint, Word) and joint.norm == "و" and _has_doer(own)):
        return None
    places = range(predicate.position - 2, predicate.clause.start - 1, -1)
    return next((index for index in places if _has_doer(scene.constituents[index])), None)


def _has_doer(constituent: Constituent) -> bool:
    """Tell whether a phrase is a deed that names who does it, or what is done to: استحواذ X."""
    if not isinstance(constituent, Phrase) or constituent.head.form != "verbal-noun":
        return False
    doer = constituent.genitive
    return doer is not None and bool(doer.entities) and not doer.head.attached


def _of_another_deed(constituent: Constituent, predicate: Predicate) -> bool:
    """Tell whether a phrase tells of the deed of somebody else than who acts."""
    if not _is_since(constituent) or not isinstance(constituent, Phrase) or predicate.agent is None:
        return False
    doer = constituent.genitive
    return doer is not None and not set(doer.entities) & set(predicate.agent.entities)


def _value(mention: Mention) -> str | float | Quantity:
    if mention.quantity is None:
        return mention.date
    return mention.quantity.value if mention.quantity.unit == "percent" else mention.quantity


__all__ = ["DetailReader", "resolved_period"]
