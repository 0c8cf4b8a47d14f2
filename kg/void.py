"""What the graph holds, for machines: VoID and DCAT with counts, and the description of the endpoint.

Everything is named by IRIs under the base; there are no blank nodes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg.store import Store
from kg.terms import (
    DCTERMS,
    ELI,
    NAMESPACES,
    RDF_TYPE,
    RDFS,
    Iri,
    Literal,
    Namespace,
    Quad,
    Term,
    Vocabulary,
    integer,
    text,
)

VOID = Namespace("void", "http://rdfs.org/ns/void#")
DCAT = Namespace("dcat", "http://www.w3.org/ns/dcat#")
SD = Namespace("sd", "http://www.w3.org/ns/sparql-service-description#")
DESCRIBING = (VOID, DCAT, SD)

_Triple = tuple[Iri, Iri, Term]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the derived graph holds: triples by property, members by class; and how many sources."""

    properties: tuple[tuple[str, int], ...]
    classes: tuple[tuple[str, int], ...]
    sources: int

    @property
    def triples(self) -> int:
        """All triples of the derived graph."""
        return sum(n for _, n in self.properties)

    def to_json(self) -> str:
        """For the pipe between processes."""
        return json.dumps([self.properties, self.classes, self.sources])

    @classmethod
    def from_json(cls, words: str | bytes) -> Counts:
        """What :meth:`to_json` wrote."""
        properties, classes, sources = json.loads(words)
        return cls(tuple((p, n) for p, n in properties), tuple((c, n) for c, n in classes), sources)


def count(store: Store) -> Counts:
    """What is ready-made; else it is counted, which takes about a second for a million triples."""
    if (ready := store.ready) is not None:
        found = [tuple(sorted(ready.totals(name))) for name in ("property", "class")]
        return Counts(found[0], found[1], sum(n for _, n in ready.totals("sources")))
    properties = _grouped(store, "?s ?key ?o")
    classes = _grouped(store, "?s a ?key")
    return Counts(properties, classes, len(store.sources()))


def _grouped(store: Store, pattern: str) -> tuple[tuple[str, int], ...]:
    current = ox.NamedNode(store.terms.current)
    asked = f"SELECT ?key (COUNT(*) AS ?n) {{ {pattern} }} GROUP BY ?key"
    rows: Any = store.inner.query(asked, default_graph=current)
    return tuple(sorted((row["key"].value, int(row["n"].value)) for row in rows))


def describe(counts: Counts, terms: Vocabulary, *, endpoint: str = "") -> list[Quad]:
    """The description of the data, for ``/.well-known/void`` and beside a dump.

    ``endpoint`` is the address of a SPARQL service over it, where there is one.
    """
    return _quads(_dataset(counts, terms, endpoint), terms)


def service(
    counts: Counts | None, terms: Vocabulary, *, endpoint: str, formats: tuple[str, ...]
) -> list[Quad]:
    """The SPARQL 1.1 service description; it says that the default graph is the derived one.

    ``formats`` are IRIs of result formats.
    """
    return _quads(_service(counts, terms, endpoint, formats), terms)


def dataset(terms: Vocabulary) -> Iri:
    """The IRI of the data as a whole."""
    return Iri(f"{terms.base}dataset")


def prefixes(terms: Vocabulary) -> dict[str, str]:
    """The prefixes with which descriptions are written."""
    return {n.prefix: n.iri for n in (*NAMESPACES, *DESCRIBING, terms.ld)}


def _quads(triples: Iterator[_Triple], terms: Vocabulary) -> list[Quad]:
    graph = Iri(f"{terms.base}graph/description")
    return sorted({Quad(s, p, o, graph) for s, p, o in triples}, key=str)


def _dataset(counts: Counts, terms: Vocabulary, endpoint: str) -> Iterator[_Triple]:
    data = dataset(terms)
    yield data, RDF_TYPE, VOID("Dataset")
    yield data, RDF_TYPE, DCAT("Dataset")
    yield data, DCTERMS("title"), text("Viện dẫn và quan hệ giữa các văn bản hành chính Việt Nam")
    yield data, DCTERMS("title"), text("Citations and relations in Vietnamese official documents", "en")
    yield data, VOID("uriSpace"), Literal(terms.base)
    yield data, VOID("documents"), integer(counts.sources)
    for vocabulary in (ELI.iri, terms.ld.iri, "http://www.w3.org/ns/prov#", "http://www.w3.org/ns/org#"):
        yield data, VOID("vocabulary"), Iri(vocabulary)
    yield data, VOID("subset"), terms.current
    yield from _graph(counts, terms)
    if endpoint:
        serving = Iri(f"{endpoint}#service")
        yield data, VOID("sparqlEndpoint"), Iri(endpoint)
        yield serving, RDF_TYPE, DCAT("DataService")
        yield serving, DCAT("endpointURL"), Iri(endpoint)
        yield serving, DCAT("endpointDescription"), Iri(endpoint)
        yield serving, DCAT("servesDataset"), data
        yield serving, DCTERMS("title"), text("SPARQL")


def _graph(counts: Counts, terms: Vocabulary) -> Iterator[_Triple]:
    graph = terms.current
    yield graph, RDF_TYPE, VOID("Dataset")
    yield graph, VOID("triples"), integer(counts.triples)
    yield graph, VOID("properties"), integer(len(counts.properties))
    yield graph, VOID("classes"), integer(len(counts.classes))
    for kind, key, size, rows in (
        ("property", "property", "triples", counts.properties),
        ("class", "class", "entities", counts.classes),
    ):
        for n, (iri, number) in enumerate(rows, 1):
            part = Iri(f"{terms.base}dataset#{kind}-{n}")
            yield graph, VOID(f"{kind}Partition"), part
            yield part, RDF_TYPE, VOID("Dataset")
            yield part, VOID(key), Iri(iri)
            yield part, VOID(size), integer(number)


def _service(
    counts: Counts | None, terms: Vocabulary, endpoint: str, formats: tuple[str, ...]
) -> Iterator[_Triple]:
    serving, data = Iri(f"{endpoint}#service"), dataset(terms)
    default = Iri(f"{data}#default")
    yield serving, RDF_TYPE, SD("Service")
    yield serving, SD("endpoint"), Iri(endpoint)
    yield serving, SD("supportedLanguage"), SD("SPARQL11Query")
    for form in formats:
        yield serving, SD("resultFormat"), Iri(form)
    yield serving, SD("defaultDataset"), data
    yield data, RDF_TYPE, SD("Dataset")
    yield data, SD("defaultGraph"), default
    yield default, RDF_TYPE, SD("Graph")
    yield (
        default,
        RDFS("comment"),
        text(
            "Đồ thị mặc định là đồ thị chung (current): định danh đã thống nhất, quan hệ trực tiếp. Mỗi "
            "nguồn là một đồ thị có tên; hỏi chúng bằng GRAPH."
        ),
    )
    yield (
        default,
        RDFS("comment"),
        text(
            "The default graph is the derived graph, current: final identities, direct relations. Each "
            "source is a named graph; ask them with GRAPH.",
            "en",
        ),
    )
    if counts is not None:
        yield default, VOID("triples"), integer(counts.triples)
    for graph in (terms.current, terms.identity):
        named = Iri(f"{data}#{graph.rpartition('/')[2]}")
        yield data, SD("namedGraph"), named
        yield named, RDF_TYPE, SD("NamedGraph")
        yield named, SD("name"), graph
