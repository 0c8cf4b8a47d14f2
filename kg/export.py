"""The graph in other people's formats; formats are data, one writer each."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from kg.lookup import Node, node
from kg.rdf import n3, nquads
from kg.store import Store
from kg.terms import ELI, NAMESPACES, RDF, RDF_TYPE, STRING, Iri, Literal, Namespace, Quad, Term
from kg.turtle import turtle

if TYPE_CHECKING:
    import networkx

_COLUMNS = (
    *("văn bản", "cơ quan", "ngày", "quan hệ", "văn bản đích", "cơ quan đích", "ngày đích"),
    *("trích dẫn", "độ tin cậy", "IRI", "IRI đích"),
)

SCOPES = ("current", "sources", "all")
"""What an export holds: the derived graph, what the sources say, or both with the identity decisions."""


def quads(store: Store, scope: str) -> Iterator[Quad]:
    """The quads of a scope.  The graph of runs (times, paths) is in none."""
    terms = store.terms
    graphs = {"current": [terms.current], "sources": store.sources()}
    for graph in graphs.get(scope) or [*store.sources(), terms.reviews, terms.identity, terms.current]:
        yield from store.match(None, None, None, graph)


def export(store: Store, format_: str, *, scope: str = "") -> Iterator[str]:
    """The graph as text, piece by piece: ``export(store, "turtle")``.

    The default scope is "all" for N-Quads, else "current".  Raises KeyError for an unknown format.
    """
    write, usual = FORMATS[format_]
    return write(store, scope or usual)


def _turtle(store: Store, scope: str) -> Iterator[str]:
    return turtle(quads(store, scope), store.terms)


def _nquads(store: Store, scope: str) -> Iterator[str]:
    yield from nquads(quads(store, scope))


def _ntriples(store: Store, scope: str) -> Iterator[str]:
    lines = nquads(Quad(s, p, o, store.terms.current) for s, p, o, _ in quads(store, scope))
    end = f" <{store.terms.current}> .\n"
    yield from (line.removesuffix(end) + " .\n" for line in lines)


def _jsonld(store: Store, scope: str) -> Iterator[str]:
    """Compact JSON-LD: short names, IRIs relative to the base, one object a subject."""
    namespaces = (*NAMESPACES, store.terms.ld)
    context = {"@base": store.terms.base, **{n.prefix: n.iri for n in namespaces}}
    by_subject: dict[Iri, dict[str, list[object]]] = {}
    for s, p, o, _ in sorted(
        {(s, p, o, "") for s, p, o, _ in quads(store, scope)}, key=lambda t: (*t[:2], n3(t[2]))
    ):
        facts = by_subject.setdefault(s, {})
        facts.setdefault("@type" if p == RDF_TYPE else _short(p, namespaces), []).append(
            _short(Iri(str(o)), namespaces) if p == RDF_TYPE else _value(o, namespaces, store.terms.base)
        )
    nodes = [
        {"@id": s.removeprefix(store.terms.base), **{p: v[0] if len(v) == 1 else v for p, v in facts.items()}}
        for s, facts in by_subject.items()
    ]
    yield json.dumps({"@context": context, "@graph": nodes}, ensure_ascii=False, indent=1) + "\n"


def _short(iri: Iri, namespaces: tuple[Namespace, ...]) -> str:
    return next((f"{n.prefix}:{iri.removeprefix(n.iri)}" for n in namespaces if iri.startswith(n.iri)), iri)


def _value(term: Term, namespaces: tuple[Namespace, ...], base: str) -> object:
    if not isinstance(term, Literal):
        own = term.startswith(base) and not term.startswith(f"{base}def#")
        return {"@id": term.removeprefix(base) if own else _short(term, namespaces)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    return (
        term.value
        if term.datatype == STRING
        else {"@value": term.value, "@type": _short(term.datatype, namespaces)}
    )


def edges(store: Store) -> Iterator[tuple[Node, str, Node, Iri]]:
    """Every stated relation of the current graph: subject, how it reads, object, its assertion."""
    current, terms = store.terms.current, store.terms
    nodes: dict[Iri, Node] = {}
    for quad in sorted(store.match(None, RDF("predicate"), None, current)):
        ends = [store.objects(quad.subject, RDF(role), current)[0] for role in ("subject", "object")]
        relation = terms.by_term.get(Iri(str(quad.object)))
        if relation is None or any(isinstance(end, Literal) for end in ends):
            continue
        subject, target = (nodes.setdefault(i, node(store, i)) for i in (Iri(str(end)) for end in ends))
        yield subject, relation.label, target, quad.subject


def network(store: Store) -> networkx.MultiDiGraph[str]:
    """Documents and their relations as a networkx graph, for GraphML and for analysis."""
    import networkx as nx

    graph: networkx.MultiDiGraph[str] = nx.MultiDiGraph()
    current, ld = store.terms.current, store.terms.ld
    for quad in sorted(store.match(None, RDF_TYPE, ELI("LegalResource"), current)):
        n = node(store, quad.subject)
        graph.add_node(
            n.iri, label=n.label, number=n.number, issuer=n.issuer, date=n.date, title=n.title, held=n.held
        )
    for subject, label, target, assertion in edges(store):
        facts = {name: _word(store, assertion, ld(name)) for name in ("quote", "rule")}
        confidence = float(_word(store, assertion, ld("confidence")) or 0)
        graph.add_edge(subject.iri, target.iri, key=assertion, relation=label, confidence=confidence, **facts)
    return graph


def _graphml(store: Store, scope: str) -> Iterator[str]:
    import networkx as nx

    del scope  # GraphML draws the current graph only
    yield from (line + "\n" for line in nx.generate_graphml(network(store)))


def _csv(store: Store, scope: str) -> Iterator[str]:
    """Relations as a table that Excel opens: UTF-8 with its mark."""
    del scope
    buffer = io.StringIO()
    table = csv.writer(buffer)
    table.writerow(_COLUMNS)
    ld = store.terms.ld
    for a, label, b, assertion in edges(store):
        said = [_word(store, assertion, ld(name)) for name in ("quote", "confidence")]
        table.writerow([a.label, a.issuer, a.day, label, b.label, b.issuer, b.day, *said, a.iri, b.iri])
    yield "\ufeff" + buffer.getvalue()


def _word(store: Store, subject: Iri, predicate: Iri) -> str:
    found = store.objects(subject, predicate, store.terms.current)
    return next((o.value for o in found if isinstance(o, Literal)), "")


FORMATS: dict[str, tuple[Callable[[Store, str], Iterator[str]], str]] = {
    "turtle": (_turtle, "current"),
    "nquads": (_nquads, "all"),
    "ntriples": (_ntriples, "current"),
    "jsonld": (_jsonld, "current"),
    "graphml": (_graphml, "current"),
    "csv": (_csv, "current"),
}
"""A format's writer and its usual scope."""
