"""What a file is, by its content; names lie ("QĐ 126.doc" is often RTF, HTML or a .docx)."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

Format = Literal[
    "text",
    "html",
    "docx",
    "odt",
    "doc",
    "rtf",
    "pdf",
    "image",
    "xlsx",
    "xls",
    "xlsb",
    "ods",
    "pptx",
    "office-xml",
    "mail",
    "gzip",
    "zip",
    "tar",
    "7z",
    "rar",
    "bzip2",
    "xz",
    "encrypted",
    "binary",
]

_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\xdb\xa5", "doc"),
    (b"\x7fELF", "binary"),
    (b"MZ\x90", "binary"),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_OFFICE_XML = re.compile(
    rb"^\W*<\?xml[^>]*\?>\s*(?:<\?mso-application|<(?:pkg:package|office:document|w:wordDocument)\b)"
)
"""Office files as one piece of XML: their tags are not text."""
_MAIL = re.compile(
    rb"(?:[A-Za-z-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?(?:MIME-Version|Received|Message-ID):",
    re.IGNORECASE,
)


def sniff(data: bytes) -> Format:
    """The format of the bytes, "text" where nothing else shows.

    >>> sniff(b"%PDF-1.7 ..."), sniff("Nghị quyết số 02/NQ-CP".encode())
    ('pdf', 'text')
    """
    head = data[:4096]
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _inside_zip(data)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _inside_ole(data)
    if data[257:262] == b"ustar":
        return "tar"
    ascii_head = head.replace(b"\x00", b"")
    if _HTML.search(ascii_head) and ascii_head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        return "html"
    if _OFFICE_XML.search(ascii_head):
        return "office-xml"
    if _MAIL.match(head):
        return "mail"
    return "text"


def _inside_zip(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:100] if "mimetype" in names else b""
            if b"opendocument.text" in kind or b"opendocument.spreadsheet" in kind:
                return "odt" if b"text" in kind else "ods"
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        # A truncated .docx has no directory left, but its first entries still name it.
        return "docx" if b"word/" in data or b"[Content_Types].xml" in data[:200] else "zip"
    if any(name.startswith("word/") for name in names):
        return "docx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    return "pptx" if any(name.startswith("ppt/") for name in names) else "zip"


def _inside_ole(data: bytes) -> Format:
    """Names of streams stand in the directory as UTF-16."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        return "encrypted"
    if has("WordDocument"):
        return "doc"
    return "xls" if has("Workbook") or has("Book") else "binary"
