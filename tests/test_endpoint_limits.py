from __future__ import annotations

import asyncio
import json
import logging
import os
import random
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from kg.endpoint.errors import Refused
from kg.endpoint.limits import Limits
from kg.endpoint.pool import Pool, ask_once
from kg.errors import NoGraph
from kg.store import Store
from kg.terms import Iri, Literal, Quad
from tests.helpers_endpoint import SMALL, build, serving
from tests.test_endpoint_protocol import ask, fetch

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LIGHT = "ASK { ?s a eli:LegalResource }"
posix = pytest.mark.skipif(sys.platform == "win32", reason="the memory limit is POSIX's")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Path:
    return build(tmp_path_factory.mktemp("limits") / "graph", examples)


@pytest.fixture(scope="module")
def address(graph: Path) -> Iterator[str]:
    with serving(graph) as found:
        yield found


@asynccontextmanager
async def pool(graph: Path, **limits: Any) -> AsyncIterator[Pool]:
    made = Pool(graph, replace(SMALL, **limits))
    await made.warm()
    try:
        yield made
    finally:
        await made.close()
        assert made.processes == 0


async def outcome(asked: Pool, query: str, **more: Any) -> int:
    try:
        await asked.ask({"query": query, **more})
    except Refused as error:
        return int(error.status)
    return 200


def test_out_of_time_is_504_and_the_process_is_gone(graph: Path) -> None:
    async def main() -> None:
        async with pool(graph, seconds=1.0) as asked:
            start = time.monotonic()
            assert await outcome(asked, RUNAWAY) == HTTPStatus.GATEWAY_TIMEOUT
            assert 0.9 < time.monotonic() - start < 10
            assert asked.running_long == 0
            assert await outcome(asked, LIGHT) == 200

    asyncio.run(main())


def test_a_short_limit_is_kept_too(graph: Path) -> None:
    async def main() -> None:
        async with pool(graph, seconds=0.1) as asked:
            assert await outcome(asked, RUNAWAY) == HTTPStatus.GATEWAY_TIMEOUT

    asyncio.run(main())


@posix
def test_out_of_memory_is_413_and_others_go_on(graph: Path) -> None:
    doubled = "".join(f" BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1})" for n in range(32))

    async def main() -> None:
        async with pool(graph, memory=100 << 20, seconds=20) as asked:
            query = f"SELECT (STRLEN(?a32) AS ?n) {{ BIND('aaaaaaaa' AS ?a0) {doubled} }}"
            assert await outcome(asked, query) == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            assert await outcome(asked, LIGHT) == 200

    asyncio.run(main())


def test_rows_and_bytes_are_told(address: str) -> None:
    rows = ask(address, "SELECT * { ?s ?p ?o }")
    assert rows.status == 413
    assert "more than 500 rows" in str(rows.json["detail_en"])
    size = ask(
        address,
        "SELECT (CONCAT(STR(?s), STR(?o), STR(?x)) AS ?y) ?s ?o ?x ?z { ?s ?p ?o . ?x ?q ?z } LIMIT 500",
    )
    wide = f"SELECT ('{'a' * 2000}' AS ?x) ?s {{ ?s ?p ?o }} LIMIT 400"
    assert size.status in (200, 413)
    assert "larger than 400000 bytes" in str(ask(address, wide).json["detail_en"])
    exact = ask(address, "SELECT * { ?s ?p ?o } LIMIT 500")
    assert len(exact.json["results"]["bindings"]) == 500  # type: ignore[index,call-overload]


def test_too_many_long_ones_are_429_with_a_time_to_come_back(graph: Path) -> None:
    async def main() -> None:
        async with pool(graph, seconds=3.0, wait=20.0) as asked:
            found = Counter(await asyncio.gather(*(outcome(asked, RUNAWAY) for _ in range(6))))
            assert found == {504: 2, 429: 4}

    asyncio.run(main())


def test_light_ones_pass_by_runaways(graph: Path) -> None:
    async def main() -> None:
        async with pool(graph, seconds=6.0, wait=20.0) as asked:
            runaways = [asyncio.ensure_future(outcome(asked, RUNAWAY)) for _ in range(10)]
            await asyncio.sleep(1)
            assert [await outcome(asked, LIGHT) for _ in range(20)] == [200] * 20
            assert not all(r.done() for r in runaways)
            await asyncio.gather(*runaways)

    asyncio.run(main())


