"""Compact JSON-LD: short names, IRIs relative to the base, one object a subject; streamed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby

from kg.sorting import ordered
from kg.terms import NAMESPACES, RDF_TYPE, STRING, Iri, Literal, Namespace, Quad, Term, Vocabulary


def jsonld(quads: Iterable[Quad], terms: Vocabulary) -> Iterator[str]:
    """The triples of the quads as one document, subject by subject; equal graphs give equal text."""
    namespaces = (*NAMESPACES, terms.ld)
    context = {"@base": terms.base, **{n.prefix: n.iri for n in namespaces}}
    yield f'{{"@context": {json.dumps(context)},\n"@graph": ['
    comma = "\n"
    facts = (line.rstrip("\n").split("\t") for line in ordered(_lines(quads, terms.base, namespaces)))
    for subject, of_one in groupby(facts, key=lambda fact: fact[0]):
        members = [f'"@id": {json.dumps(subject.removeprefix(terms.base), ensure_ascii=False)}']
        for name, of_name in groupby(of_one, key=lambda fact: fact[1]):
            values = [value for _, _, value in of_name]
            members.append(f"{name}: {values[0] if len(values) == 1 else '[' + ', '.join(values) + ']'}")
        yield f"{comma}{{{', '.join(members)}}}"
        comma = ",\n"
    yield "\n]}\n"


def _lines(quads: Iterable[Quad], base: str, namespaces: tuple[Namespace, ...]) -> Iterator[str]:
    """A fact as a line: subject, name and value as JSON, which holds no tab and no line end."""
    for s, p, o, _ in quads:
        is_type = p == RDF_TYPE
        name = "@type" if is_type else _short(p, namespaces)
        value = _short(Iri(str(o)), namespaces) if is_type else _value(o, namespaces, base)
        yield f"{s}\t{json.dumps(name)}\t{json.dumps(value, ensure_ascii=False)}\n"


def _short(iri: Iri, namespaces: tuple[Namespace, ...]) -> str:
    return next((f"{n.prefix}:{iri.removeprefix(n.iri)}" for n in namespaces if iri.startswith(n.iri)), iri)


def _value(term: Term, namespaces: tuple[Namespace, ...], base: str) -> object:
    if not isinstance(term, Literal):
        own = term.startswith(base) and not term.startswith(f"{base}def#")
        return {"@id": term.removeprefix(base) if own else _short(term, namespaces)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype == STRING:
        return term.value
    return {"@value": term.value, "@type": _short(term.datatype, namespaces)}
