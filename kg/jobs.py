"""Doing what waits in the queue of a graph folder: reviews, documents to read, lists to import."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from kg import batch, current, journal, listing, queue, reviews
from kg.entries import Scope
from kg.errors import Busy, GraphError
from kg.queue import Job
from kg.reviews import Review
from kg.store import Store
from nlp.load import LoadError


@dataclass(frozen=True, slots=True)
class Ran:
    """How many jobs were done; those that failed, with the reason; who holds the lock while they wait."""

    done: int = 0
    failed: tuple[tuple[Job, str], ...] = ()
    waiting: str = ""


def submit(graph: Path, job: Job, *, base: str = "") -> Ran:
    """Append a job and do all that wait, unless another process writes: they wait for the next writer."""
    queue.submit(graph, job)
    return run(graph, base=base)


def run(graph: Path, *, base: str = "") -> Ran:
    """Do what waits, in order, and publish; a job that fails goes to ``queue/failed``."""
    done = 0
    failed: list[tuple[Job, str]] = []
    try:
        while waiting := queue.pending(graph):  # what came while the last one was done is ours too
            if (wrong := _do(graph, waiting[0], base)) is None:
                done += 1
            else:
                failed.append(wrong)
            waiting[0].unlink(missing_ok=True)
    except Busy as error:
        return Ran(done, tuple(failed), str(error))
    return Ran(done, tuple(failed))


def _do(graph: Path, file: Path, base: str) -> tuple[Job, str] | None:
    job = Job("?")
    try:
        job = queue.read(file)
        _go_on(graph, base)
        _DOING[job.kind](graph, job.data, base)
    except Busy:
        raise
    except (GraphError, LoadError, OSError, ValueError, KeyError, TypeError) as error:
        if not file.exists():
            return None  # another process did it meanwhile
        aside = file.parent / "failed"
        aside.mkdir(exist_ok=True)
        (aside / file.name).write_bytes(file.read_bytes())
        return job, str(error) or type(error).__name__
    return None


def _go_on(graph: Path, base: str) -> None:
    """Finish what a killed build left, so that nothing half-written is published."""
    if (graph / journal.NAME).exists():
        from nlp import extract

        batch.build([], graph, extract, base=base, resume=True)


def _review(graph: Path, data: Mapping[str, Any], base: str) -> None:
    rows = data["reviews"]
    names = [f.name for f in fields(Review)]
    said = [Review(**{name: str(row.get(name, "")) for name in names}) for row in rows]  # type: ignore[arg-type]
    with Store.writing(graph, base=base) as store:
        current.refresh(store, Scope(), added=reviews.add(graph, said))


def _read(graph: Path, data: Mapping[str, Any], base: str) -> None:
    from nlp import extract

    done = batch.build([Path(name) for name in data["paths"]], graph, extract, base=base)
    if done.failures:
        raise ValueError("; ".join(f"{f.name}: {f.reason}" for f in done.failures))


def _import(graph: Path, data: Mapping[str, Any], base: str) -> None:
    listing.put(graph, Path(data["file"]), base=base)


_DOING: dict[str, Callable[[Path, Mapping[str, Any], str], None]] = {
    "review": _review,
    "read": _read,
    "import": _import,
}
"""Each kind of job with its data: "review" has ``reviews``, "read" ``paths``, "import" ``file``."""
