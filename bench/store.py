"""Our store beside others, in one run: load, facts, traces up and down, counts; on generated documents.

    python bench/store.py [--documents 100000] [--rdflib N] [--without rdflib,virtuoso,naive] [--write]

Documents are those of :mod:`generated`.  "ours": a graph folder and the library's own functions, evidence and
all; "naive": the same Oxigraph store asked the obvious SPARQL over the union of all graphs; rdflib's memory
store holds the graph ``current`` alone; Virtuoso (Debian's package) is asked over HTTP the queries that suit
it.  Each is measured in a process of its own.  Milliseconds of the processor, means of 20 runs, one run where
that takes over ten seconds; ``--write`` puts the table into ``docs/store.md``.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from archive import FIRST, PAGE
from columns import Column, table, write
from generated import blocks, documents

from kg import edges, lookup, readying, trace
from kg.remote import Remote
from kg.store import Store
from kg.terms import NAMESPACES, Iri, Vocabulary, vocabulary

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

FACTS, UP, DOWN, COUNT = "facts", "trace up", f"down, first {FIRST}", "count by issuer and type"
LOAD, PEAK, READY = "load, s", "peak memory, MB", "make counts ready, s"
COUNTS = (
    "SELECT ?issuer ?type (COUNT(*) AS ?n) WHERE { ?d a eli:LegalResource ; eli:passed_by ?issuer ; "
    "eli:type_document ?type } GROUP BY ?issuer ?type"
)
WAY = "(ld:implements|ld:details|eli:ensures_implementation_of)+"


@dataclass(frozen=True, slots=True)
class Task:
    """What is measured: the data, the graph folder, documents to ask for, the widest act."""

    data: Path
    folder: Path
    works: tuple[Iri, ...]
    wide: Iri

    def work(self, n: int) -> Iri:
        """One of the documents, in turn."""
        return self.works[n % len(self.works)]

    def queries(self, graph: str = "") -> dict[str, Callable[[int], str]]:
        """The obvious questions; ``graph`` is a FROM clause."""
        head = prologue(vocabulary())
        return {
            FACTS: lambda n: f"{head}SELECT ?p ?o {graph} WHERE {{ <{self.work(n)}> ?p ?o }}",
            UP: lambda n: (
                f"{head}SELECT DISTINCT ?x {graph} "
                f"WHERE {{ <{self.work(n)}> {WAY} ?x . ?x a eli:LegalResource }}"
            ),
            DOWN: lambda _: (
                f"{head}SELECT DISTINCT ?x {graph} WHERE {{ ?x {WAY} <{self.wide}> }} LIMIT {FIRST}"
            ),
            COUNT: lambda _: head + COUNTS.replace("WHERE", f"{graph} WHERE"),
        }


def prologue(terms: Vocabulary) -> str:
    """The prefixes of the queries."""
    return "".join(f"PREFIX {n.prefix}: <{n.iri}>\n" for n in (*NAMESPACES, terms.ld))


def loaded(task: Task) -> Column:
    """Ours, from the file: how long the loading takes, and making the counts ready."""
    column, start = Column("ours"), time.process_time()
    with Store.writing(task.folder) as store:
        store.inner.bulk_load(path=task.data, format=ox.RdfFormat.N_QUADS)
        store.touch()
    column.cells[LOAD] = time.process_time() - start
    column.cells[PEAK] = peak()
    start = time.process_time()
    readying.make(task.folder)
    column.cells[READY] = time.process_time() - start
    return column


def ours(task: Task) -> Column:
    """The library's own functions over a published snapshot."""
    column, store = Column("ours"), Store.reading(task.folder)
    ready = store.ready
    assert ready is not None
    column.measure(FACTS, lambda n: lookup.node(store, task.work(n)))
    column.measure(UP, lambda n: trace.up(store, task.work(n)))
    column.measure(DOWN, lambda _: trace.down(store, task.wide, limit=FIRST))
    column.measure(COUNT, lambda _: ready.documents("issuer", "type"))
    return column


def naive(task: Task) -> Column:
    """The obvious queries, over the union of all graphs."""
    column, store = Column("Oxigraph, naive"), Store.reading(task.folder)

    def ask(query: str) -> None:
        rows: Any = store.inner.query(query, use_default_graph_as_union=True)
        list(rows)

    for row, query in task.queries().items():
        column.measure(row, lambda n, q=query: ask(q(n)))  # type: ignore[misc]
    return column


def rdflib_memory(task: Task) -> Column:
    """rdflib's own store."""
    from rdflib import Graph, Literal, URIRef

    column, graph, start = Column("rdflib Memory"), Graph(), time.process_time()
    for s, p, o in _current(task.data):
        value = (
            (Literal(o.value, lang=o.language) if o.language else Literal(o.value, datatype=o.datatype.value))
            if isinstance(o, ox.Literal)
            else URIRef(o.value)
        )
        graph.add((URIRef(s.value), URIRef(p.value), value))
    column.cells[LOAD] = time.process_time() - start
    column.cells[PEAK] = peak()
    for row, query in task.queries().items():
        column.measure(row, lambda n, q=query: list(graph.query(q(n))))  # type: ignore[misc]
    return column


