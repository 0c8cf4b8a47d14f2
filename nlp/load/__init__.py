"""Files in, :class:`nlp.model.Text` out: the one door is :func:`load`.

The format is decided by content.  Every loader gives the same text: paragraphs end in a newline,
table cells are parted by a tab, a footnote's mark stands in place as ``[^7]`` and its words after
the paragraph as ``[^7]: …``; text and Markdown files come as they are.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import stat
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from nlp.load import doc, docx, html, many, ods, odt, plain, rtf, xls, xlsx
from nlp.load.errors import (
    Archive,
    BinaryFile,
    Changed,
    Corrupt,
    Crashed,
    EmptyFile,
    Encrypted,
    IsADirectory,
    LoadError,
    MissingFile,
    MissingTool,
    NoText,
    OutOfMemory,
    TooLarge,
    TooSlow,
    Unreadable,
    Unsupported,
)
from nlp.load.many import members
from nlp.load.sniff import Format, sniff
from nlp.model import Text

__all__ = [
    "MAX_BYTES",
    "Archive",
    "BinaryFile",
    "Changed",
    "Corrupt",
    "Crashed",
    "EmptyFile",
    "Encrypted",
    "IsADirectory",
    "LoadError",
    "MissingFile",
    "MissingTool",
    "NoText",
    "OutOfMemory",
    "TooLarge",
    "TooSlow",
    "Unreadable",
    "Unsupported",
    "from_bytes",
    "from_string",
    "load",
    "load_many",
    "members",
    "read",
]

MAX_BYTES = 512 * 1024 * 1024
"""Larger files are refused before they are read."""
MAX_UNPACKED = 256 * 1024 * 1024
"""How far a compressed file may grow."""

_DAMAGE = (ValueError, LookupError, OverflowError, RecursionError, struct.error)
"""What damaged bytes may still raise deep inside a reader; a bad file costs only itself."""


class Loader(Protocol):
    """Reads the bytes of one format."""

    def __call__(self, data: bytes, *, source: str) -> Text:
        """The text, or a :class:`LoadError`."""
        ...


def _pdf(data: bytes, *, source: str) -> Text:
    from nlp.load import pdf  # late: PDFium is a large library

    return pdf.load(data, source=source)


def _image(data: bytes, *, source: str) -> Text:
    from nlp.load import ocr  # late: so is the imaging library

    return ocr.load(data, source=source)


_LOADERS: Mapping[Format, Loader] = {
    "text": plain.load,
    "docx": docx.load,
    "html": html.load,
    "pdf": _pdf,
    "doc": doc.load,
    "odt": odt.load,
    "ods": ods.load,
    "xlsx": xlsx.load,
    "xls": xls.load,
    "rtf": rtf.load,
    "image": _image,
}


def load(path: Path | str) -> Text:
    """Read one file of any known format: ``load("QD-126.docx").text``.

    Raises:
        LoadError: a named subclass for each reason, with a message in Vietnamese and English.
    """
    return from_bytes(read(Path(path)), source=str(path))


def load_many(path: Path | str) -> Iterator[Text | LoadError]:
    """Read a file and, where it is an archive or a mail, every document inside, nested ones too.

    What cannot be read comes as its error in place, so that one bad member costs only itself; a
    member's ``source`` is the way to it ("van-ban.zip/2024/QD-126.docx").
    """
    source = str(path)
    try:
        data = read(Path(path))
    except LoadError as error:
        yield error
        return
    for name, content in members(data, source=source):
        if isinstance(content, LoadError):
            yield content
            continue
        try:
            yield from_bytes(content, source=name)
        except LoadError as error:
            yield error


def read(path: Path) -> bytes:
    """The bytes of a file, at most :data:`MAX_BYTES`, refused if it changes meanwhile.

    Raises:
        MissingFile, IsADirectory, Unreadable, TooLarge, Changed: as named.
    """
    source = str(path)
    try:
        before = path.stat()
        if stat.S_ISDIR(before.st_mode):
            raise IsADirectory(source)
        if not (stat.S_ISREG(before.st_mode) or stat.S_ISFIFO(before.st_mode)):
            raise Unreadable(source, "không phải tệp thường / not a regular file")
        if before.st_size > MAX_BYTES:
            raise TooLarge(source, f"{before.st_size // 2**20} MB")
        with path.open("rb") as file:
            most = before.st_size if stat.S_ISREG(before.st_mode) else MAX_BYTES
            data = file.read(most + 1)  # no more: the buffer is taken in one piece
        after = path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MissingFile(source) from error
    except (OSError, ValueError) as error:
        raise Unreadable(source, getattr(error, "strerror", None) or str(error)) from error
    if len(data) > MAX_BYTES:
        raise TooLarge(source, f"> {MAX_BYTES // 2**20} MB")
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    if stat.S_ISREG(before.st_mode) and not same:
        raise Changed(source)
    return data


def from_bytes(data: bytes, *, source: str) -> Text:
    """Read a file's bytes; ``source`` names it in messages and in the answer.

    >>> from_bytes("Nghị quyết số 02/NQ-CP".encode(), source="x.txt").format
    'text'

    Raises:
        LoadError: a named subclass for each reason.
    """
    if not data:
        raise EmptyFile(source)
    kind = sniff(data)
    if kind == "gzip":
        inner = from_bytes(_gunzip(data, source=source), source=source)
        return replace(inner, digest=hashlib.sha256(data).hexdigest())
    if kind in _LOADERS:
        try:
            return _LOADERS[kind](data, source=source)
        except MemoryError as error:
            raise OutOfMemory(source) from error
        except _DAMAGE as error:
            raise Corrupt(source, f"{kind}: {type(error).__name__}") from error
    if kind == "encrypted":
        raise Encrypted(source)
    if kind == "binary":
        raise BinaryFile(source)
    if kind == "mail" and (page := many.single_page(data)):
        return replace(from_bytes(page, source=source), digest=hashlib.sha256(data).hexdigest())
    if kind in many.CONTAINERS:
        raise Archive(source, kind)
    raise Unsupported(source, kind)


def _gunzip(data: bytes, *, source: str) -> bytes:
    """One gzipped file, unpacked up to the limit."""
    try:
        with gzip.open(io.BytesIO(data)) as file:
            inner = file.read(MAX_UNPACKED + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Corrupt(source, "gzip") from error
    if len(inner) > MAX_UNPACKED:
        raise TooLarge(source, f"gzip: > {MAX_UNPACKED // 2**20} MB")
    return inner


def from_string(text: str, *, source: str = "") -> Text:
    """Text already in hand, exactly as it is: the ``"text"`` of a JSONL line.

    >>> from_string("Nghị quyết số 02/NQ-CP").text
    'Nghị quyết số 02/NQ-CP'
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Text(text, source, "text", digest, "utf-8")
