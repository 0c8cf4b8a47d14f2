"""What the graph holds as a whole: counts, the acts most carried out, and what is missing.

Coverage asks, for one central act: which provinces have issued something to carry it out, and when.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kg import readying
from kg.explorer import Explorer
from kg.lookup import Node
from kg.ready import Ready
from kg.register import register
from kg.terms import Iri

_CODES = 12
LISTED = 40
"""Documents of one province that are listed."""


@dataclass(frozen=True, slots=True)
class Health:
    """How far the graph can be trusted: cited documents that are not identified, and findings by code."""

    cited: int
    unresolved: int
    findings: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """A province: how many documents carry an act out, and the oldest of them."""

    area: str
    name: str
    documents: tuple[Node, ...]
    count: int


@dataclass
class Overview:
    """What is ready-made of one snapshot; where nothing is, it is made on the spot."""

    explorer: Explorer

    @cached_property
    def _ready(self) -> Ready:
        store = self.explorer.store
        if store.ready is not None:
            return store.ready
        self._place = tempfile.TemporaryDirectory(prefix="luocdo-")
        ready = Ready(Path(self._place.name) / "ready.sqlite")
        readying.write(store, ready.file)
        return ready

    @cached_property
    def relations(self) -> tuple[tuple[str, int], ...]:
        """How many statements there are of each kind, by predicate, most first."""
        by_term, counts = self.explorer.store.terms.by_term, Counter[str]()
        for term, count in self._ready.totals("relation"):
            if relation := by_term.get(Iri(term)):
                counts[relation.predicate] += count
        return tuple(counts.most_common())

    def most_carried_out(self, count: int = 12) -> list[tuple[Node, int]]:
        """The acts that most documents carry out directly."""
        return [(self.explorer.node(work), found) for work, found in self._ready.most_carried_out(count)]

    @cached_property
    def uncovered(self) -> tuple[Iri, ...]:
        """Central acts that call for local ones, without any local document under them; newest first."""
        return tuple(self._ready.uncovered())

    def coverage(self, work: Iri) -> list[Covered]:
        """What each province issued to carry an act out; provinces without anything last."""
        found = self._ready.coverage(work, LISTED)
        rows = [
            Covered(a.area, _name(a.area), tuple(map(self.explorer.node, a.works)), a.count) for a in found
        ]
        rows += [Covered(a, _name(a), (), 0) for a in self._ready.areas() - {a.area for a in found}]
        return sorted(rows, key=lambda c: (not c.documents, c.name))

    @cached_property
    def health(self) -> Health:
        """Unresolved citations and findings, over all sources."""
        resolutions = dict(self._ready.totals("resolution"))
        codes = self._ready.totals("code")[:_CODES]
        return Health(sum(resolutions.values()), resolutions.get("unresolved", 0), tuple(codes))


def _name(area: str) -> str:
    found = register().areas.get(area)
    return found.name if found else area
