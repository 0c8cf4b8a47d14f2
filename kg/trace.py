"""Up, down and between: what a document carries out, and what hangs under it.

Up follows *implements* and *details* first, for that is what a clerk asks; *căn cứ* only where it is
asked for, or where nothing else reaches a central act.  Every hop has its sentence and its source.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from math import prod

from kg import bands
from kg.edges import FIRST as FIRST
from kg.edges import Descent, Edge, above
from kg.evidence import Evidence, evidence
from kg.lookup import Node, node
from kg.store import Store
from kg.terms import Iri, Relation

SECOND = FIRST | {"basedOn"}
"""The predicates that it follows where the first reach no central act."""

MAX_DEPTH = 12
MAX_PATHS = 50
_MAX_STEPS = 20_000


@dataclass(frozen=True, slots=True)
class Hop:
    """One document acts on another; ``evidence`` best first."""

    subject: Node
    relation: Relation
    object: Node
    evidence: tuple[Evidence, ...]

    @property
    def confidence(self) -> float:
        """That of the best evidence."""
        return max((e.confidence for e in self.evidence), default=0.0)


@dataclass(frozen=True)
class Path:
    """Hops one after another, each starting where the last one ended."""

    hops: tuple[Hop, ...]

    @cached_property
    def confidence(self) -> float:
        """The product over the hops."""
        return prod(h.confidence for h in self.hops)

    @cached_property
    def by_basis(self) -> bool:
        """Whether it takes more than implementing and detailing to walk it."""
        return any(h.relation.predicate not in FIRST for h in self.hops)

    @cached_property
    def nearest(self) -> int:
        """How many hops to the first central act; 0 where there is none."""
        return next((n for n, hop in enumerate(self.hops, 1) if bands.is_central(hop.object.place)), 0)


@dataclass(frozen=True)
class Trace:
    """The answer: paths from (up) or to (down) a document, both, or between two.

    ``by_basis`` says that *căn cứ* had to be followed; ``cut`` that there is more than is shown.  Of a trace
    down, ``next`` is how many documents to skip for the next page (0: there is none), ``total`` how many
    there are below in all, where that is known.
    """

    start: Node
    direction: str
    paths: tuple[Path, ...]
    target: Node | None = None
    by_basis: bool = False
    cut: bool = False
    next: int = 0
    total: int | None = None

    @cached_property
    def hops(self) -> tuple[Hop, ...]:
        """Every hop once, path by path, away from the start."""
        hops = (h for p in self.paths for h in (p.hops[::-1] if self.is_below(p) else p.hops))
        return tuple({(h.subject.iri, h.relation.term, h.object.iri): h for h in hops}.values())

    def is_below(self, path: Path) -> bool:
        """Whether a path leads down from the start: its last hop ends there."""
        return path.hops[-1].object.iri == self.start.iri

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every document once, the start first."""
        both = (n for h in self.hops for n in (h.subject, h.object))
        return tuple({n.iri: n for n in (self.start, *both)}.values())


def up(store: Store, work: Iri, *, follow: frozenset[str] = frozenset(), depth: int = MAX_DEPTH) -> Trace:
    """The paths from a document up to what it carries out, those with the nearest central act first."""
    walker = _Walker(store, follow or FIRST, depth=depth)
    paths, by_basis = walker.paths(work, walker.above), False
    if not follow and not any(p.nearest for p in paths):
        wider = _Walker(store, SECOND, depth=depth)
        further = wider.paths(work, wider.above)
        further = [p for p in further if p.nearest] or ([] if paths else further)
        paths, by_basis, walker.cut = paths + further, bool(further), walker.cut or wider.cut
    paths.sort(key=lambda p: (p.by_basis, p.nearest or MAX_DEPTH + 1, -p.confidence, len(p.hops), _words(p)))
    return Trace(
        node(store, work),
        "up",
        tuple(paths[:MAX_PATHS]),
        None,
        by_basis,
        walker.cut or len(paths) > MAX_PATHS,
    )


def down(
    store: Store,
    work: Iri,
    *,
    follow: frozenset[str] = frozenset(),
    depth: int = MAX_DEPTH,
    limit: int = 200,
    skip: int = 0,
) -> Trace:
    """What hangs under a document, nearest first: ``limit`` documents after the first ``skip``.

    Among those that act on one document the higher body comes first, then the older year.  Only what is
    shown is read; ``next`` of the answer is the ``skip`` of the page after it.
    """
    descent = Descent(store, work, follow or FIRST, depth)
    found = list(islice(descent, skip + limit + 1))
    shown = found[skip : skip + limit]
    ways = [descent.way(subject) for subject in shown]
    inner = {target for way in ways for _, _, target in way}
    hops, more = _Hops(store), len(found) > skip + limit
    total = store.ready.below(work) if store.ready and not follow and depth >= MAX_DEPTH else None
    paths = (Path(tuple(map(hops, way))) for way in ways if way[0][0] not in inner)
    return replace(
        Trace(node(store, work), "down", tuple(paths)),
        cut=more,
        next=skip + limit if more else 0,
        total=total if more else len(found),
    )


