"""Turtle that people can read: short names, documents first, one fact a line, always in the same order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from kg.rdf import n3
from kg.sorting import ordered
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
    """The triples of the quads as Turtle, subject by subject; equal graphs give equal text."""
    writer = _Turtle(terms)
    yield f"@base <{terms.base}> .\n"
    for namespace in sorted((*NAMESPACES, terms.ld), key=lambda n: n.prefix):
        yield f"@prefix {namespace.prefix}: <{namespace.iri}> .\n"
    facts = (line.rstrip("\n").split("\t") for line in ordered(map(writer.line, quads)))
    for (_, subject), of_one in groupby(facts, key=lambda fact: (fact[0], fact[1])):
        yield "\n" + writer.block(Iri(subject), (fact[2:] for fact in of_one))


class _Turtle:
    def __init__(self, terms: Vocabulary) -> None:
        self.base = terms.base
        self.prefixes = sorted((*NAMESPACES, terms.ld), key=lambda n: -len(n.iri))
        self.rank = {terms.expand(name): n for n, name in enumerate(_ORDER)}

    def line(self, quad: Quad) -> str:
        """A fact as a line whose order is its place in the file; a term as written holds no tab."""
        local = quad.subject.removeprefix(self.base)
        kinds = (n for n, section in enumerate(_SECTIONS) if local.startswith(section))
        place = next(kinds, len(_SECTIONS))
        rank = self.rank.get(quad.predicate, len(self.rank))
        predicate = "a" if quad.predicate == RDF_TYPE else self.term(quad.predicate)
        return f"{place:02}\t{quad.subject}\t{rank:02}\t{predicate}\t{self.term(quad.object)}\n"

    def block(self, subject: Iri, facts: Iterable[list[str]]) -> str:
        lines = (
            f"    {predicate} {', '.join(value for _, _, value in of_one)}"
            for (_, predicate), of_one in groupby(facts, key=lambda fact: (fact[0], fact[1]))
        )
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
