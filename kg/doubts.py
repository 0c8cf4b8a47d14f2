"""Which identities a person should look at, with the sentence that names the document, and their verdicts.

A doubt is a cited document that may be one of several, or that was taken for a work on thin grounds.
Verdicts go through the queue of the graph and are kept apart from what the program decides
(:mod:`kg.reviews`); a rebuild respects them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg import jobs
from kg.dossier import Source, source
from kg.explorer import Explorer, word
from kg.jobs import Ran
from kg.lookup import Node
from kg.queue import Job
from kg.reviews import Verdict, now
from kg.terms import ELI, OA, RDF_TYPE, SKOS, Iri, Literal
from kg.why import decision, doubtful, why

THIN = frozenset({"only-one"})
"""Rules whose decisions a person should look at."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A document as a source names it, what it may be, and the sentence."""

    node: Iri
    printed: str
    rule: str
    confidence: float
    taken_for: Node | None
    candidates: tuple[Node, ...]
    before: str
    quote: str
    after: str
    source: Source
    start: int
    end: int


def doubts(explorer: Explorer) -> list[Doubt]:
    """What waits for a person: the undecided first, then the thinly decided; what was reviewed is gone."""
    store, terms = explorer.store, explorer.store.terms
    thin = {
        Iri(str(of))
        for rule in THIN
        for quad in store.match(None, terms.ld("rule"), Literal(rule), terms.identity)
        for of in store.objects(quad.subject, terms.ld("of"), terms.identity)
    }
    found = [*doubtful(store), *(d for n in sorted(thin) if (d := decision(store, n)))]
    made = []
    for decided in found:
        known = why(store, decided.node)
        if known is None or not known.said:
            continue
        settled = {(r.node, r.work) for r in known.reviews}
        open_ = [c for c in decided.candidates if not {(decided.node, c), (c, decided.node)} & settled]
        if not open_ and (decided.work is None or (decided.node, decided.work) in settled):
            continue
        place = _place(explorer, decided.node)
        if place is None:
            continue
        made.append(
            Doubt(
                decided.node,
                _printed(explorer, decided.node),
                decided.rule,
                decided.confidence,
                explorer.node(decided.work) if decided.work else None,
                tuple(map(explorer.node, open_)),
                *place,
            )
        )
    return made


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


def settle(folder: Path, node: Iri, works: Iterable[Iri], verdict: Verdict, *, who: str, base: str) -> Ran:
    """Record that a node is a work ("same"), or is none of these works ("apart")."""
    same = {"verdict": verdict, "node": node.removeprefix(base), "who": who, "when": now()}
    rows = [{**same, "work": work.removeprefix(base)} for work in works]
    return jobs.submit(folder, Job("review", {"reviews": rows}))
