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
from kg.explorer import Explorer, word
from kg.lookup import Node
from kg.ready import LISTED, Ready
from kg.register import register
from kg.terms import SKOS, Iri

_CODES = 12


@dataclass(frozen=True, slots=True)
class Health:
    """How far the graph can be trusted: cited documents that are not identified, and findings by code."""

    cited: int
    unresolved: int
    findings: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """A province, or a body of one: how many documents carry an act out, and the oldest of them."""

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

    def within(self, work: Iri, area: str) -> list[Covered]:
        """What each body of a province issued to carry an act out; bodies without anything last."""
        found = {a.area: a.works for a in self._ready.coverage(work, LISTED * 10)}
        names = self._bodies(area)
        by_body: dict[str, list[Node]] = {place: [] for place in names}
        for node in map(self.explorer.node, found.get(area, ())):
            by_body.setdefault(node.place, []).append(node)
        rows = (
            Covered(place, names.get(place) or nodes[0].issuer or place, tuple(nodes), len(nodes))
            for place, nodes in by_body.items()
        )
        return sorted(rows, key=lambda c: (not c.documents, c.area.count("/"), c.name))

    def places(self) -> list[tuple[str, str]]:
        """The provinces of which there are documents: slug and name."""
        return sorted(((a, _name(a)) for a in self._ready.areas()), key=lambda row: row[1])

    def _bodies(self, area: str) -> dict[str, str]:
        """The bodies of a province that have issued anything, by place: "quang-nam/ubnd"."""
        prefix = f"{self.explorer.store.terms.base}body/"
        places = (issuer.removeprefix(prefix) for (issuer,) in self._ready.documents("issuer"))
        return {p: self._body_name(Iri(prefix + p)) for p in places if p.partition("/")[0] == area}

    def _body_name(self, body: Iri) -> str:
        return word(self.explorer.store, body, SKOS("prefLabel")) or body.rpartition("/")[2]

    @cached_property
    def health(self) -> Health:
        """Unresolved citations and findings, over all sources."""
        resolutions = dict(self._ready.totals("resolution"))
        codes = self._ready.totals("code")[:_CODES]
        return Health(sum(resolutions.values()), resolutions.get("unresolved", 0), tuple(codes))


def _name(area: str) -> str:
    found = register().areas.get(area)
    return found.name if found else area
