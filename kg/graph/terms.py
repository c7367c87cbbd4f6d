"""Names and values as RDF terms, and back: IRIs of entities, statements and articles; dates, figures and texts as literals."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import TypeAlias
from urllib.parse import quote, unquote

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode

from kg.model import Bound, GraphError, Quantity, Span
from kg.ontology import ARTICLE, ENTITY, KG, STATEMENT

Node: TypeAlias = NamedNode | BlankNode
Term: TypeAlias = NamedNode | BlankNode | Literal

EVIDENCE = "https://kg.example/evidence/"
DECISION = "https://kg.example/decision/"
FIGURE = "https://kg.example/figure/"
SPAN = "https://kg.example/span/"
CLAIMS = (ENTITY, STATEMENT, FIGURE)
"""What the IRIs of things that claims are about, and of claims, begin with; all else of an article tells where it says so."""
DCTERMS = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"
OWL = "http://www.w3.org/2002/07/owl#"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA = "https://schema.org/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES = {
    "a": ARTICLE,
    "dcterms": DCTERMS,
    "e": ENTITY,
    "ev": EVIDENCE,
    "fig": FIGURE,
    "kg": KG,
    "oa": OA,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "s": STATEMENT,
    "schema": SCHEMA,
    "skos": SKOS,
    "span": SPAN,
    "xsd": XSD,
}
DEFAULT_GRAPH = DefaultGraph()
INFERRED = NamedNode(KG + "inferred")
DECIDED = NamedNode(KG + "decided")
BESIDE = (INFERRED, DECIDED)
"""The graphs of what no article states."""
TYPE = NamedNode(RDF + "type")
LABEL = NamedNode(RDFS + "label")
ALT_LABEL = NamedNode(SKOS + "altLabel")
HIDDEN_LABEL = NamedNode(SKOS + "hiddenLabel")
SUBCLASS_OF = NamedNode(RDFS + "subClassOf")
SUBPROPERTY_OF = NamedNode(RDFS + "subPropertyOf")
INVERSE_OF = NamedNode(OWL + "inverseOf")
SYMMETRIC = NamedNode(OWL + "SymmetricProperty")
INTEGER = NamedNode(XSD + "integer")
DECIMAL = NamedNode(XSD + "decimal")
BOOLEAN = NamedNode(XSD + "boolean")

# What a prefixed name may hold so that every reader of Turtle takes it: rdflib stumbles over escaped marks, and the grammar knows no ² nor ⒑.
_OF_NAMES = (
    r"A-Za-z0-9_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff"
    r"\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_PLAIN_NAME = re.compile(rf"(?=[{_OF_NAMES}-]+\Z)[^\W_]\w*(?:-\w+)*")
_UNSAFE = re.compile(r"[^\w.~-]")
_ARABIC = re.compile(r"[\u0600-\u06FF\u0750-\u077F\u08A0-\u08FF\uFB50-\uFDFF\uFE70-\uFEFF]")
_DATES = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), NamedNode(XSD + "date")),
    (re.compile(r"\d{4}-\d{2}"), NamedNode(XSD + "gYearMonth")),
    (re.compile(r"\d{4}"), NamedNode(XSD + "gYear")),
)
_OURS = re.compile("|".join(map(re.escape, (KG, ENTITY, STATEMENT, ARTICLE, EVIDENCE, FIGURE, SPAN))))
_BOUNDS: dict[str, Bound] = {"exact": "exact", "approx": "approx", "at-least": "at-least", "at-most": "at-most"}


@lru_cache(maxsize=65536)
def iri(namespace: str, name: str) -> NamedNode:
    """Return the IRI of a name; what an IRI or a path segment can't hold is percent-encoded."""
    return NamedNode(namespace + _UNSAFE.sub(lambda match: quote(match[0], safe=""), name))


def name_of(term: object) -> str:
    """Return the name behind an IRI of ours, the value behind a literal."""
    if not isinstance(term, NamedNode):
        return str(getattr(term, "value", term))
    value = term.value
    own = _OURS.match(value)
    return value if own is None else unquote(value[own.end() :])


def compact(term: NamedNode) -> str:
    """Return `e:openai` for an IRI under a known prefix whose rest is plain, else the IRI in angle brackets."""
    return _compact(term.value)


@lru_cache(maxsize=65536)
def _compact(value: str) -> str:
    cut = max(value.rfind("/"), value.rfind("#")) + 1
    prefix = _PREFIX_OF.get(value[:cut])
    if prefix is not None and _PLAIN_NAME.fullmatch(value, cut):
        return f"{prefix}:{value[cut:]}"
    return f"<{value}>"


_PREFIX_OF = {namespace: prefix for prefix, namespace in PREFIXES.items()}


def expand(name: str) -> NamedNode | None:
    """Return the IRI that `e:openai` or `https://…` stands for, None where the text is no IRI."""
    prefix, colon, rest = name.partition(":")
    if colon and prefix in PREFIXES:
        return iri(PREFIXES[prefix], unquote(rest))
    if re.fullmatch(r"(?:https?|urn):[^\s<>\"{}|\\^`]+", name):
        return NamedNode(name)
    return None


def tagged(text: str) -> Literal:
    """Return a text with its language, as its letters show it."""
    return Literal(text, language="ar" if _ARABIC.search(text) else "en")


def plain(text: str) -> Literal:
    """Return a text without language."""
    return Literal(text)


def whole(number: int) -> Literal:
    """Return an integer."""
    return Literal(str(number), datatype=INTEGER)


def decimal(number: float) -> Literal:
    """Return a number with every digit that it has and no exponent."""
    return Literal(_digits(number), datatype=DECIMAL)


def day(text: str) -> Literal:
    """Return a date as precise as it is known: day, month or year; a quarter and whatever else is no date stays text."""
    for pattern, datatype in _DATES:
        if pattern.fullmatch(text) and _is_date(text):
            return Literal(text, datatype=datatype)
    return Literal(text)


def figure(quantity: Quantity) -> NamedNode:
    """Return the IRI of a figure, named by its content."""
    return iri(FIGURE, "-".join(filter(None, (_digits(quantity.value), quantity.unit, quantity.bound))))


def span(article: str, stretch: Span) -> NamedNode:
    """Return the IRI of a stretch of an article."""
    return iri(SPAN, f"{article}-{stretch.start}-{stretch.end}")


def digest(*parts: str) -> str:
    """Return a name made of content."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def number(literal: object) -> float:
    """Return the number that a literal holds."""
    return float(str(getattr(literal, "value", literal)))


def bound(literal: object) -> Bound:
    """Return the bound that a literal names; exact where it names none."""
    return _BOUNDS.get(str(getattr(literal, "value", "")), "exact")


def python_value(term: Term | None) -> str | int | float | bool | None:
    """Return a term as Python has it: `e:openai` for IRIs under a known prefix, numbers, and texts without language."""
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return compact(term).strip("<>")
    if isinstance(term, Literal):
        if term.datatype == BOOLEAN:
            return term.value == "true"
        if term.datatype == INTEGER:
            return int(term.value)
        if term.datatype == DECIMAL:
            value = Decimal(term.value)
            return int(value) if value == value.to_integral_value() else float(value)
        if term.datatype.value in (XSD + "double", XSD + "float"):
            return float(term.value)
    return str(term.value)


def _digits(number: float) -> str:
    if not isfinite(number):
        raise GraphError(f"a figure is {number}: the graph holds finite numbers alone")
    value = Decimal(repr(float(number)))
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) if value else "0"


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(f"{text}-01-01"[:10] if len(text) == 4 else f"{text}-01"[:10])
    except ValueError:
        return False
    return True
