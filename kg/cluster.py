"""Extraction on many machines: one plain function over a share of the documents.

:func:`extract_share` reads some documents and writes what they say into files of its own, whole or not
at all; whoever calls it, one process (:func:`run_here`) or PySpark (:func:`run_spark`, the extra
``spark``), the files are the same.  A run that was cut short goes on with the shares that have no files
yet.  :func:`load` then puts everything into a graph.

The output folder must be seen by all machines under one path::

    OUT/documents/part-00017.parquet    name, digest, graph, format, citations, relations, nquads
    OUT/nquads/part-00017.nq.gz         the same statements for any other store
    OUT/failed/part-00017.parquet       name, code, reason
"""

from __future__ import annotations

import gzip
import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from kg import graph
from kg.batch import files
from kg.bulk import Writer
from kg.errors import GraphError
from kg.rdf import from_nquads, nquads
from kg.reading import Failed, Read, failed, printable, tools, touches
from nlp import load as loading
from nlp.model import SELF, Extraction, Text

Extract: TypeAlias = "Callable[[Text], Extraction]"
Document: TypeAlias = "tuple[str, str | None]"
"""A path to read, or a name and its text."""

SHARES = 200
"""Shares by default; a good number is a few for every core of the cluster."""
_READ = ("name", "digest", "graph", "format", "citations", "relations", "nquads")
_FAILED = ("name", "code", "reason")


class NoSpark(GraphError):  # noqa: N818 - the name says what is wrong
    """PySpark or Java is not installed."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of the documents of a share."""

    share: int
    read: int
    failed: int


def share_of(name: str, shares: int) -> int:
    """The share of a document, by its name alone: the same on every machine and in every run."""
    return int.from_bytes(hashlib.sha256(name.encode("utf-8", "surrogateescape")).digest()[:8]) % shares


def is_done(share: int, output: Path) -> bool:
    """Whether a share has all its files."""
    return _file(output, "documents", share).exists()


def read(documents: Iterable[Document], extract: Extract, *, base: str = "") -> Iterator[Read | Failed]:
    """What documents say, one after another; archives give a document for each that they hold."""
    for name, text in documents:
        try:
            data = loading.read(Path(name)) if text is None else text.encode()
        except Exception as error:
            yield failed(name, error)
            continue
        for member, content in loading.members(data, source=name):
            yield _read(member, content, extract, base)


def _read(name: str, content: bytes | loading.LoadError, extract: Extract, base: str) -> Read | Failed:
    try:
        if isinstance(content, Exception):
            raise content
        found = extract(loading.from_bytes(content, source=name))
        quads = graph.quads(found, base=base)
    except Exception as error:  # whatever a document does to its reader, it costs only itself
        return failed(name, error)
    return Read(
        name,
        hashlib.sha256(content).hexdigest(),
        quads[0].graph,
        "".join(nquads(quads)).encode(),
        touches(quads),
        found.text.format,
        tools(found.text),
        sum(c.id != SELF for c in found.citations),
        len(found.relations),
    )


def extract_share(
    share: int, documents: Iterable[Document], output: Path, extract: Extract, *, base: str = ""
) -> Done:
    """Read the documents of a share and write its three files; the one in ``documents`` comes last."""
    answers = list(read(sorted(documents, key=lambda d: d[0]), extract, base=base))
    good = [a for a in answers if isinstance(a, Read)]
    bad = [a for a in answers if isinstance(a, Failed)]
    _whole(_file(output, "nquads", share), lambda path: _write_nquads(path, good))
    _whole(_file(output, "failed", share), lambda path: _write_table(path, _FAILED, bad))
    _whole(_file(output, "documents", share), lambda path: _write_table(path, _READ, good))
    return Done(share, len(good), len(bad))


def _file(output: Path, table: str, share: int) -> Path:
    suffix = "nq.gz" if table == "nquads" else "parquet"
    return output / table / f"part-{share:05}.{suffix}"


