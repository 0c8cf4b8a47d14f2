r"""Characters a second of finding and of whole extraction, as ratios to a ``\d+`` scan in the same run.

    python bench/speed.py [FILE] [--chars 60000] [--runs 7]

Without FILE the text is the shipped example report repeated with other numbers.  Everything is measured on
the text and on one twice as long: linear means that twice the text takes twice the time, within a tenth.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from statistics import median

from texts import REPORT, repeated
from timing import interleaved, ratio

from nlp import extract
from nlp.find import find

NUMBERS = re.compile(r"\d+")
LIMITS = {"find": 25, "extract": 200}


def drained(function: Callable[[str], Iterable[object]], text: str) -> None:
    """All of what ``function`` gives, whether it is lazy or not."""
    deque(function(text), maxlen=0)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Characters a second, as ratios to a scan for digits.")
    parser.add_argument("file", nargs="?", type=Path, help="a text to measure on instead (UTF-8)")
    parser.add_argument("--chars", type=int, default=60_000, help="length of the shorter text")
    parser.add_argument("--runs", type=int, default=7, help="interleaved runs; the median counts")
    options = parser.parse_args(arguments)

    source = (options.file or REPORT).read_text(encoding="utf-8-sig")
    short = source if options.file else repeated(source, options.chars)
    long = repeated(source, 2 * len(short))
    functions: dict[str, Callable[[], object]] = {}
    for size, text in (("1x", short), ("2x", long)):
        functions[f"scan {size}"] = partial(drained, NUMBERS.finditer, text)
        functions[f"find {size}"] = partial(drained, find, text)
        functions[f"extract {size}"] = partial(extract, text)
    seconds = interleaved(functions, runs=options.runs)

    growth = len(long) / len(short)
    name = options.file or f"examples/{REPORT.name}"
    print(f"{name}: {len(short):,} and {len(long):,} characters")
    print(f"medians of {options.runs} interleaved runs, CPU time, Python {sys.version.split()[0]}")
    print(f"{'':10}{'chars/s':>14}{'times a scan':>14}{'at 2x':>14}{'growth':>9}   (linear: 1.00 ± 0.10)")
    for name in ("scan", "find", "extract"):
        one, two = seconds[f"{name} 1x"], seconds[f"{name} 2x"]
        row = [ratio(one, seconds["scan 1x"]), ratio(two, seconds["scan 2x"]), ratio(two, one) / growth]
        limit = f"   limit {LIMITS[name]}" if name in LIMITS else ""
        print(f"{name:10}{len(short) / median(one):14,.0f}{row[0]:14.1f}{row[1]:14.1f}{row[2]:9.2f}{limit}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