def test_a_full_queue_is_429(graph: Path) -> None:
    async def main() -> None:
        async with pool(graph, workers=1, waiting=1, brief=2.0, seconds=2.0, wait=0.3) as asked:
            found = Counter(await asyncio.gather(*(outcome(asked, RUNAWAY) for _ in range(3))))
            assert found == {504: 1, 429: 2}
            asking = [asked.ask({"query": RUNAWAY}) for _ in range(3)]
            refused = [
                r for r in await asyncio.gather(*asking, return_exceptions=True) if isinstance(r, Refused)
            ]
            assert sorted(r.headers.get("Retry-After", "") for r in refused) == ["", "5", "5"]

    asyncio.run(main())


def test_who_hangs_up_stops_the_question(graph: Path) -> None:
    async def main() -> None:
        async with pool(graph, seconds=30.0, brief=0.1) as asked:
            asking = asyncio.ensure_future(asked.ask({"query": RUNAWAY}))
            await asyncio.sleep(1)
            assert asked.running_long == 1
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking
            assert asked.running_long == 0

    asyncio.run(main())


def test_a_client_that_hangs_up_frees_the_server(graph: Path) -> None:
    with serving(graph, replace(SMALL, seconds=60.0, long=1)) as address:
        host, port = address.removeprefix("http://").split(":")
        for _ in range(3):  # there is one long place: the third would be refused if the first two held it
            with socket.create_connection((host, int(port))) as client:
                body = RUNAWAY.encode()
                client.sendall(
                    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
                    b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
                )
                time.sleep(0.8)
                client.setblocking(False)
                with pytest.raises(BlockingIOError):
                    client.recv(1)  # still running, not refused
            time.sleep(0.5)


