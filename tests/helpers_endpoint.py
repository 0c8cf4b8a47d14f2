"""A real server on loopback for tests: uvicorn in a thread, workers in processes of their own."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import uvicorn

from kg import batch
from kg.endpoint.limits import Limits
from kg.endpoint.server import app
from nlp import extract

SMALL = Limits(seconds=2, rows=500, size=400_000, memory=512 << 20, workers=2, long=2, brief=0.3)


def build(folder: Path, examples: Path) -> Path:
    """The graph of the example set."""
    done = batch.build([examples], folder, extract)
    assert not done.failures
    return folder


@contextlib.contextmanager
def serving(graph: Path, limits: Limits = SMALL, **options: str) -> Iterator[str]:
    """The address of a running server."""
    config = uvicorn.Config(app(graph, limits, **options), port=0, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started:
        assert thread.is_alive()
        assert time.monotonic() < until
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)
