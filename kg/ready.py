# ruff: noqa: S608 - what is put into SQL here are names of columns and marks, never words of a reader
"""What is ready-made of a published snapshot: who acts on whom in the order shown, and counts.

One SQLite file a snapshot, ``ready/N-1.sqlite`` beside ``snapshots/N``; :mod:`kg.readying` writes it when a
build has published.  Nothing depends on it but speed: where it is missing, the store itself is read.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import merge
from pathlib import Path
from typing import Any

from kg.terms import Iri

BY = ("issuer", "type", "year", "status")
"""What documents are counted by; bodies and types are IRIs, joint issuers stand together ("… …")."""


FORM = 1
"""The form of the files; those of another form are made anew."""
LISTED = 40
"""Documents of one province that are ready to be listed under an act with very much below it."""
GATHERED = """
    WITH RECURSIVE below(id) AS (
      SELECT ? UNION SELECT subject FROM acts JOIN below ON target = below.id
      WHERE term IN (SELECT code FROM term WHERE first)),
    ranked AS (
      SELECT area, id, iri, date, count(*) OVER whole AS n, row_number() OVER (
        PARTITION BY area ORDER BY date = '', date, iri) AS place
      FROM work JOIN below USING (id) WHERE area != '' AND id != ?
      WINDOW whole AS (PARTITION BY area))
"""
"""The table ``ranked``: what each province issued below an act, oldest first; takes the act's id twice."""
GATHER = f"INSERT INTO cover {GATHERED} SELECT ?, area, place, n, id FROM ranked WHERE place <= ?"
"""Keeps the first of them in ``cover``; takes the act's id three times."""
_NAMED = "area, n, date, iri FROM ranked WHERE place <= ? ORDER BY area, place"
_COVERED = (
    "SELECT cover.area, cover.count, date, iri FROM cover JOIN work ON work.id = subject "
    "WHERE target = ? AND place <= ? ORDER BY cover.area, place"
)


@dataclass(frozen=True, slots=True)
class Area:
    """How many documents of a province stand below an act, when the first was issued, which come first."""

    area: str
    count: int
    first: str
    works: tuple[Iri, ...]


@dataclass
class Ready:
    """Reads one file; may be asked from several threads."""

    file: Path
    _own: threading.local = field(default_factory=threading.local)

    @classmethod
    def of(cls, folder: Path, snapshot: int) -> Ready:
        """Where what is ready of a snapshot stands, or will stand."""
        return cls(folder / "ready" / f"{snapshot}-{FORM}.sqlite")

    def exists(self) -> bool:
        """Whether it has been made."""
        return self.file.exists()

    def acting(self, work: Iri, terms: Sequence[Iri]) -> Iterator[tuple[Iri, Iri]]:
        """The documents that act on one by some terms, with the term, in the order shown; lazily."""
        target = self._id(work)
        rows = [self._acting(target, n, term) for n, term in enumerate(terms)]
        return ((Iri(iri), terms[n]) for _, n, iri in (merge(*rows) if len(rows) > 1 else rows[0]))

    def _acting(self, target: int, number: int, term: Iri) -> Iterator[tuple[int, int, str]]:
        asked = (
            "SELECT subject, ?, work.iri FROM acts JOIN work ON work.id = subject "
            "WHERE target = ? AND term = (SELECT code FROM term WHERE iri = ?) ORDER BY subject"
        )
        yield from self._ask(asked, number, target, term)

    def counts(self, work: Iri) -> dict[str, int]:
        """How many documents act on one, by predicate."""
        asked = "SELECT predicate, count FROM acted WHERE target = ? ORDER BY 1"
        return dict(self._ask(asked, self._id(work)))

    def below(self, work: Iri) -> int:
        """How many documents carry one out or detail it, at any remove."""
        row = self._ask("SELECT below FROM work WHERE iri = ?", work).fetchone()
        return int(row[0]) if row else 0

    def totals(self, name: str) -> list[tuple[str, int]]:
        """Counts under a name, the largest first: "property", "class", "relation", "resolution" …"""
        return self._ask("SELECT key, count FROM total WHERE name = ? ORDER BY 2 DESC, 1", name).fetchall()

    def documents(self, *by: str) -> Counter[tuple[str, ...]]:
        """How many documents there are by some of :data:`BY`: ``documents("issuer", "type")``.

        A joint document counts for each of its issuers.
        """
        columns = ", ".join(name for name in BY if name in by)
        order = [name for name in BY if name in by]
        found: Counter[tuple[str, ...]] = Counter()
        for *values, count in self._ask(f"SELECT {columns}, sum(count) FROM documents GROUP BY {columns}"):
            named = dict(zip(order, values, strict=True))
            for issuer in named.get("issuer", "").split(" "):
                key = tuple(issuer if name == "issuer" else named[name] for name in by)
                found[key] += count
        return found

    def most_carried_out(self, count: int) -> list[tuple[Iri, int]]:
        """The acts that most documents carry out directly."""
        asked = "SELECT iri, direct FROM work WHERE direct > 0 ORDER BY direct DESC, id LIMIT ?"
        return [(Iri(iri), n) for iri, n in self._ask(asked, count)]

    def uncovered(self) -> list[Iri]:
        """Central acts that call for local ones, without any local document below them; newest first."""
        rows = self._ask("SELECT iri FROM work JOIN uncovered USING (id) ORDER BY date DESC, iri DESC")
        return [Iri(iri) for (iri,) in rows]

    def areas(self) -> frozenset[str]:
        """The provinces of which there are documents."""
        return frozenset(area for (area,) in self._ask("SELECT DISTINCT area FROM work WHERE area != ''"))

    def coverage(self, work: Iri, most: int) -> list[Area]:
        """What each province issued below an act; of the documents the ``most`` oldest."""
        start = self._id(work)
        rows = self._ask(_COVERED, start, most).fetchall() if most <= LISTED else []
        found: dict[str, list[tuple[int, str, Iri]]] = {}
        for area, count, date, iri in rows or self._ask(f"{GATHERED} SELECT {_NAMED}", start, start, most):
            found.setdefault(area, []).append((count, date, Iri(iri)))
        return [
            Area(area, rows[0][0], rows[0][1], tuple(iri for _, _, iri in rows))
            for area, rows in found.items()
        ]

    def _id(self, work: Iri) -> int:
        row = self._ask("SELECT id FROM work WHERE iri = ?", work).fetchone()
        return int(row[0]) if row else -1

    def _ask(self, question: str, *values: Any) -> sqlite3.Cursor:
        db: sqlite3.Connection | None = getattr(self._own, "db", None)
        if db is None:
            address = f"{self.file.resolve().as_uri()}?mode=ro&immutable=1"
            db = self._own.db = sqlite3.connect(address, uri=True)
            for setting in ("temp_store = MEMORY", "mmap_size = 1073741824"):
                db.execute(f"PRAGMA {setting}")
        return db.execute(question, values)
