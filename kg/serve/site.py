"""The site: which address answers what, in which format and language, and what every answer is sent with."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from kg.graph import Result
from kg.graph.descriptions import own_quads
from kg.graph.terms import DECISION, DEFAULT_GRAPH, EVIDENCE, FIGURE, SPAN, iri
from kg.model import GraphError, QueryError, StoppedQueryError
from kg.ontology import ARTICLE, ENTITY, KG, STATEMENT
from kg.serve.crew import BusyError, Crew, GoneError
from kg.serve.holdings import Holdings
from kg.serve.negotiation import MEDIA_TYPES, PAGE_TYPES, ROW_TYPES, TRIPLE_TYPES, preferred, preferred_language
from kg.serve.pages import Fault, Inquiry, Pages
from kg.serve.protocol import Refusal, read_request
from kg.serve.questions import Questions, query_fault
from kg.serve.service import description
from kg.serve.settings import Settings
from kg.serve.view import View, segment
from kg.views import to_html

if TYPE_CHECKING:
    from pyoxigraph import Quad
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from kg.graph import Graph, Question
    from kg.graph.confined import Written

NAMESPACES = {
    "entity": ENTITY,
    "statement": STATEMENT,
    "article": ARTICLE,
    "evidence": EVIDENCE,
    "decision": DECISION,
    "figure": FIGURE,
    "span": SPAN,
}
_TRUNCATED = "X-Truncated"
# What SPARQLWrapper and others call the formats of triples in the address.
_ALIASES = {
    "xml": "rdfxml",
    "rdf": "rdfxml",
    "rdf+xml": "rdfxml",
    "json": "jsonld",
    "json-ld": "jsonld",
    "n3": "turtle",
}


def application(graph: Graph, settings: Settings | None = None) -> Starlette:
    """Return the site of a graph as an ASGI application."""
    return _Site(graph, settings or Settings()).application()


class _Site:
    """Answer the requests for one graph, which doesn't change while it is served."""

    def __init__(self, graph: Graph, settings: Settings) -> None:
        self.graph, self.settings = graph, settings
        self.holdings = Holdings(graph)
        self.pages = Pages(self.holdings)
        self.questions = Questions(graph, self.holdings, settings)
        self.crew = Crew(graph, settings)
        self._explorers: dict[str, str] = {}
        self._described: tuple[str, Result] | None = None
        # Each is made once, of a large graph in many seconds, while other requests are answered.
        self._drawing, self._describing = asyncio.Lock(), asyncio.Lock()

    def application(self) -> Starlette:
        """Return the routes with what stands around them."""
        origin = self.settings.allowed_origin
        exposed = (_TRUNCATED, "Retry-After")
        methods = ("GET", "HEAD", "POST")
        across = Middleware(
            CORSMiddleware, allow_origins=[origin], allow_methods=methods, allow_headers=["*"], expose_headers=exposed
        )
        site = Starlette(
            routes=[
                Route("/", self.explorer),
                Route("/sparql", self.sparql, methods=["GET", "POST"]),
                Route("/query", self.query),
                Route("/search", self.search),
                Route("/names", self.names),
                Route("/ontology", self.vocabulary),
                Route("/favicon.ico", _nothing),
                Route("/{kind}/{name:path}", self.thing),
            ],
            middleware=[Middleware(_Guarded), *([across] if origin else [])],
            exception_handlers={
                Refusal: _refused,
                QueryError: _told(HTTPStatus.BAD_REQUEST),
                StoppedQueryError: _told(HTTPStatus.GATEWAY_TIMEOUT),
                GraphError: _told(HTTPStatus.BAD_REQUEST),
                BusyError: _told(HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": "2"}),
                GoneError: _told(HTTPStatus.REQUEST_TIMEOUT),
                HTTPException: self.failed,
            },
            lifespan=self._lifespan,
        )
        site.router.redirect_slashes = False
        return site

    @asynccontextmanager
    async def _lifespan(self, _application: Starlette) -> AsyncIterator[None]:
        await self.crew.start()
        preparing = asyncio.ensure_future(run_in_threadpool(self.holdings.prepare))
        try:
            yield
        finally:
            preparing.cancel()
            self.crew.stop()

    # ---------------------------------------------------------- the endpoint

    async def sparql(self, request: Request) -> Response:
        """Answer by the SPARQL 1.1 Protocol; without a query, describe the service."""
        asked = await read_request(request, self.settings.limit, self.settings.largest_request)
        accept = _accepted(request)
        if asked.question is None:
            return await self._service(request, asked.form)
        question = asked.question
        plain = question.default_graphs is None and question.named_graphs is None
        if request.method == "GET" and plain and not asked.form and _wants_page(accept):
            return RedirectResponse(f"/query?{urlencode({'query': question.sparql})}", HTTPStatus.SEE_OTHER)
        forms = _named_forms(asked.form) if asked.form else _forms(accept)
        timeout = self.settings.timeout
        written = await self.crew.ask(lambda process: process.written(question, timeout, forms), _leaving(request))
        return self._answer(written)

    def _answer(self, written: Written) -> Response:
        if not written.form:
            raise Refusal(HTTPStatus.NOT_ACCEPTABLE, _NOT_ACCEPTABLE)
        headers = {"Vary": "Accept"}
        if written.truncated:
            headers[_TRUNCATED] = str(self.settings.limit)
        return Response(written.data, media_type=_media_type(written.form), headers=headers)

    async def _service(self, request: Request, form: str) -> Response:
        accept = _accepted(request)
        chosen = form or preferred(accept, {**TRIPLE_TYPES, **PAGE_TYPES})
        if chosen == "html":
            return RedirectResponse("/query", HTTPStatus.SEE_OTHER, headers={"Vary": "Accept"})
        if chosen not in TRIPLE_TYPES.values():
            raise Refusal(HTTPStatus.NOT_ACCEPTABLE, _NOT_ACCEPTABLE)
        endpoint = str(request.url.replace(query=""))
        async with self._describing:
            if self._described is None or self._described[0] != endpoint:
                told = await run_in_threadpool(description, self.graph, endpoint, self.settings.title)
                self._described = endpoint, told
            return _triples(self._described[1], str(chosen))

    # ---------------------------------------------------------- pages

    async def explorer(self, request: Request) -> Response:
        """Send the explorer, in the language that the reader would rather have."""
        language = self._view(request).language
        async with self._drawing:
            if language not in self._explorers:
                self._explorers[language] = await run_in_threadpool(
                    to_html, self.graph, title=self.settings.title, language=language, served=True
                )
        headers = {"Content-Security-Policy": "frame-ancestors 'none'", "Vary": "Accept-Language"}
        return HTMLResponse(self._explorers[language], headers=headers)

    async def query(self, request: Request) -> Response:
        """Send the page of questions, with the answer to the one that its address asks."""
        view = self._view(request)
        if len(request.url.query) > self.settings.largest_request:
            raise Refusal(HTTPStatus.REQUEST_URI_TOO_LONG, "the question is too long")
        inquiry, question = await run_in_threadpool(self.questions.read, view, dict(view.fields))
        status = HTTPStatus.OK if inquiry.fault is None else HTTPStatus.BAD_REQUEST
        if question is not None:
            inquiry, status = await self._asked(view, inquiry, question, request)
        return self._page(view, await run_in_threadpool(self.pages.query, view, inquiry), status)

    async def _asked(
        self, view: View, inquiry: Inquiry, question: Question, request: Request
    ) -> tuple[Inquiry, HTTPStatus]:
        timeout = self.settings.timeout
        try:
            result = await self.crew.ask(lambda process: process.answer(question, timeout), _leaving(request))
        except BusyError:
            return replace(inquiry, fault=Fault(view.word("query.busy"))), HTTPStatus.SERVICE_UNAVAILABLE
        except StoppedQueryError as error:
            fault = Fault(view.word("query.stopped"), str(error))
            return replace(inquiry, fault=fault), HTTPStatus.GATEWAY_TIMEOUT
        except GraphError as error:
            return replace(inquiry, fault=query_fault(view, error, inquiry.sparql)), HTTPStatus.BAD_REQUEST
        return replace(inquiry, result=result), HTTPStatus.OK

    def search(self, request: Request) -> Response:
        """Send the entities that a search finds; go on to the page of the only one."""
        view, typed = self._view(request), request.query_params.get("q", "")[:_LONGEST_NAME]
        found = self.holdings.suggestions(typed, _MOST_FOUND)
        if len(found) == 1:
            return RedirectResponse(view.at(f"/entity/{segment(found[0])}"), HTTPStatus.SEE_OTHER)
        return self._page(view, self.pages.search(view, typed, found))

    def names(self, request: Request) -> Response:
        """Send the entities whose names go on from what is typed, for the search boxes of the pages."""
        view, typed = self._view(request), request.query_params.get("q", "")[:_LONGEST_NAME]
        rows = [self.questions.suggestion(view, entity) for entity in self.holdings.suggestions(typed)]
        return Response(json.dumps(rows, ensure_ascii=False), media_type="application/json")

    def vocabulary(self, request: Request) -> Response:
        """Send the relations and types as a page, or what the graph says of them as triples."""
        view = self._view(request)
        form = _thing_form(request)
        if form == "html":
            return self._page(view, self.pages.vocabulary(view, KG), negotiated=True)
        terms = [iri(KG, name) for name in (*self.holdings.relations, *self.holdings.types)]
        quads = [quad for term in terms for quad in own_quads(self.graph.store, term)]
        return _triples(_result(quads), form)

    def thing(self, request: Request) -> Response:
        """Send what there is at the path of an IRI of the graph."""
        kind, name = request.path_params["kind"], request.path_params["name"]
        node = iri(NAMESPACES[kind], name) if kind in NAMESPACES and name else None
        if node is None or not own_quads(self.graph.store, node):
            raise HTTPException(HTTPStatus.NOT_FOUND)
        form = _thing_form(request)
        if form != "html":
            return _triples(_result(self.graph.describe(node)), form)
        view = self._view(request)
        return self._page(
            view, self._page_of(view, kind, name) or self.pages.node(view, node, f"{kind} {name}"), negotiated=True
        )

    def _page_of(self, view: View, kind: str, name: str) -> str:
        """Return the page of an entity, a statement or an article, nothing for all else."""
        if kind == "entity" and (entity := self.holdings.entity(name)):
            return self.pages.entity(view, entity)
        if kind == "statement" and (statement := self.holdings.statement(name)):
            return self.pages.statement(view, statement)
        if kind == "article" and (article := self.holdings.article(name)):
            return self.pages.article(view, article)
        return ""

    async def failed(self, request: Request, error: Exception) -> Response:
        """Say in both languages that there is nothing at an address, or whatever else went wrong."""
        status = HTTPStatus(error.status_code if isinstance(error, HTTPException) else 500)
        view = self._view(request)
        headers = dict(getattr(error, "headers", None) or {})
        if not _wants_page(_accepted(request)):
            told = f"{_NOT_FOUND}\n" if status == HTTPStatus.NOT_FOUND else f"{status.phrase}\n"
            return Response(told, status, {**headers, "Vary": "Accept"}, "text/plain")
        key = f"problem.{status.value}" if status == HTTPStatus.NOT_FOUND else "problem.400"
        told = view.word("problem.404.text") if status == HTTPStatus.NOT_FOUND else status.phrase
        page = self.pages.problem(view, view.word(key), told, foreign=status != HTTPStatus.NOT_FOUND)
        return self._page(view, page, status, negotiated=True)

    def _page(
        self, view: View, page: str, status: HTTPStatus = HTTPStatus.OK, *, negotiated: bool = False
    ) -> HTMLResponse:
        headers = {
            "Content-Security-Policy": self.pages.policy,
            "Content-Language": view.language,
            "Vary": "Accept, Accept-Language" if negotiated else "Accept-Language",
        }
        return HTMLResponse(page, status, headers)

    def _view(self, request: Request) -> View:
        # Of an address with more fields than any form has the rest is of no account.
        written = "&".join(request.url.query.split("&")[:_MOST_FIELDS])
        fields = parse_qsl(written, keep_blank_values=True)
        asked = dict(fields).get("lang")
        languages = ("ar", "en") if self.settings.language == "ar" else ("en", "ar")
        language = (
            asked if asked in languages else preferred_language(request.headers.get("accept-language"), languages)
        )
        return View("en" if language == "en" else "ar", request.url.path, fields, asked in languages)


_MOST_FIELDS = 200
_MOST_FOUND = 100
_LONGEST_NAME = 200
_NOT_FOUND = "لا شيء في الشبكة تحت هذا العنوان.\nThe graph holds nothing under this address."
_NOT_ACCEPTABLE = "no format that is accepted can hold the answer; there are: " + ", ".join(
    dict.fromkeys(MEDIA_TYPES[form] for form in (*ROW_TYPES.values(), *TRIPLE_TYPES.values()))
)


class _Guarded:
    """Send every answer with what keeps browsers from guessing its type and from telling others where they were."""

    _HEADERS = ((b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer"))

    def __init__(self, application: ASGIApp) -> None:
        self.application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *self._HEADERS]
            await send(message)

        await self.application(scope, receive, guarded if scope["type"] == "http" else send)


async def _nothing(_request: Request) -> Response:
    return Response(status_code=HTTPStatus.NO_CONTENT)


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return Response(f"{error.reason}\n", error.status, {"Vary": "Accept"}, "text/plain")


def _told(status: HTTPStatus, headers: dict[str, str] | None = None) -> Callable[[Request, Exception], Response]:
    def handler(_request: Request, error: Exception) -> Response:
        return Response(f"{error}\n", status, headers, "text/plain")

    return handler


def _leaving(request: Request) -> Callable[[], Awaitable[None]]:
    """Return what returns when the client has gone."""

    async def gone() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    return gone


def _accepted(request: Request) -> str | None:
    return ", ".join(request.headers.getlist("accept")) or None


def _wants_page(accept: str | None) -> bool:
    return preferred(accept, {**ROW_TYPES, **TRIPLE_TYPES, **PAGE_TYPES}) == "html"


def _forms(accept: str | None) -> tuple[str | None, str | None]:
    forms = preferred(accept, ROW_TYPES), preferred(accept, TRIPLE_TYPES)
    if forms == (None, None):
        raise Refusal(HTTPStatus.NOT_ACCEPTABLE, _NOT_ACCEPTABLE)
    return forms


def _named_forms(form: str) -> tuple[str | None, str | None]:
    rows = form if form in ROW_TYPES.values() else None
    triples = _ALIASES.get(form, form)
    found = rows, triples if triples in TRIPLE_TYPES.values() else None
    if found == (None, None):
        raise Refusal(HTTPStatus.BAD_REQUEST, f"there is no format «{form[:40]}»; there are: {', '.join(MEDIA_TYPES)}")
    return found


def _thing_form(request: Request) -> str:
    """Return the format in which a thing is wanted, by its address or by the headers."""
    asked = request.query_params.get("format")
    offered = {**PAGE_TYPES, **TRIPLE_TYPES}
    form = asked if asked is not None else preferred(_accepted(request), offered)
    if form in offered.values():
        return str(form)
    types = dict.fromkeys(MEDIA_TYPES[name] for name in offered.values())
    raise Refusal(HTTPStatus.NOT_ACCEPTABLE, f"there is no such format of it; there are: {', '.join(types)}")


def _media_type(form: str) -> str:
    # The types of text have a character set of their own to tell, the others are UTF-8 by definition.
    kind = MEDIA_TYPES[form]
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def _result(quads: Iterable[Quad]) -> Result:
    rows = [
        (quad.subject, quad.predicate, quad.object, None if quad.graph_name == DEFAULT_GRAPH else quad.graph_name)
        for quad in quads
    ]
    return Result("describe", ("subject", "predicate", "object", "graph"), tuple(rows))  # type: ignore[arg-type]


def _triples(result: Result, form: str) -> Response:
    headers = {"Vary": "Accept, Accept-Language"}
    return Response(result.written(form), media_type=_media_type(form), headers=headers)


# ------------------------------------------------------------------ the server


def serve(graph: Graph, host: str, port: int, settings: Settings, announce: Callable[[str], None]) -> None:
    """Serve a graph until the process is told to stop; `announce` is given the address once it is bound, 0 being any free port."""
    import uvicorn

    with _socket(host, port) as bound:
        name = f"[{host}]" if ":" in host else host
        announce(f"http://{name}:{bound.getsockname()[1]}/")
        config = uvicorn.Config(
            application(graph, settings),
            http="h11",
            ws="none",
            lifespan="on",
            log_level="warning",
            access_log=False,
            server_header=False,
            h11_max_incomplete_event_size=_LONGEST_HEAD,
            limit_concurrency=_MOST_CONNECTIONS,
            timeout_graceful_shutdown=2,
        )
        uvicorn.Server(config).run(sockets=[bound])


_LONGEST_HEAD = 64 << 10
_MOST_CONNECTIONS = 256


def _socket(host: str, port: int) -> socket.socket:
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=_MOST_CONNECTIONS)
    except OSError as error:
        raise GraphError(f"{host}:{port}: {error.strerror or error}") from error
