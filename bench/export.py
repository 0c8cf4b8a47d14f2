"""Memory and time of every export at two sizes: the peak must not grow with the graph.

    python bench/export.py [--documents 20000 100000] [--formats turtle xlsx …]

Documents are those of :mod:`explorer`, each with a source graph that cites one of them.  Every export runs
in a process of its own; "opening" only opens the graph and reads one document.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import run

from explorer import quads

from kg.export import FORMATS, write
from kg.lookup import node
from kg.rdf import to_ox_quad
from kg.sheets import WRITERS
from kg.store import Store
from kg.terms import ELI, OA, PROV, RDF_TYPE, Iri, Literal, Quad, Vocabulary, decimal, integer

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def sources(terms: Vocabulary, works: Iterator[Iri]) -> Iterator[Quad]:
    """A source graph for each work, with one citation of the work before it."""
    ld, before = terms.ld, None
    for n, work in enumerate(works):
        name = f"{n:032x}"
        graph, source = Iri(f"{terms.base}graph/{name}"), Iri(f"{terms.base}source/{name}")
        cited, mention, place, selector = (
            Iri(f"{source}#{what}") for what in ("citation-1", "mention-1", "char-0-20", "position-0-20")
        )
        yield Quad(work, ld("heldIn"), source, graph)
        facts = (
            (cited, RDF_TYPE, ld("Citation")),
            (cited, ld("refersTo"), before or work),
            (cited, ld("kind"), Literal("số hiệu")),
            (cited, ld("resolution"), Literal("resolved")),
            (cited, ld("confidence"), decimal(0.95)),
            (cited, PROV("wasDerivedFrom"), source),
            (mention, ld("mentionOf"), cited),
            (mention, OA("hasTarget"), place),
            (place, OA("hasSelector"), selector),
            (selector, OA("start"), integer(0)),
            (selector, OA("end"), integer(20)),
            (selector, OA("exact"), Literal(f"Quyết định số {n:06}")),
        )
        yield from (Quad(s, p, o, graph) for s, p, o in facts)
        before = work


def build(folder: Path, count: int) -> int:
    """The graph; how many triples it holds."""
    with Store.writing(folder) as store:
        store.inner.bulk_extend(map(to_ox_quad, quads(store.terms, count)))
        works = (q.subject for q in store.match(None, RDF_TYPE, ELI("LegalResource"), store.terms.current))
        made = [to_ox_quad(quad) for quad in sources(store.terms, works)]
        store.inner.bulk_extend(made)
        store.touch()
        return len(store.inner)


def one(folder: Path, form: str, target: Path) -> None:
    """Export, and print seconds, MB of peak memory, MB written."""
    start, store = time.perf_counter(), Store.reading(folder)
    if form == "opening":
        found = next(store.match(None, RDF_TYPE, ELI("LegalResource"), store.terms.current))
        node(store, found.subject)
        size = 0
    else:
        size = sum(path.stat().st_size for path in write(store, form, target))
    print(f"{time.perf_counter() - start:.1f} {peak():.0f} {size / 1e6:.1f}")


def peak() -> float:
    """The peak of this process in MB (Linux; getrusage would count its parent's as well)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main() -> int:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__)
    every = ["opening", *FORMATS, *WRITERS]
    parser.add_argument("--documents", type=int, nargs="+", default=[20_000, 100_000])
    parser.add_argument("--formats", nargs="+", default=every, choices=every)
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        folder, form, target = arguments.one
        one(Path(folder), form, Path(target))
        return 0
    with tempfile.TemporaryDirectory() as work:
        for count in arguments.documents:
            folder = Path(work, str(count))
            print(f"{count} documents, {build(folder, count)} triples")
            print(f"{'format':10} {'s':>7} {'peak MB':>8} {'MB out':>8}")
            for form in arguments.formats:
                command = [sys.executable, __file__, "--one", str(folder), form, str(Path(work, form))]
                said = run(command, capture_output=True, text=True, check=True).stdout.split()
                print(f"{form:10} {said[0]:>7} {said[1]:>8} {said[2]:>8}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
