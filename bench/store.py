"""Our store beside others, in one run: facts, traces up and down, counts; on generated documents.

    python bench/store.py [--documents 100000] [--rdflib 5000] [--virtuoso] [--only-ours]

Documents are those of :mod:`explorer`.  "ours": a graph folder and the library's own functions; "naive":
the same Oxigraph store asked the obvious SPARQL query over the union of all graphs; rdflib's memory store
holds fewer documents, as it takes 0.1 MB and 3 ms each; Virtuoso (Debian's package) is asked over HTTP
the queries that suit it.  Medians of some runs, in milliseconds.
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from explorer import quads

from kg import explore, trace
from kg.explore import Question
from kg.explorer import Explorer
from kg.lookup import node
from kg.rdf import n3, to_ox_quad
from kg.remote import Remote
from kg.store import Store
from kg.terms import NAMESPACES, Iri, Vocabulary, vocabulary

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

RUNS = 10
FIRST = 80
"""Documents of a trace down that are shown first."""
ROWS = ("load, s", "facts", "trace up", f"down, first {FIRST}", "count by issuer and type")
COUNT = (
    "SELECT ?issuer ?type (COUNT(*) AS ?n) WHERE { ?d a eli:LegalResource ; eli:passed_by ?issuer ; "
    "eli:type_document ?type } GROUP BY ?issuer ?type"
)
UP = "(ld:implements|ld:details|eli:ensures_implementation_of)+"


@dataclass
class Column:
    """What was measured of one store."""

    name: str
    cells: dict[str, float | None] = field(default_factory=dict)

    def measure(self, row: str, action: Callable[[int], object], runs: int = RUNS) -> None:
        """The median of some runs; a first one warms up.  One run only of what takes over ten seconds."""
        took = []
        for n in range(runs + 1):
            start = time.perf_counter()
            action(n)
            took.append((time.perf_counter() - start) * 1000)
            if took[-1] > 10_000:
                break
        self.cells[row] = statistics.median(took[1:] or took)


def prologue(terms: Vocabulary) -> str:
    """The prefixes of the queries."""
    return "".join(f"PREFIX {n.prefix}: <{n.iri}>\n" for n in (*NAMESPACES, terms.ld))


def chosen(store: Store) -> tuple[list[Iri], Iri]:
    """Some local documents, and the act that most documents carry out."""
    current, implements = store.terms.current, store.terms.ld("implements")
    found = itertools.islice(store.match(None, implements, None, current), 0, 20_000, 500)
    works = [q.subject for q in found]
    asked = f"SELECT ?x (COUNT(*) AS ?n) {{ ?d <{implements}> ?x }} GROUP BY ?x ORDER BY DESC(?n) LIMIT 1"
    rows: Any = store.inner.query(asked, default_graph=ox.NamedNode(current))
    (row,) = rows
    print(f"the widest act has {row['n'].value} documents directly below it")
    return works, Iri(row["x"].value)


def ours(folder: Path, works: list[Iri], wide: Iri, seconds: float) -> Column:
    """The library's own functions over a published snapshot."""
    column, store = Column("ours", {"load, s": seconds}), Store.reading(folder)
    column.measure("facts", lambda n: node(store, works[n % len(works)]))
    column.measure("trace up", lambda n: trace.up(store, works[n % len(works)]))
    question = Question(wide, "down", limit=FIRST)
    column.measure(f"down, first {FIRST}", lambda _: explore.view(Explorer(store), question), 3)
    current = ox.NamedNode(store.terms.current)
    asked = prologue(store.terms) + COUNT
    column.measure(
        "count by issuer and type", lambda _: list(rows_of(store.inner, asked, default_graph=current)), 3
    )
    return column


def naive(folder: Path, works: list[Iri], wide: Iri) -> Column:
    """The obvious queries, over the union of all graphs."""
    store = Store.reading(folder)
    start = prologue(store.terms)
    column = Column("Oxigraph, naive")

    def ask(query: str) -> list[object]:
        return list(rows_of(store.inner, start + query, use_default_graph_as_union=True))

    column.measure("facts", lambda n: ask(f"SELECT ?p ?o {{ <{works[n % len(works)]}> ?p ?o }}"))
    column.measure(
        "trace up",
        lambda n: ask(f"SELECT DISTINCT ?x {{ <{works[n % len(works)]}> {UP} ?x . ?x a eli:LegalResource }}"),
        2,
    )
    column.measure(
        f"down, first {FIRST}", lambda _: ask(f"SELECT DISTINCT ?x {{ ?x {UP} <{wide}> }} LIMIT {FIRST}"), 2
    )
    column.measure("count by issuer and type", lambda _: ask(COUNT), 2)
    return column


def rows_of(store: ox.Store, query: str, **options: Any) -> Any:
    """The solutions of a query."""
    return store.query(query, **options)


