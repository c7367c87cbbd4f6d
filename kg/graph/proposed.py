"""Readings and decisions -> what a person should decide on who is the same as whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.graph.decisions import Term, decided, read_decisions
from kg.graph.identities import identities
from kg.graph.namesakes import find_namesakes, tell_apart
from kg.identity import PROPOSED, Identifier, Namesake, Profiles, Proposal, proposals
from kg.ontology import load_ontology

if TYPE_CHECKING:
    from kg.graph.identities import Identities
    from kg.model import Reading
    from kg.ontology import Ontology


def proposed(
    read: Callable[[], Iterable[Reading]], same: Iterable[Path] = (), ontology: Ontology | None = None
) -> tuple[Profiles, tuple[Proposal, ...], Identities]:
    """Return what a person should decide on beyond what files of decisions have decided already; `read` gives the readings each time anew.

    With it come the profiles of the things, as they are decided so far, and the ids by which they go.
    """
    ontology = ontology or load_ontology()
    people = read_decisions(same)
    namesakes = find_namesakes(read(), ontology)
    decisions = tell_apart(people, namesakes)
    found = identities(decisions.rows, ontology.name_of)
    settled = {frozenset(map(name, (row.left, row.right))) for row in people.rows for name in (found.name, str)}
    profiles = Profiles(decided(read(), decisions, ontology.name_of), Identifier(ontology))
    apart = tuple(_told_apart(namesakes, found))
    pairs = proposals(profiles, lambda left, right: frozenset((left, right)) in settled, apart)
    return profiles, tuple(pairs), found


def _told_apart(namesakes: Iterable[Namesake], found: Identities) -> Iterator[Proposal]:
    """Yield the pairs of one name that are two things by the word of kg alone."""
    for one in namesakes:
        articles = one.there, one.here
        left, right = (found.name(Term(one.id, article)) for article in articles)
        if left != right:
            yield Proposal("same", PROPOSED, left, right, ("same-name", *one.reasons), articles)
