"""What a person should look at: citations that may be several documents, relations that are not certain.

Identities and relations stand in one queue.  What is least certain and what most documents hang on comes
first; what was reviewed is gone from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from math import log2

import pyoxigraph as ox

from kg import matching
from kg.dossier import Source, source
from kg.evidence import Evidence
from kg.explorer import Edge, Explorer, well_formed, word
from kg.identity import final
from kg.lookup import Node
from kg.rdf import to_ox
from kg.reviewed import Said, said_of
from kg.terms import ELI, OA, PROV, RDF, RDF_TYPE, SKOS, Iri, Literal, Relation, decimal
from kg.why import decision, doubtful, why

UNSURE = 0.9
"""Relations below this confidence are waiting for a person."""
MOST = 1000
"""Relations in the queue at most, the least certain."""
THIN = frozenset({"only-one"})
"""Rules of identity whose decisions a person should look at."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to decide: ``iri`` is a document as a source names it, or an assertion.

    ``holder`` is the document that says it, ``depends`` how many documents act on that.
    """

    iri: Iri
    holder: Node | None
    confidence: float
    depends: int

    @property
    def weight(self) -> float:
        """How much it matters to be sure."""
        return (1 - self.confidence) * (1 + log2(1 + self.depends))


@dataclass(frozen=True, slots=True)
class OfIdentity(Doubt):
    """A document as a source names it, what it may be, and the words that name it."""

    printed: str
    rule: str
    taken_for: Node | None
    candidates: tuple[Node, ...]
    before: str
    quote: str
    after: str
    source: Source
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OfRelation(Doubt):
    """A relation, by its first assertion; ``edge`` has them all.  What was rejected has no edge."""

    subject: Node
    relation: Relation
    object: Node
    edge: Edge | None = None

    @property
    def assertions(self) -> tuple[Iri, ...]:
        """What states it."""
        return self.edge.assertions if self.edge else (self.iri,)


def queue(explorer: Explorer, *, most: int = MOST) -> list[OfIdentity | OfRelation]:
    """What waits for a person, the weightiest first."""
    found: list[OfIdentity | OfRelation] = [*identities(explorer), *islice(relations(explorer), most)]
    return sorted(found, key=lambda d: (-d.weight, d.iri))


def reviewed(explorer: Explorer) -> int:
    """How many decisions stand and are about something in the graph."""
    terms = explorer.store.terms
    of, graph = ox.NamedNode(terms.ld("of")), ox.NamedNode(terms.reviews)
    return sum(1 for _ in explorer.store.inner.quads_for_pattern(None, of, None, graph))


# relations


def relations(explorer: Explorer) -> Iterator[OfRelation]:
    """The relations that are not certain, the least certain first; read no further than asked for."""
    seen = set[Edge]()
    for assertion in _unsure(explorer):
        found = relation(explorer, assertion)
        if found is not None and found.edge is not None and found.edge not in seen:
            seen.add(found.edge)
            yield found


def _unsure(explorer: Explorer) -> Iterator[Iri]:
    """Assertions by confidence: every value that one may have is looked up, whatever the graph's size."""
    store, terms = explorer.store, explorer.store.terms
    predicate, graph = ox.NamedNode(terms.ld("confidence")), ox.NamedNode(terms.current)
    for value in range(round(UNSURE * 10_000)):
        found = store.inner.quads_for_pattern(None, predicate, to_ox(decimal(value / 10_000)), graph)
        yield from sorted(Iri(q.subject.value) for q in found if isinstance(q.subject, ox.NamedNode))


def relation(explorer: Explorer, assertion: Iri) -> OfRelation | None:
    """The relation that an assertion states, or stated before a person rejected it; None where none does."""
    store, terms = explorer.store, explorer.store.terms
    subject = next(iter(store.objects(assertion, RDF("subject"), terms.current)), None)
    if subject is None:
        return _rejected(explorer, assertion)
    edge = next((e for e in explorer.above(Iri(str(subject))) if assertion in e.assertions), None)
    if edge is None:
        return None
    sure = max(float(word(store, a, terms.ld("confidence")) or 0) for a in edge.assertions)
    ends = explorer.node(edge.subject), edge.relation, explorer.node(edge.object)
    holder = _holder(explorer, assertion) or ends[0]
    return OfRelation(assertion, holder, sure, _depends(explorer, edge.subject), *ends, edge)


def _rejected(explorer: Explorer, assertion: Iri) -> OfRelation | None:
    store = explorer.store
    known = matching.matter(store, assertion)
    if known is None:
        return None
    subject, term, target = matching.ends(store, known)
    ends = explorer.node(final(store, subject)), explorer.node(final(store, target))
    return OfRelation(
        assertion, _holder(explorer, assertion), 0.0, 0, ends[0], store.terms.by_term[term], ends[1]
    )


