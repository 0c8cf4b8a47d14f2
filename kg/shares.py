"""One share of the documents: read, and written into files of its own, whole or not at all.

:func:`extract_share` is the plain function that every engine of :mod:`kg.cluster` runs::

    OUT/documents/part-00017.parquet    name, digest, graph, format, citations, relations, nquads
    OUT/nquads/part-00017.nq.gz         the same statements for any other store
    OUT/failed/part-00017.parquet       name, code, reason
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias
from uuid import uuid4

from kg import reading
from kg.reading import Failed, Read, failed
from nlp import load as loading
from nlp.model import Extraction, Text

Extract: TypeAlias = "Callable[[Text], Extraction]"
Document: TypeAlias = "tuple[str, str | None]"
"""A path to read, or a name and its text."""

GROUP_BYTES = 32 * 2**20
"""Bytes of N-Quads in one group of rows."""
READ = ("name", "digest", "graph", "format", "citations", "relations", "nquads")
FAILED = ("name", "code", "reason")
"""The columns of the two tables."""


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
        return reading.read(name, hashlib.sha256(content).hexdigest(), extract, content, base=base)
    except Exception as error:  # whatever a document does to its reader, it costs only itself
        return failed(name, error)


def extract_share(
    share: int, documents: Iterable[Document], output: Path, extract: Extract, *, base: str = ""
) -> Done:
    """Read the documents of a share and write its three files; the one in ``documents`` comes last."""
    with (
        _table(_file(output, "documents", share), READ) as good,
        _table(_file(output, "failed", share), FAILED) as bad,
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
    unfinished = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


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
