"""A question to a SPARQL server that holds the graph: as read here, answered there, written here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

import pyoxigraph as ox

from kg.endpoint import formats, guard, results
from kg.endpoint.limits import Limits
from kg.endpoint.pool import Answer
from kg.remote import Remote, open_store, whole
from kg.terms import NAMESPACES, Vocabulary


@dataclass(frozen=True, slots=True)
class _Read:
    """How an answer is asked for and read."""

    accept: str
    answer: Callable[[bytes], results.Answer]
    offered: tuple[formats.Format, ...]


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
    read = _READ[question.form]
    chosen = formats.choose("", read.offered, form)
    start = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes.items())
    dataset = list(_dataset(question, remote, terms))
    body, most = remote.ask(start + question.text, read.accept, dataset)
    answer = read.answer(body)
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


def _table(body: bytes) -> results.Answer:
    return ox.parse_query_results(body, format=ox.QueryResultsFormat.XML)


def _boolean(body: bytes) -> results.Answer:
    """A truth value; Virtuoso writes it as a table of one cell, which holds 1 or, for no, as no row."""
    found = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean):
        return found
    is_true = any(cell is not None and cell.value in ("1", "true") for row in found for cell in row)
    said = json.dumps({"head": {}, "boolean": is_true})
    return ox.parse_query_results(said, format=ox.QueryResultsFormat.JSON)


def _triples(body: bytes) -> results.Answer:
    return (quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES))


_GRAPH = _Read("application/n-triples, text/plain;q=0.5", _triples, formats.GRAPHS)
_READ = {
    "SELECT": _Read("application/sparql-results+xml", _table, formats.TABLES),
    "ASK": _Read("application/sparql-results+json", _boolean, formats.TABLES),
    "CONSTRUCT": _GRAPH,
    "DESCRIBE": _GRAPH,
}
