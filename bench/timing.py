"""Times of several functions, taken in turns so that a slow moment of the machine meets them all."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from statistics import median

MIN_SECONDS = 0.02


def _once(function: Callable[[], object], loops: int) -> float:
    start = time.perf_counter()
    for _ in range(loops):
        function()
    return (time.perf_counter() - start) / loops


def interleaved(functions: dict[str, Callable[[], object]], *, runs: int) -> dict[str, float]:
    """The median seconds of one call of each; short ones are looped to be measurable."""
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
    return {name: median(values) for name, values in seconds.items()}
