"""OpenDocument spreadsheets (.ods), as annexes come: the cells' printed text; the same text as from .xlsx."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from lxml import etree

from nlp.load import sheet
from nlp.load.errors import NoText
from nlp.load.opendocument import OFFICE, STYLE, TABLE, TEXT, collapsed, content, white
from nlp.load.package import open_package
from nlp.model import Text

_CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T00:00:00)?")
_WIDEST = 1000
"""Columns beyond this are not read."""


def load(data: bytes, *, source: str) -> Text:
    """Read an .ods file; its sheets are ``Text.pages`` by name: ``load(data, source="phu-luc.ods").text``.

    Raises:
        Corrupt, Encrypted, TooLarge, NoText: as named.
    """
    package = open_package(data, source=source)
    root, body = content(package, "spreadsheet", source=source)
    text, pages = sheet.to_text(_sheets(root, body))
    if not text.strip():
        raise NoText(source, "ods")
    return Text(text, source, "ods", hashlib.sha256(data).hexdigest(), "utf-8", pages)


def _sheets(root: etree._Element, body: etree._Element) -> Iterator[sheet.Sheet]:
    hidden = {
        style.get(f"{STYLE}name", "")
        for style in root.iter(f"{STYLE}style")
        if any(p.get(f"{TABLE}display") == "false" for p in style.iterfind(f"{STYLE}table-properties"))
    }
    for table in body.iterfind(f"{TABLE}table"):
        if table.get(f"{TABLE}style-name", "") not in hidden:
            yield table.get(f"{TABLE}name", ""), map(_cells, table.iter(f"{TABLE}table-row"))


def _cells(row: etree._Element) -> list[str]:
    cells: list[str] = []
    for cell in row.iterchildren(*_CELLS):
        words = _date(cell) or " ".join("".join(_words(p)) for p in cell.iterfind(f"{TEXT}p"))
        repeated = cell.get(f"{TABLE}number-columns-repeated", "1")
        times = int(repeated) if repeated.isdigit() and len(repeated) < 6 else 1
        cells += [words] * min(times, _WIDEST - len(cells))
    return cells


def _words(paragraph: etree._Element) -> Iterator[str]:
    yield collapsed(paragraph.text)
    for child in paragraph:
        printed = white(child)
        yield from [printed] if printed else _words(child)
        yield collapsed(child.tail)


def _date(cell: etree._Element) -> str:
    """A day in full, whatever part of it the sheet shows; "" for all other cells and for times of day."""
    day = _DAY.fullmatch(cell.get(f"{OFFICE}date-value", ""))
    return "" if day is None else f"{day[3]}/{day[2]}/{day[1]}"
