"""Files that readers hand in: read at once, kept beside the graph, added when they say so.

Reading needs no lock; adding goes through the queue of the graph (:mod:`kg.jobs`).
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from kg import jobs, queue
from kg.jobs import Ran
from kg.queue import Job
from nlp import extract
from nlp.load import from_bytes
from nlp.model import Extraction

KINDS = tuple("docx doc odt rtf pdf txt md html htm xlsx xls ods png jpg jpeg tif tiff".split())
"""Suffixes of files that may be handed in."""
_UNSAFE = re.compile(r"[^\w.() -]+")
_PAUSE = 0.4


def read(name: str, data: bytes) -> Extraction:
    """What a file says, before anything is stored.

    Raises :class:`nlp.load.LoadError`, whose message says what to do.
    """
    return extract(from_bytes(data, source=name))


def keep(folder: Path, name: str, data: bytes) -> Path:
    """Write a file beside the graph, under its own digest, so that its sentences can be shown later."""
    digest = hashlib.sha256(data).hexdigest()
    safe = _UNSAFE.sub("_", Path(name.replace("\\", "/")).name).lstrip(".")[-120:] or "van-ban"
    place = folder / "uploads" / digest[:16]
    place.mkdir(parents=True, exist_ok=True)
    path = place / safe
    if not path.exists():
        path.write_bytes(data)
    return path


def add(
    folder: Path,
    paths: Iterable[Path],
    *,
    waiting: Callable[[str], None] = lambda _: None,
    patience: float = 120.0,
) -> Ran:
    """Add kept files to the graph, in the order of the queue; whoever holds the lock does it.

    ``waiting`` hears who writes meanwhile; after ``patience`` seconds the job is left in the queue, and
    the answer says for whom it waits.
    """
    end = time.monotonic() + patience
    ran = jobs.submit(folder, Job("read", {"paths": [str(p.resolve()) for p in paths]}))
    while ran.waiting and queue.pending(folder) and time.monotonic() < end:
        waiting(ran.waiting)
        time.sleep(_PAUSE)
        again = jobs.run(folder)
        ran = Ran(ran.done + again.done, ran.failed + again.failed, again.waiting)
    return ran if queue.pending(folder) else Ran(ran.done, ran.failed)
