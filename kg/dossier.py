"""One document as the explorer shows it: who it is, what it does to others, what others do to it, its text.

Nothing here draws; nothing is guessed: a text is shown only if the file still is what was read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

from kg import identity, iri, sources
from kg.explorer import Edge, Explorer, well_formed, word
from kg.iri import parse
from kg.lookup import Node
from kg.register import register
from kg.store import Store
from kg.terms import DCTERMS, ELI, OA, RDF_TYPE, SKOS, Iri, Literal, integer
from kg.trace import Hop

MANY = 40
"""Relations of one kind listed at first, in each direction."""


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
    """What a document's page shows of the document itself.

    ``above``: what it does to others; ``acted``: how many documents act on it, by predicate.
    """

    node: Node
    type: str
    signer: str
    effective: str
    expires: str
    sources: tuple[Source, ...]
    above: tuple[Edge, ...]
    acted: dict[str, int]
    successors: tuple[Successor, ...]


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
    """What the graph holds of a document; nothing is read of the many that may act on it but their number."""
    store, terms = explorer.store, explorer.store.terms
    types = store.objects(work, ELI("type_document"), terms.current)
    held = {Iri(str(s)) for s in store.objects(work, terms.ld("heldIn"), terms.current)}
    return Dossier(
        explorer.node(work),
        next((word(store, Iri(str(t)), SKOS("prefLabel")) for t in types), ""),
        word(store, work, terms.ld("signer")),
        word(store, work, ELI("first_date_entry_in_force")),
        word(store, work, ELI("date_no_longer_in_force")),
        tuple(source(explorer, s) for s in sorted(held)),
        explorer.above(work),
        explorer.counts(work),
        tuple(_successors(store, work)),
    )


def acts(explorer: Explorer, work: Iri, kinds: Collection[str], most: int = MANY) -> list[Hop]:
    """What a document does to others in some ways, with its sentences."""
    found = (e for e in explorer.above(work) if e.relation.predicate in kinds)
    return list(map(explorer.hop, islice(found, most)))


def acted_on(explorer: Explorer, work: Iri, kinds: Collection[str], most: int = MANY) -> list[Hop]:
    """What others do to a document in some ways, with their sentences; the higher bodies first."""
    return list(map(explorer.hop, explorer.below(work, frozenset(kinds), most=most)))


def mentioning(explorer: Explorer, found: Dossier, most: int = MANY) -> tuple[Source, ...]:
    """Sources that name a document and are not its own, of the first documents that act on it."""
    edges = explorer.below(found.node.iri, frozenset(found.acted), most=most)
    known = {e.source for edge in edges for e in explorer.hop(edge).evidence}
    return tuple(source(explorer, s) for s in sorted(known - {s.iri for s in found.sources}))


def known_source(explorer: Explorer, iri_: str) -> Source | None:
    """A source by its IRI, as an address may name it; None where the graph has none such."""
    terms = explorer.store.terms
    if not iri_.startswith(f"{terms.base}source/") or not well_formed(iri_):
        return None
    graph = iri.graph_of(Iri(iri_), base=terms.base)
    return source(explorer, Iri(iri_)) if word(explorer.store, Iri(iri_), terms.ld("digest"), graph) else None


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
    targets = store.objects(node, OA("hasTarget"), graph)
    return next((found for t in targets if (found := _span(store, Iri(str(t)), graph))), None)


def _span(store: Store, target: Iri, graph: Iri) -> tuple[int, int] | None:
    for selector in store.objects(target, OA("hasSelector"), graph):
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


def quote_at(explorer: Explorer, source_: Iri, place: tuple[int, int]) -> str:
    """The words at a place of a source as the graph itself keeps them; "" where it keeps none."""
    store, ld = explorer.store, explorer.store.terms.ld
    graph = iri.graph_of(source_, base=store.terms.base)
    selectors = (q.subject for q in store.match(None, OA("start"), integer(place[0]), graph))
    targets = (q.subject for s in selectors for q in store.match(None, OA("hasSelector"), s, graph))
    here = (t for t in dict.fromkeys(targets) if _span(store, t, graph) == place)
    said = (q.subject for t in here for q in store.match(None, OA("hasTarget"), t, graph))
    return next((words for node in said if (words := word(store, node, ld("quote"), graph))), "")


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
