# ruff: noqa: S608 - what is put into SQL here are names of columns and marks, never words of a reader
"""Finding documents as people type: SQLite FTS5 beside the store, one file a snapshot.

Words are folded (no marks, đ as d), so "ngheo ben vung" finds "nghèo bền vững"; a number is found in
every spelling: "126 qđ ubnd", "126/QĐUBND", "126qdubnd".
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg import lock, readying, spelling
from kg.columns import FACETS, ORDERS, Columns, Ids, smallest
from kg.errors import Busy, NoGraph
from kg.indexing import VERSION, build
from kg.keys import tokens
from kg.store import Store
from kg.terms import Iri

LARGE = 8_000_000
"""Bytes of an index that is made anew in the background."""
RANKED = 20_000
"""Of more hits than this all are equally good: the words are too common to rank by."""
_COLUMNS = "iri, label, type, number, date, issuer, title, held, fate, expires, cited"


@dataclass(frozen=True, slots=True)
class Hit:
    """A document in the list of results."""

    iri: Iri
    label: str
    type: str
    number: str
    date: str
    issuer: str
    title: str
    held: bool
    fate: str
    expires: str
    cited: int

    @property
    def day(self) -> str:
        """The date as printed in Vietnam."""
        return "/".join(reversed(self.date.split("-")))


@dataclass(frozen=True, slots=True)
class Results:
    """Hits of one page, how many there are in all, facets with counts, and what may have been meant."""

    hits: tuple[Hit, ...]
    total: int
    facets: dict[str, tuple[tuple[str, int], ...]]
    meant: str = ""


class Index:
    """The search index of one snapshot; may be asked from several threads."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._idle: list[sqlite3.Connection] = []
        with self._open() as db:
            self._columns = Columns.read(db)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection of one's own; an idle one where there is one, for its pages are warm."""
        try:
            db = self._idle.pop()
        except IndexError:
            address = f"{self.file.as_uri()}?mode=ro&immutable=1"
            db = sqlite3.connect(address, uri=True, check_same_thread=False)
            for setting in ("temp_store = MEMORY", "mmap_size = 1073741824", "cache_size = -32768"):
                db.execute(f"PRAGMA {setting}")
        try:
            yield db
        finally:
            self._idle.append(db)

    def size(self) -> int:
        """How many documents the snapshot knows."""
        return len(self._columns.weight)

    def held(self) -> int:
        """Of how many the text is held."""
        with self._open() as db:
            return int(db.execute("SELECT count(*) FROM docs WHERE held = 1").fetchone()[0])

    def years(self) -> list[tuple[str, int]]:
        """How many documents there are of each year, oldest first."""
        counts = np.bincount(self._columns.codes["year"])
        return sorted((y, int(n)) for y, n in zip(self._columns.values["year"], counts, strict=True) if y)

    def search(
        self,
        question: str = "",
        *,
        where: Mapping[str, Collection[str]] | None = None,
        order: str = "",
        limit: int = 25,
        offset: int = 0,
    ) -> Results:
        """The documents that hold every word; the last word may be unfinished.

        ``where`` narrows by facets: ``{"type": ["Quyết định"]}``; ``order`` is "", "newest", "oldest" or
        "cited".  Where nothing fits, ``meant`` is a question that something fits.
        """
        narrowed = {f: sorted(v) for f, v in (where or {}).items() if f in FACETS and v}
        words, columns = tokens(question), self._columns
        with self._open() as db:
            found, rank = _matching(db, words) if words else (np.arange(self.size()), None)
            meant = spelling.meant(db, words) if words and not len(found) else ""
            facets = {facet: columns.facet(facet, found, narrowed) for facet in FACETS}
            fits = columns.among(found, narrowed)
            left = found[fits]
            if order in ORDERS:
                keys, exact = columns.places[order][left], []
            else:
                weight = columns.weight[left]
                keys, exact = -weight if rank is None else rank[fits] * weight, _exact(db, words, left)
            first = [*exact, *left[smallest(keys, offset + limit + len(exact))].tolist()]
            rows = [_row(db, n) for n in list(dict.fromkeys(first))[offset : offset + limit]]
        hits = tuple(
            Hit(Iri(r[0]), r[1], r[2], r[3], r[4], r[5], r[6], bool(r[7]), r[8], r[9], r[10]) for r in rows
        )
        return Results(hits, len(left), facets, meant)


