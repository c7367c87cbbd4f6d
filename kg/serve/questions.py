"""What the page of questions asks: a query that its reader wrote, or one that ships with kg, with names as readers write them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg.graph import Question
from kg.graph.queries import bind
from kg.graph.terms import INTEGER, compact, name_of
from kg.model import GraphError, QueryError
from kg.serve.pages import Fault, Inquiry
from kg.serve.view import segment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.graph import Graph
    from kg.graph.templates import Template
    from kg.serve.holdings import Holdings
    from kg.serve.settings import Settings
    from kg.serve.view import View

EXAMPLE = """SELECT ?who ?does ?what ?status {
  ?claim kg:subject ?who ; kg:relation ?does ; kg:object ?what ; kg:status ?status
}
LIMIT 50"""
_HEADER = re.compile(r"(?m)^# (?:title|about|param)\b.*\n")
_LONGEST_NAME = 200


class Questions:
    """Turn the fields of the page into questions about one graph."""

    def __init__(self, graph: Graph, holdings: Holdings, settings: Settings) -> None:
        self.graph, self.holdings, self.settings = graph, holdings, settings
        self.names = graph.names

    def read(self, view: View, fields: Mapping[str, str]) -> tuple[Inquiry, Question | None]:
        """Return what the page shows, and the question that is to be answered, if all that it needs is there."""
        template = self.holdings.templates.get(fields.get("template", ""))
        if template is not None:
            values = {name.removeprefix("p."): value.strip() for name, value in fields.items() if name.startswith("p.")}
            return self._of_template(view, template, {name: value for name, value in values.items() if value})
        sparql = fields.get("query", "").replace("\r\n", "\n")
        if not sparql.strip():
            return Inquiry(EXAMPLE), None
        return Inquiry(sparql), Question(sparql, limit=self.settings.shown)

    def _of_template(
        self, view: View, template: Template, values: Mapping[str, str]
    ) -> tuple[Inquiry, Question | None]:
        inquiry = Inquiry(_HEADER.sub("", template.sparql).strip(), template, values)
        if any(parameter.required and not values.get(parameter.name) for parameter in template.parameters):
            missing = Fault(view.word("query.missing")) if values else None
            return replace(inquiry, fault=missing), None
        resolved = dict(values)
        for parameter in template.parameters:
            if parameter.kind == "entity" and parameter.name in values:
                fault, resolved[parameter.name] = self._entity(view, values[parameter.name][:_LONGEST_NAME])
                if fault is not None:
                    return replace(inquiry, fault=fault), None
        try:
            asked = self.graph.template_question(template.name, resolved, self.settings.shown)
        except GraphError as error:
            return replace(inquiry, fault=Fault(view.word("query.refused"), str(error))), None
        sparql = bind(inquiry.sparql, {name: _short(value) for name, value in asked.values.items()}).text
        return replace(inquiry, sparql=sparql), replace(asked, sparql=sparql, values={})

    def _entity(self, view: View, name: str) -> tuple[Fault | None, str]:
        """Return the IRI that a name stands for, or why it stands for none."""
        found = self.names.entities_named(name)
        if len(found) == 1:
            return None, found[0].value
        ids = [name_of(entity) for entity in found] or self.holdings.suggestions(name, 5)
        ids = ids or list(self.names.nearest(name))
        key = "query.several" if found else "query.name"
        return Fault(view.word("query.refused"), view.word(key, name), own=True, near=ids), ""

    def suggestion(self, view: View, entity: str) -> dict[str, object]:
        """Return an entity as a search box offers it; a name that isn't its alone can't be filled in."""
        name = view.say(self.holdings.name(entity))
        return {
            "id": entity,
            "name": name,
            "kind": view.say(self.holdings.kind(entity)),
            "address": view.at(f"/entity/{segment(entity)}"),
            "plain": [name_of(node) for node in self.names.entities_named(name)] == [entity],
        }


def _short(value: str) -> str:
    """Return a value as a reader of the query would write it: e:openai, 2."""
    if value.startswith("<"):
        return compact(NamedNode(value[1:-1]))
    return re.sub(rf'^"(\d+)"\^\^{re.escape(str(INTEGER))}$', r"\1", value)


def query_fault(view: View, error: GraphError, sparql: str) -> Fault:
    """Return what the page says of a query that is wrong, with its place."""
    if not isinstance(error, QueryError):
        return Fault(view.word("query.refused"), str(error))
    told = re.sub(r"^query, line \d+, column \d+: ", "", str(error))
    return Fault(view.word("query.error"), told, line=error.line, column=error.column, text=sparql)
