"""Small real .xls files (Excel 97) for tests: the records of a workbook in an OLE file."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from tests.helpers_doc import ole

Cell = str | float | bool | None
DATE = 1
"""The style of a cell that shows a day; 0 is the usual one."""


def record(kind: int, body: bytes = b"") -> bytes:
    """One BIFF record."""
    return struct.pack("<HH", kind, len(body)) + body


def _begin(kind: int) -> bytes:
    return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 1997, 0, 6))


def _style(format_: int) -> bytes:
    return record(0xE0, struct.pack("<HHHBBBBIIH", 0, format_, 1, 0, 0, 0, 0, 0, 0, 0))


def _words(words: str) -> bytes:
    return words.encode("utf-16-le")


def _cell(row: int, column: int, value: Cell, style: int) -> bytes:
    place = struct.pack("<HHH", row, column, style)
    if isinstance(value, str):
        return record(0x204, place + struct.pack("<HB", len(value), 1) + _words(value))
    if isinstance(value, bool):
        return record(0x205, place + bytes([value, 0]))
    return record(0x203, place + struct.pack("<d", value))


def xls(
    sheets: dict[str, Sequence[Sequence[Cell]]],
    *,
    hidden: Sequence[str] = (),
    dates: Sequence[tuple[int, int]] = (),
    encrypted: bool = False,
) -> bytes:
    """An .xls file of sheets by name; cells at ``dates`` (row, column) are shown as days."""
    bodies = []
    for rows in sheets.values():
        body = _begin(0x10)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value is not None:
                    body += _cell(r, c, value, DATE if (r, c) in dates else 0)
        bodies.append(body + record(0x0A))
    head = _begin(5)
    if encrypted:
        head += record(0x2F, struct.pack("<HHH", 1, 1, 1) + bytes(48))
    head += record(0x42, struct.pack("<H", 1200)) + _style(0) + _style(14)
    bound = [8 + len(_words(name)) for name in sheets]
    at = len(head) + sum(4 + size for size in bound) + 4
    for name, body in zip(sheets, bodies, strict=True):
        head += record(0x85, struct.pack("<IBBBB", at, name in hidden, 0, len(name), 1) + _words(name))
        at += len(body)
    return ole({"Workbook": head + record(0x0A) + b"".join(bodies)})
