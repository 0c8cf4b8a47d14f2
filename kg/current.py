"""The derived graph ``current``: final IRIs, direct edges, the properties above them.

``current`` is a function of the source graphs and ``identity`` alone, subject by subject; so a
changed source re-derives only the subjects that it touches, and the order of building leaves no trace.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from kg import identity, iri, naming, reviewed
from kg.entries import Scope as Scope
from kg.entries import entries, verdicts
from kg.keys import key
from kg.naming import type_name
from kg.rdf import n3
from kg.store import Store
from kg.terms import (
    DCTERMS,
    ELI,
    ORG,
    PROV,
    RDF,
    RDF_TYPE,
    RDFS,
    SKOS,
    Iri,
    Literal,
    Quad,
    Term,
    boolean,
    dated,
    text,
)

_CHOSEN = (
    ELI("type_document"),
    ELI("id_local"),
    DCTERMS("title"),
    ELI("first_date_entry_in_force"),
    ELI("date_no_longer_in_force"),
)
_REGISTERED = {ELI("type_document"): SKOS("Concept"), ELI("passed_by"): ORG("Organization")}
"""What leads from a document to what the registers name, and what that is."""
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
    named = {Iri(str(q.object)) for p in _REGISTERED for q in store.match(None, p, None, graph)}
    return Scope(frozenset(numbers), frozenset(works | named))


def refresh(
    store: Store,
    touched: Scope | None = None,
    *,
    rewrite: Callable[[Iterable[Iri]], None] | None = None,
    people: bool = True,
) -> None:
    """Bring ``identity`` and ``current`` up to date; with a scope, only what it touches.

    ``rewrite`` may take over what is to be done with the subjects in ``current`` (:func:`difference`).

    What people decided since, in ``reviews.tsv``, is taken up first, unless not ``people``.  A mark in the
    graph of runs says that this is not yet finished; where it is found, everything is derived anew.
    """
    terms = store.terms
    mark = Quad(terms.runs, terms.ld("pending"), boolean(True), terms.runs)
    if touched is not None and next(store.match(*mark), None) is not None:
        touched = None
    ends: frozenset[Iri] = frozenset()
    if people and store.folder is not None and (wanted := reviewed.changes(store, store.folder)):
        store.add([mark])
        wanted.apply(store)
        touched, ends = None if touched is None else touched | wanted.touched, wanted.ends
    subjects = _refresh(store, touched)
    subjects |= {s for node in ends for s in (node, identity.final(store, node))}
    (rewrite or (lambda found: _rewrite(store, found)))(sorted(subjects))
    store.remove(list(store.match(*mark)))


def _refresh(store: Store, touched: Scope | None) -> set[Iri]:
    """Bring ``identity`` up to date; the subjects whose statements in ``current`` may have changed."""
    terms = store.terms
    if touched is None:
        store.drop(terms.identity)
        store.drop(terms.current)
        touched = Scope()
        for graph in store.sources():
            touched |= scope(store, graph)
    subjects = {*touched.nodes, *(identity.final(store, node) for node in touched.nodes)}
    for node in _decide(store, touched):
        for one in {node, *identity.same(store, node)}:
            subjects |= {one, *_acting(store, one)}
    return {s for node in subjects for s in (node, identity.final(store, node))}


def _acting(store: Store, node: Iri) -> Iterator[Iri]:
    """The documents that act on a node, in the words of the sources and of people."""
    for quad in store.match(None, RDF("object"), node):
        if quad.graph != store.terms.current:
            yield from (
                Iri(str(q.object)) for q in store.match(quad.subject, RDF("subject"), None, quad.graph)
            )


def _decide(store: Store, touched: Scope) -> set[Iri]:
    """Decide anew for the numbers touched; the nodes whose work changed, with their works old and new."""
    said = verdicts(store)
    before = {node: identity.final(store, node) for node in touched.nodes}
    after: dict[Iri, list[Quad]] = {node: [] for node in touched.nodes}
    for node in touched.nodes & said.same.keys():  # those without a number too
        reviewed = identity.Decision(node, said.same[node], "reviewed", identity.CONFIDENCE["reviewed"])
        after[node] = identity.written(reviewed, store.terms)
    for numbers in sorted({naming.spellings(number) for number in touched.numbers}):
        group = list(entries(store, numbers))
        before |= {e.node: identity.final(store, e.node) for e in group}
        after |= {e.node: [] for e in group if e.node not in after}
        for decision in identity.decide(group, base=store.terms.base, verdicts=said):
            after[decision.node] = identity.written(decision, store.terms)
    changed: set[Iri] = set()
    for node, quads in after.items():
        graph, made = store.terms.identity, identity.decision_iri(node, store.terms)
        old = [*store.match(made, None, None, graph), *store.match(node, None, None, graph)]
        if set(old) != set(quads):
            store.remove(old)
            store.add(quads)
    for node, was in before.items():
        now = identity.final(store, node)
        if now != was:
            changed |= {node, was, now}
    return changed


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
    for predicate, kind in _REGISTERED.items():
        if any(store.terms.is_source(q.graph) for q in store.match(None, predicate, subject)):
            yield Quad(subject, RDF_TYPE, kind, graph)
            yield Quad(subject, SKOS("prefLabel"), _name(store, subject), graph)
            return
    same = [subject, *sorted(identity.same(store, subject))]
    said = [q for node in same for q in store.match(node) if store.terms.is_source(q.graph)]
    if not said:
        return
    for predicate, value in _facts(store, said):
        yield Quad(subject, predicate, value, graph)
    for node in same:
        for quad in store.match(None, RDF("subject"), node):
            own = store.terms.is_source(quad.graph) and reviewed.review_of(store, quad.subject) is None
            if own or quad.graph == store.terms.reviews:
                yield from _edge(store, subject, quad.subject, quad.graph)


def _facts(store: Store, said: list[Quad]) -> Iterator[tuple[Iri, Term]]:
    """One value a fact: the held document's own word first, then what most sources say."""
    ld = store.terms.ld
    held = {q.graph for q in said if q.predicate == ld("heldIn")}
    by: dict[Iri, list[Quad]] = {}
    for quad in said:
        by.setdefault(quad.predicate, []).append(quad)
    yield RDF_TYPE, ELI("LegalResource")
    yield ld("held"), boolean(bool(held))
    for predicate in _CHOSEN:
        if (value := _choose(by.get(predicate, ()), held)) is not None:
            yield predicate, value
    for predicate in (ld("heldIn"), ld("signer"), ld("addressee"), ld("recipient")):
        for value in sorted({q.object for q in by.get(predicate, ())}, key=n3):
            yield predicate, value
    yield from _issuers(by, held, ld("issuerPrinted"))
    yield from _dates(by, held, ld("datePrinted"))
    name = _choose(by.get(ld("name"), ()), held)
    if name is not None:
        yield ld("name"), name
    number = _choose(by.get(ELI("id_local"), ()), held)
    kind = _choose(by.get(ELI("type_document"), ()), held)
    words = [_label(store, kind, {q.graph for q in said}), _word(number) or _word(name)]
    if number is not None:
        yield ELI("number"), Literal(naming.serial(_word(number)))
    title = _choose(by.get(DCTERMS("title"), ()), held)
    label = _word(name) if name is not None and number is None else " ".join(filter(None, words))
    yield RDFS("label"), text(label if number or name else f"{label}: {_word(title)}" if title else label)
    if number is not None or name is not None:
        yield ld("key"), Literal(key(_word(number) or _word(name)))


