"""Which works are one: the second pass over what all sources say.

A source names a document as completely as it can; where that is not enough its node is local.
:func:`decide` ties local nodes to works that certainly match, by these rules:

``same-key``     type, office and year agree, one work fits (a Party document of that year)       0.95
``same-area``    the place is open, office or full date and year agree, and the work is of the
                 citing document's own area                                                       0.85
``only-one``     the year is not stated, and one work of this type, office and number is known    0.70

A work later than the citing document never fits.  Where several fit, nothing is merged and all are
kept as candidates.  Numbers are compared whole: 11/2024/QĐ-UBND is not 11/QĐ-UBND of 2024.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg import iri, naming
from kg.iri import Work
from kg.store import Store
from kg.terms import DCTERMS, ELI, RDF_TYPE, Iri, Literal, Quad, Vocabulary, decimal

CONFIDENCE = {"same-key": 0.95, "same-area": 0.85, "only-one": 0.7}

_HIGH = re.compile(r"tỉnh$", re.IGNORECASE)
_MIDDLE = re.compile(r"(?:huyện|quận|thị xã)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """What one source says of one document: a node in one source graph, and the source's own context."""

    node: Iri
    graph: Iri
    number: str
    type: str = ""
    office: str = ""
    area: str = ""
    issuer: str = ""
    date: str = ""
    year: str = ""
    citing_area: str = ""
    citing_date: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A node is a work, by a rule; or, without ``work``, it may be one of several candidates."""

    node: Iri
    work: Iri | None
    rule: str
    confidence: float
    candidates: tuple[Iri, ...] = ()


def decide(entries: Iterable[Entry], *, base: str = "") -> list[Decision]:
    """Decide for all entries that bear one number; the answer does not depend on their order."""
    group = sorted(entries, key=lambda e: (e.node, e.graph))
    works = _works(group, base)
    dates = {node: {e.date for e in group if e.node == node and e.date} for node in works}
    decisions = []
    for entry in group:
        own = works.get(entry.node)
        if own is None:
            fitting = [n for n, w in works.items() if not _year_only(w) and _fits(entry, w, dates[n])]
            decisions += _decide(entry, {n: works[n] for n in fitting})
        elif _year_only(own):
            same = [n for n, w in works.items() if not _year_only(w) and _same_but_date(own, w)]
            decisions += _choose(entry.node, same, "same-key")
    return sorted(set(decisions), key=lambda d: d.node)


def _works(group: list[Entry], base: str) -> dict[Iri, Work]:
    parsed = ((e.node, iri.parse(e.node, base=base)) for e in group)
    return {node: work for node, work in parsed if work is not None}


def _year_only(work: Work) -> bool:
    return len(work.year) == 4 and naming.is_party(work.number)


def _same_but_date(a: Work, b: Work) -> bool:
    return (a.area, a.office, a.type, a.year[:4]) == (b.area, b.office, b.type, b.year[:4])


def _choose(node: Iri, fitting: list[Iri], rule: str) -> list[Decision]:
    if not fitting:
        return []
    if len(fitting) > 1:
        return [Decision(node, None, "ambiguous", 0.0, tuple(sorted(fitting)))]
    return [Decision(node, fitting[0], rule, CONFIDENCE[rule])]


def _decide(entry: Entry, fitting: dict[Iri, Work]) -> list[Decision]:
    if not fitting:
        return []
    if entry.area:
        return _choose(entry.node, list(fitting), "same-key" if entry.year else "only-one")
    here = [node for node, work in fitting.items() if _own_area(entry, work)]
    if here and entry.year and (entry.office or entry.date):
        return _choose(entry.node, here, "same-area")
    return [Decision(entry.node, None, "open", 0.0, tuple(sorted(fitting)))]


def _fits(entry: Entry, work: Work, dates: set[str]) -> bool:
    """Nothing that the source says speaks against the work, or against the dates that others give it."""
    if entry.date and dates and entry.date not in dates:
        return False
    if work.type != entry.type or (entry.office and work.office != entry.office):
        return False
    if entry.area and work.area != entry.area:
        return False
    if entry.year and work.year[:4] != entry.year[:4]:
        return False
    limit = entry.citing_date[: len(work.year)]
    return not (limit and work.year[: len(limit)] > limit)


def _own_area(entry: Entry, work: Work) -> bool:
    """The work is of the citing document's area or one above it, at the level that the name gives."""
    depth = work.area.count("/")
    if (_HIGH.search(entry.issuer) and depth) or (_MIDDLE.search(entry.issuer) and depth != 1):
        return False
    return bool(entry.citing_area) and (entry.citing_area + "/").startswith(work.area + "/")


def entries(store: Store, number: str) -> Iterator[Entry]:
    """Everything that the sources say of documents with this number."""
    for quad in store.match(None, ELI("id_local"), Literal(number)):
        if quad.graph not in {store.terms.current, store.terms.identity}:
            yield _entry(store, quad.subject, quad.graph, number)


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
    )


def _area(store: Store, node: Iri, graph: Iri) -> str:
    body = _word(store, node, ELI("passed_by"), graph)
    return body.removeprefix(f"{store.terms.base}body/").rpartition("/")[0]


def _word(store: Store, subject: Iri, predicate: Iri, graph: Iri) -> str:
    found = store.objects(subject, predicate, graph)
    return (found[0].value if isinstance(found[0], Literal) else found[0]) if found else ""


def written(decision: Decision, terms: Vocabulary) -> list[Quad]:
    """A decision as quads of the graph ``identity``."""
    ld, graph = terms.ld, terms.identity
    node = decision_iri(decision.node, terms)
    quads = [
        Quad(node, RDF_TYPE, ld("Identification"), graph),
        Quad(node, ld("of"), decision.node, graph),
        Quad(node, ld("rule"), Literal(decision.rule), graph),
        Quad(node, ld("confidence"), decimal(decision.confidence), graph),
        *(Quad(node, ld("candidate"), candidate, graph) for candidate in decision.candidates),
    ]
    if decision.work is not None:
        quads.append(Quad(node, ld("work"), decision.work, graph))
        quads.append(Quad(decision.node, DCTERMS("isReplacedBy"), decision.work, graph))
    return quads


def decision_iri(node: Iri, terms: Vocabulary) -> Iri:
    """The IRI of the decision on a node."""
    return Iri(f"{terms.base}identity/{iri.digest(node)}")


def final(store: Store, node: Iri) -> Iri:
    """The work that a node is; itself where nothing was decided."""
    found = store.match(node, DCTERMS("isReplacedBy"), None, store.terms.identity)
    return next((Iri(q.object) for q in found if not isinstance(q.object, Literal)), node)
