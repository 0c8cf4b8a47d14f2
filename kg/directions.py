"""Whether a relation of an official list runs the right way: known pairs and dates decide."""

from __future__ import annotations

from kg import identity, iri
from kg.rows import Conflict, Row
from kg.store import Store
from kg.terms import ELI, Iri, Literal


def direction(
    store: Store, row: Row, pair: tuple[Iri, Iri], stated: set[tuple[Iri, Iri]]
) -> Conflict | bool | None:
    """Whether a pair runs the right way: True if known so, a conflict if known not to, None if unknown."""
    subject, object_ = (identity.final(store, node) for node in pair)
    names = f"{row['subject']} → {row['object']}"
    if subject == object_:
        return Conflict(row.line, "self", f"{names}: một văn bản", "one document", True)
    changing = ELI("changes"), ELI("repeals"), ELI("amends")
    forward = any(next(store.match(subject, p, object_, store.terms.current), None) for p in changing)
    backward = any(next(store.match(object_, p, subject, store.terms.current), None) for p in changing)
    if backward and not forward:
        return Conflict(
            row.line, "reversed", f"{names}: đồ thị nói ngược lại", "the graph says the opposite", True
        )
    if (pair[1], pair[0]) in stated:
        return Conflict(
            row.line, "both-ways", f"{names}: danh sách nói cả hai chiều", "the list says both", True
        )
    first, second = _when(store, subject), _when(store, object_)
    if first and second:
        length = min(len(first), len(second))
        if first[:length] < second[:length]:
            return Conflict(
                row.line, "earlier", f"{names}: {first} trước {second}", "it would act on a later one", True
            )
        if first[:length] > second[:length]:
            return True
    return True if forward else None


def _when(store: Store, work: Iri) -> str:
    found = store.objects(work, ELI("date_document"), store.terms.current)
    if found and isinstance(found[0], Literal):
        return found[0].value
    known = iri.parse(work, base=store.terms.base)
    return known.year if known else ""
