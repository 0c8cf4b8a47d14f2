"""Our store alone with very many documents, one resolution having nearly all of them below it.

    python bench/archive.py [--documents 1000000] [--whole N] [--hub 0.93] [--graph FOLDER] [--search]
        [--write]

Documents are those of :mod:`generated`.  What was built stays in FOLDER (about 15 GB for a million), to be
measured again.  Medians of 20 in milliseconds; ``--write`` puts the table into ``docs/store.md``.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

from columns import Column, table, write
from generated import blocks

from kg import dossier, edges, explore, lookup, readying, search, trace
from kg.explore import Question
from kg.explorer import Explorer
from kg.overview import Overview
from kg.status import status
from kg.store import Store
from kg.terms import Iri

PAGE = Path(__file__).resolve().parent.parent / "docs" / "store.md"
FIRST = 80
"""Documents of a trace down that are shown first."""


def build(folder: Path, count: int, hub: float, whole: int | None) -> dict[str, float]:
    """Load the documents block by block; how long the loading took, how many triples, how much memory."""
    seconds = 0.0
    with Store.writing(folder) as store:
        for block in blocks(store.terms, count, hub=hub, whole=whole):
            start = time.perf_counter()
            store.load([block])
            seconds += time.perf_counter() - start
        triples = len(store.inner)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    found = {"documents": count, "triples": triples, "seconds": seconds, "peak": peak}
    return found | {"whole": count if whole is None else whole}


def chosen(store: Store) -> tuple[list[Iri], Iri]:
    """Some local documents, and the act that most documents carry out."""
    implements = store.match(None, store.terms.ld("implements"), None, store.terms.current)
    works = [q.subject for q in itertools.islice(implements, 0, 20_000, 500)]
    assert store.ready is not None
    ((wide, _),) = store.ready.most_carried_out(1)
    return works, wide


def ours(store: Store, works: list[Iri], wide: Iri) -> Column:
    """What the library and the pages ask, over a published snapshot."""
    column, count = Column("median"), len(works)
    wanted = edges.FIRST
    column.measure("facts of a document", lambda n: lookup.node(store, works[n % count]))
    column.measure("trace up, with evidence", lambda n: trace.up(store, works[n % count]))
    column.measure(f"trace down, first {FIRST}", lambda _: trace.down(store, wide, limit=FIRST))
    column.measure(
        f"trace down, {FIRST} after {FIRST * 100:,}",
        lambda _: trace.down(store, wide, limit=FIRST, skip=FIRST * 100),
    )
    column.measure(
        f"picture of the first {FIRST} below",
        lambda _: explore.view(Explorer(store), Question(wide, "down", limit=FIRST)),
    )
    column.measure("how many act on it, by relation", lambda _: edges.counts(store, wide))
    column.measure("page of the widest act", lambda _: dossier.dossier(Explorer(store), wide))
    column.measure(
        "who carries it out, first 100 with evidence",
        lambda _: [Explorer(store).hop(e) for e in Explorer(store).below(wide, wanted, most=100)],
    )
    column.measure("page of a document", lambda n: dossier.dossier(Explorer(store), works[n % count]))
    column.measure("status of the widest act", lambda _: status(store, wide, "2025-01-01"))
    assert store.ready is not None
    ready = store.ready
    column.measure("count by issuer and type", lambda _: ready.documents("issuer", "type"))
    column.measure("count by type, year and status", lambda _: ready.documents("type", "year", "status"))
    column.measure("acts most carried out", lambda _: Overview(Explorer(store)).most_carried_out())
    column.measure("coverage of the widest act by province", lambda _: ready.coverage(wide, 40), 3)
    numbers = [lookup.node(store, work).number for work in works]
    column.measure("a number of many documents", lambda n: lookup.find(store, numbers[n % count]))
    return column


def searching(folder: Path, column: Column) -> None:
    """The search index over all titles."""
    start = time.perf_counter()
    index = search.index(folder)
    column.cells["search index, s (0 where it stood)"] = time.perf_counter() - start
    column.measure("search: a number", lambda n: index.search(f"{n * 37 + 1} qd ubnd quang nam"))
    column.measure("search: words of a title", lambda n: index.search(f"chuyen doi so dot {n + 11}"))
    column.measure("search: a very common word", lambda n: index.search(("ubnd", "ke hoach")[n % 2]))


def size(folder: Path) -> float:
    """Gigabytes of the files in a folder."""
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 1e9


def main() -> int:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--hub", type=float, default=0.93)
    parser.add_argument(
        "--whole", type=int, help="only so many with all their relations, the others with one at most"
    )
    parser.add_argument("--graph", type=Path)
    parser.add_argument("--search", action="store_true")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    folder = arguments.graph or Path(tempfile.mkdtemp())
    try:
        record = folder / "built.json"
        if not record.exists():
            built = build(folder, arguments.documents, arguments.hub, arguments.whole)
            start = time.perf_counter()
            readying.make(folder)
            built["ready"] = time.perf_counter() - start
            record.write_text(json.dumps(built), encoding="utf-8")
        built = json.loads(record.read_text(encoding="utf-8"))
        store = Store.reading(folder)
        works, wide = chosen(store)
        assert store.ready is not None
        column = ours(store, works, wide)
        if arguments.search:
            searching(folder, column)
        said = (
            f"{built['documents']:,.0f} documents ({built['whole']:,.0f} with all their relations, the "
            f"others with one at most), {built['triples']:,.0f} triples; the widest act has "
            f"{edges.counts(store, wide)['implements']:,} documents directly below it and "
            f"{store.ready.below(wide):,} in all. Loaded in {built['seconds']:,.0f} s "
            f"({built['triples'] / built['seconds']:,.0f} triples a second, peak {built['peak']:,.0f} MB), "
            f"made ready in {built['ready']:,.0f} s; {size(folder / 'store'):.1f} GB in the store, "
            f"{size(folder / 'ready'):.2f} GB ready-made. Milliseconds, medians of 20:"
        )
        print(f"{said}\n\n{table([column, Column('CPU', cells=column.cpu)])}")
        if arguments.write:
            write(PAGE, "archive", f"{said}\n\n{table([column, Column('CPU', cells=column.cpu)])}")
    finally:
        if not arguments.graph:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
