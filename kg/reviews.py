"""What people decided about identities, kept apart from what sources say and respected by every rebuild.

The decisions stand in ``reviews.tsv`` in the graph folder, one a line, the last word on a pair counting;
a clerk can read, copy and correct the file.  From it comes the graph ``reviews`` (who and when stand in
the graph of runs, out of every comparison), and from that :mod:`kg.identity` takes its verdicts.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal as OneOf
from typing import get_args

from kg import iri
from kg.entries import Scope
from kg.errors import BadReviews
from kg.store import Store
from kg.terms import ELI, PROV, RDF_TYPE, XSD, Iri, Literal, Quad

Verdict = OneOf["same", "apart"]

FILE = "reviews.tsv"


@dataclass(frozen=True, slots=True)
class Review:
    """``node`` is ``work`` ("same"), or they are two documents ("apart"), as ``who`` said at ``when``.

    IRIs are kept without the graph's base, so that the file fits a graph of another base:
    "eli/vn/trung-uong/ttg/quyet-dinh/2022/1085-QĐ-TTg".
    """

    verdict: Verdict
    node: str
    work: str
    who: str = ""
    when: str = ""
    note: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        """The two documents, in no order."""
        return min(self.node, self.work), max(self.node, self.work)


def now() -> str:
    """The time of a review."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def read(file: Path) -> tuple[Review, ...]:
    """The reviews in a file, all of them in order; () where there is none.

    Raises :class:`kg.errors.BadReviews` with file and line.
    """
    if not file.exists():
        return ()
    found: list[Review] = []
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            values = {f.name: (row.get(f.name) or "").strip() for f in fields(Review)}
            if values["verdict"] not in get_args(Verdict) or not values["node"] or not values["work"]:
                at = f"{file}:{len(found) + 2}"
                raise BadReviews(
                    f"{at}: cần same hoặc apart, rồi hai IRI", f"{at}: same or apart, then two IRIs"
                )
            found.append(Review(**values))  # type: ignore[arg-type]
    return tuple(found)


def write(file: Path, reviews: Iterable[Review]) -> None:
    """Write reviews, one a line."""
    names = [f.name for f in fields(Review)]
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, delimiter="\t", lineterminator="\n")
        writer.writerow(names)
        writer.writerows([" ".join(getattr(r, name).split()) for name in names] for r in reviews)


def standing(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """The last word on every pair, sorted; of two works for one node the later word."""
    last = {review.pair: review for review in reviews}
    same: dict[str, Review] = {}
    for review in last.values():
        if review.verdict == "same" and review.node != review.work:
            same[review.node] = review
    apart = [r for r in last.values() if r.verdict == "apart"]
    return tuple(sorted((*same.values(), *apart), key=lambda r: (r.pair, r.verdict)))


def add(graph: Path, more: Iterable[Review]) -> None:
    """Append reviews to the file of a graph folder; the next :func:`kg.current.refresh` takes them up."""
    before = read(graph / FILE)
    known = set(before)
    graph.mkdir(parents=True, exist_ok=True)
    write(graph / FILE, [*before, *(r for r in more if r not in known)])


@dataclass(frozen=True, slots=True)
class Changes:
    """What the graph ``reviews`` lacks and holds too much, and what that touches."""

    more: frozenset[Quad]
    gone: frozenset[Quad]
    touched: Scope

    def apply(self, store: Store) -> None:
        """Bring the graph up to date."""
        store.remove(self.gone)
        store.add(self.more)


def changes(store: Store, graph: Path) -> Changes:
    """How the graph ``reviews`` differs from the file of a graph folder."""
    terms = store.terms
    reviews = standing(read(graph / FILE))
    wanted = {q for r in reviews for q in _quads(r, store)}
    held = set(store.match(None, None, None, terms.reviews))
    changed = {q.subject for q in wanted ^ held}
    roles = (terms.ld("of"), terms.ld("work"))
    touched = Scope()
    for quad in wanted | held:
        if quad.subject in changed and quad.predicate in roles:
            touched |= _scope(store, Iri(str(quad.object)))
    about = {q for r in reviews for q in _circumstances(r, store) if q.subject in changed}
    before = {q for node in changed for q in store.match(node, None, None, terms.runs)}
    return Changes(frozenset(wanted - held | about), frozenset(held - wanted | before - about), touched)


def _iri(store: Store, local: str) -> Iri:
    return Iri(local if "://" in local else store.terms.base + local)


def _node(review: Review, store: Store) -> Iri:
    return Iri(f"{store.terms.base}review/{iri.digest(review.verdict, *review.pair)}")


def _quads(review: Review, store: Store) -> list[Quad]:
    ld, graph, node = store.terms.ld, store.terms.reviews, _node(review, store)
    return [
        Quad(node, RDF_TYPE, ld("Review"), graph),
        Quad(node, ld("of"), _iri(store, review.node), graph),
        Quad(node, ld("work"), _iri(store, review.work), graph),
        Quad(node, ld("verdict"), Literal(review.verdict), graph),
    ]


def _circumstances(review: Review, store: Store) -> list[Quad]:
    ld, runs, node = store.terms.ld, store.terms.runs, _node(review, store)
    quads = [Quad(node, ld("reviewer"), Literal(review.who), runs)] if review.who else []
    if review.when:
        quads.append(Quad(node, PROV("generatedAtTime"), Literal(review.when, XSD("dateTime")), runs))
    return quads


def _scope(store: Store, node: Iri) -> Scope:
    numbers = {
        q.object.value
        for q in store.match(node, ELI("id_local"))
        if isinstance(q.object, Literal) and store.terms.is_source(q.graph)
    }
    return Scope(frozenset(numbers), frozenset({node}))
