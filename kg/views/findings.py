"""What breaks the editorial rules -> words and records: which thing it is, by its name, and in which article it stands."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg.graph.terms import DCTERMS, FIGURE, LABEL, OA, PROV, bound, expand, name_of, number
from kg.model import Quantity
from kg.ontology import ARTICLE, KG
from kg.views.wording import TEMPLATES, Words, quantity_words, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pyoxigraph import Store

    from kg.graph import Graph, Report, Violation

_QUOTED = 60
"""How many characters of a quote tell which one it is."""


def finding_lines(graph: Graph, report: Report, *, examples: int | None = 3, language: str = "en") -> Iterator[str]:
    """Yield each rule that is broken with its message and count, and under it some of the places (None: all of them)."""
    told = _Places(graph.store)
    for severity in ("violation", "warning"):
        chosen = [found for found in report.found if found.severity == severity]
        for rule, members in groupby(chosen, key=lambda found: found.rule):
            yield from _rule_lines(rule, list(members), told, examples, language)
    for item in report.unchecked:
        reason = _say(f"unchecked.{item.reason}", language, str(item.count))
        yield f"{_say('unchecked', language)} {item.rule}: {reason}"


def finding_records(graph: Graph, report: Report) -> Iterator[dict[str, object]]:
    """Yield each place where a rule is broken as one record, then the rules that could not be held against all of the graph."""
    told = _Places(graph.store)
    for found in report.found:
        words = told.words(found.focus)
        yield {
            "rule": found.rule,
            "severity": found.severity,
            "focus": found.focus,
            "value": found.value,
            "message_en": found.message_en,
            "message_ar": found.message_ar,
            "focus_en": words.en,
            "focus_ar": words.ar,
            "articles": told.articles(found.focus),
        }
    for item in report.unchecked:
        yield {"rule": item.rule, "severity": "unchecked", "reason": item.reason, "count": item.count}


def _rule_lines(
    rule: str, members: Sequence[Violation], told: _Places, examples: int | None, language: str
) -> Iterator[str]:
    message = members[0].message_ar if language == "ar" else members[0].message_en
    yield f"{_say(f'severity.{members[0].severity}', language)} {rule} ({len(members)}): {message}"
    for found in members[:examples]:
        yield f"    {told.line(found, language)}"
    if examples is not None and len(members) > examples:
        yield f"    {_say('more', language, str(len(members) - examples))}"


class _Places:
    """Tell what a node is and where it stands, by looking it up: a graph may be too large to read whole for three examples."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def line(self, found: Violation, language: str) -> str:
        """Return a place in words: the thing, the value that is wrong about it, its articles, and its IRI last."""
        words, articles = self.words(found.focus), self.articles(found.focus)
        place = (
            _say("article", language, "، ".join(articles) if language == "ar" else ", ".join(articles))
            if articles
            else ""
        )
        own = "" if found.focus.startswith("a:") else place
        return "  ".join(filter(None, (words.told(language), self._value(found.value, language), own, found.focus)))

    def words(self, focus: str) -> Words:
        """Return what a node is called: an entity by its label, a statement by its parties, evidence by its quote."""
        node = expand(focus.strip("<>"))
        return Words("", "") if node is None else self._words(node)

    def articles(self, focus: str) -> list[str]:
        """Return the ids of the articles that tell of a node, three at most."""
        node = expand(focus.strip("<>"))
        if node is None:
            return []
        graphs = {quad.graph_name for quad in self.store.quads_for_pattern(node, None, None, None)}
        names = (graph.value for graph in graphs if isinstance(graph, NamedNode) and graph.value.startswith(ARTICLE))
        return [name_of(NamedNode(name)) for name in sorted(names)[:3]]

    def _value(self, value: str, language: str) -> str:
        called = self.words(value).told(language)
        named = called and called != value and not value.endswith(f":{called}")
        return f"← {called} ({value})" if named else f"← {_short(value)}" if value else ""

    def _words(self, node: NamedNode) -> Words:
        own: dict[str, list[object]] = {}
        for quad in self.store.quads_for_pattern(node, None, None, None):
            own.setdefault(quad.predicate.value, []).append(quad.object)
        if KG + "relation" in own:
            return self._statement(own)
        if PROV + "value" in own:
            return _same(f"«{_short(_text(own[PROV + 'value']))}»")
        if OA + "start" in own or OA + "end" in own:
            ends = (_text(own.get(OA + edge, ["?"])) for edge in ("start", "end"))
            return _same("–".join(ends))
        if node.value.startswith(FIGURE):
            return _figure(own)
        return _labels(own, node)

    def _statement(self, own: Mapping[str, list[object]]) -> Words:
        parts = []
        for role in ("subject", "relation", "object"):
            node = next(iter(sorted(own.get(KG + role, []), key=str)), None)
            parts.append(
                self._words(node) if isinstance(node, NamedNode) else _same("?" if node is None else _text([node]))
            )
        return Words(" ".join(part.ar for part in parts), " ".join(part.en for part in parts))


def _figure(own: Mapping[str, list[object]]) -> Words:
    try:
        value = number(own[KG + "value"][0])
    except (KeyError, ValueError):
        return _same("?")
    unit = _text(own.get(KG + "currency") or own.get(KG + "unit") or [""])
    return quantity_words(Quantity(value, unit, bound(next(iter(own.get(KG + "bound", [])), None))))


def _labels(own: Mapping[str, list[object]], node: NamedNode) -> Words:
    labels = [label for label in own.get(LABEL.value, []) if isinstance(label, Literal)]
    arabic, english = (
        min((label.value for label in labels if label.language == language), default="") for language in ("ar", "en")
    )
    title = _text(own.get(DCTERMS + "title", [""]))
    name = name_of(node)
    return Words(arabic or english or title or name, english or arabic or title or name)


def _text(terms: Sequence[object]) -> str:
    return min(str(getattr(term, "value", term)) for term in terms)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTED else f"{flat[:_QUOTED]}…"


def _same(text: str) -> Words:
    return Words(text, text)


def _say(key: str, language: str, *values: str) -> str:
    return words_in(TEMPLATES / "findings.tsv")[key].told(language).format(*values)
