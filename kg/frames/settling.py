"""The claims of an article beside each other: which of those that say the same is kept, and what one lends another."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from kg.frames.arguments import Claim
from kg.frames.deals import ends
from kg.frames.details import resolved_period
from kg.ontology import Ontology

_ACQUIRES, _SELLS = "acquires", "sells"
_TAKEOVERS = frozenset({_ACQUIRES, "merges-with"})
_GUESSED = 0.5
"""Score of a claim of whom the sentence only seems to be about."""


class Settlement:
    """Settle the claims of an article with each other."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology

    def best(self, claims: Sequence[Claim]) -> list[Claim]:
        """Keep, of claims of the same triple, the one with the most filled slots, and drop those that yield to a richer relation."""
        best: dict[tuple[str, ...], Claim] = {}
        for claim in claims:
            subject, object_ = claim.subject, str(claim.object)
            if self.ontology.relations[claim.relation].symmetric:
                subject, object_ = sorted((subject, object_))
            # فلان، مديرها المالي، رئيسا تنفيذيا: somebody may hold two offices.
            office = str(claim.qualifiers.get("role", "")) if "role_text" in claim.qualifiers else ""
            key = (subject, claim.relation, object_, office if claim.relation == "holds-position" else claim.stage)
            if key not in best or _rank(claim) > _rank(best[key]):
                best[key] = claim
        # What an act makes of a state (رفعت حصتها, باعت حصتها) tells more than the noun that it is done to.
        told = {key[:3] for key in best if key[3]}
        kept = [claim for key, claim in best.items() if key[3] or key[:3] not in told]
        return [claim for claim in kept if not self._yields(claim, kept)]

    def periods(self, claims: Sequence[Claim], period: str) -> str:
        """Fill in the periods that figures take from one named before, and return the one named last."""
        for claim in sorted(claims, key=lambda claim: claim.object_span):
            if isinstance(claim.object, str) or "period" not in self.ontology.relations[claim.relation].qualifiers:
                continue
            own = str(claim.qualifiers.get("period", ""))
            if claim.reference and (found := resolved_period(claim.reference, own, period, compared=claim.compared)):
                claim.qualifiers["period"] = own = found
            period = own if own and not claim.compared else period
        return period

    def speak_for(self, claim: Claim, employers: Mapping[str, str]) -> None:
        """Let a deal or a product that an officer tells of be his organisation's: نفى الرئيس التنفيذي لسدير أي مفاوضات مع رتاج."""
        company = employers.get(claim.subject, "")
        relation = self.ontology.relations[claim.relation]
        corporate = bool(relation.called_by) or relation.range == ("Product",)
        if claim.told and company and company != claim.object and corporate:
            claim.subject = company
        if relation.symmetric and relation.called_by and isinstance(claim.object, str):
            # وقع الرئيس التنفيذي لسدير اتفاقية مع المدير العام لرتاج: their companies agree.
            parties = tuple(employers.get(party, party) for party in (claim.subject, claim.object))
            if parties[0] != parties[1]:
                claim.subject, claim.object = parties

    def _yields(self, claim: Claim, others: Sequence[Claim]) -> bool:
        if any(
            (other.relation, other.subject, other.object) == (claim.relation, claim.object, claim.subject)
            and other.score > claim.score
            and abs(other.trigger.start - claim.trigger.start) < 40
            for other in others
        ):
            # What is said one way round is not said the other way round by the same words.
            return True
        if (
            claim.score <= _GUESSED
            and isinstance(claim.object, str)
            and any(
                (other.relation, other.trigger) == (claim.relation, claim.trigger) and other.score > claim.score
                for other in others
            )
        ):
            # تطبيق Y المنافس لتطبيق Z: the word that names both needs nobody else.
            return True
        richer = self.ontology.relations[claim.relation].yields_to
        return any(
            other.score > 0 and other.relation in richer and _near(claim, other) and not self._inner(claim, other)
            and (isinstance(claim.object, str) or claim.object == other.object)
            # باعت X شركة Y بعد الاستحواذ عليها: who sells what he bought has done both.
            and (claim.relation, other.relation, claim.subject) != (_SELLS, _ACQUIRES, other.subject)
            for other in others
        )  # fmt: skip

    def _inner(self, claim: Claim, other: Claim) -> bool:
        """Tell whether two claims join different pairs to each other: وقعت X عقدا مع تحالف من Y وZ."""
        mutual = [self.ontology.relations[one.relation].symmetric for one in (claim, other)]
        return all(mutual) and ends(claim) != ends(other)


def change(read: Sequence[Sequence[Claim]], changes: Sequence[Sequence[Claim]]) -> None:
    """Give a figure the change that its sentence or the one beside it tells apart from it."""
    for number, told in enumerate(changes):
        for change in told:
            near = [claim for claims in read[max(number - 1, 0) : number + 2] for claim in claims]
            fitting = [
                claim
                for claim in near
                if (claim.subject, claim.relation) == (change.subject, change.relation)
                and not (claim.compared or "change_percent" in claim.qualifiers)
                and (
                    not claim.qualifiers.get("period")
                    or change.qualifiers.get("period", "") in ("", claim.qualifiers["period"])
                )
            ]
            if len(fitting) == 1:
                fitting[0].qualifiers |= {
                    r: v for r, v in change.qualifiers.items() if r in ("change_percent", "period")
                }


def own_before(claims: Sequence[Claim]) -> None:
    """Let the owner from whom something is bought be its owner, not the buyer's: اشترت سدير رتاج من مالكها فلان."""
    sales = [claim for claim in claims if "seller" in claim.qualifiers and isinstance(claim.object, str)]
    for sale in sales:
        for claim in claims:
            if claim.relation == "owns" and (claim.subject, claim.object) == (
                sale.qualifiers["seller"],
                sale.subject,
            ):
                claim.object, claim.object_span = sale.object, sale.object_span


def takeovers(claims: Collection[Claim]) -> frozenset[frozenset[str]]:
    """Return who takes over whom."""
    return frozenset(ends(claim) for claim in claims if claim.relation in _TAKEOVERS)


def raiser_of(claims: Collection[Claim], before: str) -> str:
    """Return who raises the money that a sentence tells of, else who did so before; nobody where there are several."""
    found = {claim.subject for claim in claims if claim.relation == "raises"}
    found = found or {str(claim.object) for claim in claims if claim.relation == "invests-in"}
    return before if not found else found.pop() if len(found) == 1 else ""


def named_again(claim: Claim, taken: Collection[frozenset[str]]) -> bool:
    """Tell whether a noun for a contract only names a takeover again: الصفقة بين سدير ورتاج is their merger."""
    return claim.relation == "contracts-with" and "(noun)" in claim.rule and ends(claim) in taken


def _near(claim: Claim, other: Claim) -> bool:
    """Tell whether two claims share an end and the words that tell them; of the same two ends they may stand further apart."""
    shared = {claim.subject, str(claim.object)} & {other.subject, str(other.object)}
    apart = abs(other.trigger.start - claim.trigger.start)
    return apart < (80 if len(shared) == 2 else 40) and bool(shared)


def _rank(claim: Claim) -> tuple[int, bool, float]:
    """Rank claims of one triple: most slots filled, then what is stated before what is mentioned, then the score."""
    return claim.filled, not claim.attributive, claim.score
