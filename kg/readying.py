"""Writes what is ready-made of a snapshot (:mod:`kg.ready`): one SQLite file, at one go."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import bands, edges, lock
from kg.edges import FIRST
from kg.errors import GraphError
from kg.indexing import AMENDED, ENDED, PARTLY, fate_by
from kg.iri import CENTRAL
from kg.ready import GATHER, LISTED, Ready
from kg.register import register
from kg.store import Store, snapshots
from kg.terms import ELI, RDF, RDF_TYPE, Iri

DIRECTIVE = frozenset({"nghi-quyet", "chi-thi", "ket-luan", "chuong-trinh", "chien-luoc", "de-an"})
"""Types of central acts that local acts are expected to carry out."""

WIDE, WIDEST = 20_000, 200
"""Documents below an act from which on its coverage is made ready; of at most so many acts."""

_TABLES = """
CREATE TABLE work(id INTEGER PRIMARY KEY, iri TEXT, area TEXT, date TEXT, direct INTEGER, below INTEGER);
CREATE TABLE term(code INTEGER PRIMARY KEY, iri TEXT, predicate TEXT, first INTEGER);
CREATE TABLE acts(target INTEGER, term INTEGER, subject INTEGER, PRIMARY KEY(target, term, subject))
  WITHOUT ROWID;
CREATE TABLE acted(target INTEGER, predicate TEXT, count INTEGER, PRIMARY KEY(target, predicate))
  WITHOUT ROWID;
CREATE TABLE cover(target INTEGER, area TEXT, place INTEGER, count INTEGER, subject INTEGER,
  PRIMARY KEY(target, area, place)) WITHOUT ROWID;
