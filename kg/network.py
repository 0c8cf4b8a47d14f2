"""The derived graph as a network: documents, and the relations that are stated between them.

For drawing (:func:`graphml`, :func:`kg.gexf.gexf`), for tables, and whole as a networkx graph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from kg.lookup import Node, node
from kg.sorting import ordered
from kg.store import Store
from kg.terms import ELI, RDF, RDF_TYPE, Iri, Literal, Relation, Term

if TYPE_CHECKING:
    import networkx

_CACHED = 20_000
_BAD = {n: "\ufffd" for n in (*range(0x20), 0xFFFE, 0xFFFF) if n not in (9, 10, 13)}
_KEYS = (
    *((name, "node", "string") for name in ("label", "number", "issuer", "date", "title")),
    ("held", "node", "boolean"),
    *((name, "edge", "string") for name in ("relation", "quote", "rule")),
    ("confidence", "edge", "double"),
)


@dataclass(frozen=True, slots=True)
class Edge:
    """A stated relation: ``facts`` is all that the graph says of its assertion."""

    subject: Iri
    relation: Relation
    object: Iri
    assertion: Iri
    facts: dict[Iri, Term]

    def word(self, name: Iri) -> str:
        """A literal of the assertion; empty where there is none."""
        found = self.facts.get(name)
        return found.value if isinstance(found, Literal) else ""


def documents(store: Store) -> Iterator[Node]:
    """Every document of the derived graph, by its IRI."""
    yield from (node(store, iri) for iri in subjects(store, RDF_TYPE, ELI("LegalResource")))


def edges(store: Store) -> Iterator[Edge]:
    """Every stated relation of the derived graph, by the IRI of its assertion."""
    terms = store.terms
    for assertion in subjects(store, RDF("predicate"), None):
        facts = {q.predicate: q.object for q in store.match(assertion, None, None, terms.current)}
        ends = [facts.get(RDF(role)) for role in ("subject", "object")]
        relation = terms.by_term.get(Iri(str(facts[RDF("predicate")])))
        if relation is not None and not any(end is None or isinstance(end, Literal) for end in ends):
            subject, target = (Iri(str(end)) for end in ends)
            yield Edge(subject, relation, target, assertion, facts)


def subjects(store: Store, predicate: Iri, value: Iri | None) -> Iterator[Iri]:
    """What has this property in the derived graph, by its IRI."""
    found = store.match(None, predicate, value, store.terms.current)
    return (Iri(line[:-1]) for line in ordered(f"{quad.subject}\n" for quad in found))


def sources(store: Store) -> Iterator[Iri]:
    """The graphs that hold what one source says, sorted, without holding all their names."""
    named = (Iri(g.value) for g in store.inner.named_graphs() if isinstance(g, ox.NamedNode))
    return (Iri(line[:-1]) for line in ordered(f"{g}\n" for g in named if store.terms.is_source(g)))


def looking(store: Store) -> Callable[[Iri], Node]:
    """What the graph says of a work; the last ones are remembered."""

    @lru_cache(_CACHED)
    def look(work: Iri) -> Node:
        return node(store, work)

    return look


def network(store: Store) -> networkx.MultiDiGraph[str]:
    """Documents and their relations as a networkx graph, which takes memory with its size."""
    import networkx as nx

    graph: networkx.MultiDiGraph[str] = nx.MultiDiGraph()
    for n in documents(store):
        graph.add_node(n.iri, **{name: getattr(n, name) for name, where, _ in _KEYS if where == "node"})
    for edge in edges(store):
        graph.add_edge(edge.subject, edge.object, key=edge.assertion, **_said(store, edge))
    return graph


def _said(store: Store, edge: Edge) -> dict[str, str | float]:
    ld = store.terms.ld
    confidence = float(edge.word(ld("confidence")) or 0)
    words = {name: edge.word(ld(name)) for name in ("quote", "rule")}
    return {"relation": edge.relation.label, **words, "confidence": confidence}


def graphml(store: Store) -> Iterator[str]:
    """The network as GraphML, piece by piece, as networkx reads it."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for name, where, kind in _KEYS:
        yield f'<key id="{name}" for="{where}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '<graph edgedefault="directed">\n'
    names = [name for name, where, _ in _KEYS if where == "node"]
    for n in documents(store):
        yield f"<node id={quoted(n.iri)}>{_data((name, getattr(n, name)) for name in names)}</node>\n"
    for edge in edges(store):
        ends = f"source={quoted(edge.subject)} target={quoted(edge.object)}"
        yield f"<edge id={quoted(edge.assertion)} {ends}>{_data(_said(store, edge).items())}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _data(values: Iterable[tuple[str, object]]) -> str:
    found = []
    for name, value in values:
        words = str(value).lower() if isinstance(value, bool) else str(value)
        found.append(f'<data key="{name}">{escape(words.translate(_BAD), {chr(13): "&#13;"})}</data>')
    return "".join(found)


def quoted(words: str) -> str:
    """Words as the value of an attribute of XML 1.0; what it has no way to write becomes U+FFFD."""
    return quoteattr(words.translate(_BAD), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
