"""What the graph holds as a whole: counts, the acts most carried out, and what is missing.

Coverage asks, for one central act: which provinces have issued something to carry it out, and when.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from kg import bands
from kg.explorer import Explorer
from kg.iri import CENTRAL, parse
from kg.lookup import Node
from kg.register import register
from kg.terms import ELI, RDF, Iri
from kg.trace import FIRST

DIRECTIVE = frozenset({"nghi-quyet", "chi-thi", "ket-luan", "chuong-trinh", "chien-luoc", "de-an"})
"""Types of central acts that local acts are expected to carry out."""


@dataclass(frozen=True, slots=True)
class Health:
    """How far the graph can be trusted: cited documents that are not identified, and findings by code."""

    cited: int
    unresolved: int
    findings: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """A province: the documents that carry an act out, oldest first."""

    area: str
    name: str
    documents: tuple[Node, ...]


@dataclass
class Overview:
    """Counts over one snapshot; each is computed when first asked for."""

    explorer: Explorer

    @cached_property
    def relations(self) -> tuple[tuple[str, int], ...]:
        """How many statements there are of each kind, by predicate, most first."""
        terms = self.explorer.store.terms
        counts: Counter[str] = Counter()
        for _, term in self._values(RDF("predicate")):
            if relation := terms.by_term.get(Iri(term)):
                counts[relation.predicate] += 1
        return tuple(counts.most_common())

    @cached_property
    def below(self) -> dict[str, set[str]]:
        """For each act, what directly carries it out or details it."""
        terms = self.explorer.store.terms
        found: dict[str, set[str]] = defaultdict(set)
        for term in sorted({r.term for r in terms.relations if r.predicate in FIRST}):
            for subject, target in self._values(term):
                found[target].add(subject)
        return dict(found)

    def most_carried_out(self, count: int = 12) -> list[tuple[Node, int]]:
        """The acts that most documents carry out directly."""
        ranked = sorted(self.below.items(), key=lambda item: (-len(item[1]), item[0]))[:count]
        return [(self.explorer.node(Iri(work)), len(found)) for work, found in ranked]

    @cached_property
    def uncovered(self) -> tuple[Iri, ...]:
        """Central acts that call for local ones, without any local document under them; newest first."""
        above: dict[str, set[str]] = defaultdict(set)
        for target, subjects in self.below.items():
            for subject in subjects:
                above[subject].add(target)
        local = [work for work in above if not _central(work, self._base)]
        covered = _reached(local, above)
        wanted = (
            Iri(work)
            for work, kind in self._values(ELI("type_document"))
            if kind.rpartition("/")[2] in DIRECTIVE and work not in covered and _central(work, self._base)
        )
        return tuple(sorted(wanted, key=lambda i: (self.explorer.node(i).date, i), reverse=True))

    def coverage(self, work: Iri) -> list[Covered]:
        """What each province issued to carry an act out; provinces without anything last."""
        by_area: dict[str, list[Node]] = defaultdict(list)
        for found in _reached([work], self.below) - {work}:
            known = parse(Iri(found), base=self._base)
            if known and known.area != CENTRAL:
                by_area[known.area.partition("/")[0].partition("+")[0]].append(self.explorer.node(Iri(found)))
        areas = {a for a in self._areas if a not in by_area}
        rows = [
            Covered(a, _name(a), tuple(sorted(nodes, key=lambda n: (n.date or "9999", n.label))))
            for a, nodes in by_area.items()
        ]
        rows += [Covered(a, _name(a), ()) for a in areas]
        return sorted(rows, key=lambda c: (not c.documents, c.name))

    @cached_property
    def _areas(self) -> frozenset[str]:
        """The provinces of which the graph knows anything."""
        found = set()
        for body in {body for _, body in self._values(ELI("passed_by"))}:
            area = body.removeprefix(f"{self._base}body/").partition("/")[0]
            if area in register().areas and area != CENTRAL:
                found.add(area)
        return frozenset(found)

    @cached_property
    def health(self) -> Health:
        """Unresolved citations and findings, over all sources."""
        store, ld = self.explorer.store, self.explorer.store.terms.ld
        resolutions = Counter(
            str(getattr(q.object, "value", "")) for q in store.match(None, ld("resolution"))
        )
        codes = Counter(str(getattr(q.object, "value", "")) for q in store.match(None, ld("code")))
        return Health(resolutions.total(), resolutions["unresolved"], tuple(codes.most_common(12)))

    @property
    def _base(self) -> str:
        return self.explorer.store.terms.base

    def _values(self, predicate: Iri) -> Iterator[tuple[str, str]]:
        store = self.explorer.store
        graph = ox.NamedNode(store.terms.current)
        for quad in store.inner.quads_for_pattern(None, ox.NamedNode(predicate), None, graph):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                yield quad.subject.value, quad.object.value


def _central(work: str, base: str) -> bool:
    known = parse(Iri(work), base=base)
    return known is not None and bands.is_central(f"{known.area}/{known.office}")


def _reached(start: Iterable[str], onward: dict[str, set[str]]) -> set[str]:
    seen = set(start)
    waiting = list(seen)
    while waiting:
        for end in onward.get(waiting.pop(), set()) - seen:
            seen.add(end)
            waiting.append(end)
    return seen


def _name(area: str) -> str:
    found = register().areas.get(area)
    return found.name if found else area
