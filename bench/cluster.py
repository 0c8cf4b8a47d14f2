"""Extraction on one process, on two, and on a standalone Spark cluster; then the load into a graph.

    python bench/cluster.py [--documents 600]

Documents are those of :mod:`documents`.  The cluster is a master and two workers of one core on this
machine, started here (needs Java 17 and the extra ``spark``).  All three write the same files.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import documents

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kg import cluster
from nlp import extract
from tests.helpers_spark import standalone

SHARES = 16


def took(name: str, count: int, action: Callable[[], object]) -> None:
    """Print how long something takes: by the clock, and of this process alone."""
    clock, own = time.perf_counter(), time.process_time()
    action()
    clock, own = time.perf_counter() - clock, time.process_time() - own
    print(
        f"{name:28} {clock:6.1f} s  {count / clock:6.1f} a second  {own:6.1f} s of this process", flush=True
    )


def files(folder: Path) -> dict[str, bytes]:
    """What was written."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("part-*"))}


def main() -> int:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=600)
    count = parser.parse_args().documents
    with tempfile.TemporaryDirectory() as work:
        root = Path(work)
        given = documents.write(root / "in", count)
        one, two, spark = root / "one", root / "two", root / "spark"
        (root / "log").mkdir()
        took("one process", count, lambda: cluster.run_here(given, one, extract, shares=SHARES))
        took("two processes", count, lambda: cluster.run_here(given, two, extract, shares=SHARES, jobs=2))
        with standalone(root / "log") as master:
            took(
                "Spark, two workers",
                count,
                lambda: cluster.run_spark(given, spark, extract, shares=SHARES, master=master),
            )
        took("load", count, lambda: cluster.load(one, root / "graph"))
        print("the same files:", files(one) == files(two) == files(spark))
    return 0


if __name__ == "__main__":
    sys.exit(main())
