"""What a build has done so far, kept beside the graph so that a killed build can go on.

The file ``build.sqlite`` stands in the graph folder while the derived graph lags behind the sources:
what was touched is written before the sources change, what became of a file after.  A finished build
writes ``build-report.tsv`` and removes it.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Literal as OneOf

from kg.terms import Iri

Outcome = OneOf["read", "unchanged", "failed", "removed"]

NAME = "build.sqlite"
REPORT = "build-report.tsv"
_FIELDS = ("name", "outcome", "code", "reason", "format", "citations", "relations", "stamp")
_SHOWN = ("outcome", "name", "format", "citations", "relations", "code", "reason")
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one document; ``name`` is its path, or the way to it through an archive.

    ``code`` is a stable word where it failed ("too-slow"), ``reason`` one line in Vietnamese and
    English; ``stamp`` the size and time of the file, by which a failure is known again.
    """

    name: str
    outcome: Outcome
    code: str = ""
    reason: str = ""
    format: str = ""
    citations: int = 0
    relations: int = 0
    stamp: str = ""


class Journal:
    """The record of one build; used by one thread at a time.

    >>> journal = Journal()
    >>> journal.tell([Result("a.txt", "read")])
    >>> [result.name for result in journal.results()]
    ['a.txt']
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self.found = folder is not None and (folder / NAME).exists()
        self._database = sqlite3.connect(
            ":memory:" if folder is None else folder / NAME, check_same_thread=False
        )
        self._database.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            f"CREATE TABLE IF NOT EXISTS result ({', '.join(_FIELDS)}, PRIMARY KEY (name));"
            "CREATE TABLE IF NOT EXISTS node (share, iri, number, PRIMARY KEY (share, iri)) WITHOUT ROWID;"
            "CREATE TABLE IF NOT EXISTS subject (node PRIMARY KEY) WITHOUT ROWID;"
        )

    def touch(self, nodes: Mapping[Iri, str]) -> None:
        """Keep that these subjects, with the numbers that they have, must be derived anew."""
        rows = ((zlib.crc32((number or node).encode()), node, number) for node, number in nodes.items())
        with self._database:
            self._database.executemany("INSERT OR IGNORE INTO node VALUES (?, ?, ?)", rows)

    def touched(self, most: int) -> Iterator[dict[Iri, str]]:
        """What was touched, in shares of about ``most`` subjects; those of one number stand together.

        There is at least one share, which may be empty."""
        (count,) = self._database.execute("SELECT count(*) FROM node").fetchone()
        step = -(-(2**32) // max(1, -(-count // most)))
        for first in range(0, 2**32, step):
            rows = self._database.execute(
                "SELECT iri, number FROM node WHERE share >= ? AND share < ?", (first, first + step)
            )
            yield {Iri(node): number for node, number in rows}

    def decided(self) -> None:
        """Keep that what was touched is decided; what it changes in the derived graph was kept before."""
        with self._database:
            self._database.execute("DELETE FROM node")

    def rewrite(self, subjects: Iterable[Iri]) -> None:
        """Keep that what the derived graph says of these subjects must be written anew."""
        with self._database:
            self._database.executemany("INSERT OR IGNORE INTO subject VALUES (?)", ((s,) for s in subjects))

    def rewritten(self, most: int) -> Iterator[list[Iri]]:
        """Those subjects, sorted, at most so many at a time."""
        last = ""
        while rows := self._database.execute(
            "SELECT node FROM subject WHERE node > ? ORDER BY node LIMIT ?", (last, most)
        ).fetchall():
            yield [Iri(node) for (node,) in rows]
            last = rows[-1][0]

    def tell(self, results: Iterable[Result]) -> None:
        """Keep what became of documents."""
        places = ", ".join("?" * len(_FIELDS))
        with self._database:
            self._database.executemany(
                f"INSERT OR REPLACE INTO result VALUES ({places})",  # noqa: S608 - question marks only
                (astuple(result) for result in results),
            )

    def results(self, outcome: Outcome | None = None) -> Iterator[Result]:
        """What became of each document, by name."""
        where = "" if outcome is None else "WHERE outcome = ?"
        found = self._database.execute(
            f"SELECT * FROM result {where} ORDER BY name",  # noqa: S608 - no words from outside
            () if outcome is None else (outcome,),
        )
        return (Result(*row) for row in found)

    def start_over(self) -> None:
        """Forget what became of files, not what must be derived."""
        with self._database:
            self._database.execute("DELETE FROM result")

    def report(self, folder: Path) -> Path:
        """Write ``build-report.tsv``: one line a document, sorted; odd names are escaped."""
        target, unfinished = folder / REPORT, folder / f"{REPORT}.new"
        with unfinished.open("w", encoding="utf-8", newline="\n") as file:
            file.write("\t".join(_SHOWN) + "\n")
            for result in self.results():
                cells = (str(getattr(result, name)).translate(_ESCAPES) for name in _SHOWN)
                file.write("\t".join(cells) + "\n")
        unfinished.replace(target)
        return target

    def close(self, *, finished: bool) -> None:
        """Close it; a finished build leaves no journal."""
        self._database.close()
        if finished and self.folder is not None:
            for name in (NAME, f"{NAME}-wal", f"{NAME}-shm"):
                (self.folder / name).unlink(missing_ok=True)
