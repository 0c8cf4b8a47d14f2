"""OpenDocument spreadsheets (.ods), as annexes come: the cells' printed text; the same text as from .xlsx."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from lxml import etree

from nlp.load import sheet
from nlp.load.errors import Corrupt, Encrypted, NoText
from nlp.load.package import open_package
from nlp.model import Text

_URN = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _TABLE, _OFFICE, _STYLE = (_URN % name for name in ("text", "table", "office", "style"))
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T00:00:00)?")
_WIDEST = 1000
"""Columns beyond this are not read."""


def load(data: bytes, *, source: str) -> Text:
    """Read an .ods file; its sheets are ``Text.pages`` by name: ``load(data, source="phu-luc.ods").text``.

    Raises:
        Corrupt, Encrypted, TooLarge, NoText: as named.
    """
    package = open_package(data, source=source)
    if b"manifest:encryption-data" in package.read("META-INF/manifest.xml"):
        raise Encrypted(source)
    root = package.xml("content.xml")
    body = None if root is None else root.find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
    if root is None or body is None:
        raise Corrupt(source, "content.xml")
    text, pages = sheet.to_text(_sheets(root, body))
    if not text.strip():
        raise NoText(source, "ods")
    return Text(text, source, "ods", hashlib.sha256(data).hexdigest(), "utf-8", pages)


def _sheets(root: etree._Element, body: etree._Element) -> Iterator[sheet.Sheet]:
    hidden = {
        style.get(f"{_STYLE}name", "")
        for style in root.iter(f"{_STYLE}style")
        if any(p.get(f"{_TABLE}display") == "false" for p in style.iterfind(f"{_STYLE}table-properties"))
    }
    for table in body.iterfind(f"{_TABLE}table"):
        if table.get(f"{_TABLE}style-name", "") not in hidden:
            yield table.get(f"{_TABLE}name", ""), map(_cells, table.iter(f"{_TABLE}table-row"))


def _cells(row: etree._Element) -> list[str]:
    cells: list[str] = []
    for cell in row.iterchildren(*_CELLS):
        words = _date(cell) or " ".join("".join(map(str, p.itertext())) for p in cell.iterfind(f"{_TEXT}p"))
        repeated = cell.get(f"{_TABLE}number-columns-repeated", "1")
        times = int(repeated) if repeated.isdigit() and len(repeated) < 6 else 1
        cells += [words] * min(times, _WIDEST - len(cells))
    return cells


def _date(cell: etree._Element) -> str:
    """A day in full, whatever part of it the sheet shows; "" for all other cells and for times of day."""
    day = _DAY.fullmatch(cell.get(f"{_OFFICE}date-value", ""))
    return "" if day is None else f"{day[3]}/{day[2]}/{day[1]}"
