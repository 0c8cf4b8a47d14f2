"""What follows from very many sources: decided and derived in several processes, written in bulk.

The processes read a checkpoint of the store (hard links, so it costs nothing).  What is to be lost goes
first, of everything; what is to be held is spooled to files and loaded at the end.  A journal keeps what
is still to do, so that after a kill only that is done.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path

import pyoxigraph as ox

from kg import current, memory
from kg.entries import Scope, verdicts
from kg.identity import Verdicts
from kg.journal import Journal
from kg.rdf import from_nquads, line
from kg.store import Store
from kg.terms import RDF, Iri, Quad, vocabulary
from kg.workers import Died, Limits, Pool

NODES = 250
"""Nodes decided in one task."""
SUBJECTS = 500
"""Subjects derived in one task."""
FEW = 8
"""So few tasks are done in this process."""
SPOOL = 8 * 2**20
"""Bytes loaded together."""
_PLACE = "deriving"
_LAST = RDF("subject")
"""What leads from a subject to the assertions on it: where a kill leaves a part, it must still be there."""


@dataclass(frozen=True, slots=True)
class Task:
    """Nodes to decide, or subjects to derive, by what stands in a checkpoint."""

    checkpoint: Path
    base: str
    what: Scope | list[Iri]


@dataclass(frozen=True, slots=True)
class Change:
    """What must go and what must stand, as N-Quads, and of whom ``current`` must then speak anew."""

    gone: bytes
    new: bytes
    subjects: frozenset[Iri] = frozenset()


def work(task: Task) -> Iterator[Change]:
    """One answer, worked out on the checkpoint."""
    store, said = _opened(task.checkpoint, task.base)
    yield change(store, task.what, said)


@lru_cache(maxsize=1)
def _opened(checkpoint: Path, base: str) -> tuple[Store, Verdicts]:
    store = Store(ox.Store.read_only(str(checkpoint)), vocabulary(base))
    return store, verdicts(store)


def change(store: Store, what: Scope | list[Iri], said: Verdicts) -> Change:
    """What a task changes."""
    if isinstance(what, Scope):
        decided = current.decide(store, what, said)
        return Change(_nquads(decided.gone), _nquads(decided.new), decided.subjects)
    gone, new = current.difference(store, what)
    last = {quad for quad in gone if quad.predicate == _LAST}
    return Change(_nquads(gone - last) + _nquads(last), _nquads(new))


def write(store: Store, journal: Journal, folder: Path, *, jobs: int) -> None:
    """Bring ``identity`` and ``current`` up to date; ``folder`` takes files that pass."""
    current.refresh(store, Scope(), rewrite=journal.rewrite)  # what people decided since
    with _place(folder) as place, Pool(work, jobs, Limits(3600, 8192), _no_more) as pool:
        scopes = (Scope(frozenset(filter(None, n.values())), frozenset(n)) for n in journal.touched(NODES))
        _apply(store, store.terms.identity, _changes(store, scopes, place / "identity", pool), journal, place)
        journal.decided()
        subjects = journal.rewritten(SUBJECTS)
        _apply(store, store.terms.current, _changes(store, subjects, place / "current", pool), journal, place)


@contextmanager
def _place(folder: Path) -> Iterator[Path]:
    place = folder / _PLACE
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _no_more(_: Task) -> None:
    """Nothing is tried again in a worker."""


def _changes(
    store: Store, tasks: Iterable[Scope] | Iterable[list[Iri]], checkpoint: Path, pool: Pool[Task, Change]
) -> Iterator[Change]:
    """The changes of all tasks, in no order."""
    waiting: Iterator[Scope | list[Iri]] = iter(tasks)
    first = list(islice(waiting, FEW))
    said = verdicts(store)
    if pool.jobs < 2 or len(first) < FEW:
        yield from (change(store, task, said) for task in chain(first, waiting))
        return
    store.inner.flush()
    store.inner.backup(str(checkpoint))
    asked = (Task(checkpoint, store.terms.base, task) for task in chain(first, waiting))
    for task, message in pool.run(asked):
        if isinstance(message, Died):
            yield change(store, task.what, said)
        elif isinstance(message, Change):
            yield message


def _apply(store: Store, graph: Iri, changes: Iterable[Change], journal: Journal, place: Path) -> None:
    """Bring a graph up to date; one that is new has nothing to lose, and is loaded meanwhile."""
    meanwhile = not store.holds(graph)
    size, held, loading = 0, list[bytes](), list[Future[None]]()
    with ThreadPoolExecutor(1) as loader:
        for n, found in enumerate(changes):
            journal.rewrite(found.subjects)
            store.remove(from_nquads(found.gone))
            held.append(found.new)
            size += len(found.new)
            if size > SPOOL:
                file = place / f"{n:06}.nq"
                file.write_bytes(b"".join(held))
                size, held = 0, []
                if meanwhile:
                    loading.append(loader.submit(_load, store, file))
        for future in loading:
            future.result()
    for file in sorted(place.glob("*.nq")):
        _load(store, file)
    store.load(held)


def _load(store: Store, file: Path) -> None:
    store.load([file.read_bytes()])
    memory.give_back()
    file.unlink()


def _nquads(quads: Iterable[Quad]) -> bytes:
    return "".join(map(line, quads)).encode()
