"""Where sources state a relation: the sentence, its place, the rule, what a person said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.reviewed import Said, said_of
from kg.store import Store
from kg.terms import OA, PROV, RDF, Iri, Literal, Term


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a source states a relation, in its own words; ``own`` if that is the acting document.

    ``review``: what a person said of it.
    """

    assertion: Iri
    quote: str
    source: Iri
    path: str
    start: int
    end: int
    confidence: float
    rule: str = ""
    cue: str = ""
    own: bool = False
    review: Said | None = None


def evidence(store: Store, assertions: Iterable[Iri]) -> Iterator[Evidence]:
    """The evidence of assertions: first the acting document's own words, then the most certain."""
    found = [_evidence(store, a) for a in assertions]
    yield from sorted(found, key=lambda e: (not e.own, -e.confidence, e.path, e.start, e.assertion))


def _evidence(store: Store, assertion: Iri) -> Evidence:
    ld, current = store.terms.ld, store.terms.current
    said = store.facts(assertion, current)
    subject, source = _word(said, RDF("subject")), _word(said, PROV("wasDerivedFrom"))
    target = next(store.match(assertion, OA("hasTarget")), None)
    paths = store.objects(Iri(source), ld("path"), store.terms.runs)
    return Evidence(
        assertion,
        _word(said, ld("quote")),
        Iri(source),
        next((p.value for p in paths if isinstance(p, Literal)), ""),
        *(_place(store, Iri(str(target.object))) if target else (0, 0)),
        float(_word(said, ld("confidence")) or 0),
        _word(said, ld("rule")),
        _word(said, ld("cue")),
        next(store.match(Iri(subject), ld("heldIn"), Iri(source), current), None) is not None,
        said_of(store, assertion) if _word(said, ld("review")) else None,
    )


def _place(store: Store, target: Iri) -> tuple[int, int]:
    """From where to where, in characters of the source's text."""
    for quad in store.match(target, OA("hasSelector")):
        said = store.facts(Iri(str(quad.object)))
        if OA("start") in said:
            return int(_word(said, OA("start"))), int(_word(said, OA("end")))
    return 0, 0


def _word(said: dict[Iri, list[Term]], predicate: Iri) -> str:
    found = next(iter(said.get(predicate, ())), "")
    return found.value if isinstance(found, Literal) else found
