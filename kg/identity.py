"""Which works are one: the second pass over what all sources say.

A source names a document as completely as it can; where that is not enough its node is local.
:func:`decide` ties nodes to works that certainly match, by these rules:

``reviewed``     a person said so                                                                 1.00
``same-key``     type, office and year agree, one work fits (a Party document of that year)       0.95
``same-serial``  two works differ only in how the body's symbol is spelt (TT-BNN, TT-BNNPTNT)     0.90
``same-area``    the place is open, office or full date and year agree, and the work is of the
                 citing document's own area                                                       0.85
``only-one``     the year is not stated, and one work of this type, office and number is known    0.70

A work later than the citing document never fits.  Where several fit (``ambiguous``) or too little is
stated (``open``), nothing is merged and all are kept as candidates; where none fits, the node stays
``alone``.  What is missing is the reason.  Numbers are compared whole: 11/2024/QĐ-UBND is not
11/QĐ-UBND of 2024.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kg import iri, naming
from kg.iri import Work
from kg.store import Store
from kg.terms import DCTERMS, RDF_TYPE, Iri, Literal, Quad, Vocabulary, decimal

CONFIDENCE = {"reviewed": 1.0, "same-key": 0.95, "same-serial": 0.9, "same-area": 0.85, "only-one": 0.7}

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
    held: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """What the source leaves open: "type", "office", "place", "year"."""
        facts = {"type": self.type, "office": self.office, "place": self.area, "year": self.year}
        return tuple(name for name, value in facts.items() if not value)


@dataclass(frozen=True, slots=True)
class Decision:
    """A node is a work, by a rule; or, without ``work``, it may be one of several candidates, or none."""

    node: Iri
    work: Iri | None
    rule: str
    confidence: float = 0.0
    candidates: tuple[Iri, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What people decided: nodes that are a work, and pairs (sorted) that are two."""

    same: Mapping[Iri, Iri] = field(default_factory=dict)
    apart: frozenset[tuple[Iri, Iri]] = frozenset()

    def parts(self, one: Iri, other: Iri) -> bool:
        """Whether a person keeps the two apart."""
        return (min(one, other), max(one, other)) in self.apart


def decide(entries: Iterable[Entry], *, base: str = "", verdicts: Verdicts | None = None) -> list[Decision]:
    """Decide for all entries that bear one number; the answer does not depend on their order."""
    said = verdicts or Verdicts()
    counts = Counter(entries)
    group = sorted(counts, key=lambda e: (e.node, e.graph, e.date, e.held))
    works = _works(group, base)
    merged = {d.node: d for d in _among(works, counts, said)}
    dates: dict[Iri, set[str]] = {node: set() for node in works}
    for entry in group:
        if entry.node in dates and entry.date:
            dates[entry.node].add(entry.date)
    decisions = set(merged.values())
    for entry in group:
        if entry.node in works or entry.node in merged:
            continue
        if (target := said.same.get(entry.node)) is not None:
            decisions.add(Decision(entry.node, target, "reviewed", CONFIDENCE["reviewed"]))
            continue
        fitting: dict[Iri, Work] = {}
        for node, work in works.items():
            if not _year_only(work) and _fits(entry, work, dates[node]):
                end = _end(node, merged)
                if not (said.parts(entry.node, node) or said.parts(entry.node, end)):
                    fitting[end] = work
        decisions.add(_decide(entry, fitting))
    return sorted(decisions, key=lambda d: d.node)


def _works(group: list[Entry], base: str) -> dict[Iri, Work]:
    parsed = ((e.node, iri.parse(e.node, base=base)) for e in group)
    return {node: work for node, work in parsed if work is not None}


