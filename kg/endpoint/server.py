"""The service: ``/sparql``, linked data under the base, ``/.well-known/void``.

:func:`app` is a whole application; :func:`routes` are the same pages for the explorer's application, so
that both can share a port.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeVar

import pyoxigraph as ox
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg import void
from kg.endpoint import formats, linked, page, protocol
from kg.endpoint.errors import Refused
from kg.endpoint.limits import Limits
from kg.endpoint.pool import Answer, Pool
from kg.endpoint.results import RDF_FORMATS
from kg.paths import resource
from kg.rdf import to_ox_quad
from kg.store import Store
from kg.terms import NAMESPACES, Quad

ACCESS = logging.getLogger("luocdo.access")
"""One JSON object a request: time, client, method, path, status, milliseconds, rows, bytes, query."""

_LOGGED = 500
_SEGMENTS = ("eli", "body", "type", "source", "graph", "assertion", "local")
_Handler = Callable[[Request], Awaitable[Response]]
_T = TypeVar("_T")


def app(graph: Path, limits: Limits | None = None, *, base: str = "", cors: str = "") -> Starlette:
    """The whole application over the graph in a folder.

    ``base``: the base that the graph must have been built with; ``cors``: the origin that may ask from
    its own pages, "*" for any.  Raises :class:`kg.errors.NoGraph` where nothing was built yet.
    """
    serving = Service(graph, limits or Limits(), base=base)
    allowed = [
        Middleware(CORSMiddleware, allow_origins=[cors], allow_methods=["GET", "POST"], allow_headers=["*"])
    ]

    @contextlib.asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        await serving.pool.warm()
        yield
        await serving.pool.close()

    front = Route("/", lambda request: RedirectResponse(f"{_root(request)}/sparql"))
    return Starlette(routes=[front, *serving.routes()], middleware=allowed if cors else [], lifespan=life)


def routes(graph: Path, limits: Limits | None = None, *, base: str = "") -> list[BaseRoute]:
    """The routes alone; workers start with the first question and end with this process."""
    return Service(graph, limits or Limits(), base=base).routes()


class Service:
    """What the routes share: the workers and the vocabulary."""

    def __init__(self, graph: Path, limits: Limits, *, base: str = "") -> None:
        self.terms = Store.reading(graph, base=base).terms
        self.limits = limits
        self.pool = Pool(graph, limits)

    def routes(self) -> list[BaseRoute]:
        """All routes, with their access log."""
        both = ["GET", "POST"]
        return [
            Route("/sparql", _logged(self.sparql), methods=both),
            Route("/sparql/page.js", _logged(self.script)),
            Route("/sparql/{name:str}", _logged(_vendored)),
            Route("/.well-known/void", _logged(self.void)),
            Route("/dataset", _logged(self.void)),
            Route("/def", _logged(_ontology)),
            *(Route(f"/{name}/{{rest:path}}", _logged(self.thing)) for name in _SEGMENTS),
        ]

    async def sparql(self, request: Request) -> Response:
        """A query; without one, the page for people or the service description for machines."""
        asked = await protocol.asked(request, self.limits)
        if asked is None:
            if (
                formats.prefers_html(protocol.accept(request), formats.GRAPHS)
                and "format" not in request.query_params
            ):
                return _html(page.workbench(_root(request)))
            form = protocol.graph_format(request)
            types = tuple(f.iri for f in (*formats.TABLES, *formats.GRAPHS))
            described = void.service(
                await self.pool.counts(), self.terms, endpoint=_endpoint(request), formats=types
            )
            return self._rdf(described, form)
        request.state.query = asked["query"]
        return _answered(request, await _unless_gone(request, self.pool.ask(asked)))

    async def thing(self, request: Request) -> Response:
        """A thing of ours: the page, or its RDF."""
        thing = linked.iri(_path(request), self.terms)
        if "format" not in request.query_params and formats.prefers_html(
            protocol.accept(request), formats.GRAPHS
        ):
            words = await _unless_gone(request, linked.page(self.pool, thing, self.terms, _root(request)))
            if words is None:
                raise _unknown(thing)
            return _html(words)
        form = protocol.graph_format(request)
        question = linked.question(thing, self.terms)
        try:
            answer = await _unless_gone(request, self.pool.ask({**question, "format": form.name}))
        except Refused as error:
            if error.status == HTTPStatus.FORBIDDEN:  # no such graph
                raise _unknown(thing) from error
            raise
        if not answer.rows:
            raise _unknown(thing)
        return _answered(request, answer)

    async def void(self, request: Request) -> Response:
        """VoID and DCAT, with counts."""
        form = protocol.graph_format(request)
        return self._rdf(
            void.describe(await self.pool.counts(), self.terms, endpoint=_endpoint(request)), form
        )

    async def script(self, request: Request) -> Response:
        """The script of the page, with the worked questions."""
        prefixes = {n.prefix: n.iri for n in (*NAMESPACES, self.terms.ld)}
        return Response(page.script(_root(request), prefixes, self.terms.base), media_type="text/javascript")

    def _rdf(self, quads: list[Quad], form: formats.Format) -> Response:
        triples = (to_ox_quad(quad).triple for quad in quads)
        body = ox.serialize(triples, format=RDF_FORMATS[form.name], prefixes=void.prefixes(self.terms))
        return Response(body, media_type=form.content_type, headers={"Vary": "Accept"})


async def _vendored(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in ("yasgui.min.js", "yasgui.min.css"):
        return Response(status_code=404)
    return FileResponse(page.vendored(name), headers={"Cache-Control": "max-age=86400"})


async def _ontology(request: Request) -> Response:
    """The vocabulary: a page for people, Turtle for machines."""
    if formats.prefers_html(protocol.accept(request), formats.GRAPHS):
        return FileResponse(resource("ontology/luocdo.html"), headers={"Vary": "Accept"})
    formats.choose(protocol.accept(request), formats.GRAPHS[:1])
    return FileResponse(
        resource("ontology/luocdo.ttl"), media_type=formats.GRAPHS[0].content_type, headers={"Vary": "Accept"}
    )


def _answered(request: Request, answer: Answer) -> Response:
    request.state.rows, request.state.long = answer.rows, answer.long
    return Response(answer.body, media_type=answer.content_type, headers={"Vary": "Accept"})


def _html(words: str) -> Response:
    headers = {"Content-Security-Policy": page.POLICY, "Vary": "Accept", "X-Content-Type-Options": "nosniff"}
    return HTMLResponse(words, headers=headers)


def _unknown(thing: str) -> Refused:
    return Refused(HTTPStatus.NOT_FOUND, f"đồ thị không biết {thing}", f"the graph does not know {thing}")


def _root(request: Request) -> str:
    return str(request.scope.get("root_path", "")).rstrip("/")


def _path(request: Request) -> bytes:
    raw: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    return raw.partition(b"?")[0].removeprefix(_root(request).encode())


def _endpoint(request: Request) -> str:
    """The address of the endpoint, as the client wrote it."""
    found = str(request.url.replace(path=f"{_root(request)}/sparql", query="", fragment=""))
    try:
        return ox.NamedNode(found).value
    except ValueError as error:
        raise Refused(HTTPStatus.BAD_REQUEST, "Host hỏng", "bad Host header") from error


async def _unless_gone(request: Request, work: Awaitable[_T]) -> _T:
    """The result of some work, which is stopped when the client hangs up."""
    working = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({working, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise Refused(HTTPStatus.REQUEST_TIMEOUT, "người hỏi đã ngắt", "the client has gone")
        return working.result()
    finally:
        gone.cancel()
        working.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _logged(handle: _Handler) -> _Handler:
    """A handler whose refusals are said in HTTP, and whose requests are logged."""

    async def handled(request: Request) -> Response:
        start = time.monotonic()
        try:
            response = await handle(request)
        except Refused as error:
            response = protocol.refusal(error)
        if ACCESS.isEnabledFor(logging.INFO):
            ACCESS.info(_line(request, response, time.monotonic() - start))
        return response

    return handled


def _line(request: Request, response: Response, seconds: float) -> str:
    found: dict[str, Any] = {
        "time": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        "client": request.client.host if request.client else "",
        "method": request.method,
        "path": request.url.path,
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
        "bytes": int(response.headers.get("content-length", 0)),
    }
    for name in ("rows", "long", "query"):
        value = getattr(request.state, name, None)
        if value is not None:
            found[name] = " ".join(value.split())[:_LOGGED] if isinstance(value, str) else value
    return json.dumps(found, ensure_ascii=False)
