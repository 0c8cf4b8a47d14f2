"""What the sources say of documents that bear one number, and what people decided, for :mod:`kg.identity`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg import naming
from kg.identity import Entry, Verdicts
from kg.store import Store
from kg.terms import ELI, Iri, Literal


@dataclass(frozen=True, slots=True)
class Scope:
    """What a source graph touches: its numbers, and every subject that it speaks of."""

    numbers: frozenset[str] = frozenset()
    nodes: frozenset[Iri] = field(default=frozenset())

    def __or__(self, other: Scope) -> Scope:
        return Scope(self.numbers | other.numbers, self.nodes | other.nodes)


def entries(store: Store, numbers: Iterable[str]) -> Iterator[Entry]:
    """Everything that the sources say of documents with one of these numbers."""
    for number in numbers:
        for quad in store.match(None, ELI("id_local"), Literal(number)):
            if store.terms.is_source(quad.graph):
                yield _entry(store, quad.subject, quad.graph, number)


def verdicts(store: Store) -> Verdicts:
    """What the graph ``reviews`` says of identities."""
    terms = store.terms
    same, apart = {}, set()
    for quad in store.match(None, terms.ld("work"), None, terms.reviews):
        node, work = (
            Iri(_word(store, quad.subject, terms.ld(name), terms.reviews)) for name in ("of", "work")
        )
        if _word(store, quad.subject, terms.ld("verdict"), terms.reviews) == "same":
            same[node] = work
        else:
            apart.add((min(node, work), max(node, work)))
    return Verdicts(same, frozenset(apart))


def _entry(store: Store, node: Iri, graph: Iri, number: str) -> Entry:
    ld = store.terms.ld
    area, _, office = _word(store, node, ld("office"), graph).rpartition("/")
    date = _word(store, node, ELI("date_document"), graph)
    partial = _word(store, node, ld("datePrinted"), graph)
    citing = next((q.subject for q in store.match(None, ld("heldIn"), None, graph)), node)
    return Entry(
        node,
        graph,
        number,
        type=_word(store, node, ELI("type_document"), graph).rpartition("/")[2],
        office=office,
        area=area,
        issuer=_word(store, node, ld("issuerPrinted"), graph),
        date=date,
        year=naming.year_of(number, date=date, year=partial[:4]),
        citing_area=_area(store, citing, graph),
        citing_date="" if citing == node else _word(store, citing, ELI("date_document"), graph),
        held=next(store.match(node, ld("heldIn"), None, graph), None) is not None,
    )


def _area(store: Store, node: Iri, graph: Iri) -> str:
    body = _word(store, node, ELI("passed_by"), graph)
    return body.removeprefix(f"{store.terms.base}body/").rpartition("/")[0]


def _word(store: Store, subject: Iri, predicate: Iri, graph: Iri) -> str:
    found = store.objects(subject, predicate, graph)
    return (found[0].value if isinstance(found[0], Literal) else found[0]) if found else ""
