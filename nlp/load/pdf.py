"""PDF files with text of their own (from Word, signed or not), through PDFium.

Order and places of characters are told in :mod:`nlp.load.pdfpage`, paragraphs in
:mod:`nlp.load.pdfflow`.  Left out: page numbers, running heads of the gazette, what signing programs
print.  Numbers stamped over blanks stand in their blanks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from nlp.load import glyphcodes, legacy, ocr, pdfflow
from nlp.load.docx import split_pages
from nlp.load.errors import Corrupt, Encrypted, LoadError, NoText, TooLarge
from nlp.load.glyphcodes import Table
from nlp.load.pdfpage import PageLines, font_words, read_page
from nlp.model import Finding, Text

MAX_PAGES = 20_000


def load(data: bytes, *, source: str) -> Text:
    """Read a PDF file: ``load(data, source="cong-van.pdf").text``; its pages are ``Text.pages``.

    Raises:
        Encrypted, Corrupt, TooLarge: as named.
        MissingTool: the pages are pictures, and there is no Tesseract to read them.
        NoText: nothing is printed on them.
    """
    pages = _pages(data, source=source)
    findings: list[Finding] = []
    font = legacy.detect(_sample(pages))
    if font is None and glyphcodes.garbled(_sample(pages)):
        document = open_pdf(data, source=source)
        tables = glyphcodes.learn(font_words(document))
        document.close()
        repaired = _pages(data, source=source, tables=tables)
        sound = not glyphcodes.garbled(_sample(repaired))
        pages = repaired if sound else pages
        message = "Lớp chữ của tệp PDF bị hỏng mã chữ" + (", đã khôi phục." if sound else ".")
        findings.append(Finding("repaired-text" if sound else "garbled-text", message))
    pictures = [at for at, page in enumerate(pages) if not page.lines]
    if any(finding.code == "garbled-text" for finding in findings) and ocr.available():
        pictures = list(range(len(pages)))
    words = _recognised(data, pages, pictures, source=source)
    marked = pdfflow.to_text(pages)
    if font:
        marked = legacy.decode(marked, font)
        message = f"Văn bản gõ bằng phông chữ cũ ({font}), đã chuyển sang Unicode."
        findings.append(Finding("encoding", message))
    text, marks = split_pages(marked)
    if not text.strip():
        raise NoText(source, "PDF")
    if words:
        findings += ocr.findings(words, text)
    findings += [
        Finding("annotation", f"Trang {number}: phần đóng thêm không thuộc văn bản: {page.unplaced}")
        for number, page in enumerate(pages, start=1)
        if page.unplaced
    ]
    return Text(
        text, source, "pdf", hashlib.sha256(data).hexdigest(), font or "utf-8", marks, tuple(findings)
    )


def _pages(
    data: bytes, *, source: str, tables: Mapping[str, Table] = MappingProxyType({})
) -> list[PageLines]:
    document = open_pdf(data, source=source)
    try:
        return [read_page(document, index, tables) for index in range(len(document))]
    except pdfium.PdfiumError as error:
        raise Corrupt(source, str(error)) from error
    finally:
        document.close()


def _recognised(
    data: bytes, pages: list[PageLines], pictures: Sequence[int], *, source: str
) -> list[ocr.Word]:
    """Put recognised lines into the pages that are pictures; blank pages stay blank.

    Raises:
        MissingTool: no page has text, and there is no Tesseract.
    """
    words: list[ocr.Word] = []
    if not pictures or (not ocr.available() and len(pictures) < len(pages)):
        return words
    document = open_pdf(data, source=source)
    for at in pictures:
        page = document[at]
        if not any(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)) and not pages[at].lines:
            continue
        width, height = page.get_size()
        scale = min(ocr.DPI / 72, (ocr.MAX_PIXELS / max(1, width * height)) ** 0.5)
        image = page.render(scale=scale).to_pil()
        found = ocr.recognise(image, source=source)
        pages[at] = ocr.to_lines(found, image.width, image.height, 1 / scale)
        words += found
    document.close()
    return words


def _sample(pages: Sequence[PageLines]) -> str:
    return "\n".join(line.text for page in pages[:10] for line in page.lines)


def open_pdf(data: bytes, *, source: str) -> pdfium.PdfDocument:
    """Open a PDF held in memory.

    Raises:
        Encrypted, Corrupt, TooLarge: as named.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        reason: type[LoadError] = Encrypted if "password" in str(error).lower() else Corrupt
        raise reason(source, "PDF") from error
    if len(document) > MAX_PAGES:
        raise TooLarge(source, f"{len(document)} trang / pages")
    return document
