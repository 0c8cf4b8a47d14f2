"""Bringing a graph that was built in a folder to a SPARQL server: only what differs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pyoxigraph as ox

from kg.rdf import n3, to_ox_quad
from kg.remote import pushed
from kg.sorting import ordered
from kg.store import Store
from kg.terms import Iri, Literal, Quad


def push(local: Store, server: Store) -> tuple[int, int]:
    """Bring a graph to a server: named graphs that differ are replaced, those that are gone are dropped.

    Gives how many were replaced and how many dropped.  What is brought is noted in the graph ``pushed``
    of the server, by the digest of its triples; run again after a failure to go on.
    """
    terms = local.terms
    noted = pushed(terms)
    there = {
        q.subject: q.object.value
        for q in server.match(None, terms.ld("digest"), None, noted)
        if isinstance(q.object, Literal)
    }
    here, held = local.graphs(), set(server.graphs())
    replaced = 0

    def brought() -> Iterator[Quad]:
        nonlocal replaced
        for graph in here:
            digest = _digest(local, graph)
            if there.get(graph) == digest:
                continue
            if graph in there:
                server.remove([Quad(graph, terms.ld("digest"), Literal(there[graph]), noted)])
            if graph in held:
                server.inner.remove_graph(ox.NamedNode(graph))
            yield from local.match(None, None, None, graph)
            yield Quad(graph, terms.ld("digest"), Literal(digest), noted)
            replaced += 1

    server.inner.extend(map(to_ox_quad, brought()))
    gone = sorted(set(there) - set(here))
    for graph in gone:
        server.inner.remove_graph(ox.NamedNode(graph))
        server.remove(server.match(graph, None, None, noted))
    return replaced, len(gone)


def _digest(store: Store, graph: Iri) -> str:
    """A digest of what a graph says, whatever the order."""
    found = hashlib.sha256()
    quads = store.match(None, None, None, graph)
    for line in ordered(f"{n3(s)} {n3(p)} {n3(o)} .\n" for s, p, o, _ in quads):
        found.update(line.encode())
    return found.hexdigest()
