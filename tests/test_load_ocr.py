"""Scans: recognised words placed as text; the program itself only where it is installed."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw, ImageFont

from nlp import load as loading
from nlp.load import ocr, pdfflow

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


def words(*rows: list[tuple[str, int, float]], top: int = 100) -> list[ocr.Word]:
    """Words of some lines, each as (text, left, confidence)."""
    return [
        ocr.Word(text, left, top + 60 * number, 20 * len(text), 40, confidence, (1, 1, number))
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


def test_the_table_of_tesseract_is_read() -> None:
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    table = head + '4\t1\t1\t1\t1\t0\t0\t0\t9\t9\t-1\t\n5\t1\t1\t1\t1\t1\t10\t20\t30\t40\t91.5\t"Số\n'
    assert list(ocr._words(table)) == [ocr.Word('"Số', 10, 20, 30, 40, 91.5, (1, 1, 1))]


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
