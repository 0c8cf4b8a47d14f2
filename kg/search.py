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
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import lock, readying, spelling
from kg.errors import Busy
from kg.explorer import newest
from kg.indexing import FACETS, build
from kg.keys import tokens
from kg.store import Store
from kg.terms import Iri

SHOWN = 12
"""Values of a facet at most."""

LARGE = 8_000_000
"""Bytes of an index that is made anew in the background."""
RANKED = 20_000
"""Of more hits than this all are equally good: the words are too common to rank by."""
_COLUMNS = "iri, label, type, number, date, issuer, title, held, fate, expires, cited"
_ORDERS = {
    "": "",
    "newest": "date DESC, id",
    "oldest": "date = '', date, id",
    "cited": "cited DESC, date DESC, id",
}


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
        with self._open() as db:
            return int(db.execute("SELECT count(*) FROM docs").fetchone()[0])

    def held(self) -> int:
        """Of how many the text is held."""
        with self._open() as db:
            return int(db.execute("SELECT count(*) FROM docs WHERE held = 1").fetchone()[0])

    def years(self) -> list[tuple[str, int]]:
        """How many documents there are of each year, oldest first."""
        with self._open() as db:
            return db.execute(
                "SELECT year, count(*) FROM docs WHERE year != '' GROUP BY 1 ORDER BY 1"
            ).fetchall()

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
        words = tokens(question)
        with self._open() as db:
            total = _select(db, words)
            meant = spelling.meant(db, words) if words and not total else ""
            facets = {facet: _facet(db, facet, words, narrowed) for facet in FACETS}
            if narrowed:
                total = _total(db, words, narrowed)
            rows = _page(db, words, narrowed, order, limit, offset)
        hits = tuple(
            Hit(Iri(r[0]), r[1], r[2], r[3], r[4], r[5], r[6], bool(r[7]), r[8], r[9], r[10]) for r in rows
        )
        return Results(hits, total, facets, meant)


def _select(db: sqlite3.Connection, words: list[str]) -> int:
    """Put what fits into the temporary table ``found``, with its rank unless it is very much; how many."""
    if not words:
        return int(db.execute("SELECT count(*) FROM docs").fetchone()[0])
    db.execute("CREATE TEMP TABLE IF NOT EXISTS found(id INTEGER PRIMARY KEY, rank REAL)")
    db.execute("DELETE FROM found")
    rank = "bm25(words, 8, 3, 2, 1)" if spelling.count(db, words) <= RANKED else "-1"
    question = f"INSERT INTO found SELECT rowid, {rank} FROM words WHERE words MATCH ?"
    return db.execute(question, [spelling.match(words)]).rowcount


def _from(words: list[str]) -> str:
    return "found JOIN codes USING (id)" if words else "codes"


def _page(
    db: sqlite3.Connection,
    words: list[str],
    narrowed: Mapping[str, list[str]],
    order: str,
    limit: int,
    offset: int,
) -> list[tuple[Any, ...]]:
    """The rows of one page: those whose number was asked for first, unless told to sort otherwise."""
    exact, condition, values = _runs(words), _condition(narrowed), _values(narrowed)
    wanted: list[int] = []
    if order:
        question = (
            f"SELECT id FROM {_from(words)} JOIN docs USING (id) WHERE {condition} ORDER BY {_ORDERS[order]}"
        )
        wanted = [r[0] for r in db.execute(f"{question} LIMIT ? OFFSET ?", [*values, limit, offset])]
    else:
        if exact:
            marks = ",".join("?" * len(exact))
            question = (
                f"SELECT id FROM {_from(words)} JOIN docs USING (id) WHERE key IN ({marks}) AND {condition}"
            )
            wanted = [r[0] for r in db.execute(question, [*exact, *values])]
            wanted.sort(key=lambda n: exact.index(_key(db, n)), reverse=True)
        by = "rank * weight" if words else "weight DESC"
        question = f"SELECT id FROM {_from(words)} WHERE {condition} ORDER BY {by}, id"
        first = dict.fromkeys(wanted)
        rest = db.execute(f"{question} LIMIT ?", [*values, limit + offset + len(first)])
        wanted = [*first, *(r[0] for r in rest if r[0] not in first)][offset : offset + limit]
    return [db.execute(f"SELECT {_COLUMNS} FROM docs WHERE id = ?", [n]).fetchone() for n in wanted]


