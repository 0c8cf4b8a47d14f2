"""Which assertion of the graph a review of a relation is about.

A review names a source, a place in it and two documents.  That is found again where a newer program moves
the place a little, cuts the sentence otherwise or gives a document another IRI.
"""

from __future__ import annotations

from enum import Enum

from kg import iri
from kg.identity import final
from kg.keys import tokens
from kg.lookup import node
from kg.reviews import Review
from kg.store import Store
from kg.terms import ELI, OA, PROV, RDF, RDF_TYPE, Iri, Literal, Term

NEAR = 200
"""Characters that a sentence may move and still be known for the same."""


class Missing(Enum):
    """What a review has lost: its source, what the program read there, or a document that it names."""

    SOURCE = "nguồn không còn trong đồ thị", "the source is not in the graph"
    PLACE = "máy không còn đọc thấy quan hệ này ở chỗ đó", "the program reads no such relation there any more"
    DOCUMENT = "văn bản được nêu không có trong đồ thị", "the graph does not know the document"


def about(store: Store, review: Review) -> Iri | Missing:
    """The assertion that a review is about, or what is missing to find it.

    That of "add" need not be in a source's graph: it bears the IRI that the program would give it.
    """
    graph = graph_of(store, review)
    if not store.holds(graph):
        return Missing.SOURCE
    named = [review.new_node, review.new_work]
    if review.verdict == "add":
        found: Iri | None = iri_of(store, review)
        named = [review.node, review.work]
    else:
        found = _found(store, review, graph)
    if found is None:
        return Missing.PLACE
    known = all(_known(store, full(store, name)) for name in named if name)
    return found if known else Missing.DOCUMENT


def matter(store: Store, assertion: Iri) -> Review | None:
    """A review that adds (of what a person added) or accepts an assertion, so far by nobody."""
    said = store.match(assertion, PROV("wasDerivedFrom"))
    graph = min(
        (q.graph for q in said if q.graph != store.terms.current),
        key=store.terms.reviews.__eq__,
        default=None,
    )
    if graph is None:
        return None
    facts = {q.predicate: q.object for q in store.match(assertion, None, None, graph)}
    term = Iri(str(facts[RDF("predicate")]))
    subject, target = (Iri(str(facts[RDF(role)])) for role in ("subject", "object"))
    start, end = place(store, assertion, graph)
    return Review(
        "add" if graph == store.terms.reviews else "accept",
        short(store, subject),
        short(store, target),
        relation=store.terms.by_term[term].name,
        source=short(store, str(facts[PROV("wasDerivedFrom")])),
        start=str(start),
        end=str(end),
        quote=_word(facts[store.terms.ld("quote")]),
        node_name=node(store, final(store, subject)).label,
        work_name=node(store, final(store, target)).label,
    )


def short(store: Store, iri_: str) -> str:
    """An IRI without the graph's base."""
    return iri_.removeprefix(store.terms.base)


def full(store: Store, name: str) -> Iri:
    """An IRI that is written without the graph's base."""
    return Iri(name if "://" in name else store.terms.base + name)


def graph_of(store: Store, review: Review) -> Iri:
    """The graph of the source that a review names."""
    return iri.graph_of(full(store, review.source), base=store.terms.base)


def ends(store: Store, review: Review) -> tuple[Iri, Iri, Iri]:
    """Subject, predicate and object that a review is about."""
    term = store.terms.expand(review.relation)
    return full(store, review.node), term, full(store, review.work)


def place(store: Store, assertion: Iri, graph: Iri) -> tuple[int, int]:
    """Where an assertion's sentence begins and ends."""
    at = {OA("start"): 0, OA("end"): 0}
    for target in store.objects(assertion, OA("hasTarget"), graph):
        for selector in store.objects(Iri(str(target)), OA("hasSelector"), graph):
            for quad in store.match(Iri(str(selector)), None, None, graph):
                if quad.predicate in at:
                    at[quad.predicate] = int(_word(quad.object))
    return at[OA("start")], at[OA("end")]


def iri_of(store: Store, review: Review) -> Iri:
    """The IRI that the program gives the assertion of just this, here."""
    words = (*ends(store, review), review.start, review.end)
    return iri.assertion(full(store, review.source), *words, base=store.terms.base)


def _found(store: Store, review: Review, graph: Iri) -> Iri | None:
    """The very assertion, else the nearest one that says the same, of the very documents if there is one."""
    exact = iri_of(store, review)
    if next(store.match(exact, RDF("subject"), None, graph), None) is not None:
        return exact
    subject, term, target = ends(store, review)
    fitting: list[tuple[bool, bool, int, Iri]] = []
    for made in store.match(None, RDF("subject"), None, graph):
        facts = {q.predicate: q.object for q in store.match(made.subject, None, None, graph)}
        other = facts[RDF("predicate")] != term
        if (other and review.verdict == "reject") or not (
            _same(store, facts[RDF("subject")], subject, review.node_name, graph)
            and _same(store, facts[RDF("object")], target, review.work_name, graph)
        ):
            continue
        start, end = place(store, made.subject, graph)
        words = _word(facts[store.terms.ld("quote")])
        near = abs(start - int(review.start)) <= NEAR and words.split() == review.quote.split()
        if near or (start < int(review.end) and int(review.start) < end):
            renamed = (facts[RDF("subject")], facts[RDF("object")]) != (subject, target)
            fitting.append((renamed, other, abs(start - int(review.start)), made.subject))
    return min(fitting)[-1] if fitting else None


def _same(store: Store, said: Term, node: Iri, name: str, graph: Iri) -> bool:
    """Whether a source's document is the one that a review names: by IRI, else by the end of its name.

    Two documents that are both completely identified are two.
    """
    said = Iri(str(said))
    if said == node or (iri.parse(said, base=store.terms.base) and iri.parse(node, base=store.terms.base)):
        return said == node
    named = [w for n in (ELI("id_local"), store.terms.ld("name")) for w in store.objects(said, n, graph)]
    words, ends = _words(name), [_words(_word(w)) for w in named]
    return any(end and words[-len(end) :] == end for end in ends)


def _words(name: str) -> list[str]:
    return [word.lstrip("0") or word for word in tokens(name)]


def _known(store: Store, node: Iri) -> bool:
    found = store.match(node, RDF_TYPE, ELI("LegalResource"))
    return any(store.terms.is_source(q.graph) for q in found)


def _word(term: Term) -> str:
    return term.value if isinstance(term, Literal) else term
