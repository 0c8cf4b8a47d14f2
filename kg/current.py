"""The derived graph ``current``: final IRIs, direct edges, the properties above them.

``current`` is a function of the source graphs and ``identity`` alone, subject by subject; so a
changed source re-derives only the subjects that it touches, and the order of building leaves no trace.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kg import facts, identity, iri, naming, reviewed
from kg.entries import Scope as Scope
from kg.entries import entries, verdicts
from kg.facts import REGISTERED
from kg.identity import Verdicts
from kg.reviews import Added
from kg.store import Store
from kg.terms import ELI, PROV, RDF, RDF_TYPE, Iri, Literal, Quad, boolean

CHANGING = frozenset({"amends", "repeals", "replaces", "corrects", "suspends", "extends"})
"""Acts on another document that no document does to a later one, and no two to each other."""
_EVIDENCE = ("quote", "confidence", "rule", "cue", "review", "sense", "part", "touches")


def scope(store: Store, graph: Iri) -> Scope:
    """What a source graph touches; ask before it is dropped, and after it was written."""
    numbers = {
        q.object.value
        for q in store.match(None, ELI("id_local"), None, graph)
        if isinstance(q.object, Literal)
    }
    works = {q.subject for q in store.match(None, RDF_TYPE, ELI("LegalResource"), graph)}
    named = {Iri(str(q.object)) for p in REGISTERED for q in store.match(None, p, None, graph)}
    return Scope(frozenset(numbers), frozenset(works | named))


def refresh(
    store: Store,
    touched: Scope | None = None,
    *,
    rewrite: Callable[[Iterable[Iri]], None] | None = None,
    people: bool = True,
    added: Added | None = None,
) -> None:
    """Bring ``identity`` and ``current`` up to date; with a scope, only what it touches.

    ``rewrite`` may take over what is to be done with the subjects in ``current`` (:func:`difference`).

    What people decided since, in ``reviews.tsv``, is taken up first, unless not ``people``; ``added`` is what
    just came to it, where no source changed.  A mark in the graph of runs says that this is not yet finished;
    where it is found, everything is derived anew.
    """
    terms = store.terms
    mark = Quad(terms.runs, terms.ld("pending"), boolean(True), terms.runs)
    if touched is not None and next(store.match(*mark), None) is not None:
        touched = None
    ends: frozenset[Iri] = frozenset()
    if people and store.folder is not None:
        wanted = reviewed.changes(store, store.folder, added if touched is not None else None)
        if wanted:
            store.add([mark])
            wanted.apply(store)
            touched, ends = None if touched is None else touched | wanted.touched, wanted.ends
    if touched is None:
        store.drop(terms.identity)
        store.drop(terms.current)
        touched = Scope()
        for graph in store.sources():
            touched |= scope(store, graph)
    decided = decide(store, touched, verdicts(store))
    store.remove(decided.gone)
    store.add(decided.new)
    subjects = decided.subjects | {s for node in ends for s in (node, identity.final(store, node))}
    (rewrite or (lambda found: _rewrite(store, found)))(sorted(subjects))
    store.remove(list(store.match(*mark)))


@dataclass(frozen=True, slots=True)
class Decided:
    """What ``identity`` must lose and hold, and of whom ``current`` may then have to speak otherwise."""

    gone: frozenset[Quad]
    new: frozenset[Quad]
    subjects: frozenset[Iri]


def decide(store: Store, touched: Scope, said: Verdicts) -> Decided:
    """Decide anew for what was touched; documents of one number, however spelt, are decided together.

    ``said``: what people decided.
    """
    graph = store.terms.identity
    after: dict[Iri, identity.Decision | None] = dict.fromkeys(touched.nodes)
    for node in touched.nodes & said.same.keys():  # those without a number too
        after[node] = identity.Decision(node, said.same[node], "reviewed", identity.CONFIDENCE["reviewed"])
    for numbers in sorted({naming.spellings(number) for number in touched.numbers}):
        group = list(entries(store, numbers))
        after |= {e.node: None for e in group if e.node not in after}
        after |= {d.node: d for d in identity.decide(group, base=store.terms.base, verdicts=said)}
    gone, new = set[Quad](), set[Quad]()
    for node, decision in after.items():
        gone |= {*store.match(identity.decision_iri(node, store.terms), None, None, graph)}
        gone |= {*store.match(node, None, None, graph)}
        new |= {*identity.written(decision, store.terms)} if decision else set()
    works = {node: decision.work if decision else None for node, decision in after.items()}
    subjects = {*touched.nodes}
    for node in works:
        was, now = identity.final(store, node), identity.final(store, node, works)
        if was != now:
            for one in {node, was, now, *identity.same(store, was), *identity.same(store, now)}:
                subjects |= {one, *_acting(store, one)}
    subjects |= {identity.final(store, s) for s in subjects} | {
        identity.final(store, s, works) for s in subjects
    }
    return Decided(frozenset(gone - new), frozenset(new - gone), frozenset(subjects))


def _acting(store: Store, node: Iri) -> Iterator[Iri]:
    """The documents that act on a node, in the words of the sources and of people."""
    for quad in store.match(None, RDF("object"), node):
        if quad.graph != store.terms.current:
            yield from (
                Iri(str(q.object)) for q in store.match(quad.subject, RDF("subject"), None, quad.graph)
            )


def difference(store: Store, subjects: Iterable[Iri]) -> tuple[set[Quad], set[Quad]]:
    """What ``current`` must lose and must hold of some subjects.

    Of all subjects, lose first and add then: an assertion may move from one to another.
    """
    graph = store.terms.current
    gone, new = set[Quad](), set[Quad]()
    for subject in subjects:
        asserted = [q.subject for q in store.match(None, RDF("subject"), subject, graph)]
        gone |= {q for s in (subject, *asserted) for q in store.match(s, None, None, graph)}
        new |= set(derive(store, subject))
    return gone - new, new


def _rewrite(store: Store, subjects: Iterable[Iri]) -> None:
    gone, new = difference(store, subjects)
    store.remove(gone)
    store.add(q for q in new if next(store.match(*q), None) is None)


def derive(store: Store, subject: Iri) -> Iterator[Quad]:
    """All that ``current`` says of a work, a body or a type; nothing of a node that became a work."""
    graph = store.terms.current
    if identity.final(store, subject) != subject:
        return
    known = [*facts.of_registered(store, subject)]
    same = [] if known else [subject, *sorted(identity.same(store, subject))]
    known = known or [*facts.of_work(store, same)]
    for predicate, value in known:
        yield Quad(subject, predicate, value, graph)
    for node in same if known else ():
        for quad in store.match(None, RDF("subject"), node):
            own = store.terms.is_source(quad.graph) and reviewed.review_of(store, quad.subject) is None
            if own or quad.graph == store.terms.reviews:
                yield from _edge(store, subject, quad.subject, quad.graph)


def _edge(store: Store, subject: Iri, node: Iri, graph: Iri) -> Iterator[Quad]:
    """An assertion of a source with final IRIs, its direct triple and the triples above."""
    current, ld = store.terms.current, store.terms.ld
    said = list(store.match(node, None, None, graph))
    target = next(q.object for q in said if q.predicate == RDF("object"))
    term = next(q.object for q in said if q.predicate == RDF("predicate"))
    if isinstance(target, Literal) or isinstance(term, Literal):
        return
    target = identity.final(store, target)
    if target == subject:
        return
    if graph != store.terms.reviews and _changes(store, term) and _is_reversed(store, subject, target, said):
        term = ELI("cites")  # the source's own graph keeps what it says
    yield Quad(subject, term, target, current)
    for above in store.terms.by_term[term].above:
        yield Quad(subject, above, target, current)
    yield Quad(node, RDF_TYPE, ld("Assertion"), current)
    yield Quad(node, RDF("subject"), subject, current)
    yield Quad(node, RDF("predicate"), term, current)
    yield Quad(node, RDF("object"), target, current)
    kept = {PROV("wasDerivedFrom"), *map(ld, _EVIDENCE)}
    for quad in said:
        if quad.predicate in kept:
            yield Quad(node, quad.predicate, quad.object, current)


def _changes(store: Store, term: Iri) -> bool:
    return store.terms.by_term[term].predicate in CHANGING


def _is_reversed(store: Store, subject: Iri, target: Iri, said: list[Quad]) -> bool:
    """Whether an act on another document cannot be: that one is later, or is surer to act on this one."""
    works = [iri.parse(name, base=store.terms.base) for name in (subject, target)]
    if works[0] and works[1] and works[0].year[:4] < works[1].year[:4]:
        return True
    own = _confidence(store, said)
    ours, theirs = ({name, *identity.same(store, name)} for name in (subject, target))
    return any(sure > own for one in theirs for other in ours for sure in _acts(store, one, other))


def _acts(store: Store, subject: Iri, target: Iri) -> Iterator[float]:
    """How sure sources are that one node changes another."""
    for direct in store.match(subject, None, target):
        relation = store.terms.by_term.get(direct.predicate)
        if relation and relation.predicate in CHANGING and store.terms.is_source(direct.graph):
            for quad in store.match(None, RDF("subject"), subject, direct.graph):
                if reviewed.review_of(store, quad.subject) is not None:
                    continue
                said = list(store.match(quad.subject, None, None, direct.graph))
                pair = {(RDF("predicate"), direct.predicate), (RDF("object"), target)}
                if pair <= {(q.predicate, q.object) for q in said}:
                    yield _confidence(store, said)


def _confidence(store: Store, said: list[Quad]) -> float:
    stated = (q.object for q in said if q.predicate == store.terms.ld("confidence"))
    return next((float(value.value) for value in stated if isinstance(value, Literal)), 0.0)
