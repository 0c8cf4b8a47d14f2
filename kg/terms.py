"""Namespaces, terms and the values of the graph; no library's types here.

The answer's predicates become terms by the table ``relations.tsv``: "implements" with the sense
"continues" is ``ld:continuesImplementationOf``, a kind of ``ld:implements``, a kind of
``eli:ensures_implementation_of``.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple, NewType

Iri = NewType("Iri", str)

DEFAULT_BASE = "https://luocdo.vn/"


def base_iri(base: str = "") -> str:
    """The base of our own IRIs: the argument, else ``LUOCDO_BASE``, else ``https://luocdo.vn/``."""
    chosen = base or os.environ.get("LUOCDO_BASE", "") or DEFAULT_BASE
    return chosen if chosen.endswith("/") else chosen + "/"


@dataclass(frozen=True, slots=True)
class Namespace:
    """``ELI("cites")`` is the IRI of ``eli:cites``."""

    prefix: str
    iri: str

    def __call__(self, name: str) -> Iri:
        """The IRI of a name in this namespace."""
        return Iri(self.iri + name)


RDF = Namespace("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("rdfs", "http://www.w3.org/2000/01/rdf-schema#")
XSD = Namespace("xsd", "http://www.w3.org/2001/XMLSchema#")
DCTERMS = Namespace("dcterms", "http://purl.org/dc/terms/")
ELI = Namespace("eli", "http://data.europa.eu/eli/ontology#")
OA = Namespace("oa", "http://www.w3.org/ns/oa#")
ORG = Namespace("org", "http://www.w3.org/ns/org#")
PROV = Namespace("prov", "http://www.w3.org/ns/prov#")
SKOS = Namespace("skos", "http://www.w3.org/2004/02/skos/core#")

RDF_TYPE = RDF("type")
STRING = XSD("string")
LANG_STRING = RDF("langString")


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """A literal: text by default, with a datatype or with a language."""

    value: str
    datatype: Iri = STRING
    language: str = ""


Term = Iri | Literal

_DATE = re.compile(r"(\d{4})(-\d\d)?(-\d\d)?")
_DATES = ("string", "gYear", "gYearMonth", "date")


def text(words: str, language: str = "vi") -> Literal:
    """Words in a language."""
    return Literal(words, LANG_STRING, language)


def dated(value: str) -> Literal:
    """An ISO date as its literal: "2024" is a gYear, "2026-05" a gYearMonth."""
    match = _DATE.fullmatch(value)
    return Literal(value, XSD(_DATES[sum(part is not None for part in match.groups()) if match else 0]))


def decimal(value: float) -> Literal:
    """A confidence to four places: "0.97"."""
    words = f"{value:.4f}".rstrip("0")
    return Literal(words + "0" if words.endswith(".") else words, XSD("decimal"))


def integer(value: int) -> Literal:
    """A count or an offset."""
    return Literal(str(value), XSD("integer"))


def boolean(value: bool) -> Literal:
    """True or false."""
    return Literal("true" if value else "false", XSD("boolean"))


class Quad(NamedTuple):
    """One statement in one named graph."""

    subject: Iri
    predicate: Iri
    object: Term
    graph: Iri


@dataclass(frozen=True)
class Vocabulary:
    """All that depends on the base: our own terms and the names of the standing graphs."""

    base: str

    @cached_property
    def ld(self) -> Namespace:
        """Our own terms, ``ld:``."""
        return Namespace("ld", f"{self.base}def#")

    @cached_property
    def current(self) -> Iri:
        """The derived graph that people read: final IRIs, direct edges."""
        return Iri(f"{self.base}graph/current")

    @cached_property
    def identity(self) -> Iri:
        """The graph of decisions: which local identity is which work, by which rule."""
        return Iri(f"{self.base}graph/identity")

    @cached_property
    def runs(self) -> Iri:
        """The graph of what happened on this machine: paths, times, versions of tools."""
        return Iri(f"{self.base}graph/runs")

    @cached_property
    def reviews(self) -> Iri:
        """The graph of what people decided: which documents are one and which are two."""
        return Iri(f"{self.base}graph/reviews")

    def is_source(self, graph: Iri) -> bool:
        """Whether a named graph holds what one source says."""
        return graph not in (self.current, self.identity, self.runs, self.reviews)

    def expand(self, name: str) -> Iri:
        """The IRI of a prefixed name: ``expand("eli:cites")``; KeyError for an unknown prefix."""
        prefix, _, local = name.partition(":")
        return {n.prefix: n for n in (*NAMESPACES, self.ld)}[prefix](local)

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """Every kind of edge, with its term and the terms above it."""
        return tuple(_relations(self))

    @cached_property
    def by_term(self) -> dict[Iri, Relation]:
        """The kind of edge that a term stands for."""
        return {r.term: r for r in reversed(self.relations)}

    def term(self, predicate: str, sense: str = "", *, part: bool = False) -> Iri:
        """The term for an answer's predicate: ``term("repeals", part=True)`` is ``ld:partiallyRepeals``."""
        rows = [r for r in self.relations if r.predicate == predicate]
        if not rows:
            raise KeyError(predicate)
        exact = [r for r in rows if r.sense == sense and r.part == part]
        return (exact or [r for r in rows if r.part == part and not r.sense] or rows)[0].term


NAMESPACES = (RDF, RDFS, XSD, DCTERMS, ELI, OA, ORG, PROV, SKOS)


@dataclass(frozen=True, slots=True)
class Relation:
    """A kind of edge: the answer's word, our term, the terms above it, how people call it."""

    predicate: str
    sense: str
    part: bool
    term: Iri
    above: tuple[Iri, ...]
    label: str
    label_down: str
    label_en: str
    name: str
    """The term as people write it: "ld:implements"."""


@cache
def _table() -> tuple[dict[str, str], ...]:
    with (Path(__file__).parent / "relations.tsv").open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return tuple(csv.DictReader(lines, delimiter="\t"))


def _relations(terms: Vocabulary) -> Iterator[Relation]:
    above = {row["term"]: row["above"] for row in _table()}
    for row in _table():
        chain, name = [], row["above"]
        while name:
            chain.append(terms.expand(name))
            name = above.get(name, "")
        yield Relation(
            row["predicate"],
            row["sense"],
            row["part"] == "yes",
            terms.expand(row["term"]),
            tuple(chain),
            row["label"],
            row["label_down"],
            row["label_en"],
            row["term"],
        )


def vocabulary(base: str = "") -> Vocabulary:
    """The vocabulary of a base, as :func:`base_iri` chooses it."""
    return _vocabulary(base_iri(base))


@cache
def _vocabulary(base: str) -> Vocabulary:
    return Vocabulary(base)
