"""What the explorer asks of the graph: a trace as a picture of at most so many documents.

The explorer's pages only draw; whatever they say of the graph is decided here.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Literal as OneOf

from kg import bands, trace
from kg.edges import Descent, Edge
from kg.explorer import MANY, Explorer
from kg.lookup import Node
from kg.store import Store
from kg.terms import Iri
from kg.trace import FIRST, Hop, Trace
from kg.trace import Path as Way

Direction = OneOf["up", "down", "both", "between"]

DRAWN = 80
"""Documents in a picture at most, until the reader asks for more; a larger one is read by nobody."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the reader wants drawn.

    ``follow``: predicates to follow, empty for what a trace follows by itself; ``opened``: documents
    whose neighbours are drawn too; ``since`` and ``until``: ISO dates, documents without a date stay;
    ``without``: ranks of bands left out.
    """

    start: Iri
    direction: Direction = "up"
    target: Iri | None = None
    follow: frozenset[str] = frozenset()
    opened: frozenset[Iri] = frozenset()
    since: str = ""
    until: str = ""
    without: frozenset[int] = frozenset()
    limit: int = DRAWN


@dataclass(frozen=True, slots=True)
class Shown:
    """A document in the picture; how many documents stand above and below it that are not drawn."""

    node: Node
    band: int
    above: int = 0
    below: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """The picture: documents, relations between them, and the paths for those who read.

    ``counts``: relations that the drawn documents have in the question's direction, by predicate;
    ``loops``: the hops that stand in a circle; ``left_out``: documents that fit but are too many;
    ``filtered``: paths that the reader's own filters hide; ``cut``: the trace itself was cut short.
    """

    question: Question
    start: Node
    target: Node | None
    documents: tuple[Shown, ...]
    hops: tuple[Hop, ...]
    paths: tuple[Way, ...]
    follow: frozenset[str]
    counts: dict[str, int]
    loops: frozenset[tuple[Iri, Iri]] = frozenset()
    by_basis: bool = False
    left_out: int = 0
    filtered: int = 0
    cut: bool = False

    @property
    def direction(self) -> str:
        """Where the reader looks: "up", "down", "both" or "between"."""
        return self.question.direction

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The documents drawn."""
        return tuple(shown.node for shown in self.documents)


def view(explorer: Explorer, question: Question) -> View:
    """The picture that answers a question; its first document is the start."""
    found, order = _answer(explorer, question)
    follow = question.follow or (FIRST | {"basedOn"} if found.by_basis else FIRST)
    for work in sorted(question.opened):
        around = [*(e for e in explorer.above(work) if e.relation.predicate in follow)]
        around += explorer.below(work, follow)
        order += [i for e in around for i in (e.subject, e.object)]
    fixed = {question.start, question.target}
    wanted = [i for i in dict.fromkeys(order) if i in fixed or _passes(explorer.node(i), question)]
    drawn = wanted[: question.limit]
    inside = set(drawn)
    kinds = follow | {h.relation.predicate for p in found.paths for h in p.hops}
    edges = [e for i in drawn for e in explorer.above(i) if e.object in inside and e.object != i]
    hops = tuple(explorer.hop(e) for e in edges if e.relation.predicate in kinds)
    paths = tuple(p for p in found.paths if {n.iri for h in p.hops for n in (h.subject, h.object)} <= inside)
    return View(
        question,
        found.start,
        found.target,
        tuple(_shown(explorer, i, inside, follow) for i in drawn),
        hops,
        paths,
        follow,
        _counts(explorer, drawn, question.direction),
        _loops(hops),
        found.by_basis,
        len(wanted) - len(drawn),
        len(found.paths) - len(paths) if len(wanted) == len(drawn) else 0,
        found.cut,
    )


def among(explorer: Explorer, works: Iterable[Iri]) -> tuple[tuple[Shown, ...], tuple[Hop, ...], int]:
    """Documents with the relations between them, and how many documents are too many to be drawn."""
    known = [i for i in dict.fromkeys(works) if explorer.knows(i)]
    inside = set(known[:DRAWN])
    edges = [e for i in known[:DRAWN] for e in explorer.above(i) if e.object in inside and e.object != i]
    shown = (Shown(explorer.node(i), bands.band(explorer.node(i).place).rank) for i in known[:DRAWN])
    return tuple(shown), tuple(map(explorer.hop, edges)), max(0, len(known) - DRAWN)


