"""The one converter between our values and the RDF terms of pyoxigraph, and our own N-Quads.

``to_ox`` and ``from_ox`` are pure inverses; a kind of term that the graph never holds raises
:class:`TypeError` and is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.terms import LANG_STRING, STRING, Iri, Literal, Quad, Term

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def to_ox(term: Term) -> ox.NamedNode | ox.Literal:
    """Our term as pyoxigraph's."""
    if not isinstance(term, Literal):
        return ox.NamedNode(term)
    if term.language:
        return ox.Literal(term.value, language=term.language)
    return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype))


def from_ox(term: object) -> Term:
    """Pyoxigraph's term as ours."""
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, LANG_STRING, term.language)
        return Literal(term.value, Iri(term.datatype.value))
    raise TypeError(f"không phải giá trị của đồ thị / not a term of the graph: {term!r}")


def to_ox_quad(quad: Quad) -> ox.Quad:
    """Our quad as pyoxigraph's."""
    s, p, o, g = quad
    return ox.Quad(ox.NamedNode(s), ox.NamedNode(p), to_ox(o), ox.NamedNode(g))


def from_ox_quad(quad: ox.Quad) -> Quad:
    """Pyoxigraph's quad as ours."""
    return Quad(_iri(quad.subject), _iri(quad.predicate), from_ox(quad.object), _iri(quad.graph_name))


def _iri(term: object) -> Iri:
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    raise TypeError(f"không phải IRI / not an IRI: {term!r}")


def n3(term: Term) -> str:
    """A term as N-Quads writes it: ``"Quyết định"@vi``."""
    if not isinstance(term, Literal):
        return f"<{term}>"
    words = f'"{term.value.translate(_ESCAPES)}"'
    if term.language:
        return f"{words}@{term.language}"
    return words if term.datatype == STRING else f"{words}^^<{term.datatype}>"


def line(quad: Quad) -> str:
    """A quad as a line of N-Quads."""
    s, p, o, g = quad
    return f"<{s}> <{p}> {n3(o)} <{g}> .\n"


def nquads(quads: Iterable[Quad]) -> list[str]:
    """The quads as lines of N-Quads, sorted and without doubles: equal graphs give equal lines."""
    return sorted(set(map(line, quads)))


def from_nquads(data: bytes) -> Iterator[Quad]:
    """The quads of N-Quads that :func:`nquads` wrote."""
    return map(from_ox_quad, ox.parse(data, format=ox.RdfFormat.N_QUADS))
