"""The one process that writes a build: sources into the store in batches, then what follows from them.

New source graphs are bulk-loaded, which is not safe against a kill; so a source counts as read only when
its reading stands in the graph of runs, which is written after it, in one transaction.  What stands
without a reading is swept away when the next build finds the journal of this one, which also knows what
is still to be derived.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from kg import deriving, iri, memory, readying
from kg.errors import DiskFull
from kg.journal import Journal, Result
from kg.rdf import from_nquads
from kg.reading import Read, touches
from kg.readings import Held, Readings, Taken
from kg.store import Store
from kg.terms import Iri
from kg.workers import Limits, Pool, WorkerError

BATCH = 512
"""Documents written together."""
BATCH_BYTES = 24 * 2**20
BATCH_SECONDS = 10.0
"""So much of slow work may be lost in a kill."""
FLUSH = 4
"""Batches after which the store empties its buffers, which else grow for hours."""
SMALL = 200_000
"""Triples of a graph whose index is made at once."""


@dataclass(slots=True)
class _Batch:
    taken: list[Taken] = field(default_factory=list)
    archives: list[Held] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    bytes: int = 0
    since: float = field(default_factory=time.monotonic)

    def full(self) -> bool:
        """Whether it is time to write it."""
        late = time.monotonic() - self.since > BATCH_SECONDS
        return len(self.results) >= BATCH or self.bytes >= BATCH_BYTES or late


class Writer(AbstractContextManager["Writer"]):
    """Writes to the graph in a folder; the store is opened, and made, when there is something to write.

    With several ``jobs`` a batch is written while the next one is gathered.  Leaving the block without an
    error publishes the graph and writes the report.
    """

    def __init__(self, folder: Path, *, base: str = "", jobs: int = 0) -> None:
        self.folder = folder
        self.base = base
        self.jobs = jobs
        self.opened = False
        self.triples = 0
        self._written = 0
        self._thread = ThreadPoolExecutor(1) if jobs > 1 else None
        self._writing: deque[Future[None]] = deque()
        self._batch = _Batch()

    def open(self, *, resume: bool = False) -> None:
        """Open the store and the journal; take up what a killed build left."""
        self._context = Store.writing(self.folder, base=self.base)
        self.store = self._context.__enter__()
        self.opened = True
        self.journal = Journal(self.folder)
        self.readings = Readings(self.store, self.journal)
        if self.journal.found:
            self.store.touch()
            for made in self.store.sources():  # what was written and not read
                self.readings.drop_unread(iri.source_of(made, base=self.store.terms.base))
            if not resume:
                self.journal.start_over()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._thread is not None:
            self._thread.shutdown(wait=True, cancel_futures=True)
        if not self.opened:
            return
        try:
            self._context.__exit__(kind, error, trace)
            if error is None:
                self.journal.report(self.folder)
                _make_ready(self.folder, jobs=self.jobs, triples=self.triples)
        except BaseException as failed:
            error = error or failed
            if failed is not error:
                raise
        finally:
            self.journal.close(finished=error is None)

    def known(self, path: Path) -> dict[str, str]:
        """The digests of a file, and of the documents in it, that this version has read."""
        return self.readings.known(path) if self.opened else {}

    def write(self, path: Path, read: Read, *, inside: bool, fresh: bool) -> None:
        """Write a document of a file; with ``fresh``, also where its content is known."""
        if not self.opened:
            self.open()
        self._batch.taken.append(Taken(path, read, inside, fresh))
        self._batch.bytes += len(read.nquads)

    def whole(self, path: Path, digest: str, names: Iterable[str], *, complete: bool) -> None:
        """Say that an archive holds just the documents of these names."""
        self._batch.archives.append(Held(path, digest, frozenset(names), complete))

    def tell(self, result: Result) -> None:
        """Keep what became of a document; from time to time, write what was gathered."""
        self._batch.results.append(result)
        if self.opened and self._batch.full():
            self.commit()

    def commit(self) -> None:
        """Write what was gathered; with several jobs, meanwhile: one batch is written and one waits."""
        batch, self._batch = self._batch, _Batch()
        if self._thread is None:
            self._write(batch)
            return
        self._wait(but=1)
        self._writing.append(self._thread.submit(self._write, batch))

    def _wait(self, *, but: int = 0) -> None:
        while len(self._writing) > but:
            self._writing.popleft().result()

    def _write(self, batch: _Batch) -> None:
        fresh: dict[Iri, Read] = {}
        for one in batch.taken:
            made = one.read.graph
            if not self.store.holds(made):
                fresh[made] = one.read
            elif one.again or not self.readings.gives(made):
                self.journal.touch(touches(self.store.match(None, None, None, made)))
                self.journal.touch(one.read.touches)
                self.store.replace(made, from_nquads(one.read.nquads))
        self.journal.touch({node: n for read in fresh.values() for node, n in read.touches.items()})
        self.store.load(read.nquads for read in fresh.values())
        memory.give_back()
        self.readings.keep(batch.taken, batch.archives)
        self._written += 1
        if self._written % FLUSH == 0:
            self.store.inner.flush()
        self.journal.tell(batch.results)

    def prune(self, paths: Iterable[Path]) -> list[str]:
        """Remove the readings of files that are gone, named or inside folders named; gives their names."""
        self.commit()
        self._wait()
        return self.readings.forget(paths)

    def finish(self) -> int:
        """Write the rest, derive what was touched; the number of triples."""
        if not self.opened:
            return 0
        self.commit()
        self._wait()
        deriving.write(self.store, self.journal, self.folder, jobs=self.jobs)
        self.triples = len(self.store.inner)
        return self.triples


def _make_ready(folder: Path, *, jobs: int, triples: int) -> None:
    """Make what the explorer would else make when it is first asked; of a large graph in other processes.

    A single document into a large graph leaves the index of words to the explorer, which makes it meanwhile.
    """
    if triples < SMALL:
        _ready("counts", folder)
        _ready("words", folder)
    elif not jobs:
        _ready("counts", folder)
    else:
        pool = Pool(_made_ready, min(jobs, 2), Limits(3600, 8192), lambda _: None)
        with contextlib.suppress(WorkerError):  # only speed depends on it
            deque(pool.run([("counts", folder), ("words", folder)]), maxlen=0)


def _made_ready(task: tuple[str, Path]) -> Iterator[None]:
    _ready(*task)
    return iter(())


def _ready(what: str, folder: Path) -> None:
    if what == "counts":
        readying.make(folder)
    else:
        from kg import search  # late: it loads numpy

        search.make(folder)


@contextlib.contextmanager
def named_errors(folder: Path) -> Iterator[None]:
    """Give a full disk its name."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        if getattr(error, "errno", None) == 28 or any(
            words in str(error) for words in ("No space left", "disk is full")
        ):
            raise DiskFull(
                f"đĩa chứa {folder} đã đầy; hãy dọn bớt rồi chạy lại với --resume, đồ thị cũ vẫn nguyên",
                f"the disk of {folder} is full; make room and run again with --resume, the graph is unharmed",
            ) from error
        raise
