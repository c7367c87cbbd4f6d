"""What a request asks by the SPARQL 1.1 Protocol: a query by GET, as a form or as it is, and the graphs that it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from kg.graph import Question

if TYPE_CHECKING:
    from starlette.requests import Request

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*")
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_MOST_FIELDS = 200


class Refusal(Exception):  # noqa: N818
    """Refuse a request with a status and a reason that its sender can act on."""

    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what a request asks; no question is a request for the description of the service."""

    question: Question | None
    form: str = ""
    """A format that the request names itself, before any header."""


async def read_request(request: Request, limit: int, largest: int) -> Asked:
    """Return what a request asks; raise Refusal where it is no request of the protocol, or one for a change."""
    fields = _fields(request.url.query)
    if request.method != "POST":
        return _asked(fields, limit)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = _text(await read_body(request, largest))
    if kind == _FORM:
        return _asked([*fields, *_fields(body)], limit)
    if kind == _QUERY:
        return _asked([*fields, ("query", body)], limit)
    if kind == _UPDATE:
        raise Refusal(HTTPStatus.FORBIDDEN, _READ_ONLY)
    raise Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"a query is sent by POST as {_FORM} or as {_QUERY}")


async def read_body(request: Request, largest: int) -> bytes:
    """Return the body of a request; refuse one that is larger than allowed before it is read to its end."""
    told = request.headers.get("content-length", "")
    body = bytearray()
    if not told.isdecimal() or int(told) <= largest:
        async for chunk in request.stream():
            body += chunk
            if len(body) > largest:
                break
        else:
            return bytes(body)
    raise Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a request has {largest:,} bytes at most")


_READ_ONLY = "the graph is read only here: updates are refused"


def _asked(fields: list[tuple[str, str]], limit: int) -> Asked:
    values: dict[str, list[str]] = {}
    for name, value in fields:
        values.setdefault(name, []).append(value)
    if "update" in values:
        raise Refusal(HTTPStatus.FORBIDDEN, _READ_ONLY)
    queries = values.get("query", [])
    if len(queries) > 1:
        raise Refusal(HTTPStatus.BAD_REQUEST, "a request asks one query, not several")
    form = values.get("format", [""])[0]
    if not queries:
        if "query" in values or len(values.keys() - {"format"}):
            raise Refusal(HTTPStatus.BAD_REQUEST, "the parameter «query» is missing")
        return Asked(None, form)
    default, named = (_graphs(values.get(name, [])) for name in ("default-graph-uri", "named-graph-uri"))
    chosen = {"default_graphs": default, "named_graphs": named} if default or named else {}
    return Asked(Question(queries[0], limit=limit, **chosen), form)  # type: ignore[arg-type]


def _graphs(iris: list[str]) -> tuple[str, ...]:
    for iri in iris:
        if not _IRI.fullmatch(iri):
            raise Refusal(HTTPStatus.BAD_REQUEST, f"«{iri[:200]}» is no IRI of a graph")
    return tuple(iris)


def _fields(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise Refusal(HTTPStatus.BAD_REQUEST, f"the request can't be read: {error}") from error


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        told = f"the request isn't UTF-8: byte 0x{body[error.start]:02x} at offset {error.start}"
        raise Refusal(HTTPStatus.BAD_REQUEST, told) from error
