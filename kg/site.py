"""Explorer and SPARQL service on one port, over the graph of ``LUOCDO_GRAPH``: ``uvicorn kg.site:app``."""

from __future__ import annotations

import contextlib
import os
import webbrowser
from collections.abc import AsyncIterator
from pathlib import Path

import streamlit as st
from starlette.responses import PlainTextResponse
from starlette.routing import Route, Router
from starlette.types import Receive, Scope, Send

from kg.endpoint.server import routes
from kg.errors import NoGraph
from kg.paths import graph_folder, resource

PATHS = ("/sparql", "/sparql/{rest:path}", "/.well-known/void", "/dataset", "/def", "/eli/{rest:path}")
"""What the service answers; every other address is the explorer's."""


class Service:
    """The SPARQL service, made with the first question: the graph may be built after the start."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made: Router | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; 503 where there is no graph yet."""
        if self._made is None:
            try:
                self._made = Router(routes(self.folder))
            except NoGraph as error:
                await PlainTextResponse(str(error), status_code=503)(scope, receive, send)
                return
        await self._made(scope, receive, send)


@contextlib.asynccontextmanager
async def _opened(_: st.App) -> AsyncIterator[None]:
    """Open the reader's browser when the site answers, where that was asked for."""
    if address := os.environ.pop("LUOCDO_OPEN", ""):
        webbrowser.open_new_tab(address)
    yield


_service = Service(graph_folder())
app = st.App(resource("app.py"), routes=[Route(path, _service) for path in PATHS], lifespan=_opened)
