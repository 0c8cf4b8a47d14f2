"""Who may run now: a few worker processes, quick questions before slow ones.

Every question starts at once on one of ``workers`` places.  One that is not done after ``brief`` seconds
leaves its place to others and goes on with the lowest priority on one of ``long`` places; where these
are taken it is stopped and told to come back.  So runaway questions cannot hold up the quick ones.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import struct
import subprocess
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import Any

from kg.endpoint import worker
from kg.endpoint.errors import Refused
from kg.endpoint.limits import Limits
from kg.void import Counts

_LOWEST = 19
_USES = 2_000
"""Questions after which a worker is replaced, lest what it mislays adds up."""
_SPARE = 2
"""Workers that wait beside those needed, for the moments in which one was stopped and none is free."""
_RETRY = {"Retry-After": "5"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the worker answered."""

    body: bytes
    content_type: str
    rows: int
    long: bool = False


class Pool:
    """The workers over one graph folder; they start when they are first needed."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.folder, self.limits = folder, limits
        self.waiting = self.running_long = 0
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._places = asyncio.Semaphore(limits.workers)
        self._spare: set[asyncio.Task[None]] = set()
        self._ending: set[asyncio.Task[int]] = set()
        self._closed = False
        self._counts: tuple[str, asyncio.Future[Counts]] | None = None

    async def ask(self, request: dict[str, Any]) -> Answer:
        """Answer a request of the worker's form.

        Raises :class:`Refused`: what the worker refuses, 429 where too much is asked at once, 504 when
        the time is out.  If the caller is cancelled the question is stopped.
        """
        await self._place()
        held = True
        chosen: _Worker | None = None
        answering: asyncio.Future[Answer] | None = None
        try:
            chosen = await self._worker()
            answering = asyncio.ensure_future(chosen.ask(request))
            done, _ = await asyncio.wait({answering}, timeout=min(self.limits.brief, self.limits.seconds))
            if done:
                return answering.result()
            if self.running_long >= self.limits.long:
                raise _too_many(
                    "đang có quá nhiều câu hỏi lâu; hãy hỏi lại sau",
                    "too many long queries run; ask again later",
                )
            self._places.release()
            held = False
            return await self._go_on(chosen, answering)
        finally:
            if answering is not None and answering.done() and chosen is not None:
                self._release(chosen)
            elif answering is not None and chosen is not None:
                answering.cancel()
                self._stop(chosen)
                self._prepare()
            if held:
                self._places.release()

    async def _go_on(self, chosen: _Worker, answering: asyncio.Future[Answer]) -> Answer:
        chosen.yield_to_others()
        self.running_long += 1
        self._prepare()
        try:
            left = max(self.limits.seconds - self.limits.brief, 0)
            answer = await asyncio.wait_for(answering, left)
            return replace(answer, long=True)
        except TimeoutError:
            chosen.kill()
            raise Refused(
                HTTPStatus.GATEWAY_TIMEOUT,
                f"quá {self.limits.seconds:g} giây; hãy hỏi hẹp hơn, hoặc thêm LIMIT",
                f"not done within {self.limits.seconds:g} seconds; ask for less, or add LIMIT",
            ) from None
        finally:
            self.running_long -= 1

    async def _place(self) -> None:
        if self._places.locked() and self.waiting >= self.limits.waiting:
            raise _too_many(
                "đang có quá nhiều câu hỏi chờ; hãy hỏi lại sau", "too many queries wait; ask later"
            )
        self.waiting += 1
        try:
            await asyncio.wait_for(self._places.acquire(), self.limits.wait)
        except TimeoutError:
            raise _too_many(
                "máy chủ đang bận; hãy hỏi lại sau", "the server is busy; ask again later"
            ) from None
        finally:
            self.waiting -= 1

    async def _worker(self) -> _Worker:
        snapshot = newest(self.folder)
        while self._idle:
            found = self._idle.pop()
            if found.alive and found.snapshot == snapshot:
                return found
            self._stop(found)
        return await self._start(snapshot)

    async def _start(self, snapshot: str) -> _Worker:
        if self._closed:
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, "máy chủ đang dừng", "the server is stopping")
        made = await _Worker.start(self.folder, self.limits, snapshot)
        self._all.add(made)
        try:
            await made.ready()
        except BaseException:
            self._stop(made)
            raise
        return made

    def _release(self, used: _Worker) -> None:
        if used.alive and used.uses < _USES and not used.niced:
            self._idle.append(used)
        else:
            self._stop(used)

    def _stop(self, used: _Worker) -> None:
        if used not in self._all:
            return
        used.kill()
        self._all.discard(used)
        task = asyncio.get_running_loop().create_task(used.process.wait())
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    def _prepare(self) -> None:
        """Start a worker ahead of the next question, in place of one that is taken for long."""
        if len(self._idle) + len(self._spare) >= self.limits.workers + _SPARE:
            return

        async def start() -> None:
            with contextlib.suppress(Refused):
                self._idle.append(await self._start(newest(self.folder)))

        task = asyncio.get_running_loop().create_task(start())
        self._spare.add(task)
        task.add_done_callback(self._spare.discard)

    async def warm(self) -> None:
        """Start all workers; raises :class:`Refused` (503) where there is no graph."""
        started = await asyncio.gather(
            *(self._start(newest(self.folder)) for _ in range(self.limits.workers + _SPARE))
        )
        self._idle += started

    async def counts(self) -> Counts:
        """What the newest snapshot holds; counted once, by a process of its own with the lowest priority."""
        snapshot = newest(self.folder)
        if self._counts is None or self._counts[0] != snapshot:
            self._counts = (snapshot, asyncio.ensure_future(self._count(snapshot)))
        counting = self._counts[1]
        try:
            return await asyncio.shield(counting)
        except Refused:
            self._counts = None
            raise

    async def _count(self, snapshot: str) -> Counts:
        counter = await self._start(snapshot)
        try:
            counter.yield_to_others()
            return Counts.from_json((await counter.ask({"count": True})).body)
        finally:
            self._stop(counter)

    async def close(self) -> None:
        """End every worker and wait until it is gone."""
        self._closed = True
        left: list[asyncio.Future[Any]] = [*self._spare, *([self._counts[1]] if self._counts else [])]
        for future in left:
            future.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        for used in list(self._all):
            self._stop(used)
        self._idle.clear()
        await asyncio.gather(*self._ending)

    @property
    def processes(self) -> int:
        """How many worker processes there are."""
        return len(self._all) + len(self._ending)


def ask_once(folder: Path, query: str, form: str = "", *, limits: Limits | None = None) -> Answer:
    """One question from the command line, within the same limits and in the same formats as the service.

    Raises :class:`Refused`; its status 503 says that there is no graph.
    """
    bounds = limits or Limits()

    async def main() -> Answer:
        pool = Pool(folder, replace(bounds, workers=1, brief=bounds.seconds))
        try:
            return await pool.ask({"query": query, "format": form})
        finally:
            await pool.close()

    return asyncio.run(main())


def newest(folder: Path) -> str:
    """The name of the newest published snapshot; empty where there is none."""
    found = [p.name for p in (folder / "snapshots").glob("*") if p.name.isdecimal()]
    return max(found, key=int, default="")


def _too_many(vietnamese: str, english: str) -> Refused:
    return Refused(HTTPStatus.TOO_MANY_REQUESTS, vietnamese, english, _RETRY)


class _Worker:
    def __init__(self, process: asyncio.subprocess.Process, snapshot: str) -> None:
        self.process, self.snapshot = process, snapshot
        self.uses, self.niced, self.killed = 0, False, False

    @classmethod
    async def start(cls, folder: Path, limits: Limits, snapshot: str) -> _Worker:
        process = await asyncio.create_subprocess_exec(
            *worker.command(folder, limits),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=worker.environment(),
        )
        return cls(process, snapshot)

    @property
    def alive(self) -> bool:
        return not self.killed and self.process.returncode is None

    async def ready(self) -> None:
        await self._answer()

    async def ask(self, request: dict[str, Any]) -> Answer:
        self.uses += 1
        assert self.process.stdin
        with contextlib.suppress(ConnectionError):
            self.process.stdin.write(worker.frame(request))
            await self.process.stdin.drain()
        return await self._answer()

    async def _answer(self) -> Answer:
        pipe = self.process.stdout
        assert pipe
        try:
            (length,) = struct.unpack(">I", await pipe.readexactly(4))
            head = json.loads(await pipe.readexactly(length))
            body = await pipe.readexactly(head["length"])
        except (asyncio.IncompleteReadError, ConnectionError):
            self.killed = True  # it ended by itself: the system refused it memory
            raise worker.out_of_memory() from None
        if head["status"] != HTTPStatus.OK:
            raise Refused(HTTPStatus(head["status"]), head["vietnamese"], head["english"])
        return Answer(body, head.get("type", ""), head.get("rows", 0))

    def yield_to_others(self) -> None:
        self.niced = True
        if hasattr(os, "setpriority"):
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.process.pid, _LOWEST)

    def kill(self) -> None:
        self.killed = True
        if self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()
