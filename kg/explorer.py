"""Reading one snapshot for the explorer: documents, what they act on, what acts on them; read once, kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from kg import trace
from kg.lookup import Node, node
from kg.store import Store
from kg.terms import RDF, Iri, Literal, Relation
from kg.trace import Hop

MANY = 200
"""Documents looked at below one document."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A hop without its evidence, which is read only for what is drawn."""

    subject: Iri
    relation: Relation
    object: Iri
    assertions: tuple[Iri, ...]


@dataclass
class Explorer:
    """Reads one snapshot; what was read is kept, for a snapshot never changes."""

    store: Store
    _nodes: dict[Iri, Node] = field(default_factory=dict)
    _above: dict[Iri, tuple[Edge, ...]] = field(default_factory=dict)

    def node(self, iri: Iri) -> Node:
        """A document as people name it."""
        if iri not in self._nodes:
            self._nodes[iri] = node(self.store, iri)
        return self._nodes[iri]

    def knows(self, iri: str) -> bool:
        """Whether the graph says anything of a document with this IRI; whatever is no IRI is unknown."""
        terms = self.store.terms
        if not iri.startswith(terms.base) or any(c in iri for c in ' <>"{}|\\^`') or not iri.isprintable():
            return False
        return next(self.store.match(Iri(iri), None, None, terms.current), None) is not None

    def above(self, work: Iri) -> tuple[Edge, ...]:
        """What a document acts on."""
        if work not in self._above:
            self._above[work] = tuple(self._edges(work))
        return self._above[work]

    def _edges(self, work: Iri) -> Iterator[Edge]:
        store, current = self.store, self.store.terms.current
        grouped: dict[tuple[Iri, Iri], list[Iri]] = {}
        for quad in store.match(None, RDF("subject"), work, current):
            term, target = Iri(""), Iri("")
            for said in store.match(quad.subject, None, None, current):
                if said.predicate == RDF("predicate"):
                    term = Iri(str(said.object))
                elif said.predicate == RDF("object"):
                    target = Iri(str(said.object))
            grouped.setdefault((term, target), []).append(quad.subject)
        for (term, target), assertions in sorted(grouped.items()):
            if relation := store.terms.by_term.get(term):
                yield Edge(work, relation, target, tuple(sorted(assertions)))

    def below(self, work: Iri, follow: frozenset[str], *, most: int = MANY) -> list[Edge]:
        """What acts on a document: the edges of at most ``most`` documents."""
        found = islice(self.acting(work, follow), most)
        return [
            edge
            for subject in sorted(found)
            for edge in self.above(subject)
            if edge.object == work and edge.relation.predicate in follow
        ]

    def acting(self, work: Iri, follow: frozenset[str]) -> Iterator[Iri]:
        """The documents with a direct triple to a document, each once."""
        terms, seen = self.store.terms, set[Iri]()
        target, graph = ox.NamedNode(work), ox.NamedNode(terms.current)
        for term in sorted({r.term for r in terms.relations if r.predicate in follow}):
            for quad in self.store.inner.quads_for_pattern(None, ox.NamedNode(term), target, graph):
                subject = Iri(quad.subject.value) if isinstance(quad.subject, ox.NamedNode) else None
                if subject and subject not in seen:
                    seen.add(subject)
                    yield subject

    def hop(self, edge: Edge) -> Hop:
        """An edge with its evidence."""
        found = tuple(trace.evidence(self.store, list(edge.assertions)))
        return Hop(self.node(edge.subject), edge.relation, self.node(edge.object), found)


def word(store: Store, subject: Iri, predicate: Iri, graph: Iri | None = None) -> str:
    """The first literal of a subject and a predicate, "" where there is none."""
    found = store.objects(subject, predicate, graph or store.terms.current)
    return next((o.value for o in found if isinstance(o, Literal)), "")


def newest(folder: Path) -> int:
    """The number of the newest published snapshot, 0 where nothing was built yet."""
    return max((int(p.name) for p in (folder / "snapshots").glob("*") if p.name.isdecimal()), default=0)
