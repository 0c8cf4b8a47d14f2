"""One document as the explorer shows it: who it is, what it does to others, what others do to it, its text.

Nothing here draws; nothing is guessed: a text is shown only if the file still is what was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from kg import identity, iri, sources
from kg.explorer import Explorer, word
from kg.iri import parse
from kg.lookup import Node
from kg.register import register
from kg.store import Store
from kg.terms import DCTERMS, ELI, OA, PROV, RDF_TYPE, SKOS, Iri, Literal
from kg.trace import Hop

MANY = 300
"""Relations shown of one document in each direction."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: where it lies, of what form, which document it holds."""

    iri: Iri
    path: str
    format: str
    characters: int
    holds: Node | None


@dataclass(frozen=True, slots=True)
class Successor:
    """Who answers today for what a body issued, and by which act."""

    body: str
    now: tuple[str, ...]
    since: str = ""
    act: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that the document's page shows; ``more`` counts those relations to it that are not listed."""

    node: Node
    type: str
    signer: str
    effective: str
    expires: str
    sources: tuple[Source, ...]
    mentioned: tuple[Source, ...]
    acts: tuple[Hop, ...]
    acted_on: tuple[Hop, ...]
    successors: tuple[Successor, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text that names a document."""

    start: int
    end: int
    work: Iri
    form: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: the document that it names, if any; whether it is the sentence looked for."""

    text: str
    work: Iri | None = None
    sought: bool = False


def dossier(explorer: Explorer, work: Iri) -> Dossier:
    """What the graph holds of a document."""
    store, terms = explorer.store, explorer.store.terms
    kinds = frozenset(r.predicate for r in terms.relations)
    below = explorer.below(work, kinds, most=MANY)
    listed = {(e.subject, e.relation.predicate) for e in below}
    types = store.objects(work, ELI("type_document"), terms.current)
    held = {Iri(str(s)) for s in store.objects(work, terms.ld("heldIn"), terms.current)}
    acted_on = tuple(map(explorer.hop, below))
    mentioned = {e.source for h in acted_on for e in h.evidence} - held
    return Dossier(
        explorer.node(work),
        next((word(store, Iri(str(t)), SKOS("prefLabel")) for t in types), ""),
        word(store, work, terms.ld("signer")),
        word(store, work, ELI("first_date_entry_in_force")),
        word(store, work, ELI("date_no_longer_in_force")),
        tuple(source(explorer, s) for s in sorted(held)),
        tuple(source(explorer, s) for s in sorted(mentioned)),
        tuple(map(explorer.hop, explorer.above(work)[:MANY])),
        acted_on,
        tuple(_successors(store, work)),
        sum(explorer.counts(work).values()) - len(listed),
    )


def source(explorer: Explorer, iri_: Iri) -> Source:
    """What is known of a source."""
    store, terms = explorer.store, explorer.store.terms
    graph = iri.graph_of(iri_, base=terms.base)
    holds = next(
        (explorer.node(q.subject) for q in store.match(None, terms.ld("heldIn"), iri_, terms.current)), None
    )
    return Source(
        iri_,
        next(iter(_paths(store, iri_)), ""),
        word(store, iri_, DCTERMS("format"), graph),
        int(word(store, iri_, terms.ld("characters"), graph) or 0),
        holds,
    )


def text_of(store: Store, source_: Iri, folder: Path) -> str | None:
    """The text that a source's offsets count, from its file or the archive or mail that holds it.

    None where that is gone or changed.
    """
    found = sources.text_of(store, source_, folder)
    return None if found is None else found.text


def _paths(store: Store, source_: Iri) -> list[str]:
    found = store.objects(source_, store.terms.ld("path"), store.terms.runs)
    return [p.value for p in found if isinstance(p, Literal)]


def marks(explorer: Explorer, source_: Iri) -> tuple[Mark, ...]:
    """The places in a source that name documents, with the works that they finally are."""
    store, terms = explorer.store, explorer.store.terms
    graph = iri.graph_of(source_, base=terms.base)
    found = []
    for quad in store.match(None, RDF_TYPE, terms.ld("Mention"), graph):
        place = _place(store, quad.subject, graph)
        named = next(iter(store.objects(quad.subject, OA("hasBody"), graph)), None)
        if place and named is not None and not isinstance(named, Literal):
            form, where = (word(store, quad.subject, terms.ld(n), graph) for n in ("form", "where"))
            found.append(Mark(*place, identity.final(store, named), form, where))
    return tuple(sorted(found, key=lambda m: (m.start, -m.end)))


def _place(store: Store, node: Iri, graph: Iri) -> tuple[int, int] | None:
    for target in store.objects(node, OA("hasTarget"), graph):
        for selector in store.objects(Iri(str(target)), OA("hasSelector"), graph):
            start = word(store, Iri(str(selector)), OA("start"), graph)
            end = word(store, Iri(str(selector)), OA("end"), graph)
            if start and end:
                return int(start), int(end)
    return None


def pieces(text: str, found: Iterable[Mark], sought: tuple[int, int] | None = None) -> list[Piece]:
    """The text cut where marks and the sentence sought begin and end; of nested marks the outer counts."""
    outer: list[Mark] = []
    for mark in sorted(found, key=lambda m: (m.start, -m.end)):
        if mark.end <= len(text) and mark.start < mark.end and (not outer or mark.start >= outer[-1].end):
            outer.append(mark)
    start, end = sought or (0, 0)
    cuts = sorted({0, len(text), *(p for m in outer for p in (m.start, m.end)), *_within(text, start, end)})
    works = {m.start: m for m in outer}
    made: list[Piece] = []
    inside: Mark | None = None
    for a, b in pairwise(cuts):
        inside = works.get(a, inside if inside and a < inside.end else None)
        made.append(Piece(text[a:b], inside.work if inside else None, start <= a and b <= end))
    return made


def _within(text: str, start: int, end: int) -> tuple[int, ...]:
    return (start, end) if 0 <= start < end <= len(text) else ()


def quote_of(store: Store, assertion: Iri) -> tuple[str, str, str]:
    """The words of an assertion with what stands before and after, kept in the graph itself."""
    found = next(iter(store.objects(assertion, PROV("wasDerivedFrom"), store.terms.current)), None)
    graph = iri.graph_of(Iri(str(found)), base=store.terms.base) if found else None
    for target in store.objects(assertion, OA("hasTarget"), graph):
        for selector in store.objects(Iri(str(target)), OA("hasSelector"), graph):
            words = [word(store, Iri(str(selector)), OA(n), graph) for n in ("prefix", "exact", "suffix")]
            if words[1]:
                return words[0], words[1], words[2]
    return "", word(store, assertion, store.terms.ld("quote")), ""


def _successors(store: Store, work: Iri) -> Iterator[Successor]:
    """For each issuing body that is no more: who answers for it now."""
    known = parse(work, base=store.terms.base)
    prefix = f"{store.terms.base}body/"
    places = [str(b).removeprefix(prefix) for b in store.objects(work, ELI("passed_by"), store.terms.current)]
    if not places and known:
        places = [f"{known.area}/{known.office}"]
    for place in places:
        area, _, office = place.rpartition("/")
        body = register().body(area, office) if area else None
        if body is None:
            continue
        answer = register().answering(body)
        now = tuple(b.name for b in answer.bodies if b.id != body.id)
        if answer.events:
            yield Successor(body.name, now, answer.events[-1].date, answer.events[-1].act)
