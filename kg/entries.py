"""What the sources say of documents that bear one number, and what people decided, for :mod:`kg.identity`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg import iri, naming
from kg.identity import Entry, Verdicts
from kg.rdf import n3
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
    """Everything that the sources say of documents with one of these numbers.

    Of a document that is identified only what tells it from others: equal words give equal entries.
    """
    for number in numbers:
        for quad in store.match(None, ELI("id_local"), Literal(number)):
            if store.terms.is_source(quad.graph):
                known = not iri.is_local(quad.subject, base=store.terms.base)
                yield (_known if known else _entry)(store, quad.subject, quad.graph, number)


def _known(store: Store, node: Iri, graph: Iri, number: str) -> Entry:
    date = _word(store, node, ELI("date_document"), graph)
    held = next(store.match(node, store.terms.ld("heldIn"), None, graph), None) is not None
    return Entry(node, Iri(""), number, date=date, held=held)


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
    said = {p: min(values, key=n3) for p, values in store.facts(node, graph).items()}

    def word(predicate: Iri) -> str:
        value = said.get(predicate, "")
        return value.value if isinstance(value, Literal) else value

    area, _, office = word(ld("office")).rpartition("/")
    date = word(ELI("date_document"))
    citing = next((q.subject for q in store.match(None, ld("heldIn"), None, graph)), node)
    return Entry(
        node,
        graph,
        number,
        type=word(ELI("type_document")).rpartition("/")[2],
        office=office,
        area=area,
        issuer=word(ld("issuerPrinted")),
        date=date,
        year=naming.year_of(number, date=date, year=word(ld("datePrinted"))[:4]),
        citing_area=_area(store, citing, graph),
        citing_date="" if citing == node else _word(store, citing, ELI("date_document"), graph),
        held=ld("heldIn") in said,
    )


def _area(store: Store, node: Iri, graph: Iri) -> str:
    body = _word(store, node, ELI("passed_by"), graph)
    return body.removeprefix(f"{store.terms.base}body/").rpartition("/")[0]


def _word(store: Store, subject: Iri, predicate: Iri, graph: Iri) -> str:
    found = store.objects(subject, predicate, graph)
    return (found[0].value if isinstance(found[0], Literal) else found[0]) if found else ""
