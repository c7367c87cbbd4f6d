"""What a copula says of its subject past the relative clause in between: سيكون فلان الذي انضم إلى X المدير العام."""

from __future__ import annotations

from collections.abc import Sequence

from kg.frames.clauses.model import Clause
from kg.frames.clauses.valency import Valency
from kg.frames.phrases import Constituent, Phrase
from kg.ontology import Ontology


class Copulas:
    """Give copulas the offices that stand behind relative clauses of their subjects."""

    def __init__(self, ontology: Ontology, valency: Valency) -> None:
        self.copula = ontology.words.get("copula", frozenset())
        self.roles = ontology.role_words
        self.valency = valency

    def complete(self, clauses: Sequence[Clause], constituents: Sequence[Constituent]) -> None:
        """End a relative clause before the office that it has no room for, and give that to the copula."""
        for clause in clauses:
            if clause.verb is None or clause.object is not None or clause.verb.lemma not in self.copula:
                continue
            inner = _last_relative(clauses, clause)
            place = self._office(inner, constituents) if inner is not None else None
            office = constituents[place] if place is not None else None
            if inner is not None and place is not None and isinstance(office, Phrase):
                clause.asides = (*clause.asides, range(clause.end, place))
                clause.object, clause.end, inner.end = office, inner.end, place
                inner.object = inner.object if inner.object is not office else None

    def _office(self, clause: Clause, constituents: Sequence[Constituent]) -> int | None:
        """Return where a definite office stands in a clause whose verb is not done to it."""
        for place, phrase in clause.own(constituents, clause.position + 1, clause.end):
            office = phrase.head.norm.removeprefix("ال") in self.roles and not phrase.preposition
            if office and (phrase.head.definite or any(part.entities for part in phrase.nested())):
                return place if phrase is not clause.object or not self._acts(clause) else None
        return None

    def _acts(self, clause: Clause) -> bool:
        """Tell whether the verb of a clause can be done to what follows it."""
        return clause.verb is not None and (clause.verb.voice == "either" or self.valency.acts(clause.verb))


def _last_relative(clauses: Sequence[Clause], clause: Clause) -> Clause | None:
    """Return the last clause of those that describe the subject of a clause: الذي انضم إلى X ثم عمل مديرا."""
    found: list[Clause] = []
    for inner in clauses:
        described = inner.opening == "relative" and inner.antecedent is clause.subject and clause.subject is not None
        joined = inner.opening == "coordinate" and any(inner.parent is one for one in found)
        if described or joined:
            found.append(inner)
    return found[-1] if found and found[0].start >= clause.end else None