def _issuers(by: dict[Iri, list[Quad]], held: set[Iri], printed: Iri) -> Iterator[tuple[Iri, Term]]:
    """The bodies of the graph that is most to be believed; joint issuers stay together."""
    sets = Counter[tuple[Term, ...]]()
    quads = by.get(ELI("passed_by"), [])
    quads = [q for q in quads if q.graph in held] or quads
    for graph in {q.graph for q in quads}:
        sets[tuple(sorted((q.object for q in quads if q.graph == graph), key=n3))] += 1
    if sets:
        for agent in max(sets, key=lambda s: (sets[s], len(s), [n3(v) for v in s])):
            yield ELI("passed_by"), agent
    elif (value := _choose(by.get(printed, ()), held)) is not None:
        yield printed, value


def _dates(by: dict[Iri, list[Quad]], held: set[Iri], printed: Iri) -> Iterator[tuple[Iri, Term]]:
    """The date that the document itself or a majority of sources states; a tie is left open."""
    quads = by.get(ELI("date_document"), [])
    quads = [q for q in quads if q.graph in held] or quads
    counts = Counter(q.object for q in quads).most_common(2)
    if counts and (len(counts) == 1 or counts[0][1] > counts[1][1]):
        yield ELI("date_document"), counts[0][0]
    elif counts and len({_word(q.object)[:4] for q in quads}) == 1:
        yield printed, dated(_word(counts[0][0])[:4])
    elif not counts and (value := _choose(by.get(printed, ()), held)) is not None:
        yield printed, value


