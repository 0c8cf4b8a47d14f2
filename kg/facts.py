"""What ``current`` says of a document itself, of a type and of a body: one value a fact, from all sources.

The word of the source that holds the document comes first, then what most sources say.  Values are
counted as they are read: a law that a hundred thousand documents cite takes no more memory than one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from kg import naming
from kg.keys import key
from kg.naming import type_name
from kg.rdf import n3
from kg.store import Store
from kg.terms import (
    DCTERMS,
    ELI,
    ORG,
    RDF_TYPE,
    RDFS,
    SKOS,
    Iri,
    Literal,
    Term,
    boolean,
    dated,
    text,
)

REGISTERED = {ELI("type_document"): SKOS("Concept"), ELI("passed_by"): ORG("Organization")}
"""What leads from a document to what the registers name, and what that is."""
_CHOSEN = (
    ELI("type_document"),
    ELI("id_local"),
    DCTERMS("title"),
    ELI("first_date_entry_in_force"),
    ELI("date_no_longer_in_force"),
)


def of_registered(store: Store, thing: Iri) -> Iterator[tuple[Iri, Term]]:
    """What is said of a type or a body that a source names; nothing of anything else."""
    for predicate, kind in REGISTERED.items():
        if any(store.terms.is_source(q.graph) for q in store.match(None, predicate, thing)):
            yield RDF_TYPE, kind
            yield SKOS("prefLabel"), _name(store, thing)
            return


def of_work(store: Store, nodes: Iterable[Iri]) -> Iterator[tuple[Iri, Term]]:
    """What is said of a document, which the sources call by these nodes; nothing where none does."""
    said = _Said(store, tuple(nodes))
    if not said.every:
        return
    ld = store.terms.ld
    yield RDF_TYPE, ELI("LegalResource")
    yield ld("held"), boolean(bool(said.held))
    for predicate in _CHOSEN:
        if (value := said.choose(predicate)) is not None:
            yield predicate, value
    for predicate in (ld("heldIn"), ld("signer"), ld("addressee"), ld("recipient")):
        for value in sorted(said.every[predicate], key=n3):
            yield predicate, value
    yield from _issuers(said)
    yield from _dates(said)
    name = said.choose(ld("name"))
    if name is not None:
        yield ld("name"), name
    number, title = said.choose(ELI("id_local")), said.choose(DCTERMS("title"))
    if number is not None:
        yield ELI("number"), Literal(naming.serial(_word(number)))
    words = (_kind(store, said), _word(number) or _word(name))
    label = _word(name) if name is not None and number is None else " ".join(filter(None, words))
    yield RDFS("label"), text(label if number or name else f"{label}: {_word(title)}" if title else label)
    if number is not None or name is not None:
        yield ld("key"), Literal(key(_word(number) or _word(name)))


class _Said:
    """How many sources state each value of a document; those that hold it are counted apart too."""

    def __init__(self, store: Store, nodes: tuple[Iri, ...]) -> None:
        self.store, self.nodes, terms = store, nodes, store.terms
        found = (q for node in nodes for q in store.match(node, terms.ld("heldIn")))
        self.held = {q.graph for q in found if terms.is_source(q.graph)}
        self.every: defaultdict[Iri, Counter[Term]] = defaultdict(Counter)
        self.own: defaultdict[Iri, Counter[Term]] = defaultdict(Counter)
        for node in nodes:
            for _, predicate, value, graph in store.match(node):
                if terms.is_source(graph):
                    self.every[predicate][value] += 1
                    if graph in self.held:
                        self.own[predicate][value] += 1

    def counts(self, predicate: Iri) -> Counter[Term]:
        """The values that count: those of the sources that hold the document, if they state any."""
        return (self.own if predicate in self.own else self.every)[predicate]

    def choose(self, predicate: Iri) -> Term | None:
        """The value that most sources state."""
        return _most(self.counts(predicate))

    def together(self, predicate: Iri) -> Counter[tuple[Term, ...]]:
        """The values that sources state together, each source counting once."""
        values = self.counts(predicate)
        if len(values) < 2:
            return Counter({(value,): count for value, count in values.items()})
        by: defaultdict[Iri, set[Term]] = defaultdict(set)
        for node in self.nodes:
            for quad in self.store.match(node, predicate):
                if self.store.terms.is_source(quad.graph) and (
                    predicate not in self.own or quad.graph in self.held
                ):
                    by[quad.graph].add(quad.object)
        return Counter(tuple(sorted(found, key=n3)) for found in by.values())


def _most(counts: Counter[Term]) -> Term | None:
    return max(counts, key=lambda o: (counts[o], len(_word(o)), n3(o)), default=None)


def _issuers(said: _Said) -> Iterator[tuple[Iri, Term]]:
    """The bodies of the sources that are most to be believed; joint issuers stay together."""
    printed = said.store.terms.ld("issuerPrinted")
    sets = said.together(ELI("passed_by"))
    if sets:
        for agent in max(sets, key=lambda s: (sets[s], len(s), [n3(v) for v in s])):
            yield ELI("passed_by"), agent
    elif (value := said.choose(printed)) is not None:
        yield printed, value


def _dates(said: _Said) -> Iterator[tuple[Iri, Term]]:
    """The date that the document itself or a majority of sources states; a tie is left open."""
    printed = said.store.terms.ld("datePrinted")
    dates = said.counts(ELI("date_document"))
    counts = dates.most_common(2)
    if counts and (len(counts) == 1 or counts[0][1] > counts[1][1]):
        yield ELI("date_document"), counts[0][0]
    elif counts and len({_word(date)[:4] for date in dates}) == 1:
        yield printed, dated(_word(counts[0][0])[:4])
    elif not counts and (value := said.choose(printed)) is not None:
        yield printed, value


def _kind(store: Store, said: _Said) -> str:
    """The name of a document's type: the table's, else as these sources print it."""
    kind = said.choose(ELI("type_document"))
    if kind is None or isinstance(kind, Literal):
        return ""
    if known := type_name(kind.rpartition("/")[2]):
        return known
    graphs = {q.graph for node in said.nodes for q in store.match(node, ELI("type_document"), kind)}
    labels = (q for q in store.match(kind, SKOS("prefLabel")) if q.graph in graphs)
    return _word(_most(Counter(q.object for q in labels if store.terms.is_source(q.graph))))


def _name(store: Store, thing: Iri) -> Term:
    """The name of a type or a body: the register's, else as most sources print it."""
    place, _, slug = thing.removeprefix(store.terms.base).rpartition("/")
    known = type_name(slug) if place == "type" else naming.body_name(place.removeprefix("body/"), slug)
    if known:
        return text(known)
    said = store.match(thing, SKOS("prefLabel"))
    return _most(Counter(q.object for q in said if store.terms.is_source(q.graph))) or text(slug)


def _word(term: Term | None) -> str:
    return "" if term is None else term.value if isinstance(term, Literal) else term
