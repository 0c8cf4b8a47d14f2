"""The graph in other people's formats; formats are data, one writer each.

Everything is written piece by piece in a fixed order, in flat memory however large the graph is: what
must be sorted or gathered by subject goes through :mod:`kg.sorting`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg import sheets
from kg.gexf import gexf
from kg.jsonld import jsonld
from kg.network import edges, graphml, looking, sources
from kg.rdf import n3
from kg.sorting import ordered
from kg.store import Store
from kg.terms import Quad
from kg.turtle import turtle

_COLUMNS = (
    *("văn bản", "cơ quan", "ngày", "quan hệ", "văn bản đích", "cơ quan đích", "ngày đích"),
    *("trích dẫn", "độ tin cậy", "IRI", "IRI đích"),
)

SCOPES = ("current", "sources", "all")
"""What an export holds: the derived graph, what the sources say, or both with the identity decisions."""


def quads(store: Store, scope: str) -> Iterator[Quad]:
    """The quads of a scope.  The graph of runs (times, paths) is in none."""
    terms = store.terms
    if scope != "current":
        for graph in sources(store):
            yield from store.match(None, None, None, graph)
    for graph in {"current": [terms.current], "sources": []}.get(
        scope, [terms.reviews, terms.identity, terms.current]
    ):
        yield from store.match(None, None, None, graph)


def export(store: Store, format_: str, *, scope: str = "") -> Iterator[str]:
    """The graph as text, piece by piece: ``export(store, "turtle")``.

    The default scope is "all" for N-Quads, else "current"; drawings and the table are of the derived
    graph whatever the scope.  Raises KeyError for an unknown format.
    """
    write, usual = FORMATS[format_]
    return write(store, scope or usual)


def write(store: Store, format_: str, path: Path, *, scope: str = "") -> list[Path]:
    """The graph as a file, or for "parquet" and "tables" as files in a folder; what was written.

    Raises KeyError for an unknown format.
    """
    if format_ in sheets.WRITERS:
        return sheets.WRITERS[format_](store, path)
    pieces = export(store, format_, scope=scope)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(pieces)
    return [path]


def _turtle(store: Store, scope: str) -> Iterator[str]:
    return turtle(quads(store, scope), store.terms)


def _nquads(store: Store, scope: str) -> Iterator[str]:
    return ordered(f"{n3(s)} {n3(p)} {n3(o)} {n3(g)} .\n" for s, p, o, g in quads(store, scope))


def _ntriples(store: Store, scope: str) -> Iterator[str]:
    return ordered(f"{n3(s)} {n3(p)} {n3(o)} .\n" for s, p, o, _ in quads(store, scope))


def _jsonld(store: Store, scope: str) -> Iterator[str]:
    return jsonld(quads(store, scope), store.terms)


def _graphml(store: Store, _: str) -> Iterator[str]:
    return graphml(store)


def _gexf(store: Store, _: str) -> Iterator[str]:
    return gexf(store)


def _csv(store: Store, _: str) -> Iterator[str]:
    """Relations as a table that Excel opens: UTF-8 with its mark."""
    yield "\ufeff" + _line(_COLUMNS)
    look, ld = looking(store), store.terms.ld
    for edge in edges(store):
        a, b = look(edge.subject), look(edge.object)
        ends = a.label, a.issuer, a.day, edge.relation.label, b.label, b.issuer, b.day
        yield _line([*ends, edge.word(ld("quote")), edge.word(ld("confidence")), a.iri, b.iri])


def _line(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()


FORMATS: dict[str, tuple[Callable[[Store, str], Iterator[str]], str]] = {
    "turtle": (_turtle, "current"),
    "nquads": (_nquads, "all"),
    "ntriples": (_ntriples, "current"),
    "jsonld": (_jsonld, "current"),
    "graphml": (_graphml, "current"),
    "gexf": (_gexf, "current"),
    "csv": (_csv, "current"),
}
"""A format's writer and its usual scope; those of :data:`kg.sheets.WRITERS` need a place to write to."""
