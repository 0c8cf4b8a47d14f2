"""How the command speaks: UTF-8 on every platform, answers on stdout, all else on stderr."""

from __future__ import annotations

import contextlib
import io
import sys
import time
from collections.abc import Iterable, Sequence


def set_up() -> None:
    """Make stdout and stderr UTF-8; what cannot be written (a broken file name) is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(words: str) -> None:
    """Words on stdout, as they are."""
    sys.stdout.write(words)


def say_exactly(words: str) -> None:
    """Words on stdout byte for byte in UTF-8: no newline is translated on any platform."""
    sys.stdout.flush()
    sys.stdout.buffer.write(words.encode("utf-8", errors="surrogatepass"))
    sys.stdout.buffer.flush()


def warn(line: str) -> None:
    """One line on stderr; a newline in a file's name does not break it."""
    clear()
    sys.stderr.write(line.replace("\n", "\\n").replace("\r", "\\r") + "\n")


def clear() -> None:
    """Wipe the line of progress."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")


class Progress:
    """A line on stderr that counts; silent where stderr is no terminal."""

    def __init__(self, total: int) -> None:
        self.total, self.done, self.start = total, 0, time.monotonic()

    def step(self, name: str) -> None:
        """One more is done."""
        self.done += 1
        if not sys.stderr.isatty():
            return
        rate = self.done / max(time.monotonic() - self.start, 1e-6)
        left = (self.total - self.done) / rate
        sys.stderr.write(
            f"\r\x1b[K{self.done}/{self.total} · {rate:.1f} tệp/giây · còn {left:.0f} giây · {name[:40]}"
        )
        sys.stderr.flush()
        if self.done == self.total:
            clear()


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, widest: int = 48) -> str:
    """A plain table: columns as wide as their words, long words cut with "…"."""
    lines = [list(head), *([" ".join(cell.split()) for cell in row] for row in rows)]
    lines = [[c if len(c) <= widest else c[: widest - 1] + "…" for c in line] for line in lines]
    widths = [max(len(line[n]) for line in lines) for n in range(len(head))]
    lines.insert(1, ["─" * width for width in widths])
    return "".join(
        "  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() + "\n" for line in lines
    )


def ask(question: str, choices: int) -> int | None:
    """A number from 1 to ``choices`` that the user types; None where nobody can be asked."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    sys.stderr.write(question)
    sys.stderr.flush()
    with contextlib.suppress(ValueError, EOFError):
        chosen = int(sys.stdin.readline())
        return chosen if 1 <= chosen <= choices else None
    return None