def _answer(explorer: Explorer, question: Question) -> tuple[Trace, list[Iri]]:
    """The trace, and its documents in the order in which they are drawn."""
    store, start, follow = explorer.store, question.start, question.follow
    if question.direction == "between" and question.target is not None:
        found = trace.between(store, start, question.target, follow=follow)
        return found, [start, question.target, *(n.iri for n in found.nodes)]
    if question.direction == "down":
        found = _down(explorer, question)
        return found, [n.iri for n in found.nodes]
    if follow <= trace.SECOND:
        found = trace.up(store, start, follow=follow)
        order = [n.iri for n in found.nodes]
    else:
        found, order = _wide(explorer, question)
    if question.direction == "both":
        below = _down(explorer, question)
        paths = found.paths + below.paths
        found = Trace(found.start, "both", paths, None, found.by_basis, found.cut or below.cut)
        order += [n.iri for n in below.nodes]
    return found, order


def _wide(explorer: Explorer, question: Question) -> tuple[Trace, list[Iri]]:
    """Up by relations too common for walking all paths: the nearest first, one way to each document."""
    ways: dict[Iri, tuple[Edge, ...]] = {question.start: ()}
    waiting = deque(ways)
    while waiting and len(ways) <= question.limit:
        work = waiting.popleft()
        for edge in explorer.above(work) if len(ways[work]) < trace.MAX_DEPTH else ():
            if edge.relation.predicate in question.follow and edge.object not in ways:
                ways[edge.object] = (*ways[work], edge)
                waiting.append(edge.object)
    drawn = list(ways)[: question.limit]
    inner = {e.subject for work in drawn for e in ways[work]}
    leaves = (ways[work] for work in drawn if ways[work] and work not in inner)
    paths = tuple(Way(tuple(map(explorer.hop, way))) for way in leaves)
    return Trace(explorer.node(question.start), "up", paths, cut=bool(waiting)), list(ways)


def _down(explorer: Explorer, question: Question) -> Trace:
    """Nearest first, the higher body and the older year before the others, as far as the picture goes."""
    store, start = explorer.store, question.start
    descent = Descent(
        store,
        start,
        question.follow or FIRST,
        trace.MAX_DEPTH,
        lambda work: _at_height(work, store, question) and _passes(explorer.node(work), question),
    )
    found = list(islice(descent, question.limit))
    shown = found[: question.limit - 1]
    ways = [descent.way(subject) for subject in shown]
    inner = {target for way in ways for _, _, target in way}
    edges = {(e.subject, e.relation.term, e.object): e for subject in shown for e in explorer.above(subject)}
    leaves = (way for way in ways if way[0][0] not in inner)
    paths = tuple(Way(tuple(explorer.hop(edges[s, r.term, t]) for s, r, t in way)) for way in leaves)
    return Trace(explorer.node(start), "down", paths, cut=len(found) > len(shown) or descent.given_up)


def _at_height(work: Iri, store: Store, question: Question) -> bool:
    return not question.without or bands.order(work, store.terms.base)[0] not in question.without


def _passes(found: Node, question: Question) -> bool:
    if bands.band(found.place).rank in question.without:
        return False
    until = question.until[: len(found.date)]
    return not found.date or (
        found.date >= question.since[: len(found.date)] and (not until or found.date <= until)
    )


def _shown(explorer: Explorer, work: Iri, inside: set[Iri], follow: frozenset[str]) -> Shown:
    above = {e.object for e in explorer.above(work) if e.relation.predicate in follow} - inside
    found, counts = explorer.node(work), explorer.counts(work)
    below = sum(counts.get(predicate, 0) for predicate in follow)
    if below <= MANY:
        below = sum(i not in inside for i in explorer.acting(work, follow))
    else:  # so many that those who act in two ways do not matter
        drawn = (e for i in inside for e in explorer.above(i))
        below -= len({e.subject for e in drawn if e.object == work and e.relation.predicate in follow})
    return Shown(found, bands.band(found.place).rank, len(above), below)


def _counts(explorer: Explorer, drawn: Iterable[Iri], direction: Direction) -> dict[str, int]:
    """Relations by predicate that the drawn documents have in a direction, each once."""
    inside, found = set(drawn), Counter[str]()
    edges = {(i, e.relation.predicate, e.object) for i in inside for e in explorer.above(i)}
    if direction != "down":
        found.update(kind for _, kind, _ in edges)
    if direction in {"down", "both"}:
        for work in inside:
            found.update(explorer.counts(work))
    if direction == "both":
        found.subtract(kind for _, kind, end in edges if end in inside)
    return {kind: count for kind, count in found.items() if count}


def _loops(hops: Iterable[Hop]) -> frozenset[tuple[Iri, Iri]]:
    """The hops from whose end their start is reached again."""
    onward: dict[Iri, set[Iri]] = {}
    for hop in hops:
        onward.setdefault(hop.subject.iri, set()).add(hop.object.iri)
    return frozenset((a, b) for a, ends in onward.items() for b in ends if a in _reached(b, onward))


def _reached(start: Iri, onward: dict[Iri, set[Iri]]) -> set[Iri]:
    seen, waiting = {start}, [start]
    while waiting:
        for end in onward.get(waiting.pop(), set()) - seen:
            seen.add(end)
            waiting.append(end)
    return seen