def _matching(db: sqlite3.Connection, words: list[str]) -> tuple[Ids, NDArray[np.float64] | None]:
    """The documents that hold the words, and how well they fit unless they are very many."""
    asked = [spelling.match(words)]
    rows = db.execute("SELECT rowid FROM words WHERE words MATCH ?", asked)
    found = np.fromiter(chain.from_iterable(rows), np.int64) - 1
    if len(found) > RANKED:
        return found, None
    # the best fit is the most negative
    ranks = db.execute("SELECT bm25(words, 8, 3, 2, 1) FROM words WHERE words MATCH ? ORDER BY rowid", asked)
    return found, np.fromiter(chain.from_iterable(ranks), np.float64)


def _exact(db: sqlite3.Connection, words: list[str], left: Ids) -> list[int]:
    """The documents whose whole number stands in the question; the longer number first."""
    keys = _runs(words)
    if not keys:
        return []
    marks = ",".join("?" * len(keys))
    rows = db.execute(f"SELECT id - 1, key FROM docs WHERE key IN ({marks}) ORDER BY id", keys).fetchall()
    known = set(left[np.isin(left, [n for n, _ in rows])].tolist())
    return [n for n, key in sorted(rows, key=lambda r: -keys.index(r[1])) if n in known]


def _row(db: sqlite3.Connection, number: int) -> tuple[Any, ...]:
    row: tuple[Any, ...] = db.execute(f"SELECT {_COLUMNS} FROM docs WHERE id = ?", [number + 1]).fetchone()
    return row


def _runs(words: list[str]) -> list[str]:
    """What may be a number in the question: runs of words that begin with a digit, joined."""
    starts = [i for i, w in enumerate(words) if w[0].isdigit()]
    return ["".join(words[i:j]) for i in starts for j in range(i + 1, min(len(words), i + 6) + 1)]


def index(folder: Path) -> Index:
    """The index of the newest snapshot in a graph folder, made first where it is missing.

    Where that takes long, the index of an older snapshot answers while the new one is made beside it.
    Raises :class:`kg.errors.NoGraph` where nothing was built yet.
    """
    store = Store.reading(folder)
    place = folder / "search"
    with suppress(OSError):
        place.mkdir(exist_ok=True)
    if not os.access(place, os.W_OK):  # a graph that one may only read
        place = Path(tempfile.mkdtemp(prefix="luocdo-"))
    file = place / f"{store.snapshot}.sqlite"
    if _fits(file):
        return Index(file.resolve())
    older = sorted((f for f in place.glob("*.sqlite") if _fits(f)), key=lambda f: int(f.stem))
    if older and older[-1].stat().st_size > LARGE:
        threading.Thread(target=_make, args=(store, file, folder), daemon=True).start()
        return Index(older[-1].resolve())
    _make(store, file, folder)
    return Index(file.resolve())


def make(folder: Path) -> None:
    """Make the index of the newest snapshot now, where it is missing, so that nobody waits for it later.

    Does nothing where nothing can be written: only speed depends on it.
    """
    with suppress(OSError, sqlite3.Error, NoGraph):
        (folder / "search").mkdir(exist_ok=True)
        store = Store.reading(folder)
        _make(store, folder / "search" / f"{store.snapshot}.sqlite", folder)


def _fits(file: Path) -> bool:
    """Whether a file is an index that this program reads."""
    if not file.stem.isdecimal() or not file.exists():
        return False
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as db:
        return bool(db.execute("PRAGMA user_version").fetchone()[0] == VERSION)


def _make(store: Store, file: Path, folder: Path) -> None:
    """Write what is ready-made and the index, clear old ones away; one process at a time."""
    try:
        with lock.writer(file.parent / "lock"):
            if not _fits(file):
                readying.make(folder)
                build(store, file)
            for old in file.parent.glob("*.sqlite"):
                if old.stem.isdecimal() and int(old.stem) < int(file.stem) - 1:
                    with suppress(OSError):  # Windows: somebody still reads it
                        old.unlink()
    except Busy:
        if not any(map(_fits, file.parent.glob("*.sqlite"))):
            build(store, file)
