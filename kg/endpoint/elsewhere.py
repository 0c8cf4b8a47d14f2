"""A question to a SPARQL server that holds the graph: as read here, answered there, written here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pyoxigraph as ox

from kg.endpoint import formats, guard, results
from kg.endpoint.limits import Limits
from kg.endpoint.pool import Answer
from kg.remote import Remote, open_store, whole
from kg.terms import NAMESPACES, Vocabulary

_TABLE, _GRAPH = "application/sparql-results+xml", "application/n-triples, text/plain;q=0.5"


def ask_server(url: str, query: str, form: str = "", *, limits: Limits | None = None) -> Answer:
    """One question to a server, in the formats of our own endpoint.

    The default graph is the derived one; the server's own limits of memory hold, ours of time, rows and
    bytes.  Raises :class:`kg.endpoint.errors.Refused`, :class:`kg.remote.NoAnswer`.
    """
    bounds = limits or Limits()
    store = open_store(url, timeout=bounds.seconds)
    remote, terms = cast(Remote, store.inner), store.terms
    prefixes = {n.prefix: n.iri for n in (*NAMESPACES, terms.ld)}
    question = guard.read(query, base=terms.base, prefixes=prefixes)
    is_table = question.form in ("SELECT", "ASK")
    chosen = formats.choose("", formats.TABLES if is_table else formats.GRAPHS, form)
    start = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes.items())
    dataset = list(_dataset(question, remote, terms))
    body, most = remote.ask(start + question.text, _TABLE if is_table else _GRAPH, dataset)
    answer = _table(body) if is_table else _triples(body)
    out = results.write(answer, chosen.name, bounds, prefixes)
    whole(out.rows, most)
    return Answer(b"".join(out.parts), chosen.content_type, out.rows)


def _dataset(question: guard.Question, remote: Remote, terms: Vocabulary) -> Iterator[tuple[str, str]]:
    """The graphs to ask; a server that is told none would ask them all, or its empty default graph."""
    for graph in (*question.default, *question.named):
        if not remote.contains_named_graph(ox.NamedNode(graph)):
            raise guard.foreign(graph)
    if question.default or question.named:
        return
    yield "default-graph-uri", terms.current
    if question.names_graphs:
        for held in remote.named_graphs():
            if held.value != terms.runs:
                yield "named-graph-uri", held.value


def _table(body: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
    return ox.parse_query_results(body, format=ox.QueryResultsFormat.XML)


def _triples(body: bytes) -> Iterator[ox.Triple]:
    return (quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES))
