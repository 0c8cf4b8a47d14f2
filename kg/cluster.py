"""Extraction on many machines: one plain function over a share of the documents.

:func:`extract_share` reads some documents and writes what they say into files of its own, whole or not
at all; whoever calls it, this machine (:func:`run_here`) or PySpark (:func:`run_spark`, the extra
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
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeAlias

from kg import graph
from kg.batch import files
from kg.bulk import Writer
from kg.errors import GraphError
from kg.journal import Result
from kg.rdf import from_nquads, nquads
from kg.reading import Failed, Read, failed, printable, tools, touches
from nlp import load as loading
from nlp.model import SELF, Extraction, Text

Extract: TypeAlias = "Callable[[Text], Extraction]"
Document: TypeAlias = "tuple[str, str | None]"
"""A path to read, or a name and its text."""

SHARES = 200
"""Shares by default; a good number is a few for every core of the cluster."""
GROUP_BYTES = 32 * 2**20
"""Bytes of N-Quads in one group of rows."""
_ROWS = 64
"""Rows read at once."""
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
    with (
        _table(_file(output, "documents", share), _READ) as good,
        _table(_file(output, "failed", share), _FAILED) as bad,
        _packed(_file(output, "nquads", share)) as lines,
    ):
        for answer in read(sorted(documents, key=lambda d: d[0]), extract, base=base):
            if isinstance(answer, Read):
                lines.write(answer.nquads)
                good.add(answer, len(answer.nquads))
            else:
                bad.add(answer)
    return Done(share, good.count, bad.count)


def _file(output: Path, table: str, share: int) -> Path:
    suffix = "nq.gz" if table == "nquads" else "parquet"
    return output / table / f"part-{share:05}.{suffix}"


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A file that is there whole or not at all, also where two machines do the same share."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    yield unfinished
    unfinished.replace(path)


@contextmanager
def _packed(path: Path) -> Iterator[gzip.GzipFile]:
    with (
        _whole(path) as unfinished,
        unfinished.open("wb") as file,
        gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0) as packed,
    ):
        yield packed


@contextmanager
def _table(path: Path, columns: tuple[str, ...]) -> Iterator[_Rows]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"citations": pa.int64(), "relations": pa.int64(), "nquads": pa.binary()}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in columns])
    with _whole(path) as unfinished, pq.ParquetWriter(unfinished, schema, compression="zstd") as file:
        rows = _Rows(file)
        yield rows
        rows.flush()


@dataclass(slots=True)
class _Rows:
    """Rows of a Parquet file, written in groups so that a share takes the memory of a few documents."""

    file: Any
    count: int = 0
    _held: list[Read | Failed] = field(default_factory=list)
    _bytes: int = 0

    def add(self, answer: Read | Failed, size: int = 0) -> None:
        """Add a row."""
        self.count += 1
        self._held.append(answer)
        self._bytes += size
        if self._bytes > GROUP_BYTES:
            self.flush()

    def flush(self) -> None:
        """Write the rows that are held."""
        import pyarrow as pa

        schema = self.file.schema
        columns = [pa.array([getattr(a, f.name) for a in self._held], f.type) for f in schema]
        self.file.write_table(pa.table(columns, schema=schema))
        self._held, self._bytes = [], 0


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
    given: Path, output: Path, extract: Extract, *, base: str = "", shares: int = SHARES, jobs: int = 1
) -> list[Done]:
    """Extract on this machine, in ``jobs`` processes; the shares that have no files yet.

    With several, ``extract`` goes to them by its name.
    """
    wanted: dict[int, list[Document]] = {}
    for document in documents_in(given):
        wanted.setdefault(share_of(document[0], shares), []).append(document)
    work = partial(_share, output=output, extract=extract, base=base)
    tasks = [(share, wanted[share]) for share in sorted(wanted) if not is_done(share, output)]
    if jobs == 1 or len(tasks) < 2:
        return [work(task) for task in tasks]
    with ProcessPoolExecutor(min(jobs, len(tasks)), get_context("spawn")) as processes:
        return list(processes.map(work, tasks))


def _share(task: tuple[int, list[Document]], *, output: Path, extract: Extract, base: str) -> Done:
    share, documents = task
    return extract_share(share, documents, output, extract, base=base)


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

    Documents are taken in groups; what the graph knows already is passed over, so that a load that was
    cut short goes on.  Failed documents go into the report of the build.
    """
    with Writer(folder, base=base) as writer:
        for row in _rows(output, "documents", _READ):
            quads = from_nquads(row["nquads"])
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
            writer.tell(
                Result(
                    row["name"],
                    "read",
                    format=row["format"],
                    citations=row["citations"],
                    relations=row["relations"],
                )
            )
        for row in _rows(output, "failed", _FAILED) if writer.opened else ():
            writer.tell(Result(row["name"], "failed", row["code"], row["reason"]))
        return writer.finish()


def _rows(output: Path, table: str, columns: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    import pyarrow.parquet as pq

    for path in sorted((output / table).glob("part-*.parquet")):
        for group in pq.ParquetFile(path).iter_batches(_ROWS, columns=list(columns)):
            yield from group.to_pylist()
