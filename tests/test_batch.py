from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg import batch, current, graph, readings
from kg.batch import Result, files
from kg.rdf import nquads
from kg.store import Store
from kg.terms import ELI, Iri, Literal
from nlp.load import load
from nlp.model import SELF, Citation, Document, Extraction, Mention, Relation, Text
from tests.factories import UBND

Read = Callable[[Text], Extraction]


def read(text: Text) -> Extraction:
    """A reader for files of one line, ``number > number``: a decision that carries out a resolution."""
    own, _, other = text.text.strip().partition(" > ")
    if own == "crash":
        raise ZeroDivisionError("boom")
    document = Document("Quyết định", own, "2024-01-22", UBND)
    if not other:
        return Extraction(text, document)
    start = text.text.index(other)
    end = start + len(other)
    cited = Citation(
        "c1",
        "Nghị quyết",
        other,
        "",
        "2024",
        "2024-01-05",
        "Chính phủ",
        mentions=(Mention(start, end, other, "full"),),
    )
    return Extraction(text, document, (cited,), (Relation(SELF, "implements", "c1", other, start, end),))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name, line in {
        "a.txt": "126/QĐ-UBND > 02/NQ-CP",
        "b.txt": "127/QĐ-UBND > 02/NQ-CP",
        "c.txt": "128/QĐ-UBND",
    }.items():
        (tmp_path / "in" / name).write_text(line + "\n", encoding="utf-8")
    return tmp_path / "in"


def said(graph_folder: Path) -> list[str]:
    """The whole graph but the runs."""
    store = Store.reading(graph_folder)
    return nquads(q for q in store.match() if q.graph != store.terms.runs)


def numbers(graph_folder: Path) -> set[str]:
    store = Store.reading(graph_folder)
    found = store.match(None, ELI("id_local"), None, store.terms.current)
    return {q.object.value for q in found if isinstance(q.object, Literal)}


def build(paths: list[Path], folder: Path, extract: Read, **options: object) -> batch.Summary:
    """As the library's, and keeps every result in ``heard``."""
    heard.clear()
    return batch.build(paths, folder, extract, tell=heard.append, **options)


heard: list[Result] = []


def outcomes(summary: batch.Summary) -> dict[str, str]:
    """What became of each file, by its name."""
    assert sum(summary.counts.values()) == len(heard)
    return {Path(r.name).name: r.outcome for r in heard}


def test_a_folder_is_read(folder: Path, tmp_path: Path) -> None:
    done = build([folder], tmp_path / "g", read)
    assert outcomes(done) == {"a.txt": "read", "b.txt": "read", "c.txt": "read"}
    assert [(r.citations, r.relations) for r in heard] == [(1, 1), (1, 1), (0, 0)]
    assert numbers(tmp_path / "g") == {"126/QĐ-UBND", "127/QĐ-UBND", "128/QĐ-UBND", "02/NQ-CP"}
    assert done.triples == len(list(Store.reading(tmp_path / "g").match()))


def test_building_twice_changes_nothing(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "g", read)
    before, published = said(tmp_path / "g"), sorted((tmp_path / "g" / "snapshots").iterdir())
    again = build([folder], tmp_path / "g", read)
    assert set(outcomes(again).values()) == {"unchanged"}
    assert said(tmp_path / "g") == before
    assert sorted((tmp_path / "g" / "snapshots").iterdir()) == published


def test_reading_again_gives_the_same_graph(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "g", read)
    before = said(tmp_path / "g")
    again = build([folder], tmp_path / "g", read, again=True)
    assert set(outcomes(again).values()) == {"read"}
    assert said(tmp_path / "g") == before


def test_a_changed_file_replaces_its_own_graph_only(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "g", read)
    before = Store.reading(tmp_path / "g")
    (folder / "a.txt").write_text("126/QĐ-UBND > 99/NQ-CP\n", encoding="utf-8")
    assert outcomes(build([folder], tmp_path / "g", read)) == {
        "a.txt": "read",
        "b.txt": "unchanged",
        "c.txt": "unchanged",
    }
    after = Store.reading(tmp_path / "g")
    assert len(after.sources()) == 3
    assert len(set(before.sources()) & set(after.sources())) == 2
    (tmp_path / "fresh").mkdir()
    build([folder], tmp_path / "fresh" / "g", read)
    assert said(tmp_path / "g") == said(tmp_path / "fresh" / "g")


def test_every_order_gives_the_same_graph(folder: Path, tmp_path: Path) -> None:
    graphs = []
    for n, order in enumerate(itertools.permutations(sorted(folder.iterdir()))):
        for path in order:
            build([path], tmp_path / str(n), read)
        graphs.append(said(tmp_path / str(n)))
    assert all(g == graphs[0] for g in graphs)


def test_two_files_of_one_content_are_one_source(folder: Path, tmp_path: Path) -> None:
    (folder / "copy.txt").write_bytes((folder / "a.txt").read_bytes())
    build([folder], tmp_path / "g", read)
    assert len(Store.reading(tmp_path / "g").sources()) == 3
    (folder / "a.txt").write_text("500/QĐ-UBND\n", encoding="utf-8")
    build([folder], tmp_path / "g", read)
    assert numbers(tmp_path / "g") >= {"126/QĐ-UBND", "500/QĐ-UBND"}
    assert len(Store.reading(tmp_path / "g").sources()) == 4