def _among(works: dict[Iri, Work], group: Mapping[Entry, int], said: Verdicts) -> Iterator[Decision]:
    """Works that are another work of the group, or what a person said."""
    weight = dict.fromkeys(works, (False, 0))
    for entry, count in group.items():
        if entry.node in weight:
            held, before = weight[entry.node]
            weight[entry.node] = held or entry.held, before + count
    for node, work in works.items():
        others = {n: w for n, w in works.items() if n != node and not said.parts(n, node)}
        if (target := said.same.get(node)) is not None:
            yield Decision(node, target, "reviewed", CONFIDENCE["reviewed"])
        elif _year_only(work):
            same = sorted(n for n, w in others.items() if not _year_only(w) and _same_but_date(work, w))
            if same:
                yield _choose(node, same, "same-key")
        else:
            same = [n for n, w in others.items() if w.number != work.number and _same_but_number(work, w)]
            best = max((*same, node), key=lambda n: (*weight[n], naming.is_usual(works[n].number), n))
            if best != node:
                yield _choose(node, [best], "same-serial")


def _end(node: Iri, merged: Mapping[Iri, Decision]) -> Iri:
    seen = {node}
    while (decision := merged.get(node)) is not None and decision.work and decision.work not in seen:
        node = decision.work
        seen.add(node)
    return node


def _year_only(work: Work) -> bool:
    return len(work.year) == 4 and naming.is_party(work.number)


def _same_but_date(a: Work, b: Work) -> bool:
    return (a.area, a.office, a.type, a.year[:4]) == (b.area, b.office, b.type, b.year[:4])


def _same_but_number(a: Work, b: Work) -> bool:
    return (a.area, a.office, a.type, a.year) == (b.area, b.office, b.type, b.year)


def _choose(node: Iri, fitting: list[Iri], rule: str, missing: tuple[str, ...] = ()) -> Decision:
    if len(fitting) > 1:
        return Decision(node, None, "ambiguous", 0.0, tuple(sorted(fitting)), missing)
    return Decision(node, fitting[0], rule, CONFIDENCE[rule], (), missing)


def _decide(entry: Entry, fitting: dict[Iri, Work]) -> Decision:
    if not fitting:
        return Decision(entry.node, None, "alone", missing=entry.missing)
    if entry.area:
        return _choose(entry.node, list(fitting), "same-key" if entry.year else "only-one", entry.missing)
    here = [node for node, work in fitting.items() if _own_area(entry, work)]
    if here and entry.year and (entry.office or entry.date):
        return _choose(entry.node, here, "same-area", entry.missing)
    return Decision(entry.node, None, "open", 0.0, tuple(sorted(fitting)), entry.missing)


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
        *(Quad(node, ld("missing"), Literal(name), graph) for name in decision.missing),
    ]
    if decision.work is not None:
        quads.append(Quad(node, ld("work"), decision.work, graph))
        quads.append(Quad(decision.node, DCTERMS("isReplacedBy"), decision.work, graph))
    return quads


def decision_iri(node: Iri, terms: Vocabulary) -> Iri:
    """The IRI of the decision on a node."""
    return Iri(f"{terms.base}identity/{iri.digest(node)}")


def final(store: Store, node: Iri, decided: Mapping[Iri, Iri | None] = MappingProxyType({})) -> Iri:
    """The work that a node is in the end; itself where nothing was decided.

    ``decided`` comes before what the graph says.
    """
    seen = {node}
    while True:
        if node in decided:
            following = decided[node] or node
        else:
            found = store.match(node, DCTERMS("isReplacedBy"), None, store.terms.identity)
            following = next((Iri(q.object) for q in found if not isinstance(q.object, Literal)), node)
        if following in seen:
            return min(seen) if following != node else node  # a circle of reviews: one name for all
        seen.add(following)
        node = following


def same(store: Store, work: Iri) -> set[Iri]:
    """Every node that was decided to be this work, however many steps away; without the work itself."""
    found: set[Iri] = set()
    todo = [work]
    while todo:
        for quad in store.match(None, DCTERMS("isReplacedBy"), todo.pop(), store.terms.identity):
            if quad.subject not in found and quad.subject != work:
                found.add(quad.subject)
                todo.append(quad.subject)
    return found
