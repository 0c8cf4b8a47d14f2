"""Turtle that people can read: short names, documents first, one fact a line, always in the same order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.rdf import n3
from kg.terms import LANG_STRING, NAMESPACES, RDF_TYPE, STRING, XSD, Iri, Literal, Quad, Term, Vocabulary

_ORDER = (
    "rdf:type rdfs:label dcterms:title skos:prefLabel eli:type_document eli:id_local eli:number "
    "eli:date_document ld:datePrinted eli:passed_by ld:issuerPrinted rdf:subject rdf:predicate rdf:object "
    "ld:quote ld:cue ld:rule ld:confidence ld:review prov:wasDerivedFrom"
).split()
_LOCAL = re.compile(r"[A-Za-z_][\w-]*")
_PLAIN = {XSD("integer"), XSD("decimal"), XSD("boolean")}
_SECTIONS = ("eli/", "local/", "body/", "type/", "assertion/", "identity/", "review/", "source/", "run/")


def turtle(quads: Iterable[Quad], terms: Vocabulary) -> Iterator[str]:
    """The triples of the quads as Turtle, line by line; equal graphs give equal text."""
    writer = _Turtle(terms)
    by_subject: dict[Iri, set[tuple[Iri, Term]]] = defaultdict(set)
    for s, p, o, _ in quads:
        by_subject[s].add((p, o))
    yield f"@base <{terms.base}> .\n"
    for namespace in sorted((*NAMESPACES, terms.ld), key=lambda n: n.prefix):
        yield f"@prefix {namespace.prefix}: <{namespace.iri}> .\n"
    for subject in sorted(by_subject, key=writer.place):
        yield "\n" + writer.block(subject, by_subject[subject])


class _Turtle:
    def __init__(self, terms: Vocabulary) -> None:
        self.base = terms.base
        self.prefixes = sorted((*NAMESPACES, terms.ld), key=lambda n: -len(n.iri))
        self.rank = {terms.expand(name): n for n, name in enumerate(_ORDER)}

    def place(self, subject: Iri) -> tuple[int, str]:
        """Where a subject stands in the file."""
        local = subject.removeprefix(self.base)
        kinds = (n for n, section in enumerate(_SECTIONS) if local.startswith(section))
        return next(kinds, len(_SECTIONS)), subject

    def block(self, subject: Iri, facts: set[tuple[Iri, Term]]) -> str:
        by: dict[Iri, list[Term]] = defaultdict(list)
        for predicate, value in facts:
            by[predicate].append(value)
        lines = []
        for predicate in sorted(by, key=lambda p: (self.rank.get(p, len(self.rank)), p)):
            values = ", ".join(sorted(map(self.term, by[predicate])))
            lines.append(f"    {'a' if predicate == RDF_TYPE else self.term(predicate)} {values}")
        return self.term(subject) + "\n" + " ;\n".join(lines) + " .\n"

    def term(self, term: Term) -> str:
        if isinstance(term, Literal):
            if term.datatype in _PLAIN:
                return term.value
            if term.datatype in (STRING, LANG_STRING):
                return n3(term)
            return f"{n3(Literal(term.value))}^^{self.term(term.datatype)}"
        for namespace in self.prefixes:
            local = term.removeprefix(namespace.iri)
            if local != term and _LOCAL.fullmatch(local):
                return f"{namespace.prefix}:{local}"
        return f"<{term.removeprefix(self.base)}>" if term.startswith(self.base) else f"<{term}>"
