"""Word files (.docx), read from their XML.

What comes out, beside the contract of :mod:`nlp.load`:

- A table row is one paragraph whose cells are parted by tabs.  A cell of several paragraphs keeps
  them as lines, so the two-column header of an official document reads left cell, tab, right cell::

      UBND TỈNH LÀO CAI
      SỞ CÔNG THƯƠNG<tab>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
      Độc lập - Tự do - Hạnh phúc
      Số: 12/KH-SCT<tab>Lào Cai, ngày 05 tháng 01 năm 2024

- Notes (footnotes and endnotes) stand after the paragraph, in a table after the row.
- Automatic numbers are written out ("Điều 1. "), line breaks are newlines, soft hyphens U+00AD,
  non-breaking hyphens "-"; text boxes follow the paragraph that they are anchored in.
- Deleted and hidden text, field codes, comments, page headers and footers are left out.
- ``pages`` come from the page breaks that Word saved, where it did.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from nlp.load import legacy
from nlp.load.blocks import Block, note_line, row
from nlp.load.errors import Corrupt, NoText
from nlp.load.numbering import W, read_numbering, render, val
from nlp.load.package import Package, open_package
from nlp.load.syllable import vietnamese_share
from nlp.load.wordstyles import Font, read_styles
from nlp.model import Finding, Page, Text

_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

_SKIPPED = frozenset(
    W + name
    for name in (
        *("del", "moveFrom", "delText", "instrText", "delInstrText", "ffData", "rt"),
        *("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr"),
        *("footnoteRef", "endnoteRef", "annotationRef"),
    )
)
_LITERALS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "\u00ad",
}
_REFERENCES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_PAGE = "\f"
"""Stands for a page break until offsets are known."""


@dataclass(slots=True)
class _Paragraph:
    """What a paragraph gathers while it is walked: runs with their fonts, notes, text boxes."""

    runs: list[tuple[str, Font]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    boxes: list[Block] = field(default_factory=list)


def load(data: bytes, *, source: str) -> Text:
    """Read a .docx file with its footnotes: ``load(data, source="QD-126.docx").text``.

    Raises:
        Corrupt, Encrypted, TooLarge, NoText: as named.
    """
    package = open_package(data, source=source)
    reader = _Reader(package)
    marked = reader.body()
    encoding = "utf-8"
    findings: tuple[Finding, ...] = ()
    if encoding_found := _legacy_encoding(reader.in_legacy_fonts):
        encoding = encoding_found
        marked = _Reader(package, decode=True).body()
        message = f"Văn bản gõ bằng phông chữ cũ ({encoding}), đã chuyển sang Unicode."
        findings = (Finding("encoding", message),)
    text, pages = split_pages(marked)
    if not text.strip():
        raise NoText(source, "docx")
    return Text(text, source, "docx", hashlib.sha256(data).hexdigest(), encoding, pages, findings)


def split_pages(marked: str) -> tuple[str, tuple[Page, ...]]:
    r"""Take out the page marks (form feeds) and tell where each page runs; no mark, no pages.

    >>> split_pages("một\fhai")[1]
    (Page(label='1', start=0, end=3), Page(label='2', start=3, end=6))
    """
    parts = marked.split(_PAGE)
    pages: list[Page] = []
    end = 0
    for part in parts:
        start, end = end, end + len(part)
        if part.strip() or not pages:
            pages.append(Page(str(len(pages) + 1), start, end))
        else:
            pages[-1] = Page(pages[-1].label, pages[-1].start, end)
    return "".join(parts), tuple(pages) if len(parts) > 1 else ()


def _legacy_encoding(runs: list[tuple[str, legacy.Legacy]]) -> str:
    """The encoding of the text set in legacy fonts, "" where it is Unicode after all.

    Asked of all of it at once: people also set Unicode text in ``.VnTime``.
    """
    if not runs:
        return ""
    shown = " ".join(text for text, _ in runs)
    if any("\u1ea0" <= letter <= "\u1ef9" for letter in shown):
        return ""
    decoded = " ".join(legacy.decode(text, encoding) for text, encoding in runs)
    better = vietnamese_share(decoded)[0] > vietnamese_share(shown)[0]
    return "+".join(sorted({encoding for _, encoding in runs})) if better else ""


class _Reader:
    """One walk over a document; holds what the walk must remember."""

    def __init__(self, package: Package, *, decode: bool = False) -> None:
        main = _main_part(package)
        document = package.xml(main)
        body = None if document is None else document.find(f"{W}body")
        if body is None:
            raise Corrupt(package.source, main)
        self.root = body
        self.decode = decode
        self.in_legacy_fonts: list[tuple[str, legacy.Legacy]] = []

        def part(name: str) -> etree._Element | None:
            return package.xml(f"{main.rpartition('/')[0]}/{name}.xml".lstrip("/"))

        self.numbering = read_numbering(part("numbering"))
        self.styles = read_styles(part("styles"))
        self.notes: dict[tuple[str, str], etree._Element] = {}
        for kind in ("footnote", "endnote"):
            root = part(f"{kind}s")
            for note in () if root is None else root.iterfind(W + kind):
                self.notes[kind, note.get(f"{W}id", "")] = note
        self.note_form = {"footnote": "decimal", "endnote": "lowerRoman"}
        self.note_next = {"footnote": 1, "endnote": 1}
        for root in (part("settings"), body.find(f".//{W}sectPr")):
            self._read_note_numbering(root)

    def _read_note_numbering(self, root: etree._Element | None) -> None:
        for kind in self.note_form:
            properties = None if root is None else root.find(f"{W}{kind}Pr")
            if properties is not None:
                self.note_form[kind] = val(properties, "numFmt") or self.note_form[kind]
                start = val(properties, "numStart")
                self.note_next[kind] = int(start) if start.isdigit() else self.note_next[kind]

    def body(self) -> str:
        """The whole text, page breaks as form feeds."""
        return "".join(map(str, self._blocks(self.root)))

    # -- paragraphs and tables --------------------------------------------------------------

    def _blocks(self, parent: etree._Element) -> list[Block]:
        blocks: list[Block] = []
        paragraph = _Paragraph()
        for element in _opened(parent):
            if element.tag == f"{W}p":
                self._read(element, paragraph)
                if element.find(f"{W}pPr/{W}rPr/{W}del") is None:  # else the next one goes on
                    blocks += self._closed(paragraph)
                    paragraph = _Paragraph()
            elif element.tag == f"{W}tbl":
                blocks += self._rows(element)
        if paragraph.runs:
            blocks += self._closed(paragraph)
        return blocks

    def _closed(self, paragraph: _Paragraph) -> list[Block]:
        text = "".join(self._words(paragraph.runs))
        return [Block(text, tuple(paragraph.notes)), *paragraph.boxes]

    def _words(self, runs: list[tuple[str, Font]]) -> Iterator[str]:
        """The text of runs; neighbours in one legacy font are decoded together (VNI needs pairs)."""
        for font, group in groupby(runs, key=lambda run: run[1]):
            text = "".join(run[0] for run in group)
            if font is not None and self.decode:
                text = legacy.decode(text, font[0], capitals=font[1])
            elif font is not None:
                self.in_legacy_fonts.append((text, font[0]))
            yield text

    def _rows(self, table: etree._Element) -> Iterator[Block]:
        for element in _opened(table):
            if element.tag == f"{W}tr" and element.find(f"{W}trPr/{W}del") is None:
                cells = [self._blocks(cell) for cell in _opened(element) if cell.tag == f"{W}tc"]
                block = row(cells)
                if block.text.strip():
                    yield block

    def _read(self, element: etree._Element, into: _Paragraph) -> None:
        number, depth, style = self.styles.list_of(element)
        if number not in ("", "0"):
            level = int(depth) if depth.isdigit() else self.numbering.level_of_style(number, style)
            into.runs.append((self.numbering.label(number, level), None))
        self._walk(element, into, self.styles.paragraph_font(element))

    # -- runs -------------------------------------------------------------------------------

    def _walk(self, parent: etree._Element, into: _Paragraph, font: Font) -> None:
        for element in _opened(parent):
            tag = element.tag
            if tag == f"{W}r":
                self._run(element, into, font)
            elif tag in (f"{W}t", _MATH_TEXT):
                into.runs.append((element.text or "", font))
            elif tag in _LITERALS:
                into.runs.append((_LITERALS[tag], None))
            elif tag == f"{W}br":
                into.runs.append((_PAGE if element.get(f"{W}type") == "page" else "\n", None))
            elif tag == f"{W}lastRenderedPageBreak":
                into.runs.append((_PAGE, None))
            elif tag == f"{W}sym":
                into.runs.append((_symbol(element.get(f"{W}char", "")), None))
            elif tag in _REFERENCES:
                self._note(element, into)
            elif tag == f"{W}txbxContent":
                into.boxes += [block for block in self._blocks(element) if block.text.strip()]
            else:
                self._walk(element, into, font)

    def _run(self, run: etree._Element, into: _Paragraph, font: Font) -> None:
        properties = run.find(f"{W}rPr")
        if properties is not None and _on(properties.find(f"{W}vanish")):
            return
        own = next((mark for mark in run.iter(*_REFERENCES) if _custom(mark)), None)
        if own is not None:
            self._note(own, into)
        else:
            self._walk(run, into, self.styles.run_font(properties, font))

    def _note(self, reference: etree._Element, into: _Paragraph) -> None:
        kind = _REFERENCES[str(reference.tag)]
        identity = reference.get(f"{W}id", "")
        run = reference.getparent()
        label = ""
        if _custom(reference) and run is not None:
            label = "".join(text.text or "" for text in run.iterfind(f"{W}t")).strip()
        if not label:
            label = render(self.note_next[kind], self.note_form[kind])
            self.note_next[kind] += 1
        into.runs.append((f"[^{label}]", None))
        note = self.notes.pop((kind, identity), None)  # a second mark of one note repeats no words
        if note is not None:
            words = " ".join(block.text.replace(_PAGE, "") for block in self._blocks(note))
            into.notes.append(note_line(label, words))


def _main_part(package: Package) -> str:
    rels = package.xml("_rels/.rels")
    for rel in () if rels is None else rels.iterfind(_REL):
        if rel.get("Type", "").endswith("/officeDocument"):
            return rel.get("Target", "").lstrip("/")
    return "word/document.xml"


_WRAPPERS = frozenset(
    W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink")
)


def _opened(parent: etree._Element) -> Iterator[etree._Element]:
    """The children that count, with wrappers (content controls, insertions, links) opened."""
    for element in parent:
        if not isinstance(element.tag, str) or element.tag in _SKIPPED:
            continue
        if element.tag in _WRAPPERS:
            yield from _opened(element)
        elif element.tag == f"{_MC}AlternateContent":
            choice = element.find(f"{_MC}Choice")
            branch = choice if choice is not None else element.find(f"{_MC}Fallback")
            yield from () if branch is None else _opened(branch)
        else:
            yield element


def _custom(reference: etree._Element) -> bool:
    return reference.get(f"{W}customMarkFollows", "0") not in ("0", "false", "off")


def _on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(f"{W}val", "1") not in ("0", "false", "off")


def _symbol(code: str) -> str:
    """A symbol by its code; those of picture fonts (private use area) as a bullet."""
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    return "•" if 0xF000 <= value <= 0xF0FF else chr(value) if 0x20 <= value < 0xD800 else ""