def rdflib_memory(documents: int) -> Column:
    """rdflib's own store, with fewer documents."""
    from rdflib import Graph, URIRef
    from rdflib.util import from_n3

    terms = vocabulary()
    column, graph, start = Column(f"rdflib, {documents}"), Graph(), time.perf_counter()
    for s, p, o, _ in quads(terms, documents):
        graph.add((URIRef(s), URIRef(p), from_n3(n3(o))))
    column.cells["load, s"] = time.perf_counter() - start
    works = sorted(set(graph.subjects(URIRef(terms.ld("implements")))))[::50]
    wide = max(
        set(graph.objects(None, URIRef(terms.ld("implements")))),
        key=lambda o: len(set(graph.subjects(None, o))),
    )
    start_ = prologue(terms)
    column.measure("facts", lambda n: list(graph.predicate_objects(works[n % len(works)])))
    column.measure(
        "trace up",
        lambda n: list(
            graph.query(
                f"{start_} SELECT DISTINCT ?x {{ <{works[n % len(works)]}> {UP} ?x . "
                "?x a eli:LegalResource }"
            )
        ),
        2,
    )
    column.measure(
        f"down, first {FIRST}",
        lambda _: list(graph.query(f"{start_} SELECT DISTINCT ?x {{ ?x {UP} <{wide}> }} LIMIT {FIRST}")),
        2,
    )
    column.measure("count by issuer and type", lambda _: list(graph.query(start_ + COUNT)), 2)
    return column


def virtuoso(file: Path, works: list[Iri], wide: Iri) -> Column | None:
    """Debian's Virtuoso over HTTP; None where it is not installed."""
    from tests.test_remote import INI, ISQL, VIRTUOSO, free_port, running

    if not (VIRTUOSO and ISQL):
        return None
    folder, sql, http = Path(tempfile.mkdtemp()), free_port(), free_port()
    settings = INI.format(folder=folder, sql=sql, http=http).replace(
        "NumberOfBuffers = 20000\nMaxDirtyBuffers = 15000",
        f"NumberOfBuffers = 170000\nMaxDirtyBuffers = 130000\nDirsAllowed = {file.parent}",
    )
    (folder / "virtuoso.ini").write_text(settings, encoding="ascii")
    column, start = Column("Virtuoso"), prologue(vocabulary())
    try:
        with running([VIRTUOSO, "+foreground", "+configfile", str(folder / "virtuoso.ini")], http, folder):
            begun = time.perf_counter()
            for statement in (
                f"ld_dir('{file.parent}', '{file.name}', 'urn:x');",
                "rdf_loader_run();",
                "checkpoint;",
            ):
                subprocess.run(
                    [ISQL, f"127.0.0.1:{sql}", "dba", "dba", f"exec={statement}"],
                    check=True,
                    capture_output=True,
                )
            column.cells["load, s"] = time.perf_counter() - begun
            remote = Remote(f"http://127.0.0.1:{http}/sparql")
            graph = f"FROM <{vocabulary().current}>"

            def ask(query: str) -> None:
                remote._query(start + query)

            column.measure(
                "facts", lambda n: ask(f"SELECT ?p ?o {graph} WHERE {{ <{works[n % len(works)]}> ?p ?o }}")
            )
            column.measure(
                "trace up",
                lambda n: ask(f"SELECT DISTINCT ?x {graph} WHERE {{ <{works[n % len(works)]}> {UP} ?x }}"),
            )
            column.measure(
                f"down, first {FIRST}",
                lambda _: ask(f"SELECT DISTINCT ?x {graph} WHERE {{ ?x {UP} <{wide}> }} LIMIT {FIRST}"),
                3,
            )
            column.measure(
                "count by issuer and type", lambda _: ask(COUNT.replace("WHERE", f"{graph} WHERE")), 3
            )
            remote.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return column


def table(columns: list[Column]) -> str:
    """The columns side by side."""
    lines = [["", *(c.name for c in columns)]]
    for row in ROWS:
        cells = [c.cells.get(row) for c in columns]
        lines.append([row, *("" if v is None else f"{v:.0f}" if v >= 100 else f"{v:.3g}" for v in cells)])
    widths = [max(len(line[n]) for line in lines) for n in range(len(lines[0]))]
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)) for line in lines)


def main() -> int:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--rdflib", type=int, default=5_000)
    parser.add_argument("--virtuoso", action="store_true")
    parser.add_argument("--only-ours", action="store_true")
    arguments = parser.parse_args()
    work = Path(tempfile.mkdtemp())
    try:
        file, folder = work / "data" / "graph.nq", work / "graph"
        file.parent.mkdir()
        terms = vocabulary()
        with file.open("wb") as out:
            ox.serialize(map(to_ox_quad, quads(terms, arguments.documents)), out, format=ox.RdfFormat.N_QUADS)
        begun = time.perf_counter()
        with Store.writing(folder) as store:
            store.inner.bulk_load(path=file, format=ox.RdfFormat.N_QUADS)
            store.touch()
            triples = len(store.inner)
        loaded = time.perf_counter() - begun
        print(f"{arguments.documents} documents, {triples} triples")
        works, wide = chosen(Store.reading(folder))
        columns = [ours(folder, works, wide, loaded)]
        if not arguments.only_ours:
            columns.append(naive(folder, works, wide))
            if arguments.virtuoso and (found := virtuoso(file, works, wide)):
                columns.append(found)
            if arguments.rdflib:
                columns.append(rdflib_memory(arguments.rdflib))
        print(table(columns))
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
