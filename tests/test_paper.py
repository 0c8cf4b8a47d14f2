"""Pictures as PDF: words can be read back, lines stay lines."""

from __future__ import annotations

import pypdfium2
import pytest
from pypdfium2 import raw

from kg.paper import LARGEST, BadPicture, pdf
from kg.picture import svg
from tests.test_picture import traced

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{}">{}</svg>'
WORDS = "Nghị quyết 02/NQ-CP ngày 05/01/2024 của Chính phủ: đẩy mạnh ữ ợ ẵ Ỷ"


def page_of(content: bytes) -> pypdfium2.PdfPage:
    book = pypdfium2.PdfDocument(content)
    assert len(book) == 1
    return book[0]


def drawn(view_box: str, body: str) -> pypdfium2.PdfPage:
    return page_of(pdf(HEAD.format(view_box, body)))


def words_of(page: pypdfium2.PdfPage) -> str:
    return str(page.get_textpage().get_text_bounded()).strip()


def kinds(page: pypdfium2.PdfPage) -> set[int]:
    return {o.type for o in page.get_objects()}


@pytest.mark.parametrize("weight", [400, 700])
def test_vietnamese_words_are_read_back(weight: int) -> None:
    page = drawn("0 0 800 100", f'<text x="10" y="50" font-size="14" font-weight="{weight}">{WORDS}</text>')
    assert words_of(page) == WORDS


def test_the_picture_of_a_trace() -> None:
    content = pdf(svg(traced("126/QĐ-UBND")))
    page = page_of(content)
    assert "Quyết định 126/QĐ-UBND" in words_of(page)
    assert "Câu văn làm chứng" in words_of(page)
    assert raw.FPDF_PAGEOBJ_IMAGE not in kinds(page)
    assert {raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH} <= kinds(page)
    assert len(content) < 120_000


@pytest.mark.parametrize(
    ("view_box", "size"),
    [
        ("0 0 800 400", (842, 595)),
        ("0 0 400 800", (595, 842)),
        ("0 0 2000 900", (1191, 842)),
        ("0 0 9000 900", (6798, 723)),
        ("0 0 90000 900", (14048, 188)),
    ],
)
def test_the_smallest_sheet_that_can_be_read(view_box: str, size: tuple[int, int]) -> None:
    page = drawn(view_box, '<rect width="5" height="5" fill="#000"/>')
    assert tuple(map(round, page.get_size())) == size


def test_long_words_keep_to_their_width() -> None:
    row = '<text x="0" y="40" font-size="20" textLength="{}">' + "Ủy ban nhân dân tỉnh" + "</text>"
    wide, narrow = (drawn("0 0 400 60", row.format(n)) for n in (400, 100))
    ends = [p.get_textpage().get_charbox(19)[2] - p.get_textpage().get_charbox(0)[0] for p in (wide, narrow)]
    assert ends[1] < ends[0] * 0.6


def test_what_stands_for_signs_that_the_font_lacks() -> None:
    assert words_of(drawn("0 0 400 60", '<text x="5" y="30">A → B</text>')) == "A › B"


@pytest.mark.parametrize(
    "bad",
    ["", "văn bản", "<svg", "<html/>", HEAD.format("0 0 0 0", ""), HEAD.format("", ""), " " * (LARGEST + 1)],
)
def test_what_is_no_picture_is_refused(bad: str) -> None:
    with pytest.raises(BadPicture, match="mở lại trang"):
        pdf(bad)


def test_no_entity_and_no_file_is_read() -> None:
    bad = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + HEAD.format(
        "0 0 100 50", '<text x="5" y="20">a&x;b</text>'
    )
    assert words_of(page_of(pdf(bad))) == "a&x;b"  # not what stands in the file
