"""Extraction on many machines: one plain function over a share of the documents.

:func:`kg.shares.extract_share` reads some documents and writes what they say into files of its own;
whoever calls it, this machine (:func:`run_here`) or PySpark (:func:`run_spark`, the extra ``spark``), the
files are the same.  A run that was cut short goes on with the shares that have no files yet.  :func:`load`
then puts everything into a graph.  The output folder must be seen by all machines under one path.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from kg.batch import files
from kg.bulk import Writer
from kg.errors import GraphError
from kg.journal import Result
from kg.rdf import from_nquads
from kg.reading import Read, printable, touches
from kg.shares import FAILED, READ, Document, Done, Extract, extract_share, is_done, share_of

SHARES = 200
"""Shares by default; a good number is a few for every core of the cluster."""
_ROWS = 64
"""Rows read at once."""


class NoSpark(GraphError):  # noqa: N818 - the name says what is wrong
    """PySpark or Java is not installed."""


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
        for row in _rows(output, "documents", READ):
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
        for row in _rows(output, "failed", FAILED) if writer.opened else ():
            writer.tell(Result(row["name"], "failed", row["code"], row["reason"]))
        return writer.finish()


def _rows(output: Path, table: str, columns: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    import pyarrow.parquet as pq

    for path in sorted((output / table).glob("part-*.parquet")):
        for group in pq.ParquetFile(path).iter_batches(_ROWS, columns=list(columns)):
            yield from group.to_pylist()
