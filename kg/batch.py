"""Files and folders into the graph, one source at a time, each all or nothing.

A file whose content is known is not read again; one that changed replaces its own source graph; one
that cannot be read costs only itself.  What was touched is derived anew at the end.  After a crash the
next run goes on where this one stopped.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal as OneOf

from kg import current, graph, iri
from kg.current import Scope
from kg.store import Store
from kg.terms import PROV, RDF_TYPE, XSD, Iri, Literal, Quad, boolean
from nlp.load import LoadError
from nlp.model import Extraction

Outcome = OneOf["read", "unchanged", "failed"]

_NO_DOCUMENTS = frozenset(
    f".{suffix}"
    for suffix in "json jsonl csv tsv toml yaml yml ini py js css lock log ttl nq nt rdf svg sqlite".split()
)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file; ``reason`` is one line, Vietnamese and English, where it failed."""

    path: Path
    outcome: Outcome
    reason: str = ""
    citations: int = 0
    relations: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of all files, and the graph's size."""

    results: tuple[Result, ...]
    triples: int = 0

    def count(self, outcome: Outcome) -> int:
        """How many files came out so."""
        return sum(r.outcome == outcome for r in self.results)

    @property
    def failures(self) -> tuple[Result, ...]:
        """The files that failed."""
        return tuple(r for r in self.results if r.outcome == "failed")


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files to read: those named, and the documents in folders, sorted by name.

    Hidden files, README and files of data and code (.json, .tsv, .py …) in folders are passed over.
    """
    for path in paths:
        if path.is_dir():
            inside = (p for p in sorted(path.rglob("*")) if p.is_file())
            yield from (p for p in inside if _is_document(p.relative_to(path)))
        else:
            yield path


def _is_document(path: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return not hidden and path.suffix.lower() not in _NO_DOCUMENTS and path.stem.upper() != "README"


def build(
    paths: Iterable[Path],
    folder: Path,
    extract: Callable[[Path], Extraction],
    *,
    base: str = "",
    again: bool = False,
    tell: Callable[[Result], None] = lambda _: None,
) -> Summary:
    """Read files into the graph in ``folder``; with ``again``, also those that are known.

    ``tell`` hears of every file.  The folder is not made where no file could be read.  Raises
    :class:`kg.errors.Busy` if another process writes.
    """
    results: list[Result] = []
    with contextlib.ExitStack() as stack:
        writer: _Writer | None = None
        if (folder / "store").exists():
            writer = _Writer(stack.enter_context(Store.writing(folder, base=base)))
        for path in files(paths):
            known = None if again or writer is None else writer.known(path)
            extraction, result = (None, Result(path, "unchanged")) if known else _read(path, extract)
            if extraction is not None:
                writer = writer or _Writer(stack.enter_context(Store.writing(folder, base=base)))
                writer.write(path, extraction)
            results.append(result)
            tell(result)
        if writer is None:
            return Summary(tuple(results))
        writer.finish()
        return Summary(tuple(results), len(writer.store.inner))


def _read(path: Path, extract: Callable[[Path], Extraction]) -> tuple[Extraction | None, Result]:
    try:
        found = extract(path)
    except Exception as error:  # whatever a file does to its reader, it costs only itself
        return None, Result(path, "failed", reason(path, error))
    cited = [c for c in found.citations if c.id != "self"]
    return found, Result(path, "read", "", len(cited), len(found.relations))


def reason(path: Path, error: Exception) -> str:
    """One line that says why a file could not be read, without its name."""
    words = " ".join(str(error).split())
    if isinstance(error, LoadError):
        return words.removeprefix(f"{path}: ")
    return f"lỗi không ngờ, xin báo lại / unexpected error, please report: {type(error).__name__}: {words}"


def printable(path: Path) -> str:
    """A path in forward slashes; bytes that are no UTF-8 are escaped."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode()


@cache
def tool() -> str:
    """The version that reads, so that a newer one reads again."""
    try:
        return f"luocdo {version('luocdo')}"
    except PackageNotFoundError:
        return "luocdo"


class _Writer:
    def __init__(self, store: Store) -> None:
        self.store = store
        self.touched: Scope | None = Scope()
        self.pending = Quad(store.terms.runs, store.terms.ld("pending"), boolean(True), store.terms.runs)
        if next(store.match(*self.pending), None) is not None:
            self.touched = None  # an earlier run was cut short: derive everything anew

    def _reading(self, path: Path) -> Iri:
        return Iri(f"{self.store.terms.base}run/{iri.digest(printable(path.resolve()))}")

    def known(self, path: Path) -> bool:
        """Whether the file's content was read by this version, and stands in the graph."""
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return False
        store, node = self.store, self._reading(path)
        source = iri.source(digest, base=store.terms.base)
        return store.objects(node, store.terms.ld("read"), store.terms.runs) == [source] and store.objects(
            node, store.terms.ld("tool"), store.terms.runs
        ) == [Literal(tool())]

    def write(self, path: Path, extraction: Extraction) -> None:
        store, terms = self.store, self.store.terms
        quads = graph.quads(extraction, base=terms.base)
        made, node = quads[0].graph, self._reading(path)
        source = iri.source_of(made, base=terms.base)
        said = list(store.match(node, None, None, terms.runs))
        before = {Iri(str(q.object)) for q in said if q.predicate == terms.ld("read")}
        self._touch(made)
        facts = self._facts(path, node, source)
        store.replace(made, quads, [*facts, self.pending])
        store.remove(q for q in said if q not in set(facts))
        self._touch(made)
        for old in before - {source}:
            store.remove([Quad(old, terms.ld("path"), Literal(printable(path)), terms.runs)])
            if next(store.match(None, terms.ld("read"), old, terms.runs), None) is None:
                dropped = iri.graph_of(old, base=terms.base)
                self._touch(dropped)
                store.drop(dropped)

    def _facts(self, path: Path, node: Iri, source: Iri) -> list[Quad]:
        ld, runs = self.store.terms.ld, self.store.terms.runs
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return [
            Quad(node, RDF_TYPE, PROV("Activity"), runs),
            Quad(node, ld("read"), source, runs),
            Quad(node, ld("path"), Literal(printable(path)), runs),
            Quad(node, ld("tool"), Literal(tool()), runs),
            Quad(node, PROV("endedAtTime"), Literal(now, XSD("dateTime")), runs),
            Quad(source, ld("path"), Literal(printable(path)), runs),
        ]

    def _touch(self, graph_: Iri) -> None:
        if self.touched is not None:
            self.touched |= current.scope(self.store, graph_)

    def finish(self) -> None:
        """Derive what was touched, and say that nothing is pending."""
        if self.touched != Scope():
            current.refresh(self.store, self.touched)
            self.store.remove([self.pending])
