"""Spreadsheets (.xlsx), as annexes come: each sheet's rows as lines, its cells parted by tabs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence

from lxml import etree

from nlp.load.errors import Corrupt, NoText
from nlp.load.package import Package, open_package
from nlp.model import Page, Text

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_COLUMN = re.compile(r"[A-Z]{1,3}")
_WIDEST = 1000
"""Columns beyond this are not read."""


def load(data: bytes, *, source: str) -> Text:
    """Read an .xlsx file; its sheets are ``Text.pages`` by name: ``load(data, source="phu-luc.xlsx").text``.

    Raises:
        Corrupt, Encrypted, TooLarge, NoText: as named.
    """
    package = open_package(data, source=source)
    strings = _strings(package)
    text = ""
    pages = []
    for name, part in _sheets(package):
        root = package.xml(part)
        lines = [] if root is None else [line for line in _rows(root, strings) if line.strip()]
        if lines:
            start = len(text)
            text += "".join(f"{line}\n" for line in lines)
            pages.append(Page(name, start, len(text)))
    if not text.strip():
        raise NoText(source, "xlsx")
    return Text(text, source, "xlsx", hashlib.sha256(data).hexdigest(), "utf-8", tuple(pages))


def _strings(package: Package) -> list[str]:
    root = package.xml("xl/sharedStrings.xml")
    return [] if root is None else [_inline(item) for item in root.iterfind(f"{_S}si")]


def _inline(element: etree._Element) -> str:
    """Text of a string, without the reading aids of East Asian scripts."""
    found = [*element.iterfind(f"{_S}t"), *element.iterfind(f"{_S}r/{_S}t")]
    return "".join(text.text or "" for text in found)


def _sheets(package: Package) -> Iterator[tuple[str, str]]:
    book, links = package.xml("xl/workbook.xml"), package.xml("xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        raise Corrupt(package.source, "xl/workbook.xml")
    parts = {link.get("Id", ""): link.get("Target", "") for link in links}
    for sheet in book.iterfind(f"{_S}sheets/{_S}sheet"):
        target = parts.get(sheet.get(f"{_R}id", ""), "")
        if sheet.get("state", "visible") == "visible" and target:
            yield sheet.get("name", ""), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _rows(root: etree._Element, strings: Sequence[str]) -> Iterator[str]:
    for row in root.iterfind(f"{_S}sheetData/{_S}row"):
        cells: list[str] = []
        for cell in row.iterfind(f"{_S}c"):
            column = _column(cell.get("r", ""), len(cells))
            if column < _WIDEST:
                cells += [""] * (column - len(cells))
                cells.append(" ".join(_value(cell, strings).split()))
        yield "\t".join(cells)


def _column(reference: str, following: int) -> int:
    """ "B7" -> 1; the next column where the cell does not say."""
    letters = _COLUMN.match(reference)
    if letters is None:
        return following
    number = 0
    for letter in letters.group():
        number = number * 26 + ord(letter) - ord("A") + 1
    return max(number - 1, following)


def _value(cell: etree._Element, strings: Sequence[str]) -> str:
    if cell.get("t") == "inlineStr":
        inside = cell.find(f"{_S}is")
        return "" if inside is None else _inline(inside)
    value = cell.findtext(f"{_S}v") or ""
    if cell.get("t") == "s":
        return strings[int(value)] if value.isdigit() and int(value) < len(strings) else ""
    return value
