"""A process that answers one question at a time, and can be killed at any moment.

``python -m kg.endpoint.worker FOLDER`` opens the newest published snapshot read-only, cuts itself off
from the network, bounds its memory, and speaks frames over its pipes: four bytes of length, then JSON;
after an answer's JSON its body.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import re
import signal
import struct
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

import pyoxigraph as ox

from kg import void
from kg.endpoint import formats, guard, results
from kg.endpoint.errors import Refused, forbidden, malformed, too_large
from kg.endpoint.limits import Limits
from kg.errors import GraphError
from kg.store import Store
from kg.terms import NAMESPACES

_GRACE = 5
"""Seconds after which a worker ends itself, should nobody have killed it."""
_Graphs: TypeAlias = "list[ox.NamedNode | ox.BlankNode]"
_NEW_USER, _NEW_NET, _DIE_WITH_PARENT = 0x10000000, 0x40000000, 1


def main(folder: str, limits: str) -> None:
    """Answer questions until there are no more."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # nothing else may speak between the frames
    asked = sys.stdin.buffer
    bounds = Limits(**json.loads(limits))
    try:
        answering = Answering(Store.reading(Path(folder)), bounds)
        alone = isolate()
        bound_memory(bounds.memory)
    except GraphError as error:
        send(answers, {"status": 503, "vietnamese": error.vietnamese, "english": error.english})
        return
    send(answers, {"status": 200, "alone": alone})
    while (request := receive(asked)) is not None:
        if "count" in request:
            send(answers, {"status": 200}, void.count(answering.store).to_json().encode())
            continue
        with _deadline(bounds.seconds + _GRACE):
            head, body = answering.answer(request)
        send(answers, head, body)


