"""One file into the statements of every document in it: what a worker process does for ``luocdo build``.

Nothing here touches the graph: the answers are plain values with the source's quads as N-Quads.
"""

from __future__ import annotations

import hashlib
import os
import stat
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg import graph, iri
from kg.rdf import line
from kg.terms import ELI, RDF_TYPE, Iri, Literal, Quad
from nlp import load
from nlp.model import SELF, Extraction, Text

Extract = Callable[[Text], Extraction]


_NONE = "?"
_NUMBER = ELI("id_local")
_WORK = ELI("LegalResource")
_REGISTERED = frozenset({ELI("type_document"), ELI("passed_by")})
"""What leads from a document to its type and to the bodies that passed it."""


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read; ``known``: how the digests begin of what of it need not be read again.

    ``start``: how many documents of an archive were dealt with before.
    """

    path: Path
    known: Mapping[str, str] = field(default_factory=dict)
    start: int = 0


@dataclass(frozen=True, slots=True)
class Begun:
    """A document is about to be read: the file itself, or one in the archive that the file is."""

    name: str
    digest: str
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The content of the file or of the document in it is known."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Why it could not be read: a stable code, and one line in Vietnamese and English."""

    name: str
    code: str
    reason: str
    tool: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What a document says: its source graph as N-Quads, and every subject there with its number."""

    name: str
    digest: str
    graph: Iri
    nquads: bytes
    touches: Mapping[Iri, str]
    format: str
    tools: tuple[str, ...]
    citations: int
    relations: int


@dataclass(frozen=True, slots=True)
class Whole:
    """All documents of an archive were gone through."""

    name: str
    digest: str


Message = Begun | Unchanged | Failed | Read | Whole


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads a file with ``extract``; travels to worker processes by the names of its parts."""

    extract: Extract
    base: str = ""

    def __call__(self, task: Task) -> Iterator[Message]:
        """The documents of a file, each announced before it is read."""
        name = printable(task.path)
        try:
            data = _bytes(task.path)
        except Exception as error:
            yield failed(name, error)
            return
        digest = hashlib.sha256(data).hexdigest()
        if digest.startswith(task.known.get(name, _NONE)):
            yield Unchanged(name, digest)
            return
        inside = False
        for number, (member, content) in enumerate(load.members(data, source=name)):
            inside = inside or content is not data
            if number >= task.start:
                yield from self._document(member, content, task.known, inside=inside)
        if inside:
            yield Whole(name, digest)

    def _document(
        self, name: str, content: bytes | load.LoadError, known: Mapping[str, str], *, inside: bool
    ) -> Iterator[Message]:
        digest = "" if isinstance(content, Exception) else hashlib.sha256(content).hexdigest()
        yield Begun(name, digest, inside)
        if inside and digest.startswith(known.get(name, _NONE)):
            yield Unchanged(name, digest)
            return
        try:
            if isinstance(content, Exception):
                raise content
            answer: Read | Failed = read(name, digest, self.extract, content, base=self.base)
        except Exception as error:  # whatever a document does to its reader, it costs only itself
            answer = failed(name, error)
        yield answer


def read(name: str, digest: str, extract: Extract, content: bytes, *, base: str = "") -> Read:
    """What a document says; its quads are never all held at once.  Raises what its readers raise."""
    found = extract(load.from_bytes(content, source=name))
    source, lines = graph.SourceGraph(found, base=base), set[bytes]()

    def kept() -> Iterator[Quad]:
        for triple in source.triples():
            quad = Quad(*triple, source.graph)
            lines.add(line(quad).encode())
            yield quad

    touched = touches(kept())
    return Read(
        name,
        digest,
        source.graph,
        b"".join(sorted(lines)),
        touched,
        found.text.format,
        tools(found.text),
        sum(c.id != SELF for c in found.citations),
        len(found.relations),
    )


def _bytes(path: Path) -> bytes:
    mode = path.stat().st_mode if path.exists() else 0
    if stat.S_ISDIR(mode):
        os.listdir(path)  # noqa: PTH208 - says why the folder cannot be looked into
    if stat.S_ISFIFO(mode):
        raise load.Unreadable(str(path), "không phải tệp thường / not a regular file")
    return load.read(path)


def touches(quads: Iterable[Quad]) -> dict[Iri, str]:
    """Every work, body and type that a source graph speaks of, with the work's number ("" without one)."""
    found: dict[Iri, str] = {}
    numbers: dict[Iri, str] = {}
    for subject, predicate, value, _ in quads:
        if isinstance(value, Literal):
            if predicate == _NUMBER:
                numbers[subject] = value.value
        elif predicate == RDF_TYPE and value == _WORK:
            found.setdefault(subject, "")
        elif predicate in _REGISTERED:
            found.setdefault(value, "")
    return {**found, **numbers}


def failed(name: str, error: Exception) -> Failed:
    """What is told of a document that could not be read."""
    if isinstance(error, MemoryError):
        error = load.OutOfMemory(name)
    if isinstance(error, OSError):
        error = load.Unreadable(name, error.strerror or str(error))
    code = error.code if isinstance(error, load.LoadError) else "unexpected"
    tool = error.detail if isinstance(error, load.MissingTool) else ""
    return Failed(name, code, reason(error), tool)


def reason(error: Exception) -> str:
    """One line that says why a file could not be read, without its name."""
    if isinstance(error, load.LoadError):
        words = f"{error.vi.format(detail=error.detail)} / {error.en.format(detail=error.detail)}"
        return " ".join(words.split())
    words = " ".join(str(error).split())
    return f"lỗi không ngờ, xin báo lại / unexpected error, please report: {type(error).__name__}: {words}"


def printable(path: Path) -> str:
    """A path in forward slashes; bytes that are no UTF-8 are escaped."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode()


@cache
def tool() -> str:
    """The version that reads, so that a newer one reads again."""
    try:
        return f"luocdo {version('luocdo')}"
    except PackageNotFoundError:
        return "luocdo"


_PACKAGES = {
    "docx": "lxml",
    "odt": "lxml",
    "xlsx": "lxml",
    "ods": "lxml",
    "xls": "xlrd",
    "html": "lxml",
    "pdf": "pypdfium2",
    "image": "pillow",
}


def tools(text: Text) -> tuple[str, ...]:
    """The libraries and programs that read a file, with their versions: ``("pypdfium2 5.0.0",)``."""
    package = _PACKAGES.get(text.format)
    found = (f"{package} {version(package)}",) if package else ()
    return (*found, _tesseract()) if any(f.code == "ocr" for f in text.findings) else found


@cache
def _tesseract() -> str:
    done = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, check=False)
    return " ".join((done.stdout or done.stderr).split()[:2])


def node(place: Path, inside: str = "", *, base: str) -> Iri:
    """The reading of a file, by its resolved path, or of a document in the archive that it is."""
    parts = [printable(place), *([inside] if inside else [])]
    return Iri(f"{base}run/{iri.digest(*parts)}")
