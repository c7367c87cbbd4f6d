"""Queries that ship with kg: questions with a title in two languages and parameters that names, days and statuses fill in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal as OneOf
from typing import TypeAlias, cast, get_args

from kg.model import GraphError, Status

ParameterKind = OneOf["entity", "date", "status", "number"]
EntityNamed: TypeAlias = Callable[[str], object]

_HEADER = re.compile(r"# (title|about|param)\b:? ?(.*)")
_PARAMETER = re.compile(
    r"(?P<name>\w+) (?P<kind>\w+)(?P<required> required)?(?: = (?P<default>\S+))?: (?P<en>[^|]+) \| (?P<ar>.+)"
)
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Parameter:
    """Hold one variable of a template that its user may fill in."""

    name: str
    kind: ParameterKind
    title_en: str
    title_ar: str
    required: bool = False
    default: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """Hold one question that ships with kg."""

    name: str
    title_en: str
    title_ar: str
    about: str
    sparql: str
    parameters: tuple[Parameter, ...] = field(default=())


def load_templates(folder: Path) -> Mapping[str, Template]:
    """Return the templates of a folder of .rq files by their names; raise GraphError where a header is wrong, with its place."""
    return {path.stem: _template(path) for path in sorted(folder.glob("*.rq"))}


def template_named(templates: Mapping[str, Template], name: str) -> Template:
    """Return one of the templates; raise GraphError with the names of all where there is none of that name."""
    if name not in templates:
        raise GraphError(f"there is no template «{name}»; there are: {', '.join(templates)}")
    return templates[name]


def _template(path: Path) -> Template:
    text = path.read_text(encoding="utf-8")
    told: dict[str, str] = {}
    parameters: list[Parameter] = []
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.fullmatch(line)
        if header is None:
            continue
        if header[1] == "param":
            parameters.append(_parameter(header[2], f"{path}:{number}", text))
        else:
            told[header[1]] = header[2]
    en, bar, ar = told.get("title", "").partition(" | ")
    if not bar or "about" not in told:
        raise GraphError(f"{path}:1: a template begins with «# title: English | Arabic» and «# about: …»")
    return Template(path.stem, en, ar, told["about"], text, tuple(parameters))


def _parameter(header: str, place: str, text: str) -> Parameter:
    found = _PARAMETER.fullmatch(header)
    if found is None:
        raise GraphError(f"{place}: a parameter is «# param NAME KIND [required] [= DEFAULT]: English | Arabic»")
    if found["kind"] not in get_args(ParameterKind):
        raise GraphError(f"{place}: «{found['kind']}» is no kind of parameter: {', '.join(get_args(ParameterKind))}")
    if not re.search(rf"[?$]{found['name']}\b", text):
        raise GraphError(f"{place}: the query has no variable ?{found['name']}")
    kind = cast("ParameterKind", found["kind"])
    return Parameter(found["name"], kind, found["en"], found["ar"], bool(found["required"]), found["default"] or "")


def filled(template: Template, values: Mapping[str, str], entity_named: EntityNamed) -> dict[str, object]:
    """Return what each variable of a template is bound to: the user's values, read by their kinds, and the defaults.

    `entity_named` finds the entity of the graph that a name in either script stands for. Raise GraphError for a parameter that the
    template hasn't, one that is missing, and a value that can't be read.
    """
    known = {parameter.name: parameter for parameter in template.parameters}
    for name in values:
        if name not in known:
            told = ", ".join(known) or "none"
            raise GraphError(f"the template {template.name} has no parameter «{name}»; it has: {told}")
    bound: dict[str, object] = {}
    for parameter in template.parameters:
        value = values.get(parameter.name, parameter.default)
        if value:
            bound[parameter.name] = _value(parameter, value, entity_named)
        elif parameter.required:
            raise GraphError(f"the template {template.name} asks for {parameter.name}: {parameter.title_en}")
    return bound


def _value(parameter: Parameter, value: str, entity_named: EntityNamed) -> object:
    if parameter.kind == "entity":
        return entity_named(value)
    if parameter.kind == "status":
        if value not in get_args(Status):
            raise GraphError(f"{parameter.name}: «{value}» is no status: {', '.join(get_args(Status))}")
        return f"kg:{value}"
    if parameter.kind == "date":
        if not _DAY.fullmatch(value):
            raise GraphError(f"{parameter.name}: «{value}» is no day: write 2024, 2024-10 or 2024-10-20")
        return value
    if not value.isdecimal():
        raise GraphError(f"{parameter.name}: «{value}» is no number")
    return int(value)