CREATE TABLE uncovered(id INTEGER PRIMARY KEY);
CREATE TABLE documents(issuer TEXT, type TEXT, year TEXT, status TEXT, count INTEGER);
CREATE TABLE total(name TEXT, key TEXT, count INTEGER, PRIMARY KEY(name, key));
CREATE TEMP TABLE found(target INTEGER, term INTEGER, subject INTEGER);
"""
_INDEXES = """
CREATE UNIQUE INDEX work_iri ON work(iri);
CREATE INDEX work_direct ON work(direct DESC) WHERE direct > 0;
"""


def make(folder: Path) -> None:
    """Make what is ready of the newest snapshot, where it is missing; older files go, but for one.

    Does nothing where another process is at it, or where nothing can be written: only speed depends on it.
    """
    with suppress(GraphError, OSError, sqlite3.Error):
        store = Store.reading(folder)  # a newer one may be published any moment
        ready = Ready.of(folder, store.snapshot)
        if ready.exists():
            return
        ready.file.parent.mkdir(exist_ok=True)
        with lock.writer(ready.file.parent / "lock"):
            if not ready.exists():
                write(store, ready.file)
            newest = int(snapshots(folder)[-1].name)
            kept = {Ready.of(folder, n).file for n in range(store.snapshot - 1, newest + 1)}
            for old in set(ready.file.parent.glob("*.sqlite")) - kept:
                with suppress(OSError):  # Windows: somebody still reads it
                    old.unlink()


def write(store: Store, file: Path) -> None:
    """Write the file of a store; it appears only when it is whole.  One process at a time."""
    unfinished = file.parent / "next"
    unfinished.unlink(missing_ok=True)  # of one that was killed
    with closing(sqlite3.connect(unfinished)) as db:
        for setting in (
            "journal_mode = OFF",
            "synchronous = OFF",
            "temp_store = FILE",
            "cache_size = -65536",
        ):
            db.execute(f"PRAGMA {setting}")
        db.executescript(_TABLES)
        _Writing(store, db).run()
        db.commit()
    unfinished.replace(file)


@dataclass
class _Writing:
    """One file in the making; documents are numbered in the order in which they are shown."""

    store: Store
    db: sqlite3.Connection
    works: list[str] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)

    def run(self) -> None:
        """Write everything."""
        store = self.store
        resource = ox.NamedNode(ELI("LegalResource"))
        found = store.inner.quads_for_pattern(None, ox.NamedNode(RDF_TYPE), resource, self._current)
        self.works = [q.subject.value for q in found if isinstance(q.subject, ox.NamedNode)]
        self.works.sort(key=lambda work: bands.order(work, store.terms.base))
        self.ids = {work: n for n, work in enumerate(self.works)}
        above, fates = self._acts()
        self._works(above)
        self._coverage()
        self._documents(fates)
        self._totals()
        self.db.executescript(_INDEXES)

    def _acts(self) -> tuple[dict[int, list[int]], dict[int, str]]:
        """Who acts on whom; gives what each carries out, and what became of each."""
        terms, db = self.store.terms, self.db
        above: dict[int, list[int]] = defaultdict(list)
        fates: dict[int, str] = {}
        known = tuple(terms.by_term)
        for code, term in enumerate(known):
            relation = terms.by_term[term]
            first, fate = relation.predicate in FIRST, fate_by(relation.predicate, part=relation.part)
            db.execute("INSERT INTO term VALUES (?,?,?,?)", [code, term, relation.predicate, first])
            pairs = list(self._pairs(term))
            db.executemany("INSERT INTO found VALUES (?,?,?)", ((o, code, s) for s, o in pairs))
            for subject, target in pairs:
                if first:
                    above[subject].append(target)
                elif fate and _WEIGHT[fate] > _WEIGHT[fates.get(target, "")]:
                    fates[target] = fate
        db.execute("INSERT INTO acts SELECT DISTINCT * FROM found ORDER BY 1, 2, 3")
        db.execute("DROP TABLE found")
        db.execute(
            "INSERT INTO acted SELECT target, predicate, count(DISTINCT subject) FROM acts "
            "JOIN term ON code = term GROUP BY target, predicate ORDER BY 1, 2"
        )
        return above, fates

    def _pairs(self, term: Iri) -> Iterator[tuple[int, int]]:
        """Who acts on whom in just this way, and not only in a narrower one."""
        store = self.store
        under = {pair for narrower in edges.narrower(store.terms, term) for pair in self._values(narrower)}
        for pair in self._values(term):
            if pair in under and not edges.states(store, Iri(pair[0]), term, Iri(pair[1])):
                continue
            if pair[0] in self.ids and pair[1] in self.ids:
                yield self.ids[pair[0]], self.ids[pair[1]]

    def _works(self, above: dict[int, list[int]]) -> None:
        base, count = self.store.terms.base, len(self.works)
        areas = [_area(work, base) for work in self.works]
        dates = self._dates
        below, covered, direct = array("q", bytes(8 * count)), bytearray(count), array("q", bytes(8 * count))
        reached: dict[tuple[int, ...], frozenset[int]] = {}
        for subject, targets in above.items():
            chosen = tuple(sorted(set(targets)))
            for target in chosen:
                direct[target] += 1
            if chosen not in reached:
                reached[chosen] = _reached(chosen, above)
            for ancestor in reached[chosen]:
                if ancestor != subject:
                    below[ancestor] += 1
                    if areas[subject]:
                        covered[ancestor] = 1
        self.db.executemany(
            "INSERT INTO work VALUES (?,?,?,?,?,?)",
            ((n, self.works[n], areas[n], dates.get(n, ""), direct[n], below[n]) for n in range(count)),
        )
        kinds = self._column(ELI("type_document"))
        self.db.executemany(
            "INSERT INTO uncovered VALUES (?)",
            (
                [n]
                for n, work in enumerate(self.works)
                if not covered[n]
                and kinds.get(n, "").rpartition("/")[2] in DIRECTIVE
                and is_central(work, base)
            ),
        )

    def _coverage(self) -> None:
        """What each province issued below the acts with so much below them that gathering it takes long."""
        wide = self.db.execute(
            "SELECT id FROM work WHERE below > ? ORDER BY below DESC LIMIT ?", [WIDE, WIDEST]
        )
        for (target,) in wide.fetchall():
            self.db.execute(GATHER, [target, target, target, LISTED])

    def _documents(self, fates: dict[int, str]) -> None:
        kinds, dates = self._kinds, self._dates
        issuers: dict[int, list[str]] = defaultdict(list)
        for work, body in self._values(ELI("passed_by")):
            if work in self.ids:
                issuers[self.ids[work]].append(body)
        counted: Counter[tuple[str, ...]] = Counter()
        for n, work in enumerate(self.works):
            year = dates.get(n, "")[:4] or bands.order(work, self.store.terms.base)[1][:4]
            counted[" ".join(sorted(issuers.get(n, ()))), kinds.get(n, ""), year, fates.get(n, "")] += 1
        rows = ((*key, count) for key, count in sorted(counted.items()))
        self.db.executemany("INSERT INTO documents VALUES (?,?,?,?,?)", rows)

    def _totals(self) -> None:
        store, ld, current = self.store, self.store.terms.ld, self._current
        self._total("property", _grouped(store, "?s ?key ?o", current))
        self._total("class", _grouped(store, "?s a ?key", current))
        self._total("relation", _grouped(store, f"?s <{RDF('predicate')}> ?key", current))
        for name in ("resolution", "code"):
            self._total(name, _grouped(store, f"GRAPH ?g {{ ?s <{ld(name)}> ?key }}"))
        self._total("held", _grouped(store, f"?s <{ld('held')}> ?key", current))
        self._total("sources", [("", len(store.sources()))])

    def _total(self, name: str, rows: Iterable[tuple[str, int]]) -> None:
        self.db.executemany("INSERT INTO total VALUES (?,?,?)", ((name, *row) for row in rows))

    @cached_property
    def _kinds(self) -> dict[int, str]:
        return self._column(ELI("type_document"))

    @cached_property
    def _dates(self) -> dict[int, str]:
        return self._column(ELI("date_document"), self.store.terms.ld("datePrinted"))

    def _column(self, *predicates: Iri) -> dict[int, str]:
        """The value that each document has of the first of some predicates."""
        found: dict[int, str] = {}
        for predicate in predicates:
            for work, value in self._values(predicate):
                if work in self.ids:
                    found.setdefault(self.ids[work], value)
        return found

    def _values(self, predicate: Iri) -> Iterator[tuple[str, str]]:
        rows: Any = self.store.inner.query(
            f"SELECT ?s ?o {{ ?s <{predicate}> ?o }}", default_graph=self._current
        )
        return ((row[0].value, row[1].value) for row in rows)

    @property
    def _current(self) -> ox.NamedNode:
        return ox.NamedNode(self.store.terms.current)


_WEIGHT = {"": 0, AMENDED: 1, PARTLY: 2, ENDED: 3}


def is_directive(kind: str) -> bool:
    """Whether documents of a type call for others that carry them out."""
    return kind.rpartition("/")[2] in DIRECTIVE


def is_central(work: str, base: str) -> bool:
    """Whether the IRI of a document names a central body."""
    return CENTRAL in _place(work, base).split("+")


def _area(work: str, base: str) -> str:
    """The province that an IRI names; "" for central bodies and where it is unknown."""
    place = _place(work, base)
    first = place.partition("/")[0].partition("+")[0]
    return "" if first == CENTRAL or first not in register().areas else first


def _place(work: str, base: str) -> str:
    root = f"{base}eli/vn/"
    return work.removeprefix(root).rsplit("/", 4)[0] if work.startswith(root) else ""


def _reached(start: Iterable[int], above: dict[int, list[int]]) -> frozenset[int]:
    seen = set(start)
    waiting = list(seen)
    while waiting:
        for end in above.get(waiting.pop(), ()):
            if end not in seen:
                seen.add(end)
                waiting.append(end)
    return frozenset(seen)


def _grouped(store: Store, pattern: str, graph: ox.NamedNode | None = None) -> list[tuple[str, int]]:
    asked = f"SELECT ?key (COUNT(*) AS ?n) {{ {pattern} }} GROUP BY ?key"
    rows: Any = store.inner.query(asked, default_graph=graph)
    return sorted((row["key"].value, int(row["n"].value)) for row in rows)
