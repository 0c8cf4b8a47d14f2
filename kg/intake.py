"""Files that readers hand in: read at once, kept beside the graph, added when they say so.

Reading needs no lock; adding waits for whoever is writing.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from kg import batch
from kg.errors import Busy
from nlp import extract
from nlp.load import from_bytes
from nlp.model import Extraction

KINDS = tuple("docx doc odt rtf pdf txt md html htm xlsx png jpg jpeg tif tiff".split())
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
    ready: Mapping[Path, Extraction],
    *,
    waiting: Callable[[Busy], None] = lambda _: None,
    tell: Callable[[batch.Result], None] = lambda _: None,
    patience: float = 60.0,
) -> batch.Summary:
    """Add files that were read to the graph; waits at most ``patience`` seconds while others write.

    ``waiting`` hears who writes.  Raises :class:`kg.errors.Busy` when patience is at its end.
    """
    end = time.monotonic() + patience
    while True:
        try:
            return batch.build(list(ready), folder, lambda path: ready[path], again=True, tell=tell)
        except Busy as busy:
            if time.monotonic() > end:
                raise
            waiting(busy)
            time.sleep(_PAUSE)
