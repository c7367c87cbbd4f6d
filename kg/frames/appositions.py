"""Offices in apposition -> what a clause goes on after: غادر فلان، مدير شركة X، البلاد; انتخب المجلس فلانا الرئيس التنفيذي لـX رئيسا."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.frames.background import View, Where
from kg.frames.offices import Office, tanwin
from kg.frames.phrases import Phrase
from kg.frames.scene import Scene
from kg.frames.seats import SeatFinder
from kg.frames.words import Word
from kg.ontology import Ontology

_COMMAS = frozenset({"،", ",", "-", "–"})


class AppositionFinder:
    """Find the stretches of a scene that only tell what office somebody holds who is named before."""

    def __init__(self, ontology: Ontology, seats: SeatFinder) -> None:
        self.seats = seats
        self.copula = ontology.words.get("copula", frozenset())

    def asides(self, view: View) -> list[range]:
        """Return the constituents of each office in apposition, with the commas around it."""
        found = [self._constituents(view.scene, words) for words in self._stretches(view)]
        return [aside for aside in found if aside is not None]

    def _stretches(self, view: View) -> Iterator[range]:
        """Yield the words of each office in apposition to a person before it."""
        words = view.words
        offices = view.scene.offices
        previous: range | None = None
        for office in offices:
            comma = office.first > 0 and words[office.first - 1].text in _COMMAS
            beside = view.person(office.first - 1 - comma)
            joined = previous is not None and previous.stop == office.first - 1 and words[previous.stop].norm == "و"
            if previous is not None and joined and not office.likened:
                # الرئيس التنفيذي للشركة وأحد مؤسسيها، …
                where = self.seats.where(view, office)
                closing = where.end < len(words) and words[where.end].text in _COMMAS
                previous = range(previous.start, where.end + closing)
                continue
            if previous is not None:
                yield previous
                previous = None
            if office.likened or beside is None or view.background.types.get(beside.entity) != "Person":
                continue
            where = self.seats.where(view, office)
            last = any(other.first > office.last for other in offices)
            if self._describes(view, office, where, comma=comma) and (comma or last or not self._made(view, office)):
                end = _since(words, where.end) if comma else where.end
                closing = comma and end < len(words) and words[end].text in _COMMAS
                previous = range(office.first - comma, end + closing)
        if previous is not None:
            yield previous

    def _describes(self, view: View, office: Office, where: Where, *, comma: bool) -> bool:
        """Tell whether an office is definite, as what a person is beside his name; رئيسا لـX is what he is made."""
        words, role = view.words, office.roles[0]
        if tanwin(words[role.first]):
            return False
        if words[role.first].definite or words[role.last].definite or role.owner is not None:
            return True
        following = words[role.last + 1] if role.last + 1 < len(words) else None
        construct = following is not None and following.kind not in ("preposition", "adjective", "mark", "verb")
        return where.named and (comma or construct)

    def _made(self, view: View, office: Office) -> bool:
        """Tell whether the clause says that somebody is or becomes what the office is: أصبح فلان الرئيس التنفيذي، عينت X فلانا المدير العام."""
        verb = view.clause(office.first).verb
        return (
            verb is not None
            and verb.span < view.words[office.first].span
            and bool(set(verb.lemmas) & (self.copula | self.seats.recruiting))
        )

    def _constituents(self, scene: Scene, words: range) -> range | None:
        """Return the constituents that the words of a stretch make up, or None where one of them reaches beyond it."""
        start, end = scene.words[words.start].span.start, scene.words[words.stop - 1].span.end
        inside: list[int] = []
        for index, constituent in enumerate(scene.constituents):
            if isinstance(constituent, Phrase):
                first, last = scene.words[constituent.first].span.start, scene.words[constituent.last].span.end
            else:
                first, last = constituent.span.start, constituent.span.end
            if start <= first and last <= end:
                inside.append(index)
            elif first < end and last > start:
                return None
        return range(inside[0], inside[-1] + 1) if inside else None


def _since(words: Sequence[Word], index: int) -> int:
    """Return the word after since when somebody holds an office: المستشارة القانونية لـX منذ عام 2017."""
    if index >= len(words) or words[index].norm != "منذ":
        return index
    end = index + 1
    while end < len(words) and words[end].kind in ("noun", "date", "figure", "name") and words[end].text not in _COMMAS:
        end += 1
    return end


__all__ = ["AppositionFinder"]