def test_readers_see_what_was_published(graph: Path, tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    with Store.writing(folder) as store:
        store.add([quad(store, "một")])

    async def main() -> None:
        async with pool(folder) as asked:
            first = await asked.ask({"query": "SELECT ?o { ?s ?p ?o }", "format": "csv"})
            with Store.writing(folder) as store:
                store.add([quad(store, "hai")])
            second = await asked.ask({"query": "SELECT ?o { ?s ?p ?o } ORDER BY ?o", "format": "csv"})
            assert (first.body, second.body) == (
                b"o\r\nm\xe1\xbb\x99t\r\n",
                b"o\r\nhai\r\nm\xe1\xbb\x99t\r\n",
            )

    asyncio.run(main())


def quad(store: Store, word: str) -> Quad:
    return Quad(
        Iri("https://luocdo.vn/x"), Iri("https://luocdo.vn/def#name"), Literal(word), store.terms.current
    )


def test_no_graph_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(NoGraph), serving(tmp_path / "none"):
        pass


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")
def test_nothing_leaks(graph: Path) -> None:
    async def main() -> None:
        async with pool(graph, seconds=0.5, brief=0.1) as asked:
            await asyncio.gather(*(outcome(asked, LIGHT) for _ in range(20)))
            before = len(list(Path("/proc/self/fd").iterdir()))
            for _ in range(30):
                await asyncio.gather(*(outcome(asked, LIGHT) for _ in range(10)))
            await asyncio.gather(*(outcome(asked, RUNAWAY) for _ in range(3)))
            await asyncio.sleep(1.5)
            assert len(list(Path("/proc/self/fd").iterdir())) <= before + 6
            assert asked.processes <= asked.limits.workers + 3

    asyncio.run(main())


@pytest.mark.skipif(sys.platform != "linux", reason="network namespaces are Linux's")
def test_a_worker_has_no_network(graph: Path) -> None:
    """Should a SERVICE ever get past the guard, there is no way out: not even to this machine."""
    from kg.endpoint import worker

    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        alone = worker.isolate()
        with socket.socket() as client:
            reached = client.connect_ex(("127.0.0.1", 9)) not in (101, 100)
        os.write(writer, b"%d%d" % (alone, reached))
        os._exit(0)
    os.waitpid(pid, 0)
    alone, reached = os.read(reader, 2).decode()
    if alone == "0":
        pytest.skip("this kernel lets no process leave the network")
    assert reached == "0"


def test_the_access_log(graph: Path, caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("luocdo.access")
    with serving(graph) as address, caplog.at_level(logging.INFO, logger.name):
        ask(address, "ASK\n{}")
        ask(address, "ASK { SERVICE <http://x/> {} }")
    lines = [json.loads(r.message) for r in caplog.records if r.name == logger.name]
    assert [(line["status"], line["query"]) for line in lines] == [
        (200, "ASK {}"),
        (403, "ASK { SERVICE <http://x/> {} }"),
    ]
    assert lines[0]["rows"] == 0
    assert {"time", "client", "ms", "bytes"} <= lines[0].keys()


PIECES = (
    "SELECT ASK CONSTRUCT DESCRIBE * { } ( ) [ ] WHERE FILTER OPTIONAL UNION GRAPH MINUS BIND VALUES ?x ?y "
    "<http://x> ld:x eli:cites 'a' \"b\" ''' 1 -2 1e999 + / | ^ ! = < > && || . , ; LIMIT OFFSET ORDER BY "
    "GROUP HAVING COUNT(*) AS EXISTS NOT IN a true @vi ^^ _:b # \\u0041 \x00 đ 😀 <<( )>> BASE PREFIX "
    "REGEX('a','(') -1 %00 {{{{ ((((( ; DROP"
).split(" ")
ATTACKS = [
    "ASK { SERVICE SILENT <http://127.0.0.1:%d/> { ?s ?p ?o } }",
    "SELECT * FROM <http://127.0.0.1:%d/x> { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://127.0.0.1:%d/x> { GRAPH ?g { ?s ?p ?o } }",
    "LOAD <http://127.0.0.1:%d/>",
    "LOAD SILENT <http://127.0.0.1:%d/> INTO GRAPH <x>",
    "INSERT DATA { <http://127.0.0.1:%d/> <b> <c> }",
    "ASK { { SELECT * { OPTIONAL { SERVICE ?x { } } VALUES ?x { <http://127.0.0.1:%d/> } } } }",
    "ASK { FILTER(1<2)SERVICE#>\n<http://127.0.0.1:%d/> {} }",
    "ASK { BIND(<http://127.0.0.1:%d/f>() AS ?x) }",
    "DESCRIBE <http://127.0.0.1:%d/> FROM <file:///etc/passwd>",
]


def hostile(port: int, count: int) -> Iterator[bytes]:
    """Requests that deserve no answer: attacks, broken queries, noise."""
    chance = random.Random(8)
    for n in range(count):
        match n % 4:
            case 0:
                query = ATTACKS[n // 4 % len(ATTACKS)] % port
            case 1:
                query = " ".join(chance.choices(PIECES, k=chance.randrange(1, 25))) + " ) }"
            case 2:
                query = "SELECT * { ?s ?p ?o " + "".join(
                    chance.choices("{[(<'\"", k=chance.randrange(1, 300))
                )
            case _:
                yield bytes(chance.randrange(256) for _ in range(chance.randrange(1, 200)))
                continue
        yield query.encode()


def test_a_thousand_hostile_queries_get_4xx_and_reach_nobody(address: str) -> None:
    reached: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        port = listener.getsockname()[1]
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    client, _ = listener.accept()
                except TimeoutError:
                    continue
                with client:
                    reached.append(client.recv(100))

        thread = threading.Thread(target=listen)
        thread.start()
        found: Counter[int] = Counter()
        for body in hostile(port, 1000):
            reply = fetch(f"{address}/sparql", body, Content_Type="application/sparql-query")
            assert reply.status // 100 == 4, (reply.status, body, reply.body)
            found[reply.status] += 1
        stop.set()
        thread.join()
    assert not reached
    assert found[403] >= 200
    assert sum(found.values()) == 1000


def test_one_question_from_the_command_line(graph: Path, tmp_path: Path) -> None:
    found = ask_once(graph, "SELECT (COUNT(*) AS ?n) { ?s a eli:LegalResource }", "csv")
    assert found.content_type.startswith("text/csv")
    assert int(found.body.decode().split()[1]) > 50
    for query, limits, status in (
        ("ASK { SERVICE <http://127.0.0.1:9/> {} }", SMALL, 403),
        ("ASK {", SMALL, 400),
        (RUNAWAY, replace(SMALL, seconds=0.5), 504),
        ("SELECT * { ?s ?p ?o }", replace(SMALL, rows=3), 413),
    ):
        with pytest.raises(Refused) as caught:
            ask_once(graph, query, limits=limits)
        assert caught.value.status == status
    with pytest.raises(Refused, match="no graph in"):
        ask_once(tmp_path / "none", "ASK {}")


def test_the_usual_limits_are_sane() -> None:
    usual = Limits()
    assert usual.brief < usual.seconds
    assert usual.query < usual.size
