"""Why a node is the document that it is: what the sources say, which rule decided, what people said."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kg import identity, reviewed
from kg.lookup import Node, node
from kg.store import Store
from kg.terms import DCTERMS, ELI, RDF_TYPE, SKOS, Iri, Literal, Term

RULES = {
    "reviewed": ("người rà soát quyết định", "a person decided"),
    "same-key": ("cùng loại, cơ quan, số và năm", "type, office, number and year agree"),
    "same-serial": ("chỉ khác cách viết ký hiệu cơ quan", "only the spelling of the body's symbol differs"),
    "same-area": ("cùng số và năm, là văn bản của chính địa phương đó", "of the citing document's own area"),
    "only-one": (
        "chỉ biết một văn bản có loại, cơ quan và số này",
        "the only one known of this type and number",
    ),
    "ambiguous": ("có thể là nhiều văn bản", "it may be several documents"),
    "open": ("biết quá ít để gộp", "too little is stated to merge it"),
    "alone": ("chưa có văn bản nào khớp", "no document fits yet"),
}
"""What a rule of :mod:`kg.identity` means, in Vietnamese and English."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says of a node."""

    source: Iri
    path: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision on a node: what it is by which rule, or what it may be."""

    node: Iri
    work: Iri | None
    rule: str
    confidence: float
    candidates: tuple[Iri, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a person said of a node and another."""

    verdict: str
    node: Iri
    work: Iri
    who: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """All that bears on the identity of ``asked``; ``final`` is the document that it is in the end."""

    asked: Iri
    final: Node
    decided: Decided | None
    merged: tuple[Decided, ...]
    said: tuple[Said, ...]
    reviews: tuple[Reviewed, ...]


def why(store: Store, asked: Iri) -> Why | None:
    """What bears on the identity of a node; None where no source and no person speaks of it."""
    end = identity.final(store, asked)
    nodes = sorted({asked, end, *identity.same(store, asked)})
    said = [s for n in nodes for s in _said(store, n)]
    reviews = [r for n in nodes for r in _reviews(store, n)]
    if not said and not reviews:
        return None
    merged = [d for n in sorted(identity.same(store, asked)) if (d := decision(store, n))]
    unique = sorted(set(reviews), key=lambda r: (r.node, r.work))
    return Why(asked, node(store, end), decision(store, asked), tuple(merged), tuple(said), tuple(unique))


def decision(store: Store, asked: Iri) -> Decided | None:
    """The decision on a node, None where there was nothing to decide."""
    made, graph, ld = identity.decision_iri(asked, store.terms), store.terms.identity, store.terms.ld
    rule = _word(store, made, ld("rule"), graph)
    if not rule:
        return None
    work = _word(store, made, ld("work"), graph)
    return Decided(
        asked,
        Iri(work) if work else None,
        rule,
        float(_word(store, made, ld("confidence"), graph) or 0),
        tuple(Iri(str(c)) for c in store.objects(made, ld("candidate"), graph)),
        tuple(_plain(m) for m in store.objects(made, ld("missing"), graph)),
    )


def counts(store: Store) -> Counter[str]:
    """How many nodes were decided by each rule."""
    rule = store.terms.ld("rule")
    return Counter(_plain(q.object) for q in store.match(None, rule, None, store.terms.identity))


def doubtful(store: Store) -> list[Decided]:
    """The nodes that may be one of several documents, sorted."""
    found = set()
    for quad in store.match(None, store.terms.ld("candidate"), None, store.terms.identity):
        found |= {
            Iri(str(o)) for o in store.objects(quad.subject, store.terms.ld("of"), store.terms.identity)
        }
    return [d for n in sorted(found) if (d := decision(store, n))]


def _said(store: Store, asked: Iri) -> list[Said]:
    ld = store.terms.ld
    by: dict[Iri, list[tuple[str, str]]] = {}
    names = {
        ELI("type_document"): "type",
        ELI("id_local"): "number",
        ld("name"): "name",
        ELI("date_document"): "date",
        ld("datePrinted"): "date",
        ELI("passed_by"): "issuer",
        ld("issuerPrinted"): "issuer",
        DCTERMS("title"): "title",
        ld("heldIn"): "held",
    }
    for quad in store.match(asked):
        if store.terms.is_source(quad.graph) and quad.predicate in names:
            by.setdefault(quad.graph, []).append((names[quad.predicate], _name(store, quad.object)))
    made = []
    for graph, facts in sorted(by.items()):
        source = next((q.subject for q in store.match(None, RDF_TYPE, ld("Source"), graph)), graph)
        path = _word(store, source, ld("path"), store.terms.runs)
        made.append(Said(source, path, tuple(sorted(facts))))
    return made


def _reviews(store: Store, asked: Iri) -> list[Reviewed]:
    ld, graph = store.terms.ld, store.terms.reviews
    found = {q.subject for role in ("of", "work") for q in store.match(None, ld(role), asked, graph)}
    made = []
    for review in sorted(found):
        said = reviewed.said(store, review)
        of, work = (Iri(_word(store, review, ld(role), graph)) for role in ("of", "work"))
        made.append(Reviewed(said.verdict, of, work, said.who, said.when))
    return made


def _name(store: Store, term: Term) -> str:
    if isinstance(term, Literal):
        return term.value
    return _word(store, term, SKOS("prefLabel"), None) or term


def _word(store: Store, subject: Iri, predicate: Iri, graph: Iri | None) -> str:
    return next((_plain(o) for o in store.objects(subject, predicate, graph)), "")


def _plain(term: Term) -> str:
    return term.value if isinstance(term, Literal) else term
