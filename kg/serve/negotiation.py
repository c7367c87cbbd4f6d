"""Which format, and which language, a client would rather have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

ROW_TYPES: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
TRIPLE_TYPES: Mapping[str, str] = {
    "text/turtle": "turtle",
    "application/ld+json": "jsonld",
    "application/json": "jsonld",
    "application/trig": "trig",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdfxml",
    "application/xml": "rdfxml",
    "text/xml": "rdfxml",
    "application/x-turtle": "turtle",
}
MEDIA_TYPES: Mapping[str, str] = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "jsonld": "application/ld+json",
    "trig": "application/trig",
    "nt": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "html": "text/html",
}
"""The type that an answer in a format is sent as."""
PAGE_TYPES: Mapping[str, str] = {"text/html": "html", "application/xhtml+xml": "html"}


def preferred(accept: str | None, offered: Mapping[str, str]) -> str | None:
    """Return the format of the media type that an Accept header gives the highest value, the first of equals as they are offered.

    A more specific range speaks before a wider one, and a value of 0 refuses. None where nothing will do.
    """
    if accept is None or not accept.strip():
        return next(iter(offered.values()))
    ranges = _weighted(accept)
    values = {media: _value(media, ranges) for media in offered}
    best = max(offered, key=lambda media: values[media][:1], default=None)
    if best is None or values[best][0] <= 0:
        return None
    # Of types that are valued alike the one that the client names goes before one that a wildcard takes in.
    alike = [media for media in offered if values[media][0] == values[best][0]]
    return offered[max(alike, key=lambda media: values[media][1])]


def preferred_language(accept: str | None, languages: Sequence[str]) -> str:
    """Return the language that an Accept-Language header values highest, the first of the languages where it names none."""
    values = dict.fromkeys(languages, 0.0)
    for wanted, weight in _weighted(accept or ""):
        language = wanted.partition("-")[0]
        if language in values:
            values[language] = max(values[language], weight)
    return max(languages, key=lambda language: values[language])


def _weighted(header: str) -> list[tuple[str, float]]:
    found = []
    for part in header.split(",")[:100]:
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                weight = _weight(value.strip())
        if name:
            found.append((name, weight))
    return found


def _weight(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return min(value, 1.0) if value >= 0 else 0.0


def _value(media: str, ranges: Sequence[tuple[str, float]]) -> tuple[float, int]:
    """Return the value of a media type and how specific the range is that gives it."""
    kind = media.partition("/")[0]
    for specific, name in ((2, media), (1, f"{kind}/*"), (0, "*/*")):
        weights = [weight for wanted, weight in ranges if wanted == name]
        if weights:
            return max(weights), specific
    return 0.0, 0
