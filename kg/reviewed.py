"""The graph ``reviews``: what stands of people's decisions, tied to what the sources say now.

It holds an ``ld:Review`` for every decision; ``ld:of`` names what it is about, and is not there where that
is gone (:func:`stale`).  For every relation that a person calls right it holds an ``ld:Assertion`` under
the IRI that the program's own words have in their source's graph; in ``current`` it stands in their place.
Who, when and why stand in the graph of runs, out of every comparison.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg import iri, reviews
from kg.entries import Scope
from kg.matching import Missing, about, ends, full, graph_of, iri_of
from kg.reviews import Added, Review
from kg.store import Store
from kg.terms import (
    ELI,
    OA,
    PROV,
    RDF,
    RDF_TYPE,
    RDFS,
    XSD,
    Iri,
    Literal,
    Quad,
    Term,
    boolean,
    decimal,
    integer,
    text,
)

STATES = {"accept": "confirmed", "correct": "corrected", "add": "added"}
"""The state of an assertion by the verdict on it."""
_KEPT = ("quote", "cue", "rule", "sense", "part", "touches")


@dataclass(frozen=True, slots=True)
class Changes:
    """What the graph ``reviews`` lacks and holds too much, and what that touches.

    ``touched``: what must be identified anew; ``ends``: documents whose relations were reviewed.
    """

    more: frozenset[Quad]
    gone: frozenset[Quad]
    touched: Scope
    ends: frozenset[Iri]

    def __bool__(self) -> bool:
        return bool(self.more or self.gone)

    def apply(self, store: Store) -> None:
        """Bring the graph up to date."""
        store.remove(self.gone)
        store.add(self.more)


def changes(store: Store, folder: Path, added: Added | None = None) -> Changes:
    """How the graph ``reviews`` differs from the file of a graph folder.

    ``added``: what came to the file, where the graph was equal to it before and no source changed since.
    """
    if added is not None and (quick := _additions(store, added)) is not None:
        return quick
    terms = store.terms
    held = set(store.match(None, None, None, terms.reviews))
    made = Store.memory(base=terms.base)  # in the store's own spelling of numbers and times
    if digest := reviews.digest_of(folder):
        made.add([_stamp(store, digest)])
    for review, found in _settled(store, folder):
        node = _node(store, review)
        made.add([*_quads(store, review, node, found), *_circumstances(store, review, node)])
    wanted = set(made.match(None, None, None, terms.reviews))
    before = set(store.match(terms.reviews, None, None, terms.runs))
    for quad in held | wanted:
        if quad.predicate == terms.ld("verdict"):
            before |= set(store.match(quad.subject, None, None, terms.runs))
            for person in store.objects(quad.subject, PROV("wasAttributedTo"), terms.runs):
                before |= set(store.match(Iri(str(person)), None, None, terms.runs))
    return _changes(store, held | before, set(made.match()))


def _additions(store: Store, added: Added) -> Changes | None:
    """First words on relations need no look at any other; None where there is more to it."""
    old = set(store.match(store.terms.reviews, None, None, store.terms.runs))
    if not added.first or old != {_stamp(store, d) for d in (added.before,) if d}:
        return None
    found = [about(store, review) for review in added.reviews]
    tied = [f for f in found if not isinstance(f, Missing)]
    if len(set(tied)) < len(tied) or any(review_of(store, f) is not None for f in tied):
        return None
    made = {_stamp(store, added.after)}
    for review, assertion in zip(added.reviews, found, strict=True):
        node = _node(store, review)
        made |= {*_quads(store, review, node, assertion), *_circumstances(store, review, node)}
    return _changes(store, old, made)


def _changes(store: Store, before: set[Quad], after: set[Quad]) -> Changes:
    terms = store.terms
    touched, touching = Scope(), set[Iri]()
    changed = {q.subject for q in before ^ after if q.graph == terms.reviews}
    for quad in before | after:
        if quad.subject not in changed or quad.graph != terms.reviews:
            continue
        if quad.predicate in {terms.ld("of"), terms.ld("work")}:
            node = Iri(str(quad.object))
            if node.startswith(f"{terms.base}assertion/"):
                touching |= _touching(store, node)
            else:
                touched |= _scope(store, node)
        elif quad.predicate in {RDF("subject"), RDF("object")}:
            touching.add(Iri(str(quad.object)))
    return Changes(frozenset(after - before), frozenset(before - after), touched, frozenset(touching))


def _stamp(store: Store, digest: str) -> Quad:
    """Of which file the graph was made."""
    return Quad(store.terms.reviews, store.terms.ld("digest"), Literal(digest), store.terms.runs)


def stale(store: Store, folder: Path) -> list[tuple[Review, Missing]]:
    """The decisions on relations that fit nothing in the graph any more, and what is missing."""
    return [(review, found) for review, found in _settled(store, folder) if isinstance(found, Missing)]


@dataclass(frozen=True, slots=True)
class Said:
    """The last word on an assertion: the verdict, by whom, when (ISO) and why."""

    verdict: str
    who: str = ""
    when: str = ""
    note: str = ""

    @property
    def day(self) -> str:
        """The day as printed in Vietnam: "23/11/2026"."""
        return "/".join(reversed(self.when[:10].split("-")))


def said_of(store: Store, assertion: Iri) -> Said | None:
    """What a person said of an assertion; None where nobody did."""
    node = review_of(store, assertion)
    return None if node is None else said(store, node)


def said(store: Store, review: Iri) -> Said:
    """What is known of a review in the graph."""
    terms = store.terms
    people = store.objects(review, PROV("wasAttributedTo"), terms.runs)
    names = (_word(store, Iri(str(person)), RDFS("label"), terms.runs) for person in people)
    return Said(
        _word(store, review, terms.ld("verdict"), terms.reviews),
        next(names, ""),
        _word(store, review, PROV("generatedAtTime"), terms.runs),
        _word(store, review, RDFS("comment"), terms.runs),
    )


def review_of(store: Store, assertion: Iri) -> Iri | None:
    """The review that stands in the place of what the program says."""
    found = store.match(None, store.terms.ld("of"), assertion, store.terms.reviews)
    return next((q.subject for q in found), None)


def _settled(store: Store, folder: Path) -> Iterator[tuple[Review, Iri | Missing | None]]:
    """What stands, with the assertion that it is about; of two words on one assertion the later."""
    every = reviews.read(folder / reviews.FILE)
    added = {r.matter for r in every if r.verdict == "add"}
    last, exact = dict[Iri, Review](), set[Iri]()
    for review in reviews.in_time(reviews.standing(every)):
        if not review.of_relation:
            yield review, None
        elif not isinstance(found := about(store, review), Missing):
            if iri_of(store, review) == found:
                exact.add(found)
            elif found in exact:  # the program reads this no more, and that is reviewed itself
                yield review, Missing.PLACE
                continue
            last[found] = review
        elif review.verdict != "reject" or review.matter not in added:
            yield review, found  # to reject what only a person had added leaves nothing to be about
    for assertion, review in last.items():
        yield review, assertion


# as quads


def _node(store: Store, review: Review) -> Iri:
    words = review.matter if review.of_relation else (review.verdict, *review.pair)
    return Iri(f"{store.terms.base}review/{iri.digest(*words)}")


def _quads(store: Store, review: Review, node: Iri, found: Iri | Missing | None) -> Iterator[Quad]:
    ld, graph = store.terms.ld, store.terms.reviews
    yield Quad(node, RDF_TYPE, ld("Review"), graph)
    yield Quad(node, ld("verdict"), Literal(review.verdict), graph)
    if not review.of_relation:
        yield Quad(node, ld("of"), full(store, review.node), graph)
        yield Quad(node, ld("work"), full(store, review.work), graph)
        return
    yield Quad(node, PROV("wasDerivedFrom"), full(store, review.source), graph)
    yield Quad(node, ld("quote"), text(review.quote), graph)
    if found is None or isinstance(found, Missing):
        return
    yield Quad(node, ld("of"), found, graph)
    if review.verdict == "add":
        yield from _place(store, review, found)
    if review.verdict != "reject":
        for predicate, value in _asserted(store, review, found):
            yield Quad(found, predicate, value, graph)


def _asserted(store: Store, review: Review, assertion: Iri) -> Iterator[tuple[Iri, Term]]:
    """What a person calls right, with the evidence that the program found or the person gave."""
    ld = store.terms.ld
    facts = list(store.match(assertion, None, None, graph_of(store, review)))
    subject, term, target = ends(store, review)
    by_program = {q.predicate: q.object for q in facts} if review.verdict != "add" else {}
    if by_program:  # its documents may bear other IRIs than when they were reviewed
        subject, target = Iri(str(by_program[RDF("subject")])), Iri(str(by_program[RDF("object")]))
    if review.verdict == "correct":
        subject = full(store, review.new_node) if review.new_node else subject
        term = store.terms.expand(review.new_relation) if review.new_relation else term
        target = full(store, review.new_work) if review.new_work else target
    yield RDF_TYPE, ld("Assertion")
    yield RDF("subject"), subject
    yield RDF("predicate"), term
    yield RDF("object"), target
    yield PROV("wasDerivedFrom"), full(store, review.source)
    yield ld("confidence"), decimal(1)
    yield ld("review"), ld(STATES[review.verdict])
    same = by_program.get(RDF("predicate")) == term
    kept = {ld(name) for name in (_KEPT if same else ("quote", "cue"))}
    yield from ((q.predicate, q.object) for q in facts if by_program and q.predicate in kept)
    if not by_program:
        yield ld("quote"), text(review.quote)
    if not same and store.terms.by_term[term].part:
        yield ld("part"), boolean(True)


def _place(store: Store, review: Review, assertion: Iri) -> Iterator[Quad]:
    """Where an added relation stands, by the nodes that :mod:`kg.graph` would write."""
    source, graph = full(store, review.source), store.terms.reviews
    target = Iri(f"{source}#char-{review.start}-{review.end}")
    selector = Iri(f"{source}#position-{review.start}-{review.end}")
    yield Quad(assertion, OA("hasTarget"), target, graph)
    yield Quad(target, OA("hasSource"), source, graph)
    yield Quad(target, OA("hasSelector"), selector, graph)
    yield Quad(selector, RDF_TYPE, OA("TextPositionSelector"), graph)
    yield Quad(selector, OA("start"), integer(int(review.start)), graph)
    yield Quad(selector, OA("end"), integer(int(review.end)), graph)


def _circumstances(store: Store, review: Review, node: Iri) -> Iterator[Quad]:
    """Who, when and why."""
    runs = store.terms.runs
    if review.who:
        person = Iri(f"{store.terms.base}person/{iri.digest(review.who)}")
        yield Quad(node, PROV("wasAttributedTo"), person, runs)
        yield Quad(person, RDF_TYPE, PROV("Person"), runs)
        yield Quad(person, RDFS("label"), Literal(review.who), runs)
    if review.when:
        yield Quad(node, PROV("generatedAtTime"), Literal(review.when, XSD("dateTime")), runs)
    if review.note:
        yield Quad(node, RDFS("comment"), text(review.note), runs)


def _touching(store: Store, assertion: Iri) -> set[Iri]:
    """Both documents of an assertion, wherever it stands."""
    roles = (RDF("subject"), RDF("object"))
    return {Iri(str(q.object)) for role in roles for q in store.match(assertion, role)}


def _scope(store: Store, node: Iri) -> Scope:
    numbers = {
        q.object.value
        for q in store.match(node, ELI("id_local"))
        if isinstance(q.object, Literal) and store.terms.is_source(q.graph)
    }
    return Scope(frozenset(numbers), frozenset({node}))


def _word(store: Store, subject: Iri, predicate: Iri, graph: Iri) -> str:
    found = store.objects(subject, predicate, graph)
    return next((o.value for o in found if isinstance(o, Literal)), "")