def _key(db: sqlite3.Connection, number: int) -> str:
    return str(db.execute("SELECT key FROM docs WHERE id = ?", [number]).fetchone()[0])


def _total(db: sqlite3.Connection, words: list[str], narrowed: Mapping[str, list[str]]) -> int:
    question = f"SELECT count(*) FROM {_from(words)} WHERE {_condition(narrowed)}"
    return int(db.execute(question, _values(narrowed)).fetchone()[0])


def _runs(words: list[str]) -> list[str]:
    """What may be a number in the question: runs of words that begin with a digit, joined."""
    starts = [i for i, w in enumerate(words) if w[0].isdigit()]
    return ["".join(words[i:j]) for i in starts for j in range(i + 1, min(len(words), i + 6) + 1)]


def _condition(narrowed: Mapping[str, list[str]], *, but: str = "") -> str:
    one = "codes.{0} IN (SELECT code FROM facet WHERE name = '{0}' AND value IN ({1}))"
    return " AND ".join(one.format(f, ",".join("?" * len(v))) for f, v in narrowed.items() if f != but) or "1"


def _values(narrowed: Mapping[str, list[str]], *, but: str = "") -> list[str]:
    return [value for f, v in narrowed.items() if f != but for value in v]


def _facet(
    db: sqlite3.Connection, facet: str, words: list[str], narrowed: Mapping[str, list[str]]
) -> tuple[tuple[str, int], ...]:
    """The commonest values of a facet among what the other facets leave, the chosen ones always."""
    if words or narrowed.keys() - {facet}:
        counted = (
            f"SELECT {facet} AS code, count(*) AS n FROM {_from(words)} "
            f"WHERE {_condition(narrowed, but=facet)} GROUP BY 1"
        )
    else:
        counted = f"SELECT code, count AS n FROM facet WHERE name = '{facet}'"
    rows = db.execute(
        f"SELECT value, n FROM ({counted}) JOIN facet USING (code) WHERE name = '{facet}' AND value != '' "
        "ORDER BY n DESC, value",
        _values(narrowed, but=facet),
    ).fetchall()
    chosen = narrowed.get(facet, [])
    kept = [r for r in rows if r[0] in chosen] + [r for r in rows if r[0] not in chosen][:SHOWN]
    if facet == "year":
        kept.sort(reverse=True)
    return tuple((str(value), int(count)) for value, count in kept)


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
    file = place / f"{newest(folder)}.sqlite"
    if file.exists():
        return Index(file.resolve())
    older = sorted((f for f in place.glob("*.sqlite") if f.stem.isdecimal()), key=lambda f: int(f.stem))
    if older and older[-1].stat().st_size > LARGE:
        threading.Thread(target=_make, args=(store, file, folder), daemon=True).start()
        return Index(older[-1].resolve())
    _make(store, file, folder)
    return Index(file.resolve())


def _make(store: Store, file: Path, folder: Path) -> None:
    """Write what is ready-made and the index, clear old ones away; one process at a time."""
    try:
        with lock.writer(file.parent / "lock"):
            if not file.exists():
                readying.make(folder)
                build(store, file)
            for old in file.parent.glob("*.sqlite"):
                if old.stem.isdecimal() and int(old.stem) < int(file.stem) - 1:
                    old.unlink(missing_ok=True)
    except Busy:
        if not any(file.parent.glob("*.sqlite")):
            build(store, file)
