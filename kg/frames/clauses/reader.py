"""Constituents -> clauses: a clause for each verb but auxiliaries, tied to the one that governs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.arabic.folding import fold
from kg.frames.asides import Reports, asides
from kg.frames.clauses.boundaries import in_one_clause, interrupting, left_edge, right_edge
from kg.frames.clauses.copulas import Copulas
from kg.frames.clauses.model import Clause
from kg.frames.clauses.relatives import Relatives
from kg.frames.clauses.subjects import Subjects
from kg.frames.clauses.subordination import Complements, Conditions
from kg.frames.phrases import Constituent, Phrase
from kg.frames.words import Word
from kg.ontology import Ontology


class ClauseReader:
    """Split a sentence's constituents into clauses."""

    def __init__(self, ontology: Ontology) -> None:
        self.auxiliary = ontology.words.get("auxiliary", frozenset())
        self.making = ontology.words.get("making", frozenset())
        changing = ontology.words.get("rising", frozenset()) | ontology.words.get("falling", frozenset())
        earning, measured = (ontology.words.get(kind, frozenset()) for kind in ("earning", "measured"))
        figureless = ontology.words.get("figureless", frozenset())
        as_said = ontology.words.get("as-said", frozenset()) - {"ما"}
        self.reports = Reports(changing, earning, measured, figureless, as_said, _carriers(ontology))
        self.relatives = Relatives(ontology)
        self.complements = Complements(ontology)
        self.conditions = Conditions(ontology)
        self.subjects = Subjects(ontology)
        self.copulas = Copulas(ontology, self.subjects.valency)

    def clauses(
        self, constituents: Sequence[Constituent], topic: Phrase | None, apposed: Sequence[range] = ()
    ) -> list[Clause]:
        """Return the clauses in order; `topic` is the subject that the sentence before leaves, `apposed` what stands beside names."""
        found: list[Clause] = []
        interruptions = interrupting(asides(constituents, self.reports), apposed)
        verbs = [(i, c) for i, c in enumerate(constituents) if isinstance(c, Word) and c.kind == "verb"]
        pending: list[Word] = []
        for number, (position, verb) in enumerate(verbs):
            following = verbs[number + 1][0] if number + 1 < len(verbs) else None
            if following is not None and self._is_auxiliary(verb) and in_one_clause(constituents, position, following):
                pending.append(verb)
                continue
            aside = next((aside for aside in interruptions if position in aside), None)
            open_before = [
                clause
                for clause in found
                if not any(clause.position in other for other in interruptions if other != aside)
            ]
            clause = self._clause(verb, position, constituents, pending, open_before, interruptions)
            self.subjects.find(clause, constituents, open_before, topic)
            self.subjects.share(clause, constituents, open_before)
            self.conditions.follow(clause, constituents, open_before)
            pending = []
            found.append(clause)
        if not found:
            found.append(Clause(None, 0, 0, len(constituents), subject=_first_bare(constituents)))
        self.copulas.complete(found, constituents)
        self.conditions.add(constituents, found)
        return found

    def topic(self, clauses: Sequence[Clause]) -> Phrase | None:
        """Return the subject that the next sentence may leave out."""
        return self.subjects.topic(clauses)

    def _is_auxiliary(self, verb: Word) -> bool:
        """Tell whether a verb such as كان can stand before another verb of the same clause."""
        return any(lemma in self.auxiliary for lemma in verb.lemmas)

    def _makes(self, verb: Word) -> bool:
        """Tell whether a verb makes who is acted on do what the next one says."""
        return any(lemma in self.making for lemma in verb.lemmas)

    def _clause(
        self,
        verb: Word,
        position: int,
        constituents: Sequence[Constituent],
        pending: Sequence[Word],
        found: Sequence[Clause],
        interruptions: Sequence[range],
    ) -> Clause:
        """Return the clause of a verb, its subject and objects still to be found."""
        start, opener, particles = left_edge(constituents, position, pending, interruptions)
        end = right_edge(constituents, position, interruptions)
        within = tuple(aside for aside in interruptions if start <= aside.start < end and position not in aside)
        clause = Clause(verb, position, start, end, within, particles=particles, auxiliaries=list(pending))
        previous = found[-1] if found else None
        self._attach(clause, opener, constituents, found, interruptions)
        # The condition may stand before the clause and its comma.
        before = previous.end if previous else 0
        self.conditions.within(clause, constituents[before if opener == "mark" else start : end])
        self.relatives.attach_bare(clause, opener, constituents, previous)
        self.relatives.name_described(constituents, clause.antecedent)
        return clause

    def _attach(
        self,
        clause: Clause,
        opener: str,
        constituents: Sequence[Constituent],
        found: Sequence[Clause],
        interruptions: Sequence[range],
    ) -> None:
        """Tie a clause to the one that governs it, as the word that opens it tells."""
        previous = found[-1] if found else None
        if opener == "relative":
            clause.opening, clause.parent = "relative", previous
            self.relatives.attach(clause, constituents, interruptions)
        elif opener == "complementiser":
            clause.opening = "complement"
            self.complements.attach(clause, constituents, found)
        elif opener == "subordinator":
            clause.opening, clause.parent = "subordinate", previous
            if previous is not None and _is_object(clause, previous, constituents):
                clause.governor = previous.verb
            self.conditions.open(clause, constituents, found)
        elif opener == "verb" and previous is not None and previous.verb is not None and self._makes(previous.verb):
            # تجعل سدير تستحوذ على رتاج: what one is made to do is held as the making is.
            clause.opening, clause.parent, clause.governor = "complement", previous, previous.verb
        elif opener == "conjunction" and previous is not None:
            clause.opening, clause.parent = "coordinate", previous
            if previous.opening == "complement":
                clause.governor = previous.governor


def _is_object(clause: Clause, previous: Clause, constituents: Sequence[Constituent]) -> bool:
    """Tell whether a clause is what the verb before it says something of: نفت X ما تردد عن شرائها Y."""
    opener = constituents[clause.start - 1]
    between = constituents[previous.position + 1 : clause.start - 1]
    return isinstance(opener, Word) and opener.norm == "ما" and all(isinstance(part, Phrase) for part in between)


def _carriers(ontology: Ontology) -> Mapping[str, frozenset[str]]:
    """Return, for each verb of a frame, the nouns that carry what it tells: وقع عقدا."""
    found: dict[str, set[str]] = {}
    for relation in ontology.relations.values():
        for frame in relation.frames:
            nouns = {fold(noun).split()[0] for noun in (*frame.through, *frame.patient_nouns)}
            for lemma in frame.lemmas if frame.kind == "verb" else ():
                found.setdefault(fold(lemma).split()[0], set()).update(nouns)
    return {lemma: frozenset(nouns) for lemma, nouns in found.items()}


def _first_bare(constituents: Sequence[Constituent]) -> Phrase | None:
    return next((c for c in constituents if isinstance(c, Phrase) and not c.preposition), None)