def test_a_file_that_cannot_be_read_costs_only_itself(folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").touch()
    (folder / "crash.txt").write_text("crash", encoding="utf-8")
    done = build([folder, tmp_path / "missing.txt"], tmp_path / "g", read)
    assert done.count("read") == 3
    reasons = {Path(r.name).name: r.reason for r in done.failures}
    assert set(reasons) == {"empty.txt", "crash.txt", "missing.txt"}
    assert all(" / " in reason and "\n" not in reason for reason in reasons.values())
    assert "ZeroDivisionError: boom" in reasons["crash.txt"]
    assert numbers(tmp_path / "g") == {"126/QĐ-UBND", "127/QĐ-UBND", "128/QĐ-UBND", "02/NQ-CP"}


def test_a_file_that_became_unreadable_keeps_what_was_read(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "g", read)
    before = said(tmp_path / "g")
    (folder / "a.txt").write_bytes(b"")
    assert build([folder], tmp_path / "g", read).count("failed") == 1
    assert said(tmp_path / "g") == before


def test_where_nothing_could_be_read_no_folder_is_made(tmp_path: Path) -> None:
    done = build([tmp_path / "missing.txt"], tmp_path / "g", read)
    assert outcomes(done) == {"missing.txt": "failed"}
    assert not (tmp_path / "g").exists()


def test_a_run_cut_short_is_made_good_by_the_next(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([folder / "a.txt"], tmp_path / "g", read)
    with monkeypatch.context() as patch:
        patch.setattr(current, "refresh", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            build([folder / "b.txt"], tmp_path / "g", read)
    assert numbers(tmp_path / "g") == {"126/QĐ-UBND", "02/NQ-CP"}
    assert outcomes(build([folder], tmp_path / "g", read)) == {
        "a.txt": "unchanged",
        "b.txt": "unchanged",
        "c.txt": "read",
    }
    build([folder], tmp_path / "fresh", read)
    assert said(tmp_path / "g") == said(tmp_path / "fresh")


def test_a_newer_reader_reads_again(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build([folder], tmp_path / "g", read)
    monkeypatch.setattr(readings, "tool", lambda: "luocdo 99")

    def newer(text: Text) -> Extraction:
        return replace(read(text), document=Document("Kế hoạch", "9/KH-UBND", "2024-01-22", UBND))

    assert build([folder], tmp_path / "g", newer).count("read") == 3
    assert numbers(tmp_path / "g") == {"9/KH-UBND", "02/NQ-CP"}


def test_which_files_of_a_folder_are_documents(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.docx",
        "no-suffix",
        "README.md",
        "readme.txt",
        ".hidden",
        "~$a.docx",
        "x.json",
        "deep/d.pdf",
        ".git/e.txt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = [p.relative_to(tmp_path).as_posix() for p in files([tmp_path])]
    assert found == ["a.docx", "b.txt", "deep/d.pdf", "no-suffix"]


def test_a_file_that_is_named_is_always_read(tmp_path: Path) -> None:
    assert list(files([tmp_path / "README.md"])) == [tmp_path / "README.md"]


def test_what_happened_stands_in_the_runs(folder: Path, tmp_path: Path) -> None:
    build([folder / "a.txt"], tmp_path / "g", read)
    store = Store.reading(tmp_path / "g")
    ld, runs = store.terms.ld, store.terms.runs
    (reading,) = {q.subject for q in store.match(None, ld("read"), None, runs)}
    (source,) = store.objects(reading, ld("read"), runs)
    assert store.objects(Iri(str(source)), ld("path"), runs) == [Literal(batch.printable(folder / "a.txt"))]
    assert store.objects(reading, ld("tool"), runs) == [Literal(batch.tool())]
    assert not (tmp_path / "g" / "build.sqlite").exists()
    assert not [q for q in store.match() if q.graph != runs and str(folder) in str(q.object)]


@pytest.mark.skipif(sys.platform == "win32", reason="names are Unicode there")
def test_odd_file_names_are_no_trouble(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("xuống\ndòng.txt", "😀.txt", os.fsdecode(b"l\xe9.txt")):
        try:
            (folder / name).write_text("126/QĐ-UBND", encoding="utf-8")
        except OSError:
            pytest.skip("the file system refuses such names")
    assert build([folder], tmp_path / "g", read).count("read") == 3
    assert build([folder], tmp_path / "g", read).count("unchanged") == 3


def test_the_base_of_the_graph_is_kept(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "g", read, base="https://example.org/kg")
    build([folder / "a.txt"], tmp_path / "g", read, again=True)
    store = Store.reading(tmp_path / "g")
    works = [q.subject for q in store.match(None, ELI("id_local"), None, store.terms.current)]
    assert works
    assert all(w.startswith("https://example.org/kg/") for w in works)
    assert graph.quads(read(load(folder / "a.txt")))[0].subject.startswith("https://luocdo.vn/")
