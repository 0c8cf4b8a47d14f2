"""Worker processes that a bad file may crash, hang or bloat: each is killed and replaced on its own.

``concurrent.futures`` gives up a whole pool when one process dies; here a death is an answer like any
other.  A worker gets one task at a time and answers with any number of messages.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, Generic, Self, TypeVar

FULL = 75
"""The exit code of a worker that reached its limit of memory amid an answer."""
GRACE = 5
"""Seconds after the limit when a worker that nobody watches any more ends itself."""
_FIRST = 120.0
"""Seconds that a new worker may take to start."""

T = TypeVar("T")
M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost: seconds (per document, not per archive) and megabytes of memory."""

    seconds: float = 600.0
    megabytes: int = 2048


@dataclass(frozen=True, slots=True)
class Died:
    """The worker ended amid a task: because of the time limit, or of itself with an exit code."""

    late: bool
    code: int | None = None

    @property
    def full(self) -> bool:
        """Whether it was the limit of memory."""
        return self.code == FULL


@dataclass(frozen=True, slots=True)
class Finished:
    """A task is done."""


class WorkerError(RuntimeError):
    """No worker process can be started at all."""


@dataclass(slots=True)
class _Worker(Generic[T]):
    process: SpawnProcess
    pipe: Connection
    deadline: float
    task: T | None = None
    ready: bool = False


@dataclass(slots=True)
class Pool(Generic[T, M]):
    """``work(task)`` in ``jobs`` processes; both must be importable by name (spawn).

    ``again(task)`` is asked after a death: what is left to do of the task, or None.  Inside a ``with`` block
    the processes live from one :meth:`run` to the next.
    """

    work: Callable[[T], Iterator[M]]
    jobs: int
    limits: Limits
    again: Callable[[T], T | None]
    _workers: list[_Worker[T]] = field(default_factory=list)
    _left: deque[T] = field(default_factory=deque)
    _kept: bool = False

    def __enter__(self) -> Self:
        self._kept = True
        return self

    def __exit__(self, *_: object) -> None:
        self._kept = False
        self._end()

    def run(self, tasks: Iterable[T]) -> Iterator[tuple[T, M | Died | Finished]]:
        """Every message of every task as it comes; each task ends in :class:`Finished` or :class:`Died`."""
        waiting = iter(tasks)
        try:
            self._feed(waiting)
            while any(worker.task is not None for worker in self._workers):
                yield from self._hear()
                self._feed(waiting)
        finally:
            if not self._kept:
                self._end()

    def _end(self) -> None:
        for worker in self._workers:
            _kill(worker)
        self._workers.clear()

    def _feed(self, waiting: Iterator[T]) -> None:
        """A task for every idle worker; a new worker while there are fewer than allowed."""
        while True:
            idle = next((w for w in self._workers if w.task is None), None)
            if idle is None and len(self._workers) >= self.jobs:
                return
            task = self._left.popleft() if self._left else next(waiting, None)
            if task is None:
                return
            if idle is None:
                idle = self._start()
            idle.task = task
            idle.deadline = time.monotonic() + (self.limits.seconds if idle.ready else _FIRST)
            with contextlib.suppress(OSError):  # it is dead: heard below as the end of its pipe
                idle.pipe.send(task)

    def _start(self) -> _Worker[T]:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self.work, self.limits), daemon=True)
        process.start()
        theirs.close()
        worker: _Worker[T] = _Worker(process, ours, time.monotonic() + _FIRST)
        self._workers.append(worker)
        return worker

    def _hear(self) -> Iterator[tuple[T, M | Died | Finished]]:
        busy = [w for w in self._workers if w.task is not None]
        left = min(w.deadline for w in busy) - time.monotonic()
        heard = connection.wait([w.pipe for w in busy], timeout=max(0.0, left))
        for worker in busy:
            task, message = worker.task, None
            assert task is not None
            if worker.pipe in heard:
                try:
                    message = worker.pipe.recv()
                except (EOFError, OSError):
                    message = self._bury(worker, late=False)
            elif time.monotonic() >= worker.deadline:
                message = self._bury(worker, late=True)
            else:
                continue
            worker.deadline = time.monotonic() + self.limits.seconds
            if message is None:  # the greeting of a new worker
                worker.ready = True
                continue
            if isinstance(message, Finished):
                worker.task = None
            yield task, message
            if isinstance(message, Died) and (rest := self.again(task)) is not None:
                self._left.append(rest)

    def _bury(self, worker: _Worker[T], *, late: bool) -> Died:
        if not late:
            worker.process.join(1)
        code = worker.process.exitcode
        _kill(worker)
        self._workers.remove(worker)
        if not worker.ready:
            raise WorkerError(f"tiến trình con không khởi động được / no worker can start (exit code {code})")
        return Died(late or code == -getattr(signal, "SIGALRM", 0), code)


def _kill(worker: _Worker[Any]) -> None:
    """End a worker and the programs that it started."""
    pid = worker.process.pid
    if worker.ready and pid is not None and hasattr(os, "killpg"):
        with contextlib.suppress(OSError):
            os.killpg(pid, signal.SIGKILL)
    worker.process.kill()
    worker.process.join(5)
    worker.pipe.close()


def _serve(pipe: Connection, work: Callable[[T], Iterator[M]], limits: Limits) -> None:
    """What a worker does: greet, then answer tasks until nobody asks."""
    if hasattr(os, "setsid"):
        os.setsid()  # Ctrl-C reaches the parent alone, and what is started here dies with the group
    _bound(limits.megabytes)
    try:
        with contextlib.suppress(EOFError, OSError):  # the parent is gone
            pipe.send(None)
            while True:
                task = pipe.recv()
                _alarm(limits.seconds)
                for message in work(task):
                    pipe.send(message)
                    _alarm(limits.seconds)
                _alarm(None)
                pipe.send(Finished())
    except MemoryError:
        os._exit(FULL)


def _alarm(seconds: float | None) -> None:
    """Let the system end this process some seconds from now, even inside foreign code."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0 if seconds is None else seconds + GRACE)


def _bound(megabytes: int) -> None:
    """Limit the memory that this process may still take, where the system can."""
    if sys.platform == "linux":
        import resource

        with open("/proc/self/statm") as file:  # noqa: PTH123
            pages = int(file.read().split()[0])
        limit = pages * resource.getpagesize() + megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