def _whole(path: Path, write: Callable[[Path], None]) -> None:
    """A file that is there whole or not at all, also where two machines do the same share."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    write(unfinished)
    unfinished.replace(path)


def _write_nquads(path: Path, answers: list[Read]) -> None:
    with path.open("wb") as file, gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0) as packed:
        packed.writelines(answer.nquads for answer in answers)


def _write_table(path: Path, columns: tuple[str, ...], answers: list[Read] | list[Failed]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"citations": pa.int64(), "relations": pa.int64(), "nquads": pa.binary()}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in columns])
    arrays = [
        pa.array([getattr(a, name) for a in answers], field.type)
        for name, field in zip(columns, schema, strict=True)
    ]
    pq.write_table(pa.table(arrays, schema=schema), path, compression="zstd")


def documents_in(given: Path) -> Iterator[Document]:
    """The documents of a folder or file; of a Parquet file or folder, the rows of ``id`` and ``text``."""
    if given.suffix == ".parquet" or (given.is_dir() and any(given.glob("*.parquet"))):
        import pyarrow.dataset as ds

        for batch in ds.dataset(given, format="parquet").to_batches(columns=["id", "text"]):
            for row in batch.to_pylist():
                yield str(row["id"]), str(row["text"])
        return
    for path in files([given]):
        yield printable(path.resolve()), None


def run_here(
    given: Path, output: Path, extract: Extract, *, base: str = "", shares: int = SHARES
) -> list[Done]:
    """Extract in this process; the shares that have no files yet."""
    wanted: dict[int, list[Document]] = {}
    for document in documents_in(given):
        wanted.setdefault(share_of(document[0], shares), []).append(document)
    return [
        extract_share(share, wanted[share], output, extract, base=base)
        for share in sorted(wanted)
        if not is_done(share, output)
    ]


def run_spark(
    given: Path,
    output: Path,
    extract: Extract,
    *,
    base: str = "",
    shares: int = SHARES,
    master: str = "local[*]",
) -> list[Done]:
    """Extract on a Spark cluster, a share a task; the shares that have no files yet.

    ``master``: "spark://host:7077", "local[4]", "yarn".  Every machine has luocdo installed and sees
    ``given`` and ``output``.  Raises :class:`NoSpark`.
    """
    try:
        from pyspark.sql import SparkSession
    except ModuleNotFoundError as error:
        raise NoSpark(
            "thiếu PySpark: hãy cài “luocdo[spark]”", "PySpark is missing: install “luocdo[spark]”"
        ) from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder: Any = SparkSession.builder
    settings = {
        "spark.ui.enabled": "false",
        "spark.task.maxFailures": "4",
        "spark.python.worker.reuse": "true",
    }
    session = builder.master(master).appName("luocdo").config(map=settings).getOrCreate()
    try:
        return _on(session, given, output, extract, base, shares)
    finally:
        session.stop()


def _on(session: Any, given: Path, output: Path, extract: Extract, base: str, shares: int) -> list[Done]:
    done = {share for share in range(shares) if is_done(share, output)}
    if given.suffix == ".parquet" or (given.is_dir() and any(given.glob("*.parquet"))):
        rows = session.read.parquet(str(given)).select("id", "text").rdd
        documents = rows.map(lambda row: (str(row[0]), str(row[1])))
    else:
        documents = session.sparkContext.parallelize(list(documents_in(given)), max(shares // 8, 1))
    keyed = documents.map(lambda d: (share_of(d[0], shares), d)).filter(lambda kd: kd[0] not in done)
    placed = keyed.partitionBy(shares, int)

    def work(share: int, part: Iterator[tuple[int, Document]]) -> Iterator[Done]:
        mine = [document for _, document in part]
        if mine:
            yield extract_share(share, mine, output, extract, base=base)

    found: list[Done] = placed.mapPartitionsWithIndex(work).collect()
    return sorted(found, key=lambda d: d.share)


def load(output: Path, folder: Path, *, base: str = "") -> int:
    """Put what was extracted into the graph in a folder; the number of triples.

    Shares are taken one by one; what the graph knows already is passed over.
    """
    import pyarrow.parquet as pq

    with Writer(folder, base=base) as writer:
        for path in sorted((output / "documents").glob("part-*.parquet")):
            for row in pq.read_table(path).to_pylist():
                quads = list(from_nquads(row["nquads"]))
                answer = Read(
                    row["name"],
                    row["digest"],
                    row["graph"],
                    row["nquads"],
                    touches(quads),
                    row["format"],
                    (),
                    row["citations"],
                    row["relations"],
                )
                writer.write(Path(row["name"]), answer, inside=False, fresh=False)
            if writer.opened:
                writer.commit()
        return writer.finish()
