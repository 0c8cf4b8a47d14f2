"""Reading one snapshot for the explorer: documents, what they act on, what acts on them; read once, kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from kg import edges
from kg.edges import Edge as Edge
from kg.evidence import evidence
from kg.lookup import Node, node
from kg.store import Store
from kg.terms import Iri, Literal
from kg.trace import Hop

MANY = 200
"""Documents looked at below one document."""


@dataclass
class Explorer:
    """Reads one snapshot; what was read is kept, for a snapshot never changes."""

    store: Store
    _nodes: dict[Iri, Node] = field(default_factory=dict)
    _above: dict[Iri, tuple[Edge, ...]] = field(default_factory=dict)
    _counts: dict[Iri, dict[str, int]] = field(default_factory=dict)
    _hops: dict[Edge, Hop] = field(default_factory=dict)

    def node(self, iri: Iri) -> Node:
        """A document as people name it."""
        if iri not in self._nodes:
            self._nodes[iri] = node(self.store, iri)
        return self._nodes[iri]

    def knows(self, iri: str) -> bool:
        """Whether the graph says anything of a document with this IRI; whatever is no IRI is unknown."""
        terms = self.store.terms
        if not iri.startswith(terms.base) or not well_formed(iri):
            return False
        return next(self.store.match(Iri(iri), None, None, terms.current), None) is not None

    def above(self, work: Iri) -> tuple[Edge, ...]:
        """What a document acts on."""
        if work not in self._above:
            self._above[work] = edges.above(self.store, work)
        return self._above[work]

    def below(self, work: Iri, follow: frozenset[str], *, most: int = MANY) -> list[Edge]:
        """What acts on a document: the edges of the first ``most`` documents."""
        found = islice(self.acting(work, follow), most)
        return [
            edge
            for subject in found
            for edge in self.above(subject)
            if edge.object == work and edge.relation.predicate in follow
        ]

    def acting(self, work: Iri, follow: frozenset[str]) -> Iterator[Iri]:
        """The documents that act on a document, each once, lazily, in the order in which they are shown."""
        seen = set[Iri]()
        for subject, _ in edges.acting(self.store, work, follow):
            if subject not in seen:
                seen.add(subject)
                yield subject

    def counts(self, work: Iri) -> dict[str, int]:
        """How many documents act on a document, by predicate."""
        if work not in self._counts:
            self._counts[work] = edges.counts(self.store, work)
        return self._counts[work]

    def hop(self, edge: Edge) -> Hop:
        """An edge with its evidence."""
        if edge not in self._hops:
            found = tuple(evidence(self.store, edge.assertions))
            self._hops[edge] = Hop(self.node(edge.subject), edge.relation, self.node(edge.object), found)
        return self._hops[edge]


def well_formed(iri: str) -> bool:
    """Whether an address may hold these words as an IRI.

    >>> well_formed("https://luocdo.vn/<script>")
    False
    """
    return not any(c in iri for c in ' <>"{}|\\^`') and iri.isprintable()


def word(store: Store, subject: Iri, predicate: Iri, graph: Iri | None = None) -> str:
    """The first literal of a subject and a predicate, "" where there is none."""
    found = store.objects(subject, predicate, graph or store.terms.current)
    return next((o.value for o in found if isinstance(o, Literal)), "")


def newest(folder: Path) -> int:
    """The number of the newest published snapshot, 0 where nothing was built yet."""
    return max((int(p.name) for p in (folder / "snapshots").glob("*") if p.name.isdecimal()), default=0)
