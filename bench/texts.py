"""Texts to measure on: the shipped report, or a file, repeated with other numbers to any length."""

from __future__ import annotations

import re
from pathlib import Path

REPORT = Path(__file__).resolve().parent.parent / "examples" / "bao-cao-cchc-2024.txt"

# The part of a document's number that may change without making it another kind: 126/QĐ-UBND, 18-NQ/TW.
_NUMBER = re.compile(r"(?<![\w/])[1-9]\d*(?=/(?:\d{4}/)?[A-ZĐ]{2}|-[A-ZĐ]{2,}/)")
_LABEL = re.compile(r"(\[(?:\^|footnoteRef:)?)(\d+)(?=[\]:])")


def varied(text: str, copy: int) -> str:
    """The same text with other document numbers and footnote labels; copy 0 is the text itself."""
    if not copy:
        return text
    text = _NUMBER.sub(lambda m: str(int(m[0]) + copy), text)
    return _LABEL.sub(lambda m: f"{m[1]}{int(m[2]) + 1000 * copy}", text)


def repeated(text: str, length: int) -> str:
    """Whole varied copies of ``text``, at least ``length`` characters in all."""
    copies: list[str] = []
    size = 0
    while size < length:
        copies.append(varied(text, len(copies)))
        size += len(copies[-1])
    return "".join(copies)
