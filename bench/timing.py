"""CPU times of several functions, taken in turns so that a slow moment of the machine meets them all."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from statistics import median

MIN_SECONDS = 0.03


def _once(function: Callable[[], object], loops: int) -> float:
    start = time.process_time()
    for _ in range(loops):
        function()
    return (time.process_time() - start) / loops


def interleaved(functions: dict[str, Callable[[], object]], *, runs: int) -> dict[str, list[float]]:
    """CPU seconds of one call of each, run by run; short ones are looped to be measurable."""
    loops = {}
    for name, function in functions.items():
        function()  # warm: lazy tables and models are loaded
        loops[name] = max(1, round(MIN_SECONDS / max(_once(function, 1), 1e-7)))
    seconds: dict[str, list[float]] = {name: [] for name in functions}
    gc.collect()
    gc.disable()
    try:
        for _ in range(runs):
            for name, function in functions.items():
                seconds[name].append(_once(function, loops[name]))
    finally:
        gc.enable()
    return seconds


def ratio(ours: list[float], theirs: list[float]) -> float:
    """The median of the ratios within each run."""
    return median(a / b for a, b in zip(ours, theirs, strict=True))