def _current(data: Path) -> Iterator[tuple[Any, Any, Any]]:
    wanted = ox.NamedNode(vocabulary().current)
    for quad in ox.parse(path=data, format=ox.RdfFormat.N_QUADS):
        if quad.graph_name == wanted:
            yield quad.subject, quad.predicate, quad.object


def virtuoso(task: Task) -> Column:
    """Debian's Virtuoso over HTTP."""
    from tests.helpers_servers import INI, ISQL, VIRTUOSO, free_port, running

    column = Column("Virtuoso")
    if not (VIRTUOSO and ISQL):
        return column
    folder, sql, http = task.data.parent / "virtuoso", free_port(), free_port()
    folder.mkdir()
    settings = INI.format(folder=folder, sql=sql, http=http).replace(
        "NumberOfBuffers = 20000\nMaxDirtyBuffers = 15000",
        f"NumberOfBuffers = 170000\nMaxDirtyBuffers = 130000\nDirsAllowed = {task.data.parent}",
    )
    (folder / "virtuoso.ini").write_text(settings, encoding="ascii")
    with running([VIRTUOSO, "+foreground", "+configfile", str(folder / "virtuoso.ini")], http, folder):
        for said in (
            f"ld_dir('{task.data.parent}', '{task.data.name}', 'urn:x');",
            "rdf_loader_run();",
            "checkpoint;",
        ):
            command = [ISQL, f"127.0.0.1:{sql}", "dba", "dba", f"exec={said}"]
            subprocess.run(command, check=True, capture_output=True)
        column.cells[LOAD] = _cpu_of_child()
        column.cells[PEAK] = float(_of_child("status", "VmHWM:")[0]) / 1e3
        column.clock = _cpu_of_child
        remote = Remote(f"http://127.0.0.1:{http}/sparql", timeout=600)
        for row, query in task.queries(f"FROM <{vocabulary().current}>").items():
            column.measure(
                row,
                lambda n, q=query: remote.ask(q(n), "application/sparql-results+json"),  # type: ignore[misc]
            )
        remote.close()
        column.clock = time.process_time
    return column


def _cpu_of_child() -> float:
    """The seconds of the processor that the server took (Linux)."""
    fields = _of_child("stat", "")
    return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")


def _of_child(file: str, head: str) -> list[str]:
    """What stands after a word in a file of ``/proc`` on the process that this one has started."""
    for children in Path("/proc/self/task").glob("*/children"):
        for child in children.read_text(encoding="ascii").split():
            for line in Path(f"/proc/{child}/{file}").read_text(encoding="ascii").splitlines():
                if line.startswith(head) and "python" not in line:
                    return line.removeprefix(head).split()
    return ["0"] * 20


def peak() -> float:
    """The most memory that this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def alone(measure: Callable[[Task], Column], task: Task) -> Column:
    """Measure in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measure, task).result()


def _write(file: Path, terms: Vocabulary, count: int) -> None:
    with file.open("wb") as out:
        out.writelines(blocks(terms, count))


def main() -> int:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--rdflib", type=int, default=100_000, help="documents that rdflib gets at most")
    parser.add_argument("--without", default="", help="rdflib,virtuoso,naive")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    place = Path(tempfile.mkdtemp())
    try:
        terms, count = vocabulary(), arguments.documents
        few = min(count, arguments.rdflib)
        made = list(documents(terms.base, few))
        works = tuple(d.iri for d in made[1 :: max(1, few // 37)] if d.height != "central")
        task = Task(place / "data" / "graph.nq", place / "graph", works, made[0].iri)
        task.data.parent.mkdir()
        _write(task.data, terms, count)
        columns = [alone(loaded, task)]
        columns[0].cpu = alone(ours, task).cpu
        left_out = arguments.without.split(",")
        if "naive" not in left_out:
            columns.append(alone(naive, task))
        if "virtuoso" not in left_out:
            columns.append(alone(virtuoso, task))
        if "rdflib" not in left_out:
            if few < count:
                _write(task.data, terms, few)
            columns.append(alone(rdflib_memory, task))
            columns[-1].name += f", {few:,} documents" if few < count else ""
        store = Store.reading(task.folder)
        said = (
            f"{count:,} documents, {len(store.inner):,} triples; the widest act has "
            f"{edges.counts(store, made[0].iri)['implements']:,} documents directly below it. "
            "Milliseconds of the processor:"
        )
        shown = [Column(c.name, cells={**c.cells, **c.cpu}) for c in columns]
        print(f"{said}\n\n{table(shown)}")
        if arguments.write:
            write(PAGE, "beside", f"{said}\n\n{table(shown)}")
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
