from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import graph
from kg.errors import Busy, Damaged, NoGraph, OtherBase
from kg.rdf import nquads
from kg.store import Store, as_rdflib
from kg.terms import ELI, Iri, Quad, text
from tests.factories import report

QUADS = graph.quads(report())
SOURCE = QUADS[0].graph
A, B = Iri("https://luocdo.vn/a"), Iri("https://luocdo.vn/b")


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    with Store.writing(tmp_path) as store:
        store.replace(SOURCE, QUADS)
    assert nquads(Store.reading(tmp_path).match()) == nquads(QUADS)


def test_a_graph_is_replaced_whole_and_alone() -> None:
    store = Store.memory()
    other = [q._replace(graph=A) for q in QUADS]
    store.add(other)
    store.replace(SOURCE, QUADS)
    store.replace(SOURCE, QUADS[:3], [Quad(A, ELI("cites"), text('Nghị quyết "số" 02\n'), B)])
    assert nquads(store.match(None, None, None, SOURCE)) == nquads(QUADS[:3])
    assert nquads(store.match(None, None, None, A)) == nquads(other)
    assert [q.object for q in store.match(A, None, None, B)] == [text('Nghị quyết "số" 02\n')]


def test_replacing_a_graph_by_itself_changes_nothing() -> None:
    store = Store.memory()
    store.replace(SOURCE, QUADS)
    store.replace(SOURCE, QUADS)
    assert nquads(store.match()) == nquads(QUADS)


def test_readers_stay_on_what_was_published(tmp_path: Path) -> None:
    with Store.writing(tmp_path) as store:
        store.add(QUADS[:2])
    reader = Store.reading(tmp_path)
    with Store.writing(tmp_path) as store:
        store.add(QUADS)
        assert len(list(Store.reading(tmp_path).match())) == 2
    assert len(list(reader.match())) == 2
    assert len(list(Store.reading(tmp_path).match())) == len(QUADS)


def test_a_failed_write_is_not_published(tmp_path: Path) -> None:
    with Store.writing(tmp_path) as store:
        store.add(QUADS[:2])

    def fail() -> None:
        with Store.writing(tmp_path) as store:
            store.add(QUADS)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert len(list(Store.reading(tmp_path).match())) == 2


def test_nothing_is_published_where_nothing_changed(tmp_path: Path) -> None:
    with Store.writing(tmp_path) as store:
        store.add(QUADS)
    before = sorted((tmp_path / "snapshots").iterdir())
    with Store.writing(tmp_path):
        pass
    assert sorted((tmp_path / "snapshots").iterdir()) == before


def test_only_the_last_snapshots_are_kept(tmp_path: Path) -> None:
    for n in range(4):
        with Store.writing(tmp_path) as store:
            store.add(QUADS[n : n + 1])
    assert sorted(p.name for p in (tmp_path / "snapshots").iterdir()) == ["3", "4"]


def test_a_second_writer_is_told_who_holds_the_graph(tmp_path: Path) -> None:
    with Store.writing(tmp_path):
        held = json.loads((tmp_path / "lock").read_text(encoding="utf-8"))
        with pytest.raises(Busy, match=f"pid {held['pid']}") as refused, Store.writing(tmp_path):
            pass
    assert "another process is writing" in refused.value.english
    with Store.writing(tmp_path):
        pass


def test_the_lock_of_a_process_that_died_is_free(tmp_path: Path) -> None:
    dying = "import os,sys; from pathlib import Path; from kg.store import Store\n"
    dying += "with Store.writing(Path(sys.argv[1])): os._exit(3)"
    done = subprocess.run(
        [sys.executable, "-c", dying, str(tmp_path)], cwd=Path(__file__).parent.parent, check=False
    )
    assert done.returncode == 3
    with Store.writing(tmp_path) as store:
        store.add(QUADS)


def test_no_graph_yet(tmp_path: Path) -> None:
    with pytest.raises(NoGraph, match="luocdo build"):
        Store.reading(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_damaged_graph_is_named(tmp_path: Path) -> None:
    (tmp_path / "snapshots" / "1").mkdir(parents=True)
    with pytest.raises(Damaged, match="cannot open the graph"):
        Store.reading(tmp_path)


def test_a_graph_keeps_its_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.writing(tmp_path, base="https://example.org/kg") as store:
        store.add(QUADS)
    monkeypatch.setenv("LUOCDO_BASE", "https://other.example/")
    assert Store.reading(tmp_path).terms.base == "https://example.org/kg/"
    with pytest.raises(OtherBase, match=r"https://third\.example/"):
        Store.reading(tmp_path, base="https://third.example")


def test_rdflib_sees_the_same_quads() -> None:
    store = Store.memory()
    store.replace(SOURCE, QUADS)
    dataset = as_rdflib(store)
    assert len(dataset) == len({q[:3] for q in QUADS})
    found = dataset.query(
        "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a <http://data.europa.eu/eli/ontology#LegalResource> }"
    )
    assert [int(row.n) for row in found] == [8]  # type: ignore[union-attr]


def test_objects_are_sorted_and_unlike() -> None:
    store = Store.memory()
    store.add(
        [Quad(A, ELI("cites"), B, SOURCE), Quad(A, ELI("cites"), A, SOURCE), Quad(A, ELI("cites"), A, B)]
    )
    assert store.objects(A, ELI("cites")) == [A, B]
    assert store.objects(A, ELI("cites"), B) == [A]


def test_sources_are_told_from_the_standing_graphs() -> None:
    store = Store.memory()
    terms = store.terms
    store.add(Quad(A, ELI("cites"), B, g) for g in (terms.current, terms.identity, terms.runs, SOURCE))
    assert store.sources() == [SOURCE]
    store.drop(SOURCE)
    assert store.sources() == []
    assert len(store.graphs()) == 3


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_words_survive_a_replacement(words: str) -> None:
    store = Store.memory()
    quad = Quad(A, ELI("cites"), text(words), B)
    store.replace(B, [quad])
    store.replace(B, [quad])
    assert list(store.match()) == [quad]
