"""A trace on paper: a page in Word with its sentences, a workbook in Excel."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence

from docx import Document
from docx.shared import Cm, Pt, RGBColor
from xlsxwriter import Workbook  # type: ignore[import-untyped]

from kg.explore import View
from kg.keys import tokens
from kg.trace import Hop, Trace

Traced = Trace | View

_ANSWERS = {
    "up": "Ngược lên văn bản gốc",
    "down": "Xuôi xuống cấp dưới",
    "both": "Cả hai chiều",
    "between": "Giữa hai văn bản",
}
_RELATIONS = (
    ("Văn bản", 26),
    ("Cơ quan ban hành", 32),
    ("Ngày", 12),
    ("Quan hệ", 18),
    ("Văn bản đích", 26),
    ("Cơ quan của văn bản đích", 32),
    ("Ngày", 12),
    ("Câu văn làm chứng", 70),
    ("Nguồn", 34),
    ("Vị trí", 12),
    ("Độ tin cậy", 11),
    ("IRI", 40),
    ("IRI đích", 40),
)
_DOCUMENTS = (
    ("Văn bản", 26),
    ("Cơ quan ban hành", 34),
    ("Ngày", 12),
    ("Trích yếu", 80),
    ("Có toàn văn", 12),
    ("IRI", 50),
)
_LISTED = 8
"""Relations on the one page in Word; the workbook has all."""


def file_name(traced: Traced) -> str:
    """A name for files of a trace: "truy-nguyen-quyet-dinh-126-qd-ubnd"."""
    return "-".join(["truy-nguyen", *tokens(traced.start.label)[:8]])


def xlsx(traced: Traced) -> bytes:
    """The trace as a workbook: relations with their sentences, documents."""
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True, "bg_color": "#E4ECF4", "bottom": 1, "text_wrap": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    relations = [
        (
            *(hop.subject.label, hop.subject.issuer, hop.subject.day, hop.relation.label),
            *(hop.object.label, hop.object.issuer, hop.object.day),
            " ".join(said.quote.split()),
            said.path,
            f"{said.start}–{said.end}",
            said.confidence,
            *(hop.subject.iri, hop.object.iri),
        )
        for hop in traced.hops
        for said in hop.evidence
    ]
    documents = [
        (n.label, n.issuer, n.day, n.title, "có" if n.held else "không", n.iri) for n in traced.nodes
    ]
    for name, head, rows in (("Quan hệ", _RELATIONS, relations), ("Văn bản", _DOCUMENTS, documents)):
        sheet = book.add_worksheet(name)
        for column, (title, width) in enumerate(head):
            sheet.set_column(column, column, width, wrap)
            sheet.write(0, column, title, bold)
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, row)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(rows), 1), len(head) - 1)
    book.close()
    return buffer.getvalue()


def table(head: Sequence[str], rows: Iterable[Sequence[str | float]]) -> bytes:
    """Any table as a workbook: ``head`` above ``rows``; a name that begins with "=" stays a name."""
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True, "bg_color": "#E4ECF4", "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("Kết quả")
    sheet.set_column(0, max(len(head) - 1, 0), 34, wrap)
    sheet.write_row(0, 0, head, bold)
    written = 0
    for written, row in enumerate(rows, 1):
        sheet.write_row(written, 0, row)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(written, 1), max(len(head) - 1, 0))
    book.close()
    return buffer.getvalue()


def docx(traced: Traced) -> bytes:
    """The trace as one page in Word: the answer, each hop with its sentence and its source."""
    page = Document()
    for section in page.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
        section.top_margin = section.bottom_margin = Cm(1.8)
    normal = page.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(12)
    normal.paragraph_format.space_after = Pt(4)
    title = page.add_paragraph().add_run("PHIẾU TRUY NGUYÊN VĂN BẢN")
    title.bold, title.font.size = True, Pt(14)
    start = page.add_paragraph()
    start.add_run(traced.start.label).bold = True
    start.add_run("".join(f" · {w}" for w in (traced.start.issuer, traced.start.day) if w))
    if traced.start.title:
        page.add_paragraph().add_run(_cut(traced.start.title, 300)).italic = True
    to = f" và {traced.target.label}" if traced.target else ""
    page.add_paragraph(f"{_ANSWERS[traced.direction]}{to}: {_answer(traced)}")
    order = {id(h): n for n, h in enumerate(traced.hops)}
    listed = list({_key(h): h for p in traced.paths for h in p.hops}.values()) or sorted(
        traced.hops, key=lambda h: order[id(h)]
    )
    for number, hop in enumerate(listed[:_LISTED], 1):
        line = page.add_paragraph()
        line.paragraph_format.keep_with_next = True
        line.add_run(f"{number}. {hop.subject.label} ").bold = True
        line.add_run(f"{hop.relation.label} ")
        line.add_run(str(hop.object)).bold = True
        for said in hop.evidence[:1]:
            quote = page.add_paragraph()
            quote.paragraph_format.left_indent = Cm(0.8)
            quote.add_run(f"“{_cut(' '.join(said.quote.split()), 320)}”").italic = True
            confidence = f"{said.confidence:.2f}".replace(".", ",")
            by = f" · duyệt bởi {said.review.who} ngày {said.review.day}" if said.review else ""
            place = quote.add_run(
                f"\n{said.path or said.source}, ký tự {said.start}–{said.end} · độ tin cậy {confidence}{by}"
            )
            place.font.size, place.font.color.rgb = Pt(10), RGBColor(0x55, 0x60, 0x6C)
    if len(listed) > _LISTED:
        page.add_paragraph(f"Còn {len(listed) - _LISTED} quan hệ nữa: xem bảng Excel.")
    buffer = io.BytesIO()
    page.save(buffer)
    return buffer.getvalue()


def _answer(traced: Traced) -> str:
    nearest = [p for p in traced.paths if p.nearest]
    if traced.direction != "down" and nearest:
        path = min(nearest, key=lambda p: p.nearest)
        return f"văn bản trung ương gần nhất là {path.hops[path.nearest - 1].object}, {path.nearest} bước."
    if not traced.paths:
        return "không thấy đường nào trong đồ thị."
    return f"{len(traced.nodes) - 1} văn bản, {len(traced.paths)} đường đi."


def _key(hop: Hop) -> tuple[str, str, str]:
    return hop.subject.iri, hop.relation.term, hop.object.iri


def _cut(words: str, length: int) -> str:
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"


FORMATS: dict[str, tuple[Callable[[Traced], bytes], str, str]] = {
    "Excel": (xlsx, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "Word": (docx, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
"""A format's writer, its suffix and its media type."""
