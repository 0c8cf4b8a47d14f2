"""The columns of a search index as arrays: counted by facets and put in order without the database."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

FACETS = ("type", "issuer", "year", "province")
"""What the reader narrows by."""
ORDERS = ("newest", "oldest", "cited")
"""In what order the reader may want documents, but by fitness."""
SHOWN = 12
"""Values of a facet at most."""

TABLE = """
CREATE TABLE columns(name TEXT PRIMARY KEY, data BLOB);
CREATE TABLE facet(name TEXT, code INTEGER, value TEXT, PRIMARY KEY(name, code)) WITHOUT ROWID;
"""

Ids = NDArray[np.int64]
"""Documents by number, from 0, ascending."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Of each document by number: its facets' values, its weight, its place in each order."""

    values: dict[str, list[str]]
    codes: dict[str, NDArray[np.int32]]
    weight: NDArray[np.float32]
    places: dict[str, NDArray[np.int32]]

    @classmethod
    def read(cls, db: sqlite3.Connection) -> Columns:
        """The columns that :func:`write` wrote."""
        stored = dict(db.execute("SELECT name, data FROM columns"))
        values: dict[str, list[str]] = {facet: [] for facet in FACETS}
        for facet, value in db.execute("SELECT name, value FROM facet ORDER BY name, code"):
            values[facet].append(value)
        return cls(
            values,
            {facet: np.frombuffer(stored[facet], np.int32) for facet in FACETS},
            np.frombuffer(stored["weight"], np.float32),
            {order: np.frombuffer(stored[order], np.int32) for order in ORDERS},
        )

    def among(self, found: Ids, narrowed: Mapping[str, Collection[str]], *, but: str = "") -> NDArray[Any]:
        """Which of the documents found have the values wanted, but for one facet."""
        fits = np.ones(len(found), dtype=bool)
        for facet, wanted in narrowed.items():
            if facet != but:
                codes = [self.values[facet].index(v) for v in wanted if v in self.values[facet]]
                fits &= np.isin(self.codes[facet][found], codes)
        return fits

    def facet(
        self, facet: str, found: Ids, narrowed: Mapping[str, Collection[str]]
    ) -> tuple[tuple[str, int], ...]:
        """The commonest values of a facet among what the other facets leave, the chosen ones always."""
        left = found[self.among(found, narrowed, but=facet)] if narrowed.keys() - {facet} else found
        counts = np.bincount(self.codes[facet][left], minlength=len(self.values[facet]))
        rows = [(self.values[facet][n], int(counts[n])) for n in np.flatnonzero(counts)]
        rows = sorted((r for r in rows if r[0]), key=lambda r: (-r[1], r[0]))
        chosen = narrowed.get(facet, ())
        kept = [r for r in rows if r[0] in chosen] + [r for r in rows if r[0] not in chosen][:SHOWN]
        return tuple(sorted(kept, reverse=True) if facet == "year" else kept)


def write(db: sqlite3.Connection, rows: Sequence[tuple[tuple[str, ...], float, str, int]]) -> None:
    """Keep of each document its values of :data:`FACETS`, its weight, its date and how often it is cited."""
    for at, facet in enumerate(FACETS):
        known: dict[str, int] = {}
        codes = [known.setdefault(row[0][at], len(known)) for row in rows]
        _keep(db, facet, np.array(codes, np.int32))
        db.executemany("INSERT INTO facet VALUES (?,?,?)", ((facet, n, value) for value, n in known.items()))
    _keep(db, "weight", np.array([row[1] for row in rows], np.float32))
    newest = sorted(range(len(rows)), key=lambda n: rows[n][2], reverse=True)
    cited = sorted(newest, key=lambda n: -rows[n][3])
    oldest = sorted(range(len(rows)), key=lambda n: (not rows[n][2], rows[n][2]))
    for name, order in (("newest", newest), ("oldest", oldest), ("cited", cited)):
        places = np.empty(len(rows), np.int32)
        places[np.array(order, np.int64)] = np.arange(len(rows), dtype=np.int32)
        _keep(db, name, places)


def _keep(db: sqlite3.Connection, name: str, values: NDArray[Any]) -> None:
    db.execute("INSERT INTO columns VALUES (?,?)", [name, values.tobytes()])


def smallest(keys: NDArray[Any], count: int) -> Ids:
    """Where the smallest values stand, in order; of equals the first.

    >>> smallest(np.array([3, 1, 2, 1]), 3).tolist()
    [1, 3, 2]
    """
    if len(keys) > count > 0:
        limit = np.partition(keys, count - 1)[count - 1]
        less = np.flatnonzero(keys < limit)
        chosen = np.concatenate([less, np.flatnonzero(keys == limit)[: count - len(less)]])
    else:
        chosen = np.arange(len(keys))
    return chosen[np.argsort(keys[chosen], kind="stable")][:count]