def _choose(quads: Iterable[Quad], held: Iterable[Iri]) -> Term | None:
    found = list(quads)
    own = set(held)
    found = [q for q in found if q.graph in own] or found
    counts = Counter(q.object for q in found)
    return max(counts, key=lambda o: (counts[o], len(_word(o)), n3(o)), default=None)


def _word(term: Term | None) -> str:
    return "" if term is None else term.value if isinstance(term, Literal) else term


def _name(store: Store, thing: Iri) -> Term:
    """The name of a type or a body: the register's, else as most sources print it."""
    local = thing.removeprefix(store.terms.base)
    place, _, slug = local.rpartition("/")
    known = type_name(slug) if place == "type" else naming.body_name(place.removeprefix("body/"), slug)
    if known:
        return text(known)
    said = (q for q in store.match(thing, SKOS("prefLabel")) if store.terms.is_source(q.graph))
    return _choose(said, ()) or text(slug)


def _label(store: Store, kind: Term | None, graphs: set[Iri]) -> str:
    """The name of a type: the table's, else as these sources print it."""
    if kind is None or isinstance(kind, Literal):
        return ""
    if name := type_name(kind.rpartition("/")[2]):
        return name
    return _word(_choose((q for q in store.match(kind, SKOS("prefLabel")) if q.graph in graphs), ()))


def _edge(store: Store, subject: Iri, node: Iri, graph: Iri) -> Iterator[Quad]:
    """An assertion of a source with final IRIs, its direct triple and the triples above."""
    current, ld = store.terms.current, store.terms.ld
    facts = list(store.match(node, None, None, graph))
    target = next(q.object for q in facts if q.predicate == RDF("object"))
    term = next(q.object for q in facts if q.predicate == RDF("predicate"))
    if isinstance(target, Literal) or isinstance(term, Literal):
        return
    target = identity.final(store, target)
    if target == subject:
        return
    if graph != store.terms.reviews and _changes(store, term) and _is_reversed(store, subject, target, facts):
        term = ELI("cites")  # the source's own graph keeps what it says
    yield Quad(subject, term, target, current)
    for above in store.terms.by_term[term].above:
        yield Quad(subject, above, target, current)
    yield Quad(node, RDF_TYPE, ld("Assertion"), current)
    yield Quad(node, RDF("subject"), subject, current)
    yield Quad(node, RDF("predicate"), term, current)
    yield Quad(node, RDF("object"), target, current)
    kept = {PROV("wasDerivedFrom"), *map(ld, _EVIDENCE)}
    for quad in facts:
        if quad.predicate in kept:
            yield Quad(node, quad.predicate, quad.object, current)


def _changes(store: Store, term: Iri) -> bool:
    return store.terms.by_term[term].predicate in CHANGING


def _is_reversed(store: Store, subject: Iri, target: Iri, facts: list[Quad]) -> bool:
    """Whether an act on another document cannot be: that one is later, or is surer to act on this one."""
    works = [iri.parse(name, base=store.terms.base) for name in (subject, target)]
    if works[0] and works[1] and works[0].year[:4] < works[1].year[:4]:
        return True
    own = _confidence(store, facts)
    ours, theirs = ({name, *identity.same(store, name)} for name in (subject, target))
    return any(said > own for one in theirs for other in ours for said in _acts(store, one, other))


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


def _confidence(store: Store, facts: list[Quad]) -> float:
    return next((float(_word(q.object)) for q in facts if q.predicate == store.terms.ld("confidence")), 0.0)
