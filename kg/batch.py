"""Files and folders into the graph, one source at a time, each all or nothing.

Worker processes read (:mod:`kg.reading`); this process alone writes.  A file whose content is known is
not read again; one that changed replaces its own source graph; one that cannot be read costs only
itself.  What was touched is derived anew at the end; a build that was killed goes on where it stopped.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.bulk import Writer, named_errors
from kg.journal import REPORT, Outcome
from kg.journal import Result as Result
from kg.reading import Begun, Extract, Failed, Message, Read, Reader, Task, Unchanged, Whole
from kg.reading import printable as printable
from kg.reading import reason as why
from kg.reading import tool as tool
from kg.workers import Died, Finished, Limits, Pool
from nlp import load

SHOWN = 1000
"""Failures kept in a summary; all of them stand in the report."""
LIMITS = Limits()
_AGAIN = frozenset({"missing-tool", "unexpected", "unreadable", "changed"})
"""Failures that may have gone when a build is resumed."""

_NO_DOCUMENTS = frozenset(
    f".{suffix}"
    for suffix in "json jsonl csv tsv toml yaml yml ini py js css lock log ttl nq nt rdf svg sqlite".split()
)


@dataclass(slots=True)
class Summary:
    """How many documents came out how, why some failed, and the graph's size."""

    counts: dict[Outcome, int] = field(default_factory=dict)
    citations: int = 0
    relations: int = 0
    triples: int = 0
    failures: list[Result] = field(default_factory=list)
    report: Path | None = None

    def count(self, outcome: Outcome) -> int:
        """How many documents came out so."""
        return self.counts.get(outcome, 0)

    def add(self, result: Result) -> None:
        """Count one more."""
        self.counts[result.outcome] = self.count(result.outcome) + 1
        self.citations += result.citations
        self.relations += result.relations
        if result.outcome == "failed" and len(self.failures) < SHOWN:
            self.failures.append(result)


def files(paths: Iterable[Path], *, without: Path | None = None) -> Iterator[Path]:
    """The files to read: those named, and the documents in folders, folder by folder, sorted by name.

    Hidden files, README, files of data and code (.json, .tsv, .py …) and the folder ``without`` are
    passed over.  A folder that links lead to again is read once.
    """
    seen: set[tuple[int, int]] = set()
    if without is not None and without.exists():
        seen.add(_identity(without))
    for path in paths:
        if path.is_dir():
            yield from _inside(path, seen)
        else:
            yield path


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino or hash(path.resolve())


