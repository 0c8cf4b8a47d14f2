"""The search index: numbers in any spelling, words without marks, facets, what may have been meant."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kg import batch, search
from kg.errors import NoGraph
from nlp import extract
from tests.helpers_explorer import folder  # noqa: F401 - a fixture


@pytest.fixture(scope="module")
def index(folder: Path) -> search.Index:  # noqa: F811
    return search.index(folder)


@pytest.mark.parametrize(
    "question",
    [
        "126/QĐ-UBND",
        "126 qđ ubnd quang nam 2024",
        "126/QĐUBND",
        "126qdubnd",
        "Quyết định số 126/QĐ-UBND ngày 22/01/2024",
        "QUYET DINH 126",
    ],
)
def test_a_number_is_found_in_any_spelling(index: search.Index, question: str) -> None:
    assert index.search(question.replace(" số", "")).hits[0].number == "126/QĐ-UBND"


def test_words_are_found_without_marks(index: search.Index) -> None:
    with_marks = index.search("cải thiện môi trường kinh doanh")
    without = index.search("cai thien moi truong kinh doanh")
    assert [h.iri for h in with_marks.hits] == [h.iri for h in without.hits]
    assert {"02/NQ-CP", "126/QĐ-UBND", "35/KH-UBND"} <= {h.number for h in without.hits}


def test_the_last_word_may_be_unfinished(index: search.Index) -> None:
    assert (
        index.search("cai thien moi truong kinh doa").total
        == index.search("cai thien moi truong kinh doanh").total
    )


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("caii thien moi truong", "cai thien moi truong"),
        ("cai thein moi truong", "cai thien moi truong"),
        ("cai thienmoi truong", "cai thien moi truong"),
        ("126 qd ubnd 2031", "126 qd ubnd"),
        ("126 qd ubnd", ""),
        ("xyzzy", ""),
    ],
)
def test_what_may_have_been_meant(index: search.Index, question: str, meant: str) -> None:
    assert index.search(question).meant == meant


def test_facets_count_what_the_other_facets_leave(index: search.Index) -> None:
    every = index.search("quang nam")
    plans = index.search("quang nam", where={"type": ["Kế hoạch"]})
    assert plans.total == dict(every.facets["type"])["Kế hoạch"]
    assert {h.type for h in plans.hits} == {"Kế hoạch"}
    assert plans.facets["type"] == tuple(sorted(plans.facets["type"], key=lambda f: f[0] != "Kế hoạch"))
    assert dict(plans.facets["type"])["Quyết định"] == dict(every.facets["type"])["Quyết định"]
    assert sum(n for _, n in plans.facets["year"]) <= plans.total


def test_facets_without_a_question_are_those_of_all(index: search.Index) -> None:
    found = index.search()
    assert found.total == index.size()
    assert dict(found.facets["type"])["Nghị quyết"] == index.search(where={"type": ["Nghị quyết"]}).total


def test_pages_do_not_overlap_and_miss_nothing(index: search.Index) -> None:
    for order in ("", "newest", "oldest", "cited"):
        pages = [index.search(order=order, limit=20, offset=o).hits for o in range(0, index.size(), 20)]
        iris = [h.iri for page in pages for h in page]
        assert len(iris) == len(set(iris)) == index.size(), order


def test_orders(index: search.Index) -> None:
    dates = [h.date for h in index.search(order="newest", limit=30).hits]
    assert dates == sorted(dates, reverse=True)
    cited = [h.cited for h in index.search(order="cited", limit=30).hits]
    assert cited == sorted(cited, reverse=True)


@pytest.mark.parametrize(
    "question", ['"', "a OR b", "NEAR(x y)", "*", "'; DROP TABLE docs", "số: -", "^", "1" * 300]
)
def test_nothing_typed_is_taken_for_a_command(index: search.Index, question: str) -> None:
    index.search(question)
    assert index.size() > 100


def test_no_graph_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoGraph):
        search.index(tmp_path)


def test_an_old_index_that_somebody_still_reads_harms_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in ("1/QĐ-UBND", "2/QĐ-UBND", "3/QĐ-UBND"):
        (tmp_path / "in.txt").write_text(f"Quyết định số {words} ngày 22/01/2024", encoding="utf-8")
        batch.build([tmp_path / "in.txt"], tmp_path / "g", extract)
    (tmp_path / "g" / "search" / "3.sqlite").unlink()
    shutil.copy(tmp_path / "g" / "search" / "2.sqlite", tmp_path / "g" / "search" / "1.sqlite")

    def busy(*_: object, **__: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", busy)
        assert search.index(tmp_path / "g").file.name == "3.sqlite"


def test_an_index_of_another_version_is_made_anew(folder: Path) -> None:  # noqa: F811
    made = search.index(folder)
    with closing(sqlite3.connect(made.file)) as db:
        db.execute("PRAGMA user_version = 1")
        db.execute("DROP TABLE columns")
    assert search.index(folder).search("126/QĐ-UBND").hits[0].number == "126/QĐ-UBND"
