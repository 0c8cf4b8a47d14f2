"""Whoever wants to write appends a job to the graph folder; whoever holds the lock does them in order.

The store has one writer (see :mod:`kg.store`).  A job is a small JSON file in ``queue/``; its name says
when it was submitted.  :mod:`kg.jobs` does them.
"""

from __future__ import annotations

import itertools
import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_count = itertools.count()


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be written: ``Job("read", {"paths": ["/…/bao-cao.docx"]})``."""

    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)


def submit(graph: Path, job: Job) -> Path:
    """Append a job to the queue of a graph folder; it appears whole or not at all.

    The answer is its file, which is there until the job is done.
    """
    folder = graph / "queue"
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{time.time_ns():020d}-{os.getpid()}-{next(_count):06d}"
    unfinished = folder / f".{name}"
    unfinished.write_text(json.dumps({"kind": job.kind, **job.data}, ensure_ascii=False), encoding="utf-8")
    return unfinished.rename(folder / f"{name}.json")


def pending(graph: Path) -> list[Path]:
    """The jobs that wait, oldest first."""
    return sorted((graph / "queue").glob("[0-9]*.json"))


def read(file: Path) -> Job:
    """The job in a file; raises ValueError for what is none."""
    data = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(data, dict) or not isinstance(data.get("kind"), str):
        raise ValueError(f"không phải việc chờ ghi / not a job: {file.name}")
    return Job(data.pop("kind"), data)