def _inside(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    if (identity := _identity(folder)) in seen:
        return
    seen.add(identity)
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError:
        yield folder  # it is named as what cannot be read
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir():
            yield from _inside(path, seen)
        elif path.suffix.lower() not in _NO_DOCUMENTS and path.stem.upper() != "README":
            yield path


def build(
    paths: Iterable[Path],
    folder: Path,
    extract: Extract,
    *,
    base: str = "",
    again: bool = False,
    resume: bool = False,
    prune: bool = False,
    jobs: int = 0,
    limits: Limits = LIMITS,
    tell: Callable[[Result], None] = lambda _: None,
) -> Summary:
    """Read files and archives into the graph in ``folder``; with ``again``, also those that are known.

    ``jobs``: worker processes, to which ``extract`` goes by its name; 0 reads in this process, without
    limits.  ``resume``: what failed in a build that was killed is not tried again, and the report covers
    both.  ``prune``: sources are removed whose files under ``paths`` are gone.  ``tell`` hears of every
    document.  The folder is not made where no file could be read.  Raises :class:`kg.errors.Busy` if
    another process writes, :class:`kg.errors.DiskFull`.
    """
    paths = [Path(path) for path in paths]
    with named_errors(folder), Writer(folder, base=base, jobs=jobs) as writer:
        run = _Run(writer, Summary(), tell, again=again, resume=resume)
        if (folder / "store").exists():
            writer.open(resume=resume)
        run.settle()
        reader = Reader(extract, writer.store.terms.base if writer.opened else base)
        for task, message in _read(reader, run.tasks(files(paths, without=folder)), run, jobs, limits):
            run.hear(task, message)
        if prune and writer.opened:
            run.prune(paths)
        run.summary.triples = writer.finish()
    if writer.opened:
        run.summary.report = folder / REPORT
    return run.summary


def _read(
    reader: Reader, tasks: Iterator[Task], run: _Run, jobs: int, limits: Limits
) -> Iterator[tuple[Task, Message | Died | Finished]]:
    if jobs:
        yield from Pool(reader, jobs, limits, run.left).run(tasks)
        return
    for task in tasks:
        for message in reader(task):
            yield task, message
        yield task, Finished()


@dataclass(slots=True)
class _Run:
    """One build: which files to read, and what to do with what the readers say."""

    writer: Writer
    summary: Summary
    tell: Callable[[Result], None]
    again: bool
    resume: bool
    _skip: dict[str, Result] = field(default_factory=dict)
    _open: dict[Path, _Open] = field(default_factory=dict)

    def settle(self) -> None:
        """Take over what a killed build already did."""
        if self.resume and self.writer.opened:
            self._skip = {r.name: r for r in self.writer.journal.results("failed") if r.code not in _AGAIN}

    def tasks(self, found: Iterable[Path]) -> Iterator[Task]:
        """What is to be read."""
        for path in found:
            before = self._skip.get(printable(path))
            if before is not None and before.stamp == _stamp(path):
                self._result(before)
                continue
            known = {} if self.again else self.writer.known(path)
            self._open[path] = _Open()
            yield Task(path, known)

    def left(self, task: Task) -> Task | None:
        """What is left of a file whose reader died: the documents of an archive after the deadly one."""
        reading = self._open.get(task.path)
        return Task(task.path, task.known, reading.begun) if reading else None

    def hear(self, task: Task, message: Message | Died | Finished) -> None:
        """Act on one message of a reader."""
        reading = self._open[task.path]
        match message:
            case Begun():
                reading.begun += 1
                reading.name, reading.inside = message.name, message.inside
            case Read():
                reading.names.append(message.name)
                self.writer.write(task.path, message, inside=reading.inside, fresh=self.again)
                self._result(
                    Result(
                        message.name,
                        "read",
                        format=message.format,
                        citations=message.citations,
                        relations=message.relations,
                    )
                )
            case Unchanged():
                reading.names.append(message.name)
                self._result(Result(message.name, "unchanged"))
            case Failed():
                self._failed(reading, task.path, message.name, message.code, message.reason)
            case Died():
                error, name = _cause(message), reading.name or printable(task.path)
                self._failed(reading, task.path, name, error.code, why(error))
                if not reading.inside:
                    del self._open[task.path]
            case Whole():
                self.writer.whole(task.path, message.digest, reading.names, complete=not reading.failed)
            case Finished():
                del self._open[task.path]

    def _failed(self, reading: _Open, path: Path, name: str, code: str, why: str) -> None:
        reading.failed = True
        reading.names.append(name)  # what was read of it before stays
        self._result(Result(name, "failed", code, why, stamp=_stamp(path)))

    def _result(self, result: Result) -> None:
        self.writer.tell(result)
        self.summary.add(result)
        self.tell(result)

    def prune(self, paths: list[Path]) -> None:
        """Remove the sources whose files under these paths are gone."""
        for name in self.writer.prune(paths):
            self._result(Result(name, "removed"))


@dataclass(slots=True)
class _Open:
    """A file that is being read: the document it is at, the names of those that it holds."""

    begun: int = 0
    name: str = ""
    inside: bool = False
    failed: bool = False
    names: list[str] = field(default_factory=list)


def reason(path: Path, error: Exception) -> str:  # noqa: ARG001 - who calls it has both
    """One line that says why a file could not be read, without its name."""
    return why(error)


def _cause(death: Died) -> load.LoadError:
    if death.late:
        return load.TooSlow("", "hết giờ / time limit")
    return load.OutOfMemory("") if death.full else load.Crashed("", f"mã / code {death.code}")


def _stamp(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{found.st_size}:{found.st_mtime_ns}"
