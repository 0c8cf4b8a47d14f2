"""PDF files with text of their own (from Word, signed or not), through PDFium; scans through Tesseract.

Order and places of characters are told in :mod:`nlp.load.pdfpage`, columns and page furniture in
:mod:`nlp.load.pdfsegments`, paragraphs and footnotes in :mod:`nlp.load.pdfflow`.  Numbers stamped over
blanks stand in their blanks; text whose codes are broken is repaired (:mod:`nlp.load.glyphcodes`) or,
where that fails and Tesseract is there, recognised anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from threading import Lock

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from nlp.load import glyphcodes, legacy, ocr, pdfflow
from nlp.load.docx import split_pages
from nlp.load.errors import APT_OCR, Corrupt, Encrypted, LoadError, MissingTool, NoText, TooLarge
from nlp.load.glyphcodes import Table
from nlp.load.ocrwords import Word
from nlp.load.pdfpage import PageLines, font_words, read_page
from nlp.load.pdfsegments import SIGNED
from nlp.model import Finding, Text

MAX_PAGES = 20_000
_ONE_AT_A_TIME = Lock()
"""PDFium must not be used by two threads at once."""
_SAMPLE = 10
"""Pages that decide whether the text of a file is sound."""


@dataclass(slots=True)
class _Reading:
    """How a file is to be read, and what reading its pages brought to light."""

    source: str
    tables: Mapping[str, Table] = field(default_factory=dict)
    recognise: bool = False
    words: list[Word] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def tell(self, code: str, message: str) -> None:
        """Keep a finding about the whole file."""
        self.findings.append(Finding(code, message))


def load(data: bytes, *, source: str) -> Text:
    """Read a PDF file: ``load(data, source="cong-van.pdf").text``; its pages are ``Text.pages``.

    Raises:
        Encrypted, Corrupt, TooLarge: as named.
        MissingTool: the pages are pictures, and there is no Tesseract to read them.
        NoText: nothing is printed on them.
    """
    reading = _Reading(source)
    try:
        with _ONE_AT_A_TIME:
            font = _diagnose(data, reading)
            document = open_pdf(data, source=source)
            marked = pdfflow.to_text(_pages(document, reading))
            document.close()
    except pdfium.PdfiumError as error:
        raise Corrupt(source, str(error)) from error
    if font:
        marked = legacy.decode(marked, font)
        reading.tell("encoding", f"Văn bản gõ bằng phông chữ cũ ({font}), đã chuyển sang Unicode.")
    text, pages = split_pages(marked)
    if not text.strip():
        raise MissingTool(source, APT_OCR) if reading.unread else NoText(source, "PDF")
    if reading.unread:
        numbers = ", ".join(map(str, reading.unread[:20]))
        reading.tell("unread-page", f"Trang chỉ có ảnh, chưa đọc được: {numbers}. Cần cài: {APT_OCR}")
    if reading.words:
        reading.findings += ocr.findings(reading.words, text)
    digest = hashlib.sha256(data).hexdigest()
    return Text(text, source, "pdf", digest, font or "utf-8", pages, tuple(reading.findings))


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


def _diagnose(data: bytes, reading: _Reading) -> legacy.Legacy | None:
    """Whether the text was typed in a legacy font, and how to repair text that is broken."""
    sample = _sample(data, reading)
    font = legacy.detect(sample)
    if font or not glyphcodes.garbled(sample):
        return font
    document = open_pdf(data, source=reading.source)
    reading.tables = glyphcodes.learn(font_words(document, _SAMPLE))
    document.close()
    if reading.tables and not glyphcodes.garbled(_sample(data, reading)):
        reading.tell("repaired-text", "Lớp chữ của tệp PDF bị hỏng mã chữ, đã khôi phục.")
        return None
    reading.tables = {}
    reading.recognise = ocr.available()
    outcome = "đã nhận dạng lại từ hình trang" if reading.recognise else f"cần cài: {APT_OCR}"
    reading.tell("garbled-text", f"Lớp chữ của tệp PDF bị hỏng mã chữ; {outcome}.")
    return None


def _sample(data: bytes, reading: _Reading) -> str:
    document = open_pdf(data, source=reading.source)
    indexes = range(min(_SAMPLE, len(document)))
    pages = [read_page(document, index, reading.tables) for index in indexes]
    document.close()
    return "\n".join(line.text for page in pages for line in page.lines)


def _pages(document: pdfium.PdfDocument, reading: _Reading) -> Iterator[PageLines]:
    """The pages one after the other; those that are pictures are recognised, where that can be done."""
    for index in range(len(document)):
        page = read_page(document, index, reading.tables)
        if page.unplaced and not SIGNED.search(page.unplaced):
            message = f"Trang {index + 1}: phần đóng thêm không thuộc văn bản: {page.unplaced}"
            reading.tell("annotation", message)
        if reading.recognise or not page.lines:
            picture = document[index]
            if not (reading.recognise or _has_picture(picture)):
                pass
            elif ocr.available():
                page = _recognised(picture, reading)
            else:
                reading.unread.append(index + 1)
            picture.close()
        yield page


def _has_picture(page: pdfium.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _two_tone(page: pdfium.PdfPage) -> bool:
    """Whether all pictures of a page are in black and white alone."""
    pictures = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    depths = [picture.get_metadata().bits_per_pixel for picture in pictures]
    return bool(depths) and max(depths) == 1


def _recognised(page: pdfium.PdfPage, reading: _Reading) -> PageLines:
    width, height = page.get_size()
    scale = min(ocr.DPI / 72, (ocr.MAX_PIXELS / max(1, width * height)) ** 0.5)
    image = page.render(scale=scale).to_pil()
    words = ocr.recognise(image, source=reading.source, two_tone=_two_tone(page))
    reading.words += words
    return ocr.to_lines(words, image.width, image.height, 1 / scale)
