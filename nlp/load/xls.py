"""Old spreadsheets (.xls of Excel 2 to 2003), as annexes come, through xlrd; the same text as from .xlsx."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator

import xlrd

from nlp.load import ole, sheet
from nlp.load.errors import Corrupt, Encrypted, NoText
from nlp.model import Text

_DAMAGE = (
    xlrd.XLRDError,
    xlrd.compdoc.CompDocError,
    AssertionError,
    TypeError,
    AttributeError,
    ArithmeticError,
)
"""What xlrd raises on damaged files, beside the errors that every reader may raise."""


def load(data: bytes, *, source: str) -> Text:
    """Read an .xls file; its sheets are ``Text.pages`` by name: ``load(data, source="phu-luc.xls").text``.

    Raises:
        Corrupt, Encrypted, NoText: as named.
    """
    parts = ole.streams(data, source=source) if data.startswith(ole.MAGIC) else {"Book": data}
    stream = parts.get("Workbook") or parts.get("Book") or b""  # xlrd hangs on circles in an OLE file
    try:
        book = xlrd.open_workbook(
            file_contents=stream, logfile=io.StringIO(), on_demand=True, ragged_rows=True
        )
        with book:
            text, pages = sheet.to_text(_sheets(book))
    except _DAMAGE as error:
        if "encrypted" in str(error).lower():
            raise Encrypted(source) from error
        raise Corrupt(source, "xls") from error
    if not text.strip():
        raise NoText(source, "xls")
    return Text(text, source, "xls", hashlib.sha256(data).hexdigest(), "utf-8", pages)


def _sheets(book: xlrd.book.Book) -> Iterator[sheet.Sheet]:
    """The visible sheets, one in memory at a time."""
    for at, name in enumerate(book.sheet_names()):
        found = book.sheet_by_index(at)
        if found.visibility == 0:
            yield name, _rows(found, since_1904=book.datemode == 1)
        book.unload_sheet(at)


def _rows(found: xlrd.sheet.Sheet, *, since_1904: bool) -> Iterator[list[str]]:
    for at in range(found.nrows):
        cells = zip(found.row_types(at), found.row_values(at), strict=True)
        yield [_shown(kind, value, since_1904=since_1904) for kind, value in cells]


def _shown(kind: int, value: str | float, *, since_1904: bool) -> str:
    if isinstance(value, str):
        return value
    if kind == xlrd.XL_CELL_DATE:
        return sheet.date_of(value, since_1904=since_1904) or sheet.number_of(value)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(int(value), ""))
    return sheet.number_of(value)
