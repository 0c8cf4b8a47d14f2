"""What the graph of runs says: which files were read, when and by what, and into which sources.

A reading is an activity: of a file, or of a document in the archive that a file is.  Its path stands there
as it was given, and where the file was found then, so that it is found again from any folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kg import iri
from kg.journal import Journal
from kg.reading import Read, node, printable, tool, touches
from kg.sources import place_of
from kg.store import Store
from kg.terms import PROV, RDF_TYPE, XSD, Iri, Literal, Quad

DIGITS = 32
"""Digits of a digest that name a source."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was read of a file: the document, or one ``inside`` the archive that it is."""

    path: Path
    read: Read
    inside: bool
    again: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """What an archive holds: documents of just these names, unless one could not be read."""

    path: Path
    digest: str
    names: frozenset[str]
    complete: bool


class Readings:
    """Reads and writes the graph of runs; a source that nothing reads any more goes."""

    def __init__(self, store: Store, journal: Journal) -> None:
        self.store = store
        self.journal = journal
        self.terms = store.terms
        self._places: dict[Path, Path] = {}

    def known(self, path: Path) -> dict[str, str]:
        """The digests of a file, and of the documents in it, that this version has read."""
        ld, runs = self.terms.ld, self.terms.runs
        top, name = self._top(path), printable(path)
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

    def keep(self, taken: Iterable[Taken], archives: Iterable[Held]) -> None:
        """Put what was read in the place of what was said of these files before."""
        facts: list[Quad] = []
        stale: list[Iri] = []
        for one in taken:
            facts += self._facts(one)
            stale += self._stale(one)
        self._restate(facts, stale)
        for archive in archives:
            self._hold(archive)
        self._places.clear()

    def forget(self, paths: Iterable[Path]) -> list[str]:
        """Remove the readings of files that are gone, named or inside folders named; gives their names."""
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

    def gives(self, made: Iri) -> bool:
        """Whether a reading of this version gives a source graph."""
        ld, runs = self.terms.ld, self.terms.runs
        source = iri.source_of(made, base=self.terms.base)
        readings = (q.subject for q in self.store.match(None, ld("read"), source, runs))
        return any(Literal(tool()) in self.store.objects(r, ld("tool"), runs) for r in readings)

    def _digest(self, reading: Iri) -> str:
        """What the file was: an archive's digest is kept, a document's names its source."""
        ld, runs = self.terms.ld, self.terms.runs
        sources = [str(source).rpartition("/")[2] for source in self.store.objects(reading, ld("read"), runs)]
        return (sources or [self._word(reading, ld("digest"))[:DIGITS]])[0]

    def _word(self, subject: Iri, predicate: Iri) -> str:
        found = self.store.objects(subject, predicate, self.terms.runs)
        return next((o.value for o in found if isinstance(o, Literal)), "")

    def _facts(self, taken: Taken) -> Iterator[Quad]:
        ld, path, read, inside = self.terms.ld, taken.path, taken.read, taken.inside
        top = self._top(path)
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
        top = self._top(path)
        yield self._said(top, self.terms.ld("path"), Literal(printable(path)))
        yield self._said(top, PROV("atLocation"), Iri(self._place(path).as_uri()))

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
        yield self._said(reading, PROV("atLocation"), Iri(self._place(path).as_uri()))

    def _said(self, subject: Iri, predicate: Iri, value: Iri | Literal) -> Quad:
        return Quad(subject, predicate, value, self.terms.runs)

    def _place(self, path: Path) -> Path:
        """Where a file is, looked up once between two batches."""
        if (place := self._places.get(path)) is None:
            place = self._places[path] = path.resolve()
        return place

    def _top(self, path: Path) -> Iri:
        return node(self._place(path), base=self.terms.base)

    def _member(self, path: Path, name: str) -> Iri:
        return node(self._place(path), name.removeprefix(printable(path)), base=self.terms.base)

    def _stale(self, taken: Taken) -> Iterator[Iri]:
        """The readings that a new one takes the place of."""
        if taken.inside:
            yield self._member(taken.path, taken.read.name)
        else:
            top = self._top(taken.path)
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
        old |= {self._said(s, ld("path"), Literal(name)) for s, names in sources.items() for name in names}
        self.store.exchange(old - set(facts), facts)
        for source in sources:
            self.drop_unread(source)

    def drop_unread(self, source: Iri) -> None:
        """Drop a source that no file gives any more."""
        if next(self.store.match(None, self.terms.ld("read"), source, self.terms.runs), None) is None:
            made = iri.graph_of(source, base=self.terms.base)
            self.journal.touch(touches(self.store.match(None, None, None, made)))
            self.store.drop(made)
            self.store.remove(list(self.store.match(source, None, None, self.terms.runs)))

    def _hold(self, archive: Held) -> None:
        path, top = archive.path, self._top(archive.path)
        kept = {self._member(path, name) for name in archive.names}
        gone = [reading for reading in self._members(top) if reading not in kept]
        opened = self._opened(path)
        facts = self._activity(top, path, printable(path), archive.digest) if archive.complete else opened
        self._restate(list(facts), [top, *gone])