def both(
    store: Store,
    work: Iri,
    *,
    follow: frozenset[str] = frozenset(),
    depth: int = MAX_DEPTH,
    limit: int = 200,
    skip: int = 0,
) -> Trace:
    """Up and down at once: the paths above a document, then what hangs under it (:func:`down`)."""
    above = up(store, work, follow=follow, depth=depth)
    below = down(store, work, follow=follow, depth=depth, limit=limit, skip=skip)
    return replace(
        below,
        direction="both",
        paths=above.paths + below.paths,
        by_basis=above.by_basis,
        cut=above.cut or below.cut,
    )


def between(
    store: Store, a: Iri, b: Iri, *, follow: frozenset[str] = frozenset(), depth: int = MAX_DEPTH
) -> Trace:
    """The paths that lead from one of two documents to the other, by any relation unless told."""
    everything = frozenset(r.predicate for r in store.terms.relations)
    for wanted in (follow,) if follow else (FIRST, SECOND, everything):
        walker = _Walker(store, wanted, depth=depth)
        for start, end in ((a, b), (b, a)):
            paths = walker.paths(start, walker.above, end)
            if paths:
                paths.sort(key=lambda p: (len(p.hops), -p.confidence, _words(p)))
                return Trace(
                    node(store, start), "between", tuple(paths[:MAX_PATHS]), node(store, end), cut=walker.cut
                )
    return Trace(node(store, a), "between", (), node(store, b))


def _ends(hop: Hop) -> tuple[str, ...]:
    return hop.object.label, hop.subject.label, hop.object.iri, hop.subject.iri


def _words(path: Path) -> list[str]:
    return [h.object.label + h.object.iri for h in path.hops]


@dataclass
class _Walker:
    """Reads hops from the graph ``current``, each document once."""

    store: Store
    follow: frozenset[str]
    depth: int
    cut: bool = False
    _above: dict[Iri, list[Hop]] = field(default_factory=dict)

    def above(self, work: Iri) -> list[Hop]:
        """What a document acts on."""
        if work not in self._above:
            found = [e for e in above(self.store, work) if e.relation.predicate in self.follow]
            hops = [hop(self.store, edge) for edge in found]
            hops.sort(key=lambda h: (h.relation.predicate not in FIRST, -h.confidence, *_ends(h)))
            self._above[work] = hops
        return self._above[work]

    def paths(self, start: Iri, step: Callable[[Iri], list[Hop]], end: Iri | None = None) -> list[Path]:
        """Simple paths from a document, as far as they go; with ``end``, those that reach it."""
        found: list[Path] = []
        stack: list[tuple[Iri, tuple[Hop, ...]]] = [(start, ())]
        for _ in range(_MAX_STEPS):
            if not stack:
                return found
            iri, hops = stack.pop()
            passed = {start, *(h.object.iri for h in hops)}
            onward = [h for h in step(iri) if h.object.iri not in passed] if iri != end else []
            if (hops and iri == end) or (hops and end is None and (not onward or len(hops) == self.depth)):
                found.append(Path(hops))
            elif len(hops) < self.depth:
                stack += [(h.object.iri, (*hops, h)) for h in reversed(onward)]
        self.cut = True
        return found


@dataclass
class _Hops:
    """Hops with their evidence, each read once."""

    store: Store
    _found: dict[tuple[Iri, Iri, Iri], Hop] = field(default_factory=dict)

    def __call__(self, step: tuple[Iri, Relation, Iri]) -> Hop:
        subject, relation, target = step
        if (subject, relation.term, target) not in self._found:
            self._found |= {
                (e.subject, e.relation.term, e.object): hop(self.store, e)
                for e in above(self.store, subject)
                if e.object == target
            }
        return self._found[subject, relation.term, target]


def hop(store: Store, edge: Edge) -> Hop:
    """An edge with its evidence, and what the graph says of its ends."""
    found = tuple(evidence(store, edge.assertions))
    return Hop(node(store, edge.subject), edge.relation, node(store, edge.object), found)
