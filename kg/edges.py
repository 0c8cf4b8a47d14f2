"""Who acts on whom in the graph ``current``, read no further than it is asked for.

An edge is known from its direct triple; what states it (the assertions) is read only for what is shown.
Those that act on a document come in one order, the same from any store: the State's height first, then
the year, then the IRI (:func:`kg.bands.order`); where a published snapshot has it ready-made
(:mod:`kg.ready`), the first eighty of a million cost no more than the first eighty of a hundred.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import cache

import pyoxigraph as ox

from kg import bands
from kg.store import Store
from kg.terms import RDF, Iri, Relation, Vocabulary

FIRST = frozenset({"implements", "details"})
"""The predicates of carrying out: what a trace follows first."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One document acts on another, and what states it; its evidence is read only for what is shown."""

    subject: Iri
    relation: Relation
    object: Iri
    assertions: tuple[Iri, ...]


def above(store: Store, work: Iri) -> tuple[Edge, ...]:
    """What a document acts on, sorted."""
    grouped: dict[tuple[Iri, Iri], list[Iri]] = {}
    graph, by_term = ox.NamedNode(store.terms.current), store.terms.by_term
    for quad in store.inner.quads_for_pattern(None, _SUBJECT, ox.NamedNode(work), graph):
        ends = [
            _one(store, quad.subject, role, graph)
            for role in (_PREDICATE, _OBJECT)
            if isinstance(quad.subject, ox.NamedNode)
        ]
        if len(ends) == 2 and isinstance(quad.subject, ox.NamedNode):
            grouped.setdefault((ends[0], ends[1]), []).append(Iri(quad.subject.value))
    return tuple(
        Edge(work, by_term[term], target, tuple(sorted(assertions)))
        for (term, target), assertions in sorted(grouped.items())
        if term in by_term
    )


def acting(store: Store, work: Iri, follow: Collection[str]) -> Iterator[tuple[Iri, Relation]]:
    """The documents that act on a document and how, lazily: carrying out first, then by height and year.

    A document that acts in two ways comes twice.
    """
    for part in (FIRST.intersection(follow), frozenset(follow) - FIRST):
        terms = terms_of(store.terms, part)
        if not terms:
            continue
        if (ready := store.ready) is not None:
            yield from ((subject, store.terms.by_term[term]) for subject, term in ready.acting(work, terms))
        else:
            yield from _read(store, work, terms)


def counts(store: Store, work: Iri) -> dict[str, int]:
    """How many documents act on a document, by predicate."""
    if (ready := store.ready) is not None:
        return ready.counts(work)
    found: dict[str, set[Iri]] = {}
    for term in terms_of(store.terms, frozenset(r.predicate for r in store.terms.relations)):
        if subjects := _stating(store, work, term):
            found.setdefault(store.terms.by_term[term].predicate, set()).update(subjects)
    return {predicate: len(subjects) for predicate, subjects in sorted(found.items())}


PATIENCE = 5_000
"""Documents that may fail before a search for more is given up."""


@dataclass
class Descent:
    """The documents below one, nearest first, each once, as far as they are asked for.

    ``passes`` leaves documents out, with what only they lead to; ``via`` says of each document met so far
    how it was reached: on whom it acts, and how.
    """

    store: Store
    start: Iri
    follow: Collection[str]
    depth: int
    passes: Callable[[Iri], bool] = lambda _: True
    via: dict[Iri, tuple[Relation, Iri]] = field(default_factory=dict)
    given_up: bool = False

    def __iter__(self) -> Iterator[Iri]:
        level, failed = [self.start], 0
        for _ in range(self.depth):
            below: list[Iri] = []
            for work in level:
                for subject, relation in acting(self.store, work, self.follow):
                    if subject == self.start or subject in self.via:
                        continue
                    if not self.passes(subject):
                        failed += 1
                        self.given_up = failed > PATIENCE
                        if self.given_up:
                            return
                        continue
                    self.via[subject] = (relation, work)
                    below.append(subject)
                    yield subject
            level = below

    def way(self, work: Iri) -> list[tuple[Iri, Relation, Iri]]:
        """From a document that was met up to the start."""
        found = []
        while work != self.start:
            relation, target = self.via[work]
            found.append((work, relation, target))
            work = target
        return found


_SUBJECT, _PREDICATE, _OBJECT = (ox.NamedNode(RDF(name)) for name in ("subject", "predicate", "object"))


@cache
def terms_of(terms: Vocabulary, predicates: frozenset[str]) -> tuple[Iri, ...]:
    """The terms that stand for some predicates."""
    return tuple(dict.fromkeys(r.term for r in terms.relations if r.predicate in predicates))


@cache
def narrower(terms: Vocabulary, term: Iri) -> tuple[Iri, ...]:
    """The kinds of edges whose direct triple brings that of ``term`` with it."""
    return tuple(dict.fromkeys(r.term for r in terms.relations if term in r.above))


def _read(store: Store, work: Iri, terms: tuple[Iri, ...]) -> Iterator[tuple[Iri, Relation]]:
    base = store.terms.base
    found = [(s, n) for n, term in enumerate(terms) for s in _stating(store, work, term)]
    for subject, n in sorted(found, key=lambda row: (*bands.order(row[0], base), row[1])):
        yield subject, store.terms.by_term[terms[n]]


def _stating(store: Store, work: Iri, term: Iri) -> set[Iri]:
    """The documents that act on one in just this way, and not only in a narrower one."""
    found = _direct(store, work, term)
    for under in narrower(store.terms, term) if found else ():
        both = found & _direct(store, work, under)
        found -= {subject for subject in both if not states(store, subject, term, work)}
    return found


def states(store: Store, subject: Iri, term: Iri, target: Iri) -> bool:
    """Whether an assertion says just this."""
    return any(e.relation.term == term and e.object == target for e in above(store, subject))


def _direct(store: Store, work: Iri, term: Iri) -> set[Iri]:
    graph = ox.NamedNode(store.terms.current)
    found = store.inner.quads_for_pattern(None, ox.NamedNode(term), ox.NamedNode(work), graph)
    return {Iri(q.subject.value) for q in found if isinstance(q.subject, ox.NamedNode)}


def _one(store: Store, subject: ox.NamedNode, predicate: ox.NamedNode, graph: ox.NamedNode) -> Iri:
    found = (q.object for q in store.inner.quads_for_pattern(subject, predicate, None, graph))
    return next((Iri(o.value) for o in found if isinstance(o, ox.NamedNode)), Iri(""))
