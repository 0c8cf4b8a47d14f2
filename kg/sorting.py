"""Sorting more lines than memory holds: sorted parts wait in temporary files and are merged."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import IO

ROOM = 16_000_000
"""Characters held in memory at once."""
_PARTS = 100
"""Files that are open at once."""


def ordered(lines: Iterable[str], *, room: int = 0) -> Iterator[str]:
    r"""The lines in order, each once, in flat memory: ``ordered(["b\n", "a\n", "b\n"])`` gives a, b.

    A line ends with its only ``\n``.  ``room``: characters held at once, else :data:`ROOM`; temporary
    files take as much as all the lines.
    """
    room = room or ROOM
    with ExitStack() as stack:
        parts: list[IO[str]] = []
        held: set[str] = set()
        size = 0
        for line in lines:
            held.add(line)
            size += len(line)
            if size > room:
                parts.append(stack.enter_context(_put_by(sorted(held))))
                held, size = set(), 0
            if len(parts) == _PARTS:
                whole = stack.enter_context(_put_by(_merged(parts)))
                for part in parts:
                    part.close()
                parts = [whole]
        yield from _merged([*parts, sorted(held)])


def _put_by(lines: Iterable[str]) -> IO[str]:
    file = tempfile.TemporaryFile(  # noqa: SIM115 - the caller closes it
        "w+", encoding="utf-8", errors="surrogatepass", newline="\n"
    )
    file.writelines(lines)
    file.seek(0)
    return file


def _merged(parts: Iterable[Iterable[str]]) -> Iterator[str]:
    last = None
    for line in heapq.merge(*parts):
        if line != last:
            yield line
        last = line
