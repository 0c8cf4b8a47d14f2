"""Scans: recognised words placed as text; the program itself only where it is installed."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw, ImageFont

from nlp import extract
from nlp import load as loading
from nlp.load import ocr, ocrwords, pdfflow
from nlp.model import Finding, Text

needs_tesseract = pytest.mark.skipif(not ocr.available(), reason="tesseract with vie is not installed")


def png(lines: list[str], *, red: str = "") -> bytes:
    """A picture of some lines, and of a red stamp over them."""
    image = Image.new("RGB", (1600, 200 + 90 * len(lines)), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(44)
    if red:
        draw.text((140, 95), red, font=font, fill="red")
    for number, line in enumerate(lines):
        draw.text((120, 100 + 90 * number), line, font=font, fill="black")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def words(*rows: list[tuple[str, int, float]], top: int = 100) -> list[ocrwords.Word]:
    """Words of some lines, each as (text, left, confidence)."""
    return [
        ocrwords.Word(text, left, top + 60 * number, 20 * len(text), 40, confidence, (1, 1, number))
        for number, row in enumerate(rows)
        for text, left, confidence in row
    ]


def test_recognised_words_become_columns() -> None:
    found = words(
        [("UBND", 100, 95.0), ("TỈNH", 200, 95.0), ("CỘNG", 900, 96.0), ("HÒA", 1000, 95.0)],
        [("Số:", 100, 90.0), ("12/KH", 180, 50.0)],
        [("_~`.", 100, 12.0)],
    )
    page = ocr.to_lines(found, 2000, 3000, 0.24)
    assert pdfflow.to_text([page]) == "UBND TỈNH\tCỘNG HÒA\nSố: 12/KH\n"


def test_doubtful_numbers_are_told_where_they_stand() -> None:
    found = words([("Số:", 100, 90.0), ("12/KH", 180, 50.0), ("và", 300, 20.0)])
    text = "Số: 12/KH và\n"
    told = ocr.findings(found, text)
    assert [(f.code, text[f.start : f.end]) for f in told] == [("ocr", ""), ("ocr-doubt", "12/KH")]


def test_readings_of_one_page_vote_on_figures() -> None:
    sharp = words([("Số:", 100, 70.0), ("61/QĐ-TTg", 180, 85.0), ("ngày", 400, 50.0), ("4Š", 500, 80.0)])
    middle = words([("Số:", 100, 99.0), ("64/QĐ-TTg;", 183, 90.0), ("ngày", 400, 90.0), ("43", 500, 92.0)])
    small = words([("Sô:", 100, 70.0), ("64/QĐ-TTg", 181, 70.0), ("ngày", 400, 60.0), ("13", 500, 70.0)])
    assert [(w.text, w.confidence) for w in ocrwords.agreed([sharp, middle, small])] == [
        *(("Số:", 99.0), ("64/QĐ-TTg;", 90.0), ("ngày", 90.0), ("43", ocrwords.DOUBTFUL - 1))
    ]
    sure = [word._replace(confidence=99.0) for word in sharp]
    assert [w.text for w in ocrwords.agreed([sure, middle, small])][1] == "64/QĐ-TTg;"
    assert ocrwords.agreed([[], [], []]) == []


def test_names_of_types_get_their_marks_back() -> None:
    found = words(
        [("Nghị", 100, 90.0), ("dịnh", 200, 90.0), ("QUYÉT", 300, 90.0), ("ĐỊNH:", 420, 90.0)],
        [("Ké", 100, 90.0), ("nghị", 200, 90.0), ("quyêt", 300, 90.0), ("số", 420, 90.0)],
        [("hoạch", 100, 90.0), ("Nghị", 200, 90.0)],
        [("định", 100, 90.0)],
    )
    lines = ["Nghị định QUYẾT ĐỊNH:", "Ké nghị quyết số", "hoạch Nghị", "định"]
    assert " ".join(w.text for w in ocrwords.mended(found)) == " ".join(lines)


def test_frames_and_specks_are_not_letters() -> None:
    found = words(
        [("'THỦ", 100, 88.0), ("TƯỚNG", 200, 92.0), ("|", 320, 90.0), ("ì", 700, 92.0)],
        [("_", 100, 97.0)],
        [("l", 100, 80.0), ("QUYẾT", 500, 97.0), ("ĐỊNH", 620, 96.0), ("l", 705, 96.0)],
    )
    assert pdfflow.to_text([ocr.to_lines(found, 2000, 3000, 0.24)]) == "THỦ TƯỚNG\nQUYẾT ĐỊNH l\n"


def test_the_number_of_a_stamp_of_arrival_is_nobodys() -> None:
    found = words(
        [("BỘ", 100, 95.0), ("NỘI", 170, 95.0), ("VỤ", 250, 95.0)],
        [("Công", 100, 90.0), ("VĂN", 200, 90.0), ("ĐẾN", 300, 90.0)],
        [("Số:..", 100, 90.0), ("3943", 220, 90.0)],
        [("Ngày", 100, 90.0), ("14/01/2010", 220, 90.0)],
        [("Kính", 100, 90.0), ("chuyển:....", 220, 90.0)],
        [("Số:", 100, 90.0), ("64/QĐ-BNV", 220, 90.0)],
    )
    text = pdfflow.to_text([ocr.to_lines(found, 2000, 3000, 0.24)])
    assert text == "BỘ NỘI VỤ\nSố: 64/QĐ-BNV\n"
    assert extract(text).document.number == "64/QĐ-BNV"


def test_an_own_number_that_the_reader_doubts_is_unknown() -> None:
    words_ = "THỦ TƯỚNG CHÍNH PHỦ\nSố: 44/QĐ-TTg\nHà Nội, ngày 15 tháng 01 năm 2010\nQUYẾT ĐỊNH\nVề việc cử\n"
    at = words_.index("44")
    doubt = Finding("ocr-doubt", "", at, at + 2)
    other = Finding("ocr-doubt", "", 0, 3)
    numbers = [
        extract(Text(words_, findings=found)).document.number for found in ((), (other,), (other, doubt))
    ]
    assert numbers == ["44/QĐ-TTg", "44/QĐ-TTg", ""]


def test_the_table_of_tesseract_is_read() -> None:
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    table = head + '4\t1\t1\t1\t1\t0\t0\t0\t9\t9\t-1\t\n5\t1\t1\t1\t1\t1\t10\t20\t30\t40\t91.5\t"Số\n'
    assert list(ocr._words(table)) == [ocrwords.Word('"Số', 10, 20, 30, 40, 91.5, (1, 1, 1))]


def test_without_the_program_the_line_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    with pytest.raises(loading.MissingTool) as caught:
        loading.from_bytes(png(["x"]), source="scan.png")
    assert "tesseract-ocr-vie" in caught.value.detail


def test_huge_and_damaged_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    data = png(["x"])
    with pytest.raises(loading.Corrupt):
        loading.from_bytes(data[:60], source="x")
    monkeypatch.setattr(ocr, "MAX_PIXELS", 1000)
    with pytest.raises(loading.TooLarge):
        loading.from_bytes(data, source="x")


@needs_tesseract
def test_a_picture_is_read_and_red_ink_is_not() -> None:
    text = loading.from_bytes(png(["So 2817 ngay 25 thang 12", "UBND"], red="99999 88888"), source="x")
    assert "2817" in text.text
    assert "8888" not in text.text
    assert text.findings[0].code == "ocr"


@needs_tesseract
def test_a_picture_in_black_and_white_is_read_at_several_sizes() -> None:
    with Image.open(io.BytesIO(png(["So 2817 ngay 25 thang 12 nam 2023"]))) as image:
        out = io.BytesIO()
        image.convert("1").save(out, "TIFF", compression="group4")
    assert "2817" in loading.from_bytes(out.getvalue(), source="x").text
