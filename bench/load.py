"""The endpoint under load on loopback: light queries at 1, 8 and 32 clients, then beside ten runaways.

    python bench/load.py [--graph FOLDER | --documents 20000] [--seconds 5] [--leaks 10000]

Facts are what the graph says of one document; a trace is the way up from one.  Documents are those of
:mod:`explorer`.  Prints requests a second, median and 95th percentile in milliseconds, and what is left of
processes and file handles after many queries (Linux).
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from kg.store import Store
from kg.terms import DCTERMS

FACTS = "SELECT ?p ?o {{ <{0}> ?p ?o }}"
TRACE = (
    "SELECT ?x ?name {{ {{ SELECT DISTINCT ?x {{ <{0}> (eli:ensures_implementation_of|ld:details)+ ?x }} }} "
    "?x rdfs:label ?name }}"
)
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
CLIENTS = (1, 8, 32)


@dataclass
class Measured:
    """What some clients saw."""

    took: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0

    def line(self, name: str) -> str:
        """One row of the table."""
        ranked = sorted(self.took)
        p95 = ranked[int(len(ranked) * 0.95)] if ranked else 0.0
        middle = statistics.median(ranked) if ranked else 0.0
        rate = len(ranked) / self.seconds
        return f"{name:32} {rate:8.0f}/s  median {middle:7.1f}  p95 {p95:7.1f}  {dict(self.statuses)}"


async def request(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, query: str) -> int:
    """One GET on an open connection; its status."""
    writer.write(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    status, length = 0, 0
    while line := (await reader.readline()).strip():
        if not status:
            status = int(line.split()[1])
        elif line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    await reader.readexactly(length)
    return status


async def client(port: int, queries: list[str], until: float, found: Measured) -> None:
    """One client that asks one query after another."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    chance = random.Random(id(found) + len(found.took))
    while time.perf_counter() < until:
        start = time.perf_counter()
        found.statuses[await request(reader, writer, chance.choice(queries))] += 1
        found.took.append((time.perf_counter() - start) * 1000)
    writer.close()


async def light(port: int, queries: list[str], clients: int, seconds: float) -> Measured:
    """Light queries by several clients."""
    found, start = Measured(), time.perf_counter()
    await asyncio.gather(*(client(port, queries, start + seconds, found) for _ in range(clients)))
    found.seconds = time.perf_counter() - start
    return found


async def runaways(port: int, stop: asyncio.Event) -> Counter[int]:
    """Ten runaway queries at once, asked again and again as they are refused or stopped."""
    found: Counter[int] = Counter()

    async def one() -> None:
        while not stop.is_set():
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            status = await request(reader, writer, RUNAWAY)
            found[status] += 1
            writer.close()
            if status == 429:
                await asyncio.sleep(5)  # as Retry-After says

    await asyncio.gather(*(one() for _ in range(10)))
    return found


async def measure(port: int, store: Store, seconds: float, leaks: int, pid: int) -> None:
    """All measurements."""
    works = sorted({q.subject for q in store.match(None, DCTERMS("title"), None, store.terms.current)})[:2000]
    facts, traces = [FACTS.format(w) for w in works], [TRACE.format(w) for w in works]
    await light(port, facts, 4, 1)  # warm
    for name, queries in (("facts", facts), ("trace up", traces)):
        for clients in CLIENTS:
            print(
                (await light(port, queries, clients, seconds)).line(f"{name}, {clients} clients"), flush=True
            )
    alone = await light(port, facts, 2, seconds)
    stop = asyncio.Event()
    running = asyncio.ensure_future(runaways(port, stop))
    beside = await light(port, facts, 2, 2 * seconds)
    stop.set()
    print(alone.line("facts, 2 clients, alone"))
    print(beside.line("the same beside ten runaways"))
    ratio = statistics.median(beside.took) / statistics.median(alone.took)
    print(f"light ones beside runaways: {ratio:.1f} times the median; runaways: {dict(await running)}")
    if leaks:
        before = handles(pid)
        each = leaks // 8
        connections = [await asyncio.open_connection("127.0.0.1", port) for _ in range(8)]

        async def ask(n: int) -> None:
            for k in range(each):
                await request(*connections[n], facts[(n + k) % len(facts)])

        await asyncio.gather(*(ask(n) for n in range(8)))
        for _, writer in connections:
            writer.close()
        await asyncio.sleep(0.5)
        print(f"file handles and processes before {before}, after {8 * each} queries {handles(pid)}")


def handles(pid: int) -> tuple[int, int]:
    """Open files of a process, and its children (Linux); zeros elsewhere."""
    if not Path("/proc").exists():
        return 0, 0
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return len(list(Path(f"/proc/{pid}/fd").iterdir())), len(children)


def serve(folder: str, port: str) -> None:
    """The server, in a process of its own."""
    import uvicorn

    from kg.endpoint.limits import Limits
    from kg.endpoint.server import app

    uvicorn.run(app(Path(folder), Limits(seconds=10)), port=int(port), log_level="error", access_log=False)


def main() -> int:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--graph", type=Path)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--leaks", type=int, default=10_000)
    parser.add_argument("--serve", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        serve(*arguments.serve)
        return 0
    with tempfile.TemporaryDirectory() as work:
        graph = arguments.graph or Path(work) / "graph"
        if not arguments.graph:
            from explorer import build

            build(graph, arguments.documents)
        with socket.create_server(("127.0.0.1", 0)) as found:
            port = found.getsockname()[1]
        server = subprocess.Popen([sys.executable, __file__, "--serve", str(graph), str(port)])
        try:
            wait(port, server)
            print(f"{os.cpu_count()} cores")
            asyncio.run(measure(port, Store.reading(graph), arguments.seconds, arguments.leaks, server.pid))
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(20)
    return 0


def wait(port: int, server: subprocess.Popen[bytes]) -> None:
    """Until the server listens."""
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if server.poll() is not None:
            raise SystemExit("the server did not start")
        time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main())
