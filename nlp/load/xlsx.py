"""Spreadsheets (.xlsx), as annexes come: each sheet's rows as lines, its cells parted by tabs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from lxml import etree

from nlp.load import sheet
from nlp.load.errors import Corrupt, NoText
from nlp.load.package import Package, open_package
from nlp.model import Text

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_COLUMN = re.compile(r"[A-Z]{1,3}")
_NUMBER = re.compile(r"-?\d{1,300}(?:\.\d+)?(?:[eE][-+]?\d{1,2})?")
_WIDEST = 1000
"""Columns beyond this are not read."""


def load(data: bytes, *, source: str) -> Text:
    """Read an .xlsx file; its sheets are ``Text.pages`` by name: ``load(data, source="phu-luc.xlsx").text``.

    Raises:
        Corrupt, Encrypted, TooLarge, NoText: as named.
    """
    package = open_package(data, source=source)
    text, pages = sheet.to_text(_Book(package).sheets())
    if not text.strip():
        raise NoText(source, "xlsx")
    return Text(text, source, "xlsx", hashlib.sha256(data).hexdigest(), "utf-8", pages)


class _Book:
    """What the cells of all sheets refer to."""

    def __init__(self, package: Package) -> None:
        self.package = package
        strings = package.xml("xl/sharedStrings.xml")
        self.strings = [] if strings is None else [_inline(item) for item in strings.iterfind(f"{_S}si")]
        self.dates = _date_styles(package.xml("xl/styles.xml"))
        self.since_1904 = False

    def sheets(self) -> Iterator[sheet.Sheet]:
        """The visible sheets in order."""
        book, links = self.package.xml("xl/workbook.xml"), self.package.xml("xl/_rels/workbook.xml.rels")
        if book is None or links is None:
            raise Corrupt(self.package.source, "xl/workbook.xml")
        properties = book.find(f"{_S}workbookPr")
        self.since_1904 = properties is not None and properties.get("date1904", "0") in ("1", "true")
        parts = {link.get("Id", ""): link.get("Target", "") for link in links}
        for found in book.iterfind(f"{_S}sheets/{_S}sheet"):
            target = parts.get(found.get(f"{_R}id", ""), "")
            if found.get("state", "visible") == "visible" and target:
                part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
                yield found.get("name", ""), self._rows(self.package.xml(part))

    def _rows(self, root: etree._Element | None) -> Iterator[list[str]]:
        for row in () if root is None else root.iterfind(f"{_S}sheetData/{_S}row"):
            cells: list[str] = []
            for cell in row.iterfind(f"{_S}c"):
                column = _column(cell.get("r", ""), len(cells))
                if column < _WIDEST:
                    cells += [""] * (column - len(cells))
                    cells.append(self._shown(cell))
            yield cells

    def _shown(self, cell: etree._Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inside = cell.find(f"{_S}is")
            return "" if inside is None else _inline(inside)
        value = cell.findtext(f"{_S}v") or ""
        if kind == "s":
            return self.strings[int(value)] if value.isdigit() and int(value) < len(self.strings) else ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if kind != "n" or not _NUMBER.fullmatch(value):
            return value
        date = ""
        if cell.get("s") in self.dates:
            date = sheet.date_of(float(value), since_1904=self.since_1904)
        return date or sheet.number_of(float(value))


def _date_styles(styles: etree._Element | None) -> frozenset[str]:
    """The numbers of the cell styles that show dates."""
    if styles is None:
        return frozenset()
    codes = {
        f.get("numFmtId", ""): f.get("formatCode", "") for f in styles.iterfind(f"{_S}numFmts/{_S}numFmt")
    }
    found = set()
    for at, style in enumerate(styles.iterfind(f"{_S}cellXfs/{_S}xf")):
        number = style.get("numFmtId", "0")
        if number.isdigit() and sheet.is_date_format(codes.get(number, ""), int(number)):
            found.add(str(at))
    return frozenset(found)


def _inline(element: etree._Element) -> str:
    """Text of a string, without the reading aids of East Asian scripts."""
    found = [*element.iterfind(f"{_S}t"), *element.iterfind(f"{_S}r/{_S}t")]
    return "".join(text.text or "" for text in found)


def _column(reference: str, following: int) -> int:
    """ "B7" -> 1; the next column where the cell does not say."""
    letters = _COLUMN.match(reference)
    if letters is None:
        return following
    number = 0
    for letter in letters.group():
        number = number * 26 + ord(letter) - ord("A") + 1
    return max(number - 1, following)
