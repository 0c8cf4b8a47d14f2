"""One writer at a time: a lock file in the graph folder that says who holds it."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import socket
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

from kg.errors import Busy

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[str]) -> None:
        file.seek(1 << 30)  # a byte far beyond the words, which others may still read
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _drop(file: IO[str]) -> None:
        file.seek(1 << 30)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _drop(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)


@contextlib.contextmanager
def writer(path: Path) -> Iterator[None]:
    """Hold the lock file while writing; raises :class:`Busy`, which names the holder, if another does.

    The operating system frees the lock of a process that dies.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        try:
            _take(file)
        except OSError:
            raise Busy(*_held_by(path)) from None
        try:
            file.truncate(0)
            file.write(json.dumps(_me(), ensure_ascii=False))
            file.flush()
            yield
        finally:
            file.truncate(0)
            _drop(file)


def _me() -> dict[str, str | int]:
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = ""
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    return {"pid": os.getpid(), "user": user, "host": socket.gethostname(), "since": now}


def _held_by(path: Path) -> tuple[str, str]:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        who = f"{held['user']}@{held['host']}, pid {held['pid']}, {held['since']}"
    except (OSError, ValueError, KeyError):
        who = "?"
    return (
        f"đồ thị đang được tiến trình khác ghi ({who}); hãy đợi nó xong rồi chạy lại",
        f"another process is writing to the graph ({who}); wait for it and run again",
    )
