"""Building in worker processes: limits, archives, going on after a kill, pruning, the report."""

from __future__ import annotations

import csv
import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from kg import batch, bulk
from kg.batch import Result, files
from kg.errors import DiskFull
from kg.rdf import nquads
from kg.sources import text_of
from kg.store import Store
from kg.terms import ELI, PROV, Literal
from kg.workers import Limits
from tests.readers import obedient

ROOT = Path(__file__).parent.parent
unix = pytest.mark.skipif(sys.platform == "win32", reason="such files do not exist there")


def build(paths: list[Path], folder: Path, **options: object) -> dict[str, str]:
    """What became of each document, by its name; a code where it failed."""
    heard: list[Result] = []
    batch.build(paths, folder, obedient, tell=heard.append, **options)
    return {Path(r.name).name: r.code or r.outcome for r in heard}


def said(folder: Path) -> list[str]:
    """The whole graph but the runs."""
    store = Store.reading(folder)
    return nquads(q for q in store.match() if q.graph != store.terms.runs)


def numbers(folder: Path) -> set[str]:
    store = Store.reading(folder)
    found = store.match(None, ELI("id_local"), None, store.terms.current)
    return {q.object.value for q in found if isinstance(q.object, Literal)}


def put(folder: Path, **words: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, line in words.items():
        (folder / f"{name}.txt").write_text(line, encoding="utf-8")
    return folder


def pack(path: Path, members: dict[str, str | bytes]) -> Path:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, words in members.items():
            archive.writestr(name, words)
    path.write_bytes(out.getvalue())
    return path


# worker processes


@unix
def test_a_deadly_file_costs_only_itself(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", a="1/QĐ-UBND", b="crash", c="hang", d="leave", e="raise", f="2/QĐ-UBND")
    limits = Limits(seconds=1.5, megabytes=500)
    assert build([folder], tmp_path / "g", jobs=2, limits=limits) == {
        "a.txt": "read",
        "b.txt": "crashed",
        "c.txt": "too-slow",
        "d.txt": "crashed",
        "e.txt": "unexpected",
        "f.txt": "read",
    }
    assert numbers(tmp_path / "g") == {"1/QĐ-UBND", "2/QĐ-UBND"}


@pytest.mark.skipif(sys.platform != "linux", reason="the system cannot limit memory")
def test_a_file_that_takes_too_much_memory(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", a="1/QĐ-UBND", b="grow", c="2/QĐ-UBND", d="swell", e="3/QĐ-UBND")
    found = build([folder], tmp_path / "g", jobs=1, limits=Limits(megabytes=500))
    full = dict.fromkeys(("b.txt", "d.txt"), "out-of-memory")
    assert found == full | dict.fromkeys(("a.txt", "c.txt", "e.txt"), "read")


@unix
def test_a_deadly_member_costs_only_itself(tmp_path: Path) -> None:
    path = pack(
        tmp_path / "a.zip", {"1.txt": "1/QĐ-UBND", "2.txt": "crash", "3.txt": "3/QĐ-UBND", "4.txt": "hang"}
    )
    found = build([path], tmp_path / "g", jobs=1, limits=Limits(seconds=1.5))
    assert found == {"1.txt": "read", "2.txt": "crashed", "3.txt": "read", "4.txt": "too-slow"}
    assert numbers(tmp_path / "g") == {"1/QĐ-UBND", "3/QĐ-UBND"}


def test_the_number_of_processes_leaves_no_trace(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", **{f"n{n}": f"{n}/QĐ-UBND" for n in range(30)})
    pack(folder / "z.zip", {f"{n}.txt": f"{n}/KH-UBND" for n in range(5)})
    for jobs in (0, 1, 2):
        build([folder], tmp_path / f"g{jobs}", jobs=jobs)
    assert said(tmp_path / "g0") == said(tmp_path / "g1") == said(tmp_path / "g2")


# archives


def test_an_archive_is_read_once(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"1.txt": "1/QĐ-UBND", "../../2.txt": "2/QĐ-UBND"})
    assert build([path], tmp_path / "g") == {"1.txt": "read", "2.txt": "read"}
    assert build([path], tmp_path / "g") == {"a.zip": "unchanged"}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip", "g"]


def test_of_a_changed_archive_only_what_changed_is_read(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"1.txt": "1/QĐ-UBND", "2.txt": "2/QĐ-UBND", "3.txt": "3/QĐ-UBND"})
    build([path], tmp_path / "g")
    pack(path, {"1.txt": "1/QĐ-UBND", "2.txt": "22/QĐ-UBND"})
    assert build([path], tmp_path / "g") == {"1.txt": "unchanged", "2.txt": "read"}
    assert numbers(tmp_path / "g") == {"1/QĐ-UBND", "22/QĐ-UBND"}


def test_a_bad_member_is_named_every_time(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"1.txt": "1/QĐ-UBND", "2.txt": b""})
    assert build([path], tmp_path / "g") == {"1.txt": "read", "2.txt": "empty-file"}
    assert build([path], tmp_path / "g") == {"1.txt": "unchanged", "2.txt": "empty-file"}


def test_a_file_that_became_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_text("1/QĐ-UBND", encoding="utf-8")
    build([path], tmp_path / "g")
    pack(path, {"2.txt": "2/QĐ-UBND"})
    build([path], tmp_path / "g")
    assert numbers(tmp_path / "g") == {"2/QĐ-UBND"}
    path.write_text("3/QĐ-UBND", encoding="utf-8")
    build([path], tmp_path / "g")
    assert numbers(tmp_path / "g") == {"3/QĐ-UBND"}


# what is gone


def test_sources_of_files_that_are_gone_are_pruned(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", a="1/QĐ-UBND", b="2/QĐ-UBND")
    pack(folder / "z.zip", {"3.txt": "3/QĐ-UBND"})
    elsewhere = put(tmp_path / "elsewhere", e="4/QĐ-UBND")
    build([folder, elsewhere], tmp_path / "g")
    for name in (folder / "b.txt", folder / "z.zip", elsewhere / "e.txt"):
        name.unlink()
    assert build([folder], tmp_path / "g") == {"a.txt": "unchanged"}
    assert len(Store.reading(tmp_path / "g").sources()) == 4
    assert build([folder], tmp_path / "g", prune=True) == {
        "a.txt": "unchanged",
        "b.txt": "removed",
        "3.txt": "removed",
    }
    assert numbers(tmp_path / "g") == {"1/QĐ-UBND", "4/QĐ-UBND"}
    build([folder], tmp_path / "fresh")
    build([put(tmp_path / "elsewhere", e="4/QĐ-UBND")], tmp_path / "fresh")
    assert said(tmp_path / "g") == said(tmp_path / "fresh")


def test_a_copy_keeps_a_pruned_source(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", a="1/QĐ-UBND", b="1/QĐ-UBND")
    build([folder], tmp_path / "g")
    (folder / "a.txt").unlink()
    build([folder], tmp_path / "g", prune=True)
    assert numbers(tmp_path / "g") == {"1/QĐ-UBND"}


def test_a_folder_that_is_missing_prunes_nothing(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", a="1/QĐ-UBND")
    build([folder], tmp_path / "g")
    folder.rename(tmp_path / "moved")
    assert build([folder], tmp_path / "g", prune=True) == {"in": "missing-file"}
    assert numbers(tmp_path / "g") == {"1/QĐ-UBND"}


# the folder


@unix
def test_links_that_lead_around_are_followed_once(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", a="1/QĐ-UBND")
    (folder / "sub").mkdir()
    (folder / "sub" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "gone.docx").symlink_to("nowhere")
    os.mkfifo(folder / "pipe")
    assert [p.name for p in files([folder])] == ["a.txt", "gone.docx", "pipe"]
    found = build([folder], tmp_path / "g", jobs=1)
    assert found == {"a.txt": "read", "gone.docx": "missing-file", "pipe": "unreadable"}


def test_the_graph_is_no_document_of_its_own(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", a="1/QĐ-UBND")
    build([folder], folder / "graph")
    assert build([folder], folder / "graph") == {"a.txt": "unchanged"}


def test_a_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = put(tmp_path / "in", a="1/QĐ-UBND")
    before = Path.open

    def growing(path: Path, *arguments: object, **options: object) -> object:
        if path.name == "a.txt":
            with before(path, "ab") as file:
                file.write(b"more")
        return before(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", growing)
    assert build([folder], tmp_path / "g") == {"a.txt": "changed"}


# the report


def test_the_report(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", a="1/QĐ-UBND", c="raise")
    name = "b\n\t😀.txt" if sys.platform != "win32" else "b.txt"
    (folder / name).write_bytes(b"")
    build([folder], tmp_path / "g")
    report = tmp_path / "g" / "build-report.tsv"
    lines = report.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "outcome\tname\tformat\tcitations\trelations\tcode\treason"
    rows = list(csv.DictReader(lines, delimiter="\t"))
    assert [(r["outcome"], r["code"]) for r in rows] == [
        ("read", ""),
        ("failed", "empty-file"),
        ("failed", "unexpected"),
    ]
    assert Path(rows[1]["name"]).name == name.replace("\n", "\\n").replace("\t", "\\t")
    assert not (tmp_path / "g" / "build.sqlite").exists()


def test_what_is_kept_of_every_reading(tmp_path: Path) -> None:
    path = pack(tmp_path / "a b.zip", {"1.txt": "1/QĐ-UBND"})
    build([path], tmp_path / "g")
    store = Store.reading(tmp_path / "g")
    ld, runs = store.terms.ld, store.terms.runs
    (reading,) = (q.subject for q in store.match(None, ld("read"), None, runs))
    (archive,) = store.objects(reading, PROV("wasInformedBy"), runs)
    assert [o.value for o in store.objects(reading, ld("path"), runs)] == [f"{path.as_posix()}/1.txt"]
    assert store.objects(archive, PROV("atLocation"), runs) == [path.resolve().as_uri()]
    assert len(store.objects(archive, ld("digest"), runs)[0].value) == 64


def test_a_text_is_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "here", a="1/QĐ-UBND")
    graph = tmp_path / "far" / "off" / "g"
    monkeypatch.chdir(tmp_path / "here")
    build([Path("a.txt")], graph)
    monkeypatch.chdir(tmp_path / "far")
    store = Store.reading(graph)
    ld, runs = store.terms.ld, store.terms.runs
    ((reading, source),) = ((q.subject, q.object) for q in store.match(None, ld("read"), None, runs))
    assert store.objects(reading, ld("path"), runs) == [Literal("a.txt")]
    found = text_of(store, source, graph)
    assert found is not None
    assert found.text == "1/QĐ-UBND"


def test_what_the_explorer_asks_first_is_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = put(tmp_path / "in", a="1/QĐ-UBND", b="2/QĐ-UBND")
    build([folder], tmp_path / "g")
    assert [f.name for f in (tmp_path / "g" / "search").glob("*.sqlite")] == ["1.sqlite"]
    assert [f.name for f in (tmp_path / "g" / "ready").glob("*.sqlite")] == ["1-1.sqlite"]
    monkeypatch.setattr(bulk, "SMALL", 0)
    put(folder, c="3/QĐ-UBND")
    build([folder], tmp_path / "g", jobs=2)
    assert sorted(f.name for f in (tmp_path / "g" / "search").glob("*.sqlite")) == ["1.sqlite", "2.sqlite"]
    put(folder, d="4/QĐ-UBND")
    build([folder], tmp_path / "g")  # one document more in a large graph
    assert not (tmp_path / "g" / "search" / "3.sqlite").exists()
    assert (tmp_path / "g" / "ready" / "3-1.sqlite").exists()


# a build that ends early


def test_a_full_disk_has_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = put(tmp_path / "in", a="1/QĐ-UBND")
    build([folder], tmp_path / "g")
    before = said(tmp_path / "g")
    put(folder, b="2/QĐ-UBND")
    with monkeypatch.context() as patch:

        def full(*_: object) -> None:
            raise OSError("IO error: No space left on device: While appending to file")

        patch.setattr(Store, "load", full)
        with pytest.raises(DiskFull, match="--resume"):
            build([folder], tmp_path / "g")
    assert said(tmp_path / "g") == before
    assert build([folder], tmp_path / "g", resume=True) == {"a.txt": "unchanged", "b.txt": "read"}


def test_what_failed_is_not_tried_again_on_resume(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = put(tmp_path / "in", a="1/QĐ-UBND", b="2/QĐ-UBND")
    (folder / "0.txt").write_bytes(b"")
    monkeypatch.setattr(bulk, "BATCH", 1)
    with monkeypatch.context() as patch:

        def stop(*_: object) -> None:
            raise KeyboardInterrupt

        patch.setattr(bulk.Writer, "finish", stop)
        with pytest.raises(KeyboardInterrupt):
            build([folder], tmp_path / "g")
    tried: list[str] = []
    read = batch.Reader.__call__

    def watched(reader: batch.Reader, task: batch.Task) -> object:
        tried.append(task.path.name)
        return read(reader, task)

    monkeypatch.setattr(batch.Reader, "__call__", watched)
    assert build([folder], tmp_path / "g", resume=True) == {
        "0.txt": "empty-file",
        "a.txt": "unchanged",
        "b.txt": "unchanged",
    }
    assert tried == ["a.txt", "b.txt"]
    report = (tmp_path / "g" / "build-report.tsv").read_text(encoding="utf-8")
    assert "empty-file" in report


@unix
def test_a_killed_build_goes_on(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", **{f"n{n:03}": f"{n}/QĐ-UBND" for n in range(200)})
    script = (
        "import sys, pathlib; from kg import batch, bulk; from tests.readers import obedient\n"
        "bulk.BATCH = 8\n"
        "if __name__ == '__main__':\n"
        "    batch.build([pathlib.Path(sys.argv[1])], pathlib.Path(sys.argv[2]), obedient, jobs=1)\n"
    )
    (tmp_path / "run.py").write_text(script, encoding="utf-8")
    command = [sys.executable, tmp_path / "run.py", folder, tmp_path / "g"]
    running = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    end = time.monotonic() + 60
    while not (tmp_path / "g" / "build.sqlite").exists() and time.monotonic() < end:
        time.sleep(0.01)
    time.sleep(0.1)
    running.send_signal(signal.SIGKILL)
    running.wait()
    build([folder], tmp_path / "g", resume=True)
    build([folder], tmp_path / "undisturbed")
    assert said(tmp_path / "g") == said(tmp_path / "undisturbed")