def about(explorer: Explorer, iri: str) -> OfIdentity | OfRelation | None:
    """What is to be said of any assertion or document of a source, waiting for review or not."""
    if not well_formed(iri) or not iri.startswith(explorer.store.terms.base):
        return None
    if iri.startswith(f"{explorer.store.terms.base}assertion/"):
        return relation(explorer, Iri(iri))
    return identity(explorer, Iri(iri))


def by_program(explorer: Explorer, assertion: Iri) -> OfRelation | None:
    """What the program itself reads where a person decided; None where nobody did, or it read nothing."""
    said = said_of(explorer.store, assertion)
    return None if said is None or said.verdict == "add" else _rejected(explorer, assertion)


def evidence(explorer: Explorer, found: OfRelation) -> tuple[Evidence, ...]:
    """The sentence of what was rejected, in the words of the program."""
    known = matching.matter(explorer.store, found.iri)
    if known is None:
        return ()
    of = matching.full(explorer.store, known.source)
    path = word(explorer.store, of, explorer.store.terms.ld("path"), explorer.store.terms.runs)
    return (Evidence(found.iri, known.quote, of, path, int(known.start), int(known.end), 0.0),)


def opinion(explorer: Explorer, found: Doubt) -> Said | None:
    """The last word on a relation."""
    return said_of(explorer.store, found.iri)


def _holder(explorer: Explorer, assertion: Iri) -> Node | None:
    said = explorer.store.match(assertion, PROV("wasDerivedFrom"))
    return next((source(explorer, Iri(str(q.object))).holds for q in said), None)


def _depends(explorer: Explorer, work: Iri) -> int:
    return sum(explorer.counts(work).values())


# identities


def identities(explorer: Explorer) -> Iterator[OfIdentity]:
    """Citations that may be one of several documents, or were taken for one on thin grounds."""
    store, terms = explorer.store, explorer.store.terms
    thin = {
        Iri(str(of))
        for rule in THIN
        for quad in store.match(None, terms.ld("rule"), Literal(rule), terms.identity)
        for of in store.objects(quad.subject, terms.ld("of"), terms.identity)
    }
    nodes = {d.node for d in doubtful(store)} | thin
    yield from filter(None, (identity(explorer, node) for node in sorted(nodes)))


def identity(explorer: Explorer, node: Iri) -> OfIdentity | None:
    """What is doubtful of a document as a source names it; None where nothing is, or all is settled."""
    decided, known = decision(explorer.store, node), why(explorer.store, node)
    if decided is None or known is None or not known.said:
        return None
    settled = {(r.node, r.work) for r in known.reviews}
    open_ = [c for c in decided.candidates if not {(node, c), (c, node)} & settled]
    if not open_ and (decided.work is None or (node, decided.work) in settled):
        return None
    place = _place(explorer, node)
    if place is None:
        return None
    holder = place[3].holds
    return OfIdentity(
        node,
        holder,
        decided.confidence,
        _depends(explorer, holder.iri) if holder else 0,
        _printed(explorer, node),
        decided.rule,
        explorer.node(decided.work) if decided.work else None,
        tuple(map(explorer.node, open_)),
        *place,
    )


def _place(explorer: Explorer, node: Iri) -> tuple[str, str, str, Source, int, int] | None:
    """Where a source names the node: the words before, its own, those after, and the place."""
    store = explorer.store
    for mention in store.match(None, OA("hasBody"), node):
        graph = mention.graph
        held = next((q.subject for q in store.match(None, RDF_TYPE, store.terms.ld("Source"), graph)), None)
        for target in store.objects(mention.subject, OA("hasTarget"), graph):
            words, offsets = ("", "", ""), (0, 0)
            for selector in store.objects(Iri(str(target)), OA("hasSelector"), graph):
                said = [word(store, Iri(str(selector)), OA(n), graph) for n in ("prefix", "exact", "suffix")]
                ends = [word(store, Iri(str(selector)), OA(n), graph) for n in ("start", "end")]
                words = (said[0], said[1], said[2]) if said[1] else words
                offsets = (int(ends[0]), int(ends[1])) if all(ends) else offsets
            if words[1] and held is not None:
                return *words, source(explorer, held), *offsets
    return None


def _printed(explorer: Explorer, node: Iri) -> str:
    """The node as its sources name it: "Nghị quyết 01 · Chính phủ · 2024"."""
    store, ld = explorer.store, explorer.store.terms.ld
    said = {q.predicate: q.object for q in store.match(node) if store.terms.is_source(q.graph)}

    def named(predicate: Iri) -> str:
        value = said.get(predicate)
        if value is None or isinstance(value, Literal):
            return value.value if value else ""
        found = (q.object for q in store.match(value, SKOS("prefLabel")))
        return next((o.value for o in found if isinstance(o, Literal)), "")

    label = f"{named(ELI('type_document'))} {named(ELI('id_local')) or named(ld('name'))}".strip()
    issuer = named(ELI("passed_by")) or named(ld("issuerPrinted"))
    date = named(ELI("date_document")) or named(ld("datePrinted"))
    return " · ".join(filter(None, (label, issuer, "/".join(reversed(date.split("-"))))))
