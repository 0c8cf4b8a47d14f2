"""Archives and mails: every document inside, named by the way to it ("van-ban.zip/2024/QD-1.docx").

Nothing is unpacked to disk, so no name inside can lead outside; depth, number and size of what is
inside are bounded.
"""

from __future__ import annotations

import bz2
import email
import email.policy
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import PurePosixPath

from nlp.load import packed
from nlp.load.errors import Archive, Corrupt, Encrypted, LoadError, TooLarge
from nlp.load.sniff import Format, sniff

MAX_DEPTH = 5
MAX_MEMBERS = 100_000
MAX_MEMBER = 256 * 1024 * 1024
MAX_TOTAL = 4 * 1024 * 1024 * 1024
CONTAINERS: tuple[Format, ...] = ("zip", "tar", "7z", "rar", "bzip2", "xz", "mail", "gzip")


class _Budget:
    """What may still be unpacked from one archive and all that it holds."""

    def __init__(self) -> None:
        self.members = MAX_MEMBERS
        self.total = MAX_TOTAL

    def spend(self, size: int, source: str) -> None:
        """Count one member.

        Raises:
            TooLarge: the archive as a whole grows beyond its bounds.
        """
        self.members -= 1
        self.total -= size
        if self.members < 0 or self.total < 0:
            raise TooLarge(source, f"> {MAX_MEMBERS} tệp / files, {MAX_TOTAL // 2**30} GB")


Member = tuple[str, bytes | LoadError]


def members(data: bytes, *, source: str) -> Iterator[Member]:
    """The files in a container, containers in it opened too, as (name, bytes or why not).

    A file that is no container is its own single member.
    """
    yield from _members(data, source, 0, _Budget())


def _members(data: bytes, source: str, depth: int, budget: _Budget) -> Iterator[Member]:
    kind = sniff(data) if data else "text"
    if kind not in CONTAINERS or (kind == "mail" and single_page(data)):
        yield source, data
        return
    if kind == "gzip":
        inner = _decompressed(kind, data, source)
        if isinstance(inner, LoadError) or sniff(inner) not in CONTAINERS:
            yield source, data  # one gzipped document, which :func:`nlp.load.from_bytes` opens
            return
    if depth >= MAX_DEPTH:
        yield source, Archive(source, f"{MAX_DEPTH} lớp / levels")
        return
    try:
        for name, content in _opened(kind, data, source):
            if isinstance(content, LoadError):
                yield name, content
                budget.spend(MAX_MEMBER if isinstance(content, TooLarge) else 0, source)
                continue
            budget.spend(len(content), source)
            yield from _members(content, name, depth + 1, budget)
    except LoadError as error:
        yield source, error


def _opened(kind: Format, data: bytes, source: str) -> Iterator[Member]:
    if kind == "zip":
        yield from _zip(data, source)
    elif kind == "tar":
        yield from _tar(data, source)
    elif kind == "mail":
        yield from _mail(data, source)
    elif kind in ("7z", "rar"):
        yield from _packed(data, source)
    else:
        yield source, _decompressed(kind, data, source)


def _inner(source: str, name: str) -> str:
    """The way to a member; parts that would lead upwards are left out."""
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("..", "/", ".")]
    return "/".join([source, *parts])


def _zip(data: bytes, source: str) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Corrupt(source, "zip") from error
    with archive:
        for entry in archive.infolist():
            if entry.is_dir():
                continue
            name = _inner(source, entry.filename)
            if entry.file_size > MAX_MEMBER:  # no more than that is ever unpacked
                yield name, _too_large(name)
                continue
            try:
                with archive.open(entry) as file:
                    yield name, file.read()
            except RuntimeError:
                yield name, Encrypted(name)
            except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError):
                yield name, Corrupt(name, "zip")


def _tar(data: bytes, source: str) -> Iterator[Member]:
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for entry in archive:
                name = _inner(source, entry.name)
                if entry.isreg() and entry.size > MAX_MEMBER:
                    yield name, _too_large(name)
                elif entry.isreg() and (file := archive.extractfile(entry)):
                    yield name, file.read()
    except (tarfile.TarError, OSError, EOFError) as error:
        raise Corrupt(source, "tar") from error


def _packed(data: bytes, source: str) -> Iterator[Member]:
    for name, content in packed.unpacked(data, source=source, most=MAX_MEMBER):
        way = _inner(source, name)
        yield way, type(content)(way, content.detail) if isinstance(content, LoadError) else content


def _mail(data: bytes, source: str) -> Iterator[Member]:
    """The message itself (plain text before HTML) and its attachments."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage):
        raise Corrupt(source, "mail")
    body = message.get_body(("plain", "html"))
    for number, part in enumerate([*([body] if body else []), *message.iter_attachments()]):
        name = part.get_filename() or ("message" if part is body else f"part-{number}")
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content.strip():
            yield _inner(source, name), content


def single_page(data: bytes) -> bytes:
    """The page of a "single file web page" (.mht, and many a .doc from Word); b"" for true mail."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage) or message["Received"] or message["To"] or message["Subject"]:
        return b""
    body = message.get_body(("html",))
    content = None if body is None else body.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _decompressed(kind: Format, data: bytes, source: str) -> bytes | LoadError:
    try:
        if kind == "gzip":
            return _bounded(zlib.decompressobj(wbits=31).decompress(data, MAX_MEMBER + 1), source)
        if kind == "bzip2":
            return _bounded(bz2.BZ2Decompressor().decompress(data, MAX_MEMBER + 1), source)
        return _bounded(lzma.LZMADecompressor().decompress(data, MAX_MEMBER + 1), source)
    except (zlib.error, OSError, EOFError, ValueError, lzma.LZMAError):
        return Corrupt(source, kind)


def _bounded(content: bytes, source: str) -> bytes | LoadError:
    return _too_large(source) if len(content) > MAX_MEMBER else content


def _too_large(source: str) -> TooLarge:
    return TooLarge(source, f"> {MAX_MEMBER // 2**20} MB")
