"""How fast folders become a graph, in how much memory, and whether a killed build comes out the same.

    python bench/bulk.py [--sizes 2000 6000 20000] [--texts FOLDER] [--kills 10] [--killed 1200]
                         [--write docs/bulk.md]

The documents are those of :mod:`documents`; ``--texts`` names a folder of real ones.  "one core" is a build
with ``--jobs 1`` that may run on one core only, reading and writing in turns; the others have all cores.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from documents import write

from kg.rdf import nquads
from kg.store import Store

_COUNT = re.compile(r"(\d+) tệp đã đọc.*?(\d+) bộ ba", re.DOTALL)
ONE = "one core"


@dataclass(frozen=True, slots=True)
class Run:
    """One build: seconds of the clock, CPU seconds by who spent them, megabytes at the peak."""

    read: int
    triples: int
    seconds: float
    python: float
    store: float
    workers: float
    memory: float
    worker_memory: float

    @property
    def cpu(self) -> float:
        """CPU seconds of all processes."""
        return self.python + self.store + self.workers


@dataclass(slots=True)
class Watched:
    """What is known of the processes of a build: each thread's CPU seconds, each process's peak."""

    pid: int
    threads: dict[tuple[int, int], float] = field(default_factory=dict)
    peaks: dict[int, int] = field(default_factory=dict)

    def look(self) -> None:
        """Look once more."""
        for pid in (self.pid, *children(self.pid)):
            self.peaks[pid] = max(self.peaks.get(pid, 0), peak(pid))
            self.threads |= {(pid, thread): seconds for thread, seconds in threads(pid)}

    def cpu(self, *, own: bool, main: bool | None = None) -> float:
        """CPU seconds of the writing process or of the others, of its main thread or the others."""
        return sum(
            seconds
            for (pid, thread), seconds in self.threads.items()
            if (pid == self.pid) == own and (main is None or (thread == pid) == main)
        )


def command(folder: Path, graph: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "kg.cli", "build", str(folder), "--graph", str(graph), *options]


def build(folder: Path, graph: Path, *options: str, core: int | None = None) -> Run:
    """Build in processes of its own, on one core or all, and watch them."""
    before = os.times()
    start = time.perf_counter()
    running = subprocess.Popen(
        command(folder, graph, *options),
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=None if core is None else lambda: os.sched_setaffinity(0, {core}),
    )
    watched = Watched(running.pid)
    while running.poll() is None:
        watched.look()
        time.sleep(0.05)
    seconds = time.perf_counter() - start
    after = os.times()
    said = running.stdout.read()
    found = _COUNT.search(said)
    if found is None:
        raise SystemExit(said)
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    python, workers = watched.cpu(own=True, main=True), watched.cpu(own=False)
    memory = watched.peaks.pop(running.pid, 0)
    return Run(
        int(found[1]),
        int(found[2]),
        seconds,
        python,
        max(cpu - python - workers, 0.0),  # threads that came and went between two looks are the store's
        workers,
        memory / 1024,
        max(watched.peaks.values(), default=0) / 1024,
    )


def children(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(p) for task in tasks for p in (task / "children").read_text().split()]
    except OSError:
        return []


def threads(pid: int) -> Iterator[tuple[int, float]]:
    """The threads of a process and their CPU seconds."""
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            fields = (task / "stat").read_text().rpartition(")")[2].split()
            yield int(task.name), (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except OSError:
        return


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


HEAD = (
    "",
    "processes",
    "docs/s",
    "triples/s",
    "seconds",
    "CPU s",
    "writing",
    "store",
    "workers",
    "MB",
    "worker MB",
)


def row(name: str, jobs: str, run: Run) -> list[str]:
    """A run as a line of the table."""
    cells = (run.read / run.seconds, run.triples / run.seconds, run.seconds, run.cpu)
    shares = (f"{100 * part / run.cpu:.0f}%" for part in (run.python, run.store, run.workers))
    memory = (f"{run.memory:.0f}", f"{run.worker_memory:.0f}")
    return [
        name,
        jobs,
        f"{cells[0]:.0f}",
        f"{cells[1]:,.0f}",
        *(f"{c:.1f}" for c in cells[2:]),
        *shares,
        *memory,
    ]


def page(runs: dict[tuple[str, str], Run], same: int, kills: int, killed: int) -> str:
    """The page of the documentation."""
    table = [HEAD, ["---"] * len(HEAD), *(row(*key, run) for key, run in runs.items())]
    lines = "\n".join("| " + " | ".join(cells) + " |" for cells in table)
    return f"""# Building in bulk

<!-- Written by `python bench/bulk.py --write docs/bulk.md`; change it there. -->

Documents written by rule (`bench/documents.py`): about 860 characters, six cited documents and four relations
each. A build reads them, decides which documents are one, derives the graph that people ask, counts it and
makes the index of words. Seconds are those of the clock, on {platform.machine()} with {os.cpu_count()} cores.

{lines}

“One core” is the whole build on a single core. CPU seconds are of all processes together: *writing* is the
Python of the process that writes, *store* the threads that load and compact, *workers* those that read,
decide, derive and index. Memory is the peak of the process that writes, and of the largest other one.

{ratios(runs)}

{same} of {kills} builds of {killed} documents, killed with `kill -9` at a random moment and resumed, came out
byte for byte like the undisturbed one.
"""


def ratios(runs: dict[tuple[str, str], Run]) -> str:
    """How many times faster several processes are than one core."""
    found = []
    for (name, jobs), run in runs.items():
        if (one := runs.get((name, ONE))) and jobs != ONE:
            found.append(f"{name}, {jobs} processes: {one.seconds / run.seconds:.2f} times one core.")
    return "\n".join(found)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=[2000, 6000, 20000], help="numbers of documents"
    )
    parser.add_argument("--texts", type=Path, help="a folder of real documents")
    parser.add_argument("--kills", type=int, default=10, help="builds to kill")
    parser.add_argument("--killed", type=int, default=1200, help="documents in each of them")
    parser.add_argument("--jobs", type=int, nargs="*", default=[2], help="numbers of processes")
    parser.add_argument(
        "--one", type=int, nargs="*", default=[2000, 6000], help="sizes built on one core too"
    )
    parser.add_argument("--write", type=Path, help="write the page here")
    options = parser.parse_args()
    runs: dict[tuple[str, str], Run] = {}
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        folders = {f"{n:,} documents": write(place / str(n), n) for n in options.sizes}
        alone = {f"{n:,} documents" for n in options.one}
        if options.texts:
            count = sum(1 for file in options.texts.rglob("*") if file.is_file())
            name = f"{count:,} real documents"
            folders, alone = {name: options.texts, **folders}, {name, *alone}
        print(*HEAD, sep="\t")
        for name, folder in folders.items():
            for jobs in [ONE] * (name in alone) + list(map(str, options.jobs)):
                number, core = ("1", 0) if jobs == ONE else (jobs, None)
                run = runs[name, jobs] = build(folder, place / "graph", "--jobs", number, core=core)
                print(*row(name, jobs, run), sep="\t", flush=True)
                shutil.rmtree(place / "graph")
        print(ratios(runs))
        same = kills(write(place / "killed", options.killed), place, options.kills) if options.kills else 0
        print(f"{same} of {options.kills} killed builds came out equal")
    if options.write:
        options.write.write_text(page(runs, same, options.kills, options.killed), encoding="utf-8")
    return int(same != options.kills)


if __name__ == "__main__":
    raise SystemExit(main())
