"""How fast folders become a graph, in how much memory, and whether a killed build comes out the same.

    python bench/bulk.py [--sizes 2000 20000] [--texts FOLDER] [--kills 10] [--killed 400]

The documents are those of :mod:`documents`; ``--texts`` names a folder of real ones.  CPU seconds are those
of all processes together; memory is the peak of the process that writes, and of the largest reader.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from documents import write

from kg.rdf import nquads
from kg.store import Store

_COUNT = re.compile(r"(\d+) tệp đã đọc.*?(\d+) bộ ba", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Run:
    """One build."""

    read: int
    triples: int
    seconds: float
    cpu: float
    writer: float
    reader: float


def command(folder: Path, graph: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "kg.cli", "build", str(folder), "--graph", str(graph), *options]


def build(folder: Path, graph: Path, *options: str) -> Run:
    """Build in processes of its own, and watch them."""
    before = os.times()
    start = time.perf_counter()
    running = subprocess.Popen(command(folder, graph, *options), stdout=subprocess.PIPE, text=True)
    peaks: dict[int, int] = {}
    while running.poll() is None:
        for pid in (running.pid, *children(running.pid)):
            peaks[pid] = max(peaks.get(pid, 0), peak(pid))
        time.sleep(0.1)
    seconds = time.perf_counter() - start
    after = os.times()
    said = running.stdout.read()
    found = _COUNT.search(said)
    if found is None:
        raise SystemExit(said)
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    writer = peaks.pop(running.pid, 0)
    return Run(
        int(found[1]), int(found[2]), seconds, cpu, writer / 1024, max(peaks.values(), default=0) / 1024
    )


def children(pid: int) -> list[int]:
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def peak(pid: int) -> int:
    """The peak of resident memory in kilobytes."""
    try:
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0


def said(graph: Path) -> list[str]:
    """The whole graph but the runs, as sorted lines."""
    store = Store.reading(graph)
    return nquads(q for q in store.match() if q.graph != store.terms.runs)


def kills(folder: Path, place: Path, count: int) -> int:
    """How many builds, each killed once at a random moment and resumed, equal the undisturbed one."""
    whole = build(folder, place / "whole", "--jobs", "2")
    wanted = said(place / "whole")
    dice = random.Random(20240524)
    same = 0
    for number in range(count):
        graph = place / f"killed-{number}"
        running = subprocess.Popen(command(folder, graph, "--jobs", "2"), stdout=subprocess.DEVNULL)
        moment = dice.uniform(0.1, whole.seconds)
        time.sleep(moment)
        running.send_signal(signal.SIGKILL)
        running.wait()
        resumed = build(folder, graph, "--jobs", "2", "--resume")
        equal = said(graph) == wanted
        same += equal
        print(
            f"  killed at {moment:.1f} s of {whole.seconds:.1f}: {resumed.read} left to read; equal: {equal}",
            flush=True,
        )
        shutil.rmtree(graph)
    return same


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[2000, 20000], help="numbers of documents")
    parser.add_argument("--texts", type=Path, help="a folder of real documents")
    parser.add_argument("--kills", type=int, default=10, help="builds to kill")
    parser.add_argument("--killed", type=int, default=400, help="documents in each of them")
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2], help="numbers of processes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        folders = {f"{n:,} documents": write(place / str(n), n) for n in options.sizes}
        if options.texts:
            folders = {options.texts.name: options.texts, **folders}
        head = ("", "jobs", "docs/s", "triples/s", "seconds", "CPU s", "writer MB", "reader MB")
        print("{:18}{:>6}{:>9}{:>12}{:>10}{:>9}{:>11}{:>11}".format(*head))
        for name, folder in folders.items():
            for jobs in options.jobs:
                run = build(folder, place / "graph", "--jobs", str(jobs))
                print(
                    f"{name:18}{jobs:6}{run.read / run.seconds:9.1f}{run.triples / run.seconds:12,.0f}"
                    f"{run.seconds:10.1f}{run.cpu:9.1f}{run.writer:11.0f}{run.reader:11.0f}",
                    flush=True,
                )
                shutil.rmtree(place / "graph")
        if options.kills:
            same = kills(write(place / "killed", options.killed), place, options.kills)
            print(f"{same} of {options.kills} killed builds came out equal")
            return int(same != options.kills)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
