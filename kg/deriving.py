"""What ``current`` says of very many subjects, worked out in several processes and written in bulk.

The processes read a checkpoint of the store (hard links, so it costs nothing).  What is to be lost goes
first, for all subjects; what is to be held is spooled to files and loaded at the end.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from kg import current
from kg.rdf import from_nquads, nquads
from kg.store import Store
from kg.terms import Iri, vocabulary
from kg.workers import Died, Limits, Pool

SUBJECTS = 500
"""Subjects in one task."""
FEW = 8
"""So few tasks are done in this process."""
_PLACE = "deriving"


@dataclass(frozen=True, slots=True)
class Differences:
    """Works out :func:`kg.current.difference` on a checkpoint, as N-Quads."""

    checkpoint: Path
    base: str

    def __call__(self, subjects: list[Iri]) -> Iterator[tuple[bytes, bytes]]:
        """One answer: what must go, what must stand."""
        gone, new = current.difference(_opened(self.checkpoint, self.base), subjects)
        yield "".join(nquads(gone)).encode(), "".join(nquads(new)).encode()


@cache
def _opened(checkpoint: Path, base: str) -> Store:
    return Store(ox.Store.read_only(str(checkpoint)), vocabulary(base))


def write(store: Store, tasks: Iterable[list[Iri]], folder: Path, *, jobs: int) -> None:
    """Bring ``current`` up to date for these subjects; ``folder`` takes files that pass."""
    place = folder / _PLACE
    shutil.rmtree(place, ignore_errors=True)
    waiting = iter(tasks)
    first = [task for task, _ in zip(waiting, range(FEW), strict=False)]
    place.mkdir()
    try:
        if jobs > 1 and len(first) == FEW:
            _spool(store, _elsewhere(store, chain(first, waiting), place, jobs), place)
        else:
            _spool(store, _here(store, chain(first, waiting)), place)
        for file in sorted(place.glob("*.nq")):
            store.load([file.read_bytes()])
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _here(store: Store, tasks: Iterable[list[Iri]]) -> Iterator[tuple[bytes, bytes]]:
    for task in tasks:
        gone, new = current.difference(store, task)
        yield "".join(nquads(gone)).encode(), "".join(nquads(new)).encode()


def _elsewhere(
    store: Store, tasks: Iterable[list[Iri]], place: Path, jobs: int
) -> Iterator[tuple[bytes, bytes]]:
    store.inner.flush()
    store.inner.backup(str(place / "store"))
    work = Differences(place / "store", store.terms.base)
    pool: Pool[list[Iri], tuple[bytes, bytes]] = Pool(work, jobs, Limits(3600, 8192), lambda _: None)
    for task, message in pool.run(tasks):
        if isinstance(message, Died):
            gone, new = current.difference(store, task)
            yield "".join(nquads(gone)).encode(), "".join(nquads(new)).encode()
        elif isinstance(message, tuple):
            yield message


def _spool(store: Store, found: Iterable[tuple[bytes, bytes]], place: Path) -> None:
    size, number, held = 0, 0, list[bytes]()
    for gone, new in found:
        store.remove(from_nquads(gone))
        held.append(new)
        size += len(new)
        if size > 16 * 2**20:
            (place / f"{number:06}.nq").write_bytes(b"".join(held))
            size, number, held = 0, number + 1, []
    (place / f"{number:06}.nq").write_bytes(b"".join(held))
