"""OpenDocument text (.odt), read from its XML; the same conventions as :mod:`nlp.load.docx`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from lxml import etree

from nlp.load.blocks import Block, note_line, row
from nlp.load.errors import Corrupt, Encrypted, NoText
from nlp.load.numbering import Numbering
from nlp.load.odtlists import read_lists
from nlp.load.package import open_package
from nlp.model import Text

_URN = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _TABLE, _OFFICE, _DRAW = (_URN % name for name in ("text", "table", "office", "drawing"))
_SKIPPED = frozenset(
    [
        _TEXT + name
        for name in ("tracked-changes", "note-citation", "sequence-decls", "bookmark", "page-number")
    ]
    + [_OFFICE + "annotation", _OFFICE + "forms", _TEXT + "table-of-content"]
)
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")


def load(data: bytes, *, source: str) -> Text:
    """Read an .odt file with its notes: ``load(data, source="ke-hoach.odt").text``.

    Raises:
        Corrupt, Encrypted, TooLarge, NoText: as named.
    """
    package = open_package(data, source=source)
    if b"manifest:encryption-data" in package.read("META-INF/manifest.xml"):
        raise Encrypted(source)
    root = package.xml("content.xml")
    body = None if root is None else root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise Corrupt(source, "content.xml")
    reader = _Reader(read_lists(root, package.xml("styles.xml")))
    text = "".join(map(str, reader.blocks(body)))
    if not text.strip():
        raise NoText(source, "odt")
    return Text(text, source, "odt", hashlib.sha256(data).hexdigest(), "utf-8")


class _Reader:
    """One walk over a document; remembers how far its lists have counted."""

    def __init__(self, lists: Numbering) -> None:
        self.lists = lists

    def blocks(self, parent: Iterable[etree._Element]) -> Iterator[Block]:
        """Paragraphs and table rows in reading order."""
        for element in parent:
            if element.tag in _SKIPPED:
                continue
            if element.tag in _PARAGRAPHS:
                notes: list[str] = []
                boxes: list[Block] = []
                yield Block("".join(self._words(element, notes, boxes)), tuple(notes))
                yield from boxes
            elif element.tag == f"{_TEXT}list":
                yield from self._list(element, element.get(f"{_TEXT}style-name", ""), 0)
            elif element.tag == f"{_TABLE}table-row":
                cells = [list(self.blocks(cell)) for cell in element if cell.tag == f"{_TABLE}table-cell"]
                block = row(cells)
                if block.text.strip():
                    yield block
            else:
                yield from self.blocks(element)

    def _list(self, element: etree._Element, style: str, depth: int) -> Iterator[Block]:
        """A list's items, each number before the first paragraph of its item."""
        goes_on = f"{_TEXT}continue-numbering" in element.attrib or f"{_TEXT}continue-list" in element.attrib
        if depth == 0 and not goes_on:
            self.lists.counts.pop(style, None)
        for item in element:
            label = ""
            if item.tag == f"{_TEXT}list-item" and (len(item) == 0 or item[0].tag != f"{_TEXT}list"):
                label = self.lists.label(style, depth)
            for child in item:
                if child.tag == f"{_TEXT}list":
                    own = child.get(f"{_TEXT}style-name", style)
                    yield from self._list(child, own, depth + 1)
                    continue
                for block in self.blocks([child]):
                    yield Block(label + block.text, block.notes)
                    label = ""

    def _words(self, element: etree._Element, notes: list[str], boxes: list[Block]) -> Iterator[str]:
        """The printed text of a paragraph; its notes and text boxes are set aside."""
        yield _collapsed(element.text)
        for child in element:
            if child.tag == f"{_TEXT}note":
                citation, body = child.find(f"{_TEXT}note-citation"), child.find(f"{_TEXT}note-body")
                label = "" if citation is None else "".join(map(str, citation.itertext())).strip()
                words = "" if body is None else " ".join(block.text for block in self.blocks(body))
                notes.append(note_line(label, words))
                yield f"[^{label}]"
            elif child.tag == f"{_TEXT}s":
                count = child.get(f"{_TEXT}c", "1")
                yield " " * (int(count) if count.isdigit() and len(count) < 4 else 1)
            elif child.tag == f"{_TEXT}tab":
                yield "\t"
            elif child.tag == f"{_TEXT}line-break":
                yield "\n"
            elif child.tag == f"{_DRAW}text-box":
                boxes.extend(block for block in self.blocks(child) if block.text.strip())
            elif child.tag not in _SKIPPED:
                yield from self._words(child, notes, boxes)
            yield _collapsed(child.tail)


def _collapsed(text: str | None) -> str:
    """White space of the XML file itself counts as one space."""
    if not text or not any(space in text for space in ("\n", "\t", "  ")):
        return text or ""
    return (" " if text[0].isspace() else "") + " ".join(text.split()) + (" " if text[-1].isspace() else "")
