"""What a build leaves ready-made beside a snapshot, and that it says what the store says."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import lock, readying, search, void
from kg.explorer import Explorer
from kg.overview import Overview
from kg.ready import Ready
from kg.store import Store
from tests.helpers_chains import plain, quads, with_ready, works

COUNT = 12
IMPLEMENTS, REPEALS, AMENDS = 0, 9, 6
SAID = [(2, 0, IMPLEMENTS), (3, 0, IMPLEMENTS), (4, 2, IMPLEMENTS), (8, 2, IMPLEMENTS), (5, 0, REPEALS)]


@pytest.fixture
def ready(tmp_path: Path) -> Ready:
    found = with_ready(plain(COUNT, [*SAID, (6, 0, AMENDS)]), tmp_path).ready
    assert found is not None
    return found


def test_each_publication_has_its_own_and_older_ones_go(tmp_path: Path) -> None:
    for n in range(4):
        with Store.writing(tmp_path) as store:
            store.add(quads(store.terms, n + 3, []))
        readying.make(tmp_path)
    assert sorted(p.name for p in (tmp_path / "ready").glob("*.sqlite")) == ["3-1.sqlite", "4-1.sqlite"]
    newest = Store.reading(tmp_path).ready
    assert newest is not None
    assert newest.file.name == "4-1.sqlite"


def test_what_was_ready_of_a_graph_that_is_gone_does_not_count(tmp_path: Path) -> None:
    with Store.writing(tmp_path) as store:
        store.add(quads(store.terms, 3, []))
    readying.make(tmp_path)
    for gone in ("store", "snapshots"):
        shutil.rmtree(tmp_path / gone)
    with Store.writing(tmp_path) as store:
        store.add(quads(store.terms, 4, []))
    assert Store.reading(tmp_path).ready is None


def test_nothing_is_made_where_nothing_was_published_or_another_is_at_it(tmp_path: Path) -> None:
    readying.make(tmp_path)
    assert not (tmp_path / "ready").exists()
    with Store.writing(tmp_path) as store:
        store.add(quads(store.terms, 3, []))
    with lock.writer(tmp_path / "ready" / "lock"):
        readying.make(tmp_path)
    assert Store.reading(tmp_path).ready is None


def put(folder: Path, count: int) -> None:
    with Store.writing(folder) as store:
        store.add(quads(store.terms, count, []))


@pytest.mark.parametrize(
    ("make", "documents"),
    [
        (readying.make, lambda folder: Ready.of(folder, 2).documents("type").total()),
        (search.make, lambda folder: search.Index(folder / "search" / "2.sqlite").size()),
    ],
)
def test_what_is_made_is_of_the_snapshot_it_is_named_by_though_newer_ones_appear(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[Path], None],
    documents: Callable[[Path], int],
) -> None:
    put(tmp_path, 3)
    reading = Store.reading

    def meanwhile(folder: Path) -> Store:
        put(folder, 4)
        found = reading(folder)
        put(folder, 5)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(Store, "reading", meanwhile)
        make(tmp_path)
    assert documents(tmp_path) == 4


def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path) -> None:
    put(tmp_path, 3)
    (tmp_path / "ready").mkdir()
    (tmp_path / "ready" / "next").write_bytes(b"half")
    readying.make(tmp_path)
    assert {p.name for p in (tmp_path / "ready").iterdir()} == {"1-1.sqlite", "lock"}


def test_counts_by_issuer_type_year_and_status(ready: Ready) -> None:
    base = Store.memory().terms.base
    by_type = {kind.rpartition("/")[2]: n for (kind,), n in ready.documents("type").items()}
    assert by_type == {"nghi-quyet": 3, "chi-thi": 3, "quyet-dinh": 2, "ke-hoach": 4}
    assert ready.documents("status") == {("",): 11, ("ended",): 1}
    assert ready.documents("year") == {(y,): 3 for y in ("2019", "2020", "2021", "2022")}
    both = ready.documents("type", "issuer")
    assert both[f"{base}type/ke-hoach", f"{base}body/da-nang/ubnd"] == 2
    assert sum(both.values()) == COUNT


def test_a_joint_document_counts_for_each_issuer(tmp_path: Path) -> None:
    store = plain(1, [])
    (work,) = works(store.terms, 1)
    one, *_ = quads(store.terms, 1, [])
    other = f"{store.terms.base}body/trung-uong/tw"
    store.add([one._replace(predicate="http://data.europa.eu/eli/ontology#passed_by", object=other)])  # type: ignore[arg-type]
    ready = with_ready(store, tmp_path).ready
    assert ready is not None
    assert ready.documents("issuer") == {(other,): 1, (f"{store.terms.base}body/trung-uong/chinh-phu",): 1}
    assert ready.documents("type").total() == 1
    assert ready.below(work) == 0


def test_what_is_carried_out_and_what_is_not(ready: Ready) -> None:
    made = works(Store.memory().terms, COUNT)
    assert ready.most_carried_out(5) == [(made[0], 2), (made[2], 2)]
    assert ready.below(made[0]) == 4
    assert ready.uncovered() == [made[n] for n in (11, 10, 6, 5, 1)]
    assert ready.areas() == {"quang-nam", "da-nang"}


def test_coverage_by_province_oldest_first(ready: Ready) -> None:
    made = works(Store.memory().terms, COUNT)
    danang, quangnam = ready.coverage(made[0], 2)
    assert (danang.area, danang.count, danang.first) == ("da-nang", 2, "2019-02-09")
    assert danang.works == (made[8], made[3])
    assert (quangnam.count, quangnam.works) == (2, (made[4], made[2]))
    assert ready.coverage(made[0], 1)[0].works == (made[8],)


def test_coverage_is_the_same_ready_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, (work, *_) = plain(COUNT, SAID), works(Store.memory().terms, COUNT)
    (tmp_path / "live").mkdir()
    gathered = with_ready(store, tmp_path / "live").ready
    assert gathered is not None
    wanted = [gathered.coverage(work, most) for most in (1, 2, 40)]
    monkeypatch.setattr(readying, "WIDE", 0)
    prepared = with_ready(store, tmp_path).ready
    assert prepared is not None
    monkeypatch.setattr("kg.ready.GATHERED", "no SQL at all")
    assert [prepared.coverage(work, most) for most in (1, 2, 40)] == wanted
    assert wanted[0][0].count == 2


def test_an_unknown_document_has_nothing_below(ready: Ready) -> None:
    unknown = works(Store.memory().terms, 40)[-1]
    assert ready.below(unknown) == 0
    assert ready.counts(unknown) == {}
    assert ready.coverage(unknown, 3) == []


def test_the_overview_and_the_description_say_the_same_without_it(tmp_path: Path) -> None:
    store = plain(COUNT, SAID)
    prepared = with_ready(store, tmp_path)
    assert void.count(prepared) == void.count(store)
    whole, made = Overview(Explorer(store)), Overview(Explorer(prepared))
    (start, *_) = works(store.terms, COUNT)
    assert whole.relations == made.relations == (("implements", 4), ("repeals", 1))
    assert whole.most_carried_out() == made.most_carried_out()
    assert whole.uncovered == made.uncovered
    assert whole.coverage(start) == made.coverage(start)
    assert whole.health == made.health
