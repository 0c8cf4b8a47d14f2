"""Medians side by side, as a table in the terminal and in a page of the documentation."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

RUNS = 20
SLOW = 10_000
"""Milliseconds; of what takes longer one run is enough."""


@dataclass
class Column:
    """What was measured of one store: rows by name; ``cpu`` the same in time of the processor.

    ``clock`` tells the processor's seconds of whoever does the work; on a machine that others use too only
    these can be compared.
    """

    name: str
    clock: Callable[[], float] = time.process_time
    cells: dict[str, float] = field(default_factory=dict)
    cpu: dict[str, float] = field(default_factory=dict)

    def measure(self, row: str, action: Callable[[int], object], runs: int = RUNS) -> None:
        """The median of some runs in milliseconds, and the mean of the processor; a first one warms up."""
        took: list[float] = []
        worked = 0.0
        for n in range(runs + 1):
            start, before = time.perf_counter(), self.clock()
            action(n)
            took.append((time.perf_counter() - start) * 1000)
            worked += (self.clock() - before) * 1000 if n else 0
            if took[-1] > SLOW:
                worked = worked or (self.clock() - before) * 1000
                break
        self.cells[row] = statistics.median(took[1:] or took)
        self.cpu[row] = worked / max(len(took) - 1, 1)
        figures = " · ".join(map(printed, (self.cells[row], self.cpu[row], took[0])))
        print(f"{self.name}: {row}: median, CPU, first: {figures}", flush=True)


def printed(value: float) -> str:
    """A figure to three digits."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def table(columns: list[Column]) -> str:
    """The columns side by side, rows in the order in which they were first measured."""
    rows = list(dict.fromkeys(row for column in columns for row in column.cells))
    lines = ["| | " + " | ".join(c.name for c in columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for row in rows:
        cells = (printed(c.cells[row]) if row in c.cells else "" for c in columns)
        lines.append(f"| {row} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def write(page: Path, name: str, words: str) -> None:
    """Put a table between the marks of its name in a page."""
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
    before = page.read_text(encoding="utf-8")
    if not marks.search(before):
        raise SystemExit(f"{page}: <!-- {name} -->?")
    after = marks.sub(lambda m: f"{m[1]}{words}\n{m[2]}", before)
    page.write_text(after, encoding="utf-8", newline="\n")
