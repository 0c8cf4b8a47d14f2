from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg import batch, shares
from kg.cluster import load, run_here, run_spark
from kg.rdf import nquads
from kg.reading import Failed, Read
from kg.shares import Done, extract_share, is_done, read, share_of
from kg.store import Store
from kg.terms import Iri
from nlp import extract
from tests.helpers_needs import need
from tests.helpers_spark import standalone

SHARES = 5


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Path:
    """The examples, and a file that nobody can read."""
    folder = tmp_path_factory.mktemp("given") / "in"
    shutil.copytree(examples, folder, ignore=shutil.ignore_patterns("gold", "README.md"))
    (folder / "hỏng.pdf").write_bytes(b"%PDF-1.7 broken")
    return folder


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory, given: Path) -> Path:
    folder = tmp_path_factory.mktemp("output") / "out"
    run_here(given, folder, extract, shares=SHARES)
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("part-*"))}


def said(folder: Path) -> list[str]:
    """What a graph says, but for times and versions."""
    store = Store.reading(folder)
    graphs: list[Iri] = [*store.sources(), store.terms.current, store.terms.identity]
    return nquads(q for graph in graphs for q in store.match(None, None, None, graph))


def test_a_share_depends_on_the_name_alone() -> None:
    found = [share_of(f"/a/{n}.txt", 7) for n in range(1000)]
    assert found == [share_of(f"/a/{n}.txt", 7) for n in range(1000)]
    assert {found.count(n) > 90 for n in range(7)} == {True}
    assert share_of("quyết định", 1) == 0


def test_documents_and_failures(given: Path) -> None:
    good = next(given.glob("qd-126*"))
    answers = list(
        read([(str(good), None), (str(given / "hỏng.pdf"), None), (str(given / "không"), None)], extract)
    )
    assert [type(a) for a in answers] == [Read, Failed, Failed]
    assert isinstance(answers[0], Read)
    assert answers[0].relations > 0


def test_every_document_is_in_one_table(given: Path, output: Path) -> None:
    good = pa.concat_tables(pq.read_table(p) for p in sorted((output / "documents").iterdir()))
    bad = pa.concat_tables(pq.read_table(p) for p in sorted((output / "failed").iterdir()))
    names = [*good["name"].to_pylist(), *bad["name"].to_pylist()]
    assert sorted(names) == sorted(p.resolve().as_posix() for p in given.iterdir())
    assert [Path(n).name for n in bad["name"].to_pylist()] == ["hỏng.pdf"]
    assert " / " in bad["reason"][0].as_py()


def test_the_nquads_are_those_of_the_documents(output: Path) -> None:
    for path in (output / "documents").iterdir():
        lines = gzip.decompress((output / "nquads" / path.name.replace("parquet", "nq.gz")).read_bytes())
        assert lines == b"".join(pq.read_table(path)["nquads"].to_pylist())


def test_loading_gives_the_graph_that_one_process_builds(given: Path, output: Path, tmp_path: Path) -> None:
    assert load(output, tmp_path / "cluster") > 1000
    batch.build([given], tmp_path / "one", extract)
    assert said(tmp_path / "cluster") == said(tmp_path / "one")
    assert batch.build([given], tmp_path / "cluster", extract).count("unchanged") == 14


def test_a_run_goes_on_where_it_was_cut(given: Path, output: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    shutil.copytree(output, again)
    (first, *_) = sorted((again / "documents").iterdir())
    first.unlink()
    (again / "documents" / f".{first.name}.999").write_bytes(b"half")
    done = run_here(given, again, extract, shares=SHARES)
    assert [d.share for d in done] == [int(first.stem.removeprefix("part-"))]
    assert content(again) == content(output)
    assert run_here(given, again, extract, shares=SHARES) == []


def test_a_share_that_dies_leaves_nothing_that_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(shares._Rows, "flush", die)
    with pytest.raises(KeyboardInterrupt):
        extract_share(0, [("a", "Quyết định số 1/QĐ-UBND")], tmp_path, extract)
    assert not is_done(0, tmp_path)
    assert list(tmp_path.rglob(".*")) == []


def test_two_machines_at_one_share_do_not_meet(tmp_path: Path) -> None:
    file = tmp_path / "documents" / "part-00000.parquet"
    with shares._whole(file) as one, shares._whole(file) as other:
        one.write_bytes(b"one")
        other.write_bytes(b"other")
    assert [p.read_bytes() for p in file.parent.iterdir()] == [b"one"]


def test_parquet_in(tmp_path: Path, examples: Path) -> None:
    text = next(examples.glob("qd-126*")).read_text(encoding="utf-8")
    pq.write_table(pa.table({"id": ["một", "hai"], "text": [text, "Không có gì."]}), tmp_path / "in.parquet")
    done = run_here(tmp_path / "in.parquet", tmp_path / "out", extract, shares=1)
    assert done == [Done(0, 2, 0)]
    rows = pq.read_table(tmp_path / "out" / "documents" / "part-00000.parquet").to_pylist()
    assert [row["name"] for row in rows] == ["hai", "một"]
    assert rows[1]["relations"] > 0


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    need("spark", find_spec("pyspark"))
    need("java", shutil.which("java"))
    with standalone(tmp_path_factory.mktemp("spark")) as master:
        yield master


@pytest.mark.slow
def test_a_spark_cluster_gives_the_very_same_files(
    spark: str, given: Path, output: Path, tmp_path: Path
) -> None:
    done = run_spark(given, tmp_path / "out", extract, shares=SHARES, master=spark)
    assert sum(d.read for d in done) == 14
    assert sum(d.failed for d in done) == 1
    assert content(tmp_path / "out") == content(output)
    (first, *_) = sorted((tmp_path / "out" / "documents").iterdir())
    first.unlink()
    assert len(run_spark(given, tmp_path / "out", extract, shares=SHARES, master=spark)) == 1
    assert content(tmp_path / "out") == content(output)
    texts = [(p.resolve().as_posix(), p.read_text(encoding="utf-8")) for p in given.glob("*.txt")]
    pq.write_table(
        pa.table({"id": [n for n, _ in texts], "text": [t for _, t in texts]}), tmp_path / "in.parquet"
    )
    done = run_spark(tmp_path / "in.parquet", tmp_path / "rows", extract, shares=2, master=spark)
    run_here(tmp_path / "in.parquet", tmp_path / "here", extract, shares=2)
    assert content(tmp_path / "rows") == content(tmp_path / "here")
