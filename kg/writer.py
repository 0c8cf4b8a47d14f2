"""Single sources into the store, each all or nothing; :mod:`kg.bulk` writes many.

What happened on this machine (paths, times, versions) stands in the graph of runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg import current, iri
from kg.entries import Scope
from kg.store import Store
from kg.terms import PROV, RDF_TYPE, XSD, Iri, Literal, Quad


def printable(path: Path) -> str:
    """A path in forward slashes; bytes that are no UTF-8 are escaped."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode()


@cache
def tool() -> str:
    """The version that reads, so that a newer one reads again."""
    try:
        return f"luocdo {version('luocdo')}"
    except PackageNotFoundError:
        return "luocdo"


class Writer:
    """Writes to a store under its lock; :meth:`finish` derives what was touched."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.touched = Scope()

    def put(self, path: Path, quads: Sequence[Quad]) -> None:
        """Put what a file says, the quads of one source graph, in the place of what it said before."""
        store, terms, made = self.store, self.store.terms, quads[0].graph
        reading = Iri(f"{terms.base}run/{iri.digest(printable(path.resolve()))}")
        said = set(store.match(reading, None, None, terms.runs))
        before = {
            iri.graph_of(Iri(str(q.object)), base=terms.base) for q in said if q.predicate == terms.ld("read")
        }
        facts = set(self._facts(reading, path, made))
        self.touched |= current.scope(store, made)
        store.replace(made, quads, sorted(facts))
        self.touched |= current.scope(store, made)
        store.remove(said - facts)
        for old in before - {made}:
            source = iri.source_of(old, base=terms.base)
            store.remove([Quad(source, terms.ld("path"), Literal(printable(path)), terms.runs)])
            if next(store.match(None, terms.ld("read"), source, terms.runs), None) is None:
                self.touched |= current.scope(store, old)
                store.drop(old)

    def _facts(self, reading: Iri, path: Path, made: Iri) -> Iterator[Quad]:
        ld, runs = self.store.terms.ld, self.store.terms.runs
        source = iri.source_of(made, base=self.store.terms.base)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        yield Quad(reading, RDF_TYPE, PROV("Activity"), runs)
        yield Quad(reading, ld("read"), source, runs)
        yield Quad(reading, ld("path"), Literal(printable(path)), runs)
        yield Quad(reading, ld("tool"), Literal(tool()), runs)
        yield Quad(reading, PROV("endedAtTime"), Literal(now, XSD("dateTime")), runs)
        yield Quad(reading, PROV("atLocation"), Iri(path.resolve().as_uri()), runs)
        yield Quad(source, ld("path"), Literal(printable(path)), runs)

    def finish(self) -> None:
        """Derive what was touched, by these sources and by what people decided since."""
        current.refresh(self.store, self.touched)
        self.touched = Scope()
