"""OpenDocument text (.odt), read from its XML; the same conventions as :mod:`nlp.load.docx`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from lxml import etree

from nlp.load.blocks import Block, note_line, row
from nlp.load.errors import NoText
from nlp.load.numbering import Numbering
from nlp.load.odtlists import read_lists
from nlp.load.opendocument import DRAW, OFFICE, TABLE, TEXT, collapsed, content, white
from nlp.load.package import open_package
from nlp.model import Text

_SKIPPED = frozenset(
    [
        TEXT + name
        for name in ("tracked-changes", "note-citation", "sequence-decls", "bookmark", "page-number")
    ]
    + [OFFICE + "annotation", OFFICE + "forms", TEXT + "table-of-content"]
)
_PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")


def load(data: bytes, *, source: str) -> Text:
    """Read an .odt file with its notes: ``load(data, source="ke-hoach.odt").text``.

    Raises:
        Corrupt, Encrypted, TooLarge, NoText: as named.
    """
    package = open_package(data, source=source)
    root, body = content(package, "text", source=source)
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
            elif element.tag == f"{TEXT}list":
                yield from self._list(element, element.get(f"{TEXT}style-name", ""), 0)
            elif element.tag == f"{TABLE}table-row":
                cells = [list(self.blocks(cell)) for cell in element if cell.tag == f"{TABLE}table-cell"]
                block = row(cells)
                if block.text.strip():
                    yield block
            else:
                yield from self.blocks(element)

    def _list(self, element: etree._Element, style: str, depth: int) -> Iterator[Block]:
        """A list's items, each number before the first paragraph of its item."""
        goes_on = f"{TEXT}continue-numbering" in element.attrib or f"{TEXT}continue-list" in element.attrib
        if depth == 0 and not goes_on:
            self.lists.counts.pop(style, None)
        for item in element:
            label = ""
            if item.tag == f"{TEXT}list-item" and (len(item) == 0 or item[0].tag != f"{TEXT}list"):
                label = self.lists.label(style, depth)
            for child in item:
                if child.tag == f"{TEXT}list":
                    own = child.get(f"{TEXT}style-name", style)
                    yield from self._list(child, own, depth + 1)
                    continue
                for block in self.blocks([child]):
                    yield Block(label + block.text, block.notes)
                    label = ""

    def _words(self, element: etree._Element, notes: list[str], boxes: list[Block]) -> Iterator[str]:
        """The printed text of a paragraph; its notes and text boxes are set aside."""
        yield collapsed(element.text)
        for child in element:
            if child.tag == f"{TEXT}note":
                citation, body = child.find(f"{TEXT}note-citation"), child.find(f"{TEXT}note-body")
                label = "" if citation is None else "".join(map(str, citation.itertext())).strip()
                words = "" if body is None else " ".join(block.text for block in self.blocks(body))
                notes.append(note_line(label, words))
                yield f"[^{label}]"
            elif printed := white(child):
                yield printed
            elif child.tag == f"{DRAW}text-box":
                boxes.extend(block for block in self.blocks(child) if block.text.strip())
            elif child.tag not in _SKIPPED:
                yield from self._words(child, notes, boxes)
            yield collapsed(child.tail)