class Answering:
    """Answers questions over one open store, which nobody writes to."""

    def __init__(self, store: Store, limits: Limits) -> None:
        self.store, self.limits = store, limits
        self.prefixes = {n.prefix: n.iri for n in (*NAMESPACES, store.terms.ld)}
        self.runs = ox.NamedNode(store.terms.runs)
        self._open: _Graphs | None = None

    @property
    def open_graphs(self) -> _Graphs:
        """The named graphs that everybody may read: all but that of runs, which holds paths and times."""
        if self._open is None:
            named = self.store.inner.named_graphs()
            self._open = [g for g in named if isinstance(g, ox.NamedNode) and g != self.runs]
        return self._open

    def answer(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Answer, or say why not: a head with the HTTP status, and the body."""
        try:
            out, content_type = self._answer(request)
            return {"status": 200, "type": content_type, "rows": out.rows, "size": out.size}, b"".join(
                out.parts
            )
        except Refused as error:
            refused = error
        except (MemoryError, RecursionError):
            refused = out_of_memory()
        return {
            "status": int(refused.status),
            "vietnamese": refused.vietnamese,
            "english": refused.english,
        }, b""

    def _answer(self, request: dict[str, Any]) -> tuple[results.Counted, str]:
        base = self.store.terms.base
        question = guard.read(request["query"], base=base, prefixes=self.prefixes)
        is_table = question.form in ("SELECT", "ASK")
        form = formats.choose(
            request.get("accept", ""),
            formats.TABLES if is_table else formats.GRAPHS,
            request.get("format", ""),
        )
        default, named = self._dataset(question, request)
        try:
            answer = self.store.inner.query(
                question.text,
                prefixes=self.prefixes,
                base_iri=base,
                default_graph=[*default],
                named_graphs=named,
            )
            return results.write(answer, form.name, self.limits, self.prefixes), form.content_type
        except SyntaxError as error:
            raise _syntax(question, str(error)) from error
        except (ValueError, RuntimeError, OSError) as error:
            if isinstance(error, RecursionError):
                raise
            words = " ".join(str(error).split())[:300]
            raise malformed(f"không trả lời được: {words}", f"cannot be answered: {words}") from error

    def _dataset(self, question: guard.Question, request: dict[str, Any]) -> tuple[_Graphs, _Graphs]:
        """The graphs to ask: those of the protocol, else those of the query, else ``current`` and all."""
        asked = request.get("default", []), request.get("named", [])
        chosen, named = asked if any(asked) else (question.default, question.named)
        if chosen or named:
            return [self._held(g) for g in chosen], [self._held(g) for g in named]
        return [ox.NamedNode(self.store.terms.current)], self.open_graphs if question.names_graphs else []

    def _held(self, graph: str) -> ox.NamedNode:
        with contextlib.suppress(ValueError):
            node = ox.NamedNode(graph)
            if node == self.runs:
                raise forbidden(
                    "đồ thị runs (đường dẫn, thời gian) không mở ra mạng",
                    "the graph of runs (paths, times) is not open to the network",
                )
            if self.store.inner.contains_named_graph(node):
                return node
        raise guard.foreign(graph)


def out_of_memory() -> Refused:
    """The question took more memory than it may."""
    return too_large(
        "câu hỏi cần nhiều bộ nhớ hơn mức cho phép; hãy hỏi hẹp hơn",
        "the query takes more memory than it may; ask for less",
    )


def _syntax(question: guard.Question, words: str) -> Refused:
    """A syntax error, at the place where its author finds it."""
    match = re.match(r"error at 1:(\d+): ?(.*)", " ".join(words.split()))
    if match is None:
        return malformed(f"câu hỏi hỏng: {words[:200]}", f"malformed query: {words[:200]}")
    line, column = question.place(int(match.group(1)))
    expected = match.group(2) if len(match.group(2)) <= 200 else match.group(2)[:200] + " …"
    return malformed(
        f"câu hỏi hỏng ở dòng {line}, cột {column}",
        f"malformed query, line {line}, column {column}: {expected}",
    )


def isolate() -> bool:
    """Leave the network for good, where the kernel allows it; whether it did (Linux only)."""
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    return any(libc.unshare(flags) == 0 for flags in (_NEW_NET, _NEW_USER | _NEW_NET))


def bound_memory(memory: int) -> None:
    """Let this process grow by so many bytes beyond what it has; nothing happens where POSIX is not."""
    if sys.platform == "win32":
        return
    import resource

    now = 1 << 30
    with contextlib.suppress(OSError):
        now = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with contextlib.suppress(ValueError, OSError):  # some systems know the limit but keep it shut
        resource.setrlimit(resource.RLIMIT_AS, (now + memory, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@contextlib.contextmanager
def _deadline(seconds: float) -> Any:
    """End this process if the block takes longer: the default action of SIGALRM needs no Python."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
        yield
        signal.setitimer(signal.ITIMER_REAL, 0)
    else:
        yield


def receive(pipe: BinaryIO) -> dict[str, Any] | None:
    """The next frame; None at the end."""
    length = pipe.read(4)
    if len(length) < 4:
        return None
    found: dict[str, Any] = json.loads(pipe.read(struct.unpack(">I", length)[0]))
    return found


def send(pipe: BinaryIO, head: dict[str, Any], body: bytes = b"") -> None:
    """Send a frame: a head that says how long the body is, then the body."""
    pipe.write(frame({**head, "length": len(body)}))
    rest = memoryview(body)
    while rest:
        rest = rest[pipe.write(rest) :]


def frame(head: dict[str, Any]) -> bytes:
    """A head as bytes, after its length."""
    words = json.dumps(head).encode()
    return struct.pack(">I", len(words)) + words


def command(folder: Path, limits: Limits) -> list[str]:
    """The command that starts a worker."""
    bounds = json.dumps(asdict(limits))
    return [sys.executable, "-m", "kg.endpoint.worker", str(folder), bounds]


def environment() -> dict[str, str]:
    """The environment of a worker: ours, and this very package on its path."""
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONSAFEPATH": "1", "RUST_BACKTRACE": "0"}


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
