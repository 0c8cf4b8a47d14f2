"""The most memory that extracting a large text takes.

    python bench/memory.py [--megabytes 100] [--dense]

A text file of that size is written (the shipped report with other numbers in every copy, between plain
paragraphs; with ``--dense`` nothing but the report) and ``luocdo extract`` reads it in a process of its own.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from texts import REPORT, varied

LIMIT = 1_000
PLAIN = (
    "Các phòng, ban và đơn vị trong xã tổng hợp việc đã làm, nêu rõ việc còn chậm và người chịu trách nhiệm, "
    "gửi về văn phòng trước ngày giao ban để lãnh đạo xem xét, cho ý kiến và phân công trong tuần sau.\n"
)


def write(path: Path, size: int, *, dense: bool) -> int:
    """Write at least ``size`` bytes; the number of characters."""
    report = REPORT.read_text(encoding="utf-8-sig")
    between = "" if dense else PLAIN * (9 * len(report) // len(PLAIN))
    characters = written = copy = 0
    with path.open("w", encoding="utf-8") as file:
        while written < size:
            part = varied(report, copy) + between
            file.write(part)
            characters, written, copy = characters + len(part), written + len(part.encode()), copy + 1
    return characters


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Peak memory of extracting a large text.")
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument(
        "--dense", action="store_true", help="citations everywhere, not in a tenth of the text"
    )
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lon.txt"
        characters = write(path, options.megabytes * 1_000_000, dense=options.dense)
        command = [sys.executable, "-m", "kg.cli", "extract", "--format", "json", str(path)]
        start = time.perf_counter()
        with (Path(folder) / "answer.json").open("wb") as answer:
            done = subprocess.run(command, stdout=answer, check=False)
        seconds = time.perf_counter() - start
        size = (Path(folder) / "answer.json").stat().st_size
    unit = 1024 if sys.platform == "linux" else 1024**2
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit
    print(f"{options.megabytes} MB of text, {characters:,} characters, answer of {size / 1e6:.1f} MB")
    print(f"{seconds:.0f} s, peak memory {peak:,.0f} MiB (limit {LIMIT:,})")
    return done.returncode


if __name__ == "__main__":
    raise SystemExit(main())
