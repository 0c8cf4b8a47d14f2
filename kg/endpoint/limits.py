"""What one question may cost."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of the service.  An answer beyond one of them is refused whole, and the limit is named.

    ``seconds`` of running; ``rows`` (or triples) and ``size`` (bytes) of the answer; ``memory`` in bytes
    for one question beyond the open store (POSIX only); ``query``: bytes of the question itself.
    ``workers`` questions run at once; one that takes longer than ``brief`` seconds goes on with the
    lowest priority on one of ``long`` places, and is refused where these are taken.  ``waiting``
    questions may wait for a worker, ``wait`` seconds each.
    """

    seconds: float = 30.0
    rows: int = 100_000
    size: int = 32 * MIB
    memory: int = 2048 * MIB
    query: int = MIB // 4
    workers: int = 4
    long: int = 4
    waiting: int = 128
    wait: float = 5.0
    brief: float = 0.25
