"""Copulas -> of whom they say an office: سيكون فلان، الذي …، المدير العام لـX."""

from __future__ import annotations

from kg.frames.clauses import Clause
from kg.frames.clauses.neighbours import is_comma, place_of
from kg.frames.phrases import Phrase
from kg.frames.scene import Governor, Scene
from kg.frames.scene.government import Government
from kg.frames.words import Word
from kg.ontology import Ontology


class CopulaReader:
    """Find the clause of a copula that an office is the predicate of, and how it is held there."""

    def __init__(self, ontology: Ontology, government: Government) -> None:
        self.copula = ontology.words.get("copula", frozenset())
        self.government = government

    def clause(self, scene: Scene, office: Word) -> Clause | None:
        """Return the clause of a copula whose predicate begins with a word."""
        for clause in scene.clauses:
            if clause.verb is None or clause.subject is None or clause.verb.lemma not in self.copula:
                continue
            if clause.object is None:
                # ستكون سلمى الحداد المديرة: a participle that may be an adjective of hers.
                beside = any(adjective.span == office.span for adjective in clause.subject.adjectives)
                said = beside and clause.subject.head.kind == "name"
            else:
                said = clause.object.head.span == office.span or self._named_last(scene, clause, office)
            if said:
                return clause
        return None

    def governors(self, clause: Clause) -> tuple[Governor, ...]:
        """Return what governs the predicate of a copula: سيكون، لن يكون، من المتوقع أن يكون."""
        return tuple(self.government.of_clause(clause))

    def _named_last(self, scene: Scene, clause: Clause, office: Word) -> bool:
        """Tell whether a copula says of an office who holds it: سيكون المدير العام لـX فلانا."""
        assert clause.subject is not None
        own = [phrase for _, phrase in clause.own(scene.constituents, clause.position + 1, clause.end)]
        while own and own[-1].head.kind == "date":
            own.pop()
        named = own[-1:] == [clause.object] and own[-1].head.kind == "name"
        return named and clause.subject.head.span == office.span and not _goes_on(scene, own[-1])


def _goes_on(scene: Scene, named: Phrase) -> bool:
    """Tell whether who holds an office goes on to do something: كان رئيس X، فلان، أعلن استقالته."""
    after = scene.constituents[place_of(named, scene.constituents) + 1 :]
    following = next((c for c in after if not is_comma(c)), None)
    return isinstance(following, Word) and following.kind == "verb"
