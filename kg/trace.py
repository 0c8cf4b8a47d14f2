"""Up, down and between: what a document carries out, and what hangs under it.

Up follows *implements* and *details* first, for that is what a clerk asks; *căn cứ* only where it is
asked for, or where nothing else reaches a central act.  Every hop has its sentence and its source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from math import prod

from kg import bands
from kg.lookup import Node, node
from kg.store import Store
from kg.terms import OA, PROV, RDF, Iri, Literal, Relation

FIRST = frozenset({"implements", "details"})
"""The predicates that a trace follows."""
SECOND = FIRST | {"basedOn"}
"""The predicates that it follows where the first reach no central act."""

MAX_DEPTH = 12
MAX_PATHS = 50
_MAX_STEPS = 20_000


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a source states a relation, in its own words; ``own`` if that is the acting document."""

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

    ``by_basis`` says that *căn cứ* had to be followed; ``cut`` that there is more than is shown.
    """

    start: Node
    direction: str
    paths: tuple[Path, ...]
    target: Node | None = None
    by_basis: bool = False
    cut: bool = False

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
    store: Store, work: Iri, *, follow: frozenset[str] = frozenset(), depth: int = MAX_DEPTH, limit: int = 200
) -> Trace:
    """What hangs under a document, level by level; at most ``limit`` documents."""
    walker = _Walker(store, follow or FIRST, depth=depth)
    level: list[tuple[Iri, tuple[Hop, ...]]] = [(work, ())]
    seen, paths = {work}, list[Path]()
    for _ in range(depth):
        below: list[tuple[Iri, tuple[Hop, ...]]] = []
        for iri, hops in level:
            for hop in walker.below(iri):
                if hop.subject.iri in seen:
                    continue
                if len(seen) > limit:
                    walker.cut = True
                    break
                seen.add(hop.subject.iri)
                below.append((hop.subject.iri, (hop, *hops)))
                paths.append(Path((hop, *hops)))
        level = below
    inner = {h.object.iri for p in paths for h in p.hops}
    leaves = [p for p in paths if p.hops[0].subject.iri not in inner]
    leaves.sort(key=lambda p: (len(p.hops), _words(p)))
    return Trace(node(store, work), "down", tuple(leaves), cut=walker.cut)


def both(store: Store, work: Iri, *, follow: frozenset[str] = frozenset(), depth: int = MAX_DEPTH) -> Trace:
    """Up and down at once: the paths above a document, then what hangs under it."""
    above, below = up(store, work, follow=follow, depth=depth), down(store, work, follow=follow, depth=depth)
    cut = above.cut or below.cut
    return Trace(above.start, "both", above.paths + below.paths, by_basis=above.by_basis, cut=cut)


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
            self._above[work] = self._hops(RDF("subject"), work)
        return self._above[work]

    def below(self, work: Iri) -> list[Hop]:
        """What acts on a document."""
        return self._hops(RDF("object"), work)

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

    def _hops(self, role: Iri, work: Iri) -> list[Hop]:
        store, current = self.store, self.store.terms.current
        grouped: dict[tuple[Iri, Iri, Iri], list[Iri]] = {}
        for quad in store.match(None, role, work, current):
            ends = [_iri(store, quad.subject, RDF(name)) for name in ("subject", "predicate", "object")]
            relation = store.terms.by_term.get(ends[1])
            if relation is not None and relation.predicate in self.follow:
                grouped.setdefault((ends[0], ends[1], ends[2]), []).append(quad.subject)
        hops = [
            Hop(node(store, s), store.terms.by_term[p], node(store, o), tuple(evidence(store, assertions)))
            for (s, p, o), assertions in grouped.items()
        ]
        return sorted(hops, key=lambda h: (h.relation.predicate not in FIRST, -h.confidence, *_ends(h)))


def evidence(store: Store, assertions: list[Iri]) -> Iterator[Evidence]:
    """The evidence of assertions: first the acting document's own words, then the most certain."""
    found = [_evidence(store, a) for a in assertions]
    yield from sorted(found, key=lambda e: (not e.own, -e.confidence, e.path, e.start, e.assertion))


def _evidence(store: Store, assertion: Iri) -> Evidence:
    ld = store.terms.ld
    source = _iri(store, assertion, PROV("wasDerivedFrom"))
    target = _iri(store, assertion, OA("hasTarget"), anywhere=True)
    start = end = 0
    for quad in store.match(target, OA("hasSelector")):
        for place in store.match(Iri(str(quad.object)), None):
            if place.predicate == OA("start") and isinstance(place.object, Literal):
                start = int(place.object.value)
            elif place.predicate == OA("end") and isinstance(place.object, Literal):
                end = int(place.object.value)
    paths = store.objects(source, ld("path"), store.terms.runs)
    return Evidence(
        assertion,
        _word(store, assertion, ld("quote")),
        source,
        next((p.value for p in paths if isinstance(p, Literal)), ""),
        start,
        end,
        float(_word(store, assertion, ld("confidence")) or 0),
        _word(store, assertion, ld("rule")),
        _word(store, assertion, ld("cue")),
        source in store.objects(_iri(store, assertion, RDF("subject")), ld("heldIn"), store.terms.current),
    )


def _word(store: Store, subject: Iri, predicate: Iri) -> str:
    found = store.match(subject, predicate, None, store.terms.current)
    return next((q.object.value for q in found if isinstance(q.object, Literal)), "")


def _iri(store: Store, subject: Iri, predicate: Iri, *, anywhere: bool = False) -> Iri:
    graph = None if anywhere else store.terms.current
    found = store.match(subject, predicate, None, graph)
    return next((q.object for q in found if not isinstance(q.object, Literal)), Iri(""))
