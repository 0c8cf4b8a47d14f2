"""The same store functions over real servers: Oxigraph's (PyPI) and Virtuoso (Debian), on loopback."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast

import pytest

from kg import batch, trace
from kg.export import export
from kg.lookup import find
from kg.pushing import push
from kg.remote import NoAnswer, Remote, open_store
from kg.store import Store
from kg.terms import Iri, Literal, Quad, boolean, dated, decimal, integer, text, vocabulary
from nlp import extract
from tests.helpers_needs import need
from tests.helpers_servers import SERVERS, free_port


@pytest.fixture(scope="module", params=list(SERVERS))
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    start, installed = SERVERS[request.param]
    need(request.param, installed)
    with start(tmp_path_factory.mktemp(request.param)) as url:
        yield url


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Store:
    folder = tmp_path_factory.mktemp("local") / "graph"
    some = ("nq-02-nq-cp-2024.txt", "qd-126-qd-ubnd-quang-nam-2024.txt", "kh-35-kh-ubnd-thang-binh-2024.md")
    batch.build([examples / name for name in some], folder, extract)
    return Store.reading(folder)


@pytest.fixture(scope="module")
def brought(server: str, local: Store) -> Store:
    remote = open_store(server)
    replaced, dropped = push(local, remote)
    assert (replaced, dropped) == (len(local.graphs()), 0)
    return remote


def test_what_was_brought_is_all_there(brought: Store, local: Store) -> None:
    assert brought.graphs() == local.graphs()
    assert brought.sources() == local.sources()
    for graph in local.graphs():
        assert set(brought.match(None, None, None, graph)) == set(local.match(None, None, None, graph))


def test_the_same_trace_up_and_down(brought: Store, local: Store) -> None:
    def up(store: Store) -> trace.Trace:
        (work,) = find(store, "126/QĐ-UBND").works
        return trace.up(store, work.iri)

    assert up(brought) == up(local)
    (central,) = find(local, "Nghị quyết 02/NQ-CP").works
    assert trace.down(brought, central.iri) == trace.down(local, central.iri)


@pytest.mark.parametrize("form", ["turtle", "nquads", "csv"])
def test_the_same_export(brought: Store, local: Store, form: str) -> None:
    assert "".join(export(brought, form)) == "".join(export(local, form))


def test_only_what_changed_is_brought_again(server: str, local: Store, brought: Store) -> None:
    assert push(local, brought) == (0, 0)
    changed = Store.memory()
    kept = local.sources()[1:]
    for graph in (*kept, local.terms.current):
        changed.add(local.match(None, None, None, graph))
    extra = Quad(Iri("https://luocdo.vn/x"), local.terms.ld("name"), Literal("thêm"), kept[0])
    changed.add([extra])
    gone = len(local.graphs()) - len(kept) - 1
    assert push(changed, brought) == (1, gone)
    assert brought.graphs() == sorted(changed.graphs())
    assert extra in set(brought.match(None, None, None, kept[0]))
    push(local, brought)
    assert brought.graphs() == local.graphs()


def test_writing_quad_by_quad(server: str) -> None:
    store, terms = open_store(server), vocabulary()
    graph, subject = Iri(f"{terms.base}graph/thử"), Iri(f"{terms.base}eli/x")
    values = [
        text("Quyết định “về” \\ và \n xuống dòng"),
        Literal("không dấu cách"),
        Literal('"'),
        integer(7),
        decimal(0.97),
        boolean(True),
        dated("2024-01-22"),
        dated("2024"),
        dated("2024-05"),
        Iri("https://luocdo.vn/eli/vn/quang-nam/ubnd/quyet-dinh/2024/126-QĐ-UBND"),
    ]
    quads = {Quad(subject, terms.ld("name"), value, graph) for value in values}
    store.add(quads)
    assert set(store.match(None, None, None, graph)) == quads
    for quad in quads:
        assert list(store.match(*quad)) == [quad]
    store.remove([next(iter(quads))])
    assert len(list(store.match(subject, None, None, graph))) == len(quads) - 1
    store.replace(graph, [Quad(subject, terms.ld("name"), Literal("mới"), graph)])
    assert [q.object for q in store.match(None, None, None, graph)] == [Literal("mới")]
    store.drop(graph)
    assert not store.holds(graph)


def test_an_address_that_answers_nothing() -> None:
    with pytest.raises(NoAnswer, match="no answer from"):
        list(open_store(f"http://127.0.0.1:{free_port()}/query").match())
    with pytest.raises(NoAnswer, match="not the address of a server"):
        open_store("file:///etc/passwd")


class _Empty(BaseHTTPRequestHandler):
    """A server without any triples; it says where it was asked."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        body = b'{"results": {"bindings": []}}'
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def empty() -> Iterator[tuple[str, list[str]]]:
    """Its address, and what it was asked."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Empty) as server:
        server.asked = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", server.asked  # type: ignore[attr-defined]
        server.shutdown()


def test_updates_may_have_a_server_of_their_own() -> None:
    with empty() as (reading, read), empty() as (writing, written):
        remote = Remote(f"{reading}/query", f"{writing}/update")
        assert not list(remote.named_graphs())
        remote.update("CLEAR ALL")
        remote.close()
    assert (read, written) == (["/query"], ["/update"])


def test_loading_is_an_update() -> None:
    with empty() as (url, asked):
        store = open_store(f"{url}/query")
        store.load([b"<http://a/s> <http://a/p> <http://a/o> <http://a/g> .\n"])
        cast(Remote, store.inner).close()
    assert asked == ["/update"]


def test_updates_go_beside_queries() -> None:
    assert Remote("http://h:1/ds/query").update_url.path == "/ds/update"
    assert Remote("http://h:1/sparql").update_url.path == "/sparql"
    assert Remote("http://h:1/sparql", "http://h:1/x").update_url.path == "/x"
