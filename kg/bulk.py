"""The one process that writes a build: sources into the store in batches, then what follows from them.

New source graphs are bulk-loaded, which is not safe against a kill; so a source counts as read only when
its reading stands in the graph of runs, which is written after it, in one transaction.  What stands
without a reading is swept away when the next build finds the journal of this one.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from kg import current, deriving, iri, readying
from kg.entries import Scope
from kg.errors import DiskFull
from kg.journal import Journal, Result
from kg.rdf import from_nquads
from kg.reading import Read, node, printable, tool, touches
from kg.sources import place_of
from kg.store import Store
from kg.terms import PROV, RDF_TYPE, XSD, Iri, Literal, Quad

BATCH = 128
"""Documents written together."""
BATCH_BYTES = 16 * 2**20
BATCH_SECONDS = 5.0
"""So much of slow work may be lost in a kill."""
DIGITS = 32
"""Digits of a digest that name a source."""
SHARE = 5_000
"""Subjects derived together."""


@dataclass(slots=True)
class _Batch:
    reads: list[tuple[Path, Read, bool, bool]] = field(default_factory=list)
    wholes: list[tuple[Path, str, frozenset[str], bool]] = field(default_factory=list)
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
        self._thread = ThreadPoolExecutor(1) if jobs > 1 else None
        self._writing: Future[None] | None = None
        self._batch = _Batch()

    def open(self, *, resume: bool = False) -> None:
        """Open the store and the journal; take up what a killed build left."""
        self._context = Store.writing(self.folder, base=self.base)
        self.store = self._context.__enter__()
        self.opened = True
        self.journal = Journal(self.folder)
        self.terms = self.store.terms
        if self.journal.found:
            self.store.touch()
            self._sweep()
            if self.journal.deriving:
                self._touch_all()
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
                readying.make(self.folder)
        except BaseException as failed:
            error = error or failed
            if failed is not error:
                raise
        finally:
            self.journal.close(finished=error is None)

    # what is known

    def known(self, path: Path) -> dict[str, str]:
        """The digests of a file, and of the documents in it, that this version has read."""
        if not self.opened:
            return {}
        ld, runs = self.terms.ld, self.terms.runs
        top, name = node(path, base=self.terms.base), printable(path)
        said = self._word(top, ld("path"))
        readings = {top: name}
        for quad in self.store.match(None, PROV("wasInformedBy"), top, runs):
            readings[quad.subject] = name + self._word(quad.subject, ld("path")).removeprefix(said)
        return {
            name: digest
            for reading, name in readings.items()
            if (digest := self._digest(reading))
            and Literal(tool()) in self.store.objects(reading, ld("tool"), runs)
        }

    def _digest(self, reading: Iri) -> str:
        """What the file was: an archive's digest is kept, a document's names its source."""
        ld, runs = self.terms.ld, self.terms.runs
        sources = [str(source).rpartition("/")[2] for source in self.store.objects(reading, ld("read"), runs)]
        return (sources or [self._word(reading, ld("digest"))[:DIGITS]])[0]

    def _word(self, subject: Iri, predicate: Iri) -> str:
        found = self.store.objects(subject, predicate, self.terms.runs)
        return next((o.value for o in found if isinstance(o, Literal)), "")

    # writing

    def write(self, path: Path, read: Read, *, inside: bool, fresh: bool) -> None:
        """Write a document of a file; with ``fresh``, also where its content is known."""
        if not self.opened:
            self.open()
        self._batch.reads.append((path, read, inside, fresh))
        self._batch.bytes += len(read.nquads)

    def whole(self, path: Path, digest: str, names: Iterable[str], *, complete: bool) -> None:
        """Say that an archive holds just the documents of these names."""
        self._batch.wholes.append((path, digest, frozenset(names), complete))

    def tell(self, result: Result) -> None:
        """Keep what became of a document; from time to time, write what was gathered."""
        self._batch.results.append(result)
        if self.opened and self._batch.full():
            self.commit()

    def commit(self) -> None:
        """Write what was gathered; with several jobs, once the batch before is written."""
        batch, self._batch = self._batch, _Batch()
        if self._thread is None:
            self._write(batch)
            return
        self._wait()
        self._writing = self._thread.submit(self._write, batch)

    def _wait(self) -> None:
        writing, self._writing = self._writing, None
        if writing is not None:
            writing.result()

    def _write(self, batch: _Batch) -> None:
        fresh: dict[Iri, Read] = {}
        for _, read, _, again in batch.reads:
            made = read.graph
            if not self.store.holds(made):
                fresh[made] = read
            elif again or not self._is_read(made):
                self.journal.touch(touches(self.store.match(None, None, None, made)))
                self.journal.touch(read.touches)
                self.store.replace(made, from_nquads(read.nquads))
        self.journal.touch({node: n for read in fresh.values() for node, n in read.touches.items()})
        self.store.load(read.nquads for read in fresh.values())
        facts: list[Quad] = []
        stale: list[Iri] = []
        for path, read, inside, _ in batch.reads:
            facts += self._facts(path, read, inside=inside)
            stale += self._stale(path, read, inside=inside)
        self._restate(facts, stale)
        for path, digest, names, complete in batch.wholes:
            self._whole(path, digest, names, complete=complete)
        self.journal.tell(batch.results)

    def _is_read(self, made: Iri) -> bool:
        """Whether this version gave a source graph."""
        ld, runs = self.terms.ld, self.terms.runs
        source = iri.source_of(made, base=self.terms.base)
        readings = (q.subject for q in self.store.match(None, ld("read"), source, runs))
        return any(Literal(tool()) in self.store.objects(r, ld("tool"), runs) for r in readings)

    def _facts(self, path: Path, read: Read, *, inside: bool) -> Iterator[Quad]:
        ld = self.terms.ld
        top = node(path, base=self.terms.base)
        reading = self._member(path, read.name) if inside else top
        source = iri.source_of(read.graph, base=self.terms.base)
        yield from self._activity(reading, path, read.name, read.digest, read.tools)
        yield self._said(reading, ld("read"), source)
        yield self._said(source, ld("path"), Literal(read.name))
        if inside:
            yield self._said(reading, PROV("wasInformedBy"), top)
            yield from self._opened(path)

    def _opened(self, path: Path) -> Iterator[Quad]:
        """What is said of an archive before all that it holds is read."""
        top = node(path, base=self.terms.base)
        yield self._said(top, self.terms.ld("path"), Literal(printable(path)))
        yield self._said(top, PROV("atLocation"), Iri(path.resolve().as_uri()))

    def _activity(
        self, reading: Iri, path: Path, name: str, digest: str, tools: tuple[str, ...] = ()
    ) -> Iterator[Quad]:
        ld = self.terms.ld
        now = datetime.now(UTC).isoformat(timespec="seconds")
        yield self._said(reading, RDF_TYPE, PROV("Activity"))
        yield self._said(reading, ld("path"), Literal(name))
        yield self._said(reading, ld("digest"), Literal(digest))
        for words in (tool(), *tools):
            yield self._said(reading, ld("tool"), Literal(words))
        yield self._said(reading, PROV("endedAtTime"), Literal(now, XSD("dateTime")))
        yield self._said(reading, PROV("atLocation"), Iri(path.resolve().as_uri()))

    def _said(self, subject: Iri, predicate: Iri, value: Iri | Literal) -> Quad:
        return Quad(subject, predicate, value, self.terms.runs)

    def _member(self, path: Path, name: str) -> Iri:
        return node(path, name.removeprefix(printable(path)), base=self.terms.base)

    def _stale(self, path: Path, read: Read, *, inside: bool) -> Iterator[Iri]:
        """The readings that a new one takes the place of."""
        if inside:
            yield self._member(path, read.name)
        else:
            top = node(path, base=self.terms.base)
            yield from (top, *self._members(top))

    def _members(self, top: Iri) -> list[Iri]:
        found = self.store.match(None, PROV("wasInformedBy"), top, self.terms.runs)
        return [quad.subject for quad in found]

    def _restate(self, facts: list[Quad], readings: Iterable[Iri]) -> None:
        """Put facts in the place of what was said of readings; drop sources that nothing reads any more."""
        ld, runs = self.terms.ld, self.terms.runs
        old = {q for reading in readings for q in self.store.match(reading, None, None, runs)}
        sources: dict[Iri, set[str]] = {}
        for reading in {q.subject for q in old}:
            for source in self.store.objects(reading, ld("read"), runs):
                sources.setdefault(Iri(str(source)), set()).add(self._word(reading, ld("path")))
        self.store.add(facts)
        self.store.remove(old - set(facts))
        kept = set(facts)
        for source, names in sources.items():
            paths = {self._said(source, ld("path"), Literal(name)) for name in names}
            self.store.remove(paths - kept)
            self._drop_unread(source)

    def _drop_unread(self, source: Iri) -> None:
        if next(self.store.match(None, self.terms.ld("read"), source, self.terms.runs), None) is None:
            made = iri.graph_of(source, base=self.terms.base)
            self.journal.touch(touches(self.store.match(None, None, None, made)))
            self.store.drop(made)
            self.store.remove(list(self.store.match(source, None, None, self.terms.runs)))

    def _whole(self, path: Path, digest: str, names: frozenset[str], *, complete: bool) -> None:
        top = node(path, base=self.terms.base)
        kept = {self._member(path, name) for name in names}
        gone = [reading for reading in self._members(top) if reading not in kept]
        facts = self._activity(top, path, printable(path), digest) if complete else self._opened(path)
        self._restate(list(facts), [top, *gone])

    # the end

    def prune(self, paths: Iterable[Path]) -> list[str]:
        """Remove the readings of files that are gone, named here or inside folders named here."""
        self.commit()
        self._wait()
        named = [path.resolve() for path in paths]
        folders = [path for path in named if path.is_dir()]
        gone = []
        for quad in self.store.match(None, PROV("atLocation"), None, self.terms.runs):
            place = place_of(str(quad.object))
            mine = place in named or any(folder in place.parents for folder in folders)
            if mine and not os.path.lexists(place):
                gone.append(quad.subject)
        names = sorted(
            {
                self._word(reading, self.terms.ld("path"))
                for reading in gone
                if self.store.objects(reading, self.terms.ld("read"), self.terms.runs)
            }
        )
        self._restate([], gone)
        return names

    def finish(self) -> int:
        """Write the rest, derive what was touched; the number of triples."""
        if not self.opened:
            return 0
        self.commit()
        self._wait()
        self.journal.derive()
        for n, share in enumerate(self.journal.touched(SHARE)):
            touched = Scope(frozenset(filter(None, share.values())), frozenset(share))
            current.refresh(self.store, touched, rewrite=self.journal.rewrite, people=n == 0)
        deriving.write(self.store, self.journal.rewritten(deriving.SUBJECTS), self.folder, jobs=self.jobs)
        return len(self.store.inner)

    def _sweep(self) -> None:
        """Drop what a killed build left behind unread."""
        for made in self.store.sources():
            self._drop_unread(iri.source_of(made, base=self.terms.base))

    def _touch_all(self) -> None:
        """Derive everything anew: nobody knows how far the killed build came."""
        for made in self.store.sources():
            self.journal.touch(touches(self.store.match(None, None, None, made)))
        subjects = (q.subject for q in self.store.match(None, RDF_TYPE, None, self.terms.current))
        self.journal.rewrite(s for s in subjects if not s.startswith(f"{self.terms.base}assertion/"))


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
