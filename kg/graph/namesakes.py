"""Namesakes -> rows that tell them apart, by kg, beside those of people, which hold against them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from kg.graph.decisions import Decision, Decisions, Term, Verdict
from kg.graph.identities import identities
from kg.graph.order import in_order, merged_runs, write_run
from kg.graph.sources import Joined
from kg.identity import Context, ContextReader, Identifier, Namesake, namesakes
from kg.model import GraphError

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model import Reading
    from kg.ontology import Ontology

_KG = "kg"
_AT_ONCE = 50_000
"""Contexts that are sorted in memory; so many take about 100 MB."""
_READ_AT_ONCE = 100
"""Contexts of a run that are read at a time: of a hundred thousand articles some hundred runs are merged."""


def contexts_of(readings: Iterable[Reading], ontology: Ontology) -> Iterator[Context]:
    """Yield what readings tell of each thing that may be of somebody else of that name."""
    read = ContextReader(Identifier(ontology))
    return (context for reading in readings for context in read(reading))


def find_namesakes(readings: Iterable[Reading], ontology: Ontology) -> tuple[Namesake, ...]:
    """Return who is to be told apart among the things of readings, in memory that doesn't grow with what these say."""
    return tuple(namesakes(map(Context._make, in_order(map(tuple, contexts_of(readings, ontology)), _AT_ONCE))))


def write_contexts(path: Path, readings: Iterable[Reading], ontology: Ontology) -> None:
    """Write what readings tell of their things as a run that `namesakes_in` merges with others."""
    write_run(path, sorted(map(tuple, contexts_of(readings, ontology))), _READ_AT_ONCE)


def namesakes_in(paths: Sequence[Path]) -> tuple[Namesake, ...]:
    """Return who is to be told apart among the things whose contexts stand in runs, and take their files away."""
    found = tuple(namesakes(map(Context._make, merged_runs(paths, _READ_AT_ONCE))))
    for path in paths:
        path.unlink()
    return found


def tell_apart(decisions: Decisions, found: Iterable[Namesake]) -> Decisions:
    """Return decisions with rows by kg that tell namesakes apart, as far as rows of people don't join them."""
    named = {term.id for row in decisions.rows for term in (row.left, row.right)}
    rows: list[Decision] = []
    for name, same in groupby(sorted(found, key=attrgetter("id", "articles")), key=attrgetter("id")):
        own = list(same)
        if name in named:
            rows += _beside(decisions.rows, _left_apart(own, decisions.rows))
        else:
            rows += (row for namesake in own for row in _rows(namesake))
    return replace(decisions, rows=(*decisions.rows, *rows))


def _rows(namesake: Namesake) -> Iterator[Decision]:
    first, *more = (Term(namesake.id, article) for article in namesake.articles)
    yield _row(namesake, "different", Term(namesake.id), first)
    yield from (_row(namesake, "same", first, other) for other in more)


def _row(namesake: Namesake, verdict: Verdict, left: Term, right: Term) -> Decision:
    return Decision(verdict, left, right, _KG, namesake.why)


def _left_apart(own: Sequence[Namesake], rows: Iterable[Decision]) -> Iterator[Namesake]:
    """Yield the namesakes of one name that people haven't joined with what keeps it, those that they have joined as one."""
    name = Term(own[0].id)
    apart = {article for namesake in own for article in namesake.articles}
    same = [(row.left, row.right) for row in rows if row.verdict == "same"]
    terms = {name, *(term for pair in same for term in pair), *(replace(name, article=article) for article in apart)}
    joined = Joined(terms)
    for left, right in same:
        joined.join(left, right)
    for term in terms:
        if term.id == name.id and term.article not in apart:
            joined.join(name, term)
    for namesake in own:
        first, *more = (replace(name, article=article) for article in namesake.articles)
        for other in more:
            joined.join(first, other)
    groups: dict[Term, list[Namesake]] = {}
    for namesake in own:
        groups.setdefault(joined.first(replace(name, article=namesake.articles[0])), []).append(namesake)
    groups.pop(joined.first(name), None)
    for group in groups.values():
        yield replace(group[0], articles=tuple(sorted(article for one in group for article in one.articles)))


def _beside(rows: Sequence[Decision], found: Iterable[Namesake]) -> Iterator[Decision]:
    """Yield rows that don't contradict those of people: who is told apart within a group is so from all the others, too."""
    for namesake in found:
        together = tuple(_rows(namesake))
        if _agree((*rows, *together)):
            yield from together
            continue
        for article in namesake.articles:
            alone = _row(namesake, "different", Term(namesake.id), Term(namesake.id, article))
            if _agree((*rows, alone)):
                yield alone


def _agree(rows: Iterable[Decision]) -> bool:
    try:
        identities(rows, ())
    except GraphError:
        return False
    return True
