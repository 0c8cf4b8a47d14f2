"""Who acts on whom: the same from the store and ready-made, lazily, in one order, page by page."""

from __future__ import annotations

import tempfile
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import bands, edges, trace
from kg.store import Store
from kg.terms import Iri
from tests.helpers_chains import Act, acts, plain, with_ready, works

COUNT = 12
FOLLOWS = st.sampled_from(
    [frozenset({"implements"}), edges.FIRST, trace.SECOND, frozenset({"basedOn", "amends", "repeals"})]
)


def whole(said: list[Act], start: Iri, follow: frozenset[str]) -> list[tuple[Iri, str, Iri]]:
    """The tree below a document, worked out from the statements themselves, nothing left for later."""
    store = Store.memory()
    terms, made = store.terms, works(store.terms, COUNT)
    place = {r.term: n for n, r in reversed(list(enumerate(terms.relations)))}
    level, seen, found = [start], {start}, []
    while level:
        below = []
        for work in level:
            hits = {(made[a], terms.relations[k]) for a, b, k in said if made[b] == work}
            ranked = sorted(
                (r.predicate not in edges.FIRST, bands.order(s, terms.base), place[r.term], s, r.term)
                for s, r in hits
                if r.predicate in follow
            )
            for *_, subject, term in ranked:
                if subject not in seen:
                    seen.add(subject)
                    below.append(subject)
                    found.append((subject, term, work))
        level = below
    return found


def steps(found: trace.Trace) -> set[tuple[Iri, str, Iri]]:
    return {(h.subject.iri, h.relation.term, h.object.iri) for h in found.hops}


@settings(max_examples=60, deadline=None)
@given(acts(COUNT), st.integers(0, COUNT - 1), FOLLOWS)
def test_down_is_the_whole_tree_however_it_is_read(
    said: list[Act], start: int, follow: frozenset[str]
) -> None:
    store = plain(COUNT, said)
    work = works(store.terms, COUNT)[start]
    wanted = whole(said, work, follow)
    with tempfile.TemporaryDirectory() as folder:
        ready = with_ready(store, Path(folder))
        for one in (store, ready):
            descent = edges.Descent(one, work, follow, 12)
            assert list(descent) == [s for s, _, _ in wanted]
            assert [(s, r.term, t) for s, (r, t) in descent.via.items()] == wanted
        assert steps(trace.down(store, work, follow=follow)) == set(wanted)
        first, second = (trace.down(one, work, follow=follow) for one in (store, ready))
        assert first == second
        assert all(h.evidence for h in first.hops)


@settings(max_examples=40, deadline=None)
@given(acts(COUNT), st.integers(0, COUNT - 1), st.integers(1, 5))
def test_pages_lose_nothing_and_double_nothing(said: list[Act], start: int, limit: int) -> None:
    store = plain(COUNT, said)
    work = works(store.terms, COUNT)[start]
    wanted = whole(said, work, edges.FIRST)
    shown: list[Iri] = []
    hops = set()
    skip, pages = 0, 0
    while pages == 0 or skip:
        page = trace.down(store, work, limit=limit, skip=skip)
        fresh = [s for s, _, _ in wanted[skip : skip + limit]]
        shown += fresh
        hops |= steps(page)
        assert {n.iri for n in page.nodes} >= set(fresh)
        assert page.cut == bool(page.next) == (skip + limit < len(wanted))
        skip, pages = page.next, pages + 1
    assert shown == [s for s, _, _ in wanted]
    assert hops == set(wanted)


@settings(max_examples=40, deadline=None)
@given(acts(COUNT))
def test_what_is_ready_made_counts_as_the_store_does(said: list[Act]) -> None:
    store = plain(COUNT, said)
    with tempfile.TemporaryDirectory() as folder:
        ready = with_ready(store, Path(folder))
        assert ready.ready is not None
        for work in works(store.terms, COUNT):
            assert edges.counts(ready, work) == edges.counts(store, work)
            assert ready.ready.below(work) == len(whole(said, work, edges.FIRST))
            assert trace.down(ready, work).total == ready.ready.below(work)


def test_how_many_there_are_in_all_is_not_said_of_a_part(tmp_path: Path) -> None:
    ready = with_ready(plain(COUNT, [(1, 0, 0), (2, 0, 0), (3, 1, 0)]), tmp_path)
    work = works(ready.terms, COUNT)[0]
    assert trace.down(ready, work, limit=1).total == 3
    assert trace.down(ready, work, limit=1, depth=1).total is None


def test_only_what_is_asked_for_is_read() -> None:
    store = plain(COUNT, [(n, 0, 0) for n in range(1, 7)])
    read: list[Iri] = []
    work = works(store.terms, COUNT)[0]
    descent = edges.Descent(store, work, edges.FIRST, 12)
    with pytest.MonkeyPatch.context() as patch:
        taken = edges.acting
        patch.setattr(edges, "acting", lambda s, w, f: read.append(w) or taken(s, w, f))
        assert len(list(islice(descent, 3))) == 3
    assert read == [work]


def test_the_higher_body_comes_first_then_the_older_year() -> None:
    base = Store.memory().terms.base
    found = sorted(works(Store.memory().terms, COUNT), key=lambda work: bands.order(work, base))
    assert [bands.order(work, base)[:2] for work in found] == [
        *((1, "2019"), (1, "2020"), (1, "2020"), (1, "2021"), (1, "2021"), (1, "2022")),
        *((3, "2019"), (3, "2021"), (3, "2022"), (4, "2019")),
        *((6, ""), (6, "")),
    ]


def test_a_narrower_statement_is_not_said_twice() -> None:
    store = plain(3, [(1, 0, _row("details")), (2, 0, _row("details")), (2, 0, _row("basedOn"))])
    work, one, two = works(store.terms, 3)
    assert list(edges.acting(store, work, {"basedOn"})) == [(two, store.terms.relations[_row("basedOn")])]
    assert edges.counts(store, work) == {"basedOn": 1, "details": 2}
    assert [e.relation.predicate for e in edges.above(store, two)] == ["details", "basedOn"][::-1]
    assert [e.object for e in edges.above(store, one)] == [work]


def _row(predicate: str) -> int:
    return next(n for n, r in enumerate(Store.memory().terms.relations) if r.predicate == predicate)
