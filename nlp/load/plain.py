"""Plain text and Markdown: the decoded text as it stands, without BOM, newlines as they came."""

from __future__ import annotations

import codecs
import hashlib
import re

from nlp.load import legacy
from nlp.load.errors import BinaryFile, EmptyFile
from nlp.load.syllable import vietnamese_share
from nlp.model import Finding, Text

SAMPLE = 100_000
"""How many bytes or characters decide an encoding."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {
    "windows-1258": "Windows-1258",
    "windows-1252": "Windows-1252",
    "tcvn3": "TCVN3 (ABC)",
    "vni": "VNI",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
}
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKDOWN = re.compile(r"^(?:#{1,6} |\|[ :]*-{3,}|\[\^[^\]\s]+\]: |```)", re.MULTILINE)


def load(data: bytes, *, source: str) -> Text:
    """The text of a plain or Markdown file, whatever its encoding.

    UTF-8 needs no word; anything else is decoded and said in a finding ``encoding``, NUL bytes in
    otherwise sound text in a finding ``nul-bytes``.

    >>> load("NghÞ quyÕt sè 02/NQ-CP cña ChÝnh phñ".encode("latin-1"), source="nq.txt").text
    'Nghị quyết số 02/NQ-CP của Chính phủ'

    Raises:
        EmptyFile: no bytes, or white space alone.
        BinaryFile: the bytes are no text.
    """
    text, encoding = decode(data, source=source)
    if not text.strip("\x00 \t\r\n\f\v\ufeff"):
        raise EmptyFile(source)
    findings = []
    if encoding != "utf-8":
        findings.append(_encoding_finding(_NAMES[encoding]))
    if "\ufffd" in text and encoding == "utf-8" and b"\xef\xbf\xbd" not in data:
        at = text.index("\ufffd")
        findings.append(
            Finding("encoding", "Một số byte không phải UTF-8, được thay bằng dấu \ufffd.", at, at + 1)
        )
    if "\x00" in text:
        at = text.index("\x00")
        findings.append(Finding("nul-bytes", f"Văn bản có {text.count(chr(0))} byte NUL.", at, at + 1))
    if encoding == "utf-8" and (font := legacy.detect(text[:SAMPLE])):
        text, encoding = legacy.decode(text, font), font
        findings.append(_encoding_finding(_NAMES[font]))
    markdown = source.lower().endswith((".md", ".markdown")) or _MARKDOWN.search(text) is not None
    return Text(
        text,
        source,
        "markdown" if markdown else "text",
        hashlib.sha256(data).hexdigest(),
        encoding,
        findings=tuple(findings),
    )


def _encoding_finding(name: str) -> Finding:
    return Finding("encoding", f"Tệp không phải UTF-8: đã đọc theo bảng mã {name}.")


def decode(data: bytes, *, source: str) -> tuple[str, str]:
    """The bytes as text, and the encoding that reads them: ("Nghị quyết", "tcvn3").

    Raises:
        BinaryFile: NUL and control bytes beyond what text holds.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace"), encoding
    if encoding := _utf16_without_bom(data[:SAMPLE]):
        return data.decode(encoding, "replace"), encoding
    if len(_CONTROL.findall(data[:SAMPLE])) > 2 + len(data[:SAMPLE]) // 100:
        raise BinaryFile(source)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if _mostly_utf8(data[:SAMPLE]):
        return data.decode("utf-8", "replace"), "utf-8"
    return _decode_single_bytes(data)


def _utf16_without_bom(sample: bytes) -> str:
    """UTF-16 text without BOM has its NULs on one side: the high bytes of ASCII letters."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if len(sample) < 4 or max(even, odd) < 0.4 * half or min(even, odd) > 0.02 * half:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _mostly_utf8(sample: bytes) -> bool:
    """UTF-8 with a few bytes cut or damaged: far more whole sequences than broken ones."""
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(c > "\x7f" for c in text) - broken > 10 * broken


def _decode_single_bytes(data: bytes) -> tuple[str, str]:
    """The code page under which most marked words are Vietnamese syllables."""
    sample = data[:SAMPLE]
    western = sample.decode("windows-1252", "replace")
    if font := legacy.detect(western):
        # Latin-1 keeps the bytes that Windows-1252 leaves undefined.
        return legacy.decode(data.decode("latin-1"), font), font
    combining, _ = vietnamese_share(sample.decode("windows-1258", "replace"))
    encoding = "windows-1258" if combining > 0.7 else "windows-1252"
    return data.decode(encoding, "replace"), encoding
